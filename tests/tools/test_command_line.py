"""The contract of `gateway-studio`: words, exit status, what goes where."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import studio
from designs import Design

LINE = re.compile(r"(error|warning|info) (/\S*) ([a-z0-9-]+(?:/[a-z0-9-]+)?): \S.*")


def generate(text: str | bytes, out: Path) -> tuple[int, list[str]]:
    """Runs `generate` on standard input: exit status and the lines of standard error."""
    done = studio.run("generate", "-", "--out", str(out), stdin=text)
    assert done.stdout == ""
    return done.returncode, done.stderr.splitlines()


def resolve(design: Design, pointer: str) -> object:
    """The value a JSON pointer leads to."""
    value: object = design
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        value = value[int(part)] if isinstance(value, list) else value[part]  # type: ignore[index]
    return value


def test_presets_are_listed_and_each_is_printed() -> None:
    listed = studio.run("new", "--list")
    assert (listed.returncode, listed.stderr) == (0, "")
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names
    for name in names:
        printed = studio.run("new", "--preset", name)
        assert (printed.returncode, printed.stderr) == (0, "")
        assert json.loads(printed.stdout)["schema_version"] == 1
        assert printed.stdout.endswith("}\n")
    assert studio.run("new").stdout == studio.run("new", "--preset", names[0]).stdout


def test_a_preset_has_no_errors_and_its_copy_is_the_same_file(tmp_path: Path) -> None:
    text = studio.run("new").stdout
    status, lines = generate(text, tmp_path)
    assert status == 0 and not [line for line in lines if line.startswith("error")]
    assert (tmp_path / "design.json").read_text() == text


def test_a_file_and_standard_input_give_the_same_files(tmp_path: Path) -> None:
    design = tmp_path / "設計 1.json"
    design.write_text(studio.run("new").stdout)
    assert studio.run("generate", str(design), "--out", str(tmp_path / "a")).returncode == 0
    assert studio.run("generate", "--out", "b", design.name, cwd=tmp_path).returncode == 0
    assert generate(design.read_text(), tmp_path / "c")[0] == 0
    a, b, c = (
        {f.relative_to(d): f.read_bytes() for f in d.rglob("*") if f.is_file()}
        for d in (tmp_path / n for n in "abc")
    )
    assert a == b == c and len(a) == 20


def test_a_second_run_overwrites_and_a_stranger_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/app.py").write_text("mine")
    for _ in range(2):
        assert generate(studio.run("new").stdout, tmp_path)[0] == 0
    assert (tmp_path / "app/app.py").read_text() == "mine"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["generate"],
        ["generate", "x.json"],
        ["generate", "x.json", "--out"],
        ["generate", "--force", "--out", "o"],
        ["new", "--preset"],
        ["new", "--preset", "nope"],
        ["explode"],
    ],
)
def test_words_that_are_no_command_end_with_2(words: list[str], tmp_path: Path) -> None:
    done = studio.run(*words, cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.startswith("gateway-studio: ")
    assert list(tmp_path.iterdir()) == []


def test_help_names_the_commands() -> None:
    for word in ["--help", "-h", "help"]:
        done = studio.run(word)
        assert done.returncode == 0 and "generate DESIGN.json --out DIR" in done.stdout


def test_files_that_cannot_be_read_or_written_end_with_2(tmp_path: Path) -> None:
    assert studio.run("generate", str(tmp_path / "none.json"), "--out", str(tmp_path / "o")).returncode == 2
    assert not (tmp_path / "o").exists()
    (tmp_path / "file").write_text("")
    status, lines = generate(studio.run("new").stdout, tmp_path / "file/below")
    assert status == 2 and "cannot write" in lines[-1]
    assert generate(b'{"name": "\xff"}', tmp_path / "o") == (2, ["gateway-studio: - is not UTF-8 at byte 10"])


def test_malformed_json_is_refused_with_line_and_column(tmp_path: Path) -> None:
    status, lines = generate('{\n  "name": "a",\n  oops\n}', tmp_path / "o")
    assert status == 1 and len(lines) == 1
    assert lines[0].startswith("error / design/malformed: line 3, column 3: ")
    wrong = {
        "": "/",
        "[]": "/",
        "7": "/",
        "{" * 5000: "/",
        '{"name": 7}': "/name",
        '{"stages": [{"execution_log": "LOUD"}]}': "/stages/0/execution_log",
    }
    for text, at in wrong.items():
        status, lines = generate(text, tmp_path / "o")
        assert status == 1 and LINE.fullmatch(lines[0])
        assert lines[0].startswith(f"error {at} design/malformed: ")
    assert not (tmp_path / "o").exists()


def test_a_design_of_a_later_version_is_refused(tmp_path: Path) -> None:
    status, lines = generate(json.dumps(studio.design() | {"schema_version": 2}), tmp_path / "o")
    assert status == 1 and lines[0].startswith("error /schema_version design/newer-schema: ")
    assert not (tmp_path / "o").exists()


def test_an_unknown_field_is_named_and_does_no_harm(tmp_path: Path) -> None:
    design = studio.design()
    design["stages"][1]["thr~/ottle"] = {}
    status, lines = generate(json.dumps(design), tmp_path)
    assert status == 0
    assert lines[0].startswith("warning /stages/1/thr~0~1ottle design/unknown-field: ")


def test_a_design_with_errors_writes_nothing(tmp_path: Path) -> None:
    design = studio.design()
    design["stages"][0]["name"] = "not a stage"
    design["region"] = "moon-1"
    status, lines = generate(json.dumps(design), tmp_path / "o")
    assert status == 1 and not (tmp_path / "o").exists()
    errors = [LINE.fullmatch(line)[2] for line in lines if line.startswith("error")]  # type: ignore[index]
    assert {"/stages/0/name", "/region"} <= set(errors)


def test_each_diagnostic_is_one_line_with_a_pointer_that_resolves(tmp_path: Path) -> None:
    """Also when what it quotes has line breaks and escapes for terminals in it."""
    design = studio.design()
    # What is silenced is counted in a line of its own.
    design["silenced"] = []
    nasty = "a\nerror / fake: b\r\x1b[31m\u2028\u202e"
    design["name"] = nasty
    design["routes"][1]["path"] = f"/{nasty}"
    design["access"]["usage_plans"][0]["stages"] = [nasty]
    status, lines = generate(json.dumps(design), tmp_path / "o")
    assert status == 1
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, line
        resolve(design, "" if found[2] == "/" else found[2])
        assert "\x1b" not in line and "\u2028" not in line and "\u202e" not in line


def test_findings_come_with_the_gravest_first(tmp_path: Path) -> None:
    design = studio.design()
    design["silenced"] = []
    design["region"] = "moon-1"
    _, lines = generate(json.dumps(design), tmp_path / "o")
    ranks = [["error", "warning", "info"].index(line.split()[0]) for line in lines]
    assert ranks == sorted(ranks) and len(set(ranks)) == 3


def test_a_byte_order_mark_is_no_part_of_a_design(tmp_path: Path) -> None:
    assert generate("\ufeff" + studio.run("new").stdout, tmp_path)[0] == 0


def test_nothing_in_a_file_depends_on_the_run(tmp_path: Path) -> None:
    text = studio.run("new").stdout
    for folder in "ab":
        generate(text, tmp_path / folder)
    for file in sorted(f for f in (tmp_path / "a").rglob("*") if f.is_file()):
        assert file.read_bytes() == (tmp_path / "b" / file.relative_to(tmp_path / "a")).read_bytes()
