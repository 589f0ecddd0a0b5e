//! Settings of the API as another kind, which the present kind cannot have.

use serde_json::Value;

use super::mend::written;
use super::{Finding, Rule};
use crate::diagnostic::{Edit, Pointer, Severity};
use crate::model::{Api, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "settings-set-aside",
    severity: Severity::Warning,
    docs: "HTTP APIs have no resource policies, edge-optimised or private endpoints, validators or gateway responses, and \
           WebSocket APIs have neither these nor paths (AWS: API Gateway developer guide, \"Choose between REST APIs and \
           HTTP APIs\"). A design that changes its kind keeps them for the way back; in the files they are missing.",
    bad: r#"{"api": {"http": {}}, "set_aside": [{"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}}}]}"#,
    good: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let at = Pointer::root().join("api").join(design.api.key());
    let aside = Pointer::root().join("set_aside");
    let told = design.set_aside.iter().enumerate().filter_map(|(index, old)| {
        let kind = old.kind();
        let names = differing(&old.clone().sharing(&design.api), &design.as_kind(kind));
        if names.is_empty() || kind == design.api.kind() {
            return None;
        }
        let names = names.join("`, `");
        let (now, was) = (design.api.kind().name(), kind.name());
        let message = sentence!(
            "set aside from the {was} API that this was, because {now} APIs have nothing like it: `{names}`",
            "変更前の {was} API の `{names}` は {now} API ではそのまま使えないため、取り置かれています",
        );
        let help = sentence!(
            "protect or set up again what they did; change the kind back to have them, or forget them",
            "その役割を別の方法で補ってください。種類を戻すと元に戻り、不要なら破棄できます",
        );
        let forget = sentence!("forget them", "破棄する");
        let edits = vec![Edit::Remove(aside.join(index))];
        Some(Finding::at(at, message).help(help).mend(forget, edits))
    });
    told.collect()
}

/// Names of the fields in which two APIs of one kind differ.
fn differing(old: &Api, new: &Api) -> Vec<String> {
    let fields = |api: &Api| match written(api) {
        Value::Object(kinds) => kinds.into_iter().next().map(|(_, fields)| fields),
        _ => None,
    };
    let (Some(Value::Object(old)), Some(Value::Object(new))) = (fields(old), fields(new)) else {
        return Vec::new();
    };
    let all = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
    all.filter(|name| old.get(*name) != new.get(*name)).cloned().collect()
}
