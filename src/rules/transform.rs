//! Changes of requests and answers on their way through an HTTP API.

use crate::model::{ChangePlace, ValuePiece, pieces};

/// Headers that no change may name; `*` stands for any end (AWS: API Gateway developer guide, "Transform API requests
/// and responses for HTTP APIs in API Gateway", "Reserved headers").
const RESERVED: [&str; 22] = [
    "access-control-*",
    "apigw-*",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-location",
    "forwarded",
    "keep-alive",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "x-amz-*",
    "x-amzn-*",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "via",
];

/// Whether the service keeps a header to itself.
pub(super) fn is_reserved(header: &str) -> bool {
    let header = header.to_ascii_lowercase();
    RESERVED.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => header.starts_with(start),
        None => header == *known,
    })
}

/// Of what is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side<'a> {
    /// A request, with the parameters of its route's path.
    Request(&'a [&'a str]),
    /// An answer.
    Response,
}

impl Side<'_> {
    /// Whether it has such a place.
    pub(super) const fn has(self, place: ChangePlace<'_>) -> bool {
        match place {
            ChangePlace::Header(_) => true,
            ChangePlace::Query(_) | ChangePlace::Path => matches!(self, Self::Request(_)),
            ChangePlace::Status => matches!(self, Self::Response),
        }
    }

    /// Whether a value is text with expressions that it knows.
    pub(super) fn knows(self, value: &str) -> bool {
        !value.is_empty()
            && pieces(value).into_iter().all(|piece| match piece {
                ValuePiece::Text(_) => true,
                ValuePiece::Expression(expression) => self.knows_expression(expression),
            })
    }

    fn knows_expression(self, expression: &str) -> bool {
        let of_name = |c: char| c.is_ascii_alphanumeric() || "._".contains(c);
        let (of, rest) = expression.split_once('.').unwrap_or((expression, ""));
        let (place, name) = rest.split_once('.').unwrap_or((rest, ""));
        match (of, place) {
            ("context" | "stageVariables", _) => !rest.is_empty() && rest.chars().all(of_name),
            ("request", "header" | "querystring") => self != Self::Response && !name.is_empty(),
            ("response", "header") => self == Self::Response && !name.is_empty(),
            ("request", "path") => match self {
                Self::Request(parameters) => name.is_empty() || parameters.contains(&name),
                Self::Response => false,
            },
            ("request", "body") => self != Self::Response && is_path(rest),
            ("response", "body") => self == Self::Response && is_path(rest),
            _ => false,
        }
    }
}

/// Whether a body, or a part of it by a path that the service follows.
fn is_path(path: &str) -> bool {
    !path.contains("..") && !path.contains("?(") && !path.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_known_on_their_side() {
        let request = Side::Request(&["id"]);
        for good in [
            "plain",
            "$request.header.X-A",
            "$request.querystring.q",
            "$request.path",
            "/v1/${request.path.id}",
            "$request.body",
            "$request.body.a.b",
            "$context.requestId",
            "${stageVariables.a}-${context.stage}",
        ] {
            assert!(request.knows(good), "{good}");
        }
        for bad in [
            "",
            "$request.path.other",
            "$request.body..a",
            "$response.header.X",
            "$context.",
            "$context.a-b",
            "$method.request.header.X",
            "$request",
            "$request.header",
        ] {
            assert!(!request.knows(bad), "{bad}");
        }
        assert!(Side::Response.knows("$response.body.message"));
        assert!(!Side::Response.knows("$request.header.X"));
    }

    #[test]
    fn reserved_headers_are_known_in_any_case() {
        for header in [
            "Authorization",
            "X-Amz-Date",
            "access-control-allow-origin",
            "Via",
        ] {
            assert!(is_reserved(header), "{header}");
        }
        for header in ["Host", "X-Amazing", "Content-Type"] {
            assert!(!is_reserved(header), "{header}");
        }
    }
}
