//! The certificate and the hosted zone: found, or the certificate requested.
//!
//! `dns/request-certificate.sh` does this part of `deploy.sh` alone, for tools that want the
//! certificate's ARN beforehand.

use super::names::{TAG, literal};
use super::place;
use super::prelude::{self, Script};
use crate::generate::route53::{fully_qualified, record};
use crate::generate::{Generator, Target, name, nothing_lost};
use crate::model::{CustomDomain, Design, Route53};
use crate::text::Document;
use crate::text::shell::{Part, Shell, Word};
use crate::words::Language;
use crate::words::files as words;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "dns/request-certificate.sh",
    target: Target::Dns,
    executable: true,
    applies: |design| requested(design).is_some(),
    print,
    lost: nothing_lost,
};

fn print(design: &Design) -> Document {
    Shell::document(|shell| {
        prelude::print(shell, design, Script::Certificate);
        print_lookups(shell, design);
        print_request(shell, design);
        shell.code("say \"$M_DONE\"\nprintf '%s\\n' \"$CERTIFICATE\"\n");
    })
}

/// The domain whose certificate the scripts request.
fn requested(design: &Design) -> Option<&CustomDomain> {
    design
        .domain
        .as_ref()
        .filter(|domain| domain.requests_certificate())
}

/// Finds certificate and hosted zone before anything is changed.
pub(super) fn print_lookups(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    shell.at(place::domain().join("certificate_arn"), |shell| {
        print_certificate(shell, design, domain)
    });
    if let Some((_, record)) = record(design) {
        shell.at(place::domain().join("dns"), |shell| {
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
    shell.at(place::domain().join("name"), |shell| {
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
    });
    let what = words::what_certificate(language, &domain.name, region);
    let none = if domain.requests_certificate() {
        "keep"
    } else {
        "stop"
    };
    shell.line(
        "only CERTIFICATE {} {}",
        [Word::text(&what), Word::bare(none)],
    );
}

pub(super) fn print_zone(
    shell: &mut Shell,
    design: &Design,
    domain: &CustomDomain,
    record: &Route53,
    none: &'static str,
) {
    let language = design.output.language;
    let at = place::domain().join("dns").join("route53");
    if record.hosted_zone_id.is_empty() {
        shell.at(at.join("zone_name"), |shell| {
            print_look(shell, language, domain, record, none);
        });
    } else {
        shell.at(at.join("hosted_zone_id"), |shell| {
            shell.assign("ZONE", &Word::text(&record.hosted_zone_id))
        });
    }
}

/// Looks the zone up by its name, or the longest one that holds the domain.
fn print_look(
    shell: &mut Shell,
    language: Language,
    domain: &CustomDomain,
    record: &Route53,
    none: &'static str,
) {
    let longest = record.zone_name.is_empty();
    let name = if longest {
        &domain.name
    } else {
        &record.zone_name
    };
    shell.comment(if domain.is_private() {
        words::deploy_private_zone(language)
    } else {
        words::deploy_zone(language)
    });
    shell.assign("ZONE", &Word::text(""));
    shell.assign(
        "ZONE_OF",
        &Word::text(&fully_qualified(name).to_ascii_lowercase()),
    );
    shell.line(
        r#"aws route53 list-hosted-zones --query {} --output text >"$WORK/zones""#,
        [Word::quoted(if domain.is_private() {
            PRIVATE_ZONES
        } else {
            PUBLIC_ZONES
        })],
    );
    shell.code(if longest { LONGEST_ZONE } else { NAMED_ZONE });
    let what = if domain.is_private() {
        words::what_private_zone(language, name)
    } else {
        words::what_zone(language, name)
    };
    shell.line("only ZONE {} {}", [Word::text(&what), Word::bare(none)]);
}

/// Requests the certificate that was not found, proves the name and waits until it is issued.
pub(super) fn print_request(shell: &mut Shell, design: &Design) {
    let Some(domain) = requested(design) else {
        return;
    };
    let language = design.output.language;
    shell.at(place::domain().join("certificate"), |shell| {
        shell.comment(words::deploy_request(language));
        for (name, message) in [
            ("M_NO_PROOF", words::message_no_proof(language)),
            ("M_NOT_ISSUED", words::message_not_issued(language)),
            ("M_STILL_PENDING", words::message_still_pending(language)),
        ] {
            shell.assign(name, &Word::quoted(message));
        }
        shell.code(PROOF);
        shell.code(ISSUED);
        shell.block("if [ -z $CERTIFICATE ]; then", [], "fi", |shell| {
            print_pending(shell, design, domain);
            print_proof(shell, design, domain);
        });
        shell.blank();
    });
}

/// A request that waits from an earlier run, or a new one.
fn print_pending(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let region = domain.certificate_region(&design.region);
    let query = format!(
        "CertificateSummaryList[?DomainName=={}].[CertificateArn]",
        literal(&domain.name)
    );
    shell.line(
        r#"aws acm list-certificates --region {} --certificate-statuses PENDING_VALIDATION --query {} --output text >"$WORK/found""#,
        [Word::text(region), Word::text(&query)],
    );
    let what = words::what_pending(design.output.language, &domain.name, region);
    shell.line("only CERTIFICATE {} keep", [Word::text(&what)]);
    let input = Word::json(|json| {
        json.field("DomainName", &domain.name);
        json.field("ValidationMethod", "DNS");
        json.list("Tags", |list| {
            list.object(|json| {
                json.field("Key", TAG);
                json.field("Value", &name::slug(&design.name));
            });
        });
    });
    shell.line(
        "[ -n $CERTIFICATE ] || make CERTIFICATE aws acm request-certificate --region {} --cli-input-json {} --query CertificateArn --output text",
        [Word::text(region), input],
    );
}

/// The record by which ACM sees that the name is the caller's; it stays, for the renewals.
fn print_proof(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let language = design.output.language;
    let region = || Word::text(domain.certificate_region(&design.region));
    shell.line("PROOF_NAME='<PROOF_NAME>'", []);
    shell.line("PROOF_VALUE='<PROOF_VALUE>'", []);
    shell.line("! known $CERTIFICATE || proof {}", [region()]);
    if record(design).is_some() {
        let batch = Word::json(|json| {
            json.list("Changes", |list| {
                list.object(|json| {
                    json.field("Action", "UPSERT");
                    json.object("ResourceRecordSet", |json| {
                        json.parts("Name", &[Part::Variable("PROOF_NAME")]);
                        json.field("Type", "CNAME");
                        json.field("TTL", 300);
                        json.list("ResourceRecords", |list| {
                            list.object(|json| {
                                json.parts("Value", &[Part::Variable("PROOF_VALUE")]);
                            });
                        });
                    });
                });
            });
        });
        shell.line(
            "change aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch {}",
            [batch],
        );
    } else {
        shell.line(
            "say {}",
            [Word::message(words::deploy_proof_elsewhere(language))],
        );
        shell.line(
            r"printf '%s 300 IN CNAME %s\n' $PROOF_NAME $PROOF_VALUE",
            [],
        );
    }
    let text = words::deploy_proof_wait(language, &domain.name);
    shell.block("if [ $DRY_RUN = 0 ]; then", [], "fi", |shell| {
        shell.line("say {}", [Word::message(&text)]);
        shell.line("issued {}", [region()]);
    });
}

/// ACM needs some seconds to think of the record.
const PROOF: &str = r#"proof() {
  local tries=0
  PROOF_VALUE=''
  while [ -z "$PROOF_VALUE" ]; do
    [ "$tries" -lt 30 ] || die "$M_NO_PROOF"
    [ "$tries" = 0 ] || sleep 2
    tries=$((tries + 1))
    ask PROOF_NAME aws acm describe-certificate --region "$1" --certificate-arn "$CERTIFICATE" \
      --query 'Certificate.DomainValidationOptions[0].ResourceRecord.Name' --output text
    ask PROOF_VALUE aws acm describe-certificate --region "$1" --certificate-arn "$CERTIFICATE" \
      --query 'Certificate.DomainValidationOptions[0].ResourceRecord.Value' --output text
  done
}
"#;

/// An hour: somebody may have to enter the record by hand. The CLI's own waiter gives up sooner
/// and does not tell a refusal from a delay.
const ISSUED: &str = r#"issued() {
  local tries=0 status=''
  while [ "$status" != ISSUED ]; do
    [ "$tries" -lt 120 ] || die "$M_STILL_PENDING"
    [ "$tries" = 0 ] || sleep 30
    tries=$((tries + 1))
    ask status aws acm describe-certificate --region "$1" --certificate-arn "$CERTIFICATE" \
      --query Certificate.Status --output text
    case "$status" in
      ISSUED | PENDING_VALIDATION | '') ;;
      *)
        # shellcheck disable=SC2059
        die "$(printf "$M_NOT_ISSUED" "$status")"
        ;;
    esac
  done
}
"#;

const CERTIFICATES: &str = r#"certificates() {
  aws acm list-certificates --region "$1" --certificate-statuses ISSUED --query "$2" --output text \
    --includes '{"keyTypes":["RSA_2048","RSA_3072","RSA_4096","EC_prime256v1","EC_secp384r1"]}' >"$WORK/found"
}
"#;

/// A private domain stands in a zone of its VPC.
const PRIVATE_ZONES: &str = "HostedZones[?Config.PrivateZone==`true`].[Name,Id]";
const PUBLIC_ZONES: &str = "HostedZones[?Config.PrivateZone==`false`].[Name,Id]";

const LONGEST_ZONE: &str = r#"ZONE_OF=$ZONE_OF awk -F '\t' '
    { d = "." ENVIRON["ZONE_OF"]; z = "." tolower($1) }
    length(z) <= length(d) && substr(d, length(d) - length(z) + 1) == z {
      if (length(z) > best) { best = length(z); found = "" }
      if (length(z) == best) found = found $2 "\n"
    }
    END { printf "%s", found }' "$WORK/zones" >"$WORK/found"
"#;

const NAMED_ZONE: &str = r#"ZONE_OF=$ZONE_OF awk -F '\t' 'tolower($1) == ENVIRON["ZONE_OF"] { print $2 }' "$WORK/zones" >"$WORK/found"
"#;
