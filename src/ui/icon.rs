//! Drawings, one stroke each, in the colour of the text.

use crate::dom::{El, el};
use crate::place::Section;
use gateway_studio::diagnostic::Severity;
use gateway_studio::model::Mark;

/// Path data on a 16 by 16 grid.
pub(crate) struct Icon(&'static str);

impl Icon {
    /// The drawing; what it means is said by the words beside it.
    pub(crate) fn draw(&self) -> El {
        el("svg.drawing")
            .attr("viewBox", "0 0 16 16")
            .attr("width", "16")
            .attr("height", "16")
            .attr("fill", "none")
            .attr("stroke", "currentColor")
            .attr("stroke-width", "1.5")
            .attr("stroke-linecap", "round")
            .attr("stroke-linejoin", "round")
            .attr("aria-hidden", "true")
            .child(el("path").attr("d", self.0))
    }
}

/// The mark of the studio: a route that branches and ends in a dot.
pub(crate) const MARK: Icon = Icon(
    "M3 2v8a3 3 0 0 0 3 3h3M3 5.5h4.5M12 13h.01M10.5 5.5h.01M11.2 13a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0-2.6 0M9.2 5.5a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0-2.6 0",
);
pub(crate) const SEARCH: Icon = Icon("M3 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0M10 10l3.5 3.5");
pub(crate) const PLUS: Icon = Icon("M8 3.5v9M3.5 8h9");
pub(crate) const CROSS: Icon = Icon("M4.5 4.5l7 7M11.5 4.5l-7 7");
pub(crate) const UNDO: Icon = Icon("M6 3.5L3 6.5l3 3M3.5 6.5H9a3.5 3.5 0 0 1 0 7H6");
pub(crate) const REDO: Icon = Icon("M10 3.5l3 3-3 3M12.5 6.5H7a3.5 3.5 0 0 0 0 7h3");
pub(crate) const OPEN: Icon = Icon("M2 12.5v-9h4l1.5 2H13v2M2 12.5l2-5h11l-2 5z");
pub(crate) const DOWNLOAD: Icon = Icon("M8 2.5v7.5M5 7.5L8 10.5l3-3M3 13.5h10");
pub(crate) const COPY: Icon = Icon("M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3");
pub(crate) const CHECK: Icon = Icon("M3.5 8.5l3 3 6-7");
pub(crate) const KEY: Icon =
    Icon("M7.5 8.5l5.5-5.5M11 5l1.5 1.5M3 10.8a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0");
pub(crate) const FOLDED: Icon = Icon("M6 4.5L9.5 8 6 11.5");
pub(crate) const UNFOLDED: Icon = Icon("M4.5 6L8 9.5 11.5 6");
pub(crate) const UP: Icon = Icon("M4.5 10L8 6.5 11.5 10");
pub(crate) const MENU: Icon = Icon("M2.5 4.5h11M2.5 8h11M2.5 11.5h11");
pub(crate) const FILE: Icon = Icon("M4 2h5l3.5 3.5V14H4zM9 2v3.5h3.5");
pub(crate) const PENCIL: Icon = Icon("M3 13l.7-2.8L11 3l2 2-7.2 7.3z");
pub(crate) const DESIGNS: Icon = Icon("M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3zM9 9h4v4H9z");
pub(crate) const SHARE: Icon = Icon("M8 9.5v-7M5.5 5L8 2.5 10.5 5M4 7.5H3v6h10v-6h-1");
pub(crate) const PICK: Icon = Icon("M2.5 4l1.5 1.5L6.5 3M2.5 11l1.5 1.5L6.5 10M9 4.5h5M9 11.5h5");
const BAD: Icon = Icon("M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.5M8 11h.01");
const WARN: Icon = Icon("M8 2.5l6 11H2zM8 6.5v3M8 11.5h.01");
const NOTE: Icon = Icon("M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0M8 7.5v3.5M8 5h.01");

/// The drawing of a severity: the shapes differ, so the colour is not the only sign.
pub(crate) fn severity(severity: Severity) -> El {
    let (class, icon) = match severity {
        Severity::Error => ("severity error", BAD),
        Severity::Warning => ("severity warning", WARN),
        Severity::Info => ("severity info", NOTE),
    };
    el("span").class(class).child(icon.draw())
}

/// The drawing of a mark of a route.
pub(crate) fn mark(mark: Mark) -> El {
    Icon(gateway_studio::sheet::drawing(mark)).draw()
}

/// The drawing of a section.
pub(crate) const fn section(section: Section) -> Icon {
    match section {
        Section::App => Icon("M2.5 3h11v10h-11zM2.5 6h11M5 9l1.5 1.2L5 11.5M8 11.5h2.5"),
        Section::Api => Icon("M8 2v3M8 11v3M2.5 8h2.5M11 8h2.5M5 5h6v6H5z"),
        Section::Functions => Icon("M4 13.5L7.2 6.5M5 2.5h1.5l4.5 11h1.5"),
        Section::Routes => Icon("M3.5 2v9.5h4M3.5 6h4M9.5 4.5h4v3h-4zM9.5 10h4v3h-4z"),
        Section::Stages => Icon("M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3"),
        Section::Domain => {
            Icon("M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0M2 8h12M8 2c-4.5 4-4.5 8 0 12c4.5-4 4.5-8 0-12")
        }
        Section::Access => KEY,
        Section::Cors => Icon("M2.5 5.5h9.5M9.5 3L12 5.5 9.5 8M13.5 10.5H4M6.5 8L4 10.5 6.5 13"),
        Section::Monitoring => Icon("M2 8.5h3l2-5 2.5 9 1.5-4h3"),
    }
}
