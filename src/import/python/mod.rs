//! The program itself, best effort: a Dash, Flask or `FastAPI` source of which routes and the app's object are read.
//!
//! Nothing is run and Python is not parsed: a scanner goes over the statements that matter and takes literals alone. What
//! it finds becomes a document like those of other formats, with the place of each find.

mod names;
mod router;
mod scan;
mod statement;
mod syntax;
mod view;

use std::sync::Arc;

use super::Reading;
use super::node::{Mark, Node};
use crate::diagnostic::Severity;
use crate::model::{
    Api, App, AppObject, DashApp, Design, Function, Integration, Method, RestApi, Route, Stage,
    Verb,
};
use crate::sentence;

pub(super) use scan::{is_source, parse};

/// The key of the document that the scanner makes.
const ROOT: &str = "python source";

/// Whether a document is what [`parse`] made.
pub(super) fn is(root: &Node) -> bool {
    root.get(ROOT).is_some()
}

/// Makes a design of what was found.
pub(super) fn read(root: &Node, reading: &mut Reading) -> Option<Design> {
    let found = root.take(ROOT)?;
    let text = |key: &str| {
        let value = found.take(key).and_then(Node::as_str);
        value.unwrap_or_default().to_owned()
    };
    let framework = text("framework");
    let (module, object) = (text("module"), text("object"));
    let server = text("server");
    let new = DashApp::default();
    let of_object = || AppObject {
        module: module.clone(),
        app_object: object.clone(),
        ..AppObject::default()
    };
    let app = match framework.as_str() {
        "dash" => App::Dash(DashApp {
            module: module.clone(),
            dash_object: object.clone(),
            server_object: if server.is_empty() {
                new.server_object
            } else {
                server
            },
            ..new
        }),
        "fastapi" => App::FastApi(of_object()),
        _ => App::Flask(of_object()),
    };
    let name = "app".to_owned();
    let mut design = Design {
        app,
        functions: vec![Function {
            name: name.clone(),
            ..Function::default()
        }],
        api: Api::Rest(RestApi::default()),
        stages: vec![Stage {
            name: stage(found, reading),
            ..Stage::default()
        }],
        ..Design::default()
    };
    let method = |verb| Method {
        verb,
        integration: Integration::LambdaProxy {
            function: name.clone(),
        },
        ..Method::default()
    };
    let mut routes: Vec<Route> = Vec::new();
    // Dash has paths of its own beside those that stand in the source.
    if framework == "dash" || found.get("routes").is_none() {
        for path in ["/", "/{proxy+}"] {
            routes.push(Route {
                path: path.into(),
                methods: vec![method(Verb::Any)],
                ..Route::default()
            });
        }
    }
    for item in found.take("routes").map(Node::items).unwrap_or_default() {
        add(item, &mut routes, &method);
    }
    design.routes = routes.into_iter().map(Arc::new).collect();
    say_what_is_guessed(found, reading);
    Some(design)
}

/// Adds a route, or its methods to one that is there.
fn add(item: &Node, routes: &mut Vec<Route>, method: &impl Fn(Verb) -> Method) {
    let Some(path) = item.take("path").and_then(Node::as_str) else {
        return;
    };
    let verbs = item.take("methods").map(Node::items).unwrap_or_default();
    let named = |node: &Node| {
        let name = node.as_str()?;
        Verb::ALL.into_iter().find(|verb| verb.as_str() == name)
    };
    let index = routes.iter().position(|route| route.path == path);
    let index = index.unwrap_or_else(|| {
        routes.push(Route {
            path: path.to_owned(),
            ..Route::default()
        });
        routes.len() - 1
    });
    for verb in verbs.iter().filter_map(named) {
        let methods = &mut routes[index].methods;
        let is_there = |method: &Method| method.verb == verb || method.verb == Verb::Any;
        if !methods.iter().any(is_there) {
            methods.push(method(verb));
        }
    }
}

/// The stage that the source names as the first part of its addresses.
fn stage(found: &Node, reading: &mut Reading) -> String {
    let Some(entry) = found.entry("prefix") else {
        return "prod".into();
    };
    let prefix = entry.value.as_str().unwrap_or_default();
    let name = prefix.trim_matches('/');
    let is_stage = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if name.is_empty() || !name.chars().all(is_stage) {
        let what = sentence!(
            "the prefix `{prefix}` is no stage's",
            "プレフィックス `{prefix}` はステージのものではありません"
        );
        let help = sentence!(
            "set a base path of your domain in the studio if it is one",
            "独自ドメインのベースパスであれば、スタジオで設定してください"
        );
        reading.report("python-prefix", entry, what, help);
        return "prod".into();
    }
    entry.set_mark(Mark::Represented);
    reading.say(
        Severity::Warning,
        "python-prefix",
        entry.at,
        sentence!(
            "the program fixes its prefix as `{prefix}`, so it works at the stage `{name}` of the default URL alone",
            "プログラムがプレフィックスを `{prefix}` に固定しているため、デフォルト URL のステージ `{name}` でしか動作しません"
        ),
        sentence!(
            "take it out of the program: the generated files set it for each stage",
            "プログラムから取り除いてください。生成するファイルがステージごとに設定します"
        ),
    );
    name.to_owned()
}

/// Says what no source tells.
fn say_what_is_guessed(found: &Node, reading: &mut Reading) {
    reading.say(
        Severity::Info,
        "python-best-effort",
        found.at,
        sentence!(
            "routes and the app's object were taken from the source; name, region and the rest are not in it",
            "ルートとアプリのオブジェクトをソースから読み取りました。名前、リージョンなどはソースにありません"
        ),
        sentence!(
            "look at the routes, and fill in the rest in the studio",
            "ルートを確かめ、残りをスタジオで入力してください"
        ),
    );
}
