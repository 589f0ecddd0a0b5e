//! What every target says of a WebSocket API's routes and of who may connect.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Pointer;
use crate::model::{
    Authorizer, AuthorizerKind, CONNECT, Design, KeyedTemplate, MessageBackend, MessageMapping,
    Method,
};

/// A route with what it leads to.
pub(super) struct Route<'a> {
    /// `$connect`, `$disconnect`, `$default` or a key of one's own.
    pub(super) key: &'a str,
    /// Where it stands in the design.
    pub(super) at: Pointer,
    pub(super) target: Target<'a>,
    /// Whether the answer goes back to the caller.
    pub(super) two_way: bool,
    /// How long the gateway waits, where that is said.
    pub(super) timeout_ms: Option<u32>,
}

/// What a route leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// Place of a function that gets messages as they are.
    Function(usize),
    /// Anything else, with the place of the function to which it is mapped.
    Backend(&'a MessageBackend, Option<usize>),
}

/// An integration of all routes that lead to a function in the same way: its place, and how long the gateway waits.
pub(super) type Shared = (usize, Option<u32>);

/// What a WebSocket API waits where nothing is said, and at most, in milliseconds
/// (AWS: API Gateway v2 API Reference, `CreateIntegration`, `timeoutInMillis`).
pub(super) const TIMEOUT_MS: u32 = 29_000;

/// The integrations that routes share, each once.
pub(super) fn shared(routes: &[Route<'_>]) -> BTreeSet<Shared> {
    routes.iter().filter_map(Route::shared).collect()
}

impl Route<'_> {
    /// The integration that it shares with others: function and wait. None where it has its own.
    pub(super) const fn shared(&self) -> Option<Shared> {
        match self.target {
            // Who waits the longest says nothing else than who says nothing.
            Target::Function(function) => match self.timeout_ms {
                Some(TIMEOUT_MS) => Some((function, None)),
                wait => Some((function, wait)),
            },
            Target::Backend(..) => None,
        }
    }

    /// Whether it is the route of new connections, the only one that asks who calls.
    pub(super) fn connects(&self) -> bool {
        self.key == CONNECT
    }
}

/// Each key once; a route whose function is unknown leads nowhere.
pub(super) fn routes(design: &Design) -> Vec<Route<'_>> {
    let at = Pointer::root().join("api").join("websocket").join("routes");
    let mut routes: Vec<Route<'_>> = Vec::new();
    let listed = design.websocket().map_or(&[][..], |api| &api.routes);
    for (index, route) in listed.iter().enumerate() {
        let target = match route.called().map(|name| design.function(name)) {
            Some(Some((function, _))) if route.backend == MessageBackend::Function => {
                Target::Function(function)
            }
            Some(Some((function, _))) => Target::Backend(&route.backend, Some(function)),
            Some(None) => continue,
            None => Target::Backend(&route.backend, None),
        };
        if routes.iter().all(|other| other.key != route.key) {
            routes.push(Route {
                key: &route.key,
                at: at.join(index),
                target,
                two_way: route.two_way,
                timeout_ms: route.timeout_ms,
            });
        }
    }
    routes
}

/// The method that stands for `$connect`: it wants of its callers what the API wants.
pub(super) fn connecting() -> Method {
    Method::default()
}

/// `authorizationType` of `$connect`.
pub(super) fn authorization_type(design: &Design) -> &'static str {
    match design.access.authorization_type_of(&connecting()) {
        open @ ("NONE" | "AWS_IAM") => open,
        // Without an authorizer it is refused: better than a door that is open.
        _ => "CUSTOM",
    }
}

/// The Lambda authorizer that `$connect` asks; a WebSocket API has no other kind.
pub(super) fn authorizer(design: &Design) -> Option<(usize, &Authorizer)> {
    let found = design.access.authorizer_of(&connecting())?;
    matches!(found.1.kind, AuthorizerKind::LambdaRequest(_)).then_some(found)
}

/// The table in which the handler keeps connections, if it keeps any.
pub(super) fn table(design: &Design) -> Option<&str> {
    let table = design.websocket()?.connection_table.as_str();
    (!table.is_empty()).then_some(table)
}

/// What the handler does with the table.
pub(super) const TABLE_ACTIONS: [&str; 3] =
    ["dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Scan"];

/// Templates by key, each once.
pub(super) fn templates(list: &[KeyedTemplate]) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    for one in list {
        found
            .entry(one.key.as_str())
            .or_insert(one.template.as_str());
    }
    found
}

/// Parameters of a request, each once.
pub(super) fn parameters(mapping: &MessageMapping) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    for one in &mapping.parameters {
        found.entry(one.name.as_str()).or_insert(one.value.as_str());
    }
    found
}
