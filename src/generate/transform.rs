//! What an HTTP API is told to change of requests and answers on their way through.

use std::collections::BTreeMap;

use crate::diagnostic::Pointer;
use crate::model::{ChangeAction, Method, Variable, change};
use crate::text::yaml::Yaml;

/// The value of a change that has none, as the service wants it
/// (AWS: API Gateway developer guide, "Transform API requests and responses for HTTP APIs in API Gateway").
const NONE: &str = "''";

/// The changes of a method, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Changes of the request; each once.
    pub(super) request: BTreeMap<String, String>,
    /// Changes of the answer, by its status.
    pub(super) responses: BTreeMap<u32, BTreeMap<String, String>>,
}

impl Told {
    /// Of a method whose requests go on whole; nothing where nothing is changed.
    pub(super) fn new(method: &Method) -> Option<Self> {
        let transform = method.transformed()?;
        let mut told = Self {
            request: changes(&transform.request),
            responses: BTreeMap::new(),
        };
        for response in &transform.responses {
            let changes = changes(&response.changes);
            if !changes.is_empty() {
                told.responses.entry(response.status).or_insert(changes);
            }
        }
        (told != Self::default()).then_some(told)
    }
}

fn changes(list: &[Variable]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for one in list.iter().filter(|one| !one.name.is_empty()) {
        let removes = matches!(change(&one.name), Some((ChangeAction::Remove, _)));
        let value = if removes { NONE } else { one.value.as_str() };
        found
            .entry(one.name.clone())
            .or_insert_with(|| value.to_owned());
    }
    found
}

/// Writes them into an integration of a definition; `at` is the method's place.
pub(super) fn print(yaml: &mut Yaml, method: &Method, at: Pointer) {
    let Some(told) = Told::new(method) else {
        return;
    };
    let at = at.join("transform");
    let list = |yaml: &mut Yaml, key: &str, changes: &BTreeMap<String, String>| {
        yaml.map(key, |yaml| {
            for (name, value) in changes {
                yaml.entry(name, value);
            }
        });
    };
    if !told.request.is_empty() {
        yaml.at(at.join("request"), |yaml| {
            list(yaml, "requestParameters", &told.request);
        });
    }
    if !told.responses.is_empty() {
        yaml.at(at.join("responses"), |yaml| {
            yaml.map("responseParameters", |yaml| {
                for (status, changes) in &told.responses {
                    list(yaml, &status.to_string(), changes);
                }
            });
        });
    }
}
