"""How a random design is compared with what a tool makes of it, for the tests of one gateway by several tools."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, note, settings

import cloudformation as cfn
import normal_openapi
import normal_openapi_http
import studio
from counts import COUNTS
from designs import Design
from meaning_backend import Around, there
from normal_design import of_design
from normal_form import Difference, Facts, Told, differences, on_stages, seen

# The same designs in every run: a failure elsewhere is a failure here.
STEADY = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))

# What a kind of API has not, no tool can express: a rule says it once, in the place of each generator.
OF_NO_TOOL = ["route-cors-of-http-api"]

PRESETS = {"REST": "dash-rest", "HTTP": "dash-http", "WebSocket": "websocket-echo"}


def preset(kind: str) -> Design:
    return json.loads(studio.run("new", "--preset", PRESETS[kind]).stdout)


def written(design: Design, folder: Path) -> studio.Made:
    """The files of a drawn design; one that the rules refuse is drawn again."""
    note(f"drawn, as design.json: {json.dumps(design, ensure_ascii=False)}")
    done = studio.run("generate", "-", "--out", str(folder), stdin=json.dumps(design))
    COUNTS["designs refused by a rule"] += done.returncode == 1
    assume(done.returncode == 0)
    return studio.Made(design, folder, done.stderr)


def reported(made: studio.Made, tool: str) -> set[str]:
    """Pointers of everything the studio said the tool cannot express, or a rule that the kind of API has not."""
    return set(re.findall(rf"^\w+ (\S+) (?:{tool}/not-expressible|{'|'.join(OF_NO_TOOL)}):", made.diagnostics, re.MULTILINE))


def unexplained(made: studio.Made, tool: str, found: Facts, wanted: Facts | None = None) -> list[Difference]:
    """The differences that no finding of the generator covers; `wanted` are the design's own facts."""
    of_it, places = of_design(made.design)
    wanted, said = wanted or of_it, reported(made, tool)

    def covered(difference: Difference) -> bool:
        # What only the tool has belongs to the part of the design that it stands for.
        area = {"stage": "/routes", "route": "/routes", "mapping": "/domain", "record": "/domain", "domain": "/domain", "authorizer": "/access/authorizers"}
        own, *others = places.get(difference.key) or [area.get(difference.key[0], "?")]
        # A finding about a whole area says nothing of what its parts are referred to for.
        near = any(own == one or own.startswith(f"{one}/") or one.startswith(f"{own}/") for one in said)
        return near or any(place == one or one.startswith(f"{place}/") for place in others for one in said)

    kind = wanted["api", "kind"]
    all_of_them = differences(seen(wanted), seen(found))
    COUNTS[f"{tool}: {kind} designs"] += 1
    COUNTS[f"{tool}: {kind} facts compared"] += len(wanted)
    COUNTS[f"{tool}: {kind} differences that were reported"] += sum(map(covered, all_of_them))
    return [difference for difference in all_of_them if not covered(difference)]


def of_openapi(made: studio.Made) -> Facts:
    """What an import of `openapi.yaml` makes, and of its methods each stage that is deployed of it."""
    document, design = cfn.read(made.text("openapi/openapi.yaml")), made.design
    given = {function["arn"]: function["name"] for function in design["functions"] if function["arn"]}

    def called(uri: Any) -> str:
        found = re.fullmatch(r"arn:aws:apigateway:[\w-]+:lambda:path/2015-03-31/functions/(arn:.*)/invocations", uri)
        assert found, uri
        return cfn.of_arn(found[1], given)

    around = Around(called, there)

    def facts() -> Told:
        if "http" in design["api"]:
            yield from normal_openapi_http.of_document(document, around)
            # Where nothing is said, API Gateway takes IPv4.
            yield ("api", "addresses"), "ipv4"
            return
        yield from normal_openapi.of_document(document, around)
        names = [stage["name"] for stage in design["stages"]]
        yield from on_stages(names, normal_openapi.methods(document, around))

    return dict(facts())
