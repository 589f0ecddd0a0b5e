"""The feed beside a Dash app: its handler against a simulated DynamoDB, its table in SAM, and the script of the page."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

import cloudformation as cfn
import studio
from designs import REGION
from studio import Made
from test_sam import TEMPLATE, check

TABLE = "dashboard-feed-connections"


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    design = json.loads(studio.run("new", "--preset", "websocket-feed").stdout)
    return studio.generate(design, tmp_path_factory.mktemp("feed"))


def test_the_stack_has_the_table_and_its_function_may_use_it(feed: Made) -> None:
    found = check(feed.text(TEMPLATE))
    assert (found.source_findings, found.expanded_findings) == ([], [])
    (table,) = cfn.of_type(found.expanded, "AWS::DynamoDB::Table").values()
    assert table["TableName"] == TABLE and table["KeySchema"] == [{"AttributeName": "connection", "KeyType": "HASH"}]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    (role,) = cfn.of_type(found.expanded, "AWS::IAM::Role").values() if len(
        cfn.of_type(found.expanded, "AWS::IAM::Role")
    ) == 1 else [role for role in cfn.of_type(found.expanded, "AWS::IAM::Role").values() if "Policies" in role]
    allowed = json.dumps(role["Policies"])
    for action in ["execute-api:ManageConnections", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Scan"]:
        assert action in allowed and (action.startswith("execute") or action in feed.text("iam/execution-role.json"))


@mock_aws
def test_pages_connect_get_what_is_pushed_and_are_forgotten(feed: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    # The README makes the table with these commands; SAM makes the same.
    assert f"aws dynamodb create-table --region {REGION} --table-name {TABLE} " in feed.text("README.md")
    table = boto3.resource("dynamodb").create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "connection", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "connection", "KeyType": "HASH"}],
    )
    spec = importlib.util.spec_from_file_location("feed_handler", feed.folder / "app/websocket_handler.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sent: list[Any] = []

    class Client:
        class exceptions:
            class GoneException(Exception):
                pass

        def __init__(self, url: str) -> None:
            self.url = url

        def post_to_connection(self, ConnectionId: str, Data: bytes) -> None:
            if ConnectionId == "gone=":
                raise self.exceptions.GoneException
            sent.append((self.url, ConnectionId, json.loads(Data)))

    monkeypatch.setattr(module, "connections", Client)

    def call(key: str, connection: str) -> Any:
        context = {"routeKey": key, "connectionId": connection, "apiId": "abcdefghij", "stage": "prod", "domainName": "feed.example.com"}
        return module.handler({"requestContext": context, "body": "{}"}, None)

    for connection in ["one=", "two=", "gone="]:
        assert call("$connect", connection) == {"statusCode": 200}
    assert call("$disconnect", "two=") == {"statusCode": 200}
    assert module.handler({"push": {"value": 42}}, None) == {"sent": 1}
    url = f"https://abcdefghij.execute-api.{REGION}.amazonaws.com/prod"
    assert sent == [(url, "one=", {"value": 42})]
    assert [item["connection"] for item in table.scan()["Items"]] == ["one="]
    assert call("$default", "one=") == {"statusCode": 200} and sent[-1][2]["received"] == "{}"


def test_the_pages_script_is_javascript_that_listens_to_the_domain(feed: Made, tmp_path: Path) -> None:
    (script,) = re.findall(r"```js\n(.*?)```", feed.text("README.md"), re.S)
    assert script.startswith('const FEED = "wss://feed.example.com";\n')
    page = """
class WebSocket { constructor(url) { said.push(url); setTimeout(() => this.onmessage({data: '{"value":42}'}), 1);
  setTimeout(() => this.onmessage({data: '{"received":"{}"}'}), 2); } }
const said = [], dash_clientside = { set_props: (id, props) => said.push([id, props]) };
setTimeout(() => { console.log(JSON.stringify(said)); process.exit(0); }, 50);
"""
    file = tmp_path / "feed.js"
    file.write_text(page + script)
    done = subprocess.run(["node", str(file)], capture_output=True, text=True, timeout=30)
    assert json.loads(done.stdout) == ["wss://feed.example.com", ["feed", {"data": {"value": 42}}]], done.stderr
