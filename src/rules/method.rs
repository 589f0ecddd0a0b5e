//! The methods of a design, with their places.

use crate::diagnostic::{Pointer, Segment};
use crate::model::{Design, Function, Integration, Method, OPENAPI, Route, TEMPLATE};

/// The place of a method: two numbers, which become a pointer only when there is something to say.
#[derive(Clone, Copy)]
pub(super) struct Place {
    route: usize,
    method: usize,
}

impl Place {
    /// The field `segment` of the method.
    pub(super) fn join(self, segment: impl Into<Segment>) -> Pointer {
        Pointer::from(self).join(segment)
    }
}

impl From<Place> for Pointer {
    fn from(place: Place) -> Self {
        let route = Pointer::root().join("routes").join(place.route);
        route.join("methods").join(place.method)
    }
}

/// Every method with its route and its place; none of a WebSocket API.
pub(super) fn methods(design: &Design) -> impl Iterator<Item = (Place, &Route, &Method)> {
    // What a WebSocket API keeps of paths is not used.
    let routes = match design.websocket() {
        Some(_) => &[],
        None => &design.routes[..],
    };
    routes.iter().enumerate().flat_map(|(route, of)| {
        let methods = of.methods.iter().enumerate();
        methods.map(move |(method, own)| (Place { route, method }, &**of, own))
    })
}

/// Whether the cache of a stage keeps answers of a method: of `GET` alone, unless something else is said.
pub(super) fn is_kept(design: &Design, route: &Route, method: &Method) -> bool {
    let mut stages = design.stages.iter();
    stages.any(|stage| {
        let caching = stage.caching(&route.path, method);
        caching.is_some_and(|caching| caching.enabled)
    })
}

/// The first method that lets in only callers with an API key.
pub(super) fn first_with_key(design: &Design) -> Option<(&Route, &Method)> {
    let default = design.access.api_key_required;
    methods(design)
        .find(|(_, _, method)| method.api_key_required.unwrap_or(default))
        .map(|(_, route, method)| (route, method))
}

/// Whether the functions came with code of their own, of which the design does not know what app it is.
pub(super) fn has_own_code(design: &Design) -> bool {
    let code = ["/CodeUri", "/InlineCode", "/ImageUri", "/Code", "/Handler"];
    let is_code = |at: &str| code.iter().any(|key| at.ends_with(key));
    // A function that the template makes in words of its own is one of the template's resources.
    let mut functions = design.functions.iter();
    let by_template = functions.any(|function| design.is_reference(&function.arn));
    let mut kept = design.kept.iter();
    by_template
        || kept.any(|kept| kept.file == OPENAPI || (kept.file == TEMPLATE && is_code(&kept.at)))
}

/// The functions that are made for the design's Dash app, with their places.
pub(super) fn dash_functions(design: &Design) -> impl Iterator<Item = (usize, &Function)> {
    let is_dash = design.app.dash().is_some() && !has_own_code(design);
    let functions = design.functions.iter().enumerate();
    functions.filter(move |(_, function)| {
        is_dash && !function.exists() && runs_app(design, &function.name)
    })
}

/// Whether a function gets requests of methods as they are, so that the app runs in it.
fn runs_app(design: &Design, function: &str) -> bool {
    methods(design).any(|(.., method)| {
        matches!(&method.integration, Integration::LambdaProxy { function: name } if name == function)
    })
}
