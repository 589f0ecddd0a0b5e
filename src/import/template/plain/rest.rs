//! REST APIs of plain resources: the tree of paths, methods and what answers them.

use std::collections::{BTreeMap, BTreeSet};

use super::body::{Map, Paths, flag, head};
use super::method::{Known, operation, put_schemes};
use crate::import::definition;
use crate::import::node::{Mark, Node};
use crate::import::openapi::policy;
use crate::import::template::props::Props;
use crate::import::template::scope::referred;
use crate::import::template::{Reader, Resource};
use crate::model::{Api, EndpointType, ResourcePolicy, Stage};

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
        self.read_policy_of(&props);
        self.read_plain_stages(api.id);
    }

    /// The resource policy that stands beside the definition of an API.
    fn read_policy_of(&mut self, props: &Props<'a>) {
        let entry = props.entry("Policy");
        let Some((entry, copy)) = entry.and_then(|one| Some((one, self.resolved(&one.value, 0)?)))
        else {
            return;
        };
        let Api::Rest(rest) = &mut self.design.api else {
            return;
        };
        let is_private = Some(rest.endpoint == EndpointType::Private);
        if rest.policy == ResourcePolicy::None
            && let Some(policy) = policy::read(&copy, &rest.vpc_endpoint_ids, is_private)
        {
            rest.policy = policy;
            entry.set_all(Mark::Represented);
        }
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
        let mut body = head(at, props);
        let paths = self.paths_of(api.id);
        let mut made = Paths::default();
        let mut components = Map::at(at);
        let mut validators = Map::at(at);
        let known = Known {
            models: self.put_models(api.id, &mut components),
            authorizers: self.put_authorizers(api.id, &mut components),
            validators: self.put_validators(api.id, &mut validators),
        };
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
            method.say();
            let operation = operation(&own, &known, &mut schemes);
            properties.set_all(Mark::Represented);
            made.add(
                path,
                method.entry.at,
                &definition::operation(&verb),
                operation,
            );
        }
        put_schemes(&schemes, &mut components);
        body.put("paths", made.node(at));
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

    /// The names of models by their ids.
    fn put_models(&mut self, api: &'a str, components: &mut Map) -> BTreeMap<&'a str, String> {
        let mut names = BTreeMap::new();
        for model in self.of_api("AWS::ApiGateway::Model", "RestApiId", api) {
            let props = self.template.props(&model);
            let name = props.text("Name").unwrap_or_else(|| model.id.to_owned());
            if let Some(schema) = props.get("Schema").filter(|schema| schema.is_map()) {
                model.say();
                props.say("Schema");
                props.say("RestApiId");
                props.say("ContentType");
                let schema = schema.clone();
                components.put_below("schemas", definition::entry(&name, schema.at, schema));
            }
            names.insert(model.id, name);
        }
        names
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
            let at = one.entry.at;
            let mut authorizer = Map::at(at);
            authorizer.text("type", kind.to_ascii_lowercase());
            for (key, to) in [
                ("AuthorizerUri", "authorizerUri"),
                ("ProviderARNs", "providerARNs"),
                (
                    "AuthorizerResultTtlInSeconds",
                    "authorizerResultTtlInSeconds",
                ),
                (
                    "IdentityValidationExpression",
                    "identityValidationExpression",
                ),
                ("AuthorizerCredentials", "authorizerCredentials"),
            ] {
                authorizer.copy(to, props.get(key));
            }
            if kind == "REQUEST" {
                authorizer.copy("identitySource", props.get("IdentitySource"));
            }
            let settings = authorizer.entries();
            let told = definition::authorizer_of_rest(&name, at, (&kind, &source), settings);
            components.put_below("securitySchemes", told);
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
