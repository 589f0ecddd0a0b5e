"""A requested certificate, shared names and another provider's DNS, on the simulated account.

`test_deploy.py` has the plain domain; here is what comes on top, with the fewest deployments that show it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import meaning
import studio
from cloud import Cloud, Ran
from designs import ACCOUNT, REGION, Design
from studio import Made


def run(cloud: Cloud, made: Made, script: str, *words: str, **environment: str) -> Ran:
    return cloud.run("bash", str(made.folder / script), *words, **environment)


def succeed(ran: Ran) -> Ran:
    assert ran.status == 0, ran.err
    assert ran.outbound == []
    return ran


def records(cloud: Cloud, kind: str | None = None) -> list[dict[str, Any]]:
    """Records of the domain's zone; those that prove a certificate are told by their underscore."""
    found = cloud.state()["records"]["example.com."]
    proofs = [entry for entry in found if entry["Name"].startswith("_")]
    return proofs if kind == "proof" else [entry for entry in found if entry not in proofs]


def assert_domain(cloud: Cloud, design: Design) -> None:
    """Settings of the domain, and its records, as the design has them."""
    domain, settings = design["domain"], meaning.record(design)
    (found,) = cloud.state()["domains"]
    assert found["securityPolicy"] == domain["security_policy"]
    assert found["endpointConfiguration"].get("ipAddressType", "ipv4") == domain["ip_address_type"]
    mutual = domain["mutual_tls"]
    wanted = mutual and {
        "truststoreUri": mutual["truststore_uri"],
        "truststoreVersion": mutual["truststore_version"] or None,
    }
    assert found.get("mutualTlsAuthentication") == (wanted and {key: value for key, value in wanted.items() if value})
    # Without mutual TLS nothing asks for it, and one that is there is left.
    assert not mutual or found.get("ownershipVerificationCertificateArn") == mutual.get("ownership_certificate_arn")
    if not settings:
        return
    edge = domain["endpoint"] == "EDGE"
    target = f"{found['distributionDomainName' if edge else 'regionalDomainName']}."
    for entry, apart in zip(records(cloud), meaning.record_sets(design), strict=True):
        assert entry.pop("Name") == f"{domain['name']}."
        if settings["record"] == "alias":
            alias = entry.pop("AliasTarget")
            assert (alias["DNSName"], alias["EvaluateTargetHealth"]) == (
                target,
                settings["evaluate_target_health"],
            )
        else:
            assert (entry.pop("TTL"), entry.pop("ResourceRecords")) == (
                settings["record"]["cname"],
                [{"Value": target}],
            )
        assert entry == apart


@pytest.mark.parametrize("name", ["certificate requested", "edge certificate requested"])
def test_a_certificate_is_requested_proved_and_used(
    cloud: Cloud, made: Callable[[str], Made], name: str
) -> None:
    """Look first, deploy, deploy again, remove: certificate and proof stay for the next time."""
    files = made(name)
    cloud.prepare(files.design, certificate=False)
    empty = cloud.state()
    look = succeed(run(cloud, files, "cli/deploy.sh", "--dry-run"))
    assert look.changes == [] and cloud.state() == empty
    first = succeed(run(cloud, files, "cli/deploy.sh", "--yes"))
    printed = [line.split()[3] for line in look.out.splitlines() if line.startswith("+ aws ")]
    assert printed == [words[1] for words in first.changes]
    state = cloud.state()
    (certificate,) = state["certificates"]
    edge = files.design["domain"]["endpoint"] == "EDGE"
    assert certificate.split(":")[3] == ("us-east-1" if edge else REGION)
    assert state["domains"][0]["certificateArn" if edge else "regionalCertificateArn"] == certificate
    (proof,) = records(cloud, "proof")
    assert (proof["Name"].split(".", 1)[1], proof["Type"]) == ("api.example.com.", "CNAME")
    assert_domain(cloud, files.design)
    succeed(run(cloud, files, "cli/deploy.sh", "--yes"))
    assert cloud.state() == state
    succeed(run(cloud, files, "cli/teardown.sh", "--yes"))
    left = cloud.state()
    assert left["domains"] == [] and left["certificates"] == [certificate]
    assert left["records"]["example.com."] == [proof]


def test_a_request_whose_answer_was_lost_goes_on(cloud: Cloud, made: Callable[[str], Made]) -> None:
    """Stopped after the request, and after its proof: never a second certificate."""
    files = made("certificate requested")
    cloud.prepare(files.design, certificate=False)
    script = str(files.folder / "dns/request-certificate.sh")
    for fail in ["after:1", "before:1", "after:1"]:
        ran = cloud.interrupted(fail, "bash", script, "--yes")
        assert ran.status != 0 and len(ran.changes) == 1
    done = succeed(cloud.run("bash", script, "--yes"))
    (certificate,) = cloud.state()["certificates"]
    assert done.out == f"{certificate}\n" and done.changes == []


def test_an_issued_certificate_is_taken_instead_of_a_new_one(
    cloud: Cloud, made: Callable[[str], Made]
) -> None:
    files = made("certificate requested")
    cloud.prepare(files.design)
    before = cloud.state()
    done = succeed(run(cloud, files, "dns/request-certificate.sh", "--yes"))
    assert done.changes == [] and done.out.strip() in before["certificates"] and cloud.state() == before


def test_at_another_provider_the_proof_is_printed_and_awaited(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path
) -> None:
    files = made("certificate requested, DNS elsewhere")
    cloud.prepare(files.design, certificate=False)
    # The person stops waiting, enters the record, and runs the script again.
    sleep = tmp_path / "sleep"
    sleep.write_text("#!/bin/sh\nexit 1\n")
    sleep.chmod(0o755)
    path = f"{tmp_path}:{cloud.environment()['PATH']}"
    stopped = run(cloud, files, "cli/deploy.sh", "--yes", PATH=path)
    assert stopped.status != 0 and [words[1] for words in stopped.changes] == ["request-certificate"]
    assert cloud.state()["records"]["example.com."] == []
    name, ttl, _, kind, value = stopped.out.split()
    assert (kind, name.startswith("_"), value.endswith(".acm-validations.aws.")) == ("CNAME", True, True)
    zone = cloud.client("route53").list_hosted_zones_by_name(DNSName="example.com")["HostedZones"][0]["Id"]
    record = {"Name": name, "Type": kind, "TTL": int(ttl), "ResourceRecords": [{"Value": value}]}
    cloud.client("route53").change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    )
    done = succeed(run(cloud, files, "cli/deploy.sh", "--yes"))
    assert not [words for words in done.changes if words[0] in ("acm", "route53")]
    (domain,) = cloud.state()["domains"]
    assert f"\n{domain['regionalDomainName']}\n" in f"\n{done.out}"
    assert_domain(cloud, files.design)


def test_settings_of_the_domain_are_changed_in_one_update(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path
) -> None:
    """There, changed, and back: AWS takes one update in half a minute, so all come in one."""
    files = made("mutual TLS")
    cloud.prepare(files.design)
    succeed(run(cloud, files, "cli/deploy.sh", "--yes"))
    assert_domain(cloud, files.design)
    changed = studio.design("mutual TLS")
    changed["domain"].update(security_policy="TLS_1_0", ip_address_type="dualstack", mutual_tls=None)
    newest = studio.design("mutual TLS")
    newest["domain"]["mutual_tls"]["truststore_version"] = ""
    steps = [(changed, 1), (files.design, 1), (files.design, 0), (newest, 1), (newest, 0)]
    for number, (design, updates) in enumerate(steps):
        now = studio.generate(design, tmp_path / str(number))
        ran = succeed(run(cloud, now, "cli/deploy.sh", "--yes"))
        assert [words[1] for words in ran.changes].count("update-domain-name") == updates
        assert_domain(cloud, design)


def test_both_addresses_are_removed_though_one_is_missing(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path
) -> None:
    """Route 53 refuses a batch as a whole when one of its records is not there."""
    design = studio.design("certificate requested")
    design["domain"]["ip_address_type"] = "ipv4"
    cloud.prepare(design)
    succeed(run(cloud, studio.generate(design, tmp_path), "cli/deploy.sh", "--yes"))
    assert [entry["Type"] for entry in records(cloud)] == ["A"]
    succeed(run(cloud, made("certificate requested"), "cli/teardown.sh", "--yes"))
    assert records(cloud) == []


def test_another_kind_of_record_takes_the_place_of_the_first(cloud: Cloud, tmp_path: Path) -> None:
    """Route 53 refuses a CNAME beside an alias, and a simple record beside a weighted one."""
    alias, cname, both, weighted = (studio.design() for _ in range(4))
    cname["domain"]["dns"]["route53"]["record"] = {"cname": 300}
    both["domain"]["ip_address_type"] = "dualstack"
    weighted["domain"]["dns"]["route53"].update(routing={"weighted": 1}, set_identifier="blue")
    cloud.prepare(alias)
    for number, design in enumerate([alias, cname, both, weighted, alias, alias]):
        files = studio.generate(design, tmp_path / str(number))
        succeed(run(cloud, files, "cli/deploy.sh", "--yes"))
        assert_domain(cloud, design)


def test_a_record_of_another_kind_is_taken_over_only_on_request(
    cloud: Cloud, made: Callable[[str], Made]
) -> None:
    files = made("preset")
    cloud.prepare(files.design)
    zone = cloud.client("route53").list_hosted_zones_by_name(DNSName="example.com")["HostedZones"][0]["Id"]
    theirs = {
        "Name": "api.example.com.",
        "Type": "CNAME",
        "TTL": 60,
        "ResourceRecords": [{"Value": "old.example.net."}],
    }
    cloud.client("route53").change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": theirs}]}
    )
    assert run(cloud, files, "cli/deploy.sh", "--yes").status == 1
    succeed(run(cloud, files, "cli/deploy.sh", "--yes", "--take-over"))
    assert_domain(cloud, files.design)


def test_a_domain_of_the_other_endpoint_type_stops_the_script(
    cloud: Cloud, made: Callable[[str], Made]
) -> None:
    files = made("preset")
    cloud.prepare(files.design)
    succeed(run(cloud, files, "cli/deploy.sh", "--yes"))
    before = cloud.state()
    ran = run(cloud, made("edge domain, certificate left open"), "cli/deploy.sh", "--yes")
    assert ran.status == 1 and "another endpoint type than EDGE" in ran.err
    assert ran.changes == [] and cloud.state() == before


@pytest.mark.parametrize("name", ["certificate requested", "edge certificate requested", "mutual TLS"])
def test_route_53_takes_every_record_of_a_batch(
    cloud: Cloud, made: Callable[[str], Made], name: str
) -> None:
    files = made(name)
    cloud.prepare(files.design)
    zone = cloud.client("route53").list_hosted_zones_by_name(DNSName="example.com")["HostedZones"][0]["Id"]
    command = ["aws", "route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch"]
    succeed(cloud.run(*command, "file://route53/upsert.json", cwd=files.folder))
    batch = json.loads(files.text("route53/upsert.json"))["Changes"]
    assert records(cloud) == [change["ResourceRecordSet"] for change in batch]
    for change, apart in zip(batch, meaning.record_sets(files.design), strict=True):
        assert apart.items() <= change["ResourceRecordSet"].items()
    succeed(cloud.run(*command, "file://route53/delete.json", cwd=files.folder))
    assert records(cloud) == []


@pytest.mark.parametrize("name", ["mutual TLS", "certificate requested", "certificate requested, DNS elsewhere"])
def test_the_printed_commands_have_parameters_that_the_cli_accepts(
    cloud: Cloud, made: Callable[[str], Made], tmp_path: Path, name: str
) -> None:
    """Those of the READMEs and those of the dry runs, checked offline against the services' models."""
    files = made(name)
    cloud.prepare(files.design, certificate=False)
    (tmp_path / "function.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    for folder in ["route53", "iam", "openapi"]:
        if (files.folder / folder).exists():
            (tmp_path / folder).symlink_to(files.folder / folder)
    lines = []
    for guide in ["README.md", "dns/README.md"]:
        if (files.folder / guide).exists():
            blocks = re.findall(r"^```sh\n(.*?)^```$", files.text(guide), re.M | re.S)
            lines += [line for line in "".join(blocks).splitlines() if line.startswith("aws ")]
    if files.design["domain"]["certificate"] == "requested":
        look = succeed(run(cloud, files, "dns/request-certificate.sh", "--dry-run"))
        lines += [line.removeprefix("+ ") for line in look.out.splitlines() if line.startswith("+ ")]
    script = tmp_path / "lines.sh"
    script.write_text("\n".join(["set -eu", *lines, ""]))
    values = {variable: f"x-{variable}" for variable in ["API_ID", "ROLE_ARN", "ZONE_ID"]}
    values["ACCOUNT"] = ACCOUNT
    values["CERTIFICATE_ARN"] = "arn:aws:acm:us-east-1:123456789012:certificate/x"
    checked = succeed(cloud.run("bash", str(script), cwd=tmp_path, SHIM_LINT="1", **values))
    assert len(checked.calls) == len(lines) >= 4


def test_a_zone_file_holds_the_record_or_says_why_not(made: Callable[[str], Made], tmp_path: Path) -> None:
    files = made("certificate requested, DNS elsewhere")
    (line,) = [line for line in files.text("dns/zone.txt").splitlines() if not line.startswith(";")]
    target = f"d-replace-me.execute-api.{REGION}.amazonaws.com."
    assert line.split() == ["api.example.com.", "60", "IN", "CNAME", target]
    assert "| `CNAME` | `api` |" in files.text("dns/README.md")
    apex = studio.design("certificate requested, DNS elsewhere")
    apex["domain"]["name"] = "example.com"
    text = studio.generate(apex, tmp_path).text("dns/zone.txt")
    assert all(line.startswith("; ") for line in text.splitlines()) and "ALIAS" in text


def test_files_of_another_provider_exist_only_for_one(each: Made) -> None:
    domain = each.design["domain"]
    elsewhere = domain is not None and meaning.record(each.design) is None
    for name in ["README.md", "zone.txt"]:
        assert (each.folder / "dns" / name).exists() == elsewhere
    requested = domain is not None and domain["certificate"] == "requested"
    assert (each.folder / "dns/request-certificate.sh").exists() == requested


@pytest.mark.parametrize("guard", ["", "page", "key", "address"])
def test_the_readmes_health_check_calls_what_answers_it_or_follows_an_alarm(
    cloud: Cloud, tmp_path: Path, guard: str
) -> None:
    design = studio.design("mutual TLS")
    stage = design["domain"]["mappings"][0]["stage"]
    method = design["routes"][0]["methods"][0]
    if guard == "page":
        open_route = {"path": "/health", "methods": [method | {"authorization": "none"}]}
        method["authorization"] = "iam"
        design["routes"].append(open_route)
    elif guard == "key":
        design["access"]["api_key_required"] = True
    elif guard == "address":
        design["api"]["rest"]["policy"] = {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}
    text = studio.generate(design, tmp_path / "made").text("README.md")
    (block,) = [block for block in re.findall(r"```sh\n(.*?)```", text, re.S) if "create-health-check" in block]
    # The person fills in the first line.
    block = block.replace("API_ID=\n", "API_ID=a1b2c3d4e5\n").replace("ALARM=\n", "ALARM='errors of the app'\n")
    succeed(cloud.run("bash", "-euo", "pipefail", "-c", block))
    (check,) = cloud.client("route53").list_health_checks()["HealthChecks"]
    # One of its own in each region, or the second would be refused.
    assert check["CallerReference"].startswith(REGION) and len(check["CallerReference"]) <= 64
    settings = check["HealthCheckConfig"]
    if guard in ("key", "address"):
        assert settings["Type"] == "CLOUDWATCH_METRIC"
        assert "AlarmIdentifier={Region=" in block and "/health" in text
    else:
        assert settings["Type"] == "HTTPS" and settings["EnableSNI"] is True
        assert settings["FullyQualifiedDomainName"] == f"a1b2c3d4e5.execute-api.{REGION}.amazonaws.com"
        assert settings["ResourcePath"] == f"/{stage}/{'health' if guard else ''}"
