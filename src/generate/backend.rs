//! What a REST API is told of methods that no function answers; the definition, the template and the
//! scripts say the same.

use super::cors;
use crate::model::{Cors, Mock, Variable};

/// What a REST API waits for an answer, in milliseconds, when nothing else is said
/// (AWS: `PutIntegration`, `timeoutInMillis`).
pub(super) const REST_TIMEOUT_MS: u32 = 29_000;

/// The same of an HTTP API, and its longest
/// (AWS: API Gateway v2 API Reference, `CreateIntegration`, `timeoutInMillis` of HTTP APIs).
pub(super) const HTTP_TIMEOUT_MS: u32 = 30_000;

/// The one kind of request that a mock's template answers. A browser's `GET` has no body and counts as JSON;
/// another kind is answered with 415, where without a template the gateway would read its body for the status.
pub(super) const REQUEST_TYPE: &str = "application/json";

/// How a mock treats requests of another kind.
pub(super) const PASSTHROUGH: &str = "NEVER";

/// From which a mock takes its status.
pub(super) fn request_template(mock: &Mock) -> String {
    format!(r#"{{"statusCode":{}}}"#, mock.status)
}

/// The headers of a mock's answer, each once: the kind of its body, its own, and those that let other origins read it.
pub(super) fn headers(cors: Option<&Cors>, mock: &Mock) -> Vec<(String, String)> {
    let kind = Variable {
        name: "Content-Type".into(),
        value: mock.content_type.clone(),
    };
    let own = (!mock.body.is_empty()).then_some(&kind);
    let cors = cors.map_or_else(Vec::new, cors::error_headers);
    let readable: Vec<Variable> = cors.into_iter().map(readable).collect();
    let mut seen = std::collections::BTreeSet::new();
    own.into_iter()
        .chain(&mock.headers)
        .chain(&readable)
        .filter(|header| seen.insert(header.name.to_ascii_lowercase()))
        .map(|header| (header.name.clone(), header.value.clone()))
        .collect()
}

/// A header that a constant gives, with its plain value.
fn readable((name, constant): (&'static str, String)) -> Variable {
    Variable {
        name: name.into(),
        value: constant.trim_matches('\'').into(),
    }
}

/// What a template sets to write these characters.
pub(super) const SET: &str = "#set($d='$')#set($h='#')";

/// Text as a mapping template that gives just this text (Apache Velocity's user guide, "Escaping
/// valid VTL references": `$` and `#` through references, backslashes before them doubled).
pub(super) fn template(text: &str) -> String {
    if !text.contains(['$', '#']) {
        return text.into();
    }
    let mut out = String::from(SET);
    let mut backslashes = 0;
    for c in text.chars() {
        let reference = match c {
            '$' => "${d}",
            '#' => "${h}",
            _ => {
                out.push(c);
                backslashes = if c == '\\' { backslashes + 1 } else { 0 };
                continue;
            }
        };
        out.extend(std::iter::repeat_n('\\', backslashes));
        backslashes = 0;
        out.push_str(reference);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_says_what_the_text_says() {
        assert_eq!(template("plain \\ text"), "plain \\ text");
        let head = "#set($d='$')#set($h='#')";
        assert_eq!(template("$5 #1"), format!("{head}${{d}}5 ${{h}}1"));
        assert_eq!(
            template(r"\$a \\#b \c"),
            format!(r"{head}\\${{d}}a \\\\${{h}}b \c")
        );
    }

    #[test]
    fn a_body_has_a_kind_and_each_header_stands_once() {
        let header = |name: &str, value: &str| Variable {
            name: name.into(),
            value: value.into(),
        };
        let mut mock = Mock {
            headers: vec![
                header("content-type", "text/html"),
                header("A", "1"),
                header("a", "2"),
            ],
            ..Mock::default()
        };
        let headers = |mock: &Mock| super::headers(None, mock);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            headers(&mock),
            [pair("Content-Type", "application/json"), pair("A", "1")]
        );
        mock.body.clear();
        assert_eq!(
            headers(&mock),
            [pair("content-type", "text/html"), pair("A", "1")]
        );
    }
}
