//! Limits that let nobody in.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Throttle, Verb};
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

/// Limits with whose they are; `at` is theirs.
type Limits<'a> = (Pointer, String, &'a Throttle);

/// Of stages and of usage plans, for all methods and for single ones.
fn of_stages_and_plans(design: &Design) -> Vec<Limits<'_>> {
    let root = Pointer::root();
    let mut all = Vec::new();
    for (index, stage) in design.stages.iter().enumerate() {
        let at = root.join("stages").join(index);
        let own = stage.throttle.iter();
        all.extend(own.map(|own| (at.join("throttle"), stage.name.clone(), own)));
        for (index, one) in stage.methods.iter().enumerate() {
            let at = at.join("methods").join(index).join("throttle");
            all.extend(one.throttle.iter().map(|own| (at, named(one.verb, &one.path), own)));
        }
    }
    for (index, plan) in design.access.usage_plans.iter().enumerate() {
        let at = root.join("access").join("usage_plans").join(index);
        let own = plan.throttle.iter();
        all.extend(own.map(|own| (at.join("throttle"), plan.name.clone(), own)));
        for (index, one) in plan.methods.iter().enumerate() {
            let at = at.join("methods").join(index).join("throttle");
            all.push((at, named(one.verb, &one.path), &one.throttle));
        }
    }
    all
}

/// A method, or the route of a message.
fn named(verb: Verb, path: &str) -> String {
    if path.starts_with('/') {
        format!("{} {path}", verb.as_str())
    } else {
        path.to_owned()
    }
}

/// Of methods and of routes of messages.
fn of_routes(design: &Design) -> Vec<Limits<'_>> {
    let of_method = methods(design).filter_map(|(at, route, method)| {
        let own = method.throttle.as_ref().filter(|own| is_closed(own))?;
        Some((at.join("throttle"), named(method.verb, &route.path), own))
    });
    let routes = design.websocket().map_or(&[][..], |api| &api.routes);
    let at = Pointer::root().join("api").join("websocket").join("routes");
    let of_message = routes.iter().enumerate().filter_map(|(index, route)| {
        let own = route.throttle.as_ref()?;
        Some((at.join(index).join("throttle"), route.key.clone(), own))
    });
    of_method.chain(of_message).collect()
}

fn is_closed(limits: &Throttle) -> bool {
    limits.rate_limit == 0.0 || limits.burst_limit == 0
}

fn check(design: &Design) -> Vec<Finding> {
    let all = of_routes(design).into_iter().chain(of_stages_and_plans(design));
    all.filter(|(.., limits)| is_closed(limits))
        .map(|(at, name, limits)| {
            let message = sentence!(
                "the limits of `{name}` refuse every request with 429",
                "`{name}` の上限はすべてのリクエストを 429 で拒否します",
            );
            let finding = Finding::at(at, message);
            // Whoever writes zero twice has closed it on purpose.
            let finding = if limits.rate_limit != 0.0 {
                finding.set_at(at.join("burst_limit"), 1)
            } else if limits.burst_limit != 0 {
                finding.set_at(at.join("rate_limit"), 1.0)
            } else {
                finding
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

    #[test]
    fn limits_of_single_methods_and_messages_are_looked_at_too() {
        let told = |text: &str| {
            let design = read(text).design.expect("it is a design");
            let found = super::check(&design).into_iter();
            found.map(|one| one.at.to_string()).collect::<Vec<_>>()
        };
        let zero = r#""throttle": {"rate_limit": 5, "burst_limit": 0}"#;
        let routes = r#""routes": [{"path": "/a", "methods": [{"verb": "GET""#;
        for (text, at) in [
            (format!("{{{routes}, {zero}}}]}}]}}"), "/routes/0/methods/0/throttle"),
            (
                format!(r#"{{"stages": [{{"name": "dev", "methods": [{{"path": "/a", "verb": "GET", {zero}}}]}}]}}"#),
                "/stages/0/methods/0/throttle",
            ),
            (
                format!(r#"{{"access": {{"usage_plans": [{{"name": "p", "methods": [{{"path": "/a", "verb": "GET", {zero}}}]}}]}}}}"#),
                "/access/usage_plans/0/methods/0/throttle",
            ),
            (
                format!(r#"{{"api": {{"websocket": {{"routes": [{{"key": "$default", {zero}}}]}}}}}}"#),
                "/api/websocket/routes/0/throttle",
            ),
        ] {
            assert_eq!(told(&text), [at], "{text}");
            assert_eq!(told(&text.replace("burst_limit\": 0", "burst_limit\": 1")), [""; 0], "{text}");
        }
    }
}
