//! Names the state of a folder of sources; the build script uses this file, too.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::Path;

/// The words of the page, below the root.
pub(crate) const WORDS: &str = "src/ui/words";

/// A hasher that has read a folder with all below it.
pub(crate) fn hasher(folder: &Path) -> io::Result<DefaultHasher> {
    let mut hasher = DefaultHasher::new();
    read(folder, &mut hasher)?;
    Ok(hasher)
}

/// The hash so far as 16 digits.
pub(crate) fn digest(hasher: &DefaultHasher) -> String {
    format!("{:016x}", hasher.finish())
}

fn read(folder: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        if entry.file_type()?.is_dir() {
            read(&entry.path(), hasher)?;
        } else {
            fs::read(entry.path())?.hash(hasher);
        }
    }
    Ok(())
}
