//! The way of a connection, a message or a farewell to a WebSocket API.

use serde_json::{Value, json};

use super::address::{self, Entered};
use super::{API_ID, Answer, Decision, Part, Request, Walk, Way, event};
use crate::diagnostic::Pointer;
use crate::model::{
    Authorization, CONNECT, DEFAULT_KEY, Design, MessageBackend, MessageRoute, Passthrough,
    WebSocketApi,
};
use crate::sentence;

/// What stands for the id of a connection.
const CONNECTION: &str = "L0SM9cOFvHcCIhw=";

/// Lets it walk through a design of a WebSocket API.
pub(super) fn walk(design: &Design, request: &Request, walk: &mut Walk) -> Way<Answer> {
    let entered = address::enter(design, request, walk)?;
    let Some(api) = design.websocket() else {
        return Ok(Answer::default());
    };
    let (key, kind) = match request.method.to_ascii_uppercase().as_str() {
        "MESSAGE" => {
            let key = selected(&api.route_selection_expression, &request.body);
            (key.unwrap_or_default(), "MESSAGE")
        }
        "DISCONNECT" => ("$disconnect".to_owned(), "DISCONNECT"),
        _ => (CONNECT.to_owned(), "CONNECT"),
    };
    let Some(index) = route(api, &key, kind, walk)? else {
        return Ok(Answer {
            status: 200,
            cause: sentence!(
                "a connection needs no route",
                "接続にルートは必要ありません"
            ),
            ..Answer::default()
        });
    };
    if kind == "CONNECT" {
        authorize(design, request, &entered, walk)?;
    }
    let route = &api.routes[index];
    if let Some(answer) = backend(route, index, &request.body, walk) {
        return Ok(answer);
    }
    let function = &route.function;
    let at = routes().join(index).join("function");
    let message = sentence!(
        "the function `{function}` is called with the event below",
        "関数 `{function}` が下のイベントで呼び出されます"
    );
    walk.passed(Part::Integration, at, message);
    walk.event = Some(event_of(design, request, &entered, &route.key, kind));
    let cause = if route.two_way || kind == "CONNECT" {
        sentence!(
            "what the function returns goes back",
            "関数の戻り値が返されます"
        )
    } else {
        sentence!(
            "what the function returns is dropped: the route is one-way",
            "ルートが一方向のため、関数の戻り値は捨てられます"
        )
    };
    Ok(Answer {
        status: 200,
        is_of_backend: true,
        cause,
        ..Answer::default()
    })
}

/// What becomes of a message that no function gets: which template is taken, and who is asked.
fn backend(route: &MessageRoute, index: usize, body: &str, walk: &mut Walk) -> Option<Answer> {
    let backend = &route.backend;
    let message = match backend {
        MessageBackend::Function => return None,
        MessageBackend::Lambda(_) => {
            let function = &route.function;
            sentence!(
                "the function `{function}` gets what the mapping template makes of the message",
                "関数 `{function}` にはマッピングテンプレートの結果が渡されます"
            )
        }
        MessageBackend::HttpProxy(server) => {
            let uri = &server.uri;
            sentence!(
                "the message goes on to `{uri}`",
                "メッセージは `{uri}` に転送されます"
            )
        }
        MessageBackend::Http(server) => {
            let uri = &server.uri;
            sentence!(
                "what the mapping makes of the message goes to `{uri}`",
                "マッピングの結果が `{uri}` に送られます"
            )
        }
        MessageBackend::Service(service) => {
            let uri = &service.uri;
            sentence!(
                "`{uri}` is called with the gateway's role",
                "`{uri}` がゲートウェイのロールで呼び出されます"
            )
        }
        MessageBackend::Mock(_) => {
            sentence!("the gateway answers itself", "ゲートウェイ自身が応答します")
        }
    };
    let at = routes().join(index).join("backend");
    walk.passed(Part::Integration, at, message);
    if let Some(mapping) = backend.mapping() {
        let expression = &mapping.template_selection_expression;
        let key = match expression.as_str() {
            r"\$default" => Some(DEFAULT_KEY.to_owned()),
            expression => selected(expression, body),
        };
        let key = key.unwrap_or_default();
        let taken = mapping.templates.iter().find(|one| one.key == key);
        let taken = taken.or_else(|| mapping.templates.iter().find(|one| one.key == DEFAULT_KEY));
        let at = at.join(backend.key()).join("mapping");
        match (taken, mapping.passthrough) {
            (Some(template), _) => {
                let name = &template.key;
                walk.passed(
                    Part::Integration,
                    at.join("templates"),
                    sentence!(
                        "`{expression}` gives `{key}`: the template `{name}` is taken",
                        "`{expression}` の値は `{key}` で、テンプレート `{name}` が使われます"
                    ),
                );
            }
            (None, Passthrough::Never) => walk.noted(
                Part::Integration,
                at.join("passthrough"),
                sentence!(
                    "`{expression}` gives `{key}`, for which there is no template: the message is refused",
                    "`{expression}` の値 `{key}` に当たるテンプレートがなく、メッセージは拒否されます"
                ),
            ),
            (None, _) => walk.passed(
                Part::Integration,
                at.join("passthrough"),
                sentence!("no template is taken: the message goes on as it is", "テンプレートは使われず、メッセージはそのまま渡されます"),
            ),
        }
    }
    let cause = if route.two_way {
        sentence!(
            "what comes back goes to the caller",
            "応答は呼び出し元に返されます"
        )
    } else {
        sentence!(
            "what comes back is dropped: the route is one-way",
            "ルートが一方向のため、応答は捨てられます"
        )
    };
    Some(Answer {
        status: 200,
        is_of_backend: !matches!(backend, MessageBackend::Mock(_)),
        cause,
        ..Answer::default()
    })
}

fn routes() -> Pointer {
    let api = Pointer::root().join("api").join("websocket");
    api.join("routes")
}

/// The route that gets a key; `None` where nothing has to be called.
fn route(api: &WebSocketApi, key: &str, kind: &str, walk: &mut Walk) -> Way<Option<usize>> {
    let expression = &api.route_selection_expression;
    let place = |key: &str| api.routes.iter().position(|route| route.key == key);
    if let Some(index) = place(key) {
        let message = sentence!("the route `{key}` gets it", "ルート `{key}` に届きます");
        walk.passed(Part::Route, routes().join(index), message);
        return Ok(Some(index));
    }
    if kind != "MESSAGE" {
        let message = sentence!(
            "there is no route `{key}`: nothing is called",
            "ルート `{key}` はありません。何も呼ばれません"
        );
        walk.nothing(Part::Route, routes(), message);
        return Ok(None);
    }
    if let Some(index) = place("$default") {
        let message = sentence!(
            "`{expression}` gives `{key}`, for which there is no route, so `$default` gets it",
            "`{expression}` の値 `{key}` に当たるルートがないため、`$default` に届きます"
        );
        walk.passed(Part::Route, routes().join(index), message);
        return Ok(Some(index));
    }
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "a message without a route is answered with `Forbidden` on the connection",
            "ルートのないメッセージには、接続上で `Forbidden` が返されます"
        ),
        sentence!(
            "add the route, or `$default`",
            "ルートか `$default` を追加してください"
        ),
    );
    let message = sentence!(
        "`{expression}` gives `{key}`, for which there is no route, and no `$default`",
        "`{expression}` の値 `{key}` に当たるルートも `$default` もありません"
    );
    walk.stop(Part::Route, routes(), message, answer)
}

/// Only `$connect` asks who calls.
fn authorize(design: &Design, request: &Request, entered: &Entered, walk: &mut Walk) -> Way<()> {
    let at = Pointer::root().join("access").join("authorization");
    let refused = |status: u16, word: &str| {
        Answer::refused(
            status,
            word,
            sentence!("the connection is not made", "接続は確立されません"),
            sentence!(
                "send what the authorizer looks at; a browser can only use the query string or cookies",
                "オーソライザーが調べる値を送ってください。ブラウザから送れるのはクエリ文字列と Cookie だけです"
            ),
        )
    };
    match &design.access.authorization {
        Authorization::None => walk.nothing(
            Part::Authorizer,
            at,
            sentence!("nobody is asked who connects", "接続時の認証はありません"),
        ),
        Authorization::Iam if request.is_signed => walk.passed(
            Part::Authorizer,
            at,
            sentence!(
                "the signature may call `execute-api:Invoke`",
                "署名に `execute-api:Invoke` の権限があります"
            ),
        ),
        Authorization::Iam => {
            return walk.stop(
                Part::Authorizer,
                at,
                sentence!(
                    "`$connect` wants a signature of IAM credentials",
                    "`$connect` には IAM 認証情報による署名が必要です"
                ),
                refused(403, "Forbidden"),
            );
        }
        Authorization::Authorizer(name) => {
            let kind = design.access.authorizer(name).map(|(_, own)| &own.kind);
            let lacks_header = kind.is_some_and(|kind| {
                kind.headers()
                    .iter()
                    .any(|header| request.header(header).is_none())
            });
            let has = |name: &String| entered.query.iter().any(|(own, _)| own == name);
            let lacks_query = kind.is_some_and(|kind| !kind.query_strings().iter().all(has));
            if lacks_header || lacks_query {
                return walk.stop(
                    Part::Authorizer,
                    at,
                    sentence!(
                        "`{name}` is not even asked: what it looks at is missing",
                        "調べる値がないため、`{name}` は呼ばれません"
                    ),
                    refused(401, "Unauthorized"),
                );
            }
            match request.authorizer {
                Decision::Allow => walk.passed(
                    Part::Authorizer,
                    at,
                    sentence!(
                        "`{name}` lets the caller in",
                        "`{name}` が呼び出し元を許可しました"
                    ),
                ),
                Decision::Deny => {
                    return walk.stop(
                        Part::Authorizer,
                        at,
                        sentence!(
                            "`{name}` refuses the caller",
                            "`{name}` が呼び出し元を拒否しました"
                        ),
                        refused(403, "Forbidden"),
                    );
                }
                Decision::Fail => {
                    return walk.stop(
                        Part::Authorizer,
                        at,
                        sentence!("`{name}` fails", "`{name}` が失敗しました"),
                        refused(500, "Internal server error"),
                    );
                }
            }
        }
    }
    Ok(())
}

/// What a route selection expression gives for a message: `$request.body.action`, or `${request.body.action}` within
/// other text (AWS: "WebSocket route selection expressions").
fn selected(expression: &str, body: &str) -> Option<String> {
    let body: Value = serde_json::from_str(body).ok()?;
    let value = |path: &str| {
        let steps = path.strip_prefix("request.body.")?;
        let found = steps
            .split('.')
            .try_fold(&body, |value, step| value.get(step))?;
        Some(
            found
                .as_str()
                .map_or_else(|| found.to_string(), str::to_owned),
        )
    };
    if let Some(path) = expression
        .strip_prefix('$')
        .filter(|path| !path.starts_with('{'))
    {
        return value(path);
    }
    let mut text = String::new();
    let mut rest = expression;
    while let Some((before, after)) = rest.split_once("${") {
        text.push_str(before);
        let (path, after) = after.split_once('}')?;
        text.push_str(&value(path)?);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

fn event_of(design: &Design, request: &Request, entered: &Entered, key: &str, kind: &str) -> Value {
    let stage = design
        .stages
        .get(entered.stage)
        .map_or("", |stage| &stage.name);
    let mut event = json!({
        "requestContext": {
            "routeKey": key,
            "eventType": kind,
            "extendedRequestId": "c6af9ac6-7b61",
            "requestTime": "01/Jan/2026:00:00:00 +0000",
            "messageDirection": "IN",
            "stage": stage,
            "connectedAt": 1_767_225_600_000_u64,
            "requestTimeEpoch": 1_767_225_600_000_u64,
            "identity": {"sourceIp": request.source_ip, "userAgent": "Mozilla/5.0"},
            "requestId": "c6af9ac6-7b61",
            "domainName": entered.host,
            "connectionId": CONNECTION,
            "apiId": API_ID,
            "accountId": event::account(design),
        },
        "isBase64Encoded": false,
    });
    match kind {
        "MESSAGE" => {
            event["requestContext"]["messageId"] = "L0SM9cPFvHcCIhw=".into();
            event["body"] = request.body.clone().into();
        }
        "CONNECT" => {
            let pairs = entered
                .query
                .iter()
                .map(|(name, value)| (name.clone(), Value::from(value.clone())));
            let query: serde_json::Map<_, _> = pairs.collect();
            if !query.is_empty() {
                event["queryStringParameters"] = Value::Object(query);
            }
            let mut headers = serde_json::Map::new();
            headers.insert("Host".into(), entered.host.clone().into());
            headers.extend(
                request
                    .headers
                    .iter()
                    .map(|(name, value)| (name.clone(), value.clone().into())),
            );
            event["headers"] = Value::Object(headers);
        }
        _ => {}
    }
    event
}

#[cfg(test)]
mod tests {
    use super::selected;

    #[test]
    fn an_expression_takes_what_a_message_says() {
        let body = r#"{"action":"send","a":{"b":1}}"#;
        let of = |expression| selected(expression, body);
        assert_eq!(of("$request.body.action").as_deref(), Some("send"));
        assert_eq!(
            of("${request.body.action}-${request.body.a.b}").as_deref(),
            Some("send-1")
        );
        assert_eq!(of("$request.body.missing"), None);
        assert_eq!(selected("$request.body.action", "hello"), None);
    }
}
