//! A form as a table: what each field says about itself, and the key under which its value stands.
//!
//! A table is data, so a field costs its words and a few numbers; one renderer draws them all
//! ([`super::draw`]). Keys lie below the place for which a table is drawn.

use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;
use gateway_studio::words::Language;
use serde_json::Value;

use crate::dom::Node;
use crate::words::Word;

/// One text that can be among the texts of a list: its value and its class.
pub(crate) type Chip = (String, String);
/// Whether a field is shown, by its own place.
pub(crate) type Test = fn(&Design, Pointer) -> bool;
/// Writes a value at the place of its field.
pub(crate) type Set = fn(&mut Design, Pointer, &Value);
/// Changes the name of the item at that place of a list, and everything that refers to it.
pub(crate) type Rename = fn(&mut Design, usize, &str);
/// What can be selected: the value and its text.
pub(crate) type Options = fn(&Design, Language) -> Vec<(String, String)>;

/// A field, or fields that belong together.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    /// Keys below the form's place, `access_log/format`; none for the place itself.
    pub(super) key: &'static str,
    /// Its label, which is also the name of the step in the history.
    pub(super) label: Word,
    pub(super) help: Option<Word>,
    /// The word of AWS or of the tool.
    pub(super) term: &'static str,
    pub(super) control: Control,
    pub(super) shown: Option<Test>,
    pub(super) set: Write,
}

/// How a value is written.
#[derive(Clone, Copy)]
pub(super) enum Write {
    /// As it is.
    Plain,
    Own(Set),
    Rename(Rename),
}

#[derive(Clone, Copy)]
pub(super) enum Control {
    Group(&'static [Field]),
    Pair(&'static [Field]),
    Nested(&'static [Field]),
    Part(&'static [Field]),
    Text(Text),
    Number(Number),
    Toggle,
    Optional(&'static [Field]),
    Choice(&'static [Pick]),
    Select(Options),
    Chips(fn(&Design) -> Vec<Chip>, Word),
    Texts(Word),
    Pairs(Word),
    Things(&'static Things),
    Own(fn(Pointer) -> Node),
}

#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) code: bool,
    pub(super) lines: usize,
    pub(super) placeholder: Placeholder,
    pub(super) reading: Option<fn(&str) -> Node>,
}

#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) unit: Word,
    pub(super) fraction: bool,
    pub(super) optional: bool,
}

/// What holds while a text is empty.
#[derive(Clone, Copy)]
pub(super) enum Placeholder {
    None,
    Fixed(&'static str),
    Word(Word),
    Derived(fn(&Design, Pointer, Language) -> String),
}

/// One option of a choice.
#[derive(Clone, Copy)]
pub(crate) struct Pick {
    /// Its JSON: the name of a variant, `true`, `false`, or nothing for what is left out.
    pub(super) value: &'static str,
    pub(super) title: Title,
    /// What follows from it.
    pub(super) note: Option<Word>,
    /// What there is to say once it is chosen; keys lie inside the variant.
    pub(super) fields: &'static [Field],
}

/// What an option is called; values of AWS stay as they are.
#[derive(Clone, Copy)]
pub(super) enum Title {
    Fixed(&'static str),
    Word(Word),
}

/// Objects of one kind below one another.
#[derive(Clone, Copy)]
pub(crate) struct Things {
    /// The field that names one.
    pub(crate) name: &'static str,
    /// Names that AWS knows; a new one takes the first that is free.
    pub(crate) known: &'static [&'static str],
    /// How a new one is called then, with a number when that is taken; as the project when empty.
    pub(crate) stem: &'static str,
    /// Stands on the button for one more.
    pub(crate) add: Word,
    /// What a new one has beside its defaults.
    pub(crate) start: Option<fn(&mut Design, Pointer)>,
    pub(crate) fields: &'static [Field],
    /// What stands beside the button that deletes one.
    pub(crate) foot: &'static [Field],
}

const fn field(key: &'static str, label: Word, control: Control) -> Field {
    Field {
        key,
        label,
        help: None,
        term: "",
        control,
        shown: None,
        set: Write::Plain,
    }
}

/// Fields under a title; their keys are those of the form.
pub(crate) const fn section(title: Word, fields: &'static [Field]) -> Field {
    field("", title, Control::Group(fields))
}

/// Two fields side by side.
pub(crate) const fn pair(fields: &'static [Field; 2]) -> Field {
    field("", Word::NONE, Control::Pair(fields))
}

/// Fields that belong to the field above them.
pub(crate) const fn nested(fields: &'static [Field]) -> Field {
    field("", Word::NONE, Control::Nested(fields))
}

/// The fields of an object that may be left out, shown while it is there; keys lie inside it.
pub(crate) const fn part(key: &'static str, fields: &'static [Field]) -> Field {
    field(key, Word::NONE, Control::Part(fields)).when(super::is_set)
}

/// A text on one line.
pub(crate) const fn text(key: &'static str, label: Word) -> Field {
    let text = Text {
        code: false,
        lines: 1,
        placeholder: Placeholder::None,
        reading: None,
    };
    field(key, label, Control::Text(text))
}

/// The same for what a machine reads: names, ARNs, paths.
pub(crate) const fn code(key: &'static str, label: Word) -> Field {
    let text = Text {
        code: true,
        lines: 1,
        placeholder: Placeholder::None,
        reading: None,
    };
    field(key, label, Control::Text(text))
}

/// A whole number that must be there; the unit says what is counted.
pub(crate) const fn number(key: &'static str, label: Word, unit: Word) -> Field {
    let number = Number {
        unit,
        fraction: false,
        optional: false,
    };
    field(key, label, Control::Number(number))
}

/// On or off.
pub(crate) const fn toggle(key: &'static str, label: Word) -> Field {
    field(key, label, Control::Toggle)
}

/// An object that may be left out: a switch, and what there is to say while it is on. Keys lie
/// inside the object.
pub(crate) const fn optional(key: &'static str, label: Word, fields: &'static [Field]) -> Field {
    field(key, label, Control::Optional(fields))
}

/// One of few, each with its consequence.
pub(crate) const fn choice(key: &'static str, label: Word, picks: &'static [Pick]) -> Field {
    field(key, label, Control::Choice(picks))
}

/// One of many.
pub(crate) const fn select(key: &'static str, label: Word, options: Options) -> Field {
    field(key, label, Control::Select(options))
}

/// Some of few; `empty` is said when there is nothing to choose.
pub(crate) const fn chips(
    key: &'static str,
    label: Word,
    offer: fn(&Design) -> Vec<Chip>,
    empty: Word,
) -> Field {
    field(key, label, Control::Chips(offer, empty))
}

/// Texts, one a row; `add` stands on the button for one more.
pub(crate) const fn texts(key: &'static str, label: Word, add: Word) -> Field {
    field(key, label, Control::Texts(add))
}

/// Names with values.
pub(crate) const fn pairs(key: &'static str, label: Word, add: Word) -> Field {
    field(key, label, Control::Pairs(add))
}

/// Objects of one kind below one another.
pub(crate) const fn things(key: &'static str, things: &'static Things) -> Field {
    field(key, things.add, Control::Things(things))
}

/// What no table can say; it is drawn for the field's place.
pub(crate) const fn own(key: &'static str, draw: fn(Pointer) -> Node) -> Field {
    field(key, Word::NONE, Control::Own(draw))
}

impl Field {
    /// The same under another key.
    pub(crate) const fn inside(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    /// The same with a sentence in plain words; under a title it says what the fields are about.
    pub(crate) const fn help(mut self, help: Word) -> Self {
        self.help = Some(help);
        self
    }

    /// The same with the term of AWS.
    pub(crate) const fn term(mut self, term: &'static str) -> Self {
        self.term = term;
        self
    }

    /// The same, shown only where the test holds.
    pub(crate) const fn when(mut self, shown: Test) -> Self {
        self.shown = Some(shown);
        self
    }

    /// The same, written by a function of its own.
    pub(crate) const fn set(mut self, set: Set) -> Self {
        self.set = Write::Own(set);
        self
    }

    /// The same for the name of a thing that others refer to.
    pub(crate) const fn renames(mut self, rename: Rename) -> Self {
        self.set = Write::Rename(rename);
        self
    }

    /// A text with that many lines.
    pub(crate) const fn lines(mut self, lines: usize) -> Self {
        if let Control::Text(text) = &mut self.control {
            text.lines = lines;
        }
        self
    }

    const fn placeholder(mut self, placeholder: Placeholder) -> Self {
        if let Control::Text(text) = &mut self.control {
            text.placeholder = placeholder;
        }
        self
    }

    /// A text with what holds while it is empty.
    pub(crate) const fn open(self, word: Word) -> Self {
        self.placeholder(Placeholder::Word(word))
    }

    /// A text with an example, the same in every language.
    pub(crate) const fn example(self, text: &'static str) -> Self {
        self.placeholder(Placeholder::Fixed(text))
    }

    /// A text that follows from the design while it is empty.
    pub(crate) const fn derived(self, text: fn(&Design, Pointer, Language) -> String) -> Self {
        self.placeholder(Placeholder::Derived(text))
    }

    /// A text with what it says, drawn below it.
    pub(crate) const fn reading(mut self, reading: fn(&str) -> Node) -> Self {
        if let Control::Text(text) = &mut self.control {
            text.reading = Some(reading);
        }
        self
    }

    /// A number with fractions allowed.
    pub(crate) const fn fraction(mut self) -> Self {
        if let Control::Number(number) = &mut self.control {
            number.fraction = true;
        }
        self
    }

    /// A number that may be left out.
    pub(crate) const fn maybe(mut self) -> Self {
        if let Control::Number(number) = &mut self.control {
            number.optional = true;
        }
        self
    }

    /// Where its value stands, in a form drawn for `base`.
    pub(super) fn at(&self, base: Pointer) -> Pointer {
        below(base, self.key)
    }
}

impl Pick {
    const fn new(value: &'static str, title: Title) -> Self {
        Self {
            value,
            title,
            note: None,
            fields: &[],
        }
    }

    /// An option whose name is its value.
    pub(crate) const fn plain(value: &'static str) -> Self {
        Self::new(value, Title::Fixed(value))
    }

    /// An option with the name that AWS gives it.
    pub(crate) const fn named(value: &'static str, title: &'static str) -> Self {
        Self::new(value, Title::Fixed(title))
    }

    /// An option with a name in words.
    pub(crate) const fn worded(value: &'static str, title: Word) -> Self {
        Self::new(value, Title::Word(title))
    }

    /// The same with what follows from it.
    pub(crate) const fn note(mut self, note: Word) -> Self {
        self.note = Some(note);
        self
    }

    /// The same with what there is to say once it is chosen.
    pub(crate) const fn with(mut self, fields: &'static [Field]) -> Self {
        self.fields = fields;
        self
    }
}

/// A place some keys below another one.
pub(crate) fn below(base: Pointer, keys: &'static str) -> Pointer {
    let keys = keys.split('/').filter(|key| !key.is_empty());
    keys.fold(base, Pointer::join)
}
