//! What IAM says of a signed request.

use crate::diagnostic::Sentence;
use crate::model::Design;
use crate::sentence;
use crate::simulate::address::Entered;
use crate::simulate::{Answer, Decision, Reason, Request};

use super::denial::{Denial, denial};
use super::policy::{Ruling, ruling};

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
    let asked = (design, request, entered);
    match request.authorizer {
        Decision::Allow | Decision::LacksScope => Ok(sentence!(
            "the signature belongs to credentials that may call `execute-api:Invoke`",
            "署名の認証情報に `execute-api:Invoke` の権限があります"
        )),
        Decision::Deny | Decision::Unauthorized => {
            let message = sentence!(
                "the signature is right, but a statement of its credentials' policy denies the call, which no other policy outweighs",
                "署名は正しいですが、認証情報のポリシーのステートメントが呼び出しを拒否しています。ほかのポリシーの許可では覆りません"
            );
            Err(Box::new((message, denied(asked, Denial::ByIdentity))))
        }
        Decision::ImplicitDeny => without_statement(asked),
        Decision::Fail => {
            let answer = Answer::refused(
                403,
                word(
                    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
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

/// Who is kept out: the API, the request, and where it came in.
type Asked<'a> = (&'a Design, &'a Request, &'a Entered);

/// What becomes of a caller whose own policy says nothing of the call: the resource policy decides, and a denial of it is
/// what the answer names (AWS: "How API Gateway resource policies affect authorization workflow", table A).
fn without_statement(asked: Asked<'_>) -> Result<Sentence, Box<(Sentence, Answer)>> {
    match ruling(asked.0, asked.1, true) {
        Some(Ruling::Allow) => Ok(sentence!(
            "the caller's own policy says nothing of the call, but the resource policy allows it: within the API's account that is enough, a caller of another account is refused",
            "呼び出し元のポリシーはこの呼び出しに触れていませんが、リソースポリシーが許可しています。API と同じアカウントならこれで足り、別アカウントの呼び出し元は拒否されます"
        )),
        Some(Ruling::Deny) => {
            let message = sentence!(
                "neither policy lets the caller in: its own says nothing of the call, the resource policy denies it, and the answer names the denial",
                "どちらのポリシーも許可していません。呼び出し元のポリシーは触れておらず、リソースポリシーは拒否しているため、応答には拒否したほうが示されます"
            );
            let answer = denied(asked, Denial::ByResource).because(Reason::ResourcePolicy);
            Err(Box::new((message, answer)))
        }
        Some(Ruling::Neither) | None => {
            let message = sentence!(
                "the signature is right, but its credentials may not call this",
                "署名は正しいですが、その認証情報には呼び出しの権限がありません"
            );
            Err(Box::new((message, denied(asked, Denial::NotByIdentity))))
        }
    }
}

/// The answer to a caller that a policy keeps out.
fn denied((design, request, entered): Asked<'_>, by: Denial) -> Answer {
    let (cause, mend) = match by {
        Denial::ByResource => (
            sentence!(
                "a statement of the resource policy denies this caller",
                "リソースポリシーのステートメントがこの呼び出し元を拒否しています"
            ),
            sentence!(
                "come through what the resource policy lists, or add the caller to it; a statement of the caller's own does not help",
                "リソースポリシーが許可する経路を使うか、呼び出し元を追加してください。呼び出し元のポリシーを変えても許可されません"
            ),
        ),
        Denial::ByIdentity => (
            sentence!(
                "a statement of the caller's own policy denies `execute-api:Invoke` for this method",
                "呼び出し元のポリシーのステートメントが、このメソッドの `execute-api:Invoke` を拒否しています"
            ),
            sentence!(
                "look for `Deny` in the policies of the user or role, its groups, its permissions boundary and its organization",
                "ユーザーやロール、グループ、アクセス許可の境界、組織のポリシーの `Deny` を確認してください"
            ),
        ),
        Denial::NotByIdentity | Denial::NotByResource => (
            sentence!(
                "the caller's own policy has no `execute-api:Invoke` for this method",
                "呼び出し元のポリシーに、このメソッドの `execute-api:Invoke` がありません"
            ),
            if design.rest().is_some() {
                sentence!(
                    "allow it on the ARN of the API, its stage and its methods; across accounts the resource policy must allow it, too",
                    "API、ステージ、メソッドの ARN に許可してください。別アカウントからはリソースポリシーの許可も必要です"
                )
            } else {
                sentence!(
                    "allow it on the ARN of the API, its stage and its routes; a caller of another account takes on a role in the API's, since only REST APIs have a resource policy",
                    "API、ステージ、ルートの ARN に許可してください。リソースポリシーがあるのは REST API だけなので、別アカウントからは API のアカウントのロールを引き受けて呼び出します"
                )
            },
        ),
    };
    let mut answer = Answer::refused(403, "Forbidden", cause, mend);
    if design.http().is_none() {
        answer.body = denial(design, request, entered, (true, by));
    }
    answer.because(Reason::IamDenied)
}
