//! Answers that pages of one origin alone can read.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, Integration, Variable};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-origins-of-fixed-answer",
    severity: Severity::Warning,
    docs: "A REST API gives the answer of a mock, and one that it maps, the headers that the integration response \
           says (AWS: API Gateway developer guide, \"Parameter mapping for REST APIs in API Gateway\"): the files name the first origin there, and a browser compares letter by letter (Fetch \
           Standard, \"CORS check\").",
    bad: r#"{"cors": {"allow_origins": ["https://a.example.com", "https://b.example.com"]}, "routes": [{"path": "/", "methods": [{"integration": {"mock": {}}}]}]}"#,
    good: r#"{"cors": {"allow_origins": ["https://a.example.com", "https://b.example.com"]}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.rest().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        let Some((_, cors)) = design.cors_of(index, route) else {
            continue;
        };
        if cors.other_origins().is_empty() {
            continue;
        }
        let at = Pointer::root().join("routes").join(index).join("methods");
        let fixed = route.methods.iter().enumerate();
        let fixed = fixed.filter(|(_, method)| is_fixed(&method.integration));
        let first = cors.fixed_origin();
        found.extend(fixed.map(|(number, _)| {
            let at = at.join(number).join("integration");
            let message = sentence!(
                "this answer names one origin, `{first}`: pages of the others cannot read it",
                "この応答に書かれるオリジンは `{first}` の1つで、ほかのオリジンのページは読み取れません",
            );
            Finding::at(at, message).help(sentence!(
                "let a function answer as a proxy, name one origin for the route, or allow `*`",
                "関数のプロキシ統合で応答するか、このルートのオリジンを1つにするか、`*` を許可してください",
            ))
        }));
    }
    found
}

/// Whether the gateway says who may read the answer, and the design leaves that to the settings.
fn is_fixed(integration: &Integration) -> bool {
    let lacks = |headers: &[Variable]| {
        let name = "access-control-allow-origin";
        !headers.iter().any(|header| header.name.eq_ignore_ascii_case(name))
    };
    match integration {
        Integration::LambdaProxy { .. } | Integration::HttpProxy(_) => false,
        Integration::Mock(mock) => lacks(&mock.headers),
        other => other.mapping().is_none_or(|mapping| {
            mapping.responses.iter().any(|answer| lacks(&answer.headers))
        }),
    }
}
