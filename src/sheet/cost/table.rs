//! The table of prices, which can be replaced.

use super::super::piece::{Act, Piece, button, el, many};
use super::super::{Look, Word, typed};
use super::{
    control, gb, gb_second, hour, memory, million, other, page, per_month, price_list, prices,
    prices_of, reset, source, unit, usd,
};
use crate::aws::PriceSource;
use crate::cost::Prices;

/// Every figure with its unit and who says so.
pub(super) fn prices_of_region(look: &Look, now: &Prices) -> Piece {
    let t = look.t;
    let region = &look.design.region;
    let table_prices = Prices::of(region);
    let is_other = *now != table_prices;
    let rows = now
        .all()
        .iter()
        .zip(table_prices.all())
        .map(|(price, table)| {
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
                .child(el("td").child(input).child(typed::usual(&name, table.usd)))
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

fn unit_of(key: &str) -> Word {
    match key {
        key if key.starts_with("cache") || key == "endpoint_hour" => hour,
        "lambda_x86" | "lambda_arm" => gb_second,
        key if key.starts_with("transfer") => gb,
        "logs_in" | "logs_kept" | "endpoint_gb" => gb,
        "waf_acl" | "waf_rule" | "zone" | "alarm" | "dashboard" | "metric" | "metric_2" => {
            per_month
        }
        _ => million,
    }
}
