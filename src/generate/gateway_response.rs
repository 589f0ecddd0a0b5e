//! Answers that a REST API gives itself: those of the design, and what lets other origins read them.

use std::collections::BTreeSet;

use super::cors;
use crate::diagnostic::Pointer;
use crate::model::Design;

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
