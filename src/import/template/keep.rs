//! What a template says otherwise than the one that its design makes.
//!
//! Both are compared key by key. What the design has no field for stands always. What the design says, but the template
//! says in words of its own, stands in place of what is generated there, until the design changes that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Template;
use super::scope::function;
use crate::diagnostic::{Severity, step};
use crate::generate::{self, Generated, Group, Place};
use crate::import::Reading;
use crate::import::node::{Entry, Kind, Mark, Node};
use crate::model::{Design, Kept, TEMPLATE};
use crate::sentence;

/// Keeps what the design does not give back by itself, and lets a key that nobody read be kept.
pub(super) fn keep(design: &mut Design, template: &Template<'_>, reading: &mut Reading) {
    let root = template.root;
    let (mut raw, mut told) = telling(without_ids(design, template), root);
    let coarse = !has_api(design, template);
    // What is generated of the design alone says some resources already.
    for resource in root.get("Resources").map_or(&[][..], Node::entries) {
        let made = told.pointer(&pointer(&["Resources", &resource.key]));
        if made.is_some_and(|made| is_same(&resource.value, made)) {
            resource.set_all(Mark::Represented);
        }
    }
    let mut keeper = Keeper::new(Value::Null, coarse);
    // Ids of resources that stay as they are, which nothing generated may take.
    for resource in root.get("Resources").map_or(&[][..], Node::entries) {
        if resource.mark() == Mark::Unread {
            keeper.always(&["Resources", &resource.key], resource);
        }
    }
    let whole = std::mem::take(&mut keeper.kept);
    design.kept = std::sync::Arc::new(whole.clone());
    if whole.iter().any(|kept| raw.pointer(&kept.at).is_some()) {
        (raw, told) = telling(generate::template(design), root);
    }
    loop {
        keeper = Keeper::new(raw, coarse);
        keeper.kept.clone_from(&whole);
        keeper.compare(root, &told, &mut Vec::new());
        // What is kept may ask for a definition that was not generated without it.
        let needs = generate::needs_definition(&keeper.kept);
        if needs == generate::needs_definition(&design.kept) || !needs {
            break;
        }
        design.kept = std::sync::Arc::new(keeper.kept.clone());
        (raw, told) = telling(generate::template(design), root);
    }
    root.set_all(Mark::Kept);
    say_code(design, &keeper.kept, template, reading);
    design.kept = std::sync::Arc::default();
    reading.kept.extend(keeper.kept);
}

/// Says that functions go on running what the template says they run.
fn say_code(design: &Design, kept: &[Kept], template: &Template<'_>, reading: &mut Reading) {
    let is_code = |kept: &&Kept| {
        let key = kept.at.rsplit('/').next().unwrap_or_default();
        let code = matches!(key, "CodeUri" | "InlineCode" | "Handler" | "ImageUri");
        code && kept.instead.is_empty() && kept.at.starts_with("/Resources/")
    };
    let count = kept.iter().filter(is_code).count();
    if count == 0 {
        let made = design
            .functions
            .iter()
            .any(|function| function.arn.is_empty());
        if made {
            say_app(template, reading);
        }
        return;
    }
    let at = template
        .root
        .entry("Resources")
        .map_or(template.root.at, |entry| entry.at);
    reading.say(
        Severity::Info,
        "code-kept",
        at,
        sentence!(
            "the functions keep their own code: the template goes on naming it, not the files below `app/`",
            "関数のコードは元のままです。テンプレートは `app/` のファイルではなく、元のコードを参照し続けます",
        ),
        sentence!(
            "to run the app of the design, take `CodeUri` and `Handler` out of the template before you import it",
            "設計のアプリを動かすには、取り込む前にテンプレートから `CodeUri` と `Handler` を削除してください",
        ),
    );
}

/// Says that a template of the studio does not tell the app that its functions run.
fn say_app(template: &Template<'_>, reading: &mut Reading) {
    reading.say(
        Severity::Info,
        "app-assumed",
        template.root.at,
        sentence!(
            "a template tells neither its account nor what its app is: the design leaves the account open and begins with a Dash app",
            "テンプレートにはアカウントもアプリの種類も書かれないため、設計ではアカウントを空欄とし、アプリは Dash から始めます",
        ),
        sentence!(
            "choose the framework and the module of the app; an open account is looked up",
            "アプリのフレームワークとモジュールを選んでください。空欄のアカウントは実行時に調べます",
        ),
    );
}

/// Drops the logical ids that came with the template where the same ones are made without them, and gives back what is
/// generated then.
fn without_ids(design: &mut Design, template: &Template<'_>) -> Generated {
    let ids = std::mem::take(&mut design.output.sam_ids);
    let made = generate::template(design);
    let kinds: BTreeMap<&str, &str> = template
        .resources
        .iter()
        .map(|resource| (resource.id, resource.kind))
        .collect();
    let resources = made.raw().get("Resources");
    let is_made = |id: &str| {
        let kind = resources.and_then(|made| made.get(id)?.get("Type")?.as_str());
        kind.is_some() && kind == kinds.get(id).copied()
    };
    if ids.iter().all(|id| is_made(&id.id)) {
        return made;
    }
    design.output.sam_ids = ids;
    generate::template(design)
}

/// Whether the template has the API of its design as AWS SAM's, as the one that is generated.
fn has_api(design: &Design, template: &Template<'_>) -> bool {
    let id = design.sam_id("api").map_or_else(
        || format!("{}Api", super::pascal(&design.name)),
        str::to_owned,
    );
    if matches!(&*id, "ServerlessRestApi" | "ServerlessHttpApi") {
        // What SAM makes itself is generated so.
        return true;
    }
    let api = template.resource(&id);
    api.is_some_and(|api| api.kind.starts_with("AWS::Serverless::"))
}

/// What is generated, as it is printed and as it refers to what the template has.
pub(super) fn telling(made: Generated, root: &Node) -> (Value, Value) {
    let names = names(root, made.raw());
    made.told(&names)
}

/// The names that a text of the template can refer to: parameters and resources of both.
fn names(root: &Node, made: &Value) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for section in ["Parameters", "Resources"] {
        let entries = root.get(section).map_or(&[][..], Node::entries).iter();
        names.extend(entries.map(|entry| entry.key.clone()));
        let made = made.get(section).and_then(Value::as_object);
        names.extend(made.into_iter().flat_map(|made| made.keys().cloned()));
    }
    names
}

struct Keeper {
    /// What is generated, with texts as they are printed.
    raw: Value,
    kept: Vec<Kept>,
    /// Whether the API is written in another way altogether, so that nothing of it can be compared by itself.
    coarse: bool,
    /// Fingerprints of groups.
    prints: BTreeMap<Group, String>,
}

pub(super) fn pointer(path: &[&str]) -> String {
    let steps = path.iter().map(|key| format!("/{}", step(key)));
    steps.collect()
}

/// Sections that are compared entry by entry even where one of both has none.
const SECTIONS: [&str; 5] = [
    "Resources",
    "Outputs",
    "Parameters",
    "Conditions",
    "Globals",
];

impl Keeper {
    const fn new(raw: Value, coarse: bool) -> Self {
        Self {
            raw,
            kept: Vec::new(),
            coarse,
            prints: BTreeMap::new(),
        }
    }

    /// Keeps a key whatever becomes of the design.
    fn always(&mut self, path: &[&str], entry: &Entry) {
        self.push(path, entry.value.to_json(), String::new());
    }

    fn push(&mut self, path: &[&str], value: Value, instead: String) {
        self.kept.push(Kept {
            file: TEMPLATE.into(),
            at: pointer(path),
            value,
            instead,
        });
    }

    /// Keeps a value as long as what is generated in its place is what it is now.
    fn instead(&mut self, path: &[&str], value: Value, group: Option<Group>) {
        let raw = &self.raw;
        let instead = match group {
            Some(group) => {
                let print = || generate::fingerprint(raw, &Place::Group(group));
                self.prints.entry(group).or_insert_with(print).clone()
            }
            None => generate::fingerprint(raw, &Place::Own(pointer(path))),
        };
        self.push(path, value, instead);
    }

    /// Compares a mapping of the template with the one that is generated.
    fn compare<'p>(&mut self, node: &'p Node, told: &'p Value, path: &mut Vec<&'p str>) {
        static NOTHING: Value = Value::Null;
        let entries = node.entries();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        // The last one counts where a key stands twice.
        for entry in entries.iter().rev() {
            if !seen.insert(&entry.key) {
                continue;
            }
            path.push(&entry.key);
            let value = told.get(&entry.key);
            let section = path.len() == 1 && SECTIONS.contains(&entry.key.as_str());
            let is_empty = entry.value.entries().is_empty();
            if section && value.is_none() && is_empty && !entry.value.is_scalar() {
                // A section with nothing in it.
                self.always(path, entry);
                path.pop();
                continue;
            }
            let value = value.or(section.then_some(&NOTHING));
            self.compare_entry(entry, value, path);
            path.pop();
        }
        for (key, value) in told.as_object().into_iter().flatten() {
            if seen.contains(key.as_str()) {
                continue;
            }
            path.push(key);
            if path.len() == 1 && SECTIONS.contains(&key.as_str()) {
                for key in value.as_object().into_iter().flatten().map(|(key, _)| key) {
                    path.push(key);
                    self.instead(path, Value::Null, self.group(path));
                    path.pop();
                }
            } else {
                self.instead(path, Value::Null, self.group(path));
            }
            path.pop();
        }
    }

    fn compare_entry<'p>(
        &mut self,
        entry: &'p Entry,
        told: Option<&'p Value>,
        path: &mut Vec<&'p str>,
    ) {
        let is_resource = path.len() == 2 && path[0] == "Resources";
        if is_resource && entry.mark() == Mark::Unread {
            // Kept already.
            return;
        }
        let Some(told) = told else {
            if is_said(entry) {
                let group = self.group(path).or_else(|| self.of_nothing(path, entry));
                self.instead(path, entry.value.to_json(), group);
                self.keep_inside(entry, path);
            } else {
                self.always(path, entry);
            }
            return;
        };
        if is_same(&entry.value, told) {
            return;
        }
        // Two resources of one type are compared property by property.
        let is_same_type = is_resource
            && told.get("Type").and_then(Value::as_str)
                == entry.value.get("Type").and_then(Node::as_str);
        let group = self.group(path).filter(|_| !is_same_type);
        let mapping = entry.value.is_map() && function(&entry.value).is_none();
        let both = mapping && (told.is_object() && short(told).is_none() || told.is_null());
        if both && group.is_none() {
            self.compare(&entry.value, told, path);
        } else if is_said(entry) || group.is_some() {
            self.instead(path, entry.value.to_json(), group);
            self.keep_inside(entry, path);
        } else {
            self.always(path, entry);
        }
    }

    /// Keeps what the design does not say of events and of a definition, also when the rest of them is generated.
    fn keep_inside<'p>(&mut self, entry: &'p Entry, path: &mut Vec<&'p str>) {
        let ["Resources", _, "Properties", key] = path[..] else {
            return;
        };
        let inside = entry.value.entries().iter();
        if key == "Events" {
            for event in inside.filter(|event| !is_said(event)) {
                path.push(&event.key);
                self.always(path, event);
                path.pop();
            }
        } else if key == "DefinitionBody" {
            let Some(paths) = inside.into_iter().find(|entry| entry.key == "paths") else {
                return;
            };
            path.push("paths");
            for one in paths.value.entries() {
                path.push(&one.key);
                let operations = one.value.entries().iter();
                for operation in operations.filter(|operation| is_left(operation)) {
                    path.push(&operation.key);
                    self.always(path, operation);
                    path.pop();
                }
                path.pop();
            }
            path.pop();
        }
    }

    /// What changes together with a place.
    fn group(&self, path: &[&str]) -> Option<Group> {
        let group = match path {
            ["Transform"] if self.coarse => Some(Group::Api),
            ["Resources", id] => {
                let kind = self.kind(id);
                if self.coarse && kind.is_some_and(is_api) {
                    Some(Group::Api)
                } else {
                    Group::of_resource(id, kind?)
                }
            }
            ["Resources", id, "Properties", key] => Group::of_property(self.kind(id)?, key),
            _ => None,
        }?;
        let whole = matches!(group, Group::Routes | Group::Stages | Group::Logs);
        Some(if self.coarse && whole {
            Group::Api
        } else {
            group
        })
    }

    /// The group of a resource of the template for which nothing is generated.
    fn of_nothing(&self, path: &[&str], entry: &Entry) -> Option<Group> {
        let ["Resources", id] = path else { return None };
        let kind = entry.value.get("Type").and_then(Node::as_str)?;
        let group = Group::of_resource(id, kind).unwrap_or(Group::Api);
        let whole = matches!(group, Group::Routes | Group::Stages | Group::Logs);
        Some(if self.coarse && whole {
            Group::Api
        } else {
            group
        })
    }

    /// The type of a generated resource.
    fn kind(&self, id: &str) -> Option<&str> {
        self.raw.get("Resources")?.get(id)?.get("Type")?.as_str()
    }
}

fn is_api(kind: &str) -> bool {
    Group::of_resource("", kind).is_none() && !kind.ends_with("::Function")
}

/// Whether an operation has an answer that the design has no words for.
fn is_left(operation: &Entry) -> bool {
    let integration = operation.value.entry("x-amazon-apigateway-integration");
    integration.is_some_and(|one| {
        !is_said(one) || one.value.entry("type").is_some_and(|kind| !is_said(kind))
    })
}

/// Whether the design says something of a key.
fn is_said(entry: &Entry) -> bool {
    entry.mark() == Mark::Represented || entry.mark() == Mark::Reported
}

/// A function of CloudFormation.
fn short(value: &Value) -> Option<()> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (key, _) = object.iter().next()?;
    (key == "Ref" || key == "Condition" || key.starts_with("Fn::")).then_some(())
}

/// Whether a value of the template and one that is generated are one to CloudFormation.
pub(super) fn is_same(node: &Node, made: &Value) -> bool {
    match (&node.kind, made) {
        (Kind::Map(entries), Value::Object(made)) => {
            entries.len() == made.len()
                && entries.iter().all(|entry| {
                    made.get(&entry.key)
                        .is_some_and(|other| is_same_under(entry, other))
                })
        }
        (Kind::List(items), Value::Array(made)) => {
            items.len() == made.len()
                && items
                    .iter()
                    .zip(made)
                    .all(|(one, other)| is_same(one, other))
        }
        (Kind::Number(_), Value::Number(made)) => node.as_f64() == made.as_f64(),
        (Kind::Text(text), Value::String(made)) => text == made,
        (Kind::Bool(one), Value::Bool(other)) => one == other,
        (Kind::Null, Value::Null) => true,
        // A number that JSON spells otherwise is a text there.
        (Kind::Number(text), Value::String(made)) => text == made && node.to_json().is_string(),
        _ => false,
    }
}

/// `Fn::GetAtt` is a list, or a text with a dot.
fn is_same_under(entry: &Entry, made: &Value) -> bool {
    if entry.key != "Fn::GetAtt" {
        return is_same(&entry.value, made);
    }
    let join = |parts: Option<Vec<&str>>| parts.map(|parts| parts.join("."));
    let own = match &entry.value.kind {
        Kind::List(items) => join(items.iter().map(Node::as_str).collect()),
        _ => entry.value.as_str().map(str::to_owned),
    };
    let other = match made {
        Value::Array(items) => join(items.iter().map(Value::as_str).collect()),
        _ => made.as_str().map(str::to_owned),
    };
    own == other
}
