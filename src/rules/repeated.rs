//! Keys that must be unique.

use std::collections::BTreeSet;

/// The items whose key an earlier item has already, in their order.
pub(super) fn repeated<P, K: Ord + Copy>(
    items: impl IntoIterator<Item = (P, K)>,
) -> impl Iterator<Item = (P, K)> {
    let mut seen = BTreeSet::new();
    items.into_iter().filter(move |(_, key)| !seen.insert(*key))
}
