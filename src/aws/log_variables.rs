//! The `$context` variables that access logs know, by kind of API.
//!
//! AWS: API Gateway developer guide, "Variables for access logging for API Gateway", "Customize HTTP
//! API access logs", "Configure logging for WebSocket APIs in API Gateway" (2026-11).
//! `identity.cognitoIdentityId` stands in the table of HTTP APIs, which refuse it all the same.

/// The three kinds of API, as far as their logs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// REST APIs.
    Rest,
    /// HTTP APIs.
    Http,
    /// WebSocket APIs.
    Websocket,
}

impl LogKind {
    const fn letter(self) -> char {
        match self {
            Self::Rest => 'R',
            Self::Http => 'H',
            Self::Websocket => 'W',
        }
    }
}

/// Names of the variables of a kind, without `$context.`; those that end in `.*` go on with a name of
/// one's own, such as a claim.
pub fn log_variables(kind: LogKind) -> impl Iterator<Item = &'static str> {
    include_str!("log_variables.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(','))
        .filter(move |(_, kinds)| kinds.contains(kind.letter()))
        .map(|(name, _)| name)
}

/// Whether a kind knows a variable, by its name without `$context.`; case matters.
pub fn knows_log_variable(kind: LogKind, name: &str) -> bool {
    log_variables(kind).any(|known| match known.strip_suffix('*') {
        Some(start) => name.strip_prefix(start).is_some_and(|own| !own.is_empty()),
        None => known == name,
    })
}

/// Names of the variables in a format, in its order and without `$context.`.
pub fn log_variables_in(format: &str) -> impl Iterator<Item = &str> {
    format.split("$context.").skip(1).filter_map(|rest| {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
        let end = rest.find(|c| !goes_on(c)).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('.');
        (!name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_variables_of_its_own() {
        let counts = [LogKind::Rest, LogKind::Http, LogKind::Websocket]
            .map(|kind| log_variables(kind).count());
        assert_eq!(counts, [82, 56, 58]);
        for (kind, name, known) in [
            (LogKind::Rest, "resourcePath", true),
            (LogKind::Rest, "resourcepath", false),
            (LogKind::Rest, "requestOverride.header.X", true),
            (LogKind::Rest, "requestOverride.header.", false),
            (LogKind::Http, "resourcePath", false),
            (LogKind::Http, "authorizer.claims.email", true),
            (LogKind::Http, "identity.cognitoIdentityId", false),
            (LogKind::Websocket, "connectionId", true),
            (LogKind::Websocket, "httpMethod", false),
        ] {
            assert_eq!(knows_log_variable(kind, name), known, "{kind:?} {name}");
        }
    }

    #[test]
    fn variables_end_where_another_character_stands() {
        let format = r#"$context.requestId. {"a":"$context.authorizer.claims.sub"} $context. $contexts.a $context.status"#;
        let names: Vec<_> = log_variables_in(format).collect();
        assert_eq!(names, ["requestId", "authorizer.claims.sub", "status"]);
    }
}
