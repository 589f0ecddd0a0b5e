"""The normal form of the CloudFormation of a WebSocket API's template."""

from __future__ import annotations

import re
from typing import Any

import cloudformation as cfn
import meaning_websocket
from meaning_websocket import Around
from normal_form import Told
from normal_sam import Template, access, gateway_role, log_groups, v2_domain, v2_stage


def facts(expanded: Template, around: Around) -> Told:
    (api,) = cfn.of_type(expanded, "AWS::ApiGatewayV2::Api").values()
    yield ("api", "kind"), api["ProtocolType"]
    yield ("api", "name"), api["Name"]
    yield ("api", "description"), api.get("Description", "")
    yield ("api", "closed"), api.get("DisableExecuteApiEndpoint", False)
    yield ("api", "addresses"), api.get("IpAddressType", "ipv4")
    yield ("api", "route selection"), api["RouteSelectionExpression"]
    authorizers = cfn.of_type(expanded, "AWS::ApiGatewayV2::Authorizer")
    for authorizer in authorizers.values():
        assert authorizer["AuthorizerType"] == "REQUEST"
        value = (around.called(authorizer["AuthorizerUri"]), tuple(authorizer.get("IdentitySource", [])))
        yield ("authorizer", authorizer["Name"]), value
    integrations = cfn.of_type(expanded, "AWS::ApiGatewayV2::Integration")
    answers = cfn.of_type(expanded, "AWS::ApiGatewayV2::RouteResponse").values()
    answering = [answer["RouteId"]["Ref"] for answer in answers if answer["RouteResponseKey"] == "$default"]
    for logical, route in cfn.of_type(expanded, "AWS::ApiGatewayV2::Route").items():
        key, target = ("route", route["RouteKey"]), re.search(r"\$\{(\w+)\}$", route["Target"]["Fn::Sub"])
        assert target and (route.get("RouteResponseSelectionExpression") == "$default") == (logical in answering)
        asks = route.get("AuthorizerId")
        yield (*key, "backend"), _backend(expanded, target[1], integrations[target[1]], around)
        yield (*key, "link"), around.through(integrations[target[1]])
        yield (*key, "timeout"), integrations[target[1]].get("TimeoutInMillis")
        yield (*key, "two way"), logical in answering
        yield (*key, "authorization"), (route["AuthorizationType"], asks and authorizers[asks["Ref"]]["Name"])
        yield (*key, "key"), route.get("ApiKeyRequired", False)
    yield from gateway_role(expanded)
    stages = cfn.of_type(expanded, "AWS::ApiGatewayV2::Stage")
    names = {logical: stage["StageName"] for logical, stage in stages.items()}
    for stage in stages.values():
        yield from v2_stage(expanded, stage)
        settings = stage.get("DefaultRouteSettings", {})
        yield ("stage", stage["StageName"], "execution_log"), settings.get("LoggingLevel", "OFF")
        yield ("stage", stage["StageName"], "data_trace"), settings.get("DataTraceEnabled", False)
    yield from log_groups(expanded)
    yield from access(expanded, names)
    yield from v2_domain(expanded, names)


def _backend(expanded: Template, id_: str, told: dict[str, Any], around: Around) -> tuple[Any, ...]:
    if told["IntegrationType"] == "AWS_PROXY":
        return "lambda", around.called(told["IntegrationUri"])
    responses = cfn.of_type(expanded, "AWS::ApiGatewayV2::IntegrationResponse").values()
    own = [response for response in responses if response["IntegrationId"] == {"Ref": id_}]
    return meaning_websocket.told(told, own, around, told.get("PassthroughBehavior"))
