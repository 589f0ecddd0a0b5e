//! The domain of the stages, as `zappa certify` makes it.

use std::borrow::Cow;

use super::keys::ROUTE53;
use super::stage::{Settings, misspelt};
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::node::{Entry, Mark};
use crate::model::{BasePathMapping, CustomDomain, Dns, DomainEndpoint, OtherDns, Record, Route53};
use crate::sentence;

/// Keys that `zappa certify` alone reads, so they tell that it makes the domain.
const CERTIFY: [&str; 5] = [
    "certificate",
    "certificate_arn",
    "certificate_key",
    "lets_encrypt_key",
    "route53_enabled",
];

/// Reads the domain of all stages: that of the first one that has one.
pub(super) fn read(stages: &[Settings<'_>], reading: &mut Reading) -> Option<CustomDomain> {
    let mut made: Option<CustomDomain> = None;
    for stage in stages {
        let Some((entry, name)) = name(stage, reading) else {
            continue;
        };
        match &mut made {
            Some(domain) if domain.name != name => {
                entry.set_mark(Mark::Unread);
                another(entry, &name, &domain.name, reading);
                continue;
            }
            Some(domain) => {
                let arn = certificate(stage, entry, reading);
                if arn.is_some_and(|arn| arn != domain.certificate_arn)
                    && let Some(entry) = stage.get("certificate_arn")
                {
                    stage.keep(entry, reading);
                }
                route53(stage, entry, reading);
            }
            None => made = Some(first(stage, entry, name, reading)),
        }
        let base_path = stage.text("base_path", reading).unwrap_or_default();
        if let Some(domain) = &mut made {
            domain.mappings.push(BasePathMapping {
                base_path: base_path.trim_matches('/').to_owned(),
                stage: stage.name().to_owned(),
            });
        }
    }
    made
}

/// The name of a stage's domain; the guide's mapping `{"domain": …}` is told.
fn name<'a>(stage: &Settings<'a>, reading: &mut Reading) -> Option<(&'a Entry, String)> {
    let entry = stage.get("domain")?;
    if !entry.value.is_map() {
        let name = stage.text("domain", reading)?;
        return (!name.is_empty()).then_some((entry, name));
    }
    let inside = ["domain", "domain_name", "name"];
    let name = inside
        .iter()
        .find_map(|key| entry.value.take(key)?.scalar());
    let Some(name) = name.map(Cow::into_owned) else {
        reading.wrong(entry, &sentence!("the name of a host", "ホスト名"));
        return None;
    };
    if entry.mark() == Mark::Unread {
        entry.set_mark(Mark::Represented);
        reading.say(
            Severity::Warning,
            "zappa-domain-nested",
            entry.at,
            sentence!(
                "`domain` holds a mapping, with which Zappa writes a program that does not start",
                "`domain` がマッピングになっています。Zappa はこれを受け取ると、起動しないプログラムを生成します"
            ),
            sentence!(
                "write `\"domain\": \"{name}\"`, and beside it `certificate_arn` and `route53_enabled`; the design takes what is meant",
                "`\"domain\": \"{name}\"` とし、`certificate_arn` と `route53_enabled` を同じ階層に書いてください。設計には意図した内容を取り込みました"
            ),
        );
    }
    Some((entry, name))
}

/// The certificate of a stage.
fn certificate(stage: &Settings<'_>, domain: &Entry, reading: &mut Reading) -> Option<String> {
    let flat = stage.text("certificate_arn", reading);
    let nested = || domain.value.take("certificate_arn")?.scalar();
    flat.or_else(|| Some(nested()?.into_owned()))
}

/// Whether Route 53 serves the name, where something says so.
fn route53(stage: &Settings<'_>, domain: &Entry, reading: &mut Reading) -> Option<bool> {
    let right = stage.truth("route53_enabled", reading);
    let mut said = right;
    let nested = domain.value.entries().iter();
    let nested =
        nested.filter(|entry| entry.key == "route53_enabled" || ROUTE53.contains(&&*entry.key));
    let flat = ROUTE53.iter().filter_map(|key| stage.get(key));
    for entry in nested.chain(flat) {
        let Some(value) = entry.value.as_bool() else {
            continue;
        };
        if entry.mark() == Mark::Unread {
            let right = sentence!(
                "`\"route53_enabled\": {value}` in the stage",
                "ステージに `\"route53_enabled\": {value}` "
            );
            misspelt(entry, &right, reading);
        }
        said = said.or(Some(value));
    }
    said
}

fn first(stage: &Settings<'_>, entry: &Entry, name: String, reading: &mut Reading) -> CustomDomain {
    let certificate_arn = certificate(stage, entry, reading).unwrap_or_default();
    let route53 = route53(stage, entry, reading);
    let certifies = !certificate_arn.is_empty()
        || route53.is_some()
        || CERTIFY.iter().any(|key| stage.get(key).is_some());
    if !certifies {
        made_elsewhere(entry, &name, reading);
        return CustomDomain {
            name,
            ..CustomDomain::default()
        };
    }
    // An apex has no CNAME; for it `certify` makes an alias (zappa 0.63, `update_route53_records`).
    let is_apex = name.split('.').count() <= 2;
    let record = if is_apex {
        Record::Alias
    } else {
        Record::Cname(60)
    };
    let dns = if route53 == Some(false) {
        Dns::Elsewhere(OtherDns::default())
    } else {
        Dns::Route53(Route53 {
            record,
            ..Route53::default()
        })
    };
    CustomDomain {
        name,
        endpoint: DomainEndpoint::Edge,
        certificate_arn,
        dns,
        ..CustomDomain::default()
    }
}

fn made_elsewhere(entry: &Entry, name: &str, reading: &mut Reading) {
    reading.say(
        Severity::Info,
        "zappa-domain-elsewhere",
        entry.at,
        sentence!(
            "`{name}` has no certificate, so something else than `zappa certify` made it; the design takes it for a regional domain",
            "`{name}` に証明書がないため、`zappa certify` 以外で作られたものです。設計ではリージョンドメインとしました"
        ),
        sentence!(
            "set its endpoint type and its DNS in the studio",
            "エンドポイントタイプと DNS をスタジオで設定してください"
        ),
    );
}

fn another(entry: &Entry, name: &str, ours: &str, reading: &mut Reading) {
    reading.say(
        Severity::Warning,
        "zappa-domain-second",
        entry.at,
        sentence!(
            "the design has one domain, `{ours}`; `{name}` stays in `zappa_settings.json` alone",
            "設計のドメインは `{ours}` の1つです。`{name}` は `zappa_settings.json` だけに残ります"
        ),
        sentence!(
            "make a design of its own for the stage to have its domain in the other files, too",
            "ほかのファイルにもこのドメインを出力するには、ステージを別の設計にしてください"
        ),
    );
}
