//! More stages than an API may have.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "stage-limit-exceeded",
    severity: Severity::Warning,
    docs: "A REST or HTTP API has 10 stages at most unless the quota was raised (AWS: \"Quotas for \
           configuring and running a REST API in API Gateway\").",
    bad: r#"{"stages": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}, {"name": "e"}, {"name": "f"}, {"name": "g"}, {"name": "h"}, {"name": "i"}, {"name": "j"}, {"name": "k"}]}"#,
    good: r#"{"stages": [{"name": "dev"}, {"name": "prod"}]}"#,
    check,
};

/// "Stages per API", raisable.
const QUOTA: usize = 10;

fn check(design: &Design) -> Vec<Finding> {
    let count = design.stages.len();
    if count <= QUOTA {
        return Vec::new();
    }
    let message = sentence!(
        "the API has {count} stages, more than the {QUOTA} of an API",
        "ステージが{count}個あり、API の上限 {QUOTA} を超えています",
    );
    vec![Finding::at(Pointer::root().join("stages"), message).help(sentence!(
        "ask AWS to raise the quota \"Stages per API\", or move stages to an API of their own",
        "クォータ「API あたりのステージ」の引き上げを申請するか、一部のステージを別の API に分けてください",
    ))]
}
