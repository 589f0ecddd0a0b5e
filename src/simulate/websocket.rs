//! The way of a connection, a message or a farewell to a WebSocket API.

mod backend;
mod callback;
mod connect;
mod event;

use serde_json::Value;

use super::address::{self, Entered};
use super::guard::{self, KeyWanted};
use super::{Answer, Part, Reason, Request, Walk, Way, limits};
use crate::diagnostic::Pointer;
use crate::model::{CONNECT, Design, WebSocketApi};
use crate::sentence;

/// Lets it walk through a design of a WebSocket API.
pub(super) fn walk(design: &Design, request: &Request, walk: &mut Walk) -> Way<Answer> {
    let entered = address::enter(design, request, walk)?;
    let Some(api) = design.websocket() else {
        return Ok(Answer::default());
    };
    if let Some(answer) = callback::answer(design, request, &entered, walk) {
        return answer;
    }
    let (key, kind) = match request.method.to_ascii_uppercase().as_str() {
        "MESSAGE" => {
            let key = selected(&api.route_selection_expression, &request.body);
            (key.unwrap_or_default(), "MESSAGE")
        }
        "DISCONNECT" => (DISCONNECT.to_owned(), "DISCONNECT"),
        "CONNECT" => (CONNECT.to_owned(), "CONNECT"),
        "GET" if asks_upgrade(request) => (CONNECT.to_owned(), "CONNECT"),
        method => return no_websocket(method, walk),
    };
    if kind == "MESSAGE" {
        let went = size(&request.body, walk)
            .and_then(|()| called(design, request, (&entered, api), (&key, kind), walk));
        return went.map_err(|answer| Box::new(event::refused(*answer)));
    }
    let answer = called(design, request, (&entered, api), (&key, kind), walk)?;
    let is_made = kind == "CONNECT" && answer.status == 200;
    Ok(Answer {
        status: if is_made { SWITCHED } else { answer.status },
        ..answer
    })
}

/// The key of the route that is called when a connection ended.
const DISCONNECT: &str = "$disconnect";

/// What the client of a connection that is made sees, whatever of 200 to 299 the backend said (RFC 6455, section 4.1).
const SWITCHED: u16 = 101;

/// What becomes of what has that key.
fn called(
    design: &Design,
    request: &Request,
    (entered, api): (&Entered, &WebSocketApi),
    (key, kind): (&str, &str),
    walk: &mut Walk,
) -> Way<Answer> {
    if kind == "CONNECT" && entered.inner != "/" {
        return path_behind(&entered.inner, walk);
    }
    let Some(index) = route(api, key, kind, walk)? else {
        return Ok(Answer {
            status: 200,
            cause: sentence!(
                "a connection needs no route",
                "接続にルートは必要ありません"
            ),
            ..Answer::default()
        });
    };
    let mut plan = None;
    if kind == "CONNECT" {
        connect::authorize(design, request, entered, walk)?;
        // The generated files ask for a key where a connection begins, the header that the API's key selection
        // expression takes by default: `$request.header.x-api-key`.
        let wanted = KeyWanted {
            at: Pointer::root().join("access").join("api_key_required"),
            is_required: design.access.api_key_required,
            is_handed_over: None,
        };
        plan = guard::api_key(design, request, entered, &wanted, walk)?;
    }
    limits::check_message(design, entered, index, plan, walk)?;
    let route = &api.routes[index];
    if let Some(answer) = backend::backend(route, index, &request.body, walk)? {
        return Ok(answer);
    }
    let function = &route.function;
    let at = routes().join(index).join("function");
    if let Some((field, message, answer)) = guard::stopped_function(design, entered, function) {
        return walk.stop(Part::Integration, field, message, answer);
    }
    let message = sentence!(
        "the function `{function}` is called with the event below",
        "関数 `{function}` が下のイベントで呼び出されます"
    );
    walk.passed(Part::Integration, at, message);
    walk.event = Some(event::of(design, request, entered, (&route.key, kind)));
    let cause = match kind {
        "CONNECT" => sentence!(
            "the connection is made when the function answers with a status of 200 to 299",
            "関数が 200〜299 のステータスを返すと接続が確立されます"
        ),
        "DISCONNECT" => sentence!(
            "the connection is closed already: nobody gets what the function returns",
            "接続はすでに閉じているため、関数の戻り値は誰にも届きません"
        ),
        _ if route.two_way => sentence!(
            "what the function returns goes back",
            "関数の戻り値が返されます"
        ),
        _ => sentence!(
            "what the function returns is dropped: the route is one-way",
            "ルートが一方向のため、関数の戻り値は捨てられます"
        ),
    };
    Ok(Answer {
        status: 200,
        is_of_backend: true,
        cause,
        ..Answer::default()
    })
}

/// The largest message, and the largest frame in which one comes, in bytes (AWS: "Quotas for configuring and running a
/// WebSocket API in API Gateway", which names the code of what is larger, too).
const LARGEST_MESSAGE: usize = 128 * 1024;
const LARGEST_FRAME: usize = 32 * 1024;

/// Whether a message is within the service's limits.
fn size(body: &str, walk: &mut Walk) -> Way<()> {
    let length = body.len();
    if length > LARGEST_MESSAGE {
        let answer = Answer::none(
            sentence!(
                "a message has 128 KB at most, whatever it is made of",
                "メッセージは 128 KB までです"
            ),
            sentence!(
                "send it in several messages, or put it into S3 and send its address",
                "複数のメッセージに分けるか、S3 に置いてアドレスを送ってください"
            ),
        );
        let message = sentence!(
            "the message has {length} bytes: the connection is closed with the code 1009",
            "メッセージが{length}バイトのため、接続はコード 1009 で切断されます"
        );
        let answer = answer.because(Reason::TooLarge);
        return walk.stop(Part::Validation, routes(), message, answer);
    }
    if length > LARGEST_FRAME {
        let message = sentence!(
            "the message has {length} bytes and must come in frames of 32 KB at most: a client that sends it in one is cut off with the code 1009",
            "メッセージは{length}バイトあり、32 KB 以下のフレームに分ける必要があります。1つのフレームで送ると、接続はコード 1009 で切断されます"
        );
        walk.noted(Part::Validation, routes(), message);
    }
    Ok(())
}

/// Whether an HTTP request asks to go on as a WebSocket (RFC 6455, section 4.1).
fn asks_upgrade(request: &Request) -> bool {
    let upgrade = request.header("upgrade").unwrap_or_default();
    let mut protocols = upgrade.split(',');
    protocols.any(|one| one.trim().eq_ignore_ascii_case("websocket"))
}

/// A plain HTTP request. No page of AWS names the status of its refusal, so none is made up here.
fn no_websocket(method: &str, walk: &mut Walk) -> Way<Answer> {
    let answer = Answer::none(
        sentence!(
            "a WebSocket API takes connections and their messages alone; with which status it refuses a plain HTTP request AWS does not say",
            "WebSocket API が受け付けるのは接続とそのメッセージだけです。通常の HTTP リクエストを拒否するステータスを AWS は公開していません"
        ),
        sentence!(
            "connect to the address with `wss://`, or send `CONNECT` here, or `GET` with the header `Upgrade: websocket`",
            "`wss://` で接続してください。ここでは `CONNECT` か、ヘッダー `Upgrade: websocket` を付けた `GET` を送ります"
        ),
    );
    let message = sentence!(
        "`{method}` without an upgrade is no WebSocket request: no route gets it, and no function is called",
        "アップグレードのない `{method}` は WebSocket のリクエストではないため、ルートにも関数にも届きません"
    );
    walk.stop(Part::Route, routes(), message, answer)
}

/// A connection to a path: a WebSocket API has none behind its stage, or behind the base path of a mapping (AWS names no
/// status; 403 is what people see: Rob Anderson, robanderson.dev, 2023).
fn path_behind(path: &str, walk: &mut Walk) -> Way<Answer> {
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "a WebSocket API is reached at its stage alone, not at paths below it",
            "WebSocket API に接続できるのはステージのアドレスだけで、その下のパスには接続できません"
        ),
        sentence!(
            "leave out `{path}`; what it says can go into the query string",
            "`{path}` を外してください。値はクエリ文字列で渡せます"
        ),
    )
    .because(Reason::NoRoute);
    let message = sentence!(
        "`{path}` stands behind the stage, and a WebSocket API has no paths",
        "ステージの後に `{path}` がありますが、WebSocket API にパスはありません"
    );
    walk.stop(Part::Route, routes(), message, answer)
}

fn routes() -> Pointer {
    let api = Pointer::root().join("api").join("websocket");
    api.join("routes")
}

/// The route that gets a key; `None` where nothing has to be called.
fn route(api: &WebSocketApi, key: &str, kind: &str, walk: &mut Walk) -> Way<Option<usize>> {
    let expression = &api.route_selection_expression;
    let place = |key: &str| api.routes.iter().position(|route| route.key == key);
    // A message is for a custom route, or for `$default`; the other two are for what happens to a connection (AWS: API Gateway
    // developer guide, "Create routes for WebSocket APIs in API Gateway").
    let is_of_connections = kind == "MESSAGE" && [CONNECT, DISCONNECT].contains(&key);
    if let Some(index) = place(key).filter(|_| !is_of_connections) {
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
            "`{expression}` gives `{key}`, for which there is no route of messages, so `$default` gets it",
            "`{expression}` の値 `{key}` に当たるメッセージのルートがないため、`$default` に届きます"
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
    )
    .because(Reason::NoRoute);
    let message = sentence!(
        "`{expression}` gives `{key}`, for which there is no route of messages, and no `$default`",
        "`{expression}` の値 `{key}` に当たるメッセージのルートも `$default` もありません"
    );
    walk.stop(Part::Route, routes(), message, answer)
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
