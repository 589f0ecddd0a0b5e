//! What holds for every rule.

use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::model::preset::PRESETS;
use crate::model::preset::answers::{Answers, Callers};
use crate::model::{ApiKind, read};

/// The example as a design; its fields must all exist.
fn example(rule: &Rule, text: &str) -> Design {
    let opened = read(text);
    assert_eq!(
        opened.diagnostics,
        [],
        "an example of {} is not a design",
        rule.id
    );
    opened
        .design
        .expect("an example without findings is a design")
}

#[test]
fn every_bad_example_fires_and_every_good_one_is_silent() {
    for rule in RULES {
        let bad = example(rule, rule.bad);
        let found: Vec<_> = apply(&rule.as_check(), &bad).collect();
        assert!(
            !found.is_empty(),
            "the bad example of {} is silent",
            rule.id
        );
        let json = serde_json::to_value(&bad).expect("a design is JSON");
        for finding in found {
            assert!(
                json.pointer(&finding.at).is_some(),
                "{} points nowhere: {}",
                rule.id,
                finding.at
            );
        }
        let good = example(rule, rule.good);
        assert_eq!(
            apply(&rule.as_check(), &good).collect::<Vec<_>>(),
            [],
            "the good example of {}",
            rule.id
        );
    }
}

#[test]
fn a_sign_without_which_a_rule_is_not_asked_is_there_whenever_it_speaks() {
    for (rule, wanted) in RULES.iter().zip(CHECKS) {
        let bad = example(rule, rule.bad);
        let told = check(&bad).iter().any(|found| found.code == rule.id);
        assert!(told, "{} is not asked", rule.id);
        assert_eq!(rule.id, wanted.id);
    }
    let designs = PRESETS.iter().map(|preset| (preset.design)());
    let bad = RULES.iter().map(|rule| example(rule, rule.bad));
    for design in designs.chain(bad) {
        let of_rule = |rule: &Rule| apply(&rule.as_check(), &design).count();
        let asked: usize = RULES.iter().map(of_rule).sum();
        assert_eq!(check(&design).len(), asked);
    }
}

#[test]
fn every_rule_is_named_after_its_pattern_and_documented() {
    for rule in RULES {
        assert!(
            rule.id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()),
            "{}",
            rule.id
        );
        assert!(rule.docs.len() > 60, "{} has no documentation", rule.id);
    }
}

#[test]
fn presets_have_nothing_to_tell() {
    for preset in PRESETS {
        let design = (preset.design)();
        let open = silence(&design, check(&design), |code| !code.contains('/')).open;
        assert_eq!(open, [], "{}", preset.name);
    }
}

/// What a wizard cannot ask in six questions: what it leaves open is to be filled in.
const TO_FILL: &[&str] = &[
    "jwt-audience-missing",
    "jwt-issuer-malformed",
    "user-pool-arn-malformed",
    "private-domain-unfit",
    "resource-policy-refuses-everybody",
];

#[test]
fn a_design_of_the_wizard_has_nothing_to_tell_but_what_it_leaves_open() {
    let (mut made, mut filled) = (0, BTreeSet::<&str>::new());
    for kind in [ApiKind::Rest, ApiKind::Http, ApiKind::Websocket] {
        for callers in Callers::ALL.into_iter().filter(|one| one.fits(kind)) {
            for (framework, domain) in [
                ("dash", ""),
                ("dash", "api.example.com"),
                ("flask", ""),
                ("fastapi", "api.example.com"),
                ("django", "api.example.com"),
            ] {
                for stages in [&["prod"][..], &["dev", "prod"]] {
                    let design = Answers {
                        name: "shop".into(),
                        region: "ap-northeast-1".into(),
                        module: if framework == "django" { "" } else { "app" }.into(),
                        framework: framework.into(),
                        kind,
                        stages: stages.iter().map(|&name| name.to_owned()).collect(),
                        domain: domain.into(),
                        callers,
                        ..Answers::default()
                    }
                    .design();
                    let mut open = check(&design);
                    let to_fill = TO_FILL
                        .iter()
                        .filter(|code| open.iter().any(|one| one.code == **code));
                    filled.extend(to_fill);
                    // Keys, signatures and tokens in headers are for programs: that a browser has none is what was chosen,
                    // and what whoever chose it for a Dash page must know. A function reads the cookies of a page.
                    let lets_in = [Callers::Everybody, Callers::Vpc, Callers::Function];
                    let locks_out = !lets_in.contains(&callers);
                    let is_chosen =
                        |code: &str| locks_out && code == "page-protected-from-browsers";
                    let warned = open.iter().any(|one| is_chosen(&one.code));
                    let is_page = framework == "dash" && kind != ApiKind::Websocket;
                    assert!(warned || !is_page || !locks_out, "{kind:?} {callers:?}");
                    open.retain(|found| {
                        !TO_FILL.contains(&&*found.code) && !is_chosen(&found.code)
                    });
                    assert_eq!(
                        open,
                        [],
                        "{kind:?} {callers:?} {framework} {domain} {stages:?}"
                    );
                    made += 1;
                }
            }
        }
    }
    assert_eq!((made, filled.len()), (130, TO_FILL.len()), "{filled:?}");
}

/// Whether its bad example comes with a fix.
fn is_mended(rule: &Rule) -> bool {
    let bad = example(rule, rule.bad);
    apply(&rule.as_check(), &bad).any(|found| found.fix.is_some())
}

#[test]
fn a_fix_silences_its_finding_and_brings_no_error() {
    let mut mended = 0;
    for rule in RULES {
        let bad = example(rule, rule.bad);
        mended += usize::from(is_mended(rule));
        let before = check(&bad);
        for mut finding in apply(&rule.as_check(), &bad) {
            let Some(fix) = finding.fix.take() else {
                continue;
            };
            let mut better = bad.clone();
            better.mend(&fix);
            assert_ne!(better, bad, "the fix of {} does nothing: {fix:?}", rule.id);
            let left: Vec<_> = apply(&rule.as_check(), &better).collect();
            let same = left.iter().find(|left| left.message == finding.message);
            assert_eq!(same, None, "the fix of {} leaves it: {fix:?}", rule.id);
            // A mend may move what it does not mend, or give it another name.
            let is_known = |one: &Diagnostic| {
                let mut before = before.iter();
                before.any(|other| {
                    other.message == one.message || (&other.code, &other.at) == (&one.code, &one.at)
                })
            };
            let mut new = check(&better).into_iter();
            let new = new.find(|one| one.severity == Severity::Error && !is_known(one));
            assert_eq!(new, None, "the fix of {} brings an error", rule.id);
            // What a file holds is what the fix put there.
            let written = crate::model::write(&better);
            assert_eq!(read(&written).design.as_ref(), Some(&better), "{}", rule.id);
            for title in [&fix.title.en, &fix.title.ja] {
                assert!(
                    !title.is_empty() && !title.ends_with(['.', '。']),
                    "{}",
                    rule.id
                );
            }
        }
    }
    assert!(mended >= 110, "{mended} rules have a fix");
}

#[test]
fn every_mend_is_made_and_none_twice() {
    let mut design = read(
        r#"{"name": "a", "region": "us-east-1", "api": {"rest": {"name": "a"}}, "functions": [{"name": "app", "memory_mib": 64}],
            "stages": [{"name": "my stage", "data_trace": true}],
            "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "app"}}}]}]}"#,
    )
    .design
    .expect("it is a design");
    let done = mend(&mut design);
    let codes: Vec<_> = done.iter().map(|done| &*done.finding.code).collect();
    assert_eq!(
        codes,
        [
            "function-memory-out-of-range",
            "function-memory-low-for-dash",
            "route-root-missing",
            "stage-data-trace-without-log",
            "stage-name-malformed"
        ]
    );
    assert_eq!(design.stages[0].name, "my-stage");
    assert_eq!(design.routes[1].path, "/");
    assert!(mend(&mut design).is_empty());
}

/// `README.md` as it has to be.
fn readme() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         What the advisor looks for in a design, in the order of the design's fields.\n\
         Printed from `RULES` by the tests of this folder: edit the rules, not this file.\n\n\
         \"Mend\" says that a safe change of the design is known, for a button and for `check --fix`.\n\n\
         | rule | severity | mend | what is wrong, and who says so |\n| --- | --- | --- | --- |\n",
    );
    for rule in RULES {
        let docs = rule.docs.replace('|', "\\|");
        writeln!(
            text,
            "| `{}` | {} | {} | {docs} |",
            rule.id,
            rule.severity.as_str(),
            if is_mended(rule) { "yes" } else { "" }
        )
        .expect("a String takes every text");
    }
    text
}

#[test]
fn the_readme_is_what_the_rules_print() {
    if std::env::var_os("UPDATE_RULES_README").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/README.md");
        std::fs::write(path, readme()).expect("the sources can be written");
    } else {
        assert!(
            include_str!("README.md") == readme(),
            "src/rules/README.md is stale: run `UPDATE_RULES_README=1 cargo test --lib rules`"
        );
    }
}

#[test]
fn ids_are_unique() {
    let ids: std::collections::BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
}

#[test]
fn messages_are_one_line_of_the_house_style() {
    for rule in RULES {
        let bad = example(rule, rule.bad);
        for found in apply(&rule.as_check(), &bad) {
            let (en, ja) = (&found.message.en, &found.message.ja);
            assert!(
                !en.ends_with('.') && !en.contains('\n'),
                "{}: {en}",
                rule.id
            );
            assert!(
                !ja.ends_with('。') && !ja.contains('\n'),
                "{}: {ja}",
                rule.id
            );
            assert!(found.help.is_some(), "{} says not what to do", rule.id);
        }
    }
}

/// A design with every list and option filled, so that every rule has strings to judge.
fn full() -> Value {
    let mut design = serde_json::to_value((PRESETS[0].design)()).expect("a design is JSON");
    design["functions"][0]["environment"] = json!([{"name": "AB", "value": ""}]);
    design["stages"][0]["access_log"]["format"] = json!({"custom": "$context.requestId"});
    design["stages"][0]["web_acl"] = json!({"existing": {"arn": "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/a/b"}});
    design["stages"][0]["canary"] = json!({"variables": [{"name": "a", "value": "b"}]});
    design["web_acl"] = json!({});
    design["api"]["rest"]["policy"] = json!({"accounts": {"account_ids": ["123456789012"]}});
    design["stages"][0]["cache"] = json!({});
    design["domain"]["dns"]["route53"]["record"] = json!({"cname": 60});
    design["access"]["api_key_required"] = json!(true);
    design["access"]["authorization"] = json!({"authorizer": "tokens"});
    design["access"]["authorizers"] = json!([
        {"name": "tokens", "kind": {"lambda_token": {"function": "guard", "header": "X-Token", "validation_expression": "a+", "ttl_seconds": 1}}},
        {"name": "requests", "kind": {"lambda_request": {"function": "guard", "headers": ["A"], "query_strings": ["b"], "ttl_seconds": 1}}},
        {"name": "pool", "kind": {"cognito_user_pool": {"user_pool_arns": ["arn"], "header": "A", "scopes": ["openid"]}}},
        {"name": "login", "kind": {"jwt": {"issuer": "https://a", "audience": ["app"], "header": "A", "scopes": ["openid"]}}}
    ]);
    design["routes"][0]["methods"][0]["authorization_scopes"] = json!(["orders/read"]);
    design["cors"]["allow_credentials"] = json!(true);
    design["cors"]["allow_origins"] = json!(["*", "https://example.com"]);
    design["routes"][1]["path"] = json!("/{a}/{b}/c");
    design
}

fn string_leaves(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                string_leaves(item, format!("{at}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                string_leaves(item, format!("{at}/{key}"), found);
            }
        }
        _ => {}
    }
}

fn with(mut design: Value, at: &str, text: &str) -> Value {
    *design.pointer_mut(at).expect("leaves are found in it") = json!(text);
    design
}

/// The leaves that take any string, which values of enums do not.
static FREE_LEAVES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut leaves = Vec::new();
    string_leaves(&full(), String::new(), &mut leaves);
    leaves.retain(|at| serde_json::from_value::<Design>(with(full(), at, "?")).is_ok());
    leaves
});

/// Any text, and texts that get deep into the checks.
fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "",
        "/",
        "//",
        "{",
        "}",
        "{a}",
        "{a+}",
        "+",
        "*",
        "*.",
        ".",
        "..",
        "-",
        ":",
        "://",
        "[",
        "]",
        "@",
        "%",
        "arn:",
        "aws:",
        "lambda:",
        "acm:",
        "wafv2:",
        "regional/webacl/",
        "us-east-1:",
        "123456789012:",
        "function:",
        "certificate/",
        "https://",
        "example.com",
        ":80",
        "$context.requestId",
        "/hostedzone/",
        "Z1",
        "prod",
        "dash-lambda",
        "DashAppKey",
        ".execute-api.",
        "d-",
        "a1b2c3d4e5",
        "amazonaws.com",
        "名",
        "é",
        "\u{0}",
        "\n",
        "\u{1F600}",
    ];
    let pieces = prop::collection::vec(prop::sample::select(pieces), 0..8);
    prop_oneof![any::<String>(), pieces.prop_map(|pieces| pieces.concat())]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_typed_the_check_ends_and_points_at_fields(
        texts in prop::collection::vec(prop::option::of(text()), FREE_LEAVES.len()),
    ) {
        let typed = FREE_LEAVES.iter().zip(texts);
        let json = typed
            .filter_map(|(at, text)| Some((at, text?)))
            .fold(full(), |design, (at, text)| with(design, at, &text));
        let design: Design = serde_json::from_value(json.clone()).expect("only free leaves were changed");
        for found in check(&design) {
            prop_assert!(json.pointer(&found.at).is_some(), "{} points nowhere: {}", found.code, found.at);
        }
    }
}
