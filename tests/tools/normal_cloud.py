"""The normal form of what an account holds after `deploy.sh`: one API that is alone in it."""

from __future__ import annotations

import json
from typing import Any

import meaning
from designs import Design
from meaning_backend import constants, declares, mapped, path_parameters, rights, role, said, schema, taken, there
from normal_form import Facts, Told, inside, limits, on_stages, pairs, record_facts

State = dict[str, Any]

# What a stage without limits of its own shows: the account's, or that they were lifted.
NO_THROTTLE = [None, (10000.0, 5000), (-1.0, -1)]
# What the service waits where nothing was said.
REST_TIMEOUT = 29000


def of_state(state: State, design: Design) -> Facts:
    import normal_cloud_http
    import normal_cloud_websocket

    (kind,) = design["api"]
    facts = {"rest": _rest, "http": normal_cloud_http.facts, "websocket": normal_cloud_websocket.facts}[kind]
    return dict(facts(state))


def _rest(state: State) -> Told:
    (api,) = state["apis"]
    settings, endpoint = api["settings"], api["settings"]["endpointConfiguration"]
    (kind,) = endpoint["types"]
    yield ("api", "endpoint"), kind
    yield ("api", "addresses"), endpoint.get("ipAddressType", "ipv4")
    yield ("api", "vpc endpoints"), tuple(sorted(endpoint.get("vpcEndpointIds", [])))
    yield from imported(api)
    yield from gateway_role(state)
    yield from on_stages(list(api["stages"]), methods(api, state["vpc links"]))
    for stage in api["stages"].values():
        yield from _stage(stage)
    for acl in state["web acls"]:
        yield ("web acl",), (meaning.read_rules(acl["Rules"]), meaning.blocks(acl["Rules"]))
    yield from access(state, settings["id"])
    yield from domains(state)
    yield from log_groups(state)


def imported(api: State) -> Told:
    """What an import makes, too; methods without the stages that they are deployed to."""
    settings = api["settings"]
    yield ("api", "kind"), "REST"
    yield ("api", "name"), settings["name"]
    yield ("api", "description"), settings.get("description") or ""
    yield ("api", "closed"), settings["disableExecuteApiEndpoint"]
    yield ("api", "policy"), json.loads(settings["policy"]) if settings.get("policy") else None
    yield ("api", "binary"), tuple(sorted(settings.get("binaryMediaTypes") or []))
    yield ("api", "compression"), settings.get("minimumCompressionSize")
    yield ("api", "key source"), settings["apiKeySource"]
    if "securityPolicy" in settings:
        yield ("api", "security policy"), (settings["securityPolicy"], settings.get("endpointAccessMode"))
    for kind, answer in api["answers"].items():
        headers, templates = pairs(answer.get("responseParameters")), pairs(answer.get("responseTemplates"))
        yield ("api", "answer", kind), (answer.get("statusCode"), headers, templates)
    for name, model in api["models"].items():
        if name not in ("Empty", "Error"):
            yield ("api", "model", name), schema(json.loads(model["schema"]))
    for authorizer in api["authorizers"].values():
        kind, uri = authorizer["type"], authorizer.get("authorizerUri")
        pools, ttl = tuple(authorizer.get("providerARNs", ())), authorizer.get("authorizerResultTtlInSeconds")
        told = meaning.Authorizer(
            kind,
            called(uri) if uri else None,
            authorizer.get("identitySource") or "",
            authorizer.get("identityValidationExpression") or "",
            # Of tokens of a user pool nothing is kept that a client sees.
            None if kind == "COGNITO_USER_POOLS" else ttl,
            pools,
        )
        yield ("authorizer", authorizer["name"]), tuple(told)


def called(uri: str) -> str:
    """The function that a URI calls."""
    return uri.split(":function:")[1].removesuffix("/invocations")


def gateway_role(state: State) -> Told:
    """What the role that is made for the gateway may do."""
    for policy in state["gateway roles"]:
        yield ("gateway role",), rights(policy)


def link(links: State, id_: str) -> tuple[Any, ...]:
    """What a VPC link leads to."""
    return ("made", *links[id_]) if id_ in links else there(id_)


def methods(api: State, links: State) -> Told:
    names = {id_: authorizer["name"] for id_, authorizer in api["authorizers"].items()}
    for path, resource in api["resources"].items():
        for verb, method in resource.get("resourceMethods", {}).items():
            integration, key = method["methodIntegration"], ("method", path, verb)
            timeout, name = integration.get("timeoutInMillis"), names.get(method.get("authorizerId", ""))
            scopes = tuple(sorted(method.get("authorizationScopes") or ()))
            yield (*key, "backend"), _backend(path, verb, method, integration)
            yield (*key, "timeout"), None if timeout == REST_TIMEOUT else timeout
            yield (*key, "authorization"), (method["authorizationType"], name, scopes)
            yield (*key, "key"), method["apiKeyRequired"]
            if told := _request(api, method, integration):
                yield (*key, "request"), told
            if integration.get("credentials"):
                yield (*key, "role"), role(integration["credentials"])
            if integration.get("connectionId"):
                yield (*key, "link"), link(links, integration["connectionId"])


def _request(api: State, method: State, integration: State) -> tuple[Any, ...] | None:
    """What a method declares and checks of requests."""
    kept = set(integration.get("cacheKeyParameters") or [])
    declared = method.get("requestParameters") or {}
    assert kept <= set(declared)
    validator = api["validators"].get(method.get("requestValidatorId") or "")
    checked = validator and (validator["validateRequestBody"], validator["validateRequestParameters"])
    parameters = {name: (required, name in kept) for name, required in declared.items()}
    return declares(parameters, method.get("requestModels") or {}, checked)


def _backend(path: str, verb: str, method: State, integration: State) -> tuple[Any, ...]:
    match integration["type"]:
        case "AWS_PROXY":
            assert integration["httpMethod"] == "POST"
            return "lambda", called(integration["uri"])
        case "HTTP_PROXY":
            assert integration["httpMethod"] == verb
            used = [name for name in path_parameters(path) if f"{{{name}}}" in integration["uri"]]
            filled = {f"integration.request.path.{name}": f"method.request.path.{name}" for name in used}
            assert (integration.get("requestParameters") or {}) == filled
            assert set(filled.values()) <= set(method.get("requestParameters") or {})
            return "http", integration["uri"]
        case "MOCK":
            return _mock(method, integration)
        case "AWS" | "HTTP":
            return _mapped(method, integration)
    raise AssertionError(integration)


def _mapped(method: State, integration: State) -> tuple[Any, ...]:
    """A backend that gets what a mapping makes of the request."""
    uri, parameters = integration["uri"], integration.get("requestParameters")
    answers = {}
    for status, answer in integration["integrationResponses"].items():
        headers, templates = answer.get("responseParameters") or {}, answer.get("responseTemplates") or {}
        assert set(method["methodResponses"][status].get("responseParameters") or {}) == set(headers)
        assert bool(answer.get("contentHandling")) == bool(templates)
        headers = {name.removeprefix("method.response.header."): value for name, value in headers.items()}
        answers[status] = (answer.get("selectionPattern") or "", headers, templates)
    assert set(method["methodResponses"]) == set(answers)
    assert taken(parameters) <= set(method.get("requestParameters") or {})
    templates = integration.get("requestTemplates")
    assert bool(integration.get("contentHandling")) == bool(templates)
    target = ("function", called(uri)) if ":lambda:path/" in uri else ("uri", uri)
    others = integration["passthroughBehavior"]
    return mapped(integration["type"], integration["httpMethod"], target, parameters, templates, others, answers)


def _mock(method: State, integration: State) -> tuple[Any, ...]:
    ((status, answer),) = integration["integrationResponses"].items()
    ((declared, response),) = method["methodResponses"].items()
    headers = constants(answer.get("responseParameters"))
    assert declared == status
    assert {name.split(".")[-1] for name in response.get("responseParameters") or {}} == set(headers)
    assert json.loads(integration["requestTemplates"]["application/json"]) == {"statusCode": int(status)}
    assert integration["contentHandling"] == "CONVERT_TO_TEXT"
    templates = answer.get("responseTemplates") or {}
    bodies = {kind: said(text) for kind, text in templates.items() if text}
    assert not bodies or answer["contentHandling"] == "CONVERT_TO_TEXT"
    return "mock", status, pairs(headers), pairs(bodies)


# What becomes of callers without the right to renew what is cached.
INVALIDATION = {
    "SUCCEED_WITH_RESPONSE_HEADER": "warned",
    "SUCCEED_WITHOUT_RESPONSE_HEADER": "ignored",
    "FAIL_WITH_403": "refused",
}


def _stage(stage: State) -> Told:
    settings = stage["methodSettings"].get("*/*", {})
    throttle = limits(settings.get("throttlingRateLimit"), settings.get("throttlingBurstLimit"))
    log, keeps = stage.get("accessLogSettings"), stage.get("cacheClusterEnabled", False)
    cache = (
        stage.get("cacheClusterSize"),
        settings.get("cacheTtlInSeconds"),
        settings.get("cacheDataEncrypted"),
        settings.get("cachingEnabled"),
    )
    assert keeps or not settings.get("cachingEnabled", False)
    for name, value in {
        "description": stage.get("description", ""),
        "variables": pairs(stage.get("variables")),
        "throttle": None if throttle in NO_THROTTLE else throttle,
        "access_log": log and (log["destinationArn"].split(":log-group:")[1], log["format"]),
        "execution_log": settings.get("loggingLevel", "OFF"),
        "data_trace": settings.get("dataTraceEnabled", False),
        "detailed_metrics": settings.get("metricsEnabled", False),
        "tracing": stage.get("tracingEnabled", False),
        "cache": cache if keeps else None,
        "web_acl": _web_acl(stage),
        "canary": canary(stage),
    }.items():
        yield ("stage", stage["stageName"], name), value
    if keeps:
        right, strategy = settings["requireAuthorizationForCacheControl"], settings["unauthorizedCacheControlHeaderStrategy"]
        yield ("stage", stage["stageName"], "invalidation"), INVALIDATION[strategy] if right else "anyone"
    for key, own in stage["methodSettings"].items():
        path, verb = key.split("/")
        if path == "*":
            continue
        told = limits(own["throttlingRateLimit"], own["throttlingBurstLimit"])
        kept = own["cachingEnabled"] and (own["cacheTtlInSeconds"], own["cacheDataEncrypted"])
        watched = (own["loggingLevel"], own["dataTraceEnabled"], own["metricsEnabled"])
        path = path.replace("~1", "/").replace("~0", "~")
        value = (None if told in NO_THROTTLE else told, kept if keeps else None, watched)
        yield ("stage", stage["stageName"], "settings", path, verb), value


def _web_acl(stage: State) -> str:
    arn = stage.get("webAclArn") or ""
    # The one that exists already is made by the tests under this name.
    return arn if not arn or "/webacl/dash/" in arn else "own"


def canary(stage: State) -> tuple[float, bool, Any] | None:
    """Share of a canary, whether it uses the cache, and its variables."""
    found = stage.get("canarySettings")
    return found and (found["percentTraffic"], found["useStageCache"], pairs(found.get("stageVariableOverrides")))


def v2_stage(stage: State) -> Told:
    """What the stages of HTTP and WebSocket APIs have."""
    assert stage["AutoDeploy"] is True
    settings, log = stage["DefaultRouteSettings"], stage.get("AccessLogSettings")
    throttle = limits(settings.get("ThrottlingRateLimit"), settings.get("ThrottlingBurstLimit"))
    for name, value in {
        "description": stage.get("Description", ""),
        "variables": pairs(stage["StageVariables"]),
        "throttle": None if throttle in NO_THROTTLE else throttle,
        "access_log": log and (log["DestinationArn"].split(":log-group:")[1], log["Format"]),
        "detailed_metrics": settings["DetailedMetricsEnabled"],
    }.items():
        yield ("stage", stage["StageName"], name), value
    for key, own in stage.get("RouteSettings", {}).items():
        told = limits(own.get("ThrottlingRateLimit"), own.get("ThrottlingBurstLimit"))
        watched = (own.get("LoggingLevel", "OFF"), own.get("DataTraceEnabled", False), own["DetailedMetricsEnabled"])
        yield ("stage", stage["StageName"], "settings", key), (None if told in NO_THROTTLE else told, watched)


def v2_api(settings: State) -> Told:
    yield ("api", "kind"), settings["ProtocolType"]
    yield ("api", "name"), settings["Name"]
    yield ("api", "description"), settings.get("Description", "")
    yield ("api", "closed"), settings["DisableExecuteApiEndpoint"]
    yield ("api", "addresses"), settings["IpAddressType"]


def log_groups(state: State) -> Told:
    yield from ((("log group", group), days) for group, days in state["log groups"].items())


def access(state: State, api: str) -> Told:
    names = {key["id"]: key["name"] for key in state["keys"]}
    for key in state["keys"]:
        yield ("key", key["name"]), (key.get("description", ""), key["enabled"])
    for plan in state["plans"]:
        throttle, quota = plan.get("throttle") or {}, plan.get("quota")
        stages = plan.get("apiStages", [])
        assert {stage["apiId"] for stage in stages} <= {api}
        for name, value in {
            "description": plan.get("description", ""),
            "stages": tuple(sorted(stage["stage"] for stage in stages)),
            "throttle": limits(throttle.get("rateLimit"), throttle.get("burstLimit")),
            "quota": (quota["limit"], quota["period"]) if quota else None,
            "api_keys": tuple(sorted(names[key] for key in plan["keys"])),
            "methods": _plan_methods(stages),
        }.items():
            yield ("plan", plan["name"], name), value


def _plan_methods(stages: list[State]) -> tuple[tuple[str, Any], ...]:
    """Limits of single methods, the same in every stage."""
    (found,) = {
        pairs({key: limits(one["rateLimit"], one["burstLimit"]) for key, one in stage.get("throttle", {}).items()})
        for stage in stages
    }
    return found


def domains(state: State) -> Told:
    """Domains with their mappings, and the records of all zones."""
    for domain in state["domains"]:
        settings, tls = domain["endpointConfiguration"], domain.get("mutualTlsAuthentication")
        (endpoint,) = settings["types"]
        for name, value in {
            "endpoint": endpoint,
            "security_policy": domain.get("securityPolicy", "TLS_1_2"),
            "endpoint_access_mode": domain.get("endpointAccessMode"),
            "ip_address_type": settings.get("ipAddressType", "ipv4"),
            "mutual_tls": tls and (tls["truststoreUri"], tls.get("truststoreVersion", ""), domain.get("ownershipVerificationCertificateArn", "")),
        }.items():
            yield ("domain", domain["domainName"], name), value
        if endpoint == "PRIVATE":
            sources = tuple(sorted(domain["associations"]))
            yield from inside(domain["domainName"], json.loads(domain["policy"]), sources)
        for mapping in domain["mappings"]:
            path = mapping["basePath"]
            yield ("mapping", "" if path == "(none)" else path), mapping["stage"]
        for mapping in domain.get("api mappings", []):
            yield ("mapping", mapping.get("ApiMappingKey", "")), mapping["Stage"]
    for record in (record for zone in state["records"].values() for record in zone):
        alias, key = record.get("AliasTarget"), ("record", record["Name"], record["Type"], record.get("SetIdentifier", ""))
        apart = tuple(record.get(part) for part in ["Weight", "Region", "Failover"])
        health = bool(alias) and alias["EvaluateTargetHealth"]
        yield from record_facts(key, record.get("TTL"), apart, record.get("HealthCheckId"), health)
