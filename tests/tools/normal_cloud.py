"""The normal form of what an account holds after `deploy.sh`: one API that is alone in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import meaning
from normal_form import Facts, Key, pairs

State = dict[str, Any]

# What a stage without limits of its own shows: the account's, or that they were lifted.
NO_THROTTLE = [(10000.0, 5000), (-1.0, -1)]


def of_state(state: State) -> Facts:
    return dict(_facts(state))


def _facts(state: State) -> Iterator[tuple[Key, Any]]:
    (api,) = state["apis"]
    settings = api["settings"]
    yield ("api", "kind"), "REST"
    (endpoint,) = settings["endpointConfiguration"]["types"]
    yield ("api", "endpoint"), endpoint
    yield ("api", "policy"), json.loads(settings["policy"]) if settings.get("policy") else None
    yield ("api", "binary"), tuple(sorted(settings.get("binaryMediaTypes") or []))
    origins = {
        response["gatewayresponse.header.Access-Control-Allow-Origin"].strip("'")
        for response in api["gateway responses"].values()
    }
    yield ("api", "errors readable for"), origins.pop() if origins else None
    methods = list(_methods(api))
    for stage in api["stages"].values():
        yield from _stage(stage)
        yield from ((("stage", stage["stageName"], *key), value) for key, value in methods)
    for acl in state["web acls"]:
        yield ("web acl",), (meaning.read_rules(acl["Rules"]), meaning.blocks(acl["Rules"]))
    yield from _access(state, settings["id"])
    yield from _domain(state)
    yield from ((("log group", group), days) for group, days in state["log groups"].items())


def _methods(api: State) -> Iterator[tuple[Key, Any]]:
    for path, resource in api["resources"].items():
        for verb, method in resource.get("resourceMethods", {}).items():
            integration = method["methodIntegration"]
            if integration["type"] == "MOCK":
                answers = integration["integrationResponses"].values()
                headers = {
                    name.removeprefix("method.response.header."): value.strip("'")
                    for answer in answers
                    for name, value in answer["responseParameters"].items()
                }
                yield ("preflight", path), pairs(headers)
                continue
            function = integration["uri"].split(":function:")[1].removesuffix("/invocations")
            called = meaning.Method(function, method["authorizationType"], method["apiKeyRequired"])
            yield ("method", path, verb), tuple(called)


def _web_acl(stage: State) -> str:
    arn = stage.get("webAclArn") or ""
    # The one that exists already is made by the tests under this name.
    return arn if not arn or "/webacl/dash/" in arn else "own"


def canary(stage: State) -> tuple[float, bool, tuple[tuple[str, str], ...]] | None:
    """Share of a canary, whether it uses the cache, and its variables."""
    found = stage.get("canarySettings")
    return found and (found["percentTraffic"], found["useStageCache"], pairs(found.get("stageVariableOverrides")))


def _stage(stage: State) -> Iterator[tuple[Key, Any]]:
    settings = stage["methodSettings"]["*/*"]
    throttle = (settings.get("throttlingRateLimit"), settings.get("throttlingBurstLimit"))
    log = stage.get("accessLogSettings")
    for name, value in {
        "description": stage.get("description", ""),
        "variables": pairs(stage.get("variables")),
        "throttle": None if throttle in NO_THROTTLE else throttle,
        "access_log": log and (log["destinationArn"].split(":log-group:")[1], log["format"]),
        "execution_log": settings["loggingLevel"],
        "detailed_metrics": settings["metricsEnabled"],
        "tracing": stage["tracingEnabled"],
        "web_acl": _web_acl(stage),
        "canary": canary(stage),
    }.items():
        yield ("stage", stage["stageName"], name), value


def _access(state: State, api: str) -> Iterator[tuple[Key, Any]]:
    names = {key["id"]: key["name"] for key in state["keys"]}
    for key in state["keys"]:
        yield ("key", key["name"]), (key.get("description", ""), key["enabled"])
    for plan in state["plans"]:
        throttle, quota = plan.get("throttle"), plan.get("quota")
        stages = plan.get("apiStages", [])
        assert {stage["apiId"] for stage in stages} <= {api}
        yield (
            ("plan", plan["name"]),
            (
                plan.get("description", ""),
                tuple(sorted(stage["stage"] for stage in stages)),
                (float(throttle["rateLimit"]), throttle["burstLimit"]) if throttle else None,
                (quota["limit"], quota["period"]) if quota else None,
                tuple(sorted(names[key] for key in plan["keys"])),
            ),
        )


def _domain(state: State) -> Iterator[tuple[Key, Any]]:
    for domain in state["domains"]:
        (endpoint,) = domain["endpointConfiguration"]["types"]
        yield ("domain", domain["domainName"]), endpoint
        for mapping in domain["mappings"]:
            path = mapping["basePath"]
            yield ("mapping", "" if path == "(none)" else path), mapping["stage"]
    for records in state["records"].values():
        for record in records:
            yield ("record", record["Name"]), (record["Type"], record.get("TTL"))
