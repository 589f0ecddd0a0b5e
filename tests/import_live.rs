//! Answers of the AWS CLI about a live API: what they say is in the design and in the files that are made of it, or a
//! finding names it with its place.

use gateway_studio::diagnostic::Severity;
use gateway_studio::generate::generate;
use gateway_studio::import::{Finding, Imported, Source, read};
use gateway_studio::model::{
    AuthorizerKind, Design, Invalidation, LogLevel, MethodCache, ResourcePolicy,
};
use gateway_studio::rules;

const GET: &str = r#"{"items":[{"id":"r0","path":"/","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"NONE","methodIntegration":{"type":"HTTP_PROXY","httpMethod":"GET","uri":"https://b.example"}}}},
{"id":"r1","path":"/items","parentId":"r0","pathPart":"items","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"NONE","methodIntegration":{"type":"HTTP_PROXY","httpMethod":"GET","uri":"https://b.example/items"}},"POST":{"httpMethod":"POST","authorizationType":"NONE","methodIntegration":{"type":"HTTP_PROXY","httpMethod":"POST","uri":"https://b.example/items"}}}}]}"#;
const API: &str = r#"{"id":"abcde12345","name":"shop","rootResourceId":"r0","endpointConfiguration":{"types":["REGIONAL"]}}"#;

fn import(text: &str) -> Imported {
    let bytes = text.as_bytes();
    read(&[Source {
        name: "api.json",
        bytes,
    }])
}

fn design(imported: &Imported) -> &Design {
    let findings = &imported.findings;
    imported
        .design
        .as_ref()
        .unwrap_or_else(|| panic!("{findings:#?}"))
}

fn found<'a>(imported: &'a Imported, code: &str) -> &'a Finding {
    let mut findings = imported.findings.iter();
    let found = findings.find(|finding| finding.code == code);
    found.unwrap_or_else(|| panic!("no {code} in {:#?}", imported.findings))
}

/// What the findings say.
fn messages(imported: &Imported) -> Vec<&str> {
    let findings = imported.findings.iter();
    findings.map(|one| &*one.message.en).collect()
}

fn file(design: &Design, path: &str) -> String {
    let files = generate(design);
    let found = files.into_iter().find(|file| file.generator.path == path);
    found.expect("it is made").document.text()
}

/// One line, so that what stands together is found together.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn stages(stages: &[&str]) -> String {
    format!("{API}\n{GET}\n{{\"item\":[{}]}}", stages.join(","))
}

const ALL: &str = r#""*/*":{"loggingLevel":"INFO","dataTraceEnabled":false,"metricsEnabled":false,"throttlingRateLimit":10000.0,"throttlingBurstLimit":5000,"cachingEnabled":true,"cacheTtlInSeconds":300,"cacheDataEncrypted":false,"requireAuthorizationForCacheControl":true,"unauthorizedCacheControlHeaderStrategy":"SUCCEED_WITH_RESPONSE_HEADER"}"#;

fn stage(name: &str, methods: &str) -> String {
    format!(
        r#"{{"deploymentId":"d","stageName":"{name}","cacheClusterEnabled":true,"cacheClusterSize":"0.5","methodSettings":{{{ALL}{methods}}}}}"#
    )
}

const APART: &str = r#","~1items/GET":{"loggingLevel":"ERROR","dataTraceEnabled":true,"metricsEnabled":true,"throttlingRateLimit":2.0,"throttlingBurstLimit":3,"cachingEnabled":true,"cacheTtlInSeconds":44,"cacheDataEncrypted":true,"requireAuthorizationForCacheControl":true,"unauthorizedCacheControlHeaderStrategy":"FAIL_WITH_403"}"#;

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

const HTTP: &str = r#"{"ApiId":"a","Name":"pets","ProtocolType":"HTTP","ApiEndpoint":"https://a.execute-api.eu-west-1.amazonaws.com"}
{"Items":[{"RouteId":"r1","RouteKey":"GET /pets","AuthorizationType":"NONE","Target":"integrations/i1","OperationName":"listPets"}]}
{"Items":[{"IntegrationId":"i1","IntegrationType":"HTTP_PROXY","IntegrationMethod":"ANY","IntegrationUri":"arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/b/1/2","TlsConfig":{"ServerNameToVerify":"b.example"},"PayloadFormatVersion":"1.0","ConnectionType":"VPC_LINK","ConnectionId":"vl0001"}]}
"#;

#[test]
fn what_a_stage_of_an_http_api_says_of_a_route_is_said_again() {
    let stages = r#"{"Items":[{"StageName":"$default","AutoDeploy":true,"DefaultRouteSettings":{"DetailedMetricsEnabled":false},"RouteSettings":{"GET /pets":{"ThrottlingBurstLimit":7,"DetailedMetricsEnabled":true}},"AccessLogSettings":{"DestinationArn":"arn:aws:firehose:eu-west-1:123456789012:deliverystream/amazon-apigateway-x","Format":"$context.requestId"}}]}"#;
    let imported = import(&format!("{HTTP}{stages}"));
    let design = design(&imported);
    let half = found(&imported, "throttle-half");
    assert!(
        half.message
            .en
            .contains("`ThrottlingBurstLimit` stands alone"),
        "{}",
        half.message.en
    );
    let log = found(&imported, "access-log-elsewhere");
    assert_eq!(log.at.line, 4);
    assert!(
        log.message
            .en
            .contains("deliverystream/amazon-apigateway-x")
    );
    let script = file(design, "cli/deploy.sh").replace(' ', "");
    let wanted = r#""RouteSettings":{"GET/pets":{"DetailedMetricsEnabled":true,"ThrottlingRateLimit":10000,"ThrottlingBurstLimit":7}}"#;
    assert!(script.contains(wanted), "{script}");
    let template = flat(&file(design, "sam/template.yaml"));
    assert!(template.contains("RouteSettings: GET /pets: DetailedMetricsEnabled: true ThrottlingRateLimit: 10000 ThrottlingBurstLimit: 7"), "{template}");
    let messages = messages(&imported);
    assert!(
        messages.contains(&"the design has no field for `OperationName` of route `GET /pets`"),
        "{messages:#?}"
    );
}

#[test]
fn the_name_that_a_link_is_asked_to_prove_is_kept_as_openapi_spells_it() {
    let imported = import(&format!(
        "{HTTP}{{\"Items\":[{{\"StageName\":\"$default\",\"AutoDeploy\":true,\"DefaultRouteSettings\":{{}}}}]}}"
    ));
    let design = design(&imported);
    let definition = flat(&file(design, "openapi/openapi.yaml"));
    assert!(
        definition.contains("tlsConfig: serverNameToVerify: b.example"),
        "{definition}"
    );
    let told = rules::check(design);
    let told = told
        .iter()
        .find(|one| one.code == "kept-in-definition-only");
    let message = told.map(|one| &*one.message.en).unwrap_or_default();
    assert!(
        message.starts_with("`tlsConfig/serverNameToVerify` of `GET /pets` stands in"),
        "{message}"
    );
}

#[test]
fn routes_of_messages_have_settings_of_their_own() {
    let text = r#"{"ApiId":"a","Name":"chat","ProtocolType":"WEBSOCKET","RouteSelectionExpression":"$request.body.action","ApiEndpoint":"wss://a.execute-api.eu-west-1.amazonaws.com"}
{"Items":[{"RouteId":"r1","RouteKey":"$default","AuthorizationType":"NONE","Target":"integrations/i1"}]}
{"Items":[{"IntegrationId":"i1","IntegrationType":"AWS_PROXY","IntegrationUri":"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:chat/invocations"}]}
{"Items":[{"StageName":"live","AutoDeploy":true,"DefaultRouteSettings":{"LoggingLevel":"ERROR","DataTraceEnabled":false,"DetailedMetricsEnabled":false},"RouteSettings":{"$default":{"LoggingLevel":"INFO","DataTraceEnabled":true,"ThrottlingBurstLimit":5,"ThrottlingRateLimit":2.5}}}]}"#;
    let imported = import(text);
    let design = design(&imported);
    let own = &design.stages[0].methods[0];
    assert_eq!(
        (own.execution_log, own.data_trace),
        (Some(LogLevel::Info), Some(true))
    );
    let template = flat(&file(design, "sam/template.yaml"));
    let wanted = "RouteSettings: $default: LoggingLevel: INFO DataTraceEnabled: true ThrottlingRateLimit: 2.5 ThrottlingBurstLimit: 5";
    assert!(template.contains(wanted), "{template}");
    let script = file(design, "cli/deploy.sh").replace(' ', "");
    assert!(script.contains(r#""RouteSettings":{"$default":{"DetailedMetricsEnabled":false,"LoggingLevel":"INFO","DataTraceEnabled":true,"#), "{script}");
}

#[test]
fn what_a_terminal_shows_is_read_with_its_commands_and_refusals() {
    let text = format!(
        "$ aws apigateway get-rest-api --rest-api-id abcde12345\n{API}\nme@host:~$ aws apigateway get-resources \\\n    --embed methods\n{GET}\n\nAn error occurred (AccessDeniedException) when calling the GetStages operation: not yours\n$ "
    );
    let imported = import(&text);
    assert_eq!(design(&imported).api.name(), "shop");
    let refused = found(&imported, "live-call-failed");
    assert_eq!((refused.at.line, refused.severity), (8, Severity::Warning));
    assert!(
        refused
            .message
            .en
            .contains("`GetStages` was refused with `AccessDeniedException`: not yours")
    );
    let silent = import(&format!("---\n{API}\n---\n---\n{GET}\n"));
    assert!(found(&silent, "live-call-failed").at.line >= 3);
    let whole = import(&format!("---\n{API}\n---\n{GET}\n"));
    assert!(
        whole
            .findings
            .iter()
            .all(|one| one.code != "live-call-failed"),
        "{:#?}",
        whole.findings
    );
}

#[test]
fn an_answer_that_is_cut_says_so() {
    let cut = GET.trim_end_matches('}').to_owned() + r#","NextToken":"eyJ"}"#;
    let imported = import(&format!("{API}\n{cut}"));
    let rest = found(&imported, "live-answer-cut");
    assert!(rest.message.en.contains("`NextToken`"));
    let help = rest.help.as_ref().expect("it says what to do");
    assert!(help.en.contains("--max-items"));
}

#[test]
fn methods_that_are_names_alone_are_no_methods() {
    let bare = r#"{"items":[{"id":"r0","path":"/"},{"id":"r1","path":"/a","resourceMethods":{"GET":{},"POST":{}}}]}"#;
    let imported = import(&format!("{API}\n{bare}"));
    assert!(imported.design.is_none());
    let told = found(&imported, "live-methods-not-embedded");
    let help = told.help.as_ref().expect("it says what to do");
    assert!(
        help.en
            .contains("aws apigateway get-resources --rest-api-id abcde12345 --embed methods")
    );
}

#[test]
fn two_apis_are_not_one() {
    let other = r#"{"items":[{"id":"x0","path":"/","resourceMethods":{"PUT":{"httpMethod":"PUT","authorizationType":"NONE","methodIntegration":{"type":"MOCK"}}}}]}"#;
    let imported = import(&format!("{API}\n{GET}\n{other}"));
    let second = found(&imported, "live-second-api");
    assert_eq!(second.at.line, 4);
    let verbs = design(&imported)
        .routes
        .iter()
        .flat_map(|route| &route.methods);
    let verbs: Vec<&str> = verbs.map(|method| method.verb.as_str()).collect();
    assert_eq!(verbs, ["GET", "GET", "POST"]);
    // The API that is named is the one that is meant, wherever it stands.
    let turned = import(&format!("{other}\n{GET}\n{API}"));
    let verbs = design(&turned)
        .routes
        .iter()
        .flat_map(|route| &route.methods);
    assert_eq!(verbs.count(), 3);
    let pets = r#"{"Items":[{"RouteId":"z9","RouteKey":"GET /pets","AuthorizationType":"NONE"},{"RouteId":"z8","RouteKey":"GET /more","AuthorizationType":"NONE"}]}"#;
    let imported = import(&format!("{HTTP}{pets}"));
    assert_eq!(design(&imported).routes.len(), 1);
    assert_eq!(found(&imported, "live-second-api").at.line, 4);
}

#[test]
fn what_is_of_other_apis_is_told_once_for_each_kind() {
    let others = r#"{"items":[{"id":"k1","name":"theirs","enabled":true,"stageKeys":["zzzzz/live"]},{"id":"k2","name":"too","enabled":true,"stageKeys":[]}]}
{"id":"p1","name":"gold","apiStages":[{"apiId":"zzzzz","stage":"live"}],"quota":{"limit":1,"period":"DAY"}}
{"id":"p2","name":"own","apiStages":[{"apiId":"abcde12345","stage":"live","throttle":{"/items/GET":{"rateLimit":1,"burstLimit":2}}},{"apiId":"abcde12345","stage":"test"}],"throttle":{"burstLimit":4},"quota":{"limit":9,"offset":3,"period":"WEEK"},"productCode":"x"}"#;
    let stages = r#"{"item":[{"deploymentId":"d","stageName":"live"},{"deploymentId":"d","stageName":"test"}]}"#;
    let imported = import(&format!("{API}\n{GET}\n{stages}\n{others}"));
    let told: Vec<(&str, &str)> = imported
        .findings
        .iter()
        .map(|one| (&*one.code, &*one.message.en))
        .collect();
    let of_others: Vec<&str> = told
        .iter()
        .filter(|(code, _)| *code == "live-of-others")
        .map(|(_, text)| *text)
        .collect();
    assert_eq!(of_others.len(), 2, "{told:#?}");
    assert!(
        of_others
            .iter()
            .any(|text| text.contains("API keys") && text.contains("`theirs`, `too`")),
        "{of_others:?}"
    );
    assert!(
        told.contains(&(
            "key-not-in-design",
            "the design has no field for `offset` of usage plan `own`"
        )),
        "{told:#?}"
    );
    assert!(told.contains(&(
        "key-not-in-design",
        "the design has no field for `productCode` of usage plan `own`"
    )));
    assert!(
        told.iter().any(
            |(code, text)| *code == "usage-plan-stages-differ" && text.contains("stage `test`")
        ),
        "{told:#?}"
    );
    let plan = &design(&imported).access.usage_plans[0];
    let throttle = plan.throttle.expect("half of it is said");
    assert_eq!((throttle.rate_limit, throttle.burst_limit), (10_000.0, 4));
    found(&imported, "throttle-half");
}

#[test]
fn a_design_has_one_domain_and_one_record() {
    let domain = |name: &str, api: &str| {
        format!(
            r#"{{"domainName":"{name}","regionalCertificateArn":"arn:aws:acm:eu-west-1:123456789012:certificate/c","endpointConfiguration":{{"types":["REGIONAL"]}}}}
{{"items":[{{"basePath":"(none)","restApiId":"{api}","stage":"live"}}]}}"#
        )
    };
    let alias = r#""AliasTarget":{"HostedZoneId":"Z","DNSName":"d-1.execute-api.eu-west-1.amazonaws.com.","EvaluateTargetHealth":false}"#;
    let records = format!(
        r#"{{"HostedZoneId":"/hostedzone/Z1","ResourceRecordSets":[{{"Name":"a.example.","Type":"A","SetIdentifier":"one","GeoLocation":{{"CountryCode":"DE"}},{alias}}},{{"Name":"a.example.","Type":"A","SetIdentifier":"two","Weight":5,{alias}}},{{"Name":"a.example.","Type":"MX","TTL":60,"ResourceRecords":[{{"Value":"10 m."}}]}}]}}"#
    );
    let text = format!(
        "{API}\n{GET}\n{}\n{}\n{records}",
        domain("a.example", "abcde12345"),
        domain("b.example", "abcde12345")
    );
    let imported = import(&text);
    assert_eq!(
        design(&imported).domain.as_ref().map(|one| &*one.name),
        Some("a.example")
    );
    assert!(
        found(&imported, "live-second-domain")
            .message
            .en
            .starts_with("`b.example` leads to the API, too")
    );
    assert!(
        found(&imported, "live-second-record")
            .message
            .en
            .contains("another record, `two`")
    );
    let messages = messages(&imported);
    assert!(
        messages.contains(&"the design has no field for `GeoLocation` of record `a.example.`"),
        "{messages:#?}"
    );
}

#[test]
fn a_mapping_behind_several_domains_is_of_none_of_them() {
    let domain = |name: &str| {
        format!(r#"{{"domainName":"{name}","endpointConfiguration":{{"types":["REGIONAL"]}}}}"#)
    };
    let (a, b) = (domain("a.example"), domain("b.example"));
    let list = format!(r#"{{"items":[{a},{b}]}}"#);
    let mapping = r#"{"items":[{"basePath":"v1","restApiId":"abcde12345","stage":"live"}]}"#;
    for text in [
        format!("{API}\n{GET}\n{list}\n{mapping}"),
        format!("{API}\n{GET}\n{mapping}\n{list}"),
    ] {
        let imported = import(&text);
        assert_eq!(design(&imported).domain, None);
        let told = found(&imported, "live-mapping-open");
        assert!(
            told.message.en.contains("(`a.example`, `b.example`)"),
            "{told:?}"
        );
    }
    // Who asks for each domain by itself has the mappings behind it.
    let imported = import(&format!("{API}\n{GET}\n{list}\n{a}\n{mapping}\n{b}"));
    let read = design(&imported).domain.as_ref().expect("it is named");
    assert_eq!((&*read.name, read.mappings.len()), ("a.example", 1));
}

#[test]
fn a_table_is_no_answer() {
    let table = "-----------------\n|  GetResources |\n+---------------+\n";
    assert_eq!(
        found(&import(table), "live-answer-shown").severity,
        Severity::Error
    );
}

#[test]
fn a_route_without_an_integration_is_named() {
    let text = HTTP.replace("integrations/i1", "integrations/gone");
    let imported = import(&text);
    let told = found(&imported, "openapi-without-integration");
    assert!(
        told.message.en.contains("`GET /pets`"),
        "{}",
        told.message.en
    );
}

#[test]
fn what_a_message_route_leads_to_is_named_where_the_design_has_no_words() {
    let text = r#"{"ApiId":"a","Name":"chat","ProtocolType":"WEBSOCKET","RouteSelectionExpression":"$request.body.action","ApiEndpoint":"wss://a.execute-api.eu-west-1.amazonaws.com"}
{"Items":[{"RouteId":"r0","RouteKey":"$connect","AuthorizationType":"NONE","ApiKeyRequired":true,"Target":"integrations/i1"},{"RouteId":"r1","RouteKey":"ping","AuthorizationType":"NONE","Target":"integrations/i2"}]}
{"Items":[{"IntegrationId":"i1","IntegrationType":"AWS_PROXY","IntegrationUri":"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:chat/invocations"},{"IntegrationId":"i2","IntegrationType":"MOCK","RequestTemplates":{"$default":"{\"statusCode\":200}"},"TemplateSelectionExpression":"\\$default","ContentHandlingStrategy":"CONVERT_TO_TEXT"}]}
{"Items":[{"IntegrationId":"i2","IntegrationResponseId":"x","IntegrationResponseKey":"$default","ResponseParameters":{"integration.response.header.A":"'b'"}}]}
{"Items":[{"StageName":"live","AutoDeploy":true,"DefaultRouteSettings":{}}]}
{"id":"p","name":"gold","apiStages":[{"apiId":"a","stage":"live"}]}
{"items":[{"id":"k","type":"API_KEY","name":"first"}]}
{"items":[{"id":"k","name":"first","enabled":true,"stageKeys":[]}]}"#;
    let imported = import(text);
    let design = design(&imported);
    assert!(design.access.api_key_required, "the key stays wanted");
    assert_eq!(design.access.usage_plans[0].api_keys, ["first"]);
    let messages = messages(&imported);
    for key in ["ContentHandlingStrategy", "ResponseParameters"] {
        let wanted =
            format!("the design has no field for `{key}` of the integration of route `ping`");
        assert!(messages.contains(&&*wanted), "{messages:#?}");
    }
}

#[test]
fn the_role_of_an_authorizer_is_kept_as_openapi_spells_it() {
    let guarded = HTTP.replace(
        r#""AuthorizationType":"NONE""#,
        r#""AuthorizationType":"CUSTOM","AuthorizerId":"a1""#,
    );
    let authorizer = r#"{"Items":[{"AuthorizerId":"a1","AuthorizerType":"REQUEST","Name":"guard","AuthorizerUri":"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:guard/invocations","IdentitySource":["$request.header.A","$context.identity.sourceIp"],"AuthorizerPayloadFormatVersion":"1.0","EnableSimpleResponses":false,"AuthorizerCredentialsArn":"arn:aws:iam::123456789012:role/asks"}]}"#;
    let imported = import(&format!("{guarded}{authorizer}"));
    let design = design(&imported);
    let definition = file(design, "openapi/openapi.yaml");
    assert!(
        definition.contains("authorizerCredentials: arn:aws:iam::123456789012:role/asks"),
        "{definition}"
    );
    assert!(
        definition.contains("identitySource: $request.header.A, $context.identity.sourceIp"),
        "{definition}"
    );
    let told = rules::check(design);
    let told = told
        .iter()
        .find(|one| one.code == "kept-in-definition-only" && one.message.en.contains("`guard`"));
    let message = told.map(|one| &*one.message.en).unwrap_or_default();
    assert!(message.contains("`authorizerCredentials`"), "{message}");
    for (wanted, path) in [
        (
            "authorizerPayloadFormatVersion: '1.0'",
            "openapi/openapi.yaml",
        ),
        (
            "\"AuthorizerPayloadFormatVersion\":\"1.0\",\"EnableSimpleResponses\":false",
            "cli/deploy.sh",
        ),
    ] {
        let text = file(design, path);
        assert!(text.contains(wanted), "{text}");
    }
}

#[test]
fn a_command_says_whose_mappings_follow() {
    let mappings = r#"{"items":[{"basePath":"v1","restApiId":"a1b2c3d4e5","stage":"prod"}]}"#;
    let api = r#"{"id":"a1b2c3d4e5","name":"orders","endpointConfiguration":{"types":["REGIONAL"]},"rootResourceId":"r"}
{"items":[{"id":"r","path":"/","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"NONE","methodIntegration":{"type":"MOCK"}}}}]}
{"item":[{"deploymentId":"d","stageName":"prod"}]}"#;
    let domain = |name: &str| {
        format!(r#"{{"domainName":"{name}","endpointConfiguration":{{"types":["REGIONAL"]}}}}"#)
    };
    let domains = format!(
        r#"{{"items":[{},{}]}}"#,
        domain("a.example.com"),
        domain("b.example.com")
    );
    let bare = import(&format!("{api}\n{domains}\n{mappings}"));
    assert_eq!(design(&bare).domain, None);
    for command in [
        "$ aws apigateway get-base-path-mappings --domain-name b.example.com",
        "me@host:~$ aws apigateway get-base-path-mappings \\\n    --domain-name='b.example.com'",
    ] {
        let told = import(&format!("{api}\n{domains}\n{command}\n{mappings}"));
        let domain = design(&told).domain.as_ref();
        let domain = domain.unwrap_or_else(|| panic!("{:#?}", told.findings));
        assert_eq!(domain.name, "b.example.com");
        assert_eq!(domain.mappings[0].base_path, "v1");
    }
}

#[test]
fn a_policy_is_known_however_much_of_the_api_it_spells_out() {
    let read = |resource: &str| {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::123456789012:root"}},"Action":"execute-api:Invoke","Resource":"{resource}"}}]}}"#
        );
        let api = serde_json::json!({"id": "a1b2c3d4e5", "name": "orders", "endpointConfiguration": {"types": ["REGIONAL"]}, "rootResourceId": "r", "policy": policy});
        let rest = r#"{"items":[{"id":"r","path":"/","resourceMethods":{"GET":{"httpMethod":"GET","authorizationType":"AWS_IAM","methodIntegration":{"type":"MOCK"}}}}]}"#;
        let imported = import(&format!("{api}\n{rest}"));
        let rest = design(&imported).rest().expect("it is a REST API");
        rest.policy.clone()
    };
    let whole = read("execute-api:/*");
    assert!(
        matches!(whole, ResourcePolicy::Accounts { .. }),
        "{whole:?}"
    );
    let arn = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5";
    for resource in [
        "execute-api:/*/*/*".to_owned(),
        format!("{arn}/*"),
        format!("{arn}/*/*/*"),
        "arn:aws:execute-api:*:*:*".to_owned(),
    ] {
        assert_eq!(read(&resource), whole, "{resource}");
    }
    for resource in [
        format!("{arn}/prod/*"),
        format!("{arn}/*/GET/*"),
        "execute-api:/prod/*".to_owned(),
        "arn:aws:s3:::a/*".to_owned(),
    ] {
        assert_eq!(read(&resource), ResourcePolicy::None, "{resource}");
    }
}
