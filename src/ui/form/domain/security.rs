//! Where the certificate comes from, and whom the domain answers.

use gateway_studio::model::{
    Certificate, DomainEndpoint, IpAddressType, MutualTls, SecurityPolicy,
};

use super::super::{at, when};
use super::reach;
use crate::dom::{El, Node, el};
use crate::field::{About, Pick, Reach, TextField, choice, group, toggle};
use crate::session::{tongue, workspace};
use crate::words as w;

/// What happens while no ARN is given.
pub(super) fn certificate() -> Node {
    let is_open = workspace().select(|d| {
        let domain = d.domain.as_ref();
        domain.is_some_and(|domain| domain.certificate_arn.is_empty())
    });
    let about = About::new(w::certificate_source, at("domain").join("certificate"))
        .help(w::certificate_source_help)
        .term("AWS::CertificateManager::Certificate");
    when(is_open, move || {
        let chosen = reach().lens(
            |d| usize::from(d.certificate == Certificate::Requested),
            |d, place| {
                d.certificate = if place == 1 {
                    Certificate::Requested
                } else {
                    Certificate::LookedUp
                }
            },
        );
        let picks = vec![
            Pick::new(w::existing(tongue()), w::certificate_looked_up),
            Pick::new(w::requested(tongue()), w::certificate_requested),
        ];
        choice(about, chosen, picks)
    })
}

pub(super) fn form() -> El {
    let (domain, here) = (reach(), at("domain"));
    let policy = About::new(w::security_policy, here.join("security_policy"))
        .help(w::security_policy_help)
        .term("SecurityPolicy");
    let addresses = About::new(w::domain_ip_address_type, here.join("ip_address_type"))
        .help(w::domain_ip_address_type_help)
        .term("IpAddressType");
    let oldest = domain.lens(
        |d| usize::from(d.security_policy == SecurityPolicy::Tls10),
        |d, place| {
            d.security_policy = if place == 1 {
                SecurityPolicy::Tls10
            } else {
                SecurityPolicy::Tls12
            }
        },
    );
    let both = domain.lens(
        |d| usize::from(d.ip_address_type == IpAddressType::Dualstack),
        |d, place| {
            d.ip_address_type = if place == 1 {
                IpAddressType::Dualstack
            } else {
                IpAddressType::Ipv4
            }
        },
    );
    let policies = vec![
        Pick::new("TLS_1_2", w::tls_1_2),
        Pick::new("TLS_1_0", w::tls_1_0),
    ];
    let types = vec![
        Pick::new("ipv4", w::ipv4),
        Pick::new("dualstack", w::dualstack),
    ];
    group(w::answers, None)
        .child(choice(policy, oldest, policies))
        .child(choice(addresses, both, types))
        .child(mutual_tls())
}

/// Only regional domains have it; one that is there stays in sight, to be switched off.
fn mutual_tls() -> Node {
    let here = at("domain").join("mutual_tls");
    let offered = workspace().select(|d| {
        let domain = d.domain.as_ref();
        domain.is_some_and(|domain| {
            domain.endpoint == DomainEndpoint::Regional || domain.mutual_tls.is_some()
        })
    });
    let is_on = workspace().select(|d| {
        let domain = d.domain.as_ref();
        domain.is_some_and(|domain| domain.mutual_tls.is_some())
    });
    let about = About::new(w::mutual_tls, here)
        .help(w::mutual_tls_help)
        .term("MutualTlsAuthentication");
    when(offered, move || {
        let value = reach().lens(
            |d| d.mutual_tls.is_some(),
            |d, on| d.mutual_tls = on.then(MutualTls::default),
        );
        el("div")
            .child(toggle(about, value))
            .child(when(is_on, truststore))
    })
}

fn truststore() -> El {
    let here = at("domain").join("mutual_tls");
    let mutual: Reach<MutualTls> =
        reach().some(|d| d.mutual_tls.as_ref(), |d| d.mutual_tls.as_mut());
    let uri = About::new(w::truststore, here.join("truststore_uri"))
        .help(w::truststore_help)
        .term("TruststoreUri");
    let version = About::new(w::truststore_version, here.join("truststore_version"))
        .term("TruststoreVersion");
    let stored = mutual.lens(|m| m.truststore_uri.clone(), |m, v| m.truststore_uri = v);
    let pinned = mutual.lens(
        |m| m.truststore_version.clone(),
        |m, v| m.truststore_version = v,
    );
    el("div.nested")
        .child(
            TextField::new(uri, stored)
                .code()
                .placeholder("s3://bucket/clients.pem"),
        )
        .child(
            TextField::new(version, pinned)
                .code()
                .placeholder(w::newest_version(tongue())),
        )
}
