//! What IAM says of a signed request.

use crate::diagnostic::Sentence;
use crate::model::Design;
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::{Answer, Decision, Reason, Request};

use super::denial::denial;

/// What happened, and the answer where the caller is kept out (AWS: "Gateway response types for API Gateway" for
/// `MISSING_AUTHENTICATION_TOKEN`, `INVALID_SIGNATURE` and `ACCESS_DENIED`; an HTTP API says `Forbidden` for each).
pub(in crate::simulate) fn by_iam(
    design: &Design,
    request: &Request,
    entered: &Entered,
) -> Result<Sentence, Box<(Sentence, Answer)>> {
    let word = |of_rest: &'static str| {
        if design.http().is_some() {
            "Forbidden"
        } else {
            of_rest
        }
    };
    if !request.is_signed {
        let answer = Answer::refused(
            403,
            word("Missing Authentication Token"),
            sentence!("the request is not signed", "リクエストに署名がありません"),
            sentence!(
                "sign it, for instance with `curl --aws-sigv4`; a page in a browser can sign with credentials of a Cognito identity pool",
                "`curl --aws-sigv4` などで署名してください。ブラウザのページでは Cognito アイデンティティプールの認証情報で署名できます"
            ),
        );
        let message = sentence!(
            "it wants a signature of IAM credentials (Signature Version 4)",
            "IAM 認証情報による署名(Signature Version 4)が必要です"
        );
        return Err(Box::new((message, answer.because(Reason::NotSigned))));
    }
    match request.authorizer {
        Decision::Allow | Decision::LacksScope => Ok(sentence!(
            "the signature belongs to credentials that may call `execute-api:Invoke`",
            "署名の認証情報に `execute-api:Invoke` の権限があります"
        )),
        Decision::Deny | Decision::Unauthorized => {
            let mut answer = Answer::refused(
                403,
                "Forbidden",
                sentence!(
                    "the caller's own policy has no `execute-api:Invoke` for this method",
                    "呼び出し元のポリシーに、このメソッドの `execute-api:Invoke` がありません"
                ),
                sentence!(
                    "allow it on the ARN of the API, its stage and its methods; across accounts the resource policy must allow it, too",
                    "API、ステージ、メソッドの ARN に許可してください。別アカウントからはリソースポリシーの許可も必要です"
                ),
            );
            if design.http().is_none() {
                answer.body = denial(design, request, entered, (true, false));
            }
            let message = sentence!(
                "the signature is right, but its credentials may not call this",
                "署名は正しいですが、その認証情報には呼び出しの権限がありません"
            );
            Err(Box::new((message, answer.because(Reason::IamDenied))))
        }
        Decision::Fail => {
            let answer = Answer::refused(
                403,
                word(
                    "The request signature we calculated does not match the signature you provided.",
                ),
                sentence!(
                    "the signature is not that of this request: another key, region, service or path, or a clock that is off",
                    "署名がリクエストと一致しません(別のキー、リージョン、サービス、パス、または時計のずれ)"
                ),
                sentence!(
                    "sign for the service `execute-api` and the API's region, and send what was signed",
                    "サービス `execute-api` と API のリージョンで署名し、署名した内容をそのまま送ってください"
                ),
            );
            let message = sentence!("the signature is wrong", "署名が正しくありません");
            Err(Box::new((message, answer.because(Reason::BadSignature))))
        }
    }
}
