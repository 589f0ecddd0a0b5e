//! Functions that may work on after the gateway has answered.

use super::function::made_functions;
use super::method::{has_own_code, methods};
use super::method_timeout_out_of_range::is_raisable;
use super::{Finding, Rule};
use crate::aws::{HTTP_TIMEOUT_SECONDS, REST_TIMEOUT_SECONDS, WEBSOCKET_TIMEOUT_SECONDS};
use crate::diagnostic::Severity;
use crate::model::{Api, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-timeout-over-gateway",
    severity: Severity::Warning,
    docs: "A REST or WebSocket API waits 29 seconds for its integration, an HTTP API 30, and then answers 504 \
           or 503, while the function runs on and is billed (AWS: \"Amazon API Gateway quotas and \
           important notes\"). That quota can be raised for Regional and private REST APIs, whose \
           methods then name a longer time.",
    bad: r#"{"api": {"http": {}}, "functions": [{"name": "app", "timeout_seconds": 60}]}"#,
    good: r#"{"functions": [{"name": "app", "timeout_seconds": 29}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let (article, kind, most) = match design.api {
        Api::Rest(_) => ("a", "REST", REST_TIMEOUT_SECONDS),
        Api::Http(_) => ("an", "HTTP", HTTP_TIMEOUT_SECONDS),
        Api::Websocket(_) => ("a", "WebSocket", WEBSOCKET_TIMEOUT_SECONDS),
    };
    let raisable = is_raisable(design);
    // Methods that name a longer time count on a quota that was raised, of which another rule speaks.
    let named = methods(design).filter_map(|(_, _, method)| method.timeout_ms);
    let most = match named.max().filter(|_| raisable) {
        Some(longest) => most.max(longest / 1000),
        None => most,
    };
    let longer = most.saturating_add(1)..=900;
    let is_own = has_own_code(design);
    made_functions(design)
        .filter(|made| longer.contains(&made.function.timeout_seconds))
        .map(|made| {
            let timeout = made.function.timeout_seconds;
            let message = sentence!(
                "the function may take `{timeout}` seconds, but {article} {kind} API gives up after {most}",
                "関数は `{timeout}` 秒まで実行されますが、{kind} API は{most}秒で打ち切ります",
            );
            let finding = Finding::at(made.at.join("timeout_seconds"), message);
            let help = if raisable {
                sentence!(
                    "use at most {most} seconds and hand longer work to a queue, or have `Maximum integration timeout in milliseconds` raised in Service Quotas and give the methods that time",
                    "{most}秒以下にして長い処理はキューなどに任せるか、Service Quotas で `Maximum integration timeout in milliseconds` の引き上げを申請し、メソッドのタイムアウトを延ばしてください",
                )
            } else {
                sentence!(
                    "use at most {most} seconds, and hand longer work to a queue",
                    "{most}秒以下にし、長い処理はキューなどに任せてください",
                )
            };
            // Code that came with a template may serve other events, too, for which its timeout is right.
            // And a quota may have been raised.
            if (is_own || raisable) && !made.by_template {
                return finding.help(help);
            }
            made.advise(finding, "Timeout", most, help)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    /// Whether a function of 60 seconds is warned of, and what the mends leave of its time.
    fn found(rest: &str) -> (bool, u32) {
        let text = format!(r#"{{"functions": [{{"name": "app", "timeout_seconds": 60}}], {rest}}}"#);
        let mut design: Design = read(&text).design.expect("it is a design");
        let is_ours = |code: &str| code == "function-timeout-over-gateway";
        let is_found = rules::check(&design).iter().any(|one| is_ours(&one.code));
        let mended = rules::mend(&mut design);
        let is_mended = mended.iter().any(|one| is_ours(&one.finding.code));
        let left = design.functions[0].timeout_seconds;
        assert_eq!(is_mended, left != 60, "{rest}");
        (is_found, left)
    }

    #[test]
    fn no_mend_lowers_what_a_raised_quota_would_allow() {
        assert_eq!(found(r#""api": {"rest": {}}"#), (true, 60));
        assert_eq!(found(r#""api": {"rest": {"endpoint": "PRIVATE"}}"#), (true, 60));
        assert_eq!(found(r#""api": {"rest": {"endpoint": "EDGE"}}"#), (true, 29));
        assert_eq!(found(r#""api": {"http": {}}"#), (true, 30));
    }

    #[test]
    fn methods_that_wait_longer_are_counted_where_the_quota_can_be_raised() {
        let routes = r#""routes": [{"path": "/", "methods": [{"timeout_ms": 60000}]}]"#;
        assert!(!found(&format!(r#""api": {{"rest": {{}}}}, {routes}"#)).0);
        assert!(found(&format!(r#""api": {{"rest": {{"endpoint": "EDGE"}}}}, {routes}"#)).0);
        let shorter = routes.replace("60000", "59000");
        assert!(found(&format!(r#""api": {{"rest": {{}}}}, {shorter}"#)).0);
    }
}
