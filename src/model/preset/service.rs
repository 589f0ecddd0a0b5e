//! AWS services behind the gateway, and nothing between.

use super::{route, stage};
use crate::model::{
    Api, AwsService, Design, Integration, Method, RestApi, Route, S3Object, ServiceAction,
    SqsQueue, Stage, Throttle, Verb,
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
        stages: vec![Stage {
            variables: Vec::new(),
            tracing: false,
            throttle: Some(Throttle {
                rate_limit: 20.0,
                burst_limit: 40,
            }),
            ..stage("prod", "Production", "production")
        }],
        ..Design::default()
    }
}
