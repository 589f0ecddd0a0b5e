//! The controls that say a request.

use super::super::Look;
use super::super::piece::{Piece, el, many};
use super::{
    allow, answers, at_address, body, certificate, decision_key, deny, endpoint, fail, filtered,
    from, headers, implicit, method, more, scope, signed, trying, unauthorized, url, usage_key,
    vpc, zappa,
};
use crate::model::{ApiKeySource, Design, StageWebAcl};
use crate::simulate::{Decision, Request, Tool, addresses};

/// The request that the controls say; before anything was typed, the first page of the design.
pub(super) fn request_of(look: &Look) -> Request {
    let first = Request::default();
    let or = |name: &str, else_: String| look.args.get(name).cloned().unwrap_or(else_);
    let is_on = |name: &str| look.arg(name) == "true";
    let default = if look.design.websocket().is_some() {
        "CONNECT".to_owned()
    } else {
        first.method
    };
    let lines = look.arg("headers").lines();
    let pairs = lines.filter_map(|line| line.split_once(':'));
    let method = or("method", default.clone());
    Request {
        // A method of the other kind of API is nobody's choice.
        method: if methods_of(look.design).contains(&&*method) {
            method
        } else {
            default
        },
        url: or("url", first.url),
        headers: pairs
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect(),
        body: look.arg("body").to_owned(),
        source_ip: or("from", first.source_ip),
        vpc_endpoint: or("endpoint", first_endpoint(look.design)),
        vpc: look.arg("vpc").trim().to_owned(),
        is_signed: is_on("signed"),
        authorizer: match look.arg("authorizer") {
            "deny" => Decision::Deny,
            "implicit" => Decision::ImplicitDeny,
            "fail" => Decision::Fail,
            "scope" => Decision::LacksScope,
            "unauthorized" => Decision::Unauthorized,
            _ => Decision::Allow,
        },
        usage_key: look.arg("usage_key").trim().to_owned(),
        lacks_certificate: is_on("certificate"),
        is_filtered: is_on("filtered"),
        tool: if is_on("zappa") {
            Tool::Zappa
        } else {
            Tool::Handler
        },
    }
}

/// What can be asked of the design.
fn methods_of(design: &Design) -> &'static [&'static str] {
    if design.websocket().is_some() {
        &["CONNECT", "MESSAGE", "DISCONNECT"]
    } else {
        &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    }
}

/// A private API is asked through its first endpoint.
pub(super) fn first_endpoint(design: &Design) -> String {
    let private = design.rest().filter(|rest| rest.is_private());
    let first = private.and_then(|rest| rest.vpc_endpoint_ids.first());
    first.cloned().unwrap_or_default()
}

/// The controls; those for what the design does not have are left out.
pub(super) fn form(look: &Look, request: &Request) -> Piece {
    let (t, design) = (look.t, look.design);
    let methods = choice(
        "method",
        methods_of(design).iter().map(|name| (*name, *name)),
        &request.method,
    );
    let line = el("div.try-line")
        .child(labelled(method(t), methods))
        .child(labelled(url(t), input("url", &request.url)));
    // Each address of the design is tried by a click.
    let known = addresses(design).into_iter().take(4).map(|address| {
        let there = Request {
            url: format!("{}/", address.url),
            ..request.clone()
        };
        trying("link", &there)
            .attr("aria-label", at_address(t, &address.url))
            .child(el("code").child(address.url))
    });
    let decisions = [
        (Decision::Allow, allow(t)),
        (Decision::Deny, deny(t)),
        (Decision::ImplicitDeny, implicit(t)),
        (Decision::Fail, fail(t)),
        (Decision::LacksScope, scope(t)),
        (Decision::Unauthorized, unauthorized(t)),
    ];
    let decisions = decisions.map(|(decision, label)| (decision_key(decision), label));
    let decided = decision_key(request.authorizer);
    let rest = design.rest();
    let hands_over = rest.is_some_and(|rest| rest.api_key_source == ApiKeySource::Authorizer);
    let usage_key =
        hands_over.then(|| labelled(usage_key(t), input("usage_key", &request.usage_key)));
    let domain = design.domain.as_ref();
    let has_mutual_tls = domain.is_some_and(|domain| domain.mutual_tls.is_some());
    let mut stages = design.stages.iter();
    let has_acl = rest.is_some() && stages.any(|stage| stage.web_acl != StageWebAcl::None);
    let ticks = many(
        [
            Some(tick("signed", signed(t), request.is_signed)),
            has_mutual_tls.then(|| tick("certificate", certificate(t), request.lacks_certificate)),
            has_acl.then(|| tick("filtered", filtered(t), request.is_filtered)),
            Some(tick("zappa", zappa(t), request.tool == Tool::Zappa)),
        ]
        .into_iter()
        .flatten(),
    );
    let further = el("details.try-more")
        .child(el("summary").child(more(t)))
        .child(
            el("div.try-fields")
                .child(labelled(headers(t), area(look, "headers")))
                .child(labelled(body(t), area(look, "body")))
                .child(labelled(from(t), input("from", &request.source_ip)))
                .child(labelled(
                    endpoint(t),
                    input("endpoint", &request.vpc_endpoint),
                ))
                .child(labelled(vpc(t), input("vpc", &request.vpc)))
                .child(labelled(
                    answers(t),
                    choice("authorizer", decisions.into_iter(), decided),
                ))
                .child(usage_key)
                .child(el("div").child(ticks)),
        );
    el("div.card")
        .child(line)
        .child(el("p.values").children(known))
        .child(further)
}

fn choice<'a>(name: &str, all: impl Iterator<Item = (&'a str, &'a str)>, chosen: &str) -> Piece {
    let options = all.map(|(value, label)| {
        el("option")
            .attr("value", value)
            .flag("selected", value == chosen)
            .child(label)
    });
    el("select.input").attr("name", name).children(options)
}

fn input(name: &str, value: &str) -> Piece {
    el("input.input")
        .attr("name", name)
        .attr("spellcheck", "false")
        .attr("value", value)
}

fn area(look: &Look, name: &str) -> Piece {
    el("textarea.input")
        .attr("name", name)
        .attr("rows", 3)
        .attr("spellcheck", "false")
        .child(look.arg(name))
}

fn labelled(label: &str, control: Piece) -> Piece {
    el("label.labelled")
        .child(el("span").child(label))
        .child(control)
}

fn tick(name: &str, label: &str, is_on: bool) -> Piece {
    let input = el("input")
        .attr("type", "checkbox")
        .attr("name", name)
        .flag("checked", is_on);
    el("label.tick").child(input).child(el("span").child(label))
}
