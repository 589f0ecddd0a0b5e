//! The role of the functions: it may write its logs, its traces where a stage is traced, and to open
//! connections of a WebSocket API.

use super::arn::{log_group, regional};
use super::{Statement, parts, policy, too_long};
use crate::diagnostic::Pointer;
use crate::generate::{Generator, Target, nothing_lost, websocket};
use crate::model::Design;
use crate::text::Document;
use crate::text::json::Json;

pub(in crate::generate) const PERMISSIONS: Generator = Generator {
    path: "iam/execution-role.json",
    target: Target::Iam,
    executable: false,
    applies: |design| !design.is_without_functions(),
    print: |design| policy(&statements(design)),
    lost: |design| too_long(&statements(design)),
};

pub(in crate::generate) const TRUST: Generator = Generator {
    path: "iam/execution-role-trust.json",
    target: Target::Iam,
    executable: false,
    applies: |design| !design.is_without_functions(),
    print: print_trust,
    lost: nothing_lost,
};

/// Name of the role, as the README makes it.
pub(in crate::generate) fn name(design: &Design) -> String {
    super::role_name(design, "function")
}

pub(super) fn statements(design: &Design) -> Vec<Statement> {
    let at = Pointer::root().join("functions");
    let groups = (0..design.functions.len()).flat_map(|index| {
        let names = design.names_at_aws(index).into_iter();
        names.flat_map(|name| log_group(design, &format!("/aws/lambda/{name}")))
    });
    let traced = design.stages.iter().any(|stage| stage.tracing);
    // What `AWSLambdaVPCAccessExecutionRole` has beside the logs; AWS narrows none of it.
    let networked = parts::makes(design, |function| function.vpc.is_some());
    let connected = design.websocket().map(|_| {
        // The id of the API is given out when it is made.
        regional(design, "execute-api", "*/*/*/@connections/*")
    });
    vec![
        Statement::new(
            "Logs",
            at,
            &[
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
            ],
            groups,
        ),
        Statement::new(
            "Traces",
            Pointer::root().join("stages"),
            &["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
            traced.then(|| "*".to_owned()),
        ),
        Statement::new(
            "Network",
            at,
            &[
                "ec2:CreateNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSubnets",
                "ec2:DeleteNetworkInterface",
                "ec2:AssignPrivateIpAddresses",
                "ec2:UnassignPrivateIpAddresses",
            ],
            networked.then(|| "*".to_owned()),
        ),
        Statement::new(
            "ConnectionTable",
            Pointer::root().join("api"),
            &websocket::TABLE_ACTIONS,
            websocket::table(design)
                .map(|table| regional(design, "dynamodb", &format!("table/{table}"))),
        ),
        Statement::new(
            "Connections",
            Pointer::root().join("api"),
            &["execute-api:ManageConnections"],
            connected,
        ),
    ]
}

fn print_trust(_: &Design) -> Document {
    Json::document(|json| {
        json.field("Version", "2012-10-17");
        json.list("Statement", |json| {
            json.at(Pointer::root().join("functions"), |json| {
                json.item_object(|json| {
                    json.field("Effect", "Allow");
                    json.object("Principal", |json| {
                        json.field("Service", "lambda.amazonaws.com")
                    });
                    json.field("Action", "sts:AssumeRole");
                });
            });
        });
    })
}
