//! What operations declare of requests and answers: parameters, bodies, models, validators.

use super::mapping;
use super::operations::Operation;
use super::{Reader, value};
use crate::import::node::{Mark, Node};
use crate::model::{
    BodyModel, Integration, Method, Model, Parameter, ParameterPlace, Validator, tree,
};

const VALIDATOR: &str = "x-amazon-apigateway-request-validator";

/// Descriptions of answers that the studio writes itself.
const OURS: [&str; 6] = [
    "Whatever the function answers",
    "Whatever the server answers",
    "Nothing is mapped",
    "What the backend answers, mapped",
    "Fixed answer",
    "CORS preflight",
];

impl<'a> Reader<'a> {
    /// The models of a REST API: every schema that has a model's name.
    pub(super) fn read_models(&mut self) {
        if self.is_http() {
            return;
        }
        self.read_validators();
        let schemas = if self.is_swagger {
            self.root.entry("definitions")
        } else {
            let components = self.root.get("components");
            components.and_then(|components| components.entry("schemas"))
        };
        let Some(schemas) = schemas else { return };
        schemas.set_mark(Mark::Represented);
        for entry in schemas.value.entries() {
            let name = entry.key.as_str();
            let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
            if !is_name || matches!(name, "Empty" | "Error") || !entry.value.is_map() {
                continue;
            }
            let mut schema = entry.value.to_json();
            let object = schema.as_object_mut();
            let description = object.and_then(|object| match object.get("description") {
                Some(serde_json::Value::String(_)) => object.remove("description"),
                _ => None,
            });
            if self.is_swagger {
                refer_to_components(&mut schema);
            }
            entry.set_all(Mark::Represented);
            self.rest.models.push(Model {
                name: name.to_owned(),
                description: match description {
                    Some(serde_json::Value::String(text)) => text,
                    _ => String::new(),
                },
                schema: schema.to_string(),
            });
        }
    }

    fn read_validators(&mut self) {
        let Some(entry) = self.root.entry("x-amazon-apigateway-request-validators") else {
            return;
        };
        entry.set_mark(Mark::Represented);
        for one in entry.value.entries() {
            let checks = |key: &str| one.value.get(key).and_then(Node::as_bool).unwrap_or(false);
            let body = checks("validateRequestBody");
            let validator = match (body, checks("validateRequestParameters")) {
                (true, true) => Validator::BodyAndParameters,
                (true, false) => Validator::Body,
                (false, true) => Validator::Parameters,
                (false, false) => Validator::None,
            };
            self.validators
                .insert(one.key.as_str().to_owned(), validator);
            for key in ["validateRequestBody", "validateRequestParameters"] {
                one.value.take(key);
            }
            one.set_mark(Mark::Represented);
        }
    }

    /// The parameters that all operations of a path share, once they are read.
    pub(super) fn take_shared(&self, item: &Node) {
        if self.is_http() {
            return;
        }
        item.take("parameters");
        for parameter in item.get("parameters").map_or(&[][..], Node::items) {
            let node = value::resolve(self.root, parameter);
            let kind = node.and_then(|node| node.get("in")?.as_str());
            if kind.and_then(place).is_some() || kind == Some("body") {
                take_parameter(parameter);
            }
        }
    }

    /// What an operation declares and checks.
    pub(super) fn read_request(
        &mut self,
        operation: &Operation<'a>,
        method: &mut Method,
        keys: &[String],
    ) {
        let node = operation.node;
        if self.is_http() {
            take_path_parameters(operation);
            return;
        }
        self.read_validator(node, method);
        let taken = taken(&method.integration);
        let in_path = tree::parameters(operation.path);
        let own = node.get("parameters").map_or(&[][..], Node::items);
        let shared = operation
            .item
            .get("parameters")
            .map_or(&[][..], Node::items);
        if let Some(entry) = node.entry("parameters") {
            entry.set_mark(Mark::Represented);
        }
        let mut declared: Vec<Parameter> = Vec::new();
        for (item, is_own) in own
            .iter()
            .map(|item| (item, true))
            .chain(shared.iter().map(|item| (item, false)))
        {
            let Some(node) = value::resolve(self.root, item) else {
                continue;
            };
            let text = |key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default();
            let name = text("name");
            let Some(place) = place(text("in")) else {
                if self.is_swagger && text("in") == "body" {
                    self.read_swagger_body(operation, item, node, method);
                }
                continue;
            };
            if is_own {
                take_parameter(item);
            }
            if declared
                .iter()
                .any(|one| one.place == place && one.name == name)
            {
                continue;
            }
            let mut parameter = Parameter {
                place,
                name: name.to_owned(),
                required: node
                    .get("required")
                    .and_then(Node::as_bool)
                    .unwrap_or(false),
                cache_key: false,
            };
            parameter.cache_key = keys.contains(&parameter.expression());
            declared.push(parameter);
        }
        for key in keys {
            add_key(&mut declared, key);
        }
        declared.retain(|one| {
            let of_path = one.place == ParameterPlace::Path && in_path.contains(&&*one.name);
            let goes_itself = of_path || (!one.required && taken.contains(&one.expression()));
            one.cache_key || !goes_itself
        });
        method.request.parameters = declared;
        self.read_body(operation, method);
    }

    fn read_validator(&self, node: &Node, method: &mut Method) {
        let root = self.root.entry(VALIDATOR);
        let Some(entry) = node.entry(VALIDATOR).or(root) else {
            return;
        };
        if let Some(validator) = entry
            .value
            .as_str()
            .and_then(|name| self.validators.get(name))
        {
            method.request.validator = *validator;
            entry.set_mark(Mark::Represented);
        }
    }

    /// Models of the body by content type. A schema that stands in the operation itself is made a model where it is
    /// checked, and is kept otherwise.
    fn read_body(&mut self, operation: &Operation<'a>, method: &mut Method) {
        let Some(entry) = operation.node.entry("requestBody") else {
            return;
        };
        let Some(body) = value::resolve(self.root, &entry.value) else {
            return;
        };
        let contents = body.get("content").map_or(&[][..], Node::entries);
        for one in contents {
            let Some(schema) = one.value.entry("schema") else {
                continue;
            };
            let model = self.model_of(&schema.value).or_else(|| {
                let checked = method.request.validator.checks_body();
                checked.then(|| self.make_model(operation, &schema.value))
            });
            let Some(model) = model else { continue };
            method.request.models.push(BodyModel {
                content_type: one.key.as_str().to_owned(),
                model,
            });
            schema.set_all(Mark::Represented);
            one.set_mark(Mark::Represented);
            entry.set_mark(Mark::Represented);
            body.take("content");
        }
        if entry.mark() == Mark::Represented
            && body.get("required").and_then(Node::as_bool) == Some(true)
        {
            body.take("required");
        }
    }

    fn read_swagger_body(
        &mut self,
        operation: &Operation<'a>,
        item: &Node,
        node: &Node,
        method: &mut Method,
    ) {
        let Some(schema) = node.entry("schema") else {
            return;
        };
        let model = self.model_of(&schema.value);
        let model = model.unwrap_or_else(|| self.make_model(operation, &schema.value));
        let own = operation.node.entry("consumes");
        let kinds = own.or_else(|| self.root.entry("consumes"));
        let kinds = kinds.map(|kinds| {
            kinds.set_all(Mark::Represented);
            kinds.value.items().iter().filter_map(Node::as_str)
        });
        let mut kinds: Vec<String> = kinds.into_iter().flatten().map(str::to_owned).collect();
        if kinds.is_empty() {
            kinds.push("application/json".into());
        }
        let models = &mut method.request.models;
        models.extend(kinds.into_iter().map(|content_type| BodyModel {
            content_type,
            model: model.clone(),
        }));
        schema.set_all(Mark::Represented);
        for key in ["name", "in", "required"] {
            node.take(key);
        }
        item.take("$ref");
    }

    /// The model that a schema is a reference to.
    fn model_of(&self, schema: &Node) -> Option<String> {
        let reference = schema.get("$ref").and_then(Node::as_str)?;
        let name = reference.strip_prefix("#/components/schemas/");
        let name = name.or_else(|| reference.strip_prefix("#/definitions/"))?;
        let mut models = self.rest.models.iter();
        models
            .any(|model| model.name == name)
            .then(|| name.to_owned())
    }

    /// A model of a schema that has no name.
    fn make_model(&mut self, operation: &Operation<'_>, schema: &Node) -> String {
        let words = operation.path.split(|c: char| !c.is_ascii_alphanumeric());
        let mut name = String::new();
        for word in [operation.verb.as_str()].into_iter().chain(words) {
            let (first, rest) = word.split_at(word.len().min(1));
            name.push_str(&first.to_ascii_uppercase());
            name.push_str(&rest.to_ascii_lowercase());
        }
        name.push_str("Body");
        let models = &self.rest.models;
        let name = super::around::free(&name, |name| models.iter().any(|model| model.name == name));
        let mut value = schema.to_json();
        if self.is_swagger {
            refer_to_components(&mut value);
        }
        self.rest.models.push(Model {
            name: name.clone(),
            description: String::new(),
            schema: value.to_string(),
        });
        name
    }

    /// What the studio writes itself of answers is no description of anybody's.
    pub(super) fn read_responses(&self, operation: &Node, method: &Method) {
        let Some(entry) = operation.entry("responses") else {
            return;
        };
        entry.set_mark(Mark::Represented);
        for answer in entry.value.entries() {
            let text = answer.value.get("description").and_then(Node::as_str);
            if text.is_some_and(|text| OURS.contains(&text)) {
                answer.set_mark(Mark::Represented);
                answer.value.take("description");
            }
            let Some(status) = answer.key.parse().ok().filter(|_| !self.is_swagger) else {
                continue;
            };
            let Some(sent) = sent(&method.integration, status) else {
                continue;
            };
            answer.set_mark(Mark::Represented);
            for header in mapping::inside(&answer.value, "headers") {
                if sent
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(&header.key))
                    && header.value.entries().len() == 1
                    && is_string(&header.value)
                {
                    header.set_all(Mark::Represented);
                }
            }
        }
    }
}

/// An HTTP API knows parameters of the path alone.
fn take_path_parameters(operation: &Operation<'_>) {
    let Some(entry) = operation.node.entry("parameters") else {
        return;
    };
    let in_path = tree::parameters(operation.path);
    let is_known = |item: &Node| {
        let text = |key: &str| item.get(key).and_then(Node::as_str).unwrap_or_default();
        text("in") == "path"
            && in_path.contains(&text("name"))
            && item.entries().len() <= 4
            && is_string(item)
    };
    if entry.value.items().iter().all(is_known) {
        entry.set_all(Mark::Represented);
    }
}

/// Headers that are sent with a status, when the design says what is.
fn sent(integration: &Integration, status: u32) -> Option<Vec<&str>> {
    if let Integration::Mock(mock) = integration {
        let mut names: Vec<&str> = mock.headers.iter().map(|header| &*header.name).collect();
        names.push("Content-Type");
        return (mock.status == status).then_some(names);
    }
    let mut answers = integration.mapping()?.responses.iter();
    let answer = answers.find(|answer| answer.status == status)?;
    Some(answer.headers.iter().map(|header| &*header.name).collect())
}

/// Parameters of the request that a mapping takes, which are declared by themselves.
fn taken(integration: &Integration) -> Vec<String> {
    let mapping = integration.mapping();
    let parameters = mapping.map_or(&[][..], |mapping| &mapping.parameters);
    let parameters = parameters.iter().map(|one| one.value.as_str());
    let parameters = parameters.filter_map(|from| {
        let (place, name) = from.strip_prefix("method.request.")?.split_once('.')?;
        Some(format!(
            "method.request.{}.{name}",
            place.trim_start_matches("multivalue")
        ))
    });
    parameters.collect()
}

fn add_key(declared: &mut Vec<Parameter>, key: &str) {
    let known = declared.iter().any(|one| one.expression() == key);
    let Some((place, name)) = key
        .strip_prefix("method.request.")
        .and_then(|key| key.split_once('.'))
    else {
        return;
    };
    let place = match place {
        "querystring" => ParameterPlace::QueryString,
        "header" => ParameterPlace::Header,
        "path" => ParameterPlace::Path,
        _ => return,
    };
    if !known {
        declared.push(Parameter {
            place,
            name: name.to_owned(),
            required: false,
            cache_key: true,
        });
    }
}

/// The place of a parameter; API Gateway knows no cookies.
pub(super) fn place(word: &str) -> Option<ParameterPlace> {
    match word {
        "query" => Some(ParameterPlace::QueryString),
        "header" => Some(ParameterPlace::Header),
        "path" => Some(ParameterPlace::Path),
        _ => None,
    }
}

/// Notes what the design says of a parameter; what else it says is kept or reported.
fn take_parameter(item: &Node) {
    for key in ["name", "in", "required", "$ref"] {
        item.take(key);
    }
    if is_string(item) {
        item.take_all("schema");
    }
    if item.get("type").and_then(Node::as_str) == Some("string") {
        item.take("type");
    }
}

/// Whether the schema of a parameter or a header is that of any text.
pub(super) fn is_string(item: &Node) -> bool {
    let schema = item.get("schema").map_or(&[][..], Node::entries);
    matches!(schema, [kind] if kind.key == "type" && kind.value.as_str() == Some("string"))
}

/// Lets a schema of OpenAPI 2.0 refer to others as 3.0 does.
pub(super) fn refer_to_components(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                if key == "$ref"
                    && let serde_json::Value::String(text) = value
                {
                    if let Some(name) = text.strip_prefix("#/definitions/") {
                        *text = format!("#/components/schemas/{name}");
                    }
                } else {
                    refer_to_components(value);
                }
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(refer_to_components),
        _ => {}
    }
}
