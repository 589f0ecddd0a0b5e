//! The event that a function gets (AWS: "Input format of a Lambda function for proxy integration", "Working with AWS
//! Lambda proxy integrations for HTTP APIs", formats 1.0 and 2.0).

use serde_json::{Map, Value, json};

use super::address::Entered;
use super::route::Matched;
use super::{ACCOUNT_ID, API_ID, Request};
use crate::model::{Authorization, AuthorizerKind, Design, PayloadFormat};

/// What stands for a moment: a simulation has no clock.
const EPOCH_MS: u64 = 1_767_225_600_000;
const TIME: &str = "01/Jan/2026:00:00:00 +0000";
pub(super) const REQUEST_ID: &str = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";

/// The event of a request.
pub(super) fn of_request(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
) -> Value {
    match design.http() {
        Some(http) if http.payload_format_version == PayloadFormat::V2 => {
            second(design, request, entered, matched)
        }
        Some(_) => {
            let mut event = first(design, request, entered, matched);
            event["version"] = "1.0".into();
            // An HTTP API's path holds the stage of a default URL.
            event["path"] = entered.path.clone().into();
            event
        }
        None => first(design, request, entered, matched),
    }
}

/// The account that stands in events.
pub(super) fn account(design: &Design) -> &str {
    if design.account_id.is_empty() {
        ACCOUNT_ID
    } else {
        &design.account_id
    }
}

/// Headers as the client sends them, with those that a client and the gateway always add.
fn headers(request: &Request, entered: &Entered) -> Vec<(String, String)> {
    let mut headers = vec![("Host".to_owned(), entered.host.clone())];
    let own = request
        .headers
        .iter()
        .filter(|(name, _)| !name.eq_ignore_ascii_case("host"));
    headers.extend(own.cloned());
    for (name, value) in [
        ("User-Agent", "Mozilla/5.0"),
        ("X-Forwarded-For", request.source_ip.as_str()),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Proto", "https"),
    ] {
        if headers
            .iter()
            .all(|(own, _)| !own.eq_ignore_ascii_case(name))
        {
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    headers
}

/// One value for each name: the last.
fn single(pairs: &[(String, String)]) -> Value {
    if pairs.is_empty() {
        return Value::Null;
    }
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.clone(), value.clone().into()));
    Value::Object(pairs.collect())
}

/// All values of each name.
fn multiple(pairs: &[(String, String)]) -> Value {
    if pairs.is_empty() {
        return Value::Null;
    }
    let mut all = Map::new();
    for (name, value) in pairs {
        let list = all.entry(name.clone()).or_insert_with(|| json!([]));
        if let Some(list) = list.as_array_mut() {
            list.push(value.clone().into());
        }
    }
    Value::Object(all)
}

/// The body, and whether it is base64: a REST API encodes what its binary media types cover.
fn body(design: &Design, request: &Request) -> (Value, bool) {
    if request.body.is_empty() {
        return (Value::Null, false);
    }
    let content = request.header("content-type").unwrap_or("application/json");
    let content = content.split(';').next().unwrap_or_default().trim();
    let is_binary = match design.rest() {
        Some(rest) => rest
            .binary_media_types
            .iter()
            .any(|own| own == "*/*" || own == content),
        None => !is_text(content),
    };
    if is_binary {
        (base64(request.body.as_bytes()).into(), true)
    } else {
        (request.body.clone().into(), false)
    }
}

/// Whether an HTTP API passes a body of that type on as text.
fn is_text(content: &str) -> bool {
    content.starts_with("text/")
        || content == "application/x-www-form-urlencoded"
        || ["json", "xml", "javascript"]
            .iter()
            .any(|kind| content.contains(kind))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                let letter = bits >> (18 - 6 * place) & 63;
                text.push(char::from(LETTERS[letter as usize]));
            }
        }
    }
    text
}

/// Claims or context of the authorizer, as the two formats name them.
fn authorizer(design: &Design, matched: &Matched, is_second: bool) -> Option<Value> {
    let Authorization::Authorizer(name) = design.access.authorization_of(matched.method) else {
        return None;
    };
    let (_, authorizer) = design.access.authorizer(name)?;
    let scopes = design.access.scopes_of(matched.method);
    Some(match &authorizer.kind {
        AuthorizerKind::CognitoUserPool(_) => {
            json!({"claims": {"sub": "11111111-2222-3333-4444-555555555555", "cognito:username": "someone", "scope": scopes.join(" ")}})
        }
        AuthorizerKind::Jwt(jwt) => {
            json!({"jwt": {"claims": {"sub": "someone", "iss": jwt.issuer}, "scopes": scopes}})
        }
        _ if is_second => json!({"lambda": {}}),
        _ => json!({"principalId": "someone", "integrationLatency": 0}),
    })
}

fn stage_variables(design: &Design, entered: &Entered) -> Value {
    let variables = design
        .stages
        .get(entered.stage)
        .map_or(&[][..], |stage| &stage.variables);
    let pairs: Vec<_> = variables
        .iter()
        .map(|one| (one.name.clone(), one.value.clone()))
        .collect();
    single(&pairs)
}

fn stage<'a>(design: &'a Design, entered: &Entered) -> &'a str {
    design
        .stages
        .get(entered.stage)
        .map_or("", |stage| &stage.name)
}

/// Format 1.0, and the event of REST APIs.
fn first(design: &Design, request: &Request, entered: &Entered, matched: &Matched) -> Value {
    let headers = headers(request, entered);
    let verb = request.method.to_ascii_uppercase();
    let (body, is_base64) = body(design, request);
    // A default URL's stage does not reach the function as `path`; a base path of a domain does.
    let path = if entered.is_custom {
        &entered.path
    } else {
        &entered.inner
    };
    let mut context = json!({
        "accountId": account(design),
        "apiId": API_ID,
        "domainName": entered.host,
        "domainPrefix": entered.host.split('.').next().unwrap_or_default(),
        "extendedRequestId": "c6af9ac6-7b61",
        "httpMethod": verb,
        "identity": {
            "accessKey": null, "accountId": null, "caller": null, "cognitoAuthenticationProvider": null,
            "cognitoAuthenticationType": null, "cognitoIdentityId": null, "cognitoIdentityPoolId": null,
            "sourceIp": request.source_ip, "user": null, "userAgent": "Mozilla/5.0", "userArn": null,
        },
        "path": entered.path,
        "protocol": "HTTP/1.1",
        "requestId": REQUEST_ID,
        "requestTime": TIME,
        "requestTimeEpoch": EPOCH_MS,
        "resourceId": "123abc",
        "resourcePath": matched.route.path,
        "stage": stage(design, entered),
    });
    if let Some(authorizer) = authorizer(design, matched, false) {
        context["authorizer"] = authorizer;
    }
    json!({
        "resource": matched.route.path,
        "path": path,
        "httpMethod": verb,
        "headers": single(&headers),
        "multiValueHeaders": multiple(&headers),
        "queryStringParameters": single(&entered.query),
        "multiValueQueryStringParameters": multiple(&entered.query),
        "pathParameters": single(&matched.parameters),
        "stageVariables": stage_variables(design, entered),
        "requestContext": context,
        "body": body,
        "isBase64Encoded": is_base64,
    })
}

/// Format 2.0 of HTTP APIs.
fn second(design: &Design, request: &Request, entered: &Entered, matched: &Matched) -> Value {
    let verb = request.method.to_ascii_uppercase();
    let key = format!("{} {}", matched.method.verb.as_str(), matched.route.path);
    let all = headers(request, entered);
    let is_cookie = |name: &str| name.eq_ignore_ascii_case("cookie");
    let mut joined: Vec<(String, String)> = Vec::new();
    for (name, value) in all.iter().filter(|(name, _)| !is_cookie(name)) {
        let name = name.to_ascii_lowercase();
        match joined.iter_mut().find(|(own, _)| *own == name) {
            Some((_, own)) => {
                own.push(',');
                own.push_str(value);
            }
            None => joined.push((name, value.clone())),
        }
    }
    let cookies: Vec<&str> = all
        .iter()
        .filter(|(name, _)| is_cookie(name))
        .flat_map(|(_, value)| value.split(';').map(str::trim))
        .collect();
    let mut context = json!({
        "accountId": account(design),
        "apiId": API_ID,
        "domainName": entered.host,
        "domainPrefix": entered.host.split('.').next().unwrap_or_default(),
        "http": {
            "method": verb, "path": entered.path, "protocol": "HTTP/1.1",
            "sourceIp": request.source_ip, "userAgent": "Mozilla/5.0",
        },
        "requestId": REQUEST_ID,
        "routeKey": key,
        "stage": stage(design, entered),
        "time": TIME,
        "timeEpoch": EPOCH_MS,
    });
    if let Some(authorizer) = authorizer(design, matched, true) {
        context["authorizer"] = authorizer;
    }
    let (body, is_base64) = body(design, request);
    let mut event = json!({
        "version": "2.0",
        "routeKey": key,
        "rawPath": entered.path,
        "rawQueryString": entered.raw_query,
        "headers": single(&joined),
        "requestContext": context,
        "isBase64Encoded": is_base64,
    });
    let mut add = |name: &str, value: Value| {
        if !value.is_null() {
            event[name] = value;
        }
    };
    if !cookies.is_empty() {
        add("cookies", json!(cookies));
    }
    // Several values of a parameter are joined by commas.
    let mut query: Vec<(String, String)> = Vec::new();
    for (name, value) in &entered.query {
        match query.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => {
                own.push(',');
                own.push_str(value);
            }
            None => query.push((name.clone(), value.clone())),
        }
    }
    add("queryStringParameters", single(&query));
    add("pathParameters", single(&matched.parameters));
    add("stageVariables", stage_variables(design, entered));
    add("body", body);
    event
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ];
        for (text, encoded) in pairs {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }
}
