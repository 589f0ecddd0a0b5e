"""What methods declare and check of requests, models, the gateway's own answers and CORS of single routes. Through
SAM's translator, cfn-lint and the OpenAPI validator, and the real AWS CLI against a simulated account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

import cloudformation as cfn
import meaning
import studio
from cloud import Cloud
from designs import Design, method, route
from test_deploy import deploy, succeed, teardown
from test_sam import TEMPLATE, check

SCHEMA = '{"type":"object","required":["id"],"properties":{"id":{"type":"integer","minimum":1},"tags":{"type":"array","items":{"type":"string","enum":["a","b: c"]}}}}'
OWN = {"allow_origins": ["https://own.example", "https://two.example"], "allow_methods": ["GET"], "allow_headers": ["X-Own"], "allow_credentials": False, "max_age_seconds": 60}


def request(validator: str, parameters: list[tuple[str, str, bool, bool]], model: str = "") -> dict[str, Any]:
    keys = ["place", "name", "required", "cache_key"]
    models = [{"content_type": "application/json", "model": model}] if model else []
    return {"request": {"validator": validator, "parameters": [dict(zip(keys, one)) for one in parameters], "models": models}}


def rich() -> Design:
    made = studio.design("preset")
    made["domain"] = None
    made["stages"][0]["cache"] = {"size": "0.5", "ttl_seconds": 300, "encrypted": True}
    rest = made["api"]["rest"]
    rest["models"] = [{"name": "Item", "description": "It's one", "schema": SCHEMA}]
    template = {"content_type": "application/json", "body": '{"no":"$context.requestId"}'}
    header = {"name": "X-Hint", "value": "'log in'"}
    rest["gateway_responses"] = [
        {"response_type": "THROTTLED", "status": 503, "headers": [header], "templates": [template]},
        {"response_type": "UNAUTHORIZED", "status": None, "headers": [header], "templates": []},
    ]
    taken = [("querystring", "page", True, True), ("header", "X-Tenant", False, False), ("path", "id", False, True)]
    mock = {"mock": {"status": 200, "content_type": "text/plain", "body": "ok", "headers": []}}
    proxy = {"http_proxy": {"uri": "https://backend.example.com/{id}"}}
    made["routes"] += [
        route("/items/{id}", method("GET") | request("parameters", taken), method("POST") | request("body", [], "Item")),
        route("/both/{id}", method("PUT") | {"integration": proxy} | request("body_and_parameters", taken[:2], "Item")),
        route("/alive", method("GET") | {"integration": mock} | request("parameters", taken[:1])) | {"cors": {"own": OWN}},
        route("/closed", method("GET")) | {"cors": "off"},
    ]
    return made


def other() -> Design:
    """One thing of each left, the others changed."""
    made = rich()
    found = {entry["path"]: entry for entry in made["routes"]}
    del found["/items/{id}"]["methods"][1]["request"]
    found["/items/{id}"]["methods"][0]["request"]["parameters"][0] |= {"required": False, "cache_key": False}
    found["/both/{id}"]["methods"][0]["request"] |= {"validator": "parameters"}
    del found["/alive"]["cors"]
    rest = made["api"]["rest"]
    rest["models"][0]["schema"] = '{"type":"string"}'
    rest["gateway_responses"] = [rest["gateway_responses"][0] | {"status": 429, "templates": []}]
    return made


def poor() -> Design:
    made = rich()
    for entry in made["routes"]:
        entry.pop("cors", None)
        for called in entry["methods"]:
            called.pop("request", None)
    for key in ["models", "gateway_responses"]:
        made["api"]["rest"].pop(key)
    return made


def wanted_requests(design: Design) -> dict[Any, Any]:
    found = dict(meaning.requests(design))
    # What the address of a server takes from the path is declared, too.
    server = [("path.id", (True, False))]
    parameters, *others = found.get(("/both/{id}", "PUT"), ((), (), None))
    found["/both/{id}", "PUT"] = (tuple(sorted([*parameters, *server])), *others)
    return found


def requests_of_cloud(api: dict[str, Any]) -> dict[Any, Any]:
    found = {}
    for path, resource in api["resources"].items():
        for verb, one in resource.get("resourceMethods", {}).items():
            kept = set(one["methodIntegration"].get("cacheKeyParameters") or [])
            declared = (one.get("requestParameters") or {}).items()
            parameters = {name.removeprefix("method.request."): (needed, name in kept) for name, needed in declared}
            validator = api["validators"].get(one.get("requestValidatorId") or "")
            checked = validator and (validator["validateRequestBody"], validator["validateRequestParameters"])
            value = (tuple(sorted(parameters.items())), tuple(sorted((one.get("requestModels") or {}).items())), checked)
            if any(value):
                found[path, verb] = value
    return found


def preflights_of_cloud(api: dict[str, Any]) -> dict[str, dict[str, str]]:
    found = {}
    for path, resource in api["resources"].items():
        if options := resource.get("resourceMethods", {}).get("OPTIONS"):
            (answer,) = options["methodIntegration"]["integrationResponses"].values()
            headers = answer["responseParameters"].items()
            found[path] = {name.removeprefix("method.response.header."): value.strip("'") for name, value in headers}
    return found


def answers_of_cloud(api: dict[str, Any]) -> dict[str, Any]:
    parts = ["responseParameters", "responseTemplates"]
    return {
        kind: (one.get("statusCode"), *(tuple(sorted((one.get(part) or {}).items())) for part in parts))
        for kind, one in api["answers"].items()
    }


def test_requests_follow_the_design(cloud: Cloud, tmp_path: Path) -> None:
    cloud.prepare(rich())
    for number, design in enumerate([rich(), rich(), other(), poor(), rich()]):
        made = studio.generate(design, tmp_path / str(number))
        before = None if number != 1 else cloud.state()
        succeed(deploy(cloud, made, "--yes"))
        state = cloud.state()
        assert before is None or state == before
        (api,) = state["apis"]
        assert requests_of_cloud(api) == wanted_requests(design)
        assert preflights_of_cloud(api) == meaning.preflights(design)
        assert answers_of_cloud(api) == meaning.answers(design)
        own = {name: one for name, one in api["models"].items() if name not in ("Empty", "Error")}
        wanted = {one["name"]: json.loads(one["schema"]) for one in design["api"]["rest"].get("models", [])}
        assert {name: json.loads(one["schema"]) for name, one in own.items()} == wanted
    succeed(teardown(cloud, made, "--yes"))
    assert not cloud.state()["apis"]


def requests_of_document(body: dict[str, Any]) -> dict[Any, Any]:
    found = {}
    for path, operations in body["paths"].items():
        for operation, one in operations.items():
            verb = "ANY" if operation == "x-amazon-apigateway-any-method" else operation.upper()
            kept = set(one["x-amazon-apigateway-integration"].get("cacheKeyParameters", []))
            parameters = {}
            for told in one.get("parameters", []):
                name = f"{ {'query': 'querystring'}.get(told['in'], told['in']) }.{told['name']}"
                parameters[name] = (told.get("required", False), f"method.request.{name}" in kept)
            content = one.get("requestBody", {}).get("content", {})
            models = {kind: told["schema"]["$ref"].rpartition("/")[2] for kind, told in content.items()}
            name = one.get("x-amazon-apigateway-request-validator")
            validator = name and body["x-amazon-apigateway-request-validators"][name]
            checked = validator and (validator["validateRequestBody"], validator["validateRequestParameters"])
            if parameters or models or checked:
                found[path, verb] = (tuple(sorted(parameters.items())), tuple(sorted(models.items())), checked)
    return found


@pytest.mark.parametrize("design", [rich(), other()], ids=["rich", "other"])
def test_cloudformation_takes_them(tmp_path: Path, design: Design) -> None:
    made = studio.generate(design, tmp_path)
    checked = check(made.text(TEMPLATE))
    assert checked.source_findings == [] and checked.expanded_findings == []
    (api,) = cfn.of_type(checked.expanded, "AWS::ApiGateway::RestApi").values()
    body = api["Body"]
    assert requests_of_document(body) == wanted_requests(design)
    schemas = body["components"]["schemas"]
    assert {key: value for key, value in schemas["Item"].items() if key != "description"} == json.loads(
        design["api"]["rest"]["models"][0]["schema"]
    )
    assert set(body["x-amazon-apigateway-gateway-responses"]) == set(meaning.answers(design))
    assert {path for path, item in body["paths"].items() if "options" in item} == meaning.preflight_paths(design)


def test_it_is_openapi(tmp_path: Path) -> None:
    document = cfn.read(studio.generate(rich(), tmp_path).text("openapi/openapi.yaml"))
    kept = {key: value for key, value in requests_of_document(document).items() if key in wanted_requests(rich())}
    assert kept.keys() == wanted_requests(rich()).keys()
    paths = {path: item for path, item in document["paths"].items() if "+" not in path}
    for item in paths.values():
        if anything := item.pop("x-amazon-apigateway-any-method", None):
            item["trace"] = anything
    validate(document | {"paths": paths})
