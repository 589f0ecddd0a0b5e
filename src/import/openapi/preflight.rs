//! Preflights: mocks of `OPTIONS` that say which other origins may call, as the studio, SAM and API Gateway's console
//! make them.

mod status;

use std::sync::Arc;

use super::operations::{Found, Operation};
use super::{Body, Reader, integration, mock, origin};
use crate::diagnostic::Severity;
use crate::import::node::Node;
use crate::model::{
    Authorization, Cors, GatewayResponse, Integration, Method, Route, RouteCors, Variable, Verb,
};
use crate::sentence;
use status::STATUS;

impl Reader<'_> {
    /// What a preflight says; nothing of any other operation.
    pub(super) fn read_preflight(&mut self, operation: &Operation<'_>) -> Option<Cors> {
        let node = operation.node;
        let integration = node.entry(integration::KEY)?;
        let kind = integration.value.get("type").and_then(Node::as_str)?;
        let is_open = node
            .get("security")
            .is_none_or(|list| list.items().is_empty());
        if self.is_http()
            || operation.verb != Verb::Options
            || !kind.eq_ignore_ascii_case("mock")
            || !is_open
        {
            return None;
        }
        let mut others = Vec::new();
        // A body says nothing to a browser.
        let answer = mock::answer(&integration.value, |template| {
            mock::plain(template).or_else(|| {
                others = origin::named(template)?;
                Some(String::new())
            })
        })?;
        let cors = said(&answer.headers, others)?;
        if answer.status != STATUS {
            self.other_preflight
                .get_or_insert((integration.at, answer.status));
        }
        integration.set_all(crate::import::node::Mark::Represented);
        for key in [
            "responses",
            "security",
            "parameters",
            "consumes",
            "produces",
        ] {
            node.take_all(key);
        }
        Some(cors)
    }
}

/// The settings that the headers of a preflight's answer say, with the origins that its template names, when they
/// say nothing else.
fn said(headers: &[Variable], others: Vec<String>) -> Option<Cors> {
    let mut cors = Cors::nothing();
    let list = |value: &str| -> Vec<String> {
        let names = value.split(',').map(str::trim);
        names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    for Variable { name, value } in headers {
        match name.to_ascii_lowercase().as_str() {
            "access-control-allow-origin" => cors.allow_origins = vec![value.clone()],
            "access-control-allow-headers" => cors.allow_headers = list(value),
            "access-control-allow-methods" => {
                let verbs = list(value);
                let verbs: Option<Vec<Verb>> = verbs.iter().map(|name| verb(name)).collect();
                cors.allow_methods = shortened(verbs?);
            }
            "access-control-allow-credentials" => cors.allow_credentials = value == "true",
            "vary" if value.eq_ignore_ascii_case("origin") => {}
            "access-control-max-age" => cors.max_age_seconds = Some(value.parse().ok()?),
            _ => return None,
        }
    }
    // Whoever asks is named: with credentials that is more than `*`.
    if cors.allow_credentials && others.iter().any(|other| other == "*") {
        return None;
    }
    let complete = !cors.allow_origins.is_empty() && !cors.allow_methods.is_empty();
    for other in others {
        if !cors.allow_origins.contains(&other) {
            cors.allow_origins.push(other);
        }
    }
    complete.then_some(cors)
}

/// A method's name in a header; `*` stands for all.
pub(super) fn verb(name: &str) -> Option<Verb> {
    if name == "*" {
        return Some(Verb::Any);
    }
    Verb::ALL.into_iter().find(|verb| verb.as_str() == name)
}

/// `ANY` for all that there are.
pub(super) fn shortened(verbs: Vec<Verb>) -> Vec<Verb> {
    if verbs == Verb::ALL[1..] || verbs.contains(&Verb::Any) {
        vec![Verb::Any]
    } else {
        verbs
    }
}

/// The headers that let other origins read an answer; a constant of a mapping stands in quotes.
fn readable(cors: &Cors) -> Vec<(&'static str, String)> {
    let origin = cors.fixed_origin().to_owned();
    let mut headers = vec![("Access-Control-Allow-Origin", origin)];
    if cors.allow_credentials {
        headers.push(("Access-Control-Allow-Credentials", "true".to_owned()));
    }
    if !cors.expose_headers.is_empty() {
        let names = cors.expose_headers.join(",");
        headers.push(("Access-Control-Expose-Headers", names));
    }
    headers
}

/// The headers that all of the gateway's own errors let a page read: one that says others has them of its own.
fn exposed(answers: &[GatewayResponse]) -> Vec<String> {
    let said = |kind: &str| {
        let errors = answers.iter().filter(|one| one.response_type == kind);
        let mut headers = errors.flat_map(|one| &one.headers);
        let found = headers.find(|one| {
            one.name
                .eq_ignore_ascii_case("access-control-expose-headers")
        });
        found.map_or("", |one| one.value.trim_matches('\''))
    };
    let names = Some(said("DEFAULT_4XX")).filter(|names| *names == said("DEFAULT_5XX"));
    let names = names.unwrap_or_default();
    let names = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Whether a list has all these headers; a value may stand in the quotes of a constant.
fn has(list: &[Variable], wanted: &[(&'static str, String)]) -> bool {
    wanted
        .iter()
        .all(|one| list.iter().any(|header| is(header, one)))
}

fn is(header: &Variable, (name, value): &(&'static str, String)) -> bool {
    let own = header
        .value
        .strip_prefix('\'')
        .and_then(|own| own.strip_suffix('\''));
    header.name.eq_ignore_ascii_case(name) && own.unwrap_or(&header.value) == value
}

/// Whether a header is what settings add; one that somebody spelt otherwise stays as it is.
fn is_added(header: &Variable, added: &(&'static str, String)) -> bool {
    header.name == added.0 && is(header, added)
}

/// Decides what is the API's and what a path's own, and puts the paths into the body.
pub(super) fn settle(reader: &mut Reader<'_>, mut found: Vec<Found>, body: &mut Body) {
    if reader.is_http() {
        let routes = found.into_iter().map(|one| one.route);
        body.routes = routes
            .filter(|route| !route.methods.is_empty())
            .map(Arc::new)
            .collect();
        if body.cors.is_some() {
            take_opened(&mut body.routes, &Authorization::None);
        }
        return;
    }
    let mut common = common(&found, &reader.rest.gateway_responses);
    if let Some(cors) = &mut common {
        // A preflight does not say which headers a page may read: the gateway's own errors do.
        let exposed = exposed(&reader.rest.gateway_responses);
        let preflights = found.iter_mut().filter_map(|one| one.preflight.as_mut());
        for own in preflights.filter(|own| **own == *cors) {
            own.expose_headers.clone_from(&exposed);
        }
        cors.expose_headers = exposed;
        strip_answers(&mut reader.rest.gateway_responses, &readable(cors));
    }
    let routes = found.into_iter().filter_map(
        |Found {
             mut route,
             preflight,
         }| {
            match preflight {
                Some(cors) if is_faithful(&route, &cors) => {
                    strip(&mut route, &readable(&cors));
                    if common.as_ref() != Some(&cors) {
                        route.cors = RouteCors::Own(cors);
                    }
                }
                Some(cors) => {
                    let others = cors.other_origins().join("`, `");
                    if !others.is_empty() {
                        let path = &route.path;
                        reader.reading.say(
                            Severity::Warning,
                            "openapi-mock-decides",
                            // The document's beginning: where the method stood is known no more.
                            reader.root.at,
                            sentence!(
                                "the preflight of `{path}` names `{others}`, too, which the fixed answer of a design cannot",
                                "`{path}` のプリフライトは `{others}` にも応答しますが、設計の固定応答では表せません",
                            ),
                            sentence!(
                                "give the route CORS settings of its own",
                                "このルートに専用の CORS を設定してください"
                            ),
                        );
                    }
                    route.methods.push(as_method(&cors));
                    route.cors = off(common.as_ref());
                }
                None => {
                    let answers = route
                        .methods
                        .iter()
                        .any(|method| method.verb == Verb::Options);
                    // With a preflight of its own a path can still leave its answers to the API's own pages.
                    let opens = common.as_ref().is_none_or(|cors| is_faithful(&route, cors));
                    if !answers || !opens {
                        route.cors = off(common.as_ref());
                    }
                }
            }
            let is_empty = route.methods.is_empty() && !matches!(route.cors, RouteCors::Own(_));
            (!is_empty).then(|| Arc::new(route))
        },
    );
    body.routes = routes.collect();
    body.cors = common;
}

fn off(common: Option<&Cors>) -> RouteCors {
    if common.is_some() {
        RouteCors::Off
    } else {
        RouteCors::Api
    }
}

/// The settings of most paths, when the gateway's own errors say them, too: then they are the API's.
fn common(found: &[Found], answers: &[GatewayResponse]) -> Option<Cors> {
    let mut counted: Vec<(&Cors, usize)> = Vec::new();
    for cors in found.iter().filter_map(|one| one.preflight.as_ref()) {
        match counted.iter_mut().find(|(other, _)| *other == cors) {
            Some((_, count)) => *count += 1,
            None => counted.push((cors, 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let errs = |cors: &Cors, kind: &str| {
        let mut answers = answers.iter();
        let wanted = readable(cors);
        answers.any(|one| one.response_type == kind && has(&one.headers, &wanted))
    };
    let said = counted.into_iter().map(|(cors, _)| cors);
    let mut said = said.filter(|cors| errs(cors, "DEFAULT_4XX") && errs(cors, "DEFAULT_5XX"));
    said.next().cloned()
}

/// Takes away what the API's settings add to the gateway's own answers by themselves.
fn strip_answers(answers: &mut Vec<GatewayResponse>, added: &[(&'static str, String)]) {
    for answer in &mut *answers {
        answer
            .headers
            .retain(|header| !added.iter().any(|one| is_added(header, one)));
    }
    answers.retain(|answer| {
        let is_error = matches!(&*answer.response_type, "DEFAULT_4XX" | "DEFAULT_5XX");
        let says =
            answer.status.is_some() || !answer.headers.is_empty() || !answer.templates.is_empty();
        !is_error || says
    });
}

/// Whether the answers of a path's other methods can be read by other origins, as the design would have it.
fn is_faithful(route: &Route, cors: &Cors) -> bool {
    let wanted = readable(cors);
    route
        .methods
        .iter()
        .all(|method| match &method.integration {
            Integration::Mock(mock) => names(&mock.headers, &wanted),
            other => other.mapping().is_none_or(|mapping| {
                mapping
                    .responses
                    .iter()
                    .all(|answer| names(&answer.headers, &wanted))
            }),
        })
}

/// Whether a list has headers of all these names: one with another value stays beside what settings add.
fn names(list: &[Variable], wanted: &[(&'static str, String)]) -> bool {
    let named = |name: &str| list.iter().any(|one| one.name.eq_ignore_ascii_case(name));
    wanted.iter().all(|(name, _)| named(name))
}

/// Takes away what the settings add to the answers of a path's methods by themselves.
fn strip(route: &mut Route, added: &[(&'static str, String)]) {
    let own = |headers: &mut Vec<Variable>| {
        headers.retain(|header| !added.iter().any(|one| is_added(header, one)))
    };
    for method in &mut route.methods {
        match &mut method.integration {
            Integration::Mock(mock) => own(&mut mock.headers),
            Integration::Lambda { mapping, .. } => {
                mapping
                    .responses
                    .iter_mut()
                    .for_each(|answer| own(&mut answer.headers));
            }
            Integration::Http(http) => {
                http.mapping
                    .responses
                    .iter_mut()
                    .for_each(|answer| own(&mut answer.headers));
            }
            Integration::AwsService(service) => {
                if let crate::model::ServiceAction::Other(other) = &mut service.action {
                    let answers = other.mapping.responses.iter_mut();
                    answers.for_each(|answer| own(&mut answer.headers));
                }
            }
            Integration::LambdaProxy { .. } | Integration::HttpProxy(_) => {}
        }
    }
}

/// A preflight as a method of its own: where the other answers of a path are not for other origins.
fn as_method(cors: &Cors) -> Method {
    let mut headers = Vec::new();
    let mut add = |name: &str, value: String| {
        headers.push(Variable {
            name: name.into(),
            value,
        });
    };
    let verbs = match cors.allow_methods.as_slice() {
        [Verb::Any] => &Verb::ALL[1..],
        verbs => verbs,
    };
    let verbs: Vec<&str> = verbs.iter().map(|verb| verb.as_str()).collect();
    add(
        "Access-Control-Allow-Origin",
        cors.fixed_origin().to_owned(),
    );
    add("Access-Control-Allow-Methods", verbs.join(","));
    if !cors.allow_headers.is_empty() {
        add("Access-Control-Allow-Headers", cors.allow_headers.join(","));
    }
    if cors.allow_credentials {
        add("Access-Control-Allow-Credentials", "true".into());
    }
    if let Some(age) = cors.max_age_seconds {
        add("Access-Control-Max-Age", age.to_string());
    }
    Method {
        verb: Verb::Options,
        integration: Integration::Mock(crate::model::Mock {
            status: STATUS,
            body: String::new(),
            headers,
            ..crate::model::Mock::default()
        }),
        authorization: Some(Authorization::None),
        api_key_required: Some(false),
        ..Method::default()
    }
}

/// Takes the `OPTIONS` away that an HTTP API with CORS gets beside a protected `ANY` by itself, so that preflights pass.
pub(crate) fn take_opened(routes: &mut [Arc<Route>], general: &Authorization) {
    let own = |method: &Method| method.authorization.clone().unwrap_or(general.clone());
    for route in routes {
        let mut methods = route.methods.iter();
        let any = methods.find(|method| method.verb == Verb::Any);
        let protected = any.filter(|any| own(any) != Authorization::None);
        let Some(wanted) = protected.map(|any| &any.integration) else {
            continue;
        };
        let twin = route.methods.iter().position(|method| {
            method.verb == Verb::Options
                && method.integration == *wanted
                && own(method) == Authorization::None
        });
        if let Some(twin) = twin {
            Arc::make_mut(route).methods.remove(twin);
        }
    }
}
