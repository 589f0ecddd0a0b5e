//! What Zappa cannot express, and what it does its own way.

mod routes;
mod stages;

pub(super) use routes::is_whole;
use routes::{of_backends, of_methods, of_routes};
use stages::of_stages;

use super::{app, authorizer, certify, function, http, kept};
use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity};
use crate::generate::name;
use crate::model::{ApiKeySource, Design, DomainEndpoint, IpAddressType};
use crate::sentence;

/// Code of what Zappa cannot express.
pub(super) const CODE: &str = "zappa/not-expressible";

/// A part of the design that Zappa leaves out, and what to do about it.
pub(super) fn loss(at: Pointer, message: Sentence, help: Sentence) -> Diagnostic {
    Diagnostic::new(CODE, Severity::Warning, at, message).help(help)
}

/// What of a design Zappa cannot express, or does its own way.
pub(in crate::generate) fn lost(design: &Design) -> Vec<Diagnostic> {
    let mut lost = Vec::new();
    app::lost(design, &mut lost);
    if let Some(api) = design.http() {
        http::of_api(design, api, &mut lost);
        http::of_routes(design, &mut lost);
    } else {
        of_api(design, &mut lost);
        of_routes(design, &mut lost);
        of_access(design, &mut lost);
        authorizer::lost(design, &mut lost);
        of_cors(design, &mut lost);
    }
    of_backends(design, &mut lost);
    of_methods(design, &mut lost);
    function::lost(design, &mut lost);
    of_stages(design, &mut lost);
    of_domain(design, &mut lost);
    of_monitoring(design, &mut lost);
    kept::lost(design, &mut lost);
    let rest = Pointer::root().join("api").join("rest");
    if design.rest().is_some_and(|rest| !rest.name.is_empty()) {
        lost.push(Diagnostic::new(
            CODE,
            Severity::Info,
            rest.join("name"),
            sentence!(
                "Zappa names the API `{project}-STAGE` itself",
                "Zappa は API 名を `{project}-STAGE` に決めます",
                project = design.name,
            ),
        ));
    }
    if design
        .rest()
        .is_some_and(|rest| rest.description.is_empty())
    {
        lost.push(Diagnostic::new(
            CODE,
            Severity::Info,
            rest.join("description"),
            sentence!(
                "Zappa describes the API as `Created automatically by Zappa.`",
                "Zappa は API の説明を `Created automatically by Zappa.` にします",
            ),
        ));
    }
    let types = design
        .rest()
        .map_or(&[][..], |rest| &rest.binary_media_types);
    if !types.is_empty() && types != ["*/*"] {
        let kept = if types.iter().any(|kind| kind == "*/*") {
            "*/*"
        } else {
            "–"
        };
        lost.push(loss(
            rest.join("binary_media_types"),
            sentence!("Zappa passes everything as bytes or nothing: of the binary media types it keeps `{kept}`", "Zappa のバイナリ対応はすべてか無しかのどちらかで、残るのは `{kept}` です"),
            sentence!("use `*/*`, or deploy with SAM or the CLI script", "`*/*` を使うか、SAM または CLI スクリプトでデプロイしてください"),
        ));
    }
    if design.output.zappa_bucket.is_empty() {
        let bucket = name::zappa_bucket(design);
        lost.push(
            Diagnostic::new(
                "zappa/bucket-derived",
                Severity::Info,
                Pointer::root().join("output").join("zappa_bucket"),
                sentence!(
                    "Zappa uploads through the bucket `{bucket}` and makes it when absent",
                    "Zappa はバケット `{bucket}` を使い、なければ作成します",
                ),
            )
            .help(sentence!(
                "bucket names are shared by all of AWS: choose one of your own when it is taken",
                "バケット名は AWS 全体で一意です。使用済みの場合は別の名前を指定してください"
            )),
        );
    }
    lost
}

fn of_cors(design: &Design, lost: &mut Vec<Diagnostic>) {
    if let Some(cors) = &design.cors {
        let package = app::cors_package(&design.app);
        lost.push(loss(
            Pointer::root().join("cors"),
            sentence!(
                "Zappa's `cors` answers the preflight only",
                "Zappa の `cors` が答えるのはプリフライトだけです"
            ),
            sentence!(
                "the app sends `Access-Control-Allow-Origin` itself, for instance with {package}",
                "`Access-Control-Allow-Origin` はアプリ側で返します({package} など)"
            ),
        ));
        if !cors.other_origins().is_empty() {
            let first = cors.fixed_origin();
            lost.push(loss(
                Pointer::root().join("cors").join("allow_origins"),
                sentence!(
                    "Zappa's preflight names one origin, `{first}`: pages of the others can only read what needs no preflight",
                    "Zappa のプリフライトに書けるオリジンは `{first}` の1つで、ほかのオリジンのページはプリフライト不要の応答しか読めません"
                ),
                sentence!(
                    "deploy with SAM or the CLI script, whose preflight names each",
                    "SAM か CLI スクリプトでデプロイしてください(プリフライトが各オリジンに応答します)"
                ),
            ));
        }
        if cors.allow_credentials || cors.max_age_seconds.is_some() {
            lost.push(loss(
                Pointer::root().join("cors"),
                sentence!(
                    "Zappa's preflight carries neither credentials nor a maximum age",
                    "Zappa のプリフライトは資格情報と有効時間を返しません"
                ),
                sentence!(
                    "deploy with SAM or the CLI script where the browser needs them",
                    "必要な場合は SAM か CLI スクリプトでデプロイしてください"
                ),
            ));
        }
    }
}

fn of_api(design: &Design, lost: &mut Vec<Diagnostic>) {
    let Some(rest) = design.rest() else { return };
    let at = Pointer::root().join("api").join("rest");
    let mut field = |missing: bool, field: &'static str, message| {
        if missing {
            let help = sentence!(
                "set it in the console after `zappa deploy`, or deploy with SAM or the CLI script",
                "`zappa deploy` の後にコンソールで設定するか、SAM か CLI スクリプトを使ってください"
            );
            lost.push(loss(at.join(field), message, help));
        }
    };
    field(
        rest.disable_execute_api_endpoint,
        "disable_execute_api_endpoint",
        sentence!(
            "Zappa leaves the default URL open",
            "Zappa はデフォルト URL を無効にしません"
        ),
    );
    field(
        rest.is_private() && !rest.vpc_endpoint_ids.is_empty(),
        "vpc_endpoint_ids",
        sentence!(
            "Zappa associates no VPC endpoint with the API: inside the VPC only the default URL without the endpoint's id works, by private DNS",
            "Zappa は API に VPC エンドポイントを関連付けないため、VPC 内で使えるのはプライベート DNS による(エンドポイント ID を含まない)デフォルト URL だけです"
        ),
    );
    field(
        !rest.is_private() && rest.ip_address_type != IpAddressType::Ipv4,
        "ip_address_type",
        sentence!(
            "Zappa makes APIs for IPv4 only",
            "Zappa が作る API は IPv4 専用です"
        ),
    );
    field(
        rest.security_policy.is_some(),
        "security_policy",
        sentence!(
            "Zappa leaves the security policy of the default URL to the service",
            "Zappa はデフォルト URL のセキュリティポリシーを設定しません"
        ),
    );
    field(
        !rest.models.is_empty(),
        "models",
        sentence!("Zappa makes no models", "Zappa はモデルを作りません"),
    );
    field(
        !rest.gateway_responses.is_empty(),
        "gateway_responses",
        sentence!(
            "Zappa leaves the gateway's own answers as they are",
            "Zappa はゲートウェイ自身の応答を変えません"
        ),
    );
    field(
        rest.api_key_source != ApiKeySource::Header,
        "api_key_source",
        sentence!(
            "Zappa takes API keys from the header only",
            "Zappa の API キーの取得元はヘッダーだけです"
        ),
    );
}

fn of_access(design: &Design, lost: &mut Vec<Diagnostic>) {
    let at = Pointer::root().join("access");
    if !design.access.usage_plans.is_empty() {
        lost.push(loss(
            at.join("usage_plans"),
            sentence!(
                "Zappa makes no usage plan",
                "Zappa は使用量プランを作りません"
            ),
            sentence!(
                "a required API key answers 403 until a plan is made by hand",
                "API キーを必須にすると、手動でプランを作るまで403になります"
            ),
        ));
    }
    if !design.access.api_keys.is_empty() {
        lost.push(loss(
            at.join("api_keys"),
            sentence!(
                "Zappa makes a key of its own only when one is required",
                "Zappa は必須のときだけ独自のキーを作ります"
            ),
            sentence!(
                "make keys and plans with SAM or the CLI script",
                "キーとプランは SAM か CLI スクリプトで作成してください"
            ),
        ));
    }
}

fn of_domain(design: &Design, lost: &mut Vec<Diagnostic>) {
    let Some(domain) = &design.domain else { return };
    let at = Pointer::root().join("domain");
    match domain.endpoint {
        _ if design.http().is_some() => http::of_domain(design, lost),
        DomainEndpoint::Private => lost.push(loss(
            at.join("endpoint"),
            sentence!("`zappa certify` can make edge domains only", "`zappa certify` が作れるのはエッジドメインだけです"),
            sentence!("do not run it for `{name}`: a private domain comes with SAM or the CLI script", "`{name}` には実行しないでください。プライベートドメインは SAM か CLI スクリプトで作成できます", name = domain.name),
        )),
        DomainEndpoint::Regional => lost.push(loss(
            at.join("endpoint"),
            sentence!("`zappa certify` can make edge domains only", "`zappa certify` が作れるのはエッジドメインだけです"),
            sentence!("do not run it for `{name}`: make the domain with AWS CLI commands after `zappa deploy`, as the README says", "`{name}` には実行せず、`zappa deploy` の後に README の AWS CLI コマンドで作成してください", name = domain.name),
        )),
        DomainEndpoint::Edge if domain.certificate_arn.is_empty() => lost.push(loss(
            at.join("certificate_arn"),
            sentence!("`zappa certify` stops without a certificate ARN", "`zappa certify` には証明書の ARN が必要です"),
            if domain.requests_certificate() {
                sentence!("run `dns/request-certificate.sh` and fill in the ARN that it prints", "`dns/request-certificate.sh` を実行し、表示された ARN を入力してください")
            } else {
                sentence!("fill in the ARN of the ACM certificate in `us-east-1`", "`us-east-1` の ACM 証明書の ARN を入力してください")
            },
        )),
        DomainEndpoint::Edge => {}
    }
    if domain.endpoint == DomainEndpoint::Edge && design.http().is_none() {
        certify::lost(domain, lost);
    }
    for (index, mapping) in domain.mappings.iter().enumerate() {
        let first = domain
            .mappings
            .iter()
            .position(|other| other.stage == mapping.stage);
        if first != Some(index) {
            let stage = &mapping.stage;
            lost.push(loss(
                at.join("mappings").join(index),
                sentence!(
                    "Zappa knows one base path for stage `{stage}`",
                    "Zappa のベースパスはステージ `{stage}` に1つだけです"
                ),
                sentence!(
                    "the first mapping of the stage is written",
                    "最初のマッピングだけが書き出されます"
                ),
            ));
        }
    }
    for mapping in &domain.mappings {
        let stage = &mapping.stage;
        if !app::has_one_address(design, name::base_path(design, stage).unwrap_or_default()) {
            continue;
        }
        lost.push(Diagnostic::new("zappa/one-address", Severity::Info, at.join("name"), sentence!(
            "behind Zappa stage `{stage}` works on `{name}` only, not on its default URL", "Zappa ではステージ `{stage}` は `{name}` でのみ動作し、デフォルト URL では動作しません", name = domain.name,
        )));
    }
}

fn of_monitoring(design: &Design, lost: &mut Vec<Diagnostic>) {
    let at = Pointer::root().join("monitoring");
    let other = || {
        sentence!(
            "deploy with SAM or the CLI script to have it: Zappa's APIs have other names",
            "SAM か CLI スクリプトでデプロイすると利用できます(Zappa の API は名前が異なります)"
        )
    };
    if design.monitoring.alarms.is_some() {
        lost.push(loss(
            at.join("alarms"),
            sentence!("Zappa sets up no alarms", "Zappa はアラームを作りません"),
            other(),
        ));
    }
    if design.monitoring.dashboard {
        lost.push(loss(
            at.join("dashboard"),
            sentence!(
                "Zappa sets up no dashboard",
                "Zappa はダッシュボードを作りません"
            ),
            other(),
        ));
    }
}
