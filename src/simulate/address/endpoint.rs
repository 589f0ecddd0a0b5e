//! The names of VPC endpoints by which a private API or domain is called (AWS: API Gateway developer guide, "Invoke a
//! private API").

use std::borrow::Cow;

use super::{Entered, split};
use crate::diagnostic::Pointer;
use crate::model::Design;
use crate::sentence;
use crate::simulate::{API_ID, Answer, Part, Reason, Request, Walk, Way};

/// What stands in every default URL, behind the id of an API or of an endpoint.
pub(super) const INFIX: &str = ".execute-api.";

/// Header that names the API where the host is that of an endpoint.
const API_ID_HEADER: &str = "x-apigw-api-id";

/// The VPC endpoint whose own name a host is: `vpce-0a1b-c2d3.execute-api.REGION.vpce.…`.
fn own_name(host: &str) -> Option<&str> {
    let (first, _) = host.split_once(INFIX)?;
    let own = first.starts_with("vpce-").then_some(first)?;
    let mut dashes = own.match_indices('-').skip(1);
    Some(dashes.next().map_or(own, |(end, _)| &own[..end]))
}

/// The VPC endpoint that is named behind the API's id: `API-vpce-0a1b.execute-api.REGION.…`.
fn behind_api(host: &str) -> Option<&str> {
    let (first, _) = host.split_once(INFIX)?;
    let (api, _) = first.split_once("-vpce-")?;
    first.get(api.len() + 1..)
}

/// The request with the VPC endpoint through which it comes: a name of an endpoint leads to that one alone.
pub(in crate::simulate) fn arriving<'a>(design: &Design, request: &'a Request) -> Cow<'a, Request> {
    let (_, host, ..) = split(design, &request.url);
    match own_name(&host).or_else(|| behind_api(&host)) {
        Some(named) if named != request.vpc_endpoint => Cow::Owned(Request {
            vpc_endpoint: named.to_owned(),
            ..request.clone()
        }),
        _ => Cow::Borrowed(request),
    }
}

/// Where a request to an endpoint's own name leads: to the custom domain or the API that its headers name; other hosts stay
/// as they are.
pub(super) fn lead(
    design: &Design,
    request: &Request,
    entered: Entered,
    walk: &mut Walk,
) -> Way<Entered> {
    let Some(endpoint) = own_name(&entered.host) else {
        return joined(design, entered, walk);
    };
    // The endpoint leads to private APIs alone: what is not is refused before anybody asks which one is meant.
    let is_private = design.rest().is_some_and(crate::model::RestApi::is_private);
    if !is_private {
        return not_private(design, endpoint, walk);
    }
    let host = request.header("host").unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    let named = request.header(API_ID_HEADER);
    let named = named.or_else(|| host.split_once(INFIX).map(|(id, _)| id));
    if let Some(named) = named {
        let host = if host.is_empty() {
            entered.host.clone()
        } else {
            host.clone()
        };
        return of_api(named, Entered { host, ..entered }, walk);
    }
    if host.is_empty() || host == entered.host {
        return nobody_named(walk);
    }
    let message = sentence!(
        "the VPC endpoint `{endpoint}` gets it, and the header `Host` names `{host}`",
        "VPC エンドポイント `{endpoint}` に届き、ヘッダー `Host` は `{host}` を指しています"
    );
    walk.passed(Part::Address, Pointer::root(), message);
    Ok(Entered { host, ..entered })
}

fn not_private<T>(design: &Design, endpoint: &str, walk: &mut Walk) -> Way<T> {
    let api = Pointer::root().join("api").join(design.api.key());
    let is_rest = design.rest().is_some();
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "a VPC endpoint for `execute-api` leads to private APIs alone",
            "`execute-api` の VPC エンドポイントから届くのはプライベート API だけです"
        ),
        sentence!(
            "call its default URL or its custom domain, or make it a private REST API",
            "デフォルト URL かカスタムドメインを呼び出すか、プライベートの REST API にしてください"
        ),
    );
    let message = sentence!(
        "the name is that of the VPC endpoint `{endpoint}`, and this API is not private",
        "名前は VPC エンドポイント `{endpoint}` のものですが、この API はプライベートではありません"
    );
    let at = if is_rest { api.join("endpoint") } else { api };
    walk.stop(
        Part::Address,
        at,
        message,
        answer.because(Reason::NotPrivate),
    )
}

/// A name of API and endpoint exists where the two are joined.
fn joined(design: &Design, entered: Entered, walk: &mut Walk) -> Way<Entered> {
    let rest = design.rest().filter(|rest| rest.is_private());
    let (Some(rest), Some(endpoint)) = (rest, behind_api(&entered.host)) else {
        return Ok(entered);
    };
    if rest.vpc_endpoint_ids.iter().any(|own| own == endpoint) {
        return Ok(entered);
    }
    let host = &entered.host;
    let answer = Answer::none(
        sentence!(
            "such a name exists for each VPC endpoint that is associated with the API, and `{endpoint}` is not",
            "この形の名前があるのは API に関連付けた VPC エンドポイントだけで、`{endpoint}` は関連付けられていません"
        ),
        sentence!(
            "add `{endpoint}` to the API's VPC endpoints",
            "API の VPC エンドポイントに `{endpoint}` を追加してください"
        ),
    );
    walk.stop(
        Part::Address,
        Pointer::root()
            .join("api")
            .join("rest")
            .join("vpc_endpoint_ids"),
        sentence!("nobody knows `{host}`", "`{host}` という名前はありません"),
        answer,
    )
}

/// The API by its id. A design does not know which one its API has: any that could be one is taken for it.
fn of_api(id: &str, entered: Entered, walk: &mut Walk) -> Way<Entered> {
    let id = id.split("-vpce-").next().unwrap_or_default();
    let is_id = id.len() == API_ID.len()
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !is_id {
        let message = sentence!(
            "the headers name the API `{id}`, which is no id of one",
            "ヘッダーが指す API `{id}` は API の ID の形ではありません"
        );
        return walk.stop(Part::Address, Pointer::root(), message, unnamed());
    }
    if id != API_ID {
        let message = sentence!(
            "`{id}` is taken for the id of this API; through the id of another one the answer would be that one's, or 403",
            "`{id}` をこの API の ID とみなします。別の API の ID なら、その API の応答か 403 になります"
        );
        walk.noted(Part::Address, Pointer::root(), message);
    }
    Ok(entered)
}

fn nobody_named<T>(walk: &mut Walk) -> Way<T> {
    let message = sentence!(
        "the endpoint's own name leads to every private API, and no header says which one is meant",
        "エンドポイント自身の名前はすべてのプライベート API に通じますが、どの API かを示すヘッダーがありません"
    );
    walk.stop(Part::Address, Pointer::root(), message, unnamed())
}

fn unnamed() -> Answer {
    let answer = Answer::refused(
        403,
        "Forbidden",
        sentence!(
            "behind a VPC endpoint the headers decide which API gets the request",
            "VPC エンドポイントでは、ヘッダーで宛先の API が決まります"
        ),
        sentence!(
            "send `x-apigw-api-id: {id}`, or `Host` with the API's default host or its private domain",
            "`x-apigw-api-id: {id}`、または API の既定のホストかプライベートドメインを指す `Host` を付けてください",
            id = API_ID,
        ),
    );
    answer.because(Reason::ApiNotNamed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::preset::find;
    use crate::simulate::simulate;

    /// Status, and why, of a request with these headers.
    fn asked(
        preset: &str,
        url: &str,
        headers: &[(&str, &str)],
        vpc: &str,
    ) -> (u16, Option<Reason>, String) {
        let design = (find(preset).expect("a preset").design)();
        let pairs = headers
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        let request = Request {
            url: url.into(),
            headers: pairs.collect(),
            vpc: vpc.into(),
            ..Request::default()
        };
        let trace = simulate(&design, &request);
        let last = trace.steps.last().map(|step| step.message.en.to_string());
        (
            trace.answer.status,
            trace.answer.reason,
            last.unwrap_or_default(),
        )
    }

    const ENDPOINT: &str = "https://vpce-0123456789abcdef0-abcd1234.execute-api.ap-northeast-1.vpce.amazonaws.com/prod/";
    const HOST: &str = "a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com";

    #[test]
    fn the_name_of_an_endpoint_leads_to_the_api_that_a_header_names() {
        let of = |headers: &[_]| asked("dash-private", ENDPOINT, headers, "").1;
        let status = |headers: &[_]| asked("dash-private", ENDPOINT, headers, "").0;
        assert_eq!(of(&[]), Some(Reason::ApiNotNamed));
        assert_eq!(of(&[("x-apigw-api-id", "zzzz")]), Some(Reason::ApiNotNamed));
        assert_eq!(
            of(&[("Host", "x.execute-api.ap-northeast-1.amazonaws.com")]),
            Some(Reason::ApiNotNamed)
        );
        assert_eq!(status(&[("x-apigw-api-id", API_ID)]), 200);
        assert_eq!(status(&[("Host", HOST)]), 200);
        // Another endpoint is not the policy's.
        let other = ENDPOINT.replace("0123456789abcdef0", "0ffffffffffffffff");
        let refused = asked("dash-private", &other, &[("Host", HOST)], "");
        assert_eq!(refused.1, Some(Reason::ResourcePolicy));
        // The private domain behind it has no stage in its path.
        let domain = ENDPOINT.replace("/prod/", "/");
        let by_domain = |host| asked("dash-private", &domain, &[("Host", host)], "");
        assert_eq!(by_domain("dashboard.inside.example.com").0, 200);
        assert_eq!(by_domain("other.example.com").0, 0);
        // An API that is not private is behind no endpoint.
        for preset in ["dash-http", "dash-rest"] {
            let refused = asked(preset, ENDPOINT, &[("x-apigw-api-id", API_ID)], "");
            assert_eq!(
                (refused.0, refused.1),
                (403, Some(Reason::NotPrivate)),
                "{preset}"
            );
        }
    }

    #[test]
    fn a_name_of_api_and_endpoint_is_known_where_the_two_are_joined() {
        let url = |endpoint: &str| {
            format!("https://{API_ID}-{endpoint}.execute-api.ap-northeast-1.amazonaws.com/prod/")
        };
        let joined = asked("dash-private", &url("vpce-0123456789abcdef0"), &[], "");
        assert_eq!(joined.0, 200, "{}", joined.2);
        let apart = asked("dash-private", &url("vpce-0ffffffffffffffff"), &[], "");
        assert_eq!(apart.0, 0);
        assert!(apart.2.starts_with("nobody knows"), "{}", apart.2);
    }

    #[test]
    fn who_is_in_a_vpc_without_an_endpoint_is_not_called_from_the_internet() {
        let url = format!("https://{HOST}/prod/");
        for url in [&*url, "https://dashboard.inside.example.com/"] {
            let (status, _, said) = asked("dash-private", url, &[], "vpc-0a1b2c3d");
            assert_eq!(status, 0);
            assert!(said.contains("`vpc-0a1b2c3d`"), "{said}");
            let (_, _, said) = asked("dash-private", url, &[], "");
            assert!(!said.contains("`vpc-"), "{said}");
        }
    }
}
