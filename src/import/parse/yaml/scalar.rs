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
pub(super) fn plain(text: &str) -> Kind {
    // Most are words that begin like none of these.
    let first = text.as_bytes().first();
    let is_word = matches!(
        first,
        None | Some(b'~' | b't' | b'T' | b'f' | b'F' | b'n' | b'N' | b'y' | b'Y' | b'o' | b'O')
    );
    if is_word && text.len() <= "false".len() {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
            "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
                return Kind::Bool(true);
            }
            "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
                return Kind::Bool(false);
            }
            _ => {}
        }
    } else if matches!(first, Some(b'+' | b'-' | b'.' | b'0'..=b'9')) && is_number(text) {
        return Kind::Number(text.into());
    }
    Kind::Text(text.into())
}

/// Whether a text without quotes is a truth value though it does not look like one: `On`, `no`, and `True`, whose name as a
/// key is another one then.
pub(super) fn is_odd_truth(text: &str) -> bool {
    matches!(plain(text), Kind::Bool(_)) && !matches!(text, "true" | "false")
}

/// Whether a text is a number to YAML 1.1, as `PyYAML` resolves it: an exponent needs a point and a sign, so that `1e3` is
/// a text; `010`, `0x1F`, `1_000` and `1:30` are whole numbers.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all = |text: &str, is: fn(&u8) -> bool| {
        !text.is_empty() && text.bytes().all(|b| is(&b) || b == b'_')
    };
    let decimal = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit()) && all(text, u8::is_ascii_digit)
    };
    if let Some((whole, rest)) = digits.split_once('.') {
        let (part, exponent) = rest
            .find(['e', 'E'])
            .map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 1..])));
        let is_exponent = |text: &str| {
            text.strip_prefix(['-', '+'])
                .is_some_and(|text| all(text, u8::is_ascii_digit) && !text.contains('_'))
        };
        return (decimal(whole) && (part.is_empty() || all(part, u8::is_ascii_digit))
            // Without a digit before the point there is no sign.
            || whole.is_empty() && digits.len() == text.len() && decimal(part))
            && exponent.is_none_or(is_exponent);
    }
    if let Some((first, minutes)) = digits.split_once(':') {
        let is_minute =
            |text: &str| matches!(text.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']);
        return decimal(first) && !first.starts_with('0') && minutes.split(':').all(is_minute);
    }
    match digits.strip_prefix('0') {
        None => decimal(digits),
        Some("") => true,
        Some(rest) => match rest.as_bytes()[0] {
            b'x' => all(&rest[1..], u8::is_ascii_hexdigit),
            b'b' => all(&rest[1..], |b| matches!(b, b'0' | b'1')),
            _ => all(rest, |b| matches!(b, b'0'..=b'7')),
        },
    }
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
    let entry = Entry::new(function, at, argument);
    Node {
        at,
        kind: Kind::Map(vec![entry].into()),
    }
}

/// The name of a key.
pub(super) fn name(key: &Node) -> Option<Cow<'_, str>> {
    match key.kind {
        Kind::Null => Some(Cow::Borrowed("null")),
        _ => key.scalar(),
    }
}
