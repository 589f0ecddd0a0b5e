//! Settings of a gateway that only the definition in OpenAPI can say.

use serde_json::Value;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity, key_of};
use crate::model::{Design, Kept, OPENAPI};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "kept-in-definition-only",
    severity: Severity::Warning,
    docs: "What an imported definition or a live API says with an extension that the design has no field for goes back out in \
           `openapi/openapi.yaml`; the other files cannot say it (AWS: API Gateway developer guide, \"OpenAPI extensions for \
           API Gateway\").",
    bad: r#"{"kept": [{"file": "openapi/openapi.yaml", "at": "/paths/~1pets/get/x-amazon-apigateway-integration", "value": {"tlsConfig": {"serverNameToVerify": "b.example"}}}]}"#,
    good: r#"{"kept": [{"file": "openapi/openapi.yaml", "at": "/paths/~1pets/get/summary", "value": "All pets"}]}"#,
    check,
};

const EXTENSION: &str = "x-amazon-apigateway-";
/// Of whom an export is, and what people read.
const OF_PEOPLE: [&str; 2] = ["importexport-version", "documentation"];

fn check(design: &Design) -> Vec<Finding> {
    let kept = design.kept.iter().enumerate();
    kept.filter(|(_, kept)| kept.file == OPENAPI)
        .filter_map(|(index, kept)| Some((index, said(kept)?)))
        .map(|(index, (what, of))| {
            let at = Pointer::root().join("kept").join(index);
            let message = sentence!(
                "`{what}` of {of} stands in `openapi/openapi.yaml` alone: neither SAM nor the CLI script nor Zappa sets it",
                "{of} の `{what}` があるのは `openapi/openapi.yaml` だけで、SAM、CLI スクリプト、Zappa では設定されません",
                of = if of.is_empty() { "API".to_owned() } else { format!("`{of}`") },
            );
            Finding::at(at, message).help(sentence!(
                "deploy with `openapi/openapi.yaml` where it matters, or set it by hand after the deployment",
                "必要な場合は `openapi/openapi.yaml` でデプロイするか、デプロイの後に設定してください",
            ))
        })
        .collect()
}

/// What of a gateway is kept, and the method that it belongs to.
fn said(kept: &Kept) -> Option<(String, String)> {
    let steps: Vec<String> = kept.at.split('/').skip(1).map(key_of).collect();
    let of = match &steps[..] {
        [paths, path, verb, ..] if paths == "paths" => {
            let verb = verb.strip_prefix(EXTENSION).unwrap_or(verb);
            format!("{} {path}", verb.trim_end_matches("-method").to_ascii_uppercase())
        }
        [.., schemes, name, _] if schemes == "securitySchemes" => name.clone(),
        _ => String::new(),
    };
    // The verb of `x-amazon-apigateway-any-method` is no setting.
    let above = steps.iter().enumerate().skip(if steps.first().is_some_and(|one| one == "paths") { 3 } else { 0 });
    let is_within = above.map(|(_, step)| step).any(|step| is_setting(step));
    let names = if is_within {
        match &kept.value {
            Value::Object(inside) => inside.keys().cloned().collect(),
            _ => vec![steps.last()?.clone()],
        }
    } else {
        let mut found = Vec::new();
        settings(&kept.value, &mut found);
        found
    };
    (!names.is_empty()).then(|| (names.join("`, `"), of))
}

fn is_setting(key: &str) -> bool {
    let name = key.strip_prefix(EXTENSION);
    name.is_some_and(|name| !OF_PEOPLE.contains(&name) && name != "any-method")
}

/// The extensions below a value.
fn settings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(inside) => {
            for (key, value) in inside {
                if !is_setting(key) {
                    settings(value, found);
                    continue;
                }
                // Of a piece its parts say more than its name.
                let is_whole = ["type", "uri"].iter().any(|part| value.get(part).is_some());
                let parts = value.as_object().filter(|_| !is_whole);
                let names = parts.map_or_else(|| vec![key], |parts| parts.keys().collect());
                for name in names {
                    if !found.contains(name) {
                        found.push(name.clone());
                    }
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| settings(item, found)),
        _ => {}
    }
}
