//! What a mapping refuses of a request, and with which status it answers: REST APIs, everything but proxies.

use super::route::Matched;
use super::{Answer, Part, Reason, Request, Walk, Way};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Design, Integration, MappedResponse, Mapping, Passthrough, ServiceAction};
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
    answers: Answers<'a>,
}

/// What the gateway makes of the backend's answers.
enum Answers<'a> {
    /// What the generated files say for a worked action: one status.
    Of(u32),
    /// What the design maps, and whether a pattern stands for a status, not for the error of a function.
    Own(&'a [MappedResponse], bool),
}

/// The mapping of a method of a REST API; nothing where there is none.
fn told<'a>(design: &Design, matched: &Matched<'a>) -> Option<Told<'a>> {
    design.rest()?;
    let at = matched.at().join("integration");
    match &matched.method.integration {
        Integration::Lambda { mapping, .. } => Some(own(mapping, at.join("lambda"), false)),
        Integration::Http(http) => Some(own(&http.mapping, at.join("http"), true)),
        Integration::AwsService(service) => {
            let at = at.join("aws_service").join("action");
            of_service(&service.action, at)
        }
        Integration::LambdaProxy { .. } | Integration::HttpProxy(_) | Integration::Mock(_) => None,
    }
}

/// A mapping that the design has.
fn own(mapping: &Mapping, at: Pointer, has_status: bool) -> Told<'_> {
    let templates = mapping.templates.iter();
    Told {
        at: at.join("mapping").join("passthrough"),
        types: templates.map(|one| one.content_type.as_str()).collect(),
        passthrough: mapping.passthrough,
        answers: Answers::Own(&mapping.responses, has_status),
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
        ServiceAction::Other(other) => return Some(own(&other.mapping, at.join("other"), true)),
    };
    Some(Told {
        at,
        types,
        passthrough,
        answers: Answers::Of(status),
    })
}

/// The status that a mapping gives an answer, and the headers that it makes of constants.
pub(super) struct Mapped {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
}

/// What a mapping gives an answer that went well, with status 200; nothing where nothing is mapped.
///
/// A status takes the response whose pattern is all of it, else the one without a pattern; without one the caller gets 500
/// (AWS: API Gateway developer guide, "Set up an integration response using the API Gateway console").
pub(super) fn answered(
    design: &Design,
    request: &Request,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<Option<Mapped>> {
    let Some(told) = told(design, matched) else {
        return Ok(None);
    };
    let (responses, has_status) = match told.answers {
        Answers::Of(status) => {
            return Ok(Some(Mapped {
                status: number(status),
                headers: Vec::new(),
            }));
        }
        Answers::Own(responses, has_status) => (responses, has_status),
    };
    let is_of_200 = |one: &&MappedResponse| has_status && is_whole(&one.pattern, "200");
    let found = responses.iter().find(is_of_200);
    let default = || responses.iter().find(|one| one.pattern.is_empty());
    if let Some(found) = found.or_else(default) {
        let headers = found.headers.iter();
        let headers = headers.filter_map(|header| {
            let constant = header.value.strip_prefix('\'')?.strip_suffix('\'')?;
            Some((header.name.to_ascii_lowercase(), constant.to_owned()))
        });
        return Ok(Some(Mapped {
            status: number(found.status),
            headers: headers.collect(),
        }));
    }
    let answer = Answer::refused(
        500,
        "Internal server error",
        sentence!(
            "an answer that no pattern matches takes the response without a pattern, and there is none",
            "どのパターンにも一致しない応答には、パターンのない応答のマッピングが使われますが、それがありません"
        ),
        sentence!(
            "add a response without a pattern, for instance with status 200",
            "パターンのない応答(ステータス 200 など)を追加してください"
        ),
    );
    let message = sentence!(
        "the backend answered, but no response of the mapping is for what went well",
        "バックエンドは応答しましたが、正常な応答に対応するマッピングがありません"
    );
    let at = told.at.parent().join("responses");
    let answer = answer.because(Reason::Misconfigured);
    walk.stop(
        Part::Response,
        at,
        message,
        answer.with_cors(design, request),
    )
}

fn number(status: u32) -> u16 {
    u16::try_from(status).unwrap_or(500)
}

/// Whether a regular expression matches all of a text.
fn is_whole(pattern: &str, text: &str) -> bool {
    let pattern = (!pattern.is_empty()).then(|| format!("^(?:{pattern})$"));
    let pattern = pattern.and_then(|pattern| regex_lite::Regex::new(&pattern).ok());
    pattern.is_some_and(|pattern| pattern.is_match(text))
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
