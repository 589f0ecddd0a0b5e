//! Requests that people ask about, made of the design.

use super::super::piece::{Piece, el};
use super::form::first_endpoint;
use super::{
    asset, blocked, connect, foreign, layout, message, no_certificate, no_key, no_scope, no_token,
    outside, page, preflight, ready, stageless, trying, with_key, with_token,
};
use crate::model::{ApiKeySource, App, Authorization, AuthorizerKind, Design, StageWebAcl};
use crate::simulate::{Decision, Request, default_host};
use crate::words::Language;

/// Requests by what they are called.
type Ready = Vec<(&'static str, Request)>;

/// The buttons of all that fit the design.
pub(super) fn made(design: &Design, t: Language) -> Piece {
    let mut all = Ready::new();
    let usual = Request {
        vpc_endpoint: first_endpoint(design),
        ..Request::default()
    };
    if design.websocket().is_some() {
        let ask = |method: &str, body: &str| Request {
            method: method.into(),
            body: body.into(),
            ..usual.clone()
        };
        all.push((connect(t), ask("CONNECT", "")));
        all.push((message(t), ask("MESSAGE", "{\"action\": \"hello\"}")));
    } else {
        pages(design, &usual, &mut all, t);
    }
    callers(design, &usual, &mut all, t);
    let buttons = all
        .iter()
        .map(|(label, request)| trying("", request).child(*label));
    el("div.labelled")
        .child(el("span").child(ready(t)))
        .child(el("p.actions").children(buttons))
}

/// What a browser asks for.
fn pages(design: &Design, usual: &Request, all: &mut Ready, t: Language) {
    let get = |url: &str| Request {
        url: url.into(),
        ..usual.clone()
    };
    all.push((page(t), get("/")));
    let is_dash = matches!(design.app, App::Dash(_)) && !design.is_without_functions();
    if is_dash {
        all.push((layout(t), get("/_dash-layout")));
        let style = |url: &str| Request {
            // As browsers ask for style sheets.
            headers: vec![("Accept".into(), "text/css,*/*;q=0.1".into())],
            ..get(url)
        };
        all.push((asset(t), style("/assets/style.css")));
        if !design.api.closes_default_url() {
            let host = default_host(design);
            all.push((
                stageless(t),
                style(&format!("https://{host}/assets/style.css")),
            ));
        }
    }
    let path = if is_dash {
        "/_dash-update-component"
    } else {
        "/"
    };
    let ask = |origin: &str| Request {
        method: "OPTIONS".into(),
        headers: vec![
            ("Origin".into(), origin.into()),
            ("Access-Control-Request-Method".into(), "POST".into()),
            (
                "Access-Control-Request-Headers".into(),
                "content-type".into(),
            ),
        ],
        ..get(path)
    };
    let allowed = design.cors.iter().flat_map(|cors| &cors.allow_origins);
    let mut allowed = allowed.filter(|origin| *origin != "*");
    if let Some(origin) = allowed.next() {
        all.push((preflight(t), ask(origin)));
    }
    all.push((foreign(t), ask("https://other.example")));
}

/// Who is let in, and who is not.
fn callers(design: &Design, usual: &Request, all: &mut Ready, t: Language) {
    let ask = || Request {
        method: if design.websocket().is_some() {
            "CONNECT".into()
        } else {
            "GET".into()
        },
        ..usual.clone()
    };
    let access = &design.access;
    let by_authorizer = design
        .rest()
        .is_some_and(|rest| rest.api_key_source == ApiKeySource::Authorizer);
    if let (Some(key), true, false) = (
        access.api_keys.first(),
        access.api_key_required && design.http().is_none(),
        by_authorizer,
    ) {
        all.push((no_key(t), ask()));
        let mut request = ask();
        request.headers = vec![("X-Api-Key".into(), key.name.clone())];
        all.push((with_key(t), request));
    }
    if let Authorization::Authorizer(name) = &access.authorization
        && let Some((_, own)) = access.authorizer(name)
    {
        let mut request = ask();
        let headers = own.kind.headers().iter();
        request.headers = headers
            .map(|name| (name.clone(), "Bearer TOKEN".to_owned()))
            .collect();
        let queries = own.kind.query_strings().iter();
        let queries: Vec<String> = queries.map(|name| format!("{name}=TOKEN")).collect();
        if !queries.is_empty() {
            request.url = format!("/?{}", queries.join("&"));
        }
        let key = access.api_keys.first().filter(|_| by_authorizer);
        request.usage_key = key.map_or_else(String::new, |key| key.name.clone());
        all.push((no_token(t), ask()));
        all.push((with_token(t), request.clone()));
        let is_by_token = matches!(
            own.kind,
            AuthorizerKind::CognitoUserPool(_) | AuthorizerKind::Jwt(_)
        );
        if is_by_token && !own.kind.scopes().is_empty() {
            request.authorizer = Decision::LacksScope;
            all.push((no_scope(t), request));
        }
    }
    let mutual = design.domain.as_ref();
    if mutual.is_some_and(|domain| domain.mutual_tls.is_some()) {
        let lacks_certificate = true;
        all.push((
            no_certificate(t),
            Request {
                lacks_certificate,
                ..ask()
            },
        ));
    }
    let mut stages = design.stages.iter();
    if design.rest().is_some() && stages.any(|stage| stage.web_acl != StageWebAcl::None) {
        let is_filtered = true;
        all.push((
            blocked(t),
            Request {
                is_filtered,
                ..ask()
            },
        ));
    }
    if !usual.vpc_endpoint.is_empty() {
        let vpc_endpoint = String::new();
        all.push((
            outside(t),
            Request {
                vpc_endpoint,
                ..ask()
            },
        ));
    }
}
