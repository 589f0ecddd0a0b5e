//! Definitions in OpenAPI 2.0, 3.0 and 3.1, with or without API Gateway's extensions: files of their own, and bodies
//! inside templates.
//!
//! What the design has a field for goes there. Everything else (descriptions, examples, schemas of answers, extensions
//! that the design does not know) is kept at its place, where the caller has a home for it, and is named in one finding
//! for each kind of key otherwise.

mod answers;
mod around;
mod integration;
mod leftovers;
mod mapping;
mod mock;
mod operations;
mod origin;
mod parameters;
pub(crate) mod policy;
mod preflight;
mod references;
mod request;
mod security;
mod settings;
mod shape;
mod transform;
pub(crate) mod value;
mod worked;

pub(crate) use around::{Alone, Around, qualified};
pub(crate) use preflight::take_opened;
pub(crate) use security::settle_methods;
pub(crate) use shape::check as check_values;
pub(crate) use worked::recognise as recognise_actions;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Reading;
use super::node::{Entry, Mark, Node, Place};
use crate::diagnostic::Severity;
use crate::model::{
    Access, Api, ApiKind, Cors, DEFAULT_STAGE, Design, HttpApi, Kept, OPENAPI, Opaque, REFERENCES,
    RestApi, Route, Stage, Verb,
};
use crate::sentence;
use security::Scheme;

/// What a definition says of a design.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    /// Its kind and settings; name and description are those of `info`.
    pub(crate) api: Api,
    /// Its paths.
    pub(crate) routes: Vec<Arc<Route>>,
    /// Authorizers, and what most methods want of callers.
    pub(crate) access: Access,
    /// Of all paths.
    pub(crate) cors: Option<Cors>,
    /// The stage that it was exported from.
    pub(crate) stage: Option<String>,
    /// The region in an address of the API or of a service.
    pub(crate) region: String,
}

/// How a definition is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options<'a> {
    /// The kind of API, where what stands around the definition says it.
    pub(crate) kind: Option<ApiKind>,
    /// The generated file, and the JSON Pointer in it, where the definition goes back out. Without one nothing is kept.
    pub(crate) home: Option<(&'a str, &'a str)>,
    /// What is said of a REST API around the definition.
    pub(crate) known: Option<&'a RestApi>,
    /// Whether it is private, where what stands around the definition says it.
    pub(crate) is_private: Option<bool>,
}

/// A definition on its way into a design.
struct Reader<'a> {
    root: &'a Node,
    reading: &'a mut Reading,
    around: &'a mut dyn Around,
    kind: ApiKind,
    is_private: Option<bool>,
    home: Option<(&'a str, &'a str)>,
    /// Whether it is OpenAPI 2.0.
    is_swagger: bool,
    schemes: BTreeMap<&'a str, Scheme>,
    validators: BTreeMap<String, crate::model::Validator>,
    rest: RestApi,
    http: HttpApi,
    region: String,
    /// How many operations say nothing of what answers them, and the first of them.
    unanswered: (usize, Option<(Place, Verb, &'a str)>),
    /// The first preflight that answers with another status than the studio's do, and which one.
    other_preflight: Option<(Place, u32)>,
    /// The operation that is being read.
    current: (Verb, &'a str),
}

/// Whether a document is a definition.
pub(super) fn is_one(root: &Node) -> bool {
    let version = |key: &str| root.get(key).is_some_and(Node::is_scalar);
    (version("openapi") || version("swagger"))
        && (root.get("info").is_some() || root.get("paths").is_some())
}

/// Reads a file that is a definition.
pub(super) fn read(root: &Node, reading: &mut Reading) -> Design {
    let mut alone = Alone::default();
    let options = Options {
        kind: None,
        home: Some((OPENAPI, "")),
        ..Options::default()
    };
    let body = read_body(root, options, &mut alone, reading);
    shape::check(root, reading);
    let mut names = std::collections::BTreeSet::new();
    value::names(root, &mut names);
    reading.kept.extend(names.into_iter().map(|name| Kept {
        file: REFERENCES.to_owned(),
        at: format!("/{name}"),
        value: Opaque::default(),
        ..Kept::default()
    }));
    let stage = body.stage.unwrap_or_else(|| {
        let name = if matches!(body.api, Api::Http(_)) {
            DEFAULT_STAGE
        } else {
            "prod"
        };
        reading.say(
            Severity::Info,
            "openapi-stage-added",
            root.at,
            sentence!(
                "OpenAPI has no stages, no domain and no app: the design begins with the stage `{name}` and names the project after the API",
                "OpenAPI にはステージもドメインもアプリもないため、設計はステージ `{name}` から始め、プロジェクト名は API の名前から付けます",
            ),
            sentence!(
                "give it the name and the settings that you want",
                "必要な名前と設定に変更してください",
            ),
        );
        name.to_owned()
    });
    let region = [alone.region, body.region];
    let mut design = Design {
        name: project(body.api.name()),
        region: region
            .into_iter()
            .find(|region| !region.is_empty())
            .unwrap_or_default(),
        account_id: alone.account,
        functions: alone.functions,
        api: body.api,
        routes: body.routes,
        vpc_links: alone.links,
        stages: vec![Stage {
            name: stage,
            ..Stage::default()
        }],
        access: body.access,
        cors: body.cors,
        ..Design::default()
    };
    worked::recognise(&mut design);
    design
}

/// A project's name of an API's.
pub(super) fn project(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            name.push(c.to_ascii_lowercase());
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    let name = name.trim_matches(['-', '_']);
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if begins {
        name.chars().take(40).collect()
    } else {
        "api".into()
    }
}

/// Reads a definition, wherever it stands. Its root's own entries get their marks here.
pub(crate) fn read_body(
    root: &Node,
    options: Options<'_>,
    around: &mut dyn Around,
    reading: &mut Reading,
) -> Body {
    let kind = options.kind.unwrap_or_else(|| settings::kind(root));
    let mut reader = Reader {
        root,
        reading,
        around,
        kind,
        home: options.home,
        is_private: options.is_private,
        is_swagger: root.get("swagger").is_some(),
        schemes: BTreeMap::new(),
        validators: BTreeMap::new(),
        rest: RestApi {
            binary_media_types: Vec::new(),
            gateway_responses: options
                .known
                .map_or_else(Vec::new, |known| known.gateway_responses.clone()),
            vpc_endpoint_ids: options
                .known
                .map_or_else(Vec::new, |known| known.vpc_endpoint_ids.clone()),
            ..RestApi::default()
        },
        http: HttpApi::default(),
        region: String::new(),
        unanswered: (0, None),
        other_preflight: None,
        current: (Verb::Any, ""),
    };
    let mut body = Body::default();
    reader.read_settings(&mut body);
    reader.read_schemes(&mut body.access);
    reader.read_models();
    let found = reader.read_paths();
    reader.say_unanswered();
    reader.say_preflight();
    preflight::settle(&mut reader, found, &mut body);
    security::settle(&mut body);
    leftovers::keep(&mut reader);
    references::check(root, reader.reading);
    body.region = std::mem::take(&mut reader.region);
    body.api = match reader.kind {
        ApiKind::Http => Api::Http(reader.http),
        ApiKind::Rest | ApiKind::Websocket => Api::Rest(reader.rest),
    };
    body
}

impl Reader<'_> {
    const fn is_http(&self) -> bool {
        matches!(self.kind, ApiKind::Http)
    }

    /// Keeps a key whole, whatever was made of it; without a home it is reported.
    fn keep_whole(&mut self, entry: &Entry, at: &str) {
        let mark = match self.home {
            Some((file, home)) => {
                self.reading.kept.push(Kept {
                    file: file.to_owned(),
                    at: format!("{home}{at}"),
                    value: entry.value.to_opaque(),
                    ..Kept::default()
                });
                Mark::Kept
            }
            None => Mark::Reported,
        };
        remark(entry, mark);
    }

    /// Says how many operations got the design's own function.
    fn say_unanswered(&mut self) {
        let (count, Some((at, verb, path))) = self.unanswered else {
            return;
        };
        let (verb, more) = (verb.as_str(), count - 1);
        let (en, ja) = match more {
            0 => (String::new(), " ".to_owned()),
            1 => (" and one more operation".to_owned(), " ほか1件".to_owned()),
            more => (
                format!(" and {more} more operations"),
                format!(" ほか{more}件"),
            ),
        };
        self.reading.say(
            Severity::Info,
            "openapi-without-integration",
            at,
            sentence!(
                "nothing says what answers `{verb} {path}`{en}: the design has one function for that",
                "`{verb} {path}`{ja}に応答するものの指定がないため、設計では1つの関数が応答します",
            ),
            sentence!(
                "choose another backend where that is wrong",
                "違う場合は、別のバックエンドを選んでください",
            ),
        );
    }
}

/// Notes something else about a key and everything below it.
fn remark(entry: &Entry, mark: Mark) {
    fn below(node: &Node, mark: Mark) {
        node.entries().iter().for_each(|entry| remark(entry, mark));
        node.items().iter().for_each(|item| below(item, mark));
    }
    entry.set_mark(mark);
    below(&entry.value, mark);
}
