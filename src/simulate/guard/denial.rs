//! The words in which IAM, a resource policy and a Lambda authorizer deny a call.

use crate::aws::partition;
use crate::model::Design;
use crate::simulate::address::Entered;
use crate::simulate::{API_ID, Request, event};

/// Which policy keeps a caller out, and how: AWS names one of them, though several may (IAM user guide, "Troubleshoot
/// access denied error messages").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulate) enum Denial {
    /// A statement of what IAM or a Lambda authorizer says of the caller.
    ByIdentity,
    /// A statement of the API's resource policy.
    ByResource,
    /// No statement of the caller's.
    NotByIdentity,
    /// No statement of the API's.
    NotByResource,
}

impl Denial {
    /// The end of the sentence. What AWS says since 2025, as smoketurner/amazon-apigateway-self-hosted#37 and
    /// G9-X/Merxly-XB9 saw it; re:Post, "troubleshoot HTTP 403 Forbidden errors when using a Lambda authorizer", still
    /// has the older words, which end behind `an explicit deny`, and without any where nothing denies.
    const fn words(self) -> &'static str {
        match self {
            Self::ByIdentity => "with an explicit deny in an identity-based policy",
            Self::ByResource => "with an explicit deny in a resource-based policy",
            Self::NotByIdentity => {
                "because no identity-based policy allows the execute-api:Invoke action"
            }
            Self::NotByResource => {
                "because no resource-based policy allows the execute-api:Invoke action"
            }
        }
    }
}

/// The body of a denial by IAM or by the resource policy. Of the account the service shows the last four digits alone
/// (guardian/manage-frontend#483, ASFHyP3/hyp3#2283).
pub(super) fn denial(
    design: &Design,
    request: &Request,
    entered: &Entered,
    (is_signed, denial): (bool, Denial),
) -> String {
    let account = event::account(design);
    let who = if is_signed {
        event::user_arn(design)
    } else {
        "anonymous".to_owned()
    };
    let region = &design.region;
    let partition = partition(region);
    let digits = account.get(8..).unwrap_or_default();
    let stage = design.stages.get(entered.stage);
    let stage = stage.map_or("", |stage| &stage.name);
    let called = if design.websocket().is_some() {
        crate::model::CONNECT.to_owned()
    } else {
        format!("{}{}", request.method.to_ascii_uppercase(), entered.inner)
    };
    let end = denial.words();
    let message = format!(
        "User: {who} is not authorized to perform: execute-api:Invoke on resource: arn:{partition}:execute-api:{region}:********{digits}:{API_ID}/{stage}/{called} {end}"
    );
    serde_json::json!({"Message": message}).to_string()
}

/// The body of a denial by a Lambda authorizer; the handshake of a WebSocket API writes its key small.
pub(in crate::simulate) fn by_authorizer(design: &Design, denial: Denial) -> String {
    let key = if design.websocket().is_some() {
        "message"
    } else {
        "Message"
    };
    let end = denial.words();
    let message = format!("User is not authorized to access this resource {end}");
    serde_json::json!({key: message}).to_string()
}
