//! Who serves the name, and the record there.

use serde_json::json;

use crate::field::table::{Field, Pick, choice, code, nested, number, pair, select, toggle};
use crate::field::text;
use crate::form::app::regions;
use crate::words as w;

pub(super) const FORM: &[Field] = &[choice(
    "dns",
    w::dns,
    &[
        Pick::named("route53", "Route 53")
            .note(w::dns_route53)
            .with(ROUTE53),
        Pick::worded("elsewhere", w::elsewhere)
            .note(w::dns_elsewhere)
            .with(ELSEWHERE),
    ],
)
.help(w::dns_help)];

const ZONE_NAME: Field = code("zone_name", w::zone_name).help(w::zone_name_help);
const TTL: Field = number("ttl", w::ttl, w::seconds)
    .help(w::ttl_help)
    .term("TTL");
const TARGET: Field = code("target", w::target).help(w::target_help);

const ELSEWHERE: &[Field] = &[
    pair(&[ZONE_NAME.example("example.com"), TTL]),
    TARGET.open(w::open_target_elsewhere),
];

const ROUTE53: &[Field] = &[
    pair(&[
        ZONE_NAME.term("HostedZone.Name").open(w::open_zone_name),
        code("hosted_zone_id", w::zone_id)
            .help(w::zone_id_help)
            .term("HostedZoneId")
            .open(w::open_zone_id),
    ]),
    choice(
        "record",
        w::record,
        &[
            Pick::worded("alias", w::alias).note(w::record_alias),
            Pick::named("cname", "CNAME")
                .note(w::record_cname)
                .with(&[TTL.inside("")]),
        ],
    )
    .term("ResourceRecordSet")
    .set(|d, at, record| {
        if *record == "cname" {
            d.put(at, &json!({ "cname": 300 }));
        } else {
            d.put(at, record);
        }
    }),
    toggle("evaluate_target_health", w::target_health)
        .help(w::target_health_help)
        .term("EvaluateTargetHealth")
        .when(|d, at| text(d, at.parent().join("record")) == "alias"),
    TARGET.term("AliasTarget.DNSName").open(w::open_target),
    choice(
        "routing",
        w::routing,
        &[
            Pick::worded("simple", w::simple).note(w::routing_simple),
            Pick::worded("weighted", w::weighted)
                .note(w::routing_weighted)
                .with(&[number("", w::weight, w::of_255)
                    .help(w::weight_help)
                    .term("Weight")]),
            Pick::worded("latency", w::latency)
                .note(w::routing_latency)
                .with(&[select("", w::latency_region, |_, t| {
                    let own = (String::new(), w::region_of_api.get(t).to_owned());
                    std::iter::once(own).chain(regions()).collect()
                })
                .term("Region")]),
            Pick::worded("failover", w::failover)
                .note(w::routing_failover)
                .with(&[choice(
                    "",
                    w::failover_role,
                    &[
                        Pick::plain("PRIMARY").note(w::failover_primary),
                        Pick::plain("SECONDARY").note(w::failover_secondary),
                    ],
                )
                .term("Failover")]),
        ],
    )
    .help(w::routing_help)
    .term("Weight, Region, Failover")
    .set(|d, at, routing| {
        if *routing == "weighted" {
            d.put(at, &json!({ "weighted": 100 }));
        } else {
            d.put(at, routing);
        }
    }),
    // What every record has that is not the only one of its name.
    nested(&[pair(&[
        code("set_identifier", w::set_identifier)
            .help(w::set_identifier_help)
            .term("SetIdentifier")
            .open(w::region_of_api),
        code("health_check_id", w::health_check)
            .help(w::health_check_help)
            .term("HealthCheckId"),
    ])])
    .when(|d, at| text(d, at.join("routing")) != "simple"),
];
