//! Integrations, one for each function, the routes that lead to them, and the responses of two-way routes.

use super::backend;
use crate::diagnostic::Pointer;
use crate::generate::cli::api::function_variable;
use crate::generate::cli::authorizer::{uri, variable as authorizer_variable};
use crate::generate::cli::http;
use crate::generate::websocket::{self, Route, Shared, Target};
use crate::model::Design;
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// The variable that holds the id of a function's integration.
fn variable((function, timeout): Shared) -> String {
    let wait = timeout.map_or_else(String::new, |timeout| format!("_{timeout}"));
    format!("INTEGRATION_{}{wait}", function + 1)
}

/// The variable that holds the id of what a route leads to.
fn variable_of(routes: &[Route<'_>], route: &Route<'_>) -> String {
    match route.target {
        Target::Function(function) => variable((function, route.timeout_ms)),
        Target::Backend(..) => backend::variable(routes, route),
    }
}

pub(super) fn print(shell: &mut Shell, design: &Design) {
    let routes = websocket::routes(design);
    let language = design.output.language;
    print_integrations(shell, design, &routes);
    backend::print(shell, design, &routes);
    shell.comment(words::deploy_drop_routes(language));
    shell.assign("N_ROUTE", &Word::quoted(words::what_route(language)));
    shell.block("{", [], r#"} >"$WORK/wanted""#, |shell| {
        // A block must hold a command, also where there is no route.
        shell.line(":", []);
        for route in &routes {
            shell.at(route.at.join("key"), |shell| {
                shell.line(r"printf '%s\n' {}", [Word::text(route.key)]);
            });
        }
    });
    shell.code(DROP_ROUTES);
    shell.comment(words::deploy_routes(language));
    shell.code(ROUTE);
    for route in &routes {
        print_route(shell, design, &routes, route);
    }
    shell.blank();
    print_drop_integrations(shell, design, &routes);
}

fn print_integrations(shell: &mut Shell, design: &Design, routes: &[Route<'_>]) {
    shell.comment(words::deploy_integrations(design.output.language));
    shell.code(INTEGRATION);
    for one in websocket::shared(routes) {
        let (function, timeout) = one;
        let variable = variable(one);
        let arn = function_variable(function);
        let input = Word::json(|json| {
            json.field("IntegrationType", "AWS_PROXY");
            json.field("IntegrationMethod", "POST");
            json.parts("IntegrationUri", &uri(&arn));
            if let Some(timeout) = timeout {
                json.field("TimeoutInMillis", timeout);
            }
        });
        let wait = timeout.unwrap_or(websocket::TIMEOUT_MS).to_string();
        let at = Pointer::root().join("functions").join(function);
        shell.at(at, |shell| {
            shell.assign(&variable, &Word::text(""));
            let (name, arn) = (Word::text(&variable), Word::variable(&arn));
            let words = [name, arn, Word::text(&wait), input];
            shell.line("integration {} {} {} {}", words);
        });
    }
    shell.blank();
}

fn print_route(shell: &mut Shell, design: &Design, routes: &[Route<'_>], route: &Route<'_>) {
    let kind = if route.connects() {
        websocket::authorization_type(design)
    } else {
        "NONE"
    };
    let keyed = route.connects() && design.access.api_key_required;
    let authorizer = websocket::authorizer(design).filter(|_| route.connects());
    let authorizer = authorizer.map(|(index, _)| authorizer_variable(index));
    let integration = variable_of(routes, route);
    let input = Word::json(|json| {
        fields(json, route, (kind, keyed), authorizer.as_deref());
        let target = [Part::Text("integrations/"), Part::Variable(&integration)];
        json.parts("Target", &target);
    });
    let id = authorizer.as_deref().map(Word::variable);
    let mut target = Word::variable(&integration);
    if let Target::Function(_) = route.target {
        target = target.of_field(route.at.join("function"));
    }
    shell.at(route.at, |shell| {
        shell.line(
            "route {} {} {} {} {} {}",
            [
                Word::text(route.key),
                Word::text(&format!("{kind}|{keyed}")),
                id.unwrap_or_else(|| Word::bare("-")),
                Word::text(if route.two_way { "$default" } else { "-" }),
                target,
                input,
            ],
        );
    });
}

fn fields(
    json: &mut Object,
    route: &Route<'_>,
    (kind, keyed): (&str, bool),
    authorizer: Option<&str>,
) {
    json.field("RouteKey", route.key);
    json.field("AuthorizationType", kind);
    if let Some(variable) = authorizer {
        json.parts("AuthorizerId", &[Part::Variable(variable)]);
    }
    json.field("ApiKeyRequired", keyed);
    if route.two_way {
        json.field("RouteResponseSelectionExpression", "$default");
    }
}

/// Behind the routes: API Gateway refuses to remove what one leads to.
fn print_drop_integrations(shell: &mut Shell, design: &Design, routes: &[Route<'_>]) {
    let language = design.output.language;
    let functions = websocket::shared(routes).into_iter().map(variable);
    let others = routes.iter().filter(|route| route.shared().is_none());
    let others = others.map(|route| backend::variable(routes, route));
    let kept: Vec<String> = functions.chain(others).collect();
    shell.comment(words::deploy_drop_integrations(language));
    let name = Word::quoted(words::what_integration(language));
    shell.assign("N_INTEGRATION", &name);
    shell.at(Pointer::root().join("functions"), |shell| {
        shell.assign("INTEGRATIONS", &Word::variables(&kept));
    });
    shell.code(http::DROP_INTEGRATIONS);
}

/// Found by what they call and how long they wait; whatever else is set of one is its default.
const INTEGRATION: &str = r#": >"$WORK/integrations"
! known "$API" || aws apigatewayv2 get-integrations --api-id "$API" --output text \
  --query 'Items[?IntegrationType==`"AWS_PROXY"`].[IntegrationUri,to_string(TimeoutInMillis || `29000`),IntegrationId]' >"$WORK/integrations"
integration() {
  local id uri="arn:$PARTITION:apigateway:$AWS_REGION:lambda:path/2015-03-31/functions/$2/invocations"
  id=$(WANTED=$uri WAIT=$3 awk -F '\t' '$1 == ENVIRON["WANTED"] && $2 == ENVIRON["WAIT"] { print $3; exit }' "$WORK/integrations")
  if have "$id"; then
    printf -v "$1" '%s' "$id"
  else
    make "$1" aws apigatewayv2 create-integration --api-id "$API" --cli-input-json "$4" \
      --query IntegrationId --output text
  fi
}
"#;

const DROP_ROUTES: &str = r#": >"$WORK/routes"
! known "$API" || aws apigatewayv2 get-routes --api-id "$API" --output text \
  --query 'Items[].[RouteKey,RouteId,join(`"|"`, [AuthorizationType || `"NONE"`, to_string(ApiKeyRequired || `false`)]),AuthorizerId || `"-"`,RouteResponseSelectionExpression || `"-"`,Target || `"-"`]' \
  >"$WORK/routes"
while IFS=$'\t' read -r key id _; do
  have "$id" || continue
  if grep -Fxq -e "$key" "$WORK/wanted"; then continue; fi
  gone "$N_ROUTE" "$key"
  tolerate NotFound aws apigatewayv2 delete-route --api-id "$API" --route-id "$id"
done <"$WORK/routes"

"#;

/// A route that loses its answer is made anew: an update keeps what it does not name.
const ROUTE: &str = r#"route() {
  local id='' state='' authorizer='' response='' target=''
  WANTED=$1 awk -F '\t' '$1 == ENVIRON["WANTED"]' "$WORK/routes" >"$WORK/found"
  IFS=$'\t' read -r _ id state authorizer response target <"$WORK/found" || true
  if have "$id" && [ "$response" != "$4" ] && [ "$4" = - ]; then
    tolerate NotFound aws apigatewayv2 delete-route --api-id "$API" --route-id "$id"
    id=''
  fi
  if ! have "$id"; then
    make ROUTE aws apigatewayv2 create-route --api-id "$API" --cli-input-json "$6" --query RouteId --output text
    id=$ROUTE
  elif [ "$state|$authorizer|$response|$target" != "$2|$3|$4|integrations/$5" ]; then
    if [ "$3" = - ] && [ "$authorizer" != - ]; then
      change aws apigatewayv2 update-route --api-id "$API" --route-id "$id" --cli-input-json "$6" --authorizer-id ''
    else
      change aws apigatewayv2 update-route --api-id "$API" --route-id "$id" --cli-input-json "$6"
    fi
  fi
  [ "$4" != - ] || return 0
  response=''
  if known "$id"; then
    ask response aws apigatewayv2 get-route-responses --api-id "$API" --route-id "$id" --output text \
      --query 'Items[?RouteResponseKey==`"$default"`].[RouteResponseId]'
  fi
  [ -n "$response" ] ||
    change aws apigatewayv2 create-route-response --api-id "$API" --route-id "$id" --route-response-key '$default'
}
"#;
