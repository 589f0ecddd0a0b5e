//! From where a REST API may be called: VPC endpoints and resource policy.

use gateway_studio::model::{EndpointType, ResourcePolicy, RestApi};

use super::api;
use crate::dom::{El, Node, many};
use crate::field::{About, Lens, Pick, Reach, choice, group, lines};
use crate::form::{at, when};
use crate::session::workspace;
use crate::words as w;

/// The types in the order in which they are offered.
const ENDPOINTS: [EndpointType; 3] = [
    EndpointType::Regional,
    EndpointType::Edge,
    EndpointType::Private,
];

/// The endpoint type, and the VPC endpoints of a private API.
pub(super) fn endpoint() -> Node {
    let rest = at("api").join("rest");
    let endpoint = About::new(w::endpoint, rest.join("endpoint")).term("EndpointConfiguration");
    let endpoints = About::new(w::vpc_endpoints, rest.join("vpc_endpoint_ids"))
        .help(w::vpc_endpoints_help)
        .term("VpcEndpointIds");
    let chosen = api().lens(
        |a| place(&ENDPOINTS, &a.endpoint),
        |a, place| enter(a, ENDPOINTS[place.min(ENDPOINTS.len() - 1)]),
    );
    let ids = api().part(|a| &a.vpc_endpoint_ids, |a| &mut a.vpc_endpoint_ids);
    let picks = vec![
        Pick::new("REGIONAL", w::endpoint_regional),
        Pick::new("EDGE", w::endpoint_edge),
        Pick::new("PRIVATE", w::endpoint_private),
    ];
    let shown = workspace().select(|d| {
        d.rest()
            .is_some_and(|rest| rest.is_private() || !rest.vpc_endpoint_ids.is_empty())
    });
    many([
        choice(endpoint, chosen, picks),
        when(shown, move || {
            lines(endpoints, ids.clone(), w::add_vpc_endpoint)
        }),
    ])
}

fn place<T: PartialEq>(list: &[T], value: &T) -> usize {
    list.iter().position(|one| one == value).unwrap_or_default()
}

/// A private API has the policy without which it refuses everybody, a public one does not.
fn enter(api: &mut RestApi, endpoint: EndpointType) {
    api.endpoint = endpoint;
    if api.is_private() {
        api.policy = ResourcePolicy::VpcEndpoints;
    } else if api.policy == ResourcePolicy::VpcEndpoints {
        api.policy = ResourcePolicy::None;
    }
}

/// The resource policy.
pub(super) fn policy() -> El {
    let here = at("api").join("rest").join("policy");
    let policy = About::new(w::resource_policy, here)
        .help(w::resource_policy_help)
        .term("Policy");
    let ranges = About::new(w::source_ranges, here.join("source_ranges").join("cidrs"))
        .help(w::source_ranges_help)
        .term("aws:SourceIp");
    let chosen: Lens<usize> = api().lens(
        |a| match a.policy {
            ResourcePolicy::None => 0,
            ResourcePolicy::VpcEndpoints => 1,
            ResourcePolicy::SourceRanges { .. } => 2,
            ResourcePolicy::Vpcs { .. } => 3,
            ResourcePolicy::Accounts { .. } => 4,
        },
        |a, place| {
            a.policy = match place {
                0 => ResourcePolicy::None,
                1 => ResourcePolicy::VpcEndpoints,
                _ => ResourcePolicy::SourceRanges {
                    cidrs: vec![String::new()],
                },
            }
        },
    );
    let cidrs: Reach<Vec<String>> = api().some(
        |a| match &a.policy {
            ResourcePolicy::SourceRanges { cidrs } => Some(cidrs),
            _ => None,
        },
        |a| match &mut a.policy {
            ResourcePolicy::SourceRanges { cidrs } => Some(cidrs),
            _ => None,
        },
    );
    let by_address = workspace().select(|d| {
        d.rest()
            .is_some_and(|rest| matches!(rest.policy, ResourcePolicy::SourceRanges { .. }))
    });
    let picks = vec![
        Pick::new("NONE", w::policy_none),
        Pick::new("aws:SourceVpce", w::policy_vpc_endpoints),
        Pick::new("aws:SourceIp", w::policy_source_ranges),
    ];
    group(w::callers_from, None)
        .child(choice(policy, chosen, picks))
        .child(when(by_address, move || {
            lines(ranges, cidrs.clone(), w::add_range)
        }))
}
