//! What a browser makes of an answer: preflights, and whether the page may read it (WHATWG Fetch, "CORS check").

use super::address::split;
use super::route::Matched;
use super::{Answer, Part, Request, Walk};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Cors, Design, Verb};
use crate::sentence;

/// Whether a page of another origin may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it may.
    pub is_allowed: bool,
    /// Why.
    pub message: Sentence,
}

fn is_preflight(request: &Request) -> bool {
    request.method.eq_ignore_ascii_case("OPTIONS")
        && request.origin().is_some()
        && request.header("access-control-request-method").is_some()
}

/// The answer of an HTTP API to a preflight, which it gives before it looks for a route.
pub(super) fn preflight_of_http(
    design: &Design,
    request: &Request,
    walk: &mut Walk,
) -> Option<Answer> {
    let cors = design
        .cors
        .as_ref()
        .filter(|_| design.http().is_some() && is_preflight(request))?;
    let at = Pointer::root().join("cors");
    walk.passed(
        Part::Preflight,
        at,
        sentence!(
            "an HTTP API answers the preflight itself; beside an `ANY` or `$default` that wants a token the files put an `OPTIONS` that wants none, without which it would be refused",
            "HTTP API は自身でプリフライトに応答します。認可を求める `ANY` や `$default` の横には、拒否されないよう、認可なしの `OPTIONS` を生成ファイルが加えます"
        ),
    );
    let origin = request.origin().unwrap_or_default();
    let listed = cors
        .allow_origins
        .iter()
        .find(|own| *own == "*" || *own == origin);
    Some(preflight(cors, listed.map(String::as_str)))
}

/// Whether a REST API is asked for an `OPTIONS` that the route does not have itself.
fn is_left_to_cors(design: &Design, matched: &Matched, request: &Request) -> bool {
    let mut methods = matched.route.methods.iter();
    design.rest().is_some()
        && request.method.eq_ignore_ascii_case("OPTIONS")
        && !methods.any(|method| method.verb == Verb::Options)
}

/// Whether the method that the generated files put there for preflights answers.
pub(super) fn is_answered_preflight(design: &Design, matched: &Matched, request: &Request) -> bool {
    is_left_to_cors(design, matched, request)
        && design.cors_of(matched.index, matched.route).is_some()
}

/// The answer of a REST API to a preflight: the mock method that the generated files put beside the methods.
pub(super) fn preflight_of_rest(
    design: &Design,
    matched: &Matched,
    request: &Request,
    walk: &mut Walk,
) -> Option<Answer> {
    if !is_left_to_cors(design, matched, request) {
        return None;
    }
    let Some((at, cors)) = design.cors_of(matched.index, matched.route) else {
        walk.nothing(
            Part::Preflight,
            Pointer::root().join("cors"),
            sentence!(
                "no CORS is set, so `OPTIONS` is a method like any other",
                "CORS の設定がないため、`OPTIONS` は通常のメソッドとして扱われます"
            ),
        );
        return None;
    };
    walk.passed(
        Part::Preflight,
        at,
        sentence!(
            "the route's own `OPTIONS` answers the preflight: it needs no authorization and no key",
            "ルートの `OPTIONS` がプリフライトに応答します(認可もキーも不要です)"
        ),
    );
    let origin = cors.preflight_origin(request.origin().unwrap_or_default());
    let mut answer = preflight(cors, Some(origin));
    if !cors.other_origins().is_empty() {
        answer
            .headers
            .push(("vary".to_owned(), "Origin".to_owned()));
    }
    Some(answer)
}

fn preflight(cors: &Cors, origin: Option<&str>) -> Answer {
    let mut headers = Vec::new();
    if let Some(origin) = origin {
        let methods: Vec<_> = if cors.allow_methods.contains(&Verb::Any) {
            Verb::ALL[1..].iter().map(|verb| verb.as_str()).collect()
        } else {
            cors.allow_methods
                .iter()
                .map(|verb| verb.as_str())
                .collect()
        };
        headers.push(("access-control-allow-origin".to_owned(), origin.to_owned()));
        headers.push(("access-control-allow-methods".to_owned(), methods.join(",")));
        if !cors.allow_headers.is_empty() {
            headers.push((
                "access-control-allow-headers".to_owned(),
                cors.allow_headers.join(","),
            ));
        }
        if cors.allow_credentials {
            headers.push((
                "access-control-allow-credentials".to_owned(),
                "true".to_owned(),
            ));
        }
        if let Some(age) = cors.max_age_seconds {
            headers.push(("access-control-max-age".to_owned(), age.to_string()));
        }
    }
    Answer {
        status: 204,
        headers,
        cause: sentence!(
            "the gateway answers the preflight",
            "ゲートウェイがプリフライトに応答します"
        ),
        ..Answer::default()
    }
}

/// Methods that need no preflight (WHATWG Fetch, "CORS-safelisted method").
const SAFE: [&str; 3] = ["GET", "HEAD", "POST"];

/// Judges an answer as the browser would in which a page of another origin asked. A page's own origin is sent with every
/// `POST` and needs no leave, and CORS is not asked about a `WebSocket`.
pub(super) fn judge(
    design: &Design,
    request: &Request,
    answer: &Answer,
    walk: &mut Walk,
) -> Option<Verdict> {
    let origin = request.origin().filter(|_| design.websocket().is_none())?;
    let (scheme, host, ..) = split(design, &request.url);
    if origin.eq_ignore_ascii_case(&format!("{scheme}://{host}")) {
        return None;
    }
    let at = Pointer::root().join("cors");
    let verdict = |is_allowed: bool, message: Sentence| Verdict {
        is_allowed,
        message,
    };
    let found = if answer.status == 0 {
        verdict(
            false,
            sentence!("there is no answer to read", "読み取れる応答がありません"),
        )
    } else {
        match allowed(request, answer, origin) {
            Ok(()) if is_preflight(request) => verdict(
                true,
                sentence!(
                    "the browser goes on and sends the request itself",
                    "ブラウザは続けて本来のリクエストを送ります"
                ),
            ),
            Ok(()) => verdict(
                true,
                sentence!(
                    "the page of `{origin}` may read the answer",
                    "`{origin}` のページは応答を読み取れます"
                ),
            ),
            Err(why) => verdict(false, why),
        }
    };
    let message = found.message.clone();
    if found.is_allowed {
        walk.passed(Part::Browser, at, message);
    } else {
        walk.step(Part::Browser, super::Outcome::Stopped, at, message);
    }
    Some(found)
}

fn allowed(request: &Request, answer: &Answer, origin: &str) -> Result<(), Sentence> {
    let Some(sent) = answer.header("access-control-allow-origin") else {
        return Err(sentence!(
            "the answer lacks `Access-Control-Allow-Origin`, so the page of `{origin}` may not read it; the console says CORS even where the true cause is the status",
            "応答に `Access-Control-Allow-Origin` がないため、`{origin}` のページは読み取れません。原因が別のステータスでも、コンソールには CORS エラーと表示されます"
        ));
    };
    if sent != "*" && sent != origin {
        return Err(sentence!(
            "the answer allows `{sent}`, the page is of `{origin}`",
            "応答が許可しているのは `{sent}` ですが、ページは `{origin}` です"
        ));
    }
    let has_credentials = request.header("cookie").is_some();
    if has_credentials
        && (sent == "*" || answer.header("access-control-allow-credentials") != Some("true"))
    {
        return Err(sentence!(
            "the request has cookies: the answer must name `{origin}` and allow credentials",
            "リクエストに Cookie があるため、応答で `{origin}` を明示し、認証情報を許可する必要があります"
        ));
    }
    if !is_preflight(request) {
        return Ok(());
    }
    let status = answer.status;
    if !(200..300).contains(&status) {
        return Err(sentence!(
            "a preflight must end with 2xx, this one ends with {status}",
            "プリフライトの応答は 2xx でなければなりませんが、{status} です"
        ));
    }
    let list = |name: &str| {
        let value = answer.header(name).unwrap_or_default();
        value
            .split(',')
            .map(|one| one.trim().to_ascii_lowercase())
            .collect::<Vec<_>>()
    };
    let wanted = request
        .header("access-control-request-method")
        .unwrap_or_default();
    let methods = list("access-control-allow-methods");
    let has_all = |list: &[String]| !has_credentials && list.iter().any(|one| one == "*");
    let knows =
        |list: &[String], one: &str| has_all(list) || list.contains(&one.to_ascii_lowercase());
    if !SAFE.contains(&wanted) && !knows(&methods, wanted) {
        return Err(sentence!(
            "the preflight does not allow the method `{wanted}`",
            "プリフライトの応答がメソッド `{wanted}` を許可していません"
        ));
    }
    let headers = list("access-control-allow-headers");
    let asked = request
        .header("access-control-request-headers")
        .unwrap_or_default();
    for name in asked
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        // The wildcard never covers `Authorization` (WHATWG Fetch).
        let is_token = name.eq_ignore_ascii_case("authorization");
        let listed = headers.contains(&name.to_ascii_lowercase());
        if !listed && (is_token || !knows(&headers, name)) {
            return Err(sentence!(
                "the preflight does not allow the header `{name}`",
                "プリフライトの応答がヘッダー `{name}` を許可していません"
            ));
        }
    }
    Ok(())
}
