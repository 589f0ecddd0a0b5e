"""The scripts for Windows: a PowerShell parser reads them, and what they hand to bash does its work there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

import studio
from studio import Made

PARSER = Parser(Language(tree_sitter_powershell.language()))


@pytest.fixture(params=["preset", "watched", "japanese", "domain-elsewhere-requested"])
def made_here(request: pytest.FixtureRequest, tmp_path: Path) -> Made:
    name = request.param
    file = studio.ROOT / f"tests/designs/{name}.json"
    if not file.exists():
        return studio.generate(studio.design(), tmp_path)
    done = studio.run("generate", str(file), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    return Made({}, tmp_path, done.stderr)


def scripts(made: Made) -> list[Path]:
    return sorted(made.folder.rglob("*.ps1"))


def broken(node: Node) -> Iterator[str]:
    if node.is_error or node.is_missing:
        yield f"line {node.start_point[0] + 1}: {node.type}"
    for child in node.children:
        yield from broken(child)


def test_the_parser_finds_what_is_broken() -> None:
    assert list(broken(PARSER.parse(b"function A { if ($x) { 'a' }\n").root_node))


def test_each_script_has_one_for_windows_that_parses(made_here: Made) -> None:
    found = scripts(made_here)
    assert {script.with_suffix(".sh") for script in found} == set(made_here.folder.rglob("*.sh"))
    for script in found:
        source = script.read_bytes()
        assert list(broken(PARSER.parse(source).root_node)) == [], script.name
        # Windows PowerShell 5.1 reads a file in the code page of the system.
        assert source.isascii()
        assert f"$Script = '{script.stem}.sh'" in source.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_message_is_in_the_designs_language(language: str, tmp_path: Path) -> None:
    design = studio.design()
    design["output"]["language"] = language
    text = studio.generate(design, tmp_path).text("cli/deploy.ps1")
    (message,) = re.findall(r"^\$NoAws = (.*)$", text, re.MULTILINE)
    escaped = re.fullmatch(r"\[regex\]::Unescape\('(.*)'\)", message)
    assert bool(escaped) == (language == "ja")
    if escaped:
        assert "見つかりません" in escaped[1].encode().decode("unicode_escape")


def test_the_stand_in_for_aws_works_in_bash(made_here: Made, tmp_path: Path) -> None:
    """As a function out of the environment: lines end as bash wants them, file names as aws.exe does."""
    text = scripts(made_here)[0].read_text()
    (wrapper,) = re.findall(r"\$wrapper = '(.*?)' \+\n\s+'(.*)'$", text, re.MULTILINE)
    function = "".join(wrapper).replace("''", "'")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, body in {
        "aws": r"""printf '%s\r\n' "$@"; exit "${FAILS:-0}" """,
        "cygpath": r"""[ "$1" = -m ] && printf 'C:%s' "$2" """,
    }.items():
        (tools / name).write_text(f"#!/bin/bash\n{body}\n")
        (tools / name).chmod(0o755)

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{tools}:/usr/bin:/bin", "BASH_FUNC_aws%%": function, **more}
        script = "set -euo pipefail\naws a 'b c' file:///tmp/x /prod >out\ncat out\n"
        return subprocess.run(
            ["bash", "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True
        )

    assert run().stdout == "a\nb c\nfile://C:/tmp/x\n/prod\n"
    assert run(FAILS="254").returncode == 254
