//! What Zappa 0.63 makes of `apigateway_version` `v2`: one API with one route, `$default`.
//!
//! Its `update` crashes once `domain` is set, its `certify` makes an edge domain that leads nowhere,
//! and `cors: true` crashes; so none of these is written.

use super::lost::{CODE, loss};
use crate::diagnostic::{Diagnostic, Pointer, Severity};
use crate::generate::cors;
use crate::model::{
    Authorization, Cors, DEFAULT_STAGE, Design, HttpApi, IpAddressType, PayloadFormat,
};
use crate::sentence;
use crate::text::json::Json;

pub(super) fn print_api(json: &mut Json, design: &Design, http: &HttpApi) {
    let root = Pointer::root();
    let at = root.join("api").join("http");
    json.field_at(at, "apigateway_version", "v2");
    json.field_at(
        at.join("description"),
        "apigateway_description",
        &http.description,
    );
    if design.access.authorization == Authorization::Iam {
        let at = root.join("access").join("authorization");
        json.field_at(at, "iam_authorization", true);
    }
}

/// The keys of `v2` are in the plural, beside those of `v1`, and as lists.
pub(super) fn print_cors(json: &mut Json, cors: &Cors) {
    let at = Pointer::root().join("cors");
    json.object("cors", |json| {
        json.at(at.join("allow_origins"), |json| {
            json.list("allowed_origins", |json| {
                cors.allow_origins
                    .iter()
                    .for_each(|origin| json.item(origin));
            });
        });
        json.at(at.join("allow_methods"), |json| {
            json.list("allowed_methods", |json| {
                for verb in cors::methods(cors) {
                    json.item(verb.as_str());
                }
            });
        });
        json.at(at.join("allow_headers"), |json| {
            json.list("allowed_headers", |json| {
                cors.allow_headers
                    .iter()
                    .for_each(|header| json.item(header));
            });
        });
        if cors.allow_credentials {
            json.field_at(at.join("allow_credentials"), "allow_credentials", true);
        }
        if let Some(seconds) = cors.max_age_seconds {
            json.field_at(at.join("max_age_seconds"), "max_age", seconds);
        }
        if !cors.expose_headers.is_empty() {
            json.at(at.join("expose_headers"), |json| {
                json.list("expose_headers", |json| {
                    cors.expose_headers
                        .iter()
                        .for_each(|header| json.item(header));
                });
            });
        }
    });
}

pub(super) fn of_api(design: &Design, http: &HttpApi, lost: &mut Vec<Diagnostic>) {
    let at = Pointer::root().join("api").join("http");
    let mut field = |missing: bool, field: &'static str, message| {
        if missing {
            lost.push(loss(at.join(field), message, sentence!(
                "set it with `aws apigatewayv2 update-api` after `zappa deploy`, or deploy with SAM or the CLI script",
                "`zappa deploy` の後に `aws apigatewayv2 update-api` で設定するか、SAM か CLI スクリプトを使ってください"
            )));
        }
    };
    field(
        http.disable_execute_api_endpoint,
        "disable_execute_api_endpoint",
        sentence!(
            "Zappa leaves the default URL open",
            "Zappa はデフォルト URL を無効にしません"
        ),
    );
    field(
        http.ip_address_type != IpAddressType::Ipv4,
        "ip_address_type",
        sentence!(
            "Zappa makes APIs for IPv4 only",
            "Zappa が作る API は IPv4 専用です"
        ),
    );
    if http.payload_format_version != PayloadFormat::V2 {
        let message = sentence!(
            "Zappa's HTTP APIs send events of format 2.0, which its handler reads",
            "Zappa の HTTP API は形式 2.0 のイベントを送り、Zappa のハンドラーがそれを読みます"
        );
        let at = at.join("payload_format_version");
        lost.push(Diagnostic::new(CODE, Severity::Info, at, message));
    }
    if !http.name.is_empty() {
        let message = sentence!(
            "Zappa names the API `{project}-STAGE` itself",
            "Zappa は API 名を `{project}-STAGE` に決めます",
            project = design.name,
        );
        let at = at.join("name");
        lost.push(Diagnostic::new(CODE, Severity::Info, at, message));
    }
    if http.description.is_empty() {
        let message = sentence!(
            "Zappa describes the API as `Created automatically by Zappa.`",
            "Zappa は API の説明を `Created automatically by Zappa.` にします",
        );
        let at = at.join("description");
        lost.push(Diagnostic::new(CODE, Severity::Info, at, message));
    }
    if design
        .cors
        .as_ref()
        .is_some_and(|cors| cors.max_age_seconds.is_none())
    {
        let message = sentence!(
            "Zappa lets browsers keep the preflight of an HTTP API for 0 seconds where nothing is said",
            "有効時間の指定がない場合、Zappa は HTTP API のプリフライトの有効時間を0秒にします",
        );
        let at = Pointer::root().join("cors").join("max_age_seconds");
        lost.push(Diagnostic::new(CODE, Severity::Info, at, message));
    }
    if design.cors.is_some() && design.access.authorization == Authorization::Iam {
        lost.push(loss(
            Pointer::root().join("cors"),
            sentence!(
                "Zappa's one route wants a signature from the preflight, too, so pages of other origins cannot call",
                "Zappa の唯一のルートはプリフライトにも署名を求めるため、ほかのオリジンのページから呼び出せません"
            ),
            sentence!(
                "deploy with SAM or the CLI script, which leave the preflight open",
                "プリフライトを通す SAM か CLI スクリプトでデプロイしてください"
            ),
        ));
    }
    for (index, authorizer) in design.access.authorizers.iter().enumerate() {
        let name = &authorizer.name;
        let at = Pointer::root().join("access").join("authorizers");
        lost.push(loss(
            at.join(index),
            sentence!(
                "Zappa's HTTP APIs have no authorizers: without `{name}` everybody may call what it makes",
                "Zappa の HTTP API にオーソライザーはないため、`{name}` がなく誰でも呼び出せる状態になります"
            ),
            sentence!(
                "deploy with SAM or the CLI script",
                "SAM か CLI スクリプトでデプロイしてください"
            ),
        ));
    }
}

/// Routes that the one route of Zappa does not tell apart.
pub(super) fn of_routes(design: &Design, lost: &mut Vec<Diagnostic>) {
    let at = Pointer::root().join("routes");
    if super::lost::is_whole(design) {
        return;
    }
    lost.push(loss(
        at,
        sentence!(
            "Zappa makes one route, `$default`, that takes every path and verb",
            "Zappa が作るのは、すべてのパスとメソッドを受ける `$default` ルート1つだけです"
        ),
        sentence!(
            "the app answers everywhere; deploy with SAM or the CLI script to keep other paths closed or set some apart",
            "どのパスでもアプリが応答します。ほかのパスを閉じたり区別したりするには SAM か CLI スクリプトを使ってください"
        ),
    ));
}

/// What becomes of the domain, and of what its mappings show: an event of format 2.0 has a named stage in the place of the base
/// path (zappa/Zappa#1424; `simulate/path.rs`).
pub(super) fn of_domain(design: &Design, lost: &mut Vec<Diagnostic>) {
    let Some(domain) = &design.domain else { return };
    let name = &domain.name;
    lost.push(loss(
        Pointer::root().join("domain"),
        sentence!(
            "`zappa certify` fails on HTTP APIs, and `zappa update` crashes once a domain is set",
            "`zappa certify` は HTTP API では失敗し、ドメインを設定すると `zappa update` が異常終了します"
        ),
        sentence!(
            "do not run it for `{name}`: make the domain with AWS CLI commands after `zappa deploy`, as the README says",
            "`{name}` には実行せず、`zappa deploy` の後に README の AWS CLI コマンドで作成してください"
        ),
    ));
    let mappings = domain.mappings.iter().enumerate();
    for (index, mapping) in mappings.filter(|(_, own)| own.stage != DEFAULT_STAGE) {
        let (stage, base) = (&mapping.stage, mapping.base_path.trim_matches('/'));
        if base == stage {
            continue;
        }
        let at = Pointer::root().join("domain").join("mappings");
        let message = if base.is_empty() {
            sentence!(
                "events show the stage, so Zappa's handler takes `/{stage}` for the app's place, which `{name}` does not have: redirects lead there",
                "イベントにステージが現れるため、Zappa のハンドラーはアプリの場所を `/{stage}` とみなしますが、`{name}` にはないパスで、リダイレクト先が誤ります"
            )
        } else {
            sentence!(
                "events show the stage in the place of the base path, which Zappa's handler does not take away: the app is asked for `/{stage}/…`",
                "イベントではベースパスの代わりにステージが現れ、Zappa のハンドラーはそれを取り除かないため、アプリには `/{stage}/…` として届きます"
            )
        };
        lost.push(loss(
            at.join(index).join("base_path"),
            message,
            sentence!(
                "give the base path the stage's name, or deploy with SAM or the CLI script",
                "ベースパスをステージと同じ名前にするか、SAM か CLI スクリプトでデプロイしてください"
            ),
        ));
    }
}
