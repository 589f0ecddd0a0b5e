//! A WebSocket API's routes.

use super::pieces::{Piece, Pieces};
use super::stages::string;
use super::v2::{integrations, target};
use crate::import::message;
use crate::import::node::{Mark, Node};
use crate::import::openapi::{Alone, Around, value};
use crate::model::{
    Api, Authorization, Authorizer, AuthorizerKind, CONNECT, Design, LambdaRequest, MessageBackend,
    MessageRoute, WebSocketApi,
};

/// Reads the API, its routes and its authorizer.
pub(super) fn read(pieces: &Pieces<'_>, api: &Node, alone: &mut Alone, design: &mut Design) {
    let integrations = integrations(pieces);
    let mut websocket = WebSocketApi {
        name: string(api, "Name"),
        description: string(api, "Description"),
        disable_execute_api_endpoint: api
            .take("DisableExecuteApiEndpoint")
            .and_then(Node::as_bool)
            .unwrap_or(false),
        route_selection_expression: string(api, "RouteSelectionExpression"),
        ..WebSocketApi::default()
    };
    api.take("ProtocolType");
    for route in pieces.of(Piece::Route) {
        let key = string(route, "RouteKey");
        let integration = target(route, &integrations);
        let id = integration.and_then(|one| one.get("IntegrationId")?.as_str());
        let timeout_ms = integration.and_then(message::timeout);
        let (mapped, mut backend) = integration.map_or_else(Default::default, answering);
        let link = integration.and_then(message::link);
        if let (Some(place), Some(id)) = (backend.vpc_link_mut(), link) {
            *place = alone.vpc_link(&id);
        }
        for one in pieces.of(Piece::IntegrationResponse) {
            if id.is_some()
                && one.get("IntegrationId").and_then(Node::as_str) == id
                && let Some(response) = message::response(one)
            {
                message::add(&mut backend, response);
            }
        }
        let integration = integration.filter(|_| backend == MessageBackend::Function);
        let uri = integration.and_then(|one| one.take("IntegrationUri")?.as_str());
        let called = uri.and_then(value::called).or(mapped.as_deref());
        let function = called.map(|called| alone.function(called));
        if let Some(integration) = integration {
            for key in [
                "IntegrationType",
                "IntegrationMethod",
                "ConnectionType",
                "PassthroughBehavior",
            ] {
                integration.take(key);
            }
            for key in [
                "PayloadFormatVersion",
                "IntegrationResponseSelectionExpression",
            ] {
                integration.take(key);
            }
        }
        let answers = route
            .take("RouteResponseSelectionExpression")
            .and_then(Node::as_str);
        let is_keyed = route.take("ApiKeyRequired").and_then(Node::as_bool);
        if key == CONNECT {
            authorization(pieces, route, alone, design);
            design.access.api_key_required = is_keyed.unwrap_or(false);
        }
        route.take("AuthorizationType");
        websocket.routes.push(MessageRoute {
            key,
            function: function.unwrap_or_default(),
            two_way: answers.is_some_and(|one| !one.is_empty()),
            throttle: None,
            backend,
            timeout_ms,
        });
    }
    let place = |key: &str| {
        ["$connect", "$disconnect", "$default"]
            .iter()
            .position(|one| *one == key)
    };
    websocket
        .routes
        .sort_by_key(|route| (place(&route.key).unwrap_or(3), route.key.clone()));
    for answer in pieces.of(Piece::RouteResponse) {
        answer.take("RouteResponseKey");
    }
    design.api = Api::Websocket(websocket);
}

/// What gets the messages of an integration, and the function to which they are mapped.
fn answering(integration: &Node) -> (Option<String>, MessageBackend) {
    if let Some((uri, backend)) = message::lambda(integration) {
        return (value::called(&uri).map(str::to_owned), backend);
    }
    (None, message::backend(integration).unwrap_or_default())
}

/// Who may connect.
fn authorization(pieces: &Pieces<'_>, route: &Node, alone: &mut Alone, design: &mut Design) {
    match route.get("AuthorizationType").and_then(Node::as_str) {
        Some("AWS_IAM") => design.access.authorization = Authorization::Iam,
        Some("CUSTOM") => {
            let id = route.take("AuthorizerId").and_then(Node::as_str);
            let found = pieces
                .of(Piece::V2Authorizer)
                .find(|one| one.get("AuthorizerId").and_then(Node::as_str) == id);
            let Some(found) = found else { return };
            let uri = found
                .take("AuthorizerUri")
                .and_then(Node::as_str)
                .unwrap_or_default();
            let Some(called) = value::called(uri) else {
                return;
            };
            let ttl = found
                .take("AuthorizerResultTtlInSeconds")
                .and_then(Node::as_u32);
            let mut kind = AuthorizerKind::LambdaRequest(LambdaRequest {
                function: alone.function(called),
                headers: Vec::new(),
                ttl_seconds: ttl.unwrap_or_else(|| LambdaRequest::default().ttl_seconds),
                ..LambdaRequest::default()
            });
            if let Some(sources) = found.entry("IdentitySource") {
                let mut all = sources.value.items().iter();
                // One of another place is named as what the design has no field for.
                if all.all(|one| one.as_str().is_some_and(|one| kind.read_source(one))) {
                    sources.set_all(Mark::Represented);
                }
            }
            found.take("AuthorizerType");
            let name = string(found, "Name");
            design.access.authorization = Authorization::Authorizer(name.clone());
            design.access.authorizers.push(Authorizer { name, kind });
        }
        _ => {}
    }
}
