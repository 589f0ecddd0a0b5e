//! `deploy.sh` and `teardown.sh`: the design by AWS CLI commands.
//!
//! Both find what exists before they make or remove anything, so they can be
//! run again after a change or an interruption.

mod access;
mod api;
mod certificate;
mod deploy;
mod domain;
mod names;
mod prelude;
mod record;
mod route;
mod stage;
mod teardown;

pub(super) use certificate::GENERATOR as CERTIFICATE;
pub(super) use deploy::GENERATOR as DEPLOY;
pub(super) use teardown::GENERATOR as TEARDOWN;

use crate::text::shell::List;

/// A patch operation that sets `path` to a plain value.
fn replace(list: &mut List, path: &str, value: &str) {
    list.object(|json| {
        json.field("op", "replace");
        json.field("path", path);
        json.field("value", value);
    });
}
