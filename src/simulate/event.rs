//! The event that a function gets (AWS: "Input format of a Lambda function for proxy integration", "Working with AWS
//! Lambda proxy integrations for HTTP APIs", formats 1.0 and 2.0).

use serde_json::{Map, Value, json};

use super::address::{Entered, decoded_path};
use super::headers;
use super::media;
use super::path::{path_of_http, raw_path};
use super::route::{Matched, takes_slash};
use super::{ACCOUNT_ID, API_ID, Request};
use crate::aws::partition;
use crate::model::{ApiKeySource, Authorization, AuthorizerKind, Design, PayloadFormat, RestApi};

/// What stands for a moment: a simulation has no clock.
pub(super) const EPOCH_MS: u64 = 1_767_225_600_000;
pub(super) const TIME: &str = "01/Jan/2026:00:00:00 +0000";
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
            let path = path_of_http(entered);
            event["path"] = path.clone().into();
            event["pathParameters"] = path_parameters_of_http(matched);
            let context = &mut event["requestContext"];
            context["path"] = path.into();
            // The context of an HTTP API has the key of the route for an id, one id of the request, and two more words of who
            // calls (AWS: "Create AWS Lambda proxy integrations for HTTP APIs"; in use: milliHQ/terraform-aws-next-js#31).
            context["resourceId"] = matched.key().into();
            context["extendedRequestId"] = REQUEST_ID.into();
            context["identity"]["cognitoAmr"] = Value::Null;
            context["identity"]["principalOrgId"] = Value::Null;
            event
        }
        None => first(design, request, entered, matched),
    }
}

/// The path parameters of an HTTP API, which decodes what a greedy part takes as it decodes the whole path
/// (aws/aws-lambda-dotnet#1901, held against the service); a REST API leaves it as the client wrote it.
fn path_parameters_of_http(matched: &Matched) -> Value {
    let mut parameters = matched.parameters.clone();
    if let Some((_, value)) = parameters.last_mut()
        && takes_slash(&matched.route.path)
    {
        *value = decoded_path(value);
    }
    single(&parameters)
}

/// The account that stands in events.
pub(super) fn account(design: &Design) -> &str {
    if design.account_id.is_empty() {
        ACCOUNT_ID
    } else {
        &design.account_id
    }
}

/// One value for each name: the last.
pub(super) fn single(pairs: &[(String, String)]) -> Value {
    if pairs.is_empty() {
        return Value::Null;
    }
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.clone(), value.clone().into()));
    Value::Object(pairs.collect())
}

/// All values of each name.
pub(super) fn multiple(pairs: &[(String, String)]) -> Value {
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

/// The body, and whether it is base64.
fn body(design: &Design, request: &Request) -> (Value, bool) {
    if request.body.is_empty() {
        return (Value::Null, false);
    }
    let content = request.header("content-type");
    let is_binary = match design.rest() {
        Some(rest) => media::is_binary_of_rest(&rest.binary_media_types, content.unwrap_or("")),
        None => !media::is_text_of_http(content),
    };
    if is_binary {
        (media::base64(request.body.as_bytes()).into(), true)
    } else {
        (request.body.clone().into(), false)
    }
}

/// Claims or context of the authorizer, as the two formats name them. In format 1.0 the claims of a JSON Web Token stand
/// beside its scopes, in 2.0 both stand below `jwt` (AWS: "Control access to HTTP APIs with JWT authorizers in API
/// Gateway"; the form of 1.0 as seen in awsdocs/amazon-api-gateway-developer-guide#113).
fn authorizer(design: &Design, matched: &Matched, is_second: bool) -> Option<Value> {
    let account = account(design);
    let name = match design.access.authorization_of(matched.method) {
        Authorization::Authorizer(name) => name,
        Authorization::Iam if is_second => {
            return Some(json!({"iam": {
                "accessKey": ACCESS_KEY, "accountId": account, "callerId": USER_ID, "cognitoIdentity": null,
                "principalOrgId": null, "userArn": user_arn(design), "userId": USER_ID,
            }}));
        }
        Authorization::None | Authorization::Iam => return None,
    };
    let (_, authorizer) = design.access.authorizer(name)?;
    let scopes = design.access.scopes_of(matched.method);
    Some(match &authorizer.kind {
        AuthorizerKind::CognitoUserPool(_) => {
            let mut claims = json!({"sub": "11111111-2222-3333-4444-555555555555", "cognito:username": "someone"});
            if !scopes.is_empty() {
                claims["scope"] = scopes.join(" ").into();
            }
            json!({"claims": claims})
        }
        AuthorizerKind::Jwt(jwt) => {
            let mut claims = json!({"iss": jwt.issuer, "sub": "someone"});
            if let Some(audience) = jwt.audience.first() {
                claims["aud"] = audience.clone().into();
            }
            let scopes = if scopes.is_empty() {
                Value::Null
            } else {
                claims["scope"] = scopes.join(" ").into();
                json!(scopes)
            };
            let token = json!({"claims": claims, "scopes": scopes});
            if is_second {
                json!({"jwt": token})
            } else {
                token
            }
        }
        // The simple answer of the generated function says who calls, and names no principal.
        _ if is_second => json!({"lambda": {"caller": CALLER}}),
        _ if design.http().is_some() => json!({"caller": CALLER}),
        _ => json!({"principalId": CALLER, "integrationLatency": 0}),
    })
}

/// What stands for whom a Lambda authorizer let in.
const CALLER: &str = "someone";
/// What stands for who signed.
const ACCESS_KEY: &str = "ACCESS-KEY-ID";
const USER_ID: &str = "USER-ID";

pub(super) fn user_arn(design: &Design) -> String {
    let (partition, account) = (partition(&design.region), account(design));
    format!("arn:{partition}:iam::{account}:user/someone")
}

/// Who calls, as format 1.0 tells it: who signed, which API key came, which certificate.
fn identity(design: &Design, request: &Request, entered: &Entered, matched: &Matched) -> Value {
    let mut identity = json!({
        "accessKey": null, "accountId": null, "caller": null, "cognitoAuthenticationProvider": null,
        "cognitoAuthenticationType": null, "cognitoIdentityId": null, "cognitoIdentityPoolId": null,
        "sourceIp": request.source_ip, "user": null, "userAgent": agent(request), "userArn": null,
    });
    if *design.access.authorization_of(matched.method) == Authorization::Iam {
        let account = account(design);
        identity["accessKey"] = ACCESS_KEY.into();
        identity["accountId"] = account.into();
        identity["caller"] = USER_ID.into();
        identity["user"] = USER_ID.into();
        identity["userArn"] = user_arn(design).into();
    }
    if let Some(rest) = design.rest()
        && design.access.api_key_required_of(matched.method)
    {
        let key = match rest.api_key_source {
            ApiKeySource::Header => request.header("x-api-key").unwrap_or_default(),
            ApiKeySource::Authorizer => &request.usage_key,
        };
        identity["apiKey"] = key.into();
        identity["apiKeyId"] = "API-KEY-ID".into();
    }
    if let Some(certificate) = certificate(design, entered) {
        identity["clientCert"] = certificate;
    }
    // Only who comes through a VPC endpoint has these (AWS: "Variables for access logging for API Gateway", `identity.vpceId`; CloneSquad shows such an event).
    if design.rest().is_some_and(RestApi::is_private) {
        let ids = [("vpceId", &request.vpc_endpoint), ("vpcId", &request.vpc)];
        for (name, id) in ids.into_iter().filter(|(_, id)| !id.is_empty()) {
            identity[name] = id.clone().into();
        }
    }
    identity
}

/// The certificate that the client showed to a domain with mutual TLS.
fn certificate(design: &Design, entered: &Entered) -> Option<Value> {
    let domain = design.domain.as_ref().filter(|_| entered.is_custom)?;
    domain.mutual_tls.as_ref()?;
    Some(json!({
        "clientCertPem": "CERT_CONTENT", "subjectDN": "CN=client", "issuerDN": "CN=authority", "serialNumber": "1",
        "validity": {"notBefore": "Jan  1 00:00:00 2026 GMT", "notAfter": "Jan  1 00:00:00 2027 GMT"},
    }))
}

/// The browser that asks.
pub(super) fn agent(request: &Request) -> &str {
    request.header("user-agent").unwrap_or("Mozilla/5.0")
}

pub(super) fn stage_variables(design: &Design, entered: &Entered) -> Value {
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
    let headers = headers::of(design, request, entered);
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
        "identity": identity(design, request, entered, matched),
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
    let key = matched.key();
    let path = raw_path(design, entered);
    let all = headers::of(design, request, entered);
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
            "method": verb, "path": path, "protocol": "HTTP/1.1",
            "sourceIp": request.source_ip, "userAgent": agent(request),
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
    if let Some(certificate) = certificate(design, entered) {
        context["authentication"] = json!({"clientCert": certificate});
    }
    let (body, is_base64) = body(design, request);
    let mut event = json!({
        "version": "2.0",
        "routeKey": key,
        "rawPath": path,
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
    add("pathParameters", path_parameters_of_http(matched));
    add("stageVariables", stage_variables(design, entered));
    add("body", body);
    event
}
