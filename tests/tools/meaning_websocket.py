"""What the design of a WebSocket API means: who is asked at `$connect`, and the lines of its access log."""

from __future__ import annotations

from typing import Any

import meaning
from designs import Design

LOGS = {
    "json": '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp",'
    '"caller":"$context.identity.caller","user":"$context.identity.user","requestTime":"$context.requestTime",'
    '"eventType":"$context.eventType","routeKey":"$context.routeKey","status":"$context.status",'
    '"connectionId":"$context.connectionId"}',
    "clf": "$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "
    '"$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId',
    "csv": "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,"
    "$context.eventType,$context.routeKey,$context.connectionId,$context.status,$context.requestId",
    "xml": '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> '
    "<caller>$context.identity.caller</caller> <user>$context.identity.user</user> "
    "<requestTime>$context.requestTime</requestTime> <eventType>$context.eventType</eventType> "
    "<routeKey>$context.routeKey</routeKey> <status>$context.status</status> "
    "<connectionId>$context.connectionId</connectionId> </request>",
}


def log_format(stage: dict[str, Any], kind: str) -> str:
    """The format of a stage's access log, for each kind of API."""
    chosen = stage["access_log"]["format"]
    if kind == "websocket" and isinstance(chosen, str):
        return LOGS[chosen]
    return meaning.log_format(stage, http=kind == "http")


def authorizers(design: Design) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Function and sources of the one that `$connect` asks; the others have nobody to decide about."""
    authorization = design["access"]["authorization"]
    if not isinstance(authorization, dict):
        return {}
    (chosen,) = [a for a in design["access"]["authorizers"] if a["name"] == authorization["authorizer"]]
    request = chosen["kind"]["lambda_request"]
    sources = tuple(f"route.request.header.{name}" for name in request["headers"])
    sources += tuple(f"route.request.querystring.{name}" for name in request["query_strings"])
    return {chosen["name"]: (meaning.called(design, request["function"]), sources)}


def asks(design: Design, route: dict[str, Any]) -> tuple[str, str | None, bool]:
    """Authorization, authorizer and key of a route: `$connect` alone asks."""
    if route["key"] != "$connect":
        return "NONE", None, False
    authorization, key = design["access"]["authorization"], design["access"]["api_key_required"]
    if isinstance(authorization, dict):
        return "CUSTOM", authorization["authorizer"], key
    return {"none": "NONE", "iam": "AWS_IAM"}[authorization], None, key
