//! How long each file takes, by the number of routes.
//!
//! The table gives the median time per route, and its ratio to the time that
//! `serde_json` takes to write the same bytes (the file's lines as strings);
//! divan's own figures follow. The rules come first, since their time is promised: two milliseconds for a
//! thousand routes in WebAssembly (`benches/rules` measures that), and no more per route for more of them.

#![expect(clippy::print_stdout, reason = "a bench reports on standard output")]

mod design;

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use gateway_studio::generate::{GENERATORS, Generator};
use gateway_studio::import::{Source, read};
use gateway_studio::model::{ApiKey, Design, SamStages, Stage, Throttle};
use gateway_studio::rules;

use design::{design, template};

const SIZES: [usize; 4] = [10, 300, 1_000, 5_000];

fn main() {
    print_rules();
    print_table();
    print_large();
    print_import();
    divan::main();
}

/// As large as a design gets: a thousand routes, ten stages, fifty keys.
fn large(sam_stages: SamStages) -> Design {
    let mut design = design(1_000);
    let stage = design.stages[0].clone();
    design.stages = (0..10)
        .map(|number| Stage {
            name: format!("stage{number}"),
            throttle: Some(Throttle {
                rate_limit: f64::from(10 * (number + 1)),
                burst_limit: 100,
            }),
            ..stage.clone()
        })
        .collect();
    let names = (0..50).map(|number| format!("partner{number}"));
    let names: Vec<String> = names.collect();
    let key = |name: &String| ApiKey {
        name: name.clone(),
        ..ApiKey::default()
    };
    design.access.api_keys = names.iter().map(key).collect();
    for plan in &mut design.access.usage_plans {
        plan.stages = design
            .stages
            .iter()
            .map(|stage| stage.name.clone())
            .collect();
        plan.api_keys.clone_from(&names);
    }
    design.output.sam_stages = sam_stages;
    design
}

/// The time of each file of the largest design, and of finding out what it cannot express.
fn print_large() {
    println!("\n1,000 routes, 10 stages, 50 keys");
    println!(
        "{:<32}{:>12}{:>12}{:>12}",
        "file", "bytes", "ms", "ms of lost"
    );
    let one = large(SamStages::OneStack);
    let stacks = large(SamStages::StackPerStage);
    let sam = |generator: &&&Generator| generator.path.starts_with("sam/");
    let all = GENERATORS.iter().map(|generator| (generator, &one));
    let more = GENERATORS
        .iter()
        .filter(sam)
        .map(|generator| (generator, &stacks));
    for (generator, design) in all.chain(more) {
        let bytes = (generator.print)(design).length();
        let print = median(|| (generator.print)(design)).as_secs_f64() * 1e3;
        let lost = median(|| (generator.lost)(design)).as_secs_f64() * 1e3;
        let path = generator.path;
        println!("{path:<32}{bytes:>12}{print:>12.2}{lost:>12.2}");
    }
    let check = median(|| rules::check(&one)).as_secs_f64() * 1e3;
    println!("{:<44}{check:>12.2}", "rules");
}

/// The time of all rules by the number of routes, against that at a hundred of them, and the dearest rules.
fn print_rules() {
    println!("\nrules");
    println!(
        "{:>8}{:>12}{:>14}{:>20}",
        "routes", "ms", "ns per route", "x of 100 routes"
    );
    let per_route = |size: usize| {
        let design = design(size);
        let time = median(|| rules::check(&design)).as_secs_f64();
        (
            time * 1e3,
            time * 1e9 / f64::from(u32::try_from(size).unwrap_or(u32::MAX)),
        )
    };
    let (_, few) = per_route(100);
    for size in [100, 1_000, 5_000] {
        let (ms, each) = per_route(size);
        println!("{size:>8}{ms:>12.3}{each:>14.0}{:>20.2}", each / few);
    }
    let design = design(1_000);
    let all = rules::RULES.iter().enumerate();
    let signs = rules::Signs::of(&design);
    let mut each: Vec<(Duration, &str)> = all
        .map(|(place, rule)| (median(|| rules::check_one(place, &design, signs)), rule.id))
        .collect();
    each.sort_unstable();
    println!("dearest at 1,000 routes, in microseconds");
    for (time, id) in each.iter().rev().take(12) {
        println!("{:>12.1}  {id}", time.as_secs_f64() * 1e6);
    }
    println!();
}

/// The time that reading takes: of templates by the number of routes, and of a megabyte with 500 functions.
fn print_import() {
    println!(
        "\nread in{:>21}{:>12}{:>12}{:>14}",
        "routes", "bytes", "ms", "ns per route"
    );
    let mut first = 0.0;
    for size in [100, 1_000, 5_000] {
        let text = template(size);
        let time = read_time(&text);
        let per_route = time * 1e6 / f64::from(u32::try_from(size).unwrap_or(u32::MAX));
        println!("{size:>28}{:>12}{time:>12.2}{per_route:>14.0}", text.len());
        if size == 100 {
            first = per_route;
        } else if size == 5_000 {
            println!(
                "5,000 routes cost {:.2} times as much a route as 100, of 1.3 wanted",
                per_route / first
            );
        }
    }
    let functions = megabyte();
    println!(
        "a megabyte, 500 functions{:>15}{:>12.2}\n",
        functions.len(),
        read_time(&functions)
    );
}

/// Milliseconds.
fn read_time(text: &str) -> f64 {
    let bytes = text.as_bytes();
    let source = Source {
        name: "file",
        bytes,
    };
    median(|| read(black_box(&[source]))).as_secs_f64() * 1e3
}

/// A megabyte of functions with a route each.
fn megabyte() -> String {
    let note = "x".repeat(1_600);
    let function = |number: usize| {
        let group = number % 25;
        format!(
            "  Function{number}:\n    Type: AWS::Serverless::Function\n    Metadata: {{Note: {note}}}\n    Properties:\n      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.12\n      Events:\n        Get: {{Type: Api, Properties: {{Path: '/group{group}/item{number}', Method: get}}}}\n"
        )
    };
    let head = "Transform: AWS::Serverless-2016-10-31\nResources:\n".to_owned();
    std::iter::once(head)
        .chain((0..500).map(function))
        .collect()
}

/// Median of enough runs to fill about a tenth of a second.
fn median<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times = Vec::new();
    let start = Instant::now();
    while times.len() < 5 || (start.elapsed() < Duration::from_millis(100) && times.len() < 101) {
        let begun = Instant::now();
        black_box(run());
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

fn print_table() {
    println!(
        "{:<28}{:>8}{:>12}{:>14}{:>16}",
        "file", "routes", "bytes", "ns per route", "x serde_json"
    );
    for generator in GENERATORS {
        for size in SIZES {
            let design = design(size);
            let document = (generator.print)(&design);
            let lines: Vec<&str> = (0..document.line_count())
                .map(|number| document.line(number))
                .collect();
            let time = median(|| (generator.print)(&design));
            let base = median(|| serde_json::to_string(&lines));
            let ratio = time.as_secs_f64() / base.as_secs_f64();
            let bytes = document.length();
            let per_route = time.as_nanos() / size as u128;
            println!(
                "{:<28}{size:>8}{bytes:>12}{per_route:>14}{ratio:>16.1}",
                generator.path
            );
        }
    }
    for size in SIZES {
        let design = design(size);
        let time = median(|| rules::check(&design));
        println!(
            "{:<28}{size:>8}{:>12}{:>14}",
            "(rules)",
            "",
            time.as_nanos() / size as u128
        );
    }
    println!();
}

fn bench(bencher: Bencher<'_, '_>, path: &str, size: usize) {
    let generator: Option<&&Generator> = GENERATORS.iter().find(|generator| generator.path == path);
    let print = generator.expect("the paths below are fixed").print;
    let design = design(size);
    bencher
        .counter(ItemsCount::new(size))
        .bench(|| print(black_box(&design)));
}

/// A text of one megabyte of JSON, read into nodes with their places; of no format, so no more is done with it.
#[divan::bench]
fn import_json_megabyte(bencher: Bencher<'_, '_>) {
    let member =
        |number: usize| format!("\"key{number}\":{{\"Ref\":\"Name\",\"list\":[1,true,\"text\"]}}");
    let members: Vec<String> = (0..19_000).map(member).collect();
    let text = format!("{{{}}}", members.join(",\n"));
    import_text(bencher, &text);
}

/// The design itself, read in again.
#[divan::bench(args = SIZES, sample_count = 5)]
fn import_design(bencher: Bencher<'_, '_>, size: usize) {
    import_text(bencher, &gateway_studio::model::write(&design(size)));
}

fn import_text(bencher: Bencher<'_, '_>, text: &str) {
    let bytes = text.as_bytes();
    let source = Source {
        name: "file",
        bytes,
    };
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench(|| read(black_box(&[source])));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn sam_template(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, "sam/template.yaml", size);
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn cli_deploy(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, "cli/deploy.sh", size);
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn zappa_settings(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, "zappa/zappa_settings.json", size);
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn design_file(bencher: Bencher<'_, '_>, size: usize) {
    bench(bencher, "design.json", size);
}
