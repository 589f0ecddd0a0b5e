"""`zappa/zappa_settings.json` through the real Zappa, without network and credentials."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cloudformation
import meaning
from designs import DESIGNS, REGION
from studio import Made
from zappa_reader import KEYS

SETTINGS = "zappa/zappa_settings.json"
READER = Path(__file__).with_name("zappa_reader.py")


@pytest.fixture(scope="module")
def readings(made: Callable[[str], Made]) -> dict[str, dict[str, Any]]:
    """What Zappa makes of the settings of every design."""
    folders = {name: str(made(name).folder / "zappa") for name in DESIGNS}
    done = subprocess.run(
        [sys.executable, str(READER), *folders.values()], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    by_folder = {reading["folder"]: reading for reading in map(json.loads, done.stdout.splitlines())}
    return {name: by_folder[folder] for name, folder in folders.items()}


class Stage:
    """One stage as Zappa understands it, beside the design's stage."""

    def __init__(self, design: dict[str, Any], stage: dict[str, Any], read: dict[str, Any]) -> None:
        self.design, self.stage = design, stage
        self.config, self.names = read["config"], read["names"]
        self.module, self.template = read["module"], read["template"]

    def resources(self, kind: str) -> list[dict[str, Any]]:
        return [r["Properties"] for r in self.template["Resources"].values() if r["Type"] == kind]

    def methods(self, verb: str) -> list[dict[str, Any]]:
        return [m for m in self.resources("AWS::ApiGateway::Method") if m["HttpMethod"] == verb]


@pytest.fixture(params=DESIGNS)
def stages(
    request: pytest.FixtureRequest, made: Callable[[str], Made], readings: dict[str, dict[str, Any]]
) -> list[Stage]:
    reading, design = readings[request.param], made(request.param).design
    assert "error" not in reading, reading["error"]
    assert list(reading["stages"]) == [stage["name"] for stage in design["stages"]]
    return [Stage(design, stage, reading["stages"][stage["name"]]) for stage in design["stages"]]


def test_zappa_takes_every_name_as_it_stands(stages: list[Stage]) -> None:
    for stage in stages:
        design = stage.design
        bucket = (
            design["output"]["zappa_bucket"] or f"zappa-{design['name']}-{design['account_id'] or REGION}"
        )
        assert stage.names == [design["name"], f"{design['name']}-{stage.stage['name']}", bucket, REGION]


def test_only_keys_that_zappa_reads_are_written(stages: list[Stage]) -> None:
    assert len(KEYS) == 103
    for stage in stages:
        assert set(stage.config) <= KEYS


def test_no_value_is_null(stages: list[Stage]) -> None:
    """Zappa crashes on null in several keys, so one is left out instead."""
    for stage in stages:
        assert None not in stage.config.values()


def test_the_file_is_ascii_json_with_a_final_newline(each: Made) -> None:
    """Zappa opens it with the locale's encoding, which need not be UTF-8."""
    text = each.text(SETTINGS)
    assert text.isascii() and text.endswith("}\n") and "\r" not in text
    json.loads(text)


def test_the_function_is_the_designs_first(stages: list[Stage]) -> None:
    for stage in stages:
        function, app = stage.design["functions"][0], stage.design["app"]["dash"]
        assert stage.config["app_function"] == f"{app['module']}.{app['server_object']}"
        assert stage.config["runtime"] == function["runtime"]
        assert stage.config["memory_size"] == function["memory_mib"]
        assert stage.config["timeout_seconds"] == function["timeout_seconds"]
        assert stage.config["architecture"] == function["architecture"]


def test_the_api_enters_where_the_design_says(stages: list[Stage]) -> None:
    """A word instead of a list would become a list of letters in CloudFormation."""
    for stage in stages:
        (api,) = stage.resources("AWS::ApiGateway::RestApi")
        rest = stage.design["api"]["rest"]
        assert api["EndpointConfiguration"] == {"Types": [rest["endpoint"]]}
        assert api.get("Policy") == meaning.policy(stage.design)
        assert api["Description"] == rest["description"]
        assert stage.config.get("binary_support", True) == ("*/*" in rest["binary_media_types"])
        # Zappa's own defaults compress every answer.
        smallest = stage.config.get("payload_minimum_compression_size", 0)
        found = smallest if stage.config.get("payload_compression", True) else None
        assert found == rest["minimum_compression_size"]
        assert api.get("MinimumCompressionSize") in (None, found)


def test_every_method_is_protected_as_the_design_says(stages: list[Stage]) -> None:
    for stage in stages:
        access = stage.design["access"]
        methods = stage.methods("ANY")
        assert len(methods) == 2
        for method in methods:
            assert method["AuthorizationType"] == authorization_type(stage)
            assert ("AuthorizerId" in method) == (method["AuthorizationType"] not in ("NONE", "AWS_IAM"))
            assert method["ApiKeyRequired"] == access["api_key_required"]


def authorization_type(stage: Stage) -> str:
    """Zappa has no REQUEST authorizers; the studio says that then everybody may call."""
    authorization = stage.design["access"]["authorization"]
    if not isinstance(authorization, dict):
        return {"iam": "AWS_IAM", "none": "NONE"}[authorization]
    kind = meaning.authorizers(stage.design)[authorization["authorizer"]].type
    return {"TOKEN": "CUSTOM", "REQUEST": "NONE"}.get(kind, kind)


def test_the_default_authorizer_reaches_the_template(stages: list[Stage]) -> None:
    for stage in stages:
        found = stage.resources("AWS::ApiGateway::Authorizer")
        assert len(found) == (authorization_type(stage) in ("CUSTOM", "COGNITO_USER_POOLS"))
        for properties in found:
            wanted = meaning.authorizers(stage.design)[properties["Name"]]
            assert properties["Type"] == wanted.type
            assert properties["IdentitySource"] == wanted.identity_source
            assert properties.get("IdentityValidationExpression", "") == wanted.expression
            assert properties.get("AuthorizerResultTtlInSeconds") == wanted.ttl
            assert properties.get("ProviderARNs", []) == list(wanted.user_pools)
        settings = stage.config.get("authorizer", {})
        if "function" in settings:
            assert f"AUTHORIZER_FUNCTION='{settings['function']}'" in stage.module


def test_an_api_that_zappa_would_leave_open_is_named(made: Callable[[str], Made]) -> None:
    assert "everybody may call" in made("request authorizer without CORS").diagnostics
    assert "everybody may call" not in made("authorizers").diagnostics


def test_the_preflight_answers_the_designs_headers(stages: list[Stage]) -> None:
    for stage in stages:
        methods = stage.methods("OPTIONS")
        assert len(methods) == (2 if stage.design["cors"] else 0)
        for method in methods:
            assert method["AuthorizationType"] == "NONE"
            (answer,) = method["Integration"]["IntegrationResponses"]
            values = answer["ResponseParameters"]
            wanted = meaning.preflight_headers(stage.design)
            for name in ["Allow-Origin", "Allow-Methods", "Allow-Headers"]:
                header = f"Access-Control-{name}"
                assert values[f"method.response.header.{header}"] == f"'{wanted[header]}'"


def test_dash_gets_the_prefix_of_the_stages_own_address(stages: list[Stage]) -> None:
    """The domain where it shows the stage, else the default URL; Zappa can serve one of them only."""
    for stage in stages:
        paths = [path for path, name in meaning.mappings(stage.design).items() if name == stage.stage["name"]]
        prefix = (f"/{paths[0]}/" if paths[0] else "/") if paths else f"/{stage.stage['name']}/"
        environment = dict(stage.config.get("environment_variables", {}))
        assert environment.pop("DASH_REQUESTS_PATHNAME_PREFIX", "/") == prefix
        assert environment == meaning.variables({"variables": stage.design["functions"][0]["environment"]})
        assert stage.config.get("domain") == (stage.design["domain"]["name"] if paths else None)
        assert stage.config.get("base_path", "") == (paths[0] if paths else "")


def test_zappa_learns_of_a_certificate_only_where_it_can_use_it(stages: list[Stage]) -> None:
    """`zappa certify` makes edge domains alone, so a regional certificate must not reach it."""
    for stage in stages:
        edge = "domain" in stage.config and stage.design["domain"]["endpoint"] == "EDGE"
        wanted = stage.design["domain"]["certificate_arn"] if edge else ""
        assert stage.config.get("certificate_arn", "") == wanted
        assert stage.config.get("route53_enabled") == (True if edge else None)


def test_the_stage_settings_that_zappa_knows_reach_it(stages: list[Stage]) -> None:
    for stage in stages:
        assert stage.config.get("cloudwatch_log_level", "OFF") == stage.stage["execution_log"]
        assert stage.config.get("cloudwatch_metrics_enabled", False) == stage.stage["detailed_metrics"]
        assert stage.config.get("cloudwatch_data_trace", False) == stage.stage["data_trace"]
        assert stage.config.get("xray_tracing", False) == stage.stage["tracing"]
        keys = {key: value for key, value in stage.config.items() if key.startswith("cache_cluster_")}
        cache = stage.stage["cache"]
        assert keys == (
            {
                "cache_cluster_enabled": True,
                "cache_cluster_size": cache["size"],
                "cache_cluster_ttl": cache["ttl_seconds"],
                "cache_cluster_encrypted": cache["encrypted"],
            }
            if cache
            else {}
        )


def test_cfn_lint_finds_nothing_in_zappas_own_template(readings: dict[str, dict[str, Any]]) -> None:
    """Of the kinds of template that differ; Zappa's own texts are not ours to judge."""
    for name in ["preset", "no CORS", "IAM authorization", "API keys required", "edge API", "authorizers", "Cognito"]:
        for stage in readings[name]["stages"].values():
            assert cloudformation.lint(json.dumps(stage["template"])) == [], name
