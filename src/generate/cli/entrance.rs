//! Where requests enter a REST API and from where they may come: endpoint type, VPC endpoints,
//! resource policy.

use super::names;
use crate::diagnostic::Pointer;
use crate::generate::resource_policy;
use crate::model::{Design, IpAddressType, RestApi};
use crate::text::shell::{List, Object, Part, Shell, Word};
use crate::words::files as words;

/// Of `create-rest-api`.
pub(super) fn fields(json: &mut Object, design: &Design, rest: &RestApi) {
    json.object("endpointConfiguration", |json| {
        json.list("types", |list| list.item(rest.endpoint.as_str()));
        if rest.addresses() != IpAddressType::Ipv4 {
            json.field("ipAddressType", rest.addresses().as_str());
        }
        if rest.is_private() && !rest.vpc_endpoint_ids.is_empty() {
            json.list("vpcEndpointIds", |list| {
                rest.vpc_endpoint_ids.iter().for_each(|id| list.item(id));
            });
        }
    });
    if let Some(policy) = resource_policy::of(design) {
        json.encoded("policy", |json| policy.print_parameter(json));
    }
}

/// What [`print_update`] calls.
pub(super) fn print_helpers(shell: &mut Shell, design: &Design) {
    let what = words::what_vpc_endpoint(design.output.language);
    shell.assign("N_VPC_ENDPOINT", &Word::quoted(what));
    shell.code(DROP_VPC_ENDPOINTS);
}

/// Brings an API of an earlier run to the design's. VPC endpoints are for private APIs only, so
/// they go before its type changes, and come after.
pub(super) fn print_update(shell: &mut Shell, design: &Design, rest: &RestApi, at: Pointer) {
    let ids: &[String] = if rest.is_private() {
        &rest.vpc_endpoint_ids
    } else {
        &[]
    };
    shell.at(at.join("vpc_endpoint_ids"), |shell| {
        shell.line("drop_vpc_endpoints {}", [Word::text(&ids.join(" "))]);
    });
    shell.line(
        "ask ENDPOINT aws apigateway get-rest-api --rest-api-id $API --query {} --output text",
        [Word::text("endpointConfiguration.types[0]")],
    );
    shell.at(at.join("endpoint"), |shell| print_endpoint(shell, rest));
    for (index, id) in ids.iter().enumerate() {
        let at = at.join("vpc_endpoint_ids").join(index);
        shell.at(at, |shell| print_vpc_endpoint(shell, id));
    }
    shell.at(at.join("policy"), |shell| print_policy(shell, design));
}

fn print_endpoint(shell: &mut Shell, rest: &RestApi) {
    let endpoint = Word::text(rest.endpoint.as_str());
    shell.block(
        "if have $ENDPOINT && [ $ENDPOINT != {} ]; then",
        [endpoint],
        "fi",
        |shell| {
            let patch = Word::json_list(|list| {
                list.object(|json| {
                    json.field("op", "replace");
                    let path = [
                        Part::Text("/endpointConfiguration/types/"),
                        Part::Variable("ENDPOINT"),
                    ];
                    json.parts("path", &path);
                    json.field("value", rest.endpoint.as_str());
                });
            });
            print_change(shell, patch);
            shell.line("CHANGED=1", []);
        },
    );
}

fn print_vpc_endpoint(shell: &mut Shell, id: &str) {
    let query = format!(
        "length(endpointConfiguration.vpcEndpointIds[?@=={}] || `[]`)",
        names::literal(id)
    );
    shell.line(
        "ask FOUND aws apigateway get-rest-api --rest-api-id $API --query {} --output text",
        [Word::text(&query)],
    );
    shell.block("if [ $FOUND = 0 ]; then", [], "fi", |shell| {
        let add = Word::json_list(|list| {
            operation(list, "add", "/endpointConfiguration/vpcEndpointIds", id);
        });
        print_change(shell, add);
        shell.line("CHANGED=1", []);
    });
}

/// The service gives a policy back with its ARNs filled in, so it is written rather than compared;
/// that it changed says the state of the deployment.
fn print_policy(shell: &mut Shell, design: &Design) {
    if let Some(policy) = resource_policy::of(design) {
        let patch = Word::json_list(|list| {
            list.object(|json| {
                json.field("op", "replace");
                json.field("path", "/policy");
                json.encoded("value", |json| policy.print_parameter(json));
            });
        });
        return print_change(shell, patch);
    }
    shell.line(
        "ask FOUND aws apigateway get-rest-api --rest-api-id $API --query policy --output text",
        [],
    );
    shell.block("if have $FOUND ; then", [], "fi", |shell| {
        let patch = Word::json_list(|list| operation(list, "replace", "/policy", ""));
        print_change(shell, patch);
        shell.line("CHANGED=1", []);
    });
}

fn operation(list: &mut List, op: &str, path: &str, value: &str) {
    list.object(|json| {
        json.field("op", op);
        json.field("path", path);
        json.field("value", value);
    });
}

fn print_change(shell: &mut Shell, patch: Word) {
    shell.line(
        "change aws apigateway update-rest-api --rest-api-id $API --patch-operations {}",
        [patch],
    );
}

/// The ids come from the service, which takes nothing but letters, digits and `-` in them.
const DROP_VPC_ENDPOINTS: &str = r#"drop_vpc_endpoints() {
  local id
  aws apigateway get-rest-api --rest-api-id "$API" --query '(endpointConfiguration.vpcEndpointIds || `[]`)[].[@]' --output text >"$WORK/items"
  while IFS= read -r id; do
    have "$id" || continue
    case " $1 " in *" $id "*) continue ;; esac
    gone "$N_VPC_ENDPOINT" "$id"
    CHANGED=1
    change aws apigateway update-rest-api --rest-api-id "$API" \
      --patch-operations '[{"op":"remove","path":"/endpointConfiguration/vpcEndpointIds","value":"'"$id"'"}]'
  done <"$WORK/items"
}
"#;
