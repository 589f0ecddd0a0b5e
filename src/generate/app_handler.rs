//! The Python side: a handler that adapts the app to Lambda, and what it needs.

use super::{Generator, Target, always, app_websocket, authorizer, name, nothing_lost};
use crate::diagnostic::Pointer;
use crate::model::{DashApp, Design};
use crate::text::Document;
use crate::text::python::Python;
use crate::words::files as words;

pub(super) const HANDLER: Generator = Generator {
    path: "app/lambda_handler.py",
    target: Target::App,
    executable: false,
    applies: |design| design.websocket().is_none(),
    print: print_handler,
    lost: nothing_lost,
};

pub(super) const REQUIREMENTS: Generator = Generator {
    path: "app/requirements.txt",
    target: Target::App,
    executable: false,
    applies: always,
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
    let language = design.output.language;
    Python::document(|python| {
        python.comment(words::handler_purpose(language));
        print_addresses(python, design);
        python.code("\n\"\"\"AWS Lambda handler of the Dash app.\"\"\"\n\nimport os\n\nimport dash\nfrom apig_wsgi import make_lambda_handler\n\n");
        let app = design.app.dash();
        let at = Pointer::root().join("app").join("dash");
        python.at(at.join("module"), |python| {
            python.code("from ");
            python.name(&app.module);
            python.code(" import ");
            python.at(at.join("dash_object"), |python| {
                python.name(&app.dash_object);
                python.code(" as dash_app\n");
            });
            python.code("from ");
            python.name(&app.module);
            python.code(" import ");
            python.at(at.join("server_object"), |python| {
                python.name(&app.server_object);
                python.code(" as flask_server\n\n");
            });
        });
        print_base_paths(python, design);
        print_origins(python, design);
        python.comment(words::handler_fixed_prefix(language));
        python.code("FIXED_PREFIX = \"DASH_REQUESTS_PATHNAME_PREFIX\" in os.environ\n\n\n");
        python.code(MOUNT);
        python.code(if design.http().is_some() {
            PATH_OF_HTTP
        } else {
            PATH_OF_REST
        });
        python.code(MOUNTS);
        python.code(if design.http().is_some() {
            MOUNT_OF_HTTP
        } else {
            MOUNT_OF_REST
        });
        python.code(SERVES);
        python.comment(words::handler_lock(language));
        python.code(SHOW_AT);
        python.code(MIDDLEWARE);
        print_binary(python, design);
    })
}

/// Where each stage is reached, and the prefix that Dash needs there.
fn print_addresses(python: &mut Python, design: &Design) {
    let region = &design.region;
    for (index, stage) in design.stages.iter().enumerate() {
        let at = Pointer::root().join("stages").join(index).join("name");
        let path = name::default_path(design, &stage.name);
        python.at(at, |python| {
            python.comment(&format!(
                "  https://API_ID.execute-api.{region}.{}{path}   DASH_REQUESTS_PATHNAME_PREFIX={path}",
                crate::aws::url_suffix(region),
            ));
        });
    }
    let Some(domain) = &design.domain else { return };
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let at = Pointer::root().join("domain").join("mappings").join(index);
        let prefix = name::mapped_prefix(mapping);
        python.at(at, |python| {
            python.comment(&format!(
                "  https://{}{prefix}   DASH_REQUESTS_PATHNAME_PREFIX={prefix}",
                domain.name
            ));
        });
    }
}

fn print_base_paths(python: &mut Python, design: &Design) {
    python.comment(words::handler_base_paths(design.output.language));
    python.code("BASE_PATHS = [\n");
    if let Some(domain) = &design.domain {
        for (index, mapping) in domain.mappings.iter().enumerate() {
            let at = Pointer::root().join("domain").join("mappings").join(index);
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
    python.code("]\n\n");
}

fn print_origins(python: &mut Python, design: &Design) {
    let at = Pointer::root().join("cors");
    // An HTTP API drops the app's headers and sets its own (AWS: "Configure CORS for HTTP APIs").
    let cors = design.cors.as_ref().filter(|_| design.http().is_none());
    let language = design.output.language;
    python.comment(if cors.is_none() && design.cors.is_some() {
        words::handler_origins_of_gateway(language)
    } else {
        words::handler_origins(language)
    });
    python.at(at, |python| {
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
        let credentials = cors.is_some_and(|cors| cors.allow_credentials);
        python.code(if credentials {
            "ALLOW_CREDENTIALS = True\n\n"
        } else {
            "ALLOW_CREDENTIALS = False\n\n"
        });
    });
}

fn print_binary(python: &mut Python, design: &Design) {
    let binary = design
        .rest()
        .is_none_or(|rest| !rest.binary_media_types.is_empty());
    let at = Pointer::root().join("api").join(design.api.key());
    let at = if design.http().is_some() {
        at.join("payload_format_version")
    } else {
        at.join("binary_media_types")
    };
    python.at(at, |python| {
        python
            .code("handler = make_lambda_handler(Gateway(flask_server.wsgi_app), binary_support=");
        python.code(if binary { "True)\n" } else { "False)\n" });
    });
}

const MOUNT: &str = r#"def mount_point(event):
    """Where the browser sees the app, without the final slash, and whether the path shows it."""
    context = event.get("requestContext") or {}
    host = (context.get("domainName") or "").lower()
    stage = context.get("stage") or ""
"#;

const PATH_OF_REST: &str = r#"    path = (event.get("path") or "/") + "/"
"#;

/// Events of format 2.0 say `rawPath`.
const PATH_OF_HTTP: &str = r#"    path = (event.get("rawPath") or event.get("path") or "/") + "/"
"#;

const MOUNTS: &str = r#"    found = [base for domain, of, base in BASE_PATHS if of == stage and serves(domain, host)]
    mounts = ["/" + base if base else "" for base in found]
    for mount in sorted(mounts, key=len, reverse=True):
        if path.startswith(mount + "/"):
            return mount, True
"#;

/// A REST API keeps the stage out of the event's path.
const MOUNT_OF_REST: &str = r#"    return ("/" + stage if ".execute-api." in host and stage else ""), False


"#;

/// An HTTP API shows the whole path as the browser sent it, the stage included.
const MOUNT_OF_HTTP: &str = r#"    mount = "/" + stage if ".execute-api." in host and stage not in ("", "$default") else ""
    return mount, path.startswith(mount + "/")


"#;

const SERVES: &str = r#"def serves(domain, host):
    """Whether a custom domain answers for a host; `*` stands for one label."""
    return domain == host or (domain.startswith("*.") and host.partition(".")[2] == domain[2:])


"#;

const SHOW_AT: &str = r#"def show_at(prefix):
    dict.__setitem__(dash_app.config, "requests_pathname_prefix", prefix)
    for page in dash.page_registry.values():
        if page.get("path"):
            page["relative_path"] = dash_app.get_relative_path(page["path"])


"#;

const MIDDLEWARE: &str = r#"class Gateway:
    """Tells the app where it stands, and other origins that they may read its answers."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        event = environ.get("apig_wsgi.full_event") or {}
        mount, shown = mount_point(event)
        if mount and shown:
            environ["PATH_INFO"] = environ.get("PATH_INFO", "/")[len(mount) :] or "/"
        environ["SCRIPT_NAME"] = mount
        if not FIXED_PREFIX:
            show_at(mount + "/")
        origin = environ.get("HTTP_ORIGIN", "")

        def start(status, headers, exc_info=None):
            return start_response(status, headers + cross_origin(origin, headers), exc_info)

        return self.app(environ, start)


def cross_origin(origin, sent):
    """Headers that let a page of that origin read the answer, unless the app sent its own: browsers refuse two."""
    if any(name.lower() == "access-control-allow-origin" for name, _ in sent):
        return []
    if "*" in ALLOWED_ORIGINS:
        return [("Access-Control-Allow-Origin", "*")]
    if origin not in ALLOWED_ORIGINS:
        return []
    headers = [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
    return headers + [("Access-Control-Allow-Credentials", "true")] * ALLOW_CREDENTIALS


"#;

fn print_requirements(design: &Design) -> Document {
    Python::document(|python| {
        let language = design.output.language;
        if design.websocket().is_some() {
            python.comment(words::websocket_requirements(language));
        } else {
            python.comment(words::requirements_purpose(language));
            python.code("apig-wsgi>=2.20,<3\ndash>=2.18,<5\n");
        }
        let at = Pointer::root()
            .join("app")
            .join("dash")
            .join("requirements");
        let requirements = design.app.dash().requirements.iter().enumerate();
        for (index, requirement) in requirements.filter(|(_, text)| DashApp::is_requirement(text)) {
            python.at(at.join(index), |python| python.requirement(requirement));
        }
    })
}
