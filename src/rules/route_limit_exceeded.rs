//! More resources than an API may have.

use super::{Finding, Rule, route_path};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-limit-exceeded",
    severity: Severity::Warning,
    docs: "A REST API has 300 resources at most unless the quota was raised, those in between \
           included (AWS: \"Quotas for configuring and running a REST API in API Gateway\"), an HTTP \
           API 300 routes, of which every method of a path is one.",
    bad: r#"{"routes": [{"path": "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a"}]}"#,
    good: r#"{"routes": [{"path": "/"}, {"path": "/{proxy+}"}]}"#,
    check,
};

/// "Resources per API", raisable.
const QUOTA: usize = 300;

fn check(design: &Design) -> Vec<Finding> {
    if design.websocket().is_some() {
        return Vec::new();
    }
    if design.http().is_some() {
        return of_http(design);
    }
    let mut below_root: Vec<u64> = Vec::with_capacity(2 * design.routes.len());
    for route in &design.routes {
        route_path::numbers(&route.path, |number| below_root.push(number));
    }
    below_root.sort_unstable();
    below_root.dedup();
    let count = 1 + below_root.len();
    if count <= QUOTA {
        return Vec::new();
    }
    let message = sentence!(
        "the routes make {count} resources, more than the {QUOTA} of an API",
        "ルートから{count}個のリソースが作られ、API の上限 {QUOTA} を超えています",
    );
    vec![Finding::at(Pointer::root().join("routes"), message).help(sentence!(
        "ask AWS to raise the quota \"Resources per API\", or let `/{{proxy+}}` stand for many routes",
        "クォータ「API あたりのリソース」の引き上げを申請するか、多くのルートを `/{{proxy+}}` にまとめてください",
    ))]
}

fn of_http(design: &Design) -> Vec<Finding> {
    let count: usize = design.routes.iter().map(|route| route.methods.len()).sum();
    if count <= QUOTA {
        return Vec::new();
    }
    let message = sentence!(
        "there are {count} routes, more than the {QUOTA} of an API",
        "ルートが{count}個あり、API の上限 {QUOTA} を超えています",
    );
    vec![Finding::at(Pointer::root().join("routes"), message).help(sentence!(
        "ask AWS to raise the quota \"Routes per API\", or let `/{{proxy+}}` stand for many routes",
        "クォータ「API あたりのルート」の引き上げを申請するか、多くのルートを `/{{proxy+}}` にまとめてください",
    ))]
}
