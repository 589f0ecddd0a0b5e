//! Pieces of an OpenAPI definition in the making: the plain resources of a template and the answers of an account are made one,
//! so that one reader knows what it means.

use super::node::{Entry, Kind, Node, Place};

/// The scheme of requests that are signed.
pub(super) const SIGNED: &str = "AWS_IAM";
/// The scheme of requests with a key.
pub(super) const KEY: &str = "api_key";

/// A mapping.
pub(super) fn map(at: Place, entries: Vec<Entry>) -> Node {
    Node {
        at,
        kind: Kind::Map(entries.into()),
    }
}

/// A list.
pub(super) const fn list(at: Place, items: Vec<Node>) -> Node {
    Node {
        at,
        kind: Kind::List(items),
    }
}

/// An entry that stands where another one stood.
pub(super) fn entry(key: &str, at: Place, value: Node) -> Entry {
    Entry::new(key, at, value)
}

/// A text under a key.
pub(super) fn text(key: &str, at: Place, text: &str) -> Entry {
    entry(key, at, Node::text(at, text))
}

/// The operation of a verb as AWS spells it.
pub(super) fn operation(verb: &str) -> String {
    match verb {
        "ANY" => "x-amazon-apigateway-any-method".to_owned(),
        verb => verb.to_ascii_lowercase(),
    }
}

/// The operation and the path of a route key such as `GET /items`; what has no verb takes what no other route does.
pub(super) fn route(key: &str) -> (String, String) {
    match key.split_once(' ') {
        Some((verb, path)) => (operation(verb), path.to_owned()),
        None => (operation("ANY"), format!("/{key}")),
    }
}

/// What a scheme says that reads a header.
pub(super) fn in_header(at: Place, header: &str) -> Vec<Entry> {
    vec![
        text("type", at, "apiKey"),
        text("name", at, header),
        text("in", at, "header"),
    ]
}

/// The scheme of signatures.
pub(super) fn signed(at: Place) -> Entry {
    let mut scheme = in_header(at, "Authorization");
    scheme.push(text("x-amazon-apigateway-authtype", at, "awsSigv4"));
    entry(SIGNED, at, map(at, scheme))
}

/// The scheme of keys.
pub(super) fn keyed(at: Place) -> Entry {
    entry(KEY, at, map(at, in_header(at, "x-api-key")))
}

/// The scheme of an authorizer: what it says itself, and how the gateway asks.
pub(super) fn authorizer(
    name: &str,
    at: Place,
    mut scheme: Vec<Entry>,
    settings: Vec<Entry>,
) -> Entry {
    let settings = map(at, settings);
    scheme.push(entry("x-amazon-apigateway-authorizer", at, settings));
    entry(name, at, map(at, scheme))
}

/// The same of a REST API, by the type as AWS spells it and where its token stands.
pub(super) fn authorizer_of_rest(
    name: &str,
    at: Place,
    (kind, source): (&str, &str),
    settings: Vec<Entry>,
) -> Entry {
    let header = source.strip_prefix("method.request.header.");
    let shown = match kind {
        "REQUEST" => "Unused",
        _ => header.unwrap_or("Authorization"),
    };
    let mut scheme = in_header(at, shown);
    let authtype = match kind {
        "COGNITO_USER_POOLS" => "cognito_user_pools",
        _ => "custom",
    };
    scheme.push(text("x-amazon-apigateway-authtype", at, authtype));
    authorizer(name, at, scheme, settings)
}

/// A scheme that an operation wants, with the scopes of a token.
pub(super) fn wants(scheme: &str, at: Place, scopes: Vec<Node>) -> Entry {
    entry(scheme, at, list(at, scopes))
}

/// What an operation wants of its callers, all of it together; nothing where everybody may call.
pub(super) fn security(at: Place, wanted: Vec<Entry>) -> Option<Entry> {
    let wanted = (!wanted.is_empty()).then(|| map(at, wanted));
    wanted.map(|wanted| entry("security", at, list(at, vec![wanted])))
}

/// A parameter that a method declares (`method.request.header.X-Id`), and whether it must be there.
pub(super) fn parameter(declared: &str, at: Place, required: Entry) -> Option<Vec<Entry>> {
    let (place, name) = declared.strip_prefix("method.request.")?.split_once('.')?;
    let place = match place {
        "querystring" => "query",
        place => place,
    };
    Some(vec![
        text("name", at, name),
        text("in", at, place),
        required,
    ])
}

/// What a body of a type is checked with.
pub(super) fn of_model(content_type: &str, at: Place, model: &str) -> Entry {
    let reference = text("$ref", at, &format!("#/components/schemas/{model}"));
    let schema = entry("schema", at, map(at, vec![reference]));
    entry(content_type, at, map(at, vec![schema]))
}

/// Bodies by their types, below a key.
pub(super) fn contents(key: &str, at: Place, contents: Vec<Entry>) -> Option<Entry> {
    let content = (!contents.is_empty()).then(|| entry("content", at, map(at, contents)));
    content.map(|content| entry(key, at, map(at, vec![content])))
}

/// The key of an answer by the pattern that chooses it.
pub(super) fn answer(pattern: &str) -> &str {
    match pattern {
        "" => "default",
        pattern => pattern,
    }
}
