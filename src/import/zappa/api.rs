//! The API, who may call it, and CORS.

use std::sync::Arc;

use super::keys::ENDPOINT_TYPE;
use super::stage::{Settings, misspelt, texts, truth, wrong_unless_null};
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::node::{Entry, Kind, Mark, Node};
use crate::model::{
    Api, Authorization, Authorizer, AuthorizerKind, CognitoUserPool, Cors, Design, EndpointType,
    Function, HttpApi, Integration, LambdaToken, Method, RestApi, Route, Verb,
};
use crate::sentence;

/// The description when nothing is said.
pub(super) const DESCRIPTION: &str = "Created automatically by Zappa.";

/// What `cors: true` lets pages send.
const CORS_HEADERS: [&str; 5] = [
    "Content-Type",
    "X-Amz-Date",
    "Authorization",
    "X-Api-Key",
    "X-Amz-Security-Token",
];
/// The methods of `cors: true`.
const CORS_METHODS: [Verb; 7] = [
    Verb::Delete,
    Verb::Get,
    Verb::Head,
    Verb::Options,
    Verb::Patch,
    Verb::Post,
    Verb::Put,
];

/// Reads the API with its routes, authorizer and CORS.
pub(super) fn read(first: &Settings<'_>, design: &mut Design, reading: &mut Reading) {
    let description = first.text("apigateway_description", reading);
    let description = description.unwrap_or_else(|| DESCRIPTION.into());
    let version = first.text("apigateway_version", reading);
    let is_http = version.as_deref() == Some("v2");
    if let (Some(version), Some(entry)) = (&version, first.get("apigateway_version"))
        && !is_http
        && version != "v1"
    {
        reading.wrong(entry, &sentence!("`v1` or `v2`", "`v1` か `v2`"));
    }
    let name = design.name.clone();
    design.api = if is_http {
        Api::Http(HttpApi {
            name,
            description,
            ..HttpApi::default()
        })
    } else {
        let rest = rest(first, name, description, reading);
        Api::Rest(rest)
    };
    let function = design.functions.first().map(|function| &function.name);
    let integration = Integration::LambdaProxy {
        function: function.cloned().unwrap_or_default(),
    };
    let route = |path: &str| {
        Arc::new(Route {
            path: path.into(),
            methods: vec![Method {
                integration: integration.clone(),
                ..Method::default()
            }],
            ..Route::default()
        })
    };
    design.routes = vec![route("/"), route("/{proxy+}")];
    switched_off(first, reading);
    access(first, is_http, design, reading);
    design.cors = first
        .get("cors")
        .and_then(|entry| cors(entry, is_http, reading));
}

fn rest(first: &Settings<'_>, name: String, description: String, reading: &mut Reading) -> RestApi {
    let passes_bytes = first.truth("binary_support", reading).unwrap_or(true);
    let compresses = first.truth("payload_compression", reading).unwrap_or(true);
    let size = first.number("payload_minimum_compression_size", reading);
    let policy = first.get("apigateway_policy");
    if let Some(entry) = policy.filter(|entry| entry.value.kind != Kind::Null) {
        reading.say(
            Severity::Warning,
            "zappa-policy-of-file",
            entry.at,
            sentence!(
                "the resource policy stands in a file of its own, which Zappa alone gets",
                "リソースポリシーは別ファイルにあり、Zappa だけに渡されます"
            ),
            sentence!(
                "set the policy in the studio for the other files",
                "ほかのファイルにも反映するには、ポリシーをスタジオで設定してください"
            ),
        );
    }
    RestApi {
        name,
        description,
        endpoint: endpoint(first, reading),
        binary_media_types: passes_bytes.then(|| "*/*".into()).into_iter().collect(),
        minimum_compression_size: compresses.then(|| size.unwrap_or(0)),
        ..RestApi::default()
    }
}

/// The endpoint's type; without one Zappa makes an edge API.
fn endpoint(first: &Settings<'_>, reading: &mut Reading) -> EndpointType {
    let named = |name: &str| match name {
        "EDGE" => Some(EndpointType::Edge),
        "REGIONAL" => Some(EndpointType::Regional),
        "PRIVATE" => Some(EndpointType::Private),
        _ => None,
    };
    if let Some(entry) = first.get("endpoint_configuration") {
        let types = texts(entry, reading);
        let found = match &types[..] {
            [name] => named(name),
            _ => None,
        };
        if found.is_none() && entry.value.kind != Kind::Null {
            let belongs = sentence!(
                "a list of one of `EDGE`, `REGIONAL` and `PRIVATE`",
                "`EDGE`、`REGIONAL`、`PRIVATE` のいずれか1つのリスト"
            );
            reading.wrong(entry, &belongs);
        }
        return found.unwrap_or(EndpointType::Edge);
    }
    let wrong = [ENDPOINT_TYPE, "apigateway_endpoint_type", "endpoint_type"];
    for entry in wrong.iter().filter_map(|key| first.get(key)) {
        let name = entry.value.scalar().unwrap_or_default();
        if let Some(found) = named(&name) {
            let right = sentence!(
                "`\"endpoint_configuration\": [\"{name}\"]`; without it the API is `EDGE`",
                "`\"endpoint_configuration\": [\"{name}\"]` (ないと API は `EDGE` になります)"
            );
            misspelt(entry, &right, reading);
            return found;
        }
    }
    EndpointType::Edge
}

/// Says that a stage wants no API; the keys stay in the file.
fn switched_off(first: &Settings<'_>, reading: &mut Reading) {
    let off = ["apigateway_enabled", "use_apigateway"];
    let off = off.iter().filter_map(|key| first.get(key));
    for entry in off.filter(|entry| entry.value.kind == Kind::Bool(false)) {
        let key = &entry.key;
        reading.say(
            Severity::Warning,
            "zappa-without-api",
            entry.at,
            sentence!(
                "with `{key}: false` Zappa makes no API; the design has one",
                "`{key}: false` のため Zappa は API を作りませんが、設計には API があります"
            ),
            sentence!(
                "the key stays in `zappa_settings.json`; take it out of there to get the API",
                "このキーは `zappa_settings.json` に残ります。API を作るには取り除いてください"
            ),
        );
    }
}

fn access(first: &Settings<'_>, is_http: bool, design: &mut Design, reading: &mut Reading) {
    let required = first.truth("api_key_required", reading).unwrap_or_default();
    design.access.api_key_required = required && !is_http;
    let iam = first
        .truth("iam_authorization", reading)
        .unwrap_or_default();
    if iam {
        design.access.authorization = Authorization::Iam;
    }
    let Some(entry) = first.get("authorizer") else {
        return;
    };
    let Some(node) = first.map("authorizer", reading) else {
        return;
    };
    if node.entries().is_empty() {
        return;
    }
    if is_http || iam {
        let why = if is_http {
            sentence!(
                "HTTP APIs of Zappa have no authorizers, so anybody may call",
                "Zappa の HTTP API にオーソライザーはないため、誰でも呼び出せます"
            )
        } else {
            sentence!(
                "`iam_authorization` counts, so nobody asks the authorizer",
                "`iam_authorization` が優先され、オーソライザーは使われません"
            )
        };
        let help = sentence!(
            "take it out of the file, or add an authorizer in the studio",
            "ファイルから取り除くか、スタジオでオーソライザーを追加してください"
        );
        // It stands there, but has no effect.
        entry.value.set_all(Mark::Reported);
        reading.report("zappa-authorizer-ignored", entry, why, help);
        return;
    }
    let Some(authorizer) = authorizer(entry, node, design, reading) else {
        return;
    };
    design.access.authorization = Authorization::Authorizer(authorizer.name.clone());
    design.access.authorizers = vec![authorizer];
}

/// Zappa's one authorizer.
fn authorizer(
    entry: &Entry,
    node: &Node,
    design: &mut Design,
    reading: &mut Reading,
) -> Option<Authorizer> {
    let text = |key: &str| {
        let value = node.take(key)?.scalar()?;
        Some(value.into_owned())
    };
    let name = text("name").unwrap_or_else(|| "ZappaAuthorizer".into());
    let header = text("token_header").unwrap_or_else(|| "Authorization".into());
    let kind = match text("type").as_deref() {
        Some("COGNITO_USER_POOLS") => AuthorizerKind::CognitoUserPool(CognitoUserPool {
            user_pool_arns: node
                .entry("provider_arns")
                .map(|arns| texts(arns, reading))
                .unwrap_or_default(),
            header,
            ..CognitoUserPool::default()
        }),
        None | Some("TOKEN") => {
            if let Some(kind) = node.entry("type") {
                let right = sentence!(
                    "no `type` at all for a Lambda authorizer that sees a token",
                    "トークンを受け取る Lambda オーソライザーでは `type` を省略する"
                );
                kind.set_mark(Mark::Unread);
                misspelt(kind, &right, reading);
            }
            AuthorizerKind::LambdaToken(LambdaToken {
                function: asked(node, &name, design),
                header,
                validation_expression: text("validation_expression").unwrap_or_default(),
                ttl_seconds: whole(node, "result_ttl", reading).unwrap_or(300),
            })
        }
        Some(other) => {
            let what = sentence!(
                "Zappa gives the methods an authorization type `{other}` that does not work",
                "Zappa が設定する認可タイプ `{other}` は動作しません"
            );
            let help = sentence!(
                "use `COGNITO_USER_POOLS`, or no `type` for a Lambda function that sees a token; other kinds can be added in the studio",
                "`COGNITO_USER_POOLS` を使うか、トークンを受け取る Lambda 関数では `type` を省略してください。ほかの種類はスタジオで追加できます"
            );
            reading.report("zappa-authorizer-type", entry, what, help);
            return None;
        }
    };
    Some(Authorizer { name, kind })
}

/// A whole number in a mapping; what is none is told.
pub(super) fn whole(node: &Node, key: &str, reading: &mut Reading) -> Option<u32> {
    let entry = node.entry(key)?;
    let number = entry.value.as_u32();
    if number.is_some() {
        entry.set_mark(Mark::Represented);
    } else {
        wrong_unless_null(entry, &sentence!("a whole number", "整数"), reading);
    }
    number
}

/// The function that an authorizer asks; `arn` is one that exists, `function` one of the app.
fn asked(node: &Node, name: &str, design: &mut Design) -> String {
    let text = |key: &str| Some(node.get(key)?.scalar()?.into_owned());
    let arn = text("arn").unwrap_or_default();
    let of_arn = arn.split(':').nth(6).filter(|name| !name.is_empty());
    let called = of_arn.map_or_else(|| name.to_owned(), str::to_owned);
    if arn.is_empty() {
        // The name of the file is Zappa's own affair: it stays for Zappa.
        node.entry("arn")
            .iter()
            .for_each(|arn| arn.set_mark(Mark::Represented));
    } else {
        node.take("arn");
    }
    let is_there = design
        .functions
        .iter()
        .any(|function| function.name == called);
    if !is_there {
        design.functions.push(Function {
            name: called.clone(),
            arn,
            ..Function::default()
        });
    }
    called
}

/// CORS; an HTTP API has its own words for it.
fn cors(entry: &Entry, is_http: bool, reading: &mut Reading) -> Option<Cors> {
    let node = &entry.value;
    if !node.is_map() {
        let all = || Cors {
            allow_origins: vec!["*".into()],
            allow_methods: CORS_METHODS.to_vec(),
            allow_headers: CORS_HEADERS.map(str::to_owned).to_vec(),
            allow_credentials: false,
            max_age_seconds: None,
            expose_headers: Vec::new(),
        };
        return truth(entry, reading).then(all);
    }
    entry.set_mark(Mark::Represented);
    let list = |key: &str, reading: &mut Reading| Some(texts(node.entry(key)?, reading));
    let origins = if is_http {
        list("allowed_origins", reading)
    } else {
        let entry = node.entry("allowed_origin");
        if let Some(entry) = entry.filter(|entry| entry.value.scalar().is_none()) {
            wrong_unless_null(entry, &sentence!("a text", "文字列"), reading);
        }
        entry.and_then(|entry| {
            let origin = entry.value.scalar()?;
            entry.set_mark(Mark::Represented);
            Some(vec![origin.into_owned()])
        })
    };
    let methods = list("allowed_methods", reading);
    let headers = list("allowed_headers", reading);
    let exposed = if is_http {
        list("expose_headers", reading)
    } else {
        None
    };
    let verbs = |names: Vec<String>| {
        let named = |name: &String| Verb::ALL.into_iter().find(|verb| verb.as_str() == name);
        let any = names.iter().any(|name| name == "*");
        if any {
            CORS_METHODS.to_vec()
        } else {
            names.iter().filter_map(named).collect()
        }
    };
    Some(Cors {
        allow_origins: origins.unwrap_or_else(|| vec!["*".into()]),
        allow_methods: methods.map_or_else(|| CORS_METHODS.to_vec(), verbs),
        allow_headers: headers.unwrap_or_else(|| CORS_HEADERS.map(str::to_owned).to_vec()),
        allow_credentials: is_http
            && node.take("allow_credentials").and_then(Node::as_bool) == Some(true),
        max_age_seconds: if is_http {
            whole(node, "max_age", reading)
        } else {
            None
        },
        expose_headers: exposed.unwrap_or_default(),
    })
}
