//! REST APIs of AWS SAM.

use super::props::{Props, said};
use super::values::VERB_OR_ALL;
use super::{Reader, Resource};
use crate::model::{
    Api, ApiKeySource, BodyModel, BodyTemplate, Cors, EndpointAccessMode, EndpointType,
    GatewayResponse, IpAddressType, Method, Model, Parameter, ParameterPlace, RestApi,
    SecurityPolicy, Stage, Validator, Variable,
};

impl<'a> Reader<'a, '_> {
    pub(super) fn read_rest(&mut self, resource: Resource<'a>) {
        resource.say();
        let props = self.template.props(&resource);
        self.read_rest_api(&props);
        if let Some(name) = props.text("StageName") {
            self.design.stages.push(Stage {
                name,
                ..Stage::default()
            });
            self.read_rest_stage(&props, 0);
        }
        self.read_plain_stages(resource.id);
        self.read_definition(&props, "DefinitionBody");
        self.read_auth_of_rest(&props);
        self.read_events(resource.id);
        self.read_cors(&props);
        self.read_domain(&props);
    }

    /// The API that SAM makes of events that name none, with its stage `Prod`.
    pub(super) fn read_implicit_rest(&mut self) {
        let props = self.template.globals("Api");
        self.read_rest_api(&props);
        self.design.stages.push(Stage {
            name: "Prod".into(),
            ..Stage::default()
        });
        self.read_rest_stage(&props, 0);
        self.read_auth_of_rest(&props);
        self.read_events("ServerlessRestApi");
        self.read_cors(&props);
        self.read_domain(&props);
    }

    pub(super) fn read_rest_api(&mut self, props: &Props<'a>) {
        let mut rest = RestApi {
            endpoint: EndpointType::Edge,
            binary_media_types: Vec::new(),
            ..RestApi::default()
        };
        if let Some(name) = props.text("Name") {
            rest.name = name;
        }
        if let Some(description) = props.text("Description") {
            rest.description = description;
        }
        read_endpoint(props, &mut rest);
        if let Some(closed) = props.flag("DisableExecuteApiEndpoint") {
            rest.disable_execute_api_endpoint = closed;
        }
        rest.minimum_compression_size = props.count("MinimumCompressionSize");
        let policy = props.scope_text("SecurityPolicy");
        if let Some(policy) = policy.as_deref().and_then(SecurityPolicy::of_name) {
            rest.security_policy = Some(policy);
            props.say("SecurityPolicy");
        }
        match props.scope_text("EndpointAccessMode").as_deref() {
            Some("STRICT") => props.say("EndpointAccessMode"),
            Some("BASIC") => {
                rest.endpoint_access_mode = EndpointAccessMode::Basic;
                props.say("EndpointAccessMode");
            }
            _ => {}
        }
        match props.scope_text("ApiKeySourceType").as_deref() {
            Some("AUTHORIZER") => {
                rest.api_key_source = ApiKeySource::Authorizer;
                props.say("ApiKeySourceType");
            }
            Some("HEADER") => props.say("ApiKeySourceType"),
            _ => {}
        }
        if let Some(types) = props.texts("BinaryMediaTypes") {
            let types = types.iter().map(|kind| kind.replace("~1", "/"));
            rest.binary_media_types = types.collect();
        }
        // Generated beside such settings, and kept beside others.
        if rest.is_seen_once_deployed() && props.scope_flag("AlwaysDeploy") == Some(true) {
            props.say("AlwaysDeploy");
        }
        read_models(props, &mut rest);
        read_gateway_responses(props, &mut rest);
        props.say("OpenApiVersion");
        self.design.api = Api::Rest(rest);
    }

    /// An answer that is a resource of its own.
    pub(super) fn read_gateway_answer(&mut self, resource: &Resource<'a>) {
        let props = self.template.props(resource);
        let Some(kind) = props.text("ResponseType") else {
            return;
        };
        resource.say();
        props.say("RestApiId");
        let mut response = read_answer(&props, kind);
        if let Some(parameters) = props.inside("ResponseParameters") {
            for entry in parameters.all() {
                let name = entry.key.strip_prefix("gatewayresponse.header.");
                if let (Some(name), Some(value)) = (name, props.scope.text(&entry.value)) {
                    said(entry);
                    response.headers.push(Variable {
                        name: name.to_owned(),
                        value,
                    });
                }
            }
        }
        if let Api::Rest(rest) = &mut self.design.api {
            rest.gateway_responses.push(response);
        }
    }

    /// `Cors`: an origin, or what the answer of a preflight says.
    fn read_cors(&mut self, props: &Props<'a>) {
        let Some(entry) = props.entry("Cors") else {
            return;
        };
        let mut cors = Cors::nothing();
        if let Some(text) = self.template.scope.text(&entry.value) {
            cors.allow_origins.push(unquoted(&text));
            cors.allow_methods = self.verbs();
            said(entry);
        } else {
            let Some(inside) = props.inside("Cors") else {
                return;
            };
            if let Some(origin) = inside.text("AllowOrigin") {
                cors.allow_origins.push(unquoted(&origin));
            }
            match inside.scope_text("AllowMethods") {
                Some(methods) => {
                    let methods = unquoted(&methods);
                    let words = || methods.split(',').map(str::trim);
                    let at = inside.entry("AllowMethods").map(|entry| entry.at);
                    for word in words() {
                        let at = at.unwrap_or_default();
                        self.reading
                            .say_unfit("AllowMethods", at, word, VERB_OR_ALL);
                    }
                    let verbs: Option<Vec<_>> = words().map(super::event::verb).collect();
                    if let Some(verbs) = verbs {
                        cors.allow_methods = verbs;
                        inside.say("AllowMethods");
                    }
                }
                None => cors.allow_methods = self.verbs(),
            }
            if let Some(headers) = inside.text("AllowHeaders") {
                let headers = unquoted(&headers);
                let headers = headers.split(',').map(|name| name.trim().to_owned());
                cors.allow_headers = headers.filter(|name| !name.is_empty()).collect();
            }
            if let Some(allow) = inside.flag("AllowCredentials") {
                cors.allow_credentials = allow;
            }
            if let Some(seconds) = inside.scope_text("MaxAge") {
                cors.max_age_seconds = unquoted(&seconds).parse().ok();
                if cors.max_age_seconds.is_some() {
                    inside.say("MaxAge");
                }
            }
        }
        self.design.cors = Some(cors);
    }

    /// Every verb that a route has, and that of the preflight.
    fn verbs(&self) -> Vec<crate::model::Verb> {
        let methods = self.design.routes.iter().flat_map(|route| &route.methods);
        let mut verbs: Vec<_> = methods.map(|method| method.verb).collect();
        verbs.push(crate::model::Verb::Options);
        verbs.sort();
        verbs.dedup();
        verbs
    }
}

/// What an event declares of its requests.
pub(super) fn read_request(props: &Props<'_>, method: &mut Method) {
    if let Some(model) = props.inside("RequestModel") {
        if let Some(name) = model.text("Model") {
            method.request.models.push(BodyModel {
                model: name,
                ..BodyModel::default()
            });
        }
        model.flag("Required");
        let body = model.flag("ValidateBody").unwrap_or(false);
        let parameters = model.flag("ValidateParameters").unwrap_or(false);
        method.request.validator = match (body, parameters) {
            (true, true) => Validator::BodyAndParameters,
            (true, false) => Validator::Body,
            (false, true) => Validator::Parameters,
            (false, false) => Validator::None,
        };
    }
    let Some(entry) = props.entry("RequestParameters") else {
        return;
    };
    entry.set_mark(crate::import::node::Mark::Represented);
    for item in entry.value.items() {
        if let Some(text) = item.as_str() {
            method.request.parameters.extend(parameter(text));
        } else if let [one] = item.entries()
            && let Some(mut parameter) = parameter(&one.key)
        {
            let own = Props::new(props.scope, Some(&one.value), None);
            one.set_mark(crate::import::node::Mark::Represented);
            parameter.required = own.flag("Required").unwrap_or(false);
            parameter.cache_key = own.flag("Caching").unwrap_or(false);
            method.request.parameters.push(parameter);
        }
    }
}

/// `method.request.header.X`.
fn parameter(text: &str) -> Option<Parameter> {
    let (place, name) = text.strip_prefix("method.request.")?.split_once('.')?;
    let place = match place {
        "querystring" => ParameterPlace::QueryString,
        "header" => ParameterPlace::Header,
        "path" => ParameterPlace::Path,
        _ => return None,
    };
    Some(Parameter {
        place,
        name: name.to_owned(),
        ..Parameter::default()
    })
}

fn read_endpoint(props: &Props<'_>, rest: &mut RestApi) {
    let kind = |text: &str| match text {
        "EDGE" => Some(EndpointType::Edge),
        "REGIONAL" => Some(EndpointType::Regional),
        "PRIVATE" => Some(EndpointType::Private),
        _ => None,
    };
    if let Some(text) = props.scope_text("EndpointConfiguration") {
        if let Some(found) = kind(&text) {
            rest.endpoint = found;
            props.say("EndpointConfiguration");
        }
        return;
    }
    let Some(inside) = props.inside("EndpointConfiguration") else {
        return;
    };
    for (key, text) in [
        ("Type", inside.scope_text("Type")),
        (
            "Types",
            inside
                .scope_texts("Types")
                .and_then(|types| types.into_iter().next()),
        ),
    ] {
        if let Some(found) = text.as_deref().and_then(kind) {
            rest.endpoint = found;
            inside.say(key);
        }
    }
    for key in ["VPCEndpointIds", "VpcEndpointIds"] {
        if let Some(ids) = inside.texts(key) {
            rest.vpc_endpoint_ids = ids;
        }
    }
    match inside.scope_text("IpAddressType").as_deref() {
        Some("dualstack") => {
            // A private API has both kinds of addresses whatever is said.
            if rest.endpoint != EndpointType::Private {
                rest.ip_address_type = IpAddressType::Dualstack;
            }
            inside.say("IpAddressType");
        }
        Some("ipv4") => inside.say("IpAddressType"),
        _ => {}
    }
}

fn read_models(props: &Props<'_>, rest: &mut RestApi) {
    let Some(models) = props.inside("Models") else {
        return;
    };
    for entry in models.all() {
        if entry.value.is_map() {
            said(entry);
            rest.models.push(Model {
                name: entry.key.as_str().to_owned(),
                schema: entry.value.to_json().to_string(),
                ..Model::default()
            });
        }
    }
}

fn read_gateway_responses(props: &Props<'_>, rest: &mut RestApi) {
    let Some(responses) = props.inside("GatewayResponses") else {
        return;
    };
    for entry in responses.all() {
        let Some(one) = responses.inside(&entry.key) else {
            continue;
        };
        let mut response = read_answer(&one, entry.key.as_str().to_owned());
        if let Some(parameters) = one.inside("ResponseParameters") {
            response.headers = parameters.variables("Headers");
        }
        rest.gateway_responses.push(response);
    }
}

/// Status and bodies of an answer that the gateway gives itself.
fn read_answer(props: &Props<'_>, response_type: String) -> GatewayResponse {
    let templates = props.variables("ResponseTemplates").into_iter();
    let body = |Variable { name, value }| BodyTemplate {
        content_type: name,
        body: value,
    };
    GatewayResponse {
        response_type,
        status: props.count("StatusCode"),
        headers: Vec::new(),
        templates: templates.map(body).collect(),
    }
}

/// A constant without the quotes that API Gateway wants around it.
pub(super) fn unquoted(text: &str) -> String {
    let inside = text
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''));
    inside.unwrap_or(text).to_owned()
}
