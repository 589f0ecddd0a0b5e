//! The custom domain: certificate, mappings, DNS record.

use super::names::{TAG, literal};
use super::{ask, aws, change, option, tolerate};
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::generate::route53::{fully_qualified, record};
use crate::model::{CustomDomain, Design, DomainEndpoint, Record, Route53};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

fn at() -> Pointer {
    Pointer::root().join("domain")
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
    let wildcard = domain
        .name
        .split_once('.')
        .map(|(_, parent)| format!("*.{parent}"));
    let covers = |name: &str| {
        let name = literal(name);
        Word::text(&format!(
            "CertificateSummaryList[?DomainName=={name} || contains(SubjectAlternativeNameSummaries || `[]`, {name})].[CertificateArn]"
        ))
    };
    shell.command(&[
        Word::bare("certificates"),
        Word::text(region),
        covers(&domain.name),
    ]);
    if let Some(wildcard) = &wildcard {
        shell.command(&[
            Word::bare("[ -s \"$WORK/found\" ] ||"),
            Word::bare("certificates"),
            Word::text(region),
            covers(wildcard),
        ]);
    }
    let what = words::what_certificate(language, &domain.name, region);
    shell.command(&[
        Word::bare("only"),
        Word::bare("CERTIFICATE"),
        Word::text(&what),
        Word::bare("stop"),
    ]);
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
    shell.comment(words::deploy_zone(language));
    shell.assign("ZONE", &Word::text(""));
    let name = if record.zone_name.is_empty() {
        &domain.name
    } else {
        &record.zone_name
    };
    shell.assign(
        "ZONE_OF",
        &Word::text(&fully_qualified(name).to_ascii_lowercase()),
    );
    shell.code(if record.zone_name.is_empty() {
        LONGEST_ZONE
    } else {
        NAMED_ZONE
    });
    let what = words::what_zone(language, name);
    let mut words = vec![Word::bare("only"), Word::bare("ZONE"), Word::text(&what)];
    if none == "stop" {
        words.push(Word::bare(none));
    }
    shell.command(&words);
}

pub(super) fn print(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    let language = design.output.language;
    shell.blank();
    shell.comment(words::deploy_domain(language));
    shell.at(at().join("name"), |shell| {
        shell.assign(
            "DOMAIN_INPUT",
            &Word::json(|json| json.field("domainName", &domain.name)),
        );
    });
    print_create(shell, design, domain);
    if !domain.mappings.is_empty() {
        shell.code(MAPPING);
    }
    for (index, mapping) in domain.mappings.iter().enumerate() {
        if design
            .stages
            .iter()
            .all(|stage| stage.name != mapping.stage)
        {
            continue;
        }
        let base_path = mapping.base_path.trim_matches('/');
        let found = {
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
        };
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
            list.object(|json| {
                json.field("op", "replace");
                json.field("path", "/stage");
                json.field("value", &mapping.stage);
            });
        });
        shell.at(at().join("mappings").join(index), |shell| {
            shell.command(&[
                Word::bare("mapping"),
                Word::text(&mapping.stage),
                found,
                create,
                patch,
            ]);
        });
    }
    if let Some((domain, record)) = record(design) {
        shell.at(at().join("dns").join("route53"), |shell| {
            print_record(shell, design, domain, record)
        });
    } else {
        shell.command(&say(words::deploy_dns_elsewhere(language, &domain.name)));
        shell.code("printf '%s\\n' \"$TARGET\"\n");
    }
}

fn say(text: String) -> [Word; 2] {
    [Word::bare("say"), Word::text(&text)]
}

fn print_create(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let (field, target, zone) = match domain.endpoint {
        DomainEndpoint::Regional => (
            "regionalCertificateArn",
            "regionalDomainName",
            "regionalHostedZoneId",
        ),
        DomainEndpoint::Edge => (
            "certificateArn",
            "distributionDomainName",
            "distributionHostedZoneId",
        ),
    };
    shell.code("FOUND=''\n");
    let get = |query: &str| {
        aws(
            "apigateway",
            "get-domain-name",
            [
                Word::bare("--cli-input-json"),
                Word::variable("DOMAIN_INPUT"),
                Word::bare("--query"),
                Word::text(query),
                Word::bare("--output"),
                Word::bare("text"),
            ],
        )
    };
    shell.command(&ask("FOUND", get(&format!("{field} || domainName"))));
    shell.block(&[Word::bare("if [ -z \"$FOUND\" ]; then")], "fi", |shell| {
        let input = Word::json(|json| create(json, design, domain, field));
        shell.command(&change(aws(
            "apigateway",
            "create-domain-name",
            [Word::bare("--cli-input-json"), input],
        )));
        shell.code("elif [ \"$FOUND\" != \"$CERTIFICATE\" ]; then\n");
        let patch = Word::json_list(|list| {
            list.object(|json| {
                json.field("op", "replace");
                json.field("path", &format!("/{field}"));
                json.parts("value", &[Part::Variable("CERTIFICATE")]);
            })
        });
        let [name, value] = option("--patch-operations", patch);
        shell.command(&change(aws(
            "apigateway",
            "update-domain-name",
            [
                Word::bare("--cli-input-json"),
                Word::variable("DOMAIN_INPUT"),
                name,
                value,
            ],
        )));
    });
    print_read_target(shell, target, zone);
}

fn create(json: &mut Object, design: &Design, domain: &CustomDomain, certificate: &'static str) {
    json.field("domainName", &domain.name);
    json.parts(certificate, &[Part::Variable("CERTIFICATE")]);
    json.object("endpointConfiguration", |json| {
        json.list("types", |list| list.item(domain.endpoint.as_str()));
    });
    json.field("securityPolicy", "TLS_1_2");
    json.object("tags", |json| json.field(TAG, &name::slug(&design.name)));
}

/// Reads what the domain resolves to: only the service knows it.
fn print_read_target(shell: &mut Shell, target: &str, zone: &str) {
    shell.code("TARGET='<TARGET>'\nTARGET_ZONE='<TARGET_ZONE>'\n");
    for (variable, field) in [("TARGET", target), ("TARGET_ZONE", zone)] {
        shell.block(
            &[Word::bare("if [ \"$DRY_RUN\" = 0 ]; then")],
            "fi",
            |shell| {
                shell.command(&ask(
                    variable,
                    aws(
                        "apigateway",
                        "get-domain-name",
                        [
                            Word::bare("--cli-input-json"),
                            Word::variable("DOMAIN_INPUT"),
                            Word::bare("--query"),
                            Word::text(field),
                            Word::bare("--output"),
                            Word::bare("text"),
                        ],
                    ),
                ));
            },
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
    let command = aws(
        "route53",
        "change-resource-record-sets",
        [
            Word::bare("--hosted-zone-id"),
            Word::variable("ZONE"),
            Word::bare("--change-batch"),
            batch,
        ],
    );
    shell.block(
        &[Word::bare("if [ \"$DRY_RUN\" = 1 ]; then")],
        "fi",
        |shell| {
            shell.command(&change(command.clone()));
            shell.code("else\n");
            shell.code("  CHANGE=''\n");
            let mut asking = command;
            asking.extend([
                Word::bare("--query"),
                Word::bare("ChangeInfo.Id"),
                Word::bare("--output"),
                Word::bare("text"),
            ]);
            shell.command(&ask("CHANGE", asking));
            shell.command(&say(words::deploy_dns_wait(language, &domain.name)));
            shell.code("  aws route53 wait resource-record-sets-changed --id \"$CHANGE\"\n");
        },
    );
}

/// Where the domain answers.
pub(super) fn print_url(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let prefix = name::prefix(design, &mapping.stage);
        shell.at(at().join("mappings").join(index), |shell| {
            shell.command(&[
                Word::bare("printf"),
                Word::text("https://%s\\n"),
                Word::text(&format!("{}{prefix}", domain.name)),
            ]);
        });
    }
}

/// Removes record, mappings and domain.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    let language = design.output.language;
    let (target, zone) = match domain.endpoint {
        DomainEndpoint::Regional => ("regionalDomainName", "regionalHostedZoneId"),
        DomainEndpoint::Edge => ("distributionDomainName", "distributionHostedZoneId"),
    };
    shell.comment(words::teardown_domain(language));
    shell.at(at().join("name"), |shell| {
        shell.assign(
            "DOMAIN_INPUT",
            &Word::json(|json| json.field("domainName", &domain.name)),
        );
    });
    shell.code("TARGET=''\nTARGET_ZONE=''\n");
    for (variable, field) in [("TARGET", target), ("TARGET_ZONE", zone)] {
        shell.command(&ask(
            variable,
            aws(
                "apigateway",
                "get-domain-name",
                [
                    Word::bare("--cli-input-json"),
                    Word::variable("DOMAIN_INPUT"),
                    Word::bare("--query"),
                    Word::text(field),
                    Word::bare("--output"),
                    Word::bare("text"),
                ],
            ),
        ));
    }
    if let Some((domain, record)) = record(design) {
        shell.at(at().join("dns"), |shell| {
            print_zone(shell, design, domain, record, "");
            let command = aws(
                "route53",
                "change-resource-record-sets",
                [
                    Word::bare("--hosted-zone-id"),
                    Word::variable("ZONE"),
                    Word::bare("--change-batch"),
                    batch(domain, record, "DELETE"),
                ],
            );
            shell.block(
                &[Word::bare(
                    "if [ -n \"$TARGET\" ] && [ -n \"$ZONE\" ]; then",
                )],
                "fi",
                |shell| {
                    shell.command(&tolerate("InvalidChangeBatch", command));
                },
            );
        });
    }
    shell.block(
        &[Word::bare("if [ -n \"$TARGET\" ]; then")],
        "fi",
        |shell| {
            for (index, mapping) in domain.mappings.iter().enumerate() {
                let base_path = mapping.base_path.trim_matches('/');
                let input = Word::json(|json| {
                    json.field("domainName", &domain.name);
                    json.field(
                        "basePath",
                        if base_path.is_empty() {
                            "(none)"
                        } else {
                            base_path
                        },
                    );
                });
                shell.at(at().join("mappings").join(index), |shell| {
                    shell.command(&tolerate(
                        "NotFound",
                        aws(
                            "apigateway",
                            "delete-base-path-mapping",
                            [Word::bare("--cli-input-json"), input],
                        ),
                    ));
                });
            }
            shell.command(&tolerate(
                "NotFound",
                aws(
                    "apigateway",
                    "delete-domain-name",
                    [
                        Word::bare("--cli-input-json"),
                        Word::variable("DOMAIN_INPUT"),
                    ],
                ),
            ));
        },
    );
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
