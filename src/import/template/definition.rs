//! An API's definition inside a template (`DefinitionBody`, `Body`), read as OpenAPI.

use std::sync::Arc;

use super::props::Props;
use super::scope::function;
use super::{Reader, Resource};
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::node::{Entry, Kind, Mark, Node};
use crate::import::openapi::{self, Around, Body, Options, read_body};
use crate::model::{Api, ApiKeySource, Authorization, EndpointType, Function, LogicalId, VpcLink};
use crate::sentence;

/// What is said of a definition inside a template: of operations and authorizers that the design goes without, and of
/// values that API Gateway does not take.
const LOST: [&str; 11] = [
    "openapi-mock-decides",
    "openapi-mapping-useless",
    "lambda-method-not-post",
    "openapi-integration-unknown",
    "openapi-authorizer-unknown",
    "openapi-security-of-root",
    "openapi-any-misspelt",
    "openapi-path-malformed",
    "value-unknown",
    "value-out-of-range",
    "value-wrong",
];

impl<'a> Reader<'a, '_> {
    /// The definition under a key, where it stands in the template itself.
    pub(super) fn read_definition(&mut self, props: &Props<'a>, key: &str) {
        for other in ["DefinitionUri", "BodyS3Location"] {
            if let Some(entry) = props.entry(other) {
                self.say_elsewhere(entry);
            }
        }
        let Some(entry) = props.entry(key) else {
            return;
        };
        let Some(copy) = self.resolved(&entry.value, 0).filter(|copy| {
            copy.is_map() && function(copy).is_none() && copy.get("paths").is_some()
        }) else {
            // What is merged with the events need not be whole.
            if props.scope_flag("MergeDefinitions") != Some(true) {
                self.say_no_paths(entry);
            }
            return;
        };
        let body = self.read_as_openapi(&copy);
        let mut heard = Reading {
            keeps: true,
            ..Reading::default()
        };
        openapi::check_values(&copy, &mut heard);
        self.hear(heard);
        entry.set_mark(Mark::Represented);
        let root = self.template.scope.value(&entry.value);
        transfer(&copy, root.unwrap_or(&entry.value));
        self.has_definition = true;
        self.merges = props.flag("MergeDefinitions") == Some(true);
        self.take_body(body);
    }

    /// Says why a definition has no routes: it is written elsewhere, or says nothing of them.
    fn say_no_paths(&mut self, entry: &Entry) {
        let Some(value) = self.template.scope.value(&entry.value) else {
            return;
        };
        let calls = value
            .entries()
            .iter()
            .any(|one| one.key.starts_with("Fn::"));
        if !value.is_map() || calls || function(value).is_some() {
            return self.say_elsewhere(entry);
        }
        let key = &entry.key;
        self.reading.say(
            Severity::Warning,
            "definition-without-paths",
            entry.at,
            sentence!(
                "`{key}` has no `paths`: it is no definition in OpenAPI",
                "`{key}` に `paths` がないため、OpenAPI の定義ではありません",
            ),
            sentence!(
                "add `openapi` and `paths`, or take it out to have the events make the routes",
                "`openapi` と `paths` を追加するか、削除してイベントからルートを作らせてください",
            ),
        );
    }

    /// Says that routes stand where nobody can see them.
    fn say_elsewhere(&mut self, entry: &Entry) {
        let key = &entry.key;
        self.reading.say(
            Severity::Warning,
            "definition-elsewhere",
            entry.at,
            sentence!(
                "`{key}` names the API's routes in another file, so they are not in the design; the template goes on using it",
                "`{key}` は API のルートを別のファイルで定義しているため、設計には含まれません。テンプレートは引き続きそのファイルを使います",
            ),
            sentence!(
                "import that file by itself to see its routes",
                "ルートを確認するには、そのファイルを単独で取り込んでください",
            ),
        );
    }

    /// A definition that was made of resources.
    pub(super) fn read_made(&mut self, made: &Node) {
        let Some(copy) = self.resolved(made, 0) else {
            return;
        };
        let body = self.read_as_openapi(&copy);
        self.take_body(body);
    }

    fn read_as_openapi(&mut self, copy: &Node) -> Body {
        let known = self.design.rest().cloned();
        let options = Options {
            kind: Some(self.design.api.kind()),
            known: known.as_ref(),
            is_private: known
                .as_ref()
                .map(|rest| rest.endpoint == EndpointType::Private),
            ..Options::default()
        };
        let mut heard = Reading::default();
        let mut around = Behind { reader: self };
        let body = read_body(copy, options, &mut around, &mut heard);
        self.hear(heard);
        body
    }

    /// Takes over what is said of a definition.
    fn hear(&mut self, heard: Reading) {
        // Other findings would be of keys that go back out in any case.
        let told = heard.findings.into_iter();
        let told = told.filter(|one| LOST.contains(&&*one.code));
        self.reading.findings.extend(told.map(|one| {
            if matches!(
                &*one.code,
                "openapi-integration-unknown"
                    | "openapi-authorizer-unknown"
                    | "openapi-mock-decides"
            ) {
                one.help(sentence!(
                    "the template goes on saying it; the other targets have what the design says",
                    "テンプレートには残りますが、ほかのターゲットには設計の内容だけが出力されます",
                ))
            } else {
                one
            }
        }));
    }

    fn take_body(&mut self, body: Body) {
        match (&mut self.design.api, body.api) {
            (Api::Rest(rest), Api::Rest(told)) => {
                if rest.name.is_empty() {
                    rest.name = told.name;
                }
                if rest.description.is_empty() {
                    rest.description = told.description;
                }
                for kind in told.binary_media_types {
                    if !rest.binary_media_types.contains(&kind) {
                        rest.binary_media_types.push(kind);
                    }
                }
                rest.minimum_compression_size = rest
                    .minimum_compression_size
                    .or(told.minimum_compression_size);
                if told.api_key_source != ApiKeySource::default() {
                    rest.api_key_source = told.api_key_source;
                }
                if rest.security_policy.is_none() && told.security_policy.is_some() {
                    rest.security_policy = told.security_policy;
                    rest.endpoint_access_mode = told.endpoint_access_mode;
                }
                rest.policy = told.policy;
                rest.disable_execute_api_endpoint |= told.disable_execute_api_endpoint;
                rest.models.extend(told.models);
                rest.gateway_responses = told.gateway_responses;
            }
            (Api::Http(http), Api::Http(told)) => {
                if http.name.is_empty() {
                    http.name = told.name;
                }
                if http.description.is_empty() {
                    http.description = told.description;
                }
                http.payload_format_version = told.payload_format_version;
                http.disable_execute_api_endpoint |= told.disable_execute_api_endpoint;
            }
            _ => {}
        }
        for route in body.routes {
            let index = self.design.routes.len();
            if !self.paths.contains_key(route.path.as_str()) {
                self.paths.insert(route.path.clone().into(), index);
                self.design.routes.push(Arc::clone(&route));
            }
        }
        if body.cors.is_some() {
            self.design.cors = body.cors;
        }
        let access = &mut self.design.access;
        access.authorizers.extend(body.access.authorizers);
        if body.access.authorization != Authorization::None {
            access.authorization = body.access.authorization;
        }
        access.api_key_required |= body.access.api_key_required;
        if self.design.region.is_empty() {
            self.design.region = body.region;
        }
    }

    /// A copy in which conditions, parameters and mappings are worked out; `None` for no value.
    pub(super) fn resolved(&self, node: &Node, depth: usize) -> Option<Node> {
        let mut copy = node.clone();
        self.resolve(&mut copy, depth).then_some(copy)
    }

    fn resolve(&self, node: &mut Node, depth: usize) -> bool {
        const MAX_DEPTH: usize = 256;
        if depth > MAX_DEPTH {
            return true;
        }
        if function(node).is_some() {
            let chosen = self.template.scope.once(node);
            match chosen {
                super::scope::Once::Nothing => return false,
                super::scope::Once::Other(other) => {
                    *node = other;
                    return self.resolve(node, depth + 1);
                }
                super::scope::Once::Text(text) => {
                    node.kind = Kind::Text(text.into());
                    return true;
                }
                super::scope::Once::Same => return true,
            }
        }
        match &mut node.kind {
            Kind::Map(entries) => {
                let entries = entries.list_mut();
                entries.retain_mut(|entry| self.resolve(&mut entry.value, depth + 1));
            }
            Kind::List(items) => items.retain_mut(|item| self.resolve(item, depth + 1)),
            _ => {}
        }
        true
    }

    /// The design's name of a VPC link: of one in the template, or of one that exists.
    pub(super) fn link_of(&mut self, id: &str) -> String {
        let own = id.strip_prefix("${").and_then(|id| id.strip_suffix('}'));
        let resource = own.and_then(|id| self.template.resource(id).copied());
        if let Some(resource) = resource
            && let Some(link) = self.read_link(&resource)
        {
            return link;
        }
        let links = &mut self.design.vpc_links;
        if let Some(known) = links.iter().find(|link| link.id == id) {
            return known.name.clone();
        }
        let name = own.unwrap_or(id).to_owned();
        links.push(VpcLink {
            name: name.clone(),
            id: id.to_owned(),
            ..VpcLink::default()
        });
        name
    }

    fn read_link(&mut self, resource: &Resource<'a>) -> Option<String> {
        let props = self.template.props(resource);
        let name = props.scope_text("Name")?;
        if self.design.vpc_link(&name).is_some() {
            return Some(name);
        }
        let mut link = VpcLink {
            name: name.clone(),
            ..VpcLink::default()
        };
        match resource.kind {
            "AWS::ApiGateway::VpcLink" => {
                let targets = props.scope_texts("TargetArns")?;
                let [target] = &targets[..] else { return None };
                target.clone_into(&mut link.target_arn);
                props.say("TargetArns");
            }
            "AWS::ApiGatewayV2::VpcLink" => {
                link.subnet_ids = props.texts("SubnetIds")?;
                link.security_group_ids = props.texts("SecurityGroupIds").unwrap_or_default();
            }
            _ => return None,
        }
        resource.say();
        props.say("Name");
        self.design.vpc_links.push(link);
        self.design.output.sam_ids.push(LogicalId {
            of: format!("link {name}"),
            id: resource.id.to_owned(),
        });
        Some(name)
    }
}

/// What a definition in a template calls: resources beside it, or what exists.
struct Behind<'b, 'a, 'r> {
    reader: &'b mut Reader<'a, 'r>,
}

impl Around for Behind<'_, '_, '_> {
    fn function(&mut self, called: &str) -> String {
        if let Some(name) = self.reader.callee(called) {
            return name;
        }
        let name = self.reader.free_name(called.to_owned());
        self.reader.design.functions.push(Function {
            name: name.clone(),
            arn: called.to_owned(),
            ..Function::default()
        });
        name
    }

    fn unnamed_function(&mut self) -> String {
        if let Some(function) = self.reader.design.functions.first() {
            return function.name.clone();
        }
        let name = "app".to_owned();
        self.reader.design.functions.push(Function {
            name: name.clone(),
            ..Function::default()
        });
        name
    }

    fn vpc_link(&mut self, id: &str) -> String {
        self.reader.link_of(id)
    }
}

/// Notes of a copy what was noted of the copied, as far as both are alike.
fn transfer(copy: &Node, original: &Node) {
    match (&copy.kind, &original.kind) {
        (Kind::Map(copies), Kind::Map(_)) if function(original).is_none() => {
            for copied in copies {
                if let Some(entry) = original.entry(&copied.key) {
                    transfer_entry(copied, entry);
                }
            }
        }
        (Kind::List(copies), Kind::List(items)) if copies.len() == items.len() => {
            for (copied, item) in copies.iter().zip(items) {
                transfer(copied, item);
            }
        }
        _ => {}
    }
}

fn transfer_entry(copied: &Entry, entry: &Entry) {
    if copied.mark() == Mark::Represented {
        entry.set_mark(Mark::Represented);
        if function(&entry.value).is_some() {
            entry.value.set_all(Mark::Represented);
        }
    }
    transfer(&copied.value, &entry.value);
}
