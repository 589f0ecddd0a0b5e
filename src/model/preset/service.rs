//! AWS services behind the gateway, and nothing between.

use super::{limit, route, silenced, stage};
use crate::model::{
    Api, AwsService, Design, HttpApi, HttpProxy, Integration, Method, RestApi, Route, S3Object,
    ServiceAction, SqsQueue, Stage, SubtypeAction, Transform, TransformedResponse, Variable, Verb,
};

fn method(verb: Verb, action: ServiceAction) -> Method {
    Method {
        verb,
        integration: Integration::AwsService(AwsService {
            action,
            role_arn: String::new(),
        }),
        ..Method::default()
    }
}

fn page(path: &str, key: &str) -> std::sync::Arc<Route> {
    let object = S3Object {
        bucket: "orders-example-pages".into(),
        key: key.into(),
    };
    route(
        path,
        vec![method(Verb::Get, ServiceAction::S3GetObject(object))],
    )
}

/// A form that is a page of a bucket, and whose orders wait in a queue.
pub(super) fn s3_sqs() -> Design {
    let queue = SqsQueue {
        queue_arn: "arn:aws:sqs:ap-northeast-1:123456789012:orders".into(),
        ..SqsQueue::default()
    };
    Design {
        name: "s3-sqs".into(),
        region: "ap-northeast-1".into(),
        api: Api::Rest(RestApi {
            name: "Orders".into(),
            description: "Pages from a bucket, orders into a queue".into(),
            ..RestApi::default()
        }),
        routes: vec![
            page("/", "index.html"),
            page("/{proxy+}", "{proxy}"),
            route(
                "/orders",
                vec![method(Verb::Post, ServiceAction::SqsSendMessage(queue))],
            ),
        ],
        stages: vec![limited()],
        silenced: silenced(
            "s3-object-size-limited",
            "/routes/~1/methods/GET/integration/aws_service",
            "the bucket holds pages, all of them far below 10 MB",
        ),
        ..Design::default()
    }
}

/// A stage that nobody floods.
fn limited() -> Stage {
    Stage {
        variables: Vec::new(),
        tracing: false,
        throttle: Some(limit(20.0, 40)),
        ..stage("prod", "Production", "production")
    }
}

fn variables(pairs: &[(&str, &str)]) -> Vec<Variable> {
    let variables = pairs.iter().map(|(name, value)| Variable {
        name: (*name).into(),
        value: (*value).into(),
    });
    variables.collect()
}

/// An action that an HTTP API works itself.
fn worked(name: &str, target_arn: &str, parameters: &[(&str, &str)]) -> ServiceAction {
    ServiceAction::Subtype(SubtypeAction {
        name: name.into(),
        target_arn: target_arn.into(),
        parameters: variables(parameters),
    })
}

/// Events for a bus, clicks for a stream, and another server's pages with headers that are changed on the way.
pub(super) fn events_http() -> Design {
    let events = worked(
        "EventBridge-PutEvents",
        "arn:aws:events:ap-northeast-1:123456789012:event-bus/orders",
        &[
            ("Detail", "$request.body"),
            ("DetailType", "$context.routeKey"),
            ("Source", "orders"),
        ],
    );
    let clicks = worked(
        "Kinesis-PutRecord",
        "arn:aws:kinesis:ap-northeast-1:123456789012:stream/clicks",
        &[
            ("Data", "$request.body.data"),
            ("PartitionKey", "$context.requestId"),
        ],
    );
    let catalog = Method {
        verb: Verb::Get,
        integration: Integration::HttpProxy(HttpProxy {
            uri: "https://catalog.example.com/{proxy}".into(),
            ..HttpProxy::default()
        }),
        transform: Transform {
            request: variables(&[("append:header.X-Request-Id", "$context.requestId")]),
            responses: vec![TransformedResponse {
                status: 200,
                changes: variables(&[("remove:header.Server", "")]),
            }],
        },
        ..Method::default()
    };
    Design {
        name: "events-http".into(),
        api: Api::Http(HttpApi {
            name: "Events".into(),
            description: "Events for a bus, clicks for a stream, pages of another server".into(),
            ..HttpApi::default()
        }),
        routes: vec![
            route("/events", vec![method(Verb::Post, events)]),
            route("/clicks", vec![method(Verb::Post, clicks)]),
            route("/catalog/{proxy+}", vec![catalog]),
        ],
        stages: vec![limited()],
        silenced: Vec::new(),
        ..s3_sqs()
    }
}
