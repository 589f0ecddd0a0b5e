//! What a month costs, with a picture of cost over traffic.

mod chart;
mod table;

use super::piece::{Piece, el};
use super::{Drawn, Look};
use crate::aws::PriceSource;
use crate::cost::{
    For, Line, Prices, Usage, Way, asks_authorizer, bill, crossings, has_endpoints, sum, traces,
};
use crate::words;
use crate::words::Language;

words! {
    title: "Cost", "料金";
    lead: "What a month costs, roughly, in US dollars without taxes. Your bill will differ: it is an estimate of the figures below.", "1か月の料金の目安です(米ドル、税別)。下の数値からの概算で、実際の請求額とは異なります。";
    requests: "Requests a month", "月間リクエスト数";
    messages: "Messages in a month, each answered", "月間メッセージ数(それぞれに応答)";
    answer_kb: "Answer, KB", "応答(KB)";
    request_kb: "Request, KB", "リクエスト(KB)";
    duration_ms: "Function time, ms", "関数の実行時間(ms)";
    memory_mb: "Function memory, MB", "関数のメモリ(MB)";
    cached_share: "Requests that a cache may answer, %", "キャッシュ対象のリクエスト(%)";
    cache_hits: "Of these, answered by it, %", "そのうちキャッシュで応答(%)";
    authorizer_share: "Requests for which the authorizer’s function runs, %", "オーソライザー関数を呼び出すリクエスト(%)";
    authorizer_ms: "Authorizer’s function time, ms", "オーソライザー関数の実行時間(ms)";
    log_kb: "Log lines of a run of a function, KB", "関数1回のログ(KB)";
    traced_share: "Requests that X-Ray records beyond one a second, %", "X-Ray が記録するリクエスト(毎秒1件を超える分、%)";
    zones: "Availability Zones of each VPC endpoint", "各 VPC エンドポイントのアベイラビリティーゾーン数";
    further: "More about the traffic", "トラフィックの詳細";
    minutes: "Open connections, minutes in all", "接続時間の合計(分)";
    free: "Take off what an account has for nothing every month", "毎月の無料枠を差し引く";
    month: "A month", "1か月";
    sum_of: "A month, in USD", "1か月の合計(USD)";
    cheapest(name): "The cheapest kind: {name}", "最も安い種類: {name}";
    other_region(region, count, all): "These are prices of us-east-1: what {region} asks for is not known here ({count} of {all} figures). The sum may differ; put your region’s figures into the prices below.", "us-east-1 の単価で計算しています。{region} の単価は未収録です({all}項目中{count}項目)。合計は異なる場合があるため、下の単価を書き換えてください。";
    remembered(count, all): "{count} of {all} prices are from memory or of us-east-1; the table below marks them.", "{all}項目中{count}項目の単価は未確認の値か us-east-1 の値です。下の表に印があります。";
    uncached: "A cache would take nothing off: it keeps answers of GET alone, and no method of this design is a GET (ANY is none).", "キャッシュの効果はありません。対象は GET だけで、この設計に GET のメソッドがないためです(ANY は対象外)。";
    part: "For", "項目";
    amount: "Amount", "量";
    usd: "USD", "USD";
    all: "In all", "合計";
    gateway: "API Gateway", "API Gateway";
    connections: "Connections, minutes", "接続時間(分)";
    cache: "Cache, hours", "キャッシュ(時間)";
    runs: "Lambda, requests", "Lambda(リクエスト)";
    work: "Lambda, GB-seconds", "Lambda(GB 秒)";
    authorizer: "Authorizer’s function, runs", "オーソライザー関数(回数)";
    transfer: "Sent out, GB", "データ転送(GB)";
    logs: "Logs of the API, GB", "API のログ(GB)";
    function_logs: "Logs of functions, GB", "関数のログ(GB)";
    traced: "AWS X-Ray, traces", "AWS X-Ray(トレース)";
    waf: "AWS WAF, requests", "AWS WAF(リクエスト)";
    endpoints: "VPC endpoints, hours", "VPC エンドポイント(時間)";
    zone: "Hosted zone", "ホストゾーン";
    metrics: "Metrics of single methods", "メソッドごとのメトリクス";
    monitoring: "Alarms, dashboard", "アラーム、ダッシュボード";
    rest: "REST", "REST";
    cached: "REST with cache", "REST + キャッシュ";
    http: "HTTP", "HTTP";
    websocket: "WebSocket", "WebSocket";
    curves: "Cost over traffic", "リクエスト数と料金";
    picture(name): "Cost of {name} over traffic, for each kind of API", "{name} の料金とリクエスト数の関係(API の種類別)";
    axis: "requests a month", "月間リクエスト数";
    this: "this design", "この設計";
    crossing(requests, above, below, usd): "From {requests} requests a month, {above} is cheaper than {below} (${usd}).", "月間{requests}リクエスト以上では、{below} より {above} のほうが安くなります(${usd})。";
    no_crossing: "No two ways cross between ten thousand and ten billion requests.", "1万から100億リクエストの範囲では、料金の逆転はありません。";
    private_only: "HTTP and WebSocket APIs cannot be private, so they are not in the picture.", "HTTP API と WebSocket API はプライベートにできないため、図に含まれていません。";
    without: "Other kinds of API do not have everything that this one has: the matrix and the problems say what would be lost.", "API の種類によって使える機能が異なります。失われる機能は対応表と問題の一覧で確認できます。";
    prices: "Prices", "単価";
    prices_of(region): "For {region}. Replace what you know better; it stays as long as this page is open.", "{region} の単価です。正確な値がわかる項目は書き換えられます(この画面を開いている間だけ有効)。";
    unit: "USD for", "単位";
    source: "Source", "出典";
    page: "price page, 2026-09", "料金ページ 2026-09";
    price_list: "AWS Price List, 2026-09", "AWS Price List 2026-09";
    memory: "from memory, 2025: look it up", "未確認の値(2025年時点)";
    other: "of us-east-1: the region’s own is not known here", "us-east-1 の値。このリージョンの値は未収録";
    million: "a million", "100万件";
    hour: "an hour", "1時間";
    gb: "a GB", "1 GB";
    gb_second: "a GB-second", "1 GB 秒";
    per_month: "a month", "1か月";
    missing: "Not in it: databases, NAT gateways, VPC links and load balancers, Cognito, the rules of a web ACL that exists already, what a function calls, support, taxes.", "含まないもの: データベース、NAT ゲートウェイ、VPC リンクとロードバランサー、Cognito、既存の Web ACL のルール、関数からの呼び出し、サポート、税。";
    reset: "Back to the table", "元の単価に戻す";
}

/// The name of the sheet.
pub(super) const COST: &str = "cost";

pub(super) fn draw(look: &Look) -> Drawn {
    let t = look.t;
    let design = look.design;
    let usage = usage(look);
    let prices = prices_now(look);
    let crossed = crossings(design, &usage, &prices);
    let bill = bill(design, &usage, &prices);
    let body = el("div")
        .child(el("p.lead").child(lead(t)))
        .child(total(look, &bill, &usage, &prices))
        .child(form(look, &usage))
        .child(lines(&bill, t))
        .child(el("h3").child(curves(t)))
        .child(chart::chart(look, &usage, &prices, &crossed))
        .child(chart::told(&crossed, t))
        .child((usage.cached_share == 0.0).then(|| el("p.help").child(uncached(t))))
        .child(el("p.help").child(if has_endpoints(design) {
            private_only(t)
        } else {
            without(t)
        }))
        .child(table::prices_of_region(look, &prices))
        .child(el("p.help").child(missing(t)));
    Drawn::new(title(t), body)
}

/// What it comes to, before all that it comes of; and how far the prices are to be trusted.
fn total(look: &Look, bill: &[Line], usage: &Usage, prices: &Prices) -> Piece {
    let (t, design) = (look.t, look.design);
    let cost = |way: Way| way.cost(design, usage, prices, usage.requests);
    // A private API has no other kind, and messages are no requests.
    let is_alone = has_endpoints(design) || Way::of(design) == Way::Websocket;
    let ways = Way::open_to(design).filter(|way| *way != Way::Websocket);
    let ways = ways.filter(|_| !is_alone).map(|way| (way, cost(way)));
    let least = ways.min_by(|(_, one), (_, other)| one.total_cmp(other));
    let figure = |name: String, usd: f64| {
        el("div")
            .child(el("dt").child(name))
            .child(el("dd").child(format!("${}", money(usd))))
    };
    let own = sum(bill);
    let cheaper = least.filter(|(way, usd)| *way != Way::of(design) && *usd < own);
    let cheaper = cheaper.map(|(way, usd)| figure(cheapest(t, chart::way_name(way)(t)), usd));
    let all = prices.all().len();
    let (of_others, of_memory) = prices.unsure();
    let is_known = PriceSource::OtherRegion;
    let gateway = prices.all().first().map(|price| price.source);
    let note = if gateway == Some(is_known) {
        Some(other_region(t, &design.region, of_others, all))
    } else if of_others + of_memory > 0 {
        Some(remembered(t, of_others + of_memory, all))
    } else {
        None
    };
    el("div.card.result")
        .attr("aria-live", "polite")
        .child(
            el("dl.counts")
                .child(figure(sum_of(t).to_owned(), own))
                .child(cheaper),
        )
        .child(note.map(|note| el("p").child(note)))
}

/// A number of at least zero that somebody typed.
fn typed(look: &Look, name: &str) -> Option<f64> {
    let text = look.answer(name)?.replace(',', "");
    let number: f64 = text.trim().parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

fn usage(look: &Look) -> Usage {
    let usual = Usage::of(look.design);
    let or = |name: &str, usual| typed(look, name).unwrap_or(usual);
    let or = |name: &str, usual| or(name, usual).min(1e12);
    let percent = |name: &str, usual| or(name, usual).min(100.0);
    Usage {
        requests: or("requests", usual.requests),
        request_kb: or("request_kb", usual.request_kb),
        answer_kb: or("answer_kb", usual.answer_kb),
        duration_ms: or("duration_ms", usual.duration_ms),
        memory_mb: or("memory_mb", usual.memory_mb),
        cached_share: percent("cached_share", usual.cached_share),
        cache_hits: percent("cache_hits", usual.cache_hits),
        authorizer_share: percent("authorizer_share", usual.authorizer_share),
        authorizer_ms: or("authorizer_ms", usual.authorizer_ms),
        log_kb: or("log_kb", usual.log_kb),
        traced_share: percent("traced_share", usual.traced_share),
        zones: or("zones", usual.zones),
        minutes: or("minutes", usual.minutes),
        free: look.arg("free") == "true",
    }
}

fn prices_now(look: &Look) -> Prices {
    let mut prices = Prices::of(&look.design.region);
    let keys: Vec<_> = prices.all().iter().map(|price| price.key).collect();
    for key in keys.into_iter().filter(|_| look.order != "reset") {
        if let Some(usd) = typed(look, &control(key)) {
            prices.replace(key, usd);
        }
    }
    prices
}

/// The control of a price.
fn control(key: &str) -> String {
    format!("price_{key}")
}

/// The figures about the traffic: those that this design turns on, and behind a fold those of other ways.
fn form(look: &Look, usage: &Usage) -> Piece {
    let (t, design) = (look.t, look.design);
    let usual = Usage::of(design);
    let shown = |value: f64| (value * 100.0).round() / 100.0;
    let field = |name: &str, label: &str, value: fn(&Usage) -> f64| {
        let input = el("input.input")
            .attr("name", name)
            .attr("type", "number")
            .attr("min", 0)
            .attr("step", "any")
            .attr("inputmode", "decimal")
            .attr("value", shown(value(usage)));
        el("label.labelled")
            .child(el("span").child(label))
            .child(input)
            .child(super::typed::usual(name, shown(value(&usual))))
    };
    let way = Way::of(design);
    let by_message = way == Way::Websocket;
    let name = if by_message { messages(t) } else { requests(t) };
    let mut first = vec![
        field("requests", name, |usage| usage.requests),
        field("answer_kb", answer_kb(t), |usage| usage.answer_kb),
        field("duration_ms", duration_ms(t), |usage| usage.duration_ms),
        field("memory_mb", memory_mb(t), |usage| usage.memory_mb),
    ];
    let mut rest = vec![
        field("request_kb", request_kb(t), |usage| usage.request_kb),
        field("log_kb", log_kb(t), |usage| usage.log_kb),
    ];
    if traces(design) {
        rest.push(field("traced_share", traced_share(t), |usage| {
            usage.traced_share
        }));
    }
    let of_cache = [
        field("cached_share", cached_share(t), |usage| usage.cached_share),
        field("cache_hits", cache_hits(t), |usage| usage.cache_hits),
    ];
    let of_connections = field("minutes", minutes(t), |usage| usage.minutes);
    let mut put = |is_first: bool, fields: Vec<Piece>| {
        if is_first {
            first.extend(fields);
        } else {
            rest.extend(fields);
        }
    };
    put(way == Way::CachedRest, of_cache.into());
    put(by_message, vec![of_connections]);
    if asks_authorizer(design) {
        put(
            true,
            vec![
                field("authorizer_share", authorizer_share(t), |usage| {
                    usage.authorizer_share
                }),
                field("authorizer_ms", authorizer_ms(t), |usage| {
                    usage.authorizer_ms
                }),
            ],
        );
    }
    if has_endpoints(design) {
        put(true, vec![field("zones", zones(t), |usage| usage.zones)]);
    }
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("name", "free")
        .flag("checked", usage.free);
    let tick = el("label.tick")
        .child(tick)
        .child(el("span").child(free(t)));
    el("div.card")
        .child(el("div.try-fields").children(first))
        .child(
            el("details")
                .child(el("summary").child(further(t)))
                .child(el("div.try-fields").children(rest)),
        )
        .child(tick)
}

/// What a line of the bill is for, in words.
pub fn line_name(of: For, t: Language) -> &'static str {
    name_of(of)(t)
}

const fn name_of(of: For) -> super::Word {
    match of {
        For::Gateway => gateway,
        For::Minutes => connections,
        For::Cache => cache,
        For::Runs => runs,
        For::Work => work,
        For::Authorizer => authorizer,
        For::Transfer => transfer,
        For::Logs => logs,
        For::FunctionLogs => function_logs,
        For::Traces => traced,
        For::Waf => waf,
        For::Endpoints => endpoints,
        For::Zone => zone,
        For::Metrics => metrics,
        For::Monitoring => monitoring,
    }
}

fn lines(bill: &[Line], t: Language) -> Piece {
    let row = |name: &str, amount: String, usd: f64| {
        el("tr")
            .child(el("th").attr("scope", "row").child(name))
            .child(el("td.number").child(amount))
            .child(el("td.number").child(money(usd)))
    };
    let rows = bill
        .iter()
        .map(|line| row(name_of(line.of)(t), grouped(line.amount), line.usd));
    let head = [part(t), amount(t), usd(t)];
    let head = head.map(|name| el("th").attr("scope", "col").child(name));
    let total = row(all(t), String::new(), sum(bill));
    el("table.differences.bill")
        .child(el("thead").child(el("tr").children(head)))
        .child(
            el("tbody")
                .attr("aria-label", month(t))
                .children(rows)
                .child(total),
        )
}

/// US dollars, with two digits; of small amounts more.
fn money(usd: f64) -> String {
    if usd > 0.0 && usd < 0.01 {
        return format!("{usd:.4}");
    }
    let cents = format!("{usd:.2}");
    let (whole, part) = cents.split_once('.').unwrap_or((&cents, "00"));
    format!("{}.{part}", thousands(whole))
}

/// A number with a comma every three digits.
fn grouped(number: f64) -> String {
    if number < 10.0 && number.fract() > 0.0 {
        return format!("{number:.2}");
    }
    thousands(&format!("{number:.0}"))
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(money(1_234_567.891), "1,234,567.89");
        assert_eq!(money(0.0012), "0.0012");
        assert_eq!(grouped(999.6), "1,000");
    }
}
