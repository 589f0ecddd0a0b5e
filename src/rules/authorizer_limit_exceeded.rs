//! More authorizers than an API can have.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "authorizer-limit-exceeded",
    severity: Severity::Error,
    docs: "A REST or HTTP API has 10 authorizers at most (AWS: \"Amazon API Gateway quotas\").",
    bad: r#"{"access": {"authorizers": [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}]}}"#,
    good: r#"{"access": {"authorizers": [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}]}}"#,
    check,
};

const MOST: usize = 10;

fn check(design: &Design) -> Vec<Finding> {
    let count = design.access.authorizers.len();
    if count <= MOST {
        return Vec::new();
    }
    let at = Pointer::root().join("access").join("authorizers");
    let message = sentence!(
        "there are {count} authorizers, an API has {MOST} at most",
        "オーソライザーが{count}個ありますが、API の上限は{MOST}個です"
    );
    vec![Finding::at(at, message).help(sentence!(
        "let one authorizer serve several methods, or ask AWS for a higher quota",
        "1つのオーソライザーを複数のメソッドで共用するか、クォータの引き上げを申請してください",
    ))]
}
