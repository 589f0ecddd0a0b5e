//! The advisor: what of a design will not work, and why. One file per rule.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Fix, Pointer, Sentence, Severity, sort};
use crate::model::{Design, View};

/// A rule with its documentation and the two examples that test it.
pub struct Rule {
    /// Noun first, then the bad pattern: reads well after "allow ...".
    pub id: &'static str,
    /// How bad a finding of it is.
    pub severity: Severity,
    /// What is wrong with the pattern, and the AWS page or tool that says so.
    pub docs: &'static str,
    /// A design (fields left out take their defaults) in which the rule speaks.
    pub bad: &'static str,
    /// A design in which it is silent.
    pub good: &'static str,
    check: fn(&Design) -> Vec<Finding>,
}

/// What the page needs of a rule: its documentation and examples are not downloaded.
struct Check {
    id: &'static str,
    severity: Severity,
    run: fn(&Design) -> Vec<Finding>,
    wanted: Signs,
}

impl Check {
    /// The same, for designs alone that have that sign.
    const fn of(mut self, sign: Signs) -> Self {
        self.wanted = sign;
        self
    }
}

impl Rule {
    const fn as_check(&self) -> Check {
        Check {
            id: self.id,
            severity: self.severity,
            run: self.check,
            wanted: Signs::NONE,
        }
    }
}

/// What a rule found: the engine adds its id and severity.
pub(crate) struct Finding {
    at: Pointer,
    message: Sentence,
    help: Option<Sentence>,
    fix: Option<Fix>,
}

impl Finding {
    /// A finding about the field `at`.
    fn at(at: impl Into<Pointer>, message: Sentence) -> Self {
        Self {
            at: at.into(),
            message,
            help: None,
            fix: None,
        }
    }

    /// The same finding with a sentence that says what to do.
    fn help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
        self
    }
}

/// Declares the rules' modules and the tables of them; `of` names the sign without which a rule has nothing to say.
macro_rules! rules {
    ($($name:ident $(of $sign:ident)?),* $(,)?) => {
        $(mod $name;)*
        /// Every rule.
        pub const RULES: &[Rule] = &[$($name::RULE),*];
        const CHECKS: &[Check] = &[$($name::RULE.as_check()$(.of(Signs::$sign))?),*];
    };
}

mod access_log;
mod arn;
mod authorizer;
mod cors;
mod dns;
mod function;
mod host_name;
mod http_proxy;
mod integration;
mod kept_policy;
mod mapping_expression;
mod mend;
mod message_route;
mod method;
mod repeated;
mod route_path;
mod signs;
mod silence;
mod source_range;
mod stage_variables;
mod throttle;
mod token;
mod transform;
mod velocity;

pub use signs::Signs;
pub use silence::{CAUSE_GONE, Judged, silence};

rules! {
    reference_of_template,
    kept_in_definition_only,
    project_name_malformed,
    region_unknown,
    account_id_malformed,
    alarm_email_malformed,
    alarm_threshold_out_of_range,
    app_object_malformed,
    app_requirement_malformed,
    app_module_reserved,
    function_alias_malformed,
    function_arn_elsewhere,
    function_arn_malformed,
    function_stage_variable_unset,
    function_arn_of_other_account,
    function_concurrency_zero,
    function_image_malformed,
    function_layer_malformed,
    function_layers_unfit,
    function_memory_out_of_range,
    function_memory_low_for_dash,
    function_name_duplicate,
    function_name_malformed,
    function_runtime_deprecated,
    function_runtime_unsupported,
    function_storage_out_of_range,
    function_timeout_out_of_range,
    function_timeout_low_for_dash,
    function_timeout_over_gateway,
    function_vpc_incomplete,
    function_vpc_without_internet,
    environment_variable_malformed,
    environment_variable_duplicate,
    environment_variable_fixes_prefix,
    environment_too_large,
    secret_in_variable,
    endpoint_edge_unsupported,
    vpc_endpoint_id_malformed,
    vpc_endpoint_of_public_api,
    resource_policy_refuses_everybody,
    resource_policy_range_malformed,
    resource_policy_range_unseen,
    resource_policy_admits_everybody,
    resource_policy_admits_account,
    resource_policy_id_malformed,
    resource_policy_needs_signatures,
    resource_policy_too_long,
    private_api_with_domain,
    private_domain_unfit,
    http_api_without_feature,
    http_api_unprotected,
    websocket_api_without_feature,
    websocket_api_unprotected,
    route_selection_expression_malformed,
    message_route_missing,
    message_route_key_malformed,
    message_route_key_duplicate,
    message_route_function_unknown,
    message_route_default_missing,
    message_route_two_way_useless,
    message_backend_malformed,
    message_timeout_out_of_range,
    message_route_limit_exceeded,
    connect_route_missing,
    connection_table_malformed,
    api_name_empty,
    default_url_off_without_domain,
    api_name_not_ascii,
    binary_media_type_malformed,
    compression_size_out_of_range,
    api_key_source_without_authorizer,
    route_missing,
    route_path_malformed,
    route_path_duplicate,
    route_path_reserved,
    route_path_holds_stage,
    route_parameter_foreign,
    route_parameter_sibling_conflict,
    route_without_method,
    route_parameter_repeated,
    route_limit_exceeded,
    deployment_takes_minutes,
    method_duplicate,
    method_function_unknown,
    method_timeout_out_of_range of TIMEOUT,
    method_timeout_over_quota of TIMEOUT,
    http_proxy_uri_malformed of SERVER,
    http_proxy_parameter_unknown of SERVER,
    http_proxy_parameter_dropped of SERVER,
    http_proxy_unencrypted of SERVER,
    mock_of_http_api of MOCK,
    vpc_link_unknown of LINK,
    vpc_link_name_duplicate,
    vpc_link_target_malformed,
    private_integration_uri_malformed of SERVER,
    integration_of_rest_api,
    mapping_parameter_malformed of MAPPING,
    mapping_header_malformed of MAPPING,
    mapping_response_missing of MAPPING,
    mapping_response_duplicate of MAPPING,
    mapping_response_malformed of MAPPING,
    mapping_response_of_status of MAPPING,
    mapping_template_malformed of MAPPING,
    mapping_template_function_unknown of MAPPING,
    mapping_refuses_bodies of MAPPING,
    aws_service_target_malformed of SERVICE,
    aws_service_elsewhere of SERVICE,
    message_group_mismatch of SERVICE,
    aws_service_parameter_unknown of SERVICE,
    aws_service_uri_malformed of SERVICE,
    subtype_malformed of SERVICE,
    subtype_of_rest_api of SERVICE,
    gateway_role_malformed of SERVICE,
    s3_object_without_binary_types of SERVICE,
    s3_object_size_limited of SERVICE,
    mock_answer_malformed of MOCK,
    route_root_missing,
    dash_callbacks_unreachable,
    page_protected_from_browsers,
    stage_missing,
    stage_name_malformed,
    stage_name_duplicate,
    stage_name_differs_in_case,
    stage_limit_exceeded,
    stage_variable_malformed,
    stage_variable_duplicate,
    stage_variable_limit_exceeded,
    stage_throttle_out_of_range,
    stage_throttle_over_account,
    stage_without_throttle,
    method_throttle_out_of_range,
    method_cache_ttl_out_of_range,
    method_cache_without_stage of CACHE,
    method_cache_shared_between_callers,
    cache_key_without_cache of REQUEST,
    method_cache_without_query_key of REQUEST,
    model_name_malformed,
    model_name_duplicate,
    model_schema_malformed,
    model_never_used,
    request_model_unknown of REQUEST,
    request_parameter_malformed of REQUEST,
    request_validator_useless of REQUEST,
    gateway_response_type_unknown,
    gateway_response_malformed,
    gateway_response_not_json,
    route_cors_of_http_api,
    transform_malformed of TRANSFORM,
    transform_useless of TRANSFORM,
    access_log_format_malformed,
    access_log_variable_refused,
    access_log_variable_unknown,
    access_log_retention_invalid,
    log_group_malformed,
    method_settings_unknown,
    stage_data_trace_without_log,
    stage_data_trace_in_production,
    stage_cache_unused,
    throttle_refuses_everybody,
    binary_types_missing_for_assets,
    stage_cache_ttl_out_of_range,
    stage_cache_across_paths,
    stage_cache_unencrypted,
    cache_renewed_by_anyone,
    canary_percent_out_of_range,
    canary_without_stage_cache,
    web_acl_arn_malformed,
    web_acl_own_missing,
    web_acl_never_used,
    web_acl_without_rule,
    web_acl_rate_limit_out_of_range,
    web_acl_rule_group_duplicate,
    web_acl_capacity_dear,
    web_acl_blocks_large_bodies,
    domain_name_malformed,
    certificate_arn_malformed,
    certificate_region_mismatch,
    certificate_name_too_long,
    security_policy_outdated,
    security_policy_unfit,
    mutual_tls_on_edge_domain,
    mutual_tls_avoidable,
    ownership_certificate_open,
    truststore_uri_malformed,
    domain_unfit_for_http,
    domain_unfit_for_websocket,
    domain_without_mapping,
    mapping_stage_unknown,
    base_path_malformed,
    mapping_lowers_header_names,
    base_path_hidden_from_app,
    base_path_duplicate,
    hosted_zone_id_malformed,
    zone_name_foreign,
    record_cname_at_apex,
    record_elsewhere_at_apex,
    record_target_malformed,
    api_open_to_everybody,
    authorizer_unknown,
    authorizer_name_malformed,
    authorizer_name_duplicate,
    authorizer_never_used,
    authorizer_limit_exceeded,
    authorizer_function_unknown,
    authorizer_formats_mixed,
    authorizer_function_serves_methods,
    authorizer_ttl_out_of_range,
    authorizer_header_of_browser,
    authorizer_identity_malformed,
    authorizer_kind_of_other_api,
    jwt_issuer_malformed,
    jwt_audience_missing,
    user_pool_arn_malformed,
    authorization_scope_malformed,
    record_weight_out_of_range,
    record_region_unknown,
    record_identifier_too_long,
    health_check_id_malformed,
    failover_without_health,
    failover_cname_without_health,
    target_health_of_edge_domain,
    routing_of_edge_domain,
    api_key_name_empty,
    api_key_name_duplicate,
    api_key_in_several_plans,
    api_key_without_plan,
    usage_plan_name_empty,
    usage_plan_name_duplicate,
    usage_plan_stage_unknown,
    usage_plan_key_unknown,
    usage_plan_keys_disabled,
    usage_plan_method_unknown,
    usage_plan_method_duplicate,
    usage_plan_limit_out_of_range,
    usage_plan_limit_exceeded,
    usage_plan_without_stage,
    api_key_required_without_plan,
    api_key_never_required,
    cors_credentials_with_wildcard,
    cors_credentials_with_any_header,
    cors_origin_beside_wildcard,
    cors_origin_malformed,
    cors_origins_several,
    cors_origins_of_fixed_answer,
    cors_header_malformed,
    cors_max_age_out_of_range,
    cors_max_age_over_a_day,
    cors_preflight_protected of OPTIONS,
    cors_authorizer_header_missing,
    cors_content_type_missing,
    zappa_bucket_malformed,
    settings_set_aside,
    silenced_without_reason,
}

/// Everything that the rules find in a design, in the order of its fields.
pub fn check(design: &Design) -> Vec<Diagnostic> {
    let signs = Signs::of(design);
    let checks = CHECKS.iter().filter(|rule| signs.hold(rule.wanted));
    let mut found: Vec<Diagnostic> = checks.flat_map(|rule| apply(rule, design)).collect();
    sort(&mut found);
    found
}

/// A mend that was made.
pub struct Mended {
    /// What was found.
    pub finding: Diagnostic,
    /// What was done about it.
    pub fix: Fix,
}

/// Makes every safe mend that there is, one after the other, and tells which. One that would bring an error is
/// left alone.
pub fn mend(design: &mut Design) -> Vec<Mended> {
    let mut done: Vec<Mended> = Vec::new();
    let mut tried = BTreeSet::new();
    loop {
        let found = silence(design, check(design), |code| !code.contains('/')).open;
        let errors = count_errors(&found);
        let mut next = found.into_iter().filter_map(|mut finding| {
            let fix = finding.fix.take()?;
            let is_new = tried.insert((finding.code.clone(), finding.message.en.clone()));
            is_new.then_some(Mended { finding, fix })
        });
        let Some(mended) = next.next() else {
            return done;
        };
        let mut better = design.clone();
        better.mend(&mended.fix);
        if count_errors(&check(&better)) <= errors {
            *design = better;
            done.push(mended);
        }
    }
}

fn count_errors(found: &[Diagnostic]) -> usize {
    let errors = found
        .iter()
        .filter(|found| found.severity == Severity::Error);
    errors.count()
}

/// What the rule at a place finds in a design of those signs, in no order; `None` past the last one. For who has other things
/// to do in between.
pub fn check_one(place: usize, design: &Design, signs: Signs) -> Option<Vec<Diagnostic>> {
    let rule = CHECKS.get(place)?;
    let found = signs.hold(rule.wanted).then(|| apply(rule, design));
    Some(found.into_iter().flatten().collect())
}

fn apply(rule: &Check, design: &Design) -> impl Iterator<Item = Diagnostic> {
    let (id, severity) = (rule.id, rule.severity);
    (rule.run)(design)
        .into_iter()
        .filter(move |finding| id == reference_of_template::RULE.id || !refers(design, finding.at))
        .map(move |finding| Diagnostic {
            help: finding.help,
            fix: finding.fix,
            ..Diagnostic::new(id, severity, finding.at, finding.message)
        })
}

/// Whether a field holds what only its template knows: nothing can be said about such a value.
fn refers(design: &Design, at: Pointer) -> bool {
    !design.kept.is_empty()
        && matches!(design.view(at), Some(View::Text(text)) if design.is_reference(text))
}

#[cfg(test)]
mod tests;
