//! Memory sizes that Lambda refuses.

use super::function::made_functions;
use super::{Finding, Rule};
use crate::diagnostic::Severity;
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
    made_functions(design)
        .filter(|made| !(128..=10240).contains(&made.function.memory_mib))
        .map(|made| {
            let memory = made.function.memory_mib;
            let message = sentence!(
                "`{memory}` MB of memory is out of range",
                "メモリ `{memory}` MB は範囲外です"
            );
            let finding = Finding::at(made.at.join("memory_mib"), message);
            let help = sentence!(
                "use 128 to 10240 MB; 1024 suits a web app",
                "128〜10240 MB を指定してください。Web アプリには 1024 が適しています",
            );
            made.advise(finding, "MemorySize", memory.clamp(128, 10240), help)
        })
        .collect()
}
