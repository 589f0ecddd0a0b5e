//! REST APIs of plain resources: the tree of paths, methods and what answers them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::body::{Map, flag, list};
use crate::import::node::{Mark, Node, Place};
use crate::import::template::props::Props;
use crate::import::template::scope::referred;
use crate::import::template::{Reader, Resource};
use crate::model::Stage;

impl<'a> Reader<'a, '_> {
    /// A REST API that is written as resources of its own.
    pub(in crate::import::template) fn read_plain_rest(&mut self, api: Resource<'a>) {
        api.say();
        let props = self.template.props(&api);
        self.read_rest_api(&props);
        self.read_gateway_answers(api.id);
        if props.entry("Body").is_some() {
            self.read_definition(&props, "Body");
        } else {
            let body = self.rest_body(&api, &props);
            self.read_made(&body);
        }
        self.read_plain_stages(api.id);
    }

    /// What belongs to an API.
    pub(super) fn of_api(
        &self,
        kind: &'static str,
        key: &'static str,
        api: &'a str,
    ) -> Vec<Resource<'a>> {
        let of = self.template.of_kind(kind);
        let of = of.filter(|resource| {
            let value = resource.properties.and_then(|one| one.get(key));
            value.and_then(referred).as_deref() == Some(api)
        });
        of.copied().collect()
    }

    fn rest_body(&mut self, api: &Resource<'a>, props: &Props<'a>) -> Node {
        let at = api.entry.at;
        let mut body = Map::at(at);
        body.text("openapi", "3.0.1");
        let mut info = Map::at(at);
        info.text("title", props.scope_text("Name").unwrap_or_default());
        info.text("version", "1.0");
        body.put("info", info.node());
        let paths = self.paths_of(api.id);
        let mut made: Vec<(String, Map)> = Vec::new();
        let mut components = Map::at(at);
        self.put_models(api.id, &mut components);
        let names = self.put_authorizers(api.id, &mut components);
        let mut validators = Map::at(at);
        let checks = self.put_validators(api.id, &mut validators);
        let mut schemes: BTreeSet<&str> = BTreeSet::new();
        for method in self.of_api("AWS::ApiGateway::Method", "RestApiId", api.id) {
            let Some(properties) = method.properties else {
                continue;
            };
            let resource = properties.get("ResourceId").and_then(referred);
            let Some(path) = resource.and_then(|id| paths.get(&*id)) else {
                continue;
            };
            let own = self.template.props(&method);
            let Some(verb) = own.scope_text("HttpMethod") else {
                continue;
            };
            let key = match verb.as_str() {
                "ANY" => "x-amazon-apigateway-any-method".to_owned(),
                verb => verb.to_ascii_lowercase(),
            };
            method.say();
            let operation = operation(&own, &names, &checks, &mut schemes);
            properties.set_all(Mark::Represented);
            let index = made.iter().position(|(known, _)| known == path);
            let index = index.unwrap_or_else(|| {
                made.push((path.clone(), Map::at(method.entry.at)));
                made.len() - 1
            });
            made[index].1.put(key, operation);
        }
        put_schemes(&schemes, &mut components);
        let mut all = Map::at(at);
        for (path, map) in made {
            all.put(path, map.node());
        }
        body.put("paths", all.node());
        if !components.is_empty() {
            body.put("components", components.node());
        }
        if !validators.is_empty() {
            body.put("x-amazon-apigateway-request-validators", validators.node());
        }
        body.node()
    }

    /// The path of each resource of an API, and of its root by the API's own id.
    fn paths_of(&self, api: &'a str) -> BTreeMap<&'a str, String> {
        let resources = self.of_api("AWS::ApiGateway::Resource", "RestApiId", api);
        let mut paths = BTreeMap::from([(api, "/".to_owned())]);
        // Each turn finds the children of what is known.
        let mut left = resources;
        loop {
            let before = left.len();
            left.retain(|resource| {
                let properties = resource.properties;
                let parent = properties.and_then(|one| referred(one.get("ParentId")?));
                let part =
                    properties.and_then(|one| self.template.scope.text(one.get("PathPart")?));
                let (Some(parent), Some(part)) = (parent, part) else {
                    return false;
                };
                let Some(above) = paths.get(&*parent) else {
                    return true;
                };
                let path = format!("{}/{part}", above.trim_end_matches('/'));
                resource.say();
                if let Some(properties) = properties {
                    properties.set_all(Mark::Represented);
                }
                paths.insert(resource.id, path);
                false
            });
            if left.len() == before || left.is_empty() {
                return paths;
            }
        }
    }

    fn put_models(&mut self, api: &'a str, components: &mut Map) {
        for model in self.of_api("AWS::ApiGateway::Model", "RestApiId", api) {
            let props = self.template.props(&model);
            let name = props.text("Name").unwrap_or_else(|| model.id.to_owned());
            if let Some(schema) = props.get("Schema").filter(|schema| schema.is_map()) {
                model.say();
                props.say("Schema");
                props.say("RestApiId");
                props.say("ContentType");
                components.put_below("schemas", name, schema.clone());
            }
        }
    }

    /// The names of authorizers by their ids.
    pub(super) fn put_authorizers(
        &mut self,
        api: &'a str,
        components: &mut Map,
    ) -> BTreeMap<&'a str, String> {
        let mut names = BTreeMap::new();
        for one in self.of_api("AWS::ApiGateway::Authorizer", "RestApiId", api) {
            let props = self.template.props(&one);
            let name = props
                .scope_text("Name")
                .unwrap_or_else(|| one.id.to_owned());
            let Some(kind) = props.scope_text("Type") else {
                continue;
            };
            let source = props.scope_text("IdentitySource").unwrap_or_default();
            let header = source.strip_prefix("method.request.header.");
            let at = one.entry.at;
            let mut authorizer = Map::at(at);
            authorizer.text("type", kind.to_ascii_lowercase());
            authorizer.copy("authorizerUri", props.get("AuthorizerUri"));
            authorizer.copy("providerARNs", props.get("ProviderARNs"));
            authorizer.copy(
                "authorizerResultTtlInSeconds",
                props.get("AuthorizerResultTtlInSeconds"),
            );
            authorizer.copy(
                "identityValidationExpression",
                props.get("IdentityValidationExpression"),
            );
            authorizer.copy("authorizerCredentials", props.get("AuthorizerCredentials"));
            if kind == "REQUEST" {
                authorizer.copy("identitySource", props.get("IdentitySource"));
            }
            let mut scheme = Map::at(at);
            scheme.text("type", "apiKey");
            let shown = if kind == "REQUEST" {
                "Unused"
            } else {
                header.unwrap_or("Authorization")
            };
            scheme.text("name", shown);
            scheme.text("in", "header");
            let authtype = if kind == "COGNITO_USER_POOLS" {
                "cognito_user_pools"
            } else {
                "custom"
            };
            scheme.text("x-amazon-apigateway-authtype", authtype);
            scheme.put("x-amazon-apigateway-authorizer", authorizer.node());
            components.put_below("securitySchemes", name.clone(), scheme.node());
            one.say();
            if let Some(properties) = one.properties {
                properties.set_all(Mark::Represented);
            }
            names.insert(one.id, name);
        }
        names
    }

    /// The names of validators by their ids.
    fn put_validators(&mut self, api: &'a str, made: &mut Map) -> BTreeMap<&'a str, String> {
        let mut names = BTreeMap::new();
        for one in self.of_api("AWS::ApiGateway::RequestValidator", "RestApiId", api) {
            let props = self.template.props(&one);
            let flag_of = |key| props.flag(key).unwrap_or(false);
            let mut checks = Map::at(one.entry.at);
            checks.put(
                "validateRequestBody",
                flag(one.entry.at, flag_of("ValidateRequestBody")),
            );
            checks.put(
                "validateRequestParameters",
                flag(one.entry.at, flag_of("ValidateRequestParameters")),
            );
            one.say();
            if let Some(properties) = one.properties {
                properties.set_all(Mark::Represented);
            }
            made.put(one.id, checks.node());
            names.insert(one.id, one.id.to_owned());
        }
        names
    }

    fn read_gateway_answers(&mut self, api: &'a str) {
        for one in self.of_api("AWS::ApiGateway::GatewayResponse", "RestApiId", api) {
            self.read_gateway_answer(&one);
        }
    }

    /// Stages, and the deployments that make one.
    pub(in crate::import::template) fn read_plain_stages(&mut self, api: &'a str) {
        for deployment in self.of_api("AWS::ApiGateway::Deployment", "RestApiId", api) {
            deployment.say();
            let props = self.template.props(&deployment);
            props.say("RestApiId");
            if let Some(name) = props.text("StageName") {
                self.design.stages.push(Stage {
                    name,
                    ..Stage::default()
                });
                let index = self.design.stages.len() - 1;
                if let Some(settings) = props.inside("StageDescription") {
                    self.read_rest_stage(&settings, index);
                }
            }
        }
        for stage in self.of_api("AWS::ApiGateway::Stage", "RestApiId", api) {
            stage.say();
            let props = self.template.props(&stage);
            props.say("RestApiId");
            props.say("DeploymentId");
            let Some(name) = props.text("StageName") else {
                continue;
            };
            let known = self.design.stages.iter().position(|one| one.name == name);
            let index = known.unwrap_or_else(|| {
                self.design.stages.push(Stage {
                    name,
                    ..Stage::default()
                });
                self.design.stages.len() - 1
            });
            if let Some(description) = props.text("Description") {
                self.design.stages[index].description = description;
            }
            self.read_rest_stage(&props, index);
            let of = format!("stage {}", self.design.stages[index].name);
            self.give_id(&of, stage.id);
        }
    }
}

/// A method as an operation.
fn operation<'a>(
    props: &Props<'a>,
    authorizers: &BTreeMap<&'a str, String>,
    validators: &BTreeMap<&'a str, String>,
    schemes: &mut BTreeSet<&'static str>,
) -> Node {
    let at = props.place();
    let mut operation = Map::at(at);
    if let Some(parameters) = props.get("RequestParameters") {
        let parameters = parameters.entries().iter().filter_map(|entry| {
            let (place, name) = entry.key.strip_prefix("method.request.")?.split_once('.')?;
            let mut one = Map::at(entry.at);
            one.text("name", name);
            one.text(
                "in",
                if place == "querystring" {
                    "query"
                } else {
                    place
                },
            );
            let required = entry
                .value
                .get("Required")
                .unwrap_or(&entry.value)
                .as_bool();
            one.put("required", flag(entry.at, required.unwrap_or(false)));
            let mut schema = Map::at(entry.at);
            schema.text("type", "string");
            one.put("schema", schema.node());
            Some(one.node())
        });
        operation.put("parameters", list(at, parameters.collect()));
    }
    if let Some(models) = props.get("RequestModels") {
        let mut content = Map::at(at);
        for entry in models.entries() {
            let name = referred(&entry.value).or_else(|| entry.value.scalar());
            let mut schema = Map::at(entry.at);
            schema.text(
                "$ref",
                format!("#/components/schemas/{}", name.unwrap_or_default()),
            );
            let mut one = Map::at(entry.at);
            one.put("schema", schema.node());
            content.put(entry.key.clone(), one.node());
        }
        let mut body = Map::at(at);
        body.put("content", content.node());
        operation.put("requestBody", body.node());
    }
    put_security(props, authorizers, schemes, &mut operation);
    let validator = props.get("RequestValidatorId").and_then(referred);
    if let Some(name) = validator.and_then(|id| validators.get(&*id)) {
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
    let mut all = Map::at(at);
    match props.scope_text("AuthorizationType").as_deref() {
        Some("AWS_IAM") => {
            schemes.insert("AWS_IAM");
            all.put("AWS_IAM", list(at, Vec::new()));
        }
        Some("CUSTOM" | "COGNITO_USER_POOLS") => {
            let id = props.get("AuthorizerId").and_then(referred);
            if let Some(name) = id.and_then(|id| authorizers.get(&*id)) {
                let scopes = props.scope_texts("AuthorizationScopes").unwrap_or_default();
                let scopes = scopes.into_iter().map(|scope| Node::text(at, scope));
                all.put(name.clone(), list(at, scopes.collect()));
            }
        }
        _ => {}
    }
    if props.flag("ApiKeyRequired") == Some(true) {
        schemes.insert("api_key");
        all.put("api_key", list(at, Vec::new()));
    }
    if !all.is_empty() {
        operation.put("security", list(at, vec![all.node()]));
    }
}

/// The schemes of signed requests and of keys.
pub(super) fn put_schemes(schemes: &BTreeSet<&str>, components: &mut Map) {
    for name in schemes {
        let mut scheme = Map::at(Place::default());
        scheme.text("type", "apiKey");
        let header = if *name == "api_key" {
            "x-api-key"
        } else {
            "Authorization"
        };
        scheme.text("name", header);
        scheme.text("in", "header");
        if *name == "AWS_IAM" {
            scheme.text("x-amazon-apigateway-authtype", "awsSigv4");
        }
        components.put_below("securitySchemes", (*name).to_owned(), scheme.node());
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
        let pattern = pattern.filter(|pattern| !pattern.is_empty());
        let mut one = Map::at(response.at);
        for (key, to) in [
            ("StatusCode", "statusCode"),
            ("ResponseParameters", "responseParameters"),
            ("ResponseTemplates", "responseTemplates"),
            ("ContentHandling", "contentHandling"),
        ] {
            one.copy(to, response.get(key));
        }
        responses.put(
            pattern.map_or("default".to_owned(), Cow::into_owned),
            one.node(),
        );
    }
    if !responses.is_empty() {
        made.put("responses", responses.node());
    }
    made.node()
}
