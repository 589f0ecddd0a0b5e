//! A domain name of one's own.

mod dns;

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Design, DomainEndpoint, SecurityPolicy};
use serde_json::{Value, json};

use super::reading::arn_parts;
use super::root;
use crate::browser;
use crate::dom::{El, Node, el};
use crate::field::table::{Field, Pick, choice, code, optional, own, part, section, select};
use crate::field::{add_button, draw, is_set, length, remove_button, text};
use crate::session::workspace;
use crate::words as w;
use crate::workspace::Step;

pub(super) static FORM: &[Field] = &[
    section(
        w::domain_group,
        &[optional("domain", w::domain_on, &[])
            .help(w::domain_on_help)
            .term("DomainName")
            .set(switch)],
    ),
    part(
        "domain",
        &[
            section(w::name_and_certificate, IDENTITY),
            section(w::mappings, &[own("mappings", mappings)]).help(w::mappings_lead),
            section(w::dns_group, dns::FORM),
            section(w::answers, ANSWERS),
        ],
    ),
];

const IDENTITY: &[Field] = &[
    code("name", w::domain_name)
        .help(w::domain_name_help)
        .term("DomainName")
        .example("api.example.com")
        .set(|d, _, name| {
            let (Some(domain), Some(name)) = (&mut d.domain, name.as_str()) else {
                return;
            };
            // Nobody types a whole address: it was pasted.
            if name.contains("://") {
                domain.take_address(name);
            } else {
                domain.rename(name);
            }
        }),
    choice(
        "endpoint",
        w::endpoint,
        &[
            Pick::plain("REGIONAL").note(w::domain_regional),
            Pick::plain("EDGE").note(w::domain_edge),
            Pick::plain("PRIVATE").note(w::domain_private),
        ],
    )
    .help(w::domain_endpoint_help)
    .term("EndpointConfiguration"),
    code("certificate_arn", w::certificate)
        .help(w::certificate_help)
        .term("ACM ARN")
        .derived(|d, _, t| {
            let domain = d.domain.as_ref();
            let region = domain.map(|domain| domain.certificate_region(&d.region));
            w::open_certificate(t, region.unwrap_or_default())
        })
        .reading(arn_parts),
    choice(
        "certificate",
        w::certificate_source,
        &[
            Pick::worded("looked_up", w::existing).note(w::certificate_looked_up),
            Pick::worded("requested", w::requested).note(w::certificate_requested),
        ],
    )
    .help(w::certificate_source_help)
    .term("AWS::CertificateManager::Certificate")
    .when(|d, at| !is_set(d, at.parent().join("certificate_arn"))),
];

/// Which connections the domain takes.
/// Beside a security policy that wants one.
pub(super) const ACCESS_MODE: Field = choice(
    "endpoint_access_mode",
    w::access_mode,
    &[Pick::plain("STRICT"), Pick::plain("BASIC")],
)
.help(w::access_mode_help)
.term("EndpointAccessMode");

/// Every security policy by its name.
pub(super) fn policies() -> impl Iterator<Item = (String, String)> {
    let names = SecurityPolicy::ALL.into_iter().map(SecurityPolicy::as_str);
    names.map(|name| (name.to_owned(), name.to_owned()))
}

const ANSWERS: &[Field] = &[
    select("security_policy", w::security_policy, |_, _| {
        policies().collect()
    })
    .help(w::security_policy_help)
    .term("SecurityPolicy"),
    ACCESS_MODE.when(|d, _| {
        let domain = d.domain.as_ref();
        domain.is_some_and(|domain| domain.access_mode().is_some())
    }),
    choice(
        "ip_address_type",
        w::domain_ip_address_type,
        &[
            Pick::plain("ipv4").note(w::ipv4),
            Pick::plain("dualstack").note(w::dualstack),
        ],
    )
    .help(w::domain_ip_address_type_help)
    .term("IpAddressType"),
    optional(
        "mutual_tls",
        w::mutual_tls,
        &[
            code("truststore_uri", w::truststore)
                .help(w::truststore_help)
                .term("TruststoreUri")
                .example("s3://bucket/clients.pem"),
            code("truststore_version", w::truststore_version)
                .term("TruststoreVersion")
                .open(w::newest_version),
            code("ownership_certificate_arn", w::ownership)
                .help(w::ownership_help)
                .term("OwnershipVerificationCertificateArn"),
        ],
    )
    .help(w::mutual_tls_help)
    .term("MutualTlsAuthentication")
    // Only regional domains have it; one that is there stays in sight, to be switched off.
    .when(|d, at| {
        let domain = d.domain.as_ref();
        let regional = |endpoint| endpoint == DomainEndpoint::Regional;
        domain.is_some_and(|domain| regional(domain.endpoint)) || is_set(d, at)
    }),
];

/// A new domain leads to the last stage.
fn switch(d: &mut Design, at: Pointer, on: &Value) {
    let mapped = d.stages.last().map(|stage| json!({ "stage": stage.name }));
    let mappings: Vec<Value> = mapped.into_iter().collect();
    let on = on.is_object().then(|| json!({ "mappings": mappings }));
    d.put(at, &on.unwrap_or_default());
}

pub(super) fn form() -> Node {
    draw(FORM, root())
}

fn mappings(at: Pointer) -> Node {
    let ws = workspace();
    let count = ws.select(move |d| length(d, at));
    let append = move || {
        let mut new = None;
        ws.edit(Step::new(w::add_mapping, ""), at, |d| {
            new = d.append(at);
            let stage = d.stages.first().map(|stage| stage.name.clone());
            if let (Some(new), Some(stage)) = (new, stage) {
                d.put(new.join("stage"), &Value::String(stage));
            }
        });
        if let Some(new) = new {
            browser::focus_soon([new.join("base_path").to_string()]);
        }
    };
    el("div")
        .id(at.to_string())
        .live(move || {
            let rows = (0..count.get()).map(|row| mapping(at.join(row)));
            rows.collect::<Node>()
        })
        .child(add_button(w::add_mapping, append))
        .into()
}

pub(super) const MAPPING: &[Field] = &[
    code("base_path", w::base_path)
        .term("BasePath")
        .open(w::whole_domain)
        // A path is thought of with its slash; API Gateway has it without.
        .set(|d, at, path| {
            let path = path.as_str().unwrap_or_default().trim_start_matches('/');
            d.put(at, &json!(path));
        }),
    select("stage", w::stage, |d, _| {
        let stages = d.stages.iter();
        stages
            .map(|stage| (stage.name.clone(), stage.name.clone()))
            .collect()
    })
    .term("Stage"),
];

fn mapping(at: Pointer) -> El {
    let address = workspace().select(move |d| {
        let name = text(d, root().join("domain").join("name"));
        format!("https://{name}/{}", text(d, at.join("base_path")))
    });
    el("div.row.mapping")
        .child(draw(MAPPING, at))
        .child(remove_button(w::mappings, at))
        .child(el("p.help.wide").child(el("code").live(move || address.get())))
}
