//! A REST API's methods as a definition.

use std::collections::BTreeMap;

use super::build::{moved, parsed, take};
use super::pieces::{Piece, Pieces};
use crate::import::definition::{
    KEY, SIGNED, answer as pattern_key, authorizer_of_rest, contents, entry, keyed, list, map,
    of_model, operation as verb_key, parameter, security as wanted_of, signed, text, wants,
};
use crate::import::node::{Entry, Kind, Mark, Node, Place};
use crate::model::{Api, Design, EndpointType, IpAddressType};

/// What API Gateway waits where nothing was said (AWS: `PutIntegration`, `timeoutInMillis`).
const TIMEOUT: &str = "29000";

/// The definition that the answers say.
pub(super) fn definition(pieces: &Pieces<'_>, api: Option<&Node>) -> Node {
    let at = Place::default();
    let mut root = vec![text("openapi", at, "3.0.1")];
    let mut info = Vec::new();
    if let Some(api) = api {
        take(&mut info, api, "name", "title");
        take(&mut info, api, "description", "description");
        take(
            &mut root,
            api,
            "binaryMediaTypes",
            "x-amazon-apigateway-binary-media-types",
        );
        take(
            &mut root,
            api,
            "minimumCompressionSize",
            "x-amazon-apigateway-minimum-compression-size",
        );
        take(
            &mut root,
            api,
            "apiKeySource",
            "x-amazon-apigateway-api-key-source",
        );
        // What nobody chose is the service's own affair.
        let policy = api.get("securityPolicy").and_then(Node::as_str);
        if policy.is_some_and(|policy| policy.starts_with("SecurityPolicy_")) {
            let key = "x-amazon-apigateway-security-policy";
            take(&mut root, api, "securityPolicy", key);
            let key = "x-amazon-apigateway-endpoint-access-mode";
            take(&mut root, api, "endpointAccessMode", key);
        }
        if let Some(policy) = api.entry("policy") {
            let value = parsed(&policy.value).unwrap_or_else(|| policy.value.clone());
            root.push(entry("x-amazon-apigateway-policy", policy.at, value));
        }
        let mut endpoint = Vec::new();
        take(
            &mut endpoint,
            api,
            "disableExecuteApiEndpoint",
            "disableExecuteApiEndpoint",
        );
        if let Some(settings) = api.get("endpointConfiguration") {
            take(&mut endpoint, settings, "vpcEndpointIds", "vpcEndpointIds");
        }
        root.push(entry(
            "x-amazon-apigateway-endpoint-configuration",
            at,
            map(at, endpoint),
        ));
    }
    root.push(entry("info", at, map(at, info)));
    let (names, schemes) = schemes(pieces);
    let validators: BTreeMap<&str, &Node> = by_id(pieces, Piece::Validator);
    root.push(entry(
        "x-amazon-apigateway-request-validators",
        at,
        map(at, validators_of(pieces)),
    ));
    root.push(entry(
        "x-amazon-apigateway-gateway-responses",
        at,
        map(at, answers(pieces)),
    ));
    let mut paths: Vec<Entry> = Vec::new();
    for resource in pieces.of(Piece::Resource) {
        let methods = resource
            .take("resourceMethods")
            .map_or(&[][..], Node::entries);
        let Some(path) = resource.entry("path").filter(|_| !methods.is_empty()) else {
            continue;
        };
        let operations = methods.iter().map(|method| {
            method.set_mark(Mark::Represented);
            operation(method, &names, &validators)
        });
        let operations = map(path.at, operations.collect());
        paths.push(entry(
            path.value.as_str().unwrap_or("/"),
            path.at,
            operations,
        ));
    }
    paths.sort_by(|one, other| one.key.cmp(&other.key));
    root.push(entry("paths", at, map(at, paths)));
    let components = vec![
        entry("schemas", at, map(at, models(pieces))),
        entry("securitySchemes", at, map(at, schemes)),
    ];
    root.push(entry("components", at, map(at, components)));
    map(at, root)
}

fn by_id<'a>(pieces: &Pieces<'a>, piece: Piece) -> BTreeMap<&'a str, &'a Node> {
    let things = pieces.of(piece);
    things
        .filter_map(|one| Some((one.get("id")?.as_str()?, one)))
        .collect()
}

/// Security schemes, and the names of authorizers by their ids.
fn schemes<'a>(pieces: &Pieces<'a>) -> (BTreeMap<&'a str, &'a str>, Vec<Entry>) {
    let at = Place::default();
    let mut found = vec![signed(at), keyed(at)];
    let mut names = BTreeMap::new();
    for one in pieces.of(Piece::Authorizer) {
        let text_of = |key: &str| one.get(key).and_then(Node::as_str);
        let (Some(id), Some(name), Some(kind)) = (text_of("id"), text_of("name"), text_of("type"))
        else {
            continue;
        };
        names.insert(id, name);
        one.take("name");
        let source = text_of("identitySource").unwrap_or_default();
        let place = one.entry("type").map_or(at, |entry| entry.at);
        let mut settings = vec![text("type", place, &kind.to_ascii_lowercase())];
        let keys = [
            "providerARNs",
            "authorizerUri",
            "authorizerCredentials",
            "identityValidationExpression",
            "authorizerResultTtlInSeconds",
        ];
        for key in keys {
            // Answers about the tokens of a user pool are kept by nobody.
            if kind == "COGNITO_USER_POOLS" && key == "authorizerResultTtlInSeconds" {
                one.take(key);
            } else {
                take(&mut settings, one, key, key);
            }
        }
        if kind == "REQUEST" {
            take(&mut settings, one, "identitySource", "identitySource");
        } else {
            one.take("identitySource");
        }
        found.push(authorizer_of_rest(name, at, (kind, source), settings));
    }
    (names, found)
}

fn validators_of(pieces: &Pieces<'_>) -> Vec<Entry> {
    let named = pieces.of(Piece::Validator).filter_map(|one| {
        let id = one.get("id")?.as_str()?;
        one.take("name");
        let mut checks = Vec::new();
        for key in ["validateRequestBody", "validateRequestParameters"] {
            take(&mut checks, one, key, key);
        }
        Some(entry(id, one.at, map(one.at, checks)))
    });
    named.collect()
}

/// Answers of the gateway itself that somebody set.
fn answers(pieces: &Pieces<'_>) -> Vec<Entry> {
    let set = pieces.of(Piece::GatewayResponse).filter_map(|one| {
        let kind = one.entry("responseType")?;
        if one.get("defaultResponse").and_then(Node::as_bool) == Some(true) {
            one.set_all(Mark::Represented);
            return None;
        }
        let mut settings = Vec::new();
        for key in ["statusCode", "responseParameters", "responseTemplates"] {
            take(&mut settings, one, key, key);
        }
        Some(entry(kind.value.as_str()?, kind.at, map(one.at, settings)))
    });
    set.collect()
}

fn models(pieces: &Pieces<'_>) -> Vec<Entry> {
    let models = pieces.of(Piece::Model).filter_map(|one| {
        let name = one.entry("name")?;
        if one.get("contentType").and_then(Node::as_str) == Some("application/json") {
            one.take("contentType");
        }
        if matches!(name.value.as_str(), Some("Empty" | "Error")) {
            one.set_all(Mark::Represented);
            return None;
        }
        let text = one.entry("schema")?;
        let schema = within_api(text.value.as_str()?);
        let mut schema = parsed(&Node::text(text.at, schema))?;
        if schema.entries().is_empty() {
            text.set_mark(Mark::Represented);
        }
        if let (Kind::Map(entries), Some(description)) =
            (&mut schema.kind, one.entry("description"))
            && description
                .value
                .as_str()
                .is_some_and(|text| !text.is_empty())
        {
            let entries = entries.list_mut();
            entries.retain(|entry| entry.key != "description");
            entries.push(moved(description, "description"));
        }
        Some(entry(name.value.as_str()?, name.at, schema))
    });
    models.collect()
}

/// Lets a model refer to others as OpenAPI does: AWS writes the whole address of them.
fn within_api(schema: &str) -> String {
    let mut out = String::new();
    let mut rest = schema;
    while let Some((before, after)) = rest.split_once("https://apigateway.amazonaws.com/restapis/")
    {
        out.push_str(before);
        match after.split_once("/models/") {
            Some((_, name)) => {
                out.push_str("#/components/schemas/");
                rest = name;
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

fn operation(
    method: &Entry,
    authorizers: &BTreeMap<&str, &str>,
    validators: &BTreeMap<&str, &Node>,
) -> Entry {
    let node = &method.value;
    let mut parts = Vec::new();
    parts.extend(security(node, authorizers));
    parts.extend(parameters(node));
    parts.extend(request_body(node));
    let validator = node.entry("requestValidatorId");
    let known = validator.filter(|id| {
        id.value
            .as_str()
            .is_some_and(|id| validators.contains_key(id))
    });
    parts.extend(known.map(|id| moved(id, "x-amazon-apigateway-request-validator")));
    node.take("httpMethod");
    if let Some(integration) = node.entry("methodIntegration") {
        let value = map(integration.at, integration_of(&integration.value));
        parts.push(entry(
            "x-amazon-apigateway-integration",
            integration.at,
            value,
        ));
    }
    parts.extend(responses(node));
    entry(&verb_key(&method.key), method.at, map(method.at, parts))
}

fn security(node: &Node, authorizers: &BTreeMap<&str, &str>) -> Option<Entry> {
    let kind = node.entry("authorizationType");
    let at = kind.map_or(node.at, |kind| kind.at);
    let mut wanted = Vec::new();
    match kind.and_then(|kind| kind.value.as_str()) {
        Some("AWS_IAM") => wanted.push(wants(SIGNED, at, Vec::new())),
        Some("CUSTOM" | "COGNITO_USER_POOLS") => {
            let id = node.take("authorizerId").and_then(Node::as_str)?;
            let name = authorizers.get(id).copied().unwrap_or(id);
            let scopes = node
                .take("authorizationScopes")
                .map_or(&[][..], Node::items);
            wanted.push(wants(name, at, scopes.to_vec()));
        }
        _ => {}
    }
    node.take("authorizationType");
    if node.take("apiKeyRequired").and_then(Node::as_bool) == Some(true) {
        wanted.push(wants(KEY, at, Vec::new()));
    }
    wanted_of(at, wanted)
}

fn parameters(node: &Node) -> Option<Entry> {
    let declared = node.entry("requestParameters")?;
    let items = declared.value.entries().iter().filter_map(|one| {
        let parts = parameter(&one.key, one.at, moved(one, "required"))?;
        Some(map(one.at, parts))
    });
    let items: Vec<Node> = items.collect();
    (!items.is_empty()).then(|| entry("parameters", declared.at, list(declared.at, items)))
}

fn request_body(node: &Node) -> Option<Entry> {
    let models = node.entry("requestModels")?;
    let bodies = models.value.entries().iter().filter_map(|one| {
        let name = one.value.as_str()?;
        if matches!(name, "Empty" | "Error") {
            // Every body fits.
            one.set_mark(Mark::Represented);
            return None;
        }
        Some(of_model(&one.key, one.at, name))
    });
    let bodies = bodies.collect();
    models.set_mark(Mark::Represented);
    contents("requestBody", models.at, bodies)
}

fn integration_of(node: &Node) -> Vec<Entry> {
    let mut parts = Vec::new();
    for one in node.entries() {
        let is_default = match one.key.as_str() {
            "timeoutInMillis" => one.value.scalar().as_deref() == Some(TIMEOUT),
            "passthroughBehavior" => {
                let kind = node.get("type").and_then(Node::as_str).unwrap_or_default();
                kind.ends_with("_PROXY") && one.value.as_str() == Some("WHEN_NO_MATCH")
            }
            "cacheKeyParameters" => one.value.items().is_empty(),
            "cacheNamespace" => true,
            "responseTransferMode" => one.value.as_str() == Some("BUFFERED"),
            "integrationResponses" => {
                let answers = one.value.entries().iter().map(answer);
                parts.push(entry("responses", one.at, map(one.at, answers.collect())));
                continue;
            }
            _ => one.value.kind == Kind::Null,
        };
        if is_default {
            one.set_all(Mark::Represented);
        } else {
            parts.push(moved(one, &one.key));
        }
    }
    parts
}

/// An answer of the backend, by its pattern as OpenAPI has it.
fn answer(one: &Entry) -> Entry {
    one.set_mark(Mark::Represented);
    let pattern = one
        .value
        .take("selectionPattern")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let mut parts = Vec::new();
    for key in ["statusCode", "responseParameters", "contentHandling"] {
        take(&mut parts, &one.value, key, key);
    }
    if let Some(templates) = one.value.entry("responseTemplates") {
        templates.set_mark(Mark::Represented);
        let told = templates.value.entries().iter().filter(|template| {
            let is_empty = template.value.kind == Kind::Null;
            if is_empty {
                template.set_mark(Mark::Represented);
            }
            !is_empty
        });
        let told: Vec<Entry> = told
            .map(|template| moved(template, &template.key))
            .collect();
        if !told.is_empty() {
            parts.push(entry(
                "responseTemplates",
                templates.at,
                map(templates.at, told),
            ));
        }
    }
    entry(pattern_key(pattern), one.at, map(one.at, parts))
}

/// What a method declares of its answers; a model of an answer checks nothing, and stays in the definition.
fn responses(node: &Node) -> Option<Entry> {
    let declared = node.entry("methodResponses")?;
    declared.set_mark(Mark::Represented);
    let mut kept = Vec::new();
    for one in declared.value.entries() {
        one.set_mark(Mark::Represented);
        one.value.take("statusCode");
        one.value.take_all("responseParameters");
        let models = one
            .value
            .take("responseModels")
            .map_or(&[][..], Node::entries);
        let bodies = models.iter().filter_map(|model| {
            let name = model.value.as_str()?;
            if matches!(name, "Empty" | "Error") {
                model.set_mark(Mark::Represented);
                return None;
            }
            Some(of_model(&model.key, model.at, name))
        });
        kept.extend(contents(&one.key, one.at, bodies.collect()));
    }
    (!kept.is_empty()).then(|| entry("responses", declared.at, map(declared.at, kept)))
}

/// Whether an API is private; nothing when its answer does not say what it is.
pub(super) fn is_private(api: &Node) -> Option<bool> {
    let types = api.get("endpointConfiguration")?.get("types")?;
    Some(types.items().first()?.as_str() == Some("PRIVATE"))
}

/// What a definition does not say of the API.
pub(super) fn settings(api: &Node, design: &mut Design) {
    let Api::Rest(rest) = &mut design.api else {
        return;
    };
    let Some(endpoint) = api.take("endpointConfiguration") else {
        return;
    };
    let kind = endpoint
        .take("types")
        .and_then(|types| types.items().first()?.as_str());
    rest.endpoint = match kind {
        Some("EDGE") => EndpointType::Edge,
        Some("PRIVATE") => EndpointType::Private,
        _ => EndpointType::Regional,
    };
    if endpoint.take("ipAddressType").and_then(Node::as_str) == Some("dualstack")
        && rest.endpoint != EndpointType::Private
    {
        rest.ip_address_type = IpAddressType::Dualstack;
    }
}

/// Names of VPC links, where the answers say them.
pub(super) fn links(pieces: &Pieces<'_>, design: &mut Design) {
    for one in pieces.of(Piece::VpcLink) {
        super::v2::rename(design, one.get("id"), one.take("name"));
        one.set_all(Mark::Represented);
    }
}
