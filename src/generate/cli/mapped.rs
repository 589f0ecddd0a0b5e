//! Methods of a REST API whose request and answers are mapped: what is asked of them, and what makes them.

use super::api::function_variable;
use super::backend::{Settings, Wanted, cache_keys};
use super::link;
use crate::generate::backend::REST_TIMEOUT_MS;
use crate::generate::integration::{Response, Role, Target, Told};
use crate::model::Method;
use crate::text::json;
use crate::text::shell::{Object, Word};

/// Questions about one part of the method, and the wanted answers.
#[derive(Default)]
struct Compared {
    query: Vec<String>,
    wanted: Vec<(String, Wanted)>,
}

impl Compared {
    fn add(&mut self, key: &str, query: &str, wanted: Wanted) {
        self.query.push(format!("{key}: {query}"));
        self.wanted.push((key.to_owned(), wanted));
    }

    fn text(&mut self, key: &str, query: &str, wanted: &str) {
        self.add(
            key,
            &format!("{query} || ''"),
            Wanted::Text(wanted.to_owned()),
        );
    }

    /// All of a map, key by key: the service says them in any order.
    fn map(&mut self, key: &str, query: &str, pairs: &[(String, String)]) {
        let mut keys: Vec<String> = pairs.iter().map(|(name, _)| name.clone()).collect();
        keys.sort();
        let all = format!("sort(keys({query} || `{{}}`))");
        self.add(key, &all, Wanted::List(keys));
        for (number, (name, value)) in pairs.iter().enumerate() {
            let query = format!("{query}.{}", json::string(name));
            self.text(&format!("{key}{number}"), &query, value);
        }
    }
}

const fn handling(text: bool) -> &'static str {
    if text { "CONVERT_TO_TEXT" } else { "" }
}

pub(super) fn settings(told: &Told, method: &Method) -> Settings {
    let timeout = method.timeout_ms.unwrap_or(REST_TIMEOUT_MS);
    let of = |name: &str| format!("methodIntegration.{name}");
    let mut all = Compared::default();
    all.text("type", &of("type"), told.kind);
    all.text("verb", &of("httpMethod"), told.verb.as_str());
    all.add("uri", &of("uri"), uri(told));
    let role = role(told).unwrap_or_else(|| Wanted::Text(String::new()));
    all.add("role", &format!("{} || ''", of("credentials")), role);
    let link = told.link.map(link::variable);
    let connection = link
        .clone()
        .map_or(Wanted::Text(String::new()), Wanted::Variable);
    all.add(
        "connection",
        &format!("{} || ''", of("connectionId")),
        connection,
    );
    let waits = format!("{} || `{REST_TIMEOUT_MS}`", of("timeoutInMillis"));
    all.add("timeout", &waits, Wanted::Number(timeout));
    let passthrough = told.passthrough.as_str();
    all.text("others", &of("passthroughBehavior"), passthrough);
    all.text("handling", &of("contentHandling"), handling(told.is_text()));
    all.map("parameters", &of("requestParameters"), &told.parameters);
    all.map("templates", &of("requestTemplates"), &told.templates);
    let mut statuses: Vec<String> = told
        .responses
        .iter()
        .map(|one| one.status.clone())
        .collect();
    statuses.sort();
    let query = "sort(keys(methodIntegration.integrationResponses || `{}`))";
    all.add("statuses", query, Wanted::List(statuses));
    for (number, response) in told.responses.iter().enumerate() {
        compare(&mut all, number, response);
    }
    let integration = Word::json(|json| {
        json.field("type", told.kind);
        json.field("integrationHttpMethod", told.verb.as_str());
        uri(told).print(json, "uri");
        if let Some(role) = self::role(told) {
            role.print(json, "credentials");
        }
        link::fields(json, link.as_deref());
        json.field("timeoutInMillis", timeout);
        json.field("passthroughBehavior", passthrough);
        if told.is_text() {
            json.field("contentHandling", handling(true));
        }
        cache_keys(json, &method.request);
        map(json, "requestParameters", &told.parameters);
        map(json, "requestTemplates", &told.templates);
    });
    (all.query, all.wanted, integration)
}

fn compare(all: &mut Compared, number: usize, response: &Response) {
    let status = &response.status;
    let of = format!("methodIntegration.integrationResponses.\"{status}\"");
    let key = |name: &str| format!("answer{number}{name}");
    all.text(
        &key("pattern"),
        &format!("{of}.selectionPattern"),
        &response.pattern,
    );
    let wanted = handling(response.is_text());
    all.text(&key("handling"), &format!("{of}.contentHandling"), wanted);
    all.map(
        &key("headers"),
        &format!("{of}.responseParameters"),
        &headers(response),
    );
    all.map(
        &key("templates"),
        &format!("{of}.responseTemplates"),
        &response.templates,
    );
}

fn uri(told: &Told) -> Wanted {
    match &told.target {
        Target::Function(function) => Wanted::Function(function_variable(*function)),
        Target::Uri(uri) => Wanted::Text(uri.clone()),
    }
}

fn role(told: &Told) -> Option<Wanted> {
    Some(match told.role.as_ref()? {
        Role::Arn(arn) => Wanted::Text(arn.clone()),
        Role::Made => Wanted::Variable(link::ROLE.into()),
    })
}

fn headers(response: &Response) -> Vec<(String, String)> {
    let headers = response.headers.iter();
    let parameter = |name: &str| format!("method.response.header.{name}");
    headers
        .map(|(name, value)| (parameter(name), value.clone()))
        .collect()
}

fn map(json: &mut Object, key: &str, pairs: &[(String, String)]) {
    if !pairs.is_empty() {
        json.object(key, |json| {
            for (name, value) in pairs {
                json.field(name, value);
            }
        });
    }
}

/// Of each answer what the method declares, and what is made of the backend's.
pub(super) fn answers(told: &Told) -> Vec<Word> {
    let answer = |response: &Response| {
        let headers = headers(response);
        let declared = Word::json(|json| {
            json.field("statusCode", &response.status);
            if !headers.is_empty() {
                json.object("responseParameters", |json| {
                    for (name, _) in &headers {
                        json.field(name, false);
                    }
                });
            }
        });
        let given = Word::json(|json| {
            json.field("statusCode", &response.status);
            if !response.pattern.is_empty() {
                json.field("selectionPattern", &response.pattern);
            }
            if response.is_text() {
                json.field("contentHandling", handling(true));
            }
            map(json, "responseParameters", &headers);
            map(json, "responseTemplates", &response.templates);
        });
        [declared, given]
    };
    told.responses.iter().flat_map(answer).collect()
}
