//! API keys that nobody hands over.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{ApiKeySource, Authorization, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "api-key-source-without-authorizer",
    severity: Severity::Warning,
    docs: "With `AUTHORIZER` as key source API Gateway takes the key from the \
           `usageIdentifierKey` that a Lambda authorizer returns; a method that requires a key \
           and has no such authorizer answers 403 (AWS: API Gateway developer guide, \"Choose an \
           API key source in API Gateway\").",
    bad: r#"{"api": {"rest": {"api_key_source": "AUTHORIZER"}}, "access": {"api_key_required": true}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    good: r#"{"api": {"rest": {"api_key_source": "HEADER"}}, "access": {"api_key_required": true}, "routes": [{"path": "/", "methods": [{}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if !design
        .rest()
        .is_some_and(|rest| rest.api_key_source == ApiKeySource::Authorizer)
    {
        return Vec::new();
    }
    let access = &design.access;
    let keyless = methods(design).find(|(_, _, method)| {
        let authorization = access.authorization_of(method);
        access.api_key_required_of(method)
            && matches!(authorization, Authorization::None | Authorization::Iam)
    });
    let Some((_, route, method)) = keyless else {
        return Vec::new();
    };
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("api_key_source");
    let (verb, path) = (method.verb.as_str(), &route.path);
    let message = sentence!(
        "`{verb} {path}` requires an API key, but has no Lambda authorizer that hands one over",
        "`{verb} {path}` は API キーが必須ですが、キーを返す Lambda オーソライザーがありません",
    );
    vec![Finding::at(at, message).set("HEADER").help(sentence!(
        "take `HEADER` as key source; callers then send the key as `X-API-Key`",
        "API キーの取得元を `HEADER` にし、`X-API-Key` ヘッダーで送ってください",
    ))]
}
