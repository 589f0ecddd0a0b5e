//! Worked starting points.

pub mod answers;
mod dash;
mod framework;
mod service;
mod websocket;

use super::{
    AccessLog, BasePathMapping, CustomDomain, Design, Dns, Function, Integration, Method, Route,
    Route53, Silenced, Stage, Throttle, Variable, Verb,
};
use crate::diagnostic::Sentence;
use crate::sentence;

/// A named starting point.
pub struct Preset {
    /// Its name on the command line.
    pub name: &'static str,
    /// One line about it.
    pub summary: fn() -> Sentence,
    /// Makes the design.
    pub design: fn() -> Design,
}

/// What the page opens with.
pub const FIRST: Preset = DASH_REST;

/// Every preset, the first one first.
pub const PRESETS: &[Preset] = &[
    FIRST,
    DASH_HTTP,
    DASH_COGNITO,
    FLASK_REST,
    FASTAPI_HTTP,
    FASTAPI_KEYS,
    DJANGO_REST,
    MINIMAL,
    WEBSOCKET_ECHO,
    WEBSOCKET_FEED,
    DASH_PRIVATE,
    DASH_PRIMARY,
    DASH_SECONDARY,
    S3_SQS,
    EVENTS_HTTP,
];

const DASH_REST: Preset = Preset {
    name: "dash-rest",
    summary: || {
        sentence!(
            "A Dash app behind a regional REST API with two stages and a domain of its own",
            "2つのステージと独自ドメインを持つリージョン REST API の背後の Dash アプリ",
        )
    },
    design: dash::rest,
};

const DASH_HTTP: Preset = Preset {
    name: "dash-http",
    summary: || {
        sentence!(
            "A Dash app behind an HTTP API, a third of the price, with a domain of its own",
            "独自ドメインを持つ HTTP API(料金は約3分の1)の背後の Dash アプリ",
        )
    },
    design: dash::http,
};

const DASH_COGNITO: Preset = Preset {
    name: "dash-cognito",
    summary: || {
        sentence!(
            "An internal Dash dashboard: a sign-in proxy in front adds the token of a Cognito user pool",
            "社内向け Dash ダッシュボード: 前段のサインインプロキシが付ける Cognito ユーザープールのトークンが必要",
        )
    },
    design: dash::cognito,
};

const FLASK_REST: Preset = Preset {
    name: "flask-rest",
    summary: || {
        sentence!(
            "A Flask app behind a REST API with routes of its own, a throttle and alarms",
            "個別のルート、スロットリング、アラームを持つ REST API の背後の Flask アプリ",
        )
    },
    design: framework::flask_rest,
};

const FASTAPI_HTTP: Preset = Preset {
    name: "fastapi-http",
    summary: || {
        sentence!(
            "A FastAPI app behind an HTTP API for a single-page app, with JSON Web Tokens",
            "シングルページアプリから JSON Web Token で呼び出す HTTP API の背後の FastAPI アプリ",
        )
    },
    design: framework::fastapi_http,
};

const FASTAPI_KEYS: Preset = Preset {
    name: "fastapi-keys",
    summary: || {
        sentence!(
            "A public API in FastAPI, sold by API keys with two usage plans",
            "API キーと2つの使用量プランで提供する FastAPI の公開 API",
        )
    },
    design: framework::fastapi_keys,
};

const DJANGO_REST: Preset = Preset {
    name: "django-rest",
    summary: || {
        sentence!(
            "A Django project behind a REST API, at a base path of the company's domain",
            "会社のドメインのベースパスで公開する REST API の背後の Django プロジェクト",
        )
    },
    design: framework::django_rest,
};

const MINIMAL: Preset = Preset {
    name: "minimal",
    summary: || {
        sentence!(
            "The least that works: a Flask app, one stage, no domain",
            "動作する最小の構成: Flask アプリ、1つのステージ、ドメインなし",
        )
    },
    design: framework::minimal,
};

const WEBSOCKET_ECHO: Preset = Preset {
    name: "websocket-echo",
    summary: || {
        sentence!(
            "A WebSocket API whose function answers every message over the open connection",
            "接続を保ったまま、関数がすべてのメッセージに応答する WebSocket API",
        )
    },
    design: websocket::echo,
};

const S3_SQS: Preset = Preset {
    name: "s3-sqs",
    summary: || {
        sentence!(
            "S3/SQS without Lambda: pages from a bucket, orders into a queue, and no program at all",
            "Lambda なしの S3/SQS: バケットのページを表示し、注文をキューに入れる(プログラム不要)",
        )
    },
    design: service::s3_sqs,
};

const EVENTS_HTTP: Preset = Preset {
    name: "events-http",
    summary: || {
        sentence!(
            "EventBridge and Kinesis without Lambda: an HTTP API that passes events on, and changes headers of another server",
            "Lambda なしの EventBridge/Kinesis: イベントを受け渡し、別のサーバーのヘッダーを変換する HTTP API",
        )
    },
    design: service::events_http,
};

const WEBSOCKET_FEED: Preset = Preset {
    name: "websocket-feed",
    summary: || {
        sentence!(
            "A live feed beside a Dash app of another design: a WebSocket API that pushes to every open page",
            "別の設計の Dash アプリに付けるライブフィード: 開いているすべてのページに送信する WebSocket API",
        )
    },
    design: websocket::feed,
};

const DASH_PRIVATE: Preset = Preset {
    name: "dash-private",
    summary: || {
        sentence!(
            "A Dash app inside a VPC: a private REST API that one VPC endpoint reaches, and nobody else",
            "VPC 内だけで使う Dash アプリ: 1つの VPC エンドポイントからのみ呼び出せるプライベート REST API",
        )
    },
    design: dash::private,
};

const DASH_PRIMARY: Preset = Preset {
    name: "dash-primary-region",
    summary: || {
        sentence!(
            "A Dash app in two regions, the first: it answers while it is healthy",
            "2リージョン構成の Dash アプリ(プライマリ): 正常な間はこちらが応答",
        )
    },
    design: dash::primary,
};

const DASH_SECONDARY: Preset = Preset {
    name: "dash-secondary-region",
    summary: || {
        sentence!(
            "A Dash app in two regions, the second: the same gateway, which answers while the first is down",
            "2リージョン構成の Dash アプリ(セカンダリ): プライマリの障害時に応答する同じゲートウェイ",
        )
    },
    design: dash::secondary,
};

/// The preset of that name.
pub fn find(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

/// A design of one function with nothing in front of it yet.
fn bare(name: &str) -> Design {
    Design {
        name: name.into(),
        region: "ap-northeast-1".into(),
        functions: vec![Function {
            name: name.into(),
            ..Function::default()
        }],
        ..Design::default()
    }
}

/// Every path and verb to the first function of a design.
fn everything(function: &str) -> Vec<std::sync::Arc<Route>> {
    let method = || Method {
        verb: Verb::Any,
        ..to(function)
    };
    vec![
        route("/", vec![method()]),
        route("/{proxy+}", vec![method()]),
    ]
}

fn route(path: &str, methods: Vec<Method>) -> std::sync::Arc<Route> {
    let path = path.into();
    Route {
        path,
        methods,
        ..Route::default()
    }
    .into()
}

fn to(function: &str) -> Method {
    let function = function.into();
    Method {
        integration: Integration::LambdaProxy { function },
        ..Method::default()
    }
}

/// A domain in a hosted zone, as one stage's address.
fn domain(name: &str, zone: &str, base_path: &str, stage: &str) -> CustomDomain {
    CustomDomain {
        name: name.into(),
        mappings: vec![BasePathMapping {
            base_path: base_path.into(),
            stage: stage.into(),
        }],
        dns: Dns::Route53(Route53 {
            zone_name: zone.into(),
            ..Route53::default()
        }),
        ..CustomDomain::default()
    }
}

/// A stage whose callers cannot use up what all APIs of the account share.
fn stage(name: &str, description: &str, environment: &str) -> Stage {
    Stage {
        name: name.into(),
        description: description.into(),
        variables: vec![Variable {
            name: "environment".into(),
            value: environment.into(),
        }],
        access_log: Some(AccessLog::default()),
        tracing: true,
        throttle: Some(limit(100.0, 200)),
        ..Stage::default()
    }
}

const fn limit(rate_limit: f64, burst_limit: u32) -> Throttle {
    Throttle {
        rate_limit,
        burst_limit,
    }
}

/// What its owner knows about a finding, and lives with.
fn silenced(code: &str, place: &str, reason: &str) -> Vec<Silenced> {
    vec![Silenced {
        code: code.into(),
        place: place.into(),
        reason: reason.into(),
    }]
}
