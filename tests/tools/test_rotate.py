"""`cli/rotate-api-key.sh` with the real AWS CLI against a simulated account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import studio
from cloud import Cloud, Ran
from designs import Design
from studio import Made


def small(*names: str) -> Design:
    """No more than keys need; each of them in a plan of its own."""
    design = studio.design("no domain")
    design.update(cors=None, routes=design["routes"][:1], stages=design["stages"][:1])
    design["stages"][0]["access_log"] = None
    stage = design["stages"][0]["name"]
    access = design["access"]
    access["api_keys"] = [{"name": name, "description": "For us", "enabled": True} for name in names]
    access["usage_plans"] = [
        dict(access["usage_plans"][0], name=f"Plan of {name}", api_keys=[name], stages=[stage])
        for name in names
    ]
    return design


def run(cloud: Cloud, made: Made, script: str, *words: str) -> Ran:
    return cloud.run("bash", str(made.folder / f"cli/{script}.sh"), *words)


def succeed(ran: Ran) -> Ran:
    assert ran.status == 0, ran.err
    assert ran.outbound == []
    return ran


def deployed(cloud: Cloud, folder: Path, *names: str) -> Made:
    made = studio.generate(small(*names), folder)
    cloud.prepare(made.design)
    succeed(run(cloud, made, "deploy", "--yes"))
    return made


def keys(cloud: Cloud) -> list[tuple[str, bool, list[str]]]:
    """Name, whether it is enabled, and plans of every key, oldest first."""
    state = cloud.state()
    return [
        (key["name"], key["enabled"], [plan["name"] for plan in state["plans"] if key["id"] in plan["keys"]])
        for key in state["keys"]
    ]


def value(cloud: Cloud, number: int) -> str:
    return str(cloud.client("apigateway").get_api_keys(includeValues=True)["items"][number]["value"])


def test_a_key_is_replaced_without_an_outage(cloud: Cloud, tmp_path: Path) -> None:
    """Both keys work until the old one is switched off; every phase can be run again, and looked at first."""
    name = "it's \"our\" $KEY"
    made = deployed(cloud, tmp_path, name)
    plans = [f"Plan of {name}"]
    phases: list[tuple[list[str], list[tuple[str, bool, list[str]]]]] = [
        ([], [(name, True, plans), (name, True, plans)]),
        (["--finish"], [(name, False, plans), (name, True, plans)]),
        (["--delete"], [(name, True, plans)]),
    ]
    for words, wanted in phases:
        before = cloud.state()
        look = succeed(run(cloud, made, "rotate-api-key", *words, "--dry-run"))
        assert look.changes == [] and cloud.state() == before
        ran = succeed(run(cloud, made, "rotate-api-key", *words, "--yes"))
        printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
        assert printed == [words[1] for words in ran.changes] != []
        assert keys(cloud) == wanted
        # A deployment between the phases changes none of it, and names none of it.
        state = cloud.state()
        assert "no longer" not in succeed(run(cloud, made, "deploy", "--yes")).err
        assert cloud.state() == state
        # No second key, nothing more to switch off or to remove.
        again = succeed(run(cloud, made, "rotate-api-key", *words, "--yes"))
        assert again.changes == []
        if not words:
            early = run(cloud, made, "rotate-api-key", "--delete", "--yes")
            assert early.status != 0 and early.changes == []
            assert value(cloud, 1) not in again.out + again.err
            (command,) = again.out.splitlines()
            assert succeed(cloud.run(*command.split())).out.strip() == value(cloud, 1)
            shown = succeed(run(cloud, made, "rotate-api-key", "--show", "--yes"))
            assert shown.out.splitlines() == [command, value(cloud, 1)]
    # The only key is never switched off.
    assert succeed(run(cloud, made, "rotate-api-key", "--finish", "--yes")).changes == []
    (key,) = cloud.state()["keys"]
    assert key["description"] == "For us" and key["tags"]["gateway-studio"].endswith("/2")
    # The next one, and all of them go with the project.
    succeed(run(cloud, made, "rotate-api-key", "--yes"))
    assert [key["tags"]["gateway-studio"][-2:] for key in cloud.state()["keys"]] == ["/2", "/3"]
    succeed(run(cloud, made, "teardown", "--yes"))
    assert cloud.state()["keys"] == cloud.state()["plans"] == []


@pytest.mark.parametrize("kind", ["before", "after"])
def test_an_interrupted_rotation_is_finished_by_the_next(cloud: Cloud, tmp_path: Path, kind: str) -> None:
    made = deployed(cloud, tmp_path, "One")
    script = str(made.folder / "cli/rotate-api-key.sh")
    for number in [1, 2] if kind == "before" else [1]:
        assert cloud.interrupted(f"{kind}:{number}", "bash", script, "--yes").status != 0
        # The old key is not switched off while the new one is in none of its plans.
        early = run(cloud, made, "rotate-api-key", "--finish", "--yes")
        assert early.changes == [] and all(enabled for _, enabled, _ in keys(cloud))
    succeed(run(cloud, made, "rotate-api-key", "--yes"))
    assert keys(cloud) == [("One", True, ["Plan of One"])] * 2


def test_of_several_keys_the_named_one_is_replaced(cloud: Cloud, tmp_path: Path) -> None:
    made = deployed(cloud, tmp_path, "One", "Two", "One more")
    for words in [[], ["--key=Three"]]:
        ran = run(cloud, made, "rotate-api-key", "--yes", *words)
        assert ran.status == 64 and ran.changes == [] and "  One more\n" in ran.err
    succeed(run(cloud, made, "rotate-api-key", "--yes", "--key=One"))
    assert sorted(name for name, _, _ in keys(cloud)) == ["One", "One", "One more", "Two"]


def test_without_a_key_or_consent_nothing_happens(cloud: Cloud, tmp_path: Path) -> None:
    made = studio.generate(small("One"), tmp_path)
    ran = run(cloud, made, "rotate-api-key", "--yes")
    assert ran.status != 0 and "deploy.sh" in ran.err and ran.changes == []
    ran = run(cloud, made, "rotate-api-key")
    assert ran.status != 0 and "--yes" in ran.err and ran.changes == []
    assert run(cloud, made, "rotate-api-key", "--force").status == 64
    usage = succeed(run(cloud, made, "rotate-api-key", "--help"))
    assert "--finish" in usage.out


def test_a_key_that_is_switched_off_is_not_replaced(cloud: Cloud, tmp_path: Path) -> None:
    made = deployed(cloud, tmp_path, "One")
    state: dict[str, Any] = cloud.state()
    client = cloud.client("apigateway")
    off = [{"op": "replace", "path": "/enabled", "value": "false"}]
    client.update_api_key(apiKey=state["keys"][0]["id"], patchOperations=off)
    for words in [[], ["--finish"], ["--delete"]]:
        ran = run(cloud, made, "rotate-api-key", "--yes", *words)
        assert ran.status != 0 and ran.changes == []
