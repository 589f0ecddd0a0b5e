//! The definition of an HTTP API, as `aws apigatewayv2 import-api` reads it.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::authorizer::of_format;
use crate::generate::sam_template::definition::{self, Backing, Shapes, Uri};
use crate::generate::sam_template::http::has_no_answer;
use crate::generate::sam_template::integration::{self, Kind};
use crate::generate::{cors, method, transform};
use crate::model::{
    Authorization, AuthorizerFormat, AuthorizerKind, Cors, Design, HttpApi, Integration,
    IpAddressType, Method, Route,
};
use crate::sentence;
use crate::text::yaml::Yaml;
use crate::words::files as words;

pub(in crate::generate) fn print(
    yaml: &mut Yaml,
    design: &Design,
    http: &HttpApi,
    backing: &Backing,
) {
    let at = Pointer::root().join("api").join("http");
    yaml.entry("openapi", definition::VERSION);
    yaml.map("info", |yaml| {
        yaml.at(at.join("name"), |yaml| definition::print_info(yaml, design));
        if !http.description.is_empty() {
            yaml.entry_at(at.join("description"), "description", &http.description);
        }
    });
    if http.disable_execute_api_endpoint {
        yaml.at(
            at.join("disable_execute_api_endpoint"),
            print_closed_endpoint,
        );
    }
    if let Some(cors) = &design.cors {
        yaml.at(Pointer::root().join("cors"), |yaml| {
            yaml.comment(words::sam_http_cors(design.output.language));
            print_cors(yaml, cors, "x-amazon-apigateway-cors", CORS_KEYS);
        });
    }
    print_body(yaml, design, http, backing, true);
}

/// The sections `paths` and `components`; with `parameters`, every method declares those of its path.
pub(in crate::generate) fn print_body(
    yaml: &mut Yaml,
    design: &Design,
    http: &HttpApi,
    backing: &Backing,
    parameters: bool,
) {
    yaml.map("paths", |yaml| {
        let mut seen = HashSet::new();
        let mut shapes = Shapes::default();
        for (index, route) in design.routes.iter().enumerate() {
            if route.methods.is_empty() || !seen.insert(&route.path) {
                continue;
            }
            let at = Pointer::root().join("routes").join(index);
            yaml.at(at.join("path"), |yaml| {
                shapes.print(yaml, route, !parameters, |yaml| {
                    print_route(yaml, design, (http, backing, parameters), (route, at));
                });
            });
        }
    });
    print_schemes(yaml, design, &backing.uris);
}

/// What closes the default URL.
fn print_closed_endpoint(yaml: &mut Yaml) {
    yaml.list("servers", |yaml| {
        yaml.item_map(|yaml| {
            yaml.entry("url", "/");
            yaml.map("x-amazon-apigateway-endpoint-configuration", |yaml| {
                yaml.entry("disableExecuteApiEndpoint", true);
            });
        });
    });
}

/// How a document spells the settings: origins, methods, headers, credentials, age, exposed headers.
pub(in crate::generate) type CorsKeys = [&'static str; 6];

const CORS_KEYS: CorsKeys = [
    "allowOrigins",
    "allowMethods",
    "allowHeaders",
    "allowCredentials",
    "maxAge",
    "exposeHeaders",
];

/// The settings with which an HTTP API answers other origins, under a key.
pub(in crate::generate) fn print_cors(yaml: &mut Yaml, cors: &Cors, key: &str, keys: CorsKeys) {
    let at = Pointer::root().join("cors");
    let [origins, methods, headers, credentials, age, exposed] = keys;
    yaml.map(key, |yaml| {
        yaml.list_at(at.join("allow_origins"), origins, &cors.allow_origins);
        yaml.at(at.join("allow_methods"), |yaml| {
            yaml.list(methods, |yaml| {
                for verb in cors::methods(cors) {
                    yaml.item(verb.as_str());
                }
            });
        });
        if !cors.allow_headers.is_empty() {
            yaml.list_at(at.join("allow_headers"), headers, &cors.allow_headers);
        }
        if cors.allow_credentials {
            yaml.entry_at(at.join("allow_credentials"), credentials, true);
        }
        if let Some(seconds) = cors.max_age_seconds {
            yaml.entry_at(at.join("max_age_seconds"), age, seconds);
        }
        if !cors.expose_headers.is_empty() {
            yaml.list_at(at.join("expose_headers"), exposed, &cors.expose_headers);
        }
    });
}

fn print_route(
    yaml: &mut Yaml,
    design: &Design,
    (http, backing, parameters): (&HttpApi, &Backing, bool),
    (route, at): (&Route, Pointer),
) {
    let mut seen = std::collections::BTreeSet::new();
    for (number, method) in route.methods.iter().enumerate() {
        if has_no_answer(design, method) || !seen.insert(method.verb) {
            continue;
        }
        let at = at.join("methods").join(number);
        yaml.at(at, |yaml| {
            let mut print = |method: &Method| {
                let operation = definition::operation(method.verb);
                yaml.map(&operation, |yaml| {
                    if route.is_default() {
                        yaml.entry("isDefaultRoute", true);
                    }
                    if parameters || method.function().is_none() {
                        definition::print_parameters(yaml, route);
                    }
                    print_security(yaml, design, method);
                    definition::print_responses(yaml, method);
                    match &method.integration {
                        Integration::LambdaProxy { function } => {
                            if let Some((function, _)) = design.function(function) {
                                let uri = &backing.uris[function];
                                print_function(yaml, http, uri, (function, method, at));
                            }
                        }
                        Integration::HttpProxy(proxy) => {
                            let link = design.vpc_link(&proxy.vpc_link);
                            let link = link.and_then(|(link, _)| backing.links.get(link));
                            let method = (route, method);
                            integration::print_http_proxy(
                                yaml,
                                (Kind::Http, link),
                                method,
                                proxy,
                                at,
                            );
                        }
                        Integration::AwsService(service) => {
                            let service = (service, method);
                            integration::print_subtype(yaml, design, backing, service, at);
                        }
                        Integration::Lambda { .. }
                        | Integration::Http(_)
                        | Integration::Mock(_) => {}
                    }
                });
            };
            print(method);
            if let Some(preflight) = cors::open_preflight(design, route, method) {
                print(&preflight);
            }
        });
    }
}

fn print_function(
    yaml: &mut Yaml,
    http: &HttpApi,
    uri: &Uri,
    (function, method, place): (usize, &Method, Pointer),
) {
    yaml.map("x-amazon-apigateway-integration", |yaml| {
        yaml.entry("type", "aws_proxy");
        yaml.entry("httpMethod", "POST");
        yaml.entry_at(method::function(method, place), "uri", uri.value());
        yaml.also(Pointer::root().join("functions").join(function));
        integration::print_timeout(yaml, method, place);
        let at = Pointer::root().join("api").join("http");
        let version = http.payload_format_version.as_str();
        yaml.entry_at(
            at.join("payload_format_version"),
            "payloadFormatVersion",
            version,
        );
        transform::print(yaml, method, place);
    });
}

fn print_security(yaml: &mut Yaml, design: &Design, method: &Method) {
    let name = match design.access.authorization_of(method) {
        Authorization::None => return,
        Authorization::Iam => "AWS_IAM",
        Authorization::Authorizer(name) => name,
    };
    yaml.list("security", |yaml| {
        yaml.item_map(|yaml| {
            yaml.list(name, |yaml| {
                let scopes = design.access.scopes_of(method).iter();
                scopes.for_each(|scope| yaml.item(scope));
            });
        });
    });
}

/// The security schemes that methods name.
fn print_schemes(yaml: &mut Yaml, design: &Design, uris: &[Uri]) {
    let access = &design.access;
    let iam = method::signed(design);
    let authorizers = Pointer::root().join("access").join("authorizers");
    let named = (!access.authorizers.is_empty()).then(|| authorizers.join(0));
    let Some(first) = iam.or(named) else { return };
    yaml.at(first, |yaml| {
        yaml.map("components", |yaml| {
            yaml.map("securitySchemes", |yaml| {
                if iam.is_some() {
                    yaml.map("AWS_IAM", |yaml| {
                        print_key(yaml, "Authorization");
                        yaml.entry("x-amazon-apigateway-authtype", "awsSigv4");
                    });
                }
                let mut seen = std::collections::BTreeSet::from(["AWS_IAM"]);
                for (index, authorizer) in access.authorizers.iter().enumerate() {
                    let at = authorizers.join(index);
                    if seen.insert(&authorizer.name) {
                        yaml.at(at, |yaml| {
                            let at = at.join("kind").join(authorizer.kind.key());
                            yaml.map(&authorizer.name, |yaml| {
                                print_scheme(yaml, design, uris, &authorizer.kind, at);
                            });
                        });
                    }
                }
            });
        });
    });
}

fn print_key(yaml: &mut Yaml, header: &str) {
    yaml.entry("type", "apiKey");
    yaml.entry("name", header);
    yaml.entry("in", "header");
}

fn print_scheme(
    yaml: &mut Yaml,
    design: &Design,
    uris: &[Uri],
    kind: &AuthorizerKind,
    at: Pointer,
) {
    let AuthorizerKind::Jwt(jwt) = kind else {
        // The header of a Lambda authorizer stands in its identity source.
        print_key(yaml, "Unused");
        yaml.map("x-amazon-apigateway-authorizer", |yaml| {
            yaml.entry("type", "request");
            let function = kind.function().and_then(|name| design.function(name));
            if let Some((function, _)) = function {
                yaml.entry_at(at.join("function"), "authorizerUri", uris[function].value());
            }
            let format = kind.format();
            yaml.at(of_format(format, at), |yaml| {
                yaml.entry("authorizerPayloadFormatVersion", format.version());
                if format != AuthorizerFormat::V1 {
                    yaml.entry("enableSimpleResponses", format.is_simple());
                }
            });
            let sources = kind.identity_sources_of_http();
            if !sources.is_empty() {
                yaml.entry("identitySource", &sources.join(", "));
            }
            if let Some(ttl) = kind.ttl_seconds() {
                let at = at.join("ttl_seconds");
                yaml.entry_at(at, "authorizerResultTtlInSeconds", ttl);
            }
        });
        return;
    };
    yaml.entry("type", "openIdConnect");
    let issuer = jwt.issuer.trim_end_matches('/');
    let discovery = format!("{issuer}/.well-known/openid-configuration");
    yaml.entry_at(at.join("issuer"), "openIdConnectUrl", &discovery);
    yaml.map("x-amazon-apigateway-authorizer", |yaml| {
        yaml.entry("type", "jwt");
        yaml.entry_at(
            at.join("header"),
            "identitySource",
            &kind.identity_sources_of_http().concat(),
        );
        definition::print_jwt(yaml, jwt, at);
    });
}

/// What `import-api` cannot say of the API itself.
pub(super) fn lost(http: &HttpApi, lost: &mut Vec<Diagnostic>) {
    if http.ip_address_type == IpAddressType::Dualstack {
        let at = Pointer::root().join("api").join("http");
        lost.push(super::loss(
            Severity::Info,
            at.join("ip_address_type"),
            sentence!(
                "OpenAPI has no address type: the README's command sets it after the import",
                "OpenAPI にアドレスタイプはなく、README のコマンドでインポート後に設定します",
            ),
        ));
    }
}
