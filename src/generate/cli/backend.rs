//! Methods of a REST API that are more than a proxy to a function: another server or an AWS service answers, the
//! gateway itself, or something is mapped.

use std::collections::BTreeMap;

use super::api::function_variable;
use super::{authorizer, link, mapped, request};
use crate::diagnostic::Pointer;
use crate::generate::backend::{self, REST_TIMEOUT_MS};
use crate::generate::integration::Told;
use crate::generate::{cors, method};
use crate::model::{Cors, Design, HttpProxy, Integration, Method, Mock, Request, Route};
use crate::text::json;
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// Whether a method is one of them, or declares what it takes.
pub(super) fn is_one(method: &Method) -> bool {
    !method.integration.is_lambda_proxy() || !method.request.is_empty()
}

/// The functions that make them.
pub(super) fn print(shell: &mut Shell, design: &Design) {
    if let Some((at, method)) = method::first(design, is_one) {
        let proxy = method.integration.is_lambda_proxy();
        let at = at.join(if proxy { "request" } else { "integration" });
        shell.at(at, |shell| {
            shell.comment(words::deploy_backends(design.output.language));
            shell.code(BACKEND);
        });
    }
    let is_proxy = |method: &Method| {
        let kind = &method.integration;
        matches!(
            kind,
            Integration::LambdaProxy { .. } | Integration::HttpProxy(_)
        )
    };
    if let Some((at, _)) = method::first(design, |method| !is_proxy(method)) {
        shell.at(at.join("integration"), |shell| shell.code(MAPPED));
    }
}

/// One method of a resource; `at` is its place.
pub(super) fn print_method(
    shell: &mut Shell,
    design: &Design,
    (index, method): (usize, &Method),
    resource: &str,
    at: Pointer,
) {
    let route = &*design.routes[index];
    let cors = design.cors_of(index, route).map(|(_, cors)| cors);
    let told = Told::new(design, index, method);
    let (query, wanted, integration) = match (&method.integration, &told) {
        (Integration::LambdaProxy { function }, _) => match design.function(function) {
            Some((function, _)) => of_function(function, method),
            None => return,
        },
        (Integration::HttpProxy(proxy), _) => of_proxy(design, proxy, route, method),
        (Integration::Mock(mock), _) => of_mock(cors, mock, &method.request),
        (_, Some(told)) => mapped::settings(told, method),
        (_, None) => return,
    };
    let caller = Caller::new(design, method, route, told.as_ref());
    let wanted = Word::json(|json| {
        caller.state(json);
        for (key, value) in &wanted {
            value.print(json, key);
        }
    });
    let words = [
        Word::variable(resource),
        Word::bare(method.verb.as_str()),
        Word::text(&format!(
            "to_string({{{CALLER}, {}{}}})",
            caller.query(),
            query.join(", ")
        )),
        wanted,
        Word::json(|json| caller.fields(json)),
        match method.integration.function() {
            Some(_) => integration.of_field(method::function(method, at)),
            None => integration,
        },
    ];
    let answers = match (&method.integration, &told) {
        (Integration::Mock(mock), _) => answer(cors, mock).into(),
        (_, Some(told)) => mapped::answers(told),
        _ => return shell.at(at, |shell| shell.line("backend {} {} {} {} {} {}", words)),
    };
    let words = words.into_iter().chain(answers);
    shell.at(at, |shell| shell.call("mapped", words));
}

/// Who may call: what the service is told, and what it then says of the method.
struct Caller {
    kind: &'static str,
    key: bool,
    /// The variable of the authorizer.
    authorizer: Option<String>,
    scopes: Vec<String>,
    /// Declared parameters, and whether each is required.
    parameters: BTreeMap<String, bool>,
    models: BTreeMap<String, String>,
    cache_keys: Vec<String>,
    validator: Option<&'static str>,
}

/// What of a method's callers is compared; keys keep their order.
const CALLER: &str = "caller: authorizationType, key: apiKeyRequired, authorizer: authorizerId || '', \
                      scopes: sort(authorizationScopes || `[]`), validator: requestValidatorId || '', \
                      declared: sort(keys(requestParameters || `{}`)), bodies: sort(keys(requestModels || `{}`)), \
                      kept: sort(methodIntegration.cacheKeyParameters || `[]`)";

impl Caller {
    fn new(design: &Design, method: &Method, route: &Route, told: Option<&Told>) -> Self {
        let access = &design.access;
        let (authorizer, scopes) = authorizer::id_and_scopes(design, method);
        let of_path = match &method.integration {
            Integration::HttpProxy(proxy) => proxy.parameters(&route.path),
            _ => Vec::new(),
        };
        let of_path = of_path.into_iter();
        let mut parameters: BTreeMap<String, bool> = of_path
            .map(|name| format!("method.request.path.{name}"))
            .chain(told.map_or_else(Vec::new, Told::declared))
            .map(|name| {
                let required = name.starts_with("method.request.path.");
                (name, required)
            })
            .collect();
        let request = &method.request;
        for parameter in &request.parameters {
            let required = parameter.is_required();
            *parameters.entry(parameter.expression()).or_default() |= required;
        }
        let mut models = BTreeMap::new();
        for body in &request.models {
            let kind = models.entry(body.content_type.clone());
            kind.or_insert_with(|| body.model.clone());
        }
        let mut cache_keys = request.cache_keys();
        cache_keys.sort();
        cache_keys.dedup();
        Self {
            parameters,
            models,
            cache_keys,
            validator: request::variable(request.validator),
            kind: access.authorization_type_of(method),
            key: access.api_key_required_of(method),
            authorizer,
            scopes,
        }
    }

    fn state(&self, json: &mut Object) {
        json.field("caller", self.kind);
        json.field("key", self.key);
        match &self.authorizer {
            Some(variable) => json.parts("authorizer", &[Part::Variable(variable)]),
            None => json.field("authorizer", ""),
        }
        json.list("scopes", |list| {
            self.scopes.iter().for_each(|scope| list.item(scope));
        });
        match self.validator {
            Some(variable) => json.parts("validator", &[Part::Variable(variable)]),
            None => json.field("validator", ""),
        }
        json.list("declared", |list| {
            self.parameters.keys().for_each(|name| list.item(name));
        });
        json.list("bodies", |list| {
            self.models.keys().for_each(|kind| list.item(kind));
        });
        json.list("kept", |list| {
            self.cache_keys.iter().for_each(|key| list.item(key));
        });
        for (number, required) in self.parameters.values().enumerate() {
            json.field(&format!("required{number}"), *required);
        }
        for (number, model) in self.models.values().enumerate() {
            json.field(&format!("model{number}"), model);
        }
    }

    /// Members of the query that only methods with declarations have.
    fn query(&self) -> String {
        let parameters = self.parameters.keys().enumerate().map(|(number, name)| {
            let name = json::string(name);
            format!("required{number}: requestParameters.{name}, ")
        });
        let models = self.models.keys().enumerate().map(|(number, kind)| {
            let kind = json::string(kind);
            format!("model{number}: requestModels.{kind}, ")
        });
        parameters.chain(models).collect()
    }

    fn fields(&self, json: &mut Object) {
        json.field("authorizationType", self.kind);
        json.field("apiKeyRequired", self.key);
        if let Some(variable) = &self.authorizer {
            json.parts("authorizerId", &[Part::Variable(variable)]);
        }
        if !self.scopes.is_empty() {
            json.list("authorizationScopes", |list| {
                self.scopes.iter().for_each(|scope| list.item(scope));
            });
        }
        if let Some(variable) = self.validator {
            json.parts("requestValidatorId", &[Part::Variable(variable)]);
        }
        if !self.parameters.is_empty() {
            json.object("requestParameters", |json| {
                for (name, required) in &self.parameters {
                    json.field(name, *required);
                }
            });
        }
        if !self.models.is_empty() {
            json.object("requestModels", |json| {
                for (kind, model) in &self.models {
                    json.field(kind, model);
                }
            });
        }
    }
}

/// A value that the service should say.
pub(super) enum Wanted {
    Text(String),
    Number(u32),
    /// What a variable holds.
    Variable(String),
    /// The address of the function whose ARN a variable holds.
    Function(String),
    List(Vec<String>),
}

impl Wanted {
    pub(super) fn print(&self, json: &mut Object, key: &str) {
        match self {
            Self::Text(text) => json.field(key, text),
            Self::Number(number) => json.field(key, *number),
            Self::Variable(variable) => json.parts(key, &[Part::Variable(variable)]),
            Self::Function(variable) => json.parts(key, &authorizer::uri(variable)),
            Self::List(items) => json.list(key, |list| {
                for item in items {
                    list.item(item);
                }
            }),
        }
    }
}

/// Members of a query, what each should be, and what makes it so.
pub(super) type Settings = (Vec<String>, Vec<(String, Wanted)>, Word);

/// What tells answers in a cache apart.
pub(super) fn cache_keys(json: &mut Object, request: &Request) {
    let keys = request.cache_keys();
    if !keys.is_empty() {
        json.list("cacheKeyParameters", |list| {
            for key in &keys {
                list.item(key);
            }
        });
    }
}

fn of_function(function: usize, method: &Method) -> Settings {
    let timeout = method.timeout_ms.unwrap_or(REST_TIMEOUT_MS);
    let query = [
        "type: methodIntegration.type".to_owned(),
        "uri: methodIntegration.uri".to_owned(),
        format!("timeout: methodIntegration.timeoutInMillis || `{REST_TIMEOUT_MS}`"),
    ];
    let wanted = [
        ("type".to_owned(), Wanted::Text("AWS_PROXY".into())),
        (
            "uri".to_owned(),
            Wanted::Function(function_variable(function)),
        ),
        ("timeout".to_owned(), Wanted::Number(timeout)),
    ];
    let integration = Word::json(|json| {
        json.field("type", "AWS_PROXY");
        json.field("integrationHttpMethod", "POST");
        json.parts("uri", &authorizer::uri(&function_variable(function)));
        json.field("timeoutInMillis", timeout);
        cache_keys(json, &method.request);
    });
    (query.into(), wanted.into(), integration)
}

fn of_proxy(design: &Design, proxy: &HttpProxy, route: &Route, method: &Method) -> Settings {
    let names = proxy.parameters(&route.path);
    let parameter = |name: &&str| format!("integration.request.path.{name}");
    let mut parameters: Vec<String> = names.iter().map(parameter).collect();
    parameters.sort();
    let timeout = method.timeout_ms.unwrap_or(REST_TIMEOUT_MS);
    let query = [
        "type: methodIntegration.type".to_owned(),
        "verb: methodIntegration.httpMethod".to_owned(),
        "uri: methodIntegration.uri".to_owned(),
        "connection: methodIntegration.connectionId || ''".to_owned(),
        format!("timeout: methodIntegration.timeoutInMillis || `{REST_TIMEOUT_MS}`"),
        "parameters: sort(keys(methodIntegration.requestParameters || `{}`))".to_owned(),
    ];
    let verb = method.verb.as_str();
    let connection = design.vpc_link(&proxy.vpc_link);
    let connection = connection.map(|(index, _)| link::variable(index));
    let wanted = [
        ("type", Wanted::Text("HTTP_PROXY".into())),
        ("verb", Wanted::Text(verb.into())),
        ("uri", Wanted::Text(proxy.uri.clone())),
        (
            "connection",
            connection
                .clone()
                .map_or(Wanted::Text(String::new()), Wanted::Variable),
        ),
        ("timeout", Wanted::Number(timeout)),
        ("parameters", Wanted::List(parameters)),
    ];
    let integration = Word::json(|json| {
        json.field("type", "HTTP_PROXY");
        json.field("integrationHttpMethod", verb);
        json.field("uri", &proxy.uri);
        link::fields(json, connection.as_deref());
        json.field("timeoutInMillis", timeout);
        cache_keys(json, &method.request);
        if !names.is_empty() {
            json.object("requestParameters", |json| {
                for name in &names {
                    let value = format!("method.request.path.{name}");
                    json.field(&parameter(name), &value);
                }
            });
        }
    });
    let wanted = wanted.map(|(key, value)| (key.to_owned(), value));
    (query.into(), wanted.into(), integration)
}

fn of_mock(cors: Option<&Cors>, mock: &Mock, request: &Request) -> Settings {
    let (status, template) = (mock.status.to_string(), backend::request_template(mock));
    let answer = format!("methodIntegration.integrationResponses.\"{status}\"");
    let kind = json::string(&mock.content_type);
    let mut query = vec![
        "type: methodIntegration.type".to_owned(),
        format!(
            "request: methodIntegration.requestTemplates.\"{}\"",
            backend::REQUEST_TYPE
        ),
        "others: methodIntegration.passthroughBehavior".to_owned(),
        "statuses: keys(methodIntegration.integrationResponses || `{}`)".to_owned(),
        format!("kinds: keys({answer}.responseTemplates || `{{}}`)"),
        format!("body: {answer}.responseTemplates.{kind} || ''"),
        format!("headers: length(keys({answer}.responseParameters || `{{}}`))"),
    ];
    let headers = backend::headers(cors, mock);
    let kinds = if mock.body.is_empty() {
        Vec::new()
    } else {
        vec![mock.content_type.clone()]
    };
    let count = u32::try_from(headers.len()).unwrap_or(u32::MAX);
    let fixed = [
        ("type", Wanted::Text("MOCK".into())),
        ("request", Wanted::Text(template.clone())),
        ("others", Wanted::Text(backend::PASSTHROUGH.into())),
        ("statuses", Wanted::List(vec![status])),
        ("kinds", Wanted::List(kinds)),
        ("body", Wanted::Text(backend::template(&mock.body))),
        ("headers", Wanted::Number(count)),
    ];
    let mut wanted: Vec<_> = fixed.map(|(key, value)| (key.to_owned(), value)).into();
    for (number, (name, value)) in headers.iter().enumerate() {
        let name = json::string(&format!("method.response.header.{name}"));
        query.push(format!(
            "header{number}: {answer}.responseParameters.{name}"
        ));
        let value = Wanted::Text(cors::constant(value));
        wanted.push((format!("header{number}"), value));
    }
    let integration = Word::json(|json| {
        json.field("type", "MOCK");
        json.field("contentHandling", "CONVERT_TO_TEXT");
        json.field("passthroughBehavior", backend::PASSTHROUGH);
        cache_keys(json, request);
        json.object("requestTemplates", |json| {
            json.field(backend::REQUEST_TYPE, &template);
        });
    });
    (query, wanted, integration)
}

/// The answer that a mock declares, and the one that it gives.
fn answer(cors: Option<&Cors>, mock: &Mock) -> [Word; 2] {
    let (status, headers) = (mock.status.to_string(), backend::headers(cors, mock));
    let parameter = |name: &str| format!("method.response.header.{name}");
    let declared = Word::json(|json| {
        json.field("statusCode", &status);
        if !headers.is_empty() {
            json.object("responseParameters", |json| {
                for (name, _) in &headers {
                    json.field(&parameter(name), false);
                }
            });
        }
    });
    let given = Word::json(|json| {
        json.field("statusCode", &status);
        json.field("contentHandling", "CONVERT_TO_TEXT");
        if !headers.is_empty() {
            json.object("responseParameters", |json| {
                for (name, value) in &headers {
                    json.field(&parameter(name), &cors::constant(value));
                }
            });
        }
        if !mock.body.is_empty() {
            json.object("responseTemplates", |json| {
                json.field(&mock.content_type, &backend::template(&mock.body));
            });
        }
    });
    [declared, given]
}

/// `MADE` says whether anything had to be done. What is there is asked for in JSON, which is one line of ASCII.
const BACKEND: &str = r#"backend() {
  local found=''
  MADE=0
  if known "$1"; then
    ask found aws apigateway get-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
      --query "$3" --output text
  fi
  if [ -n "$found" ]; then
    [ "$(cat "$WORK/answer")" != "$4" ] || return 0
    change aws apigateway delete-method --rest-api-id "$API" --resource-id "$1" --http-method "$2"
  fi
  CHANGED=1 MADE=1
  change aws apigateway put-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" --cli-input-json "$5"
  change aws apigateway put-integration --rest-api-id "$API" --resource-id "$1" --http-method "$2" --cli-input-json "$6"
}
"#;

/// Behind the settings: for each answer what the method declares of it, and what is made of the backend's.
const MAPPED: &str = r#"mapped() {
  local resource=$1 verb=$2
  backend "$1" "$2" "$3" "$4" "$5" "$6"
  [ "$MADE" = 1 ] || return 0
  shift 6
  while [ $# -gt 0 ]; do
    change aws apigateway put-method-response --rest-api-id "$API" --resource-id "$resource" --http-method "$verb" --cli-input-json "$1"
    change aws apigateway put-integration-response --rest-api-id "$API" --resource-id "$resource" --http-method "$verb" --cli-input-json "$2"
    shift 2
  done
}
"#;
