//! Reads what people already have and makes a design of it.
//!
//! ```text
//! bytes --parse--> Node (places, marks) --recognise--> format --its reader--> Design, findings, what is kept
//! ```
//!
//! Each key of a file carries a [`node::Mark`]. A reader marks what it takes over and what it reports; what is still
//! unread at the end is kept where the format can give it back ([`crate::model::Kept`]), and named in a finding
//! otherwise. So nothing is lost in silence, whatever a reader forgets.

mod allowed;
mod apart;
mod archive;
mod comments;
mod definition;
mod finding;
mod foreign;
mod keys;
mod link;
pub mod live;
mod message;
mod native;
pub mod node;
mod openapi;
mod parse;
mod python;
mod recognise;
mod route53;
mod spelling;
mod template;
mod text;
mod transcript;
mod zappa;

pub use finding::{Counts, Finding};
pub use keys::{Key, Outcome, keys};
pub use recognise::Format;

use std::sync::Arc;

use crate::diagnostic::{Sentence, Severity};
use crate::model::{Design, Kept};
use crate::sentence;
use crate::words::Language;
use node::{Entry, Kind, Mark, Node, Place};
use parse::Parsed;

/// How many findings are listed.
const MAX_FINDINGS: usize = 2000;

/// A file, or what was pasted.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name, for people alone.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// What came of reading files.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// What was recognised, in the order of the files; a file can hold several documents.
    pub formats: Vec<(Place, Format)>,
    /// The design that the files say; `None` when there is an error.
    pub design: Option<Design>,
    /// What is to be said of them, by place.
    pub findings: Vec<Finding>,
    /// What became of their keys.
    pub counts: Counts,
}

/// What a reader finds on its way.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// What is to be said.
    pub(crate) findings: Vec<Finding>,
    /// What goes back out as it came.
    pub(crate) kept: Vec<Kept>,
    /// The language of comments in generated files, where what is read does not show one.
    pub(crate) language: Language,
    /// Whether what is wrong goes back out as it came.
    pub(crate) keeps: bool,
}

impl Reading {
    /// Says something about a place.
    pub(crate) fn say(
        &mut self,
        severity: Severity,
        code: &'static str,
        at: Place,
        message: Sentence,
        help: Sentence,
    ) {
        let finding = Finding::new(code, severity, at, message);
        self.findings.push(finding.help(help));
    }

    /// Says why a key is not in the design, and what to do about it. What is below it and still unread goes with it.
    pub(crate) fn report(
        &mut self,
        code: &'static str,
        entry: &Entry,
        message: Sentence,
        help: Sentence,
    ) {
        entry.set_mark(Mark::Reported);
        entry.set_all(Mark::Reported);
        self.say(Severity::Warning, code, entry.at, message, help);
    }

    /// Says that a value is not what belongs there.
    pub(crate) fn wrong(&mut self, entry: &Entry, belongs: &Sentence) {
        if !self.keeps {
            entry.set_mark(Mark::Reported);
            entry.set_all(Mark::Reported);
        }
        self.say_wrong(entry, belongs);
    }

    /// The same of a value that goes back out as it came.
    pub(crate) fn say_wrong(&mut self, entry: &Entry, belongs: &Sentence) {
        let (key, holds) = (&entry.key, entry.value.called());
        let (en, ja) = (&belongs.en, &belongs.ja);
        let message = Sentence {
            en: format!("`{key}` holds {} where {en} belongs", holds.en).into(),
            ja: format!(
                "`{key}` が{}になっています。ここには{ja}が必要です",
                holds.ja
            )
            .into(),
        };
        self.say(
            Severity::Warning,
            "value-wrong",
            entry.at,
            message,
            sentence!(
                "mend the value in the file, or set it in the studio",
                "ファイルの値を直すか、スタジオで設定してください",
            ),
        );
    }

    /// The same of an item of a list, or of a branch of a function.
    pub(super) fn say_wrong_item(&mut self, of: &str, item: &Node, at: Place, belongs: &Sentence) {
        let entry = Entry::new(of, at, item.clone());
        self.say_wrong(&entry, belongs);
    }

    /// Keeps a key for the file at `file`, where it stands at the JSON Pointer `at`.
    pub(crate) fn keep(&mut self, file: &str, at: String, entry: &Entry) {
        entry.set_mark(Mark::Kept);
        entry.set_all(Mark::Kept);
        self.kept.push(Kept {
            file: file.to_owned(),
            at,
            value: entry.value.to_opaque(),
            instead: String::new(),
        });
    }

    /// Reports every key that nobody looked at.
    pub(crate) fn report_unread(&mut self, root: &Node) {
        visit_unread(root, &mut |entry| {
            let key = &entry.key;
            self.report(
                "key-not-in-design",
                entry,
                sentence!(
                    "the design has no field for `{key}`",
                    "設計には `{key}` に当たる項目がありません"
                ),
                sentence!(
                    "it is not taken over; keep the file if you need it",
                    "取り込まれません。必要ならファイルを残しておいてください",
                ),
            );
        });
    }
}

/// Goes to every key that nobody looked at, the outermost of each branch.
pub(crate) fn visit_unread<'a>(root: &'a Node, visit: &mut impl FnMut(&'a Entry)) {
    match &root.kind {
        Kind::Map(entries) => {
            for entry in entries {
                if entry.mark() == Mark::Unread {
                    visit(entry);
                } else {
                    visit_unread(&entry.value, visit);
                }
            }
        }
        Kind::List(items) => items.iter().for_each(|item| visit_unread(item, visit)),
        _ => {}
    }
}

/// Where fields of a design stand in its text, by their JSON Pointers: the key, or the nearest thing around it that is
/// there.
pub fn places<'a>(text: &str, pointers: impl IntoIterator<Item = &'a str>) -> Vec<Place> {
    let parsed = parse::parse(text, 0);
    let root = parsed.documents.first();
    let place = |pointer| root.map_or(Place::default(), |root| native::follow(root, pointer).0);
    pointers.into_iter().map(place).collect()
}

/// Reads files and makes one design of them.
///
/// The formats are recognised by what stands in the files. What cannot be read is a finding with its place, never a
/// panic; time and memory are bounded by the size of the files (10 MB each).
pub fn read(sources: &[Source<'_>]) -> Imported {
    read_for(sources, Language::default())
}

/// The same for a person of that language: comments in generated files are in it, where what is read shows none.
pub fn read_for(sources: &[Source<'_>], language: Language) -> Imported {
    read_documents(sources, language).0
}

/// The same, and the documents with a note of what became of each key.
fn read_documents(sources: &[Source<'_>], language: Language) -> (Imported, Vec<(Node, Format)>) {
    let mut imported = Imported::default();
    let mut documents: Vec<(Node, Format)> = Vec::new();
    let mut comments = Vec::new();
    for (file, source) in (0..).zip(sources) {
        let parsed = parsed(source, file).unwrap_or_else(|finding| Parsed {
            findings: vec![*finding],
            ..Parsed::default()
        });
        let failed = parsed.findings.iter().any(is_error);
        imported.findings.extend(parsed.findings);
        imported.counts.reported += parsed.replaced;
        comments.extend(parsed.comments);
        if failed {
            continue;
        }
        if parsed.documents.is_empty() {
            imported.findings.push(nothing(file));
        }
        // What a command answered with nothing stands there as nothing.
        let is_nothing = |document: &Node| document.kind == Kind::Null;
        let only_nothing = parsed.documents.iter().all(is_nothing);
        let unanswered: Vec<Place> = if only_nothing {
            Vec::new()
        } else {
            let nothing = parsed.documents.iter().filter(|one| is_nothing(one));
            nothing.map(|one| one.at).collect()
        };
        let documents_of = parsed.documents.into_iter();
        let first = documents.len();
        for document in documents_of.filter(|one| only_nothing || !is_nothing(one)) {
            match recognise::recognise(&document) {
                Some(format) => {
                    imported.formats.push((document.at, format));
                    documents.push((document, format));
                }
                None => imported.findings.push(foreign::document(&document)),
            }
        }
        let mut answers = documents.iter().skip(first);
        if answers.any(|(_, format)| *format == Format::Live) {
            imported
                .findings
                .extend(unanswered.into_iter().map(live::unanswered));
        }
    }
    let mut reading = Reading {
        language,
        ..Reading::default()
    };
    if !imported.findings.iter().any(is_error) {
        imported.design = design_of(&documents, &mut reading);
    }
    imported.findings.extend(reading.findings);
    let design = imported.design.as_ref();
    let lost = design.and_then(|design| comments::say(&comments, design));
    imported.findings.extend(lost);
    imported.findings.sort_by_key(|finding| finding.at);
    // What several stages take over from one is said once.
    imported.findings.dedup();
    shorten(&mut imported.findings);
    if imported.findings.iter().any(is_error) {
        imported.design = None;
    }
    if let Some(design) = imported
        .design
        .as_mut()
        .filter(|_| !reading.kept.is_empty())
    {
        Arc::make_mut(&mut design.kept).extend(reading.kept);
    }
    for (document, _) in &documents {
        tally(document, &mut imported.counts);
    }
    (imported, documents)
}

/// The documents of a file: unpacked, decoded, and read in the syntax that shows.
fn parsed(source: &Source<'_>, file: u32) -> Result<Parsed, Box<Finding>> {
    if archive::is(source.bytes) {
        let design = archive::design_in(source.bytes, file)?;
        let text = text::decode(&design, file)?;
        return Ok(parse::parse(&text, file));
    }
    let text = text::decode(source.bytes, file)?;
    if let Some(template) = plain_template(&text, file) {
        return Ok(template);
    }
    if let Some(packed) = link::packed_in(&text) {
        let text = link::unpacked(packed, file)?;
        return Ok(parse::parse(&text, file));
    }
    if let Some(finding) = foreign::text(&text, text::start(file)) {
        return Err(Box::new(finding));
    }
    if python::is_source(&text) {
        return Ok(python::parse(&text, file, source.name));
    }
    if let Some(finding) = transcript::table(&text, file) {
        return Err(Box::new(finding));
    }
    if let Some((answers, findings)) = transcript::answers(&text, file) {
        let mut parsed = parse::parse(&answers, file);
        parsed.findings.extend(findings);
        return Ok(parsed);
    }
    if let Some((blocks, findings)) = transcript::blocks(&text, file) {
        let mut parsed = Parsed::default();
        for block in &blocks {
            parsed.append(parse::parse(block, file));
        }
        parsed.findings.extend(findings);
        return Ok(parsed);
    }
    let mut parsed = parse::parse(&text, file);
    parsed.comments = comments::all(&text, file);
    Ok(parsed)
}

/// A template in YAML as most people write it, which is most of what is read: nothing of a terminal or of another tool can
/// stand in it, and nothing of the kind is looked for.
fn plain_template(text: &str, file: u32) -> Option<Parsed> {
    let document = parse::common(text, file)?;
    // Answers of the AWS CLI may stand one behind the other.
    let mut keys = document.entries().iter().map(|entry| entry.key.as_str());
    let is_answer = keys.any(|key| live::LISTS.contains(&key));
    if is_answer || recognise::recognise(&document) != Some(Format::Template) {
        return None;
    }
    Some(Parsed {
        documents: vec![document],
        comments: comments::all(text, file),
        ..Parsed::default()
    })
}

/// The design that documents say.
fn design_of(documents: &[(Node, Format)], reading: &mut Reading) -> Option<Design> {
    if documents.iter().any(|(_, format)| *format == Format::Live) {
        return live_of(documents, reading);
    }
    // A record belongs to a design that another document makes.
    let is_whole = |(_, format): &(Node, Format)| *format != Format::Route53;
    let main = documents.iter().position(is_whole).unwrap_or(0);
    let (first, format) = documents.get(main)?;
    let mut design = match format {
        Format::Design => native::read(first, reading),
        Format::OpenApi => Some(openapi::read(first, reading)),
        Format::Live => None,
        Format::Zappa => zappa::read(first, reading),
        Format::Route53 => route53::read(first, reading),
        Format::Python => python::read(first, reading),
        Format::Template => Some(template::read(first, reading)),
    };
    if let Some(design) = &mut design
        && !matches!(format, Format::Design | Format::Template)
    {
        design.output.language = reading.language;
    }
    // A template keeps what nobody read.
    if *format != Format::Template {
        reading.report_unread(first);
    }
    let others = documents.iter().enumerate();
    for (_, (other, format)) in others.filter(|(index, _)| *index != main) {
        match &mut design {
            Some(design) if *format == Format::Route53 => {
                route53::supplement(other, design, reading);
                reading.report_unread(other);
            }
            _ => spare(other, *format, reading),
        }
    }
    design
}

/// The design that the answers of an account say, an export among them.
fn live_of(documents: &[(Node, Format)], reading: &mut Reading) -> Option<Design> {
    let of = |wanted: Format| {
        let documents = documents
            .iter()
            .filter(move |(_, format)| *format == wanted);
        documents.map(|(document, _)| document)
    };
    let answers: Vec<&Node> = of(Format::Live).collect();
    let mut exports = of(Format::OpenApi);
    let export = exports.next();
    let mut design = live::read(&answers, export, reading);
    if let Some(design) = &mut design {
        openapi::recognise_actions(design);
        design.output.language = reading.language;
    }
    for document in answers.iter().copied().chain(export) {
        // Where an error says that nothing could be made of them, their keys are not named one by one.
        if design.is_none() {
            document.set_all(Mark::Reported);
        }
        reading.report_unread(document);
    }
    let others = documents.iter().filter(|(document, format)| {
        let is_read =
            *format == Format::Live || export.is_some_and(|one| std::ptr::eq(one, document));
        !is_read
    });
    for (other, format) in others {
        match &mut design {
            Some(design) if *format == Format::Route53 => {
                route53::supplement(other, design, reading);
                reading.report_unread(other);
            }
            _ => spare(other, *format, reading),
        }
    }
    design
}

/// Says that a document was not needed.
fn spare(document: &Node, format: Format, reading: &mut Reading) {
    document.set_all(Mark::Reported);
    let name = format.name();
    let (en, ja) = (&name.en, &name.ja);
    reading.say(
        Severity::Warning,
        "document-not-needed",
        document.at,
        sentence!(
            "this {en} is one too many: a design is made of one gateway",
            "この{ja}は取り込まれません。設計にできるゲートウェイは1つです",
        ),
        sentence!("open it by itself", "単独で開いてください"),
    );
}

/// Leaves so many findings as somebody reads at most; the counts tell of all.
fn shorten(findings: &mut Vec<Finding>) {
    let Some(last) = findings.get(MAX_FINDINGS) else {
        return;
    };
    let (at, more) = (last.at, findings.len() - MAX_FINDINGS);
    let mut seen = 0;
    findings.retain(|finding| {
        seen += 1;
        seen <= MAX_FINDINGS || is_error(finding)
    });
    let what = sentence!(
        "{more} more findings are not listed",
        "このほかに指摘が{more}件あります"
    );
    let finding = Finding::new("findings-many", Severity::Info, at, what);
    findings.push(finding.help(sentence!(
        "mend those above first, and check that it is the right file",
        "まず上の指摘を直し、正しいファイルか確かめてください"
    )));
}

fn is_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}

fn nothing(file: u32) -> Finding {
    let at = text::start(file);
    let message = sentence!("there is nothing in the file", "ファイルに内容がありません");
    Finding::new("file-empty", Severity::Error, at, message).help(foreign::files())
}

/// Adds what became of a document's keys.
fn tally(node: &Node, counts: &mut Counts) {
    match &node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                match entry.mark() {
                    Mark::Represented => counts.represented += 1,
                    Mark::Kept => counts.kept += 1,
                    Mark::Reported | Mark::Unread => counts.reported += 1,
                }
                tally(&entry.value, counts);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| tally(item, counts)),
        _ => {}
    }
}
