//! The authorizers of a design, with their places.

use crate::diagnostic::Pointer;
use crate::model::{Authorization, Authorizer, Design};

/// The place of an authorizer.
pub(super) fn at(index: usize) -> Pointer {
    let access = Pointer::root().join("access");
    access.join("authorizers").join(index)
}

/// Every authorizer with the place of what stands inside its kind.
pub(super) fn kinds(design: &Design) -> impl Iterator<Item = (Pointer, &Authorizer)> {
    let authorizers = design.access.authorizers.iter().enumerate();
    authorizers.map(|(index, authorizer)| {
        let at = at(index).join("kind").join(authorizer.kind.key());
        (at, authorizer)
    })
}

/// Every setting of who may call, with its place: the API's, then those of methods.
pub(super) fn authorizations(design: &Design) -> impl Iterator<Item = (Pointer, &Authorization)> {
    let default = Pointer::root().join("access").join("authorization");
    let own = super::method::methods(design).filter_map(|(at, _, method)| {
        let authorization = method.authorization.as_ref()?;
        Some((at.join("authorization"), authorization))
    });
    std::iter::once((default, &design.access.authorization)).chain(own)
}

/// Headers with which a browser opens a page or a WebSocket: of HTTP, of the handshake (RFC 6455, section 4.1) and cookies.
/// Each begins one or is one.
const SENT: [&str; 15] = [
    "accept",
    "accept-",
    "cache-control",
    "connection",
    "cookie",
    "host",
    "origin",
    "pragma",
    "referer",
    "sec-",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "x-amzn-",
    "x-forwarded-",
];

/// Whether a header is there when a browser opens an address; `X-Forwarded-For` and the like come from the gateway.
pub(super) fn is_sent(header: &str) -> bool {
    let header = header.to_ascii_lowercase();
    SENT.iter()
        .any(|known| header == *known || (known.ends_with('-') && header.starts_with(known)))
}
