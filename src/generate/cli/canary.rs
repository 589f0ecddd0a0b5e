//! Canary releases: a stage keeps its deployment, its canary gets the newest one, until it is promoted.
//!
//! `update-stage` sets and moves a canary; `create-deployment` with canary settings would make another
//! deployment each time. While a stage has a canary, AWS moves the stage to no other deployment
//! ("Set up an API Gateway canary release deployment"), so the canary goes first.

use super::names::Names;
use super::stage::{VARIABLES_BESIDE, at, names, replace_parts, replace_variables};
use super::{api, place, prelude, replace};
use crate::diagnostic::Pointer;
use crate::model::{Canary, Design, Stage, Variable};
use crate::text::json;
use crate::text::shell::{List, Part, Shell, Word};
use crate::words::files as words;

/// The first canary of a stage of the REST API.
pub(super) fn first(design: &Design) -> Option<Pointer> {
    let first = place::stage(design, "canary", |stage| stage.canary.is_some());
    first.filter(|_| design.rest().is_some())
}

pub(super) const OVERRIDES: &str = "/canarySettings/stageVariableOverrides";

/// Of `update-stage`, with as many variables as a call has room for.
pub(super) fn patch(list: &mut List, canary: &Canary, variables: &[Variable]) {
    let cached = if canary.use_stage_cache {
        "true"
    } else {
        "false"
    };
    let percent = json::number(canary.percent_traffic);
    replace(list, "/canarySettings/percentTraffic", &percent);
    replace_parts(
        list,
        "/canarySettings/deploymentId",
        &[Part::Variable("DEPLOYMENT")],
    );
    replace(list, "/canarySettings/useStageCache", cached);
    replace_variables(list, OVERRIDES, variables);
}

/// Takes away what of a canary left the design, or all of it.
pub(super) fn print_drop(shell: &mut Shell, stage: &Stage, at: Pointer, name: &dyn Fn() -> Word) {
    if let Some(canary) = &stage.canary {
        let query = "canarySettings.stageVariableOverrides";
        let words = [
            name(),
            names(&canary.variables),
            Word::text(query),
            Word::text(OVERRIDES),
        ];
        return shell.at(at.join("canary"), |shell| {
            shell.line("drop_variables {} {} {} {}", words)
        });
    }
    let drop = Word::json_list(|list| {
        list.object(|json| {
            json.field("op", "remove");
            json.field("path", "/canarySettings");
        });
    });
    let query = Word::text("canarySettings.deploymentId");
    shell.line("drop_setting {} {} {}", [name(), query, drop]);
}

/// `--promote=STAGE`: gives the canary's deployment and variables to its stage, and nothing else.
pub(super) fn print_promote(shell: &mut Shell, design: &Design, names: &Names) {
    if let Some(first) = first(design) {
        shell.at(first, |shell| print_promotion(shell, design, names));
    }
}

fn print_promotion(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    shell.comment(words::deploy_promote(language));
    shell.assign(
        "M_NO_CANARY",
        &Word::quoted(words::message_no_canary(language)),
    );
    shell.assign(
        "M_PROMOTED",
        &Word::quoted(words::message_promoted(language)),
    );
    shell.code(PROMOTE);
    shell.block("if [ -n $PROMOTE ]; then", [], "fi", |shell| {
        prelude::print_find_api(shell, design, names);
        let what = api::what(design, names);
        shell.at(place::name(), |shell| {
            shell.line("only API {} stop", [Word::text(&what)]);
        });
        for (index, stage) in design.stages.iter().enumerate() {
            let Some(canary) = &stage.canary else {
                continue;
            };
            let name = Word::json(|json| json.field("stageName", &stage.name));
            let (first, last) = promotion(canary);
            let stage = Word::quoted(&stage.name);
            shell.at(at(index).join("canary"), |shell| match first {
                Some(first) => shell.line("promote {} {} {} {}", [stage, name, first, last]),
                None => shell.line("promote {} {} {}", [stage, name, last]),
            });
        }
        shell.code(
            "  # shellcheck disable=SC2059\n  die \"$(printf \"$M_NO_CANARY\" \"$PROMOTE\")\"\n",
        );
    });
    shell.blank();
}

/// AWS: "Promote a canary release"; its copy of all overrides would be one of the whole map.
/// What one call has no room for is set before.
fn promotion(canary: &Canary) -> (Option<Word>, Word) {
    let all = &canary.variables[..];
    let (some, first) = all.split_at(all.len().min(VARIABLES_BESIDE));
    let first = (!first.is_empty())
        .then(|| Word::json_list(|list| replace_variables(list, "/variables", first)));
    let last = Word::json_list(|list| {
        replace(list, "/canarySettings/percentTraffic", "0.0");
        list.object(|json| {
            json.field("op", "copy");
            json.field("from", "/canarySettings/deploymentId");
            json.field("path", "/deploymentId");
        });
        replace_variables(list, "/variables", some);
    });
    (first, last)
}

const PROMOTE: &str = r#"promote() {
  local canary='' name=$2
  [ "$1" = "$PROMOTE" ] || return 0
  ask canary aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$2" --query canarySettings.deploymentId --output text
  # shellcheck disable=SC2059
  [ -n "$canary" ] || die "$(printf "$M_NO_CANARY" "$PROMOTE")"
  shift 2
  while [ $# -gt 0 ]; do
    change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$name" --patch-operations "$1"
    shift
  done
  # shellcheck disable=SC2059
  say "$(printf "$M_PROMOTED" "$PROMOTE")"
  exit 0
}
"#;
