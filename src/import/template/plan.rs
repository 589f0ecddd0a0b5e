//! API keys and usage plans that are resources of their own.

use super::props::Props;
use super::scope::referred;
use super::{Reader, Resource};
use crate::import::node::{Mark, Node};
use crate::model::{ApiKey, PlanMethod, Quota, QuotaPeriod, StageWebAcl, Throttle, UsagePlan};

impl<'a> Reader<'a, '_> {
    /// The plans that open stages of the API, with their keys.
    pub(super) fn read_plans(&mut self, api: &'a str) {
        let plans: Vec<Resource<'a>> = self
            .template
            .of_kind("AWS::ApiGateway::UsagePlan")
            .copied()
            .collect();
        for plan in plans {
            if let Some(read) = self.read_own_plan(&plan, api) {
                self.give_id(&format!("plan {}", read.name), plan.id);
                self.design.access.usage_plans.push(read);
            }
        }
    }

    fn read_own_plan(&mut self, plan: &Resource<'a>, api: &'a str) -> Option<UsagePlan> {
        let props = self.template.props(plan);
        let stages = props.entry("ApiStages")?;
        let mut read = UsagePlan::default();
        let mut methods = Vec::new();
        for item in self.template.scope.items(&stages.value) {
            let of = item.get("ApiId").and_then(referred)?;
            if of != api {
                return None;
            }
            let own = Props::new(&self.template.scope, Some(item), None);
            read.stages.push(self.planned_stage(&own)?);
            methods.push(methods_of(&own));
        }
        if let Some(first) = methods.first()
            && methods.iter().all(|other| other == first)
        {
            read.methods.clone_from(first);
        }
        plan.say();
        stages.set_mark(Mark::Represented);
        for item in stages.value.items() {
            for key in ["ApiId", "Stage"] {
                item.take_all(key);
            }
            if !read.methods.is_empty() {
                item.take_all("Throttle");
            }
        }
        read.name = props
            .text("UsagePlanName")
            .unwrap_or_else(|| plan.id.to_owned());
        read.description = props.text("Description").unwrap_or_default();
        (read.throttle, read.quota) = limits(&props);
        let links: Vec<Resource<'a>> = self
            .template
            .of_kind("AWS::ApiGateway::UsagePlanKey")
            .filter(|link| {
                let of = link
                    .properties
                    .and_then(|one| referred(one.get("UsagePlanId")?));
                of.as_deref() == Some(plan.id)
            })
            .copied()
            .collect();
        for link in links {
            let key = link.properties.and_then(|one| referred(one.get("KeyId")?));
            let Some(key) = key.and_then(|id| self.template.resource(&id).copied()) else {
                continue;
            };
            let Some(name) = self.read_key(&key) else {
                continue;
            };
            link.say();
            if let Some(properties) = link.properties {
                properties.set_all(Mark::Represented);
            }
            self.give_id(&format!("plan_key {} {name}", read.name), link.id);
            read.api_keys.push(name);
        }
        Some(read)
    }

    fn planned_stage(&self, props: &Props<'a>) -> Option<String> {
        let node = props.get("Stage")?;
        let text = props.scope.text(node)?;
        let stages = &self.design.stages;
        if stages.iter().any(|stage| stage.name == text) {
            return Some(text);
        }
        if text.ends_with(".Stage}") {
            return Some(stages.first()?.name.clone());
        }
        let id = referred(node)?;
        if let Some(stage) = self.template.resource(&id) {
            return props.scope.text(stage.properties?.get("StageName")?);
        }
        let named = stages.iter().find(|stage| {
            id.strip_suffix("Stage")
                .is_some_and(|start| start.ends_with(&stage.name))
        });
        Some(named?.name.clone())
    }

    /// The name of a key, which is read when it is needed first.
    fn read_key(&mut self, key: &Resource<'a>) -> Option<String> {
        if key.kind != "AWS::ApiGateway::ApiKey" {
            return None;
        }
        let props = self.template.props(key);
        let name = props
            .scope_text("Name")
            .unwrap_or_else(|| key.id.to_owned());
        if self
            .design
            .access
            .api_keys
            .iter()
            .any(|one| one.name == name)
        {
            return Some(name);
        }
        key.say();
        props.say("Name");
        self.design.access.api_keys.push(ApiKey {
            name: name.clone(),
            description: props.text("Description").unwrap_or_default(),
            enabled: props.flag("Enabled").unwrap_or(false),
        });
        self.give_id(&format!("api_key {name}"), key.id);
        Some(name)
    }
}

impl<'a> Reader<'a, '_> {
    /// Web ACLs before stages of the API.
    pub(super) fn read_web_acls(&mut self, api: &'a str) {
        let associations = self.template.of_kind("AWS::WAFv2::WebACLAssociation");
        for association in associations {
            let props = self.template.props(association);
            let (Some(resource), Some(arn)) = (
                props.scope_text("ResourceArn"),
                props.scope_text("WebACLArn"),
            ) else {
                continue;
            };
            let Some((before, stage)) = resource.split_once("/stages/") else {
                continue;
            };
            if !before.ends_with(&format!("${{{api}}}")) {
                continue;
            }
            let id = stage.strip_prefix("${").and_then(|id| id.strip_suffix('}'));
            let named = id.and_then(|id| {
                if id == format!("{api}.Stage") {
                    return self.design.stages.first().map(|stage| stage.name.clone());
                }
                let own = self.template.resource(id)?.properties?.get("StageName")?;
                self.template.scope.text(own)
            });
            let name = named.unwrap_or_else(|| stage.to_owned());
            let stages = &mut self.design.stages;
            if let Some(stage) = stages.iter_mut().find(|stage| stage.name == name) {
                association.say();
                props.say("ResourceArn");
                props.say("WebACLArn");
                stage.web_acl = StageWebAcl::Existing { arn };
            }
        }
    }
}

/// Limits of single methods in a stage of a plan, by `/pets/GET`.
fn methods_of(stage: &Props<'_>) -> Vec<PlanMethod> {
    let limited = stage.get("Throttle").map_or(&[][..], Node::entries);
    let methods = limited.iter().filter_map(|entry| {
        let (path, verb) = entry.key.rsplit_once('/')?;
        let own = Props::new(stage.scope, Some(&entry.value), None);
        Some(PlanMethod {
            path: format!("/{}", path.trim_start_matches('/')),
            verb: super::event::verb(verb)?,
            throttle: Throttle {
                rate_limit: own.number("RateLimit")?,
                burst_limit: own.count("BurstLimit")?,
            },
        })
    });
    methods.collect()
}

/// Speed and volume of a plan; what the design cannot say of them stays unread.
pub(super) fn limits(props: &Props<'_>) -> (Option<Throttle>, Option<Quota>) {
    let throttle = props.inside("Throttle").and_then(|throttle| {
        Some(Throttle {
            rate_limit: throttle.number("RateLimit")?,
            burst_limit: throttle.count("BurstLimit")?,
        })
    });
    let quota = props.inside("Quota").and_then(|quota| {
        let period = match quota.scope_text("Period")?.as_str() {
            "DAY" => QuotaPeriod::Day,
            "WEEK" => QuotaPeriod::Week,
            "MONTH" => QuotaPeriod::Month,
            _ => return None,
        };
        let limit = quota.count("Limit")?;
        quota.say("Period");
        Some(Quota { limit, period })
    });
    (throttle, quota)
}
