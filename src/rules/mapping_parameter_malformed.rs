//! Parameters of a mapping that API Gateway refuses.

use super::{Finding, Rule, integration::mappings, mapping_expression, mend, token::is_token};
use crate::diagnostic::Severity;
use crate::model::{Design, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-parameter-malformed",
    severity: Severity::Error,
    docs: "A mapping sets `integration.request.header.NAME`, `.querystring.NAME` or `.path.NAME` \
           from a part of the request that is there, a variable, or a constant in single quotes (AWS: API \
           Gateway developer guide, \"Parameter mapping source reference for REST APIs\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"parameters": [{"name": "X-Caller", "value": "me"}]}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"parameters": [{"name": "integration.request.header.X-Caller", "value": "'me'"}]}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for mapped in mappings(design) {
        let at = mapped.at.join("parameters");
        for (index, parameter) in mapped.mapping.parameters.iter().enumerate() {
            let (at, name, value) = (at.join(index), &parameter.name, &parameter.value);
            if !is_target(name) {
                let named = format!("integration.request.header.{name}");
                let named = Some(named).filter(|name| is_target(name));
                let message = sentence!(
                    "`{name}` is no parameter of the request to the backend",
                    "`{name}` はバックエンドへのリクエストのパラメータではありません",
                );
                found.push(Finding::at(at.join("name"), message).maybe(named).help(sentence!(
                    "write `integration.request.header.NAME`, or `querystring` or `path` instead of `header`",
                    "`integration.request.header.名前` の形で指定してください(`header` の代わりに `querystring` か `path` も可)",
                )));
            }
            let of_path = value.strip_prefix("method.request.path.").filter(|name| is_token(name));
            if let Some(wanted) = of_path.filter(|name| !tree::parameters(&mapped.route.path).contains(name)) {
                let path = &mapped.route.path;
                let message = sentence!(
                    "`{path}` has no parameter `{wanted}`, from which the mapping takes a value",
                    "マッピングが値を取得するパラメータ `{wanted}` が `{path}` にありません",
                );
                let meant = mend::meant(wanted, tree::parameters(path)).map(|name| format!("method.request.path.{name}"));
                found.push(Finding::at(at.join("value"), message).maybe(meant).help(sentence!(
                    "name a parameter of the path, or take the value from a header or the query string",
                    "パスのパラメータ名を指定するか、ヘッダーやクエリ文字列から値を取得してください",
                )));
            }
            if !is_source(value) {
                let message = sentence!(
                    "`{value}` is no value that a mapping can take",
                    "`{value}` はマッピングで使える値ではありません",
                );
                found.push(Finding::at(at.join("value"), message).maybe(Some(format!("'{value}'")).filter(|value| is_source(value))).help(sentence!(
                    "write `method.request.header.NAME`, `context.requestId`, or a constant in single quotes",
                    "`method.request.header.名前`、`context.requestId`、または単一引用符で囲んだ定数を指定してください",
                )));
            }
        }
    }
    found
}

fn is_target(name: &str) -> bool {
    let rest = name.strip_prefix("integration.request.");
    let part = rest.and_then(|rest| rest.split_once('.'));
    part.is_some_and(|(place, name)| {
        ["header", "querystring", "path"].contains(&place) && is_token(name)
    })
}

fn is_source(value: &str) -> bool {
    if let Some(rest) = value.strip_prefix("method.request.") {
        let (place, name) = rest.split_once('.').unwrap_or((rest, ""));
        return match place {
            "header" | "querystring" | "path" | "multivalueheader" | "multivaluequerystring" => is_token(name),
            "body" => !rest.contains(' '),
            _ => false,
        };
    }
    mapping_expression::is_common(value)
}

#[cfg(test)]
mod tests {
    use crate::model::{Design, read};

    #[test]
    fn a_parameter_of_the_path_must_stand_there_and_the_only_one_is_meant() {
        let of = |path: &str, from: &str| {
            let text = format!(
                r#"{{"routes": [{{"path": "{path}", "methods": [{{"integration": {{"http": {{"uri": "https://example.com/{{item}}", "mapping": {{"parameters": [{{"name": "integration.request.path.item", "value": "{from}"}}]}}}}}}}}]}}]}}"#
            );
            let design: Design = read(&text).design.expect("it is a design");
            let mut found = super::check(&design);
            assert!(found.len() < 2, "{path} {from}");
            found.pop().map(|one| one.fix.is_some())
        };
        assert_eq!(of("/a/{id}", "method.request.path.id"), None);
        assert_eq!(of("/a/{id+}", "method.request.path.id"), None);
        assert_eq!(of("/a", "method.request.header.X-Id"), None);
        assert_eq!(of("/a/{id}", "method.request.path.item"), Some(true));
        assert_eq!(of("/a/{id}/{of}", "method.request.path.unlike"), Some(false));
        assert_eq!(of("/a", "method.request.path.id"), Some(false));
    }
}
