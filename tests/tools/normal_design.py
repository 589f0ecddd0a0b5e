"""The normal form of a design: its facts, and the places in it that each comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import meaning
import meaning_backend
import meaning_service
import meaning_websocket
from designs import FORMATS, Design
from normal_form import Facts, Key, limits, pairs

# A domain that a tool cannot make is made beside it, with its record.
BESIDE = "/domain/endpoint"
# Key, value, and the places in the design that the fact comes from: first its own field, then what the field refers to.
Placed = Iterator[tuple[Any, ...]]


def of_design(design: Design) -> tuple[Facts, dict[Key, list[str]]]:
    """Facts by key, and places by key."""
    (kind,) = design["api"]
    told = list({"rest": _rest, "http": _http, "websocket": _websocket}[kind](design))
    assert len(told) == len({key for key, *_ in told}), "a fact told twice"
    return {key: value for key, value, *_ in told}, {key: places for key, _, *places in told}


def _api(design: Design, kind: str) -> Placed:
    """What the APIs of all kinds have."""
    ((key, api),) = design["api"].items()
    at = f"/api/{key}"
    yield ("api", "kind"), kind, "/api"
    yield ("api", "name"), api["name"], f"{at}/name"
    yield ("api", "description"), api["description"], f"{at}/description"
    yield ("api", "closed"), api["disable_execute_api_endpoint"], f"{at}/disable_execute_api_endpoint"
    addresses = meaning.endpoint(design)["ipAddressType"] if key == "rest" else api["ip_address_type"]
    yield ("api", "addresses"), addresses, f"{at}/ip_address_type", *([f"{at}/endpoint"] if key == "rest" else [])


def _rest(design: Design) -> Placed:
    rest = design["api"]["rest"]
    yield from _api(design, "REST")
    yield ("api", "endpoint"), rest["endpoint"], "/api/rest/endpoint"
    endpoints = tuple(meaning.endpoint(design)["vpcEndpointIds"])
    yield ("api", "vpc endpoints"), endpoints, "/api/rest/vpc_endpoint_ids"
    yield ("api", "policy"), meaning.policy(design), "/api/rest/policy"
    yield ("api", "binary"), tuple(sorted(rest["binary_media_types"])), "/api/rest/binary_media_types"
    yield ("api", "compression"), rest["minimum_compression_size"], "/api/rest/minimum_compression_size"
    yield ("api", "key source"), rest["api_key_source"], "/api/rest/api_key_source"
    if policy := rest.get("security_policy"):
        mode = rest.get("endpoint_access_mode", "STRICT") if policy.startswith("Sec") else None
        yield ("api", "security policy"), (policy, mode), "/api/rest/security_policy"
    set_apart = [one["response_type"] for one in rest.get("gateway_responses", [])]
    for kind, told in meaning.answers(design).items():
        at = f"/api/rest/gateway_responses/{set_apart.index(kind)}" if kind in set_apart else "/cors"
        yield ("api", "answer", kind), told, at
    for m, model in enumerate(rest.get("models", [])):
        yield ("api", "model", model["name"]), meaning_backend.schema(json.loads(model["schema"])), f"/api/rest/models/{m}"
    yield from _authorizers(design)
    yield from _gateway_role(design)
    methods = list(_methods(design))
    for s, stage in enumerate(design["stages"]):
        yield from _stage(design, stage, f"/stages/{s}", "rest")
        yield from ((("stage", stage["name"], *key), *rest) for key, *rest in methods)
        for (path, verb), told in meaning.method_settings(design, stage).items():
            places = [_place(design, path, verb), f"/stages/{s}/methods"]
            # Where the stage itself says it.
            alone = bool(meaning.said_alone(stage, path, verb))
            yield ("stage", stage["name"], "settings", path, verb), told, *(places[::-1] if alone else places)
    rules = meaning.web_acl_rules(design)
    if rules is not None:
        yield ("web acl",), (rules, not design["web_acl"]["count_only"]), "/web_acl", "/stages"
    yield from _keys_and_plans(design)
    yield from _domain(design)


def _methods(design: Design) -> Placed:
    """Every method; the preflights are fixed answers like others."""
    for (path, verb), method, at, places in _called(design):
        key = ("method", path, verb)
        yield (*key, "backend"), method.backend, f"{at}/integration", *places
        yield (*key, "timeout"), method.timeout, f"{at}/timeout_ms"
        yield (*key, "authorization"), method.authorization, f"{at}/authorization", *_asked(design, method)
        yield (*key, "key"), method.key, f"{at}/api_key_required"
        yield from _through(design, key, method, at)
    own = {route["path"]: f"/routes/{r}/cors" for r, route in enumerate(design["routes"]) if "cors" in route}
    routes = {route["path"]: route for route in design["routes"]}
    for path, headers in meaning.preflights(design).items():
        key, at = ("method", path, "OPTIONS"), own.get(path, "/cors")
        bodies = meaning.preflight_bodies(design, routes[path])
        yield (*key, "backend"), ("mock", "204", pairs(headers), pairs(bodies)), at, f"{at}/allow_origins"
        yield (*key, "timeout"), None, at
        yield (*key, "authorization"), ("NONE", None, ()), at
        yield (*key, "key"), False, at


def _through(design: Design, key: Key, method: meaning_backend.Method, at: str) -> Placed:
    """The role and the VPC link with which a backend is reached, and what is declared and checked before."""
    if method.changes:
        yield (*key, "changes"), method.changes, f"{at}/transform"
    if method.request:
        yield (*key, "request"), method.request, f"{at}/request", f"{at}/integration"
    if method.role:
        yield (*key, "role"), method.role, f"{at}/integration"
    if method.link:
        places = [f"/vpc_links/{v}" for v, link in enumerate(design["vpc_links"]) if method.link[1] in (link["id"], link["name"])]
        yield (*key, "link"), method.link, f"{at}/integration", *places


def _gateway_role(design: Design) -> Placed:
    """What the role that is made may do."""
    if rights := meaning_service.rights(design):
        told = {actions: tuple(sorted(resources)) for actions, resources in rights.items()}
        places = [
            f"/routes/{r}/methods/{m}/integration"
            for r, route in enumerate(design["routes"])
            for m, method in enumerate(route["methods"])
            if "aws_service" in method["integration"]
        ]
        yield ("gateway role",), pairs(told), *places


def _place(design: Design, path: str, verb: str) -> str:
    """Of a method."""
    return next(
        f"/routes/{r}/methods/{m}"
        for r, route in enumerate(design["routes"])
        for m, method in enumerate(route["methods"])
        if (route["path"], method["verb"]) == (path, verb)
    )


def _called(design: Design) -> Iterator[tuple[tuple[str, str], meaning_backend.Method, str, list[str]]]:
    """Every method with its place, and the place of the function that answers it."""
    functions = {function["name"]: f"/functions/{f}" for f, function in enumerate(design["functions"])}
    for r, route in enumerate(design["routes"]):
        for m, method in enumerate(route["methods"]):
            told = meaning_backend.method(design, route, method)
            ((_, value),) = method["integration"].items()
            places = [functions[value["function"]]] if "function" in value else []
            yield (route["path"], method["verb"]), told, f"/routes/{r}/methods/{m}", places


def _asked(design: Design, method: meaning_backend.Method) -> list[str]:
    """The place of the authorizer that decides."""
    names = [authorizer["name"] for authorizer in design["access"]["authorizers"]]
    name = method.authorization[1]
    return [f"/access/authorizers/{names.index(name)}"] if name else []


def _authorizers(design: Design) -> Placed:
    for a, (name, told) in enumerate(meaning.authorizers(design).items()):
        asked = told.function and meaning.called(design, told.function)
        yield ("authorizer", name), tuple(told._replace(function=asked)), f"/access/authorizers/{a}"


def _http(design: Design) -> Placed:
    http, cors = design["api"]["http"], design["cors"]
    yield from _api(design, "HTTP")
    yield ("api", "cors"), cors and meaning.cors_of_http(*(cors[key] for key in CORS), cors.get("expose_headers", [])), "/cors"
    yield from _authorizers_of_http(design)
    yield from _gateway_role(design)
    methods = {}
    for (path, verb), method, at, places in _called(design):
        methods[path, verb] = method, at
        version = http["payload_format_version"] if method.backend[0] == "lambda" else "1.0"
        key = ("route", path, verb)
        yield (*key, "backend"), method.backend, f"{at}/integration", *places
        yield (*key, "timeout"), method.timeout, f"{at}/timeout_ms"
        yield (*key, "authorization"), method.authorization, f"{at}/authorization", *_asked(design, method)
        yield (*key, "payload"), version, f"{at}/integration", "/api/http/payload_format_version"
        yield from _through(design, key, method, at)
    for (path, verb), (method, at) in methods.items():
        # An `ANY` that asks would ask the preflight, too.
        if cors and verb == "ANY" and method.authorization[0] != "NONE" and (path, "OPTIONS") not in methods:
            version = http["payload_format_version"] if method.backend[0] == "lambda" else "1.0"
            open_ = {"backend": method.backend, "timeout": method.timeout, "authorization": ("NONE", None, ())}
            for part, value in (open_ | {"payload": version}).items():
                yield ("route", path, "OPTIONS", part), value, f"{at}/authorization", "/cors", *_asked(design, method)
            for key, value, *places in _through(design, ("route", path, "OPTIONS"), method, at):
                yield key, value, f"{at}/authorization", "/cors", *places
    for r, route in enumerate(design["routes"]):
        if route.get("cors", "api") != "api":
            yield ("route", route["path"], "cors"), str(route["cors"]), f"/routes/{r}/cors"
    for s, stage in enumerate(design["stages"]):
        yield from _stage(design, stage, f"/stages/{s}", "http")
        for key, told in meaning.route_settings(design, stage).items():
            verb, path = key.split(" ")
            places = [f"{_place(design, path, verb)}/throttle", f"/stages/{s}/methods"]
            alone = bool(meaning.said_alone(stage, path, verb))
            yield ("stage", stage["name"], "settings", key), told, *(places[::-1] if alone else places)
    yield from _domain(design)


def _authorizers_of_http(design: Design) -> Placed:
    for a, authorizer in enumerate(design["access"]["authorizers"]):
        ((kind, value),) = authorizer["kind"].items()
        headers = value["headers"] if kind == "lambda_request" else [value["header"]]
        sources = tuple(f"$request.header.{name}" for name in headers)
        sources += tuple(f"$request.querystring.{name}" for name in value.get("query_strings", []))
        sources += tuple(f"$context.{name}" for name in value.get("context", []))
        sources += tuple(f"$stageVariables.{name}" for name in value.get("stage_variables", []))
        if kind == "jwt":
            told: tuple[Any, ...] = ("JWT", value["issuer"], sources, tuple(value["audience"]))
        else:
            how = FORMATS[value.get("format", "simple")]
            told = ("REQUEST", meaning.called(design, value["function"]), sources, value["ttl_seconds"], how)
        yield ("authorizer", authorizer["name"]), told, f"/access/authorizers/{a}"


CORS = ["allow_origins", "allow_methods", "allow_headers", "allow_credentials", "max_age_seconds"]


def _websocket(design: Design) -> Placed:
    api = design["api"]["websocket"]
    yield from _api(design, "WEBSOCKET")
    selection = api["route_selection_expression"]
    yield ("api", "route selection"), selection, "/api/websocket/route_selection_expression"
    functions = {function["name"]: f"/functions/{f}" for f, function in enumerate(design["functions"])}
    for name, told in meaning_websocket.authorizers(design).items():
        yield ("authorizer", name), told, "/access/authorizers"
    for r, route in enumerate(api["routes"]):
        key, at = ("route", route["key"]), f"/api/websocket/routes/{r}"
        asks = meaning_websocket.asks(design, route)
        told = meaning_websocket.backend(design, route)
        places = [f"{at}/function", functions[route["function"]]] if told[0] == "lambda" else [f"{at}/backend"]
        yield (*key, "backend"), told, *places
        yield (*key, "timeout"), route.get("timeout_ms"), f"{at}/timeout_ms"
        yield (*key, "link"), meaning_websocket.through(design, route), f"{at}/backend", "/vpc_links"
        yield (*key, "two way"), route["two_way"], f"{at}/two_way"
        yield (*key, "authorization"), asks[:2], "/access/authorization"
        yield (*key, "key"), asks[2], "/access/api_key_required"
    if rights := meaning_websocket.rights(design):
        places = [f"/api/websocket/routes/{r}/backend" for r, route in enumerate(api["routes"]) if "backend" in route]
        yield ("gateway role",), pairs({actions: tuple(sorted(on)) for actions, on in rights.items()}), *places
    for s, stage in enumerate(design["stages"]):
        yield from _stage(design, stage, f"/stages/{s}", "websocket")
        for key, told in meaning.route_settings(design, stage).items():
            yield ("stage", stage["name"], "settings", key), told, f"/stages/{s}/methods"
    yield from _keys_and_plans(design)
    yield from _domain(design)


def _stage(design: Design, stage: dict[str, Any], at: str, kind: str) -> Placed:
    throttle, cache = stage["throttle"], stage["cache"]
    group = meaning.log_group(design, stage)
    told = {
        "description": stage["description"],
        "variables": pairs(meaning.variables(stage)),
        "throttle": throttle and limits(throttle["rate_limit"], throttle["burst_limit"]),
        "access_log": group and (group, meaning_websocket.log_format(stage, kind)),
        "detailed_metrics": stage["detailed_metrics"],
    }
    if kind != "http":
        told |= {"execution_log": stage["execution_log"], "data_trace": stage["data_trace"]}
    if kind == "rest":
        told |= {
            "tracing": stage["tracing"],
            "cache": cache and (cache["size"], cache["ttl_seconds"], cache["encrypted"], not cache.get("by_method")),
            "web_acl": meaning.web_acl(stage),
            "canary": meaning.canary(stage),
        }
    for name, value in told.items():
        yield ("stage", stage["name"], name), value, f"{at}/{name}"
    if kind == "rest" and cache:
        yield ("stage", stage["name"], "invalidation"), cache.get("invalidation", "warned"), f"{at}/cache/invalidation", f"{at}/cache"
    if group:
        days = meaning.log_groups(design)[group]
        first = next(s for s in design["stages"] if meaning.log_group(design, s) == group)
        if first is stage:
            yield ("log group", group), days, f"{at}/access_log"


def _keys_and_plans(design: Design) -> Placed:
    for k, key in enumerate(design["access"]["api_keys"]):
        yield ("key", key["name"]), (key["description"], key["enabled"]), f"/access/api_keys/{k}"
    for p, plan in enumerate(design["access"]["usage_plans"]):
        throttle, quota, at = plan["throttle"], plan["quota"], f"/access/usage_plans/{p}"
        for name, value in {
            "description": plan["description"],
            "stages": tuple(sorted(plan["stages"])),
            "throttle": throttle and limits(throttle["rate_limit"], throttle["burst_limit"]),
            "quota": quota and (quota["limit"], quota["period"]),
            "api_keys": tuple(sorted(plan["api_keys"])),
            "methods": meaning.plan_methods(plan),
        }.items():
            yield ("plan", plan["name"], name), value, f"{at}/{name}"


def _domain(design: Design) -> Placed:
    domain = design["domain"]
    if not domain:
        return
    tls = domain["mutual_tls"]
    inside: dict[str, Any] = {}
    if domain["endpoint"] == "PRIVATE":
        endpoints = tuple(sorted(design["api"]["rest"]["vpc_endpoint_ids"]))
        inside = {"policy": meaning.domain_policy(design), "vpc endpoints": endpoints}
    for name, value in inside.items():
        yield ("domain", domain["name"], name), value, BESIDE
    for name, value in {
        "endpoint": domain["endpoint"],
        "security_policy": domain["security_policy"],
        "endpoint_access_mode": domain.get("endpoint_access_mode", "STRICT") if domain["security_policy"].startswith("Sec") else None,
        "ip_address_type": domain["ip_address_type"],
        "mutual_tls": tls and (tls["truststore_uri"], tls["truststore_version"], tls.get("ownership_certificate_arn", "")),
    }.items():
        policy = ["/domain/security_policy"] if name == "endpoint_access_mode" else []
        yield ("domain", domain["name"], name), value, f"/domain/{name}", BESIDE, *policy
    for m, mapping in enumerate(domain["mappings"]):
        yield ("mapping", mapping["base_path"]), mapping["stage"], f"/domain/mappings/{m}"
    settings = meaning.record(design)
    for record in meaning.record_sets(design):
        alias, at = record["Type"] != "CNAME", "/domain/dns/route53"
        key = ("record", f"{domain['name']}.", record["Type"], record.get("SetIdentifier", ""))
        for name, value in {
            "record": None if alias else settings["record"]["cname"],
            "routing": meaning.routing(record),
            "health_check_id": record.get("HealthCheckId"),
            "evaluate_target_health": alias and settings["evaluate_target_health"],
        }.items():
            # The type of the record is one of its facts.
            yield (*key, name), value, f"{at}/{name}", f"{at}/record", BESIDE
