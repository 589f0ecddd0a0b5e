//! What becomes of requests: the worked examples as reviewed texts, and random requests to all of them.

use gateway_studio::model::Design;
use gateway_studio::model::preset::{PRESETS, find};
use gateway_studio::simulate::{
    Decision, Outcome, Reason, Request, Tool, Trace, addresses, simulate,
};
use gateway_studio::words::Language;
use proptest::prelude::*;

fn preset(name: &str) -> Design {
    (find(name).expect("a preset of that name").design)()
}

fn ask(method: &str, url: &str, headers: &[(&str, &str)]) -> Request {
    let headers = headers.iter();
    Request {
        method: method.into(),
        url: url.into(),
        headers: headers
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Request::default()
    }
}

/// A way in short: where it stopped or what was noted, and the answer.
fn short(trace: &Trace) -> String {
    let told = trace.steps.iter();
    let told = told.filter(|step| matches!(step.outcome, Outcome::Stopped | Outcome::Noted));
    let lines = told.map(|step| {
        let message = step.message.get(Language::En);
        format!("  {} {}: {message}\n", step.part.key(), step.outcome.key())
    });
    let lines: String = lines.collect();
    format!("{} {}\n{lines}", trace.answer.status, trace.answer.body)
}

#[test]
fn the_many_causes_of_a_refusal_are_told_apart() {
    let dash = preset("dash-rest");
    let host = "https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com";
    let mut told = String::new();
    let mut tell = |name: &str, design: &Design, request: &Request| {
        told.extend([name, "\n", &short(&simulate(design, request))]);
    };
    let get = |url: &str| ask("GET", url, &[]);
    tell("a page", &dash, &get("/"));
    tell("no stage", &dash, &get(&format!("{host}/assets/a.css")));
    tell("another stage", &dash, &get(&format!("{host}/Prod/")));
    tell("another host", &dash, &get("https://other.example/"));
    tell("no TLS", &dash, &get("http://api.example.com/"));
    let mut closed = dash.clone();
    if let gateway_studio::model::Api::Rest(rest) = &mut closed.api {
        rest.disable_execute_api_endpoint = true;
    }
    tell(
        "the default URL off",
        &closed,
        &get(&format!("{host}/prod/")),
    );
    let mut based = dash.clone();
    based.domain.as_mut().expect("it has one").mappings[0].base_path = "shop".into();
    tell(
        "another base path",
        &based,
        &get("https://api.example.com/x"),
    );
    tell(
        "its base path",
        &based,
        &get("https://api.example.com/shop/assets/a.css"),
    );
    let mut rootless = dash.clone();
    rootless.routes.remove(0);
    tell("no root", &rootless, &get("/"));
    let zappa = Request {
        tool: Tool::Zappa,
        ..get(&format!("{host}/prod/"))
    };
    tell(
        "Zappa, on the address that its prefix is not for",
        &dash,
        &zappa,
    );
    let cognito = preset("dash-cognito");
    tell("no token", &cognito, &get("/"));
    let denied = Request {
        authorizer: Decision::Deny,
        ..ask("GET", "/", &[("Authorization", "x")])
    };
    tell("a bad token", &cognito, &denied);
    let public = preset("fastapi-keys");
    tell("no key", &public, &get("/items"));
    tell(
        "another key",
        &public,
        &ask("GET", "/items", &[("X-Api-Key", "nobody")]),
    );
    let private = preset("dash-private");
    tell("from the internet", &private, &get("/"));
    insta::assert_snapshot!(told);
}

#[test]
fn a_preflight_is_answered_without_a_token_and_judged_as_a_browser_does() {
    let mut design = preset("dash-rest");
    design.cors = Some(gateway_studio::model::Cors {
        allow_origins: vec!["https://a.example".into()],
        ..gateway_studio::model::Cors::default()
    });
    let verdict = |origin: &str, method: &str, headers: &str| {
        let request = ask(
            "OPTIONS",
            "/_dash-update-component",
            &[
                ("Origin", origin),
                ("Access-Control-Request-Method", method),
                ("Access-Control-Request-Headers", headers),
            ],
        );
        let trace = simulate(&design, &request);
        trace.verdict.expect("an origin asked").is_allowed
    };
    assert!(verdict("https://a.example", "POST", "content-type"));
    assert!(!verdict("https://b.example", "POST", "content-type"));
    assert!(!verdict("https://a.example", "DELETE", ""));
    assert!(!verdict("https://a.example", "POST", "x-other"));
}

#[test]
fn a_preflight_names_each_listed_origin_and_an_error_the_first() {
    let mut design = preset("dash-rest");
    design.access.api_key_required = true;
    let [first, second] = ["https://a.example", "https://b.example"];
    design.cors = Some(gateway_studio::model::Cors {
        allow_origins: vec![first.into(), second.into()],
        ..gateway_studio::model::Cors::default()
    });
    let url = "https://api.execute-api.ap-northeast-1.amazonaws.com/prod/";
    let allowed = |method: &str, url: &str, origin: &str| {
        let asked = ("Access-Control-Request-Method", "GET");
        let trace = simulate(&design, &ask(method, url, &[("Origin", origin), asked]));
        let named = trace.answer.header("access-control-allow-origin");
        let named = named.unwrap_or_default().to_owned();
        let verdict = trace.verdict.expect("a page of another origin");
        (named, verdict.is_allowed)
    };
    for origin in [first, second] {
        assert_eq!(allowed("OPTIONS", url, origin), (origin.into(), true));
    }
    let other = "https://c.example";
    assert_eq!(allowed("OPTIONS", url, other), (first.into(), false));
    // Without the key that a method wants the gateway answers itself.
    assert_eq!(allowed("GET", url, first), (first.into(), true));
    assert_eq!(allowed("GET", url, second), (first.into(), false));
}

fn requests() -> impl Strategy<Value = Request> {
    let method = prop::sample::select(vec![
        "GET", "post", "OPTIONS", "CONNECT", "MESSAGE", "", "ANY",
    ]);
    let url = prop_oneof![
        "/[a-z%{}+./?&=#]{0,24}",
        "(https?|wss)://[a-z.:@]{0,20}(/[a-zA-Z0-9%?&=]{0,12}){0,3}",
        "https://a1b2c3d4e5\\.execute-api\\.ap-northeast-1\\.amazonaws\\.com/(prod|dev|\\$default)?(/[a-z%]{0,8}){0,3}",
        ".{0,30}",
    ];
    let name = prop::sample::select(vec![
        "Origin",
        "x-api-key",
        "Authorization",
        "Cookie",
        "Content-Type",
        "é",
    ]);
    let headers = prop::collection::vec((name.prop_map(str::to_owned), ".{0,12}"), 0..4);
    (
        method,
        url,
        headers,
        ".{0,40}",
        "[0-9a-f.:]{0,12}",
        any::<[bool; 3]>(),
        prop::sample::select(vec![
            Decision::Allow,
            Decision::Deny,
            Decision::Fail,
            Decision::LacksScope,
            Decision::Unauthorized,
        ]),
    )
        .prop_map(
            |(method, url, headers, body, source_ip, switches, authorizer)| Request {
                method: method.into(),
                url,
                headers,
                body,
                source_ip,
                is_signed: switches[0],
                lacks_certificate: switches[1],
                is_filtered: switches[2],
                authorizer,
                ..Request::default()
            },
        )
}

proptest! {
    #[test]
    fn every_request_gets_an_answer_with_its_cause(request in requests(), preset in 0..PRESETS.len()) {
        let design = (PRESETS[preset].design)();
        let trace = simulate(&design, &request);
        prop_assert!(!trace.answer.cause.en.is_empty() && !trace.answer.cause.ja.is_empty());
        prop_assert!(!trace.steps.is_empty());
        // A refusal has a name.
        let is_forbidden = trace.answer.status == 403 && !trace.answer.is_of_backend;
        let reason = trace.answer.reason;
        prop_assert!(!is_forbidden || reason.is_some_and(|reason| Reason::FORBIDDEN.contains(&reason)));
        let json = trace.to_json(Language::Ja);
        prop_assert!(json["answer"]["status"].is_u64());
        // Every step leads to a field that is there.
        for step in &trace.steps {
            prop_assert!(design.view(step.at).is_some() || step.at.segments().len() > 1, "{:?}", step);
        }
        // A way that called a function has an event, and one that was stopped has none.
        let called = trace.event.is_some();
        prop_assert_eq!(called, trace.answer.is_of_backend && called);
    }

    #[test]
    fn each_address_of_a_design_leads_to_its_stage(preset in 0..PRESETS.len()) {
        let design = (PRESETS[preset].design)();
        let private = design.rest().map(|rest| rest.vpc_endpoint_ids.clone()).unwrap_or_default();
        for address in addresses(&design) {
            let request = Request {
                url: format!("{}/", address.url),
                vpc_endpoint: private.first().cloned().unwrap_or_default(),
                ..Request::default()
            };
            let trace = simulate(&design, &request);
            let stage = &design.stages[address.stage].name;
            if let Some(event) = trace.event {
                prop_assert_eq!(event["requestContext"]["stage"].as_str(), Some(stage.as_str()));
            }
        }
    }
}

#[test]
fn what_an_http_api_changes_on_the_way_is_what_the_function_and_the_caller_get() {
    use gateway_studio::model::{Transform, TransformedResponse, Variable};
    let list = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        let pairs = pairs.map(|(name, value)| Variable {
            name: (*name).into(),
            value: (*value).into(),
        });
        pairs.collect::<Vec<_>>()
    };
    let mut design = preset("dash-http");
    let greedy = design
        .routes
        .iter()
        .position(|route| route.path == "/{proxy+}")
        .expect("the preset has it");
    let route = std::sync::Arc::make_mut(&mut design.routes[greedy]);
    route.methods[0].transform = Transform {
        request: list(&[
            ("append:header.X-Part", "${request.path.proxy}-$5"),
            ("remove:header.x-debug", ""),
            ("overwrite:querystring.q", "$request.body.a.b"),
            ("overwrite:path", "/new${request.path}"),
        ]),
        responses: vec![TransformedResponse {
            status: 200,
            changes: list(&[
                ("overwrite:statuscode", "202"),
                ("append:header.X-Id", "$context.requestId"),
            ]),
        }],
    };
    let mut request = ask("POST", "/a/b?q=old&r=1", &[("X-Debug", "1")]);
    request.body = r#"{"a":{"b":"n&w"}}"#.into();
    let trace = simulate(&design, &request);
    let event = trace.event.expect("a function is called");
    assert_eq!(event["headers"]["x-part"], "a/b-$5");
    assert!(event["headers"].get("x-debug").is_none());
    assert_eq!(event["queryStringParameters"]["q"], "n&w");
    assert_eq!(event["rawQueryString"], "r=1&q=n%26w");
    assert_eq!(event["rawPath"], "/new/a/b");
    assert_eq!(trace.answer.status, 202);
    assert_eq!(
        trace.answer.header("x-id"),
        event["requestContext"]["requestId"].as_str()
    );
    // Another route is as it was, and another kind of API changes nothing.
    let plain = simulate(&design, &ask("GET", "/", &[]));
    assert_eq!(plain.answer.status, 200);
}

#[test]
fn a_message_takes_the_template_that_it_names_and_needs_no_function() {
    let text = include_str!("designs/websocket-chat-japanese.json");
    let design = gateway_studio::model::read(text)
        .design
        .expect("the file is a design");
    let send = |body: &str| {
        let mut request = ask("MESSAGE", "/", &[]);
        request.body = body.into();
        let trace = simulate(&design, &request);
        let told = trace.steps.iter();
        let told = told.filter(|step| step.part.key() == "integration");
        let told: Vec<String> = told
            .map(|step| step.message.get(Language::En).to_string())
            .collect();
        (trace.event.is_some(), told.join("; "))
    };
    let (called, told) = send(r#"{"kind":"ping"}"#);
    assert!(
        !called && told.contains("itself") && told.contains("`$default` is taken"),
        "{told}"
    );
    let (_, told) = send(r#"{"kind":"store","type":"text"}"#);
    assert!(told.contains("the template `text` is taken"), "{told}");
    let (_, told) = send(r#"{"kind":"store","type":"other"}"#);
    assert!(told.contains("refused"), "{told}");
    let (_, told) = send(r#"{"kind":"raw"}"#);
    assert!(told.contains("https://backend.example.com/raw"), "{told}");
}

#[test]
fn a_page_of_the_gateway_itself_needs_no_leave() {
    let mut design = preset("dash-rest");
    design.cors = None;
    for url in ["/_dash-update-component", "https://api.example.com/x"] {
        let own = ask("POST", url, &[("Origin", "https://api.example.com")]);
        assert_eq!(simulate(&design, &own).verdict, None, "{url}");
        let other = ask("POST", url, &[("Origin", "https://a.example")]);
        let verdict = simulate(&design, &other).verdict;
        assert!(verdict.is_some_and(|verdict| !verdict.is_allowed), "{url}");
    }
    let websocket = preset("websocket-feed");
    let asked = ask("CONNECT", "/", &[("Origin", "https://a.example")]);
    assert_eq!(simulate(&websocket, &asked).verdict, None);
}

#[test]
fn a_page_without_styles_is_told_with_the_answer_and_with_what_helps() {
    let host = "https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com";
    let mend = |design: &Design, url: &str, tool: Tool| {
        let request = Request {
            tool,
            ..ask("GET", url, &[])
        };
        let answer = simulate(design, &request).answer;
        assert_eq!(answer.status, 200);
        answer
            .mend
            .map_or_else(String::new, |mend| mend.en.to_string())
    };
    let dash = preset("dash-rest");
    let stage = format!("{host}/prod/");
    assert_eq!(mend(&dash, &stage, Tool::Handler), "");
    assert_eq!(mend(&dash, "/", Tool::Zappa), "");
    assert!(mend(&dash, &stage, Tool::Zappa).contains("one prefix for each stage, here `/`"));
    let mut fixed = dash.clone();
    fixed.functions[0]
        .environment
        .push(gateway_studio::model::Variable {
            name: "DASH_REQUESTS_PATHNAME_PREFIX".into(),
            value: "/prod/".into(),
        });
    assert_eq!(mend(&fixed, &stage, Tool::Handler), "");
    assert!(mend(&fixed, "/", Tool::Handler).contains("take the variable"));
    let mut rootless = dash.clone();
    rootless.routes.retain(|route| route.path == "/");
    assert!(mend(&rootless, "/", Tool::Handler).contains("add the route `/{proxy+}`"));
}

#[test]
fn the_gateway_adds_the_callers_address_and_a_trace() {
    let headers = |headers: &[(&str, &str)]| {
        let event = simulate(&preset("dash-rest"), &ask("GET", "/", headers)).event;
        event.expect("the function is called")["headers"].clone()
    };
    let plain = headers(&[]);
    assert_eq!(plain["X-Forwarded-For"], "203.0.113.10");
    assert!(
        plain["X-Amzn-Trace-Id"]
            .as_str()
            .is_some_and(|id| id.starts_with("Root=1-"))
    );
    let own = headers(&[
        ("x-forwarded-for", "192.0.2.1"),
        ("X-Amzn-Trace-Id", "Self=1"),
    ]);
    assert_eq!(own["x-forwarded-for"], "192.0.2.1, 203.0.113.10");
    assert_eq!(
        (&own["X-Forwarded-For"], &own["X-Amzn-Trace-Id"]),
        (&serde_json::Value::Null, &"Self=1".into())
    );
}

#[test]
fn a_variable_that_moves_a_dash_app_is_told() {
    let with = |variables: &[(&str, &str)], path: &str| {
        let mut design = preset("dash-rest");
        for (name, value) in variables {
            design.functions[0]
                .environment
                .push(gateway_studio::model::Variable {
                    name: (*name).into(),
                    value: (*value).into(),
                });
        }
        let host = format!(
            "https://a1b2c3d4e5.execute-api.{}.amazonaws.com",
            design.region
        );
        let stage = design.stages[0].name.clone();
        let trace = simulate(&design, &ask("GET", &format!("{host}/{stage}{path}"), &[]));
        let app = trace.app.expect("the app is asked");
        let noted = trace
            .steps
            .iter()
            .any(|step| step.at.to_string().starts_with("/functions/0/environment"));
        (
            trace.answer.status,
            app.asset_resolves,
            noted,
            trace.answer.mend.is_some(),
        )
    };
    assert_eq!(with(&[], "/"), (200, true, false, false));
    for name in ["DASH_URL_BASE_PATHNAME", "DASH_ROUTES_PATHNAME_PREFIX"] {
        assert_eq!(with(&[(name, "/app/")], "/"), (404, false, true, true));
        // The handler sets the prefix that the browser uses, and the assets stand elsewhere.
        assert_eq!(with(&[(name, "/app/")], "/app/"), (200, false, true, true));
        assert_eq!(with(&[(name, "/")], "/"), (200, true, false, false));
    }
    let stage = &preset("dash-rest").stages[0].name.clone();
    let both = [
        ("DASH_ROUTES_PATHNAME_PREFIX", "/app/"),
        ("DASH_REQUESTS_PATHNAME_PREFIX", &*format!("/{stage}/app/")),
    ];
    assert_eq!(with(&both, "/app/"), (200, true, false, false));
}

#[test]
fn one_of_a_kind_is_told_in_the_singular() {
    let text = r#"{"name": "shop", "region": "us-east-1", "stages": [{"name": "dev"}], "routes": [
        {"path": "/{id}", "methods": [{"verb": "GET", "integration": {"mock": {}}}]},
        {"path": "/{proxy+}", "methods": [{"verb": "GET", "integration": {"mock": {}}}]},
        {"path": "/a", "methods": [{"verb": "GET", "integration": {"mock": {}}, "request": {"validator": "parameters",
            "parameters": [{"place": "header", "name": "X-A", "required": true}, {"place": "header", "name": "X-B", "required": true}]}}]}]}"#;
    let design = gateway_studio::model::read(text).design;
    let mut design = design.expect("the text is a design");
    let told = |design: &Design, headers: &[(&str, &str)]| {
        let trace = simulate(design, &ask("GET", "/a", headers));
        let told = trace.steps.iter();
        let told: Vec<String> = told
            .map(|step| step.message.get(Language::En).to_string())
            .collect();
        told.join("; ")
    };
    let both = told(&design, &[]);
    assert!(both.contains("parameters `X-A, X-B` are missing"), "{both}");
    assert!(both.contains("more of it than 2 others"), "{both}");
    design.routes.remove(0);
    let one = told(&design, &[("X-A", "1")]);
    assert!(one.contains("parameter `X-B` is missing"), "{one}");
    assert!(one.contains("more of it than one other"), "{one}");
}
