"""The command that collects a live API, against the simulated account: what it prints is read as the design that was deployed."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest

import normal_cloud
import studio
from cloud import Cloud
from counts import COUNTS
from designs import ACCOUNT, REGION, Design
from normal_cloud_http import in_small_letters
from normal_design import of_design
from normal_form import Difference, differences
from proof import preset

# What is in an account beside the API, and no answer about the API says: days that logs are kept, rights of the gateway's role.
ELSEWHERE = {"log group", "gateway role", "web acl"}


def collected(account: Cloud, kind: str, id_: str) -> str:
    """What the command writes; it changes nothing."""
    shown = studio.run("collect", kind, id_, REGION)
    assert shown.returncode == 0, shown.stderr
    ran = account.run("bash", "-c", shown.stdout)
    assert (ran.changes, ran.outbound) == ([], []), ran.err
    return (account.folder / f"{id_}.yaml").read_text()


def found(account: Cloud, design: Design) -> list[Difference]:
    account.reset()
    (kind,) = design["api"]
    with tempfile.TemporaryDirectory() as folder:
        made = studio.generate(design, Path(folder))
        account.prepare(design)
        ran = account.run("bash", str(made.folder / "cli/deploy.sh"), "--yes")
        assert (ran.status, ran.outbound) == (0, []), ran.err
    state = account.state()
    (api,) = state["apis" if kind == "rest" else "http apis"]
    text = collected(account, kind, api["settings"]["id" if kind == "rest" else "ApiId"])
    done = studio.run("import", "-", "--out", "-", stdin=text)
    assert done.returncode == 0, done.stderr + text
    imported = json.loads(done.stdout)
    facts = normal_cloud.of_state(state, imported)
    wanted, _ = of_design(imported)
    if kind == "http":
        wanted = in_small_letters(wanted)

    def about(one: dict[Any, Any]) -> dict[Any, Any]:
        return {key: value for key, value in one.items() if key[0] not in ELSEWHERE and key[-1] not in ("link", "role", "web_acl")}

    COUNTS["import of a live API: facts compared"] += len(about(facts))
    return differences(about(facts), about(wanted))


@pytest.mark.parametrize("name", ["preset", "private API", "HTTP preset", "HTTP authorizers"])
def test_a_deployed_api_is_read(account: Cloud, name: str) -> None:
    assert found(account, studio.design(name)) == []


def test_a_deployed_websocket_api_is_read(account: Cloud) -> None:
    assert found(account, preset("WebSocket")) == []


def test_what_message_routes_lead_to_is_read(account: Cloud) -> None:
    """A function by templates and one with a shorter wait, servers with and without a VPC link, an action of a service, and
    fixed answers, with what goes in and comes out."""
    design = preset("WebSocket")
    asked = {"function": "guard", "headers": ["Authorization"], "query_strings": ["token"], "ttl_seconds": 300}
    design["functions"].append(design["functions"][0] | {"name": "guard"})
    design["access"]["authorizers"] = [{"name": "tokens", "kind": {"lambda_request": asked}}]
    design["access"]["authorization"] = {"authorizer": "tokens"}
    (function, _) = (one["name"] for one in design["functions"])
    none = {"id": "", "target_arn": "", "subnet_ids": [], "security_group_ids": []}
    balancer = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/net/inside/0123456789abcdef"
    design["vpc_links"] = [none | {"name": "inside", "target_arn": balancer}]
    mapping = {
        "parameters": [{"name": "integration.request.header.X-Connection", "value": "context.connectionId"}],
        "template_selection_expression": "$request.body.kind",
        "templates": [{"key": "move", "template": "{\"at\":$input.json('$.at')}"}],
        "passthrough": "NEVER",
        "responses": [{"key": "/4\\d\\d/", "template_selection_expression": "\\$default", "templates": [{"key": "$default", "template": "{}"}]}],
    }
    fixed = mapping | {"parameters": [], "templates": [{"key": "$default", "template": "{\"statusCode\":404}"}]}
    uri = f"arn:aws:apigateway:{REGION}:dynamodb:action/PutItem"
    role = f"arn:aws:iam::{ACCOUNT}:role/writes"
    backends: dict[str, Any] = {
        "lambda": {"mapping": mapping},
        "http_proxy": {"uri": "https://backend.example.com/raw", "verb": "PUT"},
        "http": {"uri": "http://backend.example.com/in", "verb": "POST", "mapping": mapping, "vpc_link": "inside"},
        "service": {"uri": uri, "role_arn": role, "actions": [], "resources": [], "mapping": mapping},
        "mock": {"mapping": fixed},
    }
    routes = design["api"]["websocket"]["routes"]
    routes[0]["timeout_ms"] = 2500
    routes += [{"key": key, "function": function, "two_way": True, "timeout_ms": 50 + place, "backend": {key: told}} for place, (key, told) in enumerate(backends.items())]
    before = COUNTS["import of a live API: facts compared"]
    assert found(account, design) == []
    assert COUNTS["import of a live API: facts compared"] - before >= 5 * len(routes)


def test_functions_that_stage_variables_choose_are_permitted_and_read(account: Cloud, tmp_path: Path) -> None:
    """Each stage calls a function of its own: the API may call both, and what is read of it is what was deployed."""
    account.reset()
    design = studio.design("preset")
    (function,) = design["functions"]
    (head, called) = (f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:", {"live": function["name"], "test": "green"})
    (plain, *_) = design["stages"]
    design["stages"] = [plain | {"name": name, "variables": [{"name": "fn", "value": value}]} for name, value in called.items()]
    design["access"] |= {"api_key_required": False, "api_keys": [], "usage_plans": []}
    design["domain"] = None
    account.prepare(design | {"functions": [function, function | {"name": "green"}]})
    function |= {"name": "fn", "arn": f"{head}${{stageVariables.fn}}"}
    for entry in (entry for route in design["routes"] for entry in route["methods"]):
        entry["integration"] = {"lambda_proxy": {"function": "fn"}}
    made = studio.generate(design, tmp_path / "made")
    ran = account.run("bash", str(made.folder / "cli/deploy.sh"), "--yes")
    assert (ran.status, ran.outbound) == (0, []), ran.err
    granted = [words[words.index("--function-name") + 1] for words in ran.changes if words[1] == "add-permission"]
    assert granted == [f"{head}{name}" for name in called.values()]
    (api,) = account.state()["apis"]
    text = collected(account, "rest", api["settings"]["id"])
    assert function["arn"] in text
    done = studio.run("import", "-", "--out", "-", stdin=text)
    assert done.returncode == 0, done.stderr + text
    (read,) = json.loads(done.stdout)["functions"]
    assert (read["name"], read["arn"]) == (function["name"], function["arn"])
    # As it is already: a second run changes nothing.
    again = account.run("bash", str(made.folder / "cli/deploy.sh"), "--yes")
    assert (again.status, [words for words in again.changes if words[0] == "lambda" or words[1] == "put-integration"]) == (0, [])


def test_the_keys_and_the_settings_of_routes_of_a_websocket_api_are_read(account: Cloud) -> None:
    design = preset("WebSocket")
    (stage, *_) = design["stages"]
    stage["methods"] = [{"path": "$default", "verb": "ANY", "throttle": {"rate_limit": 2.5, "burst_limit": 5}, "execution_log": "INFO", "data_trace": True}]
    plan = {"name": "gold", "description": "", "stages": [stage["name"]], "api_keys": ["first"], "throttle": None, "quota": None}
    keys = [{"name": "first", "description": "", "enabled": True}]
    design["access"] |= {"api_key_required": True, "api_keys": keys, "usage_plans": [plan]}
    assert found(account, design) == []
