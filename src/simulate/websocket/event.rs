//! The events of a WebSocket API.
//!
//! AWS shows none of them whole; these have the fields, and leave out what they lack, as the events do that
//! aws-powertools/powertools-lambda-python keeps of 2024 (`tests/events/apiGatewayWebSocketApi*.json`).

use serde_json::{Value, json};

use crate::model::{Authorization, Design};
use crate::simulate::address::Entered;
use crate::simulate::{API_ID, Answer, Request, event, headers};

/// What stands for the id of a connection.
const CONNECTION: &str = "L0SM9cOFvHcCIhw=";
/// What stands for the id of an event; its `requestId` is the same.
const EXTENDED_ID: &str = "L0SM9eJFPHcFjqw=";

/// Headers of the handshake that every client sends (RFC 6455, section 4.1).
const HANDSHAKE: [(&str, &str); 3] = [
    (
        "Sec-WebSocket-Extensions",
        "permessage-deflate; client_max_window_bits",
    ),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ("Sec-WebSocket-Version", "13"),
];

/// The answer to a message that is refused, which names the connection and the message (aws-samples/simple-websockets-chat-app#24).
pub(super) fn refused(answer: Answer) -> Answer {
    let said: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let Some(message) = said["message"].as_str() else {
        return answer;
    };
    let message = Value::from(message);
    Answer {
        body: format!(
            r#"{{"message": {message}, "connectionId":"{CONNECTION}", "requestId":"{EXTENDED_ID}"}}"#
        ),
        ..answer
    }
}

/// The event of a connection, a message or a farewell.
pub(super) fn of(
    design: &Design,
    request: &Request,
    entered: &Entered,
    (key, kind): (&str, &str),
) -> Value {
    let stage = design.stages.get(entered.stage);
    let mut context = json!({
        "routeKey": key,
        "eventType": kind,
        "extendedRequestId": EXTENDED_ID,
        "requestTime": event::TIME,
        "messageDirection": "IN",
        "stage": stage.map_or("", |stage| &stage.name),
        "connectedAt": event::EPOCH_MS,
        "requestTimeEpoch": event::EPOCH_MS,
        "identity": {"sourceIp": request.source_ip},
        "requestId": EXTENDED_ID,
        "domainName": entered.host,
        "connectionId": CONNECTION,
        "apiId": API_ID,
    });
    // What the authorizer said of the caller stays with the connection.
    if let Authorization::Authorizer(_) = &design.access.authorization {
        context["authorizer"] = json!({"principalId": "someone", "integrationLatency": 0});
    }
    if let Some(agent) = request.header("user-agent") {
        context["identity"]["userAgent"] = agent.into();
    }
    let mut made = json!({"isBase64Encoded": false});
    match kind {
        "MESSAGE" => {
            context["messageId"] = "L0SM9cPFvHcCIhw=".into();
            made["body"] = request.body.clone().into();
        }
        "CONNECT" => {
            let mut headers = headers::of(design, request, entered);
            headers.retain(|(name, _)| name != "User-Agent" || request.header(name).is_some());
            for (name, value) in HANDSHAKE {
                if request.header(name).is_none() {
                    headers.push((name.into(), value.into()));
                }
            }
            say(&mut made, ["headers", "multiValueHeaders"], &headers);
            let names = ["queryStringParameters", "multiValueQueryStringParameters"];
            say(&mut made, names, &entered.query);
        }
        _ => {
            let headers = [
                ("Host", &*entered.host),
                ("x-api-key", ""),
                ("X-Forwarded-For", ""),
                ("x-restapi", ""),
            ];
            let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
            say(&mut made, ["headers", "multiValueHeaders"], &headers);
            // The client closed without a status (RFC 6455, section 7.4.1).
            context["disconnectStatusCode"] = 1005.into();
            context["disconnectReason"] = "Client-side close frame status not set".into();
        }
    }
    let variables = event::stage_variables(design, entered);
    if !variables.is_null() {
        made["stageVariables"] = variables;
    }
    made["requestContext"] = context;
    made
}

/// Puts pairs into an event, each name with one value and with all; nothing where there are none.
fn say(made: &mut Value, [one, all]: [&str; 2], pairs: &[(String, String)]) {
    if !pairs.is_empty() {
        made[one] = event::single(pairs);
        made[all] = event::multiple(pairs);
    }
}
