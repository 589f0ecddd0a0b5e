"""`hosting/*.yaml`: clean in cfn-lint, and as far as moto's CloudFormation goes the stacks that they promise."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import boto3
import pytest
from samtranslator.yaml_helper import yaml_parse

import cloudformation as cfn
from cloud import Cloud
from designs import REGION

HOSTING = Path(__file__).parents[2] / "hosting"
CLOUDFRONT = (HOSTING / "cloudfront.yaml").read_text()
WEBSITE = (HOSTING / "website.yaml").read_text()


def resource(template: str, name: str) -> dict[str, Any]:
    return yaml_parse(template)["Resources"][name]["Properties"]


@pytest.mark.parametrize("template", [CLOUDFRONT, WEBSITE])
def test_the_templates_are_clean(template: str) -> None:
    assert cfn.lint(template) == []


CERTIFICATE = f"arn:aws:acm:us-east-1:123456789012:certificate/{'1' * 8}"
NAMED = {"DomainName": "studio.example.com", "CertificateArn": CERTIFICATE}


@pytest.mark.parametrize("template, given", [(WEBSITE, {}), (CLOUDFRONT, NAMED)])
def test_a_stack_is_made_and_says_what_publish_asks_for(cloud: Cloud, template: str, given: dict[str, str]) -> None:
    """moto's CloudFormation makes the bucket alone; what else is in the stack the next tests read from the template."""
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}

    def client(service: str) -> Any:
        return boto3.client(service, endpoint_url=cloud.endpoint, region_name=REGION, **keys)

    parameters = [{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()]
    client("cloudformation").create_stack(StackName="studio", TemplateBody=template, Parameters=parameters)
    stack = client("cloudformation").describe_stacks(StackName="studio")["Stacks"][0]
    assert stack["StackStatus"] == "CREATE_COMPLETE", stack
    told = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    assert [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]] == [told["BucketName"]]
    assert {"BucketName", "Address"} <= set(told)
    if given:
        assert told["Address"] == "https://studio.example.com/"


def test_a_website_is_read_by_everybody_and_has_its_documents() -> None:
    bucket = resource(WEBSITE, "Bucket")
    assert bucket["WebsiteConfiguration"] == {"IndexDocument": "index.html", "ErrorDocument": "404.html"}
    assert not bucket["PublicAccessBlockConfiguration"]["RestrictPublicBuckets"]
    statements = resource(WEBSITE, "BucketPolicy")["PolicyDocument"]["Statement"]
    assert [(one["Effect"], one["Action"]) for one in statements] == [("Allow", "s3:GetObject")]


def test_only_the_distribution_reads_the_private_bucket() -> None:
    allow, deny = resource(CLOUDFRONT, "BucketPolicy")["PolicyDocument"]["Statement"]
    assert allow["Principal"] == {"Service": "cloudfront.amazonaws.com"} and allow["Action"] == "s3:GetObject"
    source = allow["Condition"]["StringEquals"]["AWS:SourceArn"]
    assert source["Fn::Sub"].endswith(":distribution/${Distribution}")
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert all(resource(CLOUDFRONT, "Bucket")["PublicAccessBlockConfiguration"].values())
    config = resource(CLOUDFRONT, "Distribution")["DistributionConfig"]
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert (config["HttpVersion"], config["DefaultCacheBehavior"]["Compress"]) == ("http2and3", True)


def test_a_folder_means_its_document() -> None:
    code = resource(CLOUDFRONT, "FolderIndex")["FunctionCode"]
    addresses = ["/", "/tools/", "/sw.js", "/a/studio-0123456789abcdef_bg.wasm"]
    script = f"{code}\nconsole.log({json.dumps(addresses)}.map((uri) => handler({{ request: {{ uri }} }}).uri).join(' '))"
    ran = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["/index.html", "/tools/index.html", *addresses[2:]]
