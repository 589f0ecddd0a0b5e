//! Events of functions that are routes of an API.

use std::borrow::Cow;
use std::collections::hash_map;
use std::sync::Arc;

use super::props::Props;
use super::scope::referred;
use super::{Reader, Resource, Template};
use crate::import::node::{Entry, Mark, Node};
use crate::model::{Authorization, Integration, Method, PayloadFormat, Route, Verb};

/// Of which kind of API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Api`.
    Rest,
    /// `HttpApi`.
    Http,
}

/// Keys of an event that say what calls the function.
const ROUTE: [&str; 4] = ["Path", "Method", "RestApiId", "ApiId"];

/// An event that is a route.
pub(super) struct Event<'a> {
    pub(super) kind: Kind,
    pub(super) function: Resource<'a>,
    /// Logical id of its API; `None` where it cannot be known.
    pub(super) api: Option<Cow<'a, str>>,
    pub(super) entry: &'a Entry,
    /// The events of the function.
    events: &'a Entry,
    properties: Option<&'a Node>,
}

impl<'a> Event<'a> {
    /// What it says.
    pub(super) const fn props(&self, template: &'a Template<'a>) -> Props<'a> {
        Props::new(&template.scope, self.properties, None)
    }

    /// Whether it says nothing but what calls the function, as most do.
    fn is_plain(&self) -> bool {
        let properties = self.properties.map_or(&[][..], Node::entries);
        let mut keys = properties.iter().map(|entry| entry.key.as_str());
        keys.all(|key| ROUTE.contains(&key))
    }
}

/// Every event of resources of a type that is a route.
pub(super) fn all<'a>(resources: &[Resource<'a>], kind: &str) -> Vec<Event<'a>> {
    let functions = resources.iter().filter(|one| one.kind == kind);
    let events = functions.flat_map(|function| {
        let events = function.properties.and_then(|one| one.entry("Events"));
        let inside = events.into_iter().flat_map(|events| {
            let inside = events.value.entries().iter();
            inside.map(move |entry| (events, entry))
        });
        inside.filter_map(|(events, entry)| read(*function, events, entry))
    });
    events.collect()
}

fn read<'a>(function: Resource<'a>, events: &'a Entry, entry: &'a Entry) -> Option<Event<'a>> {
    let (kind, key, implicit) = match entry.value.get("Type")?.as_str()? {
        "Api" => (Kind::Rest, "RestApiId", "ServerlessRestApi"),
        "HttpApi" => (Kind::Http, "ApiId", "ServerlessHttpApi"),
        _ => return None,
    };
    let properties = entry.value.get("Properties");
    let api = match properties.and_then(|one| one.get(key)) {
        None => Some(Cow::Borrowed(implicit)),
        Some(node) => match node.as_str() {
            Some(id) => Some(Cow::Borrowed(id)),
            None => referred(node),
        },
    };
    Some(Event {
        kind,
        function,
        api,
        entry,
        events,
        properties,
    })
}

/// The verb of a word, in any case.
pub(super) fn verb(word: &str) -> Option<Verb> {
    if word == "*" || word.eq_ignore_ascii_case("x-amazon-apigateway-any-method") {
        return Some(Verb::Any);
    }
    Verb::ALL
        .into_iter()
        .find(|verb| verb.as_str().eq_ignore_ascii_case(word))
}

impl<'a> Reader<'a, '_> {
    /// The routes that the events of functions give an API.
    pub(super) fn read_events(&mut self, api: &str) {
        let template = self.template;
        let events = template.events.iter();
        let events = events.filter(|event| event.api.as_deref() == Some(api));
        if let Some(format) = self.format_of(events.clone()) {
            self.set_format(format);
        }
        for event in events {
            self.read_event(event);
        }
    }

    /// The one format of events that a design has for all of an HTTP API: the older one where each of its routes asks for
    /// it. `None` where a definition has routes already, which say it, or where no event is there.
    fn format_of(&self, events: impl Iterator<Item = &'a Event<'a>>) -> Option<PayloadFormat> {
        if self.design.http().is_none() || !self.design.routes.is_empty() {
            return None;
        }
        let mut events = events.peekable();
        events.peek()?;
        let mut formats = events.map(|event| self.format(event));
        let is_old = formats.all(|format| format == Some(PayloadFormat::V1));
        Some(if is_old {
            PayloadFormat::V1
        } else {
            PayloadFormat::V2
        })
    }

    /// The format that an event says for itself.
    fn format(&self, event: &Event<'a>) -> Option<PayloadFormat> {
        let version = event
            .props(self.template)
            .scope_text("PayloadFormatVersion")?;
        match version.as_str() {
            "1.0" => Some(PayloadFormat::V1),
            "2.0" => Some(PayloadFormat::V2),
            _ => None,
        }
    }

    const fn set_format(&mut self, format: PayloadFormat) {
        if let crate::model::Api::Http(http) = &mut self.design.api {
            http.payload_format_version = format;
        }
    }

    fn read_event(&mut self, event: &'a Event<'a>) {
        let props = event.props(self.template);
        let path = props.word("Path");
        let word = props.word("Method");
        let (path, word) = match (event.kind, path, word) {
            // An event of an HTTP API without a path takes what no other route does.
            (Kind::Http, None, None) => ("$default".into(), "ANY".into()),
            (Kind::Http, Some(path), None) => (path, "ANY".into()),
            (_, Some(path), Some(word)) => (path, word),
            _ => return self.say_no_route(event),
        };
        let Some(verb) = verb(&word) else { return };
        let Some(function) = self.function_of(event.function.id) else {
            return;
        };
        event.events.set_mark(Mark::Represented);
        event.entry.set_mark(Mark::Represented);
        for key in ["Type", "Properties"] {
            event.entry.value.take(key);
        }
        for key in ROUTE {
            props.say(key);
        }
        let mut method = Method {
            verb,
            integration: Integration::LambdaProxy { function },
            ..Method::default()
        };
        if !event.is_plain() {
            self.read_more(event, &props, &mut method);
        }
        // Beside a definition SAM takes no route from an event unless it is told to.
        if self.has_definition && !self.merges {
            return self.say_outside(event, &path);
        }
        if !self.add(path.clone(), method) {
            self.say_twice(event, &path, verb.as_str());
        }
    }

    /// What an event says beyond its route.
    fn read_more(&mut self, event: &Event<'a>, props: &Props<'a>, method: &mut Method) {
        method.timeout_ms = props.count("TimeoutInMillis");
        if let Some(auth) = props.inside("Auth") {
            read_auth(&auth, method);
        }
        if let Some(http) = self.design.http()
            && self.format(event) == Some(http.payload_format_version)
        {
            props.say("PayloadFormatVersion");
        }
        super::rest::read_request(props, method);
    }

    /// Adds a method to its route, and tells whether it is new: a second one of the same verb is none.
    pub(super) fn add(&mut self, path: Cow<'a, str>, method: Method) -> bool {
        let routes = &mut self.design.routes;
        match self.paths.entry(path) {
            hash_map::Entry::Occupied(known) => {
                let route = Arc::make_mut(&mut routes[*known.get()]);
                let is_new = route.methods.iter().all(|one| one.verb != method.verb);
                if is_new {
                    route.methods.push(method);
                }
                is_new
            }
            hash_map::Entry::Vacant(new) => {
                routes.push(Arc::new(Route {
                    path: new.key().as_ref().to_owned(),
                    methods: vec![method],
                    ..Route::default()
                }));
                new.insert(routes.len() - 1);
                true
            }
        }
    }
}

/// Who may call a method.
fn read_auth(auth: &Props<'_>, method: &mut Method) {
    if let Some(name) = auth.text("Authorizer") {
        method.authorization = Some(match name.as_str() {
            "NONE" => Authorization::None,
            "AWS_IAM" => Authorization::Iam,
            _ => Authorization::Authorizer(name),
        });
        // The gateway asks with its own rights; the caller's credentials are not passed on.
        if auth.scope_text("InvokeRole").as_deref() == Some("NONE") {
            auth.say("InvokeRole");
        }
    }
    method.api_key_required = auth.flag("ApiKeyRequired");
    if let Some(scopes) = auth.texts("AuthorizationScopes") {
        method.authorization_scopes = scopes;
    }
}
