//! Resources, methods, integrations and the CORS preflight.

use super::api::function_variable;
use super::{authorizer, backend};
use crate::diagnostic::Pointer;
use crate::generate::{cors, method};
use crate::model::{Cors, Design, Method, RouteCors, Verb, tree};
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

pub(super) fn print(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    shell.comment(words::deploy_resources(language));
    shell.code(RESOURCES);
    shell.comment(words::deploy_methods(language));
    shell.code(METHOD);
    backend::print(shell, design);
    shell.blank();
    print_drop(shell, design);
    let mut preflights = (0..design.routes.len()).filter_map(|route| preflight_of(design, route));
    if let Some((at, _)) = preflights.next() {
        shell.at(at, |shell| print_preflight(shell, design));
    }
    shell.blank();
    for (index, resource) in tree::resources(&design.routes).iter().enumerate() {
        let variable = variable(index);
        if let Some(parent) = resource.parent {
            let routes = Pointer::root().join("routes");
            let at = resource
                .route
                .map_or(routes, |route| routes.join(route).join("path"));
            shell.at(at, |shell| {
                shell.assign(&variable, &Word::text(""));
                let part = Word::json(|json| json.field("pathPart", &resource.part));
                let parent = Word::variable(&self::variable(parent));
                let words = [
                    Word::text(&variable),
                    parent,
                    Word::text(&resource.path),
                    part,
                ];
                shell.line("resource {} {} {} {}", words);
            });
        }
        for &route in resource.route.iter().chain(&resource.twins) {
            print_methods(shell, design, route, &variable);
        }
    }
}

/// Takes away what the design no longer has, before anything is made: API Gateway refuses
/// `/items/{name}` beside `/items/{id}`.
fn print_drop(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    shell.comment(words::deploy_drop_methods(language));
    shell.assign("N_RESOURCE", &Word::quoted(words::what_resource(language)));
    shell.assign("N_METHOD", &Word::quoted(words::what_method(language)));
    shell.code(DROP);
    for resource in tree::resources(&design.routes) {
        let routes = Pointer::root().join("routes");
        let at = resource.route.map_or(routes, |route| routes.join(route));
        let own = resource.route.iter().chain(&resource.twins);
        let mut verbs: Vec<&str> = Vec::new();
        for &route in own {
            let methods = &design.routes[route].methods;
            verbs.extend(methods.iter().map(|method| method.verb.as_str()));
            if preflight_of(design, route).is_some() {
                verbs.push(Verb::Options.as_str());
            }
        }
        let words = [Word::text(&resource.path), Word::text(&verbs.join(" "))];
        shell.at(at, |shell| shell.line("want {} {}", words));
    }
    shell.code("drop_methods\n\n");
}

/// The CORS settings, and their place, by which the gateway answers `OPTIONS` of a route itself.
fn preflight_of(design: &Design, route: usize) -> Option<(Pointer, &Cors)> {
    let methods = &design.routes[route].methods;
    let own = methods.iter().any(|method| method.verb == Verb::Options);
    let cors = design.cors_of(route, &design.routes[route]);
    cors.filter(|_| !own && !methods.is_empty())
}

/// The root resource is made with the API, and found with it.
fn variable(index: usize) -> String {
    if index == 0 {
        "ROOT".into()
    } else {
        format!("RESOURCE_{index}")
    }
}

fn print_methods(shell: &mut Shell, design: &Design, route: usize, resource: &str) {
    let at = Pointer::root().join("routes").join(route);
    let methods = &design.routes[route].methods;
    for (index, method) in methods.iter().enumerate() {
        let at = at.join("methods").join(index);
        if backend::is_one(method) {
            backend::print_method(shell, design, (route, method), resource, at);
        } else {
            shell.at(at, |shell| {
                print_method(shell, design, (at, method), resource)
            });
        }
    }
    if let Some((at, cors)) = preflight_of(design, route) {
        let resource = Word::variable(resource);
        shell.at(at, |shell| match &design.routes[route].cors {
            RouteCors::Own(_) => {
                let [query, wanted, declared, answer] = preflight(cors);
                let words = [resource, query, wanted, declared, answer];
                shell.line("preflight {} {} {} {} {}", words);
            }
            RouteCors::Api | RouteCors::Off => shell.line("preflight {}", [resource]),
        });
    }
}

/// A method that a function answers.
fn print_method(
    shell: &mut Shell,
    design: &Design,
    (at, method): (Pointer, &Method),
    resource: &str,
) {
    let function = method.function().and_then(|name| design.function(name));
    let Some((function, _)) = function else {
        return;
    };
    let key = design.access.api_key_required_of(method);
    let words = [
        Word::variable(resource),
        Word::bare(method.verb.as_str()),
        Word::bare(design.access.authorization_type_of(method)),
        Word::bare(if key { "true" } else { "false" }),
        Word::variable(&function_variable(function)).of_field(method::function(method, at)),
    ];
    let asked = authorizer::of_method(design, method);
    if asked.is_none() && method.timeout_ms.is_none() {
        shell.line("method {} {} {} {} {}", words);
        return;
    }
    let [resource, verb, kind, key, function] = words;
    let [id, scopes, input] = asked.unwrap_or_else(|| [(); 3].map(|()| Word::quoted("")));
    let words = [resource, verb, kind, key, function, id, scopes, input];
    match method.timeout_ms {
        None => shell.line("method {} {} {} {} {} {} {} {}", words),
        Some(timeout) => {
            let [resource, verb, kind, key, function, id, scopes, input] = words;
            let timeout = Word::text(&timeout.to_string()).of_field(at.join("timeout_ms"));
            shell.line(
                "method {} {} {} {} {} {} {} {} {}",
                [
                    resource, verb, kind, key, function, id, scopes, input, timeout,
                ],
            );
        }
    }
}

/// What a preflight is asked for, what it should say, the headers that it declares, and its answer.
fn preflight(cors: &Cors) -> [Word; 4] {
    let headers = cors::headers(cors);
    let parameter = |header: &str| format!("method.response.header.{header}");
    let mut query: Vec<String> = headers
        .iter()
        .map(|(_, header, _)| format!("responseParameters.\"{}\"", parameter(header)))
        .collect();
    let mut wanted: Vec<String> = headers
        .iter()
        .map(|(_, _, value)| cors::constant(value))
        .collect();
    let template = cors::template(cors);
    query.push(format!("responseTemplates.\"{}\"", cors::TEMPLATE_TYPE));
    // How the AWS CLI writes what is not there.
    wanted.push(template.clone().unwrap_or_else(|| "None".into()));
    let declared = Word::json(|json| {
        for (_, header, _) in &headers {
            json.field(&parameter(header), false);
        }
    });
    let answer = Word::json(|json| {
        json.object("responseParameters", |json| {
            for (_, header, value) in &headers {
                json.field(&parameter(header), &cors::constant(value));
            }
        });
        if let Some(template) = &template {
            json.field("contentHandling", "CONVERT_TO_TEXT");
            json.object("responseTemplates", |json| {
                json.field(cors::TEMPLATE_TYPE, template);
            });
        }
    });
    let query = Word::text(&format!("[{}]", query.join(",")));
    let wanted = Word::text(&wanted.join("\t"));
    [query, wanted, declared, answer]
}

/// A function that makes the `OPTIONS` mock of one resource, or leaves one that already answers so; without
/// words of its own it says what the API says.
fn print_preflight(shell: &mut Shell, design: &Design) {
    shell.comment(words::deploy_preflight(design.output.language));
    let none = || [(); 4].map(|()| Word::quoted(""));
    let [query, wanted, declared, answer] = design.cors.as_ref().map_or_else(none, preflight);
    shell.at(Pointer::root().join("cors"), |shell| {
        shell.assign("PREFLIGHT_QUERY", &query);
        shell.assign("PREFLIGHT_WANTED", &wanted);
        shell.assign("PREFLIGHT_HEADERS", &declared);
        shell.assign("PREFLIGHT_ANSWER", &answer);
    });
    shell.code(PREFLIGHT);
}

const RESOURCES: &str = r#"ROOT='<ROOT>'
: >"$WORK/resources"
if known "$API"; then
  aws apigateway get-resources --rest-api-id "$API" --output text \
    --query 'items[].[path,id,join(`" "`, keys(resourceMethods || `{}`))]' >"$WORK/resources"
  ROOT=$(awk -F '\t' '$1 == "/" { print $2; exit }' "$WORK/resources")
fi
resource() {
  local id
  id=$(WANTED=$3 awk -F '\t' '$1 == ENVIRON["WANTED"] { print $2; exit }' "$WORK/resources")
  if have "$id"; then
    printf -v "$1" '%s' "$id"
  else
    make "$1" aws apigateway create-resource --rest-api-id "$API" --parent-id "$2" \
      --cli-input-json "$4" --query id --output text
    CHANGED=1
  fi
}

"#;

const DROP: &str = r#": >"$WORK/wanted"
want() { printf '%s\t%s\n' "$1" "$2" >>"$WORK/wanted"; }
drop_methods() {
  local path id verbs verb kept
  LC_ALL=C sort -r "$WORK/resources" >"$WORK/items"
  while IFS=$'\t' read -r path id verbs; do
    kept=$(WANTED=$path awk -F '\t' '
      $1 == ENVIRON["WANTED"] { kept = kept " " $2; found = 1 }
      END { if (found) print kept " " }' "$WORK/wanted")
    if [ -z "$kept" ]; then
      gone "$N_RESOURCE" "$path"
      CHANGED=1
      tolerate NotFound aws apigateway delete-resource --rest-api-id "$API" --resource-id "$id"
      continue
    fi
    for verb in $verbs; do
      case "$kept" in *" $verb "*) continue ;; esac
      gone "$N_METHOD" "$verb $path"
      CHANGED=1
      tolerate NotFound aws apigateway delete-method --rest-api-id "$API" --resource-id "$id" --http-method "$verb"
    done
  done <"$WORK/items"
}
"#;

const METHOD: &str = r#"method() {
  local found='' uri wanted="$3|$4|${6:-}|${7:-}||AWS_PROXY" key=--no-api-key-required timeout="${9:-29000}"
  [ "$4" = false ] || key=--api-key-required
  uri="arn:$PARTITION:apigateway:$AWS_REGION:lambda:path/2015-03-31/functions/$5/invocations"
  if known "$1"; then
    ask found aws apigateway get-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" --output text \
      --query "join('|', [authorizationType, to_string(apiKeyRequired), authorizerId || '', join(',', sort(authorizationScopes || \`[]\`)), join(',', [keys(requestParameters || \`{}\`), keys(requestModels || \`{}\`), methodIntegration.cacheKeyParameters || \`[]\`, [requestValidatorId || ''][?@!='']][]), methodIntegration.type || '', join(',', [methodIntegration.uri || '', to_string(methodIntegration.timeoutInMillis || \`29000\`)])])"
  fi
  [ "$found" != "$wanted|$uri,$timeout" ] || return 0
  CHANGED=1
  if [ -n "$found" ] && [ "${found%|*}" != "$wanted" ]; then
    change aws apigateway delete-method --rest-api-id "$API" --resource-id "$1" --http-method "$2"
    found=''
  fi
  [ -n "$found" ] ||
    change aws apigateway put-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
      --authorization-type "$3" "$key" ${8:+--cli-input-json "$8"}
  change aws apigateway put-integration --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
    --type AWS_PROXY --integration-http-method POST --uri "$uri" --timeout-in-millis "$timeout"
}
"#;

const PREFLIGHT: &str = r#"preflight() {
  local found='' query="${2:-$PREFLIGHT_QUERY}" wanted="${3:-$PREFLIGHT_WANTED}"
  local headers="${4:-$PREFLIGHT_HEADERS}" answer="${5:-$PREFLIGHT_ANSWER}"
  if known "$1"; then
    ask found aws apigateway get-method --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
      --query httpMethod --output text
  fi
  if [ -n "$found" ]; then
    if aws apigateway get-integration-response --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
      --status-code 204 --query "$query" --output text >"$WORK/answer" 2>/dev/null &&
      [ "$(cat "$WORK/answer")" = "$wanted" ]; then
      return 0
    fi
    change aws apigateway delete-method --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS
  fi
  CHANGED=1
  change aws apigateway put-method --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
    --authorization-type NONE --no-api-key-required
  change aws apigateway put-integration --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
    --type MOCK --content-handling CONVERT_TO_TEXT --request-templates '{"application/json":"{\"statusCode\":204}"}'
  change aws apigateway put-method-response --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
    --status-code 204 --response-parameters "$headers"
  change aws apigateway put-integration-response --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
    --status-code 204 --cli-input-json "$answer"
}
"#;
