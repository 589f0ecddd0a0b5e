//! What a caller of the first page has to show, so that `curl` is let in: a signature, a token, a key, a certificate.

use std::fmt::Write as _;

use crate::diagnostic::Pointer;
use crate::generate::method;
use crate::model::{Authorization, AuthorizerKind, Design, Method, ResourcePolicy, Verb, tree};
use crate::text::markdown::Markdown;
use crate::text::shell::quote;
use crate::words::files as words;

const COOKIE: &str = "Cookie";

/// What the call of a page shows.
#[derive(Default)]
pub(super) struct Caller<'a> {
    signature: Option<String>,
    authorizer: Option<&'a AuthorizerKind>,
    key: bool,
    certificate: bool,
}

impl<'a> Caller<'a> {
    /// Of the page at `/`; what an address that the design does not have asks for is not known.
    pub(super) fn of_first_page(design: &'a Design) -> Self {
        let certificate = design
            .domain
            .as_ref()
            .is_some_and(|domain| domain.mutual_tls.is_some());
        let Some((_, method)) = first_page(design) else {
            return Self {
                certificate,
                ..Self::default()
            };
        };
        let access = &design.access;
        let signed = *access.authorization_of(method) == Authorization::Iam;
        Self {
            signature: signed.then(|| format!("aws:amz:{}:execute-api", design.region)),
            authorizer: access.authorizer_of(method).map(|(_, found)| &found.kind),
            key: access.api_key_required_of(method),
            certificate,
        }
    }

    /// The command that asks an address and prints the status.
    ///
    /// Mutual TLS belongs to the domain: an address behind it (`by_domain`) wants a certificate.
    pub(super) fn call(&self, url: &str, by_domain: bool) -> String {
        let mut call = "curl -sS -o /dev/null -w '%{http_code}\\n'".to_owned();
        if by_domain && self.certificate {
            call.push_str(" --cert client.pem --key client-key.pem");
        }
        if let Some(signature) = &self.signature {
            let user = "\"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"";
            // A String takes every text.
            let _ = write!(call, " --aws-sigv4 {} --user {user}", quote(signature));
        }
        for (header, variable) in self.headers() {
            let scheme = match self.authorizer {
                Some(AuthorizerKind::Jwt(_)) => "Bearer ",
                _ if header.eq_ignore_ascii_case(COOKIE) => "token=",
                _ => "",
            };
            let start = quote(&format!("{header}: {scheme}"));
            let _ = write!(call, " -H {start}\"${variable}\"");
        }
        if self.key {
            call.push_str(" -H \"x-api-key: $API_KEY\"");
        }
        let _ = write!(call, " {}", quote(url));
        for (number, name) in self.query_strings().iter().enumerate() {
            let sign = if number == 0 { '?' } else { '&' };
            let start = quote(&format!("{sign}{name}="));
            let _ = write!(call, "{start}\"${}\"", variable(name));
        }
        call
    }

    /// What each of it is, and what a call without it is answered.
    pub(super) fn print(&self, md: &mut Markdown, design: &Design) {
        let language = design.output.language;
        let root = Pointer::root();
        if let Some((at, method)) = first_page(design) {
            let scoped = !design.access.scopes_of(method).is_empty();
            md.at(method::authorization(method, at), |md| {
                if self.signature.is_some() {
                    md.paragraph(words::readme_check_signed(language));
                }
                self.print_authorizer(md, design, scoped);
            });
        }
        if self.certificate {
            md.at(root.join("domain").join("mutual_tls"), |md| {
                md.paragraph(words::readme_check_certificate(language));
            });
        }
        let policy = design.rest().map(|rest| &rest.policy);
        let by_address = match policy {
            Some(ResourcePolicy::SourceRanges { .. }) => true,
            Some(ResourcePolicy::Combined(parts)) => !parts.cidrs.is_empty(),
            _ => false,
        };
        if by_address {
            md.at(root.join("api").join("rest").join("policy"), |md| {
                md.paragraph(words::readme_check_ranges(language));
            });
        }
    }

    /// What the authorizer wants to see.
    fn print_authorizer(&self, md: &mut Markdown, design: &Design, scoped: bool) {
        let language = design.output.language;
        md.paragraph(match self.authorizer {
            Some(AuthorizerKind::Jwt(_)) => words::readme_check_jwt(language),
            Some(AuthorizerKind::CognitoUserPool(pool)) => {
                if scoped || !pool.scopes.is_empty() {
                    words::readme_check_cognito_scopes(language)
                } else {
                    words::readme_check_cognito(language)
                }
            }
            Some(AuthorizerKind::LambdaToken(_)) => words::readme_check_lambda(language),
            Some(AuthorizerKind::LambdaRequest(request)) => {
                if request.headers.is_empty() && request.query_strings.is_empty() {
                    words::readme_check_lambda_alone(language)
                } else {
                    words::readme_check_lambda(language)
                }
            }
            None => return,
        });
    }

    /// Headers that the authorizer reads, each with the variable that holds its value.
    fn headers(&self) -> Vec<(&'a str, String)> {
        let Some(kind) = self.authorizer else {
            return Vec::new();
        };
        let one = !matches!(kind, AuthorizerKind::LambdaRequest(_));
        let named = |header: &'a String| {
            let is_token = |name: &&str| header.eq_ignore_ascii_case(name);
            let token = one || ["Authorization", COOKIE].iter().any(is_token);
            let variable = if token {
                "TOKEN".into()
            } else {
                variable(header)
            };
            (header.as_str(), variable)
        };
        kind.headers().iter().map(named).collect()
    }

    fn query_strings(&self) -> &'a [String] {
        match self.authorizer {
            Some(AuthorizerKind::LambdaRequest(request)) => &request.query_strings,
            _ => &[],
        }
    }
}

/// What answers a browser's call of `/`, with its place.
fn first_page(design: &Design) -> Option<(Pointer, &Method)> {
    let mut routes = design.routes.iter().enumerate();
    let (index, page) = routes.find(|(_, route)| tree::parts(&route.path).is_empty())?;
    let of = |verb| page.methods.iter().position(|method| method.verb == verb);
    let number = of(Verb::Get).or_else(|| of(Verb::Any))?;
    let at = Pointer::root().join("routes").join(index);
    Some((at.join("methods").join(number), &page.methods[number]))
}

/// A variable of the shell for a value with that name: `X-Tenant` is in `X_TENANT`.
///
/// Nothing that the shell itself lives on, such as `PATH`, is among them.
fn variable(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    if name.contains('_') && !name.starts_with(|c: char| c.is_ascii_digit()) {
        name
    } else {
        format!("VALUE_{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CognitoUserPool, Jwt, LambdaRequest, LambdaToken};

    fn call(kind: &AuthorizerKind) -> String {
        let caller = Caller {
            authorizer: Some(kind),
            ..Caller::default()
        };
        caller.call("https://api.example.com/", true)
    }

    #[test]
    fn each_authorizer_is_shown_what_it_reads() {
        let shows = |kind, words: &str| {
            let called = call(&kind);
            assert!(called.ends_with(words), "{called}");
        };
        let end = "https://api.example.com/";
        shows(
            AuthorizerKind::Jwt(Jwt::default()),
            &format!(" -H 'Authorization: Bearer '\"$TOKEN\" {end}"),
        );
        shows(
            AuthorizerKind::CognitoUserPool(CognitoUserPool::default()),
            &format!(" -H 'Authorization: '\"$TOKEN\" {end}"),
        );
        shows(
            AuthorizerKind::LambdaToken(LambdaToken {
                header: "X'Y".into(),
                ..LambdaToken::default()
            }),
            &format!(" -H {}\"$TOKEN\" {end}", quote("X'Y: ")),
        );
        shows(
            AuthorizerKind::LambdaRequest(LambdaRequest {
                headers: vec!["Authorization".into(), "X-Tenant".into()],
                query_strings: vec!["path".into(), "of-day".into()],
                ..LambdaRequest::default()
            }),
            &format!(
                " -H 'Authorization: '\"$TOKEN\" -H 'X-Tenant: '\"$X_TENANT\" {end}'?path='\"$VALUE_PATH\"'&of-day='\"$OF_DAY\""
            ),
        );
    }

    #[test]
    fn a_cookie_has_a_name() {
        let request = LambdaRequest {
            headers: vec!["cookie".into()],
            ..LambdaRequest::default()
        };
        let called = call(&AuthorizerKind::LambdaRequest(request));
        let shown = " -H 'cookie: token='\"$TOKEN\" https://api.example.com/";
        assert!(called.ends_with(shown), "{called}");
    }

    #[test]
    fn the_domains_certificate_is_not_asked_for_on_the_default_url() {
        let caller = Caller {
            certificate: true,
            ..Caller::default()
        };
        let shown = "--cert client.pem --key client-key.pem";
        assert!(
            caller
                .call("https://api.example.com/", true)
                .contains(shown)
        );
        assert!(
            !caller
                .call("https://a.example.com/dev/", false)
                .contains("--cert")
        );
    }
}
