//! What a REST API checks of a request: size, declared parameters, the body against a model.

use super::address::Entered;
use super::route::Matched;
use super::{Answer, Part, Request, Walk, Way};
use crate::model::{Design, Parameter, ParameterPlace, RestApi};
use crate::sentence;

/// The largest payload of REST and HTTP APIs, in bytes (AWS: "Amazon API Gateway quotas").
const LARGEST_PAYLOAD: usize = 10 * 1024 * 1024;
/// The largest event of a function that is called synchronously, in bytes (AWS: "Lambda quotas").
const LARGEST_EVENT: usize = 6 * 1024 * 1024;
/// All headers of a request to a REST API together, in bytes.
const LARGEST_HEADERS: usize = 10_240;

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
    let is_binary = |rest: &RestApi| is_function && !rest.binary_media_types.is_empty();
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
        );
        let message = sentence!(
            "the body takes {travels} bytes, the limit is {limit}",
            "本文は {travels} バイトで、上限の {limit} バイトを超えています"
        );
        let answer = answer.with_cors(design, request);
        return walk.stop(Part::Validation, at, message, answer);
    }
    let headers = request.headers.iter();
    let headers: usize = headers
        .map(|(name, value)| name.len() + value.len() + 4)
        .sum();
    if headers > LARGEST_HEADERS {
        let answer = Answer::refused(
            431,
            "Request Header Fields Too Large",
            sentence!(
                "all headers together may take 10,240 bytes",
                "ヘッダーの合計は 10,240 バイトまでです"
            ),
            sentence!(
                "shorten cookies and tokens",
                "Cookie やトークンを短くしてください"
            ),
        );
        let message = sentence!(
            "the headers take {headers} bytes, the limit is {LARGEST_HEADERS}",
            "ヘッダーは {headers} バイトで、上限の {LARGEST_HEADERS} バイトを超えています"
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
    );
    let message = sentence!(
        "the required parameters `{names}` are missing",
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
    let mut models = matched.method.request.models.iter();
    let model = models.find(|one| one.content_type.eq_ignore_ascii_case(content));
    let model = model.and_then(|one| rest.models.iter().find(|own| own.name == one.model));
    let Some(model) = model else {
        return Ok(());
    };
    let Err(why) = fits(&model.schema, &request.body) else {
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
    );
    let message = sentence!(
        "the body does not fit the model `{name}`: {why}",
        "本文がモデル `{name}` に合いません: {why}",
        name = model.name,
    );
    let at = matched.at().join("request").join("models");
    walk.stop(
        Part::Validation,
        at,
        message,
        answer.with_cors(design, request),
    )
}

/// Whether a body fits a JSON Schema, as far as types, required properties and enumerations go.
fn fits(schema: &str, body: &str) -> Result<(), String> {
    let Ok(schema) = serde_json::from_str::<serde_json::Value>(schema) else {
        return Ok(());
    };
    let body: serde_json::Value = serde_json::from_str(body).map_err(|_| "not JSON".to_owned())?;
    check(&schema, &body, "", 0)
}

/// Deeper than this no schema is followed.
const DEEPEST: u32 = 32;

fn check(
    schema: &serde_json::Value,
    body: &serde_json::Value,
    at: &str,
    depth: u32,
) -> Result<(), String> {
    use serde_json::Value;
    if depth > DEEPEST {
        return Ok(());
    }
    let place = if at.is_empty() { "/" } else { at };
    if let Some(kind) = schema.get("type").and_then(Value::as_str) {
        let is_it = match kind {
            "object" => body.is_object(),
            "array" => body.is_array(),
            "string" => body.is_string(),
            "boolean" => body.is_boolean(),
            "null" => body.is_null(),
            "integer" => {
                body.is_i64() || body.is_u64() || body.as_f64().is_some_and(|n| n.fract() == 0.0)
            }
            "number" => body.is_number(),
            _ => true,
        };
        if !is_it {
            return Err(format!("{place}: {kind}"));
        }
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array)
        && !values.contains(body)
    {
        return Err(format!("{place}: enum"));
    }
    for name in schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(name) = name.as_str()
            && body.is_object()
            && body.get(name).is_none()
        {
            return Err(format!("{place}: required {name}"));
        }
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, inside) in properties.into_iter().flatten() {
        if let Some(value) = body.get(name) {
            check(inside, value, &format!("{at}/{name}"), depth + 1)?;
        }
    }
    if let (Some(inside), Some(items)) = (schema.get("items"), body.as_array()) {
        for (place, item) in items.iter().enumerate() {
            check(inside, item, &format!("{at}/{place}"), depth + 1)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_body_fits_types_required_properties_and_enumerations() {
        let schema = r#"{"type":"object","required":["a"],"properties":{"a":{"type":"integer"},"b":{"type":"array","items":{"enum":["x"]}}}}"#;
        assert_eq!(fits(schema, r#"{"a":1,"b":["x"]}"#), Ok(()));
        assert_eq!(fits(schema, r#"{"b":[]}"#), Err("/: required a".into()));
        assert_eq!(fits(schema, r#"{"a":"1"}"#), Err("/a: integer".into()));
        assert_eq!(
            fits(schema, r#"{"a":1,"b":["y"]}"#),
            Err("/b/0: enum".into())
        );
        assert_eq!(fits(schema, "a=1"), Err("not JSON".into()));
    }
}
