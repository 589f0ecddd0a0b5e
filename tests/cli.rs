//! The binary as a pipeline sees it: words in, files and an exit status out.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gateway_studio::model::{
    self,
    preset::{PRESETS, find},
};

/// One call of the binary in a folder of its own.
struct Call {
    folder: PathBuf,
    input: String,
    locale: &'static str,
}

/// What came of it.
struct Outcome {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Call {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // The folder may be there from an earlier run, or not.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the target folder can be written");
        Self {
            folder,
            input: String::new(),
            locale: "C",
        }
    }

    const fn locale(mut self, locale: &'static str) -> Self {
        self.locale = locale;
        self
    }

    fn file(self, name: &str, text: &str) -> Self {
        fs::write(self.folder.join(name), text).expect("the folder can be written");
        self
    }

    fn input(mut self, text: &str) -> Self {
        text.clone_into(&mut self.input);
        self
    }

    fn run(&self, words: &[&str]) -> Outcome {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gateway-studio"))
            .args(words)
            .env("LC_ALL", self.locale)
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary was built");
        let mut stdin = child.stdin.take().expect("it has an input");
        // A program that does not read its input may close it first.
        let _ = stdin.write_all(self.input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().expect("the binary ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
        Outcome {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

fn preset() -> String {
    model::write(&(PRESETS[0].design)())
}

#[test]
fn presets_are_listed_with_their_name_first() {
    let call = Call::new("list");
    let listed = call.run(&["new", "--list"]);
    assert_eq!(listed.status, Some(0));
    for line in listed.stdout.lines() {
        let name = line.split_whitespace().next().expect("no line is empty");
        let made = call.run(&["new", "--preset", name]);
        assert_eq!(made.status, Some(0));
        assert!(made.stdout.starts_with("{\n") && made.stdout.ends_with("}\n"));
    }
    assert!(listed.stdout.starts_with("dash-rest "), "{}", listed.stdout);
}

#[test]
fn generate_writes_every_file_from_a_file_and_from_standard_input() {
    let call = Call::new("generate")
        .file("design.json", &preset())
        .input(&preset());
    for (design, out) in [("design.json", "one/deep"), ("-", "two")] {
        assert_eq!(
            call.run(&["generate", design, "--out", out]).status,
            Some(0)
        );
    }
    for file in [
        "README.md",
        "design.json",
        "zappa/zappa_settings.json",
        "sam/template.yaml",
        "sam/samconfig.toml",
        "cli/deploy.sh",
        "cli/teardown.sh",
        "openapi/openapi.yaml",
        "route53/upsert.json",
        "route53/delete.json",
        "app/lambda_handler.py",
        "app/requirements.txt",
    ] {
        let [one, two] =
            ["one/deep", "two"].map(|out| fs::read(call.folder.join(out).join(file)).expect(file));
        assert_eq!(one, two, "{file}");
    }
}

#[test]
fn errors_are_one_line_each_with_their_pointer_and_nothing_is_written() {
    let cases = [
        (
            preset().replace("\"dev\"", "\"my\\nstage\""),
            "error /stages/0/name stage-name-malformed: ",
        ),
        (
            preset().replacen("\"schema_version\": 1", "\"schema_version\": 99", 1),
            "error /schema_version design/newer-schema: ",
        ),
        (
            "{\n  \"name\": oops\n}".into(),
            "error / design/malformed: line 2, column 11: ",
        ),
        ("[]".into(), "error / design/malformed: "),
        (
            "{\"stages\": {}}".into(),
            "error /stages design/malformed: the file holds `{}` where a list belongs",
        ),
    ];
    for (design, expected) in cases {
        let call = Call::new("errors").file("design.json", &design);
        let outcome = call.run(&["generate", "design.json", "--out", "out"]);
        assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
        assert!(
            outcome
                .stderr
                .lines()
                .any(|line| line.starts_with(expected)),
            "{expected}: {}",
            outcome.stderr
        );
        assert!(!call.folder.join("out").exists());
    }
}

#[test]
fn unknown_fields_are_named_and_do_not_stop_the_files() {
    let design = preset().replacen("\"region\"", "\"regoin\": 1,\n  \"region\"", 1);
    let call = Call::new("unknown").file("design.json", &design);
    let outcome = call.run(&["generate", "design.json", "--out", "out"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .contains("warning /regoin design/unknown-field: "),
        "{}",
        outcome.stderr
    );
}

#[test]
fn bad_usage_and_unreadable_files_end_with_status_2() {
    let call = Call::new("usage")
        .file("binary.json", "")
        .file("out", "a file where a folder should be");
    fs::write(call.folder.join("binary.json"), b"{\"name\": \"\xff\"}")
        .expect("the folder can be written");
    fs::write(call.folder.join("design.json"), preset()).expect("the folder can be written");
    for words in [
        &[][..],
        &["new", "--preset", "nothing"],
        &["new", "extra"],
        &["generate", "design.json"],
        &["generate", "--wrong", "--out", "x"],
        &["generate", "missing.json", "--out", "x"],
        &["generate", "binary.json", "--out", "x"],
        &["generate", "design.json", "--out", "out"],
        &["import", "design.json"],
        &["import", "--out", "x"],
        &["import", "--wrong", "design.json", "--out", "x"],
        &["import", "-", "-", "--out", "x"],
        &["import", "missing.json", "--out", "x"],
        &["import", "design.json", "--out", "out/x"],
    ] {
        let outcome = call.run(words);
        assert_eq!(outcome.status, Some(2), "{words:?}: {}", outcome.stderr);
        let named = outcome
            .stderr
            .lines()
            .any(|line| line.starts_with("gateway-studio: "));
        assert!(named, "{}", outcome.stderr);
    }
}

#[test]
fn what_is_there_becomes_a_design_and_its_keys_are_counted() {
    let call = Call::new("import")
        .file("old.json", &preset())
        .input(&preset());
    let outcome = call.run(&["import", "old.json", "--out", "new/design.json"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let (all, became) = outcome
        .stderr
        .split_once(" keys: ")
        .expect("the keys are counted");
    assert_eq!(became, format!("{all} represented, 0 kept, 0 reported\n"));
    let written = fs::read_to_string(call.folder.join("new/design.json"));
    assert_eq!(written.ok(), Some(preset()));
    let piped = call.run(&["import", "-", "--out", "-"]);
    assert_eq!((piped.status, piped.stdout), (Some(0), preset()));
}

#[test]
fn findings_of_what_is_read_in_stand_at_their_place() {
    let design = preset().replacen("\"region\"", "\"regoin\": 1,\n  \"region\"", 1);
    let call = Call::new("import-findings")
        .file("design.json", &design)
        .file("broken.json", "{\n  \"a\": 1,\n  \"b\"\n}")
        .file("empty.json", "");
    let outcome = call.run(&["import", "--out", "new.json", "design.json"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let expected = "design.json:4:3: warning design/unknown-field: ";
    assert!(outcome.stderr.starts_with(expected), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("1 reported\n"),
        "{}",
        outcome.stderr
    );
    let outcome = call.run(&["import", "broken.json", "empty.json", "--out", "none.json"]);
    assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
    for expected in ["broken.json:", "empty.json:1:1: error file-empty: "] {
        let mut lines = outcome.stderr.lines();
        assert!(
            lines.any(|line| line.starts_with(expected)),
            "{}",
            outcome.stderr
        );
    }
    assert!(!call.folder.join("none.json").exists());
}

#[test]
fn what_will_not_work_is_printed_for_people_and_for_services() {
    // One that silences something.
    let cognito = find("dash-cognito").expect("a preset");
    let design = model::write(&(cognito.design)());
    let design = design.replacen("\"ap-northeast-1\"", "\"nowhere-1\"", 1);
    let line = design.lines().position(|line| line.contains("nowhere-1"));
    let line = line.expect("the region stands in a line") + 1;
    let call = Call::new("check").file("design.json", &design);
    let outcome = call.run(&["check", "design.json"]);
    assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
    assert!(outcome.stdout.contains("error /region region-unknown: "));
    assert_eq!(outcome.stderr, "silenced 1\n");
    let outcome = call.run(&["check", "design.json", "--format", "json"]);
    assert_eq!(outcome.status, Some(1));
    let list: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("a list");
    assert!(list.as_array().is_some_and(|list| !list.is_empty()));
    let outcome = call.run(&["check", "--format", "sarif", "design.json"]);
    let log: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("a log");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let found = results.iter().find(|one| one["ruleId"] == "region-unknown");
    let found = found.expect("the region is found");
    let region = &found["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], serde_json::json!(line));
    assert_eq!(found["level"], "error");
    let outcome = call.run(&["check", "design.json", "--format", "xml"]);
    assert_eq!(outcome.status, Some(2));
}

#[test]
fn what_is_no_design_is_a_finding_like_others() {
    let call = Call::new("broken").file("design.json", r#"{"name": "a", "colour": 1}"#);
    let call = call.file("text.json", "{");
    let outcome = call.run(&["check", "design.json", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("a list");
    let of_file = |one: &serde_json::Value| one["message"]["en"].to_string().contains("colour");
    assert!(
        list.as_array().is_some_and(|list| list.iter().any(of_file)),
        "{list}"
    );
    let outcome = call.run(&["check", "text.json"]);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(1), ""));
    assert!(outcome.stdout.starts_with("error / "), "{}", outcome.stdout);
    let outcome = call.run(&["check", "text.json", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("a log");
    assert_eq!(log["runs"][0]["results"][0]["level"], "error");
    assert_eq!(outcome.status, Some(1));
}

#[test]
fn safe_mends_are_made_written_back_and_named() {
    let text = preset().replacen("\"name\": \"dev\"", "\"name\": \"my stage\"", 1);
    let call = Call::new("fix").file("design.json", &text);
    let outcome = call.run(&["check", "design.json"]);
    assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
    let outcome = call.run(&["check", "design.json", "--fix"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let line = "fixed /stages/0/name stage-name-malformed: call it `my-stage`\n";
    assert!(outcome.stderr.contains(line), "{}", outcome.stderr);
    let path = call.folder.join("design.json");
    let fixed = fs::read_to_string(&path).expect("it was written");
    assert!(fixed.contains("\"my-stage\""));
    // Nothing is left to do: the file stays as it is.
    let outcome = call.run(&["check", "--fix", "design.json"]);
    assert_eq!(outcome.status, Some(0));
    assert!(!outcome.stderr.contains("fixed"), "{}", outcome.stderr);
    assert_eq!(fs::read_to_string(&path).ok(), Some(fixed.clone()));
    // What this version does not know would be lost.
    let newer = fixed.replacen('{', "{\n  \"colour\": \"red\",", 1);
    let newer = newer.replacen("\"my-stage\"", "\"my stage\"", 1);
    let call = call.file("newer.json", &newer);
    let outcome = call.run(&["check", "newer.json", "--fix"]);
    assert_eq!(outcome.status, Some(2), "{}", outcome.stderr);
    assert_eq!(
        fs::read_to_string(call.folder.join("newer.json")).ok(),
        Some(newer)
    );
    assert_eq!(call.run(&["check", "-", "--fix"]).status, Some(2));
}

#[test]
fn what_is_silenced_stops_no_pipeline_and_says_why() {
    let mut design = (PRESETS[0].design)();
    design.region = "nowhere-1".into();
    design.silenced = vec![model::Silenced {
        code: "region-unknown".into(),
        place: "/region".into(),
        reason: "it opens next month".into(),
    }];
    let text = model::write(&design);
    let call = Call::new("silence").file("design.json", &text);
    let outcome = call.run(&["check", "design.json"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    assert!(outcome.stdout.contains("warning /region region-unknown: "));
    assert!(outcome.stdout.contains("it opens next month"));
    assert_eq!(outcome.stderr, "silenced 1\n");
    let outcome = call.run(&["generate", "design.json", "--out", "files"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let outcome = call.run(&["check", "--format", "sarif", "design.json"]);
    let log: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("a log");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let mut found = results
        .iter()
        .filter(|one| one["ruleId"] == "region-unknown");
    let one = found.next().expect("the region is found");
    assert_eq!(one["level"], "error");
    assert_eq!(one["suppressions"][0]["kind"], "inSource");
    assert_eq!(
        one["suppressions"][0]["justification"],
        "it opens next month"
    );
    assert!(found.next().is_none());
    // Without a cause it says so.
    design.region = "eu-west-1".into();
    let call = call.file("design.json", &model::write(&design));
    let outcome = call.run(&["check", "design.json"]);
    assert!(
        outcome
            .stdout
            .contains("info /silenced/0 silenced-cause-gone: ")
    );
    let outcome = call.run(&["check", "design.json", "--fix"]);
    assert!(
        outcome
            .stderr
            .contains("fixed /silenced/0 silenced-cause-gone: delete it")
    );
}

#[test]
fn what_a_month_costs_is_told_with_the_crossings() {
    let call = Call::new("cost").file("design.json", &preset());
    let outcome = call.run(&["cost", "design.json"]);
    // Of a design whose methods are `ANY` a cache keeps nothing.
    assert!(!outcome.stdout.contains("rest+cache is cheaper"));
    assert!(outcome.stdout.contains("prices") && outcome.stdout.contains("from memory"));
    let outcome = call.run(&["cost", "design.json", "--cached-share", "100"]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("4.25  gateway (1000000)"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.contains("rest+cache is cheaper than rest"));
    let words = [
        "cost",
        "design.json",
        "--requests",
        "2000000",
        "--price",
        "rest_requests=10",
        "--format",
        "json",
    ];
    let outcome = call.run(&words);
    let told: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    assert_eq!(told["lines"][0]["usd"], 20.0);
    assert!(told["usd"].as_f64().is_some_and(|usd| usd > 20.0));
    for wrong in [
        &["cost"][..],
        &["cost", "design.json", "--requests", "-1"],
        &["cost", "design.json", "--requests", "1e13"],
        &["cost", "design.json", "--cache-hits", "150"],
        &["cost", "design.json", "--cached-share", "100.5"],
        &["cost", "design.json", "--traced-share", "101"],
        &["cost", "design.json", "--authorizer-share", "101"],
        &["cost", "design.json", "--memory-mb", "NaN"],
        &["cost", "design.json", "--price", "transfer=1e99"],
        &["cost", "design.json", "--price", "x=1"],
    ] {
        assert_eq!(call.run(wrong).status, Some(2));
    }
}

#[test]
fn a_check_for_one_tool_is_silent_about_the_others() {
    let mut design: serde_json::Value = serde_json::from_str(&preset()).expect("it is JSON");
    design["stages"][0]["throttle"] = serde_json::Value::Null;
    let call = Call::new("for").file("design.json", &design.to_string());
    let all = call.run(&["check", "design.json"]).stdout;
    let sam = call.run(&["check", "design.json", "--for", "sam"]).stdout;
    // Nobody chose a way: a line for each, with how to see the rest.
    for way in ["zappa", "sam", "openapi"] {
        let lines: Vec<_> = all
            .lines()
            .filter(|line| line.contains(&format!(" {way}/")))
            .collect();
        assert_eq!(lines.len(), 1, "{all}");
        assert!(
            lines[0].starts_with(&format!("info / {way}/left-out: ")),
            "{all}"
        );
        assert!(lines[0].contains(&format!("`check --for {way}`")), "{all}");
    }
    assert!(all.contains(" stage-without-throttle"), "{all}");
    assert!(!sam.contains(" zappa/") && !sam.contains(" openapi/") && sam.contains(" sam/"));
    assert!(sam.contains(" stage-without-throttle"), "{sam}");
    let wrong = call.run(&["check", "design.json", "--for", "terraform"]);
    assert_eq!(wrong.status, Some(2));
}

#[test]
fn a_symptom_leads_to_its_cause() {
    let call = Call::new("trouble").file("design.json", &preset());
    let outcome = call.run(&["trouble", "design.json"]);
    assert!(outcome.stdout.starts_with("403 "), "{}", outcome.stdout);
    let outcome = call.run(&["trouble", "design.json", "403"]);
    assert!(
        outcome.stdout.contains("\n  forbidden "),
        "{}",
        outcome.stdout
    );
    let outcome = call.run(&["trouble", "design.json", "403", "forbidden"]);
    let proof = "curl -i \"https://$API_ID\".execute-api.ap-northeast-1.amazonaws.com/prod/\n";
    assert!(outcome.stdout.contains(proof), "{}", outcome.stdout);
    let services = PRESETS.iter().find(|preset| preset.name == "s3-sqs");
    let services = (services.expect("a preset").design)();
    let services = Call::new("trouble-502").file("design.json", &model::write(&services));
    let outcome = services.run(&["trouble", "design.json", "502"]);
    assert!(
        outcome.stdout.ends_with("such as CloudFront or a proxy\n"),
        "{}",
        outcome.stdout
    );
    assert_eq!(call.run(&["trouble", "design.json", "418"]).status, Some(2));
    let wrong = call.run(&["trouble", "design.json", "403", "forbiden"]);
    assert_eq!((wrong.status, &*wrong.stdout), (Some(2), ""));
    assert!(
        wrong.stderr.contains("`forbiden`") && wrong.stderr.contains("forbidden, "),
        "{}",
        wrong.stderr
    );
}

#[test]
fn a_request_is_told_step_by_step_and_as_json() {
    let call = Call::new("simulate").file("design.json", &preset());
    let outcome = call.run(&[
        "simulate",
        "design.json",
        "GET",
        "/",
        "--header",
        "Origin: https://a.example",
    ]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let last = outcome.stdout.lines().last().unwrap_or_default();
    assert!(last.starts_with("200: "), "{}", outcome.stdout);
    let words = [
        "simulate",
        "design.json",
        "GET",
        "/\u{1b}[31m",
        "--format",
        "json",
    ];
    let told: serde_json::Value =
        serde_json::from_str(&call.run(&words).stdout).expect("it is JSON");
    assert_eq!(told["answer"]["status"], 200);
    // What somebody typed does not reach the terminal's controls.
    let plain = call.run(&words[..4]);
    assert!(!plain.stdout.contains('\u{1b}'));
    for words in [
        &["simulate", "design.json", "GET"][..],
        &[
            "simulate",
            "design.json",
            "GET",
            "/",
            "--header",
            "no colon",
        ],
        &[
            "simulate",
            "design.json",
            "GET",
            "/",
            "--authorizer",
            "maybe",
        ],
        &["simulate", "design.json", "GET", "/", "--from", "here"],
        &["simulate", "design.json", "GET", "/", "--body"],
    ] {
        assert_eq!(call.run(words).status, Some(2), "{words:?}");
    }
}

/// Whether a text has a letter of Japanese.
fn is_japanese(text: &str) -> bool {
    text.contains(|c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
}

#[test]
fn every_command_speaks_the_language_that_is_asked_for() {
    let mut design: serde_json::Value = serde_json::from_str(&preset()).expect("it is JSON");
    design["stages"][0]["throttle"] = serde_json::Value::Null;
    let call = Call::new("language").file("design.json", &design.to_string());
    let template = "Resources: {A: {Type: AWS::Serverless::Api, Properties: {StageName: a}}}";
    let call = call.file("template.yaml", template);
    let commands: [&[&str]; 11] = [
        &["--help"],
        &["new", "--list"],
        &["check", "design.json"],
        &["check", "design.json", "--format", "sarif"],
        &["generate", "design.json", "--out", "files"],
        &["import", "template.yaml", "--out", "-"],
        &["simulate", "design.json", "GET", "/"],
        &["simulate", "design.json", "GET", "/", "--format", "json"],
        &["cost", "design.json"],
        &["trouble", "design.json"],
        &["trouble", "design.json", "403", "forbidden"],
    ];
    let both = |outcome: Outcome| outcome.stdout + &outcome.stderr;
    let by_locale = Call {
        folder: call.folder.clone(),
        input: String::new(),
        locale: "C",
    };
    let by_locale = by_locale.locale("ja_JP.UTF-8");
    for command in commands {
        let asked = [command, &["--lang", "ja"]].concat();
        let told = both(call.run(&asked));
        assert!(is_japanese(&told), "{command:?}: {told}");
        assert_eq!(both(by_locale.run(command)), told, "{command:?}");
        let english = both(call.run(command));
        assert!(!is_japanese(&english), "{command:?}: {english}");
        let asked = [&["--lang", "en"], command].concat();
        assert_eq!(both(by_locale.run(&asked)), english, "{command:?}");
    }
    for wrong in [&["check", "design.json", "--lang", "fr"][..], &["--lang"]] {
        assert_eq!(call.run(wrong).status, Some(2));
    }
}

#[test]
fn what_machines_read_has_the_same_names_in_every_language() {
    let mut design: serde_json::Value = serde_json::from_str(&preset()).expect("it is JSON");
    design["stages"][0]["throttle"] = serde_json::Value::Null;
    let call = Call::new("machines").file("design.json", &design.to_string());
    let json = |words: &[&str]| {
        let text = call.run(words).stdout;
        let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        value
    };
    let ids = |language: &str| {
        let log = json(&[
            "check",
            "design.json",
            "--format",
            "sarif",
            "--lang",
            language,
        ]);
        assert_eq!(log["runs"][0]["language"], language);
        let results = log["runs"][0]["results"].as_array().expect("results");
        let of = |one: &serde_json::Value| {
            let places = one["locations"].to_string();
            (one["ruleId"].to_string(), one["level"].to_string(), places)
        };
        results.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(ids("ja"), ids("en"));
    for words in [&["cost", "design.json"][..], &["check", "design.json"]] {
        let of = |language| json(&[words, &["--format", "json", "--lang", language]].concat());
        assert_eq!(of("ja"), of("en"));
    }
}
