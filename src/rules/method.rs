//! The methods of a design, with their places.

use std::collections::BTreeMap;

use crate::diagnostic::{Edit, Pointer, Segment};
use crate::model::{
    Cache, Caching, Design, Function, Integration, Method, MethodCache, MethodSettings, OPENAPI,
    Route, TEMPLATE, Verb,
};

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

/// The cache of a stage, with what the stage says of single methods.
pub(super) struct StageCache<'a> {
    /// Place of the stage among the stages.
    pub(super) stage: usize,
    cache: &'a Cache,
    own: BTreeMap<(&'a str, Verb), (usize, &'a MethodSettings)>,
}

impl<'a> StageCache<'a> {
    /// Of every stage that has one; HTTP and WebSocket APIs have none, as other rules say.
    pub(super) fn all(design: &'a Design) -> Vec<Self> {
        let stages = match design.rest() {
            Some(_) => &design.stages[..],
            None => &[],
        };
        let stages = stages.iter().enumerate();
        stages
            .filter_map(|(stage, of)| Some((stage, of, of.cache.as_ref()?)))
            .map(|(stage, of, cache)| Self {
                stage,
                cache,
                own: of.settings(),
            })
            .collect()
    }

    /// What counts of how it keeps the method's answers, and where among its settings it says so itself.
    fn said(&self, route: &Route, method: &Method) -> (Option<usize>, MethodCache) {
        let key = (route.path.trim_matches('/'), method.verb);
        method.cache_in(self.own.get(&key).copied())
    }

    /// How it keeps the method's answers: those of `GET` alone, unless something else is said, and for some time; `None`
    /// where it keeps none.
    pub(super) fn kept(&self, route: &Route, method: &Method) -> Option<Caching> {
        let (_, said) = self.said(route, method);
        let caching = self.cache.of(method.verb, said);
        (caching.enabled && caching.ttl_seconds > 0).then_some(caching)
    }

    /// Whether it keeps them.
    pub(super) fn keeps(&self, route: &Route, method: &Method) -> bool {
        self.kept(route, method).is_some()
    }

    /// The cache itself.
    pub(super) fn at(&self) -> Pointer {
        Pointer::root()
            .join("stages")
            .join(self.stage)
            .join("cache")
    }
}

/// The method's answers are kept no longer, whatever stages say of it alone.
pub(super) fn cache_off(
    caches: &[StageCache],
    at: Place,
    route: &Route,
    method: &Method,
) -> Vec<Edit> {
    let own = caches.iter().filter_map(|cache| {
        let index = cache.said(route, method).0?;
        let stage = Pointer::root().join("stages").join(cache.stage);
        Some(stage.join("methods").join(index).join("cache"))
    });
    let all = std::iter::once(at.join("cache")).chain(own);
    all.map(|at| Edit::Set(at, "off".into())).collect()
}

/// How the parameters of the method at that place stop to be keys of a cache.
pub(super) fn keys_off(at: Pointer, method: &Method) -> Vec<Edit> {
    let at = at.join("request").join("parameters");
    let parameters = method.request.parameters.iter().enumerate();
    let keys = parameters.filter(|(_, parameter)| parameter.cache_key);
    keys.map(|(index, _)| Edit::Set(at.join(index).join("cache_key"), false.into()))
        .collect()
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
