//! An execution of AWS Step Functions.

use super::Told;
use super::service::{action, answer, failed, uri};
use crate::generate::{backend, cors};
use crate::model::Design;
use crate::text::json;

/// The body as a JSON string: `escapeJavaScript` escapes single quotes, which JSON refuses
/// (AWS: API Gateway developer guide, "Mapping template transformations", `$util`).
const ESCAPED: &str = r#"$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"#;

pub(super) fn start(design: &Design, name: &str, state_machine_arn: &str) -> Told {
    let arn = backend::template(&json::string(state_machine_arn));
    // A text with `$` or `#` is written with the help of what is set before it.
    let (head, arn) = match arn.strip_prefix(backend::SET) {
        Some(arn) => (backend::SET, arn),
        None => ("", arn.as_str()),
    };
    let template = format!(r#"{head}{{"input":"{ESCAPED}","stateMachineArn":{arn}}}"#);
    let mut told = action(
        uri(design, &format!("states:action/{name}")),
        vec![(
            "integration.request.header.Content-Type".into(),
            cors::constant("application/x-amz-json-1.0"),
        )],
        Some(template),
    );
    let started = if name == "StartExecution" {
        answer("", 202, r#"{"executionArn":$input.json('$.executionArn')}"#)
    } else {
        // An execution that fails is a request that succeeds.
        answer(
            "",
            200,
            "#if($input.path('$.status') == 'SUCCEEDED')$input.path('$.output')#else#set($context.responseOverride.status = 502){\"status\":$input.json('$.status')}#end",
        )
    };
    told.responses = vec![
        started,
        failed("4\\d{2}", 400, "The execution was not accepted"),
        failed("5\\d{2}", 502, "The state machine does not answer"),
    ];
    told
}
