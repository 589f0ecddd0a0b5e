//! The user's cache folder: one finished folder per tool and version, shared by all clones.
//!
//! Each is made under another name and renamed when it is complete, so an interrupted install leaves
//! nothing that looks finished, and a lock makes a second process wait instead of doing it again.

use std::env;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process;

use crate::problem::{Outcome, Problem};
use crate::say::{say, timed};

/// The cache folder.
pub(crate) struct Cache {
    root: PathBuf,
}

/// One thing that is kept in the cache.
pub(crate) struct Entry<'a> {
    /// What the person reads while it is made.
    pub(crate) title: &'a str,
    /// Its folder below the cache folder; names the version, so another version is another folder.
    pub(crate) folder: &'a str,
    /// A file below that folder without which it does not count as there.
    pub(crate) proof: &'a str,
}

/// A lock that is held until it is dropped, or the process ends.
pub(crate) struct Held(#[expect(dead_code, reason = "an open file is the lock")] File);

impl Cache {
    /// `$GATEWAY_STUDIO_CACHE`, else `gateway-studio` in `$XDG_CACHE_HOME` or `~/.cache`.
    pub(crate) fn locate() -> Outcome<Self> {
        let set = |name: &str| {
            env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let root = set("GATEWAY_STUDIO_CACHE")
            .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("gateway-studio")))
            .or_else(|| set("HOME").map(|home| home.join(".cache/gateway-studio")))
            .ok_or_else(|| Problem::new("no cache folder: set GATEWAY_STUDIO_CACHE to a folder"))?;
        let root =
            std::path::absolute(&root).map_err(|e| Problem::io("find the cache folder", &e))?;
        Ok(Self { root })
    }

    /// A path in the cache.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Gives the entry's folder, after `make` filled it if it was not there. `make` gets a folder that
    /// will be renamed.
    pub(crate) fn entry(
        &self,
        entry: &Entry<'_>,
        make: impl FnOnce(&Path) -> Outcome<()>,
    ) -> Outcome<PathBuf> {
        let place = self.path(entry.folder);
        if place.join(entry.proof).exists() {
            return Ok(place);
        }
        let _held = self.lock(entry.title)?;
        if place.join(entry.proof).exists() {
            return Ok(place);
        }
        self.forget_unfinished(entry.folder)?;
        let unfinished = self.path(&format!("{}.unfinished-{}", entry.folder, process::id()));
        timed(entry.title, || {
            make_folder(&unfinished)?;
            make(&unfinished)?;
            if !unfinished.join(entry.proof).exists() {
                let text = format!("{} left no {}", entry.title, entry.proof);
                return Err(Problem::new(text));
            }
            remove(&place)?;
            fs::rename(&unfinished, &place).map_err(|e| Problem::io("rename the new folder", &e))
        })?;
        Ok(place)
    }

    /// Waits until no other process installs anything into the cache.
    pub(crate) fn lock(&self, title: &str) -> Outcome<Held> {
        make_folder(&self.root)?;
        let refused = |error: std::io::Error| Problem::io("lock the cache folder", &error);
        let file = File::create(self.path("lock")).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                say(&format!(
                    "{title}: waiting for another process to finish its set-up"
                ));
                file.lock().map_err(refused)?;
            }
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
        Ok(Held(file))
    }

    /// Removes what interrupted installs left of this entry; the lock must be held.
    fn forget_unfinished(&self, folder: &str) -> Outcome<()> {
        let place = self.path(folder);
        let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else {
            return Ok(());
        };
        let prefix = format!("{}.unfinished-", name.to_string_lossy());
        for found in fs::read_dir(parent).into_iter().flatten().flatten() {
            if found.file_name().to_string_lossy().starts_with(&prefix) {
                remove(&found.path())?;
            }
        }
        Ok(())
    }
}

/// Makes a folder and its parents.
pub(crate) fn make_folder(folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder)
        .map_err(|error| Problem::io(&format!("make the folder {}", folder.display()), &error))
}

/// Removes a folder, if it is there.
pub(crate) fn remove(folder: &Path) -> Outcome<()> {
    if fs::symlink_metadata(folder).is_err() {
        return Ok(());
    }
    fs::remove_dir_all(folder)
        .map_err(|error| Problem::io(&format!("remove {}", folder.display()), &error))
}

/// A short name for what these files hold (FNV-1a, 64 bits): another content is another folder.
pub(crate) fn hash_of_files(files: &[PathBuf]) -> Outcome<String> {
    let mut hash = FNV_START;
    for file in files {
        let bytes = fs::read(file)
            .map_err(|error| Problem::io(&format!("read {}", file.display()), &error))?;
        hash = fnv1a(hash, &bytes);
    }
    Ok(format!("{hash:016x}"))
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv1a(start: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(start, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: Entry<'static> = Entry {
        title: "a tool",
        folder: "tools/a-1",
        proof: "bin/a",
    };

    fn scratch(name: &str) -> Cache {
        let root = env::temp_dir().join(format!("gateway-studio-{name}-{}", process::id()));
        Cache { root }
    }

    fn fill(folder: &Path) -> Outcome<()> {
        make_folder(&folder.join("bin"))?;
        fs::write(folder.join("bin/a"), "").map_err(|error| Problem::io("write", &error))
    }

    #[test]
    fn an_entry_is_made_once() {
        let cache = scratch("once");
        let place = cache.entry(&ENTRY, fill).expect("must work");
        assert!(place.join("bin/a").exists());
        let again = cache.entry(&ENTRY, |_| Err(Problem::new("made twice")));
        assert_eq!(again, Ok(place));
        remove(&cache.root).expect("must work");
    }

    #[test]
    fn an_interrupted_install_is_done_again() {
        let cache = scratch("interrupted");
        let stop = |folder: &Path| {
            make_folder(&folder.join("bin"))?;
            Err(Problem::new("no network"))
        };
        assert_eq!(cache.entry(&ENTRY, stop), Err(Problem::new("no network")));
        assert!(cache.entry(&ENTRY, |_| Ok(())).is_err(), "nothing was made");
        let place = cache.entry(&ENTRY, fill).expect("must work");
        assert_eq!(
            fs::read_dir(place.parent().expect("has a parent"))
                .expect("must work")
                .count(),
            1
        );
        remove(&cache.root).expect("must work");
    }

    #[test]
    fn the_hash_is_fnv1a() {
        assert_eq!(fnv1a(FNV_START, b"foobar"), 0x8594_4171_f739_67e8);
    }
}
