//! Mapping templates that API Gateway cannot run.

use super::{Finding, Rule, integration::mappings, token::is_token, velocity::unclosed};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-template-malformed",
    severity: Severity::Error,
    docs: "A template stands under a media type, and each `#if` and `#foreach` in it has an \
           `#end`; parentheses of calls and directives are closed, and the quotation marks in them (AWS: API Gateway developer guide, \"Mapping template transformations for REST \
           APIs\"; Apache Velocity user guide). A mapping has each media type once, and a \
           template has 300 KB at most (AWS: \"Quotas for configuring and running a REST API\").",
    bad: r##"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"templates": [{"content_type": "json", "template": "#if($a)"}]}}}}]}]}"##,
    good: r##"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"templates": [{"content_type": "application/json", "template": "#if($a)1#end"}]}}}}]}]}"##,
    check,
};

const MAX_BYTES: usize = 300 * 1024;

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, template) in mappings(design).flat_map(|mapped| mapped.templates()) {
        let kind = &template.content_type;
        let halves = kind.split_once('/');
        if !halves.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype)) {
            let message = sentence!("`{kind}` is no media type", "`{kind}` はメディアタイプではありません");
            found.push(Finding::at(at.join("content_type"), message).help(sentence!(
                "write one such as `application/json`, without parameters",
                "`application/json` のように、パラメータなしで指定してください",
            )));
        }
        let (opened, closed) = blocks(&template.template);
        let at = at.join("template");
        if opened != closed {
            let message = sentence!(
                "the template opens {opened} blocks and ends {closed}",
                "テンプレートのブロックの開始は{opened}個、終了は{closed}個です",
            );
            found.push(Finding::at(at, message).help(sentence!(
                "end every `#if` and `#foreach` with `#end`",
                "`#if` と `#foreach` をそれぞれ `#end` で閉じてください",
            )));
        }
        if let Some(start) = unclosed(&template.template) {
            let message = sentence!(
                "the parenthesis of `{start}` is not closed, or a bracket or quotation mark in it",
                "`{start}` の括弧、またはその中の括弧か引用符が閉じられていません",
            );
            found.push(Finding::at(at, message).help(sentence!(
                "close it, for instance `$input.json('$')`",
                "`$input.json('$')` のように閉じてください",
            )));
        }
        if template.template.len() > MAX_BYTES {
            let message = sentence!("the template is longer than 300 KB", "テンプレートが 300 KB を超えています");
            found.push(Finding::at(at, message).help(sentence!(
                "shorten it, or let a function do the work",
                "短くするか、関数で処理してください",
            )));
        }
    }
    found
}

/// How many blocks begin and end; comments are no blocks.
fn blocks(template: &str) -> (usize, usize) {
    let plain = template.lines().map(|line| line.split("##").next().unwrap_or_default());
    let mut counts = (0, 0);
    for line in plain {
        for rest in line.split('#').skip(1) {
            let rest = rest.trim_start_matches('{');
            let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
            match word.as_str() {
                "if" | "foreach" | "macro" | "define" => counts.0 += 1,
                "end" => counts.1 += 1,
                _ => {}
            }
        }
    }
    counts
}
