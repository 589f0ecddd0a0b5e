//! The words in which IAM and a resource policy deny a call.

use crate::model::Design;
use crate::simulate::address::Entered;
use crate::simulate::{API_ID, Request, event};

/// The body of a denial (re:Post, "troubleshoot HTTP 403 Forbidden errors when using a Lambda authorizer"; with who
/// signed and the whole resource in guardian/manage-frontend#483 and ASFHyP3/hyp3#2283). Of the account the service shows
/// the last four digits alone.
pub(super) fn denial(
    design: &Design,
    request: &Request,
    entered: &Entered,
    (is_signed, is_explicit): (bool, bool),
) -> String {
    let account = event::account(design);
    let who = if is_signed {
        event::user_arn(account)
    } else {
        "anonymous".to_owned()
    };
    let region = &design.region;
    let digits = account.get(8..).unwrap_or_default();
    let stage = design.stages.get(entered.stage);
    let stage = stage.map_or("", |stage| &stage.name);
    let called = if design.websocket().is_some() {
        crate::model::CONNECT.to_owned()
    } else {
        format!("{}{}", request.method.to_ascii_uppercase(), entered.inner)
    };
    let end = if is_explicit {
        " with an explicit deny"
    } else {
        ""
    };
    let message = format!(
        "User: {who} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:{region}:********{digits}:{API_ID}/{stage}/{called}{end}"
    );
    serde_json::json!({"Message": message}).to_string()
}
