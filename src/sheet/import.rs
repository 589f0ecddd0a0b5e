//! What somebody brought, read but not taken yet: what it is, the tree to be, what of it is lost.

mod keys;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::piece::{Act, Piece, button, el, many, prose};
use super::presets::tags;
use super::{Drawn, Look};
use crate::diagnostic::Severity;
use crate::import::node::Place;
use crate::import::{self, Finding, Imported, Key, Source};
use crate::model::{self, ApiKind, Design, tree as paths};
use crate::words;
use crate::words::Language;

words! {
    title: "Import what you have", "既存の設定を読み込む";
    lead: "Zappa settings, a SAM or CloudFormation template, OpenAPI, answers of the AWS CLI, a Route 53 change batch, a Python source, a design of the studio. It is read here in the browser and shown before it takes the place of anything.", "Zappa の設定、SAM や CloudFormation のテンプレート、OpenAPI、AWS CLI の出力、Route 53の変更バッチ、Python のソース、スタジオの設計を読み込めます。読み込みはこのブラウザの中だけで行われ、結果を確認してから取り込みます。";
    choose: "Choose files…", "ファイルを選ぶ…";
    choose_help: "Or drop them anywhere on the page. Their names do not matter, what is in them does.", "ページにドロップしても開けます。形式はファイル名ではなく内容で判断します。";
    paste: "Or paste the text here", "または、ここに内容を貼り付け";
    live: "Or read a live API", "または、稼働中の API を読み込む";
    live_help: "The command only reads. Run it where the AWS CLI is signed in, then open the file that it writes.", "読み取り専用のコマンドです。AWS CLI でサインインした環境で実行し、書き出されたファイルを開いてください。";
    kind: "Kind", "種類";
    api_id: "API id", "API ID";
    region: "Region", "リージョン";
    copy: "Copy the command", "コマンドをコピー";
    pasted: "pasted text", "貼り付けた内容";
    recognised(name): "{name}:", "{name}:";
    other: "Read something else", "別のものを読み込む";
    take: "Use this design", "取り込む";
    take_help: "One step, which “Undo” takes back. A design that you worked on stays among your designs.", "1手順で取り込みます。「元に戻す」で戻せます。編集した設計は設計の一覧に残ります。";
    leave: "Cancel", "取り込まない";
    same: "This is the design that is open.", "開いている設計と同じものです。";
    step(name): "Read in {name}", "{name} を読み込み";
    nameless: "(without a name)", "(名前なし)";
    tree: "The tree after the import", "取り込み後のツリー";
    more_routes(count): "Show more ({count} left)", "さらに表示(残り{count}件)";
    no_routes: "No routes", "ルートなし";
    found(count): "What was found ({count})", "指摘({count}件)";
    no_findings: "Nothing to be said: all of it was understood.", "指摘はありません。すべて読み取れました。";
    more_findings(count): "and {count} more; mend these first", "ほか{count}件あります。まずここまでを直してください";
    failed: "It cannot be read as it stands. Nothing was changed; mend the places below and open it again.", "このままでは読み込めません。何も変更していません。下の箇所を直してから、もう一度開いてください。";
    line(line, column): "line {line}, column {column}", "{line}行{column}列";
    error: "error", "エラー";
    warning: "warning", "警告";
    note: "note", "補足";
}

/// The input of the page behind which files are chosen.
const FILE_INPUT: &str = "open-file";
/// The name of the sheet.
pub(crate) const IMPORT: &str = "import";
/// The order that takes the design over.
const TAKE: &str = "take";
/// So many findings are shown.
const MOST_FINDINGS: usize = 200;
/// So many nodes of the tree are shown at first, which fill its box several times.
const FIRST_ROUTES: usize = 100;
/// So many times as many are shown each time that a person asks for more.
const MORE_ROUTES: usize = 4;
/// The control that says how many are shown.
const ROUTES: &str = "rows";
/// So many characters of a line are shown.
const MOST_OF_A_LINE: usize = 160;

/// The files that somebody brought.
#[derive(Default)]
pub struct Incoming {
    files: Vec<(String, Vec<u8>)>,
    read: OnceCell<Imported>,
    keys: OnceCell<Vec<Key>>,
}

impl Incoming {
    /// Takes a file; the first of several takes the place of what was there.
    pub fn receive(&mut self, name: String, bytes: Vec<u8>, is_first: bool) {
        if is_first {
            self.files.clear();
        }
        self.files.push((name, bytes));
        self.forget();
    }

    /// Lets go of what was read of the files, which is read again once somebody looks.
    pub(crate) fn forget(&mut self) {
        self.read = OnceCell::new();
        self.keys = OnceCell::new();
    }

    /// Lets go of all files.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    fn design(&self, t: Language) -> Option<&Design> {
        self.read(t)?.design.as_ref()
    }

    fn read(&self, t: Language) -> Option<&Imported> {
        if self.files.is_empty() {
            return None;
        }
        let read = || import::read_for(&self.sources(), t);
        Some(self.read.get_or_init(read))
    }

    fn sources(&self) -> Vec<Source<'_>> {
        let files = self.files.iter();
        files.map(|(name, bytes)| Source { name, bytes }).collect()
    }

    /// What became of each key: read once more, since few ask.
    fn keys(&self, t: Language) -> &[Key] {
        self.keys.get_or_init(|| import::keys(&self.sources(), t))
    }
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let text = look.arg("paste");
    let pasted = Incoming {
        files: vec![(pasted(t).to_owned(), text.as_bytes().to_vec())],
        ..Incoming::default()
    };
    let incoming = if look.incoming.files.is_empty() && !text.trim().is_empty() {
        &pasted
    } else {
        look.incoming
    };
    if let (TAKE, Some(design)) = (look.order, incoming.design(t)) {
        let step = step(t, name_of(design, t));
        let act = Act::default().design(&model::write(design), &step);
        return Drawn::new(title(t), el("div")).act(act.close());
    }
    let read = match incoming.read(t) {
        Some(imported) => shown(look, incoming, imported),
        None => el("div.stack").child(el("p.lead").child(lead(t))),
    };
    // What is typed into stays at its place when something is read.
    let choice = look.incoming.files.is_empty().then(|| choice(look));
    Drawn::new(title(t), el("div").child(read).child(choice))
}

/// Where a person brings something.
fn choice(look: &Look) -> Piece {
    let t = look.t;
    let choose_it = button("", &Act::default().click(FILE_INPUT)).child(choose(t));
    let area = el("textarea.input")
        .attr("name", "paste")
        .attr("rows", 6)
        .attr("spellcheck", "false")
        .child(look.arg("paste"));
    let area = el("label.labelled")
        .child(el("span").child(paste(t)))
        .child(area);
    el("div.card")
        .child(el("p.actions").child(choose_it))
        .child(el("p.help").child(choose_help(t)))
        .child(area)
        .child(live_api(look))
}

/// The command that reads a live API.
fn live_api(look: &Look) -> Piece {
    let t = look.t;
    let or = |name: &str, default: &str| {
        let given = look.args.get(name).cloned();
        given.unwrap_or_else(|| default.to_owned())
    };
    let chosen = or("live-kind", look.design.api.key());
    let chosen = ApiKind::of_key(&chosen).unwrap_or_default();
    let (id, zone) = (or("live-id", ""), or("live-region", &look.design.region));
    let kinds = ApiKind::ALL.iter().map(|one| {
        el("option")
            .attr("value", one.key())
            .flag("selected", *one == chosen)
            .child(one.name())
    });
    let kinds = el("select.input").attr("name", "live-kind").children(kinds);
    let input = |name: &str, value: &str| {
        el("input.input")
            .attr("name", name)
            .attr("spellcheck", "false")
            .attr("value", value)
    };
    let labelled = |label: &str, control: Piece| {
        el("label.labelled")
            .child(el("span").child(label))
            .child(control)
    };
    let collected = import::live::collect_command(chosen, &id, &zone);
    let lines = collected.command.lines();
    let lines = lines.map(|line| el("span").child(line));
    let copy_it = Act::default().copy(&collected.command);
    el("details.try-more")
        .child(el("summary").child(live(t)))
        .child(el("p.help").child(live_help(t)))
        .child(
            el("div.try-fields")
                .child(labelled(kind(t), kinds))
                .child(labelled(api_id(t), input("live-id", &id)))
                .child(labelled(region(t), input("live-region", &zone))),
        )
        .child(el("p.actions").child(button("", &copy_it).child(copy(t))))
        .child(
            el("pre.diff")
                .attr("tabindex", "0")
                .attr("aria-label", live(t))
                .children(lines),
        )
}

fn shown(look: &Look, incoming: &Incoming, imported: &Imported) -> Piece {
    let t = look.t;
    let body = el("div.stack").child(formats(incoming, imported, t));
    let said = findings(incoming, &imported.findings, t);
    let leave_it = Act::default().close();
    let leave_it = button("", &leave_it).child(leave(t));
    let another = button("", &Act::default().order("clear")).child(other(t));
    let another = (!look.incoming.files.is_empty()).then_some(another);
    let Some(design) = &imported.design else {
        let actions = el("p.actions").child(another).child(leave_it);
        return body
            .child(el("p.bad").attr("role", "alert").child(failed(t)))
            .child(said)
            .child(actions);
    };
    let name = name_of(design, t);
    let is_open = look.design == design;
    // The design itself is told once it is asked for: it may be large.
    let take_it = button("primary", &Act::default().order(TAKE)).child(take(t));
    let actions = el("p.actions")
        .child((!is_open).then_some(take_it))
        .child(another)
        .child(leave_it);
    let card = el("div.card")
        .child(el("h3").child(name))
        .child(tags(design, look))
        .child(keys::counts(look, imported))
        .child(keys::listed(look, incoming));
    body.child(card)
        .child(actions)
        .child(el("p.help").child(if is_open { same(t) } else { take_help(t) }))
        .child(el("h3").child(tree(t)))
        .child(tree_of(look, design))
        .child(said)
}

fn name_of(design: &Design, t: Language) -> &str {
    if design.name.is_empty() {
        nameless(t)
    } else {
        &design.name
    }
}

/// Which file is what.
fn formats(incoming: &Incoming, imported: &Imported, t: Language) -> Piece {
    let mut said = BTreeSet::new();
    let names = imported.formats.iter().filter_map(|(at, format)| {
        let (file, _) = incoming.files.get(at.file as usize)?;
        let is_new = said.insert((at.file, *format));
        is_new.then(|| {
            el("li")
                .child(el("code").child(recognised(t, file)))
                .child(" ")
                .child(el("strong").child(format.name().get(t)))
        })
    });
    let names: Vec<Piece> = names.collect();
    if names.is_empty() {
        return many([]);
    }
    el("ul.plain").children(names)
}

/// A place in words, with the file where there are several.
fn place(incoming: &Incoming, at: Place, t: Language) -> String {
    let place = line(t, at.line, at.column);
    match incoming.files.get(at.file as usize) {
        Some((name, _)) if incoming.files.len() > 1 => format!("{name}, {place}"),
        _ => place,
    }
}

/// The routes, indented as the tree will show them; of many the first.
fn tree_of(look: &Look, design: &Design) -> Piece {
    let t = look.t;
    let most = look.arg(ROUTES).parse().unwrap_or(FIRST_ROUTES);
    let row = |depth: usize, name: &str, methods: Vec<String>| {
        let row = el("li")
            .attr("style", format_args!("--depth: {}", depth.min(12)))
            .child(el("code").child(name));
        let methods = methods.into_iter();
        methods.fold(row, |row, method| {
            row.child(" ").child(el("span.state").child(method))
        })
    };
    let (rows, all): (Vec<Piece>, usize) = if let Some(api) = design.websocket() {
        let rows = api.routes.iter().take(most);
        let rows = rows.map(|route| {
            row(
                0,
                &route.key,
                vec![match route.called() {
                    Some(function) => function.to_owned(),
                    None => route.backend.integration_type().to_owned(),
                }],
            )
        });
        (rows.collect(), api.routes.len())
    } else {
        // The root is said where it is a route, and is the first of them.
        let (nodes, count) = paths::first_resources(&design.routes, most.saturating_add(1));
        let is_said = |node: &&paths::Resource| node.depth > 0 || node.route.is_some();
        let count = count - usize::from(nodes.first().is_some_and(|root| !is_said(&root)));
        let said = nodes.iter().filter(is_said);
        let rows = said.take(most).map(|node| {
            let route = node.route.and_then(|route| design.routes.get(route));
            let methods = route.iter().flat_map(|route| &route.methods);
            let methods = methods.map(|method| method.verb.as_str().to_owned());
            let name = format!("/{}", node.part);
            row(node.depth.saturating_sub(1), &name, methods.collect())
        });
        (rows.collect(), count)
    };
    if rows.is_empty() {
        return el("p.help").child(no_routes(t));
    }
    let left = all - rows.len();
    let left = (left > 0).then(|| {
        let next = most.saturating_mul(MORE_ROUTES).to_string();
        let act = Act::default().fill(&[(ROUTES, &next)]).order(ROUTES);
        el("li").child(button("quiet", &act).child(more_routes(t, left)))
    });
    let shown = el("input")
        .attr("type", "hidden")
        .attr("name", ROUTES)
        .attr("value", most);
    let list = el("ul.tree-to-be")
        .attr("tabindex", "0")
        .attr("aria-label", tree(t))
        .attr("role", "list")
        .children(rows)
        .children(left);
    many([shown, list])
}

/// What was found, the worst first.
fn findings(incoming: &Incoming, all: &[Finding], t: Language) -> Piece {
    if all.is_empty() {
        return el("p.state.good").child(no_findings(t));
    }
    let mut worst: Vec<&Finding> = all.iter().collect();
    worst.sort_by_key(|finding| finding.severity);
    worst.truncate(MOST_FINDINGS);
    let lines = lines(incoming, &worst);
    let rows = worst.iter().map(|finding| {
        let at = finding.at;
        let severity = match finding.severity {
            Severity::Error => el("strong.bad").child(error(t)),
            Severity::Warning => el("strong").child(warning(t)),
            Severity::Info => el("span").child(note(t)),
        };
        let place = place(incoming, at, t);
        let excerpt = lines.get(&(at.file, at.line)).map(String::as_str);
        let excerpt = excerpt.filter(|line| !line.is_empty());
        el("li")
            .child(el("p").child(severity).child(" ").child(place))
            .child(el("p").child(prose(&finding.message, t)))
            .child(
                finding
                    .help
                    .as_ref()
                    .map(|help| el("p.help").child(prose(help, t))),
            )
            .child(excerpt.map(|line| el("code").child(line)))
    });
    let left = all.len().saturating_sub(MOST_FINDINGS);
    let left = (left > 0).then(|| el("p.help").child(more_findings(t, left)));
    el("div.card")
        .child(el("h3").child(found(t, all.len())))
        .child(el("ul.found").children(rows.collect::<Vec<_>>()))
        .child(left)
}

/// The lines on which findings stand, by file and number, without what is around them and as far as they are shown.
fn lines(incoming: &Incoming, findings: &[&Finding]) -> BTreeMap<(u32, u32), String> {
    let mut lines: BTreeMap<(u32, u32), String> = BTreeMap::new();
    let places = findings.iter().map(|finding| finding.at);
    lines.extend(places.map(|at| ((at.file, at.line), String::new())));
    for (file, (_, bytes)) in (0..).zip(&incoming.files) {
        // What is sound is looked through faster so.
        let text =
            str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
        let mut rest = text.lines().zip(1..);
        for ((_, wanted), shown) in lines.range_mut((file, 0)..=(file, u32::MAX)) {
            if let Some((line, _)) = rest.find(|(_, number)| number == wanted) {
                *shown = line.trim().chars().take(MOST_OF_A_LINE).collect();
            }
        }
    }
    lines
}
