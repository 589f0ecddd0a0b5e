//! Base paths that lead to two stages.

use super::{Finding, Rule, base_path_malformed::are_parts, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "base-path-duplicate",
    severity: Severity::Error,
    docs: "A base path exists once per custom domain: \"Base path already exists for this \
           domain name\" (AWS: API Gateway API Reference, CreateBasePathMapping, \
           ConflictException).",
    bad: r#"{"domain": {"mappings": [{"base_path": "", "stage": "dev"}, {"base_path": "", "stage": "prod"}]}}"#,
    good: r#"{"domain": {"mappings": [{"base_path": "", "stage": "prod"}, {"base_path": "dev", "stage": "dev"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    let paths = mappings
        .map(|mapping| mapping.base_path.as_str())
        .enumerate();
    repeated(paths)
        .map(|(index, path)| {
            let at = Pointer::root()
                .join("domain")
                .join("mappings")
                .join(index)
                .join("base_path");
            let message = if path.is_empty() {
                sentence!(
                    "the whole domain is mapped already",
                    "ドメイン全体は既にマッピングされています"
                )
            } else {
                sentence!(
                    "the base path `{path}` is mapped already",
                    "ベースパス `{path}` は既にマッピングされています"
                )
            };
            let taken = |plain: &str| {
                let mut mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
                mappings.any(|mapping| mapping.base_path == plain)
            };
            let stage = design.domain.as_ref().and_then(|domain| domain.mappings.get(index));
            let stage = stage.map(|mapping| mapping.stage.trim_start_matches('$'));
            let stage = stage.filter(|stage| are_parts(stage, true) && !taken(stage));
            Finding::at(at, message).maybe(stage).help(sentence!(
                "give every mapping a base path of its own",
                "マッピングごとに異なるベースパスを指定してください",
            ))
        })
        .collect()
}
