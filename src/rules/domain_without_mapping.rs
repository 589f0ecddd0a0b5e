//! Custom domains that lead nowhere.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "domain-without-mapping",
    severity: Severity::Error,
    docs: "A custom domain without a base path mapping answers 403 to everything (AWS: API \
           Gateway developer guide, \"Map API stages to a custom domain name for REST APIs\").",
    bad: r#"{"domain": {"name": "api.example.com"}}"#,
    good: r#"{"domain": {"name": "api.example.com", "mappings": [{"base_path": "", "stage": "prod"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design
        .domain
        .as_ref()
        .is_none_or(|domain| !domain.mappings.is_empty())
    {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("mappings");
    let message = sentence!(
        "the custom domain leads to no stage",
        "カスタムドメイン名がどのステージにもマッピングされていません"
    );
    vec![Finding::at(at, message).help(sentence!(
        "add a mapping; an empty base path takes the whole domain",
        "マッピングを追加してください。ベースパスを空にするとドメイン全体が対象になります",
    ))]
}
