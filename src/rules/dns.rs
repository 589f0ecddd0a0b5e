//! The Route 53 side of a custom domain.

use crate::diagnostic::Pointer;
use crate::model::{CustomDomain, Design, Dns, Route53};

/// The domain with its record, when Route 53 serves it.
pub(super) fn route53(design: &Design) -> Option<(&CustomDomain, &Route53)> {
    let domain = design.domain.as_ref()?;
    match &domain.dns {
        Dns::Route53(route53) => Some((domain, route53)),
        Dns::Elsewhere(_) => None,
    }
}

/// Where the fields of the record stand.
pub(super) fn at() -> Pointer {
    Pointer::root().join("domain").join("dns").join("route53")
}
