//! `queries.md`: what to ask of logs and metrics, in the words of this design.

use super::{api_name, latency_metric};
use crate::aws::LogFields;
use crate::diagnostic::Pointer;
use crate::generate::{Generator, Target, always, nothing_lost};
use crate::model::{AccessLog, Design, LogLevel, Stage};
use crate::text::Document;
use crate::text::markdown::{Markdown, code};
use crate::text::shell::{Word, quote};
use crate::words::files as words;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "monitoring/queries.md",
    target: Target::Monitoring,
    executable: false,
    applies: always,
    print,
    lost: nothing_lost,
};

fn print(design: &Design) -> Document {
    let language = design.output.language;
    Markdown::document(|md| {
        md.heading(1, words::queries_title(language));
        md.paragraph(words::queries_purpose(language));
        for (index, stage) in design.stages.iter().enumerate() {
            let at = Pointer::root().join("stages").join(index);
            if let Some(log) = &stage.access_log {
                md.at(at.join("access_log"), |md| {
                    print_access_log(md, design, stage, log);
                });
            }
            if design.http().is_none() && stage.execution_log != LogLevel::Off {
                md.at(at.join("execution_log"), |md| {
                    print_execution_log(md, design, stage);
                });
            }
        }
        for index in 0..design.functions.len() {
            let at = Pointer::root().join("functions").join(index);
            for name in design.names_at_aws(index) {
                md.at(at, |md| print_function_log(md, design, &name));
            }
        }
        print_metrics(md, design);
    })
}

fn print_access_log(md: &mut Markdown, design: &Design, stage: &Stage, log: &AccessLog) {
    let language = design.output.language;
    let name = code(&stage.name);
    md.heading(2, &words::queries_access_log(language, name));
    let group = log.group(&design.name, &stage.name);
    let fields = LogFields::of(design.log_format(log));
    if !fields.knows("status") {
        md.paragraph(words::queries_opaque(language));
    }
    for (title, lines) in access_queries(&fields) {
        md.paragraph(title(language));
        md.fenced("text", &lines);
    }
    let pattern = fields
        .name("status")
        .filter(|_| fields.json)
        .map(|status| format!("{{ $.{status} = \"5*\" }}"));
    print_commands(md, design, &group, pattern.as_deref());
}

type Query = (fn(crate::words::Language) -> &'static str, Vec<String>);

/// The questions that the fields of the log can answer.
fn access_queries(fields: &LogFields) -> Vec<Query> {
    let mut queries: Vec<Query> = Vec::new();
    let mut ask = |title, lines: Vec<String>| {
        // A command after the first is set off by a bar.
        let lines = match &fields.parse {
            Some(parse) => std::iter::once(parse.clone())
                .chain(lines.into_iter().enumerate().map(|(number, line)| {
                    if number == 0 {
                        format!("| {line}")
                    } else {
                        line
                    }
                }))
                .collect(),
            None => lines,
        };
        queries.push((title, lines));
    };
    let shown: Vec<&str> = [
        "status",
        "httpMethod",
        "resourcePath",
        "routeKey",
        "eventType",
        "connectionId",
        "path",
        "responseLatency",
        "integration.status",
        "error.message",
        "integrationErrorMessage",
    ]
    .into_iter()
    .filter_map(|variable| fields.name(variable))
    .collect();
    let path = ["resourcePath", "routeKey", "path"];
    let path = path.into_iter().find_map(|variable| fields.name(variable));
    if let Some(status) = fields.name("status") {
        let columns = shown.join(", ");
        ask(
            words::queries_errors,
            vec![
                format!("fields @timestamp, {columns}"),
                format!("| filter {status} >= 500"),
                "| sort @timestamp desc".into(),
                "| limit 50".into(),
            ],
        );
        ask(
            words::queries_statuses,
            vec![format!("stats count(*) as requests by bin(5m), {status}")],
        );
        if let Some(ip) = fields.name("identity.sourceIp") {
            ask(
                words::queries_throttled,
                vec![
                    format!("filter {status} = 429"),
                    format!("| stats count(*) as requests by {ip}"),
                    "| sort requests desc".into(),
                ],
            );
        }
    }
    if let Some(path) = path {
        ask(
            words::queries_paths,
            vec![
                format!("stats count(*) as requests by {path}"),
                "| sort requests desc".into(),
                "| limit 20".into(),
            ],
        );
        if let Some(latency) = fields.name("responseLatency") {
            ask(
                words::queries_latency,
                vec![
                    format!("stats pct({latency}, 50) as p50, pct({latency}, 95) as p95 by {path}"),
                    "| sort p95 desc".into(),
                ],
            );
        }
    }
    queries.push((
        words::queries_one,
        vec![
            "fields @timestamp, @message".into(),
            "| filter @message like /REQUEST_ID/".into(),
        ],
    ));
    queries
}

/// Follows a group, and asks it by command.
fn print_commands(md: &mut Markdown, design: &Design, group: &str, pattern: Option<&str>) {
    let language = design.output.language;
    let (region, group) = (quote(&design.region), quote(group));
    let pattern = pattern.map_or_else(String::new, |pattern| {
        format!(" --filter-pattern {}", quote(pattern))
    });
    md.paragraph(words::queries_commands(language));
    md.commands(&[
        format!("aws logs tail {group} --region {region} --since 10m --follow"),
        format!("aws logs filter-log-events --region {region} --log-group-name={group} --start-time \"$(($(date +%s) - 3600))000\"{pattern} --max-items 50"),
        format!("aws logs start-query --region {region} --log-group-name={group} --start-time \"$(($(date +%s) - 3600))\" --end-time \"$(date +%s)\" --query-string \"$QUERY\""),
        format!("aws logs get-query-results --region {region} --query-id \"$QUERY_ID\""),
    ]);
}

fn print_execution_log(md: &mut Markdown, design: &Design, stage: &Stage) {
    let language = design.output.language;
    md.heading(
        2,
        &words::queries_execution_log(language, code(&stage.name)),
    );
    md.paragraph(words::queries_execution_note(language));
    md.paragraph(words::queries_one(language));
    md.fenced(
        "text",
        &[
            "fields @timestamp, @message".into(),
            "| filter @message like /REQUEST_ID/".into(),
            "| sort @timestamp asc".into(),
        ],
    );
    // API_ID as in the README: it stands in the URL.
    let group = if design.websocket().is_some() {
        format!("/aws/apigateway/API_ID/{}", stage.name)
    } else {
        format!("API-Gateway-Execution-Logs_API_ID/{}", stage.name)
    };
    print_commands(md, design, &group, None);
}

fn print_function_log(md: &mut Markdown, design: &Design, name: &str) {
    let language = design.output.language;
    md.heading(2, &words::queries_function_log(language, code(name)));
    md.paragraph(words::queries_function_note(language));
    let queries: [Query; 3] = [
        (
            words::queries_tracebacks,
            vec![
                "fields @timestamp, @message".into(),
                "| filter @message like /Traceback|ERROR|Task timed out/".into(),
                "| sort @timestamp desc".into(),
                "| limit 50".into(),
            ],
        ),
        (
            words::queries_durations,
            vec![
                r#"filter @type = "REPORT""#.into(),
                "| stats count(*) as calls, pct(@duration, 95) as p95_ms, max(@maxMemoryUsed / 1000 / 1000) as memory_mb by bin(5m)".into(),
            ],
        ),
        (
            words::queries_cold_starts,
            vec![
                r#"filter @type = "REPORT" and ispresent(@initDuration)"#.into(),
                "| stats count(*) as cold_starts, avg(@initDuration) as average_ms by bin(1h)".into(),
            ],
        ),
    ];
    for (title, lines) in queries {
        md.paragraph(title(language));
        md.fenced("text", &lines);
    }
    print_commands(md, design, &format!("/aws/lambda/{name}"), None);
}

fn print_metrics(md: &mut Markdown, design: &Design) {
    if design.stages.is_empty() {
        return;
    }
    let language = design.output.language;
    md.heading(2, words::queries_metrics(language));
    let name = api_name(design);
    let at = Pointer::root().join("api").join(design.api.key());
    md.at(at.join("name"), |md| {
        md.paragraph(&match &name {
            Some(name) => words::queries_metrics_name(language, code(name)),
            None if design.http().is_some() => {
                words::queries_metrics_http(language, code("API_ID"))
            }
            None if design.websocket().is_some() => {
                words::queries_metrics_websocket(language, code("API_ID"))
            }
            None => words::queries_metrics_id(language, code("API_ID")),
        })
    });
    let api = name.unwrap_or_else(|| "API_ID".into());
    md.commands_by(|md| {
        for (index, stage) in design.stages.iter().enumerate() {
            let stage_at = Pointer::root().join("stages").join(index);
            for command in metric_commands(design, &api, stage) {
                md.command(stage_at.join("name"), &command);
                md.also(at.join("name"));
            }
        }
    });
}

/// What asks for the figures of a stage.
fn metric_commands(design: &Design, api: &String, stage: &Stage) -> [String; 4] {
    let [client_errors, server_errors] = design.api.kind().error_metrics();
    let count = if design.websocket().is_some() {
        ("MessageCount", "--statistics Sum")
    } else {
        ("Count", "--statistics SampleCount")
    };
    let dimensions = Word::json_compact_list(|list| {
        for (name, value) in [
            (design.api.kind().metric_dimension(), api),
            ("Stage", &stage.name),
        ] {
            list.object(|json| {
                json.field("Name", name);
                json.field("Value", value);
            });
        }
    });
    [
        count,
        (client_errors, "--statistics Average"),
        (server_errors, "--statistics Average"),
        (latency_metric(design), "--extended-statistics p95"),
    ]
    .map(|(metric, statistic)| format!(
        "aws cloudwatch get-metric-statistics --region {} --namespace AWS/ApiGateway --metric-name {metric} --dimensions {} --start-time \"$(($(date +%s) - 3600))\" --end-time \"$(date +%s)\" --period 300 {statistic}",
        quote(&design.region),
        dimensions.as_str(),
    ))
}
