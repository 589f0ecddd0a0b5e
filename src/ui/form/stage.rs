//! Stages.

mod cache;

use gateway_studio::aws;
use gateway_studio::model::{AccessLog, LogFormat, LogLevel, Stage, StageWebAcl, Throttle};
use leptos::prelude::*;

use super::items::{Items, free_name};
use super::{at, when};
use crate::dom::{El, Node, button, el, many};
use crate::field::{
    About, Lens, NumberField, Pick, Reach, TextField, choice, design, group, select, toggle,
    variables, whole,
};
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

pub(super) fn form() -> Node {
    let (ws, place) = (workspace(), place());
    let append = Callback::new(move |()| {
        let now = ws.now();
        let name = free_name("stage", |name| {
            now.stages.iter().any(|stage| stage.name == name)
        });
        let index = now.stages.len();
        ws.edit(Step::new(w::did_add, name.clone()), at("stages"), |d| {
            d.stages.push(Stage {
                name,
                ..Stage::default()
            });
        });
        place.stage.set(index);
    });
    let items = Items {
        label: w::stages,
        names: ws.select(|d| d.stages.iter().map(|stage| stage.name.clone()).collect()),
        chosen: place.stage,
        at: "stages",
        add: w::add_stage,
        append,
        empty: w::no_stages,
        form: one,
    };
    items.draw()
}

fn one(index: usize) -> Node {
    many([
        identity(index).into(),
        limits(index).into(),
        when(of_rest(index, |s| s.cache.is_some()), move || {
            cache::form(index)
        }),
        access_log(index).into(),
        watching(index).into(),
        actions(index).into(),
    ])
}

/// Whether to show what only a REST API has: others show it while it is set, to be removed.
fn of_rest(index: usize, is_set: fn(&Stage) -> bool) -> Memo<bool> {
    workspace().select(move |d| !d.is_v2() || d.stages.get(index).is_some_and(is_set))
}

/// The same of what an HTTP API alone lacks.
fn not_of_http(index: usize, is_set: fn(&Stage) -> bool) -> Memo<bool> {
    workspace().select(move |d| d.http().is_none() || d.stages.get(index).is_some_and(is_set))
}

fn actions(index: usize) -> El {
    let (ws, place, session, t) = (workspace(), place(), session(), tongue());
    let duplicate = move || {
        let now = ws.now();
        let Some(stage) = now.stages.get(index) else {
            return;
        };
        let name = free_name(&stage.name, |name| {
            now.stages.iter().any(|stage| stage.name == name)
        });
        let copy = Stage {
            name: name.clone(),
            ..stage.clone()
        };
        ws.edit(Step::new(w::did_add, name), at("stages"), move |d| {
            d.stages.insert(index + 1, copy);
        });
        place.stage.set(index + 1);
    };
    let remove = move || {
        let name = ws.now().stages.get(index).map(|stage| stage.name.clone());
        let step = Step::new(w::did_delete, name.unwrap_or_default());
        session.did(&step);
        ws.edit(step, at("stages"), move |d| {
            if index < d.stages.len() {
                d.stages.remove(index);
            }
        });
    };
    let duplicate = button("quiet")
        .click(duplicate)
        .child(icon::COPY.draw())
        .child(w::duplicate_stage(t));
    let remove = button("quiet.danger")
        .click(remove)
        .child(icon::CROSS.draw())
        .child(w::delete_stage(t));
    el("p.actions").child(duplicate).child(remove)
}

fn reach(index: usize) -> Reach<Stage> {
    design().part(|d| &d.stages, |d| &mut d.stages).item(index)
}

fn identity(index: usize) -> El {
    let (stage, here) = (reach(index), at("stages").join(index));
    let name = About::new(w::stage_name, here.join("name"))
        .help(w::stage_name_help)
        .term("StageName");
    let description = About::new(w::description, here.join("description")).term("Description");
    let about = About::new(w::variables, here.join("variables"))
        .help(w::variables_help)
        .term("Variables");
    let renamed = Lens::new(
        move |d| {
            d.stages
                .get(index)
                .map(|stage| stage.name.clone())
                .unwrap_or_default()
        },
        move |d, name| d.rename_stage(index, &name),
    );
    let described = stage.lens(|s| s.description.clone(), |s, v| s.description = v);
    let list = stage.part(|s| &s.variables, |s| &mut s.variables);
    group(w::identity, None)
        .child(TextField::new(name, renamed).code())
        .child(TextField::new(description, described))
        .child(variables(about, list))
}

fn limits(index: usize) -> El {
    let here = at("stages").join(index).join("throttle");
    let on = About::new(w::throttle_stage, here)
        .help(w::throttle_stage_help)
        .term("MethodSettings");
    let is_on = workspace().select(move |d| {
        d.stages
            .get(index)
            .is_some_and(|stage| stage.throttle.is_some())
    });
    let stage = reach(index);
    let limits: Reach<Throttle> = stage.some(|s| s.throttle.as_ref(), |s| s.throttle.as_mut());
    let value = stage.lens(
        |s| s.throttle.is_some(),
        |s, on| s.throttle = on.then(Throttle::default),
    );
    let acl = About::new(w::web_acl, at("stages").join(index).join("web_acl"))
        .help(w::web_acl_help)
        .term("WebACLArn");
    let arn = stage.lens(
        |s| s.web_acl.arn().unwrap_or_default().to_owned(),
        |s, arn: String| {
            s.web_acl = if arn.is_empty() {
                StageWebAcl::None
            } else {
                StageWebAcl::Existing { arn }
            };
        },
    );
    group(w::limits, None)
        .child(toggle(on, value))
        .child(when(is_on, move || throttle(here, &limits)))
        .child(when(
            of_rest(index, |s| s.web_acl != StageWebAcl::None),
            move || TextField::new(acl, arn.clone()).code(),
        ))
}

/// Rate and burst of a token bucket.
pub(super) fn throttle(here: gateway_studio::diagnostic::Pointer, limits: &Reach<Throttle>) -> El {
    let rate = About::new(w::rate, here.join("rate_limit"))
        .help(w::rate_help)
        .term("RateLimit");
    let burst = About::new(w::burst, here.join("burst_limit"))
        .help(w::burst_help)
        .term("BurstLimit");
    let steady = limits.lens(|l| l.rate_limit, |l, v| l.rate_limit = v);
    let at_once = limits.lens(
        |l| f64::from(l.burst_limit),
        |l, v| l.burst_limit = whole(v),
    );
    el("div.pair.nested")
        .child(NumberField::new(rate, steady, w::per_second).fraction())
        .child(NumberField::new(burst, at_once, w::requests))
}

fn access_log(index: usize) -> El {
    let here = at("stages").join(index).join("access_log");
    let on = About::new(w::access_log, here)
        .help(w::access_log_help)
        .term("AccessLogSetting");
    let is_on = workspace().select(move |d| {
        d.stages
            .get(index)
            .is_some_and(|stage| stage.access_log.is_some())
    });
    let value = reach(index).lens(
        |s| s.access_log.is_some(),
        |s, on| s.access_log = on.then(AccessLog::default),
    );
    group(w::access_logging, None)
        .child(toggle(on, value))
        .child(when(is_on, move || log(index)))
}

/// The formats that need no typing, in the order in which they are offered.
const PRESETS: [LogFormat; 4] = [
    LogFormat::Json,
    LogFormat::Clf,
    LogFormat::Csv,
    LogFormat::Xml,
];

fn log(index: usize) -> El {
    let here = at("stages").join(index).join("access_log");
    let log: Reach<AccessLog> =
        reach(index).some(|s| s.access_log.as_ref(), |s| s.access_log.as_mut());
    let name = About::new(w::log_group, here.join("log_group"))
        .help(w::log_group_help)
        .term("LogGroupName");
    let days = About::new(w::retention, here.join("retention_days"))
        .help(w::retention_help)
        .term("RetentionInDays");
    let format = About::new(w::log_format, here.join("format")).term("Format");
    let custom = About::new(w::log_format_custom, here.join("format").join("custom"))
        .help(w::log_format_custom_help)
        .term("$context");
    let derived = workspace().select(move |d| {
        let stage = d
            .stages
            .get(index)
            .map(|stage| stage.name.as_str())
            .unwrap_or_default();
        AccessLog::default().group(&d.name, stage)
    });
    let (read, write) = (log.clone(), log.clone());
    let chosen = Lens::new(
        move |d| {
            let chosen = read.get(d).map(|log| &log.format);
            let place = PRESETS.iter().position(|format| Some(format) == chosen);
            place.unwrap_or(PRESETS.len())
        },
        move |d, place: usize| {
            // A format of one's own begins as the one that was chosen before.
            let own = write.get(d).map(|log| d.log_format(log).to_owned());
            let own = || LogFormat::Custom(own.unwrap_or_default());
            let format = PRESETS.get(place).cloned().unwrap_or_else(own);
            if let Some(log) = write.get_mut(d) {
                log.format = format;
            }
        },
    );
    let is_custom = workspace().select(move |d| {
        let log = d
            .stages
            .get(index)
            .and_then(|stage| stage.access_log.as_ref());
        log.is_some_and(|log| matches!(log.format, LogFormat::Custom(_)))
    });
    let days_text: Vec<(String, String)> = aws::LOG_RETENTION_DAYS
        .iter()
        .map(|days| (days.to_string(), w::days(tongue(), days)))
        .collect();
    let text = log.lens(
        |l| l.format.as_str().to_owned(),
        |l, v| l.format = LogFormat::Custom(v),
    );
    let named = log.lens(|l| l.log_group.clone(), |l, v| l.log_group = v);
    let kept = log.lens(
        |l| l.retention_days.to_string(),
        |l, v| l.retention_days = v.parse().unwrap_or(l.retention_days),
    );
    let picks = vec![
        Pick::new("JSON", w::log_format_json),
        Pick::new("CLF", w::log_format_clf),
        Pick::new("CSV", w::log_format_csv),
        Pick::new("XML", w::log_format_xml),
        Pick::new(w::custom(tongue()), w::log_format_own),
    ];
    let written = move || TextField::new(custom, text.clone()).code().lines(5);
    el("div.nested")
        .child(TextField::new(name, named).code().placeholder(derived))
        .child(select(days, kept, Signal::stored(days_text)))
        .child(choice(format, chosen, picks))
        .child(when(is_custom, written))
}

fn watching(index: usize) -> El {
    const LEVELS: [LogLevel; 3] = [LogLevel::Off, LogLevel::Error, LogLevel::Info];
    let (stage, here) = (reach(index), at("stages").join(index));
    let level = About::new(w::execution_log, here.join("execution_log"))
        .help(w::execution_log_help)
        .term("LoggingLevel");
    let trace = About::new(w::data_trace, here.join("data_trace"))
        .help(w::data_trace_help)
        .term("DataTraceEnabled");
    let metrics = About::new(w::metrics, here.join("detailed_metrics"))
        .help(w::metrics_help)
        .term("MetricsEnabled");
    let tracing = About::new(w::tracing, here.join("tracing"))
        .help(w::tracing_help)
        .term("TracingEnabled");
    let chosen = stage.lens(
        |s| {
            LEVELS
                .iter()
                .position(|level| *level == s.execution_log)
                .unwrap_or_default()
        },
        |s, place| s.execution_log = LEVELS.get(place).copied().unwrap_or_default(),
    );
    let spelt_out = stage.lens(|s| s.data_trace, |s, on| s.data_trace = on);
    let measured = stage.lens(|s| s.detailed_metrics, |s, on| s.detailed_metrics = on);
    let traced = stage.lens(|s| s.tracing, |s, on| s.tracing = on);
    let logged = not_of_http(index, |s| s.execution_log != LogLevel::Off);
    let levels = move || {
        let picks = LEVELS.iter().map(|level| Pick::bare(level.as_str()));
        choice(level, chosen.clone(), picks.collect())
    };
    let whole = move || toggle(trace, spelt_out.clone());
    let to_x_ray = move || toggle(tracing, traced.clone());
    group(w::watching, None)
        .child(when(logged, levels))
        .child(when(not_of_http(index, |s| s.data_trace), whole))
        .child(toggle(metrics, measured))
        .child(when(of_rest(index, |s| s.tracing), to_x_ray))
}
