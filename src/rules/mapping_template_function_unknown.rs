//! Functions of templates that API Gateway does not have.

use super::integration::mappings;
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "mapping-template-function-unknown",
    severity: Severity::Warning,
    docs: "`$input` has `body`, `json`, `params` and `path`, `$util` has `escapeJavaScript`, `parseJson`, `urlEncode`, `urlDecode`, \
           `base64Encode` and `base64Decode` (AWS: API Gateway developer guide, \"Variables for data transformations for API \
           Gateway\"); `$util` of AWS AppSync has many more. Of what is not there Velocity writes the text of the call \
           (Apache Velocity user guide, \"References\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"templates": [{"content_type": "application/json", "template": "{\"a\": $util.toJson($input.path('$.a'))}"}]}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/", "methods": [{"integration": {"http": {"uri": "https://example.com/", "mapping": {"templates": [{"content_type": "application/json", "template": "{\"a\": $input.json('$.a'), \"b\": \"$!{util.escapeJavaScript($input.params('b'))}\"}"}]}}}}]}]}"#,
    check,
};

/// What the two variables have.
const OF_INPUT: [&str; 4] = ["body", "json", "params", "path"];
const OF_UTIL: [&str; 6] = [
    "escapeJavaScript",
    "parseJson",
    "urlEncode",
    "urlDecode",
    "base64Encode",
    "base64Decode",
];

/// Something that a template takes from the two variables and that they do not have.
fn unknown(template: &str) -> Option<(&str, &str)> {
    let code = template.lines().map(|line| line.split("##").next().unwrap_or_default());
    for line in code {
        for reference in line.split('$').skip(1) {
            let name = reference.trim_start_matches(['!', '{']);
            for (variable, known) in [("input", &OF_INPUT[..]), ("util", &OF_UTIL[..])] {
                let rest = name.strip_prefix(variable).and_then(|rest| rest.strip_prefix('.'));
                let Some(rest) = rest else { continue };
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                let word = &rest[..end];
                if !word.is_empty() && !known.contains(&word) {
                    return Some((variable, word));
                }
            }
        }
    }
    None
}

fn check(design: &Design) -> Vec<Finding> {
    let templates = mappings(design).flat_map(|mapped| mapped.templates());
    templates
        .filter_map(|(at, template)| Some((at, unknown(&template.template)?)))
        .map(|(at, (variable, word))| {
            let message = sentence!(
                "`${variable}` has no `{word}` in API Gateway, so the call stands in the result as it is written",
                "API Gateway の `${variable}` に `{word}` はないため、呼び出しの文字列がそのまま結果に残ります"
            );
            let known = if variable == "input" { OF_INPUT.join("`, `") } else { OF_UTIL.join("`, `") };
            Finding::at(at.join("template"), message).help(sentence!(
                "use one of `{known}`",
                "`{known}` のいずれかを使ってください",
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn what_the_variables_do_not_have_is_found_and_the_rest_is_left() {
        for (template, word) in [
            ("$input.jsn('$.a')", Some("jsn")),
            ("#set($a = $util.parseJSON($input.body))", Some("parseJSON")),
            ("$!{util.toJson($x)}", Some("toJson")),
            ("$util.time.nowISO8601()", Some("time")),
            ("## $util.toJson($x)\n$input.body", None),
            ("$input.params().header.get('X')", None),
            ("#foreach($i in $input.path('$.items'))$i.name#end", None),
            ("$inputRoot.jsn $util $input. $utility.x ${stageVariables.util.x}", None),
        ] {
            assert_eq!(unknown(template).map(|(_, word)| word), word, "{template}");
        }
    }
}
