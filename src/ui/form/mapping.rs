//! What a mapping makes of requests and answers, and the actions of AWS services.

use gateway_studio::aws;
use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Design, Verb};
use gateway_studio::words::Language;
use serde_json::{Value, json};

use crate::field::table::{
    Field, Pick, Things, choice, code, number, pair, pairs, part, section, select, texts, things,
};
use crate::words as w;

const TEMPLATES: &Things = &Things {
    name: "content_type",
    known: &[
        "application/json",
        "application/x-www-form-urlencoded",
        "text/plain",
    ],
    stem: "text/plain",
    add: w::add_template,
    start: None,
    fields: &[
        code("content_type", w::template_type).term("Content-Type"),
        code("template", w::template)
            .lines(5)
            .help(w::template_help)
            .term("VTL"),
    ],
    foot: &[],
};

const RESPONSES: &Things = &Things {
    name: "pattern",
    known: &["", "4\\d{2}", "5\\d{2}"],
    stem: "404",
    add: w::add_response,
    start: None,
    fields: &[
        pair(&[
            code("pattern", w::response_pattern)
                .help(w::response_pattern_help)
                .term("SelectionPattern"),
            number("status", w::answer_status, w::http_status).term("StatusCode"),
        ]),
        pairs("headers", w::answer_headers, w::add_header)
            .help(w::response_headers_help)
            .term("ResponseParameters"),
        things("templates", TEMPLATES),
    ],
    foot: &[],
};

/// What becomes of bodies without a template.
pub(super) const PASSTHROUGH: Field = choice(
    "passthrough",
    w::passthrough,
    &[
        Pick::plain("WHEN_NO_MATCH").note(w::passthrough_no_match),
        Pick::plain("WHEN_NO_TEMPLATES").note(w::passthrough_no_templates),
        Pick::plain("NEVER").note(w::passthrough_never),
    ],
)
.term("PassthroughBehavior");

/// The fields of a mapping.
pub(super) const MAPPING: &[Field] = &[
    section(
        w::mapping_request,
        &[
            pairs("parameters", w::mapping_parameters, w::add_parameter)
                .help(w::mapping_parameters_help)
                .term("RequestParameters"),
            things("templates", TEMPLATES),
            PASSTHROUGH,
        ],
    ),
    section(w::mapping_responses, &[things("responses", RESPONSES)])
        .help(w::mapping_responses_help),
];

/// The method at a server.
pub(super) const SERVER_VERB: Field = select("verb", w::backend_verb, verbs)
    .help(w::backend_verb_help)
    .term("IntegrationHttpMethod");

/// Every method, as what a select offers.
pub(super) fn verbs(_: &Design, _: Language) -> Vec<(String, String)> {
    let verbs = Verb::ALL.iter().map(|verb| verb.as_str());
    verbs
        .map(|verb| (verb.to_owned(), verb.to_owned()))
        .collect()
}

const STATE_MACHINE: &[Field] = &[code("state_machine_arn", w::state_machine)
    .help(w::state_machine_help)
    .term("StateMachineArn")
    .example("arn:aws:states:ap-northeast-1:123456789012:stateMachine:orders")];

const OBJECT: &[Field] = &[pair(&[
    code("bucket", w::bucket)
        .help(w::bucket_help)
        .term("Bucket"),
    code("key", w::object_key)
        .help(w::object_key_help)
        .term("Key")
        .example("{proxy}"),
])];

/// The fields of an AWS service.
pub(super) const SERVICE: &[Field] = &[
    choice(
        "action",
        w::service_action,
        &[
            Pick::named("sqs_send_message", "SQS SendMessage")
                .note(w::action_send)
                .with(&[
                    code("queue_arn", w::queue)
                        .term("QueueArn")
                        .example("arn:aws:sqs:ap-northeast-1:123456789012:orders"),
                    code("message_group_id", w::message_group)
                        .help(w::message_group_help)
                        .term("MessageGroupId"),
                ]),
            Pick::named("states_start_execution", "Step Functions StartExecution")
                .note(w::action_start)
                .with(STATE_MACHINE),
            Pick::named(
                "states_start_sync_execution",
                "Step Functions StartSyncExecution",
            )
            .note(w::action_start_sync)
            .with(STATE_MACHINE),
            Pick::named("s3_get_object", "S3 GetObject")
                .note(w::action_get)
                .with(OBJECT),
            Pick::named("s3_put_object", "S3 PutObject")
                .note(w::action_put)
                .with(OBJECT),
            Pick::worded("subtype", w::action_subtype)
                .note(w::action_subtype_note)
                .with(SUBTYPE),
            Pick::worded("other", w::action_other)
                .note(w::action_other_note)
                .with(OTHER),
        ],
    )
    .term("Action"),
    code("role_arn", w::gateway_role)
        .help(w::gateway_role_help)
        .term("Credentials")
        .open(w::open_role),
];

const SUBTYPE: &[Field] = &[
    select("name", w::service_action, |_, _| {
        let names = aws::SUBTYPES.iter().map(|one| one.name.to_owned());
        names.map(|name| (name.clone(), name)).collect()
    })
    .term("IntegrationSubtype")
    .set(choose),
    code("target_arn", w::role_resources)
        .help(w::subtype_target_help)
        .example("arn:aws:events:ap-northeast-1:123456789012:event-bus/default"),
    pairs("parameters", w::mapping_parameters, w::add_parameter)
        .help(w::subtype_parameters_help)
        .term("RequestParameters"),
];

/// Writes which action it is, with what it must know.
fn choose(d: &mut Design, at: Pointer, value: &Value) {
    d.put(at, value);
    let known = value.as_str().and_then(aws::subtype);
    let required = known.map_or(&[][..], |one| one.required).iter();
    let required: Vec<Value> = required
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    d.put(at.parent().join("parameters"), &Value::Array(required));
}

const OTHER: &[Field] = &[
    code("uri", w::service_uri)
        .help(w::service_uri_help)
        .term("Uri")
        .example("arn:aws:apigateway:ap-northeast-1:dynamodb:action/PutItem"),
    SERVER_VERB,
    texts("actions", w::role_actions, w::add_action)
        .help(w::role_actions_help)
        .term("Action"),
    texts("resources", w::role_resources, w::add_arn).term("Resource"),
    part("mapping", MAPPING),
];
