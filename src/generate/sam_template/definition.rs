//! The API's definition: of its own file, and of the template where a CORS preflight or
//! authorizers must stand beside the methods.
//!
//! SAM's own `Cors` makes a preflight that fails with `*/*` as binary type, for
//! it lacks `contentHandling` (aws/serverless-application-model#553). SAM's
//! `MergeDefinitions` writes `ANY` as `any`, which is no operation of OpenAPI
//! (aws-sam-translator 1.115). So the definition holds every method itself, and
//! the functions' events only add the permissions.

use std::collections::HashSet;
use std::sync::Arc;

use super::integration::{self, Kind};
pub(in crate::generate) use super::security::print_jwt;
use super::{Ids, function, request, security};
use crate::diagnostic::Pointer;
use crate::generate::integration::{Told, is_done};
use crate::generate::{are_different, cors, kept, method, resource_policy};
use crate::model::{Cors, Design, Function, Integration, Method, Route, RouteCors, Verb, tree};
use crate::text::yaml::tree::Alike;
use crate::text::yaml::{self, Value, Yaml};
use crate::words::files as words;

/// What API Gateway calls to run a function.
pub(in crate::generate) enum Uri {
    /// With intrinsic functions of a template.
    Sub(String),
    /// As it stands.
    Text(String),
}

impl Uri {
    /// The service's own address of a function; both texts may hold references of a template.
    fn path(service: &str, function: &str) -> String {
        format!("arn:{service}:lambda:path/2015-03-31/functions/{function}/invocations")
    }

    /// Of a function whose ARN is known.
    pub(in crate::generate) fn of_arn(partition: &str, region: &str, arn: &str) -> Self {
        Self::Text(Self::path(&format!("{partition}:apigateway:{region}"), arn))
    }

    /// Called from a template, which may have it or not.
    fn of_function(function: &Function, id: &str) -> Self {
        let service = "${AWS::Partition}:apigateway:${AWS::Region}";
        Self::Sub(Self::path(service, &function::called(function, id)))
    }

    pub(in crate::generate) fn value(&self) -> Value<'_> {
        match self {
            Self::Sub(text) => yaml::sub(text),
            Self::Text(text) => text.into(),
        }
    }
}

/// What a definition names beside functions.
pub(in crate::generate) enum Named {
    /// A resource of the template.
    Reference(String),
    /// An attribute of one.
    Attribute(String),
    /// As it stands.
    Text(String),
}

impl Named {
    pub(in crate::generate) fn value(&self) -> Value<'_> {
        match self {
            Self::Reference(id) => yaml::reference(id),
            Self::Attribute(path) => yaml::get_att(path),
            Self::Text(text) => text.into(),
        }
    }
}

/// What the methods of a definition lead to.
pub(in crate::generate) struct Backing {
    /// By the place of the function in the design.
    pub(in crate::generate) uris: Vec<Uri>,
    /// The role that is made for the gateway.
    pub(in crate::generate) role: Named,
    /// By the place of the VPC link in the design.
    pub(in crate::generate) links: Vec<Named>,
}

/// A header of the preflight answer, spelt once for all routes.
struct Header {
    at: Pointer,
    name: &'static str,
    parameter: String,
    value: String,
}

/// The methods of a design, in OpenAPI.
pub(in crate::generate) struct Definition<'a> {
    design: &'a Design,
    backing: Backing,
    /// Of the preflight; none without CORS.
    preflight: Option<Preflight>,
    /// Whether methods declare the parameters of their path, which OpenAPI demands and SAM does not.
    parameters: bool,
}

/// Whether the API of a template needs one: without it, SAM makes the methods of the functions' events.
/// A function of another stack has none.
pub(super) fn applies(design: &Design) -> bool {
    let own_cors = |route: &Arc<Route>| route.cors != RouteCors::Api;
    let needed = design.cors.is_some()
        || design.routes.iter().any(own_cors)
        || request::any(design)
        || security::is_authorized(design)
        || resource_policy::of(design).is_some()
        || is_beyond_events(design);
    design.rest().is_some() && needed
}

/// Whether methods say what the events of functions cannot: another backend, a function of another stack, how
/// long a REST API waits, and more methods than a function's policy has room for.
pub(super) fn is_beyond_events(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let is_http = design.http().is_some();
    methods.any(|method| {
        !method.integration.is_lambda_proxy()
            || method.timeout_ms.is_some()
            || (is_http && method.transformed().is_some())
    }) || kept::has_operations(&design.kept)
        || !function::called_elsewhere(design).is_empty()
        || function::is_any_permitted_at_once(design)
}

/// What the methods of a template lead to.
pub(super) fn backing(design: &Design, ids: &Ids) -> Backing {
    let links = design.vpc_links.iter().zip(&ids.links);
    Backing {
        uris: uris(design, ids),
        role: Named::Attribute(format!("{}.Arn", ids.role)),
        links: links
            .map(|(link, id)| {
                if link.exists() {
                    Named::Text(link.id.clone())
                } else {
                    Named::Reference(id.clone())
                }
            })
            .collect(),
    }
}

/// What API Gateway calls to run each function, from a template.
fn uris(design: &Design, ids: &Ids) -> Vec<Uri> {
    let functions = design.functions.iter().zip(&ids.functions);
    let uris = functions.map(|(function, id)| Uri::of_function(function, id));
    uris.collect()
}

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let language = design.output.language;
    yaml.comment(if design.cors.is_some() {
        words::sam_preflight(language)
    } else {
        words::sam_definition(language)
    });
    yaml.shared_map("DefinitionBody", |yaml| {
        yaml.entry("openapi", VERSION);
        yaml.map("info", |yaml| print_info(yaml, design));
        Definition::new(design, backing(design, ids), false).print(yaml);
    });
}

/// The newest version that API Gateway imports.
pub(in crate::generate) const VERSION: &str = "3.0.1";

/// The API's name, and a version that OpenAPI demands.
pub(in crate::generate) fn print_info(yaml: &mut Yaml, design: &Design) {
    let title = design.api.name();
    yaml.entry("title", if title.is_empty() { "API" } else { title });
    yaml.entry("version", "1.0");
}

impl<'a> Definition<'a> {
    /// The methods of a design that lead there.
    pub(in crate::generate) fn new(design: &'a Design, backing: Backing, parameters: bool) -> Self {
        let at = Pointer::root().join("cors");
        let preflight = design.cors.as_ref().map(|cors| Preflight::new(cors, at));
        Self {
            design,
            backing,
            preflight,
            parameters,
        }
    }

    /// The policy, and the sections `paths` and `components`.
    pub(in crate::generate) fn print(&self, yaml: &mut Yaml) {
        if let Some(policy) = resource_policy::of(self.design) {
            policy.print_yaml(yaml);
        }
        yaml.map("paths", |yaml| self.print_paths(yaml));
        request::print_validators(yaml, self.design);
        security::print_components(yaml, self.design, &self.backing.uris);
    }

    fn print_paths(&self, yaml: &mut Yaml) {
        let paths = self.design.routes.iter().map(|route| &*route.path);
        let are_different = are_different(paths);
        let mut seen = HashSet::new();
        let mut shapes = Shapes::default();
        for (index, route) in self.design.routes.iter().enumerate() {
            let mut is_new = || are_different || seen.insert(&route.path);
            if route.methods.is_empty() || !is_new() {
                continue;
            }
            let at = Pointer::root().join("routes").join(index);
            let print = |yaml: &mut Yaml| self.print_route(yaml, index, route, at);
            yaml.at(at.join("path"), |yaml| {
                shapes.print(yaml, route, !self.parameters, print);
            });
        }
    }

    fn print_route(&self, yaml: &mut Yaml, index: usize, route: &Route, at: Pointer) {
        let mut seen = std::collections::BTreeSet::new();
        for (number, method) in route.methods.iter().enumerate() {
            if is_answered(self.design, method) && seen.insert(method.verb) {
                let at = at.join("methods").join(number);
                yaml.at(at, |yaml| {
                    self.print_method(yaml, (index, route), method, at)
                });
            }
        }
        let Some((at, cors)) = self.design.cors_of(index, route) else {
            return;
        };
        if !seen.contains(&Verb::Options) {
            let own = || (route.cors != RouteCors::Api).then(|| Preflight::new(cors, at));
            let own = own();
            yaml.at(at, |yaml| {
                yaml.map("options", |yaml| {
                    if self.parameters {
                        print_parameters(yaml, route);
                    }
                    if let Some(preflight) = own.as_ref().or(self.preflight.as_ref()) {
                        preflight.print(yaml);
                    }
                });
            });
        }
    }

    fn print_method(
        &self,
        yaml: &mut Yaml,
        (index, route): (usize, &Route),
        method: &Method,
        at: Pointer,
    ) {
        yaml.map(&operation(method.verb), |yaml| {
            let told = Told::new(self.design, index, method);
            let taken = told.as_ref().map_or_else(Vec::new, Told::declared);
            // What the backend takes from the request must be declared.
            let path = self.parameters
                || matches!(method.integration, Integration::HttpProxy(_))
                || !taken.is_empty();
            request::print_parameters(yaml, (route, method), (path, &taken), at);
            request::print_body(yaml, &method.request, at);
            security::print(yaml, self.design, method);
            match &method.integration {
                Integration::Lambda { .. } | Integration::Http(_) | Integration::AwsService(_) => {
                    if let Some(told) = &told {
                        integration::print_told_responses(yaml, told);
                        integration::print_told(yaml, &self.backing, told, method, at);
                    }
                }
                Integration::LambdaProxy { function } => {
                    print_responses(yaml, method);
                    if let Some((function, _)) = self.design.function(function) {
                        self.print_function(yaml, method, function, at);
                    }
                }
                Integration::HttpProxy(proxy) => {
                    print_responses(yaml, method);
                    let link = self.link(&proxy.vpc_link);
                    let method = (route, method);
                    integration::print_http_proxy(yaml, (Kind::Rest, link), method, proxy, at);
                }
                Integration::Mock(mock) => {
                    let cors = self.design.cors_of(index, route).map(|(_, cors)| cors);
                    integration::print_mock_responses(yaml, cors, mock);
                    integration::print_mock(yaml, cors, (method, mock), at);
                }
            }
        });
    }

    fn link(&self, name: &str) -> Option<&Named> {
        let (link, _) = self.design.vpc_link(name)?;
        self.backing.links.get(link)
    }

    fn print_function(&self, yaml: &mut Yaml, method: &Method, function: usize, at: Pointer) {
        yaml.map("x-amazon-apigateway-integration", |yaml| {
            yaml.entry("type", "aws_proxy");
            yaml.entry("httpMethod", "POST");
            let uri = self.backing.uris[function].value();
            yaml.entry_at(method::function(method, at), "uri", uri);
            yaml.also(Pointer::root().join("functions").join(function));
            integration::print_timeout(yaml, method, at);
            request::print_cache_keys(yaml, &method.request, at);
        });
    }
}

/// Routes that say the same but for their path, which is most of a large design.
#[derive(Default)]
pub(in crate::generate) struct Shapes<'a>(Vec<(&'a Route, Alike)>);

impl<'a> Shapes<'a> {
    /// More of them are no longer looked through for each route.
    const MOST: usize = 32;

    /// Prints the entry of a path. `is_bare` says that its parameters do not stand below it.
    pub(in crate::generate) fn print(
        &mut self,
        yaml: &mut Yaml,
        route: &'a Route,
        is_bare: bool,
        print: impl FnOnce(&mut Yaml),
    ) {
        // What else answers, or is declared, takes words of the path.
        let is_plain = |one: &Method| {
            one.integration.is_lambda_proxy() && one.request.is_empty() && one.transform.is_empty()
        };
        let is_plain = is_bare && !route.is_default() && route.methods.iter().all(is_plain);
        let is_same =
            |(other, _): &&(&Route, _)| other.methods == route.methods && other.cors == route.cors;
        let known = self.0.iter().find(|one| is_plain && is_same(one));
        let known = known.map(|(_, alike)| alike);
        let grown = yaml.alike_map(&route.path, known, print);
        let grown = grown.filter(|_| is_plain && self.0.len() < Self::MOST);
        self.0.extend(grown.map(|alike| (route, alike)));
    }
}

/// Whether what shall answer a method is there: a function that the design lacks is not, nor is what another kind of API does.
pub(in crate::generate) fn is_answered(design: &Design, method: &Method) -> bool {
    let done = method.integration.service();
    done.is_none_or(|service| is_done(design, service))
        && method
            .function()
            .is_none_or(|function| design.function(function).is_some())
}

/// The operation of a verb.
pub(in crate::generate) fn operation(verb: Verb) -> String {
    match verb {
        Verb::Any => "x-amazon-apigateway-any-method".to_owned(),
        verb => verb.as_str().to_ascii_lowercase(),
    }
}

/// What API Gateway's own export writes; a proxy's answer may have any status.
pub(in crate::generate) fn print_responses(yaml: &mut Yaml, method: &Method) {
    yaml.map("responses", |yaml| {
        yaml.map("200", |yaml| {
            let description = match method.function() {
                Some(_) => "Whatever the function answers",
                None => "Whatever the server answers",
            };
            yaml.entry("description", description);
        });
    });
}

/// `{id}` and `{proxy+}`, which is `proxy` as a parameter.
pub(in crate::generate) fn print_parameters(yaml: &mut Yaml, route: &Route) {
    let names = tree::parameters(&route.path);
    if names.is_empty() {
        return;
    }
    yaml.list("parameters", |yaml| {
        for name in names {
            yaml.item_map(|yaml| {
                yaml.entry("name", name);
                yaml.entry("in", "path");
                yaml.entry("required", true);
                yaml.map("schema", |yaml| yaml.entry("type", "string"));
            });
        }
    });
}

/// What the gateway answers to `OPTIONS`.
struct Preflight {
    headers: Vec<Header>,
    /// What names another origin than the first, with its place.
    template: Option<(Pointer, String)>,
}

impl Preflight {
    fn new(cors: &Cors, at: Pointer) -> Self {
        let headers = cors::headers(cors).into_iter();
        let headers = headers.map(|(field, name, value)| Header {
            at: at.join(field),
            name,
            parameter: format!("method.response.header.{name}"),
            value: cors::constant(&value),
        });
        let template = cors::template(cors);
        Self {
            headers: headers.collect(),
            template: template.map(|template| (at.join("allow_origins"), template)),
        }
    }

    fn print(&self, yaml: &mut Yaml) {
        yaml.map("responses", |yaml| {
            yaml.map("204", |yaml| {
                yaml.entry("description", "CORS preflight");
                yaml.map("headers", |yaml| {
                    for header in &self.headers {
                        yaml.at(header.at, |yaml| {
                            yaml.map(header.name, |yaml| {
                                yaml.map("schema", |yaml| yaml.entry("type", "string"));
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
                yaml.entry("application/json", r#"{"statusCode":204}"#);
            });
            yaml.map("responses", |yaml| {
                yaml.map("default", |yaml| {
                    yaml.entry("statusCode", "204");
                    if self.template.is_some() {
                        yaml.entry("contentHandling", "CONVERT_TO_TEXT");
                    }
                    yaml.map("responseParameters", |yaml| {
                        for header in &self.headers {
                            yaml.entry_at(header.at, &header.parameter, &header.value);
                        }
                    });
                    if let Some((at, template)) = &self.template {
                        yaml.at(*at, |yaml| {
                            yaml.map("responseTemplates", |yaml| {
                                yaml.entry(cors::TEMPLATE_TYPE, template.as_str());
                            });
                        });
                    }
                });
            });
        });
    }
}
