//! Stages: log groups, the account's log role, settings.

use super::names::TAG;
use super::{ask, aws, change, tolerate};
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::model::{AccessLog, Design, LogLevel, Stage};
use crate::text::json;
use crate::text::shell::{List, Object, Part, Shell, Word};
use crate::words::files as words;

fn at(index: usize) -> Pointer {
    Pointer::root().join("stages").join(index)
}

/// Log groups, and the role that API Gateway writes with.
pub(super) fn print_logs(shell: &mut Shell, design: &Design) {
    let logs = |stage: &Stage| stage.access_log.is_some() || stage.execution_log != LogLevel::Off;
    if !design.stages.iter().any(logs) {
        return;
    }
    shell.comment(words::deploy_logs(design.output.language));
    for (index, stage) in design.stages.iter().enumerate() {
        let Some(log) = &stage.access_log else {
            continue;
        };
        let group = log.group(&design.name, &stage.name);
        let at = at(index).join("access_log");
        shell.at(at.join("log_group"), |shell| {
            shell.command(&tolerate(
                "ResourceAlreadyExists",
                aws(
                    "logs",
                    "create-log-group",
                    [
                        Word::bare("--cli-input-json"),
                        Word::json(|json| json.field("logGroupName", &group)),
                    ],
                ),
            ));
        });
        shell.at(at.join("retention_days"), |shell| {
            shell.command(&change(aws(
                "logs",
                "put-retention-policy",
                [
                    Word::bare("--cli-input-json"),
                    Word::json(|json| {
                        json.field("logGroupName", &group);
                        json.field("retentionInDays", log.retention_days);
                    }),
                ],
            )));
        });
    }
    shell.comment(words::deploy_log_role(design.output.language));
    shell.code(LOG_ROLE);
}

pub(super) fn print(shell: &mut Shell, design: &Design) {
    shell.comment(words::deploy_stages(design.output.language));
    shell.code(VARIABLES);
    for (index, stage) in design.stages.iter().enumerate() {
        shell.at(at(index), |shell| print_stage(shell, design, index, stage));
    }
}

fn print_stage(shell: &mut Shell, design: &Design, index: usize, stage: &Stage) {
    let at = at(index);
    let name = Word::json(|json| json.field("stageName", &stage.name));
    shell.blank();
    shell.code("FOUND=''\n");
    let test = [
        Word::bare("if"),
        Word::bare("known"),
        Word::variable("API"),
        Word::bare("; then"),
    ];
    shell.block(&test, "fi", |shell| {
        shell.command(&ask(
            "FOUND",
            aws(
                "apigateway",
                "get-stage",
                [
                    Word::bare("--rest-api-id"),
                    Word::variable("API"),
                    Word::bare("--cli-input-json"),
                    name.clone(),
                    Word::bare("--query"),
                    Word::bare("deploymentId"),
                    Word::bare("--output"),
                    Word::bare("text"),
                ],
            ),
        ));
    });
    shell.block(&[Word::bare("if [ -z \"$FOUND\" ]; then")], "fi", |shell| {
        shell.at(at.join("name"), |shell| {
            shell.command(&change(aws(
                "apigateway",
                "create-stage",
                [
                    Word::bare("--rest-api-id"),
                    Word::variable("API"),
                    Word::bare("--deployment-id"),
                    Word::variable("DEPLOYMENT"),
                    Word::bare("--cli-input-json"),
                    Word::json(|json| create(json, design, stage)),
                ],
            )));
        });
        shell.code("else\n");
        let wanted = stage
            .variables
            .iter()
            .map(|variable| variable.name.as_str());
        let wanted: Vec<&str> = wanted.collect();
        shell.command(&[
            Word::bare("drop_variables"),
            name.clone(),
            Word::text(&wanted.join(" ")),
        ]);
        if stage.access_log.is_none() {
            shell.command(&[Word::bare("drop_access_log"), name.clone()]);
        }
    });
    shell.command(&change(aws(
        "apigateway",
        "update-stage",
        [
            Word::bare("--rest-api-id"),
            Word::variable("API"),
            Word::bare("--cli-input-json"),
            name,
            Word::bare("--patch-operations"),
            Word::json_list(|list| patch(list, design, stage)),
        ],
    )));
}

fn create(json: &mut Object, design: &Design, stage: &Stage) {
    json.field("stageName", &stage.name);
    if !stage.variables.is_empty() {
        json.object("variables", |json| {
            stage
                .variables
                .iter()
                .for_each(|variable| json.field(&variable.name, &variable.value));
        });
    }
    json.object("tags", |json| json.field(TAG, &name::slug(&design.name)));
}

fn replace<'a>(list: &mut List, path: &str, value: &[Part<'a>]) {
    list.object(|json| {
        json.field("op", "replace");
        json.field("path", path);
        json.parts("value", value);
    });
}

fn patch(list: &mut List, design: &Design, stage: &Stage) {
    replace(list, "/deploymentId", &[Part::Variable("DEPLOYMENT")]);
    replace(list, "/description", &[Part::Text(&stage.description)]);
    replace(
        list,
        "/tracingEnabled",
        &[Part::Text(if stage.tracing { "true" } else { "false" })],
    );
    for variable in &stage.variables {
        let path = format!("/variables/{}", pointer(&variable.name));
        replace(list, &path, &[Part::Text(&variable.value)]);
    }
    if let Some(log) = &stage.access_log {
        patch_log(list, design, stage, log);
    }
    replace(
        list,
        "/*/*/logging/loglevel",
        &[Part::Text(stage.execution_log.as_str())],
    );
    let metrics = if stage.detailed_metrics {
        "true"
    } else {
        "false"
    };
    replace(list, "/*/*/metrics/enabled", &[Part::Text(metrics)]);
    if let Some(throttle) = stage.throttle {
        let rate = json::number(throttle.rate_limit);
        replace(list, "/*/*/throttling/rateLimit", &[Part::Text(&rate)]);
        replace(
            list,
            "/*/*/throttling/burstLimit",
            &[Part::Text(&throttle.burst_limit.to_string())],
        );
    }
}

/// API Gateway wants the group's ARN without the `:*` that other services add.
fn patch_log(list: &mut List, design: &Design, stage: &Stage, log: &AccessLog) {
    let group = log.group(&design.name, &stage.name);
    replace(
        list,
        "/accessLogSettings/destinationArn",
        &[
            Part::Text("arn:"),
            Part::Variable("PARTITION"),
            Part::Text(":logs:"),
            Part::Variable("AWS_REGION"),
            Part::Text(":"),
            Part::Variable("ACCOUNT"),
            Part::Text(":log-group:"),
            Part::Text(&group),
        ],
    );
    replace(
        list,
        "/accessLogSettings/format",
        &[Part::Text(log.format.as_str())],
    );
}

/// A name as part of a patch path.
fn pointer(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Where the stage answers without a domain.
pub(super) fn print_url(shell: &mut Shell, index: usize, stage: &Stage) {
    shell.at(at(index).join("name"), |shell| {
        shell.command(&[
            Word::bare("printf"),
            Word::text("https://%s.execute-api.%s.%s/%s/\\n"),
            Word::variable("API"),
            Word::variable("AWS_REGION"),
            Word::bare("\"$SUFFIX\""),
            Word::text(&stage.name),
        ]);
    });
}

/// Removes the log groups when asked to.
pub(super) fn print_remove_logs(shell: &mut Shell, design: &Design) {
    if design.stages.iter().all(|stage| stage.access_log.is_none()) {
        return;
    }
    shell.blank();
    shell.block(
        &[Word::bare("if [ \"$DELETE_LOGS\" = 1 ]; then")],
        "fi",
        |shell| {
            for (index, stage) in design.stages.iter().enumerate() {
                let Some(log) = &stage.access_log else {
                    continue;
                };
                let group = log.group(&design.name, &stage.name);
                shell.at(at(index).join("access_log"), |shell| {
                    shell.command(&tolerate(
                        "ResourceNotFound",
                        aws(
                            "logs",
                            "delete-log-group",
                            [
                                Word::bare("--cli-input-json"),
                                Word::json(|json| json.field("logGroupName", &group)),
                            ],
                        ),
                    ));
                });
            }
        },
    );
}

const LOG_ROLE: &str = r#"LOG_ROLE=''
ask LOG_ROLE aws apigateway get-account --query cloudwatchRoleArn --output text
if [ -z "$LOG_ROLE" ]; then
  ask LOG_ROLE aws iam get-role --role-name gateway-studio-api-gateway-logs --query Role.Arn --output text
  if [ -z "$LOG_ROLE" ]; then
    make LOG_ROLE aws iam create-role --role-name gateway-studio-api-gateway-logs \
      --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}' \
      --query Role.Arn --output text
  fi
  change aws iam attach-role-policy --role-name gateway-studio-api-gateway-logs \
    --policy-arn "arn:$PARTITION:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
  tries=0
  until change aws apigateway update-account \
    --patch-operations '[{"op":"replace","path":"/cloudwatchRoleArn","value":"'"$LOG_ROLE"'"}]'; do
    tries=$((tries + 1))
    [ "$tries" -lt 6 ] || exit 1
    sleep 10
  done
fi

"#;

const VARIABLES: &str = r#"drop_variables() {
  local name operations=''
  aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" \
    --query 'keys(variables || `{}`)' --output text | tr '\t' '\n' >"$WORK/variables"
  while IFS= read -r name; do
    have "$name" || continue
    case " $2 " in *" $name "*) continue ;; esac
    operations="$operations${operations:+,}{\"op\":\"remove\",\"path\":\"/variables/$name\"}"
  done <"$WORK/variables"
  [ -z "$operations" ] ||
    change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" --patch-operations "[$operations]"
}
drop_access_log() {
  local log=''
  ask log aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" \
    --query accessLogSettings.destinationArn --output text
  [ -z "$log" ] || change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" \
    --patch-operations '[{"op":"remove","path":"/accessLogSettings"}]'
}
"#;
