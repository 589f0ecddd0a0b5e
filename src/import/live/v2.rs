//! An HTTP API's routes as a definition.

use std::collections::BTreeMap;

use super::build::{moved, small, take};
use super::pieces::{Piece, Pieces};
use crate::import::definition::{
    SIGNED, authorizer, entry, in_header, map, route as told_by, security, signed, text, wants,
};
use crate::import::node::{Entry, Kind, Mark, Node, Place};
use crate::model::{Api, Design, IpAddressType};

/// What an HTTP API waits where nothing was said, and at most (AWS: `CreateIntegration`, `TimeoutInMillis`).
const TIMEOUT: &str = "30000";

/// The definition that the answers say.
pub(super) fn definition(pieces: &Pieces<'_>, api: Option<&Node>) -> Node {
    let at = Place::default();
    let mut root = vec![text("openapi", at, "3.0.1")];
    let mut info = Vec::new();
    if let Some(api) = api {
        take(&mut info, api, "Name", "title");
        take(&mut info, api, "Description", "description");
        if let Some(cors) = api.entry("CorsConfiguration") {
            let settings = cors.value.entries().iter();
            let settings = settings.map(|one| moved(one, &small(&one.key)));
            root.push(entry(
                "x-amazon-apigateway-cors",
                cors.at,
                map(cors.at, settings.collect()),
            ));
        }
        let mut endpoint = Vec::new();
        take(
            &mut endpoint,
            api,
            "DisableExecuteApiEndpoint",
            "disableExecuteApiEndpoint",
        );
        root.push(entry(
            "x-amazon-apigateway-endpoint-configuration",
            at,
            map(at, endpoint),
        ));
        for key in ["ProtocolType", "RouteSelectionExpression"] {
            api.take(key);
        }
    }
    root.push(entry("info", at, map(at, info)));
    let (names, schemes) = schemes(pieces);
    let integrations = integrations(pieces);
    let mut paths: Vec<(String, Place, Vec<Entry>)> = Vec::new();
    for route in pieces.of(Piece::Route) {
        let Some(key) = route.entry("RouteKey") else {
            continue;
        };
        key.set_mark(Mark::Represented);
        let text = key.value.as_str().unwrap_or_default();
        let (verb, path) = told_by(text);
        let operation = operation(route, &names, &integrations);
        let operation = entry(&verb, key.at, operation);
        match paths.iter_mut().find(|(other, ..)| *other == path) {
            Some((_, _, operations)) => operations.push(operation),
            None => paths.push((path, key.at, vec![operation])),
        }
    }
    paths.sort_by(|one, other| one.0.cmp(&other.0));
    let paths = paths
        .into_iter()
        .map(|(path, at, operations)| entry(&path, at, map(at, operations)));
    root.push(entry("paths", at, map(at, paths.collect())));
    let schemes = entry("securitySchemes", at, map(at, schemes));
    root.push(entry("components", at, map(at, vec![schemes])));
    map(at, root)
}

/// Integrations by their ids.
pub(super) fn integrations<'a>(pieces: &Pieces<'a>) -> BTreeMap<&'a str, &'a Node> {
    let things = pieces.of(Piece::Integration);
    things
        .filter_map(|one| Some((one.get("IntegrationId")?.as_str()?, one)))
        .collect()
}

/// The integration of a route.
pub(super) fn target<'a>(
    route: &Node,
    integrations: &BTreeMap<&str, &'a Node>,
) -> Option<&'a Node> {
    let target = route.take("Target").and_then(Node::as_str)?;
    integrations
        .get(target.strip_prefix("integrations/")?)
        .copied()
}

/// Security schemes, and the names of authorizers by their ids.
fn schemes<'a>(pieces: &Pieces<'a>) -> (BTreeMap<&'a str, &'a str>, Vec<Entry>) {
    let at = Place::default();
    let mut found = vec![signed(at)];
    let mut names = BTreeMap::new();
    for one in pieces.of(Piece::V2Authorizer) {
        let text_of = |key: &str| one.get(key).and_then(Node::as_str);
        let (Some(id), Some(name)) = (text_of("AuthorizerId"), text_of("Name")) else {
            continue;
        };
        names.insert(id, name);
        one.take("Name");
        let place = one.entry("AuthorizerType").map_or(at, |entry| entry.at);
        let mut settings = Vec::new();
        let scheme;
        if text_of("AuthorizerType") == Some("JWT") {
            settings.push(text("type", place, "jwt"));
            let token = one.entry("JwtConfiguration");
            let issuer = token
                .and_then(|token| token.value.get("Issuer")?.as_str())
                .unwrap_or_default();
            let discovery = format!(
                "{}/.well-known/openid-configuration",
                issuer.trim_end_matches('/')
            );
            scheme = vec![
                text("type", at, "openIdConnect"),
                text("openIdConnectUrl", at, &discovery),
            ];
            if let Some(token) = token {
                let parts = token
                    .value
                    .entries()
                    .iter()
                    .map(|one| moved(one, &small(&one.key)));
                settings.push(entry(
                    "jwtConfiguration",
                    token.at,
                    map(token.at, parts.collect()),
                ));
            }
            if let Some(source) = one.entry("IdentitySource")
                && let [only] = source.value.items()
            {
                settings.push(entry("identitySource", source.at, only.clone()));
            }
        } else {
            settings.push(text("type", place, "request"));
            scheme = in_header(at, "Unused");
            for key in [
                "AuthorizerUri",
                "AuthorizerCredentialsArn",
                "AuthorizerPayloadFormatVersion",
                "AuthorizerResultTtlInSeconds",
                "EnableSimpleResponses",
                "IdentitySource",
            ] {
                // OpenAPI has a name of its own for the role.
                let key_there = match key {
                    "AuthorizerCredentialsArn" => "authorizerCredentials".to_owned(),
                    key => small(key),
                };
                take(&mut settings, one, key, &key_there);
            }
        }
        found.push(authorizer(name, at, scheme, settings));
    }
    (names, found)
}

fn operation(
    route: &Node,
    authorizers: &BTreeMap<&str, &str>,
    integrations: &BTreeMap<&str, &Node>,
) -> Node {
    let mut parts = Vec::new();
    let kind = route.entry("AuthorizationType");
    let at = kind.map_or(route.at, |kind| kind.at);
    let name = match kind.and_then(|kind| kind.value.as_str()) {
        Some("AWS_IAM") => Some(SIGNED),
        Some("JWT" | "CUSTOM") => {
            let id = route.take("AuthorizerId").and_then(Node::as_str);
            id.map(|id| authorizers.get(id).copied().unwrap_or(id))
        }
        _ => None,
    };
    for key in ["AuthorizationType", "ApiKeyRequired"] {
        route.take(key);
    }
    if let Some(name) = name {
        let scopes = route
            .take("AuthorizationScopes")
            .map_or(&[][..], Node::items);
        parts.extend(security(at, vec![wants(name, at, scopes.to_vec())]));
    }
    if let Some(node) = target(route, integrations) {
        // Sent on with the verb of the route is what every verb being sent on is there.
        let method = node.entry("IntegrationMethod");
        let key = route.get("RouteKey").and_then(Node::as_str);
        let verb = key.and_then(|key| key.split(' ').next());
        let is_proxy = node.get("IntegrationType").and_then(Node::as_str) == Some("HTTP_PROXY");
        let is_same = method.filter(|method| is_proxy && method.value.as_str() == verb);
        if let Some(method) = is_same {
            method.set_mark(Mark::Represented);
        }
        let mut told = integration(node);
        told.retain(|one| is_same.is_none() || one.key != "httpMethod");
        let told = map(node.at, told);
        parts.push(entry("x-amazon-apigateway-integration", node.at, told));
    }
    map(route.at, parts)
}

fn integration(node: &Node) -> Vec<Entry> {
    let mut parts = Vec::new();
    for one in node.entries() {
        let key = match one.key.as_str() {
            "IntegrationType" => "type".to_owned(),
            "IntegrationMethod" => "httpMethod".to_owned(),
            "IntegrationUri" => "uri".to_owned(),
            "CredentialsArn" => "credentials".to_owned(),
            "IntegrationId" | "ApiGatewayManaged" => continue,
            "TimeoutInMillis" if one.value.scalar().as_deref() == Some(TIMEOUT) => {
                one.set_mark(Mark::Represented);
                continue;
            }
            key => small(key),
        };
        let is_empty = match &one.value.kind {
            Kind::Null => true,
            Kind::Map(entries) => entries.is_empty(),
            Kind::Text(text) => text.is_empty(),
            _ => false,
        };
        if is_empty {
            one.set_mark(Mark::Represented);
        } else if key == "tlsConfig" {
            let inside = one.value.entries().iter();
            let inside = inside.map(|inside| moved(inside, &small(&inside.key)));
            parts.push(entry(&key, one.at, map(one.at, inside.collect())));
        } else {
            parts.push(moved(one, &key));
        }
    }
    parts
}

/// What a definition does not say of the API.
pub(super) fn settings(api: &Node, design: &mut Design) {
    let dualstack = api.take("IpAddressType").and_then(Node::as_str) == Some("dualstack");
    let family = if dualstack {
        IpAddressType::Dualstack
    } else {
        IpAddressType::Ipv4
    };
    match &mut design.api {
        Api::Http(http) => http.ip_address_type = family,
        Api::Websocket(websocket) => websocket.ip_address_type = family,
        Api::Rest(_) => {}
    }
    if design.region.is_empty() {
        let endpoint = api
            .get("ApiEndpoint")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let region = endpoint
            .split_once(".execute-api.")
            .and_then(|(_, rest)| rest.split('.').next());
        region.unwrap_or_default().clone_into(&mut design.region);
    }
}

/// Names of VPC links, where the answers say them.
pub(super) fn links(pieces: &Pieces<'_>, design: &mut Design) {
    for one in pieces.of(Piece::V2VpcLink) {
        rename(design, one.get("VpcLinkId"), one.take("Name"));
        one.set_all(Mark::Represented);
    }
}

/// Gives a VPC link its name.
pub(super) fn rename(design: &mut Design, id: Option<&Node>, name: Option<&Node>) {
    let (Some(id), Some(name)) = (id.and_then(Node::as_str), name.and_then(Node::as_str)) else {
        return;
    };
    let index = design.vpc_links.iter().position(|link| link.id == id);
    let taken = design.vpc_links.iter().any(|link| link.name == name);
    if let Some(index) = index.filter(|_| !taken) {
        design.rename_vpc_link(index, name);
    }
}
