"""The stacks of a template that is deployed once for each stage: what CloudFormation makes of it for one of them."""

from __future__ import annotations

import re
from typing import Any

import cloudformation as cfn

# What somebody answers to the parameters that a design leaves open.
ANSWERS = {
    "CertificateArn": "arn:aws:acm:ap-northeast-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    "HostedZoneId": "Z0123456789ABCDEFGHIJ",
}

_NOTHING = {"Ref": "AWS::NoValue"}


def parameters(source: dict[str, Any], stage: str) -> dict[str, str]:
    """A value for every parameter."""
    given = {"StageName": stage, **ANSWERS}
    wanted = source.get("Parameters", {})
    return {name: given.get(name, parameter.get("Default")) for name, parameter in wanted.items()}


def stages(source: dict[str, Any]) -> list[str]:
    """The stages that a template knows."""
    return source["Parameters"]["StageName"]["AllowedValues"]


def of_stage(text: str, stage: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What SAM makes of a template for one stage, and the same with every choice made."""
    given = parameters(cfn.read(text), stage)
    expanded = cfn.expand(text, given)
    return expanded, resolve(expanded, given)


def resolve(template: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    """The template with the resources whose condition holds, and without choices."""
    conditions = template.get("Conditions", {})

    def holds(condition: Any) -> bool:
        if isinstance(condition, str):
            return holds(conditions[condition])
        ((function, operands),) = condition.items()
        match function:
            case "Condition":
                return holds(operands)
            case "Fn::Equals":
                one, other = (chosen(operand) for operand in operands)
                return one == other
            case "Fn::Not":
                return not holds(operands[0])
            case "Fn::And":
                return all(holds(operand) for operand in operands)
            case "Fn::Or":
                assert 2 <= len(operands) <= 10, operands
                return any(holds(operand) for operand in operands)
        raise AssertionError(function)

    def chosen(value: Any) -> Any:
        if isinstance(value, list):
            return [item for item in map(chosen, value) if item != _NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((function, operands),) = value.items()
            if function == "Ref" and operands in given:
                return given[operands]
            if function == "Fn::If":
                condition, yes, no = operands
                return chosen(yes if holds(condition) else no)
            if function == "Fn::FindInMap":
                table, row, key = (chosen(operand) for operand in operands)
                return template["Mappings"][table][row][key]
            if function == "Fn::Sub" and isinstance(operands, str):
                return substituted(operands)
        return {key: inside for key, item in value.items() if (inside := chosen(item)) != _NOTHING}

    def substituted(text: str) -> Any:
        text = re.sub(r"\$\{(\w+)\}", lambda found: given.get(found[1], found[0]), text)
        if re.search(r"\$\{[^!]", text):
            return {"Fn::Sub": text}
        return text.replace("${!", "${")

    made = {name: chosen(entry) for name, entry in _made(template, "Resources", holds)}
    outputs = {name: chosen(entry) for name, entry in _made(template, "Outputs", holds)}
    return {"Resources": made, "Outputs": outputs}


def _made(template: dict[str, Any], section: str, holds: Any) -> Any:
    for name, entry in template.get(section, {}).items():
        if "Condition" not in entry or holds(entry["Condition"]):
            yield name, {key: value for key, value in entry.items() if key != "Condition"}
