//! Permissions whose source is not what the API serves: another stage, verb or path.

use std::collections::BTreeMap;

use super::scope::referred;
use super::{Reader, Resource};
use crate::diagnostic::Severity;
use crate::import::node::Place;
use crate::model::Verb;
use crate::sentence;

/// What of one function the gateway may call: where the first permission stands, and its sources behind the API's id.
struct Sources<'a> {
    id: &'a str,
    at: Place,
    patterns: Vec<String>,
}

impl<'a> Reader<'a, '_> {
    /// Says which requests fail because every permission of their function is one for others.
    pub(super) fn say_other_source(&mut self, permissions: &[&Resource<'a>]) {
        if self.design.rest().is_none() {
            return;
        }
        let Some(mut sources) = self.sources(permissions) else {
            return;
        };
        for event in &self.template.events {
            sources.remove(event.function.id);
        }
        let ids = self.functions.iter();
        let called: BTreeMap<&str, &Sources<'_>> = ids
            .filter_map(|(id, name)| Some((&**name, sources.get(*id)?)))
            .collect();
        let mut refused = BTreeMap::new();
        for (route, method) in self.design.routes.iter().flat_map(|route| {
            let methods = route.methods.iter();
            methods.map(move |method| (route, method))
        }) {
            let function = method.integration.function();
            let Some(sources) = function.and_then(|name| called.get(name)) else {
                continue;
            };
            let stages = self.design.stages.iter().map(|stage| &stage.name);
            let closed = stages
                .into_iter()
                .find(|stage| !sources.admit(stage, method.verb, &route.path));
            if let Some(stage) = closed {
                let what = format!("{} {}", method.verb.as_str(), route.path);
                // One of each permission says enough.
                let told = (sources.at, what, stage.clone());
                refused.entry(sources.id).or_insert(told);
            }
        }
        for (id, (at, what, stage)) in refused {
            self.reading.say(
                Severity::Warning,
                "permission-elsewhere",
                at,
                sentence!(
                    "the source of `{id}` does not fit `{what}` on stage `{stage}`: the API may not call the function, and every request there answers 500",
                    "`{id}` の `SourceArn` はステージ `{stage}` の `{what}` に一致しません。API が関数を呼び出せず、リクエストはすべて 500 になります",
                ),
                sentence!(
                    "name the stage, the verb and the path that the API serves, or end the ARN in `/*` behind the API's id",
                    "API が提供するステージ、メソッド、パスを指定するか、API の ID の後を `/*` にしてください",
                ),
            );
        }
    }

    /// The sources of each function's permissions; `None` where a permission may be for any function. A function that may
    /// be called from somewhere unknown is left out.
    fn sources(&self, permissions: &[&Resource<'a>]) -> Option<BTreeMap<String, Sources<'a>>> {
        let mut sources: BTreeMap<String, Sources<'a>> = BTreeMap::new();
        let mut unknown = Vec::new();
        for permission in permissions {
            let name = permission.properties?.get("FunctionName");
            let id = name.and_then(referred)?;
            let id = id.split('.').next().unwrap_or_default().to_owned();
            let arn = self.template.props(permission).scope_text("SourceArn");
            let Some(pattern) = arn.as_deref().and_then(behind_api) else {
                unknown.push(id);
                continue;
            };
            let own = sources.entry(id).or_insert_with(|| Sources {
                id: permission.id,
                at: permission.entry.at,
                patterns: Vec::new(),
            });
            own.patterns.push(pattern);
        }
        sources.retain(|id, _| !unknown.contains(id));
        Some(sources)
    }
}

impl Sources<'_> {
    /// Whether the gateway may call the function for that.
    fn admit(&self, stage: &str, verb: Verb, path: &str) -> bool {
        let verbs: &[&str] = match verb {
            // Which of them comes is the caller's choice; one that is let in is a use of it.
            Verb::Any => &[
                "ANY", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS",
            ],
            _ => &[verb.as_str()],
        };
        let path = opened(path);
        let mut verbs = verbs.iter();
        stage.contains("${")
            || verbs.any(|verb| {
                let wanted = format!("{stage}/{verb}{path}");
                self.patterns.iter().any(|pattern| fits(pattern, &wanted))
            })
    }
}

/// What stands behind the API's id in the ARN of a source, what only CloudFormation knows as `*`; `None` where it is no such
/// ARN or leaves all open.
fn behind_api(arn: &str) -> Option<String> {
    let (_, rest) = arn.split_once(":execute-api:")?;
    let (_, pattern) = rest.split_once('/')?;
    Some(opened(&pattern.replace("${", "{")))
}

/// A text with `*` in the place of every `{NAME}`.
fn opened(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((_, after)) = behind.split_once('}') else {
            break;
        };
        made.push_str(before);
        made.push('*');
        rest = after;
    }
    made + rest
}

/// Whether a text fits a pattern as IAM compares ARNs: `*` stands for any letters, `?` for one.
fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where to go on when it does not fit: behind the last `*`, and the letter after those that it has taken.
    let mut back = None;
    while let Some(letter) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                back = Some((p + 1, t));
                p += 1;
            }
            Some(wanted) if wanted == letter || *wanted == b'?' => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((star, taken)) = back else {
                    return false;
                };
                back = Some((star, taken + 1));
                (p, t) = (star, taken + 1);
            }
        }
    }
    pattern.iter().skip(p).all(|letter| *letter == b'*')
}

#[cfg(test)]
mod tests {
    use super::{behind_api, fits};

    #[test]
    fn a_pattern_takes_what_iam_takes() {
        for pattern in [
            "*",
            "*/*",
            "prod/GET/a",
            "*/GET/a",
            "prod/*",
            "pro?/G*/*",
            "*/*/*",
        ] {
            assert!(fits(pattern, "prod/GET/a"), "{pattern}");
        }
        for pattern in [
            "",
            "dev/*",
            "*/POST/*",
            "*/b",
            "prod/GET/a/",
            "prod/GET/?a",
            "*/GET",
        ] {
            assert!(!fits(pattern, "prod/GET/a"), "{pattern}");
        }
        assert!(fits("*/GET/", "prod/GET/") && !fits("*/GET/", "prod/GET/a"));
    }

    #[test]
    fn what_is_not_known_is_anything() {
        let source = |rest: &str| {
            behind_api(&format!(
                "arn:${{AWS::Partition}}:execute-api:us-east-1:123456789012:{rest}"
            ))
        };
        assert_eq!(source("${Api}/${Stage}/GET/a").as_deref(), Some("*/GET/a"));
        assert_eq!(
            source("${Api}/*/*/items/{id}").as_deref(),
            Some("*/*/items/*")
        );
        assert_eq!(source("*"), None);
        assert_eq!(behind_api("${Arn}"), None);
    }
}
