"""The normal form of what an account holds after the `deploy.sh` of a WebSocket API that is alone in it."""

from __future__ import annotations

from typing import Any

import meaning_websocket
from meaning_backend import role
from normal_cloud import State, access, called, domains, gateway_role, link, log_groups, v2_api, v2_stage
from normal_form import Told


# What the service waits where nothing was said.
TIMEOUT = 29000


def facts(state: State) -> Told:
    (api,) = state["http apis"]
    yield from v2_api(api["settings"])
    yield ("api", "route selection"), api["settings"]["RouteSelectionExpression"]
    names = {id_: authorizer["Name"] for id_, authorizer in api["authorizers"].items()}
    for authorizer in api["authorizers"].values():
        assert authorizer["AuthorizerType"] == "REQUEST"
        value = (called(authorizer["AuthorizerUri"]), tuple(authorizer.get("IdentitySource") or ()))
        yield ("authorizer", authorizer["Name"]), value
    for route in api["routes"]:
        integration = api["integrations"][route["Target"].removeprefix("integrations/")]
        key, answers = ("route", route["RouteKey"]), api["responses"].get(route["RouteKey"], [])
        two_way = route.get("RouteResponseSelectionExpression") == "$default"
        assert answers == ["$default"] * two_way
        around = meaning_websocket.Around(role, called, lambda id_: link(state["vpc links"], id_))
        yield (*key, "backend"), _backend(integration, api["answers"].get(integration["IntegrationId"], []), around)
        yield (*key, "link"), around.through(integration)
        timeout = integration.get("TimeoutInMillis")
        yield (*key, "timeout"), None if timeout == TIMEOUT else timeout
        yield (*key, "two way"), two_way
        yield (*key, "authorization"), (route["AuthorizationType"], names.get(route.get("AuthorizerId")))
        yield (*key, "key"), route["ApiKeyRequired"]
    yield from gateway_role(state)
    for stage in api["stages"].values():
        yield from v2_stage(stage)
        settings = stage["DefaultRouteSettings"]
        yield ("stage", stage["StageName"], "execution_log"), settings["LoggingLevel"]
        yield ("stage", stage["StageName"], "data_trace"), settings["DataTraceEnabled"]
    yield from access(state, api["settings"]["ApiId"])
    yield from domains(state)
    yield from log_groups(state)


def _backend(told: State, responses: list[State], around: meaning_websocket.Around) -> tuple[Any, ...]:
    if told["IntegrationType"] == "AWS_PROXY":
        return "lambda", called(told["IntegrationUri"])
    # A proxy passes everything on, whatever the service tells.
    passthrough = None if told["IntegrationType"] == "HTTP_PROXY" else told.get("PassthroughBehavior")
    return meaning_websocket.told(told, responses, around, passthrough)
