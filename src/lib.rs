//! Gateway Studio: one [`model::Design`] value and pure functions around it.
//!
//! Nothing here reads a clock, the network, a file or the DOM. The page
//! (`src/ui`) and the command line (`src/cli`) are separate binaries on top.

pub mod aws;
pub mod cost;
pub mod diagnostic;
pub mod engine;
pub mod generate;
pub mod import;
pub mod judge;
pub mod keep;
pub mod model;
pub mod rules;
pub mod share;
pub mod sheet;
pub mod simulate;
pub mod text;
pub mod trouble;
pub mod words;
