//! API keys and usage plans.

use super::names::{self, Names, TAG};
use super::replace;
use crate::diagnostic::Pointer;
use crate::model::{ApiKey, Design, UsagePlan};
use crate::text::json;
use crate::text::shell::{List, Part, Shell, Word};
use crate::words::files as words;

fn at() -> Pointer {
    Pointer::root().join("access")
}

pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names) {
    let access = &design.access;
    if access.api_keys.is_empty() && access.usage_plans.is_empty() {
        return;
    }
    shell.blank();
    shell.comment(words::deploy_plans(design.output.language));
    for (index, key) in access.api_keys.iter().enumerate() {
        let at = at().join("api_keys").join(index);
        shell.at(at, |shell| print_key(shell, design, names, index, key));
    }
    if !access.usage_plans.is_empty() {
        shell.code(PLAN);
    }
    for (index, plan) in access.usage_plans.iter().enumerate() {
        let at = at().join("usage_plans").join(index);
        shell.at(at, |shell| print_plan(shell, design, names, index, plan));
    }
}

/// Sets `variable` to the id of the one thing with that tag, or leaves it empty.
fn find(shell: &mut Shell, variable: &str, operation: &'static str, tag: &str, what: &str) {
    shell.assign(variable, &Word::text(""));
    shell.line(
        r#"aws apigateway {} --query {} --output text >"$WORK/found""#,
        [Word::bare(operation), names::tagged("items", tag, "id")],
    );
    shell.line(
        "only {} {} create",
        [Word::text(variable), Word::text(what)],
    );
}

fn key_variable(index: usize) -> String {
    format!("API_KEY_{}", index + 1)
}

fn plan_variable(index: usize) -> String {
    format!("USAGE_PLAN_{}", index + 1)
}

fn print_key(shell: &mut Shell, design: &Design, names: &Names, index: usize, key: &ApiKey) {
    let variable = key_variable(index);
    let tag = names.of("key", &key.name);
    find(
        shell,
        &variable,
        "get-api-keys",
        &tag,
        &words::what_key(design.output.language, &tag),
    );
    shell.block(
        "if ! known {} ; then",
        [Word::variable(&variable)],
        "fi",
        |shell| {
            let input = Word::json(|json| {
                json.field("name", &key.name);
                if !key.description.is_empty() {
                    json.field("description", &key.description);
                }
                json.field("enabled", key.enabled);
                json.object("tags", |json| json.field(TAG, &tag));
            });
            shell.line(
            "make {} aws apigateway create-api-key --cli-input-json {} --query id --output text",
            [Word::text(&variable), input],
        );
            shell.otherwise("else");
            let patch = Word::json_list(|list| {
                replace(list, "/description", &key.description);
                replace(list, "/enabled", if key.enabled { "true" } else { "false" });
            });
            shell.line(
                "change aws apigateway update-api-key --api-key {} --patch-operations {}",
                [Word::variable(&variable), patch],
            );
        },
    );
}

fn print_plan(shell: &mut Shell, design: &Design, names: &Names, index: usize, plan: &UsagePlan) {
    let variable = plan_variable(index);
    let tag = names.of("plan", &plan.name);
    find(
        shell,
        &variable,
        "get-usage-plans",
        &tag,
        &words::what_plan(design.output.language, &tag),
    );
    shell.block(
        "if ! known {} ; then",
        [Word::variable(&variable)],
        "fi",
        |shell| {
            shell.line(
            "make {} aws apigateway create-usage-plan --cli-input-json {} --query id --output text",
            [Word::text(&variable), create_plan(plan, &tag)],
        );
            shell.otherwise("else");
            shell.line(
                "change aws apigateway update-usage-plan --usage-plan-id {} --patch-operations {}",
                [
                    Word::variable(&variable),
                    Word::json_list(|list| patch_plan(list, plan)),
                ],
            );
        },
    );
    let known = |name: &&String| design.stages.iter().any(|stage| stage.name == **name);
    for stage in plan.stages.iter().filter(known) {
        let patch = Word::json_list(|list| {
            list.object(|json| {
                json.field("op", "add");
                json.field("path", "/apiStages");
                json.parts(
                    "value",
                    &[Part::Variable("API"), Part::Text(":"), Part::Text(stage)],
                );
            });
        });
        shell.line(
            "plan_stage {} {} {}",
            [Word::variable(&variable), Word::text(stage), patch],
        );
    }
    for name in &plan.api_keys {
        let key = design
            .access
            .api_keys
            .iter()
            .position(|key| key.name == *name);
        let Some(key) = key else { continue };
        shell.line(
            "plan_key {} {}",
            [
                Word::variable(&variable),
                Word::variable(&key_variable(key)),
            ],
        );
    }
}

fn create_plan(plan: &UsagePlan, tag: &str) -> Word {
    Word::json(|json| {
        json.field("name", &plan.name);
        if !plan.description.is_empty() {
            json.field("description", &plan.description);
        }
        if let Some(throttle) = plan.throttle {
            json.object("throttle", |json| {
                json.field("rateLimit", throttle.rate_limit);
                json.field("burstLimit", throttle.burst_limit);
            });
        }
        if let Some(quota) = plan.quota {
            json.object("quota", |json| {
                json.field("limit", quota.limit);
                json.field("period", quota.period.as_str());
            });
        }
        json.object("tags", |json| json.field(TAG, tag));
    })
}

fn patch_plan(list: &mut List, plan: &UsagePlan) {
    replace(list, "/name", &plan.name);
    replace(list, "/description", &plan.description);
    if let Some(throttle) = plan.throttle {
        replace(
            list,
            "/throttle/rateLimit",
            &json::number(throttle.rate_limit),
        );
        replace(
            list,
            "/throttle/burstLimit",
            &throttle.burst_limit.to_string(),
        );
    }
    if let Some(quota) = plan.quota {
        replace(list, "/quota/limit", &quota.limit.to_string());
        replace(list, "/quota/period", quota.period.as_str());
    }
}

/// Removes plans, then keys.
pub(super) fn print_remove(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    for (index, plan) in design.access.usage_plans.iter().enumerate() {
        let variable = plan_variable(index);
        let tag = names.of("plan", &plan.name);
        shell.at(at().join("usage_plans").join(index), |shell| {
            find(
                shell,
                &variable,
                "get-usage-plans",
                &tag,
                &words::what_plan(language, &tag),
            );
            shell.line("remove_plan {}", [Word::variable(&variable)]);
        });
    }
    for (index, key) in design.access.api_keys.iter().enumerate() {
        let variable = key_variable(index);
        let tag = names.of("key", &key.name);
        shell.at(at().join("api_keys").join(index), |shell| {
            find(
                shell,
                &variable,
                "get-api-keys",
                &tag,
                &words::what_key(language, &tag),
            );
            let key = Word::variable(&variable);
            shell.block("if known {} ; then", [key.clone()], "fi", |shell| {
                shell.line(
                    "tolerate NotFound aws apigateway delete-api-key --api-key {}",
                    [key],
                );
            });
        });
    }
}

/// Takes everything from a plan, then the plan: API Gateway refuses one that is in use.
pub(super) const REMOVE_PLAN: &str = r#"remove_plan() {
  local item
  known "$1" || return 0
  aws apigateway get-usage-plan-keys --usage-plan-id "$1" --query 'items[].[id]' --output text >"$WORK/items"
  while IFS= read -r item; do
    have "$item" || continue
    tolerate NotFound aws apigateway delete-usage-plan-key --usage-plan-id "$1" --key-id "$item"
  done <"$WORK/items"
  aws apigateway get-usage-plan --usage-plan-id "$1" \
    --query "apiStages[].join(':', [apiId, stage])" --output text | tr '\t' '\n' >"$WORK/items"
  while IFS= read -r item; do
    have "$item" || continue
    change aws apigateway update-usage-plan --usage-plan-id "$1" \
      --patch-operations '[{"op":"remove","path":"/apiStages","value":"'"$item"'"}]'
  done <"$WORK/items"
  tolerate NotFound aws apigateway delete-usage-plan --usage-plan-id "$1"
}
"#;

const PLAN: &str = r#"plan_stage() {
  if known "$1"; then
    aws apigateway get-usage-plan --usage-plan-id "$1" --query 'apiStages[].[apiId,stage]' --output text >"$WORK/items"
    if grep -Fqx "$API"$'\t'"$2" "$WORK/items"; then
      return 0
    fi
  fi
  change aws apigateway update-usage-plan --usage-plan-id "$1" --patch-operations "$3"
}
plan_key() {
  local found=''
  if known "$1" && known "$2"; then
    ask found aws apigateway get-usage-plan-key --usage-plan-id "$1" --key-id "$2" --query id --output text
  fi
  [ -n "$found" ] ||
    change aws apigateway create-usage-plan-key --usage-plan-id "$1" --key-id "$2" --key-type API_KEY
}
"#;
