"""One design, several tools, one gateway: what a client sees is the same, or the generator said it is not.

Random designs are written by the studio; what each tool makes of its file is brought into the normal form and
compared with the form of the design itself. A difference must be covered by a finding that the studio reported
for that tool. The numbers are printed at the end of the run. Here is what is quick: the CloudFormation that SAM makes,
and what OpenAPI imports; `test_equivalence_{scripts,zappa}.py` have the rest.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings

import normal_sam
from designs import Design
from normal_form import Difference
from proof import STEADY, of_openapi, preset, unexplained, written
from strategies import http_designs, rest_designs, websocket_designs

TEMPLATE = "sam/template.yaml"


def found(design: Design, openapi: bool = True) -> dict[str, list[Difference]]:
    """Unexplained differences by tool."""
    with tempfile.TemporaryDirectory() as folder:
        made = written(design, Path(folder))
        forms = {"sam": normal_sam.of_template(made.text(TEMPLATE), design)}
        if openapi:
            forms["openapi"] = of_openapi(made)
    return {tool: left for tool, form in forms.items() if (left := unexplained(made, tool, form))}


@settings(STEADY, max_examples=200)
@given(design=rest_designs(preset("REST")))
def test_sam_and_openapi_make_the_rest_api_of_the_design(design: Design) -> None:
    assert found(design) == {}


@settings(STEADY, max_examples=120)
@given(design=http_designs(preset("HTTP")))
def test_sam_and_openapi_make_the_http_api_of_the_design(design: Design) -> None:
    assert found(design) == {}


@settings(STEADY, max_examples=100)
@given(design=websocket_designs(preset("WebSocket")))
def test_sam_makes_the_websocket_api_of_the_design(design: Design) -> None:
    assert found(design, openapi=False) == {}
