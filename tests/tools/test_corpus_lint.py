"""What cfn-lint says of other people's templates, against what import and check say of them.

Of every template of the corpus in which cfn-lint reports a problem of an API, of a function's API event, of a record, or of a runtime,
either the studio reports it, too, or `DIFFERENCES` says why not. Reading all of the corpus takes cfn-lint some minutes, so that runs
with `GATEWAY_STUDIO_WHOLE_CORPUS=1`; otherwise the templates that it found then are looked at.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

from cfnlint.config import ConfigMixIn
from cfnlint.data import AdditionalSpecs
from cfnlint.helpers import load_resource
from cfnlint.runner import Runner
from samtranslator.yaml_helper import yaml_parse

import studio
from corpus import corpus
from counts import COUNTS

#: Resources whose problems a design can carry.
OURS = ("AWS::ApiGateway", "AWS::Route53", "AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi")
FUNCTIONS = ("AWS::Serverless::Function", "AWS::Lambda::Function")
#: A runtime that cannot be created any more.
RUNTIMES = {"E2531", "E2533"}
#: Of the template's form, not of what it makes: unknown attributes, dependencies, conditions, transforms.
FORM = {"E3038", "E3724", "W3001", "W3005", "W8003", "W1001"}

#: The templates with such problems, and the code with which the studio reports them.
REPORTED = {
    "cfnlint__bad__transform__no_properties.yaml": {"stage-missing"},
    "sam__error_api_authorizer_property_indentity_header_with_invalid_type.yaml": {"function-runtime-unsupported"},
    "sam__error_api_with_custom_domains_invalid.yaml": {"api-not-taken"},
    "sam__error_api_with_invalid_auth_scopes_openapi.yaml": {"user-pool-arn-malformed"},
    "sam__error_function_invalid_event_api_ref.yaml": {"api-missing"},
    "sam__error_function_with_method_auth_and_no_api_auth.yaml": {"function-runtime-unsupported"},
    "sam__error_http_api_invalid_openapi.yaml": {"function-runtime-unsupported"},
    "sam__error_resource_policy_not_dict_empty_api.yaml": {"value-wrong"},
    "sam__function_with_alias_and_event_sources.yaml": {"function-runtime-unsupported"},
}
#: Those that the studio does not report, and why.
DIFFERENCES = {
    "patterns__apigw-mutualtls-lambda__template.yaml": "the certificate is a parameter without a default: its value comes with the deployment",
    "patterns__apigw-route53-failover__template.yaml": "the record is one beside the domain's, which the template keeps as it is",
    "sam__api_with_custom_base_path.yaml": "a reference to nothing: what a template's references lead to is CloudFormation's to judge",
    "sam__api_with_if_conditional_with_resource_policy.yaml": "a statement inside `Fn::If` is kept as it is",
    "sam__error_httpapi_mtls_configuration_invalid_type.yaml": "a list in the place of an object is taken for no mutual TLS: a gap of the import",
    "sam__error_websocket_api_none_auth_config.yaml": "a property that no tool knows is kept as it is",
    "sam__intrinsic_functions.yaml": "the function stands behind no API, so it is not the design's",
}


def lint(file: Path) -> list[tuple[str, list[Any]]]:
    """Rule and path of each of its findings; the file itself can stop cfn-lint."""
    try:
        found = list(Runner(ConfigMixIn(["--regions", "us-east-1", "--", str(file)])).run())
    except (AttributeError, SystemExit):
        return []
    return [(one.rule.id, list(getattr(one, "path", None) or [])) for one in found]


def problems(file: Path) -> list[tuple[str, str]]:
    """Rule and resource of what cfn-lint reports and a design can carry."""
    try:
        resources = yaml_parse(file.read_text()).get("Resources") or {}
    except Exception:  # noqa: BLE001 - what is no template has no resources
        return []
    found = []
    for rule, path in lint(file):
        if len(path) < 2 or path[0] != "Resources" or rule in FORM:
            continue
        resource = resources.get(path[1])
        kind = str(resource.get("Type")) if isinstance(resource, dict) else ""
        of_api = kind.startswith(OURS) or (kind in FUNCTIONS and "Events" in path)
        if of_api or (kind in FUNCTIONS and rule in RUNTIMES):
            found.append((rule, str(path[1])))
    return sorted(set(found))


def said(file: Path, folder: Path) -> set[str]:
    """The codes of what import and check say."""
    out = folder / f"{file.stem}.json"
    done = studio.run("import", str(file), "--out", str(out))
    lines = done.stderr.splitlines()
    if out.exists():
        lines += studio.run("check", str(out)).stdout.splitlines()
    words = [word for line in lines for word in line.split(": ")[0:3]]
    return {word.split(" ")[-1] for word in words}


def test_the_table_of_runtimes_is_that_of_cfn_lint() -> None:
    table = Path(__file__).parents[2] / "src/aws/runtimes.csv"
    rows = [line.split(",") for line in table.read_text().splitlines() if not line.startswith("#")]
    ours = {name: (deprecated, blocked or None, successor or None) for name, deprecated, blocked, successor in rows}
    theirs = load_resource(AdditionalSpecs, "LmbdRuntimeLifecycle.json")
    assert ours == {
        name: (one["deprecated"], one["create-block"], one["successor"]) for name, one in theirs.items()
    }


def files() -> list[Path]:
    kinds = {".yaml", ".yml", ".json", ".template"}
    every = [file for file in corpus("sam") if file.is_file() and file.suffix in kinds]
    if os.environ.get("GATEWAY_STUDIO_WHOLE_CORPUS"):
        return every
    return [file for file in every if file.name in REPORTED or file.name in DIFFERENCES]


def test_what_cfn_lint_reports_is_reported_or_listed(tmp_path: Path) -> None:
    numbers: Counter[str] = Counter()
    silent: dict[str, list[tuple[str, str]]] = {}
    looked = files()
    for file in looked:
        found = problems(file)
        if not found:
            continue
        numbers["templates"] += 1
        numbers["problems"] += len(found)
        codes = said(file, tmp_path)
        runtime = {rule for rule, _ in found} <= RUNTIMES and "function-runtime-unsupported" in codes
        if runtime or REPORTED.get(file.name, {""}) <= codes:
            numbers["reported"] += 1
        elif file.name in DIFFERENCES:
            numbers["listed"] += 1
        else:
            silent[file.name] = found
    print(f"cfn-lint: {numbers['problems']} problems in {numbers['templates']} of {len(looked)} templates;")
    print(f"the studio reports {numbers['reported']} templates, {numbers['listed']} differ:")
    # Of a run on several cores the summary alone is seen.
    for name in ["problems", "templates", "reported", "listed"]:
        COUNTS[f"cfn-lint beside the studio: {name}"] += numbers[name]
    for name, why in DIFFERENCES.items():
        print(f"  {name}: {why}")
    assert silent == {}
    assert numbers["reported"] >= len(REPORTED)
    assert numbers["reported"] + numbers["listed"] == numbers["templates"]
