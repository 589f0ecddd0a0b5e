"""The normal form of the CloudFormation that SAM makes of the template of an HTTP API."""

from __future__ import annotations

import cloudformation as cfn
import normal_openapi_http
from meaning_backend import Around
from normal_form import Told
from normal_sam import Template, gateway_role, log_groups, v2_domain, v2_stage


def facts(expanded: Template, around: Around) -> Told:
    (api,) = cfn.of_type(expanded, "AWS::ApiGatewayV2::Api").values()
    yield from normal_openapi_http.of_document(api["Body"], around)
    yield from gateway_role(expanded)
    yield ("api", "addresses"), api.get("IpAddressType", "ipv4")
    stages = cfn.of_type(expanded, "AWS::ApiGatewayV2::Stage")
    for stage in stages.values():
        yield from v2_stage(expanded, stage)
    yield from log_groups(expanded)
    yield from v2_domain(expanded, {logical: stage["StageName"] for logical, stage in stages.items()})
