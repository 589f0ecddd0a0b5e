//! Makes what Trunk built fit for a host: few and small files, a strict Content-Security-Policy, a hash in the
//! name of every file that a page loads and another one that its browser checks, and a service worker that knows them all.
//!
//! None of it is in a page under development, which Trunk reloads by a script of its own and which must
//! never come from a copy.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, DirEntry};
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::bom;
use crate::problem::{Outcome, Problem};
use crate::run::Run;
use crate::shrink::{Dialect, MARRIED, Shrinker};
use crate::words::{self, LANGUAGES};

/// What the page may do, for the document itself; a host can send the same as a header.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types default";

/// Files that are loaded by the browser, or by installing the page, but never by the page.
pub(crate) const BESIDE: [&str; 5] = [
    "404.html",
    "icons",
    "manifest.webmanifest",
    bom::NAME,
    "sw.js",
];

const INDEX: &str = "index.html";
/// Holds what is made on the way.
const BENCH: &str = "bench";
/// How the file of the program's second half begins.
pub(crate) const LATER: &str = "later";
/// How the file of the engine's second half begins.
pub(crate) const REST: &str = "rest";
/// What the page's program and the engine begin without, as their functions are listed.
const LISTS: [&str; 2] = [include_str!("later.txt"), include_str!("engine_later.txt")];
/// Where wasm-bindgen's script lists what the program imports.
const IMPORTS: &str = "const import0 = {";
/// What a watched program imports besides.
const SEEN: &str = "\nseen: (at) => { (self.seen ||= new Set()).add(at); },";
const ENGINE: [&str; 3] = ["engine-loader.js", "engine.js", "engine_bg.wasm"];
/// Of a watched engine all but the first file waits until it was seen what that needs.
const WAITING: &str =
    "self.gatewayStudioWhole = new Promise((settle) => { self.settle = settle; });";

/// Node has SHA-256 and base64; std does not.
const INTEGRITY: &str = "
const hash = require('node:crypto').createHash('sha256');
hash.update(require('node:fs').readFileSync(process.argv[1]));
process.stdout.write(`sha256-${hash.digest('base64')}`);";

/// Has the program compiled from the first script on, while the rest of the document is read and drawn; it is asked
/// for where the document says that it is being loaded, and nothing else in its place.
const COMPILE: &str = "
if (typeof WebAssembly === 'object' && WebAssembly.compileStreaming) (function (link) {
  window.gatewayStudioProgram = WebAssembly.compileStreaming(fetch(link.href, { integrity: link.integrity }));
})(document.querySelector('[as=fetch]'));
";

/// Says that a part is missing where that is the script that would have said so.
const UNSAID: &str = "if (!window.gatewayStudioText) {
  document.querySelectorAll('#trouble, #trouble-load').forEach((part) => { part.hidden = false; });
}";

/// A folder that Trunk wrote.
struct Folder<'a>(&'a Path);

impl Folder<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn read(&self, name: &str) -> Outcome<Vec<u8>> {
        fs::read(self.path(name)).map_err(|e| Problem::io(&format!("read {name}"), &e))
    }

    fn text(&self, name: &str) -> Outcome<String> {
        text(&self.path(name))
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> Outcome<()> {
        fs::write(self.path(name), bytes).map_err(|e| Problem::io(&format!("write {name}"), &e))
    }

    fn remove(&self, name: &str) -> Outcome<()> {
        fs::remove_file(self.path(name)).map_err(|e| Problem::io(&format!("remove {name}"), &e))
    }

    /// Writes a file under a name with its hash, and gives that name.
    fn keep(&self, stem: &str, ending: &str, bytes: impl AsRef<[u8]>) -> Outcome<String> {
        let name = format!("{stem}-{}{ending}", digest(bytes.as_ref()));
        self.write(&name, bytes)?;
        Ok(name)
    }

    /// The address of a file with the hash that a browser is to find it to have.
    fn checked(&self, name: &str) -> Outcome<String> {
        Ok(format!("./{name}#{}", self.integrity(name)?))
    }

    /// The hash of a file as browsers are told of it (W3C, "Subresource Integrity").
    fn integrity(&self, name: &str) -> Outcome<String> {
        Run::new("node")
            .args(["-e", INTEGRITY])
            .args([self.path(name)])
            .capture()
    }

    /// The names of what the page loads, in order.
    fn parts(&self) -> Outcome<Vec<String>> {
        let listed = || fs::read_dir(self.0)?.collect::<Result<Vec<_>, _>>();
        let listed = listed().map_err(|e| Problem::io("list the page's folder", &e))?;
        let names = listed.iter().map(DirEntry::file_name);
        let names = names.map(|name| name.to_string_lossy().into_owned());
        let mut names: Vec<_> = names
            .filter(|name| name != INDEX && !BESIDE.contains(&name.as_str()))
            .collect();
        names.sort();
        Ok(names)
    }
}

/// What becomes of the page's program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// It is parted, for whoever visits the page.
    Parted,
    /// It tells which functions it calls, for the list by which it is parted.
    Watched,
}

/// What the functions of a watched page and of its engine are listed as, beside it.
const NAMES: [&str; 2] = ["names.json", "engine_names.json"];

/// Makes a folder fit in place; `root` is the checkout, `programs` the folder of esbuild and binaryen.
pub(crate) fn release(dist: &Path, root: &Path, programs: &Path, how: Program) -> Outcome<()> {
    let folder = Folder(dist);
    let assets = root.join("assets");
    let page = text(&root.join(INDEX))?;
    let options = between(&page, "data-wasm-opt-params=\"", "\"")?;
    let shrinker = Shrinker::new(programs, &dist.join(BENCH))?;
    let script = |name: &str| text(&assets.join(name));
    shrinker.put("half.js", script("half.js")?)?;
    let halves = script("engine-halves.js")?;
    let engine = engine(&folder, &halves, &shrinker, (options, how))?;
    let more = [script("later.js")?, script("files.js")?];
    let mut index = program(
        &folder,
        &folder.text(INDEX)?,
        &more,
        &shrinker,
        (options, how),
    )?;
    index = styles(&folder, &index, &shrinker)?;
    // One request less; a page under development has no use for the last two.
    let scripts = [script("boot.js")?, COMPILE.into(), script("offline.js")?].concat();
    index = boot(&folder, &index, shrinker.minify(&scripts, &Dialect::Old)?)?;
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let (rest, early) = early(&index)?;
    index = after(
        &rest,
        "<meta charset=\"utf-8\">",
        &format!("\n    {policy}\n{early}"),
    )?;
    for language in LANGUAGES {
        let words = words::file(language);
        let named = folder.keep(&format!("words-{language}"), ".txt", folder.read(&words)?)?;
        folder.remove(&words)?;
        let attribute = format!(" data-{language}=\"{}\"", folder.checked(&named)?);
        index = after(&index, "<html", &attribute)?;
    }
    let engine = format!(" data-engine=\"{}\"", folder.checked(&engine)?);
    index = after(&index, "<html", &engine)?;
    index = index
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect();

    let worker = shrinker.minify(&script("sw.js")?, &Dialect::New)?;
    shrinker.end()?;
    let parts = folder.parts()?;
    let build = digest(format!("{parts:?}{index}{worker}").as_bytes());
    index = after(&index, "<html", &format!(" data-build=\"{build}\""))?;
    folder.write(INDEX, index)?;
    let files = parts.iter().map(|name| folder.checked(name));
    let files = files.collect::<Outcome<Vec<_>>>()?;
    // A list of plain names reads the same in Rust and in JavaScript.
    let worker = format!("const BUILD = \"{build}\";\nconst FILES = {files:?};\n{worker}");
    folder.write("sw.js", worker)
}

/// Parts the engine, makes one script of its two, names all by their hashes, and gives the script's name.
fn engine(
    folder: &Folder<'_>,
    halves: &str,
    shrinker: &Shrinker<'_>,
    (options, how): (&str, Program),
) -> Outcome<String> {
    let [loader, script, program] = ENGINE;
    let text = folder.text(script)?;
    let loading = folder.text(loader)?;
    shrinker.put(program, folder.read(program)?)?;
    for name in ENGINE {
        folder.remove(name)?;
    }
    let checked = |name: &str| {
        let integrity = folder.integrity(name)?;
        Ok(format!(
            "fetch(\"./{name}\", {{ integrity: \"{integrity}\" }})"
        ))
    };
    let text = match how {
        Program::Parted => {
            let [first, rest] = shrinker.part(program, LISTS[1], options)?;
            let rest = folder.keep(REST, "_bg.wasm", rest)?;
            let first = folder.keep("engine", "_bg.wasm", first)?;
            let text = after(&text, IMPORTS, "\nbring: () => half.bring(wasm),")?;
            let halves = instead(halves, "./engine_later.wasm", &folder.checked(&rest)?)?;
            let halves = instead(&halves, "\"./engine_bg.wasm\"", &checked(&first)?)?;
            format!("{text}\n{halves}")
        }
        Program::Watched => {
            let [watched, names] = shrinker.watch(program)?;
            folder.write(NAMES[1], names)?;
            let watched = folder.keep("engine", "_bg.wasm", watched)?;
            let text = after(&text, IMPORTS, SEEN)?;
            let read = "importScripts(\"./engine.js\" + self.location.search);";
            let loading = instead(&loading, read, &text)?;
            let address = "\"./engine_bg.wasm\" + self.location.search";
            let loading = instead(&loading, address, &checked(&watched)?)?;
            format!("{WAITING}\n{loading}")
        }
    };
    folder.keep("engine", ".js", shrinker.minify(&text, &Dialect::Worker)?)
}

/// Makes one module of the page's script, Trunk's and two more, parts the program, and names all by their hashes.
fn program(
    folder: &Folder<'_>,
    index: &str,
    [later, more]: &[String; 2],
    shrinker: &Shrinker<'_>,
    (options, how): (&str, Program),
) -> Outcome<String> {
    let (index, starter) = without_inline(index)?;
    let script = between(&starter, "from './", "'")?;
    let program = between(&starter, "module_or_path: './", "'")?;
    let small = shrinker.marry(&folder.text(script)?, &folder.read(program)?, options)?;
    folder.remove(script)?;
    folder.remove(program)?;
    let (first, second) = match how {
        Program::Parted => {
            let [first, second] = shrinker.part(MARRIED, LISTS[0], options)?;
            let small = after(&small, IMPORTS, "\nbring,")?;
            shrinker.put(script, format!("{small}\n{later}"))?;
            let second = folder.keep(LATER, "_bg.wasm", second)?;
            (first, Some(second))
        }
        Program::Watched => {
            let [watched, names] = shrinker.watch(MARRIED)?;
            shrinker.put(script, after(&small, IMPORTS, SEEN)?)?;
            folder.write(NAMES[0], names)?;
            (watched, None)
        }
    };
    let named = folder.keep("studio", "_bg.wasm", first)?;
    // Nobody asks for the exports of the program.
    let bundle = instead(&starter, ", * as bindings", "")?;
    let bundle = instead(&bundle, "window.wasmBindings = bindings;", "")?;
    let bundle = instead(
        &bundle,
        &format!("'./{program}'"),
        "window.gatewayStudioProgram",
    )?;
    let bundle = format!("{UNSAID}\n{bundle}\n{more}");
    let bundle = shrinker.minify(&bundle, &Dialect::Bundle)?;
    let start = folder.keep("start", ".js", bundle)?;
    let integrity = folder.integrity(&start)?;
    let start =
        format!("<script type=\"module\" src=\"./{start}\" integrity=\"{integrity}\"></script>");
    let index = instead(&index, PLACE, &start)?;
    let index = without(&index, "<link rel=\"modulepreload\"")?;
    let integrity = folder.integrity(&named)?;
    let index = match second {
        Some(second) => {
            let second = format!(" data-later=\"{}\"", folder.checked(&second)?);
            after(&index, "<html", &second)?
        }
        None => index,
    };
    let quoted = |name: &str, more: &str| format!("\"./{name}\"{more}");
    let more = format!(" integrity=\"{integrity}\"");
    instead(&index, &quoted(program, ""), &quoted(&named, &more))
}

/// Makes one style sheet of all, in their order.
fn styles(folder: &Folder<'_>, index: &str, shrinker: &Shrinker<'_>) -> Outcome<String> {
    const LINK: &str = "<link rel=\"stylesheet\"";
    let mut index = index.to_owned();
    let mut all = String::new();
    while let Ok(link) = between(&index, LINK, ">") {
        let name = between(link, "href=\"./", "\"")?.to_owned();
        all.push_str(&folder.text(&name)?);
        folder.remove(&name)?;
        index = without(&index, LINK)?;
    }
    let sheet = folder.keep("style", ".css", shrinker.minify(&all, &Dialect::Style)?)?;
    let integrity = folder.integrity(&sheet)?;
    let link = format!("{LINK} href=\"./{sheet}\" integrity=\"{integrity}\">");
    // Before the program: it is what is drawn first.
    instead(
        &index,
        "<script type=\"module\"",
        &format!("{link}\n<script type=\"module\""),
    )
}

/// Takes out what is asked for ahead, and adds what else is needed. A browser does not look further than the
/// small script before it ran, once a document states its own policy; what stands before the script is on its
/// way meanwhile, which is one way there and back less on a slow line.
fn early(index: &str) -> Outcome<(String, String)> {
    const PROGRAM: &str = "<link rel=\"preload\"";
    let program = format!("{PROGRAM}{}>", between(index, PROGRAM, ">")?);
    // With the hashes: a browser runs a module that came ahead as it came, and loads a style sheet again otherwise.
    let sheet = between(index, "<link rel=\"stylesheet\" ", ">")?;
    let start = between(index, "<script type=\"module\" src=", ">")?;
    let early = format!(
        "<link rel=\"preload\" as=\"style\" {sheet}>\n<link rel=\"modulepreload\" href={start}>\n{program}"
    );
    Ok((instead(index, &program, "")?, early))
}

/// Puts the small script in the place of the one that runs first and of the one behind it.
fn boot(folder: &Folder<'_>, index: &str, script: String) -> Outcome<String> {
    const SCRIPT: &str = "<script src=\"./";
    let (mut index, name) = (index.to_owned(), folder.keep("boot", ".js", script)?);
    for new in [PLACE, ""] {
        folder.remove(between(&index, SCRIPT, "\"")?)?;
        let old = between(&index, SCRIPT, "</script>")?;
        index = instead(&index, &format!("{SCRIPT}{old}</script>"), new)?;
    }
    let integrity = folder.integrity(&name)?;
    let script = format!("{SCRIPT}{name}\" integrity=\"{integrity}\"></script>");
    instead(&index, PLACE, &script)
}

/// Stands where the script was.
const PLACE: &str = "<!-- start -->";

/// Takes the script that Trunk writes into the document out of it.
fn without_inline(index: &str) -> Outcome<(String, String)> {
    let (before, rest) = index
        .split_once("<script type=\"module\">")
        .ok_or_else(|| missing("Trunk's script"))?;
    let (script, after) = rest
        .split_once("</script>")
        .ok_or_else(|| missing("the end of Trunk's script"))?;
    let script = format!("{}\n", script.trim());
    Ok((format!("{before}{PLACE}{after}"), script))
}

/// What stands between two texts, behind the first place of the first one.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Outcome<&'a str> {
    let found = text
        .split_once(start)
        .and_then(|(_, rest)| rest.split_once(end));
    found.map(|(inner, _)| inner).ok_or_else(|| missing(start))
}

/// A document without the first element that begins so and has no content.
fn without(index: &str, start: &str) -> Outcome<String> {
    let inner = between(index, start, ">")?;
    instead(index, &format!("{start}{inner}>"), "")
}

/// Puts a text behind the first place of another one.
fn after(text: &str, place: &str, more: &str) -> Outcome<String> {
    instead(text, place, &format!("{place}{more}"))
}

fn instead(text: &str, old: &str, new: &str) -> Outcome<String> {
    if text.contains(old) {
        Ok(text.replacen(old, new, 1))
    } else {
        Err(missing(old))
    }
}

fn missing(what: &str) -> Problem {
    Problem::new(format!("the built page lacks `{what}`"))
}

fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|e| Problem::io(&format!("read {}", path.display()), &e))
}

fn digest(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    // Enough to tell the contents of one name apart; what a file must be says another hash.
    let mut digits = format!("{:016x}", hasher.finish());
    digits.truncate(10);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inline_script_becomes_a_file() {
        let index = "<a><script type=\"module\">\nimport x;\n</script><b>";
        let split = without_inline(index).expect("there is one");
        assert_eq!(
            split,
            ("<a><!-- start --><b>".to_owned(), "import x;\n".to_owned())
        );
        assert!(without_inline("<a>").is_err());
        assert!(instead("a", "b", "c").is_err());
    }

    #[test]
    fn an_element_is_found_and_taken_out() {
        let index = "<a><link rel=\"x\" href=\"./y-1.css\"/><b>";
        assert_eq!(between(index, "href=\"./", "\""), Ok("y-1.css"));
        assert_eq!(without(index, "<link rel=\"x\""), Ok("<a><b>".to_owned()));
        assert!(without(index, "<script").is_err());
    }

    #[test]
    fn hosts_are_told_the_same_policy() {
        for readme in [
            include_str!("../../README.md"),
            include_str!("../../README.ja.md"),
            include_str!("../../hosting/cloudfront.yaml"),
        ] {
            let flat = readme.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(POLICY), "{POLICY}");
        }
    }
}
