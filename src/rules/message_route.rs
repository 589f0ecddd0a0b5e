//! The message routes of a WebSocket API, with their places.

use crate::diagnostic::Pointer;
use crate::model::{Design, MessageRoute};

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
