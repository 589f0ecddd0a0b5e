//! ARNs of functions in another region or account than the design's.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-arn-elsewhere",
    severity: Severity::Error,
    docs: "The scripts look the function up and give the API the permission to call it in the \
           design's region and account; a statement on a function elsewhere has to be made \
           there (AWS: API Gateway developer guide, \"API Gateway permissions to invoke a \
           Lambda function\").",
    bad: r#"{"region": "ap-northeast-1", "functions": [{"name": "app", "arn": "arn:aws:lambda:us-east-1:123456789012:function:app"}]}"#,
    good: r#"{"region": "ap-northeast-1", "account_id": "123456789012", "functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:app"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let (region, account) = (design.region.as_str(), design.account_id.as_str());
    let functions = design.functions.iter().enumerate();
    functions
        .filter_map(|(index, function)| {
            let arn = arn::parse(&function.arn)?;
            let message = if !region.is_empty() && arn.region != region {
                let elsewhere = arn.region;
                sentence!(
                    "the function is in `{elsewhere}`, the design in `{region}`",
                    "関数は `{elsewhere}`、設計は `{region}` にあります",
                )
            } else if !account.is_empty() && arn.account != account {
                let elsewhere = arn.account;
                sentence!(
                    "the function belongs to account `{elsewhere}`, the design to `{account}`",
                    "関数はアカウント `{elsewhere}`、設計はアカウント `{account}` のものです",
                )
            } else {
                return None;
            };
            let at = Pointer::root().join("functions").join(index).join("arn");
            Some(Finding::at(at, message).help(sentence!(
                "use the ARN of a function in the design's region and account, or change those of the design",
                "設計と同じリージョンとアカウントにある関数の ARN を指定するか、設計側を変更してください",
            )))
        })
        .collect()
}
