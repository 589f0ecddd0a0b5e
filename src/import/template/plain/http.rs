//! HTTP APIs of plain resources: routes and their integrations.

use std::collections::BTreeMap;

use super::body::{Map, Paths, head};
use super::method::{put_schemes, token};
use crate::import::definition::{self, SIGNED};
use crate::import::node::{Mark, Node};
use crate::import::template::props::Props;
use crate::import::template::{Reader, Resource};
use crate::model::Stage;

impl<'a> Reader<'a, '_> {
    /// An HTTP API that is written as resources of its own.
    pub(in crate::import::template) fn read_plain_http(&mut self, api: Resource<'a>) {
        api.say();
        let props = self.template.props(&api);
        self.read_http_api(&props);
        props.say("ProtocolType");
        if props.entry("Body").is_some() {
            self.read_definition(&props, "Body");
        } else {
            let body = self.http_body(&api, &props);
            self.read_made(&body);
        }
        self.read_cors_of_http(&props);
        self.settle_http();
        self.read_plain_stages_of_v2(api.id);
        // A target makes a stage by itself (AWS: API Gateway V2 API Reference, `CreateApi`, "quick create").
        let known = |stage: &Stage| stage.name == "$default";
        if props.entry("Target").is_some() && !self.design.stages.iter().any(known) {
            self.design.stages.push(Stage {
                name: "$default".to_owned(),
                ..Stage::default()
            });
        }
    }

    /// The stages of an HTTP or WebSocket API.
    pub(in crate::import::template) fn read_plain_stages_of_v2(&mut self, api: &'a str) {
        for deployment in self.of_api("AWS::ApiGatewayV2::Deployment", "ApiId", api) {
            deployment.say();
            if let Some(properties) = deployment.properties {
                properties.set_all(Mark::Represented);
            }
        }
        for stage in self.of_api("AWS::ApiGatewayV2::Stage", "ApiId", api) {
            stage.say();
            let props = self.template.props(&stage);
            for key in ["ApiId", "AutoDeploy", "DeploymentId"] {
                props.say(key);
            }
            let Some(name) = props.text("StageName") else {
                continue;
            };
            self.design.stages.push(Stage {
                description: props.text("Description").unwrap_or_default(),
                name,
                ..Stage::default()
            });
            let index = self.design.stages.len() - 1;
            self.read_http_stage(&props, index);
            let of = format!("stage {}", self.design.stages[index].name);
            self.give_id(&of, stage.id);
        }
    }

    fn http_body(&mut self, api: &Resource<'a>, props: &Props<'a>) -> Node {
        let at = api.entry.at;
        let mut body = head(at, props);
        let mut components = Map::at(at);
        let names = self.put_authorizers_of_v2(api.id, &mut components);
        let mut made = Paths::default();
        let mut iam = std::collections::BTreeSet::new();
        for route in self.of_api("AWS::ApiGatewayV2::Route", "ApiId", api.id) {
            let own = self.template.props(&route);
            let Some(key) = own.scope_text("RouteKey") else {
                continue;
            };
            let (verb, path) = definition::route(&key);
            let mut operation = Map::at(route.entry.at);
            let wanted = match own.scope_text("AuthorizationType").as_deref() {
                Some("AWS_IAM") => {
                    iam.insert(SIGNED);
                    Some(definition::wants(SIGNED, at, Vec::new()))
                }
                Some("JWT" | "CUSTOM") => token(&own, &names),
                _ => None,
            };
            operation.add(definition::security(at, wanted.into_iter().collect()));
            if let Some(integration) = self.integration_of(&own) {
                operation.put("x-amazon-apigateway-integration", integration);
            }
            route.say();
            if let Some(properties) = route.properties {
                properties.set_all(Mark::Represented);
            }
            made.add(&path, route.entry.at, &verb, operation.node());
        }
        if let Some(target) = props.scope_text("Target") {
            // All that the API's own target gets.
            let key = props.scope_text("RouteKey");
            let key = key.unwrap_or_else(|| "$default".into());
            let (verb, path) = definition::route(&key);
            let mut integration = Map::at(at);
            let server = target.starts_with("http");
            integration.text("type", if server { "http_proxy" } else { "aws_proxy" });
            integration.text("httpMethod", if server { "ANY" } else { "POST" });
            integration.text("uri", target);
            integration.text("payloadFormatVersion", "2.0");
            let mut operation = Map::at(at);
            operation.put("x-amazon-apigateway-integration", integration.node());
            made.add(&path, at, &verb, operation.node());
            props.say("Target");
            props.say("RouteKey");
        }
        body.put("paths", made.node(at));
        put_schemes(&iam, &mut components);
        if !components.is_empty() {
            body.put("components", components.node());
        }
        body.node()
    }

    /// The integration that a route leads to: `integrations/${Id}`.
    pub(super) fn target_of(&self, route: &Props<'a>) -> Option<Resource<'a>> {
        let target = route.scope_text("Target")?;
        let id = target.strip_prefix("integrations/${")?.strip_suffix('}')?;
        self.template.resource(id).copied()
    }

    fn integration_of(&mut self, route: &Props<'a>) -> Option<Node> {
        let resource = self.target_of(route)?;
        let props = self.template.props(&resource);
        let mut made = Map::at(resource.entry.at);
        made.text(
            "type",
            props.scope_text("IntegrationType")?.to_ascii_lowercase(),
        );
        for (key, to) in [
            ("IntegrationMethod", "httpMethod"),
            ("IntegrationSubtype", "integrationSubtype"),
            ("IntegrationUri", "uri"),
            ("CredentialsArn", "credentials"),
            ("RequestParameters", "requestParameters"),
            ("TimeoutInMillis", "timeoutInMillis"),
            ("PayloadFormatVersion", "payloadFormatVersion"),
            ("ConnectionType", "connectionType"),
            ("ConnectionId", "connectionId"),
            ("TlsConfig", "tlsConfig"),
        ] {
            made.copy(to, props.get(key));
        }
        if let Some(answers) = props.get("ResponseParameters") {
            made.put("responseParameters", answer_changes(answers));
        }
        resource.say();
        if let Some(properties) = resource.properties {
            properties.set_all(Mark::Represented);
        }
        Some(made.node())
    }

    fn put_authorizers_of_v2(
        &mut self,
        api: &'a str,
        components: &mut Map,
    ) -> BTreeMap<&'a str, String> {
        let mut names = BTreeMap::new();
        for one in self.of_api("AWS::ApiGatewayV2::Authorizer", "ApiId", api) {
            let props = self.template.props(&one);
            let at = one.entry.at;
            let name = props
                .scope_text("Name")
                .unwrap_or_else(|| one.id.to_owned());
            let jwt = props.scope_text("AuthorizerType").as_deref() == Some("JWT");
            let mut authorizer = Map::at(at);
            authorizer.text("type", if jwt { "jwt" } else { "request" });
            if let Some(settings) = props.get("JwtConfiguration") {
                let mut configuration = Map::at(settings.at);
                configuration.copy("issuer", settings.get("Issuer").or(settings.get("issuer")));
                configuration.copy(
                    "audience",
                    settings.get("Audience").or(settings.get("audience")),
                );
                authorizer.put("jwtConfiguration", configuration.node());
            }
            if let Some(sources) = props.scope_texts("IdentitySource") {
                authorizer.text("identitySource", sources.join(","));
            }
            for (key, to) in [
                ("AuthorizerUri", "authorizerUri"),
                (
                    "AuthorizerResultTtlInSeconds",
                    "authorizerResultTtlInSeconds",
                ),
                (
                    "AuthorizerPayloadFormatVersion",
                    "authorizerPayloadFormatVersion",
                ),
                ("EnableSimpleResponses", "enableSimpleResponses"),
                ("AuthorizerCredentialsArn", "authorizerCredentials"),
            ] {
                authorizer.copy(to, props.get(key));
            }
            let scheme = if jwt {
                let mut scheme = Map::at(at);
                scheme.text("type", "oauth2");
                scheme.put("flows", Map::at(at).node());
                scheme.entries()
            } else {
                definition::in_header(at, "Authorization")
            };
            let settings = authorizer.entries();
            let told = definition::authorizer(&name, at, scheme, settings);
            components.put_below("securitySchemes", told);
            one.say();
            if let Some(properties) = one.properties {
                properties.set_all(Mark::Represented);
            }
            names.insert(one.id, name);
        }
        names
    }
}

/// Changes of answers by their status: CloudFormation lists them as sources and destinations.
fn answer_changes(answers: &Node) -> Node {
    let mut all = Map::at(answers.at);
    for entry in answers.entries() {
        let Some(listed) = entry.value.get("ResponseParameters") else {
            all.put(entry.key.clone(), entry.value.clone());
            continue;
        };
        let mut changes = Map::at(entry.at);
        for one in listed.items() {
            let name = one.get("Destination").and_then(Node::as_str);
            if let Some((name, source)) = name.zip(one.get("Source")) {
                changes.put(name, source.clone());
            }
        }
        all.put(entry.key.clone(), changes.node());
    }
    all.node()
}
