//! Stages: log groups, the account's log role, settings.

use super::names::TAG;
use super::{canary, method_settings, place, replace};
use crate::diagnostic::{Pointer, step};
use crate::generate::name;
use crate::model::{AccessLog, Design, LogLevel, Stage, Variable};
use crate::text::json;
use crate::text::shell::{List, Object, Part, Shell, Word};
use crate::words::files as words;

pub(super) fn at(index: usize) -> Pointer {
    Pointer::root().join("stages").join(index)
}

/// Log groups, and the role that API Gateway writes with: HTTP APIs have theirs delivered.
pub(super) fn print_logs(shell: &mut Shell, design: &Design) {
    let delivered = design.http().is_some();
    let logs = design.stages.iter().any(|stage| stage.access_log.is_some());
    if !(logs || !delivered && design.stages.iter().any(Stage::writes_logs)) {
        return;
    }
    let language = design.output.language;
    let first = if logs {
        place::access_log(design)
    } else {
        at_log(design)
    };
    shell.at(first, |shell| {
        shell.comment(words::deploy_logs(language));
        if logs {
            let kept = Word::quoted(words::message_log_group(language));
            shell.assign("M_LOG_GROUP", &kept);
            shell.code(LOG_GROUP_OWNER);
            shell.code(LOG_GROUP);
        }
    });
    for (index, stage) in design.stages.iter().enumerate() {
        let Some(log) = &stage.access_log else {
            continue;
        };
        let group = log.group(&design.name, &stage.name);
        let at = at(index).join("access_log");
        let create = Word::json(|json| {
            json.field("logGroupName", &group);
            json.object("tags", |json| json.field(TAG, &name::slug(&design.name)));
        });
        let retain = Word::json(|json| {
            json.field("logGroupName", &group);
            json.field("retentionInDays", log.retention_days);
        });
        shell.at(at, |shell| {
            shell.line("log_group {} {} {}", [Word::text(&group), create, retain]);
        });
    }
    if delivered {
        return shell.blank();
    }
    shell.at(at_log(design), |shell| {
        shell.comment(words::deploy_log_role(language));
        shell.code(LOG_ROLE);
    });
}

/// Where the first stage that has any log says so.
fn at_log(design: &Design) -> Pointer {
    let stages = Pointer::root().join("stages");
    let Some(index) = design.stages.iter().position(Stage::writes_logs) else {
        return stages;
    };
    let stage = &design.stages[index];
    stages.join(index).join(if stage.access_log.is_some() {
        "access_log"
    } else if stage.execution_log != LogLevel::Off {
        "execution_log"
    } else if stage.data_trace {
        "data_trace"
    } else {
        "methods"
    })
}

pub(super) fn print(shell: &mut Shell, design: &Design) {
    shell.comment(words::deploy_stages(design.output.language));
    shell.code(VARIABLES);
    method_settings::print_helper(shell, design);
    if let Some(at) = place::stage(design, "cache", |stage| stage.cache.is_some()) {
        shell.at(at, |shell| shell.code(CACHE_CLUSTER));
    }
    if let Some(at) = place::stage(design, "throttle", |stage| stage.throttle.is_none()) {
        shell.at(at, |shell| {
            shell.comment(words::deploy_lift_throttle(design.output.language));
            let name = Word::quoted(words::what_throttle(design.output.language));
            shell.assign("N_THROTTLE", &name);
            shell.code(LIFT_THROTTLE);
        });
    }
    for (index, stage) in design.stages.iter().enumerate() {
        shell.at(at(index), |shell| print_stage(shell, design, index, stage));
    }
    print_left(shell, design);
}

fn print_stage(shell: &mut Shell, design: &Design, index: usize, stage: &Stage) {
    let name = || Word::json(|json| json.field("stageName", &stage.name));
    shell.blank();
    shell.line("FOUND=''", []);
    shell.block("if known $API ; then", [], "fi", |shell| {
        shell.line(
            "ask FOUND aws apigateway get-stage --rest-api-id $API --cli-input-json {} --query deploymentId --output text",
            [name()],
        );
    });
    shell.block("if [ -z $FOUND ]; then", [], "fi", |shell| {
        let input = Word::json(|json| create(json, design, stage));
        shell.at(at(index).join("name"), |shell| {
            shell.line(
                "change aws apigateway create-stage --rest-api-id $API --deployment-id $DEPLOYMENT --cli-input-json {}",
                [input],
            );
        });
        shell.otherwise("else");
        shell.at(at(index).join("variables"), |shell| {
            shell.line("drop_variables {} {} variables /variables", [name(), names(&stage.variables)]);
        });
        canary::print_drop(shell, stage, at(index), &name);
        if stage.access_log.is_none() {
            let drop = Word::json_list(|list| {
                list.object(|json| {
                    json.field("op", "remove");
                    json.field("path", "/accessLogSettings");
                });
            });
            let query = Word::text("accessLogSettings.destinationArn");
            shell.at(at(index).join("access_log"), |shell| {
                shell.line("drop_setting {} {} {}", [name(), query, drop]);
            });
        }
        print_cache_cluster(shell, stage, at(index), name());
        if stage.throttle.is_none() {
            shell.at(at(index).join("throttle"), |shell| {
                shell.line("lift_throttle {}", [name()]);
            });
        }
        method_settings::print_drop(shell, design, index, name());
    });
    if stage.canary.is_some() {
        shell.at(at(index).join("canary"), |shell| {
            shell.comment(words::deploy_canary(design.output.language));
        });
    }
    let variables = Variables::new(stage);
    shell.at(at(index).join("variables"), |shell| {
        print_variables(shell, &name, "/variables", variables.before);
    });
    let patch = Word::json_list(|list| patch(list, design, (index, stage), &variables));
    print_patch(shell, name(), patch);
    print_variables(shell, &name, canary::OVERRIDES, variables.after);
    method_settings::print(shell, design, index, name);
}

/// Operations of one `update-stage`; more are refused as "Update size too large"
/// (DianaIonita/serverless-api-gateway-caching, issue 46, which takes 80).
const OPERATIONS: usize = 80;

/// Of these, so many are left to variables.
pub(super) const VARIABLES_BESIDE: usize = 60;

/// The variables of a stage and of its canary, as calls have room for them.
struct Variables<'a> {
    /// Set before the stage moves to a deployment that needs them.
    before: &'a [Variable],
    own: &'a [Variable],
    overrides: &'a [Variable],
    /// Of a canary, which must be there to have them.
    after: &'a [Variable],
}

impl<'a> Variables<'a> {
    fn new(stage: &'a Stage) -> Self {
        let canary = stage.canary.as_ref();
        let all = canary.map_or(&[][..], |canary| &canary.variables);
        let (overrides, after) = all.split_at(all.len().min(VARIABLES_BESIDE));
        let own = &stage.variables[..];
        let fits = overrides.len() + own.len() <= VARIABLES_BESIDE;
        Self {
            before: if fits { &[] } else { own },
            own: if fits { own } else { &[] },
            overrides,
            after,
        }
    }
}

fn print_patch(shell: &mut Shell, name: Word, patch: Word) {
    shell.line(
        "change aws apigateway update-stage --rest-api-id $API --cli-input-json {} --patch-operations {}",
        [name, patch],
    );
}

fn print_variables(
    shell: &mut Shell,
    name: &impl Fn() -> Word,
    path: &str,
    variables: &[Variable],
) {
    for some in variables.chunks(OPERATIONS) {
        let operations = Word::json_list(|list| replace_variables(list, path, some));
        print_patch(shell, name(), operations);
    }
}

/// The cache cluster of a stage of an earlier run: switching or resizing one takes minutes, so it
/// is left alone where it is as it should be.
fn print_cache_cluster(shell: &mut Shell, stage: &Stage, at: Pointer, name: Word) {
    if let Some(cache) = &stage.cache {
        let size = Word::text(cache.size.as_str());
        shell.at(at.join("cache").join("size"), |shell| {
            shell.line("cache_cluster {} {}", [name, size]);
        });
        return;
    }
    let drop = Word::json_list(|list| {
        replace(list, "/cacheClusterEnabled", "false");
        replace(list, "/*/*/caching/enabled", "false");
    });
    shell.at(at.join("cache"), |shell| {
        let query = Word::text("cacheClusterEnabled");
        shell.line("drop_setting {} {} {}", [name, query, drop]);
    });
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
        let is_beside = design.stages.iter().any(|stage| stage.canary.is_some());
        shell.assign("SERVED", &Word::text(if is_beside { "1" } else { "0" }));
    });
    shell.code(LEFT_STAGES);
}

fn create(json: &mut Object, design: &Design, stage: &Stage) {
    json.field("stageName", &stage.name);
    if let Some(cache) = &stage.cache {
        json.field("cacheClusterEnabled", true);
        json.field("cacheClusterSize", cache.size.as_str());
    }
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

fn patch(
    list: &mut List,
    design: &Design,
    (index, stage): (usize, &Stage),
    variables: &Variables<'_>,
) {
    let flag = |value| if value { "true" } else { "false" };
    let at = at(index);
    match &stage.canary {
        // The stage keeps what it has, or was just made with.
        Some(canary) => {
            list.of_field(at.join("canary"));
            canary::patch(list, canary, variables.overrides);
            list.of_field(None);
        }
        None => replace_parts(list, "/deploymentId", &[Part::Variable("DEPLOYMENT")]),
    }
    list.of_field(at.join("description"));
    replace(list, "/description", &stage.description);
    list.of_field(at.join("tracing"));
    replace(list, "/tracingEnabled", flag(stage.tracing));
    list.of_field(at.join("variables"));
    replace_variables(list, "/variables", variables.own);
    if let Some(log) = &stage.access_log {
        list.of_field(at.join("access_log"));
        patch_log(list, design, stage, log);
    }
    list.of_field(at.join("execution_log"));
    replace(list, "/*/*/logging/loglevel", stage.execution_log.as_str());
    list.of_field(at.join("data_trace"));
    replace(list, "/*/*/logging/dataTrace", flag(stage.data_trace));
    list.of_field(at.join("detailed_metrics"));
    replace(list, "/*/*/metrics/enabled", flag(stage.detailed_metrics));
    if let Some(cache) = &stage.cache {
        list.of_field(at.join("cache"));
        let ttl = cache.ttl_seconds.to_string();
        replace(list, "/*/*/caching/enabled", flag(!cache.by_method));
        replace(list, "/*/*/caching/ttlInSeconds", &ttl);
        replace(list, "/*/*/caching/dataEncrypted", flag(cache.encrypted));
        method_settings::set_invalidation(cache.invalidation, |key, value| {
            replace(list, &format!("/*/*/{key}"), value);
        });
    }
    if let Some(throttle) = stage.throttle {
        let at = at.join("throttle");
        list.of_field(at.join("rate_limit"));
        replace(
            list,
            "/*/*/throttling/rateLimit",
            &json::number(throttle.rate_limit),
        );
        list.of_field(at.join("burst_limit"));
        replace(
            list,
            "/*/*/throttling/burstLimit",
            &throttle.burst_limit.to_string(),
        );
    }
}

/// Sets each variable of the map at a path.
pub(super) fn replace_variables(list: &mut List, path: &str, variables: &[Variable]) {
    for variable in variables {
        let name = step(&variable.name);
        replace(list, &format!("{path}/{name}"), &variable.value);
    }
}

/// Names of variables, one word with spaces between them.
pub(super) fn names(variables: &[Variable]) -> Word {
    let names: Vec<&str> = variables.iter().map(|variable| &*variable.name).collect();
    Word::text(&names.join(" "))
}

/// API Gateway wants the group's ARN without the `:*` that other services add.
fn patch_log(list: &mut List, design: &Design, stage: &Stage, log: &AccessLog) {
    let group = format!(":log-group:{}", log.group(&design.name, &stage.name));
    replace_parts(
        list,
        "/accessLogSettings/destinationArn",
        &[
            Part::Text("arn:"),
            Part::Variable("PARTITION"),
            Part::Text(":logs:"),
            Part::Variable("AWS_REGION"),
            Part::Text(":"),
            Part::Variable("ACCOUNT"),
            Part::Text(&group),
        ],
    );
    replace(list, "/accessLogSettings/format", log.format.as_str());
}

pub(super) fn replace_parts(list: &mut List, path: &str, value: &[Part<'_>]) {
    list.object(|json| {
        json.field("op", "replace");
        json.field("path", path);
        json.parts("value", value);
    });
}

/// Where the stage answers without a domain.
pub(super) fn print_url(shell: &mut Shell, design: &Design, index: usize) {
    let (name, host) = (&design.stages[index].name, name::host_part(design));
    shell.at(at(index).join("name"), |shell| {
        if host.is_empty() {
            shell.line(
                r"printf 'https://%s.execute-api.%s.%s/%s/\n' $API $AWS_REGION $SUFFIX {}",
                [Word::text(name)],
            );
        } else {
            shell.line(
                r"printf 'https://%s%s.execute-api.%s.%s/%s/\n' $API {} $AWS_REGION $SUFFIX {}",
                [Word::text(&host), Word::text(name)],
            );
        }
    });
}

/// Removes the log groups when asked to.
pub(super) fn print_remove_logs(shell: &mut Shell, design: &Design) {
    if design.stages.iter().any(|stage| stage.access_log.is_some()) {
        shell.at(place::access_log(design), |shell| {
            print_delete_logs(shell, design);
        });
    }
}

fn print_delete_logs(shell: &mut Shell, design: &Design) {
    shell.blank();
    shell.code(LOG_GROUP_OWNER);
    shell.code(DELETE_LOG_GROUP);
    shell.block("if [ $DELETE_LOGS = 1 ]; then", [], "fi", |shell| {
        for (index, stage) in design.stages.iter().enumerate() {
            let Some(log) = &stage.access_log else {
                continue;
            };
            let group = log.group(&design.name, &stage.name);
            let input = Word::json(|json| json.field("logGroupName", &group));
            shell.at(at(index).join("access_log"), |shell| {
                shell.line("delete_log_group {} {}", [Word::text(&group), input]);
            });
        }
    });
}

/// A group without the project's tag was made by somebody else; `-` stands for no tag.
const LOG_GROUP_OWNER: &str = r#"log_group_owner() {
  ask "$1" aws logs list-tags-for-resource --resource-arn "arn:$PARTITION:logs:$AWS_REGION:$ACCOUNT:log-group:$2" \
    --query "tags.\"gateway-studio\" || '-'" --output text
}
"#;

const LOG_GROUP: &str = r#"# shellcheck disable=SC2059
log_group() {
  local owner=''
  log_group_owner owner "$1"
  case "$owner" in
    '') change aws logs create-log-group --cli-input-json "$2" ;;
    "$PROJECT") ;;
    *) say "$(printf "$M_LOG_GROUP" "$1")"; return 0 ;;
  esac
  change aws logs put-retention-policy --cli-input-json "$3"
}
"#;

const DELETE_LOG_GROUP: &str = r#"delete_log_group() {
  local owner=''
  log_group_owner owner "$1"
  [ "$owner" != "$PROJECT" ] || tolerate ResourceNotFound aws logs delete-log-group --cli-input-json "$2"
}
"#;

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

const LIFT_THROTTLE: &str = r#"lift_throttle() {
  local limits account
  limits=$(aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" --output text \
    --query 'methodSettings."*/*".[throttlingRateLimit,throttlingBurstLimit]')
  case "$limits" in '' | None* | -1*) return 0 ;; esac
  account=$(aws apigateway get-account --query 'throttleSettings.[rateLimit,burstLimit]' --output text)
  [ "$limits" != "$account" ] || return 0
  gone "$N_THROTTLE" "$1"
  change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" \
    --patch-operations '[{"op":"replace","path":"/*/*/throttling/rateLimit","value":"-1"},{"op":"replace","path":"/*/*/throttling/burstLimit","value":"-1"}]'
}
"#;

const LEFT_STAGES: &str = r#"if known "$API"; then
  aws apigateway get-stages --rest-api-id "$API" --query 'item[].[stageName]' --output text >"$WORK/items"
  while IFS= read -r name; do
    have "$name" || continue
    case " $STAGES " in *" $name "*) continue ;; esac
    SERVED=1
    left "$N_STAGE" "$name"
    later aws apigateway delete-stage --rest-api-id "$API" --stage-name "$name"
  done <"$WORK/items"
fi
"#;

const VARIABLES: &str = r#"drop_variables() {
  local name operations='' count=0
  aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" \
    --query "keys($3 || \`{}\`)" --output text | tr '\t' '\n' >"$WORK/variables"
  while IFS= read -r name; do
    have "$name" || continue
    case " $2 " in *" $name "*) continue ;; esac
    operations="$operations${operations:+,}{\"op\":\"remove\",\"path\":\"$4/$name\"}"
    count=$((count + 1))
    [ "$count" = 80 ] || continue
    change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" --patch-operations "[$operations]"
    operations='' count=0
  done <"$WORK/variables"
  [ -z "$operations" ] ||
    change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" --patch-operations "[$operations]"
}
drop_setting() {
  local found=''
  ask found aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" --query "$2" --output text
  case "$found" in '' | False) return 0 ;; esac
  change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" --patch-operations "$3"
}
"#;

const CACHE_CLUSTER: &str = r#"cache_cluster() {
  local found=''
  ask found aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" \
    --query 'cacheClusterEnabled && cacheClusterSize' --output text
  [ "$found" != "$2" ] || return 0
  change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" \
    --patch-operations '[{"op":"replace","path":"/cacheClusterEnabled","value":"true"},{"op":"replace","path":"/cacheClusterSize","value":"'"$2"'"}]'
}
"#;
