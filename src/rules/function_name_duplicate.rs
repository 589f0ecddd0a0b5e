//! Functions of one name.

use super::mend;
use super::{Finding, Rule, repeated::repeated};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-name-duplicate",
    severity: Severity::Error,
    docs: "Methods refer to a function by its name, and a name exists once per account and \
           region (AWS: Lambda API Reference, CreateFunction, ResourceConflictException).",
    bad: r#"{"functions": [{"name": "app"}, {"name": "app"}]}"#,
    good: r#"{"functions": [{"name": "app"}, {"name": "worker"}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let names = design
        .functions
        .iter()
        .map(|function| function.name.as_str())
        .enumerate();
    repeated(names.filter(|(_, name)| !name.is_empty()))
        .map(|(index, name)| {
            let at = Pointer::root().join("functions").join(index).join("name");
            let message = sentence!(
                "another function before is named `{name}` already",
                "関数名 `{name}` は前の関数で使われています",
            );
            Finding::at(at, message).maybe(mend::fresh(name, |name| design.function(name).is_some())).help(sentence!(
                "give every function a name of its own",
                "関数ごとに異なる名前を付けてください",
            ))
        })
        .collect()
}
