//! AWS SAM.

use super::{http, is_without_zappa, log_role_command, print_losses, stage_name};
use crate::diagnostic::Pointer;
use crate::generate::sam_template::parameter::{self, Parameter};
use crate::generate::sam_template::{self, stacks};
use crate::generate::{route53, samconfig};
use crate::model::{CustomDomain, Design, DomainEndpoint, IpAddressType};
use crate::text::markdown::{Markdown, code};
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let (language, root) = (design.output.language, Pointer::root());
    let title = if is_without_zappa(design) {
        "A. AWS SAM"
    } else {
        "B. AWS SAM"
    };
    super::of_functions(md, |md| md.heading(3, title));
    if stacks::are_per_stage(design) {
        print_stacks(md, design);
    } else {
        let text = if design.is_without_functions() {
            words::readme_sam_plain(language)
        } else {
            words::readme_sam(language)
        };
        super::of_functions(md, |md| md.paragraph(text));
        let commands = ["cd sam", "sam build && sam deploy", "cd .."];
        md.commands(&commands.map(str::to_owned));
    }
    let settings = if design.is_without_functions() {
        words::readme_sam_settings_plain(language)
    } else {
        words::readme_sam_settings(language)
    };
    super::of_functions(md, |md| md.paragraph(settings));
    if design.http().is_some() && design.api.ip_address_type() == IpAddressType::Dualstack {
        md.at(
            root.join("api").join("http").join("ip_address_type"),
            |md| {
                md.paragraph(words::readme_sam_dualstack(language));
                md.commands(&http::dualstack_commands(design));
            },
        );
    }
    print_parameters(md, design);
    if route53::record(design).is_some() {
        md.at(
            root.join("domain")
                .join("dns")
                .join("route53")
                .join("record"),
            |md| {
                md.paragraph(words::readme_sam_record(language));
            },
        );
    }
    let mut stages = design.stages.iter();
    if let Some(index) = stages.position(|stage| stage.access_log.is_some()) {
        let at = root.join("stages").join(index).join("access_log");
        md.at(at, |md| md.paragraph(words::readme_sam_logs(language)));
    }
    if design
        .domain
        .as_ref()
        .is_some_and(|domain| domain.endpoint == DomainEndpoint::Edge)
        && design.region != "us-east-1"
    {
        md.at(root.join("domain").join("endpoint"), |md| {
            md.paragraph(words::readme_edge_wait(language));
        });
    }
    let plans = &design.access.usage_plans;
    if let Some(plan) = plans.iter().position(|plan| !plan.api_keys.is_empty()) {
        let at = root.join("access").join("usage_plans").join(plan);
        md.at(at.join("api_keys"), |md| {
            md.paragraph(words::readme_sam_keys(language))
        });
    }
    md.at(root.join("api"), |md| {
        md.paragraph(words::readme_sam_kind(language))
    });
    let lost = (sam_template::GENERATOR.lost)(design);
    print_losses(md, design, &lost, words::readme_sam_losses(language));
}

/// The commands of a stack for each stage.
fn print_stacks(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    let at = Pointer::root().join("output").join("sam_stages");
    md.at(at, |md| {
        md.paragraph(words::readme_sam_stacks(language));
        md.commands_by(|md| {
            md.command(at, "cd sam");
            md.command(at, "sam build");
            for stage in stacks::order(design) {
                let environment = samconfig::environment(design, &design.stages[stage]);
                let command = format!("sam deploy --config-env {environment}");
                md.command(stage_name(stage), &command);
            }
            md.command(at, "cd ..");
        });
        if stacks::wait_for_each_other(design) {
            let first = &design.stages[stacks::order(design)[0]];
            md.paragraph(&words::readme_sam_order(language, code(&first.name)));
        }
    });
}

/// What is asked when the stack is made, and where it is found.
fn print_parameters(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    let parameters = parameter::parameters(design);
    let mut open = parameters.iter();
    if let Some(first) = open.find(|parameter| parameter.default().is_none()) {
        let names = parameter::open(design).into_iter().map(code);
        let names = names.collect::<Vec<_>>().join(", ");
        md.at(first.at, |md| {
            md.paragraph(&words::readme_sam_open(language, names));
        });
    }
    for Parameter { name, at, .. } in &parameters {
        md.at(*at, |md| print_parameter(md, design, name));
    }
}

/// Where the value of a parameter is found, of those whose name does not say it.
fn print_parameter(md: &mut Markdown, design: &Design, name: &str) {
    let language = design.output.language;
    if name == "HostedZoneId" {
        let command = "aws route53 list-hosted-zones --query 'HostedZones[].[Name,Id,Config.PrivateZone]' --output text";
        md.paragraph(
            &if design.domain.as_ref().is_some_and(CustomDomain::is_private) {
                words::readme_sam_private_zone(language, code(command))
            } else {
                words::readme_sam_zone(language, code(command))
            },
        );
    }
    if name == "VpcEndpointDnsName" {
        let id = design.rest().and_then(|rest| rest.vpc_endpoint_ids.first());
        let command = format!(
            "aws ec2 describe-vpc-endpoints --region {} --vpc-endpoint-ids {} --query 'VpcEndpoints[0].DnsEntries[0].[DnsName,HostedZoneId]' --output text",
            quote(&design.region),
            quote(id.map_or("VPC_ENDPOINT", |id| id))
        );
        md.paragraph(&words::readme_sam_endpoint(language, code(&command)));
    }
    if name == "AccountLogRole" {
        let command = code(&log_role_command(design));
        md.paragraph(&words::readme_sam_log_role(language, command));
    }
}
