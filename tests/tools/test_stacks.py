"""A stack for each stage, out of one template: through the same tools as one stack, and the same gateway.

Each stage's stack is what the translator makes of the template with that value of `StageName`; together the
stacks must make what the design says.
"""

from __future__ import annotations

import copy
import json
import re
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import cloudformation as cfn
import normal_http
import normal_sam
import stacks
import studio
from counts import COUNTS
from normal_form import Facts, of_design
from test_equivalence import STEADY, drawn, unexplained, written

PER_STAGE = {"sam_stages": "stack_per_stage"}
SHOWN = ["watched", "closed-endpoint-and-cache", "http-named-stages", "routes-and-functions", "websocket-chat-japanese"]


def per_stage(design: studio.Design) -> studio.Design:
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
    assert given == [names[0], *names]
    tables = [table["deploy"]["parameters"] for name, table in config.items() if name != "version"]
    assert len({table["stack_name"] for table in tables}) == len(names)
    guide = made.text("README.md")
    for name in config.keys() - {"version", "default"}:
        assert f"sam deploy --config-env {name}\n" in guide


def together(of: Callable[[Any, dict[str, str]], Facts], made: studio.Made) -> Facts:
    """The facts of all stacks; a plan has its stages in several."""
    text = made.text("sam/template.yaml")
    source = cfn.read(text)
    names = [function["name"] for function in made.design["functions"]]
    functions = dict(zip(cfn.of_type(source, "AWS::Serverless::Function"), names, strict=True))
    facts: Facts = {}
    for stage in stacks.stages(source):
        _, stack = stacks.of_stage(text, stage)
        for key, value in of(stack, functions).items():
            if key[0] == "plan" and key in facts:
                whole = facts[key]
                stages = tuple(sorted({*whole[1], *value[1]}))
                assert whole[2:] == value[2:], key
                facts[key] = (whole[0], stages, *whole[2:])
            else:
                assert facts.setdefault(key, value) == value, key
        COUNTS["sam: stacks of one stage compared"] += 1
    return facts


@settings(STEADY, max_examples=40)
@given(design=drawn())
def test_the_stacks_together_make_the_gateway_of_the_design(design: studio.Design) -> None:
    design = per_stage(copy.deepcopy(design))
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        found = together(normal_sam.of_template, made)
        wanted, at = of_design(design)
        assert unexplained(made, "sam", found, wanted, at) == []


@settings(STEADY, max_examples=15)
@given(design=normal_http.designs(studio.design(), studio.design("HTTP preset")))
def test_the_stacks_together_make_the_http_api_of_the_design(design: studio.Design) -> None:
    design = per_stage(copy.deepcopy(design))
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        found = together(normal_http.of_template, made)
        wanted, at = normal_http.of_design(design)
        assert unexplained(made, "sam", found, wanted, at) == []
