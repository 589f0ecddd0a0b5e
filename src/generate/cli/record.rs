//! The domain's DNS record, with the values that the domain turned out to have.

use super::names::literal;
use crate::diagnostic::Pointer;
use crate::generate::route53::{fully_qualified, identifier, record, routing};
use crate::model::{CustomDomain, Design, Record, Route53};
use crate::text::json;
use crate::text::shell::{List, Part, Shell, Word};
use crate::words::files as words;

/// The record, or what to enter at another provider.
pub(super) fn print(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    if let Some((domain, record)) = record(design) {
        let at = Pointer::root().join("domain").join("dns").join("route53");
        shell.at(at, |shell| print_record(shell, design, domain, record));
    } else {
        let text = words::deploy_dns_elsewhere(design.output.language, &domain.name);
        shell.at(Pointer::root().join("domain").join("dns"), |shell| {
            shell.line("say {}", [Word::message(&text)]);
            shell.line(r"printf '%s\n' $TARGET", []);
        });
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

/// Query for the addresses of the domain; Route 53 lists `*` as `\052`.
pub(super) fn of_name(domain: &CustomDomain) -> String {
    let name = fully_qualified(&domain.name).to_ascii_lowercase();
    let listed = name.replacen('*', "\\052", 1);
    let is_name = if listed == name {
        format!("Name=={}", literal(&name))
    } else {
        format!("(Name=={} || Name=={})", literal(&name), literal(&listed))
    };
    format!("{is_name} && contains(`[\"A\",\"AAAA\",\"CNAME\"]`, Type)")
}

/// Query for what the batch replaces by itself: the records of its types with its identifier.
fn replaced(design: &Design, record: &Route53, kinds: &[&str]) -> String {
    let types: Vec<String> = kinds.iter().map(|kind| json::string(kind)).collect();
    let identifier = match identifier(design, record) {
        Some(identifier) => literal(identifier),
        None => "`null`".to_owned(),
    };
    format!(
        "contains(`[{}]`, Type) && SetIdentifier=={identifier}",
        types.join(",")
    )
}

fn print_record(shell: &mut Shell, design: &Design, domain: &CustomDomain, record: &Route53) {
    let language = design.output.language;
    let kinds = record.record.types(domain.ip_address_type);
    let name = fully_qualified(&domain.name);
    shell.comment(words::deploy_record(language));
    shell.assign("N_RECORD", &Word::quoted(words::what_record(language)));
    shell.assign("RECORD_NAME", &Word::text(&name));
    shell.assign("OF_NAME", &Word::text(&of_name(domain)));
    let kept = replaced(design, record, kinds);
    shell.assign("REPLACED", &Word::text(&kept));
    let changes = Word::json_compact_list(|list| {
        for kind in kinds {
            change(list, design, domain, record, ("UPSERT", kind));
        }
    });
    shell.assign("CHANGES", &changes);
    shell.code(OTHER_RECORDS);
    shell.line(
        "make RECORD_CHANGE aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch $BATCH --query ChangeInfo.Id --output text",
        [],
    );
    shell.block("if known $RECORD_CHANGE ; then", [], "fi", |shell| {
        let text = words::deploy_dns_wait(language, &domain.name);
        shell.line("say {}", [Word::message(&text)]);
        shell.line(
            "aws route53 wait resource-record-sets-changed --id $RECORD_CHANGE",
            [],
        );
    });
}

/// An alias and a CNAME, or a simple and a weighted record, do not stand beside each other: what
/// leads here in another way is deleted in the same batch, with `--take-over` whatever has the name.
const OTHER_RECORDS: &str = r#"DROP=''
if known "$TARGET"; then
  which="contains(\`[\"$TARGET\",\"$TARGET.\"]\`, AliasTarget.DNSName || ResourceRecords[0].Value)"
  [ "$TAKE_OVER${HANDED-}" = 0 ] || which=Type
  aws route53 list-resource-record-sets --hosted-zone-id "$ZONE" --start-record-name "$RECORD_NAME" --max-items 100 \
    --query "ResourceRecordSets[?$OF_NAME && !($REPLACED) && $which].{Action:'DELETE',ResourceRecordSet:@}" \
    --output json >"$WORK/items"
  DROP=$(sed -e '1s/^\[//' -e '$s/\]$//' "$WORK/items")
  if [ -n "$DROP" ]; then
    gone "$N_RECORD" "$RECORD_NAME"
    DROP="$DROP,"
  fi
fi
BATCH="{\"Changes\":[$DROP${CHANGES#?}}"
"#;
