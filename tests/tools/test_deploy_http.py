"""`cli/deploy.sh` and `cli/teardown.sh` of HTTP APIs, with the real AWS CLI against a simulated account."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import meaning
import studio
from cloud import Cloud
from designs import ACCOUNT, FORMATS, REGION, Design, method, route
from http_designs import ISSUER, combined
from test_deploy import deploy, left_commands, succeed, teardown

# Between them every branch of the scripts.
DEPLOYED = {
    "preset": ["preset"],
    "default stage": ["default stage", "several routes"],
    "settings": ["settings", "deep mappings", "Japanese"],
    "authorizers": ["authorizers", "no domain"],
    "bare": ["no domain", "no CORS", "no logs", "watched"],
}
HEAD = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:"
CALL = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/"


def assert_is(state: dict[str, Any], design: Design) -> None:
    """The account holds what the design says, and nothing else."""
    (api,) = state["http apis"]
    wanted, settings = design["api"]["http"], api["settings"]
    assert settings["ProtocolType"] == "HTTP"
    assert (settings["Name"], settings.get("Description", "")) == (wanted["name"], wanted["description"])
    assert settings["IpAddressType"] == wanted["ip_address_type"]
    assert settings["DisableExecuteApiEndpoint"] == wanted["disable_execute_api_endpoint"]
    assert settings["Tags"] == {"gateway-studio": design["name"]}
    assert_cors(settings.get("CorsConfiguration"), design["cors"])
    asked = assert_authorizers(api, design)
    called = assert_routes(api, design)
    assert_stages(api, design)
    assert_domain(state, design, settings["ApiId"])
    assert state["log groups"] == meaning.log_groups(design)
    # Logs are delivered: no role of the account, and nothing that only REST APIs have.
    assert (state["account"], state["apis"], state["keys"], state["plans"]) == (None, [], [], [])
    for function, statements in state["permissions"].items():
        arns = [statement["Condition"]["ArnLike"]["AWS:SourceArn"] for statement in statements]
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{settings['ApiId']}"
        expected = [f"{source}/*/*"] if function in called else []
        assert sorted(arns) == sorted(expected + [f"{source}/authorizers/{id_}" for id_ in asked.get(function, [])])


def assert_cors(found: dict[str, Any] | None, cors: dict[str, Any] | None) -> None:
    assert (found is None) == (cors is None)
    if found and cors:
        assert found["AllowOrigins"] == cors["allow_origins"]
        assert found["AllowMethods"] == cors["allow_methods"]
        assert found.get("AllowHeaders", []) == [header.lower() for header in cors["allow_headers"]]
        assert found.get("AllowCredentials", False) == cors["allow_credentials"]
        assert found.get("MaxAge") == cors["max_age_seconds"]
        assert [name.lower() for name in found.get("ExposeHeaders", [])] == [header.lower() for header in cors.get("expose_headers", [])]


def assert_authorizers(api: dict[str, Any], design: Design) -> dict[str, list[str]]:
    """The ids of the authorizers by the function that they ask."""
    asked: dict[str, list[str]] = {}
    found = {entry["Name"]: entry for entry in api["authorizers"].values()}
    assert len(found) == len(api["authorizers"]) == len(design["access"]["authorizers"])
    for wanted in design["access"]["authorizers"]:
        entry = found[wanted["name"]]
        ((kind, value),) = wanted["kind"].items()
        if kind == "jwt":
            assert entry["AuthorizerType"] == "JWT"
            assert entry["IdentitySource"] == [f"$request.header.{value['header']}"]
            assert entry["JwtConfiguration"] == {"Issuer": value["issuer"], "Audience": value["audience"]}
            continue
        assert kind == "lambda_request" and entry["AuthorizerType"] == "REQUEST"
        sources = [f"$request.header.{name}" for name in value["headers"]]
        sources += [f"$request.querystring.{name}" for name in value["query_strings"]]
        assert entry["IdentitySource"] == sources
        assert entry["AuthorizerUri"] == f"{CALL}{HEAD}{value['function']}/invocations"
        how = entry["AuthorizerPayloadFormatVersion"], entry["EnableSimpleResponses"]
        assert how == FORMATS[value.get("format", "simple")]
        assert entry["AuthorizerResultTtlInSeconds"] == value["ttl_seconds"]
        asked.setdefault(value["function"], []).append(entry["AuthorizerId"])
    return asked


def wanted_routes(design: Design) -> dict[str, tuple[str, str, str | None, tuple[str, ...]]]:
    """Function, type, authorizer and scopes by route key."""
    access, routes = design["access"], {}
    kinds = {a["name"]: a["kind"] for a in access["authorizers"]}
    for entry in design["routes"]:
        for called in entry["methods"]:
            authorization = called["authorization"] or access["authorization"]
            kind, name, scopes = {"none": "NONE", "iam": "AWS_IAM"}.get(str(authorization), ""), None, []
            if isinstance(authorization, dict):
                name = authorization["authorizer"]
                jwt = kinds[name].get("jwt")
                kind = "JWT" if jwt else "CUSTOM"
                scopes = (called["authorization_scopes"] or jwt["scopes"]) if jwt else []
            function = called["integration"]["lambda_proxy"]["function"]
            routes[f"{called['verb']} {entry['path']}"] = (function, kind, name, tuple(sorted(scopes)))
            # An ANY that asks for credentials would refuse the preflight.
            if design["cors"] and called["verb"] == "ANY" and kind != "NONE":
                assert all(other["verb"] != "OPTIONS" for other in entry["methods"])
                routes[f"OPTIONS {entry['path']}"] = (function, "NONE", None, ())
    return routes


def assert_routes(api: dict[str, Any], design: Design) -> set[str]:
    """The functions that routes call."""
    integrations = {}
    for id_, entry in api["integrations"].items():
        assert (entry["IntegrationType"], entry["IntegrationMethod"]) == ("AWS_PROXY", "POST")
        assert entry["PayloadFormatVersion"] == design["api"]["http"]["payload_format_version"]
        assert entry["TimeoutInMillis"] == 30000 and entry["IntegrationUri"].startswith(HEAD)
        integrations[f"integrations/{id_}"] = entry["IntegrationUri"].removeprefix(HEAD)
    assert len(set(integrations.values())) == len(integrations)
    found = {
        entry["RouteKey"]: (
            integrations[entry["Target"]],
            entry["AuthorizationType"],
            api["authorizers"][entry["AuthorizerId"]]["Name"] if entry.get("AuthorizerId") else None,
            tuple(sorted(entry.get("AuthorizationScopes") or ())),
        )
        for entry in api["routes"]
    }
    assert len(found) == len(api["routes"]) and found == wanted_routes(design)
    assert {function for function, *_ in found.values()} == set(integrations.values())
    return set(integrations.values())


def assert_stages(api: dict[str, Any], design: Design) -> None:
    assert set(api["stages"]) == {stage["name"] for stage in design["stages"]}
    for wanted in design["stages"]:
        stage = api["stages"][wanted["name"]]
        assert stage["AutoDeploy"] is True and stage["Tags"] == {"gateway-studio": design["name"]}
        assert stage.get("Description", "") == wanted["description"]
        assert stage["StageVariables"] == meaning.variables(wanted)
        group, log = meaning.log_group(design, wanted), stage.get("AccessLogSettings")
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}"
        assert log == (group and {"DestinationArn": arn, "Format": meaning.log_format(wanted, http=True)})
        settings, throttle = stage["DefaultRouteSettings"], wanted["throttle"]
        assert settings["DetailedMetricsEnabled"] == wanted["detailed_metrics"]
        limits = settings.get("ThrottlingRateLimit"), settings.get("ThrottlingBurstLimit")
        # Never set, or the account's own.
        allowed = [(throttle["rate_limit"], throttle["burst_limit"])] if throttle else [(None, None), (10000.0, 5000)]
        assert limits in allowed


def assert_domain(state: dict[str, Any], design: Design, api: str) -> None:
    domain = design["domain"]
    assert [entry["domainName"] for entry in state["domains"]] == ([domain["name"]] if domain else [])
    for found in state["domains"]:
        mappings = {entry.get("ApiMappingKey", ""): (entry["ApiId"], entry["Stage"]) for entry in found["api mappings"]}
        assert mappings == {path: (api, stage) for path, stage in meaning.mappings(design).items()}
        assert found["mappings"] == []
        (record,) = state["records"]["example.com."]
        assert record["AliasTarget"]["DNSName"] == f"{found['regionalDomainName']}."


@pytest.mark.parametrize("name", DEPLOYED)
def test_an_http_api_is_deployed_and_removed_again(cloud: Cloud, tmp_path: Path, name: str) -> None:
    """Look first, deploy, deploy again, remove, remove again."""
    files = studio.generate(combined(*DEPLOYED[name]), tmp_path)
    cloud.prepare(files.design)
    empty = cloud.state()

    look = succeed(deploy(cloud, files, "--dry-run"))
    assert look.changes == [] and cloud.state() == empty
    first = succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    assert_is(state, files.design)
    printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
    assert printed == [words[1] for words in first.changes]
    urls = [line for line in first.out.splitlines() if line.startswith("https://")]
    id_ = state["http apis"][0]["settings"]["ApiId"]
    for stage in files.design["stages"]:
        path = "" if stage["name"] == "$default" else f"{stage['name']}/"
        shown = f"https://{id_}.execute-api.{REGION}.amazonaws.com/{path}" in urls
        assert shown != files.design["api"]["http"]["disable_execute_api_endpoint"]

    second = succeed(deploy(cloud, files, "--yes"))
    assert cloud.state() == state
    # Only what has no question of its own is said again.
    repeated = {"create-log-group", "put-retention-policy", "change-resource-record-sets"}
    assert {words[1] for words in second.changes} <= repeated

    succeed(teardown(cloud, files, "--dry-run"))
    assert cloud.state() == state
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    assert cloud.state() == empty
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    assert cloud.state() == empty


def full() -> Design:
    """With something in every place that `changed` changes, and from which `bare` takes it."""
    design = combined("several routes", "authorizers", "deep mappings")
    design["stages"][1].update(throttle={"rate_limit": 3.5, "burst_limit": 2}, detailed_metrics=True)
    return design


def changed() -> Design:
    design = full()
    design["api"]["http"].update(name="Renamed", description="", ip_address_type="dualstack", payload_format_version="1.0")
    design["cors"].update(allow_origins=["https://app.example.com"], allow_credentials=True, max_age_seconds=None)
    tokens, requests = design["access"]["authorizers"]
    tokens["kind"]["jwt"].update(audience=["new-client"], issuer=ISSUER + "2", header="X-Id-Token")
    requests["kind"]["lambda_request"].update(headers=["X-Hook"], query_strings=[], ttl_seconds=0)
    by_path = {entry["path"]: entry["methods"] for entry in design["routes"]}
    # Every kind of caller becomes another one.
    by_path["/health"][0]["authorization"] = {"authorizer": "requests"}
    by_path["/hooks"][0]["authorization"] = {"authorizer": "tokens"}
    by_path["/orders"][0]["authorization"] = "iam"
    by_path["/orders"][1].update(authorization="none", authorization_scopes=[])
    by_path["/orders"][2]["authorization"] = {"authorizer": "tokens"}
    by_path["/items"][0]["integration"]["lambda_proxy"]["function"] = "report-lambda"
    dev, prod = design["stages"]
    dev.update(variables=[{"name": "colour", "value": "green"}], description="", throttle={"rate_limit": 1.0, "burst_limit": 1})
    prod.update(variables=[], detailed_metrics=False, throttle={"rate_limit": 9.0, "burst_limit": 3})
    prod["access_log"].update(format="csv", log_group="/aws/apigateway/dash-lambda/prod")
    design["domain"]["mappings"] = [{"base_path": "", "stage": "dev"}, {"base_path": "app/v2", "stage": "prod"}]
    return design


def bare() -> Design:
    """Without what `full` has, and with a route that stands where another one stood."""
    design = combined("no CORS", "no logs")
    design["routes"].append(route("/items/{name}", method("GET")))
    # Those that only decided are decided about nothing any more, but are there.
    design["functions"] = full()["functions"]
    return design


@pytest.mark.parametrize("steps", [(full, changed), (changed, bare), (bare, full)])
def test_a_changed_http_api_is_what_a_fresh_one_would_be(cloud: Cloud, tmp_path: Path, steps: Any) -> None:
    cloud.prepare(full())
    ids = set()
    for number, step in enumerate(steps):
        files = studio.generate(step(), tmp_path / str(number))
        ran = succeed(deploy(cloud, files, "--yes"))
        assert left_commands(ran) == []
        state = cloud.state()
        # Logs outlive their settings, and permissions the last route to a function.
        groups = meaning.log_groups(files.design)
        state["log groups"] = {name: days for name, days in state["log groups"].items() if name in groups}
        if step is bare:
            for function in ["guard", "report-lambda"]:
                assert not [s for s in state["permissions"][function] if "/authorizers/" in str(s)]
                state["permissions"][function] = []
        assert_is(state, files.design)
        ids.add(state["http apis"][0]["settings"]["ApiId"])
        again = cloud.state()
        second = succeed(deploy(cloud, files, "--yes"))
        assert cloud.state() == again and "no longer in the design" not in second.err
    assert len(ids) == 1


def test_an_authorizer_changes_its_kind_under_its_name(cloud: Cloud, tmp_path: Path) -> None:
    """No route is open meanwhile, and none is made anew."""
    old, new = [combined("authorizers", "no domain", "no logs") for _ in range(2)]
    tokens, requests = new["access"]["authorizers"]
    tokens["kind"], requests["kind"] = requests["kind"], tokens["kind"]
    for entry in new["routes"]:
        for called in entry["methods"]:
            called["authorization_scopes"] = []
    cloud.prepare(old)
    succeed(deploy(cloud, studio.generate(old, tmp_path / "old"), "--yes"))
    routes = {entry["RouteKey"]: entry["RouteId"] for entry in cloud.state()["http apis"][0]["routes"]}
    files = studio.generate(new, tmp_path / "new")
    # Also where a run stops between two commands.
    for fail in ["after:3", "before:2"]:
        assert cloud.interrupted(fail, "bash", str(files.folder / "cli/deploy.sh"), "--yes").status
    succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    assert_is(state, new)
    assert {entry["RouteKey"]: entry["RouteId"] for entry in state["http apis"][0]["routes"]} == routes


def test_an_interrupted_http_deployment_is_finished_by_the_next(cloud: Cloud, tmp_path: Path) -> None:
    files = studio.generate(full(), tmp_path)
    cloud.prepare(files.design)
    stopped = 0
    for number in range(2, 100, 6):
        kind = ["before", "after"][number % 2]
        ran = cloud.interrupted(f"{kind}:{number}", "bash", str(files.folder / "cli/deploy.sh"), "--yes")
        if ran.status == 0:
            break
        stopped += 1
    assert ran.status == 0 and stopped > 2
    assert_is(cloud.state(), files.design)
    for number in [1, 2, 2]:
        assert cloud.interrupted(f"after:{number}", "bash", str(files.folder / "cli/teardown.sh"), "--yes").status
    succeed(teardown(cloud, files, "--yes"))
    assert cloud.state()["http apis"] == [] == cloud.state()["domains"]


def test_what_left_the_design_is_named_with_its_command(cloud: Cloud, tmp_path: Path) -> None:
    """A stage, and the REST API that the project had before; both may be in use."""
    old, new = combined("default stage", "no logs"), combined("no logs")
    new["domain"]["mappings"] = [{"base_path": "", "stage": "prod"}]
    cloud.prepare(old)
    rest = cloud.client("apigateway").create_rest_api(name="x", tags={"gateway-studio": "dash-lambda"})["id"]
    succeed(deploy(cloud, studio.generate(old, tmp_path / "old"), "--yes"))
    files = studio.generate(new, tmp_path / "new")
    ran = succeed(deploy(cloud, files, "--yes"))
    (api,) = cloud.state()["http apis"]
    assert set(api["stages"]) == {"$default", "dev", "prod"}
    id_ = api["settings"]["ApiId"]
    assert left_commands(ran) == [
        f"aws apigatewayv2 delete-stage --api-id {id_} --stage-name \\$default",
        f"aws apigateway delete-rest-api --rest-api-id {rest}",
    ]
    script = tmp_path / "left.sh"
    script.write_text("\n".join(["set -eu", *left_commands(ran), ""]))
    succeed(cloud.run("bash", str(script)))
    assert_is(cloud.state(), new)
    assert left_commands(succeed(deploy(cloud, files, "--yes"))) == []


def test_an_http_api_of_somebody_else_is_left_alone(cloud: Cloud, tmp_path: Path) -> None:
    """Without tags, of another project, of another protocol; and mappings that lead to it."""
    design = combined("no logs")
    files = studio.generate(design, tmp_path)
    cloud.prepare(design)
    client = cloud.client("apigatewayv2")
    theirs = client.create_api(Name="Dash HTTP API", ProtocolType="HTTP")["ApiId"]
    client.create_api(Name="Dash HTTP API", ProtocolType="HTTP", Tags={"gateway-studio": "dash-lambda-2"})
    client.create_api(Name="Dash", ProtocolType="WEBSOCKET", Tags={"gateway-studio": "dash-lambda"}, RouteSelectionExpression="$request.body.action")
    client.create_stage(ApiId=theirs, StageName="live")
    succeed(deploy(cloud, files, "--yes"))
    assert len(cloud.state()["http apis"]) == 4
    client.create_api_mapping(DomainName="api.example.com", ApiMappingKey="theirs/v1", ApiId=theirs, Stage="live")
    succeed(deploy(cloud, files, "--yes"))
    ran = succeed(teardown(cloud, files, "--yes"))
    state = cloud.state()
    assert len(state["http apis"]) == 3 and "api.example.com stays" in ran.err
    (domain,) = state["domains"]
    assert [entry["ApiMappingKey"] for entry in domain["api mappings"]] == ["theirs/v1"]
    client.create_api(Name="x", ProtocolType="HTTP", Tags={"gateway-studio": "dash-lambda"})
    client.create_api(Name="y", ProtocolType="HTTP", Tags={"gateway-studio": "dash-lambda"})
    before = cloud.state()
    for ran in [deploy(cloud, files, "--yes"), teardown(cloud, files, "--yes")]:
        assert ran.status != 0 and "more than one HTTP API" in ran.err and cloud.state() == before


@pytest.mark.parametrize("over", [None, full])
def test_every_printed_command_is_one_that_the_cli_accepts(cloud: Cloud, tmp_path: Path, over: Any) -> None:
    """A dry run's lines are commands, of a first deployment and of a change; the CLI checks each offline."""
    files = studio.generate(combined("settings", "authorizers", "default stage" if over else "deep mappings"), tmp_path / "new")
    cloud.prepare(full())
    if over:
        succeed(deploy(cloud, studio.generate(over(), tmp_path / "old"), "--yes"))
    look = succeed(deploy(cloud, files, "--dry-run"))
    lines = [line.removeprefix("+ ") for line in look.out.splitlines() if line.startswith("+ ")]
    assert len(lines) > 10
    script = tmp_path / "lines.sh"
    script.write_text("\n".join(["set -eu", *lines, ""]))
    checked = succeed(cloud.run("bash", str(script), SHIM_LINT="1"))
    assert len(checked.calls) == len(lines)


def test_shellcheck_finds_nothing_in_the_scripts_of_http_apis(tmp_path: Path) -> None:
    program = shutil.which("shellcheck")
    if not program:
        pytest.fail("shellcheck is not installed")
    files = []
    for number, names in enumerate([["preset", "watched"], ["authorizers", "default stage", "several routes"], ["settings", "no domain"]]):
        made = studio.generate(combined(*names), tmp_path / str(number))
        assert not (made.folder / "cli/rotate-api-key.sh").exists()
        scripts = ["cli/deploy.sh", "cli/teardown.sh", *["monitoring/alarms.sh"] * ("watched" in names)]
        files += [str(made.folder / script) for script in scripts]
    for file in files:
        subprocess.run(["bash", "-n", file], check=True)
    done = subprocess.run([program, "--severity=style", "--format=gcc", *files], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")
