//! Routes that begin with the name of a stage.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{DEFAULT_STAGE, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-path-holds-stage",
    severity: Severity::Warning,
    docs: "The default URL has the stage in front of every route, and a custom domain has its base path there: a route that \
           begins with the stage is found behind both alone, `/prod/prod/items` (AWS: API Gateway developer guide, \"Invoke REST \
           APIs in API Gateway\", the base URL).",
    bad: r#"{"stages": [{"name": "prod"}], "routes": [{"path": "/prod/items", "methods": [{}]}]}"#,
    good: r#"{"stages": [{"name": "prod"}, {"name": "$default"}], "routes": [{"path": "/items/prod", "methods": [{}]}, {"path": "/products", "methods": [{}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.websocket().is_some() {
        return Vec::new();
    }
    let stages = design.stages.iter().map(|stage| &*stage.name);
    let stages: Vec<&str> = stages.filter(|name| !name.is_empty() && *name != DEFAULT_STAGE).collect();
    let stage_of = |path: &str| {
        let rest = path.strip_prefix('/')?;
        stages.iter().copied().find(|name| {
            let behind = rest.strip_prefix(name);
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('/'))
        })
    };
    let routes = design.routes.iter().enumerate();
    let found = routes.filter_map(|(index, route)| Some((index, route, stage_of(&route.path)?)));
    found
        .map(|(index, route, stage)| {
            let path = &route.path;
            let at = Pointer::root().join("routes").join(index).join("path");
            let message = sentence!(
                "`{path}` begins with the stage `{stage}`, which stands in front of routes by itself: its address is `/{stage}{path}`",
                "`{path}` はステージ名 `{stage}` で始まっています。ステージ名はルートの前に自動で付くため、アドレスは `/{stage}{path}` になります",
            );
            Finding::at(at, message).help(sentence!(
                "write the path as it is behind the stage, unless the app has such a path of its own",
                "アプリにそのパスがある場合を除き、ステージより後ろのパスを書いてください",
            ))
        })
        .collect()
}
