//! More usage plans than an account or a key may have.

use std::collections::BTreeSet;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "usage-plan-limit-exceeded",
    severity: Severity::Warning,
    docs: "An account has 300 usage plans in a region and an API key is in 10 of them at most, unless the \
           quotas were raised (AWS: \"Quotas for configuring and running a REST API in API Gateway\").",
    bad: r#"{"access": {"api_keys": [{"name": "k"}], "usage_plans": [{"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}, {"api_keys": ["k"]}]}}"#,
    good: r#"{"access": {"api_keys": [{"name": "k"}], "usage_plans": [{"api_keys": ["k"]}, {"api_keys": ["k"]}]}}"#,
    check,
};

/// "Usage plans per account per Region", raisable.
const OF_ACCOUNT: usize = 300;

/// "Usage plans per API key", raisable.
const OF_KEY: usize = 10;

fn check(design: &Design) -> Vec<Finding> {
    let access = Pointer::root().join("access");
    let plans = &design.access.usage_plans;
    let mut found = Vec::new();
    let count = plans.len();
    if count > OF_ACCOUNT {
        let message = sentence!(
            "there are {count} usage plans, an account has {OF_ACCOUNT} in a region",
            "使用量プランが{count}個あり、アカウントのリージョンあたりの上限{OF_ACCOUNT}個を超えています",
        );
        found.push(Finding::at(access.join("usage_plans"), message).help(sentence!(
            "let keys share plans, or ask AWS to raise the quota \"Usage plans per account per Region\"",
            "複数のキーでプランを共用するか、クォータ「アカウント・リージョンあたりの使用量プラン」の引き上げを申請してください",
        )));
    }
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for plan in plans {
        let keys: BTreeSet<&str> = plan.api_keys.iter().map(String::as_str).collect();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    for (index, key) in design.access.api_keys.iter().enumerate() {
        let count = counts.get(&*key.name).copied().unwrap_or_default();
        if count <= OF_KEY {
            continue;
        }
        let at = access.join("api_keys").join(index).join("name");
        let message = sentence!(
            "the API key `{name}` is in {count} usage plans, a key is in {OF_KEY} at most",
            "API キー `{name}` は{count}個の使用量プランに入っていますが、1つのキーの上限は{OF_KEY}個です",
            name = key.name,
        );
        found.push(Finding::at(at, message).help(sentence!(
            "put several stages into one plan, or ask AWS to raise the quota \"Usage plans per API key\"",
            "1つのプランに複数のステージを入れるか、クォータ「API キーあたりの使用量プラン」の引き上げを申請してください",
        )));
    }
    found
}
