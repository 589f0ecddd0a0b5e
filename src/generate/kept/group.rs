//! What of a template changes together: where an imported template says it in words of its own, these stand as long as
//! nothing of it is changed in the design.

use std::collections::BTreeMap;
use std::io::Write as _;

use super::made::{Made, Whole};
use crate::generate::name::Hash;
use crate::model::Kept;

/// Parts of a template that say one thing together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Paths with what answers them: events, definition, CORS, authorizers, permissions.
    Routes,
    /// The API with its stages and routes.
    Api,
    /// Stages beside the API's own.
    Stages,
    /// The domain with certificate, mappings and records.
    Domain,
    /// Log groups, and the account's role for logs.
    Logs,
    /// API keys and usage plans.
    Plans,
    /// The web ACL.
    WebAcl,
    /// Alarms.
    Monitoring,
}

/// In place of what something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What is generated at this JSON Pointer.
    Own(String),
    /// All of a group.
    Group(Group),
}

/// Properties of an API that say what its paths are.
const OF_ROUTES: [&str; 8] = [
    "DefinitionBody",
    "DefinitionUri",
    "Body",
    "Auth",
    "Cors",
    "CorsConfiguration",
    "Models",
    "Routes",
];

impl Group {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Routes, "routes"),
        (Self::Api, "api"),
        (Self::Stages, "stages"),
        (Self::Domain, "domain"),
        (Self::Logs, "logs"),
        (Self::Plans, "plans"),
        (Self::WebAcl, "web_acl"),
        (Self::Monitoring, "monitoring"),
    ];

    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(group, _)| *group == self);
        found.map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(group, _)| *group)
    }

    /// The group of a resource; APIs and functions have none, since they are compared property by property.
    pub fn of_resource(id: &str, kind: &str) -> Option<Self> {
        if is_api(kind) || is_function(kind) {
            return None;
        }
        if id == "ApiGatewayLogRole" {
            return Some(Self::Logs);
        }
        let (service, noun) = kind.trim_start_matches("AWS::").split_once("::")?;
        Some(match (service, noun) {
            ("Route53" | "CertificateManager", _)
            | (
                "ApiGateway",
                "DomainName"
                | "DomainNameV2"
                | "BasePathMapping"
                | "BasePathMappingV2"
                | "DomainNameAccessAssociation",
            )
            | ("ApiGatewayV2", "DomainName" | "ApiMapping") => Self::Domain,
            ("Logs", _) | ("ApiGateway", "Account") => Self::Logs,
            ("ApiGateway", "UsagePlan" | "UsagePlanKey" | "ApiKey") => Self::Plans,
            ("WAFv2" | "WAFRegional", _) => Self::WebAcl,
            ("CloudWatch" | "SNS", _) => Self::Monitoring,
            ("ApiGateway" | "ApiGatewayV2", "Stage") => Self::Stages,
            _ => Self::Routes,
        })
    }

    /// The group of a property of an API or a function.
    pub fn of_property(kind: &str, key: &str) -> Option<Self> {
        let routes = is_api(kind) && OF_ROUTES.contains(&key)
            || is_function(kind) && matches!(key, "Events" | "FunctionUrlConfig");
        if routes {
            Some(Self::Routes)
        } else if is_api(kind) && key == "Domain" {
            Some(Self::Domain)
        } else {
            None
        }
    }

    fn holds(self, other: Self) -> bool {
        self == other
            || self == Self::Api && matches!(other, Self::Routes | Self::Stages | Self::Logs)
    }
}

fn is_api(kind: &str) -> bool {
    matches!(
        kind,
        "AWS::Serverless::Api"
            | "AWS::Serverless::HttpApi"
            | "AWS::Serverless::WebSocketApi"
            | "AWS::ApiGateway::RestApi"
            | "AWS::ApiGatewayV2::Api"
    )
}

fn is_function(kind: &str) -> bool {
    matches!(kind, "AWS::Serverless::Function" | "AWS::Lambda::Function")
}

/// What stands for something that is generated: equal for equal templates.
pub fn fingerprint(made: &Whole<'_>, place: &Place) -> String {
    let mut hash = Hash::default();
    match place {
        Place::Own(at) => {
            match made.at(at) {
                Some(value) => add(value, &mut hash),
                None => hash.add(b"null"),
            }
            format!("{:016x}", hash.end())
        }
        Place::Group(group) => {
            add_group(made, *group, &mut hash);
            format!("{} {:016x}", group.name(), hash.end())
        }
    }
}

/// Adds a value as JSON.
fn add(value: Made<'_>, hash: &mut Hash) {
    // A hash takes everything.
    let added = value.write(hash).and_then(|()| hash.flush());
    debug_assert!(added.is_ok());
}

/// Adds all that a template says of a group.
fn add_group(made: &Whole<'_>, group: Group, hash: &mut Hash) {
    let mut push = |id: &str, value: Made<'_>| {
        hash.add(id.as_bytes());
        add(value, hash);
    };
    let resources = made.root().get("Resources").map(Made::fields);
    let resources = resources.unwrap_or_default();
    for (id, resource) in resources.iter() {
        let kind = resource.get("Type").and_then(Made::as_str);
        let kind = kind.unwrap_or_default();
        let of = Group::of_resource(id, kind);
        if of.is_some_and(|of| group.holds(of)) || group == Group::Api && is_api(kind) {
            push(id, resource);
            continue;
        }
        let properties = resource.get("Properties").map(Made::fields);
        for (key, value) in properties.unwrap_or_default().iter() {
            if Group::of_property(kind, key).is_some_and(|of| group.holds(of)) {
                push(id, value);
            }
        }
    }
}

/// Groups that were compared already.
#[derive(Default)]
pub(super) struct Known(BTreeMap<Group, String>);

impl Known {
    /// Whether what something stands in place of is still what is generated.
    pub(super) fn holds(&mut self, made: &Whole<'_>, kept: &Kept) -> bool {
        let group = kept.instead.split_once(' ');
        match group.and_then(|(name, _)| Group::named(name)) {
            Some(group) => {
                let print = self.0.entry(group);
                *print.or_insert_with(|| fingerprint(made, &Place::Group(group))) == kept.instead
            }
            None => fingerprint(made, &Place::Own(kept.at.clone())) == kept.instead,
        }
    }
}
