"""YAML as AWS SAM and the AWS CLI read it, which is PyYAML: what it reads is read as the same, and what it refuses is told.

A text stands below `Metadata` of a template, so that it comes back as it was read.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import studio
from counts import COUNTS
from proof import STEADY

HEAD = """Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: {Events: {E: {Type: Api, Properties: {Path: /, Method: get}}}}
Metadata:
"""

VALUES = [
    "x", "=", "<<", "x\ty", "x\t", "\tx", "'q\tq'", '"q\tq"', "x\u0085y", "x\u2028y", "x\xa0y", "x #c", "x\t#c", "# \tx", "|",
    "|\n    t\n     u", "|-\n    t\n\n", ">\n    t\n    u\n\n    v\n", ">-\n    t\n     u\n    v", "|+\n    t\n\n", "|\n    a\tb",
    "&a x", "*a", "&a [1]", "&a {x: 1}", "[*a, *a]", "!!str 7", "!!int 7", "!!float 1", "!!null x", "!!bool yes", "%x", "@x",
    "`x`", "[a, b]", "[a,\tb]", "{a: b}", "{a: b, a: c}", "{a,b}", "[a: b]", "{a: =}", "[=]", "[<<]", "[|]", "{<<: {x: 1}}",
    "{<<: x}", "{<<: [x]}", "- x", "-", "-\tx", "x: y", "x:y", "x:\ty", '"a\\tb"', '"\\x41"', '"\\q"', "'a", '"a\\\n    b"',
    '"a\n    b"', "a\n    b", "a\n\n    b", "a\n    #c\n    b", "''", "~", "null", "1_0", "0x1g", "1:60", "1e3", ".5", "-.5", "0b2",
    "08", "yes", "y", "No", "off", "'a' b", "[a] b", "{a: b} c", "a\u0007b", "a\u007fb", "x\u200b", "---", "#", "# x", "'#'",
    "a#b", "a,b", "[a b, c]", "[a\n    , b]", "[\n    a\n   ]", "{a: \n    b}", '{"a":b}', "{a}", "{a: }", "[,]", "[a,,b]",
    "[-]", "[-, b]", "[a, -]", "{a: -}", "{-}", "[ - ]", "[- b]", "[-x, -]", "['-', -]", "x -, [-]", "[*a, -]", "x\ufeffy", "\ufeff", "'\ufeff'",
    "x\r    y", "|\r    t\r    u", ">", ">-", "|-", "|+", "|2", "> # c",
    "|2\n    t", "|1\n   t", "|\n    \tt", '"\t"', "'\t'", "\t", "\t# c", "x\r\n    y",
]  # fmt: skip
KEYS = ["a", "b", "\ufeffh", "'c'", '"d"', "=", "<<", "1", "yes", "~", "a b", "a\tb", "é", "? e", "!!str f", "&k g", "a\u0085b", "'='", '"<<"', "<"]
COLONS = [": ", ": ", ": ", ":\t", ":  ", ": \t", " : ", ":\n    ", ":\n  ", ":\n   - ", ": # c\n    "]

entries = st.tuples(st.sampled_from(KEYS), st.sampled_from(COLONS), st.sampled_from(VALUES)).map("".join)


class Loader(yaml.SafeLoader):
    """PyYAML as AWS's tools use it: a day is a text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, words) for tag, words in those if tag != "tag:yaml.org,2002:timestamp"]
    for first, those in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def named(key: Any) -> str:
    """A key as JSON has it."""
    return key if isinstance(key, str) else json.dumps(key)


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {named(key): as_json(inside) for key, inside in value.items()}
    return [as_json(one) for one in value] if isinstance(value, list) else value


def theirs(text: str) -> Any:
    """What PyYAML reads below `Metadata`; an exception is an answer."""
    try:
        return as_json(yaml.load(text, Loader)["Metadata"])  # noqa: S506
    except (yaml.YAMLError, ValueError, TypeError) as refused:
        return refused


def ours(text: str) -> tuple[Any, list[str]]:
    """The same of the studio, with what it says of the syntax."""
    done = studio.run("import", "-", "--out", "-", stdin=text)
    words = [line.split(" ", 3)[2].rstrip(":") for line in done.stderr.splitlines()[:-1]]
    told = [word for word in words if word.startswith(("yaml-", "key-duplicate"))]
    if done.returncode:
        return None, told
    kept = [one for one in json.loads(done.stdout).get("kept", []) if one["at"].startswith("/Metadata")]
    whole = [one["value"] for one in kept if one["at"] == "/Metadata"]
    return (whole[0] if whole else None), told


def check(body: str) -> None:
    text = HEAD + body
    wanted = theirs(text)
    got, told = ours(text)
    if isinstance(wanted, Exception):
        assert told, f"{body!r}: PyYAML says {wanted}, the studio nothing and {got!r}"
        COUNTS["YAML that PyYAML refuses: told"] += 1
    elif told and "\ufeff" not in body:
        COUNTS["YAML that PyYAML reads: told of"] += 1
    else:
        assert got == wanted, repr(body)
        COUNTS["YAML that PyYAML reads: read as the same"] += 1


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_read_as_pyyaml_reads_it(value: str) -> None:
    for around in ("  a: {}\n", "  a: {}", "  - {}\n", "  a: [{}]\n", "  a: {{b: {}}}\n", "  a: &a 1\n  b: {}\n  c: d\n"):
        check(around.format(value))


def test_a_mark_where_files_were_joined_is_a_letter_as_it_is_to_pyyaml() -> None:
    body = "  a: 1\n\ufeffOutputs: {b: {Value: 1}}\n"
    assert "\ufeffOutputs" in yaml.load(HEAD + body, Loader)  # noqa: S506
    done = studio.run("import", "-", "--out", "-", stdin=HEAD + body)
    assert ":8:1: warning yaml-byte-order-mark" in done.stderr
    assert {one["at"] for one in json.loads(done.stdout)["kept"]} >= {"/Metadata", "/\ufeffOutputs"}


@settings(STEADY, max_examples=150)
@given(entries=st.lists(entries, min_size=1, max_size=3))
def test_entries_are_read_as_pyyaml_reads_them(entries: list[str]) -> None:
    check("".join(f"  {entry}\n" for entry in entries))
