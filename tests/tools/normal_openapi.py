"""The normal form of a REST API as API Gateway imports it: OpenAPI 3.0 with the x-amazon-apigateway extensions.

By AWS's "OpenAPI extensions for API Gateway" and "Import a REST API"; SAM's CloudFormation holds the same kind of document.
"""

from __future__ import annotations

import json
from typing import Any

import meaning
from meaning_backend import Around, constants, declares, mapped, path_parameters, role, said, schema, taken
from normal_form import Key, Told, pairs

Document = dict[str, Any]

ANY = "x-amazon-apigateway-any-method"
VERBS = {"get", "post", "put", "patch", "delete", "head", "options", ANY}
ERRORS = "x-amazon-apigateway-gateway-responses"


def of_document(document: Document, around: Around) -> Told:
    """What an import makes of a whole document."""
    info = document["info"]
    yield ("api", "kind"), "REST"
    yield ("api", "name"), info["title"]
    yield ("api", "description"), info.get("description", "")
    yield ("api", "compression"), document.get("x-amazon-apigateway-minimum-compression-size")
    yield ("api", "key source"), document.get("x-amazon-apigateway-api-key-source", "HEADER")
    if policy := document.get("x-amazon-apigateway-security-policy"):
        yield ("api", "security policy"), (policy, document.get("x-amazon-apigateway-endpoint-access-mode"))
    yield ("api", "vpc endpoints"), tuple(sorted(endpoint(document).get("vpcEndpointIds", [])))
    yield from of_body(document, around)


def endpoint(document: Document) -> dict[str, Any]:
    """The one setting of an API that OpenAPI says of its servers."""
    servers = document.get("servers", [])
    assert len(servers) <= 1, servers
    return servers[0].get("x-amazon-apigateway-endpoint-configuration", {}) if servers else {}


def of_body(body: Document, around: Around) -> Told:
    """What only a document says, whatever surrounds it; methods without the stages that they are deployed to."""
    yield ("api", "closed"), endpoint(body).get("disableExecuteApiEndpoint", False)
    yield ("api", "policy"), body.get("x-amazon-apigateway-policy")
    yield ("api", "binary"), tuple(sorted(body.get("x-amazon-apigateway-binary-media-types", [])))
    for kind, answer in body.get(ERRORS, {}).items():
        status, templates = answer.get("statusCode"), pairs(answer.get("responseTemplates"))
        yield ("api", "answer", kind), (status and str(status), pairs(answer.get("responseParameters")), templates)
    for name, model in body.get("components", {}).get("schemas", {}).items():
        yield ("api", "model", name), schema(model)
    for name, scheme in schemes(body).items():
        if settings := scheme.get("x-amazon-apigateway-authorizer"):
            yield ("authorizer", name), authorizer(scheme, settings, around)


def schemes(body: Document) -> dict[str, Document]:
    return body.get("components", {}).get("securitySchemes", {})


def authorizer(scheme: Document, settings: Document, around: Around) -> tuple[Any, ...]:
    """What a security scheme has API Gateway ask."""
    assert (scheme["type"], scheme["in"]) == ("apiKey", "header"), scheme
    header = f"method.request.header.{scheme['name']}"
    kind, authtype = settings["type"], scheme["x-amazon-apigateway-authtype"]
    if kind == "cognito_user_pools":
        assert authtype == kind
        pools = tuple(settings["providerARNs"])
        return tuple(meaning.Authorizer("COGNITO_USER_POOLS", None, header, "", None, pools))
    assert authtype == "custom" and kind in ("token", "request"), scheme
    source = header if kind == "token" else settings.get("identitySource", "")
    expression = settings.get("identityValidationExpression", "")
    ttl = settings["authorizerResultTtlInSeconds"]
    return tuple(meaning.Authorizer(kind.upper(), around.called(settings["authorizerUri"]), source, expression, ttl, ()))


def methods(body: Document, around: Around) -> Told:
    for path, operations in body["paths"].items():
        assert set(operations) <= VERBS, operations
        for operation, entry in operations.items():
            verb = "ANY" if operation == ANY else operation.upper()
            integration, key = entry["x-amazon-apigateway-integration"], ("method", path, verb)
            yield (*key, "backend"), backend(path, verb, entry, around)
            yield (*key, "timeout"), integration.get("timeoutInMillis")
            yield (*key, "authorization"), asked(body, entry)
            yield (*key, "key"), "api_key" in required(body, entry)
            yield from through(key, integration, around)
            if told := request(body, entry, integration):
                yield (*key, "request"), told


def request(body: Document, entry: Document, integration: Document) -> tuple[Any, ...] | None:
    """What an operation declares and checks of requests."""
    kept = set(integration.get("cacheKeyParameters", []))
    parameters = {name: (required, name in kept) for name, required in declared(entry).items()}
    assert kept <= set(parameters)
    content = entry.get("requestBody", {}).get("content", {})
    models = {kind: one["schema"]["$ref"].removeprefix("#/components/schemas/") for kind, one in content.items()}
    name = entry.get("x-amazon-apigateway-request-validator")
    validator = name and body["x-amazon-apigateway-request-validators"][name]
    checked = validator and (validator["validateRequestBody"], validator["validateRequestParameters"])
    return declares(parameters, models, checked)


def through(key: Key, integration: Document, around: Around) -> Told:
    """The role and the VPC link with which a backend is reached."""
    if "credentials" in integration:
        yield (*key, "role"), role(integration["credentials"])
    if "connectionId" in integration:
        assert integration["connectionType"] == "VPC_LINK"
        yield (*key, "link"), around.link(integration["connectionId"])


def required(body: Document, entry: Document) -> dict[str, list[str]]:
    """Scopes by scheme. A scheme that is not declared protects nothing; API Gateway asks for all that are listed."""
    listed = [item for requirement in entry.get("security", []) for item in requirement.items()]
    return {name: scopes for name, scopes in listed if name in schemes(body)}


def asked(body: Document, entry: Document) -> tuple[str, str | None, tuple[str, ...]]:
    """Authorization, authorizer and scopes of an operation."""
    found: tuple[str, str | None, tuple[str, ...]] = ("NONE", None, ())
    for name, scopes in required(body, entry).items():
        scheme = schemes(body)[name]
        kind = scheme.get("x-amazon-apigateway-authtype")
        if kind == "awsSigv4":
            assert scheme["name"] == "Authorization" and found[0] == "NONE"
            found = ("AWS_IAM", None, ())
        elif kind:
            assert found[0] == "NONE"
            found = ("COGNITO_USER_POOLS" if kind == "cognito_user_pools" else "CUSTOM", name, tuple(sorted(scopes)))
        else:
            assert (name, scheme["name"].lower()) == ("api_key", "x-api-key"), scheme
    return found


def backend(path: str, verb: str, entry: Document, around: Around) -> tuple[Any, ...]:
    integration = entry["x-amazon-apigateway-integration"]
    match integration["type"]:
        case "aws_proxy":
            # Lambda takes POST alone.
            assert integration["httpMethod"] == "POST"
            return "lambda", around.called(integration["uri"])
        case "http_proxy":
            assert integration["httpMethod"] == verb
            used = [name for name in path_parameters(path) if f"{{{name}}}" in integration["uri"]]
            filled = {f"integration.request.path.{name}": f"method.request.path.{name}" for name in used}
            assert set(filled.values()) <= set(declared(entry)) and integration.get("requestParameters", {}) == filled
            return "http", integration["uri"]
        case "mock":
            return mock(entry, integration)
        case "aws" | "http":
            return told(entry, integration, around)
    raise AssertionError(integration)


def declared(entry: Document) -> dict[str, bool]:
    """The parameters that an operation declares, as mappings name them, and whether each is required."""
    places = {"query": "querystring", "header": "header", "path": "path"}
    return {f"method.request.{places[p['in']]}.{p['name']}": p.get("required", False) for p in entry.get("parameters", [])}


def told(entry: Document, integration: Document, around: Around) -> tuple[Any, ...]:
    """A backend that gets what a mapping makes of the request."""
    uri, parameters = integration["uri"], integration.get("requestParameters")
    answers = {}
    for pattern, answer in integration["responses"].items():
        headers, templates = answer.get("responseParameters", {}), answer.get("responseTemplates", {})
        headers = {name.removeprefix("method.response.header."): value for name, value in headers.items()}
        # A header that the method does not declare is refused, and bytes are read by no template.
        assert set(entry["responses"][answer["statusCode"]].get("headers", {})) == set(headers)
        assert ("contentHandling" in answer) == bool(templates)
        answers[answer["statusCode"]] = ("" if pattern == "default" else pattern, headers, templates)
    assert set(entry["responses"]) == set(answers) and taken(parameters) <= set(declared(entry))
    templates = integration.get("requestTemplates")
    assert ("contentHandling" in integration) == bool(templates)
    calls = isinstance(uri, dict) or ":lambda:path/" in uri
    target = ("function", around.called(uri)) if calls else ("uri", uri)
    kind, others = integration["type"].upper(), integration["passthroughBehavior"].upper()
    return mapped(kind, integration["httpMethod"], target, parameters, templates, others, answers)


def mock(entry: Document, integration: Document) -> tuple[Any, ...]:
    """A fixed answer: status, headers, bodies."""
    ((status, declared),) = entry["responses"].items()
    (answer,) = integration["responses"].values()
    headers = constants(answer.get("responseParameters"))
    assert answer["statusCode"] == status
    # A header that the method does not declare is refused.
    assert set(declared.get("headers", {})) == set(headers)
    assert json.loads(integration["requestTemplates"]["application/json"]) == {"statusCode": int(status)}
    # With `*/*` as binary type, text would be taken for base64.
    assert integration["contentHandling"] == "CONVERT_TO_TEXT"
    bodies = {kind: said(text) for kind, text in answer.get("responseTemplates", {}).items()}
    assert not bodies or answer["contentHandling"] == "CONVERT_TO_TEXT"
    return "mock", status, pairs(headers), pairs(bodies)
