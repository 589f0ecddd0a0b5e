//! The route tree: paths of a design as the chain of `Resource`s that a REST API makes of them.

use std::sync::Arc;

use std::collections::BTreeMap;

use super::Route;

/// One node of the tree: a part of a path, with the routes that end here.
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
    /// Places of further routes with the same path, where a design repeats itself.
    pub twins: Vec<usize>,
}

/// A node while the tree grows: children by part, so that they come out in order.
#[derive(Default)]
struct Branch<'a> {
    children: BTreeMap<&'a str, usize>,
    route: Option<usize>,
    twins: Vec<usize>,
}

/// The deepest path that gets nodes of its own; what lies deeper is one node, so
/// that a pasted path of a million slashes costs no more than its length.
const MAX_DEPTH: usize = 128;

/// The tree of the routes, root first, children after their parents, in path order.
///
/// A route whose path does not start with `/` hangs below the root as it stands;
/// empty parts are dropped.
pub fn resources(routes: &[Arc<Route>]) -> Vec<Resource> {
    first_resources(routes, usize::MAX).0
}

/// The first `most` of [`resources`], and how many there are of all.
pub fn first_resources(routes: &[Arc<Route>], most: usize) -> (Vec<Resource>, usize) {
    let mut branches = vec![Branch::default()];
    // The path above the last route's end with its branch and depth: most routes end beside the one before.
    let mut above = ("", 0, 1);
    for (index, route) in routes.iter().enumerate() {
        let path = route.path.trim_matches('/');
        let beside = path.strip_prefix(above.0);
        let beside = beside.filter(|part| !part.is_empty() && !part.contains('/'));
        let (mut rest, mut at, first) = match beside {
            Some(part) => (part, above.1, above.2),
            None => (path, 0, 1),
        };
        for depth in first.. {
            if rest.is_empty() {
                break;
            }
            let (part, after) = match rest.split_once('/') {
                Some((part, after)) if depth < MAX_DEPTH => (part, after.trim_start_matches('/')),
                Some(_) => (rest, ""),
                None => {
                    above = (&path[..path.len() - rest.len()], at, depth);
                    (rest, "")
                }
            };
            rest = after;
            let next = branches.len();
            let child = *branches[at].children.entry(part).or_insert(next);
            if child == next {
                branches.push(Branch::default());
            }
            at = child;
        }
        match branches[at].route {
            None => branches[at].route = Some(index),
            Some(_) => branches[at].twins.push(index),
        }
    }
    let count = branches.len();
    let mut tree = Vec::with_capacity(count.min(most));
    let root = Resource {
        path: "/".into(),
        part: String::new(),
        parent: None,
        depth: 0,
        route: branches[0].route,
        twins: std::mem::take(&mut branches[0].twins),
    };
    tree.push(root);
    grow(&mut branches, (0, 0), most, &mut tree);
    (tree, count)
}

/// Appends the children of a branch, each followed by its own; at most [`MAX_DEPTH`] deep, and up to `most` of all.
fn grow(
    branches: &mut [Branch<'_>],
    (at, parent): (usize, usize),
    most: usize,
    tree: &mut Vec<Resource>,
) {
    for (part, child) in std::mem::take(&mut branches[at].children) {
        if tree.len() >= most {
            return;
        }
        let above = &tree[parent];
        let mut path = String::with_capacity(above.path.len() + 1 + part.len());
        path.push_str(&above.path);
        if above.depth > 0 {
            path.push('/');
        }
        path.push_str(part);
        let resource = Resource {
            path,
            part: part.to_owned(),
            parent: Some(parent),
            depth: above.depth + 1,
            route: branches[child].route,
            twins: std::mem::take(&mut branches[child].twins),
        };
        let place = tree.len();
        tree.push(resource);
        grow(branches, (child, place), most, tree);
    }
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

/// Names of the parameters of a path, in its order.
pub fn parameters(path: &str) -> Vec<&str> {
    parts(path).into_iter().filter_map(parameter).collect()
}

/// Whether a part swallows the rest of the path.
pub fn is_greedy(part: &str) -> bool {
    part.starts_with('{') && part.ends_with("+}")
}

/// The routes at and below a node, each with the rest of its path; see [`below_any`].
pub fn below(routes: &[Arc<Route>], path: &str, route: Option<usize>) -> Vec<(usize, Vec<String>)> {
    let found = below_any(routes, &[(path, route)]).into_iter();
    found.map(|(_, index, rest)| (index, rest)).collect()
}

/// The routes at and below nodes in one pass: place of the node, of the route, and the rest of its
/// path. `/` stands for itself alone. Where several routes have a node's path, the second half of the
/// node tells which one is meant. A node below another one finds nothing of its own.
pub fn below_any(
    routes: &[Arc<Route>],
    nodes: &[(&str, Option<usize>)],
) -> Vec<(usize, usize, Vec<String>)> {
    let mut heads = BTreeMap::new();
    for (place, (path, _)) in nodes.iter().enumerate() {
        heads.entry(path.trim_matches('/')).or_insert(place);
    }
    let mut found = Vec::new();
    for (index, route) in routes.iter().enumerate() {
        let parts = parts(&route.path);
        let mut head = String::with_capacity(route.path.len());
        for depth in usize::from(!parts.is_empty())..=parts.len() {
            if let Some(part) = depth.checked_sub(1).and_then(|last| parts.get(last)) {
                if depth > 1 {
                    head.push('/');
                }
                head.push_str(part);
            }
            let Some(place) = heads.get(&*head) else {
                continue;
            };
            let is_twin = |(path, own): &&(&str, Option<usize>)| {
                path.trim_matches('/') == head && own.is_none_or(|own| own == index)
            };
            if depth < parts.len() || nodes[*place..].iter().any(|node| is_twin(&node)) {
                let rest = parts[depth..].iter();
                let rest = rest.map(|part| (*part).to_owned()).collect();
                found.push((*place, index, rest));
            }
            break;
        }
    }
    found
}

/// A path from its beginning and the rest that follows it.
pub fn joined(head: &str, rest: &[String]) -> String {
    let mut path = head.to_owned();
    for part in rest {
        if !path.ends_with('/') {
            path.push('/');
        }
        path.push_str(part);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(path: &str) -> Arc<Route> {
        Arc::new(Route {
            path: path.into(),
            ..Route::default()
        })
    }

    #[test]
    fn missing_parents_are_made_and_stand_before_their_children() {
        let routes = ["/items/{id}/tags", "/{proxy+}", "/items", "//items/", "/"].map(route);
        let found: Vec<_> = resources(&routes)
            .into_iter()
            .map(|resource| {
                (
                    resource.path,
                    resource.parent,
                    resource.route,
                    resource.twins,
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("/".to_owned(), None, Some(4), vec![]),
                ("/items".to_owned(), Some(0), Some(2), vec![3]),
                ("/items/{id}".to_owned(), Some(1), None, vec![]),
                ("/items/{id}/tags".to_owned(), Some(2), Some(0), vec![]),
                ("/{proxy+}".to_owned(), Some(0), Some(1), vec![]),
            ]
        );
    }

    #[test]
    fn routes_beside_each_other_hang_where_they_would_alone() {
        let paths = [
            "/a/b", "/a/c", "a/d/", "/a//e", "//a/f", "/a/", "/g", "a", "/a/b/c", "/a/bc",
            "/a/b/d", "/",
        ];
        let routes = paths.map(route);
        let mut found: Vec<_> = resources(&routes)
            .into_iter()
            .filter_map(|one| Some((one.route?, one.path)))
            .collect();
        found.sort_unstable();
        let found: Vec<&str> = found.iter().map(|(_, path)| path.as_str()).collect();
        assert_eq!(
            found,
            [
                "/a/b", "/a/c", "/a/d", "/a/e", "/a/f", "/a", "/g", "/a/b/c", "/a/bc", "/a/b/d",
                "/"
            ]
        );
    }

    #[test]
    fn the_first_nodes_are_those_of_the_whole_tree() {
        let routes = ["/b/c/d", "/a", "/b/a", "/{proxy+}", "/b"].map(route);
        let all = resources(&routes);
        for most in 1..=all.len() + 1 {
            let (first, count) = first_resources(&routes, most);
            assert_eq!(count, all.len());
            assert_eq!(first, all[..most.min(all.len())]);
        }
    }

    #[test]
    fn a_path_of_a_million_parts_stays_a_small_tree() {
        assert!(resources(&[route(&"/a".repeat(1_000_000))]).len() <= MAX_DEPTH + 1);
    }
}
