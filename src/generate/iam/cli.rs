//! For `cli/deploy.sh`, `cli/teardown.sh` and `monitoring/alarms.sh`.

use super::arn::{global, managed_policy, regional};
use super::{Statement, parts, policy, role, too_long};
use crate::diagnostic::Pointer;
use crate::generate::cli::topic_name;
use crate::generate::{Generator, Target, always, name};
use crate::model::Design;
use crate::text::Document;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "iam/deploy-cli.json",
    target: Target::Iam,
    executable: false,
    applies: always,
    print,
    lost: |design| too_long(&print(design)),
};

/// The account's log role, by the name that `deploy.sh` gives it.
const LOG_ROLE: &str = "role/gateway-studio-api-gateway-logs";

fn print(design: &Design) -> Document {
    let project = name::slug(&design.name);
    let mut all = vec![
        parts::api(design),
        parts::tags(design),
        parts::keys_and_plans(design),
    ];
    all.extend(functions(design));
    all.push(parts::log_groups(
        design,
        &[
            "logs:CreateLogGroup",
            "logs:PutRetentionPolicy",
            "logs:DeleteLogGroup",
        ],
    ));
    all.extend(log_role(design));
    all.extend(parts::domain(design));
    all.extend(certificates(design));
    all.extend(parts::record(design));
    let alarms = format!("{project}/*");
    let topic = topic_name(&project);
    all.extend(parts::monitoring(design, &topic, &alarms, &project));
    policy(&all)
}

/// Functions that exist are read and opened to the API; the others are made first.
fn functions(design: &Design) -> Vec<Statement> {
    let at = Pointer::root().join("functions");
    let arn = |name: &str| regional(design, "lambda", &format!("function:{name}"));
    let all = design.functions.iter().map(|function| {
        if function.arn.is_empty() {
            arn(&function.name)
        } else {
            function.arn.clone()
        }
    });
    let made: Vec<String> = design
        .functions
        .iter()
        .filter(|function| function.arn.is_empty())
        .map(|function| arn(&function.name))
        .collect();
    let role = global(design, "iam", &format!("role/{}", role::name(design)));
    let passed = (!made.is_empty()).then_some(role);
    vec![
        Statement::new(
            "Functions",
            at,
            &[
                "lambda:GetFunction",
                "lambda:GetPolicy",
                "lambda:AddPermission",
                "lambda:RemovePermission",
            ],
            all,
        ),
        Statement::new(
            "MakeFunctions",
            at,
            &["lambda:CreateFunction", "lambda:UpdateFunctionCode"],
            made,
        ),
        Statement::new("FunctionRole", at, &["iam:PassRole"], passed).when(
            "StringEquals",
            "iam:PassedToService",
            vec!["lambda.amazonaws.com".into()],
        ),
    ]
}

/// The role is made when the account has none for the logs of its APIs.
fn log_role(design: &Design) -> Vec<Statement> {
    if !parts::has_logs(design) {
        return Vec::new();
    }
    let at = Pointer::root().join("stages");
    let role = || [global(design, "iam", LOG_ROLE)];
    let pushing = "service-role/AmazonAPIGatewayPushToCloudWatchLogs";
    vec![
        parts::account(design),
        Statement::new("LogRole", at, &["iam:GetRole", "iam:CreateRole"], role()),
        Statement::new("LogRolePolicy", at, &["iam:AttachRolePolicy"], role()).when(
            "ArnEquals",
            "iam:PolicyARN",
            vec![managed_policy(design, pushing)],
        ),
        Statement::new("PassLogRole", at, &["iam:PassRole"], role()),
    ]
}

/// A certificate that is left open is looked for.
fn certificates(design: &Design) -> Option<Statement> {
    let domain = design.domain.as_ref()?;
    let at = Pointer::root().join("domain").join("certificate_arn");
    let open = domain.certificate_arn.is_empty();
    open.then(|| {
        Statement::new(
            "Certificates",
            at,
            &["acm:ListCertificates"],
            ["*".to_owned()],
        )
    })
}
