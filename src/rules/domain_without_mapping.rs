//! Custom domains that lead nowhere.

use crate::diagnostic::Edit;
use serde_json::json;
use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "domain-without-mapping",
    severity: Severity::Error,
    docs: "A custom domain without a base path mapping answers 403 to everything (AWS: API \
           Gateway developer guide, \"Map API stages to a custom domain name for REST APIs\").",
    bad: r#"{"stages": [{"name": "dev"}, {"name": "prod"}], "domain": {"name": "api.example.com"}}"#,
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
    let stages = || design.stages.iter().map(|stage| stage.name.as_str());
    let stage = mend::meant("prod", stages().collect::<Vec<_>>()).or_else(|| stages().next());
    let mapping = |stage| json!({"base_path": "", "stage": stage});
    let mapped = stage.map(|stage| Edit::Append(at, mapping(stage)));
    let mapped = mapped.into_iter().collect();
    let message = sentence!(
        "the custom domain leads to no stage",
        "カスタムドメイン名がどのステージにもマッピングされていません"
    );
    vec![Finding::at(at, message).mend(sentence!("map it to a stage", "ステージに割り当てる"), mapped).help(sentence!(
        "add a mapping; an empty base path takes the whole domain",
        "マッピングを追加してください。ベースパスを空にするとドメイン全体が対象になります",
    ))]
}
