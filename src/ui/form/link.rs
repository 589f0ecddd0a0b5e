//! Ways into VPCs, and the choice of one for a method.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;

use crate::field::is_set;
use crate::field::table::{Field, Things, code, section, select, texts, things};
use crate::words as w;

const LINKS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "vpc-link",
    add: w::add_vpc_link,
    start: None,
    fields: &[
        code("name", w::vpc_link_name)
            .term("Name")
            .renames(Design::rename_vpc_link),
        code("id", w::vpc_link_id)
            .help(w::vpc_link_id_help)
            .term("VpcLinkId")
            .open(w::open_role),
        code("target_arn", w::load_balancer)
            .help(w::load_balancer_help)
            .term("TargetArns")
            .when(|d, at| d.http().is_none() || is_set(d, at)),
        texts("subnet_ids", w::link_subnets, w::add_subnet_id)
            .help(w::link_subnets_help)
            .term("SubnetIds")
            .when(|d, at| d.http().is_some() || is_set(d, at)),
        texts("security_group_ids", w::link_groups, w::add_group_id)
            .term("SecurityGroupIds")
            .when(|d, at| d.http().is_some() || is_set(d, at)),
    ],
    foot: &[],
};

/// The links of the design, beside the API.
pub(super) static FORM: &[Field] =
    &[section(w::vpc_links, &[things("vpc_links", LINKS)]).help(w::vpc_links_lead)];

/// The way to a server.
pub(super) const VPC_LINK: Field = select("vpc_link", w::vpc_link, |d, t| {
    let links = d.vpc_links.iter().map(|link| &link.name);
    let links = links.map(|name| (name.clone(), name.clone()));
    let internet = (String::new(), w::by_internet.get(t).to_owned());
    std::iter::once(internet).chain(links).collect()
})
.help(w::vpc_link_help)
.term("ConnectionId")
.when(has_link);

/// Whether there is one to choose, or one was chosen.
fn has_link(d: &Design, at: Pointer) -> bool {
    !d.vpc_links.is_empty() || is_set(d, at)
}
