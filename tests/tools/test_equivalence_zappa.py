"""What Zappa makes of random designs is what the design says, but for what the generator said Zappa cannot."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

import normal_zappa
import normal_zappa_http
from designs import Design
from normal_form import Difference
from proof import STEADY, preset, unexplained, written
from strategies import http_designs, rest_designs
from zappa_reader import Reader


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """One Zappa for all designs: importing it takes seconds."""
    reader = Reader()
    yield reader
    reader.stop()


def found(reader: Reader, design: Design) -> list[Difference]:
    """Unexplained differences."""
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        reading = reader.read(made.folder / "zappa")
    assert "error" not in reading, reading["error"]
    form = normal_zappa_http if "http" in design["api"] else normal_zappa
    return unexplained(made, "zappa", form.of_reading(reading, design["functions"][0]["name"]))


@settings(STEADY, max_examples=25)
@given(design=rest_designs(preset("REST")))
def test_zappa_makes_what_it_can_of_the_rest_api_of_the_design(reader: Reader, design: Design) -> None:
    assert found(reader, design) == []


@settings(STEADY, max_examples=12)
@given(design=http_designs(preset("HTTP")))
def test_zappa_makes_what_it_can_of_the_http_api_of_the_design(reader: Reader, design: Design) -> None:
    assert found(reader, design) == []
