//! The fields of the design to which lines about methods lead.

use crate::diagnostic::Pointer;
use crate::model::{Authorization, Design, Method};

/// The first method of which something holds, with its place.
pub(super) fn first(
    design: &Design,
    holds: impl Fn(&Method) -> bool,
) -> Option<(Pointer, &Method)> {
    design.routes.iter().enumerate().find_map(|(index, route)| {
        let number = route.methods.iter().position(&holds)?;
        let at = Pointer::root().join("routes").join(index);
        Some((at.join("methods").join(number), &route.methods[number]))
    })
}

/// The field that says who may call the method at a place: its own, or that of all methods.
pub(super) fn authorization(method: &Method, at: Pointer) -> Pointer {
    match method.authorization {
        Some(_) => at.join("authorization"),
        None => Pointer::root().join("access").join("authorization"),
    }
}

/// The same of whether it wants an API key.
pub(super) fn api_key(method: &Method, at: Pointer) -> Pointer {
    match method.api_key_required {
        Some(_) => at.join("api_key_required"),
        None => Pointer::root().join("access").join("api_key_required"),
    }
}

/// The first field by which callers must sign; none where nobody must.
pub(super) fn signed(design: &Design) -> Option<Pointer> {
    let iam = |method: &Method| *design.access.authorization_of(method) == Authorization::Iam;
    let (at, method) = first(design, iam)?;
    Some(authorization(method, at))
}

/// The first field by which callers must show an API key; none where nobody must.
pub(super) fn keyed(design: &Design) -> Option<Pointer> {
    let (at, method) = first(design, |method| design.access.api_key_required_of(method))?;
    Some(api_key(method, at))
}

/// The field that names the function of the method at a place.
pub(super) fn function(method: &Method, at: Pointer) -> Pointer {
    let kind = at.join("integration").join(method.integration.key());
    kind.join("function")
}
