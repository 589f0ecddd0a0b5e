//! What the studio says, in English and in Japanese.
//!
//! A message stands once, both languages side by side, so a missing one does
//! not compile; an unused one is an unused function, which the lints refuse.
//! Findings carry their own pair ([`crate::diagnostic::Sentence`]), the page
//! keeps its words in `src/ui/words` with a macro of the same form, whose texts
//! come in a file per language.

pub(crate) mod files;

/// A language of the page, of findings and of comments in generated files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// What stands between what is and what to do, where both stand in one line.
    pub const fn joint(self) -> &'static str {
        match self {
            Self::En => "; ",
            Self::Ja => "。",
        }
    }
}

/// Declares messages: `name: "English", "Japanese";` makes `name(language)`.
///
/// With arguments, `name(a, b): "{a} of {b}", "{b} の {a}";` makes
/// `name(language, a, b)`, which formats anything that can be displayed.
#[macro_export]
macro_rules! words {
    ($($name:ident $(($($arg:ident),+))? : $en:literal, $ja:literal;)*) => {
        $($crate::words!(@one $name $(($($arg),+))? $en $ja);)*
    };
    (@one $name:ident $en:literal $ja:literal) => {
        pub(crate) fn $name(language: $crate::words::Language) -> &'static str {
            match language {
                $crate::words::Language::En => $en,
                $crate::words::Language::Ja => $ja,
            }
        }
    };
    (@one $name:ident ($($arg:ident),+) $en:literal $ja:literal) => {
        pub(crate) fn $name(language: $crate::words::Language, $($arg: impl ::std::fmt::Display),+) -> String {
            match language {
                $crate::words::Language::En => format!($en),
                $crate::words::Language::Ja => format!($ja),
            }
        }
    };
}
