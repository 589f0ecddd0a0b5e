//! Makes what Trunk built fit for a host: a strict Content-Security-Policy, a hash in the name of every
//! file that a page loads, and a service worker that knows them all.
//!
//! None of it is in a page under development, which Trunk reloads by a script of its own and which must
//! never come from a copy.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, DirEntry};
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};

/// What the page may do, for the document itself; a host can send the same as a header.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types default";

/// Files that are loaded by the browser, or by installing the page, but never by the page.
pub(crate) const BESIDE: [&str; 3] = ["icons", "manifest.webmanifest", "sw.js"];

const INDEX: &str = "index.html";
const ENGINE: [&str; 3] = ["engine-loader.js", "engine.js", "engine_bg.wasm"];

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

    /// Writes a file under a name with its hash, and gives that name.
    fn keep(&self, stem: &str, ending: &str, bytes: impl AsRef<[u8]>) -> Outcome<String> {
        let name = format!("{stem}-{}{ending}", digest(bytes.as_ref()));
        self.write(&name, bytes)?;
        Ok(name)
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

/// Publishes a folder in place; `assets` holds the scripts that go around the program.
pub(crate) fn publish(dist: &Path, assets: &Path) -> Outcome<()> {
    let folder = Folder(dist);
    let engine = engine(&folder)?;
    let offline = bare(&text(&assets.join("offline.js"))?);
    let offline = folder.keep("offline", ".js", offline)?;
    let (mut index, starter) = without_inline(&folder.text(INDEX)?)?;
    let start = folder.keep("start", ".js", starter)?;
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    index = after(
        &index,
        "<meta charset=\"utf-8\">",
        &format!("\n    {policy}"),
    )?;
    let script = format!("\n    <script src=\"./{offline}\"></script>");
    index = after(&index, "</script>", &script)?;
    index = instead(
        &index,
        PLACE,
        &format!("<script type=\"module\" src=\"./{start}\"></script>"),
    )?;
    index = after(&index, "<html", &format!(" data-engine=\"./{engine}\""))?;

    let worker = bare(&text(&assets.join("sw.js"))?);
    let parts = folder.parts()?;
    let build = digest(format!("{parts:?}{index}{worker}").as_bytes());
    index = after(&index, "<html", &format!(" data-build=\"{build}\""))?;
    folder.write(INDEX, index)?;
    let files: Vec<_> = parts.iter().map(|name| format!("./{name}")).collect();
    // A list of plain names reads the same in Rust and in JavaScript.
    let worker = format!("const BUILD = \"{build}\";\nconst FILES = {files:?};\n{worker}");
    folder.write("sw.js", worker)
}

/// Makes one script of the engine's two, names both of its files by their hashes, and gives the script's name.
fn engine(folder: &Folder<'_>) -> Outcome<String> {
    let [loader, script, program] = ENGINE;
    let renamed = folder.keep("engine", "_bg.wasm", folder.read(program)?)?;
    let loader = instead(
        &folder.text(loader)?,
        "importScripts(\"./engine.js\" + self.location.search);",
        &folder.text(script)?,
    )?;
    let address = "\"./engine_bg.wasm\" + self.location.search";
    let loader = instead(&loader, address, &format!("\"./{renamed}\""))?;
    for name in ENGINE {
        fs::remove_file(folder.path(name))
            .map_err(|e| Problem::io(&format!("remove {name}"), &e))?;
    }
    folder.keep("engine", ".js", loader)
}

/// A script without its lines of comment, which would be downloaded for nobody.
fn bare(script: &str) -> String {
    let is_code = |line: &&str| !line.starts_with("//") && !line.starts_with("/**");
    let lines = script.lines().map(str::trim_start).filter(is_code);
    lines.flat_map(|line| [line, "\n"]).collect()
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
    format!("{:016x}", hasher.finish())
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
    fn a_script_loses_its_lines_of_comment() {
        assert_eq!(
            bare("// a\n  /** b */\n  run(); // c\n\n"),
            "run(); // c\n\n"
        );
    }

    #[test]
    fn the_readme_tells_hosts_the_same_policy() {
        for readme in [
            include_str!("../../README.md"),
            include_str!("../../README.ja.md"),
        ] {
            let flat = readme.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(POLICY), "{POLICY}");
        }
    }
}
