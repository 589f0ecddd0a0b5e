//! Makes scripts, style sheets and the program smaller, with esbuild and binaryen.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::{Outcome, Problem};
use crate::run::Run;

/// The page's program with its names, once it was married.
pub(crate) const MARRIED: &str = "short.wasm";

/// How far a script may be rewritten.
pub(crate) enum Dialect {
    /// Runs in every browser, because it says what to do in an old one.
    Old,
    /// Runs in any browser that runs the program.
    New,
    /// The same, with what it imports.
    Bundle,
    /// The same for a Web Worker that is no module.
    Worker,
    /// A style sheet.
    Style,
}

/// The programs of the npm packages and a folder for what they read and write.
pub(crate) struct Shrinker<'a> {
    programs: &'a Path,
    folder: PathBuf,
}

impl<'a> Shrinker<'a> {
    /// Works in a folder of its own beside the page.
    pub(crate) fn new(programs: &'a Path, folder: &Path) -> Outcome<Self> {
        fs::create_dir_all(folder).map_err(|e| Problem::io("make a folder", &e))?;
        let folder = folder.to_path_buf();
        Ok(Self { programs, folder })
    }

    /// A file of that name in the folder.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> Outcome<PathBuf> {
        let path = self.folder.join(name);
        fs::write(&path, bytes).map_err(|e| Problem::io(&format!("write {name}"), &e))?;
        Ok(path)
    }

    fn run(&self, program: &str) -> Run {
        Run::new(self.programs.join(program)).within(&self.folder)
    }

    /// A text without what only people read.
    pub(crate) fn minify(&self, text: &str, dialect: &Dialect) -> Outcome<String> {
        let (name, how): (_, &[&str]) = match dialect {
            Dialect::Old => ("old.js", &["--target=es5"]),
            Dialect::New => ("new.js", &["--target=es2022"]),
            Dialect::Bundle => (
                "bundle.js",
                &["--target=es2022", "--bundle", "--format=esm"],
            ),
            Dialect::Worker => (
                "worker.js",
                &["--target=es2022", "--bundle", "--format=iife"],
            ),
            Dialect::Style => ("style.css", &[]),
        };
        self.put(name, text)?;
        // Where a script finds the packages that it imports.
        let modules = self.programs.join("..");
        self.run("esbuild")
            .env("NODE_PATH", modules)
            .args([name, "--minify", "--log-level=warning"])
            .args(how)
            .capture()
    }

    /// Takes out of a program and its script what neither uses, and names by single letters what they have
    /// in common. `options` are those with which the program was optimised before. Gives the script; the program
    /// is for [`Self::part`].
    pub(crate) fn marry(&self, script: &str, program: &[u8], options: &str) -> Outcome<String> {
        let script = without_classes(script);
        self.put("program.wasm", program)?;
        self.put("graph.json", graph(&script))?;
        let options: Vec<&str> = options.split_whitespace().collect();
        self.run("wasm-metadce")
            .args(["program.wasm", "--graph-file=graph.json", "-o", "used.wasm"])
            .args(&options)
            .capture()?;
        let names = self
            .run("wasm-opt")
            .args([
                "used.wasm",
                // The first kilobyte is the far end of the stack.
                "--low-memory-unused",
                "-Oz",
                "--minify-imports-and-exports-and-modules",
            ])
            .args(["-o", MARRIED])
            .args(&options)
            .capture()?;
        renamed(&script, &Names::read(&names))
    }

    /// Parts a program of the folder: what it begins with, and the functions of that list.
    pub(crate) fn part(&self, program: &str, list: &str, options: &str) -> Outcome<[Vec<u8>; 2]> {
        let parts = ["first.wasm", "later.wasm"];
        self.put("list.txt", list)?;
        self.split(program, &["part", parts[0], parts[1], "list.txt"])?;
        // The names are no longer needed.
        let options = options.split_whitespace().filter(|option| *option != "-g");
        let options: Vec<&str> = options.collect();
        let [first, later] = parts.map(|name| {
            let small = format!("small-{name}");
            self.run("wasm-opt")
                .args([name, "--low-memory-unused", "-Oz", "-o", &small])
                .args(&options)
                .capture()?;
            self.bytes(&small)
        });
        Ok([first?, later?])
    }

    /// A program of the folder, as it tells which functions it calls, and their names.
    pub(crate) fn watch(&self, program: &str) -> Outcome<[Vec<u8>; 2]> {
        self.split(program, &["watch", "watched.wasm", "names.json"])?;
        Ok([self.bytes("watched.wasm")?, self.bytes("names.json")?])
    }

    fn split(&self, program: &str, how: &[&str]) -> Outcome<()> {
        let script = self.put("split.mjs", include_str!("split.mjs"))?;
        let library = self.programs.join("../binaryen/index.js");
        let run = Run::new("node").within(&self.folder);
        let run = run.args([script, library]).args([program]).args(how);
        run.capture().map(drop)
    }

    fn bytes(&self, name: &str) -> Outcome<Vec<u8>> {
        fs::read(self.folder.join(name)).map_err(|e| Problem::io(&format!("read {name}"), &e))
    }

    /// Leaves nothing behind.
    pub(crate) fn end(self) -> Outcome<()> {
        fs::remove_dir_all(&self.folder).map_err(|e| Problem::io("remove a folder", &e))
    }
}

/// A script without the classes that a dependency exports; no script of ours makes one.
fn without_classes(script: &str) -> String {
    let mut kept = String::new();
    let mut end = None;
    for line in script.lines() {
        let ending = if line.starts_with("export class ") {
            Some("}")
        } else if line.starts_with("const ") && line.contains("Finalization = ") {
            Some(";")
        } else {
            None
        };
        end = end.or(ending);
        let Some(last) = end else {
            if !line.starts_with("if (Symbol.dispose)") {
                kept.push_str(line);
                kept.push('\n');
            }
            continue;
        };
        let over = if last == ";" {
            line.ends_with(last)
        } else {
            line == last
        };
        if over {
            end = None;
        }
    }
    kept
}

/// What the script uses of the program, as wasm-metadce reads it.
fn graph(script: &str) -> String {
    let used: BTreeSet<&str> = exports(script).map(|(_, name)| name).collect();
    let reached: Vec<_> = used.iter().map(|name| format!("\"{name}\"")).collect();
    let mut graph = format!(
        "[{{\"name\":\"\",\"root\":true,\"reaches\":[{}]}}",
        reached.join(",")
    );
    for name in &reached {
        graph.extend([",{\"name\":", name, ",\"export\":", name, "}"]);
    }
    graph + "]"
}

/// Each `wasm.name` of a script: where the name begins, and the name.
fn exports(script: &str) -> impl Iterator<Item = (usize, &str)> {
    const OWNER: &str = "wasm.";
    script.match_indices(OWNER).filter_map(|(place, _)| {
        let before = script[..place].chars().next_back();
        let start = place + OWNER.len();
        let name = word(&script[start..]);
        (!before.is_some_and(is_part) && !name.is_empty()).then_some((start, name))
    })
}

const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$')
}

fn word(text: &str) -> &str {
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

/// What wasm-opt prints of the names that it gave: old and new.
#[derive(Debug, PartialEq, Eq)]
struct Names<'a> {
    imports: Vec<(&'a str, &'a str)>,
    exports: Vec<(&'a str, &'a str)>,
}

impl<'a> Names<'a> {
    fn read(printed: &'a str) -> Self {
        let mut names = Self {
            imports: Vec::new(),
            exports: Vec::new(),
        };
        for line in printed.lines() {
            // Of ["module", "old", "new"] or ["old", "new"], every second piece is a name.
            let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            match quoted[..] {
                [_, old, new] => names.imports.push((old, new)),
                [old, new] => names.exports.push((old, new)),
                _ => {}
            }
        }
        names
    }
}

/// The script with the new names, without the functions that the program no longer imports.
fn renamed(script: &str, names: &Names<'_>) -> Outcome<String> {
    let new = |list: &[(&str, &str)], old: &str| {
        let found = list.iter().find(|(name, _)| *name == old);
        found.map(|(_, new)| (*new).to_owned())
    };
    let mut lines = String::new();
    let mut inside = false;
    let mut imported = 0;
    let mut skipped = false;
    for line in script.lines() {
        inside = inside || line.trim_start().starts_with("const import0 = {");
        let entry = line.strip_prefix("        ").filter(|_| inside);
        let entry = entry.and_then(|entry| entry.split_once(": function"));
        if let Some((old, rest)) = entry {
            let short = new(&names.imports, old);
            skipped = short.is_none();
            if let Some(short) = short {
                imported += 1;
                lines.extend([&short, ": function", rest, "\n"]);
            }
        } else if line.contains("\"./studio_bg.js\": import0") {
            inside = false;
            lines.push_str("a: import0,\n");
        } else if !skipped {
            lines.push_str(line);
            lines.push('\n');
        }
        skipped = skipped && line != "        },";
    }
    let mut renamed = String::new();
    let mut done = 0;
    for (start, old) in exports(&lines) {
        let short = new(&names.exports, old);
        let short = short.ok_or_else(|| Problem::new(format!("the program lacks `{old}`")))?;
        renamed.push_str(&lines[done..start]);
        renamed.push_str(&short);
        done = start + old.len();
    }
    renamed.push_str(&lines[done..]);
    if imported != names.imports.len() {
        return Err(Problem::new(
            "the script lacks what the program imports: is wasm-bindgen a new one?",
        ));
    }
    Ok(renamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "\
export class Sink {
    free() {
        wasm.free_sink(ptr, 0);
    }
}
if (Symbol.dispose) Sink.prototype[Symbol.dispose] = Sink.prototype.free;
function imports() {
    const import0 = {
        __proto__: null,
        __wbg_item_5b: function(arg0) {
            return wasm.memory;
        },
        __wbg_sink_07: function(arg0) {
            f({
            });
        },
        __wbg_set_type_60: function(arg0) {
            const old_wasm.x = 1;
        },
    };
    return {
        __proto__: null,
        \"./studio_bg.js\": import0,
    };
}
const SinkFinalization = (typeof X)
    : new X(ptr => wasm.free_sink(ptr, 1));
wasm.start();
";

    #[test]
    fn script_and_program_agree_on_short_names() {
        let script = without_classes(SCRIPT);
        assert_eq!(
            graph(&script),
            "[{\"name\":\"\",\"root\":true,\"reaches\":[\"memory\",\"start\"]},\
             {\"name\":\"memory\",\"export\":\"memory\"},{\"name\":\"start\",\"export\":\"start\"}]"
        );
        let printed = "{\n\"imports\": [\n  [\"./studio_bg.js\", \"__wbg_item_5b\", \"$\"],\n  \
            [\"./studio_bg.js\", \"__wbg_set_type_60\", \"A\"]\n ],\n\"exports\": [\n  \
            [\"memory\", \"b\"],\n  [\"start\", \"c\"]\n ]\n}\n";
        let names = Names::read(printed);
        assert_eq!(
            renamed(&script, &names).as_deref(),
            Ok("\
function imports() {
    const import0 = {
        __proto__: null,
$: function(arg0) {
            return wasm.b;
        },
A: function(arg0) {
            const old_wasm.x = 1;
        },
    };
    return {
        __proto__: null,
a: import0,
    };
}
wasm.c();
")
        );
        let fewer = Names::read("[\"memory\", \"b\"]");
        assert!(renamed(&script, &fewer).is_err(), "`start` is not there");
        let more =
            Names::read("[\"m\", \"__wbg_new\", \"b\"]\n[\"memory\", \"b\"]\n[\"start\", \"c\"]");
        assert!(renamed(&script, &more).is_err());
    }
}
