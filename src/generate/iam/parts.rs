//! Statements that several policies share.
//!
//! API Gateway's actions are the verbs of its control plane (AWS: "Actions, resources, and
//! condition keys for Amazon API Gateway Management").

use super::Statement;
use super::arn::{bare, gateway, gateway_tree, global, or_any, regional};
use crate::diagnostic::Pointer;
use crate::generate::{resource_policy, route53, websocket};
use crate::model::{Api, Design, DomainEndpoint, Function, MutualTls, Stage, StageWebAcl};

pub(super) const ALL: [&str; 5] = [
    "apigateway:GET",
    "apigateway:POST",
    "apigateway:PUT",
    "apigateway:PATCH",
    "apigateway:DELETE",
];

/// An HTTP or a WebSocket API has nothing to put.
const WITHOUT_PUT: [&str; 4] = [
    "apigateway:GET",
    "apigateway:POST",
    "apigateway:PATCH",
    "apigateway:DELETE",
];

/// Whether a function that is made is so.
pub(super) fn makes(design: &Design, is_so: impl Fn(&Function) -> bool) -> bool {
    let mut functions = design.functions.iter();
    functions.any(|function| !function.exists() && is_so(function))
}

/// What whoever makes functions may read for them: layers, and the network of a VPC (AWS: Lambda developer
/// guide, "Required IAM permissions" of "Giving Lambda functions access to resources in an Amazon VPC").
pub(super) fn of_functions(design: &Design) -> [Statement; 2] {
    let at = Pointer::root().join("functions");
    let functions = design.functions.iter();
    let made = functions.filter(|function| !function.exists());
    let mut layers: Vec<String> = made.flat_map(|f| f.layers.iter().cloned()).collect();
    layers.sort_unstable();
    layers.dedup();
    let networked = makes(design, |function| function.vpc.is_some());
    let network = [
        "ec2:DescribeVpcs",
        "ec2:DescribeSubnets",
        "ec2:DescribeSecurityGroups",
        "ec2:GetSecurityGroupsForVpc",
    ];
    [
        Statement::new("Layers", at, &["lambda:GetLayerVersion"], layers),
        Statement::new("Network", at, &network, networked.then(|| "*".to_owned())),
    ]
}

/// The table in which a WebSocket API's handler keeps connections.
pub(super) fn connection_table(design: &Design, actions: &[&'static str]) -> Statement {
    let at = Pointer::root().join("api");
    let table = websocket::table(design);
    let table = table.map(|table| regional(design, "dynamodb", &format!("table/{table}")));
    Statement::new("ConnectionTable", at, actions, table)
}

/// Images are pushed to a repository that is made for them, and Lambda may read those that are given.
pub(super) fn images(design: &Design, repository: &str) -> Vec<Statement> {
    let at = Pointer::root().join("functions");
    let built = makes(design, |function| {
        function.image().is_some_and(|image| image.uri.is_empty())
    });
    let any = makes(design, |function| function.image().is_some());
    let of = |name: &str| regional(design, "ecr", &format!("repository/{name}"));
    let functions = design
        .functions
        .iter()
        .filter(|function| !function.exists());
    let mut given: Vec<String> = functions
        .filter_map(|function| function.image()?.repository())
        .map(of)
        .collect();
    given.sort_unstable();
    given.dedup();
    let own = built.then(|| of(repository));
    vec![
        Statement::new(
            "ImageLogin",
            at,
            &["ecr:GetAuthorizationToken"],
            built.then(|| "*".to_owned()),
        ),
        Statement::new(
            "Images",
            at,
            &[
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
                "ecr:GetRepositoryPolicy",
                "ecr:SetRepositoryPolicy",
            ],
            given.into_iter().chain(own.clone()).filter(|_| any),
        ),
        Statement::new(
            "NewImages",
            at,
            &[
                "ecr:CreateRepository",
                "ecr:DescribeRepositories",
                "ecr:BatchCheckLayerAvailability",
                "ecr:InitiateLayerUpload",
                "ecr:UploadLayerPart",
                "ecr:CompleteLayerUpload",
                "ecr:PutImage",
            ],
            own,
        ),
    ]
}

/// The API with all its parts.
pub(super) fn api(design: &Design) -> Statement {
    let at = Pointer::root().join("api");
    match design.api {
        Api::Http(_) | Api::Websocket(_) => {
            Statement::new("Api", at, &WITHOUT_PUT, gateway_tree(design, "/apis"))
        }
        Api::Rest(_) => Statement::new("Api", at, &ALL, gateway_tree(design, "/restapis")),
    }
}

/// Whoever writes a resource policy needs a right of its own beside the API's
/// (AWS: "Create and attach an API Gateway resource policy to an API").
pub(super) fn resource_policy(design: &Design) -> Statement {
    let at = Pointer::root().join("api");
    let actions = ["apigateway:UpdateRestApiPolicy"];
    Statement::new("ApiPolicy", at, &actions, gateway_tree(design, "/restapis"))
}

/// [`resource_policy`] where the design has one.
pub(super) fn own_resource_policy(design: &Design) -> Option<Statement> {
    resource_policy::of(design).map(|_| resource_policy(design))
}

/// Web ACLs are put before stages, and taken away. `own` is the name of the design's own one, `left`
/// says whether that of an earlier design is taken away, too, as the scripts do and CloudFormation does not.
pub(super) fn stage_web_acls(design: &Design, own: &str, left: bool) -> Vec<Statement> {
    let at = Pointer::root().join("stages");
    let own = regional(design, "wafv2", &format!("regional/webacl/{own}/*"));
    let mut arns: Vec<String> = left.then(|| own.clone()).into_iter().collect();
    for stage in design.stages.iter().filter(|_| design.rest().is_some()) {
        let arn = match &stage.web_acl {
            StageWebAcl::None => continue,
            StageWebAcl::Existing { arn } => or_any(arn),
            StageWebAcl::Own => &own,
        };
        if !arns.iter().any(|other| other == arn) {
            arns.push(arn.to_owned());
        }
    }
    if arns.is_empty() {
        return Vec::new();
    }
    let stage = || gateway(design, "/restapis/*/stages/*");
    let mut actions = vec![
        "wafv2:AssociateWebACL",
        "wafv2:DisassociateWebACL",
        "wafv2:GetWebACLForResource",
    ];
    // CloudFormation asks which web ACL a stage has, for which it needs the right to read that one (AWS WAF API,
    // GetWebACLForResource); the scripts read it of the stage.
    if !left {
        actions.push("wafv2:GetWebACL");
    }
    vec![
        Statement::new("WebAcl", at, &actions, arns.into_iter().chain([stage()])),
        Statement::new("StageWebAcl", at, &["apigateway:SetWebACL"], [stage()]),
    ]
}

/// Tags, also those that things are made with.
pub(super) fn tags(design: &Design) -> Statement {
    let at = Pointer::root().join("name");
    let verbs = [
        "apigateway:GET",
        "apigateway:POST",
        "apigateway:PUT",
        "apigateway:DELETE",
    ];
    Statement::new("Tags", at, &verbs, [gateway(design, "/tags/*")])
}

/// API keys and usage plans, where there are any; an HTTP API has none.
pub(super) fn keys_and_plans(design: &Design) -> Statement {
    let mut resources = Vec::new();
    let has_keys = design.http().is_none();
    if has_keys && !design.access.api_keys.is_empty() {
        resources.extend(gateway_tree(design, "/apikeys"));
    }
    if has_keys && !design.access.usage_plans.is_empty() {
        resources.extend(gateway_tree(design, "/usageplans"));
    }
    let at = Pointer::root().join("access");
    Statement::new("KeysAndPlans", at, &ALL, resources)
}

/// Whether API Gateway writes any log with a role of the account; those of an HTTP API are
/// delivered, see [`log_delivery`].
pub(super) fn has_logs(design: &Design) -> bool {
    design.http().is_none() && design.stages.iter().any(Stage::writes_logs)
}

/// The account's setting for logs.
pub(super) fn account(design: &Design) -> Statement {
    let resources = has_logs(design).then(|| gateway(design, "/account"));
    let verbs = ["apigateway:GET", "apigateway:PATCH"];
    Statement::new(
        "LogSetting",
        Pointer::root().join("stages"),
        &verbs,
        resources,
    )
}

/// Log groups of the access logs.
pub(super) fn log_groups(design: &Design, actions: &[&'static str]) -> Statement {
    let mut resources: Vec<String> = Vec::new();
    for stage in &design.stages {
        if let Some(log) = &stage.access_log {
            let group = log.group(&design.name, &stage.name);
            for arn in super::arn::log_group(design, &group) {
                if !resources.contains(&arn) {
                    resources.push(arn);
                }
            }
        }
    }
    Statement::new(
        "AccessLogs",
        Pointer::root().join("stages"),
        actions,
        resources,
    )
}

/// The access logs of an HTTP API are delivered by CloudWatch Logs, which the caller sets up through
/// API Gateway (AWS: "Configure logging for HTTP APIs in API Gateway"); AWS narrows none of it.
pub(super) fn log_delivery(design: &Design) -> Option<Statement> {
    let logs = design.stages.iter().any(|stage| stage.access_log.is_some());
    let actions = [
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
    ];
    let at = Pointer::root().join("stages");
    let delivery = Statement::new("LogDelivery", at, &actions, ["*".into()]);
    (logs && design.http().is_some()).then_some(delivery)
}

/// The custom domain, its mappings, and what AWS makes for it.
pub(super) fn domain(design: &Design) -> Vec<Statement> {
    let Some(domain) = &design.domain else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain");
    let mut own = vec![gateway(design, "/domainnames")];
    if !domain.is_private() {
        own.extend(gateway_tree(
            design,
            &format!("/domainnames/{}", domain.name),
        ));
    }
    let linked = "role/aws-service-role/ops.apigateway.amazonaws.com/*";
    let mut all = vec![
        Statement::new("Domain", at, &ALL, own.into_iter()),
        Statement::new(
            "FirstDomain",
            at,
            &["iam:CreateServiceLinkedRole"],
            [global(design, "iam", linked)],
        )
        .when(
            "StringEquals",
            "iam:AWSServiceName",
            vec!["ops.apigateway.amazonaws.com".into()],
        ),
    ];
    if domain.is_private() {
        // Their ARNs name the account, and hold an id that AWS gives out.
        let of = |path: &str| regional(design, "apigateway", path);
        let own = [
            of(&format!("/domainnames/{}+*", domain.name)),
            of(&format!("/domainnames/{}+*/*", domain.name)),
        ];
        let names = own.clone().into_iter();
        let associations = "/domainnameaccessassociations";
        let associations = [
            gateway(design, associations),
            of(associations),
            of(&format!("{associations}/*")),
        ];
        all.push(Statement::new(
            "PrivateDomain",
            at,
            &ALL,
            names.chain(associations),
        ));
        let policy = [
            "apigateway:UpdateDomainNamePolicy",
            "apigateway:CreateAccessAssociation",
        ];
        all.push(Statement::new("PrivateDomainPolicy", at, &policy, own));
        let read = ["ec2:DescribeVpcEndpoints"];
        all.push(Statement::new("VpcEndpoints", at, &read, ["*".into()]));
    }
    if domain.endpoint == DomainEndpoint::Edge {
        let action = ["cloudfront:UpdateDistribution"];
        all.push(Statement::new("EdgeDomain", at, &action, ["*".into()]));
    }
    if let Some(mutual) = &domain.mutual_tls {
        all.extend(mutual_tls(design, &domain.name, mutual));
    }
    all
}

/// Who calls may show certificates only where whoever deploys may say so, and may read the truststore
/// (AWS: "Actions, resources, and condition keys for Amazon API Gateway Management"; API Gateway developer guide,
/// "How to turn on mutual TLS authentication for your REST APIs in API Gateway").
fn mutual_tls(design: &Design, domain: &str, mutual: &MutualTls) -> [Statement; 2] {
    let at = Pointer::root().join("domain").join("mutual_tls");
    let certificates = [
        "apigateway:AddCertificateToDomain",
        "apigateway:RemoveCertificateFromDomain",
    ];
    let truststore = mutual.truststore_uri.strip_prefix("s3://");
    [
        Statement::new("MutualTls", at, &certificates, domain_names(design, domain)),
        Statement::new(
            "Truststore",
            at.join("truststore_uri"),
            &["s3:GetObject", "s3:GetObjectVersion"],
            truststore.map(|object| bare(design, "s3", object)),
        ),
    ]
}

/// The list of custom domains, in which a new one is made, and the domain of that name.
pub(super) fn domain_names(design: &Design, domain: &str) -> [String; 2] {
    [
        gateway(design, "/domainnames"),
        gateway(design, &format!("/domainnames/{domain}")),
    ]
}

/// The record that proves to ACM whose the domain of a requested certificate is.
pub(super) fn proof_record(design: &Design) -> Option<Statement> {
    let (domain, record) = route53::record(design)?;
    if !domain.requests_certificate() {
        return None;
    }
    let at = Pointer::root().join("domain").join("dns");
    let zone = super::arn::or_any(&record.hosted_zone_id);
    let zone = bare(design, "route53", &format!("hostedzone/{zone}"));
    let name = domain.name.trim_end_matches('.').to_ascii_lowercase();
    let change = ["route53:ChangeResourceRecordSets"];
    let statement = Statement::new("ProofRecord", at, &change, [zone]).when(
        "ForAllValues:StringLike",
        "route53:ChangeResourceRecordSetsNormalizedRecordNames",
        vec![format!("_*.{}", name.trim_start_matches("*."))],
    );
    Some(statement)
}

/// The domain's record and no other of its zone.
pub(super) fn record(design: &Design) -> Vec<Statement> {
    let Some((domain, record)) = route53::record(design) else {
        return Vec::new();
    };
    let at = Pointer::root().join("domain").join("dns");
    let zone = super::arn::or_any(&record.hosted_zone_id);
    // Route 53 escapes what no host name has (Route 53 developer guide, "DNS domain name format").
    let name = domain.name.trim_end_matches('.').to_ascii_lowercase();
    let name = name.replacen('*', "\\052", 1);
    let mut all = vec![
        Statement::new(
            "Record",
            at,
            &["route53:ChangeResourceRecordSets"],
            [bare(design, "route53", &format!("hostedzone/{zone}"))],
        )
        .when(
            "ForAllValues:StringEquals",
            "route53:ChangeResourceRecordSetsNormalizedRecordNames",
            vec![name],
        ),
        Statement::new(
            "RecordChange",
            at,
            &["route53:GetChange"],
            [bare(design, "route53", "change/*")],
        ),
    ];
    if record.hosted_zone_id.is_empty() {
        let action = ["route53:ListHostedZones"];
        all.push(Statement::new("Zones", at, &action, ["*".into()]));
    }
    all
}

/// The zone that the tool reads before it writes the record.
pub(super) fn read_zone(design: &Design) -> Option<Statement> {
    let (_, record) = route53::record(design)?;
    let at = Pointer::root().join("domain").join("dns");
    let zone = format!("hostedzone/{}", super::arn::or_any(&record.hosted_zone_id));
    let reading = ["route53:GetHostedZone", "route53:ListResourceRecordSets"];
    let zone = [bare(design, "route53", &zone)];
    Some(Statement::new("ReadZone", at, &reading, zone))
}

/// Alarms, the topic and the dashboard, by the beginnings of their names.
pub(super) fn monitoring(
    design: &Design,
    topic: &str,
    alarm: &str,
    dashboard: &str,
) -> Vec<Statement> {
    let at = Pointer::root().join("monitoring");
    if !design.monitoring.is_on() {
        return Vec::new();
    }
    vec![
        Statement::new(
            "AlarmTopic",
            at,
            &[
                "sns:CreateTopic",
                "sns:DeleteTopic",
                "sns:GetTopicAttributes",
                "sns:SetTopicAttributes",
                "sns:TagResource",
                "sns:Subscribe",
                "sns:ListSubscriptionsByTopic",
            ],
            [regional(design, "sns", topic)],
        ),
        Statement::new(
            "Alarms",
            at,
            &[
                "cloudwatch:PutMetricAlarm",
                "cloudwatch:DeleteAlarms",
                "cloudwatch:TagResource",
            ],
            [regional(design, "cloudwatch", &format!("alarm:{alarm}"))],
        ),
        Statement::new(
            "Dashboard",
            at,
            &[
                "cloudwatch:GetDashboard",
                "cloudwatch:PutDashboard",
                "cloudwatch:DeleteDashboards",
            ],
            [global(
                design,
                "cloudwatch",
                &format!("dashboard/{dashboard}"),
            )],
        ),
        Statement::new(
            "FindAlarms",
            at,
            &["cloudwatch:DescribeAlarms"],
            ["*".into()],
        ),
    ]
}
