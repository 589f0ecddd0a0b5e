"""Mapping templates run as API Gateway runs them: Velocity with `$input`, `$util` and `$context`
(AWS: API Gateway developer guide, "Variables for data transformations for API Gateway")."""

from __future__ import annotations

import json
import re
import urllib.parse
from typing import Any

import airspeed

# What `escapeJavaScript` of Apache Commons Lang writes otherwise than JSON does.
ESCAPED = {"\\": "\\\\", '"': '\\"', "'": "\\'", "/": "\\/", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


HYPHEN = "_hyphen_"


class Text(str):
    """A Java string: `replaceAll` takes a regular expression."""

    def replaceAll(self, pattern: str, replacement: str) -> Text:
        # Velocity hands a string on as it is written; airspeed takes one of two backslashes away.
        pattern = pattern.replace("\\", "\\\\")
        return Text(re.sub(pattern, lambda _: replacement, self))


class Input:
    def __init__(self, body: str, params: dict[str, str]) -> None:
        self.body, self._params = body, params

    def _at(self, path: str) -> Any:
        value = json.loads(self.body)
        for step in path.removeprefix("$").split("."):
            value = value[step] if step else value
        return value

    def json(self, path: str) -> str:
        return Text(json.dumps(self._at(path), ensure_ascii=False))

    def path(self, path: str) -> Any:
        return self._at(path)

    def params(self, name: str | None = None) -> Any:
        """Empty for one that did not come; the names of headers are told apart by their capitals. Without a name all of
        them by where they stand, of which there are headers here; one that did not come is null there."""
        if name is None:
            return {"header": {key: Text(value) for key, value in self._params.items()}}
        return Text(self._params.get(name, ""))


class Util:
    def urlEncode(self, text: str) -> str:
        return urllib.parse.quote_plus(text)

    def escapeJavaScript(self, text: str) -> str:
        return Text("".join(ESCAPED.get(c) or (c if c.isascii() else _unicode(c)) for c in text))


def _unicode(c: str) -> str:
    units = c.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02X}{units[at + 1]:02X}" for at in range(0, len(units), 2))


def run(template: str, body: str, params: dict[str, str] | None = None) -> tuple[str, dict[str, Any]]:
    """What the template writes, and what it sets in `$context`."""
    context: dict[str, Any] = {"requestId": "r-1", "responseOverride": {"header": {}}}
    names = {"input": Input(body, params or {}), "util": Util(), "context": context}
    # Velocity's names may have hyphens (user guide, "Variables"), airspeed's may not.
    template = re.sub(r"(?<=responseOverride\.header\.)[\w-]+", lambda name: name[0].replace("-", HYPHEN), template)
    text = airspeed.Template(template).merge(names)
    headers = context["responseOverride"]["header"]
    context["responseOverride"]["header"] = {name.replace(HYPHEN, "-"): value for name, value in headers.items()}
    return text, context
