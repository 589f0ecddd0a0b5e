//! What the Python app sees of a request, and whether the links in its page lead back to it.

use super::address::{Entered, decoded};
use super::route::{Matched, fit};
use super::{Outcome, Part, Request, Tool, Walk, event};
use crate::diagnostic::Pointer;
use crate::model::{App, Design, tree};
use crate::sentence;

/// The environment variable that fixes a Dash app's prefix.
const PREFIX: &str = "DASH_REQUESTS_PATHNAME_PREFIX";

/// What the app sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppView {
    /// The path as the app's own routes see it (WSGI's `PATH_INFO`, ASGI's `path`), percent signs decoded (PEP 3333).
    pub path_info: String,
    /// What the app puts before links of its own (`SCRIPT_NAME`, `root_path`).
    pub script_name: String,
    /// The prefix with which a Dash app begins the addresses of its styles, scripts and callbacks; empty for others.
    pub prefix: String,
    /// Where the browser sees the app.
    pub mount: String,
    /// An asset as the page links it.
    pub asset: String,
    /// Whether that link leads back to the app.
    pub asset_resolves: bool,
}

/// What the app sees of a request that reached it.
pub(super) fn view(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
) -> AppView {
    let mount = entered.mount.clone();
    let own = format!("{mount}/");
    let is_dash = matches!(design.app, App::Dash(_));
    let prefix = if is_dash {
        fixed(design, request.tool, entered, matched).unwrap_or_else(|| own.clone())
    } else {
        own.clone()
    };
    let asset = format!("{prefix}assets/style.css");
    // The browser asks the same host; what stands before the app's path must be what leads to this stage.
    let inside = asset
        .strip_prefix(&mount)
        .filter(|inside| inside.starts_with('/'));
    let asset_resolves = inside.is_some_and(|inside| {
        let parts = tree::parts(inside);
        let finds = |route: &crate::model::Route| {
            !route.methods.is_empty() && fit(&route.path, &parts).is_some()
        };
        inside == "/assets/style.css" && design.routes.iter().any(|route| finds(route))
    });
    AppView {
        path_info: path_info(design, entered),
        script_name: if is_dash && request.tool == Tool::Zappa {
            String::new()
        } else {
            mount.clone()
        },
        prefix: if is_dash { prefix } else { String::new() },
        mount,
        asset,
        asset_resolves,
    }
}

/// The path without what leads to the stage, decoded by the adapter: of an HTTP API's event, whose path is decoded
/// already, a second time.
fn path_info(design: &Design, entered: &Entered) -> String {
    let text = |path: &str| decoded(&path.replace('+', "%2B"));
    if design.http().is_some() {
        let path = event::path_of_http(entered);
        let inner = path.strip_prefix(&entered.mount).unwrap_or(&path);
        return text(if inner.is_empty() { "/" } else { inner });
    }
    text(&entered.inner)
}

/// The prefix that the environment fixes, whatever the address.
fn fixed(design: &Design, tool: Tool, entered: &Entered, matched: &Matched) -> Option<String> {
    let function = matched
        .method
        .function()
        .and_then(|name| design.function(name));
    let own = function
        .and_then(|(_, function)| function.environment.iter().find(|one| one.name == PREFIX));
    if let Some(own) = own {
        return Some(own.value.clone());
    }
    if tool == Tool::Handler {
        return None;
    }
    // Zappa's settings name one prefix for each stage: the domain's where it shows the stage.
    let stage = design.stages.get(entered.stage)?;
    let mut mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    Some(match mappings.find(|mapping| mapping.stage == stage.name) {
        Some(mapping) => match mapping.base_path.trim_matches('/') {
            "" => "/".into(),
            base => format!("/{base}/"),
        },
        None => format!("/{}/", stage.name),
    })
}

/// Tells what the app sees.
pub(super) fn tell(view: &AppView, walk: &mut Walk) {
    let at = Pointer::root().join("app");
    let AppView {
        path_info,
        mount,
        prefix,
        asset,
        ..
    } = view;
    let shown = if mount.is_empty() { "/" } else { mount };
    if view.asset_resolves || prefix.is_empty() {
        walk.passed(
            Part::App,
            at,
            sentence!("the app is asked for `{path_info}` and seen at `{shown}`; its links lead back to it", "アプリには `{path_info}` として届き、ブラウザからは `{shown}` に見えます。リンクは正しくアプリに戻ります"),
        );
    } else if prefix != &format!("{mount}/") {
        walk.step(
            Part::App,
            Outcome::Noted,
            at,
            sentence!("the page loads, but links its styles and scripts at `{asset}`, which is not below `{shown}`: they get 403 or 404, and the page stays at \"Loading...\"", "ページは読み込まれますが、スタイルやスクリプトへのリンクが `{asset}` となり `{shown}` の下にありません。403 か 404 になり、ページは「Loading...」のままです"),
        );
    } else {
        walk.step(
            Part::App,
            Outcome::Noted,
            Pointer::root().join("routes"),
            sentence!("the page links `{asset}`, but no route leads there: add `/{{proxy+}}`", "ページは `{asset}` を参照しますが、一致するルートがありません。`/{{proxy+}}` を追加してください"),
        );
    }
}
