//! What is told to be a secret by the name of its variable or by its form.

/// Ends of names whose values are secrets.
const NAMES: [&str; 15] = [
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "PASS",
    "PWD",
    "SECRET",
    "SECRET_KEY",
    "PRIVATE_KEY",
    "ACCESS_KEY",
    "API_KEY",
    "APIKEY",
    "SIGNING_KEY",
    "ENCRYPTION_KEY",
    "MASTER_KEY",
    "TOKEN",
];

/// Begins of tokens whose makers mark them so that they are found: Stripe, GitHub, GitLab, Slack, Google, npm (GitHub
/// documentation, "Supported secret scanning patterns").
const TOKENS: [&str; 15] = [
    "sk_live_",
    "rk_live_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xapp-",
    "AIza",
    "npm_",
    "whsec_",
];

/// Whether the value of a variable of that name looks like a secret.
pub(crate) fn is_secret(name: &str, value: &str) -> bool {
    // What the deployment or the template fills in is not written down here.
    let is_reference = ["${", "{{", "arn:", "/", "<"]
        .iter()
        .any(|start| value.starts_with(start));
    let is_flag = ["", "true", "false", "0", "1"].contains(&value);
    if is_reference || is_flag {
        return false;
    }
    let name = words(name);
    let is_named = NAMES.iter().any(|end| {
        let before = name.strip_suffix(end);
        before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
    });
    is_named || has_form(value)
}

/// A name in upper case with `_` between its words: `API_KEY` of `apiKey`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for c in name.chars() {
        if was_small && c.is_ascii_uppercase() {
            words.push('_');
        }
        was_small = c.is_ascii_lowercase() || c.is_ascii_digit();
        words.push(if c == '-' {
            '_'
        } else {
            c.to_ascii_uppercase()
        });
    }
    words
}

/// Whether a value shows by its form that it is a secret, whatever it is called.
fn has_form(value: &str) -> bool {
    let is_key_id = value.len() == 20
        && (value.starts_with("AKIA") || value.starts_with("ASIA"))
        && value
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let is_token = TOKENS.iter().any(|start| {
        let rest = value.strip_prefix(start);
        rest.is_some_and(|rest| rest.len() >= 10 && !rest.contains([' ', '{']))
    });
    is_key_id
        || is_token
        || is_secret_key(value)
        || is_web_token(value)
        || has_password(value)
        || value.contains("PRIVATE KEY-----")
}

/// A secret access key of AWS: 40 letters, digits, `/` and `+`, all kinds of them; a hash has no large letters.
fn is_secret_key(value: &str) -> bool {
    let mut bytes = value.bytes();
    value.len() == 40
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'+'))
        && value.bytes().any(|b| b.is_ascii_uppercase())
        && value.bytes().any(|b| b.is_ascii_lowercase())
        && value.bytes().any(|b| b.is_ascii_digit())
}

/// A signed JSON Web Token: header and claims are JSON objects in Base64 (RFC 7519).
fn is_web_token(value: &str) -> bool {
    let parts: Vec<&str> = value.split('.').collect();
    matches!(parts[..], [header, claims, _] if header.starts_with("eyJ") && claims.starts_with("eyJ"))
}

/// A URL with a password before its host (RFC 3986, section 3.2.1).
fn has_password(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((user, _)) = host.rsplit_once('@') else {
        return false;
    };
    let password = user.split_once(':').map_or("", |(_, password)| password);
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_reference = ["${", "{{", "<"]
        .iter()
        .any(|start| password.starts_with(start));
    scheme.chars().all(is_scheme) && !password.is_empty() && !is_reference
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn a_secret_is_told_by_its_name_or_by_its_form() {
        for (name, value) in [
            ("DB_PASSWORD", "x"),
            ("token", "x"),
            ("STRIPE_API_KEY", "sk_live_1"),
            ("A", "AKIAIOSFODNN7EXAMPLE"),
            ("A", "-----BEGIN RSA PRIVATE KEY-----\nx"),
            ("A", "-----BEGIN PRIVATE KEY-----\nx"),
            ("DB_PASS", "x"),
            ("DB_PWD", "x"),
            ("MYSQL_PASSWD", "x"),
            ("apiKey", "x"),
            ("dbPassword", "x"),
            ("SIGNING_KEY", "x"),
            (
                "DATABASE_URL",
                "postgres://shop:correct-horse@db.example.com:5432/shop",
            ),
            ("REDIS", "rediss://:horse@cache.example.com"),
            ("A", concat!("sk_", "live_abcdefghij")),
            ("A", concat!("ghp", "_abcdefghijklmnopqrstuvwxyz")),
            ("A", concat!("github", "_pat_abcdefghijklmnopqrstuvwxyz")),
            ("A", concat!("xox", "b-1234567890-abc")),
            ("A", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"),
            ("A", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        ] {
            assert!(is_secret(name, value), "{name}");
        }
        for (name, value) in [
            ("DB_PASSWORD", ""),
            ("DB_PASSWORD", "${DbPassword}"),
            ("DB_PASSWORD", "{{resolve:secretsmanager:db}}"),
            ("DB_PASSWORD", "/prod/db/password"),
            ("TOKENS_PER_DAY", "12"),
            ("MYTOKEN", "x"),
            ("SECRET_ID", "prod/db"),
            ("COMPASS", "north"),
            ("REQUIRE_TOKEN", "true"),
            ("DATABASE_URL", "postgres://db.example.com:5432/shop"),
            ("DATABASE_URL", "postgres://shop@db.example.com/shop"),
            (
                "DATABASE_URL",
                "postgres://shop:${Password}@db.example.com/shop",
            ),
            ("HOMEPAGE", "https://example.com/@someone:else"),
            ("COMMIT", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("A", "npm_config"),
            ("VERSION", "eyJ.2.3"),
        ] {
            assert!(!is_secret(name, value), "{name} {value}");
        }
    }
}
