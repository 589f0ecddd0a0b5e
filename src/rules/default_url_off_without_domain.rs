//! APIs without any door.

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
            // Under which path a stage is published is for its owner to say: nothing is mended here.
            Finding::at(at, message).help(sentence!(
                "map a base path of the custom domain to the stage, or leave the default URL on",
                "カスタムドメインのベースパスをステージに割り当てるか、デフォルト URL を有効にしてください",
            ))
        })
        .collect()
}
