//! The API: functions, resources, methods, integrations, preflight, permission, deployment.

use super::names::{self, Names, TAG};
use super::{ask, aws, change, make, option, prelude, tolerate};
use crate::diagnostic::Pointer;
use crate::generate::{cors, name};
use crate::model::{Cors, Design, Integration, RestApi, Verb, tree};
use crate::text::shell::{Part, Shell, Word};
use crate::words::files as words;

/// Finds the functions that methods call.
pub(super) fn print_functions(shell: &mut Shell, design: &Design) {
    if design.functions.is_empty() {
        return;
    }
    shell.comment(words::deploy_functions(design.output.language));
    for (index, function) in design.functions.iter().enumerate() {
        let variable = function_variable(index);
        let at = Pointer::root().join("functions").join(index);
        if !function.arn.is_empty() {
            shell.at(at.join("arn"), |shell| {
                shell.assign(&variable, &Word::text(&function.arn))
            });
            continue;
        }
        shell.at(at.join("name"), |shell| {
            shell.assign(&variable, &Word::text(""));
            let input = Word::json(|json| json.field("FunctionName", &function.name));
            let command = aws(
                "lambda",
                "get-function",
                [
                    Word::bare("--cli-input-json"),
                    input,
                    Word::bare("--query"),
                    Word::bare("Configuration.FunctionArn"),
                    Word::bare("--output"),
                    Word::bare("text"),
                ],
            );
            shell.command(&ask(&variable, command));
            shell.command(&[
                Word::bare("printf"),
                Word::text("%s\\n"),
                Word::variable(&variable),
                Word::bare(">\"$WORK/found\""),
            ]);
            let what = words::what_function(design.output.language, &function.name, &design.region);
            shell.command(&[
                Word::bare("only"),
                Word::text(&variable),
                Word::text(&what),
                Word::bare("stop"),
            ]);
        });
    }
    shell.blank();
}

fn function_variable(index: usize) -> String {
    format!("FUNCTION_{}", index + 1)
}

pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    let default = RestApi::default();
    let rest = design.rest().unwrap_or(&default);
    let at = Pointer::root().join("api").join("rest");
    shell.comment(words::deploy_api(language));
    shell.at(at, |shell| {
        prelude::print_find_api(shell, names);
        let what = words::what_api(language, names.project());
        shell.command(&[
            Word::bare("only"),
            Word::bare("API"),
            Word::text(&what),
            Word::bare("create"),
        ]);
    });
    print_state(shell, design);
    shell.at(at, |shell| {
        print_create(shell, rest, names, at);
        print_update(shell, rest, at);
    });
    shell.blank();
    shell.comment(words::deploy_resources(language));
    shell.code(RESOURCES);
    shell.comment(words::deploy_methods(language));
    shell.code(METHOD);
    if let Some(cors) = &design.cors {
        print_preflight_function(shell, design, cors);
    }
    print_routes(shell, design);
    if let Some(cors) = &design.cors {
        shell.at(Pointer::root().join("cors"), |shell| {
            print_gateway_responses(shell, design, cors)
        });
    }
    print_permissions(shell, design);
    shell.blank();
    shell.comment(words::deploy_deployment(language));
    shell.code(DEPLOYMENT);
}

fn print_create(shell: &mut Shell, rest: &RestApi, names: &Names, at: Pointer) {
    let input = Word::json(|json| {
        json.field("name", &rest.name);
        if !rest.description.is_empty() {
            json.field("description", &rest.description);
        }
        json.object("endpointConfiguration", |json| {
            json.list("types", |list| list.item(rest.endpoint.as_str()));
        });
        json.list("binaryMediaTypes", |list| {
            rest.binary_media_types
                .iter()
                .for_each(|kind| list.item(kind));
        });
        json.object("tags", |json| json.field(TAG, names.project()));
    });
    shell.block(
        &[
            Word::bare("if"),
            Word::bare("!"),
            Word::bare("known"),
            Word::variable("API"),
            Word::bare("; then"),
        ],
        "fi",
        |shell| {
            let command = aws(
                "apigateway",
                "create-rest-api",
                [
                    Word::bare("--cli-input-json"),
                    input,
                    Word::bare("--query"),
                    Word::bare("id"),
                    Word::bare("--output"),
                    Word::bare("text"),
                ],
            );
            shell.at(at.join("name"), |shell| {
                shell.command(&make("API", command))
            });
            shell.code("  CHANGED=1\n");
        },
    );
}

/// Brings an API of an earlier run to the design's settings.
fn print_update(shell: &mut Shell, rest: &RestApi, at: Pointer) {
    let patch = Word::json_list(|list| {
        for (path, value) in [("/name", &*rest.name), ("/description", &*rest.description)] {
            list.object(|json| {
                json.field("op", "replace");
                json.field("path", path);
                json.field("value", value);
            });
        }
    });
    shell.block(
        &[
            Word::bare("if"),
            Word::bare("known"),
            Word::variable("API"),
            Word::bare("&& [ \"$CHANGED\" = 0 ]; then"),
        ],
        "fi",
        |shell| {
            shell.at(at.join("description"), |shell| {
                let [name, value] = option("--patch-operations", patch);
                shell.command(&change(aws(
                    "apigateway",
                    "update-rest-api",
                    [
                        Word::bare("--rest-api-id"),
                        Word::variable("API"),
                        name,
                        value,
                    ],
                )));
            });
            shell.command(&ask(
                "ENDPOINT",
                aws(
                    "apigateway",
                    "get-rest-api",
                    [
                        Word::bare("--rest-api-id"),
                        Word::variable("API"),
                        Word::bare("--query"),
                        Word::text("endpointConfiguration.types[0]"),
                        Word::bare("--output"),
                        Word::bare("text"),
                    ],
                ),
            ));
            shell.at(at.join("endpoint"), |shell| {
                let endpoint = Word::text(rest.endpoint.as_str());
                let test = [
                    Word::bare("if"),
                    Word::bare("have"),
                    Word::variable("ENDPOINT"),
                    Word::bare("&& ["),
                    Word::variable("ENDPOINT"),
                    Word::bare("!="),
                    endpoint,
                    Word::bare("]; then"),
                ];
                shell.block(&test, "fi", |shell| {
                    let patch = Word::json_list(|list| {
                        list.object(|json| {
                            json.field("op", "replace");
                            json.parts(
                                "path",
                                &[
                                    Part::Text("/endpointConfiguration/types/"),
                                    Part::Variable("ENDPOINT"),
                                ],
                            );
                            json.field("value", rest.endpoint.as_str());
                        })
                    });
                    shell.command(&change(aws(
                        "apigateway",
                        "update-rest-api",
                        [
                            Word::bare("--rest-api-id"),
                            Word::variable("API"),
                            Word::bare("--patch-operations"),
                            patch,
                        ],
                    )));
                });
            });
            print_binary(shell, rest, at);
        },
    );
}

fn print_binary(shell: &mut Shell, rest: &RestApi, at: Pointer) {
    shell.at(at.join("binary_media_types"), |shell| {
        for kind in &rest.binary_media_types {
            let query = format!(
                "length(binaryMediaTypes[?@=={}] || `[]`)",
                names::literal(kind)
            );
            shell.command(&ask(
                "FOUND",
                aws(
                    "apigateway",
                    "get-rest-api",
                    [
                        Word::bare("--rest-api-id"),
                        Word::variable("API"),
                        Word::bare("--query"),
                        Word::text(&query),
                        Word::bare("--output"),
                        Word::bare("text"),
                    ],
                ),
            ));
            let test = [
                Word::bare("if"),
                Word::bare("["),
                Word::variable("FOUND"),
                Word::bare("= 0 ] && [ -z \"$DEPLOYMENT\" ]; then"),
            ];
            shell.block(&test, "fi", |shell| {
                let path = format!(
                    "/binaryMediaTypes/{}",
                    kind.replace('~', "~0").replace('/', "~1")
                );
                let patch = Word::json_list(|list| {
                    list.object(|json| {
                        json.field("op", "add");
                        json.field("path", &path);
                    })
                });
                shell.command(&change(aws(
                    "apigateway",
                    "update-rest-api",
                    [
                        Word::bare("--rest-api-id"),
                        Word::variable("API"),
                        Word::bare("--patch-operations"),
                        patch,
                    ],
                )));
                shell.code("    CHANGED=1\n");
            });
        }
    });
}

fn print_routes(shell: &mut Shell, design: &Design) {
    shell.blank();
    let resources = tree::resources(&design.routes);
    for (index, resource) in resources.iter().enumerate() {
        let variable = resource_variable(index);
        if let Some(parent) = resource.parent {
            let at = resource
                .route
                .map_or(Pointer::root().join("routes"), |route| {
                    Pointer::root().join("routes").join(route).join("path")
                });
            shell.at(at, |shell| {
                shell.assign(&variable, &Word::text(""));
                shell.command(&[
                    Word::bare("resource"),
                    Word::text(&variable),
                    Word::variable(&resource_variable(parent)),
                    Word::text(&resource.path),
                    Word::json(|json| json.field("pathPart", &resource.part)),
                ]);
            });
        }
        for &route in resource.route.iter().chain(&resource.twins) {
            print_methods(shell, design, route, &variable);
        }
    }
}

/// The root resource is made with the API, and found with it.
fn resource_variable(index: usize) -> String {
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
        let Integration::LambdaProxy { function } = &method.integration;
        let Some((function, _)) = design.function(function) else {
            continue;
        };
        let authorization = method.authorization.unwrap_or(design.access.authorization);
        let key = method
            .api_key_required
            .unwrap_or(design.access.api_key_required);
        shell.at(at.join("methods").join(index), |shell| {
            shell.command(&[
                Word::bare("method"),
                Word::variable(resource),
                Word::bare(method.verb.as_str()),
                Word::bare(authorization.as_str()),
                Word::bare(if key { "true" } else { "false" }),
                Word::variable(&function_variable(function)),
            ]);
        });
    }
    let own = methods.iter().any(|method| method.verb == Verb::Options);
    if design.cors.is_some() && !own && !methods.is_empty() {
        shell.at(Pointer::root().join("cors"), |shell| {
            shell.command(&[Word::bare("preflight"), Word::variable(resource)]);
        });
    }
}

/// A function that makes the `OPTIONS` mock of one resource, or leaves one that already answers so.
fn print_preflight_function(shell: &mut Shell, design: &Design, cors: &Cors) {
    let headers = cors::headers(cors);
    let at = Pointer::root().join("cors");
    shell.comment(words::deploy_preflight(design.output.language));
    let query: Vec<String> = headers
        .iter()
        .map(|(_, header, _)| format!("responseParameters.\"method.response.header.{header}\""))
        .collect();
    let wanted: Vec<String> = headers
        .iter()
        .map(|(_, _, value)| cors::constant(value))
        .collect();
    shell.at(at, |shell| {
        shell.assign(
            "PREFLIGHT_QUERY",
            &Word::text(&format!("[{}]", query.join(","))),
        );
        shell.assign("PREFLIGHT_WANTED", &Word::text(&wanted.join("\t")));
        let declared = Word::json(|json| {
            for (_, header, _) in &headers {
                json.field(&format!("method.response.header.{header}"), false);
            }
        });
        shell.assign("PREFLIGHT_HEADERS", &declared);
        let values = Word::json(|json| {
            for (_, header, value) in &headers {
                json.field(
                    &format!("method.response.header.{header}"),
                    &cors::constant(value),
                );
            }
        });
        shell.assign("PREFLIGHT_VALUES", &values);
    });
    shell.code(PREFLIGHT);
}

fn print_gateway_responses(shell: &mut Shell, design: &Design, cors: &Cors) {
    shell.blank();
    shell.comment(words::sam_gateway_responses(design.output.language));
    shell.code(GATEWAY_RESPONSE);
    let origin = cors::constant(cors::origin(cors));
    for kind in ["DEFAULT_4XX", "DEFAULT_5XX"] {
        shell.command(&[
            Word::bare("gateway_response"),
            Word::bare(kind),
            Word::text(&origin),
            Word::json(|json| {
                json.field(
                    "gatewayresponse.header.Access-Control-Allow-Origin",
                    &origin,
                )
            }),
        ]);
    }
}

fn print_permissions(shell: &mut Shell, design: &Design) {
    if design.functions.is_empty() {
        return;
    }
    shell.blank();
    shell.comment(words::deploy_permission(design.output.language));
    shell.code(PERMISSION);
    for index in 0..design.functions.len() {
        let at = Pointer::root().join("functions").join(index);
        shell.at(at, |shell| {
            shell.command(&[
                Word::bare("permission"),
                Word::variable(&function_variable(index)),
            ]);
        });
    }
}

/// A deployment is a snapshot: its description names the state of the design it was made from.
fn print_state(shell: &mut Shell, design: &Design) {
    let access = &design.access;
    let parts = (
        &design.api,
        &design.routes,
        &design.functions,
        access.authorization,
        access.api_key_required,
        &design.cors,
    );
    let state = serde_json::to_string(&parts).unwrap_or_default();
    shell.comment(words::deploy_state(design.output.language));
    shell.assign(
        "STATE",
        &Word::text(&format!("gateway-studio {:016x}", name::hash(&state))),
    );
    shell.code(STATE);
}

/// Removes the statements that let the API call the functions.
pub(super) fn print_remove_permissions(shell: &mut Shell, design: &Design) {
    for (index, function) in design.functions.iter().enumerate() {
        let at = Pointer::root().join("functions").join(index);
        let name = if function.arn.is_empty() {
            &function.name
        } else {
            &function.arn
        };
        shell.at(at, |shell| {
            shell.command(&tolerate(
                "ResourceNotFound",
                aws(
                    "lambda",
                    "remove-permission",
                    [
                        Word::bare("--cli-input-json"),
                        Word::json(|json| json.field("FunctionName", name)),
                        Word::bare("--statement-id"),
                        Word::bare("\"gateway-studio-$API\""),
                    ],
                ),
            ));
        });
    }
}

const RESOURCES: &str = r#"ROOT='<ROOT>'
: >"$WORK/resources"
if known "$API"; then
  aws apigateway get-resources --rest-api-id "$API" --query 'items[].[path,id]' --output text >"$WORK/resources"
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

const METHOD: &str = r#"method() {
  local found='' uri key=--no-api-key-required
  [ "$4" = false ] || key=--api-key-required
  uri="arn:$PARTITION:apigateway:$AWS_REGION:lambda:path/2015-03-31/functions/$5/invocations"
  if known "$1"; then
    ask found aws apigateway get-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
      --query "join('|', [authorizationType, to_string(apiKeyRequired), methodIntegration.uri || ''])" --output text
  fi
  [ "$found" != "$3|$4|$uri" ] || return 0
  CHANGED=1
  if [ -z "$found" ]; then
    change aws apigateway put-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
      --authorization-type "$3" "$key"
  elif [ "${found%|*}" != "$3|$4" ]; then
    change aws apigateway update-method --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
      --patch-operations '[{"op":"replace","path":"/authorizationType","value":"'"$3"'"},{"op":"replace","path":"/apiKeyRequired","value":"'"$4"'"}]'
  fi
  change aws apigateway put-integration --rest-api-id "$API" --resource-id "$1" --http-method "$2" \
    --type AWS_PROXY --integration-http-method POST --uri "$uri"
}

"#;

const PREFLIGHT: &str = r#"preflight() {
  local found=''
  if known "$1"; then
    ask found aws apigateway get-method --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
      --query httpMethod --output text
  fi
  if [ -n "$found" ]; then
    if aws apigateway get-integration-response --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
      --status-code 204 --query "$PREFLIGHT_QUERY" --output text >"$WORK/answer" 2>/dev/null &&
      [ "$(cat "$WORK/answer")" = "$PREFLIGHT_WANTED" ]; then
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
    --status-code 204 --response-parameters "$PREFLIGHT_HEADERS"
  change aws apigateway put-integration-response --rest-api-id "$API" --resource-id "$1" --http-method OPTIONS \
    --status-code 204 --response-parameters "$PREFLIGHT_VALUES"
}
"#;

const GATEWAY_RESPONSE: &str = r#"gateway_response() {
  local found=''
  if known "$API"; then
    ask found aws apigateway get-gateway-response --rest-api-id "$API" --response-type "$1" \
      --query 'responseParameters."gatewayresponse.header.Access-Control-Allow-Origin"' --output text
  fi
  [ "$found" != "$2" ] || return 0
  CHANGED=1
  change aws apigateway put-gateway-response --rest-api-id "$API" --response-type "$1" --response-parameters "$3"
}
"#;

const PERMISSION: &str = r#"permission() {
  if known "$API" && aws lambda get-policy --function-name "$1" --query Policy --output text 2>/dev/null |
    grep -F "gateway-studio-$API" >/dev/null; then
    return 0
  fi
  tolerate ResourceConflict aws lambda add-permission --function-name "$1" --statement-id "gateway-studio-$API" \
    --action lambda:InvokeFunction --principal apigateway.amazonaws.com \
    --source-arn "arn:$PARTITION:execute-api:$AWS_REGION:$ACCOUNT:$API/*/*/*"
}
"#;

const STATE: &str = r#"CHANGED=0
DEPLOYMENT=''
if known "$API"; then
  aws apigateway get-deployments --rest-api-id "$API" --output json \
    --query "sort_by(items[?description=='$STATE'], &to_string(createdDate))[-1].id" | tr -d '"' >"$WORK/answer"
  DEPLOYMENT=$(first <"$WORK/answer")
  [ "$DEPLOYMENT" != null ] || DEPLOYMENT=''
fi
"#;

const DEPLOYMENT: &str = r#"if [ "$CHANGED" = 1 ] || ! known "$DEPLOYMENT"; then
  make DEPLOYMENT aws apigateway create-deployment --rest-api-id "$API" --description "$STATE" --query id --output text
fi

"#;
