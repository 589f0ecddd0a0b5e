//! What must hold of any file that is read in.

use gateway_studio::diagnostic::Severity;
use gateway_studio::import::{Source, read};
use gateway_studio::words::Language;
use gateway_studio::{generate, model, rules};

/// Reads a file as the page and the command line do, and goes on as they do.
pub fn check(bytes: &[u8]) {
    let imported = read(&[Source { name: "file.py", bytes }]);
    let mut failed = false;
    for finding in &imported.findings {
        failed |= finding.severity == Severity::Error;
        assert!(finding.at.line >= 1 && finding.at.column >= 1, "{finding:?}");
        for language in [Language::En, Language::Ja] {
            let line = finding.line("file", language);
            assert!(!line.contains(['\n', '\r', '\0']), "{line:?}");
        }
    }
    let Some(design) = imported.design else {
        assert!(failed, "there is neither a design nor an error");
        return;
    };
    assert!(!failed, "there is a design in spite of an error");
    assert!(model::read(&model::write(&design)).design.is_some());
    // Large designs cost the fuzzer its time and show nothing more.
    if bytes.len() < 4000 {
        let _ = rules::check(&design);
        let _ = generate::generate(&design);
        let _ = generate::lost(&design);
    }
}

/// The same behind a beginning that leads to one reader.
pub fn check_behind(before: &str, bytes: &[u8]) {
    check(&[before.as_bytes(), bytes].concat());
}
