//! Memory sizes that Lambda refuses.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-memory-out-of-range",
    severity: Severity::Error,
    docs: "A function has 128 to 10240 MB of memory (AWS: Lambda developer guide, \"Configure \
           Lambda function memory\"). CPU grows with it.",
    bad: r#"{"functions": [{"name": "app", "memory_mib": 64}]}"#,
    good: r#"{"functions": [{"name": "app", "memory_mib": 1024}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| !function.exists() && !(128..=10240).contains(&function.memory_mib))
        .map(|(index, function)| {
            let at = Pointer::root()
                .join("functions")
                .join(index)
                .join("memory_mib");
            let memory = function.memory_mib;
            let message = sentence!(
                "`{memory}` MB of memory is out of range",
                "メモリ `{memory}` MB は範囲外です"
            );
            Finding::at(at, message).set(memory.clamp(128, 10240)).help(sentence!(
                "use 128 to 10240 MB; 1024 suits a web app",
                "128〜10240 MB を指定してください。Web アプリには 1024 が適しています",
            ))
        })
        .collect()
}
