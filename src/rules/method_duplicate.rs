//! Methods of one verb on one route.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "method-duplicate",
    severity: Severity::Error,
    docs: "A resource has one method per verb; a second one is refused (AWS: API Gateway API \
           Reference, PutMethod, ConflictException: \"Method already exists for this \
           resource\").",
    bad: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET"}, {"verb": "GET"}]}]}"#,
    good: r#"{"routes": [{"path": "/", "methods": [{"verb": "GET"}, {"verb": "ANY"}]}, {"path": "/a", "methods": [{"verb": "GET"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (route_index, route) in design.routes.iter().enumerate() {
        for (index, method) in route.methods.iter().enumerate() {
            let verb = method.verb;
            // They are few: no set is quicker.
            if !route.methods[..index].iter().any(|other| other.verb == verb) {
                continue;
            }
            let (verb, path) = (verb.as_str(), &route.path);
            let message = sentence!(
                "the route `{path}` has the method `{verb}` already",
                "ルート `{path}` には既にメソッド `{verb}` があります",
            );
            let at = Pointer::root().join("routes").join(route_index);
            let at = at.join("methods");
            let again = &route.methods[index];
            let same = route.methods[..index].iter().any(|other| other == again);
            let mut finding = Finding::at(at.join(index).join("verb"), message);
            if same {
                finding = finding.delete(at.join(index));
            }
            found.push(
                finding.help(sentence!(
                    "delete one of them or choose another verb",
                    "どちらかを削除するか、別のメソッドを選んでください",
                )),
            );
        }
    }
    found
}
