//! Functions that may not run at all.

use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Api, Design, Function};
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::{Answer, Reason};

/// Why a function of that name never runs, and what comes back: Lambda throttles it before its code begins (AWS: Lambda
/// developer guide, "Configuring reserved concurrency for a function"). No page of AWS names the status then; 500 of a
/// REST API and 503 of an HTTP API is what people see (repost.aws, "API Gateway proxy integration does not forward Lambda
/// throttling"; anomalyco/sst#2232).
pub(in crate::simulate) fn stopped_function(
    design: &Design,
    entered: &Entered,
    name: &str,
) -> Option<(Pointer, Sentence, Answer)> {
    let (place, function) = design.function(name)?;
    if let Some(found) = unset_variable(design, entered, function) {
        return Some(found);
    }
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

/// A stage variable in the function's ARN that the stage does not set, so that no function is named at all (AWS: "API Gateway
/// stage variables reference for REST APIs in API Gateway", which names no status; 500 is that of an integration that the gateway
/// cannot call).
fn unset_variable(
    design: &Design,
    entered: &Entered,
    function: &Function,
) -> Option<(Pointer, Sentence, Answer)> {
    let stage = design.stages.get(entered.stage)?;
    let is_set = |name: &str| {
        let mut set = stage.variables.iter();
        set.any(|one| one.name == name && !one.value.is_empty())
    };
    let variable = function.stage_variables().find(|name| !is_set(name))?;
    let (name, stage) = (&function.name, &stage.name);
    let message = sentence!(
        "stage `{stage}` does not set `{variable}`, by which it calls `{name}`: no function is called",
        "ステージ `{stage}` に、`{name}` の呼び出しに使う変数 `{variable}` がないため、関数は呼び出されません"
    );
    let answer = Answer::refused(
        500,
        "Internal server error",
        sentence!(
            "without the variable the ARN names no function",
            "変数がないと、ARN は関数を指しません"
        ),
        sentence!(
            "set the variable in the stage",
            "ステージに変数を設定してください"
        ),
    );
    let at = Pointer::root().join("stages").join(entered.stage);
    let at = at.join("variables");
    Some((at, message, answer.because(Reason::Misconfigured)))
}
