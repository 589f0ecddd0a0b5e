//! Answers of the gateway that it never gives.

use super::{Finding, Rule};
use crate::aws;
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "gateway-response-type-unknown",
    severity: Severity::Error,
    docs: "API Gateway knows 21 types of answers of its own, each set once (AWS: API Gateway API Reference, \
           PutGatewayResponse, `responseType`).",
    bad: r#"{"api": {"rest": {"gateway_responses": [{"response_type": "NOT_FOUND"}]}}}"#,
    good: r#"{"api": {"rest": {"gateway_responses": [{"response_type": "RESOURCE_NOT_FOUND"}, {"response_type": "DEFAULT_4XX"}]}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let set = design.rest().map_or(&[][..], |rest| &rest.gateway_responses);
    let at = Pointer::root().join("api").join("rest");
    let at = at.join("gateway_responses");
    let mut found = Vec::new();
    for (index, one) in set.iter().enumerate() {
        let kind = &one.response_type;
        let place = at.join(index).join("response_type");
        if aws::gateway_response_status(kind).is_none() {
            let message = sentence!(
                "API Gateway gives no answer of the type `{kind}`",
                "API Gateway にレスポンスタイプ `{kind}` はありません"
            );
            found.push(Finding::at(place, message).help(sentence!(
                "choose one of its types, for instance `UNAUTHORIZED` or `DEFAULT_4XX`",
                "`UNAUTHORIZED` や `DEFAULT_4XX` などから選んでください",
            )));
        } else if set[..index].iter().any(|other| other.response_type == *kind) {
            let message = sentence!(
                "the answer `{kind}` is set twice",
                "レスポンス `{kind}` が重複しています"
            );
            let help = sentence!("keep one of them", "1つだけ残してください");
            found.push(Finding::at(place, message).delete(at.join(index)).help(help));
        }
    }
    found
}
