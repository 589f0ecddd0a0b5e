"""What answers the methods of a design, and what a mapping template says; worked out apart from the generators."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import meaning
from designs import Design
from normal_form import pairs


class Method(NamedTuple):
    """What answers, how long the gateway waits for it, and who may call."""

    backend: tuple[Any, ...]
    timeout: int | None
    authorization: tuple[str, str | None, tuple[str, ...]]
    key: bool


def method(design: Design, route: dict[str, Any], method: dict[str, Any]) -> Method:
    who = meaning.methods(design)[route["path"], method["verb"]]
    asks = (who.authorization, who.authorizer, who.scopes)
    # A fixed answer is there at once.
    timeout = None if "mock" in method["integration"] else method.get("timeout_ms")
    return Method(backend(design, method["integration"]), timeout, asks, who.key)


def backend(design: Design, integration: dict[str, Any]) -> tuple[Any, ...]:
    """A tuple whose first word says the kind."""
    ((kind, value),) = integration.items()
    if kind == "lambda_proxy":
        return "lambda", meaning.called(design, value["function"])
    if kind == "http_proxy":
        return "http", value["uri"]
    assert kind == "mock", integration
    headers = {header["name"]: header["value"] for header in value["headers"]}
    if value["body"]:
        headers["Content-Type"] = value["content_type"]
    if design["cors"]:
        headers |= {name.split(".")[-1]: text.strip("'") for name, text in meaning.error_headers(design).items()}
    bodies = {value["content_type"]: value["body"]} if value["body"] else {}
    return "mock", str(value["status"]), pairs(headers), pairs(bodies)


def said(text: str) -> str:
    """What a mapping template says: `$d` and `$h` as they are set, backslashes before them by halves."""
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


def constants(parameters: dict[str, str] | None) -> dict[str, str]:
    """Headers of an answer by name, each a constant between quotes."""
    assert all(re.fullmatch("'[^']*'", value) for value in (parameters or {}).values()), parameters
    return {name.removeprefix("method.response.header."): value[1:-1] for name, value in (parameters or {}).items()}


def path_parameters(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\+?\}", path)
