//! Routes of an HTTP API with CORS settings of their own.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, RouteCors};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "route-cors-of-http-api",
    severity: Severity::Warning,
    docs: "An HTTP API has one CORS configuration for all its routes, and with one it drops the CORS headers of the \
           app (AWS: API Gateway developer guide, \"Configure CORS for HTTP APIs in API Gateway\"). The files leave \
           the settings of routes out.",
    bad: r#"{"api": {"http": {}}, "routes": [{"path": "/", "cors": "off"}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{}], "cors": "off"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let routes = design.routes.iter().enumerate();
    let apart = routes.filter(|(_, route)| route.cors != RouteCors::Api);
    apart
        .map(|(index, route)| {
            let path = &route.path;
            let message = sentence!(
                "an HTTP API has one CORS setting for all routes, `{path}` has none of its own",
                "HTTP API の CORS 設定は全ルート共通で、`{path}` だけの設定はできません"
            );
            let at = Pointer::root().join("routes").join(index).join("cors");
            Finding::at(at, message).set("api").help(sentence!(
                "turn the API's CORS off and let the app answer `OPTIONS` and set the headers, or use a REST API",
                "API の CORS を無効にしてアプリ側で `OPTIONS` とヘッダーを返すか、REST API にしてください",
            ))
        })
        .collect()
}
