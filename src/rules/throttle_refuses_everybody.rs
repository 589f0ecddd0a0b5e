//! Limits that let nobody in.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Throttle};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "throttle-refuses-everybody",
    severity: Severity::Warning,
    docs: "Requests above the rate and the burst get 429; with a rate or a burst of zero that is every request (AWS: API \
           Gateway developer guide, \"Throttle requests to your REST APIs for better throughput in API Gateway\").",
    bad: r#"{"stages": [{"name": "dev", "throttle": {"rate_limit": 0, "burst_limit": 5}}]}"#,
    good: r#"{"stages": [{"name": "dev", "throttle": {"rate_limit": 1, "burst_limit": 1}}, {"name": "prod"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let root = Pointer::root();
    let stages = design.stages.iter().enumerate();
    let stages = stages.map(|(index, stage)| (root.join("stages").join(index), &stage.name, &stage.throttle));
    let plans = design.access.usage_plans.iter().enumerate();
    let plans = plans.map(|(index, plan)| {
        let at = root.join("access").join("usage_plans").join(index);
        (at, &plan.name, &plan.throttle)
    });
    let is_closed = |limits: &Throttle| limits.rate_limit == 0.0 || limits.burst_limit == 0;
    let closed = stages.chain(plans).filter(|(.., limits)| limits.as_ref().is_some_and(is_closed));
    closed
        .map(|(at, name, limits)| {
            let message = sentence!(
                "the limits of `{name}` refuse every request with 429",
                "`{name}` の上限はすべてのリクエストを 429 で拒否します",
            );
            let finding = Finding::at(at.join("throttle"), message);
            let at = finding.at;
            // Whoever writes zero twice has closed it on purpose.
            let finding = match limits {
                Some(limits) if limits.rate_limit != 0.0 => finding.set_at(at.join("burst_limit"), 1),
                Some(limits) if limits.burst_limit != 0 => finding.set_at(at.join("rate_limit"), 1.0),
                _ => finding,
            };
            finding.help(sentence!(
                "give rate and burst at least one, unless nobody is to call",
                "呼び出しを止める目的でなければ、レートとバーストを1以上にしてください",
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::read;

    #[test]
    fn what_was_closed_on_purpose_is_not_opened() {
        for (rate, burst, mended) in [(0, 0, None), (0, 5, Some((1.0, 5))), (20, 0, Some((20.0, 1)))] {
            let text = format!(r#"{{"stages": [{{"name": "dev", "throttle": {{"rate_limit": {rate}, "burst_limit": {burst}}}}}]}}"#);
            let mut design = read(&text).design.expect("it is a design");
            let fix = super::check(&design).remove(0).fix;
            if let Some(fix) = &fix {
                design.mend(fix);
            }
            let limits = design.stages[0].throttle.as_ref().map(|limits| (limits.rate_limit, limits.burst_limit));
            assert_eq!(fix.and(limits), mended);
        }
    }
}
