//! WebSocket APIs: of plain resources, and of AWS SAM.

use crate::import::message;
use crate::import::node::{Mark, Node};
use crate::import::template::props::Props;
use crate::import::template::scope::referred;
use crate::import::template::{Reader, Resource};
use crate::model::{
    Api, Authorization, Authorizer, AuthorizerKind, CONNECT, IpAddressType, LambdaRequest,
    MessageBackend, MessageRoute, Stage, WebSocketApi,
};

impl<'a> Reader<'a, '_> {
    /// A WebSocket API that is written as resources of its own.
    pub(in crate::import::template) fn read_plain_websocket(&mut self, resource: Resource<'a>) {
        resource.say();
        let props = self.template.props(&resource);
        let mut api = read_settings(&props);
        props.say("ProtocolType");
        for route in self.of_api("AWS::ApiGatewayV2::Route", "ApiId", resource.id) {
            if let Some(read) = self.read_message_route(&route) {
                api.routes.push(read);
            }
        }
        self.design.api = Api::Websocket(api);
        self.read_plain_stages_of_v2(resource.id);
    }

    fn read_message_route(&mut self, route: &Resource<'a>) -> Option<MessageRoute> {
        let props = self.template.props(route);
        let key = props.scope_text("RouteKey")?;
        let integration = self.target_of(&props)?;
        let own = self.template.props(&integration);
        let timeout_ms = integration.properties.and_then(message::timeout);
        let (function, backend) =
            if own.scope_text("IntegrationType").as_deref() == Some("AWS_PROXY") {
                let uri = own.scope_text("IntegrationUri")?;
                (self.callee(&uri)?, MessageBackend::Function)
            } else {
                self.read_backend(&key, &integration)?
            };
        for resource in [route, &integration] {
            resource.say();
        }
        if let Some(properties) = integration.properties {
            properties.set_all(Mark::Represented);
        }
        for name in ["RouteKey", "Target", "ApiId"] {
            props.say(name);
        }
        let two_way = props.entry("RouteResponseSelectionExpression").is_some();
        if two_way {
            props.say("RouteResponseSelectionExpression");
            let responses = self.template.of_kind("AWS::ApiGatewayV2::RouteResponse");
            for response in responses {
                let of = response
                    .properties
                    .and_then(|one| referred(one.get("RouteId")?));
                if of.as_deref() == Some(route.id) {
                    response.say();
                    self.give_id(&format!("response {key}"), response.id);
                    if let Some(properties) = response.properties {
                        properties.set_all(Mark::Represented);
                    }
                }
            }
        }
        if key == CONNECT {
            self.read_connect(&props);
        }
        props.say("AuthorizationType");
        self.give_id(&format!("route {key}"), route.id);
        let of = match backend {
            MessageBackend::Function => match timeout_ms {
                Some(timeout) => format!("integration {function} {timeout}"),
                None => format!("integration {function}"),
            },
            _ => format!("backend {key}"),
        };
        self.give_id(&of, integration.id);
        Some(MessageRoute {
            key,
            function,
            two_way,
            throttle: None,
            backend,
            timeout_ms,
        })
    }

    /// What gets the messages of a route that passes them to no function as they are, with its answers; and the
    /// function, where it is one.
    fn read_backend(
        &mut self,
        key: &str,
        integration: &Resource<'a>,
    ) -> Option<(String, MessageBackend)> {
        let properties = integration.properties?;
        let (function, mut backend) = match message::lambda(properties) {
            Some((uri, backend)) => (self.callee(&uri)?, backend),
            None => (String::new(), message::backend(properties)?),
        };
        if let (Some(link), Some(id)) = (backend.vpc_link_mut(), message::link(properties)) {
            *link = self.link_of(&id);
        }
        let responses = self
            .template
            .of_kind("AWS::ApiGatewayV2::IntegrationResponse");
        for response in responses {
            let properties = response.properties;
            let of = properties.and_then(|one| referred(one.get("IntegrationId")?));
            if of.as_deref() == Some(integration.id)
                && let Some(read) = properties.and_then(message::response)
            {
                response.say();
                self.give_id(&format!("answer {key} {}", read.key), response.id);
                message::add(&mut backend, read);
            }
        }
        Some((function, backend))
    }

    /// Who may connect.
    fn read_connect(&mut self, props: &Props<'a>) {
        if let Some(required) = props.flag("ApiKeyRequired") {
            self.design.access.api_key_required = required;
        }
        match props.scope_text("AuthorizationType").as_deref() {
            Some("AWS_IAM") => self.design.access.authorization = Authorization::Iam,
            Some("CUSTOM") => {
                let id = props.get("AuthorizerId").and_then(referred);
                let authorizer = id.and_then(|id| self.template.resource(&id).copied());
                let Some(authorizer) = authorizer else { return };
                let own = self.template.props(&authorizer);
                let Some(uri) = own.scope_text("AuthorizerUri") else {
                    return;
                };
                let Some(function) = self.callee(&uri) else {
                    return;
                };
                let name = own.scope_text("Name");
                let name = name.unwrap_or_else(|| authorizer.id.to_owned());
                let sources = own.scope_texts("IdentitySource").unwrap_or_default();
                self.give_id(&format!("authorizer {name}"), authorizer.id);
                self.add_connect_authorizer(name, function, &sources);
                authorizer.say();
                if let Some(properties) = authorizer.properties {
                    properties.set_all(Mark::Represented);
                }
                props.say("AuthorizerId");
            }
            _ => {}
        }
    }

    fn add_connect_authorizer(&mut self, name: String, function: String, sources: &[String]) {
        let mut kind = AuthorizerKind::LambdaRequest(LambdaRequest {
            function,
            headers: Vec::new(),
            ..LambdaRequest::default()
        });
        for source in sources {
            kind.read_source(source);
        }
        self.design.access.authorization = Authorization::Authorizer(name.clone());
        self.design
            .access
            .authorizers
            .push(Authorizer { name, kind });
    }

    /// `AWS::Serverless::WebSocketApi`.
    pub(in crate::import::template) fn read_websocket(&mut self, resource: Resource<'a>) {
        resource.say();
        let props = self.template.props(&resource);
        let mut api = read_settings(&props);
        if let Some(routes) = props.inside("Routes") {
            for entry in routes.all() {
                let Some(route) = routes.inside(&entry.key) else {
                    continue;
                };
                let Some(function) = route.text("FunctionArn") else {
                    continue;
                };
                let Some(function) = self.callee(&function) else {
                    continue;
                };
                if entry.key == CONNECT
                    && let Some(required) = route.flag("ApiKeyRequired")
                {
                    self.design.access.api_key_required = required;
                }
                api.routes.push(MessageRoute {
                    key: entry.key.as_str().to_owned(),
                    function,
                    two_way: false,
                    backend: MessageBackend::Function,
                    ..MessageRoute::default()
                });
            }
        }
        self.design.api = Api::Websocket(api);
        if let Some(auth) = props.inside("Auth") {
            match auth.text("AuthType").as_deref() {
                Some("AWS_IAM") => self.design.access.authorization = Authorization::Iam,
                Some("CUSTOM") => {
                    let called = auth.text("AuthArn");
                    if let Some(function) = called.and_then(|called| self.callee(&called)) {
                        let name = auth.text("Name");
                        let name = name.unwrap_or_else(|| format!("{}Authorizer", resource.id));
                        let sources = auth.texts("IdentitySource").unwrap_or_default();
                        self.add_connect_authorizer(name, function, &sources);
                    }
                }
                _ => {}
            }
        }
        let name = props.text("StageName");
        self.design.stages.push(Stage {
            name: name.unwrap_or_else(|| "default".into()),
            ..Stage::default()
        });
        self.read_http_stage(&props, 0);
    }
}

/// Settings of the API itself.
fn read_settings(props: &Props<'_>) -> WebSocketApi {
    let mut api = WebSocketApi::default();
    if let Some(name) = props.text("Name") {
        api.name = name;
    }
    if let Some(description) = props.text("Description") {
        api.description = description;
    }
    if let Some(expression) = props.text("RouteSelectionExpression") {
        api.route_selection_expression = expression;
    }
    if let Some(closed) = props.flag("DisableExecuteApiEndpoint") {
        api.disable_execute_api_endpoint = closed;
    }
    if props.scope_text("IpAddressType").as_deref() == Some("dualstack") {
        api.ip_address_type = IpAddressType::Dualstack;
        props.say("IpAddressType");
    }
    api
}

/// The protocol of an API of API Gateway's second API.
pub(in crate::import::template) fn is_websocket(properties: Option<&Node>) -> bool {
    let protocol = properties.and_then(|one| one.get("ProtocolType")?.as_str());
    protocol == Some("WEBSOCKET")
}
