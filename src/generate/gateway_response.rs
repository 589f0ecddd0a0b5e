//! Answers that a REST API gives itself: those of the design, and what lets other origins read them.

use std::collections::BTreeSet;

use super::cors;
use crate::diagnostic::Pointer;
use crate::model::Design;
use crate::text::yaml::Yaml;
use crate::words::files as words;

/// One of them.
pub(super) struct Answer<'a> {
    pub(super) at: Pointer,
    /// For what, as the service names it.
    pub(super) kind: &'a str,
    pub(super) status: Option<u32>,
    /// Headers with mapping expressions, each once.
    pub(super) headers: Vec<(String, String)>,
    /// Bodies by content type, each once.
    pub(super) templates: Vec<(&'a str, &'a str)>,
}

/// Every answer that is not the service's own.
///
/// One that is set does not take the headers of `DEFAULT_4XX`, so each says who may read it.
pub(super) fn of(design: &Design) -> Vec<Answer<'_>> {
    let readable = design
        .cors
        .as_ref()
        .filter(|_| design.rest().is_some())
        .map_or_else(Vec::new, cors::error_headers);
    let set = design
        .rest()
        .map_or(&[][..], |rest| &rest.gateway_responses);
    let at = Pointer::root().join("api").join("rest");
    let at = at.join("gateway_responses");
    let mut found: Vec<Answer<'_>> = Vec::new();
    if !readable.is_empty() {
        let missing = cors::ERRORS.into_iter();
        let missing = missing.filter(|kind| set.iter().all(|one| one.response_type != *kind));
        found.extend(missing.map(|kind| Answer {
            at: Pointer::root().join("cors"),
            kind,
            status: None,
            headers: Vec::new(),
            templates: Vec::new(),
        }));
    }
    for (index, one) in set.iter().enumerate() {
        if found.iter().any(|other| other.kind == one.response_type) {
            continue;
        }
        let mut seen = BTreeSet::new();
        let headers = one.headers.iter();
        let headers = headers.filter(|header| seen.insert(header.name.to_ascii_lowercase()));
        let headers = headers.map(|header| (header.name.clone(), header.value.clone()));
        let mut kinds = BTreeSet::new();
        let templates = one.templates.iter();
        let templates = templates.filter(|template| kinds.insert(&template.content_type));
        found.push(Answer {
            at: at.join(index),
            kind: &one.response_type,
            status: one.status,
            headers: headers.collect(),
            templates: templates
                .map(|template| (&*template.content_type, &*template.body))
                .collect(),
        });
    }
    for answer in &mut found {
        for (name, value) in &readable {
            let mut names = answer.headers.iter();
            if !names.any(|(own, _)| own.eq_ignore_ascii_case(name)) {
                answer.headers.push(((*name).to_owned(), value.clone()));
            }
        }
    }
    found
}

/// Where headers stand among the parameters of an answer.
pub(super) enum Headers {
    /// In a map of that name.
    In(&'static str),
    /// Each behind that.
    Behind(&'static str),
}

/// How a file calls the parts of an answer.
pub(super) struct Spelling {
    pub(super) all: &'static str,
    pub(super) status: &'static str,
    pub(super) parameters: &'static str,
    pub(super) headers: Headers,
    pub(super) templates: &'static str,
}

/// What the gateway answers itself, in a document.
pub(super) fn print(yaml: &mut Yaml, design: &Design, spelling: &Spelling) {
    let answers = of(design);
    let Some(first) = answers.first() else {
        return;
    };
    yaml.at(first.at, |yaml| {
        yaml.comment(words::sam_gateway_responses(design.output.language));
        yaml.map(spelling.all, |yaml| {
            for answer in &answers {
                yaml.at(answer.at, |yaml| {
                    yaml.map(answer.kind, |yaml| print_one(yaml, answer, spelling));
                });
            }
        });
    });
}

fn print_one(yaml: &mut Yaml, answer: &Answer<'_>, spelling: &Spelling) {
    if let Some(status) = answer.status {
        let at = answer.at.join("status");
        yaml.entry_at(at, spelling.status, &status.to_string());
    }
    if !answer.headers.is_empty() {
        let print = |yaml: &mut Yaml, before: &str| {
            for (name, value) in &answer.headers {
                yaml.entry(&format!("{before}{name}"), value);
            }
        };
        yaml.map(spelling.parameters, |yaml| match spelling.headers {
            Headers::In(own) => yaml.map(own, |yaml| print(yaml, "")),
            Headers::Behind(before) => print(yaml, before),
        });
    }
    if !answer.templates.is_empty() {
        yaml.map(spelling.templates, |yaml| {
            for (kind, body) in &answer.templates {
                yaml.entry(kind, *body);
            }
        });
    }
}
