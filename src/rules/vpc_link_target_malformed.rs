//! VPC links that lead nowhere.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, VpcLink};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "vpc-link-target-malformed",
    severity: Severity::Error,
    docs: "The VPC link of a REST or WebSocket API leads to one network load balancer, that of an HTTP API to \
           subnets with security groups (AWS: API Gateway API Reference, CreateVpcLink, \
           `targetArns`; API Gateway v2 API Reference, `subnetIds`).",
    bad: r#"{"api": {"rest": {}}, "vpc_links": [{"name": "inside", "target_arn": "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/a/b"}]}"#,
    good: r#"{"api": {"rest": {}}, "vpc_links": [{"name": "inside", "target_arn": "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/net/a/b"}, {"name": "there", "id": "a1b2c3"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let all = Pointer::root().join("vpc_links");
    let mut found = Vec::new();
    let links = design.vpc_links.iter().enumerate();
    for (index, link) in links.filter(|(_, link)| !link.exists()) {
        let at = all.join(index);
        if design.http().is_some() {
            found.extend(of_http(link, at));
        } else {
            found.extend(of_load_balancer(link, at.join("target_arn"), &design.region));
        }
    }
    found
}

fn of_load_balancer(link: &VpcLink, at: Pointer, region: &str) -> Option<Finding> {
    let (name, target) = (&link.name, &link.target_arn);
    let arn = arn::parse(target).filter(|arn| {
        arn.service == "elasticloadbalancing" && arn.resource.starts_with("loadbalancer/net/")
    });
    let message = match arn {
        None if target.is_empty() => sentence!(
            "the VPC link `{name}` has no network load balancer",
            "VPC リンク `{name}` の Network Load Balancer が指定されていません",
        ),
        None => sentence!(
            "`{target}` is not the ARN of a network load balancer",
            "`{target}` は Network Load Balancer の ARN ではありません",
        ),
        Some(arn) if !region.is_empty() && arn.region != region => sentence!(
            "the load balancer of the VPC link `{name}` is in another region than the API",
            "VPC リンク `{name}` のロードバランサーが API と別のリージョンにあります",
        ),
        Some(_) => return None,
    };
    Some(Finding::at(at, message).help(sentence!(
        "give the ARN of a network load balancer in the API's region, or the id of a VPC link that exists",
        "API と同じリージョンの Network Load Balancer の ARN か、既存の VPC リンクの ID を指定してください",
    )))
}

fn of_http(link: &VpcLink, at: Pointer) -> Vec<Finding> {
    let name = &link.name;
    let mut found = Vec::new();
    if link.subnet_ids.is_empty() {
        let message = sentence!(
            "the VPC link `{name}` has no subnets",
            "VPC リンク `{name}` にサブネットが指定されていません",
        );
        found.push(Finding::at(at.join("subnet_ids"), message).help(sentence!(
            "name subnets in two availability zones at least, or the id of a VPC link that exists",
            "2つ以上のアベイラビリティゾーンのサブネットか、既存の VPC リンクの ID を指定してください",
        )));
    }
    for (field, start, ids) in [
        ("subnet_ids", "subnet-", &link.subnet_ids),
        ("security_group_ids", "sg-", &link.security_group_ids),
    ] {
        for (index, id) in ids.iter().enumerate() {
            let digits = id.strip_prefix(start);
            let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
            if digits.is_some_and(|digits| digits.len() >= 8 && digits.chars().all(hex)) {
                continue;
            }
            let message = sentence!(
                "`{id}` is no id that begins with `{start}`",
                "`{id}` は `{start}` で始まる ID ではありません",
            );
            found.push(Finding::at(at.join(field).join(index), message).help(sentence!(
                "copy the id from the VPC console",
                "VPC コンソールから ID をコピーしてください",
            )));
        }
    }
    found
}
