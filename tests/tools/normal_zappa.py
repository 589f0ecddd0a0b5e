"""The normal form of what Zappa makes of its settings: an API for each stage.

Stages are made by calls, so they are not in Zappa's template: their facts come from the settings as Zappa
loads them, with Zappa's own defaults.
"""

from __future__ import annotations

from typing import Any

import meaning
from meaning_backend import constants
from normal_form import Facts, Told, pairs, record_facts

Reading = dict[str, Any]


def of_reading(reading: Reading, function: str) -> Facts:
    """Zappa names a function of its own for each stage; what it runs is the design's first one."""
    return dict(_facts(reading, function))


def _facts(reading: Reading, function: str) -> Told:
    yield ("api", "kind"), "REST"
    for name, stage in reading["stages"].items():
        config, template = stage["config"], stage["template"]
        resources = list(template["Resources"].values())
        (api,) = _of(resources, "AWS::ApiGateway::RestApi")
        (endpoint,) = api["EndpointConfiguration"]["Types"]
        yield ("api", "name"), api["Name"]
        yield ("api", "description"), api["Description"]
        yield ("api", "closed"), False
        yield ("api", "endpoint"), endpoint
        yield ("api", "addresses"), "dualstack" if endpoint == "PRIVATE" else "ipv4"
        yield ("api", "vpc endpoints"), ()
        yield ("api", "policy"), api.get("Policy")
        yield ("api", "binary"), ("*/*",) if config.get("binary_support", True) else ()
        compresses = config.get("payload_compression", True)
        yield ("api", "compression"), config.get("payload_minimum_compression_size", 0) if compresses else None
        yield ("api", "key source"), "HEADER"
        for authorizer in _of(resources, "AWS::ApiGateway::Authorizer"):
            yield ("authorizer", authorizer["Name"]), _authorizer(authorizer, config)
        for key, value in _methods(resources, function, authorizer_name(resources)):
            yield ("stage", name, *key), value
        yield from _stage(name, config)
        if "domain" in config:
            # `zappa certify` makes edge domains alone, with one record and one mapping.
            told = {"endpoint": "EDGE", "security_policy": "TLS_1_2", "endpoint_access_mode": None, "ip_address_type": "ipv4", "mutual_tls": None}
            for part, value in told.items():
                yield ("domain", config["domain"], part), value
            yield ("mapping", config.get("base_path") or ""), name
            if config.get("route53_enabled", True):
                key = ("record", f"{config['domain']}.", "CNAME", "")
                yield from record_facts(key, 60, (None, None, None), None, False)


def _of(resources: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [resource["Properties"] for resource in resources if resource["Type"] == kind]


def authorizer_name(resources: list[dict[str, Any]]) -> str | None:
    found = _of(resources, "AWS::ApiGateway::Authorizer")
    assert len(found) <= 1
    return found[0]["Name"] if found else None


def _authorizer(authorizer: dict[str, Any], config: Reading) -> tuple[Any, ...]:
    """Whom Zappa asks: a function of the app's own, named by its module, or one by its ARN, or user pools."""
    settings, kind = config["authorizer"], authorizer["Type"]
    source, pools = authorizer["IdentitySource"], tuple(authorizer.get("ProviderARNs", ()))
    if kind == "COGNITO_USER_POOLS":
        return tuple(meaning.Authorizer(kind, None, source, "", None, pools))
    # An ARN may end in an alias.
    function = settings["arn"].partition(":function:")[2] if "arn" in settings else settings["function"]
    expression = authorizer.get("IdentityValidationExpression", "")
    ttl = authorizer["AuthorizerResultTtlInSeconds"]
    return tuple(meaning.Authorizer(kind, function, source, expression, ttl, ()))


def _methods(resources: list[dict[str, Any]], function: str, authorizer: str | None) -> Told:
    for method in _of(resources, "AWS::ApiGateway::Method"):
        greedy = method["ResourceId"].get("Ref") is not None
        key = ("method", "/{proxy+}" if greedy else "/", method["HttpMethod"])
        kind = method["AuthorizationType"]
        if method["HttpMethod"] == "OPTIONS":
            (answer,) = method["Integration"]["IntegrationResponses"]
            backend: tuple[Any, ...] = ("mock", answer["StatusCode"], pairs(constants(answer["ResponseParameters"])), ())
        else:
            # The qualifier of its own function follows the ARN, whose last part is the name.
            qualifier = method["Integration"]["Uri"].removesuffix("/invocations").partition(":function:f")[2]
            backend = ("lambda", function + qualifier)
        yield (*key, "backend"), backend
        yield (*key, "timeout"), None
        yield (*key, "authorization"), (kind, authorizer if kind not in ("NONE", "AWS_IAM") else None, ())
        yield (*key, "key"), method.get("ApiKeyRequired", False)


def _stage(name: str, config: dict[str, Any]) -> Told:
    for setting, value in {
        "description": "",
        "variables": (),
        "throttle": None,
        "access_log": None,
        "execution_log": config.get("cloudwatch_log_level", "OFF"),
        "data_trace": config.get("cloudwatch_data_trace", False),
        "detailed_metrics": config.get("cloudwatch_metrics_enabled", False),
        "tracing": False,
        # It makes the cache and turns caching on for no method.
        "cache": None,
        "web_acl": "",
        "canary": None,
    }.items():
        yield ("stage", name, setting), value
