//! Stages, which deploy by themselves.

use super::query;
use crate::diagnostic::Pointer;
use crate::generate::cli::names::{TAG, literal};
use crate::generate::cli::place;
use crate::generate::cli::stage::at;
use crate::generate::method_settings::Watch;
use crate::generate::{method_settings, name};
use crate::model::{AccessLog, DEFAULT_STAGE, Design, Stage, Throttle};
use crate::text::json;
use crate::text::shell::{Object, Part, Shell, Word};
use crate::words::files as words;

pub(in crate::generate::cli) fn print(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    shell.comment(words::deploy_http_stages(language));
    shell.code(SETTINGS);
    if let Some(at) = place::stage(design, "throttle", |stage| stage.throttle.is_none()) {
        shell.at(at, |shell| {
            shell.comment(words::deploy_http_lift_throttle(language));
            let name = Word::quoted(words::what_throttle(language));
            shell.assign("N_THROTTLE", &name);
            shell.code(LIFT_THROTTLE);
        });
    }
    let name = Word::quoted(words::what_route_settings(language));
    shell.assign("N_ROUTE_SETTINGS", &name);
    shell.code(DROP_ROUTE_SETTINGS);
    for (index, stage) in design.stages.iter().enumerate() {
        shell.at(at(index), |shell| print_stage(shell, design, index, stage));
    }
    print_left(shell, design);
}

fn print_stage(shell: &mut Shell, design: &Design, index: usize, stage: &Stage) {
    let name = || Word::json(|json| json.field("StageName", &stage.name));
    shell.blank();
    shell.line("FOUND=''", []);
    shell.block("if known $API ; then", [], "fi", |shell| {
        shell.line(
            "ask FOUND aws apigatewayv2 get-stage --api-id $API --cli-input-json {} --query StageName --output text",
            [name()],
        );
    });
    shell.block("if [ -z $FOUND ]; then", [], "fi", |shell| {
        let input = Word::json(|json| create(json, design, index));
        shell.at(at(index).join("name"), |shell| {
            shell.line(
                "change aws apigatewayv2 create-stage --api-id $API --cli-input-json {}",
                [input],
            );
        });
        shell.otherwise("else");
        let wanted: Vec<&str> = stage
            .variables
            .iter()
            .map(|variable| &*variable.name)
            .collect();
        shell.at(at(index).join("variables"), |shell| {
            shell.line(
                "drop_variables {} {}",
                [name(), Word::text(&wanted.join(" "))],
            );
        });
        if stage.access_log.is_none() {
            shell.at(at(index).join("access_log"), |shell| {
                shell.line("drop_access_log {}", [name()]);
            });
        }
        if stage.throttle.is_none() {
            shell.at(at(index).join("throttle"), |shell| {
                shell.line("lift_throttle {}", [name()]);
            });
        }
        let apart = method_settings::of_routes(design, index);
        let keys: Vec<&str> = apart.iter().map(|one| &*one.key).collect();
        let keys = Word::text(&keys.join("\n"));
        shell.line("drop_route_settings {} {}", [name(), keys]);
        let same = Word::text(&same(design, index));
        let input = Word::json(|json| update(json, design, index));
        shell.line("stage {} {} {}", [name(), same, input]);
    });
}

fn create(json: &mut Object, design: &Design, index: usize) {
    let stage = &design.stages[index];
    json.field("StageName", &stage.name);
    if !stage.description.is_empty() {
        json.field("Description", &stage.description);
    }
    settings(json, design, index);
    json.object("Tags", |json| json.field(TAG, &name::slug(&design.name)));
}

fn update(json: &mut Object, design: &Design, index: usize) {
    let stage = &design.stages[index];
    json.field("StageName", &stage.name);
    json.field("Description", &stage.description);
    settings(json, design, index);
}

fn settings(json: &mut Object, design: &Design, index: usize) {
    let stage = &design.stages[index];
    json.field("AutoDeploy", true);
    if !stage.variables.is_empty() {
        json.object("StageVariables", |json| {
            stage
                .variables
                .iter()
                .for_each(|variable| json.field(&variable.name, &variable.value));
        });
    }
    json.object("DefaultRouteSettings", |json| {
        of_routes(json, design, &Watch::of(stage, at(index)), stage.throttle);
    });
    let apart = method_settings::of_routes(design, index);
    if !apart.is_empty() {
        json.object("RouteSettings", |json| {
            for one in apart {
                let throttle = one.throttle.map(|(_, throttle)| throttle);
                json.object(&one.key, |json| {
                    of_routes(json, design, &one.watch, throttle)
                });
            }
        });
    }
    if let Some(log) = &stage.access_log {
        json.object("AccessLogSettings", |json| {
            let group = group(design, stage, log);
            let arn = [
                Part::Text("arn:"),
                Part::Variable("PARTITION"),
                Part::Text(":logs:"),
                Part::Variable("AWS_REGION"),
                Part::Text(":"),
                Part::Variable("ACCOUNT"),
                Part::Text(&group),
            ];
            json.parts("DestinationArn", &arn);
            json.field("Format", design.log_format(log));
        });
    }
}

/// Of all routes, or of one, which repeats what it does not say otherwise.
fn of_routes(json: &mut Object, design: &Design, watch: &Watch, throttle: Option<Throttle>) {
    json.field("DetailedMetricsEnabled", watch.detailed_metrics.1);
    if design.websocket().is_some() {
        json.field("LoggingLevel", watch.execution_log.1.as_str());
        json.field("DataTraceEnabled", watch.data_trace.1);
    }
    if let Some(throttle) = throttle {
        json.field("ThrottlingRateLimit", throttle.rate_limit);
        json.field("ThrottlingBurstLimit", throttle.burst_limit);
    }
}

/// End of the log group's ARN.
fn group(design: &Design, stage: &Stage, log: &AccessLog) -> String {
    format!(":log-group:{}", log.group(&design.name, &stage.name))
}

/// Query for whether a stage is as the design has it.
fn same(design: &Design, index: usize) -> String {
    let stage = &design.stages[index];
    let variables = stage.variables.iter();
    let variables = variables.map(|variable| (&*variable.name, &*variable.value));
    let mut all = vec![
        query::is_text("Description", &stage.description),
        query::is_flag("AutoDeploy", true),
        query::is_map("StageVariables", variables),
    ];
    same_routes(
        &mut all,
        design,
        &Watch::of(stage, at(index)),
        "DefaultRouteSettings",
        stage.throttle,
    );
    for one in method_settings::of_routes(design, index) {
        let field = format!(
            "RouteSettings.{}",
            json::string(&one.key).replace('`', "\\u0060")
        );
        let throttle = one.throttle.map(|(_, throttle)| throttle);
        same_routes(&mut all, design, &one.watch, &field, throttle);
    }
    if let Some(log) = &stage.access_log {
        let group = literal(&group(design, stage, log));
        all.push(format!(
            "ends_with(AccessLogSettings.DestinationArn || `\"\"`, {group})"
        ));
        all.push(query::is_text(
            "AccessLogSettings.Format",
            design.log_format(log),
        ));
    }
    query::all(&all)
}

/// The conditions on what [`of_routes`] sets.
fn same_routes(
    all: &mut Vec<String>,
    design: &Design,
    watch: &Watch,
    field: &str,
    throttle: Option<Throttle>,
) {
    all.push(query::is_flag(
        &format!("{field}.DetailedMetricsEnabled"),
        watch.detailed_metrics.1,
    ));
    if design.websocket().is_some() {
        let level = format!("\"{}\"", watch.execution_log.1.as_str());
        all.push(query::is(
            &format!("{field}.LoggingLevel"),
            "\"OFF\"",
            &level,
        ));
        all.push(query::is_flag(
            &format!("{field}.DataTraceEnabled"),
            watch.data_trace.1,
        ));
    }
    if let Some(throttle) = throttle {
        for (limit, wanted) in [
            ("RateLimit", json::number(throttle.rate_limit)),
            ("BurstLimit", throttle.burst_limit.to_string()),
        ] {
            let field = format!("{field}.Throttling{limit}");
            all.push(query::is(&field, "-1", &wanted));
        }
    }
}

/// Names the stages of the API that the design does not have: somebody may still call them.
fn print_left(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    let wanted: Vec<&str> = design.stages.iter().map(|stage| &*stage.name).collect();
    shell.blank();
    shell.comment(words::deploy_left_stages(language));
    shell.at(Pointer::root().join("stages"), |shell| {
        shell.assign("N_STAGE", &Word::quoted(words::what_stage(language)));
        shell.assign("STAGES", &Word::text(&wanted.join(" ")));
    });
    shell.code(LEFT_STAGES);
}

/// Where the stage answers without a domain.
pub(in crate::generate::cli) fn print_url(shell: &mut Shell, design: &Design, index: usize) {
    shell.at(at(index).join("name"), |shell| {
        if design.stages[index].name == DEFAULT_STAGE {
            shell.line(
                r"printf 'https://%s.execute-api.%s.%s/\n' $API $AWS_REGION $SUFFIX",
                [],
            );
        } else {
            super::super::stage::print_url(shell, design, index);
        }
    });
}

/// Variables go by an empty value: an update keeps those that it does not name.
const SETTINGS: &str = r#"stage() {
  differs "$2" aws apigatewayv2 get-stage --api-id "$API" --cli-input-json "$1" || return 0
  change aws apigatewayv2 update-stage --api-id "$API" --cli-input-json "$3"
}
drop_variables() {
  local name values=''
  aws apigatewayv2 get-stage --api-id "$API" --cli-input-json "$1" \
    --query 'keys(StageVariables || `{}`)' --output text | tr '\t' '\n' >"$WORK/variables"
  while IFS= read -r name; do
    have "$name" || continue
    case " $2 " in *" $name "*) continue ;; esac
    values="$values${values:+,}\"$name\":\"\""
  done <"$WORK/variables"
  [ -z "$values" ] ||
    change aws apigatewayv2 update-stage --api-id "$API" --cli-input-json "$1" --stage-variables "{$values}"
}
drop_access_log() {
  local found=''
  ask found aws apigatewayv2 get-stage --api-id "$API" --cli-input-json "$1" \
    --query AccessLogSettings.DestinationArn --output text
  [ -z "$found" ] ||
    tolerate NotFound aws apigatewayv2 delete-access-log-settings --api-id "$API" --cli-input-json "$1"
}
"#;

const DROP_ROUTE_SETTINGS: &str = r#"drop_route_settings() {
  local key
  aws apigatewayv2 get-stage --api-id "$API" --cli-input-json "$1" \
    --query 'keys(RouteSettings || `{}`)[].[@]' --output text >"$WORK/items"
  while IFS= read -r key; do
    have "$key" || continue
    if printf '%s\n' "$2" | grep -Fx -e "$key" >/dev/null; then continue; fi
    gone "$N_ROUTE_SETTINGS" "$key"
    tolerate NotFound aws apigatewayv2 delete-route-settings --api-id "$API" --cli-input-json "$1" --route-key "$key"
  done <"$WORK/items"
}
"#;

const LIFT_THROTTLE: &str = r#"lift_throttle() {
  local limits account
  limits=$(aws apigatewayv2 get-stage --api-id "$API" --cli-input-json "$1" --output text \
    --query 'DefaultRouteSettings.[ThrottlingRateLimit,ThrottlingBurstLimit]')
  case "$limits" in '' | None*) return 0 ;; esac
  account=$(aws apigateway get-account --query 'throttleSettings.[rateLimit,burstLimit]' --output text)
  case "$account" in "$limits" | '' | None*) return 0 ;; esac
  gone "$N_THROTTLE" "$1"
  change aws apigatewayv2 update-stage --api-id "$API" --cli-input-json "$1" --default-route-settings \
    '{"ThrottlingRateLimit":'"${account%%$'\t'*}"',"ThrottlingBurstLimit":'"${account##*$'\t'}}"
}
"#;

const LEFT_STAGES: &str = r#"if known "$API"; then
  aws apigatewayv2 get-stages --api-id "$API" --query 'Items[].[StageName]' --output text >"$WORK/items"
  while IFS= read -r name; do
    have "$name" || continue
    case " $STAGES " in *" $name "*) continue ;; esac
    left "$N_STAGE" "$name"
    later aws apigatewayv2 delete-stage --api-id "$API" --stage-name "$name"
  done <"$WORK/items"
fi
"#;
