//! The header `Host`, by which API Gateway finds the API, whatever name was called (AWS: Amazon CloudFront developer guide,
//! "Use managed origin request policies", `AllViewerExceptHostHeader`; API Gateway developer guide, "Invoke a private API").

use std::borrow::Cow;

use super::endpoint::INFIX;
use super::{Entered, custom};
use crate::diagnostic::Pointer;
use crate::model::{Design, RestApi};
use crate::sentence;
use crate::simulate::{Answer, Part, Reason, Request, Walk, Way};

/// Where the header leads: to another name of the same API, or to nothing. Without it the client says the name that it called.
pub(super) fn found<'a>(
    design: &Design,
    request: &'a Request,
    entered: Entered,
    walk: &mut Walk,
) -> Way<(Cow<'a, Request>, Entered)> {
    let request = Cow::Borrowed(request);
    let host = request.header("host").unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let host = host.trim().to_ascii_lowercase();
    let called = &entered.host;
    // A name that leads nowhere takes no header anywhere.
    let is_private = design.rest().is_some_and(RestApi::is_private);
    let is_reached = (api_id(called).is_some() || is_domain(design, called))
        && !(is_private && request.vpc_endpoint.is_empty());
    if host.is_empty() || host == *called || !is_reached {
        return Ok((request, entered));
    }
    let own = api_id(called);
    let is_known = match api_id(&host) {
        // The design does not know its API's id, so any is taken where none was called.
        Some(id) => own.is_none_or(|own| own == id),
        None => is_domain(design, &host),
    };
    if !is_known {
        return foreign(&host, walk);
    }
    let message = sentence!(
        "the header `Host` names `{host}`, and decides: not `{called}`, which was called",
        "ヘッダー `Host` は `{host}` を指しており、呼び出した `{called}` ではなくこちらで決まります"
    );
    walk.noted(Part::Address, Pointer::root(), message);
    // The client is asked for a certificate by the name to which it connects.
    let request = if is_domain(design, &host) && !is_domain(design, called) {
        let request = request.into_owned();
        Cow::Owned(Request {
            lacks_certificate: true,
            ..request
        })
    } else {
        request
    };
    Ok((request, Entered { host, ..entered }))
}

/// The id in a default host, with or without that of a VPC endpoint behind it.
fn api_id(host: &str) -> Option<&str> {
    let (first, _) = host.split_once(INFIX)?;
    first.split("-vpce-").next()
}

/// Whether a host is a name of the design's domain.
fn is_domain(design: &Design, host: &str) -> bool {
    let domain = design.domain.as_ref();
    domain.is_some_and(|domain| custom::serves(&domain.name, host))
}

fn foreign<T>(host: &str, walk: &mut Walk) -> Way<T> {
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "API Gateway finds an API by `Host`, whatever name was called; a proxy such as CloudFront passes the visitor's on where its origin request policy says so",
            "API Gateway は、呼び出した名前ではなく `Host` で API を探します。CloudFront などのプロキシは、オリジンリクエストポリシーによって閲覧者の `Host` をそのまま転送します"
        ),
        sentence!(
            "leave `Host` to the client; in CloudFront choose the policy `AllViewerExceptHostHeader`, or make `{host}` the custom domain",
            "`Host` を指定しないでください。CloudFront ではポリシー `AllViewerExceptHostHeader` を使うか、`{host}` をカスタムドメインにしてください"
        ),
    );
    let message = sentence!(
        "the header `Host` names `{host}`, which is no name of this API",
        "ヘッダー `Host` の `{host}` は、この API の名前ではありません"
    );
    walk.stop(
        Part::Address,
        Pointer::root().join("domain"),
        message,
        answer.because(Reason::ForeignHost),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MutualTls, preset::find};
    use crate::simulate::{API_ID, simulate};

    /// Status, reason, and the host in the event, of a request to that address with that header.
    fn asked(design: &Design, url: &str, host: &str) -> (u16, Option<Reason>, String) {
        let request = Request {
            url: url.into(),
            headers: vec![("Host".into(), host.into())],
            vpc_endpoint: match design.rest() {
                Some(rest) if rest.is_private() => rest.vpc_endpoint_ids[0].clone(),
                _ => String::new(),
            },
            ..Request::default()
        };
        let trace = simulate(design, &request);
        let event = trace.event.unwrap_or_default();
        let domain = event["requestContext"]["domainName"].as_str();
        let header = event["headers"]["Host"].as_str();
        let header = header.or_else(|| event["headers"]["host"].as_str());
        assert_eq!(domain, header);
        let host = domain.unwrap_or_default().to_owned();
        (trace.answer.status, trace.answer.reason, host)
    }

    #[test]
    fn the_header_decides_which_api_is_meant() {
        let default = format!("{API_ID}.execute-api.ap-northeast-1.amazonaws.com");
        let own = "api.example.com";
        let foreign = Some(Reason::ForeignHost);
        for (name, stage) in [("dash-rest", "/prod"), ("dash-http", "")] {
            let design = (find(name).expect("a preset").design)();
            let by_default = format!("https://{default}{stage}/");
            let by_domain = format!("https://{own}/");
            let shouted = own.to_uppercase();
            for (url, host, status, reason, seen) in [
                (&by_default, &*default, 200, None, &*default),
                (&by_default, "", 200, None, &default),
                (&by_default, "www.example.org", 403, foreign, ""),
                (
                    &by_default,
                    "zyxwv98765.execute-api.ap-northeast-1.amazonaws.com",
                    403,
                    foreign,
                    "",
                ),
                (&by_domain, &format!("{shouted}:443"), 200, None, own),
                (&by_domain, "www.example.org", 403, foreign, ""),
                (&by_default, own, 200, None, own),
            ] {
                let found = asked(&design, url, host);
                assert_eq!(found, (status, reason, seen.to_owned()), "{url} {host}");
            }
            // To the domain itself the stage is no part of a path, to the default URL it is.
            let (status, reason, _) = asked(&design, &format!("https://{own}{stage}/"), &default);
            assert_eq!((status, reason), (200, None), "{name}");
        }
    }

    #[test]
    fn a_certificate_is_asked_for_by_the_name_that_is_called() {
        let mut design = (find("dash-rest").expect("a preset").design)();
        let domain = design.domain.as_mut().expect("it has a domain");
        domain.mutual_tls = Some(MutualTls::default());
        let url = format!("https://{API_ID}.execute-api.ap-northeast-1.amazonaws.com/");
        let found = asked(&design, &url, "api.example.com");
        assert_eq!((found.0, found.1), (403, Some(Reason::NoCertificate)));
        let found = asked(&design, "https://api.example.com/", "www.example.org");
        assert_eq!((found.0, found.1), (403, Some(Reason::ForeignHost)));
    }

    #[test]
    fn behind_a_vpc_endpoint_it_names_the_private_api_or_its_domain() {
        let design = (find("dash-private").expect("a preset").design)();
        let default = format!("{API_ID}.execute-api.ap-northeast-1.amazonaws.com");
        let domain = "dashboard.inside.example.com";
        let stage = &design.stages[0].name;
        let by_default = format!("https://{default}/{stage}/");
        assert_eq!(asked(&design, &by_default, &default).0, 200);
        let found = asked(&design, &format!("https://{default}/"), domain);
        assert_eq!(found, (200, None, domain.to_owned()));
        let found = asked(&design, &by_default, "www.example.org");
        assert_eq!((found.0, found.1), (403, Some(Reason::ForeignHost)));
        let joined = format!(
            "https://{API_ID}-vpce-0123456789abcdef0.execute-api.ap-northeast-1.amazonaws.com/{stage}/"
        );
        assert_eq!(asked(&design, &joined, &default), (200, None, default));
    }
}
