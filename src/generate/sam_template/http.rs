//! `AWS::Serverless::HttpApi`: the API, its authorizers, its stages and its custom domain.

use super::{Ids, definition, domain, method_settings, stage};
use crate::diagnostic::Pointer;
use crate::generate::authorizer::of_format;
use crate::generate::integration::is_done;
use crate::generate::{method, name, openapi};
use crate::model::{
    Authorization, AuthorizerFormat, AuthorizerKind, CustomDomain, Design, HttpApi, Integration,
    IpAddressType, Method,
};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let Some(http) = design.http() else { return };
    let at = Pointer::root().join("api").join("http");
    yaml.at(at, |yaml| {
        yaml.map(&ids.api, |yaml| {
            yaml.entry("Type", "AWS::Serverless::HttpApi");
            yaml.map("Properties", |yaml| {
                if !has_definition(design) {
                    yaml.entry_at(at.join("name"), "Name", &http.name);
                }
                if !http.description.is_empty() {
                    yaml.entry_at(at.join("description"), "Description", &http.description);
                }
                if http.disable_execute_api_endpoint {
                    let at = at.join("disable_execute_api_endpoint");
                    yaml.entry_at(at, "DisableExecuteApiEndpoint", true);
                }
                if let Some(index) = name::primary_stage(design) {
                    let at = Pointer::root().join("stages").join(index);
                    yaml.at(at, |yaml| {
                        yaml.entry_at(at.join("name"), "StageName", &design.stages[index].name);
                    });
                    print_settings(yaml, design, ids, index);
                }
                if let Some(cors) = &design.cors {
                    yaml.at(Pointer::root().join("cors"), |yaml| {
                        yaml.comment(words::sam_http_cors(design.output.language));
                        openapi::http::print_cors(yaml, cors, "CorsConfiguration", CORS_KEYS);
                    });
                }
                if has_definition(design) {
                    print_definition(yaml, design, http, ids);
                } else {
                    print_authorizers(yaml, design, ids);
                }
            });
        });
    });
}

/// Whether routes and authorizers stand in a definition, because the functions' events cannot say them all.
pub(super) fn has_definition(design: &Design) -> bool {
    design.http().is_some() && definition::is_beyond_events(design)
}

/// SAM takes the API's name from here, and adds what the properties beside it say.
fn print_definition(yaml: &mut Yaml, design: &Design, http: &HttpApi, ids: &Ids) {
    yaml.comment(words::sam_http_definition(design.output.language));
    yaml.shared_map("DefinitionBody", |yaml| {
        yaml.entry("openapi", definition::VERSION);
        let at = Pointer::root().join("api").join("http").join("name");
        yaml.map("info", |yaml| {
            yaml.at(at, |yaml| definition::print_info(yaml, design));
        });
        let backing = definition::backing(design, ids);
        openapi::http::print_body(yaml, design, http, &backing, false);
    });
}

/// Whether nothing of an HTTP API answers a method: it gives no fixed answers, maps nothing and does few actions of
/// services, and the design may lack the function.
pub(in crate::generate) fn has_no_answer(design: &Design, method: &Method) -> bool {
    let answers = match &method.integration {
        Integration::LambdaProxy { .. } | Integration::HttpProxy(_) => true,
        Integration::AwsService(service) => is_done(design, service),
        Integration::Lambda { .. } | Integration::Http(_) | Integration::Mock(_) => false,
    };
    !answers || !definition::is_answered(design, method)
}

/// The properties that the API's own stage and the others share.
fn print_settings(yaml: &mut Yaml, design: &Design, ids: &Ids, index: usize) {
    let stage = &design.stages[index];
    let at = Pointer::root().join("stages").join(index);
    stage::print_variables(yaml, &stage.variables, at, "StageVariables");
    if stage.throttle.is_some() || stage.detailed_metrics {
        yaml.at(at, |yaml| {
            yaml.map("DefaultRouteSettings", |yaml| {
                if stage.detailed_metrics {
                    let at = at.join("detailed_metrics");
                    yaml.entry_at(at, "DetailedMetricsEnabled", true);
                }
                method_settings::print_throttle(yaml, stage, at);
            });
        });
    }
    yaml.at(at, |yaml| {
        method_settings::print_route_settings(yaml, design, index);
    });
    stage::print_access_log(yaml, design, ids, index, "AccessLogSettings");
}

/// How SAM spells the settings of [`openapi::http::print_cors`].
const CORS_KEYS: openapi::http::CorsKeys = [
    "AllowOrigins",
    "AllowMethods",
    "AllowHeaders",
    "AllowCredentials",
    "MaxAge",
    "ExposeHeaders",
];

/// The authorizers that events name; no default one, so that each event says what it wants.
fn print_authorizers(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let access = &design.access;
    let iam = method::signed(design);
    let known = |kind: &AuthorizerKind| {
        matches!(
            kind,
            AuthorizerKind::Jwt(_) | AuthorizerKind::LambdaRequest(_)
        )
    };
    let authorizers = access.authorizers.iter().enumerate();
    let authorizers: Vec<_> = authorizers.filter(|(_, one)| known(&one.kind)).collect();
    if iam.is_none() && authorizers.is_empty() {
        return;
    }
    let place = Pointer::root().join("access").join("authorizers");
    yaml.at(iam.unwrap_or(place), |yaml| {
        yaml.map("Auth", |yaml| {
            if iam.is_some() {
                yaml.entry("EnableIamAuthorizer", true);
            }
            if authorizers.is_empty() {
                return;
            }
            yaml.at(place, |yaml| {
                yaml.map("Authorizers", |yaml| {
                    let mut seen = std::collections::BTreeSet::new();
                    for (index, authorizer) in authorizers {
                        let at = place.join(index);
                        if seen.insert(&authorizer.name) {
                            yaml.at(at, |yaml| {
                                let at = at.join("kind").join(authorizer.kind.key());
                                yaml.map(&authorizer.name, |yaml| {
                                    print_authorizer(yaml, design, ids, &authorizer.kind, at);
                                });
                            });
                        }
                    }
                })
            });
        })
    });
}

fn print_authorizer(
    yaml: &mut Yaml,
    design: &Design,
    ids: &Ids,
    kind: &AuthorizerKind,
    at: Pointer,
) {
    match kind {
        AuthorizerKind::Jwt(jwt) => {
            yaml.map("JwtConfiguration", |yaml| {
                yaml.entry_at(at.join("issuer"), "issuer", &jwt.issuer);
                yaml.list_at(at.join("audience"), "audience", &jwt.audience);
            });
            let source = kind.identity_sources_of_http().concat();
            yaml.entry_at(at.join("header"), "IdentitySource", &source);
        }
        AuthorizerKind::LambdaRequest(request) => {
            if let Some((index, function)) = design.function(&request.function) {
                let (id, at) = (&ids.functions[index], at.join("function"));
                if function.exists() {
                    yaml.entry_at(at, "FunctionArn", &*function.called_arn());
                } else if function.alias.is_empty() {
                    let arn = format!("{id}.Arn");
                    yaml.entry_at(at, "FunctionArn", yaml::get_att(&arn));
                } else {
                    let alias = format!("{id}.Alias");
                    yaml.entry_at(at, "FunctionArn", yaml::reference(&alias));
                }
            }
            let format = request.format;
            yaml.at(of_format(format, at), |yaml| {
                yaml.entry("AuthorizerPayloadFormatVersion", format.version());
                if format != AuthorizerFormat::V1 {
                    yaml.entry("EnableSimpleResponses", format.is_simple());
                }
            });
            yaml.map("Identity", |yaml| {
                for (key, field, names) in [
                    ("Headers", "headers", &request.headers),
                    ("QueryStrings", "query_strings", &request.query_strings),
                    ("Context", "context", &request.context),
                    (
                        "StageVariables",
                        "stage_variables",
                        &request.stage_variables,
                    ),
                ] {
                    if !names.is_empty() {
                        yaml.list_at(at.join(field), key, names);
                    }
                }
                let at = at.join("ttl_seconds");
                yaml.entry_at(at, "ReauthorizeEvery", request.ttl_seconds);
            });
        }
        AuthorizerKind::CognitoUserPool(_) | AuthorizerKind::LambdaToken(_) => {}
    }
}

/// What an event says of its API beside path and verb.
pub(super) fn print_event(yaml: &mut Yaml, design: &Design, method: &Method, at: Pointer) {
    let Some(http) = design.http() else { return };
    let version = http.payload_format_version.as_str();
    let format = Pointer::root().join("api").join("http");
    let format = format.join("payload_format_version");
    yaml.entry_at(format, "PayloadFormatVersion", version);
    let authorizer = match design.access.authorization_of(method) {
        _ if has_definition(design) => return,
        Authorization::None => return,
        Authorization::Iam => "AWS_IAM",
        Authorization::Authorizer(name) => name,
    };
    yaml.at(at.join("authorization"), |yaml| {
        yaml.map("Auth", |yaml| {
            yaml.entry("Authorizer", authorizer);
            let scopes = design.access.scopes_of(method);
            if !scopes.is_empty() {
                yaml.at(at.join("authorization_scopes"), |yaml| {
                    yaml.list("AuthorizationScopes", |yaml| {
                        for scope in scopes {
                            yaml.item(scope);
                        }
                    });
                });
            }
        });
    });
}

/// Every stage but the API's own; each deploys what changes by itself.
pub(super) fn print_others(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let primary = name::primary_stage(design);
    for (index, stage) in design.stages.iter().enumerate() {
        if Some(index) == primary {
            continue;
        }
        let at = Pointer::root().join("stages").join(index);
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.map(&ids.stages[index], |yaml| {
                yaml.entry("Type", "AWS::ApiGatewayV2::Stage");
                yaml.map("Properties", |yaml| {
                    yaml.entry("ApiId", yaml::reference(&ids.api));
                    yaml.entry_at(at.join("name"), "StageName", &stage.name);
                    yaml.entry("AutoDeploy", true);
                    if !stage.description.is_empty() {
                        yaml.entry_at(at.join("description"), "Description", &stage.description);
                    }
                    print_settings(yaml, design, ids, index);
                });
            });
        });
    }
}

/// A domain for HTTP and WebSocket APIs, which is always regional.
pub(super) fn print_domain(yaml: &mut Yaml, design: &Design, domain: &CustomDomain, id: &str) {
    let at = Pointer::root().join("domain");
    yaml.map(id, |yaml| {
        yaml.entry("Type", "AWS::ApiGatewayV2::DomainName");
        yaml.map("Properties", |yaml| {
            yaml.entry_at(at.join("name"), "DomainName", &domain.name);
            yaml.list("DomainNameConfigurations", |yaml| {
                yaml.item_map(|yaml| {
                    yaml.entry_at(
                        at.join("endpoint"),
                        "EndpointType",
                        domain.endpoint.as_str(),
                    );
                    domain::print_certificate_arn(yaml, design, domain, "CertificateArn");
                    let policy = domain.security_policy.as_str();
                    yaml.entry_at(at.join("security_policy"), "SecurityPolicy", policy);
                    if domain.ip_address_type == IpAddressType::Dualstack {
                        let value = domain.ip_address_type.as_str();
                        yaml.entry_at(at.join("ip_address_type"), "IpAddressType", value);
                    }
                    domain::print_ownership(yaml, domain);
                });
            });
            domain::print_mutual_tls(yaml, domain);
        });
    });
}
