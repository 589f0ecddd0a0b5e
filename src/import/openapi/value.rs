//! Values of a definition: texts, which may be intrinsic functions of a template, and references inside the document.

use crate::diagnostic::key_of;
pub(super) use crate::diagnostic::step;
use crate::import::node::{Kind, Mark, Node};

/// How many functions may stand in each other before a text is none.
const DEEPEST: usize = 8;
/// How many references may lead to each other.
const HOPS: usize = 20;

/// A text as the design holds it: what only a template knows stands in it as `Fn::Sub` would have it (`${Pool.Arn}`).
///
/// `Ref`, `Fn::GetAtt`, `Fn::Sub` and `Fn::Join` of such texts are texts; other functions are not.
pub(crate) fn text(node: &Node) -> Option<String> {
    text_within(node, 0)
}

fn text_within(node: &Node, depth: usize) -> Option<String> {
    if let Some(text) = node.scalar() {
        return Some(text.into_owned());
    }
    let [entry] = node.entries() else {
        return None;
    };
    if depth > DEEPEST {
        return None;
    }
    let value = &entry.value;
    match entry.key.as_str() {
        "Ref" => Some(format!("${{{}}}", value.as_str()?)),
        "Fn::GetAtt" => match &value.kind {
            Kind::Text(path) => Some(format!("${{{path}}}")),
            Kind::List(steps) => {
                let steps: Option<Vec<&str>> = steps.iter().map(Node::as_str).collect();
                Some(format!("${{{}}}", steps?.join(".")))
            }
            _ => None,
        },
        "Fn::Sub" => match &value.kind {
            Kind::Text(text) => Some(text.as_str().to_owned()),
            Kind::List(parts) => substituted(parts, depth),
            _ => None,
        },
        "Fn::Join" => {
            let [between, parts] = value.items() else {
                return None;
            };
            let parts = parts.items().iter();
            let parts: Option<Vec<String>> =
                parts.map(|part| text_within(part, depth + 1)).collect();
            Some(parts?.join(between.as_str()?))
        }
        _ => None,
    }
}

/// `Fn::Sub` with values of its own.
fn substituted(parts: &[Node], depth: usize) -> Option<String> {
    let [text, values] = parts else { return None };
    let mut text = text.as_str()?.to_owned();
    for entry in values.entries() {
        let value = text_within(&entry.value, depth + 1)?;
        text = text.replace(&format!("${{{}}}", entry.key), &value);
    }
    Some(text)
}

/// The names that functions of a document refer to: resources, parameters and pseudo parameters of its template.
pub(super) fn names(node: &Node, found: &mut std::collections::BTreeSet<String>) {
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|item| names(item, found)),
        Kind::Map(entries) => {
            for entry in entries {
                let is_function = matches!(&*entry.key, "Ref" | "Fn::GetAtt" | "Fn::Sub");
                if is_function && entries.len() == 1 {
                    let text = text(node).unwrap_or_default();
                    let of_text = crate::model::references(&text);
                    let first = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
                    found.extend(of_text.map(first));
                }
                names(&entry.value, found);
            }
        }
        _ => {}
    }
}

/// What a `$ref` inside the document leads to, after all its hops; nothing when it leads out of it, nowhere, or round in circles.
pub(super) fn resolve<'a>(root: &'a Node, node: &'a Node) -> Option<&'a Node> {
    let mut node = node;
    for _ in 0..HOPS {
        let Some(reference) = node.get("$ref").and_then(Node::as_str) else {
            return Some(node);
        };
        node = target(root, reference)?;
    }
    None
}

/// What a reference leads to in the document, in one hop.
fn target<'a>(root: &'a Node, reference: &str) -> Option<&'a Node> {
    let mut steps = reference.strip_prefix("#/")?.split('/');
    steps.try_fold(root, |node, step| {
        let step = key_of(step);
        let item = || node.items().get(step.parse::<usize>().ok()?);
        node.get(&step).or_else(item)
    })
}

/// Whether a reference leads to something in the document.
pub(super) fn leads(root: &Node, reference: &str) -> bool {
    target(root, reference).is_some_and(|node| resolve(root, node).is_some())
}

/// The text under a key, when it is one; what is none stays unread, and is kept.
pub(super) fn take_text(node: &Node, key: &str) -> Option<String> {
    let entry = node.entry(key)?;
    let text = text(&entry.value)?;
    entry.set_all(Mark::Represented);
    Some(text)
}

/// The texts of a list under a key, when all of them are some.
pub(super) fn take_texts(node: &Node, key: &str) -> Option<Vec<String>> {
    let entry = node.entry(key)?;
    let texts: Option<Vec<String>> = entry.value.items().iter().map(text).collect();
    let texts = texts.filter(|texts| !texts.is_empty() || !entry.value.is_map())?;
    entry.set_all(Mark::Represented);
    Some(texts)
}

/// The function that a URI calls: its ARN, or the references that stand for it.
pub(crate) fn called(uri: &str) -> Option<&str> {
    if uri.contains(":lambda:path/") {
        let (_, called) = uri.split_once("/functions/")?;
        let end = called.rfind("/invocations");
        let end = end.or_else(|| called.rfind("/response-streaming-invocations"))?;
        return Some(&called[..end]);
    }
    let is_arn = uri.starts_with("arn:") && uri.contains(":lambda:") && uri.contains(":function:");
    let is_reference = uri.starts_with("${") && uri.trim_end().ends_with('}');
    (is_arn || is_reference).then_some(uri)
}

/// A constant of a mapping expression, without its quotes.
pub(super) fn constant(expression: &str) -> Option<&str> {
    let inside = expression.strip_prefix('\'')?.strip_suffix('\'')?;
    (!inside.contains('\'')).then_some(inside)
}
