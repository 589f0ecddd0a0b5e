//! In which order a resource policy and an authorizer are asked, and the words in which each refuses.

use gateway_studio::model::preset::find;
use gateway_studio::model::{
    Api, Authorization, Authorizer, AuthorizerKind, Design, LambdaToken, PolicyParts,
    ResourcePolicy,
};
use gateway_studio::simulate::{Decision, Reason, Request, Trace, simulate};
use gateway_studio::words::Language;

fn preset(name: &str) -> Design {
    (find(name).expect("a preset of that name").design)()
}

/// The preset with that resource policy.
fn behind(name: &str, policy: ResourcePolicy) -> Design {
    let mut design = preset(name);
    match &mut design.api {
        Api::Rest(rest) => rest.policy = policy,
        Api::Http(_) | Api::Websocket(_) => panic!("it is a REST API"),
    }
    design
}

fn elsewhere() -> ResourcePolicy {
    let cidrs = vec!["198.51.100.0/24".into()];
    ResourcePolicy::SourceRanges { cidrs }
}

fn accounts() -> ResourcePolicy {
    let account_ids = vec!["210987654321".into()];
    ResourcePolicy::Accounts { account_ids }
}

fn by_lambda(mut design: Design) -> Design {
    design.access.authorization = Authorization::Authorizer("own".into());
    design.access.authorizers = vec![Authorizer {
        name: "own".into(),
        kind: AuthorizerKind::LambdaToken(LambdaToken::default()),
    }];
    design
}

fn with_token(authorizer: Decision) -> Request {
    Request {
        headers: vec![("Authorization".into(), "x".into())],
        authorizer,
        ..Request::default()
    }
}

fn signed(authorizer: Decision) -> Request {
    Request {
        is_signed: true,
        authorizer,
        ..Request::default()
    }
}

fn end(trace: &Trace) -> (u16, Option<Reason>) {
    (trace.answer.status, trace.answer.reason)
}

/// The parts of the way in their order.
fn place(trace: &Trace, part: &str) -> Option<usize> {
    trace.steps.iter().position(|step| step.part.key() == part)
}

#[test]
fn cognito_is_asked_before_the_policy_and_a_lambda_authorizer_after_it() {
    let cognito = behind("dash-cognito", elsewhere());
    let trace = simulate(&cognito, &Request::default());
    assert_eq!(end(&trace), (401, Some(Reason::NoIdentity)));
    assert_eq!(place(&trace, "resource_policy"), None);
    let trace = simulate(&cognito, &with_token(Decision::Allow));
    assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
    assert!(place(&trace, "authorizer") < place(&trace, "resource_policy"));
    // Nobody is asked of a preflight, so the policy is asked at once.
    let options = Request {
        method: "OPTIONS".into(),
        headers: vec![
            ("Origin".into(), "https://a.example".into()),
            ("Access-Control-Request-Method".into(), "GET".into()),
        ],
        ..Request::default()
    };
    let mut open = cognito.clone();
    open.cors = Some(gateway_studio::model::Cors::default());
    let trace = simulate(&open, &options);
    assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
    let lambda = by_lambda(behind("dash-rest", elsewhere()));
    let trace = simulate(&lambda, &Request::default());
    assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
    // A policy that says neither leaves it to the authorizer.
    let lambda = by_lambda(behind("dash-rest", accounts()));
    let trace = simulate(&lambda, &Request::default());
    assert_eq!(end(&trace), (401, Some(Reason::NoIdentity)));
    assert!(place(&trace, "resource_policy") < place(&trace, "authorizer"));
    assert_eq!(end(&simulate(&lambda, &with_token(Decision::Allow))).0, 200);
    let trace = simulate(&behind("dash-rest", accounts()), &Request::default());
    assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
    let mut iam = behind("dash-rest", elsewhere());
    iam.access.authorization = Authorization::Iam;
    let ask = |request| end(&simulate(&iam, &request));
    assert_eq!(ask(Request::default()), (403, Some(Reason::NotSigned)));
    let trace = simulate(&iam, &signed(Decision::Allow));
    assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
    assert!(trace.answer.body.contains("User: arn:aws:iam::"));
}

#[test]
fn a_denial_names_who_calls_what_and_whether_a_statement_denies_it() {
    let resource = |design: &Design| {
        let region = &design.region;
        let stage = &design.stages[0].name;
        format!("arn:aws:execute-api:{region}:********9012:a1b2c3d4e5/{stage}/GET/")
    };
    let of = |design: &Design, request: &Request| {
        let stage = &design.stages[0].name;
        let host = format!(
            "https://a1b2c3d4e5.execute-api.{}.amazonaws.com",
            design.region
        );
        let request = Request {
            url: format!("{host}/{stage}/"),
            ..request.clone()
        };
        simulate(design, &request).answer.body
    };
    let said = |who: &str, design: &Design, end: &str| {
        let resource = resource(design);
        format!(
            r#"{{"Message":"User: {who} is not authorized to perform: execute-api:Invoke on resource: {resource} {end}"}}"#
        )
    };
    let explicit = "with an explicit deny in a resource-based policy";
    let implicit = "because no resource-based policy allows the execute-api:Invoke action";
    let ranges = behind("dash-rest", elsewhere());
    assert_eq!(
        of(&ranges, &Request::default()),
        said("anonymous", &ranges, explicit)
    );
    let named = behind("dash-rest", accounts());
    assert_eq!(
        of(&named, &Request::default()),
        said("anonymous", &named, implicit)
    );
    // Of several conditions those of place deny, and that of the account does not allow.
    let parts = PolicyParts {
        account_ids: vec!["210987654321".into()],
        cidrs: vec!["203.0.113.0/24".into()],
        ..PolicyParts::default()
    };
    let both = behind("dash-rest", ResourcePolicy::Combined(parts));
    assert_eq!(
        of(&both, &Request::default()),
        said("anonymous", &both, implicit)
    );
    let far = Request {
        source_ip: "198.51.100.7".into(),
        ..signed(Decision::Allow)
    };
    assert_eq!(of(&both, &far), said("anonymous", &both, explicit));
    let mut iam = preset("dash-rest");
    iam.access.authorization = Authorization::Iam;
    let user = "arn:aws:iam::123456789012:user/someone";
    for (decision, end) in [
        (
            Decision::Deny,
            "with an explicit deny in an identity-based policy",
        ),
        (
            Decision::ImplicitDeny,
            "because no identity-based policy allows the execute-api:Invoke action",
        ),
    ] {
        assert_eq!(of(&iam, &signed(decision)), said(user, &iam, end));
    }
}

#[test]
fn of_two_policies_one_allows_unless_the_other_denies_and_the_denial_is_named() {
    let here = || ResourcePolicy::SourceRanges {
        cidrs: vec!["203.0.113.0/24".into()],
    };
    let by_iam = |policy: Option<ResourcePolicy>| {
        let mut design = match policy {
            Some(policy) => behind("dash-rest", policy),
            None => preset("dash-rest"),
        };
        design.access.authorization = Authorization::Iam;
        design
    };
    let lambda = |policy: Option<ResourcePolicy>| {
        by_lambda(match policy {
            Some(policy) => behind("dash-rest", policy),
            None => preset("dash-rest"),
        })
    };
    let own = Some(Reason::IamDenied);
    let policy = Some(Reason::ResourcePolicy);
    let authorizer = Some(Reason::AuthorizerDenied);
    let (identity, resource) = ("in an identity-based policy", "in a resource-based policy");
    let nobody = "because no identity-based policy allows";
    for (decision, of_policy, of_iam, of_lambda, words) in [
        (Decision::Allow, None, None, None, ""),
        (Decision::Allow, Some(here()), None, None, ""),
        (Decision::Allow, Some(elsewhere()), policy, policy, resource),
        (Decision::ImplicitDeny, None, own, authorizer, nobody),
        // Said nothing of here, allowed there.
        (Decision::ImplicitDeny, Some(here()), None, None, ""),
        (
            Decision::ImplicitDeny,
            Some(elsewhere()),
            policy,
            policy,
            resource,
        ),
        (Decision::Deny, None, own, authorizer, identity),
        (Decision::Deny, Some(here()), own, authorizer, identity),
    ] {
        let told = format!("{decision:?} {of_policy:?}");
        let traces = [
            (
                simulate(&by_iam(of_policy.clone()), &signed(decision)),
                of_iam,
            ),
            (
                simulate(&lambda(of_policy), &with_token(decision)),
                of_lambda,
            ),
        ];
        for (trace, reason) in traces {
            let status = if reason.is_some() { 403 } else { 200 };
            assert_eq!(end(&trace), (status, reason), "{told}");
            assert!(trace.answer.body.contains(words), "{told}");
        }
    }
}

#[test]
fn an_authorizer_that_says_nothing_of_a_call_is_answered_in_other_words_than_one_that_denies_it() {
    let of = |design: &Design, decision| {
        let method = if design.websocket().is_some() {
            "CONNECT"
        } else {
            "GET"
        };
        let request = Request {
            method: method.into(),
            ..with_token(decision)
        };
        let answer = simulate(design, &request).answer;
        assert_eq!(answer.status, 403);
        (answer.body, answer.cause.en)
    };
    let words = |key: &str, end: &str| {
        format!(r#"{{"{key}":"User is not authorized to access this resource {end}"}}"#)
    };
    let explicit = "with an explicit deny in an identity-based policy";
    let implicit = "because no identity-based policy allows the execute-api:Invoke action";
    let rest = by_lambda(preset("dash-rest"));
    let socket = by_lambda(preset("websocket-feed"));
    for (design, key) in [(&rest, "Message"), (&socket, "message")] {
        let (denied, why) = of(design, Decision::Deny);
        assert_eq!(denied, words(key, explicit));
        let (neither, other) = of(design, Decision::ImplicitDeny);
        assert_eq!(neither, words(key, implicit));
        assert_ne!(why, other);
    }
    // An HTTP API has one word for both.
    let http = by_lambda(preset("dash-http"));
    for decision in [Decision::Deny, Decision::ImplicitDeny] {
        assert_eq!(of(&http, decision).0, r#"{"message":"Forbidden"}"#);
    }
    assert_ne!(
        of(&http, Decision::Deny).1,
        of(&http, Decision::ImplicitDeny).1
    );
}

#[test]
fn a_denial_is_of_the_partition_of_the_region() {
    for (region, partition, suffix) in [
        ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
        ("eu-west-1", "aws", "amazonaws.com"),
    ] {
        let mut design = behind("dash-rest", accounts());
        design.region = region.into();
        design.domain = None;
        let trace = simulate(&design, &Request::default());
        let resource = format!("resource: arn:{partition}:execute-api:{region}:");
        assert!(
            trace.answer.body.contains(&resource),
            "{}",
            trace.answer.body
        );
        design.access.authorization = Authorization::Iam;
        let trace = simulate(&design, &signed(Decision::Deny));
        let who = format!("User: arn:{partition}:iam::");
        assert!(trace.answer.body.contains(&who), "{}", trace.answer.body);
        let trace = simulate(&design, &signed(Decision::Allow));
        let event = trace.event.expect("the function is called").to_string();
        assert!(event.contains(&format!("arn:{partition}:iam::")), "{event}");
        let host = format!("a1b2c3d4e5.execute-api.{region}.{suffix}");
        assert!(event.contains(&host), "{event}");
    }
}

#[test]
fn a_lambda_authorizer_says_401_by_one_exception_and_500_by_all_others() {
    let rest = by_lambda(preset("dash-rest"));
    let of = |design: &Design, decision| {
        let answer = simulate(design, &with_token(decision)).answer;
        (answer.status, answer.reason, answer.body)
    };
    let unauthorized = r#"{"message":"Unauthorized"}"#.to_owned();
    assert_eq!(
        of(&rest, Decision::Unauthorized),
        (401, Some(Reason::BadToken), unauthorized.clone())
    );
    let failed = r#"{"message":null}"#.to_owned();
    assert_eq!(
        of(&rest, Decision::Fail),
        (500, Some(Reason::AuthorizerFailed), failed)
    );
    assert_eq!(
        of(&by_lambda(preset("dash-http")), Decision::Unauthorized).0,
        500
    );
    let cognito = preset("dash-cognito");
    assert_eq!(of(&cognito, Decision::Unauthorized).2, unauthorized);
    assert_ne!(of(&cognito, Decision::Fail).2, r#"{"message":null}"#);
    let mut socket = by_lambda(preset("websocket-feed"));
    socket.access.api_key_required = false;
    let connect = Request {
        method: "CONNECT".into(),
        ..with_token(Decision::Unauthorized)
    };
    assert_eq!(end(&simulate(&socket, &connect)).0, 401);
}

#[test]
fn only_a_rest_api_has_gateway_responses() {
    let name = |design: &Design, request: &Request| {
        let json = simulate(design, request).to_json(Language::En);
        assert!(json["answer"]["reason"].is_string(), "{json}");
        json["answer"]["gateway_response"].clone()
    };
    let mut rest = preset("dash-rest");
    rest.access.authorization = Authorization::Iam;
    let mut http = preset("dash-http");
    http.access.authorization = Authorization::Iam;
    let mut socket = preset("websocket-feed");
    socket.access.authorization = Authorization::Iam;
    let connect = Request {
        method: "CONNECT".into(),
        ..Request::default()
    };
    let plain = Request::default();
    assert_eq!(name(&rest, &plain), "MISSING_AUTHENTICATION_TOKEN");
    assert!(name(&http, &plain).is_null() && name(&socket, &connect).is_null());
}

#[test]
fn a_plain_http_request_is_no_connection() {
    let socket = preset("websocket-feed");
    let mut get = Request::default();
    let trace = simulate(&socket, &get);
    assert_eq!((trace.answer.status, trace.event), (0, None));
    assert!(trace.answer.mend.is_some());
    get.headers = vec![("Upgrade".into(), "WebSocket".into())];
    let event = simulate(&socket, &get)
        .event
        .expect("the function is called");
    assert_eq!(event["requestContext"]["eventType"], "CONNECT");
}

#[test]
fn only_a_body_of_a_binary_type_grows_in_base64() {
    let mut design = preset("dash-rest");
    let list = |design: &mut Design, types: &[&str]| match &mut design.api {
        Api::Rest(rest) => {
            rest.binary_media_types = types.iter().map(|&one| one.to_owned()).collect();
        }
        Api::Http(_) | Api::Websocket(_) => panic!("it is a REST API"),
    };
    let post = Request {
        method: "POST".into(),
        headers: vec![("Content-Type".into(), "application/json".into())],
        body: "x".repeat(5 * 1024 * 1024),
        ..Request::default()
    };
    list(&mut design, &["image/png"]);
    assert_eq!(end(&simulate(&design, &post)).0, 200);
    list(&mut design, &["application/json"]);
    assert_eq!(
        end(&simulate(&design, &post)),
        (413, Some(Reason::TooLarge))
    );
}

#[test]
fn a_signature_is_one_where_iam_looks_at_it_and_its_caller_is_nobody_elsewhere() {
    let parts = || PolicyParts {
        account_ids: vec!["210987654321".into()],
        ..PolicyParts::default()
    };
    let implicit = "because no resource-based policy allows the execute-api:Invoke action";
    for policy in [accounts(), ResourcePolicy::Combined(parts())] {
        let open = behind("dash-rest", policy.clone());
        let trace = simulate(&open, &signed(Decision::Allow));
        assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
        let body = &trace.answer.body;
        assert!(
            body.contains("User: anonymous") && body.contains(implicit),
            "{body}"
        );
        let mend = trace.answer.mend.expect("it says what to do").en;
        assert!(mend.contains("ask for IAM"), "{mend}");
        // What stops a caller does not read as if it let him pass.
        let last = trace.steps.last().expect("a step ended it");
        let said = &last.message;
        assert!(
            said.en.ends_with("this caller is not among them"),
            "{said:?}"
        );
        assert!(
            said.ja.ends_with("この呼び出し元は含まれません"),
            "{said:?}"
        );
        let mut cognito = behind("dash-cognito", policy.clone());
        cognito.stages.clone_from(&open.stages);
        let token = Request {
            is_signed: true,
            ..with_token(Decision::Allow)
        };
        let trace = simulate(&cognito, &token);
        assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
        assert!(trace.answer.body.contains("User: anonymous"));
        let lambda = by_lambda(open.clone());
        let neither = Request {
            authorizer: Decision::ImplicitDeny,
            ..token.clone()
        };
        let trace = simulate(&lambda, &neither);
        assert_eq!(end(&trace), (403, Some(Reason::AuthorizerDenied)));
        assert_eq!(end(&simulate(&lambda, &token)).0, 200);
        let mut iam = open;
        iam.access.authorization = Authorization::Iam;
        let trace = simulate(&iam, &signed(Decision::Allow));
        assert_eq!(end(&trace), (200, None), "{:#?}", trace.steps);
    }
    // Behind a VPC endpoint it is no other.
    let vpc = "vpc-0a1b2c3d";
    let mut private = behind(
        "dash-private",
        ResourcePolicy::Combined(PolicyParts {
            vpc_ids: vec![vpc.into()],
            ..parts()
        }),
    );
    private.access.authorization = Authorization::None;
    let mut request = Request {
        vpc: vpc.into(),
        vpc_endpoint: "vpce-0123456789abcdef0".into(),
        ..signed(Decision::Allow)
    };
    let trace = simulate(&private, &request);
    assert_eq!(end(&trace), (403, Some(Reason::ResourcePolicy)));
    private.access.authorization = Authorization::Iam;
    assert_eq!(end(&simulate(&private, &request)).0, 200);
    request.is_signed = false;
    assert_eq!(
        end(&simulate(&private, &request)).1,
        Some(Reason::NotSigned)
    );
}

#[test]
fn a_wrong_signature_is_answered_in_all_the_words_of_the_service() {
    let mut design = preset("dash-rest");
    design.access.authorization = Authorization::Iam;
    let trace = simulate(&design, &signed(Decision::Fail));
    assert_eq!(end(&trace), (403, Some(Reason::BadSignature)));
    assert_eq!(
        trace.answer.body,
        r#"{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}"#
    );
}

#[test]
fn no_resource_policy_is_advised_where_there_can_be_none() {
    for (name, has_one) in [
        ("dash-rest", true),
        ("dash-http", false),
        ("websocket-feed", false),
    ] {
        let mut design = preset(name);
        design.access.authorization = Authorization::Iam;
        let mut request = signed(Decision::ImplicitDeny);
        if design.websocket().is_some() {
            request.method = "CONNECT".into();
        }
        let answer = simulate(&design, &request).answer;
        assert_eq!(answer.reason, Some(Reason::IamDenied), "{name}");
        let mend = answer.mend.expect("it says what to do");
        let asks = mend.en.contains("the resource policy must allow it");
        assert_eq!(asks, has_one, "{name}: {}", mend.en);
        let asks = mend.ja.contains("リソースポリシーの許可も必要です");
        assert_eq!(asks, has_one, "{name}: {}", mend.ja);
    }
}

#[test]
fn a_connection_to_no_stage_is_told_of_no_page_and_no_path() {
    let design = preset("websocket-feed");
    let host = "wss://a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com";
    let stage = &design.stages[0].name;
    for (path, told) in [("", "the path names no stage"), ("none", "`none`")] {
        let request = Request {
            method: "CONNECT".into(),
            url: format!("{host}/{path}"),
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        assert_eq!(end(&trace), (403, Some(Reason::NoStage)));
        let last = trace.steps.last().expect("a step ended it");
        assert!(last.message.en.contains(told), "{}", last.message.en);
        let mend = trace.answer.mend.expect("it says what to do");
        for text in [mend.en, mend.ja] {
            assert!(text.contains(&format!("{host}/{stage}")), "{text}");
            assert!(!text.contains("Dash"), "{text}");
        }
    }
}
