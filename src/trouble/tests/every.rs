//! What holds of every cause of every answer of every symptom, in every preset.

use super::*;
use crate::model::{AccessLog, Authorization, LogFormat};

/// Every cause that a design can have, with the names of its symptom and answer.
fn all(design: &Design) -> Vec<(&'static str, &'static str, Suspect)> {
    let mut found = Vec::new();
    for symptom in SYMPTOMS {
        for (answer, _) in symptom.diagnose(design, "").answers {
            let told = symptom.diagnose(design, answer).causes;
            found.extend(told.into_iter().map(|one| (symptom.key, answer, one)));
        }
    }
    found
}

/// Every preset, and each with IAM.
fn designs() -> Vec<(String, Design)> {
    let mut found = Vec::new();
    for preset in PRESETS {
        let design = (preset.design)();
        let mut signed = design.clone();
        signed.access.authorization = Authorization::Iam;
        found.push((preset.name.to_owned(), design));
        found.push((format!("{} with IAM", preset.name), signed));
    }
    found
}

/// The names that a format gives to what it writes: members of JSON, or those of the query's own `parse`.
fn names_of(format: &str, query: &str) -> Vec<String> {
    let json: Option<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(format).ok();
    if let Some(members) = json {
        let mut names = Vec::new();
        for (key, value) in members {
            let inner = value.as_object().into_iter().flatten();
            names.extend(inner.map(|(own, _)| format!("{key}.{own}")));
            names.push(key);
        }
        return names;
    }
    let Some((parse, _)) = query.split_once(" | fields ") else {
        return Vec::new();
    };
    let (pattern, names) = parse.rsplit_once(" as ").expect("a parse has names");
    let names: Vec<String> = names.split(", ").map(str::to_owned).collect();
    // Each star is one variable of the format, in its order.
    let variables: Vec<String> = crate::aws::log_variables_in(format)
        .map(|name| name.replace('.', "_"))
        .collect();
    assert_eq!(names, variables, "{format}");
    assert_eq!(pattern.matches('*').count(), names.len());
    names
}

const OWN: [&str; 7] = [
    r#"{"id":"$context.requestId","code":"$context.status","by":"$context.integration.status"}"#,
    r#"{"http":{"code":"$context.status"},"why":"$context.integration.error"}"#,
    r#"{"id":"$context.requestId","status":$context.status}"#,
    "$context.requestId $context.status $context.path",
    "$context.requestId$context.status",
    r#"{"id":"$context.requestId"}"#,
    "$context.requestId",
];

#[test]
fn a_query_asks_for_fields_that_the_log_of_the_design_has() {
    let mut formats = vec![
        None,
        Some(LogFormat::Json),
        Some(LogFormat::Clf),
        Some(LogFormat::Csv),
        Some(LogFormat::Xml),
    ];
    formats.extend(OWN.map(|own| Some(LogFormat::Custom(own.to_owned()))));
    let (mut asked, mut counted) = (0, 0);
    for (name, mut design) in designs() {
        for format in &formats {
            let log = format.clone().map(|format| AccessLog {
                format,
                ..AccessLog::default()
            });
            for stage in &mut design.stages {
                stage.access_log.clone_from(&log);
            }
            let format = log.as_ref().map_or("", |log| design.log_format(log));
            for (symptom, answer, cause) in all(&design) {
                let proof = &cause.proof;
                let place = format!("{name} {symptom} {answer}: {proof}");
                let counts = proof.contains("get-metric-statistics");
                assert_eq!(cause.note.is_some(), counts, "{place}");
                counted += usize::from(counts);
                if counts {
                    assert!(!format.contains("$context.status"), "{place}");
                    assert!(cause.fix.is_some() || log.is_some(), "{place}");
                }
                let Some((_, query)) = proof.split_once("--query-string ") else {
                    continue;
                };
                asked += 1;
                let query = query.split(" --query queryId").next().unwrap_or_default();
                let query = query
                    .trim_matches('\'')
                    .replace(r#"'"'"'"#, "'")
                    .replace(r"'\''", "'");
                let (_, after) = query.split_once("fields ").expect("it shows fields");
                let (shown, after) = after.split_once(" | filter ").expect("it filters");
                let known = names_of(format, &query);
                for field in shown.split(", ") {
                    let is_own = matches!(field, "@timestamp" | "@message");
                    assert!(is_own || known.iter().any(|own| own == field), "{place}");
                }
                let (field, _) = after.split_once(' ').expect("a filter has a field");
                let is_own = field == "@message";
                assert!(is_own || known.iter().any(|own| own == field), "{place}");
            }
        }
    }
    assert!(asked > 1_000 && counted > 100, "{asked} {counted}");
}

#[test]
fn the_default_log_tells_who_answered() {
    for (name, design) in designs() {
        for (symptom, answer, cause) in all(&design) {
            let claims = cause.help.en.contains("the integration’s status is");
            let shows = cause.proof.contains("integrationStatus") || cause.proof.contains("START");
            assert!(
                !claims || shows,
                "{name} {symptom} {answer}: {}",
                cause.proof
            );
        }
    }
}

#[test]
fn what_has_no_app_is_not_blamed_on_one() {
    let of_apps = [
        "/assets",
        "SCRIPT_NAME",
        "APPEND_SLASH",
        "Dash has",
        "Dash, pandas",
        "CSRF",
        "url_for",
        "Cookie",
        "the app",
        "The app",
        "X-Forwarded-Proto",
    ];
    let mut seen = 0;
    for (name, design) in designs() {
        if has::has_app_or_server(&design) {
            continue;
        }
        seen += 1;
        for (symptom, answer, cause) in all(&design) {
            // What is asked of a browser’s pages is asked of callers, too.
            if symptom == "401" && answer == "nothing" && has::asks_kind(&design, |_| true) {
                continue;
            }
            for text in of_apps {
                let is_told = cause.name.en.contains(text) || cause.help.en.contains(text);
                assert!(!is_told, "{name} {symptom} {answer}: {}", cause.name.en);
            }
            assert_ne!(cause.at, "/app", "{name} {symptom} {answer}");
        }
    }
    // Both WebSocket APIs and the bucket, each with IAM, too.
    assert_eq!(seen, 6);
}

#[test]
fn a_websocket_is_asked_by_a_handshake_that_every_curl_can_do() {
    let mut asked = 0;
    for (name, design) in designs() {
        let is_websocket = design.websocket().is_some();
        for (symptom, answer, cause) in all(&design) {
            assert!(!cause.proof.contains("wss:"), "{name} {symptom} {answer}");
            for line in cause.proof.lines().filter(|line| line.contains("curl ")) {
                let upgrades = [
                    "--http1.1",
                    "'Connection: Upgrade'",
                    "'Upgrade: websocket'",
                    "'Sec-WebSocket-Version: 13'",
                    "'Sec-WebSocket-Key: ",
                    "--max-time ",
                ];
                for part in upgrades {
                    assert_eq!(line.contains(part), is_websocket, "{name}: {line}");
                }
                asked += usize::from(is_websocket);
            }
        }
    }
    assert!(asked > 5, "{asked}");
}

#[test]
fn a_signed_request_takes_the_session_token_where_there_is_one() {
    let mut signed = 0;
    for (name, design) in designs() {
        for (.., cause) in all(&design) {
            let lines = cause.proof.lines();
            for line in lines.filter(|line| line.contains("--aws-sigv4")) {
                let token = "${AWS_SESSION_TOKEN:+-H\"x-amz-security-token: $AWS_SESSION_TOKEN\"}";
                assert!(line.contains(token), "{name}: {line}");
                signed += 1;
            }
        }
    }
    assert!(signed >= PRESETS.len(), "{signed}");
}

/// What the simulator makes of preflights to every route, in the words of its answer.
fn simulated(design: &Design) -> Vec<crate::simulate::Trace> {
    let routes = design.routes.iter();
    let tried = routes.map(|route| {
        let path = proof::filled(&route.path).replace("$default", "/");
        let headers = [
            ("Origin", "https://app.example.com"),
            ("Access-Control-Request-Method", "POST"),
        ];
        let endpoint = design.rest().filter(|api| api.is_private());
        let endpoint = endpoint.and_then(|api| api.vpc_endpoint_ids.first());
        let request = crate::simulate::Request {
            method: "OPTIONS".into(),
            url: path,
            headers: headers.map(|(a, b)| (a.into(), b.into())).into(),
            vpc_endpoint: endpoint.cloned().unwrap_or_default(),
            authorizer: crate::simulate::Decision::Deny,
            ..Default::default()
        };
        crate::simulate::simulate(design, &request)
    });
    tried.collect()
}

#[test]
fn a_preflight_goes_wrong_as_the_simulator_says() {
    let (mut refused, mut answered) = (0, 0);
    for (name, mut design) in designs() {
        if design.websocket().is_some() {
            assert!(causes(&design, "cors", "preflight", "").is_empty());
            continue;
        }
        for cors in [
            design.cors.clone(),
            None,
            Some(crate::model::Cors::default()),
        ] {
            design.cors = cors;
            let traces = simulated(&design);
            let any = |status: &[u16]| {
                let mut all = traces.iter();
                all.any(|trace| status.contains(&trace.answer.status) && trace.app.is_none())
            };
            let told = |text: &str| !causes(&design, "cors", "preflight", text).is_empty();
            // A 401 is an authorizer’s alone.
            if any(&[401]) {
                refused += 1;
                let first = &causes(&design, "cors", "preflight", "")[0];
                assert!(first.name.en.contains("asks who calls"), "{name}");
                if let Some(fix) = &first.fix {
                    let mut better = design.clone();
                    better.mend(fix);
                    let mut all = simulated(&better).into_iter();
                    assert!(all.all(|trace| trace.answer.status != 401), "{name}");
                }
            }
            if told("no method that answers") {
                assert!(any(&[403, 404, 405]), "{name}");
            }
            let by_gateway = traces.iter().all(|trace| trace.answer.status == 204);
            if by_gateway && traces.iter().all(|trace| trace.app.is_none()) {
                answered += 1;
                let left = causes(&design, "cors", "preflight", "");
                assert_eq!(left.len(), 1, "{name}: {}", left[0].name.en);
            }
            let reaches = traces.iter().any(|trace| trace.app.is_some());
            assert!(!reaches || told("passes the preflight on"), "{name}");
        }
    }
    assert!(refused >= 3 && answered > 3, "{refused} {answered}");
}

#[test]
fn a_signature_that_is_wrong_has_an_answer_of_its_own() {
    for (name, design) in designs() {
        let in_words = has::asks_iam_in_words(&design);
        for text in ["does not match", "security token"] {
            let found = causes(&design, "403", "signature", text);
            assert_eq!(found.len(), usize::from(in_words), "{name}: {text}");
        }
        let denied = causes(
            &design,
            "403",
            "not-authorized",
            "caller’s own policies denies",
        );
        assert_eq!(denied.len(), usize::from(in_words), "{name}");
    }
}
