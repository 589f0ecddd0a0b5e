//! `app/websocket_handler.py`: answers connections and messages of a WebSocket API.

use super::{Generator, Target, app_handler, name, nothing_lost, websocket};
use crate::aws;
use crate::diagnostic::Pointer;
use crate::model::Design;
use crate::text::Document;
use crate::text::python::Python;
use crate::words::files as words;

pub(super) const GENERATOR: Generator = Generator {
    path: "app/websocket_handler.py",
    target: Target::App,
    executable: false,
    applies: |design| design.websocket().is_some(),
    print,
    lost: nothing_lost,
};

/// The handler of functions that get messages.
pub(super) const HANDLER_NAME: &str = "websocket_handler.handler";

fn print(design: &Design) -> Document {
    let language = design.output.language;
    Python::document(|python| {
        python.comment(words::websocket_purpose(language));
        let table = websocket::table(design);
        let of_table = if table.is_some() {
            table_at()
        } else {
            table_at().parent()
        };
        python.at(of_table, |python| {
            python.code(if table.is_some() { HEAD_OF_FEED } else { HEAD });
        });
        if let Some(table) = table {
            python.at(table_at(), |python| {
                python.code("TABLE = boto3.resource(\"dynamodb\").Table(");
                python.text(table);
                python.code(")\n\n\n");
            });
        }
        if name::has_default_urls(design) {
            print_endpoint(python, design);
        } else {
            // With the default URL off, that is the only way in.
            app_handler::print_base_paths(python, design);
            python.code("\n\n");
            let at = Pointer::root().join("domain");
            python.at(at, |python| python.code(ENDPOINT_OF_DOMAIN));
        }
        python.code(SEND);
        python.at(of_table, |python| {
            if table.is_some() {
                python.comment(words::websocket_kept(language));
                python.code(KEEP);
                python.comment(words::websocket_push(language));
                python.code(PUSH);
            } else {
                python.comment(words::websocket_connect(language));
                python.code(CONNECT);
            }
        });
        python.code(MESSAGE);
        print_routes(python, design);
    })
}

fn table_at() -> Pointer {
    let at = Pointer::root().join("api").join("websocket");
    at.join("connection_table")
}

/// The API's own address answers whichever name the caller used.
fn print_endpoint(python: &mut Python, design: &Design) {
    let at = Pointer::root().join("region");
    python.at(at, |python| {
        python.code(ENDPOINT);
        python.code("    return f\"https://{api}.execute-api.{region}.\" + ");
        python.text(aws::url_suffix(&design.region));
        python.code(" + \"/\" + context[\"stage\"]\n\n\n");
    });
}

/// Which function of the file gets which route, and which routes answer by what it returns.
fn print_routes(python: &mut Python, design: &Design) {
    let mut routes = websocket::routes(design);
    routes.retain(|route| route.shared().is_some());
    python.comment(words::websocket_routes(design.output.language));
    python.code("ROUTES = {\n");
    for route in &routes {
        python.at(route.at.join("key"), |python| {
            python.code("    ");
            python.text(route.key);
            python.code(match route.key {
                "$connect" => ": on_connect,\n",
                "$disconnect" => ": on_disconnect,\n",
                _ => ": on_message,\n",
            });
        });
    }
    python.code("}\n");
    python.comment(words::websocket_two_way(design.output.language));
    python.code("TWO_WAY = [\n");
    for route in routes.iter().filter(|route| route.two_way) {
        python.at(route.at.join("two_way"), |python| {
            python.code("    ");
            python.text(route.key);
            python.code(",\n");
        });
    }
    python.code("]\n");
}

const HEAD: &str = r#"
"""AWS Lambda handler of the WebSocket API."""

import functools
import json
import os

import boto3


def handler(event, context):
    """Called for every connection and every message; the route key says which."""
    request = event["requestContext"]
    route = ROUTES.get(request["routeKey"], on_message)
    return route(event, request)


"#;

const HEAD_OF_FEED: &str = r#"
"""AWS Lambda handler of the WebSocket API."""

import functools
import json
import os
import time

import boto3


def handler(event, context):
    """Called for every connection and every message, and with {"push": ...} to send to all connections."""
    if "push" in event:
        return push(event["push"])
    request = event["requestContext"]
    route = ROUTES.get(request["routeKey"], on_message)
    return route(event, request)


"#;

/// A connection lasts two hours at most (AWS: "Quotas for configuring and running a WebSocket API").
const KEEP: &str = r#"def on_connect(event, context):
    connection, url = context["connectionId"], endpoint(context)
    TABLE.put_item(Item={"connection": connection, "endpoint": url, "expires": int(time.time()) + 7500})
    return {"statusCode": 200}


def on_disconnect(event, context):
    TABLE.delete_item(Key={"connection": context["connectionId"]})
    return {"statusCode": 200}


"#;

const PUSH: &str = r#"def push(message):
    """Sends a message to every open connection, and forgets those that are closed."""
    data, sent = json.dumps(message).encode(), 0
    for page in boto3.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE.name):
        for item in page["Items"]:
            connection, client = item["connection"]["S"], connections(item["endpoint"]["S"])
            try:
                client.post_to_connection(ConnectionId=connection, Data=data)
                sent += 1
            except client.exceptions.GoneException:
                TABLE.delete_item(Key={"connection": connection})
    return {"sent": sent}


"#;

const ENDPOINT: &str = r#"def endpoint(context):
    """Where messages to open connections are sent: `@connections` of the stage that the caller uses."""
    api, region = context["apiId"], os.environ["AWS_REGION"]
"#;

/// A domain shows the stage under its base path, so the stage is not named.
const ENDPOINT_OF_DOMAIN: &str = r#"def endpoint(context):
    """Where messages to open connections are sent: `@connections` of the stage that the caller uses."""
    host = context["domainName"].lower()
    for domain, stage, base in BASE_PATHS:
        if stage == context["stage"] and serves(domain, host):
            return "https://" + host + ("/" + base if base else "")
    return "https://" + host + "/" + context["stage"]


def serves(domain, host):
    """Whether a custom domain answers for a host; `*` stands for one label."""
    return domain == host or (domain.startswith("*.") and host.partition(".")[2] == domain[2:])


"#;

const SEND: &str = r#"@functools.cache
def connections(url):
    """The client keeps its connection open between calls."""
    return boto3.client("apigatewaymanagementapi", endpoint_url=url, region_name=os.environ["AWS_REGION"])


def send(context, connection_id, message):
    """Sends a message to an open connection, of this caller or of another; False when it is closed."""
    client = connections(endpoint(context))
    try:
        client.post_to_connection(ConnectionId=connection_id, Data=json.dumps(message).encode())
    except client.exceptions.GoneException:
        return False
    return True


"#;

const CONNECT: &str = r#"def on_connect(event, context):
    return {"statusCode": 200}


def on_disconnect(event, context):
    return {"statusCode": 200}


"#;

const MESSAGE: &str = r#"def on_message(event, context):
    answer = {"route": context["routeKey"], "received": event.get("body")}
    if context["routeKey"] in TWO_WAY:
        return {"statusCode": 200, "body": json.dumps(answer)}
    send(context, context["connectionId"], answer)
    return {"statusCode": 200}


"#;
