//! All files of a design in one zip archive.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::model::Design;

/// The archive: stored, in generator order, with the zip format's first date for
/// every file, so the same design makes the same bytes.
///
/// # Errors
/// When the archive would pass the limits of the format, which takes gigabytes.
pub fn archive(design: &Design) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for artifact in super::generate(design) {
        let mode = if artifact.generator.executable {
            0o755
        } else {
            0o644
        };
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(mode);
        writer.start_file(artifact.generator.path, options)?;
        writer.write_all(artifact.document.text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}
