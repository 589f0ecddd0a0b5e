//! `gateway-studio cost`: what a month costs, roughly.

use std::fmt::Write as _;
use std::path::PathBuf;

use gateway_studio::cost::{Prices, Usage, Way, bill, crossings, has_endpoints, sum};
use gateway_studio::model::Design;
use gateway_studio::sheet::line_name;
use gateway_studio::words::Language;
use serde_json::json;

use crate::{Failure, print, read, w};

/// What is asked for.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Cost {
    design: PathBuf,
    /// Figures about the traffic by their names, in place of the usual ones.
    figures: Vec<(String, f64)>,
    /// Prices by their names, in place of those of the table.
    prices: Vec<(String, f64)>,
    free: bool,
    as_json: bool,
}

/// The names of the figures.
const FIGURES: [&str; 13] = [
    "requests",
    "request-kb",
    "answer-kb",
    "duration-ms",
    "memory-mb",
    "cached-share",
    "cache-hits",
    "authorizer-share",
    "authorizer-ms",
    "log-kb",
    "traced-share",
    "zones",
    "minutes",
];

/// Those of them that are shares of a hundred.
const PERCENTS: [&str; 4] = [
    "cached-share",
    "cache-hits",
    "authorizer-share",
    "traced-share",
];

/// No month has more of anything, and sums stay numbers.
const MOST: f64 = 1e12;

/// The words behind `cost`; the message says what is wrong with them.
pub(crate) fn parse(words: &[&str]) -> Result<Cost, String> {
    let mut asked = Cost::default();
    let mut design = None;
    let mut words = words.iter().copied();
    while let Some(word) = words.next() {
        let mut value = || {
            let next = words.next();
            next.ok_or_else(|| format!("`{word}` takes a value"))
        };
        match word {
            "--free" => asked.free = true,
            "--format" => {
                asked.as_json = match value()? {
                    "json" => true,
                    "text" => false,
                    other => return Err(format!("`{other}` is not `text` or `json`")),
                };
            }
            "--price" => {
                let pair = value()?;
                let named = pair
                    .split_once('=')
                    .and_then(|(key, usd)| Some((key, number(usd).filter(|usd| *usd <= MOST)?)));
                let (key, usd) = named.ok_or_else(|| format!("`{pair}` is not `NAME=USD`"))?;
                asked.prices.push((key.to_owned(), usd));
            }
            word if FIGURES
                .iter()
                .any(|name| word.strip_prefix("--") == Some(name)) =>
            {
                let text = value()?;
                let figure = number(text).ok_or_else(|| {
                    format!("`{word}` takes a number of at least zero, not `{text}`")
                })?;
                let name = &word[2..];
                if PERCENTS.contains(&name) && figure > 100.0 {
                    return Err(format!(
                        "`{word}` takes a percentage from 0 to 100, not `{text}`"
                    ));
                }
                if figure > MOST {
                    return Err(format!(
                        "`{word}` takes a number up to {MOST}, not `{text}`"
                    ));
                }
                asked.figures.push((name.to_owned(), figure));
            }
            word if design.is_none() && (word == "-" || !word.starts_with('-')) => {
                design = Some(PathBuf::from(word));
            }
            word => return Err(format!("`{word}` is not an option of `cost`")),
        }
    }
    asked.design = design.ok_or("`cost` takes one design")?;
    Ok(asked)
}

/// A number of at least zero.
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

/// Prints the bill and the crossings.
pub(crate) fn run(asked: &Cost, t: Language) -> Result<(), Failure> {
    let design = read(&asked.design, t)?;
    let mut prices = Prices::of(&design.region);
    for (key, usd) in &asked.prices {
        if !prices.replace(key, *usd) {
            let known: Vec<_> = prices.all().iter().map(|price| price.key).collect();
            let known = known.join(", ");
            return Err(Failure::Usage(format!(
                "there is no price `{key}`: {known}"
            )));
        }
    }
    let mut usage = Usage {
        free: asked.free,
        ..Usage::of(&design)
    };
    for (name, figure) in &asked.figures {
        let field = match name.as_str() {
            "requests" => &mut usage.requests,
            "request-kb" => &mut usage.request_kb,
            "answer-kb" => &mut usage.answer_kb,
            "duration-ms" => &mut usage.duration_ms,
            "memory-mb" => &mut usage.memory_mb,
            "cached-share" => &mut usage.cached_share,
            "cache-hits" => &mut usage.cache_hits,
            "authorizer-share" => &mut usage.authorizer_share,
            "authorizer-ms" => &mut usage.authorizer_ms,
            "log-kb" => &mut usage.log_kb,
            "traced-share" => &mut usage.traced_share,
            "zones" => &mut usage.zones,
            _ => &mut usage.minutes,
        };
        *field = *figure;
    }
    print(&if asked.as_json {
        as_json(&design, &usage, &prices)
    } else {
        as_text(&design, &usage, &prices, t)
    })
}

fn as_json(design: &Design, usage: &Usage, prices: &Prices) -> String {
    let bill = bill(design, usage, prices);
    let lines = bill
        .iter()
        .map(|line| json!({"for": line.of.key(), "amount": line.amount, "usd": line.usd}));
    let ways = Way::open_to(design).map(|way| {
        let usd = way.cost(design, usage, prices, usage.requests);
        json!({"way": way.key(), "usd": usd})
    });
    let crossings = crossings(design, usage, prices).into_iter().map(|one| {
        json!({
            "below": one.below.key(),
            "above": one.above.key(),
            "requests": one.requests,
            "usd": one.usd,
        })
    });
    let (of_others, of_memory) = prices.unsure();
    let told = json!({
        "estimate": true,
        "region": design.region,
        "prices": {"all": prices.all().len(), "of_us_east_1": of_others, "from_memory": of_memory},
        "usd": sum(&bill),
        "lines": lines.collect::<Vec<_>>(),
        "ways": ways.collect::<Vec<_>>(),
        "crossings": crossings.collect::<Vec<_>>(),
    });
    format!(
        "{}\n",
        serde_json::to_string_pretty(&told).unwrap_or_default()
    )
}

fn as_text(design: &Design, usage: &Usage, prices: &Prices, t: Language) -> String {
    let bill = bill(design, usage, prices);
    let mut text = format!("{}\n", w::estimate(t, usage.requests, &design.region));
    for line in &bill {
        let (usd, amount) = (line.usd, line.amount);
        // In English the words that `--format json` has, too.
        let of = match t {
            Language::En => line.of.key(),
            Language::Ja => line_name(line.of, t),
        };
        let digits = if amount < 10.0 && amount.fract() > 0.0 {
            2
        } else {
            0
        };
        let _ = writeln!(text, "{usd:>12.2}  {of} ({amount:.digits$})");
    }
    let _ = writeln!(text, "{:>12.2}  {}", sum(&bill), w::in_all(t));
    let (of_others, of_memory) = prices.unsure();
    if of_others + of_memory > 0 {
        let (all, region) = (prices.all().len(), &design.region);
        let _ = writeln!(text, "{}", w::unsure(t, all, of_others, region, of_memory));
    }
    for way in Way::open_to(design) {
        let usd = way.cost(design, usage, prices, usage.requests);
        let _ = writeln!(text, "{usd:>12.2}  {}", w::as_way(t, way.key()));
    }
    if has_endpoints(design) {
        let _ = writeln!(text, "{}", w::only_private(t));
    }
    let cheapest =
        Way::open_to(design).map(|way| (way, way.cost(design, usage, prices, usage.requests)));
    let cheapest = cheapest.min_by(|(_, one), (_, other)| one.total_cmp(other));
    if let Some((way, usd)) = cheapest.filter(|(_, usd)| *usd < sum(&bill)) {
        let less = sum(&bill) - usd;
        let _ = writeln!(text, "{}", w::less(t, way.key(), format!("{less:.2}")));
    }
    for one in crossings(design, usage, prices) {
        let (below, above) = (one.below.key(), one.above.key());
        let (requests, usd) = (format!("{:.0}", one.requests), format!("{:.2}", one.usd));
        let _ = writeln!(text, "{}", w::crossing(t, requests, above, below, usd));
    }
    text
}
