//! Lambda functions with the methods that call them as events, and the permission of those that exist already.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ids, http, websocket};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::name::{self, LogicalIds};
use crate::generate::{app_handler, app_image};
use crate::generate::{cors, method};
use crate::model::{Api, Architecture, Authorization, Design, Function, Method, Route};
use crate::sentence;
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

pub(super) fn print(
    yaml: &mut Yaml,
    design: &Design,
    ids: &mut Ids,
    index: usize,
    function: &Function,
) {
    let language = design.output.language;
    let at = Pointer::root().join("functions").join(index);
    yaml.blank();
    yaml.map(&ids.functions[index], |yaml| {
        yaml.entry("Type", "AWS::Serverless::Function");
        print_build(yaml, function, at);
        yaml.map("Properties", |yaml| {
            print_code(yaml, design, function, at);
            if function.architecture != Architecture::X86_64 {
                yaml.at(at.join("architecture"), |yaml| {
                    yaml.list("Architectures", |yaml| {
                        yaml.item(function.architecture.as_str())
                    });
                });
            }
            let framework = design.app.framework();
            yaml.comment(&match design.api {
                Api::Rest(_) => words::sam_memory(language, framework),
                Api::Http(_) => words::sam_http_memory(language, framework),
                Api::Websocket(_) => words::websocket_timeout(language).to_owned(),
            });
            yaml.entry_at(at.join("memory_mib"), "MemorySize", function.memory_mib);
            yaml.entry_at(
                at.join("timeout_seconds"),
                "Timeout",
                function.timeout_seconds,
            );
            if let Some(stage) = design.stages.iter().position(|stage| stage.tracing) {
                let at = Pointer::root().join("stages").join(stage).join("tracing");
                yaml.entry_at(at, "Tracing", "Active");
            }
            if !function.environment.is_empty() {
                yaml.map("Environment", |yaml| {
                    yaml.map("Variables", |yaml| {
                        for (number, variable) in function.environment.iter().enumerate() {
                            let at = at.join("environment").join(number);
                            yaml.entry_at(at, &variable.name, &variable.value);
                        }
                    });
                });
            }
            print_settings(yaml, design, function, at);
            websocket::print_policies(yaml, design, ids, &function.name);
            print_events(yaml, design, ids, &function.name);
        });
    });
}

/// How `sam build` makes the image of a function.
fn print_build(yaml: &mut Yaml, function: &Function, at: Pointer) {
    if !function.is_built_image() {
        return;
    }
    yaml.at(at.join("package"), |yaml| {
        yaml.map("Metadata", |yaml| {
            yaml.entry("Dockerfile", "Dockerfile");
            yaml.entry("DockerContext", "../app/");
            yaml.entry("DockerTag", "latest");
            yaml.map("DockerBuildArgs", |yaml| {
                let version = app_image::python_version(function);
                yaml.entry_at(at.join("runtime"), app_image::PYTHON, version);
            });
        });
    });
}

/// What the function runs: the app's folder, or an image.
fn print_code(yaml: &mut Yaml, design: &Design, function: &Function, at: Pointer) {
    let language = design.output.language;
    let handler = app_handler::handler_name(design, &function.name);
    match function.image() {
        None => {
            yaml.comment(if design.websocket().is_some() {
                words::websocket_code(language)
            } else {
                words::sam_code(language)
            });
            yaml.entry("CodeUri", "../app/");
            yaml.entry("Handler", handler);
            yaml.entry_at(at.join("runtime"), "Runtime", &function.runtime);
        }
        Some(image) => yaml.at(at.join("package"), |yaml| {
            yaml.entry("PackageType", "Image");
            if image.uri.is_empty() {
                yaml.map("ImageConfig", |yaml| {
                    yaml.list("Command", |yaml| yaml.item(handler));
                });
            } else {
                yaml.comment(words::sam_image(language));
                let at = at.join("package").join("image").join("uri");
                yaml.entry_at(at, "ImageUri", &image.uri);
            }
        }),
    }
}

/// What few functions have.
fn print_settings(yaml: &mut Yaml, design: &Design, function: &Function, at: Pointer) {
    if !function.layers.is_empty() && function.image().is_none() {
        yaml.list_at(at.join("layers"), "Layers", &function.layers);
    }
    if let Some(size) = function.ephemeral_storage_mib {
        yaml.map("EphemeralStorage", |yaml| {
            yaml.entry_at(at.join("ephemeral_storage_mib"), "Size", size);
        });
    }
    if let Some(vpc) = &function.vpc {
        let at = at.join("vpc");
        yaml.at(at, |yaml| {
            yaml.map("VpcConfig", |yaml| {
                let at_subnets = at.join("subnet_ids");
                yaml.list_at(at_subnets, "SubnetIds", &vpc.subnet_ids);
                let at_groups = at.join("security_group_ids");
                yaml.list_at(at_groups, "SecurityGroupIds", &vpc.security_group_ids);
            });
        });
    }
    if let Some(count) = function.reserved_concurrency {
        let at = at.join("reserved_concurrency");
        yaml.entry_at(at, "ReservedConcurrentExecutions", count);
    }
    if !function.alias.is_empty() {
        yaml.at(at.join("alias"), |yaml| {
            yaml.comment(words::sam_alias(design.output.language));
            yaml.entry("AutoPublishAlias", &function.alias);
            yaml.entry("AutoPublishAliasAllProperties", true);
        });
    }
}

/// The ARN that the API calls, inside a substitution; `id` is the function's in the template. SAM's alias has
/// no attribute that cfn-lint 1.58 knows.
pub(super) fn called(function: &Function, id: &str) -> String {
    if function.exists() {
        return yaml::literal(&function.called_arn());
    }
    let alias = if function.alias.is_empty() {
        String::new()
    } else {
        format!(":{}", yaml::literal(&function.alias))
    };
    format!("${{{id}.Arn}}{alias}")
}

/// Functions that exist already and that methods call.
pub(super) fn called_elsewhere(design: &Design) -> Vec<usize> {
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| function.exists() && design.calls(&function.name))
        .map(|(index, _)| index)
        .collect()
}

/// Whether a function belongs to another account, which alone may let the API call it.
pub(super) fn is_of_others(design: &Design, index: usize) -> bool {
    let mut called = design.callees(&design.functions[index]).into_iter();
    called.any(|function| design.other_account(&function).is_some())
}

/// Bytes of a function's policy (AWS: "Lambda quotas").
const MAX_POLICY: usize = 20 * 1024;

/// The functions that one permission lets the API call, since one for each method would not fit their policy.
pub(super) fn permitted_at_once(design: &Design) -> BTreeSet<&str> {
    at_once(design).collect()
}

/// Whether there is such a function.
pub(super) fn is_any_permitted_at_once(design: &Design) -> bool {
    at_once(design).any(|called| design.function(called).is_some())
}

/// The functions for which statements for each method would be too much: a statement takes about 520 bytes and its path.
fn at_once(design: &Design) -> impl Iterator<Item = &str> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let routes = match design.websocket() {
        Some(_) => &[][..],
        None => &design.routes,
    };
    // Most methods call what the one before them calls.
    let mut last: (&str, usize) = ("", 0);
    for route in routes {
        for method in &route.methods {
            let Some(function) = method.function() else {
                continue;
            };
            if last.0 != function {
                *sizes.entry(last.0).or_default() += last.1;
                last = (function, 0);
            }
            let preflight = usize::from(cors::needs_open_preflight(design, route, method));
            last.1 += (1 + preflight) * (520 + route.path.len());
        }
    }
    *sizes.entry(last.0).or_default() += last.1;
    let sizes = sizes.into_iter();
    sizes.filter_map(|(function, size)| (size > MAX_POLICY).then_some(function))
}

/// What calls each function: the places of routes and of their methods.
#[derive(Default)]
pub(super) struct Calls {
    methods: BTreeMap<String, Vec<(usize, usize)>>,
    /// Functions that one permission lets the API call.
    at_once: BTreeSet<String>,
}

impl Calls {
    pub(super) fn new(design: &Design) -> Self {
        let mut methods: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        // Most methods call what the one before them calls.
        let mut last = ("", Vec::new());
        for (place, route) in design.routes.iter().enumerate() {
            for (number, method) in route.methods.iter().enumerate() {
                let Some(function) = method.function() else {
                    continue;
                };
                if last.0 != function {
                    let (before, called) = std::mem::replace(&mut last, (function, Vec::new()));
                    methods.entry(before.to_owned()).or_default().extend(called);
                }
                last.1.push((place, number));
            }
        }
        methods.entry(last.0.to_owned()).or_default().extend(last.1);
        let at_once = permitted_at_once(design).into_iter().map(str::to_owned);
        Self {
            methods,
            at_once: at_once.collect(),
        }
    }

    /// The methods that call a function.
    fn of(&self, function: &str) -> &[(usize, usize)] {
        self.methods.get(function).map_or(&[], |methods| methods)
    }

    /// Whether one permission lets the API call a function.
    pub(super) fn is_at_once(&self, function: &str) -> bool {
        self.at_once.contains(function)
    }
}

/// How a permission names a function: by its ARN where it exists already. `function` is the design's at that index, or
/// what stage variables make of it.
pub(super) fn print_name(yaml: &mut Yaml, ids: &Ids, index: usize, function: &Function) {
    let id = &ids.functions[index];
    if function.exists() {
        let at = Pointer::root().join("functions").join(index).join("arn");
        yaml.entry_at(at, "FunctionName", &*function.called_arn());
    } else if function.alias.is_empty() {
        yaml.entry("FunctionName", yaml::reference(id));
    } else {
        yaml.entry("FunctionName", yaml::reference(&format!("{id}.Alias")));
    }
}

/// Lets the API call a function for which SAM makes no permission: one that exists already, or
/// any of a WebSocket API, whose routes are no events.
pub(super) fn print_permission(yaml: &mut Yaml, design: &Design, ids: &mut Ids, index: usize) {
    let name = &design.functions[index].name;
    if !design.calls(name) {
        return;
    }
    for function in permitted(design, index) {
        print_permission_of(yaml, design, ids, index, &function);
    }
}

/// The functions that the stack can let the API call where the design names one: those of its own account, several where
/// stage variables choose it.
pub(super) fn permitted(design: &Design, index: usize) -> Vec<Function> {
    let mut called = design.callees(&design.functions[index]);
    called.retain(|function| design.other_account(function).is_none());
    called
}

fn print_permission_of(
    yaml: &mut Yaml,
    design: &Design,
    ids: &mut Ids,
    index: usize,
    function: &Function,
) {
    let id = ids.all.make("", &function.name, "Permission");
    yaml.blank();
    if function.exists() {
        yaml.comment(words::sam_existing_function(design.output.language));
    } else if design.websocket().is_none() {
        yaml.comment(words::sam_one_permission(design.output.language));
    }
    yaml.map(&id, |yaml| {
        yaml.entry("Type", "AWS::Lambda::Permission");
        yaml.map("Properties", |yaml| {
            yaml.entry("Action", "lambda:InvokeFunction");
            print_name(yaml, ids, index, function);
            yaml.entry("Principal", "apigateway.amazonaws.com");
            // Stage, verb and path; a message has a route key instead of the last two, and the route
            // `$default` of an HTTP API is one word.
            let calls = if design.rest().is_some() { "*/*/*" } else { "*/*" };
            let source = format!(
                "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}/{calls}",
                ids.api
            );
            yaml.entry("SourceArn", yaml::sub(&source));
        });
    });
}

/// What of the functions the stack leaves to others.
pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    for (index, function) in design.functions.iter().enumerate() {
        if !function.exists() || !is_of_others(design, index) {
            continue;
        }
        let at = Pointer::root().join("functions").join(index).join("arn");
        lost.push(
            Diagnostic::new("sam/not-expressible", Severity::Warning, at, sentence!(
                "a stack cannot let the API call `{name}` of another account",
                "別アカウントの `{name}` を呼び出す許可は、スタックでは設定できません",
                name = function.name,
            ))
            .help(sentence!(
                "have its owner run `aws lambda add-permission` with the API's ARN as `--source-arn`",
                "関数の所有者に、API の ARN を `--source-arn` に指定した `aws lambda add-permission` の実行を依頼してください",
            )),
        );
    }
}

fn print_events(yaml: &mut Yaml, design: &Design, ids: &Ids, function: &str) {
    let calls = ids.calls.of(function);
    if design.websocket().is_some() || calls.is_empty() || ids.calls.is_at_once(function) {
        return;
    }
    let mut names = LogicalIds::default();
    yaml.map("Events", |yaml| {
        for &(index, number) in calls {
            let route = &design.routes[index];
            let method = &route.methods[number];
            let at = Pointer::root().join("routes").join(index);
            let at_method = at.join("methods").join(number);
            let mut print = |method: &Method| {
                let verb = method.verb.as_str();
                let suffix = format!("{}{}", &verb[..1], verb[1..].to_ascii_lowercase());
                let id = names.make("", name::of_path(&route.path), &suffix);
                // The event stands here because the method names this function.
                yaml.at(method::function(method, at_method), |yaml| {
                    yaml.map(&id, |yaml| {
                        yaml.at(at_method, |yaml| {
                            print_event(yaml, design, ids, (route, at), (method, at_method));
                        });
                    });
                });
            };
            print(method);
            if let Some(preflight) = cors::open_preflight(design, route, method) {
                print(&preflight);
            }
        }
    });
}

fn print_event(
    yaml: &mut Yaml,
    design: &Design,
    ids: &Ids,
    (route, at): (&Route, Pointer),
    (method, at_method): (&Method, Pointer),
) {
    let (kind, id) = match design.http() {
        Some(_) => ("HttpApi", "ApiId"),
        None => ("Api", "RestApiId"),
    };
    yaml.entry("Type", kind);
    yaml.map("Properties", |yaml| {
        yaml.entry(id, yaml::reference(&ids.api));
        yaml.entry_at(at.join("path"), "Path", &route.path);
        yaml.entry_at(at_method.join("verb"), "Method", method.verb.as_str());
        if design.http().is_some() {
            http::print_event(yaml, design, method, at_method);
        } else if !ids.is_defined {
            // With a definition of its own, the API takes no authorization from events.
            print_auth(yaml, design, method, at_method);
        }
    });
}

fn print_auth(yaml: &mut Yaml, design: &Design, method: &Method, at: Pointer) {
    let iam = *design.access.authorization_of(method) == Authorization::Iam;
    let key = design.access.api_key_required_of(method);
    if !iam && !key {
        return;
    }
    yaml.map("Auth", |yaml| {
        if iam {
            yaml.at(at.join("authorization"), |yaml| {
                yaml.entry("Authorizer", "AWS_IAM");
                yaml.comment(words::sam_invoke_role(design.output.language));
                yaml.entry("InvokeRole", "NONE");
            });
        }
        if key {
            yaml.entry_at(at.join("api_key_required"), "ApiKeyRequired", true);
        }
    });
}
