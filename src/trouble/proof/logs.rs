//! Commands that read logs, or count where there is none.

use super::Names;
use crate::diagnostic::Sentence;
use crate::model::ApiKind;
use crate::sentence;
use crate::text::shell::quote;
use crate::trouble::has;

/// What counts errors where no log shows them.
const METRICS: &str = "aws cloudwatch get-metric-statistics";

impl Names<'_> {
    /// The same for what the gateway answers when it has waited too long: an HTTP API says 503.
    pub(in crate::trouble) fn late(&self) -> String {
        let status = if self.kind == ApiKind::Http { 503 } else { 504 };
        self.log(
            status,
            &[
                "integrationLatency",
                "integrationErrorMessage",
                "error.message",
            ],
        )
    }

    /// Asks the access log for answers of that status: which requests they were, and the variables of `$context` that its
    /// format writes; where it writes no status, the metrics.
    pub(in crate::trouble) fn log(&self, status: u16, wanted: &[&str]) -> String {
        let log = self.access_log.as_ref();
        let query = log.and_then(|log| Some((log, log.query(status, wanted)?)));
        query.map_or_else(
            || self.count(status),
            |(log, query)| self.insights(&log.group, &query),
        )
    }

    /// How often there was an error in the last hours.
    fn count(&self, status: u16) -> String {
        let (region, stage) = (self.region(), quote(&self.stage));
        let [of_callers, of_gateway] = self.kind.error_metrics();
        let dimension = self.kind.metric_dimension();
        let error = if status < 500 { of_callers } else { of_gateway };
        let (id, value) = if self.is_v2() {
            (format!("{}\n", self.id()), "\"$API_ID\"".to_owned())
        } else {
            (String::new(), quote(&self.api))
        };
        format!(
            "{id}{METRICS} --region {region} --namespace AWS/ApiGateway --metric-name {error} \\\n  \
             --dimensions Name={dimension},Value={value} Name=Stage,Value={stage} --statistics Sum --period 300 \\\n  \
             --start-time \"$(($(date +%s) - 10800))\" --end-time \"$(date +%s)\""
        )
    }

    /// Why the command counts answers alone, where it does.
    pub(in crate::trouble) fn note(&self, command: &str) -> Option<Sentence> {
        let has_log = self.access_log.is_some();
        command.contains(METRICS).then(|| {
            if has_log {
                sentence!(
                    "the access log’s format does not write `$context.status`, so the command can only count errors",
                    "アクセスログの形式に `$context.status` がないため、コマンドではエラーの件数しかわかりません"
                )
            } else {
                sentence!(
                    "the stage writes no access log, so the command can only count errors; with one it would show them",
                    "ステージのアクセスログが無効のため、コマンドではエラーの件数しかわかりません。有効にすると1件ずつ確認できます"
                )
            }
        })
    }

    /// Whether something behind the gateway answered with that status: the access log, and where that does not write the
    /// status of the integration, whether the function was called.
    pub(in crate::trouble) fn passed_on(&self, status: u16) -> String {
        const OF_INTEGRATION: &str = "integration.status";
        let told = self.log(status, &[OF_INTEGRATION, "error.message"]);
        let log = self.access_log.as_ref();
        if log.is_some_and(|log| log.knows(OF_INTEGRATION)) {
            told
        } else if has::calls_function(self.design) {
            format!(
                "{told}\n{}",
                self.function_log("?START ?\"platform.start\"")
            )
        } else {
            format!("{told}\n{}", self.curl("/", ""))
        }
    }

    /// What the access log says of an authorizer’s answers, and what its function wrote.
    pub(in crate::trouble) fn of_authorizer(&self, status: u16) -> String {
        let told = ["authorizer.error", "authorizer.status", "error.message"];
        format!(
            "{}\n{}",
            self.log(status, &told),
            self.authorizer_log("?ERROR ?Traceback ?\"Task timed out\"")
        )
    }

    /// What the function of the authorizer wrote.
    pub(in crate::trouble) fn authorizer_log(&self, filter: &str) -> String {
        let function = self.authorizer.as_ref().unwrap_or(&self.function);
        self.log_of(function, filter)
    }

    /// Asks a log group with a query of Logs Insights and waits for the answer.
    fn insights(&self, group: &str, query: &str) -> String {
        let (region, query, group) = (self.region(), quote(query), quote(group));
        format!(
            "QUERY=$(aws logs start-query --region {region} --log-group-name {group} \\\n  \
             --start-time \"$(($(date +%s) - 10800))\" --end-time \"$(date +%s)\" \\\n  \
             --query-string {query} --query queryId --output text)\n\
             sleep 5; aws logs get-query-results --region {region} --query-id \"$QUERY\""
        )
    }

    /// What the function wrote when it failed.
    pub(in crate::trouble) fn function_log(&self, filter: &str) -> String {
        self.log_of(&self.function, filter)
    }

    fn log_of(&self, function: &str, filter: &str) -> String {
        let group = quote(&format!("/aws/lambda/{function}"));
        let (region, filter) = (self.region(), quote(filter));
        format!("aws logs tail {group} --region {region} --since 3h --filter-pattern {filter}")
    }

    /// The same of the execution log, which only REST and WebSocket APIs have.
    pub(in crate::trouble) fn execution_log(&self, filter: &str) -> String {
        let (region, filter, stage) = (self.region(), quote(filter), quote(&self.stage));
        let id = self.id();
        let group = if self.kind == ApiKind::Websocket {
            "/aws/apigateway/$API_ID/"
        } else {
            "API-Gateway-Execution-Logs_$API_ID/"
        };
        format!(
            "{id}\naws logs tail \"{group}\"{stage} --region {region} --since 3h --filter-pattern {filter}"
        )
    }
}
