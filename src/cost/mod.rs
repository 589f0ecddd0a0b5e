//! What a month costs, roughly: an estimate from a few figures about the traffic and a table of prices.
//!
//! It leaves out what a design does not decide: the database behind the app, NAT gateways, VPC links and
//! load balancers, X-Ray, Cognito, what a function pulls in, support and taxes.

mod crossing;

use crate::aws::{Price, prices};
use crate::model::{
    AccessLog, ApiKind, Architecture, CacheSize, Design, Dns, Integration, LogLevel, StageWebAcl,
};

pub use crossing::{Crossing, POWERS, Way, crossings};

/// Hours of a month, as AWS's own calculator counts them.
const HOURS: f64 = 730.0;
const MILLION: f64 = 1e6;
/// Bytes of a GB and of a KB, as they are billed.
const GB: f64 = 1024.0 * 1024.0 * 1024.0;
const KB: f64 = 1024.0;

/// What is known of the traffic of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// Requests; for a WebSocket API messages that come in, each with one that goes out.
    pub requests: f64,
    /// KB of a request.
    pub request_kb: f64,
    /// KB of an answer.
    pub answer_kb: f64,
    /// Milliseconds that a function works for one.
    pub duration_ms: f64,
    /// MB of the function's memory.
    pub memory_mb: f64,
    /// Percent of the requests that a cache answers, where there is one.
    pub cache_hits: f64,
    /// Minutes that WebSocket connections are open, of all together.
    pub minutes: f64,
    /// Whether what an account has for nothing every month is taken off.
    pub free: bool,
}

impl Usage {
    /// What a design says of it, for a million requests a month.
    pub fn of(design: &Design) -> Self {
        let function = design.functions.first();
        let memory = function.map_or(0, |function| function.memory_mib);
        Self {
            requests: MILLION,
            request_kb: 2.0,
            answer_kb: 20.0,
            duration_ms: 120.0,
            memory_mb: f64::from(memory),
            cache_hits: 60.0,
            minutes: 500_000.0,
            free: false,
        }
    }
}

/// The table of prices, with whatever somebody replaced in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices(Vec<Price>);

impl Prices {
    /// Those of a region.
    pub fn of(region: &str) -> Self {
        Self(prices(region))
    }

    /// All of them, in the order of the table.
    pub fn all(&self) -> &[Price] {
        &self.0
    }

    /// Another figure for that name; whether there is one.
    pub fn replace(&mut self, key: &str, usd: f64) -> bool {
        let mut found = self.0.iter_mut().filter(|price| price.key == key);
        let price = found.next();
        price.map(|price| price.usd = usd).is_some()
    }

    fn get(&self, key: &str) -> f64 {
        let found = self.0.iter().find(|price| price.key == key);
        found.map_or(0.0, |price| price.usd)
    }
}

/// What a line of the bill is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Requests or messages.
    Gateway,
    /// Minutes of WebSocket connections.
    Minutes,
    /// The caches of stages.
    Cache,
    /// Runs of functions.
    Runs,
    /// Their time and memory.
    Work,
    /// What is sent out to the Internet.
    Transfer,
    /// Access and execution logs.
    Logs,
    /// The web ACL and what it looks at.
    Waf,
    /// The hosted zone of the domain.
    Zone,
    /// Alarms and dashboard.
    Monitoring,
}

impl For {
    /// The word of the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Minutes => "connections",
            Self::Cache => "cache",
            Self::Runs => "lambda-requests",
            Self::Work => "lambda-duration",
            Self::Transfer => "transfer",
            Self::Logs => "logs",
            Self::Waf => "waf",
            Self::Zone => "zone",
            Self::Monitoring => "monitoring",
        }
    }
}

/// One line of the bill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// What it is for.
    pub of: For,
    /// How much there is of it, in the unit of its price.
    pub amount: f64,
    /// US dollars a month.
    pub usd: f64,
}

/// What a month costs.
pub fn bill(design: &Design, usage: &Usage, prices: &Prices) -> Vec<Line> {
    bill_of(design, design.api.kind(), &caches(design), usage, prices)
}

/// The sum of a bill.
pub fn sum(bill: &[Line]) -> f64 {
    bill.iter().map(|line| line.usd).sum()
}

/// The caches that stages of a REST API have.
fn caches(design: &Design) -> Vec<CacheSize> {
    let stages = design.stages.iter();
    let caches = stages.filter_map(|stage| stage.cache.as_ref());
    let of_rest = caches.filter(|_| design.rest().is_some());
    of_rest.map(|cache| cache.size).collect()
}

/// The same design as an API of another kind, with those caches.
fn bill_of(
    design: &Design,
    kind: ApiKind,
    caches: &[CacheSize],
    usage: &Usage,
    prices: &Prices,
) -> Vec<Line> {
    let Usage {
        requests,
        request_kb,
        answer_kb,
        ..
    } = *usage;
    let mut lines = Vec::new();
    let mut add = |of, amount: f64, usd: f64| lines.push(Line { of, amount, usd });
    match kind {
        ApiKind::Rest => {
            let tiers = [
                (333.0, "rest_requests"),
                (1_000.0, "rest_requests_2"),
                (20_000.0, "rest_requests_3"),
                (f64::INFINITY, "rest_requests_4"),
            ];
            add(For::Gateway, requests, tiered(requests, &tiers, prices));
        }
        ApiKind::Http => {
            let counted = requests * pieces(request_kb.max(answer_kb), 512.0);
            let tiers = [(300.0, "http_requests"), (f64::INFINITY, "http_requests_2")];
            add(For::Gateway, counted, tiered(counted, &tiers, prices));
        }
        ApiKind::Websocket => {
            let counted = requests * (pieces(request_kb, 32.0) + pieces(answer_kb, 32.0));
            let tiers = [
                (1_000.0, "websocket_messages"),
                (f64::INFINITY, "websocket_messages_2"),
            ];
            add(For::Gateway, counted, tiered(counted, &tiers, prices));
            let minutes = usage.minutes;
            let usd = minutes / MILLION * prices.get("websocket_minutes");
            add(For::Minutes, minutes, usd);
        }
    }
    let mut asked = requests;
    if !caches.is_empty() {
        let usd = caches.iter().map(|size| prices.get(cache_key(*size)));
        let count = count(caches);
        add(For::Cache, HOURS * count, usd.sum::<f64>() * HOURS);
        asked *= 1.0 - usage.cache_hits.clamp(0.0, 100.0) / 100.0;
    }
    if calls_functions(design) {
        let free = |most: f64| if usage.free { most } else { 0.0 };
        let runs = (asked - free(MILLION)).max(0.0);
        let usd = runs / MILLION * prices.get("lambda_requests");
        add(For::Runs, asked, usd);
        let work = asked * usage.duration_ms / 1_000.0 * usage.memory_mb / 1_024.0;
        let arm = design.functions.first();
        let arm = arm.is_some_and(|function| function.architecture == Architecture::Arm64);
        let key = if arm { "lambda_arm" } else { "lambda_x86" };
        let usd = (work - free(400_000.0)).max(0.0) * prices.get(key);
        add(For::Work, work, usd);
    }
    let private = design.rest().is_some_and(crate::model::RestApi::is_private);
    if !private {
        let out = requests * answer_kb * KB / GB;
        let billed = (out - if usage.free { 100.0 } else { 0.0 }).max(0.0);
        add(For::Transfer, out, billed * prices.get("transfer"));
    }
    let logged = requests * log_bytes(design, kind) / GB;
    if logged > 0.0 {
        let billed = (logged - if usage.free { 5.0 } else { 0.0 }).max(0.0);
        // Kept for as long as the design says, compressed to about a sixth.
        let months = kept_days(design) / 30.0;
        let kept = logged * months / 6.0 * prices.get("logs_kept");
        add(For::Logs, logged, billed * prices.get("logs_in") + kept);
    }
    if let (Some(rules), ApiKind::Rest) = (waf_rules(design), kind) {
        let fixed = prices.get("waf_acl") + rules * prices.get("waf_rule");
        let usd = fixed + requests / MILLION * prices.get("waf_requests");
        add(For::Waf, requests, usd);
    }
    let zone = design.domain.as_ref();
    if zone.is_some_and(|domain| matches!(domain.dns, Dns::Route53(_))) {
        add(For::Zone, 1.0, prices.get("zone"));
    }
    if let Some(count) = alarms(design) {
        let free = |most: f64| if usage.free { most } else { 0.0 };
        let boards = if design.monitoring.dashboard {
            1.0
        } else {
            0.0
        };
        let usd = (count - free(10.0)).max(0.0) * prices.get("alarm")
            + (boards - free(3.0)).max(0.0) * prices.get("dashboard");
        add(For::Monitoring, count + boards, usd);
    }
    lines
}

fn count<T>(items: &[T]) -> f64 {
    u32::try_from(items.len()).map_or(f64::MAX, f64::from)
}

/// How many pieces of that size something is counted as.
fn pieces(kb: f64, size: f64) -> f64 {
    (kb / size).ceil().max(1.0)
}

/// The price of an amount whose parts have prices of their own: up to how many millions, and the figure.
fn tiered(amount: f64, tiers: &[(f64, &str)], prices: &Prices) -> f64 {
    let amount = amount / MILLION;
    let mut below = 0.0;
    let mut usd = 0.0;
    for (most, key) in tiers {
        let part = (amount.min(*most) - below).max(0.0);
        usd += part * prices.get(key);
        below = *most;
    }
    usd
}

const fn cache_key(size: CacheSize) -> &'static str {
    match size {
        CacheSize::Gb0_5 => "cache_0_5",
        CacheSize::Gb1_6 => "cache_1_6",
        CacheSize::Gb6_1 => "cache_6_1",
        CacheSize::Gb13_5 => "cache_13_5",
        CacheSize::Gb28_4 => "cache_28_4",
        CacheSize::Gb58_2 => "cache_58_2",
        CacheSize::Gb118 => "cache_118",
        CacheSize::Gb237 => "cache_237",
    }
}

/// Whether a function answers anything.
fn calls_functions(design: &Design) -> bool {
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    let by_function = |kind: &Integration| {
        matches!(
            kind,
            Integration::LambdaProxy { .. } | Integration::Lambda { .. }
        )
    };
    design.websocket().is_some() || methods.any(|method| by_function(&method.integration))
}

/// Bytes of logs that a request leaves, of the stages that log most: an access log has a line of about 500 bytes,
/// an execution log about 3 KB at `INFO`, and a whole request and answer where data is traced.
fn log_bytes(design: &Design, kind: ApiKind) -> f64 {
    let of_stage = |stage: &crate::model::Stage| {
        let access = if stage.access_log.is_some() {
            500.0
        } else {
            0.0
        };
        let execution = match stage.execution_log {
            LogLevel::Info => 3_000.0,
            LogLevel::Error => 50.0,
            LogLevel::Off => 0.0,
        };
        let traced = if stage.data_trace { 4_000.0 } else { 0.0 };
        match kind {
            ApiKind::Http => access,
            ApiKind::Rest | ApiKind::Websocket => access + execution + traced,
        }
    };
    design.stages.iter().map(of_stage).fold(0.0, f64::max)
}

fn kept_days(design: &Design) -> f64 {
    let logs = design
        .stages
        .iter()
        .filter_map(|stage| stage.access_log.as_ref());
    let days = logs.map(|log: &AccessLog| log.retention_days).max();
    f64::from(days.unwrap_or(30))
}

/// Rules of the design's own web ACL that are billed; `None` where no stage stands behind it.
fn waf_rules(design: &Design) -> Option<f64> {
    let mut stages = design.stages.iter();
    let own = stages.any(|stage| stage.web_acl == StageWebAcl::Own);
    let acl = design.web_acl.as_ref().filter(|_| own)?;
    let groups = count(&acl.managed_rule_groups);
    Some(groups + if acl.rate_limit.is_some() { 1.0 } else { 0.0 })
}

/// Alarms that are made, each of one metric; `None` where nothing watches.
fn alarms(design: &Design) -> Option<f64> {
    if !design.monitoring.is_on() {
        return None;
    }
    let alarms = design.monitoring.alarms.as_ref();
    let each = alarms.map_or(0.0, |alarms| if alarms.throttles { 4.0 } else { 3.0 });
    Some(each * count(&design.stages))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 0.01, "{value} is not {expected}");
    }

    #[test]
    fn the_examples_of_the_page_of_prices_come_out() {
        let east = Prices::of("us-east-1");
        // AWS: Amazon API Gateway pricing, examples of HTTP, REST and WebSocket APIs.
        let http = [(300.0, "http_requests"), (f64::INFINITY, "http_requests_2")];
        near(tiered(432e6, &http, &east), 300.0 + 132.0 * 0.9);
        let rest = [
            (333.0, "rest_requests"),
            (1_000.0, "rest_requests_2"),
            (20_000.0, "rest_requests_3"),
            (f64::INFINITY, "rest_requests_4"),
        ];
        near(tiered(5e6, &rest, &east), 17.5);
        near(
            tiered(21_000e6, &rest, &east),
            333.0 * 3.5 + 667.0 * 2.8 + 19_000.0 * 2.38 + 1_000.0 * 1.51,
        );
    }

    #[test]
    fn a_bill_names_what_the_design_has() {
        let mut design = (preset::PRESETS[0].design)();
        design.region = "us-east-1".into();
        let prices = Prices::of(&design.region);
        let usage = Usage {
            requests: 5e6,
            answer_kb: 3.0,
            ..Usage::of(&design)
        };
        let of = |lines: &[Line], what| {
            let mut found = lines.iter().filter(|line| line.of == what);
            found.next().map(|line| line.usd)
        };
        let before = bill(&design, &usage, &prices);
        near(
            of(&before, For::Gateway).expect("requests are billed"),
            17.5,
        );
        near(of(&before, For::Transfer).expect("answers go out"), 1.29);
        assert_eq!(of(&before, For::Cache), None);
        design.stages[0].cache = Some(crate::model::Cache::default());
        let after = bill(&design, &usage, &prices);
        near(of(&after, For::Cache).expect("a cache is billed"), 14.6);
        assert!(of(&after, For::Work) < of(&before, For::Work));
        assert!(sum(&after) > of(&after, For::Cache).unwrap_or_default());
        let mut dearer = prices.clone();
        assert!(dearer.replace("rest_requests", 7.0) && !dearer.replace("nothing", 1.0));
        near(
            of(&bill(&design, &usage, &dearer), For::Gateway).expect("it stays"),
            35.0,
        );
    }

    #[test]
    fn every_figure_has_a_name_of_its_own_and_every_one_is_used() {
        let prices = Prices::of("ap-northeast-1");
        let keys: std::collections::BTreeSet<_> = prices.all().iter().map(|one| one.key).collect();
        assert_eq!(keys.len(), prices.all().len());
        let source = concat!(include_str!("mod.rs"), include_str!("crossing.rs"));
        for key in keys {
            assert!(source.contains(&format!("\"{key}\"")), "{key} is not used");
        }
    }
}
