//! What people have becomes a design: the studio's own files, texts of a guide, and hostile ones.

use std::time::Instant;

use gateway_studio::diagnostic::Severity;
use gateway_studio::generate::{archive, generate};
use gateway_studio::import::{Format, Imported, Outcome, Source, read};
use gateway_studio::model::{
    self, App, Design, Dns, EndpointType, IpAddressType, OtherDns, preset::PRESETS,
};
use gateway_studio::share;
use gateway_studio::words::Language;

fn import(text: &str) -> Imported {
    read(&[Source {
        name: "file",
        bytes: text.as_bytes(),
    }])
}

fn design(imported: &Imported) -> &Design {
    let said: Vec<_> = imported
        .findings
        .iter()
        .map(|finding| finding.line("file", Language::En))
        .collect();
    imported
        .design
        .as_ref()
        .unwrap_or_else(|| panic!("{said:#?}"))
}

/// The codes of what was said, with their lines.
fn said(imported: &Imported) -> Vec<(&str, u32)> {
    let findings = imported.findings.iter();
    findings
        .map(|finding| (&*finding.code, finding.at.line))
        .collect()
}

fn file(design: &Design, path: &str) -> Option<String> {
    let made = generate(design);
    let found = made.iter().find(|made| made.generator.path == path)?;
    Some(found.document.text())
}

/// Presets, and the designs of the other tests.
fn designs() -> Vec<(String, Design)> {
    let presets = PRESETS
        .iter()
        .map(|preset| (preset.name.to_owned(), (preset.design)()));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/designs");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the designs are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    let files = files.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("a design can be read");
        let design = model::read(&text).design.expect("it is a design");
        (path.display().to_string(), design)
    });
    presets.chain(files).collect()
}

fn settings(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("settings are JSON")
}

#[test]
fn the_studios_own_settings_come_back_as_they_were() {
    let mut compared = 0;
    for (name, before) in designs() {
        let Some(text) = file(&before, "zappa/zappa_settings.json") else {
            continue;
        };
        let imported = import(&text);
        assert_eq!(imported.formats.len(), 1, "{name}");
        assert_eq!(imported.formats[0].1, Format::Zappa, "{name}");
        assert_eq!(imported.counts.reported, 0, "{name}: {:?}", said(&imported));
        let after = design(&imported);
        let again = file(after, "zappa/zappa_settings.json");
        // What the design has no field for stands behind the rest.
        let mut again = settings(&again.unwrap_or_default());
        let expected = settings(&text);
        // A domain of an HTTP API is not in its settings, so its stages get the prefix of the default URL.
        for finding in &imported.findings {
            if finding.code == "zappa-prefix-added" {
                let stage = finding.message.en.split('`').nth(1).unwrap_or_default();
                let stage = again[stage].as_object_mut().expect("a stage is a mapping");
                let variables = stage["environment_variables"].as_object_mut();
                let variables = variables.expect("the variables are a mapping");
                variables.remove("DASH_REQUESTS_PATHNAME_PREFIX");
                if variables.is_empty() {
                    stage.remove("environment_variables");
                }
            }
        }
        assert_eq!(again, expected, "{name}");
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn the_archive_and_the_link_hold_the_design() {
    for (name, before) in designs() {
        let imported = read(&[Source {
            name: "gateway.zip",
            bytes: &archive(&before),
        }]);
        assert_eq!(design(&imported), &before, "{name}");
        let link = format!("https://example.com/studio/#{}\n", share::link(&before));
        assert_eq!(design(&import(&link)), &before, "{name}");
        assert_eq!(design(&import(&share::link(&before))), &before, "{name}");
        let text = model::write(&before);
        let again = import(&text);
        assert_eq!(model::write(design(&again)), text, "{name}");
        assert_eq!(again.counts.reported, 0, "{name}");
    }
    let cut = import("https://example.com/#d=eJyr");
    assert_eq!(said(&cut), [("link-unreadable", 1)]);
}

#[test]
fn a_record_finds_the_domain_it_belongs_to() {
    let mut compared = 0;
    for (name, before) in designs() {
        let Some(batch) = file(&before, "route53/upsert.json") else {
            continue;
        };
        // A design whose record was lost gets it back, but for what no batch holds.
        let mut poor = before.clone();
        let domain = poor.domain.as_mut().expect("it has a record");
        let Dns::Route53(full) =
            std::mem::replace(&mut domain.dns, Dns::Elsewhere(OtherDns::default()))
        else {
            continue;
        };
        domain.ip_address_type = IpAddressType::default();
        let text = format!("{}\n{batch}", model::write(&poor));
        let imported = import(&text);
        let mut after = design(&imported).clone();
        assert_eq!(imported.counts.reported, 0, "{name}: {:?}", said(&imported));
        if let Some(domain) = &mut after.domain
            && let Dns::Route53(record) = &mut domain.dns
        {
            record.hosted_zone_id.clone_from(&full.hosted_zone_id);
            record.zone_name.clone_from(&full.zone_name);
        }
        assert_eq!(file(&after, "route53/upsert.json"), Some(batch), "{name}");
        compared += 1;
    }
    assert!(compared > 10, "{compared}");
}

#[test]
fn what_a_guide_gets_wrong_is_told_with_the_right_key() {
    let text = r#"{
    "dev": {
        "app_function": "app.dapp",
        "project_name": "dash-lambda",
        "aws_region": "ap-northeast-1",
        "api_gateway_endpoint_type": "REGIONAL",
        "api_key_required": false,
        "domain": {
            "domain": "example.com",
            "route53": true,
            "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/abcdef12-3456-7890-abcd-ef1234567890"
        }
    }
}"#;
    let imported = import(text);
    let found = design(&imported);
    assert!(
        matches!(&found.app, App::Dash(app) if app.module == "app" && app.dash_object == "dapp")
    );
    let rest = found.rest().expect("it is a REST API");
    assert_eq!(rest.endpoint, EndpointType::Regional);
    let domain = found.domain.as_ref().expect("it has a domain");
    assert_eq!(domain.name, "example.com");
    assert!(domain.certificate_arn.starts_with("arn:aws:acm:us-east-1:"));
    assert!(matches!(domain.dns, Dns::Route53(_)));
    assert_eq!(
        said(&imported),
        [
            ("zappa-beyond", 1),
            ("zappa-left-open", 2),
            ("zappa-app-of-dash", 3),
            ("zappa-key-misspelt", 6),
            ("zappa-domain-nested", 8),
            ("zappa-key-misspelt", 10),
        ]
    );
    let line = imported.findings[3].line("zappa_settings.json", Language::En);
    assert!(
        line.contains("`\"endpoint_configuration\": [\"REGIONAL\"]`"),
        "{line}"
    );
}

#[test]
fn a_stage_of_zappa_that_lets_others_call_is_told() {
    for (key, value) in [
        ("iam_authorization", "true"),
        ("api_key_required", "true"),
        ("cors", "true"),
        ("endpoint_configuration", "[PRIVATE]"),
        (
            "authorizer",
            "{type: COGNITO_USER_POOLS, provider_arns: [arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf]}",
        ),
    ] {
        let of = |prod: &str| {
            import(&format!(
                "dev:\n  app_function: a.b\nprod:\n  extends: dev\n{prod}"
            ))
        };
        let told = |imported: &Imported| {
            let found = said(imported);
            found
                .iter()
                .filter(|(code, _)| *code == "zappa-stages-differ")
                .map(|(_, line)| *line)
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&of(&format!("  {key}: {value}\n"))), [5], "{key}");
        assert!(told(&of("  memory_size: 1024\n")).is_empty());
    }
}

#[test]
fn a_size_of_zappas_cache_is_a_number_however_it_is_spelled() {
    for (spelled, size) in [
        (".5", Some("0.5")),
        ("0.50", Some("0.5")),
        ("28.4", Some("28.4")),
        ("'0.5'", Some("0.5")),
        ("'.5'", None),
        ("3", None),
    ] {
        let imported = import(&format!(
            "dev:\n  app_function: a.b\n  cache_cluster_enabled: true\n  cache_cluster_size: {spelled}\n"
        ));
        let found = design(&imported).stages[0].cache.clone();
        let wrong = said(&imported).contains(&("value-wrong", 4));
        assert_eq!(wrong, size.is_none(), "{spelled}");
        let wanted = size.unwrap_or("0.5");
        assert_eq!(
            found.map(|cache| cache.size.as_str()),
            Some(wanted),
            "{spelled}"
        );
    }
}

#[test]
fn stages_share_what_is_the_same_and_keep_what_is_not() {
    let text = r"
base:
  app_function: web.app
  project_name: shop
  aws_region: eu-west-1
  runtime: python3.12
  memory_size: 256
  environment_variables: {A: '1', B: x}
  keep_warm: false
dev:
  extends: base
  cloudwatch_log_level: INFO
  environment_variables: {A: '1', B: y}
prod:
  extends: dev
  memory_size: 1024
  timeout: 3
  vpc_config: {SubnetIds: [subnet-1], SecurityGroupIds: [sg-1]}
lost:
  extends: nowhere
ring:
  extends: ring
";
    let imported = import(text);
    let found = design(&imported);
    let names: Vec<_> = found.stages.iter().map(|stage| &*stage.name).collect();
    assert_eq!(names, ["base", "dev", "prod", "lost", "ring"]);
    let function = &found.functions[0];
    assert_eq!((function.memory_mib, function.environment.len()), (256, 0));
    let kept: Vec<_> = found
        .kept
        .iter()
        .map(|kept| (&*kept.at, kept.value.to_string()))
        .collect();
    for expected in [
        ("/base/environment_variables/A", "\"1\""),
        ("/dev/environment_variables/B", "\"y\""),
        ("/prod/environment_variables/B", "\"y\""),
        ("/prod/memory_size", "1024"),
        (
            "/prod/vpc_config",
            r#"{"SecurityGroupIds":["sg-1"],"SubnetIds":["subnet-1"]}"#,
        ),
        ("/prod/keep_warm", "false"),
        ("/lost/memory_size", "512"),
    ] {
        let expected = (expected.0, expected.1.to_owned());
        assert!(kept.contains(&expected), "{expected:?} in {kept:#?}");
    }
    let codes = said(&imported);
    for expected in [
        ("zappa-extends-unknown", 20),
        ("zappa-extends-circle", 22),
        ("zappa-key-unknown", 17),
    ] {
        assert!(codes.contains(&expected), "{expected:?} in {codes:?}");
    }
    let settings = file(found, "zappa/zappa_settings.json").expect("it has settings");
    let settings: serde_json::Value = serde_json::from_str(&settings).expect("it is JSON");
    assert_eq!(settings["prod"]["memory_size"], 1024);
    assert_eq!(
        settings["prod"]["environment_variables"],
        serde_json::json!({"A": "1", "B": "y"})
    );
    assert_eq!(settings["dev"]["memory_size"], 256);
    // What is kept follows a stage that is renamed, and is told when the stage is gone.
    let mut changed = found.clone();
    changed.rename_stage(2, "live/1");
    assert!(
        changed
            .kept
            .iter()
            .any(|kept| kept.at == "/live~11/memory_size")
    );
    let settings = file(&changed, "zappa/zappa_settings.json").expect("it has settings");
    assert!(settings.contains("1024"));
    changed.stages.remove(2);
    let lost = gateway_studio::generate::lost(&changed);
    let mut lost = lost.into_iter().flat_map(|(_, lost)| lost);
    assert!(lost.any(|lost| lost.message.en.contains("/live~11/memory_size")));
}

#[test]
fn the_words_of_a_stage_for_what_all_share_stand_until_that_changes() {
    let imported = import(
        "base: {app_function: web.app, memory_size: 256}\nprod: {extends: base, memory_size: 1024, keep_warm: false}\nsmall: {app_function: web.app}\n",
    );
    let found = design(&imported);
    let settings_of = |design: &Design| {
        let text = file(design, "zappa/zappa_settings.json");
        settings(&text.expect("it has settings"))
    };
    let replaced = |design: &Design| {
        let lost = gateway_studio::generate::lost(design);
        let lost = lost.into_iter().flat_map(|(_, lost)| lost);
        let told = lost.filter(|one| one.code == "zappa/kept-replaced");
        told.map(|one| one.message.en.into_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(replaced(found), [""; 0]);
    let before = settings_of(found);
    assert_eq!(before["prod"]["memory_size"], 1024);
    assert_eq!(before["small"]["memory_size"], 512);
    let mut changed = found.clone();
    changed.functions[0].memory_mib = 2048;
    let told = replaced(&changed);
    let is_of = |stage| {
        let place = format!("`/{stage}/memory_size`");
        told.iter().any(|told| told.contains(&place))
    };
    assert!(
        told.len() == 2 && is_of("prod") && is_of("small"),
        "{told:?}"
    );
    let after = settings_of(&changed);
    assert_eq!(after["prod"]["memory_size"], 2048);
    // What the design does not say stays.
    assert_eq!(after["prod"]["keep_warm"], false);
}

#[test]
fn the_keys_behind_each_count_are_told_with_their_places() {
    let text = "dev:\n  app_function: web.app\n  keep_warm: false\n  vpc_config:\n    SubnetIds: [subnet-1]\n    SecurityGroupIds: [sg-1]\n  no_such_key: {a: {b: 1}}\n";
    let source = Source {
        name: "file",
        bytes: text.as_bytes(),
    };
    let counts = import(text).counts;
    let keys = gateway_studio::import::keys(&[source], Language::En);
    let of = |outcome| {
        let keys = keys.iter().filter(move |key| key.outcome == outcome);
        keys.map(|key| key.count).sum::<usize>()
    };
    assert_eq!(of(Outcome::Represented), counts.represented);
    assert_eq!(of(Outcome::Kept), counts.kept);
    assert_eq!(of(Outcome::Reported), counts.reported);
    let told = keys.iter().find(|key| key.outcome == Outcome::Reported);
    let told = told.map(|key| (key.path.join("/"), key.at.line, key.count));
    assert_eq!(told, Some(("dev/no_such_key".to_owned(), 7, 3)));
    let kept = keys.iter().find(|key| key.outcome == Outcome::Kept);
    let kept = kept.map(|key| (key.path.join("/"), key.at.line, key.count));
    assert_eq!(kept, Some(("dev/keep_warm".to_owned(), 3, 1)));
}

#[test]
fn settings_of_each_syntax_say_the_same() {
    let expected = import("{\"dev\": {\"app_function\": \"a.b\", \"aws_region\": \"eu-west-1\"}}");
    for text in [
        "dev:\n  app_function: a.b\n  aws_region: eu-west-1\n",
        "[dev]\napp_function = 'a.b'\naws_region = 'eu-west-1'\n",
        "[project]\nname = 'x'\n[tool.zappa.dev]\napp_function = 'a.b'\naws_region = 'eu-west-1'\n[tool.ruff]\n",
    ] {
        let imported = import(text);
        assert_eq!(design(&imported), design(&expected), "{text}");
        let counts = imported.counts;
        assert!(counts.represented >= 3 && counts.kept == 0, "{counts:?}");
    }
}

#[test]
fn a_source_gives_its_routes_and_its_stage() {
    let source = "from dash import Dash\napp = Dash(__name__, requests_pathname_prefix='/test/')\nserver = app.server\n\
        @server.route('/health')\ndef health():\n    return 'ok'\n";
    let imported = import(source);
    let found = design(&imported);
    assert_eq!(imported.formats[0].1, Format::Python);
    let paths: Vec<_> = found.routes.iter().map(|route| &*route.path).collect();
    assert_eq!(paths, ["/", "/{proxy+}", "/health"]);
    assert_eq!(found.stages[0].name, "test");
    assert!(said(&imported).contains(&("python-prefix", 2)));
}

#[test]
fn variables_of_dash_alone_show_the_app() {
    let imported = import(
        "# Zappa\n{\"dev\": {\"environment_variables\": {\"DASH_REQUESTS_PATHNAME_PREFIX\": \"/dev/\"}}}",
    );
    assert!(design(&imported).app.dash().is_some());
    assert_eq!(imported.counts.represented, 3);
    let template = import("dev:\n{% for x in y %}\n  app_function: {{ x }}\n");
    let help = template.findings[0]
        .help
        .as_ref()
        .expect("it says what to do");
    assert!(help.en.contains("Jinja"), "{help:?}");
}

#[test]
fn nothing_that_is_read_takes_long() {
    let many = "x".repeat(40);
    for text in [
        format!("{{\"dev\": {{\"app_function\": \"a.b\", {}}}}}", (0..20_000).map(|n| format!("\"k{n}\": {n}")).collect::<Vec<_>>().join(",")),
        format!("{{{}}}", (0..900).map(|n| format!("\"s{n}\": {{\"extends\": \"s{}\", \"app_function\": \"a.b\", \"environment_variables\": {{\"A\": \"{many}\", \"B{n}\": \"1\"}}}}", n + 1)).collect::<Vec<_>>().join(",")),
        format!("{{\"Changes\": [{}]}}", vec!["{\"ResourceRecordSet\": {\"Name\": \"a\", \"Type\": \"A\"}}"; 20_000].join(",")),
        (0..20_000).map(|n| format!("s{n}: {{app_function: a.b}}")).collect::<Vec<_>>().join("\n"),
        // Lines of a source that end with a carriage return alone, and strings without an end behind each other.
        format!("from flask import Flask\napp = Flask(__name__)\n{}", "\r".repeat(400_000)),
        format!("from flask import Flask\napp = Flask(__name__)\n{}", "\\\"\"\"".repeat(100_000)),
        format!("from flask import Flask\napp = Flask(__name__)\n{}", "@app.route(\n".repeat(40_000)),
        // What merge keys bring, many keys at once and the same ones again and again.
        format!("x: &x {{{}}}\ny:\n{}", (0..10_000).map(|n| format!("k{n}: 1")).collect::<Vec<_>>().join(", "), "  - <<: *x\n".repeat(90)),
        format!("x: &x {{{}}}\ny: {{<<: [{}]}}\n", (0..10_000).map(|n| format!("k{n}: 1")).collect::<Vec<_>>().join(", "), ["*x"; 60].join(", ")),
        // Each path leads to the next, the last one to the first.
        format!("openapi: 3.0.1\ninfo: {{title: a, version: '1'}}\npaths:\n{}", (0..10_000).map(|n| format!("  /p{n}: {{$ref: '#/paths/~1p{}'}}\n", (n + 1) % 10_000)).collect::<Vec<_>>().concat()),
        // Each resource refers to another one.
        format!("Transform: AWS::Serverless-2016-10-31\nResources:\n{}", (0..10_000).map(|n| format!("  R{n}: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: !GetAtt R{}.TopicName}}}}\n", n + 1)).collect::<Vec<_>>().concat()),
    ] {
        let begun = Instant::now();
        let imported = import(&text);
        // All of them together take a tenth of it; one that was looked up key by key took more than all of it.
        assert!(begun.elapsed().as_secs() < 20, "{}", text.chars().take(200).collect::<String>());
        assert!(imported.findings.len() <= 2001);
        let errors = imported.findings.iter().filter(|finding| finding.severity == Severity::Error);
        assert!(imported.design.is_some() || errors.count() > 0);
    }
}
