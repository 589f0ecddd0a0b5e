//! How long the script takes, where that is long.

use std::collections::BTreeSet;

use crate::diagnostic::Pointer;
use crate::model::{Api, Design, Verb, tree};
use crate::text::markdown::Markdown;
use crate::words::files as words;

/// Calls of a run that nobody needs to be told of.
const FEW: usize = 300;

/// Calls that the first run makes.
fn calls(design: &Design) -> usize {
    let methods: usize = design.routes.iter().map(|route| route.methods.len()).sum();
    let api = match &design.api {
        Api::Rest(_) => {
            let places: BTreeSet<Vec<&str>> = design
                .routes
                .iter()
                .flat_map(|route| {
                    let parts = tree::parts(&route.path);
                    (1..=parts.len())
                        .map(|end| parts[..end].to_vec())
                        .collect::<Vec<_>>()
                })
                .collect();
            // A method with its backend; a preflight with its answer, too.
            places.len() + 2 * methods + 4 * preflights(design)
        }
        // A route; its integration is shared.
        Api::Http(_) => methods,
        Api::Websocket(api) => 2 * api.routes.len(),
    };
    let plans = design.access.usage_plans.iter();
    let plans: usize = plans.map(|plan| 1 + 2 * plan.api_keys.len()).sum();
    let access = if design.http().is_none() {
        plans + design.access.api_keys.len()
    } else {
        0
    };
    api + access + 3 * design.stages.len()
}

fn preflights(design: &Design) -> usize {
    let routes = design.routes.iter().enumerate();
    let asked = routes.filter(|(index, route)| {
        let mut methods = route.methods.iter();
        design.cors_of(*index, route).is_some() && !methods.any(|one| one.verb == Verb::Options)
    });
    asked.count()
}

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let calls = calls(design);
    if calls < FEW {
        return;
    }
    let minutes = calls.div_ceil(60);
    md.at(Pointer::root().join("routes"), |md| {
        md.paragraph(&words::readme_cli_long(
            design.output.language,
            calls,
            minutes,
        ));
    });
}
