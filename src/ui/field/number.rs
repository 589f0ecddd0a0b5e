//! One number of the design.

use leptos::prelude::*;

use super::frame::{described_by, frame, is_wrong};
use super::input::Input;
use super::{About, Lens};
use crate::browser::{number_text, number_value};
use crate::dom::{Node, el};
use crate::session::{tongue, workspace};
use crate::words::{self as w, Word};
use crate::workspace::Step;

/// A labelled number with its unit. In the lens, not a number stands for a number left out.
pub(crate) struct NumberField {
    about: About,
    value: Lens<f64>,
    unit: Word,
    fraction: bool,
    optional: bool,
}

impl NumberField {
    /// A whole number that must be there; the unit says what is counted.
    pub(crate) fn new(about: About, value: Lens<f64>, unit: Word) -> Self {
        Self {
            about,
            value,
            unit,
            fraction: false,
            optional: false,
        }
    }

    /// The same with fractions allowed.
    pub(crate) fn fraction(self) -> Self {
        Self {
            fraction: true,
            ..self
        }
    }

    /// The same when it may be left out.
    pub(crate) fn optional(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }
}

impl From<NumberField> for Node {
    fn from(field: NumberField) -> Self {
        draw(field)
    }
}

fn draw(field: NumberField) -> Node {
    let NumberField {
        about,
        value,
        unit,
        fraction,
        optional,
    } = field;
    let ws = workspace();
    let get = value.get.clone();
    let now = ws.select(move |design| {
        let number = get(design);
        if number.is_nan() {
            String::new()
        } else {
            number_text(number)
        }
    });
    let commit = Callback::new(move |text: String| {
        let text = text.trim();
        let number = match number_value(text) {
            _ if text.is_empty() && optional => f64::NAN,
            Some(number)
                if fraction || (number.fract() == 0.0 && number <= f64::from(u32::MAX)) =>
            {
                number
            }
            _ => {
                return Some(if fraction {
                    w::not_a_number as Word
                } else {
                    w::not_a_whole_number
                });
            }
        };
        let set = value.set.clone();
        ws.edit(Step::typing(about.label), about.at, move |design| {
            set(design, number);
        });
        None
    });
    let input = Input {
        at: about.at,
        name: None,
        described_by: described_by(&about),
        wrong: is_wrong(about.at),
        value: now,
        commit,
        placeholder: Signal::default(),
        code: true,
        mode: if fraction { "decimal" } else { "numeric" },
        lines: 1,
    };
    let control = el("div.measure")
        .child(input.draw())
        .child(el("span.unit").child(unit(tongue())));
    frame(about, control)
}

/// A whole number as the lens of a [`NumberField`] has it.
pub(crate) fn whole(number: f64) -> u32 {
    // The field lets only whole numbers of this range through.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float saturates"
    )]
    let whole = number as u32;
    whole
}
