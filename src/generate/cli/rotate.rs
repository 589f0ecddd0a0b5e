//! `rotate-api-key.sh`: a new API key beside the old one, then the old one off, then away.
//!
//! Each key made for another carries one more generation behind the tag of the
//! design's key. The newest enabled one is the key, so that `deploy.sh` can run at any
//! time between, and no step needs to change a tag.

use super::access::{at, print_list_keys};
use super::key::tag;
use super::names::Names;
use super::plan::PLAN_KEY;
use super::prelude::{self, Script};
use crate::generate::{Generator, Target, nothing_lost};
use crate::model::{ApiKey, Design};
use crate::text::shell::{Shell, Word};
use crate::text::{Document, is_hidden};
use crate::words::files as words;

pub(in crate::generate) const GENERATOR: Generator = Generator {
    path: "cli/rotate-api-key.sh",
    target: Target::Cli,
    executable: true,
    applies,
    print,
    lost: nothing_lost,
};

/// An HTTP API has no keys, whatever the design keeps for the way back to a REST API.
fn applies(design: &Design) -> bool {
    design.http().is_none() && !design.access.api_keys.is_empty()
}

fn print(design: &Design) -> Document {
    let (names, language) = (Names::new(design), design.output.language);
    let keys = &design.access.api_keys;
    Shell::document(|shell| {
        prelude::print(shell, design, Script::RotateApiKey);
        for (name, message) in [
            ("M_WHICH", words::rotate_which(language)),
            ("M_NOT_MADE", words::rotate_not_made(language)),
            ("M_OFF", words::rotate_off(language)),
            ("M_NEW", words::rotate_new(language)),
            ("M_NEXT", words::rotate_next(language)),
            ("M_NOTHING", words::rotate_nothing(language)),
            ("M_NO_PLAN", words::rotate_no_plan(language)),
            ("M_STILL_ON", words::rotate_still_on(language)),
        ] {
            shell.assign(name, &Word::quoted(message));
        }
        shell.comment(words::rotate_choose(language));
        if let [key] = keys.as_slice() {
            let at = at().join("api_keys").join(0).join("name");
            shell.at(at, |shell| {
                shell.block("if [ -z $KEY ]; then", [], "fi", |shell| {
                    shell.assign("KEY", &Word::text(&key.name));
                });
            });
        }
        shell.code("TAG=''\nNAMES=''\n");
        shell.code(CANDIDATE);
        for (index, key) in keys.iter().enumerate() {
            let at = at().join("api_keys").join(index);
            shell.at(at, |shell| print_candidate(shell, &names, key));
        }
        shell.code(CHOSEN);
        shell.at(at().join("api_keys"), |shell| {
            print_list_keys(shell, &names)
        });
        shell.code(GENERATIONS);
        shell.comment(words::rotate_create(language));
        shell.code(PLAN_KEY);
        shell.code(CREATE);
        shell.comment(words::rotate_finish(language));
        shell.code(FINISH);
        shell.comment(words::rotate_delete(language));
        shell.code(DELETE);
        shell.code("\nsay \"$M_DONE\"\n");
    })
}

/// One of the keys that the person may mean, with what a new one is made from.
fn print_candidate(shell: &mut Shell, names: &Names, key: &ApiKey) {
    let input = Word::json(|json| {
        json.field("name", &key.name);
        if !key.description.is_empty() {
            json.field("description", &key.description);
        }
        json.field("enabled", true);
    });
    let tag = Word::text(&tag(names, key));
    let name = Word::text(&key.name);
    if key.name.contains(is_hidden) {
        // As it is to be typed, too.
        let shown = Word::text(name.as_str());
        shell.line("candidate {} {} {} {}", [name, tag, input, shown]);
    } else {
        shell.line("candidate {} {} {}", [name, tag, input]);
    }
}

const CANDIDATE: &str = r#"candidate() {
  NAMES="$NAMES
  ${4:-$1}"
  [ "$KEY" = "$1" ] || return 0
  TAG=$2
  INPUT=$3
}
"#;

const CHOSEN: &str = r#"if [ -z "$TAG" ]; then
  say "$M_WHICH$NAMES"
  exit 64
fi
"#;

/// Oldest first; the list of the older ones is what the later phases work on.
const GENERATIONS: &str = r#"TAG=$TAG awk -F '\t' '
  $1 == ENVIRON["TAG"] { print "1\t" $2 "\t" $3 }
  index($1, ENVIRON["TAG"] "/") == 1 { print substr($1, length(ENVIRON["TAG"]) + 2) "\t" $2 "\t" $3 }' \
  "$WORK/keys" | sort -n >"$WORK/generations"
sed '$d' "$WORK/generations" >"$WORK/older"
sed -n '$p' "$WORK/generations" >"$WORK/newest"
IFS=$'\t' read -r GENERATION NEWEST ENABLED <"$WORK/newest" || die "$M_NOT_MADE"
[ "$ENABLED" = True ] || die "$M_OFF"
plans_of() {
  aws apigateway get-usage-plans --key-id "$1" --query '(items || `[]`)[].[id]' --output text >"$WORK/plans"
}

"#;

const CREATE: &str = r#"if [ "$PHASE" = create ]; then
  OLD=$(awk -F '\t' '$3 == "True" { old = $2 } END { print old }' "$WORK/older")
  NEW=$NEWEST
  if [ -z "$OLD" ]; then
    OLD=$NEWEST
    make NEW aws apigateway create-api-key --cli-input-json "$INPUT" \
      --tags '{"gateway-studio":"'"$TAG/$((GENERATION + 1))"'"}' --query id --output text
  fi
  plans_of "$OLD"
  while IFS= read -r plan; do
    plan_key "$plan" "$NEW"
  done <"$WORK/plans"
  say "$M_NEW"
  printf '%s\n' "aws apigateway get-api-key --region $AWS_REGION --api-key $NEW --include-value --query value --output text"
  if [ "$SHOW" = 1 ] && known "$NEW"; then
    aws apigateway get-api-key --api-key "$NEW" --include-value --query value --output text
  fi
  say "$M_NEXT"
fi

"#;

/// Only when the newest key is wherever the old one is: otherwise callers would be shut out.
const FINISH: &str = r#"if [ "$PHASE" = finish ]; then
  awk -F '\t' '$3 == "True" { print $2 }' "$WORK/older" >"$WORK/items"
  [ -s "$WORK/items" ] || say "$M_NOTHING"
  while IFS= read -r id; do
    plans_of "$id"
    while IFS= read -r plan; do
      ask FOUND aws apigateway get-usage-plan-key --usage-plan-id "$plan" --key-id "$NEWEST" --query id --output text
      [ -n "$FOUND" ] || die "$M_NO_PLAN"
    done <"$WORK/plans"
    change aws apigateway update-api-key --api-key "$id" \
      --patch-operations '[{"op":"replace","path":"/enabled","value":"false"}]'
  done <"$WORK/items"
fi

"#;

const DELETE: &str = r#"if [ "$PHASE" = delete ]; then
  [ -s "$WORK/older" ] || say "$M_NOTHING"
  if cut -f 3 "$WORK/older" | grep -Fx True >/dev/null; then
    die "$M_STILL_ON"
  fi
  while IFS=$'\t' read -r _ id _; do
    plans_of "$id"
    while IFS= read -r plan; do
      tolerate NotFound aws apigateway delete-usage-plan-key --usage-plan-id "$plan" --key-id "$id"
    done <"$WORK/plans"
    tolerate NotFound aws apigateway delete-api-key --api-key "$id"
  done <"$WORK/older"
fi
"#;
