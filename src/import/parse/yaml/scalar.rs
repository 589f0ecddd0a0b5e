//! What a scalar of YAML is, and what a tag makes of it.

use std::borrow::Cow;

use crate::import::node::{Entry, Kind, Node};

/// The intrinsic functions that have a short form, and their long one
/// (AWS: CloudFormation Template Reference, "Intrinsic function reference").
pub(super) const FUNCTIONS: &[(&str, &str)] = &[
    ("Ref", "Ref"),
    ("Condition", "Condition"),
    ("GetAtt", "Fn::GetAtt"),
    ("Sub", "Fn::Sub"),
    ("Join", "Fn::Join"),
    ("If", "Fn::If"),
    ("Equals", "Fn::Equals"),
    ("And", "Fn::And"),
    ("Or", "Fn::Or"),
    ("Not", "Fn::Not"),
    ("FindInMap", "Fn::FindInMap"),
    ("ImportValue", "Fn::ImportValue"),
    ("Select", "Fn::Select"),
    ("Split", "Fn::Split"),
    ("Base64", "Fn::Base64"),
    ("Cidr", "Fn::Cidr"),
    ("GetAZs", "Fn::GetAZs"),
    ("Transform", "Fn::Transform"),
    ("ToJsonString", "Fn::ToJsonString"),
    ("Length", "Fn::Length"),
    ("ForEach", "Fn::ForEach"),
    ("Contains", "Fn::Contains"),
    ("EachMemberEquals", "Fn::EachMemberEquals"),
    ("EachMemberIn", "Fn::EachMemberIn"),
    ("RefAll", "Fn::RefAll"),
    ("ValueOf", "Fn::ValueOf"),
    ("ValueOfAll", "Fn::ValueOfAll"),
];

/// What a scalar without quotes is: YAML 1.1 as `PyYAML` resolves it.
pub(super) fn plain(text: Cow<'_, str>) -> Kind {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            return Kind::Bool(true);
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Kind::Bool(false);
        }
        _ => {}
    }
    if is_number(&text) {
        Kind::Number(text.into_owned())
    } else {
        Kind::Text(text.into_owned())
    }
}

/// Whether a text is a decimal number.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().any(|b| b.is_ascii_digit())
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || b".eE+-".contains(&b))
        && text.parse::<f64>().is_ok()
}

/// A value under the function that its tag stands for.
pub(super) fn with_function(node: Node, function: Option<Cow<'static, str>>) -> Node {
    let Some(function) = function else {
        return node;
    };
    let at = node.at;
    let argument = match (&*function, node.kind) {
        // `!GetAtt a.b` is the list of both; the attribute may hold dots.
        ("Fn::GetAtt", Kind::Text(text)) if text.contains('.') => {
            let (name, attribute) = text.split_once('.').unwrap_or((&text, ""));
            Kind::List(vec![Node::text(at, name), Node::text(at, attribute)])
        }
        (_, kind) => kind,
    };
    let argument = Node { at, kind: argument };
    let entry = Entry::new(function.into_owned(), at, argument);
    Node {
        at,
        kind: Kind::Map(vec![entry]),
    }
}

/// The name of a key.
pub(super) fn name(key: &Node) -> Option<Cow<'_, str>> {
    match key.kind {
        Kind::Null => Some(Cow::Borrowed("null")),
        _ => key.scalar(),
    }
}
