//! The app and the one function that runs it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::stage::{Settings, wrong_unless_null};
use crate::diagnostic::Severity;
use crate::import::Reading;
use crate::import::allowed::Must;
use crate::import::node::{Entry, Mark, Node};
use crate::model::{
    App, AppObject, Architecture, DEFAULT_STAGE, DashApp, Design, DjangoApp, Function, Kept,
    Variable, Vpc, ZAPPA_SETTINGS,
};
use crate::sentence;

/// MiB of memory when nothing is said.
pub(super) const MEMORY: u32 = 512;
/// Seconds when nothing is said.
pub(super) const TIMEOUT: u32 = 30;

/// Where Dash reads the prefix of its links.
const PREFIX: &str = "DASH_REQUESTS_PATHNAME_PREFIX";

/// Reads the app and its function.
pub(super) fn read(first: &Settings<'_>, design: &mut Design, reading: &mut Reading) {
    design.app = app(first, &design.name, reading);
    let image = [&design.name, "app"]
        .into_iter()
        .find(|name| !name.is_empty());
    let mut function = Function {
        name: image.map(|name| (*name).to_owned()).unwrap_or_default(),
        memory_mib: first.number("memory_size", reading).unwrap_or(MEMORY),
        timeout_seconds: first.number("timeout_seconds", reading).unwrap_or(TIMEOUT),
        layers: first.texts("layers", reading).unwrap_or_default(),
        reserved_concurrency: first.number("lambda_concurrency", reading),
        alias: first
            .text("apigateway_lambda_qualifier", reading)
            .unwrap_or_default(),
        ..Function::default()
    };
    if let Some(runtime) = first.text("runtime", reading) {
        function.runtime = runtime;
    }
    if let Some(name) = first.text("architecture", reading) {
        match name.as_str() {
            "arm64" => function.architecture = Architecture::Arm64,
            "x86_64" => {}
            _ => {
                if let Some(entry) = first.get("architecture") {
                    let belongs = sentence!("`x86_64` or `arm64`", "`x86_64` か `arm64`");
                    reading.wrong(entry, &belongs);
                }
            }
        }
    }
    if let Some(storage) = first.map("ephemeral_storage", reading) {
        function.ephemeral_storage_mib = super::api::whole(storage, "Size", reading);
    }
    if let Some(vpc) = vpc_of(first, reading) {
        let mut ids = |key| {
            let entry = vpc.entry(key);
            entry
                .map(|entry| super::stage::texts(entry, reading))
                .unwrap_or_default()
        };
        let vpc = Vpc {
            subnet_ids: ids("SubnetIds"),
            security_group_ids: ids("SecurityGroupIds"),
        };
        let is_empty = vpc.subnet_ids.is_empty() && vpc.security_group_ids.is_empty();
        function.vpc = (!is_empty).then_some(vpc);
    }
    design.functions = vec![function];
}

/// The VPC of a function; what names nothing, as in a template to fill in, stays in the file as it is.
fn vpc_of<'a>(first: &Settings<'a>, reading: &mut Reading) -> Option<&'a Node> {
    let entry = first.get("vpc_config")?;
    let lists = entry.value.entries().iter();
    let mut ids = lists.flat_map(|list| list.value.items());
    let names = ids.any(|id| id.as_str().is_some_and(|id| !id.trim().is_empty()));
    if entry.value.is_map() && !names {
        return None;
    }
    first.map("vpc_config", reading)
}

/// The app: Zappa does not say of which framework, so names and variables tell.
fn app(first: &Settings<'_>, project: &str, reading: &mut Reading) -> App {
    if let Some(settings_module) = first.text("django_settings", reading) {
        let package = settings_module.split('.').next().unwrap_or_default();
        return App::Django(DjangoApp {
            wsgi_module: format!("{package}.wsgi"),
            settings_module,
            ..DjangoApp::default()
        });
    }
    let kind = first.text("app_type", reading).unwrap_or_default();
    if let Some(entry) = first.get("app_type") {
        let known = Must::AnyCase(&["asgi", "wsgi"]);
        reading.say_unfit("app_type", entry.at, &kind, known);
    }
    let is_asgi = kind.eq_ignore_ascii_case("asgi");
    let variables = first.get("environment_variables");
    let has_dash = variables.is_some_and(|entry| {
        let mut names = entry.value.entries().iter();
        names.any(|variable| variable.key.starts_with("DASH_"))
    });
    let Some(path) = first.text("app_function", reading) else {
        return if has_dash {
            App::Dash(DashApp::default())
        } else {
            App::Flask(AppObject::default())
        };
    };
    let Some((module, object)) = path.rsplit_once('.') else {
        if let Some(entry) = first.get("app_function") {
            let belongs = sentence!(
                "a module and its object, such as `app.server`,",
                "`app.server` のようなモジュールとオブジェクト"
            );
            reading.wrong(entry, &belongs);
        }
        return App::Flask(AppObject {
            app_object: path,
            ..AppObject::default()
        });
    };
    let (module, object) = (module.to_owned(), object.to_owned());
    let says_dash = |word: &str| word.to_ascii_lowercase().contains("dash");
    let app = AppObject {
        module,
        app_object: object,
        ..AppObject::default()
    };
    if is_asgi {
        return App::FastApi(app);
    }
    let is_dash = has_dash
        || app.app_object == "dapp"
        || (app.app_object == "server" && says_dash(project))
        || [&app.module, &app.app_object]
            .iter()
            .any(|word| says_dash(word));
    if !is_dash {
        return App::Flask(app);
    }
    let mut dash = DashApp {
        module: app.module,
        ..DashApp::default()
    };
    if app.app_object == "dapp" || says_dash(&app.app_object) {
        if let Some(entry) = first.get("app_function") {
            not_the_server(entry, &app.app_object, reading);
        }
        dash.dash_object = app.app_object;
    } else {
        dash.server_object = app.app_object;
    }
    App::Dash(dash)
}

fn not_the_server(entry: &Entry, object: &str, reading: &mut Reading) {
    reading.say(
        Severity::Warning,
        "zappa-app-of-dash",
        entry.value.at,
        sentence!(
            "`{object}` looks like a Dash object, which can be called from Dash 3.1 on only",
            "`{object}` は Dash オブジェクトのようです。呼び出せるのは Dash 3.1 以降だけです"
        ),
        sentence!(
            "name its Flask server, for instance `app.server` with `server = {object}.server`, as the design does",
            "設計のように、`server = {object}.server` としてその Flask サーバー(`app.server` など)を指定してください"
        ),
    );
}

/// Reads the variables: those that are the same in all stages are the function's, the others stay with their stage.
pub(super) fn environment(stages: &[Settings<'_>], design: &mut Design, reading: &mut Reading) {
    let mut all = Vec::new();
    for stage in stages {
        let entries = stage
            .map("environment_variables", reading)
            .map(Node::entries)
            .unwrap_or_default();
        all.push(entries);
    }
    // In how many stages a variable has a value.
    let mut stages_with: HashMap<(&str, Cow<'_, str>), usize> = HashMap::new();
    for entry in all.iter().copied().flatten() {
        if let Some(value) = entry.value.scalar() {
            *stages_with.entry((&entry.key, value)).or_default() += 1;
        }
    }
    let mut named = HashSet::new();
    let mut variables: Vec<Variable> = Vec::new();
    for (stage, entries) in stages.iter().zip(&all) {
        for entry in *entries {
            let name = &entry.key;
            let Some(value) = entry.value.scalar() else {
                wrong_unless_null(entry, &sentence!("a text", "文字列"), reading);
                continue;
            };
            if entry.value.as_str().is_none() && entry.mark() == Mark::Unread {
                not_a_text(entry, &value, reading);
            }
            if name == PREFIX && value == prefix(design, stage.name()) {
                entry.set_mark(Mark::Represented);
                continue;
            }
            let count = stages_with.get(&(name.as_str(), value.clone()));
            let is_shared = name != PREFIX && count == Some(&stages.len());
            if is_shared {
                entry.set_mark(Mark::Represented);
                if named.insert(name) {
                    variables.push(Variable {
                        name: name.as_str().to_owned(),
                        value: value.into_owned(),
                    });
                }
            } else {
                entry.set_mark(Mark::Kept);
                reading.kept.push(Kept {
                    file: ZAPPA_SETTINGS.into(),
                    at: stage.pointer(&["environment_variables", name]),
                    value: serde_json::Value::from(value.into_owned()).into(),
                    ..Kept::default()
                });
            }
        }
    }
    for (stage, entries) in stages.iter().zip(&all) {
        let prefix = prefix(design, stage.name());
        let is_set = entries.iter().any(|entry| entry.key == PREFIX);
        if !is_set && !matches!(prefix.as_str(), "" | "/") {
            added(stage, &prefix, reading);
        }
    }
    if let Some(function) = design.functions.first_mut() {
        function.environment = variables;
    }
}

fn added(stage: &Settings<'_>, prefix: &str, reading: &mut Reading) {
    let name = stage.name();
    reading.say(
        Severity::Info,
        "zappa-prefix-added",
        stage.entry.at,
        sentence!(
            "stage `{name}` sets no `{PREFIX}`, without which Dash finds none of its files there",
            "ステージ `{name}` に `{PREFIX}` がないため、Dash は自身のファイルを見つけられません"
        ),
        sentence!(
            "the settings that the studio writes say `{prefix}`; a prefix in the program counts more",
            "スタジオが書き出す設定では `{prefix}` とします(プログラム内の指定が優先されます)"
        ),
    );
}

/// The prefix that the generated settings give to Dash, see the generator.
fn prefix(design: &Design, stage: &str) -> String {
    if design.app.dash().is_none() {
        return String::new();
    }
    let mappings = design.domain.iter().flat_map(|domain| &domain.mappings);
    match mappings.into_iter().find(|mapping| mapping.stage == stage) {
        Some(mapping) if mapping.base_path.is_empty() => "/".into(),
        Some(mapping) => format!("/{}/", mapping.base_path),
        None if stage == DEFAULT_STAGE && design.http().is_some() => "/".into(),
        None => format!("/{stage}/"),
    }
}

fn not_a_text(entry: &Entry, value: &str, reading: &mut Reading) {
    let name = &entry.key;
    reading.say(
        Severity::Warning,
        "zappa-variable-no-text",
        entry.value.at,
        sentence!(
            "the environment variable `{name}` is no text, at which Zappa stops",
            "環境変数 `{name}` が文字列ではないため、Zappa が停止します"
        ),
        sentence!(
            "quote it: `\"{value}\"`, as the design takes it",
            "`\"{value}\"` のように引用符で囲んでください(設計にはそのように取り込みました)"
        ),
    );
}
