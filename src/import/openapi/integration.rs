//! What answers an operation.

use super::operations::Operation;
use super::{Reader, mapping, transform, value};
use crate::aws::{self, TargetPart};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{
    AwsService, Http, HttpProxy, Integration, OtherService, ServiceAction, SqsQueue, SubtypeAction,
    Transform, Variable, Verb, placed,
};
use crate::sentence;

/// API Gateway's extension that says it.
pub(super) const KEY: &str = "x-amazon-apigateway-integration";

/// What was read of it.
pub(super) struct Answer {
    pub(super) integration: Integration,
    pub(super) timeout_ms: Option<u32>,
    /// `method.request.…`, of which each value has a place of its own in a cache.
    pub(super) cache_keys: Vec<String>,
    pub(super) transform: Transform,
}

impl Answer {
    fn of(integration: Integration) -> Self {
        Self {
            integration,
            timeout_ms: None,
            cache_keys: Vec::new(),
            transform: Transform::default(),
        }
    }
}

/// Whether what an action is done to lies in the API's region: another one is said.
fn is_near(action: &SubtypeAction) -> bool {
    let mut parameters = action.parameters.iter();
    !parameters.any(|one| one.name == "Region")
}

/// What a message calls the integration of an operation.
pub(super) fn called(operation: &Node) -> String {
    let of = |key: &str| {
        let node = operation.find(&[KEY, key])?;
        node.as_str().map(|text| format!("`{text}`"))
    };
    let found = of("integrationSubtype")
        .or_else(|| of("uri"))
        .or_else(|| of("type"));
    found.unwrap_or_else(|| format!("`{KEY}`"))
}

impl<'a> Reader<'a> {
    /// An operation that says nothing of it: a description alone gets the design's own function. In a document that
    /// speaks of integrations elsewhere API Gateway refuses it, too.
    pub(super) fn read_unanswered(&mut self, operation: &Operation<'a>) -> Answer {
        let (count, first) = &mut self.unanswered;
        *count += 1;
        first.get_or_insert((operation.node.at, operation.verb, operation.path));
        let function = self.around.unnamed_function();
        Answer::of(Integration::LambdaProxy { function })
    }

    /// What answers an operation; nothing when the design has no words for it.
    pub(super) fn read_integration(&mut self, operation: &Operation<'a>) -> Option<Answer> {
        let entry = operation.node.entry(KEY)?;
        entry.set_mark(Mark::Represented);
        self.current = (operation.verb, operation.path);
        let node = value::resolve(self.root, &entry.value)?;
        if entry.value.get("$ref").is_some() {
            entry.set_all(Mark::Represented);
        }
        let kind = value::take_text(node, "type")?.to_ascii_lowercase();
        let integration = match kind.as_str() {
            "aws_proxy" if node.get("integrationSubtype").is_some() => {
                let found = read_subtype(node)?;
                self.take_region_of(&found);
                found
            }
            "aws_proxy" => self
                .say_unmapped(node)
                .read_function(node)
                .map(|function| Integration::LambdaProxy { function })?,
            "http_proxy" => Integration::HttpProxy(self.read_proxy(operation, node)),
            "aws" if !self.is_http() => self.read_aws(operation, node)?,
            "http" if !self.is_http() => Integration::Http(self.read_server(operation, node)),
            "mock" if !self.is_http() => self.read_mock(operation, entry),
            _ => return None,
        };
        let mut answer = Answer::of(integration);
        if let Some(timeout) = node.get("timeoutInMillis").and_then(Node::as_u32) {
            node.take("timeoutInMillis");
            answer.timeout_ms = Some(timeout);
        }
        if !self.is_http()
            && let Some(keys) = value::take_texts(node, "cacheKeyParameters")
        {
            answer.cache_keys = keys;
        }
        if self.is_http() {
            self.take_payload_version(node, &answer.integration);
            if answer.integration.service().is_none() {
                answer.transform = transform::read(node);
            }
        }
        let internet = node.get("connectionType").and_then(Node::as_str);
        if internet.is_some_and(|kind| kind.eq_ignore_ascii_case("INTERNET")) {
            node.take("connectionType");
        }
        Some(answer)
    }

    /// The shape of the event is the API's: what its first function says.
    fn take_payload_version(&mut self, node: &Node, integration: &Integration) {
        let version = node.get("payloadFormatVersion").and_then(Node::scalar);
        let wanted = if integration.is_lambda_proxy() {
            self.http.payload_format_version.as_str()
        } else {
            "1.0"
        };
        let is_wanted = version.is_some_and(|version| {
            version == wanted || wanted.strip_suffix(".0") == Some(&version)
        });
        if is_wanted {
            node.take("payloadFormatVersion");
        }
    }

    /// Says that what a mapping makes of an answer is not made: a proxy integration hands on what the function says.
    fn say_unmapped(&mut self, node: &Node) -> &mut Self {
        let answers = node.get("responses").map_or(&[][..], Node::entries);
        let mapped = answers.iter().find_map(|answer| {
            let keys = ["responseParameters", "responseTemplates"].into_iter();
            let mut mappings = keys.filter_map(|key| answer.value.entry(key));
            mappings.find(|entry| !entry.value.entries().is_empty())
        });
        if let Some(mapping) = mapped.filter(|_| !self.is_http()) {
            let (key, (verb, path)) = (&mapping.key, self.current);
            let verb = verb.as_str();
            self.reading.say(
                Severity::Warning,
                "openapi-mapping-useless",
                mapping.at,
                sentence!(
                    "`{key}` of `{verb} {path}` has no effect: an `aws_proxy` integration hands on what the function answers, its headers, too",
                    "`aws_proxy` 統合は関数の応答をヘッダーも含めてそのまま返すため、`{verb} {path}` の `{key}` は効きません",
                ),
                sentence!(
                    "let the function set the headers, or make the integration `aws`",
                    "ヘッダーは関数で設定するか、統合を `aws` にしてください",
                ),
            );
        }
        self
    }

    /// The function that a URI calls.
    fn read_function(&mut self, node: &Node) -> Option<String> {
        let entry = node.entry("uri")?;
        let uri = value::text(&entry.value)?;
        let called = value::called(&uri)?;
        // Another way of calling it is kept beside the function, and so is a whole address that only a template knows.
        let is_address = self.is_http() || !uri.starts_with("${");
        if is_address && !uri.ends_with("/response-streaming-invocations") {
            entry.set_all(Mark::Represented);
        }
        let post = node.get("httpMethod").and_then(Node::as_str);
        if post.is_some_and(|verb| verb.eq_ignore_ascii_case("POST")) {
            node.take("httpMethod");
        } else if let Some(verb) = node.entry("httpMethod").filter(|_| !self.is_http()) {
            self.say_not_posted(verb);
        }
        self.take_region(&uri);
        Some(self.around.function(called))
    }

    /// Says that a function is not called by another verb than `POST` (AWS: API Gateway developer guide, "Set up Lambda
    /// proxy integrations in API Gateway").
    fn say_not_posted(&mut self, verb: &Entry) {
        let Some(text) = verb.value.as_str() else {
            return;
        };
        let (own, path) = self.current;
        let own = own.as_str();
        self.reading.say(
            Severity::Warning,
            "lambda-method-not-post",
            verb.at,
            sentence!(
                "the gateway calls the function of `{own} {path}` with `{text}`, and Lambda takes `POST` alone: every request answers 500",
                "Lambda は `POST` でしか呼び出せませんが、`{own} {path}` は `{text}` で呼び出す設定のため、リクエストはすべて 500 になります",
            ),
            sentence!(
                "write `POST`; the verb of the callers stays that of the route",
                "`POST` と書いてください。呼び出し元が使うメソッドはルートのもののままです",
            ),
        );
    }

    /// The region of a service's address.
    pub(super) fn take_region(&mut self, uri: &str) {
        let region = uri.split(':').nth(3).unwrap_or_default();
        if self.region.is_empty() && uri.starts_with("arn:") && super::around::is_region(region) {
            region.clone_into(&mut self.region);
        }
    }

    /// The region of what an action is done to.
    fn take_region_of(&mut self, integration: &Integration) {
        let Some(service) = integration.service() else {
            return;
        };
        match &service.action {
            ServiceAction::SqsSendMessage(queue) => self.take_region(&queue.queue_arn),
            ServiceAction::Subtype(action) if is_near(action) => {
                self.take_region(&action.target_arn)
            }
            other => {
                if let Some(arn) = other.state_machine_arn() {
                    self.take_region(arn);
                }
            }
        }
    }

    /// The VPC link on the way.
    fn read_link(&mut self, node: &Node) -> String {
        let is_link = node.get("connectionType").and_then(Node::as_str);
        let is_link = is_link.is_some_and(|kind| kind.eq_ignore_ascii_case("VPC_LINK"));
        let Some(id) = is_link
            .then(|| value::take_text(node, "connectionId"))
            .flatten()
        else {
            return String::new();
        };
        node.take("connectionType");
        self.around.vpc_link(&id)
    }

    /// A server that gets whole requests.
    fn read_proxy(&mut self, operation: &Operation<'_>, node: &Node) -> HttpProxy {
        let vpc_link = self.read_link(node);
        let uri = value::take_text(node, "uri").unwrap_or_default();
        if !vpc_link.is_empty() {
            self.take_region(&uri);
        }
        // The verb there is the method's; an HTTP API's integration passes every verb on.
        let wanted = if self.is_http() {
            Verb::Any
        } else {
            operation.verb
        };
        let verb = node.get("httpMethod").and_then(Node::as_str);
        if verb.is_some_and(|verb| verb.eq_ignore_ascii_case(wanted.as_str())) {
            node.take("httpMethod");
        }
        if !self.is_http()
            && let Some(entry) = node.entry("requestParameters")
        {
            entry.set_mark(Mark::Represented);
            for name in placed(&uri, operation.path) {
                let to = format!("integration.request.path.{name}");
                let from = format!("method.request.path.{name}");
                if entry.value.get(&to).and_then(Node::as_str) == Some(&from) {
                    entry.value.take(&to);
                }
            }
        }
        HttpProxy { uri, vpc_link }
    }

    /// A server that gets what a mapping makes of a request.
    fn read_server(&mut self, operation: &Operation<'_>, node: &Node) -> Http {
        let vpc_link = self.read_link(node);
        let uri = value::take_text(node, "uri").unwrap_or_default();
        let verb = read_verb(node).unwrap_or(operation.verb);
        let placed = placed(&uri, operation.path);
        let mapping = mapping::read(node, &placed);
        Http {
            verb: if verb == operation.verb {
                Verb::Any
            } else {
                verb
            },
            uri,
            vpc_link,
            mapping,
        }
    }

    /// A function, or any other service, that gets what a mapping makes of a request.
    fn read_aws(&mut self, operation: &Operation<'_>, node: &Node) -> Option<Integration> {
        let uri = value::text(node.get("uri")?)?;
        if value::called(&uri).is_some() && !uri.starts_with("${") {
            let function = self.read_function(node)?;
            let mapping = mapping::read(node, &[]);
            return Some(Integration::Lambda { function, mapping });
        }
        self.take_region(&uri);
        value::take_text(node, "uri");
        let verb = read_verb(node).unwrap_or(Verb::Post);
        let placed = placed(&uri, operation.path);
        let mapping = mapping::read(node, &placed);
        let role_arn = role(node);
        let other = OtherService {
            uri,
            verb,
            mapping,
            ..OtherService::default()
        };
        let action = ServiceAction::Other(other);
        Some(Integration::AwsService(AwsService { action, role_arn }))
    }
}

/// An action of a service, as an HTTP API knows it.
fn read_subtype(node: &Node) -> Option<Integration> {
    let subtype = node.get("integrationSubtype").and_then(Node::as_str)?;
    let parameters = node.get("requestParameters")?;
    let action = read_worked(subtype, parameters).or_else(|| read_action(subtype, parameters))?;
    node.take("integrationSubtype");
    node.take_all("requestParameters");
    let role_arn = role(node);
    Some(Integration::AwsService(AwsService { action, role_arn }))
}

/// One of those that REST APIs have, too.
fn read_worked(subtype: &str, parameters: &Node) -> Option<ServiceAction> {
    let of = |key: &str| value::text(parameters.get(key)?);
    let is = |key: &str, wanted: &str| of(key).as_deref() == Some(wanted);
    let count = parameters.entries().len();
    Some(match subtype {
        "SQS-SendMessage" if is("MessageBody", "$request.body") => {
            let queue_arn = aws::queue_arn(&of("QueueUrl")?)?;
            let is_fifo = is("MessageDeduplicationId", "$context.requestId") && count == 4;
            if !is_fifo && count != 2 {
                return None;
            }
            let group = of("MessageGroupId").unwrap_or_default();
            ServiceAction::SqsSendMessage(SqsQueue {
                queue_arn,
                message_group_id: group.replace("${request.path.", "{"),
            })
        }
        "StepFunctions-StartExecution" if is("Input", "$request.body") && count == 2 => {
            let state_machine_arn = of("StateMachineArn")?;
            ServiceAction::StatesStartExecution { state_machine_arn }
        }
        "StepFunctions-StartSyncExecution" if is("Input", "$request.body") && count == 2 => {
            let state_machine_arn = of("StateMachineArn")?;
            ServiceAction::StatesStartSyncExecution { state_machine_arn }
        }
        _ => return None,
    })
}

/// An action that is told by its parameters; what its target says of them is told by the target.
fn read_action(name: &str, parameters: &Node) -> Option<ServiceAction> {
    let known = aws::subtype(name)?;
    let mut listed = Vec::new();
    for entry in parameters.entries() {
        listed.push(Variable {
            name: entry.key.as_str().to_owned(),
            value: value::text(&entry.value)?,
        });
    }
    let arn = known.target.iter().find_map(|(name, part)| {
        let value = &listed.iter().find(|one| one.name == *name)?.value;
        match part {
            TargetPart::Arn => value.starts_with("arn:").then(|| value.clone()),
            TargetPart::QueueUrl => aws::queue_arn(value),
            TargetPart::Behind(_) => None,
        }
    });
    let target_arn = arn.unwrap_or_default();
    let region = target_arn.split(':').nth(3).unwrap_or_default();
    let derived = known.of_target(&target_arn, region);
    listed.retain(|one| {
        let mut same = derived.iter();
        !same.any(|(name, value)| *name == one.name && *value == one.value)
    });
    Some(ServiceAction::Subtype(SubtypeAction {
        name: name.to_owned(),
        target_arn,
        parameters: listed,
    }))
}

/// The role with which a service is called. The one that the studio makes itself, in an account that is left open, is
/// made again.
fn role(node: &Node) -> String {
    let role = value::take_text(node, "credentials").unwrap_or_default();
    let is_made = role.contains(":iam::ACCOUNT_ID:role/") && role.ends_with("-gateway");
    if is_made { String::new() } else { role }
}

/// The verb at the backend.
fn read_verb(node: &Node) -> Option<Verb> {
    let text = node.get("httpMethod").and_then(Node::as_str)?;
    let mut verbs = Verb::ALL.into_iter();
    let verb = verbs.find(|verb| verb.as_str().eq_ignore_ascii_case(text))?;
    node.take("httpMethod");
    Some(verb)
}
