//! The route tree: rows with elbows, of which only those in sight are drawn.

pub(crate) mod acts;
mod drag;
mod picks;
mod row;

use std::cell::RefCell;
use std::sync::Arc;

use gateway_studio::model::marks;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

use crate::browser;
use crate::dom::{self, button, el, list, live, many};
use crate::icon;
use crate::outline::{self, Row};
use crate::place::{Node, Place, Section, place};
use crate::reactive::{Lasting, Memo, RwSignal, StoredValue, effect, memo};
use crate::session::{Session, session, tongue, workspace};
use crate::window::Window;
use crate::words as w;
use crate::workspace::Workspace;

/// Height of a row in pixels, for a pointer and for a finger.
const ROW: (u32, u32) = (30, 44);
/// The DOM id of the filter, which a key focuses.
pub(crate) const FILTER: &str = "route-filter";

/// What the parts of the tree share; a handle that copies.
#[derive(Clone, Copy)]
struct Tree {
    ws: Workspace,
    place: Place,
    session: Session,
    shown: Memo<Arc<Vec<Row>>>,
    filter: RwSignal<String>,
    closed: RwSignal<Vec<String>>,
    /// The node that arrow keys move from.
    active: RwSignal<Node>,
    /// The row that the key Tab reaches: the same, or another one while a filter hides it.
    reached: Memo<Node>,
    window: Window,
    /// Height of a row in pixels.
    row: u32,
    /// The worst finding of each route, by its place among the problems.
    worst: Memo<Vec<Option<usize>>>,
    /// What is selected when it is more than the node that was chosen; sorted.
    picked: RwSignal<Vec<Node>>,
    /// Whether a click or a tap adds to what is selected.
    picking: RwSignal<bool>,
    /// Where a run of selected rows begins.
    anchor: RwSignal<Node>,
    /// What was cut or copied, to be put below another node.
    carried: RwSignal<Vec<Node>>,
    /// Whether that was copied.
    copied: RwSignal<bool>,
    dragged: Lasting<RefCell<Option<drag::Drag>>>,
}

impl Tree {
    fn find(self, node: &Node) -> Option<usize> {
        self.shown.with_untracked(|rows| {
            let exact = rows.iter().position(|row| row.node == *node);
            exact.or_else(|| rows.iter().position(|row| row.node.path == node.path))
        })
    }

    /// A row has the focus, by whatever way: keys are about it from now on.
    fn focused(self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let target: Option<Element> = target;
        let Some((row, node)) = target.and_then(|target| self.row_of(&target)) else {
            return;
        };
        // The rows may be about to be drawn anew.
        let is_this = row.id() == row::id(&node);
        if is_this && self.active.with_untracked(|active| *active != node) {
            self.active.set(node);
        }
    }

    /// Moves the focus to a row, which is drawn for it when it is out of sight.
    fn focus(self, row: usize) {
        let Some(node) = self
            .shown
            .with_untracked(|rows| rows.get(row).map(|row| row.node.clone()))
        else {
            return;
        };
        self.active.set(node.clone());
        self.window.nudge(row);
        let id = row::id(&node);
        browser::after_frame(move || {
            browser::focus(&id);
        });
    }

    fn choose(self, node: Node) {
        self.active.set(node.clone());
        self.anchor.set(node.clone());
        self.picked.set(Vec::new());
        self.place.node.set(node);
        self.place.go(Section::Routes);
    }

    fn fold(self, node: &Node, open: bool) {
        self.closed.update(|closed| {
            closed.retain(|path| *path != node.path);
            if !open {
                closed.push(node.path.clone());
            }
        });
        if let Some(row) = self.find(node) {
            self.focus(row);
        }
    }

    fn press(self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let ctrl = event.ctrl_key() || event.meta_key();
        let (alt, shift) = (event.alt_key(), event.shift_key());
        let rows = self.shown.get_untracked();
        let node = self.active.get_untracked();
        let here = self.find(&node).unwrap_or_default();
        let Some(row) = rows.get(here) else { return };
        let parent = || {
            rows[..here]
                .iter()
                .rposition(|other| other.depth < row.depth)
        };
        let key = event.key();
        match key.as_str() {
            "ArrowLeft" | "ArrowUp" if alt => self.step_out(),
            "ArrowRight" | "ArrowDown" if alt => self.step_in(here, &rows),
            " " => self.toggle(node),
            "a" if ctrl => self.pick_all(&rows),
            "x" | "c" if ctrl => self.carry(key == "c"),
            "v" if ctrl => self.put_down(&node.path),
            "d" if ctrl => self.duplicate(),
            _ if ctrl || alt => return,
            "ArrowDown" if shift => self.pick_to((here + 1).min(rows.len() - 1), &rows),
            "ArrowUp" if shift => self.pick_to(here.saturating_sub(1), &rows),
            "Home" if shift => self.pick_to(0, &rows),
            "End" if shift => self.pick_to(rows.len() - 1, &rows),
            "Escape" if self.drop_drag() || self.is_picking() || self.carries() => self.unpick(),
            "ArrowDown" => self.focus((here + 1).min(rows.len() - 1)),
            "ArrowUp" => self.focus(here.saturating_sub(1)),
            "Home" => self.focus(0),
            "End" => self.focus(rows.len() - 1),
            "PageDown" => self.focus((here + 15).min(rows.len() - 1)),
            "PageUp" => self.focus(here.saturating_sub(15)),
            "ArrowRight" if row.has_children && !row.open => self.fold(&node, true),
            "ArrowRight" if row.has_children => self.focus(here + 1),
            "ArrowRight" => {}
            "ArrowLeft" if row.has_children && row.open && here > 0 => self.fold(&node, false),
            "ArrowLeft" => self.focus(parent().unwrap_or(here)),
            "Enter" => self.choose(node),
            "F2" => {
                self.choose(node);
                crate::form::rename(self.place);
            }
            "Delete" | "Backspace" => self.delete(here),
            "n" => acts::add_child(self.ws, self.place, &node),
            key => {
                if !self.type_ahead(key, here, &rows) {
                    return;
                }
            }
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Deletes what is meant, and says so when a filter hides some of it.
    fn delete(self, here: usize) {
        let nodes = self.meant();
        let mut hidden = acts::routes_of(self.ws, &nodes);
        if self
            .filter
            .with_untracked(|filter| filter.trim().is_empty())
        {
            hidden.clear();
        } else {
            self.shown.with_untracked(|rows| {
                hidden.retain(|route| rows.iter().all(|row| row.node.route != Some(*route)));
            });
        }
        acts::delete(self.ws, self.place, self.session, &nodes);
        if !hidden.is_empty() {
            let t = self.session.language.get_untracked();
            self.session.said.set(w::hidden_deleted(t, hidden.len()));
        }
        let last = self
            .shown
            .with_untracked(|rows| rows.len().saturating_sub(1));
        self.focus(here.min(last));
    }

    /// The next row whose part begins with that letter.
    fn type_ahead(self, key: &str, here: usize, rows: &[Row]) -> bool {
        let mut letters = key.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return false;
        };
        if letter.is_ascii() && !letter.is_ascii_alphanumeric() {
            return false;
        }
        let begins = |row: &&Row| {
            row.part
                .trim_start_matches('{')
                .to_ascii_lowercase()
                .starts_with(letter)
        };
        let order = (here + 1..rows.len()).chain(0..here);
        if let Some(found) = order.into_iter().find(|place| begins(&&rows[*place])) {
            self.focus(found);
        }
        true
    }
}

/// Gives the focus to the row of the chosen node, once what was typed is in the tree.
pub(crate) fn focus_chosen(place: Place) {
    browser::after_paint(move || {
        if !browser::focus(&row::id(&place.node.get_untracked())) {
            browser::focus(TREE);
        }
    });
}

/// Whether a row of the tree has the focus.
pub(crate) fn has_focus() -> bool {
    browser::is_within("[role=tree]")
}

/// The element that holds the rows.
const TREE: &str = "route-tree";

/// The tree, or why there is none: a WebSocket API has no paths.
pub(crate) fn route_tree() -> dom::Node {
    let is_there = workspace().select(|d| d.websocket().is_none() || !d.routes.is_empty());
    let t = tongue();
    live(move || {
        if is_there.get() {
            paths()
        } else {
            el("p.empty").child(w::no_paths.get(t)).into()
        }
    })
}

/// The tree with its filter and the button that adds a route.
fn paths() -> dom::Node {
    let (ws, place, session, t) = (workspace(), place(), session(), tongue());
    let filter = RwSignal::new(String::new());
    // What was chosen when the filter was typed; what is worked on since then stays in sight.
    let chosen = StoredValue::new(place.node.get_untracked());
    let closed = RwSignal::new(Vec::new());
    let all = memo(move || {
        ws.routes.track();
        Arc::new(outline::rows(&ws.now().routes))
    });
    let shown = memo(move || {
        let rows = all.get();
        let filter = filter.get();
        let filter = filter.trim();
        let node = (!filter.is_empty()).then(|| place.node.get());
        let node = node.filter(|node| chosen.with_value(|chosen| chosen != node));
        closed.with(|closed| Arc::new(outline::shown(&rows, closed, filter, node.as_ref())))
    });
    let worst = worst(ws);
    let active = RwSignal::new(place.node.get_untracked());
    let reached = reached(active, shown);
    let row = if browser::is_narrow() { ROW.1 } else { ROW.0 };
    let tree = Tree {
        ws,
        place,
        session,
        shown,
        filter,
        closed,
        active,
        reached,
        window: Window::new(f64::from(row)),
        row,
        worst,
        picked: RwSignal::new(Vec::new()),
        picking: RwSignal::new(false),
        anchor: RwSignal::new(place.node.get_untracked()),
        carried: RwSignal::new(Vec::new()),
        copied: RwSignal::new(false),
        dragged: Lasting::new_lasting(RefCell::new(None)),
    };
    effect(move || all.with(|rows| tree.keep_picks(rows)));
    // What is chosen elsewhere, as by a problem, is where the arrow keys go on from.
    effect(move || {
        let node = place.node.get();
        if active.get_untracked() != node {
            active.set(node.clone());
            if let Some(row) = tree.find(&node) {
                tree.window.show(row, 0.3);
            }
        }
    });
    effect(move || {
        ws.routes.track();
        acts::follow(ws, place);
    });
    let add = move || acts::add_child(ws, place, &place.node.get_untracked());
    let input = el("input.input.filter")
        .id(FILTER)
        .attr("type", "search")
        .attr("aria-label", w::filter_routes.get(t))
        .attr("placeholder", w::filter_placeholder.get(t))
        .live_value(move || filter.get())
        .takes("input", move |text| {
            chosen.set_value(place.node.get_untracked());
            filter.set(text);
        })
        .on("keydown", move |event: &KeyboardEvent| {
            filter_key(&tree, event);
        });
    let add = button("quiet.icon")
        .attr("aria-label", w::add_route.get(t))
        .attr("title", w::add_route_title.get(t))
        .click(add)
        .child(icon::PLUS.draw());
    let pick = button("quiet.icon")
        .tip(w::pick_several.get(t))
        .live_state("aria-pressed", move || tree.picking.get())
        .click(move || {
            if tree.is_picking() {
                tree.unpick();
            } else {
                tree.picking.set(true);
            }
        })
        .child(icon::PICK.draw());
    let head = el("div.routes-head").child(input).child(pick).child(add);
    el("section.routes")
        .attr("aria-label", w::route_tree.get(t))
        .child(head)
        .child(tree.strip())
        .child(rows(&tree))
        .into()
}

/// The worst finding of each route, by its place among the problems.
fn worst(ws: Workspace) -> Memo<Vec<Option<usize>>> {
    memo(move || {
        let mut worst = vec![None; ws.now().routes.len()];
        ws.findings.with(|found| {
            for (place, problem) in found.problems.iter().enumerate() {
                let rest = problem.at.strip_prefix("/routes/");
                let route = rest.and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
                // The worst comes first.
                if let Some(mark) = route.and_then(|route| worst.get_mut(route)) {
                    mark.get_or_insert(place);
                }
            }
        });
        worst
    })
}

/// The row with the arrow keys, or another one while a filter hides it.
fn reached(active: RwSignal<Node>, shown: Memo<Arc<Vec<Row>>>) -> Memo<Node> {
    memo(move || {
        let active = active.get();
        shown.with(|rows| {
            let is_there = rows.iter().any(|row| row.node == active);
            let first = rows.iter().find(|row| row.found).or(rows.first());
            let other = first.filter(|_| !is_there).map(|row| row.node.clone());
            other.unwrap_or(active)
        })
    })
}

fn filter_key(tree: &Tree, event: &KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    match event.key().as_str() {
        "Escape" => tree.filter.set(String::new()),
        // To the row that was left, else to the first one that is found.
        "ArrowDown" | "Enter" => {
            let rows = tree.shown.get_untracked();
            let here = tree.find(&tree.active.get_untracked());
            let here = here.filter(|here| rows[*here].found);
            tree.focus(
                here.unwrap_or_else(|| rows.iter().position(|row| row.found).unwrap_or_default()),
            );
        }
        _ => return,
    }
    event.prevent_default();
}

fn rows(tree: &Tree) -> dom::Node {
    let (tree, t) = (*tree, tongue());
    let Tree {
        ws,
        shown,
        window,
        reached,
        row,
        ..
    } = tree;
    let count = move || shown.with(|rows| rows.len());
    let drawn = memo(move || {
        ws.routes.track();
        // Marks say where a route differs from the API, whose settings are elsewhere.
        ws.rested.track();
        let design = ws.now();
        let seen = |row: &Row| {
            let route = row.node.route.and_then(|route| design.routes.get(route));
            let marks = route.map(|route| marks(&design, route));
            Row {
                marks: marks.unwrap_or_default(),
                ..row.clone()
            }
        };
        let range = window.rows(count());
        let here = reached.get();
        shown.with(|rows| {
            let mut drawn: Vec<(usize, Row)> = range
                .clone()
                .map(|place| (place, seen(&rows[place])))
                .collect();
            // The row with the focus stays in the document even out of sight.
            let kept = rows.iter().position(|row| row.node == here);
            if let Some(kept) = kept.filter(|kept| !range.contains(kept)) {
                drawn.push((kept, seen(&rows[kept])));
            }
            drawn
        })
    });
    let is_empty = ws.select(|d| d.routes.is_empty());
    let none = live(move || {
        if is_empty.get() {
            let add = move || acts::add_child(ws, tree.place, &tree.place.node.get_untracked());
            let add = button("").click(add).child(w::add_route.get(t));
            let none = el("p.empty").child(w::no_routes.get(t));
            return Some(many([none.into(), el("p.empty").child(add).into()]));
        }
        (count() == 0).then(|| el("p.empty").child(w::nothing_found.get(t)).into())
    });
    let rows = list(
        move || drawn.get(),
        move |(place, row): (usize, Row)| row::draw(&tree, place, &row),
    );
    let rows = el("div.tree-rows")
        .attr("role", "none")
        .live_attr("style", move || {
            format!("height:{}px", count() * row as usize)
        })
        .child(rows);
    let rows = el("div.tree")
        .id(TREE)
        .attr("role", "tree")
        .attr("aria-label", w::routes.get(t))
        .attr("aria-multiselectable", "true")
        .live_attr("data-picking", move || tree.is_picking().then_some(""))
        .handle(window.node)
        .on("pointerdown", move |event: &MouseEvent| tree.grab(event))
        .on("pointermove", move |event: &MouseEvent| tree.drag(event))
        .on("pointerup", move |_: &Event| tree.drop())
        .on("pointercancel", move |_: &Event| {
            tree.drop_drag();
        })
        .on("scroll", move |_: &Event| window.measure())
        .on("focusin", move |event: &Event| tree.focused(event))
        .on("keydown", move |event: &KeyboardEvent| tree.press(event))
        .child(rows);
    // What is said of it stands where its rows would begin.
    many([none, rows.into()])
}
