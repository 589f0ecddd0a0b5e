//! What CloudFormation takes of one template.

use super::{domain, function, has_logs, link, monitoring, security, stacks, web_acl, websocket};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::cors;
use crate::model::{Api, Design};
use crate::sentence;
use crate::text::yaml::tree::{Node, Tree};

/// Resources of a stack; more are refused (AWS: "CloudFormation quotas").
const MAX_RESOURCES: usize = 500;

/// How many resources SAM makes of the template: a role for each function and a
/// permission for each method come on top of what stands in it.
fn expanded_resources(design: &Design) -> usize {
    let access = &design.access;
    let mut at_once = function::permitted_at_once(design);
    at_once.retain(|name| design.function(name).is_some());
    let paths = design.routes.iter().flat_map(|route| {
        let methods = route.methods.iter();
        let own =
            methods.filter(|method| method.function().is_none_or(|name| !at_once.contains(name)));
        own.map(|method| 1 + usize::from(cors::needs_open_preflight(design, route, method)))
    });
    let methods = match design.api {
        Api::Websocket(_) => websocket::resources(design),
        Api::Rest(_) | Api::Http(_) => paths.sum::<usize>() + at_once.len(),
    };
    let made = design
        .functions
        .iter()
        .filter(|function| !function.exists());
    // Each with its role, and a version behind an alias.
    let made = made.map(|function| if function.alias.is_empty() { 2 } else { 4 });
    let made: usize = made.sum();
    let logs = design
        .stages
        .iter()
        .filter(|stage| stage.access_log.is_some())
        .count();
    let links: usize = access
        .usage_plans
        .iter()
        .map(|plan| plan.api_keys.len())
        .sum();
    let web_acls = design.rest().map_or(0, |_| web_acl::resources(design));
    // What HTTP APIs lack.
    let of_rest = web_acls + access.api_keys.len() + access.usage_plans.len() + links;
    let of_rest = if design.http().is_none() { of_rest } else { 0 };
    let domain = domain::resources(design);
    // The API, its deployment (none of an HTTP API), and the log role with its account setting.
    let deployment = usize::from(design.http().is_none());
    let fixed = 1 + deployment + if has_logs(design) { 2 } else { 0 };
    fixed
        + methods
        + design.stages.len()
        + made
        + function::called_elsewhere(design).len()
        + logs
        + security::asked(design).len()
        + of_rest
        + domain
        + monitoring::resources(design)
        + link::resources(design)
}

pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    lost_bytes(design, lost);
    let mut resources = expanded_resources(design);
    if resources > MAX_RESOURCES && stacks::are_per_stage(design) {
        resources = expanded(&stacks::resources(design));
    }
    if resources > MAX_RESOURCES {
        let at = Pointer::root().join("routes");
        lost.push(
            Diagnostic::new("sam/too-many-resources", Severity::Warning, at, sentence!(
                "SAM makes about {resources} resources of this design, a stack takes {MAX_RESOURCES}",
                "SAM はこの設計から約{resources}個のリソースを作りますが、スタックの上限は {MAX_RESOURCES} です",
            ))
            .help(sentence!(
                "let one `/{{proxy+}}` take the place of many routes, or deploy with the CLI script",
                "多数のルートを `/{{proxy+}}` にまとめるか、CLI スクリプトでデプロイしてください",
            )),
        );
    }
}

/// Bytes of a template that is uploaded to a bucket, as `sam deploy` does (AWS: "CloudFormation quotas").
const MAX_BYTES: usize = 1_000_000;

/// A route takes a few hundred bytes, so that only many of them are worth the look.
const MANY_ROUTES: usize = 500;

fn lost_bytes(design: &Design, lost: &mut Vec<Diagnostic>) {
    if design.routes.len() < MANY_ROUTES {
        return;
    }
    let bytes = super::length(design);
    if bytes > MAX_BYTES {
        let at = Pointer::root().join("routes");
        lost.push(
            Diagnostic::new("sam/template-too-large", Severity::Warning, at, sentence!(
                "the template has {bytes} bytes, CloudFormation takes {MAX_BYTES}",
                "テンプレートは{bytes}バイトで、CloudFormation の上限{MAX_BYTES}バイトを超えています",
            ))
            .help(sentence!(
                "let `/{{proxy+}}` stand for many routes, split the API, or deploy with the CLI script",
                "多数のルートを `/{{proxy+}}` にまとめるか、API を分けるか、CLI スクリプトでデプロイしてください",
            )),
        );
    }
}

/// How many resources SAM makes of those that stand in a template.
fn expanded(resources: &[Node]) -> usize {
    let added = |resource: &Node| match resource.tree.get("Type") {
        // A deployment and a stage.
        Some(Tree::Text(kind)) if kind == "AWS::Serverless::Api" => 2,
        Some(Tree::Text(kind)) if kind == "AWS::Serverless::HttpApi" => 1,
        // A role, and a permission for each event.
        Some(Tree::Text(kind)) if kind == "AWS::Serverless::Function" => {
            let properties = resource.tree.get("Properties");
            let events = properties.and_then(|properties| properties.get("Events"));
            let alias = properties.and_then(|properties| properties.get("AutoPublishAlias"));
            1 + events.map_or(0, |events| events.inside().len()) + 2 * usize::from(alias.is_some())
        }
        _ => 0,
    };
    resources.iter().map(|resource| 1 + added(resource)).sum()
}
