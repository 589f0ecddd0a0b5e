//! Resource policies.

use super::value;
use crate::import::node::Node;
use crate::model::{PolicyParts, ResourcePolicy, references};

/// A resource policy in the design's words; nothing when it says anything else.
///
/// Requests of a private API have `aws:VpcSourceIp`, those of others `aws:SourceIp`; a condition of the other key refuses
/// everybody, which the design does not say. Where nothing tells whether the API is private either is taken.
pub(crate) fn read(
    node: &Node,
    endpoints: &[String],
    is_private: Option<bool>,
) -> Option<ResourcePolicy> {
    let statements = node.get("Statement")?.items();
    let is =
        |node: &Node, key: &str, wanted: &str| node.get(key).and_then(Node::as_str) == Some(wanted);
    let everybody = |one: &Node| is(one, "Principal", "*");
    if !statements.iter().all(is_invoke) {
        return None;
    }
    let named = |allow: &Node| -> Option<Vec<String>> {
        let accounts = strings(allow.get("Principal")?.get("AWS")?)?;
        let ids = accounts.iter().map(|root| {
            let id = root.split(':').nth(4)?;
            (root.ends_with(":root") && super::around::is_account(id)).then(|| id.to_owned())
        });
        ids.collect()
    };
    match statements {
        [allow] if is(allow, "Effect", "Allow") && allow.get("Condition").is_none() => {
            Some(ResourcePolicy::Accounts {
                account_ids: named(allow)?,
            })
        }
        [one, other] if everybody(one) && everybody(other) => {
            let (allow, deny) = if is(one, "Effect", "Allow") {
                (one, other)
            } else {
                (other, one)
            };
            if !is(allow, "Effect", "Allow")
                || !is(deny, "Effect", "Deny")
                || allow.get("Condition").is_some()
            {
                return None;
            }
            let [condition] = deny.get("Condition")?.entries() else {
                return None;
            };
            let [key] = condition.value.entries() else {
                return None;
            };
            let values = strings(&key.value)?;
            match (&*condition.key, &*key.key) {
                ("StringNotEquals", "aws:SourceVpce" | "aws:sourceVpce") => {
                    (values == endpoints).then_some(ResourcePolicy::VpcEndpoints)
                }
                ("StringNotEquals", "aws:SourceVpc" | "aws:sourceVpc") => {
                    Some(ResourcePolicy::Vpcs { vpc_ids: values })
                }
                ("NotIpAddress", "aws:SourceIp") => {
                    Some(ResourcePolicy::SourceRanges { cidrs: values })
                }
                // A public request has no such key, so that this one refuses everybody.
                ("NotIpAddress", "aws:VpcSourceIp") if is_private != Some(false) => {
                    Some(ResourcePolicy::Combined(PolicyParts {
                        cidrs: values,
                        ..PolicyParts::default()
                    }))
                }
                _ => None,
            }
        }
        several => {
            let (allowing, denying): (Vec<_>, Vec<_>) =
                several.iter().partition(|one| is(one, "Effect", "Allow"));
            let [allow] = allowing[..] else { return None };
            let is_plain = allow.get("Condition").is_none();
            if !is_plain || !denying.iter().all(|one| everybody(one)) {
                return None;
            }
            let mut parts = PolicyParts::default();
            if !everybody(allow) {
                parts.account_ids = named(allow)?;
            }
            for deny in denying {
                place(deny, is_private, &mut parts)?;
            }
            Some(ResourcePolicy::Combined(parts))
        }
    }
}

/// Where callers must come from by a denial, each thing once.
fn place(deny: &Node, is_private: Option<bool>, parts: &mut PolicyParts) -> Option<()> {
    let [condition] = deny.get("Condition")?.entries() else {
        return None;
    };
    let [key] = condition.value.entries() else {
        return None;
    };
    let list = match (&*condition.key, &*key.key) {
        ("StringNotEquals", "aws:SourceVpc" | "aws:sourceVpc") => &mut parts.vpc_ids,
        ("NotIpAddress", "aws:SourceIp") if is_private != Some(true) => &mut parts.cidrs,
        ("NotIpAddress", "aws:VpcSourceIp") if is_private != Some(false) => &mut parts.cidrs,
        _ => return None,
    };
    let is_first = list.is_empty();
    *list = strings(&key.value)?;
    is_first.then_some(())
}

fn strings(node: &Node) -> Option<Vec<String>> {
    if let Some(text) = node.as_str() {
        return Some(vec![text.to_owned()]);
    }
    let texts: Option<Vec<String>> = node.items().iter().map(value::text).collect();
    texts.filter(|texts| !texts.is_empty())
}

/// Whether a statement is about calls of the whole API, and says nothing else.
fn is_invoke(statement: &Node) -> bool {
    const KEYS: [&str; 6] = [
        "Effect",
        "Principal",
        "Action",
        "Resource",
        "Condition",
        "Sid",
    ];
    let only = |key: &str| {
        let value = statement.get(key)?;
        match value.items() {
            [only] => only.as_str(),
            _ => value.as_str(),
        }
    };
    only("Action") == Some("execute-api:Invoke")
        && only("Resource").is_some_and(is_whole_api)
        && statement
            .entries()
            .iter()
            .all(|entry| KEYS.contains(&&*entry.key))
}

/// Whether a resource of a policy is every stage, method and path of the API that has the policy, however many of these are
/// spelt out (AWS: API Gateway developer guide, "Control access for invoking an API", "Resource format").
fn is_whole_api(resource: &str) -> bool {
    // References of a template have colons of their own.
    let resource = &*references(resource).fold(resource.to_owned(), |text, name| {
        text.replace(&format!("${{{name}}}"), "x")
    });
    let path = if let Some(path) = resource.strip_prefix("execute-api:") {
        path.trim_start_matches('/')
    } else {
        let mut parts = resource.splitn(6, ':');
        let is_arn = parts.next() == Some("arn") && parts.nth(1) == Some("execute-api");
        let Some(rest) = parts.nth(2).filter(|_| is_arn) else {
            return false;
        };
        rest.split_once('/').map_or(rest, |(_, path)| path)
    };
    !path.is_empty() && path.split('/').all(|step| step == "*")
}
