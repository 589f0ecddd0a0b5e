//! Lambda functions with the methods that call them as events.

use super::{Ids, definition, http};
use crate::diagnostic::Pointer;
use crate::generate::app_handler;
use crate::generate::name::{self, LogicalIds};
use crate::model::{
    Architecture, Authorization, Design, Function, Integration, Method, Route, Verb,
};
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
        yaml.map("Properties", |yaml| {
            yaml.comment(words::sam_code(language));
            yaml.entry("CodeUri", "../app/");
            yaml.entry("Handler", app_handler::handler_name(design, &function.name));
            yaml.entry_at(at.join("runtime"), "Runtime", &function.runtime);
            if function.architecture != Architecture::X86_64 {
                yaml.at(at.join("architecture"), |yaml| {
                    yaml.list("Architectures", |yaml| {
                        yaml.item(function.architecture.as_str())
                    });
                });
            }
            yaml.comment(if design.http().is_some() {
                words::sam_http_memory(language)
            } else {
                words::sam_memory(language)
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
            print_events(yaml, design, &ids.api, &function.name);
        });
    });
}

fn print_events(yaml: &mut Yaml, design: &Design, api: &str, function: &str) {
    if !design.calls(function) {
        return;
    }
    let calls = |method: &Method| {
        let Integration::LambdaProxy { function: called } = &method.integration;
        called == function
    };
    let mut names = LogicalIds::default();
    yaml.map("Events", |yaml| {
        for (index, route) in design.routes.iter().enumerate() {
            let at = Pointer::root().join("routes").join(index);
            for (number, method) in route
                .methods
                .iter()
                .enumerate()
                .filter(|(_, method)| calls(method))
            {
                let at_method = at.join("methods").join(number);
                let mut print = |method: &Method| {
                    let verb = method.verb.as_str();
                    let suffix = format!("{}{}", &verb[..1], verb[1..].to_ascii_lowercase());
                    let id = names.make("", name::of_path(&route.path), &suffix);
                    yaml.at(at_method, |yaml| {
                        yaml.map(&id, |yaml| {
                            print_event(yaml, design, api, (route, at), (method, at_method));
                        });
                    });
                };
                print(method);
                if http::needs_open_preflight(design, route, method) {
                    print(&Method {
                        verb: Verb::Options,
                        authorization: Some(Authorization::None),
                        ..method.clone()
                    });
                }
            }
        }
    });
}

fn print_event(
    yaml: &mut Yaml,
    design: &Design,
    api: &str,
    (route, at): (&Route, Pointer),
    (method, at_method): (&Method, Pointer),
) {
    let (kind, id) = match design.http() {
        Some(_) => ("HttpApi", "ApiId"),
        None => ("Api", "RestApiId"),
    };
    yaml.entry("Type", kind);
    yaml.map("Properties", |yaml| {
        yaml.entry(id, yaml::reference(api));
        yaml.entry_at(at.join("path"), "Path", &route.path);
        yaml.entry_at(at_method.join("verb"), "Method", method.verb.as_str());
        if design.http().is_some() {
            http::print_event(yaml, design, method, at_method);
        } else if !definition::applies(design) {
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
