"""`sam/samconfig.toml` as `sam` reads it: TOML, documented keys, the template's parameters."""

from __future__ import annotations

import re
import sys
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import pytest

import cloudformation as cfn
from designs import REGION
from studio import Made

# Options of `sam build` and `sam deploy` with their types (AWS SAM developer guide, SAM CLI command reference).
KEYS: dict[str, dict[str, type]] = {
    "build": {"use_container": bool},
    "deploy": {
        "stack_name": str,
        "region": str,
        "resolve_s3": bool,
        "s3_prefix": str,
        "capabilities": str,
        "confirm_changeset": bool,
        "parameter_overrides": str,
    },
}
# SAM's own pattern of `NAME=value` in a string (samcli/cli/types.py).
OVERRIDE = re.compile(r' ([A-Za-z0-9]+)=("(?:\\.|[^"\\]+)*"|(?:\\.|[^ "\\]+)+)')


def parameters(command: str, text: str) -> dict[str, Any]:
    return tomllib.loads(text)["default"][command]["parameters"]


def overrides(text: str) -> dict[str, str]:
    """The parameters that SAM takes from the option's text."""
    return {name: value.strip('"') for name, value in OVERRIDE.findall(f" {text}")}


@pytest.fixture
def text(each: Made) -> str:
    return each.text("sam/samconfig.toml")


def test_every_key_is_one_of_sams(text: str) -> None:
    config = tomllib.loads(text)
    assert config.pop("version") == 0.1
    assert list(config) == ["default"] and set(config["default"]) == set(KEYS)
    for command, keys in KEYS.items():
        assert list(config["default"][command]) == ["parameters"]
        for key, value in parameters(command, text).items():
            assert type(value) is keys[key], key


def test_it_answers_what_guided_asks(each: Made, text: str) -> None:
    deploy = parameters("deploy", text)
    assert re.fullmatch(r"[a-zA-Z][-a-zA-Z0-9]{0,127}", deploy["stack_name"])
    assert deploy["region"] == each.design["region"] == REGION
    assert deploy["resolve_s3"] is True and deploy["confirm_changeset"] is True
    template = cfn.read(each.text("sam/template.yaml"))
    named = [role for role in cfn.of_type(template, "AWS::IAM::Role").values() if "RoleName" in role]
    # A role with a name of its own would need CAPABILITY_NAMED_IAM.
    assert deploy["capabilities"] == "CAPABILITY_IAM" and not named
    # `sam delete` in the README removes the stack of that name.
    assert f"sam delete --stack-name {deploy['stack_name']} " in each.text("README.md")


def test_parameters_are_given_or_named_wherever_a_reader_looks(each: Made, text: str) -> None:
    template = cfn.read(each.text("sam/template.yaml"))
    wanted = template.get("Parameters", {})
    still_open = {name for name, parameter in wanted.items() if "Default" not in parameter}
    found = parameters("deploy", text).get("parameter_overrides")
    assert (found is not None) == bool(wanted and not still_open)
    # The line to complete is good TOML as soon as its comment mark is gone.
    completed = text.replace("# parameter_overrides", "parameter_overrides")
    complete = overrides(parameters("deploy", completed).get("parameter_overrides", ""))
    assert set(complete) == set(wanted)
    for name, parameter in wanted.items():
        assert "AllowedValues" not in parameter or complete[name] in parameter["AllowedValues"]
        assert f"# {name}: {parameter['Description']}\n" in text
    head = each.text("sam/template.yaml").split("AWSTemplateFormatVersion")[0]
    section = each.text("README.md").split("### B. AWS SAM")[1].split("###")[0]
    for name in wanted:
        assert (name in head) == (f"`{name}`" in section.split("AccountLogRole")[0]) == (name in still_open)
        reported = f"until `{name}` is given" in each.diagnostics
        assert reported == (name in still_open)
    assert "sam build && sam deploy" in head and "\nsam build && sam deploy\n" in section
