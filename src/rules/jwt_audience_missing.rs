//! JWT authorizers that let nobody in, or have more audiences than they can.

use super::{Finding, Rule, authorizer::kinds};
use crate::diagnostic::Severity;
use crate::model::{AuthorizerKind, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "jwt-audience-missing",
    severity: Severity::Error,
    docs: "A token's `aud` or `client_id` must be one of the audiences (AWS: \"Control access to \
           HTTP APIs with JWT authorizers in API Gateway\"), of which an authorizer has 50 at most \
           (AWS: \"Amazon API Gateway quotas\", HTTP APIs).",
    bad: r#"{"access": {"authorizers": [{"name": "login", "kind": {"jwt": {"issuer": "https://login.example.com"}}}]}}"#,
    good: r#"{"access": {"authorizers": [{"name": "login", "kind": {"jwt": {"issuer": "https://login.example.com", "audience": ["app"]}}}]}}"#,
    check,
};

const MOST: usize = 50;

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, authorizer) in kinds(design) {
        let AuthorizerKind::Jwt(jwt) = &authorizer.kind else {
            continue;
        };
        let (at, count) = (at.join("audience"), jwt.audience.len());
        let help = sentence!(
            "name the ids of the apps that sign users in, for Cognito the app client's id",
            "ユーザーがサインインするアプリの ID を指定してください。Cognito ではアプリクライアントの ID です",
        );
        if count == 0 {
            let message = sentence!(
                "no audience is given, so no token is taken",
                "オーディエンスがなく、どのトークンも受け付けません"
            );
            found.push(Finding::at(at, message).help(help.clone()));
        } else if count > MOST {
            let message = sentence!(
                "there are {count} audiences, an authorizer has {MOST} at most",
                "オーディエンスが{count}個ありますが、上限は{MOST}個です"
            );
            found.push(Finding::at(at, message).help(help.clone()));
        }
        for (index, audience) in jwt.audience.iter().enumerate() {
            if audience.is_empty() {
                let message = sentence!("the audience is empty", "オーディエンスが空です");
                found.push(Finding::at(at.join(index), message).help(help.clone()));
            }
        }
    }
    found
}
