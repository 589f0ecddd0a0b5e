//! Zappa: its commands, and what is made beside it.

use super::{http, list_certificates, log_role_command, print_losses};
use crate::aws;
use crate::diagnostic::Pointer;
use crate::generate::{name, resource_policy, zappa_settings};
use crate::model::{CustomDomain, Design, DomainEndpoint, IpAddressType, LogLevel, Stage};
use crate::text::markdown::{Markdown, code};
use crate::text::shell::{Word, quote};
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(3, "A. Zappa");
    md.paragraph(words::readme_zappa(language));
    print_log_role(md, design);
    let runtime = design
        .functions
        .first()
        .map(|function| &*function.runtime)
        .filter(|runtime| runtime.starts_with("python"))
        .unwrap_or("python3");
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
    let lost = zappa_settings::lost(design);
    print_losses(md, design, &lost, words::readme_zappa_losses(language));
}

/// Zappa sets log levels, and leaves to the account the role that they need.
fn print_log_role(md: &mut Markdown, design: &Design) {
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
    if let Some(mode) = domain.access_mode() {
        create.push_str(" --endpoint-access-mode ");
        create.push_str(mode.as_str());
    }
    if let Some(mutual) = &domain.mutual_tls {
        let value = Word::json(|json| {
            json.field("truststoreUri", &mutual.truststore_uri);
            if !mutual.truststore_version.is_empty() {
                json.field("truststoreVersion", &mutual.truststore_version);
            }
        });
        create.push_str(" --mutual-tls-authentication ");
        create.push_str(value.as_str());
        let ownership = &mutual.ownership_certificate_arn;
        if !ownership.is_empty() {
            create.push_str(" --ownership-verification-certificate-arn ");
            create.push_str(&quote(ownership));
        }
    }
    commands.push(create);
    for mapping in &domain.mappings {
        let has_levels = mapping.has_levels();
        let base_path = match mapping.base_path.trim_matches('/') {
            "" => String::new(),
            base_path if has_levels => format!(" --api-mapping-key {}", quote(base_path)),
            base_path => format!(" --base-path {}", quote(base_path)),
        };
        let stage = quote(&mapping.stage);
        let api = name::zappa_deployed(design, &mapping.stage);
        commands.push(format!(
            "API_ID=$(aws apigateway get-rest-apis --region {region} --query \"items[?name=='{api}'].id | [0]\" --output text)"
        ));
        let (command, api) = if has_levels {
            ("apigatewayv2 create-api-mapping", "--api-id")
        } else {
            ("apigateway create-base-path-mapping", "--rest-api-id")
        };
        commands.push(format!(
            "aws {command} --region {region} --domain-name {name} {api} \"$API_ID\" --stage {stage}{base_path}"
        ));
    }
    commands.push(format!(
        "aws apigateway get-domain-name --region {region} --domain-name {name} --query '[regionalDomainName,regionalHostedZoneId]'"
    ));
    commands
}
