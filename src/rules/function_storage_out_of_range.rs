//! Sizes of `/tmp` that Lambda refuses.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-storage-out-of-range",
    severity: Severity::Error,
    docs: "The ephemeral storage of a function is 512 to 10240 MiB (AWS: Lambda API Reference, EphemeralStorage).",
    bad: r#"{"functions": [{"name": "app", "ephemeral_storage_mib": 100}]}"#,
    good: r#"{"functions": [{"name": "app", "ephemeral_storage_mib": 2048}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| !function.exists())
        .filter_map(|(index, function)| {
            let size = function.ephemeral_storage_mib?;
            if (512..=10240).contains(&size) {
                return None;
            }
            let at = Pointer::root().join("functions").join(index);
            let message = sentence!(
                "`/tmp` of {size} MiB is outside of 512 to 10240",
                "`/tmp` の {size} MiB は 512 から 10240 の範囲外です",
            );
            Some(Finding::at(at.join("ephemeral_storage_mib"), message).set(size.clamp(512, 10240)).help(sentence!(
                "choose a size from 512 to 10240, or leave it open for 512",
                "512 から 10240 の値にするか、空(512)にしてください",
            )))
        })
        .collect()
}
