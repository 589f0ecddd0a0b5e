//! Models and request validators of a REST API: methods refer to them, so they come first and go last.

use crate::diagnostic::Pointer;
use crate::generate::method;
use crate::generate::sam_template::request;
use crate::model::{Design, Validator};
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

/// The variable that holds the id of a validator.
pub(super) const fn variable(validator: Validator) -> Option<&'static str> {
    match validator {
        Validator::None => None,
        Validator::Body => Some("VALIDATE_BODY"),
        Validator::Parameters => Some("VALIDATE_PARAMETERS"),
        Validator::BodyAndParameters => Some("VALIDATE_BODY_AND_PARAMETERS"),
    }
}

/// Makes what methods refer to.
pub(super) fn print(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    let models = design.rest().map_or(&[][..], |rest| &rest.models);
    let at = Pointer::root().join("api").join("rest").join("models");
    if !models.is_empty() {
        shell.at(at, |shell| {
            shell.comment(words::deploy_models(language));
            shell.code(MODEL);
        });
    }
    for (index, model) in models.iter().enumerate() {
        let wanted = Word::json(|json| {
            json.field("text", &model.description);
            json.field("schema", &model.schema);
        });
        let create = Word::json(|json| {
            json.field("name", &model.name);
            json.field("contentType", "application/json");
            if !model.description.is_empty() {
                json.field("description", &model.description);
            }
            json.field("schema", &model.schema);
        });
        let patch = Word::json_list(|list| {
            super::replace(list, "/description", &model.description);
            super::replace(list, "/schema", &model.schema);
        });
        shell.at(at.join(index), |shell| {
            let name = Word::text(&model.name);
            shell.line("model {} {} {} {}", [name, wanted, create, patch]);
        });
    }
    let validators = request::validators(design);
    if validators.is_empty() {
        return;
    }
    shell.at(checked(design, None), |shell| {
        shell.comment(words::deploy_validators(language));
        shell.code(VALIDATOR);
    });
    for validator in validators {
        let flag = |on| Word::bare(if on { "true" } else { "false" });
        let words = [
            Word::bare(variable(validator).unwrap_or_default()),
            Word::bare(validator.key()),
            flag(validator.checks_body()),
            flag(validator.checks_parameters()),
        ];
        shell.at(checked(design, Some(validator)), |shell| {
            shell.line("validator {} {} {} {}", words);
        });
    }
}

/// The first method with that validator, or with any; where there is none, the routes.
fn checked(design: &Design, validator: Option<Validator>) -> Pointer {
    let first = method::first(design, |method| match validator {
        Some(validator) => method.request.validator == validator,
        None => method.request.validator != Validator::None,
    });
    first.map_or_else(
        || Pointer::root().join("routes"),
        |(at, _)| at.join("request").join("validator"),
    )
}

/// Takes away what no method refers to any longer.
pub(super) fn print_drop(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    shell.comment(words::deploy_drop_models(language));
    let models = design.rest().map_or(&[][..], |rest| &rest.models);
    let names: Vec<&str> = models.iter().map(|model| &*model.name).collect();
    // A list that is empty does not stand in the design.
    let at = Pointer::root().join("api").join("rest");
    shell.assign("N_MODEL", &Word::quoted(words::what_model(language)));
    shell.assign(
        "N_VALIDATOR",
        &Word::quoted(words::what_validator(language)),
    );
    shell.at(at, |shell| {
        shell.assign("MODELS", &Word::text(&names.join("\n")));
    });
    let used = request::validators(design);
    let spare = Validator::ALL.iter().filter(|one| !used.contains(one));
    let spare: Vec<&str> = spare.map(|one| one.key()).collect();
    shell.at(checked(design, None), |shell| {
        shell.assign("VALIDATORS", &Word::text(&spare.join(" ")));
    });
    shell.code(DROP);
}

const MODEL: &str = r#"model() {
  local found=''
  if known "$API"; then
    ask found aws apigateway get-model --rest-api-id "$API" --model-name "$1" \
      --query "to_string({text: description || '', schema: schema})" --output text
  fi
  if [ -z "$found" ]; then
    CHANGED=1
    change aws apigateway create-model --rest-api-id "$API" --cli-input-json "$3"
  elif [ "$(cat "$WORK/answer")" != "$2" ]; then
    CHANGED=1
    change aws apigateway update-model --rest-api-id "$API" --model-name "$1" --patch-operations "$4"
  fi
}
"#;

const VALIDATOR: &str = r#"validator() {
  local found='' body=--no-validate-request-body parameters=--no-validate-request-parameters
  [ "$3" = false ] || body=--validate-request-body
  [ "$4" = false ] || parameters=--validate-request-parameters
  if known "$API"; then
    ask found aws apigateway get-request-validators --rest-api-id "$API" --output text \
      --query "items[?name=='$2' && to_string(validateRequestBody)=='$3' && to_string(validateRequestParameters)=='$4'] | [0].id"
  fi
  if [ -n "$found" ]; then
    printf -v "$1" '%s' "$found"
  else
    CHANGED=1
    make "$1" aws apigateway create-request-validator --rest-api-id "$API" --name "$2" "$body" "$parameters" \
      --query id --output text
  fi
}
"#;

/// `Empty` and `Error` are the service's own. A model that somebody's method still names stays.
const DROP: &str = r#"if known "$API"; then
  aws apigateway get-models --rest-api-id "$API" --query '(items || `[]`)[].[name]' --output text >"$WORK/items"
  while IFS= read -r name; do
    case "$name" in '' | None | Empty | Error) continue ;; esac
    if printf '%s\n' "$MODELS" | grep -Fx -e "$name" >/dev/null; then continue; fi
    gone "$N_MODEL" "$name"
    tolerate 'NotFound|Conflict' aws apigateway delete-model --rest-api-id "$API" --model-name "$name"
  done <"$WORK/items"
  aws apigateway get-request-validators --rest-api-id "$API" --query '(items || `[]`)[].[id,name]' --output text >"$WORK/items"
  while IFS=$'\t' read -r id name; do
    case " $VALIDATORS " in *" $name "*) ;; *) continue ;; esac
    gone "$N_VALIDATOR" "$name"
    tolerate 'NotFound|Conflict' aws apigateway delete-request-validator --rest-api-id "$API" --request-validator-id "$id"
  done <"$WORK/items"
fi
"#;
