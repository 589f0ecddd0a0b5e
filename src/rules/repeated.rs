//! Keys that must be unique.

use std::collections::HashSet;
use std::hash::Hash;

/// The items whose key an earlier item has already, in their order.
pub(super) fn repeated<P, K: Hash + Eq + Copy>(
    items: impl IntoIterator<Item = (P, K)>,
) -> impl Iterator<Item = (P, K)> {
    let mut seen = HashSet::new();
    items.into_iter().filter(move |(_, key)| !seen.insert(*key))
}
