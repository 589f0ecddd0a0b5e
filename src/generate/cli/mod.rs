//! `deploy.sh`, `teardown.sh` and `rotate-api-key.sh`: the design by AWS CLI commands.
//!
//! All find what exists before they make or remove anything, so they can be
//! run again after a change or an interruption.

mod access;
mod alarms;
mod api;
mod authorizer;
mod backend;
mod canary;
mod certificate;
mod deploy;
mod domain;
mod entrance;
mod gateway_response;
mod http;
mod key;
mod left;
mod link;
mod mapped;
mod mapping;
mod method_settings;
mod names;
mod place;
mod plan;
mod powershell;
mod prelude;
mod private_domain;
mod record;
mod request;
mod rest;
mod rotate;
mod route;
mod stage;
mod teardown;
mod web_acl;
mod websocket;

pub(super) use alarms::{GENERATOR as ALARMS, topic_name};
pub(super) use certificate::GENERATOR as CERTIFICATE;
pub(super) use deploy::GENERATOR as DEPLOY;
pub(super) use powershell::{
    ALARMS as ALARMS_ON_WINDOWS, CERTIFICATE as CERTIFICATE_ON_WINDOWS,
    DEPLOY as DEPLOY_ON_WINDOWS, ROTATE_API_KEY as ROTATE_ON_WINDOWS,
    TEARDOWN as TEARDOWN_ON_WINDOWS,
};
pub(super) use rotate::GENERATOR as ROTATE_API_KEY;
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
