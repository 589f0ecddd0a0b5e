//! Stages: settings of the API's own stage, stages beside it, log groups.

use super::{Ids, link, method_settings, parameter};
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::model::{Canary, Design, Variable};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

/// The properties that a SAM REST API and a plain stage share.
pub(super) fn print_settings(yaml: &mut Yaml, design: &Design, ids: &Ids, index: usize) {
    let stage = &design.stages[index];
    let at = Pointer::root().join("stages").join(index);
    print_variables(yaml, &stage.variables, at, "Variables");
    if let Some(cache) = &stage.cache {
        let at = at.join("cache");
        yaml.entry_at(at, "CacheClusterEnabled", true);
        yaml.entry_at(at.join("size"), "CacheClusterSize", cache.size.as_str());
    }
    yaml.at(at, |yaml| method_settings::print(yaml, design, index));
    print_access_log(yaml, design, ids, index, "AccessLogSetting");
    if stage.tracing {
        yaml.entry_at(at.join("tracing"), "TracingEnabled", true);
    }
    if let Some(canary) = &stage.canary {
        print_canary(yaml, canary, at.join("canary"), ids);
    }
}

/// On the deployment to which SAM moves the stage, too: the canary of a stage that moves on stays where it was (AWS:
/// API Gateway API, `UpdateStage`), and one without a word of it would serve the first release for ever.
fn print_canary(yaml: &mut Yaml, canary: &Canary, at: Pointer, ids: &Ids) {
    yaml.at(at, |yaml| {
        yaml.map("CanarySetting", |yaml| {
            print_deployment(yaml, ids);
            let percent = at.join("percent_traffic");
            yaml.entry_at(percent, "PercentTraffic", canary.percent_traffic);
            print_variables(yaml, &canary.variables, at, "StageVariableOverrides");
            let cached = at.join("use_stage_cache");
            yaml.entry_at(cached, "UseStageCache", canary.use_stage_cache);
        });
    });
}

/// The variables of the list `variables` below a place.
pub(super) fn print_variables(yaml: &mut Yaml, variables: &[Variable], at: Pointer, key: &str) {
    if variables.is_empty() {
        return;
    }
    let at = at.join("variables");
    yaml.at(at, |yaml| {
        yaml.map(key, |yaml| {
            for (number, variable) in variables.iter().enumerate() {
                yaml.entry_at(at.join(number), &variable.name, &variable.value);
            }
        });
    });
}

pub(super) fn print_access_log(
    yaml: &mut Yaml,
    design: &Design,
    ids: &Ids,
    index: usize,
    log_key: &str,
) {
    let stage = &design.stages[index];
    let at = Pointer::root().join("stages").join(index);
    if let Some(log) = &stage.access_log {
        let group = log.group(&design.name, &stage.name);
        let id = ids.log_groups.iter().find(|(other, _)| *other == group);
        let at = at.join("access_log");
        yaml.at(at, |yaml| {
            yaml.map(log_key, |yaml| {
                if let Some((_, id)) = id {
                    yaml.comment(words::sam_log_arn(design.output.language));
                    let name = if ids.elsewhere.log_groups.contains(&group) {
                        yaml::literal(&group)
                    } else {
                        format!("${{{id}}}")
                    };
                    let arn = format!(
                        "arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:{name}"
                    );
                    yaml.entry("DestinationArn", yaml::sub(&arn));
                }
                yaml.entry_at(at.join("format"), "Format", design.log_format(log));
            });
        });
    }
}

/// A tag that makes a stage wait for the log role where the stack makes one.
pub(super) const LOG_ROLE_TAG: &str = "gateway-studio-log-role";

/// `DependsOn` may not name a resource that a condition leaves out; a reference inside `!If` may.
pub(super) fn print_log_role_tag(yaml: &mut Yaml, key: &str) {
    yaml.tagged_list(key, "!If", |yaml| {
        yaml.item("CreateLogRole");
        yaml.item(yaml::reference("ApiGatewayAccount"));
        yaml.item("keep");
    });
}

/// Names the deployment that SAM makes of the API (aws-sam-translator, "Referenceable properties").
fn print_deployment(yaml: &mut Yaml, ids: &Ids) {
    let deployment = format!("{}.Deployment", ids.api);
    yaml.entry("DeploymentId", yaml::reference(&deployment));
}

/// Every stage but the API's own, on the same deployment.
pub(super) fn print_others(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let primary = name::primary_stage(design);
    for (index, stage) in design.stages.iter().enumerate() {
        if Some(index) == primary {
            continue;
        }
        let at = Pointer::root().join("stages").join(index);
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.comment(words::sam_other_stage(design.output.language));
            yaml.map(&ids.stages[index], |yaml| {
                yaml.entry("Type", "AWS::ApiGateway::Stage");
                yaml.map("Properties", |yaml| {
                    yaml.entry("RestApiId", yaml::reference(&ids.api));
                    print_deployment(yaml, ids);
                    yaml.entry_at(at.join("name"), "StageName", &stage.name);
                    if !stage.description.is_empty() {
                        yaml.entry_at(at.join("description"), "Description", &stage.description);
                    }
                    print_settings(yaml, design, ids, index);
                    if ids.has_logs {
                        yaml.list("Tags", |yaml| {
                            yaml.item_map(|yaml| {
                                yaml.entry("Key", LOG_ROLE_TAG);
                                print_log_role_tag(yaml, "Value");
                            });
                        });
                    }
                });
            });
        });
    }
}

/// Log groups, and the role with which API Gateway writes to them.
pub(super) fn print_logs(yaml: &mut Yaml, design: &Design, ids: &Ids) {
    let mut printed = std::collections::BTreeSet::new();
    for (index, stage) in design.stages.iter().enumerate() {
        let Some(log) = &stage.access_log else {
            continue;
        };
        let group = log.group(&design.name, &stage.name);
        let Some((_, id)) = ids.log_groups.iter().find(|(other, _)| *other == group) else {
            continue;
        };
        if ids.elsewhere.log_groups.contains(&group) || !printed.insert(id) {
            continue;
        }
        let at = Pointer::root()
            .join("stages")
            .join(index)
            .join("access_log");
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.map(id, |yaml| {
                yaml.entry("Type", "AWS::Logs::LogGroup");
                yaml.entry("DeletionPolicy", "Delete");
                yaml.entry("UpdateReplacePolicy", "Delete");
                yaml.map("Properties", |yaml| {
                    yaml.entry_at(at.join("log_group"), "LogGroupName", &group);
                    yaml.entry_at(
                        at.join("retention_days"),
                        "RetentionInDays",
                        log.retention_days,
                    );
                });
            });
        });
    }
    if ids.has_logs {
        let at = parameter::logs_at(design);
        yaml.blank();
        yaml.at(at, |yaml| print_account(yaml, design));
        yaml.blank();
        yaml.at(at, print_log_role);
    }
}

/// The account's setting, by which API Gateway takes the role.
fn print_account(yaml: &mut Yaml, design: &Design) {
    yaml.comment(words::sam_account_role(design.output.language));
    yaml.map("ApiGatewayAccount", |yaml| {
        yaml.entry("Type", "AWS::ApiGateway::Account");
        yaml.entry("Condition", "CreateLogRole");
        yaml.entry("DeletionPolicy", "Retain");
        yaml.entry("UpdateReplacePolicy", "Retain");
        yaml.map("Properties", |yaml| {
            yaml.entry("CloudWatchRoleArn", yaml::get_att("ApiGatewayLogRole.Arn"))
        });
    });
}

fn print_log_role(yaml: &mut Yaml) {
    yaml.map("ApiGatewayLogRole", |yaml| {
        yaml.entry("Type", "AWS::IAM::Role");
        yaml.entry("Condition", "CreateLogRole");
        yaml.entry("DeletionPolicy", "Retain");
        yaml.entry("UpdateReplacePolicy", "Retain");
        yaml.map("Properties", |yaml| {
            link::print_trust(yaml);
            yaml.list("ManagedPolicyArns", |yaml| {
                let policy = "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs";
                yaml.item(yaml::sub(policy));
            });
        });
    });
}
