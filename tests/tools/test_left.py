"""What a change of the kind of API, or of where its domain is reached, leaves in the account: named with the commands
that remove it, which work in their order; never removed by itself, since it may be in use."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import studio
from cloud import Cloud
from designs import ACCOUNT, REGION, Design, method, route
from test_deploy import deploy, left_commands, succeed

HEAD = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}"
LINKS = {
    "rest": {"target_arn": f"{HEAD}:loadbalancer/net/inside/0123456789abcdef", "subnet_ids": []},
    "http": {"target_arn": "", "subnet_ids": ["subnet-0123456789abcdef0"]},
    "websocket": {},
}


STANDS_FOR = "Z0123456789ABCDEFGHIJ"


def design(kind: str) -> Design:
    """One project as that kind of API, with all that belongs to it alone."""
    preset = {"rest": "dash-rest", "http": "dash-http", "websocket": "websocket-echo"}[kind]
    made = json.loads(studio.run("new", "--preset", preset).stdout)
    name = made["functions"][0]["name"]
    made |= {"name": "shop", "domain": None, "functions": [made["functions"][0] | {"name": "shop"}]}
    made = json.loads(json.dumps(made).replace(f'"function": "{name}"', '"function": "shop"'))
    made["stages"] = [made["stages"][0] | {"name": "prod", "access_log": None, "execution_log": "OFF"}]
    if kind == "websocket":
        return made
    made["vpc_links"] = [{"name": "inside", "id": "", "security_group_ids": [], **LINKS[kind]}]
    uri = {"rest": "http://inside.example.com/", "http": f"{HEAD}:listener/app/inside/0123456789abcdef/0123456789abcdef"}
    made["routes"].append(route("/inside", method("GET") | {"integration": {"http_proxy": {"uri": uri[kind], "vpc_link": "inside"}}}))
    if kind == "rest":
        queue = {"sqs_send_message": {"queue_arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:orders"}}
        made["routes"].append(route("/orders", method("POST") | {"integration": {"aws_service": {"action": queue, "role_arn": ""}}}))
        made["web_acl"] = {"managed_groups": ["AWSManagedRulesCommonRuleSet"], "rate_limit": 1000}
        made["stages"][0]["web_acl"] = "own"
        made["access"] |= {
            "api_keys": [{"name": "partner"}],
            "usage_plans": [{"name": "gold", "stages": ["prod"], "api_keys": ["partner"]}],
        }
    return made


def alive(state: dict[str, Any]) -> dict[str, Any]:
    kinds = {"HTTP": "http", "WEBSOCKET": "websocket"}
    return {
        "apis": {"rest" for _ in state["apis"]} | {kinds[api["settings"]["ProtocolType"]] for api in state["http apis"]},
        **{key: len(state[key]) for key in ("keys", "plans", "vpc links", "web acls", "gateway roles")},
    }


def test_the_rights_of_the_old_api_stay_with_it(cloud: Cloud, tmp_path: Path) -> None:
    """An HTTP API that asks services, too, has rights of its own in the role; those of the REST API are named."""
    new = design("http")
    stream = {"name": "SQS-PurgeQueue", "target_arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:orders", "parameters": []}
    new["routes"].append(route("/purge", method("POST") | {"integration": {"aws_service": {"action": {"subtype": stream}, "role_arn": ""}}}))
    old, files = studio.generate(design("rest"), tmp_path / "rest"), studio.generate(new, tmp_path / "http")
    cloud.prepare(old.design, zone=False, certificate=False)
    succeed(deploy(cloud, old, "--yes"))
    ran = succeed(deploy(cloud, files, "--yes"))

    def rights() -> set[str]:
        return {statement["Action"][0] for policy in cloud.state()["gateway roles"] for statement in policy["Statement"]}

    assert rights() == {"sqs:SendMessage", "sqs:PurgeQueue"}
    script = tmp_path / "left.sh"
    script.write_text("\n".join(["set -e", *left_commands(ran), ""]))
    succeed(cloud.run("bash", str(script)))
    assert rights() == {"sqs:PurgeQueue"} and alive(cloud.state())["apis"] == {"http"}
    again = succeed(deploy(cloud, files, "--yes"))
    assert left_commands(again) == [] and rights() == {"sqs:PurgeQueue"}


@pytest.mark.parametrize("new", ["http", "websocket"])
def test_all_that_a_rest_api_had_is_named(cloud: Cloud, tmp_path: Path, new: str) -> None:
    old, files = (studio.generate(design(kind), tmp_path / kind) for kind in ("rest", new))
    cloud.prepare(old.design, zone=False, certificate=False)
    succeed(deploy(cloud, old, "--yes"))
    before = cloud.state()
    ran = succeed(deploy(cloud, files, "--yes"))
    own_links = 1 if new == "http" else 0
    ours = {"keys": 1, "plans": 1, "vpc links": 1 + own_links, "web acls": 1, "gateway roles": 1}
    assert alive(cloud.state()) == {"apis": {"rest", new}} | ours
    assert cloud.state()["apis"][0]["resources"] == before["apis"][0]["resources"]
    named = [command.split()[2] for command in left_commands(ran)]
    if new == "http":
        plan = ["delete-api-key", "update-usage-plan", "delete-usage-plan"]
        assert named == ["delete-rest-api", "delete-role-policy", "delete-role", "delete-vpc-link", *plan, "delete-web-acl"]
    else:
        plan = ["delete-usage-plan-key", "update-usage-plan", "delete-usage-plan", "delete-api-key"]
        assert named == [*plan, "delete-rest-api", "delete-vpc-link", "delete-role-policy", "delete-role", "delete-web-acl"]
    script = tmp_path / "left.sh"
    script.write_text("\n".join(["set -e", *left_commands(ran), ""]))
    succeed(cloud.run("bash", str(script)))
    assert alive(cloud.state()) == {"apis": {new}, "keys": 0, "plans": 0, "vpc links": own_links, "web acls": 0, "gateway roles": 0}
    state = cloud.state()
    assert left_commands(succeed(deploy(cloud, files, "--yes"))) == []
    assert cloud.state() == state


def test_all_that_an_http_api_had_is_named(cloud: Cloud, tmp_path: Path) -> None:
    old, files = (studio.generate(design(kind), tmp_path / kind) for kind in ("http", "rest"))
    cloud.prepare(old.design, zone=False, certificate=False)
    tags = {"gateway-studio": "shop"}
    feed = cloud.client("apigatewayv2").create_api(Name="feed", ProtocolType="WEBSOCKET", Tags=tags)["ApiId"]
    succeed(deploy(cloud, old, "--yes"))
    (http,) = {api["settings"]["ApiId"] for api in cloud.state()["http apis"]} - {feed}
    (link,) = cloud.state()["vpc links"]
    ran = succeed(deploy(cloud, files, "--yes"))
    assert left_commands(ran) == [
        f"aws apigatewayv2 delete-api --api-id {http}",
        f"aws apigatewayv2 delete-api --api-id {feed}",
        f"aws apigatewayv2 delete-vpc-link --vpc-link-id {link}",
    ]
    assert alive(cloud.state())["vpc links"] == 2


def test_a_name_that_becomes_private_takes_its_record_along(cloud: Cloud, tmp_path: Path) -> None:
    """In one zone there is one record of the name, which leads to the new domain; and back. No `--take-over`."""
    endpoints = cloud.prepare_inside("elsewhere.example")
    inside = json.loads(studio.run("new", "--preset", "dash-private").stdout)
    inside["api"]["rest"]["vpc_endpoint_ids"] = endpoints
    zone = cloud.client("route53").create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    record = inside["domain"]["dns"]["route53"] | {"hosted_zone_id": STANDS_FOR, "zone_name": "example.com"}
    inside["domain"] |= {"name": "api.example.com", "dns": {"route53": record}}
    public = copy.deepcopy(inside)
    public["api"]["rest"] |= {"endpoint": "REGIONAL", "policy": "none", "vpc_endpoint_ids": []}
    public["domain"] |= {"endpoint": "REGIONAL", "ip_address_type": "dualstack"}
    cloud.prepare(inside, zone=False)

    def targets() -> list[tuple[str, str]]:
        sets = cloud.client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        own = [one for one in sets if one["Name"] == "api.example.com."]
        return sorted((one["Type"], one["AliasTarget"]["DNSName"].split(".")[0].rpartition("-")[0]) for one in own)

    first, second = studio.generate(public, tmp_path / "public"), studio.generate(inside, tmp_path / "private")
    for made in (first, second):
        # The simulated account gives its zones ids that AWS would not.
        script = made.folder / "cli/deploy.sh"
        script.write_text(script.read_text().replace(STANDS_FOR, zone.rpartition("/")[2]))
    succeed(deploy(cloud, first, "--yes"))
    assert [kind for kind, _ in targets()] == ["A", "AAAA"]
    succeed(deploy(cloud, second, "--yes"))
    (only,) = targets()
    assert only[0] == "A" and only[1].startswith("vpce")
    succeed(deploy(cloud, first, "--yes"))
    assert targets() == [("A", "d"), ("AAAA", "d")]


def test_a_name_that_becomes_private_leaves_its_public_domain(cloud: Cloud, tmp_path: Path) -> None:
    """Both may stand beside one another; and back."""
    endpoints = cloud.prepare_inside("example.com")
    inside = json.loads(studio.run("new", "--preset", "dash-private").stdout)
    inside["api"]["rest"]["vpc_endpoint_ids"] = endpoints
    elsewhere = {"elsewhere": {"zone_name": "example.com", "target": "d-abcdefghij.execute-api.ap-northeast-1.amazonaws.com"}}
    inside["domain"] |= {"name": "api.example.com", "dns": elsewhere}
    public = copy.deepcopy(inside)
    public["api"]["rest"] |= {"endpoint": "REGIONAL", "policy": "none", "vpc_endpoint_ids": []}
    public["domain"]["endpoint"] = "REGIONAL"
    cloud.prepare(inside, zone=False)
    first, second = studio.generate(public, tmp_path / "public"), studio.generate(inside, tmp_path / "private")
    assert left_commands(succeed(deploy(cloud, first, "--yes"))) == []
    ran = succeed(deploy(cloud, second, "--yes"))
    assert left_commands(ran) == ["aws apigateway delete-domain-name --domain-name api.example.com"]
    kinds = [domain["endpointConfiguration"]["types"] for domain in cloud.state()["domains"]]
    assert sorted(kinds) == [["PRIVATE"], ["REGIONAL"]]
    (id_,) = (domain["domainNameId"] for domain in cloud.state()["domains"] if "domainNameId" in domain)
    ran = succeed(deploy(cloud, first, "--yes"))
    (command,) = left_commands(ran)
    assert command == f"aws apigateway delete-domain-name --domain-name api.example.com --domain-name-id {id_}"
    succeed(cloud.run("bash", "-c", command))
    (domain,) = cloud.state()["domains"]
    assert domain["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert left_commands(succeed(deploy(cloud, first, "--yes"))) == []
