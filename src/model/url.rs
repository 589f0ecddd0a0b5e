//! Text as a part of an address.

use std::fmt::Write as _;

/// Host name and path, without slashes around it, of what was given as a host or as a whole address.
pub fn host_and_path(given: &str) -> (String, String) {
    let rest = given.split_once("://").map_or(given, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    (host.to_owned(), path.trim_matches('/').to_owned())
}

/// A text in a query string, or in a form's body, of which no part is read as anything else (RFC 3986, "Unreserved
/// Characters").
pub fn url_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_and_a_path() {
        for (given, host, path) in [
            ("", "", ""),
            ("api.example.com", "api.example.com", ""),
            ("api.example.com/dash", "api.example.com", "dash"),
            ("https://api.example.com/", "api.example.com", ""),
            ("https://u:p@api.example.com:443/a", "api.example.com", "a"),
            (
                "https://api.example.com:443/a/b/?c#d",
                "api.example.com",
                "a/b",
            ),
        ] {
            assert_eq!(host_and_path(given), (host.into(), path.into()));
        }
    }
}
