//! REST APIs: methods, authorizers, and what stages say of them.

use gateway_studio::generate::generate;

use super::*;

#[test]
fn what_a_stage_says_of_one_method_is_said_again() {
    let imported = import(&stages(&[&stage("live", APART)]));
    let design = design(&imported);
    assert_eq!(imported.counts.reported, 0, "{:#?}", imported.findings);
    let [own] = &design.stages[0].methods[..] else {
        panic!("{:?}", design.stages[0].methods)
    };
    assert_eq!(
        (own.execution_log, own.data_trace),
        (Some(LogLevel::Error), Some(true))
    );
    assert_eq!(own.detailed_metrics, Some(true));
    let items = design
        .routes
        .iter()
        .find(|route| route.path == "/items")
        .expect("it is there");
    let MethodCache::Own(kept) = items.methods[0].cache else {
        panic!("{:?}", items.methods[0].cache)
    };
    assert_eq!((kept.ttl_seconds, kept.encrypted), (44, Some(true)));
    assert_eq!(kept.invalidation, Some(Invalidation::Refused));
    let script = flat(&file(design, "cli/deploy.sh"));
    for (key, value) in [
        ("logging/loglevel", "ERROR"),
        ("logging/dataTrace", "true"),
        ("metrics/enabled", "true"),
        ("throttling/burstLimit", "3"),
        ("caching/dataEncrypted", "true"),
        ("caching/requireAuthorizationForCacheControl", "true"),
        (
            "caching/unauthorizedCacheControlHeaderStrategy",
            "FAIL_WITH_403",
        ),
    ] {
        let patch = format!(r#""path":"/~1items/GET/{key}","value":"{value}""#);
        assert!(script.replace(' ', "").contains(&patch), "{patch}");
    }
    let template = flat(&file(design, "sam/template.yaml"));
    assert!(
        template.contains("ResourcePath: '/~1items' HttpMethod: GET LoggingLevel: ERROR DataTraceEnabled: true MetricsEnabled: true ThrottlingRateLimit: 2 ThrottlingBurstLimit: 3 CachingEnabled: true CacheTtlInSeconds: 44 CacheDataEncrypted: true"),
        "{template}"
    );
    let files = generate(design);
    let mut lost = files.iter().flat_map(|file| (file.generator.lost)(design));
    assert!(
        lost.any(|lost| lost.code == "sam/not-expressible"
            && lost.message.en.contains("who may renew cached answers")),
        "what a template cannot say is named"
    );
}

#[test]
fn what_one_stage_of_two_says_is_of_that_stage_alone() {
    let imported = import(&stages(&[&stage("live", APART), &stage("test", "")]));
    let design = design(&imported);
    let [live, test] = &design.stages[..] else {
        panic!("{:?}", design.stages)
    };
    assert_eq!(live.methods[0].throttle.map(|own| own.burst_limit), Some(3));
    assert!(matches!(live.methods[0].cache, MethodCache::Own(_)));
    assert!(test.methods.is_empty());
    let mut methods = design.routes.iter().flat_map(|route| &route.methods);
    assert!(methods.all(|method| method.throttle.is_none() && method.cache == MethodCache::Stage));
    let both = import(&stages(&[&stage("live", APART), &stage("test", APART)]));
    let both = self::design(&both);
    let mut methods = both.routes.iter().flat_map(|route| &route.methods);
    assert!(
        methods.any(|method| method.throttle.is_some()),
        "all stages agree"
    );
}

#[test]
fn a_cluster_that_keeps_nothing_of_most_methods_keeps_nothing_of_them() {
    let stage = r#"{"deploymentId":"d","stageName":"live","cacheClusterEnabled":true,"cacheClusterSize":"0.5","methodSettings":{"*/*":{"cachingEnabled":false,"requireAuthorizationForCacheControl":false},"~1items/GET":{"cachingEnabled":true,"cacheTtlInSeconds":60}}}"#;
    let imported = import(&stages(&[stage]));
    let design = design(&imported);
    let cache = design.stages[0].cache.as_ref().expect("it has a cluster");
    assert_eq!(
        (cache.by_method, cache.invalidation),
        (true, Invalidation::Anyone)
    );
    let script = file(design, "cli/deploy.sh").replace(' ', "");
    assert!(script.contains(r#""path":"/*/*/caching/enabled","value":"false""#));
    assert!(script.contains(r#""path":"/~1items/GET/caching/enabled","value":"true""#));
    assert!(
        script.contains(
            r#""path":"/*/*/caching/requireAuthorizationForCacheControl","value":"false""#
        )
    );
}

#[test]
fn what_a_stage_says_in_vain_is_named() {
    let stage = r#"{"deploymentId":"d","stageName":"live","newSetting":1,"methodSettings":{"*/*":{"cachingEnabled":true},
"~1gone/GET":{"loggingLevel":"ERROR"},"~1items/GET":{"newerSetting":1}}}"#;
    let imported = import(&stages(&[stage]));
    assert_eq!(
        found(&imported, "stage-cache-without-cluster").severity,
        Severity::Info
    );
    let gone = found(&imported, "stage-settings-of-nothing");
    assert!(
        gone.message
            .en
            .contains("stage `live` has settings for `GET /gone`"),
        "{}",
        gone.message.en
    );
    let messages = messages(&imported);
    assert!(
        messages.contains(&"the design has no field for `newSetting` of stage `live`"),
        "{messages:#?}"
    );
    assert!(
        messages.contains(
            &"the design has no field for `newerSetting` of stage `live` for `/items/GET`"
        ),
        "{messages:#?}"
    );
}

#[test]
fn an_authorizer_keeps_all_that_tells_callers_apart() {
    let guarded = GET.replacen(
        r#""authorizationType":"NONE""#,
        r#""authorizationType":"CUSTOM","authorizerId":"a1""#,
        1,
    );
    let authorizer = r#"{"items":[{"id":"a1","name":"guard","type":"REQUEST","authorizerUri":"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:guard/invocations","identitySource":"method.request.header.A, context.identity.sourceIp,stageVariables.tenant","authorizerResultTtlInSeconds":60}]}"#;
    let stages =
        r#"{"item":[{"deploymentId":"d","stageName":"live","variables":{"tenant":"one"}}]}"#;
    let imported = import(&format!("{API}\n{guarded}\n{authorizer}\n{stages}"));
    let design = design(&imported);
    let AuthorizerKind::LambdaRequest(own) = &design.access.authorizers[0].kind else {
        panic!("{:?}", design.access.authorizers)
    };
    assert_eq!(
        (&own.context[..], &own.stage_variables[..]),
        (
            &["identity.sourceIp".to_owned()][..],
            &["tenant".to_owned()][..]
        )
    );
    let source = "method.request.header.A,context.identity.sourceIp,stageVariables.tenant";
    for path in ["cli/deploy.sh", "sam/template.yaml", "openapi/openapi.yaml"] {
        assert!(file(design, path).contains(source), "{path}");
    }
    let mut unset = design.clone();
    unset.stages[0].variables.clear();
    assert!(
        rules::check(&unset)
            .iter()
            .any(|one| one.code == "function-stage-variable-unset")
    );
    assert!(
        rules::check(design)
            .iter()
            .all(|one| one.code != "function-stage-variable-unset")
    );
}

#[test]
fn a_function_that_stage_variables_choose_is_called_and_permitted_in_each_stage() {
    let uri = |function: &str| {
        format!(
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:{function}/invocations"
        )
    };
    let method = |verb: &str, function: &str| {
        let uri = uri(function);
        format!(
            r#""{verb}":{{"httpMethod":"{verb}","authorizationType":"NONE","methodIntegration":{{"type":"AWS_PROXY","httpMethod":"POST","uri":"{uri}"}}}}"#
        )
    };
    let (get, post) = (
        method("GET", "${stageVariables.fn}"),
        method("POST", "pay:${stageVariables.alias}"),
    );
    let resources =
        format!(r#"{{"items":[{{"id":"r0","path":"/","resourceMethods":{{{get},{post}}}}}]}}"#);
    let stages = r#"{"item":[{"deploymentId":"d","stageName":"live","variables":{"fn":"orders","alias":"blue"}},{"deploymentId":"d","stageName":"test","variables":{"fn":"orders-test","alias":"green"}}]}"#;
    let imported = import(&format!("{API}\n{resources}\n{stages}"));
    let design = design(&imported);
    let names: Vec<&str> = design
        .functions
        .iter()
        .map(|function| &*function.name)
        .collect();
    assert_eq!(names, ["fn", "pay"]);
    let errors = rules::check(design)
        .into_iter()
        .filter(|one| one.severity == Severity::Error);
    assert_eq!(
        errors.map(|one| one.code).collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
    let definition = file(design, "openapi/openapi.yaml");
    assert!(
        definition.contains(&uri("${stageVariables.fn}")),
        "{definition}"
    );
    assert!(
        definition.contains(&uri("pay:${stageVariables.alias}")),
        "{definition}"
    );
    let template = file(design, "sam/template.yaml");
    assert!(
        template.contains("function:pay:${!stageVariables.alias}/invocations"),
        "{template}"
    );
    let script = file(design, "cli/deploy.sh");
    let head = "arn:aws:lambda:us-east-1:123456789012:function:";
    assert!(script.contains(&format!("{head}${{stageVariables.fn}}")));
    for called in ["orders", "orders-test", "pay:blue", "pay:green"] {
        assert!(
            template.contains(&format!("FunctionName: {head}{called}\n")),
            "{called}: {template}"
        );
        assert!(
            script.lines().any(|line| line.starts_with("permission ")
                && line
                    .trim_end_matches(['\'', ' '])
                    .ends_with(&format!("{head}{called}"))),
            "{called}"
        );
    }
    assert!(
        !template.contains("FunctionName: arn:aws:lambda:us-east-1:123456789012:function:$"),
        "{template}"
    );
    let mut wrong = design.clone();
    wrong.stages[1].variables.clear();
    let told: Vec<_> = rules::check(&wrong)
        .into_iter()
        .map(|one| one.message.en)
        .collect();
    assert!(
        told.iter()
            .any(|one| one == "stage `test` does not set `alias`, by which it calls `pay`"),
        "{told:#?}"
    );
}
