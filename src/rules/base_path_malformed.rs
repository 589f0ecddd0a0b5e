//! Base paths that are not one part of a path.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{CustomDomain, Design, DomainEndpoint, SecurityPolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "base-path-malformed",
    severity: Severity::Error,
    docs: "A base path is one part, or several with slashes between them: those of letters, digits, `-` and `_` (AWS: API \
           Gateway v2 API Reference, CreateApiMapping, `apiMappingKey`). Before a REST API several parts are for a Regional domain \
           with TLS 1.2 or later (AWS: API Gateway developer guide, \"Use API mappings to connect API stages to a custom domain \
           name for REST APIs\"); elsewhere \"API Gateway V1 doesn't support the slash character (/) in base path mappings\". Of \
           the characters that AWS allows in one part (\"Map API stages to a custom domain name for REST APIs\") letters, digits, \
           `-`, `_` and `.` survive every target; AWS SAM refuses the dot before an HTTP API (SAM translator, \"Invalid Basepath \
           name provided\").",
    bad: r#"{"domain": {"mappings": [{"base_path": "/app"}]}}"#,
    good: r#"{"domain": {"mappings": [{"base_path": ""}, {"base_path": "app-v1.2_b"}, {"base_path": "shop/v1"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let http = design.http().is_some();
    let rest = design.rest().is_some();
    let takes_levels = http || rest && design.domain.as_ref().is_some_and(takes_levels);
    let malformed = |path: &str| {
        let several = path.contains('/');
        let fits = path.is_empty() || are_parts(path, several || http);
        path.len() > 300 || !fits || several && !takes_levels
    };
    let mappings = design
        .domain
        .iter()
        .flat_map(|domain| &domain.mappings)
        .enumerate();
    mappings
        .filter(|(_, mapping)| malformed(&mapping.base_path))
        .map(|(index, mapping)| {
            let at = Pointer::root()
                .join("domain")
                .join("mappings")
                .join(index)
                .join("base_path");
            let path = &mapping.base_path;
            // Only the domain is in the way of these.
            let several = rest && !takes_levels && path.contains('/') && are_parts(path, true);
            // AWS takes a dot before an HTTP API; the template would not be deployed.
            let dotted = http && path.contains('.') && are_parts(path, false);
            let message = if dotted {
                sentence!(
                    "AWS SAM takes no dot in the base path of an HTTP API, and `{path}` has one",
                    "AWS SAM は HTTP API のベースパスにドットを使えませんが、`{path}` には含まれています"
                )
            } else if several {
                sentence!(
                    "`{path}` has several parts, which a Regional domain with TLS 1.2 takes alone",
                    "`{path}` は複数の階層を含みますが、使えるのは TLS 1.2 のリージョン別ドメインだけです"
                )
            } else {
                sentence!(
                    "`{path}` is not a base path",
                    "`{path}` はベースパスにできません"
                )
            };
            let help = if path == "(none)" {
                sentence!(
                    "leave it empty for the whole domain",
                    "ドメイン全体に割り当てるには空にしてください"
                )
            } else if takes_levels && (http || path.contains('/')) {
                sentence!(
                    "use letters, digits, `-` and `_`, with single slashes between parts",
                    "英数字と `-`、`_` を使い、階層は1つのスラッシュで区切ってください"
                )
            } else if several {
                sentence!(
                    "write one part, or make the domain Regional with TLS 1.2",
                    "1階層にするか、ドメインを TLS 1.2 のリージョン別ドメインにしてください"
                )
            } else if path.contains('/') {
                sentence!(
                    "write one part without slashes, for instance `app`",
                    "`app` のように、スラッシュなしの1階層で指定してください"
                )
            } else {
                sentence!(
                    "use letters, digits, `-`, `_` and `.`",
                    "英数字と `-`、`_`、`.` で指定してください"
                )
            };
            let plain = if path == "(none)" { "" } else { path.trim_matches('/') };
            let taken = |plain: &str| {
                let mut mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
                mappings.any(|mapping| mapping.base_path == plain)
            };
            let plain = Some(plain).filter(|plain| !malformed(plain) && !taken(plain));
            Finding::at(at, message).maybe(plain).help(help)
        })
        .collect()
}

/// Whether a domain takes paths of several parts before a REST API.
fn takes_levels(domain: &CustomDomain) -> bool {
    domain.endpoint == DomainEndpoint::Regional && domain.security_policy != SecurityPolicy::Tls10
}

/// Whether a path is parts of letters, digits, `-` and `_`; of dots, too, where it is not strict.
pub(super) fn are_parts(path: &str, is_strict: bool) -> bool {
    let is_known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || (c == '.' && !is_strict);
    path.split('/').all(|part| !part.is_empty() && part.chars().all(is_known))
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    #[test]
    fn several_parts_are_for_domains_that_take_them() {
        let said = |api: &str, domain: &str, path: &str| {
            let text = format!(r#"{{"api": {api}, "domain": {{{domain} "mappings": [{{"base_path": "{path}"}}]}}}}"#);
            let design: Design = read(&text).design.expect("it is a design");
            let found = rules::check(&design).into_iter();
            let mut found = found.filter(|one| one.code == "base-path-malformed");
            found.next().map(|one| (one.message.en, one.help.expect("it says what to do").en))
        };
        let rest = r#"{"rest": {}}"#;
        assert_eq!(said(rest, "", "v1/beta"), None);
        assert_eq!(said(r#"{"http": {}}"#, "", "v1/beta"), None);
        for domain in [r#""endpoint": "EDGE","#, r#""endpoint": "PRIVATE","#, r#""security_policy": "TLS_1_0","#] {
            let (message, help) = said(rest, domain, "v1/beta").expect("it takes one part");
            assert!(message.contains("several parts") && help.contains("Regional"), "{message}: {help}");
            assert_eq!(said(rest, domain, "v1.2"), None);
        }
        let (message, _) = said(r#"{"http": {}}"#, "", "v1.2").expect("SAM refuses it");
        assert!(message.contains("no dot"), "{message}");
        for wrong in ["/v1", "v1/", "a//b", "v1.2/a"] {
            let (message, _) = said(rest, "", wrong).expect("it is none");
            assert!(message.contains("not a base path"), "{message}");
        }
    }
}
