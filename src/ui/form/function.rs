//! Lambda functions.

use gateway_studio::aws;
use gateway_studio::diagnostic::Pointer;
use gateway_studio::model::Design;

use super::at;
use super::items::{Items, action};
use super::reading::arn_parts;
use crate::dom::{Node, el};
use crate::field::table::{
    Field, Pick, Things, choice, code, number, optional, own, pair, pairs, section, select, texts,
};
use crate::field::{delete, is_set};
use crate::icon;
use crate::place::place;
use crate::session::{session, tongue, workspace};
use crate::words as w;

pub(super) const FUNCTIONS: &Things = &Things {
    name: "name",
    known: &[],
    stem: "",
    add: w::add_function,
    start: None,
    fields: FORM,
    foot: &[],
};

pub(super) const FORM: &[Field] = &[
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
            own("", |_| {
                let said = w::deployed_size.get(tongue());
                el("p.help").child(said).into()
            })
            .when(|d, at| !is_made(d, at)),
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
    )
    .when(|d, at| is_made(d, at) || is_set(d, at.join("environment"))),
    section(w::package_group, CODE),
    section(w::network_group, RUNNING)
        .when(|d, at| is_made(d, at) || RUNNING_KEYS.iter().any(|key| is_set(d, at.join(*key)))),
];

/// What the design says of a function's network and limits.
const RUNNING_KEYS: [&str; 3] = ["vpc", "reserved_concurrency", "ephemeral_storage_mib"];

/// Whether the files make the function; one that is deployed keeps what it has. What was said of it before it had an
/// ARN stays in sight.
fn is_made(design: &Design, function: Pointer) -> bool {
    !is_set(design, function.join("arn"))
}

const CODE: &[Field] = &[
    choice(
        "package",
        w::package,
        &[
            Pick::worded("zip", w::package_zip),
            Pick::worded("image", w::package_image).with(&[code("uri", w::image_uri)
                .help(w::image_uri_help)
                .term("ImageUri")
                .open(w::open_image)]),
        ],
    )
    .term("PackageType")
    .when(|d, at| is_made(d, at.parent())),
    texts("layers", w::layers, w::add_layer)
        .help(w::layers_help)
        .term("Layers")
        .when(|d, at| is_made(d, at.parent()) || is_set(d, at)),
    code("alias", w::function_alias)
        .help(w::function_alias_help)
        .term("AutoPublishAlias")
        .example("live"),
];

const RUNNING: &[Field] = &[
    optional(
        "vpc",
        w::function_vpc,
        &[
            texts("subnet_ids", w::subnets, w::add_subnet).term("SubnetIds"),
            texts(
                "security_group_ids",
                w::security_groups,
                w::add_security_group,
            )
            .term("SecurityGroupIds"),
        ],
    )
    .help(w::function_vpc_help)
    .term("VpcConfig"),
    pair(&[
        number("reserved_concurrency", w::reserved, w::at_once)
            .maybe()
            .help(w::reserved_help)
            .term("ReservedConcurrentExecutions"),
        number("ephemeral_storage_mib", w::temporary, w::mib)
            .maybe()
            .help(w::temporary_help)
            .term("EphemeralStorage"),
    ]),
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
