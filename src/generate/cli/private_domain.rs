//! A private custom domain: found by its tag, for its name may stand for several; reached by VPC endpoints, to one
//! of which its record leads.

use super::certificate::print_zone;
use super::domain::{has_alias, print_alias};
use super::names::{TAG, literal};
use super::place::domain as at;
use super::stage::replace_parts;
use super::{mapping, record as dns, replace};
use crate::diagnostic::Pointer;
use crate::generate::{name, resource_policy, route53};
use crate::model::{CustomDomain, Design, EndpointAccessMode, IpAddressType};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::Language;
use crate::words::files as words;

/// Sets `DOMAIN_ID`, `DOMAIN_ARN` and what names the domain in every call; all are empty while it is not there.
pub(super) fn print_find(
    shell: &mut Shell,
    design: &Design,
    domain: &CustomDomain,
    comment: fn(Language) -> &'static str,
) {
    shell.comment(comment(design.output.language));
    let query = format!(
        "items[?domainName=={} && domainNameId && tags.\"{TAG}\"=={}].[domainNameId,domainNameArn]",
        literal(&domain.name),
        literal(&name::slug(&design.name))
    );
    shell.at(at().join("name"), |shell| {
        shell.code("DOMAIN_ID='' DOMAIN_ARN=''\n");
        shell.line(
            r#"aws apigateway get-domain-names --query {} --output text >"$WORK/found""#,
            [Word::text(&query)],
        );
        shell.code(FOUND);
        shell.assign("DOMAIN_NAME", &Word::text(&domain.name));
    });
}

pub(super) fn print(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    shell.line("FOUND=$DOMAIN_ID", []);
    shell.block("if [ -z $DOMAIN_ID ]; then", [], "fi", |shell| {
        let input = Word::json(|json| create(json, design, domain));
        shell.line(
            "make DOMAIN_ID aws apigateway create-domain-name --cli-input-json {} --query domainNameId --output text",
            [input],
        );
        shell.code(READ_ARN);
        shell.otherwise("else");
        let patch = Word::json_list(|list| {
            replace_parts(list, "/certificateArn", &[Part::Variable("CERTIFICATE")]);
            let mode = domain.access_mode().map(EndpointAccessMode::as_str);
            let settings = [("/securityPolicy", Some(domain.security_policy.as_str())), ("/endpointAccessMode", mode)];
            for (path, value) in settings {
                if let Some(value) = value {
                    replace(list, path, value);
                }
            }
            list.object(|json| {
                json.field("op", "replace");
                json.field("path", "/policy");
                json.encoded("value", |json| resource_policy::of_domain(design).print_parameter(json));
            });
        });
        shell.line(
            "change aws apigateway update-domain-name \"--domain-name=$DOMAIN_NAME\" --domain-name-id $DOMAIN_ID --patch-operations {}",
            [patch],
        );
    });
    print_associations(shell, design);
    mapping::print_wanted(shell, design, domain);
    shell.at(at().join("mappings"), |shell| {
        shell.code(DROP_MAPPINGS);
        shell.code(MAPPING);
    });
    mapping::print(
        shell,
        design,
        domain,
        |_| {},
        |mapping| Word::text(mapping::key(mapping)),
    );
    if route53::record(design).is_some() {
        shell.line("TARGET='<TARGET>'", []);
        print_alias(shell, domain, "TARGET_ZONE='<TARGET_ZONE>'");
        shell.block("if [ $DRY_RUN = 0 ]; then", [], "fi", |shell| {
            print_target(shell, design, domain)
        });
    } else {
        shell.line("TARGET=''", []);
        print_target(shell, design, domain);
    }
}

/// Where the record leads: to the first VPC endpoint of the API.
fn print_target(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let Some(id) = design.rest().and_then(|rest| rest.vpc_endpoint_ids.first()) else {
        return;
    };
    let zone = has_alias(domain).then_some(("TARGET_ZONE", "HostedZoneId"));
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("vpc_endpoint_ids")
        .join(0);
    shell.at(at, |shell| {
        for (variable, field) in std::iter::once(("TARGET", "DnsName")).chain(zone) {
            let query = format!("VpcEndpoints[0].DnsEntries[0].{field}");
            shell.line(
                "ask {} aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {} --query {} --output text",
                [Word::text(variable), Word::text(id), Word::text(&query)],
            );
        }
    });
}

fn create(json: &mut Object, design: &Design, domain: &CustomDomain) {
    json.field("domainName", &domain.name);
    json.parts("certificateArn", &[Part::Variable("CERTIFICATE")]);
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
    json.encoded("policy", |json| {
        resource_policy::of_domain(design).print_parameter(json)
    });
    json.object("tags", |json| json.field(TAG, &name::slug(&design.name)));
}

/// Lets the VPC endpoints of the API reach the domain, and no others any longer.
fn print_associations(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    let endpoints = design.rest().map_or(&[][..], |rest| &rest.vpc_endpoint_ids);
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("vpc_endpoint_ids");
    shell.at(at, |shell| {
        shell.comment(words::deploy_associations(language));
        shell.assign(
            "N_ASSOCIATION",
            &Word::quoted(words::what_association(language)),
        );
        shell.assign("ENDPOINTS", &Word::text(&endpoints.join("\n")));
        shell.code(ASSOCIATIONS);
    });
}

/// Removes record, associations, mappings and domain: it has the project's tag, and its own id.
pub(super) fn print_remove(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    print_find(shell, design, domain, words::teardown_domain);
    if let Some((domain, record)) = route53::record(design) {
        shell.at(at().join("dns"), |shell| {
            shell.line("TARGET=''", []);
            print_alias(shell, domain, "TARGET_ZONE=''");
            print_target(shell, design, domain);
            print_zone(shell, design, domain, record, "keep");
            shell.block(
                "if [ -n $DOMAIN_ID ] && [ -n $TARGET ] && [ -n $ZONE ]; then",
                [],
                "fi",
                |shell| dns::print_remove(shell, design),
            );
        });
    }
    shell.code(REMOVE);
}

const FOUND: &str = r#"if [ -s "$WORK/found" ]; then
  IFS=$'\t' read -r DOMAIN_ID DOMAIN_ARN <"$WORK/found"
fi
"#;

const READ_ARN: &str = r#"  DOMAIN_ARN='<DOMAIN_ARN>'
  ! known "$DOMAIN_ID" || ask DOMAIN_ARN aws apigateway get-domain-name --domain-name="$DOMAIN_NAME" \
    --domain-name-id "$DOMAIN_ID" --query domainNameArn --output text
"#;

const ASSOCIATIONS: &str = r#": >"$WORK/associations"
! known "$DOMAIN_ARN" || aws apigateway get-domain-name-access-associations --resource-owner SELF --limit 500 --output text \
  --query "items[?domainNameArn=='$DOMAIN_ARN'].[accessAssociationSource,domainNameAccessAssociationArn]" \
  >"$WORK/associations"
while IFS=$'\t' read -r endpoint association; do
  have "$association" || continue
  if printf '%s\n' "$ENDPOINTS" | grep -Fx -e "$endpoint" >/dev/null; then continue; fi
  gone "$N_ASSOCIATION" "$endpoint"
  change aws apigateway delete-domain-name-access-association --domain-name-access-association-arn "$association"
done <"$WORK/associations"
while IFS= read -r endpoint; do
  if [ -z "$endpoint" ] || cut -f 1 "$WORK/associations" | grep -Fx -e "$endpoint" >/dev/null; then continue; fi
  change aws apigateway create-domain-name-access-association --domain-name-arn "$DOMAIN_ARN" \
    --access-association-source-type VPCE --access-association-source "$endpoint"
done <<<"$ENDPOINTS"
"#;

const DROP_MAPPINGS: &str = r#": >"$WORK/mappings"
[ -z "$FOUND" ] || aws apigateway get-base-path-mappings --domain-name="$DOMAIN_NAME" --domain-name-id "$DOMAIN_ID" \
  --query '(items || `[]`)[].[basePath,restApiId,stage]' --output text >"$WORK/mappings"
while IFS=$'\t' read -r path id _; do
  have "$path" || continue
  if printf '%s\n' "$MAPPINGS" | grep -Fx -e "$path" >/dev/null; then continue; fi
  gone "$N_MAPPING" "$path"
  change aws apigateway delete-base-path-mapping --domain-name="$DOMAIN_NAME" --domain-name-id "$DOMAIN_ID" \
    --base-path="$path"
done <"$WORK/mappings"
"#;

const MAPPING: &str = r#"mapping() {
  local found
  found=$(WANTED=$2 awk -F '\t' '$1 == ENVIRON["WANTED"] { print $2 ":" $3; exit }' "$WORK/mappings")
  if [ -z "$found" ]; then
    change aws apigateway create-base-path-mapping --domain-name="$DOMAIN_NAME" --domain-name-id "$DOMAIN_ID" \
      --rest-api-id "$API" --cli-input-json "$3"
  elif [ "$found" != "$API:$1" ]; then
    change aws apigateway update-base-path-mapping --domain-name="$DOMAIN_NAME" --domain-name-id "$DOMAIN_ID" \
      --base-path="$2" --patch-operations "$4"
  fi
}
"#;

/// The domain is this project's alone, so everything of it goes.
const REMOVE: &str = r#"if [ -n "$DOMAIN_ID" ]; then
  aws apigateway get-domain-name-access-associations --resource-owner SELF --limit 500 --output text \
    --query "items[?domainNameArn=='$DOMAIN_ARN'].[domainNameAccessAssociationArn]" >"$WORK/items"
  while IFS= read -r association; do
    have "$association" || continue
    tolerate NotFound aws apigateway delete-domain-name-access-association \
      --domain-name-access-association-arn "$association"
  done <"$WORK/items"
  aws apigateway get-base-path-mappings --domain-name="$DOMAIN_NAME" --domain-name-id "$DOMAIN_ID" \
    --query '(items || `[]`)[].[basePath]' --output text >"$WORK/items"
  while IFS= read -r path; do
    have "$path" || continue
    tolerate NotFound aws apigateway delete-base-path-mapping --domain-name="$DOMAIN_NAME" \
      --domain-name-id "$DOMAIN_ID" --base-path="$path"
  done <"$WORK/items"
  tolerate NotFound aws apigateway delete-domain-name --domain-name="$DOMAIN_NAME" --domain-name-id "$DOMAIN_ID"
fi
"#;
