//! The Python program behind the gateway.

use super::part::{fields, variants};

/// The program, by framework.
#[derive(Clone, Debug, PartialEq)]
pub enum App {
    /// A Plotly Dash app on its Flask server.
    Dash(DashApp),
}

variants!(App: "dash" = Dash(DashApp));

impl Default for App {
    fn default() -> Self {
        Self::Dash(DashApp::default())
    }
}

impl App {
    /// The Dash app: today the only framework.
    pub fn dash(&self) -> &DashApp {
        let Self::Dash(dash) = self;
        dash
    }

    /// The Dash app, to change it.
    pub fn dash_mut(&mut self) -> &mut DashApp {
        let Self::Dash(dash) = self;
        dash
    }
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

impl DashApp {
    /// Whether a text is the requirement of one package: printable ASCII that begins with its
    /// name, so neither an option of pip nor a second line.
    pub fn is_requirement(text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.bytes().all(|b| (b' '..=b'~').contains(&b))
    }
}

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
