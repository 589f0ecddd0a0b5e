//! Kind of the API and the settings of its kind.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{ApiKind, Design, ResourcePolicy};
use serde_json::{Value, json};

use super::link::VPC_LINK;
use super::mapping::{PASSTHROUGH, SERVER_VERB};
use super::stage::throttle;
use super::{at, domain, first_function, functions, request};
use crate::dom::{Node, el, live, many};
use crate::field::table::{
    Field, Pick, Things, choice, code, number, own, pair, pairs, part, section, select, text,
    texts, things, toggle,
};
use crate::field::{draw, text as text_of};
use crate::session::{tongue, workspace};
use crate::sheet::opener;
use crate::words as w;

pub(super) static FORM: &[Field] = &[
    section(
        w::kind,
        &[
            choice(
                "",
                w::api_kind,
                &[
                    Pick::named("rest", "REST").note(w::kind_rest),
                    Pick::named("http", "HTTP").note(w::kind_http),
                    Pick::named("websocket", "WebSocket").note(w::kind_websocket),
                ],
            )
            .help(w::api_kind_help)
            .set(|d, _, kind| {
                if let Some(kind) = kind.as_str().and_then(ApiKind::of_key) {
                    d.become_kind(kind);
                }
            }),
            own("", |_| {
                opener("link", "guide").child(w::guide.get(tongue())).into()
            }),
        ],
    ),
    part("rest", REST),
    part("rest", request::OF_API),
    part("http", HTTP),
    part("websocket", WEBSOCKET),
];

const NAME: Field = text("name", w::api_name)
    .help(w::api_name_help)
    .term("Name");
const DESCRIPTION: Field = text("description", w::description).term("Description");
const ADDRESSES: Field = choice(
    "ip_address_type",
    w::ip_address_type,
    &[Pick::plain("ipv4"), Pick::plain("dualstack")],
)
.help(w::ip_address_type_help)
.term("IpAddressType");
const CLOSED: Field = toggle("disable_execute_api_endpoint", w::default_url_off)
    .help(w::default_url_off_help)
    .term("DisableExecuteApiEndpoint");

const REST: &[Field] = &[
    section(w::rest_api, &[NAME, DESCRIPTION]),
    section(
        w::entrance,
        &[
            choice(
                "endpoint",
                w::endpoint,
                &[
                    Pick::plain("REGIONAL").note(w::endpoint_regional),
                    Pick::plain("EDGE").note(w::endpoint_edge),
                    Pick::plain("PRIVATE").note(w::endpoint_private),
                ],
            )
            .term("EndpointConfiguration")
            .set(enter),
            texts("vpc_endpoint_ids", w::vpc_endpoints, w::add_vpc_endpoint)
                .help(w::vpc_endpoints_help)
                .term("VpcEndpointIds")
                .when(|d, _| {
                    let rest = d.rest();
                    rest.is_some_and(|rest| rest.is_private() || !rest.vpc_endpoint_ids.is_empty())
                }),
            ADDRESSES.when(|d, _| d.rest().is_some_and(|rest| !rest.is_private())),
            CLOSED,
            select("security_policy", w::security_policy, |_, t| {
                let first = (String::new(), w::by_service.get(t).to_owned());
                std::iter::once(first).chain(domain::policies()).collect()
            })
            .term("SecurityPolicy"),
            domain::ACCESS_MODE
                .when(|d, _| d.rest().is_some_and(|rest| rest.access_mode().is_some())),
            choice(
                "api_key_source",
                w::api_key_source,
                &[
                    Pick::plain("HEADER").note(w::api_key_header),
                    Pick::plain("AUTHORIZER").note(w::api_key_authorizer),
                ],
            )
            .term("ApiKeySource"),
        ],
    ),
    section(
        w::callers_from,
        &[choice(
            "policy",
            w::resource_policy,
            &[
                Pick::named("none", "NONE").note(w::policy_none),
                Pick::named("vpc_endpoints", "aws:SourceVpce").note(w::policy_vpc_endpoints),
                Pick::named("source_ranges", "aws:SourceIp")
                    .note(w::policy_source_ranges)
                    .with(&[texts("cidrs", w::source_ranges, w::add_range)
                        .help(w::source_ranges_help)
                        .term("aws:SourceIp")]),
                Pick::named("vpcs", "aws:SourceVpc")
                    .note(w::policy_vpcs)
                    .with(&[texts("vpc_ids", w::vpcs, w::add_vpc).term("aws:SourceVpc")]),
                Pick::named("accounts", "AWS")
                    .note(w::policy_accounts)
                    .with(&[texts("account_ids", w::accounts, w::add_account).term("Principal")]),
                Pick::named("combined", "AWS, Condition")
                    .note(w::policy_combined)
                    .with(&[
                        texts("account_ids", w::accounts, w::add_account).term("Principal"),
                        texts("cidrs", w::source_ranges, w::add_range)
                            .help(w::combined_ranges_help)
                            .term("aws:SourceIp, aws:VpcSourceIp"),
                        texts("vpc_ids", w::vpcs, w::add_vpc).term("aws:SourceVpc"),
                    ]),
            ],
        )
        .help(w::resource_policy_help)
        .term("Policy")
        .set(restrict)],
    ),
    section(
        w::payload,
        &[
            texts("binary_media_types", w::binary, w::add_type)
                .help(w::binary_help)
                .term("BinaryMediaTypes"),
            number("minimum_compression_size", w::compression, w::bytes)
                .maybe()
                .help(w::compression_help)
                .term("MinimumCompressionSize"),
        ],
    ),
];

const HTTP: &[Field] = &[
    section(w::http_api, &[NAME, DESCRIPTION]).help(w::http_api_lead),
    section(
        w::entrance,
        &[
            ADDRESSES,
            CLOSED,
            choice(
                "payload_format_version",
                w::payload_format,
                &[
                    Pick::plain("2.0").note(w::payload_format_2),
                    Pick::plain("1.0").note(w::payload_format_1),
                ],
            )
            .help(w::payload_format_help)
            .term("PayloadFormatVersion"),
        ],
    ),
];

const WEBSOCKET: &[Field] = &[
    section(w::websocket_api, &[NAME, DESCRIPTION]).help(w::websocket_api_lead),
    section(
        w::message_routes,
        &[
            code("route_selection_expression", w::route_selection)
                .help(w::route_selection_help)
                .term("RouteSelectionExpression"),
            things("routes", MESSAGES),
        ],
    )
    .help(w::message_routes_lead),
    section(
        w::entrance,
        &[
            ADDRESSES,
            CLOSED,
            code("connection_table", w::connection_table)
                .help(w::connection_table_help)
                .term("AWS::DynamoDB::Table"),
        ],
    ),
];

const MESSAGES: &Things = &Things {
    name: "key",
    known: &["$connect", "$disconnect", "$default"],
    stem: "message",
    add: w::add_message_route,
    start: Some(|d, at| {
        let function = first_function(d);
        d.put(at.join("function"), &Value::String(function));
    }),
    fields: &[
        pair(&[
            code("key", w::route_key)
                .help(w::route_key_help)
                .term("RouteKey"),
            choice(
                "backend",
                w::backend,
                &[
                    Pick::named("function", "AWS_PROXY").note(w::backend_function),
                    Pick::named("lambda", "AWS")
                        .note(w::backend_mapped_function)
                        .with(&[part("mapping", MESSAGE_MAPPING)]),
                    Pick::named("http_proxy", "HTTP_PROXY").with(&[
                        MESSAGE_URI,
                        SERVER_VERB,
                        VPC_LINK,
                    ]),
                    Pick::named("http", "HTTP").with(&[
                        MESSAGE_URI,
                        SERVER_VERB,
                        VPC_LINK,
                        part("mapping", MESSAGE_MAPPING),
                    ]),
                    Pick::worded("service", w::aws_service).with(&[
                        code("uri", w::service_uri)
                            .help(w::service_uri_help)
                            .term("IntegrationUri"),
                        code("role_arn", w::gateway_role)
                            .help(w::gateway_role_help)
                            .term("CredentialsArn")
                            .open(w::open_role),
                        texts("actions", w::role_actions, w::add_action)
                            .help(w::role_actions_help)
                            .term("Action"),
                        texts("resources", w::role_resources, w::add_arn).term("Resource"),
                        part("mapping", MESSAGE_MAPPING),
                    ]),
                    Pick::named("mock", "MOCK").with(&[part("mapping", MESSAGE_MAPPING)]),
                ],
            )
            .term("IntegrationType"),
        ]),
        select("function", w::function, functions)
            .term("AWS_PROXY")
            .when(|d, at| {
                let backend = text_of(d, at.parent().join("backend"));
                backend == "function" || backend == "lambda"
            }),
        number("timeout_ms", w::method_timeout, w::milliseconds)
            .maybe()
            .help(w::method_timeout_help)
            .term("TimeoutInMillis"),
    ],
    foot: &[
        throttle(w::throttle_route, w::throttle_route_help).term("RouteSettings"),
        toggle("two_way", w::two_way)
            .help(w::two_way_help)
            .term("RouteResponse"),
    ],
};

const MESSAGE_URI: Field = code("uri", w::backend_uri)
    .term("IntegrationUri")
    .example("https://backend.example.com/messages");

/// What becomes of a message on its way to something else than a function, and of the answer.
const MESSAGE_MAPPING: &[Field] = &[
    pairs("parameters", w::mapping_parameters, w::add_parameter)
        .help(w::message_parameters_help)
        .term("RequestParameters"),
    code("template_selection_expression", w::template_selection)
        .help(w::template_selection_help)
        .term("TemplateSelectionExpression"),
    things("templates", MESSAGE_TEMPLATES),
    PASSTHROUGH,
    things("responses", MESSAGE_RESPONSES),
];

const MESSAGE_TEMPLATES: &Things = &Things {
    name: "key",
    known: &["$default"],
    stem: "key",
    add: w::add_template,
    start: None,
    fields: &[
        code("key", w::template_key),
        code("template", w::template)
            .lines(5)
            .help(w::template_help)
            .term("VTL"),
    ],
    foot: &[],
};

const MESSAGE_RESPONSES: &Things = &Things {
    name: "key",
    known: &["$default", "/4\\d\\d/", "/5\\d\\d/"],
    stem: "/404/",
    add: w::add_response,
    start: None,
    fields: &[
        pair(&[
            code("key", w::response_pattern)
                .help(w::message_response_help)
                .term("IntegrationResponseKey"),
            code("template_selection_expression", w::template_selection)
                .term("TemplateSelectionExpression"),
        ]),
        things("templates", MESSAGE_TEMPLATES),
    ],
    foot: &[],
};

/// A private API has the policy without which it refuses everybody, a public one does not.
fn enter(d: &mut Design, at: Pointer, endpoint: &Value) {
    d.put(at, endpoint);
    let rest = d.rest();
    let policy = match rest.map(|rest| (rest.is_private(), &rest.policy)) {
        Some((true, _)) => "vpc_endpoints",
        Some((false, ResourcePolicy::VpcEndpoints)) => "none",
        _ => return,
    };
    d.put(at.parent().join("policy"), &Value::String(policy.into()));
}

/// A policy that names something begins with a row for the first.
fn restrict(d: &mut Design, at: Pointer, policy: &Value) {
    let first = match policy.as_str() {
        Some("source_ranges") => json!({ "source_ranges": { "cidrs": [""] } }),
        Some("vpcs") => json!({ "vpcs": { "vpc_ids": [""] } }),
        Some("combined") => {
            json!({ "combined": { "account_ids": [""], "cidrs": [""], "vpc_ids": [] } })
        }
        Some("accounts") => json!({ "accounts": { "account_ids": [""] } }),
        _ => return d.put(at, policy),
    };
    d.put(at, &first);
}

pub(super) fn form() -> Node {
    many([
        draw(FORM, at("api")),
        draw(super::link::FORM, super::root()),
    ])
}

/// What stands in the place of paths, which a WebSocket API does not have.
pub(super) fn instead_of_paths() -> Node {
    let t = tongue();
    let is_websocket = workspace().select(|d| d.websocket().is_some());
    live(move || {
        is_websocket
            .get()
            .then(|| el("p.empty").child(w::no_paths.get(t)))
    })
}
