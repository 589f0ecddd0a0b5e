//! Links and packed texts: every design comes back, nothing private is left once it was replaced, and nothing
//! that somebody makes up takes long or much room.

use std::fs;
use std::path::Path;

use gateway_studio::diagnostic::{Pointer, key_of, step};
use gateway_studio::model::preset::PRESETS;
use gateway_studio::model::{self, Design, Kept, TEMPLATE, View};
use gateway_studio::share::private::{self, Found, KINDS, Kind};
use gateway_studio::share::{follow, link, pack, text_of, unpack};
use proptest::prelude::*;
use serde_json::{Value, json};

fn designs() -> Vec<(String, Design)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/designs");
    let files = fs::read_dir(folder).expect("the designs can be listed");
    let read = |path: &Path| {
        let text = fs::read_to_string(path).expect("a design is text");
        model::read(&text).design.expect("it is a design")
    };
    let files = files.map(|file| file.expect("a design can be listed").path());
    let files = files.map(|path| (path.display().to_string(), read(&path)));
    let presets = PRESETS.iter();
    let presets = presets.map(|preset| (preset.name.to_owned(), (preset.design)()));
    files.chain(presets).collect()
}

#[test]
fn every_design_comes_back_from_its_link() {
    for (name, design) in designs() {
        assert_eq!(follow(&link(&design)), Ok((design, Vec::new())), "{name}");
    }
}

#[test]
fn nothing_private_is_left_in_a_design_once_it_was_replaced() {
    for (name, design) in designs() {
        let clean = private::replace(&design, &KINDS);
        assert_eq!(private::find(&clean), [], "{name}");
        // Each kind alone leaves the others.
        for kind in KINDS {
            let some = private::replace(&design, &[kind]);
            assert!(
                private::find(&some).iter().all(|found| found.kind != kind),
                "{name} {kind:?}"
            );
        }
        assert_eq!(private::replace(&design, &[]), design, "{name}");
    }
}

/// Every text, number and key of a packed design as somebody may read it, and the keys that its pointers name.
fn readable(packed: &str) -> Vec<String> {
    fn walk(value: &Value, all: &mut Vec<String>) {
        match value {
            Value::String(text) => {
                all.push(text.clone());
                all.extend(text.split('/').map(key_of));
            }
            Value::Number(number) => all.push(number.to_string()),
            Value::Array(list) => list.iter().for_each(|item| walk(item, all)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                all.push(key.clone());
                walk(value, all);
            }),
            _ => {}
        }
    }
    let mut all = vec![packed.to_owned()];
    walk(&serde_json::from_str(packed).expect("it is JSON"), &mut all);
    all
}

/// What was found and still stands in the packed text of the design, by itself or in something longer.
fn left(clean: &Design, found: &[Found]) -> Vec<String> {
    let packed = text_of(&link(clean)).expect("it unpacks");
    let texts = readable(&packed);
    let values = found
        .iter()
        .flat_map(|found| found.values.iter().map(|value| (found.kind, value)));
    let is_left = |(kind, value): &(Kind, &String)| match kind {
        // A variable may say what something else is called, and a bucket's ARN may begin as its placeholder does.
        Kind::Variable => value.bytes().any(|b| b.is_ascii_digit()) && texts.contains(value),
        Kind::Secret => value.len() > 4 && texts.contains(value),
        Kind::Arn => texts
            .iter()
            .any(|text| text.split([' ', '"']).any(|word| word == *value)),
        _ => texts.iter().any(|text| text.contains(*value)),
    };
    values
        .filter(is_left)
        .map(|(_, value)| value.clone())
        .collect()
}

/// What somebody may type who does not think of a link.
const PRIVATE: [&str; 12] = [
    "account 987654321098.",
    "987654321098",
    "012345678901",
    "arn:aws:lambda:eu-west-1:987654321098:function:orders:live",
    "arn%3Aaws%3Aiam%3A%3A987654321098%3Arole%2Fops and arn:aws:iam::987654321098:role/ops",
    "x987654321098y is 9876-5432-1098",
    "mailto:ops@acme.example, ops@acme.example or OPS@acme.example",
    "AKIAIOSFODNN7EXAMPLE and xAKIAIOSFODNN7EXAMPLEx",
    "hunter2-secret",
    "https://987654321098.signin.aws/console?by=ops%40acme.example",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
    "{\"account\": 987654321098, \"of\": \"ops@acme.example\"}",
];

/// The design with such texts in the place of every one that is free.
fn poisoned(design: &Design, from: usize) -> Design {
    fn walk(design: &Design, at: Pointer, value: &mut Value, next: &mut dyn FnMut() -> String) {
        match value {
            Value::String(text) if matches!(design.view(at), Some(View::Text(_))) => *text = next(),
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    walk(design, at.join(index), item, next);
                }
            }
            Value::Object(fields) => {
                for (key, value) in fields {
                    // A pointer is made of names of the program; a test may let go of a few.
                    let key: &'static str = key.clone().leak();
                    walk(design, at.join(key), value, next);
                }
            }
            _ => {}
        }
    }
    let mut texts = PRIVATE.iter().cycle().skip(from);
    let mut json = serde_json::to_value(design).expect("a design is JSON");
    let mut next = || {
        texts
            .next()
            .map(|text| (*text).to_owned())
            .unwrap_or_default()
    };
    walk(design, Pointer::root(), &mut json, &mut next);
    serde_json::from_value(json).expect("only free texts were replaced")
}

/// What an imported template said beyond a design, with accounts as numbers, as keys and in pointers.
fn with_kept(mut design: Design) -> Design {
    let kept = |at: &str, value: Value| Kept {
        file: TEMPLATE.into(),
        at: at.into(),
        value: value.into(),
        ..Kept::default()
    };
    let role = format!(
        "/Metadata/{}/Note",
        step("arn:aws:iam::987654321098:role/ops")
    );
    let more = [
        kept(
            "/Mappings/Accounts",
            json!({"987654321098": {"Name": "prod"}, "123456789012": {"Name": "dev"}}),
        ),
        kept(
            "/Mappings/Owners/987654321098/Name",
            json!("ops@acme.example"),
        ),
        kept("/Mappings/Owners/123456789012/Name", json!("dev")),
        kept(
            &role,
            json!([
                987_654_321_098_u64,
                -987_654_321_098_i64,
                987_654_321_098.5,
                12_345_678_901_u64
            ]),
        ),
        kept(
            "/Parameters/DbPassword",
            json!({"Type": "String", "Default": "hunter2-secret"}),
        ),
        kept(
            "/Parameters/Pin",
            json!({"Type": "Number", "NoEcho": true, "Default": 424_242}),
        ),
        kept(
            "/Resources/F/Properties/Environment/Variables/N",
            json!(987_654_321_098_u64),
        ),
        kept(
            "/Resources/F/Properties/Environment/Variables/S",
            json!(true),
        ),
        kept(
            "/Resources/F/Properties/Environment/Variables/U",
            json!({"Fn::Sub": "postgres://u:horse-battery@${Host}/db"}),
        ),
        kept(
            "/Resources/F/Properties/Environment/Variables/T",
            json!({"Fn::Sub": "${Table}"}),
        ),
        kept(
            "/Resources/G/Properties/Environment",
            json!({"Variables": {"N": 55_501, "J": {"Fn::Join": ["-", ["joined-value", {"Ref": "P"}]]}}}),
        ),
        kept(
            "/Resources/Key",
            json!({"Type": "AWS::ApiGateway::ApiKey", "Properties": {"Value": "abcdefghij0123456789xyz"}}),
        ),
        kept(
            "/Resources/D/Properties",
            json!({"MasterUserPassword": 12_345_678, "Note": "it is hunter2-secret"}),
        ),
    ];
    std::sync::Arc::make_mut(&mut design.kept).extend(more);
    design
}

#[test]
fn nothing_that_the_dialog_lists_is_left_in_the_link_in_any_form() {
    for (name, design) in designs() {
        let plain = std::iter::once(design.clone());
        let poisoned = (0..PRIVATE.len()).map(|from| poisoned(&design, from));
        for design in plain.chain(poisoned).map(with_kept) {
            let found = private::find(&design);
            assert!(
                found
                    .iter()
                    .map(|found| found.kind)
                    .any(|kind| kind == Kind::Account)
            );
            let clean = private::replace(&design, &KINDS);
            assert_eq!(left(&clean, &found), [""; 0], "{name}");
            assert_eq!(private::find(&clean), [], "{name}");
        }
    }
}

#[test]
fn what_was_imported_stays_what_it_is_around_what_was_replaced() {
    let design = with_kept(Design::default());
    let found = private::find(&design);
    let of = |kind| {
        let found = found.iter().find(|found| found.kind == kind);
        found.map(|found| found.values.clone()).unwrap_or_default()
    };
    assert_eq!(of(Kind::Key), ["abcdefghij0123456789xyz"]);
    assert_eq!(
        of(Kind::Secret),
        [
            "hunter2-secret",
            "424242",
            "postgres://u:horse-battery@${Host}/db",
            "12345678"
        ]
    );
    assert_eq!(
        of(Kind::Variable),
        ["987654321098", "true", "joined-value", "55501"]
    );
    let clean = private::replace(&design, &KINDS);
    let kept: Vec<_> = clean
        .kept
        .iter()
        .map(|kept| (kept.at.as_str(), kept.value.to_string()))
        .collect();
    let role = "/Metadata/arn:aws:iam::111122223333:role~1example/Note";
    let expected = [
        (
            "/Mappings/Accounts",
            r#"{"111122223333":{"Name":"dev"},"111122223333 2":{"Name":"prod"}}"#,
        ),
        (
            "/Mappings/Owners/111122223333 2/Name",
            r#""someone@example.com""#,
        ),
        ("/Mappings/Owners/111122223333/Name", r#""dev""#),
        (
            role,
            "[111122223333,-111122223333,111122223333.5,12345678901]",
        ),
        (
            "/Parameters/DbPassword",
            r#"{"Default":"EXAMPLE-VALUE","Type":"String"}"#,
        ),
        (
            "/Parameters/Pin",
            r#"{"Default":"EXAMPLE-VALUE","NoEcho":true,"Type":"Number"}"#,
        ),
        (
            "/Resources/F/Properties/Environment/Variables/N",
            r#""EXAMPLE-VALUE""#,
        ),
        (
            "/Resources/F/Properties/Environment/Variables/S",
            r#""EXAMPLE-VALUE""#,
        ),
        (
            "/Resources/F/Properties/Environment/Variables/U",
            r#"{"Fn::Sub":"EXAMPLE-VALUE"}"#,
        ),
        (
            "/Resources/F/Properties/Environment/Variables/T",
            r#"{"Fn::Sub":"${Table}"}"#,
        ),
        (
            "/Resources/G/Properties/Environment",
            r#"{"Variables":{"J":{"Fn::Join":["-",["EXAMPLE-VALUE",{"Ref":"P"}]]},"N":"EXAMPLE-VALUE"}}"#,
        ),
        (
            "/Resources/Key",
            r#"{"Properties":{"Value":"EXAMPLE-KEY"},"Type":"AWS::ApiGateway::ApiKey"}"#,
        ),
        (
            "/Resources/D/Properties",
            r#"{"MasterUserPassword":"EXAMPLE-VALUE","Note":"it is EXAMPLE-VALUE"}"#,
        ),
    ];
    let expected = expected.map(|(at, value)| (at, value.to_owned()));
    assert_eq!(kept, expected);
}

proptest! {
    #[test]
    fn any_text_comes_back_from_its_pack(text in ".{0,2000}") {
        prop_assert_eq!(unpack(&pack(&text)), Ok(text));
    }

    #[test]
    fn no_bytes_and_no_letters_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..400), letters in "d=[A-Za-z0-9_-]{0,400}", text in ".{0,60}") {
        let _ = unpack(&bytes);
        prop_assert!(follow(&letters).is_err());
        prop_assert!(follow(&text).is_err());
    }

    #[test]
    fn a_text_that_somebody_typed_is_never_left_half_replaced(text in "[ .:/@0-9a-zA-Z-]{0,80}|arn:aws:[a-z]{1,5}:[a-z-]{0,9}:[0-9]{12}:[a-z/:*]{0,20}|[a-z.]{1,9}@[a-z.]{1,12}") {
        let mut design = (PRESETS[0].design)();
        design.stages[0].description = text;
        let clean = private::replace(&design, &KINDS);
        prop_assert_eq!(private::find(&clean), []);
    }
}
