"""The normal form of the CloudFormation that SAM makes of a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import cloudformation as cfn
import meaning
from normal_form import Facts, Key, pairs

Template = dict[str, Any]


def of_template(expanded: Template, functions: dict[str, str]) -> Facts:
    """`functions` gives the design's name of a function by its logical id."""
    return dict(_facts(expanded, functions))


def _facts(expanded: Template, functions: dict[str, str]) -> Iterator[tuple[Key, Any]]:
    (api,) = cfn.of_type(expanded, "AWS::ApiGateway::RestApi").values()
    body = api["Body"]
    yield ("api", "kind"), "REST"
    (endpoint,) = api["EndpointConfiguration"]["Types"]
    yield ("api", "endpoint"), endpoint
    yield ("api", "policy"), body.get("x-amazon-apigateway-policy")
    yield ("api", "binary"), tuple(sorted(body.get("x-amazon-apigateway-binary-media-types", [])))
    for kind, one in body.get("x-amazon-apigateway-gateway-responses", {}).items():
        status = one.get("statusCode")
        parts = [pairs(one.get(key)) for key in ["responseParameters", "responseTemplates"]]
        yield ("answer", kind), (status and str(status), *parts)
    for name, schema in body.get("components", {}).get("schemas", {}).items():
        schema = dict(schema)
        yield ("model", name), (schema.pop("description", ""), schema)
    stages = cfn.of_type(expanded, "AWS::ApiGateway::Stage")
    names = {logical: stage["StageName"] for logical, stage in stages.items()}
    methods = list(_methods(body, functions))
    for stage in stages.values():
        yield from _stage(expanded, stage)
        yield from ((("stage", stage["StageName"], *key), value) for key, value in methods)
    yield from _access(expanded, names)
    yield from _domain(expanded, names)
    for group in cfn.of_type(expanded, "AWS::Logs::LogGroup").values():
        yield ("log group", group["LogGroupName"]), group["RetentionInDays"]


def _methods(body: Template, functions: dict[str, str]) -> Iterator[tuple[Key, Any]]:
    """Every operation; `security` of a scheme that is not declared protects nothing."""
    schemes = body.get("components", {}).get("securitySchemes", {})
    for path, operations in body["paths"].items():
        for operation, method in operations.items():
            integration = method["x-amazon-apigateway-integration"]
            if integration["type"] == "mock":
                (answer,) = integration["responses"].values()
                headers = {
                    name.removeprefix("method.response.header."): value.strip("'")
                    for name, value in answer["responseParameters"].items()
                }
                assert integration["contentHandling"] == "CONVERT_TO_TEXT" and not method.get("security")
                yield ("preflight", path), pairs(headers)
                continue
            verb = "ANY" if operation == "x-amazon-apigateway-any-method" else operation.upper()
            if request := _request(body, method, path):
                yield ("request", path, verb), request
            required = [
                schemes[name] for entry in method.get("security", []) for name in entry if name in schemes
            ]
            signed = any(scheme.get("x-amazon-apigateway-authtype") == "awsSigv4" for scheme in required)
            keyed = any(scheme["name"].lower() == "x-api-key" for scheme in required)
            called = cfn.called(integration["uri"]["Fn::Sub"], functions)
            assert integration["type"] == "aws_proxy"
            yield (
                ("method", path, verb),
                tuple(meaning.Method(called, "AWS_IAM" if signed else "NONE", keyed)),
            )


def _request(body: Template, method: Template, path: str) -> tuple[Any, ...] | None:
    """What a method takes; parameters of the path that are no cache keys mean nothing."""
    places = {"query": "querystring"}
    kept = {key.removeprefix("method.request.") for key in method["x-amazon-apigateway-integration"].get("cacheKeyParameters", [])}
    declared = {f"{places.get(one['in'], one['in'])}.{one['name']}": one["required"] for one in method.get("parameters", [])}
    assert kept <= set(declared)
    content = method.get("requestBody", {}).get("content", {})
    models = {kind: one["schema"]["$ref"].removeprefix("#/components/schemas/") for kind, one in content.items()}
    checked = None
    if name := method.get("x-amazon-apigateway-request-validator"):
        one = body["x-amazon-apigateway-request-validators"][name]
        checked = (one["validateRequestBody"], one["validateRequestParameters"])
    parameters = {name: (required, name in kept) for name, required in declared.items()}
    found = (tuple(sorted(parameters.items())), tuple(sorted(models.items())), checked)
    return found if any(found) else None


def _stage(expanded: Template, stage: Template) -> Iterator[tuple[Key, Any]]:
    settings = {(entry["ResourcePath"], entry["HttpMethod"]): entry for entry in stage.get("MethodSettings", [])}
    all_methods = settings.pop(("/*", "*"), {})
    rate = all_methods.get("ThrottlingRateLimit")
    log = stage.get("AccessLogSetting")
    group = log and re.search(r"log-group:\$\{(\w+)\}$", log["DestinationArn"]["Fn::Sub"])
    groups = cfn.of_type(expanded, "AWS::Logs::LogGroup")
    for name, value in {
        "description": stage.get("Description", ""),
        "variables": pairs(stage.get("Variables")),
        "throttle": None if rate is None else (float(rate), all_methods["ThrottlingBurstLimit"]),
        "cache": (stage["CacheClusterSize"], *_kept(all_methods)) if stage.get("CacheClusterEnabled") else None,
        "access_log": group and (groups[group[1]]["LogGroupName"], log["Format"]),
        "execution_log": all_methods.get("LoggingLevel", "OFF"),
        "detailed_metrics": all_methods.get("MetricsEnabled", False),
        "tracing": stage.get("TracingEnabled", False),
    }.items():
        yield ("stage", stage["StageName"], name), value
    for (path, verb), own in settings.items():
        rate = own.get("ThrottlingRateLimit")
        limits = None if rate is None else (float(rate), own["ThrottlingBurstLimit"])
        watched = (own.get("LoggingLevel", "OFF"), own.get("MetricsEnabled", False))
        path = path if path == "/" else path[1:].replace("~1", "/").replace("~0", "~")
        yield ("stage", stage["StageName"], "settings", path, verb), (limits, _kept(own), watched)


def _kept(settings: Template) -> tuple[int, bool] | bool | None:
    """How long answers are kept, and whether encrypted."""
    enabled = settings.get("CachingEnabled")
    return (settings["CacheTtlInSeconds"], settings["CacheDataEncrypted"]) if enabled else enabled


def _access(expanded: Template, stages: dict[str, str]) -> Iterator[tuple[Key, Any]]:
    keys = cfn.of_type(expanded, "AWS::ApiGateway::ApiKey")
    for key in keys.values():
        yield ("key", key["Name"]), (key.get("Description", ""), key["Enabled"])
    links = list(cfn.of_type(expanded, "AWS::ApiGateway::UsagePlanKey").values())
    for logical, plan in cfn.of_type(expanded, "AWS::ApiGateway::UsagePlan").items():
        throttle, quota = plan.get("Throttle"), plan.get("Quota")
        held = [
            keys[link["KeyId"]["Ref"]]["Name"] for link in links if link["UsagePlanId"]["Ref"] == logical
        ]
        yield (
            ("plan", plan["UsagePlanName"]),
            (
                plan.get("Description", ""),
                tuple(sorted(stages[stage["Stage"]["Ref"]] for stage in plan.get("ApiStages", []))),
                throttle and (float(throttle["RateLimit"]), throttle["BurstLimit"]),
                _plan_methods(plan),
                quota and (quota["Limit"], quota["Period"]),
                tuple(sorted(held)),
            ),
        )


def _plan_methods(plan: Template) -> tuple[tuple[str, Any], ...]:
    """Limits of single methods, the same in every stage."""
    (found,) = {
        tuple(sorted((key, (float(one["RateLimit"]), one["BurstLimit"])) for key, one in stage.get("Throttle", {}).items()))
        for stage in plan["ApiStages"]
    }
    return found


def _domain(expanded: Template, stages: dict[str, str]) -> Iterator[tuple[Key, Any]]:
    for domain in cfn.of_type(expanded, "AWS::ApiGateway::DomainName").values():
        (endpoint,) = domain["EndpointConfiguration"]["Types"]
        yield ("domain", domain["DomainName"]), endpoint
    for mapping in cfn.of_type(expanded, "AWS::ApiGateway::BasePathMapping").values():
        yield ("mapping", mapping.get("BasePath", "")), stages[mapping["Stage"]["Ref"]]
    for record in cfn.of_type(expanded, "AWS::Route53::RecordSet").values():
        ttl = record.get("TTL")
        yield ("record", record["Name"]), (record["Type"], ttl and int(ttl))
