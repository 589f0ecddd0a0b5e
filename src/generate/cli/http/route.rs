//! Integrations, one for each function, and the routes that lead to them.

use super::authorizer::{Callers, callers};
use crate::diagnostic::Pointer;
use crate::generate::cli::api::function_variable;
use crate::model::{self, Authorization, Design, HttpApi, Integration, Method, Verb, tree};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// The longest that API Gateway waits (AWS: API Gateway v2 API Reference, `CreateIntegration`,
/// `timeoutInMillis` of HTTP APIs); a function ends by its own timeout before.
const TIMEOUT: &str = "30000";

/// The variable that holds an integration's id.
fn variable(function: usize) -> String {
    format!("INTEGRATION_{}", function + 1)
}

/// What a method is to the API: a key by which it is chosen, its callers, and its function.
struct Route<'a> {
    key: String,
    at: Pointer,
    callers: Callers<'a>,
    /// Place of the function.
    function: usize,
}

/// Each key once, as the service has it.
fn routes(design: &Design) -> Vec<Route<'_>> {
    let mut routes: Vec<Route<'_>> = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        let at = Pointer::root().join("routes").join(index).join("methods");
        for (number, method) in route.methods.iter().enumerate() {
            let Integration::LambdaProxy { function } = &method.integration;
            let Some((function, _)) = design.function(function) else {
                continue;
            };
            let mut add = |verb, callers| {
                let (key, at) = (key(&route.path, verb), at.join(number));
                if !routes.iter().any(|other| other.key == key) {
                    routes.push(Route {
                        key,
                        at,
                        callers,
                        function,
                    });
                }
            };
            add(method.verb, callers(design, method));
            if refuses_preflight(design, route, method) {
                add(Verb::Options, Callers::open());
            }
        }
    }
    routes
}

/// Whether a method would ask a browser's preflight, which carries no credentials, for them: the
/// gateway answers only where no route catches it first (AWS: "Configure CORS for HTTP APIs").
fn refuses_preflight(design: &Design, route: &model::Route, method: &Method) -> bool {
    let own = route
        .methods
        .iter()
        .any(|other| other.verb == Verb::Options);
    let open = *design.access.authorization_of(method) == Authorization::None;
    design.cors.is_some() && method.verb == Verb::Any && !open && !own
}

/// `GET /items/{id}`; the path `$default` catches what no other route does.
fn key(path: &str, verb: Verb) -> String {
    if path == "$default" {
        return path.into();
    }
    format!("{} /{}", verb.as_str(), tree::parts(path).join("/"))
}

pub(super) fn print(shell: &mut Shell, design: &Design, http: &HttpApi) {
    let routes = routes(design);
    print_integrations(shell, design, http, &routes);
    print_drop(shell, design, &routes);
    shell.comment(words::deploy_routes(design.output.language));
    shell.code(ROUTE);
    for route in &routes {
        print_route(shell, route);
    }
    shell.blank();
    print_drop_integrations(shell, design, &routes);
}

fn print_integrations(shell: &mut Shell, design: &Design, http: &HttpApi, routes: &[Route<'_>]) {
    shell.comment(words::deploy_integrations(design.output.language));
    let at = Pointer::root().join("api").join("http");
    shell.at(at.join("payload_format_version"), |shell| {
        let version = http.payload_format_version.as_str();
        shell.assign("PAYLOAD_FORMAT", &Word::text(version));
    });
    shell.assign("TIMEOUT", &Word::bare(TIMEOUT));
    shell.code(INTEGRATION);
    for function in called(design, routes) {
        let at = Pointer::root().join("functions").join(function);
        let variable = variable(function);
        shell.at(at, |shell| {
            shell.assign(&variable, &Word::text(""));
            let words = [
                Word::text(&variable),
                Word::variable(&function_variable(function)),
            ];
            shell.line("integration {} {}", words);
        });
    }
    shell.blank();
}

/// Functions that routes lead to, by their places.
fn called(design: &Design, routes: &[Route<'_>]) -> Vec<usize> {
    let calls = |function: &usize| routes.iter().any(|route| route.function == *function);
    (0..design.functions.len()).filter(calls).collect()
}

/// Takes away what the design no longer has, before anything is made: API Gateway refuses
/// `/items/{name}` beside `/items/{id}`.
fn print_drop(shell: &mut Shell, design: &Design, routes: &[Route<'_>]) {
    let language = design.output.language;
    shell.comment(words::deploy_drop_routes(language));
    shell.assign("N_ROUTE", &Word::quoted(words::what_route(language)));
    shell.block("{", [], r#"} >"$WORK/wanted""#, |shell| {
        // A block must hold a command, also where there is no route.
        shell.line(":", []);
        for route in routes {
            shell.at(route.at, |shell| {
                shell.line(r"printf '%s\n' {}", [Word::text(&route.key)]);
            });
        }
    });
    shell.code(DROP_ROUTES);
}

fn print_route(shell: &mut Shell, route: &Route<'_>) {
    let callers = &route.callers;
    let integration = variable(route.function);
    let input = Word::json(|json| fields(json, route, &integration));
    let none = || Word::bare("-");
    let authorizer = callers.authorizer.as_deref().map(Word::variable);
    let scopes = match callers.scopes.as_slice() {
        [] => none(),
        scopes => Word::text(&scopes.join(",")),
    };
    shell.at(route.at, |shell| {
        shell.line(
            "route {} {} {} {} {} {}",
            [
                Word::text(&route.key),
                Word::bare(callers.kind),
                authorizer.unwrap_or_else(none),
                scopes,
                Word::variable(&integration),
                input,
            ],
        );
    });
}

fn fields(json: &mut Object, route: &Route<'_>, integration: &str) {
    json.field("RouteKey", &route.key);
    route.callers.fields(json);
    let target = [Part::Text("integrations/"), Part::Variable(integration)];
    json.parts("Target", &target);
}

/// Behind the routes: API Gateway refuses to remove what one leads to.
fn print_drop_integrations(shell: &mut Shell, design: &Design, routes: &[Route<'_>]) {
    let language = design.output.language;
    let kept: Vec<String> = called(design, routes).into_iter().map(variable).collect();
    shell.comment(words::deploy_drop_integrations(language));
    let name = Word::quoted(words::what_integration(language));
    shell.assign("N_INTEGRATION", &name);
    shell.at(Pointer::root().join("functions"), |shell| {
        shell.assign("INTEGRATIONS", &Word::variables(&kept));
    });
    shell.code(DROP_INTEGRATIONS);
}

const INTEGRATION: &str = r#": >"$WORK/integrations"
! known "$API" || aws apigatewayv2 get-integrations --api-id "$API" --output text \
  --query 'Items[?IntegrationType==`"AWS_PROXY"`].[IntegrationUri,IntegrationId,PayloadFormatVersion,TimeoutInMillis]' \
  >"$WORK/integrations"
integration() {
  local id settings
  id=$(WANTED=$2 awk -F '\t' '$1 == ENVIRON["WANTED"] { print $2; exit }' "$WORK/integrations")
  if ! have "$id"; then
    make "$1" aws apigatewayv2 create-integration --api-id "$API" --integration-type AWS_PROXY \
      --integration-method POST --integration-uri "$2" --payload-format-version "$PAYLOAD_FORMAT" \
      --timeout-in-millis "$TIMEOUT" --query IntegrationId --output text
    return
  fi
  printf -v "$1" '%s' "$id"
  settings=$(WANTED=$id awk -F '\t' '$2 == ENVIRON["WANTED"] { print $3, $4; exit }' "$WORK/integrations")
  [ "$settings" != "$PAYLOAD_FORMAT $TIMEOUT" ] || return 0
  change aws apigatewayv2 update-integration --api-id "$API" --integration-id "$id" \
    --payload-format-version "$PAYLOAD_FORMAT" --timeout-in-millis "$TIMEOUT"
}
"#;

const DROP_ROUTES: &str = r#": >"$WORK/routes"
! known "$API" || aws apigatewayv2 get-routes --api-id "$API" --output text \
  --query 'Items[].[RouteKey,RouteId,AuthorizationType || `"NONE"`,AuthorizerId || `"-"`,join(`","`, sort(AuthorizationScopes || `[]`)) || `"-"`,Target || `"-"`]' \
  >"$WORK/routes"
while IFS=$'\t' read -r key id _; do
  have "$id" || continue
  if grep -Fxq -e "$key" "$WORK/wanted"; then continue; fi
  gone "$N_ROUTE" "$key"
  tolerate NotFound aws apigatewayv2 delete-route --api-id "$API" --route-id "$id"
done <"$WORK/routes"

"#;

/// Settings that a route loses are emptied, because an update keeps what it does not name.
const ROUTE: &str = r#"route() {
  local id='' type='' authorizer='' scopes='' target='' by=$3 among=$4
  WANTED=$1 awk -F '\t' '$1 == ENVIRON["WANTED"]' "$WORK/routes" >"$WORK/found"
  IFS=$'\t' read -r _ id type authorizer scopes target <"$WORK/found" || true
  if ! have "$id"; then
    change aws apigatewayv2 create-route --api-id "$API" --cli-input-json "$6"
    return
  fi
  [ "$type|$authorizer|$scopes|$target" != "$2|$3|$4|integrations/$5" ] || return 0
  set -- --route-id "$id" --cli-input-json "$6"
  if [ "$by" = - ] && [ "$authorizer" != - ]; then set -- "$@" --authorizer-id ''; fi
  if [ "$among" = - ] && [ "$scopes" != - ]; then set -- "$@" --authorization-scopes '[]'; fi
  change aws apigatewayv2 update-route --api-id "$API" "$@"
}
"#;

pub(in crate::generate::cli) const DROP_INTEGRATIONS: &str = r#": >"$WORK/items"
! known "$API" ||
  aws apigatewayv2 get-integrations --api-id "$API" --query 'Items[].[IntegrationId,IntegrationUri || `"-"`]' --output text >"$WORK/items"
while IFS=$'\t' read -r id uri; do
  have "$id" || continue
  case " $INTEGRATIONS " in *" $id "*) continue ;; esac
  uri=${uri##*:function:}
  gone "$N_INTEGRATION" "${uri%/invocations}"
  tolerate NotFound aws apigatewayv2 delete-integration --api-id "$API" --integration-id "$id"
done <"$WORK/items"

"#;
