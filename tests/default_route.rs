//! The route `$default` of HTTP APIs, which has neither verb nor path: read, judged, asked, and written.

use gateway_studio::diagnostic::Severity;
use gateway_studio::generate;
use gateway_studio::import::{Source, read};
use gateway_studio::model::Design;
use gateway_studio::rules;
use gateway_studio::simulate::{Request, simulate};

/// What SAM makes of an event without a path.
const BY_EVENT: &str = "Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: hello/
      Handler: app.handler
      Runtime: python3.13
      Events:
        Rest: {Type: HttpApi}
        Items: {Type: HttpApi, Properties: {Path: /items, Method: get}}
";

/// The one that an API makes by itself.
const BY_TARGET: &str = "Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: {Name: quick, ProtocolType: HTTP, Target: !GetAtt Hello.Arn}
  Hello:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: 'def handler(event, context): return {}'}
      Handler: index.handler
      Runtime: python3.13
      Role: arn:aws:iam::123456789012:role/hello
  Allow:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Hello
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*
";

fn imported(name: &str, text: &str) -> Design {
    let bytes = text.as_bytes();
    let imported = read(&[Source { name, bytes }]);
    imported.design.expect("it is read")
}

/// Status and route key of a request's event.
fn asked(design: &Design, method: &str, url: &str) -> (u16, String) {
    let trace = simulate(
        design,
        &Request {
            method: method.into(),
            url: url.into(),
            ..Request::default()
        },
    );
    let key = trace
        .event
        .as_ref()
        .and_then(|event| event["routeKey"].as_str());
    (trace.answer.status, key.unwrap_or_default().into())
}

#[test]
fn it_takes_what_no_other_route_does_and_no_rule_calls_it_wrong() {
    for template in [BY_EVENT, BY_TARGET] {
        let design = imported("template.yaml", template);
        let found = rules::check(&design).into_iter();
        let errors: Vec<_> = found
            .filter(|found| found.severity == Severity::Error)
            .collect();
        assert_eq!(errors, [], "{template}");
        for (method, url) in [("GET", "/"), ("POST", "/items"), ("DELETE", "/a/b/")] {
            assert_eq!(
                asked(&design, method, url),
                (200, "$default".into()),
                "{method} {url}"
            );
        }
    }
    let design = imported("template.yaml", BY_EVENT);
    assert_eq!(asked(&design, "GET", "/items"), (200, "GET /items".into()));
}

#[test]
fn a_definition_of_it_says_what_it_is_and_is_read_back() {
    let design = imported("template.yaml", BY_EVENT);
    let files = generate::generate(&design).into_iter();
    let mut files = files.filter(|file| file.generator.path == "openapi/openapi.yaml");
    let text = files.next().expect("every design has one").document.text();
    assert_eq!(text.matches("isDefaultRoute: true").count(), 1, "{text}");
    let again = imported("openapi.yaml", &text);
    let paths = |design: &Design| {
        let routes = design.routes.iter();
        routes.map(|route| route.path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&again), paths(&design));
}

#[test]
fn code_that_a_template_brings_is_not_taken_for_a_dash_app() {
    let design = imported("template.yaml", BY_EVENT);
    let found = rules::check(&design).into_iter();
    let of_dash: Vec<_> = found
        .map(|found| found.code)
        .filter(|code| code.contains("dash"))
        .collect();
    assert_eq!(of_dash, Vec::<&str>::new());
}
