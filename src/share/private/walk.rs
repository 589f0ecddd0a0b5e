//! The way through a design, past every place where something private may stand.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::words::{again, placeholder, texts};
use super::{Found, Kind, See};
use crate::diagnostic::{key_of, step};
use crate::model::secret;

/// A fingerprint of nothing: the one of a private value would tell whether a guess is right.
const NO_FINGERPRINT: &str = "0";

pub(super) struct Walk<'a> {
    see: See<'a>,
    /// What is replaced wherever it comes again, whatever stands around it.
    found: &'a [Found],
    /// Which keys became one, by what they became.
    keys: BTreeMap<String, Vec<String>>,
    /// Logical ids of API keys.
    api_keys: Vec<String>,
}

impl<'a> Walk<'a> {
    pub(super) const fn new(see: See<'a>, found: &'a [Found]) -> Self {
        Self {
            see,
            found,
            keys: BTreeMap::new(),
            api_keys: Vec::new(),
        }
    }

    /// Shows every private value of a design, and writes what is given for it in its place.
    pub(super) fn design(&mut self, design: &mut Value) {
        let ids = design.pointer("/output/sam_ids").and_then(Value::as_array);
        let ids = ids.into_iter().flatten().filter_map(|id| {
            let of = id["of"].as_str()?;
            let is_key = of.starts_with("api_key ");
            is_key.then(|| id["id"].as_str().unwrap_or_default().to_owned())
        });
        self.api_keys = ids.collect();
        self.value(design, "");
    }

    /// A value of a design below the field `around`.
    fn value(&mut self, value: &mut Value, around: &str) {
        match value {
            Value::Array(list) => {
                let kept = around == "kept";
                for item in list {
                    if kept {
                        self.kept(item);
                    } else {
                        self.value(item, around);
                    }
                }
            }
            Value::Object(fields) => {
                let name = fields.get("name").map(text_of).unwrap_or_default();
                let value = fields.get("value");
                let kind = match around {
                    "environment" | "variables" => Some(variable(&name, value)),
                    "headers" => header(&name, value),
                    _ => None,
                };
                for (name, value) in fields {
                    match kind {
                        Some(kind) if name == "value" => self.hide(kind, value),
                        _ => self.value(value, name),
                    }
                }
            }
            scalar => self.scalar(scalar),
        }
    }

    /// A text or a number that is private where it looks like it.
    fn scalar(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(changed) = self.text(text) {
                    *text = changed;
                }
            }
            Value::Number(number) => {
                if let Some(changed) = self.text(&number.to_string()) {
                    let number: Option<Number> = changed.parse().ok();
                    *value = number.map_or(Value::String(changed), Value::Number);
                }
            }
            _ => {}
        }
    }

    /// The text as it is to be; `None` when nothing in it is private.
    fn text(&mut self, text: &str) -> Option<String> {
        let changed = texts(text, self.see);
        let known = again(changed.as_deref().unwrap_or(text), self.found);
        known.or(changed)
    }

    /// Shows a value that is private as a whole.
    fn hide(&mut self, kind: Kind, value: &mut Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(_) | Value::Bool(_) => value.to_string(),
            _ => return,
        };
        let kind = match kind {
            Kind::Variable if secret::is_secret("", &text) => Kind::Secret,
            kind => kind,
        };
        let is_open = text.is_empty() || text == placeholder(kind, &text);
        match (!is_open).then(|| (self.see)(kind, &text)).flatten() {
            Some(changed) => *value = Value::String(changed),
            // Left as a variable, it may hold an account or an address all the same.
            None => self.scalar(value),
        }
    }

    /// What an imported file said beyond the design: there the names of keys tell what is private.
    fn kept(&mut self, kept: &mut Value) {
        let at = text_of(&kept["at"]);
        let steps: Vec<String> = at.split('/').map(key_of).collect();
        let (last, around) = match &steps[..] {
            [.., around, last] => (last.as_str(), around.as_str()),
            _ => ("", ""),
        };
        let kind = match &steps[..] {
            [.., id, fields, last] if fields == "Properties" && last == "Value" => {
                self.api_keys.contains(id).then_some(Kind::Key)
            }
            _ => None,
        };
        let kind = kind.or_else(|| kind_of(around, last, &kept["value"]));
        if let Some(value) = kept.get_mut("value") {
            let before = kind.map(|_| value.clone());
            self.named(value, last, kind);
            let is_changed = before.is_some_and(|before| before != *value);
            let is_marked = !text_of(&kept["instead"]).is_empty();
            if is_changed && is_marked {
                kept["instead"] = NO_FINGERPRINT.into();
            }
        }
        let changed: Vec<String> = steps.iter().map(|key| step(&self.key(key))).collect();
        if changed.join("/") != at {
            kept["at"] = changed.join("/").into();
        }
    }

    /// A value under a key of an imported file; of a kind where it is private as a whole.
    fn named(&mut self, value: &mut Value, name: &str, kind: Option<Kind>) {
        match value {
            Value::Object(fields) => {
                let one = fields.keys().next().filter(|_| fields.len() == 1);
                if let (Some(kind), Some(one)) = (kind, one.filter(|key| is_function(key))) {
                    let function = one.to_ascii_lowercase();
                    return fields
                        .values_mut()
                        .for_each(|value| self.argument(value, &function, kind));
                }
                self.fields(fields, name);
            }
            Value::Array(list) => {
                for item in list {
                    self.named(item, name, None);
                }
            }
            value => match kind {
                Some(kind) => self.hide(kind, value),
                None => self.scalar(value),
            },
        }
    }

    fn fields(&mut self, fields: &mut Map<String, Value>, name: &str) {
        let is_api_key = fields
            .get("Type")
            .is_some_and(|kind| kind == "AWS::ApiGateway::ApiKey");
        let is_hidden = fields
            .get("NoEcho")
            .is_some_and(|hidden| text_of(hidden) == "true");
        for (key, mut value) in std::mem::take(fields) {
            let own = match (key.as_str(), &mut value) {
                ("Properties", Value::Object(own)) if is_api_key => own.get_mut("Value"),
                _ => None,
            };
            if let Some(own) = own {
                self.named(own, "Value", Some(Kind::Key));
            }
            let kind = match key.as_str() {
                "Default" if is_hidden => Some(Kind::Secret),
                _ => kind_of(name, &key, &value),
            };
            self.named(&mut value, &key, kind);
            fields.insert(self.key(&key), value);
        }
    }

    /// What a function of CloudFormation makes a private value of; names of other things stay.
    fn argument(&mut self, value: &mut Value, function: &str, kind: Kind) {
        match (function, value) {
            ("fn::sub", Value::String(text)) if is_reference(text) => self.scalar_text(text),
            ("fn::sub" | "fn::base64", value @ Value::String(_)) => self.hide(kind, value),
            (
                "fn::sub" | "fn::join" | "fn::if" | "fn::split" | "fn::select",
                Value::Array(list),
            ) => {
                // A delimiter, a condition, a number; of `Fn::Sub` the text, and then what it is filled with.
                let length = list.len();
                let (first, rest) = list.split_at_mut(1.min(length));
                for value in first {
                    match function {
                        "fn::sub" => self.argument(value, function, kind),
                        _ => self.scalar(value),
                    }
                }
                for value in rest {
                    self.parts(value, kind);
                }
            }
            (_, value) => self.named(value, "", None),
        }
    }

    /// Each part of a private value.
    fn parts(&mut self, value: &mut Value, kind: Kind) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|value| self.parts(value, kind)),
            Value::Object(fields)
                if !(fields.len() == 1 && fields.keys().all(|key| is_function(key))) =>
            {
                fields
                    .values_mut()
                    .for_each(|value| self.parts(value, kind));
            }
            value => self.named(value, "", Some(kind)),
        }
    }

    fn scalar_text(&mut self, text: &mut String) {
        if let Some(changed) = self.text(text) {
            *text = changed;
        }
    }

    /// A key as it is to be, in objects and in pointers alike. Two that become one are told apart by a number.
    fn key(&mut self, key: &str) -> String {
        let Some(changed) = self.text(key) else {
            return key.to_owned();
        };
        let same = self.keys.entry(changed.clone()).or_default();
        let place = same.iter().position(|other| other == key);
        let place = place.unwrap_or_else(|| {
            same.push(key.to_owned());
            same.len() - 1
        });
        match place {
            0 => changed,
            place => format!("{changed} {}", place + 1),
        }
    }
}

/// The text of a value that is one; as JSON otherwise.
fn text_of(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Of which kind the value of a variable is.
fn variable(name: &str, value: Option<&Value>) -> Kind {
    let is_secret = value.is_some_and(|value| secret::is_secret(name, &text_of(value)));
    if is_secret {
        Kind::Secret
    } else {
        Kind::Variable
    }
}

/// Of which kind the value of a header is that lets its sender in: such stand in requests that are saved.
fn header(name: &str, value: Option<&Value>) -> Option<Kind> {
    const CREDENTIALS: [&str; 3] = ["authorization", "proxy-authorization", "cookie"];
    let is_named = CREDENTIALS
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known));
    let is_secret = is_named || value.is_some_and(|value| secret::is_secret(name, &text_of(value)));
    is_secret.then_some(Kind::Secret)
}

/// Of which kind the value of a key of an imported file is: a variable of a function or a stage, a password.
fn kind_of(around: &str, key: &str, value: &Value) -> Option<Kind> {
    const MAPS: [&str; 5] = [
        "Variables",
        "StageVariables",
        "environment_variables",
        "aws_environment_variables",
        "remote_env",
    ];
    let is_secret = |name: &str| {
        let name = name.to_ascii_lowercase();
        let ends = ["password", "secret", "secretstring", "token"];
        ends.iter().any(|end| name.ends_with(end)) && !value.is_boolean()
    };
    if MAPS.contains(&around) && !is_function(key) {
        return Some(variable(key, Some(value)));
    }
    // What a parameter is when nobody says otherwise.
    (is_secret(key) || key == "Default" && is_secret(around)).then_some(Kind::Secret)
}

/// Whether an object of that key alone is a function of CloudFormation in the place of a value.
fn is_function(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key == "ref" || key.starts_with("fn::")
}

/// Whether a text of `Fn::Sub` holds nothing but names of other things.
fn is_reference(text: &str) -> bool {
    let mut pieces = text.split("${");
    pieces.next().is_some_and(str::is_empty)
        && pieces.all(|piece| {
            !piece.starts_with('!') && piece.find('}') == Some(piece.len().wrapping_sub(1))
        })
}
