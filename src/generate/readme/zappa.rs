//! Zappa: its commands, and what is made beside it.

use super::{http, list_certificates, log_role_command, print_losses, runtime, stage_name};
use crate::aws;
use crate::diagnostic::Pointer;
use crate::generate::{name, resource_policy, zappa_settings};
use crate::model::{CustomDomain, Design, DomainEndpoint, IpAddressType, LogLevel, Stage};
use crate::text::markdown::{Markdown, code};
use crate::text::shell::{Word, quote};
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    super::of_functions(md, |md| {
        md.heading(3, "A. Zappa");
        md.paragraph(words::readme_zappa(language));
    });
    print_log_role(md, design);
    super::of_functions(md, |md| md.commands_by(|md| print_deployment(md, design)));
    let http = design.http().is_some();
    let at = Pointer::root().join("domain");
    if let Some(domain) = &design.domain {
        let name = code(&domain.name);
        md.at(at.join("endpoint"), |md| match domain.endpoint {
            _ if http => {
                md.paragraph(&words::readme_zappa_http(language, name));
                md.commands_by(|md| http::print_domain(md, design, domain));
            }
            DomainEndpoint::Regional => {
                md.paragraph(&words::readme_zappa_regional(language, name));
                md.commands_by(|md| print_regional(md, design, domain));
            }
            DomainEndpoint::Edge => {
                if domain.certificate_arn.is_empty() {
                    md.at(at.join("certificate_arn"), |md| {
                        md.paragraph(words::readme_zappa_certify(language));
                    });
                }
                md.paragraph(words::readme_zappa_edge(language));
            }
            DomainEndpoint::Private => {}
        });
    }
    let lost = zappa_settings::lost(design);
    print_losses(md, design, &lost, words::readme_zappa_losses(language));
}

/// The commands that deploy each stage.
fn print_deployment(md: &mut Markdown, design: &Design) {
    let root = Pointer::root();
    let python = design
        .functions
        .first()
        .map(|function| &*function.runtime)
        .filter(|runtime| runtime.starts_with("python"))
        .unwrap_or("python3");
    md.command(None, "cd app");
    md.command(runtime(design), &format!("{} -m venv .venv", quote(python)));
    for command in [
        ". .venv/bin/activate",
        "pip install zappa==0.63.0 -r requirements.txt",
        "cp ../zappa/zappa_settings.json .",
    ] {
        md.command(None, command);
    }
    if let Some(policy) = resource_policy::of(design) {
        md.command(
            policy.at,
            &format!("cp ../zappa/{} .", resource_policy::FILE),
        );
    }
    let certified = design.domain.as_ref().is_some_and(|domain| {
        let edge = domain.endpoint == DomainEndpoint::Edge && design.http().is_none();
        edge && !domain.certificate_arn.is_empty()
    });
    for (index, stage) in design.stages.iter().enumerate() {
        let (at, name) = (stage_name(index), quote(&stage.name));
        md.command(at, &format!("zappa deploy {name}"));
        if certified && name::base_path(design, &stage.name).is_some() {
            md.command(at, &format!("zappa certify {name}"));
            md.also(root.join("domain").join("certificate_arn"));
        }
    }
    md.command(None, "cd ..");
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
fn print_regional(md: &mut Markdown, design: &Design, domain: &CustomDomain) {
    let at = Pointer::root().join("domain");
    let region = quote(&design.region);
    let name = quote(&domain.name);
    let certificate = if domain.certificate_arn.is_empty() {
        "\"$CERTIFICATE_ARN\"".into()
    } else {
        quote(&domain.certificate_arn)
    };
    if domain.certificate_arn.is_empty() {
        md.command(at.join("certificate_arn"), &list_certificates(design));
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
    md.command(at, &create);
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let at = at.join("mappings").join(index);
        let has_levels = mapping.has_levels();
        let base_path = match mapping.base_path.trim_matches('/') {
            "" => String::new(),
            base_path if has_levels => format!(" --api-mapping-key {}", quote(base_path)),
            base_path => format!(" --base-path {}", quote(base_path)),
        };
        let stage = quote(&mapping.stage);
        let api = name::zappa_deployed(design, &mapping.stage);
        md.command(at, &format!(
            "API_ID=$(aws apigateway get-rest-apis --region {region} --query \"items[?name=='{api}'].id | [0]\" --output text)"
        ));
        let (command, api) = if has_levels {
            ("apigatewayv2 create-api-mapping", "--api-id")
        } else {
            ("apigateway create-base-path-mapping", "--rest-api-id")
        };
        md.command(at, &format!(
            "aws {command} --region {region} --domain-name {name} {api} \"$API_ID\" --stage {stage}{base_path}"
        ));
    }
    md.command(at.join("name"), &format!(
        "aws apigateway get-domain-name --region {region} --domain-name {name} --query '[regionalDomainName,regionalHostedZoneId]'"
    ));
}
