//! Names that targets derive from what the user typed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::io::{self, Write};

use rustc_hash::FxHasher;

use crate::model::{BasePathMapping, CustomDomain, DEFAULT_STAGE, Design, tree};

/// A tag value or part of an id: `[a-z0-9-]`, never empty, different for different texts.
///
/// Text that does not survive the alphabet gets a hash behind it, so two
/// Japanese names stay two.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().take(64) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    let kept = text
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '-');
    if kept && slug == text && !text.is_empty() {
        slug.into()
    } else {
        format!("{slug}-{:08x}", hash(text) >> 32)
            .trim_start_matches('-')
            .into()
    }
}

/// FNV-1a: stable across platforms and versions.
pub(super) fn hash(text: &str) -> u64 {
    let mut hash = Hash::default();
    hash.add(text.as_bytes());
    hash.end()
}

/// Whether texts are known to differ, each from all others: by their hashes, without a table of them. `false` of a few that
/// do, for the hashes of two texts may be one.
pub(crate) fn are_different<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let mut hashes: Vec<u64> = texts.map(|text| quick_hash(text.as_bytes())).collect();
    hashes.sort_unstable();
    hashes.is_sorted_by(|one, other| one < other)
}

/// A hash that nothing keeps.
fn quick_hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// The same of a text that comes in pieces.
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Adds a piece.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    }

    /// The hash of all pieces.
    pub(super) const fn end(&self) -> u64 {
        self.0
    }
}

impl Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Logical ids of a template: letters and digits, each given once.
#[derive(Default)]
pub(super) struct LogicalIds {
    taken: BTreeSet<String>,
}

impl LogicalIds {
    /// Ids beside some that are taken.
    pub(super) fn without<'a>(taken: impl Iterator<Item = &'a str>) -> Self {
        let taken = taken.map(str::to_owned).collect();
        Self { taken }
    }

    /// The id that was given, or one that is made.
    pub(super) fn given(
        &mut self,
        given: Option<&str>,
        before: &str,
        text: &str,
        after: &str,
    ) -> String {
        match given {
            // CloudFormation takes letters and digits alone.
            Some(id) if name_is_free(&self.taken, id) => {
                self.taken.insert(id.to_owned());
                id.to_owned()
            }
            _ => self.make(before, text, after),
        }
    }

    /// An id made of the words of `text` between `before` and `after`.
    pub(super) fn make(&mut self, before: &str, text: &str, after: &str) -> String {
        let mut id = String::from(before);
        push_pascal(&mut id, text);
        id.push_str(after);
        if id.starts_with(|c: char| c.is_ascii_digit()) {
            id.insert(0, 'X');
        }
        id.truncate(200);
        let base = id.len();
        let mut number = 2;
        while id.is_empty() || !self.taken.insert(id.clone()) {
            id.truncate(base);
            // Writing to a string cannot fail.
            let _ = write!(id, "{number}");
            number += 1;
        }
        id
    }
}

fn name_is_free(taken: &BTreeSet<String>, id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric()) && !taken.contains(id)
}

/// Appends `dash-lambda` as `DashLambda`.
fn push_pascal(id: &mut String, text: &str) {
    let mut start = true;
    for c in text.chars() {
        if !c.is_ascii_alphanumeric() {
            start = true;
        } else if std::mem::take(&mut start) {
            id.push(c.to_ascii_uppercase());
        } else {
            id.push(c);
        }
    }
}

/// Readable name of a path for an event: `Root`, `ItemsId`, `Proxy`.
pub(super) fn of_path(path: &str) -> &str {
    if tree::parts(path).is_empty() {
        "Root"
    } else {
        path
    }
}

/// Name of a stage's function, API, stack and rules: Zappa makes it of project and stage.
pub(super) fn zappa_deployed(design: &Design, stage: &str) -> String {
    let mut name = String::new();
    for c in design.name.chars().chain("-".chars()).chain(stage.chars()) {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').into()
}

/// Name of Zappa's upload bucket: the chosen one, or one that hardly anybody else has.
pub(super) fn zappa_bucket(design: &Design) -> String {
    if !design.output.zappa_bucket.is_empty() {
        return design.output.zappa_bucket.clone();
    }
    let owner = if design.account_id.is_empty() {
        &design.region
    } else {
        &design.account_id
    };
    let mut name = format!("zappa-{}-{}", slug(&design.name), slug(owner));
    name.truncate(63);
    name.trim_end_matches('-').into()
}

/// Whether a stage is all letters and digits, which SAM takes into its logical id as it stands.
pub(super) fn is_plain(stage: &str) -> bool {
    !stage.is_empty() && stage.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The stage that is SAM's API's own: the first with a plain name, else the first. Nothing but
/// the list of stages decides: a stage that moves to another logical id cannot be made while it
/// is still there.
pub(super) fn primary_stage(design: &Design) -> Option<usize> {
    let plain = design.stages.iter().position(|stage| is_plain(&stage.name));
    plain.or_else(|| (!design.stages.is_empty()).then_some(0))
}

/// Whether stages answer on their default URLs, too.
pub(super) fn has_default_urls(design: &Design) -> bool {
    !design.api.closes_default_url()
}

/// The base path under which the domain shows a stage; `None` when it does not.
pub(super) fn base_path<'a>(design: &'a Design, stage: &str) -> Option<&'a str> {
    let mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    mappings
        .into_iter()
        .find(|mapping| mapping.stage == stage)
        .map(|mapping| mapping.base_path.trim_matches('/'))
}

/// The prefix that a browser sees through a mapping: `/` or `/app/`.
pub(super) fn mapped_prefix(mapping: &BasePathMapping) -> String {
    match mapping.base_path.trim_matches('/') {
        "" => "/".into(),
        base_path => format!("/{base_path}/"),
    }
}

/// The address that a client calls through a mapping: a WebSocket one ends without a slash.
pub(super) fn mapped_address(
    design: &Design,
    domain: &CustomDomain,
    mapping: &BasePathMapping,
) -> String {
    let scheme = if design.websocket().is_some() {
        "wss"
    } else {
        "https"
    };
    format!("{scheme}://{}", mapped_host(design, domain, mapping))
}

/// The same without its scheme.
pub(super) fn mapped_host(
    design: &Design,
    domain: &CustomDomain,
    mapping: &BasePathMapping,
) -> String {
    let prefix = mapped_prefix(mapping);
    let path = if design.websocket().is_some() {
        prefix.trim_end_matches('/')
    } else {
        &prefix
    };
    format!("{}{path}", domain.name)
}

/// The path of a stage's default URL: `/dev/`, or `/` for the stage `$default` of an HTTP API.
pub(super) fn default_path(design: &Design, stage: &str) -> String {
    if design.http().is_some() && stage == DEFAULT_STAGE {
        "/".into()
    } else {
        format!("/{stage}/")
    }
}

/// What follows the API's id in the host of its default URL: a private API is reached by the name of
/// the first VPC endpoint that is associated with it, which works with and without private DNS
/// (AWS: "Invoke a private API").
pub(super) fn host_part(design: &Design) -> String {
    let private = design.rest().filter(|rest| rest.is_private());
    match private.and_then(|rest| rest.vpc_endpoint_ids.first()) {
        Some(id) => format!("-{id}"),
        None => String::new(),
    }
}

/// The prefix that a browser sees on the stage's own address: `/`, `/app/` or `/dev/`.
pub(super) fn prefix(design: &Design, stage: &str) -> String {
    match base_path(design, stage) {
        Some("") => "/".into(),
        Some(base_path) => format!("/{base_path}/"),
        None => default_path(design, stage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_different_names_apart() {
        assert_eq!(slug("dash-lambda"), "dash-lambda");
        let slugs: BTreeSet<String> = [
            "DashAppKey",
            "dashappkey",
            "鍵",
            "錠",
            "",
            "a b",
            "a-b",
            "a--b",
            "-a",
        ]
        .into_iter()
        .map(slug)
        .collect();
        assert_eq!(slugs.len(), 9, "{slugs:?}");
        for slug in slugs {
            assert!(
                !slug.is_empty()
                    && slug
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{slug}"
            );
        }
    }

    #[test]
    fn logical_ids_are_unique_letters_and_digits() {
        let mut ids = LogicalIds::default();
        let made: Vec<String> = ["/items/{id}", "items-id", "日本", "", "1a"]
            .into_iter()
            .map(|text| ids.make("", text, ""))
            .collect();
        assert_eq!(made, ["ItemsId", "ItemsId2", "2", "3", "X1a"]);
    }
}
