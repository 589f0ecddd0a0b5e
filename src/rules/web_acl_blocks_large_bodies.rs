//! Web ACLs that block an app's larger requests.

use super::{Finding, Rule};
use crate::aws::BODY_SIZE_RULE;
use crate::diagnostic::{Pointer, Severity};
use crate::model::{App, Design, ManagedRuleGroup};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "web-acl-blocks-large-bodies",
    severity: Severity::Warning,
    docs: "The core rule set blocks bodies over 8,192 bytes by its rule `SizeRestrictions_BODY`; the callbacks of a Dash app post the state of components, whole tables and figures among them (AWS: AWS WAF developer guide, \"Baseline rule groups\"; Dash: \"Advanced callbacks\").",
    bad: r#"{"web_acl": {"allow_large_bodies": false}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    good: r#"{"web_acl": {"allow_large_bodies": true}, "stages": [{"name": "prod", "web_acl": "own"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(acl) = design.own_web_acl() else {
        return Vec::new();
    };
    let asks = acl.managed_rule_groups.contains(&ManagedRuleGroup::Common);
    let blocks = asks && !acl.allow_large_bodies && !acl.count_only;
    if !blocks || !matches!(design.app, App::Dash(_)) {
        return Vec::new();
    }
    let message = sentence!(
        "the web ACL blocks bodies over 8 KB, which callbacks of a Dash app often have",
        "Web ACL が 8 KB を超える本文をブロックしますが、Dash のコールバックはこれを超えることがあります"
    );
    let at = Pointer::root().join("web_acl").join("allow_large_bodies");
    vec![Finding::at(at, message).set(true).help(sentence!(
        "allow large bodies: the rule `{BODY_SIZE_RULE}` then counts only, and WAF still looks into the first 16 KB",
        "大きな本文を許可してください。ルール `{BODY_SIZE_RULE}` はカウントのみになります(WAF は先頭の 16 KB を引き続き検査します)",
    ))]
}
