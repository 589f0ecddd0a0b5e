//! "Which kind of API do I need?": what a person needs, which kind has it, what it costs, and what this
//! very design would lose by the change.

use std::collections::BTreeSet;

use super::piece::{Act, Piece, button, el};
use super::wizard::WIZARD;
use super::{Drawn, Look, Word};
use crate::diagnostic::{Diagnostic, Severity};
use crate::generate::{GENERATORS, Generator};
use crate::model::{ApiKind, Design, patch};
use crate::rules;
use crate::words;
use crate::words::Language;

words! {
    title: "Which kind of API do I need?", "どの種類の API が必要？";
    back: "Back to the questions", "質問に戻る";
    lead: "Tick what you need. The change is one step, and undo brings everything back.", "必要なものを選んでください。種類の変更は1手順で、「元に戻す」で元どおりになります。";
    needs: "I need", "必要なもの";
    fits: "Fits", "適しています";
    recommended: "Recommended", "おすすめ";
    unfit: "Lacks", "ないもの";
    current: "This design", "現在の設計";
    change_to(kind): "Change to {kind}", "{kind} に変更";
    loses(count): "This design would lose or must change ({count})", "この設計で失うもの、変更が必要なもの({count}件)";
    loses_nothing: "This design would lose nothing.", "この設計で失うものはありません。";
    and_more(count): "and {count} more", "ほか{count}件";
    files_gone(files): "Files that go: {files}", "なくなるファイル: {files}";
    files_come(files): "Files that come: {files}", "増えるファイル: {files}";
    step(kind): "Changed the kind to {kind}", "種類を {kind} に変更";
    price_source: "Prices of us-east-1 per million, first tier, without data transfer: aws.amazon.com/api-gateway/pricing.", "料金は us-east-1 の100万件あたりの最初の段階で、データ転送料は別です。出典: aws.amazon.com/api-gateway/pricing";
    rest_price: "3.50 USD per million requests", "100万リクエストで3.50 USD";
    http_price: "1.00 USD per million requests", "100万リクエストで1.00 USD";
    websocket_price: "1.00 USD per million messages and 0.25 USD per million connection minutes", "100万メッセージで1.00 USD、接続100万分で0.25 USD";
    rest_is: "Every feature API Gateway has for requests and answers.", "リクエストと応答について、API Gateway のすべての機能があります。";
    http_is: "Requests and answers at a third of the price, and quicker.", "リクエストと応答を、約3分の1の料金でより速く扱います。";
    websocket_is: "Connections that stay open; both sides send when they like. A page itself cannot be served by it.", "接続を保ち、双方が好きなときに送れます。ページ自体の配信はできません。";
    need_pages: "Web pages or an API over plain requests (Dash, Flask, FastAPI, Django)", "Web ページや通常のリクエストの API(Dash、Flask、FastAPI、Django)";
    need_push: "Messages that the server sends by itself (chat, live values)", "サーバー側から送るメッセージ(チャット、値のリアルタイム表示)";
    need_price: "The lowest price per request", "リクエストあたりの最低料金";
    need_jwt: "Sign-in with JSON Web Tokens, without a function of my own", "自前の関数なしで、JSON Web Token によるサインイン";
    need_keys: "API keys with limits per customer", "顧客ごとの上限を持つ API キー";
    need_cache: "A cache of answers", "応答のキャッシュ";
    need_waf: "AWS WAF before the API itself", "API 自体の前段の AWS WAF";
    need_xray: "Tracing with X-Ray in the gateway", "ゲートウェイでの X-Ray トレース";
    need_private: "Reachable from my VPC only", "自分の VPC からのみ到達可能";
    need_edge: "An edge-optimised address", "エッジ最適化アドレス";
    need_policy: "Callers restricted by address, VPC or account (resource policy)", "IP アドレス、VPC、アカウントによる呼び出し元の制限(リソースポリシー)";
    need_mapping: "Requests checked or rewritten by the gateway (models, mapping templates)", "ゲートウェイでのリクエストの検証や書き換え(モデル、マッピングテンプレート)";
    need_canary: "Releases tried on a share of the requests (canary)", "一部のリクエストで試すリリース(カナリア)";
    need_zappa: "Deployment with Zappa", "Zappa でのデプロイ";
}

use ApiKind::{Http, Rest, Websocket};

/// Name of the control, its label, and the kinds that have it.
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html>;
/// Zappa 0.62 makes REST APIs and HTTP APIs.
const NEEDS: [(&str, Word, &[ApiKind]); 14] = [
    ("pages", need_pages, &[Http, Rest]),
    ("push", need_push, &[Websocket]),
    ("price", need_price, &[Http]),
    ("jwt", need_jwt, &[Http]),
    ("keys", need_keys, &[Rest]),
    ("cache", need_cache, &[Rest]),
    ("waf", need_waf, &[Rest]),
    ("xray", need_xray, &[Rest]),
    ("private", need_private, &[Rest]),
    ("edge", need_edge, &[Rest]),
    ("policy", need_policy, &[Rest]),
    ("mapping", need_mapping, &[Rest]),
    ("canary", need_canary, &[Rest]),
    ("zappa", need_zappa, &[Http, Rest]),
];

/// Losses that are listed; the rest is counted.
const MOST: usize = 8;

/// What a kind is, and what it costs.
fn about(kind: ApiKind, t: Language) -> (&'static str, &'static str) {
    match kind {
        Http => (http_is(t), http_price(t)),
        Rest => (rest_is(t), rest_price(t)),
        Websocket => (websocket_is(t), websocket_price(t)),
    }
}

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let wanted: Vec<_> = NEEDS
        .iter()
        .filter(|(name, ..)| look.arg(name) == "true")
        .collect();
    let ticks = NEEDS.iter().map(|(name, label, _)| {
        let input = el("input")
            .attr("type", "checkbox")
            .attr("name", name)
            .flag("checked", look.arg(name) == "true");
        el("label.tick").child(input).child(label(t))
    });
    let needs = el("fieldset.ticks")
        .child(el("legend").child(needs(t)))
        .children(ticks);
    let lacks = |kind: ApiKind| {
        let lacks = wanted
            .iter()
            .filter(move |(.., kinds)| !kinds.contains(&kind));
        lacks.map(|(_, label, _)| label(t)).collect::<Vec<_>>()
    };
    let best = ApiKind::ALL
        .into_iter()
        .find(|kind| lacks(*kind).is_empty());
    let best = best.filter(|_| !wanted.is_empty());
    let cards = ApiKind::ALL.map(|kind| {
        let lacks = lacks(kind);
        let mark = if best == Some(kind) {
            el("span.state.good").child(recommended(t)).into()
        } else {
            (!wanted.is_empty() && lacks.is_empty()).then(|| el("span.state").child(fits(t)))
        };
        card(kind, look, mark.into(), &lacks)
    });
    // Who came from the wizard goes on there.
    let way_back = (look.arg(super::BACK) == WIZARD).then(|| {
        let held = el("input")
            .attr("type", "hidden")
            .attr("name", super::BACK)
            .attr("value", WIZARD);
        let act = Act::default().open(WIZARD);
        let back = button("quiet", &act).child(back(t));
        el("p.actions").child(held).child(back)
    });
    let body = el("div")
        .child(way_back)
        .child(el("p.lead").child(lead(t)))
        .child(needs)
        .child(el("ul.cards.three").children(cards))
        .child(el("p.help").child(price_source(t)));
    Drawn::new(title(t), body)
}

fn card(kind: ApiKind, look: &Look, mark: Piece, lacks: &[&'static str]) -> Piece {
    let t = look.t;
    let (is, price) = about(kind, t);
    let head = el("h3").child(kind.name()).child(mark);
    let card = el("li.card")
        .child(head)
        .child(el("p").child(is))
        .child(el("p.price").child(price))
        .child((!lacks.is_empty()).then(|| {
            let lacks = lacks.iter().map(|lack| el("li").child(*lack));
            el("div")
                .child(el("p.bad").child(unfit(t)))
                .child(el("ul").children(lacks))
        }));
    if look.design.api.kind() == kind {
        return card.child(el("p.actions").child(el("span.state").child(current(t))));
    }
    let mut changed = look.design.clone();
    changed.become_kind(kind);
    let patch = patch::difference(look.design, &changed).unwrap_or_default();
    let act = Act::default()
        .patch(&patch, &step(t, kind.name()))
        .go("/api")
        .close();
    card.children(losses(look, &changed))
        .child(el("p.actions").child(button("", &act).child(change_to(t, kind.name()))))
}

/// What the rules say about the changed design and did not say before, and which files go or come.
fn losses(look: &Look, changed: &Design) -> Vec<Piece> {
    let t = look.t;
    let key = |found: &Diagnostic| (found.code.clone(), found.at.clone());
    let before: BTreeSet<_> = rules::check(look.design).iter().map(key).collect();
    let after = rules::check(changed);
    let lost: Vec<_> = after
        .iter()
        .filter(|found| found.severity != Severity::Info && !before.contains(&key(found)))
        .collect();
    let mut pieces = Vec::new();
    if lost.is_empty() {
        pieces.push(el("p").child(loses_nothing(t)));
    } else {
        let rest = lost.len().saturating_sub(MOST);
        let lines = lost
            .iter()
            .take(MOST)
            .map(|found| el("li").child(super::piece::prose(&found.message, t)));
        let more = (rest > 0).then(|| el("li").child(and_more(t, rest)));
        let lines = el("ul").children(lines).child(more);
        let summary = el("summary").child(loses(t, lost.len()));
        pieces.push(el("details").attr("open", "").child(summary).child(lines));
    }
    let only = |this: &Design, other: &Design| {
        let here = |file: &&&Generator| (file.applies)(this) && !(file.applies)(other);
        let paths = GENERATORS.iter().filter(here).map(|file| file.path);
        paths.collect::<Vec<_>>().join(", ")
    };
    let gone = only(look.design, changed);
    let come = only(changed, look.design);
    if !gone.is_empty() {
        pieces.push(el("p.help").child(files_gone(t, gone)));
    }
    if !come.is_empty() {
        pieces.push(el("p.help").child(files_come(t, come)));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::PRESETS;

    #[test]
    fn who_came_from_the_wizard_finds_the_way_back() {
        let design = (PRESETS[0].design)();
        let of = |args| {
            let drawn = super::super::draw(
                "guide",
                [&design, &design],
                (
                    &crate::keep::Shelf::default(),
                    &super::super::Incoming::default(),
                ),
                Language::En,
                &args,
                "",
            );
            drawn.map_or_else(String::new, |(_, body, _)| body)
        };
        let from_wizard = of([("back".to_owned(), WIZARD.to_owned())].into());
        assert!(from_wizard.contains("Back to the questions"));
        let alone = of([].into());
        assert!(!alone.contains("Back to the questions"));
        // The sample has something that an HTTP API has not, which the guide names.
        assert!(alone.contains("would lose or must change"), "{alone}");
    }
}
