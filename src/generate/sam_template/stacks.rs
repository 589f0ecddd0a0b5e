//! A stack for each stage: one template, and the parameter `StageName` that says which stage is meant.

use std::collections::BTreeSet;

use super::merge::{self, Merged, STAGE_NAME};
use super::{has_logs, limited, lost_of_stack, print_stack};
use crate::diagnostic::{Diagnostic, Pointer, Segment, Severity};
use crate::generate::{name, websocket};
use crate::model::{Design, SamStages, Stage};
use crate::sentence;
use crate::text::Document;
use crate::text::yaml::Yaml;
use crate::text::yaml::tree::{Growth, Node, Only, Tree, grow, grow_one};
use crate::words::files as words;

/// What the stacks that are deployed before one make for it: two stacks cannot make the same thing.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// The custom domain, its certificate and its records.
    pub(super) domain: bool,
    /// Log groups that stages share.
    pub(super) log_groups: BTreeSet<String>,
    /// The table of a WebSocket API's connections.
    pub(super) table: bool,
    /// Logs that need a role of the account, which any stack can make.
    pub(super) logs: bool,
}

/// Whether each stage has a stack of its own.
pub(in crate::generate) fn are_per_stage(design: &Design) -> bool {
    design.output.sam_stages == SamStages::StackPerStage && !design.stages.is_empty()
}

/// What a stage's own things are called after: nothing in a template that is for one stage at a time.
pub(super) fn part_of_id<'a>(design: &Design, stage: &'a str) -> &'a str {
    if are_per_stage(design) { "" } else { stage }
}

/// The stages in the order in which their stacks are deployed: the one that makes the domain comes first.
pub(in crate::generate) fn order(design: &Design) -> Vec<usize> {
    let mut order: Vec<usize> = (0..design.stages.len()).collect();
    let mut mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    let named = |name: &str| design.stages.iter().position(|stage| stage.name == name);
    if let Some(first) = mappings.find_map(|mapping| named(&mapping.stage)) {
        order.retain(|stage| *stage != first);
        order.insert(0, first);
    }
    order
}

/// Whether the stacks must be deployed in that order, because one makes what others use.
pub(in crate::generate) fn wait_for_each_other(design: &Design) -> bool {
    let mut stages = 0..design.stages.len();
    let shares = |stage| !elsewhere(design, stage).log_groups.is_empty();
    are_per_stage(design)
        && stages.len() > 1
        && (design.domain.is_some() || websocket::table(design).is_some() || stages.any(shares))
}

/// Name of a stage's stack: CloudFormation takes 128 characters.
pub(in crate::generate) fn stack_name(design: &Design, stage: &Stage) -> String {
    let project = name::slug(&design.name);
    let stage = match name::slug(&stage.name) {
        long if project.len() + long.len() > 127 => format!("{:016x}", name::hash(&long)),
        short => short,
    };
    format!("{project}-{stage}")
}

/// Names of all stacks of a design, in the order in which they are deployed.
pub(in crate::generate) fn names(design: &Design) -> Vec<String> {
    if !are_per_stage(design) {
        return vec![name::slug(&design.name)];
    }
    let order = order(design).into_iter();
    order
        .map(|stage| stack_name(design, &design.stages[stage]))
        .collect()
}

fn log_group(design: &Design, stage: usize) -> Option<String> {
    let stage = &design.stages[stage];
    let log = stage.access_log.as_ref()?;
    Some(log.group(&design.name, &stage.name))
}

fn elsewhere(design: &Design, stage: usize) -> Elsewhere {
    let order = order(design);
    let before = order.iter().take_while(|other| **other != stage);
    let before: BTreeSet<String> = before
        .filter_map(|other| log_group(design, *other))
        .collect();
    let own = log_group(design, stage).into_iter();
    Elsewhere {
        domain: order.first() != Some(&stage),
        table: order.first() != Some(&stage),
        logs: has_logs(design),
        log_groups: own.filter(|group| before.contains(group)).collect(),
    }
}

/// The design of the stack of one stage.
pub(super) fn of_stage(design: &Design, stage: usize) -> Design {
    Design {
        stages: vec![design.stages[stage].clone()],
        ..design.clone()
    }
}

/// Where a field of [`of_stage`] stands in the whole design.
pub(super) fn whole(at: Pointer, stage: usize) -> Pointer {
    match at.segments() {
        [Segment::Key("stages"), Segment::Index(0), rest @ ..] => {
            let at = Pointer::root().join("stages").join(stage);
            rest.iter().fold(at, |at, step| at.join(*step))
        }
        _ => at,
    }
}

/// What the stack of one stage says. No stage changes the API's definition, so the first alone prints it.
fn sections(design: &Design, stage: usize, growth: Growth) -> Vec<Node> {
    let own = of_stage(design, stage);
    let mut nodes = grow_one(growth, |yaml| {
        print_stack(yaml, &own, elsewhere(design, stage));
    });
    let to = |at| whole(at, stage);
    for node in &mut nodes {
        node.move_origins(&to);
    }
    nodes
}

fn merged(design: &Design, bare: bool) -> Merged {
    let stages = design.stages.iter();
    let names: Vec<&str> = stages.map(|stage| stage.name.as_str()).collect();
    merge::merge(&names, |stage| {
        let again = stage > 0;
        sections(
            design,
            stage,
            Growth {
                again,
                bare,
                only: Only::No,
            },
        )
    })
}

/// The resources of all stacks, those of one stage each among them.
pub(super) fn resources(design: &Design) -> Vec<Node> {
    let sections = merged(design, true).sections.into_iter();
    let mut resources = sections.filter(|section| section.key.as_deref() == Some("Resources"));
    match resources.next().map(|section| section.tree) {
        Some(Tree::Map(nodes)) => nodes,
        _ => Vec::new(),
    }
}

pub(super) fn print(design: &Design) -> Document {
    let nodes = template(design, merged(design, false));
    Yaml::document(|yaml| yaml.tree(&nodes))
}

/// How many bytes the template has.
pub(super) fn length(design: &Design) -> usize {
    let nodes = template(design, merged(design, true));
    Yaml::length(|yaml| yaml.tree(&nodes))
}

/// The template as a tree.
pub(super) fn nodes(design: &Design) -> Vec<Node> {
    template(design, merged(design, false))
}

/// The sections of the merged template in their order.
fn template(design: &Design, mut merged: Merged) -> Vec<Node> {
    let mut parameters = stage_parameter(design);
    let known = |node: &Node, key: &str| node.key.as_deref() == Some(key);
    let mut take = |key: &str| {
        let place = merged.sections.iter().position(|node| known(node, key))?;
        Some(merged.sections.remove(place))
    };
    let inside = |section: Option<Node>| match section.map(|section| section.tree) {
        Some(Tree::Map(nodes)) => nodes,
        _ => Vec::new(),
    };
    parameters.extend(inside(take("Parameters")));
    let mut conditions = merged.conditions;
    conditions.extend(inside(take("Conditions")));
    let head = merged
        .sections
        .iter()
        .position(|node| known(node, "Resources"));
    let sections = [
        ("Parameters", parameters),
        ("Mappings", merged.mappings),
        ("Conditions", conditions),
    ];
    let sections = sections.into_iter().filter(|(_, nodes)| !nodes.is_empty());
    let at = Pointer::root().join("output").join("sam_stages");
    let sections = sections.map(|(key, nodes)| Node {
        at: vec![at],
        blank: true,
        ..Node::entry(key, Tree::Map(nodes))
    });
    let head = head.unwrap_or_default();
    let mut all = merged.sections;
    all.splice(head..head, sections);
    all
}

fn stage_parameter(design: &Design) -> Vec<Node> {
    let stages = Pointer::root().join("stages");
    grow(|yaml| {
        yaml.at(stages, |yaml| {
            yaml.map(STAGE_NAME, |yaml| {
                yaml.entry("Type", "String");
                let description = words::sam_stage_name(design.output.language);
                yaml.entry("Description", limited(description));
                yaml.list("AllowedValues", |yaml| {
                    for (index, stage) in design.stages.iter().enumerate() {
                        let at = stages.join(index).join("name");
                        yaml.at(at, |yaml| yaml.item(&stage.name));
                    }
                });
            });
        });
    })
}

/// What each of the stacks cannot say, and what becomes of things that stages share.
pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    for stage in 0..design.stages.len() {
        let mut own = Vec::new();
        lost_of_stack(&of_stage(design, stage), &mut own);
        for mut finding in own {
            if let Some(rest) = finding.at.strip_prefix("/stages/0") {
                finding.at = format!("/stages/{stage}{rest}");
            }
            if !lost.contains(&finding) {
                lost.push(finding);
            }
        }
    }
    if design.http().is_none() {
        lost_keys(design, lost);
    }
    lost_mappings(design, lost);
    if websocket::table(design).is_some() && design.stages.len() > 1 {
        let at = Pointer::root()
            .join("api")
            .join("websocket")
            .join("connection_table");
        lost.push(
            Diagnostic::new("sam/not-expressible", Severity::Warning, at, sentence!(
                "the stacks keep their connections in one table, but each function may send to its own API's only",
                "接続は全スタック共通のテーブルに入りますが、各関数が送信できるのは自身の API の接続だけです",
            ))
            .help(sentence!(
                "choose one stack with all stages, or a design for each stage",
                "全ステージを1つのスタックにするか、ステージごとに設計を分けてください",
            )),
        );
    }
    if wait_for_each_other(design) {
        let at = Pointer::root().join("output").join("sam_stages");
        let first = &design.stages[order(design)[0]].name;
        lost.push(Diagnostic::new("sam/stack-order", Severity::Info, at, sentence!(
            "the stack of `{first}` makes what the others use, so it is deployed first and deleted last",
            "ほかのスタックも使うものは `{first}` のスタックが作るため、最初にデプロイし、最後に削除します",
        )));
    }
}

/// A private domain is named by an ARN with an id in it, which only its own stack knows.
fn lost_mappings(design: &Design, lost: &mut Vec<Diagnostic>) {
    let Some(domain) = design
        .domain
        .as_ref()
        .filter(|one| one.is_private() && !design.is_v2())
    else {
        return;
    };
    let first = order(design)
        .first()
        .map(|stage| &design.stages[*stage].name);
    for (index, mapping) in domain.mappings.iter().enumerate() {
        if Some(&mapping.stage) == first {
            continue;
        }
        let at = Pointer::root().join("domain").join("mappings").join(index);
        lost.push(
            Diagnostic::new("sam/not-expressible", Severity::Warning, at, sentence!(
                "the stack of `{stage}` cannot map its stage to a private domain, which another stack makes",
                "プライベートドメインは別のスタックが作るため、`{stage}` のスタックからはマッピングできません",
                stage = mapping.stage,
            ))
            .help(sentence!(
                "choose one stack with all stages, or deploy with the CLI script",
                "全ステージを1つのスタックにするか、CLI スクリプトでデプロイしてください",
            )),
        );
    }
}

/// Keys and quotas count in one stack.
fn lost_keys(design: &Design, lost: &mut Vec<Diagnostic>) {
    let plans = design.access.usage_plans.iter().enumerate();
    for (index, plan) in plans.filter(|(_, plan)| plan.stages.len() > 1) {
        let at = Pointer::root()
            .join("access")
            .join("usage_plans")
            .join(index);
        lost.push(
            Diagnostic::new("sam/not-expressible", Severity::Info, at.join("stages"), sentence!(
                "each stage's stack has a usage plan `{name}` of its own, whose keys and quota are for that stage alone",
                "使用量プラン `{name}` はステージごとのスタックに1つずつでき、キーもクォータもそのステージだけのものになります",
                name = plan.name,
            ))
            .help(sentence!(
                "choose one stack with all stages where callers use one key for several of them",
                "複数のステージで同じキーを使う場合は、全ステージを1つのスタックにしてください",
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read;

    /// The definition in the resources of one stage's stack.
    fn definition(nodes: &[Node]) -> Option<String> {
        nodes.iter().find_map(|node| match &node.tree {
            Tree::Printed(lines) => Some(lines.text()),
            tree => definition(tree.inside()),
        })
    }

    #[test]
    fn no_stage_changes_the_definition_that_the_first_prints_for_all() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/designs");
        let mut compared = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let mut design = read(&text).design.unwrap();
            design.output.sam_stages = SamStages::StackPerStage;
            let whole = |stage| sections(&design, stage, Growth::default());
            let first = whole(0);
            for stage in 1..design.stages.len() {
                assert_eq!(definition(&first), definition(&whole(stage)));
                compared += usize::from(definition(&first).is_some());
            }
            assert_eq!(length(&design), print(&design).length());
        }
        assert!(compared > 10, "{compared} stages");
    }
}
