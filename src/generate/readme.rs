//! `README.md` beside the files: the ordered steps for this very design.

use std::collections::BTreeSet;

mod app;
mod canary;
mod duration;
mod failover;
mod function;
mod http;
mod openapi;
mod websocket;

use super::sam_template::{parameter, stacks};
use super::{Generator, Target, always, name, nothing_lost, resource_policy, route53, samconfig};
use crate::aws;
use crate::diagnostic::{Diagnostic, Pointer};
use crate::model::{
    Authorization, CustomDomain, Design, DomainEndpoint, Function, IpAddressType, LogLevel,
    RestApi, Stage, Verb, tree,
};
use crate::text::Document;
use crate::text::markdown::{Markdown, cell, code, finding};
use crate::text::shell::{Word, quote};
use crate::words::files as words;

pub(super) const GENERATOR: Generator = Generator {
    path: "README.md",
    target: Target::Readme,
    executable: false,
    applies: always,
    print,
    lost: nothing_lost,
};

fn print(design: &Design) -> Document {
    let language = design.output.language;
    Markdown::document(|md| {
        md.at(Pointer::root().join("name"), |md| {
            md.heading(1, &words::readme_title(language, code(&design.name)));
        });
        md.paragraph(words::readme_purpose(language));
        app::print_addresses(md, design);
        print_preparation(md, design);
        md.heading(2, words::readme_paths(language));
        let python = design.functions.first().map_or("3.13", |function| {
            function.runtime.trim_start_matches("python")
        });
        if design.is_without_functions() {
            md.paragraph(words::readme_choose_plain(language));
        } else if design.websocket().is_some() {
            md.paragraph(&words::websocket_choose(language, cell(python)));
            print_stages(md, design);
        } else {
            md.paragraph(&words::readme_choose(language, cell(python)));
            print_stages(md, design);
            print_zappa(md, design);
        }
        print_sam(md, design);
        print_cli(md, design);
        openapi::print(md, design);
        print_dns(md, design);
        print_check(md, design);
        print_watching(md, design);
        print_removal(md, design);
    })
}

/// Whether Zappa has no part in it: it deploys a program behind paths.
fn is_without_zappa(design: &Design) -> bool {
    design.websocket().is_some() || design.is_without_functions()
}

/// The stages that answer on a default URL.
fn default_urls(design: &Design) -> &[Stage] {
    if name::has_default_urls(design) {
        &design.stages
    } else {
        &[]
    }
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |", cells.join(" | "))
}

fn print_preparation(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(2, words::readme_before(language));
    let mut number = 3;
    if design.is_without_functions() {
        number = 1;
    } else {
        if design.websocket().is_some() {
            md.line(&format!("1. {}", words::websocket_before(language)));
        } else {
            app::print_place(md, design);
        }
        md.line(&format!("2. {}", words::readme_requirements(language)));
    }
    let account = if design.account_id.is_empty() {
        words::readme_any_account(language)
    } else {
        &code(&design.account_id)
    };
    md.line(&format!(
        "{number}. {}",
        words::readme_credentials(language, account, code(&design.region))
    ));
    if let Some(domain) = &design.domain {
        let region = code(domain.certificate_region(&design.region));
        let name = code(&domain.name);
        let text = if domain.requests_certificate() {
            words::readme_request(language, name, region)
        } else {
            words::readme_certificate(language, name, region)
        };
        md.at(Pointer::root().join("domain"), |md| {
            md.line(&format!("{}. {text}", number + 1))
        });
    }
    md.line("");
    md.paragraph(if is_without_zappa(design) {
        words::websocket_permissions(language)
    } else {
        words::readme_permissions(language)
    });
}

/// How each tool maps the stages.
fn print_stages(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    if design.stages.len() < 2 {
        return;
    }
    let websocket = design.websocket().is_some();
    let text = match (websocket, stacks::are_per_stage(design)) {
        (false, false) => words::readme_stages_one_stack(language),
        (false, true) => words::readme_stages_stacks(language),
        (true, false) => words::websocket_stages_one_stack(language),
        (true, true) => words::websocket_stages_stacks(language),
    };
    md.at(Pointer::root().join("stages"), |md| md.paragraph(text));
}

fn print_zappa(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(3, "A. Zappa");
    md.paragraph(words::readme_zappa(language));
    print_zappa_log_role(md, design);
    let runtime = design
        .functions
        .first()
        .map_or("python3", |function| &function.runtime);
    let mut commands = vec![
        "cd app".to_owned(),
        format!("{} -m venv .venv", quote(runtime)),
        ". .venv/bin/activate".to_owned(),
        "pip install zappa==0.63.0 -r requirements.txt".to_owned(),
        "cp ../zappa/zappa_settings.json .".to_owned(),
    ];
    if resource_policy::of(design).is_some() {
        commands.push(format!("cp ../zappa/{} .", resource_policy::FILE));
    }
    let http = design.http().is_some();
    let edge = design
        .domain
        .as_ref()
        .filter(|domain| domain.endpoint == DomainEndpoint::Edge && !http);
    for stage in &design.stages {
        let name = quote(&stage.name);
        commands.push(format!("zappa deploy {name}"));
        let certified = edge.is_some_and(|domain| !domain.certificate_arn.is_empty());
        if certified && name::base_path(design, &stage.name).is_some() {
            commands.push(format!("zappa certify {name}"));
        }
    }
    commands.push("cd ..".to_owned());
    md.commands(&commands);
    let regional = design
        .domain
        .as_ref()
        .filter(|domain| domain.endpoint == DomainEndpoint::Regional || http);
    if let Some(domain) = regional {
        let name = code(&domain.name);
        if http {
            md.paragraph(&words::readme_zappa_http(language, name));
            md.commands(&http::domain_commands(design, domain));
        } else {
            md.paragraph(&words::readme_zappa_regional(language, name));
            md.commands(&regional_commands(design, domain));
        }
    }
    if let Some(domain) = edge {
        if domain.certificate_arn.is_empty() {
            md.paragraph(words::readme_zappa_certify(language));
        }
        md.paragraph(words::readme_zappa_edge(language));
    }
    let lost = super::zappa_settings::lost(design);
    print_losses(md, design, &lost, words::readme_zappa_losses(language));
}

/// What a tool cannot express, each once.
fn print_losses(md: &mut Markdown, design: &Design, lost: &[Diagnostic], lead: &str) {
    let lost: BTreeSet<&str> = lost
        .iter()
        .filter(|lost| lost.code.ends_with("/not-expressible"))
        .map(|lost| lost.message.get(design.output.language))
        .collect();
    if !lost.is_empty() {
        md.paragraph(lead);
        for lost in lost {
            md.line(&format!("- {}", finding(lost)));
        }
        md.line("");
    }
}

/// The command that shows the role with which API Gateway writes logs.
fn log_role_command(design: &Design) -> String {
    format!(
        "aws apigateway get-account --region {} --query cloudwatchRoleArn --output text",
        quote(&design.region)
    )
}

/// Zappa sets log levels, and leaves to the account the role that they need.
fn print_zappa_log_role(md: &mut Markdown, design: &Design) {
    let logs = |stage: &Stage| stage.execution_log != LogLevel::Off;
    let Some(index) = design.stages.iter().position(logs) else {
        return;
    };
    let at = Pointer::root().join("stages").join(index);
    md.at(at.join("execution_log"), |md| {
        let command = code(&log_role_command(design));
        md.paragraph(&words::readme_zappa_log_role(design.output.language, command));
        let (role, region) = (LOG_ROLE, quote(&design.region));
        let partition = aws::partition(&design.region);
        md.commands(&[
            format!("aws iam create-role --role-name {role} --query Role.Arn --output text --assume-role-policy-document '{LOG_ROLE_TRUST}'"),
            format!("aws iam attach-role-policy --role-name {role} --policy-arn arn:{partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"),
            format!("aws apigateway update-account --region {region} --patch-operations op=replace,path=/cloudwatchRoleArn,value=\"$ROLE_ARN\""),
        ]);
    });
}

/// The account's log role, by the name that `deploy.sh` gives it, too.
const LOG_ROLE: &str = "gateway-studio-api-gateway-logs";

const LOG_ROLE_TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

/// Lists the certificates of the region with their ARNs.
fn list_certificates(design: &Design) -> String {
    let region = quote(&design.region);
    format!(
        "aws acm list-certificates --region {region} --certificate-statuses ISSUED --includes keyTypes=RSA_2048,RSA_3072,RSA_4096,EC_prime256v1,EC_secp384r1,EC_secp521r1 --query 'CertificateSummaryList[].[DomainName,CertificateArn]' --output text"
    )
}

/// Makes a regional domain beside an API that Zappa made.
fn regional_commands(design: &Design, domain: &CustomDomain) -> Vec<String> {
    let region = quote(&design.region);
    let name = quote(&domain.name);
    let certificate = if domain.certificate_arn.is_empty() {
        "\"$CERTIFICATE_ARN\"".into()
    } else {
        quote(&domain.certificate_arn)
    };
    let mut commands = Vec::new();
    if domain.certificate_arn.is_empty() {
        commands.push(list_certificates(design));
    }
    let mut create = format!(
        "aws apigateway create-domain-name --region {region} --domain-name {name} --regional-certificate-arn {certificate} --endpoint-configuration types=REGIONAL"
    );
    if domain.ip_address_type == IpAddressType::Dualstack {
        create.push_str(",ipAddressType=dualstack");
    }
    create.push_str(" --security-policy ");
    create.push_str(domain.security_policy.as_str());
    if let Some(mutual) = &domain.mutual_tls {
        let value = Word::json(|json| {
            json.field("truststoreUri", &mutual.truststore_uri);
            if !mutual.truststore_version.is_empty() {
                json.field("truststoreVersion", &mutual.truststore_version);
            }
        });
        create.push_str(" --mutual-tls-authentication ");
        create.push_str(value.as_str());
    }
    commands.push(create);
    for mapping in &domain.mappings {
        let base_path = match mapping.base_path.trim_matches('/') {
            "" => String::new(),
            base_path => format!(" --base-path {}", quote(base_path)),
        };
        let stage = quote(&mapping.stage);
        let api = name::zappa_deployed(design, &mapping.stage);
        commands.push(format!(
            "API_ID=$(aws apigateway get-rest-apis --region {region} --query \"items[?name=='{api}'].id | [0]\" --output text)"
        ));
        commands.push(format!(
            "aws apigateway create-base-path-mapping --region {region} --domain-name {name} --rest-api-id \"$API_ID\" --stage {stage}{base_path}"
        ));
    }
    commands.push(format!(
        "aws apigateway get-domain-name --region {region} --domain-name {name} --query '[regionalDomainName,regionalHostedZoneId]'"
    ));
    commands
}

fn print_sam(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(
        3,
        if is_without_zappa(design) {
            "A. AWS SAM"
        } else {
            "B. AWS SAM"
        },
    );
    let mut commands = vec!["cd sam".to_owned()];
    if stacks::are_per_stage(design) {
        md.paragraph(words::readme_sam_stacks(language));
        commands.push("sam build".to_owned());
        for stage in stacks::order(design) {
            let environment = samconfig::environment(design, &design.stages[stage]);
            commands.push(format!("sam deploy --config-env {environment}"));
        }
    } else {
        md.paragraph(if design.is_without_functions() {
            words::readme_sam_plain(language)
        } else {
            words::readme_sam(language)
        });
        commands.push("sam build && sam deploy".to_owned());
    }
    commands.push("cd ..".to_owned());
    md.commands(&commands);
    if stacks::wait_for_each_other(design) {
        let first = &design.stages[stacks::order(design)[0]];
        md.paragraph(&words::readme_sam_order(language, code(&first.name)));
    }
    md.paragraph(if design.is_without_functions() {
        words::readme_sam_settings_plain(language)
    } else {
        words::readme_sam_settings(language)
    });
    if design.http().is_some() && design.api.ip_address_type() == IpAddressType::Dualstack {
        md.paragraph(words::readme_sam_dualstack(language));
        md.commands(&http::dualstack_commands(design));
    }
    let open: Vec<String> = parameter::open(design).into_iter().map(code).collect();
    if !open.is_empty() {
        md.paragraph(&words::readme_sam_open(language, open.join(", ")));
    }
    let parameters = parameter::parameters(design);
    let asks = |name: &str| parameters.iter().any(|parameter| parameter.name == name);
    if asks("HostedZoneId") {
        let command = "aws route53 list-hosted-zones --query 'HostedZones[].[Name,Id,Config.PrivateZone]' --output text";
        md.paragraph(
            &if design.domain.as_ref().is_some_and(CustomDomain::is_private) {
                words::readme_sam_private_zone(language, code(command))
            } else {
                words::readme_sam_zone(language, code(command))
            },
        );
    }
    if asks("VpcEndpointDnsName") {
        let id = design.rest().and_then(|rest| rest.vpc_endpoint_ids.first());
        let command = format!(
            "aws ec2 describe-vpc-endpoints --region {} --vpc-endpoint-ids {} --query 'VpcEndpoints[0].DnsEntries[0].[DnsName,HostedZoneId]' --output text",
            quote(&design.region),
            quote(id.map_or("VPC_ENDPOINT", |id| id))
        );
        md.paragraph(&words::readme_sam_endpoint(language, code(&command)));
    }
    if asks("AccountLogRole") {
        let command = code(&log_role_command(design));
        md.paragraph(&words::readme_sam_log_role(language, command));
    }
    if route53::record(design).is_some() {
        md.paragraph(words::readme_sam_record(language));
    }
    if design.stages.iter().any(|stage| stage.access_log.is_some()) {
        md.paragraph(words::readme_sam_logs(language));
    }
    if design
        .domain
        .as_ref()
        .is_some_and(|domain| domain.endpoint == DomainEndpoint::Edge)
        && design.region != "us-east-1"
    {
        md.paragraph(words::readme_edge_wait(language));
    }
    let lost = (super::sam_template::GENERATOR.lost)(design);
    print_losses(md, design, &lost, words::readme_sam_losses(language));
}

fn print_cli(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(
        3,
        if is_without_zappa(design) {
            "B. AWS CLI"
        } else {
            "C. AWS CLI"
        },
    );
    md.paragraph(if design.is_without_functions() {
        words::readme_cli_plain(language)
    } else {
        words::readme_cli(language)
    });
    let exists = |function: &Function| function.exists() && design.calls(&function.name);
    if design.websocket().is_some() && design.functions.iter().any(exists) {
        md.paragraph(words::websocket_existing(language));
    }
    function::print(md, design);
    md.paragraph(words::readme_cli_run(language));
    md.commands(&[
        "bash cli/deploy.sh --dry-run".to_owned(),
        "bash cli/deploy.sh".to_owned(),
    ]);
    duration::print(md, design);
    md.paragraph(words::readme_cli_again(language));
    canary::print(md, design);
    md.paragraph(words::readme_windows(language));
    md.fenced(
        "powershell",
        &[r"powershell -ExecutionPolicy Bypass -File cli\deploy.ps1 --dry-run".to_owned()],
    );
}

fn print_dns(md: &mut Markdown, design: &Design) {
    let Some(domain) = &design.domain else { return };
    let language = design.output.language;
    md.heading(2, words::readme_dns(language));
    if let Some((_, record)) = route53::record(design) {
        md.paragraph(words::readme_route53(language));
        let zone = if record.hosted_zone_id.is_empty() {
            "\"$ZONE_ID\"".into()
        } else {
            quote(&record.hosted_zone_id)
        };
        md.commands(&[format!(
            "aws route53 change-resource-record-sets --hosted-zone-id {zone} --change-batch file://route53/upsert.json"
        )]);
        failover::print(md, design);
    } else {
        md.paragraph(&words::readme_dns_elsewhere(language, code(&domain.name)));
    }
}

fn print_check(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(2, words::readme_check(language));
    if design.websocket().is_some() {
        websocket::print_check(md, design);
        websocket::print_feed(md, design);
    } else {
        print_calls(md, design);
    }
    print_keys(md, design);
    print_logs(md, design);
}

/// Asks each address for the first page.
fn print_calls(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.paragraph(words::readme_check_lead(language));
    let mut commands = Vec::new();
    let suffix = aws::url_suffix(&design.region);
    let shown = shown(design);
    for stage in default_urls(design) {
        let url = format!(
            "https://API_ID{}.execute-api.{}.{suffix}{}",
            name::host_part(design),
            design.region,
            name::default_path(design, &stage.name)
        );
        commands.push(format!(
            "curl -sS -o /dev/null -w '%{{http_code}}\\n'{shown} {}",
            quote(&url)
        ));
    }
    for mapping in design.domain.iter().flat_map(|domain| &domain.mappings) {
        let host = design.domain.as_ref().map_or("", |domain| &domain.name);
        let url = format!("https://{host}{}", name::mapped_prefix(mapping));
        commands.push(format!(
            "curl -sS -o /dev/null -w '%{{http_code}}\\n'{shown} {}",
            quote(&url)
        ));
    }
    md.commands(&commands);
    if design.rest().is_some_and(RestApi::is_private) {
        md.paragraph(words::readme_check_private(language));
    }
    if shown.contains("--aws-sigv4") {
        md.paragraph(words::readme_check_signed(language));
    }
}

/// How callers get their keys.
fn print_keys(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    if !design.access.api_keys.is_empty() && design.http().is_none() {
        let command = format!(
            "aws apigateway get-api-keys --region {} --include-values",
            quote(&design.region)
        );
        md.paragraph(&words::readme_keys(language, code(&command)));
        md.paragraph(words::readme_rotate(language));
        md.commands(&[
            "bash cli/rotate-api-key.sh".to_owned(),
            "bash cli/rotate-api-key.sh --finish".to_owned(),
            "bash cli/rotate-api-key.sh --delete".to_owned(),
        ]);
    }
}

fn print_logs(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    if design.stages.iter().any(|stage| stage.access_log.is_some()) {
        md.paragraph(if is_without_zappa(design) {
            words::websocket_logs(language)
        } else {
            words::readme_logs(language)
        });
        let groups = design
            .stages
            .iter()
            .filter_map(|stage| Some((stage, stage.access_log.as_ref()?)));
        let commands: Vec<String> = groups
            .map(|(stage, log)| {
                let group = quote(&log.group(&design.name, &stage.name));
                format!("aws logs filter-log-events --region {} --log-group-name={group} --max-items 20", quote(&design.region))
            })
            .collect();
        md.commands(&commands);
    }
}

/// What a call of the first page must show: a signature, a key.
fn shown(design: &Design) -> String {
    let page = design
        .routes
        .iter()
        .find(|route| tree::parts(&route.path).is_empty());
    let methods = page.map_or(&[][..], |route| &route.methods);
    let get = methods.iter().find(|method| method.verb == Verb::Get);
    let any = methods.iter().find(|method| method.verb == Verb::Any);
    let Some(method) = get.or(any) else {
        return String::new();
    };
    let mut shown = String::new();
    if *design.access.authorization_of(method) == Authorization::Iam {
        shown = format!(
            " --aws-sigv4 {} --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"",
            quote(&format!("aws:amz:{}:execute-api", design.region))
        );
    }
    if design.access.api_key_required_of(method) {
        shown.push_str(" -H \"x-api-key: $API_KEY\"");
    }
    shown
}

fn print_watching(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(2, words::readme_watch(language));
    md.at(Pointer::root().join("monitoring"), |md| {
        match &design.monitoring.alarms {
            Some(alarms) => md.paragraph(&words::readme_alarms(language, code(&alarms.email))),
            None if design.monitoring.dashboard => md.paragraph(words::readme_dashboard(language)),
            None => return,
        }
        md.commands(&["bash monitoring/alarms.sh".to_owned()]);
    });
    md.paragraph(words::readme_queries(language));
}

fn print_removal(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(2, words::readme_remove(language));
    let stages: Vec<String> = design
        .stages
        .iter()
        .map(|stage| format!("zappa undeploy {}", quote(&stage.name)))
        .collect();
    let stages: Vec<String> = stages.iter().map(|line| code(line)).collect();
    if !is_without_zappa(design) {
        md.line(&format!("- Zappa: {}", stages.join(", ")));
    }
    let region = quote(&design.region);
    let names = stacks::names(design);
    let names = names.iter().rev().map(|name| {
        let name = quote(name);
        code(&format!("sam delete --stack-name {name} --region {region}"))
    });
    let delete: Vec<String> = names.collect();
    md.line(&format!("- AWS SAM: {}", delete.join(", ")));
    md.line(&format!("- AWS CLI: {}", code("bash cli/teardown.sh")));
    md.line("");
    md.paragraph(if design.websocket().is_some() {
        words::websocket_remaining(language)
    } else if design.is_without_functions() {
        words::readme_remaining_plain(language)
    } else {
        words::readme_remaining(language)
    });
    if super::websocket::table(design).is_some() {
        md.paragraph(words::websocket_table_stays(language));
    }
}
