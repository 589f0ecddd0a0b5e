//! The route tree: paths of a design as the chain of `Resource`s that a REST API makes of them.

use std::collections::BTreeMap;

use super::Route;

/// One node of the tree: a part of a path, with the route that ends here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The whole path, `/` for the root.
    pub path: String,
    /// Its last part, empty for the root.
    pub part: String,
    /// Place of the parent in [`resources`], which comes before its children.
    pub parent: Option<usize>,
    /// How many parts the path has.
    pub depth: usize,
    /// Place of the first route with that path in [`super::Design::routes`]; `None` for a path that only leads further.
    pub route: Option<usize>,
}

/// The tree of the routes, root first, children after their parents, in path order.
///
/// A route whose path does not start with `/` hangs below the root as it stands.
pub fn resources(routes: &[Route]) -> Vec<Resource> {
    let mut by_path: BTreeMap<Vec<&str>, Option<usize>> = BTreeMap::new();
    by_path.insert(Vec::new(), None);
    for (index, route) in routes.iter().enumerate() {
        let parts = parts(&route.path);
        for end in 1..parts.len() {
            by_path.entry(parts[..end].to_vec()).or_insert(None);
        }
        by_path.entry(parts).or_insert(None).get_or_insert(index);
    }
    let mut tree: Vec<Resource> = Vec::with_capacity(by_path.len());
    let mut open: Vec<usize> = Vec::new();
    for (parts, route) in by_path {
        open.truncate(parts.len());
        let parent = open.last().copied();
        let part = parts.last().copied().unwrap_or_default().to_owned();
        let path = format!("/{}", parts.join("/"));
        open.push(tree.len());
        tree.push(Resource {
            path,
            part,
            parent,
            depth: parts.len(),
            route,
        });
    }
    tree
}

/// The parts of a path between its slashes; empty ones are dropped.
pub fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// Name of a path parameter: `id` of `{id}`, `proxy` of `{proxy+}`.
pub fn parameter(part: &str) -> Option<&str> {
    let inner = part.strip_prefix('{')?.strip_suffix('}')?;
    Some(inner.strip_suffix('+').unwrap_or(inner))
}

/// Whether a part swallows the rest of the path.
pub fn is_greedy(part: &str) -> bool {
    part.starts_with('{') && part.ends_with("+}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_parents_are_made_and_stand_before_their_children() {
        let route = |path: &str| Route {
            path: path.into(),
            ..Route::default()
        };
        let routes = [
            route("/items/{id}/tags"),
            route("/{proxy+}"),
            route("/items"),
        ];
        let found: Vec<_> = resources(&routes)
            .into_iter()
            .map(|r| (r.path, r.parent, r.route))
            .collect();
        assert_eq!(
            found,
            [
                ("/".to_owned(), None, None),
                ("/items".to_owned(), Some(0), Some(2)),
                ("/items/{id}".to_owned(), Some(1), None),
                ("/items/{id}/tags".to_owned(), Some(2), Some(0)),
                ("/{proxy+}".to_owned(), Some(0), Some(1)),
            ]
        );
    }
}
