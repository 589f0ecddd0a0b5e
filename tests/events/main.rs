//! The events that functions get, beyond what adapters look at.

mod websocket;

use gateway_studio::model::preset::find;
use gateway_studio::model::{
    Api, Authorization, Authorizer, AuthorizerKind, Design, Jwt, PayloadFormat,
};
use gateway_studio::simulate::{Request, simulate};
use serde_json::{Value, json};

fn preset(name: &str) -> Design {
    (find(name).expect("a preset of that name").design)()
}

fn event(design: &Design, request: &Request) -> Value {
    let trace = simulate(design, request);
    trace
        .event
        .unwrap_or_else(|| panic!("no function is called: {:#?}", trace.steps))
}

fn post(content: Option<&str>) -> Request {
    let headers = content.map(|content| ("Content-Type".to_owned(), content.to_owned()));
    Request {
        method: "POST".into(),
        url: "/upload".into(),
        headers: headers.into_iter().collect(),
        body: "hello".into(),
        ..Request::default()
    }
}

fn names(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn an_http_api_encodes_what_is_no_text() {
    let design = preset("dash-http");
    for (content, is_base64) in [
        (Some("text/plain"), false),
        (Some("application/json; charset=utf-8"), false),
        (Some("application/x-www-form-urlencoded"), true),
        (Some("image/png"), true),
        (None, true),
    ] {
        let event = event(&design, &post(content));
        assert_eq!(event["isBase64Encoded"], is_base64, "{content:?}");
        let body = if is_base64 { "aGVsbG8=" } else { "hello" };
        assert_eq!(event["body"], body, "{content:?}");
    }
}

#[test]
fn a_rest_api_encodes_what_its_list_covers() {
    let mut design = preset("dash-rest");
    let mut is_base64 = |listed: &[&str], content: Option<&str>| {
        if let Api::Rest(rest) = &mut design.api {
            rest.binary_media_types = listed.iter().map(|&one| one.to_owned()).collect();
        }
        event(&design, &post(content))["isBase64Encoded"].as_bool()
    };
    assert_eq!(is_base64(&["image/*"], Some("image/png")), Some(true));
    assert_eq!(is_base64(&["image/*"], Some("text/plain")), Some(false));
    assert_eq!(is_base64(&["*/*"], None), Some(true));
    assert_eq!(is_base64(&["image/png"], None), Some(false));
}

#[test]
fn an_answer_stays_base64_unless_the_first_accepted_type_is_listed() {
    let mut design = preset("dash-rest");
    if let Api::Rest(rest) = &mut design.api {
        rest.binary_media_types = vec!["image/*".into()];
    }
    let outcome = |url: &str, accept: &str| {
        let request = Request {
            url: url.into(),
            headers: vec![("Accept".into(), accept.into())],
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        let mut steps = trace.steps.iter();
        let step = steps.find(|step| step.part.key() == "response");
        step.map(|step| step.outcome.key())
    };
    assert_eq!(outcome("/assets/a.png", "image/webp,*/*"), Some("passed"));
    assert_eq!(outcome("/assets/a.woff2", "*/*"), Some("noted"));
    assert_eq!(
        outcome("/assets/a.css", "text/css,*/*;q=0.1"),
        Some("nothing")
    );
}

#[test]
fn claims_of_a_token_stand_where_each_format_has_them() {
    let mut design = preset("dash-http");
    design.access.authorization = Authorization::Authorizer("own".into());
    let mut authorizer = |scopes: &[&str], format| {
        design.access.authorizers = vec![Authorizer {
            name: "own".into(),
            kind: AuthorizerKind::Jwt(Jwt {
                issuer: "https://issuer.example".into(),
                audience: vec!["app".into()],
                scopes: scopes.iter().map(|&one| one.to_owned()).collect(),
                ..Jwt::default()
            }),
        }];
        if let Api::Http(http) = &mut design.api {
            http.payload_format_version = format;
        }
        let request = Request {
            headers: vec![("Authorization".into(), "x".into())],
            ..Request::default()
        };
        event(&design, &request)["requestContext"]["authorizer"].clone()
    };
    let claims = json!({"iss": "https://issuer.example", "sub": "someone", "aud": "app"});
    let scoped =
        json!({"iss": "https://issuer.example", "sub": "someone", "aud": "app", "scope": "read"});
    assert_eq!(
        authorizer(&[], PayloadFormat::V1),
        json!({"claims": claims, "scopes": null})
    );
    assert_eq!(
        authorizer(&["read"], PayloadFormat::V1),
        json!({"claims": scoped, "scopes": ["read"]})
    );
    assert_eq!(
        authorizer(&["read"], PayloadFormat::V2),
        json!({"jwt": {"claims": scoped, "scopes": ["read"]}})
    );
}

#[test]
fn who_signed_stands_in_both_formats() {
    let signed = |name: &str| {
        let mut design = preset(name);
        design.access.authorization = Authorization::Iam;
        let request = Request {
            is_signed: true,
            ..Request::default()
        };
        event(&design, &request)["requestContext"].clone()
    };
    let arn = "arn:aws:iam::123456789012:user/someone";
    assert_eq!(signed("dash-rest")["identity"]["userArn"], arn);
    assert_eq!(signed("dash-http")["authorizer"]["iam"]["userArn"], arn);
}

#[test]
fn a_path_is_decoded_where_the_service_and_the_adapter_do_it() {
    let seen = |name: &str| {
        let design = preset(name);
        let request = Request {
            url: "/a%20b+c/%E6%97%A5".into(),
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        let event = trace.event.expect("a function is called");
        let path = event.get("rawPath").or_else(|| event.get("path"));
        let path = path.and_then(Value::as_str).map(str::to_owned);
        (path, trace.app.map(|app| app.path_info))
    };
    let decoded = Some("/a b+c/日".to_owned());
    assert_eq!(
        seen("dash-rest"),
        (Some("/a%20b+c/%E6%97%A5".into()), decoded.clone())
    );
    assert_eq!(seen("dash-http"), (decoded.clone(), decoded));
}

/// The words of a context of format 1.0 as an HTTP API sends them (milliHQ/terraform-aws-next-js#31).
#[test]
fn format_1_of_an_http_api_has_the_context_of_an_http_api() {
    let mut design = preset("dash-http");
    if let Api::Http(http) = &mut design.api {
        http.payload_format_version = PayloadFormat::V1;
    }
    let made = event(&design, &post(Some("text/plain")));
    let context = &made["requestContext"];
    assert_eq!(context["resourceId"], "ANY /{proxy+}");
    assert_eq!(context["resourcePath"], "/{proxy+}");
    assert_eq!(context["extendedRequestId"], context["requestId"]);
    let identity = names(&context["identity"]);
    assert!(identity.contains(&"cognitoAmr") && identity.contains(&"principalOrgId"));
    assert!(!identity.contains(&"apiKey"));
    let made = event(&preset("dash-rest"), &post(Some("text/plain")));
    let context = &made["requestContext"];
    assert_eq!(context["resourceId"], "123abc");
    assert!(!names(&context["identity"]).contains(&"cognitoAmr"));
}

#[test]
fn a_greedy_parameter_is_decoded_by_an_http_api() {
    let of = |name: &str, format| {
        let mut design = preset(name);
        if let Api::Http(http) = &mut design.api {
            http.payload_format_version = format;
        }
        let request = Request {
            url: "/a%20b+c/%E6%97%A5".into(),
            ..Request::default()
        };
        event(&design, &request)["pathParameters"].clone()
    };
    for format in [PayloadFormat::V1, PayloadFormat::V2] {
        assert_eq!(of("dash-http", format), json!({"proxy": "a b+c/日"}));
    }
    let raw = json!({"proxy": "a%20b+c/%E6%97%A5"});
    assert_eq!(of("dash-rest", PayloadFormat::V1), raw);
}

#[test]
fn a_header_is_one_name_however_it_is_spelt() {
    let request = Request {
        headers: vec![
            ("X-Tag".into(), "1".into()),
            ("x-tag".into(), "2".into()),
            ("USER-AGENT".into(), "own".into()),
        ],
        ..Request::default()
    };
    let made = event(&preset("dash-rest"), &request);
    assert_eq!(made["headers"]["X-Tag"], "2");
    assert_eq!(made["multiValueHeaders"]["X-Tag"], json!(["1", "2"]));
    let agents = names(&made["headers"]);
    let agents = agents
        .iter()
        .filter(|name| name.eq_ignore_ascii_case("user-agent"));
    assert_eq!(agents.count(), 1);
    assert!(made["headers"].get("x-tag").is_none());
    let made = event(&preset("dash-http"), &request);
    assert_eq!(made["headers"]["x-tag"], "1,2");
}

#[test]
fn a_slash_at_the_end_is_another_path_to_an_http_api_alone() {
    let with = |name: &str, paths: &[&str], url: &str| {
        let mut design = preset(name);
        let first = design.routes[0].clone();
        design.routes = paths
            .iter()
            .map(|path| {
                let mut route = first.clone();
                std::sync::Arc::make_mut(&mut route).path = (*path).into();
                route
            })
            .collect();
        let request = Request {
            url: url.into(),
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        (
            trace.answer.status,
            trace.answer.mend.map(|mend| mend.en.to_string()),
        )
    };
    assert_eq!(with("dash-rest", &["/todos"], "/todos/").0, 200);
    assert_eq!(with("dash-http", &["/todos"], "/todos").0, 200);
    let (status, mend) = with("dash-http", &["/todos"], "/todos/");
    assert_eq!(status, 404);
    assert!(mend.is_some_and(|mend| mend.contains("ask for `/todos`")));
    assert_eq!(
        with("dash-http", &["/todos", "/{proxy+}"], "/todos/").0,
        200
    );
    assert_eq!(with("dash-http", &["/"], "/").0, 200);
}

#[test]
fn what_the_generated_authorizer_says_of_a_caller_stands_where_each_format_has_it() {
    let of = |name: &str, format: Option<&str>, at: &str| {
        let mut design = serde_json::to_value(preset(name)).expect("a design is JSON");
        let kind =
            serde_json::json!({"lambda_request": {"function": "guard", "headers": ["X-Token"]}});
        design["access"]["authorizers"] = serde_json::json!([{"name": "own", "kind": kind}]);
        design["access"]["authorization"] = serde_json::json!({"authorizer": "own"});
        if let Some(format) = format {
            design["api"]["http"]["payload_format_version"] = format.into();
        }
        let design: Design = serde_json::from_value(design).expect("it is a design");
        let request = Request {
            headers: vec![("X-Token".into(), "x".into())],
            ..Request::default()
        };
        event(&design, &request)["requestContext"]["authorizer"][at].clone()
    };
    assert_eq!(
        of("dash-http", Some("2.0"), "lambda"),
        serde_json::json!({"caller": "someone"})
    );
    assert_eq!(of("dash-http", Some("1.0"), "caller"), "someone");
    assert_eq!(of("dash-http", Some("1.0"), "principalId"), Value::Null);
    assert_eq!(of("dash-rest", None, "principalId"), "someone");
}

#[test]
fn what_came_through_an_edge_location_or_a_vpc_endpoint_says_so() {
    let mut design = preset("dash-rest");
    let headers = |design: &Design, request: &Request| event(design, request)["headers"].clone();
    let default = Request {
        url: "https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com/prod/".into(),
        ..Request::default()
    };
    assert_eq!(
        headers(&design, &default)["CloudFront-Forwarded-Proto"],
        Value::Null
    );
    if let Api::Rest(rest) = &mut design.api {
        rest.endpoint = gateway_studio::model::EndpointType::Edge;
    }
    let sent = headers(&design, &default);
    assert_eq!(sent["CloudFront-Forwarded-Proto"], "https");
    assert_eq!(sent["X-Forwarded-For"], "203.0.113.10, 198.51.100.1");
    let before = Request {
        headers: vec![("x-forwarded-for".into(), "192.0.2.1".into())],
        ..default.clone()
    };
    assert_eq!(
        headers(&design, &before)["x-forwarded-for"],
        "192.0.2.1, 203.0.113.10, 198.51.100.1"
    );
    // The domain is regional, whatever the API is.
    assert_eq!(headers(&design, &Request::default())["Via"], Value::Null);

    let private = preset("dash-private");
    let rest = private.rest().expect("it is a REST API");
    let request = Request {
        vpc_endpoint: rest.vpc_endpoint_ids[0].clone(),
        vpc: "vpc-0a1b2c3d".into(),
        ..Request::default()
    };
    let identity = &event(&private, &request)["requestContext"]["identity"];
    assert_eq!(identity["vpceId"], request.vpc_endpoint);
    assert_eq!(identity["vpcId"], "vpc-0a1b2c3d");
    let public = &event(&design, &default)["requestContext"]["identity"];
    assert_eq!(public.get("vpceId"), None);
}

#[test]
fn headers_are_lower_case_on_a_domain_with_a_mapping_of_several_levels() {
    let names_of = |preset_name: &str, bases: &[&str], url: &str| {
        let mut design = preset(preset_name);
        if let Api::Http(http) = &mut design.api {
            http.payload_format_version = PayloadFormat::V1;
        }
        let domain = design.domain.as_mut().expect("it has a domain");
        let first = domain.mappings[0].clone();
        domain.mappings = bases
            .iter()
            .map(|base| gateway_studio::model::BasePathMapping {
                base_path: (*base).to_owned(),
                ..first.clone()
            })
            .collect();
        let request = Request {
            url: url.into(),
            headers: vec![("X-Tenant".into(), "a".into())],
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        let steps = trace.steps.iter();
        let is_told = steps
            .filter(|step| step.message.en.contains("all header names in lower case"))
            .count();
        let event = trace.event.expect("the function is called");
        let all = ["headers", "multiValueHeaders"];
        let all: Vec<String> = all
            .iter()
            .flat_map(|key| names(&event[*key]))
            .map(str::to_owned)
            .collect();
        (all, is_told)
    };
    let default = "https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com";
    for (name, stage) in [("dash-rest", "/prod"), ("dash-http", "")] {
        for url in [
            "https://api.example.com/x",
            "https://api.example.com/shop/v1/x",
        ] {
            let (names, told) = names_of(name, &["", "shop/v1"], url);
            assert_eq!(told, 1, "{name} {url}");
            assert!(names.contains(&"x-tenant".to_owned()), "{names:?}");
            let is_lower = |name: &String| !name.contains(char::is_uppercase);
            assert!(names.iter().all(is_lower), "{names:?}");
        }
        // One level changes nothing, and neither does the domain for who calls the default URL.
        for (bases, url) in [
            (
                &["", "shop"][..],
                "https://api.example.com/shop/x".to_owned(),
            ),
            (&["", "shop/v1"][..], format!("{default}{stage}/")),
        ] {
            let (names, told) = names_of(name, bases, &url);
            assert_eq!(told, 0, "{name} {url}");
            assert!(names.contains(&"X-Tenant".to_owned()), "{names:?}");
        }
    }
}

#[test]
fn format_2_0_shows_a_named_stage_and_no_base_path_and_1_0_the_base_path() {
    let design = |payload| {
        let text = include_str!("../designs/http-named-stages.json");
        let mut design = gateway_studio::model::read(text)
            .design
            .expect("it is a design");
        if let Api::Http(http) = &mut design.api {
            http.payload_format_version = payload;
        }
        design
    };
    let default = "https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com";
    let domain = "https://api.example.com";
    for (url, second, first, inner, mount) in [
        (
            format!("{default}/prod/a%20b"),
            "/prod/a b",
            "/prod/a b",
            "/a b",
            "/prod",
        ),
        (
            format!("{domain}/app/v1/a%20b"),
            "/prod/a b",
            "/app/v1/a b",
            "/a b",
            "/app/v1",
        ),
        (format!("{domain}/dev/x"), "/dev/x", "/dev/x", "/x", "/dev"),
    ] {
        let request = Request {
            url,
            ..Request::default()
        };
        for (payload, path) in [(PayloadFormat::V2, second), (PayloadFormat::V1, first)] {
            let trace = simulate(&design(payload), &request);
            let event = trace.event.expect("the function is called");
            let is_second = payload == PayloadFormat::V2;
            let key = if is_second { "rawPath" } else { "path" };
            assert_eq!(event[key], path, "{request:?}");
            let app = trace.app.expect("it is an app");
            assert_eq!((&*app.path_info, &*app.script_name), (inner, mount));
            assert!(app.asset_resolves, "{app:?}");
            let mut steps = trace.steps.iter();
            let is_told = steps.any(|step| step.message.en.contains("shows no base path"));
            assert_eq!(is_told, is_second && first != second, "{request:?}");
        }
    }
    // Zappa's own handler does not find the app there.
    let zappa = Request {
        url: format!("{domain}/app/v1/x"),
        tool: gateway_studio::simulate::Tool::Zappa,
        ..Request::default()
    };
    let trace = simulate(&design(PayloadFormat::V2), &zappa);
    let mut steps = trace.steps.iter();
    assert!(steps.any(|step| step.message.en.contains("is asked for `/prod/x`")));
    // By its event alone one base path of a stage cannot be told from another.
    let mut two = design(PayloadFormat::V2);
    let mappings = &mut two.domain.as_mut().expect("it has a domain").mappings;
    mappings[1].stage = "prod".into();
    for (path, resolves) in [("/app/v1/", false), ("/dev/", true)] {
        let request = Request {
            url: format!("{domain}{path}"),
            ..Request::default()
        };
        let app = simulate(&two, &request).app.expect("it is an app");
        assert_eq!((&*app.prefix, app.asset_resolves), ("/dev/", resolves));
    }
}
