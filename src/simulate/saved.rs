//! Saved requests: checks that hold or not as the design changes.

use super::{Answer, Decision, Request, simulate};
use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity};
use crate::model::{Design, SavedAnswer, SavedRequest, Variable};
use crate::sentence;

/// A saved request, tried now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Its place in [`Design::requests`].
    pub place: usize,
    /// How it ends now.
    pub answer: Answer,
    /// Whether that is the one that it must end with.
    pub holds: bool,
}

/// The request that was saved.
pub fn request_of(saved: &SavedRequest) -> Request {
    let headers = saved.headers.iter();
    let headers = headers.map(|header| (header.name.clone(), header.value.clone()));
    Request {
        method: saved.method.clone(),
        url: saved.url.clone(),
        headers: headers.collect(),
        body: saved.body.clone(),
        source_ip: if saved.source_ip.is_empty() {
            Request::default().source_ip
        } else {
            saved.source_ip.clone()
        },
        vpc_endpoint: saved.vpc_endpoint.clone(),
        vpc: saved.vpc.clone(),
        is_signed: saved.is_signed,
        authorizer: match saved.authorizer {
            SavedAnswer::Allow => Decision::Allow,
            SavedAnswer::Deny => Decision::Deny,
            SavedAnswer::ImplicitDeny => Decision::ImplicitDeny,
            SavedAnswer::Fail => Decision::Fail,
            SavedAnswer::LacksScope => Decision::LacksScope,
            SavedAnswer::Unauthorized => Decision::Unauthorized,
        },
        usage_key: saved.usage_key.clone(),
        lacks_certificate: saved.lacks_certificate,
        is_filtered: saved.is_filtered,
        tool: saved.tool,
    }
}

/// A request as it is saved, with the status that it must end with.
pub fn save(request: &Request, status: u16) -> SavedRequest {
    let headers = request.headers.iter().map(|(name, value)| Variable {
        name: name.clone(),
        value: value.clone(),
    });
    let is_usual = request.source_ip == Request::default().source_ip;
    SavedRequest {
        method: request.method.clone(),
        url: request.url.clone(),
        status: status.into(),
        headers: headers.collect(),
        body: request.body.clone(),
        source_ip: if is_usual {
            String::new()
        } else {
            request.source_ip.clone()
        },
        vpc_endpoint: request.vpc_endpoint.clone(),
        vpc: request.vpc.clone(),
        is_signed: request.is_signed,
        authorizer: match request.authorizer {
            Decision::Allow => SavedAnswer::Allow,
            Decision::Deny => SavedAnswer::Deny,
            Decision::ImplicitDeny => SavedAnswer::ImplicitDeny,
            Decision::Fail => SavedAnswer::Fail,
            Decision::LacksScope => SavedAnswer::LacksScope,
            Decision::Unauthorized => SavedAnswer::Unauthorized,
        },
        usage_key: request.usage_key.clone(),
        lacks_certificate: request.lacks_certificate,
        is_filtered: request.is_filtered,
        tool: request.tool,
    }
}

/// Tries all saved requests of a design.
pub fn try_all(design: &Design) -> Vec<Tried> {
    let saved = design.requests.iter().enumerate();
    saved
        .map(|(place, saved)| {
            let answer = simulate(design, &request_of(saved)).answer;
            // A connection that is made was said to end with 200 once.
            let is_made = answer.status == 101 && saved.status == 200;
            let holds = is_made || u32::from(answer.status) == saved.status;
            Tried {
                place,
                answer,
                holds,
            }
        })
        .collect()
}

/// The saved requests that end otherwise than they must, as findings.
pub fn failed(design: &Design) -> Vec<Diagnostic> {
    let failed = try_all(design).into_iter().filter(|tried| !tried.holds);
    failed
        .map(|tried| {
            let saved = &design.requests[tried.place];
            let (method, url, wanted, status) =
                (&saved.method, &saved.url, saved.status, tried.answer.status);
            let answer = tried.answer;
            let at = Pointer::root().join("requests").join(tried.place);
            let told = sentence!(
                "the request `{method} {url}` must end with {wanted} and ends with {status}",
                "リクエスト `{method} {url}` は {wanted} で終わるはずですが、{status} になります"
            );
            let message = Sentence {
                en: format!("{}: {}", told.en, answer.cause.en).into(),
                ja: format!("{}: {}", told.ja, answer.cause.ja).into(),
            };
            let code = "request-ends-otherwise";
            let finding = Diagnostic::new(code, Severity::Error, at, message);
            match answer.mend {
                Some(mend) => finding.help(mend),
                None => finding,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset;

    #[test]
    fn a_saved_request_holds_until_the_design_breaks_it() {
        let mut design = (preset::PRESETS[0].design)();
        let request = Request {
            url: "/assets/style.css".into(),
            headers: vec![("Origin".into(), "https://a.example".into())],
            ..Request::default()
        };
        // All that somebody can set comes back.
        let all = Request {
            method: "POST".into(),
            body: "{}".into(),
            source_ip: "10.0.0.1".into(),
            vpc_endpoint: "vpce-0a1b2c3d".into(),
            vpc: "vpc-0a1b2c3d".into(),
            is_signed: true,
            authorizer: Decision::LacksScope,
            usage_key: "own".into(),
            lacks_certificate: true,
            is_filtered: true,
            tool: crate::model::Tool::Zappa,
            ..request.clone()
        };
        assert_eq!(request_of(&save(&all, 200)), all);
        let saved = save(&request, 200);
        assert_eq!(request_of(&saved), request);
        design.requests = vec![saved];
        assert_eq!(failed(&design), []);
        design.routes.pop();
        let found = failed(&design);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, "/requests/0");
        assert!(
            found[0]
                .message
                .en
                .contains("must end with 200 and ends with 403")
        );
    }
}
