//! CORS settings, of the API and of single routes.

use crate::diagnostic::Pointer;
use crate::model::{Cors, Design, RouteCors};

/// Every settings with their place; routes of an HTTP API have none of their own.
pub(super) fn settings(design: &Design) -> Vec<(Pointer, &Cors)> {
    let api = design.cors.iter();
    let api = api.map(|cors| (Pointer::root().join("cors"), cors));
    let routes = design.routes.iter().enumerate();
    let routes = routes.filter(|_| design.rest().is_some());
    let own = routes.filter_map(|(index, route)| match &route.cors {
        RouteCors::Own(cors) => {
            let at = Pointer::root().join("routes").join(index);
            Some((at.join("cors").join("own"), cors))
        }
        RouteCors::Api | RouteCors::Off => None,
    });
    api.chain(own).collect()
}
