//! Where the person looks: section, route, stage, file, and the way to a field.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;
use gateway_studio::model::tree;
use leptos::prelude::*;

use crate::browser;
use crate::keys::LETTERS;
use crate::reactive::{Lasting, RwSignal, StoredValue};
use crate::words::{self as w, Word};

/// Where the browser keeps whether long lines go on in the next row.
const WRAP: &str = "wrap";
const ON: &str = "on";

/// A section of the form, in the order of the structure pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    App,
    Api,
    Functions,
    Routes,
    Stages,
    Domain,
    Access,
    Cors,
    Monitoring,
}

impl Section {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 9] = [
        Self::App,
        Self::Api,
        Self::Functions,
        Self::Routes,
        Self::Stages,
        Self::Domain,
        Self::Access,
        Self::Cors,
        Self::Monitoring,
    ];

    /// Its part of the address, after `#`.
    pub(crate) const fn hash(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Api => "api",
            Self::Functions => "functions",
            Self::Routes => "routes",
            Self::Stages => "stages",
            Self::Domain => "domain",
            Self::Access => "access",
            Self::Cors => "cors",
            Self::Monitoring => "monitoring",
        }
    }

    /// Its name.
    pub(crate) const fn title(self) -> Word {
        match self {
            Self::App => w::app,
            Self::Api => w::api,
            Self::Functions => w::functions,
            Self::Routes => w::routes,
            Self::Stages => w::stages,
            Self::Domain => w::domain,
            Self::Access => w::access,
            Self::Cors => w::cors,
            Self::Monitoring => w::monitoring,
        }
    }

    /// The section with the field at a JSON Pointer.
    pub(crate) fn of(at: &str) -> Self {
        let first = match at.split('/').nth(1).unwrap_or_default() {
            // It stands beside who may call.
            "web_acl" => "access",
            "vpc_links" => "api",
            first => first,
        };
        let found = Self::ALL
            .into_iter()
            .find(|section| section.hash() == first);
        found.unwrap_or(Self::App)
    }
}

/// What stands in no section: where its pointer begins, the sheet that shows it, and what that is called.
const APART: [(&str, &str, Word); 2] = [
    ("/requests", "try", w::try_request),
    ("/silenced", "advice", w::silence),
];

/// The sheet with what stands at a JSON Pointer, and what it is called, if no section has it.
pub(crate) fn sheet_of(at: &str) -> Option<(&'static str, Word)> {
    let found = APART.iter().find(|(start, ..)| at.starts_with(start));
    found.map(|(_, sheet, title)| (*sheet, *title))
}

/// What a narrow window shows; a wide one shows all three side by side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    Structure,
    Edit,
    Output,
}

/// What the output pane shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Files,
    Problems,
    /// A sheet of that name.
    Sheet(&'static str),
}

/// A node of the route tree; the place of its route tells twins apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Node {
    pub(crate) path: String,
    pub(crate) route: Option<usize>,
}

impl Node {
    /// The node of the route at that place.
    pub(crate) fn of(design: &Design, route: usize) -> Option<Self> {
        let found = design.routes.get(route)?;
        let path = format!("/{}", tree::parts(&found.path).join("/"));
        Some(Self {
            path,
            route: Some(route),
        })
    }
}

/// Where the person looks; a handle that copies.
pub(crate) type Place = Lasting<PlaceState>;

/// What is behind the handle.
pub(crate) struct PlaceState {
    pub(crate) section: RwSignal<Section>,
    pub(crate) pane: RwSignal<Pane>,
    pub(crate) output: RwSignal<Output>,
    /// Whether the structure pane lies open over the form (windows of middle width).
    pub(crate) drawer: RwSignal<bool>,
    pub(crate) node: RwSignal<Node>,
    pub(crate) stage: RwSignal<usize>,
    pub(crate) function: RwSignal<usize>,
    /// Place of the file among all that the engine makes.
    pub(crate) file: RwSignal<u32>,
    /// The field with the focus, for the lines that it made.
    pub(crate) focused: RwSignal<Option<Pointer>>,
    /// The text that is searched in the files.
    pub(crate) search: RwSignal<String>,
    /// Whether keys of one letter do something.
    pub(crate) letters: RwSignal<bool>,
    /// Whether long lines go on in the next row, once somebody chose: until then those of texts for people do.
    pub(crate) wrap: RwSignal<Option<bool>>,
    /// The row of the file that the keyboard is on.
    pub(crate) row: RwSignal<usize>,
    /// The path as it was, while it is typed by somebody who came from the tree.
    pub(crate) renaming: StoredValue<Option<String>>,
    /// How often the command palette was opened.
    pub(crate) palette: RwSignal<u32>,
    /// The field being typed in: what is wrong with it waits for a pause.
    pub(crate) typing: RwSignal<Option<Pointer>>,
}

impl Place {
    /// The beginning: the section that the address names, the root of the tree.
    pub(crate) fn new() -> Self {
        Self::new_lasting(PlaceState {
            section: RwSignal::new(Section::of(&format!("/{}", browser::hash()))),
            pane: RwSignal::new(Pane::Edit),
            output: RwSignal::new(Output::Files),
            drawer: RwSignal::new(false),
            node: RwSignal::new(Node {
                path: "/".into(),
                route: Some(0),
            }),
            stage: RwSignal::new(0),
            function: RwSignal::new(0),
            file: RwSignal::new(0),
            focused: RwSignal::new(None),
            search: RwSignal::default(),
            wrap: RwSignal::new(browser::stored(WRAP).map(|text| text == ON)),
            letters: RwSignal::new(browser::stored(LETTERS).is_none()),
            row: RwSignal::new(0),
            renaming: StoredValue::new(None),
            palette: RwSignal::new(0),
            typing: RwSignal::new(None),
        })
    }

    /// Shows a section.
    pub(crate) fn go(self, section: Section) {
        if self.section.get_untracked() != section {
            self.section.set(section);
            self.focused.set(None);
            // A section begins at its top; who looks for a field goes on from there.
            browser::to_top("edit");
        }
        if browser::hash() != section.hash() {
            browser::set_hash(section.hash());
        }
        self.pane.set(Pane::Edit);
        self.drawer.set(false);
    }

    /// Lets long lines go on in the next row, or no longer.
    pub(crate) fn choose_wrap(self, wrap: bool) {
        self.wrap.set(Some(wrap));
        // A setting that cannot be kept is only asked again.
        drop(browser::store(WRAP, if wrap { ON } else { "off" }));
    }

    /// Shows the field at a JSON Pointer and focuses it, or what stands around it.
    pub(crate) fn reveal(self, design: &Design, at: &str) {
        if let Some((sheet, _)) = sheet_of(at) {
            self.output.set(Output::Sheet(sheet));
            return self.pane.set(Pane::Output);
        }
        let section = Section::of(at);
        self.go(section);
        let index = at
            .split('/')
            .nth(2)
            .and_then(|part| part.parse::<usize>().ok());
        match (section, index) {
            (Section::Routes, Some(route)) => {
                if let Some(node) = Node::of(design, route) {
                    self.node.set(node);
                }
            }
            (Section::Stages, Some(stage)) => self.stage.set(stage),
            (Section::Functions, Some(function)) => self.function.set(function),
            _ => {}
        }
        let at = at.to_owned();
        browser::after_paint(move || focus_nearest(&at));
    }
}

/// Lists of which the page shows one thing, which need not be the one that is meant.
const LISTS: [&str; 3] = ["/routes", "/stages", "/functions"];

/// Focuses the field at a JSON Pointer, else the first one inside it, else the nearest thing around it that the page shows.
fn focus_nearest(at: &str) {
    let mut at = at;
    let inside = |at: &str| !LISTS.contains(&at) && browser::focus_below(at);
    while !at.is_empty() && !browser::focus(at) && !inside(at) {
        at = at.rsplit_once('/').map_or("", |(around, _)| around);
    }
    if at.is_empty() {
        browser::focus("edit-title");
    }
}

/// The place of the page.
pub(crate) fn place() -> Place {
    expect_context()
}
