//! The API that SAM makes itself of events that name none, as an imported template may have it.
//!
//! SAM puts its own resource in the place of one with that id (aws-sam-translator 1.115), so what such an API says
//! beyond its events stands in `Globals`. Where that is not enough, the API becomes a resource with another id.

use super::{definition, http};
use crate::generate::name;
use crate::model::{Api, ApiKeySource, DEFAULT_STAGE, Design, IpAddressType};
use crate::text::yaml::tree::{Node, Tree};

/// The logical ids that SAM gives such APIs.
pub(super) const IDS: [&str; 2] = ["ServerlessRestApi", "ServerlessHttpApi"];

/// What `Globals` takes for a REST API of what is printed of one.
const REST: [&str; 14] = [
    "Name",
    "AlwaysDeploy",
    "OpenApiVersion",
    "EndpointConfiguration",
    "MinimumCompressionSize",
    "BinaryMediaTypes",
    "Variables",
    "CacheClusterEnabled",
    "CacheClusterSize",
    "MethodSettings",
    "AccessLogSetting",
    "TracingEnabled",
    "CanarySetting",
    "GatewayResponses",
];

/// The same for an HTTP API.
const HTTP: [&str; 6] = [
    "AccessLogSettings",
    "Auth",
    "CorsConfiguration",
    "DefaultRouteSettings",
    "RouteSettings",
    "StageVariables",
];

/// Whether the template that was imported leaves the API to SAM.
pub(super) fn is_wanted(design: &Design) -> bool {
    design.sam_id("api").is_some_and(|id| IDS.contains(&id))
}

/// Whether it can stay so, where a REST API has a definition of its own or none.
pub(super) fn applies(design: &Design, is_defined: bool) -> bool {
    let stage = name::primary_stage(design).map(|index| design.stages[index].name.as_str());
    let plain = match &design.api {
        Api::Rest(rest) => {
            design.sam_id("api") == Some(IDS[0])
                && stage == Some("Prod")
                && rest.description.is_empty()
                && rest.api_key_source == ApiKeySource::Header
                && !is_defined
        }
        Api::Http(http) => {
            design.sam_id("api") == Some(IDS[1])
                && stage == Some(DEFAULT_STAGE)
                && http.description.is_empty()
                && http.ip_address_type == IpAddressType::Ipv4
                && !http::has_definition(design)
        }
        Api::Websocket(_) => false,
    };
    plain && !design.api.closes_default_url()
}

/// Moves what the API says from its resource to `Globals`.
pub(super) fn settle(nodes: &mut Vec<Node>, design: &Design) {
    let (section, allowed) = match design.api {
        Api::Rest(_) => ("Api", &REST[..]),
        _ => ("HttpApi", &HTTP[..]),
    };
    let is = |name: &'static str| move |node: &Node| node.key.as_deref() == Some(name);
    let Some(Tree::Map(resources)) = nodes
        .iter_mut()
        .find(|node| is("Resources")(node))
        .map(|node| &mut node.tree)
    else {
        return;
    };
    let own = |node: &Node| IDS.iter().any(|id| node.key.as_deref() == Some(id));
    let Some(index) = resources.iter().position(own) else {
        return;
    };
    if !applies(design, definition::applies(design)) {
        return;
    }
    let Tree::Map(api) = resources.remove(index).tree else {
        return;
    };
    let properties = api.into_iter().find(is("Properties"));
    let Some(Tree::Map(mut properties)) = properties.map(|node| node.tree) else {
        return;
    };
    properties.retain(|node| {
        let key = node.key.as_deref();
        key.is_some_and(|key| allowed.contains(&key))
    });
    if !properties.is_empty() {
        let entry = Node::entry(section, Tree::Map(properties));
        nodes.push(Node::entry("Globals", Tree::Map(vec![entry])));
    }
}
