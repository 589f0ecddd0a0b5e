"""What single methods have of their own: limits, cache, and limits in a usage plan. Through SAM's translator and
cfn-lint, and the real AWS CLI against a simulated account, from a design to another and back."""

from __future__ import annotations

from pathlib import Path

import pytest

import normal_cloud
import normal_sam
import studio
from cloud import Cloud, Ran
from designs import Design, method, route
from normal_design import of_design
from normal_form import Facts
from test_deploy import deploy, succeed, teardown
from test_sam import TEMPLATE, check

FAST, SLOW = {"rate_limit": 50, "burst_limit": 20}, {"rate_limit": 0.5, "burst_limit": 1}


def rich(http: bool) -> Design:
    made = studio.design("HTTP preset" if http else "preset")
    made["domain"] = None
    made["routes"] += [
        route("/items/{id}", method("GET") | {"throttle": FAST}, method("DELETE") | {"throttle": SLOW}),
    ]
    (root,) = (entry for entry in made["routes"] if entry["path"] == "/")
    root["methods"].append(method("GET") | {"throttle": SLOW})
    made["stages"][0]["methods"] = [{"path": "/items/{id}", "verb": "DELETE", "detailed_metrics": True, "throttle": FAST}]
    if http:
        return made
    made["stages"][0]["methods"][0] |= {"execution_log": "INFO", "data_trace": True, "cache": {"own": {"ttl_seconds": 7, "encrypted": False}}}
    root["methods"][-1]["cache"] = "off"
    made["stages"][0]["cache"] = {"size": "0.5", "ttl_seconds": 300, "encrypted": True}
    made["routes"].append(route("/news", method("GET") | {"cache": {"own": {"ttl_seconds": 60}}}))
    made["access"]["usage_plans"][0]["methods"] = [
        {"path": "/items/{id}", "verb": "GET", "throttle": FAST},
        {"path": "/", "verb": "GET", "throttle": SLOW},
    ]
    return made


def poor(http: bool) -> Design:
    made = rich(http)
    for called in (called for entry in made["routes"] for called in entry["methods"]):
        called.pop("throttle", None)
        called.pop("cache", None)
    made["stages"][0].pop("methods", None)
    for plan in made["access"]["usage_plans"]:
        plan.pop("methods", None)
    return made


def other(http: bool) -> Design:
    """One setting left, others changed, one on another method, and everything that a plan says."""
    made = poor(http)
    found = {(e["path"], called["verb"]): called for e in made["routes"] for called in e["methods"]}
    found["/items/{id}", "GET"]["throttle"] = SLOW
    found["/", "GET"]["throttle"] = FAST
    if not http:
        found["/", "GET"]["cache"] = {"own": {"ttl_seconds": 5}}
        plan = made["access"]["usage_plans"][0]
        plan["methods"] = [{"path": "/news", "verb": "GET", "throttle": SLOW}]
        plan |= {"description": "Other", "throttle": None, "quota": {"limit": 7, "period": "DAY"}}
        plan["stages"] = [stage["name"] for stage in made["stages"]]
    return made


def told(facts: Facts) -> Facts:
    """What is said of methods in stages and plans."""
    return {key: value for key, value in facts.items() if "settings" in key or (key[0], key[-1]) == ("plan", "methods")}


def changes_of_plans(ran: Ran) -> int:
    return [words[1] for words in ran.changes].count("update-usage-plan")


@pytest.mark.parametrize("http", [False, True], ids=["REST", "HTTP"])
def test_settings_of_methods_follow_the_design(cloud: Cloud, tmp_path: Path, http: bool) -> None:
    cloud.prepare(rich(http))
    for number, design in enumerate([rich(http), rich(http), other(http), poor(http), rich(http)]):
        made = studio.generate(design, tmp_path / str(number))
        ran = succeed(deploy(cloud, made, "--yes"))
        found, (wanted, _) = normal_cloud.of_state(cloud.state(), design), of_design(design)
        assert told(found) == told(wanted)
        gone = [line for line in ran.err.splitlines() if "stage settings of" in line]
        assert bool(gone) == (number in (2, 3)), ran.err
        # An account may change a plan every 20 seconds: nothing when it is as it should be, else one call; a stage
        # that leaves the plan takes another one.
        assert changes_of_plans(ran) == ([0, 0, 1, 2, 1][number] if not http else 0), number
    ran = succeed(teardown(cloud, made, "--yes"))
    assert changes_of_plans(ran) == (0 if http else 1)
    assert not cloud.state()["apis"] and not cloud.state()["http apis"]


@pytest.mark.parametrize("http", [False, True], ids=["REST", "HTTP"])
def test_cloudformation_takes_settings_of_methods(tmp_path: Path, http: bool) -> None:
    made = studio.generate(rich(http), tmp_path)
    checked = check(made.text(TEMPLATE))
    assert checked.source_findings == [] and checked.expanded_findings == []
    wanted, _ = of_design(made.design)
    assert told(normal_sam.of_template(made.text(TEMPLATE), made.design)) == told(wanted)
