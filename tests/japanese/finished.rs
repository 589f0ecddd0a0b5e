//! Messages as people read them, with names and other sentences put in: a text can keep to the convention in its source
//! and break it where it is put together.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gateway_studio::diagnostic::{Diagnostic, Sentence};
use gateway_studio::generate::{generate, lost};
use gateway_studio::import::{self, Source};
use gateway_studio::model::{Design, preset::PRESETS, read};
use gateway_studio::rules::{self, RULES};
use gateway_studio::simulate::{Decision, Request, simulate};
use gateway_studio::trouble::SYMPTOMS;
use gateway_studio::words::Language;
use serde_json::{Value, json};

use super::folder::files;
use super::{is_japanese, wrong};

/// Each text once, with where it was met first.
#[derive(Default)]
struct Told(BTreeMap<String, String>);

impl Told {
    fn add(&mut self, of: &str, text: &str) {
        // A backtick in what somebody wrote leaves nothing to tell prose from code by.
        if text.matches('`').count().is_multiple_of(2) && text.chars().any(is_japanese) {
            self.0
                .entry(text.to_owned())
                .or_insert_with(|| of.to_owned());
        }
    }

    fn sentences<'a>(&mut self, of: &str, all: impl IntoIterator<Item = &'a Sentence>) {
        for one in all {
            self.add(of, &one.ja);
        }
    }

    fn findings(&mut self, of: &str, found: &[Diagnostic]) {
        for one in found {
            let title = one.fix.as_ref().map(|fix| &fix.title);
            let help = one.help.as_ref();
            let all = [Some(&one.message), help, title];
            self.sentences(&format!("{of} {}", one.code), all.into_iter().flatten());
        }
    }

    /// Every text of a value.
    fn value(&mut self, of: &str, value: &Value) {
        match value {
            Value::String(text) => self.add(of, text),
            Value::Array(items) => items.iter().for_each(|item| self.value(of, item)),
            Value::Object(fields) => fields.values().for_each(|field| self.value(of, field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// What a file says when it is opened as a design.
    fn opened(&mut self, of: &str, text: &str) -> Option<Design> {
        let opened = read(text);
        self.findings(of, &opened.diagnostics);
        opened.design
    }

    fn imported(&mut self, name: &str, bytes: &[u8]) {
        let imported = import::read(&[Source { name, bytes }]);
        for one in &imported.findings {
            let all = [Some(&one.message), one.help.as_ref()];
            self.sentences(&format!("{name} {}", one.code), all.into_iter().flatten());
        }
        if let Some(design) = &imported.design {
            self.findings(name, &rules::check(design));
        }
    }

    /// Everything that is said of a design.
    fn design(&mut self, of: &str, design: &Design) {
        self.findings(of, &rules::check(design));
        for (_, lost) in lost(design) {
            self.findings(of, &lost);
        }
        for request in requests() {
            let trace = simulate(design, &request);
            let mut way = trace.to_json(Language::Ja);
            // What was sent comes back in it.
            way["event"] = Value::Null;
            self.value(&format!("{of} {} {}", request.method, request.url), &way);
        }
        for symptom in SYMPTOMS {
            let (answers, asked) = (symptom.diagnose(design, "").answers, symptom.key);
            for (answer, text) in &answers {
                self.sentences(asked, [text]);
                let told = symptom.diagnose(design, answer);
                self.findings(asked, &told.known);
                for cause in &told.causes {
                    self.sentences(asked, [&cause.name, &cause.help]);
                    let title = cause.fix.as_ref().map(|fix| &fix.title);
                    self.sentences(asked, title);
                }
            }
        }
    }
}

/// Requests that get far, and some that are stopped.
fn requests() -> Vec<Request> {
    let mut all = Vec::new();
    let ways = [
        ("GET", "/", ""),
        ("POST", "/orders/5?page=1", "{\"a\": 1}"),
        ("OPTIONS", "/orders", ""),
        ("TRACE", "http://other.example/x", ""),
        ("CONNECT", "/", ""),
        ("MESSAGE", "/", "{\"action\": \"send\"}"),
    ];
    let decisions = [
        Decision::Allow,
        Decision::Deny,
        Decision::ImplicitDeny,
        Decision::Fail,
        Decision::LacksScope,
        Decision::Unauthorized,
    ];
    for (number, (method, url, body)) in ways.into_iter().enumerate() {
        for authorizer in decisions {
            // What an authorizer says is asked of the first page, and of what it is asked when nothing is sent.
            let is_asked = authorizer == Decision::Allow || number == 0;
            for bare in [true, false]
                .into_iter()
                .filter(|bare| is_asked && (!bare || authorizer == Decision::Allow))
            {
                let mut headers = vec![("origin", "https://pages.example")];
                if !bare {
                    headers.extend([
                        ("content-type", "application/json"),
                        ("authorization", "x"),
                        ("x-api-key", "first-customer"),
                        ("cookie", "a=b"),
                    ]);
                }
                let headers = headers.into_iter();
                all.push(Request {
                    method: method.into(),
                    url: url.into(),
                    body: body.into(),
                    headers: headers.map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
                    is_signed: !bare,
                    is_filtered: bare && number == 1,
                    authorizer,
                    ..Request::default()
                });
            }
        }
    }
    all
}

/// Values where another kind of value belongs, one at a time, and fields that there are not.
fn broken(design: &Value) -> Vec<Value> {
    fn places(value: &Value, at: String, found: &mut Vec<String>) {
        let inside: Vec<(String, &Value)> = match value {
            Value::Object(fields) => fields.iter().map(|(key, one)| (key.clone(), one)).collect(),
            Value::Array(items) => items.iter().take(1).map(|one| ("0".into(), one)).collect(),
            _ => Vec::new(),
        };
        for (key, one) in inside {
            places(one, format!("{at}/{key}"), found);
        }
        found.push(at);
    }
    let mut found = Vec::new();
    places(design, String::new(), &mut found);
    let mut all = Vec::new();
    for at in found {
        for wrong in [
            json!(-1),
            json!("none"),
            json!([[]]),
            json!({"nmae": null}),
            Value::Null,
        ] {
            let mut broken = design.clone();
            *broken.pointer_mut(&at).expect("it was found there") = wrong;
            all.push(broken);
        }
    }
    all
}

fn told() -> Told {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut told = Told::default();
    for rule in RULES {
        let design = told
            .opened(rule.id, rule.bad)
            .expect("an example is a design");
        told.design(rule.id, &design);
    }
    for preset in PRESETS {
        let design = (preset.design)();
        told.design(preset.name, &design);
        let json = serde_json::to_value(&design).expect("a design is JSON");
        for broken in broken(&json) {
            told.opened(preset.name, &broken.to_string());
        }
    }
    let mut all = Vec::new();
    files(&root.join("tests/designs"), &mut all);
    for path in all {
        let text = fs::read_to_string(&path).expect("it can be read");
        let name = path.display().to_string();
        let mut design = told.opened(&name, &text).expect("it is a design");
        told.design(&name, &design);
        design.output.language = Language::Ja;
        let made = generate(&design);
        for file in made.iter().filter(|one| one.generator.path == "README.md") {
            for line in file.document.text().lines() {
                told.add(&name, line);
            }
        }
    }
    let beside = std::env::var_os("GATEWAY_STUDIO_CORPUS");
    let corpus = beside.map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let mut all = Vec::new();
    files(&root.join("tests/traps"), &mut all);
    files(&corpus, &mut all);
    for path in all {
        let bytes = fs::read(&path).expect("it can be read");
        // Large files say the same again. Half a file is one that was broken off.
        if bytes.len() < 10_000 {
            let name = path.display().to_string();
            told.imported(&name, &bytes);
            told.imported(&name, &bytes[..bytes.len() / 2]);
        }
    }
    told
}

#[test]
fn finished_messages_follow_it_too() {
    let told = told().0;
    let found: Vec<_> = told
        .iter()
        .filter_map(|(text, of)| {
            Some(format!(
                "{of}: {}: {text}",
                wrong(text).or_else(|| put_together(text))?
            ))
        })
        .collect();
    assert!(told.len() > 2_800, "{} texts were told", told.len());
    assert!(
        found.is_empty(),
        "{} of {}:\n{}",
        found.len(),
        told.len(),
        found.join("\n")
    );
}

/// What goes wrong where pieces are put together, and nowhere else.
fn put_together(text: &str) -> Option<&'static str> {
    let prose = super::prose(text);
    let chars: Vec<char> = prose.chars().collect();
    let parted = chars.windows(3).any(|three| match three {
        [a, ' ', b] => {
            (is_japanese(*a) || "、。)".contains(*a)) && is_japanese(*b)
                || is_japanese(*a) && *b == '('
        }
        _ => false,
    });
    if parted {
        return Some("a space between Japanese and Japanese, or around a parenthesis");
    }
    if super::has_counter_apart(&prose) {
        return Some(super::COUNTER_APART);
    }
    let doubled = ["。。", "、、", "、。", "です が", "  ", "。,", "、."];
    if doubled.iter().any(|two| prose.trim().contains(two)) {
        return Some("marks that stand together");
    }
    None
}

#[test]
fn what_is_put_together_wrongly_is_seen() {
    for text in [
        "ルート自身 は毎秒",
        "プラン(キー) は",
        "プラン (キー)",
        "です。。",
    ] {
        assert!(put_together(text).is_some(), "{text}");
    }
    assert_eq!(put_together("`a` は `b` です。次の API と `c`(任意)"), None);
}
