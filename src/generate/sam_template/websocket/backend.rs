//! Integrations of message routes that lead to no function.

use std::collections::BTreeMap;

use super::super::Ids;
use crate::diagnostic::Pointer;
use crate::generate::websocket::{self, Route, Target};
use crate::model::{Design, MessageBackend, MessageMapping, MessageResponse};
use crate::text::yaml::{self, Yaml};

/// Prints them with their answers, which stages wait for; their ids by the keys of the routes.
pub(super) fn print<'a>(
    yaml: &mut Yaml,
    design: &Design,
    ids: &mut Ids,
    routes: &[Route<'a>],
    made: &mut Vec<String>,
) -> BTreeMap<&'a str, String> {
    let mut found = BTreeMap::new();
    for route in routes {
        let Target::Backend(backend, function) = route.target else {
            continue;
        };
        let of = format!("backend {}", route.key);
        let id = ids.given(&of, ("", route.key, "Backend"));
        let at = route.at.join("backend").join(backend.key());
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.map(&id, |yaml| {
                yaml.entry("Type", "AWS::ApiGatewayV2::Integration");
                yaml.map("Properties", |yaml| {
                    yaml.entry("ApiId", yaml::reference(&ids.api));
                    if let Some(function) = function {
                        yaml.entry("IntegrationType", backend.integration_type());
                        yaml.entry("IntegrationMethod", backend.verb().as_str());
                        let uri = super::uri(design, ids, function);
                        let at = route.at.join("function");
                        yaml.entry_at(at, "IntegrationUri", yaml::sub(&uri));
                    } else {
                        print_target(yaml, design, ids, backend, at);
                    }
                    if let Some(timeout) = route.timeout_ms {
                        yaml.entry_at(route.at.join("timeout_ms"), "TimeoutInMillis", timeout);
                    }
                    if let Some(mapping) = backend.mapping() {
                        print_mapping(yaml, mapping, at.join("mapping"));
                    }
                });
            });
        });
        let responses = backend.mapping().map_or(&[][..], |one| &one.responses);
        let mut seen = std::collections::BTreeSet::new();
        for (index, response) in responses.iter().enumerate() {
            if !seen.insert(&response.key) {
                continue;
            }
            let of = format!("answer {} {}", route.key, response.key);
            let answer = ids.given(&of, (&id, &response.key, "Answer"));
            let at = at.join("mapping").join("responses").join(index);
            yaml.blank();
            yaml.at(at, |yaml| {
                yaml.map(&answer, |yaml| print_response(yaml, ids, &id, response));
            });
            made.push(answer);
        }
        found.insert(route.key, id);
    }
    found
}

/// How many resources they are.
pub(super) fn resources(routes: &[Route<'_>]) -> usize {
    let backends = routes.iter().filter_map(|route| match route.target {
        Target::Backend(backend, _) => Some(backend),
        Target::Function(_) => None,
    });
    backends
        .map(|backend| 1 + backend.mapping().map_or(0, |one| one.responses.len()))
        .sum()
}

/// What is called, on which way, and by whose right.
fn print_target(
    yaml: &mut Yaml,
    design: &Design,
    ids: &Ids,
    backend: &MessageBackend,
    at: Pointer,
) {
    yaml.entry("IntegrationType", backend.integration_type());
    if let Some(uri) = backend.uri() {
        yaml.entry("IntegrationMethod", backend.verb().as_str());
        yaml.entry_at(at.join("uri"), "IntegrationUri", uri);
    }
    if let Some((index, link)) = design.vpc_link(backend.vpc_link()) {
        yaml.entry("ConnectionType", "VPC_LINK");
        let at = at.join("vpc_link");
        if link.exists() {
            yaml.entry_at(at, "ConnectionId", &link.id);
        } else {
            yaml.entry_at(at, "ConnectionId", yaml::reference(&ids.links[index]));
        }
    }
    if let MessageBackend::Service(service) = backend {
        if service.role_arn.is_empty() {
            let role = format!("{}.Arn", ids.role);
            yaml.entry("CredentialsArn", yaml::get_att(&role));
        } else {
            yaml.entry_at(at.join("role_arn"), "CredentialsArn", &service.role_arn);
        }
    }
}

fn print_mapping(yaml: &mut Yaml, mapping: &MessageMapping, at: Pointer) {
    print_map(
        yaml,
        at.join("parameters"),
        "RequestParameters",
        &websocket::parameters(mapping),
    );
    yaml.entry_at(
        at.join("template_selection_expression"),
        "TemplateSelectionExpression",
        &mapping.template_selection_expression,
    );
    print_map(
        yaml,
        at.join("templates"),
        "RequestTemplates",
        &websocket::templates(&mapping.templates),
    );
    let passthrough = mapping.passthrough.as_str();
    yaml.entry_at(at.join("passthrough"), "PassthroughBehavior", passthrough);
}

fn print_response(yaml: &mut Yaml, ids: &Ids, integration: &str, response: &MessageResponse) {
    yaml.entry("Type", "AWS::ApiGatewayV2::IntegrationResponse");
    yaml.map("Properties", |yaml| {
        yaml.entry("ApiId", yaml::reference(&ids.api));
        yaml.entry("IntegrationId", yaml::reference(integration));
        yaml.entry("IntegrationResponseKey", &response.key);
        if !response.template_selection_expression.is_empty() {
            let expression = &response.template_selection_expression;
            yaml.entry("TemplateSelectionExpression", expression);
        }
        let templates = websocket::templates(&response.templates);
        if !templates.is_empty() {
            yaml.map("ResponseTemplates", |yaml| {
                for (key, template) in &templates {
                    yaml.entry(key, *template);
                }
            });
        }
    });
}

fn print_map(yaml: &mut Yaml, at: Pointer, key: &str, pairs: &BTreeMap<&str, &str>) {
    if !pairs.is_empty() {
        yaml.at(at, |yaml| {
            yaml.map(key, |yaml| {
                for (name, value) in pairs {
                    yaml.entry(name, *value);
                }
            });
        });
    }
}
