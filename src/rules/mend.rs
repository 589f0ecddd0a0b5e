//! Mends: how a finding names a change of the design that is safe to make.

use serde_json::Value;

use super::Finding;
use crate::diagnostic::{Edit, Fix, Pointer, Sentence};
use crate::model::part::Part;
use crate::model::{Design, Route};
use crate::sentence;

impl Finding {
    /// The field of the finding gets that value.
    pub(super) fn set(self, value: impl Into<Value>) -> Self {
        let at = self.at;
        self.set_at(at, value)
    }

    /// The same, where there is such a value.
    pub(super) fn maybe(self, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.set(value),
            None => self,
        }
    }

    /// Another field gets that value.
    pub(super) fn set_at(self, at: Pointer, value: impl Into<Value>) -> Self {
        let value = value.into();
        self.mend(title(&value), vec![Edit::Set(at, value)])
    }

    /// The item of a list goes.
    pub(super) fn delete(self, item: Pointer) -> Self {
        let title = sentence!("delete it", "削除する");
        self.mend(title, vec![Edit::Remove(item)])
    }

    /// These changes; none when there are none.
    pub(super) fn mend(mut self, title: Sentence, edits: Vec<Edit>) -> Self {
        self.fix = (!edits.is_empty()).then_some(Fix { title, edits });
        self
    }

    /// Another name, wherever it is named.
    pub(super) fn rename(
        self,
        design: &Design,
        name: Option<String>,
        rename: impl FnOnce(&mut Design, &str),
    ) -> Self {
        let Some(name) = name else { return self };
        let title = sentence!("call it `{name}`", "名前を `{name}` にする");
        let mut renamed = design.clone();
        rename(&mut renamed, &name);
        self.texts(design, &renamed, title)
    }

    /// The texts in which a design of the same form differs.
    pub(super) fn texts(self, design: &Design, other: &Design, title: Sentence) -> Self {
        let texts = design.texts().into_iter().zip(other.texts());
        let changed = texts.filter(|((_, old), (_, new))| old != new);
        let edits = changed.map(|(_, (at, new))| Edit::Set(at, new.into()));
        self.mend(title, edits.collect())
    }
}

/// What a button says that puts a value into a field.
pub(super) fn title(value: &Value) -> Sentence {
    match value {
        Value::Bool(true) | Value::Object(_) => sentence!("turn it on", "有効にする"),
        Value::Bool(false) => sentence!("turn it off", "無効にする"),
        Value::Null => sentence!("leave it out", "設定を外す"),
        Value::String(text) if text.is_empty() => sentence!("leave it empty", "空にする"),
        Value::Array(items) if items.is_empty() => sentence!("remove them", "すべて削除する"),
        Value::String(text) => sentence!("change it to `{text}`", "`{text}` に変更する"),
        other => sentence!("change it to `{other}`", "`{other}` に変更する"),
    }
}

/// A part of a design as its file writes it.
pub(super) fn written(part: &dyn Part) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

/// The design gets that route, or the one of its path gets the methods that it lacks.
pub(super) fn route(design: &Design, route: &Route) -> Vec<Edit> {
    let routes = Pointer::root().join("routes");
    let mut all = design.routes.iter();
    let Some(index) = all.position(|other| other.path == route.path) else {
        return vec![Edit::Append(routes, written(route))];
    };
    let there = &design.routes[index].methods;
    let lacking = route
        .methods
        .iter()
        .filter(|method| there.iter().all(|other| other.verb != method.verb));
    let methods = routes.join(index).join("methods");
    lacking
        .map(|method| Edit::Append(methods, written(method)))
        .collect()
}

/// A name like `name` that is not taken: with a number behind it.
pub(super) fn fresh(name: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let named = (2..1_000).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned())
        .filter(|name| !name.is_empty())
        .chain(named)
        .find(|name| !is_taken(name))
}

/// A text of letters, digits and `more`: what does not belong is a hyphen, as far as hyphens belong.
pub(super) fn tame(text: &str, more: &str, most: usize) -> Option<String> {
    let hyphen = more.contains('-').then_some('-');
    let fit = |c: char| match c {
        c if c.is_ascii_alphanumeric() || more.contains(c) => Some(c),
        _ => hyphen,
    };
    let tamed: String = text.trim().chars().filter_map(fit).take(most).collect();
    let tamed = tamed.trim_matches('-');
    (!tamed.is_empty() && tamed != text).then(|| tamed.to_owned())
}

/// The name that was meant: one that differs in case, in a letter or two, or the only one there is.
pub(super) fn meant<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let named = || known.iter().copied().filter(|name| !name.is_empty());
    let same = named().find(|name| name.eq_ignore_ascii_case(wanted));
    let only = || {
        let mut all = named();
        all.next().filter(|_| all.next().is_none())
    };
    let near = || {
        let near = named().filter(|name| name.len() > 2 && distance(name, wanted) <= 2);
        near.min_by_key(|name| distance(name, wanted))
    };
    same.or_else(only).or_else(near)
}

/// How many letters make the one text the other.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (place, a) in a.chars().enumerate() {
        let mut above = place;
        row[0] = place + 1;
        for (column, b) in b.chars().enumerate() {
            let kept = above + usize::from(a != b);
            above = row[column + 1];
            row[column + 1] = kept.min(above + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_what_was_meant() {
        assert_eq!(meant("Prod", ["dev", "prod"]), Some("prod"));
        assert_eq!(meant("prd", ["dev", "prod"]), Some("prod"));
        assert_eq!(meant("live", ["dev"]), Some("dev"));
        assert_eq!(meant("live", ["dev", "prod"]), None);
        assert_eq!(meant("live", []), None);
    }

    #[test]
    fn what_does_not_belong_in_a_name_is_replaced() {
        assert_eq!(tame("my stage", "-_", 40).as_deref(), Some("my-stage"));
        assert_eq!(tame("売上", "-_", 40), None);
        assert_eq!(tame("fine", "-_", 40), None);
        assert_eq!(tame("New item", "", 40).as_deref(), Some("Newitem"));
        assert_eq!(fresh("app", |name| name == "app").as_deref(), Some("app-2"));
    }
}
