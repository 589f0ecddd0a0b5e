//! Secrets that lie in variables.

use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "secret-in-variable",
    severity: Severity::Warning,
    docs: "The value of a variable stands in every file that is generated, in the settings of the function or \
           stage, and of a stage variable often in logs. AWS keeps secrets in Secrets Manager or Parameter Store, \
           whose name is no secret (AWS: Lambda developer guide, \"Working with Lambda environment variables\", \
           \"Securing environment variables\").",
    bad: r#"{"functions": [{"name": "app", "environment": [{"name": "DB_PASSWORD", "value": "correct horse"}]}]}"#,
    good: r#"{"functions": [{"name": "app", "environment": [{"name": "DB_SECRET_ID", "value": "prod/db"}]}]}"#,
    check,
};

/// Ends of names whose values are secrets.
const NAMES: [&str; 9] = [
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "SECRET",
    "SECRET_KEY",
    "PRIVATE_KEY",
    "ACCESS_KEY",
    "API_KEY",
    "TOKEN",
];

fn check(design: &Design) -> Vec<Finding> {
    let functions = design.functions.iter().enumerate().flat_map(|(index, function)| {
        let at = Pointer::root().join("functions").join(index).join("environment");
        let variables = function.environment.iter().enumerate();
        variables.map(move |(index, variable)| (at.join(index), &variable.name, &variable.value))
    });
    let stages = design.stages.iter().enumerate().flat_map(|(index, stage)| {
        let at = Pointer::root().join("stages").join(index).join("variables");
        let variables = stage.variables.iter().enumerate();
        variables.map(move |(index, variable)| (at.join(index), &variable.name, &variable.value))
    });
    let is_secret = |(_, name, value): &(Pointer, &String, &String)| is_secret(name, value);
    let found = functions.chain(stages).filter(is_secret);
    found
        .map(|(at, name, _)| {
            let message = sentence!(
                "the value of `{name}` looks like a secret, which everybody can read who gets a file or sees the settings",
                "`{name}` の値は秘密情報のようです。ファイルを受け取った人や設定を見られる人は誰でも読めます"
            );
            Finding::at(at.join("value"), message).help(sentence!(
                "keep it in Secrets Manager or Parameter Store, and set the variable to its name there",
                "Secrets Manager か Parameter Store に保存し、変数にはそこでの名前を設定してください",
            ))
        })
        .collect()
}

fn is_secret(name: &str, value: &str) -> bool {
    // What the deployment or the template fills in is not written down here.
    let is_reference = ["${", "{{", "arn:", "/", "<"].iter().any(|start| value.starts_with(start));
    if value.is_empty() || is_reference {
        return false;
    }
    let name = name.to_ascii_uppercase().replace('-', "_");
    let is_named = NAMES.iter().any(|end| {
        let before = name.strip_suffix(end);
        before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
    });
    let is_key_id = value.len() == 20
        && (value.starts_with("AKIA") || value.starts_with("ASIA"))
        && value.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    is_named || is_key_id || value.contains("PRIVATE KEY-----")
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
        ] {
            assert!(!is_secret(name, value), "{name} {value}");
        }
    }
}
