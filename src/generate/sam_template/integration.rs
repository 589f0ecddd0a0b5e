//! `x-amazon-apigateway-integration` of methods that are more than a proxy to a function.

use super::definition::{Backing, Named};
use super::request;
use crate::diagnostic::Pointer;
use crate::generate::integration::{Role, Target, Told, subtype};
use crate::generate::{backend, cors, transform};
use crate::model::{AwsService, Cors, Design, HttpProxy, Method, Mock, Route, Verb};
use crate::text::yaml::Yaml;

/// How a definition speaks to one kind of API.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::generate) enum Kind {
    Rest,
    Http,
}

/// How long the gateway waits, where the method says it.
pub(in crate::generate) fn print_timeout(yaml: &mut Yaml, method: &Method, at: Pointer) {
    if let Some(timeout) = method.timeout_ms {
        yaml.entry_at(at.join("timeout_ms"), "timeoutInMillis", timeout);
    }
}

/// A method that another server answers; `at` is the method's place.
pub(in crate::generate) fn print_http_proxy(
    yaml: &mut Yaml,
    (kind, link): (Kind, Option<&Named>),
    (route, method): (&Route, &Method),
    proxy: &HttpProxy,
    at: Pointer,
) {
    yaml.map("x-amazon-apigateway-integration", |yaml| {
        yaml.entry("type", "http_proxy");
        // The routes of an HTTP API share an integration, which passes every verb on as it is.
        let verb = match kind {
            Kind::Rest => method.verb,
            Kind::Http => Verb::Any,
        };
        yaml.entry("httpMethod", verb.as_str());
        let place = at.join("integration").join("http_proxy").join("uri");
        yaml.entry_at(place, "uri", &proxy.uri);
        print_link(yaml, link);
        print_timeout(yaml, method, at);
        if kind == Kind::Http {
            yaml.entry("payloadFormatVersion", "1.0");
            transform::print(yaml, method, at);
            return;
        }
        request::print_cache_keys(yaml, &method.request, at);
        let names = proxy.parameters(&route.path);
        if !names.is_empty() {
            yaml.map("requestParameters", |yaml| {
                for name in names {
                    yaml.entry(
                        &format!("integration.request.path.{name}"),
                        &format!("method.request.path.{name}"),
                    );
                }
            });
        }
    });
}

/// The way into a VPC.
fn print_link(yaml: &mut Yaml, link: Option<&Named>) {
    if let Some(link) = link {
        yaml.entry("connectionType", "VPC_LINK");
        yaml.entry("connectionId", link.value());
    }
}

/// An action of a service, as an HTTP API is told it; `at` is the method's place.
pub(in crate::generate) fn print_subtype(
    yaml: &mut Yaml,
    design: &Design,
    backing: &Backing,
    (service, method): (&AwsService, &Method),
    at: Pointer,
) {
    let Some((name, parameters)) = subtype(design, service) else {
        return;
    };
    let place = at.join("integration").join("aws_service");
    yaml.map("x-amazon-apigateway-integration", |yaml| {
        yaml.entry("type", "aws_proxy");
        yaml.entry_at(place.join("action"), "integrationSubtype", &name);
        if service.role_arn.is_empty() {
            yaml.entry("credentials", backing.role.value());
        } else {
            yaml.entry_at(place.join("role_arn"), "credentials", &service.role_arn);
        }
        yaml.at(place.join("action"), |yaml| {
            yaml.map("requestParameters", |yaml| {
                for (name, value) in &parameters {
                    yaml.entry(name, value);
                }
            });
        });
        print_timeout(yaml, method, at);
        yaml.entry("payloadFormatVersion", "1.0");
    });
}

/// What a method may answer: headers must be declared before they can be sent.
pub(super) fn print_told_responses(yaml: &mut Yaml, told: &Told) {
    yaml.map("responses", |yaml| {
        if told.responses.is_empty() {
            yaml.map("200", |yaml| yaml.entry("description", "Nothing is mapped"));
        }
        for response in &told.responses {
            yaml.map(&response.status, |yaml| {
                yaml.entry("description", "What the backend answers, mapped");
                if !response.headers.is_empty() {
                    yaml.map("headers", |yaml| {
                        for (name, _) in &response.headers {
                            yaml.map(name, |yaml| {
                                yaml.map("schema", |yaml| yaml.entry("type", "string"));
                            });
                        }
                    });
                }
            });
        }
    });
}

/// A backend that gets what a mapping makes of the request; `at` is the method's place.
pub(super) fn print_told(
    yaml: &mut Yaml,
    backing: &Backing,
    told: &Told,
    method: &Method,
    at: Pointer,
) {
    let place = at.join("integration").join(method.integration.key());
    let list = |yaml: &mut Yaml, key: &str, pairs: &[(String, String)]| {
        if !pairs.is_empty() {
            yaml.map(key, |yaml| {
                for (name, value) in pairs {
                    yaml.entry(name, value);
                }
            });
        }
    };
    yaml.at(place, |yaml| {
        yaml.map("x-amazon-apigateway-integration", |yaml| {
            yaml.entry("type", &*told.kind.to_ascii_lowercase());
            yaml.entry("httpMethod", told.verb.as_str());
            match &told.target {
                Target::Function(function) => {
                    let uri = backing.uris[*function].value();
                    yaml.entry_at(place.join("function"), "uri", uri);
                    yaml.also(Pointer::root().join("functions").join(*function));
                }
                Target::Uri(uri) => yaml.entry("uri", uri),
            }
            match &told.role {
                Some(Role::Made) => yaml.entry("credentials", backing.role.value()),
                Some(Role::Arn(arn)) => yaml.entry("credentials", arn),
                None => {}
            }
            print_link(yaml, told.link.and_then(|link| backing.links.get(link)));
            print_timeout(yaml, method, at);
            let passthrough = told.passthrough.as_str().to_ascii_lowercase();
            yaml.entry("passthroughBehavior", &passthrough);
            if told.is_text() {
                yaml.entry("contentHandling", "CONVERT_TO_TEXT");
            }
            list(yaml, "requestParameters", &told.parameters);
            list(yaml, "requestTemplates", &told.templates);
            request::print_cache_keys(yaml, &method.request, at);
            yaml.map("responses", |yaml| {
                for response in &told.responses {
                    let pattern = match response.pattern.as_str() {
                        "" => "default",
                        pattern => pattern,
                    };
                    yaml.map(pattern, |yaml| {
                        yaml.entry("statusCode", &response.status);
                        if response.is_text() {
                            yaml.entry("contentHandling", "CONVERT_TO_TEXT");
                        }
                        let headers: Vec<_> = response
                            .headers
                            .iter()
                            .map(|(name, value)| {
                                (format!("method.response.header.{name}"), value.clone())
                            })
                            .collect();
                        list(yaml, "responseParameters", &headers);
                        list(yaml, "responseTemplates", &response.templates);
                    });
                }
            });
        });
    });
}

/// The responses of a mock: its headers must be declared before they can be sent.
pub(super) fn print_mock_responses(yaml: &mut Yaml, cors: Option<&Cors>, mock: &Mock) {
    yaml.map("responses", |yaml| {
        yaml.map(&mock.status.to_string(), |yaml| {
            yaml.entry("description", "Fixed answer");
            let headers = backend::headers(cors, mock);
            if !headers.is_empty() {
                yaml.map("headers", |yaml| {
                    for (name, _) in headers {
                        yaml.map(&name, |yaml| {
                            yaml.map("schema", |yaml| yaml.entry("type", "string"));
                        });
                    }
                });
            }
        });
    });
}

/// A method with a fixed answer; `at` is the method's place.
pub(super) fn print_mock(
    yaml: &mut Yaml,
    cors: Option<&Cors>,
    (method, mock): (&Method, &Mock),
    place: Pointer,
) {
    let at = place.join("integration").join("mock");
    yaml.map("x-amazon-apigateway-integration", |yaml| {
        yaml.entry("type", "mock");
        yaml.entry("contentHandling", "CONVERT_TO_TEXT");
        let passthrough = backend::PASSTHROUGH.to_ascii_lowercase();
        yaml.entry("passthroughBehavior", &passthrough);
        request::print_cache_keys(yaml, &method.request, place);
        yaml.map("requestTemplates", |yaml| {
            let template = backend::request_template(mock);
            yaml.entry_at(at.join("status"), backend::REQUEST_TYPE, &template);
        });
        yaml.map("responses", |yaml| {
            yaml.map("default", |yaml| {
                let status = mock.status.to_string();
                yaml.entry_at(at.join("status"), "statusCode", &status);
                yaml.entry("contentHandling", "CONVERT_TO_TEXT");
                let headers = backend::headers(cors, mock);
                if !headers.is_empty() {
                    yaml.at(at.join("headers"), |yaml| {
                        yaml.map("responseParameters", |yaml| {
                            for (name, value) in headers {
                                let name = format!("method.response.header.{name}");
                                yaml.entry(&name, &cors::constant(&value));
                            }
                        });
                    });
                }
                if !mock.body.is_empty() {
                    yaml.at(at.join("body"), |yaml| {
                        yaml.map("responseTemplates", |yaml| {
                            let body = backend::template(&mock.body);
                            yaml.entry(&mock.content_type, &body);
                        });
                    });
                }
            });
        });
    });
}
