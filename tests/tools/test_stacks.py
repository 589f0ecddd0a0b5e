"""A stack for each stage, out of one template: through the same tools as one stack, and the same gateway.

Each stage's stack is what the translator makes of the template with that value of `StageName`; together the
stacks must make what the design says.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import cloudformation as cfn
import normal_sam
import stacks
import studio
from counts import COUNTS
from designs import Design
from normal_form import Difference, Facts
from proof import STEADY, preset, unexplained, written
from strategies import http_designs, rest_designs, websocket_designs

PER_STAGE = {"sam_stages": "stack_per_stage"}
SHOWN = ["watched", "closed-endpoint-and-cache", "http-named-stages", "routes-and-functions", "websocket-chat-japanese"]


def per_stage(design: Design) -> Design:
    return design | {"output": design["output"] | PER_STAGE}


@pytest.fixture(params=SHOWN)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> studio.Made:
    file = studio.ROOT / f"tests/designs/{request.param}.json"
    return studio.generate(per_stage(json.loads(file.read_text())), tmp_path)


def test_the_tools_find_nothing_in_any_stack(made: studio.Made) -> None:
    text = made.text("sam/template.yaml")
    assert cfn.lint(text) == []
    source = cfn.read(text)
    assert stacks.stages(source) == [stage["name"] for stage in made.design["stages"]]
    for stage in stacks.stages(source):
        expanded, stack = stacks.of_stage(text, stage)
        assert cfn.lint_expanded(expanded) == []
        assert cfn.lint_expanded({"AWSTemplateFormatVersion": "2010-09-09", **stack}) == []
        kinds = [resource["Type"] for resource in stack["Resources"].values()]
        assert sum(kind.endswith("::Stage") for kind in kinds) == 1
        COUNTS["sam: stacks of one stage checked"] += 1


def test_each_environment_deploys_its_stage(made: studio.Made) -> None:
    config = tomllib.loads(made.text("sam/samconfig.toml"))
    names = [stage["name"] for stage in made.design["stages"]]
    given = re.findall(r'StageName=\\?"([^"\\]+)\\?"', made.text("sam/samconfig.toml"))
    # Without a word it is the stage that the others wait for: the one that the domain shows first.
    mappings = (made.design.get("domain") or {}).get("mappings", [])
    first = next((mapping["stage"] for mapping in mappings if mapping["stage"] in names), names[0])
    assert given == [first, *names]
    assert config["default"]["deploy"] == config[re.search(r"--config-env (\S+)", made.text("README.md"))[1]]["deploy"]
    tables = [table["deploy"]["parameters"] for name, table in config.items() if name != "version"]
    assert len({table["stack_name"] for table in tables}) == len(names)
    guide = made.text("README.md")
    for name in config.keys() - {"version", "default"}:
        assert f"sam deploy --config-env {name}\n" in guide


def together(made: studio.Made) -> Facts:
    """The facts of all stacks; a plan has its stages in several."""
    text = made.text("sam/template.yaml")
    facts: Facts = {}
    for stage in stacks.stages(cfn.read(text)):
        _, stack = stacks.of_stage(text, stage)
        for key, value in normal_sam.of_template(text, made.design, stack).items():
            if (key[0], key[-1]) == ("plan", "stages") and key in facts:
                facts[key] = tuple(sorted({*facts[key], *value}))
            else:
                assert facts.setdefault(key, value) == value, key
        COUNTS["sam: stacks of one stage compared"] += 1
    return facts


def left(design: Design) -> list[Difference]:
    with tempfile.TemporaryDirectory() as folder:
        made = written(per_stage(design), Path(folder))
        return unexplained(made, "sam", together(made))


@settings(STEADY, max_examples=40)
@given(design=rest_designs(preset("REST")))
def test_the_stacks_together_make_the_rest_api_of_the_design(design: Design) -> None:
    assert left(design) == []


@settings(STEADY, max_examples=25)
@given(design=http_designs(preset("HTTP")))
def test_the_stacks_together_make_the_http_api_of_the_design(design: Design) -> None:
    assert left(design) == []


@settings(STEADY, max_examples=20)
@given(design=websocket_designs(preset("WebSocket")))
def test_the_stacks_together_make_the_websocket_api_of_the_design(design: Design) -> None:
    assert left(design) == []
