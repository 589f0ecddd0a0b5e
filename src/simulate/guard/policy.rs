//! What the resource policy of a REST API says.

use super::denial::{Denial, denial};
use crate::aws;
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Authorization, AuthorizerKind, Design, ResourcePolicy, RestApi};
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::route::Matched;
use crate::simulate::{Answer, Part, Reason, Request, Walk, Way, browser};

/// When the resource policy is asked, and who else decides (AWS: "How API Gateway resource policies affect authorization
/// workflow").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulate) enum Asked {
    /// Nobody else is asked: the policy must allow the call.
    Alone,
    /// Before a Lambda authorizer: a denial ends the way, and where the policy says neither the authorizer decides.
    Before,
    /// After IAM has said who calls.
    AfterIam,
    /// After Cognito has: of an account it knows nothing.
    AfterCognito,
}

impl Asked {
    /// Whether somebody else is asked before.
    pub(in crate::simulate) const fn is_after(self) -> bool {
        matches!(self, Self::AfterIam | Self::AfterCognito)
    }
}

/// What a statement, or the lack of one, comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ruling {
    Allow,
    /// No statement is about this caller: an implicit denial.
    Neither,
    /// A statement denies it.
    Deny,
}

/// When the policy is asked about a request that this method gets.
pub(in crate::simulate) fn when_asked(
    design: &Design,
    request: &Request,
    matched: Option<&Matched>,
) -> Asked {
    let Some(matched) = matched.filter(|_| design.rest().is_some()) else {
        return Asked::Alone;
    };
    // The method that answers a preflight asks nobody who calls.
    if browser::is_answered_preflight(design, matched, request) {
        return Asked::Alone;
    }
    match design.access.authorization_of(matched.method) {
        Authorization::None => Asked::Alone,
        Authorization::Iam => Asked::AfterIam,
        Authorization::Authorizer(name) => match design.access.authorizer(name) {
            Some((_, own)) if matches!(own.kind, AuthorizerKind::CognitoUserPool(_)) => {
                Asked::AfterCognito
            }
            Some(_) => Asked::Before,
            None => Asked::Alone,
        },
    }
}

/// What the resource policy of a REST API says.
pub(in crate::simulate) fn resource_policy(
    design: &Design,
    request: &Request,
    entered: &Entered,
    asked: Asked,
    walk: &mut Walk,
) -> Way<()> {
    let at = Pointer::root().join("api").join("rest").join("policy");
    let Some(rest) = design.rest() else {
        let message = sentence!(
            "only REST APIs have a resource policy",
            "リソースポリシーがあるのは REST API だけです"
        );
        walk.nothing(Part::ResourcePolicy, Pointer::root().join("api"), message);
        return Ok(());
    };
    // Nobody but IAM looks at a signature: at every other method its caller is anonymous (AWS: "API Gateway resource policy
    // examples", "Allow users in another account to use a REST API").
    let is_known = asked == Asked::AfterIam && request.is_signed;
    let Some((ruling, asks)) = ruled(rest, request, is_known) else {
        let message = sentence!(
            "there is no resource policy",
            "リソースポリシーはありません"
        );
        walk.nothing(Part::ResourcePolicy, at, message);
        return Ok(());
    };
    if ruling == Ruling::Allow {
        walk.passed(Part::ResourcePolicy, at, asks);
        return Ok(());
    }
    let is_left = asked == Asked::Before && rest.policy != ResourcePolicy::None;
    if ruling == Ruling::Neither && is_left {
        let message = sentence!(
            "the policy neither allows nor denies this caller: what the Lambda authorizer answers decides",
            "ポリシーはこの呼び出し元を許可も拒否もしていないため、Lambda オーソライザーの応答で決まります"
        );
        walk.noted(Part::ResourcePolicy, at, message);
        return Ok(());
    }
    let by = if ruling == Ruling::Deny {
        Denial::ByResource
    } else {
        Denial::NotByResource
    };
    let answer = Answer {
        body: denial(design, request, entered, (is_known, by)),
        ..refused(&rest.policy, ruling, is_known)
    };
    let message = if rest.policy == ResourcePolicy::None {
        asks
    } else {
        let Sentence { en, ja } = asks;
        sentence!(
            "{en}, and this caller is not among them",
            "{ja}が、この呼び出し元は含まれません"
        )
    };
    walk.stop(
        Part::ResourcePolicy,
        at,
        message,
        answer.with_cors(design, request),
    )
}

/// What the resource policy says of a request, whose signature was looked at or not; `None` without one.
pub(super) fn ruling(design: &Design, request: &Request, is_known: bool) -> Option<Ruling> {
    ruled(design.rest()?, request, is_known).map(|(ruling, _)| ruling)
}

/// What the policy says of a request, and whom it lets in; `None` without a policy. The generated policies allow
/// everybody, or accounts by name, and deny who comes from elsewhere. Of which account a caller is, is known where IAM
/// found the signature good.
fn ruled(rest: &RestApi, request: &Request, is_known: bool) -> Option<(Ruling, Sentence)> {
    let or_deny = |is_let_in| {
        if is_let_in {
            Ruling::Allow
        } else {
            Ruling::Deny
        }
    };
    let by_account = |is_listed| {
        if is_listed {
            Ruling::Allow
        } else {
            Ruling::Neither
        }
    };
    Some(match &rest.policy {
        ResourcePolicy::None if rest.is_private() => (
            Ruling::Neither,
            sentence!(
                "a private API without a policy lets nobody in",
                "ポリシーのないプライベート API は誰も許可しません"
            ),
        ),
        ResourcePolicy::None => return None,
        ResourcePolicy::VpcEndpoints => (
            or_deny(rest.vpc_endpoint_ids.contains(&request.vpc_endpoint)),
            sentence!(
                "the policy lets in what comes through the API's VPC endpoints",
                "ポリシーは API の VPC エンドポイント経由のリクエストを許可します"
            ),
        ),
        ResourcePolicy::SourceRanges { cidrs } => {
            let ranges = cidrs.join("`, `");
            (
                or_deny(comes_from(rest, request, cidrs)),
                sentence!(
                    "the policy lets in `{ranges}`",
                    "ポリシーは `{ranges}` を許可します"
                ),
            )
        }
        ResourcePolicy::Vpcs { vpc_ids } => (
            or_deny(comes_out_of(rest, request, vpc_ids)),
            sentence!(
                "the policy lets in what comes from the listed VPCs",
                "ポリシーは指定した VPC からのリクエストを許可します"
            ),
        ),
        ResourcePolicy::Accounts { .. } => (
            by_account(is_known),
            sentence!(
                "the policy lets in signed requests of the listed accounts",
                "ポリシーは指定したアカウントの署名付きリクエストを許可します"
            ),
        ),
        ResourcePolicy::Combined(parts) => {
            let known = parts.account_ids.is_empty() || is_known;
            let near = parts.cidrs.is_empty() || comes_from(rest, request, &parts.cidrs);
            let inside = parts.vpc_ids.is_empty() || comes_out_of(rest, request, &parts.vpc_ids);
            (
                if parts.is_empty() || !near || !inside {
                    Ruling::Deny
                } else {
                    by_account(known)
                },
                sentence!(
                    "the policy lets in who fulfils all that it lists: signature of an account, address, VPC",
                    "ポリシーは、指定した条件(アカウントの署名、アドレス、VPC)をすべて満たすリクエストを許可します"
                ),
            )
        }
    })
}

/// Whether the caller's address lies in one of the ranges. A public API sees public addresses alone: behind a NAT gateway
/// that of the gateway. Of a private one `aws:VpcSourceIp` asks for the address inside the VPC; `aws:SourceIp`, by which
/// policies of ranges alone ask, is missing there, and so refused.
fn comes_from(rest: &RestApi, request: &Request, cidrs: &[String]) -> bool {
    let address = &request.source_ip;
    let is_seen = if rest.is_private() {
        matches!(rest.policy, ResourcePolicy::Combined(_))
    } else {
        !aws::is_private(address)
    };
    is_seen && cidrs.iter().any(|range| aws::is_in_range(address, range))
}

/// Whether it comes out of one of the VPCs; a public API is not told of which.
fn comes_out_of(rest: &RestApi, request: &Request, vpc_ids: &[String]) -> bool {
    rest.is_private() && vpc_ids.contains(&request.vpc)
}

fn refused(policy: &ResourcePolicy, ruling: Ruling, is_known: bool) -> Answer {
    let is_anonymous = !is_known && ruling == Ruling::Neither && policy.asks_accounts();
    let mend = match policy {
        _ if is_anonymous => sentence!(
            "let the method ask for IAM, which looks at the signature, and sign the request; a preflight is never signed",
            "署名を検証するのは IAM だけなので、メソッドの認可を IAM にして、署名したリクエストを送ってください。プリフライトには署名できません"
        ),
        ResourcePolicy::SourceRanges { .. } => sentence!(
            "add the caller's range to the policy; behind a proxy it is the proxy's address",
            "呼び出し元の範囲をポリシーに追加してください。プロキシの後ろではプロキシのアドレスが対象です"
        ),
        ResourcePolicy::None => sentence!(
            "give the private API a policy for its VPC endpoints",
            "プライベート API に VPC エンドポイントのポリシーを設定してください"
        ),
        _ => sentence!(
            "come through what the policy lists, or add the caller to it",
            "ポリシーが許可する経路を使うか、呼び出し元を追加してください"
        ),
    };
    let cause = if is_anonymous {
        sentence!(
            "nobody looks at a signature here, so the caller is anonymous, and the resource policy lets in accounts",
            "ここでは署名が検証されず、呼び出し元は匿名です。リソースポリシーが許可するのはアカウントです"
        )
    } else if ruling == Ruling::Deny {
        sentence!(
            "a statement of the resource policy denies this caller",
            "リソースポリシーのステートメントがこの呼び出し元を拒否しています"
        )
    } else {
        sentence!(
            "the resource policy has no statement that allows this caller",
            "この呼び出し元を許可するステートメントがリソースポリシーにありません"
        )
    };
    Answer::refused(403, "", cause, mend).because(Reason::ResourcePolicy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EndpointType::{Private, Regional};
    use crate::model::PolicyParts;

    #[test]
    fn a_combined_policy_asks_everything_that_it_lists() {
        let listed = |text: &str| vec![text.to_owned(); usize::from(!text.is_empty())];
        let lets_in = |account: &str, range: &str, vpc: &str, request: &Request| {
            let rest = RestApi {
                policy: ResourcePolicy::Combined(PolicyParts {
                    account_ids: listed(account),
                    cidrs: listed(range),
                    vpc_ids: listed(vpc),
                }),
                endpoint: Private,
                ..RestApi::default()
            };
            ruled(&rest, request, request.is_signed)
                .is_some_and(|(ruling, _)| ruling == Ruling::Allow)
        };
        let (account, range, vpc) = ("123456789012", "10.0.1.0/24", "vpc-0a1b2c3d");
        let mut request = Request {
            source_ip: "10.0.1.7".into(),
            vpc: vpc.into(),
            is_signed: true,
            ..Request::default()
        };
        assert!(lets_in(account, range, vpc, &request) && lets_in("", range, "", &request));
        assert!(!lets_in("", "", "", &request));
        request.is_signed = false;
        assert!(!lets_in(account, range, vpc, &request) && lets_in("", range, vpc, &request));
        request.source_ip = "10.0.2.7".into();
        assert!(!lets_in("", range, vpc, &request) && lets_in("", "", vpc, &request));
        request.vpc = String::new();
        assert!(!lets_in("", "", vpc, &request));
    }

    #[test]
    fn a_public_api_sees_public_addresses_and_no_vpc_and_a_private_one_no_source_address() {
        let lets_in = |endpoint, policy: &ResourcePolicy, source_ip: &str| {
            let rest = RestApi {
                endpoint,
                policy: policy.clone(),
                ..RestApi::default()
            };
            let request = Request {
                source_ip: source_ip.into(),
                vpc: "vpc-0a1b2c3d".into(),
                vpc_endpoint: "vpce-0a1b2c3d".into(),
                ..Request::default()
            };
            ruled(&rest, &request, false).is_some_and(|(ruling, _)| ruling == Ruling::Allow)
        };
        let cidrs = vec!["10.0.0.0/8".to_owned(), "198.51.100.0/24".to_owned()];
        let ranges = ResourcePolicy::SourceRanges {
            cidrs: cidrs.clone(),
        };
        let combined = ResourcePolicy::Combined(PolicyParts {
            cidrs,
            ..PolicyParts::default()
        });
        let vpcs = ResourcePolicy::Vpcs {
            vpc_ids: vec!["vpc-0a1b2c3d".into()],
        };
        for (endpoint, policy, source_ip, is_let_in) in [
            (Regional, &ranges, "198.51.100.7", true),
            (Regional, &ranges, "10.1.2.3", false),
            (Private, &ranges, "198.51.100.7", false),
            (Private, &ranges, "10.1.2.3", false),
            (Private, &combined, "10.1.2.3", true),
            (Private, &combined, "11.1.2.3", false),
            (Regional, &combined, "10.1.2.3", false),
            (Private, &vpcs, "10.1.2.3", true),
            (Regional, &vpcs, "198.51.100.7", false),
        ] {
            assert_eq!(
                lets_in(endpoint, policy, source_ip),
                is_let_in,
                "{endpoint:?} {policy:?} {source_ip}"
            );
        }
    }
}
