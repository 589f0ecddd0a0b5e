//! Authorizers, and the choice of one for the API or for a method.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{
    Authorization, Authorizer, AuthorizerKind, CognitoUserPool, Design, Jwt, LambdaRequest,
    LambdaToken, Method,
};
use leptos::prelude::*;

use super::access::{delete_button, drop_at, remover};
use super::items::free_name;
use super::{at, when};
use crate::dom::{El, Node, el, many};
use crate::field::{
    About, Lens, NumberField, Pick, Reach, TextField, choice, design, lines, select, whole,
};
use crate::session::{tongue, workspace};
use crate::words as w;
use crate::workspace::{Step, Workspace};

pub(super) fn append(ws: Workspace) {
    let now = ws.now();
    let name = free_name("authorizer", |name| now.access.authorizer(name).is_some());
    ws.edit(Step::new(w::did_add, name.clone()), at("access"), |d| {
        d.access.authorizers.push(Authorizer {
            name,
            ..Authorizer::default()
        });
    });
}

fn reach(index: usize) -> Reach<Authorizer> {
    design()
        .part(|d| &d.access.authorizers, |d| &mut d.access.authorizers)
        .item(index)
}

pub(super) fn one(index: usize) -> El {
    let here = at("access").join("authorizers").join(index);
    let name = About::new(w::authorizer_name, here.join("name"))
        .help(w::authorizer_name_help)
        .term("Name");
    let kind = About::new(w::authorizer_kind, here.join("kind")).term("Type");
    let read = reach(index);
    let renamed = Lens::new(
        move |d| read.get(d).map(|a| a.name.clone()).unwrap_or_default(),
        move |d, name: String| d.rename_authorizer(index, &name),
    );
    let title = renamed.clone();
    let title = workspace().select(move |d| title.read(d));
    let delete = remover(
        title,
        "authorizers",
        |access, index| drop_at(&mut access.authorizers, index),
        index,
    );
    let chosen = reach(index).lens(
        |a| place(&a.kind),
        |a, place| {
            let function = a.kind.function().unwrap_or_default().to_owned();
            a.kind = of_place(place, function);
        },
    );
    let picks = vec![
        Pick::new("TOKEN", w::authorizer_token),
        Pick::new("REQUEST", w::authorizer_request),
        Pick::new("COGNITO_USER_POOLS", w::authorizer_cognito),
        Pick::new("JWT", w::authorizer_jwt),
    ];
    el("div.thing")
        .child(TextField::new(name, renamed).code())
        .child(choice(kind, chosen, picks))
        .child(when(is(index, 0), move || token(index)))
        .child(when(is(index, 1), move || request(index)))
        .child(when(is(index, 2), move || cognito(index)))
        .child(when(is(index, 3), move || jwt(index)))
        .child(el("div.thing-foot").child(delete_button(title, delete)))
}

const fn place(kind: &AuthorizerKind) -> usize {
    match kind {
        AuthorizerKind::LambdaToken(_) => 0,
        AuthorizerKind::LambdaRequest(_) => 1,
        AuthorizerKind::CognitoUserPool(_) => 2,
        AuthorizerKind::Jwt(_) => 3,
    }
}

fn of_place(place: usize, function: String) -> AuthorizerKind {
    match place {
        0 => AuthorizerKind::LambdaToken(LambdaToken {
            function,
            ..LambdaToken::default()
        }),
        1 => AuthorizerKind::LambdaRequest(LambdaRequest {
            function,
            ..LambdaRequest::default()
        }),
        2 => AuthorizerKind::CognitoUserPool(CognitoUserPool::default()),
        _ => AuthorizerKind::Jwt(Jwt::default()),
    }
}

fn is(index: usize, wanted: usize) -> Memo<bool> {
    workspace().select(move |d| {
        let authorizer = d.access.authorizers.get(index);
        authorizer.is_some_and(|authorizer| place(&authorizer.kind) == wanted)
    })
}

/// The address of what stands inside the kind.
fn inside(index: usize, key: &'static str) -> Pointer {
    let authorizer = at("access").join("authorizers").join(index);
    authorizer.join("kind").join(key)
}

fn function(here: Pointer, value: Lens<String>) -> Node {
    let about = About::new(w::function, here.join("function"))
        .help(w::authorizer_function_help)
        .term("AuthorizerUri");
    let names = workspace().select(|d| {
        d.functions
            .iter()
            .map(|function| (function.name.clone(), function.name.clone()))
            .collect::<Vec<_>>()
    });
    select(about, value, names)
}

fn header(here: Pointer, value: Lens<String>) -> TextField {
    let about = About::new(w::authorizer_header, here.join("header"))
        .help(w::authorizer_header_help)
        .term("IdentitySource");
    TextField::new(about, value).code()
}

fn ttl(here: Pointer, value: Lens<f64>) -> NumberField {
    let about = About::new(w::authorizer_ttl, here.join("ttl_seconds"))
        .help(w::authorizer_ttl_help)
        .term("AuthorizerResultTtlInSeconds");
    NumberField::new(about, value, w::seconds)
}

fn token(index: usize) -> Node {
    let here = inside(index, "lambda_token");
    let kind: Reach<LambdaToken> = reach(index).some(
        |a| match &a.kind {
            AuthorizerKind::LambdaToken(token) => Some(token),
            _ => None,
        },
        |a| match &mut a.kind {
            AuthorizerKind::LambdaToken(token) => Some(token),
            _ => None,
        },
    );
    let asked = kind.lens(|k| k.function.clone(), |k, v| k.function = v);
    let named = kind.lens(|k| k.header.clone(), |k, v| k.header = v);
    let matched = kind.lens(
        |k| k.validation_expression.clone(),
        |k, v| k.validation_expression = v,
    );
    let kept = kind.lens(
        |k| f64::from(k.ttl_seconds),
        |k, v| k.ttl_seconds = whole(v),
    );
    let expression = About::new(w::authorizer_expression, here.join("validation_expression"))
        .help(w::authorizer_expression_help)
        .term("IdentityValidationExpression");
    let pair = el("div.pair")
        .child(header(here, named))
        .child(ttl(here, kept));
    many([
        function(here, asked),
        pair.into(),
        TextField::new(expression, matched).code().into(),
    ])
}

fn request(index: usize) -> Node {
    let here = inside(index, "lambda_request");
    let kind: Reach<LambdaRequest> = reach(index).some(
        |a| match &a.kind {
            AuthorizerKind::LambdaRequest(request) => Some(request),
            _ => None,
        },
        |a| match &mut a.kind {
            AuthorizerKind::LambdaRequest(request) => Some(request),
            _ => None,
        },
    );
    let asked = kind.lens(|k| k.function.clone(), |k, v| k.function = v);
    let kept = kind.lens(
        |k| f64::from(k.ttl_seconds),
        |k, v| k.ttl_seconds = whole(v),
    );
    let headers = About::new(w::authorizer_headers, here.join("headers"))
        .help(w::authorizer_headers_help)
        .term("IdentitySource");
    let queries = About::new(w::authorizer_queries, here.join("query_strings"))
        .help(w::authorizer_headers_help)
        .term("IdentitySource");
    many([
        function(here, asked),
        lines(
            headers,
            kind.part(|k| &k.headers, |k| &mut k.headers),
            w::add_header,
        ),
        lines(
            queries,
            kind.part(|k| &k.query_strings, |k| &mut k.query_strings),
            w::add_query,
        ),
        ttl(here, kept).into(),
    ])
}

fn cognito(index: usize) -> Node {
    let here = inside(index, "cognito_user_pool");
    let kind: Reach<CognitoUserPool> = reach(index).some(
        |a| match &a.kind {
            AuthorizerKind::CognitoUserPool(pool) => Some(pool),
            _ => None,
        },
        |a| match &mut a.kind {
            AuthorizerKind::CognitoUserPool(pool) => Some(pool),
            _ => None,
        },
    );
    let pools = About::new(w::user_pools, here.join("user_pool_arns"))
        .help(w::user_pools_help)
        .term("ProviderARNs");
    let scopes = About::new(w::scopes, here.join("scopes"))
        .help(w::scopes_help)
        .term("AuthorizationScopes");
    let named = kind.lens(|k| k.header.clone(), |k, v| k.header = v);
    many([
        lines(
            pools,
            kind.part(|k| &k.user_pool_arns, |k| &mut k.user_pool_arns),
            w::add_user_pool,
        ),
        header(here, named).into(),
        lines(
            scopes,
            kind.part(|k| &k.scopes, |k| &mut k.scopes),
            w::add_scope,
        ),
    ])
}

fn jwt(index: usize) -> Node {
    let here = inside(index, "jwt");
    let kind: Reach<Jwt> = reach(index).some(
        |a| match &a.kind {
            AuthorizerKind::Jwt(jwt) => Some(jwt),
            _ => None,
        },
        |a| match &mut a.kind {
            AuthorizerKind::Jwt(jwt) => Some(jwt),
            _ => None,
        },
    );
    let issuer = About::new(w::issuer, here.join("issuer"))
        .help(w::issuer_help)
        .term("Issuer");
    let audience = About::new(w::audience, here.join("audience"))
        .help(w::audience_help)
        .term("Audience");
    let scopes = About::new(w::scopes, here.join("scopes"))
        .help(w::jwt_scopes_help)
        .term("AuthorizationScopes");
    let signer = kind.lens(|k| k.issuer.clone(), |k, v| k.issuer = v);
    let named = kind.lens(|k| k.header.clone(), |k, v| k.header = v);
    many([
        TextField::new(issuer, signer).code().into(),
        lines(
            audience,
            kind.part(|k| &k.audience, |k| &mut k.audience),
            w::add_audience,
        ),
        header(here, named).into(),
        lines(
            scopes,
            kind.part(|k| &k.scopes, |k| &mut k.scopes),
            w::add_scope,
        ),
    ])
}

/// The place of an authorization among `NONE`, `AWS_IAM` and an authorizer.
pub(super) const fn place_of(authorization: &Authorization) -> usize {
    match authorization {
        Authorization::None => 0,
        Authorization::Iam => 1,
        Authorization::Authorizer(_) => 2,
    }
}

/// The authorization at that place; an authorizer is the design's first.
pub(super) fn at_place(d: &Design, place: usize) -> Authorization {
    match place {
        0 => Authorization::None,
        1 => Authorization::Iam,
        _ => {
            let first = d.access.authorizers.first();
            Authorization::Authorizer(first.map(|first| first.name.clone()).unwrap_or_default())
        }
    }
}

/// Which authorizer, where one was chosen at `here`.
pub(super) fn which(here: Pointer, value: Lens<String>) -> Node {
    let about = About::new(w::authorizer, here.join("authorizer"))
        .help(w::authorizer_help)
        .term("AuthorizerId");
    let names = workspace().select(|d| {
        d.access
            .authorizers
            .iter()
            .map(|authorizer| (authorizer.name.clone(), authorizer.name.clone()))
            .collect::<Vec<_>>()
    });
    select(about, value, names)
}

/// What a method may decide for itself about its callers.
pub(super) fn of_method(here: Pointer, method: &Reach<Method>) -> Node {
    let (ws, t) = (workspace(), tongue());
    let about = About::new(w::authorization, here.join("authorization")).term("AuthorizationType");
    let (read, write) = (method.clone(), method.clone());
    let chosen = Lens::new(
        move |d| {
            let method = read.get(d);
            let own = method.and_then(|method| method.authorization.as_ref());
            own.map_or(0, |own| place_of(own) + 1)
        },
        move |d, place: usize| {
            let authorization = place.checked_sub(1).map(|place| at_place(d, place));
            if let Some(method) = write.get_mut(d) {
                method.authorization = authorization;
            }
        },
    );
    let name = method.lens(
        |m| {
            let own = m.authorization.as_ref();
            let name = own.and_then(Authorization::authorizer);
            name.unwrap_or_default().to_owned()
        },
        |m, name| m.authorization = Some(Authorization::Authorizer(name)),
    );
    let read = method.clone();
    let named = ws.select(move |d| {
        let own = read.get(d).and_then(|method| method.authorization.as_ref());
        own.and_then(Authorization::authorizer).is_some()
    });
    let read = method.clone();
    let has_scopes = ws.select(move |d| {
        let method = read.get(d);
        let authorizer = method.and_then(|method| d.access.authorizer_of(method));
        authorizer.is_some_and(|(_, authorizer)| authorizer.kind.has_scopes())
    });
    let scopes = method.part(|m| &m.authorization_scopes, |m| &mut m.authorization_scopes);
    let titles = [w::by_default(t), "NONE", "AWS_IAM", w::authorizer(t)];
    many([
        choice(about, chosen, Vec::from(titles.map(Pick::bare))),
        when(named, move || {
            which(here.join("authorization"), name.clone())
        }),
        when(has_scopes, move || {
            let about = About::new(w::scopes, here.join("authorization_scopes"))
                .help(w::method_scopes_help)
                .term("AuthorizationScopes");
            lines(about, scopes.clone(), w::add_scope)
        }),
    ])
}
