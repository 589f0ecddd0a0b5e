//! Bodies that fit and bodies that do not, word by word.

use super::*;

fn fits(schema: &str, body: &str) -> bool {
    judge(schema, &[], body).misfit.is_none()
}

#[test]
fn each_word_lets_one_body_in_and_keeps_another_out() {
    let cases = [
        (r#"{"type":"integer"}"#, "1", "1.5"),
        (r#"{"type":["string","null"]}"#, "null", "1"),
        (r#"{"enum":["a",1]}"#, "1.0", r#""b""#),
        (r#"{"minimum":3}"#, "3", "2"),
        (r#"{"minimum":3,"exclusiveMinimum":true}"#, "4", "3"),
        (r#"{"maximum":3}"#, "3", "3.1"),
        (r#"{"exclusiveMaximum":3}"#, "2", "3"),
        (r#"{"multipleOf":0.1}"#, "0.3", "0.35"),
        (r#"{"minLength":2}"#, r#""日本""#, r#""日""#),
        (r#"{"maxLength":1}"#, r#""日""#, r#""日本""#),
        (r#"{"pattern":"^[a-z]+$"}"#, r#""abc""#, r#""a1""#),
        (r#"{"minItems":1}"#, "[0]", "[]"),
        (r#"{"maxItems":1}"#, "[0]", "[0,0]"),
        (r#"{"uniqueItems":true}"#, "[1,2]", "[1,1.0]"),
        (r#"{"items":{"type":"string"}}"#, r#"["a"]"#, "[1]"),
        (
            r#"{"items":[{"type":"string"}],"additionalItems":false}"#,
            r#"["a"]"#,
            r#"["a",1]"#,
        ),
        (r#"{"required":["a"]}"#, r#"{"a":1}"#, "{}"),
        (r#"{"minProperties":1}"#, r#"{"a":1}"#, "{}"),
        (r#"{"maxProperties":0}"#, "{}", r#"{"a":1}"#),
        (
            r#"{"properties":{"a":{"type":"string"}}}"#,
            r#"{"a":"x","b":1}"#,
            r#"{"a":1}"#,
        ),
        (
            r#"{"properties":{"a":{}},"additionalProperties":false}"#,
            r#"{"a":1}"#,
            r#"{"b":1}"#,
        ),
        (
            r#"{"additionalProperties":{"type":"integer"}}"#,
            r#"{"b":1}"#,
            r#"{"b":"1"}"#,
        ),
        (
            r#"{"patternProperties":{"^n_":{"type":"integer"}}}"#,
            r#"{"n_a":1}"#,
            r#"{"n_a":"1"}"#,
        ),
        (
            r#"{"dependencies":{"a":["b"]}}"#,
            r#"{"a":1,"b":1}"#,
            r#"{"a":1}"#,
        ),
        (r#"{"allOf":[{"minimum":1},{"maximum":2}]}"#, "1", "3"),
        (r#"{"anyOf":[{"type":"string"},{"minimum":2}]}"#, "2", "1"),
        (r#"{"oneOf":[{"minimum":1},{"minimum":2}]}"#, "1", "2"),
        (r#"{"not":{"type":"string"}}"#, "1", r#""a""#),
        (
            r##"{"$ref":"#/definitions/n","definitions":{"n":{"type":"integer"}}}"##,
            "1",
            r#""a""#,
        ),
    ];
    for (schema, good, bad) in cases {
        assert!(fits(schema, good), "{schema} lets {good} in");
        assert!(!fits(schema, bad), "{schema} keeps {bad} out");
    }
    assert!(!fits("{}", "a=1"));
}

#[test]
fn a_misfit_names_its_place() {
    let schema = r#"{"properties":{"a":{"items":{"required":["b"]}}}}"#;
    let found = judge(schema, &[], r#"{"a":[{"b":1},{}]}"#);
    let misfit = found.misfit.expect("b is missing");
    assert_eq!(misfit.en, "`/a/1/b` is required and missing");
}

#[test]
fn a_reference_leads_to_another_model() {
    let model = Model {
        name: "Pet".into(),
        schema: r#"{"type":"object","required":["name"]}"#.into(),
        ..Model::default()
    };
    let schema = r#"{"items":{"$ref":"https://apigateway.amazonaws.com/restapis/abc/models/Pet"}}"#;
    let found = |body| judge(schema, std::slice::from_ref(&model), body);
    assert_eq!(found(r#"[{"name":"a"}]"#), Judged::default());
    assert!(found("[{}]").misfit.is_some());
    let unknown = judge(schema, &[], "[{}]");
    assert!(unknown.misfit.is_none() && unknown.unread.len() == 1);
}

#[test]
fn what_is_not_judged_is_named() {
    let schema = r#"{"format":"email","pattern":"(?=a)","const":1,"title":"x","x-own":1}"#;
    let unread = judge(schema, &[], r#""b""#).unread;
    let words: Vec<&str> = unread.iter().map(String::as_str).collect();
    assert_eq!(words, ["const", "format", "pattern (?=a)"]);
}

#[test]
fn a_schema_that_never_ends_is_left() {
    let endless = r##"{"anyOf":[{"$ref":"#"},{"$ref":"#"},{"$ref":"#"}]}"##;
    let found = judge(endless, &[], "1");
    assert!(found.misfit.is_none() && found.unread.contains("…"));
}
