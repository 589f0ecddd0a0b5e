"""What is too much for one call of the AWS CLI: operations of a patch, and values that no command line holds. Through
the real AWS CLI against a simulated account, which refuses more than 80 operations of a stage as AWS does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import studio
from cloud import Cloud, Ran
from designs import Design, method, route
from test_deploy import combined, deploy, succeed, teardown

THROTTLE = {"rate_limit": 50, "burst_limit": 20}
# With the AWS CLI's own words well within the 32,767 characters of a command line of Windows.
LONGEST = 8_000


def variables(count: int, value: str) -> list[dict[str, str]]:
    return [{"name": f"variable_{number}", "value": value} for number in range(count)]


def longest(ran: Ran) -> int:
    return max(len(word) for words in ran.calls for word in words)


def with_variables(count: int) -> Design:
    made = combined(["no domain", "no logs", "no CORS"])
    stage = made["stages"][1]
    stage["variables"] = variables(count, "stage")
    stage["canary"] = {"percent_traffic": 10, "use_stage_cache": False, "variables": variables(count, "canary")}
    paths = [f"/{number}{'x' * 150}" for number in range(25)]
    made["routes"] += [route(path, method("GET")) for path in paths]
    (plan,) = made["access"]["usage_plans"]
    plan["stages"] = [stage["name"] for stage in made["stages"]]
    plan["methods"] = [{"path": path, "verb": "GET", "throttle": THROTTLE} for path in paths]
    return made


def prod(cloud: Cloud) -> dict[str, Any]:
    (api,) = cloud.state()["apis"]
    return api["stages"]["prod"]


def test_a_hundred_variables_of_a_stage_and_of_its_canary(cloud: Cloud, tmp_path: Path) -> None:
    design = with_variables(100)
    cloud.prepare(design)
    empty = cloud.state()
    made = studio.generate(design, tmp_path / "many")
    for _ in range(2):
        ran = succeed(deploy(cloud, made, "--yes"))
        stage = prod(cloud)
        assert stage["variables"] == {one["name"]: "stage" for one in variables(100, "")}
        assert stage["canarySettings"]["stageVariableOverrides"] == {one["name"]: "canary" for one in variables(100, "")}
        assert longest(ran) <= LONGEST
        assert sum(word.startswith("file://") for words in ran.calls for word in words) == 1
    (plan,) = cloud.state()["plans"]
    assert {len(stage["throttle"]) for stage in plan["apiStages"]} == {25}
    succeed(deploy(cloud, made, "--yes", "--promote=prod"))
    assert set(prod(cloud)["variables"].values()) == {"canary"}

    few = studio.generate(with_variables(2), tmp_path / "few")
    succeed(deploy(cloud, few, "--yes"))
    stage = prod(cloud)
    assert len(stage["variables"]) == len(stage["canarySettings"]["stageVariableOverrides"]) == 2
    succeed(teardown(cloud, few, "--yes"))
    assert cloud.state() == empty


def test_limits_of_many_http_routes(cloud: Cloud, tmp_path: Path) -> None:
    design = studio.design("HTTP preset")
    design["domain"] = None
    design["stages"] = design["stages"][:1]
    design["routes"] += [route(f"/item{number}", method("GET") | {"throttle": THROTTLE}) for number in range(40)]
    cloud.prepare(design)
    made = studio.generate(design, tmp_path)
    first = succeed(deploy(cloud, made, "--yes"))
    again = succeed(deploy(cloud, made, "--yes"))
    # Whether so many limits differ is not asked: they are set again.
    assert [words[1] for words in again.changes] == ["put-retention-policy", "update-stage"]
    assert longest(first) <= LONGEST and longest(again) <= LONGEST
    (api,) = cloud.state()["http apis"]
    (stage,) = api["stages"].values()
    assert len(stage["RouteSettings"]) == 40
    succeed(teardown(cloud, made, "--yes"))
