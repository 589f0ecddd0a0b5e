//! Project, region, account and the Python program.

use gateway_studio::aws;
use gateway_studio::model::{App, AppObject, DashApp, DjangoApp};
use gateway_studio::words::Language;
use leptos::prelude::*;

use super::at;
use crate::dom::{El, Node, el, live, many};
use crate::field::{About, Lens, Pick, Reach, TextField, choice, design, group, lines, select};
use crate::preset::preset_picker;
use crate::session::{tongue, workspace};
use crate::words as w;

pub(super) fn form() -> Node {
    many([
        project().into(),
        program().into(),
        output().into(),
        presets().into(),
    ])
}

fn project() -> El {
    let t = tongue();
    let name = About::new(w::project_name, at("name"))
        .help(w::project_name_help)
        .term("project_name · StackName");
    let region = About::new(w::region, at("region"))
        .help(w::region_help)
        .term("aws_region");
    let account = About::new(w::account_id, at("account_id"))
        .help(w::account_id_help)
        .term("AWS::AccountId");
    let regions: Vec<(String, String)> = aws::regions()
        .map(|region| {
            (
                region.code.to_owned(),
                format!("{} — {}", region.code, region.name),
            )
        })
        .collect();
    let name = TextField::new(name, Lens::new(|d| d.name.clone(), |d, v| d.name = v)).code();
    let region = select(
        region,
        Lens::new(|d| d.region.clone(), |d, v| d.region = v),
        Signal::stored(regions),
    );
    let account = TextField::new(
        account,
        Lens::new(|d| d.account_id.clone(), |d, v| d.account_id = v),
    );
    group(w::project, None)
        .child(name)
        .child(region)
        .child(account.code().placeholder(w::open_account(t)))
}

/// The keys of the frameworks, in the order of the choice.
const FRAMEWORKS: [&str; 4] = ["dash", "flask", "fastapi", "django"];

fn program() -> El {
    let framework = About::new(w::framework, at("app")).help(w::framework_help);
    let picks = vec![
        Pick::new("Dash", w::framework_dash),
        Pick::new("Flask", w::framework_flask),
        Pick::new("FastAPI", w::framework_fastapi),
        Pick::new("Django", w::framework_django),
    ];
    let chosen = Lens::new(
        |d| {
            let place = FRAMEWORKS.iter().position(|key| *key == d.app.key());
            place.unwrap_or_default()
        },
        |d, place| {
            if let Some(key) = FRAMEWORKS.get(place) {
                d.app.become_kind(key);
            }
        },
    );
    let key = workspace().select(|d| d.app.key());
    let names = move || match key.get() {
        "flask" => object("flask", w::flask_object_help, "flask.Flask"),
        "fastapi" => object("fastapi", w::fastapi_object_help, "fastapi.FastAPI"),
        "django" => django(),
        _ => dash(),
    };
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
    group(w::program, Some(w::program_lead))
        .child(choice(framework, chosen, picks))
        .child(live(names))
        .child(el("p.sample").child(el("code").live(move || shown.get())))
}

/// The names of a Dash program.
fn dash() -> Node {
    let app: Reach<DashApp> = design().some(
        |d| d.app.dash(),
        |d| match &mut d.app {
            App::Dash(app) => Some(app),
            App::Flask(_) | App::FastApi(_) | App::Django(_) => None,
        },
    );
    let dash = at("app").join("dash");
    let module = About::new(w::module, dash.join("module"))
        .help(w::module_help)
        .term("app_function");
    let object = About::new(w::dash_object, dash.join("dash_object"))
        .help(w::dash_object_help)
        .term("dash.Dash");
    let server = About::new(w::server_object, dash.join("server_object"))
        .help(w::server_object_help)
        .term("app.server");
    let module = TextField::new(module, app.lens(|a| a.module.clone(), |a, v| a.module = v));
    let object = TextField::new(
        object,
        app.lens(|a| a.dash_object.clone(), |a, v| a.dash_object = v),
    );
    let server = TextField::new(
        server,
        app.lens(|a| a.server_object.clone(), |a, v| a.server_object = v),
    );
    many([
        module.code().into(),
        el("div.pair")
            .child(object.code())
            .child(server.code())
            .into(),
        requirements("dash"),
    ])
}

/// The names of a program that is one object.
fn object(key: &'static str, help: w::Word, term: &'static str) -> Node {
    let app: Reach<AppObject> = design().some(
        |d| d.app.object(),
        |d| match &mut d.app {
            App::Flask(app) | App::FastApi(app) => Some(app),
            App::Dash(_) | App::Django(_) => None,
        },
    );
    let place = at("app").join(key);
    let module = About::new(w::module, place.join("module"))
        .help(w::module_help)
        .term("app_function");
    let object = About::new(w::app_object, place.join("app_object"))
        .help(help)
        .term(term);
    let module = TextField::new(module, app.lens(|a| a.module.clone(), |a, v| a.module = v));
    let object = TextField::new(
        object,
        app.lens(|a| a.app_object.clone(), |a, v| a.app_object = v),
    );
    let pair = el("div.pair").child(module.code()).child(object.code());
    many([pair.into(), requirements(key)])
}

/// The names of a Django project.
fn django() -> Node {
    let app: Reach<DjangoApp> = design().some(
        |d| d.app.django(),
        |d| match &mut d.app {
            App::Django(app) => Some(app),
            App::Dash(_) | App::Flask(_) | App::FastApi(_) => None,
        },
    );
    let place = at("app").join("django");
    let settings = About::new(w::settings_module, place.join("settings_module"))
        .help(w::settings_module_help)
        .term("DJANGO_SETTINGS_MODULE");
    let wsgi = About::new(w::wsgi_module, place.join("wsgi_module"))
        .help(w::wsgi_module_help)
        .term("WSGI_APPLICATION");
    let settings = TextField::new(
        settings,
        app.lens(|a| a.settings_module.clone(), |a, v| a.settings_module = v),
    );
    let wsgi = TextField::new(
        wsgi,
        app.lens(|a| a.wsgi_module.clone(), |a, v| a.wsgi_module = v),
    );
    let pair = el("div.pair").child(settings.code()).child(wsgi.code());
    many([pair.into(), requirements("django")])
}

fn requirements(key: &'static str) -> Node {
    let about = About::new(w::requirements, at("app").join(key).join("requirements"))
        .help(w::requirements_help)
        .term("requirements.txt");
    let list = design().part(|d| d.app.requirements(), |d| d.app.requirements_mut());
    lines(about, list, w::add_requirement)
}

fn presets() -> El {
    group(w::start_again, Some(w::start_again_lead)).child(preset_picker())
}

fn output() -> El {
    let t = tongue();
    let bucket = About::new(w::zappa_bucket, at("output").join("zappa_bucket"))
        .help(w::zappa_bucket_help)
        .term("s3_bucket");
    let language =
        About::new(w::output_language, at("output").join("language")).help(w::output_language_help);
    let chosen = Lens::new(
        |d| usize::from(d.output.language == Language::Ja),
        |d, place| {
            d.output.language = if place == 1 {
                Language::Ja
            } else {
                Language::En
            }
        },
    );
    let bucket = TextField::new(
        bucket,
        Lens::new(
            |d| d.output.zappa_bucket.clone(),
            |d, v| d.output.zappa_bucket = v,
        ),
    );
    let languages = vec![Pick::bare("English"), Pick::bare("日本語")];
    group(w::output, None)
        .child(bucket.code().placeholder(w::open_bucket(t)))
        .child(choice(language, chosen, languages))
}
