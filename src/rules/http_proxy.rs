//! The servers that methods pass requests on to.

use super::method::methods;
use crate::diagnostic::Pointer;
use crate::model::{Design, HttpProxy, Integration, Method, Route};

/// Every method that another server answers, with the place of its address.
pub(super) fn proxies(
    design: &Design,
) -> impl Iterator<Item = (Pointer, &Route, &Method, &HttpProxy)> {
    methods(design).filter_map(|(at, route, method)| {
        let Integration::HttpProxy(proxy) = &method.integration else {
            return None;
        };
        let at = at.join("integration").join("http_proxy").join("uri");
        Some((at, route, method, proxy))
    })
}

/// The places in an address that are filled from the request; stage variables (`${…}`) are none.
pub(super) fn placeholders(uri: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (start, _) in uri.match_indices('{') {
        let inside = &uri[start + 1..];
        if !uri[..start].ends_with('$')
            && let Some(end) = inside.find('}')
        {
            found.push(&inside[..end]);
        }
    }
    found
}
