//! Ranges of source addresses.

use std::net::IpAddr;

use crate::model::{ResourcePolicy, RestApi};

/// The ranges that no public API sees a request from: private use, carriers' NAT, loopback, one's own link (IANA: IPv4
/// and IPv6 special-purpose address registries).
const NOT_PUBLIC: [&str; 9] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
];

/// An address and how many of its bits count; `None` for what IAM cannot read.
fn parse(text: &str) -> Option<(IpAddr, u32)> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let Some(bits) = bits else {
        return Some((address, most));
    };
    let plain = bits.bytes().all(|b| b.is_ascii_digit()) && (bits == "0" || !bits.starts_with('0'));
    let bits = bits.parse().ok().filter(|bits| plain && *bits <= most)?;
    Some((address, bits))
}

/// Whether a text is a range of IP addresses, or one address.
pub(super) fn is_range(text: &str) -> bool {
    parse(text).is_some()
}

/// Whether every address is in it.
pub(super) fn is_everything(text: &str) -> bool {
    parse(text).is_some_and(|(_, bits)| bits == 0)
}

/// Whether no address in it is a public one.
pub(super) fn is_private(text: &str) -> bool {
    let lies_in = |(address, bits): (IpAddr, u32), (net, within): (IpAddr, u32)| {
        let apart = match (address, net) {
            (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
            (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
            _ => return false,
        };
        bits >= within && apart >= within
    };
    let mut nets = NOT_PUBLIC.iter().filter_map(|net| parse(net));
    parse(text).is_some_and(|range| nets.any(|net| lies_in(range, net)))
}

/// The ranges that a policy admits, and the variant that holds them.
pub(super) fn of_policy(rest: &RestApi) -> Option<(&'static str, &[String])> {
    match &rest.policy {
        ResourcePolicy::SourceRanges { cidrs } => Some(("source_ranges", cidrs)),
        ResourcePolicy::Combined(parts) => Some(("combined", &parts.cidrs)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_everything, is_private, is_range};

    #[test]
    fn ranges_and_addresses_of_both_families_fit() {
        for text in [
            "0.0.0.0/0",
            "10.1.2.3",
            "10.0.0.0/32",
            "::/0",
            "2001:db8::1",
            "2001:db8::/128",
        ] {
            assert!(is_range(text), "{text}");
        }
        for text in [
            "",
            "10.0.0.0/",
            "10.0.0/8",
            "10.0.0.0/33",
            "10.0.0.0/+8",
            "10.0.0.0/08",
            "::/129",
            "10.0.0.0-10.0.0.9",
            " 10.0.0.0/8",
            "example.com",
        ] {
            assert!(!is_range(text), "{text}");
        }
    }

    #[test]
    fn a_range_is_private_as_a_whole() {
        for text in [
            "10.0.0.0/8",
            "10.1.2.3",
            "172.31.0.0/16",
            "192.168.1.0/24",
            "100.127.0.0/16",
            "127.0.0.1",
            "fd00::/8",
            "::1",
        ] {
            assert!(is_private(text), "{text}");
        }
        for text in [
            "10.0.0.0/7",
            "172.32.0.0/16",
            "100.128.0.0/16",
            "203.0.113.7",
            "0.0.0.0/0",
            "2001:db8::/32",
            "::/0",
            "here",
        ] {
            assert!(!is_private(text), "{text}");
        }
        assert!(is_everything("0.0.0.0/0") && is_everything("::/0"));
        assert!(!is_everything("0.0.0.0/1") && !is_everything("0.0.0.0"));
    }
}
