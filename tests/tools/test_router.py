"""The simulator's choice of a route, against the router that local copies of API Gateway use.

`sam local start-api` and LocalStack both hand the paths of an API to Werkzeug's router, a greedy part as its `path` converter, and
let it choose. Neither can stand in this environment (they pin other versions of the tools that do), so the router itself does, fed as
they feed it. Where both disagree the difference must be one of `REASONS`, which say what AWS documents.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

import studio
from counts import COUNTS
from designs import Design

VERBS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
WORDS = ["items", "orders", "new"]
TABLES, REQUESTS = 24, 9

#: Why the two may disagree, and which side AWS documents.
REASONS = {
    "resource before method": "a REST API chooses the resource by its path and refuses a method that it lacks: the answer "
    "MISSING_AUTHENTICATION_TOKEN is for an \"unsupported API method or resource\" (AWS: \"Gateway response types for API Gateway\"); "
    "Werkzeug goes on to a less specific rule that has the method. The simulator is on AWS's side",
}


def table(chance: random.Random) -> list[tuple[str, list[str]]]:
    """Paths with their verbs. One variable name at each depth, since a REST API allows one among siblings."""
    found: dict[str, list[str]] = {}
    for _ in range(chance.randint(3, 9)):
        depth = chance.randint(1, 3)
        parts = [chance.choice([*WORDS, f"{{p{place}}}"]) for place in range(depth)]
        if chance.random() < 0.35:
            parts[-1] = f"{{p{depth - 1}+}}"
        path = "/" + "/".join(parts)
        # A greedy part beside a plain one of its name is one variable too many.
        if any(re.sub(r"\+}$", "}", other) == re.sub(r"\+}$", "}", path) for other in found):
            continue
        found[path] = ["ANY"] if chance.random() < 0.4 else chance.sample(VERBS[:6], chance.randint(1, 2))
    return list(found.items())


def design(kind: str, routes: list[tuple[str, list[str]]]) -> Design:
    made: Design = json.loads(studio.run("new", "--preset", f"dash-{kind}").stdout)
    first = made["routes"][0]["methods"][0]
    made["routes"] = [
        {"path": path, "methods": [{**first, "verb": verb} for verb in verbs]} for path, verbs in routes
    ]
    made.update(domain=None, cors=None)
    return made


def of_simulator(file: Path, kind: str, verb: str, path: str) -> str | None:
    """The path of the route that gets a request."""
    done = studio.run("simulate", str(file), verb, path, "--format", "json")
    event: dict[str, Any] | None = json.loads(done.stdout)["event"]
    if event is None:
        return None
    return event["resource"] if kind == "rest" else event["routeKey"].split(" ")[1]


def of_peer(routes: list[tuple[str, list[str]]], verb: str, path: str) -> str | None:
    def rule(route: str, verbs: list[str]) -> Rule:
        greedy = re.sub(r"\{(\w+)\+}", r"<path:\1>", route)
        made = Rule(re.sub(r"\{(\w+)}", r"<\1>", greedy), endpoint=route, methods=verbs)
        # Werkzeug adds HEAD to GET by itself, API Gateway does not.
        made.methods = set(VERBS) if "ANY" in verbs else set(verbs)
        return made

    adapter = Map([rule(*route) for route in routes], strict_slashes=False, merge_slashes=False).bind("localhost")
    try:
        return adapter.match(path, method=verb)[0]
    except HTTPException:
        return None


def reason(kind: str, routes: list[tuple[str, list[str]]], mine: str | None, path: str) -> str:
    """Which of `REASONS` explains a difference."""
    by_path = of_peer([(route, ["ANY"]) for route, _ in routes], "GET", path)
    if kind == "rest" and mine is None and by_path is not None:
        return "resource before method"
    return ""


@pytest.mark.parametrize("kind", ["rest", "http"])
def test_the_route_that_is_chosen_is_the_one_of_a_peer(kind: str, tmp_path: Path) -> None:
    chance = random.Random(20261129)
    numbers: Counter[str] = Counter()
    unexplained = []
    for number in range(TABLES):
        routes = table(chance)
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(design(kind, routes)))
        for _ in range(REQUESTS):
            depth = chance.randint(1, 4)
            path = "/" + "/".join(chance.choice([*WORDS, "7", "a.b"]) for _ in range(depth))
            verb = chance.choice(VERBS[:6])
            mine, peer = of_simulator(file, kind, verb, path), of_peer(routes, verb, path)
            if mine == peer:
                numbers["the same route" if mine else "no route, both"] += 1
                continue
            why = reason(kind, routes, mine, path)
            numbers[why or "unexplained"] += 1
            if not why:
                unexplained.append((routes, verb, path, mine, peer))
    print(f"{kind}: {sum(numbers.values())} requests at {TABLES} APIs: {dict(numbers)}")
    for name, count in numbers.items():
        COUNTS[f"router beside a peer, {kind}: {name}"] += count
    for name in numbers.keys() & REASONS:
        print(f"  {name}: {REASONS[name]}")
    assert unexplained == []
    assert numbers["the same route"] > TABLES * REQUESTS // 3
    assert set(numbers) <= {"the same route", "no route, both", *REASONS}
