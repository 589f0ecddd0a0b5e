//! More variables than a stage may have.

use super::{Finding, Rule, stage_variables::lists};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-variable-limit-exceeded",
    severity: Severity::Error,
    docs: "A stage has 100 variables at most (AWS: \"Quotas for configuring and running a REST API in API \
           Gateway\", and the page of the same name for HTTP APIs); the quota cannot be raised.",
    bad: r#"{"stages": [{"variables": [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}]}]}"#,
    good: r#"{"stages": [{"variables": [{"name": "a", "value": "b"}]}]}"#,
    check,
};

const MOST: usize = 100;

fn check(design: &Design) -> Vec<Finding> {
    let lists = lists(design).filter(|(_, variables)| variables.len() > MOST);
    lists
        .map(|(at, variables)| {
            let message = sentence!(
                "there are {count} stage variables, a stage has {MOST} at most",
                "ステージ変数が{count}個ありますが、1つのステージの上限は{MOST}個です",
                count = variables.len(),
            );
            Finding::at(at, message).help(sentence!(
                "move some to the environment of the function",
                "一部を関数の環境変数に移してください",
            ))
        })
        .collect()
}
