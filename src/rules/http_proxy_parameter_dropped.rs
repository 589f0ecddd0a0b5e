//! Parameters of the path that another server never learns.

use super::http_proxy::{placeholders, servers};
use super::{Finding, Rule};
use crate::diagnostic::Severity;
use crate::model::{Design, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "http-proxy-parameter-dropped",
    severity: Severity::Warning,
    docs: "An HTTP integration passes headers, query and body on, and of the path only what its \
           URI names: without `{proxy}` every path below `/{proxy+}` reaches the same address \
           (AWS: API Gateway developer guide, \"Set up a proxy integration with a proxy resource\").",
    bad: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"integration": {"http_proxy": {"uri": "https://example.com/"}}}]}]}"#,
    good: r#"{"routes": [{"path": "/{proxy+}", "methods": [{"integration": {"http_proxy": {"uri": "https://example.com/{proxy}"}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    let proxies = servers(design).filter(|server| server.is_proxy && !server.is_resource(design));
    for server in proxies {
        let (at, uri, path) = (server.at, server.uri, &server.route.path);
        let named = placeholders(uri);
        let mut missing = tree::parameters(path);
        // What the address lacks altogether is another rule's.
        missing.retain(|name| {
            let greedy = format!("{name}+");
            !uri.is_empty() && !named.contains(name) && !named.contains(&greedy.as_str())
        });
        let one = missing.len() == 1 && !uri.contains(['?', '#']);
        for name in missing {
            let whole = uri.trim_end_matches('/');
            let longer = one.then(|| format!("{whole}/{{{name}}}"));
            let message = sentence!(
                "whatever `{{{name}}}` is, `{path}` leads to the same address",
                "`{path}` は `{{{name}}}` の値によらず同じアドレスに転送されます",
            );
            found.push(Finding::at(at, message).maybe(longer).help(sentence!(
                "write `{{{name}}}` into the address where the server expects it",
                "サーバーが受け取る位置に `{{{name}}}` を書き加えてください",
            )));
        }
    }
    found
}
