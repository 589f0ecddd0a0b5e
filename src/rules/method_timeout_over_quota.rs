//! Methods for which the gateway waits as long as they say only once a quota was raised.

use super::method_timeout_out_of_range::is_raisable;
use super::{Finding, Rule, method::methods};
use crate::aws::REST_TIMEOUT_SECONDS;
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-timeout-over-quota",
    severity: Severity::Warning,
    docs: "An integration of a REST API times out after 29 seconds at most, unless the quota `Maximum integration timeout \
           in milliseconds` of the account and region was raised, as it can be for Regional and private APIs; the \
           account's throttle quota may have to fall for it (AWS: \"Amazon API Gateway quotas and important notes\"). A \
           design does not know the account's quotas.",
    bad: r#"{"routes": [{"path": "/", "methods": [{"timeout_ms": 29001}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"timeout_ms": 29000}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if !is_raisable(design) {
        return Vec::new();
    }
    let quota = REST_TIMEOUT_SECONDS * 1000;
    methods(design)
        .filter_map(|(at, route, method)| {
            let timeout = method.timeout_ms.filter(|own| *own > quota)?;
            let (verb, path) = (method.verb.as_str(), &route.path);
            let message = sentence!(
                "the gateway waits `{timeout}` milliseconds for `{verb} {path}` only if its quota of {quota} was raised",
                "上限の{quota}ミリ秒が引き上げ済みでない限り、ゲートウェイは `{verb} {path}` を `{timeout}` ミリ秒待てません",
            );
            // It may have been raised, so no mend lowers what somebody chose.
            Some(Finding::at(at.join("timeout_ms"), message).help(sentence!(
                "have `Maximum integration timeout in milliseconds` raised in Service Quotas before you deploy, or use at most {quota}",
                "デプロイ前に Service Quotas で `Maximum integration timeout in milliseconds` の引き上げを申請するか、{quota} 以下にしてください",
            )))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    /// What is found about times of one method behind such an endpoint, and what the mends leave of its time.
    fn found(api: &str, timeout: u32) -> (Vec<String>, Option<u32>) {
        let text = format!(
            r#"{{"api": {api}, "routes": [{{"path": "/", "methods": [{{"timeout_ms": {timeout}}}]}}]}}"#
        );
        let mut design: Design = read(&text).design.expect("it is a design");
        let codes = rules::check(&design).into_iter().map(|one| one.code.to_string());
        let codes = codes.filter(|code| code.starts_with("method-timeout")).collect();
        rules::mend(&mut design);
        (codes, design.routes[0].methods[0].timeout_ms)
    }

    #[test]
    fn a_quota_that_can_be_raised_is_warned_of_and_the_time_stays() {
        let over = vec!["method-timeout-over-quota".to_owned()];
        let out = vec!["method-timeout-out-of-range".to_owned()];
        for endpoint in ["REGIONAL", "PRIVATE"] {
            let api = format!(r#"{{"rest": {{"endpoint": "{endpoint}"}}}}"#);
            assert_eq!(found(&api, 60_000), (over.clone(), Some(60_000)), "{endpoint}");
            assert_eq!(found(&api, 49), (out.clone(), Some(50)), "{endpoint}");
        }
        let edge = r#"{"rest": {"endpoint": "EDGE"}}"#;
        assert_eq!(found(edge, 60_000), (out.clone(), Some(29_000)));
        assert_eq!(found(r#"{"http": {}}"#, 60_000), (out, Some(30_000)));
    }
}
