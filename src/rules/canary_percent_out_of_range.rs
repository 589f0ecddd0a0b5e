//! Canaries that get more than all requests.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "canary-percent-out-of-range",
    severity: Severity::Error,
    docs: "A canary gets 0 to 100 percent of the requests of its stage (AWS: API Gateway API Reference, CanarySettings, `percentTraffic`).",
    bad: r#"{"stages": [{"name": "prod", "canary": {"percent_traffic": 101}}]}"#,
    good: r#"{"stages": [{"name": "prod", "canary": {"percent_traffic": 12.5}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, stage) in design.stages.iter().enumerate() {
        let Some(canary) = &stage.canary else {
            continue;
        };
        let percent = canary.percent_traffic;
        if (0.0..=100.0).contains(&percent) {
            continue;
        }
        let at = Pointer::root().join("stages").join(index).join("canary");
        let name = &stage.name;
        let message = sentence!(
            "the canary of stage `{name}` gets {percent} percent of the requests",
            "ステージ `{name}` のカナリアの割合が {percent}% です"
        );
        found.push(
            Finding::at(at.join("percent_traffic"), message).set(if percent > 100.0 { 100.0 } else { 0.0 }).help(sentence!(
                "use 0 to 100",
                "0〜100で指定してください",
            )),
        );
    }
    found
}
