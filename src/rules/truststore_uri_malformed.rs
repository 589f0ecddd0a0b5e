//! Truststores that are no object in S3.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "truststore-uri-malformed",
    severity: Severity::Error,
    docs: "The truststore is a file in S3, `s3://BUCKET/KEY` (AWS: API Gateway API Reference, \
           MutualTlsAuthenticationInput, `truststoreUri`).",
    bad: r#"{"domain": {"mutual_tls": {"truststore_uri": "https://trust.s3.amazonaws.com/ca.pem"}}}"#,
    good: r#"{"domain": {"mutual_tls": {"truststore_uri": "s3://trust/clients/ca.pem"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let domain = design.domain.as_ref();
    let Some(mutual) = domain.and_then(|domain| domain.mutual_tls.as_ref()) else {
        return Vec::new();
    };
    let uri = &mutual.truststore_uri;
    if is_object(uri) {
        return Vec::new();
    }
    let at = Pointer::root()
        .join("domain")
        .join("mutual_tls")
        .join("truststore_uri");
    let bucket = parts(uri).map(|(bucket, _)| bucket).filter(|bucket| !is_bucket(bucket));
    let message = match bucket {
        Some(bucket) => sentence!(
            "`{bucket}` in `{uri}` is no name of a bucket: 3 to 63 small letters, digits, `.` and `-`",
            "`{uri}` の `{bucket}` はバケット名にできません。英小文字、数字、`.`、`-` で3〜63文字です"
        ),
        None => sentence!(
            "`{uri}` is not the address of a file in S3",
            "`{uri}` は S3 のファイルのアドレスではありません"
        ),
    };
    vec![Finding::at(at, message).help(sentence!(
        "put the authorities' certificates into a PEM file in S3 and write `s3://BUCKET/KEY`",
        "認証局の証明書を PEM ファイルにまとめて S3 に置き、`s3://バケット/キー` の形で入力してください",
    ))]
}

/// Bucket and key, in characters that every shell and query reads alike.
fn is_object(uri: &str) -> bool {
    parts(uri).is_some_and(|(bucket, key)| {
        is_bucket(bucket) && !key.is_empty() && key.chars().all(|c| c.is_ascii_graphic())
    })
}

/// Bucket and key of an address in S3.
fn parts(uri: &str) -> Option<(&str, &str)> {
    uri.strip_prefix("s3://")?.split_once('/')
}

/// Whether S3 may have a bucket of that name (AWS: S3 user guide, "General purpose bucket naming rules").
fn is_bucket(name: &str) -> bool {
    let has = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
    (3..=63).contains(&name.len()) && name.chars().all(has)
}

#[cfg(test)]
mod tests {
    use super::is_object;

    #[test]
    fn a_truststore_has_a_bucket_and_a_key() {
        for uri in ["s3://trust/ca.pem", "s3://my.trust-1/a/b c.pem"] {
            assert_eq!(is_object(uri), !uri.contains(' '), "{uri}");
        }
        for uri in ["", "s3://", "s3://trust", "s3://trust/", "s3://Trust/ca.pem", "s3://b/ca.pem", "S3://trust/ca.pem"] {
            assert!(!is_object(uri), "{uri}");
        }
    }
}
