//! Tells the page and its engine of which build they are, and the page of which sources its words are, so
//! that they notice when they are of two.

use std::fs;
use std::hash::Hash as _;
use std::io;
use std::path::Path;

#[path = "xtask/src/sources.rs"]
mod sources;

fn main() -> io::Result<()> {
    let mut hasher = sources::hasher(Path::new("src"))?;
    fs::read("Cargo.lock")?.hash(&mut hasher);
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!(
        "cargo::rustc-env=GATEWAY_STUDIO_BUILD={}",
        sources::digest(&hasher)
    );
    let words = sources::hasher(Path::new(sources::WORDS))?;
    println!(
        "cargo::rustc-env=GATEWAY_STUDIO_WORDS={}",
        sources::digest(&words)
    );
    Ok(())
}
