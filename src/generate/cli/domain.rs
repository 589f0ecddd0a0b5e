//! The custom domain: certificate, mappings, DNS record.

use super::certificate::print_zone;
use super::names::{Names, TAG, literal};
use super::place::domain as at;
use super::{http, mapping, place, private_domain, record as dns};
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::generate::route53::{fully_qualified, record};
use crate::model::{
    BasePathMapping, CustomDomain, Design, Dns, DomainEndpoint, IpAddressType, Record, Routing,
};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// The service's fields for certificate, target and the target's zone.
fn fields(domain: &CustomDomain) -> [&'static str; 3] {
    match domain.endpoint {
        DomainEndpoint::Regional => [
            "regionalCertificateArn",
            "regionalDomainName",
            "regionalHostedZoneId",
        ],
        // The record of a private one leads to a VPC endpoint.
        DomainEndpoint::Edge | DomainEndpoint::Private => [
            "certificateArn",
            "distributionDomainName",
            "distributionHostedZoneId",
        ],
    }
}

/// Whether version 2 of the service's API makes the mappings: of HTTP and WebSocket APIs, and paths of several parts of REST
/// APIs, beside which it lists and changes the others, too.
fn maps_by_v2(design: &Design, domain: &CustomDomain) -> bool {
    design.is_v2() || domain.mappings.iter().any(BasePathMapping::has_levels)
}

pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names) {
    if let Some(domain) = &design.domain {
        shell.at(at(), |shell| print_domain(shell, design, domain));
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
    shell.at(place::name(), |shell| {
        shell.line(
            r#"aws apigateway get-domain-names --query {} --output text >"$WORK/items""#,
            [names.tagged("items", "domainName,domainNameId")],
        );
    });
    // One name may stand for a private domain and a public one.
    let private =
        design.rest().is_some() && design.domain.as_ref().is_some_and(CustomDomain::is_private);
    let at = match design.domain {
        Some(_) => at().join("endpoint"),
        None => at(),
    };
    shell.at(at, |shell| {
        shell.code(if private {
            OWN_IS_PRIVATE
        } else {
            OWN_IS_PUBLIC
        });
    });
    shell.code(LEFT_DOMAINS);
}

fn print_domain(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let language = design.output.language;
    shell.blank();
    shell.comment(words::deploy_domain(language));
    if domain.is_private() && design.rest().is_some() {
        private_domain::print(shell, design, domain);
        return dns::print(shell, design, domain);
    }
    print_create(shell, design, domain);
    if maps_by_v2(design, domain) {
        http::print_mappings(shell, design, domain);
        return dns::print(shell, design, domain);
    }
    mapping::print_wanted(shell, design, domain);
    shell.at(at().join("mappings"), |shell| {
        shell.code(DROP_MAPPINGS);
        if !domain.mappings.is_empty() {
            shell.code(MAPPING);
        }
    });
    let of_domain = |json: &mut Object| json.field("domainName", &domain.name);
    mapping::print(shell, design, domain, of_domain, |mapping| {
        mapping_input(domain, mapping)
    });
    dns::print(shell, design, domain);
}

/// Stops before the first change when the domain, or the record of a new one, is somebody else's.
pub(super) fn print_guard(shell: &mut Shell, design: &Design) {
    if let Some(domain) = &design.domain {
        shell.at(at(), |shell| print_guard_of(shell, design, domain));
    }
}

fn print_guard_of(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    if domain.is_private() && design.rest().is_some() {
        private_domain::print_find(shell, design, domain, words::deploy_guard);
        shell.code("OWNER=$DOMAIN_ID\n");
        print_handed(shell, design, domain);
        return print_guard_of_record(shell, design, domain);
    }
    shell.comment(words::deploy_guard(design.output.language));
    shell.at(at().join("name"), |shell| {
        print_input(shell, domain);
        shell.code(OWNER_OF_DOMAIN);
        shell.code(DOMAIN_OF_OTHERS);
    });
    let kind = domain.endpoint.as_str();
    let query = format!("contains(endpointConfiguration.types || `[\"{kind}\"]`, '{kind}')");
    shell.at(at().join("endpoint"), |shell| {
        shell.line("FITS=''", []);
        shell.line(
            "ask FITS aws apigateway get-domain-name --cli-input-json $DOMAIN_INPUT --query {} --output text",
            [Word::text(&query)],
        );
        let other = words::message_endpoint(design.output.language, &domain.name, kind);
        shell.line("[ $FITS != False ] || die {}", [Word::text(&other)]);
    });
    print_handed(shell, design, domain);
    print_guard_of_record(shell, design, domain);
}

/// A name of a REST API that became private, or public, hands its record on: the project has the other domain, too.
fn print_handed(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    if design.rest().is_none() || !guards_record(design) {
        return;
    }
    let kind = if domain.is_private() {
        "!domainNameId"
    } else {
        "domainNameId"
    };
    let query = format!(
        "items[?domainName=={} && {kind} && tags.\"{TAG}\"=={}].[domainName]",
        literal(&domain.name),
        literal(&name::slug(&design.name))
    );
    shell.at(at().join("name"), |shell| {
        shell.code("HANDED=''\n");
        shell.line(
            "[ -n $OWNER ] || ask HANDED aws apigateway get-domain-names --query {} --output text",
            [Word::text(&query)],
        );
    });
}

/// Whether the record of a new domain must not be there yet.
fn guards_record(design: &Design) -> bool {
    record(design).is_some_and(|(_, record)| record.routing == Routing::Simple)
}

/// A new domain must not take its name from a record that leads elsewhere.
fn print_guard_of_record(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    if guards_record(design) {
        let query = format!("ResourceRecordSets[?{}].[Name]", dns::of_name(domain));
        shell.at(at().join("dns"), |shell| {
            shell.line(
                r#"[ -n $OWNER ] || aws route53 list-resource-record-sets --hosted-zone-id $ZONE --start-record-name {} --max-items 20 --query {} --output text >"$WORK/found""#,
                [Word::text(&fully_qualified(&domain.name)), Word::text(&query)],
            );
            shell.code(RECORD_OF_OTHERS);
        });
    }
    shell.blank();
}

/// What names the domain in every call.
fn print_input(shell: &mut Shell, domain: &CustomDomain) {
    let input = Word::json(|json| json.field("domainName", &domain.name));
    shell.assign("DOMAIN_INPUT", &input);
}

/// What names a mapping in every call but the one that makes it.
fn mapping_input(domain: &CustomDomain, mapping: &BasePathMapping) -> Word {
    Word::json(|json| {
        json.field("domainName", &domain.name);
        json.field("basePath", mapping::key(mapping));
    })
}

fn print_create(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let [certificate, ..] = fields(domain);
    shell.at(at().join("endpoint"), |shell| {
        shell.line("FOUND=''", []);
        shell.line(
            "ask FOUND aws apigateway get-domain-name --cli-input-json $DOMAIN_INPUT --query {} --output text",
            [Word::text(&format!("{certificate} || domainName"))],
        );
    });
    shell.code(SETTING);
    shell.block("if [ -z $FOUND ]; then", [], "fi", |shell| {
        let input = Word::json(|json| create(json, design, domain));
        shell.at(at().join("name"), |shell| {
            shell.line("change aws apigateway create-domain-name --cli-input-json {}", [input]);
        });
        shell.otherwise("else");
        shell.line("PATCH=''", []);
        print_settings(shell, domain);
        shell.line(
            r#"[ -z $PATCH ] || change aws apigateway update-domain-name --cli-input-json $DOMAIN_INPUT --patch-operations "[$PATCH]""#,
            [],
        );
    });
    shell.line("TARGET='<TARGET>'", []);
    print_alias(shell, domain, "TARGET_ZONE='<TARGET_ZONE>'");
    shell.block("if [ $DRY_RUN = 0 ]; then", [], "fi", |shell| {
        print_read_target(shell, domain)
    });
}

/// What an existing domain is brought to, in one update: AWS takes one in half a minute.
fn print_settings(shell: &mut Shell, domain: &CustomDomain) {
    let [certificate, ..] = fields(domain);
    shell.at(at().join("certificate_arn"), |shell| {
        shell.line(
            "setting {} $CERTIFICATE {}",
            [
                Word::text(certificate),
                operation(&format!("/{certificate}"), Part::Variable("CERTIFICATE")),
            ],
        );
    });
    let mut patched = |place: &[&'static str], query: &str, value: &str, patch: Word| {
        let at = place.iter().fold(at(), |at, key| at.join(*key));
        shell.at(at, |shell| {
            shell.line(
                "setting {} {} {}",
                [Word::text(query), Word::text(value), patch],
            );
        });
    };
    if let Some(mutual) = &domain.mutual_tls
        && mutual.truststore_version.is_empty()
    {
        // Pinned to an earlier version, a file goes on letting in whom a newer one does not.
        patched(
            &["mutual_tls", "truststore_version"],
            "mutualTlsAuthentication.truststoreVersion",
            "",
            Word::json(|json| {
                json.field("op", "remove");
                json.field("path", "/mutualTlsAuthentication/truststoreVersion");
            }),
        );
    }
    let mut setting = |place: &[&'static str], query: &str, path: &str, value: &str| {
        patched(place, query, value, operation(path, Part::Text(value)));
    };
    let policy = domain.security_policy.as_str();
    setting(
        &["security_policy"],
        "securityPolicy",
        "/securityPolicy",
        policy,
    );
    if let Some(mode) = domain.access_mode() {
        let place = ["security_policy"];
        setting(
            &place,
            "endpointAccessMode",
            "/endpointAccessMode",
            mode.as_str(),
        );
    }
    let addresses = domain.ip_address_type.as_str();
    let query = "endpointConfiguration.ipAddressType || 'ipv4'";
    let path = "/endpointConfiguration/ipAddressType";
    setting(&["ip_address_type"], query, path, addresses);
    if domain.endpoint == DomainEndpoint::Regional {
        let mutual = domain.mutual_tls.as_ref();
        let uri = mutual.map_or("", |mutual| &mutual.truststore_uri);
        let place: &[_] = match mutual {
            Some(_) => &["mutual_tls", "truststore_uri"],
            None => &["mutual_tls"],
        };
        setting(
            place,
            "mutualTlsAuthentication.truststoreUri",
            "/mutualTlsAuthentication/truststoreUri",
            uri,
        );
    }
    if let Some(mutual) = &domain.mutual_tls {
        let (version, ownership) = (
            &mutual.truststore_version,
            &mutual.ownership_certificate_arn,
        );
        if !version.is_empty() {
            setting(
                &["mutual_tls", "truststore_version"],
                "mutualTlsAuthentication.truststoreVersion",
                "/mutualTlsAuthentication/truststoreVersion",
                version,
            );
        }
        // One that is no longer needed is left: nothing asks for it then.
        if !ownership.is_empty() {
            let key = "ownershipVerificationCertificateArn";
            let place = ["mutual_tls", "ownership_certificate_arn"];
            setting(&place, key, &format!("/{key}"), ownership);
        }
    }
}

/// A patch operation that sets a field of the domain.
fn operation(path: &str, value: Part<'_>) -> Word {
    Word::json(|json| {
        json.field("op", "replace");
        json.field("path", path);
        json.parts("value", &[value]);
    })
}

fn create(json: &mut Object, design: &Design, domain: &CustomDomain) {
    let [certificate, ..] = fields(domain);
    json.field("domainName", &domain.name);
    json.parts(certificate, &[Part::Variable("CERTIFICATE")]);
    json.object("endpointConfiguration", |json| {
        json.list("types", |list| list.item(domain.endpoint.as_str()));
        if domain.ip_address_type == IpAddressType::Dualstack {
            json.field("ipAddressType", domain.ip_address_type.as_str());
        }
    });
    json.field("securityPolicy", domain.security_policy.as_str());
    if let Some(mode) = domain.access_mode() {
        json.field("endpointAccessMode", mode.as_str());
    }
    if let Some(mutual) = &domain.mutual_tls {
        json.object("mutualTlsAuthentication", |json| {
            json.field("truststoreUri", &mutual.truststore_uri);
            if !mutual.truststore_version.is_empty() {
                json.field("truststoreVersion", &mutual.truststore_version);
            }
        });
        let ownership = &mutual.ownership_certificate_arn;
        if !ownership.is_empty() {
            json.field("ownershipVerificationCertificateArn", ownership);
        }
    }
    json.object("tags", |json| json.field(TAG, &name::slug(&design.name)));
}

/// Whether the record needs the zone of the target, too.
pub(super) fn has_alias(domain: &CustomDomain) -> bool {
    matches!(&domain.dns, Dns::Route53(record) if record.record == Record::Alias)
}

/// Where an alias record says that it is one.
fn at_alias() -> Pointer {
    at().join("dns").join("route53").join("record")
}

/// A line that stands there for an alias record alone.
pub(super) fn print_alias(shell: &mut Shell, domain: &CustomDomain, line: &'static str) {
    if has_alias(domain) {
        shell.at(at_alias(), |shell| shell.line(line, []));
    }
}

/// Reads what the domain resolves to: only the service knows it.
fn print_read_target(shell: &mut Shell, domain: &CustomDomain) {
    let [_, target, zone] = fields(domain);
    let target = ("TARGET", target, at().join("endpoint"));
    let zone = has_alias(domain).then(|| ("TARGET_ZONE", zone, at_alias()));
    for (variable, field, at) in std::iter::once(target).chain(zone) {
        shell.at(at, |shell| {
            shell.line(
                "ask {} aws apigateway get-domain-name --cli-input-json $DOMAIN_INPUT --query {} --output text",
                [Word::text(variable), Word::text(field)],
            );
        });
    }
}

/// Where the domain answers.
pub(super) fn print_url(shell: &mut Shell, design: &Design) {
    let Some(domain) = &design.domain else { return };
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let address = name::mapped_host(design, domain, mapping);
        shell.at(at().join("mappings").join(index), |shell| {
            let address = [Word::text(&address)];
            if design.websocket().is_some() {
                shell.line(r"printf 'wss://%s\n' {}", address);
            } else {
                shell.line(r"printf 'https://%s\n' {}", address);
            }
        });
    }
}

/// Removes record, mappings and domain.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    if let Some(domain) = &design.domain {
        shell.at(at(), |shell| print_remove_domain(shell, design, domain));
    }
}

fn print_remove_domain(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    if domain.is_private() && design.rest().is_some() {
        return private_domain::print_remove(shell, design, domain);
    }
    shell.comment(words::teardown_domain(design.output.language));
    shell.at(at().join("name"), |shell| {
        print_input(shell, domain);
        shell.code(OWNER_OF_DOMAIN);
    });
    shell.line("TARGET=''", []);
    print_alias(shell, domain, "TARGET_ZONE=''");
    print_read_target(shell, domain);
    shell.at(at().join("mappings"), |shell| {
        if maps_by_v2(design, domain) {
            http::print_mapping_input(shell, domain);
            shell.code(http::OWN_MAPPINGS);
        } else {
            shell.code(OWN_MAPPINGS);
        }
    });
    if let Some((domain, record)) = record(design) {
        shell.at(at().join("dns"), |shell| {
            print_zone(shell, design, domain, record, "keep");
            shell.block(
                "if [ $OURS = 1 ] && [ -n $TARGET ] && [ -n $ZONE ]; then",
                [],
                "fi",
                |shell| {
                    dns::print_remove(shell, design);
                },
            );
        });
    }
    let kept = words::teardown_domain_kept(design.output.language, &domain.name);
    shell.block("if [ $OURS = 1 ]; then", [], "fi", |shell| {
        shell.line(
            "tolerate NotFound aws apigateway delete-domain-name --cli-input-json $DOMAIN_INPUT",
            [],
        );
        shell.otherwise("elif [ -n \"$TARGET\" ]; then");
        shell.line("say {}", [Word::message(&kept)]);
    });
}

/// A domain without the project's tag was made by somebody else; its own name stands for no tag.
const OWNER_OF_DOMAIN: &str = r#"OWNER=''
ask OWNER aws apigateway get-domain-name --cli-input-json "$DOMAIN_INPUT" \
  --query 'tags."gateway-studio" || domainName' --output text
"#;

const DOMAIN_OF_OTHERS: &str = r#"if [ -n "$OWNER" ] && [ "$OWNER" != "$PROJECT" ] && [ "$TAKE_OVER" = 0 ]; then
  die "$M_OTHERS"
fi
"#;

/// A new domain must not take the name from what answers there today.
const RECORD_OF_OTHERS: &str = r#"if [ -z "$OWNER${HANDED-}" ] && [ -s "$WORK/found" ] && [ "$TAKE_OVER" = 0 ]; then
  die "$M_OTHERS"
fi
"#;

/// The domain is ours to remove when it has the project's tag and leads to no other API.
const OWN_MAPPINGS: &str = r#"OURS=0
[ "$OWNER" != "$PROJECT" ] || OURS=1
if [ -n "$TARGET" ]; then
  aws apigateway get-base-path-mappings --cli-input-json "$DOMAIN_INPUT" \
    --query '(items || `[]`)[].[restApiId,basePath]' --output text >"$WORK/items"
  while IFS=$'\t' read -r id path; do
    have "$path" || continue
    if [ "$id" = "$API" ]; then
      tolerate NotFound aws apigateway delete-base-path-mapping --cli-input-json "$DOMAIN_INPUT" --base-path="$path"
    else
      OURS=0
    fi
  done <"$WORK/items"
fi
"#;

/// In a domain that was there before, somebody else may have mapped the API.
const DROP_MAPPINGS: &str = r#"if known "$API" && [ -n "$FOUND" ]; then
  act=later
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

const OWN_IS_PRIVATE: &str = r#"own_domain() { [ "$2" = "$DOMAIN_ID" ]; }
"#;

const OWN_IS_PUBLIC: &str = r#"own_domain() { [ "$1" = "$DOMAIN" ] && ! have "$2"; }
"#;

const LEFT_DOMAINS: &str = r#"while IFS=$'\t' read -r name id; do
  if ! have "$name" || own_domain "$name" "$id"; then continue; fi
  left "$N_DOMAIN" "$name"
  if have "$id"; then
    later aws apigateway delete-domain-name --domain-name "$name" --domain-name-id "$id"
  else
    later aws apigateway delete-domain-name --domain-name "$name"
  fi
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

const SETTING: &str = r#"setting() {
  local now=''
  ask now aws apigateway get-domain-name --cli-input-json "$DOMAIN_INPUT" --query "$1" --output text
  [ "$now" = "$2" ] || PATCH="${PATCH:+$PATCH,}$3"
}
"#;
