"""SAM and CloudFormation templates of other people, and the studio's own: read, written again, and through SAM's translator."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import cloudformation as cfn
import pytest
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.yaml_helper import yaml_parse

import studio

CORPUS = Path(os.environ.get("GATEWAY_STUDIO_CORPUS") or studio.ROOT.parent / "shared/corpus") / "sam"

# Paths on a disk, which `sam build` and `sam deploy` turn into addresses in S3.
LOCAL = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
    "AWS::Serverless::Api": "DefinitionUri",
    "AWS::Serverless::HttpApi": "DefinitionUri",
    "AWS::Serverless::Application": "Location",
}


def packaged(text: str) -> dict[str, Any]:
    """A template as `sam package` leaves it."""
    document = json.loads(json.dumps(yaml_parse(text), default=str))
    for resource in document["Resources"].values():
        properties = resource.get("Properties") if isinstance(resource, dict) else None
        if not isinstance(properties, dict):
            continue
        kind = resource.get("Type")
        key = LOCAL.get(kind)
        if isinstance(properties.get(key), str):
            properties[key] = "s3://bucket/key"
        is_zip = kind == "AWS::Serverless::Function" and properties.get("PackageType") != "Image"
        if is_zip and not {"InlineCode", "CodeUri"} & set(properties):
            properties["CodeUri"] = "s3://bucket/key"
    for section in (document.get("Globals") or {}).values():
        for key in {"CodeUri", "DefinitionUri"} & set(section if isinstance(section, dict) else ()):
            if isinstance(section[key], str):
                section[key] = "s3://bucket/key"
    return document


def expanded(text: str) -> dict[str, Any]:
    """The CloudFormation that SAM makes of a template with the defaults of its parameters, in one form."""
    document = packaged(text)
    parameters = (document.get("Parameters") or {}).items()
    given = {name: str(one["Default"]) for name, one in parameters if isinstance(one, dict) and "Default" in one}
    made = cfn.transform(document, given, cfn._Policies())
    return _undeployed(_one_form(copy.deepcopy(made)))


def _one_form(value: Any) -> Any:
    if isinstance(value, list):
        return [_one_form(item) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("Fn::GetAtt"), list):
        return {"Fn::GetAtt": ".".join(map(str, value["Fn::GetAtt"]))}
    return {str(key): _one_form(item) for key, item in value.items()}


def _undeployed(template: dict[str, Any]) -> dict[str, Any]:
    """Without the hashes in the ids of deployments, which tell the order of keys, too, and with tags in one order."""
    text = json.dumps(template, sort_keys=True)
    for name, resource in template["Resources"].items():
        if resource.get("Type") == "AWS::ApiGateway::Deployment" and re.search("Deployment[0-9a-f]{10}$", name):
            text = text.replace(name, name[:-10])
    made: dict[str, Any] = json.loads(text)
    for resource in made["Resources"].values():
        properties = resource.get("Properties", {})
        if resource.get("Type") == "AWS::ApiGateway::Deployment":
            properties.pop("Description", None)
        if isinstance(properties, dict) and isinstance(properties.get("Tags"), list):
            properties["Tags"].sort(key=str)
    return made


def imported(file: Path, folder: Path) -> tuple[subprocess.CompletedProcess[str], str]:
    """What reading a file says, and the template that is generated of it; none when it was not read."""
    folder.mkdir(exist_ok=True)
    design = folder / "design.json"
    done = studio.run("import", str(file), "--out", str(design))
    if done.returncode:
        return done, ""
    made = studio.run("generate", str(design), "--out", str(folder))
    assert made.returncode == 0, (file.name, made.stderr)
    return done, (folder / "sam/template.yaml").read_bytes().decode()


@cache
def accepted() -> dict[str, dict[str, Any]]:
    """What the translator makes of those templates of the corpus that it takes."""
    assert CORPUS.is_dir(), f"the corpus is not at {CORPUS}"
    taken = {}
    for file in sorted(CORPUS.iterdir()):
        if file.name in {"RESULTS.json", "SOURCES.md"}:
            continue
        try:
            taken[file.name] = expanded(file.read_text())
        except (InvalidDocumentException, Exception):
            # Also what breaks the translator itself: nothing can be compared to it.
            continue
    return taken


def test_templates_come_back_as_the_same_gateway(tmp_path: Path) -> None:
    counts = {"represented": 0, "kept": 0, "reported": 0}
    unread, differ = [], []
    for number, (name, before) in enumerate(accepted().items()):
        done, text = imported(CORPUS / name, tmp_path / str(number))
        if not text:
            unread.append(name)
            assert ": error " in done.stderr, name
            continue
        for count, word in re.findall(r"(\d+) (represented|kept|reported)", done.stderr):
            counts[word] += int(count)
        if expanded(text) != before:
            differ.append(name)
    total = len(accepted())
    equal = total - len(unread) - len(differ)
    print(f"{total} templates, {total - len(unread)} read, {equal} round trips equal, keys {counts}", unread, differ)
    assert total > 200
    assert len(unread) * 100 <= total
    assert equal * 100 >= total * 95
    assert counts["represented"] > counts["kept"] / 4


@pytest.mark.parametrize("field", ["memory", "stage", "route"])
def test_what_is_changed_in_the_design_changes_in_the_template(tmp_path: Path, field: str) -> None:
    changed = 0
    for number, (name, before) in enumerate(accepted().items()):
        if number % 6:
            continue
        folder = tmp_path / str(number)
        _, text = imported(CORPUS / name, folder)
        design = json.loads((folder / "design.json").read_bytes()) if text else None
        if not design or not _change(design, field):
            continue
        made = studio.run("generate", "-", "--out", str(folder), stdin=json.dumps(design))
        assert made.returncode == 0, (name, made.stderr)
        after = expanded((folder / "sam/template.yaml").read_text())
        assert after != before, name
        text = json.dumps(after)
        assert {"memory": "2049", "stage": "changed", "route": "/added/here"}[field] in text.replace(": ", ":"), name
        changed += 1
        # What the design has no field for is still there.
        kept = [kept["at"].split("/") for kept in design["kept"] if not kept.get("instead")]
        whole = {at[2] for at in kept if len(at) == 3 and at[1] == "Resources"}
        written = yaml_parse((folder / "sam/template.yaml").read_text())
        assert whole <= set(written["Resources"]), name
    print(f"{field}: changed in {changed} templates")
    assert changed >= 8


def _change(design: dict[str, Any], field: str) -> bool:
    """Changes a field; false when the design has none of the kind."""
    if field == "memory":
        made = [function for function in design["functions"] if not function["arn"]]
        for function in made:
            function["memory_mib"] = 2049
        return bool(made)
    if field == "stage":
        for stage in design["stages"][:1]:
            stage["variables"] = [{"name": "changed", "value": "changed"}]
        return bool(design["stages"]) and "websocket" not in design["api"]
    methods = [method for route in design["routes"] for method in route["methods"]]
    called = [method for method in methods if "lambda_proxy" in method["integration"]]
    if not called or "websocket" in design["api"]:
        return False
    design["routes"].append({"path": "/added/here", "methods": [{"verb": "GET", "integration": called[0]["integration"]}]})
    return True
