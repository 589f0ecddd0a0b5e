//! Comments and messages in generated files.

mod app;
mod cli;
mod dns;
mod monitoring;
mod readme;
mod sam;
mod websocket;

pub(crate) use app::*;
pub(crate) use cli::*;
pub(crate) use dns::*;
pub(crate) use monitoring::*;
pub(crate) use readme::*;
pub(crate) use sam::*;
pub(crate) use websocket::*;
