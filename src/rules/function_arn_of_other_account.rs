//! ARNs of functions in another account than the design's.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-arn-of-other-account",
    severity: Severity::Warning,
    docs: "A method may call a function of another account, when a statement of that function, \
           which its owner makes, lets the API do so (AWS: API Gateway developer guide, \
           \"Tutorial: Create a REST API with a cross-account Lambda proxy integration\").",
    bad: r#"{"account_id": "999999999999", "functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:app"}]}"#,
    good: r#"{"account_id": "123456789012", "functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:app"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let account = design.account_id.as_str();
    let functions = design.functions.iter().enumerate();
    functions
        .filter_map(|(index, function)| {
            let elsewhere = arn::parse(&function.arn)?.account;
            if account.is_empty() || elsewhere == account {
                return None;
            }
            let message = sentence!(
                "the function belongs to account `{elsewhere}`, the design to `{account}`",
                "関数はアカウント `{elsewhere}`、設計はアカウント `{account}` のものです",
            );
            let at = Pointer::root().join("functions").join(index).join("arn");
            Some(Finding::at(at, message).help(sentence!(
                "have its owner run the `aws lambda add-permission` that `cli/deploy.sh` prints at its end",
                "`cli/deploy.sh` が最後に表示する `aws lambda add-permission` の実行を、関数の所有者に依頼してください",
            )))
        })
        .collect()
}
