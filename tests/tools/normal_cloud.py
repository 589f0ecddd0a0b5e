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
    for kind, one in api["answers"].items():
        parts = [pairs(one.get(key)) for key in ["responseParameters", "responseTemplates"]]
        yield ("answer", kind), (one.get("statusCode"), *parts)
    for model in api["models"].values():
        if model["name"] not in ("Empty", "Error"):
            yield ("model", model["name"]), (model.get("description") or "", json.loads(model["schema"]))
    methods = list(_methods(api))
    for stage in api["stages"].values():
        yield from _stage(stage)
        yield from ((("stage", stage["stageName"], *key), value) for key, value in methods)
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
            if request := _request(api, method):
                yield ("request", path, verb), request
            function = integration["uri"].split(":function:")[1].removesuffix("/invocations")
            called = meaning.Method(function, method["authorizationType"], method["apiKeyRequired"])
            yield ("method", path, verb), tuple(called)


def _request(api: State, method: State) -> tuple[Any, ...] | None:
    """What a method takes, and what of it is checked."""
    kept = set(method["methodIntegration"].get("cacheKeyParameters") or [])
    declared = method.get("requestParameters") or {}
    parameters = {
        name.removeprefix("method.request."): (required, name in kept) for name, required in declared.items()
    }
    checked = None
    if method.get("requestValidatorId"):
        one = api["validators"][method["requestValidatorId"]]
        checked = (one["validateRequestBody"], one["validateRequestParameters"])
    found = (tuple(sorted(parameters.items())), pairs(method.get("requestModels")), checked)
    return found if any(found) else None


def _stage(stage: State) -> Iterator[tuple[Key, Any]]:
    settings = stage["methodSettings"].pop("*/*")
    log = stage.get("accessLogSettings")
    for name, value in {
        "description": stage.get("description", ""),
        "variables": pairs(stage.get("variables")),
        "throttle": _limits(settings),
        "cache": (stage["cacheClusterSize"], *_kept(settings)) if stage["cacheClusterEnabled"] else None,
        "access_log": log and (log["destinationArn"].split(":log-group:")[1], log["format"]),
        "execution_log": settings["loggingLevel"],
        "detailed_metrics": settings["metricsEnabled"],
        "tracing": stage["tracingEnabled"],
    }.items():
        yield ("stage", stage["stageName"], name), value
    for key, own in stage["methodSettings"].items():
        path, verb = key.split("/")
        kept = _kept(own) if stage["cacheClusterEnabled"] else None
        watched = (own["loggingLevel"], own["metricsEnabled"])
        path = path.replace("~1", "/").replace("~0", "~")
        yield ("stage", stage["stageName"], "settings", path, verb), (_limits(own), kept, watched)


def _limits(settings: State) -> tuple[float, int] | None:
    found = (settings.get("throttlingRateLimit"), settings.get("throttlingBurstLimit"))
    return None if found in NO_THROTTLE else found


def _kept(settings: State) -> tuple[int, bool] | bool:
    """How long answers are kept, and whether encrypted."""
    return settings["cachingEnabled"] and (settings["cacheTtlInSeconds"], settings["cacheDataEncrypted"])


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
                _plan_methods(stages),
                (quota["limit"], quota["period"]) if quota else None,
                tuple(sorted(names[key] for key in plan["keys"])),
            ),
        )


def _plan_methods(stages: list[State]) -> tuple[tuple[str, Any], ...]:
    """Limits of single methods, the same in every stage."""
    (found,) = {
        tuple(sorted((key, (float(one["rateLimit"]), one["burstLimit"])) for key, one in stage.get("throttle", {}).items()))
        for stage in stages
    }
    return found


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
