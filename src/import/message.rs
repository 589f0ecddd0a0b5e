//! What a message route of a WebSocket API leads to when it is no function: CloudFormation and the account say it in the
//! same words.

use super::node::{Kind, Node};
use super::openapi::value;
use crate::model::{
    DEFAULT_KEY, KeyedTemplate, MappedServer, MessageBackend, MessageLambda, MessageMapping,
    MessageMock, MessageResponse, MessageServer, MessageService, Passthrough, Variable, Verb,
};

/// Reads an integration; nothing where the design has no words for it. The mapping has no answers yet.
pub(super) fn backend(node: &Node) -> Option<MessageBackend> {
    let text = |key: &str| value::text(node.get(key)?);
    let kind = text("IntegrationType")?;
    let uri = || text("IntegrationUri");
    let verb = || {
        let text = text("IntegrationMethod");
        let mut verbs = Verb::ALL.into_iter();
        text.and_then(|text| verbs.find(|verb| verb.as_str() == text))
    };
    let backend = match kind.as_str() {
        "HTTP_PROXY" => MessageBackend::HttpProxy(MessageServer {
            uri: uri()?,
            verb: verb().unwrap_or(Verb::Post),
            vpc_link: String::new(),
        }),
        "HTTP" => MessageBackend::Http(MappedServer {
            uri: uri()?,
            verb: verb().unwrap_or(Verb::Post),
            mapping: mapping(node)?,
            vpc_link: String::new(),
        }),
        "AWS" => MessageBackend::Service(MessageService {
            uri: uri()?,
            role_arn: text("CredentialsArn").unwrap_or_default(),
            mapping: mapping(node)?,
            ..MessageService::default()
        }),
        "MOCK" => MessageBackend::Mock(MessageMock {
            mapping: mapping(node)?,
        }),
        _ => return None,
    };
    take(node, &KNOWN);
    match &backend {
        MessageBackend::Service(_) => take(node, &["CredentialsArn"]),
        // Nothing is mapped there: what the service shows by itself is no mapping.
        MessageBackend::HttpProxy(_) => {
            if text("PassthroughBehavior").as_deref() == Some("WHEN_NO_MATCH") {
                take(node, &["PassthroughBehavior"]);
            }
            return Some(backend);
        }
        _ => {}
    }
    take(node, &MAPPED);
    Some(backend)
}

/// What every backend says of an integration; the last two are what the service shows of each.
const KNOWN: [&str; 8] = [
    "IntegrationType",
    "IntegrationUri",
    "IntegrationMethod",
    "ConnectionType",
    "ConnectionId",
    "TimeoutInMillis",
    "PayloadFormatVersion",
    "IntegrationResponseSelectionExpression",
];
/// What a mapping says of it.
const MAPPED: [&str; 4] = [
    "RequestParameters",
    "RequestTemplates",
    "TemplateSelectionExpression",
    "PassthroughBehavior",
];

fn take(node: &Node, keys: &[&str]) {
    for key in keys {
        node.take_all(key);
    }
}

/// What a function is told by templates, which the integration calls without a role: its address, and the mapping.
pub(super) fn lambda(node: &Node) -> Option<(String, MessageBackend)> {
    let text = |key: &str| value::text(node.get(key)?);
    let uri = text("IntegrationUri").filter(|uri| uri.contains("/functions/"))?;
    let is_own = node.get("CredentialsArn").is_none_or(is_nothing);
    if text("IntegrationType")? != "AWS" || !is_own {
        return None;
    }
    let mapping = mapping(node)?;
    take(node, &KNOWN);
    take(node, &MAPPED);
    Some((uri, MessageBackend::Lambda(MessageLambda { mapping })))
}

/// How the account says that there is none.
fn is_nothing(node: &Node) -> bool {
    matches!(node.kind, Kind::Null) || node.as_str() == Some("")
}

/// The id of the VPC link that an integration takes.
pub(super) fn link(node: &Node) -> Option<String> {
    let text = |key: &str| value::text(node.get(key)?);
    let is_private = text("ConnectionType").as_deref() == Some("VPC_LINK");
    text("ConnectionId").filter(|id| is_private && !id.is_empty())
}

/// How long the gateway waits, where it is not the longest that it can.
pub(super) fn timeout(node: &Node) -> Option<u32> {
    let timeout = node.take("TimeoutInMillis").and_then(Node::as_u32);
    timeout.filter(|timeout| *timeout != TIMEOUT_MS)
}

/// What the service waits where nothing is said (AWS: API Gateway v2 API Reference, `CreateIntegration`).
const TIMEOUT_MS: u32 = 29_000;

fn mapping(node: &Node) -> Option<MessageMapping> {
    let text = |key: &str| value::text(node.get(key)?);
    let passthrough = text("PassthroughBehavior");
    let mut known = Passthrough::ALL.into_iter();
    let passthrough = passthrough.and_then(|text| known.find(|one| one.as_str() == text));
    let parameters = pairs(node, "RequestParameters")?;
    let variables = parameters.into_iter();
    Some(MessageMapping {
        parameters: variables
            .map(|(name, value)| Variable { name, value })
            .collect(),
        template_selection_expression: text("TemplateSelectionExpression").unwrap_or_default(),
        templates: templates(node, "RequestTemplates")?,
        passthrough: passthrough.unwrap_or_default(),
        responses: Vec::new(),
    })
}

/// An answer of an integration.
pub(super) fn response(node: &Node) -> Option<MessageResponse> {
    let text = |key: &str| value::text(node.get(key)?);
    let response = MessageResponse {
        key: text("IntegrationResponseKey").unwrap_or_else(|| DEFAULT_KEY.to_owned()),
        template_selection_expression: text("TemplateSelectionExpression").unwrap_or_default(),
        templates: templates(node, "ResponseTemplates")?,
    };
    let known = [
        "IntegrationResponseKey",
        "TemplateSelectionExpression",
        "ResponseTemplates",
        "IntegrationId",
        "IntegrationResponseId",
        "ApiId",
    ];
    take(node, &known);
    Some(response)
}

/// Adds an answer to those of a backend.
pub(super) fn add(backend: &mut MessageBackend, response: MessageResponse) {
    if let Some(mapping) = backend.mapping_mut() {
        mapping.responses.push(response);
    }
}

fn templates(node: &Node, key: &str) -> Option<Vec<KeyedTemplate>> {
    let pairs = pairs(node, key)?.into_iter();
    Some(
        pairs
            .map(|(key, template)| KeyedTemplate { key, template })
            .collect(),
    )
}

fn pairs(node: &Node, key: &str) -> Option<Vec<(String, String)>> {
    let entries = node.get(key).map_or(&[][..], Node::entries).iter();
    entries
        .map(|entry| Some((entry.key.as_str().to_owned(), value::text(&entry.value)?)))
        .collect()
}
