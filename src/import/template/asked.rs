//! Who may call, as an event asks it of its API: what that does not know SAM refuses (aws-sam-translator 1.115,
//! `eventsources/push.py`).

use super::event::{self, Event, Kind};
use super::props::Props;
use super::{Template, scope};
use crate::diagnostic::{Sentence, Severity};
use crate::import::Reading;
use crate::import::node::{Entry, Node, Place};
use crate::sentence;

/// Tells of every event that asks what its API does not have, or names an API that is none of its kind.
pub(super) fn check<'a>(template: &'a Template<'a>, reading: &mut Reading) {
    let machines = event::all(&template.resources, "AWS::Serverless::StateMachine");
    let events = template.events.iter().chain(&machines);
    for event in events.filter(|event| !event.is_plain()) {
        check_reference(event, reading);
        check_event(template, event, reading);
    }
}

fn say(reading: &mut Reading, at: Place, message: Sentence, help: Sentence) {
    reading.say(Severity::Warning, "sam-refused", at, message, help);
}

/// `RestApiId` is a name or a `Ref`.
fn check_reference(event: &Event<'_>, reading: &mut Reading) {
    let properties = event.entry.value.get("Properties");
    let entry = properties.and_then(|properties| properties.entry("RestApiId"));
    let entry = entry.filter(|_| event.kind == Kind::Rest);
    if let Some(entry) = entry
        && scope::function(&entry.value).is_some_and(|(name, _)| name != "Ref")
    {
        say(
            reading,
            entry.at,
            sentence!(
                "`RestApiId` takes a name or a `!Ref` alone, and SAM refuses any other function",
                "`RestApiId` に書けるのは名前か `!Ref` だけで、SAM はほかの関数を拒否します"
            ),
            sentence!(
                "refer to an API of the template with `!Ref`",
                "テンプレートの API を `!Ref` で参照してください"
            ),
        );
    }
}

fn check_event<'a>(template: &'a Template<'a>, event: &Event<'a>, reading: &mut Reading) {
    let props = event.props(template);
    if event.kind == Kind::Http {
        check_pair(&props, reading);
    }
    let Some(auth) = props.below("Auth") else {
        return;
    };
    check_override(&auth, reading);
    let Some(api) = api_of(template, event) else {
        return;
    };
    let elsewhere = ["DefinitionBody", "DefinitionUri"];
    let merges = api.scope_flag("MergeDefinitions") == Some(true);
    if elsewhere.iter().any(|key| api.has(key)) && !merges {
        // SAM takes no notice of the event.
        return;
    }
    let asked = Asked {
        kind: event.kind,
        auth,
        api: api.below("Auth"),
    };
    asked.check(event.entry, reading);
}

/// An event of an HTTP API names both or none.
fn check_pair(props: &Props<'_>, reading: &mut Reading) {
    for (there, missing) in [("Path", "Method"), ("Method", "Path")] {
        if let Some(entry) = props.entry(there)
            && props.entry(missing).is_none()
        {
            say(
                reading,
                entry.at,
                sentence!(
                    "`{there}` without `{missing}` is refused by SAM",
                    "`{missing}` のない `{there}` は SAM に拒否されます"
                ),
                sentence!("add `{missing}`", "`{missing}` を追加してください"),
            );
        }
    }
}

fn check_override(auth: &Props<'_>, reading: &mut Reading) {
    const NEEDED: [&str; 3] = ["Authorizer", "ApiKeyRequired", "ResourcePolicy"];
    let Some(entry) = auth.entry("OverrideApiAuth") else {
        return;
    };
    let is_on = entry.value.as_bool() == Some(true);
    if is_on && !NEEDED.iter().any(|key| auth.entry(key).is_some()) {
        say(
            reading,
            entry.at,
            sentence!(
                "`OverrideApiAuth` needs `Authorizer`, `ApiKeyRequired` or `ResourcePolicy` beside it",
                "`OverrideApiAuth` には `Authorizer`、`ApiKeyRequired`、`ResourcePolicy` のいずれかが必要です"
            ),
            sentence!(
                "add what is asked instead, or take it out",
                "代わりに求めるものを追加するか、削除してください"
            ),
        );
    }
}

/// What the API of an event says, with `Globals`.
fn api_of<'a>(template: &'a Template<'a>, event: &Event<'a>) -> Option<Props<'a>> {
    let (kind, section, implicit) = match event.kind {
        Kind::Rest => ("AWS::Serverless::Api", "Api", "ServerlessRestApi"),
        Kind::Http => ("AWS::Serverless::HttpApi", "HttpApi", "ServerlessHttpApi"),
    };
    let id = event.api.as_deref()?;
    match template.resource(id) {
        Some(resource) if resource.kind == kind => Some(template.props(resource)),
        None if id == implicit => Some(template.globals(section)),
        _ => None,
    }
}

struct Asked<'a> {
    kind: Kind,
    /// What the event says, and what its API does.
    auth: Props<'a>,
    api: Option<Props<'a>>,
}

impl Asked<'_> {
    fn has(&self, key: &str) -> bool {
        self.api.as_ref().is_some_and(|api| api.has(key))
    }

    fn check(&self, event: &Entry, reading: &mut Reading) {
        let name = self.auth.entry("Authorizer");
        match name.map(|entry| (entry, entry.value.as_str())) {
            Some((entry, Some(name))) => self.check_name(entry, name, reading),
            None if self.kind == Kind::Http && !self.has("DefaultAuthorizer") => {
                let at = event
                    .value
                    .find(&["Properties"])
                    .and_then(|one| one.entry("Auth"));
                say(
                    reading,
                    at.map_or(event.at, |entry| entry.at),
                    sentence!(
                        "`Auth` names no `Authorizer`, and the API has no `DefaultAuthorizer`: SAM refuses it",
                        "`Auth` に `Authorizer` がなく、API にも `DefaultAuthorizer` がないため、SAM は拒否します"
                    ),
                    sentence!(
                        "name an authorizer, or take `Auth` out",
                        "オーソライザーを指定するか、`Auth` を削除してください"
                    ),
                );
            }
            _ => {}
        }
        if let Some(entry) = self.auth.entry("AuthorizationScopes")
            && self.kind == Kind::Rest
            && name.is_none()
            && !entry.value.items().is_empty()
        {
            say(
                reading,
                entry.at,
                sentence!(
                    "`AuthorizationScopes` without `Authorizer` is refused by SAM, though the API has a `DefaultAuthorizer`",
                    "`Authorizer` のない `AuthorizationScopes` は、API に `DefaultAuthorizer` があっても SAM に拒否されます"
                ),
                sentence!(
                    "name the authorizer beside it",
                    "同じ場所でオーソライザーを指定してください"
                ),
            );
        }
        if let Some(entry) = self.auth.entry("ApiKeyRequired")
            && entry.value.as_bool() == Some(false)
            && !self.has("ApiKeyRequired")
        {
            say(
                reading,
                entry.at,
                sentence!(
                    "`ApiKeyRequired: false` is refused where the API asks for no key",
                    "API がキーを求めていない場合、`ApiKeyRequired: false` は拒否されます"
                ),
                sentence!("take it out", "削除してください"),
            );
        }
    }

    fn check_name(&self, entry: &Entry, name: &str, reading: &mut Reading) {
        let authorizers = self.api.as_ref().and_then(|api| api.below("Authorizers"));
        let is_known = authorizers.is_some_and(|all| all.has(name));
        let iam = self
            .api
            .as_ref()
            .and_then(|api| api.entry("EnableIamAuthorizer"));
        let iam = iam.map(|entry| &entry.value).and_then(Node::as_bool);
        let fits = match (name, self.kind) {
            ("NONE", _) => self.has("DefaultAuthorizer"),
            ("AWS_IAM", Kind::Rest) => true,
            ("AWS_IAM", Kind::Http) => is_known || iam == Some(true),
            _ => is_known,
        };
        if fits {
            return;
        }
        let (message, help) = match name {
            "NONE" => (
                sentence!(
                    "`Authorizer: NONE` is refused where the API has no `DefaultAuthorizer`",
                    "API に `DefaultAuthorizer` がない場合、`Authorizer: NONE` は拒否されます"
                ),
                sentence!("take it out", "削除してください"),
            ),
            "AWS_IAM" => (
                sentence!(
                    "`Authorizer: AWS_IAM` needs `EnableIamAuthorizer` at the API",
                    "`Authorizer: AWS_IAM` には、API の `EnableIamAuthorizer` が必要です"
                ),
                sentence!(
                    "write `EnableIamAuthorizer: true` under `Auth` of the API",
                    "API の `Auth` に `EnableIamAuthorizer: true` を追加してください"
                ),
            ),
            _ => (
                sentence!(
                    "`Authorizer` names `{name}`, which the API's `Authorizers` do not have: SAM refuses it",
                    "`Authorizer` の `{name}` は API の `Authorizers` にないため、SAM は拒否します"
                ),
                sentence!(
                    "name an authorizer that is there",
                    "定義済みのオーソライザーを指定してください"
                ),
            ),
        };
        say(reading, entry.at, message, help);
    }
}
