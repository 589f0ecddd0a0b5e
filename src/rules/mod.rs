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
}

impl Rule {
    const fn as_check(&self) -> Check {
        Check {
            id: self.id,
            severity: self.severity,
            run: self.check,
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

/// Declares the rules' modules and the tables of them.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// Every rule.
        pub const RULES: &[Rule] = &[$($name::RULE),*];
        const CHECKS: &[Check] = &[$($name::RULE.as_check()),*];
    };
}

mod access_log;
mod arn;
mod authorizer;
mod cors;
mod dns;
mod host_name;
mod http_proxy;
mod integration;
mod mapping_expression;
mod mend;
mod message_route;
mod method;
mod repeated;
mod route_path;
mod silence;
mod stage_variables;
mod throttle;
mod token;
mod transform;

pub use silence::{CAUSE_GONE, Judged, silence};

rules! {
    reference_of_template,
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
    function_arn_of_other_account,
    function_concurrency_zero,
    function_image_malformed,
    function_layer_malformed,
    function_layers_unfit,
    function_memory_out_of_range,
    function_name_duplicate,
    function_name_malformed,
    function_runtime_unsupported,
    function_storage_out_of_range,
    function_timeout_out_of_range,
    function_timeout_over_gateway,
    function_vpc_incomplete,
    function_vpc_without_internet,
    environment_variable_malformed,
    environment_variable_duplicate,
    environment_variable_fixes_prefix,
    secret_in_variable,
    endpoint_edge_unsupported,
    vpc_endpoint_id_malformed,
    vpc_endpoint_of_public_api,
    resource_policy_refuses_everybody,
    resource_policy_range_malformed,
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
    message_route_limit_exceeded,
    connect_route_missing,
    connection_table_malformed,
    api_name_empty,
    default_url_off_without_domain,
    api_name_not_ascii,
    binary_media_type_malformed,
    compression_size_out_of_range,
    api_key_source_without_authorizer,
    route_path_malformed,
    route_path_duplicate,
    route_path_reserved,
    route_parameter_sibling_conflict,
    route_without_method,
    route_parameter_repeated,
    route_limit_exceeded,
    method_duplicate,
    method_function_unknown,
    method_timeout_out_of_range,
    http_proxy_uri_malformed,
    http_proxy_parameter_unknown,
    http_proxy_parameter_dropped,
    http_proxy_unencrypted,
    mock_of_http_api,
    vpc_link_unknown,
    vpc_link_name_duplicate,
    vpc_link_target_malformed,
    private_integration_uri_malformed,
    integration_of_rest_api,
    mapping_parameter_malformed,
    mapping_header_malformed,
    mapping_response_missing,
    mapping_response_duplicate,
    mapping_response_malformed,
    mapping_template_malformed,
    mapping_refuses_bodies,
    aws_service_target_malformed,
    aws_service_elsewhere,
    message_group_mismatch,
    aws_service_parameter_unknown,
    aws_service_uri_malformed,
    subtype_malformed,
    subtype_of_rest_api,
    gateway_role_malformed,
    s3_object_without_binary_types,
    mock_answer_malformed,
    route_root_missing,
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
    method_throttle_out_of_range,
    method_cache_ttl_out_of_range,
    method_cache_without_stage,
    method_cache_shared_between_callers,
    cache_key_without_cache,
    model_name_malformed,
    model_name_duplicate,
    model_schema_malformed,
    request_model_unknown,
    request_parameter_malformed,
    request_validator_useless,
    gateway_response_type_unknown,
    gateway_response_malformed,
    route_cors_of_http_api,
    transform_malformed,
    transform_useless,
    access_log_format_malformed,
    access_log_variable_refused,
    access_log_variable_unknown,
    access_log_retention_invalid,
    log_group_malformed,
    stage_data_trace_without_log,
    stage_cache_ttl_out_of_range,
    stage_cache_across_paths,
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
    truststore_uri_malformed,
    domain_unfit_for_http,
    domain_unfit_for_websocket,
    domain_without_mapping,
    mapping_stage_unknown,
    base_path_malformed,
    base_path_duplicate,
    hosted_zone_id_malformed,
    zone_name_foreign,
    record_cname_at_apex,
    record_target_malformed,
    authorizer_unknown,
    authorizer_name_malformed,
    authorizer_name_duplicate,
    authorizer_never_used,
    authorizer_limit_exceeded,
    authorizer_function_unknown,
    authorizer_function_serves_methods,
    authorizer_ttl_out_of_range,
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
    target_health_of_edge_domain,
    routing_of_edge_domain,
    api_key_name_empty,
    api_key_name_duplicate,
    api_key_in_several_plans,
    usage_plan_name_empty,
    usage_plan_name_duplicate,
    usage_plan_stage_unknown,
    usage_plan_key_unknown,
    usage_plan_method_unknown,
    usage_plan_method_duplicate,
    usage_plan_limit_out_of_range,
    usage_plan_limit_exceeded,
    usage_plan_without_stage,
    api_key_required_without_plan,
    api_key_never_required,
    cors_credentials_with_wildcard,
    cors_credentials_with_any_header,
    cors_origin_malformed,
    cors_origins_several,
    cors_header_malformed,
    cors_max_age_out_of_range,
    cors_max_age_over_a_day,
    cors_preflight_protected,
    cors_authorizer_header_missing,
    zappa_bucket_malformed,
    silenced_without_reason,
}

/// Everything that the rules find in a design, in the order of its fields.
pub fn check(design: &Design) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = CHECKS.iter().flat_map(|rule| apply(rule, design)).collect();
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

/// What the rule at a place finds, in no order; `None` past the last one. For who has other things to do in between.
pub fn check_one(place: usize, design: &Design) -> Option<Vec<Diagnostic>> {
    let rule = CHECKS.get(place)?;
    Some(apply(rule, design).collect())
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
mod tests {
    use std::fmt::Write as _;
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::model::{preset::PRESETS, read};

    /// The example as a design; its fields must all exist.
    fn example(rule: &Rule, text: &str) -> Design {
        let opened = read(text);
        assert_eq!(
            opened.diagnostics,
            [],
            "an example of {} is not a design",
            rule.id
        );
        opened
            .design
            .expect("an example without findings is a design")
    }

    #[test]
    fn every_bad_example_fires_and_every_good_one_is_silent() {
        for rule in RULES {
            let bad = example(rule, rule.bad);
            let found: Vec<_> = apply(&rule.as_check(), &bad).collect();
            assert!(
                !found.is_empty(),
                "the bad example of {} is silent",
                rule.id
            );
            let json = serde_json::to_value(&bad).expect("a design is JSON");
            for finding in found {
                assert!(
                    json.pointer(&finding.at).is_some(),
                    "{} points nowhere: {}",
                    rule.id,
                    finding.at
                );
            }
            let good = example(rule, rule.good);
            assert_eq!(
                apply(&rule.as_check(), &good).collect::<Vec<_>>(),
                [],
                "the good example of {}",
                rule.id
            );
        }
    }

    #[test]
    fn every_rule_is_named_after_its_pattern_and_documented() {
        for rule in RULES {
            assert!(
                rule.id
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()),
                "{}",
                rule.id
            );
            assert!(rule.docs.len() > 60, "{} has no documentation", rule.id);
        }
    }

    #[test]
    fn presets_have_no_errors() {
        for preset in PRESETS {
            let errors: Vec<_> = check(&(preset.design)())
                .into_iter()
                .filter(|found| found.severity == Severity::Error)
                .collect();
            assert_eq!(errors, [], "{}", preset.name);
        }
    }

    /// Whether its bad example comes with a fix.
    fn is_mended(rule: &Rule) -> bool {
        let bad = example(rule, rule.bad);
        apply(&rule.as_check(), &bad).any(|found| found.fix.is_some())
    }

    #[test]
    fn a_fix_silences_its_finding_and_brings_no_error() {
        let mut mended = 0;
        for rule in RULES {
            let bad = example(rule, rule.bad);
            mended += usize::from(is_mended(rule));
            let before = check(&bad);
            for mut finding in apply(&rule.as_check(), &bad) {
                let Some(fix) = finding.fix.take() else {
                    continue;
                };
                let mut better = bad.clone();
                better.mend(&fix);
                assert_ne!(better, bad, "the fix of {} does nothing: {fix:?}", rule.id);
                let left: Vec<_> = apply(&rule.as_check(), &better).collect();
                let same = left.iter().find(|left| left.message == finding.message);
                assert_eq!(same, None, "the fix of {} leaves it: {fix:?}", rule.id);
                // A mend may move what it does not mend, or give it another name.
                let is_known = |one: &Diagnostic| {
                    let mut before = before.iter();
                    before.any(|other| {
                        other.message == one.message
                            || (&other.code, &other.at) == (&one.code, &one.at)
                    })
                };
                let mut new = check(&better).into_iter();
                let new = new.find(|one| one.severity == Severity::Error && !is_known(one));
                assert_eq!(new, None, "the fix of {} brings an error", rule.id);
                // What a file holds is what the fix put there.
                let written = crate::model::write(&better);
                assert_eq!(read(&written).design.as_ref(), Some(&better), "{}", rule.id);
                for title in [&fix.title.en, &fix.title.ja] {
                    assert!(
                        !title.is_empty() && !title.ends_with(['.', '。']),
                        "{}",
                        rule.id
                    );
                }
            }
        }
        assert!(mended >= 110, "{mended} rules have a fix");
    }

    #[test]
    fn every_mend_is_made_and_none_twice() {
        let mut design = read(
            r#"{"name": "a", "region": "us-east-1", "api": {"rest": {"name": "a"}}, "functions": [{"name": "app", "memory_mib": 64}],
                "stages": [{"name": "my stage", "data_trace": true}],
                "routes": [{"path": "/{proxy+}", "methods": [{"integration": {"lambda_proxy": {"function": "app"}}}]}]}"#,
        )
        .design
        .expect("it is a design");
        let done = mend(&mut design);
        let codes: Vec<_> = done.iter().map(|done| &*done.finding.code).collect();
        assert_eq!(
            codes,
            [
                "function-memory-out-of-range",
                "route-root-missing",
                "stage-data-trace-without-log",
                "stage-name-malformed"
            ]
        );
        assert_eq!(design.stages[0].name, "my-stage");
        assert_eq!(design.routes[1].path, "/");
        assert!(mend(&mut design).is_empty());
    }

    /// `README.md` as it has to be.
    fn readme() -> String {
        let mut text = String::from(
            "# Rules\n\n\
             What the advisor looks for in a design, in the order of the design's fields.\n\
             Printed from `RULES` by the tests of this folder: edit the rules, not this file.\n\n\
             \"Mend\" says that a safe change of the design is known, for a button and for `check --fix`.\n\n\
             | rule | severity | mend | what is wrong, and who says so |\n| --- | --- | --- | --- |\n",
        );
        for rule in RULES {
            let docs = rule.docs.replace('|', "\\|");
            writeln!(
                text,
                "| `{}` | {} | {} | {docs} |",
                rule.id,
                rule.severity.as_str(),
                if is_mended(rule) { "yes" } else { "" }
            )
            .expect("a String takes every text");
        }
        text
    }

    #[test]
    fn the_readme_is_what_the_rules_print() {
        if std::env::var_os("UPDATE_RULES_README").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/README.md");
            std::fs::write(path, readme()).expect("the sources can be written");
        } else {
            assert!(
                include_str!("README.md") == readme(),
                "src/rules/README.md is stale: run `UPDATE_RULES_README=1 cargo test --lib rules`"
            );
        }
    }

    #[test]
    fn ids_are_unique() {
        let ids: std::collections::BTreeSet<_> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), RULES.len());
    }

    #[test]
    fn messages_are_one_line_of_the_house_style() {
        for rule in RULES {
            let bad = example(rule, rule.bad);
            for found in apply(&rule.as_check(), &bad) {
                let (en, ja) = (&found.message.en, &found.message.ja);
                assert!(
                    !en.ends_with('.') && !en.contains('\n'),
                    "{}: {en}",
                    rule.id
                );
                assert!(
                    !ja.ends_with('。') && !ja.contains('\n'),
                    "{}: {ja}",
                    rule.id
                );
                assert!(found.help.is_some(), "{} says not what to do", rule.id);
            }
        }
    }

    /// A design with every list and option filled, so that every rule has strings to judge.
    fn full() -> Value {
        let mut design = serde_json::to_value((PRESETS[0].design)()).expect("a design is JSON");
        design["functions"][0]["environment"] = json!([{"name": "AB", "value": ""}]);
        design["stages"][0]["access_log"]["format"] = json!({"custom": "$context.requestId"});
        design["stages"][0]["web_acl"] = json!({"existing": {"arn": "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/a/b"}});
        design["stages"][0]["canary"] = json!({"variables": [{"name": "a", "value": "b"}]});
        design["web_acl"] = json!({});
        design["api"]["rest"]["policy"] = json!({"accounts": {"account_ids": ["123456789012"]}});
        design["stages"][0]["cache"] = json!({});
        design["domain"]["dns"]["route53"]["record"] = json!({"cname": 60});
        design["access"]["api_key_required"] = json!(true);
        design["access"]["authorization"] = json!({"authorizer": "tokens"});
        design["access"]["authorizers"] = json!([
            {"name": "tokens", "kind": {"lambda_token": {"function": "guard", "header": "X-Token", "validation_expression": "a+", "ttl_seconds": 1}}},
            {"name": "requests", "kind": {"lambda_request": {"function": "guard", "headers": ["A"], "query_strings": ["b"], "ttl_seconds": 1}}},
            {"name": "pool", "kind": {"cognito_user_pool": {"user_pool_arns": ["arn"], "header": "A", "scopes": ["openid"]}}},
            {"name": "login", "kind": {"jwt": {"issuer": "https://a", "audience": ["app"], "header": "A", "scopes": ["openid"]}}}
        ]);
        design["routes"][0]["methods"][0]["authorization_scopes"] = json!(["orders/read"]);
        design["cors"]["allow_credentials"] = json!(true);
        design["cors"]["allow_origins"] = json!(["*", "https://example.com"]);
        design["routes"][1]["path"] = json!("/{a}/{b}/c");
        design
    }

    fn string_leaves(value: &Value, at: String, found: &mut Vec<String>) {
        match value {
            Value::String(_) => found.push(at),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    string_leaves(item, format!("{at}/{index}"), found);
                }
            }
            Value::Object(fields) => {
                for (key, item) in fields {
                    string_leaves(item, format!("{at}/{key}"), found);
                }
            }
            _ => {}
        }
    }

    fn with(mut design: Value, at: &str, text: &str) -> Value {
        *design.pointer_mut(at).expect("leaves are found in it") = json!(text);
        design
    }

    /// The leaves that take any string, which values of enums do not.
    static FREE_LEAVES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut leaves = Vec::new();
        string_leaves(&full(), String::new(), &mut leaves);
        leaves.retain(|at| serde_json::from_value::<Design>(with(full(), at, "?")).is_ok());
        leaves
    });

    /// Any text, and texts that get deep into the checks.
    fn text() -> impl Strategy<Value = String> {
        let pieces = vec![
            "",
            "/",
            "//",
            "{",
            "}",
            "{a}",
            "{a+}",
            "+",
            "*",
            "*.",
            ".",
            "..",
            "-",
            ":",
            "://",
            "[",
            "]",
            "@",
            "%",
            "arn:",
            "aws:",
            "lambda:",
            "acm:",
            "wafv2:",
            "regional/webacl/",
            "us-east-1:",
            "123456789012:",
            "function:",
            "certificate/",
            "https://",
            "example.com",
            ":80",
            "$context.requestId",
            "/hostedzone/",
            "Z1",
            "prod",
            "dash-lambda",
            "DashAppKey",
            ".execute-api.",
            "d-",
            "a1b2c3d4e5",
            "amazonaws.com",
            "名",
            "é",
            "\u{0}",
            "\n",
            "\u{1F600}",
        ];
        let pieces = prop::collection::vec(prop::sample::select(pieces), 0..8);
        prop_oneof![any::<String>(), pieces.prop_map(|pieces| pieces.concat())]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_is_typed_the_check_ends_and_points_at_fields(
            texts in prop::collection::vec(prop::option::of(text()), FREE_LEAVES.len()),
        ) {
            let typed = FREE_LEAVES.iter().zip(texts);
            let json = typed
                .filter_map(|(at, text)| Some((at, text?)))
                .fold(full(), |design, (at, text)| with(design, at, &text));
            let design: Design = serde_json::from_value(json.clone()).expect("only free leaves were changed");
            for found in check(&design) {
                prop_assert!(json.pointer(&found.at).is_some(), "{} points nowhere: {}", found.code, found.at);
            }
        }
    }
}
