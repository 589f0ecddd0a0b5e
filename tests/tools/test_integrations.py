"""Mapped backends, actions of AWS services and VPC links: through SAM's translator, cfn-lint, an OpenAPI
validator, a Velocity engine, and the real AWS CLI against a simulated account."""

from __future__ import annotations

import copy
import json
import re
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

import cloudformation as cfn
import studio
import vtl
from cloud import Cloud
from designs import ACCOUNT, Design
from studio import Made
from test_deploy import deploy, succeed, teardown
from test_sam import TEMPLATE, Stack, check

OPENAPI = "openapi/openapi.yaml"
INTEGRATION = "x-amazon-apigateway-integration"
HOSTILE = {"it's": "a \"quoted\" / \\ & = + % 日本\n", "n": 1}


def design(kind: str) -> Design:
    made = json.loads((studio.ROOT / f"tests/designs/integrations-{kind}.json").read_text())
    # What has nothing to do with backends only takes time.
    made["stages"][0] |= {"access_log": None, "variables": []}
    made["monitoring"] = {"alarms": None, "dashboard": False}
    return made


@pytest.fixture(scope="module", params=["rest", "http"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return studio.generate(design(request.param), tmp_path_factory.mktemp(request.param))


def operations(body: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    verbs = {"x-amazon-apigateway-any-method": "ANY"}
    return {
        (path, verbs.get(name, name.upper())): operation
        for path, all_of_it in body["paths"].items()
        for name, operation in all_of_it.items()
        if not (name == "options" and operation[INTEGRATION]["type"] == "mock")
    }


def comparable(value: Any) -> Any:
    """References of a template and ARNs of a document or an account as what they lead to."""
    if isinstance(value, dict):
        ((kind, target),) = value.items()
        value = target[0] if kind == "Fn::GetAtt" else target
    value = re.sub(r"^arn:aws:iam::\d+:role/.*-gateway$", "GatewayRole", value)
    return re.sub(r"^arn:.*functions/.*$", "FUNCTION", value)


def of_operation(operation: dict[str, Any]) -> dict[str, Any]:
    """All that the gateway is told, in the words of `get-method`."""
    told = operation[INTEGRATION]
    answers = {}
    for pattern, answer in told.get("responses", {}).items():
        declared = operation["responses"][answer["statusCode"]].get("headers", {})
        headers = answer.get("responseParameters", {})
        assert {f"method.response.header.{name}" for name in declared} == set(headers)
        templates = answer.get("responseTemplates", {})
        assert ("contentHandling" in answer) == bool(templates)
        answers[answer["statusCode"]] = ("" if pattern == "default" else pattern, headers, templates)
    declared = {
        f"method.request.{parameter['in'].replace('query', 'querystring')}.{parameter['name']}"
        for parameter in operation.get("parameters", [])
    }
    parameters = told.get("requestParameters", {})
    if told["type"] in ("http", "aws"):
        assert {value for value in parameters.values() if value.startswith("method.request.")} <= declared
        assert ("contentHandling" in told) == bool(told.get("requestTemplates"))
    subtype = told.get("integrationSubtype")
    return {
        "type": told["type"].upper(),
        "verb": None if subtype else told["httpMethod"],
        "uri": subtype or comparable(told["uri"]),
        "role": comparable(told.get("credentials", "")),
        "link": bool(told.get("connectionId")),
        "timeout": told.get("timeoutInMillis"),
        "others": told.get("passthroughBehavior", "").upper(),
        "parameters": parameters,
        "templates": told.get("requestTemplates", {}),
        "answers": answers,
    }


def test_sam_and_openapi_tell_the_gateway_the_same(made: Made) -> None:
    checked = check(made.text(TEMPLATE))
    assert (checked.source_findings, checked.expanded_findings) == ([], [])
    stack = Stack(made, checked)
    kind = "AWS::ApiGateway::RestApi" if "rest" in made.design["api"] else "AWS::ApiGatewayV2::Api"
    document = cfn.read(made.text(OPENAPI))
    # `{proxy+}` is API Gateway's own; its parameter is `proxy`.
    validate(json.loads(json.dumps(document).replace("+}", "}")))
    by_sam, by_openapi = (
        {key: of_operation(one) for key, one in operations(body).items()}
        for body in (stack.only(kind)["Body"], document)
    )
    assert by_sam == by_openapi
    methods = {(route["path"], one["verb"]) for route in made.design["routes"] for one in route["methods"]}
    assert set(by_sam) == methods
    # The role may do what the methods ask for and nothing else.
    (policy,) = (
        role["Policies"][0]["PolicyDocument"]
        for role in stack.of_type("AWS::IAM::Role").values()
        if "Policies" in role
    )
    assert policy == json.loads(made.text("iam/gateway-role.json"))
    (link,) = (properties for name in ("", "V2") for properties in stack.of_type(f"AWS::ApiGateway{name}::VpcLink").values())
    assert link["Name"] == "inside"
    assert "openapi/not-expressible" in made.diagnostics and "/vpc_links" in made.diagnostics


def of_account(state: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    (api,) = state["apis"]
    found = {}
    for path, resource in api["resources"].items():
        for verb, method in resource.get("resourceMethods", {}).items():
            told = method["methodIntegration"]
            if told["type"] == "MOCK":
                continue
            answers = {}
            for status, answer in (told.get("integrationResponses") or {}).items():
                headers = answer.get("responseParameters") or {}
                assert set(method["methodResponses"][status].get("responseParameters") or {}) == set(headers)
                templates = answer.get("responseTemplates") or {}
                answers[status] = (answer.get("selectionPattern") or "", headers, templates)
            parameters = told.get("requestParameters") or {}
            declared = set(method.get("requestParameters") or {})
            assert declared == {value for value in parameters.values() if value.startswith("method.request.")}
            timeout = told.get("timeoutInMillis")
            found[path, verb] = {
                "type": told["type"],
                "verb": told["httpMethod"],
                "uri": comparable(told["uri"]),
                "role": comparable(told.get("credentials") or ""),
                "link": bool(told.get("connectionId")),
                "timeout": None if timeout == 29000 else timeout,
                "others": (told.get("passthroughBehavior") or "") if told["type"] in ("HTTP", "AWS") else "",
                "parameters": parameters,
                "templates": told.get("requestTemplates") or {},
                "answers": answers,
            }
    return found


def wanted(made: Made) -> dict[tuple[str, str], dict[str, Any]]:
    body = cfn.read(made.text(OPENAPI))
    return {key: of_operation(one) for key, one in operations(body).items()}


def links(cloud: Cloud) -> list[str]:
    of_rest = cloud.client("apigateway").get_vpc_links().get("items", [])
    of_http = cloud.client("apigatewayv2").get_vpc_links().get("Items", [])
    return [link.get("name") or link["Name"] for link in of_rest + of_http]


def role(cloud: Cloud, made: Made) -> dict[str, Any] | None:
    names = [name for name in cloud.state()["roles"] if name.endswith("-gateway")]
    if not names:
        return None
    (name,) = names
    (kind,) = made.design["api"]
    policy = cloud.client("iam").get_role_policy(RoleName=name, PolicyName={"rest": "backends", "http": "backends-http"}[kind])
    assert policy["PolicyDocument"] == json.loads(made.text("iam/gateway-role.json"))
    return policy


def other(first: Design) -> Design:
    """Every mapped backend becomes another kind, or says something else; one link leaves, nothing needs a role."""
    changed = copy.deepcopy(first)
    by_path = {entry["path"]: entry["methods"] for entry in changed["routes"]}
    function = changed["functions"][0]["name"]
    proxy = {"lambda_proxy": {"function": function}}
    items = by_path["/items/{id}"]
    items[0]["integration"]["http"]["mapping"]["responses"][1]["status"] = 410
    items[1]["integration"]["lambda"]["mapping"]["responses"][1]["pattern"] = "x"
    items[2]["integration"] = {"http_proxy": {"uri": "https://backend.example.com/{id}"}}
    items[3]["integration"] = proxy
    by_path["/runs"][1]["timeout_ms"] = 1000
    del by_path["/runs"][0]
    for path in ("/orders", "/orders/{shop}", "/pages/{proxy+}", "/inside/{proxy+}"):
        by_path[path][0]["integration"] = proxy
    changed["vpc_links"] = changed["vpc_links"][1:]
    return changed


def test_a_rest_apis_mapped_methods_come_change_and_go(cloud: Cloud, tmp_path: Path) -> None:
    first = studio.generate(design("rest"), tmp_path / "first")
    second = studio.generate(other(first.design), tmp_path / "second")
    cloud.prepare(first.design, zone=False, certificate=False)
    look = succeed(deploy(cloud, first, "--dry-run"))
    printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
    for files, made_links in [(first, ["inside"]), (second, []), (first, ["inside"])]:
        ran = succeed(deploy(cloud, files, "--yes"))
        assert not printed or printed == [words[1] for words in ran.changes]
        printed = []
        assert of_account(cloud.state()) == wanted(files)
        assert links(cloud) == made_links
        assert (role(cloud, files) is None) == (files is second)
    state = cloud.state()
    again = succeed(deploy(cloud, first, "--yes"))
    assert cloud.state() == state
    assert {words[1] for words in again.changes} <= {"put-role-policy", "update-stage", "update-rest-api"}
    succeed(teardown(cloud, first, "--yes"))
    assert links(cloud) == [] and role(cloud, first) is None and cloud.state()["apis"] == []


def test_an_http_apis_services_come_and_go(cloud: Cloud, tmp_path: Path) -> None:
    first = studio.generate(design("http"), tmp_path / "first")
    changed = copy.deepcopy(first.design)
    changed["routes"] = changed["routes"][:2]
    changed["routes"][1]["methods"][0]["integration"]["aws_service"]["role_arn"] = f"arn:aws:iam::{ACCOUNT}:role/own"
    changed["vpc_links"] = []
    second = studio.generate(changed, tmp_path / "second")
    cloud.prepare(first.design, zone=False, certificate=False)
    for files, made_links in [(first, ["inside"]), (second, []), (first, ["inside"])]:
        succeed(deploy(cloud, files, "--yes"))
        state = cloud.state()
        (api,) = state["http apis"]
        told = {key: one for key, one in wanted(files).items() if key != ("/", "ANY")}
        found = {}
        for route in api["routes"]:
            verb, path = route["RouteKey"].split(" ")
            one = api["integrations"][route["Target"].removeprefix("integrations/")]
            if (path, verb) in told:
                found[path, verb] = (
                    one.get("IntegrationSubtype") or one["IntegrationUri"],
                    comparable(one.get("CredentialsArn") or ""),
                    one.get("RequestParameters") or {},
                    bool(one.get("ConnectionId")),
                    None if one["TimeoutInMillis"] == 30000 else one["TimeoutInMillis"],
                )
        assert found == {
            key: (one["uri"], one["role"], one["parameters"], one["link"], one["timeout"]) for key, one in told.items()
        }
        assert len(api["integrations"]) == len(told) + 1
        assert links(cloud) == made_links
        assert (role(cloud, files) is None) == (files is second)
    again = succeed(deploy(cloud, first, "--yes"))
    assert cloud.state() == state
    assert not [words for words in again.changes if re.search("route|integration|link", words[1])]
    succeed(teardown(cloud, first, "--yes"))
    assert links(cloud) == [] and role(cloud, first) is None and cloud.state()["http apis"] == []


def template(made: Made, path: str, verb: str) -> str:
    (text,) = wanted(made)[path, verb]["templates"].values()
    return text


def answer(made: Made, path: str, verb: str, status: str) -> str:
    (text,) = wanted(made)[path, verb]["answers"][status][2].values()
    return text


def test_templates_pass_any_body_on_unchanged(tmp_path: Path) -> None:
    made = studio.generate(design("rest"), tmp_path)
    body = json.dumps(HOSTILE, ensure_ascii=False)
    for path, more in [("/orders", {}), ("/orders/{shop}", {"MessageGroupId": ["shop&a/b=c"], "MessageDeduplicationId": ["r-1"]})]:
        form, _ = vtl.run(template(made, path, "POST"), body, {"shop": "a/b=c"})
        assert urllib.parse.parse_qs(form, strict_parsing=True) == {"Action": ["SendMessage"], "MessageBody": [body], **more}
    for verb, name in [("POST", "long"), ("PUT", "express")]:
        call, _ = vtl.run(template(made, "/runs", verb), body)
        sent = json.loads(call)
        assert json.loads(sent["input"]) == HOSTILE and sent["stateMachineArn"].endswith(f":stateMachine:{name}")


def test_templates_answer_with_what_services_say(tmp_path: Path) -> None:
    made = studio.generate(design("rest"), tmp_path)
    sent = {"SendMessageResponse": {"SendMessageResult": {"MessageId": "m-1"}}}
    text, _ = vtl.run(answer(made, "/orders", "POST", "202"), json.dumps(sent))
    assert json.loads(text) == {"messageId": "m-1"}
    text, _ = vtl.run(answer(made, "/runs", "POST", "202"), json.dumps({"executionArn": "arn:x", "startDate": 1.5}))
    assert json.loads(text) == {"executionArn": "arn:x"}
    done = {"status": "SUCCEEDED", "output": json.dumps(HOSTILE)}
    text, context = vtl.run(answer(made, "/runs", "PUT", "200"), json.dumps(done))
    assert json.loads(text) == HOSTILE and context["responseOverride"] == {"header": {}}
    text, context = vtl.run(answer(made, "/runs", "PUT", "200"), json.dumps({"status": "FAILED", "error": "secret"}))
    assert json.loads(text) == {"status": "FAILED"} and context["responseOverride"] == {"header": {}, "status": 502}
