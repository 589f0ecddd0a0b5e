//! Mappings of the domain to stages by version 2 of the service's API; their keys may hold slashes.

use crate::diagnostic::Pointer;
use crate::generate::cli::mapping::key;
use crate::model::{BasePathMapping, CustomDomain, Design};
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

fn at() -> Pointer {
    Pointer::root().join("domain").join("mappings")
}

/// What names the domain in the calls of this file.
pub(in crate::generate::cli) fn print_input(shell: &mut Shell, domain: &CustomDomain) {
    let input = Word::json(|json| json.field("DomainName", &domain.name));
    shell.assign("MAPPINGS_OF", &input);
    shell.code(LIST_MAPPINGS);
}

/// Takes away the mappings to this API that the design no longer has, then makes its own.
pub(in crate::generate::cli) fn print(shell: &mut Shell, design: &Design, domain: &CustomDomain) {
    let language = design.output.language;
    let wanted: Vec<&str> = domain.mappings.iter().map(key).collect();
    shell.at(at(), |shell| {
        shell.comment(words::deploy_drop_mappings(language));
        print_input(shell, domain);
        shell.assign("N_MAPPING", &Word::quoted(words::what_mapping(language)));
        shell.assign("MAPPINGS", &Word::text(&wanted.join("\n")));
        shell.code(DROP_MAPPINGS);
        if !domain.mappings.is_empty() {
            shell.code(MAPPING);
        }
    });
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let mut stages = design.stages.iter();
        if stages.any(|stage| stage.name == mapping.stage) {
            shell.at(at().join(index), |shell| {
                print_mapping(shell, domain, mapping)
            });
        }
    }
}

fn print_mapping(shell: &mut Shell, domain: &CustomDomain, mapping: &BasePathMapping) {
    let base_path = mapping.base_path.trim_matches('/');
    let input = Word::json(|json| {
        json.field("DomainName", &domain.name);
        if !base_path.is_empty() {
            json.field("ApiMappingKey", base_path);
        }
        json.field("Stage", &mapping.stage);
    });
    shell.line(
        "mapping {} {} {}",
        [Word::text(key(mapping)), Word::text(&mapping.stage), input],
    );
}

/// The CLI does not follow the pages of this list by itself.
const LIST_MAPPINGS: &str = r#"list_mappings() {
  local token=''
  : >"$WORK/mappings"
  while [ "$token" != - ]; do
    aws apigatewayv2 get-api-mappings --cli-input-json "$MAPPINGS_OF" ${token:+--next-token "$token"} --output text \
      --query '[[[NextToken || `"-"`]], Items[].[ApiMappingKey || `"(none)"`,ApiMappingId,ApiId,Stage]][]' >"$WORK/page"
    token=$(sed -n 1p "$WORK/page")
    sed 1d "$WORK/page" >>"$WORK/mappings"
  done
}
"#;

/// In a domain that was there before, somebody else may have mapped the API.
const DROP_MAPPINGS: &str = r#": >"$WORK/mappings"
[ -z "$FOUND" ] || list_mappings
if known "$API" && [ -n "$FOUND" ]; then
  act=later
  ask OWNER aws apigateway get-domain-name --cli-input-json "$DOMAIN_INPUT" --query 'tags."gateway-studio"' --output text
  [ "$OWNER" != "$PROJECT" ] || act=change
  while IFS=$'\t' read -r key id api _; do
    [ "$api" = "$API" ] || continue
    if printf '%s\n' "$MAPPINGS" | grep -Fx -e "$key" >/dev/null; then continue; fi
    if [ "$act" = later ]; then left "$N_MAPPING" "$key"; else gone "$N_MAPPING" "$key"; fi
    "$act" aws apigatewayv2 delete-api-mapping --cli-input-json "$MAPPINGS_OF" --api-mapping-id "$id"
  done <"$WORK/mappings"
fi
"#;

const MAPPING: &str = r#"mapping() {
  local id='' api='' stage=''
  WANTED=$1 awk -F '\t' '$1 == ENVIRON["WANTED"]' "$WORK/mappings" >"$WORK/found"
  IFS=$'\t' read -r _ id api stage <"$WORK/found" || true
  if ! have "$id"; then
    change aws apigatewayv2 create-api-mapping --api-id "$API" --cli-input-json "$3"
  elif [ "$api|$stage" != "$API|$2" ]; then
    change aws apigatewayv2 update-api-mapping --api-id "$API" --api-mapping-id "$id" --cli-input-json "$3"
  fi
}
"#;

/// The domain is ours to remove when it has the project's tag and leads to no other API.
pub(in crate::generate::cli) const OWN_MAPPINGS: &str = r#"OURS=0
[ "$OWNER" != "$PROJECT" ] || OURS=1
if [ -n "$TARGET" ]; then
  list_mappings
  while IFS=$'\t' read -r _ id api _; do
    if [ "$api" = "$API" ]; then
      tolerate NotFound aws apigatewayv2 delete-api-mapping --cli-input-json "$MAPPINGS_OF" --api-mapping-id "$id"
    else
      OURS=0
    fi
  done <"$WORK/mappings"
fi
"#;
