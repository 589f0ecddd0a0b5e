//! What is measured: the first preset with more routes, and a template with as many.

use std::sync::Arc;

use gateway_studio::model::{Design, Method, Route, Verb, preset::PRESETS};

/// The first preset with that many routes, every fourth one a level deeper.
pub(crate) fn design(routes: usize) -> Design {
    let mut design = (PRESETS[0].design)();
    let integration = design.routes[0].methods[0].integration.clone();
    let method = |verb| Method {
        verb,
        integration: integration.clone(),
        ..Method::default()
    };
    let more = (design.routes.len()..routes).map(|number| {
        let path = match number % 4 {
            0 => format!("/group{}/item{number}/{{id}}", number / 40),
            _ => format!("/group{}/item{number}", number / 40),
        };
        Route {
            path,
            methods: vec![method(Verb::Get), method(Verb::Post)],
            ..Route::default()
        }
    });
    let more: Vec<Arc<Route>> = more.map(Arc::new).collect();
    design.routes.extend(more);
    design
}

/// A template as somebody else writes it: an event for each route.
pub(crate) fn template(routes: usize) -> String {
    let head = "Transform: AWS::Serverless-2016-10-31\nResources:\n  Shop:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.13\n      Events:\n";
    let event = |number: usize| {
        let group = number / 40;
        format!(
            "        E{number}: {{Type: Api, Properties: {{Path: '/group{group}/item{number}', Method: get}}}}\n"
        )
    };
    let events = (0..routes).map(event);
    [head.to_owned()].into_iter().chain(events).collect()
}
