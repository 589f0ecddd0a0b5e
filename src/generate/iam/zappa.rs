//! For `zappa deploy`, `update`, `status`, `tail`, `certify` and `undeploy`: the calls of Zappa 0.63.

use super::arn::{bare, global, log_group, regional};
use super::{Statement, parts, policy, role_policy_open, too_long};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::generate::{Generator, Target, name, route53};
use crate::model::{CustomDomain, Design};
use crate::sentence;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "iam/deploy-zappa.json",
    target: Target::Iam,
    executable: false,
    applies: |design| design.websocket().is_none() && !design.is_without_functions(),
    print: |design| policy(&statements(design)),
    lost,
};

pub(super) fn statements(design: &Design) -> Vec<Statement> {
    let names: Vec<String> = design
        .stages
        .iter()
        .map(|stage| name::zappa_deployed(design, &stage.name))
        .collect();
    let each = |arn: &dyn Fn(&str) -> String| names.iter().map(|name| arn(name)).collect();
    let at = Pointer::root().join("stages");
    let mut all = vec![
        uploads(design),
        Statement::new(
            "Stack",
            at,
            &[
                "cloudformation:CreateStack",
                "cloudformation:UpdateStack",
                "cloudformation:DeleteStack",
                "cloudformation:DescribeStacks",
                "cloudformation:DescribeStackResource",
                "cloudformation:ListStackResources",
            ],
            each(&|name| regional(design, "cloudformation", &format!("stack/{name}/*"))),
        ),
        functions(
            at,
            each(&|name| regional(design, "lambda", &format!("function:{name}"))),
        ),
    ];
    all.extend(parts::of_functions(design));
    if design
        .functions
        .first()
        .is_some_and(|function| function.reserved_concurrency.is_some())
    {
        let functions = each(&|name| regional(design, "lambda", &format!("function:{name}")));
        let action = ["lambda:PutFunctionConcurrency"];
        all.push(Statement::new("Concurrency", at, &action, functions));
    }
    all.extend(roles(
        at,
        &each(&|name| {
            global(
                design,
                "iam",
                &format!("role/{name}-ZappaLambdaExecutionRole"),
            )
        }),
    ));
    all.push(parts::api(design));
    all.extend(parts::own_resource_policy(design));
    all.push(parts::tags(design));
    all.extend(keys(design));
    all.extend(keep_warm(
        at,
        each(&|name| regional(design, "events", &format!("rule/{name}-*"))),
    ));
    let logs = names.iter();
    all.push(Statement::new(
        "Logs",
        at,
        &[
            "logs:DescribeLogStreams",
            "logs:FilterLogEvents",
            "logs:DeleteLogGroup",
        ],
        logs.flat_map(|name| log_group(design, &format!("/aws/lambda/{name}"))),
    ));
    // A private domain is not of Zappa's making.
    if !design.domain.as_ref().is_some_and(CustomDomain::is_private) {
        all.extend(parts::domain(design));
        all.extend(parts::record(design));
        all.extend(zones(design));
    }
    all
}

fn uploads(design: &Design) -> Statement {
    let bucket = name::zappa_bucket(design);
    let at = Pointer::root().join("output").join("zappa_bucket");
    let objects = format!("{bucket}/*");
    Statement::new(
        "Uploads",
        at,
        &[
            "s3:CreateBucket",
            "s3:ListBucket",
            "s3:PutBucketTagging",
            "s3:GetObject",
            "s3:PutObject",
            "s3:DeleteObject",
        ],
        [bare(design, "s3", &bucket), bare(design, "s3", &objects)],
    )
}

fn functions(at: Pointer, resources: Vec<String>) -> Statement {
    Statement::new(
        "Functions",
        at,
        &[
            "lambda:CreateFunction",
            "lambda:GetFunction",
            "lambda:GetFunctionConfiguration",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration",
            "lambda:DeleteFunction",
            "lambda:DeleteFunctionConcurrency",
            "lambda:GetPolicy",
            "lambda:AddPermission",
            "lambda:RemovePermission",
            "lambda:InvokeFunction",
            "lambda:PublishVersion",
            "lambda:ListVersionsByFunction",
            "lambda:GetAlias",
            "lambda:ListFunctionUrlConfigs",
            "lambda:GetProvisionedConcurrencyConfig",
            "lambda:TagResource",
        ],
        resources,
    )
}

/// To whom Zappa hands its role: the function runs with it, API Gateway calls the function and asks the authorizer with it
/// (`Credentials`, `AuthorizerCredentials`, through the stack with the caller's own rights), and the rule that keeps
/// the function warm names it (`put_rule`, `RoleArn`) in Zappa 0.63.
const PASSED_TO: [&str; 3] = [
    "lambda.amazonaws.com",
    "apigateway.amazonaws.com",
    "events.amazonaws.com",
];

/// Zappa's role is also the one with which API Gateway calls the function.
fn roles(at: Pointer, resources: &[String]) -> [Statement; 2] {
    [
        Statement::new(
            "Role",
            at,
            &[
                "iam:GetRole",
                "iam:CreateRole",
                "iam:GetRolePolicy",
                "iam:PutRolePolicy",
                "iam:UpdateAssumeRolePolicy",
            ],
            resources.to_vec(),
        ),
        Statement::new("PassRole", at, &["iam:PassRole"], resources.to_vec()).when(
            "StringEquals",
            "iam:PassedToService",
            PASSED_TO.map(str::to_owned).to_vec(),
        ),
    ]
}

/// A required key is one that Zappa makes.
fn keys(design: &Design) -> Option<Statement> {
    let resources = super::arn::gateway_tree(design, "/apikeys");
    let at = Pointer::root().join("access").join("api_key_required");
    design.access.api_key_required.then(|| {
        let verbs = [
            "apigateway:GET",
            "apigateway:POST",
            "apigateway:PATCH",
            "apigateway:DELETE",
        ];
        Statement::new("Keys", at, &verbs, resources)
    })
}

/// The rule that calls the function every few minutes, which Zappa makes unless told otherwise.
fn keep_warm(at: Pointer, rules: Vec<String>) -> [Statement; 2] {
    [
        Statement::new(
            "KeepWarm",
            at,
            &[
                "events:PutRule",
                "events:DescribeRule",
                "events:DeleteRule",
                "events:PutTargets",
                "events:ListTargetsByRule",
                "events:RemoveTargets",
            ],
            rules,
        ),
        Statement::new(
            "Status",
            at,
            &[
                "events:ListRuleNamesByTarget",
                "cloudwatch:GetMetricStatistics",
            ],
            ["*".to_owned()],
        ),
    ]
}

/// `certify` looks for the zone, even for one whose id the design holds, and reads it.
fn zones(design: &Design) -> Vec<Statement> {
    let at = Pointer::root().join("domain").join("dns");
    let find = route53::record(design).filter(|(_, record)| !record.hosted_zone_id.is_empty());
    let find = find.map(|_| {
        let action = ["route53:ListHostedZones"];
        Statement::new("Zones", at, &action, ["*".into()])
    });
    parts::read_zone(design).into_iter().chain(find).collect()
}

fn lost(design: &Design) -> Vec<Diagnostic> {
    let statements = statements(design);
    let mut lost = too_long(&statements);
    lost.extend(role_policy_open(&statements, sentence!(
        "Zappa writes the policy of its own role, so whoever deploys with it can give that role any right",
        "Zappa は自身のロールのポリシーを書き込むため、デプロイする人はそのロールに任意の権限を与えられます",
    )));
    lost
}
