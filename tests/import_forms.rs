//! What stands in a file where it does not belong is told at its place, and what is one whole stays one.

use gateway_studio::diagnostic::Severity;
use gateway_studio::generate;
use gateway_studio::import::{Imported, Source, read};
use gateway_studio::model::Design;
use serde_json::{Value, json};

fn import(text: &str) -> Imported {
    let bytes = text.as_bytes();
    read(&[Source {
        name: "file",
        bytes,
    }])
}

/// Codes with their lines, but for what is no more than information.
fn told(imported: &Imported) -> Vec<(&str, u32)> {
    let findings = imported.findings.iter();
    let findings = findings.filter(|one| one.severity != Severity::Info);
    findings.map(|one| (&*one.code, one.at.line)).collect()
}

fn written(design: &Design, path: &str) -> String {
    let mut files = generate::generate(design).into_iter();
    let file = files.find(|file| file.generator.path == path);
    file.expect("it is generated").document.text()
}

/// Reads a template and writes it again, as JSON with functions in their long form.
fn again(template: &Value) -> Value {
    let imported = import(&template.to_string());
    let design = imported.design.expect("it is a template");
    let text = written(&design, "sam/template.yaml");
    long(serde_yaml::from_str(&text).expect("it is YAML"))
}

/// Short functions in their long form.
fn long(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let name = match tag.trim_start_matches('!') {
                name @ ("Ref" | "Condition") => name.to_owned(),
                name => format!("Fn::{name}"),
            };
            json!({ name: long(tagged.value) })
        }
        Yaml::Sequence(items) => items.into_iter().map(long).collect(),
        Yaml::Mapping(entries) => {
            let entries = entries.into_iter();
            let entries = entries.map(|(key, value)| {
                let key = key.as_str().expect("a key is a text").to_owned();
                (key, long(value))
            });
            Value::Object(entries.collect())
        }
        scalar => serde_yaml::from_value(scalar).expect("it is a scalar"),
    }
}

#[test]
fn a_function_in_the_place_of_a_document_stays_as_it_is() {
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}]});
    let one = json!({"Fn::ToJsonString": policy});
    let other = json!({"Fn::If": ["Open", policy, {"Ref": "AWS::NoValue"}]});
    for function in [one, other] {
        let template = json!({
            "Transform": ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"],
            "Conditions": {"Open": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}},
            "Resources": {
                "D": {"Type": "AWS::ApiGateway::DomainNameV2", "Properties": {
                    "DomainName": "a.example.com", "EndpointConfiguration": {"Types": ["PRIVATE"]},
                    "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/x", "Policy": function}},
                "A": {"Type": "AWS::Serverless::Api", "Properties": {
                    "StageName": "prod", "Policy": function, "EndpointConfiguration": {"Type": "PRIVATE"},
                    "Auth": {"ResourcePolicy": function}}},
                "P": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "p", "Policy": function}},
                "F": {"Type": "AWS::Serverless::Function", "Properties": {
                    "Handler": "a.b", "Runtime": "python3.13", "InlineCode": "x",
                    "Events": {"E": {"Type": "Api", "Properties": {
                        "Path": "/a", "Method": "get", "RestApiId": {"Ref": "A"}}}}}},
                "B": {"Type": "AWS::ApiGateway::BasePathMappingV2", "Properties": {
                    "DomainNameArn": {"Fn::GetAtt": ["D", "DomainNameArn"]}, "RestApiId": {"Ref": "A"}, "Stage": "prod"}},
            }
        });
        let made = again(&template);
        for place in [
            "/Resources/D/Properties/Policy",
            "/Resources/A/Properties/Policy",
            "/Resources/A/Properties/Auth/ResourcePolicy",
            "/Resources/P/Properties/Policy",
        ] {
            assert_eq!(made.pointer(place), template.pointer(place), "{place}");
        }
    }
}

#[test]
fn values_of_a_wrong_kind_are_told_where_they_stand() {
    let text = "Transform: AWS::Serverless-2016-10-31\n\
        Globals: text\n\
        Parameters: [a]\n\
        Resources:\n\
        \x20 A:\n\
        \x20   Type: AWS::Serverless::Api\n\
        \x20   Properties:\n\
        \x20     StageName: x\n\
        \x20     Cors: 5\n\
        \x20     Auth: [1]\n\
        \x20     TracingEnabled: maybe\n\
        \x20     BinaryMediaTypes: text\n\
        \x20     MethodSettings: {a: 1}\n\
        \x20     MinimumCompressionSize: big\n\
        \x20 F:\n\
        \x20   Type: AWS::Serverless::Function\n\
        \x20   Properties:\n\
        \x20     Events: [b]\n\
        \x20 G: 5\n\
        \x20 H: {Properties: {}}\n\
        \x20 I:\n\
        \x20   Type: AWS::ApiGateway::Stage\n\
        \x20   Properties: text\n";
    let imported = import(text);
    let told = told(&imported);
    for line in [2, 3, 9, 10, 11, 12, 13, 14, 18, 19, 23] {
        assert!(
            told.iter()
                .any(|(code, at)| *code == "value-wrong" && *at == line),
            "{line}: {told:?}"
        );
    }
    assert!(told.contains(&("property-missing", 20)), "{told:?}");
}

#[test]
fn a_template_without_resources_in_it_is_refused() {
    let imported = import("Transform: AWS::Serverless-2016-10-31\nResources: [a]\n");
    assert_eq!(told(&imported), [("value-wrong", 2)]);
    assert_eq!(imported.design, None);
}

#[test]
fn names_that_no_tool_knows_are_told_with_what_was_meant() {
    let text = "Transform: AWS::Serverless-2016-10-31\n\
        Resorces: {}\n\
        Globals:\n\
        \x20 Api: {StageName: x, TracingEnabld: true}\n\
        \x20 Nothing: {}\n\
        Resources:\n\
        \x20 A:\n\
        \x20   Type: AWS::Serverless::Api\n\
        \x20   DependOn: F\n\
        \x20   Properties:\n\
        \x20     StageName: x\n\
        \x20     Auth: {DefaultAuthorizr: AWS_IAM}\n\
        \x20 S:\n\
        \x20   Type: AWS::ApiGatewayV2::Stage\n\
        \x20   Properties: {ApiId: a, StageName: b, AutoDeply: true, DefaultRouteSettings: {Throttling: 1}}\n\
        \x20 T:\n\
        \x20   Type: AWS::ApiGateway::Staage\n\
        \x20 F:\n\
        \x20   Type: AWS::Serverless::Function\n\
        \x20   Properties:\n\
        \x20     Handlr: a.b\n\
        \x20     Events:\n\
        \x20       E: {Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref A, Metod: x}}\n\
        \x20 B:\n\
        \x20   Type: AWS::S3::Bucket\n\
        \x20   Properties: {Whatever: true}\n";
    let imported = import(text);
    let unknown = |line: u32, meant: &str| {
        let mut findings = imported.findings.iter();
        let help = |one: &gateway_studio::import::Finding| {
            one.help
                .as_ref()
                .is_some_and(|help| help.en.contains(meant))
        };
        let is_it = |one: &&gateway_studio::import::Finding| {
            one.code == "property-unknown" && one.at.line == line && help(one)
        };
        assert!(
            findings.any(|one| is_it(&one)),
            "{line}: {:#?}",
            imported.findings
        );
    };
    unknown(2, "`Resources`");
    unknown(4, "`TracingEnabled`");
    // Not for all APIs.
    unknown(4, "check its spelling");
    unknown(5, "check its spelling");
    unknown(9, "`DependsOn`");
    unknown(12, "`DefaultAuthorizer`");
    unknown(15, "`AutoDeploy`");
    unknown(15, "check its spelling");
    unknown(21, "`Handler`");
    unknown(23, "`Method`");
    let told = told(&imported);
    assert!(told.contains(&("type-unknown", 17)), "{told:?}");
    assert!(told.iter().all(|(_, line)| *line < 24), "{told:?}");
    // And all of it goes back out.
    let text = written(&imported.design.expect("a design"), "sam/template.yaml");
    for name in [
        "Resorces",
        "TracingEnabld",
        "DependOn",
        "DefaultAuthorizr",
        "AutoDeply",
        "Handlr",
        "Metod",
    ] {
        assert!(text.contains(name), "{name}: {text}");
    }
}

/// A template with an API and an event of a function.
fn with_event(api: &str, event: &str) -> String {
    format!(
        "Transform: AWS::Serverless-2016-10-31\n\
        Resources:\n\
        \x20 A: {api}\n\
        \x20 F: {{Type: AWS::Serverless::Function, Properties: {{Handler: a.b, Runtime: python3.13, InlineCode: x, Events: {{E: {event}}}}}}}\n"
    )
}

fn assert_refused(text: &str, expected: bool) {
    let imported = import(text);
    let is_told = told(&imported)
        .iter()
        .any(|(code, _)| *code == "sam-refused");
    assert_eq!(is_told, expected, "{text}: {:#?}", imported.findings);
}

#[test]
fn properties_that_sam_refuses_together_are_told() {
    for (properties, expected) in [
        ("TracingEnabled: true", false),
        ("DefinitionUri: s3://a/b, Cors: \"'*'\"", true),
        ("DefinitionUri: s3://a/b, MergeDefinitions: false", false),
        (
            "EndpointConfiguration: {Type: PRIVATE, VPCEndpointIds: [a], VpcEndpointIds: [b]}",
            true,
        ),
        (
            "Domain: {DomainName: a.b, CertificateArn: c, Route53: {IpV6: true}}",
            true,
        ),
    ] {
        let api =
            format!("{{Type: AWS::Serverless::Api, Properties: {{StageName: x, {properties}}}}}");
        let event = "{Type: Api, Properties: {Path: /a, Method: get, RestApiId: !Ref A}}";
        assert_refused(&with_event(&api, event), expected);
    }
}

#[test]
fn what_an_event_asks_and_its_api_does_not_have_is_told() {
    for (auth, expected) in [
        ("{Authorizer: NONE}", true),
        ("{Authorizer: AWS_IAM}", false),
        ("{Authorizer: Own}", true),
        ("{ApiKeyRequired: true}", false),
        ("{ApiKeyRequired: false}", true),
        ("{OverrideApiAuth: true}", true),
    ] {
        let api = "{Type: AWS::Serverless::Api, Properties: {StageName: x}}";
        let event = format!(
            "{{Type: Api, Properties: {{Path: /a, Method: get, RestApiId: !Ref A, Auth: {auth}}}}}"
        );
        assert_refused(&with_event(api, &event), expected);
    }
    let function = "FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f";
    let own = format!("{{Auth: {{Authorizers: {{Own: {{{function}}}}}}}}}");
    let iam = "{Auth: {EnableIamAuthorizer: true}}";
    for (api, event, expected) in [
        ("{}", "ApiId: !Ref A, Path: /a", true),
        ("{}", "ApiId: !Ref A", false),
        (
            "{}",
            "ApiId: !Ref A, Auth: {AuthorizationScopes: [a]}",
            true,
        ),
        ("{}", "ApiId: !Ref A, Auth: {Authorizer: AWS_IAM}", true),
        (iam, "ApiId: !Ref A, Auth: {Authorizer: AWS_IAM}", false),
        (&own, "ApiId: !Ref A", true),
    ] {
        let api = format!("{{Type: AWS::Serverless::HttpApi, Properties: {api}}}");
        let event = format!("{{Type: HttpApi, Properties: {{{event}}}}}");
        assert_refused(&with_event(&api, &event), expected);
    }
}

#[test]
fn what_sam_refuses_of_a_websocket_api_is_told() {
    let function = "{FunctionArn: arn:aws:lambda:us-east-1:123456789012:function:f}";
    for (properties, expected) in [
        (
            "Routes: {$connect: F, $default: F, say: F}, Auth: {AuthType: AWS_IAM}",
            false,
        ),
        ("Routes: {say-it: F}", true),
        (
            "Routes: {$default: {FunctionArn: f, RequestParameters: {a: {Required: true}}}}",
            true,
        ),
        ("Routes: {$default: F}, Auth: {AuthType: AWS_IAM}", true),
        ("Routes: {$connect: F}, Auth: {AuthType: CUSTOM}", true),
        (
            "Routes: {$connect: F}, Auth: {AuthType: NONE, Name: a}",
            true,
        ),
        ("Routes: {$connect: F}, StageName: $default", true),
        ("Routes: {}", true),
    ] {
        let properties = properties.replace(" F", &format!(" {function}"));
        let text = format!(
            "Resources:\n  A: {{Type: AWS::Serverless::WebSocketApi, Properties: {{RouteSelectionExpression: $request.body.action, {properties}}}}}\n"
        );
        assert_refused(&text, expected);
    }
}

#[test]
fn a_key_that_stands_twice_is_counted_with_what_is_in_it() {
    let once =
        import("Resources:\n  A: {Type: AWS::Serverless::Api, Properties: {StageName: two}}\n");
    let text = "Resources:\n  A: {Type: AWS::Serverless::Api, Properties: {StageName: one, Name: lost}}\n  A: {Type: AWS::Serverless::Api, Properties: {StageName: two}}\n";
    for text in [text.to_owned(), {
        let json = r#"{"Resources": {"A": {"Type": "AWS::Serverless::Api", "Properties": {"StageName": "one", "Name": "lost"}},
            "A": {"Type": "AWS::Serverless::Api", "Properties": {"StageName": "two"}}}}"#;
        json.to_owned()
    }] {
        let twice = import(&text);
        assert!(
            told(&twice)
                .iter()
                .any(|(code, _)| *code == "key-duplicate")
        );
        assert_eq!(twice.counts.all(), once.counts.all() + 5);
        assert_eq!(twice.counts.reported, once.counts.reported + 5);
    }
}

#[test]
fn stages_that_extend_each_other_in_a_circle_are_told() {
    let imported = import(
        "{\"a\": {\"extends\": \"b\", \"app_function\": \"x.y\", \"s3_bucket\": \"buck1\"},\n\"b\": {\"extends\": \"a\"}}",
    );
    let told = told(&imported);
    assert!(told.contains(&("zappa-extends-circle", 2)), "{told:?}");
}

const DEFINITION: &str = "openapi: 3.0.1\n\
    info: {title: x, version: '1'}\n\
    paths:\n\
    \x20 /a/{id}:\n\
    \x20   parameters:\n\
    \x20   - {name: s, in: cookie, required: true, schema: {type: string}}\n\
    \x20   - {name: id, in: path, required: true, schema: {type: string, pattern: '^[a-z]+$'}}\n\
    \x20   get:\n\
    \x20     parameters:\n\
    \x20     - {name: q, in: query, schema: {type: integer, default: 3}, description: how many, example: 4}\n\
    \x20     - $ref: '#/components/parameters/page'\n\
    \x20     responses: {'200': {description: ok}}\n\
    \x20     x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: 'https://b.example/a/{id}', requestParameters: {integration.request.path.id: method.request.path.id}}\n\
    components:\n\
    \x20 parameters:\n\
    \x20   page: {name: page, in: query, schema: {type: integer}}\n";

#[test]
fn what_a_definition_says_of_parameters_goes_back_out_with_them() {
    let imported = import(DEFINITION);
    assert_eq!(told(&imported), []);
    let mut design = imported.design.expect("a design");
    let text = written(&design, "openapi/openapi.yaml");
    let made: Value = serde_yaml::from_str(&text).expect("it is YAML");
    let parameters = &made["paths"]["/a/{id}"]["get"]["parameters"];
    let named = |name: &str| {
        let mut all = parameters.as_array().into_iter().flatten();
        all.find(|one| one["name"] == name)
            .unwrap_or_else(|| panic!("{name}: {text}"))
            .clone()
    };
    assert_eq!(named("id")["schema"]["pattern"], "^[a-z]+$");
    assert_eq!(
        named("q"),
        json!({"name": "q", "in": "query", "required": false, "schema": {"type": "integer", "default": 3},
            "description": "how many", "example": 4})
    );
    assert_eq!(named("page")["schema"], json!({"type": "integer"}));
    assert_eq!(
        named("s"),
        json!({"name": "s", "in": "cookie", "required": true, "schema": {"type": "string"}})
    );
    // Read again it is the same, and a parameter that leaves takes it along, which is said.
    let back = import(&text).design.expect("a design");
    assert_eq!(written(&back, "openapi/openapi.yaml"), text);
    let route = std::sync::Arc::make_mut(&mut design.routes[0]);
    route.methods[0].request.parameters.clear();
    let lost = generate::lost(&design).into_iter();
    let mut lost = lost.flat_map(|(_, lost)| lost);
    assert!(lost.any(|one| one.code == "openapi/kept-without-place"));
}

#[test]
fn what_openapi_2_says_of_parameters_becomes_a_schema() {
    let imported = import(
        "swagger: '2.0'\ninfo: {title: x, version: '1'}\npaths:\n  /a:\n    get:\n      parameters:\n\
        \x20     - {name: q, in: query, type: array, items: {type: string}, collectionFormat: csv, description: d}\n\
        \x20     responses: {'200': {description: ok}}\n\
        \x20     x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: 'https://b.example/a'}\n",
    );
    assert_eq!(told(&imported), [("openapi-key-not-taken", 7)]);
    let text = written(&imported.design.expect("a design"), "openapi/openapi.yaml");
    let made: Value = serde_yaml::from_str(&text).expect("it is YAML");
    let one = &made["paths"]["/a"]["get"]["parameters"][0];
    assert_eq!(
        one["schema"],
        json!({"type": "array", "items": {"type": "string"}})
    );
    assert_eq!(one["description"], "d");
}
