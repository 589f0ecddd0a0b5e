"""The faults of moto's WebSocket APIs (`apigatewayv2`), mended as in `moto_faults.py`, which loads this file."""

from __future__ import annotations

import json
from typing import Any

from moto_faults_http import refuse
from moto_mend import before, fault

CALLED = "arn:aws:apigateway:"


def is_websocket(api: Any) -> bool:
    return api.protocol_type == "WEBSOCKET"


@fault
def route_responses_are_listed() -> None:
    """AWS has get-route-responses, and refuses a second response of a key; moto answers 404, and makes it."""
    from moto.apigatewayv2.models import Route
    from moto.apigatewayv2.responses import ApiGatewayV2Response

    def responses(self: Any) -> Any:
        _, _, _, api, _, route, _ = self.path.split("/")
        found = self.apigatewayv2_backend.get_api(api).get_route(route).route_responses.values()
        return 200, {}, json.dumps({"items": [response.to_json() for response in found]})

    def once(self: Any, route_response_key: str, **_: Any) -> None:
        if any(other.route_response_key == route_response_key for other in self.route_responses.values()):
            refuse(409, "ConflictException", "The response exists already")

    ApiGatewayV2Response.get_route_responses = responses
    before(Route, "create_route_response", once)


@fault
def only_connect_asks_who_calls() -> None:
    """AWS lets `$connect` alone ask for credentials or a key, and keeps the address of a function in the
    service's own form, without a version of its events; moto takes anything of anything."""
    from moto.apigatewayv2.models import Api

    def route(self: Any, **named: Any) -> None:
        asks = named.get("authorization_type") not in (None, "NONE") or named.get("api_key_required")
        if is_websocket(self) and asks and named.get("route_key") != "$connect":
            refuse(400, "BadRequestException", "Authorization is for the $connect route")

    def integration(self: Any, **named: Any) -> None:
        if is_websocket(self):
            uri, kind = named.get("integration_uri"), named["integration_type"]
            known = {"AWS": CALLED, "AWS_PROXY": CALLED, "HTTP": "http", "HTTP_PROXY": "http", "MOCK": ""}[kind]
            assert (uri or "").startswith(known) and bool(uri) == (kind != "MOCK"), named
            # A function lets the API call it, another service is called with a role.
            assert bool(named.get("credentials_arn")) == (kind == "AWS" and ":lambda:path/" not in uri), named
            assert (named.get("connection_type") == "VPC_LINK") == bool(named.get("connection_id")), named
            assert not named.get("connection_id") or kind.startswith("HTTP"), named
            assert 50 <= int(named.get("timeout_in_millis") or 50) <= 29000, named
            assert not named.get("payload_format_version"), named

    def authorizer(self: Any, **named: Any) -> None:
        if not is_websocket(self):
            return
        if named.get("authorizer_type") not in (None, "REQUEST"):
            refuse(400, "BadRequestException", "A WebSocket API has REQUEST authorizers")
        # AWS: API Gateway v2 API Reference, `CreateAuthorizer`, `identitySource`.
        known = ("route.request.header.", "route.request.querystring.", "context.", "stageVariables.")
        assert all(source.startswith(known) for source in named.get("identity_source") or []), named
        assert not named.get("authorizer_payload_format_version") and not named.get("enable_simple_responses"), named

    before(Api, "create_route", route)
    before(Api, "update_route", route)
    before(Api, "create_integration", integration)
    before(Api, "create_authorizer", authorizer)
    before(Api, "update_authorizer", authorizer)


@fault
def a_websocket_api_waits_29_seconds_at_most() -> None:
    """Where nothing is said; moto has servers and functions wait 30, as of an HTTP API."""
    from moto.apigatewayv2.models import Api

    create = Api.create_integration

    def waits(self: Any, *words: Any, **named: Any) -> Any:
        if is_websocket(self):
            named["timeout_in_millis"] = named.get("timeout_in_millis") or 29000
        return create(self, *words, **named)

    Api.create_integration = waits


@fault
def a_websocket_stage_needs_routes_a_name_and_a_log_role() -> None:
    """AWS deploys no WebSocket API without routes, has no stage `$default` of one, and writes its logs with the
    account's role; moto makes any stage."""
    from moto.apigateway import apigateway_backends
    from moto.apigatewayv2.models import ApiGatewayV2Backend

    def check(self: Any, api_id: str, config: dict[str, Any]) -> None:
        api = self.get_api(api_id)
        if not is_websocket(api):
            return
        if not api.routes:
            refuse(400, "BadRequestException", "At least one route is required before deploying the Api.")
        if config["stageName"] == "$default":
            refuse(400, "BadRequestException", "A WebSocket API has no stage $default")
        level = config.get("defaultRouteSettings", {}).get("loggingLevel", "OFF")
        logs = config.get("accessLogSettings") or level != "OFF"
        if logs and not apigateway_backends[self.account_id][self.region_name].account.cloudwatch_role_arn:
            refuse(400, "BadRequestException", "CloudWatch Logs role ARN must be set in account settings to enable logging")

    before(ApiGatewayV2Backend, "create_stage", check)
