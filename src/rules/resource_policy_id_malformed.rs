//! Ids of VPCs and accounts in resource policies that are none.

use super::{Finding, Rule, arn::is_account_id};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, ResourcePolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-id-malformed",
    severity: Severity::Error,
    docs: "A VPC is named by `vpc-` and 8 or 17 hexadecimal digits, an account by twelve digits (AWS: Amazon EC2 user guide, \"Resource IDs\"; AWS Account Management guide, \"View AWS account identifiers\"). An account that does not exist makes the whole policy invalid.",
    bad: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpce-0a1b2c3d"], "policy": {"vpcs": {"vpc_ids": ["vpce-0a1b2c3d"]}}}}}"#,
    good: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpce-0a1b2c3d"], "policy": {"vpcs": {"vpc_ids": ["vpc-0a1b2c3d"]}}}}}"#,
    check,
};

/// The digits of an account id that the console wrote with hyphens.
fn digits(id: &str) -> String {
    id.chars().filter(char::is_ascii_digit).collect()
}

fn check(design: &Design) -> Vec<Finding> {
    let at = Pointer::root().join("api").join("rest").join("policy");
    match design.rest().map(|rest| &rest.policy) {
        Some(ResourcePolicy::Vpcs { vpc_ids }) => vpcs(vpc_ids, at.join("vpcs")),
        Some(ResourcePolicy::Accounts { account_ids }) => accounts(account_ids, at.join("accounts")),
        Some(ResourcePolicy::Combined(parts)) => {
            let at = at.join("combined");
            let mut found = accounts(&parts.account_ids, at);
            found.extend(vpcs(&parts.vpc_ids, at));
            found
        }
        _ => Vec::new(),
    }
}

fn vpcs(ids: &[String], at: Pointer) -> Vec<Finding> {
    let wrong = ids.iter().enumerate().filter(|(_, id)| !is_vpc_id(id));
    wrong
        .map(|(index, id)| {
            let message = sentence!("`{id}` is not the id of a VPC", "`{id}` は VPC の ID ではありません");
            Finding::at(at.join("vpc_ids").join(index), message).help(sentence!(
                "copy it from the VPC console, Your VPCs: `vpc-0123456789abcdef0`",
                "VPC コンソールの「お使いの VPC」からコピーしてください(例: `vpc-0123456789abcdef0`)",
            ))
        })
        .collect()
}

fn accounts(ids: &[String], at: Pointer) -> Vec<Finding> {
    let wrong = ids.iter().enumerate().filter(|(_, id)| !is_account_id(id));
    wrong
        .map(|(index, id)| {
            let message = sentence!("`{id}` is not an account id", "`{id}` はアカウント ID ではありません");
            let plain = Some(digits(id)).filter(|id| is_account_id(id));
            Finding::at(at.join("account_ids").join(index), message).maybe(plain).help(sentence!(
                "use the twelve digits without hyphens",
                "ハイフンなしの12桁の数字で指定してください",
            ))
        })
        .collect()
}

fn is_vpc_id(text: &str) -> bool {
    let digits = text.strip_prefix("vpc-").unwrap_or_default();
    matches!(digits.len(), 8 | 17)
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
