//! Sizes from which on API Gateway cannot compress.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "compression-size-out-of-range",
    severity: Severity::Error,
    docs: "The smallest answer to compress has 0 to 10485760 bytes (AWS: API Gateway API \
           Reference, CreateRestApi, `minimumCompressionSize`).",
    bad: r#"{"api": {"rest": {"minimum_compression_size": 10485761}}}"#,
    good: r#"{"api": {"rest": {"minimum_compression_size": 0}}}"#,
    check,
};

/// Bytes: 10 MiB.
const LARGEST: u32 = 10_485_760;

fn check(design: &Design) -> Vec<Finding> {
    let size = design.rest().and_then(|rest| rest.minimum_compression_size);
    let Some(size) = size.filter(|size| *size > LARGEST) else {
        return Vec::new();
    };
    let at = Pointer::root()
        .join("api")
        .join("rest")
        .join("minimum_compression_size");
    let message = sentence!(
        "`{size}` bytes are more than API Gateway takes as smallest size to compress",
        "圧縮する最小サイズ `{size}` バイトは上限を超えています",
    );
    vec![Finding::at(at, message).set(LARGEST).help(sentence!(
        "use at most {LARGEST}; about 1000 bytes are worth compressing",
        "{LARGEST} 以下を指定してください。1000バイト程度から圧縮の効果があります",
    ))]
}
