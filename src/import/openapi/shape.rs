//! What kind of value belongs at each place of a definition: readers pass over another one, and here it is told.

use crate::diagnostic::{Sentence, Severity};
use crate::import::Reading;
use crate::import::allowed::{
    ACCESS_MODES, CONNECTIONS, CONTENT_HANDLING, INTEGRATIONS, KEY_SOURCES, Must, PASSTHROUGH,
    VERBS,
};
use crate::import::node::{Entry, Kind, Mark, Node};
use crate::sentence;

/// A kind of value, with what belongs inside.
enum Is {
    Text,
    Truth,
    Number,
    /// A list of such.
    List(&'static Is),
    /// A mapping with any keys, of such.
    All(&'static Is),
    /// A mapping in which these keys hold such; any other key is no affair of this.
    With(&'static [(&'static str, Is)]),
    /// Paths with what each of them has.
    Paths,
    /// A path with its operations.
    Path,
    /// Such, of these values alone.
    Of(&'static Is, Must),
    /// Anything.
    Any,
}

const MAP: Is = Is::With(&[]);
const ENDPOINT: &str = "x-amazon-apigateway-endpoint-configuration";
const TEXTS: Is = Is::List(&Is::Text);
const SECURITY: Is = Is::List(&Is::All(&Is::List(&Is::Any)));

const DEFINITION: Is = Is::With(&[
    (
        "info",
        Is::With(&[
            ("title", Is::Text),
            ("version", Is::Any),
            ("description", Is::Text),
        ]),
    ),
    ("paths", Is::Paths),
    ("components", COMPONENTS),
    ("definitions", Is::All(&MAP)),
    ("securityDefinitions", Is::All(&SCHEME)),
    ("parameters", Is::All(&PARAMETER)),
    ("responses", Is::All(&RESPONSE)),
    ("security", SECURITY),
    ("servers", Is::List(&Is::With(&[(ENDPOINT, MAP)]))),
    (ENDPOINT, MAP),
    ("schemes", TEXTS),
    ("consumes", TEXTS),
    ("produces", TEXTS),
    ("x-amazon-apigateway-cors", CORS),
    ("x-amazon-apigateway-binary-media-types", TEXTS),
    ("x-amazon-apigateway-gateway-responses", Is::All(&ANSWER)),
    ("x-amazon-apigateway-request-validators", Is::All(&MAP)),
    (
        "x-amazon-apigateway-minimum-compression-size",
        Is::Of(&Is::Number, Must::Whole(0, 10_485_760)),
    ),
    (
        "x-amazon-apigateway-api-key-source",
        Is::Of(&Is::Text, Must::Word(KEY_SOURCES)),
    ),
    (
        "x-amazon-apigateway-security-policy",
        Is::Of(&Is::Text, Must::Policy),
    ),
    (
        "x-amazon-apigateway-endpoint-access-mode",
        Is::Of(&Is::Text, Must::Word(ACCESS_MODES)),
    ),
]);

const ANSWER: Is = Is::With(&[("statusCode", Is::Of(&Is::Number, Must::Whole(200, 599)))]);

const COMPONENTS: Is = Is::With(&[
    ("schemas", Is::All(&MAP)),
    ("parameters", Is::All(&PARAMETER)),
    ("responses", Is::All(&RESPONSE)),
    ("requestBodies", Is::All(&MAP)),
    ("headers", Is::All(&HEADER)),
    ("securitySchemes", Is::All(&SCHEME)),
    ("x-amazon-apigateway-integrations", Is::All(&INTEGRATION)),
]);

const SCHEME: Is = Is::With(&[
    ("type", Is::Text),
    ("name", Is::Text),
    ("in", Is::Text),
    ("scheme", Is::Text),
    ("x-amazon-apigateway-authtype", Is::Text),
    ("x-amazon-apigateway-authorizer", AUTHORIZER),
]);

const AUTHORIZER: Is = Is::With(&[
    (
        "type",
        Is::Of(
            &Is::Text,
            Must::AnyCase(&["token", "request", "cognito_user_pools", "jwt"]),
        ),
    ),
    (
        "authorizerResultTtlInSeconds",
        Is::Of(&Is::Number, Must::Whole(0, 3600)),
    ),
    ("authorizerPayloadFormatVersion", Is::Of(&Is::Text, PAYLOAD)),
]);

/// As YAML spells them without quotes, too.
const PAYLOAD: Must = Must::Word(&["1.0", "2.0", "1", "2"]);

const PARAMETER: Is = Is::With(&[
    ("name", Is::Text),
    ("in", Is::Text),
    ("required", Is::Truth),
    ("schema", MAP),
]);

const HEADER: Is = Is::With(&[("schema", MAP)]);

const RESPONSE: Is = Is::With(&[
    ("description", Is::Text),
    ("headers", Is::All(&HEADER)),
    ("content", Is::All(&MAP)),
    ("schema", MAP),
]);

const OPERATION: Is = Is::With(&[
    ("parameters", Is::List(&PARAMETER)),
    ("responses", Is::All(&RESPONSE)),
    ("requestBody", Is::With(&[("content", Is::All(&MAP))])),
    ("security", SECURITY),
    ("consumes", TEXTS),
    ("produces", TEXTS),
    ("x-amazon-apigateway-auth", MAP),
    ("x-amazon-apigateway-integration", INTEGRATION),
    ("x-amazon-apigateway-request-validator", Is::Text),
]);

const INTEGRATION: Is = Is::With(&[
    ("type", Is::Of(&Is::Text, Must::AnyCase(INTEGRATIONS))),
    ("httpMethod", Is::Of(&Is::Text, Must::AnyCase(VERBS))),
    (
        "connectionType",
        Is::Of(&Is::Text, Must::AnyCase(CONNECTIONS)),
    ),
    (
        "passthroughBehavior",
        Is::Of(&Is::Text, Must::AnyCase(PASSTHROUGH)),
    ),
    (
        "contentHandling",
        Is::Of(&Is::Text, Must::AnyCase(CONTENT_HANDLING)),
    ),
    ("payloadFormatVersion", Is::Of(&Is::Text, PAYLOAD)),
    ("requestParameters", Is::All(&Is::Any)),
    ("requestTemplates", Is::All(&Is::Text)),
    (
        "responses",
        Is::All(&Is::With(&[
            ("responseParameters", Is::All(&Is::Any)),
            ("responseTemplates", Is::All(&Is::Text)),
        ])),
    ),
    ("cacheKeyParameters", TEXTS),
    (
        "timeoutInMillis",
        Is::Of(&Is::Number, Must::Whole(50, 30_000)),
    ),
]);

const CORS: Is = Is::With(&[
    ("allowOrigins", TEXTS),
    ("allowMethods", Is::List(&Is::Of(&Is::Text, CORS_METHOD))),
    ("allowHeaders", TEXTS),
    ("exposeHeaders", TEXTS),
    ("allowCredentials", Is::Truth),
    ("maxAge", Is::Of(&Is::Number, Must::Whole(-1, 86_400))),
]);

const CORS_METHOD: Must = Must::AnyCase(&[
    "*", "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT",
]);

/// Tells of every value of a definition that is of another kind than belongs there, or none that API Gateway takes.
pub(crate) fn check(root: &Node, reading: &mut Reading) {
    inside("", root, &DEFINITION, reading);
}

/// A mapping that cannot be nothing, either.
fn must_be_mapping(entry: &Entry, is: &'static Is, reading: &mut Reading) {
    if entry.value.kind == Kind::Null {
        reading.say_wrong(entry, &called(is));
    } else {
        one(entry, is, reading);
    }
}

fn inside(key: &str, node: &Node, is: &'static Is, reading: &mut Reading) {
    match is {
        Is::With(fields) => {
            for (key, is) in *fields {
                if let Some(entry) = node.entry(key) {
                    one(entry, is, reading);
                }
            }
        }
        Is::All(is) => {
            let own = node.entries().iter();
            for entry in own.filter(|entry| !entry.key.starts_with("x-")) {
                one(entry, is, reading);
            }
        }
        Is::Paths => {
            for entry in node.entries() {
                if entry.key.starts_with('/') || entry.key == "$default" {
                    must_be_mapping(entry, &Is::Path, reading);
                } else if !entry.key.starts_with("x-") {
                    say_path(entry, reading);
                }
            }
        }
        Is::Path => {
            for entry in node.entries() {
                match entry.key.as_str() {
                    "parameters" => one(entry, &Is::List(&PARAMETER), reading),
                    "x-amazon-apigateway-any-method" => must_be_mapping(entry, &OPERATION, reading),
                    key if crate::model::Verb::ALL
                        .iter()
                        .any(|verb| verb.as_str().eq_ignore_ascii_case(key)) =>
                    {
                        must_be_mapping(entry, &OPERATION, reading);
                    }
                    "summary" | "description" | "servers" | "$ref" => {}
                    key if key.starts_with("x-") => {}
                    _ => say_method(entry, reading),
                }
            }
        }
        Is::Of(is, _) => inside(key, node, is, reading),
        Is::List(is) => {
            for item in node.items() {
                if fits(item, is) {
                    inside(key, item, is, reading);
                    if let Is::Of(_, must) = is
                        && let Some(text) = item.scalar()
                    {
                        reading.say_unfit(key, item.at, &text, *must);
                    }
                } else {
                    let (holds, belongs) = (item.called(), called(is));
                    reading.say(
                        Severity::Warning,
                        "value-wrong",
                        item.at,
                        Sentence {
                            en: format!(
                                "{} stands in the list where {} belongs",
                                holds.en, belongs.en
                            )
                            .into(),
                            ja: format!(
                                "リストの中に{}があります。ここには{}が必要です",
                                holds.ja, belongs.ja
                            )
                            .into(),
                        },
                        sentence!(
                            "mend the value in the file, or set it in the studio",
                            "ファイルの値を直すか、スタジオで設定してください",
                        ),
                    );
                }
            }
        }
        Is::Text | Is::Truth | Is::Number | Is::Any => {}
    }
}

fn one(entry: &Entry, is: &'static Is, reading: &mut Reading) {
    if fits(&entry.value, is) {
        inside(&entry.key, &entry.value, is, reading);
        let said = entry.mark() == Mark::Represented;
        if let Is::Of(_, must) = is
            // The design holds it, whatever its size, and a rule judges it.
            && !(must.is_range() && said && entry.value.as_u32().is_some())
        {
            let text = entry.value.scalar().unwrap_or_default();
            reading.say_unfit(&entry.key, entry.at, &text, *must);
        }
    } else if entry.mark() == Mark::Kept {
        reading.say_wrong(entry, &called(is));
    } else {
        reading.wrong(entry, &called(is));
    }
}

fn say_path(entry: &Entry, reading: &mut Reading) {
    let key = &entry.key;
    reading.say(
        Severity::Warning,
        "openapi-path-malformed",
        entry.at,
        sentence!(
            "`{key}` is no path, since it does not begin with `/`: it is not in the design",
            "`{key}` は `/` で始まらないためパスではなく、設計には含まれません",
        ),
        sentence!("write `/{key}`", "`/{key}` と書いてください"),
    );
}

fn say_method(entry: &Entry, reading: &mut Reading) {
    let key = &entry.key;
    reading.say(
        Severity::Warning,
        "value-unknown",
        entry.at,
        sentence!(
            "`{key}` is no method that API Gateway knows: it is not in the design",
            "`{key}` は API Gateway の知らないメソッドのため、設計には含まれません",
        ),
        sentence!(
            "use one of `get`, `post`, `put`, `patch`, `delete`, `head`, `options` and `x-amazon-apigateway-any-method`",
            "`get`、`post`、`put`、`patch`、`delete`、`head`、`options`、`x-amazon-apigateway-any-method` のいずれかにしてください",
        ),
    );
}

/// Whether a value is of a kind. Nothing is nothing wrong, and a function of a template may be anything.
fn fits(node: &Node, is: &Is) -> bool {
    let is_function =
        matches!(node.entries(), [one] if one.key == "Ref" || one.key.starts_with("Fn::"));
    let is_reference = node.as_str().is_some_and(|text| text.starts_with("${"));
    if node.kind == Kind::Null || is_function || is_reference {
        return true;
    }
    match is {
        Is::Text => node.is_scalar(),
        Is::Truth => node.as_bool().is_some(),
        Is::Number => node.as_f64().is_some(),
        Is::List(_) => matches!(node.kind, Kind::List(_)),
        Is::All(_) | Is::With(_) | Is::Paths | Is::Path => node.is_map(),
        Is::Of(is, _) => fits(node, is),
        Is::Any => true,
    }
}

fn called(is: &Is) -> Sentence {
    match is {
        Is::Text => sentence!("a text", "文字列"),
        Is::Truth => sentence!("a truth value", "真偽値"),
        Is::Number => sentence!("a number", "数値"),
        Is::List(_) => sentence!("a list", "リスト"),
        Is::All(_) | Is::With(_) | Is::Paths | Is::Path => sentence!("a mapping", "マッピング"),
        Is::Of(is, _) => called(is),
        Is::Any => sentence!("another value", "別の値"),
    }
}
