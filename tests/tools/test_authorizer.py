"""`app/authorizer.py` as Lambda runs it: nobody gets in who was not let in."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import studio
from studio import Made

RUNTIME = Path(__file__).with_name("lambda_runtime.py")
STAGE = "arn:aws:execute-api:ap-northeast-1:123456789012:abc/prod"
TOKEN = "s3cret.token"
DIGEST = hashlib.sha256(TOKEN.encode()).hexdigest()
OTHER = hashlib.sha256(b"another").hexdigest()
BASIC = "Basic " + base64.b64encode(TOKEN.encode()).decode()


def decide(made: Made, events: list[dict[str, Any]], **environment: str) -> list[dict[str, Any]]:
    """The policies for some events, decided by one process."""
    done = subprocess.run(
        [sys.executable, str(RUNTIME), "authorizer.handler"],
        input="".join(json.dumps(event) + "\n" for event in events),
        cwd=made.folder / "app",
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def token(text: str | None) -> dict[str, Any]:
    """The event of a TOKEN authorizer."""
    return {"type": "TOKEN", "authorizationToken": text, "methodArn": f"{STAGE}/GET/a/b"}


def request(headers: dict[str, str] | None = None, query: dict[str, str] | None = None) -> dict[str, Any]:
    """The event of a REQUEST authorizer; what a request lacks is null."""
    return {
        "type": "REQUEST",
        "methodArn": f"{STAGE}/POST/hooks",
        "headers": headers,
        "queryStringParameters": query,
    }


KNOWN = [
    token(TOKEN),
    token(f"Bearer {TOKEN}"),
    token(f"bearer  {TOKEN} "),
    request({"X-Token": TOKEN}),
    request({"x-token": f"Bearer {TOKEN}"}),
    request({"Host": "x"}, {"token": TOKEN}),
]
UNKNOWN = [
    token(""),
    token(None),
    token("Bearer "),
    token("another one"),
    token(DIGEST),
    token(BASIC),
    token(TOKEN[:-1]),
    token(f"{TOKEN} x"),
    token("トークン"),
    request(),
    request({"Authorization": TOKEN}),
    request({}, {"Token": TOKEN}),
    request({"X-Token": ""}, {"token": ""}),
    {},
]


def effects(policies: list[dict[str, Any]]) -> list[str]:
    found = []
    for policy in policies:
        assert policy["principalId"] and policy["policyDocument"]["Version"] == "2012-10-17"
        (statement,) = policy["policyDocument"]["Statement"]
        assert statement["Action"] == "execute-api:Invoke"
        found.append(statement["Effect"])
    return found


def test_known_tokens_are_let_in_and_nothing_else(made: Callable[[str], Made]) -> None:
    policies = decide(made("authorizers"), KNOWN + UNKNOWN, TOKEN_SHA256=f"{OTHER} {DIGEST.upper()}")
    assert effects(policies) == ["Allow"] * len(KNOWN) + ["Deny"] * len(UNKNOWN)
    for policy in policies[: len(KNOWN)]:
        # The gateway keeps the answer: it must hold for the caller's next path, but in this stage only.
        assert policy["policyDocument"]["Statement"][0]["Resource"] == f"{STAGE}/*"
        assert TOKEN not in json.dumps(policy)


def http(headers: dict[str, str] | None = None, query: dict[str, str] | None = None) -> dict[str, Any]:
    """The event of an HTTP API's authorizer, format 2.0: names of headers in lower case, what lacks is not there."""
    event = {"version": "2.0", "type": "REQUEST", "routeArn": f"{STAGE}/POST/hooks", "headers": headers or {}}
    return event | ({"queryStringParameters": query} if query else {})


def test_an_http_api_gets_a_simple_answer(made: Callable[[str], Made]) -> None:
    known = [http({"x-token": TOKEN}), http({"x-token": f"Bearer {TOKEN}"}), http({"host": "x"}, {"token": TOKEN})]
    unknown = [http(), http({"x-token": ""}), http({"authorization": TOKEN}), http({}, {"token": DIGEST})]
    answers = decide(made("HTTP authorizers"), known + unknown, TOKEN_SHA256=DIGEST)
    assert [answer["isAuthorized"] for answer in answers] == [True] * len(known) + [False] * len(unknown)
    assert TOKEN not in json.dumps(answers)


def test_an_http_api_that_wants_a_policy_gets_one(made: Callable[[str], Made]) -> None:
    old = {"version": "1.0", "type": "REQUEST", "methodArn": f"{STAGE}/GET/older", "headers": {"X-Token": TOKEN}}
    events = [http({"x-token": TOKEN}), old, http(), old | {"headers": {}}]
    policies = decide(made("HTTP request authorizer without CORS"), events, TOKEN_SHA256=DIGEST)
    assert effects(policies) == ["Allow", "Allow", "Deny", "Deny"]
    assert {policy["policyDocument"]["Statement"][0]["Resource"] for policy in policies} == {f"{STAGE}/*"}


def by_cookie(name: str, folder: Path) -> Made:
    """The files of a design whose REQUEST authorizers look at cookies alone."""
    design = studio.design(name)
    for authorizer in design["access"]["authorizers"]:
        if "lambda_request" in authorizer["kind"]:
            authorizer["kind"]["lambda_request"] |= {"headers": ["Cookie"], "query_strings": []}
    return studio.generate(design, folder)


COOKIES = [
    f"session={TOKEN}",
    f"_ga=GA1.2.3=4; session={TOKEN}; theme=dark",
    f"theme=dark;session={TOKEN}",
    f'session="{TOKEN}"',
]
NO_COOKIES = ["", "session", "session=", f"{TOKEN}=session", TOKEN, f"session={DIGEST}", f"session=x{TOKEN}", "a=b; c"]


def many(name: str, *values: str) -> dict[str, Any]:
    """What an event of a REST API and one of format 1.0 hold of a header: the last value, and all."""
    return {"headers": {"Host": "x", name: values[-1]}, "multiValueHeaders": {"Host": ["x"], name: list(values)}}


def test_a_browser_is_known_by_a_cookie(tmp_path: Path) -> None:
    known = [request({"Cookie": line}) for line in COOKIES]
    known += [request() | many("cookie", line) for line in COOKIES]
    known += [request() | many("Cookie", COOKIES[0], "theme=dark") | {"version": "1.0"}]
    unknown = [request({"Cookie": line}) for line in NO_COOKIES] + [request() | many("COOKIE", *NO_COOKIES)]
    unknown += [request({"Authorization": TOKEN, "Set-Cookie": COOKIES[0]}), request({}, {"Cookie": COOKIES[0]})]
    unknown += [request() | {"multiValueHeaders": None}, request() | {"multiValueHeaders": {"Cookie": None}}]
    policies = decide(by_cookie("authorizers", tmp_path), known + unknown, TOKEN_SHA256=DIGEST)
    assert effects(policies) == ["Allow"] * len(known) + ["Deny"] * len(unknown)


def test_an_http_api_has_cookies_in_a_list_of_their_own(tmp_path: Path) -> None:
    known = [http({"host": "x"}) | {"cookies": line.split("; ")} for line in COOKIES]
    known += [http({"host": "x", "cookie": line}) for line in COOKIES]
    unknown = [http({"host": "x"}) | {"cookies": line.split("; ")} for line in NO_COOKIES]
    unknown += [http({"host": "x"}), http() | {"cookies": []}, http({"authorization": TOKEN})]
    answers = decide(by_cookie("HTTP authorizers", tmp_path), known + unknown, TOKEN_SHA256=DIGEST)
    assert [answer["isAuthorized"] for answer in answers] == [True] * len(known) + [False] * len(unknown)


@pytest.mark.parametrize("environment", [{}, {"TOKEN_SHA256": ""}, {"TOKEN_SHA256": " , "}, {"TOKEN_SHA256": TOKEN}])
def test_until_digests_are_set_nobody_is_let_in(
    made: Callable[[str], Made], environment: dict[str, str]
) -> None:
    events = KNOWN + UNKNOWN
    assert effects(decide(made("authorizers"), events, **environment)) == ["Deny"] * len(events)


def test_the_file_is_there_only_where_a_function_decides(each: Made) -> None:
    functions = ["function" in value for a in each.design["access"]["authorizers"] for value in a["kind"].values()]
    assert (each.folder / "app/authorizer.py").exists() == any(functions)
