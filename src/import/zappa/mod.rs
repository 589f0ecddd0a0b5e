//! Zappa's settings: `zappa_settings.json`, `.toml`, `.yaml`, and the table that people put into `pyproject.toml`.
//!
//! The design has one function and one API for all stages, so what they share is read of the first stage with an app. A
//! stage that says otherwise keeps its value for `zappa/zappa_settings.json`, and so does every key that Zappa 0.63 reads
//! and the design has no field for. What Zappa itself does not read is told, with the key that was meant.

mod api;
mod app;
mod domain;
pub(super) mod keys;
mod stage;

use std::collections::HashSet;

use super::Reading;
use super::allowed::Must;
use super::node::{Entry, Kind, Mark, Node};
use crate::diagnostic::Severity;
use crate::generate::Plain;
use crate::model::{Cache, CacheSize, Design, Kept, LogLevel, Stage, Verb, ZAPPA_SETTINGS};
use crate::sentence;
use stage::Settings;

/// Makes the value that Zappa takes when nothing is said.
type Default = fn() -> serde_json::Value;

/// What all stages share, with what Zappa takes when nothing is said; `None` where that cannot be written.
const SHARED: [(&str, Option<Default>); 23] = [
    ("api_key_required", Some(|| false.into())),
    ("apigateway_description", Some(|| api::DESCRIPTION.into())),
    ("apigateway_lambda_qualifier", None),
    ("apigateway_version", Some(|| "v1".into())),
    ("app_function", None),
    ("app_type", None),
    ("architecture", Some(|| "x86_64".into())),
    ("aws_region", None),
    ("binary_support", Some(|| true.into())),
    ("cors", Some(|| false.into())),
    ("django_settings", None),
    (
        "endpoint_configuration",
        Some(|| serde_json::json!(["EDGE"])),
    ),
    (
        "ephemeral_storage",
        Some(|| serde_json::json!({"Size": 512})),
    ),
    ("iam_authorization", Some(|| false.into())),
    ("layers", None),
    ("memory_size", Some(|| app::MEMORY.into())),
    ("payload_compression", Some(|| true.into())),
    ("payload_minimum_compression_size", Some(|| 0.into())),
    ("project_name", None),
    ("runtime", None),
    ("s3_bucket", None),
    ("timeout_seconds", Some(|| app::TIMEOUT.into())),
    ("lambda_concurrency", None),
];
/// What Zappa copies into the answer of a preflight.
const CORS_METHODS: &[&str] = &[
    "*", "ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT",
];
/// The same of mappings, of which the stages' are laid over each other.
const SHARED_MAPS: [&str; 2] = ["authorizer", "vpc_config"];

/// Keys of both that say who may call: where stages differ in one, a file that does not know it may open an API.
const WHO_MAY_CALL: [&str; 5] = [
    "api_key_required",
    "authorizer",
    "cors",
    "endpoint_configuration",
    "iam_authorization",
];

/// Whether a document is settings of Zappa.
pub(super) fn is(root: &Node) -> bool {
    let shows = |node: &Node| node.entries().iter().any(|entry| keys::shows(&entry.key));
    let mut stages = table(root).entries().iter();
    stages.any(|entry| entry.value.is_map() && shows(&entry.value))
}

/// The stages: those of `[tool.zappa]` where the document is a `pyproject.toml`.
fn table(root: &Node) -> &Node {
    root.find(&["tool", "zappa"]).unwrap_or(root)
}

/// Reads settings.
pub(super) fn read(root: &Node, reading: &mut Reading) -> Option<Design> {
    let table = table(root);
    pyproject(root, reading);
    let stages = stage::stages(table, reading);
    let has_app = |stage: &&Settings<'_>| {
        stage.get("app_function").is_some() || stage.get("django_settings").is_some()
    };
    let first = stages.iter().find(has_app).or(stages.first())?;
    let mut design = Design {
        name: first.text("project_name", reading).unwrap_or_default(),
        region: first.text("aws_region", reading).unwrap_or_default(),
        ..Design::default()
    };
    design.output.zappa_bucket = first.text("s3_bucket", reading).unwrap_or_default();
    app::read(first, &mut design, reading);
    api::read(first, &mut design, reading);
    design.stages = stages
        .iter()
        .map(|stage| settings(stage, reading))
        .collect();
    design.domain = domain::read(&stages, reading);
    app::environment(&stages, &mut design, reading);
    for stage in &stages {
        if !std::ptr::eq(stage, first) {
            compare(first, stage, reading);
        }
        debug(stage, reading);
        if !design.access.authorizers.is_empty() {
            asked(stage, reading);
        }
        methods(stage, reading);
        stage.rest(reading);
    }
    // Stages that take a key over from each other keep it twice.
    let mut seen = HashSet::new();
    reading.kept.retain(|kept| seen.insert(kept.at.clone()));
    stand_instead(&design, reading);
    open(table, first, reading);
    reading.say(
        Severity::Info,
        "zappa-beyond",
        table.at,
        sentence!(
            "Zappa's settings say nothing of the account, of DNS and of packages: these begin as in a new design",
            "Zappa の設定にはアカウント、DNS の詳細、パッケージの指定がないため、新しい設計と同じ値から始めます",
        ),
        sentence!(
            "look at the domain and at the app before you deploy in another way than with Zappa",
            "Zappa 以外でデプロイする前に、ドメインとアプリの設定を確かめてください",
        ),
    );
    Some(design)
}

/// Lets what the design says, too, stand in these words until that changes: a stage's own memory is one that all share once
/// somebody sets it.
fn stand_instead(design: &Design, reading: &mut Reading) {
    let plain = Plain::new(design);
    let is_field = |at: &str| {
        let key = at.rsplit('/').next().unwrap_or_default();
        SHARED.iter().any(|(shared, _)| *shared == key) || SHARED_MAPS.contains(&key)
    };
    for kept in &mut reading.kept {
        if plain.says(&kept.at) || is_field(&kept.at) {
            kept.instead = plain.fingerprint(&kept.at);
        }
    }
}

/// Says where the table of a `pyproject.toml` belongs.
fn pyproject(root: &Node, reading: &mut Reading) {
    let Some(tool) = root.entry("tool") else {
        return;
    };
    let Some(zappa) = tool
        .value
        .entry("zappa")
        .filter(|entry| entry.value.is_map())
    else {
        return;
    };
    tool.set_mark(Mark::Represented);
    zappa.set_mark(Mark::Represented);
    reading.say(
        Severity::Warning,
        "zappa-pyproject",
        zappa.at,
        sentence!(
            "Zappa does not read `pyproject.toml`, and takes no table in another",
            "Zappa は `pyproject.toml` を読まず、入れ子のテーブルにも対応していません"
        ),
        sentence!(
            "put the stages into `zappa_settings.toml`; the studio writes them as `zappa_settings.json`",
            "ステージを `zappa_settings.toml` に移してください。スタジオは `zappa_settings.json` に書き出します"
        ),
    );
    let others = root.entries().iter().filter(|entry| entry.key != "tool");
    let tools = tool
        .value
        .entries()
        .iter()
        .filter(|entry| entry.key != "zappa");
    for entry in others.chain(tools) {
        let key = &entry.key;
        entry.set_all(Mark::Reported);
        reading.say(
            Severity::Info,
            "zappa-pyproject",
            entry.at,
            sentence!(
                "`{key}` is about the Python project, not about the gateway",
                "`{key}` は Python プロジェクトの設定で、ゲートウェイには関係しません"
            ),
            sentence!(
                "leave it in `pyproject.toml`",
                "`pyproject.toml` に残してください"
            ),
        );
    }
}

/// What a stage has for itself.
fn settings(stage: &Settings<'_>, reading: &mut Reading) -> Stage {
    let mut truth = |key| stage.truth(key, reading).unwrap_or_default();
    let mut design = Stage {
        name: stage.name().to_owned(),
        tracing: truth("xray_tracing"),
        data_trace: truth("cloudwatch_data_trace"),
        detailed_metrics: truth("cloudwatch_metrics_enabled"),
        ..Stage::default()
    };
    let has_cache = truth("cache_cluster_enabled");
    if let Some(level) = stage.text("cloudwatch_log_level", reading) {
        design.execution_log = match level.as_str() {
            "ERROR" => LogLevel::Error,
            "INFO" => LogLevel::Info,
            "OFF" => LogLevel::Off,
            _ => {
                if let Some(entry) = stage.get("cloudwatch_log_level") {
                    let belongs = sentence!(
                        "`OFF`, `ERROR` or `INFO`",
                        "`OFF`、`ERROR`、`INFO` のいずれか"
                    );
                    reading.wrong(entry, &belongs);
                }
                LogLevel::Off
            }
        };
    }
    // Without a cache the rest of its settings stays in the file as it is.
    design.cache = has_cache.then(|| {
        let size = stage.text("cache_cluster_size", reading);
        let size = size.unwrap_or_else(|| "0.5".into());
        // Zappa makes a text of a number, however it is spelled: `.5` is `0.5`.
        let entry = stage.get("cache_cluster_size");
        let is_number = |entry: &&Entry| matches!(entry.value.kind, Kind::Number(_));
        let number = entry.filter(is_number).and_then(|one| one.value.as_f64());
        let found = CacheSize::ALL.into_iter().find(|known| {
            let known = known.as_str();
            number.map_or(known == size, |number| known.parse() == Ok(number))
        });
        if let (None, Some(entry)) = (found, entry) {
            let belongs = sentence!(
                "a size of API Gateway's caches, from `0.5` to `237`",
                "`0.5` から `237` までのキャッシュサイズ"
            );
            reading.wrong(entry, &belongs);
        }
        Cache {
            size: found.unwrap_or_default(),
            ttl_seconds: stage.number("cache_cluster_ttl", reading).unwrap_or(300),
            encrypted: stage
                .truth("cache_cluster_encrypted", reading)
                .unwrap_or_default(),
            ..Cache::default()
        }
    });
    design
}

/// The generated settings never show tracebacks to everybody; where they do here, that stays.
fn debug(stage: &Settings<'_>, reading: &mut Reading) {
    if let Some(entry) = stage.get("debug") {
        if entry.value.kind == Kind::Bool(false) {
            entry.set_mark(Mark::Represented);
        } else {
            stage.keep(entry, reading);
        }
    }
}

/// Keeps where in the app the authorizer's function stands; the studio's own is called as its file.
fn asked(stage: &Settings<'_>, reading: &mut Reading) {
    let authorizer = stage.get("authorizer");
    let function = authorizer.and_then(|entry| entry.value.entry("function"));
    if let Some(function) = function {
        if function.value.as_str() == Some("authorizer.handler") {
            function.set_mark(Mark::Represented);
        } else {
            let at = stage.pointer(&["authorizer", "function"]);
            reading.keep(ZAPPA_SETTINGS, at, function);
        }
    }
}

/// Keeps methods of CORS that the design has no word for, such as `*`; it takes them for all.
fn methods(stage: &Settings<'_>, reading: &mut Reading) {
    let cors = stage.get("cors");
    let methods = cors.and_then(|entry| entry.value.entry("allowed_methods"));
    let is_verb = |node: &Node| {
        let name = node.as_str().unwrap_or_default();
        Verb::ALL.iter().any(|verb| verb.as_str() == name)
    };
    let listed = methods.map_or(&[][..], |methods| methods.value.items());
    for word in listed {
        let text = word.scalar().unwrap_or_default();
        reading.say_unfit("allowed_methods", word.at, &text, Must::Word(CORS_METHODS));
    }
    if let Some(methods) = methods.filter(|methods| !methods.value.items().iter().all(is_verb)) {
        let at = stage.pointer(&["cors", "allowed_methods"]);
        reading.keep(ZAPPA_SETTINGS, at, methods);
    }
}

/// Keeps what a stage has otherwise than the first one.
fn compare(first: &Settings<'_>, stage: &Settings<'_>, reading: &mut Reading) {
    let maps = SHARED_MAPS.iter().map(|key| (*key, None));
    for (key, default) in SHARED.into_iter().chain(maps) {
        let (ours, theirs) = (first.get(key), stage.get(key));
        let ours_json = ours.map(|entry| entry.value.to_json());
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if std::ptr::eq(ours, theirs) => {}
            (_, Some(theirs)) => {
                let default = default.map(|default| default());
                if Some(theirs.value.to_json()) == ours_json.or(default) {
                    theirs.set_all(Mark::Represented);
                } else {
                    if WHO_MAY_CALL.contains(&key) {
                        differing(key, theirs, first, stage, reading);
                    }
                    stage.keep(theirs, reading);
                }
            }
            (Some(_), None) => match default.map(|default| default()) {
                Some(value) if ours_json.as_ref() != Some(&value) => reading.kept.push(Kept {
                    file: ZAPPA_SETTINGS.into(),
                    at: stage.pointer(&[key]),
                    value: value.into(),
                    ..Kept::default()
                }),
                Some(_) => {}
                None => missing(key, first, stage, reading),
            },
            (None, None) => {}
        }
    }
}

/// Says that only the settings of Zappa go on saying what a stage has otherwise.
fn differing(
    key: &str,
    entry: &Entry,
    first: &Settings<'_>,
    stage: &Settings<'_>,
    reading: &mut Reading,
) {
    let (name, first) = (stage.name(), first.name());
    reading.say(
        Severity::Warning,
        "zappa-stages-differ",
        entry.at,
        sentence!(
            "stage `{name}` has its own `{key}`; in the design, and in every file but Zappa's settings, all stages share what `{first}` has",
            "ステージ `{name}` には独自の `{key}` がありますが、設計と Zappa の設定以外のファイルでは全ステージが `{first}` の設定を共有します"
        ),
        sentence!(
            "deploy with Zappa, or make a design of its own for `{name}`",
            "Zappa でデプロイするか、`{name}` を別の設計にしてください"
        ),
    );
}

/// Says that the design gives a stage what it does not have.
fn missing(key: &str, first: &Settings<'_>, stage: &Settings<'_>, reading: &mut Reading) {
    let (name, first) = (stage.name(), first.name());
    reading.say(
        Severity::Warning,
        "zappa-stages-differ",
        stage.entry.at,
        sentence!(
            "stage `{name}` has no `{key}`; in the design all stages share that of `{first}`",
            "ステージ `{name}` に `{key}` はありませんが、設計では全ステージが `{first}` の値を共有します"
        ),
        sentence!(
            "make a design of its own for `{name}` if that is not wanted",
            "それでは困る場合は `{name}` を別の設計にしてください"
        ),
    );
}

/// Says what the settings leave open and the design wants.
fn open(table: &Node, first: &Settings<'_>, reading: &mut Reading) {
    let app = if first.get("django_settings").is_some() {
        "django_settings"
    } else {
        "app_function"
    };
    for (key, what) in [
        (
            "project_name",
            sentence!(
                "Zappa takes the name of the folder",
                "Zappa はフォルダー名を使います"
            ),
        ),
        (
            "aws_region",
            sentence!(
                "Zappa takes the region of the shell",
                "Zappa はシェルのリージョン設定を使います"
            ),
        ),
        (
            "runtime",
            sentence!(
                "Zappa takes the Python that runs it; the design says `python3.13`",
                "Zappa は実行中の Python を使います。設計では `python3.13` としました"
            ),
        ),
        (
            app,
            sentence!(
                "such a stage answers no requests; the design takes a name of its own",
                "このステージはリクエストに応答しません。設計では仮の名前としました"
            ),
        ),
    ] {
        if first.get(key).is_some() {
            continue;
        }
        let (en, ja) = (what.en, what.ja);
        reading.say(
            Severity::Info,
            "zappa-left-open",
            table.entry(first.name()).map_or(table.at, |entry| entry.at),
            sentence!("there is no `{key}`: {en}", "`{key}` がありません。{ja}"),
            sentence!("set it in the studio", "スタジオで設定してください"),
        );
    }
}
