//! For `sam deploy` and `sam delete`: CloudFormation acts with the rights of whoever calls it.

use super::arn::{bare, global, managed_policy, or_any, regional};
use super::{Statement, gateway, parts, policy, role_policy_open, too_long};
use crate::aws;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::generate::sam_template::{domain, stacks};
use crate::generate::{Generator, Target, always, name, route53};
use crate::model::{Design, Function};
use crate::sentence;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "iam/deploy-sam.json",
    target: Target::Iam,
    executable: false,
    applies: always,
    print: |design| policy(&statements(design)),
    lost,
};

fn lost(design: &Design) -> Vec<Diagnostic> {
    let statements = statements(design);
    let mut lost = too_long(&statements);
    lost.extend(role_policy_open(&statements, sentence!(
        "the stack writes policies of its own roles, so whoever deploys it can give those roles any right",
        "スタックは自身のロールのポリシーを書き込むため、デプロイする人はそれらのロールに任意の権限を与えられます",
    )));
    lost
}

/// The beginning of the names that CloudFormation makes up; it shortens a stack's long name.
fn made(design: &Design) -> String {
    let stack = name::slug(&design.name);
    match stack.get(..20) {
        Some(start) => format!("{start}*"),
        None => format!("{stack}-*"),
    }
}

pub(super) fn statements(design: &Design) -> Vec<Statement> {
    let made = made(design);
    let mut all = stacks(design);
    all.extend([
        parts::api(design),
        parts::tags(design),
        parts::keys_and_plans(design),
        functions(design, &made),
        existing_functions(design),
    ]);
    all.push(parts::connection_table(
        design,
        &[
            "dynamodb:CreateTable",
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:DescribeContributorInsights",
            "dynamodb:DescribeKinesisStreamingDestination",
            "dynamodb:GetResourcePolicy",
            "dynamodb:UpdateTable",
            "dynamodb:UpdateTimeToLive",
            "dynamodb:DeleteTable",
            "dynamodb:ListTagsOfResource",
            "dynamodb:TagResource",
        ],
    ));
    all.extend(aliases(design, &made));
    all.extend(parts::of_functions(design));
    all.extend(images(design, &name::slug(&design.name)));
    all.extend(parts::own_resource_policy(design));
    all.extend(gateway::of_stack(design));
    all.extend(parts::stage_web_acls(design, &made, false));
    all.extend(own_web_acl(design, &made));
    all.extend(roles(design, &made));
    all.push(parts::log_groups(
        design,
        &[
            "logs:CreateLogGroup",
            "logs:PutRetentionPolicy",
            "logs:DeleteRetentionPolicy",
            "logs:DeleteLogGroup",
            "logs:GetDataProtectionPolicy",
            "logs:DescribeIndexPolicies",
            "logs:ListTagsForResource",
            "logs:TagResource",
        ],
    ));
    all.push(find_logs(design));
    all.push(parts::account(design));
    all.extend(parts::log_delivery(design));
    all.extend(certificate(design));
    all.extend(parts::domain(design));
    all.extend(parts::record(design));
    all.extend(zones(design));
    // A dashboard has the name of its stack.
    let dashboard = match &stacks::names(design)[..] {
        [stack] => stack.clone(),
        _ => format!("{}-*", name::slug(&design.name)),
    };
    all.extend(parts::monitoring(design, &made, &made, &dashboard));
    all.extend(monitoring_of_stack(design, &made));
    all
}

/// What CloudFormation's own handlers ask for beyond that (schemas of `AWS::SNS::Topic` and `AWS::CloudWatch::Alarm`).
fn monitoring_of_stack(design: &Design, made: &str) -> Vec<Statement> {
    let at = Pointer::root().join("monitoring");
    if !design.monitoring.is_on() {
        return Vec::new();
    }
    let of = |name, actions: &[&'static str], arn| Statement::new(name, at, actions, [arn]);
    vec![
        of(
            "AlarmTopicOfStack",
            &[
                "sns:GetDataProtectionPolicy",
                "sns:ListTagsForResource",
                "sns:Unsubscribe",
                "sns:UntagResource",
            ],
            regional(design, "sns", made),
        ),
        of(
            "AlarmsOfStack",
            &["cloudwatch:ListTagsForResource", "cloudwatch:UntagResource"],
            regional(design, "cloudwatch", &format!("alarm:{made}")),
        ),
    ]
}

/// The web ACL that the stack makes.
fn own_web_acl(design: &Design, made: &str) -> Option<Statement> {
    design.own_web_acl()?;
    let actions = [
        "wafv2:CreateWebACL",
        "wafv2:GetWebACL",
        "wafv2:UpdateWebACL",
        "wafv2:DeleteWebACL",
        "wafv2:ListTagsForResource",
        "wafv2:TagResource",
        "wafv2:UntagResource",
    ];
    let acl = regional(design, "wafv2", &format!("regional/webacl/{made}/*"));
    let groups = regional(design, "wafv2", "regional/managedruleset/*/*");
    let at = Pointer::root().join("web_acl");
    Some(Statement::new("OwnWebAcl", at, &actions, [acl, groups]))
}

/// The stacks, the transform, and the stack with the bucket that SAM keeps for uploads.
fn stacks(design: &Design) -> Vec<Statement> {
    let at = Pointer::root().join("name");
    let (region, partition) = (or_any(&design.region), aws::partition(&design.region));
    let transform =
        format!("arn:{partition}:cloudformation:{region}:aws:transform/Serverless-2016-10-31");
    let arn = |name: &str| regional(design, "cloudformation", &format!("stack/{name}/*"));
    let bucket = |rest: &str| {
        bare(
            design,
            "s3",
            &format!("aws-sam-cli-managed-default-*{rest}"),
        )
    };
    vec![
        Statement::new(
            "Stack",
            at,
            &[
                "cloudformation:CreateChangeSet",
                "cloudformation:DescribeChangeSet",
                "cloudformation:ExecuteChangeSet",
                "cloudformation:DeleteChangeSet",
                "cloudformation:DescribeStacks",
                "cloudformation:DescribeStackEvents",
                "cloudformation:ListStackResources",
                "cloudformation:GetTemplate",
                "cloudformation:TagResource",
                "cloudformation:DeleteStack",
            ],
            stacks::names(design)
                .iter()
                .map(|stack| arn(stack))
                .chain([arn("aws-sam-cli-managed-default"), transform]),
        ),
        Statement::new(
            "ReadTemplate",
            at,
            &["cloudformation:GetTemplateSummary"],
            ["*".to_owned()],
        ),
        Statement::new(
            "Uploads",
            at,
            &[
                "s3:CreateBucket",
                "s3:GetBucketLocation",
                "s3:ListBucket",
                "s3:GetBucketPolicy",
                "s3:PutBucketPolicy",
                "s3:PutBucketPublicAccessBlock",
                "s3:PutBucketTagging",
                "s3:PutBucketVersioning",
                "s3:PutEncryptionConfiguration",
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
            ],
            [bucket(""), bucket("/*")],
        ),
    ]
}

/// The functions that the stack makes, where it makes any.
fn functions(design: &Design, made: &str) -> Statement {
    Statement::new(
        "Functions",
        Pointer::root().join("functions"),
        &[
            "lambda:CreateFunction",
            "lambda:GetFunction",
            "lambda:GetFunctionCodeSigningConfig",
            "lambda:GetFunctionRecursionConfig",
            "lambda:GetRuntimeManagementConfig",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration",
            "lambda:DeleteFunction",
            "lambda:AddPermission",
            "lambda:RemovePermission",
            "lambda:GetPolicy",
            "lambda:ListTags",
            "lambda:TagResource",
            "lambda:UntagResource",
        ],
        parts::makes(design, |_| true)
            .then(|| regional(design, "lambda", &format!("function:{made}"))),
    )
}

/// Functions that are there already get a statement of their policy and nothing else.
fn existing_functions(design: &Design) -> Statement {
    let functions = design.functions.iter();
    let existing = functions.filter(|function| function.exists());
    let existing = existing.flat_map(|function| design.callees(function));
    Statement::new(
        "ExistingFunctions",
        Pointer::root().join("functions"),
        &[
            "lambda:AddPermission",
            "lambda:RemovePermission",
            "lambda:GetPolicy",
        ],
        existing.map(|function| function.called_arn().into_owned()),
    )
}

/// What few functions have: an alias with its versions, and a share of the account's concurrency.
fn aliases(design: &Design, made: &str) -> [Statement; 2] {
    let at = Pointer::root().join("functions");
    let function = || regional(design, "lambda", &format!("function:{made}"));
    let aliased = parts::makes(design, |function| !function.alias.is_empty());
    let reserved = parts::makes(design, |function| function.reserved_concurrency.is_some());
    [
        Statement::new(
            "Aliases",
            at,
            &[
                "lambda:PublishVersion",
                "lambda:ListVersionsByFunction",
                "lambda:GetFunctionConfiguration",
                "lambda:GetProvisionedConcurrencyConfig",
                "lambda:CreateAlias",
                "lambda:GetAlias",
                "lambda:UpdateAlias",
                "lambda:DeleteAlias",
            ],
            aliased.then(function),
        ),
        Statement::new(
            "Concurrency",
            at,
            &[
                "lambda:GetFunctionConcurrency",
                "lambda:PutFunctionConcurrency",
                "lambda:DeleteFunctionConcurrency",
            ],
            reserved.then(function),
        ),
    ]
}

/// Images that are built go to repositories of a stack beside this one: SAM's name of them begins with that of
/// the stack without its signs (aws-sam-cli, `CompanionStack`).
fn images(design: &Design, stack: &str) -> Vec<Statement> {
    let repositories = format!("{}*", stack.replace('-', ""));
    let mut all = parts::images(design, &repositories);
    if parts::makes(design, Function::is_built_image) {
        let at = Pointer::root().join("functions");
        let beside = regional(
            design,
            "cloudformation",
            &format!("stack/{stack}-*-CompanionStack/*"),
        );
        all.push(Statement::new(
            "ImageStack",
            at,
            &[
                "cloudformation:CreateChangeSet",
                "cloudformation:DescribeChangeSet",
                "cloudformation:ExecuteChangeSet",
                "cloudformation:DescribeStacks",
                "cloudformation:DescribeStackEvents",
                "cloudformation:ListStackResources",
                "cloudformation:DeleteStack",
            ],
            [beside],
        ));
        let repositories = regional(design, "ecr", &format!("repository/{repositories}"));
        all.push(Statement::new(
            "ImageRepositories",
            at,
            &[
                "ecr:TagResource",
                "ecr:ListTagsForResource",
                "ecr:DeleteRepository",
                "ecr:ListImages",
                "ecr:BatchDeleteImage",
            ],
            [repositories],
        ));
    }
    all
}

/// The roles of the functions, of the logs and of the gateway: these policies may be attached and no others.
fn roles(design: &Design, made: &str) -> Vec<Statement> {
    let has_functions = parts::makes(design, |_| true);
    let has_logs = parts::has_logs(design);
    let at = Pointer::root().join(if has_functions {
        "functions"
    } else if gateway::is_made(design) {
        "routes"
    } else {
        "stages"
    });
    let has_own_policies =
        has_functions && design.websocket().is_some() || gateway::is_made(design);
    let mut policies = Vec::new();
    let mut attached = |is_so: bool, name: &str| {
        policies.extend(is_so.then(|| managed_policy(design, name)));
    };
    attached(has_functions, "service-role/AWSLambdaBasicExecutionRole");
    let is_traced = design.stages.iter().any(|stage| stage.tracing);
    attached(has_functions && is_traced, "AWSXRayDaemonWriteAccess");
    let is_networked = parts::makes(design, |function| function.vpc.is_some());
    attached(is_networked, "service-role/AWSLambdaVPCAccessExecutionRole");
    attached(
        has_logs,
        "service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    );
    let mut services = Vec::new();
    services.extend(has_functions.then(|| "lambda.amazonaws.com".to_owned()));
    services.extend(
        (has_logs || gateway::is_made(design)).then(|| "apigateway.amazonaws.com".to_owned()),
    );
    let role = |is_so: bool| is_so.then(|| global(design, "iam", &format!("role/{made}")));
    let mut actions = vec![
        "iam:CreateRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:UpdateAssumeRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:DeleteRole",
    ];
    if has_own_policies {
        actions.extend(["iam:PutRolePolicy", "iam:DeleteRolePolicy"]);
    }
    vec![
        Statement::new("Roles", at, &actions, role(!services.is_empty())),
        Statement::new(
            "RolePolicies",
            at,
            &["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
            role(!policies.is_empty()),
        )
        .when("ArnEquals", "iam:PolicyARN", policies),
        Statement::new(
            "PassRoles",
            at,
            &["iam:PassRole"],
            role(!services.is_empty()),
        )
        .when("StringEquals", "iam:PassedToService", services),
    ]
}

/// Listing groups is not limited to one of them.
fn find_logs(design: &Design) -> Statement {
    let at = Pointer::root().join("stages");
    let logs = design.stages.iter().any(|stage| stage.access_log.is_some());
    let all = logs.then(|| "*".to_owned());
    Statement::new("FindLogs", at, &["logs:DescribeLogGroups"], all)
}

/// The certificate that the stack requests and proves.
fn certificate(design: &Design) -> Vec<Statement> {
    if !domain::makes_certificate(design) {
        return Vec::new();
    }
    let at = Pointer::root().join("domain").join("certificate");
    let certificates = regional(design, "acm", "certificate/*");
    let actions = [
        "acm:DescribeCertificate",
        "acm:DeleteCertificate",
        "acm:AddTagsToCertificate",
        "acm:RemoveTagsFromCertificate",
        "acm:ListTagsForCertificate",
    ];
    let request = ["acm:RequestCertificate"];
    let mut all = vec![
        Statement::new("RequestCertificate", at, &request, ["*".to_owned()]),
        Statement::new("Certificate", at, &actions, [certificates]),
    ];
    all.extend(parts::proof_record(design));
    all
}

/// CloudFormation reads the zone and the record that it writes.
fn zones(design: &Design) -> Vec<Statement> {
    let at = Pointer::root().join("domain").join("dns");
    let find = route53::record(design).filter(|(_, record)| record.hosted_zone_id.is_empty());
    let find = find.map(|_| {
        let action = ["route53:ListHostedZonesByName"];
        Statement::new("FindZone", at, &action, ["*".into()])
    });
    parts::read_zone(design).into_iter().chain(find).collect()
}
