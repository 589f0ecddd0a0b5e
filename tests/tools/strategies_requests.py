"""Random declarations of what a REST API takes, checks and answers itself."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from meaning_backend import path_parameters

SCHEMAS = ['{"type":"object","required":["id"],"properties":{"id":{"type":"integer","minimum":1}}}', '{"type":"string"}']
SCHEMAS += ['{"$schema":"http://json-schema.org/draft-04/schema#","type":"array","items":{"enum":["it\'s","b: #c"]}}']


@st.composite
def models(draw: DrawFn) -> list[dict[str, str]]:
    chosen = draw(st.lists(st.sampled_from(["Item", "Items2"]), unique=True, max_size=2))
    texts = st.sampled_from(["", "It's \"one\" #1"])
    return [{"name": name, "description": draw(texts), "schema": draw(st.sampled_from(SCHEMAS))} for name in chosen]


@st.composite
def requests(draw: DrawFn, path: str, names: list[str]) -> dict[str, Any]:
    """What a method declares; `names` are those of the models."""
    known = [("querystring", "search"), ("header", "X-Tenant"), *(("path", name) for name in path_parameters(path))]
    chosen = draw(st.lists(st.sampled_from(known), unique=True, max_size=3))
    kinds = draw(st.lists(st.sampled_from(["application/json", "text/csv"]), unique=True, max_size=2)) if names else []
    return {
        "validator": draw(st.sampled_from(["none", "body", "parameters", "body_and_parameters"])),
        "parameters": [
            {"place": place, "name": name, "required": draw(st.booleans()), "cache_key": draw(st.booleans())}
            for place, name in chosen
        ],
        "models": [{"content_type": kind, "model": draw(st.sampled_from(names))} for kind in kinds],
    }


@st.composite
def gateway_responses(draw: DrawFn) -> list[dict[str, Any]]:
    kinds = ["DEFAULT_4XX", "UNAUTHORIZED", "THROTTLED", "MISSING_AUTHENTICATION_TOKEN"]
    headers = {"X-Hint": "'log in'", "X-Origin": "method.request.header.Origin", "access-control-allow-origin": "'*'"}

    def one(kind: str) -> dict[str, Any]:
        names = draw(st.lists(st.sampled_from(sorted(headers)), unique=True, max_size=2))
        template = {"content_type": "application/json", "body": '{"no":"$context.requestId","it\'s":$context.error.messageString}'}
        return {
            "response_type": kind,
            "status": draw(st.sampled_from([None, 429, 503])),
            "headers": [{"name": name, "value": headers[name]} for name in names],
            "templates": draw(st.sampled_from([[], [template]])),
        }

    return [one(kind) for kind in draw(st.lists(st.sampled_from(kinds), unique=True, max_size=2))]
