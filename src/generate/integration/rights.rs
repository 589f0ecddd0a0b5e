//! What the gateway's role may do.

use super::is_done;
use super::s3::object_arn;
use crate::aws;
use crate::diagnostic::Pointer;
use crate::model::{Design, MessageBackend, OtherService, ServiceAction};

/// What the made role may do: IAM actions with their resources, each pair of lists once.
pub(in crate::generate) struct Right {
    pub(in crate::generate) at: Pointer,
    pub(in crate::generate) actions: Vec<String>,
    pub(in crate::generate) resources: Vec<String>,
}

/// Everything that the gateway's own role may do; empty where there is no such role.
pub(in crate::generate) fn rights(design: &Design) -> Vec<Right> {
    let mut rights: Vec<Right> = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        for (number, method) in route.methods.iter().enumerate() {
            let Some(service) = method.integration.service() else {
                continue;
            };
            if !service.role_arn.is_empty() || !is_done(design, service) {
                continue;
            }
            let at = Pointer::root().join("routes").join(index).join("methods");
            let at = at.join(number).join("integration").join("aws_service");
            add(&mut rights, right(design, &service.action, at));
        }
    }
    let at = Pointer::root().join("api").join("websocket").join("routes");
    let messages = design.websocket().map_or(&[][..], |api| &api.routes);
    for (index, route) in messages.iter().enumerate() {
        if let MessageBackend::Service(service) = &route.backend
            && service.role_arn.is_empty()
        {
            let right = Right {
                at: at.join(index).join("backend").join("service"),
                actions: service.actions.clone(),
                resources: service.resources.clone(),
            };
            add(&mut rights, right);
        }
    }
    rights.retain(|right| !right.actions.is_empty() && !right.resources.is_empty());
    rights
}

/// Rights of the same actions are one statement.
fn add(rights: &mut Vec<Right>, new: Right) {
    match rights.iter_mut().find(|right| right.actions == new.actions) {
        None => rights.push(new),
        Some(right) => {
            for resource in new.resources {
                if !right.resources.contains(&resource) {
                    right.resources.push(resource);
                }
            }
        }
    }
}

fn right(design: &Design, action: &ServiceAction, at: Pointer) -> Right {
    let right = |action: &str, resource: String| Right {
        at,
        actions: vec![action.to_owned()],
        resources: if resource.is_empty() {
            Vec::new()
        } else {
            vec![resource]
        },
    };
    match action {
        ServiceAction::SqsSendMessage(queue) => right("sqs:SendMessage", queue.queue_arn.clone()),
        ServiceAction::StatesStartExecution { state_machine_arn } => {
            right("states:StartExecution", state_machine_arn.clone())
        }
        ServiceAction::StatesStartSyncExecution { state_machine_arn } => {
            right("states:StartSyncExecution", state_machine_arn.clone())
        }
        ServiceAction::S3GetObject(object) => right("s3:GetObject", object_arn(design, object)),
        ServiceAction::S3PutObject(object) => right("s3:PutObject", object_arn(design, object)),
        ServiceAction::Subtype(action) => {
            let subtype = aws::subtype(&action.name);
            let subtype = subtype.filter(|_| !action.target_arn.is_empty());
            Right {
                at,
                actions: subtype.iter().map(|one| one.right.to_owned()).collect(),
                resources: subtype.map_or_else(Vec::new, |one| one.resources(&action.target_arn)),
            }
        }
        ServiceAction::Other(OtherService {
            actions, resources, ..
        }) => Right {
            at,
            actions: actions.clone(),
            resources: resources.clone(),
        },
    }
}
