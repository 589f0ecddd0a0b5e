"""A SAM template through the real readers: cfn-lint, SAM's translator, PyYAML."""

from __future__ import annotations

import json
import logging
import os
import pathlib
import re
from dataclasses import dataclass
from typing import Any

# The translator asks botocore for a region before it looks at the template.
os.environ.setdefault("AWS_DEFAULT_REGION", "ap-northeast-1")

import samtranslator
import yaml
from cfnlint.api import lint as cfn_lint
from cfnlint.config import ManualArgs
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from designs import REGION

logging.getLogger("samtranslator").setLevel(logging.CRITICAL)

# Of the expanded template only: the translator's own ARNs, its DependsOn, parameters it resolved.
NOISE = {"I3042", "W3005", "W2001"}

_POLICIES = json.loads(
    (pathlib.Path(samtranslator.__file__).parent / "internal/data/aws_managed_policies.json").read_text()
)["aws"]


class _Policies:
    """Stands in for the call to IAM."""

    def load(self) -> dict[str, str]:
        return dict(_POLICIES)


def lint(text: str) -> list[str]:
    """What cfn-lint says, one finding a line."""
    found = cfn_lint(text, config=ManualArgs(regions=[REGION]))
    return [f"{match.rule.id} line {match.linenumber}: {match.message}" for match in found]


def lint_expanded(template: dict[str, Any]) -> list[str]:
    return [line for line in lint(json.dumps(template)) if line.split()[0] not in NOISE]


def called(uri: str, functions: dict[str, str]) -> str:
    """The design's name of the function behind an address, with its alias: SAM's own resource, or part of the ARN."""
    found = re.search(r"functions/\$\{(\w+)(?:\.Arn\}(?::(\w+))?|\})/invocations", uri)
    assert found, uri
    logical, alias = found.groups()
    if logical not in functions:
        logical, _, alias = logical.rpartition("Alias")
    return f"{functions[logical]}:{alias}" if alias else functions[logical]


def of_arn(arn: str, given: dict[str, str]) -> str:
    """The design's name of a function by its ARN, with its alias; `given` are the names of those whose ARN it knows."""
    for known, name in given.items():
        if arn == known or arn.startswith(f"{known}:"):
            return name + arn.removeprefix(known)
    return arn.partition(":function:")[2]


def expand(text: str, parameters: dict[str, str] | None = None) -> dict[str, Any]:
    """The CloudFormation that SAM makes of a template, with these values of its parameters."""
    document = yaml_parse(text)
    for resource in document["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # `sam build` and `sam deploy` put the upload's address here.
            if resource["Properties"].get("PackageType") != "Image":
                resource["Properties"]["CodeUri"] = "s3://bucket/key"
            elif "Metadata" in resource:
                resource["Properties"]["ImageUri"] = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/built:1"
    return transform(document, dict(parameters or {}), _Policies())


@dataclass(frozen=True)
class Tag:
    """A short intrinsic such as `!Ref X`."""

    name: str
    value: Any


class _Loader(yaml.SafeLoader):
    """YAML 1.1 as CloudFormation reads it, with its tags kept; a key given twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"a key twice in {keys}"
        return super().construct_mapping(node, deep)


def _tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Tag:
    if isinstance(node, yaml.ScalarNode):
        return Tag(suffix, node.value)
    if isinstance(node, yaml.SequenceNode):
        return Tag(suffix, loader.construct_sequence(node, deep=True))
    return Tag(suffix, loader.construct_mapping(node, deep=True))


_Loader.add_multi_constructor("!", _tag)


def read(text: str) -> dict[str, Any]:
    """The template as PyYAML understands it."""
    return yaml.load(text, _Loader)


def of_type(template: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """Properties by logical id of every resource of a type."""
    return {
        name: resource.get("Properties", {})
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }
