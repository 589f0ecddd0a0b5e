//! Issuers whose keys API Gateway cannot fetch.

use super::{Finding, Rule, authorizer::kinds, host_name::is_host_name};
use crate::diagnostic::Severity;
use crate::model::{AuthorizerKind, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "jwt-issuer-malformed",
    severity: Severity::Error,
    docs: "API Gateway reads an issuer's keys from the `jwks_uri` that `ISSUER/.well-known/openid-configuration` \
           names, over HTTPS, and a token's `iss` must equal the issuer (AWS: \"Control access to \
           HTTP APIs with JWT authorizers in API Gateway\").",
    bad: r#"{"access": {"authorizers": [{"name": "login", "kind": {"jwt": {"issuer": "login.example.com", "audience": ["app"]}}}]}}"#,
    good: r#"{"access": {"authorizers": [{"name": "login", "kind": {"jwt": {"issuer": "https://login.example.com/", "audience": ["app"]}}}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    kinds(design)
        .filter_map(|(at, authorizer)| match &authorizer.kind {
            AuthorizerKind::Jwt(jwt) if !is_issuer(&jwt.issuer) => Some((at, jwt)),
            _ => None,
        })
        .map(|(at, jwt)| {
            let issuer = &jwt.issuer;
            let message = if issuer.is_empty() {
                sentence!("no issuer is given", "発行者が指定されていません")
            } else {
                sentence!(
                    "`{issuer}` is not the URL of an issuer",
                    "`{issuer}` は発行者の URL ではありません"
                )
            };
            Finding::at(at.join("issuer"), message).maybe(over_https(issuer)).help(sentence!(
                "copy `issuer` from the provider's `/.well-known/openid-configuration`; it starts with `https://`",
                "プロバイダーの `/.well-known/openid-configuration` にある `issuer` を指定してください。`https://` で始まります",
            ))
        })
        .collect()
}

/// The same issuer with the scheme that it needs; nothing where that is no issuer either.
fn over_https(issuer: &str) -> Option<String> {
    let rest = match issuer.split_once("://") {
        Some((scheme, rest)) if scheme.to_ascii_lowercase().starts_with("http") => rest,
        _ => issuer,
    };
    Some(format!("https://{rest}")).filter(|issuer| is_issuer(issuer))
}

/// Whether a text is an address over HTTPS: a host, a port where a colon says so, a path that does not begin with `//`.
fn is_issuer(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let is_port = |port: &str| {
        let is_plain = port.bytes().all(|b| b.is_ascii_digit());
        is_plain && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    let in_url = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#".contains(c);
    is_host_name(name)
        && port.is_none_or(is_port)
        && !path.starts_with("//")
        && path.chars().all(in_url)
}

#[cfg(test)]
mod tests {
    use super::{is_issuer, over_https};

    #[test]
    fn an_issuer_is_the_address_of_a_host() {
        for text in [
            "https://login.example.com", "https://login.example.com/", "https://login.example.com:8443/realms/app",
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc",
        ] {
            assert!(is_issuer(text), "{text}");
        }
        for text in [
            "", "https://", "http://login.example.com", "https://http://login.example.com", "https://login.example.com//app",
            "https://login.example.com:/app", "https://login.example.com:+80", "https://a:b:1", "https://login..example.com",
            "https://login.example.com/?a=1",
        ] {
            assert!(!is_issuer(text), "{text}");
        }
    }

    #[test]
    fn the_scheme_is_replaced_not_put_before_another_one() {
        let wanted = Some("https://login.example.com/app".to_owned());
        for text in ["login.example.com/app", "http://login.example.com/app", "HTTPS://login.example.com/app"] {
            assert_eq!(over_https(text), wanted, "{text}");
        }
        for text in ["ftp://login.example.com", "https://https://login.example.com", "http:/login.example.com", ""] {
            assert_eq!(over_https(text), None, "{text}");
        }
    }
}
