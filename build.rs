//! Tells the page and its engine of which build they are, so that they notice when they are of two.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::Path;

fn sources(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        if entry.file_type()?.is_dir() {
            sources(&entry.path(), hasher)?;
        } else {
            fs::read(entry.path())?.hash(hasher);
        }
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    sources(Path::new("src"), &mut hasher)?;
    fs::read("Cargo.lock")?.hash(&mut hasher);
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!(
        "cargo::rustc-env=GATEWAY_STUDIO_BUILD={:016x}",
        hasher.finish()
    );
    Ok(())
}
