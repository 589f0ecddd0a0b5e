//! Source ranges that IAM cannot read.

use std::net::IpAddr;

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Design, ResourcePolicy};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "resource-policy-range-malformed",
    severity: Severity::Error,
    docs: "`aws:SourceIp` is compared with IPv4 or IPv6 ranges in CIDR notation, or single addresses \
           (AWS: IAM user guide, \"IAM JSON policy elements: Condition operators\", IP address \
           condition operators).",
    bad: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/33"]}}}}}"#,
    good: r#"{"api": {"rest": {"policy": {"source_ranges": {"cidrs": ["203.0.113.0/24", "198.51.100.7", "2001:db8::/32"]}}}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let at = Pointer::root().join("api").join("rest").join("policy");
    let (variant, cidrs) = match design.rest().map(|rest| &rest.policy) {
        Some(ResourcePolicy::SourceRanges { cidrs }) => ("source_ranges", cidrs),
        Some(ResourcePolicy::Combined(parts)) => ("combined", &parts.cidrs),
        _ => return Vec::new(),
    };
    let at = at.join(variant).join("cidrs");
    let wrong = cidrs
        .iter()
        .enumerate()
        .filter(|(_, range)| !is_range(range));
    wrong
        .map(|(index, range)| {
            let message = sentence!(
                "`{range}` is not a range of IP addresses",
                "`{range}` は IP アドレスの範囲ではありません"
            );
            Finding::at(at.join(index), message).help(sentence!(
                "write it in CIDR notation, for instance `203.0.113.0/24` or `2001:db8::/32`",
                "CIDR 表記で入力してください (例: `203.0.113.0/24`、`2001:db8::/32`)",
            ))
        })
        .collect()
}

fn is_range(text: &str) -> bool {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let most = if address.is_ipv4() { 32 } else { 128 };
    bits.is_none_or(|bits| {
        let plain = bits.bytes().all(|b| b.is_ascii_digit()) && (bits == "0" || !bits.starts_with('0'));
        plain && bits.parse::<u32>().is_ok_and(|bits| bits <= most)
    })
}

#[cfg(test)]
mod tests {
    use super::is_range;

    #[test]
    fn ranges_and_addresses_of_both_families_fit() {
        for text in ["0.0.0.0/0", "10.1.2.3", "10.0.0.0/32", "::/0", "2001:db8::1", "2001:db8::/128"] {
            assert!(is_range(text), "{text}");
        }
        for text in [
            "", "10.0.0.0/", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/+8", "10.0.0.0/08", "::/129", "10.0.0.0-10.0.0.9",
            " 10.0.0.0/8", "example.com",
        ] {
            assert!(!is_range(text), "{text}");
        }
    }
}
