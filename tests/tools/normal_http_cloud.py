"""The normal form of what an account holds after the `deploy.sh` of an HTTP API that is alone in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from normal_form import Facts, Key, pairs

State = dict[str, Any]

# What a stage without limits of its own shows: none, or the account's where others were lifted.
NO_THROTTLE = [(None, None), (10000.0, 5000)]


def of_state(state: State) -> Facts:
    return dict(_facts(state))


def in_small_letters(facts: Facts) -> Facts:
    """The account answers with the headers of a CORS configuration in small letters."""
    cors = facts["api", "cors"]
    return facts | {("api", "cors"): cors and (*cors[:2], tuple(map(str.lower, cors[2])), *cors[3:])}


def _facts(state: State) -> Iterator[tuple[Key, Any]]:
    (api,) = state["http apis"]
    settings = api["settings"]
    yield ("api", "name"), settings["Name"]
    yield ("api", "description"), settings.get("Description", "")
    yield ("api", "ip_address_type"), settings["IpAddressType"]
    yield ("api", "disable_execute_api_endpoint"), settings["DisableExecuteApiEndpoint"]
    cors = settings.get("CorsConfiguration")
    lists = [tuple(cors.get(key, [])) for key in ["AllowOrigins", "AllowMethods", "AllowHeaders"]] if cors else []
    yield ("api", "cors"), cors and (*lists, cors.get("AllowCredentials", False), cors.get("MaxAge"))
    for authorizer in api["authorizers"].values():
        token, (source,) = authorizer["JwtConfiguration"], authorizer["IdentitySource"]
        yield ("authorizer", authorizer["Name"]), (token["Issuer"], tuple(token["Audience"]), source)
    for route in api["routes"]:
        integration = api["integrations"][route["Target"].removeprefix("integrations/")]
        verb, path = route["RouteKey"].split(" ")
        by = route.get("AuthorizerId")
        yield (
            ("route", path, verb),
            (
                integration["IntegrationUri"].split(":function:")[1],
                route["AuthorizationType"],
                api["authorizers"][by]["Name"] if by else None,
                tuple(sorted(route.get("AuthorizationScopes") or ())),
                integration["PayloadFormatVersion"],
            ),
        )
    for stage in api["stages"].values():
        assert stage["AutoDeploy"] is True
        yield from _stage(stage)
    yield from ((("log group", group), days) for group, days in state["log groups"].items())
    for domain in state["domains"]:
        (endpoint,) = domain["endpointConfiguration"]["types"]
        yield ("domain", domain["domainName"]), endpoint
        for mapping in domain.get("api mappings", []):
            yield ("mapping", mapping.get("ApiMappingKey", "")), mapping["Stage"]
    for records in state["records"].values():
        for record in records:
            yield ("record", record["Name"]), (record["Type"], record.get("TTL"))


def _stage(stage: State) -> Iterator[tuple[Key, Any]]:
    settings, log = stage["DefaultRouteSettings"], stage.get("AccessLogSettings")
    throttle = (settings.get("ThrottlingRateLimit"), settings.get("ThrottlingBurstLimit"))
    for name, value in {
        "description": stage.get("Description", ""),
        "variables": pairs(stage["StageVariables"]),
        "throttle": None if throttle in NO_THROTTLE else throttle,
        "routes": pairs({key: _limits(own, settings) for key, own in stage.get("RouteSettings", {}).items()}),
        "access_log": log and (log["DestinationArn"].split(":log-group:")[1], log["Format"]),
        "detailed_metrics": settings["DetailedMetricsEnabled"],
    }.items():
        yield ("stage", stage["StageName"], name), value


def _limits(own: State, all_routes: State) -> tuple[float, int]:
    """Of one route, which is watched as all are."""
    assert own["DetailedMetricsEnabled"] == all_routes["DetailedMetricsEnabled"]
    return own["ThrottlingRateLimit"], own["ThrottlingBurstLimit"]
