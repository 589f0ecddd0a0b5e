//! What the Python app sees of a request, and whether the links in its page lead back to it.

use super::address::{Entered, decoded_path};
use super::route::{Matched, fit};
use super::{Part, Request, Tool, Walk, path};
use crate::diagnostic::{Pointer, Sentence};
use crate::model::{App, DEFAULT_STAGE, Design, Variable, tree};
use crate::sentence;

/// The environment variable that fixes a Dash app's prefix.
const PREFIX: &str = "DASH_REQUESTS_PATHNAME_PREFIX";
/// Those below whose value a Dash app registers its pages, assets and callbacks (Dash: `pathname_configs` in `_configs.py`).
const ROUTES: [&str; 2] = ["DASH_URL_BASE_PATHNAME", "DASH_ROUTES_PATHNAME_PREFIX"];

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
    /// Whether the app has something at that path; of a Dash app whose environment moves it elsewhere, not.
    pub is_known: bool,
}

/// What the app sees of a request that reached it.
pub(super) fn view(
    design: &Design,
    request: &Request,
    entered: &Entered,
    matched: &Matched,
) -> AppView {
    let mount = entered.mount.clone();
    let told = told(design, entered);
    let own = format!("{told}/");
    let is_dash = matches!(design.app, App::Dash(_));
    let prefix = if is_dash {
        fixed(design, request.tool, entered, matched)
            .map_or_else(|| own.clone(), |fixed| fixed.prefix)
    } else {
        own.clone()
    };
    let asset = format!("{prefix}assets/style.css");
    let moved = moved(design, matched).filter(|_| is_dash);
    let below = moved.as_ref().map_or("/", |moved| &moved.prefix);
    let path_info = path_info(design, entered);
    let is_known = path_info.starts_with(below) || format!("{path_info}/") == below;
    // The browser asks the same host; what stands before the app's path must be what leads to this stage.
    let inside = asset
        .strip_prefix(&mount)
        .filter(|inside| inside.starts_with('/'));
    let asset_resolves = inside.is_some_and(|inside| {
        let parts = tree::parts(inside);
        let finds = |route: &crate::model::Route| {
            !route.methods.is_empty() && fit(&route.path, &parts).is_some()
        };
        let own = format!("{below}assets/style.css");
        inside == own && design.routes.iter().any(|route| finds(route))
    });
    AppView {
        path_info,
        script_name: if is_dash && request.tool == Tool::Zappa {
            String::new()
        } else {
            told
        },
        prefix: if is_dash { prefix } else { String::new() },
        mount,
        asset,
        asset_resolves,
        is_known,
    }
}

/// Where the handler says the app stands: at its mount, unless an event of format 2.0 leaves open which base path of the
/// stage was called (`CustomDomain::base_path_of_app`).
fn told(design: &Design, entered: &Entered) -> String {
    let stage = design.stages.get(entered.stage);
    let (Some(domain), Some(stage)) = (&design.domain, stage) else {
        return entered.mount.clone();
    };
    if !entered.is_custom || !design.hides_base_path() {
        return entered.mount.clone();
    }
    match domain.base_path_of_app(&stage.name) {
        None | Some("") => String::new(),
        Some(base) => format!("/{base}"),
    }
}

/// The path without what leads to the stage, decoded by the adapter: of an HTTP API's event, whose path is decoded
/// already, a second time.
fn path_info(design: &Design, entered: &Entered) -> String {
    let path = if design.hides_base_path() && entered.is_custom {
        decoded_path(&format!("{}{}", entered.mount, entered.inner))
    } else if design.http().is_some() {
        path::path_of_http(entered)
    } else {
        entered.path.clone()
    };
    let inner = path.strip_prefix(&entered.mount).unwrap_or(&path);
    let inner = if inner.is_empty() { "/" } else { inner };
    decoded_path(inner)
}

/// A prefix that is fixed, whatever the address, and the field that fixes it.
struct Fixed {
    prefix: String,
    at: Pointer,
}

/// The variable of the function that gets the request, and where it stands.
fn variable<'a>(
    design: &'a Design,
    matched: &Matched,
    names: &[&str],
) -> Option<(Pointer, &'a Variable)> {
    let (place, function) = design.function(matched.method.function()?)?;
    let mut variables = function.environment.iter().enumerate();
    let (index, own) = variables.find(|(_, one)| names.contains(&one.name.as_str()))?;
    let at = Pointer::root().join("functions").join(place);
    Some((at.join("environment").join(index), own))
}

/// Below which prefix the environment moves the pages of a Dash app.
fn moved(design: &Design, matched: &Matched) -> Option<Fixed> {
    let (at, own) = variable(design, matched, &ROUTES)?;
    let prefix = own.value.clone();
    let is_prefix = prefix.len() > 1 && prefix.starts_with('/') && prefix.ends_with('/');
    is_prefix.then_some(Fixed { prefix, at })
}

/// The prefix that the environment fixes.
fn fixed(design: &Design, tool: Tool, entered: &Entered, matched: &Matched) -> Option<Fixed> {
    if let Some((at, own)) = variable(design, matched, &[PREFIX]) {
        let prefix = own.value.clone();
        return Some(Fixed { prefix, at });
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
    if tool == Tool::Zappa
        && let Some(mend) = tell_of_zappa(design, entered, walk)
    {
        return Some(mend);
    }
    let moved = moved(design, matched).filter(|_| !prefix.is_empty());
    if let Some(moved) = moved.filter(|_| !view.is_known || !view.asset_resolves) {
        return Some(tell_moved(view, &moved, walk));
    }
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
    let own = told(design, entered);
    if prefix == &format!("{own}/") && tool == Tool::Handler {
        return Some(tell_open(asset, &own, walk));
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

/// Tells where Zappa's handler does not find the app: behind the domain of an HTTP API, whose events, of format 2.0 with Zappa,
/// show the stage in the place of another base path.
fn tell_of_zappa(design: &Design, entered: &Entered, walk: &mut Walk) -> Option<Sentence> {
    design.http().filter(|_| entered.is_custom)?;
    let stage = &design.stages.get(entered.stage)?.name;
    let base = entered.mount.trim_start_matches('/');
    if base.is_empty() || base == stage || stage == DEFAULT_STAGE {
        return None;
    }
    let at = Pointer::root().join("domain").join("mappings");
    let message = sentence!(
        "events show the stage in the place of the base path, which Zappa's handler does not take away: the app is asked for `/{stage}{inner}`",
        "イベントではベースパスの代わりにステージが現れ、Zappa のハンドラーはそれを取り除かないため、アプリには `/{stage}{inner}` として届きます",
        stage = stage,
        inner = entered.inner,
    );
    walk.noted(Part::App, at, message);
    Some(sentence!(
        "give the base path the stage's name, or deploy with SAM or the CLI script",
        "ベースパスをステージと同じ名前にするか、SAM か CLI スクリプトでデプロイしてください"
    ))
}

/// Tells that an event leaves open by which of several base paths the app was called.
fn tell_open(asset: &str, own: &str, walk: &mut Walk) -> Sentence {
    let own = if own.is_empty() { "/" } else { own };
    let at = Pointer::root().join("domain").join("mappings");
    let message = sentence!(
        "an event of format 2.0 does not say which base path of the stage was called, and the handler takes the shortest, `{own}`: the page links `{asset}`",
        "形式 2.0 のイベントからはステージのどのベースパスが呼ばれたかわからないため、ハンドラーは最も短い `{own}` とみなします。ページは `{asset}` を参照します"
    );
    walk.noted(Part::App, at, message);
    sentence!(
        "map each stage once, or choose payload format 1.0, whose events show the base path",
        "ステージのマッピングを1つにするか、イベントにベースパスが現れるペイロード形式 1.0 にしてください"
    )
}

/// Tells that a variable moves the pages of the app away from where they are asked for.
fn tell_moved(view: &AppView, moved: &Fixed, walk: &mut Walk) -> Sentence {
    let (below, path, asset) = (&moved.prefix, &view.path_info, &view.asset);
    let message = if view.is_known {
        sentence!(
            "the page loads, but links its styles and scripts at `{asset}`, and the app has them below `{below}` alone: they get 404, and the page stays at \"Loading...\"",
            "ページは読み込まれますが、スタイルやスクリプトへのリンクは `{asset}` で、アプリは `{below}` の下にだけ登録しています。404 になり、ページは「Loading...」のままです"
        )
    } else {
        sentence!(
            "a variable of the environment moves the app: it has its pages, assets and callbacks below `{below}` alone, and answers `{path}` with 404",
            "環境変数により、アプリのページ、アセット、コールバックは `{below}` の下にだけ登録されるため、`{path}` には 404 が返ります"
        )
    };
    walk.noted(Part::App, moved.at, message);
    sentence!(
        "take the variable away: Dash then has its pages at `/`, and the generated handler finds the prefix of each address by itself",
        "変数を削除してください。Dash はページを `/` に登録し、生成されるハンドラーがアドレスごとに正しいプレフィックスを求めます"
    )
}
