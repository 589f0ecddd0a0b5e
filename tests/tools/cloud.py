"""An AWS account on loopback: moto, the AWS CLI in front of it, and what is in it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import urllib.request
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

import aws_shim
from designs import REGION, Design

HERE = Path(__file__).parent
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def _start(program: str, *words: str) -> tuple[subprocess.Popen[str], str]:
    """Starts one of the servers and waits for its first line."""
    process = subprocess.Popen(
        [sys.executable, "-B", str(HERE / program), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_clean() | CREDENTIALS | {"AWS_DEFAULT_REGION": REGION},
    )
    assert process.stdout
    line = process.stdout.readline().strip()
    assert line, f"{program} did not start"
    return process, line


def _clean() -> dict[str, str]:
    """The caller's environment without anything that steers AWS tools or points to a proxy."""
    steering = ("AWS_", "SHIM_", "MOTO_", "http_proxy", "https_proxy", "all_proxy", "no_proxy")
    return {
        k: v for k, v in os.environ.items() if not k.lower().startswith(tuple(s.lower() for s in steering))
    }


@dataclass(eq=False)
class Ran:
    """A script that ended."""

    status: int
    out: str
    err: str
    calls: list[list[str]]
    outbound: list[list[Any]]

    @property
    def changes(self) -> list[list[str]]:
        return [words for words in self.calls if aws_shim.changes(words)]


@dataclass(eq=False)
class Cloud:
    """The account, and a folder with the `aws` that reaches it."""

    folder: Path
    servers: list[subprocess.Popen[str]] = field(default_factory=list)
    endpoint: str = ""

    def __post_init__(self) -> None:
        moto, port = _start("moto_faults.py")
        socket = self.folder / "socket"
        shim, _ = _start("aws_shim.py", str(socket))
        self.servers, self.endpoint = [moto, shim], f"http://127.0.0.1:{port}"
        (self.folder / "bin").mkdir()
        aws_shim.write_client(self.folder / "bin", socket)
        # Scripts wait between attempts; nothing here takes time.
        sleep = self.folder / "bin/sleep"
        sleep.write_text("#!/bin/sh\n")
        sleep.chmod(0o755)

    def stop(self) -> None:
        for server in self.servers:
            server.terminate()
            server.wait(timeout=20)

    def reset(self) -> None:
        """Empties the account."""
        request = urllib.request.Request(f"{self.endpoint}/moto-api/reset", method="POST")
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).close()

    @cache
    def client(self, service: str, region: str = REGION) -> Any:
        return boto3.client(
            service,
            region,
            endpoint_url=self.endpoint,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def environment(self, **more: str) -> dict[str, str]:
        settings = {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            # moto answers 500 to what it does not know, and the CLI would try again for seconds.
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "NO_PROXY": "127.0.0.1",
        }
        path = {"PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
        return _clean() | CREDENTIALS | settings | path | more

    def run(self, *words: str, cwd: Path | None = None, **environment: str) -> Ran:
        """Runs a command without a terminal, with the shim's `aws` first on PATH."""
        log = self.folder / "calls"
        log.unlink(missing_ok=True)
        done = subprocess.run(
            words,
            cwd=cwd or self.folder,
            env=self.environment(SHIM_LOG=str(log), **environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
        )
        entries = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        return Ran(
            done.returncode,
            done.stdout.decode(),
            done.stderr.decode(),
            [entry["words"] for entry in entries if "words" in entry],
            [entry["outbound"] for entry in entries if "outbound" in entry],
        )

    def interrupted(self, fail: str, *words: str) -> Ran:
        """Runs a command whose Nth change fails."""
        counter = self.folder / "changes"
        counter.unlink(missing_ok=True)
        return self.run(*words, SHIM_COUNT=str(counter), SHIM_FAIL=fail)

    def prepare(
        self, design: Design, *, zone: bool = True, certificate: bool = True, functions: bool = True
    ) -> None:
        """Makes what a deployment finds: zone, certificate and functions."""
        if zone:
            self.client("route53").create_hosted_zone(Name="example.com", CallerReference="1")
            self.client("route53").create_hosted_zone(Name="notexample.com", CallerReference="2")
        if certificate:
            for region in {REGION, "us-east-1"}:
                self.client("acm", region).request_certificate(
                    DomainName="example.com",
                    SubjectAlternativeNames=["*.example.com"],
                    # Issued at once, as if its mail had been answered.
                    ValidationMethod="EMAIL",
                )
        metrics = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "dash"}
        self.client("wafv2").create_web_acl(
            Name="dash", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=metrics
        )
        if functions:
            role = self.client("iam").create_role(RoleName="functions", AssumeRolePolicyDocument="{}")
            for function in design["functions"]:
                self.client("lambda").create_function(
                    FunctionName=function["name"],
                    Runtime="python3.13",
                    Handler="lambda_handler.handler",
                    Role=role["Role"]["Arn"],
                    Code={"ZipFile": _zip()},
                )
                if alias := function.get("alias"):
                    version = self.client("lambda").publish_version(FunctionName=function["name"])["Version"]
                    self.client("lambda").create_alias(
                        FunctionName=function["name"], Name=alias, FunctionVersion=version
                    )

    def prepare_inside(self, name: str) -> list[str]:
        """Makes a VPC with two endpoints of API Gateway and a private zone; gives the endpoints' ids."""
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        told = {"VpcId": vpc, "ServiceName": f"com.amazonaws.{REGION}.execute-api", "VpcEndpointType": "Interface"}
        made = [ec2.create_vpc_endpoint(**told)["VpcEndpoint"]["VpcEndpointId"] for _ in range(2)]
        zone = {"VPC": {"VPCRegion": REGION, "VPCId": vpc}, "HostedZoneConfig": {"PrivateZone": True}}
        self.client("route53").create_hosted_zone(Name=name, CallerReference="inside", **zone)
        return made

    def state(self) -> dict[str, Any]:
        """Everything that a deployment may touch, with its ids."""
        return {
            "apis": [self._api(api) for api in self._all("apigateway", "get_rest_apis", "items")],
            "http apis": [self._http_api(api) for api in self._all("apigatewayv2", "get_apis", "Items")],
            "keys": self._all("apigateway", "get_api_keys", "items", includeValues=False),
            "plans": [self._plan(plan) for plan in self._all("apigateway", "get_usage_plans", "items")],
            "domains": [
                self._domain(domain) for domain in self._all("apigateway", "get_domain_names", "items")
            ],
            "account": self.client("apigateway").get_account().get("cloudwatchRoleArn"),
            "records": self._records(),
            # But for the one that exists already.
            "web acls": [
                self.client("wafv2").get_web_acl(Scope="REGIONAL", Name=acl["Name"], Id=acl["Id"])["WebACL"]
                | {"LockToken": None}
                for acl in self._all("wafv2", "list_web_acls", "WebACLs", Scope="REGIONAL")
                if acl["Name"] != "dash"
            ],
            "log groups": {
                group["logGroupName"]: group.get("retentionInDays")
                for group in self._all("logs", "describe_log_groups", "logGroups")
            },
            "permissions": {
                name: self._permissions(name)
                for function in self._all("lambda", "list_functions", "Functions")
                for name in [function["FunctionName"], *self._aliases(function["FunctionName"])]
            },
            "roles": {
                role["RoleName"]: [
                    policy["PolicyName"]
                    for policy in self._all(
                        "iam", "list_attached_role_policies", "AttachedPolicies", RoleName=role["RoleName"]
                    )
                ]
                for role in self._all("iam", "list_roles", "Roles")
            },
            "gateway roles": [
                self.client("iam").get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
                for role in self._all("iam", "list_roles", "Roles")
                if (name := role["RoleName"]).endswith("-gateway")
                for policy in self.client("iam").list_role_policies(RoleName=name)["PolicyNames"]
            ],
            "vpc links": {
                link["id"]: (link["name"], tuple(link["targetArns"]))
                for link in self._all("apigateway", "get_vpc_links", "items")
            }
            | {
                link["VpcLinkId"]: (link["Name"], (*link["SubnetIds"], *link["SecurityGroupIds"]))
                for link in self._all("apigatewayv2", "get_vpc_links", "Items")
            },
            "certificates": sorted(
                certificate["CertificateArn"]
                for region in (REGION, "us-east-1")
                for certificate in self.client("acm", region).list_certificates()["CertificateSummaryList"]
            ),
        }

    def _all(self, service: str, operation: str, key: str, **parameters: Any) -> list[Any]:
        return _plain(getattr(self.client(service), operation)(**parameters).get(key, []))

    def _api(self, api: dict[str, Any]) -> dict[str, Any]:
        def part(operation: str, key: str) -> Any:
            return self._all("apigateway", operation, key, restApiId=api["id"])

        return {
            "settings": api,
            "resources": {resource["path"]: resource for resource in part("get_resources", "items")},
            "stages": {stage["stageName"]: stage for stage in part("get_stages", "item")},
            "authorizers": {authorizer["id"]: authorizer for authorizer in part("get_authorizers", "items")},
            "deployments": part("get_deployments", "items"),
            "gateway responses": {
                answer["responseType"]: answer.get("responseParameters", {})
                for answer in part("get_gateway_responses", "items")
            },
            "answers": {answer["responseType"]: answer for answer in part("get_gateway_responses", "items")},
            "models": {model["name"]: model for model in part("get_models", "items")},
            "validators": {one["id"]: one for one in part("get_request_validators", "items")},
        }

    def _http_api(self, api: dict[str, Any]) -> dict[str, Any]:
        def part(operation: str, **more: str) -> Any:
            return self._all("apigatewayv2", operation, "Items", ApiId=api["ApiId"], **more)

        return {
            "settings": api,
            "routes": part("get_routes"),
            "integrations": {entry["IntegrationId"]: entry for entry in part("get_integrations")},
            "answers": {
                entry["IntegrationId"]: answers
                for entry in part("get_integrations")
                if (answers := part("get_integration_responses", IntegrationId=entry["IntegrationId"]))
            },
            "authorizers": {entry["AuthorizerId"]: entry for entry in part("get_authorizers")},
            "stages": {stage["StageName"]: stage for stage in part("get_stages")},
            "responses": {
                route["RouteKey"]: [response["RouteResponseKey"] for response in responses]
                for route in part("get_routes")
                if (responses := part("get_route_responses", RouteId=route["RouteId"]))
            },
        }

    def _plan(self, plan: dict[str, Any]) -> dict[str, Any]:
        keys = self._all("apigateway", "get_usage_plan_keys", "items", usagePlanId=plan["id"])
        return plan | {"keys": [key["id"] for key in keys]}

    def _domain(self, domain: dict[str, Any]) -> dict[str, Any]:
        name = domain["domainName"]
        # A private domain has an id, which every call about it names.
        own = {"domainNameId": domain["domainNameId"]} if "domainNameId" in domain else {}
        mappings = self._all("apigateway", "get_base_path_mappings", "items", domainName=name, **own)
        api_mappings = self._all("apigatewayv2", "get_api_mappings", "Items", DomainName=name)
        if own:
            listed = self._all("apigateway", "get_domain_name_access_associations", "items", resourceOwner="SELF")
            domain |= {"associations": [one["accessAssociationSource"] for one in listed]}
        return domain | {"mappings": mappings} | ({"api mappings": api_mappings} if api_mappings else {})

    def _records(self) -> dict[str, Any]:
        client = self.client("route53")
        records: dict[str, list[Any]] = {}
        for zone in _plain(client.list_hosted_zones()["HostedZones"]):
            sets = _plain(client.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"])
            # A private zone may have the name of a public one.
            records.setdefault(zone["Name"], []).extend(entry for entry in sets if entry["Type"] not in ("NS", "SOA"))
        return records

    def _aliases(self, function: str) -> list[str]:
        aliases = self._all("lambda", "list_aliases", "Aliases", FunctionName=function)
        return [f"{function}:{alias['Name']}" for alias in aliases]

    def _permissions(self, function: str) -> list[dict[str, Any]]:
        try:
            policy = self.client("lambda").get_policy(FunctionName=function)["Policy"]
        except ClientError:
            return []
        return json.loads(policy)["Statement"]


def _plain(value: Any) -> Any:
    """The value without times, which differ from run to run."""
    if isinstance(value, dict):
        return {
            k: _plain(v)
            for k, v in value.items()
            if not re.search(r"Date$|^(creation|lastModified)Time$|^ResponseMetadata$", k)
        }
    return [_plain(item) for item in value] if isinstance(value, list) else value


@cache
def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("lambda_handler.py", "")
    return buffer.getvalue()
