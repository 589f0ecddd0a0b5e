//! The role with which the gateway asks AWS services, and what whoever deploys may do to it and to VPC links.

use super::arn::{gateway_tree, global};
use super::{Statement, parts};
use crate::aws;
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::integration::{Right, rights};
use crate::generate::{Generator, Target, nothing_lost};
use crate::model::{Design, MessageBackend};
use crate::sentence;
use crate::text::Document;
use crate::text::json::Json;

pub(in crate::generate) const PERMISSIONS: Generator = Generator {
    path: "iam/gateway-role.json",
    target: Target::Iam,
    executable: false,
    applies: is_made,
    print: print_permissions,
    lost,
};

pub(in crate::generate) const TRUST: Generator = Generator {
    path: "iam/gateway-role-trust.json",
    target: Target::Iam,
    executable: false,
    applies: is_made,
    print: print_trust,
    lost: nothing_lost,
};

/// Whether methods ask services with a role that is yet to be made.
pub(super) fn is_made(design: &Design) -> bool {
    !rights(design).is_empty()
}

/// Name of the role.
pub(in crate::generate) fn name(design: &Design) -> String {
    super::role_name(design, "gateway")
}

/// Its ARN in that account.
pub(in crate::generate) fn arn(design: &Design, account: &str) -> String {
    let partition = aws::partition(&design.region);
    format!("arn:{partition}:iam::{account}:role/{}", name(design))
}

fn print_permissions(design: &Design) -> Document {
    Json::document(|json| {
        json.field("Version", "2012-10-17");
        json.list("Statement", |json| {
            for right in rights(design) {
                json.at(right.at, |json| {
                    json.item_object(|json| print(json, &right))
                });
            }
        });
    })
}

fn print(json: &mut Json, right: &Right) {
    json.field("Effect", "Allow");
    for (key, texts) in [("Action", &right.actions), ("Resource", &right.resources)] {
        json.list(key, |json| texts.iter().for_each(|text| json.item(text)));
    }
}

fn print_trust(_: &Design) -> Document {
    Json::document(|json| {
        json.field("Version", "2012-10-17");
        json.list("Statement", |json| {
            json.at(Pointer::root().join("routes"), |json| {
                json.item_object(|json| {
                    json.field("Effect", "Allow");
                    json.object("Principal", |json| {
                        json.field("Service", "apigateway.amazonaws.com");
                    });
                    json.field("Action", "sts:AssumeRole");
                });
            });
        });
    })
}

/// Characters of the policies inside a role (AWS: "IAM and AWS STS quotas").
const MAX_LENGTH: usize = 10_240;

fn lost(design: &Design) -> Vec<Diagnostic> {
    let texts = |right: &Right| {
        let texts = right.actions.iter().chain(&right.resources);
        texts.map(|text| text.len() + 3).sum::<usize>() + 50
    };
    let length: usize = rights(design).iter().map(texts).sum();
    if length <= MAX_LENGTH {
        return Vec::new();
    }
    let message = sentence!(
        "the gateway's role needs a policy of about {length} characters, a role takes {MAX_LENGTH}",
        "ゲートウェイのロールのポリシーは約{length}文字になりますが、上限は{MAX_LENGTH}文字です",
    );
    vec![
        Diagnostic::new(
            "iam/policy-too-long",
            Severity::Warning,
            Pointer::root(),
            message,
        )
        .help(sentence!(
            "give some methods a role of their own, or let a path parameter stand for many keys",
            "一部のメソッドに別のロールを指定するか、多数のキーをパスパラメータにまとめてください",
        )),
    ]
}

/// The ARNs of the roles that exist already and that the gateway is handed.
fn handed(design: &Design) -> Vec<String> {
    let mut roles: Vec<&String> = if let Some(api) = design.websocket() {
        let backends = api.routes.iter().map(|route| &route.backend);
        let roles = backends.filter_map(|backend| match backend {
            MessageBackend::Service(service) => Some(&service.role_arn),
            _ => None,
        });
        roles.collect()
    } else {
        let methods = design.routes.iter().flat_map(|route| &route.methods);
        let services = methods.filter_map(|method| method.integration.service());
        services.map(|service| &service.role_arn).collect()
    };
    roles.retain(|arn| !arn.is_empty());
    roles.sort_unstable();
    roles.dedup();
    roles.into_iter().cloned().collect()
}

fn pass(roles: Vec<String>) -> Statement {
    let at = Pointer::root().join("routes");
    Statement::new("PassGatewayRole", at, &["iam:PassRole"], roles).when(
        "StringEquals",
        "iam:PassedToService",
        vec!["apigateway.amazonaws.com".into()],
    )
}

/// The scripts take away the role and the links of an earlier design.
pub(super) fn of_scripts(design: &Design) -> Vec<Statement> {
    let at = Pointer::root().join("routes");
    let role = global(design, "iam", &format!("role/{}", name(design)));
    let mut actions = vec![
        "iam:GetRole",
        "iam:ListRolePolicies",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
    ];
    let mut passed = handed(design);
    if is_made(design) {
        actions.extend(["iam:CreateRole", "iam:TagRole", "iam:PutRolePolicy"]);
        passed.push(role.clone());
    }
    let mut all = vec![
        Statement::new("GatewayRole", at, &actions, [role]),
        pass(passed),
    ];
    all.extend(links(design));
    let at = Pointer::root().join("api");
    if design.vpc_links.is_empty() {
        let verbs = ["apigateway:GET", "apigateway:DELETE"];
        all.push(Statement::new(
            "VpcLinks",
            at,
            &verbs,
            gateway_tree(design, "/vpclinks"),
        ));
    }
    all
}

/// Of a stack, whose roles are its own.
pub(super) fn of_stack(design: &Design) -> Vec<Statement> {
    let mut all = vec![pass(handed(design))];
    all.extend(links(design));
    all
}

/// Links, and what they make in the account: endpoint services beside load balancers of REST and WebSocket APIs
/// (AWS: API Gateway developer guide, "Grant permissions for API Gateway to create a VPC link"), a
/// role of the service for those of HTTP APIs.
fn links(design: &Design) -> Vec<Statement> {
    if design.vpc_links.is_empty() {
        return Vec::new();
    }
    let at = Pointer::root().join("vpc_links");
    let own = Statement::new(
        "VpcLinks",
        at,
        &parts::ALL,
        gateway_tree(design, "/vpclinks"),
    );
    if design.http().is_none() {
        let actions = [
            "ec2:CreateVpcEndpointServiceConfiguration",
            "ec2:DeleteVpcEndpointServiceConfigurations",
            "ec2:DescribeVpcEndpointServiceConfigurations",
            "ec2:ModifyVpcEndpointServicePermissions",
            "elasticloadbalancing:DescribeLoadBalancers",
        ];
        return vec![
            own,
            Statement::new("EndpointServices", at, &actions, ["*".into()]),
        ];
    }
    let linked = "role/aws-service-role/ops.apigateway.amazonaws.com/*";
    let role = global(design, "iam", linked);
    let first = Statement::new("FirstVpcLink", at, &["iam:CreateServiceLinkedRole"], [role]);
    let name = vec!["ops.apigateway.amazonaws.com".into()];
    vec![own, first.when("StringEquals", "iam:AWSServiceName", name)]
}
