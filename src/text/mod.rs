//! Printers for the languages of the generated files: the only place that quotes or escapes.
//!
//! Every printer writes into a [`Sink`], which remembers for each piece of text
//! its token class and the design pointers it came from. So the page can
//! highlight without a parser and lead from a line to its field and back.

mod chunks;
mod document;
mod hidden;
pub mod json;
mod lines;
pub mod markdown;
mod origins;
pub mod paste;
pub mod powershell;
pub mod python;
pub mod shell;
pub mod toml;
mod width;
pub mod yaml;
pub mod zone;

pub use document::{Class, Document, Sink};
pub use hidden::{is_hidden, one_line, visible};
pub use width::half_width;
