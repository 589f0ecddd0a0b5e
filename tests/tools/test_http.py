"""HTTP APIs in `sam/template.yaml`, `openapi/openapi.yaml` and `zappa/zappa_settings.json`, through their real readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

import cloudformation as cfn
import meaning
from designs import FORMATS, HTTP_DESIGNS, REGION
from studio import Made
from test_sam import TEMPLATE, Checked, Stack, check
from zappa_reader import KEYS

OPENAPI = "openapi/openapi.yaml"
READER = Path(__file__).with_name("zappa_reader.py")
# Between them every branch of what is printed.
LINTED = ["HTTP preset", "HTTP authorizers", "HTTP IAM", "HTTP closed endpoint", "HTTP CORS with credentials"]


@pytest.fixture(scope="module")
def checked(made: Callable[[str], Made]) -> dict[str, Checked]:
    texts = {name: made(name).text(TEMPLATE) for name in HTTP_DESIGNS}
    with ProcessPoolExecutor(2) as pool:
        return dict(zip(texts, pool.map(check, texts.values())))


@pytest.fixture(params=HTTP_DESIGNS)
def stack(request: pytest.FixtureRequest, made: Callable[[str], Made], checked: dict[str, Checked]) -> Stack:
    return Stack(made(request.param), checked[request.param])


def body(stack: Stack) -> dict[str, Any]:
    return stack.only("AWS::ApiGatewayV2::Api")["Body"]


def test_cfn_lint_finds_nothing_before_and_after_sam(stack: Stack) -> None:
    assert (stack.checked.source_findings, stack.checked.expanded_findings) == ([], [])


def test_nothing_of_rest_is_left(stack: Stack) -> None:
    """No role of the account, keys, plans, web ACLs: an HTTP API has none of them."""
    kinds = {resource["Type"] for resource in stack.checked.expanded["Resources"].values()}
    assert not [kind for kind in kinds if kind.startswith(("AWS::ApiGateway::", "AWS::WAFv2::"))]


def test_there_is_one_api_and_it_is_the_designs(stack: Stack) -> None:
    http = stack.design["api"]["http"]
    info = body(stack)["info"]
    assert (info["title"], info["description"]) == (http["name"], http["description"])
    settings = [server["x-amazon-apigateway-endpoint-configuration"] for server in body(stack).get("servers", [])]
    assert settings == [{"disableExecuteApiEndpoint": True}] * http["disable_execute_api_endpoint"]
    lost = "sam/not-expressible: SAM's HTTP APIs answer on IPv4 alone" in stack.made.diagnostics
    assert lost == (http["ip_address_type"] == "dualstack")


def test_urls_have_no_stage_where_the_stage_has_no_path(stack: Stack) -> None:
    (api,) = stack.of_type("AWS::ApiGatewayV2::Api")
    outputs = stack.checked.expanded.get("Outputs", {})
    found = {value["Value"]["Fn::Sub"] for name, value in outputs.items() if name.endswith("Url")}
    base = f"https://${{{api}}}.execute-api.${{AWS::Region}}.${{AWS::URLSuffix}}/"
    paths = {"$default": ""}
    stages = stack.design["stages"] if not stack.design["api"]["http"]["disable_execute_api_endpoint"] else []
    assert found == {base + paths.get(stage["name"], stage["name"] + "/") for stage in stages}


def stage_names(stack: Stack) -> dict[str, str]:
    return {name: stage["StageName"] for name, stage in stack.of_type("AWS::ApiGatewayV2::Stage").items()}


def test_the_stages_are_exactly_the_designs(stack: Stack) -> None:
    stages = {stage["StageName"]: stage for stage in stack.of_type("AWS::ApiGatewayV2::Stage").values()}
    assert sorted(stages) == sorted(stage["name"] for stage in stack.design["stages"])
    groups = stack.of_type("AWS::Logs::LogGroup")
    for wanted in stack.design["stages"]:
        stage = stages[wanted["name"]]
        assert stage["AutoDeploy"] is True
        assert stage.get("StageVariables", {}) == meaning.variables(wanted)
        settings = stage.get("DefaultRouteSettings", {})
        throttle = wanted["throttle"] or {}
        assert settings.get("ThrottlingRateLimit") == throttle.get("rate_limit")
        assert settings.get("ThrottlingBurstLimit") == throttle.get("burst_limit")
        assert settings.get("DetailedMetricsEnabled", False) == wanted["detailed_metrics"]
        log, group = stage.get("AccessLogSettings"), meaning.log_group(stack.design, wanted)
        assert bool(log) == bool(group)
        if log:
            (name,) = re.findall(r"log-group:\$\{(\w+)\}$", log["DestinationArn"]["Fn::Sub"])
            assert groups[name]["LogGroupName"] == group and re.fullmatch(r"[.\-_/#A-Za-z0-9]+", group)
            assert log["Format"] == meaning.log_format(wanted, http=True)


def test_log_groups_keep_what_the_design_says(stack: Stack) -> None:
    groups = stack.of_type("AWS::Logs::LogGroup").values()
    assert {group["LogGroupName"]: group["RetentionInDays"] for group in groups} == meaning.log_groups(stack.design)


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (path, "ANY" if name == "x-amazon-apigateway-any-method" else name.upper()): operation
        for path, item in document["paths"].items()
        for name, operation in item.items()
    }


def assert_routes(design: dict[str, Any], document: dict[str, Any], uri: Callable[[str], str]) -> None:
    """The same of SAM's body and of the file that is imported."""
    found, wanted = operations(document), meaning.http_routes(design)
    assert sorted(found) == sorted(wanted)
    version = design["api"]["http"]["payload_format_version"]
    schemes = document.get("components", {}).get("securitySchemes", {})
    for place, operation in found.items():
        integration = operation["x-amazon-apigateway-integration"]
        assert (integration["type"], integration["httpMethod"]) == ("aws_proxy", "POST")
        assert integration["payloadFormatVersion"] == version
        assert uri(wanted[place].function) in str(integration["uri"]) and "credentials" not in integration
        security = operation.get("security", [])
        want = wanted[place]
        if want.authorization == "NONE":
            assert security == []
        elif want.authorization == "AWS_IAM":
            assert security == [{"AWS_IAM": []}]
            assert schemes["AWS_IAM"]["x-amazon-apigateway-authtype"] == "awsSigv4"
        else:
            ((name, scopes),) = security[0].items()
            assert (name, tuple(sorted(scopes))) == (want.authorizer, want.scopes)


def assert_authorizers(design: dict[str, Any], document: dict[str, Any], uri: Callable[[str], str]) -> None:
    schemes = document.get("components", {}).get("securitySchemes", {})
    schemes = {name: scheme for name, scheme in schemes.items() if name != "AWS_IAM"}
    wanted = {authorizer["name"]: authorizer["kind"] for authorizer in design["access"]["authorizers"]}
    assert set(schemes) == set(wanted)
    for name, scheme in schemes.items():
        settings = scheme["x-amazon-apigateway-authorizer"]
        ((kind, value),) = wanted[name].items()
        if kind == "jwt":
            assert settings == {
                "type": "jwt",
                "identitySource": f"$request.header.{value['header']}",
                "jwtConfiguration": {"issuer": value["issuer"], "audience": value["audience"]},
            }
            continue
        sources = [f"$request.header.{header}" for header in value["headers"]]
        sources += [f"$request.querystring.{query}" for query in value["query_strings"]]
        source = settings.get("identitySource", [])
        assert (source.split(", ") if isinstance(source, str) else source) == sources
        assert settings["type"] == "request" and uri(value["function"]) in str(settings["authorizerUri"])
        how = settings["authorizerPayloadFormatVersion"], settings.get("enableSimpleResponses", False)
        assert how == FORMATS[value.get("format", "simple")]
        assert settings["authorizerResultTtlInSeconds"] == value["ttl_seconds"]


def assert_cors(design: dict[str, Any], document: dict[str, Any]) -> None:
    cors = design["cors"]
    wanted = cors and {
        "allowOrigins": cors["allow_origins"],
        "allowMethods": cors["allow_methods"],
        "allowHeaders": cors["allow_headers"],
        "allowCredentials": cors["allow_credentials"],
        "maxAge": cors["max_age_seconds"],
    }
    found = document.get("x-amazon-apigateway-cors")
    assert (found and {"allowCredentials": False, "maxAge": None, **found}) == wanted


def test_sams_api_has_the_designs_routes_authorizers_and_cors(stack: Stack) -> None:
    ids = stack.function_ids()
    assert_routes(stack.design, body(stack), lambda name: f"/functions/${{{ids[name]}.Arn}}/invocations")
    assert_authorizers(stack.design, body(stack), lambda name: f"'{ids[name]}'")
    assert_cors(stack.design, body(stack))


def test_the_api_and_its_authorizers_may_call_their_functions(stack: Stack) -> None:
    ids, allowed = stack.function_ids(), {}
    for permission in stack.of_type("AWS::Lambda::Permission").values():
        name = permission["FunctionName"]
        function = name.get("Ref") or name["Fn::GetAtt"][0]
        arn = permission["SourceArn"]["Fn::Sub"]
        # Of a method it is SAM's, with values to insert; of an authorizer the template's own.
        arn = arn if isinstance(arn, str) else arn[0]
        allowed.setdefault(function, []).append(arn.split("}/", 1)[1].replace("${__Stage__}", "*"))
    for (path, verb), route in meaning.http_routes(stack.design).items():
        asked = "prod/" + ("GET" if verb == "ANY" else verb) + re.sub(r"\{[^}]*\}", "x", path)
        patterns = allowed[ids[route.function]]
        assert any(re.fullmatch(re.escape(p).replace(r"\*", ".*"), asked) for p in patterns), (asked, patterns)
    for authorizer in stack.design["access"]["authorizers"]:
        for value in authorizer["kind"].values():
            if "function" in value:
                assert allowed[ids[value["function"]]] == ["authorizers/*"]


def test_the_domain_is_regional_and_leads_to_the_designs_stages(stack: Stack) -> None:
    domain = stack.design["domain"]
    found = list(stack.of_type("AWS::ApiGatewayV2::DomainName").values())
    assert [properties["DomainName"] for properties in found] == ([domain["name"]] if domain else [])
    for properties in found:
        (settings,) = properties["DomainNameConfigurations"]
        own = domain["certificate"] == "requested" and meaning.record(stack.design)
        certificate = domain["certificate_arn"] or {"Ref": "DomainCertificate" if own else "CertificateArn"}
        dual = {"IpAddressType": "dualstack"} if domain["ip_address_type"] == "dualstack" else {}
        wanted = {"EndpointType": "REGIONAL", "CertificateArn": certificate, "SecurityPolicy": "TLS_1_2"}
        mutual = domain["mutual_tls"]
        proof = mutual and mutual.get("ownership_certificate_arn")
        assert settings == wanted | dual | ({"OwnershipVerificationCertificateArn": proof} if proof else {})
        keys = {"TruststoreUri": "truststore_uri", "TruststoreVersion": "truststore_version"}
        assert properties.get("MutualTlsAuthentication") == (mutual and {k: mutual[v] for k, v in keys.items()})
    stages, (api,) = stage_names(stack), stack.of_type("AWS::ApiGatewayV2::Api")
    mappings = list(stack.of_type("AWS::ApiGatewayV2::ApiMapping").values())
    assert all(mapping["ApiId"] == {"Ref": api} for mapping in mappings)
    keys = {mapping.get("ApiMappingKey", ""): stages[mapping["Stage"]["Ref"]] for mapping in mappings}
    assert keys == meaning.mappings(stack.design)


def test_the_record_points_to_the_domain(stack: Stack) -> None:
    found = list(stack.of_type("AWS::Route53::RecordSet").values())
    assert [record["Type"] for record in found] == [record["Type"] for record in meaning.record_sets(stack.design)]
    for record in found:
        target = {"Fn::GetAtt": ["CustomDomain", "RegionalDomainName"]}
        zone = {"Fn::GetAtt": ["CustomDomain", "RegionalHostedZoneId"]}
        alias = record.get("AliasTarget")
        assert alias["DNSName"] == target and alias["HostedZoneId"] == zone if alias else record["ResourceRecords"] == [target]


def test_metrics_are_found_by_the_apis_id(stack: Stack) -> None:
    (api,) = stack.of_type("AWS::ApiGatewayV2::Api")
    alarms = stack.of_type("AWS::CloudWatch::Alarm").values()
    of_api = [alarm for alarm in alarms if alarm["Namespace"] == "AWS/ApiGateway"]
    assert bool(of_api) == bool(stack.design["monitoring"]["alarms"])
    for alarm in of_api:
        dimensions = {dimension["Name"]: dimension["Value"] for dimension in alarm["Dimensions"]}
        assert dimensions["ApiId"] == {"Ref": api} and set(dimensions) == {"ApiId", "Stage"}


def test_openapi_is_openapi_with_the_designs_routes_authorizers_and_cors(each_http: Made) -> None:
    document, design = cfn.read(each_http.text(OPENAPI)), each_http.design
    account = design["account_id"] or "ACCOUNT_ID"
    uri = lambda name: f"functions/arn:aws:lambda:{REGION}:{account}:function:{name}/invocations"  # noqa: E731
    assert_routes(design, document, uri)
    assert_authorizers(design, document, uri)
    assert_cors(design, document)
    info = document["info"]
    assert (info["title"], info["description"]) == (design["api"]["http"]["name"], design["api"]["http"]["description"])
    assert bool(document.get("servers")) == design["api"]["http"]["disable_execute_api_endpoint"]
    plain = {re.sub(r"\+\}", "}", path): dict(item) for path, item in document["paths"].items()}
    for item in plain.values():
        if anything := item.pop("x-amazon-apigateway-any-method", None):
            item["trace"] = anything
    validate(document | {"paths": plain})


@pytest.mark.parametrize("name", LINTED)
def test_cfn_lint_takes_openapi_as_the_body_of_an_api(name: str, made: Callable[[str], Made]) -> None:
    api = {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Body": cfn.read(made(name).text(OPENAPI))}}
    assert cfn.lint(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Api": api}})) == []


@pytest.fixture(scope="module")
def readings(made: Callable[[str], Made]) -> dict[str, dict[str, Any]]:
    """What Zappa makes of the settings of every design."""
    folders = {name: str(made(name).folder / "zappa") for name in HTTP_DESIGNS}
    words = [sys.executable, str(READER), *folders.values()]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    by_folder = {reading["folder"]: reading for reading in map(json.loads, done.stdout.splitlines())}
    return {name: by_folder[folder] for name, folder in folders.items()}


@pytest.mark.parametrize("name", HTTP_DESIGNS)
def test_zappa_makes_an_http_api_of_each_stage(
    name: str, made: Callable[[str], Made], readings: dict[str, dict[str, Any]]
) -> None:
    reading, files = readings[name], made(name)
    design = files.design
    assert "error" not in reading, reading["error"]
    assert list(reading["stages"]) == [stage["name"] for stage in design["stages"]]
    for stage, read in reading["stages"].items():
        config, resources = read["config"], read["template"]["Resources"].values()
        by_type = {resource["Type"]: resource["Properties"] for resource in resources}
        assert set(config) <= KEYS and None not in config.values()
        # `update` crashes on a domain, `certify` on the API, `true` in `cors` on both.
        assert not {"domain", "certificate_arn", "route53_enabled", "authorizer", "api_key_required"} & set(config)
        api = by_type["AWS::ApiGatewayV2::Api"]
        assert (api["ProtocolType"], api["Description"]) == ("HTTP", design["api"]["http"]["description"])
        assert by_type["AWS::ApiGatewayV2::Stage"]["StageName"] == stage
        iam = design["access"]["authorization"] == "iam"
        assert by_type["AWS::ApiGatewayV2::Route"]["AuthorizationType"] == ("AWS_IAM" if iam else "NONE")
        cors = design["cors"]
        found = api.get("CorsConfiguration")
        assert bool(found) == bool(cors)
        if cors:
            assert found["AllowOrigins"] == cors["allow_origins"] and found["AllowMethods"] == cors["allow_methods"]
            assert found["AllowHeaders"] == cors["allow_headers"]
            assert found.get("AllowCredentials", False) == cors["allow_credentials"]
            assert found["MaxAge"] == (cors["max_age_seconds"] or 0)
        paths = [path for path, of in meaning.mappings(design).items() if of == stage]
        prefix = (f"/{paths[0]}/" if paths[0] else "/") if paths else ("/" if stage == "$default" else f"/{stage}/")
        environment = config.get("environment_variables", {})
        assert environment.get("DASH_REQUESTS_PATHNAME_PREFIX", "/") == prefix
        assert config.get("base_path", "") == (paths[0] if paths else "")
        if name in LINTED:
            assert cfn.lint(json.dumps(read["template"])) == []
    open_to_all = "everybody may call" in files.diagnostics
    assert open_to_all == bool(design["access"]["authorizers"])


def test_dns_elsewhere_points_to_the_domain_of_the_http_api(made: Callable[[str], Made]) -> None:
    text = made("HTTP DNS elsewhere").text("dns/README.md")
    assert "aws apigatewayv2 get-domain-name" in text and "ApiGatewayDomainName" in text
    assert "aws apigateway get-domain-name" not in text


def test_the_handler_and_the_readme_name_the_same_addresses(each_http: Made) -> None:
    """The stage `$default` has no path, whoever says it."""
    shown = set(re.findall(r"https://(\S+)   DASH", each_http.text("app/lambda_handler.py")))
    listed = set(re.findall(r"\| `https://([^`]+)` \|", each_http.text("README.md")))
    assert listed <= shown and not [address for address in shown | listed if "$default" in address]
    for domain in [each_http.design["domain"]] if each_http.design["domain"] else []:
        mapped = {f"{domain['name']}/{mapping['base_path']}/".replace("//", "/") for mapping in domain["mappings"]}
        assert mapped <= listed
