"""What a design means, worked out here a second time so that a generator's slip shows up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from designs import VPC_ENDPOINTS, Design

JSON_LOG = (
    '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp",'
    '"caller":"$context.identity.caller","user":"$context.identity.user",'
    '"requestTime":"$context.requestTime","httpMethod":"$context.httpMethod",'
    '"resourcePath":"$context.resourcePath","status":"$context.status",'
    '"protocol":"$context.protocol","responseLength":"$context.responseLength",'
    '"integrationStatus":"$context.integration.status","error":"$context.error.message"}'
)


CLF_LOG = (
    "$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "
    '"$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength '
    "$context.requestId $context.extendedRequestId"
)
CSV_LOG = (
    "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,"
    "$context.httpMethod,$context.resourcePath,$context.protocol,$context.status,$context.responseLength,"
    "$context.requestId,$context.extendedRequestId"
)
XML_LOG = (
    '<request id="$context.requestId"> <extendedRequestId>$context.extendedRequestId</extendedRequestId> '
    "<ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> "
    "<user>$context.identity.user</user> <requestTime>$context.requestTime</requestTime> "
    "<httpMethod>$context.httpMethod</httpMethod> <resourcePath>$context.resourcePath</resourcePath> "
    "<status>$context.status</status> <protocol>$context.protocol</protocol> "
    "<responseLength>$context.responseLength</responseLength> </request>"
)
LOGS = {"json": JSON_LOG, "clf": CLF_LOG, "csv": CSV_LOG, "xml": XML_LOG}
# HTTP APIs know a route key instead of a resource path, and no caller.
HTTP_LOGS = {
    "json": '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime",'
    '"httpMethod":"$context.httpMethod","routeKey":"$context.routeKey","path":"$context.path",'
    '"status":"$context.status","protocol":"$context.protocol","responseLength":"$context.responseLength",'
    '"integrationStatus":"$context.integration.status","error":"$context.error.message",'
    '"integrationError":"$context.integrationErrorMessage"}',
    "clf": "$context.identity.sourceIp - - [$context.requestTime] "
    '"$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength '
    "$context.requestId $context.extendedRequestId",
    "csv": "$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,"
    "$context.protocol,$context.status,$context.responseLength,$context.requestId,$context.extendedRequestId",
    "xml": '<request id="$context.requestId"> <extendedRequestId>$context.extendedRequestId</extendedRequestId> '
    "<ip>$context.identity.sourceIp</ip> <requestTime>$context.requestTime</requestTime> "
    "<httpMethod>$context.httpMethod</httpMethod> <routeKey>$context.routeKey</routeKey> "
    "<status>$context.status</status> <protocol>$context.protocol</protocol> "
    "<responseLength>$context.responseLength</responseLength> </request>",
}


def policy(design: Design) -> dict[str, Any] | None:
    """The resource policy: everybody, but not from elsewhere; or accounts alone."""
    rest = design["api"]["rest"]
    if rest["policy"] == "none":
        return None
    call = {"Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    if "accounts" in rest["policy"]:
        roots = [f"arn:aws:iam::{account}:root" for account in rest["policy"]["accounts"]["account_ids"]]
        return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": roots}, **call}]}
    if rest["policy"] == "vpc_endpoints":
        return domain_policy(design)
    if "combined" in rest["policy"]:
        return combined_policy(rest["policy"]["combined"], rest["endpoint"] == "PRIVATE")
    if "vpcs" in rest["policy"]:
        elsewhere = {"StringNotEquals": {"aws:SourceVpc": rest["policy"]["vpcs"]["vpc_ids"]}}
    else:
        elsewhere = {"NotIpAddress": {"aws:SourceIp": rest["policy"]["source_ranges"]["cidrs"]}}
    return everybody_but(elsewhere)


def combined_policy(parts: dict[str, list[str]], private: bool) -> dict[str, Any]:
    """One denial for each thing that is asked of callers; the allowance names accounts, if there are any."""
    roots = [f"arn:aws:iam::{account}:root" for account in parts["account_ids"]]
    call = {"Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    statements: list[dict[str, Any]] = [{"Effect": "Allow", "Principal": {"AWS": roots} if roots else "*", **call}]
    elsewhere = [
        {"NotIpAddress": {"aws:VpcSourceIp" if private else "aws:SourceIp": parts["cidrs"]}},
        {"StringNotEquals": {"aws:SourceVpc": parts["vpc_ids"]}},
    ]
    for condition in elsewhere:
        ((named,),) = (one.values() for one in condition.values())
        if named:
            statements.append({"Effect": "Deny", "Principal": "*", **call, "Condition": condition})
    return {"Version": "2012-10-17", "Statement": statements}


def everybody_but(elsewhere: dict[str, Any]) -> dict[str, Any]:
    """A policy that denies what comes from elsewhere."""
    call = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    denied = {"Effect": "Deny", **call, "Condition": elsewhere}
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **call}, denied]}


def domain_policy(design: Design) -> dict[str, Any]:
    """Of a private domain, which the API's own VPC endpoints reach."""
    return everybody_but({"StringNotEquals": {"aws:SourceVpce": design["api"]["rest"]["vpc_endpoint_ids"]}})


def web_acl(stage: dict[str, Any]) -> str:
    """What stands before a stage: the ARN of one that exists, `own`, or nothing."""
    chosen = stage.get("web_acl", "none")
    return chosen["existing"]["arn"] if isinstance(chosen, dict) else "" if chosen == "none" else chosen


def web_acl_rules(design: Design) -> list[tuple[str, Any]] | None:
    """The rules of the design's own web ACL in their order: a name, and the limit, or the rules that count."""
    acl = design.get("web_acl")
    if not acl or not any(web_acl(stage) == "own" for stage in design["stages"]):
        return None
    rate = [] if acl["rate_limit"] is None else [("RateLimit", acl["rate_limit"])]
    large = ["SizeRestrictions_BODY"] if acl["allow_large_bodies"] else []
    groups = acl["managed_rule_groups"]
    return rate + [(name, large if name == "AWSManagedRulesCommonRuleSet" else []) for name in groups]


def read_rules(rules: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """The same of rules as AWS WAF knows them."""
    found = []
    for rule in sorted(rules, key=lambda rule: rule["Priority"]):
        assert rule["VisibilityConfig"]["MetricName"] == rule["Name"]
        (kind, said), = rule["Statement"].items()
        if kind == "RateBasedStatement":
            assert (said["EvaluationWindowSec"], said["AggregateKeyType"]) == (300, "IP")
            found.append((rule["Name"], said["Limit"]))
            continue
        assert (said["VendorName"], said["Name"]) == ("AWS", rule["Name"])
        counted = said.get("RuleActionOverrides", [])
        assert all(override["ActionToUse"] == {"Count": {}} for override in counted)
        found.append((rule["Name"], [override["Name"] for override in counted]))
    return found


def blocks(rules: list[dict[str, Any]]) -> bool:
    """Whether rules block, or all of them count."""
    acts = {tuple(rule.get("Action", rule.get("OverrideAction"))) for rule in rules}
    assert acts <= {("Block",), ("None",)} or acts == {("Count",)}, acts
    return acts != {("Count",)}


def canary(stage: dict[str, Any]) -> tuple[float, bool, tuple[tuple[str, str], ...]] | None:
    """Share of a stage's canary, whether it uses the cache, and its variables."""
    found = stage.get("canary")
    if not found:
        return None
    named = {variable["name"]: variable["value"] for variable in found["variables"]}
    return float(found["percent_traffic"]), found["use_stage_cache"], tuple(sorted(named.items()))


def endpoint(design: Design) -> dict[str, Any]:
    """Type, addresses and VPC endpoints, as the service says them; a private API knows both families only."""
    rest = design["api"]["rest"]
    private = rest["endpoint"] == "PRIVATE"
    return {
        "types": [rest["endpoint"]],
        "ipAddressType": "dualstack" if private else rest["ip_address_type"],
        "vpcEndpointIds": sorted(rest["vpc_endpoint_ids"]) if private else [],
    }


def host(design: Design, api: str) -> str:
    """The host of a default URL, but for the service's suffix."""
    return f"{api}-{VPC_ENDPOINTS[0]}" if design["api"]["rest"]["endpoint"] == "PRIVATE" else api


class Method(NamedTuple):
    """Who answers a method, if a function does, and who may call it."""

    function: str | None
    authorization: str
    key: bool
    authorizer: str | None = None
    scopes: tuple[str, ...] = ()


class Authorizer(NamedTuple):
    """Who decides about callers, by what."""

    type: str
    function: str | None
    identity_source: str
    expression: str
    ttl: int | None
    user_pools: tuple[str, ...]


def authorizers(design: Design) -> dict[str, Authorizer]:
    """Every authorizer by its name."""
    found = {}
    for authorizer in design["access"]["authorizers"]:
        ((kind, value),) = authorizer["kind"].items()
        names = {
            "cognito_user_pool": "COGNITO_USER_POOLS",
            "lambda_token": "TOKEN",
            "lambda_request": "REQUEST",
            "jwt": "JWT",
        }
        headers = value["headers"] if kind == "lambda_request" else [value["header"]]
        sources = [f"method.request.header.{name}" for name in headers]
        sources += [f"method.request.querystring.{name}" for name in value.get("query_strings", [])]
        sources += [f"context.{name}" for name in value.get("context", [])]
        sources += [f"stageVariables.{name}" for name in value.get("stage_variables", [])]
        found[authorizer["name"]] = Authorizer(
            names[kind],
            value.get("function"),
            ",".join(sources),
            value.get("validation_expression", ""),
            value.get("ttl_seconds"),
            tuple(value.get("user_pool_arns", ())),
        )
    return found


def handler(design: Design, function: str) -> str:
    """What Lambda calls in a function."""
    decides = any(authorizer.function == function for authorizer in authorizers(design).values())
    return "authorizer.handler" if decides else "lambda_handler.handler"


def called(design: Design, name: str) -> str:
    """A function of the design with the alias that stands for it."""
    (found,) = (function for function in design["functions"] if function["name"] == name)
    return f"{name}:{found['alias']}" if found.get("alias") else name


def methods(design: Design) -> dict[tuple[str, str], Method]:
    """Every method by path and verb."""
    access, known = design["access"], authorizers(design)
    defaults = {
        authorizer["name"]: next(iter(authorizer["kind"].values())).get("scopes", [])
        for authorizer in access["authorizers"]
    }
    found = {}
    for route in design["routes"]:
        for method in route["methods"]:
            authorization = method["authorization"] or access["authorization"]
            key = method["api_key_required"]
            name = authorization["authorizer"] if isinstance(authorization, dict) else None
            kind, scopes = {"iam": "AWS_IAM", "none": "NONE"}.get(str(authorization)), ()
            if name:
                tokens = known[name].type in ("COGNITO_USER_POOLS", "JWT")
                kind = known[name].type if tokens else "CUSTOM"
                scopes = (method["authorization_scopes"] or defaults[name]) if tokens else ()
            found[route["path"], method["verb"]] = Method(
                called(design, lambda_proxy["function"]) if (lambda_proxy := method["integration"].get("lambda_proxy")) else None,
                kind,
                access["api_key_required"] if key is None else key,
                name,
                tuple(sorted(scopes)),
            )
    return found


def http_routes(design: Design) -> dict[tuple[str, str], Method]:
    """Every route of an HTTP API: an `ANY` behind an authorizer would refuse the preflight, so it has an open neighbour."""
    found = methods(design)
    for (path, verb), method in list(found.items()):
        if design["cors"] and verb == "ANY" and method.authorization != "NONE" and (path, "OPTIONS") not in found:
            found[path, "OPTIONS"] = Method(method.function, "NONE", False)
    return found


def cors_of(design: Design, route: dict[str, Any]) -> dict[str, Any] | None:
    """The CORS settings of a route: its own, or the API's."""
    own = route.get("cors", "api")
    return {"api": design["cors"], "off": None}[own] if isinstance(own, str) else own["own"]


def preflight_paths(design: Design) -> set[str]:
    """Paths whose `OPTIONS` the gateway answers itself."""
    return set(preflights(design))


def preflights(design: Design) -> dict[str, dict[str, str]]:
    """Headers of the preflight by path, with their plain values."""
    return {
        route["path"]: preflight_headers(design, route)
        for route in design["routes"]
        if cors_of(design, route)
        and route["methods"]
        and all(method["verb"] != "OPTIONS" for method in route["methods"])
    }


def preflight_headers(design: Design, route: dict[str, Any] | None = None) -> dict[str, str]:
    """The preflight's headers with their plain values."""
    cors = cors_of(design, route) if route else design["cors"]
    verbs = cors["allow_methods"]
    if "ANY" in verbs:
        verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    headers = {
        "Access-Control-Allow-Origin": cors["allow_origins"][0],
        "Access-Control-Allow-Methods": ",".join(verbs),
    }
    if len(cors["allow_origins"]) > 1:
        headers["Vary"] = "Origin"
    if cors["allow_headers"]:
        headers["Access-Control-Allow-Headers"] = ",".join(cors["allow_headers"])
    if cors["allow_credentials"]:
        headers["Access-Control-Allow-Credentials"] = "true"
    if cors["max_age_seconds"] is not None:
        headers["Access-Control-Max-Age"] = str(cors["max_age_seconds"])
    return headers


def preflight_bodies(design: Design, route: dict[str, Any]) -> dict[str, Any]:
    """What the preflight's template does, by type: it names the other origins to their own pages."""
    others = cors_of(design, route)["allow_origins"][1:]
    return {"application/json": origins_named(others)} if others else {}


def origins_named(origins: Iterable[str]) -> tuple[Any, ...]:
    """The normal form of a template that answers those origins by their name, and writes nothing."""
    return "names", tuple(sorted(origins))


def requests(design: Design) -> dict[tuple[str, str], tuple[Any, ...]]:
    """What each method that declares something takes, and what of it is checked."""
    found = {}
    for route in design["routes"]:
        for method in route["methods"]:
            request = method.get("request")
            if request:
                parameters = {
                    f"{one['place']}.{one['name']}": (one["required"] or one["place"] == "path", one["cache_key"])
                    for one in request["parameters"]
                }
                models = {one["content_type"]: one["model"] for one in request["models"]}
                checked = (request["validator"] != "parameters", request["validator"] != "body")
                value = (tuple(sorted(parameters.items())), tuple(sorted(models.items())))
                found[route["path"], method["verb"]] = (*value, None if request["validator"] == "none" else checked)
    return found


def answers(design: Design) -> dict[str, tuple[Any, ...]]:
    """What the gateway answers itself, by type; all of it is readable for the origin of CORS."""
    kinds = {one["response_type"]: one for one in design["api"]["rest"].get("gateway_responses", [])}
    for kind in ["DEFAULT_4XX", "DEFAULT_5XX"] if design["cors"] else []:
        kinds.setdefault(kind, {"status": None, "headers": [], "templates": []})
    found = {}
    for kind, one in kinds.items():
        headers = {f"gatewayresponse.header.{entry['name']}": entry["value"] for entry in one["headers"]}
        templates = {entry["content_type"]: entry["body"] for entry in one["templates"]}
        status = one["status"] and str(one["status"])
        own = {name.lower() for name in headers}
        headers |= {name: value for name, value in error_headers(design).items() if name.lower() not in own}
        found[kind] = (status, tuple(sorted(headers.items())), tuple(sorted(templates.items())))
    return found


def error_headers(design: Design, route: dict[str, Any] | None = None) -> dict[str, str]:
    """Headers of the answers that the gateway gives itself, of a route or as errors, with the quotes of a constant."""
    cors = cors_of(design, route) if route else design["cors"]
    headers = {"Access-Control-Allow-Origin": f"'{cors['allow_origins'][0]}'"} if cors else {}
    if cors and cors["allow_credentials"]:
        headers["Access-Control-Allow-Credentials"] = "'true'"
    if cors and cors.get("expose_headers"):
        headers["Access-Control-Expose-Headers"] = f"'{','.join(cors['expose_headers'])}'"
    return {f"gatewayresponse.header.{name}": value for name, value in headers.items()}


def limits(throttle: dict[str, Any] | None) -> tuple[float, int] | None:
    """Rate and burst."""
    return throttle and (float(throttle["rate_limit"]), throttle["burst_limit"])


def method_settings(design: Design, stage: dict[str, Any]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Limits and caching of the methods that a stage treats otherwise than the rest, and what they repeat of it."""
    found = {}
    for route in design["routes"]:
        for method in route["methods"]:
            own = said_alone(stage, route["path"], method["verb"])
            throttle = own.get("throttle") or method.get("throttle")
            cache = next((told for told in (own.get("cache"), method.get("cache")) if told not in (None, "stage")), "stage")
            if own or throttle or (stage["cache"] and cache != "stage"):
                kept = None
                if stage["cache"]:
                    apart = cache["own"] if isinstance(cache, dict) else stage["cache"]
                    # AWS, "Cache settings for REST APIs": a stage caches GET alone, a method's own settings any verb.
                    general = cache == "stage" and method["verb"] == "GET" and not stage["cache"].get("by_method")
                    encrypted = apart.get("encrypted")
                    encrypted = stage["cache"]["encrypted"] if encrypted is None else encrypted
                    kept = (isinstance(cache, dict) or general) and (apart["ttl_seconds"], encrypted)
                found[route["path"], method["verb"]] = (limits(throttle or stage["throttle"]), kept, watched(stage, own))
    return found


def said_alone(stage: dict[str, Any], path: str, verb: str = "ANY") -> dict[str, Any]:
    """What a stage says of one method or route alone; nothing of most."""
    return next((own for own in stage.get("methods", []) if (own["path"], own.get("verb", "ANY")) == (path, verb)), {})


def watched(stage: dict[str, Any], own: dict[str, Any]) -> tuple[Any, ...]:
    """Level of the log, whether it holds whole requests, and metrics of each method."""
    fields = ["execution_log", "data_trace", "detailed_metrics"]
    return tuple(stage[field] if own.get(field) is None else own[field] for field in fields)


def route_settings(design: Design, stage: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """The routes of an HTTP or WebSocket API that a stage treats otherwise than the rest."""
    if websocket := design["api"].get("websocket"):
        routes = [(route["key"], said_alone(stage, route["key"]), route.get("throttle")) for route in websocket["routes"]]
    else:
        routes = [
            (f"{method['verb']} {route['path']}", said_alone(stage, route["path"], method["verb"]), method.get("throttle"))
            for route in design["routes"]
            for method in route["methods"]
        ]
    return {
        key: (limits(own.get("throttle") or throttle or stage["throttle"]), watched(stage, own))
        for key, own, throttle in routes
        if own or throttle
    }


def plan_methods(plan: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Limits of a usage plan for single methods."""
    of = {f"{method['path']}/{method['verb']}": limits(method["throttle"]) for method in plan.get("methods", [])}
    return tuple(sorted(of.items()))


def log_group(design: Design, stage: dict[str, Any]) -> str | None:
    """The log group of a stage's access log."""
    log = stage["access_log"]
    name = stage["name"].removeprefix("$")
    return log and (log["log_group"] or f"/aws/apigateway/{design['name']}/{name}")


def log_groups(design: Design) -> dict[str, int]:
    """Every log group with the days it keeps."""
    return {
        log_group(design, stage): stage["access_log"]["retention_days"]
        for stage in design["stages"]
        if stage["access_log"]
    }


def log_format(stage: dict[str, Any], http: bool = False) -> str:
    chosen = stage["access_log"]["format"]
    return (HTTP_LOGS if http else LOGS)[chosen] if isinstance(chosen, str) else chosen["custom"]


def variables(stage: dict[str, Any]) -> dict[str, str]:
    return {variable["name"]: variable["value"] for variable in stage["variables"]}


def has_logs(design: Design) -> bool:
    return any(
        stage["access_log"] or stage["execution_log"] != "OFF" or stage["data_trace"]
        for stage in design["stages"]
    )


def mappings(design: Design) -> dict[str, str]:
    """Stage by base path."""
    domain = design["domain"]
    return {mapping["base_path"]: mapping["stage"] for mapping in domain["mappings"]} if domain else {}


def record(design: Design) -> dict[str, Any] | None:
    """The Route 53 settings, when Route 53 serves the domain."""
    domain = design["domain"]
    dns = domain and domain["dns"]
    return dns["route53"] if dns and "route53" in dns else None


def record_sets(design: Design) -> list[dict[str, Any]]:
    """The records that the domain has: type, and what sets one apart from others of its name."""
    settings = record(design)
    if not settings:
        return []
    kinds = ["A"] if settings["record"] == "alias" else ["CNAME"]
    if kinds == ["A"] and design["domain"]["ip_address_type"] == "dualstack":
        kinds.append("AAAA")
    apart: dict[str, Any] = {}
    if settings["routing"] != "simple":
        ((policy, value),) = settings["routing"].items()
        key = {"weighted": "Weight", "latency": "Region", "failover": "Failover"}[policy]
        apart = {"SetIdentifier": settings["set_identifier"] or design["region"]}
        apart[key] = design["region"] if value == "" else value
        if settings["health_check_id"]:
            apart["HealthCheckId"] = settings["health_check_id"]
    return [{"Type": kind, **apart} for kind in kinds]


def routing(record: dict[str, Any]) -> tuple[Any, ...]:
    """What sets a record apart from others of its name, beside its identifier."""
    return tuple(record.get(key) for key in ["Weight", "Region", "Failover"])


def cors_of_http(
    origins: list[str], methods: list[str], headers: list[str], credentials: bool, age: int | None, exposed: list[str]
) -> tuple[Any, ...]:
    """The settings with which an HTTP API answers other origins."""
    return tuple(origins), tuple(methods), tuple(headers), credentials, age, tuple(exposed)


def binary_types(design: Design) -> list[str]:
    return design["api"]["rest"]["binary_media_types"]
