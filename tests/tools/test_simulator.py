"""The simulator's events, taken by the real adapters in front of a real Dash app."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import studio
from designs import Design
from gateway import Address
from test_handler import function, prefix_of, visit

DOMAIN = "api.example.com"
DEFAULT = "a1b2c3d4e5.execute-api.ap-northeast-1.amazonaws.com"


def simulate(design: Path, verb: str, url: str, *words: str) -> dict[str, Any]:
    done = studio.run("simulate", str(design), verb, url, *words, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@dataclass(frozen=True)
class Simulated(Address):
    """An address whose events the simulator makes."""

    design: Path = Path()

    def trace(self, verb: str, url: str, headers: dict[str, str], body: str | None) -> dict[str, Any]:
        words = [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
        words += ["--body", body] if body is not None else []
        return simulate(self.design, verb, f"https://{self.host}{url}", *words)

    def event(self, verb: str, url: str, headers: dict[str, str], body: str | None) -> dict[str, Any]:
        trace = self.trace(verb, url, headers, body)
        assert trace["event"] is not None, (url, trace["steps"])
        return trace["event"]


def written(design: Design, folder: Path) -> Path:
    file = folder / "design-of-the-test.json"
    file.write_text(json.dumps(design))
    return file


def http(payload: str) -> Design:
    design: Design = json.loads(studio.run("new", "--preset", "dash-http").stdout)
    design["api"]["http"]["payload_format_version"] = payload
    return design


@pytest.mark.parametrize(
    ("design", "mounts"),
    [
        (studio.design(), [(DEFAULT, "/dev"), (DOMAIN, ""), (DEFAULT, "/prod")]),
        (studio.design("domain with base path"), [(DOMAIN, "/app"), (DEFAULT, "/dev")]),
        (http("2.0"), None),
        (http("1.0"), None),
        (studio.design("HTTP named stages"), None),
        (studio.design("HTTP default stage at a path"), None),
    ],
    ids=["rest", "rest with base path", "http 2.0", "http 1.0", "http named stages", "http base path"],
)
def test_the_page_and_all_it_names_load_with_the_simulated_events(
    design: Design, mounts: list[tuple[str, str]] | None, tmp_path: Path
) -> None:
    if mounts is None:
        domain = design["domain"]
        mounts = [(domain["name"], f"/{mapping['base_path']}".rstrip("/")) for mapping in domain["mappings"]]
        names = [stage["name"] for stage in design["stages"]]
        mounts += [(DEFAULT, "" if name == "$default" else f"/{name}") for name in names]
    file = written(design, tmp_path)
    with function(tmp_path / "made", design) as call:
        for host, mount in mounts:
            address = Simulated(host, mount, "", file)
            assert address.trace("GET", f"{mount}/", {}, None)["app"]["asset_resolves"]
            visit(call, address)


def test_a_fixed_prefix_breaks_the_other_address_as_the_simulator_says(tmp_path: Path) -> None:
    design = studio.design()
    variable = {"name": "DASH_REQUESTS_PATHNAME_PREFIX", "value": "/dev/"}
    design["functions"][0]["environment"].append(variable)
    file = written(design, tmp_path)
    right, wrong = Simulated(DEFAULT, "/dev", "", file), Simulated(DOMAIN, "", "", file)
    with function(tmp_path / "made", design, DASH_REQUESTS_PATHNAME_PREFIX="/dev/") as call:
        visit(call, right)
        page = call.call(wrong, "/")
        assert page.status == 200
        prefix = prefix_of(page)
    told = wrong.trace("GET", "/", {}, None)
    assert told["app"]["prefix"] == prefix and not told["app"]["asset_resolves"]
    assert [step["outcome"] for step in told["steps"] if step["part"] == "app"] == ["noted"]
    # What the page links is a path of the app below the wrong mount: no stage, no asset.
    asset = wrong.trace("GET", told["app"]["asset"], {}, None)
    assert asset["app"]["path_info"] != "/assets/style.css"


def test_a_style_sheet_without_the_stage_is_told_why(tmp_path: Path) -> None:
    told = simulate(written(studio.design(), tmp_path), "GET", f"https://{DEFAULT}/assets/style.css")
    assert told["answer"]["status"] == 403 and told["event"] is None
    assert told["steps"][-1]["at"] == "/stages"
    assert "/dev/" in told["answer"]["mend"]
