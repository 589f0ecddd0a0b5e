//! The resource policy of a REST API, and the file in which Zappa reads it.
//!
//! Everything is allowed and what comes from elsewhere is denied, or accounts are allowed by name, as
//! AWS writes it ("API Gateway resource policy examples"). `execute-api:/*` is every stage, method and
//! path of the API that the policy stands in; the service fills in the rest.

use super::{Generator, Target, nothing_lost};
use crate::aws;
use crate::diagnostic::Pointer;
use crate::model::{Design, PolicyParts, ResourcePolicy};
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

/// Who may call an API, and from where.
pub(super) struct Policy<'a> {
    /// The field that says so.
    pub(super) at: Pointer,
    statements: Vec<Statement<'a>>,
}

struct Statement<'a> {
    effect: &'static str,
    /// Roots of accounts; none stand for everybody.
    accounts: Vec<String>,
    condition: Option<Condition<'a>>,
}

struct Condition<'a> {
    /// Holds of what comes from elsewhere, and where the key is missing.
    operator: &'static str,
    key: &'static str,
    values: &'a [String],
}

/// The policy of a design's API; only REST APIs have one.
pub(super) fn of(design: &Design) -> Option<Policy<'_>> {
    let rest = design.rest()?;
    let at = Pointer::root().join("api").join("rest").join("policy");
    let statements = match &rest.policy {
        ResourcePolicy::None => return None,
        ResourcePolicy::VpcEndpoints => {
            only("StringNotEquals", "aws:SourceVpce", &rest.vpc_endpoint_ids)
        }
        ResourcePolicy::SourceRanges { cidrs } => only("NotIpAddress", "aws:SourceIp", cidrs),
        ResourcePolicy::Vpcs { vpc_ids } => only("StringNotEquals", "aws:SourceVpc", vpc_ids),
        ResourcePolicy::Accounts { account_ids } => vec![accounts(design, account_ids)],
        ResourcePolicy::Combined(parts) => combined(design, parts, rest.is_private()),
    };
    Some(Policy { at, statements })
}

/// Lets in whoever signs for one of these accounts; without any everybody.
fn accounts<'a>(design: &Design, ids: &[String]) -> Statement<'a> {
    let partition = aws::partition(&design.region);
    let root = |id: &String| format!("arn:{partition}:iam::{id}:root");
    Statement {
        effect: "Allow",
        accounts: ids.iter().map(root).collect(),
        condition: None,
    }
}

/// A denial for each thing that a caller must fulfil, since one denial is enough to refuse (AWS: IAM user guide, "Policy
/// evaluation logic"). Inside a VPC an address has a key of its own (AWS: API Gateway developer guide, "AWS condition keys
/// that can be used in API Gateway resource policies"). One that asks nothing yet lets nobody in.
fn combined<'a>(design: &Design, parts: &'a PolicyParts, private: bool) -> Vec<Statement<'a>> {
    let deny = |condition| Statement {
        effect: "Deny",
        accounts: Vec::new(),
        condition,
    };
    if parts.is_empty() {
        return vec![deny(None)];
    }
    let address = if private {
        "aws:VpcSourceIp"
    } else {
        "aws:SourceIp"
    };
    let asked = [
        ("NotIpAddress", address, &parts.cidrs),
        ("StringNotEquals", "aws:SourceVpc", &parts.vpc_ids),
    ];
    let asked = asked.into_iter().filter(|(.., values)| !values.is_empty());
    let denials = asked.map(|(operator, key, values)| {
        deny(Some(Condition {
            operator,
            key,
            values,
        }))
    });
    std::iter::once(accounts(design, &parts.account_ids))
        .chain(denials)
        .collect()
}

/// The policy of a private domain, which without one answers nobody: it lets in the VPC endpoints of the API.
pub(super) fn of_domain(design: &Design) -> Policy<'_> {
    Policy {
        at: Pointer::root().join("domain").join("endpoint"),
        statements: only(
            "StringNotEquals",
            "aws:SourceVpce",
            design.rest().map_or(&[][..], |rest| &rest.vpc_endpoint_ids),
        ),
    }
}

/// Lets everybody in but those of whom the condition holds.
fn only<'a>(operator: &'static str, key: &'static str, values: &'a [String]) -> Vec<Statement<'a>> {
    let everybody = |effect, condition| Statement {
        effect,
        accounts: Vec::new(),
        condition,
    };
    let elsewhere = Condition {
        operator,
        key,
        values,
    };
    vec![everybody("Allow", None), everybody("Deny", Some(elsewhere))]
}

impl Statement<'_> {
    fn print_json(&self, json: &mut Json) {
        json.field("Effect", self.effect);
        if self.accounts.is_empty() {
            json.field("Principal", "*");
        } else {
            json.object("Principal", |json| {
                json.list("AWS", |json| {
                    self.accounts.iter().for_each(|root| json.item(root));
                });
            });
        }
        json.field("Action", ACTION);
        json.field("Resource", RESOURCE);
        if let Some(condition) = &self.condition {
            json.object("Condition", |json| {
                json.object(condition.operator, |json| {
                    json.list(condition.key, |json| {
                        condition.values.iter().for_each(|value| json.item(value));
                    });
                });
            });
        }
    }
}

impl Policy<'_> {
    /// Into a file of JSON.
    fn print_json(&self, json: &mut Json) {
        json.field("Version", VERSION);
        json.at(self.at, |json| {
            json.list("Statement", |json| {
                for statement in &self.statements {
                    json.item_object(|json| statement.print_json(json));
                }
            });
        });
    }

    /// Into a parameter of a command.
    pub(super) fn print_parameter(&self, json: &mut Object) {
        json.field("Version", VERSION);
        json.list("Statement", |list| {
            for statement in &self.statements {
                list.object(|json| {
                    json.field("Effect", statement.effect);
                    if statement.accounts.is_empty() {
                        json.field("Principal", "*");
                    } else {
                        json.object("Principal", |json| {
                            json.list("AWS", |list| {
                                statement.accounts.iter().for_each(|root| list.item(root));
                            });
                        });
                    }
                    json.field("Action", ACTION);
                    json.field("Resource", RESOURCE);
                    if let Some(condition) = &statement.condition {
                        json.object("Condition", |json| {
                            json.object(condition.operator, |json| {
                                json.list(condition.key, |list| {
                                    condition.values.iter().for_each(|value| list.item(value));
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
                    for statement in &self.statements {
                        yaml.item_map(|yaml| {
                            yaml.entry("Effect", statement.effect);
                            if statement.accounts.is_empty() {
                                yaml.entry("Principal", "*");
                            } else {
                                yaml.map("Principal", |yaml| {
                                    yaml.list("AWS", |yaml| {
                                        statement.accounts.iter().for_each(|root| yaml.item(root));
                                    });
                                });
                            }
                            yaml.entry("Action", ACTION);
                            yaml.entry("Resource", RESOURCE);
                            if let Some(condition) = &statement.condition {
                                yaml.map("Condition", |yaml| {
                                    yaml.map(condition.operator, |yaml| {
                                        yaml.list(condition.key, |yaml| {
                                            condition
                                                .values
                                                .iter()
                                                .for_each(|value| yaml.item(value));
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
