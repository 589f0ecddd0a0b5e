//! What chooses a value by the stage: the stage's name itself, a mapping, a condition.

use super::{Each, STAGE_NAME};
use crate::generate::name::LogicalIds;
use crate::text::yaml::literal;
use crate::text::yaml::tree::{Node, Tree};

/// Values of one mapping (AWS: "CloudFormation quotas").
const MAPPING_ATTRIBUTES: usize = 200;

/// Operands of `!Or` (AWS: "Condition functions").
const OPERANDS: usize = 10;

/// What the template's mappings and conditions have to say.
pub(super) struct Choices<'a> {
    stages: &'a [&'a str],
    /// Keys of the mappings with the value of each stage.
    rows: Vec<(String, Vec<Node>)>,
    conditions: Vec<Node>,
    ids: LogicalIds,
    keys: LogicalIds,
}

/// Leaves out what it stands for.
pub(super) fn nothing() -> Tree {
    Tree::Tag("!Ref", "AWS::NoValue".to_owned())
}

impl<'a> Choices<'a> {
    pub(super) fn new(stages: &'a [&'a str]) -> Self {
        Self {
            stages,
            rows: Vec::new(),
            conditions: Vec::new(),
            ids: LogicalIds::default(),
            keys: LogicalIds::default(),
        }
    }

    /// The sections `Mappings` and `Conditions`.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<Node>) {
        let size = (MAPPING_ATTRIBUTES / self.stages.len().max(1)).max(1);
        let mut mappings = Vec::new();
        for (number, rows) in self.rows.chunks(size).enumerate() {
            let stages = self.stages.iter().enumerate().map(|(stage, name)| {
                let of_stage = rows.iter().map(|(key, values)| {
                    let key = Some(key.clone());
                    let value = values[stage].clone();
                    Node { key, ..value }
                });
                Node::entry(name, Tree::Map(of_stage.collect()))
            });
            mappings.push(Node::entry(&mapping(number), Tree::Map(stages.collect())));
        }
        (mappings, self.conditions)
    }

    /// The condition that holds for these stages and no others.
    pub(super) fn condition(&mut self, stages: &[usize]) -> String {
        let others: Vec<usize> = (0..self.stages.len())
            .filter(|stage| !stages.contains(stage))
            .collect();
        let names = |of: &[usize]| {
            let names: Vec<&str> = of.iter().map(|stage| self.stages[*stage]).collect();
            names.join(" or ")
        };
        match stages {
            [stage] => {
                let equals = vec![
                    Node::item(Tree::Tag("!Ref", STAGE_NAME.to_owned())),
                    Node::item(Tree::Text(self.stages[*stage].to_owned())),
                ];
                self.state(
                    &format!("Is {}", names(stages)),
                    Tree::List("!Equals", equals),
                )
            }
            _ if others.len() < stages.len() => {
                let name = format!("Is not {}", names(&others));
                let not = vec![self.operand(&others)];
                self.state(&name, Tree::List("!Not", not))
            }
            _ => {
                let name = format!("Is {}", names(stages));
                let operands = stages.iter().map(|stage| self.operand(&[*stage]));
                let any = any(operands.collect());
                self.state(&name, any)
            }
        }
    }

    /// The condition that both of two hold.
    pub(super) fn both(&mut self, one: &str, other: &str) -> String {
        let operands =
            [one, other].map(|name| Node::item(Tree::Tag("!Condition", name.to_owned())));
        self.state(
            &format!("{one} and {other}"),
            Tree::List("!And", operands.into()),
        )
    }

    fn operand(&mut self, stages: &[usize]) -> Node {
        Node::item(Tree::Tag("!Condition", self.condition(stages)))
    }

    /// The name of a condition, which is added unless it is there.
    fn state(&mut self, name: &str, condition: Tree) -> String {
        let known = self
            .conditions
            .iter()
            .find(|known| known.tree.is(&condition));
        if let Some(key) = known.and_then(|known| known.key.clone()) {
            return key;
        }
        let id = self.ids.make("", name, "");
        self.conditions.push(Node::entry(&id, condition));
        id
    }

    /// The value of the stage that is meant, out of values that differ.
    pub(super) fn choose(&mut self, each: Each, name: &str) -> Tree {
        let own: Option<Vec<String>> = each.iter().map(|(_, node)| text_of(&node.tree)).collect();
        if let Some(texts) = own {
            let whole = matches!(each[0].1.tree, Tree::Text(_));
            let stages = each.iter().map(|(stage, _)| literal(self.stages[*stage]));
            let stages: Vec<String> = stages.collect();
            if whole && texts == stages {
                return Tree::Tag("!Ref", STAGE_NAME.to_owned());
            }
            if let Some(text) = with_name(&texts, &stages) {
                return match each[0].1.tree {
                    Tree::Block(_) => Tree::Block(text),
                    _ => Tree::Tag("!Sub", text),
                };
            }
        }
        if each.len() == self.stages.len() && self.fits_mapping(&each) {
            return self.look_up(each, name);
        }
        self.one_of(each)
    }

    fn fits_mapping(&self, each: &Each) -> bool {
        // Keys of a mapping hold nothing but these.
        let plain = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        let named = self
            .stages
            .iter()
            .all(|stage| !stage.is_empty() && stage.chars().all(plain));
        named
            && each.iter().all(|(_, node)| match &node.tree {
                Tree::Text(text) => (1..256).contains(&text.len()),
                Tree::Other(..) => true,
                _ => false,
            })
    }

    fn look_up(&mut self, each: Each, name: &str) -> Tree {
        let values: Vec<Node> = each.into_iter().map(|(_, node)| bare(node)).collect();
        let key = self.keys.make("", name, "");
        let size = (MAPPING_ATTRIBUTES / self.stages.len()).max(1);
        let table = mapping(self.rows.len() / size);
        self.rows.push((key.clone(), values));
        let steps = [
            Tree::Text(table),
            Tree::Tag("!Ref", STAGE_NAME.to_owned()),
            Tree::Text(key),
        ];
        Tree::List("!FindInMap", steps.map(Node::item).into())
    }

    /// `!If` for each value, the one of most stages last.
    fn one_of(&mut self, each: Each) -> Tree {
        let mut groups: Vec<(Vec<usize>, Node)> = Vec::new();
        for (stage, node) in each {
            match groups
                .iter_mut()
                .find(|(_, known)| known.tree.is(&node.tree))
            {
                Some((stages, _)) => stages.push(stage),
                None => groups.push((vec![stage], node)),
            }
        }
        groups.sort_by_key(|(stages, _)| stages.len());
        let Some((_, last)) = groups.pop() else {
            return nothing();
        };
        let mut tree = last.tree;
        for (stages, node) in groups.into_iter().rev() {
            let condition = Tree::Text(self.condition(&stages));
            let item = Node {
                key: None,
                ..bare(node)
            };
            let items = vec![Node::item(condition), item, Node::item(tree)];
            tree = Tree::List("!If", items);
        }
        tree
    }
}

/// A node without what stands above it, which stands above the choice.
fn bare(node: Node) -> Node {
    Node {
        comment: String::new(),
        blank: false,
        ..node
    }
}

fn mapping(number: usize) -> String {
    match number {
        0 => "Stages".to_owned(),
        number => format!("Stages{}", number + 1),
    }
}

/// `!Or` of any number.
fn any(mut operands: Vec<Node>) -> Tree {
    if operands.len() > OPERANDS {
        let rest = any(operands.split_off(OPERANDS - 1));
        operands.push(Node::item(rest));
    }
    Tree::List("!Or", operands)
}

/// What `!Sub` would be given.
fn text_of(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Text(text) => Some(literal(text)),
        Tree::Tag("!Sub", text) | Tree::Block(text) => Some(text.clone()),
        _ => None,
    }
}

/// The text with the stage's name as a variable, when texts differ in nothing else.
fn with_name(texts: &[String], stages: &[String]) -> Option<String> {
    let split: Vec<Vec<&str>> = texts.iter().map(|text| words(text)).collect();
    let length = split[0].len();
    if split.iter().any(|words| words.len() != length) {
        return None;
    }
    let mut text = String::new();
    for place in 0..length {
        let word = split[0][place];
        let same = split.iter().all(|words| words[place] == word);
        let named = split
            .iter()
            .zip(stages)
            .all(|(words, stage)| words[place] == stage);
        if same {
            text.push_str(word);
        } else if named && !text.ends_with("${") {
            text.push_str("${StageName}");
        } else {
            return None;
        }
    }
    Some(text)
}

/// A text in words of the letters that stage names are made of, and the single characters between them.
fn words(text: &str) -> Vec<&str> {
    let of_word = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if of_word(first) || first == '$' && !rest.starts_with("${") {
            let after = rest[1..].find(|c| !of_word(c));
            after.map_or(rest.len(), |after| after + 1)
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}
