//! Declared parameters that no request has.

use super::{Finding, Rule, method::methods, token::is_token};
use crate::diagnostic::Severity;
use crate::model::{Design, Parameter, ParameterPlace, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "request-parameter-malformed",
    severity: Severity::Error,
    docs: "A parameter is declared as `method.request.PLACE.NAME` with a name that is valid there and unique; one of the path must stand \
           in the path (AWS: API Gateway API Reference, PutMethod, `requestParameters`).",
    bad: r#"{"routes": [{"path": "/items", "methods": [{"request": {"parameters": [{"place": "path", "name": "id"}]}}]}]}"#,
    good: r#"{"routes": [{"path": "/items/{id}", "methods": [{"request": {"parameters": [{"place": "path", "name": "id"}, {"place": "querystring", "name": "page"}]}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, route, method) in methods(design) {
        if method.request.parameters.is_empty() {
            continue;
        }
        let at = at.join("request").join("parameters");
        for (index, parameter) in method.request.parameters.iter().enumerate() {
            let name = &parameter.name;
            let before = &method.request.parameters[..index];
            let same =
                |other: &Parameter| other.name == *name && other.place == parameter.place;
            let missing = parameter.place == ParameterPlace::Path
                && !tree::parameters(&route.path).contains(&&**name);
            if is_token(name) && !name.contains('\'') && !missing && !before.iter().any(same) {
                continue;
            }
            let (place, path) = (parameter.place.as_str(), &route.path);
            let message = sentence!(
                "`{name}` cannot be a parameter of the kind `{place}` of `{path}`",
                "`{name}` は `{path}` の `{place}` パラメータにできません"
            );
            let mut finding = Finding::at(at.join(index).join("name"), message);
            if missing || before.iter().any(same) {
                finding = finding.delete(at.join(index));
            }
            found.push(finding.help(sentence!(
                "write one name without spaces, each once; one of the path stands there in braces",
                "空白のない名前を重複なく指定してください。path の場合はパスの波括弧内の名前です",
            )));
        }
    }
    found
}
