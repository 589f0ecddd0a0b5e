//! What all scripts begin with: options, messages and the few helper functions.
//!
//! The program text here is ours and fixed; whatever depends on the design is
//! printed as variables, encoded by [`crate::text::shell`].

use super::names::Names;
use super::{canary, http, place};
use crate::diagnostic::Pointer;
use crate::generate::name;
use crate::model::Design;
use crate::text::shell::{Shell, Word};
use crate::words::Language;
use crate::words::files as words;

/// Which script.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Deploy,
    Teardown,
    RotateApiKey,
    Alarms,
    /// The first part of deploy.sh alone.
    Certificate,
}

/// Options that not every design has a use for, each with the field that it is there for.
struct Options {
    delete_logs: Option<Pointer>,
    take_over: Option<Pointer>,
    promote: Option<Pointer>,
}

impl Options {
    fn new(design: &Design, script: Script) -> Self {
        let logs = design.stages.iter().any(|stage| stage.access_log.is_some());
        let (deploys, tears) = (script == Script::Deploy, script == Script::Teardown);
        Self {
            delete_logs: (tears && logs).then(|| place::access_log(design)),
            take_over: (deploys && design.domain.is_some()).then(place::domain),
            promote: canary::first(design).filter(|_| deploys),
        }
    }
}

/// Prints the part of an option where the script has it: it leads to what the option is there for.
fn print_of(shell: &mut Shell, at: Option<Pointer>, print: impl FnOnce(&mut Shell)) {
    if let Some(at) = at {
        shell.at(at, print);
    }
}

pub(super) fn print(shell: &mut Shell, design: &Design, script: Script) {
    let language = design.output.language;
    let options = Options::new(design, script);
    // Quoted text may hold what looks like a variable, and end in a backslash.
    shell.code("#!/usr/bin/env bash\n# shellcheck disable=SC1003,SC2016\n");
    match script {
        Script::Deploy => shell.comment(words::deploy_purpose(language)),
        Script::Teardown => shell.comment(words::teardown_purpose(language)),
        Script::RotateApiKey => shell.comment(words::rotate_purpose(language)),
        Script::Alarms => shell.comment(words::alarms_purpose(language)),
        Script::Certificate => shell.comment(words::request_purpose(language)),
    }
    shell.comment(words::script_options(language));
    if script == Script::RotateApiKey {
        shell.comment(words::script_rotate_options(language));
    }
    print_of(shell, options.delete_logs, |shell| {
        shell.comment(words::script_delete_logs(language));
    });
    print_of(shell, options.promote, |shell| {
        shell.comment(words::script_promote(language));
    });
    shell.code("set -euo pipefail\nexport AWS_PAGER='' AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=\"${AWS_MAX_ATTEMPTS:-10}\"\n");
    let root = Pointer::root();
    shell.at(root.join("region"), |shell| {
        shell.assign("AWS_REGION", &Word::text(&design.region));
        shell.code("export AWS_REGION AWS_DEFAULT_REGION=\"$AWS_REGION\"\n");
    });
    shell.at(place::name(), |shell| {
        shell.assign("PROJECT", &Word::text(&name::slug(&design.name)));
    });
    shell.at(root.join("account_id"), |shell| {
        shell.assign("EXPECTED_ACCOUNT", &Word::text(&design.account_id));
    });
    shell.blank();
    print_messages(shell, design, script, &options);
    print_of(shell, options.take_over, |shell| {
        let others = Word::quoted(words::message_others(language));
        shell.assign("M_OTHERS", &others);
        shell.code("TAKE_OVER=0\n");
    });
    print_of(shell, options.promote, |shell| shell.code("PROMOTE=''\n"));
    print_of(shell, options.delete_logs, |shell| {
        shell.code("DELETE_LOGS=0\n");
    });
    if script == Script::RotateApiKey {
        shell.code("PHASE=create\nSHOW=0\nKEY=''\n");
    }
    print_options(shell, design, script, &options);
    print_helpers(shell, language, script);
    shell.comment(words::script_preflight(language));
    shell.code(PREFLIGHT);
}

/// Reads the options.
fn print_options(shell: &mut Shell, design: &Design, script: Script, options: &Options) {
    shell.code(OPTIONS);
    if script == Script::Teardown {
        // Without logs there is nothing to delete, but nothing wrong with the option either.
        shell.at(place::access_log(design), |shell| {
            shell.code(if options.delete_logs.is_some() {
                "    --delete-logs) DELETE_LOGS=1 ;;\n"
            } else {
                "    --delete-logs) ;;\n"
            });
        });
    }
    // Without a domain there is nothing to take over, but nothing wrong with the option either.
    let nothing = options.promote.filter(|_| options.take_over.is_none());
    print_of(shell, options.take_over, |shell| {
        shell.code("    --take-over) TAKE_OVER=1 ;;\n");
    });
    print_of(shell, nothing, |shell| shell.code("    --take-over) ;;\n"));
    print_of(shell, options.promote, |shell| {
        shell.code("    --promote=*) PROMOTE=${1#--promote=} ;;\n");
    });
    if script == Script::RotateApiKey {
        shell.code(ROTATE_OPTIONS);
    }
    shell.code(OPTIONS_END);
}

/// How the script is called, and the field that decides which options it has, or for which there is the script.
fn usage(design: &Design, script: Script, options: &Options) -> (Pointer, &'static str) {
    let root = Pointer::root();
    match script {
        Script::Deploy => match options.promote {
            Some(promote) => (
                promote,
                "deploy.sh [--dry-run] [--yes] [--take-over] [--promote=STAGE]",
            ),
            None if options.take_over.is_some() => (
                place::domain(),
                "deploy.sh [--dry-run] [--yes] [--take-over]",
            ),
            None => (place::domain(), "deploy.sh [--dry-run] [--yes]"),
        },
        Script::Teardown => (
            place::access_log(design),
            if options.delete_logs.is_some() {
                "teardown.sh [--dry-run] [--yes] [--delete-logs]"
            } else {
                "teardown.sh [--dry-run] [--yes]"
            },
        ),
        Script::RotateApiKey => (
            root.join("access").join("api_keys"),
            "rotate-api-key.sh [--key=NAME] [--finish | --delete] [--show] [--dry-run] [--yes]",
        ),
        Script::Alarms => (root.join("monitoring"), "alarms.sh [--dry-run] [--yes]"),
        Script::Certificate => (
            place::domain().join("certificate"),
            "request-certificate.sh [--dry-run] [--yes]",
        ),
    }
}

fn print_messages(shell: &mut Shell, design: &Design, script: Script, options: &Options) {
    let language = design.output.language;
    let question = match script {
        Script::Deploy | Script::Alarms => words::message_confirm_deploy(language),
        Script::Teardown => words::message_confirm_teardown(language),
        Script::RotateApiKey => words::message_confirm_rotate(language),
        Script::Certificate => words::message_confirm_request(language),
    };
    let (at, usage) = usage(design, script, options);
    shell.at(at, |shell| shell.assign("M_USAGE", &Word::quoted(usage)));
    let mut messages = vec![
        ("M_NO_CLI", words::message_no_cli(language)),
        ("M_ACCOUNT", words::message_account(language)),
        ("M_TARGET", words::message_target(language)),
        ("M_CONFIRM", question),
        ("M_NO_TERMINAL", words::message_no_terminal(language)),
        ("M_STOPPED", words::message_stopped(language)),
        ("M_DONE", words::message_done(language)),
    ];
    if script != Script::RotateApiKey {
        messages.push(("M_NONE", words::message_none(language)));
        messages.push(("M_SEVERAL", words::message_several(language)));
    }
    if script != Script::Teardown {
        messages.push(("M_NO_ID", words::message_no_id(language)));
    }
    if script == Script::Deploy {
        messages.push(("M_GONE", words::message_gone(language)));
        messages.push(("M_LEFT", words::message_left(language)));
    }
    for (name, message) in messages {
        shell.assign(name, &Word::quoted(message));
    }
    shell.blank();
}

fn print_helpers(shell: &mut Shell, language: Language, script: Script) {
    shell.code(SAY);
    shell.comment(words::helper_first(language));
    shell.code(FIRST);
    shell.comment(words::helper_known(language));
    shell.code(KNOWN);
    shell.comment(words::helper_run(language));
    shell.code(RUN);
    shell.comment(words::helper_change(language));
    shell.code(CHANGE);
    if script != Script::Certificate {
        shell.comment(words::helper_tolerate(language));
        shell.code(TOLERATE);
    }
    shell.comment(words::helper_ask(language));
    shell.code(ASK);
    if script != Script::RotateApiKey {
        shell.comment(words::helper_only(language));
        shell.code(ONLY);
    }
    if script != Script::Teardown {
        shell.comment(words::helper_make(language));
        shell.code(MAKE);
    }
    if script == Script::Deploy {
        shell.comment(words::helper_gone(language));
        shell.code(GONE);
        shell.comment(words::helper_left(language));
        shell.code(LEFT);
    }
}

/// Finds the API by its tag; every script that needs it does.
pub(super) fn print_find_api(shell: &mut Shell, design: &Design, names: &Names) {
    if design.is_v2() {
        return http::print_find(shell, design, names);
    }
    shell.at(place::name(), |shell| {
        shell.code("API=''\n");
        shell.line(
            r#"aws apigateway get-rest-apis --query {} --output text >"$WORK/found""#,
            [names.tagged("items", "id")],
        );
    });
}

const OPTIONS: &str = r#"DRY_RUN=0
YES=0
while [ $# -gt 0 ]; do
  case "$1" in
    --dry-run) DRY_RUN=1 ;;
    --yes) YES=1 ;;
"#;

const OPTIONS_END: &str = r#"    -h | --help) printf '%s\n' "$M_USAGE"; exit 0 ;;
    *) printf '%s\n' "$M_USAGE" >&2; exit 64 ;;
  esac
  shift
done
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

"#;

const SAY: &str = r#"say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
have() { [ -n "$1" ] && [ "$1" != None ]; }
"#;

const FIRST: &str = r#"first() {
  local word=''
  IFS=$' \t\n' read -r word _ || true
  cat >/dev/null
  printf '%s' "$word"
}
"#;

const KNOWN: &str = r#"known() { case "$1" in '' | None | '<'*) return 1 ;; esac; }
"#;

/// A command line of Windows holds 32,767 characters, one word of Linux 128 KB; `printf` is part of bash.
const RUN: &str = r#"run() {
  local words=() word
  for word in "$@"; do
    if [ "${#word}" -gt 8000 ]; then
      printf '%s' "$word" >"$WORK/word${#words[@]}"
      word="file://$WORK/word${#words[@]}"
    fi
    words+=("$word")
  done
  "${words[@]}"
}
"#;

const CHANGE: &str = r#"change() {
  if [ "$DRY_RUN" = 1 ]; then
    { printf '+'; printf ' %q' "$@"; printf '\n'; }
  else
    run "$@" >/dev/null
  fi
}
"#;

const TOLERATE: &str = r#"tolerate() {
  local word=$1
  shift
  if [ "$DRY_RUN" = 1 ]; then
    change "$@"
  elif ! "$@" >/dev/null 2>"$WORK/error"; then
    grep -Eq "$word" "$WORK/error" || { cat "$WORK/error" >&2; exit 1; }
  fi
}
"#;

const ASK: &str = r#"ask() {
  local name=$1 answer=''
  shift
  if "$@" >"$WORK/answer" 2>"$WORK/error"; then
    answer=$(first <"$WORK/answer")
  elif ! grep -Eq 'NotFound|NoSuch|Invalid stage identifier' "$WORK/error"; then
    cat "$WORK/error" >&2
    exit 1
  fi
  have "$answer" || answer=''
  printf -v "$name" '%s' "$answer"
}
"#;

const ONLY: &str = r#"only() {
  local name=$1 what=$2 none=$3 count
  count=$(grep -c . "$WORK/found" || true)
  if [ "$count" = 1 ]; then
    printf -v "$name" '%s' "$(first <"$WORK/found")"
  elif [ "$count" = 0 ] && [ "$none" = stop ]; then
    # shellcheck disable=SC2059
    die "$(printf "$M_NONE" "$what")"
  elif [ "$count" != 0 ]; then
    cat "$WORK/found" >&2
    # shellcheck disable=SC2059
    die "$(printf "$M_SEVERAL" "$what")"
  fi
}
"#;

const MAKE: &str = r#"make() {
  local name=$1 id
  shift
  if [ "$DRY_RUN" = 1 ]; then
    change "$@"
    id="<$name>"
  else
    id=$(run "$@" | first)
    # shellcheck disable=SC2059
    have "$id" || die "$(printf "$M_NO_ID" "$*")"
  fi
  printf -v "$name" '%s' "$id"
}
"#;

const GONE: &str = r#"gone() {
  # shellcheck disable=SC2059
  say "$(printf "$M_GONE" "$1" "$2")"
}
"#;

const LEFT: &str = r#"left() {
  # shellcheck disable=SC2059
  { printf "$M_LEFT" "$1" "$2"; printf '\n'; } >>"$WORK/left"
}
later() { { printf ' '; printf ' %q' "$@"; printf '\n'; } >>"$WORK/left"; }
"#;

const ROTATE_OPTIONS: &str = r"    --key=*) KEY=${1#--key=} ;;
    --finish) PHASE=finish ;;
    --delete) PHASE=delete ;;
    --show) SHOW=1 ;;
";

const PREFLIGHT: &str = r#"command -v aws >/dev/null || die "$M_NO_CLI"
aws sts get-caller-identity --query '[Account,Arn]' --output text >"$WORK/caller"
IFS=$' \t\n' read -r ACCOUNT CALLER <"$WORK/caller"
PARTITION=$(printf '%s' "$CALLER" | cut -d: -f2)
if [ -n "$EXPECTED_ACCOUNT" ] && [ "$ACCOUNT" != "$EXPECTED_ACCOUNT" ]; then
  # shellcheck disable=SC2059
  die "$(printf "$M_ACCOUNT" "$ACCOUNT" "$EXPECTED_ACCOUNT")"
fi
# shellcheck disable=SC2059
say "$(printf "$M_TARGET" "$PROJECT" "$ACCOUNT" "$AWS_REGION" "$PARTITION")"
if [ "$DRY_RUN" = 0 ] && [ "$YES" = 0 ]; then
  [ -t 0 ] || die "$M_NO_TERMINAL"
  printf '%s ' "$M_CONFIRM" >&2
  read -r answer
  case "$answer" in y | Y | yes) ;; *) die "$M_STOPPED" ;; esac
fi

"#;
