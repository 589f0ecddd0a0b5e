//! ARNs of functions in another region than the design's.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-arn-elsewhere",
    severity: Severity::Error,
    docs: "The scripts and the template name the function and its permission in the design's \
           region (AWS: API Gateway developer guide, \"API Gateway permissions to invoke a \
           Lambda function\").",
    bad: r#"{"region": "ap-northeast-1", "functions": [{"name": "app", "arn": "arn:aws:lambda:us-east-1:123456789012:function:app"}]}"#,
    good: r#"{"region": "ap-northeast-1", "account_id": "123456789012", "functions": [{"name": "app", "arn": "arn:aws:lambda:ap-northeast-1:123456789012:function:app"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let region = design.region.as_str();
    let functions = design.functions.iter().enumerate();
    functions
        .filter_map(|(index, function)| {
            let arn = arn::parse(&function.arn)?;
            if region.is_empty() || arn.region == region {
                return None;
            }
            let elsewhere = arn.region;
            let message = sentence!(
                "the function is in `{elsewhere}`, the design in `{region}`",
                "関数は `{elsewhere}`、設計は `{region}` にあります",
            );
            let at = Pointer::root().join("functions").join(index).join("arn");
            Some(Finding::at(at, message).help(sentence!(
                "use the ARN of a function in the design's region, or change that of the design",
                "設計と同じリージョンにある関数の ARN を指定するか、設計側を変更してください",
            )))
        })
        .collect()
}
