"""`app/lambda_handler.py` and Zappa's own handler with a real Dash app, behind a simulated gateway."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import studio
from designs import Design
from gateway import Address, Answer, Function, HttpAddress
from studio import Made

APP = """
import gzip

from dash import Dash, Input, Output, dcc, html
from flask import Response, request, url_for

dapp = Dash(__name__)
server = dapp.server


def layout():
    return html.Div([dcc.Input(id="name"), html.Div(id="greeting"), html.Img(src=dapp.get_asset_url("dot.png"))])


dapp.layout = layout


@dapp.callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    return f"Hello, {name}!"


@server.get("/plain")
def plain():
    return url_for("plain")


@server.get("/own-origin")
def own_origin():
    return Response("x", headers={"access-control-allow-origin": "https://app.example.com"})
@server.get("/cookies")
def cookies():
    answer = Response(" ".join(f"{name}={value}" for name, value in sorted(request.cookies.items())))
    answer.set_cookie("c", "3")
    answer.set_cookie("d", "4")
    return answer


@server.get("/zipped")
def zipped():
    return Response(gzip.compress(b"x" * 9000), headers={"Content-Encoding": "gzip"})
"""
# Bytes that are no UTF-8, as in every image.
PNG = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256))
STYLE = "body { color: teal } /* 青 */\n"
CALLBACK = {
    "output": "greeting.children",
    "outputs": {"id": "greeting", "property": "children"},
    "inputs": [{"id": "name", "property": "value", "value": "世界"}],
    "changedPropIds": ["name.value"],
    "state": [],
}

DOMAIN = "api.example.com"
DEV = Address("abc.execute-api.ap-northeast-1.amazonaws.com", "/dev", "dev")
PROD = Address("abc.execute-api.ap-northeast-1.amazonaws.com", "/prod", "prod")
BARE = Address(DOMAIN, "", "prod")
APP_PATH = Address(DOMAIN, "/app", "prod")
DEV_PATH = Address(DOMAIN, "/dev", "dev")


@contextmanager
def function(folder: Path, design: Design, **environment: str) -> Iterator[Function]:
    """The generated handler beside an app, in a process."""
    made = studio.generate(design, folder)
    place = write_app(made.folder / "app")
    running = Function(place, "lambda_handler.handler", **environment)
    try:
        yield running
    finally:
        running.stop()


def write_app(folder: Path) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / "app.py").write_text(APP)
    (folder / "assets/style.css").write_text(STYLE)
    (folder / "assets/dot.png").write_bytes(PNG)
    return folder


def prefix_of(page: Answer) -> str:
    """What the page tells Dash's scripts to put before every path."""
    return json.loads(re.search(r'id="_dash-config"[^>]*>([^<]+)<', page.text)[1])["requests_pathname_prefix"]


def visit(call: Function, address: Address) -> None:
    """Opens the page as a browser does and fetches all that it names."""
    prefix = f"{address.mount}/"
    page = call.call(address, prefix)
    assert page.status == 200 and "text/html" in (page.header("Content-Type") or "")
    links = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    assert any("style.css" in link for link in links) and any("dash_renderer" in link for link in links)
    assert prefix_of(page) == prefix
    layout = json.loads(call.call(address, f"{prefix}_dash-layout").text)
    (image,) = [part["props"]["src"] for part in layout["props"]["children"] if part["type"] == "Img"]
    for link in [*links, image]:
        link = link.replace("&amp;", "&")
        assert link.startswith(prefix), (address, link)
        fetched = call.call(address, link)
        assert fetched.status == 200 and fetched.body, (address, link)
        assert "text/html" not in (fetched.header("Content-Type") or "")
    assert call.call(address, image).body == PNG
    (style,) = [link for link in links if "style.css" in link]
    assert call.call(address, style).text == STYLE
    talk(call, address)


def talk(call: Function, address: Address) -> None:
    """What Dash's scripts ask for after the page is shown."""
    prefix = f"{address.mount}/"
    for name, part in [("_dash-layout", "greeting"), ("_dash-dependencies", "greeting.children")]:
        answer = call.call(address, prefix + name)
        assert answer.status == 200 and part in json.dumps(json.loads(answer.text)), (address, name)
    answer = call.call(
        address,
        f"{prefix}_dash-update-component",
        "POST",
        {"Content-Type": "application/json"},
        json.dumps(CALLBACK),
    )
    assert answer.status == 200, (address, answer.text)
    assert json.loads(answer.text)["response"]["greeting"]["children"] == "Hello, 世界!"


def test_one_process_serves_default_urls_and_the_domain_in_turn(tmp_path: Path) -> None:
    with function(tmp_path, studio.design()) as call:
        for address in [DEV, BARE, PROD, BARE, DEV, PROD]:
            visit(call, address)


def test_a_base_path_is_part_of_every_link(tmp_path: Path) -> None:
    with function(tmp_path, studio.design("domain with base path")) as call:
        for address in [APP_PATH, DEV, APP_PATH, PROD]:
            visit(call, address)


def test_one_domain_shows_two_stages(tmp_path: Path) -> None:
    with function(tmp_path, studio.design("two mappings")) as call:
        for address in [BARE, DEV_PATH, DEV, BARE, PROD, DEV_PATH]:
            visit(call, address)


def test_one_domain_shows_a_stage_at_two_paths(tmp_path: Path) -> None:
    with function(tmp_path, studio.design("one stage at two paths")) as call:
        for address in [BARE, APP_PATH, BARE, PROD]:
            visit(call, address)


def test_a_path_that_only_starts_like_the_base_path_is_left_whole(tmp_path: Path) -> None:
    """`/app` stands before `/application` letter by letter, but is not a part of it."""
    with function(tmp_path, studio.design("one stage at two paths")) as call:
        assert call.call(APP_PATH, "/app").status == 200
        assert call.call(BARE, "/plain").text == "/plain"
        assert call.call(APP_PATH, "/app/plain").text == "/app/plain"
        assert call.call(DEV, "/dev/plain").text == "/dev/plain"
        assert prefix_of(call.call(BARE, "/application")) == "/"


def test_host_names_are_compared_without_regard_to_case(tmp_path: Path) -> None:
    with function(tmp_path, studio.design("domain with base path")) as call:
        talk(call, Address("API.Example.com", "/app", "prod"))


def test_a_prefix_in_the_environment_is_left_alone(tmp_path: Path) -> None:
    with function(tmp_path, studio.design(), DASH_REQUESTS_PATHNAME_PREFIX="/dev/") as call:
        visit(call, DEV)
        assert prefix_of(call.call(BARE, "/")) == "/dev/"


def test_a_compressed_answer_survives(tmp_path: Path) -> None:
    """gzip's bytes are no text: without the base64 flag the gateway would spoil them."""
    with function(tmp_path, studio.design()) as call:
        answer = call.call(DEV, "/dev/zipped")
    assert answer.header("Content-Encoding") == "gzip"
    assert gzip.decompress(answer.body) == b"x" * 9000


@pytest.mark.parametrize(
    ("design", "origin", "allowed", "credentials"),
    [
        ("preset", "https://other.example", "*", None),
        ("preset", None, "*", None),
        ("no CORS", "https://other.example", None, None),
        ("CORS with credentials", "https://app.example.com", "https://app.example.com", "true"),
        ("CORS with credentials", "https://evil.example", None, None),
        ("CORS with credentials", None, None, None),
    ],
)
def test_answers_carry_the_designs_cors_headers(
    tmp_path: Path, design: str, origin: str | None, allowed: str | None, credentials: str | None
) -> None:
    with function(tmp_path, studio.design(design)) as call:
        headers = {"Origin": origin} if origin else {}
        for url in ["/", "/_dash-layout", "/assets/style.css"]:
            answer = call.call(BARE, url, headers=headers)
            assert answer.header("Access-Control-Allow-Origin") == allowed
            assert answer.header("Access-Control-Allow-Credentials") == credentials
            if allowed and allowed != "*":
                assert "origin" in (answer.header("Vary") or "").lower()


def test_an_origin_of_the_apps_own_is_the_only_one(tmp_path: Path) -> None:
    """Flask-CORS sets it as well; browsers refuse an answer with two."""
    with function(tmp_path, studio.design()) as call:
        answer = call.call(BARE, "/own-origin", headers={"Origin": "https://app.example.com"})
        assert answer.header("Access-Control-Allow-Origin") == "https://app.example.com"


def test_a_wildcard_domain_answers_for_every_host_of_it(tmp_path: Path) -> None:
    design = studio.design("domain with base path")
    design["domain"]["name"] = "*.example.com"
    with function(tmp_path, design) as call:
        for host in ["a.example.com", "B.example.com"]:
            talk(call, Address(host, "/app", "prod"))
        assert call.call(Address("a.b.example.com", "/app", "prod"), "/app/plain").text != "/app/plain"
HOST = "abc.execute-api.ap-northeast-1.amazonaws.com"


@pytest.mark.parametrize(("payload", "whole"), [("1.0", False), ("2.0", False), ("2.0", True)])
@pytest.mark.parametrize(
    ("design", "places"),
    [
        ("HTTP preset", [(HOST, "", "$default"), (DOMAIN, "", "$default")]),
        ("HTTP default stage at a path", [(HOST, "", "$default"), (DOMAIN, "/app", "$default")]),
        (
            "HTTP named stages",
            [(HOST, "/dev", "dev"), (HOST, "/prod", "prod"), (DOMAIN, "/app/v1", "prod"), (DOMAIN, "/dev", "dev")],
        ),
        ("HTTP default and named stage", [(HOST, "", "$default"), (HOST, "/beta", "beta"), (DOMAIN, "/beta", "beta")]),
    ],
)
def test_an_http_api_shows_the_app_at_every_address(
    tmp_path: Path, design: str, places: list[tuple[str, str, str]], payload: str, whole: bool
) -> None:
    addresses = [HttpAddress(*place, payload, whole) for place in places]
    with function(tmp_path, studio.design(design)) as call:
        for address in [*addresses, *reversed(addresses)]:
            visit(call, address)
            assert call.call(address, f"{address.mount}/plain").text == f"{address.mount}/plain"


def test_a_path_that_only_starts_like_the_stage_is_left_whole(tmp_path: Path) -> None:
    with function(tmp_path, studio.design("HTTP preset")) as call:
        address = HttpAddress(HOST, "", "$default")
        assert prefix_of(call.call(address, "/$default-of-mine")) == "/"
    with function(tmp_path / "named", studio.design("HTTP named stages")) as call:
        assert prefix_of(call.call(HttpAddress(HOST, "/dev", "dev"), "/dev/development")) == "/dev/"


@pytest.mark.parametrize("payload", ["1.0", "2.0"])
def test_cookies_reach_the_app_and_the_browser(tmp_path: Path, payload: str) -> None:
    with function(tmp_path, studio.design("HTTP preset")) as call:
        answer = call.call(HttpAddress(DOMAIN, "", "$default", payload), "/cookies", headers={"Cookie": "a=1; b=2"})
    assert answer.text == "a=1 b=2" and sorted(answer.cookies) == ["c=3; Path=/", "d=4; Path=/"]


@pytest.mark.parametrize("design", ["HTTP preset", "HTTP CORS with credentials"])
def test_the_app_adds_no_cors_headers_behind_an_http_api(tmp_path: Path, design: str) -> None:
    """The gateway sets them, and answers the preflight; one that reaches the app must succeed."""
    with function(tmp_path, studio.design(design)) as call:
        address, headers = HttpAddress(DOMAIN, "", "$default"), {"Origin": "https://app.example.com"}
        for url in ["/", "/_dash-layout", "/assets/style.css"]:
            answer = call.call(address, url, headers=headers)
            assert answer.status == 200
            assert not [name for name in answer.headers if name.startswith("access-control-")]
        preflight = {**headers, "Access-Control-Request-Method": "POST"}
        for url in ["/", "/_dash-update-component", "/any/page"]:
            assert call.call(address, url, "OPTIONS", preflight).status == 200


def test_the_handler_of_an_http_api_compiles(each_http: Made) -> None:
    compile(each_http.text("app/lambda_handler.py"), "lambda_handler.py", "exec")


def test_the_handler_is_python_that_compiles_for_every_design(each: Made) -> None:
    text = each.text("app/lambda_handler.py")
    compile(text, "lambda_handler.py", "exec")
    assert text.endswith("\n") and "\r" not in text and not re.search(r"[ \t]+$", text, re.M)


def test_pip_reads_the_requirements(each: Made) -> None:
    lines = [line for line in each.text("app/requirements.txt").splitlines() if not line.startswith("#")]
    assert {Requirement(line).name for line in lines} == {"apig-wsgi", "dash"}
    for line in lines:
        assert version(Requirement(line).name) in Requirement(line).specifier


# Zappa packs a handler of its own; the settings must make it serve one address of each stage.


@contextmanager
def zappa_function(folder: Path, made: Made, stage: str) -> Iterator[Function]:
    reader = Path(__file__).with_name("zappa_reader.py")
    settings = folder / "settings"
    settings.mkdir(parents=True)
    shutil.copy(made.folder / "zappa/zappa_settings.json", settings)
    read = subprocess.run(
        [sys.executable, str(reader), str(settings)], capture_output=True, text=True, check=True
    )
    module = json.loads(read.stdout)["stages"][stage]["module"]
    place = write_app(folder / "package")
    (place / "zappa_settings.py").write_text(module)
    running = Function(place, "zappa.handler.lambda_handler")
    try:
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("design", "address"),
    [
        ("preset", DEV),
        ("preset", BARE),
        ("domain with base path", APP_PATH),
        ("no domain", PROD),
        ("two mappings", DEV_PATH),
        ("edge domain with certificate", BARE),
        ("HTTP preset", HttpAddress(DOMAIN, "", "$default")),
        ("HTTP preset", HttpAddress(HOST, "", "$default")),
        ("HTTP named stages", HttpAddress(DOMAIN, "/dev", "dev")),
    ],
)
def test_zappas_handler_serves_each_stage_at_its_address(
    tmp_path: Path, made: Callable[[str], Made], design: str, address: Address
) -> None:
    with zappa_function(tmp_path, made(design), address.stage) as call:
        visit(call, address)


def test_zappas_handler_finds_no_app_behind_a_base_path_that_is_not_its_stage(
    tmp_path: Path, made: Callable[[str], Made]
) -> None:
    design = made("HTTP named stages")
    said = studio.run("check", "-", "--for", "zappa", stdin=json.dumps(design.design)).stdout
    assert "the app is asked for `/prod/…`" in said and "asked for `/dev/…`" not in said
    with zappa_function(tmp_path, design, "prod") as call:
        address = HttpAddress(DOMAIN, "/app/v1", "prod")
        assert "<!DOCTYPE html>" in call.call(address, "/app/v1/plain").text
