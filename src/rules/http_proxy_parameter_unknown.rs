//! Addresses that want a parameter which the path has not.

use super::http_proxy::{placeholders, servers};
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Design, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "http-proxy-parameter-unknown",
    severity: Severity::Error,
    docs: "What stands in braces in the URI of an HTTP integration is filled from the path \
           parameter of that name, and must be mapped from one that the path declares, or from what else a mapping names \
           (AWS: API Gateway developer guide, \"Set up a proxy integration with a proxy resource\", \"Parameter mapping source \
           reference for REST APIs\").",
    bad: r#"{"routes": [{"path": "/items/{id}", "methods": [{"integration": {"http_proxy": {"uri": "https://example.com/{item}"}}}]}]}"#,
    good: r#"{"routes": [{"path": "/items/{id}", "methods": [{"integration": {"http_proxy": {"uri": "https://example.com/{id}"}}}, {"verb": "PUT", "integration": {"http": {"uri": "https://example.com/{item}", "mapping": {"parameters": [{"name": "integration.request.path.item", "value": "method.request.path.id"}]}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for server in servers(design) {
        let (at, path) = (server.at, &server.route.path);
        let mut known = tree::parameters(path);
        // A mapping fills them from wherever it likes.
        let mapping = server.method.integration.mapping();
        let mapped = mapping.map_or(&[][..], |mapping| &mapping.parameters);
        known.extend(mapped.iter().filter_map(|one| one.name.strip_prefix("integration.request.path.")));
        let wanted = placeholders(server.uri).into_iter();
        // A `+` is another rule's.
        for name in wanted.filter(|name| !known.contains(name) && !name.ends_with('+')) {
            let message = sentence!(
                "the address takes `{{{name}}}` from the path, and `{path}` has no such parameter",
                "アドレスの `{{{name}}}` に当たるパラメータがパス `{path}` にありません",
            );
            found.push(Finding::at(at, message).help(sentence!(
                "name a parameter of the path, or write the part out",
                "パスのパラメータ名を指定するか、固定の文字列にしてください",
            )));
        }
    }
    found
}
