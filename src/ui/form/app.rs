//! Project, region, account and the Python program.

use gateway_studio::aws;
use gateway_studio::model::DashApp;
use gateway_studio::words::Language;
use leptos::prelude::*;

use super::at;
use crate::dom::{El, Node, el, many};
use crate::field::{About, Lens, Pick, Reach, TextField, choice, design, group, lines, select};
use crate::session::{tongue, workspace};
use crate::words as w;

pub(super) fn form() -> Node {
    many([project().into(), program().into(), output().into()])
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

fn program() -> El {
    let app: Reach<DashApp> = design().part(|d| d.app.dash(), |d| d.app.dash_mut());
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
    let requirements = About::new(w::requirements, dash.join("requirements"))
        .help(w::requirements_help)
        .term("requirements.txt");
    let shown = workspace().select(|d| {
        let dash = d.app.dash();
        format!(
            "from {} import {}, {}",
            dash.module, dash.dash_object, dash.server_object
        )
    });
    let module = TextField::new(module, app.lens(|a| a.module.clone(), |a, v| a.module = v));
    let object = TextField::new(
        object,
        app.lens(|a| a.dash_object.clone(), |a, v| a.dash_object = v),
    );
    let server = TextField::new(
        server,
        app.lens(|a| a.server_object.clone(), |a, v| a.server_object = v),
    );
    group(w::program, Some(w::program_lead))
        .child(module.code())
        .child(el("div.pair").child(object.code()).child(server.code()))
        .child(lines(
            requirements,
            app.part(|a| &a.requirements, |a| &mut a.requirements),
            w::add_requirement,
        ))
        .child(el("p.sample").child(el("code").live(move || shown.get())))
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
