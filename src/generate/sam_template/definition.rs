//! The API's definition where a CORS preflight or authorizers must stand beside the methods.
//!
//! SAM's own `Cors` makes a preflight that fails with `*/*` as binary type, for
//! it lacks `contentHandling` (aws/serverless-application-model#553). SAM's
//! `MergeDefinitions` writes `ANY` as `any`, which is no operation of OpenAPI
//! (aws-sam-translator 1.115). So the definition holds every method itself, and
//! the functions' events only add the permissions.

use super::{Ids, security};
use crate::diagnostic::Pointer;
use crate::generate::cors;
use crate::model::{Design, Integration, Method, Route, Verb};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

/// A header of the preflight answer, spelt once for all routes.
struct Header {
    at: Pointer,
    name: &'static str,
    parameter: String,
    value: String,
}

/// Whether the API needs one: without it, SAM makes the methods of the functions' events.
pub(super) fn applies(design: &Design) -> bool {
    design.cors.is_some() || security::is_authorized(design)
}

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let title = design.rest().map_or("", |rest| &rest.name);
    let language = design.output.language;
    yaml.comment(if design.cors.is_some() {
        words::sam_preflight(language)
    } else {
        words::sam_definition(language)
    });
    yaml.map("DefinitionBody", |yaml| {
        yaml.entry("openapi", "3.0.1");
        yaml.map("info", |yaml| {
            yaml.entry("title", if title.is_empty() { "API" } else { title });
            yaml.entry("version", "1.0");
        });
        yaml.map("paths", |yaml| print_paths(yaml, design, ids));
        security::print_schemes(yaml, design, ids);
    });
}

fn print_paths(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let headers: Vec<Header> = design
        .cors
        .iter()
        .flat_map(cors::headers)
        .map(|(field, name, value)| Header {
            at: Pointer::root().join("cors").join(field),
            name,
            parameter: format!("method.response.header.{name}"),
            value: cors::constant(&value),
        })
        .collect();
    let uris: Vec<String> = ids.functions.iter().map(|id| invocation(id)).collect();
    let mut seen = std::collections::BTreeSet::new();
    for (index, route) in design.routes.iter().enumerate() {
        if route.methods.is_empty() || !seen.insert(&route.path) {
            continue;
        }
        let at = Pointer::root().join("routes").join(index);
        yaml.at(at.join("path"), |yaml| {
            yaml.map(&route.path, |yaml| {
                print_route(yaml, design, &uris, &headers, (route, at))
            });
        });
    }
}

/// What API Gateway calls to run the function with that logical id.
pub(super) fn invocation(id: &str) -> String {
    format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{id}.Arn}}/invocations"
    )
}

fn print_route(
    yaml: &mut Yaml,
    design: &Design,
    uris: &[String],
    headers: &[Header],
    (route, at): (&Route, Pointer),
) {
    let mut seen = std::collections::BTreeSet::new();
    for (number, method) in route.methods.iter().enumerate() {
        let Integration::LambdaProxy { function } = &method.integration;
        let Some((function, _)) = design.function(function) else {
            continue;
        };
        if seen.insert(method.verb) {
            yaml.at(at.join("methods").join(number), |yaml| {
                print_method(yaml, design, method, &uris[function]);
            });
        }
    }
    if design.cors.is_some() && !seen.contains(&Verb::Options) {
        yaml.at(Pointer::root().join("cors"), |yaml| {
            print_preflight(yaml, headers)
        });
    }
}

fn print_method(yaml: &mut Yaml, design: &Design, method: &Method, uri: &str) {
    let operation = match method.verb {
        Verb::Any => "x-amazon-apigateway-any-method".to_owned(),
        verb => verb.as_str().to_ascii_lowercase(),
    };
    yaml.map(&operation, |yaml| {
        security::print(yaml, design, method);
        yaml.map("responses", |yaml| {
            yaml.map("default", |yaml| {
                yaml.entry("description", "Whatever the function answers")
            });
        });
        yaml.map("x-amazon-apigateway-integration", |yaml| {
            yaml.entry("type", "aws_proxy");
            yaml.entry("httpMethod", "POST");
            yaml.entry("uri", yaml::sub(uri));
        });
    });
}

fn print_preflight(yaml: &mut Yaml, headers: &[Header]) {
    yaml.map("options", |yaml| {
        yaml.map("responses", |yaml| {
            yaml.map("204", |yaml| {
                yaml.entry("description", "CORS preflight");
                yaml.map("headers", |yaml| {
                    for header in headers {
                        yaml.at(header.at, |yaml| {
                            yaml.map(header.name, |yaml| {
                                yaml.map("schema", |yaml| yaml.entry("type", "string"))
                            });
                        });
                    }
                });
            });
        });
        yaml.map("x-amazon-apigateway-integration", |yaml| {
            yaml.entry("type", "mock");
            yaml.entry("contentHandling", "CONVERT_TO_TEXT");
            yaml.map("requestTemplates", |yaml| {
                yaml.entry("application/json", r#"{"statusCode":204}"#)
            });
            yaml.map("responses", |yaml| {
                yaml.map("default", |yaml| {
                    yaml.entry("statusCode", "204");
                    yaml.map("responseParameters", |yaml| {
                        for header in headers {
                            yaml.entry_at(header.at, &header.parameter, &header.value);
                        }
                    });
                });
            });
        });
    });
}
