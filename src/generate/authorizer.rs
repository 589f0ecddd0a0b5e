//! `app/authorizer.py`: a Lambda authorizer that works, and lets nobody in until it is told whom.

use super::{Generator, Target, nothing_lost};
use crate::diagnostic::Pointer;
use crate::model::{AuthorizerFormat, AuthorizerKind, Design};
use crate::text::Document;
use crate::text::python::Python;
use crate::words::files as words;

pub(super) const GENERATOR: Generator = Generator {
    path: "app/authorizer.py",
    target: Target::App,
    executable: false,
    applies,
    print,
    lost: nothing_lost,
};

/// The handler of functions that authorizers ask.
pub(super) const HANDLER_NAME: &str = "authorizer.handler";

fn applies(design: &Design) -> bool {
    let mut authorizers = design.access.authorizers.iter();
    authorizers.any(|authorizer| authorizer.kind.function().is_some())
}

fn print(design: &Design) -> Document {
    let language = design.output.language;
    Python::document(|python| {
        python.comment(words::authorizer_purpose(language));
        python.code(
            "\n\"\"\"AWS Lambda authorizer.\"\"\"\n\nimport hashlib\nimport hmac\nimport os\n\n",
        );
        python.comment(words::authorizer_sources(language));
        let at = Pointer::root().join("access").join("authorizers");
        python.at(at, |python| {
            print_names(python, design, "HEADERS = [", "headers");
            print_names(python, design, "QUERY_STRINGS = [", "query_strings");
        });
        python.code(CREDENTIALS);
        if design.http().is_some() && answers_simply(design) {
            python.comment(words::authorizer_answer(language));
            python.code(ANSWER);
        } else {
            python.comment(if design.websocket().is_some() {
                words::websocket_policy(language)
            } else {
                words::authorizer_policy(language)
            });
            python.code(POLICY);
        }
    })
}

/// Whether an HTTP API takes `isAuthorized` for an answer, by what the first of its authorizers says: all functions that
/// decide run the same file.
fn answers_simply(design: &Design) -> bool {
    let mut authorizers = design.access.authorizers.iter();
    let first = authorizers.find(|authorizer| authorizer.kind.function().is_some());
    first.is_some_and(|authorizer| authorizer.kind.format().is_simple())
}

/// What REQUEST authorizers read, of all of them.
fn print_names(python: &mut Python, design: &Design, head: &'static str, field: &'static str) {
    let mut seen = std::collections::BTreeSet::new();
    python.code(head);
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        let AuthorizerKind::LambdaRequest(request) = &authorizer.kind else {
            continue;
        };
        let names = if field == "headers" {
            &request.headers
        } else {
            &request.query_strings
        };
        let at = Pointer::root()
            .join("access")
            .join("authorizers")
            .join(index)
            .join("kind")
            .join("lambda_request")
            .join(field);
        python.at(at, |python| {
            for name in names {
                if seen.insert(name) {
                    python.code(if seen.len() > 1 { ", " } else { "" });
                    python.text(name);
                }
            }
        });
    }
    python.code("]\n");
}

/// The field that says how an authorizer is asked; a design writes it where it is not as usual.
pub(super) fn of_format(format: AuthorizerFormat, at: Pointer) -> Pointer {
    if format == AuthorizerFormat::default() {
        at
    } else {
        at.join("format")
    }
}

const CREDENTIALS: &str = r#"

def handler(event, context):
    known = [digest for digest in map(digest_of, credentials(event)) if is_known(digest)]
    return policy(event, known[0][:16] if known else None)


def credentials(event):
    """What the caller shows: the token, or the values of the headers and parameters above."""
    if event.get("type") == "TOKEN":
        return [event.get("authorizationToken") or ""]
    sent = headers_of(event)
    parameters = event.get("queryStringParameters") or {}
    values = [value for name in HEADERS for value in sent.get(name.lower(), [])]
    values += [parameters.get(name) for name in QUERY_STRINGS]
    return [value for value in values if value]


def headers_of(event):
    """The values of each header by its name in lower case; those of `Cookie` are the values of the cookies."""
    sent = {name.lower(): [value] for name, value in (event.get("headers") or {}).items()}
    for name, values in (event.get("multiValueHeaders") or {}).items():
        sent[name.lower()] = values or []
    # An HTTP API has cookies in a list of their own.
    lines = sent.get("cookie", []) + (event.get("cookies") or [])
    sent["cookie"] = [cookie.partition("=")[2].strip().strip('"') for line in lines for cookie in line.split(";")]
    return sent


def digest_of(credential):
    scheme, _, rest = credential.strip().partition(" ")
    token = rest.strip() if scheme.lower() == "bearer" else credential.strip()
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def is_known(digest):
    """Compares with every allowed digest, in the same time whichever it is."""
    allowed = os.environ.get("TOKEN_SHA256", "").lower().replace(",", " ").split()
    return bool(digest) and any([hmac.compare_digest(digest.encode(), one.encode()) for one in allowed])


"#;

/// The simple answer of payload format 2.0
/// (AWS: "Control access to HTTP APIs with AWS Lambda authorizers").
const ANSWER: &str = r#"def policy(event, caller):
    return {"isAuthorized": bool(caller), "context": {"caller": caller or "nobody"}}
"#;

const POLICY: &str = r#"def policy(event, caller):
    arn = event.get("methodArn") or event.get("routeArn") or "*"
    stage = "/".join(arn.split("/")[:2])
    statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Allow" if caller else "Deny",
        "Resource": stage + "/*" if "/" in arn else arn,
    }
    return {
        "principalId": caller or "nobody",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
    }
"#;
