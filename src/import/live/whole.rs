//! Whether the answers are all there are, and of one API.

use std::collections::BTreeSet;

use super::pieces::{Piece, Pieces, Thing};
use crate::diagnostic::{Sentence, Severity};
use crate::import::Reading;
use crate::import::finding::Finding;
use crate::import::node::{Entry, Kind, Mark, Node, Place};
use crate::sentence;

/// Tells of what is missing and of what belongs to another API, which it takes out. Whether a design can be made of the rest.
pub(super) fn check(pieces: &mut Pieces<'_>, documents: &[&Node], reading: &mut Reading) -> bool {
    for document in documents {
        tell_of_the_rest(document, reading);
    }
    leave_second_root(pieces, reading);
    leave_second_routes(pieces, reading);
    leave_second_stages(pieces, reading);
    leave_other_apis(pieces, reading);
    has_methods(pieces, reading)
}

/// What a call says that answered nothing at all.
pub(in crate::import) fn unanswered(at: Place) -> Finding {
    let message = sentence!(
        "a call between the others answered nothing: it failed",
        "出力のないコマンドがあります(失敗しています)"
    );
    let finding = Finding::new("live-call-failed", Severity::Warning, at, message);
    finding.help(sentence!(
        "see what the terminal said of it, mend the call and collect again",
        "ターミナルのエラーメッセージを確かめ、直してからもう一度集めてください"
    ))
}

/// Keys by which an answer says that it is only a part.
const MORE: [&str; 4] = ["NextToken", "nextToken", "position", "NextRecordName"];

fn tell_of_the_rest(document: &Node, reading: &mut Reading) {
    let is_cut = document.get("IsTruncated").and_then(Node::as_bool) == Some(true);
    let mut said = false;
    for key in MORE {
        let Some(entry) = document.entry(key) else {
            continue;
        };
        if entry.value.kind == Kind::Null {
            entry.set_mark(Mark::Represented);
            continue;
        }
        let first = !std::mem::replace(&mut said, true);
        if first {
            report_rest(entry, reading);
        } else {
            entry.set_all(Mark::Reported);
        }
    }
    let marks = [("IsTruncated", is_cut && !said), ("MaxItems", false)];
    for (key, is_told) in marks {
        match document.entry(key) {
            Some(entry) if is_told => report_rest(entry, reading),
            Some(entry) => entry.set_all(Mark::Represented),
            None => {}
        }
    }
}

fn report_rest(entry: &Entry, reading: &mut Reading) {
    let key = &entry.key;
    reading.report(
        "live-answer-cut",
        entry,
        sentence!(
            "the answer is only the first part, as `{key}` says: the rest is missing in the design",
            "この出力は途中までです(`{key}` があります)。続きは設計に含まれません",
        ),
        sentence!(
            "run the command again without `--max-items`, `--no-paginate` and `--page-size`, and read the whole answer",
            "`--max-items`、`--no-paginate`、`--page-size` を付けずにコマンドを実行し直し、出力全体を読み込んでください",
        ),
    );
}

/// Takes out the resources of a second REST API.
fn leave_second_root(pieces: &mut Pieces<'_>, reading: &mut Reading) {
    let is_root = |thing: &Thing<'_>| thing.node.get("path").and_then(Node::as_str) == Some("/");
    let roots: Vec<Thing<'_>> = pieces.things(Piece::Resource).filter(is_root).collect();
    let ids: BTreeSet<&str> = roots.iter().filter_map(id_of).collect();
    if ids.len() < 2 {
        return;
    }
    let named = pieces
        .of(Piece::RestApi)
        .filter_map(|api| api.get("rootResourceId")?.as_str());
    let named: Vec<&str> = named.filter(|id| ids.contains(id)).collect();
    let of_named = |root: &&Thing<'_>| id_of(root).is_some_and(|id| named.contains(&id));
    let Some(chosen) = roots
        .iter()
        .find(of_named)
        .or_else(|| roots.first())
        .copied()
    else {
        return;
    };
    let others: BTreeSet<usize> = roots
        .iter()
        .filter(|root| root.document != chosen.document)
        .map(|root| root.document)
        .collect();
    for root in roots.iter().filter(|root| others.contains(&root.document)) {
        say_second(root.node, &["path", "id"], reading);
    }
    pieces.leave(|thing| thing.piece == Piece::Resource && others.contains(&thing.document));
}

/// Key and id of a route.
fn route_of<'a>(thing: &Thing<'a>) -> Option<(&'a Node, &'a Node)> {
    Some((thing.node.get("RouteKey")?, thing.node.get("RouteId")?))
}

fn id_of<'a>(thing: &Thing<'a>) -> Option<&'a str> {
    thing.node.get("id")?.as_str()
}

/// Takes out the routes of a second HTTP or WebSocket API: of one, no two routes have the same key.
fn leave_second_routes(pieces: &mut Pieces<'_>, reading: &mut Reading) {
    let routes: Vec<Thing<'_>> = pieces.things(Piece::Route).collect();
    let Some(first) = routes.first().map(|thing| thing.document) else {
        return;
    };
    let of_first: Vec<_> = routes
        .iter()
        .filter(|one| one.document == first)
        .filter_map(route_of)
        .collect();
    let differs = |one: &&Thing<'_>| {
        let mut known = of_first.iter();
        one.document != first
            && route_of(one).is_some_and(|(name, id)| {
                known.any(|(other, of)| other.kind == name.kind && of.kind != id.kind)
            })
    };
    let mut others = BTreeSet::new();
    for route in routes.iter().filter(differs) {
        if others.insert(route.document) {
            say_second(route.node, &["RouteKey"], reading);
        }
    }
    pieces.leave(|thing| thing.piece == Piece::Route && others.contains(&thing.document));
}

/// Takes out a stage of a name that another one has.
fn leave_second_stages(pieces: &mut Pieces<'_>, reading: &mut Reading) {
    let mut seen: Vec<&str> = Vec::new();
    let mut others: Vec<Place> = Vec::new();
    for (piece, key) in [(Piece::Stage, "stageName"), (Piece::V2Stage, "StageName")] {
        for stage in pieces.of(piece) {
            let name = stage.get(key).and_then(Node::as_str).unwrap_or_default();
            if seen.contains(&name) {
                say_second(stage, &[key], reading);
                others.push(stage.at);
            } else {
                seen.push(name);
            }
        }
    }
    pieces.leave(|thing| others.contains(&thing.node.at));
}

fn say_second(node: &Node, keys: &[&str], reading: &mut Reading) {
    let entry = keys.iter().find_map(|key| node.entry(key));
    let at = entry.map_or(node.at, |entry| entry.at);
    let name = entry
        .and_then(|entry| entry.value.as_str())
        .unwrap_or_default();
    reading.say(
        Severity::Warning,
        "live-second-api",
        at,
        sentence!(
            "there is a `{name}` already: the answers are of two APIs, and what this one has is left out",
            "`{name}` が重複しています。2つの API の出力が混ざっているため、こちらは取り込まれません",
        ),
        sentence!(
            "collect each API in a file of its own",
            "API ごとに別のファイルに集めてください"
        ),
    );
}

/// Takes out the other APIs of an account that a list names.
fn leave_other_apis(pieces: &mut Pieces<'_>, reading: &mut Reading) {
    for (piece, own, name) in [
        (Piece::RestApi, pieces.rest_api(), "name"),
        (Piece::V2Api, pieces.v2_api(), "Name"),
    ] {
        let Some(own) = own else { continue };
        let others: Vec<&Node> = pieces
            .of(piece)
            .filter(|api| !std::ptr::eq(*api, own) && api.kind != own.kind)
            .collect();
        let Some(first) = others.first() else {
            continue;
        };
        let name_of = |api: &Node| {
            api.get(name)
                .and_then(Node::as_str)
                .unwrap_or("?")
                .to_owned()
        };
        let names: Vec<String> = others.iter().map(|api| name_of(api)).collect();
        let (own, names) = (name_of(own), names.join("`, `"));
        reading.say(
            Severity::Warning,
            "live-second-api",
            first.at,
            sentence!(
                "the answers tell of several APIs; `{own}` is taken, and `{names}` is left out",
                "複数の API の出力があります。取り込むのは `{own}` で、`{names}` は取り込まれません",
            ),
            sentence!(
                "collect each API in a file of its own, with `get-rest-api` or `get-api`, if another one was meant",
                "別の API の場合は、`get-rest-api` か `get-api` を使って API ごとに集めてください"
            ),
        );
        let left: Vec<Place> = others.iter().map(|api| api.at).collect();
        pieces.leave(|thing| thing.piece == piece && left.contains(&thing.node.at));
    }
}

/// Says that the methods of resources are names alone.
fn has_methods(pieces: &Pieces<'_>, reading: &mut Reading) -> bool {
    let resources = pieces.of(Piece::Resource);
    let methods = resources.filter_map(|one| one.get("resourceMethods"));
    let mut methods = methods.flat_map(Node::entries);
    let is_bare = |method: &&Entry| match &method.value.kind {
        Kind::Map(entries) => entries.is_empty(),
        kind => *kind == Kind::Null,
    };
    let Some(bare) = methods.find(is_bare) else {
        return true;
    };
    let id = pieces.rest_api().and_then(|api| api.get("id")?.as_str());
    let (verb, id) = (&bare.key, id.unwrap_or("API_ID"));
    let help = Sentence {
        en: format!("run `aws apigateway get-resources --rest-api-id {id} --embed methods` and read its answer in the place of this one").into(),
        ja: format!("`aws apigateway get-resources --rest-api-id {id} --embed methods` を実行し、その出力に差し替えてください").into(),
    };
    reading.say(
        Severity::Error,
        "live-methods-not-embedded",
        bare.at,
        sentence!(
            "`{verb}` is a name alone: `get-resources` tells what methods are only when it is asked for them",
            "`{verb}` の内容がありません。`get-resources` は指定しないとメソッドの内容を出力しません",
        ),
        help,
    );
    false
}
