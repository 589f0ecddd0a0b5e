//! The API with its CORS preflight.

use super::{Ids, has_logs, stage};
use crate::diagnostic::Pointer;
use crate::generate::{cors, name};
use crate::model::{Cors, Design, Verb};
use crate::text::yaml::Yaml;
use crate::words::files as words;

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let language = design.output.language;
    let at = Pointer::root().join("api").join("rest");
    yaml.at(at, |yaml| {
        yaml.map(&ids.api, |yaml| {
            yaml.entry("Type", "AWS::Serverless::Api");
            yaml.map("Properties", |yaml| {
                if let Some(rest) = design.rest() {
                    yaml.entry_at(at.join("name"), "Name", &rest.name);
                    if !rest.description.is_empty() {
                        yaml.entry_at(at.join("description"), "Description", &rest.description);
                    }
                }
                if let Some(index) = name::primary_stage(design) {
                    let at = Pointer::root().join("stages").join(index);
                    yaml.at(at, |yaml| {
                        yaml.entry_at(at.join("name"), "StageName", &design.stages[index].name);
                    });
                }
                yaml.comment(words::sam_openapi_version(language));
                yaml.entry("OpenApiVersion", "3.0.1");
                print_endpoint(yaml, design);
                if let Some(index) = name::primary_stage(design) {
                    stage::print_settings(yaml, design, ids, index, "AccessLogSetting");
                }
                if has_logs(design) {
                    yaml.comment(words::sam_needs_log_role(language));
                    yaml.map("Tags", |yaml| {
                        stage::print_log_role_tag(yaml, stage::LOG_ROLE_TAG)
                    });
                }
                if let Some(cors) = &design.cors {
                    yaml.at(Pointer::root().join("cors"), |yaml| {
                        print_cors(yaml, design, cors)
                    });
                }
            });
        });
    });
}

fn print_endpoint(yaml: &mut Yaml, design: &Design) {
    let Some(rest) = design.rest() else { return };
    let at = Pointer::root().join("api").join("rest");
    yaml.at(at.join("endpoint"), |yaml| {
        yaml.map("EndpointConfiguration", |yaml| {
            yaml.entry("Type", rest.endpoint.as_str())
        });
    });
    if !rest.binary_media_types.is_empty() {
        yaml.at(at.join("binary_media_types"), |yaml| {
            yaml.comment(words::sam_binary(design.output.language));
            yaml.list("BinaryMediaTypes", |yaml| {
                // SAM's spelling: a slash is `~1`.
                rest.binary_media_types
                    .iter()
                    .for_each(|kind| yaml.item(&kind.replace('/', "~1")));
            });
        });
    }
}

/// SAM's own `Cors` makes a preflight that fails with `*/*` as binary type
/// (aws/serverless-application-model#553): it lacks `contentHandling`. So the
/// preflight stands in a definition that SAM merges with the events.
fn print_cors(yaml: &mut Yaml, design: &Design, cors: &Cors) {
    let language = design.output.language;
    let title = design.rest().map_or("", |rest| &rest.name);
    yaml.comment(words::sam_gateway_responses(language));
    yaml.map("GatewayResponses", |yaml| {
        for kind in ["DEFAULT_4XX", "DEFAULT_5XX"] {
            yaml.map(kind, |yaml| {
                yaml.map("ResponseParameters", |yaml| {
                    yaml.map("Headers", |yaml| {
                        let origin = cors::constant(cors::origin(cors));
                        yaml.entry("Access-Control-Allow-Origin", &origin);
                    });
                });
            });
        }
    });
    yaml.comment(words::sam_preflight(language));
    yaml.entry("MergeDefinitions", true);
    yaml.map("DefinitionBody", |yaml| {
        yaml.entry("openapi", "3.0.1");
        yaml.map("info", |yaml| {
            yaml.entry("title", if title.is_empty() { "API" } else { title });
            yaml.entry("version", "1.0");
        });
        yaml.map("paths", |yaml| {
            let headers: Vec<Header> = cors::headers(cors)
                .into_iter()
                .map(|(field, name, value)| Header {
                    at: Pointer::root().join("cors").join(field),
                    name,
                    parameter: format!("method.response.header.{name}"),
                    value: cors::constant(&value),
                })
                .collect();
            let mut seen = std::collections::BTreeSet::new();
            for (index, route) in design.routes.iter().enumerate() {
                let own = route
                    .methods
                    .iter()
                    .any(|method| method.verb == Verb::Options);
                if own || route.methods.is_empty() || !seen.insert(&route.path) {
                    continue;
                }
                yaml.map(&route.path, |yaml| {
                    yaml.also(Pointer::root().join("routes").join(index).join("path"));
                    print_preflight(yaml, &headers);
                });
            }
        });
    });
}

/// A header of the preflight answer, spelt once for all routes.
struct Header {
    at: Pointer,
    name: &'static str,
    parameter: String,
    value: String,
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
