//! Worked starting points.

use super::{
    Access, AccessLog, Api, ApiKey, BasePathMapping, Cors, CustomDomain, DEFAULT_STAGE, Design,
    Dns, Function, HttpApi, Integration, MessageRoute, Method, Quota, RestApi, Route, Route53,
    Stage, Throttle, UsagePlan, Variable, Verb, WebSocketApi,
};
use crate::diagnostic::Sentence;

/// A named starting point.
pub struct Preset {
    /// Its name on the command line.
    pub name: &'static str,
    /// One line about it.
    pub summary: fn() -> Sentence,
    /// Makes the design.
    pub design: fn() -> Design,
}

/// Every preset; the first is what the page opens with.
pub const PRESETS: &[Preset] = &[DASH_REST, DASH_HTTP, WEBSOCKET_ECHO];

const DASH_REST: Preset = Preset {
    name: "dash-rest",
    summary: || {
        crate::sentence!(
            "A Dash app behind a regional REST API with two stages and a domain of its own",
            "2つのステージと独自ドメインを持つリージョン REST API の背後の Dash アプリ",
        )
    },
    design: dash_rest,
};

const DASH_HTTP: Preset = Preset {
    name: "dash-http",
    summary: || {
        crate::sentence!(
            "A Dash app behind an HTTP API, a third of the price, with a domain of its own",
            "独自ドメインを持つ HTTP API(料金は約3分の1)の背後の Dash アプリ",
        )
    },
    design: dash_http,
};

const WEBSOCKET_ECHO: Preset = Preset {
    name: "websocket-echo",
    summary: || {
        crate::sentence!(
            "A WebSocket API whose function answers every message over the open connection",
            "接続を保ったまま、関数がすべてのメッセージに応答する WebSocket API",
        )
    },
    design: websocket_echo,
};

/// The preset of that name.
pub fn find(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

fn dash_rest() -> Design {
    Design {
        name: "dash-lambda".into(),
        region: "ap-northeast-1".into(),
        functions: vec![Function {
            name: "dash-lambda".into(),
            ..Function::default()
        }],
        api: Api::Rest(RestApi {
            name: "Dash Lambda API".into(),
            description: "API for Dash Lambda application".into(),
            ..RestApi::default()
        }),
        routes: vec![any("/").into(), any("/{proxy+}").into()],
        stages: vec![
            stage("dev", "Development", "development"),
            stage("prod", "Production", "production"),
        ],
        domain: Some(CustomDomain {
            name: "api.example.com".into(),
            mappings: vec![BasePathMapping {
                base_path: String::new(),
                stage: "prod".into(),
            }],
            dns: Dns::Route53(Route53 {
                zone_name: "example.com".into(),
                ..Route53::default()
            }),
            ..CustomDomain::default()
        }),
        access: Access {
            api_keys: vec![ApiKey {
                name: "DashAppKey".into(),
                description: "API key for Dash application".into(),
                ..ApiKey::default()
            }],
            usage_plans: vec![UsagePlan {
                name: "DashAppPlan".into(),
                description: "Usage plan for Dash application".into(),
                stages: vec!["prod".into()],
                api_keys: vec!["DashAppKey".into()],
                throttle: Some(Throttle {
                    rate_limit: 10.0,
                    burst_limit: 5,
                }),
                quota: Some(Quota::default()),
            }],
            ..Access::default()
        },
        cors: Some(Cors::default()),
        ..Design::default()
    }
}

/// The same app behind the cheaper kind: one stage without a path, no keys, no plans, no traces.
fn dash_http() -> Design {
    let mut design = dash_rest();
    design.api = Api::Http(HttpApi {
        name: "Dash Lambda HTTP API".into(),
        description: "HTTP API for Dash Lambda application".into(),
        ..HttpApi::default()
    });
    design.stages = vec![Stage {
        tracing: false,
        throttle: Some(Throttle {
            rate_limit: 100.0,
            burst_limit: 50,
        }),
        ..stage(DEFAULT_STAGE, "Production", "production")
    }];
    if let Some(domain) = &mut design.domain {
        domain.mappings = vec![BasePathMapping {
            base_path: String::new(),
            stage: DEFAULT_STAGE.into(),
        }];
    }
    design.access = Access::default();
    design.cors = Some(Cors {
        allow_headers: vec!["Content-Type".into(), "Authorization".into()],
        ..Cors::default()
    });
    design
}

/// Connections that stay open: no paths, no CORS, and a function that answers through the gateway.
fn websocket_echo() -> Design {
    let route = |key: &str| MessageRoute {
        key: key.into(),
        function: "websocket-echo".into(),
        two_way: false,
    };
    let mut design = dash_rest();
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
        throttle: Some(Throttle {
            rate_limit: 100.0,
            burst_limit: 50,
        }),
        ..stage("prod", "Production", "production")
    }];
    if let Some(domain) = &mut design.domain {
        domain.name = "ws.example.com".into();
    }
    design.access = Access::default();
    design.cors = None;
    design
}

fn any(path: &str) -> Route {
    let integration = Integration::LambdaProxy {
        function: "dash-lambda".into(),
    };
    Route {
        path: path.into(),
        methods: vec![Method {
            verb: Verb::Any,
            integration,
            ..Method::default()
        }],
    }
}

fn stage(name: &str, description: &str, environment: &str) -> Stage {
    Stage {
        name: name.into(),
        description: description.into(),
        variables: vec![Variable {
            name: "environment".into(),
            value: environment.into(),
        }],
        access_log: Some(AccessLog::default()),
        tracing: true,
        ..Stage::default()
    }
}
