//! What to enter at a DNS provider other than Route 53: `dns/README.md` and `dns/zone.txt`.

use super::{Generator, Target, nothing_lost, route53};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::model::{CustomDomain, Design, Dns, DomainEndpoint, IpAddressType, OtherDns};
use crate::sentence;
use crate::text::Document;
use crate::text::markdown::{Markdown, cell, code};
use crate::text::shell::quote;
use crate::text::zone::{self, Zone};
use crate::words::files as words;

pub(super) const GUIDE: Generator = Generator {
    path: "dns/README.md",
    target: Target::Dns,
    executable: false,
    applies,
    print: print_guide,
    lost: nothing_lost,
};

pub(super) const ZONE: Generator = Generator {
    path: "dns/zone.txt",
    target: Target::Dns,
    executable: false,
    applies,
    print: print_zone,
    lost,
};

fn at() -> Pointer {
    Pointer::root().join("domain")
}

/// The domain and its record, when another provider serves it.
fn elsewhere(design: &Design) -> Option<(&CustomDomain, &OtherDns)> {
    let domain = design.domain.as_ref()?;
    match &domain.dns {
        Dns::Elsewhere(other) => Some((domain, other)),
        Dns::Route53(_) => None,
    }
}

fn applies(design: &Design) -> bool {
    elsewhere(design).is_some()
}

/// The name's part before the zone's, as web forms want it; `@` for the zone itself.
fn host<'a>(domain: &'a CustomDomain, other: &OtherDns) -> Option<&'a str> {
    let name = domain.name.trim_end_matches('.');
    let zone = other.zone_name.trim_end_matches('.');
    let start = name.len().checked_sub(zone.len())?;
    let (host, rest) = name.split_at_checked(start)?;
    if zone.is_empty() || !rest.eq_ignore_ascii_case(zone) {
        None
    } else if host.is_empty() {
        Some("@")
    } else {
        host.strip_suffix('.')
    }
}

fn print_zone(design: &Design) -> Document {
    let language = design.output.language;
    Zone::document(|zone| {
        let Some((domain, other)) = elsewhere(design) else {
            return;
        };
        zone.comment(words::zone_purpose(language));
        if other.target.is_empty() {
            let at = at().join("dns").join("elsewhere").join("target");
            zone.at(at, |zone| zone.comment(words::zone_target(language)));
        }
        let target = route53::target(design, domain, &other.target);
        zone.at(at().join("name"), |zone| {
            zone.at(at().join("dns").join("elsewhere"), |zone| {
                if host(domain, other) == Some("@") {
                    zone.comment(words::zone_apex(language));
                    let record = format!(
                        "{} {} IN ALIAS {}",
                        zone::name(&domain.name),
                        other.ttl,
                        zone::name(&target)
                    );
                    zone.comment(&record);
                } else {
                    zone.record(&domain.name, other.ttl, "CNAME", &target);
                }
            });
        });
    })
}

fn print_guide(design: &Design) -> Document {
    let language = design.output.language;
    Markdown::document(|md| {
        let Some((domain, other)) = elsewhere(design) else {
            return;
        };
        let name = code(&domain.name);
        md.at(at().join("name"), |md| {
            md.heading(1, &words::dns_title(language, &name));
        });
        md.paragraph(words::dns_purpose(language));
        if domain.requests_certificate() {
            md.at(at().join("certificate"), |md| {
                md.heading(2, words::dns_certificate(language));
                md.paragraph(words::dns_certificate_steps(language));
                md.commands(&["bash dns/request-certificate.sh".to_owned()]);
            });
        }
        md.heading(2, words::dns_record(language));
        md.at(at().join("dns").join("elsewhere"), |md| {
            print_record(md, design, domain, other);
        });
        print_target(md, design, domain, other);
        print_check(md, design, domain, other);
    })
}

/// The record as a row of a web form.
fn print_record(md: &mut Markdown, design: &Design, domain: &CustomDomain, other: &OtherDns) {
    let language = design.output.language;
    let host = host(domain, other);
    let kind = if host == Some("@") { "ALIAS" } else { "CNAME" };
    let target = route53::target(design, domain, &other.target);
    md.line(words::dns_record_head(language));
    md.line("| --- | --- | --- | --- |");
    let cells = [kind, host.unwrap_or(&domain.name), &target].map(cell);
    md.line(&format!("| {} | {} |", cells.join(" | "), other.ttl));
    md.line("");
    match host {
        Some("@") => md.paragraph(words::dns_apex(language)),
        Some(_) => md.paragraph(words::dns_host(language)),
        None => md.paragraph(words::dns_host_open(language)),
    }
    md.paragraph(words::dns_ttl(language));
}

/// Where the target is found, and what it is not.
fn print_target(md: &mut Markdown, design: &Design, domain: &CustomDomain, other: &OtherDns) {
    let language = design.output.language;
    md.heading(2, words::dns_target(language));
    if other.target.is_empty() {
        md.at(at().join("dns").join("elsewhere").join("target"), |md| {
            md.paragraph(words::dns_target_open(language));
        });
    }
    md.at(at().join("endpoint"), |md| {
        md.paragraph(if domain.is_private() {
            words::dns_target_inside(language)
        } else {
            words::dns_target_where(language)
        });
    });
    if let Some(endpoint) = design.rest().filter(|_| domain.is_private()) {
        let id = endpoint
            .vpc_endpoint_ids
            .first()
            .map_or("VPC_ENDPOINT", |id| id);
        let command = format!(
            "aws ec2 describe-vpc-endpoints --region {} --vpc-endpoint-ids {} --query 'VpcEndpoints[0].DnsEntries[0].DnsName' --output text",
            quote(&design.region),
            quote(id)
        );
        let rest = Pointer::root().join("api").join("rest");
        md.at(rest.join("vpc_endpoint_ids"), |md| md.commands(&[command]));
        return;
    }
    let (tool, field) = match domain.endpoint {
        _ if design.is_v2() => (
            "apigatewayv2",
            "'DomainNameConfigurations[0].ApiGatewayDomainName'",
        ),
        DomainEndpoint::Edge => ("apigateway", "distributionDomainName"),
        DomainEndpoint::Regional | DomainEndpoint::Private => ("apigateway", "regionalDomainName"),
    };
    let command = format!(
        "aws {tool} get-domain-name --region {} --domain-name {} --query {field} --output text",
        quote(&design.region),
        quote(&domain.name)
    );
    md.at(at().join("name"), |md| md.commands(&[command]));
    md.paragraph(words::dns_target_not(language));
}

fn print_check(md: &mut Markdown, design: &Design, domain: &CustomDomain, other: &OtherDns) {
    let language = design.output.language;
    md.heading(2, words::dns_check(language));
    md.paragraph(words::dns_check_steps(language));
    let name = quote(&domain.name);
    let mut commands = Vec::new();
    if host(domain, other) != Some("@") {
        commands.push(format!("dig +short CNAME {name}"));
    }
    commands.push(format!("dig +short A {name}"));
    if domain.ip_address_type == IpAddressType::Dualstack {
        commands.push(format!("dig +short AAAA {name}"));
    }
    md.at(at().join("name"), |md| md.commands(&commands));
    md.paragraph(words::dns_check_caa(language));
    md.at(at().join("name"), |md| {
        md.commands(&[format!("dig +short CAA {name}")]);
    });
}

fn lost(design: &Design) -> Vec<Diagnostic> {
    let open = elsewhere(design).filter(|(_, other)| other.target.is_empty());
    let Some((domain, _)) = open else {
        return Vec::new();
    };
    let at = at().join("dns").join("elsewhere").join("target");
    let message = sentence!(
        "what `{name}` resolves to is known only once the domain exists",
        "`{name}` の向き先はドメインを作成するまで決まりません",
        name = domain.name,
    );
    vec![
        Diagnostic::new("dns/target-open", Severity::Warning, at, message).help(sentence!(
            "deploy it, then paste here what deploy.sh or the stack's output `DomainTarget` shows",
            "デプロイ後に deploy.sh またはスタックの出力 `DomainTarget` の値を貼り付けてください",
        )),
    ]
}
