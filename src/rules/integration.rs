//! What answers methods beside functions and servers: mappings, actions of AWS services, VPC links.

use super::method::methods;
use crate::diagnostic::Pointer;
use crate::model::{
    AwsService, Design, Integration, MappedResponse, Mapping, Method, Route, ServiceAction,
    Template,
};

/// A mapping that somebody wrote, with its place.
pub(super) struct Mapped<'a> {
    pub(super) at: Pointer,
    pub(super) route: &'a Route,
    pub(super) method: &'a Method,
    pub(super) mapping: &'a Mapping,
}

/// Every mapping that is used: HTTP APIs have none.
pub(super) fn mappings(design: &Design) -> impl Iterator<Item = Mapped<'_>> {
    let methods = methods(design).filter(|_| design.rest().is_some());
    methods.filter_map(|(at, route, method)| {
        let kind = &method.integration;
        let mapping = kind.mapping()?;
        let at = at.join("integration").join(kind.key());
        let at = match kind {
            Integration::AwsService(_) => at.join("action").join("other"),
            _ => at,
        };
        let at = at.join("mapping");
        Some(Mapped {
            at,
            route,
            method,
            mapping,
        })
    })
}

impl<'a> Mapped<'a> {
    /// Its answers with their places.
    pub(super) fn responses(&self) -> impl Iterator<Item = (Pointer, &'a MappedResponse)> {
        let at = self.at.join("responses");
        let responses = self.mapping.responses.iter().enumerate();
        responses.map(move |(index, response)| (at.join(index), response))
    }

    /// Every template, of the request and of the answers.
    pub(super) fn templates(&self) -> Vec<(Pointer, &'a Template)> {
        let list = |at: Pointer, templates: &'a [Template]| {
            let templates = templates.iter().enumerate();
            templates.map(move |(index, template)| (at.join(index), template))
        };
        let mut all: Vec<_> = list(self.at.join("templates"), &self.mapping.templates).collect();
        for (at, response) in self.responses() {
            all.extend(list(at.join("templates"), &response.templates));
        }
        all
    }
}

/// An action of an AWS service, with the place of the integration and of the action.
pub(super) struct Service<'a> {
    pub(super) at: Pointer,
    pub(super) action_at: Pointer,
    pub(super) route: &'a Route,
    pub(super) method: &'a Method,
    pub(super) asked: &'a AwsService,
}

/// Every method that an AWS service answers.
pub(super) fn services(design: &Design) -> impl Iterator<Item = Service<'_>> {
    methods(design).filter_map(|(at, route, method)| {
        let service = method.integration.service()?;
        let at = at.join("integration").join("aws_service");
        let action_at = at.join("action").join(service.action.key());
        Some(Service {
            at,
            action_at,
            route,
            method,
            asked: service,
        })
    })
}

/// The ARN that an action names, with its place and the service that it must be of.
pub(super) fn named_arn<'a>(service: &Service<'a>) -> Option<(Pointer, &'a str, &'static str)> {
    let at = service.action_at;
    match &service.asked.action {
        ServiceAction::SqsSendMessage(queue) => {
            Some((at.join("queue_arn"), &queue.queue_arn, "sqs"))
        }
        action => {
            let arn = action.state_machine_arn()?;
            Some((at.join("state_machine_arn"), arn, "states"))
        }
    }
}
