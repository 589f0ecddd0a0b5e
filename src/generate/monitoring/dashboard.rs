//! The body of the dashboard.

use super::api_name;
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::{Generator, Target};
use crate::model::{Api, Design};
use crate::sentence;
use crate::text::Document;
use crate::text::json::Json;
use crate::words::files as words;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "monitoring/dashboard.json",
    target: Target::Monitoring,
    executable: false,
    applies: |design| design.monitoring.dashboard,
    print: |design| body(design, &Named::plain(design)),
    lost,
};

/// Stands for the API's id in the file, where only the id names its metrics.
fn api_id(design: &Design) -> &'static str {
    match design.api {
        Api::Rest(_) => "REST_API_ID",
        Api::Http(_) => "HTTP_API_ID",
        Api::Websocket(_) => "WEBSOCKET_API_ID",
    }
}

/// What a body calls things: names, or references to what a stack makes.
pub(in crate::generate) struct Named {
    /// The region.
    pub(in crate::generate) region: String,
    /// What names the API in its metrics: `ApiName` or `ApiId`.
    pub(in crate::generate) api: String,
    /// Stages in the order of the design.
    pub(in crate::generate) stages: Vec<String>,
    /// Functions in the order of the design.
    pub(in crate::generate) functions: Vec<String>,
}

impl Named {
    fn plain(design: &Design) -> Self {
        let functions = 0..design.functions.len();
        Self {
            region: design.region.clone(),
            api: api_name(design).unwrap_or_else(|| api_id(design).into()),
            stages: design
                .stages
                .iter()
                .map(|stage| stage.name.clone())
                .collect(),
            functions: functions
                .flat_map(|index| design.names_at_aws(index))
                .collect(),
        }
    }
}

/// A graph: its title, its statistic, and the metrics in it.
struct Graph<'a> {
    title: String,
    namespace: &'static str,
    /// Metric and statistic of each line.
    lines: Lines,
    /// Dimensions that all lines share.
    of: Vec<(&'static str, &'a str)>,
    at: Pointer,
}

type Lines = &'static [(&'static str, &'static str)];

const REST_REQUESTS: Lines = &[("Count", "Sum"), ("4XXError", "Sum"), ("5XXError", "Sum")];
const HTTP_REQUESTS: Lines = &[
    ("Count", "Sum"),
    ("4xx", "Sum"),
    ("5xx", "Sum"),
    ("DataProcessed", "Sum"),
];
const MESSAGES: Lines = &[
    ("ConnectCount", "Sum"),
    ("MessageCount", "Sum"),
    ("ClientError", "Sum"),
    ("IntegrationError", "Sum"),
    ("ExecutionError", "Sum"),
];

/// Widgets of 12 columns, two in a row; the dashboard is 24 columns wide.
const WIDTH: u32 = 12;
const HEIGHT: u32 = 6;

/// `DashboardBody` (AWS: "Dashboard Body Structure and Syntax"): requests and errors, then
/// latency, of each stage; calls and durations of each function.
pub(in crate::generate) fn body(design: &Design, named: &Named) -> Document {
    let graphs = graphs(design, named);
    Json::document(|json| {
        json.at(
            Pointer::root().join("monitoring").join("dashboard"),
            |json| {
                json.list("widgets", |json| {
                    for (place, graph) in (0_u32..).zip(&graphs) {
                        json.at(graph.at, |json| {
                            json.item_object(|json| print(json, named, place, graph));
                        });
                    }
                });
            },
        );
    })
}

fn graphs<'a>(design: &Design, named: &'a Named) -> Vec<Graph<'a>> {
    let language = design.output.language;
    let mut graphs = Vec::new();
    for (index, stage) in named.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index).join("name");
        let (title, requests): (fn(_, _) -> _, _) = match design.api {
            Api::Rest(_) => (words::dashboard_requests, REST_REQUESTS),
            Api::Http(_) => (words::dashboard_requests, HTTP_REQUESTS),
            Api::Websocket(_) => (words::dashboard_messages, MESSAGES),
        };
        let mut add = |title, lines| {
            graphs.push(Graph {
                title,
                namespace: "AWS/ApiGateway",
                lines,
                of: vec![
                    (design.api.kind().metric_dimension(), &named.api),
                    ("Stage", stage),
                ],
                at,
            });
        };
        add(title(language, stage), requests);
        add(
            words::dashboard_latency(language, stage),
            if design.websocket().is_some() {
                &[("IntegrationLatency", "p50"), ("IntegrationLatency", "p95")]
            } else {
                &[
                    ("Latency", "p50"),
                    ("Latency", "p95"),
                    ("IntegrationLatency", "p95"),
                ]
            },
        );
    }
    for (index, function) in named.functions.iter().enumerate() {
        let at = Pointer::root().join("functions").join(index).join("name");
        let mut add = |title, lines| {
            graphs.push(Graph {
                title,
                namespace: "AWS/Lambda",
                lines,
                of: vec![("FunctionName", function)],
                at,
            });
        };
        add(
            words::dashboard_calls(language, function),
            &[
                ("Invocations", "Sum"),
                ("Errors", "Sum"),
                ("Throttles", "Sum"),
            ],
        );
        add(
            words::dashboard_duration(language, function),
            &[("Duration", "p50"), ("Duration", "p95")],
        );
    }
    graphs
}

fn print(json: &mut Json, named: &Named, place: u32, graph: &Graph<'_>) {
    json.field("type", "metric");
    json.field("x", place % 2 * WIDTH);
    json.field("y", place / 2 * HEIGHT);
    json.field("width", WIDTH);
    json.field("height", HEIGHT);
    json.object("properties", |json| {
        json.field("title", &graph.title);
        json.field("view", "timeSeries");
        json.field("region", &named.region);
        json.field("period", 60_u32);
        json.list("metrics", |json| {
            for (metric, statistic) in graph.lines {
                json.item_list(|json| {
                    json.item(graph.namespace);
                    json.item(*metric);
                    for (dimension, value) in &graph.of {
                        json.item(*dimension);
                        json.item(*value);
                    }
                    json.item_object(|json| {
                        json.field("stat", *statistic);
                        json.field("label", &format!("{metric} {statistic}"));
                    });
                });
            }
        });
    });
}

fn lost(design: &Design) -> Vec<Diagnostic> {
    let kind = match &design.api {
        Api::Rest(_) if api_name(design).is_none() => "rest",
        Api::Http(_) => "http",
        Api::Websocket(_) => "websocket",
        Api::Rest(_) => return Vec::new(),
    };
    let at = Pointer::root().join("api").join(kind).join("name");
    let id = api_id(design);
    vec![
        Diagnostic::new("dashboard/api-id-open", Severity::Info, at, sentence!(
            "the metrics of this API carry its id, which is known only once it exists: `{id}` stands for it",
            "この API のメトリクスは ID で記録されますが、ID は作成後に決まるため `{id}` としています",
        ))
        .help(sentence!(
            "alarms.sh and the SAM template fill it in; replace it when you paste the file into the console",
            "alarms.sh と SAM テンプレートは自動で置き換えます。コンソールに貼り付ける場合は書き換えてください",
        )),
    ]
}
