//! What Zappa cannot express of stages.

use super::loss;
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::model::{Design, LogLevel, Stage, StageWebAcl};
use crate::sentence;

pub(super) fn of_stages(design: &Design, lost: &mut Vec<Diagnostic>) {
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index);
        let cli = || {
            sentence!(
                "set it after `zappa deploy` or deploy with SAM or the CLI script",
                "`zappa deploy` の後に設定するか、SAM か CLI スクリプトを使ってください"
            )
        };
        let mut field = |missing: bool, field: &'static str, message| {
            if missing {
                lost.push(loss(at.join(field), message, cli()));
            }
        };
        field(
            !stage.variables.is_empty(),
            "variables",
            sentence!(
                "Zappa sets no stage variables",
                "Zappa はステージ変数を設定しません"
            ),
        );
        field(
            stage.throttle.is_some(),
            "throttle",
            sentence!(
                "Zappa sets no throttle",
                "Zappa はスロットリングを設定しません"
            ),
        );
        field(
            stage.access_log.is_some(),
            "access_log",
            sentence!(
                "Zappa sets up no access log",
                "Zappa はアクセスログを設定しません"
            ),
        );
        let rest = design.http().is_none();
        field(
            !rest && stage.detailed_metrics,
            "detailed_metrics",
            sentence!(
                "Zappa sets no detailed metrics on HTTP APIs",
                "Zappa は HTTP API の詳細メトリクスを設定しません"
            ),
        );
        field(
            rest && stage.tracing,
            "tracing",
            sentence!(
                "Zappa traces the function only, not the stage",
                "Zappa がトレースするのは関数だけで、ステージは対象外です"
            ),
        );
        field(
            !stage.description.is_empty(),
            "description",
            sentence!(
                "Zappa sets no stage description",
                "Zappa はステージの説明を設定しません"
            ),
        );
        field(
            rest && stage.web_acl != StageWebAcl::None,
            "web_acl",
            sentence!(
                "Zappa puts no stage behind a web ACL",
                "Zappa は Web ACL を関連付けません"
            ),
        );
        field(
            rest && stage.cache.is_some(),
            "cache",
            sentence!(
                "Zappa makes the cache, which is billed, but turns caching on for no method",
                "Zappa はキャッシュ(有料)を作りますが、メソッドのキャッシュは有効にしません"
            ),
        );
        field(
            rest && stage.canary.is_some(),
            "canary",
            sentence!(
                "Zappa makes no canaries: a deployment is for everybody",
                "Zappa にカナリアはなく、デプロイは全員に反映されます"
            ),
        );
        field(
            !stage.methods.is_empty(),
            "methods",
            sentence!(
                "Zappa sets nothing for single methods of a stage",
                "Zappa はステージのメソッドごとの設定をしません"
            ),
        );
        lost.extend(log_role(stage, at));
        lost.extend(stage_name(stage, at));
    }
}

/// Zappa's own check of names is narrower than the service's.
fn stage_name(stage: &Stage, at: Pointer) -> Option<Diagnostic> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = &stage.name;
    let found = loss(
        at.join("name"),
        sentence!(
            "Zappa means stage names to have letters, digits and `_` only, unlike `{name}`",
            "Zappa のステージ名は英数字と `_` だけです(`{name}`)"
        ),
        sentence!(
            "rename the stage when you deploy with Zappa",
            "Zappa を使う場合はステージ名を変更してください"
        ),
    );
    (!name.chars().all(plain)).then_some(found)
}

/// Zappa sets the level of a log and leaves to the account the role that logs need.
fn log_role(stage: &Stage, at: Pointer) -> Option<Diagnostic> {
    let found = Diagnostic::new(
        "zappa/log-role-needed",
        Severity::Warning,
        at.join("execution_log"),
        sentence!(
            "`zappa deploy` fails while the account has no role for API Gateway's logs",
            "アカウントに API Gateway のログ用ロールがないと `zappa deploy` は失敗します"
        ),
    );
    let found = found.help(sentence!(
        "set it first, as the README says",
        "README の手順で先に設定してください"
    ));
    (stage.execution_log != LogLevel::Off).then_some(found)
}
