//! Mutual TLS that callers can go around.

use crate::diagnostic::Edit;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mutual-tls-avoidable",
    severity: Severity::Warning,
    docs: "Mutual TLS guards the custom domain only; the default URL of the API answers without it \
           until it is disabled (AWS: API Gateway developer guide, \"How to turn on mutual TLS \
           authentication for your REST APIs in API Gateway\").",
    bad: r#"{"domain": {"mutual_tls": {"truststore_uri": "s3://trust/ca.pem"}}}"#,
    good: r#"{"api": {"rest": {"disable_execute_api_endpoint": true}}, "domain": {"mutual_tls": {"truststore_uri": "s3://trust/ca.pem"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    if design.api.closes_default_url() || domain.is_none_or(|domain| domain.mutual_tls.is_none()) {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("mutual_tls");
    let off = Pointer::root().join("api").join(design.api.key());
    let off = off.join("disable_execute_api_endpoint");
    let message = sentence!(
        "the API's default URL answers callers without a certificate, too",
        "API の既定の URL はクライアント証明書なしの呼び出しにも応答します"
    );
    vec![Finding::at(at, message).mend(sentence!("turn the default URL off", "デフォルト URL を無効にする"), vec![Edit::Set(off, true.into())]).help(sentence!(
        "turn the default URL of the API off",
        "API の既定の URL を無効にしてください",
    ))]
}
