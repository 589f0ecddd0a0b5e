//! Base paths that are not one part of a path.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "base-path-malformed",
    severity: Severity::Error,
    docs: "A base path of a REST API is one part without slashes in the base path mappings that the files make: \
           \"API Gateway V1 doesn't support the slash character (/) in base path mappings\". API Gateway itself takes \
           several parts for a Regional domain name with the TLS 1.2 security policy, by an `AWS::ApiGatewayV2::ApiMapping` \
           (AWS: API Gateway developer guide, \"Use API mappings to connect API stages to a custom domain name for REST \
           APIs\"). Of the characters that AWS allows (AWS: API \
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
            let several = !design.is_v2() && path.contains('/') && {
                let mut parts = path.split('/');
                parts.all(|part| !part.is_empty() && part.chars().all(known))
            };
            let message = if several {
                sentence!(
                    "`{path}` has several parts, and the base path mappings of these files take one",
                    "`{path}` は複数の階層を含みますが、ここで生成するベースパスマッピングは1階層だけです"
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
            } else if http {
                sentence!(
                    "use letters, digits, `-` and `_`, with single slashes between parts",
                    "英数字と `-`、`_` を使い、階層は1つのスラッシュで区切ってください"
                )
            } else if several {
                sentence!(
                    "write one part, or no mapping here and an API mapping of your own (`aws apigatewayv2 create-api-mapping`, `AWS::ApiGatewayV2::ApiMapping`): a Regional domain with TLS 1.2 takes several parts there",
                    "1階層にするか、ここではマッピングを作らずに API マッピングを自分で作成してください(`aws apigatewayv2 create-api-mapping`、`AWS::ApiGatewayV2::ApiMapping`)。TLS 1.2 のリージョン別ドメインなら複数の階層を使えます"
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

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};
    use crate::rules;

    #[test]
    fn several_parts_are_a_limit_of_the_mappings_and_not_of_the_service() {
        let said = |api: &str, path: &str| {
            let text = format!(r#"{{"api": {api}, "domain": {{"mappings": [{{"base_path": "{path}"}}]}}}}"#);
            let design: Design = read(&text).design.expect("it is a design");
            let found = rules::check(&design).into_iter();
            let mut found = found.filter(|one| one.code == "base-path-malformed");
            found.next().map(|one| (one.message.en, one.help.expect("it says what to do").en))
        };
        let (message, help) = said(r#"{"rest": {}}"#, "v1/beta").expect("a V1 mapping takes one part");
        assert!(message.contains("mappings of these files"), "{message}");
        assert!(help.contains("AWS::ApiGatewayV2::ApiMapping"), "{help}");
        let (message, help) = said(r#"{"rest": {}}"#, "/v1").expect("a slash is none of it");
        assert!(message.contains("not a base path") && !help.contains("ApiMapping"), "{message}: {help}");
        assert_eq!(said(r#"{"http": {}}"#, "v1/beta"), None);
    }
}
