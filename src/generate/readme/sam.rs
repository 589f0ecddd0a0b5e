//! AWS SAM.

use super::{http, is_without_zappa, log_role_command, print_losses};
use crate::generate::sam_template::{self, parameter, stacks};
use crate::generate::{route53, samconfig};
use crate::model::{CustomDomain, Design, DomainEndpoint, IpAddressType};
use crate::text::markdown::{Markdown, code};
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
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
    let lost = (sam_template::GENERATOR.lost)(design);
    print_losses(md, design, &lost, words::readme_sam_losses(language));
}
