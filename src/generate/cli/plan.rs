//! Usage plans.

use std::collections::BTreeSet;

use super::access::{at, find};
use super::http::query;
use super::names::{Names, TAG, literal};
use super::{key, replace};
use crate::diagnostic::{Pointer, step};
use crate::generate::method_settings;
use crate::model::{Design, UsagePlan};
use crate::text::json;
use crate::text::shell::{List, Object, Part, Shell, Word};
use crate::words::Language;
use crate::words::files as words;

fn variable(index: usize) -> String {
    format!("USAGE_PLAN_{}", index + 1)
}

fn tag(names: &Names, plan: &UsagePlan) -> String {
    names.of("plan", &plan.name)
}

/// Finds the plans, and takes from them, and takes away, what the design no longer has.
pub(super) fn print_drop(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    let plans = &design.access.usage_plans;
    shell.comment(words::deploy_drop_plans(language));
    shell.assign("N_PLAN", &Word::quoted(words::what_usage_plan(language)));
    shell.code(DROP_PLAN);
    print_drop_helpers(shell, language, plans);
    for (index, plan) in plans.iter().enumerate() {
        let (variable, tag) = (variable(index), tag(names, plan));
        shell.at(all().join(index), |shell| {
            find(
                shell,
                &variable,
                "plans",
                &tag,
                &words::what_plan(language, &tag),
            );
            let keys: Vec<String> = design
                .access
                .api_keys
                .iter()
                .filter(|key| plan.api_keys.contains(&key.name))
                .map(|key| key::tag(names, key))
                .collect();
            shell.line(
                "drop_from_plan {} {} {}",
                [
                    Word::variable(&variable),
                    Word::text(&plan.stages.join(" ")),
                    Word::text(&keys.join(" ")),
                ],
            );
        });
    }
    let wanted: Vec<String> = plans.iter().map(|plan| tag(names, plan)).collect();
    shell.at(all(), |shell| {
        shell.assign("PLANS", &Word::text(&wanted.join(" ")));
    });
    shell.code(DROP_PLANS);
    if !plans.is_empty() {
        shell.at(all(), |shell| print_helpers(shell, design));
    }
}

fn all() -> Pointer {
    at().join("usage_plans")
}

/// What takes from plans that are there, as far as one of the design could need it.
fn print_drop_helpers(shell: &mut Shell, language: Language, plans: &[UsagePlan]) {
    if !plans.is_empty() {
        shell.at(all(), |shell| {
            let stage = Word::quoted(words::what_plan_stage(language));
            shell.assign("N_PLAN_STAGE", &stage);
            let key = Word::quoted(words::what_plan_key(language));
            shell.assign("N_PLAN_KEY", &key);
            shell.code(DROP_FROM_PLAN);
        });
    }
    let is_open = |plan: &UsagePlan| plan.throttle.is_none() || plan.quota.is_none();
    if let Some(index) = plans.iter().position(is_open) {
        let quota = plans[index].throttle.is_some();
        let limit = if quota { "quota" } else { "throttle" };
        shell.at(all().join(index).join(limit), |shell| {
            shell.code(DROP_LIMIT);
        });
    }
    if let Some(index) = plans.iter().position(|plan| plan.methods.is_empty()) {
        shell.at(all().join(index), |shell| shell.code(DROP_PLAN_METHODS));
    }
}

/// What gives plans what they lack.
fn print_helpers(shell: &mut Shell, design: &Design) {
    if design.rest().is_some() {
        shell.code(query::DIFFERS);
    }
    shell.comment(words::helper_operations(design.output.language));
    shell.code(OPERATIONS);
    shell.code(PLAN_STAGE);
    let mut plans = design.access.usage_plans.iter();
    if let Some(index) = plans.position(|plan| !plan.methods.is_empty()) {
        shell.at(all().join(index).join("methods"), |shell| {
            shell.code(PLAN_METHODS);
        });
    }
    shell.code(PLAN_KEY);
}

/// A plan that is made has its stages from the start; one that is there is told in one call what it lacks, for an
/// account may change plans every 20 seconds (AWS: "Amazon API Gateway quotas").
pub(super) fn print(
    shell: &mut Shell,
    design: &Design,
    names: &Names,
    index: usize,
    plan: &UsagePlan,
) {
    let (variable, tag) = (variable(index), tag(names, plan));
    let (name, at) = (Word::variable(&variable), all().join(index));
    shell.block("if ! known {} ; then", [name.clone()], "fi", |shell| {
        shell.line(
            "make {} aws apigateway create-usage-plan --cli-input-json {} --query id --output text",
            [Word::text(&variable), create_plan(design, plan, &tag)],
        );
        shell.otherwise("else");
        shell.line("OPERATIONS=''", []);
        let patch = Word::json_list(|list| patch_plan(list, plan));
        shell.block(
            "if differs {} aws apigateway get-usage-plan --usage-plan-id {} ; then",
            [Word::text(&same(plan)), name.clone()],
            "fi",
            |shell| shell.line("operations {}", [patch]),
        );
        if plan.throttle.is_none() {
            shell.at(at.join("throttle"), |shell| {
                shell.line("drop_limit {} throttle", [name.clone()]);
            });
        }
        if plan.quota.is_none() {
            shell.at(at.join("quota"), |shell| {
                shell.line("drop_limit {} quota", [name.clone()]);
            });
        }
        if plan.methods.is_empty() {
            shell.line("drop_plan_methods {}", [name.clone()]);
        }
        for stage in stages(design, plan) {
            let patch = Word::json_list(|list| {
                list.object(|json| {
                    json.field("op", "add");
                    json.field("path", "/apiStages");
                    json.parts("value", &of_stage(stage));
                });
            });
            let words = [name.clone(), Word::text(stage), patch];
            shell.at(at.join("stages"), |shell| {
                shell.line("plan_stage {} {} {}", words);
            });
        }
        print_methods(shell, design, index, plan);
        shell.line(
            r#"[ -z $OPERATIONS ] || change aws apigateway update-usage-plan --usage-plan-id {} --patch-operations "[$OPERATIONS]""#,
            [name],
        );
    });
    for (place, name) in plan.api_keys.iter().enumerate() {
        let key = design
            .access
            .api_keys
            .iter()
            .position(|key| key.name == *name);
        let Some(key) = key else { continue };
        shell.at(at.join("api_keys").join(place), |shell| {
            shell.line(
                "plan_key {} {}",
                [
                    Word::variable(&variable),
                    Word::variable(&key::variable(key)),
                ],
            );
        });
    }
}

/// The stages of a plan that the design has, each once.
fn stages<'a>(design: &Design, plan: &'a UsagePlan) -> Vec<&'a String> {
    let known = |name: &String| design.stages.iter().any(|stage| stage.name == *name);
    let mut seen = BTreeSet::new();
    let stages = plan.stages.iter().filter(|name| known(name));
    stages.filter(|name| seen.insert(*name)).collect()
}

fn of_stage(stage: &str) -> [Part<'_>; 3] {
    [Part::Variable("API"), Part::Text(":"), Part::Text(stage)]
}

/// Limits of single methods: of each stage all at once, so that those which left the design go, too.
fn print_methods(shell: &mut Shell, design: &Design, index: usize, plan: &UsagePlan) {
    let limits = method_settings::of_plan(plan);
    if limits.is_empty() {
        return;
    }
    let at = all().join(index).join("methods");
    let mut same = vec![format!("length(keys(@))==`{}`", limits.len())];
    for (key, throttle) in &limits {
        let key = json::string(key);
        let (rate, burst) = (json::number(throttle.rate_limit), throttle.burst_limit);
        same.push(format!("{key}.rateLimit==`{rate}`"));
        same.push(format!("{key}.burstLimit==`{burst}`"));
    }
    let same = query::all(&same);
    for stage in stages(design, plan) {
        let rest = format!(":{}/throttle", step(stage));
        let patch = Word::json_list(|list| {
            list.object(|json| {
                json.field("op", "replace");
                let path = [
                    Part::Text("/apiStages/"),
                    Part::Variable("API"),
                    Part::Text(&rest),
                ];
                json.parts("path", &path);
                json.encoded("value", |json| print_limits(json, plan));
            });
        });
        let words = [
            Word::variable(&variable(index)),
            Word::text(&literal(stage)),
            Word::text(&same),
            patch,
        ];
        shell.at(at, |shell| shell.line("plan_methods {} {} {} {}", words));
    }
}

fn print_limits(json: &mut Object, plan: &UsagePlan) {
    for (key, throttle) in method_settings::of_plan(plan) {
        json.object(&key, |json| {
            json.field("rateLimit", throttle.rate_limit);
            json.field("burstLimit", throttle.burst_limit);
        });
    }
}

/// Whether a plan has its words and limits; what it must not have is looked for apart.
fn same(plan: &UsagePlan) -> String {
    let number = |field: &str, value: &str| query::is(field, "null", value);
    let mut same = vec![
        query::is_text("name", &plan.name),
        query::is_text("description", &plan.description),
    ];
    if let Some(throttle) = plan.throttle {
        let rate = json::number(throttle.rate_limit);
        same.push(number("throttle.rateLimit", &rate));
        let burst = throttle.burst_limit.to_string();
        same.push(number("throttle.burstLimit", &burst));
    }
    if let Some(quota) = plan.quota {
        same.push(number("quota.limit", &quota.limit.to_string()));
        same.push(query::is_text("quota.period", quota.period.as_str()));
    }
    query::all(&same)
}

fn create_plan(design: &Design, plan: &UsagePlan, tag: &str) -> Word {
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
        let stages = stages(design, plan);
        if !stages.is_empty() {
            json.list("apiStages", |list| {
                for stage in stages {
                    list.object(|json| {
                        json.parts("apiId", &[Part::Variable("API")]);
                        json.field("stage", stage);
                        if !plan.methods.is_empty() {
                            json.object("throttle", |json| print_limits(json, plan));
                        }
                    });
                }
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

/// Takes everything from a plan, then the plan: API Gateway refuses one that is in use.
pub(super) const REMOVE_PLAN: &str = r#"remove_plan() {
  local item operations=''
  known "$1" || return 0
  aws apigateway get-usage-plan-keys --usage-plan-id "$1" --query '(items || `[]`)[].[id]' --output text >"$WORK/items"
  while IFS= read -r item; do
    have "$item" || continue
    tolerate NotFound aws apigateway delete-usage-plan-key --usage-plan-id "$1" --key-id "$item"
  done <"$WORK/items"
  aws apigateway get-usage-plan --usage-plan-id "$1" \
    --query "apiStages[].join(':', [apiId, stage])" --output text | tr '\t' '\n' >"$WORK/items"
  while IFS= read -r item; do
    have "$item" || continue
    operations="$operations${operations:+,}{\"op\":\"remove\",\"path\":\"/apiStages\",\"value\":\"$item\"}"
  done <"$WORK/items"
  [ -z "$operations" ] ||
    change aws apigateway update-usage-plan --usage-plan-id "$1" --patch-operations "[$operations]"
  tolerate NotFound aws apigateway delete-usage-plan --usage-plan-id "$1"
}
"#;

/// Only a limit that is there: what the service answers to removing another is not documented.
const DROP_LIMIT: &str = r#"drop_limit() {
  local found=''
  ask found aws apigateway get-usage-plan --usage-plan-id "$1" --query "keys($2 || \`{}\`)[0]" --output text
  [ -n "$found" ] || return 0
  gone "$N_PLAN" "$1 $2"
  operations '[{"op":"remove","path":"/'"$2"'"}]'
}
"#;

const DROP_PLAN_METHODS: &str = r#"drop_plan_methods() {
  local item operations=''
  aws apigateway get-usage-plan --usage-plan-id "$1" --query "apiStages[?apiId=='$API' && throttle].[stage]" --output text >"$WORK/items"
  while IFS= read -r item; do
    have "$item" || continue
    operations="$operations${operations:+,}{\"op\":\"remove\",\"path\":\"/apiStages/$API:$item/throttle\"}"
  done <"$WORK/items"
  [ -n "$operations" ] || return 0
  gone "$N_PLAN" "$1 apiStages throttle"
  operations "[$operations]"
}
"#;

/// Stages of other APIs and keys of somebody else were put there by hand: they stay.
const DROP_FROM_PLAN: &str = r#"drop_from_plan() {
  local item tag operations=''
  known "$1" || return 0
  aws apigateway get-usage-plan --usage-plan-id "$1" --query "apiStages[?apiId=='$API'].[stage]" --output text >"$WORK/items"
  while IFS= read -r item; do
    have "$item" || continue
    case " $2 " in *" $item "*) continue ;; esac
    gone "$N_PLAN_STAGE" "$item"
    operations="$operations${operations:+,}{\"op\":\"remove\",\"path\":\"/apiStages\",\"value\":\"$API:$item\"}"
  done <"$WORK/items"
  [ -z "$operations" ] ||
    change aws apigateway update-usage-plan --usage-plan-id "$1" --patch-operations "[$operations]"
  aws apigateway get-usage-plan-keys --usage-plan-id "$1" --query '(items || `[]`)[].[id]' --output text >"$WORK/items"
  while IFS= read -r item; do
    tag=$(key_tag "$item")
    [ -n "$tag" ] || continue
    case " $3 " in *" $tag "*) continue ;; esac
    gone "$N_PLAN_KEY" "$tag"
    tolerate NotFound aws apigateway delete-usage-plan-key --usage-plan-id "$1" --key-id "$item"
  done <"$WORK/items"
}
"#;

/// A plan in which somebody put keys or APIs of their own is left to them, and its keys as well where it has no stage of
/// this API: what the project had before it had this kind of API may be in use.
const DROP_PLAN: &str = r#"key_tag() {
  ID=$1 awk -F '\t' '$2 == ENVIRON["ID"] { split($1, part, "/"); print part[1] "/" part[2] "/" part[3]; exit }' "$WORK/keys"
}
drop_plan() {
  local item act=change ours='' operations=''
  aws apigateway get-usage-plan-keys --usage-plan-id "$1" --query '(items || `[]`)[].[id]' --output text >"$WORK/plan_keys"
  aws apigateway get-usage-plan --usage-plan-id "$1" \
    --query "apiStages[].join(':', [apiId, stage])" --output text | tr '\t' '\n' >"$WORK/items"
  while IFS= read -r item; do
    have "$item" || continue
    case "$item" in "$API:"*) ours=1 ;; *) act=later ;; esac
  done <"$WORK/items"
  while IFS= read -r item; do
    [ -n "$(key_tag "$item")" ] || act=later
  done <"$WORK/plan_keys"
  if [ "$act" = later ]; then left "$N_PLAN" "$2"; else gone "$N_PLAN" "$2"; fi
  while IFS= read -r item; do
    if [ "$act$ours" != later ] && [ -n "$(key_tag "$item")" ]; then
      tolerate NotFound aws apigateway delete-usage-plan-key --usage-plan-id "$1" --key-id "$item"
    else
      later aws apigateway delete-usage-plan-key --usage-plan-id "$1" --key-id "$item"
    fi
  done <"$WORK/plan_keys"
  while IFS= read -r item; do
    have "$item" || continue
    operations="$operations${operations:+,}{\"op\":\"remove\",\"path\":\"/apiStages\",\"value\":\"$item\"}"
  done <"$WORK/items"
  [ -z "$operations" ] ||
    "$act" aws apigateway update-usage-plan --usage-plan-id "$1" --patch-operations "[$operations]"
  "$act" aws apigateway delete-usage-plan --usage-plan-id "$1"
}
"#;

const DROP_PLANS: &str = r#"while IFS=$'\t' read -r tag id; do
  case " $PLANS " in *" $tag "*) continue ;; esac
  drop_plan "$id" "$tag"
done <"$WORK/plans"
"#;

const OPERATIONS: &str = r#"operations() {
  local more=${1#[}
  OPERATIONS="$OPERATIONS${OPERATIONS:+,}${more%]}"
}
"#;

const PLAN_STAGE: &str = r#"plan_stage() {
  aws apigateway get-usage-plan --usage-plan-id "$1" --query 'apiStages[].[apiId,stage]' --output text >"$WORK/items"
  grep -Fqx "$API"$'\t'"$2" "$WORK/items" || operations "$3"
}
"#;

/// `plan_methods PLAN STAGE CONDITION OPERATION`, the stage as a literal of the query.
const PLAN_METHODS: &str = r#"plan_methods() {
  if differs "(apiStages[?apiId=='$API' && stage==$2].throttle | [0] || \`{}\`) | ($3)" \
    aws apigateway get-usage-plan --usage-plan-id "$1"; then
    operations "$4"
  fi
}
"#;

/// `plan_key PLAN KEY`: puts a key into a plan that does not have it.
pub(super) const PLAN_KEY: &str = r#"plan_key() {
  local found=''
  if known "$1" && known "$2"; then
    ask found aws apigateway get-usage-plan-key --usage-plan-id "$1" --key-id "$2" --query id --output text
  fi
  [ -n "$found" ] ||
    change aws apigateway create-usage-plan-key --usage-plan-id "$1" --key-id "$2" --key-type API_KEY
}
"#;
