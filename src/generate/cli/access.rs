//! API keys and usage plans, and what both scripts know of them.

use super::names::Names;
use super::{key, plan};
use crate::diagnostic::Pointer;
use crate::model::Design;
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

pub(super) fn at() -> Pointer {
    Pointer::root().join("access")
}

/// Lists the keys and plans with the project's tags: tag value, id.
pub(super) fn print_list(shell: &mut Shell, names: &Names) {
    print_list_keys(shell, names);
    shell.line(
        r#"aws apigateway get-usage-plans --query {} --output text >"$WORK/plans""#,
        [names.kind("plan", "id")],
    );
}

/// Lists the keys with the project's tags: tag value, id, whether it is enabled.
pub(super) fn print_list_keys(shell: &mut Shell, names: &Names) {
    shell.line(
        r#"aws apigateway get-api-keys --query {} --output text >"$WORK/keys""#,
        [names.kind("key", "id,enabled")],
    );
}

/// Plans let go of what the design took from them before any takes anything:
/// a key may be in one plan of a stage only.
pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names) {
    let (access, language) = (&design.access, design.output.language);
    shell.blank();
    shell.comment(words::deploy_plans(language));
    shell.at(at(), |shell| print_list(shell, names));
    if !access.api_keys.is_empty() || !access.usage_plans.is_empty() {
        let plans = access.api_keys.is_empty();
        let first = at().join(if plans { "usage_plans" } else { "api_keys" });
        shell.at(first, |shell| {
            shell.comment(words::helper_find_tagged(language));
            shell.code(FIND_TAGGED);
        });
    }
    for (index, item) in access.api_keys.iter().enumerate() {
        let at = at().join("api_keys").join(index);
        shell.at(at, |shell| key::print(shell, design, names, index, item));
    }
    plan::print_drop(shell, design, names);
    for (index, item) in access.usage_plans.iter().enumerate() {
        let at = at().join("usage_plans").join(index);
        shell.at(at, |shell| plan::print(shell, design, names, index, item));
    }
    key::print_left(shell, design, names);
}

/// Sets `variable` to the id of the one thing with that tag, or leaves it empty.
pub(super) fn find(shell: &mut Shell, variable: &str, list: &'static str, tag: &str, what: &str) {
    shell.assign(variable, &Word::text(""));
    shell.line(
        "find_tagged {} {} {} {}",
        [
            Word::text(variable),
            Word::text(tag),
            Word::text(what),
            Word::bare(list),
        ],
    );
}

/// Removes plans, then keys: all of the project, whatever the design has of them now.
pub(super) fn print_remove(shell: &mut Shell, names: &Names) {
    shell.code(plan::REMOVE_PLAN);
    shell.at(at(), |shell| {
        print_list(shell, names);
        shell.code(REMOVE);
    });
}

/// A rotated key carries its generation behind the tag: the newest is the key.
const FIND_TAGGED: &str = r#"find_tagged() {
  TAG=$2 awk -F '\t' '
    $1 == ENVIRON["TAG"] || index($1, ENVIRON["TAG"] "/") == 1 {
      generation = 1
      if ($1 != ENVIRON["TAG"]) generation = substr($1, length(ENVIRON["TAG"]) + 2) + 0
      if (generation > newest) { newest = generation; found = "" }
      if (generation == newest) found = found $2 "\n"
    }
    END { printf "%s", found }' "$WORK/$4" >"$WORK/found"
  only "$1" "$3" create
}
"#;

const REMOVE: &str = r#"while IFS=$'\t' read -r _ id; do
  remove_plan "$id"
done <"$WORK/plans"
while IFS=$'\t' read -r _ id _; do
  tolerate NotFound aws apigateway delete-api-key --api-key "$id"
done <"$WORK/keys"
"#;
