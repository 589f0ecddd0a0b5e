"""The normal form of an HTTP API as API Gateway imports it (AWS: "Working with OpenAPI definitions for HTTP APIs")."""

from __future__ import annotations

from typing import Any

import meaning
from meaning_backend import Around, changed
from normal_form import Told, pairs
from normal_openapi import ANY, VERBS, Document, endpoint, required, schemes, through

CORS = [("allowOrigins", []), ("allowMethods", []), ("allowHeaders", []), ("allowCredentials", False), ("maxAge", None), ("exposeHeaders", [])]


def of_document(document: Document, around: Around) -> Told:
    """All that the document says; an import with `fail-on-warnings` takes nothing else."""
    info, cors = document["info"], document.get("x-amazon-apigateway-cors")
    yield ("api", "kind"), "HTTP"
    yield ("api", "name"), info["title"]
    yield ("api", "description"), info.get("description", "")
    yield ("api", "closed"), endpoint(document).get("disableExecuteApiEndpoint", False)
    yield from of_body(document, around)
    yield ("api", "cors"), cors and meaning.cors_of_http(*(cors.get(key, default) for key, default in CORS))


def of_body(body: Document, around: Around) -> Told:
    """Authorizers and routes."""
    for name, scheme in schemes(body).items():
        if settings := scheme.get("x-amazon-apigateway-authorizer"):
            yield ("authorizer", name), authorizer(scheme, settings, around)
    for path, operations in body["paths"].items():
        assert set(operations) <= VERBS, operations
        for operation, entry in operations.items():
            verb = "ANY" if operation == ANY else operation.upper()
            key, integration = ("route", path, verb), entry["x-amazon-apigateway-integration"]
            yield (*key, "backend"), backend(integration, around)
            yield (*key, "timeout"), integration.get("timeoutInMillis")
            yield (*key, "authorization"), asked(body, entry)
            yield (*key, "payload"), integration["payloadFormatVersion"]
            yield from through(key, integration, around)
            if told := changes(integration):
                yield (*key, "changes"), told


def authorizer(scheme: Document, settings: Document, around: Around) -> tuple[Any, ...]:
    # One text with several between commas, or a list, as SAM writes it.
    given = settings.get("identitySource", [])
    sources = tuple(source.strip() for source in (given.split(",") if isinstance(given, str) else given))
    if settings["type"] == "jwt":
        token = settings["jwtConfiguration"]
        return "JWT", token["issuer"], sources, tuple(token["audience"])
    assert settings["type"] == "request" and scheme["type"] == "apiKey"
    how = settings["authorizerPayloadFormatVersion"], bool(settings.get("enableSimpleResponses"))
    return "REQUEST", around.called(settings["authorizerUri"]), sources, settings["authorizerResultTtlInSeconds"], how


def backend(integration: Document, around: Around) -> tuple[Any, ...]:
    if "integrationSubtype" in integration:
        assert integration["type"] == "aws_proxy"
        return "service", integration["integrationSubtype"], pairs(integration["requestParameters"])
    if integration["type"] == "aws_proxy":
        return "lambda", around.called(integration["uri"])
    assert (integration["type"], integration["httpMethod"]) == ("http_proxy", "ANY"), integration
    return "http", integration["uri"]


def changes(integration: Document) -> tuple[Any, ...] | None:
    """What is changed on the way to a function or a server and back."""
    answers = integration.get("responseParameters")
    if "integrationSubtype" in integration:
        assert not answers, integration
        return None
    return changed(integration.get("requestParameters"), answers)


def asked(body: Document, entry: Document) -> tuple[str, str | None, tuple[str, ...]]:
    """Authorization, authorizer and scopes of a route."""
    names = required(body, entry)
    if not names:
        return "NONE", None, ()
    ((name, scopes),) = names.items()
    scheme = schemes(body)[name]
    if scheme.get("x-amazon-apigateway-authtype") == "awsSigv4" or name == "AWS_IAM":
        return "AWS_IAM", None, ()
    kind = scheme["x-amazon-apigateway-authorizer"]["type"]
    return {"jwt": "JWT", "request": "CUSTOM"}[kind], name, tuple(sorted(scopes))
