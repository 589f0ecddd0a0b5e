//! What settings are called: as the page's forms call them, else in these words.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Look;
use crate::words;
use crate::words::Language;

words! {
    on: "on", "オン";
    off: "off", "オフ";
    unset: "not set", "未設定";
    empty: "empty", "空";
    none: "none", "なし";
    usual: "default", "既定値";
}

/// Parts of a design and things in them that no form has a label for, by their keys.
const KEYS: &[(&str, &str, &str)] = &[
    ("access", "Access", "アクセス"),
    ("access_log", "Access log", "アクセスログ"),
    ("account_id", "Account", "アカウント"),
    ("alarms", "Alarms", "アラーム"),
    ("alias", "Alias record", "エイリアスレコード"),
    ("allow_origins", "Allowed origins", "許可するオリジン"),
    ("api", "API", "API"),
    ("api_key_required", "API key required", "API キーが必要"),
    ("api_keys", "API keys", "API キー"),
    ("app", "App", "アプリ"),
    ("authorization", "Authorization", "認可"),
    ("authorizers", "Authorizers", "オーソライザー"),
    ("base_path", "Base path", "ベースパス"),
    ("burst_limit", "Burst", "バースト"),
    ("cache", "Cache", "キャッシュ"),
    ("canary", "Canary", "カナリア"),
    ("cname", "CNAME record", "CNAME レコード"),
    ("cors", "CORS", "CORS"),
    ("dash", "Dash", "Dash"),
    ("description", "Description", "説明"),
    ("django", "Django", "Django"),
    ("dns", "DNS", "DNS"),
    ("domain", "Domain", "ドメイン"),
    ("elsewhere", "Another provider", "ほかのプロバイダー"),
    ("environment", "Environment variables", "環境変数"),
    ("fastapi", "FastAPI", "FastAPI"),
    ("flask", "Flask", "Flask"),
    ("function", "Function", "関数"),
    ("functions", "Functions", "関数"),
    (
        "gateway_responses",
        "Gateway responses",
        "ゲートウェイレスポンス",
    ),
    ("http", "HTTP", "HTTP"),
    ("http_proxy", "Another server (HTTP)", "別のサーバー(HTTP)"),
    ("integration", "Integration", "統合"),
    (
        "kept",
        "Kept from imported files",
        "ファイルから引き継いだ設定",
    ),
    ("key", "Key", "キー"),
    ("lambda_proxy", "Lambda", "Lambda"),
    ("language", "Language", "言語"),
    ("layers", "Layers", "レイヤー"),
    ("limit", "Limit", "上限"),
    ("mappings", "Base path mappings", "ベースパスマッピング"),
    ("memory_mib", "Memory", "メモリ"),
    ("methods", "Methods", "メソッド"),
    ("mock", "Fixed answer", "固定の応答"),
    ("models", "Models", "モデル"),
    ("monitoring", "Monitoring", "監視"),
    ("mutual_tls", "Mutual TLS", "相互 TLS"),
    ("name", "Name", "名前"),
    ("output", "Output", "出力"),
    ("own", "Own", "独自"),
    ("package", "Package", "パッケージ"),
    ("path", "Path", "パス"),
    ("period", "Period", "期間"),
    ("policy", "Resource policy", "リソースポリシー"),
    ("quota", "Quota", "クォータ"),
    ("rate_limit", "Rate", "レート"),
    ("record", "Record", "レコード"),
    ("region", "Region", "リージョン"),
    ("requests", "Checks", "チェック"),
    ("rest", "REST", "REST"),
    ("route53", "Route 53", "Route 53"),
    ("routes", "Routes", "ルート"),
    ("routing", "Routing", "ルーティング"),
    ("set_aside", "Set aside", "取り置いた設定"),
    ("silenced", "Silenced problems", "抑制した問題"),
    ("stage", "Stage", "ステージ"),
    ("stages", "Stages", "ステージ"),
    ("throttle", "Throttling", "スロットリング"),
    ("timeout_seconds", "Timeout", "タイムアウト"),
    ("usage_plans", "Usage plans", "使用量プラン"),
    ("value", "Value", "値"),
    ("variables", "Variables", "変数"),
    ("verb", "Method", "メソッド"),
    ("vpc", "VPC", "VPC"),
    ("vpc_links", "VPC links", "VPC リンク"),
    ("web_acl", "Web ACL", "Web ACL"),
    ("websocket", "WebSocket", "WebSocket"),
    ("zone_name", "Hosted zone", "ホストゾーン"),
];

/// The names of settings in a language.
pub(super) struct Labels<'a> {
    /// As the forms say them, by pattern.
    of_forms: BTreeMap<String, &'a str>,
    t: Language,
}

impl<'a> Labels<'a> {
    /// Those that the page sent along.
    pub(super) fn of(look: &'a Look) -> Self {
        let named = look.args.iter().filter(|(at, _)| at.starts_with('/'));
        let of_forms = named.map(|(at, label)| (pattern_of(at), label.as_str()));
        Self {
            of_forms: of_forms.collect(),
            t: look.t,
        }
    }

    /// What the form calls the setting of that pattern.
    pub(super) fn of_form(&self, pattern: &str) -> Option<&'a str> {
        self.of_forms.get(pattern).copied()
    }

    /// The name of one step on the way to a setting.
    pub(super) fn step(&self, pattern: &str) -> String {
        if let Some(label) = self.of_form(pattern) {
            return label.to_owned();
        }
        let (_, key) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        let found = KEYS.iter().find(|(other, ..)| *other == key);
        let name = found.map(|(_, en, ja)| match self.t {
            Language::En => *en,
            Language::Ja => *ja,
        });
        name.unwrap_or(key).to_owned()
    }

    /// The names of all steps but numbers.
    pub(super) fn way(&self, pattern: &str) -> String {
        let ends = pattern.match_indices('/').map(|(at, _)| at).skip(1);
        let ends = ends.chain([pattern.len()]);
        let steps = ends.map(|end| &pattern[..end]);
        let steps = steps.filter(|step| !step.is_empty() && !step.ends_with("/*"));
        steps
            .map(|step| self.step(step))
            .collect::<Vec<_>>()
            .join(" › ")
    }

    /// A value in words.
    pub(super) fn said(&self, value: &Value, pattern: &str) -> String {
        let t = self.t;
        match value {
            Value::Null => unset(t).to_owned(),
            Value::Bool(true) => on(t).to_owned(),
            Value::Bool(false) => off(t).to_owned(),
            Value::String(text) if text.is_empty() => empty(t).to_owned(),
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Array(items) if items.is_empty() => none(t).to_owned(),
            Value::Array(items) => {
                let below = format!("{pattern}/*");
                let are_things = items.iter().any(Value::is_object);
                let items = items.iter().map(|item| self.said(item, &below));
                let joint = if are_things { "; " } else { ", " };
                items.collect::<Vec<_>>().join(joint)
            }
            Value::Object(fields) => self.fields(fields, pattern),
        }
    }

    /// The fields that say something.
    fn fields(&self, fields: &Map<String, Value>, pattern: &str) -> String {
        let said = fields.iter().filter(|(_, value)| says_something(value));
        let said = said.map(|(key, value)| {
            let below = format!("{pattern}/{key}");
            let name = self.step(&below);
            match value {
                Value::Object(inner) if !inner.values().any(says_something) => name,
                Value::Object(_) => format!("{name} ({})", self.said(value, &below)),
                _ => format!("{name}: {}", self.said(value, &below)),
            }
        });
        let said = said.collect::<Vec<_>>().join(", ");
        if said.is_empty() {
            return usual(self.t).to_owned();
        }
        said
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// A JSON Pointer with `*` for numbers.
pub(super) fn pattern_of(at: &str) -> String {
    let steps = at.split('/').skip(1);
    let step = |step: &str| {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            "/*".to_owned()
        } else {
            format!("/{step}")
        }
    };
    steps.map(step).collect()
}
