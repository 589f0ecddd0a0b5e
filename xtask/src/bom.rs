//! The list of what the page is made of, as `CycloneDX`, beside the page: the packages that its programs and its script
//! link, with their licences and, of the programs', the checksums of `Cargo.lock`. What only builds them is not in it. Same packages, same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::problem::{Outcome, Problem};
use crate::run::Run;
use crate::wasm::TARGET;
use crate::workshop::Workshop;

/// Its name beside the page.
pub(crate) const NAME: &str = "sbom.cdx.json";

/// The package of npm that the page's script imports (`assets/half.js`), its licence and its home.
const SCRIPT: [&str; 3] = [
    "@noble/hashes",
    "MIT",
    "https://github.com/paulmillr/noble-hashes",
];

/// A package of the programs.
#[derive(Debug, PartialEq, Eq)]
struct Package<'a> {
    license: &'a str,
    repository: &'a str,
    /// Addresses of what it links itself.
    links: BTreeSet<Id<'a>>,
}

/// Name and version.
type Id<'a> = (&'a str, &'a str);

/// Writes the list into the page's folder.
pub(crate) fn write(shop: &Workshop, dist: &Path) -> Outcome<()> {
    let words = format!(
        "tree --quiet --locked --offline --package gateway-studio --target {TARGET} --no-default-features \
         --features ui --edges normal,no-proc-macro --prefix depth --format |{{p}}|{{l}}|{{r}}"
    );
    let wasm = shop.wasm()?;
    let tree = wasm.apply(shop.cargo(&words), &[])?.capture()?;
    let compiler = wasm
        .apply(Run::new("rustc").within(&shop.root), &[])?
        .args(["--version"])
        .capture()?;
    let std = compiler.split(' ').nth(1).unwrap_or_default();
    let lock = fs::read_to_string(shop.root.join("Cargo.lock"));
    let lock = lock.map_err(|e| Problem::io("read Cargo.lock", &e))?;
    let npm = fs::read_to_string(shop.root.join("tests/e2e/package.json"));
    let npm = npm.map_err(|e| Problem::io("read package.json", &e))?;
    let text = document(&tree, &lock, std, script(&npm)?)?;
    fs::write(dist.join(NAME), text).map_err(|e| Problem::io(&format!("write {NAME}"), &e))
}

/// The version of the script's package.
fn script(manifest: &str) -> Outcome<&str> {
    let found = manifest.split_once(&format!("\"{}\": \"", SCRIPT[0]));
    let found = found.and_then(|(_, rest)| rest.split_once('"'));
    let missing = || Problem::new(format!("package.json lacks {}", SCRIPT[0]));
    found.map(|(version, _)| version).ok_or_else(missing)
}

/// The document of what `cargo tree` prints, a line `DEPTH|NAME vVERSION …|LICENSE|REPOSITORY` for each package, and
/// of the script's package in its version.
fn document(tree: &str, lock: &str, std: &str, script: &str) -> Outcome<String> {
    let unread = |line: &str| Problem::new(format!("`cargo tree` printed `{line}`"));
    let mut packages: BTreeMap<Id, Package> = BTreeMap::new();
    let mut above: Vec<Id> = Vec::new();
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let parts: Vec<&str> = line.splitn(4, '|').collect();
        let [depth, id, license, repository] = parts[..] else {
            return Err(unread(line));
        };
        let mut words = id.split(' ');
        let (name, version) = (words.next(), words.next().and_then(|v| v.strip_prefix('v')));
        let depth: usize = depth.parse().map_err(|_| unread(line))?;
        let (Some(name), Some(version)) = (name, version) else {
            return Err(unread(line));
        };
        above.truncate(depth);
        if let Some(package) = above.last().and_then(|parent| packages.get_mut(parent)) {
            package.links.insert((name, version));
        }
        above.push((name, version));
        packages.entry((name, version)).or_insert(Package {
            license,
            // Printed behind what was said in full before.
            repository: repository.trim_end_matches(" (*)"),
            links: BTreeSet::new(),
        });
    }
    let checksums = checksums(lock);
    let root = tree.lines().next().and_then(|line| line.split('|').nth(1));
    let mut root = root.into_iter().flat_map(|id| id.split(' '));
    let root = root.next().ok_or_else(|| unread(tree))?;
    let (mut own, mut components, mut links) = (String::new(), Vec::new(), Vec::new());
    for ((name, version), package) in &packages {
        let kind = if *name == root {
            "application"
        } else {
            "library"
        };
        let sum = checksums.get(&(*name, *version)).copied();
        let component = component(kind, (name, version), package, sum);
        if *name == root {
            own = component;
        } else {
            components.push(component);
        }
        let mut list: Vec<String> = package
            .links
            .iter()
            .map(|id| quoted(&address(*id)))
            .collect();
        if *name == root {
            list.push(quoted(&address(("std", std))));
            list.push(quoted(&address((SCRIPT[0], script))));
        }
        let from = quoted(&address((name, version)));
        links.push(format!(
            "{{\"ref\": {from}, \"dependsOn\": [{}]}}",
            list.join(", ")
        ));
    }
    let library = Package {
        license: "MIT OR Apache-2.0",
        repository: "https://github.com/rust-lang/rust",
        links: BTreeSet::new(),
    };
    components.push(component("library", ("std", std), &library, None));
    let [name, license, repository] = SCRIPT;
    let library = Package {
        license,
        repository,
        links: BTreeSet::new(),
    };
    components.push(component("library", (name, script), &library, None));
    Ok(format!(
        "{{\n\"bomFormat\": \"CycloneDX\",\n\"specVersion\": \"1.6\",\n\"version\": 1,\n\
         \"metadata\": {{\"component\": {own}}},\n\"components\": [\n{}\n],\n\"dependencies\": [\n{}\n]\n}}\n",
        components.join(",\n"),
        links.join(",\n")
    ))
}

fn component(kind: &str, id: Id, package: &Package, checksum: Option<&str>) -> String {
    let address = quoted(&address(id));
    let (name, version) = (quoted(id.0), quoted(id.1));
    // As manifests wrote it before there were expressions.
    let license = quoted(&package.license.replace('/', " OR "));
    let mut text = format!(
        "{{\"type\": \"{kind}\", \"bom-ref\": {address}, \"name\": {name}, \"version\": {version}, \
         \"licenses\": [{{\"expression\": {license}}}]"
    );
    if let Some(sum) = checksum {
        let sum = quoted(sum);
        write!(
            text,
            ", \"purl\": {address}, \"hashes\": [{{\"alg\": \"SHA-256\", \"content\": {sum}}}]"
        )
        .ok();
    }
    if !package.repository.is_empty() {
        let url = quoted(package.repository);
        write!(
            text,
            ", \"externalReferences\": [{{\"type\": \"vcs\", \"url\": {url}}}]"
        )
        .ok();
    }
    text + "}"
}

/// A package's address, by which others are told of it.
fn address((name, version): Id) -> String {
    if let Some(name) = name.strip_prefix('@') {
        return format!("pkg:npm/%40{name}@{version}");
    }
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// The checksum of each package that came from a registry.
fn checksums(lock: &str) -> BTreeMap<Id<'_>, &str> {
    let blocks = lock.split("[[package]]").skip(1);
    let all = blocks.filter_map(|block| {
        let value = |key: &str| {
            let mut lines = block.lines();
            lines.find_map(|line| {
                line.strip_prefix(key)?
                    .strip_prefix(" = \"")?
                    .strip_suffix('"')
            })
        };
        Some(((value("name")?, value("version")?), value("checksum")?))
    });
    all.collect()
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => {
                write!(quoted, "\\u{:04x}", u32::from(c)).ok();
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0|studio v0.1.0 (/a b)|MIT|\n1|b v1.2.3+x|MIT/Zlib|https://b\n2|c v2.0.0|MIT|\n1|c v2.0.0|MIT| (*)\n";
    const LOCK: &str = "version = 4\n[[package]]\nname = \"b\"\nversion = \"1.2.3+x\"\nchecksum = \"00ff\"\n\n\
        [[package]]\nname = \"studio\"\nversion = \"0.1.0\"\n";

    #[test]
    fn packages_their_licences_and_links_are_listed() {
        let text = document(TREE, LOCK, "1.95.0", "1.8.0").expect("is read");
        for part in [
            "\"component\": {\"type\": \"application\", \"bom-ref\": \"pkg:cargo/studio@0.1.0\"",
            "\"version\": \"1.2.3+x\", \"licenses\": [{\"expression\": \"MIT OR Zlib\"}], \"purl\": \"pkg:cargo/b@1.2.3%2Bx\", \
             \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"00ff\"}], \"externalReferences\": [{\"type\": \"vcs\", \"url\": \"https://b\"}]}",
            "\"ref\": \"pkg:cargo/studio@0.1.0\", \"dependsOn\": [\"pkg:cargo/b@1.2.3%2Bx\", \"pkg:cargo/c@2.0.0\", \"pkg:cargo/std@1.95.0\", \"pkg:npm/%40noble/hashes@1.8.0\"]",
            "\"ref\": \"pkg:cargo/b@1.2.3%2Bx\", \"dependsOn\": [\"pkg:cargo/c@2.0.0\"]",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert_eq!(
            text.matches("\"bom-ref\": \"pkg:cargo/c@2.0.0\"").count(),
            1
        );
        assert!(document("0|x", "", "1", "2").is_err() && document("", "", "1", "2").is_err());
    }

    #[test]
    fn the_version_of_the_scripts_package_is_that_of_the_manifest() {
        assert_eq!(script("{\"@noble/hashes\": \"1.8.0\",").ok(), Some("1.8.0"));
        assert!(script("{}").is_err());
    }

    #[test]
    fn a_text_is_json() {
        assert_eq!(quoted("a\"\\\n"), r#""a\"\\\u000a""#);
    }
}
