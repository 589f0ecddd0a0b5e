//! Functions that leave the Internet for a VPC.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-vpc-without-internet",
    severity: Severity::Info,
    docs: "A function in a VPC has no public address: it reaches the Internet through a NAT gateway only, and \
           services of AWS through that or VPC endpoints (AWS: Lambda developer guide, \"Enable internet access for \
           VPC-connected Lambda functions\").",
    bad: r#"{"functions": [{"name": "app", "vpc": {"subnet_ids": ["subnet-0123456789abcdef0"], "security_group_ids": ["sg-0123456789abcdef0"]}}]}"#,
    good: r#"{"functions": [{"name": "app", "vpc": null}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    let networked = functions.filter(|(_, function)| !function.exists() && function.vpc.is_some());
    networked
        .map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index).join("vpc");
            let name = &function.name;
            let message = sentence!(
                "in its VPC `{name}` reaches the Internet only through a NAT gateway",
                "VPC 内の `{name}` がインターネットに接続するには NAT ゲートウェイが必要です",
            );
            Finding::at(at, message).help(sentence!(
                "give its subnets a route to a NAT gateway where it calls other servers, and VPC endpoints for services of AWS",
                "外部のサーバーを呼び出す場合はサブネットから NAT ゲートウェイへのルートを、AWS のサービスには VPC エンドポイントを用意してください",
            ))
        })
        .collect()
}
