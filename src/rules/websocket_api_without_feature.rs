//! Settings that a WebSocket API lacks.

use serde_json::Value;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Sentence, Severity};
use crate::model::{Design, MethodCache, Stage};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "websocket-api-without-feature",
    severity: Severity::Warning,
    docs: "A WebSocket API has messages in the place of paths and methods, and neither CORS, a cache, X-Ray traces nor canaries \
           (AWS: API Gateway developer guide, \"Choose between REST APIs and HTTP APIs\", \"Overview of \
           WebSocket APIs in API Gateway\"). The design keeps the settings for the way back, the files leave \
           them out. An authorizer is asked once for each connection, so how long its answer is kept means \
           nothing.",
    bad: r#"{"api": {"websocket": {}}, "routes": [{"path": "/"}], "stages": [{"name": "prod", "tracing": true}]}"#,
    good: r#"{"api": {"websocket": {}}, "stages": [{"name": "prod", "execution_log": "ERROR"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.websocket().is_none() {
        return Vec::new();
    }
    let root = Pointer::root();
    let mut found = Vec::new();
    if !design.routes.is_empty() {
        let message = sentence!(
            "a WebSocket API has message routes, the paths are not used",
            "WebSocket API で使われるのはメッセージルートで、パスは使われません"
        );
        found.push(missing(root.join("routes"), message));
    }
    if design.cors.is_some() {
        let message = sentence!(
            "a WebSocket API has no CORS: browsers connect from any origin",
            "WebSocket API に CORS はなく、ブラウザはどのオリジンからでも接続できます"
        );
        let help = sentence!(
            "compare the header `Origin` in the function of `$connect` or in its authorizer, and turn CORS off",
            "`$connect` の関数かオーソライザーで `Origin` ヘッダーを確認し、CORS は無効にしてください"
        );
        found.push(Finding::at(root.join("cors"), message).set(Value::Null).help(help));
    }
    for (index, stage) in design.stages.iter().enumerate() {
        let at = root.join("stages").join(index);
        let set = of_stage(stage).into_iter().filter(|(_, set, _)| *set);
        found.extend(set.map(|(field, _, message)| {
            let off = match field {
                "execution_log" => "OFF".into(),
                "cache" | "canary" => Value::Null,
                _ => false.into(),
            };
            missing(at.join(field), message).set(off)
        }));
        for (index, own) in stage.methods.iter().enumerate() {
            if own.cache != MethodCache::Stage {
                let (name, key) = (&stage.name, &own.path);
                let message = sentence!(
                    "stage `{name}` of a WebSocket API keeps no answers, of `{key}` neither",
                    "WebSocket API のステージ `{name}` にキャッシュはなく、`{key}` の設定も使われません"
                );
                let at = at.join("methods").join(index).join("cache");
                found.push(missing(at, message).set("stage"));
            }
        }
    }
    found
}

fn missing(at: Pointer, message: Sentence) -> Finding {
    Finding::at(at, message).help(sentence!(
        "remove it, or make the API a REST API",
        "削除するか、REST API にしてください",
    ))
}

/// The settings of a stage: field, whether it is on, what is said.
fn of_stage(stage: &Stage) -> [(&'static str, bool, Sentence); 3] {
    let name = &stage.name;
    [
        (
            "tracing",
            stage.tracing,
            sentence!(
                "stage `{name}` of a WebSocket API sends no traces, only its function does",
                "WebSocket API のステージ `{name}` はトレースを送らず、送るのは関数だけです"
            ),
        ),
        (
            "cache",
            stage.cache.is_some(),
            sentence!(
                "stage `{name}` of a WebSocket API has no cache",
                "WebSocket API のステージ `{name}` にキャッシュはありません"
            ),
        ),
        (
            "canary",
            stage.canary.is_some(),
            sentence!(
                "stage `{name}` of a WebSocket API has no canary: a deployment is for everybody",
                "WebSocket API のステージ `{name}` にカナリアはなく、デプロイは全員に反映されます"
            ),
        ),
    ]
}
