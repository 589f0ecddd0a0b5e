//! The servers to which methods lead.

use super::method::methods;
use crate::diagnostic::Pointer;
use crate::model::{Design, Integration, Method, Route};

/// A server that answers a method.
pub(super) struct Server<'a> {
    /// The place of its address.
    pub(super) at: Pointer,
    pub(super) route: &'a Route,
    pub(super) method: &'a Method,
    pub(super) uri: &'a str,
    /// Whether the way leads through a VPC link.
    pub(super) is_private: bool,
    /// Whether the whole request goes there.
    pub(super) is_proxy: bool,
}

impl Server<'_> {
    /// Whether the address is the ARN of a resource in the VPC: behind the VPC link of an HTTP API.
    pub(super) fn is_resource(&self, design: &Design) -> bool {
        self.is_private && design.http().is_some()
    }
}

/// Every method that another server answers.
pub(super) fn servers(design: &Design) -> impl Iterator<Item = Server<'_>> {
    methods(design).filter_map(|(at, route, method)| {
        let kind = &method.integration;
        let (uri, is_proxy) = match kind {
            Integration::HttpProxy(proxy) => (&proxy.uri, true),
            Integration::Http(http) => (&http.uri, false),
            _ => return None,
        };
        Some(Server {
            at: at.join("integration").join(kind.key()).join("uri"),
            route,
            method,
            uri,
            is_private: !kind.vpc_link().is_empty(),
            is_proxy,
        })
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
