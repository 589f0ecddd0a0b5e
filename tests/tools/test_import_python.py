"""What the reader of Python says is no Python, Python refuses, too; and it says so of most of what Python refuses."""

from __future__ import annotations

import ast
import random
import re
import sysconfig
import warnings
from pathlib import Path

import studio

SOURCE = '''"""An app."""
from flask import Blueprint, Flask, jsonify

app = Flask(__name__)
api = Blueprint("api", __name__, url_prefix="/api")
SIZES = {"small": 1, "large": [2, 3]}


@api.route("/items/<int:id>", methods=["GET", "POST"])
def items(id):
    """Items."""
    if id in SIZES:
        return jsonify({"id": id, "name": f"item {id}"})
    for size in SIZES["large"]:
        try:
            print(size, \'it\\\'s\')
        except (ValueError, KeyError) as error:
            raise RuntimeError("no") from error
    else:
        pass
    return ("", 404)


class View(app.view_class):
    methods = ("GET",)

    def dispatch(self, *args):
        with open("x", encoding="utf-8") as file:
            return file.read()


app.register_blueprint(api)
'''


def is_python(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def malformed(folder: Path, texts: list[str]) -> set[int]:
    """Which of some sources are told to be no Python."""
    names = []
    for number, text in enumerate(texts):
        file = folder / f"s{number}.py"
        file.write_bytes(text.encode())
        names.append(str(file))
    done = studio.run("import", *names, "--out", str(folder / "design.json"))
    return {int(number) for number in re.findall(r"/s(\d+)\.py:\d+:\d+: warning python-malformed", done.stderr)}


def test_what_is_python_is_never_told_to_be_none(tmp_path: Path) -> None:
    library = Path(sysconfig.get_path("stdlib"))
    files = sorted(library.glob("*.py")) + sorted((library / "asyncio").glob("*.py"))
    texts = [file.read_text(errors="strict") for file in files if b"coding: latin" not in file.read_bytes()[:200]]
    sound = [text for text in texts if is_python(text) and re.search(r"(?m)^(import|from) ", text)]
    assert len(sound) > 150
    assert malformed(tmp_path, sound) == set()


def test_what_python_refuses_is_told_for_the_most_part(tmp_path: Path) -> None:
    assert is_python(SOURCE)
    draw = random.Random(5)
    places = [at for at, letter in enumerate(SOURCE) if letter in "()[]{}:\"\'" or SOURCE[at - 1 : at + 1] == "\n "]
    texts = [SOURCE[:at] + SOURCE[at + draw.choice([1, 1, 2]) :] for at in places]
    told = malformed(tmp_path, texts)
    refused = {number for number, text in enumerate(texts) if not is_python(text)}
    print(f"python: {len(refused)} of {len(texts)} changed sources are refused, {len(told & refused)} of these are told")
    assert told <= refused
    assert len(told) > 0.8 * len(refused)
