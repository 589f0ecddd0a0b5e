//! Limits and cache of single methods, in each stage of a REST API.

use super::replace;
use super::stage::at;
use crate::diagnostic::{Pointer, step};
use crate::generate::method_settings::{self, Settings};
use crate::model::{Design, Invalidation};
use crate::text::json;
use crate::text::shell::{List, Shell, Word};
use crate::words::files as words;

/// Methods of one call: the service takes 80 operations, and a method needs up to ten.
const METHODS: usize = 8;

/// What takes settings away.
pub(super) fn print_helper(shell: &mut Shell, design: &Design) {
    let language = design.output.language;
    shell.comment(words::deploy_drop_method_settings(language));
    let name = Word::quoted(words::what_method_settings(language));
    shell.assign("N_METHOD_SETTINGS", &name);
    shell.code(DROP);
}

/// Takes from a stage of an earlier run the settings of methods that have none of their own now.
pub(super) fn print_drop(shell: &mut Shell, design: &Design, index: usize, name: Word) {
    let settings = method_settings::of_stage(design, index);
    let wanted: Vec<String> = settings.iter().map(key).collect();
    let wanted = Word::text(&wanted.join("\n"));
    shell.line("drop_method_settings {} {}", [name, wanted]);
}

/// The key without the slashes before it, so that it does not matter how the service spells them.
fn key(settings: &Settings) -> String {
    let path = settings.path.trim_matches('/');
    let slash = if path.is_empty() { "" } else { "/" };
    format!("{path}{slash}{}", settings.verb.as_str())
}

/// Sets what methods have of their own.
pub(super) fn print(shell: &mut Shell, design: &Design, index: usize, name: impl Fn() -> Word) {
    let settings = method_settings::of_stage(design, index);
    for some in settings.chunks(METHODS) {
        let patch = Word::json_list(|list| some.iter().for_each(|one| patch(list, one)));
        let at = some.first().map_or(at(index), |first| first.at);
        shell.at(at, |shell| {
            shell.line(
                "change aws apigateway update-stage --rest-api-id $API --cli-input-json {} --patch-operations {}",
                [name(), patch],
            );
        });
    }
}

fn patch(list: &mut List, settings: &Settings) {
    let flag = |value| if value { "true" } else { "false" };
    let (path, verb) = (step(&settings.path), settings.verb.as_str());
    let mut set = |at: Pointer, key: &str, value: &str| {
        list.of_field(at);
        replace(list, &format!("/{path}/{verb}/{key}"), value);
    };
    let watch = &settings.watch;
    let (at, level) = watch.execution_log;
    set(at, "logging/loglevel", level.as_str());
    let (at, traces) = watch.data_trace;
    set(at, "logging/dataTrace", flag(traces));
    let (at, detailed) = watch.detailed_metrics;
    set(at, "metrics/enabled", flag(detailed));
    let [rate, burst] = ["throttling/rateLimit", "throttling/burstLimit"];
    match settings.throttle {
        Some((at, throttle)) => {
            set(at, rate, &json::number(throttle.rate_limit));
            set(at, burst, &throttle.burst_limit.to_string());
        }
        // As of a stage: the account's own limits.
        None => [rate, burst]
            .iter()
            .for_each(|key| set(settings.at, key, "-1")),
    }
    let Some(kept) = &settings.cache else { return };
    let caching = kept.caching;
    set(kept.at, "caching/enabled", flag(caching.enabled));
    if caching.enabled {
        let ttl = caching.ttl_seconds.to_string();
        set(kept.ttl_at, "caching/ttlInSeconds", &ttl);
        set(
            kept.encrypted_at,
            "caching/dataEncrypted",
            flag(caching.encrypted),
        );
        set_invalidation(caching.invalidation, |key, value| set(kept.at, key, value));
    }
}

/// Says who may have kept answers made anew; what is the service's own way stays unsaid.
pub(super) fn set_invalidation(invalidation: Invalidation, mut set: impl FnMut(&str, &str)) {
    let needs = if invalidation.needs_right() {
        "true"
    } else {
        "false"
    };
    set("caching/requireAuthorizationForCacheControl", needs);
    set(
        "caching/unauthorizedCacheControlHeaderStrategy",
        invalidation.strategy(),
    );
}

const DROP: &str = r#"drop_method_settings() {
  local key path
  aws apigateway get-stage --rest-api-id "$API" --cli-input-json "$1" \
    --query 'keys(methodSettings || `{}`)[].[@]' --output text | sed 's,~1,/,g; s,~0,~,g; s,^//*,,' >"$WORK/items"
  while IFS= read -r key; do
    case "$key" in '' | '*/*') continue ;; esac
    if printf '%s\n' "$2" | grep -Fx -e "$key" >/dev/null; then continue; fi
    gone "$N_METHOD_SETTINGS" "$key"
    case "$key" in */*) path=${key%/*} ;; *) path='' ;; esac
    path=$(printf '/%s' "$path" | sed 's,~,~0,g; s,/,~1,g')
    change aws apigateway update-stage --rest-api-id "$API" --cli-input-json "$1" \
      --patch-operations '[{"op":"remove","path":"/'"$path/${key##*/}"'"}]'
  done <"$WORK/items"
}
"#;
