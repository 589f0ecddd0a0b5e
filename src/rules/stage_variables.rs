//! The lists of stage variables in a design: those of stages and those of their canaries.

use crate::diagnostic::Pointer;
use crate::model::{Design, Variable};

/// Every list with its place.
pub(super) fn lists(design: &Design) -> impl Iterator<Item = (Pointer, &[Variable])> {
    let stages = design.stages.iter().enumerate();
    stages.flat_map(|(index, stage)| {
        let at = Pointer::root().join("stages").join(index);
        let own = Some((at.join("variables"), &stage.variables[..]));
        let canary = stage.canary.as_ref().map(|canary| {
            let at = at.join("canary").join("variables");
            (at, &canary.variables[..])
        });
        own.into_iter().chain(canary)
    })
}
