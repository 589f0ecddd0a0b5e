//! What a REST API is told of a backend that gets less, or other, than the whole request: the definition, the
//! template and the scripts say the same. And what the gateway's role may do.

mod pieces;
mod rights;
mod s3;
mod service;
mod sqs;
mod states;

pub(super) use rights::{Right, rights};
pub(super) use service::{is_done, is_same_action, subtype};

use super::cors;
use crate::model::{Design, Integration, Mapping, Method, Passthrough, Template, Verb, placed};

/// All of it, in the order in which it is printed.
#[derive(PartialEq, Eq)]
pub(super) struct Told {
    /// `AWS` or `HTTP`.
    pub(super) kind: &'static str,
    /// The method at the backend.
    pub(super) verb: Verb,
    pub(super) target: Target,
    /// The gateway's role: of the design, or the one that is made.
    pub(super) role: Option<Role>,
    /// Place of a VPC link.
    pub(super) link: Option<usize>,
    /// `integration.request.…` and where the value comes from; sorted, each once.
    pub(super) parameters: Vec<(String, String)>,
    /// By content type; each once.
    pub(super) templates: Vec<(String, String)>,
    pub(super) passthrough: Passthrough,
    /// Each status once.
    pub(super) responses: Vec<Response>,
}

/// Where the backend is.
#[derive(PartialEq, Eq)]
pub(super) enum Target {
    /// Place of a function of the design.
    Function(usize),
    Uri(String),
}

/// With which role the gateway calls.
#[derive(PartialEq, Eq)]
pub(super) enum Role {
    /// The ARN of one that exists.
    Arn(String),
    /// The one that is made.
    Made,
}

/// What the caller gets for some of the backend's answers.
#[derive(PartialEq, Eq)]
pub(super) struct Response {
    /// Empty for all that no other response is for.
    pub(super) pattern: String,
    pub(super) status: String,
    /// By name, with the expression of the value; each once.
    pub(super) headers: Vec<(String, String)>,
    pub(super) templates: Vec<(String, String)>,
}

impl Response {
    /// Whether the body is text that a template makes: as bytes it would not be read.
    pub(super) const fn is_text(&self) -> bool {
        !self.templates.is_empty()
    }
}

impl Told {
    /// Of a method of the route at `index`; nothing where a proxy or the gateway itself answers, and for a function that the design lacks.
    pub(super) fn new(design: &Design, index: usize, method: &Method) -> Option<Self> {
        let route = &*design.routes[index];
        let mut told = match &method.integration {
            Integration::LambdaProxy { .. } | Integration::HttpProxy(_) | Integration::Mock(_) => {
                return None;
            }
            Integration::Lambda { function, mapping } => {
                let target = Target::Function(design.function(function)?.0);
                Self::mapped("AWS", Verb::Post, target, mapping)
            }
            Integration::Http(http) => {
                let verb = match http.verb {
                    Verb::Any => method.verb,
                    verb => verb,
                };
                let mut told =
                    Self::mapped("HTTP", verb, Target::Uri(http.uri.clone()), &http.mapping);
                told.link = design.vpc_link(&http.vpc_link).map(|(index, _)| index);
                told
            }
            Integration::AwsService(service) => service::of_service(design, service)?,
        };
        if let Target::Uri(uri) = &told.target {
            for name in placed(uri, &route.path) {
                let (to, from) = path_parameter(name);
                told.parameters.push((to, from));
            }
        }
        told.parameters = once(told.parameters);
        told.parameters.sort();
        let cors = design.cors_of(index, route);
        let readable = cors.map_or_else(Vec::new, |(_, cors)| cors::error_headers(cors));
        for response in &mut told.responses {
            let readable = readable.iter();
            let readable = readable.map(|(name, value)| ((*name).to_owned(), value.clone()));
            response.headers.extend(readable);
            response.headers = once_by(std::mem::take(&mut response.headers), |name| {
                name.to_ascii_lowercase()
            });
        }
        let mut seen = std::collections::BTreeSet::new();
        told.responses
            .retain(|response| seen.insert(response.status.clone()));
        Some(told)
    }

    fn mapped(kind: &'static str, verb: Verb, target: Target, mapping: &Mapping) -> Self {
        let parameters = mapping.parameters.iter();
        let responses = mapping.responses.iter();
        Self {
            kind,
            verb,
            target,
            role: None,
            link: None,
            parameters: parameters
                .map(|one| (one.name.clone(), one.value.clone()))
                .collect(),
            templates: templates(&mapping.templates),
            passthrough: mapping.passthrough,
            responses: responses
                .map(|response| Response {
                    pattern: response.pattern.clone(),
                    status: response.status.to_string(),
                    headers: response
                        .headers
                        .iter()
                        .map(|one| (one.name.clone(), one.value.clone()))
                        .collect(),
                    templates: templates(&response.templates),
                })
                .collect(),
        }
    }

    /// Parameters of the request that must be declared before something may be made of them.
    pub(super) fn declared(&self) -> Vec<String> {
        let sources = self.parameters.iter();
        let mut declared: Vec<String> = sources
            .filter_map(|(_, from)| parameter(from))
            .map(|(place, name)| format!("method.request.{place}.{name}"))
            .collect();
        declared.sort_unstable();
        declared.dedup();
        declared
    }

    /// Whether bytes become text on their way in, which a template reads.
    pub(super) const fn is_text(&self) -> bool {
        !self.templates.is_empty()
    }
}

/// Where a part of the request stands that an expression takes, and its name.
pub(super) fn parameter(from: &str) -> Option<(&'static str, &str)> {
    let (place, name) = from.strip_prefix("method.request.")?.split_once('.')?;
    let place = match place {
        "header" | "multivalueheader" => "header",
        "querystring" | "multivaluequerystring" => "querystring",
        "path" => "path",
        _ => return None,
    };
    (!name.is_empty()).then_some((place, name))
}

/// The same parameter in the request, and where it goes.
fn path_parameter(name: &str) -> (String, String) {
    (
        format!("integration.request.path.{name}"),
        format!("method.request.path.{name}"),
    )
}

fn templates(list: &[Template]) -> Vec<(String, String)> {
    let pairs = list.iter();
    once(
        pairs
            .map(|one| (one.content_type.clone(), one.template.clone()))
            .collect(),
    )
}

fn once(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    once_by(pairs, str::to_owned)
}

/// The first of each key.
fn once_by(mut pairs: Vec<(String, String)>, key: fn(&str) -> String) -> Vec<(String, String)> {
    let mut seen = std::collections::BTreeSet::new();
    pairs.retain(|(name, _)| seen.insert(key(name)));
    pairs
}
