//! Integrations of message routes that lead to no function.

use crate::diagnostic::Pointer;
use crate::generate::cli::api::function_variable;
use crate::generate::cli::authorizer::uri;
use crate::generate::cli::http::query;
use crate::generate::cli::link;
use crate::generate::name;
use crate::generate::websocket::{self, Route, Target};
use crate::model::{Design, MessageBackend, MessageResponse};
use crate::text::shell::{Object, Part, Shell, Word};

/// The variable that holds the id of a route's integration.
pub(super) fn variable(routes: &[Route<'_>], route: &Route<'_>) -> String {
    let place = routes.iter().position(|other| other.key == route.key);
    format!("BACKEND_{}", place.map_or(0, |place| place + 1))
}

pub(super) fn print(shell: &mut Shell, design: &Design, routes: &[Route<'_>]) {
    let mut any = false;
    for route in routes {
        if let Target::Backend(backend, function) = route.target {
            let at = route.at.join("backend").join(backend.key());
            if !any {
                shell.at(at, |shell| shell.code(BACKEND));
            }
            any = true;
            let variable = variable(routes, route);
            shell.at(at, |shell| {
                print_one(shell, design, (route, backend, function), &variable, at)
            });
        }
    }
    if any {
        shell.blank();
    }
}

fn print_one(
    shell: &mut Shell,
    design: &Design,
    (route, backend, function): (&Route<'_>, &MessageBackend, Option<usize>),
    variable: &str,
    at: Pointer,
) {
    let (key, mapping) = (route.key, backend.mapping());
    let function = function.map(function_variable);
    let link = design.vpc_link(backend.vpc_link());
    let link = link.map(|(index, _)| link::variable(index));
    let templates = mapping.map(|one| websocket::templates(&one.templates));
    let templates = templates.unwrap_or_default();
    let parameters = mapping.map(websocket::parameters).unwrap_or_default();
    let responses = mapping.map_or(&[][..], |one| &one.responses);
    let mut seen = std::collections::BTreeSet::new();
    let responses: Vec<_> = responses
        .iter()
        .enumerate()
        .filter(|(_, response)| seen.insert(&response.key))
        .collect();
    // Each route has one of its own, which comes with its answers: others are another integration.
    let answers: Vec<String> = responses.iter().map(|(_, one)| input(one)).collect();
    let description = match answers.as_slice() {
        [] => key.to_owned(),
        answers => format!("{key} {:08x}", name::hash(&answers.concat()) >> 32),
    };
    let same = same(route, backend, &description, function.is_some());
    let wanted = Word::json(|json| {
        json.field("IntegrationType", backend.integration_type());
        json.field("Description", &description);
        if let Some(uri) = backend.uri() {
            json.field("IntegrationMethod", backend.verb().as_str());
            json.field("IntegrationUri", uri);
        }
        if let Some(function) = &function {
            json.field("IntegrationMethod", backend.verb().as_str());
            json.parts("IntegrationUri", &uri(function));
        }
        if let Some(timeout) = route.timeout_ms {
            json.field("TimeoutInMillis", timeout);
        }
        link::fields_of_http(json, link.as_deref());
        if let MessageBackend::Service(service) = backend {
            if service.role_arn.is_empty() {
                json.parts("CredentialsArn", &[Part::Variable(link::ROLE)]);
            } else {
                json.field("CredentialsArn", &service.role_arn);
            }
        }
        let map = |json: &mut Object, key: &str, pairs: &std::collections::BTreeMap<&str, &str>| {
            if !pairs.is_empty() {
                json.object(key, |json| {
                    for (name, value) in pairs {
                        json.field(name, *value);
                    }
                });
            }
        };
        map(json, "RequestParameters", &parameters);
        map(json, "RequestTemplates", &templates);
        if let Some(mapping) = mapping {
            let expression = &mapping.template_selection_expression;
            json.field("TemplateSelectionExpression", expression);
            json.field("PassthroughBehavior", mapping.passthrough.as_str());
        }
    });
    let role = match backend {
        MessageBackend::Service(service) if service.role_arn.is_empty() => {
            Word::variable(link::ROLE)
        }
        MessageBackend::Service(service) => Word::text(&service.role_arn),
        _ => Word::bare("-"),
    };
    let [link, function] = [link, function].map(|name| {
        let name = name.as_deref();
        name.map_or_else(|| Word::bare("-"), Word::variable)
    });
    shell.assign(variable, &Word::text(""));
    let (name, same) = (Word::text(variable), Word::text(&same));
    shell.line(
        "backend {} {} {} {} {} {}",
        [name, same, role, link, function, wanted],
    );
    for (index, response) in responses {
        let at = at.join("mapping").join("responses").join(index);
        shell.at(at, |shell| {
            let words = [
                Word::variable(variable),
                Word::json(|json| fields(json, response)),
            ];
            shell.line("answer {} {}", words);
        });
    }
}

/// What a question asks of an integration; the address of a function is found out by the script.
fn same(route: &Route<'_>, backend: &MessageBackend, description: &str, calls: bool) -> String {
    let mapping = backend.mapping();
    let templates = mapping.map(|one| websocket::templates(&one.templates));
    let templates = templates.unwrap_or_default();
    let parameters = mapping.map(websocket::parameters).unwrap_or_default();
    let timeout = route.timeout_ms.unwrap_or(websocket::TIMEOUT_MS);
    let [most, timeout] = [websocket::TIMEOUT_MS, timeout].map(|wait| wait.to_string());
    let mut same = vec![
        query::is_text("IntegrationType", backend.integration_type()),
        query::is_text("Description", description),
        query::is("TimeoutInMillis", &most, &timeout),
        query::is_map("RequestParameters", parameters.into_iter()),
        query::is_map("RequestTemplates", templates.into_iter()),
    ];
    if !calls {
        let uri = backend.uri().unwrap_or_default();
        same.push(query::is_text("IntegrationUri", uri));
    }
    if calls || backend.uri().is_some() {
        same.push(query::is_text("IntegrationMethod", backend.verb().as_str()));
    }
    if let Some(mapping) = mapping {
        let expression = &mapping.template_selection_expression;
        same.push(query::is_text("TemplateSelectionExpression", expression));
        let passthrough = mapping.passthrough.as_str();
        same.push(query::is_text("PassthroughBehavior", passthrough));
    }
    query::all(&same)
}

fn fields(json: &mut Object, response: &MessageResponse) {
    json.field("IntegrationResponseKey", &response.key);
    let expression = &response.template_selection_expression;
    if !expression.is_empty() {
        json.field("TemplateSelectionExpression", expression);
    }
    let templates = websocket::templates(&response.templates);
    if !templates.is_empty() {
        json.object("ResponseTemplates", |json| {
            for (key, template) in &templates {
                json.field(key, *template);
            }
        });
    }
}

/// All of an answer, as one text.
fn input(response: &MessageResponse) -> String {
    Word::json(|json| fields(json, response))
        .as_str()
        .to_owned()
}

/// Found by all that is said of one; a question that is too long for a command line is not asked, and the integration is
/// made anew. Answers are made with it, once.
const BACKEND: &str = r#"MADE=''
backend() {
  local id='' uri=-
  [ "$5" = - ] || uri="arn:$PARTITION:apigateway:$AWS_REGION:lambda:path/2015-03-31/functions/$5/invocations"
  if known "$API" && [ "${#2}" -le 7000 ]; then
    aws apigatewayv2 get-integrations --api-id "$API" --output text \
      --query "Items[?$2].[join('|', [CredentialsArn || '-', ConnectionId || '-']),IntegrationUri || '-',IntegrationId]" >"$WORK/found"
    id=$(WANTED="$3|$4" CALLED=$uri awk -F '\t' '
      $1 == ENVIRON["WANTED"] && (ENVIRON["CALLED"] == "-" || $2 == ENVIRON["CALLED"]) { print $3; exit }' "$WORK/found")
  fi
  if have "$id"; then
    MADE=''
    printf -v "$1" '%s' "$id"
  else
    make "$1" aws apigatewayv2 create-integration --api-id "$API" --cli-input-json "$6" --query IntegrationId --output text
    MADE=${!1}
  fi
}
answer() {
  [ "$1" = "$MADE" ] || return 0
  change aws apigatewayv2 create-integration-response --api-id "$API" --integration-id "$1" --cli-input-json "$2"
}
"#;
