"""The command that collects a live API, against the simulated account: what it prints is read as the design that was deployed."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings

import normal_cloud
import studio
from cloud import Cloud
from counts import COUNTS
from designs import REGION, Design
from normal_cloud_http import in_small_letters
from normal_design import of_design
from normal_form import Difference, differences
from proof import STEADY, preset, written
from strategies import http_designs, rest_designs, websocket_designs

# What is in an account beside the API, and no answer about the API says: days that logs are kept, rights of the gateway's role.
ELSEWHERE = {"log group", "gateway role", "web acl"}


def collected(account: Cloud, kind: str, id_: str) -> str:
    """What the command writes; it changes nothing."""
    shown = studio.run("collect", kind, id_, REGION)
    assert shown.returncode == 0, shown.stderr
    ran = account.run("bash", "-c", shown.stdout)
    assert (ran.changes, ran.outbound) == ([], []), ran.err
    return (account.folder / f"{id_}.yaml").read_text()


def found(account: Cloud, design: Design) -> list[Difference]:
    account.reset()
    (kind,) = design["api"]
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        account.prepare(design)
        ran = account.run("bash", str(made.folder / "cli/deploy.sh"), "--yes")
        assert (ran.status, ran.outbound) == (0, []), ran.err
    state = account.state()
    (api,) = state["apis" if kind == "rest" else "http apis"]
    text = collected(account, kind, api["settings"]["id" if kind == "rest" else "ApiId"])
    done = studio.run("import", "-", "--out", "-", stdin=text)
    assert done.returncode == 0, done.stderr + text
    imported = json.loads(done.stdout)
    facts = normal_cloud.of_state(state, imported)
    wanted, _ = of_design(imported)
    if kind == "http":
        wanted = in_small_letters(wanted)

    def about(one: dict[Any, Any]) -> dict[Any, Any]:
        return {key: value for key, value in one.items() if key[0] not in ELSEWHERE and key[-1] not in ("link", "role", "web_acl")}

    COUNTS["import of a live API: facts compared"] += len(about(facts))
    return differences(about(facts), about(wanted))


@settings(STEADY, max_examples=5)
@given(design=rest_designs(preset("REST")))
def test_a_deployed_rest_api_is_read(account: Cloud, design: Design) -> None:
    assert found(account, design) == []


@settings(STEADY, max_examples=4)
@given(design=http_designs(preset("HTTP")))
def test_a_deployed_http_api_is_read(account: Cloud, design: Design) -> None:
    assert found(account, design) == []


@settings(STEADY, max_examples=4)
@given(design=websocket_designs(preset("WebSocket")))
def test_a_deployed_websocket_api_is_read(account: Cloud, design: Design) -> None:
    assert found(account, design) == []
