//! Templates of other people, read where they lie: none does harm, none loses a key, and what is generated again is read
//! as the same.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use gateway_studio::generate;
use gateway_studio::import::{Counts, Imported, Source, read, read_for};
use gateway_studio::model::preset::PRESETS;
use gateway_studio::model::{Api, Design, Dns, IpAddressType, Routing};
use gateway_studio::rules;
use gateway_studio::words::Language;
use proptest::prelude::*;

/// The templates, from the corpus beside the project or the one that the environment names.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("GATEWAY_STUDIO_CORPUS").map_or_else(beside, PathBuf::from);
    let folder = folder.join("sam");
    let files = fs::read_dir(&folder).expect("the corpus is beside the project");
    let mut files: Vec<_> = files
        .map(|file| file.expect("it can be listed").path())
        .collect();
    files.sort();
    let is_template = |name: &str| name != "RESULTS.json" && name != "SOURCES.md";
    let named = files.into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        is_template(&name).then(|| (name, fs::read(&path).expect("it can be read")))
    });
    named.collect()
}

fn read_one(name: &str, bytes: &[u8]) -> Imported {
    read(&[Source { name, bytes }])
}

fn template(design: &Design) -> String {
    let files = generate::generate(design).into_iter();
    let mut templates = files.filter(|file| file.generator.path == "sam/template.yaml");
    let template = templates.next().expect("every design has a template");
    template.document.text()
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the counts are what the test is asked for"
)]
fn templates_of_others_are_read_and_come_back_the_same() {
    let (mut all, mut without_error, mut counts) = (0, 0, Counts::default());
    let mut differ = Vec::new();
    for (name, bytes) in corpus() {
        all += 1;
        let imported = read_one(&name, &bytes);
        let Some(design) = imported.design else {
            assert!(!imported.findings.is_empty(), "{name}");
            continue;
        };
        without_error += 1;
        counts.represented += imported.counts.represented;
        counts.kept += imported.counts.kept;
        counts.reported += imported.counts.reported;
        assert_eq!(merged(&design), [""; 0], "{name}");
        let text = template(&design);
        let again = read_one(&name, text.as_bytes());
        let again = again.design.map(|design| template(&design));
        if again.as_deref().map(lines) != Some(lines(&text)) {
            differ.push(name);
        }
    }
    println!("{without_error} of {all} templates read without error; keys: {counts:?}");
    assert!(all > 200, "the corpus has {all} templates");
    assert!(without_error * 100 >= all * 99, "{without_error} of {all}");
    assert_eq!(differ, [""; 0], "read again they are something else");
}

/// The places of which SAM is said to unite variables with those of functions.
fn merged(design: &Design) -> Vec<String> {
    let lost = generate::lost(design).into_iter();
    let all = lost.flat_map(|(_, diagnostics)| diagnostics);
    let told = all.filter(|one| one.code == "sam/globals-merged");
    told.map(|one| one.message.en.to_string()).collect()
}

#[test]
fn a_variable_of_all_functions_that_one_lost_is_told() {
    let text = "Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Timeout: 5, Environment: {Variables: {LEVEL: info, TABLE: !Ref Table}}}}
Resources:
  Table: {Type: AWS::DynamoDB::Table}
  One: {Type: AWS::Serverless::Function, Properties: {CodeUri: a/, Handler: a.b, Runtime: python3.12, Events: {Get: {Type: Api, Properties: {Path: /a, Method: get}}}}}
  Two: {Type: AWS::Serverless::Function, Properties: {CodeUri: a/, Handler: a.b, Runtime: python3.12, Events: {Get: {Type: Api, Properties: {Path: /b, Method: get}}}}}
";
    let mut design = read_one("globals", text.as_bytes())
        .design
        .expect("it is read");
    assert_eq!(merged(&design), [""; 0]);
    let first = design.functions.first_mut().expect("there are two");
    first.environment.retain(|one| one.name != "LEVEL");
    let told = merged(&design);
    assert!(told.len() == 1 && told[0].contains("`LEVEL`"), "{told:?}");
}

#[test]
fn templates_of_the_studio_come_back_the_same() {
    for preset in PRESETS {
        let design = (preset.design)();
        let text = template(&design);
        let imported = read_one(preset.name, text.as_bytes());
        let read = imported.design.expect("its own template is read");
        if design.output.sam_stages == read.output.sam_stages {
            let theirs = template(&read);
            assert!(lines(&text) == lines(&theirs), "{}", preset.name);
        }
        if !matches!(design.api, Api::Websocket(_)) {
            assert_eq!(design.api.kind(), read.api.kind(), "{}", preset.name);
        }
    }
}

#[test]
fn what_only_cloudformation_sees_is_told() {
    let text = "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Resources:
  Fn::ForEach::Functions:
    - Name
    - [List, Show]
    - ${Name}Function:
        Type: AWS::Serverless::Function
        Properties: {CodeUri: ., Handler: a.b, Runtime: python3.12, Events: {Get: {Type: Api, Properties: {Path: !Sub '/${Name}', Method: get}}}}
  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/more.yaml}}
  Other: {Type: AWS::Serverless::Function, Properties: {CodeUri: ., Handler: a.b, Runtime: python3.12, Events: {Get: {Type: Api, Properties: {Path: /other, Method: get}}}}}
";
    let imported = read_one("loop", text.as_bytes());
    let told: Vec<(&str, u32)> = imported
        .findings
        .iter()
        .filter(|one| one.code.starts_with("resources-of-"))
        .map(|one| (&*one.code, one.at.line))
        .collect();
    assert_eq!(told, [("resources-of-loop", 3), ("resources-of-macro", 9)]);
    let made = template(&imported.design.expect("it is read"));
    assert!(
        made.contains("Fn::ForEach::Functions") && made.contains("more.yaml"),
        "{made}"
    );
}

/// What is said of the template of a design that stands no longer as it was imported.
fn replaced(design: &Design) -> usize {
    let lost = generate::lost(design).into_iter();
    let all = lost.flat_map(|(_, diagnostics)| diagnostics);
    all.filter(|one| one.code == "sam/kept-replaced").count()
}

#[test]
fn paths_that_say_the_same_are_told_apart_once_one_changes() {
    let event = |number: usize| {
        let key = if number.is_multiple_of(3) {
            ", Auth: {ApiKeyRequired: true}"
        } else {
            ""
        };
        format!(
            "        E{number}: {{Type: Api, Properties: {{Path: '/item{number}/{{id}}', Method: get{key}}}}}\n"
        )
    };
    let events: String = (0..60).map(event).collect();
    let text = format!(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  Shop:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/\n      Handler: app.handler\n      Runtime: python3.13\n      Events:\n{events}"
    );
    let imported = read_one("many", text.as_bytes());
    let mut design = imported.design.expect("it is read");
    assert_eq!(replaced(&design), 0);
    let made = template(&design);
    assert!(
        made.contains("E59:") && !made.contains("DefinitionBody"),
        "{made}"
    );
    let route = Arc::make_mut(&mut design.routes[31]);
    route.methods[0].api_key_required = Some(true);
    assert!(replaced(&design) > 0);
    let made = template(&design);
    assert!(
        made.contains("DefinitionBody") && !made.contains("E59:"),
        "{made}"
    );
}

/// What a template says, in any order and without comments.
fn lines(text: &str) -> Vec<&str> {
    // The first entry of an item stands behind its dash.
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches(['-', ' ']).trim_end());
    let mut lines: Vec<_> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    lines.sort_unstable();
    lines
}

/// A function with an event of another kind, an operation without words in the design, and a parameter.
const MIXED: &str = r"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Memory: {Type: Number, Default: 512}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        info: {title: shop, version: '1.0'}
        paths:
          /:
            get:
              x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Shop.Arn}/invocations'}
          /odd:
            get:
              x-amazon-apigateway-integration: {type: newest, uri: 'somewhere'}
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      Handler: shop.handler
      CodeUri: src/
      Runtime: python3.13
      MemorySize: !Ref Memory
      Events:
        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
        Root: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: GET}}
";

#[test]
fn what_the_design_does_not_say_stays_when_routes_are_generated() {
    let imported = read_one("mixed.yaml", MIXED.as_bytes());
    let mut design = imported.design.expect("it is a template");
    assert_eq!(design.functions[0].memory_mib, 512);
    let before = template(&design);
    assert!(before.contains("MemorySize: !Ref Memory") && before.contains("Nightly:"));
    let route = Arc::make_mut(&mut design.routes[0]);
    route.path = "/changed".into();
    let after = template(&design);
    for told in [
        "/changed:",
        "/odd:",
        "type: newest",
        "Nightly:",
        "Handler: shop.handler",
        "MemorySize: !Ref Memory",
    ] {
        assert!(after.contains(told), "{told}\n{after}");
    }
    assert!(!after.contains("Path: /\n"), "{after}");
    design.functions[0].memory_mib = 1024;
    assert!(template(&design).contains("MemorySize: 1024"));
}

/// Values that stand where something else belongs.
const WRONG: [&str; 12] = [
    "null",
    "[]",
    "{}",
    "7",
    "-1",
    "true",
    "''",
    "!Ref AWS::NoValue",
    "!Sub '${'",
    "!GetAtt [a, [b]]",
    "{Fn::If: [A, B, C]}",
    "[[{a: 1}]]",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_template_does_harm(file in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, 0..WRONG.len()), 1..12)) {
        let corpus = corpus();
        let small: Vec<_> = corpus.iter().filter(|(_, bytes)| bytes.len() < 20_000).collect();
        let (name, bytes) = file.get(&small);
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (place, change, wrong) in &changes {
            if lines.is_empty() {
                break;
            }
            let index = place.index(lines.len());
            match (change, lines[index].split_once(':')) {
                (0, _) => { lines.remove(index); }
                (1, _) => { let line = lines[index].clone(); lines.insert(index, line); }
                (_, Some((key, _))) => lines[index] = format!("{key}: {}", WRONG[*wrong]),
                (_, None) => lines[index].push_str(WRONG[*wrong]),
            }
        }
        let imported = read_one(name, lines.join("\n").as_bytes());
        if let Some(design) = imported.design {
            let _ = template(&design);
            let _ = generate::lost(&design);
        } else {
            prop_assert!(!imported.findings.is_empty());
        }
    }
}

/// An API behind a domain, whose records stand in one group.
const GROUPED: &str = r"
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      MethodSettings:
        - {ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20}
        - {ResourcePath: '/~1items~1{id}', HttpMethod: GET, ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2}
        - {ResourcePath: '/', HttpMethod: GET, ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20}
  Shop:
    Type: AWS::Serverless::Function
    Properties:
      Handler: shop.handler
      CodeUri: src/
      Runtime: python3.13
      Events:
        Root: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: GET}}
        Item: {Type: Api, Properties: {RestApiId: !Ref Api, Path: '/items/{id}', Method: GET}}
  Domain:
    Type: AWS::ApiGateway::DomainName
    Properties:
      DomainName: api.example.com
      RegionalCertificateArn: arn:aws:acm:eu-west-3:123456789012:certificate/1
      EndpointConfiguration: {Types: [REGIONAL]}
  Mapping:
    Type: AWS::ApiGateway::BasePathMapping
    Properties: {DomainName: !Ref Domain, RestApiId: !Ref Api, Stage: !Ref Api.Stage}
  Records:
    Type: AWS::Route53::RecordSetGroup
    Properties:
      HostedZoneName: example.com.
      RecordSets:
        - Name: api.example.com
          Type: A
          Region: eu-west-3
          SetIdentifier: paris
          HealthCheckId: abc
          AliasTarget: {DNSName: !GetAtt Domain.RegionalDomainName, HostedZoneId: !GetAtt Domain.RegionalHostedZoneId, EvaluateTargetHealth: true}
        - Name: api.example.com
          Type: AAAA
          Region: eu-west-3
          SetIdentifier: paris
          AliasTarget: {DNSName: !GetAtt Domain.RegionalDomainName, HostedZoneId: !GetAtt Domain.RegionalHostedZoneId}
";

#[test]
fn records_of_a_group_are_the_domains() {
    let imported = read_one("grouped.yaml", GROUPED.as_bytes());
    let mut design = imported.design.expect("it is a template");
    assert_eq!(
        (&*design.region, &*design.account_id),
        ("eu-west-3", "123456789012")
    );
    let domain = design.domain.clone().expect("it has a domain");
    assert_eq!(domain.ip_address_type, IpAddressType::Dualstack);
    let Dns::Route53(record) = &domain.dns else {
        panic!("{domain:?}")
    };
    assert_eq!(record.routing, Routing::Latency(String::new()));
    let said = (
        &*record.zone_name,
        &*record.set_identifier,
        &*record.health_check_id,
    );
    assert_eq!(said, ("example.com", "paris", "abc"));
    let methods = design.routes.iter().flat_map(|route| &route.methods);
    let limits: Vec<_> = methods
        .map(|method| method.throttle.map(|own| own.burst_limit))
        .collect();
    assert_eq!(limits, [None, Some(2)]);
    let text = template(&design);
    assert!(
        text.contains("Type: AWS::Route53::RecordSetGroup"),
        "{text}"
    );
    assert!(!text.contains("Type: AWS::Route53::RecordSet\n"), "{text}");
    // What is changed is generated, and what stood in its place is gone.
    design.domain.as_mut().expect("it has one").name = "other.example.com".into();
    let text = template(&design);
    assert!(
        !text.contains("RecordSetGroup") && text.contains("other.example.com"),
        "{text}"
    );
    // A group with another record in it stays as it is.
    let other =
        "        - {Name: www.example.com, Type: A, ResourceRecords: [192.0.2.1], TTL: 60}\n";
    let mixed = format!("{GROUPED}{other}");
    let imported = read_one("mixed.yaml", mixed.as_bytes());
    let design = imported.design.expect("it is a template");
    let dns = design.domain.as_ref().map(|domain| &domain.dns);
    assert!(matches!(dns, Some(Dns::Elsewhere(_))), "{dns:?}");
    assert!(
        imported
            .findings
            .iter()
            .any(|finding| finding.code == "record-missing")
    );
    assert!(template(&design).contains("www.example.com"));
}

#[test]
fn a_template_comes_back_whatever_language_its_reader_speaks() {
    for language in [Language::En, Language::Ja] {
        let source = Source {
            name: "mixed.yaml",
            bytes: MIXED.as_bytes(),
        };
        let design = read_for(&[source], language)
            .design
            .expect("it is a template");
        assert_eq!(design.output.language, language);
        let lost = generate::lost(&design)
            .into_iter()
            .flat_map(|(_, lost)| lost);
        let lost: Vec<_> = lost
            .filter(|lost| lost.code.starts_with("sam/kept"))
            .collect();
        assert_eq!(lost, [], "{language:?}");
        assert!(!template(&design).contains("Outputs:"));
    }
}

#[test]
fn thousands_of_plain_resources_take_no_longer_each_than_few() {
    let head = "Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}
  F: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, Runtime: python3.13}}
";
    let pair = "  RN: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: pN}}
  MN: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !Ref RN, HttpMethod: GET, AuthorizationType: NONE,
    Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations'}}}
";
    let pairs = (0..4_000).map(|n| {
        let (r, m, p) = (format!("R{n}"), format!("M{n}"), format!("p{n}"));
        pair.replace("RN", &r).replace("MN", &m).replace("pN", &p)
    });
    let text = head.to_owned() + &pairs.collect::<String>();
    let begun = std::time::Instant::now();
    let design = read_one("plain.yaml", text.as_bytes()).design;
    let routes = design.expect("it is a template").routes.len();
    assert_eq!(routes, 4_000);
    // A second of an unoptimised build; forty of them when each text is held against each name.
    let took = begun.elapsed();
    assert!(took.as_secs() < 15, "{took:?}");
}

/// What the rules about runtimes and timeouts say of the function of a template.
fn said_of_function(kind: &str, properties: &str) -> Vec<String> {
    let (code, api) = if kind == "Serverless" {
        let events = "Events: {A: {Type: HttpApi, Properties: {Path: /, Method: get}}}";
        (format!("CodeUri: src/\n      {events}"), "")
    } else {
        let api = "\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: {Name: a, ProtocolType: HTTP, Target: !GetAtt F.Arn}";
        ("Code: {ZipFile: a}".to_owned(), api)
    };
    let text = format!(
        "Transform: AWS::Serverless-2016-10-31\nParameters: {{Long: {{Type: Number, Default: 120}}}}\nResources:\n  F:\n    \
         Type: AWS::{kind}::Function\n    Properties:\n      Handler: index.handler\n      {code}\n      {properties}{api}\n"
    );
    let imported = read_one("template.yaml", text.as_bytes());
    let design = imported.design.expect("a template is read");
    assert_eq!(design.functions.len(), 1, "{text}");
    let found = rules::check(&design).into_iter();
    let found = found.filter(|one| one.at.starts_with("/functions/0/"));
    let found = found.filter(|one| !one.code.starts_with("reference-of"));
    found.map(|one| one.code.into_owned()).collect()
}

#[test]
fn the_runtime_of_a_template_may_be_of_any_language_but_no_old_one() {
    for kind in ["Serverless", "Lambda"] {
        let said = |runtime: &str| said_of_function(kind, &format!("Runtime: {runtime}"));
        for runtime in ["nodejs24.x", "java21", "provided.al2023", "python3.14"] {
            assert_eq!(said(runtime), [""; 0], "{kind} {runtime}");
        }
        for runtime in ["nodejs16.x", "dotnet8", "ruby3.2", "python3.10"] {
            assert_eq!(
                said(runtime),
                ["function-runtime-deprecated"],
                "{kind} {runtime}"
            );
        }
        for runtime in ["nodejs14.x", "go1.x", "python3.7", "nodejs23.x"] {
            assert_eq!(
                said(runtime),
                ["function-runtime-unsupported"],
                "{kind} {runtime}"
            );
        }
        let said = |properties: &str| said_of_function(kind, properties);
        for timeout in ["60", "!Ref Long"] {
            let said = said(&format!("Runtime: nodejs24.x\n      Timeout: {timeout}"));
            assert_eq!(said, ["function-timeout-over-gateway"], "{kind} {timeout}");
        }
        let small = said("Runtime: nodejs24.x\n      MemorySize: 64");
        assert_eq!(small, ["function-memory-out-of-range"], "{kind}");
    }
}

#[test]
fn a_function_that_its_template_makes_is_mended_there() {
    let text = "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Handler: a.b, Runtime: python3.7, Timeout: 60, \
                MemorySize: 2048, Code: {ZipFile: a}}\n  Live:\n    Type: AWS::Lambda::Alias\n    Properties: {Name: live, FunctionName: !Ref F, \
                FunctionVersion: '1'}\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: {Name: a, ProtocolType: HTTP, Target: !Ref Live}\n";
    let design = read_one("template.yaml", text.as_bytes()).design;
    let mut design = design.expect("a template is read");
    let [function] = &design.functions[..] else {
        panic!("{:?}", design.functions)
    };
    assert_eq!(function.arn, "${Live}");
    assert_eq!(
        (&*function.runtime, function.memory_mib),
        ("python3.7", 2048)
    );
    let found = rules::check(&design).into_iter();
    let found: Vec<_> = found
        .filter(|one| one.code.starts_with("function-"))
        .collect();
    let codes: Vec<&str> = found.iter().map(|one| &*one.code).collect();
    assert_eq!(
        codes,
        [
            "function-runtime-unsupported",
            "function-timeout-over-gateway"
        ]
    );
    for one in &found {
        let help = one.help.as_ref().expect("it says what to do");
        assert!(
            one.fix.is_none() && help.en.contains("in the template"),
            "{one:?}"
        );
    }
    // No button says that it was done while the template stays as it is.
    let before = design.functions.clone();
    rules::mend(&mut design);
    assert_eq!(design.functions, before);
}
