//! Two regions behind one name: what makes the second, and what tells that the first is down.

use crate::aws;
use crate::diagnostic::Pointer;
use crate::generate::{name, route53};
use crate::model::{Design, FailoverRole, Routing, Stage};
use crate::text::markdown::{Markdown, code};
use crate::text::shell::quote;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let Some((domain, record)) = route53::record(design) else {
        return;
    };
    let Routing::Failover(role) = record.routing else {
        return;
    };
    let language = design.output.language;
    let at = Pointer::root().join("domain").join("dns").join("route53");
    md.at(at.join("routing"), |md| {
        md.paragraph(&words::readme_failover(
            language,
            code(&domain.name),
            code(&design.region),
        ));
        let other = match role {
            FailoverRole::Primary => FailoverRole::Secondary,
            FailoverRole::Secondary => FailoverRole::Primary,
        };
        for step in [
            words::readme_failover_copy(language, code(other.as_str())),
            words::readme_failover_deploy(language).to_owned(),
        ] {
            md.line(&format!("- {step}"));
        }
        md.line("");
        print_health_check(md, design, role);
        md.paragraph(words::readme_failover_try(language));
        md.commands(&[format!("dig +short {}", quote(&domain.name))]);
    });
}

/// The check calls the region's own address: the domain's name leads to whichever region answers.
fn print_health_check(md: &mut Markdown, design: &Design, role: FailoverRole) {
    let language = design.output.language;
    md.paragraph(match role {
        FailoverRole::Primary => words::readme_failover_primary(language),
        FailoverRole::Secondary => words::readme_failover_secondary(language),
    });
    let stage = shown(design).filter(|_| name::has_default_urls(design));
    let command = match (stage, design.open_page()) {
        (Some(stage), Some(page)) => {
            md.paragraph(words::readme_failover_check(language));
            let path = name::default_path(design, &stage.name);
            let path = format!("{path}{}", page.trim_start_matches('/'));
            vec![
                "API_ID=".to_owned(),
                create(design, &calling(design, &path)),
            ]
        }
        (stage, page) => {
            if page.is_none() {
                md.paragraph(if design.websocket().is_some() {
                    words::readme_failover_websocket(language)
                } else {
                    words::readme_failover_guarded(language)
                });
            }
            if stage.is_none() {
                md.paragraph(words::readme_failover_closed(language));
            }
            md.paragraph(words::readme_failover_alarm(language));
            vec!["ALARM=".to_owned(), create(design, &watching(design))]
        }
    };
    md.commands(&command);
    md.paragraph(words::readme_failover_rights(language));
}

/// The stage that the domain's name leads to.
fn shown(design: &Design) -> Option<&Stage> {
    let mut mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    let named = |name: &String| design.stages.iter().find(|stage| stage.name == *name);
    let mapped = mappings.find_map(|mapping| named(&mapping.stage));
    mapped.or(design.stages.first())
}

/// Settings of a check that calls a path of the default URL.
fn calling(design: &Design, path: &str) -> String {
    format!(
        "Type=HTTPS,FullyQualifiedDomainName=$API_ID.execute-api.{}.{},ResourcePath={},Port=443,EnableSNI=true,RequestInterval=30,FailureThreshold=3",
        quote(&design.region),
        aws::url_suffix(&design.region),
        quote(path)
    )
}

/// Settings of a check that follows an alarm of the region.
fn watching(design: &Design) -> String {
    format!(
        "{}\"$ALARM\"{}",
        quote(&format!(
            "Type=CLOUDWATCH_METRIC,AlarmIdentifier={{Region={},Name=",
            design.region
        )),
        quote("},InsufficientDataHealthStatus=LastKnownStatus")
    )
}

/// The reference makes a second run answer with the check of the first; the other region's check has another one.
fn create(design: &Design, settings: &str) -> String {
    // At most 64 characters (AWS: Route 53 API Reference, `CreateHealthCheck`, `CallerReference`).
    let reference = format!(
        "{}-{}",
        name::slug(&design.region),
        name::slug(&design.name)
    );
    let reference: String = reference.chars().take(64).collect();
    format!(
        "aws route53 create-health-check --caller-reference {reference} --health-check-config {settings} --query HealthCheck.Id --output text"
    )
}
