//! API keys and usage plans.

use super::Ids;
use crate::diagnostic::Pointer;
use crate::generate::method_settings;
use crate::model::{Design, UsagePlan};
use crate::text::yaml::{self, Yaml};

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let root = Pointer::root().join("access");
    let mut keys = Vec::new();
    // A stack for another stage has the others.
    let here = |plan: &UsagePlan| {
        let mut stages = plan.stages.iter();
        stages.len() == 0 || stages.any(|stage| ids.stage(design, stage).is_some())
    };
    let plans = &design.access.usage_plans;
    let plans_here: Vec<bool> = plans.iter().map(here).collect();
    for (index, key) in design.access.api_keys.iter().enumerate() {
        let mut holders = plans.iter().zip(&plans_here);
        let holds = |(plan, _): &(&UsagePlan, &bool)| plan.api_keys.contains(&key.name);
        let mut holders = holders.by_ref().filter(holds).peekable();
        if holders.peek().is_some() && !holders.any(|(_, here)| *here) {
            continue;
        }
        let at = root.join("api_keys").join(index);
        let id = ids.given(&format!("api_key {}", key.name), ("", &key.name, "ApiKey"));
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.map(&id, |yaml| {
                yaml.entry("Type", "AWS::ApiGateway::ApiKey");
                yaml.map("Properties", |yaml| {
                    yaml.entry_at(at.join("name"), "Name", &key.name);
                    if !key.description.is_empty() {
                        yaml.entry_at(at.join("description"), "Description", &key.description);
                    }
                    yaml.entry_at(at.join("enabled"), "Enabled", key.enabled);
                });
            });
        });
        keys.push((key.name.as_str(), id));
    }
    for (index, plan) in plans.iter().enumerate() {
        if !plans_here[index] {
            continue;
        }
        let at = root.join("usage_plans").join(index);
        let of = format!("plan {}", plan.name);
        let id = ids.given(&of, ("", &plan.name, "UsagePlan"));
        yaml.blank();
        yaml.at(at, |yaml| print_plan(yaml, design, ids, plan, &id, at));
        for (number, name) in plan.api_keys.iter().enumerate() {
            let Some((_, key)) = keys.iter().find(|(other, _)| other == name) else {
                continue;
            };
            let of = format!("plan_key {} {name}", plan.name);
            let link = ids.given(&of, (&id, name, "Link"));
            yaml.blank();
            yaml.at(at.join("api_keys").join(number), |yaml| {
                yaml.map(&link, |yaml| {
                    yaml.entry("Type", "AWS::ApiGateway::UsagePlanKey");
                    yaml.map("Properties", |yaml| {
                        yaml.entry("KeyId", yaml::reference(key));
                        yaml.entry("KeyType", "API_KEY");
                        yaml.entry("UsagePlanId", yaml::reference(&id));
                    });
                });
            });
        }
    }
}

fn print_plan(
    yaml: &mut Yaml,
    design: &Design,
    ids: &Ids,
    plan: &UsagePlan,
    id: &str,
    at: Pointer,
) {
    yaml.map(id, |yaml| {
        yaml.entry("Type", "AWS::ApiGateway::UsagePlan");
        yaml.map("Properties", |yaml| {
            yaml.entry_at(at.join("name"), "UsagePlanName", &plan.name);
            if !plan.description.is_empty() {
                yaml.entry_at(at.join("description"), "Description", &plan.description);
            }
            if !plan.stages.is_empty() {
                yaml.list("ApiStages", |yaml| {
                    for (number, stage) in plan.stages.iter().enumerate() {
                        let Some(stage) = ids.stage(design, stage) else {
                            continue;
                        };
                        yaml.at(at.join("stages").join(number), |yaml| {
                            yaml.item_map(|yaml| {
                                yaml.entry("ApiId", yaml::reference(&ids.api));
                                yaml.entry("Stage", yaml::reference(&stage));
                                print_methods(yaml, plan, at);
                            });
                        });
                    }
                });
            }
            if let Some(throttle) = plan.throttle {
                let at = at.join("throttle");
                yaml.map("Throttle", |yaml| {
                    yaml.entry_at(at.join("rate_limit"), "RateLimit", throttle.rate_limit);
                    yaml.entry_at(at.join("burst_limit"), "BurstLimit", throttle.burst_limit);
                });
            }
            if let Some(quota) = plan.quota {
                let at = at.join("quota");
                yaml.map("Quota", |yaml| {
                    yaml.entry_at(at.join("limit"), "Limit", quota.limit);
                    yaml.entry_at(at.join("period"), "Period", quota.period.as_str());
                });
            }
        });
    });
}

/// Limits of single methods in one stage.
fn print_methods(yaml: &mut Yaml, plan: &UsagePlan, at: Pointer) {
    if plan.methods.is_empty() {
        return;
    }
    yaml.at(at.join("methods"), |yaml| {
        yaml.map("Throttle", |yaml| {
            for (key, throttle) in method_settings::of_plan(plan) {
                yaml.map(&key, |yaml| {
                    yaml.entry("RateLimit", throttle.rate_limit);
                    yaml.entry("BurstLimit", throttle.burst_limit);
                });
            }
        });
    });
}
