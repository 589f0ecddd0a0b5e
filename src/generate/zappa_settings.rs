//! `zappa_settings.json`: only keys that Zappa 0.63 reads, one entry per stage.

mod app;
mod authorizer;
mod certify;
mod function;
mod http;
mod kept;
mod lost;

pub(super) use lost::lost;

use super::{Generator, Target, name, resource_policy};
pub use kept::Plain;

use crate::diagnostic::Pointer;
use crate::model::{
    App, Authorization, Cache, Cors, CustomDomain, Design, Dns, DomainEndpoint, LogLevel, Stage,
};
use crate::text::Document;
use crate::text::json::Json;

pub(super) const GENERATOR: Generator = Generator {
    path: "zappa/zappa_settings.json",
    target: Target::Zappa,
    executable: false,
    // Zappa makes a WebSocket API only beside another one of its own (`zappa.websocket`, Zappa 0.63).
    applies: |design| design.websocket().is_none() && !design.is_without_functions(),
    print,
    lost: lost::lost,
};

fn print(design: &Design) -> Document {
    let root = Pointer::root();
    Json::document_under(kept::overlay(design), |json| {
        for (index, stage) in design.stages.iter().enumerate() {
            let at = root.join("stages").join(index);
            json.at(at.join("name"), |json| {
                json.object(&stage.name, |json| print_stage(json, design, stage, at));
            });
        }
    })
}

fn print_stage(json: &mut Json, design: &Design, stage: &Stage, at: Pointer) {
    let root = Pointer::root();
    app::print(json, design);
    json.field_at(root.join("name"), "project_name", &design.name);
    json.field_at(root.join("region"), "aws_region", &design.region);
    let bucket = name::zappa_bucket(design);
    json.field_at(
        root.join("output").join("zappa_bucket"),
        "s3_bucket",
        &bucket,
    );
    // Zappa's own default shows tracebacks to everybody.
    json.field("debug", false);
    print_api(json, design);
    print_function(json, design, stage, at);
    if stage.tracing {
        json.field_at(at.join("tracing"), "xray_tracing", true);
    }
    if design.http().is_none() {
        print_execution(json, stage, at);
    }
    if let Some(cors) = &design.cors {
        let print = if design.http().is_some() {
            http::print_cors
        } else {
            print_cors
        };
        json.at(root.join("cors"), |json| print(json, cors));
    }
    if let Some(domain) = &design.domain
        && let Some(base_path) = name::base_path(design, &stage.name)
    {
        print_domain(json, design, domain, base_path);
    }
}

/// What of a stage Zappa sets on REST APIs only.
fn print_execution(json: &mut Json, stage: &Stage, at: Pointer) {
    if stage.execution_log != LogLevel::Off {
        json.field_at(
            at.join("execution_log"),
            "cloudwatch_log_level",
            stage.execution_log.as_str(),
        );
    }
    if stage.data_trace {
        json.field_at(at.join("data_trace"), "cloudwatch_data_trace", true);
    }
    if stage.detailed_metrics {
        json.field_at(
            at.join("detailed_metrics"),
            "cloudwatch_metrics_enabled",
            true,
        );
    }
    if let Some(cache) = &stage.cache {
        print_cache(json, cache, at.join("cache"));
    }
}

fn print_api(json: &mut Json, design: &Design) {
    let (root, access) = (Pointer::root(), &design.access);
    if let Some(http) = design.http() {
        http::print_api(json, design, http);
        return;
    }
    if let Some(rest) = design.rest() {
        let at = root.join("api").join("rest");
        json.field_at(
            at.join("description"),
            "apigateway_description",
            &rest.description,
        );
        json.at(at.join("endpoint"), |json| {
            json.list("endpoint_configuration", |json| {
                json.item(rest.endpoint.as_str())
            });
        });
        if let Some(policy) = resource_policy::of(design) {
            json.field_at(policy.at, "apigateway_policy", resource_policy::FILE);
        }
        if !rest.binary_media_types.iter().any(|kind| kind == "*/*") {
            json.field_at(at.join("binary_media_types"), "binary_support", false);
        }
        // Without these keys Zappa compresses every answer.
        json.at(at.join("minimum_compression_size"), |json| {
            match rest.minimum_compression_size {
                Some(size) => json.field("payload_minimum_compression_size", size),
                None => json.field("payload_compression", false),
            }
        });
    }
    let at = root.join("access");
    json.field_at(
        at.join("api_key_required"),
        "api_key_required",
        access.api_key_required,
    );
    if access.authorization == Authorization::Iam {
        json.field_at(at.join("authorization"), "iam_authorization", true);
    }
    authorizer::print(json, design);
}

fn print_cache(json: &mut Json, cache: &Cache, at: Pointer) {
    json.field_at(at, "cache_cluster_enabled", true);
    json.field_at(at.join("size"), "cache_cluster_size", cache.size.as_str());
    let ttl = at.join("ttl_seconds");
    json.field_at(ttl, "cache_cluster_ttl", cache.ttl_seconds);
    let encrypted = at.join("encrypted");
    json.field_at(encrypted, "cache_cluster_encrypted", cache.encrypted);
}

fn print_function(json: &mut Json, design: &Design, stage: &Stage, at: Pointer) {
    let functions = Pointer::root().join("functions").join(0);
    if let Some(function) = design.functions.first() {
        // A function that exists may be of any language, the one that Zappa makes in its place is of Python.
        if !function.exists() || function.runtime.starts_with("python") {
            json.field_at(functions.join("runtime"), "runtime", &function.runtime);
        }
        json.field_at(
            functions.join("memory_mib"),
            "memory_size",
            function.memory_mib,
        );
        json.field_at(
            functions.join("timeout_seconds"),
            "timeout_seconds",
            function.timeout_seconds,
        );
        json.field_at(
            functions.join("architecture"),
            "architecture",
            function.architecture.as_str(),
        );
        function::print(json, function, functions);
    }
    let environment = design
        .functions
        .first()
        .map(|function| &function.environment[..])
        .unwrap_or_default();
    let prefix = match &design.app {
        App::Dash(_) => name::prefix(design, &stage.name),
        App::Flask(_) | App::FastApi(_) | App::Django(_) => "/".into(),
    };
    if environment.is_empty() && prefix == "/" {
        return;
    }
    json.object("environment_variables", |json| {
        for (index, variable) in environment.iter().enumerate() {
            let at = functions.join("environment").join(index);
            json.field_at(at, &variable.name, &variable.value);
        }
        // On a domain without base path Dash's own default, `/`, is right. A value of the design's wins.
        if prefix != "/"
            && environment
                .iter()
                .all(|variable| variable.name != app::PREFIX)
        {
            json.field_at(at.join("name"), app::PREFIX, &prefix);
        }
    });
}

fn print_cors(json: &mut Json, cors: &Cors) {
    let at = Pointer::root().join("cors");
    json.object("cors", |json| {
        json.at(at.join("allow_headers"), |json| {
            json.list("allowed_headers", |json| {
                cors.allow_headers
                    .iter()
                    .for_each(|header| json.item(header))
            });
        });
        json.at(at.join("allow_methods"), |json| {
            json.list("allowed_methods", |json| {
                for verb in super::cors::methods(cors) {
                    json.item(verb.as_str());
                }
            });
        });
        // One string: Zappa writes a list into the header as it stands.
        json.field_at(
            at.join("allow_origins"),
            "allowed_origin",
            super::cors::origin(cors),
        );
    });
}

/// `certify` makes edge domains only, so beside a regional one `domain` stands alone; of an HTTP
/// API not even that, for `update` crashes on it.
fn print_domain(json: &mut Json, design: &Design, domain: &CustomDomain, base_path: &str) {
    let at = Pointer::root().join("domain");
    if design.http().is_none() {
        json.field_at(at.join("name"), "domain", &domain.name);
    }
    if !base_path.is_empty() {
        json.field_at(at.join("mappings"), "base_path", base_path);
    }
    if domain.endpoint == DomainEndpoint::Edge && design.http().is_none() {
        if !domain.certificate_arn.is_empty() {
            json.field_at(
                at.join("certificate_arn"),
                "certificate_arn",
                &domain.certificate_arn,
            );
        }
        let route53 = matches!(domain.dns, Dns::Route53(_));
        json.field_at(at.join("dns"), "route53_enabled", route53);
    }
}
