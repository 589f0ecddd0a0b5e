//! Lambda functions.

use gateway_studio::aws;
use gateway_studio::model::{Architecture, Function};
use leptos::prelude::*;

use super::at;
use super::items::{Items, free_name};
use super::reading::arn_parts;
use crate::boxed::handler;
use crate::field::{
    About, Choice, Lens, NumberField, Pick, Reach, Select, TextField, Variables, design, group,
    whole,
};
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::words as w;
use crate::workspace::Step;

pub(super) fn form() -> AnyView {
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

fn one(index: usize) -> AnyView {
    let (ws, session, t) = (workspace(), session(), tongue());
    let remove = move |_| {
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
    view! {
        {identity(index)}
        {size(index)}
        {environment(index)}
        <p class="actions"><button type="button" class="quiet danger" on:click=handler(remove)>{icon::CROSS.draw()}{w::delete_function(t)}</button></p>
    }
    .into_any()
}

fn reach(index: usize) -> Reach<Function> {
    design()
        .part(|d| &d.functions, |d| &mut d.functions)
        .item(index)
}

fn identity(index: usize) -> AnyView {
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
    let body = view! {
        <TextField about=name code=true value=renamed/>
        <TextField about=arn code=true placeholder=w::open_arn(t) reading=arn_parts
            value=function.lens(|f| f.arn.clone(), |f, v| f.arn = v)/>
    };
    group(w::identity, None, body.into_any())
}

fn size(index: usize) -> AnyView {
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
    let body = view! {
        <Select about=runtime options=Signal::stored(runtimes) value=function.lens(|f| f.runtime.clone(), |f, v| f.runtime = v)/>
        <div class="pair">
            <NumberField about=memory unit=w::mib value=function.lens(|f| f64::from(f.memory_mib), |f, v| f.memory_mib = whole(v))/>
            <NumberField about=timeout unit=w::seconds
                value=function.lens(|f| f64::from(f.timeout_seconds), |f, v| f.timeout_seconds = whole(v))/>
        </div>
        <Choice about=architecture value=chosen
            picks=vec![Pick::new("x86_64", w::architecture_x86), Pick::new("arm64", w::architecture_arm)]/>
    };
    group(w::size, None, body.into_any())
}

fn environment(index: usize) -> AnyView {
    let here = at("functions").join(index).join("environment");
    let about = About::new(w::environment, here)
        .help(w::environment_help)
        .term("Environment");
    let body = view! { <Variables about=about value=reach(index).part(|f| &f.environment, |f| &mut f.environment)/> };
    group(w::environment_group, None, body.into_any())
}
