//! What stands in a template where it does not belong: names that its tools do not know, values of another kind than
//! theirs, and what must stand and does not.
//!
//! It goes back out as it came; here it is told. Names and kinds are those of the tools' own schemas
//! ([`aws::properties`]).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Template;
use super::scope::function;
use crate::aws::{self, Shape};
use crate::diagnostic::{Sentence, Severity};
use crate::import::Reading;
use crate::import::node::{Entry, Kind, Mark, Node, Place};
use crate::import::spelling::nearest;
use crate::sentence;

/// Types of which every one is known.
const KNOWN: [&str; 4] = [
    "AWS::Serverless::",
    "AWS::ApiGateway::",
    "AWS::ApiGatewayV2::",
    "AWS::Route53::",
];

/// Refuses a template whose resources are something else than a mapping: nothing can be made of it.
pub(super) fn refuse(root: &Node, reading: &mut Reading) -> bool {
    let is_other = |entry: &&Entry| {
        let value = &entry.value;
        !value.is_map() && value.kind != Kind::Null
    };
    let Some(entry) = root.entry("Resources").filter(is_other) else {
        return false;
    };
    reading.say_wrong(entry, &sentence!("a mapping", "マッピング"));
    if let Some(finding) = reading.findings.last_mut() {
        finding.severity = Severity::Error;
    }
    root.set_all(Mark::Reported);
    true
}

/// Tells of all of it.
pub(super) fn check(template: &Template<'_>, reading: &mut Reading) {
    let mut shapes = Shapes::default();
    let root = template.root;
    let mut look = Look::new(reading, "");
    if let Some(shape) = shapes.of("template") {
        look.at(root, root.at, &shape);
    }
    for section in root.get("Globals").map_or(&[][..], Node::entries) {
        check_globals(section, &mut shapes, reading);
    }
    for resource in root.get("Resources").map_or(&[][..], Node::entries) {
        check_resource(resource, template, &mut shapes, reading);
    }
}

/// Shapes that were looked up already.
#[derive(Default)]
struct Shapes(BTreeMap<String, Option<Rc<Shape>>>);

impl Shapes {
    fn of(&mut self, kind: &str) -> Option<Rc<Shape>> {
        if let Some(known) = self.0.get(kind) {
            return known.clone();
        }
        let shape = aws::properties(kind).map(Rc::new);
        self.0.insert(kind.to_owned(), shape.clone());
        shape
    }
}

/// A section of `Globals`: what it may say of all resources is less than what each of them may.
fn check_globals(section: &Entry, shapes: &mut Shapes, reading: &mut Reading) {
    let kind = format!("AWS::Serverless::{}", section.key);
    let place = format!("Globals.{}", section.key);
    let Some(known) = shapes.of(&format!("global {}", section.key)) else {
        if !is_call(&section.key) {
            Look::new(reading, "").unknown(section, &place, None);
        }
        return;
    };
    let mut look = Look::new(reading, "");
    look.path.push(&place);
    if look.is_wrong(&section.value, Some(section), section.at, &known) {
        return;
    }
    let inside = shapes.of(&kind);
    for entry in section.value.entries() {
        if known.get(&entry.key).is_none() && !is_call(&entry.key) {
            let mut look = Look::new(reading, "");
            let meant = nearest(&entry.key, known.names());
            look.unknown(entry, &format!("{place}.{}", entry.key), meant);
        } else if let Some(shape) = inside.as_ref().and_then(|shape| shape.get(&entry.key)) {
            let mut look = Look::new(reading, &kind);
            look.path.push(&entry.key);
            look.is_part = true;
            look.entry(entry, shape);
        }
    }
}

fn check_resource(
    resource: &Entry,
    template: &Template<'_>,
    shapes: &mut Shapes,
    reading: &mut Reading,
) {
    let Some(kind) = resource.value.get("Type").and_then(Node::as_str) else {
        return;
    };
    let Some(shape) = shapes.of(kind) else {
        if KNOWN.iter().any(|start| kind.starts_with(start)) {
            say_type(resource, kind, reading);
        }
        return;
    };
    let Some(properties) = resource.value.entry("Properties") else {
        return;
    };
    if function(&properties.value).is_some() || !properties.value.is_map() {
        return;
    }
    let global = kind.strip_prefix("AWS::Serverless::");
    let global = global.and_then(|section| template.root.find(&["Globals", section]));
    let mut look = Look::new(reading, kind);
    look.global = global;
    look.at(&properties.value, resource.at, &shape);
    let events = properties.value.get("Events");
    if matches!(
        kind,
        "AWS::Serverless::Function" | "AWS::Serverless::StateMachine"
    ) {
        check_events(events.map_or(&[][..], Node::entries), shapes, reading);
    }
}

/// Events that are routes: what they need, whoever reads their paths tells.
fn check_events(events: &[Entry], shapes: &mut Shapes, reading: &mut Reading) {
    let mut look = Look::new(reading, "");
    // Most events of a function are of one kind.
    let mut last: Option<(&str, Option<Rc<Shape>>)> = None;
    for event in events.iter().filter(|event| !event.is_sound()) {
        let Some(kind) = event.value.get("Type").and_then(Node::as_str) else {
            continue;
        };
        if last.as_ref().is_none_or(|(known, _)| *known != kind) {
            last = Some((kind, shapes.of(&format!("event {kind}"))));
        }
        if let Some((_, Some(shape))) = &last
            && let Some(properties) = event.value.entry("Properties")
            && function(&properties.value).is_none()
        {
            look.path.clear();
            look.path.push(&event.key);
            look.inside(&properties.value, shape);
        }
    }
}

fn say_type(resource: &Entry, kind: &str, reading: &mut Reading) {
    let at = resource
        .value
        .entry("Type")
        .map_or(resource.at, |one| one.at);
    reading.say(
        Severity::Warning,
        "type-unknown",
        at,
        sentence!(
            "there is no resource of the type `{kind}`",
            "`{kind}` という種類のリソースはありません"
        ),
        spelling(None),
    );
}

/// Whether a key calls a function or a macro, which makes what stands there.
fn is_call(key: &str) -> bool {
    key.starts_with("Fn::")
}

/// What to do about a name that nobody knows.
fn spelling(meant: Option<&str>) -> Sentence {
    match meant {
        Some(meant) => sentence!(
            "write `{meant}` if you mean that: what the tools do not know they refuse or ignore",
            "`{meant}` のことであれば書き直してください。ツールは知らない名前を拒否するか無視します",
        ),
        None => sentence!(
            "check its spelling, or take it out: what the tools do not know they refuse or ignore",
            "つづりを確かめるか、削除してください。ツールは知らない名前を拒否するか無視します",
        ),
    }
}

/// Goes through a value.
struct Look<'r, 'n> {
    reading: &'r mut Reading,
    /// The type of the resource; none of a template itself.
    kind: &'r str,
    /// Names that lead to it.
    path: Vec<&'n str>,
    /// What `Globals` says for it.
    global: Option<&'n Node>,
    /// Whether it is a part of something, which need not have all that must stand.
    is_part: bool,
}

impl<'r, 'n> Look<'r, 'n> {
    const fn new(reading: &'r mut Reading, kind: &'r str) -> Self {
        Self {
            reading,
            kind,
            path: Vec::new(),
            global: None,
            is_part: false,
        }
    }

    /// A mapping with what must stand in it.
    fn at(&mut self, node: &'n Node, at: Place, shape: &Shape) {
        if !matches!(node.kind, Kind::Map(_) | Kind::List(_)) {
            return;
        }
        let calls = node.entries().iter().any(|entry| is_call(&entry.key));
        let is_whole = node.is_map() && !calls && !self.is_part;
        for name in shape.required().filter(|_| is_whole) {
            let global = self.global.and_then(|global| global.get(name));
            if node.get(name).is_none() && global.is_none() {
                self.missing(at, name);
            }
        }
        self.inside(node, shape);
    }

    fn inside(&mut self, node: &'n Node, shape: &Shape) {
        for entry in node.entries() {
            if entry.is_sound() || is_call(&entry.key) {
                continue;
            }
            match shape.get(&entry.key) {
                Some(inside) => {
                    let outer = self.global;
                    self.global = outer.and_then(|global| global.get(&entry.key));
                    self.path.push(&entry.key);
                    self.entry(entry, inside);
                    self.path.pop();
                    self.global = outer;
                }
                None if shape.names().next().is_some() => {
                    let place = self.place(&entry.key);
                    self.unknown(entry, &place, nearest(&entry.key, shape.names()));
                }
                None => {}
            }
        }
        if let Some(shape) = shape.item() {
            for item in node.items() {
                self.value(item, None, item.at, shape);
            }
        }
    }

    fn entry(&mut self, entry: &'n Entry, shape: &Shape) {
        self.value(&entry.value, Some(entry), entry.at, shape);
    }

    fn value(&mut self, node: &'n Node, entry: Option<&Entry>, at: Place, shape: &Shape) {
        if let Some((name, argument)) = function(node) {
            if shape.is_plain && name != "Ref" {
                self.say_function(at, name);
            } else if name == "Fn::If" {
                for branch in argument.items().iter().skip(1) {
                    self.value(branch, None, branch.at, shape);
                }
            }
        } else if !self.is_wrong(node, entry, at, shape) {
            self.at(node, at, shape);
        }
    }

    /// Whether a value is none that belongs there, which is told. Nothing is nothing wrong.
    fn is_wrong(&mut self, node: &Node, entry: Option<&Entry>, at: Place, shape: &Shape) -> bool {
        let kinds: &[char] = match node.kind {
            Kind::Null => return false,
            Kind::Bool(_) => &['v', 'b'],
            Kind::Number(_) => &['v', 'n'],
            Kind::Text(_) => &['v', 's'],
            Kind::List(_) => &['a'],
            Kind::Map(_) => &['o'],
        };
        if shape.takes(kinds) {
            return false;
        }
        let belongs = belongs(shape);
        if let Some(entry) = entry {
            self.reading.say_wrong(entry, &belongs);
        } else {
            let place = self.path.join(".");
            self.reading.say_wrong_item(&place, node, at, &belongs);
        }
        true
    }

    /// Says that SAM wants to see the value itself.
    fn say_function(&mut self, at: Place, name: &str) {
        let place = self.path.join(".");
        self.reading.say(
            Severity::Warning,
            "function-not-allowed",
            at,
            sentence!(
                "`{place}` takes no function, and there is `{name}`: SAM refuses it",
                "`{place}` に関数は書けませんが、`{name}` があります。SAM は拒否します"
            ),
            sentence!("write the value itself", "値そのものを書いてください"),
        );
    }

    /// The way to a name.
    fn place(&self, name: &str) -> String {
        let mut place = self.path.join(".");
        if !place.is_empty() {
            place.push('.');
        }
        place.push_str(name);
        place
    }

    fn unknown(&mut self, entry: &Entry, place: &str, meant: Option<&str>) {
        let kind = self.kind;
        let message = if kind.is_empty() {
            sentence!(
                "a template has nothing of the name `{place}`",
                "テンプレートに `{place}` という項目はありません"
            )
        } else {
            sentence!(
                "`{kind}` has no property `{place}`",
                "`{kind}` に `{place}` というプロパティはありません"
            )
        };
        let help = spelling(meant);
        self.reading.say(
            Severity::Warning,
            "property-unknown",
            entry.at,
            message,
            help,
        );
    }

    fn missing(&mut self, at: Place, name: &str) {
        let (kind, place) = (self.kind, self.place(name));
        let message = if kind.is_empty() {
            sentence!("`{place}` is missing", "`{place}` がありません")
        } else {
            sentence!(
                "`{kind}` needs `{place}`, which is missing",
                "`{kind}` に必須の `{place}` がありません"
            )
        };
        self.reading.say(
            Severity::Warning,
            "property-missing",
            at,
            message,
            sentence!(
                "add it: without it the template is refused",
                "追加してください。ないとテンプレートは受け付けられません",
            ),
        );
    }
}

/// What belongs at a place.
fn belongs(shape: &Shape) -> Sentence {
    let words = [
        ('o', "a mapping", "マッピング"),
        ('a', "a list", "リスト"),
        ('s', "a text", "文字列"),
        ('n', "a number", "数値"),
        ('b', "a truth value", "真偽値"),
        ('v', "a plain value", "単一の値"),
    ];
    let named = words.iter().filter(|(kind, ..)| shape.takes(&[*kind]));
    let (en, ja): (Vec<&str>, Vec<&str>) = named.map(|(_, en, ja)| (*en, *ja)).unzip();
    Sentence {
        en: en.join(" or ").into(),
        ja: ja.join("か").into(),
    }
}
