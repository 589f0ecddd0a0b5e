//! Queues, state machines and objects that cannot be.

use super::{Finding, Rule, arn, integration::{Service, named_arn, services}};
use crate::diagnostic::Severity;
use crate::model::{Design, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "aws-service-target-malformed",
    severity: Severity::Error,
    docs: "SQS and Step Functions are named by ARNs `arn:PARTITION:sqs:REGION:ACCOUNT:QUEUE` and \
           `arn:PARTITION:states:REGION:ACCOUNT:stateMachine:NAME`, S3 by a bucket and a key \
           (AWS: Service Authorization Reference; Amazon S3 user guide, \"General purpose bucket \
           naming rules\").",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/orders", "methods": [{"integration": {"aws_service": {"action": {"sqs_send_message": {"queue_arn": "orders"}}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/orders", "methods": [{"integration": {"aws_service": {"action": {"sqs_send_message": {"queue_arn": "arn:aws:sqs:ap-northeast-1:123456789012:orders"}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    services(design).filter_map(|service| of_action(&service)).collect()
}

fn of_action(service: &Service<'_>) -> Option<Finding> {
    if let Some((at, text, of)) = named_arn(service) {
        let known = arn::parse(text).filter(|arn| arn.service == of);
        let good = known.is_some_and(|arn| match of {
            "sqs" => is_queue(arn.resource),
            _ => arn.resource.strip_prefix("stateMachine:").is_some_and(|name| !name.is_empty()),
        });
        let message = match of {
            _ if good => return None,
            "sqs" => sentence!("`{text}` is not the ARN of a queue", "`{text}` はキューの ARN ではありません"),
            _ => sentence!(
                "`{text}` is not the ARN of a state machine",
                "`{text}` はステートマシンの ARN ではありません"
            ),
        };
        return Some(Finding::at(at, message).help(sentence!(
            "copy the ARN from the console of SQS or Step Functions",
            "SQS か Step Functions のコンソールから ARN をコピーしてください",
        )));
    }
    let (ServiceAction::S3GetObject(object) | ServiceAction::S3PutObject(object)) = &service.asked.action else {
        return None;
    };
    let (bucket, key) = (&object.bucket, &object.key);
    if !is_bucket(bucket) {
        let message = sentence!("`{bucket}` is no name of a bucket", "`{bucket}` はバケット名ではありません");
        return Some(Finding::at(service.action_at.join("bucket"), message).help(sentence!(
            "use 3 to 63 small letters, digits, `-` and `.`; stage variables cannot stand here, because the role is for one bucket",
            "3〜63文字の英小文字・数字・`-`・`.` で指定してください。ロールは1つのバケット用のため、ステージ変数は使えません",
        )));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || "/!-_.*'()+=,@:~%{}".contains(c);
    if key.trim_matches('/').is_empty() || !key.chars().all(fits) || key.len() > 1024 {
        let message = sentence!("`{key}` is no key of an object in an address", "`{key}` はアドレスに使えるオブジェクトキーではありません");
        return Some(Finding::at(service.action_at.join("key"), message).help(sentence!(
            "write a key such as `pages/{{proxy}}`; other characters than letters, digits and `/._-` percent-encoded",
            "`pages/{{proxy}}` のように指定してください。英数字と `/._-` 以外の文字はパーセントエンコードします",
        )));
    }
    None
}

fn is_queue(name: &str) -> bool {
    let plain = name.strip_suffix(".fifo").unwrap_or(name);
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !plain.is_empty() && name.len() <= 80 && plain.chars().all(fits)
}

fn is_bucket(name: &str) -> bool {
    let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.starts_with(edge)
        && name.ends_with(edge)
        && name.chars().all(|c| edge(c) || c == '-' || c == '.')
        && !name.contains("..")
}
