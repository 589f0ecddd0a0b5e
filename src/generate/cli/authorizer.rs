//! Authorizers: found by name, made or brought up to date, and what methods say of them.

use super::api::{self, function_variable, of_own_account};
use super::{names, replace};
use crate::diagnostic::Pointer;
use crate::model::{Authorizer, AuthorizerKind, CognitoUserPool, Design, Function, Method};
use crate::text::shell::{List, Object, Part, Shell, Word};
use crate::words::files as words;

/// The variable that holds an authorizer's id.
pub(super) fn variable(index: usize) -> String {
    format!("AUTHORIZER_{}", index + 1)
}

pub(super) fn at_all() -> Pointer {
    Pointer::root().join("access").join("authorizers")
}

pub(super) fn at(index: usize) -> Pointer {
    at_all().join(index)
}

/// The function that decides, when the design has it.
pub(super) fn function(design: &Design, authorizer: &Authorizer) -> Option<usize> {
    let name = authorizer.kind.function()?;
    design.function(name).map(|(index, _)| index)
}

pub(super) fn print(shell: &mut Shell, design: &Design) {
    let authorizers = &design.access.authorizers;
    if authorizers.is_empty() {
        return;
    }
    shell.at(at_all(), |shell| {
        shell.comment(words::deploy_authorizers(design.output.language));
        shell.code(AUTHORIZER);
    });
    let is_pool = |other: &Authorizer| matches!(other.kind, AuthorizerKind::CognitoUserPool(_));
    if let Some(first) = authorizers.iter().position(is_pool) {
        shell.at(at(first), |shell| shell.code(USER_POOLS));
    }
    for (index, authorizer) in authorizers.iter().enumerate() {
        shell.at(at(index), |shell| {
            print_one(shell, design, index, authorizer)
        });
    }
    shell.blank();
}

fn print_one(shell: &mut Shell, design: &Design, index: usize, authorizer: &Authorizer) {
    let (variable, kind) = (variable(index), &authorizer.kind);
    let function = function(design, authorizer).map(function_variable);
    let what = words::what_authorizer(design.output.language, &authorizer.name);
    let (state, wanted) = state(kind);
    let create = Word::json(|json| {
        json.field("name", &authorizer.name);
        json.field("type", kind.as_str());
        fields(json, kind, function.as_deref());
    });
    let patch = Word::json_list(|list| patch(list, kind, function.as_deref()));
    shell.assign(&variable, &Word::text(""));
    shell.line(
        "authorizer {} {} {} {} {} {} {} {} {}",
        [
            Word::text(&variable),
            find_like(authorizer, true),
            Word::text(&what),
            Word::text(state),
            Word::text(&wanted),
            function.map_or(Word::quoted(""), |function| {
                called_by(index, kind, &function)
            }),
            create,
            patch,
            find_like(authorizer, false),
        ],
    );
    if let AuthorizerKind::CognitoUserPool(pool) = kind {
        let at = at(index).join("kind").join(kind.key());
        print_pools(shell, &variable, pool, at.join("user_pool_arns"));
    }
}

/// The variable of the function that decides.
pub(super) fn called_by(index: usize, kind: &AuthorizerKind, function: &str) -> Word {
    let at = at(index).join("kind").join(kind.key());
    Word::variable(function).of_field(at.join("function"))
}

/// Query for the authorizers of that name, one a line.
fn find(authorizer: &Authorizer) -> Word {
    let name = names::literal(&authorizer.name);
    Word::text(&format!("items[?name=={name}].[id]"))
}

/// Query for those of that name which can become what it is, or which cannot: user pools are given to one as it is made,
/// and a function decides for no such one.
fn find_like(authorizer: &Authorizer, can: bool) -> Word {
    let name = names::literal(&authorizer.name);
    let is_pool = matches!(authorizer.kind, AuthorizerKind::CognitoUserPool(_));
    let is = if is_pool == can { "==" } else { "!=" };
    let kind = names::literal("COGNITO_USER_POOLS");
    Word::text(&format!("items[?name=={name} && type{is}{kind}].[id]"))
}

/// A query for what is there, and its answer when nothing has to change; the address of the
/// function comes behind it.
fn state(kind: &AuthorizerKind) -> (&'static str, String) {
    let source = kind.identity_source();
    match kind.ttl_seconds() {
        None => (
            "join('|', [type, identitySource || '', ''])",
            format!("{}|{source}|", kind.as_str()),
        ),
        Some(ttl) => (
            "join('|', [type, identitySource || '', to_string(authorizerResultTtlInSeconds), identityValidationExpression || '', authorizerUri || ''])",
            format!(
                "{}|{source}|{ttl}|{}|",
                kind.as_str(),
                kind.validation_expression()
            ),
        ),
    }
}

/// The address under which API Gateway calls a function.
pub(super) fn uri(function: &str) -> [Part<'_>; 7] {
    [
        Part::Text("arn:"),
        Part::Variable("PARTITION"),
        Part::Text(":apigateway:"),
        Part::Variable("AWS_REGION"),
        Part::Text(":lambda:path/2015-03-31/functions/"),
        Part::Variable(function),
        Part::Text("/invocations"),
    ]
}

fn fields(json: &mut Object, kind: &AuthorizerKind, function: Option<&str>) {
    if let Some(function) = function {
        json.parts("authorizerUri", &uri(function));
    }
    let (source, expression) = (kind.identity_source(), kind.validation_expression());
    if !source.is_empty() {
        json.field("identitySource", &source);
    }
    if !expression.is_empty() {
        json.field("identityValidationExpression", expression);
    }
    if let Some(ttl) = kind.ttl_seconds() {
        json.field("authorizerResultTtlInSeconds", ttl);
    }
    if let AuthorizerKind::CognitoUserPool(pool) = kind {
        json.list("providerARNs", |list| {
            pool.user_pool_arns.iter().for_each(|arn| list.item(arn));
        });
    }
}

fn patch(list: &mut List, kind: &AuthorizerKind, function: Option<&str>) {
    replace(list, "/type", kind.as_str());
    replace(list, "/identitySource", &kind.identity_source());
    if let Some(ttl) = kind.ttl_seconds() {
        replace(list, "/authorizerResultTtlInSeconds", &ttl.to_string());
        replace(
            list,
            "/identityValidationExpression",
            kind.validation_expression(),
        );
    }
    if let Some(function) = function {
        list.object(|json| {
            json.field("op", "replace");
            json.field("path", "/authorizerUri");
            json.parts("value", &uri(function));
        });
    }
}

/// Adds pools that are missing, then removes the others: their users must not get in any longer.
fn print_pools(shell: &mut Shell, variable: &str, pool: &CognitoUserPool, at: Pointer) {
    for (index, arn) in pool.user_pool_arns.iter().enumerate() {
        let add = Word::json_list(|list| {
            list.object(|json| {
                json.field("op", "add");
                json.field("path", "/providerARNs");
                json.field("value", arn);
            });
        });
        shell.at(at.join(index), |shell| {
            shell.line(
                "user_pool {} {} {}",
                [Word::variable(variable), Word::text(arn), add],
            );
        });
    }
    shell.at(at, |shell| {
        shell.line(
            "other_user_pools {} {}",
            [
                Word::variable(variable),
                Word::text(&pool.user_pool_arns.join("\n")),
            ],
        );
    });
}

/// Lets each authorizer, and nothing else of the API, call its function.
pub(super) fn print_permissions(shell: &mut Shell, design: &Design) {
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        if let Some(function) = function(design, authorizer) {
            shell.at(at(index), |shell| {
                for function in api::permitted(design, function) {
                    let words = [function, Word::variable(&variable(index))];
                    shell.line("permission {} {}", words);
                }
            });
        }
    }
}

/// Takes away the authorizers that left the design, unless a stage may still serve a release that asks them.
pub(super) fn print_drop(shell: &mut Shell, design: &Design) {
    print_kept(shell, design, |_| true);
    shell.code(DROP_AUTHORIZERS);
}

/// What of an earlier run stays: the authorizers that were made, and the functions that can be named.
pub(super) fn print_kept(
    shell: &mut Shell,
    design: &Design,
    is_made: impl Fn(&Authorizer) -> bool,
) {
    let language = design.output.language;
    shell.comment(words::deploy_drop_authorizers(language));
    shell.assign(
        "N_AUTHORIZER",
        &Word::quoted(words::what_any_authorizer(language)),
    );
    let authorizers = design.access.authorizers.iter().enumerate();
    let made = authorizers.filter(|(_, authorizer)| is_made(authorizer));
    let made: Vec<_> = made.map(|(index, _)| variable(index)).collect();
    // Of one that stage variables choose the authorizer's address says no name.
    let functions = design.functions.iter().enumerate();
    let named = functions.filter(|(_, function)| function.stage_variables().next().is_none());
    let named: Vec<_> = named.map(|(index, _)| function_variable(index)).collect();
    shell.at(at_all(), |shell| {
        shell.assign("AUTHORIZERS", &Word::variables(&made));
    });
    shell.at(Pointer::root().join("functions"), |shell| {
        shell.assign("FUNCTIONS", &Word::variables(&named));
    });
    shell.code(REVOKE);
}

/// Removes the statements of [`print_permissions`]; the authorizers go with the API.
pub(super) fn print_remove_permissions(shell: &mut Shell, design: &Design) {
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        let Some(function) = function(design, authorizer) else {
            continue;
        };
        let variable = variable(index);
        shell.at(at(index), |shell| {
            shell.line(
                "ask {} aws apigateway get-authorizers --rest-api-id $API --query {} --output text",
                [Word::text(&variable), find(authorizer)],
            );
            print_remove_permission(shell, design, function, &variable);
        });
    }
}

/// Removes the statement that lets an authorizer, whose id the variable holds, call its function.
pub(super) fn print_remove_permission(
    shell: &mut Shell,
    design: &Design,
    function: usize,
    variable: &str,
) {
    for function in design.callees(&design.functions[function]) {
        let input = statement(&function, variable);
        of_own_account(shell, &function, |shell| {
            shell.line(
                "! known {} || tolerate ResourceNotFound aws lambda remove-permission --cli-input-json {}",
                [Word::variable(variable), input],
            );
        });
    }
}

/// What names the permission of an authorizer, whose id the variable holds.
fn statement(function: &Function, variable: &str) -> Word {
    Word::json(|json| {
        api::called(json, function);
        let statement = [
            Part::Text("gateway-studio-"),
            Part::Variable("API"),
            Part::Text("-"),
            Part::Variable(variable),
        ];
        json.parts("StatementId", &statement);
    })
}

/// The variable with the id of a method's authorizer, and its scopes in order.
pub(super) fn id_and_scopes(design: &Design, method: &Method) -> (Option<String>, Vec<String>) {
    let Some((index, _)) = design.access.authorizer_of(method) else {
        return (None, Vec::new());
    };
    let mut scopes = design.access.scopes_of(method).to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    (Some(variable(index)), scopes)
}

/// What a method says of its authorizer: id, scopes in order, and both for the CLI.
pub(super) fn of_method(design: &Design, method: &Method) -> Option<[Word; 3]> {
    let (variable, scopes) = id_and_scopes(design, method);
    let variable = variable?;
    let input = Word::json(|json| {
        json.parts("authorizerId", &[Part::Variable(&variable)]);
        if !scopes.is_empty() {
            json.list("authorizationScopes", |list| {
                for scope in &scopes {
                    list.item(scope);
                }
            });
        }
    });
    Some([
        Word::variable(&variable),
        Word::text(&scopes.join(",")),
        input,
    ])
}

/// One of another type keeps its name until nothing asks it any more, under a name that says so.
const AUTHORIZER: &str = r#"authorizer() {
  local id='' uri="${6:+arn:$PARTITION:apigateway:$AWS_REGION:lambda:path/2015-03-31/functions/$6/invocations}"
  if known "$API"; then
    aws apigateway get-authorizers --rest-api-id "$API" --query "$2" --output text >"$WORK/found"
    only id "$3" create
  fi
  if ! known "$id"; then
    : >"$WORK/items"
    ! known "$API" || aws apigateway get-authorizers --rest-api-id "$API" --query "$9" --output text >"$WORK/items"
    while IFS= read -r id; do
      ! have "$id" || change aws apigateway update-authorizer --rest-api-id "$API" --authorizer-id "$id" \
        --patch-operations '[{"op":"replace","path":"/name","value":"old-'"$id"'"}]'
    done <"$WORK/items"
    make "$1" aws apigateway create-authorizer --rest-api-id "$API" --cli-input-json "$7" --query id --output text
    CHANGED=1
    return
  fi
  printf -v "$1" '%s' "$id"
  aws apigateway get-authorizer --rest-api-id "$API" --authorizer-id "$id" --query "$4" --output text >"$WORK/answer"
  [ "$(cat "$WORK/answer")" != "$5$uri" ] || return 0
  CHANGED=1
  change aws apigateway update-authorizer --rest-api-id "$API" --authorizer-id "$id" --patch-operations "$8"
}
"#;

/// Takes the statement away that lets the authorizer of that id call the function at that address.
const REVOKE: &str = r#"revoke() {
  local function=${1#*:lambda:path/2015-03-31/functions/}
  function=${function%/invocations}
  case " $FUNCTIONS " in
    *" $function "*)
      tolerate ResourceNotFound aws lambda remove-permission --function-name "$function" \
        --statement-id "gateway-studio-$API-$2"
      ;;
  esac
}
"#;

/// A stage that left the design, or a canary beside its stage, may serve an earlier release.
const DROP_AUTHORIZERS: &str = r#": >"$WORK/items"
! known "$API" || aws apigateway get-authorizers --rest-api-id "$API" \
  --query 'items[].[id,authorizerUri || `"-"`,name]' --output text >"$WORK/items"
while IFS=$'\t' read -r id uri name; do
  have "$id" || continue
  case " $AUTHORIZERS " in *" $id "*) continue ;; esac
  if [ "$SERVED" = 1 ]; then
    left "$N_AUTHORIZER" "$name"
    later aws apigateway delete-authorizer --rest-api-id "$API" --authorizer-id "$id"
    continue
  fi
  gone "$N_AUTHORIZER" "$name"
  tolerate NotFound aws apigateway delete-authorizer --rest-api-id "$API" --authorizer-id "$id"
  revoke "$uri" "$id"
done <"$WORK/items"
"#;

const USER_POOLS: &str = r#"user_pools() {
  : >"$WORK/items"
  ! known "$1" || ! known "$API" || aws apigateway get-authorizer --rest-api-id "$API" --authorizer-id "$1" \
    --query 'providerARNs[].[@]' --output text >"$WORK/items"
}
user_pool() {
  user_pools "$1"
  if ! known "$1" || grep -Fqx -e "$2" "$WORK/items"; then
    return 0
  fi
  CHANGED=1
  change aws apigateway update-authorizer --rest-api-id "$API" --authorizer-id "$1" --patch-operations "$3"
}
other_user_pools() {
  local item
  user_pools "$1"
  printf '%s\n' "$2" >"$WORK/wanted"
  while IFS= read -r item; do
    if ! have "$item" || grep -Fqx -e "$item" "$WORK/wanted"; then
      continue
    fi
    CHANGED=1
    change aws apigateway update-authorizer --rest-api-id "$API" --authorizer-id "$1" \
      --patch-operations '[{"op":"remove","path":"/providerARNs","value":"'"$item"'"}]'
  done <"$WORK/items"
}
"#;
