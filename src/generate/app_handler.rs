//! The Python side: a handler that adapts the app to Lambda, and what it needs.

mod code;

use super::{Generator, Target, app_websocket, authorizer, name, nothing_lost};
use crate::diagnostic::Pointer;
use crate::model::{App, Design, RouteCors, tree};
use crate::text::Document;
use crate::text::python::Python;
use crate::words::files as words;

pub(super) const HANDLER: Generator = Generator {
    path: "app/lambda_handler.py",
    target: Target::App,
    executable: false,
    applies: |design| design.websocket().is_none() && !design.is_without_functions(),
    print: print_handler,
    lost: nothing_lost,
};

pub(super) const REQUIREMENTS: Generator = Generator {
    path: "app/requirements.txt",
    target: Target::App,
    executable: false,
    applies: |design| !design.is_without_functions(),
    print: print_requirements,
    lost: nothing_lost,
};

/// What Lambda calls: the app's handler, or the authorizer's in a function that only decides.
pub(super) fn handler_name(design: &Design, function: &str) -> &'static str {
    if design.access.asks(function) && !design.calls(function) {
        authorizer::HANDLER_NAME
    } else if design.websocket().is_some() {
        app_websocket::HANDLER_NAME
    } else {
        "lambda_handler.handler"
    }
}

fn print_handler(design: &Design) -> Document {
    Python::document(|python| {
        print_beginning(python, design);
        print_base_paths(python, design);
        python.code("\n");
        print_origins(python, design);
        print_route_origins(python, design);
        if design.app.dash().is_some() {
            python.at(design.app.at(), |python| {
                python.comment(words::handler_fixed_prefix(design.output.language));
                python.code("FIXED_PREFIX = \"DASH_REQUESTS_PATHNAME_PREFIX\" in os.environ\n\n");
            });
        }
        python.code("\n");
        print_mount_point(python, design);
        print_gateway(python, design);
        print_adapter(python, design);
    })
}

/// What the file is, and what it imports.
fn print_beginning(python: &mut Python, design: &Design) {
    let language = design.output.language;
    let purpose = match &design.app {
        App::Dash(_) => words::handler_purpose,
        App::Flask(_) => words::handler_purpose_flask,
        App::FastApi(_) => words::handler_purpose_fastapi,
        App::Django(_) => words::handler_purpose_django,
    };
    let at = design.app.at();
    python.at(at, |python| python.comment(purpose(language)));
    print_addresses(python, design);
    python.at(at, |python| print_imports(python, design, at));
}

/// The module's text, and the imports that a framework needs; `at` is the app's place.
fn print_imports(python: &mut Python, design: &Design, at: Pointer) {
    match &design.app {
        App::Dash(app) => {
            python.code("\n\"\"\"AWS Lambda handler of the Dash app.\"\"\"\n\nimport os\n\nimport dash\nfrom apig_wsgi import make_lambda_handler\n\n");
            let (dash, server) = (&app.dash_object, &app.server_object);
            print_import(
                python,
                at,
                &app.module,
                ("dash_object", dash),
                " as dash_app\n",
            );
            let server = ("server_object", &server[..]);
            print_import(python, at, &app.module, server, " as flask_server\n\n");
        }
        App::Flask(app) => {
            python.code("\n\"\"\"AWS Lambda handler of the Flask app.\"\"\"\n\nfrom apig_wsgi import make_lambda_handler\n\n");
            let object = ("app_object", &app.app_object[..]);
            print_import(python, at, &app.module, object, " as flask_app\n\n");
        }
        App::FastApi(app) => {
            python.code("\n\"\"\"AWS Lambda handler of the FastAPI app.\"\"\"\n\nfrom mangum import Mangum\n\n");
            let object = ("app_object", &app.app_object[..]);
            print_import(python, at, &app.module, object, " as asgi_app\n\n");
        }
        App::Django(app) => {
            python.code("\n\"\"\"AWS Lambda handler of the Django project.\"\"\"\n\nimport os\n\n");
            python.code("from apig_wsgi import make_lambda_handler\n");
            python.code(DJANGO_IMPORTS);
            python.at(at.join("settings_module"), |python| {
                python.code("os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", ");
                python.text(&app.settings_module);
                python.code(")\n\n");
            });
            python.at(at.join("wsgi_module"), |python| {
                python.code("from ");
                python.name(&app.wsgi_module);
                python.code(" import application  # noqa: E402\n\n");
            });
        }
    }
}

const DJANGO_IMPORTS: &str = "from django.conf import settings\n\
    from django.contrib.staticfiles.storage import staticfiles_storage\n\
    from django.core.files.storage import default_storage, storages\n\
    from django.utils.functional import empty\n\n";

/// `from MODULE import OBJECT`, and by which name.
fn print_import(
    python: &mut Python,
    at: Pointer,
    module: &str,
    (field, object): (&'static str, &str),
    name: &'static str,
) {
    python.at(at.join("module"), |python| {
        python.code("from ");
        python.name(module);
        python.code(" import ");
        python.at(at.join(field), |python| {
            python.name(object);
            python.code(name);
        });
    });
}

/// The function that finds out where the browser sees the app.
fn print_mount_point(python: &mut Python, design: &Design) {
    let http = design.http().is_some();
    python.code(code::MOUNT);
    python.code(if http {
        code::PATH_OF_HTTP
    } else {
        code::PATH_OF_REST
    });
    python.code(code::MOUNTS);
    python.code(if http {
        code::MOUNT_OF_HTTP
    } else {
        code::MOUNT_OF_REST
    });
    python.code(code::SERVES);
}

/// The middleware between adapter and app.
fn print_gateway(python: &mut Python, design: &Design) {
    let differing = differing_route(design);
    python.at(design.app.at(), |python| {
        print_middleware(python, design, differing)
    });
    let cors = differing.unwrap_or(Pointer::root().join("cors"));
    python.at(cors, |python| {
        python.code(match differing {
            Some(_) => code::CROSS_ORIGIN_BY_ROUTE,
            None => code::CROSS_ORIGIN,
        });
    });
}

/// The middleware of the framework; `differing` is the place of CORS settings of a route, where there are some.
fn print_middleware(python: &mut Python, design: &Design, differing: Option<Pointer>) {
    let language = design.output.language;
    let (show, tell) = match &design.app {
        App::Dash(_) => {
            python.comment(words::handler_lock(language));
            (code::SHOW_DASH_AT, code::TELL_DASH)
        }
        App::Django(_) => {
            python.comment(words::handler_files(language));
            (code::SHOW_DJANGO_AT, code::TELL_DJANGO)
        }
        App::Flask(_) | App::FastApi(_) => ("", ""),
    };
    python.code(show);
    let by_route = |python: &mut Python, route: &'static str| {
        if let Some(at) = differing {
            python.at(at, |python| python.code(route));
        }
    };
    if let App::FastApi(_) = design.app {
        python.code(code::ASGI);
        by_route(python, code::ASGI_ROUTE);
        python.code(code::ASGI_END);
    } else {
        python.code(code::WSGI);
        python.code(tell);
        python.code(code::WSGI_ANSWER);
        by_route(python, code::WSGI_ROUTE);
        python.code(code::WSGI_ANSWER_END);
    }
}

/// What the framework calls the part of the path before the app's own.
pub(super) const fn place_name(app: &App) -> &'static str {
    match app {
        App::Dash(_) => "DASH_REQUESTS_PATHNAME_PREFIX",
        App::FastApi(_) => "root_path",
        App::Flask(_) | App::Django(_) => "SCRIPT_NAME",
    }
}

/// Its value: Dash wants slashes at both ends, the others none at the end.
pub(super) fn place_value<'a>(app: &App, prefix: &'a str) -> &'a str {
    if app.dash().is_some() {
        prefix
    } else {
        prefix.trim_end_matches('/')
    }
}

/// Where each stage is reached, and the prefix that the app needs there.
fn print_addresses(python: &mut Python, design: &Design) {
    let (region, variable) = (&design.region, place_name(&design.app));
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index).join("name");
        let path = name::default_path(design, &stage.name);
        python.at(at, |python| {
            python.comment(&format!(
                "  https://API_ID.execute-api.{region}.{}{path}   {variable}={}",
                crate::aws::url_suffix(region),
                place_value(&design.app, &path),
            ));
        });
    }
    let Some(domain) = &design.domain else { return };
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let at = Pointer::root().join("domain").join("mappings").join(index);
        let prefix = name::mapped_prefix(mapping);
        python.at(at, |python| {
            python.comment(&format!(
                "  https://{}{prefix}   {variable}={}",
                domain.name,
                place_value(&design.app, &prefix),
            ));
        });
    }
}

/// Where domains show stages, as a list of the handler.
pub(super) fn print_base_paths(python: &mut Python, design: &Design) {
    let at = Pointer::root().join("domain");
    let at = if design.domain.is_some() {
        at.join("mappings")
    } else {
        at
    };
    python.at(at, |python| {
        python.comment(words::handler_base_paths(design.output.language));
        python.code("BASE_PATHS = [\n");
    });
    if let Some(domain) = &design.domain {
        for (index, mapping) in domain.mappings.iter().enumerate() {
            let at = at.join(index);
            python.at(at, |python| {
                python.code("    (");
                python.text(&domain.name.to_ascii_lowercase());
                python.code(", ");
                python.text(&mapping.stage);
                python.code(", ");
                python.text(mapping.base_path.trim_matches('/'));
                python.code("),\n");
            });
        }
    }
    python.at(at, |python| python.code("]\n"));
}

fn print_origins(python: &mut Python, design: &Design) {
    let at = Pointer::root().join("cors");
    // An HTTP API drops the app's headers and sets its own (AWS: "Configure CORS for HTTP APIs").
    let cors = design.cors.as_ref().filter(|_| design.http().is_none());
    let language = design.output.language;
    python.at(at, |python| {
        python.comment(if cors.is_none() && design.cors.is_some() {
            words::handler_origins_of_gateway(language)
        } else {
            words::handler_origins(language)
        });
        let field = |name| design.cors.as_ref().map_or(at, |_| at.join(name));
        python.at(field("allow_origins"), |python| {
            python.code("ALLOWED_ORIGINS = {");
            let origins = cors.iter().flat_map(|cors| &cors.allow_origins);
            for (index, origin) in origins.enumerate() {
                if index > 0 {
                    python.code(", ");
                }
                python.text(origin);
            }
            let any = cors.is_some_and(|cors| !cors.allow_origins.is_empty());
            python.code(if any { "}\n" } else { "}  # type: set[str]\n" });
        });
        python.at(field("allow_credentials"), |python| {
            let credentials = cors.is_some_and(|cors| cors.allow_credentials);
            python.code(if credentials {
                "ALLOW_CREDENTIALS = True\n"
            } else {
                "ALLOW_CREDENTIALS = False\n"
            });
        });
        let exposed = cors.map_or(&[][..], |cors| &cors.expose_headers);
        python.code("EXPOSE_HEADERS = ");
        python.text(&exposed.join(","));
        python.code("\n\n");
    });
}

/// The first CORS settings that a route of a REST API has of its own.
fn differing_route(design: &Design) -> Option<Pointer> {
    design.rest()?;
    let mut routes = design.routes.iter();
    let index = routes.position(|route| route.cors != RouteCors::Api)?;
    Some(Pointer::root().join("routes").join(index).join("cors"))
}

/// Routes with settings of their own, by the `resource` of their events.
fn print_route_origins(python: &mut Python, design: &Design) {
    if let Some(at) = differing_route(design) {
        python.at(at, |python| print_route_table(python, design));
    }
}

fn print_route_table(python: &mut Python, design: &Design) {
    python.comment(words::handler_route_origins(design.output.language));
    python.code("ROUTE_ORIGINS = {\n");
    let mut seen = std::collections::BTreeSet::new();
    for (index, route) in design.routes.iter().enumerate() {
        let path = format!("/{}", tree::parts(&route.path).join("/"));
        if !seen.insert(path.clone()) {
            continue;
        }
        let own = match &route.cors {
            RouteCors::Api => continue,
            RouteCors::Off => None,
            RouteCors::Own(cors) => Some(cors),
        };
        let at = Pointer::root().join("routes").join(index).join("cors");
        python.at(at, |python| {
            python.code("    ");
            python.text(&path);
            python.code(": (");
            match own {
                Some(cors) if !cors.allow_origins.is_empty() => {
                    for (number, origin) in cors.allow_origins.iter().enumerate() {
                        python.code(if number == 0 { "{" } else { ", " });
                        python.text(origin);
                    }
                    python.code("}");
                }
                _ => python.code("set()"),
            }
            let credentials = own.is_some_and(|cors| cors.allow_credentials);
            python.code(if credentials { ", True, " } else { ", False, " });
            let exposed = own.map_or(&[][..], |cors| &cors.expose_headers);
            python.text(&exposed.join(","));
            python.code("),\n");
        });
    }
    python.code("}\n\n");
}

/// The handler itself: the framework's adapter to Lambda around the middleware.
fn print_adapter(python: &mut Python, design: &Design) {
    let binary = design
        .rest()
        .is_none_or(|rest| !rest.binary_media_types.is_empty());
    let at = Pointer::root().join("api").join(design.api.key());
    let at = if design.http().is_some() {
        at.join("payload_format_version")
    } else {
        at.join("binary_media_types")
    };
    let (field, app) = match &design.app {
        App::Dash(_) => ("server_object", "flask_server.wsgi_app"),
        App::Flask(_) => ("app_object", "flask_app"),
        App::Django(_) => ("wsgi_module", "application"),
        App::FastApi(_) => {
            python.at(at, |python| {
                // Any type holds "": without binary types everything that is UTF-8 goes as text.
                python.code(if binary {
                    "handler = Mangum(Gateway(asgi_app))\n"
                } else {
                    "handler = Mangum(Gateway(asgi_app), text_mime_types=[\"\"])\n"
                });
            });
            return;
        }
    };
    python.at(at, |python| {
        python.code("handler = make_lambda_handler(Gateway(");
        python.at(design.app.at().join(field), |python| python.code(app));
        python.code("), binary_support=");
        python.code(if binary { "True)\n" } else { "False)\n" });
    });
}

fn print_requirements(design: &Design) -> Document {
    Python::document(|python| {
        let language = design.output.language;
        if design.websocket().is_some() {
            python.comment(words::websocket_requirements(language));
        } else {
            python.comment(words::requirements_purpose(language));
            let packages = match &design.app {
                App::Dash(_) => "apig-wsgi>=2.20,<3\ndash>=2.18,<5\n",
                App::Flask(_) => "apig-wsgi>=2.20,<3\nFlask>=3,<4\n",
                App::FastApi(_) => "fastapi>=0.115,<1\nmangum>=0.19,<1\n",
                App::Django(_) => "apig-wsgi>=2.20,<3\nDjango>=5.2,<6\n",
            };
            python.at(design.app.at(), |python| python.code(packages));
        }
        let at = design.app.at().join("requirements");
        let requirements = design.app.requirements().iter().enumerate();
        for (index, requirement) in requirements.filter(|(_, text)| App::is_requirement(text)) {
            python.at(at.join(index), |python| python.requirement(requirement));
        }
    })
}
