//! APIs whose resource policy, or the lack of one, lets nobody in.

use serde_json::json;

use super::kept_policy::keeps_policy;
use super::{Finding, Rule};
use crate::aws;
use crate::diagnostic::{Edit, Pointer, Sentence, Severity};
use crate::model::{Design, PolicyParts, ResourcePolicy, RestApi};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-refuses-everybody",
    severity: Severity::Error,
    docs: "A private API without a resource policy refuses every request and cannot be deployed; the key \
           `aws:SourceVpce` exists only for requests through a VPC endpoint, `aws:SourceIp` only for \
           those to a public API and then a public address, and a denial that compares with nothing, or with a key that is \
           missing, always holds (AWS: API Gateway developer guide, \"Private REST APIs in API \
           Gateway\", \"AWS condition keys that can be used in API Gateway resource policies\").",
    bad: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpce-0123456789abcdef0"]}}}"#,
    good: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpce-0123456789abcdef0"], "policy": "vpc_endpoints"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(rest) = design.rest() else {
        return Vec::new();
    };
    let is_open = rest.policy == ResourcePolicy::None;
    if is_open && design.kept.iter().any(|kept| keeps_policy(design, kept)) {
        return Vec::new();
    }
    let at = Pointer::root().join("api").join("rest");
    let found = reason(rest).map(|(field, message, help)| {
        let at = field.iter().fold(at, |at, step| at.join(*step));
        let policy = match &rest.policy {
            ResourcePolicy::None if rest.is_private() && !rest.vpc_endpoint_ids.is_empty() => {
                Some(json!("vpc_endpoints"))
            }
            // Of the addresses inside a VPC such a policy asks as it was meant.
            ResourcePolicy::SourceRanges { cidrs } if rest.is_private() && !cidrs.is_empty() => {
                Some(json!({"combined": {"cidrs": cidrs}}))
            }
            _ => None,
        };
        let finding = Finding::at(at, message);
        let finding = match policy {
            Some(policy) if policy.is_object() => finding.mend(
                sentence!("ask for the address inside the VPC", "VPC 内のアドレスで判定する"),
                vec![Edit::Set(at, policy)],
            ),
            policy => finding.maybe(policy),
        };
        finding.help(help)
    });
    found.into_iter().collect()
}

/// Where it lies, what is wrong, and what to do.
type Reason = (&'static [&'static str], Sentence, Sentence);

fn of_parts(parts: &PolicyParts, is_private: bool) -> Option<Reason> {
    if parts.is_empty() {
        return Some((
            &["policy", "combined"],
            sentence!(
                "the policy names nobody, so it refuses every request",
                "ポリシーに何も指定されておらず、すべてのリクエストを拒否します"
            ),
            sentence!(
                "add what callers must fulfil, or choose no policy",
                "呼び出し元の条件を追加するか、ポリシーをなしにしてください",
            ),
        ));
    }
    if is_private {
        return None;
    }
    if parts.vpc_ids.is_empty() {
        return of_private_ranges(&["policy", "combined", "cidrs"], &parts.cidrs);
    }
    Some((
            &["policy", "combined", "vpc_ids"][..],
            sentence!(
                "requests to a public API come out of no VPC, so the policy refuses them all",
                "パブリックな API へのリクエストに VPC の情報はなく、ポリシーがすべて拒否します"
            ),
            sentence!(
                "make the API `PRIVATE`, or name accounts and source ranges alone",
                "エンドポイントタイプを `PRIVATE` にするか、アカウントと送信元の範囲だけを指定してください",
            ),
    ))
}

fn reason(rest: &RestApi) -> Option<Reason> {
    let endpoints = || {
        sentence!(
            "choose the policy `vpc_endpoints` and name the VPC endpoints that may call it",
            "ポリシー `vpc_endpoints` を選び、呼び出しを許可する VPC エンドポイントを指定してください",
        )
    };
    Some(match (&rest.policy, rest.is_private()) {
        (ResourcePolicy::None, true) => (
            &["policy"],
            sentence!(
                "a private API without a resource policy refuses every request",
                "リソースポリシーのないプライベート API は、すべてのリクエストを拒否します"
            ),
            endpoints(),
        ),
        (ResourcePolicy::SourceRanges { .. }, true) => (
            &["policy"],
            sentence!(
                "requests to a private API have no public source address, so the policy refuses them all",
                "プライベート API へのリクエストにパブリックな送信元アドレスはなく、ポリシーがすべて拒否します"
            ),
            sentence!(
                "choose `combined` with ranges inside the VPC, or `vpc_endpoints`",
                "`combined` で VPC 内の範囲を指定するか、`vpc_endpoints` を選んでください",
            ),
        ),
        (ResourcePolicy::VpcEndpoints, true) if rest.vpc_endpoint_ids.is_empty() => (
            &["vpc_endpoint_ids"],
            sentence!(
                "the private API names no VPC endpoint, so its policy refuses every request",
                "プライベート API に VPC エンドポイントがなく、ポリシーがすべてのリクエストを拒否します"
            ),
            endpoints(),
        ),
        (ResourcePolicy::VpcEndpoints, false) => (
            &["policy"],
            sentence!(
                "requests to a public API come through no VPC endpoint, so the policy refuses them all",
                "パブリックな API へのリクエストは VPC エンドポイントを通らないため、ポリシーがすべて拒否します"
            ),
            sentence!(
                "make the API `PRIVATE`, or choose another policy",
                "エンドポイントタイプを `PRIVATE` にするか、別のポリシーを選んでください",
            ),
        ),
        (ResourcePolicy::Vpcs { .. }, false) => (
            &["policy"],
            sentence!(
                "requests to a public API come out of no VPC, so the policy refuses them all",
                "パブリックな API へのリクエストに VPC の情報はなく、ポリシーがすべて拒否します"
            ),
            sentence!(
                "make the API `PRIVATE`, or choose another policy",
                "エンドポイントタイプを `PRIVATE` にするか、別のポリシーを選んでください",
            ),
        ),
        (ResourcePolicy::Vpcs { vpc_ids }, true) if vpc_ids.is_empty() => (
            &["policy", "vpcs", "vpc_ids"],
            sentence!(
                "the policy names no VPC, so it refuses every request",
                "ポリシーに VPC がなく、すべてのリクエストを拒否します"
            ),
            sentence!(
                "add the VPCs out of which the API may be called",
                "呼び出しを許可する VPC を追加してください",
            ),
        ),
        (ResourcePolicy::Combined(parts), private) => return of_parts(parts, private),
        (ResourcePolicy::Accounts { account_ids }, _) if account_ids.is_empty() => (
            &["policy", "accounts", "account_ids"],
            sentence!(
                "the policy names no account, so it refuses every request",
                "ポリシーにアカウントがなく、すべてのリクエストを拒否します"
            ),
            sentence!(
                "add the accounts that may call, or choose no policy",
                "呼び出しを許可するアカウントを追加するか、ポリシーをなしにしてください",
            ),
        ),
        (ResourcePolicy::SourceRanges { cidrs }, false) if cidrs.is_empty() => (
            &["policy", "source_ranges", "cidrs"],
            sentence!(
                "the policy names no source range, so it refuses every request",
                "ポリシーに送信元の範囲がなく、すべてのリクエストを拒否します"
            ),
            sentence!(
                "add the ranges that may call, or choose no policy",
                "呼び出しを許可する範囲を追加するか、ポリシーをなしにしてください",
            ),
        ),
        (ResourcePolicy::SourceRanges { cidrs }, false) => {
            return of_private_ranges(&["policy", "source_ranges", "cidrs"], cidrs);
        }
        _ => return None,
    })
}

/// A public API that asks for addresses which none of its callers has.
fn of_private_ranges(at: &'static [&'static str], cidrs: &[String]) -> Option<Reason> {
    let lets_nobody_in = !cidrs.is_empty() && cidrs.iter().all(|range| aws::is_private(range));
    lets_nobody_in.then(|| {
        (
            at,
            sentence!(
                "a public API sees public addresses only, so the policy with its private ranges refuses every request",
                "パブリックな API にはパブリックな送信元アドレスしか届かず、プライベートな範囲だけのポリシーはすべて拒否します"
            ),
            sentence!(
                "name the public addresses behind which the callers are, for instance of their NAT gateway, or make the API `PRIVATE`",
                "呼び出し元が出ていくパブリックなアドレス(NAT ゲートウェイなど)を指定するか、エンドポイントタイプを `PRIVATE` にしてください",
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::reason;
    use crate::model::{EndpointType, PolicyParts, ResourcePolicy, RestApi};

    #[test]
    fn every_way_to_lock_everybody_out_is_found() {
        let ranges = |cidrs: &[&str]| ResourcePolicy::SourceRanges {
            cidrs: cidrs.iter().map(|&range| range.to_owned()).collect(),
        };
        let vpcs = |count| ResourcePolicy::Vpcs {
            vpc_ids: vec!["vpc-0a1b2c3d".into(); count],
        };
        let accounts = |count| ResourcePolicy::Accounts {
            account_ids: vec!["123456789012".into(); count],
        };
        let combined = |accounts, ranges, vpcs| {
            ResourcePolicy::Combined(PolicyParts {
                account_ids: vec!["123456789012".into(); accounts],
                cidrs: vec!["198.51.100.0/24".into(); ranges],
                vpc_ids: vec!["vpc-0a1b2c3d".into(); vpcs],
            })
        };
        let combined_private = || {
            ResourcePolicy::Combined(PolicyParts {
                cidrs: vec!["100.64.0.0/10".into()],
                ..PolicyParts::default()
            })
        };
        let cases = [
            (EndpointType::Private, 1, ResourcePolicy::VpcEndpoints, true),
            (EndpointType::Private, 0, ResourcePolicy::VpcEndpoints, false),
            (EndpointType::Private, 1, ResourcePolicy::None, false),
            (EndpointType::Private, 1, ranges(&["10.0.0.0/8"]), false),
            (EndpointType::Regional, 1, ResourcePolicy::VpcEndpoints, false),
            (EndpointType::Edge, 0, ranges(&["203.0.113.0/24"]), true),
            (EndpointType::Regional, 0, ranges(&[]), false),
            (EndpointType::Regional, 0, ranges(&["10.0.0.0/8", "fd00::/8"]), false),
            (EndpointType::Regional, 0, ranges(&["10.0.0.0/8", "198.51.100.7"]), true),
            (EndpointType::Edge, 0, combined_private(), false),
            (EndpointType::Private, 1, combined_private(), true),
            (EndpointType::Regional, 0, ResourcePolicy::None, true),
            (EndpointType::Regional, 0, vpcs(1), false),
            (EndpointType::Private, 1, vpcs(1), true),
            (EndpointType::Private, 1, vpcs(0), false),
            (EndpointType::Private, 1, accounts(1), true),
            (EndpointType::Regional, 0, accounts(1), true),
            (EndpointType::Regional, 0, accounts(0), false),
            (EndpointType::Regional, 0, combined(1, 1, 0), true),
            (EndpointType::Regional, 0, combined(1, 0, 1), false),
            (EndpointType::Private, 1, combined(0, 1, 1), true),
            (EndpointType::Private, 1, combined(0, 0, 0), false),
        ];
        for (endpoint, endpoints, policy, open) in cases {
            let rest = RestApi {
                endpoint,
                policy,
                vpc_endpoint_ids: vec!["vpce-0a1b2c3d".into(); endpoints],
                ..RestApi::default()
            };
            assert_eq!(reason(&rest).is_none(), open, "{rest:?}");
        }
    }
}
