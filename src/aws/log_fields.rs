//! The fields that Logs Insights finds in an access log, by the `$context` variable that they hold.
//!
//! AWS: `CloudWatch` Logs user guide, "Supported logs and discovered fields" (an object inside another one has its name and
//! a dot before its own) and "parse" (2026-11, from memory).

use serde_json::{Map, Value};

/// Variables with the names of their fields.
type Names = Vec<(String, String)>;

/// What of a log line can be asked for.
#[derive(Debug, Default, PartialEq)]
pub struct LogFields {
    /// The line that takes a plain text apart; JSON needs none.
    pub parse: Option<String>,
    /// Whether lines are JSON.
    pub json: bool,
    names: Names,
}

impl LogFields {
    /// The fields of a format: the members of a JSON object, or what stands between the
    /// other characters of a text. No fields where neither can tell them apart.
    pub fn of(format: &str) -> Self {
        if let Some(names) = of_json(format) {
            return Self {
                json: true,
                parse: None,
                names,
            };
        }
        of_text(format).map_or_else(Self::default, |(parse, names)| Self {
            json: false,
            parse: Some(parse),
            names,
        })
    }

    /// Name of the field with that variable of `$context`.
    pub fn name(&self, variable: &str) -> Option<&str> {
        let found = self.names.iter().find(|(other, _)| other == variable);
        found.map(|(_, name)| name.as_str())
    }

    /// Whether there is a field with that variable.
    pub fn knows(&self, variable: &str) -> bool {
        self.name(variable).is_some()
    }
}

fn of_json(format: &str) -> Option<Names> {
    let Ok(Value::Object(members)) = serde_json::from_str(format) else {
        return None;
    };
    let mut names = Names::new();
    collect(&members, "", &mut names);
    Some(names)
}

/// The members of an object, and of the objects in it, whose names a query can write as they are.
fn collect(members: &Map<String, Value>, above: &str, names: &mut Names) {
    let plain = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    for (key, value) in members.iter().filter(|(key, _)| plain(key)) {
        let name = format!("{above}{key}");
        match value {
            Value::Object(inner) => collect(inner, &format!("{name}."), names),
            Value::String(text) => {
                let variable = text.strip_prefix("$context.");
                names.extend(variable.map(|variable| (variable.to_owned(), name)));
            }
            _ => {}
        }
    }
}

/// A `parse` command: `*` for each variable. It cannot tell apart what nothing separates.
fn of_text(format: &str) -> Option<(String, Names)> {
    let usable = |c: char| !c.is_control() && !matches!(c, '*' | '\\');
    if !format.chars().all(usable) {
        return None;
    }
    let mut pieces = format.split("$context.");
    let mut pattern = pieces.next()?.to_owned();
    let mut names = Names::new();
    for piece in pieces {
        let end = piece
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_')))
            .unwrap_or(piece.len());
        let variable = piece[..end].trim_end_matches('.');
        if pattern.ends_with('*') || variable.is_empty() {
            return None;
        }
        pattern.push('*');
        pattern.push_str(&piece[variable.len()..]);
        names.push((variable.to_owned(), variable.replace('.', "_")));
    }
    let quote = ['"', '\''].into_iter().find(|c| !pattern.contains(*c))?;
    let aliases: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    if aliases.is_empty() {
        return None;
    }
    let parse = format!(
        "parse @message {quote}{pattern}{quote} as {}",
        aliases.join(", ")
    );
    Some((parse, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(format: &str) -> LogFields {
        LogFields::of(format)
    }

    #[test]
    fn the_formats_own_names_are_found() {
        let own = custom(r#"{"ip":"$context.identity.sourceIp","status":"$context.status"}"#);
        assert_eq!(own.name("identity.sourceIp"), Some("ip"));
        assert_eq!(own.name("status"), Some("status"));
        assert!(!own.knows("responseLatency") && own.parse.is_none());
        let nested = custom(r#"{"http":{"status":"$context.status"},"id":"$context.requestId"}"#);
        assert_eq!(nested.name("status"), Some("http.status"));
        let json =
            custom(r#"{"id":"$context.requestId","code":"$context.status","a b":"$context.path"}"#);
        assert_eq!(json.name("status"), Some("code"));
        assert!(!json.knows("path"));
    }

    #[test]
    fn a_plain_line_is_taken_apart_where_that_is_possible() {
        let common = custom(
            r#"$context.identity.sourceIp [$context.requestTime] "$context.httpMethod $context.path" $context.status"#,
        );
        assert_eq!(
            common.parse.as_deref(),
            Some(
                r#"parse @message '* [*] "* *" *' as identity_sourceIp, requestTime, httpMethod, path, status"#
            )
        );
        assert_eq!(common.name("status"), Some("status"));
        for opaque in [
            "$context.status$context.path",
            "* $context.status",
            "none",
            "\"'$context.status",
        ] {
            assert_eq!(custom(opaque), LogFields::default(), "{opaque}");
        }
    }
}
