//! What a thing of an answer is called, for findings about keys that the design has no field for.

use super::pieces::{Piece, Pieces};
use crate::diagnostic::{Sentence, Severity};
use crate::import::node::{Entry, Mark, Node};
use crate::import::{Reading, visit_unread};
use crate::sentence;

/// Reports every key of the things that nobody looked at, and names the thing.
pub(super) fn report_unread(pieces: &Pieces<'_>, reading: &mut Reading) {
    for thing in pieces.all() {
        let Some(name) = name(pieces, thing.piece, thing.node) else {
            continue;
        };
        for (inside, name) in parts(thing.piece, thing.node, &name) {
            visit_unread(inside, &mut |entry| report(entry, &name, reading));
        }
        visit_unread(thing.node, &mut |entry| report(entry, &name, reading));
    }
}

/// What an account has for other APIs.
const OF_OTHERS: [(Piece, &str, &str); 8] = [
    (Piece::Plan, "usage plans", "使用量プラン"),
    (Piece::PlanKey, "keys of usage plans", "使用量プランのキー"),
    (Piece::ApiKey, "API keys", "API キー"),
    (Piece::Domain, "domains", "ドメイン"),
    (Piece::V2Domain, "domains", "ドメイン"),
    (Piece::Mapping, "mappings", "マッピング"),
    (Piece::ApiMapping, "mappings", "マッピング"),
    (Piece::Record, "records", "レコード"),
];
/// How many of them are named.
const NAMED: usize = 5;

/// Says once of each kind what nothing of the API leads to.
pub(super) fn leave_others(pieces: &Pieces<'_>, reading: &mut Reading) {
    for (piece, en, ja) in OF_OTHERS {
        let untouched = |node: &&Node| {
            let mut entries = node.entries().iter();
            entries.all(|entry| entry.mark() == Mark::Unread)
        };
        let others: Vec<&Node> = pieces.of(piece).filter(untouched).collect();
        let Some(first) = others.first() else {
            continue;
        };
        let name = |node: &&&Node| {
            let keys = [
                "name",
                "domainName",
                "DomainName",
                "basePath",
                "ApiMappingKey",
                "Name",
            ];
            let name = keys.iter().find_map(|key| node.get(key)?.as_str());
            name.unwrap_or("?").to_owned()
        };
        let names: Vec<String> = others.iter().take(NAMED).map(|node| name(&node)).collect();
        let more = if others.len() > NAMED { ", …" } else { "" };
        let names = names.join("`, `");
        reading.say(
            Severity::Info,
            "live-of-others",
            first.at,
            sentence!(
                "nothing of the API leads to these {en}, which are left out: `{names}`{more}",
                "この API で使われていない{ja}は取り込まれません: `{names}`{more}",
            ),
            sentence!(
                "read the other API by itself if they are its own",
                "別の API のものなら、その API だけで読み込んでください",
            ),
        );
        for node in others {
            node.set_all(Mark::Reported);
        }
    }
}

fn report(entry: &Entry, name: &Sentence, reading: &mut Reading) {
    let (key, Sentence { en, ja }) = (&entry.key, name);
    reading.report(
        "key-not-in-design",
        entry,
        sentence!(
            "the design has no field for `{key}` of {en}",
            "設計には{ja}の `{key}` に当たる項目がありません"
        ),
        sentence!(
            "it is not taken over; keep the file if you need it",
            "取り込まれません。必要ならファイルを残しておいてください",
        ),
    );
}

/// Parts of a thing that have names of their own: the methods of a resource, and what a stage says of single methods.
fn parts<'a>(piece: Piece, node: &'a Node, of: &Sentence) -> Vec<(&'a Node, Sentence)> {
    let key = match piece {
        Piece::Resource => "resourceMethods",
        Piece::Stage => "methodSettings",
        Piece::V2Stage => "RouteSettings",
        _ => return Vec::new(),
    };
    let path = node.get("path").and_then(Node::as_str).unwrap_or("/");
    let known = |entry: &&Entry| entry.mark() != Mark::Unread;
    let inside = node.get(key).map_or(&[][..], Node::entries).iter();
    let named = inside.filter(known).map(|entry| {
        let key = &entry.key;
        let name = if piece == Piece::Resource {
            sentence!("`{key} {path}`", "`{key} {path}` ")
        } else {
            let (method, Sentence { en, ja }) = (key.replace("~1", "/"), of);
            sentence!("{en} for `{method}`", "{ja}(`{method}`)")
        };
        (&entry.value, name)
    });
    named.collect()
}

/// What a thing is, and its name.
fn name(pieces: &Pieces<'_>, piece: Piece, node: &Node) -> Option<Sentence> {
    let text = |keys: &[&str]| {
        let mut keys = keys.iter();
        let found = keys.find_map(|key| node.get(key)?.as_str());
        found.unwrap_or_default().to_owned()
    };
    let (what, name): ((&str, &str), String) = match piece {
        Piece::RestApi | Piece::V2Api => (("API", "API"), text(&["name", "Name"])),
        Piece::Resource => (("resource", "リソース"), text(&["path"])),
        Piece::Stage | Piece::V2Stage => (("stage", "ステージ"), text(&["stageName", "StageName"])),
        Piece::Authorizer | Piece::V2Authorizer => {
            (("authorizer", "オーソライザー"), text(&["name", "Name"]))
        }
        Piece::Model => (("model", "モデル"), text(&["name"])),
        Piece::Validator => (
            ("request validator", "リクエストバリデーター"),
            text(&["name"]),
        ),
        Piece::GatewayResponse => (
            ("gateway response", "ゲートウェイレスポンス"),
            text(&["responseType"]),
        ),
        Piece::Plan => (("usage plan", "使用量プラン"), text(&["name"])),
        Piece::PlanKey | Piece::ApiKey => (("API key", "API キー"), text(&["name", "id"])),
        Piece::Domain | Piece::V2Domain => {
            (("domain", "ドメイン"), text(&["domainName", "DomainName"]))
        }
        Piece::Mapping | Piece::ApiMapping => (
            ("mapping", "マッピング"),
            text(&["basePath", "ApiMappingKey"]),
        ),
        Piece::VpcLink | Piece::V2VpcLink => (("VPC link", "VPC リンク"), text(&["name", "Name"])),
        Piece::Route => (("route", "ルート"), text(&["RouteKey"])),
        Piece::Integration | Piece::IntegrationResponse => {
            return Some(of_integration(pieces, node));
        }
        Piece::Record => (("record", "レコード"), text(&["Name"])),
        Piece::RouteResponse => return None,
    };
    let (en, ja) = what;
    Some(sentence!("{en} `{name}`", "{ja} `{name}` "))
}

/// An integration by the route that has it.
fn of_integration(pieces: &Pieces<'_>, node: &Node) -> Sentence {
    let id = node
        .get("IntegrationId")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let target = format!("integrations/{id}");
    let mut routes = pieces.of(Piece::Route);
    let route = routes.find(|route| route.get("Target").and_then(Node::as_str) == Some(&target));
    match route.and_then(|route| route.get("RouteKey")?.as_str()) {
        Some(key) => sentence!(
            "the integration of route `{key}`",
            "ルート `{key}` の統合の"
        ),
        None => sentence!("integration `{id}`", "統合 `{id}` "),
    }
}
