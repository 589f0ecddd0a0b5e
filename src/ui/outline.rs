//! The route tree as rows: which are shown, and which lines join them.

use std::sync::Arc;

use gateway_studio::model::{Mark, Route, Verb, tree};

use crate::place::Node;

/// One row of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Row {
    pub(crate) node: Node,
    /// The last part of the path.
    pub(crate) part: String,
    pub(crate) depth: usize,
    pub(crate) verbs: Vec<Verb>,
    /// What stands out; known of rows that are drawn.
    pub(crate) marks: Vec<(Mark, String)>,
    pub(crate) has_children: bool,
    pub(crate) open: bool,
    /// Bit n: the line of depth n passes through this row.
    pub(crate) lines: u64,
    /// Whether it is here for itself, and not as what leads to another row.
    pub(crate) found: bool,
    /// The how-manieth of how many siblings that are shown it is.
    pub(crate) among: (usize, usize),
}

/// Every row of the tree, twins (routes with one path) after one another.
pub(crate) fn rows(routes: &[Arc<Route>]) -> Vec<Row> {
    let resources = tree::resources(routes);
    let mut is_first = vec![false; routes.len()];
    for route in resources.iter().filter_map(|resource| resource.route) {
        is_first[route] = true;
    }
    let twins: Vec<(usize, Vec<&str>)> = (0..routes.len())
        .filter(|route| !is_first[*route])
        .map(|route| (route, tree::parts(&routes[route].path)))
        .collect();
    let mut rows = Vec::with_capacity(resources.len() + twins.len());
    for resource in resources {
        let make = |route: Option<usize>| Row {
            node: Node {
                path: resource.path.clone(),
                route,
            },
            part: resource.part.clone(),
            depth: resource.depth,
            verbs: route
                .and_then(|index| routes.get(index))
                .map(|route| verbs(route))
                .unwrap_or_default(),
            marks: Vec::new(),
            has_children: false,
            open: true,
            lines: 0,
            found: true,
            among: (1, 1),
        };
        rows.push(make(resource.route));
        if !twins.is_empty() {
            let parts = tree::parts(&resource.path);
            let same = twins.iter().filter(|(_, twin)| *twin == parts);
            rows.extend(same.map(|(route, _)| make(Some(*route))));
        }
    }
    rows
}

fn verbs(route: &Route) -> Vec<Verb> {
    let has = |verb: &Verb| route.methods.iter().any(|method| method.verb == *verb);
    Verb::ALL.into_iter().filter(has).collect()
}

/// The rows that are shown: under open nodes, or those that a filter finds with what leads to them, and the one
/// that is worked on whether the filter finds it or not.
pub(crate) fn shown(
    rows: &[Row],
    closed: &[String],
    filter: &str,
    chosen: Option<&Node>,
) -> Vec<Row> {
    let wanted = filter.to_ascii_lowercase();
    let finds =
        |row: &Row| filter.is_empty() || row.node.path.to_ascii_lowercase().contains(&wanted);
    let mut keep = vec![filter.is_empty(); rows.len()];
    if !filter.is_empty() {
        let mut needed = 0;
        for (row, keep) in rows.iter().zip(&mut keep).rev() {
            *keep = finds(row) || Some(&row.node) == chosen || row.depth < needed;
            if *keep {
                needed = row.depth;
            }
        }
    }
    let mut shown = Vec::new();
    let mut hidden_below = usize::MAX;
    for (place, row) in rows.iter().enumerate() {
        if row.depth > hidden_below || !keep[place] {
            continue;
        }
        let open = !filter.is_empty() || !closed.contains(&row.node.path);
        hidden_below = if open { usize::MAX } else { row.depth };
        let has_children = rows
            .get(place + 1)
            .is_some_and(|next| next.depth > row.depth);
        shown.push(Row {
            has_children,
            open,
            found: finds(row),
            ..row.clone()
        });
    }
    join(&mut shown);
    shown
}

/// Counts siblings, and draws lines from the last row to the first: one passes where a later sibling waits.
fn join(rows: &mut [Row]) {
    let mut counts: Vec<usize> = Vec::new();
    for row in &mut *rows {
        counts.resize(row.depth + 1, 0);
        counts[row.depth] += 1;
        row.among.0 = counts[row.depth];
    }
    let mut waiting = 0_u64;
    for row in rows.iter_mut().rev() {
        let bit = 1_u64 << row.depth.min(63);
        counts.resize(counts.len().max(row.depth + 1), 0);
        if waiting & bit == 0 {
            counts[row.depth] = row.among.0;
        }
        row.among.1 = counts[row.depth];
        row.lines = waiting & (bit - 1);
        waiting = (waiting | bit) & (bit | (bit - 1));
    }
}
