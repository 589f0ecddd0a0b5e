//! More resources than an API may have.

use std::collections::BTreeSet;

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
    let paths = design.routes.iter().map(|route| route.path.as_str());
    let below_root: BTreeSet<&str> = paths
        .flat_map(route_path::steps)
        .map(|(path, _)| path)
        .collect();
    let count = 1 + below_root.len();
    if count <= QUOTA {
        return Vec::new();
    }
    let message = sentence!(
        "the routes make {count} resources, more than the {QUOTA} of an API",
        "ルートから {count} 個のリソースが作られ、API の上限 {QUOTA} を超えています",
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
        "ルートが {count} 個あり、API の上限 {QUOTA} を超えています",
    );
    vec![Finding::at(Pointer::root().join("routes"), message).help(sentence!(
        "ask AWS to raise the quota \"Routes per API\", or let `/{{proxy+}}` stand for many routes",
        "クォータ「API あたりのルート」の引き上げを申請するか、多くのルートを `/{{proxy+}}` にまとめてください",
    ))]
}
