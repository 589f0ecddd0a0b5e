//! Origins that no browser sends.

use super::{Finding, Rule, cors::settings, host_name::is_host_name};
use crate::diagnostic::{Pointer, Severity};
use crate::model::{Cors, Design};
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "cors-origin-malformed",
    severity: Severity::Error,
    docs: "An origin is a scheme, a host and at most a port, in lower case and without a path, \
           and is compared letter by letter (Fetch Standard, \"CORS check\"; RFC 6454, section \
           6.2).",
    bad: r#"{"cors": {"allow_origins": ["https://app.example.com/"]}}"#,
    good: r#"{"cors": {"allow_origins": ["http://localhost:8050"]}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let all = settings(design).into_iter();
    all.flat_map(|(at, cors)| of_settings(cors, at.join("allow_origins"))).collect()
}

fn of_settings(cors: &Cors, at: Pointer) -> Vec<Finding> {
    let help = || {
        sentence!(
            "write scheme and host in lower case, with a port if need be and without a path or final slash: `https://app.example.com`",
            "`https://app.example.com` のように、スキームとホスト(必要ならポートも)を小文字で、パスや末尾のスラッシュなしで指定してください",
        )
    };
    if cors.allow_origins.is_empty() {
        let message = sentence!("no origin is allowed", "許可するオリジンがありません",);
        return vec![Finding::at(at, message).help(help())];
    }
    let origins = cors.allow_origins.iter().enumerate();
    origins
        .filter(|(_, origin)| *origin != "*" && !is_origin(origin))
        .map(|(index, origin)| {
            let message = sentence!(
                "`{origin}` is not an origin",
                "`{origin}` はオリジンではありません"
            );
            let plain = origin.trim().to_ascii_lowercase();
            let host = plain.find("://").map_or(0, |scheme| scheme + 3);
            let end = plain[host..].find(['/', '?', '#']).map_or(plain.len(), |end| host + end);
            let plain = Some(plain[..end].to_owned()).filter(|origin| is_origin(origin));
            Finding::at(at.join(index), message).maybe(plain).help(help())
        })
        .collect()
}

fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else {
        return false;
    };
    let port_at = authority
        .rfind(':')
        .filter(|at| !authority[*at..].contains(']'));
    let (host, port) = match port_at {
        Some(at) => (&authority[..at], Some(&authority[at + 1..])),
        None => (authority, None),
    };
    let literal = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let literal = literal.is_some_and(|host| host.parse::<std::net::Ipv6Addr>().is_ok());
    let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
    scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !text.bytes().any(|b| b.is_ascii_uppercase())
        && (literal || is_host_name(host))
        && port.is_none_or(|port| digits(port) && port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let good = [
            "https://a.b",
            "http://localhost:8050",
            "http://[::1]:80",
            "http://127.0.0.1",
            "capacitor://localhost",
        ];
        assert!(good.iter().all(|origin| is_origin(origin)));
        let bad = [
            "",
            "*",
            "null",
            "a.b",
            "https://",
            "https://a.b/",
            "https://A.b",
            "https://a.b:",
            "https://a.b:x",
            "https://a.b:99999",
            "https://*.a.b",
            "://a",
            "https://a b",
            "https://[::1",
            "https://a.b:+1",
            "https://u@a",
        ];
        assert!(!bad.iter().any(|origin| is_origin(origin)));
    }
}
