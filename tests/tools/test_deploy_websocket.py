"""`cli/deploy.sh` and `cli/teardown.sh` of WebSocket APIs, with the real AWS CLI against a simulated account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import meaning
import studio
from cloud import Cloud
from designs import ACCOUNT, REGION, Design
from test_deploy import deploy, left_commands, succeed, teardown
from test_deploy_http import CALL, HEAD, assert_domain
from websocket_designs import WEBSOCKET_DESIGNS, bare, changed, full, preset


def assert_is(state: dict[str, Any], design: Design) -> None:
    """The account holds what the design says, and nothing else."""
    (api,) = state["http apis"]
    wanted, settings = design["api"]["websocket"], api["settings"]
    assert settings["ProtocolType"] == "WEBSOCKET"
    assert (settings["Name"], settings.get("Description", "")) == (wanted["name"], wanted["description"])
    assert settings["RouteSelectionExpression"] == wanted["route_selection_expression"]
    assert settings["IpAddressType"] == wanted["ip_address_type"]
    assert settings["DisableExecuteApiEndpoint"] == wanted["disable_execute_api_endpoint"]
    assert settings["Tags"] == {"gateway-studio": design["name"]}
    called = assert_routes(api, design)
    asked = assert_authorizers(api, design)
    assert_stages(api, design)
    assert_domain(state, design, settings["ApiId"])
    assert bool(state["account"]) >= meaning.has_logs(design)
    plans = [(plan["name"], sorted(stage["stage"] for stage in plan["apiStages"])) for plan in state["plans"]]
    assert plans == [(plan["name"], sorted(plan["stages"])) for plan in design["access"]["usage_plans"]]
    assert {stage["apiId"] for plan in state["plans"] for stage in plan["apiStages"]} <= {settings["ApiId"]}
    for function, statements in state["permissions"].items():
        arns = [statement["Condition"]["ArnLike"]["AWS:SourceArn"] for statement in statements]
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{settings['ApiId']}"
        expected = [f"{source}/*/*"] if function in called else []
        assert sorted(arns) == sorted(expected + [f"{source}/authorizers/{id_}" for id_ in asked.get(function, [])])


def assert_routes(api: dict[str, Any], design: Design) -> set[str]:
    """The functions that routes call."""
    access, integrations = design["access"], {}
    for id_, entry in api["integrations"].items():
        assert (entry["IntegrationType"], entry["IntegrationMethod"]) == ("AWS_PROXY", "POST")
        function = entry["IntegrationUri"].removeprefix(CALL + HEAD).removesuffix("/invocations")
        integrations[f"integrations/{id_}"] = function
    kinds = {"none": "NONE", "iam": "AWS_IAM"}
    authorization = access["authorization"]
    guarded = kinds.get(authorization, "CUSTOM") if isinstance(authorization, str) else "CUSTOM"
    wanted = {}
    for route in design["api"]["websocket"]["routes"]:
        opens = route["key"] == "$connect"
        name = authorization["authorizer"] if opens and guarded == "CUSTOM" else None
        kind = guarded if opens else "NONE"
        answer = ["$default"] * route["two_way"]
        wanted[route["key"]] = (route["function"], kind, name, opens and access["api_key_required"], answer)
    found = {
        entry["RouteKey"]: (
            integrations[entry["Target"]],
            entry["AuthorizationType"],
            api["authorizers"][entry["AuthorizerId"]]["Name"] if entry.get("AuthorizerId") else None,
            entry["ApiKeyRequired"],
            api["responses"].get(entry["RouteKey"], []),
        )
        for entry in api["routes"]
    }
    for entry in api["routes"]:
        assert entry.get("RouteResponseSelectionExpression") == ("$default" if wanted[entry["RouteKey"]][-1] else None)
    assert len(found) == len(api["routes"]) and found == wanted
    assert sorted(integrations.values()) == sorted({function for function, *_ in wanted.values()})
    return set(integrations.values())


def assert_authorizers(api: dict[str, Any], design: Design) -> dict[str, list[str]]:
    """The ids of the authorizers by the function that they ask."""
    found = {entry["Name"]: entry for entry in api["authorizers"].values()}
    assert sorted(found) == sorted(a["name"] for a in design["access"]["authorizers"])
    asked: dict[str, list[str]] = {}
    for wanted in design["access"]["authorizers"]:
        request, entry = wanted["kind"]["lambda_request"], found[wanted["name"]]
        sources = [f"route.request.header.{name}" for name in request["headers"]]
        sources += [f"route.request.querystring.{name}" for name in request["query_strings"]]
        assert (entry["AuthorizerType"], entry["IdentitySource"]) == ("REQUEST", sources)
        assert entry["AuthorizerUri"] == f"{CALL}{HEAD}{request['function']}/invocations"
        asked.setdefault(request["function"], []).append(entry["AuthorizerId"])
    return asked


def assert_stages(api: dict[str, Any], design: Design) -> None:
    assert set(api["stages"]) == {stage["name"] for stage in design["stages"]}
    for wanted in design["stages"]:
        stage = api["stages"][wanted["name"]]
        assert stage["AutoDeploy"] is True and stage["Tags"] == {"gateway-studio": design["name"]}
        assert stage.get("Description", "") == wanted["description"]
        assert stage["StageVariables"] == meaning.variables(wanted)
        group, log = meaning.log_group(design, wanted), stage.get("AccessLogSettings")
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}"
        assert (log and log["DestinationArn"]) == (group and arn)
        assert not log or ("$context.connectionId" in log["Format"] and "$context.routeKey" in log["Format"])
        settings, throttle = stage["DefaultRouteSettings"], wanted["throttle"]
        assert settings["DetailedMetricsEnabled"] == wanted["detailed_metrics"]
        assert (settings["LoggingLevel"], settings["DataTraceEnabled"]) == (wanted["execution_log"], wanted["data_trace"])
        limits = settings.get("ThrottlingRateLimit"), settings.get("ThrottlingBurstLimit")
        allowed = [(throttle["rate_limit"], throttle["burst_limit"])] if throttle else [(None, None), (10000.0, 5000)]
        assert limits in allowed


@pytest.mark.parametrize("name", ["full", "closed"])
def test_a_websocket_api_is_deployed_and_removed_again(cloud: Cloud, tmp_path: Path, name: str) -> None:
    """Look first, deploy, deploy again, remove, remove again."""
    files = studio.generate(WEBSOCKET_DESIGNS[name](), tmp_path)
    cloud.prepare(files.design)
    empty = cloud.state()

    look = succeed(deploy(cloud, files, "--dry-run"))
    assert look.changes == [] and cloud.state() == empty
    first = succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    assert_is(state, files.design)
    printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
    assert printed == [words[1] for words in first.changes]
    id_ = state["http apis"][0]["settings"]["ApiId"]
    closed = files.design["api"]["websocket"]["disable_execute_api_endpoint"]
    for stage in files.design["stages"]:
        host = f"{id_}.execute-api.{REGION}.amazonaws.com/{stage['name']}"
        shown = [f"wss://{host}\n" in first.out, f"https://{host}/@connections\n" in first.out]
        assert shown == [not closed] * 2
    for path in meaning.mappings(files.design):
        assert f"wss://ws.example.com{'/' + path if path else ''}\n" in first.out

    second = succeed(deploy(cloud, files, "--yes"))
    assert cloud.state() == state
    repeated = {"create-log-group", "put-retention-policy", "change-resource-record-sets"}
    plans = {"update-usage-plan", "update-api-key"}
    assert {words[1] for words in second.changes} <= repeated | plans

    succeed(teardown(cloud, files, "--dry-run"))
    assert cloud.state() == state
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    # The account's log role serves other APIs, too.
    gone = empty | {key: state[key] for key in ["account", "roles"]}
    assert cloud.state() == gone
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    assert cloud.state() == gone


def test_a_changed_websocket_api_is_what_a_fresh_one_would_be(cloud: Cloud, tmp_path: Path) -> None:
    cloud.prepare(full())
    ids = set()
    for number, step in enumerate([full, changed, bare, full]):
        files = studio.generate(step(), tmp_path / str(number))
        succeed(deploy(cloud, files, "--yes"))
        state = cloud.state()
        (api,) = state["http apis"]
        ids.add(api["settings"]["ApiId"])
        if step is bare:
            # Stages, domains, and permissions of the last route to a function are named, not removed.
            api["stages"].pop("blue-1")
            state["domains"] = []
            for function in ["guard", "reports"]:
                state["permissions"][function] = []
        assert_is(state, files.design)
        if step is changed:
            again = cloud.state()
            succeed(deploy(cloud, files, "--yes"))
            assert cloud.state() == again
    assert len(ids) == 1


def test_an_api_of_another_kind_is_named_and_left(cloud: Cloud, tmp_path: Path) -> None:
    design = preset()
    design["domain"] = None
    tags = {"gateway-studio": design["name"]}
    cloud.prepare(design)
    http = cloud.client("apigatewayv2").create_api(Name="old", ProtocolType="HTTP", Tags=tags)["ApiId"]
    rest = cloud.client("apigateway").create_rest_api(name="older", tags=tags)["id"]
    ran = succeed(deploy(cloud, studio.generate(design, tmp_path), "--yes"))
    assert left_commands(ran) == [
        f"aws apigateway delete-rest-api --rest-api-id {rest}",
        f"aws apigatewayv2 delete-api --api-id {http}",
    ]
