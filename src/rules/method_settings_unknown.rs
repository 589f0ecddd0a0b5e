//! Settings that a stage has for methods and routes which the design does not have, or has twice.

use std::collections::BTreeSet;

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Verb, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-settings-unknown",
    severity: Severity::Warning,
    docs: "A stage names a method by its path and verb, which the API must have; of each it holds one set of settings (AWS: \
           API Gateway API Reference, Stage, `methodSettings` is a map; API Gateway v2 API Reference, Stage, \
           `routeSettings`). The files leave the others out.",
    bad: r#"{"routes": [{"path": "/items", "methods": [{"verb": "GET"}]}], "stages": [{"name": "dev", "methods": [{"path": "/items", "verb": "POST", "execution_log": "INFO"}]}]}"#,
    good: r#"{"routes": [{"path": "/items/", "methods": [{"verb": "GET"}]}], "stages": [{"name": "dev", "methods": [{"path": "/items", "verb": "GET", "execution_log": "INFO"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.stages.iter().all(|stage| stage.methods.is_empty()) {
        return Vec::new();
    }
    let known: BTreeSet<_> = match design.websocket() {
        Some(api) => {
            let keys = api.routes.iter().map(|route| &*route.key);
            keys.map(|key| (vec![key], Verb::Any)).collect()
        }
        None => methods(design)
            .map(|(_, route, method)| (tree::parts(&route.path), method.verb))
            .collect(),
    };
    let mut found = Vec::new();
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index).join("methods");
        let mut seen = BTreeSet::new();
        for (index, own) in stage.methods.iter().enumerate() {
            let key = match design.websocket() {
                Some(_) => (vec![&*own.path], Verb::Any),
                None => (tree::parts(&own.path), own.verb),
            };
            // What a WebSocket API keeps of paths is not used, as another rule says.
            let is_set_aside = design.websocket().is_some() && own.path.starts_with('/');
            let (is_known, is_first) = (known.contains(&key), seen.insert(key));
            if is_set_aside || is_known && is_first {
                continue;
            }
            let (name, verb, path) = (&stage.name, own.verb.as_str(), &own.path);
            let message = if is_known {
                sentence!(
                    "stage `{name}` has settings for `{verb} {path}` more than once; the first ones hold",
                    "ステージ `{name}` に `{verb} {path}` の設定が複数あり、有効なのは最初のものだけです",
                )
            } else {
                sentence!(
                    "stage `{name}` has settings for `{verb} {path}`, which is no method of the design",
                    "ステージ `{name}` の設定にある `{verb} {path}` は設計にないメソッドです",
                )
            };
            let at = at.join(index);
            found.push(Finding::at(at, message).delete(at).help(sentence!(
                "choose a method of the design, or take the settings away",
                "設計にあるメソッドを選ぶか、設定を外してください",
            )));
        }
    }
    found
}
