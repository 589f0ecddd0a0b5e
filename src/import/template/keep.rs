//! What a template says otherwise than the one that its design makes.
//!
//! Both are compared key by key. What the design has no field for stands always. What the design says, but the template
//! says in words of its own, stands in place of what is generated there, until the design changes that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Template;
use super::scope::function;
use crate::diagnostic::{Severity, step};
use crate::generate::{self, Fields, Generated, Group, Made, Place, Shape, Whole};
use crate::import::Reading;
use crate::import::node::{Entry, Kind, Mark, Node};
use crate::model::{Design, Kept, Opaque, TEMPLATE};
use crate::sentence;

/// Keeps what the design does not give back by itself, and lets a key that nobody read be kept.
pub(super) fn keep(design: &mut Design, template: &Template<'_>, reading: &mut Reading) {
    let root = template.root;
    let mut telling = Telling::new(without_ids(design, template), root);
    let coarse = !has_api(design, template);
    // What is generated of the design alone says some resources already.
    let told = telling.told();
    for resource in root.get("Resources").map_or(&[][..], Node::entries) {
        let made = told.resource(&resource.key);
        if made.is_some_and(|made| is_same(&resource.value, made)) {
            resource.set_all(Mark::Represented);
        }
    }
    // Ids of resources that stay as they are, which nothing generated may take.
    let mut whole: Vec<Kept> = Vec::new();
    for resource in root.get("Resources").map_or(&[][..], Node::entries) {
        if resource.mark() == Mark::Unread {
            whole.push(kept(
                &["Resources", &resource.key],
                resource.value.to_opaque(),
                String::new(),
            ));
        }
    }
    design.kept = std::sync::Arc::new(whole.clone());
    let raw = telling.raw();
    if whole.iter().any(|kept| raw.at(&kept.at).is_some()) {
        telling = Telling::new(generate::template(design), root);
    }
    let kept = loop {
        let mut keeper = Keeper::new(telling.raw(), coarse);
        keeper.kept.clone_from(&whole);
        let told = telling.told().root().fields();
        keeper.compare(root, &told, &mut Vec::new());
        // What is kept may ask for a definition that was not generated without it.
        let needs = generate::needs_definition(&keeper.kept);
        if needs == generate::needs_definition(&design.kept) || !needs {
            break keeper.kept;
        }
        design.kept = std::sync::Arc::new(keeper.kept);
        telling = Telling::new(generate::template(design), root);
    };
    root.set_all(Mark::Kept);
    say_code(design, &kept, template, reading);
    design.kept = std::sync::Arc::default();
    reading.kept.extend(kept);
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
    let kinds: BTreeMap<&str, &str> = template
        .resources
        .iter()
        .map(|resource| (resource.id, resource.kind))
        .collect();
    let is_made = |made: &Whole<'_>, id: &str| {
        let kind = made.kind(id);
        kind.is_some() && kind == kinds.get(id).copied()
    };
    // The ids of the API and of functions do not hang on routes, which are most of a large template.
    let mut bare = design.clone();
    bare.routes.clear();
    let bare = generate::template(&bare);
    let made = bare.raw();
    let mut first = ids
        .iter()
        .filter(|id| id.of == "api" || id.of.starts_with("function "));
    if first.all(|id| is_made(&made, &id.id)) {
        let all = generate::template(design);
        let made = all.raw();
        if ids.iter().all(|id| is_made(&made, &id.id)) {
            return all;
        }
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
pub(super) struct Telling {
    raw: Generated,
    /// Where they differ.
    told: Option<Generated>,
}

impl Telling {
    pub(super) fn new(raw: Generated, root: &Node) -> Self {
        let told = raw.referring(&names(root, &raw.raw()));
        Self { raw, told }
    }

    fn raw(&self) -> Whole<'_> {
        self.raw.raw()
    }

    pub(super) fn told(&self) -> Whole<'_> {
        self.told.as_ref().unwrap_or(&self.raw).raw()
    }
}

/// The names that a text of the template can refer to: parameters and resources of both.
fn names(root: &Node, made: &Whole<'_>) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for section in ["Parameters", "Resources"] {
        let entries = root.get(section).map_or(&[][..], Node::entries).iter();
        names.extend(entries.map(|entry| entry.key.as_str().to_owned()));
        let made = made.root().get(section).map(Made::fields);
        names.extend(
            made.unwrap_or_default()
                .iter()
                .map(|(key, _)| key.to_owned()),
        );
    }
    names
}

struct Keeper<'a> {
    /// What is generated, with texts as they are printed.
    raw: Whole<'a>,
    kept: Vec<Kept>,
    /// Whether the API is written in another way altogether, so that nothing of it can be compared by itself.
    coarse: bool,
    /// Fingerprints of groups.
    prints: BTreeMap<Group, String>,
}

fn kept(path: &[&str], value: Opaque, instead: String) -> Kept {
    Kept {
        file: TEMPLATE.into(),
        at: pointer(path),
        value,
        instead,
    }
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

impl<'a> Keeper<'a> {
    const fn new(raw: Whole<'a>, coarse: bool) -> Self {
        Self {
            raw,
            kept: Vec::new(),
            coarse,
            prints: BTreeMap::new(),
        }
    }

    /// Keeps a key whatever becomes of the design.
    fn always(&mut self, path: &[&str], entry: &Entry) {
        self.push(path, entry.value.to_opaque(), String::new());
    }

    fn push(&mut self, path: &[&str], value: Opaque, instead: String) {
        self.kept.push(kept(path, value, instead));
    }

    /// Keeps a value as long as what is generated in its place is what it is now.
    fn instead(&mut self, path: &[&str], value: Opaque, group: Option<Group>) {
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
    fn compare<'p>(&mut self, node: &'p Node, told: &'p Fields<'p>, path: &mut Vec<&'p str>) {
        let entries = node.entries();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        // The last one counts where a key stands twice.
        for entry in entries.iter().rev() {
            if !seen.insert(&entry.key) {
                continue;
            }
            let depth = path.len();
            path.push(&entry.key);
            let value = told.get(&entry.key);
            let section = path.len() == 1 && SECTIONS.contains(&entry.key.as_str());
            let is_empty = entry.value.entries().is_empty();
            if section && value.is_none() && is_empty && !entry.value.is_scalar() {
                // A section with nothing in it.
                self.always(path, entry);
            } else if section && value.is_none() {
                self.compare_nothing(entry, path);
            } else {
                self.compare_entry(entry, value, path);
            }
            path.truncate(depth);
        }
        for (key, value) in told.iter() {
            if seen.contains(key) {
                continue;
            }
            if path.is_empty() && SECTIONS.contains(&key) {
                for (inside, _) in value.fields().iter() {
                    let path = [key, inside];
                    self.instead(&path, Opaque::default(), self.group(&path));
                }
            } else {
                path.push(key);
                self.instead(path, Opaque::default(), self.group(path));
                path.pop();
            }
        }
    }

    /// Compares a section with none.
    fn compare_nothing(&mut self, entry: &Entry, path: &[&str]) {
        let mapping = entry.value.is_map() && function(&entry.value).is_none();
        if mapping && self.group(path).is_none() {
            let mut path = path.to_vec();
            self.compare(&entry.value, &Fields::default(), &mut path);
        } else if is_said(entry) || self.group(path).is_some() {
            self.instead(path, entry.value.to_opaque(), self.group(path));
        } else {
            self.always(path, entry);
        }
    }

    fn compare_entry(&mut self, entry: &Entry, told: Option<Made<'_>>, path: &mut Vec<&str>) {
        let is_resource = path.len() == 2 && path[0] == "Resources";
        if is_resource && entry.mark() == Mark::Unread {
            // Kept already.
            return;
        }
        let Some(told) = told else {
            if is_said(entry) {
                let group = self.group(path).or_else(|| self.of_nothing(path, entry));
                self.instead(path, entry.value.to_opaque(), group);
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
            && told.get("Type").and_then(Made::as_str)
                == entry.value.get("Type").and_then(Node::as_str);
        let group = self.group(path).filter(|_| !is_same_type);
        let mapping = entry.value.is_map() && function(&entry.value).is_none();
        let fields = match told.shape() {
            Shape::Map(fields) if mapping && !is_function(&fields) => Some(fields),
            _ => None,
        };
        if let Some(fields) = fields.filter(|_| group.is_none()) {
            let mut path = path.clone();
            self.compare(&entry.value, &fields, &mut path);
        } else if is_said(entry) || group.is_some() {
            self.instead(path, entry.value.to_opaque(), group);
            self.keep_inside(entry, path);
        } else {
            self.always(path, entry);
        }
    }

    /// Keeps what the design does not say of events and of a definition, also when the rest of them is generated.
    fn keep_inside(&mut self, entry: &Entry, path: &[&str]) {
        let ["Resources", _, "Properties", key] = path[..] else {
            return;
        };
        let inside = entry.value.entries().iter();
        let mut path = path.to_vec();
        if key == "Events" {
            for event in inside.filter(|event| !is_said(event)) {
                path.push(&event.key);
                self.always(&path, event);
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
                    self.always(&path, operation);
                    path.pop();
                }
                path.pop();
            }
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
        self.raw.kind(id)
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

/// Whether a mapping is a function of CloudFormation.
fn is_function(fields: &Fields<'_>) -> bool {
    let mut keys = fields.iter().map(|(key, _)| key);
    let is_name = |key: &str| key == "Ref" || key == "Condition" || key.starts_with("Fn::");
    fields.len() == 1 && keys.all(is_name)
}

/// Whether a value of the template and one that is generated are one to CloudFormation.
pub(super) fn is_same(node: &Node, made: Made<'_>) -> bool {
    match (&node.kind, made.shape()) {
        (Kind::Map(entries), Shape::Map(made)) => {
            entries.len() == made.len()
                && entries.iter().all(|entry| {
                    made.get(&entry.key)
                        .is_some_and(|other| is_same_under(entry, other))
                })
        }
        (Kind::List(items), Shape::List(made)) => {
            items.len() == made.len()
                && items
                    .iter()
                    .zip(made)
                    .all(|(one, other)| is_same(one, other))
        }
        (Kind::Number(_), Shape::Other(Value::Number(made))) => node.as_f64() == made.as_f64(),
        (Kind::Text(text), Shape::Text(made)) => text == made,
        (Kind::Bool(one), Shape::Other(Value::Bool(other))) => *one == other,
        (Kind::Null, Shape::Other(Value::Null)) => true,
        // A number that JSON spells otherwise is a text there.
        (Kind::Number(text), Shape::Text(made)) => text == made && node.to_json().is_string(),
        _ => false,
    }
}

/// `Fn::GetAtt` is a list, or a text with a dot.
fn is_same_under(entry: &Entry, made: Made<'_>) -> bool {
    if entry.key != "Fn::GetAtt" {
        return is_same(&entry.value, made);
    }
    let join = |parts: Option<Vec<&str>>| parts.map(|parts| parts.join("."));
    let own = match &entry.value.kind {
        Kind::List(items) => join(items.iter().map(Node::as_str).collect()),
        _ => entry.value.as_str().map(str::to_owned),
    };
    let other = match made.shape() {
        Shape::List(items) => join(items.into_iter().map(Made::as_str).collect()),
        Shape::Text(text) => Some(text.to_owned()),
        _ => None,
    };
    own == other
}
