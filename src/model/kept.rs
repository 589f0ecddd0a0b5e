//! What a design carries for a file that it was read from.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::part::{Part, Reader, View, fields};
use crate::diagnostic::step;

/// The file for which SAM and CloudFormation templates keep what the design has no field for.
pub const TEMPLATE: &str = "sam/template.yaml";
/// The file for which definitions in OpenAPI keep it.
pub const OPENAPI: &str = "openapi/openapi.yaml";
/// No file: names of the template around a definition, to which its texts may refer, each at `/NAME`.
pub const REFERENCES: &str = "openapi/references";

/// The file for which Zappa's settings keep what the design has no field for; a pointer begins with a stage's name.
pub const ZAPPA_SETTINGS: &str = "zappa/zappa_settings.json";

/// Something of an imported file that goes back out in the same kind of file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Path of the generated file, for instance [`TEMPLATE`].
    pub file: String,
    /// Where in that file it stands: an RFC 6901 JSON Pointer.
    pub at: String,
    /// What stands there; intrinsic functions in their long form. `null` where the template has nothing of what is
    /// generated there.
    pub value: Opaque,
    /// In place of what it stands, as a fingerprint: once the design makes something else there, that is written. Empty
    /// for what the design has no field for, which always stands.
    pub instead: String,
}

fields!(Kept: file, at, value; omit instead);

/// The logical id that something has in the SAM template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogicalId {
    /// What has it: `api`, `domain`, `function NAME`, `stage NAME`, `link NAME`, `log_group NAME`, `api_key NAME`,
    /// `plan NAME`, `plan_key PLAN KEY`, `mapping PATH`, `record A`, `record AAAA`; of a WebSocket API `route KEY`,
    /// `response KEY`, `integration FUNCTION`, `authorizer NAME`.
    pub of: String,
    /// The id: letters and digits.
    pub id: String,
}

fields!(LogicalId: of, id);

/// Lets the id of something follow its name.
pub(super) fn rename(ids: &mut [LogicalId], what: &str, old: &str, new: &str) {
    let name = |of: &str| of.split_once(' ') == Some((what, old));
    for id in ids.iter_mut().filter(|id| name(&id.of)) {
        id.of = format!("{what} {new}");
    }
}

/// Lets what a definition said of a path follow it.
pub(super) fn rename_path(kept: &mut Arc<Vec<Kept>>, old: &str, new: &str) {
    let place = |path: &str| format!("/paths/{}", step(path));
    let (old, new) = (place(old), place(new));
    let moved = |one: &Kept| {
        let rest = one.at.strip_prefix(&old).filter(|_| one.file == OPENAPI)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
    };
    if !kept.iter().any(|one| moved(one).is_some()) {
        return;
    }
    for one in Arc::make_mut(kept) {
        if let Some(at) = moved(one) {
            one.at = at;
        }
    }
}

/// Lets what is kept for a stage follow its name.
pub(super) fn rename_stage(kept: &mut Arc<Vec<Kept>>, old: &str, new: &str) {
    let place = |name: &str| format!("/{}/", step(name));
    let (old, new) = (place(old), place(new));
    let is_old = |kept: &Kept| kept.file == ZAPPA_SETTINGS && kept.at.starts_with(&old);
    if kept.iter().any(is_old) {
        for kept in Arc::make_mut(kept).iter_mut().filter(|kept| is_old(kept)) {
            kept.at.replace_range(..old.len(), &new);
        }
    }
}

/// A value of JSON into which no form leads. What was read stays a text until somebody looks into it: as a value a large
/// template takes several times the room, and as much time as all the rest of its reading.
#[derive(Clone, Default)]
pub struct Opaque {
    /// Where it is one: JSON, whose objects may say a key twice, of which the last one counts.
    text: Option<String>,
    value: OnceLock<Value>,
}

impl Opaque {
    /// A value by its text, which must be JSON as serde reads it: up to 127 deep.
    pub(crate) const fn of_text(text: String) -> Self {
        Self {
            text: Some(text),
            value: OnceLock::new(),
        }
    }
}

impl Deref for Opaque {
    type Target = Value;

    fn deref(&self) -> &Value {
        let read = || serde_json::from_str(self.text.as_deref()?).ok();
        self.value.get_or_init(|| read().unwrap_or_default())
    }
}

impl From<Value> for Opaque {
    fn from(value: Value) -> Self {
        Self {
            text: None,
            value: value.into(),
        }
    }
}

impl PartialEq for Opaque {
    fn eq(&self, other: &Self) -> bool {
        self.text.is_some() && self.text == other.text || **self == **other
    }
}

impl Eq for Opaque {}

impl fmt::Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Part for Opaque {
    /// It is written as it is.
    fn view(&self) -> View<'_> {
        View::Json(self)
    }

    fn read(&mut self, value: &Value, _reader: &mut Reader) {
        *self = value.clone().into();
    }
}

/// The names that a text refers to as CloudFormation's `Fn::Sub` does: `${Pool.Arn}` refers to `Pool.Arn`, `${!x}` to
/// nothing.
pub fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '_');
        (!name.is_empty() && name.chars().all(is_name)).then_some(name)
    })
}

impl super::Design {
    /// The logical id that an imported template gave something, see [`LogicalId::of`].
    pub fn sam_id(&self, of: &str) -> Option<&str> {
        let mut ids = self.output.sam_ids.iter();
        ids.find(|id| id.of == of && !id.id.is_empty())
            .map(|id| &*id.id)
    }

    /// Whether a text of the design refers to a parameter or a resource that only its template knows.
    pub fn is_reference(&self, text: &str) -> bool {
        if self.kept.is_empty() || !text.contains("${") {
            return false;
        }
        let mut found = references(text).peekable();
        found.peek().is_some() && found.all(|name| self.knows(name))
    }

    /// Whether the template has a parameter or a resource of that name; an attribute may follow it.
    fn knows(&self, name: &str) -> bool {
        let first = name.split('.').next().unwrap_or_default();
        let is_there = |kept: &Kept| {
            if kept.file == REFERENCES {
                return kept.at.strip_prefix('/') == Some(first);
            }
            let (mut steps, own) = (kept.at.split('/').skip(1), kept.file == TEMPLATE);
            let section = steps.next();
            own && (section == Some("Parameters") || section == Some("Resources"))
                && steps.next() == Some(first)
        };
        name.starts_with("AWS::")
            || self.kept.iter().any(is_there)
            || self.output.sam_ids.iter().any(|id| id.id == first)
    }
}
