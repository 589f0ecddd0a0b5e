"""The normal form of HTTP APIs: of a design, of what SAM makes of it, and random designs to compare.

Kept apart from REST's form: the two kinds share hardly a fact, and none by its name in the services' APIs.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import cloudformation as cfn
import meaning
from designs import ACCOUNT, REGION, Design
from normal_form import Facts, Key, pairs
from strategies import designs as rest_designs

CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555"
ISSUER = "https://login.example.com/"
OPEN_TO_ALL = "x-amazon-apigateway-any-method"


@st.composite
def designs(draw: DrawFn, rest: Design, http: Design) -> Design:
    """A random design of a REST API with all that an HTTP API cannot have taken away, and what only it has."""
    design = copy.deepcopy(draw(rest_designs(rest)))
    api = design["api"].pop("rest")
    design["api"] = {
        "http": {
            "name": api["name"],
            "description": api["description"],
            "ip_address_type": draw(st.sampled_from(["ipv4", "dualstack"])),
            "disable_execute_api_endpoint": draw(st.booleans()),
            "payload_format_version": draw(st.sampled_from(["1.0", "2.0"])),
        }
    }
    jwt = {"issuer": ISSUER, "audience": ["app"], "header": "Authorization", "scopes": draw(st.sampled_from([[], ["a"]]))}
    design["access"] |= {"api_key_required": False, "api_keys": [], "usage_plans": []}
    design["access"]["authorizers"] = [{"name": "login", "kind": {"jwt": jwt}}]
    default = draw(st.sampled_from(["none", "iam", {"authorizer": "login"}]))
    design["access"]["authorization"] = default
    for method in (method for route in design["routes"] for method in route["methods"]):
        method |= {"api_key_required": None, "cache": "stage"}
        method.pop("request", None)
        if draw(st.booleans()):
            method["authorization"] = {"authorizer": "login"}
            method["authorization_scopes"] = draw(st.sampled_from([[], ["b", "c"]]))
    for route in design["routes"]:
        route.pop("cors", None)
    names = {stage["name"]: stage["name"] for stage in design["stages"]}
    if draw(st.booleans()):
        names[design["stages"][0]["name"]] = "$default"
    for stage in design["stages"]:
        stage |= {"name": names[stage["name"]], "execution_log": "OFF", "tracing": False, "cache": None}
    if domain := design["domain"]:
        domain |= {"endpoint": "REGIONAL", "certificate_arn": domain["certificate_arn"] and CERTIFICATE}
        for mapping in domain["mappings"]:
            mapping["stage"] = names[mapping["stage"]]
    if design["cors"] and draw(st.booleans()) and "*" not in design["cors"]["allow_origins"]:
        design["cors"]["allow_origins"].append("https://other.example.com")
    return design | {"output": http["output"]}


def of_design(design: Design) -> tuple[Facts, dict[Key, list[str]]]:
    """The facts of a design, and the places in it that each comes from."""
    told = list(_of_design(design))
    return {key: value for key, value, _ in told}, {key: [at] for key, _, at in told}


def _of_design(design: Design) -> Iterator[tuple[Key, Any, str]]:
    http, cors = design["api"]["http"], design["cors"]
    for field in ["name", "description", "ip_address_type", "disable_execute_api_endpoint"]:
        yield ("api", field), http[field], f"/api/http/{field}"
    yield ("api", "cors"), cors and _cors(*(cors[key] for key in CORS)), "/cors"
    for (path, verb), route in meaning.http_routes(design).items():
        value = (route.function, route.authorization, route.authorizer, route.scopes, http["payload_format_version"])
        yield ("route", path, verb), value, "/routes"
    for authorizer in design["access"]["authorizers"]:
        jwt = authorizer["kind"]["jwt"]
        value = (jwt["issuer"], tuple(jwt["audience"]), f"$request.header.{jwt['header']}")
        yield ("authorizer", authorizer["name"]), value, "/access/authorizers"
    for s, stage in enumerate(design["stages"]):
        throttle, group = stage["throttle"], meaning.log_group(design, stage)
        for name, value in {
            "description": stage["description"],
            "variables": pairs(meaning.variables(stage)),
            "throttle": meaning.limits(throttle),
            "routes": pairs(meaning.route_settings(design)),
            "access_log": group and (group, meaning.log_format(stage, http=True)),
            "detailed_metrics": stage["detailed_metrics"],
        }.items():
            at = "/routes" if name == "routes" else f"/stages/{s}/{name}"
            yield ("stage", stage["name"], name), value, at
    for group, days in meaning.log_groups(design).items():
        yield ("log group", group), days, "/stages"
    if domain := design["domain"]:
        yield ("domain", domain["name"]), domain["endpoint"], "/domain/endpoint"
        for m, mapping in enumerate(domain["mappings"]):
            yield ("mapping", mapping["base_path"]), mapping["stage"], f"/domain/mappings/{m}"
        if record := meaning.record(design):
            kind = record["record"]
            value = ("A", None) if kind == "alias" else ("CNAME", kind["cname"])
            yield ("record", f"{domain['name']}."), value, "/domain/dns/route53"


CORS = ["allow_origins", "allow_methods", "allow_headers", "allow_credentials", "max_age_seconds"]


def _cors(origins: list[str], methods: list[str], headers: list[str], credentials: bool, age: int | None) -> tuple[Any, ...]:
    return tuple(origins), tuple(methods), tuple(headers), credentials, age


def of_template(expanded: dict[str, Any], functions: dict[str, str]) -> Facts:
    """Of the CloudFormation that SAM made; `functions` gives the design's name of a function by its logical id."""
    return dict(_of_template(expanded, functions))


def _of_template(expanded: dict[str, Any], functions: dict[str, str]) -> Iterator[tuple[Key, Any]]:
    (api,) = cfn.of_type(expanded, "AWS::ApiGatewayV2::Api").values()
    body = api["Body"]
    closed = body.get("servers", [{}])[0].get("x-amazon-apigateway-endpoint-configuration", {})
    yield ("api", "name"), body["info"]["title"]
    yield ("api", "description"), body["info"].get("description", "")
    yield ("api", "ip_address_type"), api.get("IpAddressType", "ipv4")
    yield ("api", "disable_execute_api_endpoint"), closed.get("disableExecuteApiEndpoint", False)
    cors = body.get("x-amazon-apigateway-cors")
    keys = [("allowOrigins", []), ("allowMethods", []), ("allowHeaders", []), ("allowCredentials", False), ("maxAge", None)]
    yield ("api", "cors"), cors and _cors(*(cors.get(key, default) for key, default in keys))
    schemes = body.get("components", {}).get("securitySchemes", {})
    for name, scheme in schemes.items():
        if name != "AWS_IAM":
            settings = scheme["x-amazon-apigateway-authorizer"]
            token = settings["jwtConfiguration"]
            value = (token["issuer"], tuple(token["audience"]), settings["identitySource"])
            yield ("authorizer", name), value
    for path, operations in body["paths"].items():
        for operation, method in operations.items():
            verb = "ANY" if operation == OPEN_TO_ALL else operation.upper()
            integration = method["x-amazon-apigateway-integration"]
            called = cfn.called(integration["uri"]["Fn::Sub"], functions)
            assert integration["type"] == "aws_proxy"
            # A scheme that is not declared protects nothing.
            required = {name: scopes for entry in method.get("security", []) for name, scopes in entry.items() if name in schemes}
            kind, name, scopes = "NONE", None, ()
            if required:
                ((name, listed),) = required.items()
                kind, name, scopes = ("AWS_IAM", None, ()) if name == "AWS_IAM" else ("JWT", name, tuple(sorted(listed)))
            yield ("route", path, verb), (called, kind, name, scopes, integration["payloadFormatVersion"])
    stages = cfn.of_type(expanded, "AWS::ApiGatewayV2::Stage")
    groups = cfn.of_type(expanded, "AWS::Logs::LogGroup")
    for stage in stages.values():
        assert stage["AutoDeploy"] is True
        yield from _stage(stage, groups)
    for group in groups.values():
        yield ("log group", group["LogGroupName"]), group["RetentionInDays"]
    for domain in cfn.of_type(expanded, "AWS::ApiGatewayV2::DomainName").values():
        (settings,) = domain["DomainNameConfigurations"]
        yield ("domain", domain["DomainName"]), settings["EndpointType"]
    for mapping in cfn.of_type(expanded, "AWS::ApiGatewayV2::ApiMapping").values():
        yield ("mapping", mapping.get("ApiMappingKey", "")), stages[mapping["Stage"]["Ref"]]["StageName"]
    for record in cfn.of_type(expanded, "AWS::Route53::RecordSet").values():
        ttl = record.get("TTL")
        yield ("record", record["Name"]), (record["Type"], ttl and int(ttl))


def _stage(stage: dict[str, Any], groups: dict[str, dict[str, Any]]) -> Iterator[tuple[Key, Any]]:
    settings, log = stage.get("DefaultRouteSettings", {}), stage.get("AccessLogSettings")
    rate = settings.get("ThrottlingRateLimit")
    group = log and re.search(r"log-group:\$\{(\w+)\}$", log["DestinationArn"]["Fn::Sub"])
    for name, value in {
        "description": stage.get("Description", ""),
        "variables": pairs(stage.get("StageVariables")),
        "throttle": None if rate is None else (float(rate), settings["ThrottlingBurstLimit"]),
        "routes": pairs({key: _limits(own, settings) for key, own in stage.get("RouteSettings", {}).items()}),
        "access_log": group and (groups[group[1]]["LogGroupName"], log["Format"]),
        "detailed_metrics": settings.get("DetailedMetricsEnabled", False),
    }.items():
        yield ("stage", stage["StageName"], name), value


def _limits(own: dict[str, Any], all_routes: dict[str, Any]) -> tuple[float, int]:
    """Of one route, which is watched as all are."""
    assert own.get("DetailedMetricsEnabled", False) == all_routes.get("DetailedMetricsEnabled", False)
    return float(own["ThrottlingRateLimit"]), own["ThrottlingBurstLimit"]
