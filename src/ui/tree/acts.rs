//! What can be done to the route tree, by key, by button or by menu.

use std::sync::Arc;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::tree::{self, below_any};
use gateway_studio::model::{Design, Integration, Method, Refusal, Route};

use crate::form;
use crate::place::{Node, Place};
use crate::session::{Say, Session};
use crate::words::{self as w, Word};
use crate::workspace::{Step, Workspace};

fn at() -> Pointer {
    Pointer::root().join("routes")
}

/// Adds a route that calls the first function with every method, and lets its path be typed.
pub(crate) fn add(ws: Workspace, place: Place, path: String) {
    let index = ws.now().routes.len();
    ws.edit(Step::new(w::did_add, path.clone()), at(), |d| {
        let function = d
            .functions
            .first()
            .map(|function| function.name.clone())
            .unwrap_or_default();
        let integration = Integration::LambdaProxy { function };
        let methods = vec![Method {
            integration,
            ..Method::default()
        }];
        d.routes.push(Arc::new(Route {
            path,
            methods,
            ..Route::default()
        }));
    });
    if let Some(node) = Node::of(&ws.now(), index) {
        place.node.set(node);
    }
    form::rename(place);
}

/// Adds a route below a node; beside it when nothing can follow there.
pub(crate) fn add_child(ws: Workspace, place: Place, node: &Node) {
    let mut parts = tree::parts(&node.path);
    while parts.last().is_some_and(|part| tree::is_greedy(part)) {
        parts.pop();
    }
    let head: String = parts.iter().flat_map(|part| ["/", part]).collect();
    let design = ws.now();
    let path = form::free_name(&format!("{head}/new"), |path| is_taken(&design, path));
    add(ws, place, path);
}

fn is_taken(design: &Design, path: &str) -> bool {
    design.routes.iter().any(|route| route.path == path)
}

/// Deletes the routes at and below nodes; the root alone goes without its tree.
pub(crate) fn delete(ws: Workspace, place: Place, session: Session, nodes: &[Node]) {
    let mut design = (*ws.now()).clone();
    let mut doomed = vec![false; design.routes.len()];
    for index in routes_of(ws, nodes) {
        doomed[index] = true;
    }
    let (Some(node), true) = (nodes.first(), doomed.contains(&true)) else {
        return;
    };
    let count = doomed.iter().filter(|doomed| **doomed).count();
    let step = Step::new(w::did_delete, named(&node.path, count));
    let mut doomed = doomed.into_iter();
    design.routes.retain(|_| doomed.next() != Some(true));
    session.make(ws, step, at(), |now| *now = design);
    let around = node.path.rsplit_once('/').map_or("", |(around, _)| around);
    select(ws, place, if around.is_empty() { "/" } else { around });
}

/// Which routes lie at and below nodes.
pub(super) fn routes_of(ws: Workspace, nodes: &[Node]) -> Vec<usize> {
    let found = below_any(&ws.now().routes, &pairs(nodes));
    found.into_iter().map(|(_, index, _)| index).collect()
}

fn pairs(nodes: &[Node]) -> Vec<(&str, Option<usize>)> {
    nodes.iter().map(|node| (&*node.path, node.route)).collect()
}

/// What a step is about: the first of so many.
fn named(path: &str, count: usize) -> String {
    match count {
        1 => path.to_owned(),
        _ => format!("{path} +{}", count - 1),
    }
}

/// Moves nodes to below a path, as one step, and gives what they became; where one of them cannot go
/// there, it says why and nothing changes.
pub(crate) fn transfer(
    ws: Workspace,
    place: Place,
    session: Session,
    nodes: &[Node],
    target: &str,
) -> Vec<Node> {
    let mut design = (*ws.now()).clone();
    let done = design.move_nodes(&pairs(nodes), target);
    finish(ws, place, session, w::did_move, design, done)
}

/// Copies nodes to below a path, or each beside itself, as one step, and gives the copies.
pub(crate) fn copy(
    ws: Workspace,
    place: Place,
    session: Session,
    nodes: &[Node],
    target: Option<&str>,
) -> Vec<Node> {
    let mut design = (*ws.now()).clone();
    let done = nodes.iter().map(|Node { path, route }| {
        let around = path.rsplit_once('/').map_or("", |(around, _)| around);
        design.copy_node(path, *route, target.unwrap_or(around))
    });
    let done = done.collect();
    finish(ws, place, session, w::did_copy, design, done)
}

fn finish(
    ws: Workspace,
    place: Place,
    session: Session,
    what: Word,
    design: Design,
    done: Result<Vec<String>, Refusal>,
) -> Vec<Node> {
    let (say, about): (Say, _) = match done {
        Ok(paths) => {
            if let Some(first) = paths.first() {
                let step = Step::new(what, named(first, paths.len()));
                session.make(ws, step, at(), |now| *now = design);
                select(ws, place, first);
            }
            return nodes_at(&ws.now(), &paths);
        }
        Err(Refusal::Nothing) => return Vec::new(),
        Err(Refusal::Greedy(path)) => (|t, path| w::no_greedy(t, path), path),
        Err(Refusal::Inside(path)) => (|t, path| w::no_inside(t, path), path),
        Err(Refusal::Taken(path)) => (|t, path| w::no_taken(t, path), path),
    };
    session.refuse(ws, say, &about);
    Vec::new()
}

/// The nodes of paths.
fn nodes_at(design: &Design, paths: &[String]) -> Vec<Node> {
    let mut nodes: Vec<Node> = paths
        .iter()
        .cloned()
        .map(|path| Node { path, route: None })
        .collect();
    for (place, index, rest) in below_any(&design.routes, &pairs(&nodes)) {
        if rest.is_empty() {
            nodes[place].route.get_or_insert(index);
        }
    }
    nodes
}

/// Chooses the node of that path.
fn select(ws: Workspace, place: Place, path: &str) {
    let found = nodes_at(&ws.now(), &[path.to_owned()]).pop();
    if let Some(node) = found {
        place.node.set(node);
    }
}

/// Finds the chosen node again after its route may have moved in the list, as undo does.
pub(crate) fn follow(ws: Workspace, place: Place) {
    let node = place.node.get_untracked();
    let here = node.route.and_then(|route| Node::of(&ws.now(), route));
    if here.as_ref() != Some(&node) {
        select(ws, place, &node.path);
    }
}
