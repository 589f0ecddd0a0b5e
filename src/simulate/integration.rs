//! What answers, and with what it is asked.

use super::address::Entered;
use super::route::Matched;
use super::{
    Answer, Part, Reason, Request, Walk, Way, app, event, guard, mapping, media, transform,
};
use crate::diagnostic::Pointer;
use crate::model::{Design, Integration, Mock, ServiceAction};
use crate::sentence;

/// How long a REST API waits at most unless a higher quota was asked for, in milliseconds; an HTTP API waits a second
/// more (AWS: "Amazon API Gateway quotas").
const LONGEST_WAIT: u32 = 29_000;

/// Asks what stands behind a method.
pub(super) fn call(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<Answer> {
    mapping::check(design, request, matched, walk)?;
    let at = matched.at().join("integration");
    let changed = transform::request(design, request, entered, matched, walk);
    let path = changed.as_ref().and_then(|(_, _, path)| path.as_deref());
    let (asked, came) = match &changed {
        Some((asked, came, _)) => (asked, came),
        None => (request, entered),
    };
    let message = match &matched.method.integration {
        Integration::LambdaProxy { function } => {
            let answer = proxy(design, (request, asked), came, (matched, function), walk)?;
            let answer = transform::answer(design, request, entered, matched, answer, walk);
            return Ok(answer);
        }
        Integration::Mock(mock) => {
            return Ok(fixed(mock, at, walk).with_fixed_cors(design, matched));
        }
        Integration::Lambda { function, .. } => {
            if let Some((field, message, answer)) =
                guard::stopped_function(design, entered, function)
            {
                let answer = answer.with_cors(design, request);
                return walk.stop(Part::Integration, field, message, answer);
            }
            sentence!(
                "the function `{function}` gets what the mapping template makes of the request, not the proxy event",
                "関数 `{function}` には、プロキシイベントではなくマッピングテンプレートの結果が渡されます"
            )
        }
        Integration::HttpProxy(proxy) => {
            let uri = placed(&proxy.uri, &matched.parameters);
            let uri = match path {
                Some(path) => with_path(&uri, path),
                None => uri,
            };
            let query = match came.raw_query.as_str() {
                "" => String::new(),
                query if changed.is_some() => format!("?{query}"),
                _ => String::new(),
            };
            let uri = format!("{uri}{query}");
            sentence!(
                "the request goes on to `{uri}`",
                "リクエストは `{uri}` に転送されます"
            )
        }
        Integration::Http(http) => {
            let mut parameters = matched.parameters.clone();
            let mapped = http.mapping.parameters.iter();
            parameters.extend(mapped.filter_map(|one| {
                let name = one.name.strip_prefix("integration.request.path.")?;
                Some((
                    name.to_owned(),
                    source(&one.value, request, (entered, matched))?,
                ))
            }));
            let uri = placed(&http.uri, &parameters);
            sentence!(
                "what the mapping makes of the request goes to `{uri}`",
                "マッピングの結果が `{uri}` に送られます"
            )
        }
        Integration::AwsService(service) => {
            let what = match &service.action {
                ServiceAction::SqsSendMessage(_) => "SQS SendMessage",
                ServiceAction::StatesStartExecution { .. } => "Step Functions StartExecution",
                ServiceAction::StatesStartSyncExecution { .. } => {
                    "Step Functions StartSyncExecution"
                }
                ServiceAction::S3GetObject(_) => "S3 GetObject",
                ServiceAction::S3PutObject(_) => "S3 PutObject",
                ServiceAction::Subtype(action) => &action.name,
                ServiceAction::Other(other) => &other.uri,
            };
            sentence!(
                "`{what}` is called with the gateway's role",
                "`{what}` がゲートウェイのロールで呼び出されます"
            )
        }
    };
    walk.passed(Part::Integration, at, message);
    let mapped = mapping::answered(design, request, matched, walk)?;
    let answer = of_backend(design, request, matched, mapped);
    let answer = transform::answer(design, request, entered, matched, answer, walk);
    Ok(answer)
}

/// A function that gets the request as an event.
fn proxy(
    design: &Design,
    (request, asked): (&Request, &Request),
    entered: &Entered,
    (matched, function): (&Matched, &str),
    walk: &mut Walk,
) -> Way<Answer> {
    let at = matched.at().join("integration");
    if design.function(function).is_none() {
        let answer = Answer::refused(
            500,
            "Internal server error",
            sentence!(
                "the method calls a function that is not there",
                "存在しない関数を呼び出しています"
            ),
            sentence!(
                "choose a function of the design",
                "設計にある関数を選んでください"
            ),
        )
        .because(Reason::Misconfigured);
        let message = sentence!(
            "there is no function `{function}`",
            "関数 `{function}` がありません"
        );
        return walk.stop(Part::Integration, at, message, answer);
    }
    if let Some((field, message, answer)) = guard::stopped_function(design, entered, function) {
        let answer = answer.with_cors(design, request);
        return walk.stop(Part::Integration, field, message, answer);
    }
    let message = sentence!(
        "the function `{function}` is called with the event below",
        "関数 `{function}` が下のイベントで呼び出されます"
    );
    walk.passed(Part::Integration, at, message);
    wait(design, matched, function, walk);
    walk.event = Some(event::of_request(design, asked, entered, matched));
    let seen = app::view(design, asked, entered, matched);
    let mend = app::tell(&seen, (design, asked.tool), (entered, matched), walk);
    let is_known = seen.is_known;
    walk.app = Some(seen);
    bytes(design, request, entered, walk);
    let mut answer = Answer::of_app(design, request, matched);
    if !is_known {
        answer.status = 404;
        answer.cause = sentence!(
            "the app answered that it has no such page",
            "アプリは、そのページがないと応答しました"
        );
        answer.mend = mend;
    } else if mend.is_some() {
        answer.cause = sentence!(
            "the app answered, but the page will stand there without styles and scripts",
            "アプリは応答しましたが、ページのスタイルやスクリプトは読み込まれません"
        );
        answer.mend = mend;
    }
    Ok(answer)
}

/// What becomes of an answer in base64: a REST API makes bytes of it where the first type that the client accepts is one
/// of its binary media types (AWS: "Content type conversions in API Gateway").
fn bytes(design: &Design, request: &Request, entered: &Entered, walk: &mut Walk) {
    let Some(rest) = design.rest() else {
        return;
    };
    let at = Pointer::root().join("api").join("rest");
    let at = at.join("binary_media_types");
    let accept = request.header("accept").unwrap_or_default();
    if media::is_binary_of_rest(&rest.binary_media_types, accept) {
        let message = sentence!(
            "answers in base64, such as fonts, images and what is compressed, reach the client as bytes",
            "フォント、画像、圧縮された応答などの base64 の応答は、バイト列に戻して返されます"
        );
        walk.passed(Part::Response, at, message);
        return;
    }
    let first = accept.split(',').next().unwrap_or_default();
    let message = if first.is_empty() {
        sentence!(
            "the request accepts nothing by name, so an answer in base64 (a font, an image, anything compressed) stays base64: the file looks damaged",
            "`Accept` がないため、base64 の応答(フォント、画像、圧縮された応答)は base64 のまま返され、ファイルが壊れて見えます"
        )
    } else {
        sentence!(
            "the first type that the client accepts, `{first}`, is no binary media type of the API, so an answer in base64 (a font, an image, anything compressed) stays base64: the file looks damaged",
            "`Accept` の先頭の `{first}` は API のバイナリメディアタイプにないため、base64 の応答(フォント、画像、圧縮された応答)は base64 のまま返され、ファイルが壊れて見えます"
        )
    };
    if media::names_bytes(&entered.path) {
        walk.noted(Part::Response, at, message);
    } else {
        walk.nothing(Part::Response, at, message);
    }
}

/// An answer that the gateway gives itself.
fn fixed(mock: &Mock, at: Pointer, walk: &mut Walk) -> Answer {
    let message = sentence!("the gateway answers itself", "ゲートウェイ自身が応答します");
    walk.passed(Part::Integration, at, message);
    let own = mock.headers.iter();
    let own = own.map(|header| (header.name.to_ascii_lowercase(), header.value.clone()));
    let kind = ("content-type".to_owned(), mock.content_type.clone());
    Answer {
        status: u16::try_from(mock.status).unwrap_or(500),
        headers: std::iter::once(kind).chain(own).collect(),
        body: mock.body.clone(),
        cause: sentence!(
            "the method has a fixed answer",
            "メソッドに固定の応答が設定されています"
        ),
        ..Answer::default()
    }
}

/// What a backend answers that the studio did not make: the CORS headers of a proxy's answer are its own affair, those
/// of an answer that is mapped are fixed.
fn of_backend(
    design: &Design,
    request: &Request,
    matched: &Matched,
    mapped: Option<mapping::Mapped>,
) -> Answer {
    let mut answer = Answer::of_app(design, request, matched);
    if design.rest().is_some() {
        answer.headers.clear();
    }
    if let Some(mapped) = mapped {
        answer.status = mapped.status;
        answer.headers = mapped.headers;
    }
    if design.rest().is_some() && !matches!(matched.method.integration, Integration::HttpProxy(_)) {
        answer = answer.with_fixed_cors(design, matched);
    }
    answer.cause = sentence!("the backend answered", "バックエンドが応答しました");
    answer
}

/// Says when the function may work longer than the gateway waits.
fn wait(design: &Design, matched: &Matched, function: &str, walk: &mut Walk) {
    let Some((place, function)) = design.function(function) else {
        return;
    };
    // Of an HTTP API AWS names no status; people see 503 `Service Unavailable` (cortexlabs/cortex#1225,
    // serverless/serverless#11222).
    let (longest, status) = if design.http().is_some() {
        (LONGEST_WAIT + 1_000, 503)
    } else {
        (LONGEST_WAIT, 504)
    };
    let limit = matched.method.timeout_ms.unwrap_or(longest);
    let is_known = !function.exists() || design.is_reference(&function.arn);
    if is_known && function.timeout_seconds.saturating_mul(1000) > limit {
        let at = Pointer::root()
            .join("functions")
            .join(place)
            .join("timeout_seconds");
        let seconds = function.timeout_seconds;
        walk.noted(
            Part::Integration,
            at,
            sentence!("the gateway waits {limit} ms and then answers {status}, the function may work {seconds} seconds", "ゲートウェイは{limit}ミリ秒で {status} を返しますが、関数は{seconds}秒まで動作できます"),
        );
    }
}

/// An address with another path.
fn with_path(uri: &str, path: &str) -> String {
    let start = uri.find("://").map_or(0, |place| place + 3);
    let end = uri[start..]
        .find(['/', '?'])
        .map_or(uri.len(), |end| start + end);
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{}{slash}{path}", &uri[..end])
}

/// What a mapping takes from a request, as far as it is known here.
fn source(
    value: &str,
    request: &Request,
    (entered, matched): (&Entered, &Matched),
) -> Option<String> {
    if let Some(constant) = value.strip_prefix('\'') {
        return constant.strip_suffix('\'').map(str::to_owned);
    }
    let (place, name) = value.strip_prefix("method.request.")?.split_once('.')?;
    let of = |pairs: &[(String, String)]| {
        let mut pairs = pairs.iter().rev();
        let found = pairs.find(|(own, _)| own == name);
        found.map(|(_, value)| value.clone())
    };
    match place {
        "path" => of(&matched.parameters),
        "querystring" => of(&entered.query),
        "header" => request.header(name).map(str::to_owned),
        _ => None,
    }
}

/// An address with path parameters in their places.
fn placed(uri: &str, parameters: &[(String, String)]) -> String {
    let mut uri = uri.to_owned();
    for (name, value) in parameters {
        uri = uri.replace(&format!("{{{name}}}"), value);
    }
    uri
}
