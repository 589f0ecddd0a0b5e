//! What watches the API: the alarms that the script and the template share, the dashboard, the queries.

mod dashboard;
mod queries;

pub(super) use dashboard::GENERATOR as DASHBOARD;
pub(super) use dashboard::{Named, body};
pub(super) use queries::GENERATOR as QUERIES;

use crate::diagnostic::Pointer;
use crate::model::{Alarms, Api, Design};

/// An alarm, without its name and its targets.
pub(super) struct Alarm<'a> {
    /// The field that asks for it.
    pub(super) at: Pointer,
    /// Whose metric it is.
    pub(super) of: Watched<'a>,
    /// End of its name.
    pub(super) kind: &'static str,
    /// Name of the metric.
    pub(super) metric: &'static str,
    /// How the values of a minute become one.
    pub(super) statistic: Statistic,
    /// More than this in three of five minutes is an alarm.
    pub(super) threshold: f64,
}

/// What an alarm looks at.
#[derive(Clone)]
pub(super) enum Watched<'a> {
    /// A stage of the API, by name.
    Stage(&'a str),
    /// A function, by its place in the design, and its name.
    Function(usize, String),
}

/// How the values of a minute become one.
#[derive(Clone, Copy)]
pub(super) enum Statistic {
    /// A plain statistic.
    Plain(&'static str),
    /// A percentile, which has a parameter of its own.
    Extended(&'static str),
}

/// Percent as the share that the metric's average is: `1` is `0.01`.
fn share(percent: f64) -> f64 {
    (percent * 10_000.0).round() / 1_000_000.0
}

/// The alarms of a design: three of each stage, one of each function.
pub(super) fn alarms<'a>(design: &'a Design, alarms: &Alarms) -> Vec<Alarm<'a>> {
    let at = Pointer::root().join("monitoring").join("alarms");
    let mut all = Vec::new();
    for stage in &design.stages {
        let mut add = |field, kind, metric, statistic, threshold| {
            all.push(Alarm {
                at: at.join(field),
                of: Watched::Stage(&stage.name),
                kind,
                metric,
                statistic,
                threshold,
            });
        };
        let average = Statistic::Plain("Average");
        let (server, client) = (share(alarms.error_rate_5xx), share(alarms.error_rate_4xx));
        let latency = f64::from(alarms.latency_p95_ms);
        let [client_errors, server_errors] = design.api.kind().error_metrics();
        add("error_rate_5xx", "5xx", server_errors, average, server);
        add("error_rate_4xx", "4xx", client_errors, average, client);
        add(
            "latency_p95_ms",
            "latency",
            latency_metric(design),
            Statistic::Extended("p95"),
            latency,
        );
    }
    if alarms.throttles {
        let named = (0..design.functions.len()).flat_map(|index| {
            let names = design.names_at_aws(index).into_iter();
            names.map(move |name| (index, name))
        });
        all.extend(named.map(|(index, name)| Alarm {
            at: at.join("throttles"),
            of: Watched::Function(index, name),
            kind: "throttles",
            metric: "Throttles",
            statistic: Statistic::Plain("Sum"),
            threshold: 0.0,
        }));
    }
    all
}

/// The metric of how long callers wait; of a message only the function's part is measured (AWS:
/// "Monitor WebSocket API execution with `CloudWatch` metrics").
pub(super) fn latency_metric(design: &Design) -> &'static str {
    match design.api {
        Api::Rest(_) | Api::Http(_) => "Latency",
        Api::Websocket(_) => "IntegrationLatency",
    }
}

/// The `ApiName` of a REST API's metrics; `None` where metrics carry the id of the API.
///
/// API Gateway removes what is not ASCII from the name, and takes the id where nothing is
/// left (AWS: "Amazon API Gateway dimensions and metrics").
pub(super) fn api_name(design: &Design) -> Option<String> {
    let name = design.rest().map_or("", |rest| rest.name.as_str());
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii() && !c.is_ascii_control())
        .collect();
    (!name.trim().is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Function, RestApi};

    #[test]
    fn the_dimension_is_the_ascii_part_of_the_name_or_the_id() {
        for (name, expected) in [
            ("Dash Lambda API", Some("Dash Lambda API")),
            ("Dash 画面", Some("Dash ")),
            ("画面", None),
            ("画面 一", None),
            ("", None),
        ] {
            let design = Design {
                api: Api::Rest(RestApi {
                    name: name.into(),
                    ..RestApi::default()
                }),
                ..Design::default()
            };
            assert_eq!(api_name(&design).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_function_that_exists_is_known_by_the_name_in_its_arn() {
        let arn = "arn:aws:lambda:us-east-1:123456789012:function:other:live";
        let design = Design {
            functions: vec![Function {
                name: "one".into(),
                arn: arn.into(),
                ..Function::default()
            }],
            ..Design::default()
        };
        assert_eq!(design.names_at_aws(0), ["other"]);
    }

    #[test]
    fn percent_become_shares_without_a_tail() {
        let shares = [1.0, 0.7, 7.0, 0.1].map(|percent| share(percent).to_string());
        assert_eq!(shares, ["0.01", "0.007", "0.07", "0.001"]);
    }
}
