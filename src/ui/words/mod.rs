//! The words of the page, English and Japanese side by side.

/// Declares messages as `gateway_studio::words!` does. Their texts are not part of the program: a message is
/// a place in the table of a language, and the build makes the tables of these same blocks.
macro_rules! words {
    ($($name:ident $(($($arg:ident),+))? : $en:literal, $ja:literal;)*) => {
        #[expect(non_camel_case_types, reason = "they are the names of the messages")]
        enum Place { $($name),* }
        pub(super) const COUNT: usize = [$(stringify!($name)),*].len();
        const START: usize = super::table::start(module_path!());
        $(words!(@one $name $(($($arg),+))?);)*
    };
    (@one $name:ident) => {
        #[expect(non_upper_case_globals, reason = "a message with arguments, which is a function, has such a name, too")]
        pub(crate) const $name: super::Word = super::Word::at(START + Place::$name as usize);
    };
    (@one $name:ident ($($arg:ident),+)) => {
        // A module of its own, where an argument may be called as another message is.
        mod $name {
            pub(crate) fn $name(language: gateway_studio::words::Language, $($arg: impl std::fmt::Display),+) -> String {
                let place = super::START + super::Place::$name as usize;
                super::super::table::filled(language, place, &[$(&$arg),+])
            }
        }
        pub(crate) use $name::$name;
    };
}

mod access;
mod backend;
mod domain;
mod message;
mod monitoring;
mod project;
mod request;
mod route;
mod shell;
mod stage;
mod table;

use gateway_studio::diagnostic::Severity;
use gateway_studio::words::Language;

pub(crate) use access::*;
pub(crate) use backend::*;
pub(crate) use domain::*;
pub(crate) use message::*;
pub(crate) use monitoring::*;
pub(crate) use project::*;
pub(crate) use request::*;
pub(crate) use route::*;
pub(crate) use shell::*;
pub(crate) use stage::*;
pub(crate) use table::{Word, is_loaded, load, tag};

/// English has a word for one and a word for more; Japanese needs neither.
fn counted(t: Language, count: usize, one: &str, many: &str, ja: &str) -> String {
    match t {
        Language::En => format!("{count} {}", if count == 1 { one } else { many }),
        Language::Ja => format!("{ja} {count}件"),
    }
}

/// `2 errors`
pub(crate) fn errors(t: Language, count: usize) -> String {
    severity_count(t, Severity::Error, count)
}

/// `2 warnings`
pub(crate) fn warnings(t: Language, count: usize) -> String {
    severity_count(t, Severity::Warning, count)
}

/// How many of a severity.
pub(crate) fn severity_count(t: Language, severity: Severity, count: usize) -> String {
    let (one, many) = match severity {
        Severity::Error => ("error", "errors"),
        Severity::Warning => ("warning", "warnings"),
        Severity::Info => ("note", "notes"),
    };
    counted(t, count, one, many, self::severity(t, severity))
}

/// The name of a severity.
pub(crate) fn severity(t: Language, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => error.get(t),
        Severity::Warning => warning.get(t),
        Severity::Info => note.get(t),
    }
}

/// `42 lines`
pub(crate) fn lines(t: Language, count: usize) -> String {
    match t {
        Language::En => counted(t, count, "line", "lines", ""),
        Language::Ja => format!("{count}行"),
    }
}
