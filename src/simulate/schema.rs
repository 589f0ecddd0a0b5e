//! Whether a body fits a model: JSON Schema, draft 4, as API Gateway takes it (AWS: "Data models for REST APIs").
//!
//! The crates for it bring several drafts, formats and references over the network, hundreds of kilobytes for the page; a
//! draft 4 model of API Gateway is thirty words. A word that is not judged here is named (`Judged::unread`).

mod words;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::Sentence;
use crate::model::Model;
use crate::sentence;

/// Deeper than this no schema is followed.
const DEEPEST: u32 = 32;
/// More parts of schemas than this are not looked at for one body.
const MOST: u32 = 20_000;

/// What was found about a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Judged {
    /// Where it does not fit.
    pub(super) misfit: Option<Sentence>,
    /// Words of the schema that were not judged.
    pub(super) unread: BTreeSet<String>,
}

/// Judges a body by a schema; `models` are what it may refer to.
pub(super) fn judge(schema: &str, models: &[Model], body: &str) -> Judged {
    let Ok(schema) = serde_json::from_str::<Value>(schema) else {
        return Judged::default();
    };
    let mut judge = Judge {
        models,
        unread: BTreeSet::new(),
        left: MOST,
    };
    let found = match serde_json::from_str::<Value>(body) {
        Ok(body) => judge.check(Look::at(&schema), &body, ""),
        Err(_) => Err(sentence!("it is not JSON", "JSON として読み取れません")),
    };
    Judged {
        misfit: found.err(),
        unread: judge.unread,
    }
}

/// Where a schema stands.
#[derive(Clone, Copy)]
struct Look<'a> {
    schema: &'a Value,
    /// What its `#` is.
    root: &'a Value,
    depth: u32,
}

impl<'a> Look<'a> {
    const fn at(root: &'a Value) -> Self {
        Self {
            schema: root,
            root,
            depth: 0,
        }
    }

    const fn inside(self, schema: &'a Value) -> Self {
        Self {
            schema,
            depth: self.depth + 1,
            ..self
        }
    }
}

/// Fits, or says why not.
type Fit = Result<(), Sentence>;

struct Judge<'m> {
    models: &'m [Model],
    unread: BTreeSet<String>,
    left: u32,
}

impl Judge<'_> {
    fn check(&mut self, look: Look, body: &Value, at: &str) -> Fit {
        let Some(schema) = look.schema.as_object() else {
            return Ok(());
        };
        if look.depth > DEEPEST || self.left == 0 {
            self.unread.insert("…".to_owned());
            return Ok(());
        }
        self.left -= 1;
        // What stands beside a reference counts for nothing (draft 4).
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            return self.follow(look, target, body, at);
        }
        words::of_value(schema, body, at)?;
        match body {
            Value::String(text) => self.text(schema, text, at)?,
            Value::Array(items) => self.items(look, schema, items, at)?,
            Value::Object(members) => self.members(look, schema, members, at)?,
            Value::Number(number) => words::of_number(schema, number, at)?,
            Value::Null | Value::Bool(_) => {}
        }
        self.combined(look, schema, body, at)?;
        let unread = schema.keys().filter(|word| !words::is_judged(word));
        self.unread.extend(unread.cloned());
        Ok(())
    }

    fn follow(&mut self, look: Look, target: &str, body: &Value, at: &str) -> Fit {
        let own = target.strip_prefix('#');
        if let Some(found) = own.and_then(|pointer| look.root.pointer(pointer)) {
            return self.check(look.inside(found), body, at);
        }
        // The whole address of a model is AWS's own way, the others are those of definitions in OpenAPI.
        let homes = ["/models/", "#/components/schemas/", "#/definitions/"];
        let mut names = homes.iter().filter_map(|home| target.rsplit_once(home));
        if let Some((_, name)) = names.next() {
            let model = self.models.iter().find(|model| model.name == name);
            let root = model.and_then(|model| serde_json::from_str::<Value>(&model.schema).ok());
            if let Some(root) = root {
                let look = Look {
                    depth: look.depth + 1,
                    ..Look::at(&root)
                };
                return self.check(look, body, at);
            }
        }
        self.unread.insert(format!("$ref {target}"));
        Ok(())
    }

    /// Whether a text has a pattern, as far as its syntax is one of Rust's, too.
    fn has_pattern(&mut self, pattern: &str, text: &str) -> bool {
        if let Ok(regex) = regex_lite::Regex::new(pattern) {
            return regex.is_match(text);
        }
        self.unread.insert(format!("pattern {pattern}"));
        true
    }

    fn text(&mut self, schema: &Map<String, Value>, text: &str, at: &str) -> Fit {
        words::of_length(schema, ["minLength", "maxLength"], text.chars().count(), at)?;
        let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else {
            return Ok(());
        };
        if self.has_pattern(pattern, text) {
            return Ok(());
        }
        let place = words::shown(at);
        Err(sentence!(
            "`{place}` does not have the pattern `{pattern}`",
            "`{place}` がパターン `{pattern}` に合いません"
        ))
    }

    fn items(&mut self, look: Look, schema: &Map<String, Value>, items: &[Value], at: &str) -> Fit {
        words::of_length(schema, ["minItems", "maxItems"], items.len(), at)?;
        words::of_sameness(schema, items, at)?;
        let of_items = schema.get("items");
        for (place, item) in items.iter().enumerate() {
            let here = format!("{at}/{place}");
            let inside = match of_items {
                Some(Value::Array(each)) => {
                    match (each.get(place), schema.get("additionalItems")) {
                        (Some(own), _) => Some(own),
                        (None, Some(Value::Bool(false))) => {
                            let most = each.len();
                            return Err(sentence!(
                                "`{here}` is one item too many: {most} are allowed",
                                "`{here}` は余分な要素です({most}個まで)"
                            ));
                        }
                        (None, others) => others,
                    }
                }
                every => every,
            };
            if let Some(inside) = inside {
                self.check(look.inside(inside), item, &here)?;
            }
        }
        Ok(())
    }

    fn members(
        &mut self,
        look: Look,
        schema: &Map<String, Value>,
        members: &Map<String, Value>,
        at: &str,
    ) -> Fit {
        words::of_length(
            schema,
            ["minProperties", "maxProperties"],
            members.len(),
            at,
        )?;
        words::of_required(schema.get("required"), members, at)?;
        self.dependencies(look, schema, members, at)?;
        let object = |word: &str| schema.get(word).and_then(Value::as_object);
        let (own, by_pattern) = (object("properties"), object("patternProperties"));
        for (name, value) in members {
            let here = format!("{at}/{name}");
            let mut is_known = false;
            if let Some(inside) = own.and_then(|own| own.get(name)) {
                is_known = true;
                self.check(look.inside(inside), value, &here)?;
            }
            for (pattern, inside) in by_pattern.into_iter().flatten() {
                if self.has_pattern(pattern, name) {
                    is_known = true;
                    self.check(look.inside(inside), value, &here)?;
                }
            }
            match schema.get("additionalProperties") {
                Some(Value::Bool(false)) if !is_known => {
                    return Err(sentence!(
                        "`{here}` is not declared, and `additionalProperties` is `false`",
                        "`{here}` は宣言されておらず、`additionalProperties` が `false` です"
                    ));
                }
                Some(inside @ Value::Object(_)) if !is_known => {
                    self.check(look.inside(inside), value, &here)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn dependencies(
        &mut self,
        look: Look,
        schema: &Map<String, Value>,
        members: &Map<String, Value>,
        at: &str,
    ) -> Fit {
        let all = schema.get("dependencies").and_then(Value::as_object);
        for (name, wanted) in all.into_iter().flatten() {
            if !members.contains_key(name) {
                continue;
            }
            if wanted.is_object() {
                let body = Value::Object(members.clone());
                self.check(look.inside(wanted), &body, at)?;
            } else {
                words::of_required(Some(wanted), members, at)?;
            }
        }
        Ok(())
    }

    /// `allOf`, `anyOf`, `oneOf`, `not`.
    fn combined(&mut self, look: Look, schema: &Map<String, Value>, body: &Value, at: &str) -> Fit {
        let place = words::shown(at);
        let list = |word: &str| schema.get(word).and_then(Value::as_array);
        for inside in list("allOf").into_iter().flatten() {
            self.check(look.inside(inside), body, at)?;
        }
        let mut fitting = |word: &str| {
            let all = list(word)?.iter();
            let fits = all.filter(|inside| self.check(look.inside(inside), body, at).is_ok());
            Some(fits.count())
        };
        if fitting("anyOf") == Some(0) {
            return Err(sentence!(
                "`{place}` fits none of `anyOf`",
                "`{place}` は `anyOf` のどれにも合いません"
            ));
        }
        match fitting("oneOf") {
            None | Some(1) => {}
            Some(count) => {
                return Err(sentence!(
                    "`{place}` fits {count} of `oneOf`, and must fit exactly one",
                    "`{place}` は `oneOf` のうち{count}個に合います(ちょうど1個でなければなりません)"
                ));
            }
        }
        if let Some(inside) = schema.get("not")
            && self.check(look.inside(inside), body, at).is_ok()
        {
            return Err(sentence!(
                "`{place}` fits what `not` forbids",
                "`{place}` は `not` が禁じる値です"
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
