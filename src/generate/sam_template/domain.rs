//! The custom domain, its mappings and its record.

use super::Ids;
use crate::diagnostic::Pointer;
use crate::generate::route53::{fully_qualified, record};
use crate::model::{CustomDomain, Design, DomainEndpoint, Record, Route53};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

/// Whether the zone must be given as a parameter.
pub(super) fn open_zone(design: &Design) -> bool {
    record(design)
        .is_some_and(|(_, record)| record.hosted_zone_id.is_empty() && record.zone_name.is_empty())
}

/// The attribute of the domain that DNS points to.
pub(super) fn target_attribute(design: &Design) -> &'static str {
    match design.domain.as_ref().map(|domain| domain.endpoint) {
        Some(DomainEndpoint::Edge) => "DistributionDomainName",
        _ => "RegionalDomainName",
    }
}

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let Some(domain) = &design.domain else { return };
    let at = Pointer::root().join("domain");
    yaml.blank();
    yaml.at(at, |yaml| print_domain(yaml, design, domain, &ids.domain));
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let Some(stage) = ids.stage(design, &mapping.stage) else {
            continue;
        };
        let at = at.join("mappings").join(index);
        let base_path = mapping.base_path.trim_matches('/');
        let id = ids.all.make("BasePathMapping", base_path, "");
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.map(&id, |yaml| {
                yaml.entry("Type", "AWS::ApiGateway::BasePathMapping");
                yaml.map("Properties", |yaml| {
                    yaml.entry("DomainName", yaml::reference(&ids.domain));
                    if !base_path.is_empty() {
                        yaml.entry_at(at.join("base_path"), "BasePath", base_path);
                    }
                    yaml.entry("RestApiId", yaml::reference(&ids.api));
                    yaml.entry_at(at.join("stage"), "Stage", yaml::reference(&stage));
                });
            });
        });
    }
    if let Some((domain, record)) = record(design) {
        yaml.blank();
        yaml.at(at.join("dns").join("route53"), |yaml| {
            print_record(yaml, design, domain, record, &ids.domain)
        });
    }
}

fn print_domain(yaml: &mut Yaml, design: &Design, domain: &CustomDomain, id: &str) {
    let at = Pointer::root().join("domain");
    let certificate_key = match domain.endpoint {
        DomainEndpoint::Edge => "CertificateArn",
        DomainEndpoint::Regional => "RegionalCertificateArn",
    };
    yaml.map(id, |yaml| {
        yaml.entry("Type", "AWS::ApiGateway::DomainName");
        yaml.map("Properties", |yaml| {
            yaml.entry_at(at.join("name"), "DomainName", &domain.name);
            yaml.at(at.join("endpoint"), |yaml| {
                yaml.map("EndpointConfiguration", |yaml| {
                    yaml.list("Types", |yaml| yaml.item(domain.endpoint.as_str()));
                });
            });
            yaml.comment(&words::sam_certificate_region(
                design.output.language,
                domain.certificate_region(&design.region),
            ));
            yaml.at(at.join("certificate_arn"), |yaml| {
                if domain.certificate_arn.is_empty() {
                    yaml.entry(certificate_key, yaml::reference("CertificateArn"));
                } else {
                    yaml.entry(certificate_key, &domain.certificate_arn);
                }
            });
            yaml.entry("SecurityPolicy", "TLS_1_2");
        });
    });
}

fn print_record(
    yaml: &mut Yaml,
    design: &Design,
    domain: &CustomDomain,
    record: &Route53,
    id: &str,
) {
    let at = Pointer::root().join("domain").join("dns").join("route53");
    let attribute = |name: &str| format!("{id}.{name}");
    yaml.map("DomainRecord", |yaml| {
        yaml.entry("Type", "AWS::Route53::RecordSet");
        yaml.map("Properties", |yaml| {
            if !record.hosted_zone_id.is_empty() {
                yaml.entry_at(
                    at.join("hosted_zone_id"),
                    "HostedZoneId",
                    &record.hosted_zone_id,
                );
            } else if record.zone_name.is_empty() {
                yaml.entry("HostedZoneId", yaml::reference("HostedZoneId"));
            } else {
                yaml.entry_at(
                    at.join("zone_name"),
                    "HostedZoneName",
                    &fully_qualified(&record.zone_name),
                );
            }
            yaml.entry_at(
                Pointer::root().join("domain").join("name"),
                "Name",
                &fully_qualified(&domain.name),
            );
            yaml.at(at.join("record"), |yaml| match record.record {
                Record::Alias => {
                    let zone = match domain.endpoint {
                        DomainEndpoint::Edge => "DistributionHostedZoneId",
                        DomainEndpoint::Regional => "RegionalHostedZoneId",
                    };
                    yaml.entry("Type", "A");
                    yaml.map("AliasTarget", |yaml| {
                        yaml.entry(
                            "DNSName",
                            yaml::get_att(&attribute(target_attribute(design))),
                        );
                        yaml.entry("HostedZoneId", yaml::get_att(&attribute(zone)));
                        yaml.entry("EvaluateTargetHealth", false);
                    });
                }
                Record::Cname(seconds) => {
                    yaml.entry("Type", "CNAME");
                    yaml.entry("TTL", &seconds.to_string());
                    yaml.list("ResourceRecords", |yaml| {
                        yaml.item(yaml::get_att(&attribute(target_attribute(design))));
                    });
                }
            });
        });
    });
}
