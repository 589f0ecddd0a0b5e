"""Every text of every design in `tests/designs`, filled with what breaks careless quoting, reaches the files as it is.

The fields come from the designs themselves, so a new one is covered as soon as a design has it. Each text carries a
number; wherever a reader of YAML or JSON finds the number, it must find the whole text around it.
"""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import cloudformation as cfn
import studio
from counts import COUNTS
from designs import Design
from test_hostile_text import TEXTS

CASES = sorted((studio.ROOT / "tests/designs").glob("*.json"))
# What rules refuse in a field is tried again with less: any text, one line, one line of plain characters.
ANY = "".join(text for text in TEXTS if len(text) < 99)
LINE = "".join(text for text in TEXTS if len(text) < 99 and text.isprintable())
PLAIN = "$(touch PWNED) `x` ${HOME} !Ref x: {a} # %s \\ \"q\""
CANDIDATES = [ANY, f"$context.requestId {LINE}", LINE, PLAIN, "x$(y)"]
Path_ = tuple[str | int, ...]


def texts(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where texts stand, without the words that stand for a whole variant."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from texts(part, (*path, index))
    elif isinstance(value, str):
        yield path


def at(design: Design, path: Path_) -> Any:
    for part in path:
        design = design[part]
    return design


def put(design: Design, path: Path_, text: str) -> None:
    at(design, path[:-1])[path[-1]] = text


def accepts(design: Design, folder: Path) -> bool:
    return studio.run("generate", "-", "--out", str(folder), stdin=json.dumps(design)).returncode == 0


def filled(design: Design, folder: Path) -> dict[Path_, str]:
    """The most hostile text that each field may hold, with the field's number before it."""

    def most(number: int, path: Path_) -> str | None:
        for place, text in enumerate(CANDIDATES):
            changed = copy.deepcopy(design)
            put(changed, path, f"<{number}>{text}")
            if accepts(changed, folder / f"{number}-{place}"):
                return f"<{number}>{text}"
        return None

    paths = list(texts(design))
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(paths, pool.map(most, range(len(paths)), paths)))
    return {path: text for path, text in found.items() if text is not None}


def strings(value: Any) -> Iterator[str]:
    """Every text in a document: keys, values, and those of intrinsics and of JSON in a text."""
    if isinstance(value, cfn.Tag):
        yield from strings(value.value)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from strings(key)
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        try:
            inside = json.loads(value)
        except ValueError:
            inside = None
        if isinstance(inside, dict | list):
            yield from strings(inside)
        else:
            yield value


READERS: dict[str, Callable[[str], Any]] = {".json": json.loads, ".yaml": cfn.read, ".toml": tomllib.loads}


def documents(folder: Path) -> Iterator[tuple[str, Any]]:
    for file in sorted(folder.rglob("*")):
        if file.suffix in READERS and file.name != "design.json":
            yield str(file.relative_to(folder)), READERS[file.suffix](file.read_bytes().decode())


def spellings(text: str) -> set[str]:
    """As it is, as `Fn::Sub` wants it, as a mapping template says it, and as a metric, which knows ASCII alone."""
    velocity = text.replace("$", "${d}").replace("#", "${h}")
    metric = "".join(letter for letter in text if letter.isascii() and letter.isprintable())
    return {text, velocity, text.strip(), *(one.replace("${", "${!") for one in [text, metric]), metric}


def check_records(zone: Path) -> None:
    """Records of one line each, which holds no second one and no directive (RFC 1035, section 5)."""
    if not zone.exists():
        return
    for line in zone.read_text().splitlines():
        assert not line.startswith(("$", " ", "\t")), line
        if line and not line.startswith(";"):
            assert re.fullmatch(r"\S+\s+(\d+\s+)?IN\s+(CNAME|A|AAAA|ALIAS)\s+\S+", line), line


def check_markdown(page: Path) -> None:
    """What was typed stands in code or with its signs escaped: beside them there is no HTML, and no link to elsewhere."""
    plain = re.sub(r"^(`{3,})\w*\n.*?^\1$", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    plain = re.sub(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", "", plain)
    assert not re.search(r"(?<!\\)<[A-Za-z/!?]", plain), page.name
    for address in re.findall(r"(?<!\\)\]\(([^)]*)\)", plain):
        assert address.startswith(("https://", "#")), (page.name, address)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_text_reaches_the_files_as_it_is(case: Path, tmp_path: Path) -> None:
    if not accepts(json.loads(case.read_text()), tmp_path / "case"):
        return
    # With the fields that the case leaves at their defaults.
    design = json.loads((tmp_path / "case/design.json").read_bytes())
    fields = filled(design, tmp_path / "tried")
    hostile, held = design, {}
    for path, text in fields.items():
        changed = copy.deepcopy(hostile)
        put(changed, path, text)
        # Two fields together may say what neither says alone.
        if accepts(changed, tmp_path / "tried" / f"together-{len(held)}"):
            hostile, held[path] = changed, text
    made = studio.generate(hostile, tmp_path / "files")
    assert json.loads(made.text("design.json")) == hostile
    COUNTS["hostile texts: fields filled"] += len(held)
    for name, document in documents(made.folder):
        found = list(strings(document))
        for text in held.values():
            marker = text.partition(">")[0] + ">"
            for whole in (one for one in found if marker in one):
                assert any(spelling in whole for spelling in spellings(text)), (name, text, whole)
                COUNTS["hostile texts: found whole"] += 1
    for script in made.folder.rglob("*.sh"):
        done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), script
    for module in made.folder.rglob("*.py"):
        compile(module.read_bytes(), str(module), "exec")
    # Those of PowerShell hold nothing of a design: they start the bash script beside them.
    for script in made.folder.rglob("*.ps1"):
        assert script.read_bytes() == (tmp_path / "case" / script.relative_to(made.folder)).read_bytes(), script
    check_records(made.folder / "dns/zone.txt")
    for page in made.folder.rglob("*.md"):
        check_markdown(page)
