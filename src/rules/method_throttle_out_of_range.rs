//! Limits of single methods that API Gateway cannot count.

use super::{Finding, Rule, method::methods, throttle};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Api, Design};

pub(super) const RULE: Rule = Rule {
    id: "method-throttle-out-of-range",
    severity: Severity::Error,
    docs: "The rate is a number of requests a second from zero, the burst a 32-bit count, of methods, routes and \
           methods of a usage plan alike (AWS: API Gateway API Reference, MethodSetting, ThrottleSettings; API \
           Gateway v2 API Reference, RouteSettings).",
    bad: r#"{"routes": [{"path": "/", "methods": [{"throttle": {"burst_limit": 2147483648}}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"throttle": {"rate_limit": 0.5}}]}], "access": {"usage_plans": [{"methods": [{"path": "/", "throttle": {"rate_limit": 0, "burst_limit": 0}}]}]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, _, method) in methods(design) {
        let limits = method.throttle.iter();
        found.extend(limits.flat_map(|own| throttle::check(own, at.join("throttle"))));
    }
    if let Api::Websocket(api) = &design.api {
        let at = Pointer::root()
            .join("api")
            .join("websocket")
            .join("routes");
        for (index, route) in api.routes.iter().enumerate() {
            let at = at.join(index).join("throttle");
            found.extend(route.throttle.iter().flat_map(|own| throttle::check(own, at)));
        }
    }
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index).join("methods");
        for (index, method) in stage.methods.iter().enumerate() {
            let at = at.join(index).join("throttle");
            found.extend(method.throttle.iter().flat_map(|own| throttle::check(own, at)));
        }
    }
    let plans = Pointer::root().join("access").join("usage_plans");
    for (index, plan) in design.access.usage_plans.iter().enumerate() {
        let at = plans.join(index).join("methods");
        for (index, method) in plan.methods.iter().enumerate() {
            let at = at.join(index).join("throttle");
            found.extend(throttle::check(&method.throttle, at));
        }
    }
    found
}
