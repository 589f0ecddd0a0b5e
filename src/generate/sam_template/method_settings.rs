//! What stages say of all methods, and of single ones.

use crate::diagnostic::{Diagnostic, Pointer, Severity, step};
use crate::generate::method_settings::{self, RouteSettings, Settings, Watch};
use crate::model::{Design, Invalidation, LogLevel, Stage, Throttle};
use crate::sentence;
use crate::text::yaml::Yaml;
use crate::words::files as words;

/// Of all methods, then of each that differs.
pub(super) fn print(yaml: &mut Yaml, design: &Design, index: usize) {
    let stage = &design.stages[index];
    let at = Pointer::root().join("stages").join(index);
    let logs = stage.execution_log != LogLevel::Off || stage.data_trace;
    let all = logs || stage.detailed_metrics || stage.throttle.is_some() || stage.cache.is_some();
    let single = method_settings::of_stage(design, index);
    if !all && single.is_empty() {
        return;
    }
    yaml.list("MethodSettings", |yaml| {
        if all {
            yaml.item_map(|yaml| {
                yaml.entry("ResourcePath", "/*");
                yaml.entry("HttpMethod", "*");
                print_watching(yaml, &Watch::of(stage, at));
                print_throttle(yaml, stage, at);
                if let Some(cache) = &stage.cache {
                    let at = at.join("cache");
                    yaml.entry_at(at, "CachingEnabled", !cache.by_method);
                    let ttl = (at.join("ttl_seconds"), cache.ttl_seconds);
                    print_caching(yaml, ttl, (at.join("encrypted"), cache.encrypted));
                }
            });
        }
        for (number, settings) in single.iter().enumerate() {
            yaml.at(settings.at, |yaml| {
                if number == 0 {
                    yaml.comment(words::sam_method_settings(design.output.language));
                }
                yaml.item_map(|yaml| print_settings_of(yaml, settings));
            });
        }
    });
}

/// Of one method; the root is a slash, in other paths every slash but the first is escaped with it.
fn print_settings_of(yaml: &mut Yaml, settings: &Settings) {
    let path = match settings.path.as_str() {
        "/" => "/".to_owned(),
        // AWS: `AWS::ApiGateway::Stage` `MethodSetting`, `ResourcePath`.
        path => format!("/{}", step(path)),
    };
    yaml.entry("ResourcePath", &path);
    yaml.entry("HttpMethod", settings.verb.as_str());
    print_watching(yaml, &settings.watch);
    if let Some((at, throttle)) = settings.throttle {
        print_limits(yaml, throttle, at);
    }
    if let Some(kept) = &settings.cache {
        let caching = kept.caching;
        yaml.entry_at(kept.at, "CachingEnabled", caching.enabled);
        if caching.enabled {
            let ttl = (kept.ttl_at, caching.ttl_seconds);
            print_caching(yaml, ttl, (kept.encrypted_at, caching.encrypted));
        }
    }
}

/// What of its requests a stage logs and counts.
fn print_watching(yaml: &mut Yaml, watch: &Watch) {
    print_logging(yaml, watch);
    print_metrics(yaml, watch, "MetricsEnabled");
}

/// Single routes of an HTTP or WebSocket API; what a stage says of all routes, they repeat, and where they say it
/// otherwise they say so.
pub(super) fn print_route_settings(yaml: &mut Yaml, design: &Design, index: usize) {
    let apart = method_settings::of_routes(design, index);
    if apart.is_empty() {
        return;
    }
    let stage = &design.stages[index];
    yaml.map("RouteSettings", |yaml| {
        for one in apart {
            yaml.at(one.at, |yaml| {
                yaml.map(&one.key, |yaml| print_route(yaml, design, stage, &one));
            });
        }
    });
}

fn print_route(yaml: &mut Yaml, design: &Design, stage: &Stage, one: &RouteSettings) {
    let watch = &one.watch;
    let is_logged = design.websocket().is_some();
    let ((at, level), of_stage) = (watch.execution_log, stage.execution_log);
    if is_logged && (level != LogLevel::Off || of_stage != LogLevel::Off) {
        yaml.entry_at(at, "LoggingLevel", level.as_str());
    }
    let (at, traces) = watch.data_trace;
    if is_logged && (traces || stage.data_trace) {
        yaml.entry_at(at, "DataTraceEnabled", traces);
    }
    let (at, detailed) = watch.detailed_metrics;
    // A mapping of nothing says nothing.
    if detailed || stage.detailed_metrics || one.throttle.is_none() {
        yaml.entry_at(at, "DetailedMetricsEnabled", detailed);
    }
    if let Some((at, throttle)) = one.throttle {
        print_limits(yaml, throttle, at);
    }
}

/// What a REST or a WebSocket API logs of its own work.
pub(super) fn print_logging(yaml: &mut Yaml, watch: &Watch) {
    let (at, level) = watch.execution_log;
    if level != LogLevel::Off {
        yaml.entry_at(at, "LoggingLevel", level.as_str());
    }
    let (at, traces) = watch.data_trace;
    if traces {
        yaml.entry_at(at, "DataTraceEnabled", true);
    }
}

/// Metrics for each method.
pub(super) fn print_metrics(yaml: &mut Yaml, watch: &Watch, key: &str) {
    let (at, detailed) = watch.detailed_metrics;
    if detailed {
        yaml.entry_at(at, key, true);
    }
}

pub(super) fn print_throttle(yaml: &mut Yaml, stage: &Stage, at: Pointer) {
    if let Some(throttle) = stage.throttle {
        print_limits(yaml, throttle, at.join("throttle"));
    }
}

fn print_limits(yaml: &mut Yaml, throttle: Throttle, at: Pointer) {
    yaml.entry_at(
        at.join("rate_limit"),
        "ThrottlingRateLimit",
        throttle.rate_limit,
    );
    yaml.entry_at(
        at.join("burst_limit"),
        "ThrottlingBurstLimit",
        throttle.burst_limit,
    );
}

fn print_caching(
    yaml: &mut Yaml,
    (ttl_at, ttl): (Pointer, u32),
    (encrypted_at, encrypted): (Pointer, bool),
) {
    yaml.entry_at(ttl_at, "CacheTtlInSeconds", ttl);
    yaml.entry_at(encrypted_at, "CacheDataEncrypted", encrypted);
}

/// What CloudFormation has no word for: who may have kept answers made anew.
pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    if design.rest().is_none() {
        return;
    }
    let is_own = |invalidation: Invalidation| invalidation != Invalidation::default();
    for (index, stage) in design.stages.iter().enumerate() {
        let Some(cache) = &stage.cache else { continue };
        let at = Pointer::root().join("stages").join(index).join("cache");
        let apart = method_settings::of_stage(design, index);
        let kept = apart.iter().filter_map(|one| one.cache.as_ref());
        let mut kept = kept.filter(|kept| kept.caching.enabled);
        let by_method = kept.find(|kept| is_own(kept.caching.invalidation));
        let place = if is_own(cache.invalidation) {
            at.join("invalidation")
        } else if let Some(kept) = by_method {
            kept.at
        } else {
            continue;
        };
        let name = &stage.name;
        lost.push(
            Diagnostic::new(
                "sam/not-expressible",
                Severity::Warning,
                place,
                sentence!(
                    "a template cannot say who may renew cached answers of stage `{name}`: those with the right may, others get the cached one with a warning",
                    "ステージ `{name}` のキャッシュを更新できる呼び出し元は、テンプレートでは指定できません(権限がある場合だけ更新でき、ほかにはキャッシュを警告付きで返します)",
                ),
            )
            .help(sentence!(
                "deploy with the CLI script, or run `aws apigateway update-stage` after `sam deploy`",
                "CLI スクリプトでデプロイするか、`sam deploy` の後に `aws apigateway update-stage` を実行してください",
            )),
        );
    }
}
