//! The access logs of a design, with their places.

use crate::diagnostic::Pointer;
use crate::model::{AccessLog, Design};

/// Every stage's access log and its place.
pub(super) fn access_logs(design: &Design) -> impl Iterator<Item = (Pointer, &AccessLog)> {
    let stages = design.stages.iter().enumerate();
    stages.filter_map(|(index, stage)| {
        let at = Pointer::root()
            .join("stages")
            .join(index)
            .join("access_log");
        Some((at, stage.access_log.as_ref()?))
    })
}
