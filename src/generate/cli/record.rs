//! The domain's DNS record, with the values that the domain turned out to have.

use crate::diagnostic::Pointer;
use crate::generate::route53::{fully_qualified, record, routing};
use crate::model::{CustomDomain, Design, Record, Route53};
use crate::text::shell::{List, Part, Shell, Word};
use crate::words::files as words;

/// The record, or what to enter at another provider.
pub(super) fn print(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    if let Some((domain, record)) = record(design) {
        let at = Pointer::root().join("domain").join("dns").join("route53");
        shell.at(at, |shell| print_record(shell, design, domain, record));
    } else {
        let text = words::deploy_dns_elsewhere(design.output.language, &domain.name);
        shell.line("say {}", [Word::text(&text)]);
        shell.line(r"printf '%s\n' $TARGET", []);
    }
}

/// Removes the records one by one: a batch is refused as a whole when one is not there.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    let Some((domain, record)) = record(design) else {
        return;
    };
    for kind in record.record.types(domain.ip_address_type) {
        let batch = batch(design, domain, record, ("DELETE", &[kind]));
        shell.line(
            "tolerate InvalidChangeBatch aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch {}",
            [batch],
        );
    }
}

fn batch(
    design: &Design,
    domain: &CustomDomain,
    record: &Route53,
    (action, kinds): (&'static str, &[&'static str]),
) -> Word {
    Word::json(|json| {
        json.list("Changes", |list| {
            for kind in kinds {
                change(list, design, domain, record, (action, kind));
            }
        });
    })
}

fn change(
    list: &mut List,
    design: &Design,
    domain: &CustomDomain,
    record: &Route53,
    (action, kind): (&'static str, &'static str),
) {
    list.object(|json| {
        json.field("Action", action);
        json.object("ResourceRecordSet", |json| {
            json.field("Name", &fully_qualified(&domain.name));
            json.field("Type", kind);
            for (key, _, value) in routing(design, record) {
                json.field(key, value);
            }
            match record.record {
                Record::Alias => {
                    json.object("AliasTarget", |json| {
                        json.parts("HostedZoneId", &[Part::Variable("TARGET_ZONE")]);
                        json.parts("DNSName", &[Part::Variable("TARGET"), Part::Text(".")]);
                        json.field("EvaluateTargetHealth", record.evaluate_target_health);
                    });
                }
                Record::Cname(seconds) => {
                    json.field("TTL", seconds);
                    json.list("ResourceRecords", |list| {
                        list.object(|json| {
                            json.parts("Value", &[Part::Variable("TARGET"), Part::Text(".")]);
                        });
                    });
                }
            }
        });
    });
}

fn print_record(shell: &mut Shell, design: &Design, domain: &CustomDomain, record: &Route53) {
    let language = design.output.language;
    shell.comment(words::deploy_record(language));
    let kinds = record.record.types(domain.ip_address_type);
    let batch = batch(design, domain, record, ("UPSERT", kinds));
    shell.line(
        "make RECORD_CHANGE aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch {} --query ChangeInfo.Id --output text",
        [batch],
    );
    shell.block("if known $RECORD_CHANGE ; then", [], "fi", |shell| {
        let text = words::deploy_dns_wait(language, &domain.name);
        shell.line("say {}", [Word::text(&text)]);
        shell.line(
            "aws route53 wait resource-record-sets-changed --id $RECORD_CHANGE",
            [],
        );
    });
}
