"""WebSocket APIs: `sam/template.yaml` through its readers, and `app/websocket_handler.py` with the real boto3."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

import cloudformation as cfn
import studio
from designs import REGION, Design
from test_sam import TEMPLATE, check
from websocket_designs import closed, full, preset


@pytest.fixture(scope="module", params=[full, closed])
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Design, Any]:
    files = studio.generate(request.param(), tmp_path_factory.mktemp("websocket"))
    return files.design, check(files.text(TEMPLATE))


def test_cfn_lint_finds_nothing_before_and_after_sam(stack: tuple[Design, Any]) -> None:
    assert (stack[1].source_findings, stack[1].expanded_findings) == ([], [])


def test_the_api_and_its_routes_are_the_designs(stack: tuple[Design, Any]) -> None:
    design, checked = stack
    ((api, settings),) = cfn.of_type(checked.expanded, "AWS::ApiGatewayV2::Api").items()
    wanted = design["api"]["websocket"]
    assert (settings["ProtocolType"], settings["Name"]) == ("WEBSOCKET", wanted["name"])
    assert settings["RouteSelectionExpression"] == wanted["route_selection_expression"]
    assert settings.get("IpAddressType", "ipv4") == wanted["ip_address_type"]
    assert settings.get("DisableExecuteApiEndpoint", False) == wanted["disable_execute_api_endpoint"]
    routes = cfn.of_type(checked.expanded, "AWS::ApiGatewayV2::Route")
    answers = [answer["RouteId"]["Ref"] for answer in cfn.of_type(checked.expanded, "AWS::ApiGatewayV2::RouteResponse").values()]
    integrations = cfn.of_type(checked.expanded, "AWS::ApiGatewayV2::Integration")
    found = {}
    for id_, route in routes.items():
        assert route["ApiId"] == {"Ref": api}
        called = integrations[route["Target"]["Fn::Sub"].removeprefix("integrations/${").removesuffix("}")]
        function = called["IntegrationUri"]["Fn::Sub"].split("functions/${")[1].split("Function.Arn}")[0]
        assert ("RouteResponseSelectionExpression" in route) == (id_ in answers)
        asks = (route["AuthorizationType"], route.get("ApiKeyRequired", False))
        found[route["RouteKey"]] = (function.lower(), id_ in answers, asks)
    kind = {"none": "NONE", "iam": "AWS_IAM"}.get(str(design["access"]["authorization"]), "CUSTOM")
    assert found == {
        route["key"]: (
            route["function"].replace("-", ""),
            route["two_way"],
            (kind, design["access"]["api_key_required"]) if route["key"] == "$connect" else ("NONE", False),
        )
        for route in wanted["routes"]
    }


def test_stages_wait_for_the_routes_and_functions_may_send(stack: tuple[Design, Any]) -> None:
    design, checked = stack
    resources = checked.expanded["Resources"]
    routes = set(cfn.of_type(checked.expanded, "AWS::ApiGatewayV2::Route"))
    stages = {r["Properties"]["StageName"]: r for r in resources.values() if r["Type"] == "AWS::ApiGatewayV2::Stage"}
    assert sorted(stages) == sorted(stage["name"] for stage in design["stages"])
    for stage in stages.values():
        assert stage["Properties"]["AutoDeploy"] is True
        waited = {resources[id_]["Properties"].get("RouteId", {"Ref": id_})["Ref"] for id_ in stage["DependsOn"]}
        assert waited == routes
    called = {route["function"] for route in design["api"]["websocket"]["routes"]}
    sending = [r for r in resources.values() if r["Type"] == "AWS::IAM::Role" and "ManageConnections" in json.dumps(r)]
    assert len(sending) == len(called)
    sources = [p["SourceArn"]["Fn::Sub"].split("}")[-1] for p in cfn.of_type(checked.expanded, "AWS::Lambda::Permission").values()]
    assert sorted(sources) == ["/*/*"] * len(called) + ["/authorizers/*"] * len(design["access"]["authorizers"])


def load(design: Design, folder: Path) -> Any:
    """The handler, as Lambda loads it."""
    file = studio.generate(design, folder).folder / "app/websocket_handler.py"
    spec = importlib.util.spec_from_file_location("websocket_handler", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Body:
    def stream(self) -> list[bytes]:
        return [b"{}"]


def send(module: Any, key: str, host: str, monkeypatch: pytest.MonkeyPatch, status: int = 200) -> tuple[Any, list[Any]]:
    """What the handler returns for a message, and the requests that it makes."""
    for name, value in {"AWS_REGION": REGION, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}.items():
        monkeypatch.setenv(name, value)
    sent: list[Any] = []
    make = module.boto3.client

    def client(*words: Any, **named: Any) -> Any:
        made = make(*words, **named)

        def answer(request: Any, **_: Any) -> AWSResponse:
            sent.append(request)
            headers = {} if status == 200 else {"x-amzn-ErrorType": "GoneException"}
            return AWSResponse(request.url, status, headers, Body())

        made.meta.events.register("before-send", answer)
        return made

    monkeypatch.setattr(module.boto3, "client", client)
    module.connections.cache_clear()
    context = {"routeKey": key, "connectionId": "L0SM9cOFvHcCIhw=", "apiId": "abcdefghij", "stage": "prod", "domainName": host}
    return module.handler({"requestContext": context, "body": '{"action": "echo"}'}, None), sent


@pytest.mark.parametrize("key", ["echo", "$default"])
def test_a_message_is_answered_through_the_gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    answer, (request,) = send(load(preset(), tmp_path), key, "ws.example.com", monkeypatch)
    assert answer == {"statusCode": 200}
    host = f"https://abcdefghij.execute-api.{REGION}.amazonaws.com/prod"
    assert request.url == f"{host}/@connections/L0SM9cOFvHcCIhw%3D" and request.method == "POST"
    assert json.loads(request.body) == {"route": key, "received": '{"action": "echo"}'}


def test_a_closed_default_url_is_gone_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (request,) = send(load(closed(), tmp_path), "echo", "WS.example.com", monkeypatch)
    assert request.url == "https://ws.example.com/@connections/L0SM9cOFvHcCIhw%3D"


def test_two_way_routes_answer_by_what_they_return(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, key = load(full(), tmp_path), full()["api"]["websocket"]["routes"][-1]["key"]
    answer, sent = send(module, key, "ws.example.com", monkeypatch)
    assert sent == [] and json.loads(answer["body"])["route"] == key


def test_connections_open_close_and_may_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = load(preset(), tmp_path)
    for key in ["$connect", "$disconnect"]:
        assert send(module, key, "ws.example.com", monkeypatch) == ({"statusCode": 200}, [])
    answer, sent = send(module, "echo", "ws.example.com", monkeypatch, status=410)
    assert answer == {"statusCode": 200} and len(sent) == 1


def test_what_a_websocket_api_lacks_has_no_file(tmp_path: Path) -> None:
    made = studio.generate(preset(), tmp_path)
    files = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert not [file for file in files if file.startswith(("zappa/", "openapi/"))]
    assert {"app/websocket_handler.py", "iam/deploy-cli.json"} <= files and "app/lambda_handler.py" not in files
    assert "zappa.websocket" in made.text("README.md")
