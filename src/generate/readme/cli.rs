//! The AWS CLI's scripts.

use super::{canary, duration, function, is_without_zappa};
use crate::diagnostic::Pointer;
use crate::model::{Design, Function};
use crate::text::markdown::Markdown;
use crate::words::files as words;

pub(super) fn print(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    super::of_functions(md, |md| {
        md.heading(
            3,
            if is_without_zappa(design) {
                "B. AWS CLI"
            } else {
                "C. AWS CLI"
            },
        );
        md.paragraph(if design.is_without_functions() {
            words::readme_cli_plain(language)
        } else {
            words::readme_cli(language)
        });
    });
    let exists = |function: &Function| function.exists() && design.calls(&function.name);
    if design.websocket().is_some() && design.functions.iter().any(exists) {
        md.at(Pointer::root().join("functions"), |md| {
            md.paragraph(words::websocket_existing(language));
        });
    }
    function::print(md, design);
    md.paragraph(words::readme_cli_run(language));
    md.commands(&[
        "bash cli/deploy.sh --dry-run".to_owned(),
        "bash cli/deploy.sh".to_owned(),
    ]);
    duration::print(md, design);
    md.paragraph(words::readme_cli_again(language));
    canary::print(md, design);
    md.paragraph(words::readme_windows(language));
    md.fenced(
        "powershell",
        &[r"powershell -ExecutionPolicy Bypass -File cli\deploy.ps1 --dry-run".to_owned()],
    );
}
