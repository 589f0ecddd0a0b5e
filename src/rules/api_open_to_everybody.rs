//! APIs that nothing protects.

use super::kept_policy::keeps_policy;
use super::method::methods;
use super::{Finding, Rule};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Authorization, Design, EndpointType, ResourcePolicy, RestApi, StageWebAcl};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-open-to-everybody",
    severity: Severity::Info,
    docs: "A public API without authorization, API keys, resource policy, web ACL and limits answers whoever finds its \
           URL, as often as they like, up to the limit that all APIs of the account share (AWS: API Gateway developer \
           guide, \"Control and manage access to REST APIs in API Gateway\", \"Throttle requests to your REST APIs for \
           better throughput in API Gateway\"). Each call is billed.",
    bad: r#"{"functions": [{"name": "f"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}], "stages": [{"name": "dev"}]}"#,
    good: r#"{"functions": [{"name": "f"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}], "stages": [{"name": "dev", "throttle": {}}]}"#,
    check,
};

/// Whether nothing at all keeps callers out. What is meant to, and does not, other rules tell.
pub(super) fn is_open(design: &Design) -> bool {
    let access = &design.access;
    let limited = design.stages.iter().any(|stage| {
        stage.throttle.is_some() || stage.web_acl != StageWebAcl::None
    });
    let by_certificate = design.domain.as_ref().is_some_and(|domain| domain.mutual_tls.is_some());
    let of_rest = design.rest().is_some_and(|rest| {
        rest.endpoint == EndpointType::Private || keeps_out(rest)
    });
    let meant = access.api_key_required
        || access.authorization != Authorization::None
        || !access.api_keys.is_empty()
        || !access.authorizers.is_empty();
    if design.websocket().is_some() || limited || by_certificate || of_rest || meant {
        return false;
    }
    let says_none = design.rest().is_some_and(|rest| rest.policy == ResourcePolicy::None);
    let mut kept = design.kept.iter();
    if says_none && kept.any(|kept| keeps_policy(design, kept)) {
        return false;
    }
    let mut all = methods(design).peekable();
    all.peek().is_some()
        && all.all(|(.., method)| {
            *access.authorization_of(method) == Authorization::None
                && method.api_key_required != Some(true)
                && method.throttle.is_none()
        })
}

/// Whether a policy asks anything of callers.
fn keeps_out(rest: &RestApi) -> bool {
    let is_open = |cidrs: &[String]| cidrs.iter().any(|range| aws::is_everything(range));
    match &rest.policy {
        ResourcePolicy::None => false,
        ResourcePolicy::SourceRanges { cidrs } => !is_open(cidrs),
        ResourcePolicy::Combined(parts) => {
            !parts.account_ids.is_empty() || !parts.vpc_ids.is_empty() || !is_open(&parts.cidrs)
        }
        _ => true,
    }
}

fn check(design: &Design) -> Vec<Finding> {
    if !is_open(design) {
        return Vec::new();
    }
    let at = Pointer::root().join("access").join("authorization");
    let message = sentence!(
        "everybody who finds the URL may call every method, as often as they like: there is no authorizer, no key, no policy, no web ACL and no throttle",
        "オーソライザー、API キー、ポリシー、Web ACL、スロットリングのどれもなく、URL を知った人は誰でも、何度でも、すべてのメソッドを呼び出せます",
    );
    vec![Finding::at(at, message).help(sentence!(
        "a public page is fine so: give its stages a throttle, or silence this; otherwise choose who may call",
        "公開ページであればステージにスロットリングを設定するか、理由を書いて抑制してください。それ以外では呼び出せる人を設定してください",
    ))]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::model::read;

    /// Whether a design with something of an import in it is said to be open.
    fn is_open(api: &Value, kept: &[(&str, &str, Value)]) -> bool {
        let kept = kept.iter();
        let kept = kept.map(|(file, at, value)| json!({"file": file, "at": at, "value": value}));
        let design = json!({
            "api": {"rest": api}, "functions": [{"name": "f"}], "stages": [{"name": "dev"}],
            "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}],
            "output": {"sam_ids": [{"of": "api", "id": "Api"}]}, "kept": kept.collect::<Vec<_>>(),
        });
        let design = read(&design.to_string()).design.expect("it is a design");
        super::is_open(&design)
    }

    #[test]
    fn a_policy_that_is_kept_keeps_callers_out() {
        let (sam, openapi) = ("sam/template.yaml", "openapi/openapi.yaml");
        let statement = json!({"Statement": [{"Effect": "Deny", "Principal": "*", "Condition": {"StringNotEquals": {"aws:Referer": "a"}}}]});
        let key = "x-amazon-apigateway-policy";
        for (file, at, value) in [
            (sam, "/Resources/Api/Properties/Auth", json!({"ResourcePolicy": {"CustomStatements": []}})),
            (sam, "/Resources/Api/Properties/Auth/ResourcePolicy", statement.clone()),
            (sam, "/Resources/Api/Properties/Policy", statement.clone()),
            (sam, "/Resources/Api", json!({"Properties": {"Policy": statement.clone()}})),
            (sam, "/Resources/Api/Properties/DefinitionBody", json!({key: statement.clone()})),
            (sam, "/Globals/Api/Auth", json!({"ResourcePolicy": statement.clone()})),
            (openapi, "/x-amazon-apigateway-policy", statement.clone()),
        ] {
            assert!(!is_open(&json!({}), &[(file, at, value)]), "{at}");
        }
        for (at, value) in [
            ("/Resources/Api/Properties/Auth", json!({"AddDefaultAuthorizerToCorsPreflight": false})),
            ("/Resources/Other", json!({"Properties": {"Policy": statement.clone()}})),
            ("/Resources/Table/Properties/ResourcePolicy", statement),
        ] {
            assert!(is_open(&json!({}), &[(sam, at, value)]), "{at}");
        }
    }

    #[test]
    fn a_kept_policy_that_the_design_had_words_for_is_one_that_was_removed() {
        let denial = |operator: &str, key: &str, values: Value| {
            let allow = json!({"Effect": "Allow", "Principal": "*"});
            let deny = json!({"Effect": "Deny", "Principal": "*", "Condition": {operator: {key: values}}});
            json!({"Statement": [allow, deny]})
        };
        let addresses = denial("NotIpAddress", "aws:SourceIp", json!(["203.0.113.0/24"]));
        let accounts = json!({"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::123456789012:root"]}}]});
        for (at, value) in [
            ("/Resources/Api/Properties/Auth", json!({"ResourcePolicy": {"IpRangeWhitelist": ["203.0.113.0/24"]}})),
            ("/Resources/Api/Properties/Auth/ResourcePolicy", json!({"AwsAccountWhitelist": ["123456789012"]})),
            ("/Resources/Api/Properties/Policy", addresses.clone()),
            ("/Resources/Api/Properties/Policy", accounts),
            ("/Resources/Api", json!({"Properties": {"Policy": addresses}})),
            ("/Resources/Api/Properties/Policy/Version", json!("2012-10-17")),
        ] {
            assert!(is_open(&json!({}), &[("sam/template.yaml", at, value.clone())]), "{at} {value}");
        }
        for (at, value) in [
            // Not read: what the parameter holds is not known.
            ("/Resources/Api/Properties/Auth", json!({"ResourcePolicy": {"IpRangeWhitelist": [{"Ref": "Office"}]}})),
            ("/Resources/Api/Properties/Auth", json!({"ResourcePolicy": {"IpRangeBlacklist": ["203.0.113.0/24"]}})),
            ("/Resources/Api/Properties/Policy", denial("IpAddress", "aws:SourceIp", json!(["203.0.113.0/24"]))),
            ("/Resources/Api/Properties/Policy", json!({"Fn::If": ["Closed", {}, {"Ref": "AWS::NoValue"}]})),
        ] {
            assert!(!is_open(&json!({}), &[("sam/template.yaml", at, value.clone())]), "{at} {value}");
        }
    }

    #[test]
    fn a_policy_of_every_address_is_none() {
        let ranges = |cidrs: Value| json!({"policy": {"source_ranges": {"cidrs": cidrs}}});
        assert!(is_open(&ranges(json!(["203.0.113.0/24", "0.0.0.0/0"])), &[]));
        assert!(is_open(&json!({"policy": {"combined": {"cidrs": ["::/0"]}}}), &[]));
        assert!(!is_open(&ranges(json!(["203.0.113.0/24"])), &[]));
        assert!(!is_open(&json!({"policy": {"combined": {"cidrs": ["::/0"], "account_ids": ["123456789012"]}}}), &[]));
    }
}
