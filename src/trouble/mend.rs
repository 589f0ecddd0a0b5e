//! Changes of a design that mend a cause.

use serde_json::{Value, json};

use super::has::lacks_mapping;
use crate::diagnostic::{Edit, Fix, Pointer, Sentence};
use crate::model::{AuthorizerKind, Design, Invalidation};
use crate::sentence;
use crate::simulate::addresses;

/// All of the edits as one mend; none where there is nothing to edit.
fn together(edits: impl Iterator<Item = Edit>, title: Sentence) -> Option<Fix> {
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then_some(Fix { title, edits })
}

/// The web ACL counts what it would block.
pub(super) fn count_only(design: &Design) -> Option<Fix> {
    design.own_web_acl().filter(|acl| !acl.count_only)?;
    let at = Pointer::root().join("web_acl").join("count_only");
    Some(Fix {
        title: sentence!("let the web ACL only count", "Web ACL をカウントのみにする"),
        edits: vec![Edit::Set(at, true.into())],
    })
}

/// The whole domain leads to the stage of the first address, where it leads nowhere yet.
pub(super) fn map_root(design: &Design) -> Option<Fix> {
    if !lacks_mapping(design) {
        return None;
    }
    let first = addresses(design).into_iter().next();
    let stage = first.map_or(0, |address| address.stage);
    let stage = &design.stages.get(stage)?.name;
    let list = Pointer::root().join("domain").join("mappings");
    Some(Fix {
        title: sentence!(
            "map the whole domain to `{stage}`",
            "ドメイン全体を `{stage}` に割り当てる"
        ),
        edits: vec![Edit::Append(list, json!({"base_path": "", "stage": stage}))],
    })
}

/// Authorizers look at any token, whatever its form.
pub(super) fn any_token(design: &Design) -> Option<Fix> {
    let at = Pointer::root().join("access").join("authorizers");
    let all = design.access.authorizers.iter().enumerate();
    let choosing = all.filter(|(_, own)| !own.kind.validation_expression().is_empty());
    let edits = choosing.map(|(place, own)| {
        let at = at.join(place).join("kind").join(own.kind.key());
        Edit::Set(at.join("validation_expression"), "".into())
    });
    together(
        edits,
        sentence!(
            "ask the function about any token",
            "どの形式のトークンでも関数に問い合わせる"
        ),
    )
}

/// Caches do not heed who may not renew answers, in the place of refusing them.
pub(super) fn heed_no_wish(design: &Design) -> Option<Fix> {
    design.rest()?;
    let stages = design.stages.iter().enumerate();
    let refusing = stages.filter(|(_, stage)| {
        let cache = stage.cache.as_ref();
        cache.is_some_and(|cache| cache.invalidation == Invalidation::Refused)
    });
    let edits = refusing.map(|(place, _)| {
        let at = Pointer::root().join("stages").join(place).join("cache");
        Edit::Set(at.join("invalidation"), "ignored".into())
    });
    together(
        edits,
        sentence!(
            "ignore who may not renew answers",
            "権限のない更新の要求を無視する"
        ),
    )
}

/// Lambda authorizers are asked every time.
pub(super) fn keep_no_answers(design: &Design) -> Option<Fix> {
    let at = Pointer::root().join("access").join("authorizers");
    let all = design.access.authorizers.iter().enumerate();
    let keeping = all.filter(|(_, authorizer)| {
        let by_function = matches!(
            authorizer.kind,
            AuthorizerKind::LambdaToken(_) | AuthorizerKind::LambdaRequest(_)
        );
        by_function && authorizer.kind.ttl_seconds().is_some_and(|ttl| ttl > 0)
    });
    let edits = keeping.map(|(place, authorizer)| {
        let at = at.join(place).join("kind").join(authorizer.kind.key());
        Edit::Set(at.join("ttl_seconds"), 0.into())
    });
    together(
        edits,
        sentence!(
            "ask the authorizer every time",
            "毎回オーソライザーに問い合わせる"
        ),
    )
}

/// Twice the memory of the first function, which is twice the CPU.
pub(super) fn more_memory(design: &Design) -> Option<Fix> {
    let function = design
        .functions
        .first()
        .filter(|function| !function.exists())?;
    let more = function.memory_mib.saturating_mul(2).clamp(128, 10_240);
    let at = Pointer::root().join("functions").join(0).join("memory_mib");
    (more > function.memory_mib).then(|| Fix {
        title: sentence!(
            "give the function {more} MB",
            "関数のメモリを {more} MB にする"
        ),
        edits: vec![Edit::Set(at, more.into())],
    })
}

/// Functions may take as long as the gateway waits.
pub(super) fn longest_timeout(design: &Design) -> Option<Fix> {
    let longest: u32 = if design.http().is_some() { 30 } else { 29 };
    let functions = design.functions.iter().enumerate();
    let short =
        functions.filter(|(_, function)| !function.exists() && function.timeout_seconds < longest);
    let edits = short.map(|(place, _)| {
        let at = Pointer::root().join("functions").join(place);
        Edit::Set(at.join("timeout_seconds"), longest.into())
    });
    longer(edits.collect())
}

/// The gateway waits for every method as long as it may.
pub(super) fn longest_wait(design: &Design) -> Option<Fix> {
    let longest = if design.http().is_some() {
        30_000
    } else {
        29_000
    };
    let mut edits = Vec::new();
    for (place, route) in design.routes.iter().enumerate() {
        let at = Pointer::root().join("routes").join(place).join("methods");
        let methods = route.methods.iter().enumerate();
        let limited =
            methods.filter(|(_, method)| method.timeout_ms.is_some_and(|own| own < longest));
        edits.extend(
            limited.map(|(index, _)| Edit::Set(at.join(index).join("timeout_ms"), Value::Null)),
        );
    }
    longer(edits)
}

fn longer(edits: Vec<Edit>) -> Option<Fix> {
    (!edits.is_empty()).then(|| Fix {
        title: sentence!(
            "wait as long as the gateway does",
            "ゲートウェイの待ち時間まで延ばす"
        ),
        edits,
    })
}

/// Every stage writes its errors into an execution log.
pub(super) fn execution_log(design: &Design) -> Option<Fix> {
    if design.http().is_some() {
        return None;
    }
    let stages = design.stages.iter().enumerate();
    let off = stages.filter(|(_, stage)| stage.execution_log == crate::model::LogLevel::Off);
    let at = Pointer::root().join("stages");
    let edits =
        off.map(|(place, _)| Edit::Set(at.join(place).join("execution_log"), "ERROR".into()));
    together(
        edits,
        sentence!(
            "write an execution log of errors",
            "エラーの実行ログを有効にする"
        ),
    )
}

/// Every stage writes an access log.
pub(super) fn access_log(design: &Design) -> Option<Fix> {
    let stages = design.stages.iter().enumerate();
    let silent = stages.filter(|(_, stage)| stage.access_log.is_none());
    let at = Pointer::root().join("stages");
    let edits = silent.map(|(place, _)| Edit::Set(at.join(place).join("access_log"), json!({})));
    together(
        edits,
        sentence!("write an access log", "アクセスログを有効にする"),
    )
}
