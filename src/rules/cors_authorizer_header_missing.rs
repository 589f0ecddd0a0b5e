//! Headers by which callers are known that pages of other origins may not send.

use crate::diagnostic::Edit;
use std::collections::BTreeSet;

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{ApiKeySource, Authorization, Design, RestApi};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-authorizer-header-missing",
    severity: Severity::Warning,
    docs: "A page of another origin sends a header only when the preflight allows it by name; \
           `*` does not cover `Authorization` (Fetch Standard, \"CORS non-wildcard \
           request-header name\"). Beside what authorizers read that is the signature of IAM, and the key of a method that \
           asks for one (AWS: API Gateway developer guide, \"CORS for REST APIs in API Gateway\").",
    bad: r#"{"cors": {"allow_headers": ["Content-Type"]}, "access": {"authorization": {"authorizer": "tokens"}, "authorizers": [{"name": "tokens"}]}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    good: r#"{"cors": {"allow_headers": ["authorization"]}, "access": {"authorization": {"authorizer": "tokens"}, "authorizers": [{"name": "tokens"}]}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    check,
};

/// What a signature takes (AWS: IAM user guide, "Create a signed AWS API request"); the last with temporary credentials, the
/// only ones that a page has.
const OF_SIGNATURE: [&str; 3] = ["authorization", "x-amz-date", "x-amz-security-token"];
const OF_KEY: &str = "x-api-key";

fn check(design: &Design) -> Vec<Finding> {
    let Some(cors) = &design.cors else {
        return Vec::new();
    };
    let mut wanted = BTreeSet::new();
    let by_header = |rest: &RestApi| rest.api_key_source == ApiKeySource::Header;
    let has_keys = design.rest().is_some_and(by_header);
    for (.., method) in methods(design) {
        match design.access.authorizer_of(method) {
            Some((_, own)) => wanted.extend(own.kind.headers().iter().map(String::as_str)),
            None if *design.access.authorization_of(method) == Authorization::Iam => {
                wanted.extend(OF_SIGNATURE);
            }
            None => {}
        }
        if has_keys && design.access.api_key_required_of(method) {
            wanted.insert(OF_KEY);
        }
    }
    // Browsers send cookies, and a page cannot.
    wanted.retain(|header| !header.eq_ignore_ascii_case("cookie"));
    let headers: BTreeSet<String> = wanted.iter().map(|header| header.to_ascii_lowercase()).collect();
    let allowed = |header: &str| {
        let mut names = cors.allow_headers.iter();
        names.any(|name| {
            name.eq_ignore_ascii_case(header) || (name == "*" && header != "authorization")
        })
    };
    let missing = headers
        .iter()
        .filter(|header| !header.is_empty() && !allowed(header));
    missing
        .map(|header| {
            let at = Pointer::root().join("cors").join("allow_headers");
            let message = sentence!(
                "pages of other origins may not send the header `{header}`, which methods ask for",
                "メソッドの呼び出しに必要なヘッダー `{header}` を、ほかのオリジンのページは送れません"
            );
            Finding::at(at, message).mend(sentence!("add `{header}`", "`{header}` を追加する"), vec![Edit::Append(at, header.as_str().into())]).help(sentence!(
                "add it to the request headers of CORS",
                "CORS のリクエストヘッダーに追加してください",
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    #[test]
    fn signatures_and_keys_need_headers_too_and_the_mend_adds_each() {
        for (access, headers) in [
            (r#"{"authorization": "iam"}"#, &["authorization", "x-amz-date", "x-amz-security-token"][..]),
            (r#"{"api_key_required": true}"#, &["x-api-key"]),
            ("{}", &[]),
            (
                r#"{"authorization": {"authorizer": "a"}, "authorizers": [{"name": "a", "kind": {"lambda_request": {"headers": ["Cookie", "X-Id"]}}}]}"#,
                &["x-id"],
            ),
        ] {
            let text = format!(
                r#"{{"cors": {{"allow_headers": ["content-type"]}}, "access": {access}, "routes": [{{"path": "/a", "methods": [{{"verb": "GET"}}]}}]}}"#
            );
            let mut design: Design = read(&text).design.expect("it is a design");
            let told = super::check(&design);
            let named = headers.iter().all(|header| {
                let quoted = format!("`{header}`");
                told.iter().any(|one| one.message.en.contains(&quoted))
            });
            assert!(named && told.len() == headers.len(), "{access}");
            rules::mend(&mut design);
            assert!(super::check(&design).is_empty(), "{access}");
        }
    }
}
