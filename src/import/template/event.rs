//! Events of functions that are routes of an API.

use std::borrow::Cow;
use std::collections::hash_map;
use std::sync::Arc;

use super::props::Props;
use super::scope::{function, referred};
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

/// The route of an event that says nothing else, in words that every tool takes. So most events are: they are looked at once.
#[derive(Clone, Copy)]
struct Plain<'a> {
    path: &'a str,
    verb: Verb,
}

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
    plain: Option<Plain<'a>>,
}

impl<'a> Event<'a> {
    /// What it says.
    pub(super) const fn props(&self, template: &'a Template<'a>) -> Props<'a> {
        Props::new(&template.scope, self.properties, None)
    }

    /// Whether it says nothing but its route, in words that every tool takes.
    pub(super) const fn is_plain(&self) -> bool {
        self.plain.is_some()
    }
}

/// Every event of resources of a type that is a route.
pub(super) fn all<'a>(resources: &[Resource<'a>], kind: &str) -> Vec<Event<'a>> {
    let mut all = Vec::new();
    for function in resources.iter().filter(|one| one.kind == kind) {
        let events = function.properties.and_then(|one| one.entry("Events"));
        let Some(events) = events else { continue };
        let inside = events.value.entries();
        all.reserve(inside.len());
        all.extend(
            inside
                .iter()
                .filter_map(|entry| read(*function, events, entry)),
        );
    }
    all
}

/// An event that is a route; one that is plain is noted to be sound.
fn read<'a>(function: Resource<'a>, events: &'a Entry, entry: &'a Entry) -> Option<Event<'a>> {
    let (mut kind, mut properties) = (None, None);
    for one in entry.value.entries() {
        match one.key.as_str() {
            "Type" => kind = one.value.as_str(),
            "Properties" => properties = Some(&one.value),
            _ => {}
        }
    }
    let (kind, key, implicit) = match kind? {
        "Api" => (Kind::Rest, "RestApiId", "ServerlessRestApi"),
        "HttpApi" => (Kind::Http, "ApiId", "ServerlessHttpApi"),
        _ => return None,
    };
    let api = match properties.and_then(|one| one.get(key)) {
        None => Some(Cow::Borrowed(implicit)),
        Some(node) => match node.as_str() {
            Some(id) => Some(Cow::Borrowed(id)),
            None => referred(node),
        },
    };
    let plain = properties.and_then(|properties| plain(entry, properties, key));
    if plain.is_some() {
        entry.set_sound();
    }
    Some(Event {
        kind,
        function,
        api,
        entry,
        events,
        properties,
        plain,
    })
}

/// What an event says that has a path, a verb, and at most a reference to its API under `api`.
fn plain<'a>(event: &Entry, properties: &'a Node, api: &str) -> Option<Plain<'a>> {
    // `Type` and `Properties`.
    if event.value.entries().len() != 2 {
        return None;
    }
    let (mut path, mut method) = (None, None);
    for entry in properties.entries() {
        match entry.key.as_str() {
            "Path" => path = entry.value.as_str(),
            "Method" => method = plain_verb(entry.value.as_str()?),
            key if key == api && is_reference(&entry.value) => {}
            _ => return None,
        }
    }
    Some(Plain {
        path: path?,
        verb: method?,
    })
}

/// Whether a value is `!Ref` of a name.
fn is_reference(node: &Node) -> bool {
    function(node).is_some_and(|(name, argument)| name == "Ref" && argument.as_str().is_some())
}

/// The verb of a word, in any case.
pub(super) fn verb(word: &str) -> Option<Verb> {
    if word.eq_ignore_ascii_case("x-amazon-apigateway-any-method") {
        return Some(Verb::Any);
    }
    plain_verb(word)
}

/// The same of the words that every tool takes.
fn plain_verb(word: &str) -> Option<Verb> {
    if word == "*" {
        return Some(Verb::Any);
    }
    let mut verbs = Verb::ALL.into_iter();
    verbs.find(|verb| verb.as_str().eq_ignore_ascii_case(word))
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
        let (path, verb) = match event.plain {
            Some(Plain { path, verb }) => (Cow::Borrowed(path), verb),
            None => match self.route_of(event) {
                Some(route) => route,
                None => return,
            },
        };
        let Some(function) = self.function_of(event.function.id) else {
            return;
        };
        let mut method = Method {
            verb,
            integration: Integration::LambdaProxy { function },
            ..Method::default()
        };
        event.events.set_mark(Mark::Represented);
        if event.is_plain() {
            event.entry.set_all(Mark::Represented);
        } else {
            self.read_all(event, &mut method);
        }
        // Beside a definition SAM takes no route from an event unless it is told to.
        if self.has_definition && !self.merges {
            return self.say_outside(event, &path);
        }
        if !self.add(path.clone(), method) {
            self.say_twice(event, &path, verb.as_str());
        }
    }

    /// The path and the verb of an event, as far as they are known.
    fn route_of(&mut self, event: &'a Event<'a>) -> Option<(Cow<'a, str>, Verb)> {
        let props = event.props(self.template);
        let (path, word) = match (event.kind, props.word("Path"), props.word("Method")) {
            // An event of an HTTP API without a path takes what no other route does.
            (Kind::Http, None, None) => ("$default".into(), "ANY".into()),
            (Kind::Http, Some(path), None) => (path, "ANY".into()),
            (_, Some(path), Some(word)) => (path, word),
            _ => {
                self.say_no_route(event);
                return None;
            }
        };
        Some((path, verb(&word)?))
    }

    /// What an event says, with a note of each key that the design says.
    fn read_all(&self, event: &Event<'a>, method: &mut Method) {
        let props = event.props(self.template);
        event.entry.set_mark(Mark::Represented);
        for key in ["Type", "Properties"] {
            event.entry.value.take(key);
        }
        for key in ROUTE {
            props.say(key);
        }
        self.read_more(event, &props, method);
    }

    /// What an event says beyond its route.
    fn read_more(&self, event: &Event<'a>, props: &Props<'a>, method: &mut Method) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::template::{asked, form, values};
    use crate::import::{Reading, parse};

    /// A template with one event, of which so much is said behind its type.
    fn template(properties: &str) -> Node {
        let text = format!(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: AWS::Serverless::Api\n    Properties: {{StageName: v1}}\n  \
             H:\n    Type: AWS::Serverless::HttpApi\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      \
             Runtime: python3.13\n      CodeUri: .\n      Events: {{E: {{{properties}}}}}\n"
        );
        let mut parsed = parse::parse(&text, 0);
        assert!(parsed.findings.is_empty(), "{text}");
        parsed.documents.remove(0)
    }

    /// What is told of it where everything is looked at.
    fn told(root: &Node) -> Vec<String> {
        let template = Template::without_events(root);
        let mut reading = Reading::default();
        form::check(&template, &mut reading);
        values::check(&template, &mut reading);
        let events = all(&template.resources, "AWS::Serverless::Function").into_iter();
        let events = events.map(|event| Event {
            plain: None,
            ..event
        });
        let template = Template {
            events: events.collect(),
            ..template
        };
        asked::check(&template, &mut reading);
        let findings = reading.findings.into_iter();
        findings.map(|finding| finding.message.en.into()).collect()
    }

    fn is_plain(root: &Node) -> bool {
        Template::new(root).events.iter().all(Event::is_plain)
    }

    #[test]
    fn nothing_is_to_be_said_of_a_plain_event() {
        let verbs = Verb::ALL.iter().map(|verb| verb.as_str());
        for verb in verbs.chain(["'*'", "get", "Any"]) {
            for api in [
                "Type: Api, Properties: {",
                "Type: Api, Properties: {RestApiId: !Ref A, ",
                "Type: Api, Properties: {RestApiId: {Ref: A}, ",
                "Type: HttpApi, Properties: {",
                "Type: HttpApi, Properties: {ApiId: !Ref H, ",
            ] {
                let event = format!("{api}Path: /a, Method: {verb}}}");
                assert_eq!(told(&template(&event)), [""; 0], "{event}");
                assert!(is_plain(&template(&event)), "{event}");
            }
        }
    }

    #[test]
    fn what_says_more_or_less_is_looked_at() {
        for event in [
            "Type: Api, Properties: {Path: /a}",
            "Type: Api, Properties: {Path: /a, Method: FETCH}",
            "Type: Api, Properties: {Path: /a, Method: x-amazon-apigateway-any-method}",
            "Type: Api, Properties: {Path: [/a], Method: GET}",
            "Type: Api, Properties: {Path: !Ref A, Method: GET}",
            "Type: Api, Properties: {Path: /a, Method: GET, RestApiId: A}",
            "Type: Api, Properties: {Path: /a, Method: GET, ApiId: !Ref H}",
            "Type: Api, Properties: {Path: /a, Method: GET, RestApiId: !GetAtt A.Arn}",
            "Type: Api, Properties: {Path: /a, Method: GET, Auth: {Authorizer: NONE}}",
            "Type: Api, Properties: {Path: /a, Method: GET}, Metadata: {}",
        ] {
            assert!(!is_plain(&template(event)), "{event}");
        }
    }
}
