"""`iam/*`: valid policies that allow what the scripts really call, and little else."""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import zappa.core

import http_designs
import studio
import websocket_designs
from cloud import Cloud
from designs import ACCOUNT, DESIGNS, REGION
from studio import Made

DEPLOYING = ["iam/deploy-cli.json", "iam/deploy-sam.json", "iam/deploy-zappa.json"]
POLICIES = [*DEPLOYING, "iam/execution-role.json"]
# A managed policy; an inline one of a role takes more.
LIMIT = 6144
ACTION = re.compile(r"[a-z0-9]+:[A-Z][A-Za-z0-9]*")
ARN = re.compile(r"arn:aws:[a-z0-9]+:[a-z0-9*-]*:(\d{12}|\*|aws)?:\S+")


def statements(made: Made, file: str) -> list[dict[str, Any]]:
    document = json.loads(made.text(file))
    assert list(document) == ["Version", "Statement"] and document["Version"] == "2012-10-17"
    return document["Statement"]


def test_policies_are_valid_and_short_enough(each: Made) -> None:
    assert_valid(each)


def assert_valid(each: Made) -> None:
    for file in POLICIES:
        found = statements(each, file)
        sids = [statement["Sid"] for statement in found]
        assert found and len(sids) == len(set(sids))
        for statement in found:
            assert set(statement) <= {"Sid", "Effect", "Action", "Resource", "Condition"}
            assert statement["Effect"] == "Allow" and re.fullmatch(r"[A-Za-z0-9]+", statement["Sid"])
            assert statement["Action"] and all(ACTION.fullmatch(action) for action in statement["Action"])
            assert statement["Resource"]
            assert all(arn == "*" or ARN.fullmatch(arn) for arn in statement["Resource"])
        length = len(re.sub(r"\s", "", each.text(file)))
        assert (length > LIMIT) == (f"iam/policy-too-long: the policy has {length} " in each.diagnostics)


def test_no_policy_allows_a_whole_service(each: Made) -> None:
    assert_narrow(each)


@pytest.mark.parametrize("names", [["preset", "everything given"], ["authorizers", "default stage", "watched"], ["no domain", "no logs"]])
def test_policies_of_http_apis_are_valid_and_narrow(tmp_path: Path, names: list[str]) -> None:
    made = studio.generate(http_designs.combined(*names), tmp_path)
    assert_valid(made)
    assert_narrow(made)
    allowed = {action: s["Resource"] for s in statements(made, DEPLOYING[0]) for action in s["Action"]}
    # Nothing that only REST APIs have, but a look for what an earlier one had.
    text = made.text(DEPLOYING[0])
    assert not any(word in text for word in ["/restapis/", "LogRole"])
    of_others = {s["Sid"]: s["Action"] for s in statements(made, DEPLOYING[0]) if s["Sid"] in ("KeysAndPlans", "FindWebAcl", "OtherWebAcl")}
    assert of_others == {
        "KeysAndPlans": ["apigateway:GET"], "FindWebAcl": ["wafv2:ListWebACLs"], "OtherWebAcl": ["wafv2:ListTagsForResource"]
    }
    assert ("logs:CreateLogDelivery" in allowed) == any(stage["access_log"] for stage in made.design["stages"])


def assert_narrow(each: Made) -> None:
    """`*` stands alone only for what AWS cannot narrow."""
    open_actions = {
        "acm:ListCertificates",
        "acm:RequestCertificate",
        "cloudformation:GetTemplateSummary",
        "cloudfront:UpdateDistribution",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetMetricStatistics",
        "events:ListRuleNamesByTarget",
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
        "route53:ListHostedZones",
        "route53:ListHostedZonesByName",
        "wafv2:ListWebACLs",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
    }
    for file in POLICIES:
        for statement in statements(each, file):
            if "*" in statement["Resource"]:
                assert set(statement["Action"]) <= open_actions, statement["Sid"]
            assert not any(action.startswith("iam:") and "*" in statement["Resource"] for action in statement["Action"])


def test_the_account_narrows_what_it_can(made: Callable[[str], Made]) -> None:
    given, left_open = made("everything given"), made("preset")
    for file in POLICIES:
        assert f":{ACCOUNT}:" in given.text(file) and f":{ACCOUNT}:" not in left_open.text(file)
        assert ":*:" not in given.text(file).replace(":log-group:", "")


@pytest.mark.parametrize("name", ["dash-rest", "dash-http", "dash-private", "websocket-feed", "minimal"])
def test_what_the_readme_does_to_functions_is_allowed(tmp_path: Path, name: str) -> None:
    made = studio.generate(json.loads(studio.run("new", "--preset", name).stdout), tmp_path)
    allowed = {action for s in statements(made, DEPLOYING[0]) for action in s["Action"]}
    deploying = made.text("README.md").partition("\n## Check")[0]
    named = re.findall(r"^aws (lambda|dynamodb|ecr) (?!wait)([a-z-]+)", deploying, re.MULTILINE)
    wanted = {f"{service}:" + "".join(map(str.capitalize, verb.split("-"))) for service, verb in named}
    assert wanted >= {"lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"}
    assert wanted <= allowed


def test_zappa_hands_its_role_to_the_services_that_the_policy_names(each: Made) -> None:
    """Whatever of Zappa's code puts the role's ARN into a call: the function, the gateway, the rule."""
    statements = json.loads(each.text("iam/deploy-zappa.json"))["Statement"]
    (passed,) = (one for one in statements if one["Action"] == ["iam:PassRole"])
    services = passed["Condition"]["StringEquals"]["iam:PassedToService"]
    source = inspect.getsource(zappa.core)
    given = set(re.findall(r"(\S+?)\s*=\s*(?:self\.credentials_arn\b|credentials\b)(?!_)", source)) | set(re.findall(r'"(\w+)": self\.credentials_arn', source))
    calls = {"Role": "lambda", "integration.Credentials": "apigateway", "authorizer_resource.AuthorizerCredentials": "apigateway", "RoleArn": "events"}
    assert given - {"credentials"} == set(calls)
    assert sorted(services) == sorted({f"{service}.amazonaws.com" for service in calls.values()})


def test_a_policy_that_is_too_long_is_reported(tmp_path: Path) -> None:
    design = studio.design()
    for number in range(40):
        name = f"stage{number}"
        design["stages"].insert(0, dict(design["stages"][0], name=name, access_log={"log_group": "", "retention_days": 30, "format": "json"}))
    done = studio.run("generate", "-", "--out", str(tmp_path), stdin=json.dumps(design))
    assert "iam/policy-too-long" in done.stderr


def test_the_functions_role_may_log_and_trace_only(each: Made) -> None:
    found = statements(each, "iam/execution-role.json")
    actions = {action for statement in found for action in statement["Action"]}
    traced = any(stage["tracing"] for stage in each.design["stages"])
    logging = {"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"}
    assert actions == logging | ({"xray:PutTraceSegments", "xray:PutTelemetryRecords"} if traced else set())
    account = each.design["account_id"] or "*"
    groups = {
        f"arn:aws:logs:{REGION}:{account}:log-group:/aws/lambda/{function['name']}{rest}"
        for function in each.design["functions"]
        for rest in ["", ":*"]
    }
    assert set(found[0]["Resource"]) == groups
    (trust,) = statements(each, "iam/execution-role-trust.json")
    service = {"Service": "lambda.amazonaws.com"}
    assert trust == {"Effect": "Allow", "Principal": service, "Action": "sts:AssumeRole"}


class Need(NamedTuple):
    """A right that a call needs, with what conditions look at."""

    action: str
    resource: str
    context: dict[str, list[str]]


def parameters(words: list[str]) -> dict[str, Any]:
    """Parameters of a command line by their names in JSON, in lower case; flags win."""
    found: dict[str, Any] = {}
    options = dict(zip(words[2:], [*words[3:], ""]))
    if text := options.get("--cli-input-json"):
        found |= {key.lower(): value for key, value in json.loads(text).items()}
    for name, value in options.items():
        if name.startswith("--"):
            found[name[2:].replace("-", "")] = value
    return found


VERBS = {"get": "GET", "create": "POST", "put": "PUT", "update": "PATCH", "delete": "DELETE"}


def gateway_path(operation: str, given: dict[str, Any]) -> str:
    """The path of a call of the control plane."""
    if api := given.get("apiid"):
        if not operation.endswith("api-mapping"):
            return f"/apis/{api}" + ("" if operation.endswith("-api") else "/part")
    if operation.endswith("-api") and "rest" not in operation or operation == "get-apis":
        return "/apis"
    if "account" in operation:
        return "/account"
    if api := given.get("restapiid"):
        if not operation.endswith("base-path-mapping"):
            return f"/restapis/{api}" + ("" if operation.endswith("-rest-api") else "/part")
    if domain := given.get("domainname"):
        if operation == "create-domain-name":
            return "/domainnames"
        return f"/domainnames/{domain}" + ("" if operation.endswith("domain-name") else "/mappings")
    if plan := given.get("usageplanid"):
        return f"/usageplans/{plan}" + ("" if operation.endswith("-usage-plan") else "/keys")
    if key := given.get("apikey"):
        return f"/apikeys/{key}"
    if link := given.get("vpclinkid"):
        return f"/vpclinks/{link}"
    collections = {
        "rest-api": "/restapis",
        "api-key": "/apikeys",
        "usage-plan": "/usageplans",
        "domain-name": "/domainnames",
        "vpc-link": "/vpclinks",
    }
    return next(path for word, path in collections.items() if word in operation)


def truststore(root: str, operation: str, given: dict[str, Any]) -> list[tuple[str, str]]:
    """The rights, and what each is about, of a call that sets or takes away whom a domain trusts."""
    mutual = {key.lower(): value for key, value in given.get("mutualtlsauthentication", {}).items()}
    if operation == "update-domain-name":
        patched = [op for op in json.loads(given["patchoperations"]) if "/mutualTls" in op["path"]]
        mutual = {op["path"].split("/")[-1].lower(): op["value"] for op in patched}
    if not mutual:
        return []
    domain = root + gateway_path(operation, given)
    if mutual.get("truststoreuri") == "":
        return [("apigateway:RemoveCertificateFromDomain", domain)]
    found = [("apigateway:AddCertificateToDomain", domain)]
    if uri := mutual.get("truststoreuri"):
        found.append(("s3:GetObject", uri.replace("s3://", "arn:aws:s3:::")))
        if mutual.get("truststoreversion"):
            found.append(("s3:GetObjectVersion", uri.replace("s3://", "arn:aws:s3:::")))
    return found


def needs(words: list[str]) -> list[Need]:
    """The rights that a call needs, by the service's authorization reference."""
    service, operation, given = words[0], words[1], parameters(words)
    region = f"{REGION}:{ACCOUNT}"
    action = f"{service}:" + "".join(part.title() for part in operation.split("-"))

    def need(resource: str, action: str = action, **context: list[str]) -> Need:
        return Need(action, resource, {key.replace("_", ":", 1): value for key, value in context.items()})

    if service == "sts":
        return []
    if service in ("apigateway", "apigatewayv2"):
        verb = VERBS[operation.split("-")[0]]
        root = f"arn:aws:apigateway:{REGION}::"
        found = [need(root + gateway_path(operation, given), f"apigateway:{verb}")]
        if given.get("tags"):
            found.append(need(f"{root}/tags/x", "apigateway:PUT"))
        if "policy" in given or '"/policy"' in given.get("patchoperations", ""):
            found.append(need(root + gateway_path(operation, given), "apigateway:UpdateRestApiPolicy"))
        found.extend(need(resource, action) for action, resource in truststore(root, operation, given))
        # A WebSocket API, whose stages alone have a log level, writes with the account's role.
        by_role = "LoggingLevel" in (given.get("defaultroutesettings") or {})
        if ("accesslogsettings" in given and not by_role) or "access-log" in operation:
            found.extend(need("*", f"logs:{verb}LogDelivery") for verb in ["Create", "Update", "Delete"])
        if operation == "update-account":
            role = json.loads(given["patchoperations"])[0]["value"]
            found.append(need(role, "iam:PassRole", iam_PassedToService=["apigateway.amazonaws.com"]))
        return found
    if service == "lambda":
        name = given["functionname"].split(":function:")[-1]
        return [need(f"arn:aws:lambda:{region}:function:{name}")]
    if service == "logs":
        group = given.get("resourcearn") or f"arn:aws:logs:{region}:log-group:{given['loggroupname']}"
        return [need(group)] + [need(group, "logs:TagResource")] * ("tags" in given)
    if service == "iam":
        policy = [given["policyarn"]] if "policyarn" in given else []
        return [need(f"arn:aws:iam::{ACCOUNT}:role/{given['rolename']}", iam_PolicyARN=policy)]
    if service == "acm":
        return [need(given.get("certificatearn", "*"))]
    if service == "wafv2":
        if operation.endswith("web-acls"):
            return [need("*", "wafv2:ListWebACLs")]
        if "associate" not in operation:
            own = f"arn:aws:wafv2:{region}:regional/webacl/{given.get('name')}/{given.get('id', 'x')}"
            found = [need(given.get("resourcearn", own), action.replace("WebAcl", "WebACL"))]
            if operation in ("create-web-acl", "update-web-acl"):
                groups = f"arn:aws:wafv2:{region}:regional/managedruleset/x/y"
                found.append(need(groups, found[0].action))
            return found + [need(own, "wafv2:TagResource")] * ("tags" in given)
        arn = given["resourcearn"]
        verb = {"associate-web-acl": "Associate", "disassociate-web-acl": "Disassociate"}[operation]
        return [
            need(given.get("webaclarn", arn), f"wafv2:{verb}WebACL"),
            need(arn, "apigateway:SetWebACL"),
        ]
    if service == "sns":
        topic = given.get("topicarn") or f"arn:aws:sns:{region}:{given['name']}"
        found = [need(topic)]
        if given.get("tags"):
            found.append(need(topic, "sns:TagResource"))
        return found
    if service == "cloudwatch":
        if "dashboard" in operation:
            name = given.get("dashboardname") or given["dashboardnames"]
            return [need(f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/{name}")]
        name = given.get("alarmname") or given.get("alarmnames")
        return [need(f"arn:aws:cloudwatch:{region}:alarm:{name}" if name else "*")]
    if operation == "wait":
        return [need("arn:aws:route53:::change/C1", "route53:GetChange")]
    if operation == "list-resource-record-sets":
        return [need("arn:aws:route53:::hostedzone/" + given["hostedzoneid"].removeprefix("/hostedzone/"))]
    if operation == "change-resource-record-sets":
        changes = json.loads(given["changebatch"])["Changes"]
        names = [change["ResourceRecordSet"]["Name"].rstrip(".") for change in changes]
        zone = given["hostedzoneid"].removeprefix("/hostedzone/")
        key = "route53_ChangeResourceRecordSetsNormalizedRecordNames"
        return [need(f"arn:aws:route53:::hostedzone/{zone}", **{key: names})]
    return [need("*")]


def allows(statement: dict[str, Any], need: Need) -> bool:
    """What IAM decides, for the patterns and operators that occur here."""
    conditions = [
        set(need.context.get(key, [])) <= set(values)
        and (need.context.get(key) or operator.startswith("ForAllValues:"))
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    ]
    return (
        need.action in statement["Action"]
        and any(fnmatchcase(need.resource, arn) for arn in statement["Resource"])
        and all(conditions)
    )


CALLED = {
    "preset": ["preset"],
    "edge and open": ["edge domain, certificate left open", "two mappings", "several routes"],
    "settings": ["CNAME record", "stage settings", "several functions", "watched"],
    "by id": ["watched by id", "zone left open"],
    "bare": ["no domain", "no CORS", "no logs", "no keys"],
    "private": ["private API", "no keys", "no logs"],
    "mutual TLS": ["mutual TLS"],
    "guarded": ["authorizers", "cache and web ACL", "no domain", "no logs"],
}
CALLED_OF_HTTP = {
    "HTTP API": ["preset", "several routes", "watched"],
    "HTTP API, guarded": ["authorizers", "default stage", "no logs"],
    "HTTP API, bare": ["no domain", "no CORS", "no logs"],
}
CALLED_OF_WEBSOCKET = {
    "WebSocket API": websocket_designs.full,
    "WebSocket API, closed": websocket_designs.closed,
    "WebSocket API, bare": websocket_designs.bare,
}
# Nobody calls these here: the README's commands, what AWS does on the caller's behalf, and the way to take
# away the resource policy of an earlier design.
UNCALLED = {
    "MakeFunctions",
    "TraceFunctions",
    "FunctionRole",
    "FirstDomain",
    "EdgeDomain",
    "ApiPolicy",
    # Of mutual TLS and of a web ACL that an earlier design had.
    "OldTruststore",
    "WebAcl",
    "StageWebAcl",
    "OldWebAcl",
    "OtherWebAcl",
}


def throttle_by_hand(cloud: Cloud) -> None:
    """Gives every stage of an HTTP API limits, which the next deployment lifts where the design has none."""
    limits = {"ThrottlingRateLimit": 1.0, "ThrottlingBurstLimit": 1}
    for api in cloud.state()["http apis"]:
        for stage in api["stages"]:
            cloud.client("apigatewayv2").update_stage(
                ApiId=api["settings"]["ApiId"], StageName=stage, DefaultRouteSettings=limits
            )


@pytest.mark.parametrize("name", [*CALLED, *CALLED_OF_HTTP, *CALLED_OF_WEBSOCKET])
def test_every_call_of_the_scripts_is_allowed(cloud: Cloud, tmp_path: Path, name: str) -> None:
    if name in CALLED_OF_HTTP:
        design = http_designs.combined(*CALLED_OF_HTTP[name])
    elif name in CALLED_OF_WEBSOCKET:
        design = CALLED_OF_WEBSOCKET[name]()
    else:
        design = studio.design()
        for edit in CALLED[name]:
            DESIGNS[edit](design)
    files = studio.generate(design, tmp_path)
    cloud.prepare(design)
    allowed = statements(files, DEPLOYING[0])
    watched = (files.folder / "monitoring/alarms.sh").exists()
    scripts = ["cli/deploy.sh", "cli/deploy.sh", *["monitoring/alarms.sh"] * watched, "cli/teardown.sh"]
    used: set[str] = set()
    for number, script in enumerate(scripts):
        if number == 1:
            throttle_by_hand(cloud)
        words = ["--delete-logs"] if "teardown" in script else []
        ran = cloud.run("bash", str(files.folder / script), "--yes", *words)
        assert ran.status == 0, ran.err
        for call in ran.calls:
            for need in needs(call):
                fitting = [statement["Sid"] for statement in allowed if allows(statement, need)]
                assert fitting, (script, call[:2], need)
                used.update(fitting)
    # And nothing is allowed that no script asks for.
    assert {statement["Sid"] for statement in allowed} - used <= UNCALLED


def test_mutual_tls_is_allowed_to_those_who_have_it(made: Callable[[str], Made]) -> None:
    """Setting it wants the truststore, too; taking away that of an earlier design does not."""
    path = "/mutualTlsAuthentication/truststoreUri"

    def allowed(name: str, file: str, uri: str) -> bool:
        domain = made(name).design["domain"]["name"]
        patch = json.dumps([{"op": "replace", "path": path, "value": uri}])
        words = ["apigateway", "update-domain-name", "--domain-name", domain, "--patch-operations", patch]
        rights = needs(words)
        assert len(rights) == (3 if uri else 2)
        found = statements(made(name), file)
        return all(any(allows(statement, right) for statement in found) for right in rights)

    for file in DEPLOYING:
        assert allowed("mutual TLS", file, "s3://example-trust/ca.pem") and allowed("mutual TLS", file, "")
        assert not allowed("mutual TLS", file, "s3://example-trust/other.pem")
        assert not allowed("preset", file, "s3://example-trust/ca.pem")
    assert allowed("preset", DEPLOYING[0], "")


def test_the_stack_may_make_its_web_acl(tmp_path: Path) -> None:
    file = studio.ROOT / "tests/designs/canary-and-web-acl.json"
    made = studio.generate(json.loads(file.read_text()), tmp_path)
    stack = tomllib.loads(made.text("sam/samconfig.toml"))["default"]["deploy"]["parameters"]["stack_name"]
    (name,) = re.findall(r"^    Type: AWS::WAFv2::WebACL\n    Properties:\n      Name: !Sub (\S+)$", made.text("sam/template.yaml"), re.MULTILINE)
    name = name.replace("${AWS::StackName}", stack)
    assert re.fullmatch(r"[\w-]{1,128}", name)
    acl = f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/{name}/id"
    found = statements(made, DEPLOYING[1])
    for action in ["wafv2:CreateWebACL", "wafv2:DeleteWebACL", "wafv2:AssociateWebACL"]:
        assert any(allows(statement, Need(action, acl, {})) for statement in found), action


def test_a_stack_without_functions_makes_none(tmp_path: Path) -> None:
    made = studio.generate(json.loads(studio.run("new", "--preset", "s3-sqs").stdout), tmp_path)
    text = made.text(DEPLOYING[1])
    assert "lambda" not in text and "iam:PutRolePolicy" in text
    told = [line for line in made.diagnostics.splitlines() if "iam/role-policy-open" in line]
    assert [line.split(": ")[1].split(" writes")[0] for line in told] == ["deploy.sh", "the stack"]


def test_a_missing_right_is_noticed() -> None:
    """The judge above can say no: another function, another policy, another record."""
    statement = {
        "Action": ["iam:AttachRolePolicy"],
        "Resource": ["arn:aws:iam::*:role/a"],
        "Condition": {"ArnEquals": {"iam:PolicyARN": ["arn:x"]}},
    }
    words = ["iam", "attach-role-policy", "--role-name", "a", "--policy-arn", "arn:x"]
    (right,) = needs(words)
    (other_policy,) = needs([*words[:-1], "arn:y"])
    (other_role,) = needs([*words[:3], "b", *words[4:]])
    assert [allows(statement, need) for need in [right, other_policy, other_role]] == [True, False, False]
