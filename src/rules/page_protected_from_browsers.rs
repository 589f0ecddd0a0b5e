//! Pages that no browser can open.

use std::collections::BTreeSet;

use super::authorizer::is_sent;
use super::method::{has_own_code, methods};
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Sentence, Severity};
use crate::model::{ApiKeySource, Authorization, AuthorizerKind, Design, Method, Route, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "page-protected-from-browsers",
    severity: Severity::Warning,
    docs: "Who types an address or follows a link sends cookies, but neither the header `x-api-key` nor a signature, nor the header \
           in which an authorizer looks for a token: a browser gets 403, or 401, and no page whose script could sign in \
           (WHATWG: Fetch Standard, \"HTTP-network-or-cache fetch\"; AWS: API Gateway developer guide, \"Choose an API key source\", \
           \"Control access to a REST API with IAM permissions\", \"Configure a Lambda authorizer\"). Of authorizers it \
           speaks where the page is known to be one: of a Dash app, or an address that ends in `.html`.",
    bad: r#"{"app": {"dash": {}}, "access": {"authorization": {"authorizer": "staff"}, "authorizers": [{"name": "staff", "kind": {"cognito_user_pool": {}}}]}, "routes": [{"path": "/", "methods": [{"integration": {"lambda_proxy": {"function": "f"}}}]}]}"#,
    good: r#"{"access": {"api_key_required": true, "authorizers": [{"name": "guard", "kind": {"lambda_request": {"headers": ["Cookie"]}}}]}, "routes": [{"path": "/", "methods": [{"verb": "GET", "api_key_required": false, "authorization": {"authorizer": "guard"}}]}, {"path": "/orders", "methods": [{"verb": "GET"}]}]}"#,
    check,
};

/// What a page asks for that browsers do not send.
struct Lock<'a> {
    /// The field of the method, or of the API where the method says nothing of its own.
    field: &'static str,
    is_own: bool,
    wanted: &'a str,
    by: &'static str,
}

fn check(design: &Design) -> Vec<Finding> {
    let is_dash = design.app.dash().is_some() && !has_own_code(design);
    let is_known = |route: &Route, method: &Method| {
        is_document(route) || is_dash && method.integration.is_lambda_proxy()
    };
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (at, route, method) in methods(design) {
        let is_open = *design.access.authorization_of(method) == Authorization::None
            && !design.access.api_key_required_of(method);
        if is_open || !matches!(method.verb, Verb::Get | Verb::Any) || !is_page(route) {
            continue;
        }
        let lock = lock(design, method);
        let Some(lock) = lock.filter(|lock| lock.by.is_empty() || is_known(route, method)) else {
            continue;
        };
        let at = if lock.is_own {
            at.join(lock.field)
        } else {
            Pointer::root().join("access").join(lock.field)
        };
        if told.insert(at) {
            found.push(Finding::at(at, message(&route.path, &lock)).help(help(&lock)));
        }
    }
    found
}

/// The page itself, and what it loads from below: other paths may be for programs.
fn is_page(route: &Route) -> bool {
    let mut parts = route.path.split('/').filter(|part| !part.is_empty());
    is_document(route) || parts.all(|part| part.ends_with("+}"))
}

/// Whether its address says that it is a page.
fn is_document(route: &Route) -> bool {
    let kind = route.path.rsplit_once('.').map(|(_, kind)| kind);
    kind.is_some_and(|kind| kind.eq_ignore_ascii_case("html") || kind.eq_ignore_ascii_case("htm"))
}

fn lock<'a>(design: &'a Design, method: &Method) -> Option<Lock<'a>> {
    let access = &design.access;
    let by_authorization = |wanted, by| Lock {
        field: "authorization",
        is_own: method.authorization.is_some(),
        wanted,
        by,
    };
    match access.authorization_of(method) {
        Authorization::Iam => return Some(by_authorization("AWS_IAM", "")),
        Authorization::Authorizer(name) => {
            let kind = access.authorizer(name).map(|(_, own)| &own.kind);
            let mut headers = kind.into_iter().flat_map(AuthorizerKind::headers);
            let header = headers.find(|header| !is_sent(header));
            if let (Some(header), Some(kind)) = (header, kind) {
                return Some(by_authorization(header, kind.as_str()));
            }
        }
        Authorization::None => {}
    }
    let by_header = design
        .rest()
        .is_some_and(|rest| rest.api_key_source == ApiKeySource::Header);
    let wants_key = by_header && access.api_key_required_of(method);
    wants_key.then_some(Lock {
        field: "api_key_required",
        is_own: method.api_key_required.is_some(),
        wanted: "x-api-key",
        by: "",
    })
}

fn message(path: &str, lock: &Lock) -> Sentence {
    let wanted = lock.wanted;
    if lock.by.is_empty() {
        return sentence!(
            "browsers cannot open `{path}`, which wants `{wanted}`",
            "`{path}` には `{wanted}` が必要なため、ブラウザでは開けません",
        );
    }
    let kind = lock.by;
    sentence!(
        "browsers cannot open `{path}`: its `{kind}` authorizer wants the header `{wanted}`, which no typed address and no link sends",
        "`{path}` の `{kind}` オーソライザーはヘッダー `{wanted}` を必要としますが、アドレス入力やリンクでは送信されないため、ブラウザでは開けません",
    )
}

fn help(lock: &Lock) -> Sentence {
    if lock.by.is_empty() {
        return sentence!(
            "leave pages open and sign people in inside the app; keys and signatures suit programs",
            "ページの保護は解除し、サインインはアプリ側で行ってください。キーと署名はプログラム向けです",
        );
    }
    sentence!(
        "sign people in inside the app, let a `REQUEST` authorizer read `Cookie`, or put a proxy in front that signs in and adds the header",
        "サインインをアプリ側で行うか、`REQUEST` オーソライザーで `Cookie` を読み取るか、サインインしてヘッダーを付けるプロキシを前段に置いてください",
    )
}
