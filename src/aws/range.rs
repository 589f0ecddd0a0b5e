//! Ranges of source addresses in CIDR notation, as IAM reads them.

use std::net::IpAddr;

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
pub fn is_range(text: &str) -> bool {
    parse(text).is_some()
}

/// Whether every address is in it.
pub fn is_everything(text: &str) -> bool {
    parse(text).is_some_and(|(_, bits)| bits == 0)
}

/// Whether every address of one range is in another one, too; an address is a range by itself.
pub fn is_in_range(text: &str, range: &str) -> bool {
    let (Some((address, bits)), Some((net, within))) = (parse(text), parse(range)) else {
        return false;
    };
    let alike = match (address, net) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
        _ => return false,
    };
    bits >= within && alike >= within
}

/// Whether no address in it is a public one.
pub fn is_private(text: &str) -> bool {
    NOT_PUBLIC.iter().any(|net| is_in_range(text, net))
}

#[cfg(test)]
mod tests {
    use super::{is_everything, is_in_range, is_private, is_range};

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

    #[test]
    fn ranges_hold_what_lies_in_them() {
        let holds = |range: &str, address: &str| is_in_range(address, range);
        assert!(holds("203.0.113.0/24", "203.0.113.9") && !holds("203.0.113.0/24", "203.0.114.9"));
        assert!(holds("0.0.0.0/0", "8.8.8.8") && holds("::/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "203.0.113.9"));
        assert!(holds("203.0.113.9", "203.0.113.9") && !holds("nonsense", "203.0.113.9"));
        assert!(holds("10.0.0.0/8", "10.1.0.0/16") && !holds("10.1.0.0/16", "10.0.0.0/8"));
    }
}
