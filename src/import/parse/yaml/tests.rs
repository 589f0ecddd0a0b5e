use super::*;
use serde_json::json;

fn value(text: &str) -> serde_json::Value {
    let parsed = parse(text, 0);
    assert_eq!(parsed.findings, [], "{text}");
    parsed.documents[0].to_json()
}

fn found(text: &str) -> Vec<(String, u32, u32)> {
    let findings = parse(text, 0).findings.into_iter();
    findings
        .map(|finding| {
            (
                finding.code.into_owned(),
                finding.at.line,
                finding.at.column,
            )
        })
        .collect()
}

#[test]
fn lines_of_a_quoted_text_may_stand_too_far_left() {
    let text = "a:\n  b: {\"c\": \"one \\\n  two\n\nthree \\\" four\", d: 'it''s\n x'}\n  e: 1";
    assert_eq!(
        value(text),
        json!({"a": {"b": {"c": "one two\nthree \" four", "d": "it's x"}, "e": 1}})
    );
    assert_eq!(found("a:\n  b: {c: \"one\n\n")[0].0, "yaml-malformed");
}

#[test]
fn short_functions_stand_in_their_long_form() {
    assert_eq!(
        value("a: !GetAtt F.Arn\nb: !Sub '${A}/x'\nc: !If [X, !Ref Y, 1]\nd: !Ref 012"),
        json!({"a": {"Fn::GetAtt": ["F", "Arn"]}, "b": {"Fn::Sub": "${A}/x"},
            "c": {"Fn::If": ["X", {"Ref": "Y"}, 1]}, "d": {"Ref": "012"}})
    );
}

#[test]
fn truth_values_numbers_and_merge_keys_are_those_of_yaml_1_1() {
    assert_eq!(
        value("a: &a {x: yes, y: 'yes'}\nb:\n  <<: *a\n  y: 1.0\nc: 2010-09-09\nd: !!str 7"),
        json!({"a": {"x": true, "y": "yes"}, "b": {"y": 1.0, "x": true}, "c": "2010-09-09", "d": "7"})
    );
}

#[test]
fn numbers_are_those_of_pyyaml() {
    let text = "a: 010\nb: 0x1F\nc: 1_000\nd: 1:30\ne: -0\nf: 1.\ng: .5\nh: 1.5e+3\ni: 0b11\nj: +7\nk: 089\nl: 1e3\nm: 12e03\nn: 1:99\no: 0o17";
    assert_eq!(
        value(text),
        json!({"a": 8, "b": 31, "c": 1000, "d": 90, "e": 0, "f": 1.0, "g": 0.5, "h": 1500.0, "i": 3, "j": 7,
            "k": "089", "l": "1e3", "m": "12e03", "n": "1:99", "o": "0o17"})
    );
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    assert_eq!(found("a: 1\na: 2"), [("key-duplicate".into(), 2, 1)]);
    assert_eq!(found("a: !Foo 1"), [("yaml-tag-unknown".into(), 1, 4)]);
    let told = parse("a: !Rain::S3 {b: 1}", 0).documents[0].to_json();
    assert_eq!(told, json!({"a": {"Fn::Rain::S3": {"b": 1}}}));
    assert_eq!(found("a: &a [*a]"), [("yaml-recursive-alias".into(), 1, 8)]);
    assert_eq!(found("a: {b}: 1")[0].0, "yaml-malformed");
    assert_eq!(found("a:\n\t- b")[0].0, "yaml-malformed");
    assert_eq!(found("? [a]\n: b"), [("yaml-key-not-text".into(), 1, 3)]);
    assert_eq!(found(&"[".repeat(5000))[0].0, "text-too-deep");
}

#[test]
fn brackets_close_where_pyyaml_lets_them() {
    let text = "a:\n  b: [\n    {c: 1},\n  ]\nd: {\n  e: 2\n}\n";
    let parsed = parse(text, 0);
    assert_eq!(parsed.findings, [], "{text}");
    let root = &parsed.documents[0];
    assert_eq!(root.find(&["d", "e"]).and_then(Node::as_u32), Some(2));
    let text = "a:\n  b:\n    c: {\"d\": [\n    \"]\", # }\n    {e: !Ref f},\n  2\n  ],\n  \"g\": 3}\n    h: 4\n";
    let parsed = parse(text, 0);
    assert_eq!(parsed.findings, [], "{text}");
    assert_eq!(
        parsed.documents[0].to_json(),
        json!({"a": {"b": {"c": {"d": ["]", {"e": {"Ref": "f"}}, 2], "g": 3}, "h": 4}}})
    );
    let g = parsed.documents[0].find(&["a", "b", "c"]);
    let g = g.and_then(|node| node.entry("g")).map(|entry| entry.at);
    assert_eq!(g.map(|at| (at.line, at.column)), Some((8, 3)));
}

#[test]
fn lines_that_are_moved_in_cost_bounded_time_and_memory() {
    let lines = "x,\n".repeat(800_000);
    assert_eq!(
        found(&format!("a:\n  b: [\n{lines}"))[0].0,
        "yaml-malformed"
    );
    let lists = "a:\n  b: [\nx\n]\n".repeat(300);
    assert!(found(&lists).len() <= 300);
}

#[test]
fn what_no_line_break_ends_has_none() {
    assert_eq!(value("a: |\n  b\n  c"), json!({"a": "b\nc"}));
    assert_eq!(value("a: |\n  b\n  c\n"), json!({"a": "b\nc\n"}));
    assert_eq!(value("a: |\n  b\nc: d"), json!({"a": "b\n", "c": "d"}));
}

#[test]
fn aliases_that_repeat_aliases_end_in_bounded_memory() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        text.extend([format!("a{level}: &a{level} [{items}]\n")]);
    }
    assert_eq!(found(&text)[0].0, "text-too-large");
}

/// Whether the quick reader takes a text; what it says is what the other one says.
fn is_common(text: &str) -> bool {
    let Some(node) = common::parse(text, 3) else {
        return false;
    };
    let parsed = parse_all(text, 3);
    assert_eq!(parsed.findings, [], "{text}");
    assert_eq!(parsed.documents, [node], "{text}");
    true
}

#[test]
fn common_yaml_is_read_as_all_yaml_is() {
    for text in [
        "a: 1\n",
        "# x\n---\na: yes # no\nb:\n  c: 'it''s' \n  \"d\" : \"\\\"e\\n\"\r\nf: ~\n",
        "a:\n- b\n- c: 1\n  d: !Ref e\n-   f: {g: [1, 'x', !Sub \"${h}\"], \"i\": {}}\n    j: k\n- - l\n  - m\n",
        "a: !If\n  - b\n  - !Ref c\n  - !GetAtt d.e\nf: !Sub |\n  x\n   y\n\n  z\n\ng: |-\n    h # i\n    j: k\n",
        "日本: 語 # x\nあ: {い: う, え: [お]}\n",
        "a: b#c\nd: e:f\nhttp://x: arn:aws:y\n/p/{id}: -1\ntrue: no\n012: 1e3\n",
        "a: [b,\n  c,\n  ]\nd:\n  e: {\n    f: g,\n    h: i}\n",
        "- a\n-\n  b: c\n- 'd': e\n",
        "{a: b, c: [d]}\n",
        "a: !Ref b",
    ] {
        assert!(is_common(text), "{text}");
    }
    for text in [
        "a: 1\na: 2\n",
        "a: &b 1\nc: *b\n",
        "a: !Foo 1\n",
        "a: b\n  c\n",
        "a: 'b\n  c'\n",
        "a:\n\tb: 1\n",
        "a: b: c\n",
        "a: >\n  b\n",
        "a: 1\n---\nb: 2\n",
        "a: [b\n]\n",
        "a: |\n  b",
        "? a\n: b\n",
        "a:\nb: 1\n",
        "On: 1\n",
    ] {
        assert!(!is_common(text), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_common_yaml_takes_is_read_as_all_yaml_is(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "b", "'c'", "\"d\"", "1", "é", ": ", ":", "- ", "-", "{", "}", "[", "]", ", ", ",", "\n", "\n", "\n  ",
                "\n  ", "\n    ", " ", "#", " # x", "!Ref ", "!Sub ", "|", "|-", "\n\n", "'", "\"", "\\", "/", "{a: b}", "<<",
                "---", "~", "yes", "\r\n", "a: b", "\nc: ", "\n- d", "\n  e: ", "?", "%", "&x", "*x", "\t", ".",
            ]),
            0..24,
        ),
    ) {
        let text = pieces.concat();
        is_common(&text);
        is_common(&format!("{text}\n"));
    }
}

#[test]
fn files_of_other_people_are_read_as_all_yaml_is() {
    let folder = std::env::var_os("GATEWAY_STUDIO_CORPUS").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"),
        Into::into,
    );
    let mut common = 0;
    for kind in ["sam", "openapi"] {
        let files =
            std::fs::read_dir(folder.join(kind)).expect("the corpus lies beside the project");
        let texts = files
            .flatten()
            .map(|file| std::fs::read_to_string(file.path()));
        common += texts.flatten().filter(|text| is_common(text)).count();
    }
    assert!(common > 60, "only {common}");
}

#[test]
fn what_pyyaml_refuses_is_told_with_its_place() {
    for (text, code, line, column) in [
        ("a: x\ty\n", "yaml-tab", 1, 5),
        (
            "a: 'x\ty'\nb: |\n  c\td\n# \te\nf: g\th\n",
            "yaml-tab",
            5,
            5,
        ),
        ("a: b\nc: =\n", "yaml-word", 2, 4),
        ("- <<\n", "yaml-word", 1, 3),
        ("a: [|]\n", "yaml-word", 1, 5),
        ("<<: a\n", "yaml-merge", 1, 1),
        (
            "a:\n  On: b\n  'no': c\n  false: d\n",
            "yaml-key-truth",
            2,
            3,
        ),
        ("a: &b {c: d}\n<<: [*b, e]\n", "yaml-merge", 2, 10),
        ("a: &b c\nd: &b\n  e: f\n", "yaml-anchor-twice", 2, 4),
        ("é: x\u{7}y\n", "yaml-character", 1, 5),
        ("a: x\u{2028}y\n", "yaml-line-end", 1, 5),
    ] {
        assert_eq!(found(text), [(code.into(), line, column)], "{text}");
    }
    assert_eq!(
        value("=: \"<<\"\n'<<': {a: '='}\nb: &c 1\nd: &e 2\n"),
        json!({"=": "<<", "<<": {"a": "="}, "b": 1, "d": 2})
    );
}

#[test]
fn letters_of_pyyaml_are_letters_at_their_own_places() {
    let text = "a: [-, b]\n\u{feff}c: {d: -, e\u{feff}: '-,'} # -,\n";
    let read = parse(text, 0);
    assert!(read.is_whole(), "{:?}", read.findings);
    let said = read.documents[0].to_json();
    let wanted = json!({"a": ["-", "b"], "\u{feff}c": {"d": "-", "e\u{feff}": "-,"}});
    assert_eq!(said, wanted);
    let places: Vec<_> = {
        let all = read.findings.iter();
        all.map(|one| (one.at.line, one.at.column)).collect()
    };
    assert_eq!(places, [(2, 1), (2, 13)]);
    let inside = read.documents[0]
        .get("\u{feff}c")
        .and_then(|one| one.entry("e\u{feff}"));
    assert_eq!(
        inside.map(|one| (one.at.line, one.at.column)),
        Some((2, 12))
    );
}

#[test]
fn many_letters_of_pyyaml_are_read_in_bounded_time() {
    let text = format!("a: [{}b]\n", "-, \u{feff}, ".repeat(100_000));
    let begun = std::time::Instant::now();
    let read = parse(&text, 0);
    assert_eq!(
        read.documents[0].get("a").map(|one| one.items().len()),
        Some(200_001)
    );
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
