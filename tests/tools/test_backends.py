"""Methods that another server or the gateway itself answers, and how long the gateway waits: through SAM's
translator, cfn-lint, an OpenAPI validator, and the real AWS CLI against a simulated account."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

import cloudformation as cfn
import studio
from cloud import Cloud
from designs import ACCOUNT, REGION, Design, method, route
from meaning_backend import said
from studio import Made
from test_deploy import deploy, succeed
from test_sam import TEMPLATE, Stack, check

OPENAPI = "openapi/openapi.yaml"
HOSTILE = "$5 \\#1 ${d} '\"` 日本\nnext"


def server(verb: str, uri: str, **more: Any) -> dict[str, Any]:
    return method(verb) | {"integration": {"http_proxy": {"uri": uri}}} | more


def fixed(verb: str, status: int = 200, body: str = "", kind: str = "text/plain", **headers: str) -> dict[str, Any]:
    pairs = [{"name": name.replace("_", "-"), "value": value} for name, value in headers.items()]
    return method(verb) | {"integration": {"mock": {"status": status, "content_type": kind, "body": body, "headers": pairs}}}


def design(http: bool, cors: bool = True) -> Design:
    made = studio.design("HTTP preset" if http else "preset")
    if not cors:
        made["cors"] = None
    # What has nothing to do with backends only takes time.
    del made["stages"][1:]
    made["stages"][0] |= {"access_log": None, "variables": []}
    made["domain"] = None
    made["access"] |= {"api_keys": [], "usage_plans": []}
    iam = server("GET", "https://backend.example.com/v1/{tag}/{id}", authorization="iam", timeout_ms=5000)
    made["routes"] += [
        route("/items/{id}/tags/{tag}", iam, method("POST") | {"timeout_ms": 12000}, method("PUT")),
        route("/legacy/{proxy+}", server("ANY", "https://legacy.example.com/{proxy}")),
    ]
    if not http:
        made["routes"] += [
            route("/health", fixed("GET", body=HOSTILE, kind="text/plain; charset=utf-8", Cache_Control="no-store")),
            route("/old", fixed("GET", 302, Location="https://example.com/#new")),
        ]
    return made


def wanted(design: Design) -> dict[tuple[str, str], dict[str, Any]]:
    """What each method of the design is answered by."""
    found = {}
    for entry in design["routes"]:
        for called in entry["methods"]:
            ((kind, value),) = called["integration"].items()
            timeout = called.get("timeout_ms")
            answer: dict[str, Any] = {"kind": kind, "timeout": timeout}
            if kind == "http_proxy":
                answer["uri"] = value["uri"]
            elif kind == "mock":
                headers = {header["name"]: header["value"] for header in value["headers"]}
                if value["body"]:
                    headers["Content-Type"] = value["content_type"]
                if design["cors"]:
                    headers["Access-Control-Allow-Origin"] = design["cors"]["allow_origins"][0]
                bodies = {value["content_type"]: value["body"]} if value["body"] else {}
                answer |= {"status": str(value["status"]), "headers": headers, "bodies": bodies}
            found[entry["path"], called["verb"]] = answer
    return found


def names(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\+?\}", path)


def of_body(body: dict[str, Any], http: bool) -> dict[tuple[str, str], dict[str, Any]]:
    """What an OpenAPI document has each method answered by; without preflights."""
    found = {}
    for path, operations in body["paths"].items():
        for operation, entry in operations.items():
            verb = "ANY" if operation == "x-amazon-apigateway-any-method" else operation.upper()
            integration = entry["x-amazon-apigateway-integration"]
            answer: dict[str, Any] = {"timeout": integration.get("timeoutInMillis")}
            match integration["type"]:
                case "aws_proxy":
                    answer["kind"] = "lambda_proxy"
                case "http_proxy":
                    assert integration["httpMethod"] == ("ANY" if http else verb)
                    assert integration.get("payloadFormatVersion") == ("1.0" if http else None)
                    declared = {p["name"] for p in entry["parameters"] if p["in"] == "path" and p["required"]}
                    assert declared >= set(names(path))
                    mapped = {f"integration.request.path.{name}": f"method.request.path.{name}" for name in names(path)}
                    assert integration.get("requestParameters") == (None if http else mapped)
                    answer |= {"kind": "http_proxy", "uri": integration["uri"]}
                case "mock":
                    if operation == "options":
                        continue
                    answer |= {"kind": "mock", **of_mock(entry, integration)}
            found[path, verb] = answer
    return found


def of_mock(entry: dict[str, Any], integration: dict[str, Any]) -> dict[str, Any]:
    ((status, response),) = entry["responses"].items()
    answer = integration["responses"]["default"]
    headers = plain(answer["responseParameters"])
    assert json.loads(integration["requestTemplates"]["application/json"]) == {"statusCode": int(status)}
    assert set(response["headers"]) == set(headers) and answer["statusCode"] == status
    # With `*/*` as binary type, text would be taken for base64.
    assert integration["contentHandling"] == answer["contentHandling"] == "CONVERT_TO_TEXT"
    bodies = {kind: said(text) for kind, text in answer.get("responseTemplates", {}).items()}
    return {"status": status, "headers": headers, "bodies": bodies}


def plain(parameters: dict[str, str]) -> dict[str, str]:
    assert all(re.fullmatch("'[^']*'", value) for value in parameters.values())
    return {name.removeprefix("method.response.header."): value[1:-1] for name, value in parameters.items()}


CASES = {"REST": (False, True), "REST without CORS": (False, False), "HTTP": (True, True)}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[bool, Made]:
    http, cors = CASES[request.param]
    return http, studio.generate(design(http, cors), tmp_path)


def test_sam_has_every_method_answered_as_the_design_says(case: tuple[bool, Made]) -> None:
    http, made = case
    checked = check(made.text(TEMPLATE))
    assert (checked.source_findings, checked.expanded_findings) == ([], [])
    stack = Stack(made, checked)
    body = stack.only("AWS::ApiGatewayV2::Api" if http else "AWS::ApiGateway::RestApi")["Body"]
    assert of_body(body, http) == wanted(made.design)
    schemes = body["components"]["securitySchemes"]
    secured = body["paths"]["/items/{id}/tags/{tag}"]["get"]["security"]
    assert [list(entry) for entry in secured] == [["AWS_IAM"]]
    assert schemes["AWS_IAM"]["x-amazon-apigateway-authtype"] == "awsSigv4"
    if http:
        title, cors = body["info"]["title"], body["x-amazon-apigateway-cors"]
        assert title == made.design["api"]["http"]["name"]
        assert cors["allowOrigins"] == made.design["cors"]["allow_origins"]
    # The functions' methods may call them, and nobody else.
    sources = [source["Fn::Sub"][0] for one in stack.allowed().values() for source in one]
    called = {path for (path, _), answer in wanted(made.design).items() if answer["kind"] == "lambda_proxy"}
    assert len(sources) == len([a for a in wanted(made.design).values() if a["kind"] == "lambda_proxy"])
    assert all(not source.endswith(("/health", "/legacy/*")) for source in sources) and called


def test_openapi_has_every_method_answered_as_the_design_says(case: tuple[bool, Made]) -> None:
    http, made = case
    document = cfn.read(made.text(OPENAPI))
    # `{proxy+}` is API Gateway's own; its parameter is `proxy`.
    validate(json.loads(json.dumps(document).replace("+}", "}")))
    assert of_body(document, http) == wanted(made.design)
    kind = "AWS::ApiGatewayV2::Api" if http else "AWS::ApiGateway::RestApi"
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {"Api": {"Type": kind, "Properties": {"Body": document}}},
    }
    assert cfn.lint(json.dumps(template)) == []


def test_zappa_names_what_its_one_function_takes_over(case: tuple[bool, Made]) -> None:
    _, made = case
    zappa = [line for line in made.diagnostics.splitlines() if "zappa/not-expressible" in line]
    places = {
        f"/routes/{r}/methods/{m}{field}"
        for r, entry in enumerate(made.design["routes"])
        for m, called in enumerate(entry["methods"])
        for field, here in [
            ("/integration", "lambda_proxy" not in called["integration"]),
            ("/timeout_ms", called.get("timeout_ms")),
        ]
        if here
    }
    assert places == {place for line in zappa for place in re.findall(r"/routes/\d+/methods/\d+/\w+", line)}


def of_rest_account(state: dict[str, Any], design: Design) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    (api,) = state["apis"]
    for path, resource in api["resources"].items():
        for verb, entry in resource.get("resourceMethods", {}).items():
            integration = entry["methodIntegration"]
            timeout = integration.get("timeoutInMillis")
            answer: dict[str, Any] = {"timeout": None if timeout in (29000, None) else timeout}
            match integration["type"]:
                case "AWS_PROXY":
                    answer["kind"] = "lambda_proxy"
                    assert integration["httpMethod"] == "POST"
                case "HTTP_PROXY":
                    assert integration["httpMethod"] == verb
                    mapped = {f"integration.request.path.{name}": f"method.request.path.{name}" for name in names(path)}
                    assert integration.get("requestParameters", {}) == mapped
                    assert entry.get("requestParameters", {}) == dict.fromkeys(mapped.values(), True)
                    answer |= {"kind": "http_proxy", "uri": integration["uri"]}
                case "MOCK":
                    if verb == "OPTIONS":
                        continue
                    ((status, given),) = integration["integrationResponses"].items()
                    ((declared, response),) = entry["methodResponses"].items()
                    headers = plain(given.get("responseParameters", {}))
                    assert declared == status
                    assert {name.rsplit(".")[-1] for name in response.get("responseParameters", {})} == set(headers)
                    assert integration["contentHandling"] == given["contentHandling"] == "CONVERT_TO_TEXT"
                    assert integration["passthroughBehavior"] == "NEVER"
                    template = integration["requestTemplates"]["application/json"]
                    assert json.loads(template) == {"statusCode": int(status)}
                    bodies = {kind: said(text) for kind, text in (given.get("responseTemplates") or {}).items()}
                    answer |= {"kind": "mock", "status": status, "headers": headers, "bodies": bodies}
            found[path, verb] = answer
            method = next(m for r in design["routes"] if r["path"] == path for m in r["methods"] if m["verb"] == verb)
            kind = {"iam": "AWS_IAM"}.get(str(method["authorization"]), "NONE")
            assert (entry["authorizationType"], entry["apiKeyRequired"]) == (kind, bool(method["api_key_required"]))
    return found


def other(design: Design) -> Design:
    """Every kind of backend becomes another one, and each keeps its kind with other settings somewhere."""
    changed = copy.deepcopy(design)
    by_path = {entry["path"]: entry["methods"] for entry in changed["routes"]}
    items, legacy = by_path["/items/{id}/tags/{tag}"], by_path["/legacy/{proxy+}"]
    items[0] |= {"timeout_ms": None, "authorization": None}
    items[0]["integration"] = {"http_proxy": {"uri": "https://backend.example.com/v2/{id}/{tag}"}}
    items[1]["timeout_ms"] = 13000
    items[2]["integration"] = {"http_proxy": {"uri": "https://backend.example.com/{id}/{tag}"}}
    legacy[0]["integration"] = {"lambda_proxy": {"function": "dash-lambda"}}
    if "/health" in by_path:
        by_path["/health"][0]["integration"]["mock"] |= {"body": HOSTILE + "!", "headers": []}
        by_path["/old"][0]["integration"] = {"http_proxy": {"uri": "https://example.com/new"}}
        by_path["/"][0] = fixed("ANY", 404, "{}", "application/json", X_A="1") | {"api_key_required": True}
    return changed


def test_a_rest_apis_methods_change_their_backends(cloud: Cloud, tmp_path: Path) -> None:
    first = studio.generate(design(False), tmp_path / "first")
    second = studio.generate(other(first.design), tmp_path / "second")
    cloud.prepare(first.design)
    look = succeed(deploy(cloud, first, "--dry-run"))
    printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
    for files in [first, second, first]:
        ran = succeed(deploy(cloud, files, "--yes"))
        assert not printed or printed == [words[1] for words in ran.changes]
        printed = []
        state = cloud.state()
        assert of_rest_account(state, files.design) == wanted(files.design)
    again = succeed(deploy(cloud, first, "--yes"))
    assert cloud.state() == state
    assert not [words for words in again.changes if re.search("method|integration|deployment", words[1])]


def test_a_deployment_that_fails_in_a_fixed_answer_is_finished_by_the_next(cloud: Cloud, tmp_path: Path) -> None:
    files = studio.generate(design(False), tmp_path)
    cloud.prepare(files.design)
    words = ["bash", str(files.folder / "cli/deploy.sh"), "--yes"]
    whole = succeed(deploy(cloud, files, "--dry-run")).out
    changes = [line.split()[3] for line in whole.splitlines() if line.startswith("+ aws ")]
    parts = [number for number, name in enumerate(changes) if name == "put-integration-response"]
    # In the order of the paths: the preflight of `/`, and the answer of `/health`.
    assert cloud.interrupted(f"before:{parts[1] + 1}", *words).status != 0
    succeed(deploy(cloud, files, "--yes"))
    assert of_rest_account(cloud.state(), files.design) == wanted(files.design)


def of_http_account(state: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    (api,) = state["http apis"]
    targets = {}
    for id_, entry in api["integrations"].items():
        timeout = None if entry["TimeoutInMillis"] == 30000 else entry["TimeoutInMillis"]
        answer = {"kind": "lambda_proxy", "timeout": timeout}
        if entry["IntegrationType"] == "HTTP_PROXY":
            answer |= {"kind": "http_proxy", "uri": entry["IntegrationUri"]}
            assert (entry["IntegrationMethod"], entry["PayloadFormatVersion"]) == ("ANY", "1.0")
        else:
            assert entry["IntegrationUri"] == f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:dash-lambda"
        targets[f"integrations/{id_}"] = answer
    found = {}
    for entry in api["routes"]:
        verb, path = entry["RouteKey"].split(" ")
        found[path, verb] = targets[entry["Target"]]
    # No integration is left without a route.
    assert {entry["Target"] for entry in api["routes"]} == set(targets)
    return found


def test_an_http_apis_routes_change_their_backends(cloud: Cloud, tmp_path: Path) -> None:
    first = studio.generate(design(True), tmp_path / "first")
    second = studio.generate(other(first.design), tmp_path / "second")
    cloud.prepare(first.design)
    for files in [first, second, first]:
        succeed(deploy(cloud, files, "--yes"))
        state = cloud.state()
        assert of_http_account(state) == wanted(files.design)
    again = succeed(deploy(cloud, first, "--yes"))
    assert cloud.state() == state
    assert not [words for words in again.changes if re.search("route|integration", words[1])]
