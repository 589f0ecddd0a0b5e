//! A WebSocket API.

use super::{limit, stage};
use crate::model::{Access, Api, Design, Function, MessageRoute, Stage, WebSocketApi};

/// Connections that stay open: no paths, no CORS, and a function that answers through the gateway.
pub(super) fn echo() -> Design {
    let route = |key: &str| MessageRoute {
        key: key.into(),
        function: "websocket-echo".into(),
        ..MessageRoute::default()
    };
    let mut design = super::dash::rest();
    design.name = "websocket-echo".into();
    design.functions = vec![Function {
        name: "websocket-echo".into(),
        memory_mib: 256,
        timeout_seconds: 10,
        ..Function::default()
    }];
    design.api = Api::Websocket(WebSocketApi {
        name: "WebSocket Echo API".into(),
        description: "Answers every message over the open connection".into(),
        routes: ["$connect", "$disconnect", "$default", "echo"]
            .map(route)
            .into(),
        ..WebSocketApi::default()
    });
    design.routes = Vec::new();
    design.stages = vec![Stage {
        tracing: false,
        throttle: Some(limit(100.0, 50)),
        ..stage("prod", "Production", "production")
    }];
    if let Some(domain) = &mut design.domain {
        domain.name = "ws.example.com".into();
    }
    design.access = Access::default();
    design.silenced = Vec::new();
    design.cors = None;
    design
}

/// A feed for pages of another design: connections are kept in a table, and one call pushes to all of them.
pub(super) fn feed() -> Design {
    let mut design = echo();
    let name = "dashboard-feed";
    design.name = name.into();
    design.functions[0].name = name.into();
    let route = |key: &str| MessageRoute {
        key: key.into(),
        function: name.into(),
        ..MessageRoute::default()
    };
    design.api = Api::Websocket(WebSocketApi {
        name: "Dashboard feed".into(),
        description: "Pushes news to every open page of the dashboard".into(),
        routes: ["$connect", "$disconnect", "$default"].map(route).into(),
        connection_table: "dashboard-feed-connections".into(),
        ..WebSocketApi::default()
    });
    if let Some(domain) = &mut design.domain {
        domain.name = "feed.example.com".into();
    }
    design
}
