//! Functions that are too small for a Dash app.

use super::method::dash_functions;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-memory-low-for-dash",
    severity: Severity::Warning,
    docs: "A function gets CPU in proportion to its memory, one vCPU at 1,769 MB (AWS: Lambda developer guide, \"Configure \
           Lambda function memory\"). A Dash app imports Plotly, often pandas, too, before it answers at all: under 512 MB \
           the first page takes many seconds, or the function ends without memory.",
    bad: r#"{"app": {"dash": {}}, "functions": [{"name": "f", "memory_mib": 256}], "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    good: r#"{"app": {"dash": {}}, "functions": [{"name": "f", "memory_mib": 512}], "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    check,
};

/// From where on a start is bearable, in MB.
const ENOUGH: u32 = 512;
/// What the presets give.
const USUAL: u32 = 1024;

fn check(design: &Design) -> Vec<Finding> {
    dash_functions(design)
        .filter(|(_, function)| (128..ENOUGH).contains(&function.memory_mib))
        .map(|(index, function)| {
            let at = Pointer::root().join("functions").join(index).join("memory_mib");
            let memory = function.memory_mib;
            let message = sentence!(
                "a Dash app starts slowly with `{memory}` MB of memory, which brings as little CPU",
                "メモリ `{memory}` MB では CPU も少なく、Dash アプリの起動に時間がかかります",
            );
            Finding::at(at, message).set(USUAL).help(sentence!(
                "use 512 MB or more; 1024 suits an app with pandas",
                "512 MB 以上にしてください。pandas を使うアプリには 1024 が適しています",
            ))
        })
        .collect()
}
