//! What an account says of an API: the answers of the AWS CLI, in any order, each recognised by what stands in it.
//!
//! Methods become a definition in OpenAPI, which its own reader reads; so what the design has no field for goes back
//! out in `openapi/openapi.yaml`. Stages, keys, plans, the domain and its records are read as they are.

mod access;
mod build;
mod collect;
mod domain;
mod names;
mod pieces;
mod rest;
mod settings;
mod stages;
mod v2;
mod values;
mod websocket;
mod whole;

pub use collect::{Collected, collect_command};
pub(in crate::import) use pieces::{BESIDE, LISTS};
pub(in crate::import) use whole::unanswered;

use std::collections::BTreeMap;

use super::Reading;
use super::node::{Kind, Mark, Node, Place};
use super::openapi::{self, Alone, Options};
use crate::diagnostic::Severity;
use crate::model::{Api, ApiKind, Design, OPENAPI};
use crate::sentence;
use pieces::{Piece, Pieces};

/// Whether a document is an answer of the AWS CLI.
pub(super) fn is_piece(root: &Node) -> bool {
    pieces::is_one(root)
}

/// Reads the answers; an export is taken for the methods where nothing else says them.
pub(super) fn read(
    documents: &[&Node],
    exported: Option<&Node>,
    reading: &mut Reading,
) -> Option<Design> {
    let mut pieces = Pieces::sorted(documents);
    if !whole::check(&mut pieces, documents, reading) {
        return None;
    }
    let v2 = pieces.v2_api();
    let rest = pieces.rest_api();
    let is_v2 = v2.is_some() && !pieces.has(Piece::Resource);
    let protocol = v2.and_then(|api| api.get("ProtocolType")?.as_str());
    let mut alone = Alone::default();
    let mut design = Design::default();
    if is_v2 && protocol == Some("WEBSOCKET") {
        websocket::read(&pieces, v2?, &mut alone, &mut design);
    } else {
        let made;
        let definition = if pieces.has(Piece::Resource) {
            made = rest::definition(&pieces, rest);
            &made
        } else if pieces.has(Piece::Route) {
            made = v2::definition(&pieces, v2);
            &made
        } else if let Some(exported) = exported {
            exported
        } else {
            say_methods(documents.first()?.at, reading);
            return None;
        };
        let kind = if exported.is_some_and(|one| std::ptr::eq(one, definition)) {
            v2.map(|_| ApiKind::Http)
        } else if is_v2 || !pieces.has(Piece::Resource) {
            Some(ApiKind::Http)
        } else {
            Some(ApiKind::Rest)
        };
        let options = Options {
            kind,
            home: Some((OPENAPI, "")),
            is_private: rest.and_then(rest::is_private),
            ..Options::default()
        };
        let body = openapi::read_body(definition, options, &mut alone, reading);
        transfer(definition, documents);
        design.api = body.api;
        design.routes = body.routes;
        design.access = body.access;
        design.cors = body.cors;
        design.region = body.region;
    }
    if !alone.region.is_empty() {
        design.region = std::mem::take(&mut alone.region);
    }
    design.account_id = std::mem::take(&mut alone.account);
    design.functions = std::mem::take(&mut alone.functions);
    design.vpc_links = std::mem::take(&mut alone.links);
    match &design.api {
        Api::Rest(_) => {
            if let Some(api) = rest {
                rest::settings(api, &mut design);
            }
            rest::links(&pieces, &mut design);
            stages::read(&pieces, &mut design, reading);
            let id = rest.and_then(|api| api.get("id")?.as_str());
            access::read(&pieces, id, &mut design, reading);
        }
        Api::Http(_) | Api::Websocket(_) => {
            if let Some(api) = v2 {
                v2::settings(api, &mut design);
            }
            v2::links(&pieces, &mut design);
            // A WebSocket API takes those of REST APIs.
            rest::links(&pieces, &mut design);
            stages::read_v2(&pieces, &mut design, reading);
            if design.websocket().is_some() {
                let id = v2.and_then(|api| api.get("ApiId")?.as_str());
                access::read(&pieces, id, &mut design, reading);
            }
        }
    }
    let id = if is_v2 {
        v2.and_then(|api| api.get("ApiId"))
    } else {
        rest.and_then(|api| api.get("id"))
    };
    domain::read(&pieces, id.and_then(Node::as_str), &mut design, reading);
    design.name = openapi::project(design.api.name());
    for document in documents {
        values::check(document, reading);
    }
    names::leave_others(&pieces, reading);
    pieces.leave_known();
    names::report_unread(&pieces, reading);
    Some(design)
}

fn say_methods(at: Place, reading: &mut Reading) {
    reading.say(
        Severity::Error,
        "live-without-methods",
        at,
        sentence!(
            "the answers say nothing of the API's methods",
            "API のメソッドについての出力がありません",
        ),
        sentence!(
            "add the output of `aws apigateway get-resources --embed methods`, or of `aws apigatewayv2 get-routes` and `get-integrations`",
            "`aws apigateway get-resources --embed methods`、または `aws apigatewayv2 get-routes` と `get-integrations` の出力を加えてください",
        ),
    );
}

/// Notes in the answers what became of their keys in the definition that was made of them: a key is known by its place.
fn transfer(made: &Node, documents: &[&Node]) {
    let mut marks: BTreeMap<Place, Mark> = BTreeMap::new();
    collect_marks(made, &mut marks);
    for document in documents {
        apply(document, &marks);
    }
}

fn collect_marks(node: &Node, marks: &mut BTreeMap<Place, Mark>) {
    for entry in node.entries() {
        let mark = entry.mark();
        let known = marks.entry(entry.at).or_insert(mark);
        if *known == Mark::Unread || mark == Mark::Kept {
            *known = mark;
        }
        collect_marks(&entry.value, marks);
    }
    node.items()
        .iter()
        .for_each(|item| collect_marks(item, marks));
}

fn apply(node: &Node, marks: &BTreeMap<Place, Mark>) {
    match &node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                if let Some(mark) = marks.get(&entry.at)
                    && entry.mark() == Mark::Unread
                {
                    entry.set_mark(*mark);
                }
                apply(&entry.value, marks);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| apply(item, marks)),
        _ => {}
    }
}
