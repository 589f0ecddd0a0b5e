//! Bodies of requests in the logs of a stage that people use.

use super::{Finding, Rule, stage_data_trace_without_log::traced};
use crate::diagnostic::Severity;
use crate::model::{Design, LogLevel};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-data-trace-in-production",
    severity: Severity::Warning,
    docs: "Data tracing logs full requests and responses, with what is secret in them; AWS recommends not to enable it for \
           production APIs (AWS: API Gateway developer guide, \"Set up CloudWatch logging for REST APIs in API Gateway\").",
    bad: r#"{"stages": [{"name": "prod", "data_trace": true, "execution_log": "INFO"}]}"#,
    good: r#"{"stages": [{"name": "dev", "data_trace": true, "execution_log": "INFO"}, {"name": "prod", "execution_log": "ERROR"}]}"#,
    check,
};

/// Beginnings of the names of stages for people who make the app.
const TRIALS: [&str; 7] = ["dev", "test", "stg", "stag", "qa", "sandbox", "local"];

fn check(design: &Design) -> Vec<Finding> {
    let traced = traced(design).into_iter().filter(|(_, stage, level)| {
        let name = stage.name.to_ascii_lowercase();
        let is_trial = TRIALS.iter().any(|trial| name.starts_with(trial));
        *level != LogLevel::Off && !is_trial
    });
    traced
        .map(|(at, stage, _)| {
            let name = &stage.name;
            let message = sentence!(
                "stage `{name}` writes whole requests and answers into its log, with passwords and tokens in them",
                "ステージ `{name}` は、パスワードやトークンを含むリクエストと応答の全文をログに書き込みます",
            );
            Finding::at(at, message).set(false).help(sentence!(
                "turn it off outside trials; the access log says who called and what came of it",
                "検証時以外は無効にしてください。呼び出し元と結果はアクセスログでわかります",
            ))
        })
        .collect()
}
