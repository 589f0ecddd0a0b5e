"""`monitoring/*`: alarms and dashboard in a simulated account and in the template, queries as commands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cloudformation as cfn
import http_designs
import studio
from cloud import Cloud, Ran
from designs import ACCOUNT, REGION, Design
from studio import Made

SCRIPT = "monitoring/alarms.sh"
WATCHED = ["watched", "watched by id"]
HTTP = "HTTP API"


def alarms(cloud: Cloud, made: Made, *words: str) -> Ran:
    return cloud.run("bash", str(made.folder / SCRIPT), *words)


def run(cloud: Cloud, made: Made, script: str) -> Ran:
    ran = cloud.run("bash", str(made.folder / script), "--yes")
    assert (ran.status, ran.outbound) == (0, []), ran.err
    return ran


def watching(cloud: Cloud) -> dict[str, Any]:
    """What watches in the account."""
    watch, notify = cloud.client("cloudwatch"), cloud.client("sns")
    kept = [
        "Namespace",
        "MetricName",
        "Dimensions",
        "Statistic",
        "ExtendedStatistic",
        "Threshold",
        "ComparisonOperator",
        "Period",
        "EvaluationPeriods",
        "DatapointsToAlarm",
        "TreatMissingData",
        "AlarmActions",
        "OKActions",
    ]
    found = watch.describe_alarms()["MetricAlarms"]
    names = [entry["DashboardName"] for entry in watch.list_dashboards()["DashboardEntries"]]
    return {
        "alarms": {
            alarm["AlarmName"]: {key: alarm[key] for key in kept if alarm.get(key) is not None}
            for alarm in found
        },
        "dashboards": {
            name: json.loads(watch.get_dashboard(DashboardName=name)["DashboardBody"]) for name in names
        },
        "topics": [topic["TopicArn"] for topic in notify.list_topics()["Topics"]],
        "subscriptions": [
            (entry["TopicArn"], entry["Protocol"], entry["Endpoint"])
            for entry in notify.list_subscriptions()["Subscriptions"]
        ],
    }


def wanted_alarms(design: Design, api: str, topic: Any, project: str = "dash-lambda") -> dict[str, Any]:
    """Worked out a second time: three alarms of each stage, one of each function."""
    limits = design["monitoring"]["alarms"]
    common = {
        "ComparisonOperator": "GreaterThanThreshold",
        "Period": 60,
        "EvaluationPeriods": 5,
        "DatapointsToAlarm": 3,
        "TreatMissingData": "notBreaching",
        "AlarmActions": [topic],
        "OKActions": [topic],
    }
    wanted = {}
    http = "http" in design["api"]
    for stage in design["stages"]:
        dimensions = [{"Name": "ApiId" if http else "ApiName", "Value": api}, {"Name": "Stage", "Value": stage["name"]}]
        of_stage = {"Namespace": "AWS/ApiGateway", "Dimensions": dimensions, **common}
        for kind, metric, statistic, threshold in [
            ("5xx", "5xx" if http else "5XXError", {"Statistic": "Average"}, limits["error_rate_5xx"] / 100),
            ("4xx", "4xx" if http else "4XXError", {"Statistic": "Average"}, limits["error_rate_4xx"] / 100),
            ("latency", "Latency", {"ExtendedStatistic": "p95"}, limits["latency_p95_ms"]),
        ]:
            wanted[f"{project}/{stage['name']}/{kind}"] = {
                **of_stage,
                **statistic,
                "MetricName": metric,
                "Threshold": pytest.approx(threshold),
            }
    for function in design["functions"] if limits["throttles"] else []:
        wanted[f"{project}/{function['name']}/throttles"] = {
            "Namespace": "AWS/Lambda",
            "MetricName": "Throttles",
            "Dimensions": [{"Name": "FunctionName", "Value": function["name"]}],
            "Statistic": "Sum",
            "Threshold": 0,
            **common,
        }
    return wanted


def assert_body(body: dict[str, Any], design: Design, api: str, functions: list[str], region: str) -> None:
    """Every stage and function is drawn, on a grid of 24 columns without overlaps."""
    widgets = body["widgets"]
    assert len(widgets) == 2 * (len(design["stages"]) + len(functions))
    places = {(widget["x"], widget["y"]) for widget in widgets}
    assert len(places) == len(widgets) and all(w["x"] + w["width"] <= 24 for w in widgets)
    drawn: set[tuple[str, ...]] = set()
    for widget in widgets:
        assert widget["type"] == "metric" and widget["properties"]["region"] == region
        for line in widget["properties"]["metrics"]:
            assert set(line[-1]) == {"stat", "label"}
            drawn.add((line[0], line[1], *line[2:-1]))
    http = "http" in design["api"]
    metrics = ["Count", "Latency", "IntegrationLatency"]
    metrics += ["4xx", "5xx", "DataProcessed"] if http else ["4XXError", "5XXError"]
    assert drawn == {
        ("AWS/ApiGateway", metric, "ApiId" if http else "ApiName", api, "Stage", stage["name"])
        for metric in metrics
        for stage in design["stages"]
    } | {
        ("AWS/Lambda", metric, "FunctionName", function)
        for metric in ["Invocations", "Errors", "Throttles", "Duration"]
        for function in functions
    }


@pytest.mark.parametrize("name", [*WATCHED, HTTP])
def test_alarms_and_dashboard_are_made_once_and_removed(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path, name: str
) -> None:
    if name == HTTP:
        files = studio.generate(http_designs.combined("watched", "default stage"), tmp_path)
    else:
        files = made(name)
    cloud.prepare(files.design)
    run(cloud, files, "cli/deploy.sh")
    nothing = watching(cloud)
    look = alarms(cloud, files, "--dry-run")
    assert (look.status, look.changes) == (0, []) and watching(cloud) == nothing

    first = run(cloud, files, SCRIPT)
    printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
    assert printed == [words[1] for words in first.changes]
    (api,) = [entry["settings"] for kind in ["apis", "http apis"] for entry in cloud.state()[kind]]
    title = "Dash Lambda API" if name == "watched" else api.get("id") or api["ApiId"]
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:dash-lambda-alarms"
    state = watching(cloud)
    assert state["topics"] == [topic]
    assert state["subscriptions"] == [(topic, "email", "team@example.com")]
    assert state["alarms"] == wanted_alarms(files.design, title, topic)
    functions = [function["name"] for function in files.design["functions"]]
    assert list(state["dashboards"]) == ["dash-lambda"]
    assert_body(state["dashboards"]["dash-lambda"], files.design, title, functions, REGION)

    again = run(cloud, files, SCRIPT)
    assert watching(cloud) == state
    assert [words[1] for words in again.changes].count("subscribe") == 0

    # Of another project whose name only starts alike.
    other = {"AlarmName": "dash-lambda-2/prod/5xx", "MetricName": "x", "Namespace": "x", "Period": 60}
    limits = {"Threshold": 1, "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold"}
    cloud.client("cloudwatch").put_metric_alarm(**other, **limits, Statistic="Sum")
    for _ in range(2):
        run(cloud, files, "cli/teardown.sh")
        left = watching(cloud)
        assert list(left.pop("alarms")) == ["dash-lambda-2/prod/5xx"]
        assert not left["topics"] and not left["dashboards"]


def test_alarms_that_the_design_no_longer_has_are_removed(cloud: Cloud, tmp_path: Path) -> None:
    design = studio.design("watched")
    run(cloud, studio.generate(design, tmp_path / "old"), SCRIPT)
    design["monitoring"]["alarms"].update(throttles=False, latency_p95_ms=900)
    run(cloud, studio.generate(design, tmp_path / "new"), SCRIPT)
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:dash-lambda-alarms"
    assert watching(cloud)["alarms"] == wanted_alarms(design, "Dash Lambda API", topic)


def test_monitoring_that_left_the_design_is_named_and_goes(cloud: Cloud, tmp_path: Path) -> None:
    """Whoever is told beside the design's address is named, once; alarms that tell another topic are somebody else's."""
    design = studio.design("watched")
    cloud.prepare(design)
    files = studio.generate(design, tmp_path / "watched")
    run(cloud, files, "cli/deploy.sh")
    run(cloud, files, SCRIPT)
    design["monitoring"]["alarms"]["email"] = "others@example.com"
    ran = run(cloud, studio.generate(design, tmp_path / "told"), SCRIPT)
    commands = [line.strip() for line in ran.err.splitlines() if line.startswith("  aws sns unsubscribe ")]
    assert "team@example.com" in ran.err and len(commands) == 1
    assert cloud.run("bash", "-c", commands[0]).status == 0
    assert [told[2] for told in watching(cloud)["subscriptions"]] == ["others@example.com"]
    own = {"AlarmName": "dash-lambda/own", "MetricName": "x", "Namespace": "x", "Period": 60}
    limits = {"Threshold": 1, "EvaluationPeriods": 1, "ComparisonOperator": "GreaterThanThreshold"}
    cloud.client("cloudwatch").put_metric_alarm(**own, **limits, Statistic="Sum")
    design["monitoring"].update(alarms=None, dashboard=False)
    off = studio.generate(design, tmp_path / "off")
    before = watching(cloud)
    ran = run(cloud, off, "cli/deploy.sh")
    assert watching(cloud) == before
    commands = [line.strip() for line in ran.err.splitlines() if line.startswith("  aws ")]
    assert len([line for line in commands if "delete-alarms" in line]) == len(before["alarms"]) - 1
    assert len([line for line in commands if "delete-topic" in line]) == 1
    run(cloud, off, "cli/teardown.sh")
    assert list(watching(cloud)["alarms"]) == ["dash-lambda/own"] and not watching(cloud)["topics"]


def test_without_consent_nothing_is_made(cloud: Cloud, made: Callable[[str], Made]) -> None:
    ran = alarms(cloud, made("watched"))
    assert ran.status != 0 and "--yes" in ran.err and ran.changes == []


def test_a_design_without_alarms_and_dashboard_has_no_files_for_them(made: Callable[[str], Made]) -> None:
    files = made("preset")
    assert not (files.folder / SCRIPT).exists()
    assert not (files.folder / "monitoring/dashboard.json").exists()


@pytest.mark.parametrize("name", WATCHED)
def test_the_stack_watches_the_same(made: Callable[[str], Made], name: str) -> None:
    files = made(name)
    expanded = cfn.expand(files.text("sam/template.yaml"))
    (topic,) = cfn.of_type(expanded, "AWS::SNS::Topic")
    subscription = {"Protocol": "email", "Endpoint": "team@example.com"}
    assert cfn.of_type(expanded, "AWS::SNS::Topic")[topic] == {"Subscription": [subscription]}
    (api,) = cfn.of_type(expanded, "AWS::ApiGateway::RestApi")
    (function,) = cfn.of_type(expanded, "AWS::Lambda::Function")
    title: Any = "Dash Lambda API" if name == "watched" else {"Ref": api}
    wanted = list(wanted_alarms(files.design, title, {"Ref": topic}).values())
    for alarm in wanted:
        if alarm["Namespace"] == "AWS/Lambda":
            alarm["Dimensions"] = [{"Name": "FunctionName", "Value": {"Ref": function}}]
    found = list(cfn.of_type(expanded, "AWS::CloudWatch::Alarm").values())

    def place(alarm: dict[str, Any]) -> str:
        return f"{alarm['Dimensions']} {alarm['MetricName']}"

    # SAM sorts resources by their logical ids.
    assert sorted(found, key=place) == sorted(wanted, key=place)
    ((_, dashboard),) = cfn.of_type(expanded, "AWS::CloudWatch::Dashboard").items()
    text = dashboard["DashboardBody"]["Fn::Sub"]
    # What CloudFormation fills in: what is defined, and nothing that a person typed.
    references = set(re.findall(r"\$\{([^!}]+)\}", text))
    assert references == {"AWS::Region", function} | (set() if isinstance(title, str) else {api})
    drawn = title if isinstance(title, str) else f"${{{api}}}"
    assert_body(json.loads(text), files.design, drawn, [f"${{{function}}}"], "${AWS::Region}")


@pytest.mark.parametrize("name", ["preset", "stage settings", "watched by id", HTTP])
def test_the_queries_commands_have_parameters_that_the_cli_accepts(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path, name: str
) -> None:
    if name == HTTP:
        text = studio.generate(http_designs.combined("watched"), tmp_path).text("monitoring/queries.md")
        assert "ApiName" not in text and "5XXError" not in text and "Execution" not in text
    else:
        text = made(name).text("monitoring/queries.md")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S)
    commands = "".join(blocks).splitlines()
    # Version 2 of the CLI alone has it.
    checked = [line for line in commands if not line.startswith("aws logs tail ")]
    asked = [re.findall(r"--metric-name (\w+) --dimensions (.+) --start-time", line) for line in commands if "get-metric" in line]
    by_stage: dict[str, list[str]] = {}
    for ((metric, dimensions),) in asked:
        by_stage.setdefault(dimensions, []).append(metric)
    errors = ["4xx", "5xx"] if name == HTTP else ["4XXError", "5XXError"]
    assert by_stage and all(metrics == ["Count", *errors, "Latency"] for metrics in by_stage.values())
    assert len(checked) >= 10 and all(line.startswith("aws ") for line in commands)
    script = tmp_path / "queries.sh"
    script.write_text("\n".join(["set -eu", *checked, ""]))
    ran = cloud.run("bash", str(script), SHIM_LINT="1", QUERY="fields @message", QUERY_ID="x")
    assert (ran.status, len(ran.calls)) == (0, len(checked)), ran.err


def test_every_query_asks_for_fields_of_the_log(made: Callable[[str], Made]) -> None:
    """The fields of the preset's JSON log, and those that `parse` takes from a line of one's own."""
    text = made("preset").text("monitoring/queries.md")
    access = text.split("\n## ")[1]
    assert access.startswith("Access log of `dev`") and "/aws/apigateway/dash-lambda/dev" in access
    assert "filter status >= 500" in access and "by resourcePath" in access and "by ip" in access
    own = made("stage settings").text("monitoring/queries.md")
    assert "parse @message '* \"*\"' as requestId, status\n| fields @timestamp, status\n" in own
