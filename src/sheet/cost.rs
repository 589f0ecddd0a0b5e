//! What a month costs, with a picture of cost over traffic.

use super::piece::{Act, Piece, button, el, many};
use super::{Drawn, Look};
use crate::aws::PriceSource;
use crate::cost::{Crossing, For, Line, POWERS, Prices, Usage, Way, bill, crossings, sum};
use crate::words;
use crate::words::Language;

words! {
    title: "Cost", "料金";
    lead: "What a month costs, roughly, in US dollars without taxes. Your bill will differ: it is an estimate of the figures below.", "1か月の料金の目安です（米ドル、税別）。下の数値からの概算で、実際の請求額とは異なります。";
    requests: "Requests a month", "月間リクエスト数";
    messages: "Messages in a month, each answered", "月間メッセージ数（それぞれに応答）";
    answer_kb: "Answer, KB", "応答 (KB)";
    request_kb: "Request, KB", "リクエスト (KB)";
    duration_ms: "Function time, ms", "関数の実行時間 (ms)";
    memory_mb: "Function memory, MB", "関数のメモリ (MB)";
    cache_hits: "Answered by a cache, %", "キャッシュで応答する割合 (%)";
    minutes: "Open connections, minutes in all", "接続時間の合計（分）";
    free: "Take off what an account has for nothing every month", "毎月の無料枠を差し引く";
    month: "A month", "1か月";
    part: "For", "項目";
    amount: "Amount", "量";
    usd: "USD", "USD";
    all: "In all", "合計";
    gateway: "API Gateway", "API Gateway";
    connections: "Connections, minutes", "接続時間（分）";
    cache: "Cache, hours", "キャッシュ（時間）";
    runs: "Lambda, requests", "Lambda（リクエスト）";
    work: "Lambda, GB-seconds", "Lambda（GB秒）";
    transfer: "Sent out, GB", "データ転送 (GB)";
    logs: "Logs, GB", "ログ (GB)";
    waf: "AWS WAF, requests", "AWS WAF（リクエスト）";
    zone: "Hosted zone", "ホストゾーン";
    monitoring: "Alarms, dashboard", "アラーム、ダッシュボード";
    rest: "REST", "REST";
    cached: "REST with cache", "REST＋キャッシュ";
    http: "HTTP", "HTTP";
    websocket: "WebSocket", "WebSocket";
    curves: "Cost over traffic", "リクエスト数と料金";
    picture(name): "Cost of {name} over traffic, for each kind of API", "{name}の料金とリクエスト数の関係（APIの種類別）";
    axis: "requests a month", "月間リクエスト数";
    this: "this design", "この設計";
    crossing(requests, above, below, usd): "From {requests} requests a month, {above} is cheaper than {below} (${usd}).", "月間{requests}リクエスト以上では、{below}より{above}のほうが安くなります (${usd})。";
    no_crossing: "No two ways cross between ten thousand and ten billion requests.", "1万から100億リクエストの範囲では、料金の逆転はありません。";
    without: "Other kinds of API do not have everything that this one has: the matrix and the problems say what would be lost.", "APIの種類によって使える機能が異なります。失われる機能は対応表と問題の一覧で確認できます。";
    prices: "Prices", "単価";
    prices_of(region): "For {region}. Replace what you know better; it stays as long as this page is open.", "{region}の単価です。正確な値がわかる項目は書き換えられます（この画面を開いている間だけ有効）。";
    unit: "USD for", "単位";
    source: "Source", "出典";
    page: "price page, 2026-09", "料金ページ 2026-09";
    price_list: "AWS Price List, 2026-09", "AWS Price List 2026-09";
    memory: "from memory, 2025: look it up", "記憶による値 (2025)。要確認";
    other: "of us-east-1: the region’s own is not known here", "us-east-1の値。このリージョンの値は未収録";
    million: "a million", "100万件";
    hour: "an hour", "1時間";
    gb: "a GB", "1 GB";
    gb_second: "a GB-second", "1 GB秒";
    per_month: "a month", "1か月";
    missing: "Not in it: databases, NAT gateways, VPC links and load balancers, X-Ray, Cognito, what a function calls, support, taxes.", "含まないもの: データベース、NATゲートウェイ、VPCリンクとロードバランサー、X-Ray、Cognito、関数からの呼び出し、サポート、税。";
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
    let body = el("div")
        .child(el("p.lead").child(lead(t)))
        .child(form(look, &usage))
        .child(table(&bill(design, &usage, &prices), t))
        .child(el("h3").child(curves(t)))
        .child(chart(look, &usage, &prices, &crossed))
        .child(told(&crossed, t))
        .child(el("p.help").child(without(t)))
        .child(price_table(look, &prices))
        .child(el("p.help").child(missing(t)));
    Drawn::new(title(t), body)
}

/// A number of at least zero that somebody typed.
fn typed(look: &Look, name: &str) -> Option<f64> {
    let text = look.arg(name).replace(',', "");
    let number: f64 = text.trim().parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

fn usage(look: &Look) -> Usage {
    let usual = Usage::of(look.design);
    let or = |name: &str, usual| typed(look, name).unwrap_or(usual);
    Usage {
        requests: or("requests", usual.requests).min(1e12),
        request_kb: or("request_kb", usual.request_kb),
        answer_kb: or("answer_kb", usual.answer_kb),
        duration_ms: or("duration_ms", usual.duration_ms),
        memory_mb: or("memory_mb", usual.memory_mb),
        cache_hits: or("cache_hits", usual.cache_hits).min(100.0),
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

fn form(look: &Look, usage: &Usage) -> Piece {
    let t = look.t;
    let field = |name: &str, label: &str, value: f64| {
        let input = el("input.input")
            .attr("name", name)
            .attr("type", "number")
            .attr("min", 0)
            .attr("inputmode", "decimal")
            .attr("value", value);
        el("label.labelled")
            .child(el("span").child(label))
            .child(input)
    };
    let way = Way::of(look.design);
    let by_message = way == Way::Websocket;
    let mut fields = vec![field(
        "requests",
        if by_message { messages(t) } else { requests(t) },
        usage.requests,
    )];
    fields.push(field("answer_kb", answer_kb(t), usage.answer_kb));
    fields.push(field("request_kb", request_kb(t), usage.request_kb));
    fields.push(field("duration_ms", duration_ms(t), usage.duration_ms));
    fields.push(field("memory_mb", memory_mb(t), usage.memory_mb));
    fields.push(field("cache_hits", cache_hits(t), usage.cache_hits));
    fields.push(field("minutes", minutes(t), usage.minutes));
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("name", "free")
        .flag("checked", usage.free);
    let tick = el("label.tick")
        .child(tick)
        .child(el("span").child(free(t)));
    el("div.card")
        .child(el("div.try-fields").children(fields))
        .child(tick)
}

const fn name_of(of: For) -> super::Word {
    match of {
        For::Gateway => gateway,
        For::Minutes => connections,
        For::Cache => cache,
        For::Runs => runs,
        For::Work => work,
        For::Transfer => transfer,
        For::Logs => logs,
        For::Waf => waf,
        For::Zone => zone,
        For::Monitoring => monitoring,
    }
}

fn table(bill: &[Line], t: Language) -> Piece {
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

/// Pixels of the picture, and of what stands around the curves.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 156.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 44.0;

const fn way_name(way: Way) -> super::Word {
    match way {
        Way::Rest => rest,
        Way::CachedRest => cached,
        Way::Http => http,
        Way::Websocket => websocket,
    }
}

const fn way_class(way: Way) -> &'static str {
    match way {
        Way::Rest => "rest",
        Way::CachedRest => "cached",
        Way::Http => "http",
        Way::Websocket => "websocket",
    }
}

/// Both axes are powers of ten.
struct Axes {
    low: f64,
    high: f64,
}

impl Axes {
    fn x(requests: f64) -> f64 {
        let (first, last) = (f64::from(*POWERS.start()), f64::from(*POWERS.end()));
        let share = (requests.max(1.0).log10() - first) / (last - first);
        LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, usd: f64) -> f64 {
        let share = (usd.max(1e-6).log10() - self.low) / (self.high - self.low);
        HEIGHT - BOTTOM - share.clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM)
    }
}

fn chart(look: &Look, usage: &Usage, prices: &Prices, crossed: &[Crossing]) -> Piece {
    let (t, design) = (look.t, look.design);
    let steps = (POWERS.start() * 4..=POWERS.end() * 4).map(|step| f64::from(step) / 4.0);
    let traffic: Vec<f64> = steps.map(|power| 10_f64.powf(power)).collect();
    let curve = |way: Way| {
        let costs = traffic.iter();
        costs.map(move |requests| (*requests, way.cost(design, usage, prices, *requests)))
    };
    let all = || Way::ALL.into_iter().flat_map(curve).map(|(_, usd)| usd);
    let axes = Axes {
        low: all().fold(f64::MAX, f64::min).max(0.01).log10().floor(),
        high: all().fold(0.01, f64::max).log10().ceil(),
    };
    let mut drawn = grid(&axes, t);
    let own = Way::of(design);
    let mut ends: Vec<(f64, Way)> = Vec::new();
    for way in Way::ALL {
        let points = curve(way)
            .map(|(requests, usd)| format!("{:.1} {:.1}", Axes::x(requests), axes.y(usd)));
        let line = format!("M{}", points.collect::<Vec<_>>().join("L"));
        let own = if way == own { ".own" } else { "" };
        let class = format!("path.curve.{}{own}", way_class(way));
        drawn.push(el(&class).attr("d", line));
        let last = curve(way).next_back().map_or(0.0, |(_, usd)| usd);
        ends.push((axes.y(last), way));
    }
    // Names stand beside the ends of their curves, without covering one another.
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut below = TOP;
    for (y, way) in ends {
        let y = y.max(below);
        below = y + 16.0;
        let own = if way == own { ".own" } else { "" };
        let left = WIDTH - RIGHT + 8.0;
        let sample = el(&format!("path.curve.{}{own}", way_class(way)));
        drawn.push(sample.attr("d", format!("M{left} {y}h28")));
        let place = el("text").attr("x", left + 34.0).attr("y", y + 4.0);
        drawn.push(place.child(way_name(way)(t)));
    }
    for one in crossed {
        let place = el("circle.crossing")
            .attr("cx", Axes::x(one.requests))
            .attr("cy", axes.y(one.usd))
            .attr("r", 4);
        drawn.push(place);
    }
    let here = own.cost(design, usage, prices, usage.requests);
    let (x, y) = (Axes::x(usage.requests), axes.y(here));
    drawn.push(el("circle.here").attr("cx", x).attr("cy", y).attr("r", 5));
    let note = el("text.here").attr("x", x + 9.0).attr("y", y + 16.0);
    drawn.push(note.child(format!("{} ${}", this(t), money(here))));
    let svg = el("svg.chart")
        .attr("viewBox", format!("0 0 {WIDTH} {HEIGHT}"))
        .attr("role", "img")
        .attr("aria-label", picture(t, &design.name))
        .children(drawn);
    el("div.matrix-box").attr("tabindex", 0).child(svg)
}

/// Lines and numbers of both axes.
fn grid(axes: &Axes, t: Language) -> Vec<Piece> {
    let mut drawn = Vec::new();
    let line = |x1: f64, y1: f64, x2: f64, y2: f64| {
        el("line.grid")
            .attr("x1", x1)
            .attr("y1", y1)
            .attr("x2", x2)
            .attr("y2", y2)
    };
    let text = |x: f64, y: f64, anchor: &str, text: String| {
        el("text.axis")
            .attr("x", x)
            .attr("y", y)
            .attr("text-anchor", anchor)
            .child(text)
    };
    let (right, floor) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    for power in POWERS {
        let x = Axes::x(10_f64.powi(power));
        drawn.push(line(x, TOP, x, floor));
        drawn.push(text(
            x,
            floor + 16.0,
            "middle",
            short(10_f64.powi(power), t),
        ));
    }
    let mut power = axes.low;
    while power <= axes.high {
        let usd = 10_f64.powf(power);
        let y = axes.y(usd);
        drawn.push(line(LEFT, y, right, y));
        let amount = if usd < 1.0 {
            format!("${usd}")
        } else {
            format!("${}", short(usd, t))
        };
        drawn.push(text(LEFT - 6.0, y + 4.0, "end", amount));
        power += 1.0;
    }
    let middle = f64::midpoint(LEFT, right);
    drawn.push(text(middle, HEIGHT - 8.0, "middle", axis(t).to_owned()));
    drawn
}

/// A power of ten, briefly: 10K, 1M, 10B; in Japanese 1万, 100万, 100億.
fn short(number: f64, t: Language) -> String {
    let units: &[(f64, &str)] = match t {
        Language::En => &[(1e9, "B"), (1e6, "M"), (1e3, "K")],
        Language::Ja => &[(1e8, "億"), (1e4, "万")],
    };
    let fit = units.iter().find(|(size, _)| number >= *size);
    fit.map_or_else(
        || format!("{number:.0}"),
        |(size, name)| format!("{:.0}{name}", number / size),
    )
}

/// A number of requests in words: two digits and their size.
fn about(number: f64, t: Language) -> String {
    let digits = 10_f64.powf((number.log10().floor() - 1.0).max(0.0));
    let round = (number / digits).round() * digits;
    let (size, name) = match (t, round) {
        (Language::En, 1e9..) => (1e9, " billion"),
        (Language::En, 1e6..) => (1e6, " million"),
        (Language::Ja, 1e8..) => (1e8, "億"),
        (Language::Ja, 1e4..) => (1e4, "万"),
        _ => return thousands(&format!("{round:.0}")),
    };
    let part = round / size;
    let part = if part < 10.0 {
        format!("{part:.1}")
    } else {
        format!("{part:.0}")
    };
    format!("{}{name}", part.trim_end_matches(".0"))
}

fn told(crossed: &[Crossing], t: Language) -> Piece {
    if crossed.is_empty() {
        return el("p").child(no_crossing(t));
    }
    let lines = crossed.iter().map(|one| {
        let (above, below) = (way_name(one.above)(t), way_name(one.below)(t));
        let requests = about(one.requests, t);
        el("li").child(crossing(t, requests, above, below, money(one.usd)))
    });
    el("ul.plain").children(lines)
}

fn price_table(look: &Look, now: &Prices) -> Piece {
    let t = look.t;
    let region = &look.design.region;
    let table_prices = Prices::of(region);
    let is_other = *now != table_prices;
    let rows = now.all().iter().map(|price| {
        let name = control(price.key);
        let input = el("input.input")
            .attr("name", &name)
            .attr("aria-label", price.key)
            .attr("inputmode", "decimal")
            .attr("value", price.usd);
        let source = match price.source {
            PriceSource::Page => page(t),
            PriceSource::PriceList => price_list(t),
            PriceSource::Memory => memory(t),
            PriceSource::OtherRegion => other(t),
        };
        el("tr")
            .child(
                el("th")
                    .attr("scope", "row")
                    .child(el("code").child(price.key)),
            )
            .child(el("td").child(input))
            .child(el("td").child(unit_of(price.key)(t)))
            .child(el("td").child(source))
    });
    let head = ["", usd(t), unit(t), source(t)];
    let head = head.map(|name| el("th").attr("scope", "col").child(name));
    // Fills every control with what the table says, since what was typed goes along with the order.
    let values = table_prices.all().iter();
    let values: Vec<(String, String)> = values
        .map(|price| (control(price.key), price.usd.to_string()))
        .collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, usd)| (&**name, &**usd)).collect();
    let again = button("", &Act::default().fill(&values).order("reset"));
    let again = is_other.then(|| el("p.actions").child(again.child(reset(t))));
    el("details")
        .child(el("summary").child(prices(t)))
        .child(el("p.help").child(prices_of(t, region)))
        .child(many([Piece::from(again)]))
        .child(
            el("table.differences.prices")
                .child(el("thead").child(el("tr").children(head)))
                .child(el("tbody").children(rows)),
        )
}

fn unit_of(key: &str) -> super::Word {
    match key {
        key if key.starts_with("cache") => hour,
        "lambda_x86" | "lambda_arm" => gb_second,
        "logs_in" | "logs_kept" | "transfer" => gb,
        "waf_acl" | "waf_rule" | "zone" | "alarm" | "dashboard" => per_month,
        _ => million,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(money(1_234_567.891), "1,234,567.89");
        assert_eq!(money(0.0012), "0.0012");
        assert_eq!(grouped(999.6), "1,000");
        assert_eq!(short(1e10, Language::En), "10B");
        assert_eq!(short(1e6, Language::Ja), "100万");
        assert_eq!(about(3_456_789.0, Language::En), "3.5 million");
        assert_eq!(about(3_456_789.0, Language::Ja), "350万");
        assert_eq!(about(45_678.0, Language::En), "46,000");
    }
}
