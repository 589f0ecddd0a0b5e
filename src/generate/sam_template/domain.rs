//! The custom domain, its mappings and its record.

use super::{Ids, http};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::resource_policy;
use crate::generate::route53::{fully_qualified, record, routing};
use crate::model::{CustomDomain, Design, DomainEndpoint, IpAddressType, Record, Route53};
use crate::sentence;
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

/// Whether the zone must be given as a parameter: a name may stand for a public and a private zone.
pub(super) fn open_zone(design: &Design) -> bool {
    record(design).is_some_and(|(_, record)| record.hosted_zone_id.is_empty())
}

/// Whether the stack itself can request the certificate: it makes things in its own region, and
/// CloudFormation proves the name in a zone of Route 53 only.
pub(in crate::generate) fn makes_certificate(design: &Design) -> bool {
    record(design).is_some_and(|(domain, _)| {
        // What proves a name must stand in a public zone.
        !domain.is_private()
            && domain.requests_certificate()
            && domain.certificate_region(&design.region) == design.region
    })
}

/// Whether the certificate must be given as a parameter.
pub(super) fn open_certificate(design: &Design) -> Option<&CustomDomain> {
    let domain = design.domain.as_ref()?;
    (domain.certificate_arn.is_empty() && !makes_certificate(design)).then_some(domain)
}

/// How many resources domain, mappings and records are.
pub(super) fn resources(design: &Design) -> usize {
    let Some(domain) = &design.domain else {
        return 0;
    };
    let records = record(design).map_or(0, |(_, record)| {
        record.record.types(domain.ip_address_type).len()
    });
    let associations = if domain.is_private() {
        design.rest().map_or(0, |rest| rest.vpc_endpoint_ids.len())
    } else {
        0
    };
    1 + domain.mappings.len() + records + associations + usize::from(makes_certificate(design))
}

/// What DNS points to: an attribute of the domain, or the name of a VPC endpoint, which no stack knows.
pub(super) fn target(design: &Design, id: &str) -> String {
    match domain_side(design) {
        DomainEndpoint::Edge => format!("{id}.DistributionDomainName"),
        DomainEndpoint::Regional => format!("{id}.RegionalDomainName"),
        DomainEndpoint::Private => ENDPOINT_NAME.into(),
    }
}

/// The zone of what DNS points to.
fn target_zone(design: &Design, id: &str) -> String {
    match domain_side(design) {
        DomainEndpoint::Edge => format!("{id}.DistributionHostedZoneId"),
        DomainEndpoint::Regional => format!("{id}.RegionalHostedZoneId"),
        DomainEndpoint::Private => ENDPOINT_ZONE.into(),
    }
}

/// The parameters that hold the name and the zone of the VPC endpoint.
pub(super) const ENDPOINT_NAME: &str = "VpcEndpointDnsName";
pub(super) const ENDPOINT_ZONE: &str = "VpcEndpointZoneId";

/// An attribute, or a parameter.
fn value(name: &str) -> yaml::Value<'_> {
    if name.contains('.') {
        yaml::get_att(name)
    } else {
        yaml::reference(name)
    }
}

/// Whether nothing of the domain is for public DNS.
pub(super) fn is_inside(design: &Design) -> bool {
    domain_side(design) == DomainEndpoint::Private
}

/// Whether the record needs the VPC endpoint's name.
pub(super) fn asks_endpoint(design: &Design) -> Option<&Route53> {
    let (domain, record) = record(design)?;
    domain.is_private().then_some(record)
}

/// Where the domain enters AWS; with an HTTP or WebSocket API behind it that is the region, whatever is wished.
fn domain_side(design: &Design) -> DomainEndpoint {
    match &design.domain {
        Some(domain) if !design.is_v2() => domain.endpoint,
        _ => DomainEndpoint::Regional,
    }
}

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let Some(domain) = &design.domain else { return };
    let at = Pointer::root().join("domain");
    let elsewhere = ids.elsewhere.domain;
    let is_private = domain.is_private() && !design.is_v2();
    if elsewhere && is_private {
        // Its ARN holds an id that another stack cannot know.
        return;
    }
    if makes_certificate(design) && !elsewhere {
        yaml.blank();
        yaml.at(at.join("certificate"), |yaml| {
            print_certificate(yaml, design, domain)
        });
    }
    if !elsewhere {
        let print = if design.is_v2() {
            http::print_domain
        } else {
            print_domain
        };
        yaml.blank();
        yaml.at(at, |yaml| print(yaml, design, domain, &ids.domain));
        if is_private {
            print_associations(yaml, design, ids);
        }
    }
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let Some(stage) = ids.stage(design, &mapping.stage) else {
            continue;
        };
        let at = at.join("mappings").join(index);
        let base_path = mapping.base_path.trim_matches('/');
        let of = format!("mapping {base_path}");
        let id = ids.given(of.trim_end(), ("BasePathMapping", base_path, ""));
        yaml.blank();
        yaml.at(at, |yaml| {
            let (kind, path, api) = if design.is_v2() || mapping.has_levels() && !is_private {
                ("AWS::ApiGatewayV2::ApiMapping", "ApiMappingKey", "ApiId")
            } else if is_private {
                (
                    "AWS::ApiGateway::BasePathMappingV2",
                    "BasePath",
                    "RestApiId",
                )
            } else {
                ("AWS::ApiGateway::BasePathMapping", "BasePath", "RestApiId")
            };
            let name = if is_private {
                "DomainNameArn"
            } else {
                "DomainName"
            };
            yaml.map(&id, |yaml| {
                yaml.entry("Type", kind);
                yaml.map("Properties", |yaml| {
                    if elsewhere {
                        yaml.entry(name, &domain.name);
                    } else {
                        yaml.entry(name, yaml::reference(&ids.domain));
                    }
                    if !base_path.is_empty() {
                        yaml.entry_at(at.join("base_path"), path, base_path);
                    }
                    yaml.entry(api, yaml::reference(&ids.api));
                    yaml.entry_at(at.join("stage"), "Stage", yaml::reference(&stage));
                });
            });
        });
    }
    if let Some((domain, record)) = record(design).filter(|_| !elsewhere) {
        for kind in record.record.types(domain.ip_address_type) {
            yaml.blank();
            yaml.at(at.join("dns").join("route53"), |yaml| {
                print_record(yaml, design, domain, record, (&ids.domain, kind))
            });
        }
    }
}

/// Lets each VPC endpoint of the API reach the domain.
fn print_associations(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let endpoints = design.rest().map_or(&[][..], |rest| &rest.vpc_endpoint_ids);
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("vpc_endpoint_ids");
    for (index, endpoint) in endpoints.iter().enumerate() {
        let id = ids.all.make("DomainAccess", endpoint, "");
        yaml.blank();
        yaml.at(at.join(index), |yaml| {
            yaml.map(&id, |yaml| {
                yaml.entry("Type", "AWS::ApiGateway::DomainNameAccessAssociation");
                yaml.map("Properties", |yaml| {
                    yaml.entry("DomainNameArn", yaml::reference(&ids.domain));
                    yaml.entry("AccessAssociationSource", endpoint);
                    yaml.entry("AccessAssociationSourceType", "VPCE");
                });
            });
        });
    }
}

/// A certificate whose name CloudFormation proves by a record of its own.
fn print_certificate(yaml: &mut Yaml, design: &Design, domain: &CustomDomain) {
    let at = Pointer::root().join("domain");
    yaml.map(CERTIFICATE, |yaml| {
        yaml.entry("Type", "AWS::CertificateManager::Certificate");
        yaml.map("Properties", |yaml| {
            yaml.entry_at(at.join("name"), "DomainName", &domain.name);
            yaml.entry("ValidationMethod", "DNS");
            yaml.list("DomainValidationOptions", |yaml| {
                yaml.item_map(|yaml| {
                    yaml.entry("DomainName", &domain.name);
                    print_zone(yaml, design);
                });
            });
        });
    });
}

/// Logical id of the certificate: no other one ends like this.
const CERTIFICATE: &str = "DomainCertificate";

/// The zone of the record.
fn print_zone(yaml: &mut Yaml, design: &Design) {
    let Some((_, record)) = record(design) else {
        return;
    };
    let at = Pointer::root().join("domain").join("dns").join("route53");
    if record.hosted_zone_id.is_empty() {
        yaml.entry("HostedZoneId", yaml::reference("HostedZoneId"));
    } else {
        let at = at.join("hosted_zone_id");
        yaml.entry_at(at, "HostedZoneId", &record.hosted_zone_id);
    }
}

fn print_domain(yaml: &mut Yaml, design: &Design, domain: &CustomDomain, id: &str) {
    let at = Pointer::root().join("domain");
    let certificate_key = match domain.endpoint {
        DomainEndpoint::Edge | DomainEndpoint::Private => "CertificateArn",
        DomainEndpoint::Regional => "RegionalCertificateArn",
    };
    yaml.map(id, |yaml| {
        let kind = if domain.is_private() {
            "AWS::ApiGateway::DomainNameV2"
        } else {
            "AWS::ApiGateway::DomainName"
        };
        yaml.entry("Type", kind);
        yaml.map("Properties", |yaml| {
            yaml.entry_at(at.join("name"), "DomainName", &domain.name);
            yaml.at(at.join("endpoint"), |yaml| {
                yaml.map("EndpointConfiguration", |yaml| {
                    yaml.list("Types", |yaml| yaml.item(domain.endpoint.as_str()));
                    if domain.ip_address_type == IpAddressType::Dualstack {
                        let value = domain.ip_address_type.as_str();
                        yaml.entry_at(at.join("ip_address_type"), "IpAddressType", value);
                    }
                });
            });
            print_certificate_arn(yaml, design, domain, certificate_key);
            let policy = domain.security_policy.as_str();
            yaml.entry_at(at.join("security_policy"), "SecurityPolicy", policy);
            if let Some(mode) = domain.access_mode() {
                let at = at.join("security_policy");
                yaml.entry_at(at, "EndpointAccessMode", mode.as_str());
            }
            if domain.is_private() {
                resource_policy::of_domain(design).print_yaml_as(yaml, "Policy");
            } else {
                print_ownership(yaml, domain);
                print_mutual_tls(yaml, domain);
            }
        });
    });
}

pub(super) fn print_certificate_arn(
    yaml: &mut Yaml,
    design: &Design,
    domain: &CustomDomain,
    key: &str,
) {
    yaml.comment(&words::sam_certificate_region(
        design.output.language,
        domain.certificate_region(&design.region),
    ));
    let at = Pointer::root().join("domain").join("certificate_arn");
    yaml.at(at, |yaml| {
        if makes_certificate(design) {
            yaml.entry(key, yaml::reference(CERTIFICATE));
        } else if domain.certificate_arn.is_empty() {
            yaml.entry(key, yaml::reference("CertificateArn"));
        } else {
            yaml.entry(key, &domain.certificate_arn);
        }
    });
}

/// The certificate that proves the name where the domain's own does not.
pub(super) fn print_ownership(yaml: &mut Yaml, domain: &CustomDomain) {
    let mutual = domain.mutual_tls.as_ref();
    let arn = mutual.map_or("", |mutual| &mutual.ownership_certificate_arn);
    if !arn.is_empty() {
        let at = Pointer::root().join("domain").join("mutual_tls");
        let at = at.join("ownership_certificate_arn");
        yaml.entry_at(at, "OwnershipVerificationCertificateArn", arn);
    }
}

pub(super) fn print_mutual_tls(yaml: &mut Yaml, domain: &CustomDomain) {
    let Some(mutual) = &domain.mutual_tls else {
        return;
    };
    let at = Pointer::root().join("domain").join("mutual_tls");
    yaml.map("MutualTlsAuthentication", |yaml| {
        let (uri, version) = (&mutual.truststore_uri, &mutual.truststore_version);
        yaml.entry_at(at.join("truststore_uri"), "TruststoreUri", uri);
        if !version.is_empty() {
            yaml.entry_at(at.join("truststore_version"), "TruststoreVersion", version);
        }
    });
}

fn print_record(
    yaml: &mut Yaml,
    design: &Design,
    domain: &CustomDomain,
    record: &Route53,
    (id, kind): (&str, &'static str),
) {
    let at = Pointer::root().join("domain").join("dns").join("route53");
    let (target, zone) = (target(design, id), target_zone(design, id));
    let given = design.sam_id(if kind == "AAAA" {
        "record AAAA"
    } else {
        "record A"
    });
    let logical_id = if let Some(id) = given {
        id
    } else if kind == "AAAA" {
        "DomainRecordIpv6"
    } else {
        "DomainRecord"
    };
    yaml.map(logical_id, |yaml| {
        yaml.entry("Type", "AWS::Route53::RecordSet");
        yaml.map("Properties", |yaml| {
            print_zone(yaml, design);
            yaml.entry_at(
                Pointer::root().join("domain").join("name"),
                "Name",
                &fully_qualified(&domain.name),
            );
            yaml.entry_at(at.join("record"), "Type", kind);
            for (key, field, value) in routing(design, record) {
                yaml.entry_at(at.join(field), key, value);
            }
            yaml.at(at.join("record"), |yaml| match record.record {
                Record::Alias => {
                    yaml.map("AliasTarget", |yaml| {
                        yaml.entry("DNSName", value(&target));
                        yaml.entry("HostedZoneId", value(&zone));
                        yaml.entry_at(
                            at.join("evaluate_target_health"),
                            "EvaluateTargetHealth",
                            record.evaluate_target_health,
                        );
                    });
                }
                Record::Cname(seconds) => {
                    yaml.entry("TTL", &seconds.to_string());
                    yaml.list("ResourceRecords", |yaml| {
                        yaml.item(value(&target));
                    });
                }
            });
        });
    });
}

/// What the stack leaves to others.
pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    let at = Pointer::root().join("domain");
    if let Some(domain) = open_certificate(design).filter(|domain| domain.requests_certificate()) {
        let region = domain.certificate_region(&design.region);
        let message = if region == design.region {
            sentence!(
                "CloudFormation proves a certificate's name in Route 53 only, so the template asks for its ARN",
                "CloudFormation が証明書を検証できるのは Route 53 だけなので、テンプレートは ARN を尋ねます",
            )
        } else {
            sentence!(
                "a stack in `{stack}` makes no certificate in `{region}`, so the template asks for its ARN",
                "`{stack}` のスタックは `{region}` に証明書を作れないため、テンプレートは ARN を尋ねます",
                stack = design.region,
            )
        };
        lost.push(
            Diagnostic::new(
                "sam/not-expressible",
                Severity::Info,
                at.join("certificate"),
                message,
            )
            .help(sentence!(
                "run `dns/request-certificate.sh` first and answer with the ARN that it prints",
                "先に `dns/request-certificate.sh` を実行し、表示された ARN を入力してください",
            )),
        );
    }
    if asks_endpoint(design).is_some() {
        lost.push(
            Diagnostic::new("sam/not-expressible", Severity::Info, at.join("endpoint"), sentence!(
                "a stack does not know the DNS name of a VPC endpoint, so the template asks for it",
                "スタックからは VPC エンドポイントの DNS 名がわからないため、テンプレートはパラメータで尋ねます",
            ))
            .help(sentence!(
                "answer with what the README's `aws ec2 describe-vpc-endpoints` shows",
                "README の `aws ec2 describe-vpc-endpoints` の結果を入力してください",
            )),
        );
    }
    let named = record(design).is_some_and(|(_, record)| !record.zone_name.is_empty());
    if named && open_zone(design) {
        lost.push(Diagnostic::new(
            "sam/not-expressible",
            Severity::Info,
            at.join("dns").join("route53").join("zone_name"),
            sentence!(
                "a public and a private zone may share a name, so the template asks for the zone's id",
                "同じ名前のパブリックゾーンとプライベートゾーンがありうるため、テンプレートはホストゾーン ID を尋ねます",
            ),
        ));
    }
}
