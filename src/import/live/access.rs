//! API keys and usage plans.

use super::pieces::{Piece, Pieces};
use super::stages::{string, verb_of};
use crate::import::node::{Mark, Node};
use crate::model::{ApiKey, Design, PlanMethod, Quota, QuotaPeriod, Throttle, UsagePlan};

/// Reads the plans that open stages of the API, and the keys that they list.
pub(super) fn read(pieces: &Pieces<'_>, api: Option<&str>, design: &mut Design) {
    let is_own = |stage: &&Node| api.is_none() || stage.get("apiId").and_then(Node::as_str) == api;
    let mut listed: Vec<&str> = Vec::new();
    for plan in pieces.of(Piece::Plan) {
        let stages = plan.get("apiStages").map_or(&[][..], Node::items);
        let own: Vec<&Node> = stages.iter().filter(is_own).collect();
        if own.is_empty() {
            continue;
        }
        plan.take_all("apiStages");
        let id = plan.get("id");
        let keys = pieces.things(Piece::PlanKey).filter(|key| {
            let of = key.of.and_then(|of| of.get("id"));
            of.is_some() && of == id
        });
        let keys: Vec<&Node> = keys.map(|key| key.node).collect();
        let names = keys.iter().filter_map(|key| {
            key.set_all(Mark::Represented);
            key.get("name").and_then(Node::as_str)
        });
        let names: Vec<&str> = names.collect();
        listed.extend(&names);
        let methods = own.first().and_then(|stage| stage.get("throttle"));
        let methods = methods.map_or(&[][..], Node::entries).iter();
        let methods = methods.filter_map(|one| {
            let (path, verb) = one.key.rsplit_once('/')?;
            Some(PlanMethod {
                path: if path.is_empty() {
                    "/".into()
                } else {
                    path.to_owned()
                },
                verb: verb_of(verb)?,
                throttle: throttle(&one.value)?,
            })
        });
        let told = UsagePlan {
            name: string(plan, "name"),
            description: string(plan, "description"),
            stages: own
                .iter()
                .filter_map(|stage| Some(stage.get("stage")?.as_str()?.to_owned()))
                .collect(),
            api_keys: names.into_iter().map(str::to_owned).collect(),
            throttle: plan.take_all("throttle").and_then(throttle),
            quota: plan.take_all("quota").and_then(quota),
            methods: methods.collect(),
        };
        design.access.usage_plans.push(told);
    }
    let has_lists = pieces.has(Piece::PlanKey);
    for key in pieces.of(Piece::ApiKey) {
        let name = key.get("name").and_then(Node::as_str).unwrap_or_default();
        let stages = key.get("stageKeys").map_or(&[][..], Node::items).iter();
        let mut stages = stages.filter_map(Node::as_str);
        let opens = api.is_none_or(|api| stages.any(|stage| stage.split('/').next() == Some(api)));
        if !listed.contains(&name) && !opens && (has_lists || api.is_some()) {
            continue;
        }
        design.access.api_keys.push(ApiKey {
            name: name.to_owned(),
            description: string(key, "description"),
            enabled: key.take("enabled").and_then(Node::as_bool).unwrap_or(false),
        });
        for part in ["name", "value", "createdDate", "lastUpdatedDate"] {
            key.take(part);
        }
    }
}

fn throttle(node: &Node) -> Option<Throttle> {
    Some(Throttle {
        rate_limit: node.get("rateLimit")?.as_f64()?,
        burst_limit: node.get("burstLimit").and_then(Node::as_u32).unwrap_or(0),
    })
}

fn quota(node: &Node) -> Option<Quota> {
    Some(Quota {
        limit: node.get("limit")?.as_u32()?,
        period: match node.get("period")?.as_str()? {
            "DAY" => QuotaPeriod::Day,
            "WEEK" => QuotaPeriod::Week,
            _ => QuotaPeriod::Month,
        },
    })
}
