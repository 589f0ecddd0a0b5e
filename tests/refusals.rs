//! Each cause of a 403, and of limits that let nobody through: reached by a request, named, told with what to do.

use gateway_studio::model::preset::find;
use gateway_studio::model::{
    Api, ApiKeySource, Authorization, Authorizer, AuthorizerKind, BasePathMapping, Cache, Design,
    GatewayResponse, Invalidation, Jwt, LambdaRequest, LambdaToken, MutualTls, PlanMethod, Quota,
    ResourcePolicy, StageWebAcl, Throttle, Variable, Verb, WebAcl,
};
use gateway_studio::simulate::{Decision, Reason, Request, Trace, simulate};
use gateway_studio::words::Language;

const HOST: &str = "https://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com";

fn preset(name: &str) -> Design {
    (find(name).expect("a preset of that name").design)()
}

fn get(url: &str) -> Request {
    Request {
        url: url.into(),
        ..Request::default()
    }
}

fn with(header: (&str, &str)) -> Request {
    Request {
        headers: vec![(header.0.into(), header.1.into())],
        ..get("/")
    }
}

/// The Dash app behind a REST API, changed.
fn dash(change: impl Fn(&mut Design)) -> Design {
    let mut design = preset("dash-rest");
    change(&mut design);
    design
}

fn rest(design: &mut Design) -> &mut gateway_studio::model::RestApi {
    match &mut design.api {
        Api::Rest(rest) => rest,
        Api::Http(_) | Api::Websocket(_) => panic!("it is a REST API"),
    }
}

fn asks(kind: AuthorizerKind) -> impl Fn(&mut Design) {
    move |design| {
        design.access.authorization = Authorization::Authorizer("own".into());
        design.access.authorizers = vec![Authorizer {
            name: "own".into(),
            kind: kind.clone(),
        }];
    }
}

fn by_token() -> AuthorizerKind {
    AuthorizerKind::LambdaToken(LambdaToken::default())
}

/// With a cache before every stage that keeps what the app answers to `GET`.
fn kept(design: &mut Design, invalidation: Invalidation) {
    for route in &mut design.routes {
        std::sync::Arc::make_mut(route).methods[0].verb = Verb::Get;
    }
    for stage in &mut design.stages {
        stage.cache = Some(Cache {
            invalidation,
            ..Cache::default()
        });
    }
}

/// With a key in a plan for every stage, of these limits.
fn keyed(design: &mut Design, throttle: Option<Throttle>, quota: Option<Quota>) {
    let stages = design.stages.iter().map(|stage| stage.name.clone());
    let plan = gateway_studio::model::UsagePlan {
        name: "plan".into(),
        stages: stages.collect(),
        api_keys: vec!["good".into()],
        throttle,
        quota,
        ..Default::default()
    };
    let key = |name: &str, enabled| gateway_studio::model::ApiKey {
        name: name.into(),
        enabled,
        ..Default::default()
    };
    design.access.api_key_required = true;
    design.access.usage_plans = vec![plan];
    design.access.api_keys = vec![key("good", true), key("off", false), key("alone", true)];
}

/// A cause, a design and a request that reach it.
type Case = (Reason, Design, Request);

/// What ends before a route is looked for.
fn at_the_door() -> Vec<Case> {
    let plain = || dash(|_| {});
    vec![
        (
            Reason::NoStage,
            plain(),
            get(&format!("{HOST}/assets/a.css")),
        ),
        (
            Reason::NoMapping,
            dash(|design| {
                let domain = design.domain.as_mut().expect("it has one");
                domain.mappings = vec![BasePathMapping {
                    base_path: "shop".into(),
                    ..domain.mappings[0].clone()
                }];
            }),
            get("https://api.example.com/x"),
        ),
        (
            Reason::DefaultUrlOff,
            dash(|design| rest(design).disable_execute_api_endpoint = true),
            get(&format!("{HOST}/prod/")),
        ),
        (
            Reason::NotPrivate,
            plain(),
            Request {
                vpc_endpoint: "vpce-0a1b2c3d".into(),
                ..get(&format!("{HOST}/prod/"))
            },
        ),
        (
            Reason::ApiNotNamed,
            preset("dash-private"),
            get(
                "https://vpce-0123456789abcdef0-abcd1234.execute-api.ap-northeast-1.vpce.amazonaws.com/prod/",
            ),
        ),
        (
            Reason::ForeignHost,
            plain(),
            Request {
                headers: vec![("host".into(), "www.example.org".into())],
                ..get(&format!("{HOST}/prod/"))
            },
        ),
        (
            Reason::NoCertificate,
            dash(|design| {
                let domain = design.domain.as_mut().expect("it has one");
                domain.mutual_tls = Some(MutualTls::default());
            }),
            Request {
                lacks_certificate: true,
                ..get("/")
            },
        ),
        (
            Reason::Filtered,
            dash(|design| {
                design.web_acl = Some(WebAcl::default());
                for stage in &mut design.stages {
                    stage.web_acl = StageWebAcl::Own;
                }
            }),
            Request {
                is_filtered: true,
                ..get("/")
            },
        ),
        (
            Reason::ResourcePolicy,
            dash(|design| {
                let cidrs = vec!["10.0.0.0/8".into()];
                rest(design).policy = ResourcePolicy::SourceRanges { cidrs };
            }),
            get("/"),
        ),
    ]
}

/// What a route, its caller or its key lacks.
fn behind_the_door() -> Vec<Case> {
    let signed = |authorizer| Request {
        is_signed: true,
        authorizer,
        ..get("/")
    };
    let iam = || dash(|design| design.access.authorization = Authorization::Iam);
    let with_keys = || dash(|design| keyed(design, None, None));
    let mut scoped = preset("dash-http");
    asks(AuthorizerKind::Jwt(Jwt {
        scopes: vec!["read".into()],
        ..Jwt::default()
    }))(&mut scoped);
    vec![
        (
            Reason::NoRoute,
            dash(|design| design.routes.retain(|route| route.path == "/")),
            get("/assets/a.css"),
        ),
        (
            Reason::NoMethod,
            dash(|design| {
                for route in &mut design.routes {
                    std::sync::Arc::make_mut(route).methods[0].verb = Verb::Get;
                }
                design.cors = None;
            }),
            Request {
                method: "POST".into(),
                ..get("/")
            },
        ),
        (Reason::NotSigned, iam(), get("/")),
        (Reason::BadSignature, iam(), signed(Decision::Fail)),
        (Reason::IamDenied, iam(), signed(Decision::Deny)),
        (
            Reason::LacksScope,
            scoped,
            Request {
                authorizer: Decision::LacksScope,
                ..with(("Authorization", "x"))
            },
        ),
        (
            Reason::AuthorizerDenied,
            dash(asks(by_token())),
            Request {
                authorizer: Decision::Deny,
                ..with(("Authorization", "x"))
            },
        ),
        (Reason::NoKey, with_keys(), get("/")),
        (
            Reason::UnknownKey,
            with_keys(),
            with(("x-api-key", "nobody")),
        ),
        (Reason::KeyOff, with_keys(), with(("x-api-key", "off"))),
        (
            Reason::KeyWithoutPlan,
            with_keys(),
            with(("x-api-key", "alone")),
        ),
        (
            Reason::MayNotRenew,
            dash(|design| {
                kept(design, Invalidation::Refused);
            }),
            with(("Cache-Control", "no-store, Max-Age=0")),
        ),
    ]
}

#[test]
fn each_cause_of_a_403_is_reached_named_and_told() {
    let cases: Vec<Case> = at_the_door().into_iter().chain(behind_the_door()).collect();
    let reached: Vec<Reason> = cases.iter().map(|(reason, ..)| *reason).collect();
    assert_eq!(reached, Reason::FORBIDDEN);
    let mut told = std::collections::BTreeSet::new();
    for (reason, design, request) in cases {
        let trace = simulate(&design, &request);
        let answer = &trace.answer;
        assert_eq!(
            (answer.status, answer.reason),
            (403, Some(reason)),
            "{:#?}",
            trace.steps
        );
        assert!(answer.mend.is_some() && trace.event.is_none());
        let last = trace.steps.last().expect("a step ended it");
        assert!(
            design.view(last.at).is_some() || last.at.segments().len() > 1,
            "{last:?}"
        );
        told.insert(last.message.en.clone());
        let json = trace.to_json(Language::En);
        assert_eq!(json["answer"]["reason"], reason.key());
    }
    // Each is told in words of its own.
    assert_eq!(told.len(), Reason::FORBIDDEN.len());
}

#[test]
fn who_may_have_a_kept_answer_made_anew_is_known_by_a_signature() {
    let asks = with(("Cache-Control", "max-age=0"));
    let signed = Request {
        is_signed: true,
        ..asks.clone()
    };
    for (invalidation, status, word) in [
        (Invalidation::Anyone, 200, "as everybody may"),
        (Invalidation::Warned, 200, "warns of it"),
        (Invalidation::Ignored, 200, "the kept answer comes"),
        (Invalidation::Refused, 403, "no right"),
    ] {
        let mut design = dash(|design| kept(design, invalidation));
        let told = |design: &Design, request: &Request| {
            let trace = simulate(design, request);
            let steps = trace.steps.iter();
            let words = steps.map(|step| step.message.en.to_string());
            (trace.answer.status, words.collect::<Vec<_>>().join("\n"))
        };
        let (found, words) = told(&design, &asks);
        assert!(found == status && words.contains(word), "{words}");
        // Others are not asked for anything.
        assert_eq!(told(&design, &with(("Cache-Control", "no-cache"))).0, 200);
        design.access.authorization = Authorization::Iam;
        let (found, words) = told(&design, &signed);
        assert!(found == 200 && words.contains("made anew"), "{words}");
        // What is kept for no time is not asked for.
        for stage in &mut design.stages {
            stage.cache.as_mut().expect("it has one").ttl_seconds = 0;
        }
        design.access.authorization = Authorization::None;
        let (found, words) = told(&design, &asks);
        assert!(found == 200 && words.contains("not at all"), "{words}");
    }
}

/// Status, reason and last step of a way that ended.
fn end(design: &Design, request: &Request) -> (u16, Option<Reason>, String) {
    let trace: Trace = simulate(design, request);
    let last = trace.steps.last().map(|step| step.at.to_string());
    (
        trace.answer.status,
        trace.answer.reason,
        last.unwrap_or_default(),
    )
}

#[test]
fn a_limit_of_zero_refuses_and_says_whose_it_is() {
    let none = Throttle {
        rate_limit: 0.0,
        burst_limit: 5,
    };
    let some = Throttle::default();
    let stage = dash(|design| design.stages[0].throttle = Some(none));
    let dev = get(&format!("{HOST}/{}/", stage.stages[0].name));
    let (status, reason, at) = end(&stage, &dev);
    assert_eq!(
        (status, reason, &*at),
        (429, Some(Reason::Throttled), "/stages/0/throttle")
    );
    // A method's own limit stands in the place of the stage's.
    let mut own = stage.clone();
    std::sync::Arc::make_mut(&mut own.routes[0]).methods[0].throttle = Some(some);
    assert_eq!(end(&own, &dev).0, 200);
    let key = with(("x-api-key", "good"));
    let plan = dash(|design| keyed(design, Some(none), None));
    assert_eq!(
        end(&plan, &key),
        (
            429,
            Some(Reason::Throttled),
            "/access/usage_plans/0/throttle".into()
        )
    );
    // So does a plan's limit of a method.
    let mut of_method = plan.clone();
    let method = of_method.routes[0].methods[0].verb;
    of_method.access.usage_plans[0].methods = vec![PlanMethod {
        path: "/".into(),
        verb: method,
        throttle: some,
    }];
    assert_eq!(end(&of_method, &key).0, 200);
    let quota = dash(|design| {
        let quota = Quota {
            limit: 0,
            ..Quota::default()
        };
        keyed(design, None, Some(quota));
    });
    let (status, reason, _) = end(&quota, &key);
    assert_eq!((status, reason), (429, Some(Reason::QuotaExceeded)));
    let mut stopped = dash(|design| design.functions[0].reserved_concurrency = Some(0));
    assert_eq!(end(&stopped, &get("/")).0, 500);
    stopped = preset("dash-http");
    stopped.functions[0].reserved_concurrency = Some(0);
    let (status, reason, _) = end(&stopped, &get("/"));
    assert_eq!((status, reason), (503, Some(Reason::FunctionStopped)));
}

#[test]
fn of_two_limits_the_tighter_one_is_told() {
    let throttle = |rate_limit| Throttle {
        rate_limit,
        burst_limit: 5,
    };
    let told = |plan, stage| {
        let design = dash(|design| {
            keyed(design, Some(throttle(plan)), None);
            for own in &mut design.stages {
                own.throttle = Some(throttle(stage));
            }
        });
        let trace = simulate(&design, &with(("x-api-key", "good")));
        let mut steps = trace.steps.into_iter();
        let step = steps
            .find(|step| step.part.key() == "throttle")
            .expect("limits are told");
        step.at.to_string()
    };
    assert_eq!(told(1.0, 9.0), "/access/usage_plans/0/throttle");
    assert!(told(9.0, 1.0).starts_with("/stages/"));
}

#[test]
fn a_key_that_the_authorizer_hands_over_is_none_of_the_header() {
    let design = dash(|design| {
        keyed(design, None, None);
        asks(by_token())(design);
        rest(design).api_key_source = ApiKeySource::Authorizer;
    });
    let ask = |header: &str, usage_key: &str| {
        let mut request = with(("Authorization", "x"));
        request.headers.push(("x-api-key".into(), header.into()));
        request.usage_key = usage_key.into();
        let trace = simulate(&design, &request);
        let key = trace
            .event
            .map(|event| event["requestContext"]["identity"]["apiKey"].clone());
        (trace.answer.status, trace.answer.reason, key)
    };
    assert_eq!(ask("good", ""), (403, Some(Reason::NoKey), None));
    assert_eq!(ask("", "good"), (200, None, Some("good".into())));
    let mut open = design.clone();
    open.access.authorization = Authorization::None;
    let (status, _, at) = end(&open, &with(("x-api-key", "good")));
    assert_eq!((status, &*at), (403, "/api/rest/api_key_source"));
}

#[test]
fn what_an_authorizer_looks_at_must_be_there_unless_it_keeps_nothing() {
    let of = |ttl_seconds| {
        dash(asks(AuthorizerKind::LambdaRequest(LambdaRequest {
            ttl_seconds,
            ..LambdaRequest::default()
        })))
    };
    assert_eq!(end(&of(300), &get("/")).1, Some(Reason::NoIdentity));
    let trace = simulate(&of(0), &get("/"));
    let told: Vec<String> = trace
        .steps
        .iter()
        .map(|step| step.message.en.to_string())
        .collect();
    assert_eq!(trace.answer.status, 200);
    assert!(
        told.iter().any(|line| line.contains("asked all the same")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|line| line.contains("kept for 0 seconds")),
        "{told:?}"
    );
    // An HTTP API asks for it, whatever it keeps.
    for ttl_seconds in [0, 300] {
        let mut http = preset("dash-http");
        asks(AuthorizerKind::LambdaRequest(LambdaRequest {
            ttl_seconds,
            ..LambdaRequest::default()
        }))(&mut http);
        let (status, reason, _) = end(&http, &get("/"));
        assert_eq!((status, reason), (401, Some(Reason::NoIdentity)));
        assert_eq!(end(&http, &with(("Authorization", "x"))).0, 200);
    }
    let token = dash(asks(AuthorizerKind::LambdaToken(LambdaToken {
        validation_expression: "Bearer [a-z]+".into(),
        ..LambdaToken::default()
    })));
    assert_eq!(end(&token, &with(("Authorization", "Bearer abc"))).0, 200);
    assert_eq!(
        end(&token, &with(("Authorization", "Bearer ABC"))).1,
        Some(Reason::NoIdentity)
    );
    let mut stopped = dash(asks(AuthorizerKind::LambdaToken(LambdaToken {
        function: "guard".into(),
        ..LambdaToken::default()
    })));
    stopped.functions.push(gateway_studio::model::Function {
        name: "guard".into(),
        reserved_concurrency: Some(0),
        ..Default::default()
    });
    assert_eq!(
        end(&stopped, &with(("Authorization", "x"))).1,
        Some(Reason::AuthorizerFailed)
    );
}

#[test]
fn the_designs_own_gateway_response_is_what_is_sent() {
    let own = |response_type: &str, status| GatewayResponse {
        response_type: response_type.into(),
        status: Some(status),
        headers: vec![Variable {
            name: "X-Why".into(),
            value: "'route'".into(),
        }],
        templates: vec![gateway_studio::model::BodyTemplate {
            body: r#"{"m":$context.error.messageString,"t":"$context.error.responseType"}"#.into(),
            ..Default::default()
        }],
    };
    let of = |responses: Vec<GatewayResponse>| {
        let design = dash(|design| {
            design.routes.retain(|route| route.path == "/");
            rest(design).gateway_responses = responses.clone();
        });
        simulate(&design, &get("/nowhere")).answer
    };
    let answer = of(vec![
        own("DEFAULT_4XX", 400),
        own("MISSING_AUTHENTICATION_TOKEN", 404),
    ]);
    assert_eq!(
        (answer.status, answer.header("x-why")),
        (404, Some("route"))
    );
    assert_eq!(
        answer.body,
        r#"{"m":"Missing Authentication Token","t":"MISSING_AUTHENTICATION_TOKEN"}"#
    );
    let mut variables = own("DEFAULT_4XX", 404);
    variables.templates[0].body = concat!(
        r#"{"id":"$context.requestId","stage":"${context.stage}","of":"$stageVariables.environment","#,
        r#""more":"$context.stageful $context.error.validationErrorString","to":"$context.path."}"#
    )
    .into();
    assert_eq!(
        of(vec![variables]).body,
        r#"{"id":"c6af9ac6-7b61-11e6-9a41-93e8deadbeef","stage":"prod","of":"production","more":"$context.stageful $context.error.validationErrorString","to":"/nowhere."}"#
    );
    assert_eq!(of(vec![own("DEFAULT_4XX", 400)]).status, 400);
    assert_eq!(of(vec![own("THROTTLED", 400)]).status, 403);
}
