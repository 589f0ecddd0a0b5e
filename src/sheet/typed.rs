//! What somebody typed into sheets: it is there again when a sheet is opened anew, as long as the page is open.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::Look;
use super::piece::{Piece, el};

/// Sheets whose values outlast their closing.
const KEPT: [&str; 7] = [
    super::wizard::WIZARD,
    super::cost::COST,
    "guide",
    super::attempt::TRY,
    super::compare::COMPARE,
    super::trouble::TROUBLE,
    "matrix",
];
/// A sheet whose values are kept while it is open, for controls that come and go.
const HELD: &str = "routes";

/// What the page says of itself, and what follows the design; a field's label goes by its pointer.
fn is_told(name: &str) -> bool {
    name.starts_with('/') || matches!(name, "address" | "endpoint" | "routes" | super::BACK)
}

/// What stands before the name of a control where it says what the control would hold without an answer.
const USUAL: &str = "was-";

impl Look<'_> {
    /// What somebody put into a control. What the sheet itself put there is no answer: the design may be another one by
    /// now, for which something else is usual.
    pub(super) fn answer(&self, name: &str) -> Option<&str> {
        let was = self.args.get(&format!("{USUAL}{name}"));
        let given = self.args.get(name).filter(|given| was != Some(given));
        given.map(String::as_str)
    }
}

/// Notes what a control holds as long as nobody answers.
pub(super) fn usual(name: &str, value: impl Display) -> Piece {
    el("input")
        .attr("type", "hidden")
        .attr("name", format!("{USUAL}{name}"))
        .attr("value", value)
}

/// Values of controls, by sheet and name.
#[derive(Debug, Default)]
pub(crate) struct Typed(BTreeMap<String, BTreeMap<String, String>>);

impl Typed {
    /// Notes the values of the controls of a sheet, and adds those that it had before.
    pub(crate) fn complete(
        &mut self,
        sheet: &str,
        names: &mut Vec<String>,
        values: &mut Vec<String>,
    ) {
        if !KEPT.contains(&sheet) && sheet != HELD {
            return;
        }
        let kept = self.0.entry(sheet.to_owned()).or_default();
        let given = names.iter().zip(values.iter());
        for (name, value) in given.filter(|(name, _)| !is_told(name)) {
            kept.insert(name.clone(), value.clone());
        }
        for (name, value) in kept.iter() {
            if !names.contains(name) {
                names.push(name.clone());
                values.push(value.clone());
            }
        }
    }

    /// Forgets what belongs to the sheet as long as it is open only.
    pub(crate) fn close(&mut self, sheet: &str) {
        if !KEPT.contains(&sheet) {
            self.0.remove(sheet);
        }
    }

    /// Forgets everything: another design is open.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(typed: &mut Typed, sheet: &str, given: &[(&str, &str)]) -> Vec<(String, String)> {
        let (names, values) = given.iter().copied().unzip::<_, _, Vec<_>, Vec<_>>();
        let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let mut values: Vec<String> = values.into_iter().map(str::to_owned).collect();
        typed.complete(sheet, &mut names, &mut values);
        names.into_iter().zip(values).collect()
    }

    #[test]
    fn what_was_typed_is_there_again_until_another_design_is_open() {
        let mut typed = Typed::default();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        completed(&mut typed, "try", &[("url", "/a"), ("endpoint", "vpce-1")]);
        completed(&mut typed, "routes", &[("rate", "5"), ("routes", "1,2")]);
        // A control that is not there for now keeps its value; a sheet of its own has no say in it.
        let again = completed(&mut typed, "routes", &[("throttle", "stage")]);
        assert_eq!(again, [pair("throttle", "stage"), pair("rate", "5")]);
        typed.close("routes");
        typed.close("try");
        assert_eq!(completed(&mut typed, "routes", &[]), []);
        assert_eq!(completed(&mut typed, "import", &[]), []);
        let again = completed(&mut typed, "try", &[("address", "https://a")]);
        assert_eq!(again, [pair("address", "https://a"), pair("url", "/a")]);
        typed.clear();
        assert_eq!(completed(&mut typed, "try", &[]), []);
    }
}
