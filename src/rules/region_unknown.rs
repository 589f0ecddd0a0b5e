//! Regions that AWS does not have.

use super::{Finding, Rule};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "region-unknown",
    severity: Severity::Error,
    docs: "A region is named by its code, for instance `ap-northeast-1`; ARNs, host names and \
           hosted zone ids are made from it (AWS General Reference, \"Amazon API Gateway \
           endpoints and quotas\").",
    bad: r#"{"region": "tokyo"}"#,
    good: r#"{"region": "ap-northeast-1"}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let region = &design.region;
    if aws::region(region).is_some() {
        return Vec::new();
    }
    let message = if region.is_empty() {
        sentence!("no region is chosen", "リージョンが選ばれていません")
    } else {
        sentence!(
            "`{region}` is not a region with API Gateway",
            "`{region}` は API Gateway のあるリージョンではありません"
        )
    };
    vec![
        Finding::at(Pointer::root().join("region"), message).help(sentence!(
            "use the code of a region, for instance `ap-northeast-1` for Tokyo",
            "リージョンコードを指定してください(東京は `ap-northeast-1`)",
        )),
    ]
}
