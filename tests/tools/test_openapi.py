"""`openapi/openapi.yaml` through PyYAML, the OpenAPI validator, cfn-lint and an import by the real AWS CLI."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from openapi_spec_validator import validate

import cloudformation as cfn
import meaning
import studio
from cloud import Cloud
from designs import ACCOUNT, REGION, Design
from studio import Made
from test_deploy import assert_methods

FILE = "openapi/openapi.yaml"
PREFIX = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/"
# Between them every branch of the generator.
IMPORTED = ["preset", "several routes", "several functions", "API keys required", "IAM authorization"]
IMPORTED += ["CORS with credentials", "no CORS", "edge API", "private API", "Japanese names", "everything given"]


def test_it_is_openapi(each: Made) -> None:
    """OpenAPI knows no greedy parameter: AWS writes `{proxy+}` in the path and `proxy` in the list."""
    document = cfn.read(each.text(FILE))
    plain = {re.sub(r"\+\}", "}", path): item for path, item in document["paths"].items()}
    assert len(plain) == len(document["paths"])
    # The validator looks at standard operations only.
    for item in plain.values():
        if anything := item.pop("x-amazon-apigateway-any-method", None):
            item["trace"] = anything
    validate(document | {"paths": plain})


def test_it_says_what_the_api_is(each: Made) -> None:
    document, rest = cfn.read(each.text(FILE)), each.design["api"]["rest"]
    assert document["openapi"] == "3.0.1"
    assert (document["info"]["title"], document["info"]["description"]) == (rest["name"], rest["description"])
    assert document["x-amazon-apigateway-binary-media-types"] == rest["binary_media_types"]
    closed = each.design["api"]["rest"]["disable_execute_api_endpoint"]
    setting = {"disableExecuteApiEndpoint": True} if closed else {}
    if endpoints := meaning.endpoint(each.design)["vpcEndpointIds"]:
        setting["vpcEndpointIds"] = endpoints
    server = {"url": "/", "x-amazon-apigateway-endpoint-configuration": setting}
    assert document.get("servers") == ([server] if setting else None)
    assert document.get("x-amazon-apigateway-policy") == meaning.policy(each.design)


def test_every_uri_is_real_or_has_the_one_placeholder_that_is_reported(each: Made) -> None:
    document = cfn.read(each.text(FILE))
    uris = {
        method["x-amazon-apigateway-integration"].get("uri")
        for item in document["paths"].values()
        for method in item.values()
    } - {None}
    account = each.design["account_id"] or "ACCOUNT_ID"
    called = {method.function for method in meaning.methods(each.design).values()}
    given = {function["name"]: function["arn"] for function in each.design["functions"] if function["arn"]}
    arns = {given.get(name) or f"arn:aws:lambda:{REGION}:{account}:function:{name}" for name in called}
    assert uris == {f"{PREFIX}{arn}/invocations" for arn in arns}
    reported = "openapi/account-open" in each.diagnostics
    commented = "ACCOUNT_ID" in each.text(FILE).split("openapi:")[0]
    assert reported == commented == (account == "ACCOUNT_ID")


def test_a_known_arn_is_the_uri(tmp_path: Any) -> None:
    design = studio.design("everything given")
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:dash-lambda:live"
    design["functions"][0]["arn"] = arn
    design["account_id"] = ""
    made = studio.generate(design, tmp_path)
    assert f"uri: {PREFIX}{arn}/invocations\n" in made.text(FILE)
    assert "openapi/account-open" not in made.diagnostics and "ACCOUNT_ID" not in made.text(FILE)


def test_what_openapi_cannot_carry_is_reported_once_an_area(each: Made) -> None:
    lines = [line for line in each.diagnostics.splitlines() if "openapi/not-expressible" in line]
    access = each.design["access"]
    areas = ["/api/rest/endpoint", "/functions", "/stages"]
    areas += [f"/access/{part}" for part in ["api_keys", "usage_plans"] if access[part]]
    areas += ["/domain"] * bool(each.design["domain"])
    assert sorted(re.findall(r"(/\S+) openapi/", "\n".join(lines))) == sorted(areas)


@pytest.mark.parametrize("name", IMPORTED)
def test_cfn_lint_takes_it_as_the_body_of_an_api(made: Any, name: str) -> None:
    template = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {
            "Api": {
                "Type": "AWS::ApiGateway::RestApi",
                "Properties": {"Body": cfn.read(made(name).text(FILE))},
            }
        },
    }
    assert cfn.lint(json.dumps(template)) == []


def readme_commands(made: Made) -> str:
    """The README's commands for the import."""
    section = made.text("README.md").split("### D. OpenAPI")[1]
    return re.findall(r"```sh\n(.*?)```", section, re.S)[0]


def imported(cloud: Cloud, made: Made) -> dict[str, Any]:
    """What the README's commands make of the file in an account with the functions."""
    cloud.prepare(made.design, zone=False, certificate=False)
    ran = cloud.run("bash", "-euo", "pipefail", "-c", readme_commands(made), cwd=made.folder)
    assert (ran.status, ran.outbound) == (0, []), ran.err
    return cloud.state()


@pytest.mark.parametrize("name", IMPORTED)
def test_the_readmes_commands_import_the_designs_api(cloud: Cloud, made: Any, name: str) -> None:
    files = made(name)
    design: Design = files.design
    state = imported(cloud, files)
    (api,) = state["apis"]
    rest, settings = design["api"]["rest"], api["settings"]
    assert (settings["name"], settings["description"]) == (rest["name"], rest["description"])
    assert settings["endpointConfiguration"]["types"] == [rest["endpoint"]]
    endpoints = settings["endpointConfiguration"].get("vpcEndpointIds", [])
    assert endpoints == meaning.endpoint(design)["vpcEndpointIds"]
    assert (json.loads(settings["policy"]) if settings.get("policy") else None) == meaning.policy(design)
    assert settings["binaryMediaTypes"] == rest["binary_media_types"]
    assert_methods(api, design)
    parameters = {
        (path, verb): set(entry.get("requestParameters", {}))
        for path, resource in api["resources"].items()
        for verb, entry in resource.get("resourceMethods", {}).items()
    }
    for (path, _), found in parameters.items():
        assert found == {f"method.request.path.{part}" for part in re.findall(r"\{(\w+)\+?\}", path)}
    assert set(api["stages"]) == {stage["name"] for stage in design["stages"]}
    called = {method.function for method in meaning.methods(design).values()}
    source = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{settings['id']}/*/*/*"
    for function, statements in state["permissions"].items():
        arns = [statement["Condition"]["ArnLike"]["AWS:SourceArn"] for statement in statements]
        assert arns == ([source] if function in called else [])


def test_an_api_is_renewed_in_place(cloud: Cloud, made: Any) -> None:
    """`put-rest-api --mode overwrite` as the README says, over another design's API."""
    imported(cloud, made("IAM authorization"))
    (before,) = cloud.state()["apis"]
    renewed = made("several routes")
    text = renewed.text(FILE).replace(":ACCOUNT_ID:", f":{ACCOUNT}:")
    (cloud.folder / "renewed.yaml").write_text(text)
    words = ["aws", "apigateway", "put-rest-api", "--rest-api-id", before["settings"]["id"]]
    ran = cloud.run(*words, "--mode", "overwrite", "--body", "fileb://renewed.yaml")
    assert (ran.status, ran.outbound) == (0, []), ran.err
    (after,) = cloud.state()["apis"]
    assert after["settings"]["id"] == before["settings"]["id"]
    assert_methods(after, renewed.design)
