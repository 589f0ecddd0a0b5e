//! Questions to which a thing of the account answers whether it is as the design has it.
//!
//! They compare inside the query, so that no text of a user has to be printed by one program and
//! read by another.

use crate::generate::cli::names::literal;
use crate::text::json;

/// A condition on a field that may be missing, which `default` stands for.
pub(in crate::generate::cli) fn is(field: &str, default: &str, wanted: &str) -> String {
    format!("({field} || `{default}`)==`{wanted}`")
}

/// A field that holds that text; none is the empty one.
pub(in crate::generate::cli) fn is_text(field: &str, wanted: &str) -> String {
    format!("({field} || `\"\"`)=={}", literal(wanted))
}

/// A flag; none is off.
pub(in crate::generate::cli) fn is_flag(field: &str, wanted: bool) -> String {
    is(field, "false", if wanted { "true" } else { "false" })
}

/// A list with those texts in any order; none is the empty one.
pub(in crate::generate::cli) fn is_set<T: AsRef<str>>(field: &str, wanted: &[T]) -> String {
    let mut wanted: Vec<&str> = wanted.iter().map(AsRef::as_ref).collect();
    wanted.sort_unstable();
    format!("sort({field} || `[]`)==`[{}]`", texts(&wanted))
}

/// The same where the service may write the texts small.
pub(in crate::generate::cli) fn is_set_in_any_case<T: AsRef<str>>(
    field: &str,
    wanted: &[T],
) -> String {
    let small: Vec<String> = wanted
        .iter()
        .map(|text| text.as_ref().to_ascii_lowercase())
        .collect();
    format!("({} || {})", is_set(field, wanted), is_set(field, &small))
}

/// A map with those texts; none is the empty one.
pub(in crate::generate::cli) fn is_map<'a>(
    field: &str,
    wanted: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    format!("({field} || `{{}}`)==`{}`", map(wanted))
}

/// A map whose values are JSON.
pub(in crate::generate::cli) fn is_object(
    field: &str,
    wanted: impl Iterator<Item = (String, String)>,
) -> String {
    let wanted: Vec<String> = wanted
        .map(|(name, value)| format!("{}:{value}", text(&name)))
        .collect();
    format!("({field} || `{{}}`)==`{{{}}}`", wanted.join(","))
}

/// JSON of a map of texts, for the inside of backticks.
pub(in crate::generate::cli) fn map<'a>(
    wanted: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let wanted: Vec<String> = wanted
        .map(|(name, value)| format!("{}:{}", text(name), text(value)))
        .collect();
    format!("{{{}}}", wanted.join(","))
}

/// Everything at once.
pub(in crate::generate::cli) fn all(conditions: &[String]) -> String {
    conditions.join(" && ")
}

fn texts(list: &[&str]) -> String {
    list.iter()
        .map(|item| text(item))
        .collect::<Vec<_>>()
        .join(",")
}

/// JSON for the inside of backticks, none of them inside.
fn text(text: &str) -> String {
    json::string(text).replace('`', "\\u0060")
}

/// Whether an answer differs from what is wanted: the first of the words is the condition. One that is too long for a
/// command line is not asked: what is wanted is set again.
pub(in crate::generate::cli) const DIFFERS: &str = r#"differs() {
  local query=$1 same=''
  shift
  [ "${#query}" -le 8000 ] || return 0
  ask same "$@" --query "$query" --output text
  [ "$same" != True ]
}
"#;
