//! APIs without any door.

use crate::diagnostic::Edit;
use serde_json::json;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "default-url-off-without-domain",
    severity: Severity::Warning,
    docs: "Without the default `execute-api` URL only a custom domain leads to an API, and only \
           to the stages it has mappings for (AWS: API Gateway developer guide, \"Disable the \
           default endpoint for REST APIs\").",
    bad: r#"{"api": {"rest": {"disable_execute_api_endpoint": true}}, "stages": [{"name": "dev"}, {"name": "prod"}], "domain": {"name": "api.example.com", "mappings": [{"stage": "prod"}]}}"#,
    good: r#"{"api": {"rest": {"disable_execute_api_endpoint": true}}, "stages": [{"name": "prod"}], "domain": {"name": "api.example.com", "mappings": [{"stage": "prod"}]}}"#,
    check,
};

/// A mapping of the domain to that stage, at a base path of its name.
fn mapping(design: &Design, stage: &str) -> Vec<Edit> {
    let free = design.domain.as_ref().filter(|domain| {
        let mut mappings = domain.mappings.iter();
        mappings.all(|mapping| mapping.base_path != stage)
    });
    let list = Pointer::root().join("domain").join("mappings");
    let mapping = json!({"base_path": stage, "stage": stage});
    let edit = free.map(|_| Edit::Append(list, mapping));
    edit.into_iter().collect()
}

fn check(design: &Design) -> Vec<Finding> {
    if !design.api.closes_default_url() {
        return Vec::new();
    }
    let mapped = |name: &str| {
        let mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
        mappings.into_iter().any(|mapping| mapping.stage == name)
    };
    let at = Pointer::root()
        .join("api")
        .join(design.api.key())
        .join("disable_execute_api_endpoint");
    let closed = design.stages.iter().filter(|stage| !mapped(&stage.name));
    closed
        .map(|stage| {
            let name = &stage.name;
            let message = sentence!(
                "the default URL is off and no domain leads to stage `{name}`, so it has no address",
                "デフォルト URL が無効で、ステージ `{name}` へのドメインもないため、どこからも呼び出せません",
            );
            Finding::at(at, message).mend(sentence!("map the domain to `{name}`", "ドメインを `{name}` に割り当てる"), mapping(design, name)).help(sentence!(
                "map a base path of the custom domain to the stage, or leave the default URL on",
                "カスタムドメインのベースパスをステージに割り当てるか、デフォルト URL を有効にしてください",
            ))
        })
        .collect()
}
