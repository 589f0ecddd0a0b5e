//! One template out of one for each stage: what they all say stands plain, the parameter `StageName` chooses the rest.
//!
//! Nothing here knows what a property means. A text that is the stage's name becomes `!Ref StageName`, other
//! scalars that differ stand in a mapping, anything else under `!If`, and a resource that only some stages
//! have gets a `Condition`.

mod choice;

use choice::Choices;

use crate::text::yaml::tree::{Node, Tree};

/// The parameter that says which stage a stack is for.
pub(in crate::generate) const STAGE_NAME: &str = "StageName";

/// A node as some of the stages have it, in their order.
type Each = Vec<(usize, Node)>;

/// The template of all stages, and what its sections `Mappings` and `Conditions` must say for it.
pub(super) struct Merged {
    /// The sections, without the two that follow.
    pub(super) sections: Vec<Node>,
    /// The values that differ, by stage.
    pub(super) mappings: Vec<Node>,
    /// Which stage is meant.
    pub(super) conditions: Vec<Node>,
}

/// Merges the templates that `print` makes for each of the stages. Only what differs from the first is kept.
pub(super) fn merge(stages: &[&str], print: impl Fn(usize) -> Vec<Node>) -> Merged {
    let mut first = print(0);
    let mut others = Vec::new();
    for stage in 1..stages.len() {
        let mut other = print(stage);
        absorb_all(&mut first, &mut other);
        others.push((stage, other));
    }
    let mut each = vec![(0, first)];
    each.append(&mut others);
    let mut merge = Merge {
        choices: Choices::new(stages),
    };
    let sections = merge.sections(each);
    let (mappings, conditions) = merge.choices.finish();
    Merged {
        sections,
        mappings,
        conditions,
    }
}

/// Leaves [`Tree::Same`] where another template says what the first does, which takes over its origins.
fn absorb_all(first: &mut [Node], others: &mut [Node]) {
    for (place, other) in others.iter_mut().enumerate() {
        if let Some(one) = of_first(first, place, other).and_then(|found| first.get_mut(found)) {
            absorb(one, other);
        }
    }
}

/// Where the first has what stands at a place of another.
fn of_first(first: &[Node], place: usize, other: &Node) -> Option<usize> {
    let same = |one: &Node| one.key == other.key;
    match other.key {
        Some(_) if !first.get(place).is_some_and(same) => first.iter().position(same),
        _ => Some(place),
    }
}

fn absorb(first: &mut Node, other: &mut Node) {
    if first.tree.is(&other.tree) {
        take_origins(first, other);
        other.tree = Tree::Same;
        return;
    }
    match (&mut first.tree, &mut other.tree) {
        (Tree::Map(some), Tree::Map(others)) => absorb_all(some, others),
        (Tree::List(tag, some), Tree::List(of, others))
            if tag == of && some.len() == others.len() =>
        {
            absorb_all(some, others);
        }
        _ => {}
    }
}

fn take_origins(first: &mut Node, other: &Node) {
    for at in &other.at {
        if !first.at.contains(at) {
            first.at.push(*at);
        }
    }
    if let (Tree::Map(some) | Tree::List(_, some), Tree::Map(others) | Tree::List(_, others)) =
        (&mut first.tree, &other.tree)
    {
        let pairs = some.iter_mut().zip(others);
        pairs.for_each(|(first, other)| take_origins(first, other));
    }
}

struct Merge<'a> {
    choices: Choices<'a>,
}

impl Merge<'_> {
    /// The top of the template: sections whose entries stand beside each other, each for some of the stages.
    fn sections(&mut self, each: Vec<(usize, Vec<Node>)>) -> Vec<Node> {
        let all = each.len();
        let mut sections = Vec::new();
        for mut section in by_key(each) {
            let name = section[0].1.key.clone().unwrap_or_default();
            let keyed = matches!(section[0].1.tree, Tree::Map(_));
            if !keyed || section[1..].iter().all(|(_, node)| is_same(node)) && section.len() == all
            {
                // Neither a version nor a description takes an intrinsic function.
                sections.push(section.remove(0).1);
                continue;
            }
            settle(&mut section);
            let mut shell = Node {
                tree: Tree::Map(Vec::new()),
                ..section[0].1.clone_shell()
            };
            let inside = section
                .into_iter()
                .map(|(stage, node)| (stage, inside(node.tree)));
            let entries = by_key(inside.collect()).into_iter().map(|entry| {
                match name.as_str() {
                    // A parameter or a condition asks for nothing of a stage that does not use it.
                    "Parameters" | "Conditions" => entry.into_iter().next().map(|(_, node)| node),
                    _ => Some(self.made_by_some(entry, all)),
                }
                .unwrap_or_default()
            });
            shell.tree = Tree::Map(entries.collect());
            sections.push(shell);
        }
        sections
    }

    /// A resource or an output: one that not all stages have is made on a condition.
    fn made_by_some(&mut self, each: Each, all: usize) -> Node {
        let stages: Vec<usize> = each.iter().map(|(stage, _)| *stage).collect();
        let mut node = self.node(each, "");
        if stages.len() < all
            && let Tree::Map(attributes) = &mut node.tree
        {
            let key = Some("Condition");
            let own = attributes.iter().position(|one| one.key.as_deref() == key);
            let own = own.map(|place| attributes.remove(place).tree);
            let mut name = self.choices.condition(&stages);
            if let Some(Tree::Text(own)) = own {
                name = self.choices.both(&own, &name);
            }
            let place = usize::from(
                attributes
                    .first()
                    .is_some_and(|one| one.key.as_deref() == Some("Type")),
            );
            attributes.insert(place, Node::entry("Condition", Tree::Text(name)));
        }
        node
    }

    /// One node that is right for all of the stages that have it.
    fn node(&mut self, mut each: Each, name: &str) -> Node {
        let (first, others) = each.split_at_mut(1);
        let first = &mut first[0].1;
        if others
            .iter()
            .all(|(_, node)| is_same(node) || first.tree.is(&node.tree))
        {
            for (_, node) in others {
                take_origins(first, node);
            }
            return each.remove(0).1;
        }
        settle(&mut each);
        let shell = shell(&each);
        let name = shell.key.clone().unwrap_or_else(|| name.to_owned());
        let tree = self.tree(each, &name);
        Node { tree, ..shell }
    }

    fn tree(&mut self, mut each: Each, name: &str) -> Tree {
        let first = &each[0].1.tree;
        let rest = || each[1..].iter().map(|(_, node)| &node.tree);
        match first {
            Tree::Map(_) if rest().all(|tree| matches!(tree, Tree::Map(_))) => {
                let stages: Vec<usize> = each.iter().map(|(stage, _)| *stage).collect();
                let inside = each
                    .into_iter()
                    .map(|(stage, node)| (stage, inside(node.tree)));
                let entries = by_key(inside.collect()).into_iter();
                Tree::Map(
                    entries
                        .map(|entry| self.entry(entry, &stages, name))
                        .collect(),
                )
            }
            Tree::List("", some)
                if rest().all(
                    |tree| matches!(tree, Tree::List("", others) if others.len() == some.len()),
                ) =>
            {
                let inside = each
                    .into_iter()
                    .map(|(stage, node)| (stage, inside(node.tree)));
                Tree::List(
                    "",
                    by_place(inside)
                        .into_iter()
                        .map(|item| self.node(item, name))
                        .collect(),
                )
            }
            _ => {
                // What is chosen as a whole is said as a whole.
                let (first, others) = each.split_at_mut(1);
                for (_, other) in others {
                    spell_out(&first[0].1, other);
                }
                self.choices.choose(each, name)
            }
        }
    }

    /// An entry of a property, which is left out for the stages that have none.
    fn entry(&mut self, each: Each, among: &[usize], name: &str) -> Node {
        let stages: Vec<usize> = each.iter().map(|(stage, _)| *stage).collect();
        let whole = stages.len() == among.len();
        // `DependsOn` takes no intrinsic function; it names what is there for every stage.
        let attribute = each[0].1.key.as_deref() == Some("DependsOn");
        let node = self.node(each, name);
        if whole || attribute {
            return node;
        }
        let condition = Node::item(Tree::Text(self.choices.condition(&stages)));
        let nothing = Node::item(choice::nothing());
        let value = Node::item(node.tree);
        Node {
            tree: Tree::List("!If", vec![condition, value, nothing]),
            ..node
        }
    }
}

fn is_same(node: &Node) -> bool {
    matches!(node.tree, Tree::Same)
}

/// Says in full what is the same as the first.
fn settle(each: &mut Each) {
    let (first, others) = each.split_at_mut(1);
    for (_, other) in others {
        if is_same(other) {
            other.tree = first[0].1.tree.clone();
        }
    }
}

/// The same, however deep.
fn spell_out(first: &Node, other: &mut Node) {
    if is_same(other) {
        other.tree = first.tree.clone();
    }
    if let (Tree::Map(some) | Tree::List(_, some), Tree::Map(others) | Tree::List(_, others)) =
        (&first.tree, &mut other.tree)
    {
        for (place, other) in others.iter_mut().enumerate() {
            if let Some(one) = of_first(some, place, other).and_then(|found| some.get(found)) {
                spell_out(one, other);
            }
        }
    }
}

/// Everything of the node but its value, with the origins of all.
fn shell(each: &Each) -> Node {
    let mut shell = each[0].1.clone_shell();
    for (_, node) in &each[1..] {
        for at in &node.at {
            if !shell.at.contains(at) {
                shell.at.push(*at);
            }
        }
    }
    shell
}

fn inside(tree: Tree) -> Vec<Node> {
    match tree {
        Tree::Map(nodes) | Tree::List(_, nodes) => nodes,
        _ => Vec::new(),
    }
}

/// The entries of several mappings, key by key: in the order of the first, each other one behind its neighbour.
fn by_key(each: Vec<(usize, Vec<Node>)>) -> Vec<Each> {
    let mut entries: Vec<Each> = Vec::new();
    for (stage, nodes) in each {
        let mut next = 0;
        for node in nodes {
            let same = |entry: &Each| entry[0].1.key == node.key;
            let place = if entries.get(next).is_some_and(same) {
                Some(next)
            } else {
                entries.iter().position(same)
            };
            if let Some(place) = place {
                entries[place].push((stage, node));
                next = place + 1;
            } else {
                entries.insert(next, vec![(stage, node)]);
                next += 1;
            }
        }
    }
    entries
}

/// The items of lists of one length.
fn by_place(each: impl Iterator<Item = (usize, Vec<Node>)>) -> Vec<Each> {
    let mut items: Vec<Each> = Vec::new();
    for (stage, nodes) in each {
        items.resize_with(nodes.len().max(items.len()), Vec::new);
        for (item, node) in items.iter_mut().zip(nodes) {
            item.push((stage, node));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::yaml::tree::grow;
    use crate::text::yaml::{Yaml, sub};

    #[test]
    fn a_list_that_is_chosen_is_said_in_full() {
        let merged = merge(&["dev", "test", "prod"], |stage| {
            grow(|yaml| {
                yaml.map("Resources", |yaml| {
                    yaml.map("Stage", |yaml| {
                        yaml.list("Settings", |yaml| {
                            for number in 0..(3 - stage).min(2) {
                                yaml.item_map(|yaml| {
                                    yaml.entry("Verb", "GET");
                                    yaml.entry("Level", format!("{stage}-{number}").as_str());
                                });
                            }
                        });
                    });
                });
            })
        });
        let document = Yaml::document(|yaml| yaml.tree(&merged.sections));
        assert_eq!(
            document.text().matches("Verb: GET\n").count(),
            5,
            "{}",
            document.text()
        );
    }

    #[test]
    fn what_differs_is_chosen_by_the_stage() {
        let stages = ["dev", "test", "prod"];
        let merged = merge(&stages, |stage| {
            grow(|yaml| {
                yaml.map("Resources", |yaml| {
                    yaml.map("Api", |yaml| {
                        yaml.entry("Type", "Api");
                        yaml.map("Properties", |yaml| {
                            yaml.entry("StageName", stages[stage]);
                            yaml.entry("Url", sub(&format!("${{Api}}/{}/", stages[stage])));
                            yaml.entry("Same", true);
                            yaml.entry("Rate", 10 * u32::try_from(stage).unwrap_or_default());
                            yaml.entry("Group", if stage == 0 { "" } else { "own" });
                            if stage > 0 {
                                yaml.list("Tags", |yaml| yaml.item(stages[stage]));
                            }
                        });
                    });
                    if stage == 2 {
                        yaml.map("Domain", |yaml| yaml.entry("Type", "Domain"));
                    }
                });
            })
        });
        let document = Yaml::document(|yaml| {
            yaml.map("Mappings", |yaml| yaml.tree(&merged.mappings));
            yaml.map("Conditions", |yaml| yaml.tree(&merged.conditions));
            yaml.tree(&merged.sections);
        });
        insta::assert_snapshot!(document.text(), @r"
        Mappings:
          Stages:
            dev:
              Rate: 0
            test:
              Rate: 10
            prod:
              Rate: 20
        Conditions:
          IsDev: !Equals
            - !Ref StageName
            - dev
          IsNotDev: !Not
            - !Condition IsDev
          IsProd: !Equals
            - !Ref StageName
            - prod
        Resources:
          Api:
            Type: Api
            Properties:
              StageName: !Ref StageName
              Url: !Sub ${Api}/${StageName}/
              Same: true
              Rate: !FindInMap
                - Stages
                - !Ref StageName
                - Rate
              Group: !If
                - IsDev
                - ''
                - own
              Tags: !If
                - IsNotDev
                - - !Ref StageName
                - !Ref AWS::NoValue
          Domain:
            Type: Domain
            Condition: IsProd
        ");
    }
}
