//! A request tried against the design: each step of its way, the event that the function gets, the answer.

mod form;
mod ready;
mod shown;

use super::piece::{Act, Piece, button, el, many};
use super::{Drawn, Look};
use crate::model::{Design, patch};
use crate::simulate::{self, Decision, Request, Tool, Trace};
use crate::words;

words! {
    title: "Try a request", "リクエストを試す";
    lead: "What would become of it on AWS, step by step. Nothing is sent.", "AWS でどう処理されるかを1段階ずつ示します。実際には何も送信しません。";
    ready: "Ready-made requests", "よく使うリクエスト";
    page: "The page", "ページ";
    layout: "Dash layout", "Dash のレイアウト";
    asset: "A style sheet", "スタイルシート";
    stageless: "A style sheet without the stage", "ステージのないスタイルシート";
    preflight: "Preflight of an allowed site", "許可したサイトのプリフライト";
    foreign: "Preflight of any other site", "ほかのサイトのプリフライト";
    with_key: "With an API key", "API キー付き";
    no_key: "Without an API key", "API キーなし";
    with_token: "With a token", "トークン付き";
    no_token: "Without a token", "トークンなし";
    no_scope: "With a token that lacks the scope", "スコープ不足のトークン";
    no_certificate: "Without a client certificate", "クライアント証明書なし";
    blocked: "What the web ACL blocks", "Web ACL がブロックするリクエスト";
    outside: "From the internet", "インターネットから";
    connect: "Connect", "接続";
    message: "Send a message", "メッセージ送信";
    method: "Method", "メソッド";
    url: "Address or path", "アドレスまたはパス";
    more: "Headers, body, who asks", "ヘッダー、本文、呼び出し元";
    headers: "Headers, one a line: Name: value", "ヘッダー(1行に1つ、Name: value)";
    body: "Body", "本文";
    from: "From this address", "送信元アドレス";
    endpoint: "Through this VPC endpoint", "経由する VPC エンドポイント";
    vpc: "Out of this VPC", "送信元 VPC";
    answers: "The authorizer, or IAM, answers", "オーソライザーまたは IAM の応答";
    allow: "let in", "許可";
    deny: "refuse", "拒否";
    implicit: "no word of it (implicit deny)", "この呼び出しに触れない(暗黙的な拒否)";
    fail: "fails; of IAM, the signature is wrong", "失敗(IAM では署名の誤り)";
    scope: "the token lacks the scope", "トークンのスコープ不足";
    unauthorized: "Lambda raises the exception Unauthorized", "Lambda が例外 Unauthorized を発生";
    usage_key: "API key that the authorizer hands over", "オーソライザーが渡す API キー";
    signed: "Signed with IAM credentials", "IAM 認証情報で署名";
    certificate: "Without a client certificate that the truststore knows", "トラストストアで検証できるクライアント証明書なし";
    filtered: "A rule of the web ACL matches", "Web ACL のルールに一致";
    zappa: "The app was deployed with Zappa", "アプリを Zappa でデプロイ";
    none: "No answer", "応答なし";
    named: "What REST APIs call this answer, in logs and under Gateway responses", "REST API でのこの応答の名前(ログとゲートウェイレスポンスに現れる)";
    of_backend: "from the app", "アプリの応答";
    of_gateway: "from the gateway", "ゲートウェイの応答";
    browser_allows: "the browser lets the page read it", "ブラウザはページに読み取りを許可";
    browser_blocks: "the browser blocks it (CORS)", "ブラウザがブロック(CORS)";
    save(status): "Keep as a check: it must stay {status}", "チェックとして保存(結果: {status})";
    saved_step(url): "Kept a check of {url}", "{url} のチェックを保存";
    checks: "Checks", "チェック";
    checks_help: "Each request must end with its status, whatever becomes of the design; one that does not is a problem, here and in gateway-studio check.", "設計を変えても、各リクエストは保存した結果になる必要があります。違う結果になると、この画面と gateway-studio check で問題として報告されます。";
    holds: "holds", "成立";
    breaks(status): "now {status}", "現在 {status}";
    show: "Show", "表示";
    remove: "Remove", "削除";
    removed_step(url): "Removed the check of {url}", "{url} のチェックを削除";
    way: "The way", "経路";
    others: "Other routes that fit", "一致するほかのルート";
    less: "another one spells out more of the path", "より具体的なルートがある";
    verb: "it has no such method", "このメソッドがない";
    app_sees: "What the app sees", "アプリから見えるもの";
    prefix: "prefix of its links", "リンクのプレフィックス";
    follow(asset): "Try what the page links: {asset}", "ページのリンク先を試す: {asset}";
    at_address(url): "The page at {url}", "{url} のページ";
    event: "The event that the function gets", "関数が受け取るイベント";
    copy: "Copy", "コピー";
    copy_help: "For sam local invoke --event, or a unit test.", "sam local invoke --event や単体テストに使えます。";
    passed: "passed", "通過";
    nothing: "not set", "設定なし";
    noted: "mind this", "注意";
    stopped: "ends here", "ここで終了";
    address: "Address", "アドレス";
    tls: "TLS", "TLS";
    mapping: "Base path mapping", "ベースパスマッピング";
    stage: "Stage", "ステージ";
    web_acl: "Web ACL", "Web ACL";
    policy: "Resource policy", "リソースポリシー";
    route: "Route", "ルート";
    cors: "Preflight", "プリフライト";
    authorizer: "Authorizer", "オーソライザー";
    key: "API key", "API キー";
    validation: "Validation", "検証";
    throttle: "Throttle", "スロットリング";
    cache: "Cache", "キャッシュ";
    integration: "Integration", "統合";
    app: "App", "アプリ";
    response: "Response", "応答";
    browser: "Browser", "ブラウザ";
}

/// The name of the sheet.
pub(super) const TRY: &str = "try";

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let request = form::request_of(look);
    let trace = simulate::simulate(look.design, &request);
    let body = el("div")
        .child(el("p.lead").child(lead(t)))
        .child(ready::made(look.design, t))
        .child(form::form(look, &request))
        .child(shown::answer(&trace, t))
        .child(checks_of(look, &trace))
        .child(el("h3").child(way(t)))
        .child(shown::steps(&trace.steps, t))
        .child((!trace.candidates.is_empty()).then(|| shown::candidates(&trace.candidates, t)))
        .child(
            trace
                .app
                .as_ref()
                .map(|app| shown::seen(app, &request, look.design, t)),
        )
        .child(trace.event.as_ref().map(|event| shown::event_of(event, t)));
    let drawn = Drawn::new(title(t), body);
    match changed(look, &request, &trace) {
        Some((design, step)) => {
            let patch = patch::difference(look.design, &design).unwrap_or_default();
            drawn.act(Act::default().patch(&patch, &step))
        }
        None => drawn,
    }
}

/// The design with a check more or less, as the order says.
fn changed(look: &Look, request: &Request, trace: &Trace) -> Option<(Design, String)> {
    let mut design = look.design.clone();
    if look.order == "save" {
        let saved = simulate::save(request, trace.answer.status);
        if design.requests.contains(&saved) {
            return None;
        }
        design.requests.push(saved);
        return Some((design, saved_step(look.t, &request.url)));
    }
    let place: usize = look.order.strip_prefix("remove ")?.parse().ok()?;
    if place >= design.requests.len() {
        return None;
    }
    let gone = design.requests.remove(place);
    Some((design, removed_step(look.t, &gone.url)))
}

/// The values of all controls for a request, by their names.
fn values_of(request: &Request) -> [(&'static str, String); 13] {
    let lines = request.headers.iter();
    let lines = lines.map(|(name, value)| format!("{name}: {value}"));
    [
        ("method", request.method.clone()),
        ("url", request.url.clone()),
        ("headers", lines.collect::<Vec<_>>().join("\n")),
        ("body", request.body.clone()),
        ("from", request.source_ip.clone()),
        ("endpoint", request.vpc_endpoint.clone()),
        ("vpc", request.vpc.clone()),
        ("authorizer", decision_key(request.authorizer).into()),
        ("usage_key", request.usage_key.clone()),
        ("signed", request.is_signed.to_string()),
        ("certificate", request.lacks_certificate.to_string()),
        ("filtered", request.is_filtered.to_string()),
        ("zappa", (request.tool == Tool::Zappa).to_string()),
    ]
}

/// The value of a decision in its control.
const fn decision_key(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow => "allow",
        Decision::Deny => "deny",
        Decision::ImplicitDeny => "implicit",
        Decision::Fail => "fail",
        Decision::LacksScope => "scope",
        Decision::Unauthorized => "unauthorized",
    }
}

/// A button that puts a request into the controls and tries it.
fn trying(classes: &str, request: &Request) -> Piece {
    let values = values_of(request);
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    button(classes, &Act::default().fill(&values).order("go"))
}

/// The saved requests with how they end now, and the button that saves this one.
fn checks_of(look: &Look, trace: &Trace) -> Piece {
    let t = look.t;
    let save_it = button("", &Act::default().order("save"));
    let save_it = save_it.child(save(t, trace.answer.status));
    let actions = el("p.actions").child(save_it);
    let requests = &look.design.requests;
    if requests.is_empty() {
        return actions;
    }
    let rows = simulate::try_all(look.design).into_iter().map(|tried| {
        let saved = &requests[tried.place];
        let what = format!("{} {} → {}", saved.method, saved.url, saved.status);
        let state = if tried.holds {
            el("span.state.good").child(holds(t))
        } else {
            el("span.state.bad").child(breaks(t, tried.answer.status))
        };
        let show_it = trying("quiet", &simulate::request_of(saved));
        let remove_it = Act::default().order(&format!("remove {}", tried.place));
        let remove_it = button("quiet", &remove_it);
        el("li")
            .child(el("span.shelf-what").child(el("code").child(what.as_str())))
            .child(state)
            .child(
                show_it
                    .attr("aria-label", format!("{}: {what}", show(t)))
                    .child(show(t)),
            )
            .child(
                remove_it
                    .attr("aria-label", format!("{}: {what}", remove(t)))
                    .child(remove(t)),
            )
    });
    many([
        actions,
        el("h3").child(checks(t)),
        el("p.help").child(checks_help(t)),
        el("ul.shelf").children(rows),
    ])
}
