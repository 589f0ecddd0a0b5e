//! FIFO queues without a message group, and groups without a FIFO queue.

use super::{Finding, Rule, integration::services};
use crate::diagnostic::Severity;
use crate::model::{Design, ServiceAction};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-group-mismatch",
    severity: Severity::Error,
    docs: "A message for a FIFO queue needs a `MessageGroupId` of up to 128 letters, digits and \
           punctuation (AWS: Amazon SQS API Reference, SendMessage); this page gives none to \
           other queues.",
    bad: r#"{"api": {"rest": {}}, "routes": [{"path": "/orders", "methods": [{"integration": {"aws_service": {"action": {"sqs_send_message": {"queue_arn": "arn:aws:sqs:ap-northeast-1:123456789012:orders.fifo"}}}}}]}]}"#,
    good: r#"{"api": {"rest": {}}, "routes": [{"path": "/orders", "methods": [{"integration": {"aws_service": {"action": {"sqs_send_message": {"queue_arn": "arn:aws:sqs:ap-northeast-1:123456789012:orders.fifo", "message_group_id": "orders"}}}}}]}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for service in services(design) {
        let ServiceAction::SqsSendMessage(queue) = &service.asked.action else {
            continue;
        };
        let (arn, group) = (&queue.queue_arn, &queue.message_group_id);
        let message = match (queue.is_fifo(), group.is_empty()) {
            (true, true) => sentence!(
                "messages for the FIFO queue `{arn}` have no group",
                "FIFO キュー `{arn}` へのメッセージにグループ ID がありません",
            ),
            (false, false) => sentence!(
                "`{arn}` is no FIFO queue, so the group `{group}` is not sent",
                "`{arn}` は FIFO キューではないため、グループ ID `{group}` は送信されません",
            ),
            (true, false) if !fits(group) => sentence!(
                "`{group}` is no group of messages",
                "`{group}` はメッセージグループ ID ではありません",
            ),
            _ => continue,
        };
        // A group that is not there is not in the file either.
        let at = service.action_at.join(if group.is_empty() {
            "queue_arn"
        } else {
            "message_group_id"
        });
        let useless = (!queue.is_fifo()).then_some("");
        found.push(Finding::at(at, message).maybe(useless).help(sentence!(
            "name one group for messages that keep their order, such as `orders` or `{{customer}}` of the path, for a queue whose name ends in `.fifo`",
            "名前が `.fifo` で終わるキューに対してだけ、順序を保つ単位を `orders` やパスの `{{customer}}` のように指定してください",
        )));
    }
    found
}

fn fits(group: &str) -> bool {
    group.len() <= 128 && group.chars().all(|c| c.is_ascii_graphic())
}
