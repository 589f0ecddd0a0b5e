//! Actions of AWS services, as REST APIs and as HTTP APIs are told of them.

use std::collections::BTreeMap;

use super::{Response, Role, Target, Told, s3, sqs, states};
use crate::aws;
use crate::generate::backend;
use crate::model::{AwsService, Design, Passthrough, ServiceAction, Verb};

/// The one kind of body that a worked action takes besides whatever else: a browser's form or a text counts as it.
const JSON: &str = backend::REQUEST_TYPE;

/// Nothing for what a REST API cannot do.
pub(super) fn of_service(design: &Design, service: &AwsService) -> Option<Told> {
    let role = if service.role_arn.is_empty() {
        Role::Made
    } else {
        Role::Arn(service.role_arn.clone())
    };
    let mut told = match &service.action {
        ServiceAction::SqsSendMessage(queue) => sqs::send_message(design, queue),
        ServiceAction::StatesStartExecution { state_machine_arn } => {
            states::start(design, "StartExecution", state_machine_arn)
        }
        ServiceAction::StatesStartSyncExecution { state_machine_arn } => {
            states::start(design, "StartSyncExecution", state_machine_arn)
        }
        ServiceAction::S3GetObject(object) => s3::get_object(design, object),
        ServiceAction::S3PutObject(object) => s3::put_object(design, object),
        ServiceAction::Subtype(_) => return None,
        ServiceAction::Other(other) => {
            let verb = match other.verb {
                Verb::Any => Verb::Post,
                verb => verb,
            };
            Told::mapped("AWS", verb, Target::Uri(other.uri.clone()), &other.mapping)
        }
    };
    told.role = Some(role);
    Some(told)
}

/// Whether both are told in the same words, in any order.
pub(in crate::generate) fn is_same_action(
    design: &Design,
    one: &ServiceAction,
    other: &ServiceAction,
) -> bool {
    let [one, other] = [one, other].map(|action| {
        let service = AwsService {
            action: action.clone(),
            role_arn: String::new(),
        };
        let mut told = of_service(design, &service)?;
        told.parameters.sort();
        told.responses.sort_by(|a, b| a.pattern.cmp(&b.pattern));
        for response in &mut told.responses {
            response.headers.sort();
        }
        Some(told)
    });
    one.is_some() && one == other
}

/// `arn:aws:apigateway:REGION:SERVICE:PATH`; the service's region is the design's.
pub(super) fn uri(design: &Design, path: &str) -> String {
    let partition = aws::partition(&design.region);
    format!("arn:{partition}:apigateway:{}:{path}", design.region)
}

pub(super) fn action(
    target: String,
    parameters: Vec<(String, String)>,
    template: Option<String>,
) -> Told {
    Told {
        kind: "AWS",
        verb: Verb::Post,
        target: Target::Uri(target),
        role: None,
        link: None,
        parameters,
        templates: template
            .map(|template| (JSON.to_owned(), template))
            .into_iter()
            .collect(),
        passthrough: Passthrough::Never,
        responses: Vec::new(),
    }
}

/// The answer with its body, or with none of the service's own words.
pub(super) fn answer(pattern: &str, status: u32, body: &str) -> Response {
    Response {
        pattern: pattern.into(),
        status: status.to_string(),
        headers: Vec::new(),
        templates: vec![(JSON.into(), body.into())],
    }
}

/// What went wrong between the gateway and the service is nothing that the caller could mend.
pub(super) fn failed(pattern: &str, status: u32, message: &str) -> Response {
    answer(pattern, status, &format!(r#"{{"message":"{message}"}}"#))
}

/// What an HTTP API is told of an action: its subtype and the parameters of the service's call; nothing for what it
/// cannot do (AWS: API Gateway developer guide, "Integration subtype reference").
pub(in crate::generate) fn subtype(
    design: &Design,
    service: &AwsService,
) -> Option<(String, Vec<(String, String)>)> {
    if let ServiceAction::Subtype(action) = &service.action {
        let mut parameters: BTreeMap<String, String> = BTreeMap::new();
        for one in action.parameters.iter().filter(|one| !one.name.is_empty()) {
            let entry = parameters.entry(one.name.clone());
            entry.or_insert_with(|| one.value.clone());
        }
        let known = aws::subtype(&action.name)?;
        for (name, value) in known.of_target(&action.target_arn, &design.region) {
            parameters.entry(name.to_owned()).or_insert(value);
        }
        return Some((action.name.clone(), parameters.into_iter().collect()));
    }
    let (name, parameters) = worked(design, service)?;
    let parameters = parameters.into_iter();
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value));
    Some((name.to_owned(), parameters.collect()))
}

/// The same of an action that REST APIs have, too.
fn worked(
    design: &Design,
    service: &AwsService,
) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let start = |arn: &String| {
        vec![
            ("StateMachineArn", arn.clone()),
            ("Input", "$request.body".into()),
        ]
    };
    Some(match &service.action {
        ServiceAction::SqsSendMessage(queue) => {
            let mut parameters = vec![
                ("QueueUrl", sqs::queue_url(design, queue)),
                ("MessageBody", "$request.body".to_owned()),
            ];
            if queue.is_fifo() {
                parameters.push((
                    "MessageGroupId",
                    sqs::group_expression(&queue.message_group_id),
                ));
                parameters.push(("MessageDeduplicationId", "$context.requestId".into()));
            }
            ("SQS-SendMessage", parameters)
        }
        ServiceAction::StatesStartExecution { state_machine_arn } => {
            ("StepFunctions-StartExecution", start(state_machine_arn))
        }
        ServiceAction::StatesStartSyncExecution { state_machine_arn } => {
            ("StepFunctions-StartSyncExecution", start(state_machine_arn))
        }
        ServiceAction::S3GetObject(_)
        | ServiceAction::S3PutObject(_)
        | ServiceAction::Subtype(_)
        | ServiceAction::Other(_) => return None,
    })
}

/// Whether an API of this kind does what a method asks of a service.
pub(in crate::generate) fn is_done(design: &Design, service: &AwsService) -> bool {
    match service.action {
        ServiceAction::Subtype(_) if design.rest().is_some() => false,
        _ if design.rest().is_some() => true,
        _ => design.http().is_some() && subtype(design, service).is_some(),
    }
}
