//! The words of a schema that look at one value alone.

use serde_json::{Map, Number, Value};

use super::Fit;
use crate::sentence;

/// Words that are judged, or that say nothing of a value.
const JUDGED: [&str; 36] = [
    "$ref",
    "$schema",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "definitions",
    "dependencies",
    "description",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "id",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
];

/// Whether a word is judged; those of OpenAPI's extensions say nothing.
pub(super) fn is_judged(word: &str) -> bool {
    JUDGED.contains(&word) || word.starts_with("x-")
}

/// A place in a body, as people are told it.
pub(super) const fn shown(at: &str) -> &str {
    if at.is_empty() { "/" } else { at }
}

/// `type` and `enum`.
pub(super) fn of_value(schema: &Map<String, Value>, body: &Value, at: &str) -> Fit {
    let kinds: Vec<&str> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let place = shown(at);
    if !kinds.is_empty() && !kinds.iter().any(|kind| is_of(body, kind)) {
        let kinds = kinds.join("`, `");
        return Err(sentence!(
            "`{place}` must be of type `{kinds}`",
            "`{place}` の型は `{kinds}` でなければなりません"
        ));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array)
        && !values.iter().any(|value| same(value, body))
    {
        let values = values.iter().map(ToString::to_string);
        let values = values.collect::<Vec<_>>().join("`, `");
        return Err(sentence!(
            "`{place}` must be one of `{values}`",
            "`{place}` は `{values}` のいずれかでなければなりません"
        ));
    }
    Ok(())
}

fn is_of(body: &Value, kind: &str) -> bool {
    match kind {
        "object" => body.is_object(),
        "array" => body.is_array(),
        "string" => body.is_string(),
        "boolean" => body.is_boolean(),
        "null" => body.is_null(),
        // In draft 4 `1.0` is no integer.
        "integer" => body.is_i64() || body.is_u64(),
        "number" => body.is_number(),
        _ => true,
    }
}

/// Whether two values are the same; `1` and `1.0` are.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_there = |(name, value): (&String, &Value)| {
                other.get(name).is_some_and(|other| same(value, other))
            };
            one.len() == other.len() && one.iter().all(is_there)
        }
        _ => one == other,
    }
}

/// `minimum`, `maximum`, what excludes them (a boolean in draft 4, a number later), and `multipleOf`.
pub(super) fn of_number(schema: &Map<String, Value>, number: &Number, at: &str) -> Fit {
    let place = shown(at);
    let Some(given) = number.as_f64() else {
        return Ok(());
    };
    let number_of = |word: &str| schema.get(word).and_then(Value::as_f64);
    let is_excluded = |word: &str| schema.get(word) == Some(&Value::Bool(true));
    let (least, most) = (number_of("minimum"), number_of("maximum"));
    let is_low = least
        .is_some_and(|least| given < least || (is_excluded("exclusiveMinimum") && given <= least))
        || number_of("exclusiveMinimum").is_some_and(|least| given <= least);
    if is_low {
        let least = least
            .or_else(|| number_of("exclusiveMinimum"))
            .unwrap_or_default();
        return Err(sentence!(
            "`{place}` is {number}, below the `minimum` of {least} or at it where that is excluded",
            "`{place}` の {number} は `minimum` の {least} を満たしません"
        ));
    }
    let is_high = most
        .is_some_and(|most| given > most || (is_excluded("exclusiveMaximum") && given >= most))
        || number_of("exclusiveMaximum").is_some_and(|most| given >= most);
    if is_high {
        let most = most
            .or_else(|| number_of("exclusiveMaximum"))
            .unwrap_or_default();
        return Err(sentence!(
            "`{place}` is {number}, above the `maximum` of {most} or at it where that is excluded",
            "`{place}` の {number} は `maximum` の {most} を満たしません"
        ));
    }
    if let Some(step) = number_of("multipleOf").filter(|step| *step > 0.0) {
        let times = given / step;
        if (times - times.round()).abs() > 1e-9 {
            return Err(sentence!(
                "`{place}` is {number}, no multiple of {step}",
                "`{place}` の {number} は {step} の倍数ではありません"
            ));
        }
    }
    Ok(())
}

/// A least and a largest count of letters, items or properties.
pub(super) fn of_length(
    schema: &Map<String, Value>,
    [least, most]: [&str; 2],
    count: usize,
    at: &str,
) -> Fit {
    let place = shown(at);
    let bound = |word: &str| schema.get(word).and_then(Value::as_u64);
    let count = count as u64;
    if let Some(bound) = bound(least).filter(|bound| count < *bound) {
        return Err(sentence!(
            "`{place}` has {count}, less than the `{least}` of {bound}",
            "`{place}` の {count} は `{least}` の {bound} より少なすぎます"
        ));
    }
    if let Some(bound) = bound(most).filter(|bound| count > *bound) {
        return Err(sentence!(
            "`{place}` has {count}, more than the `{most}` of {bound}",
            "`{place}` の {count} は `{most}` の {bound} を超えています"
        ));
    }
    Ok(())
}

/// `uniqueItems`.
pub(super) fn of_sameness(schema: &Map<String, Value>, items: &[Value], at: &str) -> Fit {
    if schema.get("uniqueItems") != Some(&Value::Bool(true)) {
        return Ok(());
    }
    let twice = items
        .iter()
        .enumerate()
        .find(|(place, item)| items[..*place].iter().any(|other| same(item, other)));
    twice.map_or(Ok(()), |(place, _)| {
        Err(sentence!(
            "`{at}/{place}` is there twice, and `uniqueItems` is set",
            "`{at}/{place}` は重複しています(`uniqueItems` が設定されています)"
        ))
    })
}

/// Names that must be there.
pub(super) fn of_required(names: Option<&Value>, members: &Map<String, Value>, at: &str) -> Fit {
    let names = names.and_then(Value::as_array).into_iter().flatten();
    let mut names = names.filter_map(Value::as_str);
    let missing = names.find(|name| !members.contains_key(*name));
    missing.map_or(Ok(()), |name| {
        Err(sentence!(
            "`{at}/{name}` is required and missing",
            "必須の `{at}/{name}` がありません"
        ))
    })
}
