//! Resource policies that only an imported file holds.

use serde_json::Value;

use crate::model::{Design, Kept};

/// What a policy is called in the files that can hold one.
const NAMES: [&str; 3] = ["Policy", "ResourcePolicy", "x-amazon-apigateway-policy"];

/// Whether an imported file holds a resource policy of the API that the design has no words for. One that it has words for
/// was read: where the design has none now, somebody removed it, and the file that is written has none either.
pub(super) fn keeps_policy(design: &Design, kept: &Kept) -> bool {
    let steps: Vec<&str> = kept.at.split('/').skip(1).collect();
    let of_api = match steps[..] {
        ["Resources", id, ..] => design.sam_id("api").is_none_or(|own| own == id),
        ["Globals", ..] | ["Resources"] => true,
        _ => steps.first() == Some(&"x-amazon-apigateway-policy"),
    };
    if !of_api {
        return false;
    }
    policy(&steps, &kept.value).is_some_and(|policy| !is_said(policy))
}

/// The policy in what is kept.
fn policy<'a>(steps: &[&str], value: &'a Value) -> Option<&'a Value> {
    if let Some(place) = steps.iter().position(|step| NAMES.contains(step)) {
        // A piece of one, such as its version, says nothing.
        let is_whole = place + 1 == steps.len() || steps.contains(&"Statement");
        return (is_whole && !value.is_null()).then_some(value);
    }
    let properties = value.get("Properties").unwrap_or(value);
    let body = ["Body", "DefinitionBody"]
        .iter()
        .find_map(|key| properties.get(key));
    let in_auth = |value: &'a Value| value.get("ResourcePolicy");
    properties
        .get("Policy")
        .or_else(|| in_auth(value))
        .or_else(|| properties.get("Auth").and_then(in_auth))
        .or_else(|| body.unwrap_or(value).get("x-amazon-apigateway-policy"))
}

/// Whether the design has words for a policy: as SAM writes it in short, or as a document.
fn is_said(policy: &Value) -> bool {
    if let Some(statements) = policy.get("Statement").and_then(Value::as_array) {
        return statements.iter().all(is_said_statement);
    }
    let Some(parts) = policy.as_object() else {
        return false;
    };
    let mut parts = parts.iter();
    let known = [
        "IpRangeWhitelist",
        "AwsAccountWhitelist",
        "SourceVpcWhitelist",
        "IntrinsicVpcWhitelist",
        "IntrinsicVpceWhitelist",
    ];
    let first = parts.next();
    parts.next().is_none()
        && first.is_some_and(|(key, values)| known.contains(&&**key) && is_known(values))
}

fn is_said_statement(statement: &Value) -> bool {
    let is = |key: &str, wanted: &str| statement.get(key).and_then(Value::as_str) == Some(wanted);
    let condition = statement.get("Condition");
    if is("Effect", "Allow") {
        let accounts = statement.get("Principal").and_then(|one| one.get("AWS"));
        return condition.is_none() && (is("Principal", "*") || accounts.is_some_and(is_known));
    }
    let operators = condition.and_then(Value::as_object);
    let operators = operators.into_iter().flatten();
    let mut keys = operators.flat_map(|(operator, keys)| {
        let keys = keys.as_object().into_iter().flatten();
        keys.map(move |(key, values)| (&**operator, &**key, values))
    });
    let (first, second) = (keys.next(), keys.next());
    let said = first.is_some_and(|(operator, key, values)| {
        let key = key.to_ascii_lowercase();
        is_known(values)
            && matches!(
                (operator, &*key),
                ("NotIpAddress", "aws:sourceip" | "aws:vpcsourceip")
                    | ("StringNotEquals", "aws:sourcevpc" | "aws:sourcevpce")
            )
    });
    said && second.is_none()
}

/// Whether a value is a text, or a list of them.
fn is_known(values: &Value) -> bool {
    values.is_string()
        || values
            .as_array()
            .is_some_and(|all| all.iter().all(Value::is_string))
}
