//! The lines of a bill.

use super::traffic::{app, authorizers_function, metrics};
use super::{For, Line, MILLION, Prices, Usage, traces};
use crate::aws::{INCLUDED_CAPACITY, RATE_RULE_CAPACITY, rule_group_capacity};
use crate::model::{
    AccessLog, ApiKind, Architecture, CacheSize, Design, Dns, Function, Integration, LogLevel,
    RestApi, StageWebAcl,
};

/// Hours of a month, as AWS's own calculator counts them.
const HOURS: f64 = 730.0;
/// Bytes of a GB and of a KB, as they are billed.
const GB: f64 = 1024.0 * 1024.0 * 1024.0;
const KB: f64 = 1024.0;
/// Runs and GB-seconds that Lambda gives an account every month.
const FREE_RUNS: f64 = MILLION;
const FREE_WORK: f64 = 400_000.0;
/// GB of logs that `CloudWatch` takes in for nothing every month, and traces that X-Ray records.
const FREE_LOGS: f64 = 5.0;
const FREE_TRACES: f64 = 100_000.0;
/// Metrics beyond what services write by themselves.
const FREE_METRICS: f64 = 10.0;

/// The caches that stages of a REST API have.
pub(super) fn caches(design: &Design) -> Vec<CacheSize> {
    let stages = design.stages.iter();
    let caches = stages.filter_map(|stage| stage.cache.as_ref());
    let of_rest = caches.filter(|_| design.rest().is_some());
    of_rest.map(|cache| cache.size).collect()
}

/// The same design as an API of another kind, with those caches.
pub(super) fn bill_of(
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
        let share = |percent: f64| percent.clamp(0.0, 100.0) / 100.0;
        asked *= 1.0 - share(usage.cached_share) * share(usage.cache_hits);
    }
    let of_functions = lambda(design, asked, usage, prices);
    let is_run = |line: &&Line| matches!(line.of, For::Runs | For::Authorizer);
    let runs = of_functions.iter().filter(is_run).map(|line| line.amount);
    let runs: f64 = runs.sum();
    lines.extend(of_functions);
    let mut add = |of, amount: f64, usd: f64| lines.push(Line { of, amount, usd });
    let private = kind == ApiKind::Rest && design.rest().is_some_and(RestApi::is_private);
    let out = requests * answer_kb * KB / GB;
    if private {
        let endpoints = design
            .rest()
            .map_or(0.0, |rest| count(&rest.vpc_endpoint_ids));
        let hours = HOURS * endpoints.max(1.0) * usage.zones;
        let through = out + requests * request_kb * KB / GB;
        let usd = hours * prices.get("endpoint_hour") + through * prices.get("endpoint_gb");
        add(For::Endpoints, hours, usd);
    } else {
        let billed = (out - if usage.free { 100.0 } else { 0.0 }).max(0.0);
        add(For::Transfer, out, transfer(billed, prices));
    }
    lines.extend(logs(design, kind, (requests, runs), usage, prices));
    let mut add = |of, amount: f64, usd: f64| lines.push(Line { of, amount, usd });
    if kind == ApiKind::Rest && traces(design) {
        let amount = traced(requests, usage.traced_share);
        let billed = (amount - if usage.free { FREE_TRACES } else { 0.0 }).max(0.0);
        let usd = billed / MILLION * prices.get("traces");
        add(For::Traces, amount, usd);
    }
    if let (Some(fixed), ApiKind::Rest) = (waf(design, prices), kind) {
        let usd =
            fixed + requests / MILLION * (prices.get("waf_requests") + dearer(design, prices));
        add(For::Waf, requests, usd);
    }
    let zone = design.domain.as_ref();
    if zone.is_some_and(|domain| matches!(domain.dns, Dns::Route53(_))) {
        add(For::Zone, 1.0, prices.get("zone"));
    }
    let written = metrics(design, kind);
    if written > 0.0 {
        let billed = (written - if usage.free { FREE_METRICS } else { 0.0 }).max(0.0);
        let tiers = [(10_000.0, "metric"), (f64::INFINITY, "metric_2")];
        add(For::Metrics, written, in_tiers(billed, &tiers, prices));
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

/// What logs cost, of the gateway and of functions. Coming in they are billed as they are, kept they take about a sixth of
/// the room; the free GB are given once.
fn logs(
    design: &Design,
    kind: ApiKind,
    (requests, runs): (f64, f64),
    usage: &Usage,
    prices: &Prices,
) -> Vec<Line> {
    let mut free = if usage.free { FREE_LOGS } else { 0.0 };
    let mut bill = |of, logged: f64, months: f64| {
        let billed = (logged - free).max(0.0);
        free = (free - logged).max(0.0);
        let kept = logged * months / 6.0 * prices.get("logs_kept");
        let usd = billed * prices.get("logs_in") + kept;
        (logged > 0.0).then_some(Line {
            of,
            amount: logged,
            usd,
        })
    };
    let of_gateway = requests * log_bytes(design, kind) / GB;
    let of_functions = runs * usage.log_kb * KB / GB;
    let own = bill(For::Logs, of_gateway, kept_days(design) / 30.0);
    // The log group that Lambda makes keeps its lines for ever: a year of them is counted.
    let others = bill(For::FunctionLogs, of_functions, 12.0);
    own.into_iter().chain(others).collect()
}

/// Requests of a month that X-Ray records: of those that come within a second the first, and a share of the others.
fn traced(requests: f64, share: f64) -> f64 {
    let seconds = HOURS * 3_600.0;
    let first = seconds * -(-requests / seconds).exp_m1();
    first + (requests - first).max(0.0) * share.clamp(0.0, 100.0) / 100.0
}

/// What Lambda asks for: the app's function for what reaches it, and an authorizer's.
fn lambda(design: &Design, asked: f64, usage: &Usage, prices: &Prices) -> Vec<Line> {
    let (mut free_runs, mut free_work) = if usage.free {
        (FREE_RUNS, FREE_WORK)
    } else {
        (0.0, 0.0)
    };
    let mut bill = |function: Option<&Function>, runs: f64, ms: f64, mb: f64| {
        let work = runs * ms / 1_000.0 * mb / 1_024.0;
        let arm = function.is_some_and(|own| own.architecture == Architecture::Arm64);
        let key = if arm { "lambda_arm" } else { "lambda_x86" };
        let billed = (runs - free_runs).max(0.0) / MILLION * prices.get("lambda_requests");
        let worked = (work - free_work).max(0.0) * prices.get(key);
        free_runs = (free_runs - runs).max(0.0);
        free_work = (free_work - work).max(0.0);
        (work, billed, worked)
    };
    let mut lines = Vec::new();
    if calls_functions(design) {
        let (work, runs_usd, work_usd) =
            bill(app(design), asked, usage.duration_ms, usage.memory_mb);
        lines.extend([
            Line {
                of: For::Runs,
                amount: asked,
                usd: runs_usd,
            },
            Line {
                of: For::Work,
                amount: work,
                usd: work_usd,
            },
        ]);
    }
    // Before a cache is looked into the caller is asked about, so its hits take nothing off here.
    let runs = usage.requests * usage.authorizer_share.clamp(0.0, 100.0) / 100.0;
    if runs > 0.0 {
        let function = authorizers_function(design);
        let memory = function.map_or(128.0, |own| f64::from(own.memory_mib));
        let (_, runs_usd, work_usd) = bill(function, runs, usage.authorizer_ms, memory);
        let usd = runs_usd + work_usd;
        lines.push(Line {
            of: For::Authorizer,
            amount: runs,
            usd,
        });
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

/// The price of so many requests, whose parts have prices of their own: up to how many millions, and the figure.
pub(super) fn tiered(amount: f64, tiers: &[(f64, &str)], prices: &Prices) -> f64 {
    in_tiers(amount / MILLION, tiers, prices)
}

/// What so many GB cost that are sent out to the Internet (Amazon EC2 pricing, "Data Transfer OUT From Amazon EC2 To
/// Internet", which other services share).
pub(super) fn transfer(gb: f64, prices: &Prices) -> f64 {
    const TB: f64 = 1024.0;
    let tiers = [
        (10.0 * TB, "transfer"),
        (50.0 * TB, "transfer_2"),
        (150.0 * TB, "transfer_3"),
        (f64::INFINITY, "transfer_4"),
    ];
    in_tiers(gb, &tiers, prices)
}

fn in_tiers(amount: f64, tiers: &[(f64, &str)], prices: &Prices) -> f64 {
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

/// What a web ACL costs before it sees a request: one that exists already costs what it did, and each request is billed all
/// the same. `None` where no stage stands behind one.
fn waf(design: &Design, prices: &Prices) -> Option<f64> {
    let mut stages = design.stages.iter();
    if let Some(acl) = design.own_web_acl() {
        let groups = count(&acl.managed_rule_groups);
        let rules = groups + if acl.rate_limit.is_some() { 1.0 } else { 0.0 };
        return Some(prices.get("waf_acl") + rules * prices.get("waf_rule"));
    }
    let exists = |acl: &StageWebAcl| matches!(acl, StageWebAcl::Existing { .. });
    stages.any(|stage| exists(&stage.web_acl)).then_some(0.0)
}

/// What a million requests cost more where the rules need more capacity than the basic price includes: for each 500 units
/// beyond (AWS: "AWS WAF Pricing").
fn dearer(design: &Design, prices: &Prices) -> f64 {
    let Some(acl) = design.own_web_acl() else {
        return 0.0;
    };
    let groups = acl.managed_rule_groups.iter();
    let groups: u32 = groups
        .map(|group| rule_group_capacity(group.as_str()))
        .sum();
    let needed = groups
        + if acl.rate_limit.is_some() {
            RATE_RULE_CAPACITY
        } else {
            0
        };
    let beyond = needed.saturating_sub(INCLUDED_CAPACITY).div_ceil(500);
    f64::from(beyond) * prices.get("waf_capacity")
}

/// Alarms that are made, each of one metric: three of a stage, and one of each function that is called; `None` where nothing watches.
fn alarms(design: &Design) -> Option<f64> {
    if !design.monitoring.is_on() {
        return None;
    }
    let alarms = design.monitoring.alarms.as_ref();
    let Some(alarms) = alarms else {
        return Some(0.0);
    };
    let throttles = if alarms.throttles {
        let functions = 0..design.functions.len();
        functions
            .map(|index| count(&design.names_at_aws(index)))
            .sum()
    } else {
        0.0
    };
    Some(3.0 * count(&design.stages) + throttles)
}
