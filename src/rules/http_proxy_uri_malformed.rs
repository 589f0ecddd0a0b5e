//! Addresses of other servers that API Gateway refuses.

use super::http_proxy::servers;
use super::{Finding, Rule, host_name::is_host_name};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "http-proxy-uri-malformed",
    severity: Severity::Error,
    docs: "The URI of an HTTP integration is an `http` or `https` URL by RFC 3986; it names the \
           path's parameters in braces, a greedy one without its `+` (AWS: API Gateway API \
           Reference, PutIntegration, `uri`; developer guide, \"Tutorial: Create a REST API with \
           an HTTP proxy integration\").",
    bad: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"integration": {"http_proxy": {"uri": "https://example.com/{proxy+}"}}}]}]}"#,
    good: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"integration": {"http_proxy": {"uri": "https://${stageVariables.backend}:8443/v1/{proxy}?a=b"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let malformed =
        servers(design).filter(|server| !server.is_resource(design) && !is_address(server.uri));
    malformed
        .map(|server| {
            let (verb, path) = (server.method.verb.as_str(), &server.route.path);
            let (at, uri) = (server.at, server.uri);
            let plain = uri.trim().replace("+}", "}");
            let message = if uri.is_empty() {
                sentence!(
                    "`{verb} {path}` has no address to pass requests on to",
                    "`{verb} {path}` の転送先のアドレスがありません"
                )
            } else {
                sentence!(
                    "`{uri}` is no address of a server",
                    "`{uri}` はサーバーのアドレスではありません"
                )
            };
            Finding::at(at, message).maybe(Some(plain).filter(|uri| is_address(uri))).help(sentence!(
                "write a whole URL such as `https://backend.example.com/{{proxy}}`; the parameter of `{{proxy+}}` is `{{proxy}}`",
                "`https://backend.example.com/{{proxy}}` のような URL を指定してください。`{{proxy+}}` のパラメータは `{{proxy}}` です",
            ))
        })
        .collect()
}

/// Whether a text is a URL; names in braces and stage variables stand for text of their own.
fn is_address(uri: &str) -> bool {
    let Some(plain) = without_names(uri) else {
        return false;
    };
    let rest = plain.strip_prefix("https://");
    let Some(rest) = rest.or_else(|| plain.strip_prefix("http://")) else {
        return false;
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (server, rest) = rest.split_at(end);
    let (host, port) = server.split_once(':').unwrap_or((server, "443"));
    let in_path = |c: char| c.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=%".contains(c);
    is_host_name(host) && port.parse::<u16>().is_ok_and(|port| port > 0) && rest.chars().all(in_path)
}

/// The text with `x` for every name; `None` where braces do not pair or hold no name.
fn without_names(uri: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = uri;
    while let Some((before, inside)) = rest.split_once('{') {
        let (name, after) = inside.split_once('}')?;
        let of_stage = before.strip_suffix('$');
        let name = match of_stage {
            Some(_) => name.strip_prefix("stageVariables.")?,
            None => name,
        };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
            return None;
        }
        out.push_str(of_stage.unwrap_or(before));
        out.push('x');
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_whole_urls() {
        for good in [
            "https://example.com",
            "http://10.0.0.1:8080/{id}/x",
            "https://${stageVariables.host}/a?b={c}",
        ] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://a b/",
            "https://example.com/{id",
            "https://example.com/}",
            "https://example.com/{}",
            "https://example.com/${id}",
            "https://example.com/#top",
            "https://user@example.com/",
            "https://example.com:0/",
            "https://example.com/日本",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
