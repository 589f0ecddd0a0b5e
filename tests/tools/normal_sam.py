"""The normal form of the CloudFormation that SAM makes of a template: REST APIs, and what all kinds share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import cloudformation as cfn
import meaning
import meaning_websocket
import normal_openapi
from designs import Design
from meaning_backend import Around, rights, role, there
from normal_form import Facts, Told, inside, limits, on_stages, pairs, record_facts

Template = dict[str, Any]


def of_template(text: str, design: Design, stack: Template | None = None) -> Facts:
    """Of a template's text, or of one stack that is made of it; the design gives the functions' names, which a
    template has in its logical ids."""
    import normal_sam_http
    import normal_sam_websocket

    expanded, called = stack or cfn.expand(text), caller(text, design)
    (kind,) = design["api"]
    if kind == "websocket":
        around = meaning_websocket.Around(role, called, lambda id_: _link(expanded, id_))
        return dict(normal_sam_websocket.facts(expanded, around))
    facts = {"rest": _rest, "http": normal_sam_http.facts}[kind]
    return dict(facts(expanded, Around(called, lambda id_: _link(expanded, id_))))


def _link(expanded: Template, id_: Any) -> tuple[Any, ...]:
    """What a VPC link leads to: one of the template, or one that exists."""
    if isinstance(id_, str):
        return there(id_)
    made = expanded["Resources"][id_["Ref"]]["Properties"]
    targets = made["TargetArns"] if "TargetArns" in made else made["SubnetIds"] + made.get("SecurityGroupIds", [])
    return "made", made["Name"], tuple(targets)


def gateway_role(expanded: Template) -> Told:
    """What the role that is made for the gateway may do."""
    for role in cfn.of_type(expanded, "AWS::IAM::Role").values():
        for policy in role.get("Policies", []):
            if policy["PolicyName"] == "backends":
                yield ("gateway role",), rights(policy["PolicyDocument"])


def caller(text: str, design: Design) -> Callable[[Any], str]:
    """Who gives the name of the function that a URI calls."""
    made = [function["name"] for function in design["functions"] if not function["arn"]]
    source = cfn.read(text)
    names = dict(zip(cfn.of_type(source, "AWS::Serverless::Function"), made, strict=True))
    given = {function["arn"]: function["name"] for function in design["functions"] if function["arn"]}

    def called(uri: Any) -> str:
        text = uri["Fn::Sub"]
        if isinstance(text, list):
            # SAM's own address of a function that decides.
            text, inserted = text
            (value,) = inserted.values()
            if isinstance(value, str):
                return cfn.of_arn(value, given)
            part = "{0}.Arn".format(value["Fn::GetAtt"][0]) if "Fn::GetAtt" in value else value["Ref"]
            text = text.replace("${__FunctionArn__}", f"${{{part}}}")
        if found := re.search(r"functions/(arn:.*)/invocations$", text):
            return cfn.of_arn(found[1], given)
        return cfn.called(text, names)

    return called


def _rest(expanded: Template, around: Around) -> Told:
    (api,) = cfn.of_type(expanded, "AWS::ApiGateway::RestApi").values()
    body, settings = api["Body"], api["EndpointConfiguration"]
    yield ("api", "kind"), "REST"
    yield ("api", "name"), api["Name"]
    yield ("api", "description"), api.get("Description", "")
    (endpoint,) = settings["Types"]
    yield ("api", "endpoint"), endpoint
    yield ("api", "addresses"), settings.get("IpAddressType", "dualstack" if endpoint == "PRIVATE" else "ipv4")
    yield ("api", "vpc endpoints"), tuple(sorted(settings.get("VpcEndpointIds") or settings.get("VPCEndpointIds", [])))
    yield ("api", "compression"), api.get("MinimumCompressionSize")
    yield ("api", "key source"), api.get("ApiKeySourceType", "HEADER")
    if policy := api.get("SecurityPolicy"):
        yield ("api", "security policy"), (policy, api.get("EndpointAccessMode"))
    yield from normal_openapi.of_body(body, around)
    yield from gateway_role(expanded)
    stages = cfn.of_type(expanded, "AWS::ApiGateway::Stage")
    names = {logical: stage["StageName"] for logical, stage in stages.items()}
    yield from on_stages(list(names.values()), normal_openapi.methods(body, around))
    acls = {
        association["ResourceArn"]["Fn::Sub"].split("/stages/${")[1].rstrip("}"): association["WebACLArn"]
        for association in cfn.of_type(expanded, "AWS::WAFv2::WebACLAssociation").values()
    }
    for logical, stage in stages.items():
        yield from _stage(expanded, stage)
        arn = acls.get(logical, "")
        assert isinstance(arn, str) or arn["Fn::GetAtt"] == [*cfn.of_type(expanded, "AWS::WAFv2::WebACL"), "Arn"]
        yield ("stage", stage["StageName"], "web_acl"), arn if isinstance(arn, str) else "own"
    for acl in cfn.of_type(expanded, "AWS::WAFv2::WebACL").values():
        assert (acl["Scope"], acl["DefaultAction"]) == ("REGIONAL", {"Allow": {}})
        yield ("web acl",), (meaning.read_rules(acl["Rules"]), meaning.blocks(acl["Rules"]))
    yield from log_groups(expanded)
    yield from access(expanded, names)
    domains = cfn.of_type(expanded, "AWS::ApiGateway::DomainName")
    for domain in (domains | cfn.of_type(expanded, "AWS::ApiGateway::DomainNameV2")).values():
        (endpoint,) = domain["EndpointConfiguration"]["Types"]
        settings = domain["EndpointConfiguration"]
        yield from domain_facts(domain, endpoint, domain["SecurityPolicy"], settings.get("IpAddressType"))
        if endpoint == "PRIVATE":
            associations = cfn.of_type(expanded, "AWS::ApiGateway::DomainNameAccessAssociation").values()
            sources = tuple(sorted(association["AccessAssociationSource"] for association in associations))
            yield from inside(domain["DomainName"], domain["Policy"], sources)
    mappings = cfn.of_type(expanded, "AWS::ApiGateway::BasePathMapping")
    for mapping in (mappings | cfn.of_type(expanded, "AWS::ApiGateway::BasePathMappingV2")).values():
        yield ("mapping", mapping.get("BasePath", "")), names[mapping["Stage"]["Ref"]]
    for mapping in cfn.of_type(expanded, "AWS::ApiGatewayV2::ApiMapping").values():
        yield ("mapping", mapping["ApiMappingKey"]), names[mapping["Stage"]["Ref"]]
    yield from v2_mappings(expanded, names)
    yield from records(expanded)


def _stage(expanded: Template, stage: Template) -> Told:
    settings = {(entry["ResourcePath"], entry["HttpMethod"]): entry for entry in stage.get("MethodSettings", [])}
    all_methods = settings.pop(("/*", "*"), {})
    size, keeps = stage.get("CacheClusterSize"), all_methods.get("CachingEnabled", False)
    clustered = stage.get("CacheClusterEnabled", False)
    assert clustered == bool(size) and (clustered or not keeps)
    cache = (size, all_methods.get("CacheTtlInSeconds"), all_methods.get("CacheDataEncrypted"), keeps)
    for name, value in {
        "description": stage.get("Description", ""),
        "variables": pairs(stage.get("Variables")),
        "throttle": limits(all_methods.get("ThrottlingRateLimit"), all_methods.get("ThrottlingBurstLimit")),
        "access_log": access_log(expanded, stage.get("AccessLogSetting")),
        "execution_log": all_methods.get("LoggingLevel", "OFF"),
        "data_trace": all_methods.get("DataTraceEnabled", False),
        "detailed_metrics": all_methods.get("MetricsEnabled", False),
        "tracing": stage.get("TracingEnabled", False),
        "cache": cache if clustered else None,
        "canary": _canary(stage),
    }.items():
        yield ("stage", stage["StageName"], name), value
    if clustered:
        # CloudFormation has no word for it: this is what the service does by itself.
        yield ("stage", stage["StageName"], "invalidation"), "warned"
    for (path, verb), own in settings.items():
        told = limits(own.get("ThrottlingRateLimit"), own.get("ThrottlingBurstLimit"))
        kept = own.get("CachingEnabled") and (own["CacheTtlInSeconds"], own["CacheDataEncrypted"])
        watched = (own.get("LoggingLevel", "OFF"), own.get("DataTraceEnabled", False), own.get("MetricsEnabled", False))
        path = path if path == "/" else path[1:].replace("~1", "/").replace("~0", "~")
        yield ("stage", stage["StageName"], "settings", path, verb), (told, kept, watched)


def _canary(stage: Template) -> tuple[float, bool, Any] | None:
    found = stage.get("CanarySetting")
    return found and (float(found["PercentTraffic"]), found["UseStageCache"], pairs(found.get("StageVariableOverrides")))


def v2_stage(expanded: Template, stage: Template) -> Told:
    """What the stages of HTTP and WebSocket APIs have."""
    assert stage["AutoDeploy"] is True
    settings = stage.get("DefaultRouteSettings", {})
    for name, value in {
        "description": stage.get("Description", ""),
        "variables": pairs(stage.get("StageVariables")),
        "throttle": limits(settings.get("ThrottlingRateLimit"), settings.get("ThrottlingBurstLimit")),
        "access_log": access_log(expanded, stage.get("AccessLogSettings")),
        "detailed_metrics": settings.get("DetailedMetricsEnabled", False),
    }.items():
        yield ("stage", stage["StageName"], name), value
    for key, own in stage.get("RouteSettings", {}).items():
        told = limits(own.get("ThrottlingRateLimit"), own.get("ThrottlingBurstLimit"))
        watched = (own.get("LoggingLevel", "OFF"), own.get("DataTraceEnabled", False), own.get("DetailedMetricsEnabled", False))
        yield ("stage", stage["StageName"], "settings", key), (told, watched)


def access_log(expanded: Template, log: Template | None) -> tuple[str, str] | None:
    """Group and format."""
    if not log:
        return None
    _, name = log["DestinationArn"]["Fn::Sub"].split(":log-group:")
    if own := re.fullmatch(r"\$\{(\w+)\}", name):
        name = cfn.of_type(expanded, "AWS::Logs::LogGroup")[own[1]]["LogGroupName"]
    return name, log["Format"]


def log_groups(expanded: Template) -> Told:
    for group in cfn.of_type(expanded, "AWS::Logs::LogGroup").values():
        yield ("log group", group["LogGroupName"]), group["RetentionInDays"]


def access(expanded: Template, stages: dict[str, str]) -> Told:
    """Keys and plans; `stages` gives the names by logical id."""
    keys = cfn.of_type(expanded, "AWS::ApiGateway::ApiKey")
    for key in keys.values():
        yield ("key", key["Name"]), (key.get("Description", ""), key["Enabled"])
    links = list(cfn.of_type(expanded, "AWS::ApiGateway::UsagePlanKey").values())
    for logical, plan in cfn.of_type(expanded, "AWS::ApiGateway::UsagePlan").items():
        throttle, quota = plan.get("Throttle", {}), plan.get("Quota")
        held = [keys[link["KeyId"]["Ref"]]["Name"] for link in links if link["UsagePlanId"]["Ref"] == logical]
        for name, value in {
            "description": plan.get("Description", ""),
            "stages": tuple(sorted(stages[stage["Stage"]["Ref"]] for stage in plan.get("ApiStages", []))),
            "throttle": limits(throttle.get("RateLimit"), throttle.get("BurstLimit")),
            "quota": quota and (quota["Limit"], quota["Period"]),
            "api_keys": tuple(sorted(held)),
            "methods": _plan_methods(plan),
        }.items():
            yield ("plan", plan["UsagePlanName"], name), value


def _plan_methods(plan: Template) -> tuple[tuple[str, Any], ...]:
    """Limits of single methods, the same in every stage."""
    (found,) = {
        pairs({key: limits(one["RateLimit"], one["BurstLimit"]) for key, one in stage.get("Throttle", {}).items()})
        for stage in plan["ApiStages"]
    }
    return found


def domain_facts(domain: Template, endpoint: str, policy: str, addresses: str | None) -> Told:
    tls = domain.get("MutualTlsAuthentication")
    (of_certificates,) = domain.get("DomainNameConfigurations", [domain])
    proof = of_certificates.get("OwnershipVerificationCertificateArn", "")
    for name, value in {
        "endpoint": endpoint,
        "security_policy": policy,
        "endpoint_access_mode": domain.get("EndpointAccessMode"),
        "ip_address_type": addresses or "ipv4",
        "mutual_tls": tls and (tls["TruststoreUri"], tls.get("TruststoreVersion", ""), proof),
    }.items():
        yield ("domain", domain["DomainName"], name), value


def v2_domain(expanded: Template, stages: dict[str, str]) -> Told:
    """Domain, mappings and records beside an HTTP or WebSocket API."""
    for domain in cfn.of_type(expanded, "AWS::ApiGatewayV2::DomainName").values():
        (settings,) = domain["DomainNameConfigurations"]
        endpoint, policy = settings["EndpointType"], settings["SecurityPolicy"]
        yield from domain_facts(domain, endpoint, policy, settings.get("IpAddressType"))
    yield from v2_mappings(expanded, stages)
    yield from records(expanded)


def v2_mappings(expanded: Template, stages: dict[str, str]) -> Told:
    for mapping in cfn.of_type(expanded, "AWS::ApiGatewayV2::ApiMapping").values():
        yield ("mapping", mapping.get("ApiMappingKey", "")), stages[mapping["Stage"]["Ref"]]


def records(expanded: Template) -> Told:
    for record in cfn.of_type(expanded, "AWS::Route53::RecordSet").values():
        ttl, alias = record.get("TTL"), record.get("AliasTarget")
        apart = tuple(record.get(key) for key in ["Weight", "Region", "Failover"])
        key = ("record", record["Name"], record["Type"], record.get("SetIdentifier", ""))
        health = bool(alias) and alias["EvaluateTargetHealth"]
        yield from record_facts(key, ttl and int(ttl), apart, record.get("HealthCheckId"), health)
