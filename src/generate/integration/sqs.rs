//! A message into a queue of Amazon SQS.

use super::Told;
use super::pieces::{Piece, pieces};
use super::service::{action, answer, failed, uri};
use crate::aws;
use crate::generate::cors;
use crate::model::{Design, SqsQueue, url_encoded};

/// The account and the name in a queue's ARN.
fn queue_path(arn: &str) -> (&str, &str) {
    let mut parts = arn.splitn(6, ':').skip(4);
    let account = parts.next().unwrap_or_default();
    (account, parts.next().unwrap_or_default())
}

/// The address of a queue, as HTTP APIs want it (AWS: Amazon SQS developer guide, "Queue and message identifiers").
pub(super) fn queue_url(design: &Design, queue: &SqsQueue) -> String {
    let (account, name) = queue_path(&queue.queue_arn);
    let suffix = aws::url_suffix(&design.region);
    format!("https://sqs.{}.{suffix}/{account}/{name}", design.region)
}

/// By the query protocol, whose body is a form (AWS re:Post, "How do I integrate an API Gateway REST API with
/// Amazon SQS and resolve common errors?").
pub(super) fn send_message(design: &Design, queue: &SqsQueue) -> Told {
    let (account, name) = queue_path(&queue.queue_arn);
    let form = "application/x-www-form-urlencoded";
    let mut template = String::from("Action=SendMessage&MessageBody=$util.urlEncode($input.body)");
    if queue.is_fifo() {
        // Two requests are two messages, also with the same body.
        template.push_str("&MessageDeduplicationId=$context.requestId&MessageGroupId=");
        template.push_str(&group_template(&queue.message_group_id));
    }
    let mut told = action(
        uri(design, &format!("sqs:path/{account}/{name}")),
        vec![(
            "integration.request.header.Content-Type".into(),
            cors::constant(form),
        )],
        Some(template),
    );
    told.responses = vec![
        answer(
            "",
            202,
            r#"{"messageId":$input.json('$.SendMessageResponse.SendMessageResult.MessageId')}"#,
        ),
        failed("4\\d{2}", 400, "The message was not accepted"),
        failed("5\\d{2}", 502, "The queue does not answer"),
    ];
    told
}

/// Constant text is encoded here, parameters by the gateway.
fn group_template(group: &str) -> String {
    pieces(group)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => url_encoded(text),
            Piece::Name(name) => format!("$util.urlEncode($input.params('{name}'))"),
        })
        .collect()
}

/// `${request.path.id}` for `{id}` (AWS: API Gateway developer guide, "Transform API requests and responses for
/// HTTP APIs in API Gateway").
pub(super) fn group_expression(group: &str) -> String {
    pieces(group)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Name(name) => format!("${{request.path.{name}}}"),
        })
        .collect()
}
