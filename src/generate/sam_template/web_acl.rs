//! Web ACLs: the design's own one, and what puts stages behind it or another.

use super::{Ids, stacks};
use crate::diagnostic::Pointer;
use crate::generate::{name, web_acl};
use crate::model::{Design, StageWebAcl, WebAcl};
use crate::text::yaml::{self, Yaml};
use crate::words::files as words;

/// The web ACL, and the associations of stages.
pub(super) fn print(yaml: &mut Yaml, design: &Design, ids: &mut Ids) {
    let own = design.own_web_acl().map(|acl| {
        let id = ids.all.make("WebAcl", "", "");
        yaml.blank();
        yaml.at(Pointer::root().join("web_acl"), |yaml| {
            yaml.comment(words::sam_web_acl(design.output.language));
            yaml.map(&id, |yaml| print_acl(yaml, design, acl));
        });
        id
    });
    for (index, stage) in design.stages.iter().enumerate() {
        let Some(target) = ids.stage(design, &stage.name) else {
            continue;
        };
        let (arn, own) = match &stage.web_acl {
            StageWebAcl::None => continue,
            StageWebAcl::Existing { arn } => (arn, None),
            StageWebAcl::Own => match &own {
                Some(own) => (own, Some(format!("{own}.Arn"))),
                None => continue,
            },
        };
        let of = match stacks::part_of_id(design, &stage.name) {
            "" => "Stage",
            name => name,
        };
        let id = ids.all.make("", of, "WebAcl");
        let at = Pointer::root().join("stages").join(index).join("web_acl");
        let resource = format!(
            "arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}::/restapis/${{{}}}/stages/${{{target}}}",
            ids.api
        );
        yaml.blank();
        yaml.at(at, |yaml| {
            yaml.map(&id, |yaml| {
                yaml.entry("Type", "AWS::WAFv2::WebACLAssociation");
                yaml.map("Properties", |yaml| {
                    yaml.entry("ResourceArn", yaml::sub(&resource));
                    match own {
                        Some(own) => yaml.entry("WebACLArn", yaml::get_att(&own)),
                        None => yaml.entry("WebACLArn", arn),
                    }
                });
            });
        });
    }
}

/// How many resources [`print()`] prints.
pub(super) fn resources(design: &Design) -> usize {
    let own = design.own_web_acl().is_some();
    let behind = design.stages.iter().filter(|stage| match &stage.web_acl {
        StageWebAcl::None => false,
        StageWebAcl::Existing { .. } => true,
        StageWebAcl::Own => own,
    });
    usize::from(own) + behind.count()
}

fn print_acl(yaml: &mut Yaml, design: &Design, acl: &WebAcl) {
    yaml.entry("Type", "AWS::WAFv2::WebACL");
    yaml.map("Properties", |yaml| {
        print_name(yaml, design);
        yaml.entry("Scope", "REGIONAL");
        yaml.map("DefaultAction", |yaml| yaml.map("Allow", |_| {}));
        print_visibility(yaml, &name::slug(&design.name));
        yaml.list("Rules", |yaml| {
            for (priority, rule) in web_acl::rules(acl).into_iter().enumerate() {
                yaml.at(rule.at, |yaml| {
                    yaml.item_map(|yaml| {
                        yaml.entry("Name", rule.name);
                        yaml.entry("Priority", u32::try_from(priority).unwrap_or(u32::MAX));
                        print_rule(yaml, acl, &rule);
                        print_visibility(yaml, rule.name);
                    });
                });
            }
        });
    });
}

/// Longest name of a web ACL (AWS: WAF API Reference, `CreateWebACL`).
const MAX_NAME: usize = 128;

/// A name that begins with the stack's, as those do that CloudFormation makes up: the policy for deployment
/// allows no other. It is not the name that `deploy.sh` gives to one of its own.
fn print_name(yaml: &mut Yaml, design: &Design) {
    let fits = |stack: &String| stack.len() + "-web-acl".len() <= MAX_NAME;
    let name = if stacks::names(design).iter().all(fits) {
        "${AWS::StackName}-web-acl"
    } else {
        "${AWS::StackName}"
    };
    yaml.entry("Name", yaml::sub(name));
}

fn print_rule(yaml: &mut Yaml, acl: &WebAcl, rule: &web_acl::Rule) {
    match rule.kind {
        web_acl::Kind::Rate(limit) => {
            yaml.map("Action", |yaml| yaml.map(web_acl::action(acl), |_| {}));
            yaml.map("Statement", |yaml| {
                yaml.map("RateBasedStatement", |yaml| {
                    yaml.entry("Limit", limit);
                    yaml.entry("EvaluationWindowSec", web_acl::WINDOW_SECONDS);
                    yaml.entry("AggregateKeyType", "IP");
                });
            });
        }
        web_acl::Kind::Managed(counted) => {
            let action = web_acl::override_action(acl);
            yaml.map("OverrideAction", |yaml| yaml.map(action, |_| {}));
            yaml.map("Statement", |yaml| {
                yaml.map("ManagedRuleGroupStatement", |yaml| {
                    yaml.entry("VendorName", "AWS");
                    yaml.entry("Name", rule.name);
                    let Some(counted) = counted else { return };
                    let at = Pointer::root().join("web_acl").join("allow_large_bodies");
                    yaml.at(at, |yaml| {
                        yaml.list("RuleActionOverrides", |yaml| {
                            yaml.item_map(|yaml| {
                                yaml.entry("Name", counted);
                                yaml.map("ActionToUse", |yaml| yaml.map("Count", |_| {}));
                            });
                        });
                    });
                });
            });
        }
    }
}

fn print_visibility(yaml: &mut Yaml, metric: &str) {
    yaml.map("VisibilityConfig", |yaml| {
        yaml.entry("CloudWatchMetricsEnabled", true);
        yaml.entry("MetricName", metric);
        yaml.entry("SampledRequestsEnabled", true);
    });
}
