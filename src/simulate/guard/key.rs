//! Who needs an API key.

use crate::diagnostic::{Pointer, Sentence};
use crate::model::Design;
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::route::Matched;
use crate::simulate::{Answer, Part, Request, Walk, Way};

/// Why a key does not let its caller in: where, what, the cause and the mend.
struct Refusal {
    at: Pointer,
    message: Sentence,
    cause: Sentence,
    mend: Sentence,
}

/// Asks for an API key. Its value is not in the design: the key's name stands for it.
pub(in crate::simulate) fn api_key(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let access = Pointer::root().join("access");
    let at = if matched.method.api_key_required.is_some() {
        matched.at().join("api_key_required")
    } else {
        access.join("api_key_required")
    };
    if design.rest().is_none() || !design.access.api_key_required_of(matched.method) {
        let message = sentence!(
            "the method wants no API key",
            "このメソッドは API キーを必要としません"
        );
        walk.nothing(Part::ApiKey, at, message);
        return Ok(());
    }
    let given = request.header("x-api-key").unwrap_or_default();
    let stage = design.stages.get(entered.stage);
    let stage = stage.map_or("", |stage| &stage.name);
    let found = known(design, given, at).and_then(|()| planned(design, given, stage));
    match found {
        Ok((at, message)) => {
            walk.passed(Part::ApiKey, at, message);
            Ok(())
        }
        Err(no) => {
            let answer = Answer::refused(403, "Forbidden", no.cause, no.mend);
            let answer = answer.with_cors(design, request);
            walk.stop(Part::ApiKey, no.at, no.message, answer)
        }
    }
}

/// Whether the key is one of the design's, and turned on.
fn known(design: &Design, given: &str, asking: Pointer) -> Result<(), Box<Refusal>> {
    let keys = Pointer::root().join("access").join("api_keys");
    if given.is_empty() {
        return Err(Box::new(Refusal {
            at: asking,
            message: sentence!(
                "the method wants a key in the header `x-api-key`",
                "このメソッドにはヘッダー `x-api-key` のキーが必要です"
            ),
            cause: sentence!(
                "there is no API key in the request",
                "リクエストに API キーがありません"
            ),
            mend: sentence!(
                "send `x-api-key`; pages in a browser cannot keep a key secret",
                "`x-api-key` を送ってください。ブラウザのページではキーを秘密にできません"
            ),
        }));
    }
    let place = design
        .access
        .api_keys
        .iter()
        .position(|key| key.name == given);
    let Some(place) = place else {
        return Err(Box::new(Refusal {
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

/// The usage plan that joins a key with a stage, and what it allows.
fn planned(design: &Design, given: &str, stage: &str) -> Result<(Pointer, Sentence), Box<Refusal>> {
    let plans = Pointer::root().join("access").join("usage_plans");
    let lists = |list: &[String], one: &str| list.iter().any(|own| own == one);
    let mut found = design.access.usage_plans.iter().enumerate();
    let found = found.find(|(_, plan)| lists(&plan.api_keys, given) && lists(&plan.stages, stage));
    let Some((place, plan)) = found else {
        return Err(Box::new(Refusal {
            at: plans,
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
        }));
    };
    let name = &plan.name;
    let message = match plan.quota {
        Some(quota) => sentence!(
            "the key `{given}` is in plan `{name}`: {limit} requests per {period}, then 429 `Limit Exceeded`",
            "キー `{given}` はプラン `{name}` に属します({period} あたり {limit} 件、超えると 429 `Limit Exceeded`)",
            limit = quota.limit,
            period = quota.period.as_str(),
        ),
        None => sentence!(
            "the key `{given}` is in plan `{name}`",
            "キー `{given}` はプラン `{name}` に属します"
        ),
    };
    Ok((plans.join(place), message))
}
