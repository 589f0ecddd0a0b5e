//! A picture of cost over traffic, and where its curves cross.

use super::super::piece::{Piece, el};
use super::super::{Look, Word};
use super::{
    axis, cached, crossing, http, money, no_crossing, picture, rest, this, thousands, websocket,
};
use crate::cost::{Crossing, POWERS, Prices, Usage, Way};
use crate::words::Language;

/// Pixels of the picture, and of what stands around the curves.
const WIDTH: f64 = 500.0;
const HEIGHT: f64 = 388.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 12.0;
/// Numbers and name of the lower axis, and below them what each curve is.
const BOTTOM: f64 = 92.0;

pub(super) const fn way_name(way: Way) -> Word {
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

pub(super) fn chart(look: &Look, usage: &Usage, prices: &Prices, crossed: &[Crossing]) -> Piece {
    let (t, design) = (look.t, look.design);
    let steps = (POWERS.start() * 4..=POWERS.end() * 4).map(|step| f64::from(step) / 4.0);
    let traffic: Vec<f64> = steps.map(|power| 10_f64.powf(power)).collect();
    let curve = |way: Way| {
        let costs = traffic.iter();
        costs.map(move |requests| (*requests, way.cost(design, usage, prices, *requests)))
    };
    let all = || Way::open_to(design).flat_map(curve).map(|(_, usd)| usd);
    let axes = Axes {
        low: all().fold(f64::MAX, f64::min).max(0.01).log10().floor(),
        high: all().fold(0.01, f64::max).log10().ceil(),
    };
    let mut drawn = grid(&axes, t);
    let own = Way::of(design);
    for (place, way) in Way::open_to(design).enumerate() {
        let points = curve(way)
            .map(|(requests, usd)| format!("{:.1} {:.1}", Axes::x(requests), axes.y(usd)));
        let line = format!("M{}", points.collect::<Vec<_>>().join("L"));
        let own = if way == own { ".own" } else { "" };
        let class = format!("path.curve.{}{own}", way_class(way));
        drawn.push(el(&class).attr("d", line));
        // What it is stands below, two beside each other.
        let column = if place % 2 == 0 { 0.0 } else { 1.0 };
        let line = if place < 2 { 0.0 } else { 1.0 };
        let left = LEFT + column * 220.0;
        let y = HEIGHT - BOTTOM + 60.0 + line * 20.0;
        let sample = el(&class).attr("d", format!("M{left} {y}h28"));
        let name = el("text").attr("x", left + 34.0).attr("y", y + 4.0);
        drawn.extend([sample, name.child(way_name(way)(t))]);
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
    // Its note stands where there is room.
    let (side, anchor) = if x > WIDTH / 2.0 {
        (x - 9.0, "end")
    } else {
        (x + 9.0, "start")
    };
    let note = el("text.here")
        .attr("x", side)
        .attr("y", y + 16.0)
        .attr("text-anchor", anchor);
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
    drawn.push(text(middle, floor + 36.0, "middle", axis(t).to_owned()));
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

pub(super) fn told(crossed: &[Crossing], t: Language) -> Piece {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traffic_is_written_as_people_read_it() {
        assert_eq!(short(1e10, Language::En), "10B");
        assert_eq!(short(1e6, Language::Ja), "100万");
        assert_eq!(about(3_456_789.0, Language::En), "3.5 million");
        assert_eq!(about(3_456_789.0, Language::Ja), "350万");
        assert_eq!(about(45_678.0, Language::En), "46,000");
    }
}
