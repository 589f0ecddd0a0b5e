"""The normal form of what an account holds after the `deploy.sh` of an HTTP API that is alone in it."""

from __future__ import annotations

from typing import Any

import meaning
from meaning_backend import changed, role
from normal_cloud import State, called, domains, gateway_role, link, log_groups, v2_api, v2_stage
from normal_form import Facts, Told, pairs

TIMEOUT = 30000


def in_small_letters(facts: Facts) -> Facts:
    """The account answers with the headers of a CORS configuration in small letters."""
    if not (cors := facts["api", "cors"]):
        return facts
    *others, headers, credentials, age, exposed = cors
    small = [tuple(map(str.lower, names)) for names in (headers, exposed)]
    return facts | {("api", "cors"): (*others, small[0], credentials, age, small[1])}


def facts(state: State) -> Told:
    (api,) = state["http apis"]
    yield from v2_api(api["settings"])
    cors = api["settings"].get("CorsConfiguration") or {}
    lists = [cors.get(key, []) for key in ["AllowOrigins", "AllowMethods", "AllowHeaders"]]
    told = meaning.cors_of_http(*lists, cors.get("AllowCredentials", False), cors.get("MaxAge"), [name.lower() for name in cors.get("ExposeHeaders", [])])
    yield ("api", "cors"), told if cors else None
    yield from gateway_role(state)
    names = {id_: authorizer["Name"] for id_, authorizer in api["authorizers"].items()}
    for authorizer in api["authorizers"].values():
        yield ("authorizer", authorizer["Name"]), _authorizer(authorizer)
    for route in api["routes"]:
        integration = api["integrations"][route["Target"].removeprefix("integrations/")]
        verb, path = route["RouteKey"].split(" ")
        key, timeout = ("route", path, verb), integration["TimeoutInMillis"]
        scopes = tuple(sorted(route.get("AuthorizationScopes") or ()))
        yield (*key, "backend"), _backend(integration)
        yield (*key, "timeout"), None if timeout == TIMEOUT else timeout
        yield (*key, "authorization"), (route["AuthorizationType"], names.get(route.get("AuthorizerId")), scopes)
        yield (*key, "payload"), integration["PayloadFormatVersion"]
        if not integration.get("IntegrationSubtype"):
            told = changed(integration.get("RequestParameters"), integration.get("ResponseParameters"))
            if told:
                yield (*key, "changes"), told
        if integration.get("CredentialsArn"):
            yield (*key, "role"), role(integration["CredentialsArn"])
        if integration.get("ConnectionId"):
            yield (*key, "link"), link(state["vpc links"], integration["ConnectionId"])
    for stage in api["stages"].values():
        yield from v2_stage(stage)
    yield from domains(state)
    yield from log_groups(state)


def _authorizer(authorizer: State) -> tuple[Any, ...]:
    sources = tuple(authorizer.get("IdentitySource") or ())
    if authorizer["AuthorizerType"] == "JWT":
        token = authorizer["JwtConfiguration"]
        return "JWT", token["Issuer"], sources, tuple(token["Audience"])
    how = authorizer["AuthorizerPayloadFormatVersion"], bool(authorizer.get("EnableSimpleResponses"))
    return "REQUEST", called(authorizer["AuthorizerUri"]), sources, authorizer["AuthorizerResultTtlInSeconds"], how


def _backend(integration: State) -> tuple[Any, ...]:
    if integration.get("IntegrationSubtype"):
        return "service", integration["IntegrationSubtype"], pairs(integration["RequestParameters"])
    if integration["IntegrationType"] == "AWS_PROXY":
        return "lambda", called(integration["IntegrationUri"])
    assert (integration["IntegrationType"], integration["IntegrationMethod"]) == ("HTTP_PROXY", "ANY")
    return "http", integration["IntegrationUri"]
