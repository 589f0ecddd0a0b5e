"""The normal form of what Zappa makes of its settings: an API for each stage.

Stages are made by calls, so they are not in Zappa's template: their facts come from the settings as Zappa
loads them, with Zappa's own defaults.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import meaning
from normal_form import Facts, Key, pairs

Reading = dict[str, Any]


def of_reading(reading: Reading, function: str) -> Facts:
    """Zappa names a function of its own for each stage; what it runs is the design's first one."""
    return dict(_facts(reading, function))


def _facts(reading: Reading, function: str) -> Iterator[tuple[Key, Any]]:
    yield ("api", "kind"), "REST"
    for name, stage in reading["stages"].items():
        config, template = stage["config"], stage["template"]
        resources = list(template["Resources"].values())
        (api,) = _of(resources, "AWS::ApiGateway::RestApi")
        (endpoint,) = api["EndpointConfiguration"]["Types"]
        yield ("api", "endpoint"), endpoint
        yield ("api", "policy"), api.get("Policy")
        yield ("api", "binary"), ("*/*",) if config.get("binary_support", True) else ()
        for key, value in _methods(resources, function):
            yield ("stage", name, *key), value
        yield from _stage(name, config)
        if "domain" in config:
            # `zappa certify` makes edge domains alone, with one record and one mapping.
            yield ("domain", config["domain"]), "EDGE"
            yield ("mapping", config.get("base_path", "")), name
            if config.get("route53_enabled", True):
                yield ("record", f"{config['domain']}."), ("CNAME", 60)


def _of(resources: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [resource["Properties"] for resource in resources if resource["Type"] == kind]


def _methods(resources: list[dict[str, Any]], function: str) -> Iterator[tuple[Key, Any]]:
    for method in _of(resources, "AWS::ApiGateway::Method"):
        greedy = method["ResourceId"].get("Ref") is not None
        path = "/{proxy+}" if greedy else "/"
        if method["HttpMethod"] == "OPTIONS":
            (answer,) = method["Integration"]["IntegrationResponses"]
            headers = {
                name.removeprefix("method.response.header."): value.strip("'")
                for name, value in answer["ResponseParameters"].items()
            }
            yield ("preflight", path), pairs(headers)
            continue
        # The qualifier of its own function follows the ARN, whose last part is the name.
        qualifier = method["Integration"]["Uri"].removesuffix("/invocations").partition(":function:f")[2]
        called = meaning.Method(function + qualifier, method["AuthorizationType"], method["ApiKeyRequired"])
        yield ("method", path, method["HttpMethod"]), tuple(called)


def _stage(name: str, config: dict[str, Any]) -> Iterator[tuple[Key, Any]]:
    for setting, value in {
        "description": "",
        "variables": (),
        "throttle": None,
        "cache": None,
        "access_log": None,
        "execution_log": config.get("cloudwatch_log_level", "OFF"),
        "detailed_metrics": config.get("cloudwatch_metrics_enabled", False),
        "tracing": False,
    }.items():
        yield ("stage", name, setting), value
