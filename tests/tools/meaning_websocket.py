"""What the design of a WebSocket API means: who is asked at `$connect`, and the lines of its access log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import meaning
from designs import Design
from meaning_backend import OWN, link
from normal_form import pairs

LOGS = {
    "json": '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp",'
    '"caller":"$context.identity.caller","user":"$context.identity.user","requestTime":"$context.requestTime",'
    '"eventType":"$context.eventType","routeKey":"$context.routeKey","status":"$context.status",'
    '"connectionId":"$context.connectionId",'
    '"integrationStatus":"$context.integration.status","error":"$context.error.message"}',
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
    sources += tuple(f"context.{name}" for name in request.get("context", []))
    sources += tuple(f"stageVariables.{name}" for name in request.get("stage_variables", []))
    return {chosen["name"]: (meaning.called(design, request["function"]), sources)}


def asks(design: Design, route: dict[str, Any]) -> tuple[str, str | None, bool]:
    """Authorization, authorizer and key of a route: `$connect` alone asks."""
    if route["key"] != "$connect":
        return "NONE", None, False
    authorization, key = design["access"]["authorization"], design["access"]["api_key_required"]
    if isinstance(authorization, dict):
        return "CUSTOM", authorization["authorizer"], key
    return {"none": "NONE", "iam": "AWS_IAM"}[authorization], None, key


def backend(design: Design, route: dict[str, Any]) -> tuple[Any, ...]:
    """What gets the messages of a route: a function, or an integration with all that it is told and its answers."""
    chosen = route.get("backend", "function")
    if chosen == "function":
        return "lambda", meaning.called(design, route["function"])
    ((kind, told),) = chosen.items()
    called = {"lambda": "AWS", "http_proxy": "HTTP_PROXY", "http": "HTTP", "service": "AWS", "mock": "MOCK"}[kind]
    role = (told["role_arn"] or OWN) if kind == "service" else None
    verb = None if kind == "mock" else told.get("verb", "POST")
    uri = ("function", meaning.called(design, route["function"])) if kind == "lambda" else told.get("uri")
    mapping = told.get("mapping")
    if not mapping:
        return integration(called, uri, verb, role, {}, None, {}, None, {})
    parameters = {one["name"]: one["value"] for one in mapping["parameters"]}
    answers = {one["key"]: (one["template_selection_expression"] or None, _by_key(one["templates"])) for one in mapping["responses"]}
    selection, passthrough = mapping["template_selection_expression"], mapping["passthrough"]
    return integration(called, uri, verb, role, parameters, selection, _by_key(mapping["templates"]), passthrough, answers)


def through(design: Design, route: dict[str, Any]) -> tuple[Any, ...] | None:
    """The VPC link by which a route's server is reached."""
    chosen = route.get("backend", "function")
    (told,) = [{}] if isinstance(chosen, str) else chosen.values()
    return link(design, told.get("vpc_link", ""))


def rights(design: Design) -> dict[tuple[str, ...], set[str]]:
    """What the gateway's own role may do: resources by actions."""
    found: dict[tuple[str, ...], set[str]] = {}
    for route in design["api"]["websocket"]["routes"]:
        chosen = route.get("backend", "function")
        service = {} if isinstance(chosen, str) else chosen.get("service", {})
        if service and not service["role_arn"]:
            found.setdefault(tuple(service["actions"]), set()).update(service["resources"])
    return found


def _by_key(templates: list[dict[str, str]]) -> dict[str, str]:
    return {one["key"]: one["template"] for one in templates}


def integration(
    kind: str,
    uri: Any,
    verb: str | None,
    role: str | None,
    parameters: dict[str, str] | None,
    selection: str | None,
    templates: dict[str, str] | None,
    passthrough: str | None,
    answers: dict[str, tuple[str | None, dict[str, str] | None]],
) -> tuple[Any, ...]:
    """The normal form of an integration that calls no function."""
    said = {key: (expression, pairs(bodies)) for key, (expression, bodies) in answers.items()}
    return kind, uri, verb, role, pairs(parameters), selection, pairs(templates), passthrough, pairs(said)


class Around(NamedTuple):
    """What an integration names of things beside it: a role, a function, a VPC link."""

    role: Callable[[Any], str]
    called: Callable[[Any], str]
    link: Callable[[Any], tuple[Any, ...]]

    def through(self, resource: dict[str, Any]) -> tuple[Any, ...] | None:
        """The VPC link on the way."""
        link = resource.get("ConnectionId")
        assert (resource.get("ConnectionType", "INTERNET") == "VPC_LINK") == bool(link)
        return link and self.link(link)


def told(resource: dict[str, Any], responses: list[dict[str, Any]], around: Around, passthrough: str | None) -> tuple[Any, ...]:
    """The same of an integration and its responses as CloudFormation and the service itself spell them."""
    answers = {
        answer["IntegrationResponseKey"]: (answer.get("TemplateSelectionExpression"), answer.get("ResponseTemplates"))
        for answer in responses
    }
    credentials, uri = resource.get("CredentialsArn"), resource.get("IntegrationUri")
    return integration(
        resource["IntegrationType"],
        ("function", around.called(uri)) if "/functions/" in str(uri) else uri,
        resource.get("IntegrationMethod"),
        credentials and around.role(credentials),
        resource.get("RequestParameters"),
        resource.get("TemplateSelectionExpression"),
        resource.get("RequestTemplates"),
        passthrough,
        answers,
    )
