//! Ids that are not those of VPC endpoints.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "vpc-endpoint-id-malformed",
    severity: Severity::Error,
    docs: "An interface endpoint is named by `vpce-` and 8 or 17 hexadecimal digits, once in an API \
           (AWS: Amazon EC2 user guide, \"Resource IDs\"; API Gateway developer guide, \"Associate or \
           disassociate a VPC endpoint with a private REST API\").",
    bad: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpc-0123456789abcdef0"], "policy": "vpc_endpoints"}}}"#,
    good: r#"{"api": {"rest": {"endpoint": "PRIVATE", "vpc_endpoint_ids": ["vpce-0123456789abcdef0", "vpce-01234567"], "policy": "vpc_endpoints"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let Some(rest) = design.rest() else {
        return Vec::new();
    };
    let ids = &rest.vpc_endpoint_ids;
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("vpc_endpoint_ids");
    let places = ids.iter().enumerate();
    places
        .filter_map(|(index, id)| {
            let is_twice = is_id(id);
            let message = if !is_twice {
                sentence!(
                    "`{id}` is not the id of a VPC endpoint",
                    "`{id}` は VPC エンドポイントの ID ではありません"
                )
            } else if ids[..index].contains(id) {
                sentence!(
                    "the VPC endpoint `{id}` is listed twice",
                    "VPC エンドポイント `{id}` が重複しています"
                )
            } else {
                return None;
            };
            let mut finding = Finding::at(at.join(index), message);
            if is_twice {
                finding = finding.delete(at.join(index));
            }
            Some(finding.help(sentence!(
                "copy each id once from the VPC console, Endpoints: `vpce-0123456789abcdef0`",
                "VPC コンソールの「エンドポイント」から ID を1つずつコピーしてください(例: `vpce-0123456789abcdef0`)",
            )))
        })
        .collect()
}

fn is_id(text: &str) -> bool {
    let digits = text.strip_prefix("vpce-").unwrap_or_default();
    matches!(digits.len(), 8 | 17)
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn old_and_new_ids_of_endpoints_fit() {
        assert!(is_id("vpce-0a1b2c3d") && is_id("vpce-0123456789abcdef0"));
        for text in [
            "",
            "vpce-",
            "vpce-0a1b2c3",
            "vpce-0A1B2C3D",
            "vpce-0123456789abcdefg",
            "vpce-svc-0123456789abcdef0",
            " vpce-0a1b2c3d",
        ] {
            assert!(!is_id(text), "{text}");
        }
    }
}
