//! Commands that show what is the matter, with the names of a design.

mod access_log;
mod logs;

use serde_json::Value;

use super::cors;
use crate::model::{ApiKind, Authorization, Design, Dns, Function, Method, Verb};
use crate::simulate;
use crate::text::shell::quote;
use access_log::AccessLog;

/// The request that asks for a WebSocket connection (RFC 6455, 4.1), and an end to what would stay open.
const HANDSHAKE: &str = "-N --http1.1 --max-time 10 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' ";

/// The names that commands need, as they are: each is quoted where it is used.
pub(super) struct Names<'a> {
    design: &'a Design,
    /// The first address, with `API_ID` in it where it is the default URL.
    url: String,
    /// The default URL of that stage; empty where it is closed.
    default_url: String,
    /// Method and path of a request that needs an API key.
    keyed: (String, String),
    region: String,
    kind: ApiKind,
    api: String,
    function: String,
    /// The stage to which that address leads, and its place.
    stage: String,
    stage_at: usize,
    /// Its access log.
    access_log: Option<AccessLog>,
    /// The function of the authorizer that is asked.
    authorizer: Option<String>,
    domain: String,
    zone: String,
    key: String,
    acl: String,
}

impl<'a> Names<'a> {
    pub(super) fn of(design: &'a Design) -> Self {
        let addresses = simulate::addresses(design);
        let first = addresses.first();
        let url = first.map_or("https://API_ID.execute-api", |address| address.url.as_str());
        let stage_at = first.map_or(0, |address| address.stage);
        let by_default = addresses
            .iter()
            .find(|address| address.stage == stage_at && address.url.contains(simulate::API_ID));
        let stage = design.stages.get(stage_at);
        let called = design.routes.iter().flat_map(|route| &route.methods);
        let mut called = called.filter_map(Method::function);
        let of_message = design.websocket().and_then(|api| api.routes.first());
        let of_message = of_message.map(|route| route.function.as_str());
        let first = design.functions.first();
        let first = first.map(|function| function.name.as_str());
        let function = of_message.or_else(|| called.next()).or(first);
        let domain = design.domain.as_ref();
        let zone = domain.and_then(|domain| match &domain.dns {
            Dns::Route53(route53) if !route53.zone_name.is_empty() => Some(&*route53.zone_name),
            _ => None,
        });
        let name = domain.map_or("api.example.com", |domain| domain.name.as_str());
        let above = name.split_once('.').map_or(name, |(_, above)| above);
        let key = design.access.api_keys.first();
        Self {
            design,
            url: url.replace(simulate::API_ID, "API_ID"),
            default_url: by_default.map_or_else(String::new, |address| address.url.clone()),
            keyed: keyed(design),
            region: design.region.clone(),
            kind: design.api.kind(),
            api: design.api.name().to_owned(),
            function: function
                .map_or("FUNCTION", |name| name_at_aws(design, name))
                .to_owned(),
            stage: stage.map_or("prod", |stage| &stage.name).to_owned(),
            stage_at,
            access_log: stage.and_then(|stage| AccessLog::of(design, stage)),
            authorizer: authorizer(design),
            domain: name.to_owned(),
            zone: zone.unwrap_or(above).to_owned(),
            key: key.map_or("KEY_NAME", |key| &key.name).to_owned(),
            acl: design.name.clone(),
        }
    }

    fn region(&self) -> String {
        quote(&self.region)
    }

    /// Whether its commands are those of version 2 of the service's API.
    const fn is_v2(&self) -> bool {
        !matches!(self.kind, ApiKind::Rest)
    }

    const fn service(&self) -> &'static str {
        if self.is_v2() {
            "apigatewayv2"
        } else {
            "apigateway"
        }
    }

    /// Calls an address and shows headers and body. A WebSocket API, which has no paths, is asked for a connection: few
    /// programs `curl` know `wss:`, and all of them the handshake.
    pub(super) fn curl(&self, path: &str, more: &str) -> String {
        if let Some(rest) = self.url.strip_prefix("wss://") {
            let url = quote(&format!("https://{rest}"));
            return format!("curl -i {HANDSHAKE}{more}{url}");
        }
        let url = quote(&format!("{}{path}", self.url));
        format!("curl -i {more}{url}")
    }

    /// Sends a preflight to the path where it goes wrong.
    pub(super) fn curl_preflight(&self) -> String {
        self.curl(&cors::preflight_path(self.design), cors::PREFLIGHT)
    }

    /// Calls the first address with a signature: region and service stand in no name of one's own. The keys are those of
    /// the profile that the AWS CLI takes; where they are temporary, their session token goes with the request. It is one
    /// word or none, in `zsh`, too, and under `set -u`.
    pub(super) fn curl_signed(&self) -> String {
        let scope = quote(&format!("aws:amz:{}:execute-api", self.region));
        let keys = "\"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"";
        let token = "${AWS_SESSION_TOKEN:+-H\"x-amz-security-token: $AWS_SESSION_TOKEN\"}";
        let called = self.curl("/", &format!("--user {keys} {token} --aws-sigv4 {scope} "));
        format!("eval \"$(aws configure export-credentials --format env)\"\n{called}")
    }

    /// Calls the default URL of the stage, by the API's id.
    pub(super) fn curl_default(&self) -> String {
        let Some((scheme, rest)) = self.default_url.split_once(simulate::API_ID) else {
            return self.curl("/", "");
        };
        let id = self.id();
        if scheme == "wss://" {
            let rest = quote(rest);
            return format!("{id}\ncurl -i {HANDSHAKE}\"https://$API_ID\"{rest}");
        }
        let rest = quote(&format!("{rest}/"));
        format!("{id}\ncurl -i \"{scheme}$API_ID\"{rest}")
    }

    /// Calls a method that asks for an API key, with the one in `$KEY`.
    pub(super) fn curl_with_key(&self) -> String {
        let (method, path) = &self.keyed;
        self.curl(path, &format!("{method}-H \"x-api-key: $KEY\" "))
    }

    /// A field that a cause names, in this design.
    pub(super) fn place(&self, at: &str) -> String {
        // What answers messages is the function alone.
        let at = if self.kind == ApiKind::Websocket && at == "/app" {
            "/functions"
        } else {
            at
        };
        at.replace("{kind}", self.kind.key())
            .replace("{stage}", &self.stage_at.to_string())
    }

    /// The API's id, in a variable.
    fn id(&self) -> String {
        // JMESPath takes JSON between backticks.
        let name = Value::from(self.api.as_str())
            .to_string()
            .replace('`', "\\`");
        let (verb, query) = if self.is_v2() {
            ("get-apis", format!("Items[?Name==`{name}`].ApiId | [0]"))
        } else {
            ("get-rest-apis", format!("items[?name==`{name}`].id | [0]"))
        };
        let (service, region, query) = (self.service(), self.region(), quote(&query));
        format!("API_ID=$(aws {service} {verb} --region {region} --query {query} --output text)")
    }

    /// A command about the API, by its id.
    pub(super) fn of_api(&self, v1: &str, v2: &str) -> String {
        let (service, region, id) = (self.service(), self.region(), self.id());
        let command = if self.is_v2() {
            format!("{v2} --api-id \"$API_ID\"")
        } else {
            format!("{v1} --rest-api-id \"$API_ID\"")
        };
        format!("{id}\naws {service} {command} --region {region}")
    }

    /// A command about the function.
    pub(super) fn lambda(&self, command: &str) -> String {
        let (region, function) = (self.region(), quote(&self.function));
        format!("aws lambda {command} --region {region} --function-name {function}")
    }

    /// A command about the custom domain.
    pub(super) fn of_domain(&self, v1: &str, v2: &str) -> String {
        let command = if self.is_v2() { v2 } else { v1 };
        let (service, region, domain) = (self.service(), self.region(), quote(&self.domain));
        format!("aws {service} {command} --region {region} --domain-name {domain}")
    }

    /// Where its name leads, and who answers for its zone.
    pub(super) fn dig(&self) -> String {
        let (domain, zone) = (quote(&self.domain), quote(&self.zone));
        format!(
            "dig +short {domain}\ndig +short NS {zone}\naws route53 list-hosted-zones-by-name --dns-name {zone} --max-items 1"
        )
    }

    /// The certificate that is shown at its name.
    pub(super) fn certificate(&self) -> String {
        let (domain, host) = (quote(&self.domain), quote(&format!("{}:443", self.domain)));
        format!(
            "openssl s_client -connect {host} -servername {domain} </dev/null 2>/dev/null \\\n  | openssl x509 -noout -text | grep -A1 -E 'Subject:|Not Before|Subject Alternative Name'"
        )
    }

    /// What AWS WAF blocked in the last hours.
    pub(super) fn sampled(&self) -> String {
        let name = Value::from(self.acl.as_str())
            .to_string()
            .replace('`', "\\`");
        let query = quote(&format!("WebACLs[?contains(Name, `{name}`)].ARN | [0]"));
        let region = self.region();
        format!(
            "ACL=$(aws wafv2 list-web-acls --scope REGIONAL --region {region} --query {query} --output text)\n\
             aws wafv2 get-sampled-requests --region {region} --web-acl-arn \"$ACL\" --scope REGIONAL --max-items 50 --rule-metric-name ALL \\\n  \
             --time-window \"StartTime=$(($(date +%s) - 10800)),EndTime=$(date +%s)\""
        )
    }

    /// The value of the first API key, in a variable.
    pub(super) fn key(&self) -> String {
        let (region, key) = (self.region(), quote(&self.key));
        format!(
            "KEY=$(aws apigateway get-api-keys --region {region} --name-query {key} --include-values --query 'items[0].value' --output text)"
        )
    }

    /// Any other command in the API's region.
    pub(super) fn aws(&self, command: &str) -> String {
        format!("aws {command} --region {}", self.region())
    }
}

/// The name by which AWS knows the function of that name.
fn name_at_aws<'a>(design: &'a Design, name: &'a str) -> &'a str {
    let mut functions = design.functions.iter();
    let own = functions.find(|function| function.name == name);
    own.map_or(name, Function::name_at_aws)
}

/// The function of the first authorizer that is asked and has one.
fn authorizer(design: &Design) -> Option<String> {
    let access = &design.access;
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let asked = methods.map(|method| access.authorization_of(method));
    let mut asked = std::iter::once(&access.authorization).chain(asked);
    let name = asked.find_map(|asked: &Authorization| {
        let (_, own) = access.authorizer(asked.authorizer()?)?;
        own.kind.function()
    });
    name.map(|name| name_at_aws(design, name).to_owned())
}

/// The option for the method, and the path, of the first request that needs an API key.
fn keyed(design: &Design) -> (String, String) {
    let methods = design.routes.iter().flat_map(|route| {
        let methods = route.methods.iter();
        methods.map(|method| (route.path.as_str(), method))
    });
    let mut asking = methods.filter(|(_, method)| design.access.api_key_required_of(method));
    let Some((path, method)) = asking.next() else {
        return (String::new(), "/".to_owned());
    };
    let verb = match method.verb {
        Verb::Any | Verb::Get => String::new(),
        // With `-X HEAD` curl waits for a body.
        Verb::Head => "-I ".to_owned(),
        verb => format!("-X {} ", verb.as_str()),
    };
    (verb, filled(path))
}

/// A path that a route gets: anything stands for what is written in braces.
pub(super) fn filled(route: &str) -> String {
    let parts = route.split('/').map(|part| {
        let is_open = part.starts_with('{') && part.ends_with('}');
        if is_open { "1" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}
