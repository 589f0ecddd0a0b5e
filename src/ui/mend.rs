//! The button that mends a finding, wherever that is shown.

use gateway_studio::diagnostic::Diagnostic;

use crate::browser;
use crate::dom::{El, button, el};
use crate::icon;
use crate::prose::prose;
use crate::session::{session, tongue, workspace};
use crate::sheet;

/// The sheet that mends and silences.
pub(crate) const ADVICE: &str = "advice";

/// Code and place of a finding, by which that sheet finds it again.
pub(crate) fn named(found: &Diagnostic) -> String {
    format!("{} {}", found.code, found.at)
}

/// The button of a finding that has a mend. It goes with its finding, so the focus goes on to the element `then`.
pub(crate) fn mend(found: &Diagnostic, then: &str) -> Option<El> {
    let (ws, session) = (workspace(), session());
    let (named, then) = (named(found), then.to_owned());
    let fix = found.fix.as_ref()?;
    let act = move || {
        sheet::order(ws, session, ADVICE, "fix", ("finding", named.clone()));
        browser::focus_soon([then.clone()]);
    };
    let button = button("small")
        .click(act)
        .child(icon::CHECK.draw())
        .child(el("span").child(prose(&fix.title, tongue())));
    Some(button)
}
