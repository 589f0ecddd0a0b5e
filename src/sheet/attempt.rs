//! A request tried against the design: each step of its way, the event that the function gets, the answer.

use super::piece::{Act, Piece, button, el, many, prose};
use super::{Drawn, Look};
use crate::model::{App, Authorization, Design, patch};
use crate::simulate::{
    self, API_ID, Answer, AppView, Candidate, Decision, Lost, Outcome, Part, Request, Step, Tool,
    Trace, addresses,
};
use crate::words;
use crate::words::Language;

words! {
    title: "Try a request", "リクエストを試す";
    lead: "What would become of it on AWS, step by step. Nothing is sent.", "AWSでどう処理されるかを1段階ずつ示します。実際には何も送信しません。";
    ready: "Ready-made requests", "よく使うリクエスト";
    page: "The page", "ページ";
    layout: "Dash layout", "Dashのレイアウト";
    asset: "A style sheet", "スタイルシート";
    stageless: "A style sheet without the stage", "ステージのないスタイルシート";
    preflight: "Preflight of an allowed site", "許可したサイトのプリフライト";
    foreign: "Preflight of any other site", "ほかのサイトのプリフライト";
    with_key: "With an API key", "APIキー付き";
    no_key: "Without an API key", "APIキーなし";
    with_token: "With a token", "トークン付き";
    connect: "Connect", "接続";
    message: "Send a message", "メッセージ送信";
    method: "Method", "メソッド";
    url: "Address or path", "アドレスまたはパス";
    more: "Headers, body, who asks", "ヘッダー、本文、呼び出し元";
    headers: "Headers, one a line: Name: value", "ヘッダー（1行に1つ、Name: value）";
    body: "Body", "本文";
    from: "From this address", "送信元アドレス";
    endpoint: "Through this VPC endpoint", "経由するVPCエンドポイント";
    answers: "The authorizer answers", "オーソライザーの応答";
    allow: "let in", "許可";
    deny: "refuse", "拒否";
    fail: "fails", "失敗";
    signed: "Signed with IAM credentials", "IAM認証情報で署名";
    zappa: "The app was deployed with Zappa", "アプリをZappaでデプロイ";
    none: "No answer", "応答なし";
    of_backend: "from the app", "アプリの応答";
    of_gateway: "from the gateway", "ゲートウェイの応答";
    browser_allows: "the browser lets the page read it", "ブラウザはページに読み取りを許可";
    browser_blocks: "the browser blocks it (CORS)", "ブラウザがブロック（CORS）";
    save(status): "Keep as a check: it must stay {status}", "チェックとして保存（結果: {status}）";
    saved_step(url): "Kept a check of {url}", "{url}のチェックを保存";
    checks: "Checks", "チェック";
    checks_help: "Each request must end with its status, whatever becomes of the design; one that does not is a problem, here and in gateway-studio check.", "設計を変えても、各リクエストは保存した結果になる必要があります。違う結果になると、この画面とgateway-studio checkで問題として報告されます。";
    holds: "holds", "成立";
    breaks(status): "now {status}", "現在 {status}";
    show: "Show", "表示";
    remove: "Remove", "削除";
    removed_step(url): "Removed the check of {url}", "{url}のチェックを削除";
    way: "The way", "経路";
    others: "Other routes that fit", "一致するほかのルート";
    less: "another one spells out more of the path", "より具体的なルートがある";
    verb: "it has no such method", "このメソッドがない";
    app_sees: "What the app sees", "アプリから見えるもの";
    prefix: "prefix of its links", "リンクのプレフィックス";
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
    key: "API key", "APIキー";
    validation: "Validation", "検証";
    throttle: "Throttle", "スロットリング";
    cache: "Cache", "キャッシュ";
    integration: "Integration", "統合";
    app: "App", "アプリ";
    browser: "Browser", "ブラウザ";
}

/// The name of the sheet.
pub(super) const TRY: &str = "try";

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let request = request_of(look);
    let trace = simulate::simulate(look.design, &request);
    let body = el("div")
        .child(el("p.lead").child(lead(t)))
        .child(ready_made(look.design, t))
        .child(form(look, &request))
        .child(answer(&trace, t))
        .child(checks_of(look, &trace))
        .child(el("h3").child(way(t)))
        .child(steps(&trace.steps, t))
        .child((!trace.candidates.is_empty()).then(|| candidates(&trace.candidates, t)))
        .child(trace.app.as_ref().map(|app| seen(app, t)))
        .child(trace.event.as_ref().map(|event| event_of(event, t)));
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
        let headers = saved.headers.iter();
        let headers = headers.map(|header| format!("{}: {}", header.name, header.value));
        let headers = headers.collect::<Vec<_>>().join("\n");
        let values = [
            ("method", &*saved.method),
            ("url", &*saved.url),
            ("headers", &*headers),
            ("body", &*saved.body),
        ];
        let show_it = button("quiet", &Act::default().fill(&values).order("go"));
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

/// The request that the controls say; before anything was typed, the first page of the design.
fn request_of(look: &Look) -> Request {
    let first = Request::default();
    let or = |name: &str, else_: String| look.args.get(name).cloned().unwrap_or(else_);
    let default = if look.design.websocket().is_some() {
        "CONNECT".to_owned()
    } else {
        first.method
    };
    let lines = look.arg("headers").lines();
    let pairs = lines.filter_map(|line| line.split_once(':'));
    Request {
        method: or("method", default),
        url: or("url", first.url),
        headers: pairs
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect(),
        body: look.arg("body").to_owned(),
        source_ip: or("from", first.source_ip),
        vpc_endpoint: or("endpoint", first_endpoint(look.design)),
        vpc: String::new(),
        is_signed: look.arg("signed") == "true",
        authorizer: match look.arg("authorizer") {
            "deny" => Decision::Deny,
            "fail" => Decision::Fail,
            _ => Decision::Allow,
        },
        tool: if look.arg("zappa") == "true" {
            Tool::Zappa
        } else {
            Tool::Handler
        },
    }
}

/// A private API is asked through its first endpoint.
fn first_endpoint(design: &Design) -> String {
    let private = design.rest().filter(|rest| rest.is_private());
    let first = private.and_then(|rest| rest.vpc_endpoint_ids.first());
    first.cloned().unwrap_or_default()
}

/// Requests that people ask about, made of this design.
fn ready_made(design: &Design, t: Language) -> Piece {
    let mut all: Vec<(&str, &str, String, String, String)> = Vec::new();
    let mut add = |label, method, url: String, headers: String, body: String| {
        all.push((label, method, url, headers, body));
    };
    let none = String::new;
    if design.websocket().is_some() {
        add(connect(t), "CONNECT", "/".into(), none(), none());
        let body = "{\"action\": \"hello\"}".to_owned();
        add(message(t), "MESSAGE", "/".into(), none(), body);
    } else {
        add(page(t), "GET", "/".into(), none(), none());
        let is_dash = matches!(design.app, App::Dash(_)) && !design.is_without_functions();
        if is_dash {
            add(layout(t), "GET", "/_dash-layout".into(), none(), none());
            add(asset(t), "GET", "/assets/style.css".into(), none(), none());
            if !design.api.closes_default_url() {
                let region = &design.region;
                let host = format!("https://{API_ID}.execute-api.{region}.amazonaws.com");
                let url = format!("{host}/assets/style.css");
                add(stageless(t), "GET", url, none(), none());
            }
        }
        let asked = |origin: &str| {
            format!(
                "Origin: {origin}\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: content-type"
            )
        };
        let path = if is_dash {
            "/_dash-update-component"
        } else {
            "/"
        };
        let allowed = design.cors.iter().flat_map(|cors| &cors.allow_origins);
        let mut allowed = allowed.filter(|origin| *origin != "*");
        if let Some(origin) = allowed.next() {
            add(preflight(t), "OPTIONS", path.into(), asked(origin), none());
        }
        let headers = asked("https://other.example");
        add(foreign(t), "OPTIONS", path.into(), headers, none());
        if let (Some(key), true) = (
            design.access.api_keys.first(),
            design.access.api_key_required,
        ) {
            add(no_key(t), "GET", "/".into(), none(), none());
            let header = format!("X-Api-Key: {}", key.name);
            add(with_key(t), "GET", "/".into(), header, none());
        }
        if let Authorization::Authorizer(name) = &design.access.authorization
            && let Some((_, own)) = design.access.authorizer(name)
        {
            let headers = own.kind.headers().iter();
            let headers = headers.map(|name| format!("{name}: Bearer TOKEN"));
            let headers = headers.collect::<Vec<_>>().join("\n");
            add(with_token(t), "GET", "/".into(), headers, none());
        }
    }
    let buttons = all.into_iter().map(|(label, method, url, headers, body)| {
        let values = [
            ("method", method),
            ("url", &*url),
            ("headers", &*headers),
            ("body", &*body),
        ];
        button("", &Act::default().fill(&values).order("go")).child(label)
    });
    el("div.labelled")
        .child(el("span").child(ready(t)))
        .child(el("p.actions").children(buttons))
}

fn form(look: &Look, request: &Request) -> Piece {
    let t = look.t;
    let names: &[&str] = if look.design.websocket().is_some() {
        &["CONNECT", "MESSAGE", "DISCONNECT"]
    } else {
        &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    };
    let options = names.iter().map(|name| {
        el("option")
            .attr("value", name)
            .flag("selected", *name == request.method)
            .child(*name)
    });
    let methods = el("select.input").attr("name", "method").children(options);
    let input = |name: &str, value: &str| {
        el("input.input")
            .attr("name", name)
            .attr("spellcheck", "false")
            .attr("value", value)
    };
    let area = |name: &str| {
        el("textarea.input")
            .attr("name", name)
            .attr("rows", 3)
            .attr("spellcheck", "false")
            .child(look.arg(name))
    };
    let labelled = |label: &str, control: Piece| {
        el("label.labelled")
            .child(el("span").child(label))
            .child(control)
    };
    let decisions = [("allow", allow(t)), ("deny", deny(t)), ("fail", fail(t))];
    let decisions = decisions.map(|(value, label)| el("option").attr("value", value).child(label));
    let decisions = el("select.input")
        .attr("name", "authorizer")
        .children(decisions);
    let tick = |name: &str, label: &str| {
        let input = el("input").attr("type", "checkbox").attr("name", name);
        el("label.tick").child(input).child(el("span").child(label))
    };
    let further = el("details.try-more")
        .child(el("summary").child(more(t)))
        .child(
            el("div.try-fields")
                .child(labelled(headers(t), area("headers")))
                .child(labelled(body(t), area("body")))
                .child(labelled(from(t), input("from", &request.source_ip)))
                .child(labelled(
                    endpoint(t),
                    input("endpoint", &request.vpc_endpoint),
                ))
                .child(labelled(answers(t), decisions))
                .child(many([tick("signed", signed(t)), tick("zappa", zappa(t))])),
        );
    let line = el("div.try-line")
        .child(labelled(method(t), methods))
        .child(labelled(url(t), input("url", &request.url)));
    let known = addresses(look.design).into_iter().take(4);
    let known = known.map(|address| el("code").child(address.url));
    el("div.card")
        .child(line)
        .child(el("p.values").children(known))
        .child(further)
}

fn answer(trace: &Trace, t: Language) -> Piece {
    let Answer {
        status,
        body,
        cause,
        mend,
        is_of_backend,
        headers,
    } = &trace.answer;
    let shown = if *status == 0 {
        none(t).to_owned()
    } else {
        status.to_string()
    };
    let class = match status {
        200..=399 => "span.state.good",
        _ => "span.state.bad",
    };
    let by = if *is_of_backend {
        of_backend(t)
    } else {
        of_gateway(t)
    };
    let verdict = trace.verdict.as_ref().map(|verdict| {
        if verdict.is_allowed {
            el("span.state.good").child(browser_allows(t))
        } else {
            el("span.state.bad").child(browser_blocks(t))
        }
    });
    let head = el("p.try-answer")
        .child(el(class).child(shown))
        .child((*status != 0).then(|| el("span.state").child(by)))
        .child(verdict);
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    let mut lines: Vec<String> = lines.collect();
    if !body.is_empty() {
        lines.push(String::new());
        lines.push(body.clone());
    }
    el("div.card.result")
        .attr("aria-live", "polite")
        .child(head)
        .child(el("p").child(prose(cause, t)))
        .child(
            mend.as_ref()
                .map(|mend| el("p").child(el("strong").child(prose(mend, t)))),
        )
        .child((!lines.is_empty()).then(|| {
            let lines = lines.iter().map(|line| el("span").child(line.as_str()));
            el("pre.diff").children(lines)
        }))
}

const fn part_name(part: Part) -> super::Word {
    match part {
        Part::Address => address,
        Part::Tls => tls,
        Part::Mapping => mapping,
        Part::Stage => stage,
        Part::WebAcl => web_acl,
        Part::ResourcePolicy => policy,
        Part::Route => route,
        Part::Preflight => cors,
        Part::Authorizer => authorizer,
        Part::ApiKey => key,
        Part::Validation => validation,
        Part::Throttle => throttle,
        Part::Cache => cache,
        Part::Integration => integration,
        Part::App => app,
        Part::Browser => browser,
    }
}

fn steps(steps: &[Step], t: Language) -> Piece {
    let rows = steps.iter().map(|step| {
        let (mark, class, word) = match step.outcome {
            Outcome::Passed => ("✓", "li.step.way-passed", passed(t)),
            Outcome::Nothing => ("–", "li.step.way-nothing", nothing(t)),
            Outcome::Noted => ("!", "li.step.way-noted", noted(t)),
            Outcome::Stopped => ("✕", "li.step.way-ended", stopped(t)),
        };
        let name = button("link", &Act::default().go(step.at)).child(part_name(step.part)(t));
        let mark = el("span.step-mark")
            .attr("role", "img")
            .attr("aria-label", word)
            .child(mark);
        el(class)
            .child(mark)
            .child(name)
            .child(el("span").child(prose(&step.message, t)))
    });
    el("ol.steps").children(rows)
}

fn candidates(all: &[Candidate], t: Language) -> Piece {
    let rows = all.iter().take(20).map(|one| {
        let why = match one.lost {
            Lost::LessSpecific => less(t),
            Lost::Method => verb(t),
        };
        el("li")
            .child(el("code").child(one.path.as_str()))
            .child(format!(" — {why}"))
    });
    el("details")
        .child(el("summary").child(others(t)))
        .child(el("ul.plain").children(rows))
}

fn seen(view: &AppView, t: Language) -> Piece {
    let row = |name: &str, value: &str| {
        let value = if value.is_empty() { "\"\"" } else { value };
        el("tr")
            .child(el("th").attr("scope", "row").child(name))
            .child(el("td").child(el("code").child(value)))
    };
    let prefix_row = (!view.prefix.is_empty()).then(|| row(prefix(t), &view.prefix));
    let rows = el("tbody")
        .child(row("PATH_INFO", &view.path_info))
        .child(row("SCRIPT_NAME", &view.script_name))
        .child(prefix_row);
    el("div")
        .child(el("h3").child(app_sees(t)))
        .child(el("table.differences").child(rows))
}

fn event_of(event: &serde_json::Value, t: Language) -> Piece {
    let text = serde_json::to_string_pretty(event).unwrap_or_default();
    let copy_it = button("", &Act::default().copy(&text)).child(copy(t));
    el("div")
        .child(el("h3").child(self::event(t)))
        .child(
            el("p.actions")
                .child(copy_it)
                .child(el("span.help").child(copy_help(t))),
        )
        .child(
            el("pre.diff")
                .attr("tabindex", "0")
                .children(text.lines().map(|line| el("span").child(line))),
        )
}
