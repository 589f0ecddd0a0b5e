//! Paths and their operations.

use super::{Reader, integration, value};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{Cors, Method, Route, Verb};
use crate::sentence;

/// API Gateway's operation of every verb.
pub(super) const ANY: &str = "x-amazon-apigateway-any-method";

/// An operation that is read.
pub(super) struct Operation<'a> {
    /// The path that it stands in, and the path's entry.
    pub(super) path: &'a str,
    pub(super) item: &'a Node,
    pub(super) verb: Verb,
    pub(super) node: &'a Node,
}

impl Operation<'_> {
    /// Where it stands in a definition that the studio writes.
    pub(super) fn at(&self) -> String {
        let path = value::step(self.path);
        format!("/paths/{path}/{}", key(self.verb))
    }
}

/// What was read of a path.
pub(super) struct Found {
    pub(super) route: Route,
    /// What its preflight says, which is no method of the route.
    pub(super) preflight: Option<Cors>,
}

/// The key of a verb's operation.
pub(super) fn key(verb: Verb) -> String {
    match verb {
        Verb::Any => ANY.to_owned(),
        verb => verb.as_str().to_ascii_lowercase(),
    }
}

/// The verb of an operation's key.
pub(super) fn verb(key: &str) -> Option<Verb> {
    if key == ANY {
        return Some(Verb::Any);
    }
    let mut verbs = Verb::ALL.into_iter();
    verbs.find(|verb| verb.as_str().eq_ignore_ascii_case(key))
}

/// Every operation of a document, with its path.
pub(super) fn all(root: &Node) -> impl Iterator<Item = (&Entry, Verb, &Entry)> {
    let paths = root.get("paths").map_or(&[][..], Node::entries);
    paths.iter().flat_map(|path| {
        let operations = path.value.entries().iter();
        operations.filter_map(move |one| Some((path, verb(&one.key)?, one)))
    })
}

impl<'a> Reader<'a> {
    /// The paths in the order of the document.
    pub(super) fn read_paths(&mut self) -> Vec<Found> {
        let Some(paths) = self.root.entry("paths") else {
            return Vec::new();
        };
        paths.set_mark(Mark::Represented);
        let paths = paths.value.entries().iter();
        paths.filter_map(|entry| self.read_path(entry)).collect()
    }

    fn read_path(&mut self, entry: &'a Entry) -> Option<Found> {
        let path = entry.key.as_str();
        // The API's own export puts a slash before what an HTTP API calls by its name alone; SAM does not.
        let is_default = self.is_http() && path.trim_start_matches('/') == "$default";
        if !path.starts_with('/') && !is_default {
            // An extension of the document's own.
            return None;
        }
        let item = value::resolve(self.root, &entry.value)?;
        if entry.value.get("$ref").is_some() {
            entry.set_all(Mark::Represented);
        }
        entry.set_mark(Mark::Represented);
        let mut found = Found {
            route: Route {
                path: if is_default { "$default" } else { path }.to_owned(),
                ..Route::default()
            },
            preflight: None,
        };
        for one in item.entries() {
            let Some(verb) = verb(&one.key) else {
                continue;
            };
            if !one.value.is_map() || found.route.methods.iter().any(|other| other.verb == verb) {
                continue;
            }
            if one.key.eq_ignore_ascii_case("any") {
                self.say_any(one);
            }
            let operation = Operation {
                path,
                item,
                verb,
                node: &one.value,
            };
            one.set_mark(Mark::Represented);
            if let Some(cors) = self.read_preflight(&operation) {
                found.preflight = Some(cors);
            } else if let Some(method) = self.read_operation(one, &operation) {
                found.route.methods.push(method);
            }
        }
        if item.entry("parameters").is_some() && !found.route.methods.is_empty() {
            self.take_shared(item);
        }
        Some(found)
    }

    /// A method, or nothing when the design has no words for what answers it: then it is kept whole.
    fn read_operation(&mut self, entry: &Entry, operation: &Operation<'a>) -> Option<Method> {
        let node = operation.node;
        let answer = if node.get(integration::KEY).is_some() {
            self.read_integration(operation)
        } else {
            Some(self.read_unanswered(operation))
        };
        let Some(answer) = answer else {
            self.say_opaque(entry, operation);
            self.keep_whole(entry, &operation.at());
            return None;
        };
        let mut method = Method {
            verb: operation.verb,
            integration: answer.integration,
            timeout_ms: answer.timeout_ms,
            transform: answer.transform,
            ..Method::default()
        };
        // It goes without saying of the one route that has it.
        node.take("isDefaultRoute");
        self.read_security(node, &mut method);
        self.read_request(operation, &mut method, &answer.cache_keys);
        self.read_responses(node, &method);
        Some(method)
    }

    fn say_any(&mut self, entry: &Entry) {
        self.reading.say(
            Severity::Warning,
            "openapi-any-misspelt",
            entry.at,
            sentence!(
                "API Gateway knows no operation `any`: it is read as `{ANY}`",
                "API Gateway に `any` という操作はないため、`{ANY}` として読み取ります",
            ),
            sentence!(
                "take the method out of the design if it was meant to be no method",
                "メソッドにするつもりがなければ、設計から取り除いてください",
            ),
        );
    }

    fn say_opaque(&mut self, entry: &Entry, operation: &Operation<'_>) {
        let (verb, path) = (operation.verb.as_str(), operation.path);
        let what = integration::called(operation.node);
        let message = sentence!(
            "the design has no words for what answers `{verb} {path}`: {what}",
            "`{verb} {path}` に応答する {what} を設計では表せません",
        );
        let help = if self.home.is_some() {
            sentence!(
                "the operation stays in this target as it is; no other target has it",
                "この操作はこのターゲットにそのまま残りますが、ほかのターゲットには出力されません",
            )
        } else {
            sentence!(
                "it is not taken over; add a method with another backend in its place",
                "取り込まれません。代わりに別のバックエンドのメソッドを追加してください",
            )
        };
        self.reading.say(
            Severity::Warning,
            "openapi-integration-unknown",
            entry.at,
            message,
            help,
        );
    }
}
