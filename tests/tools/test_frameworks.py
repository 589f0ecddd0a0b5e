"""`app/lambda_handler.py` and Zappa's own handler with real Flask, FastAPI and Django programs."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import framework_apps
import studio
from designs import Design
from gateway import Address, Function, HttpAddress
from test_handler import APP_PATH, BARE, DEV, DEV_PATH, DOMAIN, HOST, PROD

FRAMEWORKS = list(framework_apps.APPS)


def design_of(framework: str, name: str) -> Design:
    return studio.design(name) | {"app": framework_apps.app(framework)}


@contextmanager
def function(folder: Path, framework: str, design: Design) -> Iterator[Function]:
    """The generated handler beside an app, in a process."""
    made = studio.generate(design, folder)
    running = Function(framework_apps.write(framework, made.folder / "app"), "lambda_handler.handler")
    try:
        yield running
    finally:
        running.stop()


def visit(call: Function, address: Address, whole: bool = True) -> None:
    """Opens the first page, and follows its links; `whole` when the program knows of its own address."""
    mount = address.mount
    page = call.call(address, f"{mount}/")
    assert page.status == 200, (address, page.text)
    links = json.loads(page.text)
    assert links["plain"] == f"{mount}/plain", address
    assert links["file"] == f"{mount}/static/dot.png", address
    assert links["url"] == f"https://{address.host}{mount if whole else ''}/", address
    assert links.get("media", f"{mount}/media/a.txt") == f"{mount}/media/a.txt"
    assert call.call(address, links["plain"]).text == f"{mount}/plain"
    if whole:
        file = call.call(address, links["file"])
        assert (file.status, file.body) == (200, framework_apps.PNG), address
    image = call.call(address, f"{mount}/image")
    assert image.body == framework_apps.PNG and image.header("Content-Type") == "image/png"
    moved = call.call(address, f"{mount}/moved")
    assert (moved.status, moved.header("Location")) == (302, f"{mount}/plain")
    body = {"名前": "世界"}
    echo = call.call(address, f"{mount}/echo?x=1", "POST", {"Content-Type": "application/json"}, json.dumps(body))
    assert json.loads(echo.text) == {"body": body, "x": "1"}, address
    assert call.call(address, f"{mount}/nothing").status == 404


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("two mappings", [BARE, DEV_PATH, DEV, BARE, PROD, DEV_PATH]),
        ("one stage at two paths", [BARE, APP_PATH, BARE, PROD]),
    ],
)
def test_one_process_serves_every_address_of_a_rest_api(
    tmp_path: Path, framework: str, name: str, addresses: list[Address]
) -> None:
    with function(tmp_path, framework, design_of(framework, name)) as call:
        for address in addresses:
            visit(call, address)
        if name == "one stage at two paths":
            # Stands before `/application` letter by letter, but is not a part of it.
            assert call.call(BARE, "/application").status == 404
            assert call.call(APP_PATH, "/app").status == 200


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_one_process_serves_every_address_of_an_http_api(tmp_path: Path, framework: str) -> None:
    places = [(HOST, "/dev", "dev"), (HOST, "/prod", "prod"), (DOMAIN, "/app/v1", "prod"), (DOMAIN, "/dev", "dev")]
    with function(tmp_path, framework, design_of(framework, "HTTP named stages")) as call:
        for payload in ["1.0", "2.0"]:
            for place in [*places, *reversed(places)]:
                visit(call, HttpAddress(*place, payload))
    with function(tmp_path / "default", framework, design_of(framework, "HTTP preset")) as call:
        for payload in ["1.0", "2.0"]:
            for host in [HOST, DOMAIN]:
                address = HttpAddress(host, "", "$default", payload)
                visit(call, address)
                answer = call.call(address, "/cookies", headers={"Cookie": "a=1; b=2"})
                assert answer.text == "a=1 b=2"
                assert sorted(cookie.strip() for cookie in answer.cookies) == ["c=3; Path=/", "d=4; Path=/"]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_compressed_answer_and_two_cookies_survive(tmp_path: Path, framework: str) -> None:
    with function(tmp_path, framework, studio.design() | {"app": framework_apps.app(framework)}) as call:
        answer = call.call(DEV, "/dev/zipped")
        assert answer.header("Content-Encoding") == "gzip" and gzip.decompress(answer.body) == b"x" * 9000
        assert len(call.call(DEV, "/dev/cookies").cookies) == 2


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_text_arrives_without_binary_types(tmp_path: Path, framework: str) -> None:
    design = design_of(framework, "preset")
    design["api"]["rest"]["binary_media_types"] = []
    with function(tmp_path, framework, design) as call:
        assert json.loads(call.call(DEV, "/dev/").text)["plain"] == "/dev/plain"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_answers_carry_the_designs_cors_headers(tmp_path: Path, framework: str) -> None:
    headers = {"Origin": "https://app.example.com"}
    readable = design_of(framework, "preset")
    readable["cors"]["expose_headers"] = ["X-Total-Count", "ETag"]
    with function(tmp_path / "any", framework, readable) as call:
        answer = call.call(BARE, "/plain", headers=headers)
        assert answer.header("Access-Control-Allow-Origin") == "*"
        assert answer.header("Access-Control-Expose-Headers") == "X-Total-Count,ETag"
        own = call.call(BARE, "/own-origin", headers=headers)
        assert own.header("Access-Control-Allow-Origin") == "https://app.example.com"
    with function(tmp_path / "one", framework, design_of(framework, "CORS with credentials")) as call:
        answer = call.call(BARE, "/plain", headers=headers)
        assert answer.header("Access-Control-Allow-Origin") == "https://app.example.com"
        assert answer.header("Access-Control-Allow-Credentials") == "true"
        assert answer.header("Access-Control-Expose-Headers") is None
        assert "origin" in (answer.header("Vary") or "").lower()
        for other in [{"Origin": "https://evil.example"}, {}]:
            assert call.call(BARE, "/plain", headers=other).header("Access-Control-Allow-Origin") is None
    with function(tmp_path / "http", framework, design_of(framework, "HTTP CORS with credentials")) as call:
        answer = call.call(HttpAddress(DOMAIN, "", "$default"), "/plain", headers=headers)
        assert answer.status == 200 and answer.header("Access-Control-Allow-Origin") is None


def test_the_docs_of_fastapi_work_at_every_address(tmp_path: Path) -> None:
    addresses = [BARE, APP_PATH, DEV, PROD, BARE]
    with function(tmp_path, "fastapi", design_of("fastapi", "one stage at two paths")) as call:
        for address in addresses:
            for page in ["docs", "redoc"]:
                shown = call.call(address, f"{address.mount}/{page}")
                assert shown.status == 200
                assert f"{address.mount}/openapi.json" in re.findall(r"""["']([^"']*openapi\.json)["']""", shown.text)
            schema = json.loads(call.call(address, f"{address.mount}/openapi.json").text)
            assert "/plain" in schema["paths"]
            # What "Try it out" puts before a path.
            servers = [server["url"] for server in schema.get("servers", [])]
            assert servers == ([address.mount] if address.mount else [])
            slash = call.call(address, f"{address.mount}/slash")
            assert slash.status == 307
            assert slash.header("Location") == f"https://{address.host}{address.mount}/slash/"
            assert call.call(address, f"{address.mount}/started").text == "true"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_pip_reads_the_requirements_and_the_tested_versions_are_among_them(tmp_path: Path, framework: str) -> None:
    design = design_of(framework, "preset")
    design["app"][framework]["requirements"] = ["pandas>=2,<3"]
    text = studio.generate(design, tmp_path).text("app/requirements.txt")
    *lines, own = [line for line in text.splitlines() if not line.startswith("#")]
    adapter = "mangum" if framework == "fastapi" else "apig-wsgi"
    assert own == "pandas>=2,<3"
    assert {Requirement(line).name.lower() for line in lines} == {adapter, framework}
    for line in lines:
        assert version(Requirement(line).name) in Requirement(line).specifier


@contextmanager
def zappa_function(folder: Path, framework: str, design: Design, stage: str) -> Iterator[tuple[Function, str]]:
    """Zappa's handler with what Zappa makes of the settings, and what the studio says of Zappa."""
    made = studio.generate(design, folder / "made")
    settings = folder / "settings"
    settings.mkdir()
    shutil.copy(made.folder / "zappa/zappa_settings.json", settings)
    reader = Path(__file__).with_name("zappa_reader.py")
    read = subprocess.run([sys.executable, str(reader), str(settings)], capture_output=True, text=True, check=True)
    (folder / "package").mkdir()
    place = framework_apps.write(framework, folder / "package")
    (place / "zappa_settings.py").write_text(json.loads(read.stdout)["stages"][stage]["module"])
    running = Function(place, "zappa.handler.lambda_handler")
    try:
        yield running, made.diagnostics
    finally:
        running.stop()


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("preset", DEV),
        ("preset", BARE),
        ("domain with base path", APP_PATH),
        ("HTTP named stages", HttpAddress(DOMAIN, "/dev", "dev")),
        ("HTTP named stages", HttpAddress(HOST, "/beta", "beta")),
    ],
)
def test_zappas_handler_serves_each_framework(tmp_path: Path, framework: str, name: str, address: Address) -> None:
    name = "HTTP default and named stage" if address.stage == "beta" else name
    design = design_of(framework, name)
    if address.stage == "beta":
        design["domain"] = None
    # In ASGI `path` holds `root_path`; Zappa takes it off.
    whole = framework != "fastapi" or not address.mount
    with zappa_function(tmp_path, framework, design, address.stage) as (call, said):
        visit(call, address, whole=whole)
        if not whole:
            assert call.call(address, f"{address.mount}/static/dot.png").status == 404
        if framework == "fastapi":
            assert call.call(address, f"{address.mount}/started").text == "false"
        assert ("`app.mount` answers 404" in said) == ("no start-up code" in said) == (framework == "fastapi")
        one = f"stage `{address.stage}` works on `{DOMAIN}` only"
        assert (one in said) == (bool(address.mount) and address.host == DOMAIN)


def test_behind_zappa_djangos_files_keep_the_first_address(tmp_path: Path) -> None:
    with zappa_function(tmp_path, "django", design_of("django", "preset"), "prod") as (call, said):
        visit(call, PROD)
        assert json.loads(call.call(BARE, "/").text)["file"] == "/prod/static/dot.png"
        assert "links of static files keep the address of the first request" in said
