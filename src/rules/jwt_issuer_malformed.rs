//! Issuers whose keys API Gateway cannot fetch.

use super::{Finding, Rule, authorizer::kinds};
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
            Finding::at(at.join("issuer"), message).maybe(Some(format!("https://{issuer}")).filter(|issuer| is_issuer(issuer))).help(sentence!(
                "copy `issuer` from the provider's `/.well-known/openid-configuration`; it starts with `https://`",
                "プロバイダーの `/.well-known/openid-configuration` にある `issuer` を指定してください。`https://` で始まります",
            ))
        })
        .collect()
}

fn is_issuer(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    let in_url = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#".contains(c);
    let in_host = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
    !host.is_empty() && host.chars().all(in_host) && rest.chars().all(in_url)
}
