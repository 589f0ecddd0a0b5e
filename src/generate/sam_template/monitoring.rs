//! Alarms, the topic that they tell, the dashboard.

use super::{Ids, stacks};
use crate::diagnostic::Pointer;
use crate::generate::monitoring::{self, Alarm, Named, Statistic, Watched};
use crate::model::{Alarms, Design};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let at = Pointer::root().join("monitoring");
    if let Some(alarms) = &design.monitoring.alarms {
        yaml.at(at.join("alarms"), |yaml| {
            print_alarms(yaml, design, ids, alarms, at.join("alarms"));
        });
    }
    if design.monitoring.dashboard {
        yaml.at(at.join("dashboard"), |yaml| {
            print_dashboard(yaml, design, ids)
        });
    }
}

fn print_alarms(yaml: &mut Yaml, design: &Design, ids: &mut Ids, alarms: &Alarms, at: Pointer) {
    let topic = ids.all.make("AlarmTopic", "", "");
    yaml.blank();
    yaml.comment(words::sam_topic(design.output.language));
    yaml.map(&topic, |yaml| {
        yaml.entry("Type", "AWS::SNS::Topic");
        yaml.map("Properties", |yaml| {
            yaml.list("Subscription", |yaml| {
                yaml.item_map(|yaml| {
                    yaml.entry("Protocol", "email");
                    yaml.entry_at(at.join("email"), "Endpoint", &alarms.email);
                });
            });
        });
    });
    for alarm in monitoring::alarms(design, alarms) {
        let name = match alarm.of {
            Watched::Stage(stage) => stacks::part_of_id(design, stage),
            Watched::Function(index, _) => &design.functions[index].name,
        };
        let id = ids.all.make("", &format!("{name} {}", alarm.kind), "Alarm");
        yaml.blank();
        yaml.at(alarm.at, |yaml| {
            yaml.map(&id, |yaml| {
                yaml.entry("Type", "AWS::CloudWatch::Alarm");
                yaml.map("Properties", |yaml| {
                    print_alarm(yaml, design, ids, &alarm);
                    for key in ["AlarmActions", "OKActions"] {
                        yaml.list(key, |yaml| yaml.item(yaml::reference(&topic)));
                    }
                });
            });
        });
    }
}

fn print_alarm(yaml: &mut Yaml, design: &Design, ids: &Ids, alarm: &Alarm<'_>) {
    let dimension = |yaml: &mut Yaml, name: &str, value: yaml::Value<'_>| {
        yaml.item_map(|yaml| {
            yaml.entry("Name", name);
            yaml.entry("Value", value);
        });
    };
    let namespace = match alarm.of {
        Watched::Stage(_) => "AWS/ApiGateway",
        Watched::Function(..) => "AWS/Lambda",
    };
    yaml.entry("Namespace", namespace);
    yaml.entry("MetricName", alarm.metric);
    yaml.list("Dimensions", |yaml| match alarm.of {
        Watched::Stage(stage) => {
            if design.is_v2() {
                dimension(yaml, "ApiId", yaml::reference(&ids.api));
            } else if let Some(name) = monitoring::api_name(design) {
                dimension(yaml, "ApiName", name.as_str().into());
            } else {
                dimension(yaml, "ApiName", yaml::reference(&ids.api));
            }
            dimension(yaml, "Stage", stage.into());
        }
        Watched::Function(index, ref name) => {
            let function = &design.functions[index];
            dimension(
                yaml,
                "FunctionName",
                if function.exists() {
                    name.as_str().into()
                } else {
                    yaml::reference(&ids.functions[index])
                },
            );
        }
    });
    match alarm.statistic {
        Statistic::Plain(statistic) => yaml.entry("Statistic", statistic),
        Statistic::Extended(statistic) => yaml.entry("ExtendedStatistic", statistic),
    }
    yaml.entry("Threshold", alarm.threshold);
    yaml.entry("ComparisonOperator", "GreaterThanThreshold");
    yaml.entry("Period", 60_u32);
    yaml.entry("EvaluationPeriods", 5_u32);
    yaml.entry("DatapointsToAlarm", 3_u32);
    yaml.entry("TreatMissingData", "notBreaching");
}

fn print_dashboard(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let id = ids.all.make("Dashboard", "", "");
    let name = monitoring::api_name(design).filter(|_| !design.is_v2());
    let stages = design.stages.iter();
    let functions = ids.functions.iter();
    let named = Named {
        region: "${AWS::Region}".into(),
        api: name.map_or_else(|| format!("${{{}}}", ids.api), |name| yaml::literal(&name)),
        stages: stages.map(|stage| yaml::literal(&stage.name)).collect(),
        functions: functions
            .enumerate()
            .flat_map(|(index, id)| {
                if design.functions[index].exists() {
                    let names = design.names_at_aws(index);
                    names.iter().map(|name| yaml::literal(name)).collect()
                } else {
                    vec![format!("${{{id}}}")]
                }
            })
            .collect(),
    };
    yaml.blank();
    yaml.map(&id, |yaml| {
        yaml.entry("Type", "AWS::CloudWatch::Dashboard");
        yaml.map("Properties", |yaml| {
            yaml.entry("DashboardName", yaml::reference("AWS::StackName"));
            yaml.sub_block("DashboardBody", &monitoring::body(design, &named));
        });
    });
}

/// How many resources [`print`] makes.
pub(super) fn resources(design: &Design) -> usize {
    let watched = &design.monitoring;
    let alarms = watched.alarms.as_ref();
    let alarms = alarms.map_or(0, |alarms| 1 + monitoring::alarms(design, alarms).len());
    alarms + usize::from(watched.dashboard)
}
