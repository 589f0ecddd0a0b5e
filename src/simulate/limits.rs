//! What limits a method.

use super::address::Entered;
use super::route::Matched;
use super::{Answer, Part, Reason, Request, Walk, Way, cache};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Design, MethodSettings, Throttle, Verb};
use crate::sentence;

/// A limit that holds, and whose it is.
struct Limit {
    at: Pointer,
    /// In Japanese with its particle, before which stands a space or none.
    whose: Sentence,
    throttle: Throttle,
}

/// Whether the limits of a method let anybody through, and whether its answers are cached.
pub(super) fn check(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    plan: Option<usize>,
    walk: &mut Walk,
) -> Way<()> {
    let method = (matched.route.path.as_str(), matched.method.verb);
    let of_plan = plan.and_then(|plan| of_plan(design, plan, Some(method)));
    let own = (matched.at().join("throttle"), matched.method.throttle);
    let stage = design.stages.get(entered.stage);
    let apart = stage.and_then(|stage| stage.settings_of(method.0, method.1));
    let own = apart
        .and_then(|apart| of_settings(entered, apart))
        .unwrap_or(own);
    let limits = [of_plan, of_stage(design, entered, own)];
    quota(design, plan, walk)
        .and_then(|()| throttle(entered, limits, walk))
        .map_err(|answer| Box::new(answer.with_cors(design, request)))?;
    if design.rest().is_some() {
        cache::check(design, request, entered, matched, walk)?;
    }
    Ok(())
}

/// Whether the limits of a message route let anybody through.
pub(super) fn check_message(
    design: &Design,
    entered: &Entered,
    route: usize,
    plan: Option<usize>,
    walk: &mut Walk,
) -> Way<()> {
    let of_plan = plan.and_then(|plan| of_plan(design, plan, None));
    let found = design.websocket().and_then(|api| api.routes.get(route));
    let own = found.and_then(|route| route.throttle);
    let at = Pointer::root().join("api").join("websocket");
    let at = at.join("routes").join(route).join("throttle");
    let stage = design.stages.get(entered.stage);
    let apart = found.and_then(|route| stage?.settings_of_key(&route.key));
    let own = apart
        .and_then(|apart| of_settings(entered, apart))
        .unwrap_or((at, own));
    quota(design, plan, walk)?;
    throttle(entered, [of_plan, of_stage(design, entered, own)], walk)
}

/// The limits that a stage sets for one method alone.
fn of_settings(
    entered: &Entered,
    (index, own): (usize, &MethodSettings),
) -> Option<(Pointer, Option<Throttle>)> {
    let at = stage_at(entered).join("methods").join(index);
    own.throttle.map(|own| (at.join("throttle"), Some(own)))
}

/// What a usage plan allows a key: for the method, else in all.
fn of_plan(design: &Design, place: usize, method: Option<(&str, Verb)>) -> Option<Limit> {
    let plan = design.access.usage_plans.get(place)?;
    let name = &plan.name;
    let at = Pointer::root().join("access").join("usage_plans");
    let at = at.join(place);
    let mut methods = plan.methods.iter().enumerate();
    let of_method = method.and_then(|(path, verb)| {
        methods.find(|(_, one)| one.verb == verb && same(&one.path, path))
    });
    if let Some((index, one)) = of_method {
        return Some(Limit {
            at: at.join("methods").join(index).join("throttle"),
            whose: sentence!(
                "usage plan `{name}` for this method and key",
                "使用量プラン `{name}`(このメソッドとキー)は"
            ),
            throttle: one.throttle,
        });
    }
    Some(Limit {
        at: at.join("throttle"),
        whose: sentence!(
            "usage plan `{name}` for this key",
            "使用量プラン `{name}`(このキー)は"
        ),
        throttle: plan.throttle?,
    })
}

/// Whether two texts are one path; a slash at an end says nothing.
fn same(one: &str, other: &str) -> bool {
    one.trim_matches('/') == other.trim_matches('/')
}

/// What a stage allows: the route's own limit in the place of the stage's.
fn of_stage(
    design: &Design,
    entered: &Entered,
    (at, own): (Pointer, Option<Throttle>),
) -> Option<Limit> {
    if let Some(throttle) = own {
        let whose = sentence!("the route itself", "ルート自身は");
        return Some(Limit {
            at,
            whose,
            throttle,
        });
    }
    let stage = design.stages.get(entered.stage)?;
    let name = &stage.name;
    Some(Limit {
        at: stage_at(entered).join("throttle"),
        whose: sentence!("stage `{name}`", "ステージ `{name}` は"),
        throttle: stage.throttle?,
    })
}

fn stage_at(entered: &Entered) -> Pointer {
    Pointer::root().join("stages").join(entered.stage)
}

/// Which limit holds. They are asked in AWS's order: usage plan, stage, account (AWS: "Throttle requests to your REST
/// APIs for better throughput in API Gateway", "How throttling limit settings are applied"); the tightest is felt first.
fn throttle(entered: &Entered, limits: [Option<Limit>; 2], walk: &mut Walk) -> Way<()> {
    let limits: Vec<Limit> = limits.into_iter().flatten().collect();
    let is_closed =
        |limit: &&Limit| limit.throttle.rate_limit == 0.0 || limit.throttle.burst_limit == 0;
    if let Some(limit) = limits.iter().find(is_closed) {
        return closed(limit, walk);
    }
    let rate = |limit: &Limit| limit.throttle.rate_limit;
    let tightest = limits.iter().min_by(|a, b| rate(a).total_cmp(&rate(b)));
    let Some(limit) = tightest else {
        walk.nothing(
            Part::Throttle,
            stage_at(entered).join("throttle"),
            sentence!("no limit of its own: the account's 10,000 requests a second hold for all APIs together", "独自の制限はありません。アカウント全体で毎秒10,000件の上限が適用されます"),
        );
        return Ok(());
    };
    let (rate, burst) = (limit.throttle.rate_limit, limit.throttle.burst_limit);
    let Sentence { en, ja } = &limit.whose;
    let others = limits.iter().filter(|other| other.at != limit.at);
    let mut others = others.map(|other| (&other.whose, other.throttle.rate_limit));
    let message = match others.next() {
        None => sentence!(
            "{en} allows {rate} requests a second with bursts of {burst}; more get 429 `Too Many Requests`",
            "{ja}毎秒{rate}件、バースト{burst}件まで許可します。超えると 429 `Too Many Requests`"
        ),
        Some((
            Sentence {
                en: looser,
                ja: looser_ja,
            },
            more,
        )) => sentence!(
            "two limits hold, and the tighter one is felt: {en} allows {rate} requests a second with bursts of {burst} ({looser} allows {more}); more get 429 `Too Many Requests`",
            "2つの制限のうち厳しいほうが効きます: {ja}毎秒{rate}件、バースト{burst}件まで({looser_ja}毎秒{more}件)。超えると 429 `Too Many Requests`",
        ),
    };
    walk.passed(Part::Throttle, limit.at, message);
    Ok(())
}

/// A limit that lets nobody through.
fn closed(limit: &Limit, walk: &mut Walk) -> Way<()> {
    let (rate, burst) = (limit.throttle.rate_limit, limit.throttle.burst_limit);
    let Sentence { en, ja } = &limit.whose;
    let answer = Answer::refused(
        429,
        "Too Many Requests",
        sentence!(
            "with a rate or a burst of zero every request is one too many",
            "レートかバーストが 0 のため、すべてのリクエストが上限を超えます"
        ),
        sentence!(
            "give rate and burst at least one",
            "レートとバーストを 1 以上にしてください"
        ),
    );
    let message = sentence!(
        "{en} allows {rate} requests a second with bursts of {burst}: nobody gets through",
        "{ja}毎秒{rate}件、バースト{burst}件までしか許可しないため、誰も通れません"
    );
    walk.stop(
        Part::Throttle,
        limit.at,
        message,
        answer.because(Reason::Throttled),
    )
}

/// How many requests a key has, in a period.
fn quota(design: &Design, place: Option<usize>, walk: &mut Walk) -> Way<()> {
    let Some(place) = place else {
        return Ok(());
    };
    let plan = design.access.usage_plans.get(place);
    let Some((plan, quota)) = plan.and_then(|plan| Some((plan, plan.quota?))) else {
        return Ok(());
    };
    let at = Pointer::root().join("access").join("usage_plans");
    let at = at.join(place).join("quota");
    let (name, limit, period) = (&plan.name, quota.limit, quota.period.as_str());
    if limit > 0 {
        let message = sentence!(
            "usage plan `{name}` gives the key {limit} requests per {period}; more get 429 `Limit Exceeded`",
            "使用量プラン `{name}` によりキーは {period} あたり{limit}件まで使えます。超えると 429 `Limit Exceeded`"
        );
        walk.passed(Part::Throttle, at, message);
        return Ok(());
    }
    let answer = Answer::refused(
        429,
        "Limit Exceeded",
        sentence!(
            "a quota of zero is used up before the first request",
            "クォータが 0 のため、最初のリクエストから上限を超えます"
        ),
        sentence!(
            "give the plan a quota of at least one, or none",
            "クォータを 1 以上にするか、外してください"
        ),
    );
    let message = sentence!(
        "usage plan `{name}` gives the key no requests per {period}",
        "使用量プラン `{name}` のクォータは {period} あたり0件です"
    );
    walk.stop(
        Part::Throttle,
        at.join("limit"),
        message,
        answer.because(Reason::QuotaExceeded),
    )
}
