"""Templates of random designs, read again: what comes back is written as the same template, and is the same design to its own files."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings

import studio
from counts import COUNTS
from designs import Design
from proof import STEADY, preset, written
from strategies import http_designs, rest_designs, websocket_designs

FILE = "sam/template.yaml"


def said(text: str) -> list[str]:
    """What a template says, in any order and without comments."""
    lines = (line.lstrip("- ").rstrip() for line in text.splitlines())
    return sorted(line for line in lines if line and not line.startswith("#"))


def differences(design: Design) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder) / "made")
        done = studio.run("import", str(made.folder / FILE), "--out", "-")
        assert done.returncode == 0, done.stderr
        back = json.loads(done.stdout)
        ran = studio.run("generate", "-", "--out", str(Path(folder) / "again"), stdin=json.dumps(back))
        assert ran.returncode == 0, ran.stderr
        again = (Path(folder) / "again" / FILE).read_text()
        assert " sam/kept-" not in ran.stderr, ran.stderr
        wanted, got = said(made.text(FILE)), said(again)
    COUNTS["import of template.yaml: lines compared"] += len(wanted)
    kept = [one["at"] for one in back.get("kept", []) if one["value"] is not None]
    COUNTS["import of template.yaml: kept in words of its own"] += len(kept)
    missing = [line for line in wanted if line not in got]
    return missing + [f"+ {line}" for line in got if line not in wanted]


@settings(STEADY, max_examples=24)
@given(design=rest_designs(preset("REST")))
def test_a_rest_api_comes_back(design: Design) -> None:
    assert differences(design) == []


@settings(STEADY, max_examples=16)
@given(design=http_designs(preset("HTTP")))
def test_an_http_api_comes_back(design: Design) -> None:
    assert differences(design) == []


@settings(STEADY, max_examples=10)
@given(design=websocket_designs(preset("WebSocket")))
def test_a_websocket_api_comes_back(design: Design) -> None:
    assert differences(design) == []
