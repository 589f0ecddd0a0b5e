//! API keys and usage plans.

use super::pieces::{Piece, Pieces};
use super::settings::throttle;
use super::stages::{string, verb_of};
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::node::{Mark, Node};
use crate::model::{ApiKey, Design, PlanMethod, Quota, QuotaPeriod, UsagePlan};
use crate::sentence;

/// Reads the plans that open stages of the API, and the keys that they list.
pub(super) fn read(
    pieces: &Pieces<'_>,
    api: Option<&str>,
    design: &mut Design,
    reading: &mut Reading,
) {
    let is_own = |stage: &&Node| api.is_none() || stage.get("apiId").and_then(Node::as_str) == api;
    let mut listed: Vec<&str> = Vec::new();
    for plan in pieces.of(Piece::Plan) {
        let stages = plan.get("apiStages").map_or(&[][..], Node::items);
        let own: Vec<&Node> = stages.iter().filter(is_own).collect();
        if own.is_empty() {
            continue;
        }
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
        let name = string(plan, "name");
        let methods = methods(&own, &name, reading);
        plan.take_all("apiStages");
        let told = UsagePlan {
            name,
            description: string(plan, "description"),
            stages: own
                .iter()
                .filter_map(|stage| Some(stage.get("stage")?.as_str()?.to_owned()))
                .collect(),
            api_keys: names.into_iter().map(str::to_owned).collect(),
            throttle: plan
                .take("throttle")
                .and_then(|node| throttle(node, reading).of_plan()),
            quota: plan.take("quota").and_then(quota),
            methods,
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

/// The limits of single methods, which are the same in all stages of a plan of the design.
fn methods(stages: &[&Node], plan: &str, reading: &mut Reading) -> Vec<PlanMethod> {
    let limits = |stage: &Node| stage.get("throttle").map(Node::to_json);
    let Some((first, others)) = stages.split_first() else {
        return Vec::new();
    };
    for other in others {
        if limits(other) == limits(first) {
            continue;
        }
        let stage = other
            .get("stage")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let at = other.entry("throttle").map_or(other.at, |entry| entry.at);
        if let Some(entry) = other.entry("throttle") {
            entry.set_all(Mark::Reported);
        }
        reading.say(
            Severity::Warning,
            "usage-plan-stages-differ",
            at,
            sentence!(
                "the usage plan `{plan}` limits methods of stage `{stage}` otherwise than those of its first stage, whose limits are taken for all",
                "使用量プラン `{plan}` のメソッドの制限が、ステージ `{stage}` と最初のステージで異なります。最初のステージの制限をすべてに使います",
            ),
            sentence!(
                "make a usage plan of its own for the stage where the difference matters",
                "違いが必要な場合は、ステージごとに使用量プランを作ってください",
            ),
        );
    }
    let methods = first.get("throttle").map_or(&[][..], Node::entries).iter();
    let methods = methods.filter_map(|one| {
        let (path, verb) = one.key.rsplit_once('/')?;
        let path = if path.is_empty() { "/" } else { path };
        Some(PlanMethod {
            path: path.to_owned(),
            verb: verb_of(verb)?,
            throttle: throttle(&one.value, reading).of_plan()?,
        })
    });
    methods.collect()
}

fn quota(node: &Node) -> Option<Quota> {
    // Requests that were counted before the plan was there; most plans have none.
    if node.get("offset").and_then(Node::as_u32) == Some(0) {
        node.take("offset");
    }
    Some(Quota {
        limit: node.take("limit")?.as_u32()?,
        period: match node.take("period")?.as_str()? {
            "DAY" => QuotaPeriod::Day,
            "WEEK" => QuotaPeriod::Week,
            _ => QuotaPeriod::Month,
        },
    })
}
