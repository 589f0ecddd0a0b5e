//! Custom domains of private APIs.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, RestApi};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "private-api-with-domain",
    severity: Severity::Error,
    docs: "A regional or edge domain cannot be mapped to a private API, which has a kind of domain of \
           its own with a policy and access associations (AWS: API Gateway developer guide, \"Custom \
           domain names for private APIs in API Gateway\").",
    bad: r#"{"api": {"rest": {"endpoint": "PRIVATE"}}, "domain": {"name": "api.example.com"}}"#,
    good: r#"{"api": {"rest": {"endpoint": "PRIVATE"}}, "domain": {"name": "api.example.com", "endpoint": "PRIVATE"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let public = design.domain.as_ref().is_some_and(|domain| !domain.is_private());
    if !public || !design.rest().is_some_and(RestApi::is_private) {
        return Vec::new();
    }
    let message = sentence!(
        "a public custom domain cannot lead to a private API",
        "パブリックなカスタムドメインをプライベート API に割り当てることはできません"
    );
    vec![Finding::at(Pointer::root().join("domain"), message).help(sentence!(
        "make the domain private, too, or turn it off and call the default URL inside the VPC",
        "ドメインもプライベートにするか、無効にして VPC 内からデフォルト URL を呼び出してください",
    ))]
}
