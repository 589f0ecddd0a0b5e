//! Where the app is shown, and where it belongs in these files.

use crate::aws;
use crate::diagnostic::Pointer;
use crate::generate::app_handler::{place_name, place_value};
use crate::generate::name;
use crate::model::{App, Design};
use crate::text::markdown::{Markdown, code};
use crate::words::files as words;

/// Which address shows which stage, and the prefix that the app needs there.
pub(super) fn print_addresses(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    md.heading(2, words::readme_addresses(language));
    if design.websocket().is_some() {
        return super::websocket::print_addresses(md, design);
    }
    let app = &design.app;
    let place = match app {
        App::Dash(_) => "requests_pathname_prefix",
        App::Flask(_) | App::FastApi(_) | App::Django(_) => place_name(app),
    };
    let plain = design.is_without_functions();
    if plain {
        super::of_functions(md, |md| {
            md.line(words::readme_addresses_plain(language));
            md.line("| --- | --- |");
        });
    } else {
        let head = words::readme_addresses_head(language, app.framework(), place);
        md.at(app.at(), |md| {
            md.line(&head);
            md.line("| --- | --- | --- |");
        });
    }
    let cells = if plain { 2 } else { 3 };
    let suffix = aws::url_suffix(&design.region);
    for (index, stage) in super::default_urls(design).iter().enumerate() {
        let prefix = name::default_path(design, &stage.name);
        let url = format!(
            "https://API_ID{}.execute-api.{}.{suffix}{prefix}",
            name::host_part(design),
            design.region
        );
        md.at(super::stage_name(index), |md| {
            let row = [&stage.name, &url, place_value(app, &prefix)];
            md.line(&super::row(&row[..cells]));
        });
    }
    for (index, mapping) in design
        .domain
        .iter()
        .flat_map(|domain| &domain.mappings)
        .enumerate()
    {
        let Some(domain) = &design.domain else { break };
        let prefix = name::mapped_prefix(mapping);
        let url = format!("https://{}{prefix}", domain.name);
        let at = Pointer::root().join("domain").join("mappings").join(index);
        md.at(at, |md| {
            let row = [&mapping.stage, &url, place_value(app, &prefix)];
            md.line(&super::row(&row[..cells]));
        });
    }
    md.line("");
    if plain {
        return;
    }
    md.at(app.at(), |md| {
        md.paragraph(match app {
            App::Dash(_) => words::readme_prefix(language),
            App::Flask(_) => words::readme_prefix_flask(language),
            App::FastApi(_) => words::readme_prefix_fastapi(language),
            App::Django(_) => words::readme_prefix_django(language),
        });
    });
}

/// The first step: the app's modules beside the handler.
pub(super) fn print_place(md: &mut Markdown, design: &Design) {
    let language = design.output.language;
    let text = match &design.app {
        App::Dash(app) => {
            let (dash, server) = (code(&app.dash_object), code(&app.server_object));
            words::readme_app(language, code(&app.module), dash, server)
        }
        App::Flask(app) | App::FastApi(app) => {
            let framework = design.app.framework();
            let (module, object) = (code(&app.module), code(&app.app_object));
            words::readme_app_object(language, module, framework, object)
        }
        App::Django(app) => {
            let (settings, wsgi) = (code(&app.settings_module), code(&app.wsgi_module));
            words::readme_app_django(language, settings, wsgi)
        }
    };
    md.at(design.app.at(), |md| md.line(&format!("1. {text}")));
    if let App::Django(_) = design.app {
        print_place_of_django(md, design);
    }
}

/// The names under which Django answers, and its files.
fn print_place_of_django(md: &mut Markdown, design: &Design) {
    let (language, root) = (design.output.language, Pointer::root());
    md.at(design.app.at(), |md| {
        let suffix = aws::url_suffix(&design.region);
        let mut hosts = vec![format!(".execute-api.{}.{suffix}", design.region)];
        hosts.extend(
            design
                .domain
                .iter()
                .map(|domain| domain.name.replace("*.", ".")),
        );
        let hosts: Vec<String> = hosts.iter().map(|host| code(host)).collect();
        md.line(&format!(
            "   {}",
            words::readme_django_hosts(language, hosts.join(", "))
        ));
        md.also(root.join("region"));
        if design.domain.is_some() {
            md.also(root.join("domain").join("name"));
        }
        md.line(&format!("   {}", words::readme_django_files(language)));
    });
}
