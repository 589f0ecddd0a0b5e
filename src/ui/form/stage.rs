//! Stages.

use gateway_studio::aws::{self, LogKind, log_variables};
use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{AccessLog, Api, CacheSize, Design, Stage};
use serde_json::{Value, json};

use super::access::VERB;
use super::at;
use super::items::{Items, action};
use super::route::{self, YES_OR_NO};
use crate::dom::{Node, el};
use crate::field::table::{
    self, Field, Pick, Things, choice, code, number, optional, own, pair, pairs, section, select,
    things, toggle,
};
use crate::field::{delete, free_name, is_set, item, text};
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::words::{self as w, Word};
use crate::workspace::Step;

pub(super) const STAGES: &Things = &Things {
    name: "name",
    known: &[],
    stem: "stage",
    add: w::add_stage,
    start: None,
    fields: FORM,
    foot: &[],
};

pub(super) static FORM: &[Field] = &[
    section(
        w::identity,
        &[
            code("name", w::stage_name)
                .help(w::stage_name_help)
                .term("StageName")
                .renames(Design::rename_stage),
            table::text("description", w::description).term("Description"),
            pairs("variables", w::variables, w::add_variable)
                .help(w::variables_help)
                .term("Variables"),
        ],
    ),
    section(
        w::limits,
        &[
            throttle(w::throttle_stage, w::throttle_stage_help).term("MethodSettings"),
            choice(
                "web_acl",
                w::web_acl,
                &[
                    Pick::worded("none", w::web_acl_none).note(w::web_acl_none_note),
                    Pick::worded("own", w::web_acl_of_design).note(w::web_acl_of_design_note),
                    Pick::worded("existing", w::web_acl_existing)
                        .note(w::web_acl_existing_note)
                        .with(&[code("arn", w::web_acl_arn)
                            .help(w::web_acl_help)
                            .term("WebACLArn")]),
                ],
            )
            .when(of_rest),
        ],
    ),
    section(w::release, CANARY).when(|d, at| of_rest(d, at.join("canary"))),
    section(w::caching, CACHE).when(|d, at| of_rest(d, at.join("cache"))),
    section(
        w::access_logging,
        &[optional("access_log", w::access_log, LOG)
            .help(w::access_log_help)
            .term("AccessLogSetting")],
    ),
    section(
        w::watching,
        &[
            choice(
                "execution_log",
                w::execution_log,
                &[
                    Pick::plain("OFF"),
                    Pick::plain("ERROR"),
                    Pick::plain("INFO"),
                ],
            )
            .help(w::execution_log_help)
            .term("LoggingLevel")
            .when(not_of_http),
            toggle("data_trace", w::data_trace)
                .help(w::data_trace_help)
                .term("DataTraceEnabled")
                .when(not_of_http),
            toggle("detailed_metrics", w::metrics)
                .help(w::metrics_help)
                .term("MetricsEnabled"),
            toggle("tracing", w::tracing)
                .help(w::tracing_help)
                .term("TracingEnabled")
                .when(of_rest),
        ],
    ),
    section(w::apart, &[things("methods", APART)]).help(w::apart_help),
];

/// Methods and routes that the stage treats otherwise than the rest.
const APART: &Things = &Things {
    name: "path",
    known: &[],
    stem: "/",
    add: w::add_apart,
    start: None,
    fields: &[
        pair(&[
            code("path", w::path).help(w::apart_path_help),
            VERB.when(|d, _| d.websocket().is_none()),
        ]),
        throttle(w::throttle_method, w::apart_throttle_help).term("ThrottlingRateLimit"),
        choice(
            "execution_log",
            w::execution_log,
            &[
                Pick::worded("", w::by_default),
                Pick::plain("OFF"),
                Pick::plain("ERROR"),
                Pick::plain("INFO"),
            ],
        )
        .term("LoggingLevel")
        .when(not_of_http),
        choice("data_trace", w::data_trace, YES_OR_NO)
            .term("DataTraceEnabled")
            .when(not_of_http),
        choice("detailed_metrics", w::metrics, YES_OR_NO).term("MetricsEnabled"),
        route::CACHE,
    ],
    foot: &[],
};

static CANARY: &[Field] = &[optional(
    "canary",
    w::canary,
    &[
        number("percent_traffic", w::canary_percent, w::percent)
            .fraction()
            .help(w::canary_percent_help)
            .term("PercentTraffic"),
        toggle("use_stage_cache", w::canary_cache).term("UseStageCache"),
        pairs("variables", w::canary_variables, w::add_variable)
            .help(w::canary_variables_help)
            .term("StageVariableOverrides"),
    ],
)
.help(w::canary_help)
.term("CanarySetting")];

static CACHE: &[Field] = &[optional(
    "cache",
    w::cache,
    &[
        select("size", w::cache_size, |_, t| {
            let sizes = CacheSize::ALL.iter().map(|size| size.as_str());
            sizes
                .map(|size| (size.to_owned(), w::gigabytes(t, size)))
                .collect()
        })
        .help(w::cache_size_help)
        .term("CacheClusterSize"),
        number("ttl_seconds", w::cache_ttl, w::seconds)
            .help(w::cache_ttl_help)
            .term("CacheTtlInSeconds"),
        toggle("encrypted", w::cache_encrypted).term("CacheDataEncrypted"),
        toggle("by_method", w::cache_by_method).term("CachingEnabled"),
        choice(
            "invalidation",
            w::invalidation,
            &[WARNED, IGNORED, REFUSED, ANYONE],
        )
        .help(w::invalidation_help)
        .term("UnauthorizedCacheControlHeaderStrategy"),
    ],
)
.help(w::cache_help)
.term("CacheClusterEnabled")];

/// What becomes of callers who ask for a new answer.
pub(super) const WARNED: Pick =
    Pick::worded("warned", w::invalidation_warned).note(w::invalidation_warned_note);
pub(super) const IGNORED: Pick =
    Pick::worded("ignored", w::invalidation_ignored).note(w::invalidation_ignored_note);
pub(super) const REFUSED: Pick =
    Pick::worded("refused", w::invalidation_refused).note(w::invalidation_refused_note);
pub(super) const ANYONE: Pick =
    Pick::worded("anyone", w::invalidation_anyone).note(w::invalidation_anyone_note);

static LOG: &[Field] = &[
    code("log_group", w::log_group)
        .help(w::log_group_help)
        .term("LogGroupName")
        .derived(|d, at, _| {
            let stage = d.stages.get(item(at)).map_or("", |stage| &stage.name);
            AccessLog::default().group(&d.name, stage)
        }),
    select("retention_days", w::retention, |_, t| {
        let days = aws::LOG_RETENTION_DAYS.iter();
        days.map(|days| (days.to_string(), w::days(t, days)))
            .collect()
    })
    .help(w::retention_help)
    .term("RetentionInDays"),
    choice(
        "format",
        w::log_format,
        &[
            Pick::named("json", "JSON").note(w::log_format_json),
            Pick::named("clf", "CLF").note(w::log_format_clf),
            Pick::named("csv", "CSV").note(w::log_format_csv),
            Pick::named("xml", "XML").note(w::log_format_xml),
            Pick::worded("custom", w::custom)
                .note(w::log_format_own)
                .with(&[
                    code("", w::log_format_custom)
                        .help(w::log_format_custom_help)
                        .term("$context")
                        .lines(5),
                    own("", variables),
                ]),
        ],
    )
    .term("Format")
    .set(|d, at, value| {
        // A format of one's own begins as the one that was chosen before.
        let log = d
            .stages
            .get(item(at))
            .and_then(|stage| stage.access_log.as_ref());
        match log.map(|log| d.log_format(log)) {
            Some(own) if *value == "custom" => d.put(at, &json!({ "custom": own })),
            _ => d.put(at, value),
        }
    }),
];

/// Puts a variable that the API's kind knows behind a format of one's own.
fn variables(at: Pointer) -> Node {
    let (ws, t) = (workspace(), tongue());
    let id = format!("{at}-variable");
    let kind = ws.select(|d| match d.api {
        Api::Rest(_) => LogKind::Rest,
        Api::Http(_) => LogKind::Http,
        Api::Websocket(_) => LogKind::Websocket,
    });
    let format = ws.select(move |d| text(d, at));
    let options = move || {
        // The format is read so that the list is back at its first line after each choice.
        format.with(|_| ());
        let first = el("option")
            .attr("value", "")
            .live_flag("selected", || true)
            .child(w::choose.get(t));
        let names =
            log_variables(kind.get()).map(|name| el("option").attr("value", name).child(name));
        std::iter::once(first).chain(names).collect::<Node>()
    };
    let add = move |name: String| {
        let mut format = format.get_untracked();
        if format.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            format.push(' ');
        }
        format.push_str("$context.");
        // What stands for a name of one's own is left to be typed.
        format.push_str(name.trim_end_matches('*'));
        let step = Step::new(w::add_log_variable, "");
        ws.edit(step, at, |d| d.put(at, &Value::String(format)));
    };
    let label = el("label")
        .attr("for", id.clone())
        .child(w::add_log_variable.get(t));
    el("div.field")
        .child(el("div.field-head").child(label))
        .child(
            el("select.input.code")
                .id(id)
                .takes("change", add)
                .live(options),
        )
        .into()
}

/// Rate and burst of a token bucket.
pub(super) const BUCKET: &[Field] = &[pair(&[
    number("rate_limit", w::rate, w::per_second)
        .fraction()
        .help(w::rate_help)
        .term("RateLimit"),
    number("burst_limit", w::burst, w::requests)
        .help(w::burst_help)
        .term("BurstLimit"),
])];

/// The same in a field `throttle`, which may be off.
pub(super) const fn throttle(label: Word, help: Word) -> Field {
    optional("throttle", label, BUCKET).help(help)
}

/// What only a REST API has: others show it while it is set, to be removed.
fn of_rest(d: &Design, at: Pointer) -> bool {
    !d.is_v2() || is_set(d, at)
}

/// The same of what an HTTP API alone lacks.
fn not_of_http(d: &Design, at: Pointer) -> bool {
    d.http().is_none() || is_set(d, at)
}

pub(super) fn form() -> Node {
    let items = Items {
        label: w::stages,
        at: "stages",
        things: STAGES,
        empty: w::no_stages,
        actions,
    };
    items.draw(place().stage)
}

fn actions(index: usize) -> Node {
    let (ws, place, session) = (workspace(), place(), session());
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
    let remove = move || delete(ws, session, STAGES, at("stages").join(index));
    el("p.actions")
        .child(action("quiet", &icon::COPY, w::duplicate_stage, duplicate))
        .child(action(
            "quiet.danger",
            &icon::CROSS,
            w::delete_stage,
            remove,
        ))
        .into()
}
