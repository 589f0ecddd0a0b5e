//! Dash apps.

use super::{bare, domain, everything, limit, silenced, stage};
use crate::model::{
    Access, Api, Authorization, Authorizer, AuthorizerKind, BasePathMapping, CognitoUserPool, Cors,
    CustomDomain, DEFAULT_STAGE, Design, Dns, DomainEndpoint, EndpointType, FailoverRole, HttpApi,
    ResourcePolicy, RestApi, Routing, Stage, Vpc,
};

pub(super) fn rest() -> Design {
    Design {
        api: Api::Rest(RestApi {
            name: "Dash Lambda API".into(),
            description: "API for Dash Lambda application".into(),
            ..RestApi::default()
        }),
        routes: everything("dash-lambda"),
        stages: vec![
            stage("dev", "Development", "development"),
            stage("prod", "Production", "production"),
        ],
        domain: Some(domain("api.example.com", "example.com", "", "prod")),
        cors: Some(Cors::default()),
        ..bare("dash-lambda")
    }
}

/// The same app behind the cheaper kind: one stage without a path, no traces.
pub(super) fn http() -> Design {
    let mut design = rest();
    design.api = Api::Http(HttpApi {
        name: "Dash Lambda HTTP API".into(),
        description: "HTTP API for Dash Lambda application".into(),
        ..HttpApi::default()
    });
    design.stages = vec![Stage {
        tracing: false,
        throttle: Some(limit(100.0, 50)),
        ..stage(DEFAULT_STAGE, "Production", "production")
    }];
    if let Some(domain) = &mut design.domain {
        domain.mappings = vec![BasePathMapping {
            base_path: String::new(),
            stage: DEFAULT_STAGE.into(),
        }];
    }
    design.cors = Some(Cors {
        allow_headers: vec!["Content-Type".into(), "Authorization".into()],
        ..Cors::default()
    });
    design
}

/// An internal dashboard. Pages that a browser opens carry no token, so people come through a
/// proxy that signs them in and adds it; nothing leads around the domain.
pub(super) fn cognito() -> Design {
    let name = "dashboard";
    let pool = "arn:aws:cognito-idp:ap-northeast-1:123456789012:userpool/ap-northeast-1_EXAMPLE01";
    Design {
        api: Api::Rest(RestApi {
            name: "Internal dashboard".into(),
            description: "Dash app for people of the company".into(),
            disable_execute_api_endpoint: true,
            ..RestApi::default()
        }),
        routes: everything(name),
        stages: vec![Stage {
            throttle: Some(limit(50.0, 100)),
            ..stage("prod", "Production", "production")
        }],
        domain: Some(domain("dashboard.example.com", "example.com", "", "prod")),
        access: Access {
            authorization: Authorization::Authorizer("staff".into()),
            authorizers: vec![Authorizer {
                name: "staff".into(),
                kind: AuthorizerKind::CognitoUserPool(CognitoUserPool {
                    user_pool_arns: vec![pool.into()],
                    ..CognitoUserPool::default()
                }),
            }],
            ..Access::default()
        },
        silenced: silenced(
            "page-protected-from-browsers",
            "/access/authorization",
            "the proxy in front signs people in and adds the token",
        ),
        ..bare(name)
    }
}

/// A dashboard for people in a VPC, whose function reads a database there.
pub(super) fn private() -> Design {
    let name = "inside-dashboard";
    let mut design = Design {
        api: Api::Rest(RestApi {
            name: "Inside dashboard".into(),
            description: "Dash app inside the VPC".into(),
            endpoint: EndpointType::Private,
            vpc_endpoint_ids: vec!["vpce-0123456789abcdef0".into()],
            policy: ResourcePolicy::VpcEndpoints,
            ..RestApi::default()
        }),
        routes: everything(name),
        stages: vec![stage("prod", "Production", "production")],
        domain: Some(CustomDomain {
            endpoint: DomainEndpoint::Private,
            ..domain(
                "dashboard.inside.example.com",
                "inside.example.com",
                "",
                "prod",
            )
        }),
        silenced: silenced(
            "function-vpc-without-internet",
            "/functions/inside-dashboard/vpc",
            "the app reads a database inside the VPC and calls nothing outside",
        ),
        ..bare(name)
    };
    design.functions[0].vpc = Some(Vpc {
        subnet_ids: vec![
            "subnet-0123456789abcdef0".into(),
            "subnet-0fedcba9876543210".into(),
        ],
        security_group_ids: vec!["sg-0123456789abcdef0".into()],
    });
    design
}

/// One of two regions behind one name: Route 53 answers with the first while it is well, and else with the second.
pub(super) fn primary() -> Design {
    Design {
        silenced: silenced(
            "failover-without-health",
            "/domain/dns/route53/health_check_id",
            "the check calls the API, so it is made after the first deployment (see the README)",
        ),
        ..in_region("ap-northeast-1", "tokyo", FailoverRole::Primary)
    }
}

pub(super) fn secondary() -> Design {
    in_region("us-west-2", "oregon", FailoverRole::Secondary)
}

fn in_region(region: &str, identifier: &str, role: FailoverRole) -> Design {
    let name = "dash-regions";
    let mut domain = domain("app.example.com", "example.com", "", "prod");
    if let Dns::Route53(record) = &mut domain.dns {
        record.routing = Routing::Failover(role);
        record.set_identifier = identifier.into();
        record.evaluate_target_health = true;
    }
    Design {
        region: region.into(),
        api: Api::Rest(RestApi {
            name: "Dash in two regions".into(),
            description: "Dash app, one of two regions".into(),
            ..RestApi::default()
        }),
        routes: everything(name),
        stages: vec![stage("prod", "Production", "production")],
        domain: Some(domain),
        ..bare(name)
    }
}
