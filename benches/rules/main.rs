//! How long all rules take in WebAssembly, and reading a template, built as the page's engine is: without the way to a
//! worker and back.
//!
//! Promised are two milliseconds for a thousand routes, and for five thousand at most 1.2 times the time of a route at a
//! hundred. `cargo xtask bench wasm` builds it and runs it in Chromium.

#[path = "../design.rs"]
mod design;

use std::hint::black_box;

use gateway_studio::import::{Source, read};
use gateway_studio::model::Design;
use gateway_studio::rules;
use js_sys::{Function, Reflect, global};
use wasm_bindgen::{JsCast as _, JsValue};

/// Milliseconds that are measured for each figure.
const LONG: f64 = 400.0;

fn main() {
    table("all rules", |routes| {
        let design = design::design(routes);
        least(|| drop(black_box(rules::check(&design))))
    });
    dearest(&design::design(5_000));
    table("reading", |routes| {
        let text = design::template(routes);
        let (name, bytes) = ("template.yaml", text.as_bytes());
        least(|| drop(black_box(read(&[Source { name, bytes }]))))
    });
}

/// The milliseconds of so many routes, and how many times as long a route takes as where there are few.
fn table(what: &str, time: impl Fn(usize) -> f64) {
    say(&format!(
        "{what:>10}{:>8}{:>10}{:>16}{:>18}",
        "routes", "ms", "us per route", "x of 100 routes"
    ));
    let mut few = 0.0;
    for (routes, count) in [(100, 100.0), (1_000, 1_000.0), (5_000, 5_000.0)] {
        let ms = time(routes);
        let each = ms / count;
        if few == 0.0 {
            few = each;
        }
        let us = each * 1_000.0;
        let ratio = each / few;
        say(&format!("{routes:>18}{ms:>10.3}{us:>16.2}{ratio:>18.2}"));
    }
}

/// The rules that take the longest.
fn dearest(design: &Design) {
    let all = rules::RULES.iter().enumerate();
    let signs = rules::Signs::of(design);
    let ms = least(|| {
        black_box(rules::Signs::of(design));
    });
    say(&format!("{:>12.1}  signs", ms * 1_000.0));
    let mut each: Vec<(f64, &str)> = all
        .map(|(place, rule)| {
            let run = || drop(black_box(rules::check_one(place, design, signs)));
            (least(run) * 1_000.0, rule.id)
        })
        .collect();
    each.sort_by(|one, other| other.0.total_cmp(&one.0));
    say("dearest at 5,000 routes, in microseconds");
    for (us, id) in each.iter().take(16) {
        say(&format!("{us:>12.1}  {id}"));
    }
}

/// Milliseconds of the quickest of many runs: what else the machine does makes others slower.
fn least(run: impl Fn()) -> f64 {
    let begin = now();
    let mut times = Vec::new();
    while times.len() < 11 || (now() - begin < LONG && times.len() < 2_001) {
        let start = now();
        run();
        times.push(now() - start);
    }
    times.into_iter().fold(f64::INFINITY, f64::min)
}

/// A function of an object that every engine of JavaScript has.
fn call(object: &str, function: &str, argument: &JsValue) -> Option<JsValue> {
    let object = Reflect::get(&global(), &object.into()).ok()?;
    let function = Reflect::get(&object, &function.into()).ok()?;
    let function: Function = function.dyn_into().ok()?;
    function.call1(&object, argument).ok()
}

fn now() -> f64 {
    let time = call("performance", "now", &JsValue::UNDEFINED);
    time.and_then(|time| time.as_f64()).unwrap_or_default()
}

fn say(line: &str) {
    call("console", "log", &line.into());
}
