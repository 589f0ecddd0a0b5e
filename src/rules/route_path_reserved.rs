//! Paths at which API Gateway answers itself.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-path-reserved",
    severity: Severity::Warning,
    docs: "`/ping` and `/sping` are kept for the service's health check: as resources at the \
           root of a REST API they fail on custom domains (AWS: \"Amazon API Gateway quotas and \
           important notes\").",
    bad: r#"{"routes": [{"path": "/ping"}], "domain": {"name": "api.example.com"}}"#,
    good: r#"{"routes": [{"path": "/v1/ping"}], "domain": {"name": "api.example.com"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none() || design.domain.is_none() {
        return Vec::new();
    }
    let routes = design.routes.iter().enumerate();
    routes
        .filter(|(_, route)| {
            let inside = route.path.trim_start_matches('/');
            let rest = inside.strip_prefix("ping").or_else(|| inside.strip_prefix("sping"));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .map(|(index, route)| {
            let at = Pointer::root().join("routes").join(index).join("path");
            let path = &route.path;
            let message = sentence!(
                "on a custom domain API Gateway answers at `{path}` itself",
                "カスタムドメインの `{path}` には API Gateway 自身が応答します"
            );
            Finding::at(at, message).help(sentence!(
                "choose another path, for instance `/health`",
                "`/health` など、別のパスにしてください",
            ))
        })
        .collect()
}
