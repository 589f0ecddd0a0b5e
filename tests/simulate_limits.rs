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
    let text = files.next().expect("every design has one").document.text;
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
            assert_eq!(of(path), (200, None), "{}{path}", address.url);
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
