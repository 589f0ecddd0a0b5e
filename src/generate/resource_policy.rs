//! The resource policy of a REST API, and the file in which Zappa reads it.
//!
//! Everything is allowed and what comes from elsewhere is denied, as AWS writes it ("API Gateway
//! resource policy examples"). `execute-api:/*` is every stage, method and path of the API that
//! the policy stands in; the service fills in the rest.

use super::{Generator, Target, nothing_lost};
use crate::diagnostic::Pointer;
use crate::model::{Design, ResourcePolicy};
use crate::text::json::Json;
use crate::text::shell::Object;
use crate::text::yaml::Yaml;

/// Beside Zappa's settings, which name it.
pub(super) const GENERATOR: Generator = Generator {
    path: "zappa/apigateway_policy.json",
    target: Target::Zappa,
    executable: false,
    applies: |design| of(design).is_some() && !design.is_without_functions(),
    print: |design| {
        Json::document(|json| {
            if let Some(policy) = of(design) {
                policy.print_json(json);
            }
        })
    },
    lost: nothing_lost,
};

/// Name of Zappa's file.
pub(super) const FILE: &str = "apigateway_policy.json";

const VERSION: &str = "2012-10-17";
const ACTION: &str = "execute-api:Invoke";
const RESOURCE: &str = "execute-api:/*";

/// From where an API may be called.
pub(super) struct Policy<'a> {
    /// The field that says so.
    pub(super) at: Pointer,
    /// Holds of what comes from elsewhere, and where the key is missing.
    operator: &'static str,
    key: &'static str,
    values: &'a [String],
}

/// The policy of a design's API; only REST APIs have one.
pub(super) fn of(design: &Design) -> Option<Policy<'_>> {
    let rest = design.rest()?;
    let at = Pointer::root().join("api").join("rest").join("policy");
    let (operator, key, values) = match &rest.policy {
        ResourcePolicy::None => return None,
        ResourcePolicy::VpcEndpoints => {
            ("StringNotEquals", "aws:SourceVpce", &rest.vpc_endpoint_ids)
        }
        ResourcePolicy::SourceRanges { cidrs } => ("NotIpAddress", "aws:SourceIp", cidrs),
    };
    Some(Policy {
        at,
        operator,
        key,
        values,
    })
}

/// The policy of a private domain, which without one answers nobody: it lets in the VPC endpoints of the API.
pub(super) fn of_domain(design: &Design) -> Policy<'_> {
    Policy {
        at: Pointer::root().join("domain").join("endpoint"),
        operator: "StringNotEquals",
        key: "aws:SourceVpce",
        values: design.rest().map_or(&[][..], |rest| &rest.vpc_endpoint_ids),
    }
}

impl Policy<'_> {
    /// Into a file of JSON.
    fn print_json(&self, json: &mut Json) {
        json.field("Version", VERSION);
        json.list("Statement", |json| {
            for (effect, condition) in EFFECTS {
                json.item_object(|json| {
                    json.field("Effect", effect);
                    json.field("Principal", "*");
                    json.field("Action", ACTION);
                    json.field("Resource", RESOURCE);
                    if condition {
                        json.at(self.at, |json| {
                            json.object("Condition", |json| {
                                json.object(self.operator, |json| {
                                    json.list(self.key, |json| {
                                        self.values.iter().for_each(|value| json.item(value));
                                    });
                                });
                            });
                        });
                    }
                });
            }
        });
    }

    /// Into a parameter of a command.
    pub(super) fn print_parameter(&self, json: &mut Object) {
        json.field("Version", VERSION);
        json.list("Statement", |list| {
            for (effect, condition) in EFFECTS {
                list.object(|json| {
                    json.field("Effect", effect);
                    json.field("Principal", "*");
                    json.field("Action", ACTION);
                    json.field("Resource", RESOURCE);
                    if condition {
                        json.object("Condition", |json| {
                            json.object(self.operator, |json| {
                                json.list(self.key, |list| {
                                    self.values.iter().for_each(|value| list.item(value));
                                });
                            });
                        });
                    }
                });
            }
        });
    }

    /// Into a definition: there it is part of what a deployment is made of.
    pub(super) fn print_yaml(&self, yaml: &mut Yaml) {
        self.print_yaml_as(yaml, "x-amazon-apigateway-policy");
    }

    /// Under any key.
    pub(super) fn print_yaml_as(&self, yaml: &mut Yaml, key: &'static str) {
        yaml.at(self.at, |yaml| {
            yaml.map(key, |yaml| {
                yaml.entry("Version", VERSION);
                yaml.list("Statement", |yaml| {
                    for (effect, condition) in EFFECTS {
                        yaml.item_map(|yaml| {
                            yaml.entry("Effect", effect);
                            yaml.entry("Principal", "*");
                            yaml.entry("Action", ACTION);
                            yaml.entry("Resource", RESOURCE);
                            if condition {
                                yaml.map("Condition", |yaml| {
                                    yaml.map(self.operator, |yaml| {
                                        yaml.list(self.key, |yaml| {
                                            self.values.iter().for_each(|value| yaml.item(value));
                                        });
                                    });
                                });
                            }
                        });
                    }
                });
            });
        });
    }
}

/// The two statements, and which has the condition.
const EFFECTS: [(&str, bool); 2] = [("Allow", false), ("Deny", true)];
