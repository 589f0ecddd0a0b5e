//! Apps of the other frameworks.

use super::{bare, domain, everything, limit, route, stage, to};
use crate::model::{
    Access, Alarms, Api, ApiKey, App, AppObject, Authorization, Authorizer, AuthorizerKind, Cors,
    DEFAULT_STAGE, Design, DjangoApp, HttpApi, Jwt, Method, Monitoring, Quota, QuotaPeriod,
    RestApi, Stage, UsagePlan, Verb,
};

/// A web app in two stages, watched. Health checks have a route of their own.
pub(super) fn flask_rest() -> Design {
    let name = "flask-app";
    let mut routes = everything(name);
    let health = Method {
        verb: Verb::Get,
        ..to(name)
    };
    routes.push(route("/health", vec![health]));
    Design {
        app: App::Flask(AppObject::default()),
        api: Api::Rest(RestApi {
            name: "Flask app".into(),
            description: "Web app in Flask".into(),
            minimum_compression_size: Some(1000),
            ..RestApi::default()
        }),
        routes,
        stages: vec![
            stage("dev", "Development", "development"),
            Stage {
                detailed_metrics: true,
                ..stage("prod", "Production", "production")
            },
        ],
        domain: Some(domain("www.example.com", "example.com", "", "prod")),
        monitoring: Monitoring {
            alarms: Some(Alarms {
                email: "team@example.com".into(),
                ..Alarms::default()
            }),
            dashboard: true,
        },
        ..bare(name)
    }
}

/// The API of a single-page app: pages of its origin call it with tokens, the docs are open.
pub(super) fn fastapi_http() -> Design {
    let name = "fastapi-app";
    let mut routes = everything(name);
    for path in ["/docs", "/openapi.json", "/health"] {
        let open = Method {
            verb: Verb::Get,
            authorization: Some(Authorization::None),
            ..to(name)
        };
        routes.push(route(path, vec![open]));
    }
    Design {
        app: App::FastApi(AppObject {
            module: "main".into(),
            ..AppObject::default()
        }),
        api: Api::Http(HttpApi {
            name: "FastAPI app".into(),
            description: "API of a single-page app".into(),
            ..HttpApi::default()
        }),
        routes,
        stages: vec![Stage {
            tracing: false,
            ..stage(DEFAULT_STAGE, "Production", "production")
        }],
        domain: Some(domain("api.example.com", "example.com", "", DEFAULT_STAGE)),
        access: Access {
            authorization: Authorization::Authorizer("login".into()),
            authorizers: vec![Authorizer {
                name: "login".into(),
                kind: AuthorizerKind::Jwt(Jwt {
                    issuer:
                        "https://cognito-idp.ap-northeast-1.amazonaws.com/ap-northeast-1_EXAMPLE01"
                            .into(),
                    audience: vec!["single-page-app".into()],
                    ..Jwt::default()
                }),
            }],
            ..Access::default()
        },
        cors: Some(Cors {
            allow_origins: vec!["https://app.example.com".into()],
            allow_headers: vec!["Content-Type".into(), "Authorization".into()],
            ..Cors::default()
        }),
        ..bare(name)
    }
}

/// A public API for customers: every call wants a key but those of the first page and the docs.
pub(super) fn fastapi_keys() -> Design {
    let name = "public-api";
    let open = |path| {
        let method = Method {
            verb: Verb::Get,
            api_key_required: Some(false),
            ..to(name)
        };
        route(path, vec![method])
    };
    let sold = |path| {
        let method = Method {
            verb: Verb::Any,
            ..to(name)
        };
        route(path, vec![method])
    };
    let routes = vec![
        open("/"),
        open("/docs"),
        open("/openapi.json"),
        sold("/items"),
        sold("/items/{proxy+}"),
    ];
    let key = |name: &str, description: &str| ApiKey {
        name: name.into(),
        description: description.into(),
        ..ApiKey::default()
    };
    let plan = |name: &str, key: &str, rate_limit, burst_limit, calls| UsagePlan {
        name: name.into(),
        stages: vec!["v1".into()],
        api_keys: vec![key.into()],
        throttle: Some(limit(rate_limit, burst_limit)),
        quota: Some(Quota {
            limit: calls,
            period: QuotaPeriod::Month,
        }),
        ..UsagePlan::default()
    };
    Design {
        app: App::FastApi(AppObject {
            module: "main".into(),
            ..AppObject::default()
        }),
        api: Api::Rest(RestApi {
            name: "Public API".into(),
            description: "API for customers with keys".into(),
            ..RestApi::default()
        }),
        routes,
        stages: vec![Stage {
            detailed_metrics: true,
            throttle: Some(limit(200.0, 400)),
            ..stage("v1", "Version 1", "production")
        }],
        domain: Some(domain("api.example.com", "example.com", "v1", "v1")),
        access: Access {
            api_key_required: true,
            api_keys: vec![
                key("trial-customer", "Key of a customer who tries the API"),
                key("paying-customer", "Key of a customer who pays"),
            ],
            usage_plans: vec![
                plan("Trial", "trial-customer", 2.0, 5, 1000),
                plan("Standard", "paying-customer", 50.0, 100, 1_000_000),
            ],
            ..Access::default()
        },
        ..bare(name)
    }
}

/// A project beside others on one domain: `https://apps.example.com/office/`.
pub(super) fn django_rest() -> Design {
    let name = "django-project";
    Design {
        app: App::Django(DjangoApp {
            requirements: vec!["whitenoise>=6,<7".into()],
            ..DjangoApp::default()
        }),
        api: Api::Rest(RestApi {
            name: "Django project".into(),
            description: "Web app in Django".into(),
            ..RestApi::default()
        }),
        routes: everything(name),
        stages: vec![
            stage("staging", "Staging", "staging"),
            stage("prod", "Production", "production"),
        ],
        domain: Some(domain("apps.example.com", "example.com", "office", "prod")),
        ..bare(name)
    }
}

/// A first deployment: everything else can be added later.
pub(super) fn minimal() -> Design {
    let name = "minimal";
    Design {
        app: App::Flask(AppObject::default()),
        api: Api::Rest(RestApi {
            name: "Minimal".into(),
            ..RestApi::default()
        }),
        routes: everything(name),
        stages: vec![Stage {
            name: "prod".into(),
            throttle: Some(limit(100.0, 200)),
            ..Stage::default()
        }],
        ..bare(name)
    }
}
