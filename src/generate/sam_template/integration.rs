//! `x-amazon-apigateway-integration` of methods that no function answers.

use super::request;
use crate::diagnostic::Pointer;
use crate::generate::{backend, cors};
use crate::model::{Cors, HttpProxy, Method, Mock, Route, Verb};
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
    kind: Kind,
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
        print_timeout(yaml, method, at);
        if kind == Kind::Http {
            yaml.entry("payloadFormatVersion", "1.0");
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
