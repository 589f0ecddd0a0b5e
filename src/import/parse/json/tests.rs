//! JSON of people and of machines.

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn values(parsed: &Parsed) -> Vec<Value> {
    parsed.documents.iter().map(Node::to_json).collect()
}

fn codes(parsed: &Parsed) -> Vec<(&str, u32, u32)> {
    let findings = parsed.findings.iter();
    findings
        .map(|finding| (&*finding.code, finding.at.line, finding.at.column))
        .collect()
}

#[test]
fn documents_follow_one_another() {
    let parsed = parse("{\"a\": [1, 2.50, -1e3, true]}\n\n[null] \"x\" 7", 0);
    assert_eq!(codes(&parsed), []);
    assert_eq!(
        values(&parsed),
        [
            json!({"a": [1, 2.5, -1e3, true]}),
            json!([null]),
            json!("x"),
            json!(7)
        ]
    );
    let spelled = parsed.documents[0].find(&["a"]).map(Node::items);
    let spelled: Vec<_> = spelled.into_iter().flatten().map(Node::scalar).collect();
    assert_eq!(spelled[1].as_deref(), Some("2.50"));
}

#[test]
fn places_count_characters_and_lines() {
    let parsed = parse("{\r\n  \"日本\": \"🐈\", \"b\":\r[ {\"c\":\n1}]}", 7);
    assert_eq!(codes(&parsed), []);
    let entries = parsed.documents[0].entries();
    let place = |at: Place| (at.file, at.line, at.column);
    assert_eq!(place(entries[0].at), (7, 2, 3));
    assert_eq!(place(entries[0].value.at), (7, 2, 9));
    assert_eq!(place(entries[1].at), (7, 2, 14));
    let item = &entries[1].value.items()[0];
    assert_eq!(place(item.at), (7, 3, 3));
    assert_eq!(place(item.entries()[0].value.at), (7, 4, 1));
}

#[test]
fn what_cannot_mean_anything_else_is_read_and_told() {
    let parsed = parse("// one\n{\"a\": [1, /* two */ 2,],\n\"a\": 3, # end\n}", 0);
    assert_eq!(values(&parsed), [json!({"a": 3})]);
    let expected = [
        ("json-comment", 1, 1),
        ("json-comma", 2, 22),
        ("key-duplicate", 3, 1),
    ];
    assert_eq!(codes(&parsed), expected);
}

#[test]
fn what_is_broken_is_told_at_its_place() {
    for (text, line, column) in [
        ("{\n\"a\": 1\n\"b\": 2}", 3, 1),
        ("{\"a\" 1}", 1, 6),
        ("{\"a\": }", 1, 7),
        ("{\"a\": True}", 1, 7),
        ("{'a': 1}", 1, 2),
        ("{\"a\": [1, 2}", 1, 12),
        ("{\"a\": 1", 1, 8),
        ("{\"a\": \"b\n\"}", 1, 9),
        ("{\"a\": \"\\x\"}", 1, 8),
        ("[\"\\ud83d\"]", 1, 3),
        ("[01]", 1, 3),
        ("[1] }", 1, 5),
        ("[/* ", 1, 2),
        ("[,]", 1, 2),
    ] {
        let parsed = parse(text, 0);
        assert_eq!(codes(&parsed), [("json-malformed", line, column)], "{text}");
    }
    let deep = parse(&"[".repeat(100_000), 0);
    assert_eq!(codes(&deep), [("text-too-deep", 1, 101)]);
}

#[test]
fn hjson_is_read_as_zappa_reads_it() {
    let text = "{\n  dev: {\n    'a': 'b'\n    \"debug\": False,\n    n: 3, t: true // x\n    s: x, y # z\n\
                m: '''\n   one\n     two\n   '''\n  }\n}";
    let (parsed, ambiguous) = parse_loose(text, 0);
    assert!(ambiguous);
    assert_eq!(
        values(&parsed),
        [
            json!({"dev": {"a": "b", "debug": "False,", "n": 3, "t": true, "s": "x, y # z",
            "m": "one\n  two"}})
        ]
    );
    assert!(codes(&parsed).contains(&("json-quotes", 4, 14)));
    let (parsed, ambiguous) = parse_loose("{\"debug\": False,\n}", 0);
    assert_eq!(values(&parsed), [json!({"debug": "False,"})]);
    assert!(!ambiguous);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"\\\\日]{0,4}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_reads_as_itself(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&value)
        } else {
            serde_json::to_string(&value)
        };
        let text = text.expect("it is JSON");
        let parsed = parse(&text, 0);
        prop_assert_eq!(codes(&parsed), []);
        // serde_json may read another last digit than it wrote.
        let again: Value = serde_json::from_str(&text).expect("it is JSON");
        prop_assert_eq!(values(&parsed), [again]);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[{}\\[\\],:\"'#/*\\\\a-f0-9u \n\r\te.+-]{0,60}") {
        let parsed = parse(&text, 0);
        let read = serde_json::from_str::<Value>(&text);
        if let Ok(value) = read {
            // Duplicates, which serde_json drops, too.
            prop_assert_eq!(values(&parsed), [value]);
        }
        parse_loose(&text, 0);
    }
}
