//! The functions that are made, with their places.

use super::Finding;
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{Design, Function};
use crate::sentence;

/// A function that is made when the design is deployed.
pub(super) struct Made<'a> {
    /// Its place.
    pub(super) at: Pointer,
    pub(super) function: &'a Function,
    /// Whether an imported template makes it in words of its own, which the design only repeats.
    pub(super) by_template: bool,
}

/// Every function that is made: by the design's files, or by the template that was imported.
pub(super) fn made_functions(design: &Design) -> impl Iterator<Item = Made<'_>> {
    let functions = design.functions.iter().enumerate();
    functions.filter_map(|(index, function)| {
        let by_template = function.exists() && design.is_reference(&function.arn);
        (!function.exists() || by_template).then(|| Made {
            at: Pointer::root().join("functions").join(index),
            function,
            by_template,
        })
    })
}

impl Made<'_> {
    /// What to do about a finding at one of its fields: a change of it, or of the `property` of the template, which no
    /// change of the design reaches.
    pub(super) fn advise(
        &self,
        finding: Finding,
        property: &str,
        value: impl Into<serde_json::Value>,
        help: Sentence,
    ) -> Finding {
        if !self.by_template {
            return finding.set(value).help(help);
        }
        let Sentence { en, ja } = help;
        finding.help(sentence!(
            "{en} (in the template, which makes the function: change `{property}` there and import it again)",
            "{ja}。関数はテンプレートで作られるため、テンプレートの `{property}` を変更してから読み込み直してください",
        ))
    }
}
