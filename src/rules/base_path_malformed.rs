//! Base paths that are not one part of a path.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "base-path-malformed",
    severity: Severity::Error,
    docs: "A base path is one part without slashes: \"API Gateway V1 doesn't support the slash \
           character (/) in base path mappings\". Of the characters that AWS allows (AWS: API \
           Gateway developer guide, \"Map API stages to a custom domain name for REST APIs\") \
           letters, digits, `-`, `_` and `.` survive every target. An HTTP API takes several parts \
           of letters, digits, `-` and `_` (AWS: API Gateway v2 API Reference, CreateApiMapping, \
           `apiMappingKey`).",
    bad: r#"{"domain": {"mappings": [{"base_path": "/app"}]}}"#,
    good: r#"{"domain": {"mappings": [{"base_path": ""}, {"base_path": "app-v1.2_b"}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let http = design.http().is_some();
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || (c == '.' && !http);
    let malformed = |path: &str| {
        let mut parts = path.split('/');
        let several = http && parts.all(|part| !part.is_empty() && part.chars().all(known));
        path.len() > 300 || !(several || path.chars().all(known))
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
            let message = sentence!(
                "`{path}` is not a base path",
                "`{path}` はベースパスにできません"
            );
            let help = if path == "(none)" {
                sentence!(
                    "leave it empty for the whole domain",
                    "ドメイン全体に割り当てるには空にしてください"
                )
            } else if http {
                sentence!(
                    "use letters, digits, `-` and `_`, with single slashes between parts",
                    "英数字と `-`、`_` を使い、階層は1つのスラッシュで区切ってください"
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
