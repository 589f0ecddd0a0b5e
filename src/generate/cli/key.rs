//! API keys.

use super::access::{at, find};
use super::names::{Names, TAG};
use super::replace;
use crate::model::{ApiKey, Design};
use crate::text::shell::{Shell, Word};
use crate::words::files as words;

pub(super) fn variable(index: usize) -> String {
    format!("API_KEY_{}", index + 1)
}

pub(super) fn tag(names: &Names, key: &ApiKey) -> String {
    names.of("key", &key.name)
}

pub(super) fn print(shell: &mut Shell, design: &Design, names: &Names, index: usize, key: &ApiKey) {
    let (variable, tag) = (variable(index), tag(names, key));
    let what = words::what_key(design.output.language, &tag);
    find(shell, &variable, "keys", &tag, &what);
    let name = Word::variable(&variable);
    shell.block("if ! known {} ; then", [name.clone()], "fi", |shell| {
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
            [name, patch],
        );
    });
}

/// Names the keys of the project that the design does not have: their values cannot be had back.
pub(super) fn print_left(shell: &mut Shell, design: &Design, names: &Names) {
    let language = design.output.language;
    let keys = &design.access.api_keys;
    let wanted: Vec<String> = keys.iter().map(|key| tag(names, key)).collect();
    shell.comment(words::deploy_left_keys(language));
    shell.at(at().join("api_keys"), |shell| {
        shell.assign("N_KEY", &Word::quoted(words::what_api_key(language)));
        shell.assign("KEYS", &Word::text(&wanted.join(" ")));
    });
    shell.code(LEFT_KEYS);
}

const LEFT_KEYS: &str = r#"while IFS=$'\t' read -r tag id _; do
  case " $KEYS " in *" $(key_tag "$id") "*) continue ;; esac
  left "$N_KEY" "$tag"
  later aws apigateway delete-api-key --api-key "$id"
done <"$WORK/keys"
"#;
