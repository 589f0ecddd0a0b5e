//! What a request meets besides routes and guards: mappings, caches, lengths, and the ways into a WebSocket API.

use gateway_studio::generate;
use gateway_studio::model::preset::find;
use gateway_studio::model::{
    Api, Authorization, Authorizer, AuthorizerKind, Cache, Design, EndpointType, LambdaRequest,
    Parameter, ParameterPlace, read,
};
use gateway_studio::rules;
use gateway_studio::simulate::{Decision, Outcome, Reason, Request, Trace, simulate};
use serde_json::Value;

fn preset(name: &str) -> Design {
    (find(name).expect("a preset of that name").design)()
}

fn designed(text: &str) -> Design {
    read(text).design.expect("the file is a design")
}

fn integrations() -> Design {
    designed(include_str!("designs/integrations-rest.json"))
}

fn ask(method: &str, url: &str, body: &str, kind: Option<&str>) -> Request {
    let kind = kind.map(|kind| ("Content-Type".to_owned(), kind.to_owned()));
    Request {
        method: method.into(),
        url: url.into(),
        body: body.into(),
        headers: kind.into_iter().collect(),
        ..Request::default()
    }
}

fn end(design: &Design, request: &Request) -> (u16, Option<Reason>) {
    let answer = simulate(design, request).answer;
    (answer.status, answer.reason)
}

/// The steps of a part, in English.
fn told(trace: &Trace, part: &str) -> String {
    let steps = trace.steps.iter().filter(|step| step.part.key() == part);
    let lines: Vec<String> = steps.map(|step| step.message.en.to_string()).collect();
    lines.join("; ")
}

#[test]
fn a_body_without_a_template_is_refused_as_the_mapping_says() {
    let design = integrations();
    let refused = (415, Some(Reason::UnsupportedType));
    let of = |path: &str, method: &str, body: &str, kind: Option<&str>| {
        let mut request = ask(method, path, body, kind);
        request.is_signed = true;
        end(&design, &request)
    };
    // `NEVER`.
    assert_eq!(of("/items/5", "GET", "x", Some("text/plain")), refused);
    for json in [
        None,
        Some("application/json"),
        Some("Application/JSON; charset=utf-8"),
    ] {
        assert_eq!(of("/items/5", "GET", "{}", json), (200, None), "{json:?}");
    }
    // What has no body is not judged.
    assert_eq!(of("/items/5", "GET", "", Some("text/plain")), (200, None));
    // `WHEN_NO_TEMPLATES` beside a template, and `WHEN_NO_MATCH`.
    assert_eq!(of("/items/5", "POST", "x", Some("text/plain")), refused);
    assert_eq!(of("/items/5", "DELETE", "x", Some("text/plain")).0, 204);
    // Without any template `WHEN_NO_TEMPLATES` passes all on, and `NEVER` nothing.
    let mut bare = integrations();
    let route = std::sync::Arc::make_mut(&mut bare.routes[1]);
    let method = route
        .methods
        .iter_mut()
        .find(|one| one.verb.as_str() == "GET");
    let gateway_studio::model::Integration::Http(http) =
        &mut method.expect("it is there").integration
    else {
        panic!("it is a server");
    };
    http.mapping.templates.clear();
    assert_eq!(end(&bare, &ask("GET", "/items/5", "{}", None)), refused);
    let route = std::sync::Arc::make_mut(&mut bare.routes[1]);
    for method in &mut route.methods {
        if let gateway_studio::model::Integration::Http(http) = &mut method.integration {
            http.mapping.passthrough = gateway_studio::model::Passthrough::WhenNoTemplates;
        }
    }
    assert_eq!(
        end(&bare, &ask("GET", "/items/5", "x", Some("text/plain"))).0,
        200
    );
    let trace = simulate(&design, &ask("GET", "/items/5", "x", Some("text/plain")));
    assert_eq!(
        trace.answer.gateway_response,
        Some("UNSUPPORTED_MEDIA_TYPE")
    );
    assert_eq!(trace.answer.body, r#"{"message":"Unsupported Media Type"}"#);
    let last = trace.steps.last().expect("a step ended it");
    assert_eq!(last.outcome, Outcome::Stopped);
    assert!(design.view(last.at).is_some(), "{last:?}");
}

/// The definition that is generated of a design.
fn definition(design: &Design) -> Value {
    let files = generate::generate(design).into_iter();
    let mut files = files.filter(|file| file.generator.path == "openapi/openapi.yaml");
    let text = files.next().expect("every design has one").document.text();
    serde_yaml::from_str(&text).expect("it is YAML")
}

/// A path that a route takes.
fn example(path: &str) -> String {
    let parts = path.split('/');
    let parts = parts.map(|part| if part.starts_with('{') { "x" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn a_mapping_answers_and_refuses_as_the_generated_definition_says() {
    let mut judged = 0;
    for design in [integrations(), preset("s3-sqs")] {
        let definition = definition(&design);
        let paths = definition["paths"].as_object().expect("paths");
        for (path, methods) in paths {
            for (verb, method) in methods.as_object().expect("methods") {
                let told = &method["x-amazon-apigateway-integration"];
                if !matches!(told["type"].as_str(), Some("aws" | "http")) || verb == "options" {
                    continue;
                }
                let status = &told["responses"]["default"]["statusCode"];
                let status: u16 = status
                    .as_str()
                    .and_then(|one| one.parse().ok())
                    .expect("one");
                let mut request = ask(&verb.to_uppercase(), &example(path), "{}", None);
                request.is_signed = true;
                assert_eq!(
                    simulate(&design, &request).answer.status,
                    status,
                    "{verb} {path}"
                );
                let is_refused = match told["passthroughBehavior"].as_str() {
                    Some("never") => true,
                    Some("when_no_templates") => told["requestTemplates"].is_object(),
                    _ => false,
                };
                request.headers = vec![("content-type".into(), "text/plain".into())];
                let wanted = if is_refused { 415 } else { status };
                assert_eq!(
                    simulate(&design, &request).answer.status,
                    wanted,
                    "{verb} {path}"
                );
                judged += 1;
            }
        }
    }
    assert!(judged > 9, "{judged}");
}

#[test]
fn a_cache_gives_every_path_the_same_answer_unless_the_parameter_is_a_key() {
    let mut design = preset("dash-rest");
    for stage in &mut design.stages {
        stage.cache = Some(Cache::default());
    }
    let request = ask("GET", "/assets/a.css", "", None);
    let cached = |design: &Design| told(&simulate(design, &request), "cache");
    let warns = |design: &Design| {
        let found = rules::check(design);
        found
            .iter()
            .any(|one| one.code == "stage-cache-across-paths")
    };
    let place = design.routes.iter().position(|one| one.path == "/{proxy+}");
    let place = place.expect("the app takes every path");
    for method in &mut std::sync::Arc::make_mut(&mut design.routes[place]).methods {
        method.verb = gateway_studio::model::Verb::Get;
    }
    let words = cached(&design);
    assert!(
        words.contains("every path of `/{proxy+}`") && !words.contains("alone"),
        "{words}"
    );
    assert!(warns(&design));
    let root = told(&simulate(&design, &ask("GET", "/", "", None)), "cache");
    assert!(!root.contains("every path"), "{root}");
    for method in &mut std::sync::Arc::make_mut(&mut design.routes[place]).methods {
        method.request.parameters.push(Parameter {
            place: ParameterPlace::Path,
            name: "proxy".into(),
            cache_key: true,
            ..Parameter::default()
        });
    }
    let words = cached(&design);
    assert!(words.contains("by `method.request.path.proxy`"), "{words}");
    assert!(!words.contains("every path"), "{words}");
    assert!(!warns(&design));
}

#[test]
fn an_address_may_be_so_long_and_no_longer() {
    let long = |design: &Design, length: usize, header: usize| {
        let mut request = ask("GET", "/?q=", "", None);
        request.headers.push(("x-long".into(), "y".repeat(header)));
        let url = gateway_studio::simulate::addresses(design)[0].url.clone();
        let url = format!("{url}/?q=");
        request.url = format!("{url}{}", "x".repeat(length - url.len()));
        end(design, &request)
    };
    let refused = (414, Some(Reason::UrlTooLong));
    let mut rest = preset("dash-rest");
    assert_eq!(long(&rest, 10_240, 5_000).0, 200);
    assert_eq!(long(&rest, 10_241, 0), refused);
    if let Api::Rest(api) = &mut rest.api {
        api.endpoint = EndpointType::Edge;
    }
    assert_eq!(long(&rest, 8_192, 0).0, 200);
    assert_eq!(long(&rest, 8_193, 0), refused);
    // An HTTP API counts the headers, too.
    let http = preset("dash-http");
    assert_eq!(long(&http, 5_000, 4_000).0, 200);
    assert_eq!(long(&http, 5_000, 6_000), refused);
    assert_eq!(long(&http, 100, 10_300).1, Some(Reason::HeadersTooLarge));
}

#[test]
fn a_backend_calls_a_connection_back_with_a_signature() {
    let design = preset("websocket-feed");
    let of = |method: &str, authorizer: Option<Decision>| {
        let mut request = ask(method, "/@connections/L0SM9cOFvHcCIhw=", "hello", None);
        request.is_signed = authorizer.is_some();
        request.authorizer = authorizer.unwrap_or_default();
        simulate(&design, &request)
    };
    let answer = of("POST", None).answer;
    assert_eq!(
        (answer.status, answer.reason),
        (403, Some(Reason::NotSigned))
    );
    let trace = of("POST", Some(Decision::Allow));
    assert_eq!((trace.answer.status, trace.event), (200, None));
    assert!(trace.answer.cause.en.contains("410"));
    assert_eq!(of("GET", Some(Decision::Allow)).answer.status, 200);
    assert_eq!(of("DELETE", Some(Decision::Allow)).answer.status, 204);
    let denied = of("POST", Some(Decision::Deny)).answer;
    assert_eq!(
        (denied.status, denied.reason),
        (403, Some(Reason::IamDenied))
    );
    assert!(denied.cause.en.contains("execute-api:ManageConnections"));
    // Anything else is no request to a WebSocket API, as before.
    assert_eq!(of("PUT", Some(Decision::Allow)).answer.status, 0);
}

#[test]
fn a_connection_has_no_path_behind_its_stage() {
    let mut design = preset("websocket-feed");
    design.access.authorization = Authorization::None;
    design.access.api_key_required = false;
    for address in gateway_studio::simulate::addresses(&design) {
        let of = |path: &str| {
            end(
                &design,
                &ask("CONNECT", &format!("{}{path}", address.url), "", None),
            )
        };
        assert_eq!(of("/foo"), (403, Some(Reason::NoRoute)), "{}", address.url);
        for path in ["", "/", "?room=1"] {
            assert_eq!(of(path), (101, None), "{}{path}", address.url);
        }
    }
}

#[test]
fn a_handshake_whose_authorizer_fails_is_not_mended_by_what_is_sent() {
    let mut design = preset("websocket-feed");
    design.access.api_key_required = false;
    design.access.authorization = Authorization::Authorizer("own".into());
    design.access.authorizers = vec![Authorizer {
        name: "own".into(),
        kind: AuthorizerKind::LambdaRequest(LambdaRequest::default()),
    }];
    let of = |authorizer| {
        let mut request = ask("CONNECT", "/", "", None);
        request.headers = vec![("Authorization".into(), "x".into())];
        request.authorizer = authorizer;
        let answer = simulate(&design, &request).answer;
        let mend = answer.mend.expect("a mend is told").en.to_string();
        (answer.status, answer.body, mend)
    };
    let (status, body, mend) = of(Decision::Fail);
    assert_eq!(
        (status, &*body),
        (500, r#"{"message":"Internal server error"}"#)
    );
    assert!(mend.contains("log"), "{mend}");
    let (status, _, mend) = of(Decision::Unauthorized);
    assert!(
        status == 401 && mend.contains("a token that it accepts"),
        "{mend}"
    );
    let mut bare = ask("CONNECT", "/", "", None);
    bare.headers.clear();
    let answer = simulate(&design, &bare).answer;
    let mend = answer.mend.expect("a mend is told").en.to_string();
    assert!(mend.contains("what the authorizer looks at"), "{mend}");
}

#[test]
fn a_message_without_a_template_ends_with_its_refusal() {
    let design = designed(include_str!("designs/websocket-chat-japanese.json"));
    let of = |body: &str| end(&design, &ask("MESSAGE", "/", body, None));
    let refused = (415, Some(Reason::UnsupportedType));
    assert_eq!(of(r#"{"kind":"store","type":"nope"}"#), refused);
    assert_eq!(of(r#"{"kind":"store","type":"text"}"#).0, 200);
    assert_eq!(of(r#"{"kind":"raw"}"#).0, 200);
}

/// A REST API with one method behind a server, which maps these responses.
fn mapped(responses: &str) -> Design {
    designed(&format!(
        r#"{{"name": "a", "region": "eu-west-1", "stages": [{{"name": "dev"}}], "api": {{"rest": {{}}}}, "routes": [{{"path": "/",
            "methods": [{{"integration": {{"http": {{"uri": "https://example.com/", "mapping": {{"responses": {responses}}}}}}}}}]}}]}}"#
    ))
}

#[test]
fn a_mapped_answer_has_its_constant_headers() {
    let design = mapped(
        r#"[{"status": 201, "headers": [{"name": "Access-Control-Allow-Origin", "value": "'https://a.example'"},
            {"name": "X-Own", "value": "integration.response.header.X"}]}]"#,
    );
    let mut request = ask("GET", "/", "", None);
    let origin = |origin: &str| vec![("Origin".to_owned(), origin.to_owned())];
    request.headers = origin("https://a.example");
    let trace = simulate(&design, &request);
    assert_eq!(trace.answer.status, 201);
    let allowed = trace.answer.header("access-control-allow-origin");
    assert_eq!(allowed, Some("https://a.example"));
    assert_eq!(trace.answer.header("x-own"), None);
    assert!(trace.verdict.is_some_and(|verdict| verdict.is_allowed));
    request.headers = origin("https://b.example");
    let verdict = simulate(&design, &request).verdict;
    assert!(verdict.is_some_and(|verdict| !verdict.is_allowed));
}

#[test]
fn what_no_response_of_a_mapping_is_for_ends_with_500() {
    let of = |responses: &str| end(&mapped(responses), &ask("GET", "/", "", None));
    let none = (500, Some(Reason::Misconfigured));
    assert_eq!(of(r#"[{"pattern": "4\\d{2}", "status": 404}]"#), none);
    assert_eq!(of("[]"), none);
    let all = r#"[{"pattern": "2\\d{2}", "status": 202}, {"pattern": "20", "status": 203}, {"status": 204}]"#;
    assert_eq!(of(all), (202, None));
    assert_eq!(
        of(r#"[{"pattern": "20", "status": 203}, {"status": 204}]"#),
        (204, None)
    );
}

#[test]
fn a_protected_method_has_an_arn_of_at_most_1600_bytes() {
    let long = format!("/{}", "a".repeat(1_590));
    let request = ask("GET", &long, "", None);
    let refused = (414, Some(Reason::UrlTooLong));
    for name in ["dash-rest", "dash-http"] {
        let mut design = preset(name);
        assert_eq!(end(&design, &request).0, 200, "{name}");
        design.access.authorization = Authorization::Iam;
        assert_eq!(end(&design, &request), refused, "{name}");
        let mut short = ask("GET", &long[..1_000], "", None);
        short.is_signed = true;
        assert_eq!(end(&design, &short).0, 200, "{name}");
    }
    // A resource policy asks, too.
    let mut design = preset("dash-rest");
    if let Api::Rest(rest) = &mut design.api {
        rest.policy = gateway_studio::model::ResourcePolicy::SourceRanges {
            cidrs: vec!["203.0.113.0/24".into()],
        };
    }
    assert_eq!(end(&design, &request), refused);
}

#[test]
fn a_header_of_a_gateway_response_without_quotes_is_not_sent() {
    let mut design = preset("dash-rest");
    design.cors = None;
    let of = |design: &mut Design, value: &str| {
        let header = gateway_studio::model::Variable {
            name: "Access-Control-Allow-Origin".into(),
            value: value.into(),
        };
        if let Api::Rest(rest) = &mut design.api {
            rest.gateway_responses = vec![gateway_studio::model::GatewayResponse {
                response_type: "DEFAULT_4XX".into(),
                headers: vec![header],
                ..Default::default()
            }];
        }
        let mut request = ask("GET", "/nowhere", "", None);
        request.headers = vec![("Origin".into(), "https://a.example".into())];
        let trace = simulate(design, &request);
        let value = trace.answer.header("access-control-allow-origin");
        (
            value.map(str::to_owned),
            told(&trace, "response").contains("is not sent"),
        )
    };
    design.routes.retain(|route| route.path == "/");
    assert_eq!(of(&mut design, "*"), (None, true));
    assert_eq!(of(&mut design, "'*'"), (Some("*".into()), false));
    let sent = of(&mut design, "method.request.header.Origin");
    assert_eq!(sent, (Some("https://a.example".into()), false));
}

#[test]
fn a_message_has_128_kb_at_most_and_comes_in_frames_of_32() {
    let design = preset("websocket-echo");
    let of = |length: usize| {
        let trace = simulate(&design, &ask("MESSAGE", "/", &"x".repeat(length), None));
        let is_called = trace.event.is_some();
        (trace.answer.status, is_called, told(&trace, "validation"))
    };
    assert_eq!(of(32 * 1024), (200, true, String::new()));
    let (status, is_called, words) = of(32 * 1024 + 1);
    assert!(
        (status, is_called) == (200, true) && words.contains("frames of 32 KB"),
        "{words}"
    );
    assert!(of(128 * 1024).1);
    let (status, is_called, words) = of(128 * 1024 + 1);
    assert!(
        (status, is_called) == (0, false) && words.contains("1009"),
        "{words}"
    );
}

#[test]
fn callers_are_told_apart_in_a_cache_by_what_their_authorizer_reads() {
    let told_of = |authorizer: &str, parameter: &str| {
        let design = designed(&format!(
            r#"{{"name": "a", "region": "us-east-1", "functions": [{{"name": "app"}}, {{"name": "guard"}}], "stages": [{{"name": "prod", "cache": {{}}}}],
                "access": {{"authorization": {{"authorizer": "own"}}, "authorizers": [{{"name": "own", "kind": {authorizer}}}]}},
                "routes": [{{"path": "/a", "methods": [{{"verb": "GET", "integration": {{"lambda_proxy": {{"function": "app"}}}},
                    "request": {{"parameters": [{parameter}]}}}}]}}]}}"#
        ));
        let request = Request {
            headers: vec![
                ("X-Token".into(), "1".into()),
                ("Authorization".into(), "x".into()),
            ],
            ..ask("GET", "/a?token=1", "", None)
        };
        let shared = told(&simulate(&design, &request), "cache").contains("every caller");
        let found = rules::check(&design);
        let mut warned = found.iter();
        assert_eq!(
            warned.any(|one| one.code == "method-cache-shared-between-callers"),
            shared,
            "the rule says something else"
        );
        shared
    };
    let by_query =
        r#"{"lambda_request": {"function": "guard", "headers": [], "query_strings": ["token"]}}"#;
    let by_header = r#"{"lambda_request": {"function": "guard", "headers": ["X-Token"]}}"#;
    assert!(!told_of(
        by_query,
        r#"{"place": "querystring", "name": "token", "cache_key": true}"#
    ));
    assert!(told_of(
        by_query,
        r#"{"place": "querystring", "name": "page", "cache_key": true}"#
    ));
    assert!(!told_of(
        by_header,
        r#"{"place": "header", "name": "x-token", "cache_key": true}"#
    ));
    assert!(told_of(
        by_header,
        r#"{"place": "header", "name": "Authorization", "cache_key": true}"#
    ));
}

#[test]
fn a_plan_knows_a_method_by_its_path_however_slashes_stand() {
    let of = |path: &str| {
        let design = designed(&format!(
            r#"{{"name": "a", "region": "us-east-1", "functions": [{{"name": "app"}}], "stages": [{{"name": "prod"}}],
                "routes": [{{"path": "/a", "methods": [{{"verb": "GET", "api_key_required": true, "integration": {{"lambda_proxy": {{"function": "app"}}}}}}]}}],
                "access": {{"api_keys": [{{"name": "k"}}], "usage_plans": [{{"name": "p", "stages": ["prod"], "api_keys": ["k"],
                    "methods": [{{"path": "{path}", "verb": "GET", "throttle": {{"rate_limit": 0, "burst_limit": 0}}}}]}}]}}}}"#
        ));
        let mut request = ask("GET", "/a", "", None);
        request.headers = vec![("x-api-key".into(), "k".into())];
        end(&design, &request)
    };
    for path in ["/a", "a", "/a/"] {
        assert_eq!(of(path), (429, Some(Reason::Throttled)), "{path}");
    }
    assert_eq!(of("/b").0, 200);
}

#[test]
fn a_stage_without_the_variable_of_a_function_calls_none() {
    let design = |variables: &str| {
        designed(&format!(
            r#"{{"name": "a", "region": "us-east-1", "functions": [{{"name": "app", "arn": "arn:aws:lambda:us-east-1:123456789012:function:${{stageVariables.fn}}"}}],
                "stages": [{{"name": "prod", "variables": [{variables}]}}],
                "routes": [{{"path": "/", "methods": [{{"integration": {{"lambda_proxy": {{"function": "app"}}}}}}]}}]}}"#
        ))
    };
    let get = ask("GET", "/", "", None);
    let unset = (500, Some(Reason::Misconfigured));
    assert_eq!(end(&design(""), &get), unset);
    assert_eq!(end(&design(r#"{"name": "fn", "value": ""}"#), &get), unset);
    assert_eq!(
        end(&design(r#"{"name": "fn", "value": "app-live"}"#), &get).0,
        200
    );
}

#[test]
fn an_address_is_filled_from_where_the_mapping_says() {
    let of = |from: &str| {
        let design = designed(&format!(
            r#"{{"name": "a", "region": "us-east-1", "stages": [{{"name": "prod"}}], "routes": [{{"path": "/a/{{id}}", "methods": [{{"verb": "GET",
                "integration": {{"http": {{"uri": "https://example.com/{{item}}/{{id}}", "mapping": {{"responses": [{{}}],
                    "parameters": [{{"name": "integration.request.path.item", "value": "{from}"}}]}}}}}}}}]}}]}}"#
        ));
        let wrong = rules::check(&design).into_iter();
        let codes: Vec<_> = wrong
            .map(|one| one.code)
            .filter(|code| code.contains("parameter"))
            .collect();
        assert!(codes.is_empty(), "{from}: {codes:?}");
        let mut request = ask("GET", "/a/5?q=6", "", None);
        request.headers = vec![("X-Id".into(), "7".into())];
        told(&simulate(&design, &request), "integration")
    };
    for (from, item) in [
        ("method.request.path.id", "5"),
        ("method.request.querystring.q", "6"),
        ("method.request.header.x-id", "7"),
        ("'8'", "8"),
        ("context.requestId", "{item}"),
    ] {
        let told = of(from);
        assert!(
            told.contains(&format!("https://example.com/{item}/5`")),
            "{from}: {told}"
        );
    }
}

#[test]
fn a_model_for_all_content_types_holds_for_those_without_one_of_their_own() {
    let design = designed(
        r#"{"api": {"rest": {"models": [
                {"name": "Item", "schema": "{\"type\": \"object\", \"required\": [\"id\"]}"},
                {"name": "Text", "schema": "{\"type\": \"object\", \"required\": [\"text\"]}"}
            ]}}, "stages": [{"name": "prod"}], "functions": [{"name": "f"}],
            "routes": [{"path": "/items", "methods": [{"verb": "POST", "integration": {"lambda_proxy": {"function": "f"}},
                "request": {"validator": "body", "models": [
                    {"content_type": "$default", "model": "Item"}, {"content_type": "text/json", "model": "Text"}
                ]}}]}]}"#,
    );
    let post = |content: &str, body: &str| {
        let header = ("Content-Type".to_owned(), content.to_owned());
        let headers = (!content.is_empty()).then_some(header);
        let request = Request {
            method: "POST".into(),
            url: "/items".into(),
            headers: headers.into_iter().collect(),
            body: body.into(),
            ..Request::default()
        };
        let answer = simulate(&design, &request).answer;
        (answer.status, answer.reason)
    };
    let bad = (400, Some(Reason::BadBody));
    for content in ["", "text/plain", "application/json; charset=utf-8"] {
        assert_eq!(post(content, "{}"), bad, "{content}");
        assert_eq!(post(content, r#"{"id": 1}"#), (200, None), "{content}");
    }
    assert_eq!(post("text/json", r#"{"id": 1}"#), bad);
    assert_eq!(post("text/json", r#"{"text": 1}"#), (200, None));
}
