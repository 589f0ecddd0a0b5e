//! Who may call, and how often.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::{Design, ManagedRuleGroup};

use super::authorizer::{AUTHORIZERS, IAM, NONE, authorize, which};
use super::mapping::verbs;
use super::stage::{BUCKET, throttle};
use super::{at, root, with_keys};
use crate::dom::{Node, many};
use crate::field::table::{
    Field, Pick, Things, chips, choice, code, number, optional, pair, part, section, select, text,
    things, toggle,
};
use crate::field::{Chip, draw, is_set};
use crate::words as w;

pub(super) static FORM: &[Field] = &[
    section(
        w::defaults,
        &[
            choice(
                "authorization",
                w::authorization,
                &[
                    NONE.note(w::authorization_none),
                    IAM.note(w::authorization_iam),
                    Pick::worded("authorizer", w::authorizer)
                        .note(w::authorization_authorizer)
                        .with(&[which()]),
                ],
            )
            .help(w::authorization_help)
            .term("AuthorizationType")
            .set(authorize),
            toggle("api_key_required", w::key_required)
                .help(w::key_required_help)
                .term("ApiKeyRequired")
                .when(with_keys),
        ],
    )
    .help(w::defaults_lead),
    section(w::authorizers, &[things("authorizers", AUTHORIZERS)]).help(w::authorizers_lead),
    section(w::api_keys, &[things("api_keys", KEYS)])
        .help(w::api_keys_lead)
        .when(|d, at| with_keys(d, at.join("api_keys"))),
    section(w::usage_plans, &[things("usage_plans", PLANS)])
        .help(w::usage_plans_lead)
        .when(|d, at| with_keys(d, at.join("usage_plans"))),
];

const KEYS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "key",
    add: w::add_key,
    start: Some(|d, _| {
        // A key opens nothing without a plan; where there is a single one, it is meant.
        let name = d.access.api_keys.last().map(|key| key.name.clone());
        if let ([plan], Some(name)) = (&mut *d.access.usage_plans, name) {
            plan.api_keys.push(name);
        }
    }),
    fields: &[pair(&[
        code("name", w::key_name)
            .term("Name")
            .renames(Design::rename_api_key),
        text("description", w::description).term("Description"),
    ])],
    foot: &[toggle("enabled", w::key_enabled).term("Enabled")],
};

const PLANS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "plan",
    add: w::add_plan,
    start: None,
    fields: &[
        pair(&[
            code("name", w::plan_name).term("UsagePlanName"),
            text("description", w::description).term("Description"),
        ]),
        chips(
            "stages",
            w::plan_stages,
            |d| names(d.stages.iter().map(|stage| &stage.name)),
            w::no_stages,
        )
        .term("ApiStages"),
        chips(
            "api_keys",
            w::plan_keys,
            |d| names(d.access.api_keys.iter().map(|key| &key.name)),
            w::no_keys,
        )
        .term("UsagePlanKey"),
        throttle(w::throttle_plan, w::throttle_plan_help).term("Throttle"),
        things("methods", LIMITED),
        optional(
            "quota",
            w::quota,
            &[pair(&[
                number("limit", w::quota_limit, w::requests).term("Limit"),
                choice(
                    "period",
                    w::quota_period,
                    &[
                        Pick::plain("DAY"),
                        Pick::plain("WEEK"),
                        Pick::plain("MONTH"),
                    ],
                )
                .term("Period"),
            ])],
        )
        .help(w::quota_help)
        .term("Quota"),
    ],
    foot: &[],
};

/// Methods with limits of their own in a plan.
const LIMITED: &Things = &Things {
    name: "path",
    known: &["/"],
    stem: "/",
    add: w::add_plan_method,
    start: None,
    fields: &[
        pair(&[
            code("path", w::path)
                .help(w::plan_method_help)
                .term("ApiStages.Throttle"),
            VERB,
        ]),
        part("throttle", BUCKET),
    ],
    foot: &[],
};

/// Which method of a path.
pub(super) const VERB: Field = select("verb", w::plan_method_verb, verbs);

fn names<'a>(names: impl Iterator<Item = &'a String>) -> Vec<Chip> {
    names.map(|name| (name.clone(), String::new())).collect()
}

pub(super) fn form() -> Node {
    many([draw(FORM, at("access")), draw(WEB_ACL, root())])
}

/// The web ACL that stages of a REST API can stand behind.
pub(super) static WEB_ACL: &[Field] = &[
    section(
        w::protection,
        &[optional("web_acl", w::web_acl_make, &[])
            .help(w::web_acl_make_help)
            .term("AWS::WAFv2::WebACL")],
    )
    .when(of_rest),
    part(
        "web_acl",
        &[section(
            w::web_acl_rules,
            &[
                chips(
                    "managed_rule_groups",
                    w::rule_groups,
                    |_| groups(),
                    w::no_functions,
                )
                .help(w::rule_groups_help)
                .term("ManagedRuleGroupStatement"),
                toggle("allow_large_bodies", w::large_bodies)
                    .help(w::large_bodies_help)
                    .term("SizeRestrictions_BODY"),
                number("rate_limit", w::rate_of_address, w::per_five_minutes)
                    .maybe()
                    .help(w::rate_of_address_help)
                    .term("RateBasedStatement"),
                toggle("count_only", w::count_only)
                    .help(w::count_only_help)
                    .term("Count"),
            ],
        )],
    ),
];

fn of_rest(d: &Design, at: Pointer) -> bool {
    !d.is_v2() || is_set(d, at.join("web_acl"))
}

/// The groups in the order in which a web ACL should ask them.
fn groups() -> Vec<Chip> {
    let groups = ManagedRuleGroup::ALL.iter();
    groups
        .map(|group| (group.as_str().to_owned(), String::new()))
        .collect()
}
