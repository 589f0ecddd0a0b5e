//! What a REST API checks of a request: size, declared parameters, the body against a model.

use super::address::Entered;
use super::route::Matched;
use super::{API_ID, Answer, Part, Reason, Request, Walk, Way, browser, event, media, schema};
use crate::aws::partition;
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{
    Authorization, Design, EndpointType, Parameter, ParameterPlace, ResourcePolicy, RestApi,
};
use crate::sentence;

/// The largest payload of REST and HTTP APIs, in bytes (AWS: "Amazon API Gateway quotas").
const LARGEST_PAYLOAD: usize = 10 * 1024 * 1024;
/// The largest event of a function that is called synchronously, in bytes (AWS: "Lambda quotas").
const LARGEST_EVENT: usize = 6 * 1024 * 1024;
/// All headers of a request to a REST API together, in bytes.
const LARGEST_HEADERS: usize = 10_240;
/// The address of a request to a regional REST API, in characters.
const LONGEST_URL: usize = 10_240;
/// The same of an edge-optimized or a private one.
const LONGEST_URL_ELSEWHERE: usize = 8_192;

/// Whether an address is within the service's limits: of a REST API alone, of an HTTP API together with the headers
/// (AWS: "Quotas for configuring and running a REST API in API Gateway", and the same of an HTTP API). The pages name no
/// status; for a method's ARN that is too long they name 414, `Request URI too long`.
pub(super) fn url(
    design: &Design,
    request: &Request,
    entered: &Entered,
    walk: &mut Walk,
) -> Way<()> {
    let query = match entered.raw_query.as_str() {
        "" => String::new(),
        query => format!("?{query}"),
    };
    let path = &entered.path;
    let (length, limit) = if let Some(rest) = design.rest() {
        let url = format!("https://{}{path}{query}", entered.host);
        let limit = match rest.endpoint {
            EndpointType::Regional => LONGEST_URL,
            EndpointType::Edge | EndpointType::Private => LONGEST_URL_ELSEWHERE,
        };
        (url.chars().count(), limit)
    } else {
        let line = format!("{} {path}{query} HTTP/1.1", request.method);
        let headers = headers_length(request);
        // What the headers take alone is told of them.
        let headers = if headers > LARGEST_HEADERS {
            0
        } else {
            headers
        };
        (line.len() + headers, LARGEST_HEADERS)
    };
    if length <= limit {
        return Ok(());
    }
    let (cause, message) = if design.rest().is_some() {
        (
            sentence!(
                "the address may have 10,240 characters at a regional API, 8,192 at others",
                "アドレスはリージョン API では10,240文字、ほかでは8,192文字までです"
            ),
            sentence!(
                "the address has {length} characters, the limit is {limit}",
                "アドレスは{length}文字で、上限の{limit}文字を超えています"
            ),
        )
    } else {
        (
            sentence!(
                "the request line and all headers together may take 10,240 bytes",
                "リクエスト行とヘッダーの合計は10,240バイトまでです"
            ),
            sentence!(
                "the request line and the headers take {length} bytes, the limit is {limit}",
                "リクエスト行とヘッダーは{length}バイトで、上限の{limit}バイトを超えています"
            ),
        )
    };
    let mend = sentence!(
        "send long values in the body, with `POST`",
        "長い値は `POST` の本文で送ってください"
    );
    let answer = Answer {
        status: 414,
        ..Answer::none(cause, mend)
    };
    let at = Pointer::root().join("api").join(design.api.key());
    let answer = answer.because(Reason::UrlTooLong);
    walk.stop(Part::Address, at, message, answer)
}

/// The ARN of a called method, in bytes, where somebody is asked whether it may be called: the path of the request is part of
/// it, and a resource policy asks, too (AWS: "Amazon API Gateway quotas and important notes", which names 414).
const LONGEST_ARN: usize = 1_600;

/// Whether the method's ARN is within the limit.
pub(super) fn arn(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let has_policy = |rest: &RestApi| rest.policy != ResourcePolicy::None;
    let is_asked = design.rest().is_some_and(has_policy)
        || (*design.access.authorization_of(matched.method) != Authorization::None
            && !browser::is_answered_preflight(design, matched, request));
    let stage = design.stages.get(entered.stage);
    let (region, account) = (&design.region, event::account(design));
    let arn = format!(
        "arn:{}:execute-api:{region}:{account}:{API_ID}/{}/{}{}",
        partition(region),
        stage.map_or("", |stage| &stage.name),
        request.method.to_ascii_uppercase(),
        entered.inner,
    );
    let length = arn.len();
    if !is_asked || length <= LONGEST_ARN {
        return Ok(());
    }
    let answer = Answer::refused(
        414,
        "Request URI too long",
        sentence!(
            "where a method is protected, or the API has a resource policy, its ARN with the request's path may take 1,600 bytes",
            "保護されたメソッドやリソースポリシーのある API では、リクエストのパスを含むメソッドの ARN は1,600バイトまでです"
        ),
        sentence!(
            "send long values in the query string or in the body",
            "長い値はクエリ文字列か本文で送ってください"
        ),
    );
    let message = sentence!(
        "the ARN of the called method takes {length} bytes, the limit is {limit}",
        "呼び出されるメソッドの ARN は{length}バイトで、上限の{limit}バイトを超えています",
        length = length,
        limit = LONGEST_ARN,
    );
    let answer = answer.because(Reason::UrlTooLong);
    walk.stop(
        Part::Authorizer,
        matched.at(),
        message,
        answer.with_cors(design, request),
    )
}

/// How much all headers take, with what stands between them.
fn headers_length(request: &Request) -> usize {
    let headers = request.headers.iter();
    headers
        .map(|(name, value)| name.len() + value.len() + 4)
        .sum()
}

/// Checks a request.
pub(super) fn request(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let at = matched.at().join("request");
    size(design, request, matched, walk)?;
    let own = &matched.method.request;
    let Some(rest) = design.rest().filter(|_| !own.is_empty()) else {
        let message = sentence!(
            "nothing is checked of the request",
            "リクエストの検証はありません"
        );
        walk.nothing(Part::Validation, at, message);
        return Ok(());
    };
    if own.validator.checks_parameters() {
        parameters(design, (request, entered), matched, walk)?;
    }
    if own.validator.checks_body() {
        body(design, rest, request, matched, walk)?;
    }
    let message = sentence!(
        "the request fits what the method declares",
        "リクエストはメソッドの宣言に合っています"
    );
    walk.passed(Part::Validation, at, message);
    Ok(())
}

/// Whether headers and body are within the service's limits.
fn size(design: &Design, request: &Request, matched: &Matched, walk: &mut Walk) -> Way<()> {
    let at = matched.at().join("request");
    let length = request.body.len();
    let is_function = matched.method.function().is_some();
    let limit = if is_function {
        LARGEST_EVENT
    } else {
        LARGEST_PAYLOAD
    };
    // A body of binary types travels as base64, four letters for three bytes.
    let content = request.header("content-type").unwrap_or_default();
    let is_binary =
        |rest: &RestApi| is_function && media::is_binary_of_rest(&rest.binary_media_types, content);
    let travels = if design.rest().is_some_and(is_binary) {
        length.div_ceil(3) * 4
    } else {
        length
    };
    if travels > limit {
        let answer = Answer::refused(
            413,
            "Request Too Long",
            sentence!(
                "API Gateway takes 10 MB, and a function 6 MB with base64 around binary bodies",
                "API Gateway の上限は 10 MB、関数の上限は 6 MB です(バイナリ本文は base64 で大きくなります)"
            ),
            sentence!(
                "upload to S3 by a presigned URL instead",
                "署名付き URL で S3 に直接アップロードしてください"
            ),
        )
        .because(Reason::TooLarge);
        let message = sentence!(
            "the body takes {travels} bytes, the limit is {limit}",
            "本文は{travels}バイトで、上限の{limit}バイトを超えています"
        );
        let answer = answer.with_cors(design, request);
        return walk.stop(Part::Validation, at, message, answer);
    }
    let headers = headers_length(request);
    if headers > LARGEST_HEADERS {
        let answer = Answer::refused(
            431,
            "Request Header Fields Too Large",
            sentence!(
                "all headers together may take 10,240 bytes",
                "ヘッダーの合計は10,240バイトまでです"
            ),
            sentence!(
                "shorten cookies and tokens",
                "Cookie やトークンを短くしてください"
            ),
        )
        .because(Reason::HeadersTooLarge);
        let message = sentence!(
            "the headers take {headers} bytes, the limit is {LARGEST_HEADERS}",
            "ヘッダーは{headers}バイトで、上限の{LARGEST_HEADERS}バイトを超えています"
        );
        let answer = answer.with_cors(design, request);
        return walk.stop(Part::Validation, at, message, answer);
    }
    Ok(())
}

/// Whether the parameters are there that a method requires.
fn parameters(
    design: &Design,
    (request, entered): (&Request, &Entered),
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let has_query = |name: &str| {
        let mut query = entered.query.iter();
        query.any(|(own, value)| own == name && !value.is_empty())
    };
    let is_missing = |one: &&Parameter| match one.place {
        ParameterPlace::Header => request.header(&one.name).is_none_or(str::is_empty),
        ParameterPlace::QueryString => !has_query(&one.name),
        // Without it the path would not have matched.
        ParameterPlace::Path => false,
    };
    let declared = matched.method.request.parameters.iter();
    let missing = declared.filter(|one| one.required).filter(is_missing);
    let names: Vec<&str> = missing.map(|one| one.name.as_str()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let missing_count = names.len();
    let names = names.join(", ");
    let word = names.replace(['"', '\\'], "");
    let answer = Answer::refused(
        400,
        &format!("Missing required request parameters: [{word}]"),
        sentence!(
            "the method's validator asks for them",
            "メソッドのバリデーターが必須としています"
        ),
        sentence!(
            "send them, or make them optional",
            "値を送るか、任意に変更してください"
        ),
    )
    .because(Reason::BadParameters);
    let (word, verb) = match missing_count {
        1 => ("parameter", "is"),
        _ => ("parameters", "are"),
    };
    let message = sentence!(
        "the required {word} `{names}` {verb} missing",
        "必須パラメータ `{names}` がありません"
    );
    let at = matched.at().join("request").join("parameters");
    walk.stop(
        Part::Validation,
        at,
        message,
        answer.with_cors(design, request),
    )
}

/// The content type of a model for bodies of all types that have none of their own (AWS: API Gateway developer guide,
/// "Request validation for REST APIs in API Gateway").
const ANY_TYPE: &str = "$default";

/// Whether the body fits the model of its type.
fn body(
    design: &Design,
    rest: &RestApi,
    request: &Request,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let content = request.header("content-type").unwrap_or("application/json");
    let content = content.split(';').next().unwrap_or_default().trim();
    let models = &matched.method.request.models;
    let of = |kind: &str| {
        let mut models = models.iter();
        models.find(|one| one.content_type.eq_ignore_ascii_case(kind))
    };
    let model = of(content).or_else(|| of(ANY_TYPE));
    let model = model.and_then(|one| rest.models.iter().find(|own| own.name == one.model));
    let at = matched.at().join("request").join("models");
    let Some(model) = model else {
        walk.nothing(
            Part::Validation,
            at,
            sentence!(
                "bodies of `{content}` have no model, so any is taken",
                "`{content}` の本文にはモデルがないため、何でも受け付けます"
            ),
        );
        return Ok(());
    };
    let name = &model.name;
    let judged = schema::judge(&model.schema, &rest.models, &request.body);
    if !judged.unread.is_empty() {
        let words = judged.unread.into_iter().collect::<Vec<_>>();
        let words = words.join("`, `");
        walk.noted(
            Part::Validation,
            at,
            sentence!(
                "not looked at here, though the service may: `{words}` of the model `{name}`",
                "モデル `{name}` の `{words}` は、ここでは確認していません(サービスでは検証されることがあります)"
            ),
        );
    }
    let Some(why) = judged.misfit else {
        return Ok(());
    };
    let answer = Answer::refused(
        400,
        "Invalid request body",
        sentence!(
            "the method's validator checks the body",
            "メソッドのバリデーターが本文を検証しています"
        ),
        sentence!(
            "send a body that fits, or mend the model",
            "モデルに合う本文を送るか、モデルを直してください"
        ),
    )
    .because(Reason::BadBody);
    let Sentence { en, ja } = why;
    let message = sentence!(
        "the body does not fit the model `{name}`: {en}",
        "本文がモデル `{name}` に合いません: {ja}"
    );
    walk.stop(
        Part::Validation,
        at,
        message,
        answer.with_cors(design, request),
    )
}
