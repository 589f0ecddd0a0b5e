//! Headers of an answer that API Gateway refuses.

use super::{Finding, Rule, integration::mappings, mapping_expression, token::is_token};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-header-malformed",
    severity: Severity::Error,
    docs: "A header of the answer comes from `integration.response.header.NAME`, from the body, a \
           variable, or is a constant in single quotes (AWS: API Gateway developer guide, \
           \"Parameter mapping source reference for REST APIs\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{"headers": [{"name": "X-A", "value": "plain"}]}]}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"responses": [{"headers": [{"name": "X-A", "value": "'plain'"}]}]}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for mapped in mappings(design) {
        for (at, response) in mapped.responses() {
            for (index, header) in response.headers.iter().enumerate() {
                let (at, name, value) = (at.join("headers").join(index), &header.name, &header.value);
                if !is_token(name) {
                    let message = sentence!("`{name}` is no name of a header", "`{name}` はヘッダー名ではありません");
                    found.push(Finding::at(at.join("name"), message).help(sentence!(
                        "use letters, digits and `-`",
                        "英数字と `-` を使ってください",
                    )));
                }
                if !is_source(value) {
                    let message = sentence!(
                        "`{value}` is no value that a header of the answer can take",
                        "`{value}` は応答ヘッダーに使える値ではありません",
                    );
                    found.push(Finding::at(at.join("value"), message).maybe(Some(format!("'{value}'")).filter(|value| is_source(value))).help(sentence!(
                        "write `integration.response.header.NAME`, or a constant in single quotes",
                        "`integration.response.header.名前` か、単一引用符で囲んだ定数を指定してください",
                    )));
                }
            }
        }
    }
    found
}

fn is_source(value: &str) -> bool {
    if let Some(rest) = value.strip_prefix("integration.response.") {
        let (place, name) = rest.split_once('.').unwrap_or((rest, ""));
        return match place {
            "header" | "multivalueheader" => is_token(name),
            "body" => rest.chars().all(mapping_expression::is_of_name),
            _ => false,
        };
    }
    mapping_expression::is_common(value)
}
