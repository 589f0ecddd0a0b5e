"""One design, several tools, one gateway: what a client sees is the same, or the generator said it is not.

Random designs are written by the studio; what each tool makes of its file is brought into the normal form and
compared with the form of the design itself. A difference must be covered by a finding that the studio reported
for that tool. The numbers are printed at the end of the run.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cloudformation as cfn
import normal_cloud
import normal_http
import normal_http_cloud
import normal_sam
import normal_zappa
import studio
from cloud import Cloud
from counts import COUNTS
from normal_form import Difference, Facts, Key, differences, of_design
from strategies import designs
from zappa_reader import Reader

# The same designs in every run: a failure elsewhere is a failure here.
STEADY = settings(
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def drawn() -> st.SearchStrategy[studio.Design]:
    return designs(studio.design())


def written(design: studio.Design, folder: Path) -> studio.Made:
    """The files of a drawn design; one that the rules refuse is drawn again."""
    done = studio.run("generate", "-", "--out", str(folder), stdin=json.dumps(design))
    COUNTS["designs refused by a rule"] += done.returncode == 1
    assume(done.returncode == 0)
    return studio.Made(design, folder, done.stderr)


def reported(made: studio.Made, tool: str) -> set[str]:
    """Pointers of everything the studio said the tool cannot express."""
    found = re.findall(rf"^\w+ (\S+) {tool}/", made.diagnostics, re.MULTILINE)
    return {"" if at == "/" else at for at in found}


def unexplained(
    made: studio.Made, tool: str, found: Facts, wanted: Facts, at: dict[Key, list[str]]
) -> list[Difference]:
    """The differences that no finding of the generator covers."""
    said = reported(made, tool)

    def covered(difference: Difference) -> bool:
        # What only the tool has belongs to the part of the design that it stands for.
        area = {"stage": "/routes", "mapping": "/domain", "record": "/domain", "domain": "/domain"}
        places = list(at.get(difference.key) or [area.get(difference.key[0], "?")])
        if difference.key[0] == "record":
            # A domain that a tool cannot make is made beside it, with its record.
            places.append("/domain/endpoint")
        return any(
            place == one or place.startswith(f"{one}/") or one.startswith(f"{place}/")
            for place in places
            for one in said
        )

    all_of_them = differences(wanted, found)
    COUNTS[f"{tool}: facts compared"] += len(wanted)
    COUNTS[f"{tool}: differences that were reported"] += sum(map(covered, all_of_them))
    return [difference for difference in all_of_them if not covered(difference)]


@settings(STEADY, max_examples=150)
@given(design=drawn())
def test_sam_makes_the_gateway_of_the_design(design: studio.Design) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        text = made.text("sam/template.yaml")
    source = cfn.read(text)
    names = [function["name"] for function in design["functions"]]
    functions = dict(zip(cfn.of_type(source, "AWS::Serverless::Function"), names, strict=True))
    found = normal_sam.of_template(cfn.expand(text), functions)
    wanted, at = of_design(design)
    COUNTS["sam: designs"] += 1
    assert unexplained(made, "sam", found, wanted, at) == []


@settings(STEADY, max_examples=60)
@given(design=normal_http.designs(studio.design(), studio.design("HTTP preset")))
def test_sam_makes_the_http_api_of_the_design(design: studio.Design) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        text = made.text("sam/template.yaml")
    names = [function["name"] for function in design["functions"]]
    functions = dict(zip(cfn.of_type(cfn.read(text), "AWS::Serverless::Function"), names, strict=True))
    found = normal_http.of_template(cfn.expand(text), functions)
    wanted, at = normal_http.of_design(design)
    COUNTS["sam: designs of HTTP APIs"] += 1
    assert unexplained(made, "sam", found, wanted, at) == []


@settings(STEADY, max_examples=24)
@given(design=drawn())
def test_deploy_sh_makes_the_gateway_of_the_design(account: Cloud, design: studio.Design) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        account.reset()
        account.prepare(design)
        ran = account.run("bash", str(made.folder / "cli/deploy.sh"), "--yes")
    assert ran.status == 0, ran.err
    wanted, at = of_design(design)
    COUNTS["cli: designs"] += 1
    assert unexplained(made, "cli", normal_cloud.of_state(account.state()), wanted, at) == []


@settings(STEADY, max_examples=8)
@given(design=normal_http.designs(studio.design(), studio.design("HTTP preset")))
def test_deploy_sh_makes_the_http_api_of_the_design(account: Cloud, design: studio.Design) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        account.reset()
        account.prepare(design)
        ran = account.run("bash", str(made.folder / "cli/deploy.sh"), "--yes")
    assert ran.status == 0, ran.err
    wanted, at = normal_http.of_design(design)
    COUNTS["cli: designs of HTTP APIs"] += 1
    found = normal_http_cloud.of_state(account.state())
    assert unexplained(made, "cli", found, normal_http_cloud.in_small_letters(wanted), at) == []


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One Zappa for all designs: importing it takes seconds."""
    reader = Reader()
    yield reader
    reader.stop()


@settings(STEADY, max_examples=25)
@given(design=drawn())
def test_zappa_makes_what_it_can_of_the_design(reader: Reader, design: studio.Design) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        reading = reader.read(made.folder / "zappa")
    assert "error" not in reading, reading["error"]
    found = normal_zappa.of_reading(reading, design["functions"][0]["name"])
    wanted, at = of_design(design)
    COUNTS["zappa: designs"] += 1
    assert unexplained(made, "zappa", found, wanted, at) == []
