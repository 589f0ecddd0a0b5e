//! Ways to write a file that other people's tools have, and the studio's own do not.

mod reading;

use gateway_studio::import::Imported;
use gateway_studio::model::{Api, AuthorizerKind, ResourcePolicy, RouteCors};

use reading::{design, file, flat, import};

fn codes(imported: &Imported) -> Vec<&str> {
    let findings = imported.findings.iter();
    findings.map(|finding| &*finding.code).collect()
}

/// What CDK makes of `LambdaRestApi` with a `RequestAuthorizer`: partition and region are taken out of the function's ARN.
const OF_CDK: &str = r#"{"Resources": {
 "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "shop"}},
 "Authorizer": {"Type": "AWS::ApiGateway::Authorizer", "Properties": {"RestApiId": {"Ref": "Api"}, "Name": "asks", "Type": "REQUEST",
  "IdentitySource": "method.request.header.Authorization",
  "AuthorizerUri": {"Fn::Join": ["", ["arn:", {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::GetAtt": ["Asked", "Arn"]}]}]}, ":apigateway:",
   {"Fn::Select": [3, {"Fn::Split": [":", {"Fn::GetAtt": ["Asked", "Arn"]}]}]}, ":lambda:path/2015-03-31/functions/",
   {"Fn::GetAtt": ["Asked", "Arn"]}, "/invocations"]]}}},
 "Any": {"Type": "AWS::ApiGateway::Method", "Properties": {"RestApiId": {"Ref": "Api"}, "ResourceId": {"Fn::GetAtt": ["Api", "RootResourceId"]},
  "HttpMethod": "ANY", "AuthorizationType": "CUSTOM", "AuthorizerId": {"Ref": "Authorizer"},
  "Integration": {"Type": "HTTP_PROXY", "IntegrationHttpMethod": "ANY", "Uri": "https://shop.example.com/"}}},
 "Asked": {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "a.b", "Runtime": "python3.13", "Role": "arn:aws:iam::123456789012:role/r",
  "Code": {"S3Bucket": "bucket", "S3Key": "key"}}}}}"#;

#[test]
fn an_authorizer_of_cdk_is_one_of_the_designs() {
    let imported = import(OF_CDK);
    let design = design(&imported);
    let [authorizer] = &design.access.authorizers[..] else {
        panic!("{:?}", design.access.authorizers)
    };
    assert!(
        matches!(&authorizer.kind, AuthorizerKind::LambdaRequest(one) if one.function == "Asked"),
        "{authorizer:?}"
    );
    assert!(!codes(&imported).contains(&"openapi-authorizer-unknown"));
    // A name of a project is no longer than it may be.
    let long = OF_CDK.replace(
        "\"Api\"",
        "\"aVeryLongNameOfAnApiThatTheCdkMakesOfItsConstructs6A4CBD44\"",
    );
    let long = import(&long);
    let name = long.design.as_ref().map(|design| &*design.name);
    assert_eq!(name, Some("aVeryLongNameOfAnApiThatTheCdkMakesOfIts"));
    // The template goes on saying it in its own words.
    let template = flat(&file(design, "sam/template.yaml"));
    assert!(
        template.contains("Fn::Split") || template.contains("!Split"),
        "{template}"
    );
}

#[test]
fn what_a_connector_lets_the_api_call_needs_no_other_permission() {
    let template = |connector: &str, at_api: &str| {
        format!(
            "Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
{at_api}    Properties:
      DefinitionBody:
        openapi: '3.0.1'
        info: {{title: t, version: '1'}}
        paths:
          /a:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                payloadFormatVersion: '2.0'
                uri: !Sub arn:aws:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{F.Arn}}/invocations
  F:
    Type: AWS::Serverless::Function
    Properties: {{Handler: a.b, Runtime: python3.13, CodeUri: s3://a/b}}
{connector}"
        )
    };
    let own = "  C:
    Type: AWS::Serverless::Connector
    Properties: {Source: {Id: Api}, Destination: {Id: F}, Permissions: [Write]}
";
    let inside = "    Connectors:
      C:
        DependsOn: F
        DeletionPolicy: Retain
        Properties: {Destination: [{Id: F}], Permissions: [Write]}
";
    let of_another = own.replace("Id: Api", "Id: Queue");
    for (text, is_told) in [
        (template("", ""), true),
        (template(own, ""), false),
        (template("", inside), false),
        (template(&of_another, ""), true),
    ] {
        let imported = import(&text);
        let found = codes(&imported).contains(&"permission-missing");
        assert_eq!(found, is_told, "{:#?}", imported.findings);
        // Of a connector inside a resource SAM makes one with all that a resource has.
        assert!(
            !codes(&imported).contains(&"property-unknown"),
            "{:#?}",
            imported.findings
        );
    }
}

#[test]
fn one_base_path_may_stand_without_a_list() {
    for kind in ["Api", "HttpApi"] {
        let imported = import(&format!(
            "Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::{kind}
    Properties:
      StageName: prod
      Domain: {{DomainName: a.example.com, CertificateArn: c, BasePath: shop}}
"
        ));
        assert!(
            !codes(&imported).contains(&"value-wrong"),
            "{:#?}",
            imported.findings
        );
        let domain = design(&imported).domain.as_ref().expect("it has a domain");
        assert_eq!(domain.mappings[0].base_path, "shop");
    }
}

#[test]
fn answers_of_openapi_2_go_back_out_as_3_says_them() {
    let imported = import(
        r##"{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "produces": ["application/xml"],
"responses": {"None": {"description": "nothing", "headers": {"X-Left": {"type": "integer", "description": "left"}}}},
"definitions": {"Pet": {"type": "object"}},
"paths": {"/pets": {"get": {"produces": ["application/json", "text/plain"], "responses": {
  "200": {"description": "all", "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}}, "404": {"$ref": "#/responses/None"}},
  "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "GET", "uri": "https://b.example"}},
 "post": {"responses": {"200": {"description": "made", "schema": {"$ref": "#/definitions/Pet"}}, "404": {"$ref": "#/responses/None"}},
  "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "POST", "uri": "https://b.example"}}}}}"##,
    );
    assert_eq!(imported.counts.reported, 0, "{:#?}", imported.findings);
    let definition = flat(&file(design(&imported), "openapi/openapi.yaml"));
    for wanted in [
        "application/json: schema: items: $ref: '#/components/schemas/Pet' type: array",
        "text/plain: schema:",
        "application/xml: schema: $ref: '#/components/schemas/Pet'",
        "X-Left: description: left schema: type: integer",
    ] {
        assert!(definition.contains(wanted), "{wanted}: {definition}");
    }
    assert_eq!(definition.matches("X-Left:").count(), 2, "{definition}");
}

#[test]
fn a_preflight_that_answers_otherwise_is_told() {
    let preflight = |status: u16| {
        format!(
            r#"{{"openapi": "3.0.1", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"options": {{"x-amazon-apigateway-integration": {{"type": "mock",
"requestTemplates": {{"application/json": "{{\"statusCode\": {status}}}"}}, "responses": {{"default": {{"statusCode": "{status}", "responseParameters": {{
"method.response.header.Access-Control-Allow-Origin": "'*'", "method.response.header.Access-Control-Allow-Methods": "'GET'"}}}}}}}}}}}}}}}}"#
        )
    };
    let of = |status| {
        let imported = import(&preflight(status));
        let told = codes(&imported).contains(&"openapi-preflight-status");
        (design(&imported).routes[0].methods.len(), told)
    };
    assert_eq!((of(200), of(204)), ((0, true), (0, false)));
}

#[test]
fn what_http_apis_do_not_have_makes_a_rest_api() {
    let definition = |authorizer: &str, integration: &str| {
        format!(
            "openapi: 3.0.1
info: {{title: t, version: '1'}}
paths:
  /a:
    get:
      x-amazon-apigateway-integration: {{{integration}, payloadFormatVersion: '1.0', httpMethod: POST, uri: 'https://b.example'}}
components:
  securitySchemes:
    asks: {{type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authorizer: {{{authorizer}}}}}
"
        )
    };
    let pool = "type: cognito_user_pools, providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a']";
    let request =
        "type: request, authorizerUri: 'arn:aws:lambda:us-east-1:123456789012:function:f'";
    for (authorizer, integration, is_rest) in [
        (pool, "type: http_proxy", true),
        (request, "type: http", true),
        (request, "type: HTTP_PROXY", false),
    ] {
        let imported = import(&definition(authorizer, integration));
        let api = &design(&imported).api;
        assert_eq!(
            matches!(api, Api::Rest(_)),
            is_rest,
            "{authorizer} {integration}"
        );
    }
}

#[test]
fn an_address_that_another_tool_fills_in_stays_whole() {
    let imported = import(
        "openapi: 3.0.1
info: {title: t, version: '1'}
paths:
  /a:
    get:
      security: [{asks: []}]
      x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: '${called_invoke_arn}'}
components:
  securitySchemes:
    asks:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authorizer: {type: token, authorizerUri: '${asked_invoke_arn}'}
",
    );
    let definition = flat(&file(design(&imported), "openapi/openapi.yaml"));
    for whole in [
        "authorizerUri: ${asked_invoke_arn}",
        "uri: ${called_invoke_arn}",
    ] {
        assert!(definition.contains(whole), "{definition}");
    }
}

#[test]
fn a_preflight_of_the_serverless_framework_is_one() {
    let template = |pattern: &str, more: &str| {
        format!(
            r##"{{"Resources": {{"Api": {{"Type": "AWS::ApiGateway::RestApi", "Properties": {{"Name": "svc"}}}},
"Options": {{"Type": "AWS::ApiGateway::Method", "Properties": {{"RestApiId": {{"Ref": "Api"}}, "ResourceId": {{"Fn::GetAtt": ["Api", "RootResourceId"]}},
"HttpMethod": "OPTIONS", "AuthorizationType": "NONE", "Integration": {{"Type": "MOCK", "RequestTemplates": {{"application/json": "{{statusCode:200}}"}},
"ContentHandling": "CONVERT_TO_TEXT", "IntegrationResponses": [{{"StatusCode": "200", "ResponseParameters": {{{more}
"method.response.header.Access-Control-Allow-Origin": "'https://a.example'", "method.response.header.Access-Control-Allow-Methods": "'OPTIONS,GET'"}},
"ResponseTemplates": {{"application/json": "#set($origin = $input.params(\"Origin\"))\n#if($origin == \"\") #set($origin = $input.params(\"origin\")) #end\n#if($origin.matches(\"{pattern}\")) #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end"}}}}]}}}}}}}}}}"##
        )
    };
    let origins = |text: &str| {
        let imported = import(text);
        let route = design(&imported)
            .routes
            .first()
            .cloned()
            .expect("there is one");
        match &route.cors {
            RouteCors::Own(cors) => cors.allow_origins.clone(),
            _ => Vec::new(),
        }
    };
    assert_eq!(
        origins(&template("https://a[.]example", "")),
        ["https://a.example"]
    );
    assert_eq!(origins(&template(".*", "")), ["https://a.example", "*"]);
    // With credentials every origin is more than a fixed answer can say.
    let credentials = r#""method.response.header.Access-Control-Allow-Credentials": "'true'", "#;
    let text = template(".*", credentials);
    assert!(origins(&text).is_empty());
    assert!(codes(&import(&text)).contains(&"openapi-mock-decides"));
}

/// A private API of plain resources, with what its methods refer to.
const PRIVATE: &str = "
Parameters: {Vpce: {Type: String, Default: vpce-0123456789abcdef0}}
Mappings: {Names: {us-east-1: {name: a.example.com}}}
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: private
      EndpointConfiguration: {Types: [PRIVATE], VpcEndpointIds: [!Ref Vpce]}
      Policy:
        Statement:
          - {Effect: Deny, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: {StringNotEquals: {'aws:SourceVpce': !Ref Vpce}}}
          - {Effect: Allow, Principal: '*', Action: 'execute-api:Invoke', Resource: !Sub 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:*/*'}
  Model: {Type: 'AWS::ApiGateway::Model', Properties: {RestApiId: !Ref Api, ContentType: application/json, Name: Pet, Schema: {type: object}}}
  Post:
    Type: AWS::ApiGateway::Method
    Properties: {RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: POST, AuthorizationType: NONE, RequestModels: {application/json: !Ref Model},
      Integration: {Type: HTTP_PROXY, IntegrationHttpMethod: POST, Uri: 'https://b.example/'}}
  Domain: {Type: 'AWS::ApiGateway::DomainName', Properties: {DomainName: !FindInMap [Names, !Ref 'AWS::Region', name]}}
  Map: {Type: 'AWS::ApiGateway::BasePathMapping', Properties: {DomainName: !Ref Domain, RestApiId: !Ref Api}}
";

#[test]
fn a_plain_api_has_its_policy_and_its_models() {
    let imported = import(PRIVATE);
    let design = design(&imported);
    let rest = design.rest().expect("it is a REST API");
    assert_eq!(rest.policy, ResourcePolicy::VpcEndpoints);
    let models = &design.routes[0].methods[0].request.models;
    assert_eq!((rest.models.len(), &*models[0].model), (1, "Pet"));
    // A domain whose name only AWS knows stays in the template, and that is said.
    assert!(design.domain.is_none());
    let told = imported
        .findings
        .iter()
        .find(|one| one.code == "resource-not-read");
    let told = told.map(|one| &*one.message.en).unwrap_or_default();
    assert!(told.starts_with("`Map` belongs to the API"), "{told}");
}

#[test]
fn a_policy_that_the_design_has_no_words_for_is_one_all_the_same() {
    let imported = import(&PRIVATE.replace(
        "StringNotEquals: {'aws:SourceVpce'",
        "StringNotLike: {'aws:SourceVpce'",
    ));
    let design = design(&imported);
    let rest = design.rest().expect("it is a REST API");
    assert_eq!(rest.policy, ResourcePolicy::None);
    let found = gateway_studio::rules::check(design);
    let mut codes = found.iter().map(|one| &*one.code);
    assert!(
        !codes.any(|code| code == "resource-policy-refuses-everybody"),
        "{found:#?}"
    );
}

#[test]
fn what_all_apis_share_and_the_template_alone_says_is_told_where_it_stands() {
    let imported = import(
        "Transform: AWS::Serverless-2016-10-31
Globals:
  HttpApi: {FailOnWarnings: true}
  Function: {Runtime: python3.13, Handler: a.b, CodeUri: s3://a/b}
Resources:
  Api: {Type: AWS::Serverless::HttpApi}
  F:
    Type: AWS::Serverless::Function
    Properties: {Events: {E: {Type: HttpApi, Properties: {Path: /, Method: GET, ApiId: !Ref Api}}}}
",
    );
    let findings = imported.findings.iter();
    let alone = findings.filter(|one| one.code == "kept-in-template-only");
    let told: Vec<(&str, u32)> = alone.map(|one| (&*one.message.en, one.at.line)).collect();
    assert_eq!(
        told,
        [(
            "`FailOnWarnings` of `Globals.HttpApi`: kept in the template, and in no other file",
            3
        )]
    );
}

#[test]
fn limits_that_are_none_and_what_a_deployment_is_for_are_not_told() {
    let deployment = r#""Deployed": {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}, "StageName": "prod", "Description": "by the CDK"}},
"Plan": {"Type": "AWS::ApiGateway::UsagePlan", "Properties": {"UsagePlanName": "p", "ApiStages": [{"ApiId": {"Ref": "Api"}, "Stage": "prod", "Throttle": {}}]}},
 "Asked""#;
    let imported =
        import(&OF_CDK.replace("\"Asked\": {\"Type\"", &format!("{deployment}: {{\"Type\"")));
    assert_eq!(design(&imported).access.usage_plans.len(), 1);
    assert!(
        !codes(&imported).contains(&"kept-in-template-only"),
        "{:#?}",
        imported.findings
    );
}

#[test]
fn methods_that_a_star_stands_for_are_named() {
    let definition = |methods: &str| {
        format!(
            "openapi: 3.0.1
info: {{title: t, version: '1'}}
x-amazon-apigateway-cors: {{allowOrigins: ['*'], allowMethods: [{methods}]}}
paths: {{/a: {{get: {{x-amazon-apigateway-integration: {{type: http_proxy, httpMethod: GET, uri: 'https://b.example', payloadFormatVersion: '1.0'}}}}}}}}
"
        )
    };
    for (methods, is_told) in [("'*'", true), ("GET", false)] {
        let imported = import(&definition(methods));
        assert_eq!(codes(&imported).contains(&"openapi-cors-methods"), is_told);
    }
}
