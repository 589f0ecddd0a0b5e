//! Settings of a gateway that only the definition in OpenAPI can say.

use std::collections::BTreeMap;

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
    let mut found = Vec::new();
    for (index, kept) in design.kept.iter().enumerate() {
        if kept.file != OPENAPI {
            continue;
        }
        let at = Pointer::root().join("kept").join(index);
        for (of, names) in said(kept) {
            let what = names.join("`, `");
            let of = if of.is_empty() { "API".to_owned() } else { format!("`{of}`") };
            let message = sentence!(
                "`{what}` of {of} stands in `openapi/openapi.yaml` alone: neither SAM nor the CLI script nor Zappa sets it",
                "{of} の `{what}` があるのは `openapi/openapi.yaml` だけで、SAM、CLI スクリプト、Zappa では設定されません",
            );
            found.push(Finding::at(at, message).help(sentence!(
                "deploy with `openapi/openapi.yaml` where it matters, or set it by hand after the deployment",
                "必要な場合は `openapi/openapi.yaml` でデプロイするか、デプロイの後に設定してください",
            )));
        }
    }
    found
}

/// What of a gateway is kept, by the method or the authorizer that it belongs to.
fn said(kept: &Kept) -> BTreeMap<String, Vec<String>> {
    let mut walk = Walk::default();
    let steps: Vec<String> = kept.at.split('/').skip(1).map(key_of).collect();
    for step in &steps {
        walk.enter(step);
    }
    // The whole of an extension, or what stands inside it.
    let first = steps.len();
    walk.read(&kept.value, first);
    walk.found
}

/// Goes through what is kept, and knows where it is.
#[derive(Default)]
struct Walk {
    steps: Vec<String>,
    found: BTreeMap<String, Vec<String>>,
}

impl Walk {
    fn enter(&mut self, step: &str) {
        self.steps.push(step.to_owned());
    }

    /// Where the extension is that it is in: behind the path and its verb, which are none.
    fn extension(&self) -> Option<usize> {
        let is_path = self.steps.first().is_some_and(|first| first == "paths");
        let start = if is_path { 3 } else { 0 };
        let behind = self.steps.iter().enumerate().skip(start);
        behind.into_iter().find(|(_, step)| is_setting(step)).map(|(place, _)| place)
    }

    fn read(&mut self, value: &Value, first: usize) {
        let inside = match value {
            Value::Object(inside) if !inside.is_empty() => Some(inside),
            _ => None,
        };
        let extension = self.extension();
        // Of a piece its parts say more than its name; a whole one says what it is by its name.
        let is_whole = extension.is_some_and(|place| place + 1 == self.steps.len() && place >= first)
            && ["type", "uri"].iter().any(|part| value.get(part).is_some());
        if let Some(inside) = inside.filter(|_| !is_whole) {
            for (key, value) in inside {
                self.enter(key);
                self.read(value, first);
                self.steps.pop();
            }
            return;
        }
        let Some(place) = extension else { return };
        let behind = &self.steps[place + 1..];
        if behind.len() == 1 && behind[0] == "description" {
            return;
        }
        let name = if behind.is_empty() { self.steps[place].clone() } else { behind.join("/") };
        self.found.entry(self.of()).or_default().push(name);
    }

    /// The method or the authorizer.
    fn of(&self) -> String {
        match &self.steps[..] {
            [paths, path, ..] if paths == "paths" && path == "/$default" => "$default".to_owned(),
            [paths, path, verb, ..] if paths == "paths" => {
                let verb = verb.strip_prefix(EXTENSION).unwrap_or(verb);
                format!("{} {path}", verb.trim_end_matches("-method").to_ascii_uppercase())
            }
            [_, schemes, name, ..] if schemes == "securitySchemes" => name.clone(),
            _ => String::new(),
        }
    }
}

fn is_setting(key: &str) -> bool {
    let name = key.strip_prefix(EXTENSION);
    name.is_some_and(|name| !OF_PEOPLE.contains(&name) && name != "any-method")
}
