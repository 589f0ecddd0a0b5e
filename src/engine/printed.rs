//! Files as values: printed when they are looked at, and told in pieces.

use std::sync::Arc;

use crate::generate::GENERATORS;
use crate::model::Design;
use crate::text::Document;
use crate::text::yaml::beginning;

/// A file as it was printed, and from which design.
#[derive(Clone)]
pub(super) struct Printed {
    pub(super) file: usize,
    pub(super) document: Arc<Document>,
    /// Columns of its longest line.
    pub(super) columns: usize,
    design: Arc<Design>,
}

impl Printed {
    /// The file at that place among [`GENERATORS`]; `None` when the design has it not.
    pub(super) fn new(file: usize, design: &Arc<Design>) -> Option<Self> {
        let generator = GENERATORS.get(file)?;
        (generator.applies)(design).then(|| {
            let document = Arc::new((generator.print)(design));
            Self {
                file,
                columns: columns(&document),
                document,
                design: design.clone(),
            }
        })
    }

    /// Its first lines alone, of which a key does not wait for the others; the rest of it says what is true of `whole`.
    pub(super) fn first_lines(whole: &Self, lines: usize, design: &Arc<Design>) -> Option<Self> {
        let generator = GENERATORS.get(whole.file)?;
        (generator.applies)(design).then(|| Self {
            file: whole.file,
            columns: whole.columns,
            document: Arc::new(beginning(lines, || (generator.print)(design))),
            design: design.clone(),
        })
    }

    /// The kept one when it is of that file and design, else a new one.
    pub(super) fn or_new(kept: Option<&Self>, file: usize, design: &Arc<Design>) -> Option<Self> {
        let kept = kept.filter(|kept| kept.is(file, design));
        kept.cloned().or_else(|| Self::new(file, design))
    }

    /// Keeps the lines alone, unless somebody else has use for more of it.
    pub(super) fn forget_origins(&mut self) {
        if let Some(document) = Arc::get_mut(&mut self.document) {
            document.forget_origins();
        }
    }

    /// Whether it is that file of that design.
    pub(super) fn is(&self, file: usize, design: &Arc<Design>) -> bool {
        self.file == file && Arc::ptr_eq(&self.design, design)
    }
}

/// Columns of the longest line; a wide character takes two.
fn columns(document: &Document) -> usize {
    let width = |line: &str| line.len() - line.chars().filter(|c| !c.is_ascii()).count();
    let widths = document.map_lines(width);
    widths.into_iter().max().unwrap_or_default()
}
