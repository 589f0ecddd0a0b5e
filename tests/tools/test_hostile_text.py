"""What people type or paste reaches every tool as it is, and none of it is ever run, fetched or expanded.

Rules refuse many of these texts in many fields; a refused design must write nothing. (Printers meet refused
values in the Rust tests.) What is accepted goes the whole way here.
"""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import cloudformation as cfn
import studio
from cloud import Cloud
from designs import WEB_ACL, Design

TEXTS = [
    "it's",
    'say "hello"',
    "`touch PWNED`",
    "$(touch PWNED)",
    "'; touch PWNED; '",
    '"; touch PWNED; "',
    "'\"'\"'$(touch PWNED)",
    "${HOME}",
    "${AWS::Region}",
    "{{7*7}}",
    "first\nsecond\ntouch PWNED\n",
    "first\r\nsecond\rthird",
    "EOF\nJSON\n",
    "%s%n%d",
    "-x",
    "--help",
    "file:///etc/passwd",
    "fileb:///etc/passwd",
    "https://example.invalid/",
    "@/etc/passwd",
    "🙂 naïve 日本語",
    "abc\u202edef\u2066",
    "red\x1b[2J\x1b]0;title\x07 \x9b31m\u200b\ufeff\x7f",
    "a\u2028b\u2029c\x85d",
    "\ttab\t",
    " spaces ",
    "back\\slash\\",
    "\\n\\u0041",
    "*",
    "~",
    "!!",
    "!Ref X",
    "&anchor",
    "a, b=c",
    "{a: 1}",
    "[a]",
    "key: value # x",
    "# x",
    "- x",
    "yes",
    "null",
    "012",
    "1e3",
    "2010-09-09",
    "12:30",
    "<script>alert(1)</script>",
    "|",
    ">-",
    "a|b",
    "%",
    "\x1b[31m",
    "\x7f",
    "=1+1",
    # Longer than a description of a template, shorter than what Lambda takes for all variables of a function.
    "long " * 300,
]
# Texts that mean something to the AWS CLI or to bash only when the whole value is it.
WHOLE = ["--help", "file:///etc/passwd", "https://example.invalid/", "*"]
# The rest in one value: what quoting survives alone it must survive together.
TOGETHER = "".join(text for text in TEXTS if text not in WHOLE)
# A log format takes one line of 3 KB at most.
ONE_LINE = "".join(text for text in TEXTS if text not in WHOLE and text.isprintable() and len(text) < 99)
SCRIPTED = {**{text: text for text in WHOLE}, "together": TOGETHER, "one line": ONE_LINE}


def rich() -> Design:
    """The preset with a value in every field that may be empty."""
    design = studio.design("everything given")
    design["functions"][0]["environment"] = [{"name": "MODE", "value": "value"}]
    design["stages"][0]["web_acl"] = {"existing": {"arn": WEB_ACL}}
    design["stages"][0]["access_log"].update(log_group="/aws/own", format={"custom": "$context.requestId"})
    return design


# Values of a closed list, and names that other fields refer to, which change with what they name.
CLOSED = {
    "endpoint",
    "verb",
    "authorization",
    "architecture",
    "execution_log",
    "ip_address_type",
    "api_key_source",
    "size",
    "period",
    "language",
    "record",
    "dns",
    "function",
    "stage",
    "format",
    "allow_methods",
    "certificate",
    "security_policy",
    "ip_address_type",
    "routing",
}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the texts stand that a person types."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in CLOSED or isinstance(part, dict):
                yield from leaves(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from leaves(part, (*path, index))
    elif isinstance(value, str) and path[-2:-1] not in (("stages",), ("api_keys",)):
        yield path


def put(design: Design, path: tuple[Any, ...], text: str) -> None:
    """Puts a text into a field, and into every field that refers to it by name."""
    *parents, last = path
    place: Any = design
    for part in parents:
        place = place[part]
    # A log format must name the request.
    place[last] = f"$context.requestId {text}" if last == "custom" else text
    if path[:2] == ("access", "api_keys") and last == "name":
        design["access"]["usage_plans"][0]["api_keys"] = [text]


LEAVES = list(leaves(rich()))


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """By text, the fields that may hold it."""
    folder = tmp_path_factory.mktemp("refused")

    def accepts(text: str, path: tuple[Any, ...], out: Path) -> bool:
        design = rich()
        put(design, path, text)
        done = studio.run("generate", "-", "--out", str(out), stdin=json.dumps(design))
        assert done.returncode in (0, 1), (path, text, done.stderr)
        assert out.exists() == (done.returncode == 0), (path, text)
        return out.exists()

    pairs = [(text, path) for text in [*TEXTS, TOGETHER, ONE_LINE] for path in LEAVES]
    folders = [folder / str(number) for number in range(len(pairs))]
    with ThreadPoolExecutor() as pool:
        answers = pool.map(accepts, *zip(*pairs), folders)
        found: dict[str, list[tuple[Any, ...]]] = {}
        for (text, path), accepted in zip(pairs, answers):
            if accepted:
                found.setdefault(text, []).append(path)
    shutil.rmtree(folder)
    return found


def filled(accepted: dict[str, list[tuple[Any, ...]]], text: str) -> Design:
    """The design with a text in all fields that may hold it."""
    design = rich()
    for path in accepted[text]:
        put(design, path, text)
    return design


def test_free_text_is_accepted_where_aws_accepts_it(accepted: dict[str, list[tuple[Any, ...]]]) -> None:
    """Otherwise the tests below would test nothing."""
    assert len(LEAVES) > 30
    for text in TEXTS:
        paths = {"/".join(map(str, path)) for path in accepted[text]}
        assert {
            "api/rest/name",
            "api/rest/description",
            "functions/0/environment/0/value",
            "stages/1/description",
        } <= paths
        assert {"access/api_keys/0/name", "access/usage_plans/0/description"} <= paths


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_every_file_says_what_was_typed(
    accepted: dict[str, list[tuple[Any, ...]]], tmp_path: Path, number: int
) -> None:
    text = TEXTS[number]
    design = filled(accepted, text)
    variable = design["functions"][0]["environment"][0]
    made = studio.generate(design, tmp_path)
    assert json.loads(made.text("design.json")) == design

    template = cfn.read(made.text("sam/template.yaml"))
    assert template["Description"] == text.encode()[:1024].decode(errors="ignore")
    (api,) = cfn.of_type(template, "AWS::Serverless::Api").values()
    assert (api["Name"], api["Description"]) == (text, text)
    (key,) = cfn.of_type(template, "AWS::ApiGateway::ApiKey").values()
    assert (key["Name"], key["Description"]) == (text, text)
    (plan,) = cfn.of_type(template, "AWS::ApiGateway::UsagePlan").values()
    assert (plan["UsagePlanName"], plan["Description"]) == (text, text)
    (stage,) = cfn.of_type(template, "AWS::ApiGateway::Stage").values()
    assert stage["Description"] == text
    (function,) = cfn.of_type(template, "AWS::Serverless::Function").values()
    # The variable's name may be the text, too.
    assert function["Environment"]["Variables"] == {variable["name"]: text}
    formats = [stage["AccessLogSetting"]["Format"], api["AccessLogSetting"]["Format"]]
    assert design["stages"][0]["access_log"]["format"]["custom"] in formats

    info = cfn.read(made.text("openapi/openapi.yaml"))["info"]
    assert (info["title"], info["description"]) == (text, text)

    for settings in json.loads(made.text("zappa/zappa_settings.json")).values():
        assert settings["apigateway_description"] == text
        assert settings["environment_variables"][variable["name"]] == text
    for name in ["upsert", "delete"]:
        assert json.loads(made.text(f"route53/{name}.json"))
    compile(made.text("app/lambda_handler.py"), "lambda_handler.py", "exec")
    for script in ["deploy", "teardown"]:
        done = subprocess.run(
            ["bash", "-n", f"cli/{script}.sh"], cwd=tmp_path, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", SCRIPTED)
def test_the_scripts_pass_on_what_was_typed_and_run_none_of_it(
    cloud: Cloud, accepted: dict[str, list[tuple[Any, ...]]], tmp_path: Path, name: str
) -> None:
    """From the typed text through bash and the AWS CLI into the account, and back."""
    text = SCRIPTED[name]
    design = copy.deepcopy(filled(accepted, text))
    # Fewer parts, fewer calls.
    design.update(domain=None, cors=None, routes=design["routes"][:1], stages=design["stages"][:1])
    design["access"]["usage_plans"][0]["stages"] = [design["stages"][0]["name"]]
    design["functions"][0].update(name="dash-lambda", arn="")
    design.update(name="dash-lambda", account_id="")
    design["routes"][0]["methods"][0]["integration"]["lambda_proxy"]["function"] = "dash-lambda"
    made = studio.generate(design, tmp_path / "files")
    empty = tmp_path / "empty"
    empty.mkdir()
    cloud.prepare(design, zone=False, certificate=False)
    before = cloud.state()
    for words in [["--dry-run"], ["--yes"]]:
        ran = cloud.run("bash", str(made.folder / "cli/deploy.sh"), *words, cwd=empty)
        assert ran.status == 0, ran.err
        assert ran.outbound == [] and list(empty.iterdir()) == []
    state = cloud.state()
    (api,) = state["apis"]
    (key,) = state["keys"]
    (plan,) = state["plans"]
    (stage,) = api["stages"].values()
    (function,) = design["functions"]
    assert function["environment"][0]["value"] == text
    found = [api["settings"]["name"], api["settings"]["description"], stage["description"]]
    found += [key["name"], key["description"], plan["name"], plan["description"]]
    assert found == [text] * 7
    format_ = design["stages"][0]["access_log"]["format"]["custom"]
    assert stage["accessLogSettings"]["format"] == format_ and (name == "together" or text in format_)
    # A second run finds by tag what it made, and writes the texts by other commands.
    ran = cloud.run("bash", str(made.folder / "cli/deploy.sh"), "--yes", cwd=empty)
    assert ran.status == 0 and ran.outbound == [], ran.err
    assert cloud.state() == state
    ran = cloud.run("bash", str(made.folder / "cli/teardown.sh"), "--yes", "--delete-logs", cwd=empty)
    assert ran.status == 0 and ran.outbound == [] and list(empty.iterdir()) == [], ran.err
    left = cloud.state()
    assert left == before | {key: left[key] for key in ["account", "roles"]}
