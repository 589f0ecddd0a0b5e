//! The message routes of a WebSocket API, with their places.

use serde_json::json;

use crate::diagnostic::{Edit, Pointer, Sentence};
use crate::model::{Design, MessageRoute};
use crate::sentence;

/// Where the list of them stands.
pub(super) fn at() -> Pointer {
    Pointer::root().join("api").join("websocket").join("routes")
}

/// Every message route with its place; none of another kind of API.
pub(super) fn message_routes(design: &Design) -> impl Iterator<Item = (Pointer, &MessageRoute)> {
    let routes = design.websocket().map_or(&[][..], |api| &api.routes);
    let routes = routes.iter().enumerate();
    routes.map(|(index, route)| (at().join(index), route))
}

/// Whether there is a route with that key.
pub(super) fn has_route(design: &Design, key: &str) -> bool {
    message_routes(design).any(|(_, route)| route.key == key)
}

/// What a button says that adds a route with that key.
pub(super) fn add(key: &str) -> Sentence {
    sentence!("add `{key}`", "`{key}` を追加する")
}

/// How a route with that key is added, which asks the function that answers the others.
pub(super) fn added(design: &Design, key: &str) -> Vec<Edit> {
    let first = message_routes(design).next();
    let first = first.map(|(_, route)| route.function.as_str());
    let named = design.functions.first();
    let named = named.map(|function| function.name.as_str());
    let function = first
        .filter(|name| design.function(name).is_some())
        .or(named);
    let route = |function| json!({"key": key, "function": function});
    let edit = function.map(|function| Edit::Append(at(), route(function)));
    edit.into_iter().collect()
}
