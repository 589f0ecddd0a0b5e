"""A simulated REST or HTTP API in front of a function: what a browser's request becomes, and the answer's bytes."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUNTIME = Path(__file__).with_name("lambda_runtime.py")


@dataclass(frozen=True)
class Address:
    """Where a browser sees a stage: host, and the part of the path before the app's own."""

    host: str
    mount: str
    stage: str

    @property
    def default(self) -> bool:
        return ".execute-api." in self.host

    def event(self, verb: str, url: str, headers: dict[str, str], body: str | None) -> dict[str, Any]:
        """API Gateway's proxy event, version 1.0.

        The default URL's first part is the stage and does not reach the function as `path`;
        a base path of a custom domain does. `requestContext.path` has both.
        """
        assert url == self.mount or url.startswith(f"{self.mount}/"), f"{url} leaves {self.mount}/"
        path, _, query = url.partition("?")
        inner = (path[len(self.mount) :] or "/") if self.default else path
        parameters = dict(
            pair.split("=", 1) if "=" in pair else (pair, "") for pair in query.split("&") if pair
        )
        headers = {"Host": self.host, "X-Forwarded-Proto": "https", **headers}
        return {
            "resource": "/{proxy+}",
            "path": inner,
            "httpMethod": verb,
            "headers": headers,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": parameters or None,
            "multiValueQueryStringParameters": {name: [value] for name, value in parameters.items()} or None,
            "pathParameters": {"proxy": inner.lstrip("/")},
            "stageVariables": None,
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "abc",
                "domainName": self.host,
                "httpMethod": verb,
                "identity": {"sourceIp": "192.0.2.1", "userAgent": "test"},
                "path": path,
                "protocol": "HTTP/1.1",
                "requestId": "0",
                "requestTimeEpoch": 0,
                "resourcePath": "/{proxy+}",
                "stage": self.stage,
            },
            # With the binary type */* every body comes as base64.
            "body": body and base64.b64encode(body.encode()).decode(),
            "isBase64Encoded": body is not None,
        }


@dataclass(frozen=True)
class HttpAddress(Address):
    """Where a browser sees a stage of an HTTP API, and the format of the events that it sends."""

    payload: str = "2.0"
    # Whether format 2.0 shows the path as the client wrote it behind a domain, too; AWS says that it does not.
    whole: bool = False

    def raw_path(self, path: str) -> str:
        """Behind a mapping a named stage stands in the place of the base path (AWS: "Create AWS Lambda proxy integrations
        for HTTP APIs", which says that `rawPath` won't provide the mapping's value)."""
        if self.default or self.whole:
            return path
        named = "" if self.stage == "$default" else f"/{self.stage}"
        return named + (path[len(self.mount) :] or "/")

    def event(self, verb: str, url: str, headers: dict[str, str], body: str | None) -> dict[str, Any]:
        """The path reaches the function with the stage of a default URL; bodies of text are plain."""
        path, _, query = url.partition("?")
        event = super().event(verb, url, headers, body) | {"body": body, "isBase64Encoded": False}
        if self.payload == "1.0":
            return event | {"version": "1.0", "path": path}
        path = self.raw_path(path)
        headers = {name.lower(): value for name, value in event["headers"].items()}
        cookies = headers.pop("cookie", None)
        http = {"method": verb, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "test"}
        event = {
            "version": "2.0",
            "routeKey": "ANY /{proxy+}",
            "rawPath": path,
            "rawQueryString": query,
            "headers": headers,
            "requestContext": {"apiId": "abc", "domainName": self.host, "http": http, "stage": self.stage},
            "isBase64Encoded": False,
        }
        event |= {"cookies": cookies.split("; ")} if cookies else {}
        return event | ({"body": body} if body is not None else {})


@dataclass
class Answer:
    """What the browser gets."""

    status: int
    headers: dict[str, list[str]]
    body: bytes
    cookies: list[str]

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str | None:
        """The one value of a header; two would be an error of the app's."""
        values = self.headers.get(name.lower(), [])
        assert len(values) <= 1, (name, values)
        return values[0] if values else None


class Function:
    """A function in a process of its own, called through addresses."""

    def __init__(self, folder: Path, handler: str, **environment: str) -> None:
        offline = {
            name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DASH_"))
        }
        self.process = subprocess.Popen(
            [sys.executable, "-B", str(RUNTIME), handler],
            cwd=folder,
            env=offline
            | {"AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
            | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=open(folder / "errors.txt", "w"),
            text=True,
        )
        self.folder = folder

    def call(
        self,
        address: Address,
        url: str,
        verb: str = "GET",
        headers: dict[str, str] | None = None,
        body: str | None = None,
    ) -> Answer:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(address.event(verb, url, headers or {}, body)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, (self.folder / "errors.txt").read_text()
        answer = json.loads(line)
        found = {name.lower(): [value] for name, value in (answer.get("headers") or {}).items()}
        found |= {name.lower(): values for name, values in (answer.get("multiValueHeaders") or {}).items()}
        content = answer.get("body") or ""
        # API Gateway decodes what is flagged, and sends anything else as UTF-8.
        decoded = (
            base64.b64decode(content, validate=True) if answer.get("isBase64Encoded") else content.encode()
        )
        cookies = answer.get("cookies") or found.get("set-cookie", [])
        return Answer(int(answer["statusCode"]), found, decoded, cookies)

    def stop(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()
