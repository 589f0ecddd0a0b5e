//! What kind of value belongs at each place of a definition: readers pass over another one, and here it is told.

use crate::diagnostic::{Sentence, Severity};
use crate::import::Reading;
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
    /// A path with its operations.
    Path,
    /// Anything.
    Any,
}

const MAP: Is = Is::With(&[]);
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
    ("paths", Is::All(&Is::Path)),
    ("components", COMPONENTS),
    ("definitions", Is::All(&MAP)),
    ("securityDefinitions", Is::All(&SCHEME)),
    ("parameters", Is::All(&PARAMETER)),
    ("responses", Is::All(&RESPONSE)),
    ("security", SECURITY),
    ("servers", Is::List(&MAP)),
    ("schemes", TEXTS),
    ("consumes", TEXTS),
    ("produces", TEXTS),
    ("x-amazon-apigateway-cors", CORS),
    ("x-amazon-apigateway-binary-media-types", TEXTS),
    ("x-amazon-apigateway-gateway-responses", Is::All(&MAP)),
    ("x-amazon-apigateway-request-validators", Is::All(&MAP)),
]);

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
    ("x-amazon-apigateway-authorizer", MAP),
]);

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
    ("type", Is::Text),
    ("httpMethod", Is::Text),
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
    ("timeoutInMillis", Is::Number),
]);

const CORS: Is = Is::With(&[
    ("allowOrigins", TEXTS),
    ("allowMethods", TEXTS),
    ("allowHeaders", TEXTS),
    ("exposeHeaders", TEXTS),
    ("allowCredentials", Is::Truth),
    ("maxAge", Is::Number),
]);

/// Tells of every value of a definition that is of another kind than belongs there.
pub(super) fn check(root: &Node, reading: &mut Reading) {
    inside(root, &DEFINITION, reading);
}

fn inside(node: &Node, is: &'static Is, reading: &mut Reading) {
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
        Is::Path => {
            for entry in node.entries() {
                match entry.key.as_str() {
                    "parameters" => one(entry, &Is::List(&PARAMETER), reading),
                    "x-amazon-apigateway-any-method" => one(entry, &OPERATION, reading),
                    key if crate::model::Verb::ALL
                        .iter()
                        .any(|verb| verb.as_str().eq_ignore_ascii_case(key)) =>
                    {
                        one(entry, &OPERATION, reading);
                    }
                    _ => {}
                }
            }
        }
        Is::List(is) => {
            for item in node.items() {
                if fits(item, is) {
                    inside(item, is, reading);
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
        inside(&entry.value, is, reading);
    } else if entry.mark() == Mark::Kept {
        reading.say_wrong(entry, &called(is));
    } else {
        reading.wrong(entry, &called(is));
    }
}

/// Whether a value is of a kind. Nothing is nothing wrong, and a function of a template may be anything.
fn fits(node: &Node, is: &Is) -> bool {
    let is_function =
        matches!(node.entries(), [one] if one.key == "Ref" || one.key.starts_with("Fn::"));
    if node.kind == Kind::Null || is_function {
        return true;
    }
    match is {
        Is::Text => node.is_scalar(),
        Is::Truth => node.as_bool().is_some(),
        Is::Number => node.as_f64().is_some(),
        Is::List(_) => matches!(node.kind, Kind::List(_)),
        Is::All(_) | Is::With(_) | Is::Path => node.is_map(),
        Is::Any => true,
    }
}

fn called(is: &Is) -> Sentence {
    match is {
        Is::Text => sentence!("a text", "文字列"),
        Is::Truth => sentence!("a truth value", "真偽値"),
        Is::Number => sentence!("a number", "数値"),
        Is::List(_) => sentence!("a list", "リスト"),
        Is::All(_) | Is::With(_) | Is::Path => sentence!("a mapping", "マッピング"),
        Is::Any => sentence!("another value", "別の値"),
    }
}
