//! Moving by pointer: a mouse or a pen takes a row anywhere, a finger by its grip.

use gateway_studio::model::tree as paths;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, MouseEvent};

use super::Tree;
use crate::browser;
use crate::place::Node;

/// How far a pointer moves before a press becomes a drag, in pixels.
const SLACK: i32 = 6;
/// This near to an edge the tree scrolls along.
const EDGE: i32 = 28;

/// What a pointer holds.
pub(super) struct Drag {
    nodes: Vec<Node>,
    from: (i32, i32),
    moving: bool,
    /// The row under the pointer, where it can take what is held.
    over: Option<(Element, Node)>,
}

impl Drag {
    fn mark(&mut self, over: Option<(Element, Node)>) {
        if let Some((row, _)) = self.over.take() {
            // It is there, or it is gone with its row.
            let _ = row.remove_attribute("data-drop");
        }
        if let Some((row, _)) = &over {
            let _ = row.set_attribute("data-drop", "");
        }
        self.over = over;
    }
}

impl Tree {
    /// The row of an element, and its node.
    pub(super) fn row_of(self, element: &Element) -> Option<(Element, Node)> {
        let row = element.closest("[data-row]").ok()??;
        let place: usize = row.get_attribute("data-row")?.parse().ok()?;
        let node = self
            .shown
            .with_untracked(|rows| rows.get(place).map(|row| row.node.clone()))?;
        Some((row, node))
    }

    /// A pointer is pressed.
    pub(super) fn grab(self, event: &MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let target: Option<Element> = target;
        let Some(target) = target.filter(|_| event.button() == 0) else {
            return;
        };
        let by_grip = matches!(target.closest(".grip"), Ok(Some(_)));
        if browser::pointer(event).1 && !by_grip {
            return;
        }
        if let Some((_, node)) = self.row_of(&target) {
            let nodes = if untrack(|| self.is_picked(&node)) {
                self.meant()
            } else {
                vec![node]
            };
            self.dragged.replace(Some(Drag {
                nodes,
                from: (event.client_x(), event.client_y()),
                moving: false,
                over: None,
            }));
        }
    }

    /// A pointer moves.
    pub(super) fn drag(self, event: &MouseEvent) {
        let (x, y) = (event.client_x(), event.client_y());
        let mut dragged = self.dragged.borrow_mut();
        let (Some(drag), Some(tree)) = (&mut *dragged, self.window.node.get_untracked()) else {
            return;
        };
        if !drag.moving {
            let (from_x, from_y) = drag.from;
            if (x - from_x).abs() + (y - from_y).abs() < SLACK {
                return;
            }
            drag.moving = true;
            // From here on it is no click, wherever the pointer goes.
            let _ = tree.set_pointer_capture(browser::pointer(event).0);
            let _ = tree.set_attribute("data-dragging", "");
            return;
        }
        // The tree has the pointer by now, so this is counted from its edge.
        let inside = event.offset_y();
        let top = self.window.top();
        if inside < EDGE {
            self.window.scroll_to(top - EDGE / 2);
        } else if inside + EDGE > tree.client_height() {
            self.window.scroll_to(top + EDGE / 2);
        }
        #[expect(clippy::cast_precision_loss, reason = "no window has 2^23 pixels")]
        let under = document().element_from_point(x as f32, y as f32);
        let over = under.and_then(|under| self.row_of(&under));
        let over = over.filter(|(_, node)| takes(node, &drag.nodes));
        drag.mark(over);
    }

    /// A pointer is let go.
    pub(super) fn drop(self) {
        let held = self.dragged.take();
        let over = held.as_ref().and_then(|drag| drag.over.as_ref());
        let over = over.map(|(_, node)| node.path.clone());
        let nodes = held.as_ref().map(|drag| drag.nodes.clone());
        self.dragged.replace(held);
        self.drop_drag();
        if let (Some(nodes), Some(target)) = (nodes, over) {
            self.transfer(&nodes, &target, false);
        }
    }

    /// Lets go of what is held, which stays where it is; whether it was on its way.
    pub(super) fn drop_drag(self) -> bool {
        let held = self.dragged.take();
        if let Some(tree) = self.window.node.get_untracked() {
            let _ = tree.remove_attribute("data-dragging");
        }
        held.is_some_and(|mut drag| {
            drag.mark(None);
            drag.moving
        })
    }
}

/// Whether something can go below a node that is not there already.
fn takes(target: &Node, nodes: &[Node]) -> bool {
    let to = paths::parts(&target.path);
    let fits = |node: &Node| {
        let from = paths::parts(&node.path);
        !from.is_empty() && !to.starts_with(&from)
    };
    let moves = |node: &Node| {
        paths::parts(&node.path)
            .split_last()
            .is_some_and(|(_, above)| above != to)
    };
    !to.iter().any(|part| paths::is_greedy(part))
        && nodes.iter().all(fits)
        && nodes.iter().any(moves)
}
