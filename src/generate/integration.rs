//! What a REST API is told of a backend that gets less, or other, than the whole request: the definition, the
//! template and the scripts say the same. And what the gateway's role may do.

use super::{backend, cors};
use crate::aws;
use crate::diagnostic::Pointer;
use crate::model::{
    AwsService, Design, Integration, Mapping, Method, OtherService, Passthrough, S3Object,
    ServiceAction, SqsQueue, Template, Verb, placed,
};
use crate::text::json;

/// All of it, in the order in which it is printed.
pub(super) struct Told {
    /// `AWS` or `HTTP`.
    pub(super) kind: &'static str,
    /// The method at the backend.
    pub(super) verb: Verb,
    pub(super) target: Target,
    /// The gateway's role: of the design, or the one that is made.
    pub(super) role: Option<Role>,
    /// Place of a VPC link.
    pub(super) link: Option<usize>,
    /// `integration.request.…` and where the value comes from; sorted, each once.
    pub(super) parameters: Vec<(String, String)>,
    /// By content type; each once.
    pub(super) templates: Vec<(String, String)>,
    pub(super) passthrough: Passthrough,
    /// Each status once.
    pub(super) responses: Vec<Response>,
}

/// Where the backend is.
pub(super) enum Target {
    /// Place of a function of the design.
    Function(usize),
    Uri(String),
}

/// With which role the gateway calls.
pub(super) enum Role {
    /// The ARN of one that exists.
    Arn(String),
    /// The one that is made.
    Made,
}

/// What the caller gets for some of the backend's answers.
pub(super) struct Response {
    /// Empty for all that no other response is for.
    pub(super) pattern: String,
    pub(super) status: String,
    /// By name, with the expression of the value; each once.
    pub(super) headers: Vec<(String, String)>,
    pub(super) templates: Vec<(String, String)>,
}

impl Response {
    /// Whether the body is text that a template makes: as bytes it would not be read.
    pub(super) const fn is_text(&self) -> bool {
        !self.templates.is_empty()
    }
}

impl Told {
    /// Of a method of the route at `index`; nothing where a proxy or the gateway itself answers, and for a function that the design lacks.
    pub(super) fn new(design: &Design, index: usize, method: &Method) -> Option<Self> {
        let route = &*design.routes[index];
        let mut told = match &method.integration {
            Integration::LambdaProxy { .. } | Integration::HttpProxy(_) | Integration::Mock(_) => {
                return None;
            }
            Integration::Lambda { function, mapping } => {
                let target = Target::Function(design.function(function)?.0);
                Self::mapped("AWS", Verb::Post, target, mapping)
            }
            Integration::Http(http) => {
                let verb = match http.verb {
                    Verb::Any => method.verb,
                    verb => verb,
                };
                let mut told =
                    Self::mapped("HTTP", verb, Target::Uri(http.uri.clone()), &http.mapping);
                told.link = design.vpc_link(&http.vpc_link).map(|(index, _)| index);
                told
            }
            Integration::AwsService(service) => of_service(design, service),
        };
        if let Target::Uri(uri) = &told.target {
            for name in placed(uri, &route.path) {
                let (to, from) = path_parameter(name);
                told.parameters.push((to, from));
            }
        }
        told.parameters = once(told.parameters);
        told.parameters.sort();
        let cors = design.cors_of(index, route);
        let readable = cors.map_or_else(Vec::new, |(_, cors)| cors::error_headers(cors));
        for response in &mut told.responses {
            let readable = readable.iter();
            let readable = readable.map(|(name, value)| ((*name).to_owned(), value.clone()));
            response.headers.extend(readable);
            response.headers = once_by(std::mem::take(&mut response.headers), |name| {
                name.to_ascii_lowercase()
            });
        }
        let mut seen = std::collections::BTreeSet::new();
        told.responses
            .retain(|response| seen.insert(response.status.clone()));
        Some(told)
    }

    fn mapped(kind: &'static str, verb: Verb, target: Target, mapping: &Mapping) -> Self {
        let parameters = mapping.parameters.iter();
        let responses = mapping.responses.iter();
        Self {
            kind,
            verb,
            target,
            role: None,
            link: None,
            parameters: parameters
                .map(|one| (one.name.clone(), one.value.clone()))
                .collect(),
            templates: templates(&mapping.templates),
            passthrough: mapping.passthrough,
            responses: responses
                .map(|response| Response {
                    pattern: response.pattern.clone(),
                    status: response.status.to_string(),
                    headers: response
                        .headers
                        .iter()
                        .map(|one| (one.name.clone(), one.value.clone()))
                        .collect(),
                    templates: templates(&response.templates),
                })
                .collect(),
        }
    }

    /// Parameters of the request that must be declared before something may be made of them.
    pub(super) fn declared(&self) -> Vec<String> {
        let sources = self.parameters.iter();
        let mut declared: Vec<String> = sources
            .filter_map(|(_, from)| parameter(from))
            .map(|(place, name)| format!("method.request.{place}.{name}"))
            .collect();
        declared.sort_unstable();
        declared.dedup();
        declared
    }

    /// Whether bytes become text on their way in, which a template reads.
    pub(super) const fn is_text(&self) -> bool {
        !self.templates.is_empty()
    }
}

/// Where a part of the request stands that an expression takes, and its name.
pub(super) fn parameter(from: &str) -> Option<(&'static str, &str)> {
    let (place, name) = from.strip_prefix("method.request.")?.split_once('.')?;
    let place = match place {
        "header" | "multivalueheader" => "header",
        "querystring" | "multivaluequerystring" => "querystring",
        "path" => "path",
        _ => return None,
    };
    (!name.is_empty()).then_some((place, name))
}

/// The same parameter in the request, and where it goes.
fn path_parameter(name: &str) -> (String, String) {
    (
        format!("integration.request.path.{name}"),
        format!("method.request.path.{name}"),
    )
}

fn templates(list: &[Template]) -> Vec<(String, String)> {
    let pairs = list.iter();
    once(
        pairs
            .map(|one| (one.content_type.clone(), one.template.clone()))
            .collect(),
    )
}

fn once(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    once_by(pairs, str::to_owned)
}

/// The first of each key.
fn once_by(mut pairs: Vec<(String, String)>, key: fn(&str) -> String) -> Vec<(String, String)> {
    let mut seen = std::collections::BTreeSet::new();
    pairs.retain(|(name, _)| seen.insert(key(name)));
    pairs
}

/// The one kind of body that a worked action takes besides whatever else: a browser's form or a text counts as it.
const JSON: &str = backend::REQUEST_TYPE;

fn of_service(design: &Design, service: &AwsService) -> Told {
    let role = if service.role_arn.is_empty() {
        Role::Made
    } else {
        Role::Arn(service.role_arn.clone())
    };
    let mut told = match &service.action {
        ServiceAction::SqsSendMessage(queue) => send_message(design, queue),
        ServiceAction::StatesStartExecution { state_machine_arn } => {
            start(design, "StartExecution", state_machine_arn)
        }
        ServiceAction::StatesStartSyncExecution { state_machine_arn } => {
            start(design, "StartSyncExecution", state_machine_arn)
        }
        ServiceAction::S3GetObject(object) => get_object(design, object),
        ServiceAction::S3PutObject(object) => put_object(design, object),
        ServiceAction::Other(other) => {
            let verb = match other.verb {
                Verb::Any => Verb::Post,
                verb => verb,
            };
            Told::mapped("AWS", verb, Target::Uri(other.uri.clone()), &other.mapping)
        }
    };
    told.role = Some(role);
    told
}

/// `arn:aws:apigateway:REGION:SERVICE:PATH`; the service's region is the design's.
fn uri(design: &Design, path: &str) -> String {
    let partition = aws::partition(&design.region);
    format!("arn:{partition}:apigateway:{}:{path}", design.region)
}

fn action(target: String, parameters: Vec<(String, String)>, template: Option<String>) -> Told {
    Told {
        kind: "AWS",
        verb: Verb::Post,
        target: Target::Uri(target),
        role: None,
        link: None,
        parameters,
        templates: template
            .map(|template| (JSON.to_owned(), template))
            .into_iter()
            .collect(),
        passthrough: Passthrough::Never,
        responses: Vec::new(),
    }
}

/// The answer with its body, or with none of the service's own words.
fn answer(pattern: &str, status: u32, body: &str) -> Response {
    Response {
        pattern: pattern.into(),
        status: status.to_string(),
        headers: Vec::new(),
        templates: vec![(JSON.into(), body.into())],
    }
}

/// What went wrong between the gateway and the service is nothing that the caller could mend.
fn failed(pattern: &str, status: u32, message: &str) -> Response {
    answer(pattern, status, &format!(r#"{{"message":"{message}"}}"#))
}

/// The account and the name in a queue's ARN.
fn queue_path(arn: &str) -> (&str, &str) {
    let mut parts = arn.splitn(6, ':').skip(4);
    let account = parts.next().unwrap_or_default();
    (account, parts.next().unwrap_or_default())
}

/// The address of a queue, as HTTP APIs want it (AWS: Amazon SQS developer guide, "Queue and message identifiers").
pub(super) fn queue_url(design: &Design, queue: &SqsQueue) -> String {
    let (account, name) = queue_path(&queue.queue_arn);
    let suffix = aws::url_suffix(&design.region);
    format!("https://sqs.{}.{suffix}/{account}/{name}", design.region)
}

/// By the query protocol, whose body is a form (AWS re:Post, "How do I integrate an API Gateway REST API with
/// Amazon SQS and resolve common errors?").
fn send_message(design: &Design, queue: &SqsQueue) -> Told {
    let (account, name) = queue_path(&queue.queue_arn);
    let form = "application/x-www-form-urlencoded";
    let mut template = String::from("Action=SendMessage&MessageBody=$util.urlEncode($input.body)");
    if queue.is_fifo() {
        // Two requests are two messages, also with the same body.
        template.push_str("&MessageDeduplicationId=$context.requestId&MessageGroupId=");
        template.push_str(&group_template(&queue.message_group_id));
    }
    let mut told = action(
        uri(design, &format!("sqs:path/{account}/{name}")),
        vec![(
            "integration.request.header.Content-Type".into(),
            cors::constant(form),
        )],
        Some(template),
    );
    told.responses = vec![
        answer(
            "",
            202,
            r#"{"messageId":$input.json('$.SendMessageResponse.SendMessageResult.MessageId')}"#,
        ),
        failed("4\\d{2}", 400, "The message was not accepted"),
        failed("5\\d{2}", 502, "The queue does not answer"),
    ];
    told
}

/// Constant text is encoded here, parameters by the gateway.
fn group_template(group: &str) -> String {
    pieces(group)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => url_encoded(text),
            Piece::Name(name) => format!("$util.urlEncode($input.params('{name}'))"),
        })
        .collect()
}

/// A piece of a text with parameters of the path in it.
enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('{') {
        let Some((name, after)) = inside.split_once('}') else {
            break;
        };
        if !is_name(name) {
            break;
        }
        pieces.push(Piece::Text(before));
        pieces.push(Piece::Name(name));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Whether a text may stand in a template as the name of a parameter.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// Nothing of it is read by a form or by a template.
fn url_encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The body as a JSON string: `escapeJavaScript` escapes single quotes, which JSON refuses
/// (AWS: API Gateway developer guide, "Mapping template transformations", `$util`).
const ESCAPED: &str = r#"$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"#;

fn start(design: &Design, name: &str, state_machine_arn: &str) -> Told {
    let arn = backend::template(&json::string(state_machine_arn));
    // A text with `$` or `#` is written with the help of what is set before it.
    let (head, arn) = match arn.strip_prefix(backend::SET) {
        Some(arn) => (backend::SET, arn),
        None => ("", arn.as_str()),
    };
    let template = format!(r#"{head}{{"input":"{ESCAPED}","stateMachineArn":{arn}}}"#);
    let mut told = action(
        uri(design, &format!("states:action/{name}")),
        vec![(
            "integration.request.header.Content-Type".into(),
            cors::constant("application/x-amz-json-1.0"),
        )],
        Some(template),
    );
    let started = if name == "StartExecution" {
        answer("", 202, r#"{"executionArn":$input.json('$.executionArn')}"#)
    } else {
        // An execution that fails is a request that succeeds.
        answer(
            "",
            200,
            "#if($input.path('$.status') == 'SUCCEEDED')$input.path('$.output')#else#set($context.responseOverride.status = 502){\"status\":$input.json('$.status')}#end",
        )
    };
    told.responses = vec![
        started,
        failed("4\\d{2}", 400, "The execution was not accepted"),
        failed("5\\d{2}", 502, "The state machine does not answer"),
    ];
    told
}

fn object_uri(design: &Design, object: &S3Object) -> String {
    let (bucket, key) = (&object.bucket, object.key.trim_start_matches('/'));
    uri(design, &format!("s3:path/{bucket}/{key}"))
}

/// Headers of an object that a browser reads, too.
const OBJECT_HEADERS: [&str; 4] = ["Content-Type", "Cache-Control", "ETag", "Last-Modified"];

/// S3 says 403 of an object that is not there to whoever may not list the bucket (AWS: Amazon S3 API Reference,
/// `GetObject`).
fn get_object(design: &Design, object: &S3Object) -> Told {
    let mut told = action(object_uri(design, object), Vec::new(), None);
    told.verb = Verb::Get;
    told.passthrough = Passthrough::WhenNoMatch;
    let header = |name: &&str| {
        (
            (*name).to_owned(),
            format!("integration.response.header.{name}"),
        )
    };
    told.responses = vec![
        Response {
            pattern: String::new(),
            status: "200".into(),
            headers: OBJECT_HEADERS.iter().map(header).collect(),
            templates: Vec::new(),
        },
        failed("4\\d{2}", 404, "Not found"),
        failed("5\\d{2}", 502, "The bucket does not answer"),
    ];
    told
}

fn put_object(design: &Design, object: &S3Object) -> Told {
    let kind = "integration.request.header.Content-Type".to_owned();
    let parameters = vec![(kind, "method.request.header.Content-Type".to_owned())];
    let mut told = action(object_uri(design, object), parameters, None);
    told.verb = Verb::Put;
    told.passthrough = Passthrough::WhenNoMatch;
    let etag = (
        "ETag".to_owned(),
        "integration.response.header.ETag".to_owned(),
    );
    told.responses = vec![
        Response {
            pattern: String::new(),
            status: "200".into(),
            headers: vec![etag],
            templates: Vec::new(),
        },
        failed("4\\d{2}", 400, "The object was not accepted"),
        failed("5\\d{2}", 502, "The bucket does not answer"),
    ];
    told
}

/// What an HTTP API is told of an action: its subtype and the parameters of the service's call; nothing for what it
/// cannot do (AWS: API Gateway developer guide, "Integration subtype reference").
pub(super) fn subtype(
    design: &Design,
    service: &AwsService,
) -> Option<(&'static str, Vec<(&'static str, String)>)> {
    let start = |arn: &String| {
        vec![
            ("StateMachineArn", arn.clone()),
            ("Input", "$request.body".into()),
        ]
    };
    Some(match &service.action {
        ServiceAction::SqsSendMessage(queue) => {
            let mut parameters = vec![
                ("QueueUrl", queue_url(design, queue)),
                ("MessageBody", "$request.body".to_owned()),
            ];
            if queue.is_fifo() {
                parameters.push(("MessageGroupId", group_expression(&queue.message_group_id)));
                parameters.push(("MessageDeduplicationId", "$context.requestId".into()));
            }
            ("SQS-SendMessage", parameters)
        }
        ServiceAction::StatesStartExecution { state_machine_arn } => {
            ("StepFunctions-StartExecution", start(state_machine_arn))
        }
        ServiceAction::StatesStartSyncExecution { state_machine_arn } => {
            ("StepFunctions-StartSyncExecution", start(state_machine_arn))
        }
        ServiceAction::S3GetObject(_) | ServiceAction::S3PutObject(_) | ServiceAction::Other(_) => {
            return None;
        }
    })
}

/// `${request.path.id}` for `{id}` (AWS: API Gateway developer guide, "Transform API requests and responses for
/// HTTP APIs in API Gateway").
fn group_expression(group: &str) -> String {
    pieces(group)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Name(name) => format!("${{request.path.{name}}}"),
        })
        .collect()
}

/// What the made role may do: IAM actions with their resources, each pair of lists once.
pub(super) struct Right {
    pub(super) at: Pointer,
    pub(super) actions: Vec<String>,
    pub(super) resources: Vec<String>,
}

/// Whether an API of this kind does what a method asks of a service.
pub(super) fn is_done(design: &Design, service: &AwsService) -> bool {
    design.rest().is_some() || (design.http().is_some() && subtype(design, service).is_some())
}

/// Everything that the gateway's own role may do; empty where there is no such role.
pub(super) fn rights(design: &Design) -> Vec<Right> {
    let mut rights: Vec<Right> = Vec::new();
    for (index, route) in design.routes.iter().enumerate() {
        let methods = Pointer::root().join("routes").join(index).join("methods");
        for (number, method) in route.methods.iter().enumerate() {
            let Some(service) = method.integration.service() else {
                continue;
            };
            if !service.role_arn.is_empty() || !is_done(design, service) {
                continue;
            }
            let at = methods.join(number).join("integration").join("aws_service");
            add(&mut rights, right(design, &service.action, at));
        }
    }
    rights.retain(|right| !right.actions.is_empty() && !right.resources.is_empty());
    rights
}

/// Rights of the same actions are one statement.
fn add(rights: &mut Vec<Right>, new: Right) {
    match rights.iter_mut().find(|right| right.actions == new.actions) {
        None => rights.push(new),
        Some(right) => {
            for resource in new.resources {
                if !right.resources.contains(&resource) {
                    right.resources.push(resource);
                }
            }
        }
    }
}

fn right(design: &Design, action: &ServiceAction, at: Pointer) -> Right {
    let right = |action: &str, resource: String| Right {
        at,
        actions: vec![action.to_owned()],
        resources: if resource.is_empty() {
            Vec::new()
        } else {
            vec![resource]
        },
    };
    match action {
        ServiceAction::SqsSendMessage(queue) => right("sqs:SendMessage", queue.queue_arn.clone()),
        ServiceAction::StatesStartExecution { state_machine_arn } => {
            right("states:StartExecution", state_machine_arn.clone())
        }
        ServiceAction::StatesStartSyncExecution { state_machine_arn } => {
            right("states:StartSyncExecution", state_machine_arn.clone())
        }
        ServiceAction::S3GetObject(object) => right("s3:GetObject", object_arn(design, object)),
        ServiceAction::S3PutObject(object) => right("s3:PutObject", object_arn(design, object)),
        ServiceAction::Other(OtherService {
            actions, resources, ..
        }) => Right {
            at,
            actions: actions.clone(),
            resources: resources.clone(),
        },
    }
}

/// Of an object, or of all that the parameters may name.
fn object_arn(design: &Design, object: &S3Object) -> String {
    if object.bucket.is_empty() {
        return String::new();
    }
    let partition = aws::partition(&design.region);
    let key: String = pieces(object.key.trim_start_matches('/'))
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Name(_) => "*",
        })
        .collect();
    format!("arn:{partition}:s3:::{}/{key}", object.bucket)
}
