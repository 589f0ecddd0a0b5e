//! Bucket names that S3 refuses.

use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "zappa-bucket-malformed",
    severity: Severity::Error,
    docs: "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens, a letter or \
           digit at both ends, no two dots together, and is no IP address (AWS: Amazon S3 user \
           guide, \"General purpose bucket naming rules\"). Zappa's `s3_bucket` takes it as it \
           stands.",
    bad: r#"{"output": {"zappa_bucket": "Zappa_Uploads"}}"#,
    good: r#"{"output": {"zappa_bucket": "zappa-uploads.example-1"}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let name = &design.output.zappa_bucket;
    if name.is_empty() || is_bucket_name(name) {
        return Vec::new();
    }
    let at = Pointer::root().join("output").join("zappa_bucket");
    let plain = name.to_ascii_lowercase().replace('_', "-");
    let plain = mend::tame(&plain, "-.", 63).unwrap_or(plain);
    let plain = if is_bucket_name(&plain) { plain } else { String::new() };
    let message = sentence!(
        "`{name}` is not the name of an S3 bucket",
        "`{name}` は S3 バケット名にできません"
    );
    vec![Finding::at(at, message).set(plain).help(sentence!(
        "use 3 to 63 lower-case letters, digits, `.` and `-`, a letter or digit at both ends, or leave it empty",
        "英小文字または数字で始まり終わる3〜63文字の英小文字、数字、`.`、`-` で指定するか、空にしてください",
    ))]
}

fn is_bucket_name(name: &str) -> bool {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.chars().all(|c| word(c) || c == '.' || c == '-')
        && name.starts_with(word)
        && name.ends_with(word)
        && !name.contains("..")
        && !name.starts_with("xn--")
        && !name.ends_with("-s3alias")
        && name.parse::<std::net::Ipv4Addr>().is_err()
}
