//! The API: functions, settings, error responses, permission, deployment.

use std::sync::Arc;

use super::names::{self, Names, TAG};
use super::{
    authorizer, entrance, gateway_response, link, place, prelude, replace, request, rest, route,
};
use crate::diagnostic::{Pointer, step};
use crate::generate::name;
use crate::model::{Access, Api, Design, Function, Method, MethodCache, RestApi, Route};
use crate::text::shell::{Object, Shell, Word};
use crate::words::files as words;

fn functions() -> Pointer {
    Pointer::root().join("functions")
}

/// Finds the functions that methods call.
pub(super) fn print_functions(shell: &mut Shell, design: &Design) {
    if design.functions.is_empty() {
        return;
    }
    let language = design.output.language;
    shell.at(functions(), |shell| {
        shell.comment(words::deploy_functions(language));
    });
    for (index, function) in design.functions.iter().enumerate() {
        let variable = function_variable(index);
        let at = functions().join(index);
        if !function.arn.is_empty() {
            let arn = Word::text(&function.called_arn());
            shell.at(at.join("arn"), |shell| shell.assign(&variable, &arn));
            continue;
        }
        let called = function.called_name();
        let (place, look) = if function.alias.is_empty() {
            (
                at.join("name"),
                "ask {} aws lambda get-function --cli-input-json {} --query Configuration.FunctionArn --output text",
            )
        } else {
            (
                at.join("alias"),
                "ask {} aws lambda get-alias --cli-input-json {} --query AliasArn --output text",
            )
        };
        shell.at(place, |shell| {
            shell.assign(&variable, &Word::text(""));
            let input = Word::json(|json| {
                json.field("FunctionName", &function.name);
                if !function.alias.is_empty() {
                    json.field("Name", &function.alias);
                }
            });
            shell.line(look, [Word::text(&variable), input]);
            shell.line(
                r#"printf '%s\n' {} >"$WORK/found""#,
                [Word::variable(&variable)],
            );
            let what = words::what_function(language, &called, &design.region);
            shell.line(
                "only {} {} stop",
                [Word::text(&variable), Word::text(&what)],
            );
        });
    }
    shell.blank();
}

/// What the scripts call the API.
pub(super) fn what(design: &Design, names: &Names) -> String {
    let (language, project) = (design.output.language, names.project());
    match design.api {
        Api::Rest(_) => words::what_api(language, project),
        Api::Http(_) => words::what_http_api(language, project),
        Api::Websocket(_) => words::what_websocket_api(language, project),
    }
}

/// The variable that holds a function's ARN.
pub(super) fn function_variable(index: usize) -> String {
    format!("FUNCTION_{}", index + 1)
}

pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    let default = RestApi::default();
    let rest = design.rest().unwrap_or(&default);
    let at = Pointer::root().join("api").join("rest");
    shell.comment(words::deploy_api(language));
    shell.at(place::name(), |shell| {
        prelude::print_find_api(shell, design, names);
        let what = what(design, names);
        shell.line("only API {} create", [Word::text(&what)]);
    });
    print_state(shell, design);
    shell.assign("N_BINARY", &Word::quoted(words::what_binary(language)));
    shell.code(DROP_BINARY);
    entrance::print_helpers(shell, design);
    shell.at(at, |shell| {
        print_create(shell, design, rest, names, at);
        print_update(shell, design, rest, at);
    });
    shell.blank();
    authorizer::print(shell, design);
    request::print(shell, design);
    link::print(shell, design, names);
    route::print(shell, design);
    request::print_drop(shell, design);
    gateway_response::print(shell, design);
    print_permissions(shell, design);
    shell.blank();
    shell.comment(words::deploy_deployment(language));
    shell.code(DEPLOYMENT);
}

/// A deployment is a snapshot: its description names the state of the design it was made from.
fn print_state(shell: &mut Shell, design: &Design) {
    let access = &design.access;
    // Everything a deployment is a snapshot of, and nothing else.
    let snapshot = Design {
        api: design.api.clone(),
        routes: design.routes.iter().map(deployed).collect(),
        vpc_links: design.vpc_links.clone(),
        functions: design.functions.clone(),
        access: Access {
            authorization: access.authorization.clone(),
            authorizers: access.authorizers.clone(),
            api_key_required: access.api_key_required,
            ..Access::default()
        },
        cors: design.cors.clone(),
        ..Design::default()
    };
    let state = crate::model::write(&snapshot);
    shell.comment(words::deploy_state(design.output.language));
    let state = Word::text(&format!("gateway-studio {:016x}", name::hash(&state)));
    shell.at(Pointer::root().join("routes"), |shell| {
        shell.assign("STATE", &state);
    });
    shell.code(STATE);
}

/// A route without what stages say of its methods.
fn deployed(route: &Arc<Route>) -> Arc<Route> {
    let is_set = |method: &Method| method.throttle.is_some() || method.cache != MethodCache::Stage;
    if !route.methods.iter().any(is_set) {
        return Arc::clone(route);
    }
    let methods = route.methods.iter().map(|method| Method {
        throttle: None,
        cache: MethodCache::Stage,
        ..method.clone()
    });
    Arc::new(Route {
        methods: methods.collect(),
        ..Route::clone(route)
    })
}

fn print_create(shell: &mut Shell, design: &Design, rest: &RestApi, names: &Names, at: Pointer) {
    let input = Word::json(|json| {
        json.field("name", &rest.name);
        if !rest.description.is_empty() {
            json.field("description", &rest.description);
        }
        entrance::fields(json, design, rest);
        rest::fields(json, rest);
        json.list("binaryMediaTypes", |list| {
            rest.binary_media_types
                .iter()
                .for_each(|kind| list.item(kind));
        });
        json.object("tags", |json| json.field(TAG, names.project()));
    });
    shell.block("if ! known $API ; then", [], "fi", |shell| {
        shell.at(at.join("name"), |shell| {
            shell.line(
                "make API aws apigateway create-rest-api --cli-input-json {} --query id --output text",
                [input],
            );
        });
        shell.line("CHANGED=1", []);
    });
}

/// Brings an API of an earlier run to the design's settings.
fn print_update(shell: &mut Shell, design: &Design, rest: &RestApi, at: Pointer) {
    let patch = Word::json_list(|list| {
        replace(list, "/name", &rest.name);
        replace(list, "/description", &rest.description);
    });
    shell.block(
        r#"if known $API && [ "$CHANGED" = 0 ]; then"#,
        [],
        "fi",
        |shell| {
            shell.at(at.join("description"), |shell| {
                shell.line(
                "change aws apigateway update-rest-api --rest-api-id $API --patch-operations {}",
                [patch],
            );
            });
            entrance::print_update(shell, design, rest, at);
            shell.at(at.join("binary_media_types"), |shell| {
                print_binary(shell, rest)
            });
            rest::print_update(shell, rest, at);
        },
    );
}

/// Takes away what the design no longer has, and adds what an earlier state of it did not have.
fn print_binary(shell: &mut Shell, rest: &RestApi) {
    let wanted = Word::text(&rest.binary_media_types.join("\n"));
    shell.line("drop_binary {}", [wanted]);
    for kind in &rest.binary_media_types {
        let query = format!(
            "length(binaryMediaTypes[?@=={}] || `[]`)",
            names::literal(kind)
        );
        shell.line(
            "ask FOUND aws apigateway get-rest-api --rest-api-id $API --query {} --output text",
            [Word::text(&query)],
        );
        shell.block("if [ $FOUND = 0 ]; then", [], "fi", |shell| {
            let path = format!("/binaryMediaTypes/{}", step(kind));
            let add = Word::json_list(|list| {
                list.object(|json| {
                    json.field("op", "add");
                    json.field("path", &path);
                });
            });
            shell.line(
                "change aws apigateway update-rest-api --rest-api-id $API --patch-operations {}",
                [add],
            );
            shell.line("CHANGED=1", []);
        });
    }
}

pub(super) fn print_permissions(shell: &mut Shell, design: &Design) {
    if design.functions.is_empty() {
        return;
    }
    shell.blank();
    shell.at(functions(), |shell| {
        shell.comment(words::deploy_permission(design.output.language));
        let elsewhere = words::message_elsewhere(design.output.language);
        shell.assign("M_ELSEWHERE", &Word::quoted(elsewhere));
        shell.code("# shellcheck disable=SC2059\n");
        shell.code(if design.is_v2() {
            PERMISSION_OF_V2
        } else {
            PERMISSION_OF_REST
        });
        shell.code(PERMISSION);
    });
    for (index, function) in design.functions.iter().enumerate() {
        // One that only an authorizer asks is not for the methods. The routes of an HTTP or WebSocket
        // API are live at once: what none of them calls yet is not theirs to call.
        let spared = design.is_v2() || design.access.asks(&function.name);
        if spared && !design.calls(&function.name) {
            continue;
        }
        let at = functions().join(index);
        shell.at(at, |shell| {
            for function in permitted(design, index) {
                shell.line("permission {}", [function]);
            }
        });
    }
    authorizer::print_permissions(shell, design);
}

/// What names a function in a permission: its variable, or what the stages' own variables make of its ARN.
pub(super) fn permitted(design: &Design, index: usize) -> Vec<Word> {
    let function = &design.functions[index];
    if function.stage_variables().next().is_none() {
        return vec![Word::variable(&function_variable(index))];
    }
    let called = design.callees(function).into_iter();
    called
        .map(|function| Word::text(&function.called_arn()))
        .collect()
}

/// Prints what another account's owner alone may do to a function, for those of this account.
pub(super) fn of_own_account(
    shell: &mut Shell,
    function: &Function,
    print: impl FnOnce(&mut Shell),
) {
    match function.account() {
        Some(account) => {
            let account = Word::text(account);
            shell.block("if [ {} = $ACCOUNT ]; then", [account], "fi", print);
        }
        None => print(shell),
    }
}

/// What names a function, with the alias that has the statement, in a call.
pub(super) fn called(json: &mut Object, function: &Function) {
    if function.exists() {
        json.field("FunctionName", &*function.called_arn());
        return;
    }
    json.field("FunctionName", &function.name);
    if !function.alias.is_empty() {
        json.field("Qualifier", &function.alias);
    }
}

/// Removes the statements that let the API call the functions.
pub(super) fn print_remove_permissions(shell: &mut Shell, design: &Design) {
    for (index, function) in design.functions.iter().enumerate() {
        let at = functions().join(index);
        for function in design.callees(function) {
            let input = Word::json(|json| called(json, &function));
            shell.at(at, |shell| {
                of_own_account(shell, &function, |shell| {
                    shell.line(
                        r#"tolerate ResourceNotFound aws lambda remove-permission --cli-input-json {} --statement-id "gateway-studio-$API""#,
                        [input],
                    );
                });
            });
        }
    }
}

/// Media types come from the service, which takes no quotes in them.
const DROP_BINARY: &str = r#"drop_binary() {
  local kind
  aws apigateway get-rest-api --rest-api-id "$API" --query '(binaryMediaTypes || `[]`)[].[@]' --output text >"$WORK/items"
  while IFS= read -r kind; do
    [ -n "$kind" ] || continue
    if printf '%s\n' "$1" | grep -Fx -e "$kind" >/dev/null; then continue; fi
    gone "$N_BINARY" "$kind"
    CHANGED=1
    kind=$(printf '%s' "$kind" | sed 's,~,~0,g; s,/,~1,g')
    change aws apigateway update-rest-api --rest-api-id "$API" \
      --patch-operations '[{"op":"remove","path":"/binaryMediaTypes/'"$kind"'"}]'
  done <"$WORK/items"
}
"#;

/// Every stage, method and path.
const PERMISSION_OF_REST: &str = r#"permission() {
  local id="gateway-studio-$API" part='*/*/*' source
"#;

/// Every stage and route: the route `$default` is one word.
const PERMISSION_OF_V2: &str = r#"permission() {
  local id="gateway-studio-$API" part='*/*' source
"#;

const PERMISSION: &str = r#"  if [ $# -gt 1 ]; then
    id="$id-$2" part="authorizers/$2"
  fi
  source="arn:$PARTITION:execute-api:$AWS_REGION:$ACCOUNT:$API/$part"
  case "$1" in
    arn:*:"$ACCOUNT":function:* | '' | '<'*) ;;
    *)
      printf "$M_ELSEWHERE\n" "$1" >>"$WORK/left"
      later aws lambda add-permission --function-name "$1" --statement-id "$id" \
        --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn "$source"
      return 0
      ;;
  esac
  if known "$API" && aws lambda get-policy --function-name "$1" --query Policy --output text 2>/dev/null |
    grep -F "\"$id\"" >/dev/null; then
    return 0
  fi
  tolerate ResourceConflict aws lambda add-permission --function-name "$1" --statement-id "$id" \
    --action lambda:InvokeFunction --principal apigateway.amazonaws.com \
    --source-arn "$source"
}
"#;

const STATE: &str = r#"CHANGED=0
DEPLOYMENT=''
if known "$API"; then
  aws apigateway get-deployments --rest-api-id "$API" --output json \
    --query "sort_by(items[?description=='$STATE'] || \`[]\`, &to_string(createdDate))[-1].id" | tr -d '"' >"$WORK/answer"
  DEPLOYMENT=$(first <"$WORK/answer")
  [ "$DEPLOYMENT" != null ] || DEPLOYMENT=''
fi
"#;

const DEPLOYMENT: &str = r#"if [ "$CHANGED" = 1 ] || ! known "$DEPLOYMENT"; then
  make DEPLOYMENT aws apigateway create-deployment --rest-api-id "$API" --description "$STATE" --query id --output text
fi

"#;
