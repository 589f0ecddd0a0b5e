//! Answers that a REST API gives itself.

use crate::diagnostic::Pointer;
use crate::generate::gateway_response::{self, Answer};
use crate::model::Design;
use crate::text::json;
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

/// What the service sends where no body is set (AWS: "Gateway responses for REST APIs in API Gateway").
const PLAIN_KIND: &str = "application/json";
const PLAIN_BODY: &str = r#"{"message":$context.error.messageString}"#;

pub(super) fn print(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    let answers = gateway_response::of(design);
    shell.blank();
    if let Some(first) = answers.first() {
        shell.at(first.at, |shell| {
            shell.comment(words::sam_gateway_responses(language));
            shell.code(PUT);
        });
    }
    for answer in &answers {
        shell.at(answer.at, |shell| print_one(shell, answer));
    }
    shell.comment(words::deploy_drop_responses(language));
    let kinds: Vec<&str> = answers.iter().map(|answer| answer.kind).collect();
    shell.at(Pointer::root().join("api"), |shell| {
        let name = Word::quoted(words::what_gateway_response(language));
        shell.assign("N_RESPONSE", &name);
        shell.assign("RESPONSES", &Word::text(&kinds.join(" ")));
    });
    shell.code(DROP);
}

fn print_one(shell: &mut Shell, answer: &Answer<'_>) {
    let header = |name: &str| format!("gatewayresponse.header.{name}");
    let plain = [(PLAIN_KIND, PLAIN_BODY)];
    // Without a body of its own the service may show the one that it sends.
    let templates = if answer.templates.is_empty() {
        &plain[..]
    } else {
        &answer.templates
    };
    let default = crate::aws::gateway_response_status(answer.kind).unwrap_or_default();
    let status = answer.status.map(|status| status.to_string());
    let mut query = vec![
        match &status {
            Some(_) => "status: statusCode || ''".to_owned(),
            None => format!("status: statusCode || '{default}'"),
        },
        "headers: sort(keys(responseParameters || `{}`))".to_owned(),
        format!("kinds: sort(keys(responseTemplates || `{{\"{PLAIN_KIND}\":0}}`))"),
    ];
    for (number, (name, _)) in answer.headers.iter().enumerate() {
        let name = json::string(&header(name));
        query.push(format!("header{number}: responseParameters.{name}"));
    }
    for (number, (kind, _)) in templates.iter().enumerate() {
        let kind = json::string(kind);
        let plain = if answer.templates.is_empty() {
            format!(" || '{PLAIN_BODY}'")
        } else {
            String::new()
        };
        query.push(format!("body{number}: responseTemplates.{kind}{plain}"));
    }
    let mut names: Vec<String> = answer
        .headers
        .iter()
        .map(|(name, _)| header(name))
        .collect();
    names.sort();
    let mut kinds: Vec<&str> = templates.iter().map(|(kind, _)| *kind).collect();
    kinds.sort_unstable();
    let wanted = Word::json(|json| {
        json.field("status", status.as_deref().unwrap_or(default));
        json.list("headers", |list| {
            for name in &names {
                list.item(name);
            }
        });
        json.list("kinds", |list| {
            for kind in &kinds {
                list.item(*kind);
            }
        });
        for (number, (_, value)) in answer.headers.iter().enumerate() {
            json.field(&format!("header{number}"), value);
        }
        for (number, (_, body)) in templates.iter().enumerate() {
            json.field(&format!("body{number}"), *body);
        }
    });
    let input = Word::json(|json| {
        json.field("responseType", answer.kind);
        if let Some(status) = &status {
            json.field("statusCode", status);
        }
        if !answer.headers.is_empty() {
            json.object("responseParameters", |json| {
                for (name, value) in &answer.headers {
                    json.field(&header(name), value);
                }
            });
        }
        if !answer.templates.is_empty() {
            json.object("responseTemplates", |json| {
                for (kind, body) in &answer.templates {
                    json.field(kind, *body);
                }
            });
        }
    });
    let words = [
        Word::text(answer.kind),
        Word::text(&format!("to_string({{{}}})", query.join(", "))),
        wanted,
        input,
    ];
    shell.line("gateway_response {} {} {} {}", words);
}

const PUT: &str = r#"gateway_response() {
  local found=''
  if known "$API"; then
    ask found aws apigateway get-gateway-response --rest-api-id "$API" --response-type "$1" --query "$2" --output text
  fi
  if [ -n "$found" ] && [ "$(cat "$WORK/answer")" = "$3" ]; then return 0; fi
  CHANGED=1
  change aws apigateway put-gateway-response --rest-api-id "$API" --cli-input-json "$4"
}
"#;

/// The service lists its own answers, too, and says which they are.
const DROP: &str = r#"if known "$API"; then
  aws apigateway get-gateway-responses --rest-api-id "$API" --query '(items || `[]`)[?!defaultResponse].[responseType]' --output text >"$WORK/items"
  while IFS= read -r kind; do
    have "$kind" || continue
    case " $RESPONSES " in *" $kind "*) continue ;; esac
    gone "$N_RESPONSE" "$kind"
    CHANGED=1
    tolerate NotFound aws apigateway delete-gateway-response --rest-api-id "$API" --response-type "$kind"
  done <"$WORK/items"
fi
"#;
