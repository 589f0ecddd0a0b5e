//! Two regions behind one name: what makes the second, and what tells that the first is down.

use crate::aws;
use crate::diagnostic::Pointer;
use crate::generate::{name, route53};
use crate::model::{Design, FailoverRole, Routing};
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
        if role == FailoverRole::Primary {
            print_health_check(md, design);
        }
        md.paragraph(words::readme_failover_try(language));
        md.commands(&[format!("dig +short {}", quote(&domain.name))]);
    });
}

/// The check calls the region's own address: the domain's name leads to whichever region answers.
fn print_health_check(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    let Some(stage) = design
        .stages
        .first()
        .filter(|_| name::has_default_urls(design))
    else {
        return md.paragraph(words::readme_failover_closed(language));
    };
    md.paragraph(words::readme_failover_check(language));
    let path = name::default_path(design, &stage.name);
    md.commands(&[
        "API_ID=".to_owned(),
        format!(
            "aws route53 create-health-check --caller-reference {} --health-check-config Type=HTTPS,FullyQualifiedDomainName=$API_ID.execute-api.{}.{},ResourcePath={},Port=443,EnableSNI=true,RequestInterval=30,FailureThreshold=3 --query HealthCheck.Id --output text",
            name::slug(&design.name),
            quote(&design.region),
            aws::url_suffix(&design.region),
            quote(&path)
        ),
    ]);
}
