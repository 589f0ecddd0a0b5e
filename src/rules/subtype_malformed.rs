//! Actions of an HTTP API that lack what the service must know.

use super::transform::Side;
use super::{Finding, Rule, arn, integration::services};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, ServiceAction, SubtypeAction, tree};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "subtype-malformed",
    severity: Severity::Error,
    docs: "Each subtype of an HTTP API's integration has parameters that it demands and others that it takes, whose \
           values are text, `$request.body.x`, `$context.x` and the like; the role that is made may do its action to \
           what its ARN names (AWS: API Gateway developer guide, \"Integration subtype reference\", \"Create AWS \
           service integrations for HTTP APIs in API Gateway\").",
    bad: r#"{"api": {"http": {}}, "routes": [{"path": "/clicks", "methods": [{"integration": {"aws_service": {"action": {"subtype": {"name": "Kinesis-PutRecord", "target_arn": "arn:aws:kinesis:ap-northeast-1:123456789012:stream/clicks", "parameters": []}}}}}]}]}"#,
    good: r#"{"api": {"http": {}}, "routes": [{"path": "/clicks", "methods": [{"integration": {"aws_service": {"action": {"subtype": {"name": "Kinesis-PutRecord", "target_arn": "arn:aws:kinesis:ap-northeast-1:123456789012:stream/clicks", "parameters": [{"name": "Data", "value": "$request.body"}, {"name": "PartitionKey", "value": "$context.requestId"}]}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    if design.http().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for service in services(design) {
        let ServiceAction::Subtype(action) = &service.asked.action else {
            continue;
        };
        let at = service.action_at;
        let name = &action.name;
        let Some(subtype) = aws::subtype(name) else {
            let message = sentence!("an HTTP API knows no action `{name}`", "HTTP API に操作 `{name}` はありません");
            found.push(Finding::at(at.join("name"), message).help(sentence!(
                "choose one of the list",
                "一覧から選んでください",
            )));
            continue;
        };
        of_target(subtype, action, (service.asked.role_arn.is_empty(), at), &mut found);
        let known = tree::parameters(&service.route.path);
        of_parameters(subtype, action, (Side::Request(&known), at), &mut found);
        let derived = subtype.of_target(&action.target_arn, "");
        let is_said = |name: &str| {
            action.parameters.iter().any(|one| one.name == name)
                || derived.iter().any(|(known, _)| *known == name)
        };
        let needed = subtype.required.iter().map(|(name, _)| *name);
        // The events of a bus that nobody names go to the default one.
        let named = subtype.target.iter().map(|(name, _)| *name);
        let named = named.filter(|name| !subtype.optional.contains(name));
        for missing in needed.chain(named).filter(|name| !is_said(name)) {
            let message = sentence!("`{name}` wants to know `{missing}`", "`{name}` には `{missing}` が必要です");
            found.push(Finding::at(at.join("parameters"), message).help(sentence!(
                "add the parameter, or the ARN that says it",
                "パラメータを追加するか、値を含む ARN を指定してください",
            )));
        }
    }
    found
}

fn of_target(
    subtype: &aws::Subtype,
    action: &SubtypeAction,
    (is_made, at): (bool, Pointer),
    found: &mut Vec<Finding>,
) {
    let (arn, name) = (&action.target_arn, subtype.name);
    let fits = arn::parse(arn).is_some_and(|arn| arn.service == subtype.service);
    let at = at.join("target_arn");
    if arn.is_empty() && is_made {
        let message = sentence!("the role that is made may not do `{name}` to anything", "作成されるロールに `{name}` の対象がありません");
        found.push(Finding::at(at, message).help(sentence!(
            "name the ARN of what it is done to, or a role that exists",
            "対象の ARN か、既存のロールを指定してください",
        )));
    } else if !arn.is_empty() && !fits {
        let message = sentence!("`{arn}` is not the ARN of something that `{name}` is done to", "`{arn}` は `{name}` の対象の ARN ではありません");
        found.push(Finding::at(at, message).help(sentence!(
            "copy the ARN from the console of the service; of an AppConfig configuration it ends in `application/ID/environment/ID/configuration/ID`",
            "サービスのコンソールから ARN をコピーしてください。AppConfig の場合は `application/ID/environment/ID/configuration/ID` で終わります",
        )));
    }
}

fn of_parameters(
    subtype: &aws::Subtype,
    action: &SubtypeAction,
    (side, at): (Side<'_>, Pointer),
    found: &mut Vec<Finding>,
) {
    let name = subtype.name;
    for (index, one) in action.parameters.iter().enumerate() {
        let at = at.join("parameters").join(index);
        let (parameter, value) = (&one.name, &one.value);
        let again = action.parameters[..index].iter().any(|other| other.name == *parameter);
        if again || !subtype.knows(parameter) {
            let message = sentence!("`{name}` takes no parameter `{parameter}`, or has it twice", "`{name}` にパラメータ `{parameter}` はないか、重複しています");
            let known = subtype.required.iter().map(|(name, _)| *name);
            let known: Vec<&str> = known.chain(subtype.optional.iter().copied()).collect();
            let known = known.join("`, `");
            found.push(Finding::at(at.join("name"), message).help(sentence!("it takes `{known}`", "使えるのは `{known}` です")));
        }
        if !side.knows(value) {
            let message = sentence!("`{value}` is no value that a parameter can take", "`{value}` はパラメータに使える値ではありません");
            found.push(Finding::at(at.join("value"), message).help(sentence!(
                "write text, `$request.body`, `$request.body.NAME`, `$request.path.NAME` of the route, or `$context.requestId`",
                "文字列、`$request.body`、`$request.body.名前`、ルートの `$request.path.名前`、`$context.requestId` などを指定してください",
            )));
        }
    }
}
