//! The keys of Zappa's settings: those that Zappa 0.63 reads, and what people write in their place.

use crate::import::spelling::nearest;

/// Every key that Zappa 0.63 reads (its `cli.py`, `core.py` and `handler.py`, read 2026-11); any other one it ignores
/// without a word.
pub(super) const READ: [&str; 103] = [
    "additional_text_mimetypes",
    "alb_enabled",
    "alb_vpc_config",
    "api_key",
    "api_key_required",
    "apigateway_description",
    "apigateway_enabled",
    "apigateway_lambda_qualifier",
    "apigateway_policy",
    "apigateway_version",
    "app_function",
    "app_type",
    "architecture",
    "assume_policy",
    "async_resources",
    "async_response_table",
    "async_response_table_read_capacity",
    "async_response_table_write_capacity",
    "async_source",
    "attach_policy",
    "authorizer",
    "aws_endpoint_urls",
    "aws_environment_variables",
    "aws_kms_key_arn",
    "aws_region",
    "base_path",
    "binary_support",
    "bot_events",
    "cache_cluster_enabled",
    "cache_cluster_encrypted",
    "cache_cluster_size",
    "cache_cluster_ttl",
    "callbacks",
    "certificate",
    "certificate_arn",
    "certificate_chain",
    "certificate_key",
    "cloudwatch_data_trace",
    "cloudwatch_log_level",
    "cloudwatch_metrics_enabled",
    "cognito",
    "context_header_mappings",
    "cors",
    "dead_letter_arn",
    "debug",
    "delete_local_zip",
    "delete_s3_zip",
    "delete_zip",
    "django_settings",
    "domain",
    "efs_config",
    "endpoint_configuration",
    "environment_variables",
    "ephemeral_storage",
    "events",
    "exception_handler",
    "exclude",
    "exclude_glob",
    "extends",
    "extra_permissions",
    "function_url_cloudfront_config",
    "function_url_config",
    "function_url_domains",
    "function_url_enabled",
    "iam_authorization",
    "include",
    "keep_warm",
    "keep_warm_expression",
    "lambda_concurrency",
    "lambda_description",
    "lambda_handler",
    "layers",
    "lets_encrypt_key",
    "log_level",
    "manage_roles",
    "memory_size",
    "num_retained_versions",
    "payload_compression",
    "payload_minimum_compression_size",
    "prebuild_script",
    "profile_name",
    "project_name",
    "provisioned_concurrency",
    "remote_env",
    "remote_env_bucket",
    "remote_env_file",
    "role_arn",
    "role_name",
    "route53_enabled",
    "runtime",
    "s3_bucket",
    "settings_file",
    "slim_handler",
    "snap_start",
    "tags",
    "timeout_seconds",
    "touch",
    "touch_path",
    "use_apigateway",
    "use_precompiled_packages",
    "vpc_config",
    "websocket_handler_module",
    "xray_tracing",
];

/// Words that settings of other tools have, too, so that they do not show whose a file is.
const COMMON: [&str; 17] = [
    "architecture",
    "authorizer",
    "base_path",
    "callbacks",
    "certificate",
    "cors",
    "debug",
    "domain",
    "events",
    "exclude",
    "extends",
    "include",
    "layers",
    "log_level",
    "runtime",
    "tags",
    "touch",
];

/// What people write, and the key that they mean.
const MEANT: [(&str, &str); 34] = [
    (ENDPOINT_TYPE, "endpoint_configuration"),
    ("apigateway_endpoint_type", "endpoint_configuration"),
    ("endpoint_type", "endpoint_configuration"),
    ("endpoint_configuration_type", "endpoint_configuration"),
    ("route53", "route53_enabled"),
    ("route_53", "route53_enabled"),
    ("route_53_enabled", "route53_enabled"),
    ("cors_enabled", "cors"),
    ("cors_options", "cors"),
    ("cors_origin", "cors"),
    ("cors_headers", "cors"),
    ("cors_methods", "cors"),
    ("cors_allow_headers", "cors"),
    ("domain_name", "domain"),
    ("custom_domain", "domain"),
    ("cert_arn", "certificate_arn"),
    ("region", "aws_region"),
    ("profile", "profile_name"),
    ("bucket", "s3_bucket"),
    ("timeout", "timeout_seconds"),
    ("memory", "memory_size"),
    ("env", "environment_variables"),
    ("env_vars", "environment_variables"),
    ("environment", "environment_variables"),
    ("handler", "lambda_handler"),
    ("description", "apigateway_description"),
    ("api_key_enabled", "api_key_required"),
    ("binary_media_types", "binary_support"),
    ("xray", "xray_tracing"),
    ("tracing", "xray_tracing"),
    ("regex_excludes", "exclude_glob"),
    ("lets_encrypt_expression", "certificate_arn"),
    ("subnet_ids", "vpc_config"),
    ("security_group_ids", "vpc_config"),
];

/// The spelling of the endpoint's type that a guide for Dash has.
pub(super) const ENDPOINT_TYPE: &str = "api_gateway_endpoint_type";
/// Spellings of `route53_enabled` that Zappa ignores.
pub(super) const ROUTE53: [&str; 3] = ["route53", "route_53", "route_53_enabled"];

/// Whether Zappa reads a key.
pub(super) fn is_read(key: &str) -> bool {
    READ.binary_search(&key).is_ok()
}

/// Whether a key shows that settings are Zappa's.
pub(in crate::import) fn shows(key: &str) -> bool {
    key == ENDPOINT_TYPE || (is_read(key) && !COMMON.contains(&key))
}

/// The key that somebody means by one that Zappa does not read.
pub(super) fn meant(key: &str) -> Option<&'static str> {
    let word = key.to_ascii_lowercase().replace('-', "_");
    let known = MEANT.iter().find(|(wrong, _)| *wrong == word);
    let known = known.map(|(_, right)| *right);
    known.or_else(|| nearest(&word, READ.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_key_that_was_meant() {
        assert!(READ.is_sorted() && COMMON.iter().all(|key| is_read(key)));
        assert!(
            MEANT
                .iter()
                .all(|(wrong, right)| !is_read(wrong) && is_read(right))
        );
        for (wrong, right) in [
            ("route_53", "route53_enabled"),
            ("api_gateway_endpoint_type", "endpoint_configuration"),
            ("timeout_second", "timeout_seconds"),
            ("enviroment_variables", "environment_variables"),
            ("Memory-Size", "memory_size"),
        ] {
            assert_eq!(meant(wrong), Some(right), "{wrong}");
        }
        for nothing in ["_comment", "stage", "", "x", &"y".repeat(1000)] {
            assert_eq!(meant(nothing), None, "{nothing}");
        }
    }
}
