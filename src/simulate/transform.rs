//! What an HTTP API changes of a request before the backend gets it, and of the answer before the caller does
//! (AWS: API Gateway developer guide, "Transform API requests and responses for HTTP APIs in API Gateway"; what
//! becomes of a value that is not there is nowhere said, here it is empty).

use serde_json::Value;

use super::address::Entered;
use super::route::Matched;
use super::{API_ID, Answer, Part, Request, Walk, event};
use crate::model::{
    ChangeAction, ChangePlace, Design, Transform, ValuePiece, Variable, change, pieces, url_encoded,
};
use crate::sentence;

/// What the changes of a method are made of.
struct From<'a> {
    design: &'a Design,
    request: &'a Request,
    entered: &'a Entered,
    matched: &'a Matched<'a>,
    /// The backend's answer, once there is one.
    answer: Option<&'a Answer>,
}

/// The changes of a method that an HTTP API makes.
fn changes<'a>(design: &Design, matched: &Matched<'a>) -> Option<&'a Transform> {
    let method = matched.method;
    method.transformed().filter(|_| design.http().is_some())
}

/// The request as the backend gets it, and the path there when another one was set; nothing where nothing is changed.
pub(super) fn request(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    walk: &mut Walk,
) -> Option<(Request, Entered, Option<String>)> {
    let transform = changes(design, matched)?;
    let from = From {
        design,
        request,
        entered,
        matched,
        answer: None,
    };
    let (mut asked, mut came, mut path) = (request.clone(), entered.clone(), None);
    for (index, one) in transform.request.iter().enumerate() {
        let Some((action, place)) = change(&one.name) else {
            continue;
        };
        let value = from.value(&one.value);
        match place {
            ChangePlace::Header(name) => {
                set(&mut asked.headers, name, action, &value, true);
            }
            ChangePlace::Query(name) => {
                set(&mut came.query, name, action, &value, false);
                let query = came.query.iter();
                let query = query
                    .map(|(name, value)| format!("{}={}", url_encoded(name), url_encoded(value)));
                came.raw_query = query.collect::<Vec<_>>().join("&");
            }
            ChangePlace::Path => {
                came.path.clone_from(&value);
                came.inner.clone_from(&value);
                path = Some(value.clone());
            }
            ChangePlace::Status => continue,
        }
        let at = matched.at().join("transform").join("request").join(index);
        say(one, action, &value, walk, at);
    }
    Some((asked, came, path))
}

/// The answer as the caller gets it.
pub(super) fn answer(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
    mut answer: Answer,
    walk: &mut Walk,
) -> Answer {
    let Some(transform) = changes(design, matched) else {
        return answer;
    };
    let status = u32::from(answer.status);
    let mut responses = transform.responses.iter().enumerate();
    let Some((place, response)) = responses.find(|(_, one)| one.status == status) else {
        return answer;
    };
    let came = answer.clone();
    let from = From {
        design,
        request,
        entered,
        matched,
        answer: Some(&came),
    };
    for (index, one) in response.changes.iter().enumerate() {
        let Some((action, place_of)) = change(&one.name) else {
            continue;
        };
        let value = from.value(&one.value);
        match place_of {
            ChangePlace::Header(name) => {
                let name = name.to_ascii_lowercase();
                set(&mut answer.headers, &name, action, &value, true);
            }
            ChangePlace::Status => answer.status = value.parse().unwrap_or(answer.status),
            ChangePlace::Query(_) | ChangePlace::Path => continue,
        }
        let at = matched.at().join("transform").join("responses");
        let at = at.join(place).join("changes").join(index);
        say(one, action, &value, walk, at);
    }
    answer
}

fn say(
    one: &Variable,
    action: ChangeAction,
    value: &str,
    walk: &mut Walk,
    at: crate::diagnostic::Pointer,
) {
    let name = &one.name;
    let message = match action {
        ChangeAction::Remove => sentence!("on the way, `{name}`", "途中で `{name}` が行われます"),
        ChangeAction::Append | ChangeAction::Overwrite => sentence!(
            "on the way, `{name}` with `{value}`",
            "途中で、値 `{value}` による `{name}` が行われます"
        ),
    };
    walk.passed(Part::Integration, at, message);
}

/// Makes a change in a list of names with values; names of headers are the same in any case.
fn set(
    list: &mut Vec<(String, String)>,
    name: &str,
    action: ChangeAction,
    value: &str,
    in_any_case: bool,
) {
    let is_it = |own: &str| own == name || (in_any_case && own.eq_ignore_ascii_case(name));
    if action != ChangeAction::Append {
        list.retain(|(own, _)| !is_it(own));
    }
    if action != ChangeAction::Remove {
        list.push((name.to_owned(), value.to_owned()));
    }
}

impl From<'_> {
    /// What a value comes to.
    fn value(&self, value: &str) -> String {
        let found = pieces(value).into_iter().map(|piece| match piece {
            ValuePiece::Text(text) => text.to_owned(),
            ValuePiece::Expression(expression) => self.expression(expression),
        });
        found.collect()
    }

    fn expression(&self, expression: &str) -> String {
        let (of, rest) = expression.split_once('.').unwrap_or((expression, ""));
        let (place, name) = rest.split_once('.').unwrap_or((rest, ""));
        match (of, place) {
            ("request", "header") => all(&self.request.headers, name, true),
            ("request", "querystring") => all(&self.entered.query, name, false),
            ("request", "path") if name.is_empty() => self.entered.inner.clone(),
            ("request", "path") => all(&self.matched.parameters, name, false),
            ("request", "body") => part(&self.request.body, name),
            ("response", "header") => self
                .answer
                .map_or_else(String::new, |answer| all(&answer.headers, name, true)),
            ("response", "body") => self
                .answer
                .map_or_else(String::new, |answer| part(&answer.body, name)),
            ("stageVariables", _) => {
                let stage = self.design.stages.get(self.entered.stage);
                let mut variables = stage.map_or(&[][..], |stage| &stage.variables).iter();
                let found = variables.find(|one| one.name == rest);
                found.map_or_else(String::new, |one| one.value.clone())
            }
            ("context", _) => self.context(rest),
            _ => String::new(),
        }
    }

    /// A variable of the request; what a simulation cannot know is named.
    fn context(&self, name: &str) -> String {
        let stage = self.design.stages.get(self.entered.stage);
        match name {
            "requestId" => event::REQUEST_ID.to_owned(),
            "stage" => stage.map_or_else(String::new, |stage| stage.name.clone()),
            "httpMethod" => self.request.method.to_ascii_uppercase(),
            "path" => self.entered.path.clone(),
            "domainName" => self.entered.host.clone(),
            "apiId" => API_ID.to_owned(),
            "accountId" => event::account(self.design).to_owned(),
            "identity.sourceIp" => self.request.source_ip.clone(),
            "routeKey" => self.matched.key(),
            _ => format!("$context.{name}"),
        }
    }
}

/// The values of a name, with commas between them.
fn all(list: &[(String, String)], name: &str, in_any_case: bool) -> String {
    let is_it = |own: &str| own == name || (in_any_case && own.eq_ignore_ascii_case(name));
    let values = list.iter().filter(|(own, _)| is_it(own));
    let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
    values.join(",")
}

/// A body, or a part of one that is JSON.
fn part(body: &str, path: &str) -> String {
    if path.is_empty() {
        return body.to_owned();
    }
    let Ok(value) = serde_json::from_str::<Value>(body) else {
        return String::new();
    };
    let found = path
        .split('.')
        .try_fold(&value, |value, step| value.get(step));
    found.map_or_else(String::new, |found| {
        found
            .as_str()
            .map_or_else(|| found.to_string(), str::to_owned)
    })
}
