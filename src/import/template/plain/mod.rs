//! APIs that are written as resources of API Gateway itself, not of AWS SAM.
//!
//! What they say of paths is put into an OpenAPI definition, which has words for all of it, and read as one.

mod body;
mod http;
mod method;
mod rest;
mod websocket;

pub(super) use websocket::is_websocket;
