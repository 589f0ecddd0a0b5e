//! What of a request goes to a backend, and what of its answer to the caller.

use super::value;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{MappedResponse, Mapping, Passthrough, Template, Variable};

const HEADER: &str = "method.response.header.";

/// Reads the mapping of an integration. Parameters of the path that stand in its address go there by themselves.
pub(super) fn read(node: &Node, placed: &[&str]) -> Mapping {
    let mut mapping = Mapping {
        parameters: Vec::new(),
        templates: templates(node, "requestTemplates"),
        passthrough: passthrough(node).unwrap_or_default(),
        responses: Vec::new(),
    };
    for entry in inside(node, "requestParameters") {
        let Some(from) = value::text(&entry.value) else {
            continue;
        };
        entry.set_all(Mark::Represented);
        let name = entry.key.strip_prefix("integration.request.path.");
        let goes_itself = name.is_some_and(|name| {
            placed.contains(&name) && from == format!("method.request.path.{name}")
        });
        if !goes_itself {
            mapping.parameters.push(Variable {
                name: entry.key.as_str().to_owned(),
                value: from,
            });
        }
    }
    take_handling(node, !mapping.templates.is_empty());
    let responses = inside(node, "responses");
    mapping.responses = responses.map(response).collect();
    mapping
}

/// The entries of a mapping under a key, which gets its mark.
pub(super) fn inside<'a>(node: &'a Node, key: &str) -> impl Iterator<Item = &'a Entry> {
    let entry = node.entry(key).filter(|entry| entry.value.is_map());
    if let Some(entry) = entry {
        entry.set_mark(Mark::Represented);
    }
    entry.map_or(&[][..], |entry| entry.value.entries()).iter()
}

/// Templates by content type.
pub(super) fn templates(node: &Node, key: &str) -> Vec<Template> {
    let entries = inside(node, key);
    let found = entries.filter_map(|entry| {
        let template = value::text(&entry.value)?;
        entry.set_all(Mark::Represented);
        Some(Template {
            content_type: entry.key.as_str().to_owned(),
            template,
        })
    });
    found.collect()
}

fn passthrough(node: &Node) -> Option<Passthrough> {
    let entry = node.entry("passthroughBehavior")?;
    let text = entry.value.as_str()?;
    let mut known = Passthrough::ALL.into_iter();
    let found = known.find(|one| one.as_str().eq_ignore_ascii_case(text))?;
    entry.set_mark(Mark::Represented);
    Some(found)
}

/// Bytes become text where a template reads them.
pub(super) fn take_handling(node: &Node, is_text: bool) {
    let handling = node.get("contentHandling").and_then(Node::as_str);
    if is_text && handling.is_some_and(|one| one.eq_ignore_ascii_case("CONVERT_TO_TEXT")) {
        node.take("contentHandling");
    }
}

fn response(entry: &Entry) -> MappedResponse {
    entry.set_mark(Mark::Represented);
    let node = &entry.value;
    let status = node.get("statusCode").and_then(Node::as_u32);
    if status.is_some() {
        node.take("statusCode");
    }
    let mut found = MappedResponse {
        pattern: match entry.key.as_str() {
            "default" => String::new(),
            pattern => pattern.to_owned(),
        },
        status: status.or_else(|| entry.key.parse().ok()).unwrap_or(200),
        headers: Vec::new(),
        templates: templates(node, "responseTemplates"),
    };
    take_handling(node, !found.templates.is_empty());
    for header in inside(node, "responseParameters") {
        let name = header.key.strip_prefix(HEADER);
        if let Some((name, value)) = name.zip(value::text(&header.value)) {
            header.set_all(Mark::Represented);
            found.headers.push(Variable {
                name: name.to_owned(),
                value,
            });
        }
    }
    found
}
