//! Fields that hold what only an imported template knows.

use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "reference-of-template",
    severity: Severity::Warning,
    docs: "A text such as `${Pool.Arn}` refers to a parameter or a resource of the template that was imported. \
           CloudFormation replaces it; Zappa, the AWS CLI and API Gateway's import of OpenAPI take it as it stands \
           (AWS: CloudFormation Template Reference, `Fn::Sub`).",
    bad: r#"{"functions": [{"name": "a", "arn": "${Fn.Arn}"}],
        "kept": [{"file": "sam/template.yaml", "at": "/Resources/Fn", "value": {}}]}"#,
    good: r#"{"functions": [{"name": "a", "arn": "${Fn.Arn}"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.kept.is_empty() {
        return Vec::new();
    }
    let texts = design.texts().into_iter();
    let references = texts.filter(|(_, text)| design.is_reference(text));
    references
        .map(|(at, text)| {
            let message = sentence!(
                "`{text}` is known to the SAM template alone, other files hold it as it stands",
                "`{text}` の値がわかるのは SAM テンプレートだけで、ほかのファイルにはそのまま書かれます",
            );
            Finding::at(at, message).help(sentence!(
                "type the value in its place if you deploy with Zappa or the AWS CLI",
                "Zappa や AWS CLI でデプロイする場合は、値そのものを入力してください",
            ))
        })
        .collect()
}
