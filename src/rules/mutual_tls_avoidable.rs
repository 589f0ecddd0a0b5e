//! Mutual TLS that callers can go around.

use crate::diagnostic::Edit;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, DomainEndpoint, Stage};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mutual-tls-avoidable",
    severity: Severity::Warning,
    docs: "Mutual TLS guards the custom domain only; the default URL of the API answers without it \
           until it is disabled (AWS: API Gateway developer guide, \"How to turn on mutual TLS \
           authentication for your REST APIs in API Gateway\").",
    bad: r#"{"stages": [{"name": "prod"}], "domain": {"mutual_tls": {"truststore_uri": "s3://trust/ca.pem"}, "mappings": [{"stage": "prod"}]}}"#,
    good: r#"{"api": {"rest": {"disable_execute_api_endpoint": true}}, "domain": {"mutual_tls": {"truststore_uri": "s3://trust/ca.pem"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    let Some(domain) = domain.filter(|domain| domain.mutual_tls.is_some()) else {
        return Vec::new();
    };
    // Where there is no mutual TLS at all other rules speak, and an API without its default URL would be no safer.
    let is_asked = domain.endpoint == DomainEndpoint::Regional && design.websocket().is_none();
    if !is_asked || design.api.closes_default_url() {
        return Vec::new();
    }
    // A stage without a mapping would have no address left.
    let has_address = |stage: &Stage| domain.mappings.iter().any(|one| one.stage == stage.name);
    let edits = if design.stages.iter().all(has_address) {
        vec![Edit::Set(off(design), true.into())]
    } else {
        Vec::new()
    };
    let at = Pointer::root().join("domain").join("mutual_tls");
    let message = sentence!(
        "the API's default URL answers callers without a certificate, too",
        "API のデフォルト URL はクライアント証明書なしの呼び出しにも応答します"
    );
    vec![Finding::at(at, message).mend(sentence!("turn the default URL off", "デフォルト URL を無効にする"), edits).help(sentence!(
        "turn the default URL of the API off",
        "API のデフォルト URL を無効にしてください",
    ))]
}

/// The switch of the default URL.
fn off(design: &Design) -> Pointer {
    let api = Pointer::root().join("api").join(design.api.key());
    api.join("disable_execute_api_endpoint")
}

#[cfg(test)]
mod tests {
    use crate::model::read;

    #[test]
    fn where_no_certificate_is_asked_for_the_default_url_stays() {
        for (api, endpoint, told) in [
            ("rest", "REGIONAL", 1),
            ("http", "REGIONAL", 1),
            ("rest", "EDGE", 0),
            ("rest", "PRIVATE", 0),
            ("websocket", "REGIONAL", 0),
        ] {
            let text = format!(
                r#"{{"api": {{"{api}": {{}}}}, "domain": {{"endpoint": "{endpoint}", "mutual_tls": {{"truststore_uri": "s3://trust/ca.pem"}}}}}}"#
            );
            let design = read(&text).design.expect("it is a design");
            assert_eq!(super::check(&design).len(), told, "{text}");
        }
    }

    #[test]
    fn the_default_url_of_a_stage_without_a_mapping_is_left_on() {
        for (mapped, mended) in [(r#"{"stage": "prod"}"#, false), (r#"{"stage": "prod"}, {"base_path": "dev", "stage": "dev"}"#, true)] {
            let text = format!(
                r#"{{"stages": [{{"name": "prod"}}, {{"name": "dev"}}],
                    "domain": {{"mutual_tls": {{"truststore_uri": "s3://trust/ca.pem"}}, "mappings": [{mapped}]}}}}"#,
            );
            let design = read(&text).design.expect("it is a design");
            let found = super::check(&design);
            assert_eq!(found[0].fix.is_some(), mended, "{mapped}");
        }
    }
}
