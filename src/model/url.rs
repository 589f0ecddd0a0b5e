//! Text as a part of an address.

use std::fmt::Write as _;

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
