//! A WebSocket API of plain API Gateway resources: SAM's own type takes route keys of letters and
//! digits alone and has no route responses (aws-sam-translator 1.115).

mod backend;

use std::collections::BTreeMap;

use super::{Ids, function, method_settings, stage};
use crate::diagnostic::Pointer;
use crate::generate::method_settings::Watch;
use crate::generate::name;
use crate::generate::websocket::{self, Route, Shared, Target};
use crate::model::{AuthorizerKind, Design, IpAddressType, LogLevel};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    print_api(yaml, design, ids);
    if !ids.elsewhere.table {
        print_table(yaml, design);
    }
    let authorizer = print_authorizer(yaml, design, ids);
    let routes = websocket::routes(design);
    let integrations = print_integrations(yaml, design, ids, &routes);
    let mut made = Vec::new();
    let others = backend::print(yaml, design, ids, &routes, &mut made);
    for route in &routes {
        let of = format!("route {}", route.key);
        let id = ids.given(&of, ("", route.key, "Route"));
        let own = others.get(route.key);
        let integration = match route.target {
            Target::Function(function) => integrations.get(&(function, route.timeout_ms)),
            Target::Backend(..) => own,
        };
        let integration = integration.map_or("", String::as_str);
        yaml.blank();
        yaml.at(route.at, |yaml| {
            yaml.map(&id, |yaml| {
                print_route(yaml, design, ids, route, integration, authorizer.as_deref());
            });
        });
        let of = format!("response {}", route.key);
        let response = route.two_way.then(|| ids.given(&of, (&id, "", "Response")));
        if let Some(response) = &response {
            yaml.blank();
            yaml.at(route.at.join("two_way"), |yaml| {
                print_response(yaml, ids, response, &id);
            });
        }
        made.push(response.unwrap_or(id));
    }
    for index in 0..design.stages.len() {
        print_stage(yaml, design, ids, index, &made);
    }
}

fn print_api(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let Some(api) = design.websocket() else {
        return;
    };
    let at = Pointer::root().join("api").join("websocket");
    yaml.at(at, |yaml| {
        yaml.map(&ids.api, |yaml| {
            yaml.entry("Type", "AWS::ApiGatewayV2::Api");
            yaml.map("Properties", |yaml| {
                yaml.entry_at(at.join("name"), "Name", &api.name);
                yaml.entry("ProtocolType", "WEBSOCKET");
                if !api.description.is_empty() {
                    yaml.entry_at(at.join("description"), "Description", &api.description);
                }
                yaml.comment(words::websocket_selection(design.output.language));
                yaml.entry_at(
                    at.join("route_selection_expression"),
                    "RouteSelectionExpression",
                    &api.route_selection_expression,
                );
                if api.ip_address_type == IpAddressType::Dualstack {
                    let value = api.ip_address_type.as_str();
                    yaml.entry_at(at.join("ip_address_type"), "IpAddressType", value);
                }
                if api.disable_execute_api_endpoint {
                    let at = at.join("disable_execute_api_endpoint");
                    yaml.entry_at(at, "DisableExecuteApiEndpoint", true);
                }
            });
        });
    });
}

/// The authorizer that `$connect` asks; the others have nobody to decide about.
fn print_authorizer(yaml: &mut Yaml, design: &Design, ids: &mut Ids) -> Option<String> {
    let (index, authorizer) = websocket::authorizer(design)?;
    let AuthorizerKind::LambdaRequest(request) = &authorizer.kind else {
        return None;
    };
    let access = Pointer::root().join("access");
    let at = access.join("authorizers").join(index);
    let of = format!("authorizer {}", authorizer.name);
    let id = ids.given(&of, ("", &authorizer.name, "Authorizer"));
    yaml.blank();
    yaml.at(at, |yaml| {
        yaml.map(&id, |yaml| {
            yaml.entry("Type", "AWS::ApiGatewayV2::Authorizer");
            yaml.map("Properties", |yaml| {
                yaml.entry("ApiId", yaml::reference(&ids.api));
                yaml.entry_at(at.join("name"), "Name", &authorizer.name);
                yaml.entry("AuthorizerType", "REQUEST");
                let at = at.join("kind").join(authorizer.kind.key());
                if let Some((function, _)) = design.function(&request.function) {
                    let uri = uri(design, ids, function);
                    yaml.entry_at(at.join("function"), "AuthorizerUri", yaml::sub(&uri));
                }
                let sources = authorizer.kind.identity_sources_of_websocket();
                if !sources.is_empty() {
                    yaml.at(at, |yaml| {
                        yaml.list("IdentitySource", |yaml| {
                            for source in &sources {
                                yaml.item(source);
                            }
                        });
                    });
                }
            });
        });
    });
    Some(id)
}

/// The address under which API Gateway calls a function.
pub(super) fn uri(design: &Design, ids: &Ids, function: usize) -> String {
    let arn = function::called(&design.functions[function], &ids.functions[function]);
    format!(
        "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/{arn}/invocations"
    )
}

/// One integration for each function that routes lead to, and for each wait of them; their ids.
fn print_integrations(
    yaml: &mut Yaml,
    design: &Design,
    ids: &mut Ids,
    routes: &[Route<'_>],
) -> BTreeMap<Shared, String> {
    let mut made = BTreeMap::new();
    for (index, timeout) in websocket::shared(routes) {
        let Some(function) = design.functions.get(index) else {
            continue;
        };
        let wait = timeout.map_or_else(String::new, |timeout| format!(" {timeout}"));
        let of = format!("integration {}{wait}", function.name);
        let end = format!("Integration{}", wait.trim_start());
        let id = ids.given(&of, ("", &function.name, &end));
        let shares = |route: &&Route<'_>| route.shared() == Some((index, timeout));
        let mut sharing = routes.iter().filter(shares);
        let first = sharing.clone().next().map(|route| route.at);
        let place = Pointer::root().join("functions").join(index);
        let waits = sharing.find(|route| route.timeout_ms.is_some());
        yaml.blank();
        yaml.at(place, |yaml| {
            yaml.map(&id, |yaml| {
                yaml.entry("Type", "AWS::ApiGatewayV2::Integration");
                yaml.map("Properties", |yaml| {
                    yaml.entry("ApiId", yaml::reference(&ids.api));
                    yaml.entry("IntegrationType", "AWS_PROXY");
                    yaml.entry("IntegrationMethod", "POST");
                    let uri = uri(design, ids, index);
                    let named = first.map_or(place, |at| at.join("function"));
                    yaml.entry_at(named, "IntegrationUri", yaml::sub(&uri));
                    yaml.also(place);
                    if let Some(timeout) = timeout {
                        let at = waits.map_or(place, |route| route.at.join("timeout_ms"));
                        yaml.entry_at(at, "TimeoutInMillis", timeout);
                    }
                });
            });
        });
        made.insert((index, timeout), id);
    }
    made
}

fn print_route(
    yaml: &mut Yaml,
    design: &Design,
    ids: &Ids,
    route: &Route<'_>,
    integration: &str,
    authorizer: Option<&str>,
) {
    let access = Pointer::root().join("access");
    yaml.entry("Type", "AWS::ApiGatewayV2::Route");
    yaml.map("Properties", |yaml| {
        yaml.entry("ApiId", yaml::reference(&ids.api));
        yaml.entry_at(route.at.join("key"), "RouteKey", route.key);
        if route.connects() {
            let kind = websocket::authorization_type(design);
            let at = access.join("authorization");
            yaml.entry_at(at, "AuthorizationType", kind);
            if let Some(id) = authorizer {
                yaml.entry_at(at, "AuthorizerId", yaml::reference(id));
            }
            if design.access.api_key_required {
                yaml.entry_at(access.join("api_key_required"), "ApiKeyRequired", true);
            }
        } else {
            yaml.entry("AuthorizationType", "NONE");
        }
        if route.two_way {
            let at = route.at.join("two_way");
            yaml.entry_at(at, "RouteResponseSelectionExpression", "$default");
        }
        let target = format!("integrations/${{{integration}}}");
        let field = match route.target {
            Target::Function(_) => "function",
            Target::Backend(..) => "backend",
        };
        yaml.entry_at(route.at.join(field), "Target", yaml::sub(&target));
    });
}

fn print_response(yaml: &mut Yaml, ids: &Ids, id: &str, route: &str) {
    yaml.map(id, |yaml| {
        yaml.entry("Type", "AWS::ApiGatewayV2::RouteResponse");
        yaml.map("Properties", |yaml| {
            yaml.entry("ApiId", yaml::reference(&ids.api));
            yaml.entry("RouteId", yaml::reference(route));
            yaml.entry("RouteResponseKey", "$default");
        });
    });
}

/// A stage waits for the routes: an API without any cannot be deployed.
fn print_stage(yaml: &mut Yaml, design: &Design, ids: &Ids, index: usize, routes: &[String]) {
    let stage = &design.stages[index];
    let at = Pointer::root().join("stages").join(index);
    yaml.blank();
    yaml.at(at, |yaml| {
        yaml.map(&ids.stages[index], |yaml| {
            yaml.entry("Type", "AWS::ApiGatewayV2::Stage");
            if !routes.is_empty() {
                yaml.list("DependsOn", |yaml| {
                    for route in routes {
                        yaml.item(route);
                    }
                });
            }
            yaml.map("Properties", |yaml| {
                yaml.entry("ApiId", yaml::reference(&ids.api));
                yaml.entry_at(at.join("name"), "StageName", &stage.name);
                yaml.entry("AutoDeploy", true);
                if !stage.description.is_empty() {
                    yaml.entry_at(at.join("description"), "Description", &stage.description);
                }
                stage::print_variables(yaml, &stage.variables, at, "StageVariables");
                print_settings(yaml, design, index, at);
                stage::print_access_log(yaml, design, ids, index, "AccessLogSettings");
                if ids.has_logs {
                    yaml.map("Tags", |yaml| {
                        stage::print_log_role_tag(yaml, stage::LOG_ROLE_TAG);
                    });
                }
            });
        });
    });
}

fn print_settings(yaml: &mut Yaml, design: &Design, index: usize, at: Pointer) {
    let stage = &design.stages[index];
    let logs = stage.execution_log != LogLevel::Off;
    if logs || stage.data_trace || stage.detailed_metrics || stage.throttle.is_some() {
        yaml.map("DefaultRouteSettings", |yaml| {
            let watch = Watch::of(stage, at);
            method_settings::print_logging(yaml, &watch);
            method_settings::print_metrics(yaml, &watch, "DetailedMetricsEnabled");
            method_settings::print_throttle(yaml, stage, at);
        });
    }
    method_settings::print_route_settings(yaml, design, index);
}

/// Lets the function send messages to open connections.
pub(super) fn print_policies(yaml: &mut Yaml, design: &Design, ids: &Ids, function: &str) {
    if design.websocket().is_none() || !design.calls(function) {
        return;
    }
    yaml.comment(words::websocket_connections(design.output.language));
    yaml.list("Policies", |yaml| {
        yaml.item_map(|yaml| {
            yaml.entry("Version", "2012-10-17");
            yaml.list("Statement", |yaml| {
                yaml.item_map(|yaml| {
                    yaml.entry("Effect", "Allow");
                    yaml.entry("Action", "execute-api:ManageConnections");
                    let resource = format!(
                        "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}/*/*/@connections/*",
                        ids.api
                    );
                    yaml.entry("Resource", yaml::sub(&resource));
                });
                if let Some(table) = websocket::table(design) {
                    yaml.item_map(|yaml| {
                        yaml.entry("Effect", "Allow");
                        yaml.list("Action", |yaml| websocket::TABLE_ACTIONS.iter().for_each(|action| yaml.item(*action)));
                        if ids.elsewhere.table {
                            let arn = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/";
                            let arn = format!("{arn}{}", yaml::literal(table));
                            yaml.entry("Resource", yaml::sub(&arn));
                        } else {
                            yaml.entry("Resource", yaml::get_att(&format!("{TABLE}.Arn")));
                        }
                    });
                }
            });
        });
    });
}

/// Logical id of the table: no other one ends like this.
const TABLE: &str = "ConnectionTable";

/// The table in which the handler keeps open connections.
fn print_table(yaml: &mut Yaml, design: &Design) {
    let Some(table) = websocket::table(design) else {
        return;
    };
    let at = Pointer::root().join("api").join("websocket");
    let at = at.join("connection_table");
    yaml.blank();
    yaml.at(at, |yaml| {
        yaml.comment(words::websocket_table(design.output.language));
        yaml.map(TABLE, |yaml| {
            yaml.entry("Type", "AWS::DynamoDB::Table");
            yaml.entry("DeletionPolicy", "Delete");
            yaml.entry("UpdateReplacePolicy", "Delete");
            yaml.map("Properties", |yaml| {
                yaml.entry_at(at, "TableName", table);
                yaml.entry("BillingMode", "PAY_PER_REQUEST");
                for (key, field, value) in [
                    ("AttributeDefinitions", "AttributeType", "S"),
                    ("KeySchema", "KeyType", "HASH"),
                ] {
                    yaml.list(key, |yaml| {
                        yaml.item_map(|yaml| {
                            yaml.entry("AttributeName", "connection");
                            yaml.entry(field, value);
                        });
                    });
                }
                yaml.map("TimeToLiveSpecification", |yaml| {
                    yaml.entry("AttributeName", "expires");
                    yaml.entry("Enabled", true);
                });
            });
        });
    });
}

/// Lets the API call the functions of its routes.
pub(super) fn print_permissions(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let called = design.functions.iter().enumerate();
    let called = called.filter(|(_, function)| design.calls(&function.name));
    for (index, function) in called {
        if !function.exists() {
            let at = Pointer::root().join("functions").join(index);
            yaml.at(at, |yaml| {
                function::print_permission(yaml, design, ids, index)
            });
        }
    }
}

/// How many resources [`print`] makes beside the API and its stages.
pub(super) fn resources(design: &Design) -> usize {
    let routes = websocket::routes(design);
    let responses = routes.iter().filter(|route| route.two_way).count();
    let called = design.functions.iter();
    let called = called.filter(|function| design.calls(&function.name));
    let authorizer = usize::from(websocket::authorizer(design).is_some());
    let table = usize::from(websocket::table(design).is_some());
    // Each function has a permission.
    let others = called.count() + websocket::shared(&routes).len() + backend::resources(&routes);
    routes.len() + responses + authorizer + table + others
}

/// The two addresses of a stage: for clients, and for functions that send to them.
pub(super) fn print_urls(yaml: &mut Yaml, design: &Design, ids: &Ids, stage: &str, id: &str) {
    let language = design.output.language;
    let path = name::default_path(design, stage);
    let host = format!(
        "${{{}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}{}",
        ids.api,
        yaml::literal(path.trim_end_matches('/'))
    );
    yaml.map(id, |yaml| {
        yaml.entry("Description", words::sam_stage_url(language));
        yaml.entry("Value", yaml::sub(&format!("wss://{host}")));
    });
    yaml.map(&format!("{id}Connections"), |yaml| {
        yaml.entry("Description", words::websocket_connections_url(language));
        yaml.entry("Value", yaml::sub(&format!("https://{host}/@connections")));
    });
}
