//! What every symptom and its causes keep to, and what the causes of some are.

mod every;

use super::*;
use crate::model::preset::PRESETS;
use crate::model::{Api, AuthorizerKind, LambdaToken, Throttle};

#[test]
fn every_symptom_has_a_cause_and_a_proof_in_every_preset_it_can_have() {
    for symptom in SYMPTOMS {
        for preset in PRESETS {
            let design = (preset.design)();
            let first = symptom.diagnose(&design, "");
            // Nothing of HTTP's ends a message of a WebSocket, a bucket redirects nobody, and an HTTP API makes a 500 of
            // what another makes a 502 of.
            let is_http = design.http().is_some() && !has::calls_server(&design);
            let is_bare = match symptom.key {
                "502" => is_http || preset.name == "s3-sqs",
                "504" | "401" => preset.name == "s3-sqs",
                "assets" => design.websocket().is_some(),
                "redirect" => !has::has_app_or_server(&design),
                _ => false,
            };
            let place = (preset.name, symptom.key);
            assert_eq!(first.answers.is_empty(), is_bare, "{place:?}");
            assert!(first.answer.is_none() || first.answers.len() == 1);
            for (key, _) in &first.answers {
                let told = symptom.diagnose(&design, key);
                assert_eq!(told.answer, Some(*key));
                assert!(!told.causes.is_empty());
                for cause in told.causes {
                    assert!(!cause.proof.trim().is_empty());
                    // Macs have the tools of BSD: their `date` knows no `-d`, their `openssl x509` no `-ext`.
                    for of_gnu in ["date -", " -ext ", "sed -i", "grep -P", "base64 -w"] {
                        assert!(!cause.proof.contains(of_gnu), "{}", cause.proof);
                    }
                    assert!(is_page(cause.source), "{}", cause.source);
                    assert!(!cause.at.contains('{'), "{}", cause.at);
                    let of_kind = format!("/api/{}/", design.api.key());
                    let is_own = !cause.at.starts_with("/api/") || cause.at.starts_with(&of_kind);
                    assert!(is_own, "{}: {}", preset.name, cause.at);
                    for (name, help) in [
                        (&cause.name.en, &cause.help.en),
                        (&cause.name.ja, &cause.help.ja),
                    ] {
                        assert!(
                            !name.ends_with(['.', '。']) && !help.ends_with(['.', '。']),
                            "{name}"
                        );
                    }
                }
            }
        }
    }
}

/// Whether it is the address of one page of somebody who can know.
fn is_page(address: &str) -> bool {
    let knowing = [
        "docs.aws.amazon.com/",
        "repost.aws/knowledge-center/",
        "dash.plotly.com/",
        "fetch.spec.whatwg.org/",
        "flask.palletsprojects.com/",
        "peps.python.org/pep-",
        "websockets.spec.whatwg.org/",
        "werkzeug.palletsprojects.com/",
        "www.rfc-editor.org/rfc/",
    ];
    let page = address.strip_prefix("https://").unwrap_or_default();
    knowing.iter().any(|host| page.starts_with(host)) && !page.contains(char::is_whitespace)
}

#[test]
fn every_rule_that_is_named_exists_and_every_fix_changes_the_design() {
    for symptom in SYMPTOMS {
        for code in symptom.rules {
            assert!(rules::RULES.iter().any(|rule| rule.id == *code), "{code}");
        }
        for preset in PRESETS {
            let design = (preset.design)();
            let causes = symptom.answers.iter().flat_map(|answer| answer.causes);
            for cause in causes.filter(|cause| (cause.fits)(&design)) {
                let Some(fix) = (cause.fix)(&design) else {
                    continue;
                };
                let mut better = design.clone();
                better.mend(&fix);
                assert_ne!(better, design, "{}: {fix:?}", cause.name.0);
            }
        }
    }
}

fn preset(name: &str) -> Design {
    let found = crate::model::preset::find(name);
    (found.unwrap_or(&PRESETS[0]).design)()
}

fn close(design: &mut Design) {
    match &mut design.api {
        Api::Rest(api) => api.disable_execute_api_endpoint = true,
        Api::Http(api) => api.disable_execute_api_endpoint = true,
        Api::Websocket(api) => api.disable_execute_api_endpoint = true,
    }
}

/// The causes of a symptom with that answer whose English name holds a text.
fn causes(design: &Design, symptom: &str, answer: &str, text: &str) -> Vec<Suspect> {
    let told = Symptom::find(symptom).map(|symptom| symptom.diagnose(design, answer));
    let told = told.filter(|told| told.answer == Some(answer));
    let all = told.map(|told| told.causes).unwrap_or_default();
    let named = all.into_iter();
    named.filter(|one| one.name.en.contains(text)).collect()
}

#[test]
fn a_default_url_without_a_stage_is_forbidden_and_not_a_missing_token() {
    let mut design = preset("dash-rest");
    let found = causes(&design, "403", "forbidden", "without a stage");
    // The address of the domain leads to the second stage.
    let right = "\"https://$API_ID\".execute-api.ap-northeast-1.amazonaws.com/prod/";
    assert!(found[0].proof.ends_with(right), "{}", found[0].proof);
    let token = causes(&design, "403", "token", "no route has");
    assert!(!token[0].help.en.contains("default URL"));
    close(&mut design);
    assert!(causes(&design, "403", "forbidden", "without a stage").is_empty());
    let http = preset("fastapi-http");
    assert!(causes(&http, "403", "forbidden", "without a stage").is_empty());
}

#[test]
fn a_mapping_is_missing_only_where_none_is_empty() {
    let mut design = preset("dash-rest");
    let (missing, text) = (("403", "forbidden"), "no base path mapping");
    assert!(causes(&design, missing.0, missing.1, text).is_empty());
    design.domain.as_mut().expect("a domain").mappings[0].base_path = "dash".into();
    let found = causes(&design, missing.0, missing.1, text);
    // What leads to the second stage goes on doing so.
    let title = found[0].fix.as_ref().map(|fix| fix.title.en.to_string());
    assert_eq!(title.as_deref(), Some("map the whole domain to `prod`"));
}

#[test]
fn an_http_api_answers_404_where_others_answer_403() {
    let mut design = preset("fastapi-http");
    close(&mut design);
    design.domain.as_mut().expect("a domain").mappings[0].base_path = "dash".into();
    for text in ["switched off", "no base path mapping"] {
        assert!(causes(&design, "403", "forbidden", text).is_empty());
        assert_eq!(causes(&design, "404", "gateway", text).len(), 1, "{text}");
    }
    let closed = causes(&design, "404", "gateway", "switched off");
    assert_eq!(closed[0].at, "/api/http/disable_execute_api_endpoint");
    let mut rest = preset("dash-rest");
    close(&mut rest);
    let closed = causes(&rest, "403", "forbidden", "switched off");
    assert_eq!(closed[0].at, "/api/rest/disable_execute_api_endpoint");
    assert!(causes(&rest, "404", "gateway", "switched off").is_empty());
}

#[test]
fn a_usage_plan_limits_only_where_a_key_is_asked_for() {
    let mut design = preset("fastapi-keys");
    assert_eq!(causes(&design, "429", "limit", "quota").len(), 1);
    assert_eq!(causes(&design, "429", "rate", "usage plan").len(), 1);
    for route in &mut design.routes {
        let methods = &mut std::sync::Arc::make_mut(route).methods;
        for method in methods.iter_mut() {
            method.api_key_required = Some(false);
        }
    }
    assert!(causes(&design, "429", "limit", "quota").is_empty());
    assert!(causes(&design, "429", "rate", "usage plan").is_empty());
}

#[test]
fn proofs_ask_the_stage_and_the_path_that_are_meant() {
    let design = preset("dash-rest");
    let told = causes(&design, "404", "app", "the app got the path");
    let group = design.stages[1].access_log.as_ref().map(|log| {
        let stage = &design.stages[1].name;
        log.group(&design.name, stage)
    });
    assert!(
        told[0].proof.contains(&group.expect("a log")),
        "{}",
        told[0].proof
    );
    let told = causes(&design, "502", "fine", "proxy integration");
    assert!(told[0].proof.contains("/\"prod "), "{}", told[0].proof);
    let keys = preset("fastapi-keys");
    let told = causes(&keys, "403", "forbidden", "no API key");
    let asked = "-H \"x-api-key: $KEY\" https://api.example.com/v1/items";
    assert!(told[0].proof.ends_with(asked), "{}", told[0].proof);
}

#[test]
fn a_log_that_is_read_is_turned_on_and_functions_have_no_ports() {
    let mut design = preset("dash-rest");
    for stage in &mut design.stages {
        stage.execution_log = crate::model::LogLevel::Off;
    }
    let told = causes(&design, "502", "fine", "proxy integration");
    let fix = told[0].fix.as_ref().expect("an edit");
    design.mend(fix);
    let told = causes(&design, "502", "fine", "proxy integration");
    assert!(told[0].fix.is_none());
    assert!(causes(&design, "504", "early", "connection to the backend").is_empty());
    assert_eq!(causes(&design, "502", "raise", "raised").len(), 1);
    assert!(causes(&preset("fastapi-http"), "502", "raise", "raised").is_empty());
    assert_eq!(
        causes(&preset("fastapi-http"), "500", "gateway", "function failed").len(),
        1
    );
}

#[test]
fn a_status_is_blamed_on_what_ends_in_it() {
    let mut rest = preset("dash-rest");
    rest.functions[0].timeout_seconds = 3;
    let mut http = preset("dash-http");
    http.functions[0].timeout_seconds = 3;
    let text = "shorter timeout than the gateway waits";
    for (design, symptom, answer) in [(&rest, "502", "timeout"), (&http, "500", "gateway")] {
        let found = causes(design, symptom, answer, text);
        let fix = found[0].fix.clone().expect("an edit");
        let mut better = design.clone();
        better.mend(&fix);
        assert!(causes(&better, symptom, answer, text).is_empty());
    }
    assert!(causes(&http, "502", "timeout", text).is_empty());
    assert!(causes(&rest, "500", "gateway", text).is_empty());
    // No function ends in a 504.
    assert!(causes(&rest, "504", "early", "").is_empty());
    let route = std::sync::Arc::make_mut(&mut rest.routes[0]);
    route.methods[0].timeout_ms = Some(5_000);
    let found = causes(&rest, "504", "early", "the method has a shorter timeout");
    rest.mend(found[0].fix.as_ref().expect("an edit"));
    assert!(causes(&rest, "504", "early", "").is_empty());
}

#[test]
fn an_http_api_says_forbidden_where_others_say_why() {
    use crate::model::{Authorization, Authorizer, AuthorizerKind, LambdaRequest};
    let by = |name: &str, kind: Option<AuthorizerKind>| {
        let mut design = preset(name);
        design.access.authorization = match kind {
            None => Authorization::Iam,
            Some(kind) => {
                let name = "own".to_owned();
                design.access.authorizers = vec![Authorizer {
                    name: name.clone(),
                    kind,
                }];
                Authorization::Authorizer(name)
            }
        };
        design
    };
    let lambda = || Some(AuthorizerKind::LambdaRequest(LambdaRequest::default()));
    let (said, why) = (
        "not signed, its signature is wrong",
        "its policy does not allow",
    );
    let http = by("dash-http", None);
    assert_eq!(causes(&http, "403", "forbidden", said).len(), 1);
    assert!(causes(&http, "403", "token", "").is_empty());
    assert!(causes(&http, "403", "not-authorized", why).is_empty());
    let rest = by("dash-rest", None);
    assert!(causes(&rest, "403", "forbidden", said).is_empty());
    let signed = "--aws-sigv4 aws:amz:ap-northeast-1:execute-api https://api.example.com/";
    for (design, answer) in [(&http, "forbidden"), (&rest, "token")] {
        let found = causes(design, "403", answer, "sign");
        assert!(found[0].proof.ends_with(signed), "{}", found[0].proof);
    }
    assert_eq!(causes(&rest, "403", "token", "IAM signature").len(), 1);
    assert_eq!(causes(&rest, "403", "not-authorized", why).len(), 1);
    let http = by("dash-http", lambda());
    assert_eq!(causes(&http, "403", "forbidden", "`isAuthorized`").len(), 1);
    assert_eq!(
        causes(&http, "500", "gateway", "the authorizer failed").len(),
        1
    );
    assert!(causes(&http, "403", "not-authorized", "authorizer").is_empty());
    assert!(causes(&http, "500", "null", "").is_empty());
    let rest = by("dash-rest", lambda());
    assert!(causes(&rest, "403", "forbidden", "authorizer").is_empty());
    assert_eq!(
        causes(&rest, "403", "not-authorized", "authorizer").len(),
        2
    );
    assert_eq!(causes(&rest, "500", "null", "").len(), 1);
    // A token without a scope is the one 403 of a JWT authorizer.
    let mut jwt = preset("fastapi-http");
    let text = "none of the scopes";
    assert!(causes(&jwt, "403", "forbidden", text).is_empty());
    if let AuthorizerKind::Jwt(own) = &mut jwt.access.authorizers[0].kind {
        own.scopes = vec!["orders".into()];
    }
    assert_eq!(causes(&jwt, "403", "forbidden", text).len(), 1);
}

/// Whether a shell would run what the names of the test hold.
fn is_run(command: &str) -> bool {
    let (mut in_single, mut in_double) = (false, false);
    command.char_indices().any(|(place, c)| {
        match c {
            '\'' if !in_double => in_single = !in_single,
            '"' if !in_single => in_double = !in_double,
            _ => {}
        }
        let rest = &command[place..];
        !in_single && (rest.starts_with("$(id)") || !in_double && rest.starts_with("; rm"))
    })
}

#[test]
fn a_name_with_a_quote_stays_one_word_of_a_command() {
    let mut design = (PRESETS[0].design)();
    design.functions[0].name = "a'; rm -rf ~; '".into();
    design.name = "x\" $(id)".into();
    for symptom in SYMPTOMS {
        for answer in symptom.answers {
            for cause in symptom.diagnose(&design, answer.key).causes {
                assert!(!is_run(&cause.proof), "{}", cause.proof);
            }
        }
    }
}

#[test]
fn what_a_401_can_be_is_what_the_authorizers_of_the_design_are() {
    let told = |name: &str, answer: &str, text: &str| {
        !causes(&preset(name), "401", answer, text).is_empty()
    };
    assert!(told("dash-cognito", "token", "an access token"));
    assert!(!told("dash-cognito", "token", "`client_id`"));
    assert!(told("fastapi-http", "token", "`client_id`"));
    assert!(told("fastapi-http", "nothing", "without asking"));
    // Where nobody is asked it can be the app alone.
    assert!(!told("dash-rest", "nothing", "without asking"));
    assert!(told("dash-rest", "nothing", "the app itself"));
    let mut design = preset("dash-cognito");
    design.access.authorizers[0].kind = AuthorizerKind::LambdaToken(LambdaToken {
        validation_expression: "Bearer .+".into(),
        ..LambdaToken::default()
    });
    let [cause] = &causes(&design, "401", "token", "pattern")[..] else {
        panic!("there is one cause");
    };
    let fix = cause.fix.clone().expect("it has a mend");
    design.mend(&fix);
    assert!(causes(&design, "401", "token", "pattern").is_empty());
    assert_eq!(causes(&design, "401", "token", "`Unauthorized`").len(), 1);
}

#[test]
fn a_limit_of_a_method_is_a_cause_of_429_and_one_of_zero_is_known() {
    let mut design = preset("flask-rest");
    let own = |design: &mut Design, rate_limit| {
        for route in &mut design.routes {
            for method in &mut std::sync::Arc::make_mut(route).methods {
                method.throttle = Some(Throttle {
                    rate_limit,
                    burst_limit: 5,
                });
            }
        }
    };
    own(&mut design, 1.0);
    assert_eq!(causes(&design, "429", "rate", "limit of its own").len(), 1);
    own(&mut design, 0.0);
    let symptom = Symptom::find("429").expect("it is one");
    let known = symptom.diagnose(&design, "rate").known;
    assert!(
        known
            .iter()
            .any(|one| one.code == "throttle-refuses-everybody")
    );
}
