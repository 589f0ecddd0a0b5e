//! What can be done to the route tree, by key, by button or by menu.

use std::sync::Arc;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Design, Integration, Method, Route, tree};
use leptos::prelude::*;

use crate::form;
use crate::outline::below;
use crate::place::{Node, Place};
use crate::session::Session;
use crate::words as w;
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

/// Deletes the routes at and below a node; the root alone goes without its tree.
pub(crate) fn delete(ws: Workspace, place: Place, session: Session, node: &Node) {
    let doomed: Vec<usize> = below(&ws.now().routes, node)
        .into_iter()
        .map(|(index, _)| index)
        .collect();
    if doomed.is_empty() {
        return;
    }
    let step = Step::new(w::did_delete, node.path.clone());
    session.did(&step);
    ws.edit(step, at(), |d| {
        let mut index = 0;
        d.routes.retain(|_| {
            index += 1;
            doomed.binary_search(&(index - 1)).is_err()
        });
    });
    let around = node.path.rsplit_once('/').map_or("", |(around, _)| around);
    select(ws, place, if around.is_empty() { "/" } else { around });
}

/// Chooses the node of that path.
fn select(ws: Workspace, place: Place, path: &str) {
    let wanted = tree::parts(path);
    let route = ws
        .now()
        .routes
        .iter()
        .position(|route| tree::parts(&route.path) == wanted);
    place.node.set(Node {
        path: path.to_owned(),
        route,
    });
}

/// Finds the chosen node again after its route may have moved in the list, as undo does.
pub(crate) fn follow(ws: Workspace, place: Place) {
    let node = place.node.get_untracked();
    let here = node.route.and_then(|route| Node::of(&ws.now(), route));
    if here.as_ref() != Some(&node) {
        select(ws, place, &node.path);
    }
}
