//! What is left of other kinds of API that the project had: an API's address may be in use, so it is named with
//! everything that belongs to it, and with the commands that remove it.

use super::access;
use super::link::{self, Service};
use super::names::{Names, TAG, literal};
use crate::diagnostic::Pointer;
use crate::model::{Api, Design};
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

/// Names the other APIs, and keeps their ids in the file `others`; before anything is taken away that they use.
pub(super) fn print_apis(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    shell.blank();
    shell.comment(words::deploy_left_apis(language));
    shell.code(LEFT_EACH);
    shell.at(Pointer::root().join("api"), |shell| {
        if design.rest().is_none() {
            shell.assign("N_REST_API", &Word::quoted(words::what_rest_api(language)));
            let query = format!(
                "(items || `[]`)[?tags.\"{TAG}\"=={}].[id,id]",
                literal(names.project())
            );
            shell.line(
                r#"aws apigateway get-rest-apis --query {} --output text >"$WORK/items""#,
                [Word::text(&query)],
            );
            shell.code(REST_APIS);
        }
        let [mut http, mut websocket] = [false, false];
        match design.api {
            Api::Rest(_) => [http, websocket] = [true, true],
            Api::Http(_) => websocket = true,
            Api::Websocket(_) => http = true,
        }
        if http {
            let name = Word::quoted(words::what_http_api_left(language));
            shell.assign("N_V2_API", &name);
            print_v2(shell, names, "HTTP");
        }
        if websocket {
            let name = Word::quoted(words::what_websocket_api_left(language));
            shell.assign("N_V2_API", &name);
            print_v2(shell, names, "WEBSOCKET");
        }
    });
}

fn print_v2(shell: &mut Shell, names: &Names, protocol: &str) {
    let query = format!(
        "(Items || `[]`)[?ProtocolType==`\"{protocol}\"` && Tags.\"{TAG}\"=={}].[ApiId,ApiId]",
        literal(names.project())
    );
    shell.line(
        r#"aws apigatewayv2 get-apis --query {} --output text >"$WORK/items""#,
        [Word::text(&query)],
    );
    shell.code(V2_APIS);
}

/// Names what belonged to them: links, keys, plans, the web ACL.
pub(super) fn print_parts(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    shell.blank();
    shell.comment(words::deploy_left_parts(language));
    shell.at(Pointer::root().join("api"), |shell| {
        let name = Word::quoted(words::what_vpc_link(language));
        shell.assign("N_VPC_LINK", &name);
        for service in [Service::Rest, Service::V2] {
            if Service::of(design) == service {
                continue;
            }
            link::print_list(shell, names, service);
            shell.code(match service {
                Service::Rest => REST_LINKS,
                Service::V2 => V2_LINKS,
            });
        }
        if design.http().is_some() {
            access::print_list(shell, names);
            shell.assign("N_PLAN", &Word::quoted(words::what_usage_plan(language)));
            shell.assign("N_KEY", &Word::quoted(words::what_api_key(language)));
            shell.code(KEYS_AND_PLANS);
        }
        if design.rest().is_none() {
            let name = Word::quoted(words::what_web_acl(language));
            shell.assign("N_WEB_ACL", &name);
            shell.code(WEB_ACL);
        }
    });
}

/// Reads a name and an id in each line; the id is the last word of the command.
const LEFT_EACH: &str = r#"left_each() {
  local what=$1 name id
  shift
  while IFS=$'\t' read -r name id _; do
    have "$id" || continue
    left "$what" "$name"
    later "$@" "$id"
  done
}
: >"$WORK/others"
"#;

const REST_APIS: &str = r#"cat "$WORK/items" >>"$WORK/others"
left_each "$N_REST_API" aws apigateway delete-rest-api --rest-api-id <"$WORK/items"
"#;

const V2_APIS: &str = r#"cat "$WORK/items" >>"$WORK/others"
left_each "$N_V2_API" aws apigatewayv2 delete-api --api-id <"$WORK/items"
"#;

const REST_LINKS: &str = r#"left_each "$N_VPC_LINK" aws apigateway delete-vpc-link --vpc-link-id <"$WORK/links"
"#;

const V2_LINKS: &str = r#"left_each "$N_VPC_LINK" aws apigatewayv2 delete-vpc-link --vpc-link-id <"$WORK/links"
"#;

/// A plan goes once it has no stage; those of an API that is gone stand in it no longer.
const KEYS_AND_PLANS: &str = r#"left_each "$N_KEY" aws apigateway delete-api-key --api-key <"$WORK/keys"
while IFS=$'\t' read -r tag id; do
  have "$id" || continue
  left "$N_PLAN" "$tag"
  aws apigateway get-usage-plan --usage-plan-id "$id" \
    --query "(apiStages || \`[]\`)[].[join(':', [apiId, stage])]" --output text >"$WORK/items"
  OPERATIONS=''
  while IFS= read -r item; do
    have "$item" || continue
    OPERATIONS="$OPERATIONS${OPERATIONS:+,}{\"op\":\"remove\",\"path\":\"/apiStages\",\"value\":\"$item\"}"
  done <"$WORK/items"
  [ -z "$OPERATIONS" ] ||
    later aws apigateway update-usage-plan --usage-plan-id "$id" --patch-operations "[$OPERATIONS]"
  later aws apigateway delete-usage-plan --usage-plan-id "$id"
done <"$WORK/plans"
"#;

/// Its lock token is that of its last change. Who may not ask for web ACLs has deployed all the same.
const WEB_ACL: &str = r#"aws wafv2 list-web-acls --scope REGIONAL --limit 100 \
  --query "WebACLs[?Name=='$PROJECT'].[ARN,Id,LockToken]" --output text >"$WORK/items" 2>"$WORK/error" ||
  cat "$WORK/error" >&2
OWNER=''
while IFS=$'\t' read -r arn id token; do
  have "$id" || continue
  ask OWNER aws wafv2 list-tags-for-resource --resource-arn "$arn" \
    --query "TagInfoForResource.TagList[?Key=='gateway-studio'].[Value]" --output text
  [ "$OWNER" = "$PROJECT" ] || continue
  left "$N_WEB_ACL" "$PROJECT"
  later aws wafv2 delete-web-acl --scope REGIONAL --name "$PROJECT" --id "$id" --lock-token "$token"
done <"$WORK/items"
"#;
