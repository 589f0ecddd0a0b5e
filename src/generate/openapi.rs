//! `openapi.yaml`: the API as API Gateway imports it (`import-rest-api`, `put-rest-api`; of an
//! HTTP API `import-api`, `reimport-api`).

pub(super) mod http;

use super::gateway_response::{self, Headers, Spelling};
use super::kept::definition as kept;
use super::sam_template::definition::{self, Backing, Definition, Named, Uri};
use super::{Generator, Target, iam, integration};
use crate::aws;
use crate::diagnostic::{Diagnostic, Pointer, Sentence, Severity};
use crate::model::{Api, ApiKeySource, Design, Function, MethodCache, RestApi, RouteCors, VpcLink};
use crate::sentence;
use crate::text::Document;
use crate::text::yaml::Yaml;
use crate::text::yaml::tree::grow_whole;
use crate::words::files as words;

pub(super) const GENERATOR: Generator = Generator {
    path: "openapi/openapi.yaml",
    target: Target::OpenApi,
    executable: false,
    applies: |design| !matches!(design.api, Api::Websocket(_)),
    print,
    lost,
};

/// Stands for the account where the design leaves it open; API Gateway refuses it.
pub(super) const ACCOUNT: &str = "ACCOUNT_ID";

/// The functions that methods and authorizers call, with their place in the design.
pub(super) fn called(design: &Design) -> Vec<(usize, &Function)> {
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let authorizers = design.access.authorizers.iter();
    let asked = authorizers.filter_map(|authorizer| authorizer.kind.function());
    let names: std::collections::BTreeSet<&str> = methods
        .filter_map(|method| method.function())
        .chain(asked)
        .collect();
    let functions = design.functions.iter().enumerate();
    functions
        .filter(|(_, function)| names.contains(function.name.as_str()))
        .collect()
}

/// Whether a URI or the role's ARN holds [`ACCOUNT`].
pub(super) fn has_placeholder(design: &Design) -> bool {
    let functions = called(design);
    let mut functions = functions.iter();
    let made = functions.any(|(_, function)| function.arn.is_empty());
    design.account_id.is_empty() && (made || !integration::rights(design).is_empty())
}

fn account(design: &Design) -> &str {
    if design.account_id.is_empty() {
        ACCOUNT
    } else {
        &design.account_id
    }
}

/// Stands for the id of a VPC link that is yet to be made; API Gateway refuses it.
pub(super) const VPC_LINK: &str = "VPC_LINK_ID";

fn link(link: &VpcLink) -> Named {
    let id = if link.exists() { &link.id } else { VPC_LINK };
    Named::Text(id.to_owned())
}

fn uri(design: &Design, function: &Function) -> Uri {
    let (region, partition) = (&design.region, aws::partition(&design.region));
    if !function.arn.is_empty() {
        return Uri::of_arn(partition, region, &function.called_arn());
    }
    let (account, name) = (account(design), function.called_name());
    let arn = format!("arn:{partition}:lambda:{region}:{account}:function:{name}");
    Uri::of_arn(partition, region, &arn)
}

fn print(design: &Design) -> Document {
    if kept::has(design) {
        let mut nodes = grow_whole(|yaml| print_definition(yaml, design));
        kept::overlay(&mut nodes, design);
        return Yaml::document(|yaml| yaml.tree(&nodes));
    }
    Yaml::document(|yaml| print_definition(yaml, design))
}

/// The definition without what is kept for it.
fn print_definition(yaml: &mut Yaml, design: &Design) {
    let language = design.output.language;
    let functions = design.functions.iter();
    let backing = Backing {
        uris: functions.map(|f| uri(design, f)).collect(),
        role: Named::Text(iam::gateway_role_arn(design, account(design))),
        links: design.vpc_links.iter().map(link).collect(),
    };
    if let Some(api) = design.http() {
        yaml.comment(words::openapi_http_purpose(language));
        print_placeholder(yaml, design);
        http::print(yaml, design, api, &backing);
        return;
    }
    let definition = Definition::new(design, backing, true);
    yaml.comment(words::openapi_purpose(language));
    print_placeholder(yaml, design);
    if let Some(at) = preflight(design) {
        yaml.at(at, |yaml| yaml.comment(words::openapi_preflight(language)));
    }
    yaml.entry("openapi", definition::VERSION);
    let at = Pointer::root().join("api").join("rest");
    yaml.map("info", |yaml| {
        yaml.at(at.join("name"), |yaml| definition::print_info(yaml, design));
        if let Some(rest) = design.rest().filter(|rest| !rest.description.is_empty()) {
            yaml.entry_at(at.join("description"), "description", &rest.description);
        }
    });
    print_settings(yaml, design, at);
    definition.print(yaml);
    if let Some(rest) = design.rest().filter(|r| !r.binary_media_types.is_empty()) {
        yaml.at(at.join("binary_media_types"), |yaml| {
            yaml.comment(words::sam_binary(language));
            let key = "x-amazon-apigateway-binary-media-types";
            yaml.list_at(at.join("binary_media_types"), key, &rest.binary_media_types);
        });
    }
    gateway_response::print(yaml, design, &ANSWERS);
}

/// What is to be put in the place of [`ACCOUNT`].
fn print_placeholder(yaml: &mut Yaml, design: &Design) {
    if has_placeholder(design) {
        yaml.at(Pointer::root().join("account_id"), |yaml| {
            yaml.comment(words::openapi_account(design.output.language));
        });
    }
}

/// The first CORS settings that make the gateway answer preflights.
fn preflight(design: &Design) -> Option<Pointer> {
    if design.cors.is_some() {
        return Some(Pointer::root().join("cors"));
    }
    let mut routes = design.routes.iter();
    let index = routes.position(|route| matches!(route.cors, RouteCors::Own(_)))?;
    Some(Pointer::root().join("routes").join(index).join("cors"))
}

/// What closes the default URL, and the VPC endpoints of a private API.
fn print_endpoint(yaml: &mut Yaml, rest: &RestApi, at: Pointer) {
    let private = rest.is_private() && !rest.vpc_endpoint_ids.is_empty();
    if !private && !rest.disable_execute_api_endpoint {
        return;
    }
    let endpoints = at.join("vpc_endpoint_ids");
    let closes = at.join("disable_execute_api_endpoint");
    yaml.at(if private { endpoints } else { closes }, |yaml| {
        yaml.list("servers", |yaml| {
            yaml.item_map(|yaml| {
                yaml.entry("url", "/");
                yaml.map("x-amazon-apigateway-endpoint-configuration", |yaml| {
                    if rest.disable_execute_api_endpoint {
                        yaml.entry_at(closes, "disableExecuteApiEndpoint", true);
                    }
                    if private {
                        yaml.list_at(endpoints, "vpcEndpointIds", &rest.vpc_endpoint_ids);
                    }
                });
            });
        });
    });
}

/// What API Gateway's extensions know of the API itself.
fn print_settings(yaml: &mut Yaml, design: &Design, at: Pointer) {
    let Some(rest) = design.rest() else { return };
    print_endpoint(yaml, rest, at);
    if let Some(size) = rest.minimum_compression_size {
        let at = at.join("minimum_compression_size");
        yaml.entry_at(at, "x-amazon-apigateway-minimum-compression-size", size);
    }
    if let Some(policy) = rest.security_policy {
        let at = at.join("security_policy");
        yaml.entry_at(at, "x-amazon-apigateway-security-policy", policy.as_str());
    }
    if let Some(mode) = rest.access_mode() {
        let at = at.join("security_policy");
        yaml.entry_at(
            at,
            "x-amazon-apigateway-endpoint-access-mode",
            mode.as_str(),
        );
    }
    if rest.api_key_source != ApiKeySource::Header {
        let source = rest.api_key_source.as_str();
        let at = at.join("api_key_source");
        yaml.entry_at(at, "x-amazon-apigateway-api-key-source", source);
    }
}

/// The gateway's own answers, as the extension spells them.
const ANSWERS: Spelling = Spelling {
    all: "x-amazon-apigateway-gateway-responses",
    status: "statusCode",
    parameters: "responseParameters",
    headers: Headers::Behind("gatewayresponse.header."),
    templates: "responseTemplates",
};

fn loss(severity: Severity, at: Pointer, message: Sentence) -> Diagnostic {
    Diagnostic::new("openapi/not-expressible", severity, at, message)
}

/// VPC links and the gateway's role, which the import makes neither of.
fn of_backends(design: &Design, lost: &mut Vec<Diagnostic>) {
    let root = Pointer::root();
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let links: std::collections::BTreeSet<&str> = methods
        .map(|method| method.integration.vpc_link())
        .collect();
    for (index, link) in design.vpc_links.iter().enumerate() {
        let (name, at) = (&link.name, root.join("vpc_links").join(index));
        if !link.exists() && links.contains(name.as_str()) {
            lost.push(
                loss(
                    Severity::Warning,
                    at,
                    sentence!(
                        "OpenAPI makes no VPC link: the id of `{name}` is `{VPC_LINK}` in it",
                        "OpenAPI では VPC リンクを作成できず、`{name}` の ID は `{VPC_LINK}` のままです",
                    ),
                )
                .help(sentence!(
                    "make the link first, and put its id here or into the file",
                    "先に VPC リンクを作成し、その ID をここに入力するか、ファイルに書き込んでください",
                )),
            );
        }
    }
    let service = integration::rights(design);
    if let Some(right) = service.first() {
        lost.push(
            loss(
                Severity::Warning,
                right.at,
                sentence!(
                    "OpenAPI makes no role: the gateway asks AWS services with `{role}`",
                    "OpenAPI ではロールを作成できず、ゲートウェイは `{role}` で AWS サービスを呼び出します",
                    role = iam::gateway_role_name(design),
                ),
            )
            .help(sentence!(
                "make it with the README's commands before the import",
                "インポートの前に README のコマンドで作成してください",
            )),
        );
    }
}

/// What stages keep of single methods.
fn of_limits(design: &Design, lost: &mut Vec<Diagnostic>) {
    for (index, route) in design.routes.iter().enumerate() {
        for (number, method) in route.methods.iter().enumerate() {
            let at = Pointer::root().join("routes").join(index);
            let at = at.join("methods").join(number);
            let cached = design.rest().is_some() && method.cache != MethodCache::Stage;
            for (is_set, field) in [(method.throttle.is_some(), "throttle"), (cached, "cache")] {
                if is_set {
                    let message = sentence!(
                        "OpenAPI has no limits and no cache of methods, which stages keep",
                        "OpenAPI にメソッドごとの制限とキャッシュはありません(ステージの設定です)",
                    );
                    let help = sentence!(
                        "deploy with SAM or the CLI script instead",
                        "代わりに SAM か CLI スクリプトでデプロイしてください"
                    );
                    lost.push(loss(Severity::Warning, at.join(field), message).help(help));
                }
            }
        }
    }
}

/// What an imported definition said of what is gone.
fn of_kept(design: &Design) -> Vec<Diagnostic> {
    let mut lost = Vec::new();
    if kept::has(design) {
        let mut nodes = grow_whole(|yaml| print_definition(yaml, design));
        kept::lost(design, &mut nodes, &mut lost);
    }
    lost
}

fn lost(design: &Design) -> Vec<Diagnostic> {
    let root = Pointer::root();
    let mut lost = of_kept(design);
    if has_placeholder(design) {
        lost.push(
            Diagnostic::new(
                "openapi/account-open",
                Severity::Warning,
                root.join("account_id"),
                sentence!(
                    "the functions' ARNs hold `{account}` instead of the account",
                    "関数の ARN のアカウントが `{account}` のままです",
                    account = ACCOUNT,
                ),
            )
            .help(sentence!(
                "fill in the account or the functions' ARNs, or replace it as the README does",
                "アカウントか関数の ARN を入力するか、README の手順で置き換えてください",
            )),
        );
    }
    if let Some(rest) = design.rest() {
        let at = root.join("api").join("rest").join("endpoint");
        lost.push(loss(
            Severity::Info,
            at,
            sentence!(
                "OpenAPI has neither endpoint type nor address type: the import is told `{endpoint}` beside the file",
                "OpenAPI にエンドポイントタイプとアドレスタイプはなく、`{endpoint}` はインポート時に指定します",
                endpoint = rest.endpoint.as_str(),
            ),
        ));
    }
    if let Some(api) = design.http() {
        http::lost(api, &mut lost);
    }
    of_backends(design, &mut lost);
    of_limits(design, &mut lost);
    let mut place = |present: bool, at: Pointer, message: Sentence, help: Sentence| {
        if present {
            lost.push(loss(Severity::Warning, at, message).help(help));
        }
    };
    let elsewhere = || {
        sentence!(
            "where it is needed deploy with SAM or the CLI script instead",
            "必要な場合は、代わりに SAM か CLI スクリプトでデプロイしてください"
        )
    };
    place(
        !design.functions.is_empty(),
        root.join("functions"),
        sentence!(
            "OpenAPI neither makes functions nor lets the API call them",
            "OpenAPI では関数の作成も、API への呼び出し許可もできません",
        ),
        sentence!(
            "make them first, and give the permission with the README's commands",
            "関数を先に作成し、README のコマンドで呼び出しを許可してください",
        ),
    );
    place(
        !design.stages.is_empty(),
        root.join("stages"),
        sentence!(
            "OpenAPI has no stages with their variables, limits, logs and traces",
            "OpenAPI にステージ(変数、制限、ログ、トレース)はありません",
        ),
        sentence!(
            "the README's commands make bare stages; for the settings deploy with SAM or the CLI script instead",
            "README のコマンドで作るステージに設定は付きません。必要な場合は、代わりに SAM か CLI スクリプトでデプロイしてください",
        ),
    );
    let (access, at) = (&design.access, root.join("access"));
    let keyed = design.http().is_none();
    place(
        keyed && !access.api_keys.is_empty(),
        at.join("api_keys"),
        sentence!("OpenAPI has no API keys", "OpenAPI に API キーはありません"),
        elsewhere(),
    );
    place(
        keyed && !access.usage_plans.is_empty(),
        at.join("usage_plans"),
        sentence!(
            "OpenAPI has no usage plans",
            "OpenAPI に使用量プランはありません"
        ),
        elsewhere(),
    );
    place(
        design.domain.is_some(),
        root.join("domain"),
        sentence!(
            "OpenAPI has no custom domain and no DNS record",
            "OpenAPI にカスタムドメインと DNS レコードはありません",
        ),
        elsewhere(),
    );
    lost
}
