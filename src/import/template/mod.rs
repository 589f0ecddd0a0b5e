//! Templates of AWS SAM and CloudFormation.
//!
//! The reader says in the design what it can of one API, its functions, stages and domain. Whatever the template then says
//! otherwise than the one that is generated of the design is kept ([`keep`]): so the template goes back out as it came,
//! and what is changed in the design changes in it.

mod access;
mod alone;
mod asked;
mod choice;
mod definition;
mod domain;
mod event;
mod form;
mod function;
mod hidden;
mod http;
mod keep;
mod own;
mod permission;
mod permission_source;
mod plain;
mod plan;
mod props;
mod record;
mod refine;
mod rest;
mod scope;
mod settle;
mod stage;
mod stray;
mod together;
mod values;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::node::{Entry, Mark, Node};
use super::{Reading, openapi};
use crate::model::{Design, Function, LONGEST_NAME, LogicalId};
use crate::words::Language;
use props::Props;
use scope::Scope;

/// A resource of a template.
#[derive(Clone, Copy)]
struct Resource<'a> {
    id: &'a str,
    kind: &'a str,
    entry: &'a Entry,
    properties: Option<&'a Node>,
}

impl Resource<'_> {
    /// Notes that the design says the resource; what is in it is noted by itself.
    fn say(&self) {
        self.entry.set_mark(Mark::Represented);
        for key in ["Type", "Properties"] {
            self.entry.value.take(key);
        }
    }
}

/// A template with everything by which its values are looked up.
struct Template<'a> {
    root: &'a Node,
    scope: Scope<'a>,
    resources: Vec<Resource<'a>>,
    /// Where each of them stands in the list; the last one counts where an id stands twice.
    by_id: HashMap<&'a str, usize>,
    /// Those events of functions that are routes.
    events: Vec<event::Event<'a>>,
}

impl<'a> Template<'a> {
    fn new(root: &'a Node) -> Self {
        let template = Self::without_events(root);
        Self {
            events: event::all(&template.resources, "AWS::Serverless::Function"),
            ..template
        }
    }

    /// The same, of which no event was looked at yet.
    fn without_events(root: &'a Node) -> Self {
        let entries = root.get("Resources").map_or(&[][..], Node::entries).iter();
        let resources = entries.filter_map(|entry| {
            Some(Resource {
                id: &entry.key,
                kind: entry.value.get("Type")?.as_str()?,
                entry,
                properties: entry.value.get("Properties"),
            })
        });
        let resources: Vec<Resource<'a>> = resources.collect();
        Self {
            root,
            scope: Scope::new(root),
            by_id: (0..)
                .zip(&resources)
                .map(|(place, one)| (one.id, place))
                .collect(),
            events: Vec::new(),
            resources,
        }
    }

    fn resource(&self, id: &str) -> Option<&Resource<'a>> {
        self.by_id.get(id).map(|place| &self.resources[*place])
    }

    fn of_kind(&self, kind: &'static str) -> impl Iterator<Item = &Resource<'a>> {
        let resources = self.resources.iter();
        resources.filter(move |resource| resource.kind == kind)
    }

    /// The properties of a resource with those that `Globals` gives all of its kind.
    fn props(&'a self, resource: &Resource<'a>) -> Props<'a> {
        let section = resource.kind.strip_prefix("AWS::Serverless::");
        let global = section.and_then(|section| self.root.find(&["Globals", section]));
        Props::new(&self.scope, resource.properties, global)
    }

    /// What `Globals` says of APIs of a kind alone: of one that SAM makes itself.
    fn globals(&'a self, section: &str) -> Props<'a> {
        Props::new(&self.scope, None, self.root.find(&["Globals", section]))
    }
}

/// The API of a template.
#[derive(Clone, Copy)]
enum Found<'a> {
    /// A resource.
    Own(Resource<'a>),
    /// The one that SAM makes of events that name none.
    Implicit(event::Kind),
}

impl<'a> Found<'a> {
    /// Its logical id.
    const fn id(self) -> &'a str {
        match self {
            Self::Own(resource) => resource.id,
            Self::Implicit(event::Kind::Rest) => "ServerlessRestApi",
            Self::Implicit(event::Kind::Http) => "ServerlessHttpApi",
        }
    }
}

/// What is made of a template.
struct Reader<'a, 'r> {
    template: &'a Template<'a>,
    design: Design,
    reading: &'r mut Reading,
    /// Functions of the design by their logical ids.
    functions: BTreeMap<&'a str, String>,
    /// The one of them that was asked for last, which most events in a row are of.
    last: Option<(&'a str, String)>,
    /// The names of the first functions of the design, and how many these are.
    names: (HashSet<String>, usize),
    /// Routes of the design by their paths.
    paths: HashMap<Cow<'a, str>, usize>,
    /// Settings of single methods.
    singles: Vec<stage::Single<'a>>,
    /// Whether a definition says what the API's paths are; events beside it only let functions be called.
    has_definition: bool,
    /// Whether SAM adds events to the definition.
    merges: bool,
}

/// Reads a template.
pub(super) fn read(root: &Node, reading: &mut Reading) -> Design {
    if form::refuse(root, reading) {
        return Design::default();
    }
    let template = Template::new(root);
    let mut reader = Reader {
        template: &template,
        design: Design::default(),
        reading,
        functions: BTreeMap::new(),
        last: None,
        names: (HashSet::new(), 0),
        paths: HashMap::with_capacity(template.events.len()),
        singles: Vec::new(),
        has_definition: false,
        merges: false,
    };
    reader.design.output.language = language(root, reader.reading.language);
    reader.read();
    reader.read_own();
    form::check(&template, reader.reading);
    together::check(&template, reader.reading);
    asked::check(&template, reader.reading);
    values::check(&template, reader.reading);
    let Reader { mut design, .. } = reader;
    openapi::recognise_actions(&mut design);
    refine::refine(&mut design, &template);
    keep::keep(&mut design, &template, reading);
    alone::say(&template, reading);
    design
}

/// The language of a template's own words, where it has some; that of its reader otherwise.
fn language(root: &Node, default: Language) -> Language {
    let sections = ["Parameters", "Outputs"].into_iter();
    let entries = sections.flat_map(|section| root.get(section).map_or(&[][..], Node::entries));
    let mut words = entries.filter_map(|entry| entry.value.get("Description")?.as_str());
    let is_japanese = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    if words.any(|text| text.contains(is_japanese)) {
        Language::Ja
    } else {
        default
    }
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let root = self.template.root;
        for key in [
            "AWSTemplateFormatVersion",
            "Transform",
            "Resources",
            "Globals",
        ] {
            root.take(key);
        }
        for section in root.get("Globals").map_or(&[][..], Node::entries) {
            section.set_mark(Mark::Represented);
        }
        self.say_hidden();
        let Some(found) = self.choose() else {
            self.say_none();
            self.say_events();
            return self.settle();
        };
        self.name(found.id());
        self.give_id("api", found.id());
        match found {
            Found::Own(resource) => match resource.kind {
                "AWS::Serverless::Api" => self.read_rest(resource),
                "AWS::Serverless::HttpApi" => self.read_http(resource),
                "AWS::Serverless::WebSocketApi" => self.read_websocket(resource),
                "AWS::ApiGateway::RestApi" => self.read_plain_rest(resource),
                _ if plain::is_websocket(resource.properties) => {
                    self.read_plain_websocket(resource);
                }
                _ => self.read_plain_http(resource),
            },
            Found::Implicit(event::Kind::Rest) => self.read_implicit_rest(),
            Found::Implicit(event::Kind::Http) => self.read_implicit_http(),
        }
        self.apply_singles();
        self.read_own_domain(found.id());
        self.say_elsewhere_dns();
        self.read_plans(found.id());
        self.read_web_acls(found.id());
        self.say_stray(found);
        self.say_permissions(found);
        self.settle();
    }

    /// Notes the logical id of something, unless it is the one that is made for it anyway.
    fn give_id(&mut self, of: &str, id: &str) {
        let made = match of.split_once(' ') {
            Some(("function", name)) => format!("{}Function", pascal(name)),
            // Two things may not share one.
            _ if self
                .design
                .output
                .sam_ids
                .iter()
                .any(|one| one.id == id || one.of == of) =>
            {
                return;
            }
            _ if of == "api" => format!("{}Api", pascal(&self.design.name)),
            _ => String::new(),
        };
        if made != id || of == "api" && id.starts_with("Serverless") {
            self.design.output.sam_ids.push(LogicalId {
                of: of.to_owned(),
                id: id.to_owned(),
            });
        }
    }

    /// Names the project after its API, which is all that a template says of it.
    fn name(&mut self, id: &str) {
        self.design.name = short(kebab(id, "Api"));
    }

    /// The name in the design of the function with that logical id; reads it when it is needed first.
    fn function_of(&mut self, id: &str) -> Option<String> {
        if let Some((_, name)) = self.last.as_ref().filter(|(last, _)| *last == id) {
            return Some(name.clone());
        }
        if let Some((id, name)) = self.functions.get_key_value(id) {
            self.last = Some((id, name.clone()));
            return Some(name.clone());
        }
        let resource = *self.template.resource(id)?;
        let name = match resource.kind {
            "AWS::Serverless::Function" => {
                let name = self.free_name(kebab(id, "Function"));
                resource.say();
                let props = self.template.props(&resource);
                let function = function::read(name.clone(), &resource, &props);
                self.design.functions.push(function);
                self.give_id(&format!("function {name}"), id);
                name
            }
            "AWS::Lambda::Function" | "AWS::Lambda::Alias" | "AWS::Lambda::Version" => {
                let attribute = if resource.kind == "AWS::Lambda::Function" {
                    ".Arn"
                } else {
                    ""
                };
                let name = self.free_name(id.to_owned());
                // The template goes on making it, in its own words.
                let arn = format!("${{{id}{attribute}}}");
                let function = function::repeated(name.clone(), arn, self.template, &resource);
                self.design.functions.push(function);
                name
            }
            _ => return None,
        };
        self.functions.insert(resource.id, name.clone());
        Some(name)
    }

    /// A name that no function of the design has yet.
    fn free_name(&mut self, wanted: String) -> String {
        let new = self
            .design
            .functions
            .get(self.names.1..)
            .unwrap_or_default();
        self.names.0.extend(new.iter().map(|one| one.name.clone()));
        self.names.1 = self.design.functions.len();
        let is_free = |name: &String| !self.names.0.contains(name);
        if is_free(&wanted) {
            return wanted;
        }
        let mut names = (2..).map(|number| format!("{wanted}-{number}"));
        names.find(is_free).unwrap_or(wanted)
    }

    /// The function that a text calls: `${F.Arn}`, a URI with it, or an ARN.
    fn callee(&mut self, text: &str) -> Option<String> {
        let called = match text.split_once("/functions/") {
            Some((_, rest)) => rest.strip_suffix("/invocations").unwrap_or(rest),
            None => text,
        };
        let ids: Vec<String> = crate::model::references(called)
            .map(|name| name.split('.').next().unwrap_or_default().to_owned())
            .collect();
        for id in ids {
            if let Some(name) = self.function_of(&id) {
                return Some(name);
            }
        }
        if !called.starts_with("arn:") && !called.starts_with("${") {
            return None;
        }
        let (called, alias) = openapi::qualified(called);
        let mut known = self.design.functions.iter();
        let known = known.find(|one| one.arn == called && one.alias == alias);
        if let Some(known) = known {
            return Some(known.name.clone());
        }
        let name = called.split(':').nth(6).filter(|name| !name.is_empty());
        let name = self.free_name(name.unwrap_or(called).to_owned());
        self.design.functions.push(Function {
            name: name.clone(),
            arn: called.to_owned(),
            alias: alias.to_owned(),
            ..Function::default()
        });
        Some(name)
    }
}

/// A name of words of which a logical id was made: `dash-lambda` of `DashLambdaFunction`; the id itself where the way
/// back leads elsewhere.
fn kebab(id: &str, end: &str) -> String {
    let Some(stem) = id.strip_suffix(end).filter(|stem| !stem.is_empty()) else {
        return id.to_owned();
    };
    let mut name = String::new();
    for c in stem.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    if pascal(&name) == stem {
        name
    } else {
        id.to_owned()
    }
}

/// No longer than the name of a project may be (rule `project-name-malformed`): an id of the CDK without the hash behind it.
fn short(name: String) -> String {
    const HASH: usize = 8;
    if name.len() <= LONGEST_NAME {
        return name;
    }
    let (stem, hash) = name
        .split_at_checked(name.len() - HASH)
        .unwrap_or((&name, ""));
    let is_hash = |c: char| c.is_ascii_digit() || ('A'..='F').contains(&c);
    let stem = if hash.chars().all(is_hash) {
        stem
    } else {
        &name
    };
    stem.chars().take(LONGEST_NAME).collect()
}

/// `DashLambda` of `dash-lambda`, as logical ids are made.
fn pascal(name: &str) -> String {
    let mut id = String::new();
    let mut start = true;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            start = true;
        } else if std::mem::take(&mut start) {
            id.push(c.to_ascii_uppercase());
        } else {
            id.push(c);
        }
    }
    id
}
