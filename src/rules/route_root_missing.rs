//! A greedy route that leaves the root unanswered.

use crate::model::{Integration, Method, Route};
use crate::diagnostic::Edit;
use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::model::tree::{is_greedy, parts};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-root-missing",
    severity: Severity::Warning,
    docs: "`/{proxy+}` stands for one part or more, so `/` itself answers 403 unless it has a \
           method of its own (AWS: API Gateway developer guide, \"Set up a proxy integration \
           with a proxy resource\").",
    bad: r#"{"functions": [{"name": "app"}], "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "app"}}}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{}]}, {"path": "/{proxy+}", "methods": [{}]}]}"#,
    check,
};

/// The route `/` with the methods of another one, which take nothing from its path; where there is one, it lacks methods.
fn root(design: &Design, route: &Route) -> Vec<Edit> {
    let plain = |method: &Method| {
        let by_function = matches!(method.integration, Integration::LambdaProxy { .. });
        by_function && method.request.is_empty()
    };
    if !route.methods.iter().all(plain) {
        return Vec::new();
    }
    let route = Route {
        path: "/".into(),
        ..route.clone()
    };
    mend::route(design, &route)
}

fn check(design: &Design) -> Vec<Finding> {
    let called = || {
        design
            .routes
            .iter()
            .enumerate()
            .filter(|(_, route)| !route.methods.is_empty())
    };
    if called().any(|(_, route)| route.path == "/" || route.is_default()) {
        return Vec::new();
    }
    let greedy =
        called().filter(|(_, route)| matches!(parts(&route.path)[..], [part] if is_greedy(part)));
    greedy
        .map(|(index, route)| {
            let at = Pointer::root().join("routes").join(index).join("path");
            let path = &route.path;
            let message = sentence!(
                "`{path}` does not match `/`, which has no method",
                "`{path}` は `/` に一致せず、`/` にはメソッドがありません"
            );
            Finding::at(at, message).mend(sentence!("add `/`", "`/` を追加する"), root(design, route)).help(sentence!(
                "add a route `/` with the same methods",
                "同じメソッドを持つルート `/` を追加してください",
            ))
        })
        .collect()
}
