//! Whatever a design holds, its files say just that: nothing a user typed is
//! run, and every reader gets back the text that was typed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gateway_studio::diagnostic::Pointer;
use gateway_studio::generate::{Target, archive, generate, lost};
use gateway_studio::model::{self, Alarms, ApiKind, Design, Monitoring, View, preset::PRESETS};
use gateway_studio::rules;
use gateway_studio::text::is_hidden;
use proptest::prelude::*;
use serde_json::Value;

/// Texts that break careless quoting, each one for its own reason.
const HOSTILE: &[&str] = &[
    "'; touch PWNED; '",
    "\"; touch PWNED; \"",
    "$(touch PWNED)",
    "`touch PWNED`",
    "\ntouch PWNED\n",
    "\r\ntouch PWNED",
    "${HOME} $0 !! \\ %s %n",
    "--help",
    "-",
    "file:///etc/passwd",
    "https://example.invalid/",
    "a: b # c",
    "{{x}} ${AWS::Region} !Ref x",
    "*",
    "~",
    "on",
    "0123",
    "\t tab \u{1}\u{7f}\u{85}",
    "🙂 \u{202e}gnp\u{2028}\u{feff}",
    "safe\u{202e} \u{2066}'; touch PWNED #\u{2069}\u{1b}[2J\u{1b}]0;title\u{7}",
    "\u{9b}31m\u{200b}a\u{200d}b\u{2060}\u{ad}\u{e0041}\\\u{8}",
    "日本語の名前",
    "'''\"\"\"```",
    "|",
    "</script><img src=x onerror=alert(1)>",
];

/// Every free string of a design replaced by the next of `texts`; one of a few words of an API is none.
fn poisoned(design: &Design, texts: &mut dyn FnMut() -> String) -> Design {
    fn walk(design: &Design, at: Pointer, value: &mut Value, texts: &mut dyn FnMut() -> String) {
        match value {
            Value::String(text) if matches!(design.view(at), Some(View::Text(_))) => {
                *text = texts();
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    walk(design, at.join(index), item, texts);
                }
            }
            Value::Object(fields) => {
                for (key, value) in fields {
                    // A pointer is made of names of the program; a test may let go of a few.
                    let key: &'static str = key.clone().leak();
                    walk(design, at.join(key), value, texts);
                }
            }
            _ => {}
        }
    }
    let mut json = serde_json::to_value(design).expect("a design is JSON");
    walk(design, Pointer::root(), &mut json, texts);
    serde_json::from_value(json).expect("only free strings were replaced")
}

/// A folder of its own for one run of a script, removed afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("gateway-studio-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder left behind in the system's temporary folder does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Stands in for the AWS CLI: notes its arguments and answers every question with an id.
const STUB: &str = "#!/bin/sh\nprintf '%s\\0' \"$@\" >>\"$AWS_LOG\"\nprintf 'stub1\\tarn:aws:iam::123456789012:user/x\\n'\n";

/// Runs a script with the stub and gives the arguments of every call.
fn run(script: &str, folder: &Path, arguments: &[&str]) -> Vec<String> {
    let bin = folder.join("bin");
    let empty = folder.join("empty");
    fs::create_dir_all(&bin)
        .and_then(|()| fs::create_dir_all(&empty))
        .expect("folders can be made");
    let aws = bin.join("aws");
    fs::write(&aws, STUB).expect("the stub can be written");
    fs::set_permissions(&aws, fs::Permissions::from_mode(0o755)).expect("the stub can be run");
    let file = folder.join("script.sh");
    fs::write(&file, script).expect("the script can be written");
    let log = folder.join("log");
    fs::write(&log, "").expect("the log can be written");
    let path = format!(
        "{}:{}",
        bin.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let status = Command::new("bash")
        .arg(&file)
        .args(arguments)
        .current_dir(&empty)
        .envs([
            ("PATH", path.as_str()),
            ("AWS_LOG", log.to_str().expect("a plain path")),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .expect("bash can be run");
    let complaint = String::from_utf8_lossy(&status.stderr);
    for word in [
        "syntax error",
        "command not found",
        "unbound variable",
        "unexpected EOF",
    ] {
        assert!(!complaint.contains(word), "{complaint}");
    }
    let left: Vec<_> = fs::read_dir(&empty).expect("the folder is there").collect();
    assert!(left.is_empty(), "the script made {left:?}");
    let log = fs::read(&log).expect("the log can be read");
    String::from_utf8_lossy(&log)
        .split('\0')
        .map(str::to_owned)
        .collect()
}

/// The first preset with alarms and a dashboard.
fn watched() -> Design {
    let mut design = (PRESETS[0].design)();
    design.monitoring = Monitoring {
        alarms: Some(Alarms::default()),
        dashboard: true,
    };
    design
}

fn check_scripts(design: &Design, name: &str) {
    let folder = Folder::new(name);
    for artifact in generate(design)
        .iter()
        .filter(|made| made.generator.executable)
    {
        // The stub's domain is nobody's.
        let deploys = artifact.generator.path == "cli/deploy.sh" && design.domain.is_some();
        for mode in ["--dry-run", "--yes"] {
            let arguments = [mode, "--take-over"];
            let arguments = &arguments[..=usize::from(deploys)];
            for argument in run(&artifact.document.text(), &folder.0, arguments) {
                if argument.starts_with('{') || argument.starts_with("[\n") {
                    let json = serde_json::from_str::<Value>(&argument);
                    assert!(json.is_ok(), "{}: {argument}", artifact.generator.path);
                }
            }
        }
    }
}

/// Everything but the scripts: every reader accepts the file. Of all of them a person sees what is there.
fn check_files(design: &Design) {
    for artifact in generate(design) {
        let (path, text) = (artifact.generator.path, artifact.document.text());
        let line = text.lines().find(|line| line.contains(is_hidden));
        assert_eq!(line, None, "{path} holds what is not seen");
        match path.rsplit('.').next() {
            Some("json") => drop(serde_json::from_str::<Value>(&text).expect(path)),
            Some("yaml") => drop(serde_yaml::from_str::<serde_yaml::Value>(&text).expect(path)),
            _ => {}
        }
    }
}

#[test]
fn hostile_endpoints_and_ranges_are_neither_run_nor_changed() {
    let mut next = HOSTILE.iter().cycle();
    for (name, case) in [
        ("private", include_str!("designs/private-api.json")),
        (
            "ranges",
            include_str!("designs/source-ranges-japanese.json"),
        ),
    ] {
        let base = model::read(case).design.expect("the case is a design");
        for text in HOSTILE {
            check_files(&poisoned(&base, &mut || (*text).to_owned()));
        }
        for round in 0..2 {
            let mixed = poisoned(&base, &mut || {
                next.next()
                    .map(|text| (*text).to_owned())
                    .unwrap_or_default()
            });
            check_scripts(&mixed, &format!("{name}-{round}"));
        }
    }
}

#[test]
fn hostile_text_is_neither_run_nor_changed() {
    let base = watched();
    for (number, text) in HOSTILE.iter().enumerate() {
        let design = poisoned(&base, &mut || (*text).to_owned());
        check_files(&design);
        check_scripts(&design, &format!("same-{number}"));
    }
    let mut next = HOSTILE.iter().cycle();
    let mixed = poisoned(&base, &mut || {
        next.next()
            .map(|text| (*text).to_owned())
            .unwrap_or_default()
    });
    check_files(&mixed);
    check_scripts(&mixed, "mixed");
    let guarded = model::read(include_str!("designs/authorizers.json")).design;
    let guarded = guarded.expect("the case is a design");
    let guarded = poisoned(&guarded, &mut || {
        next.next()
            .map(|text| (*text).to_owned())
            .unwrap_or_default()
    });
    check_files(&guarded);
    check_scripts(&guarded, "guarded");
    let http = model::read(include_str!("designs/http-authorizers.json")).design;
    let http = http.expect("the case is a design");
    check_files(&poisoned(&http, &mut || {
        next.next()
            .map(|text| (*text).to_owned())
            .unwrap_or_default()
    }));
    for text in HOSTILE {
        check_files(&poisoned(&http, &mut || (*text).to_owned()));
    }
    let backends = model::read(include_str!("designs/backends-rest.json")).design;
    let backends = backends.expect("the case is a design");
    let backends = poisoned(&backends, &mut || {
        next.next()
            .map(|text| (*text).to_owned())
            .unwrap_or_default()
    });
    check_files(&backends);
    check_scripts(&backends, "backends");
    for (name, text) in [
        ("mapped", include_str!("designs/integrations-rest.json")),
        ("services", include_str!("designs/integrations-http.json")),
    ] {
        let mapped = model::read(text).design.expect("the case is a design");
        let mapped = poisoned(&mapped, &mut || {
            next.next()
                .map(|text| (*text).to_owned())
                .unwrap_or_default()
        });
        check_files(&mapped);
        check_scripts(&mapped, name);
    }
    let mut other = base.clone();
    if let Some(domain) = &mut other.domain {
        domain.certificate = model::Certificate::Requested;
        domain.mutual_tls = Some(model::MutualTls::default());
        domain.dns = model::Dns::Elsewhere(model::OtherDns::default());
    }
    let other = poisoned(&other, &mut || {
        next.next()
            .map(|text| (*text).to_owned())
            .unwrap_or_default()
    });
    check_files(&other);
    check_scripts(&other, "other");
    let mut shared = base.clone();
    if let Some(domain) = &mut shared.domain {
        domain.dns = model::Dns::Route53(model::Route53 {
            routing: model::Routing::Latency("x".into()),
            ..model::Route53::default()
        });
    }
    let shared = poisoned(&shared, &mut || {
        next.next()
            .map(|text| (*text).to_owned())
            .unwrap_or_default()
    });
    check_files(&shared);
    check_scripts(&shared, "shared");
    let long = poisoned(&base, &mut || "x'\"$(touch PWNED)\\\n".repeat(600));
    check_files(&long);
    check_scripts(&long, "long");
}

#[test]
fn names_and_descriptions_reach_the_command_unchanged() {
    let mut design = (PRESETS[0].design)();
    // The stub knows no zones to look one up in.
    if let Some(model::CustomDomain {
        dns: model::Dns::Route53(record),
        ..
    }) = &mut design.domain
    {
        record.hosted_zone_id = "Z1234567890ABC".into();
    }
    for text in HOSTILE {
        let model::Api::Rest(rest) = &mut design.api else {
            panic!("the preset has a REST API")
        };
        rest.description = (*text).to_owned();
        let folder = Folder::new("description");
        let scripts = generate(&design);
        let deploy = scripts
            .iter()
            .find(|made| made.generator.path == "cli/deploy.sh");
        let deploy = &deploy.expect("there is always a script").document.text();
        let found = run(deploy, &folder.0, &["--yes", "--take-over"])
            .iter()
            .any(|argument| {
                let json = serde_json::from_str::<Value>(argument).unwrap_or_default();
                let operations = json.as_array().into_iter().flatten();
                operations.into_iter().any(|operation| {
                    operation["path"] == "/description" && operation["value"] == *text
                })
            });
        assert!(found, "{text:?}");
        let template = scripts
            .iter()
            .find(|made| made.generator.target == Target::Sam);
        let template: serde_yaml::Value =
            serde_yaml::from_str(&template.expect("there is a template").document.text())
                .expect("it is YAML");
        assert_eq!(template["Description"].as_str(), Some(*text));
    }
}

#[test]
fn no_name_of_a_key_acts_on_the_terminal_that_shows_it() {
    let mut design = (PRESETS[0].design)();
    let names = [
        "safe\u{202e}; \u{2066}\u{1b}[2J\u{1b}]0;x\u{7}",
        "plain",
        "日本語",
    ];
    design.access.api_keys = names
        .map(|name| model::ApiKey {
            name: name.into(),
            ..model::ApiKey::default()
        })
        .into();
    let scripts = generate(&design);
    let script = scripts
        .iter()
        .find(|made| made.generator.path == "cli/rotate-api-key.sh");
    let script = script.expect("a design with keys has it").document.text();
    let folder = Folder::new("rotate");
    run(&script, &folder.0, &["--dry-run", "--key=nope"]);
    let file = folder.0.join("script.sh");
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", folder.0.join("bin").display());
    let ask = |key: &str| {
        let ran = Command::new("bash")
            .args([file.as_os_str(), "--dry-run".as_ref()])
            .arg(format!("--key={key}"))
            .env("PATH", &path)
            .env("AWS_LOG", folder.0.join("log"))
            .output();
        String::from_utf8(ran.expect("bash can be run").stderr).expect("it is text")
    };
    let said = ask("nope");
    assert!(!said.contains(is_hidden), "{said:?}");
    assert!(
        said.contains("  plain\n") && said.contains("  日本語\n"),
        "{said}"
    );
    // What is shown is what can be typed.
    let shown = said.lines().find_map(|line| line.trim().strip_prefix("$'"));
    let typed = format!("printf %s $'{}", shown.expect("the name is shown"));
    let typed = Command::new("bash").args(["-c", &typed]).output();
    let typed = typed.expect("bash can be run").stdout;
    assert_eq!(String::from_utf8_lossy(&typed), names[0]);
}

/// The designs of `tests/designs` by name.
fn cases() -> Vec<(String, Design)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/designs");
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    let cases = files.into_iter().map(|file| {
        let text = fs::read_to_string(&file).expect("the case can be read");
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let design = model::read(&text).design.expect("the case is a design");
        (name.into_owned(), design)
    });
    cases.collect()
}

/// A new field is covered as soon as a design of `tests/designs` has it.
#[test]
fn every_text_of_every_design_is_neither_run_nor_unreadable() {
    for (number, (name, design)) in cases().into_iter().enumerate() {
        let mut texts = HOSTILE.iter().cycle().skip(number);
        let mut next = || texts.next().map(|text| (*text).to_owned());
        for _ in 0..4 {
            check_files(&poisoned(&design, &mut || next().unwrap_or_default()));
        }
        let mixed = poisoned(&design, &mut || next().unwrap_or_default());
        check_scripts(&mixed, &format!("case-{name}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_design_makes_readable_files(texts in prop::collection::vec(".{0,24}|[ -~]{0,12}", 1..40), case in 0..8_usize) {
        let mut design = watched();
        if case & 4 == 4 {
            design.become_kind(ApiKind::Http);
        }
        if case & 1 == 1 {
            design.cors = None;
        }
        if case & 2 == 2 {
            design.domain = None;
        }
        let mut next = texts.iter().cycle();
        let design = poisoned(&design, &mut || next.next().cloned().unwrap_or_default());
        check_files(&design);
        prop_assert!(!archive(&design).is_empty());
        let opened = model::read(&model::write(&design));
        prop_assert_eq!(opened.design, Some(design.clone()));
        let json = serde_json::to_value(&design).expect("a design is JSON");
        let found = rules::check(&design).into_iter().chain(lost(&design).into_iter().flat_map(|(_, lost)| lost));
        for diagnostic in found {
            prop_assert!(json.pointer(&diagnostic.at).is_some(), "{} points nowhere: {}", diagnostic.code, diagnostic.at);
        }
    }
}
