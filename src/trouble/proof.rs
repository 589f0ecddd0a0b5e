//! Commands that show what is the matter, with the names of a design.

use serde_json::Value;

use crate::model::{Design, Dns, LogFormat, Method, Verb};
use crate::simulate;
use crate::text::shell::quote;

/// The names that commands need, as they are: each is quoted where it is used.
pub(super) struct Names {
    /// The first address, with `API_ID` in it where it is the default URL.
    url: String,
    /// The default URL of that stage; empty where it is closed.
    default_url: String,
    /// Method and path of a request that needs an API key.
    keyed: (String, String),
    region: String,
    kind: &'static str,
    api: String,
    is_v2: bool,
    function: String,
    /// The stage to which that address leads, and its place.
    stage: String,
    stage_at: usize,
    /// The log group of its access log, and whether its lines are JSON.
    access_log: Option<(String, bool)>,
    domain: String,
    zone: String,
    key: String,
    acl: String,
}

impl Names {
    pub(super) fn of(design: &Design) -> Self {
        let addresses = simulate::addresses(design);
        let first = addresses.first();
        let url = first.map_or("https://API_ID.execute-api", |address| address.url.as_str());
        let stage_at = first.map_or(0, |address| address.stage);
        let by_default = addresses
            .iter()
            .find(|address| address.stage == stage_at && address.url.contains(simulate::API_ID));
        let stage = design.stages.get(stage_at);
        let access_log = stage.and_then(|stage| {
            let log = stage.access_log.as_ref()?;
            let group = log.group(&design.name, &stage.name);
            Some((group, matches!(log.format, LogFormat::Json)))
        });
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
            url: url.replace(simulate::API_ID, "API_ID"),
            default_url: by_default.map_or_else(String::new, |address| address.url.clone()),
            keyed: keyed(design),
            region: design.region.clone(),
            kind: design.api.key(),
            api: design.api.name().to_owned(),
            is_v2: design.is_v2(),
            function: function.unwrap_or("FUNCTION").to_owned(),
            stage: stage.map_or("prod", |stage| &stage.name).to_owned(),
            stage_at,
            access_log,
            domain: name.to_owned(),
            zone: zone.unwrap_or(above).to_owned(),
            key: key.map_or("KEY_NAME", |key| &key.name).to_owned(),
            acl: design.name.clone(),
        }
    }

    fn region(&self) -> String {
        quote(&self.region)
    }

    const fn service(&self) -> &'static str {
        if self.is_v2 {
            "apigatewayv2"
        } else {
            "apigateway"
        }
    }

    /// Calls an address and shows headers and body.
    pub(super) fn curl(&self, path: &str, more: &str) -> String {
        let url = quote(&format!("{}{path}", self.url));
        format!("curl -i {more}{url}")
    }

    /// Calls the first address with a signature: region and service stand in no name of one's own.
    pub(super) fn curl_signed(&self) -> String {
        let scope = quote(&format!("aws:amz:{}:execute-api", self.region));
        let keys = "\"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"";
        self.curl("/", &format!("--user {keys} --aws-sigv4 {scope} "))
    }

    /// Calls the default URL of the stage, by the API's id.
    pub(super) fn curl_default(&self) -> String {
        let Some((scheme, rest)) = self.default_url.split_once(simulate::API_ID) else {
            return self.curl("/", "");
        };
        let (id, rest) = (self.id(), quote(&format!("{rest}/")));
        format!("{id}\ncurl -i \"{scheme}$API_ID\"{rest}")
    }

    /// Calls a method that asks for an API key, with the one in `$KEY`.
    pub(super) fn curl_with_key(&self) -> String {
        let (method, path) = &self.keyed;
        self.curl(path, &format!("{method}-H \"x-api-key: $KEY\" "))
    }

    /// A field that a cause names, in this design.
    pub(super) fn place(&self, at: &str) -> String {
        at.replace("{kind}", self.kind)
            .replace("{stage}", &self.stage_at.to_string())
    }

    /// The API's id, in a variable.
    fn id(&self) -> String {
        // JMESPath takes JSON between backticks.
        let name = Value::from(self.api.as_str())
            .to_string()
            .replace('`', "\\`");
        let (verb, query) = if self.is_v2 {
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
        let command = if self.is_v2 {
            format!("{v2} --api-id \"$API_ID\"")
        } else {
            format!("{v1} --rest-api-id \"$API_ID\"")
        };
        format!("{id}\naws {service} {command} --region {region}")
    }

    /// The same for what the gateway answers when it has waited too long: an HTTP API says 503.
    pub(super) fn late(&self, fields: &str) -> String {
        self.log(if self.is_v2 { 503 } else { 504 }, fields)
    }

    /// Asks the access log for answers of that status; without one, the metrics.
    pub(super) fn log(&self, status: u16, fields: &str) -> String {
        let region = self.region();
        let Some((group, json)) = &self.access_log else {
            let (id, stage) = (self.id(), quote(&self.stage));
            let (dimension, value, error) = match (self.is_v2, status < 500) {
                (true, true) => ("ApiId", "\"$API_ID\"".to_owned(), "4xx"),
                (true, false) => ("ApiId", "\"$API_ID\"".to_owned(), "5xx"),
                (false, true) => ("ApiName", quote(&self.api), "4XXError"),
                (false, false) => ("ApiName", quote(&self.api), "5XXError"),
            };
            return format!(
                "{id}\naws cloudwatch get-metric-statistics --region {region} --namespace AWS/ApiGateway --metric-name {error} \\\n  \
                 --dimensions Name={dimension},Value={value} Name=Stage,Value={stage} --statistics Sum --period 300 \\\n  \
                 --start-time \"$(($(date +%s) - 10800))\" --end-time \"$(date +%s)\""
            );
        };
        let query = if *json {
            format!(
                "fields @timestamp, {fields} | filter status = {status} | sort @timestamp desc | limit 20"
            )
        } else {
            format!(
                "fields @timestamp, @message | filter @message like \" {status} \" | sort @timestamp desc | limit 20"
            )
        };
        self.insights(group, &query)
    }

    /// Asks a log group with a query of Logs Insights and waits for the answer.
    fn insights(&self, group: &str, query: &str) -> String {
        let (region, query, group) = (self.region(), quote(query), quote(group));
        format!(
            "QUERY=$(aws logs start-query --region {region} --log-group-name {group} \\\n  \
             --start-time \"$(($(date +%s) - 10800))\" --end-time \"$(date +%s)\" \\\n  \
             --query-string {query} --query queryId --output text)\n\
             sleep 5; aws logs get-query-results --region {region} --query-id \"$QUERY\""
        )
    }

    /// What the function wrote when it failed.
    pub(super) fn function_log(&self, filter: &str) -> String {
        let group = quote(&format!("/aws/lambda/{}", self.function));
        let (region, filter) = (self.region(), quote(filter));
        format!("aws logs tail {group} --region {region} --since 3h --filter-pattern {filter}")
    }

    /// The same of the execution log, which only REST and WebSocket APIs have.
    pub(super) fn execution_log(&self, filter: &str) -> String {
        let (region, filter, stage) = (self.region(), quote(filter), quote(&self.stage));
        let id = self.id();
        format!(
            "{id}\naws logs tail \"API-Gateway-Execution-Logs_$API_ID/\"{stage} --region {region} --since 3h --filter-pattern {filter}"
        )
    }

    /// A command about the function.
    pub(super) fn lambda(&self, command: &str) -> String {
        let (region, function) = (self.region(), quote(&self.function));
        format!("aws lambda {command} --region {region} --function-name {function}")
    }

    /// A command about the custom domain.
    pub(super) fn of_domain(&self, v1: &str, v2: &str) -> String {
        let command = if self.is_v2 { v2 } else { v1 };
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
    // Anything stands for what is written in braces.
    let parts = path.split('/').map(|part| {
        let is_open = part.starts_with('{') && part.ends_with('}');
        if is_open { "1" } else { part }
    });
    (verb, parts.collect::<Vec<_>>().join("/"))
}
