//! Methods of plain resources as operations of a definition.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::body::{Map, flag};
use crate::import::definition::{self, KEY, SIGNED, list};
use crate::import::node::{Entry, Node, Place};
use crate::import::template::props::Props;
use crate::import::template::scope::referred;

/// What methods refer to, by logical id: how the definition calls it.
pub(super) struct Known<'a> {
    pub(super) authorizers: BTreeMap<&'a str, String>,
    pub(super) validators: BTreeMap<&'a str, String>,
    pub(super) models: BTreeMap<&'a str, String>,
}

/// A method as an operation.
pub(super) fn operation(
    props: &Props<'_>,
    known: &Known<'_>,
    schemes: &mut BTreeSet<&'static str>,
) -> Node {
    let at = props.place();
    let mut operation = Map::at(at);
    if let Some(parameters) = props.get("RequestParameters") {
        let parameters = parameters.entries().iter().filter_map(|entry| {
            let required = entry.value.get("Required").unwrap_or(&entry.value);
            let required = flag(entry.at, required.as_bool().unwrap_or(false));
            let required = definition::entry("required", entry.at, required);
            let mut one = Map::at(entry.at);
            one.add(definition::parameter(&entry.key, entry.at, required)?);
            let mut schema = Map::at(entry.at);
            schema.text("type", "string");
            one.put("schema", schema.node());
            Some(one.node())
        });
        operation.put("parameters", list(at, parameters.collect()));
    }
    if let Some(models) = props.get("RequestModels") {
        let bodies = models.entries().iter().map(|entry| {
            // A reference to a model is its name.
            let id = referred(&entry.value);
            let own = id.as_deref().and_then(|id| known.models.get(id));
            let own = own.map(|name| Cow::Borrowed(&**name));
            let name = own.or(id).or_else(|| entry.value.scalar());
            definition::of_model(&entry.key, entry.at, &name.unwrap_or_default())
        });
        operation.add(definition::contents("requestBody", at, bodies.collect()));
    }
    put_security(props, &known.authorizers, schemes, &mut operation);
    let validator = props.get("RequestValidatorId").and_then(referred);
    if let Some(name) = validator.and_then(|id| known.validators.get(&*id)) {
        operation.text("x-amazon-apigateway-request-validator", name.clone());
    }
    put_responses(props, &mut operation);
    if let Some(integration) = props.get("Integration") {
        let own = Props::new(props.scope, Some(integration), None);
        operation.put("x-amazon-apigateway-integration", self::integration(&own));
    }
    operation.node()
}

fn put_security(
    props: &Props<'_>,
    authorizers: &BTreeMap<&str, String>,
    schemes: &mut BTreeSet<&'static str>,
    operation: &mut Map,
) {
    let at = props.place();
    let mut wanted = Vec::new();
    match props.scope_text("AuthorizationType").as_deref() {
        Some("AWS_IAM") => {
            schemes.insert(SIGNED);
            wanted.push(definition::wants(SIGNED, at, Vec::new()));
        }
        Some("CUSTOM" | "COGNITO_USER_POOLS") => wanted.extend(token(props, authorizers)),
        _ => {}
    }
    if props.flag("ApiKeyRequired") == Some(true) {
        schemes.insert(KEY);
        wanted.push(definition::wants(KEY, at, Vec::new()));
    }
    operation.add(definition::security(at, wanted));
}

/// The authorizer that a method or a route asks, with the scopes of a token.
pub(super) fn token(props: &Props<'_>, authorizers: &BTreeMap<&str, String>) -> Option<Entry> {
    let at = props.place();
    let id = props.get("AuthorizerId").and_then(referred)?;
    let name = authorizers.get(&*id)?;
    let scopes = props.scope_texts("AuthorizationScopes").unwrap_or_default();
    let scopes = scopes.into_iter().map(|scope| Node::text(at, scope));
    Some(definition::wants(name, at, scopes.collect()))
}

/// The schemes of signed requests and of keys.
pub(super) fn put_schemes(schemes: &BTreeSet<&str>, components: &mut Map) {
    for name in schemes {
        let at = Place::default();
        let scheme = match *name {
            KEY => definition::keyed(at),
            _ => definition::signed(at),
        };
        components.put_below("securitySchemes", scheme);
    }
}

fn put_responses(props: &Props<'_>, operation: &mut Map) {
    let at = props.place();
    let mut responses = Map::at(at);
    for response in props.get("MethodResponses").map_or(&[][..], Node::items) {
        let status = response.get("StatusCode").and_then(Node::scalar);
        let mut one = Map::at(response.at);
        one.text("description", "");
        let mut headers = Map::at(response.at);
        for entry in response
            .get("ResponseParameters")
            .map_or(&[][..], Node::entries)
        {
            if let Some(name) = entry.key.strip_prefix("method.response.header.") {
                let mut schema = Map::at(entry.at);
                schema.text("type", "string");
                let mut header = Map::at(entry.at);
                header.put("schema", schema.node());
                headers.put(name, header.node());
            }
        }
        if !headers.is_empty() {
            one.put("headers", headers.node());
        }
        responses.put(status.unwrap_or_default().into_owned(), one.node());
    }
    operation.put("responses", responses.node());
}

/// What answers, in the words of the extension.
fn integration(props: &Props<'_>) -> Node {
    let at = props.place();
    let mut made = Map::at(at);
    for (key, to) in [
        ("Type", "type"),
        ("PassthroughBehavior", "passthroughBehavior"),
    ] {
        if let Some(text) = props.scope_text(key) {
            made.text(to, text.to_ascii_lowercase());
        }
    }
    for (key, to) in [
        ("IntegrationHttpMethod", "httpMethod"),
        ("Uri", "uri"),
        ("Credentials", "credentials"),
        ("RequestParameters", "requestParameters"),
        ("RequestTemplates", "requestTemplates"),
        ("TimeoutInMillis", "timeoutInMillis"),
        ("ConnectionType", "connectionType"),
        ("ConnectionId", "connectionId"),
        ("CacheKeyParameters", "cacheKeyParameters"),
        ("CacheNamespace", "cacheNamespace"),
        ("ContentHandling", "contentHandling"),
    ] {
        made.copy(to, props.get(key));
    }
    let mut responses = Map::at(at);
    for response in props
        .get("IntegrationResponses")
        .map_or(&[][..], Node::items)
    {
        let pattern = response.get("SelectionPattern").and_then(Node::scalar);
        let pattern = pattern.unwrap_or_default();
        let mut one = Map::at(response.at);
        for (key, to) in [
            ("StatusCode", "statusCode"),
            ("ResponseParameters", "responseParameters"),
            ("ResponseTemplates", "responseTemplates"),
            ("ContentHandling", "contentHandling"),
        ] {
            one.copy(to, response.get(key));
        }
        responses.put(definition::answer(&pattern), one.node());
    }
    if !responses.is_empty() {
        made.put("responses", responses.node());
    }
    made.node()
}
