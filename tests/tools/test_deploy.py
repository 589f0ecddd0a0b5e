"""`cli/deploy.sh` and `cli/teardown.sh` with the real AWS CLI against a simulated account."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import meaning
import studio
from cloud import Cloud, Ran
from designs import ACCOUNT, DESIGNS, REGION, USER_POOL, VPC_ENDPOINTS, WEB_ACL, Design, method, route
from studio import Made

# Between them every branch of the script; each costs a dozen seconds.
DEPLOYED = {
    "preset": ["preset"],
    "edge domain": [
        "edge domain, certificate left open",
        "two mappings",
        "several routes",
        "API keys required",
        "closed endpoint",
        "cache and web ACL",
    ],
    "CNAME": [
        "CNAME record",
        "domain with base paths of several parts",
        "stage settings",
        "several functions",
        "Japanese names",
        "CORS with credentials",
    ],
    "authorizers": ["authorizers"],
    "bare": ["no domain", "no CORS", "IAM authorization", "edge API", "no logs"],
    "private": ["private API", "no keys", "no logs"],
}
# The rest, checked command by command without an account's answers.
LINTED = {
    "apex": ["apex of the zone", "edge API"],
    "open": ["zone left open", "several routes", "IAM authorization"],
    "given": ["everything given", "stage settings"],
    "authorizers": ["authorizers", "no CORS"],
    "closed": ["closed endpoint", "cache and web ACL", "no domain", "XML log"],
    "elsewhere": ["DNS elsewhere", "no keys", "Japanese comments"],
}
LOG_ROLE = "gateway-studio-api-gateway-logs"


def deploy(cloud: Cloud, made: Made, *words: str, **environment: str) -> Ran:
    return cloud.run("bash", str(made.folder / "cli/deploy.sh"), *words, **environment)


def teardown(cloud: Cloud, made: Made, *words: str) -> Ran:
    return cloud.run("bash", str(made.folder / "cli/teardown.sh"), *words)


def succeed(ran: Ran) -> Ran:
    assert ran.status == 0, ran.err
    assert ran.outbound == []
    return ran


def assert_is(state: dict[str, Any], design: Design) -> None:
    """The account holds what the design says, and nothing else."""
    (api,) = state["apis"]
    rest = design["api"]["rest"]
    settings = api["settings"]
    assert (settings["name"], settings["description"]) == (rest["name"], rest["description"])
    found = {"ipAddressType": "ipv4", **settings["endpointConfiguration"]}
    found["vpcEndpointIds"] = sorted(found.get("vpcEndpointIds", []))
    assert found == meaning.endpoint(design)
    assert (json.loads(settings["policy"]) if settings.get("policy") else None) == meaning.policy(design)
    assert settings["disableExecuteApiEndpoint"] == rest["disable_execute_api_endpoint"]
    assert settings.get("minimumCompressionSize") == rest["minimum_compression_size"]
    assert settings["apiKeySource"] == rest["api_key_source"]
    assert sorted(settings["binaryMediaTypes"]) == sorted(rest["binary_media_types"])
    assert_methods(api, design)
    assert_stages(api, design)
    assert_access(state, design, settings["id"])
    assert_domain(state, design, settings["id"])
    assert state["log groups"] == meaning.log_groups(design)
    wanted = f"arn:aws:iam::{ACCOUNT}:role/{LOG_ROLE}" if meaning.has_logs(design) else None
    assert state["account"] == wanted
    assert state["roles"].get(LOG_ROLE) == (["AmazonAPIGatewayPushToCloudWatchLogs"] if wanted else None)
    called = {method.function for method in meaning.methods(design).values()}
    asked = assert_authorizers(api, design)
    for function, statements in state["permissions"].items():
        arns = [statement["Condition"]["ArnLike"]["AWS:SourceArn"] for statement in statements]
        source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{settings['id']}"
        wanted = [f"{source}/*/*/*"] if function in called else []
        wanted += [f"{source}/authorizers/{id_}" for id_ in asked.get(function, [])]
        assert sorted(arns) == sorted(wanted)
        assert all(s["Principal"] == {"Service": "apigateway.amazonaws.com"} for s in statements)


def assert_authorizers(api: dict[str, Any], design: Design) -> dict[str, list[str]]:
    """The ids of the authorizers by the function that they ask."""
    found, asked = {}, {}
    head = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/arn:aws:lambda:{REGION}:{ACCOUNT}:function:"
    for id_, entry in api["authorizers"].items():
        function = None
        if uri := entry.get("authorizerUri"):
            assert uri.startswith(head) and uri.endswith("/invocations")
            function = uri[len(head) : -len("/invocations")]
            asked.setdefault(function, []).append(id_)
        found[entry["name"]] = meaning.Authorizer(
            entry["type"],
            function,
            entry.get("identitySource", ""),
            entry.get("identityValidationExpression", ""),
            None if entry["type"] == "COGNITO_USER_POOLS" else entry["authorizerResultTtlInSeconds"],
            tuple(entry.get("providerARNs", ())),
        )
    assert len(found) == len(api["authorizers"]) and found == meaning.authorizers(design)
    return asked


def assert_methods(api: dict[str, Any], design: Design) -> None:
    found, preflights = {}, {}
    for path, resource in api["resources"].items():
        for verb, entry in resource.get("resourceMethods", {}).items():
            integration = entry["methodIntegration"]
            if integration["type"] == "MOCK":
                assert verb == "OPTIONS"
                preflights[path] = entry
                continue
            assert (integration["type"], integration["httpMethod"]) == ("AWS_PROXY", "POST")
            prefix = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/arn:aws:lambda:{REGION}:{ACCOUNT}:function:"
            assert integration["uri"].startswith(prefix) and integration["uri"].endswith("/invocations")
            function = integration["uri"][len(prefix) : -len("/invocations")]
            authorizer = entry.get("authorizerId")
            found[path, verb] = meaning.Method(
                function,
                entry["authorizationType"],
                entry["apiKeyRequired"],
                authorizer and api["authorizers"][authorizer]["name"],
                tuple(sorted(entry.get("authorizationScopes") or ())),
            )
    assert found == meaning.methods(design)
    assert set(preflights) == meaning.preflight_paths(design)
    cors = design["cors"]
    for entry in preflights.values():
        assert (entry["authorizationType"], entry["apiKeyRequired"]) == ("NONE", False)
        integration, headers = entry["methodIntegration"], meaning.preflight_headers(design)
        assert integration["contentHandling"] == "CONVERT_TO_TEXT"
        assert integration["requestTemplates"] == {"application/json": '{"statusCode":204}'}
        assert set(entry["methodResponses"]["204"]["responseParameters"]) == {
            f"method.response.header.{name}" for name in headers
        }
        assert integration["integrationResponses"]["204"]["responseParameters"] == {
            f"method.response.header.{name}": f"'{value}'" for name, value in headers.items()
        }
    readable = meaning.error_headers(design)
    assert api["gateway responses"] == ({"DEFAULT_4XX": readable, "DEFAULT_5XX": readable} if cors else {})


def assert_stages(api: dict[str, Any], design: Design) -> None:
    assert set(api["stages"]) == {stage["name"] for stage in design["stages"]}
    newest = {stage["deploymentId"] for stage in api["stages"].values()}
    assert len(newest) == 1 and newest <= {deployment["id"] for deployment in api["deployments"]}
    for wanted in design["stages"]:
        stage = api["stages"][wanted["name"]]
        assert stage.get("description", "") == wanted["description"]
        assert stage.get("variables", {}) == meaning.variables(wanted)
        assert stage["tracingEnabled"] == wanted["tracing"]
        group, log = meaning.log_group(design, wanted), stage.get("accessLogSettings")
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}"
        assert log == (group and {"destinationArn": arn, "format": meaning.log_format(wanted)})
        settings = stage["methodSettings"]["*/*"]
        assert settings["loggingLevel"] == wanted["execution_log"]
        assert settings["metricsEnabled"] == wanted["detailed_metrics"]
        assert settings["dataTraceEnabled"] == wanted["data_trace"]
        assert_cache(stage, wanted["cache"])
        assert stage.get("webAclArn", "") == meaning.web_acl(wanted)
        throttle = wanted["throttle"]
        found = settings["throttlingRateLimit"], settings["throttlingBurstLimit"]
        if throttle:
            assert found == (throttle["rate_limit"], throttle["burst_limit"])
        else:
            # Never set, or lifted: see `a_stage_without_a_throttle_has_the_accounts`.
            assert found in [(10000.0, 5000), (-1.0, -1)]


def assert_cache(stage: dict[str, Any], cache: dict[str, Any] | None) -> None:
    settings = stage["methodSettings"]["*/*"]
    assert stage["cacheClusterEnabled"] == settings["cachingEnabled"] == (cache is not None)
    if cache:
        assert stage["cacheClusterSize"] == cache["size"]
        assert settings["cacheTtlInSeconds"] == cache["ttl_seconds"]
        assert settings["cacheDataEncrypted"] == cache["encrypted"]


def assert_access(state: dict[str, Any], design: Design, api: str) -> None:
    access = design["access"]
    names = {key["id"]: key["name"] for key in state["keys"]}
    keys = {key["name"]: (key.get("description", ""), key["enabled"]) for key in state["keys"]}
    assert keys == {key["name"]: (key["description"], key["enabled"]) for key in access["api_keys"]}
    assert len(state["keys"]) == len(access["api_keys"])
    plans = {
        plan["name"]: (
            plan.get("description", ""),
            sorted((stage["apiId"], stage["stage"]) for stage in plan.get("apiStages", [])),
            plan.get("throttle") or None,
            plan.get("quota") or None,
            sorted(names[key] for key in plan["keys"]),
        )
        for plan in state["plans"]
    }
    assert len(state["plans"]) == len(access["usage_plans"])
    assert plans == {
        plan["name"]: (
            plan["description"],
            sorted((api, stage) for stage in plan["stages"]),
            plan["throttle"]
            and {"rateLimit": plan["throttle"]["rate_limit"], "burstLimit": plan["throttle"]["burst_limit"]},
            plan["quota"] and {"limit": plan["quota"]["limit"], "period": plan["quota"]["period"]},
            sorted(plan["api_keys"]),
        )
        for plan in access["usage_plans"]
    }


def assert_domain(state: dict[str, Any], design: Design, api: str) -> None:
    domain, record = design["domain"], meaning.record(design)
    assert [entry["domainName"] for entry in state["domains"]] == ([domain["name"]] if domain else [])
    records = {zone: list(entries) for zone, entries in state["records"].items()}
    if domain:
        (found,) = state["domains"]
        edge = domain["endpoint"] == "EDGE"
        assert found["endpointConfiguration"]["types"] == [domain["endpoint"]]
        given = found.get("certificateArn" if edge else "regionalCertificateArn")
        assert given and given.split(":")[3] == ("us-east-1" if edge else REGION)
        assert given == domain["certificate_arn"] or not domain["certificate_arn"]
        assert ("regionalCertificateArn" in found) != ("certificateArn" in found)
        mappings = {entry["basePath"]: (entry["restApiId"], entry["stage"]) for entry in found["mappings"]}
        # Paths of several parts are made by version 2 of the service's API, and then all of them.
        for entry in found.get("api mappings", []):
            mappings[entry.get("ApiMappingKey") or "(none)"] = (entry["ApiId"], entry["Stage"])
        assert mappings == {
            path or "(none)": (api, stage) for path, stage in meaning.mappings(design).items()
        }
        if record:
            side = "distribution" if edge else "regional"
            target = f"{found[f'{side}DomainName']}."
            wanted: dict[str, Any] = {"Name": f"{domain['name']}."}
            if record["record"] == "alias":
                zone = found[f"{side}HostedZoneId"]
                wanted |= {
                    "Type": "A",
                    "AliasTarget": {"HostedZoneId": zone, "DNSName": target, "EvaluateTargetHealth": False},
                }
            else:
                wanted |= {
                    "Type": "CNAME",
                    "TTL": record["record"]["cname"],
                    "ResourceRecords": [{"Value": target}],
                }
            assert records.pop("example.com.") == [wanted]
    assert not any(records.values())


def combined(names: list[str]) -> Design:
    """The preset with several edits of `designs.py`."""
    design = studio.design()
    for name in names:
        DESIGNS[name](design)
    return design


@pytest.mark.parametrize("name", DEPLOYED)
def test_a_design_is_deployed_and_removed_again(cloud: Cloud, tmp_path: Path, name: str) -> None:
    """Look first, deploy, deploy again, remove, remove again."""
    files = studio.generate(combined(DEPLOYED[name]), tmp_path)
    cloud.prepare(files.design)
    empty = cloud.state()

    look = succeed(deploy(cloud, files, "--dry-run"))
    assert look.changes == [] and cloud.state() == empty

    first = succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    assert_is(state, files.design)
    assert len(state["apis"][0]["deployments"]) == 1
    # What the dry run printed is what the real run did, command for command.
    printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
    assert printed == [words[1] for words in first.changes]
    id_ = state["apis"][0]["settings"]["id"]
    closed = files.design["api"]["rest"]["disable_execute_api_endpoint"]
    for stage in files.design["stages"]:
        url = f"https://{meaning.host(files.design, id_)}.execute-api.{REGION}.amazonaws.com/{stage['name']}/\n"
        assert (url in first.out) != closed
    for path in meaning.mappings(files.design):
        assert f"https://{files.design['domain']['name']}/{path + '/' if path else ''}\n" in first.out

    succeed(deploy(cloud, files, "--yes"))
    assert cloud.state() == state

    removal = succeed(teardown(cloud, files, "--yes"))
    freed = [words for words in removal.changes if words[:2] == ["wafv2", "disassociate-web-acl"]]
    assert len(freed) == sum(bool(meaning.web_acl(stage)) for stage in files.design["stages"])
    left = cloud.state()
    # The account's log role serves other APIs, too; logs are kept unless asked otherwise.
    assert left == empty | {key: state[key] for key in ["account", "roles", "log groups"]}
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    assert cloud.state() == left | {"log groups": {}}


@pytest.mark.parametrize("script", ["deploy", "teardown"])
def test_without_a_terminal_and_without_consent_nothing_happens(
    cloud: Cloud, made: Callable[[str], Made], script: str
) -> None:
    files = made("preset")
    cloud.prepare(files.design)
    succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    unasked = cloud.run("bash", str(files.folder / f"cli/{script}.sh"))
    assert unasked.status != 0 and "--yes" in unasked.err
    look = succeed(cloud.run("bash", str(files.folder / f"cli/{script}.sh"), "--dry-run"))
    assert "+ aws " in look.out
    assert unasked.changes == look.changes == [] and cloud.state() == state


@pytest.mark.parametrize("kind", ["before", "after"])
def test_an_interrupted_deployment_is_finished_by_the_next(
    cloud: Cloud, made: Callable[[str], Made], kind: str
) -> None:
    """Stopped at one change after the other: before it was made, or after, with its answer lost."""
    files = made("preset")
    cloud.prepare(files.design)
    stopped = 0
    for number in range(2, 100, 2):
        ran = cloud.interrupted(f"{kind}:{number}", "bash", str(files.folder / "cli/deploy.sh"), "--yes")
        if ran.status == 0:
            break
        assert len(ran.changes) == number and "aws_shim" in ran.err
        stopped += 1
    assert ran.status == 0 and len(ran.changes) < number and stopped > 5
    assert_is(cloud.state(), files.design)


def test_an_interrupted_removal_is_finished_by_the_next(cloud: Cloud, made: Callable[[str], Made]) -> None:
    files = made("preset")
    cloud.prepare(files.design)
    empty = cloud.state()
    succeed(deploy(cloud, files, "--yes"))
    for number in [1, 2, 2, 2]:
        ran = cloud.interrupted(f"after:{number}", "bash", str(files.folder / "cli/teardown.sh"), "--yes")
        assert ran.status != 0
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    left = cloud.state()
    assert {key: left[key] for key in ["apis", "keys", "plans", "domains", "records", "permissions"]} == {
        key: empty[key] for key in ["apis", "keys", "plans", "domains", "records", "permissions"]
    }


def changed(design: Design) -> Design:
    """The preset with a change in every part that a second deployment can meet."""
    design["api"]["rest"].update(name="Renamed", description="", endpoint="EDGE")
    design["routes"][1]["methods"][0].update(authorization="iam", api_key_required=True)
    design["routes"].append(route("/items/{id}", method("GET")))
    design["api"]["rest"].update(
        ip_address_type="dualstack",
        disable_execute_api_endpoint=True,
        minimum_compression_size=0,
        api_key_source="AUTHORIZER",
    )
    dev, prod = design["stages"]
    dev.update(variables=[], access_log=None, tracing=False, description="")
    dev.update(cache={"size": "6.1", "ttl_seconds": 1, "encrypted": True}, web_acl={"existing": {"arn": WEB_ACL}})
    prod.update(throttle={"rate_limit": 3.5, "burst_limit": 2}, execution_log="ERROR", detailed_metrics=True)
    prod["variables"] = [{"name": "colour", "value": "green"}]
    prod["access_log"].update(retention_days=7)
    design["cors"].update(
        allow_origins=["https://app.example.com"], allow_credentials=True, max_age_seconds=None
    )
    design["domain"]["mappings"] = [{"base_path": "", "stage": "dev"}]
    access = design["access"]
    access["api_keys"][0].update(description="Another", enabled=False)
    access["usage_plans"][0].update(
        description="",
        stages=["prod", "dev"],
        throttle={"rate_limit": 0.5, "burst_limit": 1},
        quota={"limit": 5, "period": "DAY"},
    )
    return design


def test_a_changed_design_replaces_the_deployed_one(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path
) -> None:
    cloud.prepare(made("preset").design)
    succeed(deploy(cloud, made("preset"), "--yes"))
    before = cloud.state()
    files = studio.generate(changed(studio.design()), tmp_path)
    succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    # Removing a log setting keeps the log.
    state["log groups"].pop("/aws/apigateway/dash-lambda/dev")
    assert_is(state, files.design)
    assert state["apis"][0]["settings"]["id"] == before["apis"][0]["settings"]["id"]
    # A new deployment, because methods changed; the stages lead to it.
    (old,) = before["apis"][0]["deployments"]
    assert old["id"] not in {stage["deploymentId"] for stage in state["apis"][0]["stages"].values()}
    again = cloud.state()
    succeed(deploy(cloud, files, "--yes"))
    assert cloud.state() == again


def test_changed_authorizers_replace_the_deployed_ones(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path
) -> None:
    """Their settings, their user pools, who is asked where, and a name that changes its kind."""
    cloud.prepare(made("authorizers").design)
    succeed(deploy(cloud, made("authorizers"), "--yes"))
    before = cloud.state()
    design = studio.design("authorizers")
    tokens, requests, pool = design["access"]["authorizers"]
    tokens["kind"]["lambda_token"].update(validation_expression="", ttl_seconds=0)
    requests["kind"] = {"lambda_token": {**tokens["kind"]["lambda_token"], "header": "X-Hook"}}
    pool["kind"]["cognito_user_pool"].update(
        user_pool_arns=[f"{USER_POOL}3", f"{USER_POOL}2"], header="X-Id-Token", scopes=[]
    )
    orders = design["routes"][-1]["methods"]
    orders[0]["authorization"], orders[1]["authorization_scopes"] = None, ["orders/admin"]
    orders[2]["authorization"] = {"authorizer": "pool"}
    files = studio.generate(design, tmp_path)
    succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    assert_is(state, files.design)
    assert set(state["apis"][0]["authorizers"]) == set(before["apis"][0]["authorizers"])
    assert len(state["apis"][0]["deployments"]) == 2
    # Nothing is left to do.
    again = succeed(deploy(cloud, files, "--yes"))
    assert cloud.state() == state
    assert not [words for words in again.changes if "authorizer" in words[1] or "method" in words[1]]
    # One that was removed by hand comes back, with a permission of its own.
    client, api = cloud.client("apigateway"), state["apis"][0]["settings"]["id"]
    gone = next(id_ for id_, a in state["apis"][0]["authorizers"].items() if a["name"] == "requests")
    client.delete_authorizer(restApiId=api, authorizerId=gone)
    succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    guard = state["permissions"]["guard"]
    state["permissions"]["guard"] = [statement for statement in guard if gone not in statement["Sid"]]
    assert_is(state, files.design)


def test_authorizers_that_left_the_design_go(cloud: Cloud, made: Callable[[str], Made], tmp_path: Path) -> None:
    """A user pool that becomes a function is another authorizer; all of them go with their permissions, but not under a
    stage that may still serve a release which asks them."""
    cloud.prepare(made("authorizers").design)
    succeed(deploy(cloud, made("authorizers"), "--yes"))
    design = studio.design("authorizers")
    tokens, requests, pool = design["access"]["authorizers"]
    tokens["kind"], pool["kind"] = pool["kind"], tokens["kind"]
    design["access"]["authorizers"] = [tokens, pool]
    methods = [method for route in design["routes"] for method in route["methods"]]
    for method in methods:
        method["authorization_scopes"] = []
        if method["authorization"] == {"authorizer": "requests"}:
            method["authorization"] = {"authorizer": "pool"}
    changed = studio.generate(design, tmp_path / "changed")
    succeed(deploy(cloud, changed, "--yes"))
    assert_is(cloud.state(), changed.design)
    again = cloud.state()
    succeed(deploy(cloud, changed, "--yes"))
    assert cloud.state() == again
    design["access"].update(authorizers=[], authorization="none")
    for method in methods:
        method["authorization"] = None
    dropped = design["stages"].pop(0)
    open_ = studio.generate(design, tmp_path / "open")
    ran = succeed(deploy(cloud, open_, "--yes"))
    assert set(cloud.state()["apis"][0]["authorizers"]) == set(again["apis"][0]["authorizers"])
    for command in left_commands(ran):
        if "delete-stage" in command:
            assert dropped["name"] in command
            succeed(cloud.run("bash", "-c", command))
    succeed(deploy(cloud, open_, "--yes"))
    state = cloud.state()
    assert state["apis"][0]["authorizers"] == {}
    assert not [s for statements in state["permissions"].values() for s in statements if "/authorizers/" in json.dumps(s)]


def test_settings_taken_out_of_a_design_are_the_services_defaults_again(
    cloud: Cloud, tmp_path: Path
) -> None:
    names = ["no domain", "no keys", "cache and web ACL", "closed endpoint"]
    rich, plain = combined(names), combined(names[:2])
    plain["stages"][1]["cache"] = {"size": "0.5", "ttl_seconds": 300, "encrypted": True}
    bare = combined(names[:2])
    cloud.prepare(rich)
    for number, design in enumerate([rich, plain, bare]):
        # An ARN left open leaves the stage behind the web ACL that it has.
        wanted = design | {"stages": [stage | {"web_acl": {"existing": {"arn": WEB_ACL}}} for stage in design["stages"]]}
        succeed(deploy(cloud, studio.generate(design, tmp_path / str(number)), "--yes"))
        assert_is(cloud.state(), wanted)


def test_a_security_policy_that_left_the_design_is_a_legacy_one_again(cloud: Cloud, tmp_path: Path) -> None:
    """One that somebody chose among the legacy ones is left alone: nothing says that it was the design's."""
    plain = combined(["no domain", "no keys", "no logs", "no CORS"])
    chosen = combined(["no domain", "no keys", "no logs", "no CORS"])
    chosen["api"]["rest"].update(security_policy="SecurityPolicy_TLS13_1_3_2025_09", endpoint_access_mode="STRICT")
    legacy = combined(["no domain", "no keys", "no logs", "no CORS"])
    legacy["api"]["rest"]["security_policy"] = "TLS_1_2"
    cloud.prepare(plain)
    found = []
    for number, design in enumerate([plain, chosen, plain, legacy, plain]):
        files = studio.generate(design, tmp_path / str(number))
        succeed(deploy(cloud, files, "--yes"))
        state = cloud.state()
        found.append(state["apis"][0]["settings"].get("securityPolicy"))
        succeed(deploy(cloud, files, "--yes"))
        assert cloud.state() == state
    assert found == [None, "SecurityPolicy_TLS13_1_3_2025_09", "TLS_1_0", "TLS_1_2", "TLS_1_2"]


def test_the_way_in_and_the_policy_follow_the_design(cloud: Cloud, tmp_path: Path) -> None:
    """Public, private, other endpoints, source ranges, open again; each with a deployment of its own."""
    names = ["no domain", "no keys", "no logs", "no CORS"]
    public, private, ranges = combined(names), combined([*names, "private API"]), combined([*names, "source ranges"])
    other = combined([*names, "private API"])
    other["api"]["rest"]["vpc_endpoint_ids"] = [VPC_ENDPOINTS[1], "vpce-00000000"]
    cloud.prepare(public)
    for number, design in enumerate([public, private, other, ranges, public]):
        files = studio.generate(design, tmp_path / str(number))
        succeed(deploy(cloud, files, "--yes"))
        state = cloud.state()
        assert_is(state, design)
        (api,) = state["apis"]
        # A policy is live with the next deployment only.
        assert len(api["deployments"]) == number + 1
        again = succeed(deploy(cloud, files, "--yes"))
        assert cloud.state() == state
        assert not [words for words in again.changes if "deployment" in words[1]]


def rich() -> Design:
    """With something in every place from which `poor` takes it."""
    design = combined(["no logs", "several routes"])
    design["routes"][0]["methods"].append(method("GET", authorization="iam"))
    design["api"]["rest"]["binary_media_types"] = ["*/*", "image/png"]
    design["stages"][1]["throttle"] = {"rate_limit": 1.0, "burst_limit": 1}
    design["domain"]["mappings"].append({"base_path": "old", "stage": "dev"})
    access = design["access"]
    access["api_keys"].append({"name": "Second", "description": "", "enabled": True})
    access["usage_plans"][0].update(stages=["dev", "prod"], api_keys=["DashAppKey", "Second"])
    return design


def poor() -> Design:
    design = combined(["no logs", "no CORS"])
    design["routes"].append(route("/items/{name}", method("GET")))
    design["access"]["api_keys"].append({"name": "Second", "description": "", "enabled": True})
    design["access"]["usage_plans"][0].update(throttle=None, quota=None)
    for stage in design["stages"]:
        stage["throttle"] = None
    return design


def test_what_was_taken_out_of_a_design_is_removed(cloud: Cloud, tmp_path: Path) -> None:
    cloud.prepare(rich())
    succeed(deploy(cloud, studio.generate(rich(), tmp_path / "rich"), "--yes"))
    before = cloud.state()
    assert_is(before, rich())
    files = studio.generate(poor(), tmp_path / "poor")

    look = succeed(deploy(cloud, files, "--dry-run"))
    assert look.changes == [] and cloud.state() == before
    gone = [line for line in look.err.splitlines() if line.startswith("no longer in the design: ")]
    for what in [
        "method GET /",
        "method OPTIONS /{proxy+}",
        "resource /items/{id}",
        "resource /reports/v1.0/{year}/pages/{proxy+}",
        "binary media type image/png",
        "gateway response DEFAULT_4XX",
        "base path mapping old",
        "stage of a usage plan dev",
    ]:
        assert any(line.endswith(what) for line in gone), (what, gone)

    ran = succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    assert_is(state, files.design)
    settings = state["apis"][0]["stages"]["prod"]["methodSettings"]["*/*"]
    assert (settings["throttlingRateLimit"], settings["throttlingBurstLimit"]) == (-1.0, -1)
    # Replaced by name only: `/items/{name}` could not be made beside `/items/{id}`.
    assert set(state["apis"][0]["resources"]) == {"/", "/{proxy+}", "/items", "/items/{name}"}
    assert "but kept" not in ran.err
    # What was removed is live: the stages lead to a deployment made afterwards.
    words = [words[1] for words in ran.changes]
    assert words.index("create-deployment") > max(
        index for index, word in enumerate(words) if word in ("delete-method", "delete-resource")
    )
    again = succeed(deploy(cloud, files, "--yes"))
    assert cloud.state() == state
    assert "no longer in the design" not in again.err
    assert not [words for words in again.changes if words[1].startswith(("delete-", "create-deployment"))]


def test_an_interrupted_removal_of_parts_is_finished_by_the_next(cloud: Cloud, tmp_path: Path) -> None:
    cloud.prepare(rich())
    succeed(deploy(cloud, studio.generate(rich(), tmp_path / "rich"), "--yes"))
    files = studio.generate(poor(), tmp_path / "poor")
    for fail in ["after:2", "before:6", "after:10"]:
        assert cloud.interrupted(fail, "bash", str(files.folder / "cli/deploy.sh"), "--yes").status
    succeed(deploy(cloud, files, "--yes"))
    assert_is(cloud.state(), files.design)


def renamed() -> Design:
    """The preset with another name for everything that is found by its name."""
    design = combined(["no logs"])
    design["stages"][0]["name"] = "test"
    design["domain"].update(name="www.example.com")
    access = design["access"]
    access["api_keys"][0]["name"] = "NewKey"
    access["usage_plans"][0].update(name="NewPlan", api_keys=["NewKey"])
    return design


def left_commands(ran: Ran) -> list[str]:
    """The commands that a run ends with, for what it left to its owner."""
    return [line.strip() for line in ran.err.splitlines() if line.startswith("  aws ")]


def test_renamed_things_leave_nothing_that_is_not_named(cloud: Cloud, tmp_path: Path) -> None:
    """A plan is replaced. A stage, a domain and a key stay, and the commands that remove them do."""
    old, new = combined(["no logs"]), renamed()
    cloud.prepare(old)
    succeed(deploy(cloud, studio.generate(old, tmp_path / "old"), "--yes"))
    before = cloud.state()
    files = studio.generate(new, tmp_path / "new")
    ran = succeed(deploy(cloud, files, "--yes"))
    state = cloud.state()
    (api,) = state["apis"]
    (plan,) = state["plans"]
    assert plan["name"] == "NewPlan"
    assert set(api["stages"]) == {"dev", "test", "prod"}
    assert {domain["domainName"] for domain in state["domains"]} == {"api.example.com", "www.example.com"}
    assert {key["name"] for key in state["keys"]} == {"DashAppKey", "NewKey"}
    id_, key = api["settings"]["id"], before["keys"][0]["id"]
    assert left_commands(ran) == [
        f"aws apigateway delete-stage --rest-api-id {id_} --stage-name dev",
        f"aws apigateway delete-api-key --api-key {key}",
        "aws apigateway delete-domain-name --domain-name api.example.com",
    ]
    assert left_commands(succeed(deploy(cloud, files, "--dry-run"))) == left_commands(ran)
    script = tmp_path / "left.sh"
    script.write_text("\n".join(["set -e", *left_commands(ran), ""]))
    succeed(cloud.run("bash", str(script)))
    state = cloud.state()
    for records in state["records"].values():
        records[:] = [entry for entry in records if entry["Name"] != "api.example.com."]
    assert_is(state, new)
    assert left_commands(succeed(deploy(cloud, files, "--yes"))) == []


def test_what_somebody_else_put_beside_ours_is_left_alone(cloud: Cloud, tmp_path: Path) -> None:
    """Keys and stages of others in our plans, a domain that was there, mappings to other APIs."""
    old, new = combined(["no logs"]), renamed()
    new["domain"]["name"] = "api.example.com"
    cloud.prepare(old)
    client = cloud.client("apigateway")
    certificate = cloud.client("acm").list_certificates()["CertificateSummaryList"][0]["CertificateArn"]
    client.create_domain_name(domainName="api.example.com", regionalCertificateArn=certificate)
    succeed(deploy(cloud, studio.generate(old, tmp_path / "old"), "--yes", "--take-over"))
    (api,) = cloud.state()["apis"]
    (plan,) = cloud.state()["plans"]
    id_ = api["settings"]["id"]
    foreign = client.create_api_key(name="Customer", enabled=True)["id"]
    client.create_usage_plan_key(usagePlanId=plan["id"], keyId=foreign, keyType="API_KEY")
    client.create_base_path_mapping(
        domainName="api.example.com", basePath="theirs", restApiId=id_, stage="prod"
    )

    same = studio.generate(old, tmp_path / "same")
    ran = succeed(deploy(cloud, same, "--yes", "--take-over"))
    mapping = 'aws apigateway delete-base-path-mapping --cli-input-json \\{\\"domainName\\":\\"api.example.com\\"\\} '
    assert left_commands(ran) == [mapping + "--base-path=theirs"]
    assert foreign in cloud.state()["plans"][0]["keys"]

    ran = succeed(deploy(cloud, studio.generate(new, tmp_path / "new"), "--yes", "--take-over"))
    state = cloud.state()
    plans = {plan["name"]: plan for plan in state["plans"]}
    assert plans["DashAppPlan"]["keys"] == [foreign]
    assert plans["DashAppPlan"]["apiStages"] == [{"apiId": id_, "stage": "prod"}]
    assert len(plans["NewPlan"]["keys"]) == 1
    (domain,) = state["domains"]
    assert {entry["basePath"] for entry in domain["mappings"]} == {"(none)", "theirs"}
    script = tmp_path / "left.sh"
    script.write_text("\n".join(["set -e", *left_commands(ran), ""]))
    succeed(cloud.run("bash", str(script)))
    assert [plan["name"] for plan in cloud.state()["plans"]] == ["NewPlan"]
    assert foreign in [key["id"] for key in cloud.state()["keys"]]


@pytest.mark.parametrize("theirs", ["domain", "record"])
def test_a_domain_of_somebody_else_is_taken_over_only_on_request(
    cloud: Cloud, made: Callable[[str], Made], theirs: str
) -> None:
    """And is still there after the teardown, with its record."""
    files = made("preset")
    cloud.prepare(files.design)
    client, route53 = cloud.client("apigateway"), cloud.client("route53")
    if theirs == "domain":
        certificate = cloud.client("acm").list_certificates()["CertificateSummaryList"][0]["CertificateArn"]
        client.create_domain_name(domainName="api.example.com", regionalCertificateArn=certificate)
    else:
        (zone,) = [z for z in route53.list_hosted_zones()["HostedZones"] if z["Name"] == "example.com."]
        address = {"Name": "api.example.com.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
        batch = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": address}]}
        route53.change_resource_record_sets(HostedZoneId=zone["Id"], ChangeBatch=batch)
    before = cloud.state()
    refused = deploy(cloud, files, "--yes")
    assert refused.status == 1 and "--take-over" in refused.err
    assert refused.changes == [] and cloud.state() == before
    succeed(deploy(cloud, files, "--yes", "--take-over"))
    succeed(teardown(cloud, files, "--yes"))
    kept = [domain["domainName"] for domain in cloud.state()["domains"]]
    assert kept == (["api.example.com"] if theirs == "domain" else [])
    assert not cloud.state()["apis"]


@pytest.mark.parametrize("missing", ["zone", "certificate", "functions"])
def test_what_is_missing_is_named_before_anything_is_made(
    cloud: Cloud, made: Callable[[str], Made], missing: str
) -> None:
    files = made("preset")
    cloud.prepare(files.design, **{missing: False})
    before = cloud.state()
    ran = deploy(cloud, files, "--yes")
    names = {
        "zone": "hosted zone for example.com",
        "certificate": "certificate for api.example.com",
        "functions": "function dash-lambda",
    }
    assert ran.status != 0 and names[missing] in ran.err and "Traceback" not in ran.err
    assert ran.changes == [] and cloud.state() == before


def test_a_zone_whose_name_only_ends_alike_is_not_taken(cloud: Cloud, made: Callable[[str], Made]) -> None:
    """`notexample.com` ends with `example.com`, and moto would even let the record in."""
    files = made("zone left open")
    cloud.prepare(files.design, zone=False)
    cloud.client("route53").create_hosted_zone(Name="notexample.com", CallerReference="2")
    ran = deploy(cloud, files, "--yes")
    assert ran.status != 0 and "hosted zone" in ran.err and ran.changes == []


def test_the_longest_zone_that_fits_is_taken(cloud: Cloud, made: Callable[[str], Made]) -> None:
    files = made("zone left open")
    cloud.prepare(files.design)
    cloud.client("route53").create_hosted_zone(Name="api.example.com", CallerReference="3")
    succeed(deploy(cloud, files, "--yes"))
    records = cloud.state()["records"]
    assert len(records["api.example.com."]) == 1 and records["example.com."] == []


def test_a_private_zone_is_not_taken(cloud: Cloud, made: Callable[[str], Made]) -> None:
    files = made("preset")
    cloud.prepare(files.design, zone=False)
    cloud.client("route53").create_hosted_zone(
        Name="example.com",
        CallerReference="4",
        VPC={"VPCRegion": REGION, "VPCId": "vpc-1"},
        HostedZoneConfig={"PrivateZone": True, "Comment": ""},
    )
    ran = deploy(cloud, files, "--yes")
    assert ran.status != 0 and ran.changes == []


def test_a_log_group_of_somebody_else_is_used_as_it_is(cloud: Cloud, made: Callable[[str], Made]) -> None:
    files = made("no domain")
    cloud.prepare(files.design)
    logs, name = cloud.client("logs"), "/aws/apigateway/dash-lambda/prod"
    logs.create_log_group(logGroupName=name, tags={"gateway-studio": "another"})
    logs.put_retention_policy(logGroupName=name, retentionInDays=400)
    ran = succeed(deploy(cloud, files, "--yes"))
    assert f"the log group {name} was made by somebody else" in ran.err
    kept = {"/aws/apigateway/dash-lambda/dev": 30, name: 400}
    assert cloud.state()["log groups"] == kept
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    assert cloud.state()["log groups"] == {name: 400}


def test_a_function_of_another_account_is_left_to_its_owner(cloud: Cloud, tmp_path: Path) -> None:
    design = studio.design("no domain")
    design["functions"][0]["arn"] = f"arn:aws:lambda:{REGION}:999999999999:function:theirs"
    cloud.prepare(design)
    ran = succeed(deploy(cloud, studio.generate(design, tmp_path), "--yes"))
    assert not [words for words in ran.changes if words[0] == "lambda"]
    (api,) = cloud.state()["apis"]
    assert "belongs to another account" in ran.err
    assert f"--source-arn arn:aws:execute-api:{REGION}:{ACCOUNT}:{api['settings']['id']}/\\*/\\*/\\*" in ran.err


def test_two_things_that_fit_are_shown_and_none_is_taken(cloud: Cloud, made: Callable[[str], Made]) -> None:
    files = made("preset")
    cloud.prepare(files.design)
    cloud.client("acm").request_certificate(DomainName="*.example.com", ValidationMethod="EMAIL")
    ran = deploy(cloud, files, "--yes")
    assert ran.status != 0 and ran.err.count(":certificate/") == 2 and ran.changes == []


def test_two_apis_with_the_projects_tag_are_shown_and_none_is_taken(
    cloud: Cloud, made: Callable[[str], Made]
) -> None:
    files = made("no domain")
    cloud.prepare(files.design)
    for _ in range(2):
        cloud.client("apigateway").create_rest_api(name="x", tags={"gateway-studio": "dash-lambda"})
    before = cloud.state()
    for ran in [deploy(cloud, files, "--yes"), teardown(cloud, files, "--yes")]:
        assert ran.status != 0 and "more than one" in ran.err
    assert cloud.state()["apis"] == before["apis"]


def test_an_api_of_somebody_else_is_left_alone(cloud: Cloud, made: Callable[[str], Made]) -> None:
    """One without tags, and one of another project whose name starts the same."""
    files = made("no domain")
    cloud.prepare(files.design)
    client = cloud.client("apigateway")
    client.create_rest_api(name="Dash Lambda API")
    client.create_rest_api(name="Dash Lambda API", tags={"gateway-studio": "dash-lambda-2"})
    client.create_api_key(name="DashAppKey", enabled=True)
    before = without_logs(cloud.state())
    succeed(deploy(cloud, files, "--yes"))
    assert len(cloud.state()["apis"]) == 3
    succeed(teardown(cloud, files, "--yes", "--delete-logs"))
    assert without_logs(cloud.state()) == before


def without_logs(state: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in ("account", "roles")}


def test_credentials_of_another_account_are_refused(cloud: Cloud, tmp_path: Path) -> None:
    design = studio.design() | {"account_id": "999999999999"}
    files = studio.generate(design, tmp_path)
    cloud.prepare(design)
    for ran in [deploy(cloud, files, "--yes"), teardown(cloud, files, "--yes")]:
        assert ran.status != 0 and "999999999999" in ran.err and ACCOUNT in ran.err
        assert ran.changes == []


def test_unknown_words_and_a_missing_cli_stop_the_scripts(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path
) -> None:
    files = made("preset")
    for script in ["deploy", "teardown"]:
        path = str(files.folder / f"cli/{script}.sh")
        assert cloud.run("bash", path, "--force").status == 64
        usage = cloud.run("bash", path, "--help")
        assert usage.status == 0 and "--dry-run" in usage.out
        # A PATH with the usual programs but without `aws`.
        for program in ["mktemp", "rm", "bash"]:
            link = tmp_path / program
            link.unlink(missing_ok=True)
            link.symlink_to(shutil.which(program))
        without = cloud.run("bash", path, "--yes", PATH=str(tmp_path))
        assert without.status != 0 and "AWS CLI" in without.err


def test_an_answer_of_no_on_a_terminal_changes_nothing(cloud: Cloud, made: Callable[[str], Made]) -> None:
    files = made("preset")
    cloud.prepare(files.design)
    before = cloud.state()
    for answer, wanted in [("n", 1), ("y", 0)]:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)",
                "bash",
                str(files.folder / "cli/deploy.sh"),
            ],
            input=f"{answer}\n",
            env=cloud.environment(),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == wanted, done.stdout
        assert (cloud.state() == before) == (answer == "n")


@pytest.mark.parametrize("name", LINTED)
def test_every_printed_command_has_parameters_that_the_cli_accepts(
    cloud: Cloud, tmp_path: Path, name: str
) -> None:
    """A dry run's lines are commands; the CLI checks each against the services' models, offline."""
    files = studio.generate(combined(LINTED[name]), tmp_path)
    cloud.prepare(files.design)
    # The script looks into the zone before it promises anything; the simulated one has an id of its own.
    zones = cloud.client("route53").list_hosted_zones()["HostedZones"]
    (zone,) = [zone["Id"] for zone in zones if zone["Name"] == "example.com."]
    script = files.folder / "cli/deploy.sh"
    script.write_text(script.read_text().replace("Z1D633PJN98FT9", zone.removeprefix("/hostedzone/")))
    look = succeed(deploy(cloud, files, "--dry-run"))
    lines = [line.removeprefix("+ ") for line in look.out.splitlines() if line.startswith("+ ")]
    assert len(lines) > 15
    script = tmp_path / "lines.sh"
    script.write_text("\n".join(["set -e", *lines, ""]))
    checked = succeed(cloud.run("bash", str(script), SHIM_LINT="1"))
    assert len(checked.calls) == len(lines)


@pytest.mark.parametrize(
    "name", ["preset", "edge domain with certificate", "DNS elsewhere", "everything given"]
)
def test_the_readmes_commands_have_parameters_that_the_cli_accepts(
    cloud: Cloud, tmp_path: Path, name: str
) -> None:
    files = studio.generate(studio.design(name), tmp_path)
    # The CLI looks into it: an archive with nothing in it.
    (tmp_path / "function.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    blocks = re.findall(r"^```sh\n(.*?)^```$", files.text("README.md"), re.M | re.S)
    commands = [line for line in "".join(blocks).splitlines() if line.startswith("aws ")]
    assert len(commands) >= 3
    values = {variable: f"x-{variable}" for variable in ["API_ID", "CERTIFICATE_ARN", "ROLE_ARN", "ZONE_ID"]}
    values["ACCOUNT"] = ACCOUNT
    values["CERTIFICATE_ARN"] = "arn:aws:acm:us-east-1:123456789012:certificate/x"
    script = tmp_path / "readme.sh"
    script.write_text("\n".join(["set -eu", *commands, ""]))
    checked = succeed(cloud.run("bash", str(script), cwd=tmp_path, SHIM_LINT="1", **values))
    assert len(checked.calls) == len(commands)


@pytest.mark.parametrize(
    "name", ["preset", "CNAME record", "edge domain with certificate", "everything given"]
)
def test_route_53_takes_the_change_batches(cloud: Cloud, made: Callable[[str], Made], name: str) -> None:
    files = made(name)
    cloud.prepare(files.design)
    zone = cloud.client("route53").list_hosted_zones_by_name(DNSName="example.com")["HostedZones"][0]["Id"]
    before = cloud.state()["records"]
    command = ["aws", "route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch"]
    succeed(cloud.run(*command, "file://route53/upsert.json", cwd=files.folder))
    (record,) = cloud.state()["records"]["example.com."]
    assert record["Name"] == "api.example.com."
    wanted = json.loads(files.text("route53/upsert.json"))["Changes"][0]["ResourceRecordSet"]
    assert record == wanted
    succeed(cloud.run(*command, "file://route53/delete.json", cwd=files.folder))
    assert cloud.state()["records"] == before


def test_change_batches_exist_only_where_route_53_serves_the_domain(each: Made) -> None:
    served = meaning.record(each.design) is not None
    for name in ["upsert", "delete"]:
        assert (each.folder / f"route53/{name}.json").exists() == served


def test_the_fast_aws_answers_like_the_real_one(cloud: Cloud) -> None:
    """The same output, errors and exit status; otherwise the tests above would prove nothing."""
    real = shutil.which("aws")
    assert real
    cloud.client("apigateway").create_rest_api(name="日本")
    commands = [
        ["apigateway", "get-rest-apis", "--query", "items[].[name]", "--output", "text"],
        ["apigateway", "get-rest-api", "--rest-api-id", "nowhere"],
        ["apigateway", "get-rest-api"],
        [
            "route53",
            "list-hosted-zones",
            "--query",
            "HostedZones[?Config.PrivateZone==`false`]",
            "--output",
            "json",
        ],
        ["lambda", "get-function", "--cli-input-json", '{"FunctionName":"none"}'],
    ]
    for words in commands:
        fast = cloud.run("aws", *words)
        done = subprocess.run([real, *words], env=cloud.environment(), capture_output=True)
        assert (fast.status, fast.out, fast.err) == (
            done.returncode,
            done.stdout.decode(),
            done.stderr.decode(),
        )
