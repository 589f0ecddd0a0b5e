//! One stage of the settings with what it takes over from others by `extends`.

use std::borrow::Cow;
use std::collections::HashSet;

use super::keys;
use crate::diagnostic::{Sentence, Severity, step};
use crate::import::Reading;
use crate::import::node::{Entry, Kind, Mark, Node};
use crate::model::ZAPPA_SETTINGS;
use crate::sentence;

/// A stage, and the stages whose settings it takes over, the nearest first. Zappa takes a key over whole.
pub(super) struct Settings<'a> {
    /// The stage's name with its settings.
    pub(super) entry: &'a Entry,
    chain: Vec<&'a Node>,
}

/// How many stages are read; an API has ten unless AWS grants more.
const MAX_STAGES: usize = 1000;
/// How far `extends` is followed.
const MAX_CHAIN: usize = 50;

/// The stages of a table; what is no stage is told.
pub(super) fn stages<'a>(table: &'a Node, reading: &mut Reading) -> Vec<Settings<'a>> {
    let mut stages = Vec::new();
    if table.entries().len() > MAX_STAGES {
        reading.say(
            Severity::Error,
            "zappa-stages-many",
            table.at,
            sentence!(
                "there are more than {MAX_STAGES} stages",
                "ステージが {MAX_STAGES} を超えています"
            ),
            sentence!(
                "an API has ten unless AWS grants more; check that it is the right file",
                "API のステージは通常10個までです。正しいファイルか確かめてください"
            ),
        );
        return stages;
    }
    for entry in table.entries() {
        if !entry.value.is_map() {
            reading.wrong(
                entry,
                &sentence!("the settings of a stage", "ステージの設定"),
            );
            continue;
        }
        entry.set_mark(Mark::Represented);
        let chain = chain(table, entry, reading);
        stages.push(Settings { entry, chain });
    }
    stages
}

/// What a stage consists of.
fn chain<'a>(table: &'a Node, stage: &'a Entry, reading: &mut Reading) -> Vec<&'a Node> {
    let mut chain = vec![&stage.value];
    let mut names = vec![stage.key.as_str()];
    while let Some(extends) = chain.last().and_then(|node| node.entry("extends")) {
        let is_own = chain.len() == 1;
        let Some(parent) = extends.value.as_str() else {
            if is_own {
                let belongs = sentence!("the name of one stage", "ステージ名1つ");
                reading.wrong(extends, &belongs);
            }
            break;
        };
        let found = table.entry(parent).filter(|entry| entry.value.is_map());
        let is_circle = names.contains(&parent) || names.len() > MAX_CHAIN;
        let Some(found) = found.filter(|_| !is_circle) else {
            // Each stage of a circle is told of where it closes, what others take over from them once.
            if is_own || is_circle {
                dead_end(extends, parent, is_circle, reading);
            }
            break;
        };
        extends.set_mark(Mark::Represented);
        chain.push(&found.value);
        names.push(&found.key);
    }
    chain
}

fn dead_end(extends: &Entry, parent: &str, is_circle: bool, reading: &mut Reading) {
    let help = || {
        sentence!(
            "name a stage of the same file that does not lead back here; Zappa stops at this one",
            "同じファイルにあり、ここへ戻らないステージを指定してください。このままでは Zappa が停止します"
        )
    };
    if is_circle {
        reading.report(
            "zappa-extends-circle",
            extends,
            sentence!(
                "`extends` leads in a circle back to `{parent}`",
                "`extends` が循環して `{parent}` に戻ります"
            ),
            help(),
        );
    } else {
        reading.report(
            "zappa-extends-unknown",
            extends,
            sentence!(
                "`extends` names `{parent}`, which is no stage of this file",
                "`extends` の `{parent}` というステージはこのファイルにありません"
            ),
            help(),
        );
    }
}

impl<'a> Settings<'a> {
    /// The stage's name.
    pub(super) fn name(&self) -> &'a str {
        &self.entry.key
    }

    /// What counts for a key: the stage's own value, or what it takes over.
    pub(super) fn get(&self, key: &str) -> Option<&'a Entry> {
        self.chain.iter().find_map(|node| node.entry(key))
    }

    /// Everything that counts, each key once.
    pub(super) fn all(&self) -> Vec<&'a Entry> {
        let mut seen = HashSet::new();
        let entries = self.chain.iter().flat_map(|node| node.entries());
        entries.filter(|entry| seen.insert(&*entry.key)).collect()
    }

    /// The JSON Pointer of a key in the file that is generated.
    pub(super) fn pointer(&self, steps: &[&str]) -> String {
        let name = self.name();
        let steps = [name].into_iter().chain(steps.iter().copied());
        let steps: Vec<String> = steps.map(|key| format!("/{}", step(key))).collect();
        steps.concat()
    }

    /// Keeps a key for the stage in the file that is generated.
    pub(super) fn keep(&self, entry: &Entry, reading: &mut Reading) {
        let at = self.pointer(&[&entry.key]);
        reading.keep(ZAPPA_SETTINGS, at, entry);
    }

    /// A text, which the design is going to say; `null` is none.
    pub(super) fn text(&self, key: &str, reading: &mut Reading) -> Option<String> {
        let entry = self.get(key)?;
        match entry.value.scalar() {
            Some(text) if !matches!(entry.value.kind, Kind::Bool(_)) => {
                entry.set_mark(Mark::Represented);
                Some(text.into_owned())
            }
            _ => {
                wrong_unless_null(entry, &sentence!("a text", "文字列"), reading);
                None
            }
        }
    }

    /// A whole number.
    pub(super) fn number(&self, key: &str, reading: &mut Reading) -> Option<u32> {
        let entry = self.get(key)?;
        if let Some(number) = entry.value.as_u32() {
            entry.set_mark(Mark::Represented);
            return Some(number);
        }
        wrong_unless_null(entry, &sentence!("a whole number", "整数"), reading);
        None
    }

    /// A truth value as Python takes it: a text is true, even `"false"`.
    pub(super) fn truth(&self, key: &str, reading: &mut Reading) -> Option<bool> {
        Some(truth(self.get(key)?, reading))
    }

    /// A list of texts. Zappa takes a text for a list of its letters; what is meant is the text.
    pub(super) fn texts(&self, key: &str, reading: &mut Reading) -> Option<Vec<String>> {
        Some(texts(self.get(key)?, reading))
    }

    /// A mapping; what is in it is marked by whoever reads it.
    pub(super) fn map(&self, key: &str, reading: &mut Reading) -> Option<&'a Node> {
        let entry = self.get(key)?;
        if entry.value.is_map() {
            entry.set_mark(Mark::Represented);
            return Some(&entry.value);
        }
        wrong_unless_null(entry, &sentence!("a mapping", "マッピング"), reading);
        None
    }

    /// Tells of keys that Zappa does not read, and keeps what the design has no field for.
    pub(super) fn rest(&self, reading: &mut Reading) {
        for entry in self.all() {
            match entry.mark() {
                Mark::Unread | Mark::Kept if keys::is_read(&entry.key) => self.keep(entry, reading),
                Mark::Unread => unknown(entry, reading),
                _ => {}
            }
        }
    }
}

/// Tells of a key that Zappa does not read.
fn unknown(entry: &Entry, reading: &mut Reading) {
    let key = &entry.key;
    let help = match keys::meant(key) {
        Some(right) => sentence!(
            "write `{right}` if that is meant",
            "`{right}` のつもりであれば、そう書いてください"
        ),
        None => sentence!(
            "take it out of the file, or keep it there as a note",
            "ファイルから取り除くか、メモとして残してください"
        ),
    };
    let what = sentence!(
        "Zappa does not read `{key}`, so it has no effect",
        "Zappa は `{key}` を読まないため、効果がありません"
    );
    reading.report("zappa-key-unknown", entry, what, help);
}

/// Tells that a key stands for another one that Zappa reads; the design takes what is meant.
pub(super) fn misspelt(entry: &Entry, right: &Sentence, reading: &mut Reading) {
    entry.set_mark(Mark::Represented);
    entry.set_all(Mark::Represented);
    let key = &entry.key;
    let (en, ja) = (&right.en, &right.ja);
    reading.say(
        Severity::Warning,
        "zappa-key-misspelt",
        entry.at,
        sentence!(
            "Zappa does not read `{key}` like this, so it has no effect; the design takes what is meant",
            "Zappa は `{key}` のこの書き方を読まないため、効果がありません。設計には意図した内容を取り込みました"
        ),
        sentence!("write {en}", "{ja}と書いてください"),
    );
}

/// A value that is not what belongs there; `null` says nothing.
pub(super) fn wrong_unless_null(entry: &Entry, belongs: &Sentence, reading: &mut Reading) {
    if entry.value.kind == Kind::Null {
        entry.set_mark(Mark::Represented);
    } else {
        reading.wrong(entry, belongs);
    }
}

/// See [`Settings::truth`].
pub(super) fn truth(entry: &Entry, reading: &mut Reading) -> bool {
    entry.set_mark(Mark::Represented);
    match &entry.value.kind {
        Kind::Bool(value) => *value,
        Kind::Null => false,
        Kind::Number(_) => entry.value.as_f64() != Some(0.0),
        Kind::Text(text) => {
            let key = &entry.key;
            let truth = !text.is_empty();
            reading.say(
                Severity::Warning,
                "zappa-truth-text",
                entry.value.at,
                sentence!(
                    "`{key}` holds the text `{text}`, which Zappa takes for {truth}",
                    "`{key}` は文字列 `{text}` なので、Zappa は {truth} と扱います"
                ),
                sentence!(
                    "write `true` or `false` without quotes",
                    "引用符なしで `true` か `false` と書いてください"
                ),
            );
            truth
        }
        Kind::List(items) => !items.is_empty(),
        Kind::Map(entries) => !entries.is_empty(),
    }
}

/// See [`Settings::texts`].
pub(super) fn texts(entry: &Entry, reading: &mut Reading) -> Vec<String> {
    let key = &entry.key;
    match &entry.value.kind {
        Kind::List(items) if items.iter().all(Node::is_scalar) => {
            entry.set_mark(Mark::Represented);
            let items = items.iter().filter_map(Node::scalar);
            items.map(Cow::into_owned).collect()
        }
        Kind::Text(text) => {
            entry.set_mark(Mark::Represented);
            reading.say(
                Severity::Warning,
                "zappa-list-text",
                entry.value.at,
                sentence!(
                    "`{key}` holds a text where Zappa wants a list: it takes each letter for an item",
                    "`{key}` はリストであるべきですが文字列なので、Zappa は1文字ずつを要素と扱います"
                ),
                sentence!(
                    "write `[\"{text}\"]`, as the design takes it",
                    "`[\"{text}\"]` と書いてください(設計にはそのように取り込みました)"
                ),
            );
            vec![text.as_str().to_owned()]
        }
        _ => {
            wrong_unless_null(
                entry,
                &sentence!("a list of texts", "文字列のリスト"),
                reading,
            );
            Vec::new()
        }
    }
}
