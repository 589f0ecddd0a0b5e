//! HTTP and WebSocket APIs.

use super::*;

pub(super) const HTTP: &str = r#"{"ApiId":"a","Name":"pets","ProtocolType":"HTTP","ApiEndpoint":"https://a.execute-api.eu-west-1.amazonaws.com"}
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
