//! Who needs an API key.

use crate::diagnostic::{Pointer, Sentence};
use crate::model::{ApiKeySource, Design};
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::route::Matched;
use crate::simulate::{Answer, Part, Reason, Request, Walk, Way};

/// Why a key does not let its caller in: for what reason, where, what, the cause and the mend.
struct Refusal {
    reason: Reason,
    at: Pointer,
    message: Sentence,
    cause: Sentence,
    mend: Sentence,
}

/// Where a key is asked for, and where it comes from.
pub(in crate::simulate) struct KeyWanted {
    /// The field that says so.
    pub(in crate::simulate) at: Pointer,
    pub(in crate::simulate) is_required: bool,
    /// Of an API whose keys authorizers hand over (`AUTHORIZER`): whether a Lambda authorizer was asked. `None` where
    /// the caller sends the key (`HEADER`).
    pub(in crate::simulate) is_handed_over: Option<bool>,
}

/// Asks for the API key of a method; which usage plan has it.
pub(in crate::simulate) fn api_key_of_method(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<Option<usize>> {
    let access = Pointer::root().join("access");
    let at = if matched.method.api_key_required.is_some() {
        matched.at().join("api_key_required")
    } else {
        access.join("api_key_required")
    };
    let by_authorizer = design
        .rest()
        .is_some_and(|rest| rest.api_key_source == ApiKeySource::Authorizer);
    let asked = design.access.authorizer_of(matched.method);
    let asks_function = asked.is_some_and(|(_, own)| own.kind.function().is_some());
    let wanted = KeyWanted {
        at,
        is_required: design.rest().is_some() && design.access.api_key_required_of(matched.method),
        is_handed_over: by_authorizer.then_some(asks_function),
    };
    api_key(design, request, entered, &wanted, walk)
}

/// Asks for an API key; which usage plan has it. Its value is not in the design: the key's name stands for it.
pub(in crate::simulate) fn api_key(
    design: &Design,
    request: &Request,
    entered: &Entered,
    wanted: &KeyWanted,
    walk: &mut Walk,
) -> Way<Option<usize>> {
    if !wanted.is_required {
        let message = sentence!("no API key is wanted", "API キーは必要ありません");
        walk.nothing(Part::ApiKey, wanted.at, message);
        return Ok(None);
    }
    let stage = design.stages.get(entered.stage);
    let stage = stage.map_or("", |stage| &stage.name);
    let found = given(request, wanted).and_then(|given| {
        known(design, given)?;
        planned(design, given, stage)
    });
    match found {
        Ok(place) => {
            let plan = &design.access.usage_plans[place].name;
            let key = given(request, wanted).unwrap_or_default();
            let message = sentence!(
                "the key `{key}` is in usage plan `{plan}`, which has stage `{stage}`",
                "キー `{key}` は、ステージ `{stage}` を含む使用量プラン `{plan}` に属しています"
            );
            let plans = Pointer::root().join("access").join("usage_plans");
            walk.passed(Part::ApiKey, plans.join(place), message);
            Ok(Some(place))
        }
        Err(no) => {
            let answer = Answer::refused(403, "Forbidden", no.cause, no.mend).because(no.reason);
            let answer = answer.with_cors(design, request);
            walk.stop(Part::ApiKey, no.at, no.message, answer)
        }
    }
}

/// The key that came, from wherever it must come (AWS: "Choose an API key source in API Gateway").
fn given<'a>(request: &'a Request, wanted: &KeyWanted) -> Result<&'a str, Box<Refusal>> {
    let source = Pointer::root()
        .join("api")
        .join("rest")
        .join("api_key_source");
    let cause = sentence!(
        "there is no API key in the request",
        "リクエストに API キーがありません"
    );
    let key = match wanted.is_handed_over {
        None => request.header("x-api-key").unwrap_or_default(),
        Some(_) => &request.usage_key,
    };
    let (at, message, mend) = match wanted.is_handed_over {
        Some(false) => (
            source,
            sentence!(
                "the API takes keys from a Lambda authorizer alone (`AUTHORIZER`), and this method asks none: a key in `x-api-key` is not looked at",
                "この API のキーは Lambda オーソライザーから渡されます(`AUTHORIZER`)が、このメソッドにはありません。`x-api-key` のキーは使われません"
            ),
            sentence!(
                "give the method a Lambda authorizer, or take `HEADER` as key source",
                "メソッドに Lambda オーソライザーを設定するか、キーの取得元を `HEADER` にしてください"
            ),
        ),
        _ if !key.is_empty() => return Ok(key),
        Some(true) => (
            source,
            sentence!(
                "the authorizer hands over no key: its answer lacks `usageIdentifierKey`",
                "オーソライザーからキーが渡されません(応答に `usageIdentifierKey` がありません)"
            ),
            sentence!(
                "let the authorizer's function return the value of a key of a usage plan as `usageIdentifierKey`",
                "オーソライザーの関数から、使用量プランのキーの値を `usageIdentifierKey` として返してください"
            ),
        ),
        None => (
            wanted.at,
            sentence!(
                "a key is wanted in the header `x-api-key`",
                "ヘッダー `x-api-key` のキーが必要です"
            ),
            sentence!(
                "send `x-api-key`; pages in a browser cannot keep a key secret",
                "`x-api-key` を送ってください。ブラウザのページではキーを秘密にできません"
            ),
        ),
    };
    Err(Box::new(Refusal {
        reason: Reason::NoKey,
        at,
        message,
        cause,
        mend,
    }))
}

/// Whether the key is one of the design's, and turned on.
fn known(design: &Design, given: &str) -> Result<(), Box<Refusal>> {
    let keys = Pointer::root().join("access").join("api_keys");
    let place = design
        .access
        .api_keys
        .iter()
        .position(|key| key.name == given);
    let Some(place) = place else {
        return Err(Box::new(Refusal {
            reason: Reason::UnknownKey,
            at: keys,
            message: sentence!(
                "no key of the design is called `{given}` (here a key's name stands for its value)",
                "`{given}` という名前のキーは設計にありません(ここではキーの名前が値の代わりです)"
            ),
            cause: sentence!("the key is not known", "キーが登録されていません"),
            mend: sentence!("use a key of the design", "設計にあるキーを使ってください"),
        }));
    };
    if design.access.api_keys[place].enabled {
        return Ok(());
    }
    Err(Box::new(Refusal {
        reason: Reason::KeyOff,
        at: keys.join(place).join("enabled"),
        message: sentence!(
            "the key `{given}` is turned off",
            "キー `{given}` は無効です"
        ),
        cause: sentence!(
            "a key that is turned off counts as none",
            "無効なキーはないものとして扱われます"
        ),
        mend: sentence!("turn it on", "キーを有効にしてください"),
    }))
}

/// The usage plan that joins a key with a stage.
fn planned(design: &Design, given: &str, stage: &str) -> Result<usize, Box<Refusal>> {
    let lists = |list: &[String], one: &str| list.iter().any(|own| own == one);
    let mut plans = design.access.usage_plans.iter();
    let found = plans.position(|plan| lists(&plan.api_keys, given) && lists(&plan.stages, stage));
    found.ok_or_else(|| {
        Box::new(Refusal {
            reason: Reason::KeyWithoutPlan,
            at: Pointer::root().join("access").join("usage_plans"),
            message: sentence!(
                "no usage plan joins the key `{given}` with stage `{stage}`",
                "キー `{given}` とステージ `{stage}` を結び付ける使用量プランがありません"
            ),
            cause: sentence!(
                "a key works only through a usage plan that has the stage",
                "キーが有効なのは、ステージを含む使用量プランを通した場合だけです"
            ),
            mend: sentence!(
                "put the key and the stage into one usage plan",
                "キーとステージを同じ使用量プランに入れてください"
            ),
        })
    })
}
