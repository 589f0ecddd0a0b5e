//! An object of Amazon S3.

use super::pieces::{Piece, pieces};
use super::service::{action, failed, uri};
use super::{Response, Told};
use crate::aws;
use crate::model::{Design, Passthrough, S3Object, Verb};

/// Headers of an object that a browser reads, too.
const OBJECT_HEADERS: [&str; 4] = ["Content-Type", "Cache-Control", "ETag", "Last-Modified"];

fn object_uri(design: &Design, object: &S3Object) -> String {
    let (bucket, key) = (&object.bucket, object.key.trim_start_matches('/'));
    uri(design, &format!("s3:path/{bucket}/{key}"))
}

/// S3 says 403 of an object that is not there to whoever may not list the bucket (AWS: Amazon S3 API Reference,
/// `GetObject`).
pub(super) fn get_object(design: &Design, object: &S3Object) -> Told {
    let mut told = action(object_uri(design, object), Vec::new(), None);
    told.verb = Verb::Get;
    told.passthrough = Passthrough::WhenNoMatch;
    let header = |name: &&str| {
        (
            (*name).to_owned(),
            format!("integration.response.header.{name}"),
        )
    };
    told.responses = vec![
        Response {
            pattern: String::new(),
            status: "200".into(),
            headers: OBJECT_HEADERS.iter().map(header).collect(),
            templates: Vec::new(),
        },
        failed("4\\d{2}", 404, "Not found"),
        failed("5\\d{2}", 502, "The bucket does not answer"),
    ];
    told
}

pub(super) fn put_object(design: &Design, object: &S3Object) -> Told {
    let kind = "integration.request.header.Content-Type".to_owned();
    let parameters = vec![(kind, "method.request.header.Content-Type".to_owned())];
    let mut told = action(object_uri(design, object), parameters, None);
    told.verb = Verb::Put;
    told.passthrough = Passthrough::WhenNoMatch;
    let etag = (
        "ETag".to_owned(),
        "integration.response.header.ETag".to_owned(),
    );
    told.responses = vec![
        Response {
            pattern: String::new(),
            status: "200".into(),
            headers: vec![etag],
            templates: Vec::new(),
        },
        failed("4\\d{2}", 400, "The object was not accepted"),
        failed("5\\d{2}", 502, "The bucket does not answer"),
    ];
    told
}

/// Of an object, or of all that the parameters may name.
pub(super) fn object_arn(design: &Design, object: &S3Object) -> String {
    if object.bucket.is_empty() {
        return String::new();
    }
    let partition = aws::partition(&design.region);
    let key: String = pieces(object.key.trim_start_matches('/'))
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Name(_) => "*",
        })
        .collect();
    format!("arn:{partition}:s3:::{}/{key}", object.bucket)
}
