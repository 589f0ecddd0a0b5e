//! The methods of a design, with their places.

use crate::diagnostic::Pointer;
use crate::model::{Design, Method, Route};

/// Every method with its route and its place; none of a WebSocket API.
pub(super) fn methods(design: &Design) -> impl Iterator<Item = (Pointer, &Route, &Method)> {
    let routes = design.routes.iter().enumerate();
    // What a WebSocket API keeps of paths is not used.
    let routes = routes.filter(|_| design.websocket().is_none());
    routes.flat_map(|(route_index, route)| {
        let at = Pointer::root()
            .join("routes")
            .join(route_index)
            .join("methods");
        let methods = route.methods.iter().enumerate();
        methods.map(move |(index, method)| (at.join(index), &**route, method))
    })
}

/// The first method that lets in only callers with an API key.
pub(super) fn first_with_key(design: &Design) -> Option<(&Route, &Method)> {
    let default = design.access.api_key_required;
    methods(design)
        .find(|(_, _, method)| method.api_key_required.unwrap_or(default))
        .map(|(_, route, method)| (route, method))
}
