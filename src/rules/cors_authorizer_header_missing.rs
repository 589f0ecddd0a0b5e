//! Headers of authorizers that pages of other origins may not send.

use crate::diagnostic::Edit;
use std::collections::BTreeSet;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-authorizer-header-missing",
    severity: Severity::Warning,
    docs: "A page of another origin sends a header only when the preflight allows it by name; \
           `*` does not cover `Authorization` (Fetch Standard, \"CORS non-wildcard \
           request-header name\").",
    bad: r#"{"cors": {"allow_headers": ["Content-Type"]}, "access": {"authorization": {"authorizer": "tokens"}, "authorizers": [{"name": "tokens"}]}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    good: r#"{"cors": {"allow_headers": ["authorization"]}, "access": {"authorization": {"authorizer": "tokens"}, "authorizers": [{"name": "tokens"}]}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(cors) = &design.cors else {
        return Vec::new();
    };
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let headers: BTreeSet<String> = methods
        .filter_map(|method| design.access.authorizer_of(method))
        .flat_map(|(_, authorizer)| authorizer.kind.headers())
        .map(|header| header.to_ascii_lowercase())
        .collect();
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
                "pages of other origins may not send the header `{header}` that an authorizer reads",
                "オーソライザーが読むヘッダー `{header}` を、ほかのオリジンのページは送れません"
            );
            Finding::at(at, message).mend(sentence!("add `{header}`", "`{header}` を追加する"), vec![Edit::Append(at, header.as_str().into())]).help(sentence!(
                "add it to the request headers of CORS",
                "CORS のリクエストヘッダーに追加してください",
            ))
        })
        .collect()
}
