//! Account ids that are none.

use super::{Finding, Rule, arn::is_account_id};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "account-id-malformed",
    severity: Severity::Error,
    docs: "An AWS account id has twelve digits (AWS Account Management guide, \"View AWS \
           account identifiers\"). The console shows it with hyphens, ARNs hold it without.",
    bad: r#"{"account_id": "1234-5678-9012"}"#,
    good: r#"{"account_id": "123456789012"}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let id = &design.account_id;
    if id.is_empty() || is_account_id(id) {
        return Vec::new();
    }
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    let message = sentence!(
        "`{id}` is not an account id",
        "`{id}` はアカウント ID ではありません"
    );
    vec![Finding::at(Pointer::root().join("account_id"), message).maybe(Some(digits).filter(|id| is_account_id(id))).help(sentence!(
        "use the twelve digits without hyphens, or leave it empty to take the account that the scripts run in",
        "ハイフンなしの12桁の数字を指定するか、空にしてスクリプトを実行するアカウントに任せてください",
    ))]
}
