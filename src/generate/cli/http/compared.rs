//! Integrations of an HTTP API that are found by all that is said of them: actions of AWS services, and those that change
//! what passes through.

use crate::generate::cli::api::function_variable;
use crate::generate::cli::http::query;
use crate::generate::cli::link;
use crate::generate::integration::subtype;
use crate::generate::transform::Told;
use crate::model::{AwsService, Design, Verb};
use crate::text::shell::{Object, Part, Shell, Word};

/// What gets requests that are changed on the way.
#[derive(Clone, Copy)]
pub(super) enum Changed<'a> {
    /// Place of a function.
    Function(usize),
    /// Address of a server, and the place of the VPC link on the way.
    Server(&'a str, Option<usize>),
}

/// An action of a service.
pub(super) fn print_service(
    shell: &mut Shell,
    design: &Design,
    variable: Word,
    service: &AwsService,
    timeout_ms: u32,
) {
    let Some((name, parameters)) = subtype(design, service) else {
        return;
    };
    let pairs = || parameters.iter().map(|(name, value)| (&**name, &**value));
    let same = query::all(&[
        query::is_text("IntegrationSubtype", &name),
        format!("TimeoutInMillis==`{timeout_ms}`"),
        query::is_map("RequestParameters", pairs()),
    ]);
    let input = Word::json(|json| {
        json.field("IntegrationType", "AWS_PROXY");
        json.field("IntegrationSubtype", &name);
        if service.role_arn.is_empty() {
            json.parts("CredentialsArn", &[Part::Variable(link::ROLE)]);
        } else {
            json.field("CredentialsArn", &service.role_arn);
        }
        json.object("RequestParameters", |json| print_map(json, pairs()));
        json.field("PayloadFormatVersion", "1.0");
        json.field("TimeoutInMillis", timeout_ms);
    });
    let role = match service.role_arn.as_str() {
        "" => Word::variable(link::ROLE),
        arn => Word::text(arn),
    };
    let words = [
        variable,
        Word::text(&same),
        Word::bare("1.0"),
        role,
        Word::bare("-"),
        input,
    ];
    shell.line("compared {} {} {} {} {} {}", words);
}

/// A function or a server.
pub(super) fn print_changed(
    shell: &mut Shell,
    variable: Word,
    target: Changed<'_>,
    told: &Told,
    timeout_ms: u32,
) {
    let (kind, verb, uri, link) = match target {
        Changed::Function(function) => {
            let function = function_variable(function);
            ("AWS_PROXY", Verb::Post, Word::variable(&function), None)
        }
        Changed::Server(uri, link) => ("HTTP_PROXY", Verb::Any, Word::text(uri), link),
    };
    let link = link.map(link::variable);
    let texts =
        |(name, value): (_, _)| -> (&str, &str) { (String::as_str(name), String::as_str(value)) };
    let request = || told.request.iter().map(texts);
    let responses = told.responses.iter();
    let responses = responses
        .map(|(status, changes)| (status.to_string(), query::map(changes.iter().map(texts))));
    let same = query::all(&[
        query::is_text("IntegrationType", kind),
        query::is_text("IntegrationSubtype", ""),
        format!("TimeoutInMillis==`{timeout_ms}`"),
        query::is_map("RequestParameters", request()),
        query::is_object("ResponseParameters", responses),
    ]);
    let input = Word::json(|json| {
        json.field("IntegrationType", kind);
        json.field("IntegrationMethod", verb.as_str());
        match target {
            Changed::Function(function) => {
                let function = function_variable(function);
                json.parts("IntegrationUri", &[Part::Variable(&function)]);
                json.parts("PayloadFormatVersion", &[Part::Variable("PAYLOAD_FORMAT")]);
            }
            Changed::Server(uri, _) => {
                json.field("IntegrationUri", uri);
                json.field("PayloadFormatVersion", "1.0");
            }
        }
        link::fields_of_http(json, link.as_deref());
        json.field("TimeoutInMillis", timeout_ms);
        if !told.request.is_empty() {
            json.object("RequestParameters", |json| print_map(json, request()));
        }
        if !told.responses.is_empty() {
            json.object("ResponseParameters", |json| {
                for (status, changes) in &told.responses {
                    json.object(&status.to_string(), |json| {
                        print_map(json, changes.iter().map(texts));
                    });
                }
            });
        }
    });
    let link = link.map_or(Word::bare("-"), |link| Word::variable(&link));
    let format = match target {
        Changed::Function(_) => Word::variable("PAYLOAD_FORMAT"),
        Changed::Server(..) => Word::bare("1.0"),
    };
    let words = [variable, Word::text(&same), format, link, uri, input];
    shell.line("compared {} {} {} {} {} {}", words);
}

fn print_map<'a>(json: &mut Object, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    for (name, value) in pairs {
        json.field(name, value);
    }
}

/// Asked for one by one: a map may be told in any order, which only the question itself can see through. A question that
/// is too long for a command line is not asked, and the integration is made anew.
pub(super) const COMPARED: &str = r#"compared() {
  local id=''
  if known "$API" && [ "${#2}" -le 7000 ]; then
    aws apigatewayv2 get-integrations --api-id "$API" --output text \
      --query "Items[?$2].[join(\`\" \"\`, [PayloadFormatVersion, ConnectionId || CredentialsArn || \`\"-\"\`, IntegrationUri || \`\"-\"\`]),IntegrationId]" >"$WORK/found"
    id=$(WANTED="$3 $4 $5" awk -F '\t' '$1 == ENVIRON["WANTED"] { print $2; exit }' "$WORK/found")
  fi
  if have "$id"; then
    printf -v "$1" '%s' "$id"
  else
    make "$1" aws apigatewayv2 create-integration --api-id "$API" --cli-input-json "$6" --query IntegrationId --output text
  fi
}
"#;
