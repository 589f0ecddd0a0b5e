//! Where in a design lines belong that stand for several parts of it: the first of these.

use crate::diagnostic::Pointer;
use crate::generate::integration::rights;
use crate::model::{Api, Design, Stage};

/// The design's name, of which tags and names in the account are made.
pub(super) fn name() -> Pointer {
    Pointer::root().join("name")
}

/// The custom domain, also where there is none.
pub(super) fn domain() -> Pointer {
    Pointer::root().join("domain")
}

/// The API of its kind.
pub(super) fn api(design: &Design) -> Pointer {
    Pointer::root().join("api").join(design.api.key())
}

/// A field of the first stage that is so.
pub(super) fn stage(
    design: &Design,
    field: &'static str,
    is: impl Fn(&Stage) -> bool,
) -> Option<Pointer> {
    let index = design.stages.iter().position(is)?;
    Some(super::stage::at(index).join(field))
}

/// The first access log; where there is none, the place for one.
pub(super) fn access_log(design: &Design) -> Pointer {
    let logs = |stage: &Stage| stage.access_log.is_some();
    let first = stage(design, "access_log", logs);
    first
        .or_else(|| stage(design, "access_log", |_| true))
        .unwrap_or_else(|| Pointer::root().join("stages"))
}

/// What first needs the gateway's role; where nothing does, what could.
pub(super) fn role(design: &Design) -> Pointer {
    let routes = || match design.api {
        Api::Rest(_) | Api::Http(_) => Pointer::root().join("routes"),
        Api::Websocket(_) => api(design).join("routes"),
    };
    let first = rights(design).into_iter().next();
    first.map_or_else(routes, |right| right.at)
}

/// The VPC links, or the API that has none: an empty list of them does not stand in the design.
pub(super) fn vpc_links(design: &Design) -> Pointer {
    if design.vpc_links.is_empty() {
        return api(design);
    }
    Pointer::root().join("vpc_links")
}
