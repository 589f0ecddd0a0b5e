//! How Zappa finds the app, and what its own handler does not do for a framework.

use super::lost::{CODE, loss};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{App, Design};
use crate::sentence;
use crate::text::json::Json;

/// Where Dash reads the prefix of its links.
pub(super) const PREFIX: &str = "DASH_REQUESTS_PATHNAME_PREFIX";

pub(super) fn print(json: &mut Json, design: &Design) {
    let at = design.app.at();
    match &design.app {
        App::Dash(app) => {
            let name = format!("{}.{}", app.module, app.server_object);
            json.field_at(at.join("server_object"), "app_function", &name);
        }
        App::Flask(app) | App::FastApi(app) => {
            let name = format!("{}.{}", app.module, app.app_object);
            json.field_at(at.join("app_object"), "app_function", &name);
        }
        App::Django(app) => {
            let at = at.join("settings_module");
            json.field_at(at, "django_settings", &app.settings_module);
        }
    }
    if let App::FastApi(_) = design.app {
        json.field_at(at, "app_type", "asgi");
    }
}

/// Whether a stage works on one of its addresses alone: Dash has its prefix from the settings;
/// the others follow the request, unless the settings name a base path.
pub(super) fn has_one_address(design: &Design, base_path: &str) -> bool {
    design.app.dash().is_some() || !base_path.is_empty()
}

/// What makes an app send the headers of CORS by itself.
pub(super) const fn cors_package(app: &App) -> &'static str {
    match app {
        App::Dash(_) | App::Flask(_) => "Flask-CORS",
        App::FastApi(_) => "FastAPI's `CORSMiddleware`",
        App::Django(_) => "django-cors-headers",
    }
}

pub(super) fn lost(design: &Design, lost: &mut Vec<Diagnostic>) {
    let at = design.app.at();
    match &design.app {
        App::Dash(_) | App::Flask(_) => {}
        App::FastApi(_) => {
            lost.push(loss(
                at,
                sentence!(
                    "Zappa runs no start-up code of the app (`lifespan`)",
                    "Zappa はアプリの起動処理(`lifespan`)を実行しません"
                ),
                sentence!(
                    "prepare what requests need when the module is imported, or deploy with SAM or the CLI script",
                    "必要な準備はモジュールの読み込み時に行うか、SAM か CLI スクリプトでデプロイしてください"
                ),
            ));
            lost.push(loss(
                at,
                sentence!(
                    "behind Zappa `app.mount` answers 404 and `request.url`, also in redirects, is too short where the URL shows a stage or a base path",
                    "Zappa では、URL にステージ名やベースパスが入るアドレスで `app.mount` が 404 になり、`request.url` とそこへのリダイレクトからその部分が抜けます"
                ),
                sentence!(
                    "use a domain without base path, or deploy with SAM or the CLI script",
                    "ベースパスのないドメインを使うか、SAM か CLI スクリプトでデプロイしてください"
                ),
            ));
        }
        App::Django(app) => {
            let message = sentence!(
                "Zappa calls Django by its settings alone: what `{module}` adds does not run",
                "Zappa は設定モジュールだけで Django を呼び出します。`{module}` で追加した処理は実行されません",
                module = app.wsgi_module,
            );
            let module = at.join("wsgi_module");
            lost.push(Diagnostic::new(CODE, Severity::Info, module, message));
            if design.domain.is_some() {
                let message = sentence!(
                    "behind Zappa the links of static files keep the address of the first request",
                    "Zappa では、静的ファイルのリンクが最初のリクエストのアドレスのまま残ります"
                );
                let help = sentence!(
                    "call each stage by one of its addresses only, or write `STATIC_URL` as a whole URL",
                    "各ステージを1つのアドレスだけで呼び出すか、`STATIC_URL` を完全な URL で指定してください"
                );
                let at = at.join("settings_module");
                lost.push(Diagnostic::new(CODE, Severity::Info, at, message).help(help));
            }
        }
    }
}
