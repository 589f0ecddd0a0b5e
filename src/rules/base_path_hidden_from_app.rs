//! Base paths that an app cannot tell apart.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "base-path-hidden-from-app",
    severity: Severity::Info,
    docs: "In events of format 2.0 \"`rawPath` won't provide the API mapping value\" (AWS: API Gateway developer guide, \
           \"Create AWS Lambda proxy integrations for HTTP APIs in API Gateway\"), and nothing else in them does: where two base \
           paths lead to one stage, the generated handler takes the shortest for the prefix of the app's own addresses.",
    bad: r#"{"api": {"http": {}}, "functions": [{"name": "app"}], "domain": {"mappings": [{"base_path": "shop", "stage": "prod"}, {"base_path": "store", "stage": "prod"}]}}"#,
    good: r#"{"api": {"http": {"payload_format_version": "1.0"}}, "functions": [{"name": "app"}], "domain": {"mappings": [{"base_path": "shop", "stage": "prod"}, {"base_path": "store", "stage": "prod"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    let Some(domain) = domain.filter(|_| design.hides_base_path() && !design.functions.is_empty())
    else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain").join("mappings");
    let mut findings = Vec::new();
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let (stage, path) = (&mapping.stage, mapping.base_path.trim_matches('/'));
        let Some(taken) = domain.base_path_of_app(stage).filter(|taken| *taken != path) else {
            continue;
        };
        let message = sentence!(
            "events of format 2.0 do not say which base path was called: a request to `/{path}` looks to the app like one to `/{taken}`, which its own links then name",
            "形式 2.0 のイベントにはベースパスが現れません。`/{path}` へのリクエストもアプリには `/{taken}` へのものに見え、アプリのリンクは `/{taken}` を指します"
        );
        findings.push(Finding::at(at.join(index).join("base_path"), message).help(sentence!(
            "map stage `{stage}` once, or choose payload format 1.0, whose events show the base path",
            "ステージ `{stage}` のマッピングを1つにするか、イベントにベースパスが現れるペイロード形式 1.0 にしてください"
        )));
    }
    findings
}
