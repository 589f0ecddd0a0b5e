//! What is said of a file beside what is read of it: what one target alone keeps, what leads nowhere, and what another tool
//! would have to turn into something that is read.

use gateway_studio::diagnostic::Severity;
use gateway_studio::generate::GENERATORS;
use gateway_studio::import::{self, Imported, Source};
use gateway_studio::model::{AuthorizerFormat, AuthorizerKind, Design, PayloadFormat, preset};

fn read(name: &str, text: &str) -> Imported {
    import::read(&[Source {
        name,
        bytes: text.as_bytes(),
    }])
}

fn design(imported: &Imported) -> &Design {
    imported
        .design
        .as_ref()
        .unwrap_or_else(|| panic!("{:#?}", imported.findings))
}

fn of<'a>(imported: &'a Imported, code: &str) -> Vec<(u32, &'a str)> {
    let findings = imported.findings.iter();
    let found = findings.filter(|finding| finding.code == code);
    found.map(|one| (one.at.line, &*one.message.en)).collect()
}

fn file(design: &Design, path: &str) -> String {
    let generator = GENERATORS.iter().find(|one| one.path == path);
    let generator = generator.unwrap_or_else(|| panic!("there is no {path}"));
    (generator.print)(design).text()
}

const HTTP: &str = "\
Transform: AWS::Serverless-2016-10-31
Resources:
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      FailOnWarnings: true
      Auth:
        Authorizers:
          Guard:
            AuthorizerPayloadFormatVersion: 2.0
            EnableSimpleResponses: false
            FunctionArn: !GetAtt Guard.Arn
            FunctionInvokeRole: !GetAtt Role.Arn
            Identity: {Headers: [Authorization]}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}}
  Guard: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.12, Handler: g.h, CodeUri: g/}}
  First:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.12
      Handler: a.h
      CodeUri: a/
      Policies: [AWSLambdaBasicExecutionRole]
      Events:
        One: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /one, Method: get, PayloadFormatVersion: '1.0', Auth: {Authorizer: Guard}}}
        Two: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /two, Method: get}}
  Second:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.12, Handler: b.h, CodeUri: b/, Policies: [AWSLambdaBasicExecutionRole]}
";

#[test]
fn what_the_template_alone_says_is_named_once_for_all_that_say_it() {
    let imported = read("template.yaml", HTTP);
    let told = of(&imported, "kept-in-template-only");
    let wanted = [
        (
            6,
            "`Auth/Authorizers/*/FunctionInvokeRole`, `FailOnWarnings` of `Http`",
        ),
        (23, "`Events/*/PayloadFormatVersion`, `Policies` of `First`"),
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for ((line, message), (wanted_line, what)) in told.iter().zip(wanted) {
        let end = ": kept in the template, and in no other file";
        assert_eq!((*line, *message), (wanted_line, &*format!("{what}{end}")));
    }
    let same = HTTP.replace("PayloadFormatVersion: '1.0', ", "").replace(
        "CodeUri: b/,",
        "CodeUri: b/, Events: {Three: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /three, Method: get}}},",
    );
    let told = read("template.yaml", &same);
    let told = of(&told, "kept-in-template-only");
    assert!(
        told.iter()
            .any(|(_, message)| message.starts_with("`Policies` of `First`, `Second`:")),
        "{told:#?}"
    );
}

#[test]
fn how_an_authorizer_of_an_http_api_is_asked_is_in_every_file() {
    let formats = [
        (
            "2.0\n            EnableSimpleResponses: true",
            AuthorizerFormat::Simple,
        ),
        ("'2.0'", AuthorizerFormat::Policy),
        (
            "2.0\n            EnableSimpleResponses: false",
            AuthorizerFormat::Policy,
        ),
        ("1.0", AuthorizerFormat::V1),
    ];
    for (said, format) in formats {
        let text = HTTP.replace("2.0\n            EnableSimpleResponses: false", said);
        let imported = read("template.yaml", &text);
        let design = design(&imported);
        let AuthorizerKind::LambdaRequest(request) = &design.access.authorizers[0].kind else {
            panic!("it sees the request");
        };
        assert_eq!(request.format, format, "{said}");
        let (version, is_simple) = (format.version(), format.is_simple());
        let wanted = format!(
            r#""AuthorizerPayloadFormatVersion":"{version}","EnableSimpleResponses":{is_simple}"#
        );
        let script = file(design, "cli/deploy.sh");
        assert!(script.contains(&wanted), "{said}");
        let wanted = format!("authorizerPayloadFormatVersion: '{version}'");
        assert!(
            file(design, "openapi/openapi.yaml").contains(&wanted),
            "{said}"
        );
        let kept = file(design, "sam/template.yaml");
        assert!(kept.contains("FunctionInvokeRole"), "{kept}");
        assert_eq!(
            kept.matches("EnableSimpleResponses").count(),
            said.matches("EnableSimpleResponses").count(),
            "{kept}"
        );
    }
}

#[test]
fn an_api_has_the_older_format_where_all_of_its_events_do() {
    let format = |text: &str| {
        let imported = read("template.yaml", text);
        let http = design(&imported).http().expect("it is an HTTP API");
        http.payload_format_version
    };
    assert_eq!(format(HTTP), PayloadFormat::V2);
    let old = HTTP.replace("Path: /two,", "Path: /two, PayloadFormatVersion: '1.0',");
    assert_eq!(format(&old), PayloadFormat::V1);
}

const SWAGGER: &str = "\
swagger: '2.0'
info: {title: pets, version: '1'}
paths:
  /pets/{id}:
    post:
      parameters:
      - $ref: '#/parameters/id'
      - $ref: '#/parameters/tags'
      - $ref: '#/parameters/body'
      - $ref: '#/parameters/self'
      responses:
        200: {description: ok}
        404: {$ref: '#/responses/NotFound'}
        500: {$ref: '#/responses/Gone'}
      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: POST, uri: 'https://b.example/{id}'}
parameters:
  id: {name: id, in: path, required: true, type: integer, description: of a pet}
  tags: {name: tags, in: query, type: array, items: {type: string}, collectionFormat: csv}
  body: {name: b, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
  self: {$ref: '#/parameters/self'}
  never: {name: n, in: query, type: string}
responses:
  NotFound: {description: no such pet}
definitions:
  Pet: {type: object, properties: {$ref: {type: string}, name: {type: string}}}
";

#[test]
fn what_operations_share_goes_out_with_each_of_them() {
    let imported = read("swagger.yaml", SWAGGER);
    let definition = file(design(&imported), "openapi/openapi.yaml");
    let definition: serde_json::Value = serde_yaml::from_str(&definition).expect("YAML");
    let operation = &definition["paths"]["/pets/{id}"]["post"];
    assert_eq!(operation["responses"]["404"]["description"], "no such pet");
    assert_eq!(operation["responses"]["500"], serde_json::Value::Null);
    let id = operation["parameters"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["name"] == "id"));
    assert_eq!(id.map(|id| &id["description"]), Some(&"of a pet".into()));
    let lines = |code| {
        of(&imported, code)
            .into_iter()
            .map(|(line, _)| line)
            .collect::<Vec<u32>>()
    };
    assert_eq!(lines("openapi-reference-open"), [10, 14]);
    // The reference to itself and what is at its end, how a list is written, and a parameter that nobody has.
    assert_eq!(lines("openapi-key-not-taken"), [10, 18, 20, 21]);
}

#[test]
fn a_reference_out_of_the_document_is_told() {
    let text = "openapi: 3.0.1\ninfo: {title: a, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {$ref: 'other.yaml#/ok'}\n";
    let imported = read("openapi.yaml", text);
    let told = of(&imported, "openapi-reference-open");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0].0, 7);
    assert!(
        told[0].1.contains("leads out of this document"),
        "{told:#?}"
    );
}

#[test]
fn comments_of_a_file_are_told_but_those_of_the_studio() {
    let text = HTTP.replace("Resources:", "Resources:\n  # of ours");
    assert_eq!(of(&read("template.yaml", HTTP), "comments-lost"), []);
    let imported = read("template.yaml", &text);
    assert_eq!(
        of(&imported, "comments-lost"),
        [(3, "a comment is not taken over")]
    );
    for (path, design) in [
        ("sam/template.yaml", design(&imported)),
        ("openapi/openapi.yaml", design(&imported)),
        ("sam/template.yaml", &(preset::FIRST.design)()),
    ] {
        let own = file(design, path);
        assert_eq!(of(&read("own.yaml", &own), "comments-lost"), [], "{path}");
    }
}

#[test]
fn a_file_of_another_tool_is_called_by_its_name() {
    for (text, what, help) in [
        (
            "<!DOCTYPE html>\n<html><a href='b: c'></html>",
            "a web page",
            "sign-in",
        ),
        ("<?xml version='1.0'?><a/>", "XML", "live API"),
        (
            "resource \"aws_api_gateway_rest_api\" \"x\" {\n  name = \"a\"\n}\n",
            "Terraform",
            "live API",
        ),
        (
            "{\"format_version\": \"1.2\", \"planned_values\": {}}",
            "a state or a plan of Terraform",
            "live API",
        ),
        (
            "import * as cdk from 'aws-cdk-lib';\n",
            "a program of the AWS CDK",
            "cdk synth",
        ),
        (
            "{\"app\": \"python3 app.py\", \"context\": {}}",
            "settings of the AWS CDK",
            "cdk synth",
        ),
        (
            "service: x\nprovider: {name: aws, runtime: python3.12}\nfunctions: {}\n",
            "a file of the Serverless Framework",
            "serverless package",
        ),
        (
            "{\"version\": \"2.0\", \"app_name\": \"a\", \"stages\": {\"dev\": {\"api_gateway_stage\": \"api\"}}}",
            "settings of AWS Chalice",
            "chalice package",
        ),
        (
            "version = 0.1\n[default.deploy.parameters]\nstack_name = \"a\"\n",
            "`samconfig.toml`",
            "template.yaml",
        ),
        (
            "services:\n  web: {image: nginx}\n",
            "a file of Docker Compose",
            "Zappa",
        ),
    ] {
        let imported = read("file", text);
        let [finding] = &imported.findings[..] else {
            panic!("{text}: {:#?}", imported.findings);
        };
        assert_eq!(
            (&*finding.code, finding.severity),
            ("format-foreign", Severity::Error),
            "{text}"
        );
        assert_eq!(
            finding.message.en,
            format!("this is {what}, which the studio does not read")
        );
        let told = finding
            .help
            .as_ref()
            .map(|help| &*help.en)
            .unwrap_or_default();
        assert!(told.contains(help), "{text}: {told}");
    }
}

#[test]
fn a_constant_of_a_program_is_its_text_as_long_as_it_is_one() {
    let program = |constant: &str| {
        let text = format!(
            "from dash import Dash\n{constant}\napp = Dash(__name__, requests_pathname_prefix=PREFIX)\nserver = app.server\n"
        );
        let imported = read("app.py", &text);
        let codes = imported.findings.iter().map(|one| one.code.to_string());
        codes
            .filter(|code| code != "python-best-effort")
            .collect::<Vec<String>>()
    };
    assert_eq!(
        program("PREFIX = \"/prod/\"  # of the stage"),
        ["python-prefix"]
    );
    for constant in [
        "PREFIX = '/a/'\nPREFIX = '/b/'",
        "PREFIX = '/a' + '/'",
        "if x:\n    PREFIX = '/a/'",
        "OTHER = '/a/'",
    ] {
        assert_eq!(program(constant), ["python-computed"], "{constant}");
    }
}
