//! Expressions of mappings.

/// A constant, or a variable that requests and answers have: `'text'`, `context.requestId`, `stageVariables.name`.
pub(super) fn is_common(value: &str) -> bool {
    let constant = value
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    if let Some(text) = constant {
        return !text.contains('\'') && !text.chars().any(char::is_control);
    }
    ["context.", "stageVariables."].iter().any(|start| {
        let name = value.strip_prefix(start);
        name.is_some_and(|name| !name.is_empty() && name.chars().all(is_of_name))
    })
}

/// Whether a character stands in the names of variables and in paths of JSON.
pub(super) fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-[]".contains(c)
}
