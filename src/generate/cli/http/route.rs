//! Integrations, one for each function, and the routes that lead to them.

use super::authorizer::{Callers, callers};
use super::compared;
use crate::diagnostic::Pointer;
use crate::generate::backend::HTTP_TIMEOUT_MS;
use crate::generate::cli::api::function_variable;
use crate::generate::cli::link;
use crate::generate::cors;
use crate::generate::integration::is_done;
use crate::generate::transform::Told;
use crate::model::{AwsService, Design, HttpApi, Integration, Method, Verb};
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

/// What answers routes, and how long the API waits for it; routes with the same share one integration.
#[derive(Clone, PartialEq, Eq)]
struct Backend<'a> {
    target: Target<'a>,
    timeout_ms: u32,
    transform: Option<Told>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Target<'a> {
    /// Place of the function.
    Function(usize),
    /// Address of another server, and the place of the VPC link on the way.
    Server(&'a str, Option<usize>),
    /// An action of an AWS service.
    Service(&'a AwsService),
}

impl<'a> Backend<'a> {
    /// Of a method; nothing for a function that the design lacks, and for what an HTTP API cannot do.
    fn new(design: &Design, method: &'a Method) -> Option<Self> {
        let target = match &method.integration {
            Integration::LambdaProxy { function } => Target::Function(design.function(function)?.0),
            Integration::HttpProxy(proxy) => {
                let link = design.vpc_link(&proxy.vpc_link);
                Target::Server(&proxy.uri, link.map(|(index, _)| index))
            }
            Integration::AwsService(service) if is_done(design, service) => {
                Target::Service(service)
            }
            Integration::AwsService(_)
            | Integration::Lambda { .. }
            | Integration::Http(_)
            | Integration::Mock(_) => return None,
        };
        let timeout_ms = method.timeout_ms.unwrap_or(HTTP_TIMEOUT_MS);
        Some(Self {
            target,
            timeout_ms,
            transform: Told::new(method),
        })
    }
}

/// Every integration with the variable that holds its id: of functions first, in their order.
struct Integrations<'a>(Vec<(Backend<'a>, String, Pointer)>);

impl<'a> Integrations<'a> {
    fn new(design: &Design, routes: &[Route<'a>]) -> Self {
        let mut found = Vec::new();
        for function in 0..design.functions.len() {
            let backend = Backend {
                target: Target::Function(function),
                timeout_ms: HTTP_TIMEOUT_MS,
                transform: None,
            };
            if routes.iter().any(|route| route.backend == backend) {
                let at = Pointer::root().join("functions").join(function);
                found.push((backend, format!("INTEGRATION_{}", function + 1), at));
            }
        }
        let mut number = design.functions.len();
        for route in routes {
            if !found.iter().any(|(other, ..)| *other == route.backend) {
                number += 1;
                let variable = format!("INTEGRATION_{number}");
                found.push((route.backend.clone(), variable, route.at));
            }
        }
        Self(found)
    }

    /// The first that is so, with the place of the function or method that it is made for.
    fn first(&self, is: impl Fn(&Backend<'a>) -> bool) -> Option<(&Backend<'a>, Pointer)> {
        let mut found = self.0.iter().filter(|(backend, ..)| is(backend));
        found.next().map(|(backend, _, at)| (backend, *at))
    }

    /// The variable that holds the id.
    fn variable(&self, backend: &Backend<'_>) -> &str {
        let mut found = self.0.iter().filter(|(other, ..)| other == backend);
        found.next().map_or("", |(_, variable, _)| variable)
    }
}

/// What a method is to the API: a key by which it is chosen, its callers, and what answers.
struct Route<'a> {
    key: String,
    at: Pointer,
    callers: Callers<'a>,
    backend: Backend<'a>,
}

/// Each key once, as the service has it.
fn routes(design: &Design) -> Vec<Route<'_>> {
    let mut routes: Vec<Route<'_>> = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        let at = Pointer::root().join("routes").join(index).join("methods");
        for (number, method) in route.methods.iter().enumerate() {
            let Some(backend) = Backend::new(design, method) else {
                continue;
            };
            let mut add = |verb, callers| {
                let (key, at) = (route.key(verb), at.join(number));
                if !routes.iter().any(|other| other.key == key) {
                    routes.push(Route {
                        key,
                        at,
                        callers,
                        backend: backend.clone(),
                    });
                }
            };
            add(method.verb, callers(design, method));
            if cors::needs_open_preflight(design, route, method) {
                add(Verb::Options, Callers::open());
            }
        }
    }
    routes
}

pub(super) fn print(shell: &mut Shell, design: &Design, http: &HttpApi) {
    let routes = routes(design);
    let integrations = Integrations::new(design, &routes);
    print_integrations(shell, design, http, &integrations);
    print_drop(shell, design, &routes);
    shell.comment(words::deploy_routes(design.output.language));
    shell.code(ROUTE);
    for route in &routes {
        print_route(shell, route, &integrations);
    }
    shell.blank();
    print_drop_integrations(shell, design, &integrations);
}

fn print_integrations(
    shell: &mut Shell,
    design: &Design,
    http: &HttpApi,
    integrations: &Integrations<'_>,
) {
    shell.comment(words::deploy_integrations(design.output.language));
    let at = Pointer::root().join("api").join("http");
    shell.at(at.join("payload_format_version"), |shell| {
        let version = http.payload_format_version.as_str();
        shell.assign("PAYLOAD_FORMAT", &Word::text(version));
    });
    shell.code(INTEGRATION);
    let is_server = |backend: &Backend<'_>| matches!(backend.target, Target::Server(..));
    if let Some((_, at)) = integrations.first(is_server) {
        shell.at(at.join("integration"), |shell| shell.code(SERVER));
    }
    let is_service = |backend: &Backend<'_>| matches!(backend.target, Target::Service(_));
    let is_changed = |backend: &Backend<'_>| backend.transform.is_some();
    let is_compared = |backend: &Backend<'_>| is_service(backend) || is_changed(backend);
    if let Some((backend, at)) = integrations.first(is_compared) {
        let changed = is_changed(backend);
        let at = at.join(if changed { "transform" } else { "integration" });
        shell.at(at, |shell| shell.code(compared::COMPARED));
    }
    for (backend, variable, at) in &integrations.0 {
        let timeout = backend.timeout_ms.to_string();
        shell.at(*at, |shell| {
            shell.assign(variable, &Word::text(""));
            let (variable, timeout) = (Word::text(variable), Word::text(&timeout));
            if let Some(told) = &backend.transform {
                let server = match backend.target {
                    Target::Function(function) => compared::Changed::Function(function),
                    Target::Server(uri, link) => compared::Changed::Server(uri, link),
                    Target::Service(_) => return,
                };
                compared::print_changed(shell, variable, server, told, backend.timeout_ms);
                return;
            }
            match backend.target {
                Target::Function(function) => {
                    let function = Word::variable(&function_variable(function));
                    shell.line("integration {} {} {}", [variable, function, timeout]);
                }
                Target::Service(of) => {
                    compared::print_service(shell, design, variable, of, backend.timeout_ms);
                }
                Target::Server(uri, link) => {
                    let link = link.map(link::variable);
                    let input = Word::json(|json| {
                        json.field("IntegrationType", "HTTP_PROXY");
                        json.field("IntegrationMethod", Verb::Any.as_str());
                        json.field("IntegrationUri", uri);
                        link::fields_of_http(json, link.as_deref());
                        json.field("PayloadFormatVersion", "1.0");
                        json.field("TimeoutInMillis", backend.timeout_ms);
                    });
                    let link = link.map_or(Word::bare("-"), |link| Word::variable(&link));
                    let words = [variable, Word::text(uri), timeout, input, link];
                    shell.line("server {} {} {} {} {}", words);
                }
            }
        });
    }
    shell.blank();
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

fn print_route(shell: &mut Shell, route: &Route<'_>, integrations: &Integrations<'_>) {
    let callers = &route.callers;
    let integration = integrations.variable(&route.backend);
    let input = Word::json(|json| fields(json, route, integration));
    let none = || Word::bare("-");
    let mut target = Word::variable(integration);
    if let Target::Function(_) = route.backend.target {
        let at = route.at.join("integration").join("lambda_proxy");
        target = target.of_field(at.join("function"));
    }
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
                target,
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
fn print_drop_integrations(shell: &mut Shell, design: &Design, integrations: &Integrations<'_>) {
    let language = design.output.language;
    let variables = integrations.0.iter().map(|(_, variable, _)| variable);
    let kept: Vec<String> = variables.cloned().collect();
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
  --query 'Items[?!(RequestParameters || ResponseParameters)].[join(`" "`, [IntegrationType, to_string(TimeoutInMillis), ConnectionId || `"-"`, IntegrationUri || `"-"`]),IntegrationId,PayloadFormatVersion]' \
  >"$WORK/integrations"
integration_id() { WANTED=$1 awk -F '\t' '$1 == ENVIRON["WANTED"] { print $2; exit }' "$WORK/integrations"; }
integration() {
  local id format
  id=$(integration_id "AWS_PROXY $3 - $2")
  if ! have "$id"; then
    make "$1" aws apigatewayv2 create-integration --api-id "$API" --integration-type AWS_PROXY \
      --integration-method POST --integration-uri "$2" --payload-format-version "$PAYLOAD_FORMAT" \
      --timeout-in-millis "$3" --query IntegrationId --output text
    return
  fi
  printf -v "$1" '%s' "$id"
  format=$(WANTED=$id awk -F '\t' '$2 == ENVIRON["WANTED"] { print $3; exit }' "$WORK/integrations")
  [ "$format" != "$PAYLOAD_FORMAT" ] || return 0
  change aws apigatewayv2 update-integration --api-id "$API" --integration-id "$id" \
    --payload-format-version "$PAYLOAD_FORMAT"
}
"#;

const SERVER: &str = r#"server() {
  local id
  id=$(integration_id "HTTP_PROXY $3 $5 $2")
  if have "$id"; then
    printf -v "$1" '%s' "$id"
  else
    make "$1" aws apigatewayv2 create-integration --api-id "$API" --cli-input-json "$4" --query IntegrationId --output text
  fi
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
