//! Integrations of an HTTP API with actions of AWS services.

use crate::generate::cli::link;
use crate::generate::integration::subtype;
use crate::model::{AwsService, Design};
use crate::text::shell::{Object, Part, Shell, Word};

/// The parameters of every action that a design can have: they are compared one by one, for the service says
/// them in any order.
const PARAMETERS: [&str; 6] = [
    "QueueUrl",
    "MessageBody",
    "MessageGroupId",
    "MessageDeduplicationId",
    "StateMachineArn",
    "Input",
];

pub(super) fn print_helpers(shell: &mut Shell) {
    let parameters = PARAMETERS.map(|name| format!("{name}: RequestParameters.{name} || ''"));
    let query = format!(
        "Items[?IntegrationSubtype].[to_string({{name: IntegrationSubtype, role: CredentialsArn, timeout: TimeoutInMillis, {}}}),IntegrationId]",
        parameters.join(", ")
    );
    shell.assign("SERVICES", &Word::text(&query));
    shell.code(SERVICE);
}

pub(super) fn print(
    shell: &mut Shell,
    design: &Design,
    variable: Word,
    service: &AwsService,
    timeout_ms: u32,
) {
    let Some((name, parameters)) = subtype(design, service) else {
        return;
    };
    let role = |json: &mut Object, key: &str| {
        if service.role_arn.is_empty() {
            json.parts(key, &[Part::Variable(link::ROLE)]);
        } else {
            json.field(key, &service.role_arn);
        }
    };
    let wanted = Word::json(|json| {
        json.field("name", name);
        role(json, "role");
        json.field("timeout", timeout_ms);
        for name in PARAMETERS {
            let found = parameters.iter().find(|(known, _)| *known == name);
            json.field(name, found.map_or("", |(_, value)| value.as_str()));
        }
    });
    let input = Word::json(|json| {
        json.field("IntegrationType", "AWS_PROXY");
        json.field("IntegrationSubtype", name);
        role(json, "CredentialsArn");
        json.object("RequestParameters", |json| {
            for (name, value) in &parameters {
                json.field(name, value);
            }
        });
        json.field("PayloadFormatVersion", "1.0");
        json.field("TimeoutInMillis", timeout_ms);
    });
    shell.line("service {} {} {}", [variable, wanted, input]);
}

const SERVICE: &str = r#": >"$WORK/services"
! known "$API" || aws apigatewayv2 get-integrations --api-id "$API" --output text --query "$SERVICES" >"$WORK/services"
service() {
  local id
  id=$(WANTED=$2 awk -F '\t' '$1 == ENVIRON["WANTED"] { print $2; exit }' "$WORK/services")
  if have "$id"; then
    printf -v "$1" '%s' "$id"
  else
    make "$1" aws apigatewayv2 create-integration --api-id "$API" --cli-input-json "$3" --query IntegrationId --output text
  fi
}
"#;
