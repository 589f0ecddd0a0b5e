//! What limits a method, and whether its answers are cached.

use super::address::Entered;
use super::route::Matched;
use super::{Part, Walk};
use crate::diagnostic::Pointer;
use crate::model::{Authorization, Design, MethodCache, Verb};
use crate::sentence;

/// Tells the limits and the cache that hold for a method.
pub(super) fn tell(design: &Design, entered: &Entered, matched: &Matched, walk: &mut Walk) {
    throttle(design, entered, matched, walk);
    if design.rest().is_some() {
        cache(design, entered, matched, walk);
    }
}

fn throttle(design: &Design, entered: &Entered, matched: &Matched, walk: &mut Walk) {
    let stage = Pointer::root()
        .join("stages")
        .join(entered.stage)
        .join("throttle");
    let of_stage = design
        .stages
        .get(entered.stage)
        .and_then(|stage| stage.throttle);
    let own = matched
        .method
        .throttle
        .map(|throttle| (matched.at().join("throttle"), throttle));
    match own.or_else(|| of_stage.map(|throttle| (stage, throttle))) {
        Some((at, throttle)) => {
            let (rate, burst) = (throttle.rate_limit, throttle.burst_limit);
            walk.passed(
                Part::Throttle,
                at,
                sentence!("up to {rate} requests a second with bursts of {burst}; more get 429 `Too Many Requests`", "毎秒 {rate} 件、バースト {burst} 件まで。超えると 429 `Too Many Requests`"),
            );
        }
        None => walk.nothing(
            Part::Throttle,
            stage,
            sentence!("no limit of its own: the account's 10,000 requests a second hold for all APIs together", "独自の制限はありません。アカウント全体で毎秒 10,000 件の上限が適用されます"),
        ),
    }
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
    let (at, ttl) = match matched.method.cache {
        MethodCache::Own(own) => (matched.at().join("cache"), own.ttl_seconds),
        MethodCache::Off => {
            walk.nothing(
                Part::Cache,
                matched.at().join("cache"),
                sentence!(
                    "the method's answers are not cached",
                    "このメソッドの応答はキャッシュされません"
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
    } else if keys.is_empty() {
        walk.passed(Part::Cache, at, sentence!("the answer is kept for {ttl} seconds, by its path alone: query strings do not tell answers apart", "応答はパスごとに {ttl} 秒間保存されます。クエリ文字列では区別されません"));
    } else {
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
