//! Addresses of images that Lambda cannot run.

use super::{Finding, Rule, arn};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "function-image-malformed",
    severity: Severity::Error,
    docs: "Lambda runs images of Amazon ECR in its own region, addressed as \
           `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY:TAG` or with `@sha256:DIGEST` (AWS: Lambda API \
           Reference, FunctionCode, `ImageUri`).",
    bad: r#"{"functions": [{"name": "app", "package": {"image": {"uri": "docker.io/library/app:1"}}}]}"#,
    good: r#"{"region": "ap-northeast-1", "functions": [{"name": "app", "package": {"image": {"uri": "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/team/app:1"}}}]}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| !function.exists())
        .filter_map(|(index, function)| {
            let uri = &function.image().filter(|image| !image.uri.is_empty())?.uri;
            let at = Pointer::root().join("functions").join(index);
            let at = at.join("package").join("image").join("uri");
            let Some(elsewhere) = region_of(uri) else {
                let message = sentence!(
                    "`{uri}` is not the address of an image in Amazon ECR",
                    "`{uri}` は Amazon ECR のイメージの URI ではありません",
                );
                return Some(Finding::at(at, message).help(sentence!(
                    "copy the URI with its tag from the repository's page, or leave it empty to build the image of `app/Dockerfile`",
                    "リポジトリのページからタグ付きの URI をコピーするか、空にして `app/Dockerfile` からビルドしてください",
                )));
            };
            let region = design.region.as_str();
            if region.is_empty() || elsewhere == region {
                return None;
            }
            let message = sentence!(
                "the image is in `{elsewhere}`, the function in `{region}`",
                "イメージは `{elsewhere}`、関数は `{region}` にあります",
            );
            Some(Finding::at(at, message).help(sentence!(
                "push it to a repository in the function's region, or let ECR replicate it there",
                "関数と同じリージョンのリポジトリにプッシュするか、ECR のレプリケーションを使ってください",
            )))
        })
        .collect()
}

/// The region of a well-formed address.
fn region_of(uri: &str) -> Option<&str> {
    let (host, path) = uri.split_once('/')?;
    let mut parts = host.split('.');
    let account = parts.next()?;
    let known = parts.next()? == "dkr" && parts.next()?.starts_with("ecr");
    let region = parts.next()?;
    let (name, version) = path.split_once('@').or_else(|| path.split_once(':'))?;
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-/".contains(c);
    let sign = |c: char| c.is_ascii_alphanumeric() || "._-:".contains(c);
    let is_one = known
        && arn::is_account_id(account)
        && parts.next() == Some("amazonaws")
        && !name.is_empty()
        && name.chars().all(word)
        && !version.is_empty()
        && version.chars().all(sign);
    is_one.then_some(region)
}
