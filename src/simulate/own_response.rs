//! What the design's own gateway responses make of an answer that the gateway gives itself.

use serde_json::Value;

use super::{API_ID, Answer, Part, Reason, Request, Walk, address, event};
use crate::diagnostic::Pointer;
use crate::model::{Design, GatewayResponse};
use crate::sentence;

/// The answer as the gateway response of its kind makes it (AWS: "Gateway responses for REST APIs in API Gateway"):
/// the one of its type, or `DEFAULT_4XX` and `DEFAULT_5XX` for what has none.
pub(super) fn applied(
    design: &Design,
    request: &Request,
    mut answer: Answer,
    walk: &mut Walk,
) -> Answer {
    let kind = answer.reason.and_then(Reason::gateway_response);
    let (Some(rest), Some(kind)) = (design.rest(), kind) else {
        return answer;
    };
    answer.gateway_response = Some(kind);
    let of = |kind: &str| {
        let mut all = rest.gateway_responses.iter().enumerate();
        all.find(|(_, one)| one.response_type == kind)
    };
    let general = if answer.status < 500 {
        "DEFAULT_4XX"
    } else {
        "DEFAULT_5XX"
    };
    let Some((place, own)) = of(kind).or_else(|| of(general)) else {
        return answer;
    };
    let status = own.status.and_then(|status| u16::try_from(status).ok());
    answer.status = status.unwrap_or(answer.status);
    let at = Pointer::root().join("api").join("rest");
    let at = at.join("gateway_responses").join(place);
    for (place, header) in own.headers.iter().enumerate() {
        let name = header.name.to_ascii_lowercase();
        let Some(value) = value(&header.value, request) else {
            let (name, value) = (&header.name, &header.value);
            let message = sentence!(
                "the header `{name}` is not sent: `{value}` is neither a constant in single quotes nor a part of the request, and API Gateway refuses it",
                "ヘッダー `{name}` は送られません。`{value}` は単一引用符で囲んだ定数でもリクエストの値でもなく、API Gateway に拒否されます"
            );
            walk.noted(Part::Response, at.join("headers").join(place), message);
            continue;
        };
        answer.headers.retain(|(other, _)| *other != name);
        answer.headers.push((name, value));
    }
    if let Some(body) = body(own, &answer, (design, request, kind)) {
        answer.body = body;
    }
    let (name, status) = (&own.response_type, answer.status);
    walk.noted(
        Part::Response,
        at,
        sentence!(
            "the gateway's answer is `{kind}`; the design's own `{name}` gives it its status, {status}, and its words",
            "ゲートウェイの応答は `{kind}` で、設計の `{name}` によりステータスは {status} になり、本文もその設定に従います"
        ),
    );
    answer
}

/// A constant without its quotes, or the header of the request that is named; what else a value may name stands for itself.
/// `None` for what API Gateway refuses.
fn value(value: &str, request: &Request) -> Option<String> {
    let quoted = value
        .strip_prefix('\'')
        .and_then(|value| value.strip_suffix('\''));
    if let Some(constant) = quoted {
        return Some(constant.to_owned());
    }
    if let Some(name) = value.strip_prefix("method.request.header.") {
        return Some(request.header(name).unwrap_or_default().to_owned());
    }
    let sources = ["method.request.", "context.", "stageVariables."];
    let is_source = sources.iter().any(|source| value.starts_with(source));
    is_source.then(|| value.to_owned())
}

/// The body that a template makes, JSON before others.
fn body(
    own: &GatewayResponse,
    answer: &Answer,
    (design, request, kind): (&Design, &Request, &str),
) -> Option<String> {
    let mut templates = own.templates.iter();
    let json = templates.find(|one| one.content_type == "application/json");
    let template = json.or_else(|| own.templates.first())?;
    let said: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let message = said.get("message").or_else(|| said.get("Message"));
    let message = message.and_then(Value::as_str).unwrap_or_default();
    let quoted = Value::from(message).to_string();
    let body = template
        .body
        .replace("$context.error.messageString", &quoted);
    let body = body.replace("$context.error.message", message);
    let body = body.replace("$context.error.responseType", kind);
    Some(filled(body, design, request))
}

/// A body with what the simulator knows of the request; what it does not know stands for itself.
fn filled(body: String, design: &Design, request: &Request) -> String {
    if !body.contains('$') {
        return body;
    }
    let entered = address::enter(design, request, &mut Walk::default()).unwrap_or_default();
    let stage = design.stages.get(entered.stage);
    let epoch = event::EPOCH_MS.to_string();
    let verb = request.method.to_ascii_uppercase();
    let known = [
        ("requestTimeEpoch", epoch.as_str()),
        ("requestTime", event::TIME),
        ("requestId", event::REQUEST_ID),
        ("identity.sourceIp", &request.source_ip),
        ("httpMethod", &verb),
        ("domainName", &entered.host),
        ("path", &entered.path),
        ("stage", stage.map_or("", |stage| &stage.name)),
        ("apiId", API_ID),
        ("accountId", event::account(design)),
    ];
    let variables = stage.map_or(&[][..], |stage| &stage.variables).iter();
    let variables = variables.map(|one| ("stageVariables", one.name.as_str(), one.value.as_str()));
    let known = known.map(|(name, value)| ("context", name, value));
    let mut all: Vec<_> = known.into_iter().chain(variables).collect();
    // A name that another one begins with comes behind it.
    all.sort_by_key(|(_, name, _)| std::cmp::Reverse(name.len()));
    all.iter().fold(body, |body, (of, name, value)| {
        let body = body.replace(&format!("${{{of}.{name}}}"), value);
        replaced(&body, &format!("${of}.{name}"), value)
    })
}

/// A text with a value in the place of a variable, wherever the variable's name ends there.
fn replaced(text: &str, variable: &str, value: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(variable) {
        let after = &rest[at + variable.len()..];
        let goes_on = after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            || after
                .strip_prefix('.')
                .is_some_and(|after| after.starts_with(|c: char| c.is_ascii_alphabetic()));
        made.push_str(&rest[..at]);
        made.push_str(if goes_on { variable } else { value });
        rest = after;
    }
    made.push_str(rest);
    made
}
