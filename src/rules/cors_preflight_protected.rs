//! Preflights that a browser cannot pass.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Edit, Severity};
use crate::model::{Authorization, Design, Verb};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-preflight-protected",
    severity: Severity::Warning,
    docs: "A browser sends a preflight without credentials and without an API key, so an \
           `OPTIONS` method that wants them refuses it (Fetch Standard, \"CORS-preflight \
           fetch\"; AWS: API Gateway developer guide, \"CORS for REST APIs in API Gateway\"). It is \
           refused whether the gateway answers preflights elsewhere or the app answers them all.",
    bad: r#"{"cors": {}, "access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{"verb": "OPTIONS"}]}]}"#,
    good: r#"{"cors": {}, "access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{"verb": "OPTIONS", "authorization": "none"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
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
            let finding = Finding::at(at.join("authorization"), message);
            if design.cors.is_none() {
                // It may be there for something else than preflights: its owner decides.
                return finding.help(sentence!(
                    "set its authorization to `NONE` without an API key, so that what stands behind it can answer, or turn CORS on",
                    "バックエンドが応答できるように、認可を `NONE`、API キーを不要にするか、CORS を有効にしてください",
                ));
            }
            let open = vec![
                Edit::Set(at.join("authorization"), "none".into()),
                Edit::Set(at.join("api_key_required"), false.into()),
            ];
            finding.mend(sentence!("open it", "保護を外す"), open).help(sentence!(
                "set its authorization to `NONE` without an API key, or delete the method and let the gateway answer",
                "認可を `NONE`、API キーを不要にするか、メソッドを削除してゲートウェイに答えさせてください",
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::model::read;

    #[test]
    fn it_is_told_whoever_answers_preflights_and_mended_where_the_gateway_does() {
        for (cors, is_mended) in [("null", false), ("{}", true)] {
            let text = format!(
                r#"{{"cors": {cors}, "routes": [{{"path": "/", "methods": [
                    {{"verb": "OPTIONS", "authorization": "iam"}}, {{"verb": "GET", "authorization": "iam"}}]}}]}}"#
            );
            let found = check(&read(&text).design.expect("it is a design"));
            assert_eq!(found.len(), 1, "{cors}");
            assert_eq!(found[0].fix.is_some(), is_mended, "{cors}");
        }
    }
}
