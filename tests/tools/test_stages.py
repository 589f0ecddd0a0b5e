"""Canary releases, the web ACL that a design makes, and resource policies by VPC and account: through SAM's
translator, cfn-lint, and the real AWS CLI against a simulated account."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import cloudformation as cfn
import meaning
import normal_cloud
import studio
from cloud import Cloud
from designs import ACCOUNT, VPC_ENDPOINTS, Design
from test_deploy import assert_is, combined, deploy, succeed, teardown

CANARY = {
    "percent_traffic": 12.5,
    "use_stage_cache": False,
    "variables": [{"name": "environment", "value": "canary"}, {"name": "colour", "value": "green"}],
}
ACL = {
    "managed_rule_groups": ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesSQLiRuleSet"],
    "rate_limit": 2000,
    "allow_large_bodies": True,
    "count_only": False,
}


def plain() -> Design:
    return combined(["no domain", "no keys", "no logs", "no CORS"])


def with_canary(**changes: Any) -> Design:
    design = plain()
    design["stages"][1]["canary"] = CANARY | changes
    return design


def deployed(cloud: Cloud, design: Design, folder: Path, *words: str) -> dict[str, Any]:
    """The API after a run of the script."""
    made = studio.generate(design, folder)
    succeed(deploy(cloud, made, "--yes", *words))
    (api,) = cloud.state()["apis"]
    return api


def test_a_canary_gets_the_release_until_it_is_promoted(cloud: Cloud, tmp_path: Path) -> None:
    design = with_canary()
    cloud.prepare(design)
    api = deployed(cloud, design, tmp_path / "first")
    state = cloud.state()
    prod = api["stages"]["prod"]
    assert normal_cloud.canary(prod) == meaning.canary(design["stages"][1])
    (old,) = [deployment["id"] for deployment in api["deployments"]]
    assert prod["deploymentId"] == prod["canarySettings"]["deploymentId"] == old
    deployed(cloud, design, tmp_path / "again")
    assert cloud.state() == state

    # A new release: the stage without a canary moves to it, of the other only the canary does.
    release = with_canary(percent_traffic=50, variables=[{"name": "colour", "value": "blue"}])
    release["routes"][0]["methods"][0]["authorization"] = "iam"
    api = deployed(cloud, release, tmp_path / "release")
    dev, prod = api["stages"]["dev"], api["stages"]["prod"]
    assert normal_cloud.canary(prod) == meaning.canary(release["stages"][1])
    new = dev["deploymentId"]
    assert prod["deploymentId"] == old != new == prod["canarySettings"]["deploymentId"]
    assert prod["variables"] == meaning.variables(release["stages"][1])

    made = studio.generate(release, tmp_path / "release")
    for stage, said in [("dev", "stage dev has no canary"), ("x", "stage x has no canary")]:
        refused = deploy(cloud, made, "--yes", f"--promote={stage}")
        assert refused.status == 1 and said in refused.err and not refused.changes
    promoted = succeed(deploy(cloud, made, "--yes", "--promote=prod"))
    assert [words[1] for words in promoted.changes] == ["update-stage"]
    (api,) = cloud.state()["apis"]
    prod = api["stages"]["prod"]
    assert prod["deploymentId"] == new and prod["canarySettings"]["percentTraffic"] == 0
    assert prod["variables"] == meaning.variables(release["stages"][1]) | {"colour": "blue"}

    # Without the canary the stage moves with the others again.
    last = copy.deepcopy(release)
    del last["stages"][1]["canary"]
    last["routes"][0]["methods"][0]["authorization"] = "none"
    api = deployed(cloud, last, tmp_path / "last")
    prod = api["stages"]["prod"]
    assert "canarySettings" not in prod and prod["deploymentId"] not in (old, new)
    assert_is(cloud.state(), last)


def acls(cloud: Cloud) -> list[tuple[Any, bool]]:
    return [(meaning.read_rules(acl["Rules"]), meaning.blocks(acl["Rules"])) for acl in cloud.state()["web acls"]]


def test_the_designs_web_acl_is_made_changed_and_taken_away(cloud: Cloud, tmp_path: Path) -> None:
    design = plain()
    dev, prod = design["stages"]
    design["web_acl"] = ACL
    prod["web_acl"] = "own"
    cloud.prepare(design)
    first = deployed(cloud, design, tmp_path / "1")
    assert ":regional/webacl/dash-lambda/" in first["stages"]["prod"]["webAclArn"]
    assert not first["stages"]["dev"].get("webAclArn")
    assert acls(cloud) == [(meaning.web_acl_rules(design), True)]
    state = cloud.state()
    deployed(cloud, design, tmp_path / "1")
    assert cloud.state() == state

    # Other rules, that count only, before both stages.
    dev["web_acl"] = "own"
    design["web_acl"] = ACL | {"count_only": True, "allow_large_bodies": False, "rate_limit": 10}
    deployed(cloud, design, tmp_path / "2")
    assert acls(cloud) == [(meaning.web_acl_rules(design), False)]

    # One of the stages left, then all: the web ACL goes with the last.
    del prod["web_acl"]
    third = deployed(cloud, design, tmp_path / "3")
    assert third["stages"]["dev"]["webAclArn"] and not third["stages"]["prod"].get("webAclArn")
    bare = plain()
    fourth = deployed(cloud, bare, tmp_path / "4")
    assert not fourth["stages"]["dev"].get("webAclArn") and acls(cloud) == []

    made = studio.generate(design, tmp_path / "3")
    succeed(deploy(cloud, made, "--yes"))
    succeed(teardown(cloud, made, "--yes"))
    assert cloud.state()["web acls"] == []


def test_a_web_acl_of_somebody_else_stops_the_script(cloud: Cloud, tmp_path: Path) -> None:
    design = plain()
    design["web_acl"] = ACL
    design["stages"][0]["web_acl"] = "own"
    cloud.prepare(design)
    metrics = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "x"}
    cloud.client("wafv2").create_web_acl(
        Name="dash-lambda", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=metrics
    )
    made = studio.generate(design, tmp_path)
    ran = deploy(cloud, made, "--yes")
    assert ran.status == 1 and "a web ACL dash-lambda that this project did not make" in ran.err
    succeed(teardown(cloud, made, "--yes"))
    assert [acl["Name"] for acl in cloud.state()["web acls"]] == ["dash-lambda"]


POLICIES = {
    "VPCs": ({"vpcs": {"vpc_ids": ["vpc-0123456789abcdef0", "vpc-0a1b2c3d"]}}, "private API"),
    "accounts": ({"accounts": {"account_ids": [ACCOUNT, "210987654321"]}}, "IAM authorization"),
}


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_names_vpcs_or_accounts_in_every_target(cloud: Cloud, tmp_path: Path, name: str) -> None:
    policy, edit = POLICIES[name]
    design = combined(["no domain", "no keys", "no logs", "no CORS", edit])
    design["api"]["rest"]["policy"] = policy
    if name == "VPCs":
        assert design["api"]["rest"]["vpc_endpoint_ids"] == VPC_ENDPOINTS
    cloud.prepare(design)
    made = studio.generate(design, tmp_path)
    succeed(deploy(cloud, made, "--yes"))
    assert_is(cloud.state(), design)
    wanted = meaning.policy(design)
    assert json.loads(made.text("zappa/apigateway_policy.json")) == wanted
    for file in ["sam/template.yaml", "openapi/openapi.yaml"]:
        text = made.text(file)
        body = cfn.expand(text) if file.startswith("sam") else cfn.read(text)
        if file.startswith("sam"):
            (api,) = cfn.of_type(body, "AWS::ApiGateway::RestApi").values()
            body = api["Body"]
        assert body["x-amazon-apigateway-policy"] == wanted
