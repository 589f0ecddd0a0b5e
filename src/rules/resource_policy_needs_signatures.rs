//! Policies that name accounts before methods whose callers have none.

use super::{Finding, Rule, method::methods};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, ResourcePolicy, RouteCors};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-needs-signatures",
    severity: Severity::Error,
    docs: "A policy that allows accounts knows a caller by the signature that IAM authorization asks for: callers of other methods are nobody and are refused (AWS: API Gateway developer guide, \"API Gateway resource policy examples\", \"Allow users in another account to use a REST API\"). Where a Lambda authorizer allows a call, a policy that says nothing of the caller keeps nobody out (\"How API Gateway resource policies affect authorization workflow\", table A).",
    bad: r#"{"api": {"rest": {"policy": {"accounts": {"account_ids": ["123456789012"]}}}}, "routes": [{"path": "/", "methods": [{"verb": "GET"}]}]}"#,
    good: r#"{"api": {"rest": {"policy": {"accounts": {"account_ids": ["123456789012"]}}}}, "access": {"authorization": "iam"}, "routes": [{"path": "/", "methods": [{"verb": "GET"}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let policy = design.rest().map(|rest| &rest.policy);
    if !policy.is_some_and(ResourcePolicy::asks_accounts) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, route, method) in methods(design) {
        if design.access.authorization_type_of(method) == "AWS_IAM" {
            continue;
        }
        let (verb, path) = (method.verb.as_str(), &route.path);
        let judge = design.access.authorizer_of(method);
        if judge.is_some_and(|(_, own)| own.kind.function().is_some()) {
            let message = sentence!(
                "the resource policy admits accounts, but whom the Lambda authorizer of `{verb} {path}` lets in gets in from any account",
                "リソースポリシーはアカウントを許可しますが、`{verb} {path}` は Lambda オーソライザーが許可すればどのアカウントからでも呼び出せます"
            );
            found.push(Finding::at(at, message).help(sentence!(
                "let the method ask for IAM, or take the policy away, which keeps nobody out here",
                "メソッドの認可を IAM にするか、ここでは誰も拒否しないこのポリシーを外してください",
            )));
            continue;
        }
        let message = sentence!(
            "the resource policy admits accounts, and `{verb} {path}` does not ask which account calls",
            "リソースポリシーはアカウントを許可しますが、`{verb} {path}` は呼び出し元のアカウントを確認しません"
        );
        found.push(Finding::at(at, message).set_at(at.join("authorization"), "iam").help(sentence!(
            "let the method ask for IAM, or choose another policy: everybody is refused",
            "メソッドの認可を IAM にするか、別のポリシーを選んでください(このままではすべて拒否されます)",
        )));
    }
    let root = Pointer::root();
    let routes = design.routes.iter().enumerate();
    let own = routes.filter(|(_, route)| matches!(route.cors, RouteCors::Own(_)));
    let own = own.map(|(index, _)| root.join("routes").join(index).join("cors"));
    let all = design.cors.iter().map(|_| root.join("cors"));
    for at in all.chain(own) {
        let message = sentence!(
            "the resource policy admits accounts, and a preflight is never signed: browsers are refused",
            "リソースポリシーはアカウントを許可しますが、プリフライトには署名がないため、ブラウザは拒否されます"
        );
        found.push(Finding::at(at, message).help(sentence!(
            "turn CORS off, or choose another policy",
            "CORS を無効にするか、別のポリシーを選んでください",
        )));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::model::read;

    #[test]
    fn behind_a_lambda_authorizer_the_policy_refuses_nobody_and_nothing_is_mended() {
        for (kind, mended, words) in [
            (r#"{"lambda_token": {"function": "f"}}"#, false, "from any account"),
            (r#"{"lambda_request": {"function": "f"}}"#, false, "from any account"),
            (r#"{"cognito_user_pool": {}}"#, true, "does not ask which account calls"),
        ] {
            let text = format!(
                r#"{{"api": {{"rest": {{"policy": {{"accounts": {{"account_ids": ["123456789012"]}}}}}}}}, "routes": [{{"path": "/", "methods": [{{"verb": "GET", "authorization": {{"authorizer": "a"}}}}]}}],
                    "access": {{"authorizers": [{{"name": "a", "kind": {kind}}}]}}}}"#
            );
            let design = read(&text).design.expect("it is a design");
            let found = super::check(&design);
            assert_eq!(found.len(), 1, "{kind}");
            assert_eq!(found[0].fix.is_some(), mended, "{kind}");
            assert!(found[0].message.en.contains(words), "{kind}");
        }
    }
}
