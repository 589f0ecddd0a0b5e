//! What the access log of a design can be asked for: no more than its own format writes.

use crate::aws::{LogFields, log_variables_in};
use crate::model::{Design, Stage};

/// The access log of a stage, by its format.
pub(super) struct AccessLog {
    /// Its log group.
    pub(super) group: String,
    fields: LogFields,
    has_status: bool,
}

/// Which request it was: shown with every question.
const WHERE: [&str; 6] = [
    "httpMethod",
    "path",
    "resourcePath",
    "routeKey",
    "eventType",
    "connectionId",
];

/// Variables that hold the same (AWS: "Variables for access logging for API Gateway").
const SAME: [(&str, &str); 2] = [
    ("integrationErrorMessage", "integration.error"),
    ("integrationLatency", "integration.latency"),
];

impl AccessLog {
    /// That of a stage; `None` where it writes none.
    pub(super) fn of(design: &Design, stage: &Stage) -> Option<Self> {
        let log = stage.access_log.as_ref()?;
        let format = design.log_format(log);
        Some(Self {
            group: log.group(&design.name, &stage.name),
            fields: LogFields::of(format),
            has_status: log_variables_in(format).any(|name| name == "status"),
        })
    }

    /// The field with that variable of `$context`, or with one that holds the same.
    fn field(&self, variable: &str) -> Option<&str> {
        let of_same = || {
            let (_, other) = SAME.iter().find(|(one, _)| *one == variable)?;
            self.fields.name(other)
        };
        self.fields.name(variable).or_else(of_same)
    }

    /// Whether its lines hold that variable as a field.
    pub(super) fn knows(&self, variable: &str) -> bool {
        self.field(variable).is_some()
    }

    /// The query for answers of a status: which requests they were, and of the wanted variables those that it writes.
    /// `None` where its lines do not hold the status.
    pub(super) fn query(&self, status: u16, wanted: &[&str]) -> Option<String> {
        let last = "sort @timestamp desc | limit 20";
        let Some(own) = self.field("status") else {
            // No field can be told apart: a number that stands alone is looked for in the line.
            let found = format!(
                "fields @timestamp, @message | filter @message like /(^|[^0-9]){status}([^0-9]|$)/ | {last}"
            );
            return self.has_status.then_some(found);
        };
        let shown = WHERE.iter().chain(wanted);
        let shown = shown.filter_map(|variable| self.field(variable));
        let shown: Vec<&str> = std::iter::once("@timestamp").chain(shown).collect();
        let parse = self.fields.parse.as_ref();
        let parse = parse.map_or_else(String::new, |parse| format!("{parse} | "));
        let shown = shown.join(", ");
        Some(format!(
            "{parse}fields {shown} | filter {own} = {status} | {last}"
        ))
    }
}
