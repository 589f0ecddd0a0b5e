"""Functions with layers, a VPC, reserved concurrency and an alias, and functions that run images: through SAM's
translator, cfn-lint, Zappa, and the real AWS CLI against a simulated account."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest

import cloud
import cloudformation as cfn
import studio
from cloud import Cloud
from designs import ACCOUNT, REGION, Design
from studio import Made
from test_deploy import deploy, succeed
from test_readme_http import commands
from test_sam import check
from zappa_reader import KEYS, Reader

ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function"
BUILT = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/built:1"


@pytest.fixture(scope="module")
def mixed() -> Design:
    return json.loads((studio.ROOT / "tests/designs/functions-mixed.json").read_text())


@pytest.fixture(scope="module")
def made(mixed: Design, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return studio.generate(mixed, tmp_path_factory.mktemp("functions"))


def test_sam_makes_each_function_and_calls_its_alias(made: Made) -> None:
    text = made.text("sam/template.yaml")
    found = check(text)
    assert (found.source_findings, found.expanded_findings) == ([], [])
    expanded = cfn.expand(text)
    functions = cfn.of_type(expanded, "AWS::Lambda::Function")
    web, image, given = (functions[name] for name in ["WebFunction", "ReportsImageFunction", "GivenFunction"])
    assert len(functions) == 3
    ours = made.design["functions"][0]
    assert web["Layers"] == ours["layers"] and web["ReservedConcurrentExecutions"] == 20
    assert web["EphemeralStorage"] == {"Size": 2048}
    vpc = ours["vpc"]
    assert web["VpcConfig"] == {"SubnetIds": vpc["subnet_ids"], "SecurityGroupIds": vpc["security_group_ids"]}
    assert image["Code"] == {"ImageUri": BUILT} and image["ImageConfig"] == {"Command": ["lambda_handler.handler"]}
    assert given["Code"] == {"ImageUri": made.design["functions"][2]["package"]["image"]["uri"]}
    for other in (image, given):
        assert other["PackageType"] == "Image" and not {"Handler", "Runtime", "Layers"} & set(other)
    aliases = cfn.of_type(expanded, "AWS::Lambda::Alias")
    assert {key: alias["Name"] for key, alias in aliases.items()} == {
        "WebFunctionAliaslive": "live",
        "ReportsImageFunctionAliasblue": "blue",
    }
    # Who is called may be called: the alias, the function itself, or the alias of another stack.
    allowed = [json.dumps(one["FunctionName"]) for one in cfn.of_type(expanded, "AWS::Lambda::Permission").values()]
    for name in ['{"Ref": "WebFunctionAliaslive"}', '{"Ref": "GivenFunction"}', f'"{ARN}:old:stable"']:
        assert name in allowed
    assert '{"Ref": "WebFunction"}' not in allowed
    uris = re.findall(r"functions/([^/]*)/invocations", text)
    assert set(uris) == {
        "${WebFunction.Arn}:live",
        "${ReportsImageFunction.Arn}:blue",
        "${GivenFunction.Arn}",
        f"{ARN}:old:stable",
    }
    role = next(role for key, role in cfn.of_type(expanded, "AWS::IAM::Role").items() if key.startswith("Web"))
    assert any(str(policy).endswith("AWSLambdaVPCAccessExecutionRole") for policy in role["ManagedPolicyArns"])


def test_zappa_takes_over_what_it_has(made: Made) -> None:
    reader = Reader()
    try:
        stage = reader.read(made.folder / "zappa")["stages"]["prod"]
    finally:
        reader.stop()
    config, ours = stage["config"], made.design["functions"][0]
    assert set(config) <= KEYS
    assert (config["layers"], config["lambda_concurrency"]) == (ours["layers"], 20)
    assert config["ephemeral_storage"] == {"Size": 2048}
    assert config["vpc_config"]["SubnetIds"] == ours["vpc"]["subnet_ids"]
    resources = stage["template"]["Resources"].values()
    methods = [one["Properties"] for one in resources if one["Type"] == "AWS::ApiGateway::Method"]
    proxied = [one for one in methods if one["HttpMethod"] != "OPTIONS"]
    assert proxied and all(one["Integration"]["Uri"].endswith(":function:f:live/invocations") for one in proxied)
    for place in ["/functions/0/alias", "/functions/1"]:
        assert re.search(rf"^warning {place} zappa/", made.diagnostics, re.MULTILINE)


def test_the_scripts_call_and_open_aliases_and_close_them_again(account: Cloud, mixed: Design, made: Made) -> None:
    account.reset()
    account.prepare(mixed)
    before = account.state()
    succeed(deploy(account, made, "--yes"))
    state = account.state()
    (api,) = state["apis"]
    called = {
        path: next(iter(resource["resourceMethods"].values()))["methodIntegration"]["uri"].partition("/functions/")[2]
        for path, resource in api["resources"].items()
    }
    ends = {"/": "web:live", "/{proxy+}": "web:live", "/reports": "Reports_Image:blue", "/given": "given", "/old": "old:stable"}
    assert called == {path: f"{ARN}:{end}/invocations" for path, end in ends.items()}
    holders = {name for name, statements in state["permissions"].items() if statements}
    assert holders == {"web:live", "Reports_Image:blue", "given", "old:stable"}
    succeed(deploy(account, made, "--yes"))
    assert account.state() == state
    succeed(account.run("bash", str(made.folder / "cli/teardown.sh"), "--yes"))
    assert account.state()["permissions"] == before["permissions"]


def test_an_alias_that_is_not_there_stops_the_script_before_its_first_change(account: Cloud, mixed: Design, made: Made) -> None:
    account.reset()
    bare = copy.deepcopy(mixed)
    bare["functions"][0]["alias"] = ""
    account.prepare(bare)
    ran = deploy(account, made, "--yes")
    assert ran.status != 0 and ran.changes == [] and "web:live" in ran.err


def test_the_real_cli_knows_every_command_of_the_readme(account: Cloud, made: Made, tmp_path: Path) -> None:
    """Parameters are checked by the service's model; `docker` and `pip` are only shown."""
    (made.folder / "function.zip").write_bytes(cloud._zip())
    for section in range(1, 9):
        try:
            text = commands(made, "C. AWS CLI", section)
        except (IndexError, ValueError):
            break
        # It reads the variables of a function from the design beside the README.
        helper = next((line for line in text.splitlines() if line.startswith("environment() ")), ":")
        for line in text.splitlines():
            if line.startswith("aws lambda") and " wait " not in line:
                line = re.sub(r'"\$\(aws .*\)"', "1", line).replace('"$ROLE_ARN"', f"arn:aws:iam::{ACCOUNT}:role/r")
                line = line.replace("$REPOSITORY", "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/built")
                ran = account.run("bash", "-c", f"{helper}\n{line}", cwd=made.folder, SHIM_LINT="1")
                assert ran.status == 0, (line, ran.err)
                if "--environment" in line:
                    told = [call[call.index("--environment") + 1] for call in ran.calls if "--environment" in call]
                    name = line.split("--function-name ")[1].split()[0]
                    function = next(f for f in json.loads(made.text("design.json"))["functions"] if f["name"] == name)
                    variables = {one["name"]: one["value"] for one in function["environment"]}
                    assert [json.loads(text) for text in told] == [{"Variables": variables}]
