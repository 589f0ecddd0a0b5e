"""`sam/template.yaml` through cfn-lint, SAM's translator, and cfn-lint again.

Each of the three layers misses what the others find, and all three miss what a template *means*;
so the expanded CloudFormation is compared with the design as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import cloudformation as cfn
import meaning
import studio
from designs import DESIGNS
from studio import Made

TEMPLATE = "sam/template.yaml"
LOG_ARN = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"


class Checked(NamedTuple):
    """What the tools say about one template."""

    source_findings: list[str]
    expanded: dict[str, Any]
    expanded_findings: list[str]


def check(text: str) -> Checked:
    expanded = cfn.expand(text)
    return Checked(cfn.lint(text), expanded, cfn.lint_expanded(expanded))


@pytest.fixture(scope="module")
def checked(made: Callable[[str], Made]) -> dict[str, Checked]:
    """Every template through the tools, on all cores: they take seconds."""
    texts = {name: made(name).text(TEMPLATE) for name in DESIGNS}
    with ProcessPoolExecutor() as pool:
        return dict(zip(texts, pool.map(check, texts.values())))


class Stack(NamedTuple):
    """A design beside the CloudFormation that SAM made of its template."""

    made: Made
    checked: Checked

    @property
    def design(self) -> dict[str, Any]:
        return self.made.design

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        return cfn.of_type(self.checked.expanded, kind)

    def only(self, kind: str) -> dict[str, Any]:
        (properties,) = self.of_type(kind).values()
        return properties

    @property
    def body(self) -> dict[str, Any]:
        """The API's OpenAPI document."""
        return self.only("AWS::ApiGateway::RestApi")["Body"]

    def function_ids(self) -> dict[str, str]:
        """How the template calls a function, by its name: the logical id of one that it makes, in the design's
        order, and the ARN of one that exists."""
        source = cfn.read(self.made.text(TEMPLATE))
        names = [function["name"] for function in self.design["functions"] if not function["arn"]]
        ids = dict(zip(names, cfn.of_type(source, "AWS::Serverless::Function"), strict=True))
        return ids | {function["name"]: function["arn"] for function in self.design["functions"] if function["arn"]}

    def uri(self, function: str) -> str:
        """The end of what API Gateway calls to run a function."""
        name = self.function_ids()[function]
        return f":lambda:path/2015-03-31/functions/{name if name.startswith('arn:') else f'${{{name}.Arn}}'}/invocations"

    def allowed(self) -> dict[str, list[Any]]:
        """The sources that permissions name, by what calls the function."""
        found: dict[str, list[Any]] = {}
        for permission in self.of_type("AWS::Lambda::Permission").values():
            name = permission["FunctionName"]
            function = name if isinstance(name, str) else name.get("Ref") or name["Fn::GetAtt"][0]
            found.setdefault(function, []).append(permission["SourceArn"])
        return found

    def stage_names(self) -> dict[str, str]:
        """Name of a stage by its logical id."""
        return {name: stage["StageName"] for name, stage in self.of_type("AWS::ApiGateway::Stage").items()}


@pytest.fixture(params=DESIGNS)
def stack(request: pytest.FixtureRequest, made: Callable[[str], Made], checked: dict[str, Checked]) -> Stack:
    return Stack(made(request.param), checked[request.param])


def test_cfn_lint_finds_nothing_in_the_source(stack: Stack) -> None:
    assert stack.checked.source_findings == []


def test_cfn_lint_finds_nothing_in_what_sam_makes_of_it(stack: Stack) -> None:
    assert stack.checked.expanded_findings == []


def test_there_is_one_api_and_it_is_the_designs(stack: Stack) -> None:
    """An event without `RestApiId` would make an API of its own and leave this one empty."""
    rest = stack.design["api"]["rest"]
    api = stack.only("AWS::ApiGateway::RestApi")
    assert (api["Name"], api["Description"]) == (rest["name"], rest["description"])
    wanted = meaning.endpoint(stack.design)
    dual = {"IpAddressType": "dualstack"} if wanted["ipAddressType"] == "dualstack" else {}
    ids = {"VpcEndpointIds": wanted["vpcEndpointIds"]} if wanted["vpcEndpointIds"] else {}
    assert api["EndpointConfiguration"] == {"Types": wanted["types"], **dual, **ids}
    assert api.get("MinimumCompressionSize") == rest["minimum_compression_size"]
    assert api.get("ApiKeySourceType", "HEADER") == rest["api_key_source"]
    assert sorted(stack.body["x-amazon-apigateway-binary-media-types"]) == sorted(rest["binary_media_types"])


def test_the_policy_is_part_of_what_a_deployment_is_made_of(stack: Stack) -> None:
    """`Policy` of the API would change without a new deployment, so it stands in the body that names one."""
    assert stack.body.get("x-amazon-apigateway-policy") == meaning.policy(stack.design)
    assert "Policy" not in stack.only("AWS::ApiGateway::RestApi")
    for output in stack.checked.expanded.get("Outputs", {}).values():
        url = output["Value"].get("Fn::Sub", "")
        if ".execute-api." in url:
            (id_,) = stack.of_type("AWS::ApiGateway::RestApi")
            assert url.startswith(f"https://{meaning.host(stack.design, f'${{{id_}}}')}.execute-api.")


def test_the_default_url_is_closed_where_the_design_closes_it(stack: Stack) -> None:
    """API Gateway reads it from the first server of an OpenAPI 3 document, nowhere else."""
    closed = stack.design["api"]["rest"]["disable_execute_api_endpoint"]
    servers = stack.body.get("servers", [])
    settings = [server["x-amazon-apigateway-endpoint-configuration"] for server in servers]
    assert settings == ([{"disableExecuteApiEndpoint": True}] if closed else [])
    urls = [name for name in stack.checked.expanded.get("Outputs", {}) if name.endswith("Url")]
    assert len(urls) == (0 if closed else len(stack.design["stages"]))


def test_web_acls_stand_before_the_designs_stages(stack: Stack) -> None:
    (api,) = stack.of_type("AWS::ApiGateway::RestApi")
    head = f"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}::/restapis/${{{api}}}/stages/"
    stages, found = stack.stage_names(), {}
    for link in stack.of_type("AWS::WAFv2::WebACLAssociation").values():
        place = re.fullmatch(re.escape(head) + r"\$\{(\w+)\}", link["ResourceArn"]["Fn::Sub"])
        assert place, link
        found[stages[place[1]]] = link["WebACLArn"]
    wanted = {stage["name"]: meaning.web_acl(stage) for stage in stack.design["stages"]}
    assert found == {name: arn for name, arn in wanted.items() if arn}


def test_the_stages_are_exactly_the_designs(stack: Stack) -> None:
    """SAM adds a stage named `Stage` to an API without `OpenApiVersion`."""
    stages = {stage["StageName"]: stage for stage in stack.of_type("AWS::ApiGateway::Stage").values()}
    assert sorted(stages) == sorted(stage["name"] for stage in stack.design["stages"])
    deployments = [{"Ref": name} for name in stack.of_type("AWS::ApiGateway::Deployment")]
    for wanted in stack.design["stages"]:
        stage = stages[wanted["name"]]
        assert [stage["DeploymentId"]] == deployments
        assert stage.get("Variables", {}) == meaning.variables(wanted)
        assert stage.get("TracingEnabled", False) == wanted["tracing"]
        cache = wanted["cache"]
        assert stage.get("CacheClusterEnabled", False) == (cache is not None)
        assert stage.get("CacheClusterSize") == (cache and cache["size"])
        assert access_log(stack, stage) == wanted_access_log(stack, wanted)
        assert method_settings(stage) == wanted_method_settings(wanted)


def access_log(stack: Stack, stage: dict[str, Any]) -> tuple[str, str] | None:
    """Log group and format; the group is referred to, without the `:*` that GetAtt adds."""
    setting = stage.get("AccessLogSetting")
    if not setting:
        return None
    arn = setting["DestinationArn"]["Fn::Sub"]
    name = re.fullmatch(re.escape(LOG_ARN) + r"\$\{(\w+)\}", arn)
    assert name, arn
    return stack.of_type("AWS::Logs::LogGroup")[name[1]]["LogGroupName"], setting["Format"]


def wanted_access_log(stack: Stack, stage: dict[str, Any]) -> tuple[str, str] | None:
    group = meaning.log_group(stack.design, stage)
    return group and (group, meaning.log_format(stage))


def method_settings(stage: dict[str, Any]) -> list[dict[str, Any]]:
    return stage.get("MethodSettings", [])


def wanted_method_settings(stage: dict[str, Any]) -> list[dict[str, Any]]:
    settings: dict[str, Any] = {}
    if stage["execution_log"] != "OFF":
        settings["LoggingLevel"] = stage["execution_log"]
    if stage["data_trace"]:
        settings["DataTraceEnabled"] = True
    if stage["detailed_metrics"]:
        settings["MetricsEnabled"] = True
    if throttle := stage["throttle"]:
        settings["ThrottlingRateLimit"] = throttle["rate_limit"]
        settings["ThrottlingBurstLimit"] = throttle["burst_limit"]
    if cache := stage["cache"]:
        settings["CachingEnabled"] = True
        settings["CacheTtlInSeconds"] = cache["ttl_seconds"]
        settings["CacheDataEncrypted"] = cache["encrypted"]
    return [{"ResourcePath": "/*", "HttpMethod": "*", **settings}] if settings else []


def test_log_groups_keep_what_the_design_says(stack: Stack) -> None:
    groups = {
        group["LogGroupName"]: group["RetentionInDays"]
        for group in stack.of_type("AWS::Logs::LogGroup").values()
    }
    assert groups == meaning.log_groups(stack.design)


def test_the_account_gets_a_log_role_only_when_something_logs(stack: Stack) -> None:
    assert len(stack.of_type("AWS::ApiGateway::Account")) == meaning.has_logs(stack.design)


def test_the_functions_are_exactly_the_designs(stack: Stack) -> None:
    functions = list(stack.of_type("AWS::Lambda::Function").values())
    settings = sorted(
        (
            function["Runtime"],
            function["MemorySize"],
            function["Timeout"],
            function.get("Architectures", ["x86_64"])[0],
            tuple(function.get("Environment", {}).get("Variables", {}).items()),
            function["Handler"],
        )
        for function in functions
    )
    assert settings == sorted(
        (
            function["runtime"],
            function["memory_mib"],
            function["timeout_seconds"],
            function["architecture"],
            tuple((variable["name"], variable["value"]) for variable in function["environment"]),
            meaning.handler(stack.design, function["name"]),
        )
        for function in stack.design["functions"]
        if not function["arn"]
    )


def test_every_method_calls_its_function_under_its_protection(stack: Stack) -> None:
    """`any` is no OpenAPI operation, and `security` without its scheme protects nothing."""
    schemes = stack.body.get("components", {}).get("securitySchemes", {})
    found = {}
    for path, operations in stack.body["paths"].items():
        for operation, method in operations.items():
            if method["x-amazon-apigateway-integration"]["type"] == "mock":
                continue
            verb = "ANY" if operation == "x-amazon-apigateway-any-method" else operation.upper()
            found[path, verb] = (method, operation)
    wanted = meaning.methods(stack.design)
    assert sorted(found) == sorted(wanted)
    for place, (method, operation) in found.items():
        assert operation == operation.lower() and operation != "any"
        integration = method["x-amazon-apigateway-integration"]
        assert (integration["type"], integration["httpMethod"]) == ("aws_proxy", "POST")
        assert integration["uri"]["Fn::Sub"].endswith(stack.uri(wanted[place].function))
        # A role of its own would stand in for the permission, and for the caller's.
        assert "credentials" not in integration
        # Schemes in one entry are wanted together, in several entries one is enough.
        entries = method.get("security", [])
        assert len(entries) <= 1
        required = dict(entries[0]) if entries else {}
        want = wanted[place]
        if want.authorizer:
            assert tuple(sorted(required.pop(want.authorizer))) == want.scopes
        kinds = sorted(kind(schemes[name]) for name in required)
        assert kinds == ["key"] * want.key + ["sigv4"] * (want.authorization == "AWS_IAM")


def test_the_authorizers_are_the_designs(stack: Stack) -> None:
    """A scheme without `x-amazon-apigateway-authorizer` is a name that lets everybody in."""
    schemes = stack.body.get("components", {}).get("securitySchemes", {})
    found, ids = {}, stack.function_ids()
    names = {"custom": ("token", "request"), "cognito_user_pools": ("cognito_user_pools",)}
    for name, scheme in schemes.items():
        if "x-amazon-apigateway-authorizer" not in scheme:
            continue
        settings = scheme["x-amazon-apigateway-authorizer"]
        assert (scheme["type"], scheme["in"]) == ("apiKey", "header")
        assert settings["type"] in names[scheme["x-amazon-apigateway-authtype"]]
        uri = settings.get("authorizerUri", {"Fn::Sub": ""})["Fn::Sub"]
        functions = [function for function in ids if uri.endswith(stack.uri(function))]
        request = settings["type"] == "request"
        found[name] = meaning.Authorizer(
            settings["type"].upper(),
            functions[0] if functions else None,
            settings.get("identitySource", "") if request else f"method.request.header.{scheme['name']}",
            settings.get("identityValidationExpression", ""),
            settings.get("authorizerResultTtlInSeconds"),
            tuple(settings.get("providerARNs", ())),
        )
    assert found == meaning.authorizers(stack.design)


def test_only_the_apis_authorizers_may_call_the_functions_they_ask(stack: Stack) -> None:
    ids = stack.function_ids()
    asked = {a.function for a in meaning.authorizers(stack.design).values() if a.function}
    allowed = stack.allowed()
    for function in asked:
        (source,) = allowed[ids[function]]
        (api,) = stack.of_type("AWS::ApiGateway::RestApi")
        assert source["Fn::Sub"].endswith(f":${{{api}}}/authorizers/*"), source


def kind(scheme: dict[str, str]) -> str:
    """What a security scheme means to API Gateway."""
    if scheme.get("x-amazon-apigateway-authtype") == "awsSigv4":
        assert (scheme["type"], scheme["name"], scheme["in"]) == ("apiKey", "Authorization", "header")
        return "sigv4"
    assert (scheme["type"], scheme["name"].lower(), scheme["in"]) == ("apiKey", "x-api-key", "header")
    return "key"


def test_the_api_may_call_every_function_it_integrates(stack: Stack) -> None:
    """Each path of a function needs a permission whose ARN matches what API Gateway asks for."""
    ids = stack.function_ids()
    allowed: dict[str, list[str]] = {}
    for function, sources in stack.allowed().items():
        for source in sources:
            text, values = (source["Fn::Sub"], {}) if isinstance(source["Fn::Sub"], str) else source["Fn::Sub"]
            for key, value in values.items():
                text = text.replace(f"${{{key}}}", value if isinstance(value, str) else f"${{{value['Ref']}}}")
            allowed.setdefault(function, []).append(text.split(":")[-1].split("/", 1)[1])
    for (path, verb), method in meaning.methods(stack.design).items():
        asked = "prod/" + ("GET" if verb == "ANY" else verb) + re.sub(r"\{[^}]*\}", "x", path)
        patterns = allowed.get(ids[method.function], [])
        assert any(re.fullmatch(re.escape(p).replace(r"\*", ".*"), asked) for p in patterns), (
            asked,
            patterns,
        )


def test_the_preflight_answers_the_designs_headers(stack: Stack) -> None:
    """Values carry single quotes of their own; without `CONVERT_TO_TEXT` the mock answers 500."""
    mocks = {
        path: method
        for path, operations in stack.body["paths"].items()
        for operation, method in operations.items()
        if method["x-amazon-apigateway-integration"]["type"] == "mock" and operation == "options"
    }
    assert set(mocks) == meaning.preflight_paths(stack.design)
    for method in mocks.values():
        integration = method["x-amazon-apigateway-integration"]
        assert integration["contentHandling"] == "CONVERT_TO_TEXT"
        assert integration["requestTemplates"] == {"application/json": '{"statusCode":204}'}
        assert not method.get("security")
        (answer,) = integration["responses"].values()
        headers = meaning.preflight_headers(stack.design)
        assert answer["statusCode"] == "204"
        assert answer["responseParameters"] == {
            f"method.response.header.{name}": f"'{value}'" for name, value in headers.items()
        }
        assert set(method["responses"]["204"]["headers"]) == set(headers)


def test_errors_of_the_gateway_are_readable_for_the_designs_origin(stack: Stack) -> None:
    responses = stack.body.get("x-amazon-apigateway-gateway-responses", {})
    found = {kind: response["responseParameters"] for kind, response in responses.items()}
    wanted = meaning.error_headers(stack.design)
    assert found == ({"DEFAULT_4XX": wanted, "DEFAULT_5XX": wanted} if wanted else {})


def test_keys_and_plans_are_the_designs(stack: Stack) -> None:
    access = stack.design["access"]
    keys = stack.of_type("AWS::ApiGateway::ApiKey")
    assert {key["Name"]: (key.get("Description", ""), key["Enabled"]) for key in keys.values()} == {
        key["name"]: (key["description"], key["enabled"]) for key in access["api_keys"]
    }
    plans = stack.of_type("AWS::ApiGateway::UsagePlan")
    stages = stack.stage_names()
    links: dict[str, list[str]] = {}
    for link in stack.of_type("AWS::ApiGateway::UsagePlanKey").values():
        links.setdefault(link["UsagePlanId"]["Ref"], []).append(keys[link["KeyId"]["Ref"]]["Name"])
    found = {
        plan["UsagePlanName"]: (
            plan.get("Description", ""),
            [stages[stage["Stage"]["Ref"]] for stage in plan.get("ApiStages", [])],
            plan.get("Throttle"),
            plan.get("Quota"),
            sorted(links.get(name, [])),
        )
        for name, plan in plans.items()
    }
    assert found == {
        plan["name"]: (
            plan["description"],
            plan["stages"],
            {"RateLimit": plan["throttle"]["rate_limit"], "BurstLimit": plan["throttle"]["burst_limit"]},
            {"Limit": plan["quota"]["limit"], "Period": plan["quota"]["period"]},
            sorted(plan["api_keys"]),
        )
        for plan in access["usage_plans"]
    }


def test_the_domain_has_its_kind_of_certificate(stack: Stack) -> None:
    """A regional domain takes `RegionalCertificateArn`, an edge domain `CertificateArn`."""
    domain = stack.design["domain"]
    found = list(stack.of_type("AWS::ApiGateway::DomainName").values())
    assert [(d["DomainName"], d["EndpointConfiguration"]["Types"]) for d in found] == (
        [(domain["name"], [domain["endpoint"]])] if domain else []
    )
    for properties in found:
        edge = domain["endpoint"] == "EDGE"
        proof = "OwnershipVerificationCertificateArn"
        given = {key: value for key, value in properties.items() if key.endswith("CertificateArn") and key != proof}
        # A stack makes certificates in its own region only, and proves them in Route 53 only.
        own = domain["certificate"] == "requested" and not edge and meaning.record(stack.design)
        parameter = {"Ref": "DomainCertificate" if own else "CertificateArn"}
        wanted = domain["certificate_arn"] or parameter
        assert given == {"CertificateArn" if edge else "RegionalCertificateArn": wanted}
        requested = stack.of_type("AWS::CertificateManager::Certificate")
        assert list(requested) == (["DomainCertificate"] if own else [])
        for certificate in requested.values():
            zone = meaning.record(stack.design)["hosted_zone_id"] or {"Ref": "HostedZoneId"}
            assert certificate == {
                "DomainName": domain["name"],
                "ValidationMethod": "DNS",
                "DomainValidationOptions": [{"DomainName": domain["name"], "HostedZoneId": zone}],
            }


def test_the_domain_answers_as_the_design_says(stack: Stack) -> None:
    """TLS versions, addresses, and whose certificates callers must show."""
    domain = stack.design["domain"]
    for properties in stack.of_type("AWS::ApiGateway::DomainName").values():
        assert properties["SecurityPolicy"] == domain["security_policy"]
        addresses = properties["EndpointConfiguration"].get("IpAddressType", "ipv4")
        assert addresses == domain["ip_address_type"]
        mutual = domain["mutual_tls"]
        wanted = mutual and {
            "TruststoreUri": mutual["truststore_uri"],
            "TruststoreVersion": mutual["truststore_version"],
        }
        assert properties.get("MutualTlsAuthentication") == wanted
        assert properties.get("OwnershipVerificationCertificateArn") == (mutual and mutual.get("ownership_certificate_arn"))


def test_the_domain_leads_to_the_designs_stages(stack: Stack) -> None:
    stages = stack.stage_names()
    mappings = stack.of_type("AWS::ApiGateway::BasePathMapping").values()
    found = {mapping.get("BasePath", ""): stages[mapping["Stage"]["Ref"]] for mapping in mappings}
    # Paths of several parts are no base paths to CloudFormation.
    for mapping in stack.of_type("AWS::ApiGatewayV2::ApiMapping").values():
        assert "/" in mapping["ApiMappingKey"] and mapping["ApiId"]["Ref"] in stack.of_type("AWS::ApiGateway::RestApi")
        found[mapping["ApiMappingKey"]] = stages[mapping["Stage"]["Ref"]]
    assert found == meaning.mappings(stack.design)


def test_the_record_points_to_the_domain(stack: Stack) -> None:
    record, found = meaning.record(stack.design), list(stack.of_type("AWS::Route53::RecordSet").values())
    wanted = meaning.record_sets(stack.design)
    assert len(found) == len(wanted)
    for properties, apart in zip(found, wanted):
        domain = stack.design["domain"]
        side = "Distribution" if domain["endpoint"] == "EDGE" else "Regional"
        (name,) = stack.of_type("AWS::ApiGateway::DomainName")
        target = {"Fn::GetAtt": [name, f"{side}DomainName"]}
        assert properties["Name"] == f"{domain['name']}."
        if record["record"] == "alias":
            assert "TTL" not in properties
            assert properties["AliasTarget"] == {
                "DNSName": target,
                "HostedZoneId": {"Fn::GetAtt": [name, f"{side}HostedZoneId"]},
                "EvaluateTargetHealth": record["evaluate_target_health"],
            }
        else:
            assert properties["TTL"] == str(record["record"]["cname"])
            assert properties["ResourceRecords"] == [target]
        known = {"Name", "TTL", "ResourceRecords", "AliasTarget", "HostedZoneId"}
        assert {key: value for key, value in properties.items() if key not in known} == apart
        zone = {key: value for key, value in properties.items() if key.startswith("HostedZone")}
        if record["hosted_zone_id"]:
            assert zone == {"HostedZoneId": record["hosted_zone_id"]}
        else:
            # By its name alone a private zone could be meant.
            assert zone == {"HostedZoneId": {"Ref": "HostedZoneId"}}


@pytest.mark.parametrize("names", [["dev", "prod"], ["blue-1", "prod"], ["dev", "prod_2"]])
def test_a_stage_keeps_its_id_whatever_leads_to_it(names: list[str], tmp_path: Path) -> None:
    """CloudFormation makes a stage under its new id before it removes the old one, which API Gateway refuses."""
    design = studio.design()
    for stage, name in zip(design["stages"], names, strict=True):
        stage["name"] = name
    design["access"]["usage_plans"] = []

    def ids(base_paths: dict[str, str], stages: list[dict[str, Any]]) -> dict[str, str]:
        design["stages"] = stages
        design["domain"]["mappings"] = [{"base_path": path, "stage": name} for path, name in base_paths.items()]
        expanded = cfn.expand(studio.generate(design, tmp_path).text(TEMPLATE))
        found = cfn.of_type(expanded, "AWS::ApiGateway::Stage")
        return {stage["StageName"]: logical for logical, stage in found.items()}

    first, second = names
    before = ids({"": first}, design["stages"])
    assert set(before) == set(names)
    assert ids({"": second}, design["stages"]) == before
    assert ids({"": second, "x": first}, design["stages"]) == before
    assert ids({"": second}, design["stages"][::-1]) == before


def test_the_text_is_plain_yaml_for_every_reader(stack: Stack) -> None:
    text = stack.made.text(TEMPLATE)
    assert "\r" not in text and "\t" not in text and "\ufeff" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    read = cfn.read(text)
    assert read["AWSTemplateFormatVersion"] == "2010-09-09"
    assert set(read) <= {
        "AWSTemplateFormatVersion",
        "Transform",
        "Description",
        "Metadata",
        "Parameters",
        "Conditions",
        "Resources",
        "Outputs",
    }
    # What the studio says to itself, and nobody else.
    assert set(read.get("Metadata", {})) <= {"GatewayStudio"}
