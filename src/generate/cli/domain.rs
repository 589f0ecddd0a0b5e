//! The custom domain: certificate, mappings, DNS record.

use super::names::{Names, TAG, literal};
use super::replace;
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::generate::route53::{fully_qualified, record};
use crate::model::{BasePathMapping, CustomDomain, Design, Dns, DomainEndpoint, Record, Route53};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

fn at() -> Pointer {
    Pointer::root().join("domain")
}

/// The service's fields for certificate, target and the target's zone.
fn fields(domain: &CustomDomain) -> [&'static str; 3] {
    match domain.endpoint {
        DomainEndpoint::Regional => [
            "regionalCertificateArn",
            "regionalDomainName",
            "regionalHostedZoneId",
        ],
        DomainEndpoint::Edge => [
            "certificateArn",
            "distributionDomainName",
            "distributionHostedZoneId",
        ],
    }
}

/// Finds certificate and hosted zone before anything is changed.
pub(super) fn print_lookups(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    shell.at(at().join("certificate_arn"), |shell| {
        print_certificate(shell, design, domain)
    });
    if let Some((_, record)) = record(design) {
        shell.at(at().join("dns"), |shell| {
            print_zone(shell, design, domain, record, "stop")
        });
    }
    shell.blank();
}

fn print_certificate(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    if !domain.certificate_arn.is_empty() {
        shell.assign("CERTIFICATE", &Word::text(&domain.certificate_arn));
        return;
    }
    let language = design.output.language;
    let region = domain.certificate_region(&design.region);
    shell.comment(&words::deploy_certificate(language, region));
    shell.assign("CERTIFICATE", &Word::text(""));
    shell.code(CERTIFICATES);
    let covers = |name: &str| {
        let name = literal(name);
        let names = format!("contains(SubjectAlternativeNameSummaries || `[]`, {name})");
        Word::text(&format!(
            "CertificateSummaryList[?DomainName=={name} || {names}].[CertificateArn]"
        ))
    };
    shell.line(
        "certificates {} {}",
        [Word::text(region), covers(&domain.name)],
    );
    if let Some((_, parent)) = domain.name.split_once('.') {
        let wildcard = covers(&format!("*.{parent}"));
        shell.line(
            r#"[ -s "$WORK/found" ] || certificates {} {}"#,
            [Word::text(region), wildcard],
        );
    }
    let what = words::what_certificate(language, &domain.name, region);
    shell.line("only CERTIFICATE {} stop", [Word::text(&what)]);
}

fn print_zone(
    shell: &mut Shell,
    design: &Design,
    domain: &CustomDomain,
    record: &Route53,
    none: &'static str,
) {
    let language = design.output.language;
    if !record.hosted_zone_id.is_empty() {
        let at = at().join("dns").join("route53").join("hosted_zone_id");
        shell.at(at, |shell| {
            shell.assign("ZONE", &Word::text(&record.hosted_zone_id))
        });
        return;
    }
    let longest = record.zone_name.is_empty();
    let name = if longest {
        &domain.name
    } else {
        &record.zone_name
    };
    shell.comment(words::deploy_zone(language));
    shell.assign("ZONE", &Word::text(""));
    shell.assign(
        "ZONE_OF",
        &Word::text(&fully_qualified(name).to_ascii_lowercase()),
    );
    shell.code(if longest { LONGEST_ZONE } else { NAMED_ZONE });
    let what = words::what_zone(language, name);
    shell.line("only ZONE {} {}", [Word::text(&what), Word::bare(none)]);
}

pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names) {
    if let Some(domain) = &design.domain {
        print_domain(shell, design, domain);
    }
    print_left(shell, design, names);
}

/// Names the domains with the project's tag that the design does not have: addresses are known to others.
fn print_left(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    let name = design.domain.as_ref().map_or("", |domain| &domain.name);
    shell.blank();
    shell.comment(words::deploy_left_domains(language));
    shell.at(at(), |shell| {
        shell.assign("N_DOMAIN", &Word::quoted(words::what_domain(language)));
        shell.assign("DOMAIN", &Word::text(&name.to_ascii_lowercase()));
    });
    shell.line(
        r#"aws apigateway get-domain-names --query {} --output text >"$WORK/items""#,
        [names.tagged("items", "domainName")],
    );
    shell.code(LEFT_DOMAINS);
}

fn print_domain(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let language = design.output.language;
    shell.blank();
    shell.comment(words::deploy_domain(language));
    shell.at(at().join("name"), |shell| print_input(shell, domain));
    print_create(shell, design, domain);
    print_drop_mappings(shell, design, domain);
    if !domain.mappings.is_empty() {
        shell.code(MAPPING);
    }
    for (index, mapping) in domain.mappings.iter().enumerate() {
        if design
            .stages
            .iter()
            .any(|stage| stage.name == mapping.stage)
        {
            let at = at().join("mappings").join(index);
            shell.at(at, |shell| print_mapping(shell, domain, mapping));
        }
    }
    if let Some((domain, record)) = record(design) {
        let at = at().join("dns").join("route53");
        shell.at(at, |shell| print_record(shell, design, domain, record));
    } else {
        let text = words::deploy_dns_elsewhere(language, &domain.name);
        shell.line("say {}", [Word::text(&text)]);
        shell.line(r"printf '%s\n' $TARGET", []);
    }
}

/// What names the domain in every call.
fn print_input(shell: &mut Shell, domain: &CustomDomain) {
    let input = Word::json(|json| json.field("domainName", &domain.name));
    shell.assign("DOMAIN_INPUT", &input);
}

/// What names a mapping in every call but the one that makes it.
fn mapping_input(domain: &CustomDomain, mapping: &BasePathMapping) -> Word {
    let base_path = mapping.base_path.trim_matches('/');
    Word::json(|json| {
        json.field("domainName", &domain.name);
        json.field(
            "basePath",
            if base_path.is_empty() {
                "(none)"
            } else {
                base_path
            },
        );
    })
}

/// Takes away the mappings to this API that the design no longer has.
fn print_drop_mappings(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let language = design.output.language;
    let wanted: Vec<&str> = domain
        .mappings
        .iter()
        .map(|mapping| match mapping.base_path.trim_matches('/') {
            "" => "(none)",
            base_path => base_path,
        })
        .collect();
    shell.comment(words::deploy_drop_mappings(language));
    shell.assign("N_MAPPING", &Word::quoted(words::what_mapping(language)));
    shell.at(at().join("mappings"), |shell| {
        shell.assign("MAPPINGS", &Word::text(&wanted.join("\n")));
    });
    shell.code(DROP_MAPPINGS);
}

fn print_mapping(shell: &mut Shell, domain: &CustomDomain, mapping: &BasePathMapping) {
    let base_path = mapping.base_path.trim_matches('/');
    let create = Word::json(|json| {
        json.field("domainName", &domain.name);
        if !base_path.is_empty() {
            json.field("basePath", base_path);
        }
        json.field("stage", &mapping.stage);
    });
    let patch = Word::json_list(|list| {
        list.object(|json| {
            json.field("op", "replace");
            json.field("path", "/restapiId");
            json.parts("value", &[Part::Variable("API")]);
        });
        replace(list, "/stage", &mapping.stage);
    });
    let stage = Word::text(&mapping.stage);
    shell.line(
        "mapping {} {} {} {}",
        [stage, mapping_input(domain, mapping), create, patch],
    );
}

fn print_create(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let [certificate, ..] = fields(domain);
    shell.line("FOUND=''", []);
    shell.line(
        "ask FOUND aws apigateway get-domain-name --cli-input-json $DOMAIN_INPUT --query {} --output text",
        [Word::text(&format!("{certificate} || domainName"))],
    );
    shell.block("if [ -z $FOUND ]; then", [], "fi", |shell| {
        let input = Word::json(|json| create(json, design, domain));
        shell.line("change aws apigateway create-domain-name --cli-input-json {}", [input]);
        shell.otherwise("elif [ $FOUND != $CERTIFICATE ]; then");
        let patch = Word::json_list(|list| {
            list.object(|json| {
                json.field("op", "replace");
                json.field("path", &format!("/{certificate}"));
                json.parts("value", &[Part::Variable("CERTIFICATE")]);
            });
        });
        shell.line(
            "change aws apigateway update-domain-name --cli-input-json $DOMAIN_INPUT --patch-operations {}",
            [patch],
        );
    });
    shell.line("TARGET='<TARGET>'", []);
    if has_alias(domain) {
        shell.line("TARGET_ZONE='<TARGET_ZONE>'", []);
    }
    shell.block("if [ $DRY_RUN = 0 ]; then", [], "fi", |shell| {
        print_read_target(shell, domain)
    });
}

fn create(json: &mut Object, design: &Design, domain: &CustomDomain) {
    let [certificate, ..] = fields(domain);
    json.field("domainName", &domain.name);
    json.parts(certificate, &[Part::Variable("CERTIFICATE")]);
    json.object("endpointConfiguration", |json| {
        json.list("types", |list| list.item(domain.endpoint.as_str()));
    });
    json.field("securityPolicy", "TLS_1_2");
    json.object("tags", |json| json.field(TAG, &name::slug(&design.name)));
}

/// Whether the record needs the zone of the target, too.
fn has_alias(domain: &CustomDomain) -> bool {
    matches!(&domain.dns, Dns::Route53(record) if record.record == Record::Alias)
}

/// Reads what the domain resolves to: only the service knows it.
fn print_read_target(shell: &mut Shell, domain: &CustomDomain) {
    let [_, target, zone] = fields(domain);
    let zone = has_alias(domain).then_some(("TARGET_ZONE", zone));
    for (variable, field) in std::iter::once(("TARGET", target)).chain(zone) {
        shell.line(
            "ask {} aws apigateway get-domain-name --cli-input-json $DOMAIN_INPUT --query {} --output text",
            [Word::text(variable), Word::text(field)],
        );
    }
}

/// The change batch with the values that the domain turned out to have.
fn batch(domain: &CustomDomain, record: &Route53, action: &'static str) -> Word {
    Word::json(|json| {
        json.list("Changes", |list| {
            list.object(|json| {
                json.field("Action", action);
                json.object("ResourceRecordSet", |json| {
                    json.field("Name", &fully_qualified(&domain.name));
                    match record.record {
                        Record::Alias => {
                            json.field("Type", "A");
                            json.object("AliasTarget", |json| {
                                json.parts("HostedZoneId", &[Part::Variable("TARGET_ZONE")]);
                                json.parts("DNSName", &[Part::Variable("TARGET"), Part::Text(".")]);
                                json.field("EvaluateTargetHealth", false);
                            });
                        }
                        Record::Cname(seconds) => {
                            json.field("Type", "CNAME");
                            json.field("TTL", seconds);
                            json.list("ResourceRecords", |list| {
                                list.object(|json| {
                                    json.parts(
                                        "Value",
                                        &[Part::Variable("TARGET"), Part::Text(".")],
                                    )
                                });
                            });
                        }
                    }
                });
            });
        });
    })
}

fn print_record(shell: &mut Shell, design: &Design, domain: &CustomDomain, record: &Route53) {
    let language = design.output.language;
    shell.comment(words::deploy_record(language));
    let batch = batch(domain, record, "UPSERT");
    shell.block("if [ $DRY_RUN = 1 ]; then", [], "fi", |shell| {
        shell.line(
            "change aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch {}",
            [batch.clone()],
        );
        shell.otherwise("else");
        shell.line("RECORD_CHANGE=''", []);
        shell.line(
            "ask RECORD_CHANGE aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch {} --query ChangeInfo.Id --output text",
            [batch],
        );
        let text = words::deploy_dns_wait(language, &domain.name);
        shell.line("say {}", [Word::text(&text)]);
        shell.line("aws route53 wait resource-record-sets-changed --id $RECORD_CHANGE", []);
    });
}

/// Where the domain answers.
pub(super) fn print_url(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let address = format!("{}{}", domain.name, name::mapped_prefix(mapping));
        shell.at(at().join("mappings").join(index), |shell| {
            shell.line(r"printf 'https://%s\n' {}", [Word::text(&address)]);
        });
    }
}

/// Removes record, mappings and domain.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    shell.comment(words::teardown_domain(design.output.language));
    shell.at(at().join("name"), |shell| print_input(shell, domain));
    shell.line("TARGET=''", []);
    if has_alias(domain) {
        shell.line("TARGET_ZONE=''", []);
    }
    print_read_target(shell, domain);
    if let Some((domain, record)) = record(design) {
        shell.at(at().join("dns"), |shell| {
            print_zone(shell, design, domain, record, "keep");
            shell.block("if [ -n $TARGET ] && [ -n $ZONE ]; then", [], "fi", |shell| {
                shell.line(
                    "tolerate InvalidChangeBatch aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch {}",
                    [batch(domain, record, "DELETE")],
                );
            });
        });
    }
    shell.block("if [ -n $TARGET ]; then", [], "fi", |shell| {
        for (index, mapping) in domain.mappings.iter().enumerate() {
            shell.at(at().join("mappings").join(index), |shell| {
                shell.line(
                    "tolerate NotFound aws apigateway delete-base-path-mapping --cli-input-json {}",
                    [mapping_input(domain, mapping)],
                );
            });
        }
        shell.line(
            "tolerate NotFound aws apigateway delete-domain-name --cli-input-json $DOMAIN_INPUT",
            [],
        );
    });
}

const CERTIFICATES: &str = r#"certificates() {
  aws acm list-certificates --region "$1" --certificate-statuses ISSUED --query "$2" --output text \
    --includes '{"keyTypes":["RSA_2048","RSA_3072","RSA_4096","EC_prime256v1","EC_secp384r1"]}' >"$WORK/found"
}
"#;

const LONGEST_ZONE: &str = r#"aws route53 list-hosted-zones --query 'HostedZones[?Config.PrivateZone==`false`].[Name,Id]' --output text |
  ZONE_OF=$ZONE_OF awk -F '\t' '
    { d = "." ENVIRON["ZONE_OF"]; z = "." tolower($1) }
    length(z) <= length(d) && substr(d, length(d) - length(z) + 1) == z {
      if (length(z) > best) { best = length(z); found = "" }
      if (length(z) == best) found = found $2 "\n"
    }
    END { printf "%s", found }' >"$WORK/found"
"#;

const NAMED_ZONE: &str = r#"aws route53 list-hosted-zones --query 'HostedZones[?Config.PrivateZone==`false`].[Name,Id]' --output text |
  ZONE_OF=$ZONE_OF awk -F '\t' 'tolower($1) == ENVIRON["ZONE_OF"] { print $2 }' >"$WORK/found"
"#;

/// In a domain that was there before, somebody else may have mapped the API.
const DROP_MAPPINGS: &str = r#"if known "$API" && [ -n "$FOUND" ]; then
  act=later
  ask OWNER aws apigateway get-domain-name --cli-input-json "$DOMAIN_INPUT" --query 'tags."gateway-studio"' --output text
  [ "$OWNER" != "$PROJECT" ] || act=change
  aws apigateway get-base-path-mappings --cli-input-json "$DOMAIN_INPUT" \
    --query "items[?restApiId=='$API'].[basePath]" --output text >"$WORK/items"
  while IFS= read -r path; do
    have "$path" || continue
    if printf '%s\n' "$MAPPINGS" | grep -Fx -e "$path" >/dev/null; then continue; fi
    if [ "$act" = later ]; then left "$N_MAPPING" "$path"; else gone "$N_MAPPING" "$path"; fi
    "$act" aws apigateway delete-base-path-mapping --cli-input-json "$DOMAIN_INPUT" --base-path="$path"
  done <"$WORK/items"
fi
"#;

const LEFT_DOMAINS: &str = r#"while IFS= read -r name; do
  have "$name" || continue
  [ "$name" != "$DOMAIN" ] || continue
  left "$N_DOMAIN" "$name"
  later aws apigateway delete-domain-name --domain-name "$name"
done <"$WORK/items"
"#;

const MAPPING: &str = r#"mapping() {
  local found=''
  if known "$API" && [ -n "$FOUND" ]; then
    ask found aws apigateway get-base-path-mapping --cli-input-json "$2" \
      --query "join(':', [restApiId, stage])" --output text
  fi
  if [ -z "$found" ]; then
    change aws apigateway create-base-path-mapping --rest-api-id "$API" --cli-input-json "$3"
  elif [ "$found" != "$API:$1" ]; then
    change aws apigateway update-base-path-mapping --cli-input-json "$2" --patch-operations "$4"
  fi
}
"#;
