//! What of a template changes together: where an imported template says it in words of its own, these stand as long as
//! nothing of it is changed in the design.

use std::collections::BTreeMap;
use std::io::Write as _;

use super::made::{Made, Whole};
use crate::generate::name::Hash;
use crate::model::Kept;
use crate::text::yaml::tree::Tree;

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

/// How a group is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// By all its words, as designs of earlier times have it.
    Words,
    /// By its words, and by a digest of each path: paths that say the same are worked out once.
    Paths,
}

/// What the name of a group ends with that is told by paths.
const BY_PATHS: char = '2';
/// The name of an API by itself, told by paths.
const API_BY_PATHS: &str = "own2";

/// What stands for something that is generated: equal for equal templates.
pub fn fingerprint(made: &Whole<'_>, place: &Place) -> String {
    match place {
        Place::Own(at) => own(made, at, Way::Paths),
        Place::Group(group) => of_group(made, *group, Way::Paths),
    }
}

fn own(made: &Whole<'_>, at: &str, way: Way) -> String {
    let value = made.at(at);
    let kind = value.and_then(|value| value.get("Type")?.as_str());
    let mut telling = Telling {
        hash: Hash::default(),
        way,
    };
    match value {
        Some(api) if way == Way::Paths && kind.is_some_and(is_api) => {
            telling.add_resource(api);
            return format!("{API_BY_PATHS} {:016x}", telling.hash.end());
        }
        Some(value) => add(value, &mut telling.hash),
        None => telling.hash.add(b"null"),
    }
    format!("{:016x}", telling.hash.end())
}

fn of_group(made: &Whole<'_>, group: Group, way: Way) -> String {
    let mut telling = Telling {
        hash: Hash::default(),
        way,
    };
    telling.add_group(made, group);
    let mut name = group.name().to_owned();
    if way == Way::Paths {
        name.push(BY_PATHS);
    }
    format!("{name} {:016x}", telling.hash.end())
}

/// Adds a value as JSON.
fn add(value: Made<'_>, hash: &mut Hash) {
    // A hash takes everything.
    let added = value.write(hash).and_then(|()| hash.flush());
    debug_assert!(added.is_ok());
}

/// What stands for all that a path says.
fn digest(path: Made<'_>) -> u64 {
    let work_out = |made: Made<'_>| {
        let mut hash = Hash::default();
        add(made, &mut hash);
        hash.end()
    };
    match path {
        Made::Tree(Tree::Alike(alike)) => alike.digest(|nodes| work_out(Made::Entries(nodes))),
        _ => work_out(path),
    }
}

/// What a template says of a group, in the making.
struct Telling {
    hash: Hash,
    way: Way,
}

impl Telling {
    fn add_group(&mut self, made: &Whole<'_>, group: Group) {
        let resources = made.root().get("Resources").map(Made::fields);
        let resources = resources.unwrap_or_default();
        for (id, resource) in resources.iter() {
            let kind = resource.get("Type").and_then(Made::as_str);
            let kind = kind.unwrap_or_default();
            let of = Group::of_resource(id, kind);
            if of.is_some_and(|of| group.holds(of)) || group == Group::Api && is_api(kind) {
                self.hash.add(id.as_bytes());
                self.add_resource(resource);
                continue;
            }
            let properties = resource.get("Properties").map(Made::fields);
            for (key, value) in properties.unwrap_or_default().iter() {
                if Group::of_property(kind, key).is_some_and(|of| group.holds(of)) {
                    self.hash.add(id.as_bytes());
                    self.add_property(key, value);
                }
            }
        }
    }

    fn add_resource(&mut self, resource: Made<'_>) {
        if self.way == Way::Words {
            return add(resource, &mut self.hash);
        }
        for (key, value) in resource.fields().iter() {
            self.hash.add(key.as_bytes());
            if key == "Properties" {
                for (key, value) in value.fields().iter() {
                    self.hash.add(key.as_bytes());
                    self.add_property(key, value);
                }
            } else {
                add(value, &mut self.hash);
            }
        }
    }

    fn add_property(&mut self, key: &str, value: Made<'_>) {
        if self.way == Way::Words || !matches!(key, "DefinitionBody" | "Body") {
            return add(value, &mut self.hash);
        }
        for (key, value) in value.fields().iter() {
            self.hash.add(key.as_bytes());
            if key == "paths" {
                for (path, value) in value.fields().iter() {
                    self.hash.add(path.as_bytes());
                    self.hash.add(&digest(value).to_le_bytes());
                }
            } else {
                add(value, &mut self.hash);
            }
        }
    }
}

/// Groups that were compared already.
#[derive(Default)]
pub(super) struct Known(BTreeMap<(Group, Way), String>);

impl Known {
    /// Whether what something stands in place of is still what is generated.
    pub(super) fn holds(&mut self, made: &Whole<'_>, kept: &Kept) -> bool {
        let (name, way) = match kept.instead.split_once(' ') {
            Some((API_BY_PATHS, _)) => ("", Way::Paths),
            Some((name, _)) => match name.strip_suffix(BY_PATHS) {
                Some(name) => (name, Way::Paths),
                None => (name, Way::Words),
            },
            None => ("", Way::Words),
        };
        match Group::named(name) {
            Some(group) => {
                let print = self.0.entry((group, way));
                *print.or_insert_with(|| of_group(made, group, way)) == kept.instead
            }
            None => own(made, &kept.at, way) == kept.instead,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::yaml::tree::{Node, grow_whole};

    fn template(answer: &str) -> Vec<Node> {
        grow_whole(|yaml| {
            yaml.map("Resources", |yaml| {
                yaml.map("Api", |yaml| {
                    yaml.entry("Type", "AWS::Serverless::Api");
                    yaml.map("Properties", |yaml| {
                        yaml.map("DefinitionBody", |yaml| {
                            yaml.entry("openapi", "3.0.1");
                            yaml.map("paths", |yaml| {
                                yaml.map("/a", |yaml| yaml.entry("get", "x"));
                                yaml.map("/b", |yaml| yaml.entry("get", answer));
                            });
                        });
                    });
                });
            });
        })
    }

    #[test]
    fn a_path_that_changes_is_seen_whichever_way_was_kept() {
        let (one, other) = (template("x"), template("y"));
        let (one, other) = (Whole::new(&one), Whole::new(&other));
        let api = Place::Own("/Resources/Api".into());
        for instead in [
            // Of designs that were kept in earlier times.
            "routes efe789ece2513a38".to_owned(),
            "3818fe5a56e3d677".to_owned(),
            fingerprint(&one, &Place::Group(Group::Routes)),
            fingerprint(&one, &Place::Group(Group::Api)),
            fingerprint(&one, &api),
        ] {
            let kept = Kept {
                at: "/Resources/Api".into(),
                instead: instead.clone(),
                ..Kept::default()
            };
            assert!(Known::default().holds(&one, &kept), "{instead}");
            assert!(!Known::default().holds(&other, &kept), "{instead}");
        }
    }
}
