//! Traps that every official tool lets pass: cfn-lint, SAM's translator and Zappa say nothing of them, and the deployment
//! or the first call fails. Each must be told: by a finding of the import, or by a rule on the design that it gives.
//!
//! A row changes one text of a sound file; what must be told then is not told of the sound one.

use std::collections::BTreeSet;

use gateway_studio::import::{Source, read};
use gateway_studio::{model, rules};

struct Trap {
    /// What is wrong.
    name: &'static str,
    /// A text of the sound file, and what stands there instead.
    change: (&'static str, &'static str),
    /// The finding or rule that tells of it.
    code: &'static str,
}

const fn trap(
    name: &'static str,
    from: &'static str,
    to: &'static str,
    code: &'static str,
) -> Trap {
    Trap {
        name,
        change: (from, to),
        code,
    }
}

const SAM: &str = r#"
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  DashApi:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      OpenApiVersion: 3.0.1
      EndpointConfiguration: {Type: REGIONAL}
      BinaryMediaTypes: ['*~1*']
      MinimumCompressionSize: 1024
      CacheClusterEnabled: true
      CacheClusterSize: '0.5'
      Variables: {Level: info}
      MethodSettings:
        - {ResourcePath: '/*', HttpMethod: '*', LoggingLevel: INFO, ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100, CachingEnabled: true, CacheTtlInSeconds: 60}
      CanarySetting: {PercentTraffic: 10}
      GatewayResponses:
        DEFAULT_4XX: {StatusCode: 400}
      Cors:
        AllowOrigin: "'https://app.example.com'"
        AllowMethods: "'GET,POST,OPTIONS'"
        AllowHeaders: "'Content-Type'"
        MaxAge: "'600'"
      Auth:
        AddDefaultAuthorizerToCorsPreflight: false
        DefaultAuthorizer: Own
        Authorizers:
          Own:
            FunctionPayloadType: TOKEN
            FunctionArn: !GetAtt DashFunction.Arn
            Identity: {ReauthorizeEvery: 300}
      Domain:
        DomainName: app.example.com
        CertificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012
        EndpointConfiguration: REGIONAL
        SecurityPolicy: TLS_1_2
        BasePath: [v1]
        Route53: {HostedZoneId: Z1D633PJN98FT9}
  DashFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.lambda_handler
      Runtime: python3.13
      MemorySize: 1024
      Timeout: 29
      Events:
        Root: {Type: Api, Properties: {RestApiId: !Ref DashApi, Path: /, Method: ANY}}
        Item: {Type: Api, Properties: {RestApiId: !Ref DashApi, Path: /items, Method: GET, TimeoutInMillis: 20000, ResponseTransferMode: BUFFERED}}
        Proxy: {Type: Api, Properties: {RestApiId: !Ref DashApi, Path: '/{proxy+}', Method: ANY}}
  Key:
    Type: AWS::ApiGateway::ApiKey
    Properties: {Name: partner, Enabled: true, Value: abcdefghijklmnopqrstuvwxyz}
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      UsagePlanName: basic
      ApiStages: [{ApiId: !Ref DashApi, Stage: !Ref DashApi.Stage}]
      Quota: {Limit: 1000, Period: MONTH}
      Throttle: {RateLimit: 5, BurstLimit: 10}
  PlanKey:
    Type: AWS::ApiGateway::UsagePlanKey
    Properties: {KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan}
  Certificate:
    Type: AWS::CertificateManager::Certificate
    Properties: {DomainName: '*.example.com'}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties: {DefinitionUri: machine.json, Role: arn:aws:iam::123456789012:role/machine}
  Board:
    Type: AWS::CloudWatch::Dashboard
    Properties:
      DashboardBody: !Sub '{"widgets": [{"region": "${AWS::Region}"}]}'
"#;

const OF_SAM: &[Trap] = &[
    trap(
        "EndpointConfiguration.Type typo",
        "{Type: REGIONAL}",
        "{Type: REGIONL}",
        "value-unknown",
    ),
    trap(
        "EndpointConfiguration as a text, typo",
        "{Type: REGIONAL}",
        "REGIONL",
        "value-unknown",
    ),
    trap("cache size", "'0.5'", "'0.7'", "value-unknown"),
    trap(
        "cache TTL",
        "CacheTtlInSeconds: 60",
        "CacheTtlInSeconds: 7200",
        "stage-cache-ttl-out-of-range",
    ),
    trap(
        "cache TTL, negative",
        "CacheTtlInSeconds: 60",
        "CacheTtlInSeconds: -1",
        "value-out-of-range",
    ),
    trap(
        "LoggingLevel",
        "LoggingLevel: INFO",
        "LoggingLevel: LOUD",
        "value-unknown",
    ),
    trap(
        "stage name",
        "StageName: prod",
        "StageName: 'my prod'",
        "stage-name-malformed",
    ),
    trap(
        "variable names",
        "{Level: info}",
        "{my-level: info}",
        "stage-variable-malformed",
    ),
    trap(
        "variable values",
        "{Level: info}",
        "{Level: 'a b'}",
        "stage-variable-malformed",
    ),
    trap(
        "quota period",
        "Period: MONTH",
        "Period: YEAR",
        "value-unknown",
    ),
    trap(
        "quota limit",
        "Limit: 1000",
        "Limit: -1",
        "value-out-of-range",
    ),
    trap(
        "quota limit of zero",
        "Limit: 1000",
        "Limit: 0",
        "usage-plan-limit-out-of-range",
    ),
    trap(
        "compression size",
        "Size: 1024",
        "Size: 99999999999",
        "value-out-of-range",
    ),
    trap(
        "compression size over 10 MB",
        "MinimumCompressionSize: 1024",
        "MinimumCompressionSize: 20000000",
        "compression-size-out-of-range",
    ),
    trap(
        "certificate ARN",
        "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        "my-certificate",
        "certificate-arn-malformed",
    ),
    trap(
        "certificate region",
        "EndpointConfiguration: REGIONAL",
        "EndpointConfiguration: EDGE",
        "certificate-region-mismatch",
    ),
    trap("SecurityPolicy", "TLS_1_2", "TLS_9", "value-unknown"),
    trap(
        "endpoint of a domain",
        "EndpointConfiguration: REGIONAL",
        "EndpointConfiguration: NEAR",
        "value-unknown",
    ),
    trap(
        "zone id",
        "Z1D633PJN98FT9",
        "zone-1",
        "hosted-zone-id-malformed",
    ),
    trap(
        "gateway response type",
        "DEFAULT_4XX:",
        "DEFAULT_6XX:",
        "gateway-response-type-unknown",
    ),
    trap(
        "gateway response status",
        "StatusCode: 400",
        "StatusCode: 40x",
        "value-out-of-range",
    ),
    trap(
        "path without `/`",
        "Path: /items",
        "Path: items",
        "route-path-malformed",
    ),
    trap(
        "`{proxy+}` in the middle",
        "Path: /items",
        "Path: '/{proxy+}/items'",
        "route-path-malformed",
    ),
    trap(
        "method typo (FETCH)",
        "Method: GET",
        "Method: FETCH",
        "value-unknown",
    ),
    trap(
        "event without a method",
        "Path: /items, Method: GET",
        "Path: /items",
        "event-without-route",
    ),
    trap(
        "event timeout",
        "TimeoutInMillis: 20000",
        "TimeoutInMillis: 40000",
        "method-timeout-out-of-range",
    ),
    trap(
        "event timeout, negative",
        "TimeoutInMillis: 20000",
        "TimeoutInMillis: -1",
        "value-out-of-range",
    ),
    trap(
        "ResponseTransferMode",
        "BUFFERED",
        "STREAM",
        "value-unknown",
    ),
    trap(
        "key length",
        "abcdefghijklmnopqrstuvwxyz",
        "short",
        "value-out-of-range",
    ),
    trap(
        "CORS origin without inner quotes",
        "\"'https://app.example.com'\"",
        "\"*\"",
        "quotes-missing",
    ),
    trap(
        "CORS methods without inner quotes",
        "\"'GET,POST,OPTIONS'\"",
        "\"GET,POST\"",
        "quotes-missing",
    ),
    trap(
        "CORS headers without inner quotes",
        "\"'Content-Type'\"",
        "\"Content-Type\"",
        "quotes-missing",
    ),
    trap(
        "CORS age without inner quotes",
        "\"'600'\"",
        "600",
        "quotes-missing",
    ),
    trap(
        "CORS methods that are none",
        "\"'GET,POST,OPTIONS'\"",
        "\"'FETCH'\"",
        "value-unknown",
    ),
    trap(
        "MemorySize > 10240",
        "MemorySize: 1024",
        "MemorySize: 20480",
        "function-memory-out-of-range",
    ),
    trap(
        "MemorySize that is no number",
        "MemorySize: 1024",
        "MemorySize: -5",
        "value-out-of-range",
    ),
    trap(
        "Timeout > 900",
        "Timeout: 29",
        "Timeout: 1200",
        "function-timeout-out-of-range",
    ),
    trap(
        "undefined DefaultAuthorizer without Authorizers",
        "Authorizers:\n          Own:",
        "Others:\n          Own:",
        "authorizer-unknown",
    ),
    trap(
        "authorizer TTL",
        "ReauthorizeEvery: 300",
        "ReauthorizeEvery: 7200",
        "authorizer-ttl-out-of-range",
    ),
    trap(
        "authorizer type",
        "FunctionPayloadType: TOKEN",
        "FunctionPayloadType: FOO",
        "value-unknown",
    ),
    trap(
        "preflight behind the authorizer",
        "AddDefaultAuthorizerToCorsPreflight: false",
        "AddApiKeyRequiredToCorsPreflight: false",
        "cors-preflight-protected",
    ),
    trap(
        "RestApiId as plain text",
        "RestApiId: !Ref DashApi, Path: /items",
        "RestApiId: DashApi, Path: /items",
        "reference-as-text",
    ),
    trap(
        "RestApiId of no resource",
        "RestApiId: !Ref DashApi, Path: /items",
        "RestApiId: abc123defg, Path: /items",
        "event-elsewhere",
    ),
    trap(
        "ApiId of a plan as plain text",
        "ApiId: !Ref DashApi",
        "ApiId: DashApi",
        "reference-as-text",
    ),
    trap(
        "throttle negative",
        "ThrottlingBurstLimit: 100",
        "ThrottlingBurstLimit: -1",
        "value-out-of-range",
    ),
    trap(
        "rate negative",
        "ThrottlingRateLimit: 50",
        "ThrottlingRateLimit: -1",
        "stage-throttle-out-of-range",
    ),
    trap(
        "rate of a plan, negative",
        "RateLimit: 5,",
        "RateLimit: -5,",
        "usage-plan-limit-out-of-range",
    ),
    trap(
        "burst of a plan, negative",
        "BurstLimit: 10}",
        "BurstLimit: -10}",
        "value-out-of-range",
    ),
    trap(
        "canary percent",
        "PercentTraffic: 10",
        "PercentTraffic: 120",
        "canary-percent-out-of-range",
    ),
    trap(
        "canary percent that is none",
        "PercentTraffic: 10",
        "PercentTraffic: most",
        "value-out-of-range",
    ),
    trap(
        "no OpenApiVersion",
        "      OpenApiVersion: 3.0.1\n",
        "",
        "stage-of-sam",
    ),
    trap(
        "OpenApiVersion that the gateway does not import",
        "OpenApiVersion: 3.0.1",
        "OpenApiVersion: 3.1.0",
        "value-unknown",
    ),
    trap(
        "base path that SAM shortens",
        "BasePath: [v1]",
        "BasePath: [my-app]",
        "base-path-shortened",
    ),
    trap(
        "bad dashboard JSON",
        "{\"widgets\": [",
        "{\"widgets\": ",
        "value-wrong",
    ),
    trap(
        "no BinaryMediaTypes",
        "      BinaryMediaTypes: ['*~1*']\n",
        "",
        "binary-types-missing-for-assets",
    ),
];

const HTTP: &str = r#"
Transform: AWS::Serverless-2016-10-31
Resources:
  DashHttp:
    Type: AWS::Serverless::HttpApi
    Properties:
      StageName: prod
      DefaultRouteSettings: {ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10}
      CorsConfiguration: {AllowOrigins: ['https://app.example.com'], AllowMethods: [GET], MaxAge: 600}
      Auth:
        DefaultAuthorizer: Own
        Authorizers:
          Own:
            FunctionArn: !GetAtt DashFunction.Arn
            AuthorizerPayloadFormatVersion: '2.0'
            EnableFunctionDefaultPermissions: true
            Identity: {Headers: [Authorization], ReauthorizeEvery: 300}
  DashFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.lambda_handler
      Runtime: python3.13
      Timeout: 29
      MemorySize: 1024
      Events:
        All: {Type: HttpApi, Properties: {ApiId: !Ref DashHttp, Path: /items, Method: GET, PayloadFormatVersion: '2.0', TimeoutInMillis: 20000}}
"#;

const OF_HTTP: &[Trap] = &[
    trap(
        "payload version",
        "PayloadFormatVersion: '2.0', T",
        "PayloadFormatVersion: '3.0', T",
        "value-unknown",
    ),
    trap(
        "payload version of an authorizer",
        "AuthorizerPayloadFormatVersion: '2.0'",
        "AuthorizerPayloadFormatVersion: '3.0'",
        "value-unknown",
    ),
    trap(
        "HTTP timeout > 30000",
        "TimeoutInMillis: 20000",
        "TimeoutInMillis: 40000",
        "method-timeout-out-of-range",
    ),
    trap(
        "method typo of an HTTP API",
        "Method: GET",
        "Method: FETCH",
        "value-unknown",
    ),
    trap(
        "CORS method typo",
        "AllowMethods: [GET]",
        "AllowMethods: [FETCH]",
        "value-unknown",
    ),
    trap(
        "CORS age",
        "MaxAge: 600",
        "MaxAge: 90000",
        "cors-max-age-out-of-range",
    ),
    trap(
        "authorizer TTL",
        "ReauthorizeEvery: 300",
        "ReauthorizeEvery: 7200",
        "authorizer-ttl-out-of-range",
    ),
    trap(
        "authorizer that nobody may ask",
        "            EnableFunctionDefaultPermissions: true\n",
        "",
        "authorizer-without-permission",
    ),
    trap(
        "throttle negative",
        "ThrottlingBurstLimit: 10",
        "ThrottlingBurstLimit: -1",
        "value-out-of-range",
    ),
    trap(
        "ApiId as plain text",
        "ApiId: !Ref DashHttp",
        "ApiId: DashHttp",
        "reference-as-text",
    ),
    trap(
        "empty API",
        "      Events:\n        All: {Type: HttpApi, Properties: {ApiId: !Ref DashHttp, Path: /items, Method: GET, PayloadFormatVersion: '2.0', TimeoutInMillis: 20000}}\n",
        "",
        "route-missing",
    ),
];

const SOCKET: &str = r#"
Transform: AWS::Serverless-2016-10-31
Resources:
  Ws:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      StageName: prod
      RouteSelectionExpression: $request.body.action
      Routes:
        $connect: {FunctionArn: !GetAtt F.Arn}
        $default: {FunctionArn: !GetAtt F.Arn, IntegrationTimeout: 20000}
      Auth: {AuthType: AWS_IAM}
      DefaultRouteSettings: {LoggingLevel: INFO}
  F:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: src/, Handler: app.handler, Runtime: python3.13, Timeout: 29, MemorySize: 1024}
"#;

const OF_SOCKET: &[Trap] = &[
    trap(
        "WS > 29000",
        "IntegrationTimeout: 20000",
        "IntegrationTimeout: 60000",
        "value-out-of-range",
    ),
    trap(
        "authorization type",
        "AuthType: AWS_IAM",
        "AuthType: FOO",
        "value-unknown",
    ),
    trap(
        "LoggingLevel",
        "LoggingLevel: INFO",
        "LoggingLevel: LOUD",
        "value-unknown",
    ),
];

const PLAIN: &str = r#"
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: shop
      ApiKeySourceType: HEADER
      EndpointConfiguration: {Types: [REGIONAL]}
  Items:
    Type: AWS::ApiGateway::Resource
    Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: items}
  GetItems:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Items
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        Uri: https://shop.example.com/items
        TimeoutInMillis: 20000
        PassthroughBehavior: WHEN_NO_MATCH
        ConnectionType: INTERNET
  Ask:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
      Name: ask
      Type: TOKEN
      AuthorizerUri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:ask/invocations
      IdentitySource: method.request.header.Authorization
      AuthorizerResultTtlInSeconds: 300
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: GetItems
    Properties: {RestApiId: !Ref Api}
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: prod
      MethodSettings:
        - {ResourcePath: '/*', HttpMethod: '*', LoggingLevel: INFO, ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100}
  Domain:
    Type: AWS::ApiGateway::DomainName
    Properties:
      DomainName: shop.example.com
      RegionalCertificateArn: arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012
      SecurityPolicy: TLS_1_2
      EndpointConfiguration: {Types: [REGIONAL]}
  Mapping:
    Type: AWS::ApiGateway::BasePathMapping
    Properties: {DomainName: !Ref Domain, RestApiId: !Ref Api, Stage: !Ref Prod}
  Record:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneName: example.com.
      Name: shop.example.com
      Type: CNAME
      TTL: '300'
      ResourceRecords: [!GetAtt Domain.RegionalDomainName]
"#;

const OF_PLAIN: &[Trap] = &[
    trap(
        "endpoint type",
        "Name: shop\n      ApiKeySourceType: HEADER\n      EndpointConfiguration: {Types: [REGIONAL]}",
        "Name: shop\n      ApiKeySourceType: HEADER\n      EndpointConfiguration: {Types: [REGIONL]}",
        "value-unknown",
    ),
    trap(
        "key source",
        "ApiKeySourceType: HEADER",
        "ApiKeySourceType: COOKIE",
        "value-unknown",
    ),
    trap(
        "integration type",
        "Type: HTTP_PROXY",
        "Type: HTTP_PROXI",
        "value-unknown",
    ),
    trap(
        "operation that is left out",
        "Type: HTTP_PROXY",
        "Type: HTTP_PROXI",
        "openapi-integration-unknown",
    ),
    trap(
        "timeout under 50 ms",
        "TimeoutInMillis: 20000",
        "TimeoutInMillis: 5",
        "method-timeout-out-of-range",
    ),
    trap(
        "timeout, negative",
        "TimeoutInMillis: 20000",
        "TimeoutInMillis: -5",
        "value-out-of-range",
    ),
    trap("passthrough", "WHEN_NO_MATCH", "SOMETIMES", "value-unknown"),
    trap(
        "connection",
        "ConnectionType: INTERNET",
        "ConnectionType: WIRE",
        "value-unknown",
    ),
    trap(
        "method typo",
        "HttpMethod: GET\n      A",
        "HttpMethod: FETCH\n      A",
        "value-unknown",
    ),
    trap(
        "authorization type",
        "AuthorizationType: NONE",
        "AuthorizationType: SOME",
        "value-unknown",
    ),
    trap(
        "authorizer type",
        "Type: TOKEN",
        "Type: FOO",
        "value-unknown",
    ),
    trap(
        "authorizer TTL",
        "InSeconds: 300",
        "InSeconds: 7200",
        "authorizer-ttl-out-of-range",
    ),
    trap(
        "ResourceId as plain text",
        "ResourceId: !Ref Items",
        "ResourceId: Items",
        "reference-as-text",
    ),
    trap(
        "method of no resource",
        "ResourceId: !Ref Items",
        "ResourceId: abc123",
        "resource-not-read",
    ),
    trap(
        "LoggingLevel",
        "LoggingLevel: INFO",
        "LoggingLevel: LOUD",
        "value-unknown",
    ),
    trap(
        "throttle negative",
        "ThrottlingBurstLimit: 100",
        "ThrottlingBurstLimit: -1",
        "value-out-of-range",
    ),
    trap("SecurityPolicy", "TLS_1_2", "TLS_9", "value-unknown"),
    trap(
        "CNAME at the zone apex",
        "HostedZoneName: example.com.",
        "HostedZoneName: shop.example.com.",
        "record-cname-at-apex",
    ),
    trap(
        "TTL of a record",
        "TTL: '300'",
        "TTL: '-1'",
        "value-out-of-range",
    ),
    trap(
        "stage name",
        "StageName: prod",
        "StageName: 'a b'",
        "stage-name-malformed",
    ),
];

const OPENAPI: &str = r#"
openapi: 3.0.1
info: {title: shop, version: '1.0'}
x-amazon-apigateway-api-key-source: HEADER
x-amazon-apigateway-minimum-compression-size: 1024
x-amazon-apigateway-gateway-responses:
  DEFAULT_4XX: {statusCode: 400}
paths:
  /items:
    get:
      security: [{ask: []}]
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://shop.example.com/items
        timeoutInMillis: 20000
        passthroughBehavior: when_no_match
components:
  securitySchemes:
    ask:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: token
        authorizerUri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:ask/invocations
        authorizerResultTtlInSeconds: 300
"#;

const OF_OPENAPI: &[Trap] = &[
    trap(
        "integration type",
        "http_proxy",
        "http_proxi",
        "value-unknown",
    ),
    trap("method", "    get:", "    fetch:", "value-unknown"),
    trap(
        "path without `/`",
        "  /items:",
        "  items:",
        "openapi-path-malformed",
    ),
    trap(
        "timeout",
        "timeoutInMillis: 20000",
        "timeoutInMillis: 40000",
        "method-timeout-out-of-range",
    ),
    trap(
        "timeout, negative",
        "timeoutInMillis: 20000",
        "timeoutInMillis: -1",
        "value-out-of-range",
    ),
    trap("passthrough", "when_no_match", "sometimes", "value-unknown"),
    trap(
        "key source",
        "key-source: HEADER",
        "key-source: COOKIE",
        "value-unknown",
    ),
    trap(
        "compression size",
        "size: 1024",
        "size: 99999999999",
        "value-out-of-range",
    ),
    trap(
        "gateway response type",
        "DEFAULT_4XX",
        "DEFAULT_6XX",
        "gateway-response-type-unknown",
    ),
    trap(
        "gateway response status",
        "statusCode: 400",
        "statusCode: -4",
        "value-out-of-range",
    ),
    trap(
        "authorizer type",
        "type: token",
        "type: foo",
        "value-unknown",
    ),
    trap(
        "authorizer TTL",
        "InSeconds: 300",
        "InSeconds: 7200",
        "authorizer-ttl-out-of-range",
    ),
    trap(
        "authorizer TTL, negative",
        "InSeconds: 300",
        "InSeconds: -1",
        "value-out-of-range",
    ),
];

const ZAPPA: &str = r#"{"prod": {
  "project_name": "shop", "app_function": "app.server", "aws_region": "us-east-1", "s3_bucket": "shop-deploy",
  "runtime": "python3.13", "app_type": "wsgi", "architecture": "x86_64",
  "endpoint_configuration": ["REGIONAL"], "apigateway_version": "v1",
  "memory_size": 1024, "timeout_seconds": 29, "cloudwatch_log_level": "INFO",
  "cache_cluster_enabled": true, "cache_cluster_size": "0.5", "cache_cluster_ttl": 60,
  "payload_minimum_compression_size": 1024,
  "cors": {"allowed_origin": "https://app.example.com", "allowed_methods": ["GET"], "allowed_headers": ["Content-Type"]},
  "authorizer": {"function": "app.ask", "result_ttl": 300}
}}"#;

const OF_ZAPPA: &[Trap] = &[
    trap("endpoint type", "REGIONAL", "REGIONL", "value-wrong"),
    trap(
        "log level, which Zappa takes for OFF",
        "INFO",
        "LOUD",
        "value-wrong",
    ),
    trap("cache size", "\"0.5\"", "\"0.7\"", "value-wrong"),
    trap(
        "cache TTL",
        "\"cache_cluster_ttl\": 60",
        "\"cache_cluster_ttl\": 7200",
        "stage-cache-ttl-out-of-range",
    ),
    trap(
        "compression size",
        "size\": 1024,\n  \"cors",
        "size\": 99999999999,\n  \"cors",
        "value-wrong",
    ),
    trap(
        "memory",
        "\"memory_size\": 1024",
        "\"memory_size\": 20480",
        "function-memory-out-of-range",
    ),
    trap(
        "timeout",
        "\"timeout_seconds\": 29",
        "\"timeout_seconds\": -1",
        "value-wrong",
    ),
    trap("CORS method", "[\"GET\"]", "[\"FETCH\"]", "value-unknown"),
    trap(
        "authorizer TTL",
        "\"result_ttl\": 300",
        "\"result_ttl\": 7200",
        "authorizer-ttl-out-of-range",
    ),
    trap(
        "authorizer TTL, negative",
        "\"result_ttl\": 300",
        "\"result_ttl\": -1",
        "value-wrong",
    ),
    trap("API version", "\"v1\"", "\"v3\"", "value-wrong"),
    trap("kind of app", "\"wsgi\"", "\"agsi\"", "value-unknown"),
    trap("architecture", "x86_64", "x86_46", "value-wrong"),
    trap(
        "misspelt key",
        "\"s3_bucket\"",
        "\"s3_buckt\"",
        "zappa-key-unknown",
    ),
];

const LIVE: &str = r#"[
{"id": "abc123defg", "name": "shop", "endpointConfiguration": {"types": ["REGIONAL"]}, "rootResourceId": "r", "apiKeySource": "HEADER"},
{"items": [{"id": "r", "path": "/", "resourceMethods": {"GET": {"httpMethod": "GET", "authorizationType": "NONE", "apiKeyRequired": false,
  "methodIntegration": {"type": "HTTP_PROXY", "httpMethod": "GET", "uri": "https://shop.example.com/", "timeoutInMillis": 29000, "passthroughBehavior": "WHEN_NO_MATCH"}}}}]},
{"item": [{"deploymentId": "d", "stageName": "prod", "cacheClusterEnabled": true, "cacheClusterSize": "0.5", "methodSettings": {"*/*": {"loggingLevel": "INFO"}}}]}
]"#;

const OF_LIVE: &[Trap] = &[
    trap("endpoint type", "REGIONAL", "GLOBAL", "value-unknown"),
    trap("key source", "HEADER", "COOKIE", "value-unknown"),
    trap("log level", "\"INFO\"", "\"DEBUG\"", "value-unknown"),
    trap("cache size", "\"0.5\"", "\"500\"", "value-unknown"),
    trap(
        "integration type",
        "HTTP_PROXY",
        "GRPC",
        "openapi-integration-unknown",
    ),
];

/// The codes of what is told: of the file, with places in it, and of the design as its own file holds it.
fn told(name: &str, text: &str) -> BTreeSet<String> {
    let documents: Vec<String> = match serde_json::from_str::<Vec<serde_json::Value>>(text) {
        Ok(answers) => answers.iter().map(ToString::to_string).collect(),
        Err(_) => vec![text.to_owned()],
    };
    let sources: Vec<Source<'_>> = documents
        .iter()
        .map(|text| Source {
            name: "file",
            bytes: text.as_bytes(),
        })
        .collect();
    let imported = read(&sources);
    for finding in &imported.findings {
        assert!(
            finding.at.line > 0 && finding.at.column > 0,
            "{name}: {finding:?}"
        );
        assert!(finding.help.is_some(), "{name}: {finding:?}");
    }
    let design = imported
        .design
        .unwrap_or_else(|| panic!("{name}: no design"));
    let opened = model::read(&model::write(&design));
    let found = rules::check(&opened.design.expect("a design opens again"));
    let codes = imported.findings.iter().map(|one| one.code.to_string());
    codes
        .chain(found.iter().map(|one| one.code.to_string()))
        .collect()
}

#[test]
fn every_trap_that_no_tool_catches_is_told() {
    let files = [
        ("SAM REST", SAM, OF_SAM),
        ("SAM HTTP", HTTP, OF_HTTP),
        ("SAM WebSocket", SOCKET, OF_SOCKET),
        ("CloudFormation", PLAIN, OF_PLAIN),
        ("OpenAPI", OPENAPI, OF_OPENAPI),
        ("Zappa", ZAPPA, OF_ZAPPA),
        ("live", LIVE, OF_LIVE),
    ];
    let mut wrong = Vec::new();
    for (file, text, traps) in files {
        let sound = told(file, text);
        for Trap { name, change, code } in traps {
            assert!(text.contains(change.0), "{file}: {name}");
            let found = told(name, &text.replacen(change.0, change.1, 1));
            if sound.contains(*code) {
                wrong.push(format!(
                    "{file}: {name}: `{code}` is told of the sound file, too"
                ));
            } else if !found.contains(*code) {
                let new: Vec<_> = found.difference(&sound).collect();
                wrong.push(format!("{file}: {name}: not `{code}`, but {new:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
