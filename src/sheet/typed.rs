//! What somebody typed into sheets: it is there again when a sheet is opened anew, as long as the page is open.

use std::collections::BTreeMap;

/// Sheets whose values outlast their closing.
const KEPT: [&str; 6] = [
    super::wizard::WIZARD,
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
