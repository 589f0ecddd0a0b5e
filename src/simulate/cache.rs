//! Whether a stage keeps an answer, for whom, and who may have it made anew.

use super::address::Entered;
use super::route::Matched;
use super::{Answer, Decision, Part, Reason, Request, Walk, Way};
use crate::diagnostic::Pointer;
use crate::model::{Authorization, Cache, Caching, Design, Invalidation, MethodCache, Verb, tree};
use crate::sentence;

/// Says whether the answer is kept, and refuses who may not have it made anew where the stage says so.
pub(super) fn check(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Way<()> {
    let at = Pointer::root().join("stages").join(entered.stage);
    let at = at.join("cache");
    let stage = design.stages.get(entered.stage);
    let Some(cache) = stage.and_then(|stage| stage.cache.as_ref()) else {
        walk.nothing(
            Part::Cache,
            at,
            sentence!("the stage has no cache", "ステージにキャッシュはありません"),
        );
        return Ok(());
    };
    let (own_at, said) = said(design, entered, matched);
    let Some((at, caching)) = kept(cache, (at, own_at), said, matched.method.verb, walk) else {
        return Ok(());
    };
    renewed(design, request, matched, (at, caching), walk)?;
    tell(design, matched, (at, caching.ttl_seconds), walk);
    Ok(())
}

/// What is said of the method alone, and where: by the stage, or by the method for all stages.
fn said(design: &Design, entered: &Entered, matched: &Matched) -> (Pointer, MethodCache) {
    let stage = design.stages.get(entered.stage);
    let apart = stage.and_then(|stage| stage.settings_of(&matched.route.path, matched.method.verb));
    let (index, said) = matched.method.cache_in(apart);
    let at = index.map_or(matched.at(), |index| {
        let stage = Pointer::root().join("stages").join(entered.stage);
        stage.join("methods").join(index)
    });
    (at.join("cache"), said)
}

/// How the answer is kept, and where that is said; `None` where it is not.
fn kept(
    cache: &Cache,
    (at, own_at): (Pointer, Pointer),
    said: MethodCache,
    verb: Verb,
    walk: &mut Walk,
) -> Option<(Pointer, Caching)> {
    let caching = cache.of(verb, said);
    let (at, message) = match said {
        MethodCache::Off => (
            own_at,
            sentence!(
                "the method's answers are not cached",
                "このメソッドの応答はキャッシュされません"
            ),
        ),
        MethodCache::Stage if cache.by_method => (
            at.join("by_method"),
            sentence!(
                "the stage caches the answers of those methods alone that say so",
                "このステージでキャッシュされるのは、個別に指定したメソッドだけです"
            ),
        ),
        MethodCache::Stage if verb != Verb::Get => (
            at,
            sentence!(
                "a stage caches the answers of `GET` methods alone",
                "ステージのキャッシュの対象は `GET` メソッドだけです"
            ),
        ),
        MethodCache::Own(_) | MethodCache::Stage => {
            let at = match said {
                MethodCache::Own(_) => own_at,
                MethodCache::Stage | MethodCache::Off => at,
            };
            if caching.ttl_seconds > 0 {
                return Some((at, caching));
            }
            (
                at,
                sentence!(
                    "the answer is kept for 0 seconds: not at all",
                    "保存時間が0秒のため、応答はキャッシュされません"
                ),
            )
        }
    };
    walk.nothing(Part::Cache, at, message);
    None
}

/// What becomes of a request that wants the answer made anew (AWS: "Invalidate an API Gateway cache entry"). Who has the
/// right is known by a signature alone (re:Post, "API Gateway authorised cache invalidation").
fn renewed(
    design: &Design,
    request: &Request,
    matched: &Matched,
    (at, caching): (Pointer, Caching),
    walk: &mut Walk,
) -> Way<()> {
    let header = request.header("cache-control").unwrap_or_default();
    let mut wishes = header.split(',').map(str::trim);
    if !wishes.any(|wish| wish.eq_ignore_ascii_case("max-age=0")) {
        return Ok(());
    }
    let is_signed = *design.access.authorization_of(matched.method) == Authorization::Iam
        && request.is_signed
        && request.authorizer == Decision::Allow;
    let message = match caching.invalidation {
        Invalidation::Anyone => sentence!(
            "`Cache-Control: max-age=0` has the kept answer made anew, as everybody may",
            "`Cache-Control: max-age=0` により、キャッシュされた応答が更新されます(誰でも更新できます)"
        ),
        _ if is_signed => sentence!(
            "`Cache-Control: max-age=0` has the kept answer made anew where the credentials may call `execute-api:InvalidateCache`",
            "認証情報に `execute-api:InvalidateCache` の権限があれば、`Cache-Control: max-age=0` によりキャッシュされた応答が更新されます"
        ),
        Invalidation::Warned => sentence!(
            "`Cache-Control: max-age=0` is not heeded without the right `execute-api:InvalidateCache`: the kept answer comes, with a header that warns of it",
            "`execute-api:InvalidateCache` の権限がないため `Cache-Control: max-age=0` は無視され、警告のヘッダー付きでキャッシュされた応答が返ります"
        ),
        Invalidation::Ignored => sentence!(
            "`Cache-Control: max-age=0` is not heeded without the right `execute-api:InvalidateCache`: the kept answer comes",
            "`execute-api:InvalidateCache` の権限がないため `Cache-Control: max-age=0` は無視され、キャッシュされた応答が返ります"
        ),
        Invalidation::Refused => {
            let message = sentence!(
                "`Cache-Control: max-age=0` wants the answer made anew, and the cache refuses who has no right to that",
                "`Cache-Control: max-age=0` は応答の更新を求めますが、権限のない呼び出しは拒否される設定です"
            );
            return walk.stop(Part::Cache, at, message, refused(design, request));
        }
    };
    walk.noted(Part::Cache, at, message);
    Ok(())
}

/// The answer to who may not have it made anew (`FAIL_WITH_403`); the words of its body are in no page of AWS.
fn refused(design: &Design, request: &Request) -> Answer {
    let answer = Answer {
        status: 403,
        ..Answer::none(
            sentence!(
                "a browser sends `Cache-Control: max-age=0` when a page is loaded again",
                "ブラウザは、ページの再読み込み時に `Cache-Control: max-age=0` を送ります"
            ),
            sentence!(
                "let the cache ignore the wish of who has no right, or sign the request with credentials that may call `execute-api:InvalidateCache`",
                "権限のない更新の要求を無視する設定にするか、`execute-api:InvalidateCache` の権限がある認証情報で署名してください"
            ),
        )
    };
    answer
        .because(Reason::MayNotRenew)
        .with_cors(design, request)
}

/// Tells how long the answer is kept, and who gets it.
fn tell(design: &Design, matched: &Matched, (at, ttl): (Pointer, u32), walk: &mut Walk) {
    let keys = matched.method.request.cache_keys();
    let is_shared = tell_of_paths(matched, &keys, (at, ttl), walk);
    let access = &design.access;
    let is_protected = *access.authorization_of(matched.method) != Authorization::None;
    if is_protected && !access.tells_callers_apart(matched.method) {
        walk.noted(
            Part::Cache,
            at,
            sentence!("the answer is kept for {ttl} seconds and given to every caller: no cache key tells them apart", "応答は{ttl}秒間保存され、すべての呼び出し元に返されます(呼び出し元を区別するキャッシュキーがありません)"),
        );
    } else if keys.is_empty() && !is_shared {
        walk.passed(Part::Cache, at, sentence!("the answer is kept for {ttl} seconds, by its path alone: query strings do not tell answers apart", "応答はパスごとに{ttl}秒間保存されます。クエリ文字列では区別されません"));
    } else if !keys.is_empty() {
        let keys = keys.join("`, `");
        walk.passed(
            Part::Cache,
            at,
            sentence!(
                "the answer is kept for {ttl} seconds, by `{keys}`",
                "応答は `{keys}` ごとに{ttl}秒間保存されます"
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
        "応答は{ttl}秒間保存され、`{path}` のどのパスにも返されます(`{names}` がキャッシュキーではありません)"
    );
    walk.noted(Part::Cache, at, message);
    true
}
