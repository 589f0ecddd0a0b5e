//! Designs that the script deploys call by call, for minutes.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "deployment-takes-minutes",
    severity: Severity::Info,
    docs: "The script makes each resource, method and integration by a call of its own. All calls of an account to API \
           Gateway's control plane share 10 a second, `CreateResource` has 5, `CreateDeployment` one in 5 seconds (AWS: API \
           Gateway developer guide, \"Quotas for creating, deploying and managing an API\"), and the AWS CLI takes about a \
           second for each.",
    bad: r#"{"routes": [{"path": "/a", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/b", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/c", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/d", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/e", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/f", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/g", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/h", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/i", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/j", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/k", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}, {"path": "/l", "methods": [{"verb": "ANY"}, {"verb": "GET"}, {"verb": "POST"}, {"verb": "PUT"}, {"verb": "PATCH"}, {"verb": "DELETE"}, {"verb": "HEAD"}, {"verb": "OPTIONS"}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{}]}, {"path": "/{proxy+}", "methods": [{}]}]}"#,
    check,
};

/// Calls for each method: of a REST API to look it up, make it and give it an integration, of an HTTP API to make the
/// route and look it up.
const PER_METHOD: usize = 3;
const PER_ROUTE_OF_HTTP: usize = 2;
/// Calls for the preflight of a path of a REST API, which is a method with answers of its own.
const PER_PREFLIGHT: usize = 5;
/// Seconds from which on it is worth a word.
const LONG: usize = 300;

fn check(design: &Design) -> Vec<Finding> {
    if design.websocket().is_some() {
        return Vec::new();
    }
    let methods: usize = design.routes.iter().map(|route| route.methods.len()).sum();
    let calls = if design.http().is_some() {
        methods * PER_ROUTE_OF_HTTP
    } else {
        let preflights = usize::from(design.cors.is_some()) * design.routes.len();
        design.routes.len() + methods * PER_METHOD + preflights * PER_PREFLIGHT
    };
    if calls < LONG {
        return Vec::new();
    }
    let minutes = calls.div_ceil(60);
    let message = sentence!(
        "`cli/deploy.sh` makes these routes by about {calls} calls, which take {minutes} minutes or so",
        "`cli/deploy.sh` はこれらのルートを約{calls}回の呼び出しで作るため、{minutes}分ほどかかります",
    );
    vec![Finding::at(Pointer::root().join("routes"), message).help(sentence!(
        "deploy with SAM, or import `openapi/openapi.yaml`, which is one call; or let `/{{proxy+}}` stand for many routes",
        "SAM でデプロイするか、1回の呼び出しで済む `openapi/openapi.yaml` のインポートを使うか、多くのルートを `/{{proxy+}}` にまとめてください",
    ))]
}
