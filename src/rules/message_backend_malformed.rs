//! What message routes lead to in the place of a function, when it cannot work.

use super::{Finding, Rule, message_route::message_routes, repeated};
use crate::diagnostic::{Pointer, Sentence, Severity};
use crate::model::{DEFAULT_KEY, Design, KeyedTemplate, MessageBackend, MessageMapping, MessageService};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "message-backend-malformed",
    severity: Severity::Error,
    docs: "A server of a WebSocket API is named by a whole address, an action of a service by \
           `arn:aws:apigateway:REGION:SERVICE:action/ACTION` with a role that may do it; a template is chosen by an \
           expression, `\\$default` or `$request.body.x`, and a fixed answer needs one that says its status (AWS: API \
           Gateway developer guide, \"Set up a WebSocket API integration request in API Gateway\", \"Template selection \
           expressions\", \"Set up mock integrations in API Gateway\").",
    bad: r#"{"api": {"websocket": {"routes": [{"key": "$default", "backend": {"http_proxy": {"uri": "backend.example.com"}}}]}}}"#,
    good: r#"{"api": {"websocket": {"routes": [{"key": "$default", "backend": {"http_proxy": {"uri": "https://backend.example.com/messages"}}}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, route) in message_routes(design) {
        let backend = &route.backend;
        let at = at.join("backend").join(backend.key());
        let server = match backend {
            MessageBackend::HttpProxy(server) => Some(&server.uri),
            MessageBackend::Http(server) => Some(&server.uri),
            _ => None,
        };
        if let Some(uri) = server
            && !is_address(uri)
        {
            let message = sentence!("`{uri}` is no address of a server", "`{uri}` はサーバーのアドレスではありません");
            found.push(Finding::at(at.join("uri"), message).help(sentence!(
                "write a whole address such as `https://backend.example.com/messages`",
                "`https://backend.example.com/messages` のように指定してください",
            )));
        }
        if let MessageBackend::Service(service) = backend {
            of_service(service, at, &mut found);
        }
        if let Some(mapping) = backend.mapping() {
            let is_mock = matches!(backend, MessageBackend::Mock(_));
            of_mapping(mapping, is_mock, at.join("mapping"), &mut found);
        }
    }
    found
}

fn of_service(service: &MessageService, at: Pointer, found: &mut Vec<Finding>) {
    let uri = &service.uri;
    let parts: Vec<&str> = uri.splitn(6, ':').collect();
    let known = matches!(parts[..], ["arn", _, "apigateway", region, service, path]
        if !region.is_empty() && !service.is_empty() && (path.starts_with("action/") || path.starts_with("path/")));
    if !known && !uri.contains("${") {
        let message = sentence!("`{uri}` is no action of an AWS service", "`{uri}` は AWS サービスの操作ではありません");
        found.push(Finding::at(at.join("uri"), message).help(sentence!(
            "write `arn:aws:apigateway:REGION:SERVICE:action/ACTION`",
            "`arn:aws:apigateway:リージョン:サービス:action/操作名` の形で指定してください",
        )));
    }
    let named = service.actions.iter().any(|action| action.contains(':'));
    if service.role_arn.is_empty() && (!named || service.resources.is_empty()) {
        let message = sentence!("the role that is made may not do `{uri}`", "作成されるロールに `{uri}` の権限がありません");
        found.push(Finding::at(at.join("actions"), message).help(sentence!(
            "name the IAM actions and the ARNs that they need, or a role that exists",
            "必要な IAM アクションと対象の ARN を指定するか、既存のロールを指定してください",
        )));
    }
}

fn of_mapping(mapping: &MessageMapping, is_mock: bool, at: Pointer, found: &mut Vec<Finding>) {
    let expression = &mapping.template_selection_expression;
    let chosen = expression == r"\$default" || expression.contains("$request.body") || expression.contains("${request.body");
    if !mapping.templates.is_empty() && !chosen {
        let message = sentence!("`{expression}` chooses no template", "`{expression}` ではテンプレートを選べません");
        found.push(Finding::at(at.join("template_selection_expression"), message).help(sentence!(
            "write `\\$default`, or `$request.body.NAME`",
            "`\\$default` か `$request.body.名前` を指定してください",
        )));
    }
    if is_mock && !mapping.templates.iter().any(|one| one.template.contains("statusCode")) {
        let message = sentence!("the fixed answer has no status", "固定の応答にステータスがありません");
        found.push(Finding::at(at.join("templates"), message).help(sentence!(
            "add a template `$default` with `{{\"statusCode\": 200}}`",
            "テンプレート `$default` に `{{\"statusCode\": 200}}` を指定してください",
        )));
    }
    of_templates(&mapping.templates, at.join("templates"), found);
    let keys = mapping.responses.iter().enumerate();
    let keys = keys.map(|(index, one)| (index, one.key.as_str()));
    for (index, key) in repeated::repeated(keys) {
        found.push(twice(at.join("responses").join(index).join("key"), key));
    }
    for (index, response) in mapping.responses.iter().enumerate() {
        let (at, key) = (at.join("responses").join(index), &response.key);
        let pattern = key.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        if key != DEFAULT_KEY && pattern.is_none_or(str::is_empty) {
            let message = sentence!("`{key}` is no key of an answer", "`{key}` は応答のキーではありません");
            found.push(Finding::at(at.join("key"), message).help(sentence!(
                "write `$default`, or a regular expression between slashes such as `/4\\d\\d/`",
                "`$default`、または `/4\\d\\d/` のようにスラッシュで囲んだ正規表現を指定してください",
            )));
        }
        of_templates(&response.templates, at.join("templates"), found);
    }
}

fn of_templates(templates: &[KeyedTemplate], at: Pointer, found: &mut Vec<Finding>) {
    let keys = templates.iter().enumerate();
    let keys = keys.map(|(index, one)| (index, one.key.as_str()));
    for (index, key) in repeated::repeated(keys) {
        found.push(twice(at.join(index).join("key"), key));
    }
}

fn twice(at: Pointer, key: &str) -> Finding {
    let message: Sentence = sentence!("`{key}` stands there twice", "`{key}` が重複しています");
    Finding::at(at, message).help(sentence!("keep one of them", "1つだけ残してください"))
}

fn is_address(uri: &str) -> bool {
    let host = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/') && !uri.contains(char::is_whitespace))
        || uri.starts_with("${")
}
