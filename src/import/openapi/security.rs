//! Who may call: security schemes and what operations want of them.

use std::sync::Arc;

use super::{Body, Reader, value};
use crate::diagnostic::Severity;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{
    Access, Authorization, Authorizer, AuthorizerFormat, AuthorizerKind, CognitoUserPool, Jwt,
    LambdaRequest, LambdaToken, Method, Route, Verb,
};
use crate::sentence;

const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";
const AUTHTYPE: &str = "x-amazon-apigateway-authtype";

/// What a scheme is to API Gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Signatures of AWS.
    Iam,
    /// The header `x-api-key`.
    ApiKey,
    /// An authorizer of its name.
    Authorizer,
    /// Nothing: it describes a protection that API Gateway does not give.
    Other,
}

impl Reader<'_> {
    /// The schemes, of which authorizers become the design's.
    pub(super) fn read_schemes(&mut self, access: &mut Access) {
        let root = self.root;
        let schemes = if self.is_swagger {
            root.entry("securityDefinitions")
        } else {
            let components = root.entry("components");
            if let Some(components) = components {
                components.set_mark(Mark::Represented);
            }
            components.and_then(|components| components.value.entry("securitySchemes"))
        };
        if let Some(schemes) = schemes {
            schemes.set_mark(Mark::Represented);
            for entry in schemes.value.entries() {
                let scheme = self.read_scheme(entry, access);
                self.schemes.insert(&entry.key, scheme);
            }
        }
        if let Some(entry) = root.entry("security") {
            self.say_root_security(entry);
        }
    }

    fn say_root_security(&mut self, entry: &Entry) {
        let message = sentence!(
            "API Gateway reads `security` of operations alone: this one protects nothing",
            "API Gateway が読むのは各操作の `security` だけで、ここでの指定は何も保護しません",
        );
        let help = sentence!(
            "choose the authorization of the API in the studio if every method was meant",
            "すべてのメソッドを保護するつもりなら、スタジオで API の認可を選んでください",
        );
        self.reading.say(
            Severity::Warning,
            "openapi-security-of-root",
            entry.at,
            message,
            help,
        );
    }

    fn read_scheme(&mut self, entry: &Entry, access: &mut Access) -> Scheme {
        let node = &entry.value;
        let text = |key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default();
        if text(AUTHTYPE).eq_ignore_ascii_case("awsSigv4") {
            entry.set_all(Mark::Represented);
            return Scheme::Iam;
        }
        if let Some(settings) = node.entry(AUTHORIZER) {
            entry.set_mark(Mark::Represented);
            settings.set_mark(Mark::Represented);
            if let Some(kind) = self.read_authorizer(node, &settings.value) {
                access.authorizers.push(Authorizer {
                    name: entry.key.as_str().to_owned(),
                    kind,
                });
                return Scheme::Authorizer;
            }
            self.say_unknown(entry);
            entry.set_mark(Mark::Unread);
            return Scheme::Other;
        }
        let is_key = text("type") == "apiKey" && text("name").eq_ignore_ascii_case("x-api-key");
        if is_key && !self.is_http() {
            for key in ["type", "name", "in"] {
                node.take(key);
            }
            entry.set_mark(Mark::Represented);
            return Scheme::ApiKey;
        }
        Scheme::Other
    }

    fn say_unknown(&mut self, entry: &Entry) {
        let name = &entry.key;
        let message = sentence!(
            "the authorizer `{name}` is of no kind that the design knows: methods that name it are open in the design",
            "オーソライザー `{name}` の種類を設計では表せないため、これを使うメソッドは設計では保護されません",
        );
        let help = sentence!(
            "make an authorizer in the studio and choose it for these methods",
            "スタジオでオーソライザーを作り、これらのメソッドに選んでください",
        );
        self.reading.say(
            Severity::Warning,
            "openapi-authorizer-unknown",
            entry.at,
            message,
            help,
        );
    }

    fn read_authorizer(&mut self, scheme: &Node, settings: &Node) -> Option<AuthorizerKind> {
        let kind = settings
            .get("type")
            .and_then(Node::as_str)?
            .to_ascii_lowercase();
        let header = scheme
            .get("name")
            .and_then(Node::as_str)
            .unwrap_or("Authorization");
        let found = match kind.as_str() {
            "cognito_user_pools" => AuthorizerKind::CognitoUserPool(CognitoUserPool {
                user_pool_arns: value::take_texts(settings, "providerARNs")?,
                header: header.to_owned(),
                scopes: Vec::new(),
            }),
            "token" => AuthorizerKind::LambdaToken(LambdaToken {
                function: self.read_asked(settings)?,
                header: read_token_header(settings).unwrap_or_else(|| header.to_owned()),
                validation_expression: value::take_text(settings, "identityValidationExpression")
                    .unwrap_or_default(),
                ttl_seconds: take_ttl(settings),
            }),
            "request" => {
                let mut kind = AuthorizerKind::LambdaRequest(LambdaRequest {
                    function: self.read_asked(settings)?,
                    headers: Vec::new(),
                    ttl_seconds: take_ttl(settings),
                    format: self.read_format(settings),
                    ..LambdaRequest::default()
                });
                read_sources(settings, &mut kind);
                kind
            }
            "jwt" => read_jwt(scheme, settings)?,
            _ => return None,
        };
        settings.take("type");
        for key in ["type", "name", "in", AUTHTYPE] {
            scheme.take_all(key);
        }
        Some(found)
    }

    /// How an HTTP API asks the function of an authorizer.
    fn read_format(&self, settings: &Node) -> AuthorizerFormat {
        const VERSION: &str = "authorizerPayloadFormatVersion";
        const SIMPLE: &str = "enableSimpleResponses";
        let version = settings.get(VERSION).and_then(Node::scalar);
        let Some(version) = version.filter(|_| self.is_http()) else {
            return AuthorizerFormat::default();
        };
        let is_simple = settings.get(SIMPLE).and_then(Node::as_bool);
        let Some(format) = AuthorizerFormat::of(&version, is_simple.unwrap_or(false)) else {
            return AuthorizerFormat::default();
        };
        settings.take(VERSION);
        settings.take(SIMPLE);
        format
    }

    /// The function that an authorizer asks.
    fn read_asked(&mut self, settings: &Node) -> Option<String> {
        let uri = value::text(settings.get("authorizerUri")?)?;
        let called = value::called(&uri)?;
        self.take_region(&uri);
        // A reference alone may stand for the whole address, which only its tool knows: then it stays as it is.
        if !uri.starts_with("${") {
            settings.take_all("authorizerUri");
        }
        Some(self.around.function(called))
    }

    /// What an operation wants of its callers; API Gateway wants all that are listed. The method says all of it: what
    /// most of them want becomes the API's in [`settle`].
    pub(super) fn read_security(&self, operation: &Node, method: &mut Method) {
        method.authorization = Some(Authorization::None);
        method.api_key_required = Some(false);
        if let Some(old) = operation.entry("x-amazon-apigateway-auth") {
            let kind = old
                .value
                .get("type")
                .and_then(Node::as_str)
                .unwrap_or_default();
            match kind.to_ascii_lowercase().as_str() {
                "none" => old.set_all(Mark::Represented),
                "aws_iam" => {
                    old.set_all(Mark::Represented);
                    method.authorization = Some(Authorization::Iam);
                }
                _ => {}
            }
        }
        let Some(entry) = operation.entry("security") else {
            return;
        };
        let wanted = entry.value.items().iter().flat_map(Node::entries);
        let mut is_told = true;
        for one in wanted {
            match self.schemes.get(&*one.key) {
                Some(Scheme::Iam) => method.authorization = Some(Authorization::Iam),
                Some(Scheme::ApiKey) => method.api_key_required = Some(true),
                Some(Scheme::Authorizer) => {
                    method.authorization =
                        Some(Authorization::Authorizer(one.key.as_str().to_owned()));
                    let scopes = one.value.items().iter().filter_map(value::text);
                    method.authorization_scopes = scopes.collect();
                }
                Some(Scheme::Other) | None => is_told = false,
            }
        }
        let has_any = method.authorization != Some(Authorization::None)
            || method.api_key_required == Some(true);
        if is_told || has_any {
            entry.set_all(Mark::Represented);
        }
    }
}

fn read_token_header(settings: &Node) -> Option<String> {
    let source = settings.get("identitySource").and_then(Node::as_str)?;
    let header = source.strip_prefix("method.request.header.")?;
    settings.take("identitySource");
    Some(header.to_owned())
}

/// What a request authorizer looks at. One of another place is kept.
fn read_sources(settings: &Node, kind: &mut AuthorizerKind) {
    let Some(entry) = settings.entry("identitySource") else {
        return;
    };
    let listed = || {
        let items = entry.value.items().iter().filter_map(Node::as_str);
        items.collect::<Vec<_>>().join(",")
    };
    let text = value::text(&entry.value).unwrap_or_else(listed);
    let mut known = true;
    for source in text.split(',').filter(|source| !source.trim().is_empty()) {
        known &= kind.read_source(source);
    }
    if known {
        entry.set_all(Mark::Represented);
    }
}

fn read_jwt(scheme: &Node, settings: &Node) -> Option<AuthorizerKind> {
    let entry = settings.entry("jwtConfiguration")?;
    let issuer = value::take_text(&entry.value, "issuer")?;
    let audience = value::take_texts(&entry.value, "audience").unwrap_or_default();
    entry.set_mark(Mark::Represented);
    let mut jwt = Jwt {
        audience,
        ..Jwt::default()
    };
    let source = settings.entry("identitySource");
    let header = source.and_then(|source| source.value.as_str()?.strip_prefix("$request.header."));
    if let Some((source, header)) = source.zip(header) {
        header.clone_into(&mut jwt.header);
        source.set_mark(Mark::Represented);
    }
    let discovery = format!(
        "{}/.well-known/openid-configuration",
        issuer.trim_end_matches('/')
    );
    if scheme.get("openIdConnectUrl").and_then(Node::as_str) == Some(&discovery) {
        scheme.take("openIdConnectUrl");
    }
    jwt.issuer = issuer;
    Some(AuthorizerKind::Jwt(jwt))
}

fn take_ttl(settings: &Node) -> u32 {
    let ttl = settings
        .get("authorizerResultTtlInSeconds")
        .and_then(Node::as_u32);
    if ttl.is_some() {
        settings.take("authorizerResultTtlInSeconds");
    }
    ttl.unwrap_or(300)
}

/// Makes what most methods want the API's, so that they need not say it.
pub(super) fn settle(body: &mut Body) {
    settle_methods(&mut body.routes, &mut body.access);
    settle_scopes(body);
}

/// Lets the API say what most methods want, or what the rest of all paths does.
pub(crate) fn settle_methods(routes: &mut [Arc<Route>], access: &mut Access) {
    let general = access.authorization.clone();
    let own = |method: &Method| method.authorization.clone().unwrap_or(general.clone());
    let keyed_anyway = access.api_key_required;
    let is_keyed = |method: &Method| method.api_key_required.unwrap_or(keyed_anyway);
    let counted = routes.iter().flat_map(|route| &route.methods);
    let counted = counted.filter(|method| method.verb != Verb::Options);
    let mut wanted: Vec<(Authorization, usize)> = Vec::new();
    let (mut keyed, mut all) = (0, 0);
    for method in counted {
        let own = own(method);
        match wanted.iter_mut().find(|(other, _)| *other == own) {
            Some((_, count)) => *count += 1,
            None => wanted.push((own, 1)),
        }
        keyed += usize::from(is_keyed(method));
        all += 1;
    }
    let most = wanted.into_iter().find(|(_, count)| count * 2 > all);
    let most = most.map_or(Authorization::None, |(most, _)| most);
    let most = of_the_rest(routes).map_or(most, own);
    let key_of_most = keyed * 2 > all;
    for route in routes {
        for method in &mut Arc::make_mut(route).methods {
            let (own, keyed) = (own(method), is_keyed(method));
            method.authorization = (own != most).then_some(own);
            method.api_key_required = (keyed != key_of_most).then_some(keyed);
        }
    }
    access.authorization = most;
    access.api_key_required = key_of_most;
}

/// What takes whatever no route is set apart for: what it wants is what the API wants, and the others are exceptions.
fn of_the_rest(routes: &[Arc<Route>]) -> Option<&Method> {
    let is_rest = |route: &&Arc<Route>| {
        (route.path == "/{proxy+}" || route.is_default()) && route.methods.len() == 1
    };
    routes.iter().find(is_rest)?.methods.first()
}

/// Scopes that all methods of an authorizer want are the authorizer's.
fn settle_scopes(body: &mut Body) {
    for authorizer in &mut body.access.authorizers {
        let scopes = match &mut authorizer.kind {
            AuthorizerKind::CognitoUserPool(pool) => &mut pool.scopes,
            AuthorizerKind::Jwt(jwt) => &mut jwt.scopes,
            AuthorizerKind::LambdaToken(_) | AuthorizerKind::LambdaRequest(_) => continue,
        };
        let general = body.access.authorization.authorizer() == Some(&authorizer.name);
        let asks = |method: &Method| match &method.authorization {
            None => general,
            Some(own) => own.authorizer() == Some(&authorizer.name),
        };
        let methods = || body.routes.iter().flat_map(|route| &route.methods);
        let mut asking = methods().filter(|method| asks(method));
        let Some(first) = asking
            .next()
            .map(|method| method.authorization_scopes.clone())
        else {
            continue;
        };
        if first.is_empty() || !asking.all(|method| method.authorization_scopes == first) {
            continue;
        }
        *scopes = first;
        for route in &mut body.routes {
            let methods = &mut Arc::make_mut(route).methods;
            for method in methods.iter_mut().filter(|method| asks(method)) {
                method.authorization_scopes.clear();
            }
        }
    }
}
