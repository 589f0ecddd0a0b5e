//! Lambda functions.

use gateway_studio::aws;
use gateway_studio::model::Design;

use super::at;
use super::items::{Items, action};
use super::reading::arn_parts;
use crate::dom::{Node, el};
use crate::field::delete;
use crate::field::table::{
    Field, Pick, Things, choice, code, number, pair, pairs, section, select,
};
use crate::icon;
use crate::place::place;
use crate::session::{session, workspace};
use crate::words as w;

const FUNCTIONS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "",
    add: w::add_function,
    start: None,
    fields: FORM,
    foot: &[],
};

const FORM: &[Field] = &[
    section(
        w::identity,
        &[
            code("name", w::function_name)
                .help(w::function_name_help)
                .term("FunctionName")
                .renames(Design::rename_function),
            code("arn", w::function_arn)
                .help(w::function_arn_help)
                .term("ARN")
                .open(w::open_arn)
                .reading(arn_parts),
        ],
    ),
    section(
        w::size,
        &[
            select("runtime", w::runtime, |_, _| {
                let runtimes = aws::PYTHON_RUNTIMES.iter();
                let named = |name: &&str| ((*name).to_owned(), name.replace("python", "Python "));
                runtimes.map(named).collect()
            })
            .term("Runtime"),
            pair(&[
                number("memory_mib", w::memory, w::mib)
                    .help(w::memory_help)
                    .term("MemorySize"),
                number("timeout_seconds", w::timeout, w::seconds)
                    .help(w::timeout_help)
                    .term("Timeout"),
            ]),
            choice(
                "architecture",
                w::architecture,
                &[
                    Pick::plain("x86_64").note(w::architecture_x86),
                    Pick::plain("arm64").note(w::architecture_arm),
                ],
            )
            .term("Architectures"),
        ],
    ),
    section(
        w::environment_group,
        &[pairs("environment", w::environment, w::add_variable)
            .help(w::environment_help)
            .term("Environment")],
    ),
];

pub(super) fn form() -> Node {
    let items = Items {
        label: w::functions,
        at: "functions",
        things: FUNCTIONS,
        empty: w::no_functions,
        actions,
    };
    items.draw(place().function)
}

fn actions(index: usize) -> Node {
    let (ws, session) = (workspace(), session());
    let remove = move || delete(ws, session, FUNCTIONS, at("functions").join(index));
    el("p.actions")
        .child(action(
            "quiet.danger",
            &icon::CROSS,
            w::delete_function,
            remove,
        ))
        .into()
}
