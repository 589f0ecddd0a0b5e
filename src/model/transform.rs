//! What an HTTP API changes of requests and answers on their way through.

use super::part::fields;
use super::stage::Variable;

/// The changes of one method (AWS: API Gateway developer guide, "Transform API requests and responses for HTTP
/// APIs in API Gateway"; of proxy integrations only).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transform {
    /// What is changed before the backend gets the request: `append:header.X`, `overwrite:querystring.y`,
    /// `overwrite:path`, and the new value, of which `remove:header.X` has none.
    pub request: Vec<Variable>,
    /// What is changed of the backend's answers, by their status.
    pub responses: Vec<TransformedResponse>,
}

fields!(Transform: request, responses);

impl Transform {
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.request.is_empty() && self.responses.is_empty()
    }
}

/// The changes of answers with one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransformedResponse {
    /// The status of the backend's answer, 200 to 599.
    pub status: u32,
    /// `append:header.X`, `remove:header.X`, `overwrite:statuscode`, and the new value.
    pub changes: Vec<Variable>,
}

fields!(TransformedResponse: status, changes);

impl Default for TransformedResponse {
    /// A success.
    fn default() -> Self {
        Self {
            status: 200,
            changes: Vec::new(),
        }
    }
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeAction {
    /// The value stands beside those that are there.
    Append,
    /// It stands in their place.
    Overwrite,
    /// Nothing stays.
    Remove,
}

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangePlace<'a> {
    /// A header of that name.
    Header(&'a str),
    /// A parameter of the query string.
    Query(&'a str),
    /// The whole path.
    Path,
    /// The status of the answer.
    Status,
}

/// The name of a change taken apart; `None` for what the service does not know.
pub fn change(name: &str) -> Option<(ChangeAction, ChangePlace<'_>)> {
    let (action, place) = name.split_once(':')?;
    let action = match action {
        "append" => ChangeAction::Append,
        "overwrite" => ChangeAction::Overwrite,
        "remove" => ChangeAction::Remove,
        _ => return None,
    };
    let place = match place.split_once('.') {
        Some(("header", name)) if !name.is_empty() => ChangePlace::Header(name),
        Some(("querystring", name)) if !name.is_empty() => ChangePlace::Query(name),
        None if place == "path" && action == ChangeAction::Overwrite => ChangePlace::Path,
        None if place == "statuscode" && action == ChangeAction::Overwrite => ChangePlace::Status,
        _ => return None,
    };
    Some((action, place))
}

/// A piece of the value of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuePiece<'a> {
    /// As it stands.
    Text(&'a str),
    /// `request.header.x`, `context.requestId`, `stageVariables.a`: what stands behind the `$`.
    Expression(&'a str),
}

/// The value of a change in pieces: `$context.requestId` alone, or text with `${…}` in it.
pub fn pieces(value: &str) -> Vec<ValuePiece<'_>> {
    if let Some(whole) = value
        .strip_prefix('$')
        .filter(|rest| !rest.starts_with('{'))
    {
        return vec![ValuePiece::Expression(whole)];
    }
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((before, (inside, after))) = rest
        .split_once("${")
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        if !before.is_empty() {
            found.push(ValuePiece::Text(before));
        }
        found.push(ValuePiece::Expression(inside));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(ValuePiece::Text(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_it_does_and_to_what() {
        use {ChangeAction as A, ChangePlace as P};
        assert_eq!(
            change("append:header.X-A.b"),
            Some((A::Append, P::Header("X-A.b")))
        );
        assert_eq!(
            change("remove:querystring.q"),
            Some((A::Remove, P::Query("q")))
        );
        assert_eq!(change("overwrite:path"), Some((A::Overwrite, P::Path)));
        assert_eq!(
            change("overwrite:statuscode"),
            Some((A::Overwrite, P::Status))
        );
        for unknown in [
            "append:path",
            "remove:statuscode",
            "header.x",
            "append:header.",
            "set:header.x",
            "append:body.x",
        ] {
            assert_eq!(change(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_value_is_text_with_expressions_in_it() {
        use ValuePiece::{Expression, Text};
        assert_eq!(pieces("plain $5"), [Text("plain $5")]);
        assert_eq!(pieces("$request.body.a"), [Expression("request.body.a")]);
        assert_eq!(
            pieces("/v1/${request.path.id}/${context.stage}!"),
            [
                Text("/v1/"),
                Expression("request.path.id"),
                Text("/"),
                Expression("context.stage"),
                Text("!")
            ]
        );
        assert_eq!(pieces("a ${open"), [Text("a ${open")]);
    }
}
