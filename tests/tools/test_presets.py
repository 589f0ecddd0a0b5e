"""Every preset through the tools that are quick: cfn-lint, SAM's translator, Zappa's loader, the handler itself.

What an account makes of them is tested on the designs of `designs.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import framework_apps
import studio
import test_handler
from gateway import Address, Function, HttpAddress
from studio import Made
from test_sam import check
from zappa_reader import KEYS


@cache
def presets() -> tuple[str, ...]:
    listed = studio.run("new", "--list").stdout
    return tuple(line.split()[0] for line in listed.splitlines())


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    base = tmp_path_factory.mktemp("presets")
    texts = {name: studio.run("new", "--preset", name).stdout for name in presets()}
    return {name: studio.generate(json.loads(text), base / name) for name, text in texts.items()}


@pytest.fixture(scope="module")
def of_paths(every: dict[str, Made]) -> dict[str, Made]:
    """Those of an app that is asked by paths; messages have tools and a handler of their own, and without a function
    there is no app."""
    return {
        name: made
        for name, made in every.items()
        if "websocket" not in made.design["api"] and made.design["functions"]
    }


def test_without_a_function_there_is_nothing_of_an_app(every: dict[str, Made]) -> None:
    made = every["s3-sqs"]
    assert made.design["functions"] == []
    files = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
    assert not [file for file in files if file.startswith(("app/", "zappa/")) or "execution" in file or "zappa" in file]
    assert {"sam/template.yaml", "cli/deploy.sh", "openapi/openapi.yaml", "iam/gateway-role.json"} <= files
    assert not [word for word in ["Zappa", "zappa", "Docker", "handler"] if word in made.text("README.md")]


def test_there_are_presets_of_every_framework_and_of_every_kind_of_api(every: dict[str, Made]) -> None:
    assert len(every) >= 8
    assert {next(iter(made.design["app"])) for made in every.values()} == {"dash", "flask", "fastapi", "django"}
    assert {next(iter(made.design["api"])) for made in every.values()} == {"rest", "http", "websocket"}
    for name, made in every.items():
        # What a tool cannot express is a finding of its generator; the design itself is clean.
        own = [line for line in made.diagnostics.splitlines() if line.startswith(("error", "warning"))]
        assert not [line for line in own if "/" not in line.split()[2]], name


def test_cfn_lint_and_sam_take_every_template(every: dict[str, Made]) -> None:
    texts = {name: made.text("sam/template.yaml") for name, made in every.items()}
    with ProcessPoolExecutor() as pool:
        for name, found in zip(texts, pool.map(check, texts.values())):
            assert (found.source_findings, found.expanded_findings) == ([], []), name


def test_zappa_loads_every_stage_and_finds_the_app(of_paths: dict[str, Made]) -> None:
    reader = Path(__file__).with_name("zappa_reader.py")
    folders = {str(made.folder / "zappa"): made.design for made in of_paths.values()}
    done = subprocess.run([sys.executable, str(reader), *folders], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(readings) == len(folders)
    for reading in readings:
        assert "error" not in reading, reading
        ((kind, app),) = folders[reading["folder"]]["app"].items()
        for stage in reading["stages"].values():
            config = stage["config"]
            assert set(config) <= KEYS and None not in config.values()
            found = {key: config.get(key) for key in ["app_function", "app_type", "django_settings"]}
            name = f"{app.get('module')}.{app.get('server_object') or app.get('app_object')}"
            assert found == {
                "app_function": None if kind == "django" else name,
                "app_type": "asgi" if kind == "fastapi" else None,
                "django_settings": app["settings_module"] if kind == "django" else None,
            }


def test_every_handler_shows_its_app_at_every_address(of_paths: dict[str, Made]) -> None:
    """A preset names the app as its framework's documentation does; the file has that name here, too."""
    for made in of_paths.values():
        ((kind, app),) = made.design["app"].items()
        folder = made.folder / "app"
        if kind == "dash":
            test_handler.write_app(folder)
        else:
            framework_apps.write(kind, folder)
        if kind in ["flask", "fastapi"]:
            (folder / "web.py").rename(folder / f"{app['module']}.py")
        running = Function(folder, "lambda_handler.handler")
        try:
            for address in addresses(made.design):
                page = running.call(address, f"{address.mount}/")
                assert page.status == 200, (address, page.text)
                if kind == "dash":
                    assert test_handler.prefix_of(page) == f"{address.mount}/", address
                else:
                    assert json.loads(page.text)["plain"] == f"{address.mount}/plain", (kind, address)
        finally:
            running.stop()


def addresses(design: dict[str, Any]) -> list[Address]:
    """Where a browser sees the app."""
    ((kind, api),) = design["api"].items()
    make = HttpAddress if kind == "http" else Address
    found = []
    if not api["disable_execute_api_endpoint"]:
        for stage in design["stages"]:
            mount = "" if stage["name"] == "$default" else f"/{stage['name']}"
            found.append(make(test_handler.HOST, mount, stage["name"]))
    for mapping in (design["domain"] or {"mappings": []})["mappings"]:
        mount = f"/{mapping['base_path']}" if mapping["base_path"] else ""
        found.append(make(design["domain"]["name"], mount, mapping["stage"]))
    return found
