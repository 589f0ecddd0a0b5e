"""What a client sees of a gateway, in one form for every tool: facts by key.

A fact's key names the thing (`("stage", "prod", "throttle")`), its value is plain and comparable. The
form of a design also knows the JSON Pointer that each fact comes from, so that a difference of a tool can be
looked up in what its generator said it cannot express.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import meaning
from designs import Design

Key = tuple[str, ...]
Facts = dict[Key, Any]


class Difference(NamedTuple):
    """A fact that a tool sees otherwise than the design says it."""

    key: Key
    wanted: Any
    found: Any


def differences(wanted: Facts, found: Facts) -> list[Difference]:
    missing = object()
    return [
        Difference(key, *(None if side is missing else side for side in pair))
        for key in sorted(wanted.keys() | found.keys())
        if (pair := (wanted.get(key, missing), found.get(key, missing)))[0] != pair[1]
    ]


def pairs(values: dict[str, Any] | None) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((values or {}).items()))


def of_design(design: Design) -> tuple[Facts, dict[Key, list[str]]]:
    """The facts of a design, and the places in it that each comes from."""
    told = list(_facts(design))
    places = {key: [at] for key, _, at in told}
    functions = {function["name"]: f"/functions/{f}" for f, function in enumerate(design["functions"])}
    for key, value, _ in told:
        if "method" in key:
            places[key].append(functions[value[0].partition(":")[0]])
    return {key: value for key, value, _ in told}, places


def _facts(design: Design) -> Iterator[tuple[Key, Any, str]]:
    rest = design["api"]["rest"]
    yield ("api", "kind"), "REST", "/api"
    yield ("api", "endpoint"), rest["endpoint"], "/api/rest/endpoint"
    yield ("api", "policy"), meaning.policy(design), "/api/rest/policy"
    yield ("api", "binary"), tuple(sorted(rest["binary_media_types"])), "/api/rest/binary_media_types"
    for kind, answer in meaning.answers(design).items():
        at = "/api/rest/gateway_responses" if rest.get("gateway_responses") else "/cors"
        yield ("answer", kind), answer, at
    for model in rest.get("models", []):
        value = (model["description"], json.loads(model["schema"]))
        yield ("model", model["name"]), value, "/api/rest/models"
    places = {
        (route["path"], method["verb"]): f"/routes/{r}/methods/{m}"
        for r, route in enumerate(design["routes"])
        for m, method in enumerate(route["methods"])
    }
    routes = {route["path"]: f"/routes/{r}" for r, route in enumerate(design["routes"])}
    own = {route["path"]: route.get("cors", "api") != "api" for route in design["routes"]}
    for s, stage in enumerate(design["stages"]):
        yield from _stage(design, stage, f"/stages/{s}")
        for (path, verb), method in meaning.methods(design).items():
            yield ("stage", stage["name"], "method", path, verb), tuple(method), places[path, verb]
        for (path, verb), value in meaning.method_settings(design, stage).items():
            yield ("stage", stage["name"], "settings", path, verb), value, places[path, verb]
        for path, headers in meaning.preflights(design).items():
            at = routes[path] if own[path] else "/cors"
            yield ("stage", stage["name"], "preflight", path), pairs(headers), at
        for (path, verb), value in meaning.requests(design).items():
            yield ("stage", stage["name"], "request", path, verb), value, places[path, verb]
    yield from _access(design)
    yield from _domain(design)
    for group, days in meaning.log_groups(design).items():
        yield ("log group", group), days, "/stages"


def _stage(design: Design, stage: dict[str, Any], at: str) -> Iterator[tuple[Key, Any, str]]:
    throttle = stage["throttle"]
    group = meaning.log_group(design, stage)
    for name, value in {
        "description": stage["description"],
        "variables": pairs(meaning.variables(stage)),
        "throttle": meaning.limits(throttle),
        "cache": stage["cache"] and tuple(stage["cache"].values()),
        "access_log": group and (group, meaning.log_format(stage)),
        "execution_log": stage["execution_log"],
        "detailed_metrics": stage["detailed_metrics"],
        "tracing": stage["tracing"],
    }.items():
        yield ("stage", stage["name"], name), value, f"{at}/{name}"


def _access(design: Design) -> Iterator[tuple[Key, Any, str]]:
    for k, key in enumerate(design["access"]["api_keys"]):
        yield ("key", key["name"]), (key["description"], key["enabled"]), f"/access/api_keys/{k}"
    for p, plan in enumerate(design["access"]["usage_plans"]):
        throttle, quota = plan["throttle"], plan["quota"]
        value = (
            plan["description"],
            tuple(sorted(plan["stages"])),
            meaning.limits(throttle),
            meaning.plan_methods(plan),
            quota and (quota["limit"], quota["period"]),
            tuple(sorted(plan["api_keys"])),
        )
        yield ("plan", plan["name"]), value, f"/access/usage_plans/{p}"


def _domain(design: Design) -> Iterator[tuple[Key, Any, str]]:
    domain = design["domain"]
    if not domain:
        return
    yield ("domain", domain["name"]), domain["endpoint"], "/domain/endpoint"
    for m, mapping in enumerate(domain["mappings"]):
        yield ("mapping", mapping["base_path"]), mapping["stage"], f"/domain/mappings/{m}"
    record = meaning.record(design)
    if record:
        kind = record["record"]
        value = ("A", None) if kind == "alias" else ("CNAME", kind["cname"])
        yield ("record", f"{domain['name']}."), value, "/domain/dns/route53"
