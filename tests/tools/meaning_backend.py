"""What answers the methods of a design, and what a mapping template says; worked out apart from the generators."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import meaning
import meaning_service
import vtl
from designs import Design
from normal_form import pairs

# The name of the role that is made for the gateway.
OWN = "own"


class Method(NamedTuple):
    """What answers, how long the gateway waits for it, who may call, with which role it is called, and through which
    VPC link; what is declared of requests, and what is changed on the way."""

    backend: tuple[Any, ...]
    timeout: int | None
    authorization: tuple[str, str | None, tuple[str, ...]]
    key: bool
    role: str | None
    link: tuple[Any, ...] | None
    request: tuple[Any, ...] | None
    changes: tuple[Any, ...] | None


class Around(NamedTuple):
    """What surrounds a definition: who gives the design's name of the function that a URI calls, and what the id of a
    VPC link leads to."""

    called: Callable[[Any], str]
    link: Callable[[Any], tuple[Any, ...]]


def method(design: Design, route: dict[str, Any], method: dict[str, Any]) -> Method:
    who = meaning.methods(design)[route["path"], method["verb"]]
    asks = (who.authorization, who.authorizer, who.scopes)
    # A fixed answer is there at once.
    timeout = None if "mock" in method["integration"] else method.get("timeout_ms")
    ((_, value),) = method["integration"].items()
    service = method["integration"].get("aws_service")
    role = service and (service["role_arn"] or OWN)
    through = link(design, value.get("vpc_link", ""))
    told = backend(design, route, method)
    declared = request(design, route, method, told)
    return Method(told, timeout, asks, who.key, role, through, declared, changes(design, method))


def request(design: Design, route: dict[str, Any], method: dict[str, Any], told: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """What a method declares and checks of requests; what its mapping takes is declared, too."""
    if "rest" not in design["api"]:
        return None
    said, models, checked = meaning.requests(design).get((route["path"], method["verb"]), ((), (), None))
    parameters = {f"method.request.{name}": one for name, one in said}
    if told[0] == "mapped":
        parameters = {name: (".path." in name, False) for name in taken(dict(told[4]))} | parameters
    return declares(parameters, dict(models), checked)


def declares(
    parameters: dict[str, tuple[bool, bool]], models: dict[str, str], checked: tuple[bool, bool] | None
) -> tuple[Any, ...] | None:
    """Parameters by name (required, cache key), models by content type, and whether bodies and parameters are checked.
    A part of the path is there always."""
    told = {name: one for name, one in parameters.items() if one[1] or ".path." not in name}
    return (pairs(told), pairs(models), checked) if told or models or checked else None


def link(design: Design, name: str) -> tuple[Any, ...] | None:
    """A VPC link of the design."""
    if not name:
        return None
    (found,) = (link for link in design["vpc_links"] if link["name"] == name)
    if found["id"]:
        return there(found["id"])
    targets = [found["target_arn"]] if "http" not in design["api"] else found["subnet_ids"] + found["security_group_ids"]
    return "made", name, tuple(targets)


def there(id_: str) -> tuple[Any, ...]:
    """A VPC link that exists."""
    return "there", id_


def role(value: Any) -> str:
    """The role of an integration: the one that is made is an attribute of a template, or known by its name."""
    return OWN if isinstance(value, dict) or value.endswith("-gateway") else value


def changes(design: Design, method: dict[str, Any]) -> tuple[Any, ...] | None:
    """What an HTTP API changes of requests that go on whole, and of answers by their status."""
    told = method.get("transform")
    if not told or "http" not in design["api"] or not {"lambda_proxy", "http_proxy"} & set(method["integration"]):
        return None

    def one(listed: list[dict[str, str]]) -> dict[str, str]:
        return {one["name"]: "''" if one["name"].startswith("remove:") else one["value"] for one in listed}

    return changed(one(told["request"]), {str(answer["status"]): one(answer["changes"]) for answer in told["responses"]})


def changed(request: dict[str, str] | None, answers: dict[str, dict[str, str]] | None) -> tuple[Any, ...] | None:
    """The same of what a tool made."""
    by_status = {status: pairs(told) for status, told in (answers or {}).items() if told}
    return (pairs(request), pairs(by_status)) if request or by_status else None


def rights(policy: dict[str, Any]) -> tuple[Any, ...]:
    """What a policy allows: resources by actions."""
    assert all(statement["Effect"] == "Allow" for statement in policy["Statement"])
    return pairs({tuple(one["Action"]): tuple(sorted(one["Resource"])) for one in policy["Statement"]})


def backend(design: Design, route: dict[str, Any], method: dict[str, Any]) -> tuple[Any, ...]:
    """A tuple whose first word says the kind."""
    ((kind, value),) = method["integration"].items()
    match kind:
        case "lambda_proxy":
            return "lambda", meaning.called(design, value["function"])
        case "http_proxy":
            return "http", value["uri"]
        case "mock":
            return mock(design, route, value)
        case "aws_service" if "http" in design["api"]:
            name, parameters = meaning_service.subtype(design, value["action"])
            return "service", name, pairs(parameters)
        case "aws_service" if "other" not in value["action"]:
            call = meaning_service.call(design, value["action"])
            return asked(design, route, "AWS", ("uri", call.uri), call)
        case "aws_service":
            other = value["action"]["other"]
            return asked(design, route, "AWS", ("uri", other["uri"]), call_of(other["mapping"], other["verb"], other["uri"]))
        case "lambda":
            target = ("function", meaning.called(design, value["function"]))
            return asked(design, route, "AWS", target, call_of(value["mapping"], "POST", ""))
    assert kind == "http", kind
    verb = method["verb"] if value["verb"] == "ANY" else value["verb"]
    return asked(design, route, "HTTP", ("uri", value["uri"]), call_of(value["mapping"], verb, value["uri"]))


def call_of(mapping: dict[str, Any], verb: str, uri: str) -> meaning_service.Call:
    """What a mapping of the design's own says."""

    def templates(told: dict[str, Any]) -> dict[str, str]:
        return {one["content_type"]: one["template"] for one in told["templates"]}

    parameters = {one["name"]: one["value"] for one in mapping["parameters"]}
    responses = [
        (one["pattern"], one["status"], {header["name"]: header["value"] for header in one["headers"]}, templates(one))
        for one in mapping["responses"]
    ]
    return meaning_service.Call(verb, uri, parameters, templates(mapping), mapping["passthrough"], responses)


def asked(
    design: Design, route: dict[str, Any], kind: str, target: tuple[str, str], call: meaning_service.Call
) -> tuple[Any, ...]:
    """A mapped backend; the parameters that stand in its address are filled from the path."""
    placed = [name for name in path_parameters(route["path"]) if f"{{{name}}}" in call.uri]
    filled = {f"integration.request.path.{name}": f"method.request.path.{name}" for name in placed}
    readable = {name.split(".")[-1]: value for name, value in meaning.error_headers(design, route).items()}

    def with_cors(headers: dict[str, str]) -> dict[str, str]:
        own = {name.lower() for name in headers}
        return headers | {name: value for name, value in readable.items() if name.lower() not in own}

    answers = {status: (pattern, with_cors(headers), templates) for pattern, status, headers, templates in call.responses}
    return mapped(kind, call.verb, target, filled | call.parameters, call.templates, call.passthrough, answers)


def mapped(
    kind: str,
    verb: str,
    target: tuple[str, str],
    parameters: dict[str, str] | None,
    templates: dict[str, str] | None,
    passthrough: str,
    answers: dict[Any, tuple[str, dict[str, str], dict[str, str]]],
) -> tuple[Any, ...]:
    """The normal form of a mapped backend; answers by status are pattern, headers, templates."""
    of_status = {str(status): (pattern, pairs(headers), pairs(bodies)) for status, (pattern, headers, bodies) in answers.items()}
    return "mapped", kind, verb, target, pairs(parameters), pairs(templates), passthrough, pairs(of_status)


def taken(parameters: dict[str, str] | None) -> set[str]:
    """The declared parameters that a mapping needs."""
    found = (re.fullmatch(r"method\.request\.(multivalue)?(header|querystring|path)\.(.+)", v) for v in (parameters or {}).values())
    return {f"method.request.{one[2]}.{one[3]}" for one in found if one}


def mock(design: Design, route: dict[str, Any], value: dict[str, Any]) -> tuple[Any, ...]:
    """A fixed answer."""
    headers = {header["name"]: header["value"] for header in value["headers"]}
    if value["body"]:
        headers["Content-Type"] = value["content_type"]
    headers |= {name.split(".")[-1]: text.strip("'") for name, text in meaning.error_headers(design, route).items()}
    bodies = {value["content_type"]: value["body"]} if value["body"] else {}
    return "mock", str(value["status"]), pairs(headers), pairs(bodies)


def said(text: str) -> Any:
    """What a mapping template says: `$d` and `$h` as they are set, backslashes before them by halves."""
    if "$context.responseOverride" in text:
        return _names(text)
    head = "#set($d='$')#set($h='#')"
    if not text.startswith(head):
        assert not set("$#") & set(text)
        return text

    def one(found: re.Match[str]) -> str:
        backslashes, name = found.groups()
        assert len(backslashes) % 2 == 0
        return backslashes[: len(backslashes) // 2] + {"d": "$", "h": "#"}[name]

    rest = text.removeprefix(head)
    assert not set("$#") & set(re.sub(r"\$\{[dh]\}", "", rest))
    return re.sub(r"(\\*)\$\{([dh])\}", one, rest)


NAMED = "Access-Control-Allow-Origin"


def _names(template: str) -> tuple[Any, ...]:
    """Whom a preflight's template answers by name, asked as a browser would, whatever the header's spelling."""
    stated = re.findall(r"'(https?://[^']+)'", template)

    def named(header: str, origin: str) -> str | None:
        text, context = vtl.run(template, "", {header: origin})
        assert text == ""
        return context["responseOverride"]["header"].get(NAMED)

    for header in ["Origin", "origin"]:
        assert [named(header, origin) for origin in stated] == stated
        assert not any(named(header, other) for other in ["", "null", "https://evil.example", f"{stated[0]}.evil.example"])
    assert named("X-Other", stated[0]) is None
    return meaning.origins_named(stated)


def constants(parameters: dict[str, str] | None) -> dict[str, str]:
    """Headers of an answer by name, each a constant between quotes."""
    assert all(re.fullmatch("'[^']*'", value) for value in (parameters or {}).values()), parameters
    return {name.removeprefix("method.response.header."): value[1:-1] for name, value in (parameters or {}).items()}


def schema(told: dict[str, Any]) -> str:
    """A model's schema as one text, without two words that OpenAPI does not know."""
    return json.dumps({key: value for key, value in told.items() if key not in ("$schema", "description")}, sort_keys=True)


def path_parameters(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\+?\}", path)
