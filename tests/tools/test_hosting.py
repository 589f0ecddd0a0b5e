"""`hosting/*.yaml`: clean in cfn-lint, and as far as moto's CloudFormation goes the stacks that they promise."""

from __future__ import annotations

import json
import re
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


BELOW = {"Prefix": "tools/studio"}


@pytest.mark.parametrize(
    "template, given, address",
    [
        (WEBSITE, {}, r"http://[\w.-]+/"),
        (WEBSITE, BELOW, r"http://[\w.-]+/tools/studio/"),
        (CLOUDFRONT, NAMED, r"https://studio\.example\.com/"),
        (CLOUDFRONT, {**NAMED, **BELOW}, r"https://studio\.example\.com/tools/studio/"),
    ],
)
def test_a_stack_is_made_and_says_what_publish_asks_for(
    cloud: Cloud, template: str, given: dict[str, str], address: str
) -> None:
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
    assert re.fullmatch(address, told["Address"]), told


def test_a_website_is_read_by_everybody() -> None:
    assert not resource(WEBSITE, "Bucket")["PublicAccessBlockConfiguration"]["RestrictPublicBuckets"]
    statements = resource(WEBSITE, "BucketPolicy")["PolicyDocument"]["Statement"]
    assert [(one["Effect"], one["Action"]) for one in statements] == [("Allow", "s3:GetObject")]


def test_only_the_distribution_reads_the_private_bucket() -> None:
    allow, deny = resource(CLOUDFRONT, "BucketPolicy")["PolicyDocument"]["Statement"]
    assert allow["Principal"] == {"Service": "cloudfront.amazonaws.com"} and allow["Action"] == "s3:GetObject"
    source = allow["Condition"]["StringEquals"]["AWS:SourceArn"]
    assert source["Fn::Sub"].endswith(":distribution/${Distribution}")
    assert (deny["Effect"], deny["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert all(resource(CLOUDFRONT, "Bucket")["PublicAccessBlockConfiguration"].values())
    assert (deny["Principal"], deny["Action"]) == ("*", "s3:*")
    assert deny["Resource"] == [{"Fn::GetAtt": ["Bucket", "Arn"]}, {"Fn::Sub": "${Bucket.Arn}/*"}]
    access = resource(CLOUDFRONT, "OriginAccess")["OriginAccessControlConfig"]
    kinds = [access[key] for key in ("OriginAccessControlOriginType", "SigningBehavior", "SigningProtocol")]
    assert kinds == ["s3", "always", "sigv4"]
    config = resource(CLOUDFRONT, "Distribution")["DistributionConfig"]
    (origin,) = config["Origins"]
    assert origin["OriginAccessControlId"] == {"Fn::GetAtt": ["OriginAccess", "Id"]}
    assert config["ViewerCertificate"]["Fn::If"][1]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    behavior = config["DefaultCacheBehavior"]
    assert behavior["ViewerProtocolPolicy"] == "redirect-to-https"
    assert behavior["AllowedMethods"] == ["GET", "HEAD"]
    assert (config["HttpVersion"], behavior["Compress"]) == ("http2and3", True)


def test_every_answer_has_the_headers_that_protect_a_visitor() -> None:
    behavior = resource(CLOUDFRONT, "Distribution")["DistributionConfig"]["DefaultCacheBehavior"]
    assert behavior["ResponseHeadersPolicyId"] == {"Ref": "Headers"}
    config = resource(CLOUDFRONT, "Headers")["ResponseHeadersPolicyConfig"]
    protecting = config["SecurityHeadersConfig"]
    assert all(header["Override"] is True for header in protecting.values())
    assert "frame-ancestors 'none'" in protecting["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    assert protecting["FrameOptions"]["FrameOption"] == "DENY"
    assert protecting["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    assert protecting["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    assert "ContentTypeOptions" in protecting
    others = {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}
    assert others["Cross-Origin-Opener-Policy"] == "same-origin"
    assert all(f"{name}=()" in others["Permissions-Policy"] for name in ("camera", "geolocation", "microphone"))


def test_objects_are_kept_as_long_as_they_say() -> None:
    behavior = resource(CLOUDFRONT, "Distribution")["DistributionConfig"]["DefaultCacheBehavior"]
    assert behavior["CachePolicyId"] == {"Ref": "CachePolicy"}
    policy = resource(CLOUDFRONT, "CachePolicy")["CachePolicyConfig"]
    assert (policy["MinTTL"], policy["DefaultTTL"]) == (0, 0)
    asked = policy["ParametersInCacheKeyAndForwardedToOrigin"]
    assert asked["EnableAcceptEncodingBrotli"] is True and asked["EnableAcceptEncodingGzip"] is True


def found(prefix: str, addresses: list[str]) -> list[str]:
    """What becomes of addresses: the object that is asked for, or where they lead."""
    code = resource(CLOUDFRONT, "FolderIndex")["FunctionCode"]["Fn::Sub"].replace("${Prefix}", prefix)
    assert "${" not in code
    script = f"""{code}
    const became = (uri) => handler({{ request: {{ uri }} }});
    const shown = (answer) => answer.uri ?? `${{answer.statusCode}}:${{answer.headers.location.value}}`;
    console.log({json.dumps(addresses)}.map((uri) => shown(became(uri))).join(' '));"""
    return subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout.split()


def test_a_folder_means_its_document() -> None:
    addresses = ["/", "/tools/", "/sw.js", "/a/studio-0123456789abcdef_bg.wasm", "/tools"]
    assert found("", addresses) == ["/index.html", "/tools/index.html", *addresses[2:]]
    addresses = ["/", "/tools/studio/", "/tools/studio", "/tools", "/tools/studio/sw.js"]
    expected = ["/index.html", "/tools/studio/index.html", "302:/tools/studio/", *addresses[3:]]
    assert found("tools/studio", addresses) == expected


def test_what_is_not_there_is_answered_by_the_page_below_its_prefix() -> None:
    (answer,) = resource(CLOUDFRONT, "Distribution")["DistributionConfig"]["CustomErrorResponses"]
    below = {"Fn::Sub": "/${Prefix}/404.html"}
    assert answer["ResponsePagePath"] == {"Fn::If": ["HasPrefix", below, "/404.html"]}
    below = {"Fn::Sub": "${Prefix}/404.html"}
    website = resource(WEBSITE, "Bucket")["WebsiteConfiguration"]
    assert website == {"IndexDocument": "index.html", "ErrorDocument": {"Fn::If": ["HasPrefix", below, "404.html"]}}


@pytest.mark.parametrize("template", [CLOUDFRONT, WEBSITE])
def test_a_prefix_is_one_that_publish_takes(template: str) -> None:
    pattern = yaml_parse(template)["Parameters"]["Prefix"]["AllowedPattern"]
    for good in ["", "tools", "tools/studio", "v1.2/a-b_c"]:
        assert re.search(pattern, good), good
    for bad in ["/tools", "tools/", "a//b", "../a", "-a", "a b", "a'b", "${x}"]:
        assert not re.search(pattern, bad), bad


@pytest.mark.parametrize("template", [CLOUDFRONT, WEBSITE])
def test_a_bucket_outlives_its_stack_but_for_one_that_was_never_made(template: str) -> None:
    bucket = yaml_parse(template)["Resources"]["Bucket"]
    assert (bucket["DeletionPolicy"], bucket["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
