//! `README.md` beside the files: the ordered steps for this very design.

use std::collections::BTreeMap;

mod app;
mod caller;
mod canary;
mod check;
mod cli;
mod duration;
mod failover;
mod function;
mod http;
mod openapi;
mod sam;
mod websocket;
mod zappa;

use super::sam_template::stacks;
use super::{Generator, Target, always, name, nothing_lost, route53};
use crate::diagnostic::{Diagnostic, Pointer};
use crate::model::{Api, Design, LogLevel, Stage};
use crate::text::Document;
use crate::text::markdown::{Markdown, cell, code, finding};
use crate::text::shell::quote;
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
        let first = design.functions.first();
        let version = first.and_then(|function| function.runtime.strip_prefix("python"));
        let python = version.unwrap_or("3.13");
        if design.is_without_functions() {
            of_functions(md, |md| md.paragraph(words::readme_choose_plain(language)));
        } else if design.websocket().is_some() {
            md.at(runtime(design), |md| {
                md.paragraph(&words::websocket_choose(language, cell(python)))
            });
            print_stages(md, design);
        } else {
            md.at(runtime(design), |md| {
                md.paragraph(&words::readme_choose(language, cell(python)))
            });
            print_stages(md, design);
            zappa::print(md, design);
        }
        sam::print(md, design);
        cli::print(md, design);
        openapi::print(md, design);
        print_dns(md, design);
        check::print(md, design);
        print_watching(md, design);
        print_removal(md, design);
    })
}

/// What is so because there are functions, or none.
fn of_functions(md: &mut Markdown, print: impl FnOnce(&mut Markdown)) {
    md.at(Pointer::root().join("functions"), print);
}

/// The field that says which Python runs.
fn runtime(design: &Design) -> Pointer {
    let functions = Pointer::root().join("functions");
    match design.functions.first() {
        Some(_) => functions.join(0).join("runtime"),
        None => functions,
    }
}

/// The name of a stage.
fn stage_name(index: usize) -> Pointer {
    Pointer::root().join("stages").join(index).join("name")
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
        md.at(design.app.at().join("requirements"), |md| {
            md.line(&format!("2. {}", words::readme_requirements(language)));
        });
    }
    let account = if design.account_id.is_empty() {
        words::readme_any_account(language).to_owned()
    } else {
        words::readme_account(language, code(&design.account_id))
    };
    let root = Pointer::root();
    md.at(root.join("account_id"), |md| {
        let text = words::readme_credentials(language, account, code(&design.region));
        md.line(&format!("{number}. {text}"));
        md.also(root.join("region"));
    });
    if let Some(domain) = &design.domain {
        let region = code(domain.certificate_region(&design.region));
        let name = code(&domain.name);
        let text = if domain.requests_certificate() {
            words::readme_request(language, name, region)
        } else {
            words::readme_certificate(language, name, region)
        };
        md.at(root.join("domain"), |md| {
            md.line(&format!("{}. {text}", number + 1))
        });
    }
    md.line("");
    let permissions = if is_without_zappa(design) {
        words::websocket_permissions(language)
    } else {
        words::readme_permissions(language)
    };
    of_functions(md, |md| md.paragraph(permissions));
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

/// So many losses that differ in names alone are listed; of more only their number is told.
const LOSSES_OF_A_KIND: usize = 12;

/// What a tool cannot express, each once.
fn print_losses(md: &mut Markdown, design: &Design, lost: &[Diagnostic], lead: &str) {
    let mut places: BTreeMap<&str, &str> = BTreeMap::new();
    for lost in lost {
        if lost.code.ends_with("/not-expressible") {
            let message = lost.message.get(design.output.language);
            places.entry(message).or_insert(&lost.at);
        }
    }
    let Some(first) = places.values().next() else {
        return;
    };
    md.at(design.place(first), |md| md.paragraph(lead));
    let mut kinds: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
    for lost in places {
        // Names stand between backquotes.
        let kind = lost.0.split('`').step_by(2).collect();
        kinds.entry(kind).or_default().push(lost);
    }
    for of_a_kind in kinds.values() {
        let (told, rest) = match of_a_kind.split_at_checked(LOSSES_OF_A_KIND) {
            Some((told, rest @ [_, _, ..])) => (told, rest),
            _ => (&of_a_kind[..], &[][..]),
        };
        for (lost, at) in told {
            md.at(design.place(at), |md| {
                md.line(&format!("- {}", finding(lost)))
            });
        }
        if let Some((_, at)) = rest.first() {
            let rest = words::readme_more_losses(design.output.language, rest.len());
            md.at(design.place(at), |md| md.line(&format!("- {rest}")));
        }
    }
    md.line("");
}

/// The command that shows the role with which API Gateway writes logs.
fn log_role_command(design: &Design) -> String {
    format!(
        "aws apigateway get-account --region {} --query cloudwatchRoleArn --output text",
        quote(&design.region)
    )
}

/// Lists the certificates of the region with their ARNs.
fn list_certificates(design: &Design) -> String {
    let region = quote(&design.region);
    format!(
        "aws acm list-certificates --region {region} --certificate-statuses ISSUED --includes keyTypes=RSA_2048,RSA_3072,RSA_4096,EC_prime256v1,EC_secp384r1,EC_secp521r1 --query 'CertificateSummaryList[].[DomainName,CertificateArn]' --output text"
    )
}

fn print_dns(md: &mut Markdown, design: &Design) {
    let Some(domain) = &design.domain else { return };
    let language = design.output.language;
    let at = Pointer::root().join("domain").join("dns");
    md.at(at, |md| {
        md.heading(2, words::readme_dns(language));
        if let Some((_, record)) = route53::record(design) {
            md.paragraph(words::readme_route53(language));
            let zone = if record.hosted_zone_id.is_empty() {
                "\"$ZONE_ID\"".into()
            } else {
                quote(&record.hosted_zone_id)
            };
            md.at(at.join("route53").join("hosted_zone_id"), |md| md.commands(&[format!(
                "aws route53 change-resource-record-sets --hosted-zone-id {zone} --change-batch file://route53/upsert.json"
            )]));
            failover::print(md, design);
        } else {
            md.paragraph(&words::readme_dns_elsewhere(language, code(&domain.name)));
        }
    });
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

/// Groups that API Gateway makes, without a retention (AWS: "Set up CloudWatch logging for REST APIs in API Gateway").
fn print_execution_logs(md: &mut Markdown, design: &Design) {
    let head = match design.api {
        Api::Rest(_) => "API-Gateway-Execution-Logs_API_ID",
        Api::Websocket(_) => "/aws/apigateway/API_ID",
        Api::Http(_) => return,
    };
    let is_logged = |(_, stage): &(usize, &Stage)| stage.execution_log != LogLevel::Off;
    let logged: Vec<_> = design.stages.iter().enumerate().filter(is_logged).collect();
    let Some((first, stage)) = logged.first() else {
        return;
    };
    let (language, region) = (design.output.language, quote(&design.region));
    let group = |stage: &Stage| format!("{head}/{}", stage.name);
    let groups = logged.iter().map(|(_, stage)| code(&group(stage)));
    let groups = groups.collect::<Vec<_>>().join(", ");
    let of = format!(
        "--region {region} --log-group-name {}",
        quote(&group(stage))
    );
    let retention = code(&format!(
        "aws logs put-retention-policy {of} --retention-in-days 30"
    ));
    let delete = code(&format!("aws logs delete-log-group {of}"));
    let at = Pointer::root()
        .join("stages")
        .join(*first)
        .join("execution_log");
    md.at(at, |md| {
        md.paragraph(&words::readme_execution_logs(
            language, groups, retention, delete,
        ));
    });
    logged
        .iter()
        .skip(1)
        .for_each(|(index, _)| md.also(stage_name(*index)));
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
    let root = Pointer::root();
    if !is_without_zappa(design) {
        md.at(root.join("stages"), |md| {
            md.line(&format!("- Zappa: {}", stages.join(", ")));
        });
        (0..design.stages.len()).for_each(|index| md.also(stage_name(index)));
    }
    let region = quote(&design.region);
    let names = stacks::names(design);
    let names = names.iter().rev().map(|name| {
        let name = quote(name);
        code(&format!("sam delete --stack-name {name} --region {region}"))
    });
    let delete: Vec<String> = names.collect();
    md.at(root.join("name"), |md| {
        md.line(&format!("- AWS SAM: {}", delete.join(", ")));
        md.also(root.join("region"));
    });
    md.line(&format!("- AWS CLI: {}", code("bash cli/teardown.sh")));
    md.line("");
    let remaining = if design.websocket().is_some() {
        words::websocket_remaining(language)
    } else if design.is_without_functions() {
        words::readme_remaining_plain(language)
    } else {
        words::readme_remaining(language)
    };
    of_functions(md, |md| md.paragraph(remaining));
    print_execution_logs(md, design);
    if super::websocket::table(design).is_some() {
        let at = root.join("api").join("websocket").join("connection_table");
        md.at(at, |md| {
            md.paragraph(words::websocket_table_stays(language))
        });
    }
}
