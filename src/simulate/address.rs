//! Where a request enters: the default URL of a stage, or a mapping of the custom domain.

mod custom;
mod default_url;
mod endpoint;
mod host;
mod levels;

pub(super) use endpoint::arriving;
pub(super) use levels::has_levels;

use super::{API_ID, Answer, Part, Request, Walk, Way};
use crate::aws::url_suffix;
use crate::diagnostic::Pointer;
use crate::model::{Api, DEFAULT_STAGE, Design};
use crate::sentence;

/// An address at which a stage answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `https://…` or `wss://…`, without a slash at its end.
    pub url: String,
    /// Which stage.
    pub stage: usize,
}

/// Where a request entered.
#[derive(Clone, Debug, Default)]
pub(super) struct Entered {
    /// The host that the client named.
    pub(super) host: String,
    /// Place of the stage.
    pub(super) stage: usize,
    /// What of the path stands before the app's own: `/prod`, `/dash`, or nothing.
    pub(super) mount: String,
    /// Whether it came through the custom domain.
    pub(super) is_custom: bool,
    /// The path as the client wrote it.
    pub(super) path: String,
    /// The path in which routes are looked for.
    pub(super) inner: String,
    /// Name and value of each query parameter, decoded.
    pub(super) query: Vec<(String, String)>,
    /// The query as it stands behind `?`.
    pub(super) raw_query: String,
}

/// Every address of a design, the custom domain's first.
pub fn addresses(design: &Design) -> Vec<Address> {
    let scheme = if design.websocket().is_some() {
        "wss"
    } else {
        "https"
    };
    let mut found = Vec::new();
    if let Some(domain) = &design.domain {
        for mapping in &domain.mappings {
            let stages = design.stages.iter();
            let Some(stage) = stages.clone().position(|stage| stage.name == mapping.stage) else {
                continue;
            };
            let base = mapping.base_path.trim_matches('/');
            let slash = if base.is_empty() { "" } else { "/" };
            found.push(Address {
                url: format!(
                    "{scheme}://{}{slash}{base}",
                    domain.name.replace("*.", "www.")
                ),
                stage,
            });
        }
    }
    if !design.api.closes_default_url() {
        for (stage, own) in design.stages.iter().enumerate() {
            let path = match own.name.as_str() {
                DEFAULT_STAGE => String::new(),
                name => format!("/{name}"),
            };
            found.push(Address {
                url: format!("{scheme}://{}{path}", default_host(design)),
                stage,
            });
        }
    }
    found
}

/// The host of the default URL; China's regions have a domain of their own.
pub fn default_host(design: &Design) -> String {
    let region = &design.region;
    let suffix = url_suffix(region);
    format!("{API_ID}.execute-api.{region}.{suffix}")
}

/// Scheme, host, path and query of an address; a bare path stands at the design's first address.
pub(super) fn split(design: &Design, url: &str) -> (String, String, String, String) {
    let whole = if url.contains("://") {
        url.to_owned()
    } else {
        let first = addresses(design).into_iter().next();
        let base = first.map_or_else(|| format!("https://{}", default_host(design)), |a| a.url);
        let slash = if url.starts_with('/') { "" } else { "/" };
        format!("{base}{slash}{url}")
    };
    let (scheme, rest) = whole.split_once("://").unwrap_or(("https", &whole));
    let rest = rest.split('#').next().unwrap_or_default();
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = match before.find('/') {
        Some(slash) => before.split_at(slash),
        None => (before, "/"),
    };
    let host = host
        .rsplit('@')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    (
        scheme.to_ascii_lowercase(),
        host,
        path.to_owned(),
        query.to_owned(),
    )
}

/// Scheme and host of an address; of a bare path those of the design's first address.
pub fn origin_of(design: &Design, url: &str) -> String {
    let (scheme, host, ..) = split(design, url);
    format!("{scheme}://{host}")
}

/// Percent signs in a path, in which a plus sign is itself, as what they stand for.
pub(super) fn decoded_path(text: &str) -> String {
    decoded(&text.replace('+', "%2B"))
}

/// Percent signs and plus signs as what they stand for.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| char::from(byte?).to_digit(16);
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                match (hex(ahead.next()), hex(ahead.next())) {
                    (Some(high), Some(low)) => {
                        bytes.extend(u8::try_from(high * 16 + low));
                        rest = ahead;
                    }
                    _ => bytes.push(b'%'),
                }
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Finds the stage that a request reaches.
pub(super) fn enter(design: &Design, request: &Request, walk: &mut Walk) -> Way<Entered> {
    let (scheme, host, path, raw_query) = split(design, &request.url);
    let pairs = raw_query.split('&').filter(|pair| !pair.is_empty());
    let query = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    });
    let entered = Entered {
        query: query.collect(),
        raw_query,
        host,
        path,
        ..Entered::default()
    };
    if scheme == "http" || scheme == "ws" {
        return walk.stop(
            Part::Tls,
            Pointer::root(),
            sentence!(
                "API Gateway answers over HTTPS alone",
                "API Gateway が応答するのは HTTPS だけです"
            ),
            Answer::none(
                sentence!(
                    "nothing listens on port 80",
                    "ポート 80 では待ち受けていません"
                ),
                sentence!("ask with `https://`", "`https://` でアクセスしてください"),
            ),
        );
    }
    let entered = endpoint::lead(design, request, entered, walk)?;
    let (request, entered) = host::found(design, request, entered, walk)?;
    let request = &*request;
    if entered.host.contains(endpoint::INFIX) {
        default_url::enter(design, request, entered, walk)
    } else {
        custom::enter(design, request, entered, walk)
    }
}

/// What of a path stands behind what leads to the stage.
fn inside(path: &str, mount: &str) -> String {
    match path.get(mount.len()..) {
        None | Some("") => "/".to_owned(),
        Some(rest) if rest.starts_with('/') => rest.to_owned(),
        Some(rest) => format!("/{rest}"),
    }
}

/// What an API that knows nothing of an address answers.
const fn unknown(design: &Design) -> (u16, &'static str) {
    if matches!(design.api, Api::Http(_)) {
        (404, "Not Found")
    } else {
        (403, "Forbidden")
    }
}
