//! What properties of AWS SAM say together, each of which is sound by itself: the translator refuses it, or nothing can
//! come of it (aws-sam-translator 1.115, `api_generator.py`, `http_api_generator.py`, `websocket_api_generator.py`).

use super::Template;
use super::props::Props;
use crate::diagnostic::{Sentence, Severity};
use crate::import::Reading;
use crate::import::node::{Entry, Place};
use crate::sentence;

/// A type, the way to a mapping in it, a key, and the keys beside which it cannot stand.
type Apart = (
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
);

const REST: &str = "AWS::Serverless::Api";
const HTTP: &str = "AWS::Serverless::HttpApi";
const WEBSOCKET: &str = "AWS::Serverless::WebSocketApi";

/// SAM adds nothing to a definition that lies elsewhere.
const APART: [Apart; 3] = [
    (
        REST,
        &[],
        "DefinitionUri",
        &[
            "DefinitionBody",
            "MergeDefinitions",
            "Cors",
            "Auth",
            "GatewayResponses",
            "Models",
            "DisableExecuteApiEndpoint",
        ],
    ),
    (
        HTTP,
        &[],
        "DefinitionUri",
        &[
            "DefinitionBody",
            "CorsConfiguration",
            "Auth",
            "DisableExecuteApiEndpoint",
            "Description",
            "Name",
            "Tags",
        ],
    ),
    (
        REST,
        &["EndpointConfiguration"],
        "VPCEndpointIds",
        &["VpcEndpointIds"],
    ),
];

/// Types, the way to a mapping in it, and the keys of which one must stand there.
type OneOf = (
    &'static [&'static str],
    &'static [&'static str],
    [&'static str; 2],
);

const ONE_OF: [OneOf; 1] = [(
    &[REST, HTTP, WEBSOCKET],
    &["Domain", "Route53"],
    ["HostedZoneId", "HostedZoneName"],
)];

/// Tells of all of it.
pub(super) fn check<'a>(template: &'a Template<'a>, reading: &mut Reading) {
    for resource in &template.resources {
        if !matches!(resource.kind, REST | HTTP | WEBSOCKET) {
            continue;
        }
        let props = template.props(resource);
        for (_, way, key, others) in APART.iter().filter(|one| one.0 == resource.kind) {
            if let Some(inside) = inside(props, way) {
                say_apart(&inside, key, others, reading);
            }
        }
        for (_, way, keys) in ONE_OF.iter().filter(|one| one.0.contains(&resource.kind)) {
            if let Some(inside) = inside(props, way) {
                say_one_of(&inside, way, keys, reading);
            }
        }
        say_empty_stage(&props, reading);
        match resource.kind {
            WEBSOCKET => check_websocket(&props, resource.entry, reading),
            HTTP => check_payload(&props, reading),
            _ => {}
        }
    }
}

/// A mapping inside of properties.
fn inside<'a>(props: Props<'a>, way: &[&str]) -> Option<Props<'a>> {
    way.iter().try_fold(props, |props, key| props.below(key))
}

fn say(reading: &mut Reading, at: Place, message: Sentence, help: Sentence) {
    reading.say(Severity::Warning, "sam-refused", at, message, help);
}

fn say_apart(props: &Props<'_>, key: &str, others: &[&str], reading: &mut Reading) {
    if !props.has(key) {
        return;
    }
    for other in others {
        let entry = props.entry(other).filter(|_| props.has(other));
        let is_off = entry.is_some_and(|entry| props.scope.flag(&entry.value) == Some(false));
        let Some(entry) = entry.filter(|_| !is_off || *other == "DisableExecuteApiEndpoint") else {
            continue;
        };
        say(
            reading,
            entry.at,
            sentence!(
                "`{other}` cannot stand beside `{key}`: SAM refuses both together",
                "`{other}` は `{key}` と同時に指定できません。SAM は両方の指定を拒否します"
            ),
            sentence!("keep one of them", "どちらか一方だけを残してください"),
        );
    }
}

fn say_one_of(props: &Props<'_>, way: &[&str], keys: &[&str; 2], reading: &mut Reading) {
    if keys.iter().any(|key| props.entry(key).is_some()) {
        return;
    }
    let (way, [one, other]) = (way.join("."), keys);
    say(
        reading,
        props.place(),
        sentence!(
            "`{way}` needs `{one}` or `{other}`",
            "`{way}` には `{one}` か `{other}` が必要です"
        ),
        sentence!(
            "add one of them: SAM refuses the template without",
            "どちらかを追加してください。ないと SAM はテンプレートを拒否します"
        ),
    );
}

fn say_empty_stage(props: &Props<'_>, reading: &mut Reading) {
    if let Some(entry) = props.entry("StageName")
        && entry.value.as_str() == Some("")
    {
        say(
            reading,
            entry.at,
            sentence!("`StageName` is empty", "`StageName` が空です"),
            sentence!("write the name of a stage", "ステージ名を書いてください"),
        );
    }
}

/// A function that decides needs to know in which shape it is asked.
fn check_payload(props: &Props<'_>, reading: &mut Reading) {
    const FORMAT: &str = "AuthorizerPayloadFormatVersion";
    let authorizers = props
        .below("Auth")
        .and_then(|auth| auth.below("Authorizers"));
    for entry in authorizers.iter().flat_map(Props::all) {
        if entry.value.get("FunctionArn").is_some() && entry.value.get(FORMAT).is_none() {
            let name = &entry.key;
            say(
                reading,
                entry.at,
                sentence!(
                    "the authorizer `{name}` has no `{FORMAT}`, and SAM refuses it",
                    "オーソライザー `{name}` に `{FORMAT}` がないため、SAM は拒否します"
                ),
                sentence!(
                    "write `'1.0'` or `'2.0'`",
                    "`'1.0'` か `'2.0'` を指定してください"
                ),
            );
        }
    }
}

/// Routes of a WebSocket API with what protects them.
fn check_websocket(props: &Props<'_>, api: &Entry, reading: &mut Reading) {
    let routes = props.below("Routes");
    let names: Vec<&Entry> = routes.as_ref().map(Props::all).unwrap_or_default();
    if props.has("Routes") && names.is_empty() && routes.is_some() {
        say(
            reading,
            api.at,
            sentence!(
                "the API has no route, and SAM refuses it",
                "API にルートがないため、SAM は拒否します"
            ),
            sentence!(
                "add a route, for instance `$default`",
                "`$default` などのルートを追加してください"
            ),
        );
    }
    for route in &names {
        check_route(route, reading);
    }
    let has_connect = names.iter().any(|one| one.key == "$connect");
    if let Some(auth) = props.below("Auth") {
        check_auth(&auth, has_connect || names.is_empty(), reading);
    }
    if let Some(entry) = props.entry("StageName")
        && entry.value.as_str() == Some("$default")
    {
        say(
            reading,
            entry.at,
            sentence!(
                "a stage of a WebSocket API cannot be named `$default`",
                "WebSocket API のステージ名に `$default` は使えません"
            ),
            sentence!("choose another name", "別の名前にしてください"),
        );
    }
    if let Some(domain) = props.below("Domain")
        && let Some(entry) = domain.entry("MutualTlsAuthentication")
    {
        say(
            reading,
            entry.at,
            sentence!(
                "WebSocket APIs know no mutual TLS",
                "WebSocket API では相互 TLS を使えません"
            ),
            sentence!("take it out", "削除してください"),
        );
    }
}

fn check_route(route: &Entry, reading: &mut Reading) {
    let name = &route.key;
    let is_special = matches!(name.as_str(), "$connect" | "$disconnect" | "$default");
    if !is_special && !name.chars().all(char::is_alphanumeric) {
        say(
            reading,
            route.at,
            sentence!(
                "the route `{name}` has other characters than letters and digits, which SAM refuses",
                "ルート `{name}` に英数字以外の文字があるため、SAM は拒否します"
            ),
            sentence!(
                "rename it, or use `$connect`, `$disconnect` or `$default`",
                "名前を変えるか、`$connect`、`$disconnect`、`$default` を使ってください"
            ),
        );
    }
    if let Some(parameters) = route.value.entry("RequestParameters")
        && name != "$connect"
    {
        say(
            reading,
            parameters.at,
            sentence!(
                "only `$connect` has parameters of a request; SAM refuses them at `{name}`",
                "リクエストのパラメータがあるのは `$connect` だけです。SAM は `{name}` での指定を拒否します"
            ),
            sentence!("take them out", "削除してください"),
        );
    }
}

fn check_auth(auth: &Props<'_>, has_connect: bool, reading: &mut Reading) {
    let at = auth.place();
    if !has_connect {
        say(
            reading,
            at,
            sentence!(
                "who may call is asked at `$connect`, and there is no such route",
                "認可は `$connect` で行われますが、そのルートがありません"
            ),
            sentence!(
                "add the route `$connect`",
                "ルート `$connect` を追加してください"
            ),
        );
    }
    let kind = auth
        .entry("AuthType")
        .and_then(|entry| entry.value.as_str());
    match kind {
        Some("CUSTOM") if auth.entry("AuthArn").is_none() => say(
            reading,
            at,
            sentence!(
                "`AuthType: CUSTOM` needs `AuthArn`",
                "`AuthType: CUSTOM` には `AuthArn` が必要です"
            ),
            sentence!(
                "name the function that decides",
                "判定する関数を指定してください"
            ),
        ),
        Some(kind @ ("AWS_IAM" | "NONE")) => {
            let others = auth.all().into_iter();
            for entry in others.filter(|entry| entry.key != "AuthType") {
                let key = &entry.key;
                say(
                    reading,
                    entry.at,
                    sentence!(
                        "`{key}` cannot stand beside `AuthType: {kind}`: SAM refuses both together",
                        "`{key}` は `AuthType: {kind}` と同時に指定できません。SAM は両方の指定を拒否します"
                    ),
                    sentence!("keep one of them", "どちらか一方だけを残してください"),
                );
            }
        }
        _ => {}
    }
}
