//! The answers, sorted by what they are about.

use super::domain::name_of;
use crate::import::node::{Mark, Node};

/// What a thing of an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    RestApi,
    Resource,
    Stage,
    Authorizer,
    Model,
    Validator,
    GatewayResponse,
    Plan,
    PlanKey,
    ApiKey,
    Domain,
    Mapping,
    VpcLink,
    V2Api,
    Route,
    RouteResponse,
    IntegrationResponse,
    Integration,
    V2Authorizer,
    V2Stage,
    V2Domain,
    ApiMapping,
    V2VpcLink,
    Record,
}

/// A thing of an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thing<'a> {
    pub(super) piece: Piece,
    pub(super) node: &'a Node,
    /// The domain or the usage plan that was last told of before it; none where that answer told of several domains.
    pub(super) of: Option<&'a Node>,
    /// The hosted zone of a record, where the answer says it.
    pub(super) zone: Option<&'a Node>,
    /// In which of the answers it stands.
    pub(super) document: usize,
}

/// All things of the answers, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces<'a>(Vec<Thing<'a>>);

/// Lists of answers: of the first API, of its stages, of the second one, of Route 53.
pub(in crate::import) const LISTS: [&str; 4] = ["items", "item", "Items", "ResourceRecordSets"];
/// Keys that may stand beside a list.
pub(in crate::import) const BESIDE: [&str; 10] = [
    "NextToken",
    "position",
    "nextToken",
    "IsTruncated",
    "MaxItems",
    "NextRecordName",
    "NextRecordType",
    "NextRecordIdentifier",
    "HostedZoneId",
    "warnings",
];

/// Whether a document is an answer.
pub(super) fn is_one(root: &Node) -> bool {
    piece(root).is_some()
        || list(root).is_some_and(|list| list.first().is_none_or(|one| piece(one).is_some()))
}

/// The list of an answer that is one.
fn list(root: &Node) -> Option<&[Node]> {
    let key = LISTS.into_iter().find(|key| root.get(key).is_some())?;
    let mut entries = root.entries().iter();
    let only = entries.all(|entry| entry.key == key || BESIDE.contains(&&*entry.key));
    let list = root
        .get(key)
        .filter(|list| matches!(list.kind, crate::import::node::Kind::List(_)));
    list.filter(|_| only).map(Node::items)
}

/// What a thing is, by its keys.
fn piece(node: &Node) -> Option<Piece> {
    let has = |keys: &[&str]| keys.iter().all(|key| node.get(key).is_some());
    let known: [(&[&str], Piece); 32] = [
        (&["ApiId", "ProtocolType"], Piece::V2Api),
        (&["ApiMappingId", "Stage"], Piece::ApiMapping),
        (&["RouteKey", "RouteId"], Piece::Route),
        (&["RouteResponseKey"], Piece::RouteResponse),
        (&["IntegrationResponseKey"], Piece::IntegrationResponse),
        (&["IntegrationId", "IntegrationType"], Piece::Integration),
        (&["AuthorizerId", "AuthorizerType"], Piece::V2Authorizer),
        (&["StageName", "DefaultRouteSettings"], Piece::V2Stage),
        (&["StageName", "RouteSettings"], Piece::V2Stage),
        (&["StageName", "AutoDeploy"], Piece::V2Stage),
        (&["DomainName"], Piece::V2Domain),
        (&["VpcLinkId", "SubnetIds"], Piece::V2VpcLink),
        (&["stageName", "deploymentId"], Piece::Stage),
        (&["stageName", "methodSettings"], Piece::Stage),
        (&["id", "resourceMethods"], Piece::Resource),
        (&["id", "path"], Piece::Resource),
        (&["id", "validateRequestBody"], Piece::Validator),
        (
            &["responseType", "responseParameters"],
            Piece::GatewayResponse,
        ),
        (&["responseType", "defaultResponse"], Piece::GatewayResponse),
        (&["id", "apiStages"], Piece::Plan),
        (&["basePath", "restApiId"], Piece::Mapping),
        (&["domainName", "endpointConfiguration"], Piece::Domain),
        (&["id", "targetArns"], Piece::VpcLink),
        (&["id", "type", "authType"], Piece::Authorizer),
        (&["id", "providerARNs"], Piece::Authorizer),
        (&["id", "authorizerUri"], Piece::Authorizer),
        (&["id", "schema", "contentType"], Piece::Model),
        (&["id", "name", "endpointConfiguration"], Piece::RestApi),
        (&["id", "name", "apiKeySource"], Piece::RestApi),
        (&["id", "name", "enabled"], Piece::ApiKey),
        (&["Name", "Type", "AliasTarget"], Piece::Record),
        (&["Name", "Type", "ResourceRecords"], Piece::Record),
    ];
    let mut known = known.into_iter();
    let found = known.find(|(keys, _)| has(keys)).map(|(_, piece)| piece);
    found.or_else(|| {
        let kind = node.get("type").and_then(Node::as_str);
        (kind == Some("API_KEY") && has(&["id"])).then_some(Piece::PlanKey)
    })
}

impl<'a> Pieces<'a> {
    /// Sorts the things of the answers.
    pub(super) fn sorted(documents: &[&'a Node]) -> Self {
        let mut pieces = Self::default();
        let (mut domain, mut plan): (Option<&Node>, _) = (None, None);
        let mut told_in = None;
        for (number, document) in documents.iter().enumerate() {
            let (things, zone) = match list(document) {
                Some(things) => {
                    for key in LISTS {
                        document.take(key);
                    }
                    (things, document.take("HostedZoneId"))
                }
                None => (std::slice::from_ref(*document), None),
            };
            for node in things {
                let Some(piece) = piece(node) else { continue };
                let of = match piece {
                    Piece::Domain | Piece::V2Domain => {
                        let is_one_more =
                            told_in == Some(number) && domain.and_then(name_of) != name_of(node);
                        domain = (!is_one_more).then_some(node);
                        told_in = Some(number);
                        None
                    }
                    Piece::Plan => {
                        plan = Some(node);
                        None
                    }
                    Piece::Mapping | Piece::ApiMapping => domain,
                    Piece::PlanKey => plan,
                    _ => None,
                };
                pieces.0.push(Thing {
                    piece,
                    node,
                    of,
                    zone,
                    document: number,
                });
            }
        }
        pieces
    }

    /// All things.
    pub(super) fn all(&self) -> &[Thing<'a>] {
        &self.0
    }

    /// Takes things out that are not the API's, as was said.
    pub(super) fn leave(&mut self, is_left: impl Fn(&Thing<'a>) -> bool) {
        self.0.retain(|thing| {
            let left = is_left(thing);
            if left {
                thing.node.set_all(Mark::Reported);
            }
            !left
        });
    }

    /// The things of a kind.
    pub(super) fn of(&self, piece: Piece) -> impl Iterator<Item = &'a Node> {
        self.things(piece).map(|thing| thing.node)
    }

    /// The same with what they belong to.
    pub(super) fn things(&self, piece: Piece) -> impl Iterator<Item = Thing<'a>> {
        self.0
            .iter()
            .copied()
            .filter(move |thing| thing.piece == piece)
    }

    pub(super) fn has(&self, piece: Piece) -> bool {
        self.of(piece).next().is_some()
    }

    /// The REST API that the resources belong to.
    pub(super) fn rest_api(&self) -> Option<&'a Node> {
        let root = self
            .of(Piece::Resource)
            .find(|one| one.get("path").and_then(Node::as_str) == Some("/"));
        let root = root.and_then(|root| root.get("id")?.as_str());
        let is_root = |api: &&Node| {
            root.is_some() && api.get("rootResourceId").and_then(Node::as_str) == root
        };
        self.of(Piece::RestApi)
            .find(is_root)
            .or_else(|| self.of(Piece::RestApi).next())
    }

    /// The HTTP or WebSocket API.
    pub(super) fn v2_api(&self) -> Option<&'a Node> {
        self.of(Piece::V2Api).next()
    }

    /// Notes what a design need not say: ids and times that AWS gives anew, and what belongs to other APIs.
    pub(super) fn leave_known(&self) {
        for thing in &self.0 {
            leave(thing.node);
        }
    }
}

/// Ids, times and states: a design says what is wanted, and AWS what came of it.
const GIVEN: [&str; 34] = [
    "id",
    "createdDate",
    "lastUpdatedDate",
    "rootResourceId",
    "version",
    "apiStatus",
    "parentId",
    "pathPart",
    "path",
    "deploymentId",
    "cacheClusterStatus",
    "cacheNamespace",
    "ApiId",
    "ApiEndpoint",
    "CreatedDate",
    "LastUpdatedDate",
    "RouteId",
    "Target",
    "IntegrationId",
    "AuthorizerId",
    "DeploymentId",
    "LastDeploymentStatusMessage",
    "ApiMappingId",
    "ApiGatewayManaged",
    "ApiKeySelectionExpression",
    "domainNameStatus",
    "domainNameArn",
    "regionalDomainName",
    "regionalHostedZoneId",
    "distributionDomainName",
    "distributionHostedZoneId",
    "defaultResponse",
    "authType",
    "stageKeys",
];

fn leave(node: &Node) {
    for entry in node.entries() {
        if GIVEN.contains(&&*entry.key) {
            entry.set_all(Mark::Represented);
        }
        // Nothing is said by nothing.
        let is_empty = match &entry.value.kind {
            crate::import::node::Kind::Null => true,
            crate::import::node::Kind::List(items) => items.is_empty(),
            crate::import::node::Kind::Map(entries) => entries.is_empty(),
            _ => false,
        };
        if is_empty {
            entry.set_all(Mark::Represented);
        }
        leave(&entry.value);
    }
    node.items().iter().for_each(leave);
}
