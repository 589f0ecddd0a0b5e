//! For `cli/deploy.sh`, `cli/teardown.sh` and `monitoring/alarms.sh`.

use super::arn::{
    bare, gateway, gateway_tree, global, in_region, managed_policy, or_any, regional,
};
use super::{Statement, gateway as gateway_role, parts, policy, role, role_policy_open, too_long};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::generate::cli::topic_name;
use crate::generate::{Generator, Target, always, name, route53};
use crate::model::{CustomDomain, Design, DomainEndpoint, Function};
use crate::sentence;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "iam/deploy-cli.json",
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
        "deploy.sh writes the policy of the gateway's role, so whoever deploys with it can give that role any right",
        "deploy.sh はゲートウェイのロールのポリシーを書き込むため、デプロイする人はそのロールに任意の権限を与えられます",
    )));
    lost
}

/// The account's log role, by the name that `deploy.sh` gives it.
const LOG_ROLE: &str = "role/gateway-studio-api-gateway-logs";

pub(super) fn statements(design: &Design) -> Vec<Statement> {
    let project = name::slug(&design.name);
    let mut all = vec![parts::api(design), parts::tags(design)];
    all.push(other_apis(design));
    all.push(keys_and_plans(design));
    if design.rest().is_some() {
        // That of an earlier design is taken away.
        all.push(parts::resource_policy(design));
        all.extend(parts::stage_web_acls(design, &project, true));
        all.extend(own_web_acl(design));
    } else {
        all.extend(other_web_acl(design));
    }
    all.extend(gateway_role::of_scripts(design));
    all.extend(functions(design));
    all.push(parts::log_groups(
        design,
        &[
            "logs:CreateLogGroup",
            "logs:PutRetentionPolicy",
            "logs:DeleteLogGroup",
            "logs:ListTagsForResource",
            "logs:TagResource",
        ],
    ));
    all.extend(log_role(design));
    all.extend(parts::log_delivery(design));
    all.extend(account_limits(design));
    all.extend(parts::domain(design));
    all.extend(old_truststore(design));
    all.extend(other_domains(design));
    all.extend(certificates(design));
    all.extend(parts::record(design));
    all.extend(records(design));
    let alarms = format!("{project}/*");
    let topic = topic_name(&project);
    all.extend(parts::monitoring(design, &topic, &alarms, &project));
    all.extend(other_alarms(design));
    all
}

/// `deploy.sh` looks for APIs of another kind that an earlier design had.
fn other_apis(design: &Design) -> Statement {
    let at = Pointer::root().join("api");
    let all = gateway(design, if design.is_v2() { "/restapis" } else { "/apis" });
    Statement::new("OtherApis", at, &["apigateway:GET"], [all])
}

/// It looks for alarms of an earlier design.
fn other_alarms(design: &Design) -> Option<Statement> {
    let at = Pointer::root().join("monitoring");
    let find = ["cloudwatch:DescribeAlarms"];
    let is_off = !design.monitoring.is_on();
    is_off.then(|| Statement::new("FindAlarms", at, &find, ["*".into()]))
}

/// It looks for the web ACL of an earlier design.
fn other_web_acl(design: &Design) -> [Statement; 2] {
    let at = Pointer::root().join("api");
    let project = name::slug(&design.name);
    let own = regional(design, "wafv2", &format!("regional/webacl/{project}/*"));
    let tags = ["wafv2:ListTagsForResource"];
    [
        Statement::new("FindWebAcl", at, &["wafv2:ListWebACLs"], ["*".into()]),
        Statement::new("OtherWebAcl", at, &tags, [own]),
    ]
}

/// The scripts look for keys and plans of an earlier design even where this one has none.
fn keys_and_plans(design: &Design) -> Statement {
    let keys = gateway_tree(design, "/apikeys");
    let plans = gateway_tree(design, "/usageplans");
    let verbs = if design.http().is_some() {
        &["apigateway:GET"][..]
    } else {
        &parts::ALL
    };
    let at = Pointer::root().join("access");
    Statement::new("KeysAndPlans", at, verbs, keys.into_iter().chain(plans))
}

/// The scripts look for domains of an earlier design.
fn other_domains(design: &Design) -> Option<Statement> {
    let at = Pointer::root().join("domain");
    let all = gateway(design, "/domainnames");
    let looked = Statement::new("OtherDomains", at, &["apigateway:GET"], [all]);
    design.domain.is_none().then_some(looked)
}

/// `deploy.sh` takes mutual TLS away that the domain of an earlier design had; one at the edge can have none.
fn old_truststore(design: &Design) -> Option<Statement> {
    let domain = design.domain.as_ref()?;
    let at = Pointer::root().join("domain").join("mutual_tls");
    let action = ["apigateway:RemoveCertificateFromDomain"];
    let names = parts::domain_names(design, &domain.name);
    let removed = Statement::new("OldTruststore", at, &action, names);
    (domain.endpoint == DomainEndpoint::Regional && domain.mutual_tls.is_none()).then_some(removed)
}

/// A stage without limits of its own gets the account's.
fn account_limits(design: &Design) -> Option<Statement> {
    let at = Pointer::root().join("stages");
    let unlimited = design.stages.iter().any(|stage| stage.throttle.is_none());
    let account = gateway(design, "/account");
    let read = Statement::new("AccountLimits", at, &["apigateway:GET"], [account]);
    (unlimited && !parts::has_logs(design)).then_some(read)
}

/// The web ACL that `deploy.sh` makes, by its name; that of an earlier design is taken away.
fn own_web_acl(design: &Design) -> Vec<Statement> {
    let at = Pointer::root();
    let at = at.join(if design.web_acl.is_some() {
        "web_acl"
    } else {
        "stages"
    });
    let project = name::slug(&design.name);
    let acl = || regional(design, "wafv2", &format!("regional/webacl/{project}/*"));
    let removed = ["wafv2:GetWebACL", "wafv2:DeleteWebACL"];
    let mut all = vec![Statement::new("OldWebAcl", at, &removed, [acl()])];
    if design.own_web_acl().is_some() {
        let made = [
            "wafv2:CreateWebACL",
            "wafv2:UpdateWebACL",
            "wafv2:ListTagsForResource",
            "wafv2:TagResource",
        ];
        let groups = regional(design, "wafv2", "regional/managedruleset/*/*");
        all.push(Statement::new("OwnWebAcl", at, &made, [acl(), groups]));
        let find = ["wafv2:ListWebACLs"];
        all.push(Statement::new("FindWebAcl", at, &find, ["*".into()]));
    }
    all
}

/// What answers at the domain's name is looked up before it is replaced, and a certificate is
/// proved by a record below it.
fn records(design: &Design) -> Vec<Statement> {
    let Some((_, record)) = route53::record(design) else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain").join("dns");
    let zone = or_any(&record.hosted_zone_id);
    let zone = || [bare(design, "route53", &format!("hostedzone/{zone}"))];
    let list = ["route53:ListResourceRecordSets"];
    let read = Statement::new("ReadRecords", at, &list, zone());
    [read]
        .into_iter()
        .chain(parts::proof_record(design))
        .collect()
}

/// Functions that exist are read and opened to the API; the others are made first.
fn functions(design: &Design) -> Vec<Statement> {
    let at = Pointer::root().join("functions");
    let arn = |name: &str| regional(design, "lambda", &format!("function:{name}"));
    let called = design.functions.iter().flat_map(|function| {
        if function.exists() {
            let called = design.callees(function).into_iter();
            called
                .map(|function| function.called_arn().into_owned())
                .collect()
        } else if function.alias.is_empty() {
            vec![arn(&function.name)]
        } else {
            // A call about an alias is about both: the function, and the alias of it.
            vec![arn(&function.name), arn(&function.called_name())]
        }
    });
    let of = |is_so: fn(&Function) -> bool| -> Vec<String> {
        let functions = design.functions.iter();
        let made = functions.filter(|function| !function.exists() && is_so(function));
        made.map(|function| arn(&function.name)).collect()
    };
    let made = of(|_| true);
    let role = global(design, "iam", &format!("role/{}", role::name(design)));
    let passed = (!made.is_empty()).then_some(role);
    let traced = design
        .functions
        .iter()
        .filter(|function| function.exists() && design.stages.iter().any(|stage| stage.tracing))
        .flat_map(|function| design.callees(function));
    // An alias has no settings of its own.
    let traced = traced.map(|function| {
        let arn: Vec<&str> = function.arn.split(':').take(7).collect();
        arn.join(":")
    });
    let mut all = vec![
        Statement::new(
            "Functions",
            at,
            &[
                "lambda:GetFunction",
                "lambda:GetPolicy",
                "lambda:AddPermission",
                "lambda:RemovePermission",
            ],
            called,
        ),
        Statement::new(
            "MakeFunctions",
            at,
            &[
                "lambda:CreateFunction",
                "lambda:UpdateFunctionCode",
                "lambda:UpdateFunctionConfiguration",
            ],
            made,
        ),
        Statement::new(
            "TraceFunctions",
            at,
            &["lambda:UpdateFunctionConfiguration"],
            traced,
        ),
        Statement::new("FunctionRole", at, &["iam:PassRole"], passed).when(
            "StringEquals",
            "iam:PassedToService",
            vec!["lambda.amazonaws.com".into()],
        ),
        Statement::new(
            "Aliases",
            at,
            &[
                "lambda:GetAlias",
                "lambda:PublishVersion",
                "lambda:CreateAlias",
                "lambda:UpdateAlias",
            ],
            of(|function| !function.alias.is_empty()),
        ),
        Statement::new(
            "Concurrency",
            at,
            &["lambda:PutFunctionConcurrency"],
            of(|function| function.reserved_concurrency.is_some()),
        ),
    ];
    all.push(parts::connection_table(
        design,
        &[
            "dynamodb:CreateTable",
            "dynamodb:DescribeTable",
            "dynamodb:UpdateTimeToLive",
        ],
    ));
    all.extend(parts::of_functions(design));
    all.extend(images(design));
    all
}

/// The README makes a repository of the function's name.
fn images(design: &Design) -> Vec<Statement> {
    let functions = design.functions.iter();
    let mut built = functions.filter(|function| function.is_built_image());
    let name = match (built.next(), built.next()) {
        (Some(function), None) => name::slug(&function.name),
        _ => "*".to_owned(),
    };
    parts::images(design, &name)
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
        Statement::new("PassLogRole", at, &["iam:PassRole"], role()).when(
            "StringEquals",
            "iam:PassedToService",
            vec!["apigateway.amazonaws.com".into()],
        ),
    ]
}

/// A certificate that is left open is looked for, or requested.
fn certificates(design: &Design) -> Vec<Statement> {
    let open = |domain: &&CustomDomain| domain.certificate_arn.is_empty();
    let Some(domain) = design.domain.as_ref().filter(open) else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain").join("certificate_arn");
    let any = || ["*".to_owned()];
    let mut all = vec![Statement::new(
        "Certificates",
        at,
        &["acm:ListCertificates"],
        any(),
    )];
    if domain.requests_certificate() {
        let region = domain.certificate_region(&design.region);
        let arn = in_region(design, "acm", region, "certificate/*");
        let proved = ["acm:DescribeCertificate", "acm:AddTagsToCertificate"];
        all.push(Statement::new(
            "RequestCertificate",
            at,
            &["acm:RequestCertificate"],
            any(),
        ));
        all.push(Statement::new("NewCertificate", at, &proved, [arn]));
    }
    all
}
