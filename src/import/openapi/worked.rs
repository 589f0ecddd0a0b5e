//! Actions of AWS services that the design knows by name: told by their address and their templates they are read as any
//! other, and known again by what the design would tell of them.

use std::sync::Arc;

use crate::generate;
use crate::model::{
    AwsService, Design, Integration, OtherService, S3Object, ServiceAction, SqsQueue, Verb,
};

/// Calls the actions of a design by their names.
pub(crate) fn recognise(design: &mut Design) {
    let mut found: Vec<(usize, usize, ServiceAction)> = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        for (place, method) in route.methods.iter().enumerate() {
            let Some(AwsService {
                action: ServiceAction::Other(other),
                ..
            }) = method.integration.service()
            else {
                continue;
            };
            let named = named(other).filter(|named| {
                generate::is_same_action(design, named, &ServiceAction::Other(other.clone()))
            });
            found.extend(named.map(|named| (index, place, named)));
        }
    }
    for (index, place, named) in found {
        let methods = &mut Arc::make_mut(&mut design.routes[index]).methods;
        if let Integration::AwsService(service) = &mut methods[place].integration {
            service.action = named;
        }
    }
}

/// What an address alone looks like.
fn named(other: &OtherService) -> Option<ServiceAction> {
    let mut parts = other.uri.splitn(6, ':');
    let partition = parts.by_ref().nth(1)?;
    let (region, service, rest) = (parts.nth(1)?, parts.next()?, parts.next()?);
    if !other.uri.starts_with("arn:") || !other.uri.contains(":apigateway:") {
        return None;
    }
    match (service, other.verb, rest.split_once('/')?) {
        ("s3", Verb::Get | Verb::Put, ("path", object)) => {
            let (bucket, key) = object.split_once('/')?;
            let object = S3Object {
                bucket: bucket.to_owned(),
                key: key.to_owned(),
            };
            Some(if other.verb == Verb::Get {
                ServiceAction::S3GetObject(object)
            } else {
                ServiceAction::S3PutObject(object)
            })
        }
        ("sqs", Verb::Post, ("path", queue)) => {
            let (account, name) = queue.split_once('/')?;
            let template = &other.mapping.templates.first()?.template;
            let group = template.split_once("&MessageGroupId=");
            Some(ServiceAction::SqsSendMessage(SqsQueue {
                queue_arn: format!("arn:{partition}:sqs:{region}:{account}:{name}"),
                message_group_id: group.map_or_else(String::new, |(_, group)| ungrouped(group)),
            }))
        }
        ("states", Verb::Post, ("action", name)) => {
            let template = &other.mapping.templates.first()?.template;
            let (_, arn) = template.split_once("\"stateMachineArn\":\"")?;
            let (arn, _) = arn.split_once('"')?;
            let state_machine_arn = arn.replace("${d}", "$").replace("${h}", "#");
            match name {
                "StartExecution" => Some(ServiceAction::StatesStartExecution { state_machine_arn }),
                "StartSyncExecution" => {
                    Some(ServiceAction::StatesStartSyncExecution { state_machine_arn })
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// `shop-{id}` of what a form says it with: text in percent-encoding, parameters by a template.
fn ungrouped(group: &str) -> String {
    let mut out = String::new();
    let mut rest = group;
    while let Some((text, after)) = rest.split_once("$util.urlEncode($input.params('") {
        out.push_str(&decoded(text));
        let Some((name, after)) = after.split_once("'))") else {
            return out;
        };
        out.extend(["{", name, "}"]);
        rest = after;
    }
    out.push_str(&decoded(rest));
    out
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let byte = after
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_read_back_from_a_form() {
        let group = "shop%26-$util.urlEncode($input.params('shop'))-%E6%97%A5";
        assert_eq!(ungrouped(group), "shop&-{shop}-日");
    }
}
