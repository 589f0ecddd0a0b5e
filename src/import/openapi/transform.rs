//! What an HTTP API changes of requests and answers on their way through.

use super::{mapping, value};
use crate::import::node::{Entry, Mark, Node};
use crate::model::{ChangeAction, Transform, TransformedResponse, Variable, change};

/// Reads the changes of a proxy integration. One that the service does not know stays unread.
pub(super) fn read(node: &Node) -> Transform {
    let mut transform = Transform {
        request: mapping::inside(node, "requestParameters")
            .filter_map(read_change)
            .collect(),
        responses: Vec::new(),
    };
    for entry in mapping::inside(node, "responseParameters") {
        let Ok(status) = entry.key.parse() else {
            continue;
        };
        if entry.value.is_map() {
            entry.set_mark(Mark::Represented);
            transform.responses.push(TransformedResponse {
                status,
                changes: entry
                    .value
                    .entries()
                    .iter()
                    .filter_map(read_change)
                    .collect(),
            });
        }
    }
    transform
}

fn read_change(entry: &Entry) -> Option<Variable> {
    let (action, _) = change(&entry.key)?;
    let value = value::text(&entry.value)?;
    entry.set_all(Mark::Represented);
    Some(Variable {
        name: entry.key.as_str().to_owned(),
        value: match action {
            ChangeAction::Remove => String::new(),
            ChangeAction::Append | ChangeAction::Overwrite => value,
        },
    })
}
