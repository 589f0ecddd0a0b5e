//! What answers a method, and how long the gateway waits for it.

use std::sync::Arc;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{HttpProxy, Integration, Method, Mock, Route};

use super::when;
use crate::dom::{Node, el, many};
use crate::field::{
    About, Lens, NumberField, Pick, Reach, TextField, choice, design, pairs, select, whole,
};
use crate::session::workspace;
use crate::words as w;

/// A method of the design.
pub(super) fn reach(route: usize, index: usize) -> Reach<Method> {
    design()
        .part(|d| &d.routes, |d| &mut d.routes)
        .item(route)
        .part(
            |r: &Arc<Route>| &r.methods,
            |r| &mut Arc::make_mut(r).methods,
        )
        .item(index)
}

pub(super) fn of_method(route: usize, index: usize, here: Pointer) -> Node {
    let at = here.join("integration");
    let method = reach(route, index);
    let about = About::new(w::backend, at)
        .help(w::backend_help)
        .term("Integration");
    let (read, write) = (method.clone(), method.clone());
    let chosen = Lens::new(
        move |d| read.get(d).map_or(0, |method| place(&method.integration)),
        move |d, place: usize| {
            let first = d.functions.first();
            let function = first.map(|function| function.name.clone());
            if let Some(method) = write.get_mut(d) {
                method.integration = of_place(place, function.unwrap_or_default());
            }
        },
    );
    let picks = vec![
        Pick::new("AWS_PROXY", w::backend_function),
        Pick::new("HTTP_PROXY", w::backend_server),
        Pick::new("MOCK", w::backend_fixed),
    ];
    let is = |wanted: usize| {
        let read = method.clone();
        workspace().select(move |d| {
            let method = read.get(d);
            method.is_some_and(|method| place(&method.integration) == wanted)
        })
    };
    let waits = method.clone();
    many([
        choice(about, chosen, picks),
        when(is(0), {
            let method = method.clone();
            move || function(&method, at)
        }),
        when(is(1), {
            let method = method.clone();
            move || server(&method, at)
        }),
        when(is(2), {
            let method = method.clone();
            move || fixed(&method, at)
        }),
        timeout(&waits, here),
    ])
}

const fn place(integration: &Integration) -> usize {
    match integration {
        Integration::LambdaProxy { .. } => 0,
        Integration::HttpProxy(_) => 1,
        Integration::Mock(_) => 2,
        Integration::Lambda { .. } | Integration::Http(_) | Integration::AwsService(_) => 3,
    }
}

fn of_place(place: usize, function: String) -> Integration {
    match place {
        0 => Integration::LambdaProxy { function },
        1 => Integration::HttpProxy(HttpProxy::default()),
        _ => Integration::Mock(Mock::default()),
    }
}

fn function(method: &Reach<Method>, at: Pointer) -> Node {
    let at = at.join("lambda_proxy").join("function");
    let about = About::new(w::function, at).term("AWS_PROXY");
    let names = workspace().select(|d| {
        d.functions
            .iter()
            .map(|function| (function.name.clone(), function.name.clone()))
            .collect::<Vec<_>>()
    });
    let called = method.lens(
        |m| m.function().unwrap_or_default().to_owned(),
        |m, name| m.integration = Integration::LambdaProxy { function: name },
    );
    select(about, called, names)
}

fn server(method: &Reach<Method>, at: Pointer) -> Node {
    let proxy: Reach<HttpProxy> = method.some(
        |m| match &m.integration {
            Integration::HttpProxy(proxy) => Some(proxy),
            _ => None,
        },
        |m| match &mut m.integration {
            Integration::HttpProxy(proxy) => Some(proxy),
            _ => None,
        },
    );
    let about = About::new(w::backend_uri, at.join("http_proxy").join("uri"))
        .help(w::backend_uri_help)
        .term("Uri");
    let uri = proxy.lens(|p| p.uri.clone(), |p, uri| p.uri = uri);
    TextField::new(about, uri)
        .code()
        .placeholder("https://backend.example.com/{proxy}".to_owned())
        .into()
}

fn fixed(method: &Reach<Method>, at: Pointer) -> Node {
    let at = at.join("mock");
    let mock: Reach<Mock> = method.some(
        |m| match &m.integration {
            Integration::Mock(mock) => Some(mock),
            _ => None,
        },
        |m| match &mut m.integration {
            Integration::Mock(mock) => Some(mock),
            _ => None,
        },
    );
    let status = About::new(w::answer_status, at.join("status")).term("StatusCode");
    let kind = About::new(w::answer_type, at.join("content_type")).term("Content-Type");
    let body = About::new(w::answer_body, at.join("body"))
        .help(w::answer_body_help)
        .term("ResponseTemplates");
    let headers = About::new(w::answer_headers, at.join("headers"))
        .help(w::answer_headers_help)
        .term("ResponseParameters");
    let code = mock.lens(|m| f64::from(m.status), |m, v| m.status = whole(v));
    let typed = mock.lens(|m| m.content_type.clone(), |m, v| m.content_type = v);
    let text = mock.lens(|m| m.body.clone(), |m, v| m.body = v);
    let list = mock.part(|m| &m.headers, |m| &mut m.headers);
    many([
        el("div.pair")
            .child(NumberField::new(status, code, w::http_status))
            .child(TextField::new(kind, typed).code())
            .into(),
        TextField::new(body, text).code().lines(4).into(),
        pairs(headers, list, w::add_header),
    ])
}

fn timeout(method: &Reach<Method>, here: Pointer) -> Node {
    let about = About::new(w::method_timeout, here.join("timeout_ms"))
        .help(w::method_timeout_help)
        .term("TimeoutInMillis");
    let value = method.lens(
        |m| m.timeout_ms.map_or(f64::NAN, f64::from),
        |m, v| m.timeout_ms = (!v.is_nan()).then(|| whole(v)),
    );
    NumberField::new(about, value, w::milliseconds)
        .optional()
        .into()
}
