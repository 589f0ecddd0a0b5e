//! A text that is read, and the files of the design that it gives.

use gateway_studio::generate::generate;
use gateway_studio::import::{Imported, Source, read};
use gateway_studio::model::Design;

/// What one file says.
pub(crate) fn import(text: &str) -> Imported {
    let bytes = text.as_bytes();
    read(&[Source {
        name: "file",
        bytes,
    }])
}

/// The design of it.
pub(crate) fn design(imported: &Imported) -> &Design {
    let findings = &imported.findings;
    imported
        .design
        .as_ref()
        .unwrap_or_else(|| panic!("{findings:#?}"))
}

/// A file of a design.
pub(crate) fn file(design: &Design, path: &str) -> String {
    let files = generate(design);
    let found = files.into_iter().find(|file| file.generator.path == path);
    found.expect("it is made").document.text()
}

/// One line, so that what stands together is found together.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
