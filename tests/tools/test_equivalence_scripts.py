"""`cli/deploy.sh` of random designs against a simulated account: what it holds then is what the design says."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings

import normal_cloud
from cloud import Cloud
from designs import Design
from normal_cloud_http import in_small_letters
from normal_design import of_design
from normal_form import Difference
from proof import STEADY, preset, unexplained, written
from strategies import http_designs, rest_designs, websocket_designs


def found(account: Cloud, design: Design) -> list[Difference]:
    """Unexplained differences."""
    account.reset()
    if design["domain"] and design["domain"]["endpoint"] == "PRIVATE":
        # AWS gives VPC endpoints their ids.
        endpoints = account.prepare_inside("example.com")
        design["api"]["rest"]["vpc_endpoint_ids"] = endpoints[: len(design["api"]["rest"]["vpc_endpoint_ids"])]
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        account.prepare(design)
        ran = account.run("bash", str(made.folder / "cli/deploy.sh"), "--yes")
    assert (ran.status, ran.outbound) == (0, []), ran.err
    wanted, _ = of_design(design)
    if "http" in design["api"]:
        wanted = in_small_letters(wanted)
    return unexplained(made, "cli", normal_cloud.of_state(account.state(), design), wanted)


@settings(STEADY, max_examples=14)
@given(design=rest_designs(preset("REST")))
def test_deploy_sh_makes_the_rest_api_of_the_design(account: Cloud, design: Design) -> None:
    assert found(account, design) == []


@settings(STEADY, max_examples=10)
@given(design=http_designs(preset("HTTP")))
def test_deploy_sh_makes_the_http_api_of_the_design(account: Cloud, design: Design) -> None:
    assert found(account, design) == []


@settings(STEADY, max_examples=10)
@given(design=websocket_designs(preset("WebSocket")))
def test_deploy_sh_makes_the_websocket_api_of_the_design(account: Cloud, design: Design) -> None:
    assert found(account, design) == []
