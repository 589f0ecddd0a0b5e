//! The events of WebSocket APIs: connections and messages.

use super::*;

/// The fields of each event, as aws-powertools/powertools-lambda-python keeps them (`tests/events/apiGatewayWebSocketApi*.json`).
#[test]
fn events_of_a_websocket_api_have_the_fields_of_the_services() {
    let mut design = preset("websocket-feed");
    for stage in &mut design.stages {
        stage.variables.clear();
    }
    let of = |method: &str| {
        let request = Request {
            method: method.into(),
            url: "/?room=1".into(),
            body: r#"{"action":"hello"}"#.into(),
            ..Request::default()
        };
        event(&design, &request)
    };
    let shared = [
        "apiId",
        "connectedAt",
        "connectionId",
        "domainName",
        "eventType",
        "extendedRequestId",
        "identity",
        "messageDirection",
        "requestId",
        "requestTime",
        "requestTimeEpoch",
        "routeKey",
        "stage",
    ];
    let context = |more: &[&'static str]| {
        let mut names: Vec<&str> = shared.iter().chain(more).copied().collect();
        names.sort_unstable();
        names
    };
    let connect = of("CONNECT");
    let whole = [
        "headers",
        "isBase64Encoded",
        "multiValueHeaders",
        "multiValueQueryStringParameters",
        "queryStringParameters",
        "requestContext",
    ];
    assert_eq!(names(&connect), whole);
    assert_eq!(names(&connect["requestContext"]), context(&[]));
    assert_eq!(
        connect["multiValueHeaders"]["Sec-WebSocket-Version"],
        json!(["13"])
    );
    assert_eq!(connect["requestContext"]["routeKey"], "$connect");
    let message = of("MESSAGE");
    assert_eq!(
        names(&message),
        ["body", "isBase64Encoded", "requestContext"]
    );
    assert_eq!(names(&message["requestContext"]), context(&["messageId"]));
    let gone = of("DISCONNECT");
    assert_eq!(
        names(&gone),
        [
            "headers",
            "isBase64Encoded",
            "multiValueHeaders",
            "requestContext"
        ]
    );
    assert_eq!(
        names(&gone["requestContext"]),
        context(&["disconnectReason", "disconnectStatusCode"])
    );
    assert_eq!(gone["requestContext"]["eventType"], "DISCONNECT");
    for event in [&connect, &message, &gone] {
        let context = &event["requestContext"];
        assert_eq!(context["requestId"], context["extendedRequestId"]);
        assert_eq!(names(&context["identity"]), ["sourceIp"]);
        assert_eq!(context["messageDirection"], "IN");
    }
}

#[test]
fn a_connection_needs_the_key_that_the_api_wants_and_its_plan_limits_it() {
    let mut design = preset("websocket-feed");
    design.access.api_key_required = true;
    design.access.api_keys = vec![gateway_studio::model::ApiKey {
        name: "good".into(),
        ..Default::default()
    }];
    design.access.usage_plans = vec![gateway_studio::model::UsagePlan {
        name: "plan".into(),
        stages: design
            .stages
            .iter()
            .map(|stage| stage.name.clone())
            .collect(),
        api_keys: vec!["good".into()],
        ..Default::default()
    }];
    let ask = |design: &Design, method: &str, key: &str| {
        let request = Request {
            method: method.into(),
            headers: vec![("x-api-key".into(), key.into())],
            body: r#"{"action":"hello"}"#.into(),
            ..Request::default()
        };
        simulate(design, &request).answer.status
    };
    assert_eq!(ask(&design, "CONNECT", ""), 403);
    assert_eq!(ask(&design, "CONNECT", "nobody"), 403);
    assert_eq!(ask(&design, "CONNECT", "good"), 101);
    // A connection that stands is not asked again.
    assert_eq!(ask(&design, "MESSAGE", ""), 200);
    let quota = gateway_studio::model::Quota {
        limit: 0,
        ..Default::default()
    };
    design.access.usage_plans[0].quota = Some(quota);
    assert_eq!(ask(&design, "CONNECT", "good"), 429);
}

#[test]
fn a_message_that_is_refused_is_answered_with_its_connection() {
    let mut design = preset("websocket-echo");
    if let Api::Websocket(api) = &mut design.api {
        api.routes.retain(|route| route.key == "$connect");
    }
    let of = |method: &str| {
        let request = Request {
            method: method.into(),
            body: "{}".into(),
            ..Request::default()
        };
        simulate(&design, &request).answer
    };
    let answer = of("MESSAGE");
    let body: Value = serde_json::from_str(&answer.body).expect("it is JSON");
    assert_eq!(
        (answer.status, &body["message"]),
        (403, &Value::from("Forbidden"))
    );
    assert!(body["connectionId"].is_string() && body["requestId"].is_string());
    // A handshake is answered over HTTP.
    design.access.authorization = gateway_studio::model::Authorization::Iam;
    let request = Request {
        method: "CONNECT".into(),
        ..Request::default()
    };
    assert!(
        !simulate(&design, &request)
            .answer
            .body
            .contains("connectionId")
    );
}

#[test]
fn a_message_is_for_no_route_of_connections() {
    let mut design = preset("websocket-echo");
    let request = |action: &str| Request {
        method: "MESSAGE".into(),
        body: json!({"action": action}).to_string(),
        ..Request::default()
    };
    let key = |design: &Design, action: &str| {
        let event = simulate(design, &request(action)).event?;
        event["requestContext"]["routeKey"]
            .as_str()
            .map(str::to_owned)
    };
    let Api::Websocket(api) = &mut design.api else {
        panic!("it is a WebSocket API");
    };
    for name in ["$connect", "$disconnect", "$default"] {
        if api.routes.iter().all(|route| route.key != name) {
            let mut route = api.routes[0].clone();
            route.key = name.into();
            api.routes.push(route);
        }
    }
    for action in ["$connect", "$disconnect", "$default", "other"] {
        assert_eq!(
            key(&design, action).as_deref(),
            Some("$default"),
            "{action}"
        );
    }
    if let Api::Websocket(api) = &mut design.api {
        api.routes.retain(|route| route.key != "$default");
    }
    assert_eq!(key(&design, "$connect"), None);
    assert_eq!(simulate(&design, &request("$connect")).answer.status, 403);
}
