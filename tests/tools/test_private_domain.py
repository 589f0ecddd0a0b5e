"""A private domain of a private API: through SAM's translator and cfn-lint, and the scripts against a simulated account."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

import cloudformation as cfn
import meaning
import normal_cloud
import normal_sam
import studio
from cloud import Cloud
from designs import ACCOUNT, REGION, Design
from normal_design import of_design
from normal_form import Facts, Key, differences
from studio import Made
from test_deploy import deploy, succeed, teardown
from test_sam import TEMPLATE, check

NAME = "dashboard.inside.example.com"


def preset() -> Design:
    return json.loads(studio.run("new", "--preset", "dash-private").stdout)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return studio.generate(preset(), tmp_path_factory.mktemp("private"))


def of_domain(facts: Facts) -> Facts:
    return {key: value for key, value in facts.items() if key[0] in ("domain", "mapping", "record")}


def test_the_stack_has_domain_policy_association_and_record(made: Made) -> None:
    found = check(made.text(TEMPLATE))
    assert (found.source_findings, found.expanded_findings) == ([], [])
    ((id_, domain),) = cfn.of_type(found.expanded, "AWS::ApiGateway::DomainNameV2").items()
    assert (domain["DomainName"], domain["EndpointConfiguration"]["Types"]) == (NAME, ["PRIVATE"])
    assert domain["Policy"] == meaning.policy(made.design)
    (association,) = cfn.of_type(found.expanded, "AWS::ApiGateway::DomainNameAccessAssociation").values()
    assert association == {
        "DomainNameArn": {"Ref": id_},
        "AccessAssociationSource": "vpce-0123456789abcdef0",
        "AccessAssociationSourceType": "VPCE",
    }
    (mapping,) = cfn.of_type(found.expanded, "AWS::ApiGateway::BasePathMappingV2").values()
    assert mapping["DomainNameArn"] == {"Ref": id_} and "BasePath" not in mapping
    (record,) = cfn.of_type(found.expanded, "AWS::Route53::RecordSet").values()
    target = {"DNSName": {"Ref": "VpcEndpointDnsName"}, "HostedZoneId": {"Ref": "VpcEndpointZoneId"}}
    assert record["AliasTarget"] == target | {"EvaluateTargetHealth": False}
    wanted, _ = of_design(made.design)
    assert differences(of_domain(wanted), of_domain(normal_sam.of_template(made.text(TEMPLATE), made.design))) == []


@pytest.fixture
def inside(cloud: Cloud) -> tuple[Cloud, Design]:
    """An account with a VPC, its endpoint, its private zone, and a public zone of the same name."""
    endpoints = cloud.prepare_inside("inside.example.com")
    cloud.client("route53").create_hosted_zone(Name="inside.example.com", CallerReference="4")
    design = preset()
    design["api"]["rest"]["vpc_endpoint_ids"] = endpoints
    cloud.prepare(design, certificate=False, zone=False)
    cloud.client("acm").request_certificate(DomainName="*.inside.example.com", ValidationMethod="EMAIL")
    return cloud, design


def zones(cloud: Cloud) -> dict[bool, list[dict[str, Any]]]:
    """Records by whether their zone is private."""
    client, found = cloud.client("route53"), {}
    for zone in client.list_hosted_zones()["HostedZones"]:
        sets = client.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
        found[zone["Config"]["PrivateZone"]] = [one for one in sets if one["Type"] not in ("NS", "SOA")]
    return found


def test_the_scripts_make_change_and_remove_it(inside: tuple[Cloud, Design], tmp_path: Path) -> None:
    cloud, design = inside
    before = cloud.state()
    made = studio.generate(design, tmp_path / "first")
    succeed(deploy(cloud, made, "--dry-run"))
    assert cloud.state() == before
    succeed(deploy(cloud, made, "--yes"))
    state = cloud.state()
    (domain,) = state["domains"]
    ids = design["api"]["rest"]["vpc_endpoint_ids"]
    assert domain["domainNameArn"].startswith(f"arn:aws:apigateway:{REGION}:{ACCOUNT}:/domainnames/{NAME}+")
    assert json.loads(domain["policy"]) == meaning.policy(design)
    assert domain["associations"] == ids and domain["tags"] == {"gateway-studio": "inside-dashboard"}
    (record,) = zones(cloud)[True]
    assert zones(cloud)[False] == []
    assert record["AliasTarget"]["DNSName"].startswith(ids[0]) and record["Name"] == f"{NAME}."
    wanted, _ = of_design(design)
    found: dict[Key, Any] = of_domain(normal_cloud.of_state(state, design))
    assert differences({k: v for k, v in of_domain(wanted).items() if k[0] != "record"}, {k: v for k, v in found.items() if k[0] != "record"}) == []

    succeed(deploy(cloud, made, "--yes"))
    assert cloud.state() == state

    changed = copy.deepcopy(design)
    changed["api"]["rest"]["vpc_endpoint_ids"] = ids[1:]
    changed["domain"]["mappings"] = [{"base_path": "app", "stage": "prod"}]
    again = studio.generate(changed, tmp_path / "second")
    succeed(deploy(cloud, again, "--yes"))
    (domain,) = cloud.state()["domains"]
    assert domain["associations"] == ids[1:]
    assert [mapping["basePath"] for mapping in domain["mappings"]] == ["app"]
    assert json.loads(domain["policy"]) == meaning.policy(changed)
    (record,) = zones(cloud)[True]
    assert record["AliasTarget"]["DNSName"].startswith(ids[1])

    succeed(teardown(cloud, again, "--yes"))
    left = cloud.state()
    assert (left["domains"], left["apis"], zones(cloud)[True]) == ([], [], [])


def test_zappa_leaves_it_to_the_others_and_says_so(made: Made) -> None:
    assert re.search(r"^warning /domain/endpoint zappa/not-expressible", made.diagnostics, re.MULTILINE)
    section = made.text("README.md").split("### A. Zappa")[1].split("### B. AWS SAM")[0]
    assert not [line for line in section.splitlines() if line.startswith("zappa certify")]
