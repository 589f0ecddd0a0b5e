"""`openapi/openapi.yaml` of random designs, read again: the design that comes back is the same API to API Gateway."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings

import studio
from corpus import corpus
from counts import COUNTS
from designs import ACCOUNT, Design
from normal_form import Difference, differences
from proof import STEADY, of_openapi, preset, written
from strategies import http_designs, rest_designs

FILE = "openapi/openapi.yaml"


def again(made: studio.Made, folder: Path) -> studio.Made:
    """The files of the design that the import makes of the file."""
    done = studio.run("import", str(made.folder / FILE), "--out", "-")
    assert done.returncode == 0, done.stderr
    design = json.loads(done.stdout)
    # The file has no stages; those of the design say the same of its methods.
    design["stages"] = [{**stage, "web_acl": "none"} for stage in made.design["stages"]]
    # Nor has it a region, unless an ARN names one.
    design["region"] = design["region"] or made.design["region"]
    ran = studio.run("generate", "-", "--out", str(folder), stdin=json.dumps(design))
    assert ran.returncode == 0, ran.stderr
    return studio.Made(design, folder, ran.stderr)


def found(design: Design) -> list[Difference]:
    # An open account is no account that a role could be in.
    design["account_id"] = design["account_id"] or ACCOUNT
    for number, link in enumerate(design.get("vpc_links", [])):
        # What is yet to be made has no id that could come back.
        link["id"] = link["id"] or f"link{number}"
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder) / "made")
        if not (made.folder / FILE).exists():
            return []
        second = again(made, Path(folder) / "again")
        # By their names in the design, an alias belongs to an ARN or stands beside it.
        second.design["functions"] = made.design["functions"]
        wanted, got = of_openapi(made), of_openapi(second)
    COUNTS["import of openapi.yaml: facts compared"] += len(wanted)
    return differences(wanted, got)


@settings(STEADY, max_examples=16)
@given(design=rest_designs(preset("REST")))
def test_a_rest_api_comes_back(design: Design) -> None:
    assert found(design) == []


@settings(STEADY, max_examples=12)
@given(design=http_designs(preset("HTTP")))
def test_an_http_api_comes_back(design: Design) -> None:
    assert found(design) == []


def test_definitions_of_other_people_come_back(tmp_path: Path) -> None:
    """Of at least 95 in 100 the design that comes back is the same API; the others are named."""
    differ, all_of_them = [], corpus("openapi")
    for file in all_of_them:
        done = studio.run("import", str(file), "--out", "-")
        assert done.returncode == 0, f"{file.name}: {done.stderr}"
        design = json.loads(done.stdout)
        design["account_id"] = design["account_id"] or ACCOUNT
        design["region"] = design["region"] or "us-east-1"
        for number, link in enumerate(design.get("vpc_links", [])):
            link["id"] = link["id"] or f"link{number}"
        made = tmp_path / f"{file.stem}-made"
        ran = studio.run("generate", "-", "--out", str(made), stdin=json.dumps(design))
        assert ran.returncode == 0, f"{file.name}: {ran.stderr}"
        second = again(studio.Made(design, made, ran.stderr), tmp_path / f"{file.stem}-again")
        # Functions of a template stand in some, which is why texts are compared here.
        if (made / FILE).read_text() != (second.folder / FILE).read_text():
            differ.append(file.name)
    COUNTS["definitions of other people that come back as the same API"] += len(all_of_them) - len(differ)
    COUNTS["definitions of other people read"] += len(all_of_them)
    assert len(differ) * 20 <= len(all_of_them), differ
