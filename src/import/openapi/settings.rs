//! What a definition says of the API itself.

use super::{Body, Reader, operations, policy, preflight, value};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{
    ApiKeySource, ApiKind, BodyTemplate, Cors, EndpointAccessMode, EndpointType, GatewayResponse,
    PayloadFormat, SecurityPolicy, TEMPLATE, Variable,
};
use crate::sentence;

const ENDPOINT: &str = "x-amazon-apigateway-endpoint-configuration";
const HEADER: &str = "gatewayresponse.header.";

/// The kind of API by what stands in a definition: what only HTTP APIs know decides, else it is a REST API.
pub(super) fn kind(root: &Node) -> ApiKind {
    let has = |key: &str| root.get(key).is_some();
    let of_rest = [
        "x-amazon-apigateway-gateway-responses",
        "x-amazon-apigateway-request-validators",
        "x-amazon-apigateway-binary-media-types",
        "x-amazon-apigateway-api-key-source",
        "x-amazon-apigateway-policy",
        "x-amazon-apigateway-minimum-compression-size",
    ];
    if has("x-amazon-apigateway-cors") || has("x-amazon-apigateway-importexport-version") {
        return ApiKind::Http;
    }
    if root.get("swagger").is_some() || of_rest.into_iter().any(has) {
        return ApiKind::Rest;
    }
    let of_http = |operation: &Node| {
        operation
            .get(super::integration::KEY)
            .is_some_and(|integration| {
                let integration = value::resolve(root, integration).unwrap_or(integration);
                ["payloadFormatVersion", "integrationSubtype"]
                    .iter()
                    .any(|key| integration.get(key).is_some())
            })
    };
    let schemes = root.find(&["components", "securitySchemes"]);
    let mut schemes = schemes.map_or(&[][..], Node::entries).iter();
    let jwt = |entry: &Entry| {
        let settings = entry.value.get("x-amazon-apigateway-authorizer");
        settings.is_some_and(|settings| {
            let kind = settings.get("type").and_then(Node::as_str);
            kind.is_some_and(|kind| kind.eq_ignore_ascii_case("jwt"))
                || settings.get("authorizerPayloadFormatVersion").is_some()
        })
    };
    // What an HTTP API cannot have says more than a key that its import passes over.
    if is_rest_alone(root) {
        return ApiKind::Rest;
    }
    let is_http =
        operations::all(root).any(|(path, _, one)| path.key == "/$default" || of_http(&one.value));
    if is_http || schemes.any(jwt) {
        ApiKind::Http
    } else {
        ApiKind::Rest
    }
}

/// Whether something stands in a definition that HTTP APIs do not have: an authorizer or an integration of a REST API.
fn is_rest_alone(root: &Node) -> bool {
    let schemes = root.find(&["components", "securitySchemes"]);
    let mut schemes = schemes.map_or(&[][..], Node::entries).iter();
    let is = |node: &Node, kinds: &[&str]| {
        let kind = node.get("type").and_then(Node::as_str);
        kind.is_some_and(|kind| kinds.iter().any(|one| kind.eq_ignore_ascii_case(one)))
    };
    let of_authorizer = schemes.any(|entry| {
        let settings = entry.value.get("x-amazon-apigateway-authorizer");
        settings.is_some_and(|settings| is(settings, &["cognito_user_pools", "token"]))
    });
    of_authorizer
        || operations::all(root).any(|(.., one)| {
            let integration = one.value.get(super::integration::KEY);
            integration.is_some_and(|integration| is(integration, &["aws", "http", "mock"]))
        })
}

impl Reader<'_> {
    pub(super) fn read_settings(&mut self, body: &mut Body) {
        for key in ["openapi", "swagger"] {
            self.root.take(key);
        }
        self.read_info();
        self.read_endpoint(body);
        if self.is_http() {
            self.root.take("x-amazon-apigateway-importexport-version");
            self.read_payload_format();
            body.cors = self.read_cors();
        } else {
            self.read_rest();
        }
    }

    fn read_info(&mut self) {
        let Some(entry) = self.root.entry("info") else {
            return;
        };
        entry.set_mark(Mark::Represented);
        let name = value::take_text(&entry.value, "title").unwrap_or_default();
        let description = value::take_text(&entry.value, "description").unwrap_or_default();
        if entry.value.get("version").and_then(Node::as_str) == Some("1.0") {
            entry.value.take("version");
        }
        (self.rest.name, self.rest.description) = (name.clone(), description.clone());
        (self.http.name, self.http.description) = (name, description);
    }

    /// Where the API is reached: what closes its default URL, VPC endpoints, and of an export the stage and the region.
    fn read_endpoint(&mut self, body: &mut Body) {
        let root = self.root;
        if let Some(entry) = root.entry(ENDPOINT) {
            entry.set_mark(Mark::Represented);
            self.read_configuration(&entry.value);
        }
        if self.is_swagger {
            let host = root.get("host").and_then(Node::as_str).unwrap_or_default();
            if let Some(region) = region_of(host) {
                region.clone_into(&mut self.region);
                root.take("host");
                root.take_all("schemes");
                body.stage = root
                    .take("basePath")
                    .and_then(Node::as_str)
                    .and_then(stage_of);
            }
            return;
        }
        let Some(entry) = root.entry("servers") else {
            return;
        };
        let [server] = entry.value.items() else {
            return;
        };
        let url = server.get("url").and_then(Node::as_str).unwrap_or_default();
        let is_ours = url == "/" && server.entries().len() <= 2;
        if is_ours && let Some(settings) = server.entry(ENDPOINT) {
            entry.set_mark(Mark::Represented);
            server.take("url");
            settings.set_mark(Mark::Represented);
            self.read_configuration(&settings.value);
        } else if let Some(region) = region_of(url.trim_start_matches("https://")) {
            region.clone_into(&mut self.region);
            let base = server
                .find(&["variables", "basePath", "default"])
                .and_then(Node::as_str);
            let path = url
                .trim_start_matches("https://")
                .split_once('/')
                .map(|(_, path)| path);
            body.stage = base
                .or(path.filter(|path| !path.contains('{')))
                .and_then(stage_of);
            entry.set_all(Mark::Represented);
        }
    }

    fn read_configuration(&mut self, node: &Node) {
        if let Some(closed) = node
            .get("disableExecuteApiEndpoint")
            .and_then(Node::as_bool)
        {
            node.take("disableExecuteApiEndpoint");
            self.rest.disable_execute_api_endpoint = closed;
            self.http.disable_execute_api_endpoint = closed;
        }
        if let Some(ids) = value::take_texts(node, "vpcEndpointIds").filter(|ids| !ids.is_empty()) {
            self.rest.vpc_endpoint_ids = ids;
            self.rest.endpoint = crate::model::EndpointType::Private;
        }
    }

    /// The shape of events: what the first integration with a function says.
    fn read_payload_format(&mut self) {
        let version = operations::all(self.root).find_map(|(_, _, one)| {
            let integration = one.value.get(super::integration::KEY)?;
            let integration = value::resolve(self.root, integration)?;
            let is_function = integration.get("integrationSubtype").is_none()
                && integration
                    .get("type")
                    .and_then(Node::as_str)?
                    .eq_ignore_ascii_case("aws_proxy");
            is_function.then(|| integration.get("payloadFormatVersion")?.scalar())?
        });
        if version.is_some_and(|version| version == "1.0" || version == "1") {
            self.http.payload_format_version = PayloadFormat::V1;
        }
    }

    /// The settings with which an HTTP API answers other origins.
    fn read_cors(&mut self) -> Option<Cors> {
        let entry = self.root.entry("x-amazon-apigateway-cors")?;
        entry.set_mark(Mark::Represented);
        let node = &entry.value;
        let verbs = value::take_texts(node, "allowMethods").unwrap_or_default();
        if verbs.iter().any(|name| name == "*") {
            self.say_all_methods(node);
        }
        let verbs = verbs
            .iter()
            .filter_map(|name| preflight::verb(name))
            .collect();
        let credentials = node.get("allowCredentials").and_then(Node::as_bool);
        if credentials.is_some() {
            node.take("allowCredentials");
        }
        let age = node.get("maxAge").and_then(Node::as_u32);
        if age.is_some() {
            node.take("maxAge");
        }
        Some(Cors {
            allow_origins: value::take_texts(node, "allowOrigins").unwrap_or_default(),
            allow_methods: preflight::shortened(verbs),
            allow_headers: value::take_texts(node, "allowHeaders").unwrap_or_default(),
            allow_credentials: credentials.unwrap_or(false),
            max_age_seconds: age,
            expose_headers: value::take_texts(node, "exposeHeaders").unwrap_or_default(),
        })
    }

    /// Says that the files name every method where `*` stood; a template goes on saying `*`.
    fn say_all_methods(&mut self, node: &Node) {
        let Some(entry) = node.entry("allowMethods") else {
            return;
        };
        if self.home.is_some_and(|(file, _)| file == TEMPLATE) {
            return;
        }
        self.reading.say(
            Severity::Info,
            "openapi-cors-methods",
            entry.at,
            sentence!(
                "`*` means every method: the files that are made name them one by one",
                "`*` はすべてのメソッドを表します。生成されるファイルには1つずつ書かれます",
            ),
            sentence!(
                "browsers see the same; with credentials `*` alone would have let no other method than `GET`, `HEAD` and `POST` in",
                "ブラウザから見た結果は同じです。認証情報付きの場合、`*` だけでは `GET`、`HEAD`、`POST` 以外は許可されません",
            ),
        );
    }

    /// What only a REST API has.
    fn read_rest(&mut self) {
        let root = self.root;
        if let Some(types) = value::take_texts(root, "x-amazon-apigateway-binary-media-types") {
            self.rest.binary_media_types = types;
        }
        let size = root.entry("x-amazon-apigateway-minimum-compression-size");
        if let Some((entry, size)) = size.and_then(|entry| Some((entry, entry.value.as_u32()?))) {
            entry.set_mark(Mark::Represented);
            self.rest.minimum_compression_size = Some(size);
        }
        let key = "x-amazon-apigateway-security-policy";
        let policy = root.get(key).and_then(Node::as_str);
        if let Some(policy) = policy.and_then(SecurityPolicy::of_name) {
            self.rest.security_policy = Some(policy);
            // A definition does not name the type of the endpoint; such a policy fits one alone.
            if policy.is_of_edge() {
                self.rest.endpoint = EndpointType::Edge;
            }
            root.take(key);
        }
        let key = "x-amazon-apigateway-endpoint-access-mode";
        let mode = root.get(key).and_then(Node::as_str);
        if mode.is_some() {
            root.take(key);
        }
        if mode == Some("BASIC") {
            self.rest.endpoint_access_mode = EndpointAccessMode::Basic;
        }
        let source = root.entry("x-amazon-apigateway-api-key-source");
        match source.and_then(|entry| entry.value.as_str()) {
            Some("AUTHORIZER") => self.rest.api_key_source = ApiKeySource::Authorizer,
            Some("HEADER") => {}
            _ => return self.read_rest_further(),
        }
        root.take("x-amazon-apigateway-api-key-source");
        self.read_rest_further();
    }

    fn read_rest_further(&mut self) {
        if let Some(entry) = self.root.entry("x-amazon-apigateway-policy") {
            let found = self.rest.endpoint == EndpointType::Private;
            let is_private = self.is_private.or_else(|| found.then_some(true));
            match policy::read(&entry.value, &self.rest.vpc_endpoint_ids, is_private) {
                Some(policy) => {
                    self.rest.policy = policy;
                    entry.set_all(Mark::Represented);
                }
                None => self.say_policy(entry),
            }
        }
        let answers = self.root.entry("x-amazon-apigateway-gateway-responses");
        let Some(answers) = answers else { return };
        answers.set_mark(Mark::Represented);
        let answers = answers.value.entries().iter();
        let answers = answers.map(gateway_response);
        self.rest.gateway_responses = answers.collect();
    }

    fn say_policy(&mut self, entry: &Entry) {
        let message = sentence!(
            "the design has no words for this resource policy",
            "このリソースポリシーを設計では表せません",
        );
        let help = if self.home.is_some() {
            sentence!(
                "it stays in this target; choose a policy in the studio for the others",
                "このターゲットには残ります。ほかのターゲットのポリシーはスタジオで選んでください",
            )
        } else {
            sentence!(
                "it is not taken over; choose a policy in the studio",
                "取り込まれません。スタジオでポリシーを選んでください",
            )
        };
        self.reading.say(
            Severity::Warning,
            "openapi-policy-unknown",
            entry.at,
            message,
            help,
        );
    }
}

/// An answer that the gateway gives itself.
fn gateway_response(entry: &Entry) -> GatewayResponse {
    entry.set_mark(Mark::Represented);
    let node = &entry.value;
    let status = node.get("statusCode").and_then(Node::as_u32);
    if status.is_some() {
        node.take("statusCode");
    }
    let mut headers = Vec::new();
    for header in super::mapping::inside(node, "responseParameters") {
        let name = header.key.strip_prefix(HEADER);
        if let Some((name, value)) = name.zip(value::text(&header.value)) {
            header.set_all(Mark::Represented);
            headers.push(Variable {
                name: name.to_owned(),
                value,
            });
        }
    }
    let templates = super::mapping::templates(node, "responseTemplates").into_iter();
    GatewayResponse {
        response_type: entry.key.as_str().to_owned(),
        status,
        headers,
        templates: templates
            .map(|one| BodyTemplate {
                content_type: one.content_type,
                body: one.template,
            })
            .collect(),
    }
}

/// The region in the host of a default URL.
fn region_of(host: &str) -> Option<&str> {
    let (_, rest) = host.split_once(".execute-api.")?;
    rest.split('.')
        .next()
        .filter(|region| super::around::is_region(region))
}

/// The stage that a base path names.
fn stage_of(path: &str) -> Option<String> {
    let name = path.trim_matches('/');
    let fits = !name.is_empty() && !name.contains(['/', '{', '$']);
    fits.then(|| name.to_owned())
}
