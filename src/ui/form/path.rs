//! The path of a node of the tree: the routes below follow while it is typed.

use gateway_studio::model::Design;
use gateway_studio::model::tree::{self, below, joined};
use leptos::prelude::*;
use web_sys::{Event, KeyboardEvent};

use super::at;
use super::reading::path_matches;
use crate::browser;
use crate::dom;
use crate::field::{About, typed};
use crate::place::{Node, Place, Section, place};
use crate::reactive::RwSignal;
use crate::session::workspace;
use crate::words as w;
use crate::workspace::Step;

/// The routes that follow, as they were when the typing began.
#[derive(Clone)]
struct Following {
    /// The path as this field wrote it last; another one means that somebody else wrote.
    path: String,
    routes: Vec<(usize, Vec<String>)>,
}

/// The path of a route, or one that only leads further. Who came from the tree goes back there by Enter, or by Escape,
/// which leaves the path as it was.
pub(super) fn group(route: Option<usize>) -> dom::El {
    let place = place();
    let press = move |event: &KeyboardEvent| {
        let is_end = matches!(event.key().as_str(), "Enter" | "Escape") && !event.is_composing();
        let before = if is_end {
            place.renaming.get_value()
        } else {
            None
        };
        if let Some(before) = before {
            place.renaming.set_value(None);
            if event.key() == "Escape" {
                browser::retype(event, &before);
            }
            event.prevent_default();
            event.stop_propagation();
            crate::tree::focus_chosen(place);
        }
    };
    crate::field::group(w::path_group, None)
        .on("keydown", press)
        .on("focusout", move |_: &Event| place.renaming.set_value(None))
        .child(field(route))
}

fn field(route: Option<usize>) -> dom::Node {
    let place = place();
    let about = About::new(w::path, at("routes"))
        .help(w::path_help)
        .term("PathPart");
    let about = route.map_or(about, |route| About {
        at: about.at.join(route).join("path"),
        ..about
    });
    let ws = workspace();
    let following = RwSignal::new(None::<Following>);
    let read = move |design: &Design| match route {
        Some(route) => design.routes.get(route).map(|route| route.path.clone()),
        None => Some(as_typed(following.get(), place.node.get().path)),
    };
    let change = move |design: &mut Design, path: String| {
        let Some(now) = untrack(|| read(design)) else {
            return;
        };
        let kept = following.get_untracked().filter(|kept| kept.path == now);
        let routes = kept.map_or_else(
            || {
                let node = node_at(design, place, route);
                below(&design.routes, &node.path, node.route)
            },
            |kept| kept.routes,
        );
        for (index, rest) in &routes {
            design.rename_path(*index, &joined(&path, rest));
        }
        let node = format!("/{}", tree::parts(&path).join("/"));
        following.set(Some(Following { path, routes }));
        place.node.set(Node { path: node, route });
    };
    let now = ws.select(move |design| read(design).unwrap_or_default());
    let take = move |path: String| {
        // A whole path that was typed behind the slash which stood there.
        let path = match path.strip_prefix('/') {
            Some(whole) if whole.starts_with('/') => whole.to_owned(),
            _ => path,
        };
        // What API Gateway refuses is said at once, unless the next part is about to be typed.
        if !path.ends_with('/') {
            place.typing.set(None);
        }
        ws.edit(Step::typing(about.label), about.at, |design| {
            change(design, path)
        });
    };
    // A path without a route matches nothing.
    let matches = match route {
        Some(_) => path_matches,
        None => |_: &str| dom::many([]),
    };
    typed(about, now, take, matches)
}

/// What was typed, as long as it still means the path of the node.
fn as_typed(following: Option<Following>, path: String) -> String {
    let same = |typed: &Following| tree::parts(&typed.path) == tree::parts(&path);
    following.filter(same).map_or(path, |typed| typed.path)
}

fn node_at(design: &Design, place: Place, route: Option<usize>) -> Node {
    let found = route.and_then(|route| Node::of(design, route));
    found.unwrap_or_else(|| place.node.get_untracked())
}

/// Puts the caret into the path of the chosen node, its last part selected.
pub(crate) fn rename(place: Place) {
    let node = place.node.get_untracked();
    let here = at("routes");
    let field = node
        .route
        .map_or(here, |route| here.join(route).join("path"));
    let id = field.to_string();
    place.go(Section::Routes);
    browser::after_paint(move || {
        browser::focus(&id);
        let last = node.path.rfind('/').map_or(0, |slash| slash + 1);
        browser::select_text(&id, node.path[..last].encode_utf16().count());
        place.renaming.set_value(browser::text_of(&id));
    });
}
