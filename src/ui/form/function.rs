//! Lambda functions.

use gateway_studio::aws;
use gateway_studio::model::{Architecture, Function};
use leptos::prelude::*;

use super::at;
use super::items::{Items, free_name};
use super::reading::arn_parts;
use crate::dom::{El, Node, button, el, many};
use crate::field::{
    About, Lens, NumberField, Pick, Reach, TextField, choice, design, group, select, variables,
    whole,
};
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

pub(super) fn form() -> Node {
    let (ws, place) = (workspace(), place());
    let append = Callback::new(move |()| {
        let now = ws.now();
        let name = free_name(
            if now.name.is_empty() {
                "app"
            } else {
                &now.name
            },
            |name| now.function(name).is_some(),
        );
        let index = now.functions.len();
        ws.edit(Step::new(w::did_add, name.clone()), at("functions"), |d| {
            d.functions.push(Function {
                name,
                ..Function::default()
            });
        });
        place.function.set(index);
    });
    let items = Items {
        label: w::functions,
        names: ws.select(|d| {
            d.functions
                .iter()
                .map(|function| function.name.clone())
                .collect()
        }),
        chosen: place.function,
        at: "functions",
        add: w::add_function,
        append,
        empty: w::no_functions,
        form: one,
    };
    items.draw()
}

fn one(index: usize) -> Node {
    let (ws, session, t) = (workspace(), session(), tongue());
    let remove = move || {
        let name = ws
            .now()
            .functions
            .get(index)
            .map(|function| function.name.clone());
        let step = Step::new(w::did_delete, name.unwrap_or_default());
        session.did(&step);
        ws.edit(step, at("functions"), move |d| {
            if index < d.functions.len() {
                d.functions.remove(index);
            }
        });
    };
    let delete = button("quiet.danger")
        .click(remove)
        .child(icon::CROSS.draw())
        .child(w::delete_function(t));
    many([
        identity(index).into(),
        size(index).into(),
        environment(index).into(),
        el("p.actions").child(delete).into(),
    ])
}

fn reach(index: usize) -> Reach<Function> {
    design()
        .part(|d| &d.functions, |d| &mut d.functions)
        .item(index)
}

fn identity(index: usize) -> El {
    let (function, here, t) = (reach(index), at("functions").join(index), tongue());
    let name = About::new(w::function_name, here.join("name"))
        .help(w::function_name_help)
        .term("FunctionName");
    let arn = About::new(w::function_arn, here.join("arn"))
        .help(w::function_arn_help)
        .term("ARN");
    let renamed = Lens::new(
        move |d| {
            d.functions
                .get(index)
                .map(|function| function.name.clone())
                .unwrap_or_default()
        },
        move |d, name| d.rename_function(index, &name),
    );
    let arn = TextField::new(arn, function.lens(|f| f.arn.clone(), |f, v| f.arn = v))
        .code()
        .placeholder(w::open_arn(t))
        .reading(arn_parts);
    group(w::identity, None)
        .child(TextField::new(name, renamed).code())
        .child(arn)
}

fn size(index: usize) -> El {
    let (function, here) = (reach(index), at("functions").join(index));
    let runtime = About::new(w::runtime, here.join("runtime")).term("Runtime");
    let memory = About::new(w::memory, here.join("memory_mib"))
        .help(w::memory_help)
        .term("MemorySize");
    let timeout = About::new(w::timeout, here.join("timeout_seconds"))
        .help(w::timeout_help)
        .term("Timeout");
    let architecture = About::new(w::architecture, here.join("architecture")).term("Architectures");
    let runtimes: Vec<(String, String)> = aws::PYTHON_RUNTIMES
        .iter()
        .map(|name| ((*name).to_owned(), name.replace("python", "Python ")))
        .collect();
    let chosen = function.lens(
        |f| usize::from(f.architecture == Architecture::Arm64),
        |f, place| {
            f.architecture = if place == 1 {
                Architecture::Arm64
            } else {
                Architecture::X86_64
            }
        },
    );
    let runtime = select(
        runtime,
        function.lens(|f| f.runtime.clone(), |f, v| f.runtime = v),
        Signal::stored(runtimes),
    );
    let memory = NumberField::new(
        memory,
        function.lens(|f| f64::from(f.memory_mib), |f, v| f.memory_mib = whole(v)),
        w::mib,
    );
    let timeout = NumberField::new(
        timeout,
        function.lens(
            |f| f64::from(f.timeout_seconds),
            |f, v| f.timeout_seconds = whole(v),
        ),
        w::seconds,
    );
    let architectures = vec![
        Pick::new("x86_64", w::architecture_x86),
        Pick::new("arm64", w::architecture_arm),
    ];
    group(w::size, None)
        .child(runtime)
        .child(el("div.pair").child(memory).child(timeout))
        .child(choice(architecture, chosen, architectures))
}

fn environment(index: usize) -> El {
    let here = at("functions").join(index).join("environment");
    let about = About::new(w::environment, here)
        .help(w::environment_help)
        .term("Environment");
    let reach = reach(index).part(|f| &f.environment, |f| &mut f.environment);
    group(w::environment_group, None).child(variables(about, reach))
}
