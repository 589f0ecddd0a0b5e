//! Preflights that a browser cannot pass.

use crate::diagnostic::Edit;
use super::{Finding, Rule, method::methods};
use crate::diagnostic::Severity;
use crate::model::{Authorization, Design, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-preflight-protected",
    severity: Severity::Warning,
    docs: "A browser sends a preflight without credentials and without an API key, so an \
           `OPTIONS` method that wants them refuses it (Fetch Standard, \"CORS-preflight \
           fetch\"; AWS: API Gateway developer guide, \"CORS for REST APIs in API Gateway\").",
    bad: r#"{"cors": {}, "access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{"verb": "OPTIONS"}]}]}"#,
    good: r#"{"cors": {}, "access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{"verb": "OPTIONS", "authorization": "none"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.cors.is_none() {
        return Vec::new();
    }
    let access = &design.access;
    methods(design)
        .filter(|(_, _, method)| method.verb == Verb::Options)
        .filter(|(_, _, method)| {
            *access.authorization_of(method) != Authorization::None
                || access.api_key_required_of(method)
        })
        .map(|(at, route, _)| {
            let path = &route.path;
            let message = sentence!(
                "`OPTIONS {path}` is protected, so browsers cannot ask it for permission",
                "`OPTIONS {path}` が保護されているため、ブラウザのプリフライトが拒否されます"
            );
            Finding::at(at.join("authorization"), message).mend(sentence!("open it", "保護を外す"), vec![Edit::Set(at.join("authorization"), "none".into()), Edit::Set(at.join("api_key_required"), false.into())]).help(sentence!(
                "set its authorization to `NONE` without an API key, or delete the method and let the gateway answer",
                "認可を `NONE`、API キーを不要にするか、メソッドを削除してゲートウェイに答えさせてください",
            ))
        })
        .collect()
}
