//! Dash apps whose pages load, and then do nothing.

use super::method::{has_own_code, methods};
use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Edit, Pointer, Severity};
use crate::model::{Design, Method, MethodCache, Request, Route, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "dash-callbacks-unreachable",
    severity: Severity::Warning,
    docs: "A Dash page loads its layout and its scripts from paths below it (`_dash-layout`, `_dash-component-suites/…`) and \
           runs every callback by `POST _dash-update-component` (Dash: `dash.py`, `_setup_routes`); a path or a method \
           without a route answers 403 \"Missing Authentication Token\" (AWS: API Gateway developer guide, \"Set up a \
           proxy integration with a proxy resource\").",
    bad: r#"{"app": {"dash": {}}, "functions": [{"name": "f"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}, {"path": "/{proxy+}", "methods": [{"verb": "GET", "integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    good: r#"{"app": {"dash": {}}, "functions": [{"name": "f"}], "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}, {"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    check,
};

/// Whether requests to paths below it reach a route.
fn is_wide(route: &Route) -> bool {
    route.path.ends_with("+}") || route.is_default()
}

fn check(design: &Design) -> Vec<Finding> {
    if design.app.dash().is_none() || has_own_code(design) {
        return Vec::new();
    }
    let takes_post = |route: &Route, method: &Method| {
        matches!(method.verb, Verb::Any | Verb::Post)
            && (is_wide(route) || route.path.ends_with("/_dash-update-component"))
    };
    let mut all = methods(design);
    if all.any(|(_, route, method)| takes_post(route, method)) {
        return Vec::new();
    }
    // A method that calls no function is another rule's.
    let is_known = |name: &str| design.functions.iter().any(|function| function.name == name);
    let mut served = methods(design).filter(|(.., method)| {
        method.integration.is_lambda_proxy() && method.integration.function().is_some_and(is_known)
    });
    let Some((_, _, first)) = served.next() else {
        return Vec::new();
    };
    let wide = methods(design).find(|(_, route, method)| {
        is_wide(route) && method.verb == Verb::Get && method.integration.is_lambda_proxy()
    });
    let help = || {
        sentence!(
            "let `ANY /{{proxy+}}` lead to the function of the app",
            "`ANY /{{proxy+}}` をアプリの関数につないでください",
        )
    };
    if let Some((at, route, method)) = wide {
        let path = &route.path;
        let message = sentence!(
            "`{path}` takes `GET` alone, but Dash runs its callbacks by `POST`: the page loads and then answers nothing",
            "`{path}` は `GET` だけですが、Dash のコールバックは `POST` です。ページは表示されても操作に反応しません",
        );
        // `GET` stays by itself: an `ANY` in its place would be kept by no cache.
        let post = Method {
            verb: Verb::Post,
            cache: MethodCache::default(),
            request: Request::default(),
            ..method.clone()
        };
        let title = sentence!("add `POST {path}`", "`POST {path}` を追加する");
        let edits = vec![Edit::Append(Pointer::from(at).parent(), mend::written(&post))];
        let finding = Finding::at(at.join("verb"), message).mend(title, edits);
        return vec![finding.help(sentence!(
            "let `POST {path}` lead to the function of the app, too",
            "`POST {path}` もアプリの関数につないでください",
        ))];
    }
    let route = Route {
        path: "/{proxy+}".into(),
        methods: vec![Method {
            verb: Verb::Any,
            integration: first.integration.clone(),
            ..Method::default()
        }],
        ..Route::default()
    };
    let at = Pointer::root().join("routes");
    let message = sentence!(
        "no route takes what a Dash page asks for below it: its scripts and callbacks answer 403",
        "Dash のページが読み込むパスのルートがないため、スクリプトもコールバックも 403 になります",
    );
    let title = sentence!("add `ANY /{{proxy+}}`", "`ANY /{{proxy+}}` を追加する");
    let mut edits = mend::route(design, &route);
    if methods(design).all(|(_, route, _)| route.path != "/") {
        let root = Route { path: "/".into(), ..route };
        edits.extend(mend::route(design, &root));
    }
    vec![Finding::at(at, message).mend(title, edits).help(help())]
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::{Design, MethodCache, Verb, read};
    use crate::rules::{Rule, apply};

    #[test]
    fn a_cached_get_stays_and_a_post_stands_beside_it() {
        let text = RULE.bad.replace(
            r#"{"verb": "GET","#,
            r#"{"verb": "GET", "cache": {"own": {}}, "api_key_required": true,"#,
        );
        let mut design: Design = read(&text).design.expect("it is a design");
        let check = Rule::as_check(&RULE);
        let fix = apply(&check, &design).next().and_then(|found| found.fix);
        design.mend(&fix.expect("it is mended"));
        let methods = &design.routes[1].methods;
        let verbs: Vec<_> = methods.iter().map(|method| method.verb).collect();
        assert_eq!(verbs, [Verb::Get, Verb::Post]);
        assert!(matches!(methods[0].cache, MethodCache::Own(_)));
        assert_eq!(methods[1].cache, MethodCache::default());
        assert_eq!(methods[1].api_key_required, Some(true));
        assert_eq!(methods[1].integration, methods[0].integration);
        assert!(apply(&check, &design).next().is_none());
    }
}
