//! What limits a method, and whether its answers are cached.

use super::address::Entered;
use super::route::Matched;
use super::{Answer, Part, Reason, Request, Walk, Way};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Authorization, Design, MethodCache, MethodSettings, Throttle, Verb, tree};
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
        cache(design, entered, matched, walk);
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
    let of_method = method
        .and_then(|(path, verb)| methods.find(|(_, one)| one.path == path && one.verb == verb));
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
            sentence!("no limit of its own: the account's 10,000 requests a second hold for all APIs together", "独自の制限はありません。アカウント全体で毎秒 10,000 件の上限が適用されます"),
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
            "{ja}毎秒 {rate} 件、バースト {burst} 件まで許可します。超えると 429 `Too Many Requests`"
        ),
        Some((
            Sentence {
                en: looser,
                ja: looser_ja,
            },
            more,
        )) => sentence!(
            "two limits hold, and the tighter one is felt: {en} allows {rate} requests a second with bursts of {burst} ({looser} allows {more}); more get 429 `Too Many Requests`",
            "2つの制限のうち厳しいほうが効きます: {ja}毎秒 {rate} 件、バースト {burst} 件まで({looser_ja}毎秒 {more} 件)。超えると 429 `Too Many Requests`",
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
        "{ja}毎秒 {rate} 件、バースト {burst} 件までしか許可しないため、誰も通れません"
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
            "使用量プラン `{name}` によりキーは {period} あたり {limit} 件まで使えます。超えると 429 `Limit Exceeded`"
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
        "使用量プラン `{name}` のクォータは {period} あたり 0 件です"
    );
    walk.stop(
        Part::Throttle,
        at.join("limit"),
        message,
        answer.because(Reason::QuotaExceeded),
    )
}

fn cache(design: &Design, entered: &Entered, matched: &Matched, walk: &mut Walk) {
    let at = Pointer::root()
        .join("stages")
        .join(entered.stage)
        .join("cache");
    let Some(cache) = design
        .stages
        .get(entered.stage)
        .and_then(|stage| stage.cache.as_ref())
    else {
        walk.nothing(
            Part::Cache,
            at,
            sentence!("the stage has no cache", "ステージにキャッシュはありません"),
        );
        return;
    };
    let apart = design.stages.get(entered.stage);
    let apart = apart.and_then(|stage| stage.settings_of(&matched.route.path, matched.method.verb));
    let apart = apart.filter(|(_, own)| own.cache != MethodCache::Stage);
    let (own_at, said) = match apart {
        Some((index, own)) => {
            let at = stage_at(entered).join("methods").join(index);
            (at.join("cache"), own.cache)
        }
        None => (matched.at().join("cache"), matched.method.cache),
    };
    let (at, ttl) = match said {
        MethodCache::Own(own) => (own_at, own.ttl_seconds),
        MethodCache::Off => {
            walk.nothing(
                Part::Cache,
                own_at,
                sentence!(
                    "the method's answers are not cached",
                    "このメソッドの応答はキャッシュされません"
                ),
            );
            return;
        }
        MethodCache::Stage if cache.by_method => {
            walk.nothing(
                Part::Cache,
                at.join("by_method"),
                sentence!(
                    "the stage caches the answers of those methods alone that say so",
                    "このステージでキャッシュされるのは、個別に指定したメソッドだけです"
                ),
            );
            return;
        }
        MethodCache::Stage if matched.method.verb == Verb::Get => (at, cache.ttl_seconds),
        MethodCache::Stage => {
            walk.nothing(
                Part::Cache,
                at,
                sentence!(
                    "a stage caches the answers of `GET` methods alone",
                    "ステージのキャッシュの対象は `GET` メソッドだけです"
                ),
            );
            return;
        }
    };
    let keys = matched.method.request.cache_keys();
    let is_shared = ttl > 0 && tell_of_paths(matched, &keys, (at, ttl), walk);
    let is_for_each = keys
        .iter()
        .any(|key| key.to_ascii_lowercase().ends_with(".authorization"));
    let is_protected = *design.access.authorization_of(matched.method) != Authorization::None;
    if is_protected && !is_for_each {
        walk.noted(
            Part::Cache,
            at,
            sentence!("the answer is kept for {ttl} seconds and given to every caller: no cache key tells them apart", "応答は {ttl} 秒間保存され、すべての呼び出し元に返されます(呼び出し元を区別するキャッシュキーがありません)"),
        );
    } else if keys.is_empty() && !is_shared {
        walk.passed(Part::Cache, at, sentence!("the answer is kept for {ttl} seconds, by its path alone: query strings do not tell answers apart", "応答はパスごとに {ttl} 秒間保存されます。クエリ文字列では区別されません"));
    } else if !keys.is_empty() {
        let keys = keys.join("`, `");
        walk.passed(
            Part::Cache,
            at,
            sentence!(
                "the answer is kept for {ttl} seconds, by `{keys}`",
                "応答は `{keys}` ごとに {ttl} 秒間保存されます"
            ),
        );
    }
}

/// Tells whether every path of a route gets the same answer: a parameter of the path that is no cache key does not tell
/// answers apart (AWS: API Gateway developer guide, "Use method or integration parameters as cache keys to index cached
/// responses"), as the rule `stage-cache-across-paths` says, too.
fn tell_of_paths(
    matched: &Matched,
    keys: &[String],
    (at, ttl): (Pointer, u32),
    walk: &mut Walk,
) -> bool {
    let path = &matched.route.path;
    let mut open = tree::parameters(path);
    open.retain(|name| !keys.contains(&format!("method.request.path.{name}")));
    if open.is_empty() {
        return false;
    }
    let names = open.join("`, `");
    let message = sentence!(
        "the answer is kept for {ttl} seconds and given to every path of `{path}`: no cache key is made of `{names}`",
        "応答は {ttl} 秒間保存され、`{path}` のどのパスにも返されます(`{names}` がキャッシュキーではありません)"
    );
    walk.noted(Part::Cache, at, message);
    true
}
