//! Names of tables that `DynamoDB` does not have.

use super::mend;
use super::{Finding, Rule};
use crate::diagnostic::{Pointer, Severity};
use crate::model::Design;
use crate::sentence;

pub(super) const RULE: Rule = Rule {
    id: "connection-table-malformed",
    severity: Severity::Error,
    docs: "A table's name has 3 to 255 letters, digits, `_`, `-` and `.` (AWS: Amazon DynamoDB developer guide, \
           \"Naming rules\").",
    bad: r#"{"api": {"websocket": {"connection_table": "open connections"}}}"#,
    good: r#"{"api": {"websocket": {"connection_table": "feed-connections"}}}"#,
    check,
};

fn check(design: &Design) -> Vec<Finding> {
    let table = design.websocket().map_or("", |api| &api.connection_table);
    let word = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    if table.is_empty() || (3..=255).contains(&table.len()) && table.chars().all(word) {
        return Vec::new();
    }
    let message = sentence!(
        "`{table}` is not the name of a table",
        "`{table}` はテーブル名として使えません",
    );
    let at = Pointer::root().join("api").join("websocket");
    vec![Finding::at(at.join("connection_table"), message).maybe(mend::tame(table, "_-.", 255).filter(|name| name.len() > 2)).help(sentence!(
        "use 3 to 255 letters, digits, `_`, `-` and `.`, or leave it empty to keep no connections",
        "3〜255文字の英数字と `_`、`-`、`.` にするか、空にして接続を保存しないでください",
    ))]
}
