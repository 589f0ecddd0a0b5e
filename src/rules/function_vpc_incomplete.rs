//! Networks of functions that Lambda refuses.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-vpc-incomplete",
    severity: Severity::Error,
    docs: "A function in a VPC needs at least one subnet, at most 16, and at least one security group, at most 5, \
           by their ids (AWS: Lambda API Reference, VpcConfig).",
    bad: r#"{"functions": [{"name": "app", "vpc": {"subnet_ids": [], "security_group_ids": ["default"]}}]}"#,
    good: r#"{"functions": [{"name": "app", "vpc": {"subnet_ids": ["subnet-0123456789abcdef0"], "security_group_ids": ["sg-0123456789abcdef0"]}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, function) in design.functions.iter().enumerate() {
        let Some(vpc) = function.vpc.as_ref().filter(|_| !function.exists()) else {
            continue;
        };
        let at = Pointer::root().join("functions").join(index).join("vpc");
        list(&mut found, at.join("subnet_ids"), &vpc.subnet_ids, "subnet-", 16);
        let groups = &vpc.security_group_ids;
        list(&mut found, at.join("security_group_ids"), groups, "sg-", 5);
    }
    found
}

fn list(found: &mut Vec<Finding>, at: Pointer, ids: &[String], head: &'static str, max: usize) {
    let help = || {
        sentence!(
            "list ids such as `{head}0123456789abcdef0`, or take the function out of the VPC",
            "`{head}0123456789abcdef0` のような ID を指定するか、VPC の設定を外してください",
        )
    };
    let count = ids.len();
    if count == 0 {
        let message = sentence!(
            "a function in a VPC needs at least one `{head}…`",
            "VPC 内の関数には `{head}…` が1つ以上必要です"
        );
        found.push(Finding::at(at, message).help(help()));
    } else if count > max {
        let message = sentence!(
            "there are {count} ids, Lambda takes {max}",
            "ID が{count}個あります(上限は{max}個)"
        );
        found.push(Finding::at(at, message).help(sentence!(
            "leave some of them out",
            "数を減らしてください"
        )));
    }
    for (number, id) in ids.iter().enumerate() {
        let tail = id.strip_prefix(head).unwrap_or_default();
        let hex = tail.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !hex || !(8..=17).contains(&tail.len()) {
            let message = sentence!(
                "`{id}` is not an id that begins with `{head}`",
                "`{id}` は `{head}` で始まる ID ではありません",
            );
            found.push(Finding::at(at.join(number), message).help(help()));
        }
    }
}
