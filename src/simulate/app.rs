//! What the Python app sees of a request, and whether the links in its page lead back to it.

use super::address::{Entered, decoded};
use super::route::{Matched, fit};
use super::{Part, Request, Tool, Walk, event};
use crate::diagnostic::{Pointer, Sentence};
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
        fixed(design, request.tool, entered, matched)
            .map_or_else(|| own.clone(), |fixed| fixed.prefix)
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

/// A prefix that is fixed, whatever the address, and the field that fixes it.
struct Fixed {
    prefix: String,
    at: Pointer,
}

/// The prefix that the environment fixes.
fn fixed(design: &Design, tool: Tool, entered: &Entered, matched: &Matched) -> Option<Fixed> {
    let function = matched
        .method
        .function()
        .and_then(|name| design.function(name));
    if let Some((place, function)) = function {
        let mut variables = function.environment.iter().enumerate();
        if let Some((index, own)) = variables.find(|(_, one)| one.name == PREFIX) {
            let at = Pointer::root().join("functions").join(place);
            return Some(Fixed {
                prefix: own.value.clone(),
                at: at.join("environment").join(index),
            });
        }
    }
    if tool == Tool::Handler {
        return None;
    }
    // Zappa's settings name one prefix for each stage: the domain's where it shows the stage.
    let stage = design.stages.get(entered.stage)?;
    let mut mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    let prefix = match mappings.find(|mapping| mapping.stage == stage.name) {
        Some(mapping) => match mapping.base_path.trim_matches('/') {
            "" => "/".into(),
            base => format!("/{base}/"),
        },
        None => format!("/{}/", stage.name),
    };
    let at = Pointer::root().join("stages").join(entered.stage);
    Some(Fixed { prefix, at })
}

/// Tells what the app sees; what helps where its page stands without styles.
pub(super) fn tell(
    view: &AppView,
    (design, tool): (&Design, Tool),
    (entered, matched): (&Entered, &Matched),
    walk: &mut Walk,
) -> Option<Sentence> {
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
            Pointer::root().join("app"),
            sentence!("the app is asked for `{path_info}` and seen at `{shown}`; its links lead back to it", "アプリには `{path_info}` として届き、ブラウザからは `{shown}` に見えます。リンクは正しくアプリに戻ります"),
        );
        return None;
    }
    if prefix == &format!("{mount}/") {
        walk.noted(
            Part::App,
            Pointer::root().join("routes"),
            sentence!("the page links `{asset}`, but no route leads there: it gets no styles and stays at \"Loading...\"", "ページは `{asset}` を参照しますが、一致するルートがありません。スタイルが読み込まれず、「Loading...」のままです"),
        );
        return Some(sentence!(
            "add the route `/{{proxy+}}`, so that all paths of the app lead to it",
            "アプリのすべてのパスが届くように、ルート `/{{proxy+}}` を追加してください"
        ));
    }
    let fixed = fixed(design, tool, entered, matched);
    let at = fixed.map_or_else(|| Pointer::root().join("app"), |fixed| fixed.at);
    let is_variable = at.is_within("/functions");
    walk.noted(
        Part::App,
        at,
        sentence!("the page loads, but links its styles and scripts at `{asset}`, which is not below `{shown}`: they get 403 or 404, and the page stays at \"Loading...\"", "ページは読み込まれますが、スタイルやスクリプトへのリンクが `{asset}` となり `{shown}` の下にありません。403 か 404 になり、ページは「Loading...」のままです"),
    );
    Some(if is_variable {
        sentence!(
            "take the variable `{PREFIX}` away: the generated handler finds the prefix of each address by itself; or open the page at the address that begins with `{prefix}`",
            "変数 `{PREFIX}` を削除してください。生成されるハンドラーがアドレスごとに正しいプレフィックスを求めます。または `{prefix}` で始まるアドレスでページを開いてください"
        )
    } else {
        sentence!(
            "Zappa tells the app one prefix for each stage, here `{prefix}`: open the page at that address, or deploy with SAM or the script, whose handler finds the prefix of each address by itself",
            "Zappa がアプリに伝えるプレフィックスはステージごとに1つで、ここでは `{prefix}` です。そのアドレスでページを開くか、アドレスごとにプレフィックスを求めるハンドラーを使う SAM かスクリプトでデプロイしてください"
        )
    })
}
