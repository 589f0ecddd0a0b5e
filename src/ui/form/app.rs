//! Project, region, account and the Python program.

use gateway_studio::aws;
use gateway_studio::model::App;

use super::root;
use crate::dom::{Node, el};
use crate::field::draw;
use crate::field::table::{Field, Pick, choice, code, own, pair, section, select, texts};
use crate::session::tongue;
use crate::session::workspace;
use crate::sheet::opener;
use crate::words as w;

pub(super) static FORM: &[Field] = &[
    section(
        w::project,
        &[
            code("name", w::project_name)
                .help(w::project_name_help)
                .term("project_name · StackName"),
            select("region", w::region, |_, _| regions().collect())
                .help(w::region_help)
                .term("aws_region"),
            code("account_id", w::account_id)
                .help(w::account_id_help)
                .term("AWS::AccountId")
                .open(w::open_account),
        ],
    ),
    section(
        w::program,
        &[
            choice(
                "app",
                w::framework,
                &[
                    Pick::named("dash", "Dash")
                        .note(w::framework_dash)
                        .with(DASH),
                    Pick::named("flask", "Flask")
                        .note(w::framework_flask)
                        .with(FLASK),
                    Pick::named("fastapi", "FastAPI")
                        .note(w::framework_fastapi)
                        .with(FASTAPI),
                    Pick::named("django", "Django")
                        .note(w::framework_django)
                        .with(DJANGO),
                ],
            )
            .help(w::framework_help)
            .set(|d, _, kind| d.app.become_kind(kind.as_str().unwrap_or_default())),
            own("app", |_| sample()),
        ],
    )
    .help(w::program_lead),
    section(
        w::output,
        &[
            code("output/zappa_bucket", w::zappa_bucket)
                .help(w::zappa_bucket_help)
                .term("s3_bucket")
                .open(w::open_bucket),
            choice(
                "output/sam_stages",
                w::sam_stages,
                &[
                    Pick::worded("one_stack", w::sam_one_stack),
                    Pick::worded("stack_per_stage", w::sam_stack_per_stage),
                ],
            )
            .help(w::sam_stages_help),
            choice(
                "output/language",
                w::output_language,
                &[Pick::named("en", "English"), Pick::named("ja", "日本語")],
            )
            .help(w::output_language_help),
            own("kept", |_| {
                let t = tongue();
                let kept = opener("", "kept").id("/kept").child(w::kept.get(t));
                el("p.actions").child(kept).into()
            })
            .when(|design, _| !design.kept.is_empty()),
        ],
    ),
    section(
        w::start_again,
        &[own("", |_| {
            let t = tongue();
            let wizard = opener("", "wizard").child(w::wizard.get(t));
            let presets = opener("", "presets").child(w::start_from_preset.get(t));
            let import = opener("", "import").child(w::import.get(t));
            el("p.actions")
                .child(wizard)
                .child(presets)
                .child(import)
                .into()
        })],
    )
    .help(w::start_again_lead),
];

const MODULE: Field = code("module", w::module)
    .help(w::module_help)
    .term("app_function");
const OBJECT: Field = code("app_object", w::app_object);
const REQUIREMENTS: Field = texts("requirements", w::requirements, w::add_requirement)
    .help(w::requirements_help)
    .term("requirements.txt");

const DASH: &[Field] = &[
    MODULE,
    pair(&[
        code("dash_object", w::dash_object)
            .help(w::dash_object_help)
            .term("dash.Dash"),
        code("server_object", w::server_object)
            .help(w::server_object_help)
            .term("app.server"),
    ]),
    REQUIREMENTS,
];

const FLASK: &[Field] = &[
    pair(&[
        MODULE,
        OBJECT.help(w::flask_object_help).term("flask.Flask"),
    ]),
    REQUIREMENTS,
];

const FASTAPI: &[Field] = &[
    pair(&[
        MODULE,
        OBJECT.help(w::fastapi_object_help).term("fastapi.FastAPI"),
    ]),
    REQUIREMENTS,
];

const DJANGO: &[Field] = &[
    pair(&[
        code("settings_module", w::settings_module)
            .help(w::settings_module_help)
            .term("DJANGO_SETTINGS_MODULE"),
        code("wsgi_module", w::wsgi_module)
            .help(w::wsgi_module_help)
            .term("WSGI_APPLICATION"),
    ]),
    REQUIREMENTS,
];

pub(super) fn form() -> Node {
    draw(FORM, root())
}

/// The regions with their names.
pub(super) fn regions() -> impl Iterator<Item = (String, String)> {
    aws::regions().map(|region| {
        let text = format!("{} — {}", region.code, region.name);
        (region.code.to_owned(), text)
    })
}

/// How the program is imported.
fn sample() -> Node {
    let shown = workspace().select(|d| match &d.app {
        App::Dash(app) => format!(
            "from {} import {}, {}",
            app.module, app.dash_object, app.server_object
        ),
        App::Flask(app) | App::FastApi(app) => {
            format!("from {} import {}", app.module, app.app_object)
        }
        App::Django(app) => format!("from {} import application", app.wsgi_module),
    });
    el("p.sample")
        .child(el("code").live(move || shown.get()))
        .into()
}
