//! HTTP APIs (`aws apigatewayv2`): what `deploy.sh` and `teardown.sh` do otherwise than for REST APIs.
//!
//! Stages deploy by themselves, so every change is live at once. Hence the order: callers are
//! decided about, and functions opened to the API, before routes lead there; a route is changed in
//! its place, so that no other route answers for it meanwhile.

mod api;
mod authorizer;
mod compared;
mod mapping;
pub(super) mod query;
mod route;
mod stage;

pub(super) use api::print_find;
pub(super) use authorizer::{print as print_authorizers, print_drop as print_drop_authorizers};
pub(super) use mapping::{
    OWN_MAPPINGS, print as print_mappings, print_input as print_mapping_input,
};
pub(super) use route::DROP_INTEGRATIONS;
pub(super) use stage::{print as print_stages, print_url};

use super::link;
use super::names::Names;
use crate::model::{Design, HttpApi};
use crate::text::shell::Shell;
use crate::words::files as words;

/// The API with everything but its stages.
pub(super) fn print(shell: &mut Shell, design: &Design, http: &HttpApi, names: &Names) {
    api::print(shell, design, http, names);
    authorizer::print(shell, design);
    super::api::print_permissions(shell, design);
    shell.blank();
    link::print(shell, design, names);
    route::print(shell, design, http);
    authorizer::print_drop(shell, design);
}

/// Removes permissions, then the API with its stages.
pub(super) fn print_remove(shell: &mut Shell, design: &Design) {
    shell.comment(words::teardown_api(design.output.language));
    shell.block("if known $API ; then", [], "fi", |shell| {
        super::api::print_remove_permissions(shell, design);
        authorizer::print_remove_permissions(shell, design);
        shell.line(
            "tolerate NotFound aws apigatewayv2 delete-api --api-id $API",
            [],
        );
    });
}
