//! Functions that may not run at all.

use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Api, Design};
use crate::sentence;
use crate::simulate::{Answer, Reason};

/// Why a function of that name never runs, and what comes back: Lambda throttles it before its code begins (AWS: Lambda
/// developer guide, "Configuring reserved concurrency for a function"). No page of AWS names the status then; 500 of a
/// REST API and 503 of an HTTP API is what people see (repost.aws, "API Gateway proxy integration does not forward Lambda
/// throttling"; anomalyco/sst#2232).
pub(in crate::simulate) fn stopped_function(
    design: &Design,
    name: &str,
) -> Option<(Pointer, Sentence, Answer)> {
    let (place, function) = design.function(name)?;
    if function.exists() || function.reserved_concurrency != Some(0) {
        return None;
    }
    let (status, word) = match design.api {
        Api::Http(_) => (503, "Service Unavailable"),
        Api::Rest(_) | Api::Websocket(_) => (500, "Internal server error"),
    };
    let at = Pointer::root().join("functions").join(place);
    let message = sentence!(
        "`{name}` has a reserved concurrency of 0: Lambda refuses every call (429 to the gateway), and no code runs",
        "`{name}` の予約済み同時実行数は 0 です。Lambda はすべての呼び出しを拒否し(ゲートウェイへは 429)、コードは実行されません"
    );
    let answer = Answer::refused(
        status,
        word,
        sentence!(
            "the gateway does not pass Lambda's 429 on; the caller sees {status}",
            "Lambda の 429 はそのまま返されず、呼び出し元には {status} が返ります"
        ),
        sentence!(
            "reserve at least 1, or leave it open",
            "1 以上にするか、空にしてください"
        ),
    );
    Some((
        at.join("reserved_concurrency"),
        message,
        answer.because(Reason::FunctionStopped),
    ))
}
