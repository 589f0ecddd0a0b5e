//! Route 53 change batches for the domain.

use super::{Generator, Target};
use crate::aws;
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::model::{CustomDomain, Design, Dns, DomainEndpoint, Record, Route53, Routing};
use crate::sentence;
use crate::text::Document;
use crate::text::json::{Json, Scalar};

pub(super) const UPSERT: Generator = Generator {
    path: "route53/upsert.json",
    target: Target::Route53,
    executable: false,
    applies,
    print: |design| print(design, "UPSERT"),
    lost,
};

pub(super) const DELETE: Generator = Generator {
    path: "route53/delete.json",
    target: Target::Route53,
    executable: false,
    applies,
    print: |design| print(design, "DELETE"),
    lost,
};

/// The domain and its record, when Route 53 serves it.
pub(super) fn record(design: &Design) -> Option<(&CustomDomain, &Route53)> {
    let domain = design.domain.as_ref()?;
    match &domain.dns {
        Dns::Route53(record) => Some((domain, record)),
        Dns::Elsewhere(_) => None,
    }
}

/// A name as a change batch holds it: with its final dot.
pub(super) fn fully_qualified(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

/// The identifier among the records of its name; `None` of a simple one, which stands alone.
pub(super) fn identifier<'a>(design: &'a Design, record: &'a Route53) -> Option<&'a str> {
    let named = !record.set_identifier.is_empty();
    let identifier = if named {
        &record.set_identifier
    } else {
        &design.region
    };
    (record.routing != Routing::Simple).then_some(identifier)
}

/// What sets a record apart from the others of its name: key, field of the record, value.
pub(super) fn routing<'a>(
    design: &'a Design,
    record: &'a Route53,
) -> Vec<(&'static str, &'static str, Scalar<'a>)> {
    let or_region = |text: &'a str| {
        Scalar::Text(if text.is_empty() {
            design.region.as_str()
        } else {
            text
        })
    };
    let policy = match &record.routing {
        Routing::Simple => return Vec::new(),
        Routing::Weighted(weight) => ("Weight", "routing", Scalar::Int(*weight)),
        Routing::Latency(region) => ("Region", "routing", or_region(region)),
        Routing::Failover(role) => ("Failover", "routing", Scalar::Text(role.as_str())),
    };
    let identifier = Scalar::Text(identifier(design, record).unwrap_or_default());
    let mut fields = vec![("SetIdentifier", "set_identifier", identifier), policy];
    if !record.health_check_id.is_empty() {
        let id = Scalar::Text(&record.health_check_id);
        fields.push(("HealthCheckId", "health_check_id", id));
    }
    fields
}

fn applies(design: &Design) -> bool {
    record(design).is_some()
}

fn print(design: &Design, action: &'static str) -> Document {
    Json::document(|json| {
        json.list("Changes", |json| {
            let Some((domain, record)) = record(design) else {
                return;
            };
            let at = Pointer::root().join("domain");
            for kind in record.record.types(domain.ip_address_type) {
                let dns = at.join("dns").join("route53");
                json.at(dns.join("record"), |json| {
                    json.item_object(|json| {
                        json.field("Action", action);
                        json.object("ResourceRecordSet", |json| {
                            json.field_at(at.join("name"), "Name", &fully_qualified(&domain.name));
                            json.field("Type", *kind);
                            for (key, field, value) in routing(design, record) {
                                json.field_at(dns.join(field), key, value);
                            }
                            print_target(json, design, domain, record, dns);
                        });
                    });
                });
            }
        });
    })
}

fn print_target(
    json: &mut Json,
    design: &Design,
    domain: &CustomDomain,
    record: &Route53,
    at: Pointer,
) {
    let target = target(design, domain, &record.target);
    match record.record {
        Record::Alias => {
            json.object("AliasTarget", |json| {
                let zone = zone_of_target(design, domain);
                json.field_at(Pointer::root().join("region"), "HostedZoneId", zone);
                json.field_at(at.join("target"), "DNSName", &fully_qualified(&target));
                json.field_at(
                    at.join("evaluate_target_health"),
                    "EvaluateTargetHealth",
                    record.evaluate_target_health,
                );
            });
        }
        Record::Cname(seconds) => {
            json.field("TTL", seconds);
            json.list("ResourceRecords", |json| {
                json.at(at.join("target"), |json| {
                    json.item_object(|json| json.field("Value", &fully_qualified(&target)));
                });
            });
        }
    }
}

/// The zone that an alias of the domain points into.
fn zone_of_target(design: &Design, domain: &CustomDomain) -> &'static str {
    match domain.endpoint {
        DomainEndpoint::Edge => aws::EDGE_ZONE_ID,
        DomainEndpoint::Private => "Z00000000000000000000",
        DomainEndpoint::Regional => aws::region(&design.region)
            .and_then(|region| region.zone_id)
            .unwrap_or("Z00000000000000000000"),
    }
}

/// The host behind the domain, or a well-formed stand-in until it is known.
pub(super) fn target(design: &Design, domain: &CustomDomain, known: &str) -> String {
    if !known.is_empty() {
        return known.into();
    }
    match domain.endpoint {
        DomainEndpoint::Edge => "d-replace-me.cloudfront.net".into(),
        DomainEndpoint::Private => format!(
            "vpce-replace-me.execute-api.{}.vpce.{}",
            design.region,
            aws::url_suffix(&design.region)
        ),
        DomainEndpoint::Regional => {
            format!(
                "d-replace-me.execute-api.{}.{}",
                design.region,
                aws::url_suffix(&design.region)
            )
        }
    }
}

fn lost(design: &Design) -> Vec<Diagnostic> {
    let Some((domain, record)) = record(design) else {
        return Vec::new();
    };
    let at = Pointer::root()
        .join("domain")
        .join("dns")
        .join("route53")
        .join("target");
    let mut lost = Vec::new();
    if record.target.is_empty() {
        lost.push(
            Diagnostic::new("route53/target-open", Severity::Warning, at, sentence!(
                "what `{name}` resolves to is known only once the domain exists",
                "`{name}` の向き先はドメインを作成するまで決まりません",
                name = domain.name,
            ))
            .help(if domain.is_private() { sentence!(
                "deploy.sh reads it and writes the record itself; for these files paste the DNS name of the VPC endpoint from `aws ec2 describe-vpc-endpoints`",
                "deploy.sh は自動で取得して登録します。このファイルを使う場合は `aws ec2 describe-vpc-endpoints` で確認した VPC エンドポイントの DNS 名を貼り付けてください",
            ) } else { sentence!(
                "deploy.sh reads it and writes the record itself; for these files paste it from `aws apigateway get-domain-name`",
                "deploy.sh は自動で取得して登録します。このファイルを使う場合は `aws apigateway get-domain-name` の値を貼り付けてください",
            ) }),
        );
    }
    if domain.is_private() && record.record == Record::Alias {
        let at = Pointer::root().join("domain").join("endpoint");
        lost.push(
            Diagnostic::new("route53/zone-unknown", Severity::Warning, at, sentence!(
                "the zone of a VPC endpoint's name is known to its account only",
                "VPC エンドポイントの DNS 名のホストゾーン ID は、アカウント内でしか確認できません",
            ))
            .help(sentence!(
                "take it from `aws ec2 describe-vpc-endpoints`; deploy.sh does so",
                "`aws ec2 describe-vpc-endpoints` で確認してください(deploy.sh は自動で行います)",
            )),
        );
    }
    let unknown = aws::region(&design.region).is_none_or(|region| region.zone_id.is_none());
    if unknown && domain.endpoint == DomainEndpoint::Regional && record.record == Record::Alias {
        lost.push(
            Diagnostic::new("route53/zone-unknown", Severity::Warning, Pointer::root().join("region"), sentence!(
                "AWS publishes no hosted zone id of API Gateway for `{region}`",
                "`{region}` の API Gateway のホストゾーン ID は公開されていません",
                region = design.region,
            ))
            .help(sentence!(
                "take `regionalHostedZoneId` from `aws apigateway get-domain-name`; deploy.sh does so",
                "`aws apigateway get-domain-name` の `regionalHostedZoneId` を使ってください(deploy.sh は自動で行います)",
            )),
        );
    }
    lost
}
