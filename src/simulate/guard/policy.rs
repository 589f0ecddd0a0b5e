//! What the resource policy of a REST API says.

use std::net::IpAddr;

use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Design, ResourcePolicy, RestApi};
use crate::sentence;
use crate::simulate::{ACCOUNT_ID, API_ID, Answer, Part, Reason, Request, Walk, Way};

/// Whether an address lies in a range such as `203.0.113.0/24`.
fn is_in(range: &str, address: IpAddr) -> bool {
    let (network, bits) = range.split_once('/').unwrap_or((range, ""));
    let Ok(network) = network.trim().parse::<IpAddr>() else {
        return false;
    };
    let (network, address, width) = match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (u128::from(a.to_bits()), u128::from(b.to_bits()), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits(), b.to_bits(), 128),
        _ => return false,
    };
    let bits: u32 = if bits.is_empty() {
        width
    } else {
        bits.parse().unwrap_or(width).min(width)
    };
    let shift = width - bits;
    network.checked_shr(shift).unwrap_or(0) == address.checked_shr(shift).unwrap_or(0)
}

/// What the resource policy of a REST API says.
pub(in crate::simulate) fn resource_policy(
    design: &Design,
    request: &Request,
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
    let Some((is_let_in, asks)) = asked(rest, request) else {
        let message = sentence!(
            "there is no resource policy",
            "リソースポリシーはありません"
        );
        walk.nothing(Part::ResourcePolicy, at, message);
        return Ok(());
    };
    if is_let_in {
        walk.passed(Part::ResourcePolicy, at, asks);
        return Ok(());
    }
    let answer = refused(design, &rest.policy).with_cors(design, request);
    walk.stop(Part::ResourcePolicy, at, asks, answer)
}

/// Whether the policy lets a request in, and whom it lets in; `None` without a policy.
fn asked(rest: &RestApi, request: &Request) -> Option<(bool, Sentence)> {
    let lies = |list: &[String], one: &str| list.iter().any(|own| own == one);
    Some(match &rest.policy {
        ResourcePolicy::None if rest.is_private() => (
            false,
            sentence!(
                "a private API without a policy lets nobody in",
                "ポリシーのないプライベート API は誰も許可しません"
            ),
        ),
        ResourcePolicy::None => return None,
        ResourcePolicy::VpcEndpoints => (
            lies(&rest.vpc_endpoint_ids, &request.vpc_endpoint),
            sentence!(
                "the policy lets in what comes through the API's VPC endpoints",
                "ポリシーは API の VPC エンドポイント経由のリクエストを許可します"
            ),
        ),
        ResourcePolicy::SourceRanges { cidrs } => {
            let ranges = cidrs.join("`, `");
            (
                comes_from(request, cidrs),
                sentence!(
                    "the policy lets in `{ranges}`",
                    "ポリシーは `{ranges}` を許可します"
                ),
            )
        }
        ResourcePolicy::Vpcs { vpc_ids } => (
            lies(vpc_ids, &request.vpc),
            sentence!(
                "the policy lets in what comes from the listed VPCs",
                "ポリシーは指定した VPC からのリクエストを許可します"
            ),
        ),
        ResourcePolicy::Accounts { .. } => (
            request.is_signed,
            sentence!(
                "the policy lets in signed requests of the listed accounts",
                "ポリシーは指定したアカウントの署名付きリクエストを許可します"
            ),
        ),
        ResourcePolicy::Combined(parts) => {
            let signed = parts.account_ids.is_empty() || request.is_signed;
            let near = parts.cidrs.is_empty() || comes_from(request, &parts.cidrs);
            let inside = parts.vpc_ids.is_empty() || lies(&parts.vpc_ids, &request.vpc);
            (
                !parts.is_empty() && signed && near && inside,
                sentence!(
                    "the policy lets in who fulfils all that it lists: signature of an account, address, VPC",
                    "ポリシーは、指定した条件(アカウントの署名、アドレス、VPC)をすべて満たすリクエストを許可します"
                ),
            )
        }
    })
}

/// Whether the caller's address lies in one of the ranges.
fn comes_from(request: &Request, cidrs: &[String]) -> bool {
    let address: Option<IpAddr> = request.source_ip.parse().ok();
    address.is_some_and(|address| cidrs.iter().any(|range| is_in(range, address)))
}

fn refused(design: &Design, policy: &ResourcePolicy) -> Answer {
    let mend = match policy {
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
    let cause = sentence!(
        "the resource policy has no statement that allows this caller",
        "この呼び出し元を許可するステートメントがリソースポリシーにありません"
    );
    let account = if design.account_id.is_empty() {
        ACCOUNT_ID
    } else {
        &design.account_id
    };
    // The service shows the last four digits alone.
    let digits = account.get(8..).unwrap_or_default();
    let region = &design.region;
    let resource = format!("arn:aws:execute-api:{region}:********{digits}:{API_ID}/");
    Answer {
        body: format!(
            "{{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on resource: {resource}\"}}"
        ),
        ..Answer::refused(403, "", cause, mend).because(Reason::ResourcePolicy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
                ..RestApi::default()
            };
            asked(&rest, request).is_some_and(|(is_let_in, _)| is_let_in)
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
    fn ranges_hold_what_lies_in_them() {
        let holds = |range: &str, address: &str| is_in(range, address.parse().expect("an address"));
        assert!(holds("203.0.113.0/24", "203.0.113.9") && !holds("203.0.113.0/24", "203.0.114.9"));
        assert!(holds("0.0.0.0/0", "8.8.8.8") && holds("::/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "203.0.113.9"));
        assert!(holds("203.0.113.9", "203.0.113.9") && !holds("nonsense", "203.0.113.9"));
    }
}
