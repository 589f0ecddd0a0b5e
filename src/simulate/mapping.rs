//! What a mapping refuses of a request, and with which status it answers: REST APIs, everything but proxies.

use super::route::Matched;
use super::{Answer, Part, Reason, Request, Walk, Way};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Design, Integration, Mapping, Passthrough, ServiceAction};
use crate::sentence;

/// What counts as the type of a body that does not say its own (AWS: API Gateway developer guide, "Method request
/// behavior for payloads without mapping templates for REST APIs").
const DEFAULT_TYPE: &str = "application/json";

/// A mapping as the gateway has it.
struct Told<'a> {
    /// The field that decides.
    at: Pointer,
    /// The media types of its templates.
    types: Vec<&'a str>,
    passthrough: Passthrough,
    /// The status of an answer that no pattern is for.
    status: Option<u32>,
}

/// The mapping of a method of a REST API; nothing where there is none.
fn told<'a>(design: &Design, matched: &Matched<'a>) -> Option<Told<'a>> {
    design.rest()?;
    let at = matched.at().join("integration");
    match &matched.method.integration {
        Integration::Lambda { mapping, .. } => Some(own(mapping, at.join("lambda"))),
        Integration::Http(http) => Some(own(&http.mapping, at.join("http"))),
        Integration::AwsService(service) => {
            let at = at.join("aws_service").join("action");
            of_service(&service.action, at)
        }
        Integration::LambdaProxy { .. } | Integration::HttpProxy(_) | Integration::Mock(_) => None,
    }
}

/// A mapping that the design has.
fn own(mapping: &Mapping, at: Pointer) -> Told<'_> {
    let templates = mapping.templates.iter();
    let mut responses = mapping.responses.iter();
    let default = responses.find(|response| response.pattern.is_empty());
    Told {
        at: at.join("mapping").join("passthrough"),
        types: templates.map(|one| one.content_type.as_str()).collect(),
        passthrough: mapping.passthrough,
        status: default.map(|response| response.status),
    }
}

/// The mapping of a worked action, as the generated files have it.
fn of_service(action: &ServiceAction, at: Pointer) -> Option<Told<'_>> {
    let (types, passthrough, status) = match action {
        ServiceAction::SqsSendMessage(_) | ServiceAction::StatesStartExecution { .. } => {
            (vec![DEFAULT_TYPE], Passthrough::Never, 202)
        }
        ServiceAction::StatesStartSyncExecution { .. } => {
            (vec![DEFAULT_TYPE], Passthrough::Never, 200)
        }
        ServiceAction::S3GetObject(_) | ServiceAction::S3PutObject(_) => {
            (Vec::new(), Passthrough::WhenNoMatch, 200)
        }
        ServiceAction::Subtype(_) => return None,
        ServiceAction::Other(other) => return Some(own(&other.mapping, at.join("other"))),
    };
    Some(Told {
        at,
        types,
        passthrough,
        status: Some(status),
    })
}

/// The status with which a mapping answers what went well.
pub(super) fn status(design: &Design, matched: &Matched) -> Option<u16> {
    let status = told(design, matched)?.status?;
    u16::try_from(status).ok()
}

/// Whether a body gets through: by a template for its type, or as it is.
pub(super) fn check(
    design: &Design,
    request: &Request,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let Some(told) = told(design, matched).filter(|_| !request.body.is_empty()) else {
        return Ok(());
    };
    let given = request.header("content-type").unwrap_or_default();
    let given = match bare(given) {
        "" => DEFAULT_TYPE,
        given => given,
    };
    let mut types = told.types.iter();
    let is_taken = types.any(|own| bare(own).eq_ignore_ascii_case(given));
    if is_taken || !refuses(told.passthrough, told.types.is_empty()) {
        return Ok(());
    }
    let setting = told.passthrough.as_str();
    let message = sentence!(
        "a body of type `{given}` has no mapping template, and `{setting}` passes none on as it is",
        "`{given}` の本文に対応するマッピングテンプレートがなく、`{setting}` のためそのまま渡されません"
    );
    let mend = if told.types.is_empty() {
        sentence!(
            "add a template, or let bodies without one through",
            "テンプレートを追加するか、テンプレートのない本文を通してください"
        )
    } else {
        let types = told.types.join("`, `");
        sentence!(
            "send the body as `{types}`, or add a template for its type",
            "`{types}` で送るか、その種類のテンプレートを追加してください"
        )
    };
    let answer = unsupported(mend).with_cors(design, request);
    walk.stop(Part::Integration, told.at, message, answer)
}

/// Whether a body without a template is refused.
pub(super) const fn refuses(passthrough: Passthrough, has_no_templates: bool) -> bool {
    match passthrough {
        Passthrough::WhenNoMatch => false,
        Passthrough::WhenNoTemplates => !has_no_templates,
        Passthrough::Never => true,
    }
}

/// The answer to a body that has no template (AWS: "Gateway response types for API Gateway", `UNSUPPORTED_MEDIA_TYPE`).
pub(super) fn unsupported(mend: Sentence) -> Answer {
    let cause = sentence!(
        "the integration takes only what it has a mapping template for",
        "統合は、マッピングテンプレートのあるものだけを受け付けます"
    );
    Answer::refused(415, "Unsupported Media Type", cause, mend).because(Reason::UnsupportedType)
}

/// A media type without its parameters.
fn bare(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}
